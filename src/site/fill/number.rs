//! The registers of numbers (发文、收文登记簿, K13): which serial went to whom, and which to nobody.

use std::collections::BTreeMap;

use super::{File, PageError, Source};
use crate::id::{Slug, SubjectId, Table};
use crate::office::{Column, Docket, Number, Verb};
use crate::site::index::Register;
use crate::site::page::{Page, SERIALS};
use crate::site::view;

/// What stands in a register for its serials.
const SERIAL: &str = "{n}";

impl Source<'_> {
    pub(super) fn numbers(&self) -> view::NumbersPage {
        let title = self.words.word("site-numbers");
        let mut years: BTreeMap<Option<i16>, Vec<view::NumberRow>> = BTreeMap::new();
        let mut as_of = 0;
        for (name, register) in self.index.numbers().all() {
            let last = register.given.last_key_value();
            as_of = as_of.max(last.map_or(0, |(_, subject)| self.given_in(subject, register)));
            years.entry(register.year).or_default().push(view::NumberRow {
                register: register_link(name, register),
                unit: self.keeper(register),
                kind: book_kind(register),
                count: register.given.len(),
                gaps: register.gaps(),
                last: last.map(|(n, subject)| view::Link {
                    text: number(name, *n),
                    href: if self.may_tell(subject) {
                        Page::Subject(subject.clone()).href()
                    } else {
                        Page::Register(name.clone(), register.pages()).href()
                    },
                }),
            });
        }
        for registers in years.values_mut() {
            registers.sort_by(|one, other| (one.kind, &one.register.text).cmp(&(other.kind, &other.register.text)));
        }
        let years = years.into_iter().rev().map(|(year, registers)| view::NumberYear {
            name: year.map(|year| self.word("site-year", &[("year", &year.to_string())])),
            registers,
        });
        view::NumbersPage { years: years.collect(), base: self.base(&Page::Numbers, &title, Vec::new(), as_of) }
    }

    /// The unit that keeps a register.
    fn keeper(&self, register: &Register) -> Option<view::Link> {
        register.unit(self.ledger.office()).and_then(|unit| self.unit_link(unit))
    }

    /// The registers that a unit keeps, the latest year first.
    pub(super) fn books(&self, unit: &Slug) -> Vec<view::Book> {
        let own = self.index.numbers().all().filter(|(_, register)| register.unit(self.ledger.office()) == Some(unit));
        let mut own: Vec<_> = own.collect();
        own.sort_by_key(|(name, register)| (std::cmp::Reverse(register.year), register.is_incoming, *name));
        let book = |(name, register): (&String, &Register)| view::Book {
            kind: book_kind(register),
            register: register_link(name, register),
            year: register.year.map(|year| self.word("site-year", &[("year", &year.to_string())])),
        };
        own.into_iter().map(book).collect()
    }

    pub(super) fn register_files(&self, name: &str, chunk: u32) -> Result<Vec<File>, PageError> {
        let page = Page::Register(name.to_owned(), chunk);
        let path = page.file();
        let table = path.strip_suffix(".html").map_or_else(|| format!("{path}.csv"), |bare| format!("{bare}.csv"));
        let view = self.register_page(name, chunk, &table);
        let bytes = self.theme.render("register.html", &view)?;
        let table = File { path: self.tongue.path(&table), bytes: self.register_table(&view).into_bytes() };
        Ok(vec![File { path: self.tongue.path(&path), bytes }, table])
    }

    fn register_page(&self, name: &str, chunk: u32, table: &str) -> view::RegisterPage {
        let page = Page::Register(name.to_owned(), chunk);
        let Some(register) = self.index.numbers().register(name) else { return view::RegisterPage::default() };
        let (from, to) = ((chunk - 1) * SERIALS + 1, (chunk * SERIALS).min(register.last()));
        let told = |n: u32| register.given.get(&n).and_then(|subject| self.docket(subject));
        let columns = self.ledger.office().columns((from..=to).filter_map(told), self.words.language().tag());
        let sends = (from..=to).filter_map(told).any(|docket| {
            let workflow = self.ledger.office().workflow(docket);
            workflow.is_ok_and(|workflow| workflow.anytime.contains_key(&Verb::Send))
        });
        let mut as_of = 0;
        let rows = (from..=to).map(|n| {
            let row = told(n).map(|docket| {
                as_of = as_of.max(docket.trail.last().map_or(0, |mark| mark.seq));
                self.number_given(docket, register, &columns)
            });
            let held = row.is_none() && register.given.contains_key(&n);
            view::SerialRow { number: number(name, n), given: row, held }
        });
        let rows = rows.collect();
        let unit = self.keeper(register);
        let mut crumbs = vec![view::Link { text: self.words.word("site-numbers"), href: Page::Numbers.href() }];
        crumbs.extend(unit.clone());
        let href = |chunk: u32| Page::Register(name.to_owned(), chunk).href();
        // A page knows only its neighbours, so that it need not be written again when the register grows.
        let pager = view::Pager {
            current: 1,
            total: if register.pages() > 1 { 2 } else { 1 },
            previous: (chunk > 1).then(|| href(chunk - 1)),
            next: (chunk < register.pages()).then(|| href(chunk + 1)),
            pages: Vec::new(),
        };
        view::RegisterPage {
            base: self.base(&page, &shown(name), crumbs, as_of),
            name: shown(name),
            unit,
            kind: book_kind(register),
            columns: columns.into_iter().map(|column| column.label).collect(),
            sends,
            csv_href: crate::site::href::encode(table),
            rows,
            pager,
        }
    }

    fn number_given(&self, docket: &Docket, register: &Register, columns: &[Column]) -> view::NumberGiven {
        let cells = columns.iter().map(|column| {
            let told =
                column.field(docket).map(|field| self.told_values(&docket.subject, field.as_str(), &docket.form));
            told.unwrap_or_default().join(&self.words.word("site-join"))
        });
        let parties = [("done", docket.received().to_string()), ("all", docket.deliveries.len().to_string())];
        let parties = parties.each_ref().map(|(name, count)| (*name, count.as_str()));
        view::NumberGiven {
            subject: self.subject_link(&docket.subject),
            unit: self.unit_link(&docket.issuer),
            date: docket.numbered_at(register.is_incoming).map(|time| self.day(time)),
            cells: cells.collect(),
            sent: docket.first_sent().map(|time| self.day(time)),
            received: (!docket.deliveries.is_empty()).then(|| self.word("site-received-of", &parties)),
            badge: self.badge(docket),
            standing: self.words.word(&format!("site-state-{}", super::state_word(self.ledger.office(), docket))),
        }
    }

    /// The same as a table to take along.
    fn register_table(&self, page: &view::RegisterPage) -> Table {
        let word = |key: &str| self.words.word(key);
        let date = if page.kind == view::BookKind::Incoming { "site-registered-on" } else { "site-issued-on" };
        let mut head = vec![word("site-number"), word("site-title"), word("site-unit"), word(date)];
        head.extend(page.columns.iter().cloned());
        if page.sends {
            head.extend(["site-delivery-sent", "site-book-received"].map(word));
        }
        head.push(word("site-state"));
        let mut table = Table::file();
        table.line(&head);
        for row in &page.rows {
            let mut cells = vec![row.number.clone()];
            if let Some(given) = &row.given {
                let time = |time: &Option<view::Time>| time.as_ref().map_or_else(String::new, |time| time.iso.clone());
                cells.push(given.subject.text.clone());
                cells.push(given.unit.as_ref().map_or_else(String::new, |unit| unit.text.clone()));
                cells.push(time(&given.date));
                cells.extend(given.cells.iter().cloned());
                if page.sends {
                    cells.extend([time(&given.sent), given.received.clone().unwrap_or_default()]);
                }
                cells.push(given.standing.clone());
            } else {
                cells.push(word(if row.held { "site-held" } else { "site-number-gap" }));
            }
            cells.resize(head.len(), String::new());
            table.line(&cells);
        }
        table
    }

    fn given_in(&self, subject: &SubjectId, register: &Register) -> u64 {
        let Some(docket) = self.docket(subject) else { return 0 };
        if register.is_incoming { docket.submitted() } else { docket.issued.unwrap_or_default() }
    }
}

/// A register with its latest page.
fn register_link(name: &str, register: &Register) -> view::Link {
    view::Link { text: shown(name), href: Page::Register(name.to_owned(), register.pages()).href() }
}

const fn book_kind(register: &Register) -> view::BookKind {
    if register.is_incoming { view::BookKind::Incoming } else { view::BookKind::Outgoing }
}

/// A number of a register as people write it.
fn number(name: &str, n: u32) -> String {
    Number::pattern(name).replace(SERIAL, &n.to_string())
}

/// A register as people write it.
fn shown(name: &str) -> String {
    Number::pattern(name).replace(SERIAL, "×")
}
