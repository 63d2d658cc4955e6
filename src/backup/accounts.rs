//! The accounts: a SQLite database that may be in use while it is copied.
//!
//! 1. A copy is one moment of the database, whoever writes to it meanwhile and wherever the writes stand (`-wal`).
//! 2. What was deleted from it is not in the copy.
//! 3. A copy is opened again and checked before it counts.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::fault::BackupFault;
use crate::accounts::{Accounts, AccountsError};

/// How long somebody is waited for who keeps the whole database to himself.
const PATIENCE: Duration = Duration::from_secs(30);

/// Copies them into an empty file.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(), BackupFault> {
    if !from.symlink_metadata().map_err(BackupFault::io(from))?.is_file() {
        return Err(BackupFault::NotPlain(from.to_owned()));
    }
    // Not read-only: a database whose last writer died is brought in order first.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let copied = Connection::open_with_flags(from, flags).and_then(|connection| {
        connection.busy_timeout(PATIENCE)?;
        connection.execute("VACUUM INTO ?1", [to.to_string_lossy()])
    });
    copied.map(drop).map_err(fault(from))
}

/// Whether a copy is sound. Its own triggers and views are not trusted with anything.
pub(super) fn check(path: &Path) -> Result<(), BackupFault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let said = Connection::open_with_flags(path, flags).and_then(|connection| {
        connection.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")?;
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0))
    });
    match said.map_err(fault(path))? {
        said if said == "ok" => Ok(()),
        found => Err(BackupFault::Accounts { path: path.to_owned(), found }),
    }
}

/// Has nobody signed in who was when the copy was made.
pub(super) fn sign_all_out(path: &Path) -> Result<(), BackupFault> {
    let fault = |error: AccountsError| BackupFault::Accounts { path: path.to_owned(), found: error.to_string() };
    Accounts::sign_all_out(path).map_err(fault)
}

fn fault(path: &Path) -> impl FnOnce(rusqlite::Error) -> BackupFault {
    let path = path.to_owned();
    move |error| BackupFault::Accounts { path, found: error.to_string() }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A database in use: a writer has it open, and what was written last is in the log beside it only.
    fn database(path: &Path) -> Connection {
        let writer = Connection::open(path).unwrap();
        writer
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 7;
                 CREATE TABLE account (name TEXT NOT NULL) STRICT;
                 INSERT INTO account VALUES ('陈文'), ('李明')",
            )
            .unwrap();
        writer
    }

    fn copied(from: &Path, to: &Path) -> i64 {
        fs::write(to, "").unwrap();
        copy(from, to).unwrap();
        check(to).unwrap();
        let copy = Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        let version: i64 = copy.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(version, 7, "the tables' version comes along");
        copy.query_row("SELECT count(*) FROM account", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_database_in_use_is_copied_as_it_was_at_one_moment() {
        let dir = tempfile::tempdir().unwrap();
        let (live, one, two) = (dir.path().join("live"), dir.path().join("one"), dir.path().join("two"));
        let writer = database(&live);
        assert!(dir.path().join("live-wal").metadata().unwrap().len() > 0);
        assert_eq!(copied(&live, &one), 2);
        // Somebody is in the middle of something: it is not in the copy, and he is not disturbed.
        writer.execute_batch("BEGIN IMMEDIATE; INSERT INTO account VALUES ('王芳')").unwrap();
        assert_eq!(copied(&live, &two), 2);
        writer.execute_batch("COMMIT").unwrap();
        assert_eq!(fs::read(&one).unwrap(), fs::read(&two).unwrap(), "the same content is the same bytes");
        assert_eq!(copied(&live, &one), 3);
        assert!(!dir.path().join("one-wal").exists());
    }

    #[test]
    fn what_was_deleted_is_not_in_the_copy() {
        let dir = tempfile::tempdir().unwrap();
        let (live, copy) = (dir.path().join("live"), dir.path().join("copy"));
        let writer = database(&live);
        writer
            .execute_batch("INSERT INTO account VALUES ('secret-of-old'); DELETE FROM account WHERE name LIKE 's%'")
            .unwrap();
        assert_eq!(copied(&live, &copy), 2);
        let holds = |path: &Path| fs::read(path).unwrap().windows(13).any(|bytes| bytes == b"secret-of-old");
        assert!(holds(&dir.path().join("live-wal")) && !holds(&copy));
    }

    #[test]
    fn what_is_no_sound_database_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let (live, copy) = (dir.path().join("live"), dir.path().join("copy"));
        let writer = database(&live);
        for number in 0..2_000 {
            writer.execute("INSERT INTO account VALUES (?1)", [format!("{number:0100}")]).unwrap();
        }
        assert_eq!(copied(&live, &copy), 2_002);
        let sound = fs::read(&copy).unwrap();
        let mut bytes = sound.clone();
        bytes[4096..4200].fill(0xff);
        fs::write(&copy, &bytes).unwrap();
        assert!(matches!(check(&copy), Err(BackupFault::Accounts { .. })));
        fs::write(&copy, &sound[..sound.len() / 2]).unwrap();
        assert!(matches!(check(&copy), Err(BackupFault::Accounts { .. })));
        fs::write(&copy, "no database at all, but a text").unwrap();
        assert!(matches!(check(&copy), Err(BackupFault::Accounts { .. })));
        let link = dir.path().join("link");
        std::os::unix::fs::symlink(&live, &link).unwrap();
        assert!(matches!(super::copy(&link, &dir.path().join("new")), Err(BackupFault::NotPlain(_))));
    }
}
