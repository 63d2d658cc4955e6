//! Objects made at random: by kanhe and judged by git, by git and judged by kanhe.

use std::collections::BTreeSet;
use std::path::Path;

use kanhe::id::GitId;
use kanhe::record::{
    Commit, Entry, EntryKind, Field, Fields, Ident, Key, Keys as _, Record, Tag, Trailers, Tree, Unsigned, UnsignedTag,
    Zone,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use unicode_normalization::is_nfc;

use crate::world::World;

const ARMOUR: &str = "-----BEGIN PGP SIGNATURE-----\n\n=twTO\n-----END PGP SIGNATURE-----\n";

/// Chance that is the same on every run.
struct Chance(TestRunner);

impl Chance {
    fn new() -> Self {
        Self(TestRunner::deterministic())
    }

    fn draw<T: std::fmt::Debug>(&mut self, strategy: impl Strategy<Value = T>) -> T {
        strategy.new_tree(&mut self.0).unwrap().current()
    }

    fn text(&mut self) -> String {
        self.draw("[a-zA-Z0-9（）\u{4e00}-\u{9fa5}]{1,20}( [a-z：,\u{4e00}-\u{9fa5}]{1,9}){0,2}")
    }

    fn ident(&mut self) -> Ident {
        let (name, email) = (self.text(), self.draw("[a-z.]{1,20}@[a-z]{1,9}\\.org"));
        let zone = Zone::east(self.draw(-839_i16..=839)).unwrap();
        // git's own check ends with the year 2100.
        Ident::new(&name, &email, self.draw(0_i64..4_000_000_000), zone).unwrap()
    }

    fn subject(&mut self) -> String {
        self.draw("[a-z][a-z0-9]{0,9}/[12][0-9]{3}/[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?")
    }
}

#[test]
fn git_finds_nothing_in_what_kanhe_encodes() {
    let world = World::new();
    let dir = world.path("r.git");
    let record = Record::init(&dir, true).unwrap();
    let mut chance = Chance::new();
    let (mut last, mut made) = (None, 0);
    for turn in 0..150 {
        let blob = record.write_blob(chance.text().as_bytes()).unwrap();
        let names: BTreeSet<String> = (0..chance.draw(1..8_usize)).map(|_| chance.text()).collect();
        let mut entries: Vec<Entry> = Vec::new();
        for name in names {
            let name = name.as_bytes().try_into().unwrap();
            let folder = chance.draw(any::<bool>()).then(|| {
                let file = Entry { name: b"index.md"[..].try_into().unwrap(), id: blob, kind: EntryKind::Blob };
                record.write_tree(&Tree::new(vec![file]).unwrap()).unwrap()
            });
            let kind = if folder.is_some() { EntryKind::Tree } else { EntryKind::Blob };
            entries.push(Entry { name, id: folder.unwrap_or(blob), kind });
        }
        // Names that are one where case is ignored are no tree.
        let Ok(tree) = Tree::new(entries) else { continue };
        let tree = record.write_tree(&tree).unwrap();
        let mut trailers = Trailers::new();
        for key in Key::ALL {
            if *key == Key::Signer || chance.draw(any::<bool>()) {
                trailers = trailers.with(*key, chance.text()).unwrap();
            }
        }
        let unsigned = Unsigned { tree, parent: last, ident: chance.ident(), subject_line: chance.text(), trailers };
        let raw = unsigned.sign_with(ARMOUR).unwrap();
        assert_eq!(Commit::parse(&raw).unwrap().encode(), raw);
        let commit = record.write_commit(&raw).unwrap();
        let subject = chance.subject();
        let mut fields = Fields::<Field>::new();
        for field in Field::ALL {
            let mut value = chance.text();
            if *field == Field::Subject {
                value.clone_from(&subject);
            } else if *field == Field::Seal {
                value = format!("s{turn}");
            }
            fields = fields.with(*field, value).unwrap();
        }
        let tag = UnsignedTag { object: commit, tagger: chance.ident(), fields }.sign_with(ARMOUR).unwrap();
        let name = Tag::parse(&tag).unwrap().ref_name();
        let tag = record.write_tag(&tag).unwrap();
        record.create_seal_ref(&name, tag).unwrap();
        last = Some(commit);
        made += 1;
    }
    assert!(made > 100, "{made}");
    record.move_main(None, last.unwrap(), "all of it").unwrap();
    let fsck = world.git(&dir, &["fsck", "--strict", "--full", "--no-progress", "--no-dangling"]).good();
    assert_eq!((fsck.out.as_str(), fsck.err.as_str()), ("", ""));
    assert_eq!(world.ask(&dir, &["rev-list", "--count", "main"]), made.to_string());
    assert_eq!(world.ask(&dir, &["tag", "--list"]).lines().count(), made);
}

/// A folder as git is told of it.
type Listing = Vec<(&'static str, Vec<u8>)>;

fn names() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        "a",
        "A",
        "b",
        "附件",
        "ß",
        "İ",
        "i\u{307}",
        "é",
        "e\u{301}",
        "Å",
        "å",
        ".",
        "..",
        "-",
        " ",
        "con",
        "CON",
        "aux",
        "com1",
        "COM0",
        "lpt9",
        ".txt",
        ".git",
        "git~1",
        ":",
        "\\",
        "?",
        "\"",
        "*",
        "<",
        "|",
        "\t",
        "\u{7f}",
        "\u{85}",
        "\u{a0}",
        "\u{ad}",
        "\u{200b}",
        "\u{202e}",
        "\u{3000}",
        "\u{feff}",
        "\u{fffe}",
        "\u{e0041}",
        "👩\u{200d}💻",
        "1",
        "index.md",
    ]);
    let text = prop::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat().into_bytes());
    prop_oneof![
        12 => text,
        4 => prop::sample::select(vec!["a", "A", "b", "附件", "a.b", "a-b", "index.md"]).prop_map(|name| name.as_bytes().to_vec()),
        1 => (195_usize..205).prop_map(|length| vec![b'x'; length]),
        1 => Just(vec![b'a', 0xff]),
        1 => Just(vec![0xed, 0xa0, 0x80]),
    ]
}

fn listings() -> impl Strategy<Value = Listing> {
    let mode = prop_oneof![
        8 => Just("100644"),
        5 => Just("040000"),
        1 => prop::sample::select(vec!["100755", "120000", "160000", "100664"]),
    ];
    prop::collection::vec((mode, names()), 1..4)
}

/// Section 4 of the specification, read anew: the table of invisible characters is the document's.
struct Rule(Vec<(u32, u32)>);

impl Rule {
    fn of_the_document() -> Self {
        let text =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/record-format.md")).unwrap();
        let (_, rest) = text.split_once("whatever a later Unicode adds, `").unwrap();
        let table = rest.split('`').next().unwrap();
        let number = |hex: &str| u32::from_str_radix(hex, 16).unwrap();
        let range = |word: &str| match word.split_once('–') {
            Some((first, last)) => (number(first), number(last)),
            None => (number(word), number(word)),
        };
        let all: Vec<(u32, u32)> = table.split_whitespace().map(range).collect();
        assert!(all.len() > 15, "{all:?}");
        Self(all)
    }

    fn is_invisible(&self, c: char) -> bool {
        let code = u32::from(c);
        let separator = matches!(code, 0x2028 | 0x2029);
        c.is_control()
            || separator
            || matches!(code, 0xfffe | 0xffff)
            || self.0.iter().any(|(a, b)| (a..=b).contains(&&code))
    }

    fn takes_name(&self, name: &[u8]) -> bool {
        let Ok(text) = std::str::from_utf8(name) else { return false };
        let stem = text.split('.').next().unwrap().trim_end().to_ascii_uppercase();
        let devices = ["CON", "PRN", "AUX", "NUL"].map(str::to_owned).into_iter();
        let numbered = (1..=9).flat_map(|n| [format!("COM{n}"), format!("LPT{n}")]);
        (1..=200).contains(&name.len())
            && is_nfc(text)
            && !text.chars().any(|c| "<>:\"/\\|?*".contains(c) || self.is_invisible(c))
            && !matches!(text.chars().next(), Some('.' | '-' | ' '))
            && !matches!(text.chars().last(), Some('.' | ' '))
            && !devices.chain(numbered).any(|device| device == stem)
    }

    fn takes(&self, listing: &Listing) -> bool {
        let fold = |name: &[u8]| -> String {
            String::from_utf8_lossy(name).chars().flat_map(|c| c.to_lowercase().collect::<Vec<_>>()).collect()
        };
        let folded: BTreeSet<String> = listing.iter().map(|(_, name)| fold(name)).collect();
        folded.len() == listing.len()
            && listing.iter().all(|(mode, name)| matches!(*mode, "100644" | "040000") && self.takes_name(name))
    }
}

#[test]
fn kanhe_takes_of_git_s_trees_exactly_those_of_the_specification() {
    let world = World::new();
    let dir = world.path("r.git");
    world.git(&world.path("home"), &["init", "-q", "--bare", dir.to_str().unwrap()]).good();
    let rule = Rule::of_the_document();
    let mut chance = Chance::new();
    let listings: Vec<Listing> = (0..3000).map(|_| chance.draw(listings())).collect();
    let id = "1".repeat(40);
    // In parts, or git waits for somebody to read what it says, and we for git to read on.
    let mut made = Vec::new();
    for part in listings.chunks(300) {
        let mut told = Vec::new();
        for listing in part {
            for (mode, name) in listing {
                let kind = match *mode {
                    "040000" => "tree",
                    "160000" => "commit",
                    _ => "blob",
                };
                told.extend_from_slice(format!("{mode} {kind} {id}\t").as_bytes());
                told.extend_from_slice(name);
                told.push(0);
            }
            told.push(0);
        }
        let ids = world.feed("git", &dir, &["mktree", "-z", "--missing", "--batch"], &told).good().out;
        made.extend(ids.lines().map(str::to_owned));
    }
    assert_eq!(made.len(), listings.len());
    let mut taken = 0;
    let record = Record::open(&dir).unwrap();
    for (listing, id) in listings.iter().zip(&made) {
        let id: GitId = id.parse().unwrap();
        let raw = record.read(id).unwrap().bytes;
        let tree = Tree::parse(&raw);
        let shown: Vec<_> = listing.iter().map(|(mode, name)| (mode, String::from_utf8_lossy(name))).collect();
        assert_eq!(tree.is_ok(), rule.takes(listing), "{shown:?}: {tree:?}");
        if let Ok(tree) = tree {
            assert_eq!(tree.encode(), raw);
            taken += 1;
        }
    }
    assert!(taken > 300 && taken < 2700, "{taken} of 3000");
}
