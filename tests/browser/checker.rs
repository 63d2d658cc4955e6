//! Every kind of page is valid HTML for the W3C's checker (vnu), and so is the style sheet's own language.
//!
//! One run over all files: the checker is a Java program that takes seconds to begin and milliseconds a page.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::reading::{Reading, kinds, languages, more};
use crate::walk::Faults;

/// How many pages of a kind are checked in each language.
const OF_A_KIND: usize = 3;

#[test]
fn every_kind_of_page_is_valid_html() {
    let reading = Reading::shared();
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in languages(&reading.pages) {
        let mut some = kinds(&reading.pages, folder, OF_A_KIND);
        if folder.is_empty() {
            more(&reading.site, &reading.pages, &mut some);
        }
        files.extend(some.into_values().flatten().map(|page| reading.site.join(page)));
    }
    check(&files).assert_none();
}

/// What the checker says of files, the parts of the text that differ from page to page left out.
pub(crate) fn check(files: &[PathBuf]) -> Faults {
    let jar = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules/vnu-jar/build/dist/vnu.jar");
    assert!(jar.is_file(), "the checker is needed for this test: `make test` installs it (.ci/npm)");
    let output = Command::new("java")
        .arg("-jar")
        .arg(jar)
        .args(["--stdout", "--format", "json", "--exit-zero-always", "--no-langdetect"])
        .args(files)
        .output()
        .expect("java is needed for this test: `make test` installs it (package default-jre-headless)");
    let said: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let mut faults = Faults::default();
    let mut shown: BTreeMap<String, String> = BTreeMap::new();
    for message in said["messages"].as_array().unwrap() {
        let text = message["message"].as_str().unwrap();
        let extract = message["extract"].as_str().unwrap_or_default().trim().replace('\n', " ");
        let first = shown.entry(text.to_owned()).or_insert(extract);
        let url = message["url"].as_str().unwrap_or_default();
        let line = message["lastLine"].as_u64().unwrap_or_default();
        let kind = message["subType"].as_str().or(message["type"].as_str()).unwrap_or_default();
        faults.add(format!("vnu {kind}: {text}\n    {first}"), format!("{url}:{line}"));
    }
    faults
}
