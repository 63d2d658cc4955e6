//! What an outside memory finds: another copy, a list of checkpoints, the hour.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::forge::{Forged, SEAL, Scene, TWO, now};
use crate::world::write;
use crate::{codes, comes_to};

/// An argument of a finding's message.
#[track_caller]
fn says<'a>(report: &'a Value, code: u64, argument: &str) -> &'a str {
    let found = report["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == code).unwrap();
    let args = found["message"]["args"].as_array().unwrap();
    args.iter().find(|pair| pair[0] == argument).unwrap()[1].as_str().unwrap()
}

/// The tag on the seal signed once more: as good as the first, and another.
fn sealed_again(scene: &Scene, dir: &Path) -> String {
    let tag = String::from_utf8(scene.read(dir, "tag", SEAL)).unwrap();
    let payload = tag.split("-----BEGIN").next().unwrap();
    let options = ["--sig-notation", "again@example.org=1"];
    let armour = scene.office.world.sign(&scene.office.keys["bureau"], &options, payload.as_bytes());
    scene.write(dir, "tag", format!("{payload}{armour}").as_bytes())
}

/// 陈文 takes [`TWO`] back, in place of what stands at number 7.
fn another_seventh(scene: &Scene, dir: &Path) {
    let good = scene.next("chen-wen", "submit");
    let raw = scene.read(dir, "commit", "main");
    let text = String::from_utf8(raw).unwrap();
    let line = |key: &str| text.lines().find_map(|line| line.strip_prefix(&format!("{key}: "))).unwrap().to_owned();
    let again = Forged { seconds: now(), parents: vec![scene.git(dir, &["rev-parse", "main~1"])], ..good }
        .set("Seq", "7")
        .set("Parent-SHA256", &line("Parent-SHA256"))
        .set("Opinion", "请尽快")
        .set("Seals", &line("Seals"));
    scene.set_main(dir, &scene.write(dir, "commit", &scene.sign("chen-wen", &again)));
}

#[test]
fn another_copy_remembers() {
    let scene = Scene::new();
    let root = scene.office.root.clone();
    let old = scene.copy();
    let path = old.to_str().unwrap().to_owned();
    let against = ["--root", root.as_str(), "--against", &path];
    let here = |dir: &Path, name: &str| scene.git(dir, &["rev-parse", name]);

    // What has grown since, and what is the same.
    let dir = scene.with_tip(&scene.sign("li-ming", &scene.approval()));
    let report = comes_to(&scene, "grown", &dir, &against, 0, &[]);
    assert_eq!(report["against"], serde_json::json!([{ "copy": path, "common": 7, "seals": 1 }]));
    assert!(!report["not_checked"].as_array().unwrap().contains(&"later-acts".into()));
    comes_to(&scene, "with itself", &old, &against, 0, &[]);
    let told = scene.office.world.kanhe(&dir, &["verify", "--against", &path]).good();
    assert!(told.out.contains(&format!("与副本“{path}”比对：共有的办理到第 7 号，印章一致 1 枚。")), "{}", told.out);

    // Cut at its end, with and without a seal.
    let dir = scene.copy();
    scene.set_main(&dir, &here(&dir, "main~1"));
    let report = comes_to(&scene, "cut", &dir, &against, 3, &[910]);
    assert_eq!((says(&report, 910, "expected"), says(&report, 910, "found")), ("7", "6"));
    scene.set_main(&dir, &here(&dir, "main~1"));
    scene.git(&dir, &["update-ref", "-d", SEAL]);
    let report = comes_to(&scene, "cut with a seal", &dir, &against, 3, &[910, 911]);
    let tag = here(&old, SEAL);
    assert_eq!((says(&report, 911, "reference"), says(&report, 911, "expected")), (SEAL, tag.as_str()));
    assert_eq!(report["findings"][1]["path"], SEAL);

    // Two histories.
    let dir = scene.copy();
    another_seventh(&scene, &dir);
    comes_to(&scene, "by itself as good as the other", &dir, &["--root", &root], 0, &[]);
    let report = comes_to(&scene, "parted", &dir, &against, 1, &[909]);
    assert_eq!(says(&report, 909, "seq"), "6");
    assert_eq!(
        (says(&report, 909, "here"), says(&report, 909, "there")),
        (here(&dir, "main").as_str(), here(&old, "main").as_str())
    );

    // Another record.
    let other = scene.office.world.path("other");
    let init = ["init", "other", "--title", "x", "--name", "y", "--email", "y@e.org", "--no-passphrase"];
    scene.office.world.kanhe(&scene.office.world.path(""), &init).good();
    let report = comes_to(&scene, "another record", &dir, &["--against", other.to_str().unwrap()], 1, &[914]);
    let genesis = |dir: &Path| scene.git(dir, &["rev-list", "--max-parents=0", "main"]);
    assert_eq!(
        (says(&report, 914, "expected"), says(&report, 914, "found")),
        (genesis(&other).as_str(), genesis(&dir).as_str())
    );
}

#[test]
fn a_seal_that_stood_elsewhere_stands_here() {
    let scene = Scene::new();
    let old = scene.copy();
    let path = old.to_str().unwrap().to_owned();
    let against = ["--against", path.as_str()];
    let tag = scene.git(&old, &["rev-parse", SEAL]);
    let dir = scene.copy();
    let again = sealed_again(&scene, &dir);
    scene.git(&dir, &["update-ref", "-d", SEAL]);
    comes_to(&scene, "gone", &dir, &against, 3, &[614, 911]);
    scene.git(&dir, &["update-ref", SEAL, &again]);
    let report = comes_to(&scene, "replaced", &dir, &against, 1, &[617, 912]);
    assert_eq!((says(&report, 912, "expected"), says(&report, 912, "found")), (tag.as_str(), again.as_str()));
    write(&dir.join(SEAL), "rubbish");
    comes_to(&scene, "rubbish", &dir, &against, 1, &[165, 911]);
    // The seal of the last act is registered by nobody yet: only another copy tells one good tag from another.
    let sixth = scene.git(&dir, &["rev-parse", "main~1"]);
    scene.set_main(&dir, &sixth);
    scene.set_main(&old, &sixth);
    write(&dir.join(SEAL), &format!("{again}\n"));
    let report = comes_to(&scene, "nobody knows", &dir, &[], 0, &[]);
    assert!(report["not_checked"].as_array().unwrap().contains(&"last-seal".into()));
    comes_to(&scene, "somebody knows", &dir, &against, 1, &[912]);
    // A ref no act has put is no seal there either.
    scene.git(&dir, &["update-ref", SEAL, &tag]);
    scene.git(&old, &["update-ref", "refs/tags/seal/documents/2026/two/bureau", &tag]);
    comes_to(&scene, "nobody's there", &dir, &against, 0, &[]);
}

#[test]
fn another_copy_may_be_in_any_state() {
    let scene = Scene::new();
    let dir = scene.copy();
    let shorter = scene.copy();
    scene.set_main(&shorter, &scene.git(&dir, &["rev-parse", "main~2"]));
    scene.git(&shorter, &["update-ref", "-d", SEAL]);
    let old = scene.copy();
    let path = old.to_str().unwrap().to_owned();
    let against = ["--against", path.as_str()];
    // Only its refs and its chain are read.
    for (file, text) in
        [("shallow", ""), ("info/grafts", "x"), ("objects/info/alternates", "/nowhere\n"), ("refs/replace/x", "x")]
    {
        write(&old.join(file), text);
    }
    write(&old.join("refs/tags/seal/x"), "rubbish");
    let blob = scene.git(&dir, &["rev-parse", &format!("main:content/{TWO}/index.md")]);
    let object = |id: &str| old.join("objects").join(&id[..2]).join(&id[2..]);
    fs::remove_file(object(&blob)).unwrap();
    comes_to(&scene, "full of other things", &dir, &against, 0, &[]);
    comes_to(&scene, "the same, ahead", &shorter, &against, 3, &[910, 911]);
    // Where its chain is broken, nothing is said but that.
    let main = scene.git(&dir, &["rev-parse", "main"]);
    fs::remove_file(object(&main)).unwrap();
    comes_to(&scene, "its last act is here", &dir, &against, 0, &[]);
    let report = comes_to(&scene, "its last act is nowhere", &shorter, &against, 3, &[913, 911]);
    assert_eq!(report["findings"][0]["details"][0]["code"], 101);
    assert_eq!(report["findings"][0]["details"][0]["object"], main);
    fs::write(old.join("refs/heads/main"), "ref: nowhere").unwrap();
    comes_to(&scene, "its main is none", &dir, &against, 3, &[913]);
    fs::remove_file(old.join("refs/heads/main")).unwrap();
    comes_to(&scene, "it has no main", &dir, &against, 3, &[913]);
    let nothing = scene.verify(&dir, &["--against", scene.office.world.path("home").to_str().unwrap()]);
    assert_eq!((nothing.code, nothing.out.as_str()), (2, ""), "{}", nothing.err);
    assert!(nothing.err.contains("K150"), "{}", nothing.err);
}

#[test]
fn checkpoints_are_kept_in_a_file() {
    let scene = Scene::new();
    let dir = scene.copy();
    let seven = scene.office.world.kanhe(&dir, &["checkpoint"]).good().line().to_owned();
    let file = scene.office.world.path("checkpoints.txt");
    let path = file.to_str().unwrap();
    let six = {
        let raw = scene.read(&dir, "commit", "main~1");
        let id = seven.split(' ').nth(2).unwrap();
        format!("kanhe-checkpoint v1 {id} 6 {}", kanhe::id::Sha256::of(&raw))
    };
    write(&file, &format!("# 十一月\r\n\n  {six}  \n\n# 十二月\n{seven}\n"));
    let report = comes_to(&scene, "kept", &dir, &["--checkpoints", path, "--checkpoint", &seven], 0, &[]);
    assert_eq!(report["checkpoints_given"], 3);
    scene.set_main(&dir, &scene.git(&dir, &["rev-parse", "main~1"]));
    comes_to(&scene, "cut", &dir, &["--checkpoints", path], 3, &[906]);
    another_seventh(&scene, &{
        scene.set_main(&dir, &scene.git(&scene.office.server, &["rev-parse", "main"]));
        dir.clone()
    });
    comes_to(&scene, "rewritten", &dir, &["--checkpoints", path], 1, &[905]);
    write(&file, &format!("{six}\n{six} \u{1b}[2J\n"));
    let said = scene.verify(&dir, &["--checkpoints", path]);
    assert_eq!((said.code, said.out.as_str()), (2, ""), "{}", said.err);
    assert!(
        said.err.contains("第 2 行") && said.err.contains("提示：") && !said.err.contains('\u{1b}'),
        "{}",
        said.err
    );
    let said = scene.verify(&dir, &["--checkpoints", "/nowhere/at/all"]);
    assert_eq!(said.code, 2, "{}", said.err);
    fs::write(&file, b"\xff\xfe").unwrap();
    assert_eq!(scene.verify(&dir, &["--checkpoints", path]).code, 2);
}

#[test]
fn only_the_hour_that_is_given_counts() {
    let scene = Scene::new();
    let dir = scene.copy();
    let hour = now().to_string();
    let report = comes_to(&scene, "now", &dir, &["--now", &hour], 0, &[]);
    assert_eq!((&report["now"], &report["expiring"]), (&now_of(&hour), &serde_json::json!([])));
    // Every act of the scene is of today: in the year 2000 all are of the future, in 2099 none.
    let report = comes_to(&scene, "too early", &dir, &["--now", "2000-01-01T00:00:00Z"], 1, &[919; 8]);
    assert_eq!((&report["findings"][0]["seq"], &report["now"]), (&0.into(), &946_684_800.into()));
    comes_to(&scene, "later", &dir, &["--now", "2099-01-01T08:00:00+08:00"], 0, &[]);
    assert_eq!(scene.verify(&dir, &["--now", "yesterday"]).code, 2);
}

fn now_of(text: &str) -> Value {
    text.parse::<i64>().unwrap().into()
}

/// A certificate that ends says so before it does, and it is no finding.
#[test]
fn certificates_that_end_are_named() {
    let world = crate::world::World::new();
    let dir = world.path("rec");
    let made = ["--status-fd", "1", "--quick-gen-key", "陈文 <chen-wen@example.org>", "ed25519", "sign", "20d"];
    let key = world.gpg(&made, b"").good().out.split_whitespace().last().unwrap().to_owned();
    let roster = world.path("roster");
    write(
        &roster.join("units/office/index.md"),
        "+++\ntitle = \"示范局\"\ncode = \"示\"\n[posts]\nhead = \"局长\"\n+++\n",
    );
    let person = format!(
        "+++\nname = \"陈文\"\nemail = \"chen-wen@example.org\"\nunit = \"office\"\nposts = [\"office/head\"]\n\
        [[certificate]]\nfingerprint = \"{key}\"\n+++\n"
    );
    write(&roster.join("people/chen-wen/index.md"), &person);
    write(&roster.join(format!("people/chen-wen/{key}.asc")), &world.certificate(&key));
    let init = ["init", dir.to_str().unwrap(), "--title", "x", "--roster", roster.to_str().unwrap(), "--key", &key];
    world.kanhe(&world.path("home"), &init).good();
    let day = 86_400;
    for (after, within) in [(0, Some(30)), (14, Some(7)), (21, Some(0))] {
        let hour = (now() + after * day).to_string();
        let report = world.kanhe(&dir, &["verify", "--json", "--now", &hour]).good().json();
        let found = report["expiring"].as_array().unwrap();
        assert_eq!(found.first().and_then(|one| one["within"].as_i64()), within, "{report}");
        assert_eq!(found[0]["path"], format!("content/people/chen-wen/{key}.asc"));
        let told = world.kanhe(&dir, &["verify", "--now", &hour]).good();
        assert!(told.out.contains("到期"), "{}", told.out);
    }
    let report = world.kanhe(&dir, &["verify", "--json"]).good().json();
    assert_eq!(report["expiring"], serde_json::json!([]), "without an hour nothing depends on one");
    assert_eq!(codes(&world.kanhe(&dir, &["verify", "--json", "--now", "0"])), [919]);
}
