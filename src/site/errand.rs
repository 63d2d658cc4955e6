//! Who has something to do about which subject (待办), kept up docket by docket: a change touches the people it waited for before and
//! waits for now, and nobody else.
//!
//! No clock is asked: an errand says when it is due and not whether that has passed, and the seats are those at the time of the last
//! act about the subject.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{Slug, SubjectId};
use crate::office::{Docket, Due, Office, Place, Verb, Why};

/// What somebody has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Errand {
    /// Decide in a step.
    Decide,
    /// Answer whoever has consulted him.
    Answer,
    /// Work on what came back to him as its drafter.
    Back,
    /// Read what was given him to read.
    Read,
    /// Send what is sealed.
    Send,
    /// Send again what was refused, or put it right.
    SendAgain,
    /// Receive what was sent.
    Receive,
    /// Register what was received.
    Register,
    /// Nothing yet, or no more: he has a seat in the step that is not open.
    Later,
}

/// The place of something that waits: by due time, then by how long it has waited. What has no due time comes last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    due: i64,
    /// Since when, in seconds since 1970.
    pub(super) since: i64,
    /// What.
    pub(super) subject: SubjectId,
}

impl Rank {
    /// Whether it was due before that time. What is due on a day that nobody knows is not.
    pub(super) const fn is_past(&self, time: i64) -> bool {
        self.due < time
    }
}

/// What waits, and for whom.
#[derive(Debug, Default)]
pub(super) struct Errands {
    of: BTreeMap<SubjectId, Held>,
    people: BTreeMap<Slug, BTreeSet<(Rank, Errand)>>,
    open: BTreeSet<Rank>,
}

/// What is known of one subject.
#[derive(Debug, Default)]
struct Held {
    open: Option<Rank>,
    /// Whether somebody may have something to do about it again, though nobody has now.
    is_pending: bool,
    errands: Vec<(Slug, Rank, Errand)>,
}

impl Held {
    fn of(office: &Office, docket: &Docket) -> Self {
        let due = match office.due(docket) {
            Due::At(second) => second,
            Due::Unknown => i64::MAX - 1,
            Due::Never => i64::MAX,
        };
        let rank = |due, since| Rank { due, since, subject: docket.subject.clone() };
        let last = docket.trail.last().map_or(0, |mark| mark.time);
        let here = rank(due, docket.turn.since);
        let mut errands = Vec::new();
        match docket.place {
            Place::At(_) => {
                for seat in office.seats(docket, last) {
                    let errand = if seat.is_open { Errand::Decide } else { Errand::Later };
                    errands.push((seat.holder, here.clone(), errand));
                    let consulted = seat.consults.filter(|_| seat.said.is_none());
                    errands.extend(
                        consulted.map(|other| (office.successor(docket, &other).clone(), here.clone(), Errand::Answer)),
                    );
                }
            }
            Place::Back(_) => {
                errands.push((office.successor(docket, &docket.drafter).clone(), here.clone(), Errand::Back));
            }
            Place::Done | Place::Withdrawn | Place::Terminated | Place::Rejected => {}
        }
        for (reader, _) in docket.readers.iter().filter(|(_, read)| read.is_none()) {
            let mut given = docket.trail.iter().filter(|mark| mark.verb == Verb::Circulate && mark.to.contains(reader));
            let since = given.next().map_or(docket.turn.since, |mark| mark.time);
            errands.push((office.successor(docket, reader).clone(), rank(i64::MAX, since), Errand::Read));
        }
        for ((person, why), since) in office.deliveries_ask(docket) {
            let errand = match why {
                Why::Send => Errand::Send,
                Why::SendAgain => Errand::SendAgain,
                Why::Receive => Errand::Receive,
                Why::Register => Errand::Register,
                Why::Seat | Why::Answer | Why::Back | Why::Reading => continue,
            };
            errands.push((person, rank(i64::MAX, since), errand));
        }
        Self { open: docket.is_open().then_some(here), is_pending: office.is_pending(docket), errands }
    }
}

impl Errands {
    /// What a subject asks that is through: to be sent, received, registered.
    pub(super) fn asked(&self, rank: &Rank) -> Option<Errand> {
        let held = self.of.get(&rank.subject)?;
        let own = held.errands.iter().filter(|(_, other, _)| other == rank).map(|(.., errand)| *errand);
        own.filter(|errand| matches!(errand, Errand::Send | Errand::SendAgain | Errand::Receive | Errand::Register))
            .min()
    }

    /// Takes in how a subject stands now. Everybody who has or had something to do with it.
    pub(super) fn take(&mut self, office: &Office, docket: &Docket) -> BTreeSet<Slug> {
        let after = Held::of(office, docket);
        let mut people: BTreeSet<Slug> = after.errands.iter().map(|(person, _, _)| person.clone()).collect();
        if let Some(before) = self.of.remove(&docket.subject) {
            if let Some(rank) = &before.open {
                self.open.remove(rank);
            }
            for (person, rank, errand) in before.errands {
                if let Some(own) = self.people.get_mut(&person) {
                    own.remove(&(rank, errand));
                }
                people.insert(person);
            }
        }
        self.open.extend(after.open.clone());
        for (person, rank, errand) in &after.errands {
            self.people.entry(person.clone()).or_default().insert((rank.clone(), *errand));
        }
        if after.is_pending || !after.errands.is_empty() {
            self.of.insert(docket.subject.clone(), after);
        }
        people
    }

    /// What a person has to do, the most urgent first.
    pub(super) fn of_person(&self, person: &Slug) -> impl Iterator<Item = (&Rank, Errand)> {
        let own = self.people.get(person).into_iter().flatten();
        own.map(|(rank, errand)| (rank, *errand)).filter(|(_, errand)| *errand != Errand::Later)
    }

    /// The subjects that a person has something to do with, if only later.
    pub(super) fn subjects_of(&self, person: &Slug) -> BTreeSet<SubjectId> {
        self.people.get(person).into_iter().flatten().map(|(rank, _)| rank.subject.clone()).collect()
    }

    /// For whom a subject waits.
    pub(super) fn waits_for(&self, subject: &SubjectId) -> BTreeSet<&Slug> {
        let errands = self.of.get(subject).into_iter().flat_map(|held| &held.errands);
        errands
            .filter(|(_, _, errand)| matches!(errand, Errand::Decide | Errand::Answer | Errand::Back))
            .map(|(person, _, _)| person)
            .collect()
    }

    /// Whether somebody has or may have something to do about a subject.
    pub(super) fn has(&self, subject: &SubjectId) -> bool {
        self.of.contains_key(subject)
    }

    /// The subjects about which somebody has or may have something to do.
    pub(super) fn subjects(&self) -> impl Iterator<Item = &SubjectId> {
        self.of.keys()
    }

    /// Everything that anybody has to do.
    pub(super) fn all(&self) -> impl Iterator<Item = (&Slug, &Rank, Errand)> {
        let all =
            self.people.iter().flat_map(|(person, own)| own.iter().map(move |(rank, errand)| (person, rank, *errand)));
        all.filter(|(_, _, errand)| *errand != Errand::Later)
    }

    /// What is on its way, the most urgent first.
    pub(super) const fn open(&self) -> &BTreeSet<Rank> {
        &self.open
    }
}
