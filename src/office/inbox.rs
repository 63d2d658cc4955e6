//! What waits for people (待办、待阅): open seats, answers, what came back, what was given to read (I9, J4, M1).
//!
//! 1. Time passes by the rule a verdict is made by: a docket is looked at as [`Office::settled`] has it.
//! 2. Only the dockets that are here are looked at: whoever keeps them elsewhere brings in the open ones and those with readers.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Office;
use super::act::Verb;
use super::calendar::Due;
use super::delivery::{Addressee, Delivery, Fate};
use super::docket::{Docket, Place};
use super::workflow::Workflow;
use crate::id::Slug;

/// Something that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// For whom.
    pub person: Slug,
    /// Why.
    pub why: Why,
    /// In whose place he may act (代理).
    pub behalf: Option<Slug>,
    /// The subject, as it stands at that time.
    pub docket: Docket,
    /// Since when it waits, in seconds since 1970.
    pub since: i64,
    /// Until when.
    pub due: Due,
    /// Whether that has passed.
    pub is_overdue: bool,
}

/// Why something waits for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// He holds an open seat.
    Seat,
    /// He was asked for an answer (委派).
    Answer,
    /// He is the drafter, and it came back.
    Back,
    /// It was given him to read (传阅).
    Reading,
    /// It is sealed and has to be sent (发送).
    Send,
    /// It was refused where it was sent (退回), and has to be sent again or put right.
    SendAgain,
    /// It was sent to him, or to the unit he receives for (签收).
    Receive,
    /// He has received it for his unit, where it has to be registered (登记).
    Register,
}

impl Why {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::Seat,
        Self::Answer,
        Self::Back,
        Self::Receive,
        Self::Register,
        Self::Send,
        Self::SendAgain,
        Self::Reading,
    ];

    /// The word in data; the catalogue has a text for it under `why-<word>`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Seat => "seat",
            Self::Answer => "answer",
            Self::Back => "back",
            Self::Reading => "reading",
            Self::Send => "send",
            Self::SendAgain => "send-again",
            Self::Receive => "receive",
            Self::Register => "register",
        }
    }
}

impl Office {
    /// What sending and receiving still asks of people about a document, and since when: by who is asked, each once.
    pub fn deliveries_ask(&self, docket: &Docket) -> BTreeMap<(Slug, Why), i64> {
        let mut asked = BTreeMap::new();
        if !docket.is_in_force() {
            return asked;
        }
        let Ok(workflow) = self.workflow(docket) else { return asked };
        let senders = self.anytime(docket, workflow, Verb::Send);
        let mut ask = |people: BTreeSet<Slug>, why, since: i64| {
            for person in people {
                let known = asked.entry((person, why)).or_insert(since);
                *known = since.min(*known);
            }
        };
        if self.is_to_be_sent(docket, workflow) {
            ask(senders.keys().cloned().collect(), Why::Send, docket.trail.last().map_or(0, |mark| mark.time));
        }
        for (addressee, delivery) in &docket.deliveries {
            let is_main_unit = matches!(addressee, Addressee::Unit(_)) && !delivery.is_copy;
            match delivery.answer {
                None => ask(self.receivers(docket, addressee), Why::Receive, delivery.time),
                Some(answer) if !answer.is_receipt => {
                    ask(senders.keys().cloned().collect(), Why::SendAgain, answer.time);
                }
                Some(answer) if is_main_unit && delivery.registered.is_none() && self.registers() => {
                    ask(self.receivers(docket, addressee), Why::Register, answer.time);
                }
                Some(_) => {}
            }
        }
        asked
    }

    /// Whether it waits for being sent: it is sealed, and its form names somebody here. What goes to others alone leaves on paper.
    fn is_to_be_sent(&self, docket: &Docket, workflow: &Workflow) -> bool {
        workflow.anytime.contains_key(&Verb::Send)
            && docket.deliveries.is_empty()
            && !docket.seals.is_empty()
            && ["to", "cc"].iter().any(|field| !self.recipients_meant(docket.values(field)).0.is_empty())
    }

    /// Whether there is a register of what was received.
    fn registers(&self) -> bool {
        self.collections().any(|(_, workflow)| workflow.receives.is_some())
    }

    /// Whether somebody has or may have something to do about a subject, those to whom it was only given to read apart.
    ///
    /// Whoever keeps dockets asks this when they change, not when the register does.
    pub fn is_pending(&self, docket: &Docket) -> bool {
        let asks = |(addressee, delivery): (&Addressee, &Delivery)| match delivery.fate() {
            Fate::Sent | Fate::Opened | Fate::Refused => true,
            Fate::Received => matches!(addressee, Addressee::Unit(_)) && !delivery.is_copy,
            Fate::Registered | Fate::Handled => false,
        };
        let to_be_sent = || self.workflow(docket).is_ok_and(|workflow| self.is_to_be_sent(docket, workflow));
        docket.is_open() || docket.is_in_force() && (docket.deliveries.iter().any(asks) || to_be_sent())
    }

    /// What waits for these people at that time: what is overdue first, then by due time, then what has none that is known, then what
    /// has none, then what is to be read.
    pub fn waiting_list(&self, people: &BTreeSet<Slug>, time: i64) -> Vec<Waiting> {
        let mut list: Vec<Waiting> =
            self.dockets().flat_map(|docket| self.waiting_of(&self.settled(docket, time), people, time)).collect();
        list.sort_by_cached_key(|waiting| {
            let due = match waiting.due {
                Due::At(due) => (0, due),
                Due::Unknown => (1, 0),
                Due::Never => (2, 0),
            };
            let last = (waiting.since, waiting.docket.subject.clone(), waiting.person.clone(), waiting.behalf.clone());
            (waiting.why == Why::Reading, Reverse(waiting.is_overdue), due, last)
        });
        list
    }

    /// Whom a subject waits for at that time, why and in whose place: what [`Self::waiting_list`] says of it, for everybody.
    pub fn waiting_about(&self, docket: &Docket, time: i64) -> Vec<Waiting> {
        let docket = self.settled(docket, time);
        let mut people: BTreeSet<Slug> = self.deputies().delegations.values().map(|one| one.to.clone()).collect();
        for seat in self.seats(&docket, time) {
            people.extend(seat.consults.as_ref().map(|other| self.successor(&docket, other).clone()));
            people.insert(seat.holder);
        }
        people.insert(self.successor(&docket, &docket.drafter).clone());
        people.extend(docket.readers.keys().map(|reader| self.successor(&docket, reader).clone()));
        people.extend(self.deliveries_ask(&docket).into_keys().map(|(person, _)| person));
        self.waiting_of(&docket, &people, time)
    }

    /// What a docket, as it is at that time, asks of these people.
    fn waiting_of(&self, docket: &Docket, people: &BTreeSet<Slug>, time: i64) -> Vec<Waiting> {
        let waiting = self.concerned(docket, people, time).into_iter().map(|(person, why, behalf)| {
            let has_limit = matches!(why, Why::Seat | Why::Answer | Why::Back);
            let due = if has_limit { self.due(docket) } else { Due::Never };
            let since = since(docket, why, self, &person, behalf.as_ref());
            let is_overdue = due.is_past(time);
            Waiting { person, why, behalf, docket: docket.clone(), since, due, is_overdue }
        });
        waiting.collect()
    }

    /// Everybody whose place somebody has taken (M4), and himself.
    pub fn heir_of(&self, person: &Slug) -> BTreeSet<Slug> {
        let deputies = self.deputies();
        let left = deputies.successions.keys().filter(|left| deputies.heirs(left).contains(person));
        left.chain([person]).cloned().collect()
    }

    /// Which of these people a docket waits for, why, and in whose place. Each once.
    fn concerned(&self, docket: &Docket, people: &BTreeSet<Slug>, time: i64) -> BTreeSet<(Slug, Why, Option<Slug>)> {
        let mut concerned = BTreeSet::new();
        let mut add = |person: &Slug, why, behalf: Option<&Slug>| {
            if people.contains(person) {
                concerned.insert((person.clone(), why, behalf.cloned()));
            }
        };
        match docket.place {
            Place::At(_) => {
                let seats = self.seats(docket, time);
                let holders: BTreeSet<&Slug> =
                    seats.iter().filter(|seat| seat.is_open).map(|seat| &seat.holder).collect();
                for holder in &holders {
                    add(holder, Why::Seat, None);
                }
                for other in seats.iter().filter_map(|seat| seat.consults.as_ref()) {
                    add(self.successor(docket, other), Why::Answer, None);
                }
                // A seal is put by a custodian himself, and a change is carried out by the operator himself.
                let forward = self.current_step(docket).map(super::Step::forward);
                if !matches!(forward, Some(Verb::Seal | Verb::Execute)) {
                    for person in people {
                        let from = self.delegators(person, docket, time);
                        for holder in holders.iter().filter(|holder| from.contains(**holder)) {
                            add(person, Why::Seat, Some(holder));
                        }
                    }
                }
            }
            Place::Back(_) => add(self.successor(docket, &docket.drafter), Why::Back, None),
            Place::Done | Place::Withdrawn | Place::Terminated | Place::Rejected => {}
        }
        for ((asked, why), _) in self.deliveries_ask(docket) {
            add(&asked, why, None);
            for person in people.iter().filter(|_| why == Why::Receive) {
                if self.stands_in(person, &asked, docket, time) {
                    add(person, why, Some(&asked));
                }
            }
        }
        for (reader, _) in docket.readers.iter().filter(|(_, read)| read.is_none()) {
            add(self.successor(docket, reader), Why::Reading, None);
        }
        concerned
    }
}

/// Since when it waits.
fn since(docket: &Docket, why: Why, office: &Office, person: &Slug, behalf: Option<&Slug>) -> i64 {
    let marks = || docket.trail.iter().rev();
    let mark = match why {
        Why::Seat => None,
        Why::Answer => marks().find(|mark| {
            mark.verb == Verb::Consult && mark.to.iter().any(|other| office.successor(docket, other) == person)
        }),
        Why::Back => marks().next(),
        // Given by name, or told of a disagreement.
        Why::Reading => marks()
            .find(|mark| {
                mark.verb == Verb::Circulate && mark.to.iter().any(|other| office.successor(docket, other) == person)
            })
            .or_else(|| marks().find(|mark| matches!(mark.verb, Verb::Disagree | Verb::Read))),
        Why::Send | Why::SendAgain | Why::Receive | Why::Register => {
            let asked = office.deliveries_ask(docket);
            let since = behalf.or(Some(person)).and_then(|person| asked.get(&(person.clone(), why)));
            return since.copied().unwrap_or(docket.turn.since);
        }
    };
    mark.map_or(docket.turn.since, |mark| mark.time)
}
