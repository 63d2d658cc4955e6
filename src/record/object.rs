//! Reading objects.
//!
//! 1. The size is looked at before the content is read, the kind before it is used.
//! 2. Bytes that do not hash to their name are a fault. The library's own comparison is turned off: it costs what it saves.
//! 3. What is not there is [`Defect::Missing`], and nothing else is; what the machine cannot read is the machine's fault.
//! 4. However large an object is, no more than [`CHAIN_LIMIT`] bytes of it are held.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use git2::ObjectType;

use super::commit::{Commit, MESSAGE_LIMIT};
use super::fault::{Defect, Fault};
use super::loose::Loose;
use super::repository::{Record, oid};
use super::tag::Tag;
use super::tree::{ENTRY_LIMIT, Tree};
use crate::id::{GitId, Sha256};

/// The most bytes a file may have.
pub const BLOB_LIMIT: usize = 64 * 1024 * 1024;
/// The most bytes a commit may have for the chain to go on through it. Above [`MESSAGE_LIMIT`] it is refused all the same.
pub(super) const CHAIN_LIMIT: usize = BLOB_LIMIT;
/// The most bytes a tree of the most entries with the longest names can have.
const TREE_LIMIT: usize = ENTRY_LIMIT * 228;

/// What an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectKind {
    /// A commit.
    Commit,
    /// A tree.
    Tree,
    /// A file's content.
    Blob,
    /// An annotated tag.
    Tag,
}

impl ObjectKind {
    /// The word git uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Commit => "commit",
            Self::Tree => "tree",
            Self::Blob => "blob",
            Self::Tag => "tag",
        }
    }

    const fn limit(self) -> usize {
        match self {
            Self::Commit | Self::Tag => MESSAGE_LIMIT,
            Self::Tree => TREE_LIMIT,
            Self::Blob => BLOB_LIMIT,
        }
    }

    const fn of(kind: ObjectType) -> Option<Self> {
        match kind {
            ObjectType::Commit => Some(Self::Commit),
            ObjectType::Tree => Some(Self::Tree),
            ObjectType::Blob => Some(Self::Blob),
            ObjectType::Tag => Some(Self::Tag),
            ObjectType::Any => None,
        }
    }
}

/// An object's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// What it is.
    pub kind: ObjectKind,
    /// Its bytes without git's header.
    pub bytes: Vec<u8>,
}

/// How many folders a record keeps in memory.
const KEPT_TREES: usize = 64;
/// How many entries they may have together.
const KEPT_ENTRIES: usize = 200_000;

impl Record {
    /// The kind and size of an object, from its header.
    pub fn header(&self, id: GitId) -> Result<(ObjectKind, usize), Fault> {
        match self.loose(id)? {
            Some((loose, _)) => Ok(loose.header()),
            None => self.packed_header(id),
        }
    }

    fn packed_header(&self, id: GitId) -> Result<(ObjectKind, usize), Fault> {
        let odb = self.repo.odb().map_err(|error| Fault::library(&error))?;
        let corrupt = || Fault::new(Defect::Corrupt("kind".into())).object(id);
        let name = oid(id)?;
        // git2 panics on a kind that git does not have, and a pack's index can point to one.
        let read = catch_unwind(AssertUnwindSafe(|| odb.read_header(name))).map_err(|_| corrupt())?;
        let (size, kind) = read.map_err(|error| self.unread(id, &error))?;
        let kind = ObjectKind::of(kind).ok_or_else(corrupt)?;
        Ok((kind, size))
    }

    /// The size of an object, which must be of this kind and not larger than such objects may be, by its header.
    pub fn fits(&self, id: GitId, kind: ObjectKind) -> Result<usize, Fault> {
        let (found, size) = self.header(id)?;
        if found != kind {
            let (expected, found) = (kind.name(), found.name().to_owned());
            return Err(Fault::new(Defect::Kind { expected, found }).object(id));
        }
        within(kind.limit(), size).map_err(|fault| fault.object(id))?;
        Ok(size)
    }

    /// Reads an object.
    pub fn read(&self, id: GitId) -> Result<Object, Fault> {
        self.read_within(id, ObjectKind::limit).map(|(kind, bytes)| Object { kind, bytes })
    }

    /// Reads an object that has no more bytes than its kind may have, and compares them with its name.
    fn read_within(&self, id: GitId, limit: impl Fn(ObjectKind) -> usize) -> Result<(ObjectKind, Vec<u8>), Fault> {
        let within = |(kind, size)| within(limit(kind), size).map(|()| (kind, size)).map_err(|fault| fault.object(id));
        let (kind, bytes) = if let Some((loose, path)) = self.loose(id)? {
            let (kind, _) = within(loose.header())?;
            (kind, loose.content(&path).map_err(|fault| fault.object(id))?)
        } else {
            let (kind, size) = within(self.packed_header(id)?)?;
            let odb = self.repo.odb().map_err(|error| Fault::library(&error))?;
            let object = odb.read(oid(id)?).map_err(|error| self.unread(id, &error))?;
            if ObjectKind::of(object.kind()) != Some(kind) || object.len() != size {
                return Err(Fault::new(Defect::Corrupt("header".into())).object(id));
            }
            (kind, object.data().to_vec())
        };
        if name_of(kind, &bytes) != id {
            return Err(Fault::new(Defect::Corrupt("hash".into())).object(id));
        }
        Ok((kind, bytes))
    }

    /// The object in a file of its own, if it has one, and that file.
    fn loose(&self, id: GitId) -> Result<Option<(Loose, PathBuf)>, Fault> {
        for store in self.stores.iter().filter(|store| store.may_hold(id)) {
            let path = store.path_of(id);
            if let Some(loose) = Loose::open(&path).map_err(|fault| fault.object(id))? {
                return Ok(Some((loose, path)));
            }
        }
        Ok(None)
    }

    /// The bytes of an act.
    pub fn act(&self, id: GitId) -> Result<Vec<u8>, Fault> {
        self.read_as(id, ObjectKind::Commit)
    }

    /// Over an act's raw bytes, however many they are.
    pub fn act_digest(&self, id: GitId) -> Result<Sha256, Fault> {
        self.read_within(id, |_| CHAIN_LIMIT).map(|(_, bytes)| Sha256::of(&bytes))
    }

    /// The parent an act's header names first, see [`Self::link`].
    pub fn first_parent(&self, id: GitId) -> Result<Option<GitId>, Fault> {
        self.link(id).map(|(parent, _)| parent)
    }

    /// The parent an act's header names first, however bad or long the rest of it is; its kind and its name are checked all the same. And
    /// its bytes, unless they are more than an act may have.
    pub fn link(&self, id: GitId) -> Result<(Option<GitId>, Option<Vec<u8>>), Fault> {
        let (kind, bytes) = self.read_within(id, |_| CHAIN_LIMIT)?;
        if kind != ObjectKind::Commit {
            let (expected, found) = (ObjectKind::Commit.name(), kind.name().to_owned());
            return Err(Fault::new(Defect::Kind { expected, found }).object(id));
        }
        let lines = bytes.split(|byte| *byte == b'\n').take_while(|line| !line.is_empty());
        let mut parents = lines.filter_map(|line| line.strip_prefix(b"parent "));
        let parent = parents.find_map(|hex| std::str::from_utf8(hex).ok()?.parse().ok());
        Ok((parent, Some(bytes).filter(|bytes| bytes.len() <= kind.limit())))
    }

    fn read_as(&self, id: GitId, kind: ObjectKind) -> Result<Vec<u8>, Fault> {
        let object = self.read(id)?;
        if object.kind != kind {
            let (expected, found) = (kind.name(), object.kind.name().to_owned());
            return Err(Fault::new(Defect::Kind { expected, found }).object(id));
        }
        Ok(object.bytes)
    }

    /// An act, and the digest of its raw bytes.
    pub fn commit(&self, id: GitId) -> Result<(Commit, Sha256), Fault> {
        let raw = self.read_as(id, ObjectKind::Commit)?;
        let commit = Commit::parse(&raw).map_err(|fault| fault.object(id))?;
        Ok((commit, Sha256::of(&raw)))
    }

    /// A seal, and the digest of its raw bytes.
    pub fn tag(&self, id: GitId) -> Result<(Tag, Sha256), Fault> {
        let raw = self.read_as(id, ObjectKind::Tag)?;
        let tag = Tag::parse(&raw).map_err(|fault| fault.object(id))?;
        Ok((tag, Sha256::of(&raw)))
    }

    /// A folder. One that was read lately is not read again.
    pub fn tree(&self, id: GitId) -> Result<Arc<Tree>, Fault> {
        if let Some(tree) = self.trees.borrow().get(&id) {
            return Ok(Arc::clone(tree));
        }
        let tree = Tree::parse(&self.read_as(id, ObjectKind::Tree)?).map_err(|fault| fault.object(id))?;
        let tree = Arc::new(tree);
        let mut trees = self.trees.borrow_mut();
        let held: usize = trees.values().map(|tree| tree.entries().len()).sum();
        if trees.len() >= KEPT_TREES || held + tree.entries().len() > KEPT_ENTRIES {
            trees.clear();
        }
        trees.insert(id, Arc::clone(&tree));
        Ok(tree)
    }

    /// A file's content.
    pub fn blob(&self, id: GitId) -> Result<Vec<u8>, Fault> {
        self.read_as(id, ObjectKind::Blob)
    }

    /// Whether an object is there.
    pub fn has(&self, id: GitId) -> Result<bool, Fault> {
        let odb = self.repo.odb().map_err(|error| Fault::library(&error))?;
        Ok(odb.exists(oid(id)?))
    }
}

/// The name of an object's bytes.
pub fn name_of(kind: ObjectKind, bytes: &[u8]) -> GitId {
    use sha1::Digest as _;
    let header = format!("{} {}\0", kind.name(), bytes.len());
    let digest = sha1::Sha1::new().chain_update(header).chain_update(bytes).finalize();
    GitId::from_bytes(digest.into())
}

/// That so many bytes are not too many.
fn within(limit: usize, size: usize) -> Result<(), Fault> {
    let (limit, found) = (limit as u64, size as u64);
    if found > limit { Err(Defect::Size { limit, found }.into()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::repository::tests::World;
    use super::*;

    fn loose(world: &World, id: GitId) -> PathBuf {
        let hex = id.to_string();
        world.path("r/objects").join(&hex[..2]).join(&hex[2..])
    }

    #[test]
    fn what_is_not_there_is_told_from_what_is_wrong() {
        let world = World::new();
        let record = Record::init(&world.path("r"), true).unwrap();
        let missing = record.read(GitId::from_bytes([5; 20])).unwrap_err();
        assert_eq!((missing.code(), missing.is_missing()), (101, true));
        let [a, b] = [&b"one"[..], b"two"].map(|bytes| record.write_blob(bytes).unwrap());
        assert_eq!(record.blob(a).unwrap(), b"one");
        let wrong = record.commit(a).unwrap_err();
        assert_eq!((wrong.code(), wrong.in_object()), (103, Some(a)));
        fs::remove_file(loose(&world, b)).unwrap();
        fs::copy(loose(&world, a), loose(&world, b)).unwrap();
        let record = Record::open(&world.path("r")).unwrap();
        let forged = record.blob(b).unwrap_err();
        assert_eq!((forged.code(), forged.is_missing()), (102, false));
        fs::remove_file(loose(&world, b)).unwrap();
        fs::write(loose(&world, b), "rubbish").unwrap();
        assert_eq!(record.blob(b).unwrap_err().code(), 102);
    }

    #[test]
    fn a_large_object_is_not_read() {
        let world = World::new();
        let record = Record::init(&world.path("r"), true).unwrap();
        let large = vec![b' '; MESSAGE_LIMIT + 1];
        let id = record.repo.odb().unwrap().write(ObjectType::Commit, &large).unwrap();
        let fault = record.commit(super::super::repository::git_id(id)).unwrap_err();
        assert_eq!(fault.code(), 104);
        let large = vec![b' '; BLOB_LIMIT + 1];
        assert_eq!(record.write_blob(&large).unwrap_err().code(), 104);
    }
}
