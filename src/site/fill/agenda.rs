//! Calendars (RFC 5545): what takes place, what has to be done, and in a unit's calendar by when its people have to act.
//!
//! 1. The UID of an entry is its subject's in its record and never changes. Each act about a subject is a new version (`SEQUENCE`) of the
//!    time at which it was done; no clock is read.
//! 2. What was called off stays and says so (`CANCELLED`). What was decided is `CONFIRMED`, what is on its way `TENTATIVE`.
//! 3. A moment is told in UTC, a day as a day. No line is longer than 75 octets, and no character is cut (3.1).

use std::fmt::Write as _;

use chrono::{Datelike as _, NaiveDate};
use icalendar::{Calendar, Component, DatePerhapsTime, Event, EventLike, EventStatus, Property, Todo, TodoStatus};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::subscribed::{clean, utc};
use super::{PageError, Source};
use crate::id::Slug;
use crate::office::{Docket, Due, Place};
use crate::site::index::{AgendaEntry, When};
use crate::site::page::{Channel, Page};

/// The most octets of a line, without its end.
const LINE: usize = 75;
/// How a calendar ends.
const END: &str = "END:VCALENDAR\r\n";
/// A calendar has a component at least (3.6): one with nothing in it has the zone in which moments are told.
const UTC: &str = "BEGIN:VTIMEZONE\r\nTZID:Etc/UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\n\
                   TZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
/// How many things to do a unit's calendar has at most.
const MOST: usize = 200;

impl Source<'_> {
    pub(super) fn agenda(&self, channel: &Channel) -> Result<Vec<u8>, PageError> {
        let mut calendar = Calendar::empty();
        calendar.append_property(Property::new("VERSION", "2.0"));
        calendar.append_property(Property::new("PRODID", "-//Kanhe//Kanhe//EN"));
        calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
        calendar.append_property(Property::new("METHOD", "PUBLISH"));
        calendar.append_property(Property::new("X-WR-CALNAME", self.channel_title(channel)));
        if let Some(zone) = self.ledger.office().settings().zone.iana_name() {
            calendar.append_property(Property::new("X-WR-TIMEZONE", zone));
        }
        let mut latest: Vec<_> = self.index.agenda().latest(channel).collect();
        latest.reverse();
        for docket in latest.into_iter().filter_map(|subject| self.docket(subject)) {
            match AgendaEntry::of(self.ledger.office(), docket) {
                Some(AgendaEntry::Event { start, end, place }) => {
                    calendar.push(self.takes_place(docket, start, end, place));
                }
                Some(AgendaEntry::Task(due)) => {
                    calendar.push(self.task(docket, due));
                }
                None => {}
            }
        }
        if let Channel::Unit(unit) = channel {
            calendar.extend(self.steps_due_in(unit));
        }
        let is_empty = calendar.is_empty();
        let mut text = String::new();
        write!(text, "{calendar}")?;
        let whole = folded(&text);
        Ok(if is_empty { whole.replace(END, &format!("{UTC}{END}")) } else { whole }.into_bytes())
    }

    fn takes_place(&self, docket: &Docket, start: When, end: Option<When>, place: Option<&str>) -> Event {
        let mut event = Event::new();
        self.tell(&mut event, docket, "");
        match start {
            When::Day(day) => {
                // The end is the day after the last one (3.6.1).
                let last = if let Some(When::Day(last)) = end { last.max(day) } else { day };
                event.starts(date(day));
                event.ends(date(last.checked_add(1.day()).unwrap_or(last)));
            }
            When::At(second) => {
                event.starts(utc(second));
                if let Some(When::At(end)) = end.filter(|end| matches!(end, When::At(end) if *end > second)) {
                    event.ends(utc(end));
                }
            }
        }
        if let Some(place) = place {
            event.add_property("LOCATION", clean(place));
        }
        event.status(match docket.place {
            Place::At(_) | Place::Back(_) => EventStatus::Tentative,
            Place::Done if docket.ended.is_none() => EventStatus::Confirmed,
            Place::Done | Place::Withdrawn | Place::Terminated | Place::Rejected => EventStatus::Cancelled,
        });
        event
    }

    fn task(&self, docket: &Docket, due: When) -> Todo {
        let mut todo = Todo::new();
        self.tell(&mut todo, docket, "");
        match due {
            When::Day(day) => todo.due(date(day)),
            When::At(second) => todo.due(utc(second)),
        };
        match docket.place {
            Place::At(_) | Place::Back(_) => todo.status(TodoStatus::InProcess),
            Place::Done if docket.ended.is_none() => {
                todo.completed(utc(docket.turn.since)).status(TodoStatus::Completed)
            }
            Place::Done | Place::Withdrawn | Place::Terminated | Place::Rejected => todo.status(TodoStatus::Cancelled),
        };
        todo
    }

    /// What the people of a unit have to do by when, the most urgent first.
    fn steps_due_in(&self, unit: &Slug) -> Vec<Todo> {
        let waiting = self.subjects_waiting_in(unit).into_iter().filter_map(|subject| self.docket(subject));
        let dated = waiting.filter_map(|docket| match self.ledger.office().due(docket) {
            Due::At(second) if docket.is_open() => Some((docket, second)),
            Due::At(_) | Due::Unknown | Due::Never => None,
        });
        let told = dated.take(MOST).map(|(docket, second)| {
            let mut todo = Todo::new();
            self.tell(&mut todo, docket, ".due");
            todo.due(utc(second)).status(TodoStatus::NeedsAction).done()
        });
        told.collect()
    }

    /// What every entry tells of its subject. No slug has a dot: what the UID ends with is nobody else's.
    fn tell<T: EventLike>(&self, entry: &mut T, docket: &Docket, ending: &str) {
        let (first, last) = (docket.trail.first(), docket.trail.last());
        let time = |mark: Option<&crate::office::Mark>| utc(mark.map_or(docket.content_time, |mark| mark.time));
        let record = &self.ledger.office().settings().record;
        let sequence = u32::try_from(docket.trail.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let unit = self.find_unit(&docket.issuer).map_or_else(|| docket.issuer.to_string(), |unit| unit.title.clone());
        let drafter = self.find_person(&docket.drafter);
        let drafter = drafter.map_or_else(|| docket.drafter.to_string(), |person| person.name.clone());
        let state = self.words.word(&format!("site-state-{}", docket.stage().word()));
        let state = self.step_now(docket).unwrap_or(state);
        let collection = self.collection_title(docket);
        entry
            .uid(&format!("{}{ending}@{record}", docket.subject))
            .timestamp(time(last))
            .last_modified(time(last))
            .created(time(first))
            .sequence(sequence)
            .summary(&clean(&docket.title))
            .description(&clean(&[unit, drafter, collection.clone(), state].join(" · ")));
        entry.categories([clean(&collection)]);
        if let Some(page) = self.absolute(&Page::Subject(docket.subject.clone())) {
            entry.url(&page);
        }
    }
}

/// A day, as the library takes it.
fn date(day: Date) -> DatePerhapsTime {
    let month = u32::from(day.month().unsigned_abs());
    let date = NaiveDate::from_ymd_opt(i32::from(day.year()), month, u32::from(day.day().unsigned_abs()));
    debug_assert!(date.is_some_and(|date| date.day() > 0), "a day of one calendar is one of the other");
    DatePerhapsTime::Date(date.unwrap_or_default())
}

/// The lines of a calendar, each folded to what it may hold: the library's own folding leaves some an octet longer.
fn folded(text: &str) -> String {
    let whole = text.replace("\r\n ", "");
    let mut folded = String::with_capacity(text.len());
    for line in whole.split_terminator("\r\n") {
        let mut room = LINE;
        for c in line.chars() {
            if c.len_utf8() > room {
                folded.push_str("\r\n ");
                room = LINE - 1;
            }
            folded.push(c);
            room -= c.len_utf8();
        }
        folded.push_str("\r\n");
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_too_long_and_no_character_is_cut() {
        for n in 60..180 {
            let line = format!("SUMMARY:{}{}", "x".repeat(n % 7), "会".repeat(n));
            let folded = folded(&format!("{line}\r\nEND:X\r\n"));
            assert!(folded.split("\r\n").all(|line| line.len() <= LINE), "{folded}");
            assert_eq!(folded.replace("\r\n ", ""), format!("{line}\r\nEND:X\r\n"));
        }
    }
}
