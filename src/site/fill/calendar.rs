//! The calendar: which days are off, and what falls on each day.

use std::collections::BTreeMap;

use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, ToSpan as _};

use super::Source;
use crate::id::SubjectId;
use crate::site::index::{Falls, month_of};
use crate::site::page::{Channel, Month, Page};
use crate::site::view;

/// How much of what falls on a day is shown.
const SHOWN: usize = 8;

impl Source<'_> {
    pub(super) fn calendar(&self) -> view::CalendarPage {
        let office = self.ledger.office();
        let title = self.words.word("site-calendar");
        let mut years: BTreeMap<i16, Vec<view::CalendarMonth>> = BTreeMap::new();
        for month in self.index.events().months(office) {
            let count = self.index.events().count(month);
            let text = self.word("site-month-only", &[("month", &month.1.to_string())]);
            let link = view::Link { text, href: Page::Month(month).href() };
            years.entry(month.0).or_default().push(view::CalendarMonth { month: link, count });
        }
        let name = |year: i16| self.word("site-year", &[("year", &year.to_string())]);
        let years = years.into_iter().rev().map(|(year, months)| view::CalendarYear { name: name(year), months });
        let head = self.ledger.head().seq;
        let last = self.ledger.entries().get(&head).map_or(0, |entry| entry.time);
        let papers = office.calendar().years().values();
        let mut base = self.base(&Page::Calendar, &title, Vec::new(), 0);
        base.subscribe = self.subscriptions(&Channel::Office, &Page::Calendar);
        view::CalendarPage {
            base,
            month: self.month_view(month_of(office.settings().day(last))),
            years: years.collect(),
            papers: papers.flat_map(|year| year.papers.clone()).collect(),
        }
    }

    pub(super) fn month_page(&self, month: Month) -> view::MonthPage {
        let shown = self.month_view(month);
        let crumbs = vec![view::Link { text: self.words.word("site-calendar"), href: Page::Calendar.href() }];
        // What falls on its days says when it was last touched.
        let (days, events) = (days_of(month), self.index.events());
        let subjects = days.iter().flat_map(|day| events.on(*day).map(|(_, subject)| subject));
        let trails = subjects.filter_map(|subject| self.docket(subject)?.trail.last());
        let issued = days.iter().filter_map(|day| events.issued_on(*day).next_back());
        let as_of = trails.map(|mark| mark.seq).chain(issued).max().unwrap_or_default();
        view::MonthPage { base: self.base(&Page::Month(month), &shown.name, crumbs, as_of), month: shown }
    }

    fn month_view(&self, month: Month) -> view::MonthView {
        let office = self.ledger.office();
        let link = |other: Month| view::Link { text: self.month(other), href: Page::Month(other).href() };
        let [previous, next] = self.index.events().neighbours(office, month);
        let days = days_of(month);
        let before = days.first().map_or(0, |day| day.weekday().to_monday_zero_offset());
        let mut cells: Vec<view::Day> = (0..before).map(|_| view::Day::default()).collect();
        cells.extend(days.into_iter().map(|day| self.day_view(day)));
        while !cells.len().is_multiple_of(7) {
            cells.push(view::Day::default());
        }
        view::MonthView {
            name: self.month(month),
            known: office.calendar().years().contains_key(&month.0),
            weeks: cells.chunks(7).map(<[view::Day]>::to_vec).collect(),
            previous: previous.map(link),
            next: next.map(link),
        }
    }

    fn day_view(&self, day: Date) -> view::Day {
        let events = self.index.events();
        let year = self.ledger.office().calendar().years().get(&day.year());
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let kind = match year.and_then(|year| year.days.get(&day)) {
            Some(true) => view::DayKind::Off,
            Some(false) => view::DayKind::Shifted,
            None if weekend => view::DayKind::Rest,
            None => view::DayKind::Work,
        };
        let all = events.on(day).count();
        view::Day {
            day: Some(view::Time { iso: day.to_string(), text: self.day_text(day) }),
            number: day.day(),
            kind,
            name: year.and_then(|year| year.names.get(&day)).cloned(),
            events: events.on(day).take(SHOWN).filter_map(|(falls, subject)| self.event(*falls, subject)).collect(),
            more: all.saturating_sub(SHOWN),
            issued: events.issued_on(day).count(),
            acts_href: format!("{}#d-{day}", Page::Days(day.year()).href()),
        }
    }

    fn event(&self, falls: Falls, subject: &SubjectId) -> Option<view::Event> {
        let docket = self.docket(subject)?;
        let (kind, moment) = match falls {
            Falls::On(moment) => (view::EventKind::On, moment),
            Falls::Begins => (view::EventKind::Begins, None),
            Falls::Ends => (view::EventKind::Ends, None),
            Falls::Due(moment) => (view::EventKind::Due, Some(moment)),
        };
        Some(view::Event {
            subject: self.subject_link(subject),
            collection: self.collection_title(docket),
            kind,
            time: moment.map(|second| self.hour(second)),
            badge: docket.is_open().then(|| self.badge(docket)),
        })
    }

    /// The hour of a moment in the office.
    fn hour(&self, second: i64) -> String {
        let time = Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH);
        time.to_zoned(self.ledger.office().settings().zone.clone()).strftime("%H:%M").to_string()
    }
}

/// The days of a month.
fn days_of((year, month): Month) -> Vec<Date> {
    let first = Date::new(year, month, 1).ok();
    let days = std::iter::successors(first, |day| day.checked_add(1.day()).ok());
    days.take_while(|day| month_of(*day) == (year, month)).collect()
}
