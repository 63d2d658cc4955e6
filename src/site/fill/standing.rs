//! Where a subject stands: its steps with their seats, how it ended, what it repeals, who reads it, whom its acts name.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::Source;
use crate::id::{Slug, SubjectId};
use crate::office::{
    Addressee, Delivery, Docket, Due, End, Fate, How, Mark, Origin, Place, Recipient, Seat, Stage, Step, Timeout, Verb,
    Workflow, holds,
};
use crate::site::view;

/// How many of those who would be asked a step names.
const NAMED: usize = 6;

impl Source<'_> {
    /// The steps a subject comes through with its form, and those it was in.
    pub(super) fn steps(&self, docket: &Docket) -> Vec<view::Step> {
        let Ok(workflow) = self.ledger.office().workflow(docket) else { return Vec::new() };
        // A flow that came back or was withdrawn stopped at the step of its last decision; what was done to another text does not count.
        let stopped = || {
            let of_this = docket.trail.iter().rev().take_while(|mark| mark.seq > docket.content_seq);
            let last = of_this.into_iter().find_map(|mark| mark.step.as_ref());
            last.and_then(|last| workflow.step(last)).map_or(0, |(at, _)| at)
        };
        let (at, now) = match docket.place {
            Place::At(index) => (index, view::StepState::Current),
            Place::Back(_) | Place::Withdrawn | Place::Terminated | Place::Rejected => {
                (stopped(), view::StepState::Stopped)
            }
            Place::Done => (workflow.steps.len(), view::StepState::Done),
        };
        let way = way(workflow, docket, at);
        let steps = workflow.steps.iter().enumerate().filter(|(index, _)| way.contains(index));
        steps
            .map(|(index, step)| {
                let state = match index.cmp(&at) {
                    Ordering::Less => view::StepState::Done,
                    Ordering::Equal => now,
                    Ordering::Greater => view::StepState::Ahead,
                };
                self.step(workflow, docket, step, state)
            })
            .collect()
    }

    fn step(&self, workflow: &Workflow, docket: &Docket, step: &Step, state: view::StepState) -> view::Step {
        let office = self.ledger.office();
        let mut who: Vec<Slug> = match state {
            view::StepState::Current => Vec::new(),
            // Of what was given up nobody will be asked.
            view::StepState::Ahead if !docket.is_open() => Vec::new(),
            view::StepState::Ahead => office.asked_in(docket, step).into_iter().map(|chosen| chosen.person).collect(),
            view::StepState::Done | view::StepState::Stopped => docket
                .trail
                .iter()
                .filter(|mark| mark.step.as_ref() == Some(&step.name) && mark.void_by.is_none())
                .filter(|mark| mark.seq > docket.content_seq && decides(mark.verb))
                .map(|mark| mark.behalf.as_ref().unwrap_or(&mark.person).clone())
                .collect(),
        };
        let more = who.len().saturating_sub(NAMED);
        if state == view::StepState::Ahead {
            who.truncate(NAMED);
        }
        let current = state == view::StepState::Current;
        let time = docket.trail.last().map_or(0, |mark| mark.time);
        let limit = step.limit.iter().find(|limit| holds(&limit.when, &docket.form));
        view::Step {
            title: step.title.text(self.words.language().tag()).to_owned(),
            state,
            who: who.iter().map(|person| self.actor(person)).collect(),
            more: if state == view::StepState::Ahead { more } else { 0 },
            rule: Some(self.rule(step)),
            limit: limit.map(|limit| self.limit(limit)),
            due: current.then(|| self.due(docket)).flatten(),
            respond: (current && !docket.turn.responded)
                .then(|| self.shown_due(office.respond_by(docket), false))
                .flatten(),
            timeout: (current && step.then.timeout != Timeout::Remind).then(|| self.timeout(workflow, step)),
            seats: if current {
                office.seats(docket, time).iter().map(|seat| self.seat(docket, seat)).collect()
            } else {
                Vec::new()
            },
        }
    }

    /// When the current step has to be through.
    pub(super) fn due(&self, docket: &Docket) -> Option<view::Due> {
        self.shown_due(self.ledger.office().due(docket), docket.instructed.is_some())
    }

    fn shown_due(&self, due: Due, instructed: bool) -> Option<view::Due> {
        match due {
            Due::Never => None,
            Due::Unknown => Some(view::Due { time: None, instructed }),
            Due::At(seconds) => Some(view::Due { time: Some(self.moment(seconds)), instructed }),
        }
    }

    fn seat(&self, docket: &Docket, seat: &Seat) -> view::Seat {
        let (kind, adder) = match &seat.origin {
            Origin::Asked => (view::SeatKind::Asked, None),
            Origin::Added { by, how } => (
                match how {
                    How::Before => view::SeatKind::Before,
                    How::After => view::SeatKind::After,
                    How::With => view::SeatKind::With,
                    How::Lift => view::SeatKind::Lift,
                },
                (by != &seat.person).then(|| self.actor(by)),
            ),
            Origin::Escalated => (view::SeatKind::Escalated, None),
        };
        let state = match seat.said {
            _ if seat.is_open => view::SeatState::Open,
            Some(said) if said.agreed => view::SeatState::Agreed,
            Some(_) => view::SeatState::Disagreed,
            None if seat.consults.is_some() => view::SeatState::Consulting,
            None => view::SeatState::Later,
        };
        // Who has decided has done so, whoever has the seat by now.
        let who = seat.said.and_then(|said| docket.said_by(&said)).unwrap_or(&seat.holder);
        view::Seat {
            who: self.actor(who),
            of: (*who != seat.person).then(|| self.actor(&seat.person)),
            titles: seat.titles.join(&self.words.word("site-join")),
            kind,
            adder,
            state,
            consults: seat
                .consults
                .as_ref()
                .filter(|_| seat.said.is_none())
                .map(|other| self.actor(self.ledger.office().successor(docket, other))),
            act: seat.said.map(|said| said.seq),
        }
    }

    pub(super) fn readers(&self, docket: &Docket) -> Vec<view::Reader> {
        let readers = docket.readers.iter();
        readers.map(|(person, read)| view::Reader { who: self.actor(person), read: *read }).collect()
    }

    /// What became of a document where it was sent; none, if it was sent nowhere.
    pub(super) fn deliveries(&self, docket: &Docket) -> Option<view::Deliveries> {
        let mut rows: Vec<view::Delivery> =
            docket.deliveries.iter().map(|(addressee, delivery)| self.delivery(docket, addressee, delivery)).collect();
        rows.sort_by_key(|row| row.is_copy);
        let standing = |fate: Fate| rows.iter().filter(|row| row.state == fate).count();
        let tally = Fate::ALL.map(|fate| view::Tally { state: fate, count: standing(fate) });
        let tally = tally.into_iter().filter(|tally| tally.count > 0).collect();
        let unsent = self.ledger.office().named_unsent(docket);
        (!rows.is_empty()).then_some(view::Deliveries { tally, rows, unsent })
    }

    fn delivery(&self, docket: &Docket, addressee: &Addressee, delivery: &Delivery) -> view::Delivery {
        let done = |seq: u64| {
            let entry = self.signed(seq);
            view::Done {
                act: seq,
                who: entry.and_then(|entry| entry.person.as_ref()).map(|person| self.actor(person)),
                time: self.moment(entry.map_or(0, |entry| entry.time)),
            }
        };
        let (office, answer) = (self.ledger.office(), delivery.answer);
        let refused = answer.filter(|answer| !answer.is_receipt);
        // What a partner answers stands in the form of its receipt.
        let reason = match &delivery.receipt {
            Some(receipt) => self.docket(receipt).and_then(|receipt| receipt.value("reason")).map(str::to_owned),
            None => refused.and_then(|answer| docket.mark(answer.seq)).map(|mark| mark.words.clone()),
        };
        let group = match &delivery.named {
            Recipient::Group(group) => office.settings().groups.get(group),
            Recipient::Unit(_) | Recipient::Below(_) | Recipient::Person(_) | Recipient::Partner(_) => None,
        };
        view::Delivery {
            addressee: self.addressee(addressee),
            is_copy: delivery.is_copy,
            group: group.map(|group| group.title.text(self.words.language().tag()).to_owned()),
            state: office.fate(docket, delivery),
            sent: done(delivery.sent),
            opened: office.opened(docket, delivery).map(|opened| view::Done {
                act: opened.seq,
                who: Some(self.actor(&opened.person)),
                time: self.moment(opened.time),
            }),
            answered: answer.map(|answer| done(answer.seq)),
            by_receipt: delivery.receipt.is_some(),
            reason: reason.filter(|_| refused.is_some()),
            refused_before: docket.refused_before(addressee, delivery.sent)
                + self.receipts_before(docket, addressee, delivery.sent),
            registered: delivery
                .registered
                .as_ref()
                .or(delivery.receipt.as_ref())
                .map(|subject| self.registered_link(subject)),
            handled: delivery.handled.map(done),
            urged: if answer.is_none() { self.urged(docket, delivery.time) } else { None },
        }
    }

    /// What a document is registered as there, by the number that it has there: the title is its own.
    fn registered_link(&self, subject: &SubjectId) -> view::Link {
        let mut link = self.subject_link(subject);
        if let Some(serial) = self.docket(subject).and_then(|docket| docket.serial.as_ref()) {
            link.text.clone_from(&serial.text);
        }
        link
    }

    /// How often a partner's receipts sent the document back before that act sent it there.
    fn receipts_before(&self, docket: &Docket, addressee: &Addressee, sent: u64) -> usize {
        let Addressee::Partner(partner) = addressee else { return 0 };
        let refuses = |subject: &&SubjectId| {
            let receipt = self.docket(subject).filter(|receipt| !receipt.is_gone())?;
            let answer = self.ledger.office().workflow(receipt).ok()?.answer(receipt)?.ok()?;
            let is_earlier = answer.partner == *partner && answer.seq < sent && !answer.is_receipt;
            (is_earlier && answer.subject == docket.subject).then_some(())
        };
        self.index.naming(&docket.subject).filter(|subject| refuses(subject).is_some()).count()
    }

    /// Whom an act of sending names, or where it was opened.
    fn places(&self, mark: &Mark) -> Vec<String> {
        let tag = self.words.language().tag();
        let named = |recipient: &Recipient| match recipient {
            Recipient::Unit(unit) => self.addressee(&Addressee::Unit(unit.clone())).text,
            Recipient::Person(person) => self.addressee(&Addressee::Person(person.clone())).text,
            Recipient::Partner(partner) => self.addressee(&Addressee::Partner(partner.clone())).text,
            Recipient::Below(unit) => {
                let unit = self.addressee(&Addressee::Unit(unit.clone())).text;
                self.word("site-readers-below", &[("name", &unit)])
            }
            Recipient::Group(group) => {
                let known = self.ledger.office().settings().groups.get(group);
                known.map_or_else(|| group.to_string(), |group| group.title.text(tag).to_owned())
            }
        };
        let addresses = &mark.addresses;
        let copy = |recipient: &Recipient| self.word("site-copy-to", &[("name", &named(recipient))]);
        let opened = addresses.openings.iter().map(|opening| self.addressee(&opening.addressee).text);
        addresses.to.iter().map(named).chain(addresses.copies.iter().map(copy)).chain(opened).collect()
    }

    /// A unit or a person to whom something is sent.
    pub(super) fn addressee(&self, addressee: &Addressee) -> view::Link {
        match addressee {
            Addressee::Unit(unit) => {
                self.unit_link(unit).unwrap_or_else(|| view::Link { text: unit.to_string(), href: String::new() })
            }
            Addressee::Person(person) => {
                let who = self.actor(person);
                view::Link { text: who.name, href: who.href.unwrap_or_default() }
            }
            Addressee::Partner(partner) => {
                let tag = self.words.language().tag();
                let known = self.ledger.office().settings().partners.get(partner);
                let text = known.map_or_else(|| addressee.to_string(), |known| known.title.text(tag).to_owned());
                view::Link { text, href: String::new() }
            }
        }
    }

    /// How a subject ended that is not in force: when, by whom, why, and by which other subject.
    pub(super) fn ending(&self, docket: &Docket) -> Option<view::Ending> {
        let last =
            |verbs: &[Verb]| docket.trail.iter().rev().find(|mark| verbs.contains(&mark.verb)).map(|mark| mark.seq);
        let ended = docket.ended.as_ref();
        let (state, seq) = match docket.stage() {
            Stage::Withdrawn => (view::State::Withdrawn, last(&[Verb::Withdraw])?),
            Stage::Terminated => (view::State::Terminated, last(&[Verb::Terminate])?),
            Stage::Rejected => {
                let failed = docket
                    .trail
                    .iter()
                    .rev()
                    .find(|mark| mark.step.is_some() && matches!(mark.verb, Verb::Disagree | Verb::Read));
                (view::State::Rejected, failed?.seq)
            }
            Stage::Voided | Stage::Repealed | Stage::Corrected | Stage::Recalled => {
                let ended = ended?;
                let state = match ended.how {
                    End::Voided => view::State::Voided,
                    End::Repealed => view::State::Repealed,
                    End::Corrected => view::State::Corrected,
                    End::Recalled => view::State::Recalled,
                };
                (state, ended.seq)
            }
            Stage::InReview
            | Stage::Returned
            | Stage::Refused
            | Stage::Issued
            | Stage::Sealed
            | Stage::Sent
            | Stage::Carried
            | Stage::Executed
            | Stage::Finished => return None,
        };
        let entry = self.signed(seq);
        let own = docket.mark(seq);
        Some(view::Ending {
            state,
            from: ended.and_then(|ended| ended.from.as_deref()).map(|from| view::Time {
                iso: from.to_owned(),
                text: from.parse().map_or_else(|_| from.to_owned(), |day| self.day_text(day)),
            }),
            act: seq,
            who: entry.and_then(|entry| entry.person.as_ref()).map(|person| self.actor(person)),
            time: entry.map(|entry| self.moment(entry.time)),
            reason: own.map(|mark| mark.words.clone()).filter(|words| !words.is_empty()),
            subject: ended.and_then(|ended| ended.by.as_ref()).map(|by| self.subject_link(by)),
        })
    }

    /// What a subject registers as received and is in force no more.
    pub(super) fn outdated(&self, docket: &Docket) -> Vec<view::Outdated> {
        let sources = self.ledger.office().outdated_sources(docket);
        let outdated = sources.filter_map(|source| {
            // Of what is for some alone a page for all tells nothing.
            let ending = self.ending(self.docket(&source.subject)?)?;
            Some(view::Outdated { source: self.subject_link(&source.subject), state: ending.state, by: ending.subject })
        });
        outdated.collect()
    }

    /// What a subject repeals (G15), or will when it is through.
    pub(super) fn repeals(&self, docket: &Docket) -> Vec<view::Repealed> {
        self.ends(docket, self.ledger.office().workflow(docket).ok().and_then(|workflow| workflow.repeals.as_ref()))
    }

    /// What a subject corrects, or will when it is through.
    pub(super) fn corrects(&self, docket: &Docket) -> Vec<view::Repealed> {
        self.ends(docket, self.ledger.office().workflow(docket).ok().and_then(|workflow| workflow.corrects.as_ref()))
    }

    fn ends(&self, docket: &Docket, field: Option<&Slug>) -> Vec<view::Repealed> {
        let Some(field) = field else { return Vec::new() };
        let named = docket.values(field.as_str()).iter().filter_map(|id| id.parse::<SubjectId>().ok());
        named
            .map(|id| view::Repealed {
                subject: self.subject_link(&id),
                number: self.docket(&id).and_then(|other| other.number.as_ref()).map(|number| number.text.clone()),
            })
            .collect()
    }

    /// Whom or what an act names.
    pub(super) fn target(&self, docket: Option<&Docket>, mark: &Mark) -> Option<view::Target> {
        let kind = match (mark.verb, mark.how) {
            (Verb::Transfer, _) => view::TargetKind::Transfer,
            (Verb::Consult, _) => view::TargetKind::Consult,
            (Verb::Circulate, _) => view::TargetKind::Circulate,
            (Verb::RemoveSign, _) => view::TargetKind::Remove,
            (Verb::AddSign, Some(How::Before)) => view::TargetKind::Before,
            (Verb::AddSign, Some(How::After)) => view::TargetKind::After,
            (Verb::AddSign, Some(How::With)) => view::TargetKind::With,
            (Verb::AddSign, Some(How::Lift)) => view::TargetKind::Lift,
            (Verb::Send, _) => view::TargetKind::Send,
            (Verb::Open, _) => view::TargetKind::Open,
            (Verb::Return, _) if mark.straight => view::TargetKind::ReturnStraight,
            (Verb::Return, _) => view::TargetKind::Return,
            _ => return None,
        };
        let back = mark.verb == Verb::Return;
        Some(view::Target {
            kind,
            people: if back { Vec::new() } else { mark.to.iter().map(|person| self.actor(person)).collect() },
            places: self.places(mark),
            step: mark.to.first().filter(|_| back).map(|step| self.step_title(docket, step)),
        })
    }
}

/// Whether an act of that verb decides a seat or carries a step on.
const fn decides(verb: Verb) -> bool {
    verb.carries_on() || matches!(verb, Verb::Disagree | Verb::Read | Verb::Return)
}

/// The steps that a subject comes through with its form, where it stands, and those where something was done.
fn way(workflow: &Workflow, docket: &Docket, at: usize) -> BTreeSet<usize> {
    let mut way = BTreeSet::from([at]);
    let mut next = workflow.step_from(0, &docket.form);
    while let Some(index) = next {
        way.insert(index);
        next = workflow.after(index, &docket.form);
    }
    way.extend(docket.trail.iter().filter_map(|mark| Some(workflow.step(mark.step.as_ref()?)?.0)));
    way
}
