//! Replay: commits are read, their signatures checked, their acts judged, in the chain's order.
//!
//! 1. Parents come from the commits' own bytes. The chain is linear; where a commit has no readable form the first parent leads on,
//!    so that one bad act hides nothing before or after it.
//! 2. Each act is judged by the state before it. A refused act moves the chain on and changes nothing else.
//! 3. Signatures are checked in parallel, a batch ahead of the acts that are judged; judging is sequential.
//! 4. The order of questions is that of `docs/record-format.md` 9.1: [`Ledger::consider`] reads from top to bottom.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use rayon::prelude::*;

use super::certificates::Certificates;
use super::entry::Entry;
use super::refusal::{ChainFault, ChangeFault, Finding, Refusal};
use super::root::{AnchorFault, Checkpoint, Root};
use super::seal::{SealFault, SealPut, Sealing, TagState};
use super::statement::{Affirmed, By, Matter, Registration, Statement, StatementFault};
use crate::id::{Fingerprint, GitId, Sha256, Slug, SubjectId};
use crate::office::{self, Content, DELEGATIONS, Docket, FieldKind, Files, Limits, Office, PROPOSED, Verb};
use crate::openpgp::{Signature, SignatureFault};
use crate::record::{Change, Commit, Defect, Fault, File, Key, Names, Record, Tag};

/// How far the signature's own time may lie from the commit's, in seconds.
pub const SKEW: i64 = 300;

/// The most bytes register, settings and workflows may have together: nobody has signed them yet when they are read.
const REGISTRY_LIMIT: u64 = 256 * 1024 * 1024;

/// How many acts are held at once while their signatures are checked.
const BATCH: usize = 1024;

/// What is called while acts are replayed: how many are done, of how many.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

/// The state of a record up to one act: plain values, to be read from many threads.
pub struct State {
    pub(super) root: Root,
    pub(super) head: Head,
    pub(super) office: Office,
    pub(super) certificates: Arc<Certificates>,
    pub(super) seals: BTreeMap<String, SealPut>,
    pub(super) entries: BTreeMap<u64, Entry>,
}

/// A state that follows its record, with what it keeps to do so quickly.
pub struct Ledger {
    pub(super) state: State,
    pub(super) names: Names,
    pub(super) kept: super::cache::Kept,
    /// Whether texts are let go that no later act is judged by.
    pub(super) lean: bool,
}

/// The last act of a ledger.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Head {
    /// Its commit.
    pub commit: GitId,
    /// Over that commit's raw bytes.
    pub raw: Sha256,
    /// Its number.
    pub seq: u64,
    /// Its tree.
    pub tree: GitId,
    /// The tree's SHA-256 name, if the tree can be read.
    pub tree_name: Option<Sha256>,
    /// The time of the last valid act.
    pub time: i64,
    /// The ref of the seal it put, which the next act has to register.
    pub unregistered: Option<String>,
}

/// What one advance brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Advance {
    /// The numbers of the new acts.
    pub acts: Vec<u64>,
    /// The subjects they are about.
    pub subjects: BTreeSet<SubjectId>,
    /// The refs of the seals that are new or were looked at again.
    pub seals: BTreeSet<String>,
    /// Whether settings, register, workflows, themes or hooks changed, or an act was affirmed: pages of other acts may read otherwise.
    pub amended: bool,
}

/// What was found of an act that may stand.
struct Considered {
    effects: office::Effects,
    /// The folder it hands in.
    folder: Option<GitId>,
    /// What the change request it hands in or executes proposes.
    proposed: Files,
}

/// A commit with everything that can be said of it alone.
struct Checked {
    id: GitId,
    raw: Sha256,
    commit: Result<Commit, Fault>,
    /// What it says, if it can be read as a commit.
    statement: Option<Result<Statement, StatementFault>>,
    signature: Option<Result<i64, SignatureFault>>,
}

impl Ledger {
    /// The same as [`Self::replay`] in memory that does not grow with what acts and documents say: of what is closed only the skeleton
    /// is kept. For who wants a verdict, and nothing to show or to keep.
    pub fn replay_lean(record: &Record, progress: Progress<'_>) -> Result<Self, Vec<Refusal>> {
        Self::replay_as(record, Names::in_memory(), progress, true, None)
    }

    /// The same up to the act of that number: what was so after it.
    pub fn at(record: &Record, seq: u64, progress: Progress<'_>) -> Result<Self, Vec<Refusal>> {
        Self::replay_as(record, Names::in_memory(), progress, false, Some(seq))
    }

    /// Judges a whole record from its genesis. `Err` if there is no record to speak of: no act, or a genesis that founds nothing.
    pub fn replay(record: &Record, names: Names, progress: Progress<'_>) -> Result<Self, Vec<Refusal>> {
        Self::replay_as(record, names, progress, false, None)
    }

    fn replay_as(
        record: &Record,
        names: Names,
        progress: Progress<'_>,
        lean: bool,
        until: Option<u64>,
    ) -> Result<Self, Vec<Refusal>> {
        let one = |refusal: Refusal| vec![refusal];
        let tip = record.main().map_err(|e| one(e.into()))?.ok_or_else(|| one(AnchorFault::Empty.into()))?;
        let mut chain = chain(record, tip, None).map_err(one)?;
        let genesis = chain.pop_front().map_or(tip, |link| link.id);
        if let Some(until) = until {
            chain.truncate(usize::try_from(until).unwrap_or(usize::MAX));
        }
        let mut ledger = Self::found(record, genesis, names)?;
        ledger.lean = lean;
        ledger.follow(record, chain, progress).map_err(one)?;
        Ok(ledger)
    }

    /// That a commit founds a record.
    pub fn check_genesis(record: &Record, genesis: GitId) -> Result<(), Vec<Refusal>> {
        Self::found(record, genesis, Names::in_memory()).map(drop)
    }

    /// The docket of a subject, and its folder as it was last handed in: whatever acts that were refused have done to it since.
    pub fn subject_folder(&mut self, subject: &SubjectId) -> Result<(Option<&Docket>, Option<GitId>), Fault> {
        self.recall(subject)?;
        let Some(docket) = self.state.office.docket(subject) else { return Ok((None, None)) };
        let seq = docket.content_seq;
        self.recall_entry(seq)?;
        let folder = self.state.entries.get(&seq).and_then(|entry| entry.folder);
        Ok((self.state.office.docket(subject), folder))
    }

    /// The state after the genesis.
    pub(super) fn found(record: &Record, genesis: GitId, mut names: Names) -> Result<Self, Vec<Refusal>> {
        let one = |refusal: Refusal| vec![refusal];
        let bytes = record.act(genesis).map_err(|e| one(e.into()))?;
        let raw = Sha256::of(&bytes);
        let commit = Commit::parse(&bytes).map_err(|e| one(e.object(genesis).into()))?;
        let statement = Statement::read(&commit).map_err(|e| one(e.into()))?;
        if statement.verb() != Verb::Found || commit.parent.is_some() {
            return Err(one(ChainFault::Founding.into()));
        }
        if statement.seq != 0 {
            return Err(one(ChainFault::Number { expected: 0, found: statement.seq }.into()));
        }
        let tree_name = record.sha256_of_tree(commit.tree, &mut names).map_err(|e| one(e.into()))?;
        if tree_name != statement.tree {
            return Err(one(ChainFault::Tree { expected: tree_name, found: statement.tree }.into()));
        }
        let files = registry_files(record, commit.tree).map_err(|e| one(e.into()))?;
        let office = Office::found(&files, &statement.signer)
            .map_err(|faults| faults.into_iter().map(Refusal::from).collect::<Vec<_>>())?;
        let certificates = Arc::new(Certificates::read(office.register(), &files)?);
        let record_id = &office.settings().record;
        if *record_id != statement.record {
            let fault = ChainFault::OtherRecord { expected: record_id.clone(), found: statement.record };
            return Err(one(fault.into()));
        }
        signed_at(&commit, signed_by(&certificates, &statement.signer, &commit)).map_err(one)?;
        let founder = office.signer(&statement.signer).map_err(|e| one(e.into()))?;
        office.check_identity(&founder, commit.ident.name(), commit.ident.email()).map_err(|e| one(e.into()))?;
        let entry = Entry {
            seq: 0,
            commit: genesis,
            raw,
            tree: Some(commit.tree),
            folder: None,
            time: commit.ident.seconds(),
            name: commit.ident.name().to_owned(),
            signer: Some(statement.signer.clone()),
            person: Some(founder),
            verb: Some(Verb::Found),
            subject: None,
            title: None,
            step: None,
            seal: None,
            number: None,
            words: String::new(),
            refused: None,
        };
        let state = State {
            root: Root { genesis, raw, founder: statement.signer },
            head: Head {
                commit: genesis,
                raw,
                seq: 0,
                tree: commit.tree,
                tree_name: Some(tree_name),
                time: commit.ident.seconds(),
                unregistered: None,
            },
            office,
            certificates,
            seals: BTreeMap::new(),
            entries: BTreeMap::from([(0, entry)]),
        };
        Ok(Self { state, names, kept: super::cache::Kept::nothing(), lean: false })
    }

    /// Judges the acts between this ledger's last one and `tip`. Fails, changing nothing, if `tip` does not descend from it.
    pub fn advance(&mut self, record: &Record, tip: GitId, progress: Progress<'_>) -> Result<Advance, Refusal> {
        if tip == self.state.head.commit {
            return Ok(Advance::default());
        }
        let chain = chain(record, tip, Some((self.state.head.commit, self.state.head.seq)))?;
        self.follow(record, chain, progress)
    }

    fn follow(
        &mut self,
        record: &Record,
        mut chain: VecDeque<Link>,
        progress: Progress<'_>,
    ) -> Result<Advance, Refusal> {
        let mut advance = Advance::default();
        let total = chain.len();
        let mut checked = check(next_batch(record, &mut chain)?, &self.state.certificates);
        while !checked.is_empty() {
            // While these acts are judged, the signatures of those after them are checked.
            let next = next_batch(record, &mut chain)?;
            let certificates = Arc::clone(&self.state.certificates);
            let (judged, ahead) = std::thread::scope(|scope| {
                let ahead = (!next.is_empty()).then(|| scope.spawn(move || check(next, &certificates)));
                let judged = self.judge_batch(record, &mut checked, &mut advance, &mut |done| progress(done, total));
                (judged, ahead.map(std::thread::ScopedJoinHandle::join))
            });
            let changed = judged?;
            checked = match ahead {
                None => Vec::new(),
                Some(Ok(ahead)) => ahead,
                Some(Err(panic)) => std::panic::resume_unwind(panic),
            };
            forget_signatures(&mut checked, &changed);
        }
        for reference in advance.seals.clone() {
            self.look_at_seal(record, &reference);
        }
        Ok(advance)
    }

    /// Judges acts whose signatures were checked by the certificates in force before the first of them. The certificates that are other
    /// ones since.
    fn judge_batch(
        &mut self,
        record: &Record,
        checked: &mut [Checked],
        advance: &mut Advance,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Vec<Fingerprint>, Refusal> {
        let mut all = Vec::new();
        for at in 0..checked.len() {
            let changed = self.step(record, &checked[at], advance)?;
            progress(advance.acts.len());
            if !changed.is_empty() {
                forget_signatures(&mut checked[at + 1..], &changed);
                all.extend(changed);
            }
        }
        Ok(all)
    }

    /// Lets go of the texts of an act that was judged, and of a subject that is closed: later acts are not judged by them.
    fn forget_texts(&mut self, entry: &mut Entry) {
        entry.words = String::new();
        entry.title = None;
        let Some(mut docket) = entry.subject.as_ref().and_then(|subject| self.state.office.docket(subject)).cloned()
        else {
            return;
        };
        if docket.is_open() {
            return;
        }
        // Whom and what a form names, later acts may still be judged by.
        let workflow = self.state.office.workflow(&docket).ok();
        let names = |field: &str| {
            workflow.is_some_and(|workflow| workflow.speaks_in(field))
                || workflow.and_then(|workflow| workflow.field(field)).is_some_and(|field| match field.kind {
                    FieldKind::Unit
                    | FieldKind::Person
                    | FieldKind::Seal
                    | FieldKind::Subject
                    | FieldKind::Date
                    | FieldKind::Audience => true,
                    FieldKind::Text
                    | FieldKind::Time
                    | FieldKind::Number
                    | FieldKind::Check
                    | FieldKind::Choice
                    | FieldKind::File => false,
                })
        };
        docket.form.retain(|field, _| names(field) || docket.subject.collection() == DELEGATIONS);
        docket.before = None;
        for mark in &mut docket.trail {
            mark.words = String::new();
            mark.capacity = Vec::new();
        }
        self.state.office.recall(docket);
    }

    /// One act: considered, then either made the state or listed as refused. The chain moves on in both cases.
    ///
    /// Gives the certificates that are no longer what they were. Fails, changing nothing, if this machine could not judge it: that says
    /// nothing about the act.
    fn step(&mut self, record: &Record, checked: &Checked, advance: &mut Advance) -> Result<Vec<Fingerprint>, Refusal> {
        let seq = self.state.head.seq.saturating_add(1);
        let outcome = match self.consider(record, checked) {
            Err(refusal) if refusal.is_of_the_machine() => return Err(refusal),
            outcome => outcome,
        };
        let statement = checked.statement.as_ref().and_then(|statement| statement.as_ref().ok());
        let mut entry = entry(seq, checked, statement);
        entry.person = entry.signer.as_ref().and_then(|signer| self.state.office.signer(signer).ok());
        let tree = checked.commit.as_ref().map_or(self.state.head.tree, |commit| commit.tree);
        // A tree that cannot be read is nobody's parent: the acts after it are compared with the last that can.
        if tree != self.state.head.tree
            && let Ok(name) = record.sha256_of_tree(tree, &mut self.names)
        {
            self.state.head.tree = tree;
            self.state.head.tree_name = Some(name);
        }
        let mut unregistered = self.state.head.unregistered.take();
        let mut changed = Vec::new();
        match outcome {
            Ok(Considered { effects, folder, proposed }) => {
                entry.folder = folder;
                self.state.head.time = entry.time;
                if let Some(Statement { registers: Some(Registration { reference, tag }), .. }) = statement
                    && let Some(put) = self.state.seals.get_mut(reference)
                {
                    put.registered = Some(*tag);
                    put.registered_by = Some(seq);
                    advance.seals.insert(reference.clone());
                }
                unregistered = None;
                entry.title = Some(effects.docket().title.clone());
                if let (Some(matter), Ok(commit)) = (statement.and_then(|s| s.matter.as_ref()), &checked.commit)
                    && matter.verb == Verb::Seal
                    && let Some(put) = self.seal_put(seq, checked, commit, matter, &effects)
                {
                    unregistered = Some(put.reference.clone());
                    advance.seals.insert(put.reference.clone());
                    self.state.seals.insert(put.reference.clone(), put);
                }
                let amends = effects.amends();
                advance.amended |= effects.suspends();
                if !self.lean {
                    advance.subjects.extend(effects.others().iter().map(|other| other.subject.clone()));
                }
                self.state.office.apply(effects);
                // An affirmation changes how another act is shown.
                advance.amended |= statement.is_some_and(|statement| statement.verb() == Verb::Affirm);
                if amends {
                    let certificates = Arc::make_mut(&mut self.state.certificates);
                    changed = certificates.amend(self.state.office.register(), &proposed);
                    advance.amended = true;
                }
            }
            Err(refusal) => {
                self.kept.holes |= refusal.is_missing();
                let mut finding = Finding::from(&refusal).in_act(seq, checked.id);
                if let (Refusal::Signature(_), Ok(commit)) = (&refusal, &checked.commit) {
                    finding.offset = Some(commit.signature_offset());
                }
                entry.refused = Some(finding);
            }
        }
        if self.lean {
            self.forget_texts(&mut entry);
        } else {
            advance.subjects.extend(entry.subject.clone());
        }
        advance.acts.push(seq);
        self.state.head.unregistered = unregistered;
        self.state.head.commit = checked.id;
        self.state.head.raw = checked.raw;
        self.state.head.seq = seq;
        self.state.entries.insert(seq, entry);
        Ok(changed)
    }

    /// Whether an act that is written and nowhere yet would stand as the next: the question everybody's acts are asked.
    pub fn would_take(&mut self, record: &Record, commit: GitId) -> Result<(), Refusal> {
        let checked = Checked::of(commit, &record.act(commit)?, &self.state.certificates);
        self.consider(record, &checked).map(drop)
    }

    /// Whether an act may stand, by the first rule it breaks.
    fn consider(&mut self, record: &Record, checked: &Checked) -> Result<Considered, Refusal> {
        // 1. the commit's encoding and what it says
        let commit = checked.commit.as_ref().map_err(|fault| Refusal::from(fault.clone().object(checked.id)))?;
        let statement = match &checked.statement {
            Some(Ok(statement)) => statement,
            Some(Err(fault)) => return Err(fault.clone().into()),
            None => return Err(ChainFault::Founding.into()),
        };
        let matter = statement.matter.as_ref().ok_or(ChainFault::Founding)?;
        // 2. its place in the chain
        self.check_chain(commit, statement)?;
        // 3. its signer, of whom no tree says anything: who lacks one cannot hide behind it that he may not act
        let signer = self.state.office.signer(&statement.signer)?;
        let signature =
            checked.signature.clone().unwrap_or_else(|| signed_by(&self.state.certificates, &statement.signer, commit));
        signed_at(commit, signature)?;
        self.state.office.check_identity(&signer, commit.ident.name(), commit.ident.email())?;
        // 4. its tree, and the seal of the act before
        let tree_name = self.tree_name(record, commit.tree)?;
        if tree_name != statement.tree {
            return Err(ChainFault::Tree { expected: tree_name, found: statement.tree }.into());
        }
        self.check_registration(statement.registers.as_ref())?;
        // 5. what it changes
        let (folder, content) = self.check_change(record, commit.tree, matter)?;
        if let Some(affirmed) = &matter.affirms {
            self.check_affirmed(*affirmed)?;
        }
        self.state.certificates.check(&self.state.office.settings().record, &content.proposed)?;
        // 6. the office's rules
        let proposed = content.proposed.clone();
        let by = By {
            seq: statement.seq,
            time: commit.ident.seconds(),
            signer: &statement.signer,
            name: commit.ident.name(),
            email: commit.ident.email(),
        };
        let act = matter.act(by, content).ok_or(ChainFault::Founding)?;
        self.recall_for(&act)?;
        let effects = self.state.office.judge(&act)?;
        Ok(Considered { effects, folder: matter.hands_in().then_some(folder), proposed })
    }

    /// That an affirmation names the act of that number.
    fn check_affirmed(&mut self, affirmed: Affirmed) -> Result<(), Refusal> {
        self.recall_entry(affirmed.seq)?;
        let expected = self.state.entries.get(&affirmed.seq).map(|entry| entry.raw);
        if expected != Some(affirmed.raw) {
            return Err(ChainFault::Affirmed { seq: affirmed.seq, expected, found: affirmed.raw }.into());
        }
        Ok(())
    }

    fn check_chain(&self, commit: &Commit, statement: &Statement) -> Result<(), ChainFault> {
        let record = &self.state.office.settings().record;
        if statement.record != *record {
            return Err(ChainFault::OtherRecord { expected: record.clone(), found: statement.record.clone() });
        }
        if statement.seq != self.state.head.seq.saturating_add(1) {
            return Err(ChainFault::Number { expected: self.state.head.seq.saturating_add(1), found: statement.seq });
        }
        if statement.parent != Some(self.state.head.raw) {
            return Err(ChainFault::Parent { expected: self.state.head.raw, found: statement.parent });
        }
        if commit.ident.seconds() < self.state.head.time {
            return Err(ChainFault::Earlier { parent: self.state.head.time, found: commit.ident.seconds() });
        }
        Ok(())
    }

    fn tree_name(&mut self, record: &Record, tree: GitId) -> Result<Sha256, Fault> {
        match self.state.head.tree_name {
            Some(name) if tree == self.state.head.tree => Ok(name),
            Some(_) | None => record.sha256_of_tree(tree, &mut self.names),
        }
    }

    fn check_registration(&self, registers: Option<&Registration>) -> Result<(), SealFault> {
        match (&self.state.head.unregistered, registers) {
            (None, None) => Ok(()),
            (Some(reference), Some(found)) if *reference == found.reference => Ok(()),
            (Some(expected), Some(found)) => {
                Err(SealFault::OtherRef { expected: expected.clone(), reference: found.reference.clone() })
            }
            (Some(reference), None) => Err(SealFault::NotRegistered { reference: reference.clone() }),
            (None, Some(found)) => Err(SealFault::Unexpected { reference: found.reference.clone() }),
        }
    }

    /// That the act changes only what its verb may, and that the subject's folder is what it names. The folder and, if the act hands it in
    /// or carries it out, what is in it.
    fn check_change(&mut self, record: &Record, tree: GitId, matter: &Matter) -> Result<(GitId, Content), Refusal> {
        let folder = matter.subject.folder();
        let changes =
            if tree == self.state.head.tree { Vec::new() } else { record.diff(Some(self.state.head.tree), tree)? };
        if matter.verb != Verb::Execute {
            let inside = format!("{folder}/");
            for Change { path, .. } in changes.iter().cloned() {
                if matter.hands_in() && path.starts_with(&inside) {
                    continue;
                }
                return Err(if !matter.hands_in() && !office::is_protected(&path) {
                    ChangeFault::Decision { path }.into()
                } else if office::is_protected(&path) {
                    ChangeFault::Registry { path }.into()
                } else {
                    ChangeFault::Outside { path }.into()
                });
            }
        }
        let id = record.folder(tree, &folder)?.ok_or_else(|| ChangeFault::NoFolder { path: folder.clone() })?;
        if matter.verb == Verb::Execute {
            check_execution(record, tree, id, &folder, &changes)?;
        }
        let digest = record.sha256_of_tree(id, &mut self.names)?;
        if digest != matter.digest {
            return Err(ChangeFault::Digest { expected: digest, found: matter.digest }.into());
        }
        let is_read = matter.hands_in() || matter.verb == Verb::Execute;
        if !is_read {
            return Ok((id, Content::default()));
        }
        self.recall(&matter.subject)?;
        Ok((id, content(record, id, self.state.office.is_request(&matter.subject))?))
    }

    fn seal_put(
        &self,
        seq: u64,
        checked: &Checked,
        commit: &Commit,
        matter: &Matter,
        effects: &office::Effects,
    ) -> Option<SealPut> {
        let seal = matter.seal.as_ref().and_then(|seal| self.state.office.register().seal(seal))?;
        let certificate = self.state.office.sealing_with(seal);
        SealPut::of(&Sealing {
            record: &self.state.office.settings().record,
            seq,
            commit: checked.id,
            raw: checked.raw,
            committer: &commit.ident,
            matter,
            docket: effects.docket(),
            seal,
            certificate,
            version: certificate.and_then(|certificate| self.state.certificates.digest(certificate)),
        })
    }

    /// Looks again at the tag of a seal. Whether what it was found to be has changed.
    pub fn look_at_seal(&mut self, record: &Record, reference: &str) -> bool {
        let Some(put) = self.state.seals.get(reference) else { return false };
        let state = self.tag_state(record, put);
        let changed = state != put.tag;
        if let Some(put) = self.state.seals.get_mut(reference) {
            put.tag = state;
        }
        changed
    }

    fn tag_state(&self, record: &Record, put: &SealPut) -> TagState {
        let bad = |tag: GitId, refusal: Refusal| {
            if refusal.is_missing() {
                return TagState::Missing;
            }
            let mut finding = Finding::from(&refusal).in_act(put.seq, tag);
            finding.path = Some(put.reference.clone());
            TagState::Bad { tag, finding: Box::new(finding) }
        };
        match record.seal(&put.reference) {
            Ok(None) => TagState::Missing,
            Err(fault) => bad(put.commit, fault.into()),
            Ok(Some(tag)) => match record.read(tag) {
                Err(fault) => bad(tag, fault.into()),
                Ok(object) => match put.check(&object, &self.state.certificates) {
                    Ok(raw) => TagState::Good { tag, raw },
                    Err(fault) => {
                        let armour = if matches!(fault, SealFault::Signature { .. }) {
                            Tag::parse(&object.bytes).ok().map(|tag| tag.payload().len())
                        } else {
                            None
                        };
                        let mut state = bad(tag, fault.into());
                        if let (TagState::Bad { finding, .. }, Some(_)) = (&mut state, armour) {
                            finding.offset = armour;
                        }
                        state
                    }
                },
            },
        }
    }

    /// The names of objects this ledger has computed.
    pub const fn names(&mut self) -> &mut Names {
        &mut self.names
    }
}

impl std::ops::Deref for Ledger {
    type Target = State;

    fn deref(&self) -> &State {
        &self.state
    }
}

impl State {
    /// The root line of the record.
    pub const fn root(&self) -> &Root {
        &self.root
    }

    /// The last act.
    pub const fn head(&self) -> &Head {
        &self.head
    }

    /// The office's state after the last act.
    pub const fn office(&self) -> &Office {
        &self.office
    }

    /// The certificates of the register.
    pub fn certificates(&self) -> &Certificates {
        &self.certificates
    }

    /// The seals put, by ref.
    pub const fn seals(&self) -> &BTreeMap<String, SealPut> {
        &self.seals
    }

    /// The acts that are here, by number.
    pub const fn entries(&self) -> &BTreeMap<u64, Entry> {
        &self.entries
    }

    /// The checkpoint of the last act.
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint { record: self.office.settings().record.clone(), seq: self.head.seq, raw: self.head.raw }
    }
}

/// A commit's bytes, or why they cannot be read as an act's, and the digest over them all the same.
type Raw = (GitId, Result<Vec<u8>, (Fault, Sha256)>);

/// The next acts of the chain. One that cannot be read, being too large, is refused; the chain goes on after its bytes all the same.
fn next_batch(record: &Record, chain: &mut VecDeque<Link>) -> Result<Vec<Raw>, Fault> {
    chain
        .drain(..chain.len().min(BATCH))
        .map(|Link { id, bytes }| match bytes.map_or_else(|| record.act(id), Ok) {
            Ok(bytes) => Ok((id, Ok(bytes))),
            Err(fault) => Ok((id, Err((fault, record.act_digest(id)?)))),
        })
        .collect()
}

/// Everything that can be said of acts one by one, on all processors.
fn check(raws: Vec<Raw>, certificates: &Certificates) -> Vec<Checked> {
    raws.into_par_iter()
        .map(|(id, bytes)| match bytes {
            Ok(bytes) => Checked::of(id, &bytes, certificates),
            Err((fault, raw)) => Checked { id, raw, commit: Err(fault), statement: None, signature: None },
        })
        .collect()
}

/// What was said of these signatures was said by certificates that are no longer in force.
fn forget_signatures(checked: &mut [Checked], changed: &[Fingerprint]) {
    if !changed.is_empty() {
        for later in checked {
            later.forget_signature_of(changed);
        }
    }
}

impl Checked {
    /// Has the signature checked again, if one of these certificates is to have made it.
    fn forget_signature_of(&mut self, certificates: &[Fingerprint]) {
        let signer = self.commit.as_ref().ok().and_then(|commit| commit.trailers.get(Key::Signer));
        if certificates.iter().any(|one| signer == Some(one.as_str())) {
            self.signature = None;
        }
    }

    fn of(id: GitId, bytes: &[u8], certificates: &Certificates) -> Self {
        let commit = Commit::parse(bytes);
        let statement = commit.as_ref().ok().map(Statement::read);
        let signature = match (&commit, &statement) {
            (Ok(commit), Some(Ok(statement))) => Some(signed_by(certificates, &statement.signer, commit)),
            (Ok(_) | Err(_), _) => None,
        };
        Self { id, raw: Sha256::of(bytes), commit, statement, signature }
    }
}

/// When the signer's certificate signed the commit.
fn signed_by(certificates: &Certificates, signer: &Fingerprint, commit: &Commit) -> Result<i64, SignatureFault> {
    let signature = Signature::parse(commit.signature.as_bytes())?;
    match certificates.get(signer) {
        Some(certificate) => certificate.verify(&signature, &commit.payload()).map(|()| signature.created()),
        // Nobody's certificate: the register says so with its own number (K201) before this is asked.
        None => Err(SignatureFault::OtherKey { issuer: signature.issuer().clone(), certificate: signer.clone() }),
    }
}

fn signed_at(commit: &Commit, signature: Result<i64, SignatureFault>) -> Result<(), Refusal> {
    let (written, signed) = (commit.ident.seconds(), signature?);
    if written.abs_diff(signed) > SKEW.unsigned_abs() {
        return Err(ChainFault::SignedAt { written, signed }.into());
    }
    Ok(())
}

/// That the changes of an execution are exactly the files its request proposes.
fn check_execution(record: &Record, tree: GitId, folder: GitId, path: &str, changes: &[Change]) -> Result<(), Refusal> {
    let proposed: BTreeMap<String, GitId> = proposals(record, folder)?.map(|(path, file)| (path, file.id)).collect();
    let other = |path: &str| Err(ChangeFault::Execution { path: path.to_owned() }.into());
    // What is gone is nobody's proposal.
    let as_proposed = |change: &Change| change.new.is_some() && change.new.as_ref() == proposed.get(&change.path);
    if let Some(change) = changes.iter().find(|change| !as_proposed(change)) {
        return other(&change.path);
    }
    for (path, id) in &proposed {
        if record.file(tree, path)? != Some(*id) {
            return other(path);
        }
    }
    if changes.is_empty() { other(&format!("{path}/{PROPOSED}")) } else { Ok(()) }
}

/// The files a change request proposes, by the path they shall have.
fn proposals(record: &Record, folder: GitId) -> Result<impl Iterator<Item = (String, File)>, Fault> {
    let files = record.files_below(folder)?;
    Ok(files.into_iter().filter_map(|file| Some((file.path.strip_prefix(PROPOSED)?.to_owned(), file))))
}

/// A commit of the chain, with its bytes unless they are to be read again.
struct Link {
    id: GitId,
    bytes: Option<Vec<u8>>,
}

/// How many bytes of commits are kept between finding the chain and judging it: what is more is read twice.
const KEPT_BYTES: usize = 64 * 1024 * 1024;

/// The commits from the beginning, or from after `until`, to `tip`, oldest first.
fn chain(record: &Record, tip: GitId, until: Option<(GitId, u64)>) -> Result<VecDeque<Link>, Refusal> {
    let mut chain = VecDeque::new();
    let mut at = Some(tip);
    let mut kept = 0;
    while let Some(id) = at {
        if until.is_some_and(|(known, _)| known == id) {
            break;
        }
        let (parent, bytes) = record.link(id)?;
        let bytes = bytes.filter(|bytes| kept + bytes.len() <= KEPT_BYTES);
        kept += bytes.as_ref().map_or(0, Vec::len);
        chain.push_front(Link { id, bytes });
        at = parent;
        if let (None, Some((known, seq))) = (at, until) {
            return Err(AnchorFault::NotDescendant { known, seq, found: tip }.into());
        }
    }
    Ok(chain)
}

/// The files of a tree that make the register, the settings and the workflows.
pub(super) fn registry_files(record: &Record, tree: GitId) -> Result<Files, Fault> {
    let mut files = Files::new();
    if let Some(entry) = record.tree(tree)?.get("kanhe.toml") {
        files.insert("kanhe.toml".to_owned(), record.blob(entry.id)?);
    }
    let mut bytes = 0;
    for folder in ["workflows", "content/units", "content/people", "content/seals"] {
        let Some(id) = record.folder(tree, folder)? else { continue };
        for file in record.files_below(id)? {
            let path = format!("{folder}/{}", file.path);
            if office::is_registry(&path) {
                bytes += file.size;
                if bytes > REGISTRY_LIMIT {
                    return Err(Fault::new(Defect::Size { limit: REGISTRY_LIMIT, found: bytes }).path(path));
                }
                files.insert(path, record.blob(file.id)?);
            }
        }
    }
    Ok(files)
}

/// A subject's folder as the engine wants it. What a change request proposes is read unless it is more than any settings allow: then it
/// is refused for its size.
pub fn content(record: &Record, folder: GitId, is_request: bool) -> Result<Content, Fault> {
    let mut content = Content::default();
    for file in record.files_below(folder)? {
        if file.path == "index.md" && file.size <= office::LARGEST_INDEX {
            content.index = Some(record.blob(file.id)?);
        }
        content.files.insert(file.path, file.size);
    }
    let total = content.files.values().fold(0, |total: u64, size| total.saturating_add(*size));
    if is_request && total <= Limits::MOST.subject {
        for (path, file) in proposals(record, folder)? {
            content.proposed.insert(path, record.blob(file.id)?);
        }
    }
    Ok(content)
}

/// The ledger's line for a commit, as far as it can be read.
fn entry(seq: u64, checked: &Checked, statement: Option<&Statement>) -> Entry {
    let commit = checked.commit.as_ref().ok();
    let matter = statement.and_then(|statement| statement.matter.as_ref());
    Entry {
        seq,
        commit: checked.id,
        raw: checked.raw,
        tree: commit.map(|commit| commit.tree),
        folder: None,
        time: commit.map_or(0, |commit| commit.ident.seconds()),
        name: commit.map_or_else(String::new, |commit| commit.ident.name().to_owned()),
        signer: statement.map(|statement| statement.signer.clone()),
        person: None::<Slug>,
        verb: statement.map(Statement::verb),
        subject: matter.map(|matter| matter.subject.clone()),
        title: None,
        step: matter.and_then(|matter| matter.step.clone()),
        seal: matter.and_then(|matter| matter.seal.clone()),
        number: matter.and_then(|matter| matter.number.clone()),
        words: matter.map_or_else(String::new, |matter| {
            if matter.opinion.is_empty() { matter.reason.clone() } else { matter.opinion.clone() }
        }),
        refused: None,
    }
}
