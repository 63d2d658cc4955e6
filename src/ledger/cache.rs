//! The replay snapshot: what was judged, kept so that the next act costs only itself.
//!
//! 1. It is a cache. It may be deleted at any time; a record is never verified by it ([`crate::ledger::verify`] does not open it). A
//!    snapshot kept elsewhere, whose digest its owner has written down, is another matter: see `snapshot`.
//! 2. It belongs to one root and one commit; with another root, another format or a `main` that does not descend from that commit it is not used.
//! 3. It is written in one transaction, and only over a state that is part of the writer's own history: two programs at once cannot
//!    mix theirs.
//! 4. What is kept is read by need: an act about one subject reads that subject's docket and no other.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Serialize, de::DeserializeOwned};

use super::certificates::Certificates;
use super::entry::Entry;
use super::refusal::Refusal;
use super::replay::{Advance, Head, Ledger, Progress, State};
use super::root::Root;
use crate::id::{GitId, Slug, SubjectId};
use crate::office::{self, Act, Came, Docket, Files, Former, Office};
use crate::record::{Cache, Fault, Names, Record};

/// Changes whenever what is kept, or a rule that made it, changes.
pub(super) const VERSION: &str = concat!("11 ", env!("CARGO_PKG_VERSION"));

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS snapshot (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    version TEXT NOT NULL, root TEXT NOT NULL, head TEXT NOT NULL, numbers TEXT NOT NULL, changed TEXT NOT NULL,
    deputies TEXT NOT NULL,
    losses TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS rule (
    former INTEGER NOT NULL, path TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (former, path, body)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS docket (subject TEXT PRIMARY KEY, open INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS docket_open ON docket (open) WHERE open;
CREATE TABLE IF NOT EXISTS unread (person TEXT, subject TEXT, PRIMARY KEY (person, subject)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS unread_subject ON unread (subject);
CREATE TABLE IF NOT EXISTS entry (seq INTEGER PRIMARY KEY, subject TEXT, body TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS entry_subject ON entry (subject, seq);
CREATE TABLE IF NOT EXISTS parcel (document TEXT PRIMARY KEY, subject TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seal (reference TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
";

const DROP: &str = "
DROP TABLE IF EXISTS snapshot; DROP TABLE IF EXISTS rule; DROP TABLE IF EXISTS docket; DROP TABLE IF EXISTS entry;
DROP TABLE IF EXISTS seal; DROP TABLE IF EXISTS unread;
DROP TABLE IF EXISTS parcel;
";

/// How many rows are read at a time.
const ROWS: usize = 2048;
/// From how many rows on it pays to read them on all cores.
const MANY: usize = 128;

/// How a ledger stands to what is kept of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    /// The commit the kept state is of, if this ledger was read from it.
    from: Option<GitId>,
    /// Whether dockets, entries and seals may be kept that are not here.
    partial: bool,
    /// Whether an act was refused because something is missing: it is judged again when that may be there, and not kept.
    pub(super) holes: bool,
    /// What changed since.
    changed: Changed,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Changed {
    acts: Vec<u64>,
    subjects: BTreeSet<SubjectId>,
    seals: BTreeSet<String>,
    amended: bool,
}

impl Kept {
    /// Nothing is kept yet.
    pub(super) const fn nothing() -> Self {
        Self {
            from: None,
            partial: false,
            holes: false,
            changed: Changed { acts: Vec::new(), subjects: BTreeSet::new(), seals: BTreeSet::new(), amended: false },
        }
    }
}

impl Ledger {
    /// The ledger up to `main`: read from what is kept as far as that goes, judged from there on, and kept again.
    pub fn open(record: &Record, progress: Progress<'_>) -> Result<Self, Vec<Refusal>> {
        let one = |refusal: Refusal| vec![refusal];
        let tip = record.main().map_err(|e| one(e.into()))?;
        if let (Some(tip), Ok(Some(mut ledger))) = (tip, Self::resume(record))
            && ledger.follow_to(record, tip, &mut *progress).is_ok()
        {
            ledger.keep();
            return Ok(ledger);
        }
        let names = Cache::open(&record.cache_path()).map_or_else(|_| Names::in_memory(), Names::kept_in);
        let mut ledger = Self::replay(record, names, progress)?;
        ledger.keep();
        Ok(ledger)
    }

    /// Advances and remembers what has to be kept.
    pub fn follow_to(&mut self, record: &Record, tip: GitId, progress: Progress<'_>) -> Result<Advance, Refusal> {
        if let Some(reference) = self.state.head.unregistered.clone() {
            self.recall_seal(&reference)?;
        }
        let advance = self.advance(record, tip, progress)?;
        self.kept.changed.acts.extend(&advance.acts);
        self.kept.changed.subjects.extend(advance.subjects.iter().cloned());
        self.kept.changed.seals.extend(advance.seals.iter().cloned());
        self.kept.changed.amended |= advance.amended;
        Ok(advance)
    }

    /// The ledger as it is kept, if it is, for this record's root.
    fn resume(record: &Record) -> Result<Option<Self>, Fault> {
        Self::resume_from(Cache::open(&record.cache_path())?)
    }

    /// The ledger as a cache keeps it.
    pub(super) fn resume_from(cache: Cache) -> Result<Option<Self>, Fault> {
        prepare(cache.connection())?;
        let row: Option<[String; 7]> = cache
            .connection()
            .query_row("SELECT version, root, head, numbers, changed, deputies, losses FROM snapshot", [], |row| {
                Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?])
            })
            .optional()
            .map_err(fault)?;
        let Some([version, root, head, numbers, changed, deputies, losses]) = row else { return Ok(None) };
        if version != VERSION {
            return Ok(None);
        }
        let (Ok(root), Ok(head)) = (root.parse::<Root>(), from_json::<Head>(&head)) else { return Ok(None) };
        let (files, former) = rules(cache.connection())?;
        let (former_certificates, former): (Vec<_>, Vec<_>) =
            former.into_iter().partition(|(path, _)| path == CERTIFICATE);
        let kept = office::Kept {
            files,
            former,
            changed: from_json(&changed)?,
            numbers: from_json(&numbers)?,
            deputies: from_json(&deputies)?,
            losses: from_json(&losses)?,
        };
        let Ok(office) = Office::from_kept(kept) else { return Ok(None) };
        let former = former_certificates.into_iter().map(|(_, bytes)| bytes).collect();
        let certificates = Arc::new(Certificates::recall(office.register(), office.files(), former));
        let commit = head.commit;
        let (seals, entries) = Default::default();
        Ok(Some(Self {
            state: State { root, head, office, certificates, seals, entries },
            names: Names::kept_in(cache),
            kept: Kept { from: Some(commit), partial: true, holes: false, changed: Changed::default() },
            lean: false,
        }))
    }

    /// Keeps what changed. A cache that cannot be written costs time, not correctness: that it failed is forgotten.
    pub fn keep(&mut self) {
        if self.kept.holes {
            return;
        }
        if self.kept.from == Some(self.state.head.commit) && self.kept.changed == Changed::default() {
            return;
        }
        if self.write_changes().unwrap_or(false) {
            self.kept.from = Some(self.state.head.commit);
            self.kept.changed = Changed::default();
        }
    }

    pub(super) fn write_changes(&mut self) -> Result<bool, Fault> {
        self.names.save()?;
        let all = self.kept.from.is_none() && !self.kept.partial;
        let from = self.kept.from;
        let Some(cache) = self.names.cache() else { return Ok(false) };
        prepare(cache.connection())?;
        let write = cache
            .connection_mut()
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(fault)?;
        let there: Option<(String, String)> = write
            .query_row("SELECT version, head FROM snapshot", [], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()
            .map_err(fault)?;
        let there = there.filter(|(version, _)| version == VERSION).and_then(|(_, head)| from_json::<Head>(&head).ok());
        // Another program may have kept more in the meantime; what it kept is ours too if its last act is one of ours.
        let ours = |there: &Head| {
            Some(there.commit) == from
                || self.state.entries.get(&there.seq).is_some_and(|entry| entry.commit == there.commit)
        };
        match &there {
            Some(there) if ours(there) && there.seq >= self.state.head.seq && !all => return Ok(true),
            Some(there) if ours(there) && !all => {}
            Some(_) | None if all => {
                write
                    .execute_batch("DELETE FROM docket; DELETE FROM unread; DELETE FROM parcel; DELETE FROM entry; DELETE FROM seal;")
                    .map_err(fault)?;
            }
            Some(_) | None => return Ok(false),
        }
        let changed = &self.kept.changed;
        let office = &self.state.office;
        let dockets: Vec<&Docket> = if all {
            office.dockets().collect()
        } else {
            changed.subjects.iter().filter_map(|subject| office.docket(subject)).collect()
        };
        for docket in dockets {
            write_docket(&write, office, docket)?;
        }
        let entries: Vec<&Entry> = if all {
            self.state.entries.values().collect()
        } else {
            changed.acts.iter().filter_map(|seq| self.state.entries.get(seq)).collect()
        };
        for entry in entries {
            let subject = entry.subject.as_ref().map(SubjectId::as_str);
            write
                .prepare_cached("INSERT OR REPLACE INTO entry VALUES (?1, ?2, ?3)")
                .and_then(|mut insert| insert.execute(params![entry.seq.cast_signed(), subject, json(entry)]))
                .map_err(fault)?;
        }
        let seals: Vec<&super::SealPut> = if all {
            self.state.seals.values().collect()
        } else {
            changed.seals.iter().filter_map(|reference| self.state.seals.get(reference)).collect()
        };
        for put in seals {
            write
                .prepare_cached("INSERT OR REPLACE INTO seal VALUES (?1, ?2)")
                .and_then(|mut insert| insert.execute(params![put.reference, json(put)]))
                .map_err(fault)?;
        }
        let kept = office.to_keep();
        if all || changed.amended {
            let former = self.state.certificates.former().map(|bytes| (1, CERTIFICATE, bytes));
            let workflows = kept.former.iter().map(|(path, bytes)| (1, path.as_str(), &bytes[..]));
            let in_force = kept.files.iter().map(|(path, bytes)| (0, path.as_str(), &bytes[..]));
            write.execute("DELETE FROM rule", []).map_err(fault)?;
            for (former, path, bytes) in in_force.chain(workflows).chain(former) {
                write
                    .prepare_cached("INSERT OR REPLACE INTO rule VALUES (?1, ?2, ?3)")
                    .and_then(|mut insert| insert.execute(params![former, path, bytes]))
                    .map_err(fault)?;
            }
        }
        write
            .execute(
                "INSERT OR REPLACE INTO snapshot VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    VERSION,
                    self.state.root.to_string(),
                    json(&self.state.head),
                    json(&kept.numbers),
                    json(&kept.changed),
                    json(&kept.deputies),
                    json(&kept.losses)
                ],
            )
            .map_err(fault)?;
        write.commit().map_err(fault)?;
        Ok(true)
    }

    /// Brings in the docket of a subject, if it is kept and not here.
    pub fn recall(&mut self, subject: &SubjectId) -> Result<(), Fault> {
        if !self.kept.partial || self.state.office.docket(subject).is_some() {
            return Ok(());
        }
        let found = self.query("SELECT body FROM docket WHERE subject = ?1", params![subject.as_str()])?;
        for docket in found {
            self.state.office.recall(docket);
        }
        Ok(())
    }

    /// Brings in what an act is judged by: the docket of its subject, and of those it names or repeals.
    pub fn recall_for(&mut self, act: &Act) -> Result<(), Fault> {
        self.recall(&act.subject)?;
        for subject in self.state.office.touches(act) {
            self.recall(&subject)?;
        }
        if let Some(document) = self.state.office.parcel_named(act) {
            self.recall_parcel(&document)?;
        }
        Ok(())
    }

    /// The subject under which a document of another office is entered and stands, by its [`crate::office::FromParcel::key`].
    pub fn entered(&mut self, document: &str) -> Result<Option<SubjectId>, Fault> {
        self.recall_parcel(document)?;
        let came = self.state.office.came(document);
        Ok(came.filter(|(_, came, _)| *came == Came::Entered).map(|(subject, ..)| subject.clone()))
    }

    /// Brings in which subject entered a document of another office last, or sent it back, and its docket.
    fn recall_parcel(&mut self, document: &str) -> Result<(), Fault> {
        // What came since counts more than what is kept.
        if !self.kept.partial || self.state.office.knows_parcel(document) {
            return Ok(());
        }
        let sql = "SELECT json_quote(subject) FROM parcel WHERE document = ?1";
        let found: Vec<SubjectId> = self.query(sql, params![document])?;
        for subject in found {
            self.recall(&subject)?;
            self.state.office.recall_parcel(document.to_owned(), subject);
        }
        Ok(())
    }

    /// Brings in every docket that somebody still has something to do about.
    pub fn recall_open(&mut self) -> Result<(), Fault> {
        self.recall_dockets("SELECT body FROM docket WHERE open", [])
    }

    /// Brings in every docket that was given to somebody to read and that he has not read, open or closed.
    pub fn recall_unread(&mut self, reader: &Slug) -> Result<(), Fault> {
        let sql = "SELECT body FROM unread JOIN docket USING (subject) WHERE person = ?1";
        self.recall_dockets(sql, params![reader.as_str()])
    }

    fn recall_dockets(&mut self, sql: &str, values: impl rusqlite::Params) -> Result<(), Fault> {
        if !self.kept.partial {
            return Ok(());
        }
        let office = &mut self.state.office;
        each(&mut self.names, sql, values, |docket: Docket| {
            if office.docket(&docket.subject).is_none() {
                office.recall(docket);
            }
        })
    }

    /// Brings in the seal of that ref.
    pub fn recall_seal(&mut self, reference: &str) -> Result<(), Fault> {
        if self.kept.partial && !self.state.seals.contains_key(reference) {
            let found: Vec<super::SealPut> =
                self.query("SELECT body FROM seal WHERE reference = ?1", params![reference])?;
            self.state.seals.extend(found.into_iter().map(|put| (put.reference.clone(), put)));
        }
        Ok(())
    }

    /// Brings in every seal.
    pub fn recall_seals(&mut self) -> Result<(), Fault> {
        if self.kept.partial {
            let seals = &mut self.state.seals;
            each(&mut self.names, "SELECT body FROM seal", [], |put: super::SealPut| {
                seals.entry(put.reference.clone()).or_insert(put);
            })?;
        }
        Ok(())
    }

    /// Brings in the last `count` acts, all acts about one subject, or both limits at once.
    pub fn recall_entries(&mut self, subject: Option<&SubjectId>, count: usize) -> Result<(), Fault> {
        if !self.kept.partial {
            return Ok(());
        }
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let entries = &mut self.state.entries;
        let take = |entry: Entry| drop(entries.insert(entry.seq, entry));
        if let Some(subject) = subject {
            let sql = "SELECT body FROM entry WHERE subject = ?1 ORDER BY seq DESC LIMIT ?2";
            each(&mut self.names, sql, params![subject.as_str(), count], take)
        } else {
            each(&mut self.names, "SELECT body FROM entry ORDER BY seq DESC LIMIT ?1", params![count], take)
        }
    }

    /// Brings in one act.
    pub fn recall_entry(&mut self, seq: u64) -> Result<(), Fault> {
        if self.kept.partial && !self.state.entries.contains_key(&seq) {
            let found: Vec<Entry> = self.query("SELECT body FROM entry WHERE seq = ?1", params![seq.cast_signed()])?;
            self.state.entries.extend(found.into_iter().map(|entry| (entry.seq, entry)));
        }
        Ok(())
    }

    /// Brings in everything that is kept.
    pub fn recall_all(&mut self) -> Result<(), Fault> {
        if self.kept.partial {
            self.recall_dockets("SELECT body FROM docket", [])?;
            self.recall_entries(None, usize::MAX)?;
            self.recall_seals()?;
            let sql = "SELECT json_array(document, subject) FROM parcel";
            let came: Vec<(String, SubjectId)> = self.query(sql, [])?;
            for (document, subject) in came {
                if !self.state.office.knows_parcel(&document) {
                    self.state.office.recall_parcel(document, subject);
                }
            }
            self.kept.partial = false;
        }
        Ok(())
    }

    fn query<T: DeserializeOwned + Send>(&mut self, sql: &str, values: impl rusqlite::Params) -> Result<Vec<T>, Fault> {
        let mut found = Vec::new();
        each(&mut self.names, sql, values, |one| found.push(one))?;
        Ok(found)
    }
}

/// Takes in what is kept, row by row. Where there is much of it, all cores read.
fn each<T: DeserializeOwned + Send>(
    names: &mut Names,
    sql: &str,
    values: impl rusqlite::Params,
    mut take: impl FnMut(T),
) -> Result<(), Fault> {
    let Some(cache) = names.cache() else { return Ok(()) };
    let mut statement = cache.connection().prepare_cached(sql).map_err(fault)?;
    let mut rows = statement.query_map(values, |row| row.get::<_, String>(0)).map_err(fault)?;
    loop {
        let bodies: Vec<String> = rows.by_ref().take(ROWS).collect::<Result<_, _>>().map_err(fault)?;
        if bodies.len() < MANY {
            bodies.iter().try_for_each(|body| from_json(body).map(&mut take))?;
        } else {
            let read: Vec<T> = bodies.par_iter().map(|body| from_json(body)).collect::<Result<_, Fault>>()?;
            read.into_iter().for_each(&mut take);
        }
        if bodies.len() < ROWS {
            return Ok(());
        }
    }
}

/// Keeps a docket, and who has not read what was given him.
fn write_docket(write: &Connection, office: &Office, docket: &Docket) -> Result<(), Fault> {
    let subject = docket.subject.as_str();
    let put = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
        write.prepare_cached(sql).and_then(|mut statement| statement.execute(values)).map_err(fault)
    };
    put("INSERT OR REPLACE INTO docket VALUES (?1, ?2, ?3)", &[&subject, &office.is_pending(docket), &json(docket)])?;
    put("DELETE FROM unread WHERE subject = ?1", &[&subject])?;
    for (reader, _) in docket.readers.iter().filter(|(_, read)| read.is_none()) {
        put("INSERT INTO unread VALUES (?1, ?2)", &[&reader.as_str(), &subject])?;
    }
    if let Some(document) = office.entered_last(docket) {
        put("INSERT OR REPLACE INTO parcel VALUES (?1, ?2)", &[&document, &subject])?;
    }
    Ok(())
}

/// The path under which former versions of certificates are kept.
const CERTIFICATE: &str = "certificate";

/// The files of the rules in force, and those that were in force once.
fn rules(connection: &Connection) -> Result<(Files, Former), Fault> {
    let mut statement = connection.prepare("SELECT former, path, body FROM rule").map_err(fault)?;
    let rows = statement
        .query_map([], |row| Ok((row.get::<_, bool>(0)?, row.get::<_, String>(1)?, row.get::<_, Vec<u8>>(2)?)))
        .map_err(fault)?;
    let (mut files, mut former) = (Files::new(), Former::new());
    for row in rows {
        match row.map_err(fault)? {
            (false, path, bytes) => drop(files.insert(path, bytes)),
            (true, path, bytes) => former.push((path, bytes)),
        }
    }
    Ok((files, former))
}

/// Makes the tables. Those of another version are dropped: their columns may be others.
fn prepare(connection: &Connection) -> Result<(), Fault> {
    let version = connection.query_row("SELECT version FROM snapshot", [], |row| row.get::<_, String>(0));
    let is_other = match version.optional() {
        Ok(Some(version)) => version != VERSION,
        Ok(None) => false,
        // No such table yet.
        Err(_) => true,
    };
    if is_other {
        connection.execute_batch(DROP).map_err(fault)?;
    }
    connection.execute_batch(TABLES).map_err(fault)
}

#[expect(clippy::needless_pass_by_value, reason = "the shape of map_err")]
fn fault(error: rusqlite::Error) -> Fault {
    crate::record::Defect::Cache(error.to_string()).into()
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|error| crate::record::Defect::Cache(error.to_string()).into())
}
