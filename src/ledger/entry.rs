//! The ledger's lines: one for each act, valid or not.

use serde::{Deserialize, Serialize};

use super::refusal::Finding;
use crate::id::{Fingerprint, GitId, Sha256, Slug, SubjectId};
use crate::office::Verb;

/// One act as the ledger lists it (台账条目).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number: its distance from the genesis.
    pub seq: u64,
    /// Its commit.
    pub commit: GitId,
    /// Over the commit's raw bytes.
    pub raw: Sha256,
    /// The commit's tree.
    pub tree: Option<GitId>,
    /// The subject's folder, if the act handed it in and may stand.
    pub folder: Option<GitId>,
    /// The committer's seconds since 1970, as claimed.
    pub time: i64,
    /// The name the committer claims. A page shows the register's name of `person`.
    pub name: String,
    /// The certificate the act names.
    pub signer: Option<Fingerprint>,
    /// Whose certificate that is.
    pub person: Option<Slug>,
    /// What was done.
    pub verb: Option<Verb>,
    /// About which subject.
    pub subject: Option<SubjectId>,
    /// The subject's title after the act, as far as it is valid.
    pub title: Option<String>,
    /// In which step.
    pub step: Option<Slug>,
    /// With which seal.
    pub seal: Option<Slug>,
    /// Giving which number.
    pub number: Option<String>,
    /// With which opinion or reason.
    pub words: String,
    /// Why it is refused; `None` if it is valid.
    pub refused: Option<Finding>,
}

impl Entry {
    /// Whether the act is valid.
    pub const fn is_valid(&self) -> bool {
        self.refused.is_none()
    }
}
