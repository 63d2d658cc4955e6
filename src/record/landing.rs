//! Landing: `main` and a seal's ref move together.

use git2::ErrorCode;

use super::fault::{Defect, Fault};
use super::repository::{MAIN, Record, oid};
use super::tag::split_name;
use crate::id::GitId;
use crate::words::neutral;

/// Where seals are remembered whose push has begun.
const PENDING: &str = "refs/kanhe/pending/seal/";

/// Where a seal of this name is remembered.
fn awaited(name: &str) -> Result<String, Fault> {
    match name.strip_prefix("refs/tags/").and_then(split_name) {
        Some(_) => Ok(name.replacen("refs/tags/seal/", PENDING, 1)),
        None => Err(Defect::RefName(name.to_owned()).into()),
    }
}

impl Record {
    /// Where a seal's ref (`refs/tags/seal/...`) points, if it is there.
    pub fn seal(&self, name: &str) -> Result<Option<GitId>, Fault> {
        match name.strip_prefix("refs/tags/").and_then(split_name) {
            Some(_) => self.direct(name),
            None => Err(Defect::RefName(name.to_owned()).into()),
        }
    }

    /// Moves `main` from where the writer saw it to an act and, with it, puts up the ref of the seal the act puts. Both refs are locked
    /// first, so that either both change or none.
    pub fn land(&self, from: Option<GitId>, to: GitId, why: &str, seal: Option<(&str, GitId)>) -> Result<(), Fault> {
        let Some((name, tag)) = seal else { return self.move_main(from, to, why) };
        let inner = self.tag(tag)?.0.ref_name();
        if inner != name {
            return Err(Fault::new(Defect::TagName { expected: inner, found: name.to_owned() }).object(tag));
        }
        self.commit(to)?;
        let mut both = self.repo.transaction().map_err(|error| Fault::library(&error))?;
        both.lock_ref(MAIN).map_err(|error| Fault::library(&error))?;
        both.lock_ref(name).map_err(|error| Fault::library(&error))?;
        let found = self.main()?;
        if found != from {
            return Err(Defect::Moved { expected: from, found }.into());
        }
        if self.seal(name)?.is_some() {
            return Err(Defect::RefExists(name.to_owned()).into());
        }
        both.set_target(MAIN, oid(to)?, None, &neutral(why)).map_err(|error| Fault::library(&error))?;
        both.set_target(name, oid(tag)?, None, "seal").map_err(|error| Fault::library(&error))?;
        both.commit().map_err(|error| Fault::library(&error))
    }

    /// Remembers a seal whose push has begun, in a ref of this program's own: git keeps the tag, and it is found again.
    pub fn await_seal(&self, name: &str, tag: GitId) -> Result<(), Fault> {
        let place = awaited(name)?;
        self.repo.reference(&place, oid(tag)?, true, "pending").map(drop).map_err(|error| Fault::library(&error))
    }

    /// The seals whose push has begun and, as far as this clone knows, not ended: the whole name each ref shall have, and its tag.
    pub fn awaited_seals(&self) -> Result<Vec<(String, GitId)>, Fault> {
        let found = self.below(PENDING)?;
        Ok(found.into_iter().map(|(name, id)| (name.replacen(PENDING, "refs/tags/seal/", 1), id)).collect())
    }

    /// Forgets such a seal, if it is remembered.
    pub fn forget_seal(&self, name: &str) -> Result<(), Fault> {
        match self.repo.find_reference(&awaited(name)?).and_then(|mut found| found.delete()) {
            Err(error) if error.code() != ErrorCode::NotFound => Err(Fault::library(&error)),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// A setting of the repository's own configuration, or the person's. Only what the person set for himself is read: never to verify.
    pub fn setting(&self, key: &str) -> Result<Option<String>, Fault> {
        let config = self.repo.config().map_err(|error| Fault::library(&error))?;
        match config.get_string(key) {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(Fault::library(&error)),
        }
    }

    /// Sets a value in the repository's own configuration.
    pub fn set(&self, key: &str, value: &str) -> Result<(), Fault> {
        let mut config = self.repo.config().map_err(|error| Fault::library(&error))?;
        config.set_str(key, value).map_err(|error| Fault::library(&error))
    }
}
