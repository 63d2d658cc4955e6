//! How much was done, and how long it took.

use serde::Serialize;

use super::{Actor, Base, Link};

/// What was done in the whole office. Template `statistics.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct StatisticsPage {
    /// As on every page.
    pub base: Base,
    /// All of it.
    pub statistics: Statistics,
    /// By collection.
    pub workflows: Vec<CountRow>,
    /// By unit.
    pub units: Vec<CountRow>,
    /// By person.
    pub people: Vec<HandlingRow>,
}

/// What was done, month by month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Statistics {
    /// The months, the newest first.
    pub months: Vec<CountRow>,
    /// Everything.
    pub total: Option<CountRow>,
    /// What was handed in and what was finished.
    pub flow: Chart,
    /// The acts, and the late ones.
    pub acts: Chart,
}

/// What was done in a month, in a collection or by a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountRow {
    /// What it is about.
    pub name: String,
    /// Its page.
    pub href: Option<String>,
    /// How many subjects were handed in.
    pub handed_in: u32,
    /// How many got through.
    pub finished: u32,
    /// The middle time from the one to the other, in hours.
    pub median: Option<String>,
    /// The longest.
    pub longest: Option<String>,
    /// The middle time in office hours.
    pub median_worked: Option<String>,
    /// The longest.
    pub longest_worked: Option<String>,
    /// How many acts there were.
    pub acts: u32,
    /// How many of them were late.
    pub late: u32,
}

/// What a person has handled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HandlingRow {
    /// Who.
    pub who: Actor,
    /// The unit.
    pub unit: Option<Link>,
    /// How many acts in steps.
    pub acts: u32,
    /// How many of them were late.
    pub late: u32,
    /// The mean time from a subject's coming to the step to the act, in hours.
    pub mean: Option<String>,
}

/// Bars by month. The same numbers stand in a table beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Chart {
    /// What it shows.
    pub name: String,
    /// The same at more length.
    pub note: String,
    /// How wide.
    pub width: u32,
    /// How high.
    pub height: u32,
    /// The two kinds of bars, in words.
    pub legend: Vec<String>,
    /// The bars.
    pub bars: Vec<Bar>,
    /// The months below them.
    pub labels: Vec<ChartLabel>,
    /// The lines behind them.
    pub lines: Vec<ChartLabel>,
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// Which of the two kinds, from 0.
    pub series: usize,
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// How wide.
    pub width: u32,
    /// How high.
    pub height: u32,
    /// What it says, with its number.
    pub text: String,
}

/// A text of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChartLabel {
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// It.
    pub text: String,
}
