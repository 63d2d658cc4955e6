//! The one encoding of a tree (`docs/record-format.md` section 4).
//!
//! 1. Entries are files (`100644`) and folders (`40000`), in git's order.
//! 2. Names are portable and differ from each other even where case is ignored.
//! 3. A tree has 1 to 100,000 entries.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::fault::{Defect, Fault, shown};
use crate::id::{FileName, GitId, Sha256, folded};

/// The most entries a tree may have.
pub const ENTRY_LIMIT: usize = 100_000;

/// What an entry of a tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// A file.
    Blob,
    /// A folder.
    Tree,
}

impl EntryKind {
    const fn mode(self) -> &'static str {
        match self {
            Self::Blob => "100644",
            Self::Tree => "40000",
        }
    }
}

/// A file or folder in a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name.
    pub name: FileName,
    /// The object.
    pub id: GitId,
    /// What it is.
    pub kind: EntryKind,
}

impl Entry {
    /// Git's order of the entries of a folder.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        sorting(self).cmp(sorting(other))
    }
}

/// The entries of a folder, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    entries: Vec<Entry>,
}

impl Tree {
    /// Sorts the entries and checks them as if they had been read.
    pub fn new(mut entries: Vec<Entry>) -> Result<Self, Fault> {
        entries.sort_by(Entry::compare);
        Self::parse(&encode(&entries, |entry, raw| raw.extend_from_slice(entry.id.as_bytes())))
    }

    /// `<mode> SP <name> NUL <20 bytes>`, again and again; `<mode>` is `100644` or `40000`.
    pub fn parse(raw: &[u8]) -> Result<Self, Fault> {
        if raw.is_empty() {
            return Err(Fault::new(Defect::Empty).at(0));
        }
        let mut entries: Vec<Entry> = Vec::with_capacity(raw.len() / 40);
        // Names without upper case, all of files or all of folders, are unique if they rise: only others have to be remembered.
        let mut names: Option<HashSet<String>> = None;
        let mut at = 0;
        while at < raw.len() {
            let (entry, next) = entry(raw, at)?;
            if entries.len() == ENTRY_LIMIT {
                return Err(Fault::new(Defect::Many(ENTRY_LIMIT as u64)).at(at));
            }
            let last = entries.last();
            if names.is_none() && (!is_lower(&entry) || last.is_some_and(|last| last.kind != entry.kind)) {
                names = Some(entries.iter().map(|entry| folded(entry.name.as_str())).collect());
            }
            let again = match &mut names {
                Some(names) => !names.insert(folded(entry.name.as_str())),
                None => last.is_some_and(|last| last.name == entry.name),
            };
            let name = || entry.name.to_string();
            if again {
                let same = entries.iter().any(|other| other.name == entry.name);
                return Err(Fault::new(if same { Defect::Twice(name()) } else { Defect::Folded(name()) }).at(at));
            }
            if last.is_some_and(|last| last.compare(&entry).is_ge()) {
                return Err(Fault::new(Defect::Sorting(name())).at(at));
            }
            entries.push(entry);
            at = next;
        }
        Ok(Self { entries })
    }

    /// The entries in git's order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of a name.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        // A folder stands where its name with a `/` would: there are two places to look at.
        [&b""[..], b"/"].into_iter().find_map(|end| {
            let key = || name.bytes().chain(end.iter().copied());
            let at = self.entries.binary_search_by(|entry| sorting(entry).cmp(key())).ok()?;
            self.entries.get(at)
        })
    }

    /// The object's content.
    pub fn encode(&self) -> Vec<u8> {
        encode(&self.entries, |entry, raw| raw.extend_from_slice(entry.id.as_bytes()))
    }

    /// The SHA-256 name, given those of the entries in their order.
    pub fn sha256(&self, names: &[Sha256]) -> Sha256 {
        let mut names = names.iter();
        let raw = encode(&self.entries, |_, raw| raw.extend(names.next().into_iter().flat_map(Sha256::as_bytes)));
        Sha256::of_object("tree", &raw)
    }
}

/// Whether a name is the same where case is ignored.
fn is_lower(entry: &Entry) -> bool {
    entry.name.as_str().bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

/// Git compares names as bytes, a folder's as if it ended with `/`.
fn sorting(entry: &Entry) -> impl Iterator<Item = u8> {
    let end = if entry.kind == EntryKind::Tree { &b"/"[..] } else { b"" };
    entry.name.as_str().bytes().chain(end.iter().copied())
}

fn encode(entries: &[Entry], mut id: impl FnMut(&Entry, &mut Vec<u8>)) -> Vec<u8> {
    let mut raw = Vec::with_capacity(entries.len() * 64);
    for entry in entries {
        raw.extend_from_slice(entry.kind.mode().as_bytes());
        raw.push(b' ');
        raw.extend_from_slice(entry.name.as_str().as_bytes());
        raw.push(0);
        id(entry, &mut raw);
    }
    raw
}

/// One entry and the offset after it.
fn entry(raw: &[u8], at: usize) -> Result<(Entry, usize), Fault> {
    let broken = || Fault::new(Defect::Entries).at(at);
    let rest = &raw[at..];
    let space = rest.iter().take(12).position(|byte| *byte == b' ').ok_or_else(broken)?;
    let end = rest.iter().skip(space + 1).position(|byte| *byte == 0).ok_or_else(broken)? + space + 1;
    let id: [u8; 20] = rest.get(end + 1..end + 21).and_then(|id| id.try_into().ok()).ok_or_else(broken)?;
    let kind = match &rest[..space] {
        b"100644" => EntryKind::Blob,
        b"40000" => EntryKind::Tree,
        mode => return Err(Fault::new(Defect::Mode(shown(mode))).at(at)),
    };
    let name = &rest[space + 1..end];
    let name = FileName::try_from(name)
        .map_err(|why| Fault::new(Defect::Name { why, name: shown(name) }).at(at + space + 1))?;
    Ok((Entry { name, id: GitId::from_bytes(id), kind }, at + end + 21))
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    pub(crate) fn named(name: &str, kind: EntryKind, id: GitId) -> Entry {
        Entry { name: name.as_bytes().try_into().unwrap(), id, kind }
    }

    fn raw(entries: &[(&str, &str)]) -> Vec<u8> {
        entries
            .iter()
            .flat_map(|(mode, name)| [format!("{mode} {name}\0").into_bytes(), vec![7; 20]].concat())
            .collect()
    }

    #[test]
    fn folders_sort_as_if_they_ended_with_a_slash() {
        let id = GitId::from_bytes([7; 20]);
        let tree = Tree::new(vec![
            named("a", EntryKind::Tree, id),
            named("a.b", EntryKind::Blob, id),
            named("附件", EntryKind::Blob, id),
            named("a0", EntryKind::Blob, id),
        ])
        .unwrap();
        assert_eq!(tree.encode(), raw(&[("100644", "a.b"), ("40000", "a"), ("100644", "a0"), ("100644", "附件")]));
        assert_eq!(Tree::parse(&tree.encode()).unwrap(), tree);
    }

    #[test]
    fn each_fault_has_its_place() {
        for (entries, code, at) in [
            (&[("100755", "a")][..], 141, 0),
            (&[("120000", "a")], 141, 0),
            (&[("160000", "a")], 141, 0),
            (&[("040000", "a")], 141, 0),
            (&[("100664", "a")], 141, 0),
            (&[("", "a")], 141, 0),
            (&[("100644", ".git")], 142, 7),
            (&[("100644", "")], 142, 7),
            (&[("100644", "a/b")], 142, 7),
            (&[("100644", "e\u{301}")], 142, 7),
            (&[("100644", "b"), ("100644", "a")], 143, 29),
            (&[("40000", "a"), ("100644", "a.b")], 143, 28),
            (&[("100644", "a"), ("100644", "a")], 144, 29),
            (&[("100644", "a"), ("100644", "a.b"), ("40000", "a")], 144, 60),
            (&[("100644", "A"), ("100644", "a")], 145, 29),
            (&[("100644", "Ä"), ("100644", "ä")], 145, 30),
        ] {
            let fault = Tree::parse(&raw(entries)).unwrap_err();
            assert_eq!((fault.code(), fault.offset()), (code, Some(at)), "{entries:?}");
        }
        assert_eq!(Tree::parse(b"").unwrap_err().code(), 146);
        assert_eq!(Tree::new(vec![]).unwrap_err().code(), 146);
        let whole = raw(&[("100644", "a")]);
        for end in 1..whole.len() {
            assert_eq!(Tree::parse(&whole[..end]).unwrap_err().code(), 140, "{end}");
        }
    }

    #[test]
    fn a_tree_ends_somewhere() {
        let names: Vec<String> = (0..=ENTRY_LIMIT).map(|n| format!("{n:06}")).collect();
        let entries: Vec<(&str, &str)> = names.iter().map(|name| ("100644", name.as_str())).collect();
        assert_eq!(Tree::parse(&raw(&entries)).unwrap_err().code(), 147);
        assert!(Tree::parse(&raw(&entries[1..])).is_ok());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(names in prop::collection::hash_set("[a-z0-9\u{4e00}-\u{4fff}]{5,9}", 1..20)) {
            let entries = names.iter().map(|name| {
                let kind = if name.len() % 2 == 0 { EntryKind::Blob } else { EntryKind::Tree };
                named(name, kind, GitId::from_bytes([9; 20]))
            });
            let tree = Tree::new(entries.collect()).unwrap();
            prop_assert_eq!(Tree::parse(&tree.encode()).unwrap(), tree);
        }

        #[test]
        fn a_changed_byte_is_refused_or_kept(place in any::<prop::sample::Index>(), byte: u8) {
            let mut bytes = raw(&[("100644", "a.b"), ("40000", "a"), ("100644", "附件")]);
            let place = place.index(bytes.len());
            bytes[place] = byte;
            if let Ok(tree) = Tree::parse(&bytes) {
                prop_assert_eq!(tree.encode(), bytes);
            }
        }

        #[test]
        fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(tree) = Tree::parse(&bytes) {
                prop_assert_eq!(tree.encode(), bytes);
            }
        }
    }
}
