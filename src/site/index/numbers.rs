//! The registers of numbers (发文字号登记、收文登记): which serial went to which subject.

use std::collections::BTreeMap;

use crate::id::{Slug, SubjectId};
use crate::office::{Docket, Number, Office};
use crate::site::page::{Page, Part, SERIALS};

/// All registers, by the number with `{n}` in the place of its serial.
#[derive(Debug, Default)]
pub(in crate::site) struct Numbers {
    registers: BTreeMap<String, Register>,
    of: BTreeMap<SubjectId, Vec<(String, u32)>>,
}

/// One register.
#[derive(Debug)]
pub(in crate::site) struct Register {
    /// The year whose numbers it holds; none, if it goes on over the years.
    pub(in crate::site) year: Option<i16>,
    /// The unit that gave each serial, as it was then.
    issuers: BTreeMap<u32, Slug>,
    /// Whether it is of what was handed in to the unit (收文), not of what it issues (发文).
    pub(in crate::site) is_incoming: bool,
    /// Who has which serial.
    pub(in crate::site) given: BTreeMap<u32, SubjectId>,
}

impl Register {
    /// The last serial that somebody has.
    pub(in crate::site) fn last(&self) -> u32 {
        self.given.keys().next_back().copied().unwrap_or_default()
    }

    /// The unit that keeps it: what became of the one that began it.
    pub(in crate::site) fn unit<'a>(&'a self, office: &'a Office) -> Option<&'a Slug> {
        self.issuers.first_key_value().map(|(_, unit)| office.register().now(unit))
    }

    /// How many pages it has.
    pub(in crate::site) fn pages(&self) -> u32 {
        self.last().div_ceil(SERIALS)
    }

    /// How many serials up to the last nobody has.
    pub(in crate::site) fn gaps(&self) -> usize {
        usize::try_from(self.last()).unwrap_or_default().saturating_sub(self.given.len())
    }
}

impl Numbers {
    /// Takes in how a subject stands now. The pages that say it.
    pub(super) fn take(&mut self, office: &Office, docket: &Docket) -> Vec<Page> {
        let key = |number: &Number| (number.register.clone(), number.n);
        let now: Vec<(String, u32)> = docket.number.iter().chain(&docket.serial).map(key).collect();
        let before = if now.is_empty() {
            self.of.remove(&docket.subject)
        } else {
            self.of.insert(docket.subject.clone(), now.clone())
        };
        let mut pages = Vec::new();
        for (register, n) in before.unwrap_or_default().into_iter().filter(|before| !now.contains(before)) {
            pages.extend(self.around(&register, n));
            let mut none_left = false;
            if let Some(found) = self.registers.get_mut(&register) {
                if found.given.get(&n) == Some(&docket.subject) {
                    found.given.remove(&n);
                    found.issuers.remove(&n);
                }
                none_left = found.given.is_empty();
            }
            if none_left {
                self.registers.remove(&register);
            }
            pages.push(Page::Unit(office.register().now(&docket.issuer).clone(), Part::Newest));
            pages.extend(self.around(&register, n));
        }
        for number in docket.number.iter().chain(&docket.serial) {
            let is_incoming = docket.serial.as_ref() == Some(number);
            let year = docket.numbered_at(is_incoming).map(|time| office.settings().day(time).year());
            let found = self.registers.entry(number.register.clone()).or_insert_with(|| Register {
                year: year.filter(|year| number.register.contains(&format!("{year:04}"))),
                issuers: BTreeMap::new(),
                is_incoming,
                given: BTreeMap::new(),
            });
            let before = found.pages();
            found.issuers.insert(number.n, docket.issuer.clone());
            found.given.insert(number.n, docket.subject.clone());
            // The unit's page leads to the last page of a register.
            if found.pages() != before {
                pages.extend(found.unit(office).map(|unit| Page::Unit(unit.clone(), Part::Newest)));
            }
            pages.extend(self.around(&number.register, number.n));
        }
        pages
    }

    /// The list of registers, the page of a serial and the pages beside it.
    fn around(&self, register: &str, n: u32) -> Vec<Page> {
        let at = n.saturating_sub(1) / SERIALS + 1;
        let last = self.registers.get(register).map_or(1, Register::pages).max(at);
        let chunks = [at.saturating_sub(1).max(1), at, (at + 1).min(last)];
        let pages = chunks.into_iter().map(|chunk| Page::Register(register.to_owned(), chunk));
        pages.chain([Page::Numbers]).collect()
    }

    /// Every page of them.
    pub(super) fn pages(&self) -> impl Iterator<Item = Page> {
        self.registers
            .iter()
            .flat_map(|(name, register)| (1..=register.pages()).map(move |chunk| Page::Register(name.clone(), chunk)))
    }

    /// One of them.
    pub(in crate::site) fn register(&self, name: &str) -> Option<&Register> {
        self.registers.get(name)
    }

    /// All of them.
    pub(in crate::site) fn all(&self) -> impl Iterator<Item = (&String, &Register)> {
        self.registers.iter()
    }
}
