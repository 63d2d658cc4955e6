//! What stands in which list: kept up act by act, so that a change finds its pages without looking at the whole record.

mod agenda;
mod amend;
mod days;
mod desks;
mod events;
mod feeds;
mod numbers;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use agenda::{Agenda, Entry as AgendaEntry, When};
pub(super) use amend::former;
pub(super) use days::Days;
pub(super) use desks::{Desks, ON_DESK};
pub(super) use events::{Events, Falls, month_of};
pub(super) use feeds::{Feeds, Told};
pub(super) use numbers::{Numbers, Register};

use super::errand::Errands;
use super::imported::Imports;
use super::naming::{Named, Names};
use super::page::{ACTS, By, Channel, ENTRIES, Lesson, List, Owner, Page, Part, Shelf};
use super::requests::{Requests, is_request};
use super::statistics::Statistics;
use super::view::AreaKind;
use crate::id::{Slug, SubjectId};
use crate::ledger::{Advance, Entry, Ledger, State, TagState};
use crate::office::{Delegation, Deputies, Docket, Ended, FieldKind, Mark, Office, Verb};

/// The collection of the office's own articles of help.
pub(super) const HELP: &str = "help";

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
    /// Each person's acts, and those done in his place.
    people: BTreeMap<Slug, Vec<u64>>,
    /// What waits, and for whom.
    errands: Errands,
    /// Who stood in for whom when that was written.
    deputies: Deputies,
    /// The subjects that a subject's form names.
    refers: BTreeMap<SubjectId, BTreeSet<SubjectId>>,
    /// The subjects whose forms name a subject.
    named_by: BTreeMap<SubjectId, BTreeSet<SubjectId>>,
    /// How documents that were sent have ended: the pages of what registers them say so.
    ended: BTreeMap<SubjectId, Ended>,
    /// Each seal's uses: the refs of its tags by act.
    seals: BTreeMap<Slug, Ordered<String>>,
    /// How much was done and how long it took.
    statistics: Statistics,
    /// The refs of seals whose tag is missing or wrong.
    troubled: BTreeSet<String>,
    /// The acts that are refused.
    refused: BTreeSet<u64>,
    /// What was asked to be changed in the register, and reported lost.
    requests: Requests,
    /// The papers from before the record that subjects hand over.
    imports: Imports,
    /// Which pages name which entries of the register.
    names: Names,
    /// The days on which something was done.
    days: Days,
    /// What lies on whose desk.
    desks: Desks,
    /// What falls on which day.
    events: Events,
    /// What stands in calendars that are subscribed to.
    agenda: Agenda,
    /// What the feeds tell.
    feeds: Feeds,
    /// Which document number went to whom.
    numbers: Numbers,
    /// The register that the pages were made from.
    known: amend::Known,
    /// Whether what is not for all staff stands in no list.
    holds: bool,
    /// The subjects that are not for all staff: they have pages of their own and stand nowhere else.
    held: BTreeSet<SubjectId>,
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

    fn len(&self) -> usize {
        self.0.len()
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

/// What an advance touches.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Touched {
    /// The pages to make again.
    pub(super) pages: BTreeSet<Page>,
    /// Pages that the site has no more.
    pub(super) gone: BTreeSet<Page>,
}

impl Index {
    /// The lists of a whole ledger, all of which must be here.
    pub(super) fn of(ledger: &Ledger, holds: bool) -> Self {
        let mut index = Self { desks: Desks::of(ledger.office()), holds, ..Self::default() };
        if holds {
            let held = ledger.office().dockets().filter(|docket| !ledger.office().is_for_all(docket));
            index.held = held.map(|docket| docket.subject.clone()).collect();
        }
        for seq in ledger.entries().keys() {
            index.take_act(ledger, *seq);
        }
        let mut dockets: Vec<&Docket> = ledger.office().dockets().collect();
        dockets.sort_by_key(|docket| docket.submitted());
        for docket in dockets {
            index.take_names(ledger, docket);
            index.take_end(docket);
            if index.is_held(&docket.subject) {
                // That a number is given is told, or it would be missed.
                index.numbers.take(ledger.office(), docket);
                continue;
            }
            index.take_docket(ledger.office(), docket);
            index.take_place(ledger.office(), docket);
            index.statistics.take_docket(ledger.office(), docket);
            index.errands.take(ledger.office(), docket);
            index.requests.take(ledger.office(), docket);
        }
        index.known = amend::Known::of(ledger.office());
        index.deputies.clone_from(ledger.office().deputies());
        let mut seals: Vec<(u64, &String)> = ledger.seals().iter().map(|(name, put)| (put.seq, name)).collect();
        seals.sort();
        for (_, reference) in seals {
            index.take_seal(ledger, reference);
        }
        index
    }

    /// Takes in what an advance brought. The pages it touches.
    pub(super) fn follow(&mut self, ledger: &Ledger, advance: &Advance) -> Touched {
        for subject in &advance.subjects {
            self.hold(ledger, subject);
        }
        let whole = [
            Page::Home,
            Page::Waiting,
            Page::Attention,
            Page::Statistics,
            Page::Workflows,
            Page::Requests,
            Page::Verify,
            Page::Calendar,
            Page::About,
            Page::Contents,
            Page::Search,
        ];
        let mut pages = BTreeSet::from(whole);
        pages.extend(AreaKind::ALL.map(Page::Area));
        pages.insert(Page::Ledger(Part::Newest));
        for seq in &advance.acts {
            self.take_act(ledger, *seq);
            if self.is_hidden(ledger, *seq) {
                continue;
            }
            Self::pages_of_people(ledger, people_of(ledger, *seq).cloned().collect(), &mut pages);
        }
        let count = ledger.entries().len();
        for seq in &advance.acts {
            let place = usize::try_from(*seq).unwrap_or(usize::MAX);
            pages.insert(Page::Ledger(Part::showing(place, count, ACTS)));
            pages.extend(Part::moved(place + 1, ACTS).map(Page::Ledger));
            self.pages_of_days(ledger, *seq, &mut pages);
            if !self.is_hidden(ledger, *seq) {
                self.pages_of_deeds(ledger, *seq, &mut pages);
            }
        }
        for subject in &advance.subjects {
            let Some(docket) = ledger.office().docket(subject) else { continue };
            pages.insert(Page::Subject(subject.clone()));
            if self.take_end(docket) {
                pages.extend(self.naming(subject).cloned().map(Page::Subject));
            }
            // What it names, or named before, says what it is called and how it stands.
            let before = self.refers.get(subject).cloned().unwrap_or_default();
            pages.extend(before.into_iter().chain(names_of(ledger.office(), docket)).map(Page::Subject));
            // The last pair of versions, and the one before it, which gets a neighbour.
            let rounds = rounds(docket);
            pages.extend([rounds, rounds.saturating_sub(1)].map(|round| Page::Revision(subject.clone(), round)));
            if self.is_held(subject) {
                self.take_names(ledger, docket);
                pages.extend(self.numbers.take(ledger.office(), docket));
                continue;
            }
            let ways = self.ways_to_narrow(docket);
            self.pages_of_lists(docket, &mut pages);
            self.pages_of_moves(docket, &mut pages);
            self.take_docket(ledger.office(), docket);
            pages.extend(self.take_place(ledger.office(), docket));
            self.statistics.take_docket(ledger.office(), docket);
            pages.extend(subject.collection().parse().ok().map(Page::Workflow));
            pages.insert(Page::Unit(docket.drafter_unit.clone(), Part::Newest));
            self.pages_of_lists(docket, &mut pages);
            if ways != self.ways_to_narrow(docket) {
                self.pages_that_lead_on(docket, &mut pages);
            }
            self.take_names(ledger, docket);
            let people = self.errands.take(ledger.office(), docket);
            Self::pages_of_people(ledger, people, &mut pages);
            let about = self.requests.take(ledger.office(), docket);
            pages.extend(about.into_iter().map(Self::page_of));
            // A unit's page says what its own rules for its seals are.
            let units = ledger.office().register().units();
            let ruled = units.filter(|(_, unit)| unit.seal_rules.as_ref() == Some(subject));
            pages.extend(ruled.map(|(unit, _)| Page::Unit(unit.clone(), Part::Newest)));
        }
        self.take_deputies(ledger, &mut pages);
        self.take_register(ledger, advance, &mut pages);
        for subject in revised(ledger, advance) {
            pages.extend(self.named_by.get(subject).into_iter().flatten().cloned().map(Page::Subject));
        }
        for subject in self.retold(ledger, advance).into_iter().filter(|subject| !self.is_held(subject)) {
            for seq in self.acts(&subject) {
                let place = usize::try_from(*seq).unwrap_or(usize::MAX);
                pages.insert(Page::Ledger(Part::showing(place, count, ACTS)));
                pages.extend(people_of(ledger, *seq).map(|person| Page::Person(person.clone())));
                self.pages_of_deeds(ledger, *seq, &mut pages);
            }
        }
        for reference in &advance.seals {
            self.take_seal(ledger, reference);
            self.pages_of_seal(ledger, reference, &mut pages);
        }
        // A desk says what the page of its owner says, and more.
        let desks: Vec<Page> = pages.iter().filter_map(desk_of).collect();
        pages.extend(desks);
        // A unit's calendar says what waits for its people, as the first of its pages does.
        let agendas: Vec<Page> = pages.iter().filter_map(agenda_of).collect();
        pages.extend(agendas);
        pages.extend(self.imports.take_touched());
        let (pages, gone) = pages.into_iter().partition(|page| self.has(ledger, page));
        Touched { pages, gone }
    }

    /// Takes in where else a docket is told of: numbers, days, desks. The pages that say it.
    fn take_place(&mut self, office: &Office, docket: &Docket) -> BTreeSet<Page> {
        let mut pages = self.desks.take(docket);
        pages.extend(self.events.take(office, docket));
        pages.extend(self.numbers.take(office, docket));
        pages.extend(self.agenda.take(office, docket));
        pages.extend(self.feeds.take(office, docket));
        if docket.subject.collection() == HELP {
            pages.insert(Page::Guide);
        }
        pages
    }

    /// The pages that tell of a seal that was put.
    fn pages_of_seal(&self, ledger: &Ledger, reference: &str, pages: &mut BTreeSet<Page>) {
        let Some(put) = ledger.seals().get(reference) else { return };
        pages.insert(Page::Subject(put.subject.clone()));
        if self.is_held(&put.subject) {
            return;
        }
        pages.insert(Page::Seals);
        let uses = self.uses(&put.seal).len();
        let place = self.uses(&put.seal).partition_point(|(seq, _)| *seq < put.seq);
        // Refs come in the order of their names: what stood behind this one has moved.
        let from = place / ENTRIES;
        let parts = Part::all(uses, ENTRIES).skip(from.saturating_sub(1));
        pages.extend(parts.map(|part| Page::Seal(put.seal.clone(), part)));
        if let Some(seal) = ledger.office().register().seal(&put.seal) {
            pages.insert(Page::Unit(seal.unit.clone(), Part::Newest));
        }
    }

    /// The pages of the days that an act touches: its year's, and the years of acts that have just gone to another page.
    fn pages_of_days(&self, ledger: &Ledger, seq: u64, pages: &mut BTreeSet<Page>) {
        let office = ledger.office();
        let year = |seq: &u64| ledger.entries().get(seq).map(|entry| office.settings().day(entry.time).year());
        let Some(own) = year(&seq) else { return };
        pages.insert(Page::Days(own));
        // A year that is new is a neighbour to those beside it.
        if seq.checked_sub(1).and_then(|seq| year(&seq)) != Some(own) {
            pages.extend(self.days.years().range(..own).next_back().copied().map(Page::Days));
            pages.extend(self.days.years().range(own..).find(|year| **year != own).copied().map(Page::Days));
        }
        let size = ACTS as u64;
        if (seq + 1).is_multiple_of(size) {
            let moved = (seq + 1).saturating_sub(2 * size)..=seq;
            pages.extend(moved.filter_map(|seq| year(&seq)).map(Page::Days));
        }
    }

    /// The pages that list an act among those of its people and their units.
    fn pages_of_deeds(&self, ledger: &Ledger, seq: u64, pages: &mut BTreeSet<Page>) {
        for person in people_of(ledger, seq) {
            let owner = Owner::Person(person.clone());
            let parts = desks::parts_around(self.acts_of(person), seq).into_iter();
            pages.extend(parts.map(|part| Page::Shelf(owner.clone(), Shelf::Handled, part)));
            pages.insert(Page::Desk(owner));
        }
        if let Some(unit) = unit_of(ledger, seq) {
            let owner = Owner::Unit(unit.clone());
            let parts = desks::parts_around(self.desks.acts_in(unit), seq).into_iter();
            pages.extend(parts.map(|part| Page::Shelf(owner.clone(), Shelf::Handled, part)));
            pages.insert(Page::Desk(owner));
        }
    }

    /// The subjects whose forms name a subject.
    pub(super) fn naming(&self, subject: &SubjectId) -> impl DoubleEndedIterator<Item = &SubjectId> {
        self.named_by.get(subject).into_iter().flatten()
    }

    /// How much lies on a shelf.
    pub(super) fn shelved(&self, owner: &Owner, shelf: Shelf) -> usize {
        match (owner, shelf) {
            (Owner::Person(person), Shelf::Handled) => self.acts_of(person).len(),
            (Owner::Unit(unit), Shelf::Handled) => self.desks.acts_in(unit).len(),
            (_, Shelf::Sent | Shelf::Received) => self.desks.shelf(owner, shelf).len(),
        }
    }

    /// The page of an entry of the register.
    fn page_of(entry: Named) -> Page {
        match entry {
            Named::Unit(unit) => Page::Unit(unit, Part::Newest),
            Named::Person(person) => Page::Person(person),
            Named::Seal(seal) => Page::Seal(seal, Part::Newest),
        }
    }

    /// The pages that say what people have to do: their own, those of their units and of who acts in their place.
    fn pages_of_people(ledger: &Ledger, people: BTreeSet<Slug>, pages: &mut BTreeSet<Page>) {
        for person in people {
            let delegations = ledger.office().deputies().delegations.values();
            let delegates = delegations.filter(|delegation| delegation.from == person).map(|one| one.to.clone());
            pages.extend(delegates.map(Page::Person));
            let home = ledger.office().register().person(&person).map(|person| person.unit.clone());
            pages.extend(home.map(|unit| Page::Unit(unit, Part::Newest)));
            pages.insert(Page::Person(person));
        }
    }

    /// Who stands in for whom may have changed: what a leaver had open is another's (M4), and a delegate has more or less to do.
    fn take_deputies(&mut self, ledger: &Ledger, pages: &mut BTreeSet<Page>) {
        let now = ledger.office().deputies();
        if self.deputies == *now {
            return;
        }
        let before = std::mem::replace(&mut self.deputies, now.clone());
        let same = |one: &(&SubjectId, &Delegation), other: &Deputies| other.delegations.get(one.0) == Some(one.1);
        let ended = before.delegations.iter().filter(|one| !same(one, now));
        let begun = now.delegations.iter().filter(|one| !same(one, &before));
        let parties = ended.chain(begun).flat_map(|(_, delegation)| [&delegation.from, &delegation.to]);
        pages.extend(parties.map(|person| Page::Person(person.clone())));
        let leavers = before.successions.keys().chain(now.successions.keys());
        let passed_on = leavers.filter(|person| before.successions.get(*person) != now.successions.get(*person));
        let heirs: BTreeSet<Slug> = passed_on.flat_map(|person| before.heirs(person)).collect();
        let subjects: BTreeSet<SubjectId> = heirs.iter().flat_map(|heir| self.errands.subjects_of(heir)).collect();
        for subject in subjects {
            let Some(docket) = ledger.office().docket(&subject) else { continue };
            let people = self.errands.take(ledger.office(), docket);
            Self::pages_of_people(ledger, people, pages);
            pages.insert(Page::Subject(subject));
        }
    }

    /// Takes in how a document that was sent has ended. Whether that is otherwise than before.
    fn take_end(&mut self, docket: &Docket) -> bool {
        let ended = docket.ended.clone().filter(|_| !docket.deliveries.is_empty());
        if self.ended.get(&docket.subject) == ended.as_ref() {
            return false;
        }
        match ended {
            Some(ended) => drop(self.ended.insert(docket.subject.clone(), ended)),
            None => drop(self.ended.remove(&docket.subject)),
        }
        true
    }

    /// Takes in which other subjects a form names: their titles stand on its page.
    fn take_names(&mut self, ledger: &Ledger, docket: &Docket) {
        let names = names_of(ledger.office(), docket);
        for left in self.refers.remove(&docket.subject).into_iter().flatten().filter(|name| !names.contains(name)) {
            if let Some(others) = self.named_by.get_mut(&left) {
                others.remove(&docket.subject);
            }
        }
        for name in &names {
            self.named_by.entry(name.clone()).or_default().insert(docket.subject.clone());
        }
        if !names.is_empty() {
            self.refers.insert(docket.subject.clone(), names);
        }
    }

    /// Subjects whose former acts are told otherwise now: a revision changes the title and voids what was decided.
    fn retold(&self, ledger: &Ledger, advance: &Advance) -> BTreeSet<SubjectId> {
        let entries = advance.acts.iter().filter_map(|seq| ledger.entries().get(seq));
        entries
            .filter(|entry| !matches!(entry.verb, Some(Verb::Approve | Verb::Issue | Verb::Seal)))
            .filter_map(|entry| entry.subject.clone())
            .filter(|subject| self.acts(subject).len() > 1)
            .collect()
    }

    /// The pages of the lists a docket stands in: the one that shows it, and those that count it.
    fn pages_of_lists(&self, docket: &Docket, pages: &mut BTreeSet<Page>) {
        let key = (docket.submitted(), docket.subject.clone());
        for list in self.standing.get(&docket.subject).into_iter().flatten() {
            if let Some(entries) = self.lists.get(list) {
                pages.extend(around(entries, &key).into_iter().map(|part| Page::List(list.clone(), part)));
            }
            if let By::Unit(unit) = &list.by
                && let Some(entries) = self.units.get(unit)
            {
                pages.extend(around(entries, &key).into_iter().map(|part| Page::Unit(unit.clone(), part)));
            }
        }
    }

    /// The lists of a docket's collection.
    fn ways_to_narrow(&self, docket: &Docket) -> Vec<List> {
        let collection = docket.subject.collection().parse::<Slug>();
        collection.map(|collection| self.lists_of(&collection).cloned().collect()).unwrap_or_default()
    }

    /// The first page of each list of a collection: it leads to all of them.
    fn pages_that_lead_on(&self, docket: &Docket, pages: &mut BTreeSet<Page>) {
        if let Ok(collection) = docket.subject.collection().parse::<Slug>() {
            let lists = self.lists.keys().filter(|list| list.collection == collection);
            pages.extend(lists.map(|list| Page::List(list.clone(), Part::Newest)));
        }
    }

    /// The pages of the lists a docket is about to leave or to enter: from its place on, every entry moves.
    fn pages_of_moves(&self, docket: &Docket, pages: &mut BTreeSet<Page>) {
        let key = (docket.submitted(), docket.subject.clone());
        let (before, after) = (self.standing.get(&docket.subject), lists_for(docket));
        // A subject that is new stands at the end of its lists and moves nobody.
        let Some(before) = before else { return };
        let left = before.iter().filter(|list| !after.contains(list));
        for list in left.chain(after.iter().filter(|list| !before.contains(list))) {
            pages.extend(
                self.lists
                    .get(list)
                    .into_iter()
                    .flat_map(|entries| from(entries, &key).map(|part| Page::List(list.clone(), part))),
            );
            if let By::Unit(unit) = &list.by {
                pages.extend(
                    self.units
                        .get(unit)
                        .into_iter()
                        .flat_map(|entries| from(entries, &key).map(|part| Page::Unit(unit.clone(), part))),
                );
            }
        }
    }

    /// Whether the site has a page: lists that were left by all, and pages that are no longer full, are none.
    pub(super) fn has(&self, ledger: &Ledger, page: &Page) -> bool {
        let fits = |part: &Part, count: usize, size: usize| match part {
            Part::Newest => true,
            Part::Older(number) => *number <= Part::older(count, size),
        };
        let register = ledger.office().register();
        match page {
            Page::List(list, part) => {
                let count = self.count(list);
                (count > 0 || list.by == By::All) && fits(part, count, ENTRIES)
            }
            Page::Unit(unit, part) => {
                register.unit(unit).is_some() && fits(part, self.units.get(unit).map_or(0, Ordered::len), ENTRIES)
            }
            Page::Seal(seal, part) => {
                register.seal(seal).is_some() && fits(part, self.seals.get(seal).map_or(0, Ordered::len), ENTRIES)
            }
            Page::Person(person) => register.person(person).is_some(),
            Page::Former(_) => self.known.former().contains(page),
            Page::Ledger(part) => fits(part, ledger.entries().len(), ACTS),
            Page::Days(year) => self.days.years().contains(year),
            Page::Revision(subject, round) => {
                *round > 1 && ledger.office().docket(subject).is_some_and(|docket| *round <= rounds(docket))
            }
            Page::Desk(Owner::Person(person)) => register.person(person).is_some(),
            Page::Desk(Owner::Unit(unit)) => register.unit(unit).is_some(),
            Page::Shelf(owner, shelf, part) => {
                let count = self.shelved(owner, *shelf);
                count > ON_DESK && fits(part, count, ENTRIES) && self.has(ledger, &Page::Desk(owner.clone()))
            }
            Page::Month(month) => self.events.has(ledger.office(), *month),
            Page::Register(register, chunk) => {
                self.numbers.register(register).is_some_and(|register| (1..=register.pages()).contains(chunk))
            }
            Page::Papers(subject, year, part) => self.imports.has_list(subject, *year, *part),
            Page::Paper(subject, paper) => self.imports.has(subject, paper),
            Page::Feed(Channel::Unit(unit)) | Page::Agenda(Channel::Unit(unit)) => register.unit(unit).is_some(),
            Page::Feed(Channel::Collection(collection)) => ledger.office().workflow_of(collection.as_str()).is_some(),
            Page::Agenda(Channel::Collection(collection)) => {
                ledger.office().workflow_of(collection.as_str()).is_some_and(|workflow| workflow.calendar.is_some())
            }
            Page::Home
            | Page::Feed(Channel::Office)
            | Page::Agenda(Channel::Office)
            | Page::Area(_)
            | Page::Calendar
            | Page::Numbers
            | Page::Guide
            | Page::Lesson(_)
            | Page::About
            | Page::Contents
            | Page::Subject(_)
            | Page::Units
            | Page::People
            | Page::Permissions
            | Page::Certificates
            | Page::Seals
            | Page::Requests
            | Page::Verify
            | Page::Waiting
            | Page::Attention
            | Page::Statistics
            | Page::Workflows
            | Page::Workflow(_)
            | Page::Search
            | Page::NotFound => true,
        }
    }

    fn take_act(&mut self, ledger: &Ledger, seq: u64) {
        let Some(entry) = ledger.entries().get(&seq) else { return };
        if let Some(subject) = &entry.subject {
            self.acts.entry(subject.clone()).or_default().push(seq);
        }
        self.days.take(ledger.office().settings().day(entry.time), seq);
        if !entry.is_valid() {
            self.refused.insert(seq);
        }
        if self.is_hidden(ledger, seq) {
            return;
        }
        for person in people_of(ledger, seq) {
            self.people.entry(person.clone()).or_default().push(seq);
        }
        if let Some(unit) = unit_of(ledger, seq) {
            self.desks.take_act(unit, seq);
        }
        let docket = entry.subject.as_ref().and_then(|subject| ledger.office().docket(subject));
        if let Some((docket, mark)) = docket.and_then(|docket| Some((docket, docket.mark(seq)?))) {
            self.statistics.take_act(ledger.office(), docket, mark);
        }
    }

    fn take_docket(&mut self, office: &Office, docket: &Docket) {
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
        // What asks for a change of the register is not sent out, nor is what came in.
        if !is_request(office, docket) && docket.serial.is_none() {
            self.units.entry(docket.issuer.clone()).or_default().insert(key);
        }
    }

    fn take_seal(&mut self, ledger: &Ledger, reference: &str) {
        let Some(put) = ledger.seals().get(reference) else { return };
        if !self.is_held(&put.subject) {
            self.seals.entry(put.seal.clone()).or_default().insert((put.seq, reference.to_owned()));
        }
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
            Page::Permissions,
            Page::Certificates,
            Page::Seals,
            Page::Requests,
            Page::Verify,
            Page::Waiting,
            Page::Attention,
            Page::Statistics,
            Page::Workflows,
            Page::Calendar,
            Page::Numbers,
            Page::Guide,
            Page::About,
            Page::Contents,
            Page::Search,
            Page::NotFound,
        ]);
        pages.extend(Lesson::ALL.map(Page::Lesson));
        pages.extend(AreaKind::ALL.map(Page::Area));
        let register = ledger.office().register();
        pages.extend([Page::Feed(Channel::Office), Page::Agenda(Channel::Office)]);
        for (unit, _) in register.units() {
            pages.extend([Page::Feed, Page::Agenda].map(|page| page(Channel::Unit(unit.clone()))));
        }
        for (collection, workflow) in ledger.office().collections() {
            pages.insert(Page::Feed(Channel::Collection(collection.clone())));
            if workflow.calendar.is_some() {
                pages.insert(Page::Agenda(Channel::Collection(collection.clone())));
            }
            pages.insert(Page::List(List { collection: collection.clone(), by: By::All }, Part::Newest));
            pages.insert(Page::Workflow(collection.clone()));
        }
        for (list, entries) in self.lists.iter().filter(|(_, entries)| entries.len() > 0) {
            pages.extend(Part::all(entries.len(), ENTRIES).map(|part| Page::List(list.clone(), part)));
        }
        for docket in ledger.office().dockets() {
            pages.insert(Page::Subject(docket.subject.clone()));
            pages.extend((2..=rounds(docket)).map(|round| Page::Revision(docket.subject.clone(), round)));
        }
        let people = register.people().map(|(person, _)| Owner::Person(person.clone()));
        for owner in people.chain(register.units().map(|(unit, _)| Owner::Unit(unit.clone()))) {
            for shelf in Shelf::ALL {
                let count = self.shelved(&owner, shelf);
                if count > ON_DESK {
                    pages.extend(Part::all(count, ENTRIES).map(|part| Page::Shelf(owner.clone(), shelf, part)));
                }
            }
            pages.insert(Page::Desk(owner));
        }
        pages.extend(self.days.years().iter().copied().map(Page::Days));
        pages.extend(self.events.months(ledger.office()).into_iter().map(Page::Month));
        pages.extend(self.numbers.pages());
        for (unit, _) in register.units() {
            let count = self.of_unit(unit).len();
            pages.extend(Part::all(count, ENTRIES).map(|part| Page::Unit(unit.clone(), part)));
        }
        pages.extend(register.people().map(|(person, _)| Page::Person(person.clone())));
        pages.extend(self.known.former().iter().cloned());
        for (seal, _) in register.seals() {
            let count = self.uses(seal).len();
            pages.extend(Part::all(count, ENTRIES).map(|part| Page::Seal(seal.clone(), part)));
        }
        pages.extend(Part::all(ledger.entries().len(), ACTS).map(Page::Ledger));
        pages.extend(self.imports.pages());
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

    /// How much was done and how long it took.
    pub(super) const fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    /// The days on which something was done.
    pub(super) const fn days(&self) -> &Days {
        &self.days
    }

    /// What lies on whose desk.
    pub(super) const fn desks(&self) -> &Desks {
        &self.desks
    }

    /// What falls on which day.
    pub(super) const fn events(&self) -> &Events {
        &self.events
    }

    /// What stands in calendars that are subscribed to.
    pub(super) const fn agenda(&self) -> &Agenda {
        &self.agenda
    }

    /// What the feeds tell.
    pub(super) const fn feeds(&self) -> &Feeds {
        &self.feeds
    }

    /// Which document number went to whom.
    pub(super) const fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    /// What waits, and for whom.
    pub(super) const fn errands(&self) -> &Errands {
        &self.errands
    }

    /// What was asked to be changed in the register, and reported lost.
    pub(super) const fn requests(&self) -> &Requests {
        &self.requests
    }

    /// What subjects hand over from before the record; to be read before anything is made, and before the acts that touch it are followed.
    pub(super) const fn imports(&self) -> &Imports {
        &self.imports
    }

    /// The same, to be read or followed.
    pub(super) const fn imports_mut(&mut self) -> &mut Imports {
        &mut self.imports
    }

    /// Takes in which entries of the register a page names.
    pub(super) fn note_names(&mut self, page: &Page, named: &BTreeSet<Named>) {
        self.names.set(page, named);
    }

    /// Takes in for whom a subject is that is new.
    fn hold(&mut self, ledger: &Ledger, subject: &SubjectId) {
        let docket = ledger.office().docket(subject).filter(|docket| self.holds && !ledger.office().is_for_all(docket));
        if docket.is_some() {
            self.held.insert(subject.clone());
        }
    }

    /// Whether a subject is not for all staff, so that its own pages alone may tell of it.
    pub(super) fn is_held(&self, subject: &SubjectId) -> bool {
        self.held.contains(subject)
    }

    /// The subjects that are not for all staff.
    pub(super) const fn held(&self) -> &BTreeSet<SubjectId> {
        &self.held
    }

    /// Whether an act is about such a subject.
    fn is_hidden(&self, ledger: &State, seq: u64) -> bool {
        let entry = ledger.entries().get(&seq);
        entry.and_then(|entry| entry.subject.as_ref()).is_some_and(|subject| self.is_held(subject))
    }

    /// Whether what all staff may read is now for some alone, or the other way round: that stands in any list.
    pub(super) fn is_reopened(&self, ledger: &Ledger, advance: &Advance) -> bool {
        self.holds
            && advance.subjects.iter().any(|subject| {
                let docket = ledger.office().docket(subject);
                // What is new stands nowhere yet, unless acts about it were refused before.
                let is_old = |docket: &Docket| advance.acts.iter().all(|seq| docket.submitted() != *seq);
                let known = docket.is_some_and(|docket| is_old(docket) || !self.acts(subject).is_empty());
                known && docket.is_some_and(|docket| ledger.office().is_for_all(docket) == self.is_held(subject))
            })
    }

    /// The acts that are refused.
    pub(super) const fn refused(&self) -> &BTreeSet<u64> {
        &self.refused
    }
}

/// What an act left in its subject's trail, if it is valid.
pub(super) fn mark_of<'a>(ledger: &'a State, entry: &Entry) -> Option<&'a Mark> {
    ledger.office().docket(entry.subject.as_ref()?)?.mark(entry.seq)
}

/// Whose act it is: who did it, and in whose place.
fn people_of(ledger: &State, seq: u64) -> impl Iterator<Item = &Slug> {
    let entry = ledger.entries().get(&seq);
    let behalf = entry.and_then(|entry| mark_of(ledger, entry)).and_then(|mark| mark.behalf.as_ref());
    entry.and_then(|entry| entry.person.as_ref()).into_iter().chain(behalf)
}

/// The home of who did something, as it is now.
fn unit_of(ledger: &State, seq: u64) -> Option<&Slug> {
    let person = ledger.entries().get(&seq)?.person.as_ref()?;
    Some(&ledger.office().register().person(person)?.unit)
}

/// The desk of whose page it is.
fn desk_of(page: &Page) -> Option<Page> {
    if let Page::Person(person) = page {
        return Some(Page::Desk(Owner::Person(person.clone())));
    }
    if let Page::Unit(unit, Part::Newest) = page {
        return Some(Page::Desk(Owner::Unit(unit.clone())));
    }
    None
}

/// The calendar of the unit whose page it is.
fn agenda_of(page: &Page) -> Option<Page> {
    if let Page::Unit(unit, Part::Newest) = page { Some(Page::Agenda(Channel::Unit(unit.clone()))) } else { None }
}

/// How often a subject was handed in.
fn rounds(docket: &Docket) -> u32 {
    u32::try_from(hand_ins(docket).count()).unwrap_or(u32::MAX)
}

/// The acts that handed a subject in, the first one first.
pub(super) fn hand_ins(docket: &Docket) -> impl Iterator<Item = &Mark> {
    docket.trail.iter().filter(|mark| matches!(mark.verb, Verb::Submit | Verb::Revise))
}

/// The subjects that acts have revised: other pages name them by their titles.
fn revised<'a>(ledger: &'a Ledger, advance: &'a Advance) -> impl Iterator<Item = &'a SubjectId> {
    let entries = advance.acts.iter().filter_map(|seq| ledger.entries().get(seq));
    entries.filter(|entry| entry.verb == Some(Verb::Revise)).filter_map(|entry| entry.subject.as_ref())
}

/// The subjects that a form names.
fn names_of(office: &Office, docket: &Docket) -> BTreeSet<SubjectId> {
    let fields = office.workflow(docket).map_or(&[][..], |workflow| &workflow.fields);
    let fields = fields.iter().filter(|field| field.kind == FieldKind::Subject);
    let values = fields.flat_map(|field| docket.values(field.name.as_str()));
    values.filter_map(|value| value.parse().ok()).collect()
}

fn lists_for(docket: &Docket) -> Vec<List> {
    let Ok(collection) = docket.subject.collection().parse::<Slug>() else { return Vec::new() };
    let mut by = vec![By::All, By::Unit(docket.issuer.clone())];
    by.extend(docket.subject.year().map(By::Year));
    by.extend(docket.value("kind").map(|kind| By::Kind(kind.to_owned())));
    by.into_iter().map(|by| List { collection: collection.clone(), by }).collect()
}

/// The parts of a list that an entry's coming or changing touches: the one that shows it, those that its coming has moved, the newest.
fn around(entries: &Ordered<SubjectId>, key: &(u64, SubjectId)) -> Vec<Part> {
    let (count, place) = (entries.len(), entries.place(key));
    Part::moved(count, ENTRIES).chain([Part::showing(place, count, ENTRIES), Part::Newest]).collect()
}

/// The parts of a list from an entry's place on, also if it does not stand there yet, as many as there are with one entry more.
fn from(entries: &Ordered<SubjectId>, key: &(u64, SubjectId)) -> impl Iterator<Item = Part> + use<> {
    let count = entries.len() + 1;
    let place = entries.place(key);
    let last = Part::older(count, ENTRIES);
    // If the last full page goes, the one before it loses its neighbour.
    let first = (place / ENTRIES + 1).min(last.saturating_sub(1)).max(1);
    (first..=last).map(Part::Older).chain([Part::Newest])
}
