//! The calendar: months with their days off, meetings, appointments, leave and time limits.

use serde::Serialize;

use super::{Badge, Base, Link, Time};

/// The calendar's first page: the latest month and the way to the others. Template `calendar.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct CalendarPage {
    /// As on every page.
    pub base: Base,
    /// The month in which the last act was done.
    pub month: MonthView,
    /// The years, the latest first, each with its months.
    pub years: Vec<CalendarYear>,
    /// The notices by which days are off, with the years they are for.
    pub papers: Vec<String>,
}

/// A year of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarYear {
    /// Its name.
    pub name: String,
    /// Its months that have a page.
    pub months: Vec<CalendarMonth>,
}

/// A month that has a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarMonth {
    /// Its page.
    pub month: Link,
    /// How much falls on its days.
    pub count: usize,
}

/// A month. Template `month.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct MonthPage {
    /// As on every page.
    pub base: Base,
    /// Its days.
    pub month: MonthView,
}

/// The days of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct MonthView {
    /// Its name, `2026年3月`.
    pub name: String,
    /// Whether the days off of its year are known.
    pub known: bool,
    /// The weeks, from Monday to Sunday.
    pub weeks: Vec<Vec<Day>>,
    /// The month before.
    pub previous: Option<Link>,
    /// The month after.
    pub next: Option<Link>,
}

/// A day, or a place of a week that is in another month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Day {
    /// The day; none in another month.
    pub day: Option<Time>,
    /// Its number in the month.
    pub number: i8,
    /// What it is for work.
    pub kind: DayKind,
    /// What it is called, if it is off or made a working day.
    pub name: Option<String>,
    /// What falls on it.
    pub events: Vec<Event>,
    /// How much more falls on it.
    pub more: usize,
    /// How much was issued on it.
    pub issued: usize,
    /// Where the acts of that day are.
    pub acts_href: String,
}

/// What a day is for work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum DayKind {
    /// A working day of the week.
    #[default]
    Work,
    /// A day of the weekend.
    Rest,
    /// 放假.
    Off,
    /// 调休上班: a day of the weekend on which one works.
    Shifted,
}

/// What falls on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// The subject.
    pub subject: Link,
    /// Its collection's title.
    pub collection: String,
    /// What it has to do with the day.
    pub kind: EventKind,
    /// At what time, `15:00`.
    pub time: Option<String>,
    /// Where it stands, if it is not through.
    pub badge: Option<Badge>,
}

/// What something has to do with a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// It is on that day.
    On,
    /// It begins.
    Begins,
    /// It ends.
    Ends,
    /// It is due.
    Due,
}
