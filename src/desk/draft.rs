//! A draft: a subject's folder as it lies in a work tree, read whole before anything is judged or written.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use crate::id::{FileName, GitId, NameFault, Sha256};
use crate::office::Content;
use crate::record::{BLOB_LIMIT, Entry, EntryKind, Fault, Record, Tree};
use crate::words::{Message, Say};

/// A folder's files in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    files: BTreeMap<String, Vec<u8>>,
}

/// Why a folder cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum DraftFault {
    /// There is no such folder.
    #[error("no folder {}", .0.display())]
    Missing(PathBuf),
    /// A link, a device or anything that is neither file nor folder.
    #[error("neither file nor folder: {}", .0.display())]
    Special(PathBuf),
    /// A name that may not stand in a record.
    #[error("the name {name:?} may not stand in a record")]
    Name {
        /// The name.
        name: String,
        /// Why not.
        why: NameFault,
    },
    /// A file larger than any record holds.
    #[error("{} is too large", path.display())]
    Size {
        /// The file.
        path: PathBuf,
        /// Its size in bytes.
        size: u64,
    },
    /// The disk.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

impl Say for DraftFault {
    fn say(&self) -> Message {
        match self {
            Self::Missing(path) => Message::new("draft-missing").with("path", path.display()),
            Self::Special(path) => Message::new("draft-special").with("path", path.display()),
            Self::Name { name, .. } => Message::new("draft-name").with("name", name),
            Self::Size { path, size } => {
                Message::new("draft-size").with("path", path.display()).with("size", size).with("limit", BLOB_LIMIT)
            }
            Self::Io { path, error } => Message::new("draft-io").with("path", path.display()).with("error", error),
        }
    }
}

impl Draft {
    /// Reads a folder. Names that begin with a dot are an editor's or a system's own and are left out.
    pub fn read(folder: &Path) -> Result<Self, DraftFault> {
        if !folder.is_dir() {
            return Err(DraftFault::Missing(folder.to_owned()));
        }
        let mut files = BTreeMap::new();
        let visible =
            |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(visible) {
            let entry = entry.map_err(|e| DraftFault::Io {
                path: e.path().unwrap_or(folder).to_owned(),
                error: e.into_io_error().unwrap_or_else(|| io::Error::other("a folder that contains itself")),
            })?;
            if entry.depth() == 0 {
                continue;
            }
            let name = entry.file_name().to_string_lossy();
            FileName::check(name.as_bytes())
                .map_err(|why| DraftFault::Name { name: name.clone().into_owned(), why })?;
            if entry.file_type().is_dir() {
                continue;
            }
            if !entry.file_type().is_file() {
                return Err(DraftFault::Special(entry.into_path()));
            }
            let fault = |error| DraftFault::Io { path: entry.path().to_owned(), error };
            let size = entry.metadata().map_err(|e| fault(e.into()))?.len();
            if size > BLOB_LIMIT as u64 {
                return Err(DraftFault::Size { path: entry.path().to_owned(), size });
            }
            let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            files.insert(below.to_string_lossy().replace('\\', "/"), std::fs::read(entry.path()).map_err(fault)?);
        }
        Ok(Self { files })
    }

    /// The files, by path in the folder.
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.files
    }

    /// A draft from files in memory.
    pub const fn of(files: BTreeMap<String, Vec<u8>>) -> Self {
        Self { files }
    }

    /// The folder as the engine sees it.
    pub fn content(&self) -> Content {
        Content::of(&self.files)
    }

    /// The digest the folder will have, computed without writing anything.
    pub fn digest(&self) -> Result<Sha256, Fault> {
        let blob = |bytes: &[u8]| Ok((sha1_name("blob", bytes), Sha256::of_object("blob", bytes)));
        self.build(blob, |tree| Ok(sha1_name("tree", &tree.encode()))).map(|(_, name)| name)
    }

    /// Writes the folder into a record's object store.
    pub fn write(&self, record: &Record) -> Result<GitId, Fault> {
        let blob = |bytes: &[u8]| Ok((record.write_blob(bytes)?, Sha256::of_object("blob", bytes)));
        self.build(blob, |tree| record.write_tree(tree)).map(|(id, _)| id)
    }

    fn build(
        &self,
        blob: impl Fn(&[u8]) -> Result<(GitId, Sha256), Fault>,
        tree: impl Fn(&Tree) -> Result<GitId, Fault>,
    ) -> Result<(GitId, Sha256), Fault> {
        let mut folders: BTreeMap<String, Vec<(Entry, Sha256)>> = BTreeMap::from([(String::new(), Vec::new())]);
        for (path, bytes) in &self.files {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let (id, digest) = blob(bytes)?;
            folders.entry(folder.to_owned()).or_default().push((entry(name, id, EntryKind::Blob)?, digest));
            let mut above = folder;
            while let Some((parent, _)) = above.rsplit_once('/') {
                folders.entry(parent.to_owned()).or_default();
                above = parent;
            }
        }
        // The deepest folders first: each puts its name into the one above it.
        while let Some((path, entries)) = folders.pop_last() {
            let mut sorted: BTreeMap<String, Sha256> = BTreeMap::new();
            let mut plain = Vec::new();
            for (entry, digest) in entries {
                sorted.insert(entry.name.to_string(), digest);
                plain.push(entry);
            }
            let made = Tree::new(plain)?;
            let digests: Vec<Sha256> =
                made.entries().iter().filter_map(|entry| sorted.get(entry.name.as_str()).copied()).collect();
            let (id, name) = (tree(&made)?, made.sha256(&digests));
            if path.is_empty() {
                return Ok((id, name));
            }
            let (folder, last) = path.rsplit_once('/').unwrap_or(("", &path));
            folders.entry(folder.to_owned()).or_default().push((entry(last, id, EntryKind::Tree)?, name));
        }
        Err(crate::record::Defect::Empty.into())
    }
}

fn entry(name: &str, id: GitId, kind: EntryKind) -> Result<Entry, Fault> {
    let name = FileName::try_from(name.as_bytes())
        .map_err(|why| Fault::new(crate::record::Defect::Name { why, name: name.to_owned() }))?;
    Ok(Entry { name, id, kind })
}

/// The name git gives a file of these bytes.
pub fn blob_name(bytes: &[u8]) -> GitId {
    sha1_name("blob", bytes)
}

/// The SHA-1 name git gives an object.
fn sha1_name(kind: &str, bytes: &[u8]) -> GitId {
    let kind = if kind == "tree" { git2::ObjectType::Tree } else { git2::ObjectType::Blob };
    git2::Oid::hash_object(kind, bytes).ok().and_then(|oid| oid.to_string().parse().ok()).unwrap_or(
        // Hashing bytes in memory does not fail; a name of zeros would be refused by whoever reads it.
        GitId::from_bytes([0; 20]),
    )
}
