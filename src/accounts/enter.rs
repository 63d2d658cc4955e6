//! Signing in: with a password and, where it is asked for, a one-time code; with a certificate; or by the word of another system that
//! the office trusts.

use std::collections::{HashMap, VecDeque};
use std::sync::PoisonError;

use rusqlite::{OptionalExtension as _, params};

use super::account::hash_of;
use super::journal::{self, Note};
use super::session::{self, Stage, Visitor};
use super::{Accounts, AccountsError, What, secret};
use crate::id::Slug;
use crate::office::{Called, Login, Means, Person, Register};

/// Somebody who has come in, or half in.
#[derive(Clone, PartialEq, Eq)]
pub struct Entered {
    /// What he shows at each request: the session's secret. It is nowhere else.
    pub secret: String,
    /// How far he has come.
    pub stage: Stage,
}

impl std::fmt::Debug for Entered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entered").field("stage", &self.stage).finish_non_exhaustive()
    }
}

/// Why somebody does not come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Name or password is wrong. It is not said which, nor whether there is such an account.
    Wrong,
    /// The password is right, and the account locked: an administrator has to unlock it (D7).
    Locked,
    /// The password is right, and an initial one that nobody has used in time.
    Stale,
    /// The code or the signature is wrong, or comes too late.
    Proof,
    /// Too many wrong ones came from there: seconds to wait.
    Later(i64),
    /// That way in is closed.
    Closed,
    /// Another system has said who he is, and nobody who has an account here is meant by it.
    Unknown,
}

/// How many wrong ones an address may send in so many seconds. An office behind one address makes mistakes too.
const WRONG: usize = 30;
const WITHIN: i64 = 600;
/// How many addresses are remembered.
const ADDRESSES: usize = 10_000;
/// How long a challenge may be answered, in seconds.
const CHALLENGE: i64 = 300;
/// How far ahead the end of one may be: as far again, if the clock was set back a little meanwhile.
pub(super) const AHEAD: i64 = 2 * CHALLENGE;
/// How many challenges are open at once.
const CHALLENGES: i64 = 10_000;

/// When which address sent wrong ones.
#[derive(Debug, Default)]
pub(super) struct Throttle {
    wrong: HashMap<String, VecDeque<i64>>,
}

impl Throttle {
    /// Seconds an address has to wait, if it has to.
    fn wait(&mut self, address: &str, now: i64) -> Option<i64> {
        let times = self.wrong.get_mut(address)?;
        // A clock that was set back makes nobody wait for the hours it has still to go.
        for time in times.iter_mut() {
            *time = now.min(*time);
        }
        while times.front().is_some_and(|time| *time <= now - WITHIN) {
            times.pop_front();
        }
        let first = *times.front()?;
        (times.len() >= WRONG).then(|| (first + WITHIN - now).clamp(1, WITHIN))
    }

    fn note(&mut self, address: &str, now: i64) {
        if self.wrong.len() >= ADDRESSES && !self.wrong.contains_key(address) {
            self.wrong.retain(|_, times| times.back().is_some_and(|time| *time > now - WITHIN));
            if self.wrong.len() >= ADDRESSES {
                self.wrong.clear();
            }
        }
        let times = self.wrong.entry(address.to_owned()).or_default();
        times.push_back(now);
        if times.len() > WRONG {
            times.pop_front();
        }
    }
}

/// What came of an account when a password was tried.
pub(super) struct Tried {
    pub(super) hash: Option<String>,
    pub(super) locked: bool,
    pub(super) failures: i64,
    initial: bool,
    chosen: i64,
    has_code: bool,
}

/// What is asked after a password that was right, of an account with an initial one or not, chosen at a time, with a second factor or not.
pub(super) fn stage_of(
    login: &Login,
    entry: &Person,
    (initial, chosen, has_code): (bool, i64, bool),
    now: i64,
) -> Stage {
    if has_code {
        Stage::Code
    } else if initial || login.is_old(entry, chosen, now) {
        Stage::Choose
    } else if login.class_of(entry).second {
        Stage::Enrol
    } else {
        Stage::In
    }
}

/// Who is meant by a name as somebody types it.
pub(super) fn named(name: &str) -> Option<Slug> {
    name.trim().to_lowercase().parse().ok()
}

impl Accounts {
    /// Signs in with name and password. The inner error is what he is told.
    pub fn enter(
        &self,
        visitor: &Visitor<'_>,
        login: &Login,
        register: &Register,
        given: (&str, &str),
    ) -> Result<Result<Entered, Refused>, AccountsError> {
        let (person, tried, stage) = match self.by_password(visitor, login, register, given)? {
            Ok(proved) => proved,
            Err(refused) => return Ok(Err(refused)),
        };
        self.tidy(login, visitor.now)?;
        if stage == Stage::Code {
            // Wrong codes go on counting where wrong passwords were: the right password alone begins no count anew.
            self.uncount(&person)?;
        } else {
            self.right(&person)?;
        }
        let base = self.base();
        let secret = session::begin(&base, visitor, &person, stage)?;
        // Who has not come all the way in has not signed in yet.
        if stage != Stage::Code {
            signed_in(&base, visitor, &person, What::SignedIn, tried.failures)?;
        }
        Ok(Ok(Entered { secret, stage }))
    }

    /// Whose name and password that is, how his account was before, and what is asked of him next. The try is counted.
    pub(super) fn by_password(
        &self,
        visitor: &Visitor<'_>,
        login: &Login,
        register: &Register,
        (name, password): (&str, &str),
    ) -> Result<Result<(Slug, Tried, Stage), Refused>, AccountsError> {
        if !login.takes(Means::Password) {
            return Ok(Err(Refused::Closed));
        }
        if let Some(seconds) = self.throttled(visitor) {
            return Ok(Err(Refused::Later(seconds)));
        }
        let person = named(name);
        let tried = match &person {
            Some(person) => self.try_account(login, person)?,
            None => None,
        };
        let hash = tried.as_ref().and_then(|tried| tried.hash.as_deref());
        let fits = self.look_at(person.as_ref().filter(|_| tried.is_some()), password, hash)?;
        let (true, Some(person), Some(tried)) = (fits, &person, tried) else {
            return Ok(Err(self.wrong(visitor, login, person.as_ref(), name)?));
        };
        if tried.locked {
            self.note(visitor, person, What::Refused, "locked")?;
            return Ok(Err(Refused::Locked));
        }
        let Ok(entry) = login.entry(register, person) else {
            self.note(visitor, person, What::Refused, "register")?;
            return Ok(Err(Refused::Wrong));
        };
        if tried.initial && login.is_stale(tried.chosen, visitor.now) {
            self.note(visitor, person, What::Refused, "stale")?;
            return Ok(Err(Refused::Stale));
        }
        let stage = stage_of(login, entry, (tried.initial, tried.chosen, tried.has_code), visitor.now);
        Ok(Ok((person.clone(), tried, stage)))
    }

    /// Counts a try against an account before it is looked at, and tells how the account was before.
    pub(super) fn try_account(&self, login: &Login, person: &Slug) -> Result<Option<Tried>, AccountsError> {
        let base = self.base();
        let row = base
            .prepare_cached(
                "UPDATE account SET failures = failures + 1 WHERE person = ?1
                 RETURNING failures - 1, locked, initial, chosen, code IS NOT NULL",
            )?
            .query_row([person.as_str()], |row| {
                let locked: Option<i64> = row.get(1)?;
                Ok(Tried {
                    hash: None,
                    failures: row.get(0)?,
                    locked: locked.is_some(),
                    initial: row.get(2)?,
                    chosen: row.get(3)?,
                    has_code: row.get(4)?,
                })
            })
            .optional()?;
        let Some(mut tried) = row else { return Ok(None) };
        // Those that came at the same time are as many as those that came one after another.
        tried.locked |= tried.failures >= login.tries;
        tried.hash = hash_of(&base, person)?;
        Ok(Some(tried))
    }

    /// Whether a password fits. A try that could not be looked at, because too many came, does not count.
    pub(super) fn look_at(
        &self,
        person: Option<&Slug>,
        password: &str,
        hash: Option<&str>,
    ) -> Result<bool, AccountsError> {
        let fits = self.hashing.fits(password, hash);
        if let (Err(AccountsError::Busy), Some(person)) = (&fits, person) {
            self.uncount(person)?;
        }
        fits
    }

    /// Takes back that a try was counted.
    pub(super) fn uncount(&self, person: &Slug) -> Result<(), AccountsError> {
        self.base()
            .prepare_cached("UPDATE account SET failures = max(failures - 1, 0) WHERE person = ?1")?
            .execute([person.as_str()])?;
        Ok(())
    }

    /// Locks an account of which too many were wrong (D7).
    pub(super) fn lock(&self, visitor: &Visitor<'_>, login: &Login, person: &Slug) -> Result<(), AccountsError> {
        let base = self.base();
        let locked = base
            .prepare_cached("UPDATE account SET locked = ?1 WHERE person = ?2 AND locked IS NULL AND failures >= ?3")?
            .execute(params![visitor.now, person.as_str(), login.tries])?;
        if locked > 0 {
            journal::write(&base, visitor, &Note::of(What::Locked, person))?;
        }
        Ok(())
    }

    /// A password was right: the count begins anew.
    pub(super) fn right(&self, person: &Slug) -> Result<(), AccountsError> {
        self.base().prepare_cached("UPDATE account SET failures = 0 WHERE person = ?1")?.execute([person.as_str()])?;
        Ok(())
    }

    /// Somebody was wrong: it is written down, counted against where he comes from, and may lock the account.
    pub(super) fn wrong(
        &self,
        visitor: &Visitor<'_>,
        login: &Login,
        person: Option<&Slug>,
        name: &str,
    ) -> Result<Refused, AccountsError> {
        self.throttle.lock().unwrap_or_else(PoisonError::into_inner).note(visitor.address, visitor.now);
        let base = self.base();
        let known = match person {
            Some(person) => hash_of(&base, person)?.and(Some(person)),
            None => None,
        };
        let note = Note { what: What::Wrong, person: known, by: None, about: name, flags: &[] };
        journal::write(&base, visitor, &note)?;
        drop(base);
        if let Some(person) = known {
            self.lock(visitor, login, person)?;
        }
        Ok(Refused::Wrong)
    }

    pub(super) fn throttled(&self, visitor: &Visitor<'_>) -> Option<i64> {
        self.throttle.lock().unwrap_or_else(PoisonError::into_inner).wait(visitor.address, visitor.now)
    }

    /// After a code that was right, or a password that was chosen: the next stage.
    pub(super) fn go_on(
        &self,
        visitor: &Visitor<'_>,
        login: &Login,
        (person, entry): (&Slug, &Person),
        own: &str,
        from: Stage,
    ) -> Result<Entered, AccountsError> {
        let account = self.account(person)?.ok_or_else(|| AccountsError::None(person.to_string()))?;
        let must_choose = account.initial || login.is_old(entry, account.chosen, visitor.now);
        let stage = if must_choose && from != Stage::Choose {
            Stage::Choose
        } else if login.class_of(entry).second && !account.has_code {
            Stage::Enrol
        } else {
            Stage::In
        };
        let base = self.base();
        let secret = session::advance(&base, own, stage)?;
        if from == Stage::Code {
            base.prepare_cached("UPDATE account SET failures = 0 WHERE person = ?1")?.execute([person.as_str()])?;
            signed_in(&base, visitor, person, What::SignedIn, account.failures)?;
        }
        Ok(Entered { secret, stage })
    }

    /// The next stage after a password was chosen: everything that is asked for before somebody is in is asked one after another.
    pub fn after_choosing(
        &self,
        visitor: &Visitor<'_>,
        login: &Login,
        who: (&Slug, &Person),
        own: &str,
    ) -> Result<Entered, AccountsError> {
        self.go_on(visitor, login, who, own, Stage::Choose)
    }

    /// Something to sign for who wants to come in with a certificate (D12). It can be answered once, within five minutes.
    pub fn challenge(&self, visitor: &Visitor<'_>) -> Result<Result<String, Refused>, AccountsError> {
        if let Some(seconds) = self.throttled(visitor) {
            return Ok(Err(Refused::Later(seconds)));
        }
        let nonce = secret()?;
        let base = self.base();
        session::drop_challenges(&base, visitor.now)?;
        let open: i64 = base.query_row("SELECT count(*) FROM challenge", [], |row| row.get(0))?;
        if open >= CHALLENGES {
            return Ok(Err(Refused::Later(CHALLENGE)));
        }
        base.prepare_cached("INSERT INTO challenge (nonce, until) VALUES (?1, ?2)")?
            .execute(params![nonce, visitor.now + CHALLENGE])?;
        Ok(Ok(nonce))
    }

    /// Signs in whose signature over a challenge is good, as `is_good` says. The challenge is used up whatever it says.
    pub fn enter_by_certificate(
        &self,
        visitor: &Visitor<'_>,
        login: &Login,
        register: &Register,
        (name, nonce): (&str, &str),
        is_good: impl FnOnce(&Slug, &Person) -> bool,
    ) -> Result<Result<Entered, Refused>, AccountsError> {
        if !login.takes(Means::Certificate) {
            return Ok(Err(Refused::Closed));
        }
        if let Some(seconds) = self.throttled(visitor) {
            return Ok(Err(Refused::Later(seconds)));
        }
        let open = self
            .base()
            .prepare_cached("DELETE FROM challenge WHERE nonce = ?1 AND until BETWEEN ?2 AND ?3")?
            .execute(params![nonce, visitor.now, visitor.now + AHEAD])?
            > 0;
        let person = named(name);
        let entry = person.as_ref().and_then(|person| login.entry(register, person).ok());
        let (true, Some(person), Some(entry)) = (open, &person, entry) else {
            return self.not_proved(visitor, person.as_ref().filter(|_| entry.is_some()), name);
        };
        if !is_good(person, entry) {
            return self.not_proved(visitor, Some(person), name);
        }
        match self.admit(visitor, login, person, What::SignedInByCertificate)? {
            Some(entered) => Ok(Ok(entered)),
            None => self.not_proved(visitor, Some(person), name),
        }
    }

    /// Signs in who is called so by another system that the office trusts. It answers for a second factor: none is asked for here.
    pub fn enter_vouched(
        &self,
        visitor: &Visitor<'_>,
        login: &Login,
        register: &Register,
        (means, called): (Means, Called<'_>),
    ) -> Result<Result<Entered, Refused>, AccountsError> {
        let what = match means {
            Means::Proxy if login.takes(means) => What::SignedInByProxy,
            Means::Oidc if login.takes(means) => What::SignedInByOidc,
            Means::Proxy | Means::Oidc | Means::Password | Means::Certificate => return Ok(Err(Refused::Closed)),
        };
        let person = login.called(register, called).ok().map(|(person, _)| person);
        if let Some(person) = person
            && let Some(entered) = self.admit(visitor, login, person, what)?
        {
            return Ok(Ok(entered));
        }
        let note = Note { what: What::Refused, person, by: None, about: called.name(), flags: &[] };
        journal::write(&self.base(), visitor, &note)?;
        Ok(Err(Refused::Unknown))
    }

    /// Somebody has given himself out for a system that the office trusts. No more of it is written down than may come from one address.
    pub fn not_vouched(&self, visitor: &Visitor<'_>, about: &str) -> Result<(), AccountsError> {
        if self.throttled(visitor).is_none() {
            drop(self.not_proved(visitor, None, about)?);
        }
        Ok(())
    }

    /// Another system did not say who somebody is.
    pub fn not_asked(&self, visitor: &Visitor<'_>, about: &str) -> Result<(), AccountsError> {
        let note = Note { what: What::Refused, person: None, by: None, about, flags: &[] };
        journal::write(&self.base(), visitor, &note)
    }

    /// Lets in whose proof was good. Who is locked out for wrong passwords has lost nothing else; whom nobody gave an account has no
    /// business here.
    fn admit(
        &self,
        visitor: &Visitor<'_>,
        login: &Login,
        person: &Slug,
        what: What,
    ) -> Result<Option<Entered>, AccountsError> {
        let failures: Option<i64> = self
            .base()
            .prepare_cached("SELECT failures FROM account WHERE person = ?1")?
            .query_row([person.as_str()], |row| row.get(0))
            .optional()?;
        let Some(failures) = failures else { return Ok(None) };
        self.tidy(login, visitor.now)?;
        let base = self.base();
        let secret = session::begin(&base, visitor, person, Stage::In)?;
        signed_in(&base, visitor, person, what, failures)?;
        Ok(Some(Entered { secret, stage: Stage::In }))
    }

    /// A code or a signature was wrong.
    pub(super) fn not_proved(
        &self,
        visitor: &Visitor<'_>,
        person: Option<&Slug>,
        name: &str,
    ) -> Result<Result<Entered, Refused>, AccountsError> {
        self.throttle.lock().unwrap_or_else(PoisonError::into_inner).note(visitor.address, visitor.now);
        let note = Note { what: What::WrongProof, person, by: None, about: name, flags: &[] };
        journal::write(&self.base(), visitor, &note)?;
        Ok(Err(Refused::Proof))
    }
}

/// Writes down that somebody is in, and what is out of the ordinary.
fn signed_in(
    base: &rusqlite::Connection,
    visitor: &Visitor<'_>,
    person: &Slug,
    what: What,
    failures: i64,
) -> Result<(), AccountsError> {
    seen(base, visitor, &Note::of(what, person), person, failures)
}

/// Writes down that somebody was here, for what, and what is out of the ordinary.
pub(super) fn seen(
    base: &rusqlite::Connection,
    visitor: &Visitor<'_>,
    note: &Note<'_>,
    person: &Slug,
    failures: i64,
) -> Result<(), AccountsError> {
    let flags = journal::flags(base, visitor, person, failures)?;
    journal::write(base, visitor, &Note { flags: &flags, ..*note })?;
    base.prepare_cached("UPDATE account SET seen = ?1 WHERE person = ?2")?
        .execute(params![visitor.now, person.as_str()])?;
    Ok(())
}
