//! The desk: how a person's act comes into the record.
//!
//! 1. An act is judged by the engine *before* a signature is asked for. What is refused is not written.
//! 2. What is signed was parsed by the verifier's own parser first, and the signature was checked by the verifier's own code.
//! 3. `main` moves by compare-and-swap only. With a remote, it moves here only when it has moved there.
//! 4. If somebody was quicker, the new acts are taken in, the act is judged again, numbered again and signed again. An act whose push was
//!    cut off is looked for before it is done again: it may have landed.
//! 5. An act about a text names the text the person saw, whatever was handed in since.
//! 6. A seal's tag is remembered (`refs/kanhe/pending/`) until its ref stands on the remote: if the remote died between the act and its
//!    seal, the next time this clone catches up brings the seal.
//! 7. Files of the person are read, never written, except to bring the work tree up to what landed; changed files stay.

mod charset;
mod draft;
mod found;
mod history;
mod propose;
mod rehearse;
mod roll;
mod slip;

pub use draft::{Draft, DraftFault, blob_name};
pub use found::{Founding, found};
pub use history::{
    Collected, Converted, Converter, Dated, HistoryFault, HistoryPlace, Known, Outcome, Papers, Remark, Row, collect,
    known_below,
};
pub use propose::{Proposal, ProposalFault, Spot};
pub use rehearse::{preview, rehearse};
pub use roll::{Misfit, RollFault, RollKind, Rolled, Table, enroll, slug_for};
pub use slip::{SLIP, Slip, SlipFault, prove};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::id::{Fingerprint, GitId, Sha256, Slug, SubjectId};
use crate::ledger::{
    Affirmed, AnchorFault, By, Checkpoint, Ledger, Matter, Refusal, Registration, SealFault, SealPut, Sealing,
    Statement, StatementFault, content, seal_fields,
};
use crate::office::{Addresses, Content, Docket, Effects, Files, How, Office, Place, Seal, Step, Verb, Violation};
use crate::openpgp::{KeyFault, Keyring};
use crate::parcel::{self, Unproven};
use crate::record::{
    Commit, Defect, Fault, Ident, Key, Object, ObjectKind, PushFault, Pushed, Record, Remote, Unsigned, UnsignedTag,
    Zone,
};
use crate::words::{Message, Say};

/// How often an act is signed anew because somebody was quicker.
pub const TRIES: usize = 100;

/// What a person wants to do.
#[derive(Debug, Clone)]
pub struct Intent {
    /// About which subject.
    pub subject: SubjectId,
    /// What.
    pub verb: Verb,
    /// The opinion, empty if none.
    pub opinion: String,
    /// The reason, empty if none.
    pub reason: String,
    /// The seal to put; the issuing unit's, if none is named.
    pub seal: Option<Slug>,
    /// The act to affirm; the first about the subject that is in question, if none is named.
    pub affirms: Option<u64>,
    /// In whose place (代理).
    pub behalf: Option<Slug>,
    /// The people, or the step a return goes to.
    pub to: Vec<Slug>,
    /// Whom it names where something is sent or received.
    pub addresses: Addresses,
    /// In which place somebody is added.
    pub how: Option<How>,
    /// Whether what is returned comes straight back.
    pub straight: bool,
    /// The time limit to set, in seconds since 1970.
    pub due: Option<i64>,
    /// The last act about the subject that the person has looked at, if he says that the flow was followed (I8).
    pub confirms: Option<u64>,
    /// The folder to hand in.
    pub draft: Option<Draft>,
    /// The digest of the text the person has before him. If another text was handed in since, the act is refused (K516): nobody
    /// approves what he has not seen.
    pub seen: Option<Sha256>,
}

impl Intent {
    /// An act with these words and nothing else: its opinion, or the reason of an act that gives one.
    pub fn new(subject: SubjectId, verb: Verb, words: &str) -> Self {
        let (opinion, reason) =
            if gives_reason(verb) { (String::new(), words.to_owned()) } else { (words.to_owned(), String::new()) };
        Self {
            subject,
            verb,
            opinion,
            reason,
            seal: None,
            affirms: None,
            behalf: None,
            to: Vec::new(),
            addresses: Addresses::default(),
            how: None,
            straight: false,
            due: None,
            confirms: None,
            draft: None,
            seen: None,
        }
    }
}

/// Whether the words that go with an act are its reason (`docs/record-format.md` 5.3).
const fn gives_reason(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Revise
            | Verb::Return
            | Verb::Withdraw
            | Verb::TakeBack
            | Verb::Terminate
            | Verb::Void
            | Verb::Repeal
            | Verb::Recall
            | Verb::Refuse
    )
}

/// When: the hour is an argument.
#[derive(Debug, Clone, Copy)]
pub struct Hour {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// The clock's zone.
    pub zone: Zone,
}

impl Hour {
    /// A moment with the offset its time zone has then.
    pub fn at(seconds: i64, zone: &TimeZone) -> Self {
        let time = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        let minutes = i16::try_from(zone.to_offset(time).seconds() / 60).unwrap_or_default();
        Self { seconds, zone: Zone::east(minutes).unwrap_or(Zone::UTC) }
    }
}

/// What landed.
#[derive(Debug, Clone)]
pub struct Landed {
    /// The act's number.
    pub seq: u64,
    /// Its commit.
    pub commit: GitId,
    /// The docket after it.
    pub docket: Docket,
    /// The ref of the seal it put.
    pub seal: Option<String>,
    /// How often it was signed.
    pub tries: usize,
    /// Paths of the work tree that the person has changed and that were left as they are.
    pub kept: Vec<String>,
    /// What the remote said.
    pub remote: Vec<String>,
    /// Why this clone could not be brought up, if it could not: the act stands on the remote.
    pub behind: Option<Message>,
    /// The checkpoint after it.
    pub checkpoint: Checkpoint,
}

/// Why an act did not land.
#[derive(Debug)]
pub enum DeskFault {
    /// It may not be done.
    Refused(Vec<Refusal>),
    /// The key.
    Key(KeyFault),
    /// The folder.
    Draft(DraftFault),
    /// What it says of another office is not proven.
    Unproven(Unproven),
    /// The remote's gate refused it, in its words.
    Gate(Vec<String>),
    /// The remote could not be reached, or the repository failed.
    Push(PushFault),
    /// Others were quicker again and again.
    Crowded {
        /// How often it was tried.
        tries: usize,
    },
}

impl Say for DeskFault {
    fn say(&self) -> Message {
        match self {
            Self::Refused(refusals) => refusals.first().map_or_else(|| Message::new("desk-refused"), Say::say),
            Self::Key(fault) => fault.say(),
            Self::Draft(fault) => fault.say(),
            Self::Unproven(fault) => fault.say(),
            Self::Gate(_) => Message::new("desk-gate"),
            Self::Push(fault) => fault.say(),
            Self::Crowded { tries } => Message::new("desk-crowded").with("tries", tries),
        }
    }
}

impl<R: Into<Refusal>> From<R> for DeskFault {
    fn from(refusal: R) -> Self {
        Self::Refused(vec![refusal.into()])
    }
}

impl From<KeyFault> for DeskFault {
    fn from(fault: KeyFault) -> Self {
        Self::Key(fault)
    }
}

impl From<DraftFault> for DeskFault {
    fn from(fault: DraftFault) -> Self {
        Self::Draft(fault)
    }
}

/// A person at work: a record, its ledger, the person's keys.
pub struct Desk<'a> {
    /// The record.
    pub record: &'a Record,
    /// Its ledger up to `main`.
    pub ledger: &'a mut Ledger,
    /// The keys.
    pub keyring: &'a mut Keyring,
    /// The person's certificate.
    pub signer: Fingerprint,
    /// Where acts are pushed.
    pub remote: Option<&'a Remote<'a>>,
}

/// An act that was judged and not signed yet.
struct Composed {
    statement: Statement,
    committer: Ident,
    effects: Effects,
    folder: Option<Draft>,
    /// What an executed change request puts into the tree.
    proposed: Files,
}

/// An act that was signed and is in the object store, and nowhere else yet.
struct Signed {
    commit: GitId,
    raw: Sha256,
    tree: GitId,
    seal: Option<(String, GitId)>,
}

impl Desk<'_> {
    /// Does it: judges, signs, lands. Nothing is changed if it does not land. `pause` is called before a further try, with how many
    /// there have been.
    pub fn act(
        &mut self,
        intent: &Intent,
        hour: &dyn Fn() -> Hour,
        pause: &dyn Fn(usize),
    ) -> Result<Landed, DeskFault> {
        let mut before: Option<(Composed, Signed)> = None;
        for tries in 1..=TRIES {
            if let Some(remote) = self.remote {
                let came = catch_up(self.record, self.ledger, remote)?;
                if let Some((composed, signed)) = before.take().filter(|(composed, signed)| self.has(composed, signed))
                {
                    return Ok(landed(composed, signed, tries - 1, Here { kept: came.kept, ..Here::default() }));
                }
            }
            let composed = self.compose(intent, hour())?;
            let signed = self.sign(&composed)?;
            // What lands is asked what everybody's acts are asked, not what its author believes of it.
            self.ledger.would_take(self.record, signed.commit)?;
            let from = self.ledger.head().commit;
            let said = match self.remote.map(|remote| self.send(remote, from, &signed)) {
                None => Vec::new(),
                Some(Ok(pushed)) => pushed.message,
                Some(Err(PushFault::Moved)) => {
                    before = Some((composed, signed));
                    pause(tries);
                    continue;
                }
                Some(Err(PushFault::Refused { message })) => {
                    self.forget(&signed)?;
                    return Err(DeskFault::Gate(message));
                }
                Some(Err(fault @ (PushFault::Unreachable(_) | PushFault::Here(_)))) => {
                    // The connection may have ended after the remote had taken it.
                    let came = self.remote.and_then(|remote| catch_up(self.record, self.ledger, remote).ok());
                    return match came.filter(|_| self.has(&composed, &signed)) {
                        Some(came) => Ok(landed(composed, signed, tries, Here { kept: came.kept, ..Here::default() })),
                        None => Err(DeskFault::Push(fault)),
                    };
                }
            };
            let here = match self.land_here(from, &composed, &signed) {
                Ok((kept, late)) => Here { kept, behind: late.map(|fault| fault.say()), said },
                Err(fault) if self.remote.is_some() => Here { kept: Vec::new(), behind: Some(fault.say()), said },
                Err(fault) if fault.is_moved() => {
                    let tip = self.record.main()?.ok_or(AnchorFault::Empty)?;
                    self.ledger.follow_to(self.record, tip, &mut |_, _| {})?;
                    pause(tries);
                    continue;
                }
                Err(fault) => return Err(fault.into()),
            };
            return Ok(landed(composed, signed, tries, here));
        }
        if let Some((_, signed)) = before {
            self.forget(&signed)?;
        }
        Err(DeskFault::Crowded { tries: TRIES })
    }

    /// Pushes an act and its seal, the seal being remembered first.
    fn send(&self, remote: &Remote<'_>, from: GitId, signed: &Signed) -> Result<Pushed, PushFault> {
        if let Some((name, id)) = &signed.seal {
            self.record.await_seal(name, *id)?;
        }
        remote.push(signed.commit, Some(from), signed.seal.as_ref().map(|(name, id)| (name.as_str(), *id)))
    }

    /// Forgets the seal of an act that has not landed.
    fn forget(&self, signed: &Signed) -> Result<(), Fault> {
        signed.seal.as_ref().map_or(Ok(()), |(name, _)| self.record.forget_seal(name))
    }

    /// Whether an act that was signed here is in the record.
    fn has(&self, composed: &Composed, signed: &Signed) -> bool {
        self.ledger.entries().get(&composed.statement.seq).is_some_and(|entry| entry.commit == signed.commit)
    }

    /// Moves `main` here, and brings the work tree and the ledger up. What fails after `main` has moved is told beside what was kept: the act
    /// has landed all the same.
    fn land_here(
        &mut self,
        from: GitId,
        composed: &Composed,
        signed: &Signed,
    ) -> Result<(Vec<String>, Option<Fault>), Fault> {
        let seal = signed.seal.as_ref().map(|(name, id)| (name.as_str(), *id));
        self.record.land(Some(from), signed.commit, &composed.statement.title(), seal)?;
        let forgotten = self.forget(signed);
        let old = self.ledger.head().tree;
        let (kept, late) = match refresh(self.record, old, signed.tree) {
            Ok(kept) => (kept, None),
            Err(fault) => (Vec::new(), Some(fault)),
        };
        if self.ledger.follow_to(self.record, signed.commit, &mut |_, _| {}).is_ok() {
            self.ledger.keep();
        }
        Ok((kept, late.or(forgotten.err())))
    }

    /// Puts the act together and has it judged. Writes nothing.
    fn compose(&mut self, intent: &Intent, hour: Hour) -> Result<Composed, DeskFault> {
        self.ledger.recall(&intent.subject)?;
        let head = self.ledger.head().clone();
        let office = self.ledger.office();
        let person = office.signer(&self.signer)?;
        let seconds = hour.seconds.max(head.time);
        let docket = office.docket(&intent.subject);
        let mut matter = matter(office, intent, docket, &person, seconds)?;
        let person = office.register().person(&person).cloned();
        let (name, email) = person.map_or_else(Default::default, |person| (person.name, person.email));
        if intent.verb == Verb::Affirm {
            matter.affirms = Some(self.affirmed(intent)?);
        }
        let content = self.content(intent)?;
        self.ledger.certificates().check(&self.ledger.office().settings().record, &content.proposed)?;
        let advised = intent.draft.is_some().then(|| content.clone());
        let proposed = content.proposed.clone();
        let by = By { seq: head.seq + 1, time: seconds, signer: &self.signer, name: &name, email: &email };
        let no_deed = || Violation::NoSubject { subject: intent.subject.clone() };
        let act = matter.act(by, content).ok_or_else(no_deed)?;
        self.ledger.recall_for(&act)?;
        let office = self.ledger.office();
        let judged = office.judge(&act);
        let effects = match advised {
            Some(content) => office.advise(judged, &intent.subject, &content)?,
            None => judged?,
        };
        self.vouched(intent)?;
        let office = self.ledger.office();
        let registers = match &head.unregistered {
            None => None,
            Some(reference) => {
                let id = self.record.seal(reference)?;
                let id = id.ok_or_else(|| SealFault::Missing { reference: reference.clone() })?;
                Some(Registration { reference: reference.clone(), tag: Sha256::of(&self.record.read(id)?.bytes) })
            }
        };
        let statement = Statement {
            record: office.settings().record.clone(),
            seq: head.seq + 1,
            parent: Some(head.raw),
            // The tree is written when the act may be done; until then the parent's stands in.
            tree: head.tree_name.ok_or_else(|| Fault::from(Defect::Missing).object(head.tree))?,
            matter: Some(matter),
            registers,
            signer: self.signer.clone(),
        };
        statement.trailers()?;
        let committer = Ident::new(&name, &email, seconds, hour.zone)?;
        Ok(Composed { statement, committer, effects, folder: intent.draft.clone(), proposed })
    }

    /// That what is handed in is proven, as far as it speaks of another office.
    fn vouched(&mut self, intent: &Intent) -> Result<(), DeskFault> {
        let hands_in = matches!(intent.verb, Verb::Submit | Verb::Revise);
        let Some(draft) = intent.draft.as_ref().filter(|_| hands_in) else { return Ok(()) };
        let (_, folder) = self.ledger.subject_folder(&intent.subject)?;
        let office = self.ledger.office();
        let known = office.docket(&intent.subject).and_then(|docket| office.workflow(docket).ok());
        let workflow = known.or_else(|| office.workflow_of(intent.subject.collection()));
        let Some(workflow) = workflow.filter(|one| one.speaks_of_others()).cloned() else { return Ok(()) };
        let before = folder
            .filter(|_| intent.verb == Verb::Revise)
            .map(|folder| parcel::proofs(self.record, folder))
            .transpose()?;
        parcel::vouch(self.ledger, &workflow, &draft.clone().into_files(), before.as_ref()).map_err(DeskFault::Unproven)
    }

    /// What the act hands in, or what the change request that it carries out proposes.
    fn content(&mut self, intent: &Intent) -> Result<Content, DeskFault> {
        if let (Verb::Execute, (Some(_), Some(folder))) = (intent.verb, self.ledger.subject_folder(&intent.subject)?) {
            return Ok(content(self.record, folder, self.ledger.office().is_request(&intent.subject))?);
        }
        Ok(intent.draft.as_ref().map_or_else(Content::default, Draft::content))
    }

    /// The act that is named, or the first that is in question.
    fn affirmed(&mut self, intent: &Intent) -> Result<Affirmed, DeskFault> {
        let office = self.ledger.office();
        let docket = office.docket(&intent.subject);
        let docket = docket.ok_or_else(|| Violation::NoSubject { subject: intent.subject.clone() })?;
        let seq = intent.affirms.or_else(|| office.in_question(docket).next().map(|mark| mark.seq));
        let none = |seq| Violation::NotInQuestion { subject: intent.subject.clone(), seq };
        let seq = seq.ok_or_else(|| none(docket.content_seq))?;
        self.ledger.recall_entry(seq)?;
        let entry = self.ledger.entries().get(&seq).ok_or_else(|| none(seq))?;
        Ok(Affirmed { seq, raw: entry.raw })
    }

    /// Writes the act's objects with its signature, and the seal's tag with the seal's.
    fn sign(&mut self, composed: &Composed) -> Result<Signed, DeskFault> {
        let head = self.ledger.head().clone();
        let mut statement = composed.statement.clone();
        let tree = match (&composed.folder, &statement.matter) {
            (Some(draft), Some(matter)) => {
                let folder = draft.write(self.record)?;
                self.record.graft(Some(head.tree), &matter.subject.folder(), Some(folder))?
            }
            (None, Some(matter)) if matter.verb == Verb::Execute => {
                let mut tree = head.tree;
                for (path, bytes) in &composed.proposed {
                    tree = self.record.put_file(tree, path, self.record.write_blob(bytes)?)?;
                }
                tree
            }
            (Some(_) | None, _) => head.tree,
        };
        statement.tree = self.record.sha256_of_tree(tree, self.ledger.names())?;
        let unsigned = Unsigned {
            tree,
            parent: Some(head.commit),
            ident: composed.committer.clone(),
            subject_line: statement.title(),
            trailers: statement.trailers()?,
        };
        let bytes = sign_commit(self.keyring, &self.signer, &unsigned)?;
        check_own(&bytes, &self.signer, self.ledger)?;
        let commit = self.record.write_commit(&bytes)?;
        let seal = match &statement.matter {
            Some(matter) if matter.verb == Verb::Seal => {
                Some(self.sign_seal(composed, &statement, matter, commit, Sha256::of(&bytes))?)
            }
            Some(_) | None => None,
        };
        Ok(Signed { commit, raw: Sha256::of(&bytes), tree, seal })
    }

    fn sign_seal(
        &mut self,
        composed: &Composed,
        statement: &Statement,
        matter: &Matter,
        commit: GitId,
        raw: Sha256,
    ) -> Result<(String, GitId), DeskFault> {
        let office = self.ledger.office();
        let absent = || StatementFault::Absent { key: Key::Seal, act: Verb::Seal };
        let slug = matter.seal.as_ref().ok_or_else(absent)?;
        let unknown = || Violation::UnknownSeal { seal: slug.clone() };
        let seal = office.register().seal(slug).ok_or_else(unknown)?;
        let in_use = office.sealing_with(seal);
        let certificate = in_use.ok_or_else(|| Violation::SealNotActive { seal: slug.clone() })?.clone();
        let sealing = Sealing {
            record: &statement.record,
            seq: statement.seq,
            commit,
            raw,
            committer: &composed.committer,
            matter,
            docket: composed.effects.docket(),
            seal,
            certificate: Some(&certificate),
            version: self.ledger.certificates().digest(&certificate),
        };
        let put = SealPut::of(&sealing).ok_or_else(unknown)?;
        let unsigned =
            UnsignedTag { object: commit, tagger: composed.committer.clone(), fields: seal_fields(&sealing)? };
        let signature = self.keyring.sign(&certificate, &unsigned.payload()?)?;
        let bytes = unsigned.sign_with(&signature.armoured())?;
        let object = Object { kind: ObjectKind::Tag, bytes };
        put.check(&object, self.ledger.certificates())?;
        Ok((put.reference, self.record.write_tag(&object.bytes)?))
    }
}

/// What became of an act on this computer.
#[derive(Default)]
struct Here {
    kept: Vec<String>,
    behind: Option<Message>,
    said: Vec<String>,
}

fn landed(composed: Composed, signed: Signed, tries: usize, here: Here) -> Landed {
    Landed {
        seq: composed.statement.seq,
        commit: signed.commit,
        docket: composed.effects.docket().clone(),
        seal: signed.seal.map(|(name, _)| name),
        tries,
        kept: here.kept,
        remote: here.said,
        behind: here.behind,
        checkpoint: Checkpoint { record: composed.statement.record, seq: composed.statement.seq, raw: signed.raw },
    }
}

/// What the act will say, but for its place in the chain.
fn matter(
    office: &Office,
    intent: &Intent,
    docket: Option<&Docket>,
    person: &Slug,
    seconds: i64,
) -> Result<Matter, DeskFault> {
    let known = || docket.ok_or_else(|| Violation::NoSubject { subject: intent.subject.clone() });
    let digest = match &intent.draft {
        Some(draft) => draft.digest()?,
        None => intent.seen.map_or_else(|| known().map(|docket| docket.digest), Ok)?,
    };
    let (mut step, mut number, mut seal) = (None, None, None);
    // A step whose time has passed may be through by now.
    let settled = docket.map(|docket| office.settled(docket, seconds));
    if is_done_in_a_step(office, intent, settled.as_ref(), person, seconds) {
        let docket = settled.as_ref().ok_or_else(|| Violation::NoSubject { subject: intent.subject.clone() })?;
        step = Some(step_of(office, docket)?);
        if intent.verb == Verb::Issue {
            number = Some(office.next_number(docket, seconds)?.text);
        }
        if intent.verb == Verb::Seal {
            seal = Some(seal_of(office, intent, docket, person)?);
        }
    }
    let mut to = intent.to.clone();
    to.sort();
    to.dedup();
    Ok(Matter {
        subject: intent.subject.clone(),
        digest,
        verb: intent.verb,
        // What was given to somebody to read is no step of the way.
        confirms: intent.confirms.filter(|_| step.is_some()),
        step,
        number,
        seal,
        opinion: intent.opinion.trim().to_owned(),
        reason: intent.reason.trim().to_owned(),
        affirms: None,
        behalf: intent.behalf.clone(),
        to,
        addresses: in_order(&intent.addresses),
        how: intent.how,
        straight: intent.straight,
        due: intent.due,
    })
}

/// The same names in the order of the record, each once; who is named as a recipient gets no copy.
fn in_order(addresses: &Addresses) -> Addresses {
    fn sorted<T: Clone + ToString>(names: &[T]) -> Vec<T> {
        let mut names = names.to_vec();
        names.sort_by_cached_key(T::to_string);
        names.dedup_by_key(|name| name.to_string());
        names
    }
    let to = sorted(&addresses.to);
    let mut copies = sorted(&addresses.copies);
    copies.retain(|copy| !to.contains(copy));
    let mut openings = addresses.openings.clone();
    openings.sort_by_cached_key(|opening| opening.addressee.to_string());
    Addresses { to, copies, openings }
}

/// Whether the act names a step. Some verbs are done in one by those asked there, and besides the steps by others.
fn is_done_in_a_step(office: &Office, intent: &Intent, docket: Option<&Docket>, person: &Slug, seconds: i64) -> bool {
    match intent.verb {
        Verb::Approve
        | Verb::Disagree
        | Verb::Complete
        | Verb::Return
        | Verb::Issue
        | Verb::Seal
        | Verb::Execute
        | Verb::AddSign
        | Verb::RemoveSign
        | Verb::Transfer
        | Verb::Consult => true,
        Verb::Read | Verb::Reply | Verb::Terminate => {
            let Some(docket) = docket.filter(|docket| matches!(docket.place, Place::At(_))) else { return false };
            let whose = intent.behalf.as_ref().unwrap_or(person);
            let allowed = office.current_step(docket).is_some_and(|step| step.verbs.contains(&intent.verb));
            let seated = office.seats(docket, seconds).iter().any(|seat| seat.holder == *whose);
            let consulted = docket.turn.consults.values().any(|other| office.successor(docket, other) == person);
            // What was given him to read he reads, where reading it in the step would be to refuse it (I6).
            let given = docket
                .readers
                .iter()
                .any(|(reader, read)| read.is_none() && office.successor(docket, reader) == person);
            let to_read = intent.verb == Verb::Read && given;
            let only_reads = office.current_step(docket).is_some_and(Step::is_for_reading);
            if to_read && !only_reads {
                return false;
            }
            let asked = allowed && seated;
            // Who has something to read apart from the step reads that; whoever else tries is told who is asked in the step.
            let reads = intent.verb == Verb::Read && !given;
            asked || reads || intent.verb == Verb::Reply && consulted
        }
        Verb::Found
        | Verb::Submit
        | Verb::Revise
        | Verb::Withdraw
        | Verb::Affirm
        | Verb::TakeBack
        | Verb::Urge
        | Verb::Circulate
        | Verb::Instruct
        | Verb::Void
        | Verb::Repeal
        | Verb::Recall
        | Verb::Send
        | Verb::Open
        | Verb::Receive
        | Verb::Refuse => false,
    }
}

/// The step the subject is at; for a subject that is at none, its last, so that the engine can say what is the matter.
fn step_of(office: &Office, docket: &Docket) -> Result<Slug, DeskFault> {
    match office.current_step(docket) {
        Some(step) => Ok(step.name.clone()),
        None => office
            .workflow(docket)?
            .steps
            .last()
            .map(|step| step.name.clone())
            .ok_or_else(|| Violation::Closed { subject: docket.subject.clone(), stage: docket.stage() }.into()),
    }
}

/// The seal named, or the only one that somebody keeps and that belongs into the step: of a unit that issues and has not sealed, or,
/// where the signatory seals, his own.
fn seal_of(office: &Office, intent: &Intent, docket: &Docket, person: &Slug) -> Result<Slug, DeskFault> {
    if let Some(seal) = &intent.seal {
        return Ok(seal.clone());
    }
    let active: Vec<(&Slug, &Seal)> = office.register().seals().filter(|(_, seal)| seal.is_active()).collect();
    let own = |(_, seal): &&(&Slug, &Seal)| seal.custodians.contains(person) && office.would_seal(docket, seal);
    let in_use = |(_, seal): &&(&Slug, &Seal)| office.sealing_with(seal).is_some();
    let of_issuer = |(_, seal): &&(&Slug, &Seal)| seal.unit == docket.issuer;
    // Where none will do, the engine says of the only one there is what is the matter.
    let ways: [Vec<&Slug>; 3] = [
        active.iter().filter(own).filter(in_use).map(|(slug, _)| *slug).collect(),
        active.iter().filter(own).map(|(slug, _)| *slug).collect(),
        active.iter().filter(of_issuer).map(|(slug, _)| *slug).collect(),
    ];
    match ways.iter().find(|found| !found.is_empty()).map(Vec::as_slice) {
        Some([seal]) => Ok((*seal).clone()),
        _ => Err(Violation::UnknownSeal { seal: docket.issuer.clone() }.into()),
    }
}

/// The bytes of a signed commit.
fn sign_commit(keyring: &mut Keyring, signer: &Fingerprint, unsigned: &Unsigned) -> Result<Vec<u8>, DeskFault> {
    let signature = keyring.sign(signer, &unsigned.payload()?)?;
    Ok(unsigned.sign_with(&signature.armoured())?)
}

/// That the verifier will accept what was just signed.
fn check_own(bytes: &[u8], signer: &Fingerprint, ledger: &Ledger) -> Result<(), DeskFault> {
    let commit = Commit::parse(bytes)?;
    Statement::read(&commit)?;
    let signature = crate::openpgp::Signature::parse(commit.signature.as_bytes())?;
    match ledger.certificates().get(signer) {
        Some(certificate) => Ok(certificate.verify(&signature, &commit.payload())?),
        None => Err(Violation::UnknownSigner { fingerprint: signer.clone() }.into()),
    }
}

/// What came in from a remote.
#[derive(Debug, Clone, Default)]
pub struct CaughtUp {
    /// The numbers of acts that came in and are refused.
    pub refused: Vec<u64>,
    /// Paths of the work tree that were left as they are.
    pub kept: Vec<String>,
    /// The refs of seals that the remote had lost between an act and its seal, and now has.
    pub seals: Vec<String>,
}

/// Takes in what the remote has: judged first, then landed here. Acts that the engine refuses come in as refused, and then the work
/// tree is left alone: nobody shall find a forger's text among his own. A history that does not continue ours does not come in, nor
/// does a seal that no act has put.
pub fn catch_up(record: &Record, ledger: &mut Ledger, remote: &Remote<'_>) -> Result<CaughtUp, DeskFault> {
    let fetched = remote.fetch()?;
    let Some(tip) = fetched.main else { return Err(AnchorFault::Empty.into()) };
    let (from, old) = (ledger.head().commit, ledger.head().tree);
    let mut came = CaughtUp::default();
    if tip != from {
        let advance = ledger.follow_to(record, tip, &mut |_, _| {})?;
        let refused = |seq: &u64| ledger.entries().get(seq).is_some_and(|entry| !entry.is_valid());
        came.refused = advance.acts.into_iter().filter(refused).collect();
        record.land(Some(from), tip, "fetch", None)?;
        if came.refused.is_empty() {
            came.kept = refresh(record, old, ledger.head().tree)?;
        }
    }
    for (name, id) in fetched.seals {
        if record.seal(&name)?.is_some() {
            continue;
        }
        ledger.recall_seal(&name)?;
        let known = ledger.seals().get(&name);
        if known.is_some_and(|put| record.read(id).is_ok_and(|tag| put.check(&tag, ledger.certificates()).is_ok())) {
            record.create_seal_ref(&name, id)?;
            ledger.look_at_seal(record, &name);
        }
    }
    came.seals = complete(record, ledger, remote)?;
    ledger.keep();
    Ok(came)
}

/// Brings the remote the seals it still lacks although it has their acts. One that it does not take now is remembered further.
fn complete(record: &Record, ledger: &mut Ledger, remote: &Remote<'_>) -> Result<Vec<String>, DeskFault> {
    let mut brought = Vec::new();
    for (name, id) in record.awaited_seals()? {
        if record.seal(&name)?.is_none() {
            ledger.recall_seal(&name)?;
            let put = ledger.seals().get(&name);
            let needed =
                put.is_some_and(|put| record.read(id).is_ok_and(|tag| put.check(&tag, ledger.certificates()).is_ok()));
            if !needed || remote.push_seal(&name, id).is_err() {
                continue;
            }
            record.create_seal_ref(&name, id)?;
            ledger.look_at_seal(record, &name);
            brought.push(name.clone());
        }
        record.forget_seal(&name)?;
    }
    Ok(brought)
}

/// Brings the work tree up, if there is one.
fn refresh(record: &Record, old: GitId, new: GitId) -> Result<Vec<String>, Fault> {
    if record.worktree().is_none() { Ok(Vec::new()) } else { record.refresh_worktree(Some(old), new) }
}
