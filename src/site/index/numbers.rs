//! The registers of document numbers (发文字号登记): which serial went to which subject.

use std::collections::BTreeMap;

use crate::id::SubjectId;
use crate::office::{Docket, Office};
use crate::site::page::{Page, SERIALS};

/// All registers, by the number with `{n}` in the place of its serial.
#[derive(Debug, Default)]
pub(in crate::site) struct Numbers {
    registers: BTreeMap<String, Register>,
    of: BTreeMap<SubjectId, (String, u32)>,
}

/// One register.
#[derive(Debug, Default)]
pub(in crate::site) struct Register {
    /// The year whose numbers it holds; none, if it goes on over the years.
    pub(in crate::site) year: Option<i16>,
    /// Who has which serial.
    pub(in crate::site) given: BTreeMap<u32, SubjectId>,
}

impl Register {
    /// The last serial that somebody has.
    pub(in crate::site) fn last(&self) -> u32 {
        self.given.keys().next_back().copied().unwrap_or_default()
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
        let now = docket.number.as_ref().map(|number| (number.register.clone(), number.n));
        let before = match &now {
            Some(now) => self.of.insert(docket.subject.clone(), now.clone()),
            None => self.of.remove(&docket.subject),
        };
        let mut pages = Vec::new();
        if let Some((register, n)) = before.filter(|before| now.as_ref() != Some(before)) {
            pages.extend(self.around(&register, n));
            let mut none_left = false;
            if let Some(found) = self.registers.get_mut(&register) {
                if found.given.get(&n) == Some(&docket.subject) {
                    found.given.remove(&n);
                }
                none_left = found.given.is_empty();
            }
            if none_left {
                self.registers.remove(&register);
            }
            pages.extend(self.around(&register, n));
        }
        if let Some((register, n)) = now {
            let issued = docket.trail.iter().find(|mark| Some(mark.seq) == docket.issued);
            let year = issued.map(|mark| office.settings().day(mark.time).year());
            let found = self.registers.entry(register.clone()).or_default();
            found.year = found.year.or(year.filter(|year| register.contains(&format!("{year:04}"))));
            found.given.insert(n, docket.subject.clone());
            pages.extend(self.around(&register, n));
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
