//! Verification: a whole record from its root, from its objects and refs alone.
//!
//! 1. A pure function of the objects, the refs, the root line and the checkpoints: no clock, network, keyring, configuration or cache.
//! 2. Every reachable object is read, and its bytes hash to its name.
//! 3. The verdict is INVALID if anything is wrong, else INCOMPLETE if anything is missing, else VALID; always as of a number.
//! 4. What may only follow from something missing before it counts as missing: an approval after a submission that cannot be read
//!    is not yet an approval of nothing.

use serde::Serialize;

use super::refusal::{Finding, Refusal};
use super::replay::{Ledger, Progress};
use super::root::{AnchorFault, Checkpoint, Root};
use super::seal::{SealFault, TagState};
use crate::id::{GitId, RecordId};
use crate::record::{Names, Record};

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

    fn of(findings: &[Finding]) -> Self {
        if findings.iter().any(|finding| !finding.missing) {
            Self::Invalid
        } else if findings.is_empty() {
            Self::Valid
        } else {
            Self::Incomplete
        }
    }
}

/// What a verification found.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
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
    /// How many acts there are.
    pub acts: usize,
    /// How many of them are refused.
    pub refused: usize,
    /// How many seals are good.
    pub seals: usize,
    /// The ref of a seal that no act has registered yet.
    pub unregistered: Option<String>,
    /// Refs that are not part of a record and were not looked at.
    pub foreign_refs: Vec<String>,
    /// Everything found, in the order of the acts, then of the seals.
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
            verdict: Verdict::of(&findings),
            as_of: None,
            commit: None,
            record: None,
            root: None,
            root_given,
            checkpoint: None,
            checkpoints_given,
            acts: 0,
            refused: 0,
            seals: 0,
            unregistered: None,
            foreign_refs: Vec::new(),
            findings,
        }
    }
}

/// Verifies a record.
pub fn verify(record: &Record, root: Option<&Root>, checkpoints: &[Checkpoint], progress: Progress<'_>) -> Report {
    let mut report = Report::unopened(Vec::new(), root.is_some(), checkpoints.len());
    let found = |refusals: Vec<Refusal>| refusals.iter().map(Finding::from).collect::<Vec<_>>();
    match Ledger::replay(record, Names::in_memory(), progress) {
        Err(refusals) => report.findings = found(refusals),
        Ok(ledger) => {
            if let Some(root) = root {
                report.findings.extend(found(compare_root(root, ledger.root())));
            }
            let refused = ledger.entries().values().filter_map(|entry| entry.refused.clone());
            report.findings.extend(refused);
            report.refused = ledger.entries().values().filter(|entry| !entry.is_valid()).count();
            report.acts = ledger.entries().len();
            let (good, faults) = audit_seals(&ledger, record);
            report.seals = good;
            report.findings.extend(faults);
            for checkpoint in checkpoints {
                report.findings.extend(found(compare_checkpoint(checkpoint, &ledger).into_iter().collect()));
            }
            report.as_of = Some(ledger.head().seq);
            report.commit = Some(ledger.head().commit);
            report.record = Some(ledger.office().settings().record.clone());
            report.root = Some(ledger.root().clone());
            report.checkpoint = Some(ledger.checkpoint());
            report.unregistered.clone_from(&ledger.head().unregistered);
        }
    }
    if let Err(fault) = record.check_refs() {
        report.findings.extend(found(vec![fault.into()]));
    }
    match record.foreign_refs() {
        Ok(refs) => report.foreign_refs = refs,
        Err(fault) => report.findings.extend(found(vec![fault.into()])),
    }
    excuse_what_follows(&mut report.findings);
    report.verdict = Verdict::of(&report.findings);
    report
}

/// After an act that could not be judged, whatever depends on the office's state or on the seals put so far is open, not wrong.
fn excuse_what_follows(findings: &mut [Finding]) {
    let unread = findings.iter().filter(|finding| finding.missing && finding.code < 200);
    let Some(gap) = unread.filter_map(|finding| finding.seq).min() else { return };
    for finding in findings {
        let follows = finding.seq.is_none_or(|seq| seq > gap);
        finding.missing |= follows && matches!(finding.code, 500..=599 | 601..=613 | 619);
    }
}

/// Every seal of the history against its ref, and every ref against the history.
pub fn audit_seals(ledger: &Ledger, record: &Record) -> (usize, Vec<Finding>) {
    let mut good = 0;
    let mut findings = Vec::new();
    for put in ledger.seals().values() {
        match &put.tag {
            TagState::Good { .. } => good += 1,
            TagState::Bad { finding, .. } => findings.push((**finding).clone()),
            TagState::Missing => {
                let fault = SealFault::Missing { reference: put.reference.clone() };
                findings.push(Finding::from(&Refusal::from(fault)).in_act(put.seq, put.commit));
            }
        }
    }
    match record.seals() {
        Ok(refs) => {
            for (reference, _) in refs.into_iter().filter(|(name, _)| !ledger.seals().contains_key(name)) {
                findings.push(Finding::from(&Refusal::from(SealFault::Unknown { reference })));
            }
        }
        Err(fault) => findings.push(Finding::from(&Refusal::from(fault))),
    }
    (good, findings)
}

fn compare_root(expected: &Root, found: &Root) -> Vec<Refusal> {
    let fault = if expected.genesis != found.genesis {
        AnchorFault::Genesis { expected: expected.genesis, found: found.genesis }
    } else if expected.raw != found.raw {
        AnchorFault::Raw { expected: expected.raw, found: found.raw }
    } else if expected.founder != found.founder {
        AnchorFault::Founder { expected: expected.founder.clone(), found: found.founder.clone() }
    } else {
        return Vec::new();
    };
    vec![fault.into()]
}

/// Whether a ledger contains the act a checkpoint names.
pub fn compare_checkpoint(checkpoint: &Checkpoint, ledger: &Ledger) -> Option<Refusal> {
    let record = &ledger.office().settings().record;
    if checkpoint.record != *record {
        return Some(AnchorFault::OtherRecord { expected: checkpoint.record.clone(), found: record.clone() }.into());
    }
    match ledger.entries().get(&checkpoint.seq) {
        Some(entry) if entry.raw == checkpoint.raw => None,
        Some(entry) => {
            Some(AnchorFault::Rewritten { seq: checkpoint.seq, expected: checkpoint.raw, found: entry.raw }.into())
        }
        None => Some(AnchorFault::Short { expected: checkpoint.seq, found: ledger.head().seq }.into()),
    }
}
