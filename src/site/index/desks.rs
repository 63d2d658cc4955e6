//! What lies on whose desk, but for what waits: what people and units have handed in, what they were given, what they did.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ordered, around, from};
use crate::id::{Slug, SubjectId};
use crate::office::{Addressee, Docket, Office, Unit, Verb};
use crate::site::page::{ENTRIES, Owner, Page, Part, Shelf};

/// How many entries of a shelf the desk itself shows. What is more has pages of its own.
pub(in crate::site) const ON_DESK: usize = 20;

/// Every desk.
#[derive(Debug, Default)]
pub(in crate::site) struct Desks {
    shelves: BTreeMap<(Owner, Shelf), Ordered<SubjectId>>,
    /// Where each subject lies, and by which act it came there.
    of: BTreeMap<SubjectId, BTreeSet<(Owner, Shelf, u64)>>,
    /// The acts of the people of each unit.
    units: BTreeMap<Slug, Vec<u64>>,
    /// Units by the names they have and had.
    named: BTreeMap<String, Vec<Slug>>,
}

impl Desks {
    /// Desks that know what units are called.
    pub(super) fn of(office: &Office) -> Self {
        Self { named: names(office), ..Self::default() }
    }

    /// Whether units are called otherwise now.
    pub(super) fn are_misnamed(&self, office: &Office) -> bool {
        self.named != names(office)
    }

    /// Takes in how units are called.
    pub(super) fn rename(&mut self, office: &Office) {
        self.named = names(office);
    }

    /// Takes in an act of somebody whose home is that unit.
    pub(super) fn take_act(&mut self, unit: &Slug, seq: u64) {
        self.units.entry(unit.clone()).or_default().push(seq);
    }

    /// Forgets whose acts were whose: they are taken in anew.
    pub(super) fn forget_acts(&mut self) -> BTreeMap<Slug, Vec<u64>> {
        std::mem::take(&mut self.units)
    }

    /// Whether a subject lies elsewhere now.
    pub(super) fn is_moved(&self, docket: &Docket) -> bool {
        self.of.get(&docket.subject) != Some(&self.places(docket))
    }

    /// Takes in how a subject stands now. The pages that say it.
    pub(super) fn take(&mut self, docket: &Docket) -> BTreeSet<Page> {
        let now = self.places(docket);
        let before = self.of.insert(docket.subject.clone(), now.clone()).unwrap_or_default();
        let mut pages = BTreeSet::new();
        for (owner, shelf, seq) in before.difference(&now) {
            let key = (*seq, docket.subject.clone());
            if let Some(entries) = self.shelves.get_mut(&(owner.clone(), *shelf)) {
                entries.remove(&key);
                pages.extend(from(entries, &key).map(|part| Page::Shelf(owner.clone(), *shelf, part)));
            }
            pages.insert(Page::Desk(owner.clone()));
            pages.extend(page_of(owner));
        }
        for (owner, shelf, seq) in &now {
            let key = (*seq, docket.subject.clone());
            let entries = self.shelves.entry((owner.clone(), *shelf)).or_default();
            // What comes between others moves those after it.
            if !before.contains(&(owner.clone(), *shelf, *seq)) && entries.place(&key) < entries.len() {
                pages.extend(from(entries, &key).map(|part| Page::Shelf(owner.clone(), *shelf, part)));
            }
            entries.insert(key.clone());
            pages.extend(around(entries, &key).into_iter().map(|part| Page::Shelf(owner.clone(), *shelf, part)));
            pages.insert(Page::Desk(owner.clone()));
            pages.extend(page_of(owner));
        }
        pages
    }

    /// Where a subject lies.
    fn places(&self, docket: &Docket) -> BTreeSet<(Owner, Shelf, u64)> {
        let mut places = BTreeSet::new();
        // What a unit registers as it comes in, it has not sent, nor has who registered it.
        let (unit, shelf) = match docket.serial {
            Some(_) => (docket.issuer.clone(), Shelf::Received),
            None => (docket.drafter_unit.clone(), Shelf::Sent),
        };
        places.insert((Owner::Person(docket.drafter.clone()), shelf, docket.submitted()));
        places.insert((Owner::Unit(unit), shelf, docket.submitted()));
        let has = |places: &BTreeSet<(Owner, Shelf, u64)>, owner: &Owner| {
            places.iter().any(|(other, shelf, _)| other == owner && *shelf == Shelf::Received)
        };
        for reader in docket.readers.keys() {
            // Who has it otherwise has it once.
            if has(&places, &Owner::Person(reader.clone())) {
                continue;
            }
            let mut given = docket.trail.iter().filter(|mark| mark.verb == Verb::Circulate && mark.to.contains(reader));
            let seq = given.next().map_or(docket.submitted(), |mark| mark.seq);
            places.insert((Owner::Person(reader.clone()), Shelf::Received, seq));
        }
        for (addressee, delivery) in &docket.deliveries {
            let owner = match addressee {
                Addressee::Unit(unit) => Owner::Unit(unit.clone()),
                Addressee::Person(person) => Owner::Person(person.clone()),
                Addressee::Partner(_) => continue,
            };
            if !has(&places, &owner) {
                places.insert((owner, Shelf::Received, delivery.sent));
            }
        }
        // What was not sent there goes where its form says: what is not issued is nobody's yet, and what has no number goes out when it is
        // through.
        let through = docket.is_in_force().then(|| docket.submitted());
        if let Some(seq) = docket.issued.or(through) {
            let values = docket.values("to").iter().chain(docket.values("cc"));
            let slugs = values.clone().filter_map(|value| value.parse::<Slug>().ok());
            let named = values.filter_map(|value| self.named.get(value)).flatten().cloned();
            let known: BTreeSet<Slug> = slugs.filter(|slug| self.is_unit(slug)).chain(named).collect();
            let known =
                known.into_iter().filter(|unit| !docket.deliveries.contains_key(&Addressee::Unit(unit.clone())));
            places.extend(known.map(|unit| (Owner::Unit(unit), Shelf::Received, seq)));
        }
        places
    }

    fn is_unit(&self, slug: &Slug) -> bool {
        self.named.get(slug.as_str()).is_some_and(|units| units.contains(slug))
    }

    /// The subjects of a shelf, oldest first, each with the act by which it came there.
    pub(in crate::site) fn shelf(&self, owner: &Owner, shelf: Shelf) -> &[(u64, SubjectId)] {
        self.shelves.get(&(owner.clone(), shelf)).map_or(&[], |entries| &entries.0)
    }

    /// The acts of the people of a unit, oldest first.
    pub(in crate::site) fn acts_in(&self, unit: &Slug) -> &[u64] {
        self.units.get(unit).map_or(&[], Vec::as_slice)
    }
}

/// A unit's own page tells what it received last.
fn page_of(owner: &Owner) -> Option<Page> {
    match owner {
        Owner::Unit(unit) => Some(Page::Unit(unit.clone(), Part::Newest)),
        Owner::Person(_) => None,
    }
}

/// The parts of a list of acts that one of them touches.
pub(super) fn parts_around(acts: &[u64], seq: u64) -> Vec<Part> {
    let (count, place) = (acts.len(), acts.partition_point(|other| *other < seq));
    Part::moved(place + 1, ENTRIES).chain([Part::showing(place, count, ENTRIES), Part::Newest]).collect()
}

/// Every name of every unit: its slug, its title, and what it was called.
fn names(office: &Office) -> BTreeMap<String, Vec<Slug>> {
    let mut named: BTreeMap<String, Vec<Slug>> = BTreeMap::new();
    let all = |unit: &Unit| std::iter::once(unit.title.clone()).chain(unit.former.clone()).collect::<BTreeSet<_>>();
    for (slug, unit) in office.register().units() {
        for name in std::iter::once(slug.to_string()).chain(all(unit)) {
            let units = named.entry(name).or_default();
            if !units.contains(slug) {
                units.push(slug.clone());
            }
        }
    }
    named
}
