//! Accounts: opened, reset and unlocked by administrators; their passwords are chosen by their holders alone.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::journal::{self, Note};
use super::session::end_all;
use super::{Accounts, AccountsError, Visitor, What, password};
use crate::id::Slug;
use crate::office::{Known, Login, PasswordFault, Person};

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Whose.
    pub person: Slug,
    /// When its password was chosen or given, in seconds since 1970.
    pub chosen: i64,
    /// Whether that is an initial one (初始密码).
    pub initial: bool,
    /// Wrong passwords in a row.
    pub failures: i64,
    /// Since when it is locked (D7).
    pub locked: Option<i64>,
    /// Whether there is a second factor.
    pub has_code: bool,
    /// When it was opened.
    pub opened: i64,
    /// When its holder was last seen, to half a minute.
    pub seen: Option<i64>,
}

/// An initial password. It is nowhere else: whoever gets it hands it to the account's holder.
#[derive(Clone, PartialEq, Eq)]
pub struct Given(pub String);

impl std::fmt::Debug for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Given(..)")
    }
}

/// Why a password was not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotChosen {
    /// The one he has was not given rightly.
    Wrong,
    /// The new one may not be.
    Faults(Vec<PasswordFault>),
}

const COLUMNS: &str = "person, chosen, initial, failures, locked, code IS NOT NULL, opened, seen";

fn read(row: &Row<'_>) -> rusqlite::Result<Option<Account>> {
    let person: String = row.get(0)?;
    let Ok(person) = person.parse() else { return Ok(None) };
    Ok(Some(Account {
        person,
        chosen: row.get(1)?,
        initial: row.get(2)?,
        failures: row.get(3)?,
        locked: row.get(4)?,
        has_code: row.get(5)?,
        opened: row.get(6)?,
        seen: row.get(7)?,
    }))
}

/// The hash of somebody's password.
pub(super) fn hash_of(base: &Connection, person: &Slug) -> Result<Option<String>, AccountsError> {
    let mut select = base.prepare_cached("SELECT hash FROM account WHERE person = ?1")?;
    Ok(select.query_row([person.as_str()], |row| row.get(0)).optional()?)
}

impl Accounts {
    /// Opens an account. Its holder gets an initial password, which he changes when he first signs in (D4).
    pub fn open_account(&self, visitor: &Visitor<'_>, person: &Slug, by: &str) -> Result<Given, AccountsError> {
        let given = password::initial()?;
        let hash = self.hashing.hash(&given)?;
        let mut base = self.base();
        let all = base.transaction()?;
        let new = all.execute(
            "INSERT INTO account (person, hash, chosen, initial, opened) VALUES (?1, ?2, ?3, 1, ?3) ON CONFLICT DO NOTHING",
            params![person.as_str(), hash, visitor.now],
        )?;
        if new == 0 {
            return Err(AccountsError::Exists(person.to_string()));
        }
        journal::write(&all, visitor, &Note { by: Some(by), ..Note::of(What::Opened, person) })?;
        all.commit()?;
        Ok(Given(given))
    }

    /// Gives a new initial password to who has forgotten his (D6): he is signed out everywhere, and unlocked. His second factor goes as
    /// well if it is said so, as when the telephone is lost.
    pub fn reset(
        &self,
        visitor: &Visitor<'_>,
        person: &Slug,
        by: &str,
        forget_code: bool,
    ) -> Result<Given, AccountsError> {
        let given = password::initial()?;
        let hash = self.hashing.hash(&given)?;
        let mut base = self.base();
        let all = base.transaction()?;
        remember(&all, person)?;
        let done = all.execute(
            "UPDATE account SET hash = ?2, chosen = ?3, initial = 1, failures = 0, locked = NULL WHERE person = ?1",
            params![person.as_str(), hash, visitor.now],
        )?;
        if done == 0 {
            return Err(AccountsError::None(person.to_string()));
        }
        end_all(&all, person, None)?;
        all.execute("DELETE FROM token WHERE person = ?1", [person.as_str()])?;
        journal::write(&all, visitor, &Note { by: Some(by), ..Note::of(What::Reset, person) })?;
        if forget_code {
            all.execute("UPDATE account SET code = NULL WHERE person = ?1", [person.as_str()])?;
            journal::write(&all, visitor, &Note { by: Some(by), ..Note::of(What::CodeGone, person) })?;
        }
        all.commit()?;
        Ok(Given(given))
    }

    /// Unlocks an account (D7).
    pub fn unlock(&self, visitor: &Visitor<'_>, person: &Slug, by: &str) -> Result<(), AccountsError> {
        let mut base = self.base();
        let all = base.transaction()?;
        let done =
            all.execute("UPDATE account SET failures = 0, locked = NULL WHERE person = ?1", [person.as_str()])?;
        if done == 0 {
            return Err(AccountsError::None(person.to_string()));
        }
        journal::write(&all, visitor, &Note { by: Some(by), ..Note::of(What::Unlocked, person) })?;
        all.commit()?;
        Ok(())
    }

    /// Somebody's account.
    pub fn account(&self, person: &Slug) -> Result<Option<Account>, AccountsError> {
        let base = self.base();
        let mut select = base.prepare_cached(&format!("SELECT {COLUMNS} FROM account WHERE person = ?1"))?;
        Ok(select.query_row([person.as_str()], read).optional()?.flatten())
    }

    /// Every account, by name.
    pub fn all(&self) -> Result<Vec<Account>, AccountsError> {
        let base = self.base();
        let mut select = base.prepare_cached(&format!("SELECT {COLUMNS} FROM account ORDER BY person"))?;
        let rows = select.query_map([], read)?;
        Ok(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
    }

    /// Gives somebody the password he has chosen (D4, D5, D9). He is signed out everywhere else. Who knows the password he has has to say
    /// it: an open screen is not enough. The inner error is his to mend.
    pub fn choose(
        &self,
        visitor: &Visitor<'_>,
        login: &Login,
        (person, entry): (&Slug, &Person),
        (old, new): (&str, &str),
        session: Option<&str>,
    ) -> Result<Result<(), NotChosen>, AccountsError> {
        // Somebody at an open screen has no more tries than somebody at the door.
        let tried = self.try_account(login, person)?;
        let hash = tried.as_ref().filter(|tried| !tried.locked).and_then(|tried| tried.hash.as_deref());
        if !self.look_at(Some(person), old, hash)? {
            self.wrong(visitor, login, Some(person), "")?;
            return Ok(Err(NotChosen::Wrong));
        }
        let had = self.had(login, (person, entry), new)?;
        let called = [person.as_str(), &entry.name, &entry.email];
        let known = Known { is_simple: password::is_simple(new, &called), had };
        if let Err(faults) = login.judge_password(person, entry, new, known) {
            self.right(person)?;
            return Ok(Err(NotChosen::Faults(faults)));
        }
        let hash = self.hashing.hash(new)?;
        let mut base = self.base();
        let all = base.transaction()?;
        remember(&all, person)?;
        all.execute(
            "UPDATE account SET hash = ?2, chosen = ?3, initial = 0, failures = 0 WHERE person = ?1",
            params![person.as_str(), hash, visitor.now],
        )?;
        end_all(&all, person, session)?;
        journal::write(&all, visitor, &Note::of(What::Chosen, person))?;
        all.commit()?;
        Ok(Ok(()))
    }

    /// How many passwords ago somebody had that one: 1, if he has it now. No more are asked than the rules want.
    fn had(&self, login: &Login, (person, entry): (&Slug, &Person), new: &str) -> Result<Option<i64>, AccountsError> {
        let most = login.class_of(entry).former.max(1);
        let hashes: Vec<String> = {
            let base = self.base();
            let mut select = base.prepare_cached(
                "SELECT hash FROM (SELECT hash, chosen, 1 AS now FROM account WHERE person = ?1
                 UNION ALL SELECT hash, chosen, 0 FROM former WHERE person = ?1) ORDER BY now DESC, chosen DESC LIMIT ?2",
            )?;
            let rows = select.query_map(params![person.as_str(), most], |row| row.get(0))?;
            rows.collect::<Result<_, _>>()?
        };
        for (at, hash) in (1..).zip(&hashes) {
            if self.hashing.fits(new, Some(hash))? {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }
}

/// Keeps the hash of the password somebody has, as one that he had; an initial one is nobody's. As many as can be asked for.
fn remember(base: &Connection, person: &Slug) -> Result<(), AccountsError> {
    base.execute(
        "INSERT INTO former (person, chosen, hash) SELECT person, chosen, hash FROM account WHERE person = ?1 AND NOT initial",
        [person.as_str()],
    )?;
    base.execute(
        "DELETE FROM former WHERE person = ?1 AND rowid NOT IN
         (SELECT rowid FROM former WHERE person = ?1 ORDER BY chosen DESC, rowid DESC LIMIT 24)",
        [person.as_str()],
    )?;
    Ok(())
}
