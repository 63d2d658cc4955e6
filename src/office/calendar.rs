//! Working days and office hours (工作日、办公时间): when a time limit ends (`docs/workflows.md`, "Time limits"; J1, J5).
//!
//! 1. What a year's file does not say is not guessed: a limit that is counted through a day of an unknown year has no end yet.
//! 2. The day on which it begins does not count, and a limit in days ends with the office hours of its last day (民法典 art. 201, 203).

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use serde::Deserialize;

use super::front;
use super::violation::{FoundingFault, FoundingWhat};
use super::workflow::Limit;

/// The calendars of the years that are known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Calendar {
    years: BTreeMap<i16, Year>,
}

/// One year's days that are not as the week says.
#[derive(Debug, Clone, PartialEq)]
pub struct Year {
    /// The notices it follows.
    pub papers: Vec<String>,
    /// Whether a day is off, by day.
    pub days: BTreeMap<Date, bool>,
    /// What the days are called.
    pub names: BTreeMap<Date, String>,
}

/// The office hours of a working day, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours(Vec<(i32, i32)>);

/// When something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// There is no limit.
    Never,
    /// In a year whose working days are not known yet.
    Unknown,
    /// At that second since 1970 (UTC).
    At(i64),
}

impl Due {
    /// Whether a moment is later.
    pub const fn is_past(self, time: i64) -> bool {
        match self {
            Self::At(due) => time > due,
            Self::Never | Self::Unknown => false,
        }
    }

    /// The sooner of two. What is not known may be sooner than what is.
    #[must_use]
    pub fn sooner(self, other: Self) -> Self {
        match (self, other) {
            (Self::Never, due) | (due, Self::Never) => due,
            (Self::At(one), Self::At(two)) => Self::At(one.min(two)),
            (Self::At(due), Self::Unknown) | (Self::Unknown, Self::At(due)) => Self::At(due),
            (Self::Unknown, Self::Unknown) => Self::Unknown,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: u32,
    papers: Vec<String>,
    #[serde(default)]
    day: Vec<WrittenDay>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenDay {
    date: WrittenDate,
    off: bool,
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenDate {
    Text(String),
    Day(toml::value::Datetime),
}

impl Year {
    /// Reads `workflows/calendar/YYYY.toml`.
    pub fn read(path: &str, bytes: &[u8]) -> Result<(i16, Self), Vec<FoundingFault>> {
        let fault = |what| FoundingFault { path: path.to_owned(), what };
        let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml")).unwrap_or_default();
        let digits = stem.len() == 4 && stem.bytes().all(|c| c.is_ascii_digit());
        let year: i16 = stem
            .parse()
            .ok()
            .filter(|_| digits)
            .ok_or_else(|| vec![fault(FoundingWhat::Slug { found: stem.to_owned() })])?;
        let written: Written =
            front::text(bytes).and_then(|text| front::toml(text, 1)).map_err(|e| vec![fault(FoundingWhat::File(e))])?;
        let mut faults = Vec::new();
        let mut wrong = |field, found: &str| faults.push(fault(FoundingWhat::Field { field, found: found.to_owned() }));
        if written.format != 1 {
            wrong("format", &written.format.to_string());
        }
        if written.papers.is_empty() || written.papers.iter().any(|paper| paper.trim().is_empty()) {
            wrong("papers", "");
        }
        let (mut days, mut names) = (BTreeMap::new(), BTreeMap::new());
        for day in written.day {
            let text = match day.date {
                WrittenDate::Text(text) => text,
                WrittenDate::Day(day) => day.to_string(),
            };
            match text.parse::<Date>().ok().filter(|day| text.len() == 10 && day.year() == year) {
                Some(date) if days.insert(date, day.off).is_none() => {
                    names.extend(day.name.map(|name| (date, name)));
                }
                Some(_) | None => wrong("day", &text),
            }
        }
        if faults.is_empty() { Ok((year, Self { papers: written.papers, days, names })) } else { Err(faults) }
    }
}

/// Where a calendar is not of its form, in bytes from the beginning.
pub(super) fn misread(text: &str) -> Option<std::ops::Range<usize>> {
    toml::from_str::<Written>(text).err()?.span()
}

impl Hours {
    /// Reads `["08:30-12:00", "14:00-17:30"]`; `None` if it is not of that form.
    pub(super) fn read(written: &[String]) -> Option<Self> {
        let minute = |text: &str| {
            let (hour, minute) = text.split_once(':')?;
            let digits = |text: &str| text.len() == 2 && text.bytes().all(|c| c.is_ascii_digit());
            let (hour, minute): (i32, i32) =
                (hour.parse().ok().filter(|_| digits(hour))?, minute.parse().ok().filter(|_| digits(minute))?);
            let all = hour * 60 + minute;
            (minute < 60 && all <= 24 * 60).then_some(all)
        };
        let mut hours: Vec<(i32, i32)> = Vec::new();
        for span in written {
            let (from, to) = span.split_once('-')?;
            let (from, to) = (minute(from)?, minute(to)?);
            if from >= to || hours.last().is_some_and(|(_, before)| *before > from) {
                return None;
            }
            hours.push((from, to));
        }
        (!hours.is_empty()).then_some(Self(hours))
    }

    /// Each span as minutes since midnight, from and to.
    pub fn spans(&self) -> &[(i32, i32)] {
        &self.0
    }
}

impl Default for Hours {
    fn default() -> Self {
        Self(vec![(8 * 60 + 30, 12 * 60), (14 * 60, 17 * 60 + 30)])
    }
}

impl Calendar {
    /// Takes in a year.
    pub(super) fn insert(&mut self, year: i16, days: Year) {
        self.years.insert(year, days);
    }

    /// The years that are known.
    pub const fn years(&self) -> &BTreeMap<i16, Year> {
        &self.years
    }

    /// Whether people work on a day; `None` in a year that is not known.
    pub fn is_working_day(&self, day: Date) -> Option<bool> {
        let year = self.years.get(&day.year())?;
        Some(match year.days.get(&day) {
            Some(off) => !off,
            None => !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
        })
    }

    /// When a limit that begins at that second ends.
    pub fn end(&self, limit: &Limit, begins: i64, hours: &Hours, zone: &TimeZone) -> Due {
        let end = match (limit.hours, limit.working_hours, limit.working_days) {
            (Some(n), _, _) => Some(begins.saturating_add(i64::from(n) * 3600)),
            (_, Some(n), _) => self.after_hours(begins, i64::from(n) * 3600, hours, zone),
            (_, _, Some(n)) => self.after_days(begins, n, hours, zone),
            (None, None, None) => return Due::Never,
        };
        end.map_or(Due::Unknown, Due::At)
    }

    /// The seconds of office hours between two moments; `None` if a day of an unknown year lies between them.
    pub fn worked(&self, from: i64, to: i64, hours: &Hours, zone: &TimeZone) -> Option<i64> {
        let (mut day, last) = (date(from, zone), date(to, zone));
        let mut worked = 0;
        while day <= last {
            if self.is_working_day(day)? {
                for (opens, closes) in &hours.0 {
                    let (opens, closes) = (at(day, *opens, zone)?.max(from), at(day, *closes, zone)?.min(to));
                    worked += (closes - opens).max(0);
                }
            }
            day = day.checked_add(1.day()).ok()?;
        }
        Some(worked)
    }

    fn after_days(&self, begins: i64, mut days: u32, hours: &Hours, zone: &TimeZone) -> Option<i64> {
        let mut day = date(begins, zone);
        while days > 0 {
            day = day.checked_add(1.day()).ok()?;
            if self.is_working_day(day)? {
                days -= 1;
            }
        }
        let (_, closes) = hours.0.last()?;
        at(day, *closes, zone)
    }

    fn after_hours(&self, begins: i64, mut seconds: i64, hours: &Hours, zone: &TimeZone) -> Option<i64> {
        let mut day = date(begins, zone);
        loop {
            if self.is_working_day(day)? {
                for (opens, closes) in &hours.0 {
                    let (opens, closes) = (at(day, *opens, zone)?.max(begins), at(day, *closes, zone)?);
                    if closes <= opens {
                        continue;
                    }
                    if seconds <= closes - opens {
                        return Some(opens + seconds);
                    }
                    seconds -= closes - opens;
                }
            }
            day = day.checked_add(1.day()).ok()?;
        }
    }
}

/// The day in the office at that second.
fn date(seconds: i64, zone: &TimeZone) -> Date {
    zone.to_datetime(Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)).date()
}

/// The second at which that minute of a day is: the earlier one if there are two, after the gap if there is none.
fn at(day: Date, minute: i32, zone: &TimeZone) -> Option<i64> {
    let (day, minute) = if minute == 24 * 60 { (day.checked_add(1.day()).ok()?, 0) } else { (day, minute) };
    let time = Time::new(i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?, 0, 0).ok()?;
    Some(zone.to_ambiguous_timestamp(day.to_datetime(time)).compatible().ok()?.as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        let text = "format = 1\npapers = [\"国办发明电〔2025〕7号\"]\n\
                    day = [{ date = 2026-10-01, off = true, name = \"国庆节\" }, { date = \"2026-10-02\", off = true },\n\
                    { date = 2026-10-10, off = false }]\n";
        let (year, days) = Year::read("workflows/calendar/2026.toml", text.as_bytes()).unwrap();
        let mut calendar = Calendar::default();
        calendar.insert(year, days);
        calendar
    }

    fn ends(limit: &str, begins: &str) -> String {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let limit: Limit = toml::from_str(limit).unwrap();
        let begins: jiff::civil::DateTime = begins.parse().unwrap();
        let begins = begins.to_zoned(zone.clone()).unwrap().timestamp().as_second();
        match calendar().end(&limit, begins, &Hours::default(), &zone) {
            Due::At(second) => zone.to_datetime(Timestamp::from_second(second).unwrap()).to_string(),
            other @ (Due::Never | Due::Unknown) => format!("{other:?}"),
        }
    }

    #[test]
    fn hours_run_on_and_working_hours_do_not() {
        assert_eq!(ends("hours = 2", "2026-10-01T23:30"), "2026-10-02T01:30:00");
        assert_eq!(ends("working-hours = 2", "2026-03-02T09:00"), "2026-03-02T11:00:00");
        assert_eq!(ends("working-hours = 2", "2026-03-02T11:00"), "2026-03-02T15:00:00");
        assert_eq!(ends("working-hours = 1", "2026-03-02T11:00"), "2026-03-02T12:00:00");
        assert_eq!(ends("working-hours = 2", "2026-03-02T12:30"), "2026-03-02T16:00:00");
        assert_eq!(ends("working-hours = 2", "2026-03-06T17:00"), "2026-03-09T10:00:00", "over a weekend");
        assert_eq!(ends("working-hours = 14", "2026-03-02T08:00"), "2026-03-03T17:30:00");
    }

    #[test]
    fn the_first_day_does_not_count_and_holidays_do_not() {
        assert_eq!(ends("working-days = 1", "2026-03-02T09:00"), "2026-03-03T17:30:00");
        assert_eq!(ends("working-days = 3", "2026-03-05T09:00"), "2026-03-10T17:30:00");
        assert_eq!(ends("working-days = 1", "2026-09-30T16:00"), "2026-10-05T17:30:00", "after two days off");
        assert_eq!(
            ends("working-days = 1", "2026-10-09T16:00"),
            "2026-10-10T17:30:00",
            "a Saturday on which people work"
        );
    }

    #[test]
    fn office_hours_between_two_moments_are_counted() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let second = |text: &str| {
            let at: jiff::civil::DateTime = text.parse().unwrap();
            at.to_zoned(zone.clone()).unwrap().timestamp().as_second()
        };
        let worked = |from, to| {
            calendar().worked(second(from), second(to), &Hours::default(), &zone).map(|seconds| seconds / 60)
        };
        assert_eq!(worked("2026-03-02T09:00", "2026-03-02T10:30"), Some(90));
        assert_eq!(worked("2026-03-02T11:00", "2026-03-02T15:00"), Some(120), "noon does not count");
        assert_eq!(worked("2026-03-06T17:00", "2026-03-09T09:00"), Some(60), "nor a weekend");
        assert_eq!(worked("2026-09-30T17:00", "2026-10-05T09:00"), Some(60), "nor a holiday");
        assert_eq!(worked("2026-10-10T08:00", "2026-10-10T20:00"), Some(7 * 60), "a Saturday on which people work");
        assert_eq!(worked("2026-03-02T10:00", "2026-03-02T09:00"), Some(0));
        assert_eq!(worked("2026-12-31T09:00", "2027-01-01T09:00"), None);
    }

    #[test]
    fn what_is_not_known_is_not_guessed() {
        assert_eq!(ends("working-days = 1", "2026-12-31T09:00"), "Unknown");
        assert_eq!(ends("working-hours = 8", "2026-12-31T16:00"), "Unknown");
        assert_eq!(ends("working-hours = 1", "2027-01-04T09:00"), "Unknown");
        assert_eq!(ends("hours = 48", "2026-12-31T09:00"), "2027-01-02T09:00:00");
        assert_eq!(ends("working-days = 10000", "2026-01-01T09:00"), "Unknown");
    }

    #[test]
    fn a_calendar_cites_its_notice_and_keeps_to_its_year() {
        let read = |text: &str| {
            Year::read("workflows/calendar/2026.toml", text.as_bytes()).map(drop).map_err(|faults| faults[0].code())
        };
        assert_eq!(read("format = 1\npapers = [\"国办发明电〔2025〕7号\"]\n"), Ok(()));
        assert_eq!(read("format = 1\npapers = []\n"), Err(803));
        assert_eq!(read("format = 1\npapers = [\"x\"]\nday = [{ date = 2027-01-01, off = true }]\n"), Err(803));
        let twice = "day = [{ date = 2026-01-01, off = true }, { date = \"2026-01-01\", off = false }]\n";
        assert_eq!(read(&format!("format = 1\npapers = [\"x\"]\n{twice}")), Err(803));
        assert_eq!(read("format = 1\npapers = [\"x\"]\nday = [{ date = 2026-01-01 }]\n"), Err(801));
        assert_eq!(Year::read("workflows/calendar/26.toml", b"").unwrap_err()[0].code(), 807);
    }

    #[test]
    fn office_hours_are_in_order() {
        let read = |spans: &[&str]| Hours::read(&spans.iter().map(|&span| span.to_owned()).collect::<Vec<_>>());
        assert_eq!(read(&["08:30-12:00", "14:00-17:30"]), Some(Hours::default()));
        assert!(read(&["00:00-24:00"]).is_some());
        for bad in
            [&["12:00-08:30"][..], &["08:30-12:00", "11:00-13:00"], &["8:30-12:00"], &["08:60-12:00"], &[], &["08:30"]]
        {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }
}
