//! The seats (席位) of the current step: who decides, who waits for whom, and when the step is through (`docs/workflows.md`, "Seats").
//!
//! 1. Seats are read anew from the register at each act; what was done in the step stays with the seat, called by the person it was
//!    first for.
//! 2. A step is through, failed or neither by [`outcome`] alone.

use std::collections::BTreeSet;

use super::Office;
use super::act::{How, Verb};
use super::calendar::Due;
use super::docket::{Added, Docket, Place, Said};
use super::workflow::{Rule, Step, Timeout, Workflow, limit_for};
use crate::id::Slug;

/// One person's place in the current step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// For whom it was first.
    pub person: Slug,
    /// Who holds it.
    pub holder: Slug,
    /// Under which titles he is asked.
    pub titles: Vec<String>,
    /// Whence it is.
    pub origin: Origin,
    /// What it has decided.
    pub said: Option<Said>,
    /// Whether it may decide now.
    pub is_open: bool,
    /// Who was consulted and has not answered.
    pub consults: Option<Slug>,
    weight: u32,
    rank: usize,
    /// Whether its word counts in the step's rule.
    votes: bool,
}

/// Whence a seat is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The workflow asks.
    Asked,
    /// Another seat has added it; it lifted the order of levels itself.
    Added {
        /// Which seat.
        by: Slug,
        /// In which place.
        how: How,
    },
    /// The step is overdue.
    Escalated,
}

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Neither.
    Open,
    /// It is through.
    Through,
    /// It has failed.
    Failed,
}

impl Seat {
    /// Whether its word alone decides.
    const fn is_sovereign(&self) -> bool {
        matches!(self.origin, Origin::Escalated | Origin::Added { how: How::Lift, .. })
    }

    fn agreed(&self) -> bool {
        self.said.is_some_and(|said| said.agreed)
    }

    fn was_added(&self, by: &Slug, how: How) -> bool {
        matches!(&self.origin, Origin::Added { by: adder, how: place } if adder == by && *place == how)
    }
}

/// What a seat that has not decided waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// The answer of one it consulted (委派).
    Answer,
    /// One it added before itself (前加签).
    Before,
    /// The one that added it after itself (后加签).
    After,
    /// One before it in the order of the step (依次).
    Order,
}

impl Hold {
    /// The word in data; the catalogue has a text for it under `hold-<word>`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Before => "before",
            Self::After => "after",
            Self::Order => "order",
        }
    }
}

/// The time limits a subject stands under at its step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadlines {
    /// The step's own.
    pub step: Due,
    /// The whole subject's.
    pub whole: Due,
    /// Until when the first of those asked has to do something.
    pub respond: Due,
    /// What a leader set instead of the first two (J2).
    pub instructed: Option<i64>,
}

impl Deadlines {
    /// When the step has to be through.
    pub fn due(&self) -> Due {
        self.instructed.map_or_else(|| self.step.sooner(self.whole), Due::At)
    }
}

impl Office {
    /// The seats of the step a subject stands at, at that time.
    pub fn seats(&self, docket: &Docket, time: i64) -> Vec<Seat> {
        let Some(step) = self.current_step(docket) else { return Vec::new() };
        let (turn, sealing) = (&docket.turn, step.forward() == Verb::Seal);
        let seat = |person: Slug, titles, origin, weight, rank, votes| {
            let holder = turn.moved.get(&person).unwrap_or(&person);
            // A seal is in its custodian's own hands.
            let holder = if sealing { holder } else { self.successor(docket, holder) }.clone();
            // A title is the one's who has it, not the one's who was given the seat.
            let titles = if holder == person { titles } else { vec![self.home(&holder)] };
            let (said, consults) = (turn.decided.get(&person).copied(), turn.consults.get(&person).cloned());
            Seat { person, holder, titles, origin, said, is_open: false, consults, weight, rank, votes }
        };
        let named = self.asked_in(docket, step).into_iter().enumerate();
        let mut seats: Vec<Seat> = named
            .map(|(rank, chosen)| seat(chosen.person, chosen.titles, Origin::Asked, chosen.weight, rank, true))
            .collect();
        self.add_seats(docket, &mut seats, &seat);
        if step.then.timeout == Timeout::Escalate && self.is_overdue(docket, time) {
            for chosen in self.named(docket, &step.then.escalate) {
                if !seats.iter().any(|seat| seat.person == chosen.person) {
                    seats.push(seat(chosen.person, chosen.titles, Origin::Escalated, 1, 0, false));
                }
            }
            self.add_seats(docket, &mut seats, &seat);
        }
        open(&mut seats, step.rule);
        seats
    }

    /// Puts in the seats that were added. Each was added by a seat that was there before it: who added it is here when its turn comes,
    /// or is gone.
    fn add_seats(
        &self,
        docket: &Docket,
        seats: &mut Vec<Seat>,
        seat: &dyn Fn(Slug, Vec<String>, Origin, u32, usize, bool) -> Seat,
    ) {
        let unseated = |(person, _): &(&Slug, &Added)| !seats.iter().any(|seat| seat.person == **person);
        let mut left: Vec<_> = docket.turn.added.iter().filter(unseated).collect();
        loop {
            let before = left.len();
            left.retain(|(person, added)| {
                let rank = match seats.iter().find(|seat| seat.person == added.by) {
                    Some(adder) => adder.rank,
                    None if added.how == How::Lift => 0,
                    None => return true,
                };
                let titles = vec![self.home(person)];
                let origin = Origin::Added { by: added.by.clone(), how: added.how };
                seats.push(seat((*person).clone(), titles, origin, 1, rank, false));
                false
            });
            if left.len() == before {
                break;
            }
        }
    }

    fn home(&self, person: &Slug) -> String {
        self.register().person(person).map_or_else(String::new, |person| self.unit_title(&person.unit))
    }

    /// Who may do something about the subject at that time: who holds open seats, who was consulted, or the drafter.
    pub fn waiting_at(&self, docket: &Docket, time: i64) -> BTreeSet<Slug> {
        match docket.place {
            Place::At(_) => {
                let seats = self.seats(docket, time);
                let consulted = seats.iter().filter_map(|seat| seat.consults.as_ref());
                let consulted = consulted.map(|other| self.successor(docket, other).clone());
                let holders = seats.iter().filter(|seat| seat.is_open).map(|seat| seat.holder.clone());
                holders.chain(consulted).collect()
            }
            Place::Back(_) => BTreeSet::from([self.successor(docket, &docket.drafter).clone()]),
            Place::Done | Place::Withdrawn | Place::Terminated | Place::Rejected => BTreeSet::new(),
        }
    }

    /// The same at the time of the last act about it.
    pub fn waiting_for(&self, docket: &Docket) -> BTreeSet<Slug> {
        self.waiting_at(docket, docket.trail.last().map_or(0, |mark| mark.time))
    }

    /// The step the subject stands at.
    pub fn current_step(&self, docket: &Docket) -> Option<&Step> {
        match docket.place {
            Place::At(index) => self.workflow(docket).ok()?.steps.get(index),
            Place::Back(_) | Place::Done | Place::Withdrawn | Place::Terminated | Place::Rejected => None,
        }
    }

    /// The time limits of the current step and of the whole (J1, J2).
    pub fn deadlines(&self, docket: &Docket) -> Deadlines {
        let instructed = docket.instructed;
        let (Some(step), Ok(workflow)) = (self.current_step(docket), self.workflow(docket)) else {
            return Deadlines { step: Due::Never, whole: Due::Never, respond: Due::Never, instructed: None };
        };
        let end =
            |limits, begins| limit_for(limits, &docket.form).map_or(Due::Never, |limit| self.end_of(limit, begins));
        let since = docket.turn.since;
        let (step, respond) = (end(&step.limit, since), end(&step.respond, since));
        Deadlines { step, whole: end(&workflow.limit, docket.content_time), respond, instructed }
    }

    /// When the current step has to be through (J1, J2).
    pub fn due(&self, docket: &Docket) -> Due {
        self.deadlines(docket).due()
    }

    /// When something follows from time alone: an instruction puts that off, and never forward.
    fn lapses(&self, docket: &Docket) -> Due {
        let Deadlines { step, whole, instructed, .. } = self.deadlines(docket);
        match step.sooner(whole) {
            Due::At(due) => Due::At(instructed.map_or(due, |instructed| instructed.max(due))),
            due @ (Due::Never | Due::Unknown) => due,
        }
    }

    fn is_overdue(&self, docket: &Docket, time: i64) -> bool {
        self.lapses(docket).is_past(time)
    }

    /// When the first of those asked has to do something (J1).
    pub fn respond_by(&self, docket: &Docket) -> Due {
        self.deadlines(docket).respond
    }

    fn end_of(&self, limit: &super::workflow::Limit, begins: i64) -> Due {
        let settings = self.settings();
        self.rules.calendar.end(limit, begins, &settings.hours, &settings.zone)
    }

    /// The docket at that time: steps whose time has passed are through where the workflow says so.
    pub fn settled(&self, docket: &Docket, time: i64) -> Docket {
        let mut docket = docket.clone();
        let Ok(workflow) = self.workflow(&docket) else { return docket };
        while let (Place::At(index), Some(step)) = (docket.place, self.current_step(&docket))
            && step.then.timeout == Timeout::Pass
            && let Due::At(due) = self.lapses(&docket)
            && time > due
        {
            docket.before = None;
            let since = due.max(docket.turn.since);
            advance(&mut docket, workflow, index, since);
        }
        docket
    }
}

/// Carries a subject on from a step that is through.
pub(super) fn advance(docket: &mut Docket, workflow: &Workflow, from: usize, time: i64) {
    let next = next_step(docket, workflow, from);
    docket.passed.insert(from);
    docket.resume.pop();
    enter(docket, next, time);
}

/// The step that comes when one is through.
pub(super) fn next_step(docket: &Docket, workflow: &Workflow, from: usize) -> Option<usize> {
    docket.resume.last().copied().or_else(|| workflow.after(from, &docket.form))
}

/// Puts a subject at a step, or through.
pub(super) fn enter(docket: &mut Docket, step: Option<usize>, time: i64) {
    docket.turn = super::docket::Turn { since: time, ..Default::default() };
    docket.place = step.map_or(Place::Done, Place::At);
}

/// Says which seats may decide now.
fn open(seats: &mut [Seat], rule: Rule) {
    let open: Vec<bool> = seats.iter().map(|seat| may_decide(seat, seats, rule)).collect();
    let stuck = !open.contains(&true) && !seats.iter().any(|seat| seat.consults.is_some() && seat.said.is_none());
    for (seat, is_open) in seats.iter_mut().zip(open) {
        // People have lost their posts and nobody else is asked: who has decided may do so again.
        seat.is_open = is_open || stuck && seat.said.is_some();
    }
}

fn may_decide(seat: &Seat, seats: &[Seat], rule: Rule) -> bool {
    seat.said.is_none() && holds(seat, seats, rule).next().is_none()
}

/// Whom a seat that has not decided waits for, and why: each time the one who holds the other seat, or who was consulted.
pub fn held_up(seat: &Seat, seats: &[Seat], rule: Rule) -> Vec<(Hold, Slug)> {
    if seat.said.is_some() {
        return Vec::new();
    }
    let mut held: Vec<(Hold, Slug)> = Vec::new();
    for (hold, person) in holds(seat, seats, rule) {
        if !held.iter().any(|(known, other)| *known == hold && other == person) {
            held.push((hold, person.clone()));
        }
    }
    held
}

fn holds<'a>(seat: &'a Seat, seats: &'a [Seat], rule: Rule) -> impl Iterator<Item = (Hold, &'a Slug)> {
    let answer = seat.consults.iter().map(|other| (Hold::Answer, other));
    let before = seats.iter().filter(|other| other.was_added(&seat.person, How::Before) && !other.agreed());
    let (adder, in_order) = match &seat.origin {
        Origin::Added { by, how: How::After } => (Some(by), false),
        Origin::Asked | Origin::Added { how: How::With, .. } => (None, rule == Rule::Sequence),
        Origin::Added { .. } | Origin::Escalated => (None, false),
    };
    // Who added a seat is there, or the seat is not.
    let after = seats.iter().filter(move |other| adder == Some(&other.person) && !other.agreed());
    let earlier =
        seats.iter().filter(move |other| in_order && other.votes && other.rank < seat.rank && !other.agreed());
    let others = before.map(|other| (Hold::Before, &other.holder));
    let others = others.chain(after.map(|other| (Hold::After, &other.holder)));
    answer.chain(others).chain(earlier.map(|other| (Hold::Order, &other.holder)))
}

/// Whether a seat's approval counts: everybody added after it or with it has approved as well.
fn is_good(seat: &Seat, seats: &[Seat]) -> bool {
    let joined = |other: &&Seat| other.was_added(&seat.person, How::After) || other.was_added(&seat.person, How::With);
    seat.agreed() && seats.iter().filter(joined).all(|other| is_good(other, seats))
}

/// How a step with these seats stands.
pub fn outcome(seats: &[Seat], rule: Rule) -> Outcome {
    let disagreed = |seat: &Seat| seat.said.is_some_and(|said| !said.agreed);
    if seats.iter().any(|seat| seat.is_sovereign() && seat.agreed()) {
        return Outcome::Through;
    }
    if seats.iter().any(|seat| !seat.votes && disagreed(seat)) {
        return Outcome::Failed;
    }
    let weigh = |chosen: &dyn Fn(&Seat) -> bool, by_head: bool| -> u64 {
        let votes = seats.iter().filter(|seat| seat.votes && chosen(seat));
        votes.map(|seat| if by_head { 1 } else { u64::from(seat.weight) }).sum()
    };
    let (through, failed) = match rule {
        Rule::All | Rule::Sequence => {
            let counted = |seat: &&Seat| !seat.is_sovereign();
            let everyone = seats.iter().filter(counted).all(Seat::agreed) && seats.iter().any(|seat| counted(&seat));
            (everyone, seats.iter().any(disagreed))
        }
        Rule::Any => (weigh(&|seat| is_good(seat, seats), true) > 0, weigh(&disagreed, true) > 0),
        Rule::AtLeast(n) => {
            // Where fewer are left, it takes all of them.
            let (all, left) = (weigh(&|_| true, true), weigh(&|seat| !disagreed(seat), true));
            let needed = u64::from(n).min(all);
            let enough = all > 0 && weigh(&|seat| is_good(seat, seats), true) >= needed;
            (enough, left < needed && weigh(&disagreed, true) > 0)
        }
        Rule::Vote(percent) => {
            let all = weigh(&|_| true, false);
            let more = |weight: u64| weight * 100 > all * u64::from(percent);
            (more(weigh(&|seat| is_good(seat, seats), false)), !more(weigh(&|seat| !disagreed(seat), false)) && all > 0)
        }
    };
    match (through, failed) {
        (_, true) => Outcome::Failed,
        (true, false) => Outcome::Through,
        (false, false) => Outcome::Open,
    }
}
