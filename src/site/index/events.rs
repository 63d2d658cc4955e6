//! What falls on which day: what a form says is from when to when, what is due, what was issued.
//!
//! A collection's subjects fall on days if its workflow names the fields for calendars, or if one of its checks asks for two days or moments
//! in order: a meeting, an appointment, leave, a delegation. No collection is named here.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::id::{Slug, SubjectId};
use crate::office::{Docket, Due, FieldKind, Office, Workflow};
use crate::site::page::{Month, Page};

/// Of what lasts longer, only the first and the last day are shown: so it stands on few pages.
const LONGEST: i32 = 62;

/// What a subject has to do with a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::site) enum Falls {
    /// It is on that day, at that moment if it has one.
    On(Option<i64>),
    /// It begins on that day and lasts long.
    Begins,
    /// It ends on that day and lasted long.
    Ends,
    /// It is due, at that moment.
    Due(i64),
}

/// What falls on the days.
#[derive(Debug, Default)]
pub(in crate::site) struct Events {
    days: BTreeMap<Date, BTreeSet<(Falls, SubjectId)>>,
    /// The acts that issued something, by day.
    issued: BTreeMap<Date, BTreeSet<u64>>,
    of: BTreeMap<SubjectId, Held>,
    months: BTreeMap<Month, usize>,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Held {
    falls: BTreeSet<(Date, Falls)>,
    issued: Option<(Date, u64)>,
}

impl Held {
    fn days(&self) -> impl Iterator<Item = Date> {
        self.falls.iter().map(|(day, _)| *day).chain(self.issued.map(|(day, _)| day))
    }

    fn of(office: &Office, docket: &Docket) -> Self {
        let mut held = Self::default();
        let day = |second: i64| office.settings().day(second);
        let issued = docket.trail.iter().find(|mark| Some(mark.seq) == docket.issued);
        held.issued = issued.map(|mark| (day(mark.time), mark.seq));
        if docket.is_open()
            && let Due::At(second) = office.due(docket)
        {
            held.falls.insert((day(second), Falls::Due(second)));
        }
        if !(docket.is_open() || docket.is_in_force()) {
            return held;
        }
        // From when to when older papers are is nothing that falls on a day.
        let workflow = office.workflow(docket).ok().filter(|workflow| !workflow.imports);
        let span = workflow.and_then(span_of);
        let Some((first, last)) = span else { return held };
        let read = |field: &Slug| moment(office, docket.value(field.as_str())?);
        let Some((from, at)) = read(first) else { return held };
        let until = read(last).map_or(from, |(until, _)| until).max(from);
        let days = from.until(until).map_or(0, |span| span.get_days());
        if days > LONGEST {
            held.falls.extend([(from, Falls::Begins), (until, Falls::Ends)]);
            return held;
        }
        for n in 0..=days {
            let at = at.filter(|_| n == 0);
            held.falls.extend(from.checked_add(n.days()).ok().map(|day| (day, Falls::On(at))));
        }
        held
    }
}

impl Events {
    /// Takes in how a subject stands now. The pages that say it.
    pub(super) fn take(&mut self, office: &Office, docket: &Docket) -> BTreeSet<Page> {
        let now = Held::of(office, docket);
        let before = self.of.remove(&docket.subject).unwrap_or_default();
        let months: BTreeSet<Month> = before.days().chain(now.days()).map(month_of).collect();
        let known = |events: &Self| -> BTreeSet<Month> {
            months.iter().filter(|month| events.months.contains_key(month)).copied().collect()
        };
        let were = known(self);
        for (day, falls) in &before.falls {
            if let Some(all) = self.days.get_mut(day) {
                all.remove(&(*falls, docket.subject.clone()));
            }
        }
        if let Some(acts) = before.issued.and_then(|(day, _)| self.issued.get_mut(&day)) {
            acts.retain(|seq| before.issued.is_none_or(|(_, issued)| issued != *seq));
        }
        for day in before.days() {
            let month = month_of(day);
            if let Some(count) = self.months.get_mut(&month) {
                *count -= 1;
                if *count == 0 {
                    self.months.remove(&month);
                }
            }
        }
        for (day, falls) in &now.falls {
            self.days.entry(*day).or_default().insert((*falls, docket.subject.clone()));
        }
        if let Some((day, seq)) = now.issued {
            self.issued.entry(day).or_default().insert(seq);
        }
        for day in now.days() {
            *self.months.entry(month_of(day)).or_default() += 1;
        }
        let are = known(self);
        let mut pages: BTreeSet<Page> = months.iter().copied().map(Page::Month).collect();
        // A month that comes or goes is another neighbour to those beside it.
        for month in were.symmetric_difference(&are) {
            pages.extend(self.neighbours(office, *month).into_iter().flatten().map(Page::Month));
        }
        if !now.falls.is_empty() || now.issued.is_some() {
            self.of.insert(docket.subject.clone(), now);
        }
        pages
    }

    /// The months that have a page: those on which something falls, and those of years whose days are known.
    pub(in crate::site) fn months(&self, office: &Office) -> BTreeSet<Month> {
        let known = office.calendar().years().keys().flat_map(|year| (1..=12).map(move |month| (*year, month)));
        self.months.keys().copied().chain(known).collect()
    }

    /// Whether a month has a page.
    pub(in crate::site) fn has(&self, office: &Office, month: Month) -> bool {
        self.months.contains_key(&month) || office.calendar().years().contains_key(&month.0)
    }

    /// The months with a page before and after a month.
    pub(in crate::site) fn neighbours(&self, office: &Office, month: Month) -> [Option<Month>; 2] {
        let known = || office.calendar().years().keys().flat_map(|year| (1..=12).map(move |month| (*year, month)));
        let before = self.months.range(..month).next_back().map(|(month, _)| *month);
        let after = self.months.range(month..).map(|(month, _)| *month).find(|other| *other != month);
        [
            before.into_iter().chain(known().filter(|other| *other < month)).max(),
            after.into_iter().chain(known().filter(|other| *other > month)).min(),
        ]
    }

    /// How much falls on the days of a month.
    pub(in crate::site) fn count(&self, month: Month) -> usize {
        self.months.get(&month).copied().unwrap_or_default()
    }

    /// What falls on a day.
    pub(in crate::site) fn on(&self, day: Date) -> impl Iterator<Item = &(Falls, SubjectId)> {
        self.days.get(&day).into_iter().flatten()
    }

    /// The acts that issued something on a day.
    pub(in crate::site) fn issued_on(&self, day: Date) -> impl DoubleEndedIterator<Item = u64> {
        self.issued.get(&day).into_iter().flatten().copied()
    }
}

/// The month of a day.
pub(in crate::site) fn month_of(day: Date) -> Month {
    (day.year(), day.month())
}

/// The two fields that say from when to when the subjects of a workflow are: those that it names for calendars, or else those of a check.
fn span_of(workflow: &Workflow) -> Option<(&Slug, &Slug)> {
    if let Some(start) = workflow.calendar.as_ref().and_then(|calendar| calendar.start.as_ref()) {
        let end = workflow.calendar.as_ref().and_then(|calendar| calendar.end.as_ref());
        return Some((start, end.unwrap_or(start)));
    }
    let kind = |field: &Slug| workflow.field(field.as_str()).map(|field| field.kind);
    let days = |field| matches!(kind(field), Some(FieldKind::Date | FieldKind::Time));
    let orders = workflow.checks.iter().filter_map(|check| check.order.as_ref());
    orders.map(|(first, last)| (first, last)).find(|(first, last)| days(first) && days(last))
}

/// A day, and the moment on it if the value is one.
pub(super) fn moment(office: &Office, value: &str) -> Option<(Date, Option<i64>)> {
    if let Ok(there) = value.replace(' ', "T").parse::<jiff::civil::DateTime>() {
        let second = there.to_zoned(office.settings().zone.clone()).ok()?.timestamp().as_second();
        let timed = value.len() > "2026-03-02".len();
        return Some((there.date(), timed.then_some(second)));
    }
    value.parse().ok().map(|day| (day, None))
}
