//! Backups: a record in a folder elsewhere, and back again.
//!
//! 1. A backup is a folder: a chain of bundles, a copy of the accounts, and a manifest that names them with their digests. What the
//!    manifest does not name does not count.
//! 2. Everything is written under another name, is on the disk, and has been read back from there before it gets its own; the manifest
//!    is written last. Whoever is interrupted leaves the backup that was there before.
//! 3. What is there already is digested again each time. A file that is not what it was is said, and nothing is added to it.
//! 4. A backup only grows. A record that lacks what its backup has is not backed up over it.
//! 5. The folder is nobody's word: names are those this program gives, links are not followed, and a record restored from it is
//!    verified like any other.
//! 6. A restored repository takes its place as a whole or not at all.
//! 7. Folder and files are for their owner alone: the accounts are secret.
//!
//! ```text
//! <folder>/manifest.json          what counts
//! <folder>/record-0001.bundle     everything up to the first backup
//! <folder>/record-0002.bundle     what came since, and so on
//! <folder>/accounts-0007.sqlite   the accounts as they were last
//! <folder>/.kanhe-new-*           being written, or left behind
//! ```
//!
//! Deliberately absent: private keys, which are with their owners; drafts, which are with those who write them; caches and the site,
//! which are made again.

mod accounts;
mod fault;
mod folder;
mod last;
mod manifest;
mod restore;
mod write;

pub use fault::BackupFault;
pub use last::Last;
pub use manifest::{Listed, Manifest, ManifestFault};
pub use restore::{Checked, Restored, check};
pub use write::{Accounts, Done, Stand, backup};

/// What is being done, for whoever waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The files that are there are read and digested.
    Reading,
    /// A bundle is written.
    Writing,
    /// What was written, or is restored, is read back.
    Checking,
}

/// How far a stage is: so much of so much.
pub type Progress<'a> = &'a mut dyn FnMut(Stage, usize, usize);
