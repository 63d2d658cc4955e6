//! The documentation against the rest: every refusal is explained, every link leads somewhere, nothing speaks of a workplace.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read has failed")]

mod world;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use world::World;

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Markdown a reader comes to: `README*.md`, `docs/*.md` and the lessons.
fn documents() -> Vec<PathBuf> {
    let markdown = |dir: PathBuf| {
        let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.extension().is_some_and(|extension| extension == "md"))
    };
    let readmes = markdown(top().to_owned()).filter(|path| path.file_name().unwrap().as_encoded_bytes()[0] == b'R');
    let mut all: Vec<PathBuf> = readmes.chain(markdown(top().join("docs"))).collect();
    for language in fs::read_dir(top().join("content/help")).unwrap() {
        all.extend(markdown(language.unwrap().path()));
    }
    all.sort();
    all
}

#[test]
fn every_refusal_of_the_catalogue_is_explained_once() {
    let catalogue = fs::read_to_string(top().join("themes/words/en/refusals.ftl")).unwrap();
    let list = fs::read_to_string(top().join("docs/refusals.md")).unwrap();
    let codes: BTreeSet<&str> =
        catalogue.lines().filter_map(|line| line.split_once(" =")).map(|(key, _)| key).collect();
    let codes: Vec<&str> = codes.into_iter().filter(|key| key.starts_with('K')).collect();
    assert!(codes.len() > 180, "{}", codes.len());
    for code in codes {
        assert_eq!(list.matches(&format!("\n| {code} |")).count(), 1, "{code} in docs/refusals.md");
    }
}

#[test]
fn every_link_leads_to_a_file_and_every_anchor_to_a_heading() {
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        // What stands in backquotes is shown, not followed.
        let text: String = text.split('`').step_by(2).collect();
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split([')', '\n']).next().unwrap();
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let file = if path.is_empty() { document.clone() } else { document.parent().unwrap().join(path) };
            if file.components().any(|part| part.as_os_str() == "images") {
                continue;
            }
            assert!(file.exists(), "{}: {target}", document.display());
            if !anchor.is_empty() {
                let known = headings(&fs::read_to_string(&file).unwrap());
                assert!(known.contains(anchor), "{}: {target}", document.display());
            }
        }
    }
}

/// The anchors of a file's headings, as forges make them.
fn headings(text: &str) -> BTreeSet<String> {
    let titles = text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let plain = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    titles.map(|title| title.to_lowercase().chars().filter(plain).collect::<String>().replace(' ', "-")).collect()
}

#[test]
fn no_file_speaks_of_a_workplace() {
    // Written in parts, or this file would be one of them.
    let words = [["/wor", "k/"], ["/roo", "t/"], ["suba", "gent"]].map(|parts| parts.concat());
    let ours = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        match entry.depth() {
            0 => true,
            1 => !matches!(&*name, ".git" | "target" | "demo" | "node_modules"),
            _ => !matches!(&*name, "node_modules" | "shots" | "target" | "artifacts" | "found"),
        }
    };
    for entry in walkdir::WalkDir::new(top()).into_iter().filter_entry(ours) {
        let entry = entry.unwrap();
        if !entry.file_type().is_file() {
            continue;
        }
        let text = String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned();
        for word in &words {
            assert!(!text.contains(word), "{} speaks of {word}", entry.path().display());
        }
    }
}

#[test]
fn the_example_of_a_workflow_is_one() {
    let text = fs::read_to_string(top().join("docs/workflows.md")).unwrap();
    let example =
        text.split("<!-- The test reads this block. -->\n```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let memos = kanhe::office::Workflow::read("workflows/memos.toml", example.as_bytes()).unwrap();
    assert_eq!((memos.fields.len(), memos.steps.len()), (4, 2));
}

/// Every `.rs` file below a folder, with its text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let files = walkdir::WalkDir::new(top().join(folder)).into_iter().map(Result::unwrap);
    let files = files.filter(|entry| entry.path().extension().is_some_and(|end| end == "rs"));
    files.map(|entry| (entry.path().display().to_string(), fs::read_to_string(entry.path()).unwrap())).collect()
}

/// What is said to be safe names tests that are there, or says that it is open.
#[test]
fn every_row_of_the_list_of_security_names_tests_that_are_there() {
    let list = fs::read_to_string(top().join("docs/security.md")).unwrap();
    let sources: Vec<(String, String)> = [sources("src"), sources("tests")].concat();
    let mut named = 0;
    for row in list.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| item")) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        let tests = cells.last().unwrap();
        for test in tests.split('`').skip(1).step_by(2) {
            let parts: Vec<&str> = test.split("::").collect();
            let (name, program) = (parts.last().unwrap(), parts[0]);
            let is_there = |(path, text): &&(String, String)| {
                let at = text.find(&format!("fn {name}() {{"));
                let is_test = at
                    .is_some_and(|at| text[..at].trim_end().lines().rev().take(3).any(|line| line.trim() == "#[test]"));
                is_test && path.contains(program)
            };
            assert!(sources.iter().any(|source| is_there(&source)), "there is no test {test}: {row}");
            named += 1;
        }
    }
    assert!(named > 60, "{named}");
}

#[test]
fn the_walk_of_the_readme_begins_as_it_says() {
    for (file, language) in [("README.md", "en"), ("README.zh-CN.md", "zh-CN")] {
        let text = fs::read_to_string(top().join(file)).unwrap();
        let walk = text.split("```console\n").find(|block| block.contains("$ kanhe init")).unwrap();
        let typed = walk.lines().filter_map(|line| line.strip_prefix("$ "));
        let until = typed.skip(1).take_while(|line| !line.starts_with("echo "));
        let typed: Vec<&str> = until.filter(|line| !line.starts_with("cat ")).collect();
        assert!(typed.iter().any(|line| line.starts_with("kanhe new ")), "{typed:?}");
        let world = World::new();
        let home = world.path("home");
        let mut shell = world.command("sh", &home);
        let kanhe = Path::new(env!("CARGO_BIN_EXE_kanhe")).parent().unwrap();
        shell.env("PATH", format!("{}:{}", kanhe.display(), env!("PATH"))).env("KANHE_LANG", language);
        shell.args(["-ec", &typed.join("\n")]);
        World::run(shell, b"").good();
        // The year is that of the day.
        let years = fs::read_dir(home.join("desk/content/documents")).unwrap().map(|year| year.unwrap().path());
        let begun = fs::read_to_string(years.last().unwrap().join("spring-inspection/index.md")).unwrap();
        let shown = walk.split_once("\n+++\n").unwrap().1.split_once("\n+++\n").unwrap().0;
        assert_eq!(begun.trim(), format!("+++\n{shown}\n+++"), "{file}");
    }
}

#[test]
fn a_request_of_the_demo_loses_none_of_its_settings() {
    let founded = fs::read_to_string(top().join("content/demo/kanhe.toml")).unwrap();
    let requests = fs::read_dir(top().join("content/demo/changes/2026")).unwrap();
    let changed = requests.map(|request| request.unwrap().path().join("files/kanhe.toml")).filter(|file| file.exists());
    let changed: Vec<PathBuf> = changed.collect();
    assert!(!changed.is_empty());
    for file in changed {
        let text = fs::read_to_string(&file).unwrap();
        let lines: BTreeSet<&str> = text.lines().collect();
        let lost: Vec<&str> = founded.lines().filter(|line| !lines.contains(line)).collect();
        assert!(lost.is_empty(), "{} loses {lost:?}", file.display());
    }
}
