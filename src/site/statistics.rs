//! How much was done and how long it took (Q2, Q6): counters that an act adds to and nothing takes from.
//!
//! 1. Each counter is added to once for each act, and once for each subject that is handed in or gets through: so what was followed act by
//!    act is what is counted anew.
//! 2. What is counted of a subject stands fast when it is: when it was first handed in, from which unit, and when it got through.
//! 3. An act counts for who did it, also in another's place.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{Slug, SubjectId};
use crate::office::{Docket, Mark, Office, Place};

/// A month of the office's calendar.
pub(super) type Month = (i16, i8);

/// What was counted.
#[derive(Debug, Default)]
pub(super) struct Statistics {
    all: Series,
    workflows: BTreeMap<String, Series>,
    units: BTreeMap<Slug, Series>,
    people: BTreeMap<Slug, Handling>,
    stands: BTreeMap<SubjectId, Stand>,
    through: BTreeSet<SubjectId>,
    tallies: BTreeMap<String, Tally>,
}

/// Counts, in all and by month.
#[derive(Debug, Default)]
pub(super) struct Series {
    /// In all.
    pub(super) all: Counts,
    /// By month.
    pub(super) months: BTreeMap<Month, Counts>,
}

/// Counts of one kind of thing.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// How many subjects were handed in.
    pub(super) handed_in: u32,
    /// How many got through.
    pub(super) finished: u32,
    /// How many acts there were.
    pub(super) acts: u32,
    /// How many of them were late.
    pub(super) late: u32,
    /// How long each that got through took.
    pub(super) taken: Times,
    /// The same in office hours, of those whose days are all known.
    pub(super) worked: Times,
}

/// Times in seconds, in order.
#[derive(Debug, Default)]
pub(super) struct Times(Vec<i64>);

/// What a person has handled.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Handling {
    /// How many acts in steps.
    pub(super) acts: u32,
    /// How many of them were late.
    pub(super) late: u32,
    /// The sum of the times from a subject's coming to the step to the act.
    seconds: i64,
}

/// How many subjects of a collection stand how.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Tally {
    /// On their way.
    pub(super) open: usize,
    /// Through.
    pub(super) finished: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Open,
    Through,
    Given,
}

impl Times {
    fn put(&mut self, seconds: i64) {
        let at = self.0.partition_point(|other| *other < seconds);
        self.0.insert(at, seconds);
    }

    /// The middle one; of two the time between.
    pub(super) fn median(&self) -> Option<i64> {
        let upper = *self.0.get(self.0.len() / 2)?;
        let lower = *self.0.get((self.0.len() - 1) / 2)?;
        Some(lower + (upper - lower) / 2)
    }

    /// The longest.
    pub(super) fn longest(&self) -> Option<i64> {
        self.0.last().copied()
    }
}

impl Handling {
    /// The mean time, in seconds.
    pub(super) fn mean(&self) -> Option<i64> {
        self.seconds.checked_div(i64::from(self.acts))
    }
}

impl Series {
    fn add(&mut self, month: Month, count: impl Fn(&mut Counts)) {
        count(&mut self.all);
        count(self.months.entry(month).or_default());
    }
}

impl Statistics {
    /// Counts an act.
    pub(super) fn take_act(&mut self, office: &Office, docket: &Docket, mark: &Mark) {
        let unit = office.register().person(&mark.person).map(|person| person.unit.clone());
        let late = u32::from(mark.is_late());
        for series in self.series(docket, unit.as_ref()) {
            series.add(month(office, mark.time), |counts| {
                counts.acts += 1;
                counts.late += late;
            });
        }
        if let (Some(since), Some(_)) = (mark.since, &mark.step) {
            let handling = self.people.entry(mark.person.clone()).or_default();
            handling.acts += 1;
            handling.late += late;
            handling.seconds += mark.time.saturating_sub(since).max(0);
        }
    }

    /// Counts a subject when it is handed in and when it gets through.
    pub(super) fn take_docket(&mut self, office: &Office, docket: &Docket) {
        let first = docket.trail.first().map_or(docket.content_time, |mark| mark.time);
        let unit = Some(&docket.drafter_unit);
        if !self.stands.contains_key(&docket.subject) {
            for series in self.series(docket, unit) {
                series.add(month(office, first), |counts| counts.handed_in += 1);
            }
        }
        // What is through was so when it left its last step, also if that was when a time limit had passed.
        let end = docket.turn.since;
        if docket.place == Place::Done && self.through.insert(docket.subject.clone()) {
            let settings = office.settings();
            let taken = end.saturating_sub(first).max(0);
            let worked = office.calendar().worked(first, end, &settings.hours, &settings.zone);
            for series in self.series(docket, unit) {
                series.add(month(office, end), |counts| {
                    counts.finished += 1;
                    counts.taken.put(taken);
                    if let Some(worked) = worked {
                        counts.worked.put(worked);
                    }
                });
            }
        }
        self.tally(docket);
    }

    fn tally(&mut self, docket: &Docket) {
        let now = match docket.place {
            Place::At(_) | Place::Back(_) => Stand::Open,
            Place::Done => Stand::Through,
            Place::Withdrawn | Place::Terminated | Place::Rejected => Stand::Given,
        };
        let tally = self.tallies.entry(docket.subject.collection().to_owned()).or_default();
        match self.stands.insert(docket.subject.clone(), now) {
            Some(Stand::Open) => tally.open -= 1,
            Some(Stand::Through) => tally.finished -= 1,
            Some(Stand::Given) | None => {}
        }
        match now {
            Stand::Open => tally.open += 1,
            Stand::Through => tally.finished += 1,
            Stand::Given => {}
        }
    }

    /// Where something about a subject counts.
    fn series(&mut self, docket: &Docket, unit: Option<&Slug>) -> impl Iterator<Item = &mut Series> {
        let workflow = self.workflows.entry(docket.subject.collection().to_owned()).or_default();
        let unit = unit.map(|unit| self.units.entry(unit.clone()).or_default());
        [&mut self.all, workflow].into_iter().chain(unit)
    }

    /// All of it.
    pub(super) const fn all(&self) -> &Series {
        &self.all
    }

    /// Of a collection.
    pub(super) fn of_workflow(&self, collection: &str) -> Option<&Series> {
        self.workflows.get(collection)
    }

    /// Of a unit.
    pub(super) fn of_unit(&self, unit: &Slug) -> Option<&Series> {
        self.units.get(unit)
    }

    /// Of each person.
    pub(super) const fn people(&self) -> &BTreeMap<Slug, Handling> {
        &self.people
    }

    /// How many subjects of a collection stand how.
    pub(super) fn tally_of(&self, collection: &str) -> Tally {
        self.tallies.get(collection).copied().unwrap_or_default()
    }
}

fn month(office: &Office, seconds: i64) -> Month {
    let day = office.settings().day(seconds);
    (day.year(), day.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_between_as_many() {
        let times = |all: &[i64]| {
            let mut times = Times::default();
            for one in all {
                times.put(*one);
            }
            (times.median(), times.longest())
        };
        assert_eq!(times(&[]), (None, None));
        assert_eq!(times(&[7]), (Some(7), Some(7)));
        assert_eq!(times(&[9, 1, 5]), (Some(5), Some(9)));
        assert_eq!(times(&[9, 1, 5, 6]), (Some(5), Some(9)));
        assert_eq!(Handling::default().mean(), None);
        assert_eq!(Handling { acts: 2, late: 0, seconds: 9 }.mean(), Some(4));
    }
}
