//! Tokens: what a program shows in the place of a password, to fetch the record or to push to it.

use rusqlite::{OptionalExtension as _, params};

use super::journal::{self, Note};
use super::{Accounts, AccountsError, SECRET, Visitor, What, cut, kept, secret};
use crate::id::Slug;
use crate::office::{Login, Register};

/// What every token begins with, so that one that lies about is known for what it is.
const MARK: &str = "kanhe-";

/// A token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What its holder calls it.
    pub name: String,
    /// When it was made, in seconds since 1970.
    pub begun: i64,
    /// Until when it is good.
    pub until: i64,
    /// When it was last used.
    pub used: Option<i64>,
}

/// Why a token was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotMade {
    /// Its name is none: that has 1 to 60 characters that can be seen.
    Name,
    /// He has one of that name, by which it is given up.
    Exists,
}

impl Accounts {
    /// Makes a token of that name that is good for so many days. It is his to see once. The inner error is what he is told.
    pub fn make_token(
        &self,
        visitor: &Visitor<'_>,
        person: &Slug,
        (name, days): (&str, i64),
        by: Option<&str>,
    ) -> Result<Result<String, NotMade>, AccountsError> {
        let token = format!("{MARK}{}", secret()?);
        let name = name.trim();
        if name.is_empty() || cut(name, 60) != name {
            return Ok(Err(NotMade::Name));
        }
        let base = self.base();
        let exists = base
            .prepare_cached("SELECT count(*) > 0 FROM token WHERE person = ?1 AND name = ?2")?
            .query_row([person.as_str(), name], |row| row.get(0))?;
        if exists {
            return Ok(Err(NotMade::Exists));
        }
        base.prepare_cached("INSERT INTO token (secret, person, name, begun, until) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![
                kept(&token),
                person.as_str(),
                name,
                visitor.now,
                visitor.now + days.clamp(1, 366) * 86_400
            ])?;
        journal::write(&base, visitor, &Note { about: name, by, ..Note::of(What::TokenMade, person) })?;
        Ok(Ok(token))
    }

    /// What somebody has, the newest first.
    pub fn tokens(&self, person: &Slug) -> Result<Vec<Token>, AccountsError> {
        let base = self.base();
        let mut select = base
            .prepare_cached("SELECT name, begun, until, used FROM token WHERE person = ?1 ORDER BY begun DESC, name")?;
        let rows = select.query_map([person.as_str()], |row| {
            Ok(Token { name: row.get(0)?, begun: row.get(1)?, until: row.get(2)?, used: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives up the tokens of that name. How many.
    pub fn drop_token(
        &self,
        visitor: &Visitor<'_>,
        person: &Slug,
        name: &str,
        by: Option<&str>,
    ) -> Result<usize, AccountsError> {
        let base = self.base();
        let gone = base
            .prepare_cached("DELETE FROM token WHERE person = ?1 AND name = ?2")?
            .execute(params![person.as_str(), name])?;
        if gone > 0 {
            journal::write(&base, visitor, &Note { about: name, by, ..Note::of(What::TokenGone, person) })?;
        }
        Ok(gone)
    }

    /// Whether somebody shows a token, and not a password.
    pub(super) fn is_token(shown: &str) -> bool {
        shown.strip_prefix(MARK).is_some_and(|secret| secret.len() == SECRET)
    }

    /// Whose token that is, if it is good and he may have an account.
    pub fn holder_of_token(
        &self,
        token: &str,
        login: &Login,
        register: &Register,
        now: i64,
    ) -> Result<Option<Slug>, AccountsError> {
        if !Self::is_token(token) {
            return Ok(None);
        }
        let base = self.base();
        let person: Option<String> = base
            .prepare_cached("UPDATE token SET used = ?1 WHERE secret = ?2 AND until > ?1 RETURNING person")?
            .query_row(params![now, kept(token)], |row| row.get(0))
            .optional()?;
        Ok(person.and_then(|person| person.parse().ok()).filter(|person| login.entry(register, person).is_ok()))
    }
}
