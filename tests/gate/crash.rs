//! A server that died between an act and its seal: who put the seal brings it, and nobody else can bring another.

use std::path::Path;

use crate::transactions::sealed_here;
use crate::world::{Office, draft};

const SUBJECT: &str = "documents/2026/one";
const SEAL: &str = "refs/tags/seal/documents/2026/one/bureau";
const AROUND: [&str; 2] = ["-c", "core.hooksPath=/dev/null"];

/// As it is when git was killed after `main` and before the seal; in the clone nothing has arrived but the objects.
fn half_landed() -> (Office, std::path::PathBuf, String) {
    let (office, clone) = sealed_here();
    let world = &office.world;
    let [old, tag] = ["main~1", SEAL].map(|name| world.ask(&clone, &["rev-parse", name]));
    world.git(&clone, &["push", "-q", "--atomic", "origin", "main", SEAL]).good();
    world.git(&office.server, &[&AROUND[..], &["update-ref", "-d", SEAL]].concat()).good();
    world.git(&clone, &["update-ref", "-d", SEAL]).good();
    world.git(&clone, &["update-ref", "refs/heads/main", &old]).good();
    world.git(&clone, &["update-ref", "refs/kanhe/pending/seal/documents/2026/one/bureau", &tag]).good();
    std::fs::remove_dir_all(clone.join(".git/kanhe")).unwrap();
    std::fs::remove_dir_all(office.server.join("kanhe")).unwrap();
    (office, clone, tag)
}

fn verdict(office: &Office, dir: &Path) -> i32 {
    office.world.kanhe(dir, &["verify", "--root", &office.root]).code
}

#[test]
fn the_seal_that_was_lost_is_brought_by_whoever_put_it() {
    let (office, clone, tag) = half_landed();
    let world = &office.world;
    assert_eq!(verdict(&office, &office.server), 3);
    // Nobody can go on: the next act would have to register a seal that nobody has.
    let other = office.clone("b");
    draft(&other, "documents/2026/two", "第二件");
    let said = office.act(&other, "chen-wen", "submit", "documents/2026/two", &[]);
    assert!(said.code == 3 && said.err.contains("kanhe: K614 "), "{}", said.err);

    let pulled = world.kanhe(&clone, &["pull"]).good();
    assert!(pulled.err.contains(SEAL), "{}", pulled.err);
    assert_eq!(world.ask(&office.server, &["rev-parse", SEAL]), tag);
    assert_eq!(world.ask(&clone, &["for-each-ref", "refs/kanhe/pending"]), "");
    assert_eq!(verdict(&office, &office.server), 0);
    assert_eq!(verdict(&office, &clone), 0);
    office.act(&other, "chen-wen", "submit", "documents/2026/two", &[]).good();
    assert_eq!(verdict(&office, &office.server), 0);
}

#[test]
fn sealing_again_brings_the_first_seal() {
    let (office, clone, tag) = half_landed();
    office.act(&clone, "zhou-min", "seal", SUBJECT, &[]).refused("K605");
    assert_eq!(office.world.ask(&office.server, &["rev-parse", SEAL]), tag);
    assert_eq!(verdict(&office, &office.server), 0);
}

#[test]
fn no_other_tag_takes_its_place() {
    let (office, clone, tag) = half_landed();
    let world = &office.world;
    let raw = world.git(&clone, &["cat-file", "tag", &tag]).good().out;
    let write = |text: &str| {
        let args = ["hash-object", "-t", "tag", "-w", "--stdin", "--literally"];
        // In the server's repository too, as if it had been there when git was killed.
        [&clone, &office.server].map(|dir| world.feed("git", dir, &args, text.as_bytes()).good().line().to_owned())[0]
            .clone()
    };
    let (payload, _) = raw.split_once("-----BEGIN").unwrap();
    let by_a_person = write(&format!("{payload}{}", world.sign(&office.keys["zhou-min"], &[], payload.as_bytes())));
    let edited = payload.replace("第一件", "另一件");
    let edited = write(&format!("{edited}{}", world.sign(&office.keys["bureau"], &[], edited.as_bytes())));
    for (what, code, id) in [("signed by a person", "K618", &by_a_person), ("of another title", "K616", &edited)] {
        let said = world.git(&clone, &["push", "origin", &format!("{id}:{SEAL}")]);
        assert!(said.code != 0 && said.err.contains(&format!("kanhe: {code} ")), "{what}: {}", said.err);
        // Nor with hands on the server.
        let said = world.git(&office.server, &["update-ref", SEAL, id]);
        assert!(said.code != 0 && said.err.contains(&format!("kanhe: {code} ")), "{what}: {}", said.err);
    }
    assert_eq!(verdict(&office, &office.server), 3);
    // The right one comes in by hand as well, and stays.
    world.git(&clone, &["push", "-q", "origin", &format!("{tag}:{SEAL}")]).good();
    assert_eq!(verdict(&office, &office.server), 0);
    let said = world.git(&clone, &["push", "--force", "origin", &format!("{by_a_person}:{SEAL}")]);
    assert!(said.code != 0 && said.err.contains("kanhe: K706 "), "{}", said.err);
}

#[test]
fn a_registered_seal_comes_back_only_as_it_was_registered() {
    let (office, clone) = sealed_here();
    let world = &office.world;
    let tag = world.ask(&clone, &["rev-parse", SEAL]);
    world.git(&clone, &["push", "-q", "--atomic", "origin", "main", SEAL]).good();
    draft(&clone, "documents/2026/two", "第二件");
    office.act(&clone, "chen-wen", "submit", "documents/2026/two", &[]).good();
    world.git(&office.server, &[&AROUND[..], &["update-ref", "-d", SEAL]].concat()).good();
    assert_eq!(verdict(&office, &office.server), 3);
    // The same words under another signature of the same seal: good in itself, and not the one that was registered.
    let raw = world.git(&clone, &["cat-file", "tag", &tag]).good().out;
    let (payload, _) = raw.split_once("-----BEGIN").unwrap();
    let later = "--faked-system-time";
    let again = world.sign(&office.keys["bureau"], &[later, "20380101T000000"], payload.as_bytes());
    let args = ["hash-object", "-t", "tag", "-w", "--stdin", "--literally"];
    let again = world.feed("git", &clone, &args, format!("{payload}{again}").as_bytes()).good().line().to_owned();
    assert_ne!(again, tag);
    let said = world.git(&clone, &["push", "origin", &format!("{again}:{SEAL}")]);
    assert!(said.code != 0 && said.err.contains("kanhe: K617 "), "{}", said.err);
    world.git(&clone, &["push", "-q", "origin", SEAL]).good();
    assert_eq!(verdict(&office, &office.server), 0);
}
