//! The page on which texts are looked for.

use serde::Serialize;

use super::{Base, FacetOption, Pager};
use crate::search::{Passage, Piece};

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct SearchPage {
    /// What every page is told.
    pub base: Base,
    /// What was typed.
    pub query: String,
    /// What results can be narrowed by.
    pub selects: Vec<SearchSelect>,
    /// Whether the site has an index that the page itself can look into.
    pub scripted: bool,
    /// What was found, if anything was looked for.
    pub results: Option<SearchResults>,
}

/// Something that results can be narrowed by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchSelect {
    /// Its word, as it stands in an address.
    pub by: &'static str,
    /// The choices.
    pub options: Vec<SearchOption>,
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchOption {
    /// Its value.
    pub value: String,
    /// Its text.
    pub text: String,
    /// Whether it was chosen.
    pub current: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct SearchResults {
    /// How many subjects.
    pub total: usize,
    /// Whether more was typed than was looked for.
    pub cut: bool,
    /// How many subjects have attachments whose text was not looked through.
    pub left_out: usize,
    /// The number of the first one shown.
    pub first: usize,
    /// Those of this page.
    pub hits: Vec<SearchHit>,
    /// What they can be narrowed by, with what each choice would leave.
    pub facets: Vec<SearchFacet>,
    /// The way through the pages.
    pub pager: Pager,
}

/// Ways to narrow results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SearchFacet {
    /// By what, in the word of an address.
    pub by: &'static str,
    /// The choices.
    pub options: Vec<FacetOption>,
}

/// A subject that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct SearchHit {
    /// Its site path.
    pub href: String,
    /// Its number, with the words marked.
    pub number: Vec<Piece>,
    /// Its title, with the words marked.
    pub title: Vec<Piece>,
    /// Its unit.
    pub unit: String,
    /// Its kind.
    pub kind: Option<String>,
    /// Its collection.
    pub collection: String,
    /// Where it stands, in the word of its badge.
    pub state: &'static str,
    /// The day it was issued or last dealt with, `2026-03-02`.
    pub date: String,
    /// That day's year.
    pub year: String,
    /// Its month.
    pub month: String,
    /// Its month in two digits.
    pub month_two: String,
    /// Its day.
    pub day: String,
    /// Its day in two digits.
    pub day_two: String,
    /// Where the words stand in its text.
    pub passages: Vec<Passage>,
}
