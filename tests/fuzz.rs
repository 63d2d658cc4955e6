//! Every parser of foreign bytes, quickly: each fuzz target over its seeds and over thousands of changed seeds, the same on every run.
//! The fuzzer itself goes on from there: `fuzz/README.md`.
#![expect(clippy::unwrap_used, reason = "a seed that cannot be read is a failed test")]
#![expect(clippy::print_stdout, reason = "how much was tried is seen with --nocapture")]

mod world;

#[path = "fuzz/seeds.rs"]
mod seeds;
#[path = "../fuzz/src/targets.rs"]
#[expect(unreachable_pub, reason = "the crate of the fuzzer shares this file")]
mod targets;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// How often each seed of a target is changed. A certificate costs a thousand times what a name does.
macro_rules! asked {
    ($($name:ident: $changes:literal,)+) => {
        $(#[test]
        fn $name() {
            ask(stringify!($name), $changes);
        })+

        const ASKED: &[&str] = &[$(stringify!($name)),+];
    };
}

asked! {
    anchor: 4000,
    armour: 1000,
    bundle: 2000,
    calendar: 400,
    certificate: 150,
    commit: 1500,
    file_name: 3000,
    form: 400,
    front: 2000,
    head: 2000,
    ident: 4000,
    manifest: 1000,
    markdown: 500,
    names: 4000,
    neutral: 1000,
    packet: 1500,
    ref_update: 4000,
    register: 300,
    settings: 400,
    signature: 1000,
    statement: 1500,
    tag: 1500,
    target: 500,
    text: 4000,
    trailers: 2000,
    tree: 1500,
    workflow: 800,
}

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// The seeds of a target by their file's name.
fn corpus(target: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = fuzz().join("corpus").join(target);
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let seed = |file: fs::DirEntry| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap());
    files.map(|file| seed(file.unwrap())).collect()
}

/// Good seeds are taken, bad ones refused, and whatever is made of them keeps the target's promises.
fn ask(name: &str, changes: u32) {
    let (_, target) = targets::ALL.iter().find(|(known, _)| *known == name).unwrap();
    let seeds = corpus(name);
    for kind in ["good-", "bad-"] {
        assert!(seeds.keys().any(|seed| seed.starts_with(kind)), "{name} has no seed {kind}*");
    }
    for (seed, bytes) in &seeds {
        assert!(!bytes.is_empty() || seed.ends_with("empty"), "{name}/{seed} is empty");
        let taken = target(bytes);
        assert!(taken || !seed.starts_with("good-"), "{name}/{seed} is refused");
        assert!(!taken || !seed.starts_with("bad-"), "{name}/{seed} is taken");
    }
    let all: Vec<&Vec<u8>> = seeds.values().collect();
    let mut taken = 0;
    for (seed, bytes) in &seeds {
        let mut dice = Dice::of(&format!("{name}/{seed}"));
        for turn in 0..changes {
            let other = all[dice.below(all.len())];
            let changed = dice.changed(bytes, other);
            let outcome = std::panic::catch_unwind(|| target(&changed));
            taken += u32::from(outcome.as_ref().is_ok_and(|taken| *taken));
            assert!(outcome.is_ok(), "{name}/{seed}, change {turn}: {}", String::from_utf8_lossy(&changed));
        }
    }
    println!("{name}: {} seeds, {} changed, {taken} of them taken", seeds.len(), seeds.len() * changes as usize);
}

/// Chance that is the same on every run: xorshift64*.
struct Dice(u64);

impl Dice {
    fn of(name: &str) -> Self {
        let digest = kanhe::id::Sha256::of(name.as_bytes());
        Self(u64::from_be_bytes(*digest.as_bytes().first_chunk().unwrap()) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % end.max(1)
    }

    fn byte(&mut self) -> u8 {
        const TELLING: [u8; 16] =
            [0, 1, 9, b'\n', b'\r', b' ', b'"', b'-', b'/', b':', b'<', b'\\', 0x7f, 0x80, 0xc3, 0xff];
        let random = self.next().to_be_bytes()[0];
        if self.below(2) == 0 { TELLING[usize::from(random & 15)] } else { random }
    }

    fn span(&mut self, length: usize) -> std::ops::Range<usize> {
        let from = self.below(length + 1);
        from..(from + self.below(17)).min(length)
    }

    /// One to three changes: bits, bytes, pieces taken out, repeated, moved, put in from another seed; or the end cut off.
    fn changed(&mut self, seed: &[u8], other: &[u8]) -> Vec<u8> {
        let mut bytes = seed.to_vec();
        for _ in 0..=self.below(3) {
            let at = self.below(bytes.len());
            match self.below(9) {
                0 | 1 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
                2 if !bytes.is_empty() => bytes[at] = self.byte(),
                3 => bytes.insert(at, self.byte()),
                4 => {
                    let span = self.span(bytes.len());
                    bytes.drain(span);
                }
                5 => {
                    let piece = bytes[self.span(bytes.len())].to_vec();
                    bytes.splice(at..at, piece);
                }
                6 => {
                    let piece = other[self.span(other.len())].to_vec();
                    let end = (at + self.below(17)).min(bytes.len());
                    bytes.splice(at..end, piece);
                }
                7 => bytes.truncate(at),
                _ => self.swap_lines(&mut bytes),
            }
        }
        bytes
    }

    fn swap_lines(&mut self, bytes: &mut Vec<u8>) {
        let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        if !lines.is_empty() {
            let (a, b) = (self.below(lines.len()), self.below(lines.len()));
            lines.swap(a, b);
            *bytes = lines.concat();
        }
    }
}

#[test]
fn every_target_is_asked_and_has_a_program_for_the_fuzzer() {
    let known: Vec<&str> = targets::ALL.iter().map(|(name, _)| *name).collect();
    assert_eq!(known, ASKED);
    let manifest = fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    for name in &known {
        assert!(manifest.contains(&format!("name = \"{name}\"\npath = \"fuzz_targets/{name}.rs\"")), "{name}");
    }
    for (folder, ending) in [("fuzz_targets", ".rs"), ("corpus", "")] {
        let mut found: Vec<String> = fs::read_dir(fuzz().join(folder))
            .unwrap()
            .map(|file| file.unwrap().file_name().to_str().unwrap().strip_suffix(ending).unwrap().to_owned())
            .collect();
        found.sort();
        assert_eq!(found, known, "{folder}");
    }
}
