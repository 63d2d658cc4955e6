//! Damage of every kind: it is found, never a panic, never an endless run, and never VALID.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use kanhe::id::GitId;
use kanhe::record::{Entry, EntryKind, Names, Record, Tree};

use crate::forge::{Forged, Scene, embed};
use crate::{codes, comes_to};

fn objects(dir: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(dir.join("objects")).sort_by_file_name().into_iter().map(Result::unwrap);
    files.filter(|file| file.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// That whatever it is, it is not VALID, and that it is told as people and programs are told things.
#[track_caller]
fn not_valid(scene: &Scene, what: &str, dir: &Path) -> Vec<u64> {
    let said = scene.verify(dir, &["--root", &scene.office.root]);
    assert!(matches!(said.code, 1 | 3), "{what}: {} {}{}", said.code, said.out, said.err);
    assert!(!said.err.contains("panicked"), "{what}: {}", said.err);
    let found = codes(&said);
    assert!(!found.is_empty(), "{what}");
    found
}

#[test]
fn an_object_that_is_cut_emptied_or_changed_is_found() {
    let scene = Scene::new();
    let dir = scene.copy();
    // Every object of this record is reachable: the damage to any of them counts.
    let all = objects(&dir);
    assert!(all.len() > 60, "{}", all.len());
    for path in all.iter().step_by(7) {
        let good = fs::read(path).unwrap();
        fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
        let mut flipped = good.clone();
        let middle = flipped.len() / 2;
        flipped[middle] ^= 0x10;
        let name = path.strip_prefix(&dir).unwrap().display().to_string();
        for (how, bytes) in [
            ("emptied", &b""[..]),
            ("cut", &good[..good.len() - 3]),
            ("halved", &good[..middle]),
            ("changed", &flipped),
        ] {
            fs::write(path, bytes).unwrap();
            let found = not_valid(&scene, &format!("{name} {how}"), &dir);
            assert!(found.iter().any(|code| matches!(code, 101 | 102 | 614)), "{name} {how}: {found:?}");
        }
        fs::remove_file(path).unwrap();
        not_valid(&scene, &format!("{name} gone"), &dir);
        fs::write(path, &good).unwrap();
    }
    comes_to(&scene, "mended", &dir, &["--root", &scene.office.root], 0, &[]);
}

#[test]
fn a_pack_that_is_cut_or_changed_is_found() {
    let scene = Scene::new();
    let packed = scene.copy();
    scene.git(&packed, &["gc", "-q", "--prune=now"]);
    comes_to(&scene, "packed", &packed, &["--root", &scene.office.root], 0, &[]);
    let file =
        |kind: &str| objects(&packed).into_iter().find(|path| path.extension().is_some_and(|e| e == kind)).unwrap();
    for path in [file("pack"), file("idx")] {
        let good = fs::read(&path).unwrap();
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
        let name = path.extension().unwrap().to_string_lossy().into_owned();
        let changed = |at: usize| {
            let mut bytes = good.clone();
            bytes[at] ^= 0xff;
            bytes
        };
        for (how, bytes) in [
            ("emptied", Vec::new()),
            ("cut", good[..good.len() - 1].to_vec()),
            ("halved", good[..good.len() / 2].to_vec()),
            ("longer", [good.clone(), vec![0; 20]].concat()),
            ("of another kind", b"rubbish".repeat(1000)),
            ("changed at its head", changed(5)),
            ("changed in the middle", changed(good.len() / 2)),
        ] {
            fs::write(&path, bytes).unwrap();
            not_valid(&scene, &format!("the {name} {how}"), &packed);
        }
        // The sum at the end says nothing that the names of the objects do not say.
        fs::write(&path, changed(good.len() - 1)).unwrap();
        let said = scene.verify(&packed, &[]);
        assert!(matches!(said.code, 0 | 1 | 3) && !said.err.contains("panicked"), "{name}: {}{}", said.out, said.err);
        fs::write(&path, &good).unwrap();
    }
    comes_to(&scene, "mended", &packed, &["--root", &scene.office.root], 0, &[]);
}

/// Commits that `git fast-import` writes on top of `main`.
fn import(dir: &Path, write: impl FnOnce(&mut dyn std::io::Write)) {
    let mut git = Command::new("git");
    git.arg("-C").arg(dir).args(["fast-import", "--quiet", "--force", "--done"]);
    let mut child = git.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut input = std::io::BufWriter::new(child.stdin.take().unwrap());
    write(&mut input);
    input.write_all(b"done\n").unwrap();
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_long_chain_of_rubbish_is_refused_act_by_act() {
    const MANY: usize = 20_000;
    let scene = Scene::new();
    let dir = scene.copy();
    import(&dir, |out| {
        for n in 0..MANY {
            let from = if n == 0 { "from refs/heads/main^0\n" } else { "" };
            write!(out, "commit refs/heads/main\ncommitter x <x> {n} +0000\ndata 1\nx\n{from}").unwrap();
        }
    });
    let said = scene.verify(&dir, &["--root", &scene.office.root]);
    let report = said.json();
    assert_eq!((said.code, &report["refused"]), (1, &MANY.into()), "{}", said.err);
    assert_eq!((&report["as_of"], &report["seals"]), (&(MANY + 7).into(), &1.into()));
    let told = scene.office.world.kanhe(&dir, &["verify"]);
    assert!(told.out.lines().count() < 230, "{}", told.out.lines().count());
    assert!(told.out.contains(&format!("另有 {} 处", MANY - 100)));
}

#[test]
fn a_commit_too_large_to_hold_ends_the_chain() {
    let scene = Scene::new();
    let dir = scene.copy();
    let main = scene.git(&dir, &["rev-parse", "main"]);
    let tree = scene.git(&dir, &["rev-parse", "main^{tree}"]);
    let head = format!("tree {tree}\nparent {main}\nauthor x <x> 0 +0000\ncommitter x <x> 0 +0000\n\n");
    // Large, and refused as one act.
    let large = scene.write(&dir, "commit", &[head.as_bytes(), &vec![b'x'; 70_000]].concat());
    scene.set_main(&dir, &large);
    comes_to(&scene, "large", &dir, &[], 1, &[104]);
    let huge = scene.write(&dir, "commit", &[head.as_bytes(), &vec![b'x'; 65 << 20]].concat());
    fs::write(dir.join("refs/heads/main"), format!("{huge}\n")).unwrap();
    let report = comes_to(&scene, "huge", &dir, &[], 1, &[104]);
    assert_eq!(report["as_of"], serde_json::Value::Null);
}

fn entry(name: &str, kind: EntryKind, id: GitId) -> Entry {
    Entry { name: name.as_bytes().try_into().unwrap(), kind, id }
}

/// An act of 陈文 that hands in this folder, signed as it ought to be.
fn hands_in(scene: &Scene, dir: &Path, folder: &str) -> Forged {
    let git = |args: &[&str]| scene.git(dir, args);
    let listing = git(&["ls-tree", "main:content/documents/2026"]);
    let make = |text: &str| scene.office.world.feed("git", dir, &["mktree"], text.as_bytes()).good().line().to_owned();
    let year = make(&format!("{listing}\n040000 tree {folder}\tbomb\n"));
    let documents = make(&format!("040000 tree {year}\t2026\n"));
    let replace = |tree: &str, name: &str, id: &str| {
        let listing = git(&["ls-tree", tree]);
        let lines = listing.lines().map(|line| match line.strip_suffix(&format!("\t{name}")) {
            Some(_) => format!("040000 tree {id}\t{name}\n"),
            None => format!("{line}\n"),
        });
        make(&lines.collect::<String>())
    };
    let content = replace("main:content", "documents", &documents);
    let root = replace("main^{tree}", "content", &content);
    scene.next_in(dir, "main", "chen-wen", "submit").tree(scene, dir, &root).about(scene, dir, "documents/2026/bomb")
}

#[test]
fn trees_without_end_have_one() {
    let scene = Scene::new();
    let dir = scene.copy();
    let record = Record::open(&dir).unwrap();
    let blob = record.write_blob("+++\ntitle = \"x\"\n+++\n".as_bytes()).unwrap();
    let nest = |levels: usize, wide: usize| {
        let leaf = record.write_tree(&Tree::new(vec![entry("index.md", EntryKind::Blob, blob)]).unwrap()).unwrap();
        (0..levels).fold(leaf, |below, _| {
            let mut all: Vec<Entry> = (0..wide).map(|n| entry(&format!("d{n}"), EntryKind::Tree, below)).collect();
            all.push(entry("index.md", EntryKind::Blob, blob));
            record.write_tree(&Tree::new(all).unwrap()).unwrap()
        })
    };
    let main = scene.git(&dir, &["rev-parse", "main"]);
    for (what, folder, code) in [
        ("ten thousand levels", nest(10_000, 1), 148),
        ("a thousand paths to the power of eleven", nest(11, 1000), 147),
        ("seventeen levels", nest(13, 1), 148),
    ] {
        let forged = hands_in(&scene, &dir, &folder.to_string());
        scene.set_main(&dir, &scene.write(&dir, "commit", &scene.sign("chen-wen", &forged)));
        let report = comes_to(&scene, what, &dir, &[], 1, &[code]);
        assert_eq!(report["findings"][0]["seq"], 8, "{what}");
        scene.set_main(&dir, &main);
    }
}

/// Nobody has signed a register when it is read: a founding that is a bomb is refused before it goes off.
#[test]
fn a_founding_without_end_has_one() {
    let scene = Scene::new();
    let dir = scene.copy();
    let record = Record::open(&dir).unwrap();
    let large = record.write_blob(&vec![b' '; 60 << 20]).unwrap();
    let person = record.write_tree(&Tree::new(vec![entry("index.md", EntryKind::Blob, large)]).unwrap()).unwrap();
    let people = (0..10_000).map(|n| entry(&format!("p{n}"), EntryKind::Tree, person)).collect();
    let people = record.write_tree(&Tree::new(people).unwrap()).unwrap();
    let genesis = scene.git(&dir, &["rev-list", "--max-parents=0", "main"]);
    let tree = record.commit(genesis.parse().unwrap()).unwrap().0.tree;
    let with = |tree, name: &str, id| {
        let mut all = record.tree(tree).unwrap().entries().to_vec();
        all.retain(|entry| entry.name.as_str() != name);
        all.push(entry(name, EntryKind::Tree, id));
        record.write_tree(&Tree::new(all).unwrap()).unwrap()
    };
    let content = record.folder(tree, "content").unwrap().unwrap();
    let root = with(tree, "content", with(content, "people", people));
    let digest = record.sha256_of_tree(root, &mut Names::in_memory()).unwrap();
    let raw = String::from_utf8(scene.read(&dir, "commit", &genesis)).unwrap();
    let old = raw.lines().find_map(|line| line.strip_prefix("Tree-SHA256: ")).unwrap().to_owned();
    let (head, tail) = raw.split_once("gpgsig ").unwrap();
    let payload = format!("{head}{}", tail.split_once("-----END PGP SIGNATURE-----\n").unwrap().1);
    let payload = payload.replacen(&tree.to_string(), &root.to_string(), 1).replacen(&old, &digest.to_string(), 1);
    let armour = scene.office.world.sign(&scene.office.keys["wang-fang"], &[], payload.as_bytes());
    scene.set_main(&dir, &scene.write(&dir, "commit", &embed(&payload, &armour)));
    fs::remove_file(dir.join(crate::forge::SEAL)).unwrap();
    let report = comes_to(&scene, "a register of 600 GB", &dir, &[], 1, &[104]);
    assert!(report["findings"][0]["path"].as_str().unwrap().starts_with("content/people/"), "{report}");
}
