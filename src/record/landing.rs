//! Landing: `main` and a seal's ref move together.

use git2::ErrorCode;

use super::fault::{Defect, Fault};
use super::repository::{MAIN, Record, oid};
use super::tag::split_name;
use crate::id::GitId;
use crate::words::neutral;

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
