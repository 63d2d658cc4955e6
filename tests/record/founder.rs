//! A founder's own record, from draft to seal, and what strangers can check of it without kanhe.

use std::fs;
use std::path::{Path, PathBuf};

use crate::world::{Said, World, write};

const SUBJECT: &str = "documents/2026/spring-inspection";

fn founded() -> (World, PathBuf, String) {
    let world = World::new();
    let dir = world.path("rec");
    let said = world
        .kanhe(
            &world.path("home"),
            &[
                "init",
                dir.to_str().unwrap(),
                "--title",
                "示范局",
                "--name",
                "陈文",
                "--email",
                "chen-wen@example.org",
                "--code",
                "示",
                "--no-passphrase",
            ],
        )
        .good();
    let root = said.line().to_owned();
    (world, dir, root)
}

fn sealed() -> (World, PathBuf, String) {
    let (world, dir, root) = founded();
    let kanhe = |args: &[&str]| world.kanhe(&dir, args).good();
    kanhe(&["new", "documents", "spring-inspection", "--title", "关于开展春季检查的通知", "--set", "to=各科室、各站"]);
    let year = fs::read_dir(dir.join("content/documents")).unwrap().next().unwrap().unwrap().file_name();
    if year != "2026" {
        fs::rename(dir.join("content/documents").join(year), dir.join("content/documents/2026")).unwrap();
    }
    write(&dir.join("content").join(SUBJECT).join("map.txt"), "附图\n");
    kanhe(&["submit", SUBJECT]);
    kanhe(&["approve", SUBJECT, "-m", "同意。\n请办公室核稿。"]);
    kanhe(&["approve", SUBJECT, "-m", "同意"]);
    kanhe(&["issue", SUBJECT, "-m", "同意印发"]);
    kanhe(&["seal", SUBJECT]);
    (world, dir, root)
}

#[test]
fn a_document_goes_from_draft_to_seal() {
    let (world, dir, root) = sealed();
    let show = world.kanhe(&dir, &["status", SUBJECT, "--json"]).good().json();
    assert_eq!(show["stage"], "sealed");
    assert!(show["docket"]["number"]["text"].as_str().unwrap().starts_with("示〔"));
    let report = world.kanhe(&dir, &["verify", "--root", &root, "--json"]).good().json();
    assert_eq!((&report["verdict"], &report["as_of"]), (&"VALID".into(), &5.into()));
    assert_eq!((&report["acts"], &report["seals"], &report["refused"]), (&6.into(), &1.into(), &0.into()));
    assert_eq!(report["unregistered"], format!("refs/tags/seal/{SUBJECT}/office"));
    assert_eq!(world.kanhe(&dir, &["root"]).good().line(), root);
    let checkpoint = world.kanhe(&dir, &["checkpoint"]).good().line().to_owned();
    assert_eq!(report["checkpoint"], checkpoint);
    world.kanhe(&dir, &["verify", "--root", &root, "--checkpoint", &checkpoint]).good();
    assert_eq!(world.ask(&dir, &["status", "--short"]), "", "the work tree shows what landed");
    // The next act registers the seal, and the earlier checkpoint still holds.
    write(&dir.join("content/documents/2026/b/index.md"), &crate::world::letter("又一件").replace("bureau", "office"));
    world.kanhe(&dir, &["submit", "documents/2026/b"]).good();
    let report = world.kanhe(&dir, &["verify", "--root", &root, "--checkpoint", &checkpoint, "--json"]).good().json();
    assert_eq!(report["unregistered"], serde_json::Value::Null);
}

/// `git verify-commit` and `git verify-tag` with a fresh keyring of nothing but the record's certificates.
#[test]
fn stock_git_and_gpg_accept_every_act_and_seal() {
    let (world, dir, _) = sealed();
    let stranger = World::new();
    for folder in ["people", "seals"] {
        for file in walkdir::WalkDir::new(dir.join("content").join(folder)) {
            let path = file.unwrap().into_path();
            if path.extension().is_some_and(|kind| kind == "asc") {
                stranger.gpg(&["--import", path.to_str().unwrap()], b"").good();
            }
        }
    }
    let commits = world.ask(&dir, &["rev-list", "main"]);
    assert_eq!(commits.lines().count(), 6);
    for commit in commits.lines() {
        let said = stranger.git(&dir, &["verify-commit", "--raw", commit]).good();
        assert!(said.err.contains("GOODSIG"), "{}", said.err);
    }
    let tag = format!("seal/{SUBJECT}/office");
    assert!(stranger.git(&dir, &["verify-tag", "--raw", &tag]).good().err.contains("GOODSIG"));
    let fsck = world.git(&dir, &["fsck", "--strict", "--no-dangling"]).good();
    assert_eq!((fsck.out.as_str(), fsck.err.as_str()), ("", ""));
}

/// The digests of the format, recomputed with `sha256sum` and a repository of git's own SHA-256 format.
#[test]
fn stock_tools_compute_the_same_digests() {
    let (world, dir, _) = sealed();
    let message = world.ask(&dir, &["show", "-s", "--format=%B", "main"]);
    let value = |key: &str| {
        let line = message.lines().find_map(|line| line.strip_prefix(&format!("{key}: ")));
        line.unwrap_or_else(|| panic!("no {key} in {message}")).to_owned()
    };
    let sum = |raw: &[u8]| world.feed("sha256sum", &dir, &[], raw).good().out[..64].to_owned();
    let parent = world.git(&dir, &["cat-file", "commit", "main~1"]).good().raw;
    assert_eq!(value("Parent-SHA256"), format!("sha256:{}", sum(&parent)));
    let tip = world.git(&dir, &["cat-file", "commit", "main"]).good().raw;
    let checkpoint = world.kanhe(&dir, &["checkpoint"]).good();
    assert!(checkpoint.line().ends_with(&format!(" 5 sha256:{}", sum(&tip))), "{}", checkpoint.line());

    let other = world.path("sha256");
    world.git(&dir, &["init", "-q", "--object-format=sha256", other.to_str().unwrap()]).good();
    unpack(&world, &dir, &other);
    world.git(&other, &["add", "-A"]).good();
    let tree = world.ask(&other, &["write-tree"]);
    assert_eq!(value("Tree-SHA256"), format!("sha256:{tree}"));
    let folder = world.ask(&other, &["rev-parse", &format!("{tree}:content/{SUBJECT}")]);
    assert_eq!(value("Digest"), format!("sha256:{folder}"));
}

fn unpack(world: &World, from: &Path, to: &Path) -> Said {
    let tar = world.git(from, &["archive", "main"]).good().raw;
    world.feed("tar", to, &["-x"], &tar).good()
}

#[test]
fn a_record_is_founded_once_and_completely_or_not_at_all() {
    let (world, dir, _) = founded();
    let home = world.path("home");
    let again =
        world.kanhe(&home, &["init", dir.to_str().unwrap(), "--title", "x", "--name", "y", "--email", "y@e.org"]);
    assert_eq!(again.code, 2, "{}", again.err);
    assert!(again.err.contains("已有内容") && again.err.contains("提示："), "{}", again.err);
    let zone = ["init", "new", "--title", "x", "--name", "y", "--email", "y@e.org", "--time-zone", "Mars/Olympus"];
    let zone = world.kanhe(&home, &zone);
    assert_eq!(zone.code, 2, "{}", zone.err);
    assert!(!home.join("new").exists());
    // A roster that founds nobody writes nothing.
    write(&world.path("roster/units/a/index.md"), "+++\ntitle = \"甲\"\n+++\n");
    let key = world.key("somebody");
    let roster = world.path("roster");
    let nobody = ["init", "new", "--title", "x", "--roster", roster.to_str().unwrap(), "--key", &key];
    let nobody = world.kanhe(&home, &nobody);
    assert_eq!(nobody.code, 1, "{}", nobody.err);
    assert!(nobody.err.contains("kanhe: K8"), "{}", nobody.err);
    assert!(!home.join("new/content").exists());
}

#[test]
fn misuse_is_exit_code_2_and_no_panic() {
    let (world, dir, _) = founded();
    for args in [
        &["approve"][..],
        &["no-such-command"],
        &["verify", "--root", "kanhe-root v2"],
        &["approve", "not a subject", "-m", "x"],
        &["approve", "documents/2026/a", "--as", "nobody-here", "-m", "x"],
        &["new", "documents", "a", "--title", "x", "--set", "no-such-field=1"],
        &["--lang", "fr", "log"],
    ] {
        let said = world.kanhe(&dir, args);
        assert_eq!(said.code, 2, "{args:?}: {} {}", said.out, said.err);
        assert!(!said.err.contains("panicked"), "{}", said.err);
    }
    let outside = world.kanhe(&world.path("home"), &["log"]);
    assert_eq!(outside.code, 1, "no record here: {}", outside.err);
}
