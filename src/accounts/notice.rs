//! What somebody has chosen to be told (接收设置): words by words, whatever they mean to whoever tells him.

use rusqlite::params;

use super::{Accounts, AccountsError, cut};
use crate::id::Slug;

/// How long a word is, at most.
const WORD: usize = 80;

impl Accounts {
    /// What somebody has chosen: about what, and which.
    pub fn choices(&self, person: &Slug) -> Result<Vec<(String, String)>, AccountsError> {
        let base = self.base();
        let mut select = base.prepare_cached("SELECT about, chosen FROM choice WHERE person = ?1 ORDER BY about")?;
        let rows = select.query_map([person.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Takes the place of what somebody has chosen before. Whoever chooses nothing is told as everybody is.
    pub fn choose_notices(&self, person: &Slug, choices: &[(&str, &str)]) -> Result<(), AccountsError> {
        let mut base = self.base();
        let all = base.transaction()?;
        all.execute("DELETE FROM choice WHERE person = ?1", [person.as_str()])?;
        for (about, chosen) in choices {
            all.prepare_cached("INSERT OR REPLACE INTO choice (person, about, chosen) VALUES (?1, ?2, ?3)")?
                .execute(params![person.as_str(), cut(about, WORD), cut(chosen, WORD)])?;
        }
        Ok(all.commit()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_last_counts_and_is_ones_own() {
        let accounts = Accounts::in_memory().unwrap();
        let (zhou, lin) = ("zhou".parse().unwrap(), "lin".parse().unwrap());
        accounts.choose_notices(&zhou, &[("seat", "never"), ("language", "en")]).unwrap();
        accounts.choose_notices(&zhou, &[("seat", "now\u{202e}")]).unwrap();
        assert_eq!(accounts.choices(&zhou).unwrap(), [("seat".to_owned(), "now".to_owned())]);
        assert_eq!(accounts.choices(&lin).unwrap(), []);
    }
}
