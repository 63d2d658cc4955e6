//! The accounts of a server: who may sign in, who has, what was read, and which faults were reported.
//!
//! This is the one thing that is not in the record: password hashes, sessions and the journal are nobody's to clone. They stand in one
//! `SQLite` file beside it, which its owner alone may read.
//!
//! What this part keeps:
//!
//! 1. A password is never kept: Argon2id (RFC 9106) of it is. A session's or a token's secret is never kept: its SHA-256 is.
//! 2. Whoever guesses learns nothing: an unknown name, a wrong password and a locked account are answered alike and take as long.
//! 3. A wrong password counts before it is looked at, so that many at once are no more than one after another (D7).
//! 4. Who may have an account, and what a password must be, is the office's rule ([`Login`](crate::office::Login)), asked at each request:
//!    whoever leaves the register is out at once.
//! 5. What happened is written when it happens; a process that is killed has written it, and a server has it on the disk a second later.
//!
//! Deliberately absent: a clock (the hour is an argument), HTTP, the record.

mod account;
mod code;
mod enter;
mod fault;
mod journal;
mod keeper;
mod notice;
mod password;
mod session;
mod shown;
mod token;

use std::fs::{OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

pub use account::{Account, Given, NotChosen};
pub use code::Enrolment;
pub use enter::{Entered, Refused};
pub use fault::{Handling, NotTaken, Reported, Told};
pub use journal::{Entry, Filter, Flag, REMEMBERED, What, table};
pub use keeper::Keeper;
pub use session::{Session, Stage, Visitor};
pub use shown::NotKnown;
pub use token::{NotMade, Token};

use enter::Throttle;
use password::Hashing;

/// The accounts.
pub struct Accounts {
    base: Mutex<Connection>,
    hashing: Hashing,
    throttle: Mutex<Throttle>,
    memory: Mutex<shown::Memory>,
}

/// What cannot be done with accounts.
#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    /// The file cannot be opened.
    #[error("{}: {source}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The database.
    #[error("accounts: {0}")]
    Base(#[from] rusqlite::Error),
    /// The file is a later program's.
    #[error("accounts: expected tables of version {VERSION} at most, found {found}")]
    Later {
        /// Its version.
        found: i64,
    },
    /// The system gives no random numbers, or a password cannot be hashed.
    #[error("accounts: {0}")]
    Secret(String),
    /// Too many passwords are being looked at.
    #[error("accounts: too many passwords at once; please try again")]
    Busy,
    /// There is one of that name already.
    #[error("there is an account {0:?} already")]
    Exists(String),
    /// There is none of that name.
    #[error("there is no account {0:?}")]
    None(String),
}

/// Where the accounts of a server's repository stand.
pub fn place(git_dir: &Path) -> PathBuf {
    git_dir.join("kanhe").join("accounts.sqlite")
}

/// The version of the tables.
const VERSION: i64 = 3;

const TABLES: &str = "
CREATE TABLE account (
    person TEXT PRIMARY KEY, hash TEXT NOT NULL, chosen INTEGER NOT NULL, initial INTEGER NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0, locked INTEGER, code BLOB, code_step INTEGER NOT NULL DEFAULT 0,
    opened INTEGER NOT NULL, seen INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE former (person TEXT NOT NULL, chosen INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;
CREATE INDEX former_person ON former (person, chosen);
CREATE TABLE session (
    secret BLOB PRIMARY KEY, person TEXT NOT NULL, stage TEXT NOT NULL, guard TEXT NOT NULL, begun INTEGER NOT NULL,
    seen INTEGER NOT NULL, address TEXT NOT NULL, agent TEXT NOT NULL, pending BLOB) STRICT, WITHOUT ROWID;
CREATE INDEX session_person ON session (person);
CREATE TABLE challenge (nonce TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE token (
    secret BLOB PRIMARY KEY, person TEXT NOT NULL, name TEXT NOT NULL, begun INTEGER NOT NULL, until INTEGER NOT NULL,
    used INTEGER) STRICT, WITHOUT ROWID;
CREATE INDEX token_person ON token (person);
CREATE TABLE journal (
    number INTEGER PRIMARY KEY, time INTEGER NOT NULL, what TEXT NOT NULL, person TEXT, by TEXT, address TEXT NOT NULL,
    agent TEXT NOT NULL, about TEXT NOT NULL, flags TEXT NOT NULL) STRICT;
CREATE INDEX journal_person ON journal (person, what, time);
CREATE INDEX journal_time ON journal (time);
";

/// What came with version 2.
const FAULTS: &str = "
CREATE TABLE fault (
    number INTEGER PRIMARY KEY, time INTEGER NOT NULL, person TEXT, name TEXT NOT NULL, phone TEXT NOT NULL, text TEXT NOT NULL,
    address TEXT NOT NULL, agent TEXT NOT NULL, state TEXT NOT NULL, by TEXT, since INTEGER) STRICT;
CREATE INDEX fault_time ON fault (time);
";

/// What came with version 3.
const CHOICES: &str = "
CREATE TABLE choice (person TEXT NOT NULL, about TEXT NOT NULL, chosen TEXT NOT NULL, PRIMARY KEY (person, about)) STRICT, WITHOUT ROWID;
";

impl Accounts {
    /// Opens the file, or begins it. Only its owner may read it.
    pub fn open(path: &Path) -> Result<Self, AccountsError> {
        let failed = |source| AccountsError::Open { path: path.to_owned(), source };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path).map_err(failed)?;
        // A file that others could read is closed to them before anything is written to it.
        if file.metadata().map_err(failed)?.permissions().mode() & 0o077 != 0 {
            file.set_permissions(Permissions::from_mode(0o600)).map_err(failed)?;
        }
        drop(file);
        Self::over(Connection::open(path)?, Hashing::standard())
    }

    /// Accounts in memory, for tests: passwords are hashed as cheaply as can be.
    pub fn in_memory() -> Result<Self, AccountsError> {
        Self::over(Connection::open_in_memory()?, Hashing::cheap())
    }

    /// Lets nothing be written from now on, for tests: as on a disk that may only be read.
    #[cfg(test)]
    pub(crate) fn freeze(&self) {
        self.base().pragma_update(None, "query_only", "ON").unwrap_or_default();
    }

    fn over(base: Connection, hashing: Hashing) -> Result<Self, AccountsError> {
        base.busy_timeout(std::time::Duration::from_secs(10))?;
        base.pragma_update(None, "journal_mode", "WAL")?;
        base.pragma_update(None, "synchronous", "NORMAL")?;
        base.pragma_update(None, "secure_delete", "ON")?;
        base.pragma_update(None, "trusted_schema", "OFF")?;
        let version = |base: &Connection| base.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
        match version(&base)? {
            0..VERSION => {
                // Whoever comes second finds the tables of whoever came first.
                base.execute_batch("BEGIN IMMEDIATE")?;
                let found = version(&base)?;
                if found == 0 {
                    base.execute_batch(TABLES)?;
                }
                if found < 2 {
                    base.execute_batch(FAULTS)?;
                }
                if found < VERSION {
                    base.execute_batch(CHOICES)?;
                    base.pragma_update(None, "user_version", VERSION)?;
                }
                base.execute_batch("COMMIT")?;
            }
            VERSION => {}
            found => return Err(AccountsError::Later { found }),
        }
        Ok(Self { base: Mutex::new(base), hashing, throttle: Mutex::default(), memory: Mutex::default() })
    }

    /// Signs everybody out of a file that comes back from a backup: who was signed in then need not be now. A file that is not ours yet
    /// stays as it is.
    pub fn sign_all_out(path: &Path) -> Result<(), AccountsError> {
        let base = Connection::open(path)?;
        let found = base.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))?;
        if (1..=VERSION).contains(&found) {
            base.execute_batch("DELETE FROM session; DELETE FROM challenge")?;
        }
        Ok(())
    }

    fn base(&self) -> MutexGuard<'_, Connection> {
        self.base.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How long a secret is.
const SECRET: usize = 43;

/// A secret that nobody guesses: 32 random bytes, in letters that a cookie and a form carry as they are.
fn secret() -> Result<String, AccountsError> {
    use base64::Engine as _;
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| AccountsError::Secret(error.to_string()))?;
    Ok(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes))
}

/// What is kept of a secret.
fn kept(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// So many characters of a text that somebody else has written, without what cannot be seen.
fn cut(text: &str, most: usize) -> String {
    text.chars().filter(|c| crate::id::is_plain(c.encode_utf8(&mut [0; 4]))).take(most).collect()
}
