//! Judging: one act against the state before it. Pure and total: no clock, no disk, no git.
//!
//! 1. [`Office::judge`] changes nothing; [`Office::apply`] cannot fail. A refused act leaves no trace in the state.
//! 2. Authority comes from before the act: the register and the docket as they stood at its parent.
//! 3. An approval is about a digest; another digest needs another approval.
//! 4. A subject passes its steps in order; nobody acts in a step that is not the current one (I2).
//! 5. The order of questions is that of `docs/record-format.md` 9.3: each function reads from top to bottom.
//!
//! | file | acts |
//! |---|---|
//! | `hand_in.rs` | `submit`, `revise`: what is handed in |
//! | `step.rs` | what those asked in a step do |
//! | `aside.rs` | what is done besides the steps |
//! | `change.rs` | `execute`: change requests |
//! | `deliver.rs` | sending and receiving |
//! | `doubt.rs` | `affirm`: acts in question |
//! | `loss.rs` | what is reported lost, and what it suspends |

mod aside;
mod change;
mod deliver;
mod doubt;
mod hand_in;
mod loss;
mod step;

use super::Office;
use super::act::{Act, Deed, LOSSES, Verb};
use super::docket::{Docket, End, Ended, Mark, Number, Place};
use super::partner::{Answered, FromParcel};
use super::people::Delegation;
use super::register::Holder;
use super::rules::Rules;
use super::violation::Violation;
use super::workflow::Workflow;
use crate::id::{Fingerprint, Sha256, Slug, SubjectId};

/// The longest opinion or reason, in characters.
pub const LONGEST_OPINION: usize = 2_000;

/// What a judged act does to the state. Only [`Office::judge`] makes one.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Effects {
    docket: Docket,
    /// Subjects that it repeals, and documents that it registers as received.
    others: Vec<Docket>,
    amends: Option<Box<Amends>>,
}

/// The rules as an executed change request makes them.
#[derive(Debug, Clone, PartialEq)]
struct Amends {
    rules: Rules,
    paths: Vec<String>,
    seq: u64,
}

impl Effects {
    /// The subject's docket after the act.
    pub const fn docket(&self) -> &Docket {
        &self.docket
    }

    /// The other subjects it changes.
    pub fn others(&self) -> &[Docket] {
        &self.others
    }

    /// Whether the act changes settings, register or workflows, or what else only change requests write.
    pub const fn amends(&self) -> bool {
        self.amends.is_some()
    }

    /// Whether certificates may be in use after it that were not, or the other way round.
    pub fn suspends(&self) -> bool {
        self.docket.subject.collection() == LOSSES
    }
}

impl Office {
    /// Judges an act against this state.
    pub fn judge(&self, act: &Act) -> Result<Effects, Violation> {
        let signer = self.signer(&act.signer)?;
        self.check_identity(&signer, &act.name, &act.email)?;
        let length = act.opinion.chars().count().max(act.reason.chars().count());
        if length > LONGEST_OPINION {
            return Err(Violation::TooLong { length });
        }
        self.in_service(act, &signer)?;
        let mut amends = None;
        let docket = match &act.deed {
            Deed::Submit(content) => self.submit(act, &signer, content),
            Deed::Revise(content) => self.revise(act, &signer, content),
            Deed::Approve | Deed::Disagree | Deed::Complete => self.decide(act, &signer),
            Deed::Read if act.step.is_some() => self.decide(act, &signer),
            Deed::Read => self.have_read(act, &signer),
            Deed::Return { to, straight } => self.give_back(act, &signer, to.as_ref(), *straight),
            Deed::Issue { number } => self.issue(act, &signer, number),
            Deed::Seal { seal } => self.put_seal(act, &signer, seal),
            Deed::Execute(content) => self.execute(act, &signer, content).map(|(docket, amended)| {
                amends = Some(Box::new(amended));
                docket
            }),
            Deed::Reply if act.step.is_some() => self.answer(act, &signer),
            Deed::Reply => self.reply(act, &signer),
            Deed::Transfer { to } => self.transfer(act, &signer, to),
            Deed::Consult { to } => self.consult(act, &signer, to),
            Deed::AddSign { to: Some(to), how } => self.add_sign(act, &signer, to, *how),
            Deed::AddSign { to: None, .. } => self.lift(act, &signer),
            Deed::RemoveSign { to } => self.remove_sign(act, &signer, to),
            Deed::Terminate => self.terminate(act, &signer),
            Deed::Withdraw => self.withdraw(act, &signer),
            Deed::TakeBack => self.take_back(act, &signer),
            Deed::Urge => self.urge(act, &signer),
            Deed::Circulate { to } => self.circulate(act, &signer, to),
            Deed::Instruct { due } => self.instruct(act, &signer, *due),
            Deed::Void | Deed::Repeal => self.end(act, &signer),
            Deed::Recall => self.recall_delegation(act, &signer),
            Deed::Send { to, copies } => self.send(act, &signer, to, copies),
            Deed::Open { openings } => self.open(act, &signer, openings),
            Deed::Receive { addressee } => self.answer_delivery(act, &signer, addressee, true),
            Deed::Refuse { addressee } => self.answer_delivery(act, &signer, addressee, false),
            Deed::Affirm { affirms } => self.affirm(act, &signer, *affirms),
        }?;
        let mut others = self.ended_by(&docket, act);
        self.register_receipts(&docket, act, &mut others);
        self.note_answer(&docket, act, &mut others);
        Ok(Effects { docket, others, amends })
    }

    /// Makes a judged act's effects the state.
    pub fn apply(&mut self, effects: Effects) {
        let Effects { docket, others, amends } = effects;
        for number in docket.number.iter().chain(&docket.serial) {
            let last = self.numbers.entry(number.register.clone()).or_default();
            *last = number.n.max(*last);
        }
        if let Some(amends) = amends {
            let Amends { rules, paths, seq } = *amends;
            let before = std::mem::replace(&mut self.rules, rules);
            for (collection, workflow) in before.workflows {
                if self.rules.workflows.get(&collection).is_none_or(|now| now.version != workflow.version) {
                    self.former.insert((collection, workflow.version), workflow);
                }
            }
            self.changed.extend(paths.into_iter().map(|path| (path, seq)));
        }
        let today = self.settings().day(docket.trail.last().map_or(0, |mark| mark.time));
        self.note_parcel(&docket);
        for docket in std::iter::once(docket).chain(others) {
            self.deputies.note(&docket, today);
            self.note_loss(&docket);
            self.dockets.insert(docket.subject.clone(), docket);
        }
    }

    /// Whose certificate it is, and that it may sign an act.
    pub fn signer(&self, fingerprint: &Fingerprint) -> Result<Slug, Violation> {
        let inactive = |holder, standing| Violation::NotActive { fingerprint: fingerprint.clone(), holder, standing };
        match self.register().holder(fingerprint) {
            Some(Holder::Person(slug, super::Standing::Active)) if self.is_lost(fingerprint) => {
                Err(inactive(self.person_name(slug), super::Standing::Suspended))
            }
            Some(Holder::Person(slug, super::Standing::Active)) => Ok(slug.clone()),
            Some(Holder::Person(slug, standing)) => Err(inactive(self.person_name(slug), *standing)),
            Some(Holder::Seal(slug, _)) => Err(Violation::SealSigned { seal: slug.clone() }),
            None => Err(Violation::UnknownSigner { fingerprint: fingerprint.clone() }),
        }
    }

    /// That an author line is the register's for this person.
    pub fn check_identity(&self, signer: &Slug, name: &str, email: &str) -> Result<(), Violation> {
        let person = self.register().person(signer);
        match person {
            Some(person) if person.name == name && person.email == email => Ok(()),
            _ => Err(Violation::Identity {
                expected: person.map_or_else(String::new, |p| format!("{} <{}>", p.name, p.email)),
                found: format!("{name} <{email}>"),
            }),
        }
    }

    /// The subjects besides its own that an act is judged by: whoever keeps dockets elsewhere brings them in first.
    pub fn touches(&self, act: &Act) -> Vec<SubjectId> {
        let docket = self.docket(&act.subject);
        let workflow = docket.and_then(|docket| self.workflow(docket).ok());
        let workflow = workflow.or_else(|| self.workflow_of(act.subject.collection()));
        let Some(workflow) = workflow else { return Vec::new() };
        // Whether a delegation is in question is asked of its own docket.
        let opened = if let Deed::Open { openings } = &act.deed { &openings[..] } else { &[] };
        let asked = |delegation: &Delegation| {
            act.behalf.as_ref() == Some(&delegation.from) || opened.iter().any(|one| one.person == delegation.to)
        };
        let theirs = self.deputies.delegations.iter().filter(|(_, delegation)| asked(delegation));
        let mut touched: Vec<SubjectId> = theirs.map(|(subject, _)| subject.clone()).collect();
        touched.extend(act.deed.content().map_or_else(Vec::new, |content| super::form::references(workflow, content)));
        for field in [&workflow.repeals, &workflow.corrects, &workflow.receives].into_iter().flatten() {
            let named = docket.map_or(&[][..], |docket| docket.values(field.as_str()));
            touched.extend(named.iter().filter_map(|id| id.parse().ok()));
        }
        let line = workflow.answers.as_ref().zip(act.deed.content());
        let line = line.and_then(|(field, content)| super::form::text(field, content)?.parse::<Answered>().ok());
        let before = docket.and_then(|docket| workflow.answer(docket)?.ok());
        touched.extend(line.into_iter().chain(before).map(|answered| answered.subject));
        touched
    }

    /// The document of another office that an act would enter or send back: whoever keeps elsewhere who did it last brings that in first.
    pub fn parcel_named(&self, act: &Act) -> Option<String> {
        let workflow = self.docket(&act.subject).and_then(|docket| self.workflow(docket).ok());
        let workflow = workflow.or_else(|| self.workflow_of(act.subject.collection()))?;
        let text = super::form::text(workflow.parcel_field()?, act.deed.content()?)?;
        Some(text.parse::<FromParcel>().ok()?.key())
    }

    /// What a subject repeals (G15) or corrects that has just got through.
    fn ended_by(&self, docket: &Docket, act: &Act) -> Vec<Docket> {
        let just_through =
            docket.is_in_force() && self.docket(&docket.subject).is_some_and(|before| before.place != Place::Done);
        let Some(workflow) = self.workflow(docket).ok().filter(|_| just_through) else { return Vec::new() };
        let today = self.settings().day(act.time).to_string();
        let effective = workflow.effective.as_ref().and_then(|field| docket.value(field.as_str()));
        let repeals = (&workflow.repeals, End::Repealed, effective.unwrap_or(&today));
        let corrects = (&workflow.corrects, End::Corrected, today.as_str());
        let mut ended: Vec<Docket> = Vec::new();
        for (field, how, from) in [repeals, corrects] {
            let named = field.iter().flat_map(|field| docket.values(field.as_str()));
            let named = named.filter_map(|id| id.parse::<SubjectId>().ok());
            for other in named.filter_map(|id| self.docket(&id)).filter(|other| other.is_in_force()) {
                if ended.iter().any(|known| known.subject == other.subject) {
                    continue;
                }
                let mut other = other.clone();
                let (from, by) = (Some(from.to_owned()), Some(docket.subject.clone()));
                other.ended = Some(Ended { how, seq: act.seq, from, by });
                ended.push(other);
            }
        }
        ended
    }

    /// The number the subject would get if it were signed off at that moment (H1), or has.
    pub fn next_number(&self, docket: &Docket, time: i64) -> Result<Number, Violation> {
        if let Some(number) = &docket.number {
            return Ok(number.clone());
        }
        let workflow = self.workflow(docket)?;
        let issuer = self.register().now(&docket.issuer);
        let code = self.register().unit(issuer).and_then(|unit| unit.code.as_deref());
        let (Some(pattern), Some(code)) = (workflow.pattern(docket.kind()), code) else {
            return Err(Violation::NoCode { unit: self.unit_title(&docket.issuer) });
        };
        let year = self.settings().day(time).year().to_string();
        let register = pattern.replace("{code}", code).replace("{year}", &year);
        let n = self.numbers.get(&register).copied().unwrap_or_default() + 1;
        Ok(Number { text: register.replace("{n}", &n.to_string()), register, n })
    }

    /// The number under which the subject's unit registers it if it is first handed in at that moment (收文登记, K10).
    fn next_serial(&self, docket: &Docket, workflow: &Workflow, time: i64) -> Option<Number> {
        let year = self.settings().day(time).year().to_string();
        let shown = workflow.serial.as_ref()?.replace("{year}", &year);
        let register = serial_register(self.register().now(&docket.issuer), &shown);
        let n = self.numbers.get(&register).copied().unwrap_or_default() + 1;
        Some(Number { text: shown.replace("{n}", &n.to_string()), register, n })
    }

    /// The docket of a subject, with the workflow it runs under.
    fn known(&self, subject: &SubjectId) -> Result<(&Docket, &Workflow), Violation> {
        let docket = self.docket(subject).ok_or_else(|| Violation::NoSubject { subject: subject.clone() })?;
        Ok((docket, self.workflow(docket)?))
    }

    /// The docket of a subject that its drafter may still change.
    fn drafters_docket(&self, act: &Act, signer: &Slug) -> Result<Docket, Violation> {
        let (docket, _) = self.known(&act.subject)?;
        let docket = self.settled(docket, act.time);
        let verb = act.deed.verb();
        still_open(&docket)?;
        if verb == Verb::Withdraw && docket.subject.collection() == LOSSES {
            return Err(Violation::StaysSuspended { subject: docket.subject });
        }
        if self.successor(&docket, &docket.drafter) != signer {
            return Err(Violation::NotDrafter {
                verb,
                drafter: self.person_name(self.successor(&docket, &docket.drafter)),
            });
        }
        if let Some(seq) = docket.executed {
            return Err(Violation::AlreadyExecuted { verb, seq });
        }
        let number = docket.number.as_ref().map(|number| number.text.clone());
        if docket.issued.is_some() || verb == Verb::Withdraw && number.is_some() {
            return Err(Violation::AlreadyIssued { verb, number: number.unwrap_or_default() });
        }
        Ok(docket)
    }

    fn unknown_collection(&self, subject: &SubjectId) -> Violation {
        Violation::UnknownCollection {
            collection: subject.collection().to_owned(),
            known: self.collections().map(|(name, _)| name.to_string()).collect(),
        }
    }

    /// The workflow version a docket runs under.
    pub fn workflow(&self, docket: &Docket) -> Result<&Workflow, Violation> {
        let collection = docket.subject.collection();
        self.workflow_of(collection)
            .filter(|workflow| workflow.version == docket.workflow)
            .or_else(|| self.former.get(&(collection.parse().ok()?, docket.workflow)))
            .ok_or_else(|| self.unknown_collection(&docket.subject))
    }

    /// A moment in the office's time, to the minute.
    pub fn local_time(&self, seconds: i64) -> String {
        let time = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        self.settings().zone.to_datetime(time).strftime("%Y-%m-%d %H:%M").to_string()
    }
}

/// What a unit's register of serials is called among all registers of numbers. No pattern has a tabulator.
fn serial_register(unit: &Slug, shown: &str) -> String {
    format!("{unit}\t{shown}")
}

/// A line in the trail.
fn mark(docket: &mut Docket, act: &Act, person: &Slug, capacity: Vec<String>) {
    docket.trail.push(Mark {
        seq: act.seq,
        time: act.time,
        person: person.clone(),
        behalf: act.behalf.clone(),
        capacity,
        verb: act.deed.verb(),
        step: act.step.clone(),
        since: None,
        due: None,
        to: act.deed.to().to_vec(),
        addresses: act.deed.addresses(),
        how: if let Deed::AddSign { how, .. } = act.deed { Some(how) } else { None },
        straight: matches!(act.deed, Deed::Return { straight: true, .. }),
        words: act.words().to_owned(),
        reason: if act.opinion.is_empty() { String::new() } else { act.reason.clone() },
        confirms: act.confirms,
        seal: if let Deed::Seal { seal } = &act.deed { Some(seal.clone()) } else { None },
        void_by: None,
        signer: act.signer.clone(),
        sealed_with: None,
        sealed_for: None,
        affirms: if let Deed::Affirm { affirms } = act.deed { Some(affirms) } else { None },
    });
}

/// Makes acts of the trail void that these choose. Their numbers.
fn make_void(docket: &mut Docket, by: u64, chosen: impl Fn(&Mark) -> bool) -> Vec<u64> {
    let marks = docket.trail.iter_mut().filter(|mark| mark.void_by.is_none() && chosen(mark));
    marks
        .map(|mark| {
            mark.void_by = Some(by);
            mark.seq
        })
        .collect()
}

/// Whether an act of the trail agreed, so that what came next rested on it.
fn has_agreed(workflow: &Workflow, mark: &Mark) -> bool {
    let step = mark.step.as_ref().and_then(|name| workflow.step(name));
    step.is_some_and(|(_, step)| step.agrees(mark.verb))
}

fn still_open(docket: &Docket) -> Result<(), Violation> {
    if docket.is_open() {
        Ok(())
    } else {
        Err(Violation::Closed { subject: docket.subject.clone(), stage: docket.stage() })
    }
}

fn same_content(digest: Sha256, docket: &Docket) -> Result<(), Violation> {
    if digest == docket.digest {
        Ok(())
    } else {
        Err(Violation::OtherContent { expected: docket.digest, found: digest })
    }
}

/// An opinion, which every decision carries (I5).
fn opinion_given(act: &Act) -> Result<(), Violation> {
    if act.opinion.trim().is_empty() { Err(Violation::NoOpinion { verb: act.deed.verb() }) } else { Ok(()) }
}

fn reason_given(act: &Act) -> Result<(), Violation> {
    if act.reason.trim().is_empty() { Err(Violation::NoReason { verb: act.deed.verb() }) } else { Ok(()) }
}

/// That an agreement says more than that it was read (I6).
fn more_than_read(act: &Act) -> Result<(), Violation> {
    let verb = act.deed.verb();
    let says_yes = matches!(verb, Verb::Approve | Verb::Issue | Verb::Complete | Verb::Affirm);
    if says_yes && says_only_read(&act.opinion) {
        return Err(Violation::OnlyRead { verb, opinion: act.opinion.clone() });
    }
    Ok(())
}

fn says_only_read(opinion: &str) -> bool {
    let letter = |c: &char| c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(*c);
    let words: String = opinion.chars().filter(letter).flat_map(char::to_lowercase).collect();
    ONLY_READ.contains(&words.as_str())
}

/// What says only that something was read, in letters and digits alone (`docs/record-format.md` 9.2).
const ONLY_READ: [&str; 30] = [
    "已阅",
    "阅",
    "阅知",
    "阅悉",
    "已阅知",
    "已阅悉",
    "已阅读",
    "知悉",
    "已知悉",
    "悉",
    "收悉",
    "已收悉",
    "已读",
    "已閱",
    "閱",
    "閱知",
    "閱悉",
    "已閱知",
    "已閱悉",
    "已閱讀",
    "已讀",
    "read",
    "readandnoted",
    "noted",
    "seen",
    "acknowledged",
    "知道了",
    "已知",
    "已看",
    "看过",
];
