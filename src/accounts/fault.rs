//! Faults reported at the server by whoever cannot work (T4, T7). They stand here because the record may not be writable, and who reports one
//! may not be able to sign in.

use rusqlite::{OptionalExtension as _, Row, named_params};

use super::{Accounts, AccountsError, Visitor, cut};
use crate::id::Slug;

/// How many one person, or one address nobody is signed in from, may report in so many seconds.
const OF_ONE: i64 = 6;
const WITHIN: i64 = 3_600;
/// How many may come from everywhere in that time, and how many may wait: a flood fills no disk.
const OF_ALL: i64 = 300;
const WAITING: i64 = 5_000;
/// How long the parts may be, in characters.
const NAME: usize = 60;
const PHONE: usize = 40;
const TEXT: usize = 2_000;

/// What somebody reports.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told<'a> {
    /// Who, if he is signed in.
    pub person: Option<&'a Slug>,
    /// Who, as he says.
    pub name: &'a str,
    /// Where he can be called.
    pub phone: &'a str,
    /// What is wrong.
    pub text: &'a str,
}

/// A fault that was reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// Its number.
    pub number: i64,
    /// When, in seconds since 1970.
    pub time: i64,
    /// Who, if he was signed in.
    pub person: Option<Slug>,
    /// Who, as he said.
    pub name: String,
    /// Where he can be called.
    pub phone: String,
    /// What is wrong.
    pub text: String,
    /// From where.
    pub address: String,
    /// How far it has come.
    pub state: Handling,
    /// Who has brought it there.
    pub by: Option<String>,
    /// When.
    pub since: Option<i64>,
}

/// How far a fault has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handling {
    /// Nobody has taken it.
    Open,
    /// Somebody sees to it.
    Taken,
    /// It is seen to.
    Done,
}

impl Handling {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Taken => "taken",
            Self::Done => "done",
        }
    }

    fn named(word: &str) -> Self {
        [Self::Taken, Self::Done].into_iter().find(|state| state.word() == word).unwrap_or(Self::Open)
    }
}

/// Why a report is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTaken {
    /// It does not say who, where he can be called or what is wrong.
    Incomplete,
    /// Too many came from there, or from everywhere: seconds to wait.
    Later(i64),
    /// Too many wait.
    Full,
}

impl Accounts {
    /// Takes a report in, under the number that is given.
    pub fn report(&self, visitor: &Visitor<'_>, told: &Told<'_>) -> Result<Result<i64, NotTaken>, AccountsError> {
        let (name, phone) = (cut(told.name.trim(), NAME), cut(told.phone.trim(), PHONE));
        let text = lines(told.text);
        if phone.is_empty() || text.is_empty() || told.person.is_none() && name.is_empty() {
            return Ok(Err(NotTaken::Incomplete));
        }
        let (person, address) = (told.person.map(Slug::as_str), cut(visitor.address, 64));
        let base = self.base();
        // What a clock that was set back has still before it does not count: nobody waits for it.
        let (since, now) = (visitor.now - WITHIN, visitor.now);
        let of_one = "SELECT count(*), min(time) FROM fault WHERE time > :since AND time <= :now
            AND CASE WHEN :person IS NULL THEN person IS NULL AND address = :address ELSE person = :person END";
        let row = |row: &Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?));
        let own = base
            .prepare_cached(of_one)?
            .query_row(named_params! { ":since": since, ":now": now, ":person": person, ":address": address }, row)?;
        let all = base
            .prepare_cached("SELECT count(*), min(time) FROM fault WHERE time > ?1 AND time <= ?2")?
            .query_row([since, now], row)?;
        for ((count, first), most) in [(own, OF_ONE), (all, OF_ALL)] {
            if count >= most {
                let wait = first.unwrap_or(now).saturating_add(WITHIN) - now;
                return Ok(Err(NotTaken::Later(wait.clamp(1, WITHIN))));
            }
        }
        if open(&base)? >= WAITING {
            return Ok(Err(NotTaken::Full));
        }
        base.prepare_cached(
            "INSERT INTO fault (time, person, name, phone, text, address, agent, state)
             VALUES (:time, :person, :name, :phone, :text, :address, :agent, 'open')",
        )?
        .execute(named_params! {
            ":time": visitor.now, ":person": person, ":name": name, ":phone": phone, ":text": text, ":address": address,
            ":agent": cut(visitor.agent, 200),
        })?;
        Ok(Ok(base.last_insert_rowid()))
    }

    /// What was reported, so many, the newest first; how many there are, and how many are not seen to.
    pub fn faults(&self, is_done: bool, skip: u64, most: u64) -> Result<(u64, Vec<Reported>), AccountsError> {
        let base = self.base();
        let condition = "(:done OR state <> 'done')";
        let count: i64 = base
            .prepare_cached(&format!("SELECT count(*) FROM fault WHERE {condition}"))?
            .query_row(named_params! { ":done": is_done }, |row| row.get(0))?;
        let mut select = base.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM fault WHERE {condition} ORDER BY number DESC LIMIT :most OFFSET :skip"
        ))?;
        let bound = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let rows = select
            .query_map(named_params! { ":done": is_done, ":most": bound(most), ":skip": bound(skip) }, reported)?;
        Ok((u64::try_from(count).unwrap_or_default(), rows.collect::<Result<_, _>>()?))
    }

    /// One of them.
    pub fn fault(&self, number: i64) -> Result<Option<Reported>, AccountsError> {
        let base = self.base();
        let mut select = base.prepare_cached(&format!("SELECT {COLUMNS} FROM fault WHERE number = ?1"))?;
        Ok(select.query_row([number], reported).optional()?)
    }

    /// Marks one as taken or done, by somebody. Whether there is one of that number that has not come that far.
    pub fn handle(&self, number: i64, state: Handling, by: &str, now: i64) -> Result<bool, AccountsError> {
        let base = self.base();
        let changed = base
            .prepare_cached(
                "UPDATE fault SET state = ?2, by = ?3, since = ?4 WHERE number = ?1 AND state <> ?2 AND state <> 'done'",
            )?
            .execute(rusqlite::params![number, state.word(), cut(by, 64), now])?;
        Ok(changed > 0)
    }
}

const COLUMNS: &str = "number, time, person, name, phone, text, address, state, by, since";

fn reported(row: &Row<'_>) -> rusqlite::Result<Reported> {
    let (person, state): (Option<String>, String) = (row.get(2)?, row.get(7)?);
    Ok(Reported {
        number: row.get(0)?,
        time: row.get(1)?,
        person: person.and_then(|person| person.parse().ok()),
        name: row.get(3)?,
        phone: row.get(4)?,
        text: row.get(5)?,
        address: row.get(6)?,
        state: Handling::named(&state),
        by: row.get(8)?,
        since: row.get(9)?,
    })
}

fn open(base: &rusqlite::Connection) -> Result<i64, AccountsError> {
    Ok(base.prepare_cached("SELECT count(*) FROM fault WHERE state <> 'done'")?.query_row([], |row| row.get(0))?)
}

/// A text with its lines, and nothing in them that cannot be seen.
fn lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| cut(line.trim_end(), TEXT)).collect();
    lines.join("\n").trim().chars().take(TEXT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor(now: i64) -> Visitor<'static> {
        Visitor { address: "10.1.1.7", agent: "Firefox", now, hour: 10 }
    }

    fn told(text: &str) -> Told<'_> {
        Told { person: None, name: "周明", phone: "8123", text }
    }

    #[test]
    fn a_report_is_kept_and_taken_and_done() {
        let accounts = Accounts::in_memory().unwrap();
        let report = Told { text: "打不开\u{202e}\n\n第二行\u{0}  ", ..told("") };
        assert_eq!(accounts.report(&visitor(1_000), &report).unwrap(), Ok(1));
        let kept = accounts.fault(1).unwrap().unwrap();
        assert_eq!((kept.text.as_str(), kept.state, kept.time), ("打不开\n\n第二行", Handling::Open, 1_000));
        assert!(accounts.handle(1, Handling::Taken, "wu", 1_100).unwrap());
        assert!(!accounts.handle(1, Handling::Taken, "sun", 1_200).unwrap(), "it is taken already");
        assert!(accounts.handle(1, Handling::Done, "wu", 1_300).unwrap());
        assert!(!accounts.handle(1, Handling::Taken, "wu", 1_400).unwrap(), "it is done");
        assert!(!accounts.handle(2, Handling::Done, "wu", 1_400).unwrap(), "there is none");
        let done = accounts.fault(1).unwrap().unwrap();
        assert_eq!((done.state, done.by.as_deref(), done.since), (Handling::Done, Some("wu"), Some(1_300)));
        assert_eq!(accounts.faults(false, 0, 9).unwrap(), (0, Vec::new()));
        assert_eq!(accounts.faults(true, 0, 9).unwrap(), (1, vec![done]));
    }

    #[test]
    fn a_report_says_who_where_and_what() {
        let accounts = Accounts::in_memory().unwrap();
        let report = |told: Told<'_>| accounts.report(&visitor(0), &told).unwrap();
        assert_eq!(report(told(" \n\u{200b}\n")), Err(NotTaken::Incomplete));
        assert_eq!(report(Told { phone: " ", ..told("x") }), Err(NotTaken::Incomplete));
        assert_eq!(report(Told { name: "", ..told("x") }), Err(NotTaken::Incomplete));
        let zhou = "zhou".parse().unwrap();
        assert_eq!(report(Told { name: "", person: Some(&zhou), ..told("x") }), Ok(1));
        assert_eq!(report(told(&"长".repeat(9_000))), Ok(2));
        assert_eq!(accounts.fault(2).unwrap().unwrap().text.chars().count(), TEXT);
    }

    #[test]
    fn a_flood_is_stopped_and_keeps_nobody_else_out() {
        let accounts = Accounts::in_memory().unwrap();
        for n in 0..OF_ONE {
            assert!(accounts.report(&visitor(n), &told("x")).unwrap().is_ok());
        }
        assert_eq!(accounts.report(&visitor(10), &told("x")).unwrap(), Err(NotTaken::Later(WITHIN - 10)));
        let zhou = "zhou".parse().unwrap();
        let known = Told { person: Some(&zhou), ..told("x") };
        assert!(accounts.report(&visitor(10), &known).unwrap().is_ok(), "who is signed in has his own count");
        let other = Visitor { address: "10.1.1.8", ..visitor(10) };
        assert!(accounts.report(&other, &told("x")).unwrap().is_ok());
        assert!(accounts.report(&visitor(WITHIN + 1), &told("x")).unwrap().is_ok(), "an hour later");
        let before = accounts.report(&visitor(-86_400), &told("x")).unwrap();
        assert!(before.is_ok(), "the clock was set back by a day");
        let addresses: Vec<String> = (0..OF_ALL).map(|n| format!("2001:db8::{n:x}")).collect();
        let came = addresses
            .iter()
            .map(|address| accounts.report(&Visitor { address, ..visitor(9_000) }, &told("x")).unwrap());
        assert_eq!(came.flatten().count(), usize::try_from(OF_ALL).unwrap());
        let one_more = Visitor { address: "10.9.9.9", ..visitor(9_001) };
        assert!(matches!(accounts.report(&one_more, &told("x")).unwrap(), Err(NotTaken::Later(_))));
    }

    #[test]
    fn whoever_cannot_write_says_so() {
        let accounts = Accounts::in_memory().unwrap();
        accounts.freeze();
        assert!(accounts.report(&visitor(0), &told("x")).is_err());
        assert_eq!(accounts.faults(true, 0, 9).unwrap().0, 0);
    }

    /// Tables of version 1 get what is new, and keep what they hold.
    #[test]
    fn a_file_of_before_is_brought_up() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("accounts.sqlite");
        let old = rusqlite::Connection::open(&path).unwrap();
        old.execute_batch(super::super::TABLES).unwrap();
        old.execute_batch("INSERT INTO challenge VALUES ('n', 1); PRAGMA user_version = 1").unwrap();
        drop(old);
        Accounts::sign_all_out(&path).unwrap();
        let accounts = Accounts::open(&path).unwrap();
        assert_eq!(accounts.report(&visitor(0), &told("x")).unwrap(), Ok(1));
        assert_eq!(accounts.choices(&"zhou".parse().unwrap()).unwrap(), Vec::new());
        drop(accounts);
        let version =
            |base: &rusqlite::Connection| base.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
        let base = rusqlite::Connection::open(&path).unwrap();
        assert_eq!(version(&base).unwrap(), 3);
        let left = base.query_row("SELECT count(*) FROM challenge", [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(left, 0, "whoever was signed in before the backup is signed out");
        drop(base);
        assert_eq!(Accounts::open(&path).unwrap().faults(true, 0, 9).unwrap().0, 1, "and once only");
    }
}
