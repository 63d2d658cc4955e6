//! Why there is no backup, or nothing to restore.

use std::io;
use std::path::{Path, PathBuf};

use crate::id::{RecordId, Sha256};
use crate::ledger::Refusal;
use crate::record::Fault;
use crate::words::{Message, Say};

/// Why a record was not backed up or restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    /// The disk.
    #[error("{}: {error}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
    /// The record, or git.
    #[error(transparent)]
    Record(#[from] Fault),
    /// Somebody else is writing to the folder.
    #[error("{}: busy", .0.display())]
    Busy(PathBuf),
    /// The folder holds other things, and no manifest.
    #[error("{}: occupied by {found}", path.display())]
    Occupied {
        /// The folder.
        path: PathBuf,
        /// One of them.
        found: String,
    },
    /// There is no backup in the folder.
    #[error("{}: no backup", .0.display())]
    Nothing(PathBuf),
    /// The folder is the repository itself, or in it.
    #[error("{}: inside the repository", .0.display())]
    Inside(PathBuf),
    /// The manifest is of a later version.
    #[error("{}: format {found}", path.display())]
    Format {
        /// The manifest.
        path: PathBuf,
        /// Its version.
        found: u64,
        /// The version this program knows.
        known: u64,
    },
    /// The manifest is not of its form.
    #[error("{}: {found}", path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong.
        found: String,
    },
    /// The backup is of another record.
    #[error("{}: of {found}, not {expected}", path.display())]
    OtherRecord {
        /// The folder.
        path: PathBuf,
        /// The record to back up.
        expected: RecordId,
        /// The record it is a backup of.
        found: RecordId,
    },
    /// A file that is named is not there.
    #[error("{}: missing", .0.display())]
    Missing(PathBuf),
    /// A link or something special where a file belongs.
    #[error("{}: no plain file", .0.display())]
    NotPlain(PathBuf),
    /// A file has another size than it had.
    #[error("{}: {found} bytes, not {expected}", path.display())]
    Size {
        /// The file.
        path: PathBuf,
        /// The size it had.
        expected: u64,
        /// The size it has.
        found: u64,
    },
    /// A file has other bytes than it had.
    #[error("{}: {found}, not {expected}", path.display())]
    Digest {
        /// The file.
        path: PathBuf,
        /// The digest it had.
        expected: Sha256,
        /// The digest it has.
        found: Sha256,
    },
    /// A bundle that does not go on where the one before it ended.
    #[error("{}: expected {expected}, found {found}", path.display())]
    Broken {
        /// The bundle.
        path: PathBuf,
        /// What it has to build on, or to lead to.
        expected: String,
        /// What it says.
        found: String,
    },
    /// The record has no longer what its backup has.
    #[error("gone from the record: {0}")]
    Gone(String),
    /// What was written could not be read back.
    #[error("{}: not what was written: {found}", path.display())]
    ReadBack {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        found: String,
    },
    /// The record's last acts cannot be read.
    #[error("{0:?}")]
    Refused(Box<Refusal>),
    /// The record moved on each time it was looked at.
    #[error("the record does not stand still")]
    Restless,
    /// The accounts cannot be copied, or the copy is damaged.
    #[error("{}: {found}", path.display())]
    Accounts {
        /// The database.
        path: PathBuf,
        /// What SQLite said.
        found: String,
    },
    /// There is something where the record is to be restored.
    #[error("{}: there already", .0.display())]
    There(PathBuf),
}

impl BackupFault {
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Io { path, error }
    }
}

impl Say for BackupFault {
    fn say(&self) -> Message {
        match self {
            Self::Io { path, error } => Message::new("draft-io").with("path", path.display()).with("error", error),
            Self::Record(fault) => fault.say(),
            Self::Busy(path) => Message::new("backup-busy").with("path", path.display()),
            Self::Occupied { path, found } => {
                Message::new("backup-occupied").with("path", path.display()).with("found", found)
            }
            Self::Nothing(path) => Message::new("backup-none").with("path", path.display()),
            Self::Inside(path) => Message::new("backup-inside").with("path", path.display()),
            Self::Format { path, found, known } => {
                Message::new("backup-format").with("path", path.display()).with("found", found).with("known", known)
            }
            Self::Manifest { path, found } => {
                Message::new("backup-manifest").with("path", path.display()).with("found", found)
            }
            Self::OtherRecord { path, expected, found } => {
                let message = Message::new("backup-other").with("path", path.display());
                message.with("expected", expected).with("found", found)
            }
            Self::Missing(path) => Message::new("backup-missing").with("path", path.display()),
            Self::NotPlain(path) => Message::new("backup-not-plain").with("path", path.display()),
            Self::Size { path, expected, found } => {
                let message = Message::new("backup-size").with("path", path.display());
                message.with("expected", expected).with("found", found)
            }
            Self::Digest { path, expected, found } => {
                let message = Message::new("backup-digest").with("path", path.display());
                message.with("expected", expected).with("found", found)
            }
            Self::Broken { path, expected, found } => {
                let message = Message::new("backup-broken").with("path", path.display());
                message.with("expected", expected).with("found", found)
            }
            Self::Gone(what) => Message::new("backup-gone").with("what", what),
            Self::ReadBack { path, found } => {
                Message::new("backup-read-back").with("path", path.display()).with("found", found)
            }
            Self::Refused(refusal) => refusal.say(),
            Self::Restless => Message::new("backup-restless"),
            Self::Accounts { path, found } => {
                Message::new("backup-database").with("path", path.display()).with("found", found)
            }
            Self::There(path) => Message::new("restore-there").with("path", path.display()),
        }
    }
}
