//! Verification: a whole record from its root, from its objects and refs alone.
//!
//! 1. A pure function of the objects, the refs, the root line and what else is given to compare with: no clock (but the hour that is
//!    given), network, keyring, configuration or cache of the repository.
//! 2. Every reachable object is read, and its bytes hash to its name; from a snapshot on, every one that came since.
//! 3. The verdict is INVALID if anything is wrong, else INCOMPLETE if anything is missing, else VALID; always as of a number.
//! 4. What may only follow from something missing before it counts as missing: an approval after a submission that cannot be read
//!    is not yet an approval of nothing.
//! 5. What the machine could not read is no verdict: it is an error.
//! 6. The report says what was not checked.

mod against;
mod report;

pub use against::Copy;
pub use report::{Compared, Expiring, NotChecked, Report, Verdict};

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::refusal::{Finding, Refusal};
use super::replay::{Ledger, Progress, SKEW};
use super::root::{AnchorFault, Checkpoint, Root};
use super::seal::{SealFault, TagState};
use super::snapshot::{Pin, Snapshot};
use crate::id::GitId;
use crate::office::{Standing, Verb};
use crate::record::{Defect, Examined, Fault, Names, Record};

/// What is asked of a record besides itself.
#[derive(Default)]
pub struct Question<'a> {
    /// The root line on paper.
    pub root: Option<&'a Root>,
    /// Checkpoints kept from before.
    pub checkpoints: &'a [Checkpoint],
    /// Other copies, seen before.
    pub against: &'a [Copy],
    /// A snapshot to go on from, and what its owner says of it.
    pub since: Option<(&'a Snapshot, &'a Pin, &'a str)>,
    /// The hour, in seconds since 1970.
    pub now: Option<i64>,
    /// Whether the state is wanted whole afterwards, to be kept as a snapshot.
    pub keep: bool,
}

/// What came of it.
pub struct Verified {
    /// The report.
    pub report: Report,
    /// The state of the record, if there is one.
    pub ledger: Option<Ledger>,
}

/// Verifies a record. `Err` if this machine could not.
pub fn verify(examined: &Examined, question: &Question<'_>, progress: Progress<'_>) -> Result<Verified, Vec<Finding>> {
    let record = &examined.record;
    let mut report = Report::unopened(Vec::new(), question.root.is_some(), question.checkpoints.len());
    report.now = question.now;
    if !examined.unreadable.is_empty() {
        report.findings = findings(examined.unreadable.iter().cloned().map(Refusal::from));
        report.verdict = Verdict::of(&report.findings);
        return Ok(Verified { report, ledger: None });
    }
    let replayed = match &question.since {
        None if question.keep => Ledger::replay(record, Names::in_memory(), progress)
            .map(|ledger| (ledger, Vec::new()))
            .map_err(|refusals| found_nothing(record, &refusals)),
        None => Ledger::replay_lean(record, progress)
            .map(|ledger| (ledger, Vec::new()))
            .map_err(|refusals| found_nothing(record, &refusals)),
        Some((snapshot, pin, name)) => go_on(record, question.root, snapshot, pin, name, progress),
    };
    let ledger = match replayed {
        Err(found) => {
            report.findings = found;
            None
        }
        Ok((mut ledger, changed)) => {
            report.since = question.since.as_ref().map(|(_, pin, _)| pin.seq);
            judge(&mut report, &mut ledger, record, question, changed).map_err(|fault| findings([fault]))?;
            Some(ledger)
        }
    };
    look_at_refs(&mut report, record).map_err(|fault| findings([fault.into()]))?;
    if report.findings.iter().any(|finding| finding.code == 101)
        && record.is_partial().map_err(|fault| findings([fault.into()]))?
    {
        report.findings.extend(findings([Fault::from(Defect::Partial).into()]));
    }
    if report.findings.iter().any(is_of_the_machine) {
        return Err(report.findings.into_iter().filter(is_of_the_machine).collect());
    }
    let executions: Vec<u64> = ledger.iter().flat_map(refused_executions).collect();
    excuse_what_follows(&mut report.findings, &executions);
    report.verdict = Verdict::of(&report.findings);
    name_what_was_not_checked(&mut report, record, question, ledger.is_some())
        .map_err(|fault| findings([fault.into()]))?;
    Ok(Verified { report, ledger })
}

fn findings(refusals: impl IntoIterator<Item = Refusal>) -> Vec<Finding> {
    refusals.into_iter().map(|refusal| Finding::from(&refusal)).collect()
}

fn is_of_the_machine(finding: &Finding) -> bool {
    matches!(finding.code, 190..=192)
}

/// Why there is no record to speak of: what is wrong with the founding is said of the founding commit.
fn found_nothing(record: &Record, refusals: &[Refusal]) -> Vec<Finding> {
    let genesis = || -> Result<Option<GitId>, Fault> {
        let mut at = record.main()?;
        while let Some(id) = at {
            match record.first_parent(id)? {
                None => return Ok(Some(id)),
                parent => at = parent,
            }
        }
        Ok(None)
    };
    let genesis = genesis().ok().flatten();
    let place = |refusal: &Refusal| {
        let mut finding = Finding::from(refusal);
        let says_where = match refusal {
            Refusal::Anchor(_) => true,
            Refusal::Record(fault) => fault.in_object().is_some() || fault.at_path().is_some(),
            Refusal::Signature(_)
            | Refusal::Certificate { .. }
            | Refusal::Proof { .. }
            | Refusal::Chain(_)
            | Refusal::Statement(_)
            | Refusal::Change(_)
            | Refusal::Office(_)
            | Refusal::Founding(_)
            | Refusal::Seal(_) => false,
        };
        match genesis {
            Some(genesis) if !says_where => {
                if let (Refusal::Signature(_), Ok((commit, _))) = (refusal, record.commit(genesis)) {
                    finding.offset = Some(commit.signature_offset());
                }
                finding.in_act(0, genesis)
            }
            Some(_) | None => finding,
        }
    };
    refusals.iter().map(place).collect()
}

/// The ledger of a snapshot, brought up to `main`, and the seals that do not stand as they stood then.
fn go_on(
    record: &Record,
    root: Option<&Root>,
    snapshot: &Snapshot,
    pin: &Pin,
    name: &str,
    progress: Progress<'_>,
) -> Result<(Ledger, Vec<Finding>), Vec<Finding>> {
    let mut ledger = snapshot.resume(record, root, pin).map_err(findings)?;
    let tip = record.main().and_then(|tip| tip.ok_or_else(|| Fault::new(Defect::Missing).path(crate::record::MAIN)));
    let tip = tip.map_err(|fault| findings([fault.into()]))?;
    let known = ledger.head().clone();
    // The name of a commit is not the whole of it: what stands under that name is.
    match record.act_digest(known.commit) {
        Ok(raw) if raw == known.raw => {}
        Ok(found) => {
            let fault = AnchorFault::Rewritten { seq: known.seq, expected: known.raw, found };
            return Err(findings([fault.into()]));
        }
        // If it is not there, the chain does not lead to it, and what is said is where it parts.
        Err(fault) if fault.is_missing() => {}
        Err(fault) => return Err(findings([fault.into()])),
    }
    ledger.recall_seals().map_err(|fault| findings([fault.into()]))?;
    let before: Vec<(String, TagState)> =
        ledger.seals().values().map(|put| (put.reference.clone(), put.tag.clone())).collect();
    if let Err(refusal) = ledger.follow_to(record, tip, progress) {
        let said = if matches!(refusal, Refusal::Anchor(AnchorFault::NotDescendant { .. })) {
            parted(&mut ledger, record, tip, name)
        } else {
            refusal
        };
        return Err(findings([said]));
    }
    let mut changed = Vec::new();
    for (reference, state) in before {
        let (TagState::Good { tag, .. } | TagState::Bad { tag, .. }) = state else { continue };
        if let Some(fault) = against::compare_seal(record, name, &reference, tag) {
            ledger.look_at_seal(record, &reference);
            changed.push(Finding::from(&Refusal::from(fault)));
        }
    }
    Ok((ledger, changed))
}

/// How a chain that does not lead to the snapshot's act stands to it.
fn parted(ledger: &mut Ledger, record: &Record, tip: GitId, name: &str) -> Refusal {
    if let Err(fault) = ledger.recall_all() {
        return fault.into();
    }
    let known: BTreeMap<GitId, u64> = ledger.entries().values().map(|entry| (entry.commit, entry.seq)).collect();
    let (mut at, mut above) = (tip, None);
    loop {
        if let Some(seq) = known.get(&at) {
            let copy = name.to_owned();
            return match (above, ledger.entries().get(&(seq + 1))) {
                (Some(here), Some(next)) => AnchorFault::Parted { copy, seq: *seq, here, there: next.commit },
                (_, _) => AnchorFault::Behind { copy, expected: ledger.head().seq, found: *seq },
            }
            .into();
        }
        match record.first_parent(at) {
            Ok(Some(parent)) => (at, above) = (parent, Some(at)),
            Ok(None) => return AnchorFault::Genesis { expected: ledger.root().genesis, found: at }.into(),
            Err(fault) => return fault.into(),
        }
    }
}

/// Everything that is asked once the acts are judged.
fn judge(
    report: &mut Report,
    ledger: &mut Ledger,
    record: &Record,
    question: &Question<'_>,
    changed: Vec<Finding>,
) -> Result<(), Refusal> {
    if let Some(root) = question.root {
        report.findings.extend(findings(compare_root(root, ledger.root())));
    }
    let judged = ledger.entries().values().filter(|entry| report.since.is_none_or(|since| entry.seq > since));
    let refused = judged.clone().filter(|entry| !entry.is_valid()).count();
    (report.judged, report.refused) = (judged.count(), refused);
    report.acts = usize::try_from(ledger.head().seq).map_or(usize::MAX, |last| last.saturating_add(1));
    report.findings.extend(acts_at_fault(ledger, report.since)?);
    let (good, faults) = audit_seals(ledger, record);
    report.seals = good;
    report.findings.extend(faults);
    report.findings.extend(changed);
    for checkpoint in question.checkpoints {
        ledger.recall_entry(checkpoint.seq)?;
        report.findings.extend(findings(compare_checkpoint(checkpoint, ledger)));
    }
    if !question.against.is_empty() {
        ledger.recall_all()?;
    }
    for copy in question.against {
        let (compared, found) = ledger.compare_copy(record, copy)?;
        report.against.push(compared);
        report.findings.extend(found);
    }
    if let Some(now) = question.now {
        report.findings.extend(dated_later(ledger, now, report.since));
        report.expiring = expiring(ledger, now);
    }
    report.as_of = Some(ledger.head().seq);
    report.commit = Some(ledger.head().commit);
    report.record = Some(ledger.office().settings().record.clone());
    report.root = Some(ledger.root().clone());
    report.checkpoint = Some(ledger.checkpoint());
    report.unregistered.clone_from(&ledger.head().unregistered);
    Ok(())
}

/// What is wrong with the acts judged, in their order: refused, or in question. What a certificate that was compromised since puts in
/// question may lie before them: then every docket is looked at.
fn acts_at_fault(ledger: &mut Ledger, since: Option<u64>) -> Result<Vec<Finding>, Refusal> {
    if ledger.office().register().has_doubtful() {
        ledger.recall_all()?;
    }
    let judged = ledger.entries().values().filter(|entry| since.is_none_or(|since| entry.seq > since));
    let refused = judged.filter_map(|entry| entry.refused.clone());
    let doubted = ledger.office().doubts().filter_map(|(seq, doubt)| {
        Some(Finding::from(&Refusal::from(doubt)).in_act(seq, ledger.entries().get(&seq)?.commit))
    });
    let mut found: Vec<Finding> = refused.chain(doubted).collect();
    found.sort_by_key(|finding| finding.seq);
    Ok(found)
}

/// Refs of the record that are none, and refs of nobody. What was found of a ref before is not said twice.
fn look_at_refs(report: &mut Report, record: &Record) -> Result<(), Fault> {
    let said: HashSet<(u16, Option<String>)> =
        report.findings.iter().map(|finding| (finding.code, finding.path.clone())).collect();
    let found = findings(record.ref_faults().into_iter().map(Refusal::from)).into_iter();
    report.findings.extend(found.filter(|finding| !said.contains(&(finding.code, finding.path.clone()))));
    report.foreign_refs = record.foreign_refs()?;
    Ok(())
}

/// Acts dated later than the hour given: somebody's clock was wrong, or the reader's is.
fn dated_later(ledger: &Ledger, now: i64, since: Option<u64>) -> Vec<Finding> {
    let later = ledger.entries().values().filter(|entry| since.is_none_or(|since| entry.seq > since));
    let later = later.filter(|entry| entry.time > now.saturating_add(SKEW));
    later
        .map(|entry| {
            let fault = AnchorFault::Future { now, found: entry.time };
            Finding::from(&Refusal::from(fault)).in_act(entry.seq, entry.commit)
        })
        .collect()
}

const DAY: i64 = 86_400;

/// The active certificates of the register that no longer sign, or will not for long, the first to end first.
pub fn expiring(ledger: &Ledger, now: i64) -> Vec<Expiring> {
    let register = ledger.office().register();
    let people = register.people().flat_map(|(_, person)| &person.certificate);
    let seals = register.seals().flat_map(|(_, seal)| &seal.certificate);
    let active: Vec<_> = people
        .chain(seals)
        .filter(|listed| listed.state == Standing::Active)
        .map(|listed| &listed.fingerprint)
        .collect();
    let mut found = Vec::new();
    for (fingerprint, path) in register.certificates().filter(|(fingerprint, _)| active.contains(fingerprint)) {
        let Some(certificate) = ledger.certificates().get(fingerprint) else { continue };
        // It signs as long as any of its keys does; one without an end signs for ever.
        let ends = certificate.keys().into_iter().filter(|key| !key.revoked);
        let ends: Option<Vec<i64>> = ends.map(|key| key.expires).collect();
        let Some(expires) = ends.and_then(|ends| ends.into_iter().max()) else { continue };
        let within = [0, 7, 30, 60].into_iter().find(|days| expires <= now.saturating_add(i64::from(*days) * DAY));
        if let Some(within) = within {
            found.push(Expiring { path, fingerprint: fingerprint.clone(), expires, within });
        }
    }
    found.sort_by(|a, b| (a.expires, &a.path).cmp(&(b.expires, &b.path)));
    found
}

fn name_what_was_not_checked(
    report: &mut Report,
    record: &Record,
    question: &Question<'_>,
    read: bool,
) -> Result<(), Fault> {
    let remembered = !question.checkpoints.is_empty() || !question.against.is_empty() || question.since.is_some();
    let applies = |what: NotChecked| -> Result<bool, Fault> {
        Ok(match what {
            NotChecked::Everything => !read,
            NotChecked::WhoseRecord => read && !report.root_given,
            NotChecked::LaterActs => read && !remembered,
            NotChecked::BeforeSince => read && report.since.is_some(),
            NotChecked::LastSeal => read && report.unregistered.is_some(),
            NotChecked::ForeignRefs => read && !report.foreign_refs.is_empty(),
            NotChecked::Drafts => read && record.has_drafts()?,
            NotChecked::UnreachableObjects | NotChecked::Dates | NotChecked::Meaning => read,
        })
    };
    let mut not_checked = BTreeSet::new();
    for what in NotChecked::ALL {
        if applies(what)? {
            not_checked.insert(what);
        }
    }
    report.not_checked = not_checked;
    Ok(())
}

/// After an act that could not be judged, whatever depends on the office's state or on the seals put so far is open, not wrong.
fn excuse_what_follows(findings: &mut [Finding], executions: &[u64]) {
    let unread = findings.iter().filter(|finding| finding.missing && finding.code < 200);
    let Some(gap) = unread.filter_map(|finding| finding.seq).min() else { return };
    // An execution that was refused after the gap, for want of its request, has changed no register: who may sign since is open too.
    let follows = |finding: &Finding| finding.seq.is_none_or(|seq| seq > gap);
    let unchanged = executions.iter().copied().filter(|seq| *seq >= gap).min();
    for finding in findings {
        let of_rules = follows(finding) && matches!(finding.code, 202 | 500..=599 | 601..=613 | 619);
        let since = unchanged.is_some_and(|execution| finding.seq.is_none_or(|seq| seq > execution));
        let of_register = since && matches!(finding.code, 201..=204 | 219..=227 | 237..=239 | 616..=618);
        finding.missing |= of_rules || of_register;
    }
}

/// The executions that are refused, by number.
fn refused_executions(ledger: &Ledger) -> impl Iterator<Item = u64> {
    let refused = ledger.entries().values().filter(|entry| !entry.is_valid());
    refused.filter(|entry| entry.verb == Some(Verb::Execute)).map(|entry| entry.seq)
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
