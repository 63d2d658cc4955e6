//! What waits for people (待办、待阅): open seats, answers, what came back, what was given to read (I9, J4, M1).
//!
//! 1. Time passes by the rule a verdict is made by: a docket is looked at as [`Office::settled`] has it.
//! 2. Only the dockets that are here are looked at: whoever keeps them elsewhere brings in the open ones and those with readers.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::Office;
use super::act::Verb;
use super::calendar::Due;
use super::docket::{Docket, Place};
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
}

impl Why {
    /// The word in data; the catalogue has a text for it under `why-<word>`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Seat => "seat",
            Self::Answer => "answer",
            Self::Back => "back",
            Self::Reading => "reading",
        }
    }
}

impl Office {
    /// What waits for these people at that time: what is overdue first, then by due time, then what has none that is known, then what
    /// has none, then what is to be read.
    pub fn waiting_list(&self, people: &BTreeSet<Slug>, time: i64) -> Vec<Waiting> {
        let mut list: Vec<Waiting> = Vec::new();
        for docket in self.dockets() {
            let docket = self.settled(docket, time);
            for (person, why, behalf) in self.concerned(&docket, people, time) {
                let due = if why == Why::Reading { Due::Never } else { self.due(&docket) };
                let since = since(&docket, why, self, &person);
                let is_overdue = due.is_past(time);
                list.push(Waiting { person, why, behalf, docket: docket.clone(), since, due, is_overdue });
            }
        }
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
        for (reader, _) in docket.readers.iter().filter(|(_, read)| read.is_none()) {
            add(self.successor(docket, reader), Why::Reading, None);
        }
        concerned
    }
}

/// Since when it waits.
fn since(docket: &Docket, why: Why, office: &Office, person: &Slug) -> i64 {
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
    };
    mark.map_or(docket.turn.since, |mark| mark.time)
}
