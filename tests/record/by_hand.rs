//! Drafts written by hand with something wrong in them: where it is, what it is, what to do; and nothing is written.

use std::path::Path;

use crate::world::{Office, letter, write};

const SUBJECT: &str = "documents/2026/spring-inspection";

/// Everything a refusal must leave as it was: the refs and the number of objects.
fn state(office: &Office, dir: &Path) -> (String, String) {
    (office.world.ask(dir, &["show-ref"]), office.world.ask(dir, &["count-objects"]))
}

#[track_caller]
fn refused(office: &Office, dir: &Path, subject: &str, expected: &[&str]) {
    let (before, draft) = (state(office, dir), std::fs::read(dir.join("content").join(subject).join("index.md")).ok());
    let said = office.act(dir, "chen-wen", "submit", subject, &[]);
    assert_eq!(said.code, 1, "{}\n{}", said.out, said.err);
    for words in expected {
        assert!(said.err.contains(words), "expected {words:?} in\n{}", said.err);
    }
    assert!(said.err.contains("提示："), "{}", said.err);
    assert_eq!(state(office, dir), before, "something was written");
    assert_eq!(std::fs::read(dir.join("content").join(subject).join("index.md")).ok(), draft, "the draft was touched");
}

#[test]
fn a_bad_draft_is_refused_with_file_and_line_and_changes_nothing() {
    let office = Office::found();
    let dir = office.clone("a");
    let index = dir.join("content").join(SUBJECT).join("index.md");
    let place = format!("content/{SUBJECT}/index.md");
    let good = letter("关于开展春季检查的通知");
    for (text, expected) in [
        (good.replace("title = ", "title "), vec!["K541", ":2"]),
        (good.replacen("+++\n", "---\n", 1), vec!["K541", ":1"]),
        (good.replace("+++\n\n各", "\n各"), vec!["K541"]),
        (good.replace("unit = \"bureau\"\n", ""), vec!["K543"]),
        (good.replace("通知\"\nto", "通 知\"\nto"), vec!["K545", ":4"]),
        (good.replace("bureau", "no-such-unit"), vec!["K547", ":3"]),
        (good.replace("to = ", "colour = \"红\"\nto = "), vec!["K542", ":5"]),
        (
            good.replace("to = [\"各科室\"]", "to = [\"各科室\"]\nattachments = [\"附图.pdf\"]"),
            vec!["K548", "附图.pdf", ":6"],
        ),
        (good.replace("各科室：", "[附图](附图.pdf)"), vec!["K549", "附图.pdf"]),
        (good.replace("title = \"", "title = \" "), vec!["K554", ":2"]),
    ] {
        write(&index, &text);
        refused(&office, &dir, SUBJECT, &[&expected[..], &[place.as_str()]].concat());
    }
    // All its faults at once.
    write(&index, &good.replace("通知\"\nto", "通 知\"\nto").replace("bureau", "no-such-unit"));
    refused(&office, &dir, SUBJECT, &["K508", "K545", "K547"]);
    // The positive control: the same draft, put right.
    write(&index, &good);
    office.act(&dir, "chen-wen", "submit", SUBJECT, &[]).good();
}

#[test]
fn a_draft_at_the_wrong_place_is_refused() {
    let office = Office::found();
    let dir = office.clone("a");
    let good = letter("一件");
    write(&dir.join("content/novels/2026/a/index.md"), &good);
    refused(&office, &dir, "novels/2026/a", &["K501", "documents"]);
    write(&dir.join("content/documents/2026/a/sub/b.txt"), "x");
    write(&dir.join("content/documents/2026/a/index.md"), &good);
    refused(&office, &dir, "documents/2026/a", &["K552"]);
    write(&dir.join("content/documents/2026/b/note.txt"), "x");
    refused(&office, &dir, "documents/2026/b", &["K553"]);
    let missing = office.act(&dir, "chen-wen", "submit", "documents/2026/nothing", &[]);
    assert_eq!(missing.code, 3, "{}", missing.err);
    assert!(missing.err.contains("没有文件夹") && missing.err.contains("提示："), "{}", missing.err);
    write(&dir.join("content/documents/2026/c/index.md"), &good);
    write(&dir.join("content/documents/2026/c/CON.txt"), "x");
    let name = office.act(&dir, "chen-wen", "submit", "documents/2026/c", &[]);
    assert_eq!(name.code, 3, "{}", name.err);
    assert!(name.err.contains("CON.txt"), "{}", name.err);
    std::os::unix::fs::symlink("/etc/passwd", dir.join("content/documents/2026/b/index.md")).unwrap();
    let link = office.act(&dir, "chen-wen", "submit", "documents/2026/b", &[]);
    assert_eq!(link.code, 3, "a link is not followed: {}", link.err);
}
