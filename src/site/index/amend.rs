//! What a change of the register touches, and a loss: the pages of the entries that changed, those that name them, and those whose people
//! may be others now.
//!
//! 1. A change of anything but the register (settings, calendar, workflows, themes, hooks) and a certificate that comes into doubt touch
//!    every page: then the site is made anew.
//! 2. A subject that is not on its way names who did something and whom its form names, and nobody who would be asked: only its names
//!    change. Any other is made again.

use std::collections::{BTreeMap, BTreeSet};

use super::{Index, Statistics};
use crate::id::{Fingerprint, Slug, SubjectId};
use crate::ledger::{Advance, Ledger, State};
use crate::office::{Office, Register, Verb};
use crate::site::naming::Named;
use crate::site::page::{Channel, ENTRIES, Owner, Page, Part, Shelf};

/// What the pages were made from, as far as it is the register's.
#[derive(Debug, Default)]
pub(super) struct Known {
    register: Register,
    /// The certificates that are reported lost.
    lost: BTreeSet<Fingerprint>,
    /// The names that units had, as pages that lead on.
    former: BTreeSet<Page>,
}

impl Known {
    pub(super) fn of(office: &Office) -> Self {
        let register = office.register();
        let listed = register.certificates().map(|(fingerprint, _)| fingerprint);
        let lost = listed.filter(|fingerprint| office.is_lost(fingerprint)).cloned().collect();
        Self { register: register.clone(), lost, former: former(register).keys().cloned().map(Page::Former).collect() }
    }

    /// The pages of names that units had.
    pub(super) const fn former(&self) -> &BTreeSet<Page> {
        &self.former
    }
}

/// The names that units had or that went with them, each with the units, unless a unit's pages stand there.
pub(in crate::site) fn former(register: &Register) -> BTreeMap<String, BTreeSet<&Slug>> {
    let mut former: BTreeMap<String, BTreeSet<&Slug>> = BTreeMap::new();
    for (slug, unit) in register.units() {
        let merged = Some(&unit.title).filter(|_| !unit.is_active() && unit.into.is_some());
        for name in unit.former.iter().chain(merged) {
            if name.to_lowercase().parse::<Slug>().ok().is_none_or(|slug| register.unit(&slug).is_none()) {
                former.entry(name.clone()).or_default().insert(slug);
            }
        }
    }
    former
}

impl Index {
    /// Whether an advance touches every page.
    pub(in crate::site) fn is_overturned(&self, ledger: &Ledger, advance: &Advance) -> bool {
        if self.is_reopened(ledger, advance) {
            return true;
        }
        if !advance.amended {
            return false;
        }
        let office = ledger.office();
        let entries = advance.acts.iter().filter_map(|seq| ledger.entries().get(seq));
        let affirms = entries.filter(|entry| entry.is_valid()).any(|entry| entry.verb == Some(Verb::Affirm));
        affirms
            || changed_paths(ledger, advance).any(|path| Named::of_path(path).is_none())
            || doubts(&self.known.register) != doubts(office.register())
    }

    /// Takes in what has become of the register. The pages that it touches, also those that are gone.
    pub(super) fn take_register(&mut self, ledger: &Ledger, advance: &Advance, pages: &mut BTreeSet<Page>) {
        if !advance.amended {
            return;
        }
        let office = ledger.office();
        let now = Known::of(office);
        let before = std::mem::replace(&mut self.known, now);
        let now = &self.known;
        // A report of a loss that was revised has another title.
        pages.insert(Page::Certificates);
        let mut changed = differing(&before.register, &now.register);
        changed.extend(changed_paths(ledger, advance).filter_map(Named::of_path));
        let holders = before.lost.symmetric_difference(&now.lost).filter_map(|fingerprint| holder(office, fingerprint));
        changed.extend(holders);
        if changed.is_empty() {
            return;
        }
        for entry in &changed {
            pages.extend(self.names.pages(entry).cloned());
            for register in [&before.register, &now.register] {
                neighbours(register, entry, pages);
            }
            self.own_pages(entry, pages);
        }
        pages.extend([Page::Units, Page::People, Page::Permissions, Page::Seals]);
        pages.extend(before.former.iter().chain(&now.former).cloned());
        pages.extend(office.collections().map(|(collection, _)| Page::Workflow(collection.clone())));
        for delegation in office.deputies().delegations.values() {
            pages.extend([&delegation.from, &delegation.to].map(|person| Page::Person(person.clone())));
        }
        if self.desks.are_misnamed(office) {
            self.desks.rename(office);
            for docket in office.dockets() {
                if !self.held.contains(&docket.subject) && self.desks.is_moved(docket) {
                    pages.extend(self.desks.take(docket));
                }
            }
        }
        if moved(&before.register, &now.register) {
            self.move_acts(ledger, pages);
            self.statistics = counted(ledger, &self.held);
            pages.extend(office.register().units().map(|(unit, _)| Page::Unit(unit.clone(), Part::Newest)));
        }
        let mut open: BTreeSet<SubjectId> = self.errands.subjects().cloned().collect();
        // Whom a form names may be here from now on.
        let sealed = office.dockets().filter(|docket| docket.is_in_force() && !docket.seals.is_empty());
        open.extend(sealed.map(|docket| docket.subject.clone()).filter(|subject| !self.held.contains(subject)));
        for subject in open {
            let Some(docket) = office.docket(&subject) else { continue };
            let was_there = self.errands.has(&subject);
            let people = self.errands.take(office, docket);
            if was_there || !people.is_empty() {
                Self::pages_of_people(ledger, people, pages);
                pages.insert(Page::Subject(subject));
            }
        }
    }

    /// Acts count for the unit that is the home of who did them: of those who have moved they count for another now.
    fn move_acts(&mut self, ledger: &Ledger, pages: &mut BTreeSet<Page>) {
        let before = self.desks.forget_acts();
        for seq in ledger.entries().keys() {
            if let Some(unit) = super::unit_of(ledger, *seq).filter(|_| !self.is_hidden(ledger, *seq)) {
                self.desks.take_act(unit, *seq);
            }
        }
        for (unit, _) in ledger.office().register().units() {
            let (was, is) = (before.get(unit).map_or(&[][..], Vec::as_slice), self.desks.acts_in(unit));
            if was != is {
                let owner = Owner::Unit(unit.clone());
                let parts = Part::all(was.len().max(is.len()), ENTRIES);
                pages.extend(parts.map(|part| Page::Shelf(owner.clone(), Shelf::Handled, part)));
                pages.insert(Page::Desk(owner));
            }
        }
    }

    /// The pages of an entry itself.
    fn own_pages(&self, entry: &Named, pages: &mut BTreeSet<Page>) {
        match entry {
            Named::Unit(unit) => {
                let count = self.of_unit(unit).len();
                pages.extend(Part::all(count, ENTRIES).map(|part| Page::Unit(unit.clone(), part)));
                pages.insert(Page::Feed(Channel::Unit(unit.clone())));
            }
            Named::Person(person) => drop(pages.insert(Page::Person(person.clone()))),
            Named::Seal(seal) => {
                let count = self.uses(seal).len();
                pages.extend(Part::all(count, ENTRIES).map(|part| Page::Seal(seal.clone(), part)));
            }
        }
    }
}

/// What is counted of a whole record, but for what is not for all staff.
pub(super) fn counted(ledger: &Ledger, held: &BTreeSet<SubjectId>) -> Statistics {
    let mut statistics = Statistics::default();
    let office = ledger.office();
    for entry in ledger.entries().values() {
        let subject = entry.subject.as_ref().filter(|subject| !held.contains(subject));
        let docket = subject.and_then(|subject| office.docket(subject));
        if let Some((docket, mark)) = docket.and_then(|docket| Some((docket, docket.mark(entry.seq)?))) {
            statistics.take_act(office, docket, mark);
        }
    }
    for docket in office.dockets().filter(|docket| !held.contains(&docket.subject)) {
        statistics.take_docket(office, docket);
    }
    statistics
}

/// The paths of which an advance has executed a change.
fn changed_paths<'a>(ledger: &'a State, advance: &'a Advance) -> impl Iterator<Item = &'a str> {
    let new = |seq: &u64| advance.acts.binary_search(seq).is_ok();
    ledger.office().changed().iter().filter(move |(_, seq)| new(seq)).map(|(path, _)| path.as_str())
}

/// The certificates of which something is in question, and after which act.
fn doubts(register: &Register) -> BTreeMap<&Fingerprint, u64> {
    let listed = register.certificates().map(|(fingerprint, _)| fingerprint);
    listed.filter_map(|fingerprint| Some((fingerprint, register.doubted_after(fingerprint)?))).collect()
}

/// The entries that differ.
fn differing(before: &Register, now: &Register) -> BTreeSet<Named> {
    let units = now.units().filter(|(slug, unit)| before.unit(slug) != Some(unit));
    let people = now.people().filter(|(slug, person)| before.person(slug) != Some(person));
    let seals = now.seals().filter(|(slug, seal)| before.seal(slug) != Some(seal));
    let units = units.map(|(slug, _)| Named::Unit(slug.clone()));
    let people = people.map(|(slug, _)| Named::Person(slug.clone()));
    units.chain(people).chain(seals.map(|(slug, _)| Named::Seal(slug.clone()))).collect()
}

/// Whose certificate it is.
fn holder(office: &Office, fingerprint: &Fingerprint) -> Option<Named> {
    use crate::office::Holder;
    Some(match office.register().holder(fingerprint)? {
        Holder::Person(slug, _) => Named::Person(slug.clone()),
        Holder::Seal(slug, _) => Named::Seal(slug.clone()),
    })
}

/// The pages of the entries that list an entry: a unit's people, seals and units below, a person's seals and accounts.
fn neighbours(register: &Register, entry: &Named, pages: &mut BTreeSet<Page>) {
    let unit = |slug: &Slug| Page::Unit(slug.clone(), Part::Newest);
    match entry {
        Named::Unit(slug) => {
            let found = register.unit(slug);
            pages.extend(found.into_iter().flat_map(|one| one.parent.iter().chain(&one.into)).map(unit));
        }
        Named::Person(slug) => {
            let Some(person) = register.person(slug) else { return };
            pages.insert(unit(&person.unit));
            pages.extend(person.posts.iter().map(|post| unit(&post.unit)));
            pages.extend(person.owner.clone().map(Page::Person));
        }
        Named::Seal(slug) => {
            let Some(seal) = register.seal(slug) else { return };
            pages.insert(unit(&seal.unit));
            pages.extend(seal.custodians.iter().chain(&seal.owner).cloned().map(Page::Person));
        }
    }
}

/// Whether somebody's home unit is another: his acts count for it.
fn moved(before: &Register, now: &Register) -> bool {
    now.people().any(|(slug, person)| before.person(slug).is_none_or(|was| was.unit != person.unit))
}
