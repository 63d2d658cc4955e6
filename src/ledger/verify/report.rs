//! What a verification comes to. `docs/verify.schema.json` describes it as JSON; it grows by new formats only.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::id::{Fingerprint, GitId, RecordId};
use crate::ledger::refusal::Finding;
use crate::ledger::root::{Checkpoint, Root, SnapshotLine};

/// The number of the JSON form.
const FORMAT: u8 = 1;

/// What a verification comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Verdict {
    /// Every rule held.
    Valid,
    /// At least one rule was broken.
    Invalid,
    /// Something is missing, and nothing found was wrong.
    Incomplete,
}

impl Verdict {
    /// The word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Valid => "VALID",
            Self::Invalid => "INVALID",
            Self::Incomplete => "INCOMPLETE",
        }
    }

    pub(super) fn of(findings: &[Finding]) -> Self {
        if findings.iter().any(|finding| !finding.missing) {
            Self::Invalid
        } else if findings.is_empty() {
            Self::Valid
        } else {
            Self::Incomplete
        }
    }
}

/// What a verification did not look at, or cannot say. The words are permanent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotChecked {
    /// The repository was not read at all.
    Everything,
    /// No root line was given: whose record it is.
    WhoseRecord,
    /// No checkpoint, other copy or snapshot was given: whether acts were cut off at the end.
    LaterActs,
    /// The acts up to the snapshot were not read again.
    BeforeSince,
    /// The last seal is not registered by an act after it yet: whether it is the tag that was first put.
    LastSeal,
    /// Refs that are no part of a record.
    ForeignRefs,
    /// Branches of drafts.
    Drafts,
    /// Objects that nothing in the record names.
    UnreachableObjects,
    /// Whether the dates are true: signers claim them, the order alone is proven.
    Dates,
    /// Whether what the documents say is so.
    Meaning,
}

impl NotChecked {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Everything,
        Self::WhoseRecord,
        Self::LaterActs,
        Self::BeforeSince,
        Self::LastSeal,
        Self::ForeignRefs,
        Self::Drafts,
        Self::UnreachableObjects,
        Self::Dates,
        Self::Meaning,
    ];

    /// The word in JSON, and in the catalogue after `verify-not-`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::WhoseRecord => "whose-record",
            Self::LaterActs => "later-acts",
            Self::BeforeSince => "before-since",
            Self::LastSeal => "last-seal",
            Self::ForeignRefs => "foreign-refs",
            Self::Drafts => "drafts",
            Self::UnreachableObjects => "unreachable-objects",
            Self::Dates => "dates",
            Self::Meaning => "meaning",
        }
    }

    /// Whether no verification could.
    pub const fn is_always(self) -> bool {
        matches!(self, Self::UnreachableObjects | Self::Dates | Self::Meaning)
    }
}

/// Another copy the record was compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// The copy, as it was named.
    pub copy: String,
    /// The number of the last act both have; `None` if none was found.
    pub common: Option<u64>,
    /// How many seals stand alike in both.
    pub seals: usize,
}

/// A certificate that no longer signs, or will not for long. Said only where the hour is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expiring {
    /// Its file in the register.
    pub path: String,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// From when it does not sign, in seconds since 1970.
    pub expires: i64,
    /// Within how many days: 0 if it has expired, else 7, 30 or 60.
    pub within: u8,
}

/// What a verification found.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The number of this form.
    pub format: u8,
    /// The verdict.
    pub verdict: Verdict,
    /// As of which act; `None` if not even the genesis could be judged.
    pub as_of: Option<u64>,
    /// The commit of that act.
    pub commit: Option<GitId>,
    /// The record's id.
    pub record: Option<RecordId>,
    /// The root line of what was found.
    #[serde(serialize_with = "line")]
    pub root: Option<Root>,
    /// Whether a root line was given to compare with.
    pub root_given: bool,
    /// The checkpoint of what was found.
    #[serde(serialize_with = "line")]
    pub checkpoint: Option<Checkpoint>,
    /// How many checkpoints were given to compare with.
    pub checkpoints_given: usize,
    /// The other copies it was compared with.
    pub against: Vec<Compared>,
    /// The number of the act whose snapshot was gone on from: what came before was not read again.
    pub since: Option<u64>,
    /// The line of the snapshot that was written.
    #[serde(serialize_with = "line")]
    pub snapshot: Option<SnapshotLine>,
    /// The hour that was given, in seconds since 1970.
    pub now: Option<i64>,
    /// How many acts there are.
    pub acts: usize,
    /// How many of them were judged now.
    pub judged: usize,
    /// How many of those are refused.
    pub refused: usize,
    /// How many seals are good.
    pub seals: usize,
    /// The ref of a seal that no act has registered yet.
    pub unregistered: Option<String>,
    /// Refs that are not part of a record and were not looked at.
    pub foreign_refs: Vec<String>,
    /// Certificates that no longer sign, or will not for long.
    pub expiring: Vec<Expiring>,
    /// What subjects say of another office and no file of theirs proves by the settings of now. The verdict does not depend on it.
    pub unproven: Vec<Finding>,
    /// What was not checked.
    pub not_checked: BTreeSet<NotChecked>,
    /// Everything found: the root, the acts in their order, the seals, the refs, then what was given to compare with.
    pub findings: Vec<Finding>,
}

#[expect(clippy::ref_option, reason = "the shape serde asks for")]
fn line<T: ToString, S: serde::Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_ref().map(ToString::to_string).serialize(serializer)
}

impl Report {
    /// The report on a record that could not even be opened.
    pub fn unopened(findings: Vec<Finding>, root_given: bool, checkpoints_given: usize) -> Self {
        Self {
            format: FORMAT,
            verdict: Verdict::of(&findings),
            as_of: None,
            commit: None,
            record: None,
            root: None,
            root_given,
            checkpoint: None,
            checkpoints_given,
            against: Vec::new(),
            since: None,
            snapshot: None,
            now: None,
            acts: 0,
            judged: 0,
            refused: 0,
            seals: 0,
            unregistered: None,
            foreign_refs: Vec::new(),
            expiring: Vec::new(),
            unproven: Vec::new(),
            not_checked: BTreeSet::from([NotChecked::Everything]),
            findings,
        }
    }
}
