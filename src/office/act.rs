//! An act: what one person did to one subject, as facts. No git, no signature: those were checked below.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::delivery::{Addressee, Opening, Recipient};
use super::docket::Addresses;
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
    /// 退回 to the drafter or to a step that was passed.
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
    /// 办结: what was asked is done.
    Complete,
    /// 答复: a word that decides nothing.
    Reply,
    /// 加签: another is asked too.
    AddSign,
    /// 减签: somebody who was added is asked no more.
    RemoveSign,
    /// 转办: another decides in the signer's place.
    Transfer,
    /// 委派: another answers first, then the signer decides.
    Consult,
    /// 拿回: take back one's own act before the next has acted.
    TakeBack,
    /// 终止: the end.
    Terminate,
    /// 催办: remind those whose turn it is.
    Urge,
    /// 传阅: let others read it.
    Circulate,
    /// 批示: a leader sets another time limit.
    Instruct,
    /// 撤销: void from the start.
    Void,
    /// 废止: no longer in force from that day on.
    Repeal,
    /// 收回授权: a delegation ends.
    Recall,
    /// 发送: what is through goes to its recipients (K1).
    Send,
    /// 首次打开: the server saw that a recipient opened it (K5).
    Open,
    /// 签收: a recipient has checked it and takes it (K8).
    Receive,
    /// 退回: a recipient does not take it (K9, K11).
    Refuse,
}

impl Verb {
    /// Every verb, in the order of the specification.
    pub const ALL: [Self; 30] = [
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
        Self::Complete,
        Self::Reply,
        Self::AddSign,
        Self::RemoveSign,
        Self::Transfer,
        Self::Consult,
        Self::TakeBack,
        Self::Terminate,
        Self::Urge,
        Self::Circulate,
        Self::Instruct,
        Self::Void,
        Self::Repeal,
        Self::Recall,
        Self::Send,
        Self::Open,
        Self::Receive,
        Self::Refuse,
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
            Self::Complete => "complete",
            Self::Reply => "reply",
            Self::AddSign => "add-sign",
            Self::RemoveSign => "remove-sign",
            Self::Transfer => "transfer",
            Self::Consult => "consult",
            Self::TakeBack => "take-back",
            Self::Terminate => "terminate",
            Self::Urge => "urge",
            Self::Circulate => "circulate",
            Self::Instruct => "instruct",
            Self::Void => "void",
            Self::Repeal => "repeal",
            Self::Recall => "recall",
            Self::Send => "send",
            Self::Open => "open",
            Self::Receive => "receive",
            Self::Refuse => "refuse",
        }
    }

    /// What can be decided on paper, and comes into the record afterwards from the sheet (补录, T5).
    pub const ON_PAPER: [Self; 9] = [
        Self::Approve,
        Self::Disagree,
        Self::Read,
        Self::Return,
        Self::Complete,
        Self::Reply,
        Self::Issue,
        Self::Seal,
        Self::Execute,
    ];

    /// Whether a step is carried on by it. In a step for reading `read` does so too.
    pub const fn carries_on(self) -> bool {
        matches!(self, Self::Approve | Self::Issue | Self::Seal | Self::Execute | Self::Complete)
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

/// Where somebody who is added stands (`docs/workflows.md`, "Verbs").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// 前加签.
    Before,
    /// 后加签.
    After,
    /// 并加签.
    With,
    /// 越级: the next-higher leader signs in the place of the step (I3).
    Lift,
}

impl How {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Before, Self::After, Self::With, Self::Lift];

    /// The word in the record.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
            Self::With => "with",
            Self::Lift => "lift",
        }
    }
}

/// What was done, with what belongs to it alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Hand in a new subject: its folder.
    Submit(Content),
    /// Hand in another text: the folder.
    Revise(Content),
    /// Agree.
    Approve,
    /// Disagree.
    Disagree,
    /// Have read it.
    Read,
    /// Have done it.
    Complete,
    /// Send it back.
    Return {
        /// To which step; `None` to the drafter.
        to: Option<Slug>,
        /// Whether it comes straight back.
        straight: bool,
    },
    /// Sign off with this document number.
    Issue {
        /// The number.
        number: String,
    },
    /// Put a seal.
    Seal {
        /// Which.
        seal: Slug,
    },
    /// Carry out a change request: its folder.
    Execute(Content),
    /// Take the subject back.
    Withdraw,
    /// Vouch for an act in question.
    Affirm {
        /// That act's number.
        affirms: u64,
    },
    /// Say something, or answer.
    Reply,
    /// Ask another too.
    AddSign {
        /// Whom; `None` the signer himself, and only to lift.
        to: Option<Slug>,
        /// In which place.
        how: How,
    },
    /// Ask somebody no more.
    RemoveSign {
        /// Whom.
        to: Slug,
    },
    /// Hand the decision over.
    Transfer {
        /// To whom.
        to: Slug,
    },
    /// Ask another first.
    Consult {
        /// Whom.
        to: Slug,
    },
    /// Take back one's last act.
    TakeBack,
    /// End it.
    Terminate,
    /// Remind.
    Urge,
    /// Let others read it.
    Circulate {
        /// Whom.
        to: Vec<Slug>,
    },
    /// Set another time limit.
    Instruct {
        /// Until when, in seconds since 1970 (UTC).
        due: i64,
    },
    /// Declare it void from the start.
    Void,
    /// Declare it no longer in force.
    Repeal,
    /// End a delegation.
    Recall,
    /// Send it (发送).
    Send {
        /// To whom (主送).
        to: Vec<Recipient>,
        /// To whom as a copy (抄送).
        copies: Vec<Recipient>,
    },
    /// Say who opened it where it was sent.
    Open {
        /// Who, whose, when.
        openings: Vec<Opening>,
    },
    /// Take it, where it was sent.
    Receive {
        /// For whom.
        addressee: Addressee,
    },
    /// Do not take it.
    Refuse {
        /// For whom.
        addressee: Addressee,
    },
}

impl Deed {
    /// The verb of the deed.
    pub const fn verb(&self) -> Verb {
        match self {
            Self::Submit(_) => Verb::Submit,
            Self::Revise(_) => Verb::Revise,
            Self::Approve => Verb::Approve,
            Self::Disagree => Verb::Disagree,
            Self::Read => Verb::Read,
            Self::Complete => Verb::Complete,
            Self::Return { .. } => Verb::Return,
            Self::Issue { .. } => Verb::Issue,
            Self::Seal { .. } => Verb::Seal,
            Self::Execute(_) => Verb::Execute,
            Self::Withdraw => Verb::Withdraw,
            Self::Affirm { .. } => Verb::Affirm,
            Self::Reply => Verb::Reply,
            Self::AddSign { .. } => Verb::AddSign,
            Self::RemoveSign { .. } => Verb::RemoveSign,
            Self::Transfer { .. } => Verb::Transfer,
            Self::Consult { .. } => Verb::Consult,
            Self::TakeBack => Verb::TakeBack,
            Self::Terminate => Verb::Terminate,
            Self::Urge => Verb::Urge,
            Self::Circulate { .. } => Verb::Circulate,
            Self::Instruct { .. } => Verb::Instruct,
            Self::Void => Verb::Void,
            Self::Repeal => Verb::Repeal,
            Self::Recall => Verb::Recall,
            Self::Send { .. } => Verb::Send,
            Self::Open { .. } => Verb::Open,
            Self::Receive { .. } => Verb::Receive,
            Self::Refuse { .. } => Verb::Refuse,
        }
    }

    /// The people or the step it names.
    pub fn to(&self) -> &[Slug] {
        match self {
            Self::Return { to, .. } | Self::AddSign { to, .. } => to.as_slice(),
            Self::RemoveSign { to } | Self::Transfer { to } | Self::Consult { to } => std::slice::from_ref(to),
            Self::Circulate { to } => to,
            Self::Submit(_)
            | Self::Revise(_)
            | Self::Approve
            | Self::Disagree
            | Self::Read
            | Self::Complete
            | Self::Issue { .. }
            | Self::Seal { .. }
            | Self::Execute(_)
            | Self::Withdraw
            | Self::Affirm { .. }
            | Self::Reply
            | Self::TakeBack
            | Self::Terminate
            | Self::Urge
            | Self::Instruct { .. }
            | Self::Void
            | Self::Repeal
            | Self::Recall
            | Self::Send { .. }
            | Self::Open { .. }
            | Self::Receive { .. }
            | Self::Refuse { .. } => &[],
        }
    }

    /// Whom it names where something is sent or received.
    pub(super) fn addresses(&self) -> Addresses {
        let mut addresses = Addresses::default();
        if let Self::Send { to, copies } = self {
            (addresses.to, addresses.copies) = (to.clone(), copies.clone());
        }
        if let Self::Open { openings } = self {
            addresses.openings.clone_from(openings);
        }
        if let Self::Receive { addressee } | Self::Refuse { addressee } = self {
            addresses.to = vec![addressee.clone().into()];
        }
        addresses
    }

    /// The folder it hands in or carries out.
    pub const fn content(&self) -> Option<&Content> {
        match self {
            Self::Submit(content) | Self::Revise(content) | Self::Execute(content) => Some(content),
            Self::Approve
            | Self::Disagree
            | Self::Read
            | Self::Complete
            | Self::Return { .. }
            | Self::Issue { .. }
            | Self::Seal { .. }
            | Self::Withdraw
            | Self::Affirm { .. }
            | Self::Reply
            | Self::AddSign { .. }
            | Self::RemoveSign { .. }
            | Self::Transfer { .. }
            | Self::Consult { .. }
            | Self::TakeBack
            | Self::Terminate
            | Self::Urge
            | Self::Circulate { .. }
            | Self::Instruct { .. }
            | Self::Void
            | Self::Repeal
            | Self::Recall
            | Self::Send { .. }
            | Self::Open { .. }
            | Self::Receive { .. }
            | Self::Refuse { .. } => None,
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

/// Where a subject that hands over documents from before the record keeps them, each in a folder of its own.
pub const IMPORTED: &str = "documents/";

/// The collection of reports of losses (挂失).
pub const LOSSES: &str = "losses";

/// What a condition of a workflow of change requests asks for the kinds of change.
pub(super) const CHANGES: &str = "changes";

/// The collection of delegations (外出授权).
pub const DELEGATIONS: &str = "delegations";

/// The collection of handovers (离岗交接).
pub const HANDOVERS: &str = "handovers";

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
    /// In which step.
    pub step: Option<Slug>,
    /// In whose place (代理).
    pub behalf: Option<Slug>,
    /// The opinion, empty if none: the engine says whether it had to be.
    pub opinion: String,
    /// The reason, empty if none.
    pub reason: String,
    /// The last act about the subject that the signer says he has looked at (I8).
    pub confirms: Option<u64>,
    /// What was done.
    pub deed: Deed,
}

impl Act {
    /// The opinion, or the reason where an act has no opinion.
    pub fn words(&self) -> &str {
        if self.opinion.is_empty() { &self.reason } else { &self.opinion }
    }
}
