//! Whatever stands around the objects and the refs, the verdict is the same, byte for byte.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::forge::Scene;
use crate::world::{Said, World, write};
use crate::{codes, comes_to};

/// A configuration that would lead every reader of it astray.
const HOSTILE: &str = "[core]\n\trepositoryformatversion = 99\n\tbare = perhaps\n\tworktree = /nowhere\n\tignorecase = true\n\
    \tprecomposeunicode = true\n\tfsmonitor = /bin/false\n\thooksPath = /nowhere\n\tcommitGraph = true\n\
    [extensions]\n\tunknown = 1\n\tobjectformat = sha256\n\trefstorage = reftable\n\tpartialclone = origin\n\
    [include]\n\tpath = /nowhere/at/all\n[gpg]\n\tprogram = /bin/false\n[remote \"origin\"]\n\tpromisor = true\n\turl = /nowhere\n";

/// The program with nothing but what is given.
fn bare(scene: &Scene, dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kanhe"));
    command.env_clear().current_dir(dir).args(["verify", "--json", "--root", &scene.office.root]);
    command
}

#[track_caller]
fn same(what: &str, expected: &Said, found: Command) {
    let found = World::run(found, b"");
    assert_eq!((found.code, &found.out), (expected.code, &expected.out), "{what}: {}", found.err);
}

#[test]
fn nothing_but_objects_and_refs_decides() {
    let scene = Scene::new();
    let dir = scene.copy();
    let expected = World::run(bare(&scene, &dir), b"").good();
    let again = || bare(&scene, &dir);
    for (path, text) in [
        ("config", HOSTILE),
        ("config", "[[[ no configuration \0\u{1}"),
        ("config.worktree", HOSTILE),
        ("HEAD", "ref: refs/heads/nowhere\n"),
        ("HEAD", "\0\0\0"),
        ("index", "DIRC rubbish"),
        ("objects/info/commit-graph", "CGPH rubbish"),
        ("objects/info/commit-graphs/commit-graph-chain", "0123\n"),
        ("objects/info/packs", "P rubbish\n"),
        ("objects/pack/multi-pack-index", "MIDX rubbish"),
        ("objects/pack/tmp_pack_1", "PACK rubbish"),
        ("info/attributes", "* filter=bad\n"),
        ("hooks/post-checkout", "#!/bin/sh\nexit 1\n"),
        ("logs/refs/heads/main", "rubbish\n"),
        ("kanhe/cache.sqlite", "rubbish"),
        ("refs/heads/main.lock", ""),
    ] {
        write(&dir.join(path), text);
        same(path, &expected, again());
    }
    fs::remove_file(dir.join("HEAD")).unwrap();
    same("no HEAD", &expected, again());

    let home = scene.office.world.path("astray");
    write(&home.join(".gitconfig"), HOSTILE);
    write(&home.join(".config/git/config"), HOSTILE);
    let nowhere = [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_COMMON_DIR",
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_SHALLOW_FILE",
        "GIT_GRAFT_FILE",
        "GIT_REPLACE_REF_BASE",
        "GIT_CEILING_DIRECTORIES",
        "GIT_CONFIG",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_SYSTEM",
        "GNUPGHOME",
        "TZ",
        "TMPDIR",
    ];
    let mut hostile = again();
    hostile.env("HOME", &home).env("XDG_CONFIG_HOME", home.join(".config")).env("PATH", "");
    hostile.envs(nowhere.map(|name| (name, "/nowhere"))).env("GIT_CONFIG_COUNT", "1");
    hostile.env("GIT_CONFIG_KEY_0", "core.worktree").env("GIT_CONFIG_VALUE_0", "/nowhere");
    same("a hostile environment", &expected, hostile);
    let mut homeless = again();
    homeless.env("HOME", "/nonexistent").env("PATH", "/nonexistent");
    same("no home and no programs", &expected, homeless);
    let above = scene.office.world.path("home");
    let mut named = bare(&scene, &above);
    named.arg("--record").arg(&dir);
    same("from elsewhere", &expected, named);

    // What git does to a repository by itself changes nothing of the record.
    let packed = scene.copy();
    let git = |args: &[&str]| scene.git(&packed, args);
    git(&["gc", "-q", "--prune=now"]);
    git(&["commit-graph", "write", "--reachable"]);
    git(&["multi-pack-index", "write"]);
    assert!(packed.join("packed-refs").exists() && packed.join("objects/pack/multi-pack-index").exists());
    same("packed by git", &expected, bare(&scene, &packed));
}

/// A user who may read and nothing else; the superuser is allowed everything, so he becomes somebody.
fn as_reader(scene: &Scene, mut command: Command, program: &mut Option<PathBuf>) -> Command {
    let root = scene.office.world.path("");
    if fs::metadata(&root).unwrap().uid() != 0 {
        return command;
    }
    let program = program.get_or_insert_with(|| {
        fs::set_permissions(&root, fs::Permissions::from_mode(0o755)).unwrap();
        let to = scene.office.world.path("kanhe");
        fs::copy(env!("CARGO_BIN_EXE_kanhe"), &to).unwrap();
        to
    });
    let mut other = Command::new(program);
    other.env_clear().args(command.get_args()).current_dir(command.get_current_dir().unwrap()).uid(65534).gid(65534);
    command = other;
    command
}

fn each(dir: &Path, change: impl Fn(&Path, bool)) {
    for entry in walkdir::WalkDir::new(dir).contents_first(true) {
        let entry = entry.unwrap();
        change(entry.path(), entry.file_type().is_dir());
    }
}

#[test]
fn a_reader_needs_no_right_but_to_read_and_a_machine_that_cannot_is_no_verdict() {
    let scene = Scene::new();
    let dir = scene.copy();
    let mut program = None;
    let expected = World::run(bare(&scene, &dir), b"").good();
    each(&dir, |path, is_dir| {
        fs::set_permissions(path, fs::Permissions::from_mode(if is_dir { 0o555 } else { 0o444 })).unwrap();
    });
    same("read only", &expected, as_reader(&scene, bare(&scene, &dir), &mut program));
    if fs::metadata(&dir).unwrap().uid() == 0 {
        each(&dir, |path, _| chown(path, Some(4242), None).unwrap());
        same("another's repository", &expected, as_reader(&scene, bare(&scene, &dir), &mut program));
    }
    // What may not be read: an object, a folder of objects, the refs, a pack. Nothing of it is a word on the record.
    let id = scene.git(&scene.office.server, &["rev-parse", "main"]);
    let packed = scene.copy();
    scene.git(&packed, &["gc", "-q", "--prune=now"]);
    let pack = fs::read_dir(packed.join("objects/pack")).unwrap().map(|file| file.unwrap().path());
    let pack = pack.into_iter().find(|path| path.extension().is_some_and(|kind| kind == "pack")).unwrap();
    each(&packed, |path, is_dir| {
        fs::set_permissions(path, fs::Permissions::from_mode(if is_dir { 0o755 } else { 0o644 })).unwrap();
    });
    for (what, dir, path) in [
        ("an object", &dir, dir.join("objects").join(&id[..2]).join(&id[2..])),
        ("a folder of objects", &dir, dir.join("objects").join(&id[..2])),
        ("main", &dir, dir.join("refs/heads/main")),
        ("a pack", &packed, pack),
    ] {
        let mode = fs::metadata(&path).unwrap().permissions();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        let said = World::run(as_reader(&scene, bare(&scene, dir), &mut program), b"");
        assert_eq!((said.code, said.out.as_str()), (3, ""), "{what}: {}", said.err);
        assert!(said.err.contains("kanhe: K190 ") && said.err.contains("提示："), "{what}: {}", said.err);
        fs::set_permissions(&path, mode).unwrap();
    }
    same("read only again", &expected, as_reader(&scene, bare(&scene, &dir), &mut program));
}

/// `.git` that is only a sign to another place: the reader is told to name that place.
#[test]
fn a_sign_to_another_place_is_not_followed() {
    let scene = Scene::new();
    let clone = scene.office.clone("one");
    comes_to(&scene, "a clone", &clone, &["--root", &scene.office.root], 0, &[]);
    fs::create_dir(clone.join("content/below")).unwrap();
    comes_to(&scene, "from below", &clone.join("content/below"), &["--root", &scene.office.root], 0, &[]);
    comes_to(&scene, "its git directory", &clone.join(".git"), &["--root", &scene.office.root], 0, &[]);
    let linked = scene.office.world.path("linked");
    scene.git(&clone, &["worktree", "add", "-q", "--detach", linked.to_str().unwrap()]);
    comes_to(&scene, "a linked work tree", &linked, &[], 3, &[162]);
    let inside = clone.join(".git/worktrees/linked");
    comes_to(
        &scene,
        "where its HEAD is",
        &scene.office.world.path("home"),
        &["--record", inside.to_str().unwrap()],
        3,
        &[162],
    );
    let moved = scene.office.world.path("moved");
    fs::rename(clone.join(".git"), &moved).unwrap();
    std::os::unix::fs::symlink(&moved, clone.join(".git")).unwrap();
    comes_to(&scene, "a link", &clone, &[], 3, &[162]);
    comes_to(&scene, "the place itself", &moved, &[], 0, &[]);
    let nothing = scene.office.world.path("home");
    let said = scene.verify(&nothing, &[]);
    assert_eq!((said.code, codes(&said)), (3, vec![150]), "{}", said.err);
}
