//! Act and seal together, and refs that only grow: by pushes that are not atomic, and by hands on the server.

use std::path::{Path, PathBuf};

use crate::object_files;
use crate::world::{Office, Said, draft};

const SUBJECT: &str = "documents/2026/one";
const SEAL: &str = "refs/tags/seal/documents/2026/one/bureau";

/// An office with a document that is sealed in a clone, and signed off on the server.
pub(crate) fn sealed_here() -> (Office, PathBuf) {
    let office = Office::found();
    let clone = office.clone("a");
    draft(&clone, SUBJECT, "第一件");
    office.act(&clone, "chen-wen", "submit", SUBJECT, &[]).good();
    for (who, command) in
        [("li-ming", "approve"), ("wang-fang", "approve"), ("zhao-lei", "approve"), ("sun-hua", "issue")]
    {
        office.act(&clone, who, command, SUBJECT, &["-m", "同意"]).good();
    }
    office.act(&clone, "zhou-min", "seal", SUBJECT, &["--local"]).good();
    (office, clone)
}

#[track_caller]
fn stopped(office: &Office, said: &Said, code: &str, before: &str) {
    assert!(said.code != 0 && said.err.contains(&format!("kanhe: {code} ")), "expected {code}: {}", said.err);
    assert_eq!(office.world.ask(&office.server, &["for-each-ref"]), before);
}

#[test]
fn act_and_seal_land_together_or_not_at_all() {
    let (office, clone) = sealed_here();
    let refs = || office.world.ask(&office.server, &["for-each-ref"]);
    let before = refs();
    let pushed = office.world.git(&clone, &["push", "origin", "main", SEAL]);
    stopped(&office, &pushed, "K713", &before);
    assert!(pushed.err.contains("--atomic"), "{}", pushed.err);
    let objects = object_files(&office.server);
    stopped(&office, &office.world.git(&clone, &["push", "origin", "main"]), "K705", &before);
    stopped(&office, &office.world.git(&clone, &["push", "origin", SEAL]), "K707", &before);
    assert_eq!(object_files(&office.server), objects);
    office.world.git(&clone, &["push", "-q", "--atomic", "origin", "main", SEAL]).good();
    office.world.kanhe(&office.server, &["verify", "--root", &office.root]).good();
}

/// Changes refs by a transaction of these lines.
fn transaction(office: &Office, dir: &Path, lines: &[String]) -> Said {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    office.world.feed("git", dir, &["update-ref", "--stdin"], format!("start\n{text}commit\n").as_bytes())
}

#[test]
fn on_the_server_itself_refs_only_grow() {
    let (office, clone) = sealed_here();
    let world = &office.world;
    let server = office.server.clone();
    let refs = || world.ask(&server, &["for-each-ref"]);
    let [old, act, tag] = ["main~1", "main", SEAL].map(|name| world.ask(&clone, &["rev-parse", name]));
    // The objects are there, the refs are not.
    let drafts = format!("{act}:refs/heads/drafts/chen-wen/x");
    world.git(&clone, &["push", "-q", "origin", &drafts]).good();
    let raw = world.git(&clone, &["cat-file", "tag", &tag]).good().raw;
    world.feed("git", &server, &["hash-object", "-t", "tag", "-w", "--stdin"], &raw).good();
    let before = refs();
    let (main, seal) = (format!("update refs/heads/main {act} {old}"), format!("create {SEAL} {tag}"));
    for (what, code, lines) in [
        ("an act without its seal", "K713", vec![main.clone()]),
        ("a seal without its act", "K707", vec![seal.clone()]),
        ("the seal first", "K713", vec![seal.clone(), main.clone()]),
        ("another tag", "K103", vec![main.clone(), format!("create {SEAL} {old}")]),
        ("a seal nobody put", "K707", vec![main.clone(), seal.clone(), format!("create {SEAL}-2 {tag}")]),
    ] {
        let said = transaction(&office, &server, &lines);
        assert!(said.err.contains(&format!("kanhe: {code} ")), "{what}: {}", said.err);
        assert_eq!(refs(), before, "{what}");
    }
    assert_eq!(transaction(&office, &server, &[main, seal]).good().code, 0);
    world.kanhe(&server, &["verify", "--root", &office.root]).good();

    let before = refs();
    only_grows(&office, &before);
    // What changes nothing of the record goes on as before.
    world.git(&server, &["update-ref", "refs/heads/main", "main"]).good();
    world.git(&server, &["update-ref", "refs/heads/drafts/chen-wen/y", "main~1"]).good();
    world.git(&server, &["update-ref", "-d", "refs/heads/drafts/chen-wen/y"]).good();
    world.git(&server, &["pack-refs", "--all"]).good();
    world.git(&server, &["gc", "-q"]).good();
    assert_eq!(refs(), before);
    assert!(!server.join("refs/heads/main").exists() && !server.join(SEAL).exists(), "packed");
    only_grows(&office, &before);
    world.kanhe(&server, &["verify", "--root", &office.root]).good();
    world.kanhe(&server, &["doctor", server.to_str().unwrap()]).good();
    // And people go on, over packed refs too.
    let other = office.clone("b");
    draft(&other, "documents/2026/two", "第二件");
    office.act(&other, "chen-wen", "submit", "documents/2026/two", &[]).good();
    world.kanhe(&server, &["verify", "--root", &office.root]).good();
}

/// Each way in which a hand on the server could take something away is refused.
fn only_grows(office: &Office, before: &str) {
    for (code, args) in [
        ("K703", vec!["update-ref", "refs/heads/main", "main~1"]),
        ("K702", vec!["update-ref", "-d", "refs/heads/main"]),
        ("K702", vec!["update-ref", "-d", SEAL]),
        ("K706", vec!["update-ref", SEAL, "main"]),
        ("K702", vec!["tag", "-d", "seal/documents/2026/one/bureau"]),
        ("K703", vec!["update-ref", "HEAD", "main~2"]),
    ] {
        let said = office.world.git(&office.server, &args);
        assert!(said.err.contains(&format!("kanhe: {code} ")), "{args:?}: {}", said.err);
        assert_eq!(office.world.ask(&office.server, &["for-each-ref"]), before, "{args:?}");
    }
}
