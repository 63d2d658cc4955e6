//! Papers from before the record.

use serde::Serialize;

use super::super::markdown::Heading;
use super::{Actor, Attachment, Base, FacetOption, Field, Link, Pager, Time};

/// A paper. Template `paper.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct PaperPage {
    /// As on every page.
    pub base: Base,
    /// Its title.
    pub title: String,
    /// The number it had.
    pub number: Option<String>,
    /// The day it was issued.
    pub date: Option<Time>,
    /// The unit of the register that issued it.
    pub unit: Option<Link>,
    /// Who issued it, in its own words.
    pub issuer: Option<String>,
    /// Its text as HTML.
    pub body: String,
    /// The text's headings.
    pub headings: Vec<Heading>,
    /// The files that go with it.
    pub attachments: Vec<Attachment>,
    /// What its own head said besides, and which file it was.
    pub fields: Vec<Field>,
    /// Who answers for it.
    pub handover: Handover,
}

/// What stands for papers that nobody signed at their time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Handover {
    /// Whether somebody answers for them.
    pub state: HandoverState,
    /// The subject that hands them over.
    pub subject: Option<Link>,
    /// The number of the act that took them over, or made them void.
    pub act: Option<u64>,
    /// Who did it.
    pub who: Option<Actor>,
    /// When.
    pub time: Option<Time>,
}

/// Whether somebody answers for papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum HandoverState {
    /// It is being looked at.
    #[default]
    Pending,
    /// They were taken over.
    Attested,
    /// They were not.
    Refused,
    /// They were taken over wrongly.
    Ended,
}

/// The papers of a year that a subject hands over. Template `papers.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct PapersPage {
    /// As on every page.
    pub base: Base,
    /// What hands them over.
    pub heading: String,
    /// Which year.
    pub year: String,
    /// How many there are.
    pub count: usize,
    /// Every year there is.
    pub years: Vec<FacetOption>,
    /// The papers, newest first.
    pub papers: Vec<PaperRow>,
    /// The other pages of the list.
    pub pager: Pager,
    /// Who answers for them.
    pub handover: Handover,
}

/// A paper in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperRow {
    /// The paper.
    pub paper: Link,
    /// Its number.
    pub number: Option<String>,
    /// The unit that issued it.
    pub unit: Option<Link>,
    /// Who issued it, in its own words.
    pub issuer: Option<String>,
    /// The day.
    pub date: Option<Time>,
    /// How many files go with it.
    pub files: usize,
}

/// What a subject hands over, on its own page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Papers {
    /// How many papers.
    pub count: usize,
    /// The years, each with its list.
    pub years: Vec<FacetOption>,
    /// The papers themselves, the newest first, if they are few.
    pub rows: Vec<PaperRow>,
}
