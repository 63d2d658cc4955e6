//! What a tree holds, proven by its SHA-256 name: folders as git encodes them in a repository of object format sha256
//! (`docs/record-format.md` 3).

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::container::Parts;
use super::fault::ParcelFault;
use crate::id::{FileName, Sha256, SubjectId};
use crate::ledger::Ledger;
use crate::record::{EntryKind, Fault, Record};

/// Below this name the parts stand that are folders, each called by its digest in hex.
const FOLDERS: &str = "folders/";
/// Below this name stand the files, each at its path.
const FILES: &str = "tree/";

/// The entries of a folder.
type Folder = BTreeMap<String, (EntryKind, Sha256)>;

/// The name of the part that is the folder of this name.
fn folder_name(digest: Sha256) -> String {
    format!("{FOLDERS}{}", digest.hex())
}

/// A tree of which some folders and files are there.
pub(super) struct Proof<'p> {
    root: Sha256,
    parts: &'p Parts,
    /// The folders that were needed, read once.
    folders: RefCell<BTreeMap<Sha256, Rc<Folder>>>,
    files: RefCell<BTreeSet<String>>,
}

impl<'p> Proof<'p> {
    pub(super) fn new(root: Sha256, parts: &'p Parts) -> Self {
        Self { root, parts, folders: RefCell::default(), files: RefCell::default() }
    }

    /// The names of the parts that were needed.
    pub(super) fn used(self) -> BTreeSet<String> {
        let folders = self.folders.into_inner().into_keys().map(folder_name);
        folders.chain(self.files.into_inner()).collect()
    }

    fn folder(&self, digest: Sha256, path: &str) -> Result<Rc<Folder>, ParcelFault> {
        if let Some(folder) = self.folders.borrow().get(&digest) {
            return Ok(Rc::clone(folder));
        }
        let name = folder_name(digest);
        let raw = self.parts.get(&name).ok_or_else(|| ParcelFault::Missing { name: name.clone() })?;
        let unproven = || ParcelFault::Unproven { path: path.to_owned() };
        if Sha256::of_object("tree", raw) != digest {
            return Err(unproven());
        }
        let folder = Rc::new(entries(raw).ok_or_else(unproven)?);
        self.folders.borrow_mut().insert(digest, Rc::clone(&folder));
        Ok(folder)
    }

    /// What stands at a path: whether it is a file, and its SHA-256 name.
    fn at(&self, path: &str) -> Result<(EntryKind, Sha256), ParcelFault> {
        let unproven = || ParcelFault::Unproven { path: path.to_owned() };
        path.split('/').try_fold((EntryKind::Tree, self.root), |(kind, digest), name| {
            if kind == EntryKind::Blob {
                return Err(unproven());
            }
            self.folder(digest, path)?.get(name).copied().ok_or_else(unproven)
        })
    }

    /// The SHA-256 name of a folder.
    pub(super) fn digest(&self, path: &str) -> Result<Sha256, ParcelFault> {
        match self.at(path)? {
            (EntryKind::Tree, digest) => Ok(digest),
            (EntryKind::Blob, _) => Err(ParcelFault::Unproven { path: path.to_owned() }),
        }
    }

    /// A file that is there, and stands at that path in the tree.
    pub(super) fn file(&self, path: &str) -> Result<&'p [u8], ParcelFault> {
        let name = format!("{FILES}{path}");
        let bytes = self.parts.get(&name).ok_or_else(|| ParcelFault::Missing { name: name.clone() })?;
        match self.at(path)? {
            (EntryKind::Blob, digest) if Sha256::of_object("blob", bytes) == digest => {
                self.files.borrow_mut().insert(name);
                Ok(bytes)
            }
            (EntryKind::Blob | EntryKind::Tree, _) => Err(ParcelFault::Unproven { path: path.to_owned() }),
        }
    }

    /// Every file of a subject's folder, all of them there.
    pub(super) fn subject(&self, subject: &SubjectId) -> Result<BTreeMap<String, &'p [u8]>, ParcelFault> {
        let path = subject.folder();
        let folder = self.folder(self.digest(&path)?, &path)?;
        let files = folder.keys().map(|name| Ok((name.clone(), self.file(&format!("{path}/{name}"))?)));
        files.collect()
    }

    /// The path of a certificate below a folder, as the parts have it.
    pub(super) fn certificate(&self, below: &str, file: &str) -> Option<&'p str> {
        let named = |path: &&str| path.starts_with(below) && path.ends_with(file) && path.split('/').count() == 4;
        let mut found = self.parts.keys().filter_map(|name| name.strip_prefix(FILES)).filter(named);
        found.next().filter(|_| found.next().is_none())
    }
}

/// `<mode> SP <name> NUL <32 bytes>`, again and again, in ascending order.
fn entries(mut raw: &[u8]) -> Option<Folder> {
    let mut found = Folder::new();
    while !raw.is_empty() {
        let at = raw.iter().position(|byte| *byte == 0)?;
        let (head, digest) = (&raw[..at], raw.get(at + 1..at + 33)?);
        let space = head.iter().position(|byte| *byte == b' ')?;
        let kind = match &head[..space] {
            b"100644" => EntryKind::Blob,
            b"40000" => EntryKind::Tree,
            _ => return None,
        };
        let name = FileName::try_from(&head[space + 1..]).ok()?;
        let digest = Sha256::from_bytes(digest.try_into().ok()?);
        if found.insert(name.to_string(), (kind, digest)).is_some() {
            return None;
        }
        raw = &raw[at + 33..];
    }
    Some(found)
}

/// The parts that prove these files of an act's tree, with the folders on the way to them.
pub(super) fn prove(
    record: &Record,
    ledger: &mut Ledger,
    tree: crate::id::GitId,
    paths: &[String],
) -> Result<Parts, Fault> {
    let mut parts = Parts::new();
    for path in paths {
        let mut here = tree;
        for name in path.split('/') {
            let folder = record.tree(here)?;
            let mut raw = Vec::new();
            for entry in folder.entries() {
                let (mode, digest) = match entry.kind {
                    EntryKind::Blob => ("100644", blob_digest(record, ledger, entry.id)?),
                    EntryKind::Tree => ("40000", record.sha256_of_tree(entry.id, ledger.names())?),
                };
                raw.extend(format!("{mode} {}\0", entry.name).into_bytes());
                raw.extend(digest.as_bytes());
            }
            parts.insert(folder_name(Sha256::of_object("tree", &raw)), raw);
            let missing = || Fault::from(crate::record::Defect::Missing).path(path.as_str());
            here = folder.get(name).ok_or_else(missing)?.id;
        }
        parts.insert(format!("{FILES}{path}"), record.blob(here)?);
    }
    Ok(parts)
}

/// The SHA-256 name of a file, as far as it is known already.
fn blob_digest(record: &Record, ledger: &mut Ledger, id: crate::id::GitId) -> Result<Sha256, Fault> {
    match ledger.names().get(id)?.filter(|name| name.height == 0) {
        Some(name) => Ok(name.sha256),
        None => Ok(Sha256::of_object("blob", &record.blob(id)?)),
    }
}
