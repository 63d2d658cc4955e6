//! Desks: what waits for a person or a unit, and what each has sent, received and handled.

use super::Source;
use crate::id::Slug;
use crate::site::index::ON_DESK;
use crate::site::page::{ENTRIES, Owner, Page, Part, Shelf};
use crate::site::view;

impl Source<'_> {
    pub(super) fn desk(&self, owner: &Owner) -> view::DeskPage {
        let page = Page::Desk(owner.clone());
        let Some(link) = self.owner_link(owner) else { return view::DeskPage::default() };
        let title = self.word("site-desk-of", &[("name", &link.text)]);
        let shelves = Shelf::ALL.map(|shelf| self.desk_shelf(owner, shelf));
        let mut view = view::DeskPage {
            name: link.text.clone(),
            owner_href: link.href.clone(),
            of_unit: matches!(owner, Owner::Unit(_)),
            shelves: shelves.into_iter().collect(),
            ..view::DeskPage::default()
        };
        let last = match owner {
            Owner::Person(person) => {
                (view.errands, view.waiting_count) = self.errands(person);
                view.stand_ins = self.stand_ins(person);
                let stays = self.find_person(person).is_some_and(crate::office::Person::is_active);
                view.pick_href = stays.then(|| page.href());
                self.index.acts_of(person).last()
            }
            Owner::Unit(unit) => {
                (view.waiting, view.waiting_count) = self.waiting_in(unit);
                self.index.desks().acts_in(unit).last()
            }
        };
        // What lies on a desk changes also by what others do to it.
        let lying = [Shelf::Sent, Shelf::Received].into_iter().flat_map(|shelf| self.latest(owner, shelf, ON_DESK));
        let dockets = lying.filter_map(|subject| self.docket(subject)?.trail.last());
        let waiting = self.last_of_waiting(owner);
        let as_of = dockets.map(|mark| mark.seq).chain(last.copied()).chain(waiting).max();
        view.base = self.base(&page, &title, self.owner_crumbs(owner, &link), as_of.unwrap_or_default());
        view
    }

    /// The last act about what waits for somebody.
    pub(super) fn last_of_waiting(&self, owner: &Owner) -> Option<u64> {
        let errands = self.index.errands();
        let of = |person: &Slug| {
            let subjects = errands.of_person(person).map(|(rank, _)| &rank.subject);
            let trails = subjects.filter_map(|subject| self.docket(subject)?.trail.last());
            trails.map(|mark| mark.seq).max()
        };
        match owner {
            Owner::Person(person) => of(person),
            Owner::Unit(unit) => {
                let people = self.register().people().filter(|(_, person)| person.unit == *unit);
                people.filter_map(|(person, _)| of(person)).max()
            }
        }
    }

    pub(super) fn shelf(&self, owner: &Owner, shelf: Shelf, part: Part) -> view::ShelfPage {
        let page = Page::Shelf(owner.clone(), shelf, part);
        let Some(link) = self.owner_link(owner) else { return view::ShelfPage::default() };
        let kind = kind_of(shelf);
        let count = self.index.shelved(owner, shelf);
        let range = part.range(count, ENTRIES);
        let mut view = view::ShelfPage {
            of_unit: matches!(owner, Owner::Unit(_)),
            kind,
            count: if part == Part::Newest { count } else { 0 },
            pager: Self::pager(part, count, ENTRIES, |part| Page::Shelf(owner.clone(), shelf, part)),
            ..view::ShelfPage::default()
        };
        let as_of = if shelf == Shelf::Handled {
            let seqs = &self.acts_on(owner)[range];
            view.acts = self.acts_listed(seqs.iter().rev());
            seqs.last().copied()
        } else {
            let lying = &self.index.desks().shelf(owner, shelf)[range];
            let dockets: Vec<_> = lying.iter().rev().filter_map(|(_, subject)| self.docket(subject)).collect();
            view.entries = dockets.iter().map(|docket| self.entry(docket)).collect();
            dockets.iter().filter_map(|docket| docket.trail.last()).map(|mark| mark.seq).max()
        };
        let name = self.words.word(&format!("site-shelf-{}", shelf.word()));
        let mut crumbs = self.owner_crumbs(owner, &link);
        let desk = self.words.word("site-desk-page");
        crumbs.push(view::Link { text: desk, href: Page::Desk(owner.clone()).href() });
        view.base = self.base(&page, &format!("{} {name}", link.text), crumbs, as_of.unwrap_or_default());
        view.owner = Some(link);
        view
    }

    fn desk_shelf(&self, owner: &Owner, shelf: Shelf) -> view::DeskShelf {
        let count = self.index.shelved(owner, shelf);
        let (mut entries, mut acts) = (Vec::new(), Vec::new());
        if shelf == Shelf::Handled {
            acts = self.acts_listed(self.acts_on(owner).iter().rev().take(ON_DESK));
        } else {
            let dockets = self.latest(owner, shelf, ON_DESK).filter_map(|subject| self.docket(subject));
            entries = dockets.map(|docket| self.entry(docket)).collect();
        }
        let all = || Page::Shelf(owner.clone(), shelf, Part::Newest).href();
        view::DeskShelf { kind: kind_of(shelf), count, entries, acts, href: (count > ON_DESK).then(all) }
    }

    /// The latest subjects of a shelf.
    pub(super) fn latest(
        &self,
        owner: &Owner,
        shelf: Shelf,
        most: usize,
    ) -> impl Iterator<Item = &crate::id::SubjectId> {
        self.index.desks().shelf(owner, shelf).iter().rev().take(most).map(|(_, subject)| subject)
    }

    fn acts_on(&self, owner: &Owner) -> &[u64] {
        match owner {
            Owner::Person(person) => self.index.acts_of(person),
            Owner::Unit(unit) => self.index.desks().acts_in(unit),
        }
    }

    /// Acts for a list.
    fn acts_listed<'s>(&self, seqs: impl Iterator<Item = &'s u64>) -> Vec<view::Act> {
        let entries = seqs.filter_map(|seq| self.signed(*seq));
        let act = |entry: &crate::ledger::Entry| {
            let docket = entry.subject.as_ref().and_then(|subject| self.docket(subject));
            self.act(entry, docket)
        };
        entries.map(act).collect()
    }

    fn owner_link(&self, owner: &Owner) -> Option<view::Link> {
        match owner {
            Owner::Person(person) => self.person_link(person),
            Owner::Unit(unit) => self.unit_link(unit),
        }
    }

    fn owner_crumbs(&self, owner: &Owner, link: &view::Link) -> Vec<view::Link> {
        let above = match owner {
            Owner::Person(_) => view::Link { text: self.words.word("site-people"), href: Page::People.href() },
            Owner::Unit(_) => view::Link { text: self.words.word("site-units"), href: Page::Units.href() },
        };
        vec![above, link.clone()]
    }
}

const fn kind_of(shelf: Shelf) -> view::ShelfKind {
    match shelf {
        Shelf::Sent => view::ShelfKind::Sent,
        Shelf::Received => view::ShelfKind::Received,
        Shelf::Handled => view::ShelfKind::Handled,
    }
}
