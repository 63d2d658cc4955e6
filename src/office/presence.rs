//! When people have to look in (登录时段, J6–J8; CON20): `[[login.presence]]` of the settings (`docs/record-format.md` 8.2).
//!
//! A server knows who was there when; which windows that leaves open is the office's rule and stands here.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::calendar::Calendar;
use super::register::{Person, PersonKind, Register};
use crate::id::Slug;

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// The windows of a day in which some have to be there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Presence {
    /// The posts whose holders it is for, in any unit; everybody, if none is named.
    pub posts: Vec<Slug>,
    /// The windows, each once.
    pub windows: Vec<Window>,
}

/// A window of a day, written `08:30-09:30`: from its first minute to before its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Window {
    /// Its first minute of the day.
    pub from: u16,
    /// The minute of the day before which it ends.
    pub to: u16,
}

impl TryFrom<String> for Window {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let minute = |text: &str| {
            let (hours, minutes) = text.split_once(':').filter(|_| text.len() == 5)?;
            let two = |text: &str, most: u16| {
                (text.len() == 2 && text.bytes().all(|c| c.is_ascii_digit()))
                    .then(|| text.parse::<u16>().ok().filter(|n| *n <= most))
                    .flatten()
            };
            let minute = two(hours, 24)? * 60 + two(minutes, 59)?;
            (minute <= DAY).then_some(minute)
        };
        let found = text.split_once('-').and_then(|(from, to)| Some(Self { from: minute(from)?, to: minute(to)? }));
        found.filter(|window| window.from < window.to).ok_or(text)
    }
}

impl std::fmt::Display for Window {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let minute = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        write!(out, "{}-{}", minute(self.from), minute(self.to))
    }
}

/// How often somebody was there when he had to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendance {
    /// Who.
    pub person: Slug,
    /// How many windows he had to be there in.
    pub asked: usize,
    /// Those he was not there in.
    pub missed: Vec<(Date, Window)>,
}

/// When somebody was there: minutes of a day, day by day.
pub type Seen = BTreeMap<Slug, BTreeMap<Date, Vec<u16>>>;

/// When people were there, from seconds since 1970.
pub fn seen(times: impl IntoIterator<Item = (Slug, i64)>, zone: &TimeZone) -> Seen {
    let mut seen = Seen::new();
    for (person, seconds) in times {
        let there = zone.to_datetime(Timestamp::from_second(seconds).unwrap_or_default());
        let minute = u16::try_from(i32::from(there.hour()) * 60 + i32::from(there.minute())).unwrap_or_default();
        let minutes = seen.entry(person).or_default().entry(there.date()).or_default();
        if minutes.last() != Some(&minute) {
            minutes.push(minute);
        }
    }
    seen
}

/// How often everybody was there from a day to another, both counted: on working days, and as far as it was known that they are.
/// A window that is not over at `now`, a day and its minute, is asked of nobody yet. Those of whom nothing is asked are left out.
pub fn attendance(
    presences: &[Presence],
    register: &Register,
    calendar: &Calendar,
    (from, to): (Date, Date),
    now: (Date, u16),
    seen: &Seen,
) -> Vec<Attendance> {
    let days: Vec<Date> = from
        .series(jiff::ToSpan::days(1))
        .take_while(|day| *day <= to.min(now.0))
        .filter(|day| calendar.is_working_day(*day).unwrap_or_else(|| is_week_day(*day)))
        .collect();
    let none = Vec::new();
    let of = |slug: &Slug, entry: &Person| {
        let held = |presence: &&Presence| {
            presence.posts.is_empty() || entry.posts.iter().any(|held| presence.posts.contains(&held.post))
        };
        let windows = presences.iter().find(held).map_or(&[][..], |presence| &presence.windows);
        let all = days.iter().flat_map(|day| windows.iter().map(move |window| (*day, *window)));
        let over = all.filter(|(day, window)| *day < now.0 || window.to <= now.1);
        let (mut asked, mut missed) = (0, Vec::new());
        for (day, window) in over {
            asked += 1;
            let minutes = seen.get(slug).and_then(|days| days.get(&day)).unwrap_or(&none);
            if !minutes.iter().any(|minute| (window.from..window.to).contains(minute)) {
                missed.push((day, window));
            }
        }
        (asked > 0).then(|| Attendance { person: slug.clone(), asked, missed })
    };
    let people = register.people().filter(|(_, entry)| entry.is_active() && entry.kind == PersonKind::Person);
    people.filter_map(|(slug, entry)| of(slug, entry)).collect()
}

/// Where the calendar does not say it.
fn is_week_day(day: Date) -> bool {
    !matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday)
}
