//! The days on which something was done, from which the list of all acts is reached.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

/// The days, by date.
#[derive(Debug, Default)]
pub(in crate::site) struct Days {
    days: BTreeMap<Date, Day>,
    years: BTreeSet<i16>,
}

/// What was done on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::site) struct Day {
    /// How many acts.
    pub(in crate::site) acts: u32,
    /// The last of them.
    pub(in crate::site) last: u64,
}

impl Days {
    /// Takes in an act, the acts before it first.
    pub(super) fn take(&mut self, day: Date, seq: u64) {
        self.years.insert(day.year());
        let day = self.days.entry(day).or_insert(Day { acts: 0, last: seq });
        day.acts += 1;
        day.last = seq;
    }

    /// The years, the first one first.
    pub(in crate::site) const fn years(&self) -> &BTreeSet<i16> {
        &self.years
    }

    /// The days of a year, the first one first.
    pub(in crate::site) fn of_year(&self, year: i16) -> impl DoubleEndedIterator<Item = (Date, Day)> {
        let (from, to) = (Date::new(year, 1, 1), Date::new(year, 12, 31));
        let range = from.ok().zip(to.ok()).map(|(from, to)| self.days.range(from..=to));
        range.into_iter().flatten().map(|(date, day)| (*date, *day))
    }
}
