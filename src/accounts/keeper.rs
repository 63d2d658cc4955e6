//! Bringing what was written onto the disk.

use std::path::Path;

use rusqlite::Connection;

use super::{Accounts, AccountsError};

/// Brings accounts and journal onto the disk, beside those who write: what a process has written it has written if it is killed, but
/// if the power goes, only what was brought.
pub struct Keeper {
    base: Connection,
}

impl Keeper {
    /// A keeper of that file.
    pub fn open(path: &Path) -> Result<Self, AccountsError> {
        // Whoever opens it first makes its tables and closes it to others.
        drop(Accounts::open(path)?);
        let base = Connection::open(path)?;
        base.pragma_update(None, "synchronous", "NORMAL")?;
        Ok(Self { base })
    }

    /// Brings everything that was written before. Nobody waits for it, and where there is nothing it does nothing.
    pub fn keep(&self) -> Result<(), AccountsError> {
        Ok(self.base.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::{Visitor, What};

    /// What is in the file itself is what a power cut leaves: the log beside it may be lost.
    #[test]
    fn what_was_written_is_in_the_file_itself() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("accounts.sqlite");
        let accounts = Accounts::open(&path).unwrap();
        let keeper = Keeper::open(&path).unwrap();
        let left = || {
            let alone = dir.path().join("alone.sqlite");
            std::fs::copy(&path, &alone).unwrap();
            let count = |base: &Connection| base.query_row("SELECT count(*) FROM journal", [], |row| row.get(0));
            let found: i64 = count(&Connection::open(&alone).unwrap()).unwrap_or_default();
            std::fs::remove_file(alone).unwrap();
            found
        };
        let visitor = Visitor { address: "10.1.1.7", agent: "", now: 0, hour: 10 };
        for number in 1..=3 {
            accounts.note(&visitor, &"zhou".parse().unwrap(), What::Read, "/").unwrap();
            assert_eq!(left(), number - 1);
            keeper.keep().unwrap();
            assert_eq!(left(), number);
        }
        keeper.keep().unwrap();
    }
}
