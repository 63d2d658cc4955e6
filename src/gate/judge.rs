//! Whether a push may come in, as a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::fault::{GateFault, one, refused};
use super::update::RefUpdate;
use crate::id::{GitId, Slug};
use crate::ledger::{Entry, Finding, Ledger, Refusal, SKEW, SealFault, TagState};
use crate::office::{Register, Verb};
use crate::parcel;
use crate::record::{Commit, DRAFTS, Defect, Fault, MAIN, ObjectKind, Record, SEALS, Weight};

/// The most a push may bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// New acts.
    pub acts: usize,
    /// Refs.
    pub refs: usize,
    /// Bytes of the acts' files together, unpacked.
    pub bytes: u64,
    /// Drafts one person may have on the server.
    pub drafts: usize,
}

impl Limits {
    /// What holds where nobody has set something else.
    pub const USUAL: Self = Self { acts: 1_000, refs: 1_000, bytes: 200 << 20, drafts: 100 };
    /// The most files and folders the acts of a push may change together.
    const ENTRIES: usize = 100_000;
}

/// A push that waits in quarantine.
#[derive(Debug)]
pub struct Incoming<'a> {
    /// The server's repository with the pushed objects in sight.
    pub quarantine: &'a Record,
    /// How many bytes of files the quarantine has.
    pub bytes: u64,
    /// The refs it would change, in git's order.
    pub updates: &'a [RefUpdate],
}

/// What came in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Admitted {
    /// The numbers of the new acts.
    pub acts: Vec<u64>,
    /// The refs of the new seals.
    pub seals: Vec<String>,
}

/// Judges a push. `ledger` stands at the server's `main`; `now` is the server's clock in seconds since 1970. On a refusal the ledger
/// must not be used any more.
pub fn judge(
    ledger: &mut Ledger,
    incoming: &Incoming<'_>,
    limits: &Limits,
    now: i64,
) -> Result<Admitted, Vec<Finding>> {
    let Incoming { quarantine, updates, .. } = *incoming;
    check_refs(ledger, incoming, limits)?;
    let tags: BTreeMap<&str, GitId> = updates
        .iter()
        .filter(|update| update.name.starts_with(SEALS))
        .filter_map(|update| Some((update.name.as_str(), update.new?)))
        .collect();
    let mut admitted = Admitted::default();
    let main = updates.iter().find(|update| update.name == MAIN);
    if let Some((update, tip)) = main.and_then(|update| Some((update, update.new?))) {
        let old = ledger.head().commit;
        let not_forward = || GateFault::NotForward { old, new: tip };
        // Git will refuse the move itself, but a push that is not atomic would leave its tags behind.
        if update.old != Some(old) {
            return Err(one(&not_forward()));
        }
        survey(ledger, quarantine, tip, limits)?;
        let advance = ledger.follow_to(quarantine, tip, &mut |_, _| {}).map_err(|refusal| {
            if matches!(refusal, Refusal::Anchor(_)) { one(&not_forward()) } else { refused(refusal) }
        })?;
        check_acts(ledger, &advance.acts, now)?;
        check_proofs(ledger, quarantine, &advance.acts)?;
        admitted.acts = advance.acts;
    }
    check_tags(ledger, quarantine, &admitted.acts, &tags)?;
    admitted.seals = tags.into_keys().map(str::to_owned).collect();
    Ok(admitted)
}

/// That every ref is one that may change, each once, and that drafts keep to their limits.
fn check_refs(ledger: &Ledger, incoming: &Incoming<'_>, limits: &Limits) -> Result<(), Vec<Finding>> {
    let Incoming { quarantine, updates, bytes } = *incoming;
    if updates.len() > limits.refs {
        return Err(one(&GateFault::ManyRefs { found: updates.len(), most: limits.refs }));
    }
    let register = ledger.office().register();
    let mut names = BTreeSet::new();
    let faults: Vec<Finding> = updates
        .iter()
        .filter_map(|update| {
            let twice = (!names.insert(&update.name)).then(|| GateFault::Twice { name: update.name.clone() });
            twice.or_else(|| check_ref(update, register).err())
        })
        .map(|fault| Finding::from(&fault))
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let drafts: Vec<&RefUpdate> = updates.iter().filter(|update| update.name.starts_with(DRAFTS)).collect();
    if drafts.is_empty() {
        return Ok(());
    }
    let most = ledger.office().settings().limits.subject;
    if bytes > most {
        return Err(one(&GateFault::DraftSize { found: bytes, most }));
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for update in &drafts {
        if let Some(id) = update.new {
            let (kind, _) = quarantine.header(id).map_err(|fault| refused(fault.path(update.name.as_str())))?;
            if kind != ObjectKind::Commit {
                let (expected, found) = (ObjectKind::Commit.name(), kind.name().to_owned());
                return Err(refused(
                    Fault::new(Defect::Kind { expected, found }).object(id).path(update.name.as_str()),
                ));
            }
        }
        if let (None, Some(_), Some(person)) = (update.old, update.new, person_of(&update.name)) {
            let count = match counts.get(person) {
                Some(count) => *count,
                None => quarantine.drafts_of(person).map_err(refused)?,
            };
            if count >= limits.drafts {
                return Err(one(&GateFault::ManyDrafts { name: update.name.clone(), most: limits.drafts }));
            }
            counts.insert(person, count + 1);
        }
    }
    Ok(())
}

/// Whose draft a branch is: `refs/heads/drafts/<person>/<name>`.
fn person_of(name: &str) -> Option<&str> {
    let (person, rest) = name.strip_prefix(DRAFTS)?.split_once('/')?;
    (!rest.is_empty()).then_some(person)
}

fn check_ref(update: &RefUpdate, register: &Register) -> Result<(), GateFault> {
    let name = update.name.clone();
    if name.starts_with(DRAFTS) {
        let person = person_of(&name).and_then(|person| person.parse::<Slug>().ok());
        let known = person.is_some_and(|person| register.person(&person).is_some());
        return if known { Ok(()) } else { Err(GateFault::Draft { name }) };
    }
    if name != MAIN && !name.starts_with(SEALS) {
        return Err(GateFault::Ref { name });
    }
    if update.new.is_none() {
        return Err(GateFault::Deletion { name });
    }
    if name.starts_with(SEALS) && update.old.is_some() {
        return Err(GateFault::TagMoves { reference: name });
    }
    Ok(())
}

/// How much the new acts bring, from the headers of their objects: nothing large is read, and nothing long is walked.
///
/// Says only that it is too much. Whatever else is wrong with an act is said when it is judged.
fn survey(ledger: &Ledger, quarantine: &Record, tip: GitId, limits: &Limits) -> Result<(), Vec<Finding>> {
    let (old, mut tree) = (ledger.head().commit, ledger.head().tree);
    let (mut chain, mut at) = (Vec::new(), tip);
    while at != old {
        if chain.len() == limits.acts {
            return Err(one(&GateFault::ManyActs { most: limits.acts }));
        }
        quarantine.fits(at, ObjectKind::Commit).map_err(refused)?;
        chain.push(at);
        match quarantine.first_parent(at).map_err(refused)? {
            Some(parent) => at = parent,
            None => return Err(one(&GateFault::NotForward { old, new: tip })),
        }
    }
    let mut weight = Weight { entries: Limits::ENTRIES, bytes: limits.bytes };
    for id in chain.into_iter().rev() {
        let Ok(commit) = quarantine.act(id).and_then(|raw| Commit::parse(&raw)) else { continue };
        match quarantine.weigh(tree, commit.tree, &mut weight) {
            Ok(true) => {}
            Ok(false) => return Err(one(&GateFault::PushSize { most: limits.bytes, entries: Limits::ENTRIES })),
            Err(fault) if matches!(fault.defect(), Defect::Size { .. }) => return Err(refused(fault)),
            Err(_) => {}
        }
        tree = commit.tree;
    }
    Ok(())
}

/// Every new act is valid and of this hour.
fn check_acts(ledger: &Ledger, acts: &[u64], now: i64) -> Result<(), Vec<Finding>> {
    let mut findings = Vec::new();
    for entry in acts.iter().filter_map(|seq| ledger.entries().get(seq)) {
        let by = entry.time - now;
        match &entry.refused {
            Some(finding) => findings.push(finding.clone()),
            None if by.abs() > SKEW => findings.push(Finding::from(&GateFault::Skew { seq: entry.seq, by })),
            None => {}
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}

/// What is handed in and speaks of another office is proven by a file that lies with it.
fn check_proofs(ledger: &mut Ledger, quarantine: &Record, acts: &[u64]) -> Result<(), Vec<Finding>> {
    let mut findings = Vec::new();
    let entries: Vec<Entry> = acts.iter().filter_map(|seq| ledger.entries().get(seq)).cloned().collect();
    for entry in entries {
        let hands_in = matches!(entry.verb, Some(Verb::Submit | Verb::Revise));
        let (true, Some(subject), Some(folder)) = (hands_in, &entry.subject, entry.folder) else { continue };
        let office = ledger.office();
        let workflow = office.docket(subject).and_then(|docket| office.workflow(docket).ok());
        let Some(workflow) = workflow.filter(|one| one.speaks_of_others()).cloned() else { continue };
        let files = parcel::proofs(quarantine, folder).map_err(refused)?;
        // Only a revision has something that was asked before: what an act that was refused has left there was not.
        let before = match entry.verb {
            Some(Verb::Revise) => stood_before(quarantine, entry.commit, &subject.folder()).map_err(refused)?,
            _ => None,
        };
        let before = before.map(|folder| parcel::proofs(quarantine, folder)).transpose().map_err(refused)?;
        if let Err(unproven) = parcel::vouch(ledger, &workflow, &files, before.as_ref()) {
            findings.push(unproven.about(subject).in_act(entry.seq, entry.commit));
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}

/// A folder as it stood before an act.
fn stood_before(quarantine: &Record, commit: GitId, folder: &str) -> Result<Option<GitId>, Fault> {
    let Some(parent) = quarantine.first_parent(commit)? else { return Ok(None) };
    let tree = Commit::parse(&quarantine.act(parent)?)?.tree;
    quarantine.folder(tree, folder)
}

/// Every new seal act has its tag in this push, and every tag in it its act: in this push, or in the record with its ref lost.
fn check_tags(
    ledger: &mut Ledger,
    quarantine: &Record,
    acts: &[u64],
    tags: &BTreeMap<&str, GitId>,
) -> Result<(), Vec<Finding>> {
    for reference in tags.keys() {
        ledger.recall_seal(reference).map_err(refused)?;
    }
    let new = |seq: &u64| acts.contains(seq);
    let mut findings = Vec::new();
    for put in ledger.seals().values().filter(|put| new(&put.seq)) {
        if !tags.contains_key(put.reference.as_str()) {
            findings.push(Finding::from(&GateFault::NoTag { reference: put.reference.clone() }));
        }
    }
    for (reference, tag) in tags {
        let Some(put) = ledger.seals().get(*reference) else {
            findings.push(Finding::from(&GateFault::NoAct { reference: (*reference).to_owned() }));
            continue;
        };
        let checked = quarantine
            .read(*tag)
            .map_err(Refusal::from)
            .and_then(|object| put.check(&object, ledger.certificates()).map_err(Refusal::from));
        if let Err(refusal) = checked {
            findings.push(Finding::from(&refusal));
        }
    }
    // A seal the history registers in this push must be the one that stands here.
    for put in ledger.seals().values().filter(|put| !new(&put.seq) && !tags.contains_key(put.reference.as_str())) {
        if let TagState::Bad { finding, .. } = &put.tag {
            findings.push((**finding).clone());
        }
        if put.tag == TagState::Missing && put.registered.is_some() {
            let fault = SealFault::Missing { reference: put.reference.clone() };
            findings.push(Finding::from(&Refusal::from(fault)));
        }
    }
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}
