//! An act: what one person did to one subject, as facts. No git, no signature: those were checked below.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::register::Files;
use crate::id::{Fingerprint, Sha256, Slug, SubjectId};

/// What may be done (`docs/record-format.md` 5.3). The English word stands in the record, the Chinese one in the regulations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verb {
    /// 建档: the genesis.
    Found,
    /// 提交: put a draft on its way.
    Submit,
    /// 修改: hand in another text; every approval so far is void.
    Revise,
    /// 同意.
    Approve,
    /// 不同意.
    Disagree,
    /// 已阅: in a step of decision it counts as 不同意 (I6).
    Read,
    /// 退回 to the drafter.
    Return,
    /// 签发: sign off with a document number.
    Issue,
    /// 用印: put the unit's seal.
    Seal,
    /// 撤回: the drafter takes the subject back before it is issued.
    Withdraw,
    /// 执行: carry out a change request.
    Execute,
    /// 确认: another vouches for an act in question.
    Affirm,
}

impl Verb {
    /// Every verb, in the order of the specification.
    pub const ALL: [Self; 12] = [
        Self::Found,
        Self::Submit,
        Self::Revise,
        Self::Approve,
        Self::Disagree,
        Self::Read,
        Self::Return,
        Self::Issue,
        Self::Seal,
        Self::Withdraw,
        Self::Execute,
        Self::Affirm,
    ];

    /// The word in the record.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Submit => "submit",
            Self::Revise => "revise",
            Self::Approve => "approve",
            Self::Disagree => "disagree",
            Self::Read => "read",
            Self::Return => "return",
            Self::Issue => "issue",
            Self::Seal => "seal",
            Self::Withdraw => "withdraw",
            Self::Execute => "execute",
            Self::Affirm => "affirm",
        }
    }
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A word that is no verb.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no such act: {0:?}")]
pub struct UnknownVerb(pub String);

impl FromStr for Verb {
    type Err = UnknownVerb;

    fn from_str(word: &str) -> Result<Self, UnknownVerb> {
        Self::ALL.into_iter().find(|verb| verb.word() == word).ok_or_else(|| UnknownVerb(word.to_owned()))
    }
}

/// What was done, with what belongs to it. An opinion or reason that is not there is empty: the engine says
/// whether it had to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Hand in a new subject.
    Submit {
        /// Its folder.
        content: Content,
        /// A word to the next.
        opinion: String,
    },
    /// Hand in another text of a subject.
    Revise {
        /// Its folder.
        content: Content,
        /// What changed.
        reason: String,
    },
    /// A decision in a step: `approve`, `disagree`, `read` or `return`.
    Decide {
        /// Which.
        decision: Decision,
        /// In which step.
        step: Slug,
        /// The opinion, for `return` the reason.
        words: String,
    },
    /// Sign off.
    Issue {
        /// In which step.
        step: Slug,
        /// The document number given.
        number: String,
        /// The opinion.
        opinion: String,
    },
    /// Put a seal.
    Seal {
        /// In which step.
        step: Slug,
        /// Which seal.
        seal: Slug,
    },
    /// Take the subject back.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// Carry out a change request.
    Execute {
        /// The request's folder.
        content: Content,
        /// In which step.
        step: Slug,
        /// A word to those who read it.
        opinion: String,
    },
    /// Vouch for an act in question.
    Affirm {
        /// That act's number.
        affirms: u64,
        /// Why it is held for genuine.
        opinion: String,
    },
}

/// The four decisions of a handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// 同意.
    Approve,
    /// 不同意.
    Disagree,
    /// 已阅.
    Read,
    /// 退回.
    Return,
}

impl Deed {
    /// The verb of the deed.
    pub const fn verb(&self) -> Verb {
        match self {
            Self::Submit { .. } => Verb::Submit,
            Self::Revise { .. } => Verb::Revise,
            Self::Decide { decision: Decision::Approve, .. } => Verb::Approve,
            Self::Decide { decision: Decision::Disagree, .. } => Verb::Disagree,
            Self::Decide { decision: Decision::Read, .. } => Verb::Read,
            Self::Decide { decision: Decision::Return, .. } => Verb::Return,
            Self::Issue { .. } => Verb::Issue,
            Self::Seal { .. } => Verb::Seal,
            Self::Withdraw { .. } => Verb::Withdraw,
            Self::Execute { .. } => Verb::Execute,
            Self::Affirm { .. } => Verb::Affirm,
        }
    }

    /// The step it names.
    pub const fn step(&self) -> Option<&Slug> {
        match self {
            Self::Decide { step, .. }
            | Self::Issue { step, .. }
            | Self::Seal { step, .. }
            | Self::Execute { step, .. } => Some(step),
            Self::Submit { .. } | Self::Revise { .. } | Self::Withdraw { .. } | Self::Affirm { .. } => None,
        }
    }

    /// The opinion or reason given, empty if none.
    pub fn words(&self) -> &str {
        match self {
            Self::Decide { words, .. } => words,
            Self::Submit { opinion, .. }
            | Self::Issue { opinion, .. }
            | Self::Execute { opinion, .. }
            | Self::Affirm { opinion, .. } => opinion,
            Self::Revise { reason, .. } | Self::Withdraw { reason } => reason,
            Self::Seal { .. } => "",
        }
    }
}

/// A subject's folder as the engine sees it: the text of `index.md`, the names and sizes of all files, and of a change request the
/// files it proposes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Content {
    /// The bytes of `index.md`; `None` if there is no such file.
    pub index: Option<Vec<u8>>,
    /// Every file's size in bytes, by its path in the folder.
    pub files: BTreeMap<String, u64>,
    /// What stands below `files/` in a change request, by the path it shall have.
    pub proposed: Files,
}

impl Content {
    /// A folder from its files in memory.
    pub fn of(files: &BTreeMap<String, Vec<u8>>) -> Self {
        let proposed = files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix(PROPOSED)?, bytes)));
        Self {
            index: files.get("index.md").cloned(),
            files: files.iter().map(|(name, bytes)| (name.clone(), bytes.len() as u64)).collect(),
            proposed: proposed.map(|(path, bytes)| (path.to_owned(), bytes.clone())).collect(),
        }
    }
}

/// Where a change request keeps the files it proposes.
pub const PROPOSED: &str = "files/";

/// The collection of change requests (变更申请).
pub const CHANGES: &str = "changes";

/// An act as facts, ready to be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Its number in the record.
    pub seq: u64,
    /// When, in seconds since 1970 (UTC), as the signer claims.
    pub time: i64,
    /// The certificate that signed.
    pub signer: Fingerprint,
    /// The name the signer wrote.
    pub name: String,
    /// The e-mail address the signer wrote.
    pub email: String,
    /// About which subject.
    pub subject: SubjectId,
    /// The digest of the subject's folder that the act names.
    pub digest: Sha256,
    /// What was done.
    pub deed: Deed,
}
