//! What is remembered of the last backup, in `<git directory>/kanhe/backup.json`. It may be deleted: then nobody knows of any.

use std::fs::{self, Permissions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::fault::BackupFault;

/// The most bytes it may have.
const LIMIT: u64 = 64 << 10;

/// The last backup that was found good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    /// Where it is.
    pub folder: String,
    /// When it was found good, in seconds since 1970.
    pub at: i64,
    /// The number of the last act in it.
    pub seq: u64,
}

impl Last {
    /// What is remembered in a repository, if it can be read.
    pub fn read(git_dir: &Path) -> Option<Self> {
        let mut text = String::new();
        fs::File::open(place(git_dir)).ok()?.take(LIMIT).read_to_string(&mut text).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Remembers it.
    pub fn write(&self, git_dir: &Path) -> Result<(), BackupFault> {
        let place = place(git_dir);
        let folder = git_dir.join("kanhe");
        let io = || BackupFault::io(&place);
        fs::create_dir_all(&folder).map_err(BackupFault::io(&folder))?;
        let bytes = serde_json::to_vec(self).map_err(|error| io()(error.into()))?;
        // Whoever may read the repository may know when it was backed up.
        let mut new = tempfile::Builder::new();
        let made = new.permissions(Permissions::from_mode(0o644)).tempfile_in(&folder);
        let mut file = made.map_err(BackupFault::io(&folder))?;
        file.write_all(&bytes).map_err(io())?;
        file.persist(&place).map_err(|error| io()(error.error))?;
        Ok(())
    }
}

fn place(git_dir: &Path) -> PathBuf {
    git_dir.join("kanhe/backup.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_may_be_gone_or_rubbish() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(Last::read(dir.path()), None);
        let last = Last { folder: "/backup/office".to_owned(), at: 1, seq: 3 };
        last.write(dir.path()).unwrap();
        assert_eq!(Last::read(dir.path()).as_ref(), Some(&last));
        Last { seq: 4, ..last }.write(dir.path()).unwrap();
        assert_eq!(Last::read(dir.path()).map(|last| last.seq), Some(4));
        for rubbish in ["", "{", "{\"folder\": 3}"] {
            fs::write(place(dir.path()), rubbish).unwrap();
            assert_eq!(Last::read(dir.path()), None);
        }
    }
}
