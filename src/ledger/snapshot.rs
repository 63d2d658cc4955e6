//! A snapshot: the state of a verified record in one file, kept wherever its owner likes, to verify only what has come since.
//!
//! 1. It is taken of a ledger that was computed from the objects, never from a cache of the repository.
//! 2. It is worth what its digest is worth: the owner writes the digest down, and nothing in the file is looked at before the whole of
//!    it, held in memory, has that digest. Even then it may be rubbish somebody pinned: that is refused or a fault, never a panic.
//! 3. It is of one version of the program, one root and one act.
//! 4. It is written as a whole or not at all.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::Path;

use rusqlite::OptionalExtension as _;

use super::cache::VERSION;
use super::refusal::Refusal;
use super::replay::{Head, Ledger};
use super::root::{AnchorFault, Root, SnapshotLine};
use crate::id::{RecordId, Sha256};
use crate::record::{Cache, Defect, Fault, Record};

/// The most bytes a snapshot may have.
const LIMIT: u64 = 4 * 1024 * 1024 * 1024;

/// The bytes of a snapshot.
pub struct Snapshot {
    bytes: Vec<u8>,
    digest: Sha256,
}

/// What the owner of a snapshot says of it.
#[derive(Debug, Clone)]
pub struct Pin {
    /// The digest he has written down.
    pub digest: Sha256,
    /// The number of the act it was taken at.
    pub seq: u64,
    /// Of which record, if he kept the whole line.
    pub record: Option<RecordId>,
}

impl Snapshot {
    /// Takes one of a ledger that was just verified.
    pub fn take(ledger: &mut Ledger) -> Result<Self, Fault> {
        if ledger.names().cache().is_none() {
            ledger.names().keep_in(Cache::in_memory()?);
        }
        let kept = ledger.write_changes()?;
        match ledger.names().cache() {
            Some(cache) if kept => Ok(Self::of(cache.to_bytes()?)),
            Some(_) | None => Err(Defect::Cache("snapshot".to_owned()).into()),
        }
    }

    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let mut bytes = Vec::new();
        let shown = path.display().to_string();
        let is_file = path.metadata().map_err(|error| io(path, &error))?.is_file();
        if !is_file {
            return Err(Fault::new(Defect::NotPlain).path(shown));
        }
        let file = File::open(path).map_err(|error| io(path, &error))?;
        let read = file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(|error| io(path, &error))?;
        if read as u64 > LIMIT {
            return Err(Fault::new(Defect::Size { limit: LIMIT, found: read as u64 }).path(shown));
        }
        Ok(Self::of(bytes))
    }

    /// Writes it beside the place and moves it there.
    pub fn write(&self, path: &Path) -> Result<(), Fault> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| io(folder, &error))?;
        file.write_all(&self.bytes).map_err(|error| io(path, &error))?;
        file.as_file().sync_all().map_err(|error| io(path, &error))?;
        file.persist(path).map_err(|error| io(path, &error.error))?;
        Ok(())
    }

    /// Over all its bytes.
    pub const fn digest(&self) -> Sha256 {
        self.digest
    }

    /// The line its owner keeps.
    pub fn line(&self, ledger: &Ledger) -> SnapshotLine {
        SnapshotLine { record: ledger.office().settings().record.clone(), seq: ledger.head().seq, file: self.digest }
    }

    fn of(bytes: Vec<u8>) -> Self {
        let digest = Sha256::of(&bytes);
        Self { bytes, digest }
    }

    /// The ledger it was taken of. Of the record only the founding commit and the register are read, and judged again.
    pub(super) fn resume(&self, record: &Record, root: Option<&Root>, pin: &Pin) -> Result<Ledger, Vec<Refusal>> {
        let one = |fault: AnchorFault| vec![Refusal::from(fault)];
        if self.digest != pin.digest {
            return Err(one(AnchorFault::SnapshotDigest { expected: pin.digest, found: self.digest }));
        }
        let unread = |found: String| one(AnchorFault::SnapshotForm { found });
        let cache = Cache::from_bytes(&self.bytes).map_err(|fault| unread(fault.to_string()))?;
        let row: Option<(String, String, String)> = cache
            .connection()
            .query_row("SELECT version, root, head FROM snapshot", [], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()
            .map_err(|error| unread(error.to_string()))?;
        let (version, theirs, head) = row.ok_or_else(|| unread("—".to_owned()))?;
        if version != VERSION {
            return Err(unread(version));
        }
        let theirs: Root = theirs.parse().map_err(|_| unread(theirs))?;
        if let Some(root) = root.filter(|root| **root != theirs) {
            let (expected, found) = (root.to_string(), theirs.to_string());
            return Err(one(AnchorFault::SnapshotRoot { expected, found }));
        }
        let head: Head = serde_json::from_str(&head).map_err(|error| unread(error.to_string()))?;
        if head.seq != pin.seq {
            return Err(one(AnchorFault::SnapshotSeq { expected: pin.seq, found: head.seq }));
        }
        Ledger::check_genesis(record, theirs.genesis)?;
        let genesis = record.act_digest(theirs.genesis).map_err(|fault| vec![fault.into()])?;
        if genesis != theirs.raw {
            return Err(one(AnchorFault::Raw { expected: theirs.raw, found: genesis }));
        }
        let resumed = Ledger::resume_from(cache).map_err(|fault| unread(fault.to_string()))?;
        let ledger = resumed.ok_or_else(|| unread(version))?;
        let found = &ledger.office().settings().record;
        if let Some(expected) = pin.record.as_ref().filter(|record| *record != found) {
            let (expected, found) = (expected.to_string(), found.to_string());
            return Err(one(AnchorFault::SnapshotRoot { expected, found }));
        }
        Ok(ledger)
    }
}

fn io(path: &Path, error: &std::io::Error) -> Fault {
    Fault::new(Defect::Io(error.to_string())).path(path.display().to_string())
}
