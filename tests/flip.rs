//! Any flipped byte in any reachable object or ref gives not VALID.
//!
//! Bytes of every commit, tag, tree and file are changed in a record that is valid, in these ways:
//!
//! 1. the changed content lies where the right one lay: each byte of each commit, tag and tree;
//! 2. it has its own right name, and everything that named it was linked anew, up to the refs: by somebody who can write all and sign
//!    nothing; half of the time he also puts the SHA-256 digests of the messages right. Each byte of the last act, its folders and its
//!    seal, and every 29th of the rest;
//! 3. the bytes of refs, loose and packed, and of their names;
//! 4. the bytes of the files that objects lie in, where some have no meaning: then the objects must be read as they were.
//!
//! `cargo test --release --test flip -- --ignored` does all of it for every byte, with both changes, both ways.
#![expect(clippy::unwrap_used, reason = "what is not there is a failed test")]
#![expect(clippy::print_stdout, reason = "how much was tried is seen with --nocapture")]

mod world;

#[path = "flip/attacker.rs"]
mod attacker;
#[path = "flip/bench.rs"]
mod bench;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use kanhe::id::GitId;
use kanhe::record::{MAIN, ObjectKind, Record};

use attacker::relink;
use bench::{Bench, Object, loose, place, put};
use world::Said;

/// One record for all tests.
fn bench() -> &'static Bench {
    static BENCH: OnceLock<Bench> = OnceLock::new();
    BENCH.get_or_init(|| {
        let bench = Bench::new();
        bench.world.stays();
        assert!(bench.is_valid(&bench.dir, true) && bench.is_valid(&bench.dir, false), "the record is good");
        assert_eq!((bench.chain.len(), bench.seals.len()), (11, 2));
        bench
    })
}

/// One byte of one object, changed.
#[derive(Clone, Copy)]
struct Flip<'a> {
    object: &'a Object,
    at: usize,
    by: u8,
    way: Way,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Way {
    /// Under the old name.
    InPlace,
    /// Under its own name, linked anew.
    Relinked,
    /// And with the digests put right.
    Thorough,
}

impl Flip<'_> {
    fn content(&self) -> Vec<u8> {
        let mut bytes = self.object.bytes.clone();
        bytes[self.at] ^= self.by;
        bytes
    }

    fn told(&self) -> String {
        let Self { object, at, by, way } = self;
        format!("{} {} byte {at} ^ {by:#04x}, {way:?}", object.kind.name(), object.id)
    }
}

/// Does the flips on as many copies as there are processors, and says how many there were.
fn all_refused(what: &str, flips: &[Flip<'_>]) {
    let bench = bench();
    let threads = std::thread::available_parallelism().map_or(2, usize::from).min(4);
    let share = |thread: usize| {
        let dir = bench.copy();
        for flip in flips.iter().skip(thread).step_by(threads) {
            let outcome = catch_unwind(AssertUnwindSafe(|| survives(bench, &dir, flip)));
            let found = if outcome.is_ok() { "VALID" } else { "panic" };
            assert!(matches!(outcome, Ok(false)), "{}: {found}", flip.told());
        }
        assert!(bench.is_valid(&dir, true), "everything was put back");
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|thread| {
                scope.spawn({
                    let share = &share;
                    move || share(thread)
                })
            })
            .collect();
        for worker in workers {
            worker.join().unwrap();
        }
    });
    println!("{what}: {} flips", flips.len());
}

/// Whether the record with this flip is found valid. The repository is afterwards what it was.
fn survives(bench: &Bench, dir: &Path, flip: &Flip<'_>) -> bool {
    // Without the root line too, a genesis that was changed is no genesis.
    let rooted = flip.at.is_multiple_of(2);
    let content = flip.content();
    if flip.way == Way::InPlace {
        let path = place(dir, flip.object.id);
        let before = fs::read(&path).unwrap();
        put(&path, &loose(flip.object.kind, &content));
        let valid = bench.is_valid(dir, rooted);
        put(&path, &before);
        return valid;
    }
    let relinked = relink(bench, flip.object, &content, flip.way == Way::Thorough);
    assert!(!relinked.refs.is_empty(), "it is reachable");
    let mut written = Vec::new();
    for object in &relinked.objects {
        let path = place(dir, object.id);
        assert!(!path.exists(), "a new object");
        put(&path, &loose(object.kind, &object.bytes));
        written.push(path);
    }
    let mut before = Vec::new();
    for (name, id) in &relinked.refs {
        let path = dir.join(name);
        before.push((path.clone(), fs::read(&path).unwrap()));
        put(&path, format!("{id}\n").as_bytes());
    }
    let valid = bench.is_valid(dir, rooted);
    for (path, bytes) in before {
        put(&path, &bytes);
    }
    for path in written {
        fs::remove_file(path).unwrap();
    }
    valid
}

/// The places of an object's bytes that are tried: all, or of a file those at its ends and some between.
fn places(object: &Object, step: usize) -> impl Iterator<Item = usize> {
    let length = object.bytes.len();
    let step = if object.kind == ObjectKind::Blob { step } else { 1 };
    (0..length).filter(move |at| at.is_multiple_of(step) || *at < 4 || at + 4 >= length)
}

/// One of two changes, by chance that is the same on every run: a neighbour, or the other case of a letter.
fn change(object: &Object, at: usize) -> u8 {
    let chance = object.id.as_bytes()[at % 20] ^ u8::try_from(at / 20 % 251).unwrap();
    if chance.count_ones().is_multiple_of(2) { 0x01 } else { 0x20 }
}

#[test]
fn no_flipped_byte_lies_in_the_place_of_the_right_one() {
    // Every byte at the door that everything is read through, and every so many bytes the whole verdict.
    let bench = bench();
    let dir = bench.copy();
    let mut tried = 0;
    for object in &bench.objects {
        let path = place(&dir, object.id);
        let before = fs::read(&path).unwrap();
        for at in places(object, 7) {
            let flip = Flip { object, at, by: change(object, at), way: Way::InPlace };
            put(&path, &loose(object.kind, &flip.content()));
            let read = Record::open(&dir).and_then(|record| record.read(object.id));
            assert_eq!(read.map_err(|fault| fault.code()), Err(102), "{}", flip.told());
            tried += 1;
        }
        put(&path, &before);
    }
    println!("door: {tried} flips");
    let some = |object| places(object, 97).filter(|at| at.is_multiple_of(53));
    let flips: Vec<Flip<'_>> = bench
        .objects
        .iter()
        .flat_map(|object| some(object).map(move |at| Flip { object, at, by: change(object, at), way: Way::InPlace }))
        .collect();
    all_refused("in-place", &flips);
}

#[test]
fn no_flipped_byte_becomes_valid_by_linking_everything_anew() {
    // Every byte where there is least to find it: of the last act, of the seal that nothing registers yet, of the last act's folders.
    let bench = bench();
    let (last, newest) = (bench.chain[bench.chain.len() - 1], bench.objects.last().unwrap());
    assert_eq!(newest.kind, ObjectKind::Tag);
    let top =
        bench.objects.iter().rev().filter(|object| object.kind == ObjectKind::Tree).take(3).map(|object| object.id);
    let whole: Vec<GitId> = top.chain([last, newest.id]).collect();
    let mut flips = Vec::new();
    for object in &bench.objects {
        let step = if whole.contains(&object.id) { 1 } else { 29 };
        // Another offset in each object, so that equal lines are not met at equal places.
        let offset = usize::from(object.id.as_bytes()[1]) % step;
        let length = object.bytes.len();
        for at in (0..length).filter(|at| at % step == offset || *at < 4 || at + 4 >= length) {
            let way = if (at + usize::from(object.id.as_bytes()[0])).is_multiple_of(2) {
                Way::Relinked
            } else {
                Way::Thorough
            };
            flips.push(Flip { object, at, by: change(object, at), way });
        }
    }
    all_refused("relinked", &flips);
}

#[test]
#[ignore = "every byte, both changes, every way: half an hour without optimisation"]
fn no_flipped_byte_at_all() {
    let bench = bench();
    let mut flips = Vec::new();
    for object in &bench.objects {
        for at in 0..object.bytes.len() {
            for by in [0x01, 0x20, 0x80] {
                flips.extend([Way::InPlace, Way::Relinked, Way::Thorough].map(|way| Flip { object, at, by, way }));
            }
        }
    }
    all_refused("all", &flips);
}

/// The file with one byte changed, for each byte and each of these changes.
fn each_byte(path: &Path, changes: &[u8], mut judge: impl FnMut(&str)) -> usize {
    let right = fs::read(path).unwrap();
    for at in 0..right.len() {
        for by in changes {
            let mut bytes = right.clone();
            bytes[at] ^= by;
            put(path, &bytes);
            judge(&format!("{} byte {at} ^ {by:#04x}", path.display()));
        }
    }
    put(path, &right);
    right.len() * changes.len()
}

fn refs(bench: &Bench) -> Vec<String> {
    [MAIN.to_owned()].into_iter().chain(bench.seals.keys().cloned()).collect()
}

#[test]
fn no_byte_of_a_ref_is_without_meaning() {
    let bench = bench();
    let dir = bench.copy();
    let mut tried = 0;
    for name in refs(bench) {
        tried += each_byte(&dir.join(&name), &[0x01, 0x20], |told| assert!(!bench.is_valid(&dir, true), "{told}"));
        // The name, below the folder that makes a repository.
        for at in "refs/".len()..name.len() {
            for by in [0x01, 0x20] {
                let mut other = name.clone().into_bytes();
                other[at] ^= by;
                let Ok(other) = String::from_utf8(other) else { continue };
                let (from, to) = (dir.join(&name), dir.join(&other));
                fs::create_dir_all(to.parent().unwrap()).unwrap();
                if to.exists() {
                    continue;
                }
                fs::rename(&from, &to).unwrap();
                assert!(!bench.is_valid(&dir, true), "{name} as {other}");
                fs::rename(&to, &from).unwrap();
                tried += 1;
            }
        }
    }
    assert!(bench.is_valid(&dir, true));
    bench.world.git(&dir, &["pack-refs", "--all"]).good();
    assert!(bench.is_valid(&dir, true) && !dir.join(MAIN).exists(), "packed, it is as good");
    tried += each_byte(&dir.join("packed-refs"), &[0x01, 0x20], |told| assert!(!bench.is_valid(&dir, true), "{told}"));
    println!("refs: {tried} flips");
}

/// Everything reachable, as `git cat-file` reads it.
fn batch(bench: &Bench, dir: &Path) -> Said {
    let names: Vec<String> = bench.objects.iter().map(|object| object.id.to_string()).collect();
    bench.world.feed("git", dir, &["cat-file", "--batch"], (names.join("\n") + "\n").as_bytes())
}

/// What an independent reader reads of everything reachable, and git's own judgement of it.
fn read_by_git(bench: &Bench, dir: &Path) -> Option<Vec<u8>> {
    let sound = bench.world.git(dir, &["fsck", "--strict", "--full"]).code == 0;
    let read = batch(bench, dir);
    (sound && read.code == 0).then_some(read.raw)
}

/// Flips bytes of files that objects lie in. A flip after which the record is valid must have changed nothing that anybody reads.
fn files_of_objects(what: &str, dir: &Path, files: &[PathBuf], step: usize) {
    let bench = bench();
    let right = read_by_git(bench, dir).unwrap();
    let (mut tried, mut without_meaning) = (0, 0);
    for file in files {
        let before = fs::read(file).unwrap();
        for at in (0..before.len()).filter(|at| at.is_multiple_of(step) || *at < 4 || at + 4 >= before.len()) {
            let mut bytes = before.clone();
            bytes[at] ^= if at.is_multiple_of(2) { 0x01 } else { 0x20 };
            put(file, &bytes);
            let outcome = catch_unwind(AssertUnwindSafe(|| bench.is_valid(dir, true)));
            let told = format!("{} byte {at}", file.display());
            assert!(outcome.is_ok(), "{told}: panic");
            if matches!(outcome, Ok(true)) {
                // git may refuse what the library reads, but nobody may read anything else.
                let record = Record::open(dir).unwrap();
                for object in &bench.objects {
                    let read = record.read(object.id).unwrap();
                    assert_eq!((read.kind, &read.bytes), (object.kind, &object.bytes), "{told}");
                }
                let read = batch(bench, dir);
                assert!(read.code != 0 || read.raw == right, "{told}: git reads other bytes");
                without_meaning += 1;
            }
            tried += 1;
        }
        put(file, &before);
    }
    assert_eq!(read_by_git(bench, dir), Some(right), "everything was put back");
    println!("{what}: {tried} flips, {without_meaning} of bytes without meaning");
}

#[test]
fn no_byte_of_an_object_s_file_changes_what_is_read() {
    let bench = bench();
    let dir = bench.copy();
    let files: Vec<PathBuf> = bench.objects.iter().map(|object| place(&dir, object.id)).collect();
    files_of_objects("loose files", &dir, &files, 19);
}

#[test]
fn no_byte_of_a_pack_changes_what_is_read() {
    let bench = bench();
    let dir = bench.copy();
    bench.world.git(&dir, &["repack", "-adfq"]).good();
    assert!(bench.objects.iter().all(|object| !place(&dir, object.id).exists()), "everything is in the pack");
    assert!(bench.is_valid(&dir, true), "packed, it is as good");
    let folder = fs::read_dir(dir.join("objects/pack")).unwrap().map(|file| file.unwrap().path());
    let files: Vec<PathBuf> =
        folder.filter(|path| path.extension().is_some_and(|end| end == "pack" || end == "idx")).collect();
    assert_eq!(files.len(), 2, "{files:?}");
    files_of_objects("pack", &dir, &files, 7);
}
