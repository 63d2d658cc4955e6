//! What stands in which list: kept up act by act, so that a change finds its pages without looking at the whole record.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::page::{ACTS, By, ENTRIES, List, Page, Part};
use crate::id::{Slug, SubjectId};
use crate::ledger::{Advance, Ledger, TagState};
use crate::office::{Docket, Verb};

/// The lists of a site.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Every list of subjects, each by the act that submitted them.
    lists: BTreeMap<List, Ordered<SubjectId>>,
    /// What each unit sent out or has on its way, over all collections.
    units: BTreeMap<Slug, Ordered<SubjectId>>,
    /// In which lists a subject stands.
    standing: BTreeMap<SubjectId, Vec<List>>,
    /// The acts about each subject, refused ones too.
    acts: BTreeMap<SubjectId, Vec<u64>>,
    /// Each person's acts.
    people: BTreeMap<Slug, Vec<u64>>,
    /// Each seal's uses: the refs of its tags by act.
    seals: BTreeMap<Slug, Ordered<String>>,
    /// The refs of seals whose tag is missing or wrong.
    troubled: BTreeSet<String>,
    /// Subjects that wait for somebody, by their last act.
    open: BTreeSet<SubjectId>,
    /// The acts that are refused.
    refused: BTreeSet<u64>,
}

/// Things by the act that brought them, each reached by its place. New ones come at the end, so that nothing is moved.
#[derive(Debug)]
struct Ordered<T>(Vec<(u64, T)>);

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Ord> Ordered<T> {
    /// The place of a thing that is there, or where it would stand.
    fn place(&self, key: &(u64, T)) -> usize {
        self.0.partition_point(|other| other < key)
    }

    fn insert(&mut self, key: (u64, T)) {
        let at = self.place(&key);
        if self.0.get(at) != Some(&key) {
            self.0.insert(at, key);
        }
    }

    fn remove(&mut self, key: &(u64, T)) {
        let at = self.place(key);
        if self.0.get(at) == Some(key) {
            self.0.remove(at);
        }
    }
}

impl Index {
    /// The lists of a whole ledger, all of which must be here.
    pub(super) fn of(ledger: &Ledger) -> Self {
        let mut index = Self::default();
        for seq in ledger.entries().keys() {
            index.take_act(ledger, *seq);
        }
        let mut dockets: Vec<&Docket> = ledger.office().dockets().collect();
        dockets.sort_by_key(|docket| docket.submitted());
        for docket in dockets {
            index.take_docket(docket);
        }
        let mut seals: Vec<(u64, &String)> = ledger.seals().iter().map(|(name, put)| (put.seq, name)).collect();
        seals.sort();
        for (_, reference) in seals {
            index.take_seal(ledger, reference);
        }
        index
    }

    /// Takes in what an advance brought. The pages it touches.
    pub(super) fn follow(&mut self, ledger: &Ledger, advance: &Advance) -> BTreeSet<Page> {
        let mut pages = BTreeSet::from([Page::Home, Page::Waiting, Page::Verify, Page::Ledger(Part::Newest)]);
        for seq in &advance.acts {
            self.take_act(ledger, *seq);
            if let Some(person) = ledger.entries().get(seq).and_then(|entry| entry.person.clone()) {
                pages.insert(Page::Person(person));
            }
        }
        let count = ledger.entries().len();
        for seq in &advance.acts {
            let place = usize::try_from(*seq).unwrap_or(usize::MAX);
            pages.insert(Page::Ledger(Part::showing(place, count, ACTS)));
            // A page that has just become full leaves the newest page.
            pages.insert(Page::Ledger(Part::showing(place.saturating_sub(ACTS), count, ACTS)));
        }
        for subject in &advance.subjects {
            let Some(docket) = ledger.office().docket(subject) else { continue };
            pages.insert(Page::Subject(subject.clone()));
            let key = (docket.submitted(), subject.clone());
            let before = self.standing.get(subject).cloned().unwrap_or_default();
            let left = self.pages_from(&before, &key);
            self.take_docket(docket);
            let after = self.standing.get(subject).cloned().unwrap_or_default();
            if before == after {
                pages.extend(self.pages_at(&after, &key));
            } else {
                pages.extend(left);
                pages.extend(self.pages_from(&after, &key));
                pages.extend(self.counting(docket));
            }
        }
        for seq in &advance.acts {
            self.pages_that_tell(ledger, *seq, &mut pages);
        }
        for reference in &advance.seals {
            self.take_seal(ledger, reference);
            let Some(put) = ledger.seals().get(reference) else { continue };
            pages.insert(Page::Subject(put.subject.clone()));
            pages.insert(Page::Seals);
            let uses = self.uses(&put.seal).len();
            let place = self.uses(&put.seal).partition_point(|(seq, _)| *seq < put.seq);
            for place in [place, place.saturating_sub(ENTRIES)] {
                pages.insert(Page::Seal(put.seal.clone(), Part::showing(place, uses, ENTRIES)));
            }
            pages.insert(Page::Seal(put.seal.clone(), Part::Newest));
            if let Some(seal) = ledger.office().register().seal(&put.seal) {
                pages.insert(Page::Unit(seal.unit.clone(), Part::Newest));
            }
        }
        pages
    }

    /// The page of each of these lists that shows an entry.
    fn pages_at(&self, lists: &[List], key: &(u64, SubjectId)) -> Vec<Page> {
        self.pages_of(lists, |entries| {
            let place = entries.place(key);
            place..place + 1
        })
    }

    /// The pages of these lists that an entry's coming or going changes: from the one that shows it, or the one that has just
    /// become full, to the newest.
    fn pages_from(&self, lists: &[List], key: &(u64, SubjectId)) -> Vec<Page> {
        self.pages_of(lists, |entries| {
            let place = entries.place(key).min(entries.0.len().saturating_sub(ENTRIES + 1));
            place..entries.0.len() + 1
        })
    }

    /// The pages of lists that show the entries at some places.
    fn pages_of(&self, lists: &[List], places: impl Fn(&Ordered<SubjectId>) -> Range<usize>) -> Vec<Page> {
        let parts = |entries: &Ordered<SubjectId>| {
            let count = entries.0.len();
            let parts: BTreeSet<Part> = places(entries).map(|place| Part::showing(place, count, ENTRIES)).collect();
            parts
        };
        let mut pages = Vec::new();
        for list in lists {
            if let Some(entries) = self.lists.get(list) {
                pages.extend(parts(entries).into_iter().map(|part| Page::List(list.clone(), part)));
            }
            if let By::Unit(unit) = &list.by
                && let Some(entries) = self.units.get(unit)
            {
                pages.extend(parts(entries).into_iter().map(|part| Page::Unit(unit.clone(), part)));
            }
        }
        pages
    }

    /// The first page of each list of a collection: it counts the entries of all of them.
    fn counting(&self, docket: &Docket) -> Vec<Page> {
        let Ok(collection) = docket.subject.collection().parse::<Slug>() else { return Vec::new() };
        self.lists
            .keys()
            .filter(|list| list.collection == collection)
            .map(|list| Page::List(list.clone(), Part::Newest))
            .collect()
    }

    /// A text that is handed in may give its subject another title and make approvals void: every page that tells of an act about it.
    fn pages_that_tell(&self, ledger: &Ledger, seq: u64, pages: &mut BTreeSet<Page>) {
        let Some(entry) = ledger.entries().get(&seq) else { return };
        let (Some(subject), Some(Verb::Submit | Verb::Revise)) = (&entry.subject, entry.verb) else { return };
        let count = ledger.entries().len();
        for other in self.acts(subject) {
            pages.insert(Page::Ledger(Part::showing(usize::try_from(*other).unwrap_or(usize::MAX), count, ACTS)));
            pages.extend(ledger.entries().get(other).and_then(|entry| entry.person.clone()).map(Page::Person));
        }
    }

    fn take_act(&mut self, ledger: &Ledger, seq: u64) {
        let Some(entry) = ledger.entries().get(&seq) else { return };
        if let Some(subject) = &entry.subject {
            self.acts.entry(subject.clone()).or_default().push(seq);
        }
        if let Some(person) = &entry.person {
            self.people.entry(person.clone()).or_default().push(seq);
        }
        if !entry.is_valid() {
            self.refused.insert(seq);
        }
    }

    fn take_docket(&mut self, docket: &Docket) {
        let key = (docket.submitted(), docket.subject.clone());
        let lists = lists_for(docket);
        let before = self.standing.insert(docket.subject.clone(), lists.clone()).unwrap_or_default();
        for left in before.iter().filter(|list| !lists.contains(list)) {
            if let Some(entries) = self.lists.get_mut(left) {
                entries.remove(&key);
            }
            if let By::Unit(unit) = &left.by
                && let Some(entries) = self.units.get_mut(unit)
            {
                entries.remove(&key);
            }
        }
        for list in lists {
            self.lists.entry(list).or_default().insert(key.clone());
        }
        self.units.entry(docket.issuer.clone()).or_default().insert(key);
        if docket.is_open() {
            self.open.insert(docket.subject.clone());
        } else {
            self.open.remove(&docket.subject);
        }
    }

    fn take_seal(&mut self, ledger: &Ledger, reference: &str) {
        let Some(put) = ledger.seals().get(reference) else { return };
        self.seals.entry(put.seal.clone()).or_default().insert((put.seq, reference.to_owned()));
        if matches!(put.tag, TagState::Good { .. }) {
            self.troubled.remove(reference);
        } else {
            self.troubled.insert(reference.to_owned());
        }
    }

    /// Every page of the site.
    pub(super) fn pages(&self, ledger: &Ledger) -> BTreeSet<Page> {
        let mut pages = BTreeSet::from([
            Page::Home,
            Page::Units,
            Page::People,
            Page::Seals,
            Page::Verify,
            Page::Waiting,
            Page::NotFound,
        ]);
        let register = ledger.office().register();
        for (collection, _) in ledger.office().collections() {
            pages.insert(Page::List(List { collection: collection.clone(), by: By::All }, Part::Newest));
        }
        for (list, entries) in &self.lists {
            pages.extend(Part::all(entries.0.len(), ENTRIES).map(|part| Page::List(list.clone(), part)));
        }
        pages.extend(ledger.office().dockets().map(|docket| Page::Subject(docket.subject.clone())));
        for (unit, _) in register.units() {
            let count = self.of_unit(unit).len();
            pages.extend(Part::all(count, ENTRIES).map(|part| Page::Unit(unit.clone(), part)));
        }
        pages.extend(register.people().map(|(person, _)| Page::Person(person.clone())));
        for (seal, _) in register.seals() {
            let count = self.uses(seal).len();
            pages.extend(Part::all(count, ENTRIES).map(|part| Page::Seal(seal.clone(), part)));
        }
        pages.extend(Part::all(ledger.entries().len(), ACTS).map(Page::Ledger));
        pages
    }

    /// The subjects of a list, oldest first, each with the act that submitted it.
    pub(super) fn list(&self, list: &List) -> &[(u64, SubjectId)] {
        self.lists.get(list).map_or(&[], |entries| &entries.0)
    }

    /// How many subjects a list has.
    pub(super) fn count(&self, list: &List) -> usize {
        self.list(list).len()
    }

    /// The lists of a collection that are not empty.
    pub(super) fn lists_of<'a>(&'a self, collection: &'a Slug) -> impl Iterator<Item = &'a List> {
        let from = List { collection: collection.clone(), by: By::All };
        self.lists
            .range(from..)
            .take_while(move |(list, _)| list.collection == *collection)
            .filter(|(_, entries)| !entries.0.is_empty())
            .map(|(list, _)| list)
    }

    /// What a unit sent out or has on its way, oldest first, each with the act that submitted it.
    pub(super) fn of_unit(&self, unit: &Slug) -> &[(u64, SubjectId)] {
        self.units.get(unit).map_or(&[], |entries| &entries.0)
    }

    /// The acts about a subject, oldest first.
    pub(super) fn acts(&self, subject: &SubjectId) -> &[u64] {
        self.acts.get(subject).map_or(&[], Vec::as_slice)
    }

    /// A person's acts, oldest first.
    pub(super) fn acts_of(&self, person: &Slug) -> &[u64] {
        self.people.get(person).map_or(&[], Vec::as_slice)
    }

    /// The refs of a seal's tags, oldest first, each with the act that put it.
    pub(super) fn uses(&self, seal: &Slug) -> &[(u64, String)] {
        self.seals.get(seal).map_or(&[], |uses| &uses.0)
    }

    /// The refs of seals whose tag is missing or wrong.
    pub(super) const fn troubled(&self) -> &BTreeSet<String> {
        &self.troubled
    }

    /// The subjects that wait for somebody.
    pub(super) const fn open(&self) -> &BTreeSet<SubjectId> {
        &self.open
    }

    /// The acts that are refused.
    pub(super) const fn refused(&self) -> &BTreeSet<u64> {
        &self.refused
    }
}

fn lists_for(docket: &Docket) -> Vec<List> {
    let Ok(collection) = docket.subject.collection().parse::<Slug>() else { return Vec::new() };
    let mut by = vec![By::All, By::Unit(docket.issuer.clone())];
    by.extend(docket.subject.year().map(By::Year));
    by.extend(docket.value("kind").map(|kind| By::Kind(kind.to_owned())));
    by.into_iter().map(|by| List { collection: collection.clone(), by }).collect()
}
