//! Sessions: who is signed in.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::enter::AHEAD;
use super::journal::{self, Note};
use super::{Accounts, AccountsError, What, cut, kept, secret};
use crate::id::Slug;
use crate::office::{Login, Register};

/// Who asks, and when.
#[derive(Debug, Clone, Copy)]
pub struct Visitor<'a> {
    /// From where.
    pub address: &'a str,
    /// With what program, as it calls itself.
    pub agent: &'a str,
    /// When, in seconds since 1970.
    pub now: i64,
    /// The hour of the day in the office.
    pub hour: i8,
}

/// How far somebody has come in signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; the one-time code is asked for.
    Code,
    /// A second factor has to be set up before anything else.
    Enrol,
    /// Another password has to be chosen before anything else (D4, D5).
    Choose,
    /// Signed in.
    In,
}

impl Stage {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Enrol => "enrol",
            Self::Choose => "choose",
            Self::In => "in",
        }
    }

    fn named(word: &str) -> Self {
        let all = [Self::Enrol, Self::Choose, Self::In];
        // What is not known is the least.
        all.into_iter().find(|stage| stage.word() == word).unwrap_or(Self::Code)
    }
}

/// Somebody who has a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Who.
    pub person: Slug,
    /// How far he has come.
    pub stage: Stage,
    /// What his forms carry, so that nobody else's do (CSRF).
    pub guard: String,
    /// Since when, in seconds since 1970.
    pub begun: i64,
    /// When he was last seen.
    pub seen: i64,
    /// From where he signed in.
    pub address: String,
    /// With what program.
    pub agent: String,
}

/// How often it is written down that somebody is there, in seconds.
const SEEN: i64 = 30;

/// Begins a session and gives its secret.
pub(super) fn begin(
    base: &Connection,
    visitor: &Visitor<'_>,
    person: &Slug,
    stage: Stage,
) -> Result<String, AccountsError> {
    let (own, guard) = (secret()?, secret()?);
    base.prepare_cached(
        "INSERT INTO session (secret, person, stage, guard, begun, seen, address, agent) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7)",
    )?
    .execute(params![
        kept(&own),
        person.as_str(),
        stage.word(),
        guard,
        visitor.now,
        cut(visitor.address, 64),
        cut(visitor.agent, 200)
    ])?;
    Ok(own)
}

/// The next stage of a session, under a new secret: what somebody else may have seen of the one before is of no use.
pub(super) fn advance(base: &Connection, own: &str, stage: Stage) -> Result<String, AccountsError> {
    let (next, guard) = (secret()?, secret()?);
    base.prepare_cached("UPDATE session SET secret = ?1, guard = ?2, stage = ?3, pending = NULL WHERE secret = ?4")?
        .execute(params![kept(&next), guard, stage.word(), kept(own)])?;
    Ok(next)
}

impl Accounts {
    /// How many sessions there are, also those that have ended and were not looked at since.
    pub fn signed_in(&self) -> Result<u64, AccountsError> {
        let count: i64 =
            self.base().query_row("SELECT count(*) FROM session WHERE stage = 'in'", [], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// Whose session that is. It ends when it was not used for too long, when it has lasted too long, and when its holder may no longer
    /// have an account.
    pub fn session(
        &self,
        own: &str,
        login: &Login,
        register: &Register,
        now: i64,
    ) -> Result<Option<Session>, AccountsError> {
        self.look_up(own, login, register, now, true)
    }

    /// The same for a request that nobody made himself: an open page that asks whether it has changed does not keep anybody signed in.
    pub fn session_unused(
        &self,
        own: &str,
        login: &Login,
        register: &Register,
        now: i64,
    ) -> Result<Option<Session>, AccountsError> {
        self.look_up(own, login, register, now, false)
    }

    fn look_up(
        &self,
        own: &str,
        login: &Login,
        register: &Register,
        now: i64,
        is_use: bool,
    ) -> Result<Option<Session>, AccountsError> {
        let key = kept(own);
        let base = self.base();
        let row = base
            .prepare_cached("SELECT person, stage, guard, begun, seen, address, agent FROM session WHERE secret = ?1")?
            .query_row([&key], |row| {
                let (person, stage): (String, String) = (row.get(0)?, row.get(1)?);
                let rest = (row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?);
                Ok((person, stage, rest))
            })
            .optional()?;
        let Some((person, stage, (guard, begun, seen, address, agent))) = row else { return Ok(None) };
        let session = person.parse().ok().map(|person| Session {
            person,
            stage: Stage::named(&stage),
            guard,
            begun,
            seen,
            address,
            agent,
        });
        let lives = |session: &Session| {
            // A clock that is set back a little ends nothing. Of hours that are still to come nobody knows how long ago they were: who was
            // seen then signs in again.
            let (idle, lasted) = (now.saturating_sub(session.seen).saturating_abs(), now.saturating_sub(session.begun));
            idle <= login.idle * 60 && lasted <= login.longest * 60 && login.entry(register, &session.person).is_ok()
        };
        let Some(session) = session.filter(lives) else {
            drop(base.prepare_cached("DELETE FROM session WHERE secret = ?1")?.execute([&key]));
            return Ok(None);
        };
        // On a full disk nobody is kept in by what he does, and nobody is thrown out for it either.
        if is_use && now.saturating_sub(session.seen) >= SEEN {
            drop(base.prepare_cached("UPDATE session SET seen = ?1 WHERE secret = ?2")?.execute(params![now, key]));
            drop(
                base.prepare_cached("UPDATE account SET seen = ?1 WHERE person = ?2")?
                    .execute(params![now, session.person.as_str()]),
            );
        }
        Ok(Some(session))
    }

    /// All that somebody has, the newest first.
    pub fn sessions(&self, person: &Slug) -> Result<Vec<Session>, AccountsError> {
        let base = self.base();
        let mut select = base.prepare_cached(
            "SELECT stage, begun, seen, address, agent FROM session WHERE person = ?1 ORDER BY begun DESC, seen DESC",
        )?;
        let rows = select.query_map([person.as_str()], |row| {
            let stage: String = row.get(0)?;
            Ok(Session {
                person: person.clone(),
                stage: Stage::named(&stage),
                guard: String::new(),
                begun: row.get(1)?,
                seen: row.get(2)?,
                address: row.get(3)?,
                agent: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Ends a session.
    pub fn leave(&self, visitor: &Visitor<'_>, own: &str) -> Result<(), AccountsError> {
        let base = self.base();
        let person: Option<String> = base
            .prepare_cached("DELETE FROM session WHERE secret = ?1 RETURNING person")?
            .query_row([kept(own)], |row| row.get(0))
            .optional()?;
        match person.and_then(|person| person.parse::<Slug>().ok()) {
            Some(person) => journal::write(&base, visitor, &Note::of(What::SignedOut, &person)),
            None => Ok(()),
        }
    }

    /// Ends all that somebody has, but for one if it is named. How many they were.
    pub fn leave_everywhere(
        &self,
        visitor: &Visitor<'_>,
        person: &Slug,
        but: Option<&str>,
        by: Option<&str>,
    ) -> Result<usize, AccountsError> {
        let base = self.base();
        let ended = end_all(&base, person, but)?;
        if ended > 0 {
            journal::write(&base, visitor, &Note { by, ..Note::of(What::SignedOut, person) })?;
        }
        Ok(ended)
    }

    /// Removes sessions and challenges that nobody can use any more. How many.
    pub fn tidy(&self, login: &Login, now: i64) -> Result<usize, AccountsError> {
        let base = self.base();
        let idle = login.idle * 60;
        let sessions = base.execute(
            "DELETE FROM session WHERE seen NOT BETWEEN ?1 AND ?2 OR begun < ?3",
            [now - idle, now + idle, now - login.longest * 60],
        )?;
        Ok(sessions + drop_challenges(&base, now)?)
    }
}

/// Removes challenges that nobody can answer any more: too late, or given out by a clock that was set back since. How many.
pub(super) fn drop_challenges(base: &Connection, now: i64) -> Result<usize, AccountsError> {
    let mut delete = base.prepare_cached("DELETE FROM challenge WHERE until NOT BETWEEN ?1 AND ?2")?;
    Ok(delete.execute([now, now + AHEAD])?)
}

/// Ends the sessions of a person, but for one if it is named.
pub(super) fn end_all(base: &Connection, person: &Slug, but: Option<&str>) -> Result<usize, AccountsError> {
    let but = but.map(kept).unwrap_or_default();
    Ok(base
        .prepare_cached("DELETE FROM session WHERE person = ?1 AND secret <> ?2")?
        .execute(params![person.as_str(), but])?)
}
