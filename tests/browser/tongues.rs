//! Every kind of page speaks its language: what is in another comes from the record.
//!
//! 1. An English page has no Chinese that nobody in the office wrote.
//! 2. A Chinese page has no English word that nobody wrote, but names and terms that are the same everywhere.
//! 3. A page in traditional Chinese has no character that only simplified Chinese writes, and the other way round.
//!
//! What the office wrote is read from the record: its forms, names, workflows, opinions. The texts of documents are left out on
//! both sides: too much can be found in them.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use crate::driver::Browser;
use crate::reading::{Reading, kinds, languages};
use crate::walk::Faults;

/// Every text of a page and of what is read aloud, but the texts of documents and what is said to be in another language.
const TEXTS: &str = "(() => {\
    const aside = '.prose, pre, code, script, style, [lang]:not(html), .diff';\
    const found = [document.title];\
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);\
    for (let node = walker.nextNode(); node; node = walker.nextNode())\
        if (!node.parentElement.closest(aside)) found.push(node.data);\
    for (const element of document.body.querySelectorAll('[aria-label], [title], [alt], [placeholder]'))\
        if (!element.closest(aside)) for (const name of ['aria-label', 'title', 'alt', 'placeholder'])\
            if (element.hasAttribute(name)) found.push(element.getAttribute(name));\
    return found.map(text => text.trim()).filter(text => text);\
})()";

/// Names and terms that are the same in every language.
const SAME: [&str; 24] = [
    "kanhe", "git", "gpg", "GnuPG", "OpenPGP", "SHA", "sha", "PDF", "DOCX", "XLSX", "OFD", "TXT", "CSV", "KB", "MB",
    "KiB", "MiB", "GiB", "mm", "Markdown", "TOML", "JSON", "English", "index",
];

#[test]
fn every_kind_of_page_speaks_its_language() {
    let reading = Reading::shared();
    let browser = Browser::start();
    let written = written(&reading.record());
    let mut faults = Faults::default();
    for folder in languages(&reading.pages) {
        for page in kinds(&reading.pages, folder, 1).values().flatten() {
            browser.open(&reading.url(page));
            let language = browser.text("document.documentElement.lang");
            for text in browser.texts(TEXTS) {
                for run in runs(&text, &language) {
                    if !written.contains(&run) {
                        faults.add(format!("not {language}, and nobody wrote it: {run:?} in {text:?}"), *page);
                    }
                }
            }
        }
    }
    faults.assert_none();
}

/// The parts of a text that are not in its language: runs of Chinese in English, words of Latin letters in Chinese, and runs of Chinese
/// that the other Chinese alone writes so.
fn runs(text: &str, language: &str) -> Vec<String> {
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}');
    let han = text.split(move |c: char| !is_han(c)).filter(|run| !run.is_empty()).map(str::to_owned);
    if language == "en" {
        return han.collect();
    }
    let fits = |c: char| {
        let text = c.to_string();
        if language == "zh-TW" {
            return !encoding_rs::BIG5.encode(&text).2;
        }
        let (bytes, _, lost) = encoding_rs::GBK.encode(&text);
        !lost && matches!(*bytes, [0xB0..=0xF7, 0xA1..=0xFE])
    };
    let latin = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1 && !SAME.contains(word));
    han.filter(|run| !run.chars().all(fits)).chain(latin.map(str::to_owned)).collect()
}

/// What the office wrote.
struct Written(String);

impl Written {
    fn contains(&self, run: &str) -> bool {
        self.0.contains(run)
    }
}

fn written(record: &Path) -> Written {
    let git = |args: &[&str]| {
        let output = Command::new("git").arg("-C").arg(record).args(args).output().unwrap();
        assert!(output.status.success(), "git {args:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let mut text = git(&["log", "--format=%an %ae%n%B", "main"]);
    let files = git(&["-c", "core.quotePath=off", "ls-tree", "-r", "--name-only", "main"]);
    let mut seen = BTreeSet::new();
    for file in files.lines() {
        text.push_str(file);
        text.push('\n');
        let end = Path::new(file).extension().and_then(|end| end.to_str()).unwrap_or_default();
        if matches!(end, "md" | "toml") && seen.insert(file) {
            let whole = git(&["show", &format!("main:{file}")]);
            // Of a document what stands in its form.
            let form = whole.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++")).map(|(form, _)| form);
            text.push_str(form.unwrap_or(&whole));
            text.push('\n');
        }
    }
    Written(text)
}
