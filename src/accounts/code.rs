//! The second factor: one-time codes (TOTP, RFC 6238) from a telephone.

use rusqlite::{OptionalExtension as _, params};
use totp_rs::{Algorithm, Builder, Totp};

use super::enter::{Entered, Refused};
use super::journal::{self, Note};
use super::session::{Stage, Visitor};
use super::{Accounts, AccountsError, What, kept};
use crate::id::Slug;
use crate::office::{Login, Person};

/// Bytes of a secret, as RFC 4226 section 4 asks for.
const SECRET: usize = 20;

/// What somebody's telephone has to know. It is his to see once.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// As an address: `otpauth://totp/...`.
    pub url: String,
    /// For typing, in base 32.
    pub secret: String,
}

impl std::fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Enrolment(..)")
    }
}

/// The codes of a secret: SHA-1, six digits, half a minute, as every telephone takes them; one step early or late is forgiven.
fn codes(secret: &[u8], issuer: &str, person: &str) -> Result<Totp, AccountsError> {
    let plain = |text: &str| text.replace(':', " ");
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(secret.to_vec())
        .with_account_name(plain(person))
        .with_issuer(Some(plain(issuer)))
        .build()
        .map_err(|error| AccountsError::Secret(error.to_string()))
}

/// The step of a code, if it is one of that secret at that time.
fn step(secret: &[u8], code: &str, now: i64) -> Result<Option<i64>, AccountsError> {
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    let now = u64::try_from(now).unwrap_or(0);
    let totp = codes(secret, "kanhe", "kanhe")?;
    // Which of the three steps it is of: a code is taken once.
    let at = (0..3_u64).filter_map(|early| (now + 30).checked_sub(30 * early));
    let exact = |time: u64| {
        use subtle::ConstantTimeEq as _;
        let right = totp.generate(time).to_string();
        bool::from(right.as_bytes().ct_eq(code.as_bytes()))
    };
    Ok(at.into_iter().find(|time| exact(*time)).and_then(|time| i64::try_from(time / 30).ok()))
}

impl Accounts {
    /// Begins to set up a second factor for who has that session: a new secret each time.
    pub fn enrol(&self, own: &str, issuer: &str, person: &Slug) -> Result<Enrolment, AccountsError> {
        let mut secret = [0; SECRET];
        getrandom::fill(&mut secret).map_err(|error| AccountsError::Secret(error.to_string()))?;
        self.base()
            .prepare_cached("UPDATE session SET pending = ?1 WHERE secret = ?2")?
            .execute(params![secret.as_slice(), kept(own)])?;
        let totp = codes(&secret, issuer, person.as_str())?;
        let url = totp.to_url().map_err(|error| AccountsError::Secret(error.to_string()))?;
        Ok(Enrolment { url, secret: totp_rs::Secret::from(secret.to_vec()).to_base32() })
    }

    /// Sets it up, if the telephone gives the right code. The session goes on under another secret.
    pub fn confirm(
        &self,
        visitor: &Visitor<'_>,
        login: &Login,
        (person, entry): (&Slug, &Person),
        own: &str,
        code: &str,
    ) -> Result<Result<Entered, Refused>, AccountsError> {
        let pending: Option<Vec<u8>> = self
            .base()
            .prepare_cached("SELECT pending FROM session WHERE secret = ?1 AND person = ?2")?
            .query_row(params![kept(own), person.as_str()], |row| row.get(0))
            .optional()?
            .flatten();
        let Some(secret) = pending else { return Ok(Err(Refused::Proof)) };
        let Some(step) = step(&secret, code, visitor.now)? else { return Ok(Err(Refused::Proof)) };
        {
            let base = self.base();
            // Where there is one, it is given up first, by who has it.
            let set = base
                .prepare_cached("UPDATE account SET code = ?1, code_step = ?2 WHERE person = ?3 AND code IS NULL")?
                .execute(params![secret, step, person.as_str()])?;
            if set == 0 {
                return Ok(Err(Refused::Proof));
            }
            journal::write(&base, visitor, &Note::of(What::CodeSet, person))?;
        }
        Ok(Ok(self.go_on(visitor, login, (person, entry), own, Stage::Enrol)?))
    }

    /// Takes the code of who has given his password. A code is good once.
    pub fn prove(
        &self,
        visitor: &Visitor<'_>,
        login: &Login,
        (person, entry): (&Slug, &Person),
        own: &str,
        code: &str,
    ) -> Result<Result<Entered, Refused>, AccountsError> {
        if self.take_code(visitor, login, person, code)? {
            return Ok(Ok(self.go_on(visitor, login, (person, entry), own, Stage::Code)?));
        }
        self.not_proved(visitor, Some(person), "")
    }

    /// Whether that is a code of his that was not used yet. A wrong one counts as a wrong password does, and may lock the account.
    fn take_code(
        &self,
        visitor: &Visitor<'_>,
        login: &Login,
        person: &Slug,
        code: &str,
    ) -> Result<bool, AccountsError> {
        let known: Option<(Vec<u8>, i64)> = self
            .base()
            .prepare_cached(
                "UPDATE account SET failures = failures + 1 WHERE person = ?1 AND code IS NOT NULL AND locked IS NULL
                 AND failures < ?2 RETURNING code, code_step",
            )?
            .query_row(params![person.as_str(), login.tries], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let right = match known {
            Some((secret, last)) => step(&secret, code, visitor.now)?.filter(|step| *step > last),
            None => None,
        };
        let taken = match right {
            // Two that come with the same code at once: one is taken.
            Some(step) => self
                .base()
                .prepare_cached(
                    "UPDATE account SET code_step = ?1, failures = failures - 1 WHERE person = ?2 AND code_step < ?1",
                )?
                .execute(params![step, person.as_str()])?,
            None => 0,
        };
        if taken == 0 {
            self.lock(visitor, login, person)?;
        }
        Ok(taken > 0)
    }

    /// Gives up the second factor of who has it in his hand: an open screen is not enough. Who is asked for one sets up another when he
    /// next signs in.
    pub fn forget_code(
        &self,
        visitor: &Visitor<'_>,
        login: &Login,
        person: &Slug,
        code: &str,
    ) -> Result<Result<(), Refused>, AccountsError> {
        if !self.take_code(visitor, login, person, code)? {
            return Ok(self.not_proved(visitor, Some(person), "")?.map(drop));
        }
        let base = self.base();
        base.prepare_cached("UPDATE account SET code = NULL WHERE person = ?1")?.execute([person.as_str()])?;
        journal::write(&base, visitor, &Note::of(What::CodeGone, person))?;
        Ok(Ok(()))
    }
}
