//! The journal: who signed in and read, when, from where (Q3–Q5).

use std::str::FromStr;

use rusqlite::{Connection, ToSql, named_params};

use super::{Accounts, AccountsError, Visitor, cut};
use crate::id::{Slug, cell};

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Somebody signed in with a password.
    SignedIn,
    /// Somebody signed in with a certificate.
    SignedInByCertificate,
    /// Somebody signed in by the word of a proxy.
    SignedInByProxy,
    /// Somebody signed in by the word of a provider (OpenID Connect).
    SignedInByOidc,
    /// Somebody signed out, or an administrator signed him out.
    SignedOut,
    /// A password was wrong, or there is no such name: `about` is what was typed as the name.
    Wrong,
    /// A one-time code, a signature or what another system is known by was wrong.
    WrongProof,
    /// Too many were wrong: the account is locked (D7).
    Locked,
    /// The password or another system's word was right, and the account locked, or its holder not in the register or without one; or
    /// another system did not answer.
    Refused,
    /// An administrator has opened an account.
    Opened,
    /// An administrator has given a new initial password (D6).
    Reset,
    /// An administrator has unlocked an account (D7).
    Unlocked,
    /// Somebody has chosen a password.
    Chosen,
    /// Somebody has set up a second factor.
    CodeSet,
    /// Somebody has given up a second factor.
    CodeGone,
    /// Somebody has made a token: `about` is its name.
    TokenMade,
    /// Somebody has given up a token.
    TokenGone,
    /// Somebody has read a page: `about` is its path.
    Read,
    /// A page that somebody has before him came again by itself, or was fetched before he wanted it.
    Again,
    /// Somebody asked for a page that he may not read, or for the record that he may not fetch.
    Denied,
    /// Somebody has fetched the record.
    Fetched,
    /// Somebody has sent acts to the record, whatever its gate said to them.
    Pushed,
    /// Lines were taken out as a signed file: `about` says which.
    Exported,
}

/// The words of [`What`] in the file.
const WORDS: [(What, &str); 23] = [
    (What::SignedIn, "signed-in"),
    (What::SignedInByCertificate, "signed-in-by-certificate"),
    (What::SignedInByProxy, "signed-in-by-proxy"),
    (What::SignedInByOidc, "signed-in-by-oidc"),
    (What::SignedOut, "signed-out"),
    (What::Wrong, "wrong"),
    (What::WrongProof, "wrong-proof"),
    (What::Locked, "locked"),
    (What::Refused, "refused"),
    (What::Opened, "opened"),
    (What::Reset, "reset"),
    (What::Unlocked, "unlocked"),
    (What::Chosen, "chosen"),
    (What::CodeSet, "code-set"),
    (What::CodeGone, "code-gone"),
    (What::TokenMade, "token-made"),
    (What::TokenGone, "token-gone"),
    (What::Read, "read"),
    (What::Again, "again"),
    (What::Denied, "denied"),
    (What::Fetched, "fetched"),
    (What::Pushed, "pushed"),
    (What::Exported, "exported"),
];

impl What {
    /// All there is.
    pub fn all() -> impl Iterator<Item = Self> {
        WORDS.into_iter().map(|(what, _)| what)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        WORDS.into_iter().find(|(what, _)| *what == self).map_or("", |(_, word)| word)
    }
}

/// A word that stands for nothing here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord;

impl FromStr for What {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        WORDS.into_iter().find(|(_, word)| *word == text).map(|(what, _)| what).ok_or(UnknownWord)
    }
}

/// Why signing in is out of the ordinary (异常登录, Q4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// From an address that he has not come from for ninety days, though from others.
    NewAddress,
    /// After wrong passwords.
    AfterFailures,
    /// At night: from 22 to 6 o'clock.
    Night,
    /// While he is signed in from another address.
    Elsewhere,
}

impl Flag {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::NewAddress => "new-address",
            Self::AfterFailures => "after-failures",
            Self::Night => "night",
            Self::Elsewhere => "elsewhere",
        }
    }

    fn named(word: &str) -> Option<Self> {
        [Self::NewAddress, Self::AfterFailures, Self::Night, Self::Elsewhere]
            .into_iter()
            .find(|flag| flag.word() == word)
    }
}

/// One line of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number: none is used twice, and none is missing.
    pub number: i64,
    /// When, in seconds since 1970.
    pub time: i64,
    /// What.
    pub what: What,
    /// Whose account it is about.
    pub person: Option<Slug>,
    /// Who did it, if it was another.
    pub by: Option<String>,
    /// From where.
    pub address: String,
    /// With what program, as it calls itself.
    pub agent: String,
    /// A path, a name that was typed, the name of a token.
    pub about: String,
    /// What is out of the ordinary.
    pub flags: Vec<Flag>,
}

/// Which lines are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// About whom.
    pub person: Option<Slug>,
    /// What.
    pub what: Option<What>,
    /// From that second on.
    pub from: Option<i64>,
    /// Before that second.
    pub until: Option<i64>,
    /// Those alone that are out of the ordinary.
    pub flagged: bool,
}

/// Seconds in which an address is remembered: younger lines are not forgotten.
pub const REMEMBERED: i64 = 90 * 86_400;

/// Something to be written down.
#[derive(Clone, Copy)]
pub(super) struct Note<'a> {
    pub(super) what: What,
    pub(super) person: Option<&'a Slug>,
    pub(super) by: Option<&'a str>,
    pub(super) about: &'a str,
    pub(super) flags: &'a [Flag],
}

impl<'a> Note<'a> {
    pub(super) fn of(what: What, person: &'a Slug) -> Self {
        Self { what, person: Some(person), by: None, about: "", flags: &[] }
    }
}

/// Writes a line.
pub(super) fn write(base: &Connection, visitor: &Visitor<'_>, note: &Note<'_>) -> Result<(), AccountsError> {
    let flags: Vec<&str> = note.flags.iter().map(|flag| flag.word()).collect();
    let mut insert = base.prepare_cached(
        "INSERT INTO journal (time, what, person, by, address, agent, about, flags)
         VALUES (:time, :what, :person, :by, :address, :agent, :about, :flags)",
    )?;
    insert.execute(named_params! {
        ":time": visitor.now, ":what": note.what.word(), ":person": note.person.map(Slug::as_str), ":by": note.by,
        ":address": cut(visitor.address, 64), ":agent": cut(visitor.agent, 200), ":about": cut(note.about, 400),
        ":flags": flags.join(" "),
    })?;
    Ok(())
}

/// What is out of the ordinary when somebody signs in. `hour` is the office's.
pub(super) fn flags(
    base: &Connection,
    visitor: &Visitor<'_>,
    person: &Slug,
    failures: i64,
) -> Result<Vec<Flag>, AccountsError> {
    let is =
        |sql: &str, values: &[&dyn ToSql]| base.prepare_cached(sql)?.query_row(values, |row| row.get::<_, bool>(0));
    let address = cut(visitor.address, 64);
    let since = visitor.now - REMEMBERED;
    let known = "SELECT count(*) > 0 FROM journal WHERE person = ?1 AND time >= ?2
                 AND what IN ('signed-in', 'signed-in-by-certificate', 'fetched', 'pushed')";
    let been = is(known, &[&person.as_str(), &since])?;
    let been_from = is(&format!("{known} AND address = ?3"), &[&person.as_str(), &since, &address])?;
    let elsewhere = "SELECT count(*) > 0 FROM session WHERE person = ?1 AND stage = 'in' AND address <> ?2";
    let flags = [
        (been && !been_from, Flag::NewAddress),
        (failures > 0, Flag::AfterFailures),
        (!(6..22).contains(&visitor.hour), Flag::Night),
        (is(elsewhere, &[&person.as_str(), &address])?, Flag::Elsewhere),
    ];
    Ok(flags.into_iter().filter_map(|(is, flag)| is.then_some(flag)).collect())
}

/// The journal as a table, CSV (RFC 4180) with a head: what `word` makes of `account-column-…`, `account-what-…`, `account-flag-…`, and
/// `moment` of a time.
pub fn table<'e>(
    entries: impl Iterator<Item = &'e Entry>,
    word: impl Fn(&str) -> String,
    moment: impl Fn(i64) -> String,
) -> Result<Vec<u8>, csv::Error> {
    let head = ["number", "time", "what", "name", "by", "address", "agent", "about", "flags"];
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(head.map(|column| word(&format!("account-column-{column}"))))?;
    for entry in entries {
        let flags: Vec<String> =
            entry.flags.iter().map(|flag| word(&format!("account-flag-{}", flag.word()))).collect();
        let cells: [&str; 9] = [
            &entry.number.to_string(),
            &moment(entry.time),
            &word(&format!("account-what-{}", entry.what.word())),
            entry.person.as_ref().map_or("", Slug::as_str),
            entry.by.as_deref().unwrap_or_default(),
            &entry.address,
            &entry.agent,
            &entry.about,
            &flags.join(" "),
        ];
        writer.write_record(cells.map(|text| cell(text).into_owned()))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

impl Accounts {
    /// Writes down that somebody read a page, or asked for one in vain.
    pub fn note(&self, visitor: &Visitor<'_>, person: &Slug, what: What, about: &str) -> Result<(), AccountsError> {
        write(&self.base(), visitor, &Note { about, ..Note::of(what, person) })
    }

    /// Who read which page when, from a second on, in order: the lines after that number, so many at most, and the number of the last.
    pub fn readings(
        &self,
        (from, after, most): (i64, i64, i64),
        take: &mut dyn FnMut(&Slug, i64, &str),
    ) -> Result<Option<i64>, AccountsError> {
        let base = self.base();
        let mut select = base.prepare_cached(
            "SELECT number, person, time, about FROM journal WHERE number > ?2 AND time >= ?1 AND what = 'read'
             AND person IS NOT NULL ORDER BY number LIMIT ?3",
        )?;
        let mut rows = select.query([from, after, most])?;
        let mut last = None;
        while let Some(row) = rows.next()? {
            last = Some(row.get(0)?);
            if let Ok(person) = row.get::<_, String>(1)?.parse() {
                take(&person, row.get(2)?, row.get_ref(3)?.as_str().unwrap_or_default());
            }
        }
        Ok(last)
    }

    /// When people signed in, read, fetched or pushed: from a second on and before another, by the minute.
    pub fn presence(&self, from: i64, until: i64) -> Result<Vec<(Slug, i64)>, AccountsError> {
        let base = self.base();
        let mut select = base.prepare_cached(
            "SELECT DISTINCT person, time / 60 * 60 FROM journal WHERE time >= ?1 AND time < ?2 AND person IS NOT NULL
             AND what IN ('signed-in', 'signed-in-by-certificate', 'read', 'fetched', 'pushed') ORDER BY 2",
        )?;
        let rows = select.query_map([from, until], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
        let mut found = Vec::new();
        for row in rows {
            let (person, time) = row?;
            found.extend(person.parse().ok().map(|person| (person, time)));
        }
        Ok(found)
    }

    /// Notes that lines were taken out as a file and, if it is said so, forgets those up to a number. How many were forgotten.
    pub fn exported(
        &self,
        visitor: &Visitor<'_>,
        by: (&Slug, &str),
        about: &str,
        forget: Option<(i64, i64)>,
    ) -> Result<usize, AccountsError> {
        let mut base = self.base();
        let all = base.transaction()?;
        write(&all, visitor, &Note { by: Some(by.1), about, ..Note::of(What::Exported, by.0) })?;
        let gone = match forget {
            Some((first, last)) => all.execute("DELETE FROM journal WHERE number BETWEEN ?1 AND ?2", [first, last])?,
            None => 0,
        };
        all.commit()?;
        Ok(gone)
    }

    /// How many lines there are of a kind, and so many of them, the newest first, from one on.
    pub fn journal(&self, filter: &Filter, skip: u64, most: u64) -> Result<(u64, Vec<Entry>), AccountsError> {
        let condition = "(:person IS NULL OR person = :person) AND (:what IS NULL OR what = :what)
             AND (:from IS NULL OR time >= :from) AND (:until IS NULL OR time < :until) AND (NOT :flagged OR flags <> '')";
        let base = self.base();
        let (person, what) = (filter.person.as_ref().map(Slug::as_str), filter.what.map(What::word));
        let all: i64 = base.prepare_cached(&format!("SELECT count(*) FROM journal WHERE {condition}"))?.query_row(
            named_params! { ":person": person, ":what": what, ":from": filter.from, ":until": filter.until,
            ":flagged": filter.flagged },
            |row| row.get(0),
        )?;
        let mut select = base.prepare_cached(&format!(
            "SELECT number, time, what, person, by, address, agent, about, flags FROM journal WHERE {condition}
             ORDER BY number DESC LIMIT :most OFFSET :skip"
        ))?;
        let rows = select.query_map(
            named_params! { ":person": person, ":what": what, ":from": filter.from, ":until": filter.until,
            ":flagged": filter.flagged, ":most": i64::try_from(most).unwrap_or(i64::MAX),
            ":skip": i64::try_from(skip).unwrap_or(i64::MAX) },
            |row| {
                let (what, person, flags): (String, Option<String>, String) = (row.get(2)?, row.get(3)?, row.get(8)?);
                Ok(Entry {
                    number: row.get(0)?,
                    time: row.get(1)?,
                    what: what.parse().unwrap_or(What::Read),
                    person: person.and_then(|person| person.parse().ok()),
                    by: row.get(4)?,
                    address: row.get(5)?,
                    agent: row.get(6)?,
                    about: row.get(7)?,
                    flags: flags.split_whitespace().filter_map(Flag::named).collect(),
                })
            },
        )?;
        Ok((u64::try_from(all).unwrap_or(0), rows.collect::<Result<_, _>>()?))
    }
}
