//! The registers of document numbers: which serial went to whom, and which to nobody.

use std::collections::BTreeMap;

use super::Source;
use crate::id::SubjectId;
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
            as_of = as_of.max(last.map_or(0, |(_, subject)| self.issued_in(subject)));
            let (text, href) = (shown(name), Page::Register(name.clone(), register.pages()).href());
            years.entry(register.year).or_default().push(view::NumberRow {
                register: view::Link { text, href },
                count: register.given.len(),
                gaps: register.gaps(),
                last: last.map(|(n, subject)| view::Link {
                    text: name.replace(SERIAL, &n.to_string()),
                    href: if self.may_tell(subject) {
                        Page::Subject(subject.clone()).href()
                    } else {
                        Page::Register(name.clone(), register.pages()).href()
                    },
                }),
            });
        }
        let years = years.into_iter().rev().map(|(year, registers)| view::NumberYear {
            name: year.map(|year| self.word("site-year", &[("year", &year.to_string())])),
            registers,
        });
        view::NumbersPage { years: years.collect(), base: self.base(&Page::Numbers, &title, Vec::new(), as_of) }
    }

    pub(super) fn register_page(&self, name: &str, chunk: u32) -> view::RegisterPage {
        let page = Page::Register(name.to_owned(), chunk);
        let empty = Register::default();
        let register = self.index.numbers().register(name).unwrap_or(&empty);
        let (from, to) = ((chunk - 1) * SERIALS + 1, (chunk * SERIALS).min(register.last()));
        let mut as_of = 0;
        let rows = (from..=to).map(|n| {
            let given = register.given.get(&n).and_then(|subject| {
                let docket = self.docket(subject)?;
                as_of = as_of.max(docket.trail.last().map_or(0, |mark| mark.seq));
                let issued = docket.trail.iter().find(|mark| Some(mark.seq) == docket.issued);
                Some(view::NumberGiven {
                    subject: self.subject_link(subject),
                    unit: self.unit_link(&docket.issuer),
                    date: issued.map(|mark| self.day(mark.time)),
                    badge: self.badge(docket),
                })
            });
            let held = given.is_none() && register.given.contains_key(&n);
            view::SerialRow { number: name.replace(SERIAL, &n.to_string()), given, held }
        });
        let rows = rows.collect();
        let crumbs = vec![view::Link { text: self.words.word("site-numbers"), href: Page::Numbers.href() }];
        let href = |chunk: u32| Page::Register(name.to_owned(), chunk).href();
        // A page knows only its neighbours, so that it need not be written again when the register grows.
        let pager = view::Pager {
            current: 1,
            total: if register.pages() > 1 { 2 } else { 1 },
            previous: (chunk > 1).then(|| href(chunk - 1)),
            next: (chunk < register.pages()).then(|| href(chunk + 1)),
            pages: Vec::new(),
        };
        view::RegisterPage { base: self.base(&page, &shown(name), crumbs, as_of), name: shown(name), rows, pager }
    }

    fn issued_in(&self, subject: &SubjectId) -> u64 {
        self.docket(subject).and_then(|docket| docket.issued).unwrap_or_default()
    }
}

/// A register as people write it.
fn shown(name: &str) -> String {
    name.replace(SERIAL, "×")
}
