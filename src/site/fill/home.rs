//! The first page.

use super::Source;
use crate::id::Slug;
use crate::office::{Docket, Mark, Stage};
use crate::site::page::{By, List, Page, Part};
use crate::site::view;

/// How many entries the first page shows of each kind.
const SHOWN: usize = 8;
/// How far back the first page looks for them.
const LOOKED: usize = 400;

impl Source<'_> {
    pub(super) fn home(&self) -> view::HomePage {
        let page = Page::Home;
        let (documents, bulletins) = self.two_collections();
        let register = self.register();
        let area = |kind, to: &Page, count: usize| view::Area { kind, href: to.href(), count: count as u64 };
        let list = |collection: &Option<Slug>| {
            collection.clone().map(|collection| Page::List(List { collection, by: By::All }, Part::Newest))
        };
        let count = |collection: &Option<Slug>| {
            collection.clone().map_or(0, |collection| self.index.count(&List { collection, by: By::All }))
        };
        let (documents_page, bulletins_page) = (list(&documents), list(&bulletins));
        let mut areas = Vec::new();
        if let Some(to) = &documents_page {
            areas.push(area(view::AreaKind::Documents, to, count(&documents)));
        }
        if let Some(to) = &bulletins_page {
            areas.push(area(view::AreaKind::Bulletins, to, count(&bulletins)));
        }
        areas.extend([
            area(view::AreaKind::Units, &Page::Units, register.units().filter(|(_, unit)| unit.is_active()).count()),
            area(view::AreaKind::Seals, &Page::Seals, register.seals().filter(|(_, seal)| seal.is_active()).count()),
            area(view::AreaKind::Ledger, &Page::Ledger(Part::Newest), self.ledger.entries().len()),
        ]);
        let office = self.ledger.office();
        let suspending = self.index.requests().suspending().filter_map(|subject| office.docket(subject));
        view::HomePage {
            unapproved: self.index.requests().unapproved().count(),
            losses: suspending.filter(|docket| self.suspends_still(docket)).count(),
            requests_href: Page::Requests.href(),
            base: self.base(&page, "", Vec::new(), self.ledger.head().seq),
            areas,
            documents: self.newest(documents.as_ref()),
            documents_href: documents_page.map_or_else(String::new, |page| page.href()),
            bulletins: self.newest(bulletins.as_ref()),
            bulletins_href: bulletins_page.map_or_else(String::new, |page| page.href()),
            waiting_count: self.index.errands().open().len(),
            waiting: self.first_waiting(SHOWN),
            waiting_href: Page::Waiting.href(),
        }
    }

    /// The first collection that numbers its subjects and the first that does not: 公文 and 公告.
    pub(super) fn two_collections(&self) -> (Option<Slug>, Option<Slug>) {
        let office = self.ledger.office();
        let named =
            |name: &str| office.collections().find(|(slug, _)| slug.as_str() == name).map(|(slug, _)| slug.clone());
        let first = |numbered: bool| {
            office
                .collections()
                .find(|(_, workflow)| workflow.numbering.is_some() == numbered)
                .map(|(slug, _)| slug.clone())
        };
        (named("documents").or_else(|| first(true)), named("bulletins").or_else(|| first(false)))
    }

    /// The newest of a collection that went out.
    fn newest(&self, collection: Option<&Slug>) -> Vec<view::Entry> {
        let Some(collection) = collection else { return Vec::new() };
        let all = self.index.list(&List { collection: collection.clone(), by: By::All });
        let mut out: Vec<(u64, &Docket)> = all
            .iter()
            .rev()
            .take(LOOKED)
            .filter_map(|(_, subject)| self.ledger.office().docket(subject))
            .filter(|docket| matches!(docket.stage(), Stage::Issued | Stage::Sealed | Stage::Finished))
            .map(|docket| (docket.issued.or(last(docket).map(|mark| mark.seq)).unwrap_or_default(), docket))
            .collect();
        out.sort_by_key(|(seq, _)| std::cmp::Reverse(*seq));
        out.into_iter().take(SHOWN).map(|(_, docket)| self.entry(docket)).collect()
    }
}

fn last(docket: &Docket) -> Option<&Mark> {
    docket.trail.last()
}
