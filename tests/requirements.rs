//! `docs/requirements.md` against the tree: every row is there with its tag, and what it names exists.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read has failed")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rows of the themes A, B, C, D, E, F, G, H, I, J, K, M and W, and those of others that workflows answer, by tag.
const ROWS: [(&str, &str); 4] = [
    (
        "MUST-ENFORCE",
        "A4 A5 A6 A7 A8 A10 A12 A14 B1 B2 B3 B6 B7 B8 B10 B11 C2 C3 C6 C7 C8 C9 C10 C11 C12 C13 C15 C16 C17 C19 C20 C21 C23 \
         C24 C25 C26 C27 C28 C29 C30 C31 C35 D1 D2 D3 D4 D5 D7 E1 E2 E5 E7 F3 F4 F5 F6 F7 F10 F11 W2 G6 G7 G8 G9 G10 G15 G17 G18 H1 H3 H4 H6 I1 \
         I2 I3 I4 I5 I6 I8 I10 I11 I16 I19 J1 J2 J3 J4 M2 M3 M4 M5 K1 K2 K4 K5 K6 K8 K10 L1 L2 L3 L4 L6 L7 L8 L9 L16 N2 N3 O6 O10 R9 R13 T5 T6",
    ),
    (
        "FEATURE",
        "A2 A3 A11 A13 B4 B5 B9 B12 B13 C1 C4 C5 C14 C18 C22 C33 C34 D6 D8 D10 D11 D12 E3 E6 F1 F12 W1 G1 G2 G3 G4 G5 G13 G14 G19 G20 G21 H2 H5 \
         H8 H9 I7 I9 I12 I15 I18 J5 J10 J12 K3 K9 K11 K12 K14 M1 N1 N4 N5 N7 N8 N9 N10 O5 O7 O8 O9 O11 P9 T1 T2 T4 T7 V4 V6 V7 W3 Y6",
    ),
    ("SHOW", "A1 A9 A16 A17 C32 C36 F9 W4 W5 G11 G16 H7 I13 I14 I20 J6 J7 J8 J11 J13 K7 K13 N11 Q2 Q6 T10 V5 Y1"),
    ("POLICY", "A15 B14 D9 E4 F2 F8 G12 I17 J9 K15"),
];

/// One row: what it asks, its tag, where it lives, which tests hold it.
struct Row {
    asks: String,
    tag: String,
    place: String,
    test: String,
}

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The rows of the page by ID. Each stands once.
fn rows() -> BTreeMap<String, Row> {
    let page = fs::read_to_string(top().join("docs/requirements.md")).unwrap();
    let mut rows = BTreeMap::new();
    for line in page.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [id, asks, tag, place, test] = cells[..] else { continue };
        if id == "ID" {
            continue;
        }
        let [asks, tag, place, test] = [asks, tag, place, test].map(str::to_owned);
        let row = Row { asks, tag, place, test };
        assert!(rows.insert(id.to_owned(), row).is_none(), "{id} stands twice");
    }
    rows
}

/// What stands between backquotes in a cell.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// What of a cell is done, and what it says is open.
fn parts(place: &str) -> (&str, Option<&str>) {
    let (done, open) = place.split_once("open:").map_or((place, None), |(done, open)| (done, Some(open.trim())));
    (done.trim(), open)
}

/// The file that `rules::limits::name` names.
fn file(test: &str) -> (PathBuf, &str) {
    let (modules, name) = test.rsplit_once("::").unwrap();
    (top().join("tests").join(modules.replace("::", "/")).with_extension("rs"), name)
}

#[test]
fn every_row_is_there_with_its_tag() {
    let expected: BTreeMap<String, String> = ROWS
        .iter()
        .flat_map(|(tag, ids)| ids.split_whitespace().map(|id| (id.to_owned(), (*tag).to_owned())))
        .collect();
    let counted = |theme: char| expected.keys().filter(|id| id.starts_with(theme)).count();
    let themes = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'M', 'W'];
    assert_eq!(themes.map(counted), [17, 14, 36, 12, 7, 12, 21, 9, 20, 13, 15, 5, 5]);
    let found: BTreeMap<String, String> = rows().into_iter().map(|(id, row)| (id, row.tag)).collect();
    assert_eq!(found, expected);
}

#[test]
fn every_row_says_what_it_asks_and_where_it_lives_or_that_it_is_open() {
    for (id, row) in rows() {
        assert!(!row.asks.is_empty(), "{id}");
        let (done, open) = parts(&row.place);
        assert!(open.is_none_or(|missing| missing.len() > 10), "{id} does not say what is missing");
        let is_done = !quoted(done).is_empty() || row.tag == "POLICY" && !done.is_empty();
        assert!(is_done || open.is_some(), "{id} is neither done nor open");
    }
}

#[test]
fn every_path_that_a_row_names_exists() {
    for (id, row) in rows() {
        for path in quoted(&row.place).into_iter().filter(|path| path.contains('/')) {
            assert!(top().join(path).is_file(), "{id}: {path}");
        }
    }
}

#[test]
fn every_test_that_a_row_names_is_one() {
    for (id, row) in rows() {
        for test in quoted(&row.test) {
            let (path, name) = file(test);
            let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{id}: {test}: {e}"));
            assert!(text.contains(&format!("#[test]\nfn {name}() {{")), "{id}: {test} is no test");
        }
    }
}

#[test]
fn whatever_must_be_enforced_names_a_test_and_is_done_somewhere() {
    for (id, row) in rows().iter().filter(|(_, row)| row.tag == "MUST-ENFORCE") {
        assert!(!quoted(&row.test).is_empty(), "{id} names no test");
        assert!(!quoted(parts(&row.place).0).is_empty(), "{id} is nowhere done");
    }
}

/// Where stories say which requirements they are about.
const STORIES: [&str; 12] = [
    "modules/papers",
    "modules/publishing",
    "modules/work",
    "register/attacks",
    "register/emergencies",
    "register/follow",
    "register/kinds",
    "register/losses",
    "register/people",
    "register/sealing",
    "register/units",
    "register/upkeep",
];

/// The stories of a file, each with what the first line about it says before a colon.
fn stories(text: &str) -> Vec<(&str, &str)> {
    let (mut found, mut about, mut is_next) = (Vec::new(), None, false);
    for line in text.lines() {
        if let Some(said) = line.strip_prefix("/// ") {
            about = about.or(Some(said));
        } else if line == "#[test]" {
            is_next = true;
        } else {
            let name = line.strip_prefix("fn ").and_then(|rest| rest.split_once('(')).map(|(name, _)| name);
            if let (true, Some(name)) = (is_next, name) {
                found.push((about.and_then(|about| about.split_once(": ")).map_or("", |(ids, _)| ids), name));
            }
            (about, is_next) = (None, false);
        }
    }
    found
}

/// A story that says which requirement it is about is named at that row.
#[test]
fn every_story_is_named_at_the_rows_it_is_about() {
    let rows = rows();
    let mut named = 0;
    for file in STORIES {
        let text = fs::read_to_string(top().join(format!("tests/rules/{file}.rs"))).unwrap();
        for (ids, name) in stories(&text) {
            for id in ids.split([',', ';', ' ']).filter(|id| rows.contains_key(*id)) {
                let test = format!("`rules::{}::{name}`", file.replace('/', "::"));
                assert!(rows[id].test.contains(&test), "{id} does not name {test}");
                named += 1;
            }
        }
    }
    assert!(named > 150, "{named}");
}

/// Of the themes that the register answers every story is named: a folder that is not looked at hides nothing.
#[test]
fn every_file_of_stories_about_the_register_is_looked_at() {
    let folder = top().join("tests/rules/register");
    let found = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let found = found.map(|path| format!("register/{}", path.file_stem().unwrap().to_string_lossy()));
    for file in found.filter(|file| file != "register/town") {
        assert!(STORIES.contains(&file.as_str()), "{file}");
    }
}
