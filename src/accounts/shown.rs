//! Who a program works for that shows a name and a password, or a token in its place, at each request, and has no session (RFC 7617).
//!
//! 1. What is wrong counts as a wrong password does at the door: it is the same count.
//! 2. A password alone opens what a session would: not where a second factor is asked for, and not as long as another has to be chosen.
//! 3. A password that was right a moment ago is not looked at again as long as the account keeps it: programs show it many times a second.

use std::collections::HashMap;
use std::sync::PoisonError;

use rusqlite::{OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};

use super::account::hash_of;
use super::enter::{named, seen, stage_of};
use super::journal::Note;
use super::{Accounts, AccountsError, Refused, Stage, Visitor, What, secret};
use crate::id::Slug;
use crate::office::{Login, Means, Register};

/// Why nobody is known by what was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotKnown {
    /// As at the door.
    Refused(Refused),
    /// The password is right, and a second factor is asked for: a program shows a token.
    Second,
    /// The password is right, and another has to be chosen first.
    Choose,
}

/// How long a password that was right is remembered, in seconds.
const REMEMBERED: i64 = 60;
/// How many are.
const MOST: usize = 1_000;

/// Passwords that were right a moment ago. None of them is here: a digest under a key that dies with the process is.
#[derive(Default)]
pub(super) struct Memory {
    key: Option<String>,
    right: HashMap<Vec<u8>, Remembered>,
}

/// What was so when a password was right.
struct Remembered {
    person: Slug,
    /// The hash it fits. An account that has another has another password.
    hash: String,
    until: i64,
}

impl Memory {
    fn digest(&mut self, (name, password): (&str, &str)) -> Result<Vec<u8>, AccountsError> {
        if self.key.is_none() {
            self.key = Some(secret()?);
        }
        let key = self.key.as_deref().unwrap_or_default();
        let length = (name.len() as u64).to_be_bytes();
        let parts = [key.as_bytes(), &length, name.as_bytes(), password.as_bytes()];
        Ok(parts.into_iter().fold(Sha256::new(), Sha256::chain_update).finalize().to_vec())
    }

    fn keep(&mut self, digest: Vec<u8>, remembered: Remembered, now: i64) {
        if self.right.len() >= MOST {
            self.right.retain(|_, old| old.until > now);
            if self.right.len() >= MOST {
                self.right.clear();
            }
        }
        self.right.insert(digest, remembered);
    }
}

impl Accounts {
    /// Whose name and password, or name and token, that is.
    pub fn known_by(
        &self,
        visitor: &Visitor<'_>,
        login: &Login,
        register: &Register,
        given: (&str, &str),
    ) -> Result<Result<Slug, NotKnown>, AccountsError> {
        if let Some(seconds) = self.throttled(visitor) {
            return Ok(Err(NotKnown::Refused(Refused::Later(seconds))));
        }
        if Self::is_token(given.1) {
            return self.by_token(visitor, login, register, given);
        }
        if let Some(person) = self.by_memory(login, register, given, visitor.now)? {
            return Ok(Ok(person));
        }
        let (person, tried, stage) = match self.by_password(visitor, login, register, given)? {
            Ok(proved) => proved,
            Err(refused) => return Ok(Err(NotKnown::Refused(refused))),
        };
        match stage {
            Stage::In => {}
            // Who is not in begins no count anew.
            Stage::Code | Stage::Enrol => {
                self.uncount(&person)?;
                return Ok(Err(NotKnown::Second));
            }
            Stage::Choose => {
                self.uncount(&person)?;
                return Ok(Err(NotKnown::Choose));
            }
        }
        self.right(&person)?;
        if let Some(hash) = tried.hash {
            let until = visitor.now + REMEMBERED;
            let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
            let digest = memory.digest(given)?;
            memory.keep(digest, Remembered { person: person.clone(), hash, until }, visitor.now);
        }
        Ok(Ok(person))
    }

    /// Whether somebody who has a session knows his password, before something is done that outlives it: an open screen is not enough.
    pub fn knows_password(
        &self,
        visitor: &Visitor<'_>,
        login: &Login,
        register: &Register,
        (person, password): (&Slug, &str),
    ) -> Result<Result<(), Refused>, AccountsError> {
        let stage = match self.by_password(visitor, login, register, (person.as_str(), password))? {
            Ok((_, _, stage)) => stage,
            Err(refused) => return Ok(Err(refused)),
        };
        if stage == Stage::Code {
            self.uncount(person)?;
        } else {
            self.right(person)?;
        }
        Ok(Ok(()))
    }

    /// Whose token it is. Nobody guesses one, so it may be looked at before it counts, and many at once are no wrong ones.
    fn by_token(
        &self,
        visitor: &Visitor<'_>,
        login: &Login,
        register: &Register,
        (name, token): (&str, &str),
    ) -> Result<Result<Slug, NotKnown>, AccountsError> {
        let person = named(name);
        let holder = self.holder_of_token(token, login, register, visitor.now)?;
        let (Some(person), true) = (&person, holder.is_some() && holder == person) else {
            if let Some(person) = &person {
                self.try_account(login, person)?;
            }
            return Ok(Err(NotKnown::Refused(self.wrong(visitor, login, person.as_ref(), name)?)));
        };
        let locked: Option<bool> = self
            .base()
            .prepare_cached("SELECT locked IS NOT NULL FROM account WHERE person = ?1")?
            .query_row([person.as_str()], |row| row.get(0))
            .optional()?;
        match locked {
            Some(false) => Ok(Ok(person.clone())),
            Some(true) => {
                self.note(visitor, person, What::Refused, "locked")?;
                Ok(Err(NotKnown::Refused(Refused::Locked)))
            }
            None => Ok(Err(NotKnown::Refused(Refused::Wrong))),
        }
    }

    /// Who showed the same a moment ago, if it would still be right now.
    fn by_memory(
        &self,
        login: &Login,
        register: &Register,
        given: (&str, &str),
        now: i64,
    ) -> Result<Option<Slug>, AccountsError> {
        let (person, hash) = {
            let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
            let digest = memory.digest(given)?;
            let is_fresh = |old: &&Remembered| (old.until - REMEMBERED..old.until).contains(&now);
            match memory.right.get(&digest).filter(is_fresh) {
                Some(old) => (old.person.clone(), old.hash.clone()),
                None => return Ok(None),
            }
        };
        let Ok(entry) = login.entry(register, &person) else { return Ok(None) };
        let is_his = hash_of(&self.base(), &person)?.is_some_and(|own| own == hash);
        let is_in = self.account(&person)?.is_some_and(|account| {
            let stage = stage_of(login, entry, (account.initial, account.chosen, account.has_code), now);
            account.locked.is_none() && stage == Stage::In
        });
        let may = is_his && is_in && login.takes(Means::Password);
        Ok(may.then_some(person))
    }

    /// Writes down that somebody has fetched the record or sent acts to it.
    pub fn came_for(&self, visitor: &Visitor<'_>, person: &Slug, what: What, about: &str) -> Result<(), AccountsError> {
        let base = self.base();
        let failures = base
            .prepare_cached("SELECT failures FROM account WHERE person = ?1")?
            .query_row(params![person.as_str()], |row| row.get(0))
            .optional()?;
        seen(&base, visitor, &Note { about, ..Note::of(what, person) }, person, failures.unwrap_or(0))
    }
}
