//! The page on which texts are looked for, before anything is.

use std::collections::{BTreeMap, BTreeSet};

use super::Source;
use crate::search::By as Narrowed;
use crate::site::page::{By, Page};
use crate::site::view;

impl Source<'_> {
    pub(in crate::site) fn search_page(&self) -> view::SearchPage {
        let office = self.ledger.office();
        let (mut years, mut units, mut kinds) = (BTreeSet::new(), BTreeMap::new(), BTreeSet::new());
        let mut collections = Vec::new();
        let option = |value: &str, text: String| view::SearchOption { value: value.to_owned(), text, current: false };
        for (collection, workflow) in office.collections() {
            let title = workflow.title.text(self.words.language().tag()).to_owned();
            collections.push(option(collection.as_str(), title));
            for list in self.index.lists_of(collection) {
                match &list.by {
                    By::All => {}
                    By::Year(year) => drop(years.insert(*year)),
                    By::Kind(kind) => drop(kinds.insert(kind.clone())),
                    By::Unit(unit) => {
                        let title = self.find_unit(unit).map_or_else(|| unit.to_string(), |unit| unit.title.clone());
                        units.insert(unit.to_string(), title);
                    }
                }
            }
        }
        years.extend(self.index.imports().years(|subject| self.may_tell(subject)));
        let units = units.into_iter().map(|(unit, title)| option(&unit, title)).collect();
        let kinds = kinds.into_iter().map(|kind| option(&kind, kind.clone())).collect();
        let years = years.into_iter().rev().map(|year| {
            let year = year.to_string();
            option(&year, self.word("site-year", &[("year", &year)]))
        });
        let states = STATES.into_iter().map(|state| option(state, self.words.word(&format!("site-state-{state}"))));
        let select = |by: Narrowed, options| view::SearchSelect { by: by.word(), options };
        view::SearchPage {
            base: self.base(&Page::Search, &self.words.word("site-search"), Vec::new(), 0),
            query: String::new(),
            selects: vec![
                select(Narrowed::Unit, units),
                select(Narrowed::Kind, kinds),
                select(Narrowed::Year, years.collect()),
                select(Narrowed::State, states.collect()),
                select(Narrowed::Collection, collections),
            ],
            scripted: self.scripted,
            results: None,
        }
    }
}

/// The states that a subject of the record can be in, in the words of their badges.
pub const STATES: [&str; 17] = [
    "in-review",
    "returned",
    "refused",
    "issued",
    "sealed",
    "sent",
    "carried",
    "executed",
    "published",
    "finished",
    "withdrawn",
    "terminated",
    "rejected",
    "voided",
    "repealed",
    "corrected",
    "recalled",
];
