//! The registers of numbers (发文、收文登记簿, K13) of a whole office, for whoever has all its dockets.

use std::collections::{BTreeMap, BTreeSet};

use super::Office;
use super::act::Verb;
use super::docket::{Docket, Number};
use crate::id::Slug;

/// A register: which serial went to which subject.
#[derive(Debug)]
pub struct Book<'a> {
    /// The unit that keeps it.
    pub unit: Slug,
    /// Whether it is of what was handed in to the unit (收文), not of what it issued (发文).
    pub is_incoming: bool,
    /// Its number with `{n}` in the place of the serial.
    pub pattern: &'a str,
    /// The year in which it began.
    pub year: i16,
    /// Who has which serial.
    pub given: BTreeMap<u32, &'a Docket>,
}

impl Book<'_> {
    /// The last serial that somebody has.
    pub fn last(&self) -> u32 {
        self.given.keys().next_back().copied().unwrap_or_default()
    }

    /// A number of it.
    pub fn number(&self, n: u32) -> String {
        self.pattern.replace("{n}", &n.to_string())
    }
}

impl Number {
    /// Its register as people write it: the unit that counts for itself stands before it.
    pub fn pattern(register: &str) -> &str {
        register.rsplit('\t').next().unwrap_or(register)
    }
}

/// A column that workflows name for their registers: fields of one label are one column, whichever collections they are of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What it is called.
    pub label: String,
    /// The field, by collection.
    fields: BTreeMap<String, Slug>,
}

impl Column {
    /// The field of a subject's form that stands in it.
    pub fn field(&self, docket: &Docket) -> Option<&Slug> {
        self.fields.get(docket.subject.collection())
    }
}

impl Docket {
    /// When it was first sent (K4).
    pub fn first_sent(&self) -> Option<i64> {
        let sent = self.trail.iter().find(|mark| mark.verb == Verb::Send && mark.void_by.is_none());
        sent.map(|mark| mark.time)
    }

    /// How many of those it was sent to have received it.
    pub fn received(&self) -> usize {
        self.deliveries.values().filter(|delivery| delivery.is_received()).count()
    }

    /// When it was given its document number, or was registered.
    pub fn numbered_at(&self, is_incoming: bool) -> Option<i64> {
        let mark =
            if is_incoming { self.trail.first() } else { self.trail.iter().find(|mark| Some(mark.seq) == self.issued) };
        mark.map(|mark| mark.time)
    }
}

impl Office {
    /// The columns of a register with these subjects, in a language.
    pub fn columns<'d>(&self, dockets: impl IntoIterator<Item = &'d Docket>, language: &str) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        let collections: BTreeSet<&str> = dockets.into_iter().map(|docket| docket.subject.collection()).collect();
        for collection in collections {
            let Some(workflow) = self.workflow_of(collection) else { continue };
            for field in workflow.columns.iter().filter_map(|name| workflow.field(name.as_str())) {
                let label = field.label.text(language);
                let known = columns.iter().position(|column| column.label == label);
                let at = known.unwrap_or_else(|| {
                    columns.push(Column { label: label.to_owned(), fields: BTreeMap::new() });
                    columns.len() - 1
                });
                columns[at].fields.insert(collection.to_owned(), field.name.clone());
            }
        }
        columns
    }

    /// Every register, by year, unit and number.
    pub fn books(&self) -> Vec<Book<'_>> {
        let mut books: BTreeMap<&str, Book<'_>> = BTreeMap::new();
        for docket in self.dockets() {
            for (number, is_incoming) in docket
                .number
                .iter()
                .map(|number| (number, false))
                .chain(docket.serial.iter().map(|serial| (serial, true)))
            {
                let year = docket.numbered_at(is_incoming).map_or(0, |time| self.settings().day(time).year());
                let book = books.entry(number.register.as_str()).or_insert_with(|| Book {
                    unit: self.register().now(&docket.issuer).clone(),
                    is_incoming,
                    pattern: Number::pattern(&number.register),
                    year,
                    given: BTreeMap::new(),
                });
                book.year = book.year.min(year);
                book.given.insert(number.n, docket);
            }
        }
        let mut books: Vec<Book<'_>> = books.into_values().collect();
        books.sort_by(|one, other| {
            let key = |book: &Book<'_>| (book.year, book.unit.clone(), book.is_incoming);
            key(one).cmp(&key(other)).then_with(|| one.pattern.cmp(other.pattern))
        });
        books
    }
}
