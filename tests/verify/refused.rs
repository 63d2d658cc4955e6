//! What a repository may not have in it, and which word on a clean clone goes with it.

use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::forge::{SEAL, Scene};
use crate::world::write;
use crate::{codes, comes_to};

const NONE: &str = "0123456789012345678901234567890123456789";

/// What is done to a copy.
type Change<'a> = Box<dyn Fn(&Path) + 'a>;

#[test]
fn what_can_lie_is_not_read_and_the_reader_is_told_how_to_come_by_a_clean_clone() {
    let scene = Scene::new();
    let main = format!("{}\n", scene.git(&scene.office.server, &["rev-parse", "main"]));
    let line = |name: &str| format!("{} {name}\n", main.trim_end());
    let pipe = |path: &Path| assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    let first = |dir: &Path| dir.join("objects").join(&main[..2]);
    let file = |path: &'static str, text: String| -> Change<'_> { Box::new(move |dir| write(&dir.join(path), &text)) };
    let all: Vec<(&str, i32, u64, Change<'_>)> = vec![
        ("shallow", 3, 153, file("shallow", main.clone())),
        ("an empty shallow file", 3, 153, file("shallow", String::new())),
        ("grafts", 1, 154, file("info/grafts", main.clone())),
        ("alternates", 1, 155, file("objects/info/alternates", "/tmp\n".into())),
        ("alternates of its own", 1, 155, file("objects/info/alternates", "../../refs\n".into())),
        ("alternates elsewhere", 1, 155, file("objects/info/http-alternates", "http://127.0.0.1/\n".into())),
        ("a replacement", 1, 156, Box::new(|dir| drop(scene.git(dir, &["replace", "main~1", "main~2"])))),
        ("a packed replacement", 1, 156, file("packed-refs", line(&format!("refs/replace/{NONE}")))),
        ("a broken replacement", 1, 156, file("refs/replace/x", "rubbish".into())),
        ("a reftable", 1, 152, file("reftable/tables.list", String::new())),
        ("another object format", 1, 151, file("refs/heads/main", format!("{NONE}{}\n", &NONE[..24]))),
        (
            "objects elsewhere",
            1,
            163,
            Box::new(|dir| {
                fs::rename(dir.join("objects"), dir.join("moved")).unwrap();
                symlink("moved", dir.join("objects")).unwrap();
            }),
        ),
        (
            "refs nowhere",
            1,
            163,
            Box::new(|dir| {
                fs::remove_dir_all(dir.join("refs")).unwrap();
                symlink("nowhere", dir.join("refs")).unwrap();
            }),
        ),
        (
            "some objects elsewhere",
            1,
            163,
            Box::new(|dir| {
                fs::rename(first(dir), dir.join("moved")).unwrap();
                symlink("../moved", first(dir)).unwrap();
            }),
        ),
        (
            "an object that is a link",
            1,
            163,
            Box::new(|dir| {
                let object = first(dir).join(&main.trim_end()[2..]);
                fs::rename(&object, dir.join("moved")).unwrap();
                symlink("../../moved", object).unwrap();
            }),
        ),
        (
            "an object that is a folder",
            1,
            163,
            Box::new(|dir| {
                let object = first(dir).join(&main.trim_end()[2..]);
                fs::remove_file(&object).unwrap();
                fs::create_dir(object).unwrap();
            }),
        ),
        (
            "an object that is a pipe",
            1,
            163,
            Box::new(|dir| {
                let object = first(dir).join(&main.trim_end()[2..]);
                fs::remove_file(&object).unwrap();
                pipe(&object);
            }),
        ),
    ];
    for (what, exit, code, change) in all {
        let dir = scene.copy();
        change(&dir);
        let report = comes_to(&scene, what, &dir, &["--root", &scene.office.root], exit, &[code]);
        assert_eq!((&report["as_of"], &report["not_checked"][0]), (&serde_json::Value::Null, &"everything".into()));
        assert!(report["findings"][0]["path"].is_string(), "{what} has no place: {report}");
        let said = scene.office.world.kanhe(&dir, &["verify"]);
        let helps = said.out.contains("git clone --no-local") || matches!(code, 151 | 152);
        assert!(helps && said.out.contains("提示："), "{what}: {}", said.out);
    }
    let dir = scene.copy();
    for (path, text) in [("info/grafts", ""), ("shallow", ""), ("refs/replace/x", "x")] {
        write(&dir.join(path), text);
    }
    comes_to(&scene, "all of them", &dir, &[], 1, &[153, 154, 156]);
}

#[test]
fn the_refs_of_a_record_are_plain_and_every_fault_of_one_has_its_place() {
    let scene = Scene::new();
    let main = scene.git(&scene.office.server, &["rev-parse", "main"]);
    let line = |name: &str| format!("{main} {name}\n");
    let other = "refs/tags/seal/documents/2026/two/bureau";
    let packed = "# pack-refs with: peeled fully-peeled sorted \n";
    let twice = format!("{packed}{}{}", line("refs/heads/a"), line("refs/heads/a"));
    let sealed = fs::read_to_string(scene.office.server.join(SEAL)).unwrap();
    for (what, path, text, exit, expected, place) in [
        ("main is symbolic", "refs/heads/main", "ref: refs/heads/drafts/x\n", 1, &[157][..], "refs/heads/main"),
        ("main is symbolic and broken", "refs/heads/main", "ref: nowhere", 1, &[157], "refs/heads/main"),
        ("main is rubbish", "refs/heads/main", "\u{1}\n", 1, &[165], "refs/heads/main"),
        ("main is empty", "refs/heads/main", "", 1, &[165], "refs/heads/main"),
        ("a seal is symbolic", SEAL, "ref: refs/heads/main\n", 1, &[157], SEAL),
        ("a seal is symbolic and broken", SEAL, "ref: refs/tags/none\n", 1, &[157], SEAL),
        ("a seal is rubbish", SEAL, "rubbish", 1, &[165], SEAL),
        ("nobody's seal is symbolic", other, "ref: refs/heads/main\n", 1, &[157], other),
        ("nobody's seal", other, sealed.as_str(), 1, &[619], other),
        ("nobody's seal by a name of no seal", "refs/tags/seal/x", sealed.as_str(), 1, &[619], "refs/tags/seal/x"),
        ("a name nobody can read", "refs/tags/seal/a\u{7f}b", sealed.as_str(), 1, &[159], ""),
        ("a line twice", "packed-refs", twice.as_str(), 1, &[166], "packed-refs"),
        ("a line cut off", "packed-refs", &main[..20], 1, &[166], "packed-refs"),
    ] {
        let dir = scene.copy();
        write(&dir.join(path), text);
        let report = comes_to(&scene, what, &dir, &[], exit, expected);
        let found = &report["findings"][0];
        assert!(place.is_empty() || found["path"] == place, "{what}: {found}");
        if path == "packed-refs" {
            assert!(found["offset"].is_u64(), "{what}: {found}");
        }
        assert_eq!(report["as_of"].is_u64(), !path.ends_with("main"), "{what}: the rest is judged all the same");
    }
    let dir = scene.copy();
    fs::remove_file(dir.join("refs/heads/main")).unwrap();
    comes_to(&scene, "no main", &dir, &[], 3, &[907]);
    write(&dir.join("refs/heads/main"), &format!("{NONE}\n"));
    comes_to(&scene, "main is nowhere", &dir, &[], 3, &[101]);
    let dir = scene.copy();
    write(&dir.join(SEAL), &format!("{NONE}\n"));
    comes_to(&scene, "a seal is nowhere", &dir, &[], 3, &[614]);
    let dir = scene.copy();
    let bytes = std::ffi::OsStr::from_bytes(b"a\xffb");
    fs::write(dir.join("refs/tags/seal").join(bytes), &sealed).unwrap();
    comes_to(&scene, "a name that is no text", &dir, &[], 1, &[159]);
    let dir = scene.copy();
    write(&dir.join("packed-refs"), &line(&format!("{SEAL}/more")));
    comes_to(&scene, "a ref below a seal", &dir, &[], 1, &[619, 167]);
    let dir = scene.copy();
    symlink(".", dir.join("refs/tags/seal/loop")).unwrap();
    symlink("../../..", dir.join("refs/heads/up")).unwrap();
    comes_to(&scene, "links that go round", &dir, &[], 1, &[163, 163]);
    let dir = scene.copy();
    fs::rename(dir.join(SEAL), dir.join("moved")).unwrap();
    symlink(dir.join("moved"), dir.join(SEAL)).unwrap();
    comes_to(&scene, "a seal behind a link", &dir, &[], 1, &[614, 163]);
}

#[test]
fn what_is_no_part_of_a_record_is_named_and_not_read() {
    let scene = Scene::new();
    let dir = scene.copy();
    let many: String = (0..5000).map(|n| format!("{NONE} refs/notes/n{n:04}\n")).collect();
    write(&dir.join("packed-refs"), &many);
    write(&dir.join("refs/heads/other"), "rubbish");
    write(&dir.join("refs/heads/drafts/x"), "rubbish");
    write(&dir.join("refs/heads/drafts/y"), &format!("{NONE}\n"));
    write(&dir.join("refs/remotes/origin/HEAD"), "ref: refs/remotes/origin/main\n");
    let report = comes_to(&scene, "foreign refs", &dir, &[], 0, &[]);
    assert_eq!(report["foreign_refs"].as_array().map(Vec::len), Some(5001));
    let not: Vec<&str> = report["not_checked"].as_array().unwrap().iter().filter_map(|word| word.as_str()).collect();
    assert!(not.contains(&"foreign-refs") && not.contains(&"drafts"), "{not:?}");
    let told = scene.office.world.kanhe(&dir, &["verify"]).good();
    assert!(told.out.lines().count() < 30 && told.out.contains("另有 4991 个"), "{}", told.out);
}

/// The command of the hints and of the documents, as it stands there, makes a copy that is VALID of a server that is not clean.
#[test]
fn the_command_of_the_hint_makes_a_clean_clone() {
    let scene = Scene::new();
    let dir = scene.copy();
    scene.git(&dir, &["update-ref", "refs/heads/other", "main"]);
    scene.git(&dir, &["update-ref", "refs/tags/v1", "main"]);
    scene.git(&dir, &["gc", "-q"]);
    write(&dir.join("info/grafts"), "");
    scene.git(&dir, &["replace", "main~1", "main~2"]);
    assert_eq!(codes(&scene.verify(&dir, &[])), [154, 156]);
    let said = scene.office.world.kanhe(&dir, &["verify", "--lang", "en"]);
    let command = said.out.lines().find_map(|line| line.split_once("trust: ")).unwrap().1.to_owned();
    let documented = include_str!("../../docs/refusals.md").replace("$ ", "");
    let clean = scene.office.world.path("clean");
    for line in command.split(" && ") {
        assert!(documented.contains(line), "{line}");
        let line = line.replace("SOURCE", dir.to_str().unwrap()).replace("NEW", clean.to_str().unwrap());
        scene.office.world.feed("sh", &scene.office.world.path("home"), &["-ec", &line], b"").good();
    }
    let report = comes_to(&scene, "clean", &clean, &["--root", &scene.office.root], 0, &[]);
    assert_eq!(
        (&report["as_of"], &report["seals"], &report["foreign_refs"]),
        (&7.into(), &1.into(), &serde_json::json!([]))
    );
}

#[test]
fn a_partial_clone_is_whole_or_incomplete_and_fetches_nothing() {
    let scene = Scene::new();
    let server = scene.copy();
    scene.git(&server, &["config", "uploadpack.allowFilter", "true"]);
    let clone = scene.office.world.path("partial");
    let url = format!("file://{}", server.display());
    let home = scene.office.world.path("home");
    scene.git(&home, &["clone", "-q", "--bare", "--filter=blob:none", &url, clone.to_str().unwrap()]);
    let said = scene.verify(&clone, &[]);
    assert_eq!(said.code, 3, "{}", said.out);
    let found = codes(&said);
    assert!(found.contains(&101) && found.last() == Some(&164), "{found:?}");
    let told = scene.office.world.kanhe(&clone, &["verify"]);
    assert!(told.out.contains("git clone --no-local"), "{}", told.out);
    // Once everything is there, what git remembers of the server is no matter.
    let objects = scene.git(&server, &["rev-list", "--objects", "--all", "--no-object-names"]);
    scene.office.world.feed("git", &clone, &["cat-file", "--batch-check"], objects.as_bytes()).good();
    let said = scene.verify(&clone, &["--root", &scene.office.root]);
    assert_eq!((said.code, codes(&said)), (0, vec![]), "{}", said.out);
}
