//! Walking through trees: naming, comparing, finding, listing.
//!
//! 1. Every tree that is met passes the grammar, and no path has more than 16 levels.
//! 2. A comparison descends only where two trees differ.
//! 3. A listing ends at [`PATH_LIMIT`] paths, and where these have [`PATH_BYTES`] bytes together, so that a small tree of many equal
//!    folders cannot grow without end.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::fault::{Defect, Fault};
use super::names::{Name, Names};
use super::object::ObjectKind;
use super::repository::Record;
use super::tree::{Entry, EntryKind};
use crate::id::{GitId, Sha256};

/// The most levels a path may have.
pub const DEPTH_LIMIT: u8 = 16;
/// The most paths a listing or comparison gives.
pub const PATH_LIMIT: usize = 1_000_000;

/// The most bytes the paths of a listing or comparison have together.
pub const PATH_BYTES: usize = 256 * 1024 * 1024;

/// A file that differs between two trees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The path from the root.
    pub path: String,
    /// The content before; none if the file is new.
    pub old: Option<GitId>,
    /// The content after; none if the file is gone.
    pub new: Option<GitId>,
}

/// A file in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The path from the folder.
    pub path: String,
    /// The content.
    pub id: GitId,
    /// The content's size in bytes.
    pub size: u64,
}

/// A folder below another: its path, ending with `/` unless it is the root, and the levels still allowed below it.
#[derive(Clone, Copy)]
struct Place<'a> {
    prefix: &'a str,
    room: u8,
}

/// What may still be brought: [`Record::weigh`] takes away from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    /// Files and folders.
    pub entries: usize,
    /// Bytes of files, unpacked.
    pub bytes: u64,
}

impl Weight {
    /// Takes so much away, if it is there.
    fn take(&mut self, entries: usize, bytes: u64) -> bool {
        match (self.entries.checked_sub(entries), self.bytes.checked_sub(bytes)) {
            (Some(entries), Some(bytes)) => {
                *self = Self { entries, bytes };
                true
            }
            _ => false,
        }
    }
}

/// What a listing may still hold.
struct Room {
    paths: usize,
    bytes: usize,
}

impl Room {
    const fn new() -> Self {
        Self { paths: PATH_LIMIT, bytes: PATH_BYTES }
    }

    fn take(&mut self, path: &str) -> Result<(), Fault> {
        let left = self.paths.checked_sub(1).zip(self.bytes.checked_sub(path.len()));
        (self.paths, self.bytes) = left.ok_or_else(|| Fault::new(Defect::Many(PATH_LIMIT as u64)))?;
        Ok(())
    }
}

const ROOT: Place<'static> = Place { prefix: "", room: DEPTH_LIMIT };

impl Place<'_> {
    fn enter(self, path: &str) -> Result<u8, Fault> {
        self.room.checked_sub(1).filter(|room| *room > 0).ok_or_else(|| Fault::new(Defect::Deep).path(path))
    }
}

impl Record {
    /// The SHA-256 name of a tree: what git computes for the same files in a repository of object format sha256.
    ///
    /// What `names` knows is not read again; with empty names every tree and file below is read and checked. New names are kept when
    /// there are many, or by [`Names::save`].
    pub fn sha256_of_tree(&self, id: GitId, names: &mut Names) -> Result<Sha256, Fault> {
        let name = self.name_of(id, EntryKind::Tree, ROOT, names);
        names.save_many()?;
        Ok(name?.sha256)
    }

    fn name_of(&self, id: GitId, kind: EntryKind, place: Place<'_>, names: &mut Names) -> Result<Name, Fault> {
        let too_deep = || Fault::new(Defect::Deep).path(place.prefix).object(id);
        if let Some(name) = names.get(id)? {
            if (name.height == 0) != (kind == EntryKind::Blob) {
                let (expected, found) = match kind {
                    EntryKind::Blob => ("blob", "tree".to_owned()),
                    EntryKind::Tree => ("tree", "blob".to_owned()),
                };
                return Err(Fault::new(Defect::Kind { expected, found }).path(place.prefix).object(id));
            }
            return if name.height > place.room { Err(too_deep()) } else { Ok(name) };
        }
        let here = |fault: Fault| if place.prefix.is_empty() { fault } else { fault.path(place.prefix) };
        let name = match kind {
            EntryKind::Blob => Name { sha256: Sha256::of_object("blob", &self.blob(id).map_err(here)?), height: 0 },
            EntryKind::Tree => {
                let room = place.room.checked_sub(1).ok_or_else(too_deep)?;
                let tree = self.tree(id).map_err(here)?;
                let mut below = Vec::with_capacity(tree.entries().len());
                let mut height = 0;
                for entry in tree.entries() {
                    let known = names
                        .get(entry.id)?
                        .filter(|name| name.height <= room && (name.height == 0) == (entry.kind == EntryKind::Blob));
                    let name = if let Some(name) = known {
                        name
                    } else {
                        let path = join(place.prefix, entry);
                        self.name_of(entry.id, entry.kind, Place { prefix: &path, room }, names)?
                    };
                    height = height.max(name.height);
                    below.push(name.sha256);
                }
                Name { sha256: tree.sha256(&below), height: height + 1 }
            }
        };
        names.insert(id, name);
        Ok(name)
    }

    /// The files that differ between two trees, in the order of their paths' names.
    pub fn diff(&self, a: Option<GitId>, b: GitId) -> Result<Vec<Change>, Fault> {
        let mut changes = Vec::new();
        if a != Some(b) {
            self.compare(a, Some(b), ROOT, &mut changes, &mut Room::new())?;
        }
        Ok(changes)
    }

    fn compare(
        &self,
        a: Option<GitId>,
        b: Option<GitId>,
        place: Place<'_>,
        changes: &mut Vec<Change>,
        left: &mut Room,
    ) -> Result<(), Fault> {
        let read = |id: Option<GitId>| id.map(|id| self.tree(id)).transpose().map_err(|fault| fault.path(place.prefix));
        let (a, b) = (read(a)?, read(b)?);
        let old = a.as_ref().map_or(&[][..], |tree| tree.entries());
        let new = b.as_ref().map_or(&[][..], |tree| tree.entries());
        for (name, (old, new)) in differing(old, new) {
            let path = format!("{}{name}", place.prefix);
            let of = |entry: Option<&Entry>, kind| entry.filter(|entry| entry.kind == kind).map(|e| e.id);
            let files = (of(old, EntryKind::Blob), of(new, EntryKind::Blob));
            if files.0 != files.1 {
                left.take(&path)?;
                changes.push(Change { path: path.clone(), old: files.0, new: files.1 });
            }
            let folders = (of(old, EntryKind::Tree), of(new, EntryKind::Tree));
            if folders.0 != folders.1 {
                let room = place.enter(&path)?;
                self.compare(folders.0, folders.1, Place { prefix: &format!("{path}/"), room }, changes, left)?;
            }
        }
        Ok(())
    }

    /// Takes what tree `b` has and tree `a` has not away from what may still be brought. Whether that was enough; where it was not, the
    /// walk ends. Folders are read; of files only the headers.
    pub fn weigh(&self, a: GitId, b: GitId, left: &mut Weight) -> Result<bool, Fault> {
        if a == b { Ok(true) } else { self.weigh_below(Some(a), b, ROOT, left) }
    }

    fn weigh_below(&self, a: Option<GitId>, b: GitId, place: Place<'_>, left: &mut Weight) -> Result<bool, Fault> {
        let read = |id: GitId| self.tree(id).map_err(|fault| fault.path(place.prefix));
        let (a, b) = (a.map(read).transpose()?, read(b)?);
        for (name, (old, new)) in differing(a.as_ref().map_or(&[][..], |tree| tree.entries()), b.entries()) {
            let Some(new) = new else { continue };
            let path = format!("{}{name}", place.prefix);
            let enough = match new.kind {
                EntryKind::Tree => {
                    let room = place.enter(&path)?;
                    let old = old.filter(|old| old.kind == EntryKind::Tree).map(|old| old.id);
                    self.weigh_below(old, new.id, Place { prefix: &format!("{path}/"), room }, left)?
                }
                EntryKind::Blob => {
                    let size = self.fits(new.id, ObjectKind::Blob).map_err(|fault| fault.path(path))?;
                    left.take(0, size as u64)
                }
            };
            if !enough || !left.take(1, 0) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The folder at a path below a tree; none if nothing or a file is there.
    pub fn folder(&self, root: GitId, path: &str) -> Result<Option<GitId>, Fault> {
        let mut id = root;
        for part in path.split('/') {
            match self.tree(id).map_err(|fault| fault.path(path))?.get(part) {
                Some(Entry { id: below, kind: EntryKind::Tree, .. }) => id = *below,
                _ => return Ok(None),
            }
        }
        Ok(Some(id))
    }

    /// The file at a path below a tree; none if nothing or a folder is there.
    pub fn file(&self, root: GitId, path: &str) -> Result<Option<GitId>, Fault> {
        let (folder, name) = match path.rsplit_once('/') {
            Some((folder, name)) => (self.folder(root, folder)?, name),
            None => (Some(root), path),
        };
        let Some(folder) = folder else { return Ok(None) };
        let tree = self.tree(folder).map_err(|fault| fault.path(path))?;
        Ok(tree.get(name).filter(|entry| entry.kind == EntryKind::Blob).map(|entry| entry.id))
    }

    /// All files below a tree, in git's order.
    pub fn files_below(&self, tree: GitId) -> Result<Vec<File>, Fault> {
        let mut files = Vec::new();
        self.list(tree, ROOT, &mut files, &mut Room::new())?;
        Ok(files)
    }

    fn list(&self, tree: GitId, place: Place<'_>, files: &mut Vec<File>, left: &mut Room) -> Result<(), Fault> {
        for entry in self.tree(tree).map_err(|fault| fault.path(place.prefix))?.entries() {
            let path = join(place.prefix, entry);
            match entry.kind {
                EntryKind::Tree => {
                    let room = place.enter(&path)?;
                    self.list(entry.id, Place { prefix: &format!("{path}/"), room }, files, left)?;
                }
                EntryKind::Blob => {
                    left.take(&path)?;
                    let (kind, size) = self.header(entry.id).map_err(|fault| fault.path(path.as_str()))?;
                    if kind != ObjectKind::Blob {
                        let found = kind.name().to_owned();
                        return Err(Fault::new(Defect::Kind { expected: "blob", found }).object(entry.id).path(path));
                    }
                    files.push(File { path, id: entry.id, size: size as u64 });
                }
            }
        }
        Ok(())
    }
}

/// What is not the same in two folders, by name. Both are in git's order: they are gone through side by side.
fn differing<'a>(
    mut old: &'a [Entry],
    mut new: &'a [Entry],
) -> BTreeMap<&'a str, (Option<&'a Entry>, Option<&'a Entry>)> {
    let mut pairs: BTreeMap<&str, (Option<&Entry>, Option<&Entry>)> = BTreeMap::new();
    loop {
        let order = match (old.first(), new.first()) {
            (None, None) => return pairs,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(a), Some(b)) if a == b => {
                (old, new) = (&old[1..], &new[1..]);
                continue;
            }
            (Some(a), Some(b)) => a.compare(b),
        };
        if let ([entry, rest @ ..], true) = (old, order.is_le()) {
            pairs.entry(entry.name.as_str()).or_default().0 = Some(entry);
            old = rest;
        }
        if let ([entry, rest @ ..], true) = (new, order.is_ge()) {
            pairs.entry(entry.name.as_str()).or_default().1 = Some(entry);
            new = rest;
        }
    }
}

fn join(prefix: &str, entry: &Entry) -> String {
    let slash = if prefix.is_empty() || prefix.ends_with('/') { "" } else { "/" };
    format!("{prefix}{slash}{}", entry.name)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::repository::tests::World;
    use super::super::tree::Tree;
    use super::super::tree::tests::named;
    use super::*;

    fn tree(record: &Record, files: &[(&str, &str)]) -> GitId {
        files.iter().fold(None, |root, (path, text)| Some(put(record, root, path, text))).unwrap()
    }

    /// Puts one file into a tree by hand.
    pub(crate) fn put(record: &Record, root: Option<GitId>, path: &str, text: &str) -> GitId {
        let mut entries = root.map(|id| record.tree(id).unwrap().entries().to_vec()).unwrap_or_default();
        let (first, rest) = path.split_once('/').map_or((path, None), |(a, b)| (a, Some(b)));
        let old = entries.iter().position(|entry| entry.name.as_str() == first).map(|at| entries.remove(at));
        entries.push(match rest {
            None => named(first, EntryKind::Blob, record.write_blob(text.as_bytes()).unwrap()),
            Some(rest) => named(first, EntryKind::Tree, put(record, old.map(|entry| entry.id), rest, text)),
        });
        record.write_tree(&Tree::new(entries).unwrap()).unwrap()
    }

    #[test]
    fn names_are_those_of_a_sha256_repository() {
        let world = World::new();
        let record = Record::init(&world.path("r"), true).unwrap();
        let files =
            [("kanhe.toml", "format = 1\n"), ("a/b/附件.txt", "一"), ("a/b.c", "二"), ("a/b/c/d", "三"), ("a-b", "")];
        let root = tree(&record, &files);
        world.git(".", &["init", "-q", "--object-format=sha256", "w"]);
        for (path, text) in files {
            let path = world.path("w").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        world.git("w", &["add", "."]);
        let expected = world.git("w", &["write-tree"]);
        let mut names = Names::open(&record.cache_path()).unwrap();
        for _ in 0..2 {
            assert_eq!(record.sha256_of_tree(root, &mut names).unwrap().hex(), expected);
            names.save().unwrap();
            names = Names::open(&record.cache_path()).unwrap();
        }
        assert_eq!(record.sha256_of_tree(root, &mut Names::in_memory()).unwrap().hex(), expected);
        assert_eq!(names.get(root).unwrap().unwrap().height, 4);
    }

    #[test]
    fn a_fault_below_is_found_at_its_path() {
        let world = World::new();
        let record = Record::init(&world.path("r"), true).unwrap();
        let blob = record.write_blob(b"x").unwrap();
        let gone = GitId::from_bytes([9; 20]);
        for (entry, code) in [
            (named("x", EntryKind::Blob, gone), 101),
            (named("x", EntryKind::Tree, gone), 101),
            (named("x", EntryKind::Tree, blob), 103),
        ] {
            let inner = record.write_tree(&Tree::new(vec![entry]).unwrap()).unwrap();
            let root = record.write_tree(&Tree::new(vec![named("a", EntryKind::Tree, inner)]).unwrap()).unwrap();
            let mut names = Names::in_memory();
            for _ in 0..2 {
                let fault = record.sha256_of_tree(root, &mut names).unwrap_err();
                assert_eq!((fault.code(), fault.at_path()), (code, Some("a/x")));
                names.insert(blob, Name { sha256: Sha256::of(b""), height: 0 });
            }
            assert!(record.files_below(root).is_err());
        }
    }

    #[test]
    fn sixteen_levels_and_no_more() {
        let world = World::new();
        let record = Record::init(&world.path("r"), true).unwrap();
        let mut names = Names::in_memory();
        let path = |levels: usize| vec!["a"; levels].join("/");
        let good = tree(&record, &[(&path(16), "x")]);
        assert!(record.sha256_of_tree(good, &mut names).is_ok());
        assert_eq!(record.files_below(good).unwrap()[0].path, path(16));
        assert_eq!(record.diff(None, good).unwrap()[0].path, path(16));
        let deep = tree(&record, &[(&path(17), "x")]);
        for mut names in [names, Names::in_memory()] {
            assert_eq!(record.sha256_of_tree(deep, &mut names).unwrap_err().code(), 148);
        }
        assert_eq!(record.files_below(deep).unwrap_err().code(), 148);
        assert_eq!(record.diff(None, deep).unwrap_err().code(), 148);
    }

    #[test]
    fn only_what_differs_is_a_change() {
        let world = World::new();
        let record = Record::init(&world.path("r"), true).unwrap();
        let a = tree(&record, &[("same/x", "1"), ("f", "1"), ("d/x", "1"), ("gone", "1"), ("m/x", "1"), ("m/y", "1")]);
        let b = tree(&record, &[("same/x", "1"), ("f/y", "2"), ("d", "2"), ("new", "1"), ("m/x", "2"), ("m/y", "1")]);
        let changes = record.diff(Some(a), b).unwrap();
        let shown: Vec<(&str, bool, bool)> =
            changes.iter().map(|c| (c.path.as_str(), c.old.is_some(), c.new.is_some())).collect();
        assert_eq!(
            shown,
            [
                ("d", false, true),
                ("d/x", true, false),
                ("f", true, false),
                ("f/y", false, true),
                ("gone", true, false),
                ("m/x", true, true),
                ("new", false, true)
            ]
        );
        assert_eq!(record.diff(Some(a), a).unwrap(), []);
        assert_eq!(record.diff(None, a).unwrap().len(), 6);
    }

    #[test]
    fn what_is_brought_is_weighed_by_headers() {
        let world = World::new();
        let record = Record::init(&world.path("r"), true).unwrap();
        let a = tree(&record, &[("same/x", "12345"), ("d/x", "1")]);
        let b = tree(&record, &[("same/x", "12345"), ("d/x", "123"), ("d/y", "12"), ("e", "1")]);
        let weigh = |entries, bytes| {
            let mut left = Weight { entries, bytes };
            record.weigh(a, b, &mut left).unwrap().then_some(left)
        };
        assert_eq!(weigh(10, 10), Some(Weight { entries: 6, bytes: 4 }));
        assert_eq!(weigh(4, 6), Some(Weight { entries: 0, bytes: 0 }));
        assert_eq!((weigh(3, 6), weigh(4, 5)), (None, None));
        let mut left = Weight { entries: 0, bytes: 0 };
        assert_eq!(record.weigh(a, a, &mut left), Ok(true));
        // What cannot be read is a fault, and what is too large for a file at all is too.
        let gone = named("x", EntryKind::Blob, GitId::from_bytes([9; 20]));
        let gone = record.write_tree(&Tree::new(vec![gone]).unwrap()).unwrap();
        assert_eq!(record.weigh(a, gone, &mut Weight { entries: 9, bytes: 9 }).unwrap_err().code(), 101);
    }

    #[test]
    fn places_are_found() {
        let world = World::new();
        let record = Record::init(&world.path("r"), true).unwrap();
        let root = tree(&record, &[("content/documents/2026/x/index.md", "abc"), ("kanhe.toml", "")]);
        let folder = record.folder(root, "content/documents/2026/x").unwrap().unwrap();
        let files = record.files_below(folder).unwrap();
        assert_eq!((files.len(), files[0].path.as_str(), files[0].size), (1, "index.md", 3));
        assert_eq!(record.file(root, "content/documents/2026/x/index.md").unwrap(), Some(files[0].id));
        assert!(record.file(root, "kanhe.toml").unwrap().is_some());
        for nothing in ["content/documents/2025", "kanhe.toml", "", "content/", "content/documents/2026/x/index.md"] {
            assert_eq!(record.folder(root, nothing).unwrap(), None, "{nothing}");
        }
        assert_eq!(record.file(root, "content").unwrap(), None);
    }
}
