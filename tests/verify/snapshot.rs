//! Verifying only what has come since: from a file whose digest was written down.

use std::fs;
use std::path::{Path, PathBuf};

use kanhe::id::Sha256;

use crate::comes_to;
use crate::forge::{ONE, SEAL, Scene};
use crate::world::write;

/// A snapshot of the scene's record at number 7: its file and its line.
fn kept(scene: &Scene, dir: &Path) -> (PathBuf, String) {
    let file = scene.office.world.path("seven.snapshot");
    let args = ["verify", "--root", &scene.office.root, "--save-snapshot", file.to_str().unwrap()];
    let said = scene.office.world.kanhe(dir, &args).good();
    let line = said.out.lines().last().unwrap().to_owned();
    assert!(line.starts_with("kanhe-snapshot v1 ") && line.contains(" 7 sha256:"), "{line}");
    assert!(line.ends_with(&Sha256::of(&fs::read(&file).unwrap()).to_string()));
    (file, line)
}

#[test]
fn only_what_came_since_is_read() {
    let scene = Scene::new();
    let root = scene.office.root.clone();
    let (file, line) = kept(&scene, &scene.office.server);
    let digest = line.split(' ').nth(4).unwrap().to_owned();
    let since = |pin: &str, seq: &str| {
        ["--root", &root, "--since", seq, "--snapshot", file.to_str().unwrap(), "--pin", pin].map(str::to_owned)
    };
    let verify = |what: &str, dir: &Path, args: &[String], exit: i32, codes: &[u64]| {
        comes_to(&scene, what, dir, &args.iter().map(String::as_str).collect::<Vec<_>>(), exit, codes)
    };
    let by_line = since(&line, "7");

    let same = scene.copy();
    let report = verify("nothing new", &same, &by_line, 0, &[]);
    assert_eq!((&report["as_of"], &report["acts"], &report["judged"]), (&7.into(), &8.into(), &0.into()));
    let raw = scene.sign("li-ming", &scene.approval());
    let dir = scene.with_tip(&raw);
    let full = comes_to(&scene, "in full", &dir, &["--root", &root], 0, &[]);
    let report = verify("one more", &dir, &since(&digest, "7"), 0, &[]);
    for key in ["as_of", "commit", "record", "root", "checkpoint", "acts", "seals", "unregistered"] {
        assert_eq!(report[key], full[key], "{key}");
    }
    assert_eq!((&report["judged"], &report["since"], &full["judged"]), (&1.into(), &7.into(), &9.into()));
    let not = |report: &serde_json::Value, word: &str| report["not_checked"].as_array().unwrap().contains(&word.into());
    assert!(not(&report, "before-since") && !not(&full, "before-since") && !not(&report, "later-acts"));
    let told =
        scene.office.world.kanhe(&dir, &[&["verify"][..], &by_line.each_ref().map(String::as_str)].concat()).good();
    assert!(told.out.contains("第 7 号及以前的内容没有重读"), "{}", told.out);

    // The proof: what came before can be gone, and nobody notices but the full verification.
    let object = |dir: &Path, name: &str| {
        let id = scene.git(&scene.office.server, &["rev-parse", name]);
        dir.join("objects").join(&id[..2]).join(&id[2..])
    };
    for name in ["main~4", &format!("main:content/{ONE}/index.md"), SEAL] {
        fs::remove_file(object(&dir, name)).unwrap();
    }
    verify("what is not read may be gone", &dir, &by_line, 0, &[]);
    let said = scene.verify(&dir, &["--root", &root]);
    assert_eq!(said.code, 3, "{}", said.out);

    // From the snapshot the next one, with checkpoints and copies compared on the way.
    let next = scene.office.world.path("eight.snapshot");
    let older = scene.office.server.to_str().unwrap().to_owned();
    let first = full["checkpoint"].as_str().unwrap().to_owned();
    let more = ["--save-snapshot".to_owned(), next.display().to_string(), "--against".to_owned(), older];
    let more = [&by_line[..], &more[..], &["--checkpoint".to_owned(), first]].concat();
    let report = verify("and on", &dir, &more, 0, &[]);
    assert_eq!(report["against"][0]["common"], 7);
    let line = report["snapshot"].as_str().unwrap().to_owned();
    let args = ["--root", &root, "--since", "8", "--snapshot", next.to_str().unwrap(), "--pin", &line];
    let report = comes_to(&scene, "from the next", &dir, &args, 0, &[]);
    assert_eq!((&report["judged"], &report["seals"]), (&0.into(), &1.into()));

    // A bad act after it is found as ever.
    let bad = scene.with_tip(&scene.sign("li-ming", &scene.approval().set("Step", "check")));
    verify("a bad act since", &bad, &by_line, 1, &[512]);
}

#[test]
fn a_snapshot_is_worth_its_digest() {
    let scene = Scene::new();
    let root = scene.office.root.clone();
    let dir = scene.copy();
    let (file, line) = kept(&scene, &dir);
    let good = fs::read(&file).unwrap();
    let path = file.to_str().unwrap();
    let with = |root: &str, seq: &str, pin: &str, dir: &Path, what: &str, exit: i32, codes: &[u64]| {
        let args = ["--root", root, "--since", seq, "--snapshot", path, "--pin", pin];
        let report = comes_to(&scene, what, dir, &args, exit, codes);
        assert_eq!(
            report["as_of"].is_null(),
            !codes.is_empty() && !codes.contains(&911) && !codes.contains(&912),
            "{what}"
        );
    };
    let pin_of = |bytes: &[u8]| Sha256::of(bytes).to_string();
    with(&root, "7", &line, &dir, "good", 0, &[]);
    with(&root, "7", &pin_of(b"other"), &dir, "another digest", 3, &[915]);
    with(&root, "6", &line, &dir, "another number", 3, &[918]);
    let part = root.split(' ').nth(4).unwrap();
    let other = root.replace(part, &format!("openpgp:{}", "0".repeat(40)));
    with(&other, "7", &line, &dir, "another root", 3, &[917]);
    let id = line.split(' ').nth(2).unwrap();
    let mistaken = line.replace(id, "6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f");
    with(&root, "7", &mistaken, &dir, "a line of another record", 3, &[917]);

    // Rubbish that somebody pinned.
    let database = |change: &str| {
        fs::write(&file, &good).unwrap();
        let connection = rusqlite::Connection::open(&file).unwrap();
        connection.execute_batch(change).unwrap();
        drop(connection);
        fs::read(&file).unwrap()
    };
    let old = database("UPDATE snapshot SET version = '1 0.0.1'");
    let bare = database("DELETE FROM snapshot");
    let tables = database("DROP TABLE snapshot; CREATE TABLE snapshot (x)");
    let head = database("UPDATE snapshot SET head = '{}'");
    let name = database("UPDATE name SET sha256 = 'x', height = 'y'");
    for (what, bytes) in [
        ("another version", &old),
        ("no row", &bare),
        ("other tables", &tables),
        ("a head that is none", &head),
        ("nothing", &Vec::new()),
        ("text", &b"rubbish".repeat(5000)),
    ] {
        fs::write(&file, bytes).unwrap();
        with(&root, "7", &pin_of(bytes), &dir, what, 3, &[916]);
    }
    // Nothing of it is used that is not read: names nobody asks for do no harm, and others are no panic.
    fs::write(&file, &name).unwrap();
    let newer = scene.with_tip(&scene.sign("li-ming", &scene.approval()));
    let pin = pin_of(&name);
    let said = scene.verify(&newer, &["--root", &root, "--since", "7", "--snapshot", path, "--pin", &pin]);
    assert!(matches!(said.code, 0 | 1 | 3) && !said.err.contains("panicked"), "{}{}", said.out, said.err);
    for at in (0..good.len()).step_by(good.len() / 40) {
        let mut bytes = good.clone();
        bytes[at] ^= 0x55;
        if at % 2 == 0 {
            bytes.truncate(at);
        }
        fs::write(&file, &bytes).unwrap();
        let pin = pin_of(&bytes);
        let said = scene.verify(&newer, &["--root", &root, "--since", "7", "--snapshot", path, "--pin", &pin]);
        assert!(matches!(said.code, 0 | 1 | 3) && !said.err.contains("panicked"), "{at}: {}{}", said.out, said.err);
    }
    fs::write(&file, &good).unwrap();

    // The record, against what the snapshot remembers.
    let cut = scene.copy();
    scene.set_main(&cut, &scene.git(&cut, &["rev-parse", "main~1"]));
    with(&root, "7", &line, &cut, "cut", 3, &[910]);
    let parted = scene.copy();
    let bad = scene.approval();
    scene.set_main(&parted, &scene.git(&parted, &["rev-parse", "main~1"]));
    let seventh = crate::forge::Forged { parents: vec![scene.git(&parted, &["rev-parse", "main"])], ..bad };
    scene.set_main(&parted, &scene.write(&parted, "commit", &scene.sign("li-ming", &seventh)));
    with(&root, "7", &line, &parted, "parted", 1, &[909]);
    let gone = scene.copy();
    scene.git(&gone, &["update-ref", "-d", SEAL]);
    with(&root, "7", &line, &gone, "a seal is gone", 3, &[614, 911]);
    scene.git(&gone, &["update-ref", SEAL, "main"]);
    with(&root, "7", &line, &gone, "a seal is another", 1, &[103, 912]);
    let strange = scene.office.world.path("other");
    let init = ["init", "other", "--title", "x", "--name", "y", "--email", "y@e.org", "--no-passphrase"];
    scene.office.world.kanhe(&scene.office.world.path(""), &init).good();
    with(&root, "7", &line, &strange, "another record", 3, &[101]);
    fs::write(dir.join("info/grafts"), "").unwrap();
    with(&root, "7", &line, &dir, "grafts", 1, &[154]);
}

#[test]
fn a_snapshot_is_kept_of_a_valid_record_and_as_a_whole() {
    let scene = Scene::new();
    let dir = scene.copy();
    let root = scene.office.root.clone();
    let place = scene.office.world.path("kept");
    write(&place.join("a.snapshot"), "as it was");
    let file = place.join("a.snapshot");
    let save =
        |dir: &Path, file: &Path| scene.verify(dir, &["--root", &root, "--save-snapshot", file.to_str().unwrap()]);
    scene.git(&dir, &["update-ref", "-d", SEAL]);
    let said = save(&dir, &file);
    assert_eq!((said.code, &said.json()["snapshot"]), (3, &serde_json::Value::Null), "{}", said.out);
    assert!(said.err.contains("快照没有保存"), "{}", said.err);
    assert_eq!(fs::read_to_string(&file).unwrap(), "as it was");
    let said = save(&scene.office.server, &place.join("nowhere/b.snapshot"));
    assert_eq!((said.code, said.out.as_str()), (3, ""), "{}", said.err);
    save(&scene.office.server, &file).good();
    let there: Vec<_> = fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(there, ["a.snapshot"], "nothing is left beside it");
    // What belongs together is asked for together.
    let path = file.to_str().unwrap();
    for args in [
        &["--save-snapshot", path][..],
        &["--since", "7"],
        &["--root", &root, "--since", "7", "--snapshot", path],
        &["--root", &root, "--snapshot", path],
        &["--root", &root, "--since", "7", "--snapshot", path, "--pin", "sha256:12"],
    ] {
        assert_eq!(scene.verify(&scene.office.server, args).code, 2, "{args:?}");
    }
    let pin = Sha256::of(b"").to_string();
    let gone = ["--root", &root, "--since", "7", "--snapshot", "/nowhere/at/all", "--pin", &pin];
    let said = scene.verify(&scene.office.server, &gone);
    assert_eq!((said.code, said.out.as_str()), (3, ""), "{}", said.err);
}
