//! The SHA-256 names of objects, kept by their SHA-1 names.
//!
//! 1. What is kept can be computed again: the file may be deleted, cut or overwritten at any time; it is then made anew.
//! 2. It stands in the repository, so whoever can write the repository can write lies into it. A verifier that
//!    distrusts the repository uses [`Names::in_memory`].
//! 3. A name is kept only for an object whose whole content passed the grammar.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OptionalExtension as _, TransactionBehavior};

use super::fault::{Defect, Fault};
use crate::id::{GitId, Sha256};

/// The database other modules keep rebuildable tables in too, each with its own `CREATE TABLE IF NOT EXISTS`.
#[derive(Debug)]
pub struct Cache {
    connection: Connection,
    path: Option<PathBuf>,
}

impl Cache {
    /// Opens the file, making it and its directory; a file that is no database is replaced.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let connection = match connect(path) {
            Err(error) if is_broken(&error) => {
                discard(path)?;
                connect(path)
            }
            other => other,
        };
        let connection = connection.map_err(|error| fault(&error).path(path.display().to_string()))?;
        Ok(Self { connection, path: Some(path.to_owned()) })
    }

    /// A cache that nobody else sees and nothing survives.
    pub fn in_memory() -> Result<Self, Fault> {
        let connection = Connection::open_in_memory().and_then(prepare).map_err(|error| fault(&error))?;
        Ok(Self { connection, path: None })
    }

    /// A cache that was made elsewhere, from its bytes. What is written into it is not kept.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Fault> {
        let open = || {
            let mut connection = Connection::open_in_memory()?;
            connection.deserialize_read_exact(rusqlite::MAIN_DB, bytes, bytes.len(), false)?;
            prepare(connection)
        };
        Ok(Self { connection: open().map_err(|error| fault(&error))?, path: None })
    }

    /// Everything that is in it, compactly.
    pub fn to_bytes(&mut self) -> Result<Vec<u8>, Fault> {
        self.connection.execute_batch("VACUUM").map_err(|error| fault(&error))?;
        Ok(self.connection.serialize(rusqlite::MAIN_DB).map_err(|error| fault(&error))?.to_vec())
    }

    /// The database.
    pub const fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The database, for transactions.
    pub const fn connection_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    if let Some(folder) = path.parent() {
        // What is wrong with the folder is said by the database when it cannot open its file.
        drop(std::fs::create_dir_all(folder));
    }
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    // Several processes may turn the log on at once; the database then says "busy" without waiting.
    for _ in 0..50 {
        match connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(())) {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                std::thread::sleep(Duration::from_millis(20));
            }
            other => {
                other?;
                break;
            }
        }
    }
    prepare(connection)
}

fn prepare(connection: Connection) -> rusqlite::Result<Connection> {
    connection.execute_batch(
        "PRAGMA synchronous = NORMAL;
         CREATE TABLE IF NOT EXISTS name (sha1 BLOB PRIMARY KEY, sha256 BLOB, height INTEGER) WITHOUT ROWID;",
    )?;
    connection.query_row("SELECT sha1, sha256, height FROM name LIMIT 1", [], |_| Ok(())).optional()?;
    Ok(connection)
}

/// Whether the file itself is at fault, so that a new one helps.
fn is_broken(error: &rusqlite::Error) -> bool {
    let code = error.sqlite_error_code();
    matches!(error, rusqlite::Error::SqlInputError { .. })
        || matches!(code, Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt | ErrorCode::Unknown))
}

fn discard(path: &Path) -> Result<(), Fault> {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Fault::io(path, &error)),
            _ => {}
        }
    }
    Ok(())
}

fn fault(error: &rusqlite::Error) -> Fault {
    Fault::new(Defect::Cache(error.to_string()))
}

/// How many names are worth a transaction of their own.
const MANY: usize = 10_000;

/// What is known of an object: its SHA-256 name, and how many levels of names stand below it (0 for a file).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// The SHA-256 name.
    pub sha256: Sha256,
    /// Levels below.
    pub height: u8,
}

/// An object's name is a digest already: its first bytes spread as well as any hash of them would.
#[derive(Debug, Default)]
struct ByName(u64);

impl Hasher for ByName {
    fn write(&mut self, bytes: &[u8]) {
        if let Some(first) = bytes.first_chunk() {
            self.0 ^= u64::from_le_bytes(*first);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// SHA-1 name to SHA-256 name.
#[derive(Debug)]
pub struct Names {
    known: HashMap<GitId, Name, BuildHasherDefault<ByName>>,
    fresh: Vec<GitId>,
    cache: Option<Cache>,
}

impl Names {
    /// Names that are kept in a file, see [`Cache::open`].
    pub fn open(path: &Path) -> Result<Self, Fault> {
        Cache::open(path).map(Self::kept_in)
    }

    /// Names that are kept in a cache that is open already.
    pub fn kept_in(cache: Cache) -> Self {
        Self { known: HashMap::default(), fresh: Vec::new(), cache: Some(cache) }
    }

    /// Names that are forgotten with the value.
    pub fn in_memory() -> Self {
        Self { known: HashMap::default(), fresh: Vec::new(), cache: None }
    }

    /// Keeps them all in this cache from now on.
    pub fn keep_in(&mut self, cache: Cache) {
        self.cache = Some(cache);
        self.fresh = self.known.keys().copied().collect();
    }

    /// The cache they are kept in.
    pub const fn cache(&mut self) -> Option<&mut Cache> {
        self.cache.as_mut()
    }

    /// What is known of an object. A cache that fails is as good as an empty one.
    pub fn get(&mut self, id: GitId) -> Result<Option<Name>, Fault> {
        if let Some(name) = self.known.get(&id) {
            return Ok(Some(*name));
        }
        let Some(cache) = &self.cache else { return Ok(None) };
        match look_up(cache.connection(), id) {
            Ok(found) => {
                self.known.extend(found.map(|name| (id, name)));
                Ok(found)
            }
            Err(error) if is_broken(&error) => {
                self.renew()?;
                Ok(None)
            }
            Err(error) => Err(fault(&error)),
        }
    }

    /// Keeps a name until [`Self::save`].
    pub fn insert(&mut self, id: GitId, name: Name) {
        if self.known.insert(id, name).is_none() && self.cache.is_some() {
            self.fresh.push(id);
        }
    }

    /// Writes what is new into the cache once there is much of it.
    pub(super) fn save_many(&mut self) -> Result<(), Fault> {
        if self.fresh.len() < MANY { Ok(()) } else { self.save() }
    }

    /// Writes what is new into the cache, in one transaction.
    pub fn save(&mut self) -> Result<(), Fault> {
        if self.fresh.is_empty() {
            return Ok(());
        }
        match self.write() {
            Err(error) if is_broken(&error) => {
                self.renew()?;
                self.write().map_err(|error| fault(&error))?;
            }
            other => other.map_err(|error| fault(&error))?,
        }
        self.fresh.clear();
        Ok(())
    }

    fn write(&mut self) -> rusqlite::Result<()> {
        let Some(cache) = &mut self.cache else { return Ok(()) };
        let transaction = cache.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let mut insert = transaction.prepare_cached("INSERT OR REPLACE INTO name VALUES (?1, ?2, ?3)")?;
            for id in &self.fresh {
                if let Some(name) = self.known.get(id) {
                    insert.execute((id.as_bytes(), name.sha256.as_bytes(), name.height))?;
                }
            }
        }
        transaction.commit()
    }

    /// Makes the file anew.
    fn renew(&mut self) -> Result<(), Fault> {
        if let Some(path) = self.cache.take().and_then(|cache| cache.path) {
            discard(&path)?;
            self.cache = Some(Cache::open(&path)?);
        }
        Ok(())
    }
}

fn look_up(connection: &Connection, id: GitId) -> rusqlite::Result<Option<Name>> {
    connection
        .prepare_cached("SELECT sha256, height FROM name WHERE sha1 = ?1")?
        .query_row([id.as_bytes()], |row| Ok(Name { sha256: Sha256::from_bytes(row.get(0)?), height: row.get(1)? }))
        .optional()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: GitId = GitId::from_bytes([1; 20]);
    const NAME: Name = Name { sha256: Sha256::from_bytes([2; 32]), height: 3 };

    #[test]
    fn a_name_survives_the_process() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kanhe/cache.sqlite");
        let mut names = Names::open(&path).unwrap();
        assert_eq!(names.get(ID).unwrap(), None);
        names.insert(ID, NAME);
        names.save().unwrap();
        assert_eq!(Names::open(&path).unwrap().get(ID).unwrap(), Some(NAME));
        drop(names);
        std::fs::remove_file(&path).unwrap();
        assert_eq!(Names::open(&path).unwrap().get(ID).unwrap(), None);
    }

    #[test]
    fn a_broken_file_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache.sqlite");
        let other = Connection::open(&path).unwrap();
        other.execute_batch("CREATE TABLE name (x)").unwrap();
        drop(other);
        for content in [None, Some(&b"not a database, but long enough to be looked at"[..]), Some(b"")] {
            if let Some(content) = content {
                std::fs::write(&path, content).unwrap();
            }
            let mut names = Names::open(&path).unwrap();
            assert_eq!(names.get(ID).unwrap(), None);
            names.insert(ID, NAME);
            names.save().unwrap();
            drop(names);
            assert_eq!(Names::open(&path).unwrap().get(ID).unwrap(), Some(NAME));
        }
    }

    #[test]
    fn a_file_that_breaks_in_the_middle_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache.sqlite");
        let mut names = Names::open(&path).unwrap();
        for n in 0..2000_u16 {
            let mut id = [0; 20];
            id[..2].copy_from_slice(&n.to_be_bytes());
            names.insert(GitId::from_bytes(id), NAME);
        }
        names.save().unwrap();
        drop(names);
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[8192..].fill(0xaa);
        std::fs::write(&path, bytes).unwrap();
        let mut names = Names::open(&path).unwrap();
        assert_eq!(names.get(ID).unwrap(), None);
        names.insert(ID, NAME);
        names.save().unwrap();
        assert_eq!(Names::open(&path).unwrap().get(ID).unwrap(), Some(NAME));
    }

    #[test]
    fn other_tables_have_room_and_many_may_write() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache.sqlite");
        std::thread::scope(|scope| {
            for n in 0..8_u8 {
                let path = &path;
                scope.spawn(move || {
                    let mut names = Names::open(path).unwrap();
                    names.insert(GitId::from_bytes([n; 20]), NAME);
                    names.save().unwrap();
                });
            }
        });
        let mut names = Names::open(&path).unwrap();
        assert!((0..8).all(|n| names.get(GitId::from_bytes([n; 20])).unwrap() == Some(NAME)));
        let cache = names.cache().unwrap();
        cache.connection().execute_batch("CREATE TABLE IF NOT EXISTS verdict (x)").unwrap();
        assert!(Cache::in_memory().unwrap().connection().is_autocommit());
    }

    #[test]
    fn a_cache_that_cannot_be_made_says_so() {
        assert_eq!(Cache::open(Path::new("/proc/none/cache.sqlite")).unwrap_err().code(), 192);
    }
}
