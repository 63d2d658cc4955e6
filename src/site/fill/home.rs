//! The first page.

use super::Source;
use crate::id::Slug;
use crate::office::{Docket, Mark, Stage};
use crate::site::page::{By, Channel, List, Page, Part};
use crate::site::view;

/// How many entries the first page shows of each kind.
const SHOWN: usize = 8;
/// How much of what waits it shows.
const WAITING: usize = 8;
/// How far back the first page looks for them.
const LOOKED: usize = 400;

impl Source<'_> {
    pub(super) fn home(&self) -> view::HomePage {
        let (documents, bulletins) = self.two_collections();
        let all_of = |collection: &Option<Slug>| {
            let list = collection.clone().map(|collection| List { collection, by: By::All });
            list.map_or_else(String::new, |list| Page::List(list, Part::Newest).href())
        };
        let suspending = self.index.requests().suspending().filter_map(|subject| self.docket(subject));
        let mut base = self.base(&Page::Home, "", Vec::new(), self.ledger.head().seq);
        base.subscribe = self.subscriptions(&Channel::Office, &Page::Home);
        view::HomePage {
            unapproved: self.index.requests().unapproved().count(),
            losses: suspending.filter(|docket| self.suspends_still(docket)).count(),
            requests_href: Page::Requests.href(),
            base,
            areas: self.areas(),
            documents_href: all_of(&documents),
            documents: self.newest(documents.as_ref()),
            bulletins_href: all_of(&bulletins),
            bulletins: self.newest(bulletins.as_ref()),
            waiting_count: self.index.errands().open().len(),
            waiting: self.first_waiting(WAITING),
            waiting_href: Page::Waiting.href(),
            people_href: Page::People.href(),
            quick_href: Page::Area(view::AreaKind::Quick).href(),
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

    /// The newest of a collection that went out and whose day was not over when the last act was done.
    fn newest(&self, collection: Option<&Slug>) -> Vec<view::Entry> {
        let Some(collection) = collection else { return Vec::new() };
        let today = self.day(self.ledger.entries().last_key_value().map_or(0, |(_, entry)| entry.time)).iso;
        let all = self.index.list(&List { collection: collection.clone(), by: By::All });
        let mut out: Vec<(u64, &Docket)> = all
            .iter()
            .rev()
            .take(LOOKED)
            .filter_map(|(_, subject)| self.docket(subject))
            .filter(|docket| matches!(docket.stage(), Stage::Issued | Stage::Sealed | Stage::Sent | Stage::Finished))
            .filter(|docket| docket.value("until").is_none_or(|until| until >= today.as_str()))
            .map(|docket| (docket.issued.or(last(docket).map(|mark| mark.seq)).unwrap_or_default(), docket))
            .collect();
        out.sort_by_key(|(seq, _)| std::cmp::Reverse(*seq));
        out.into_iter().take(SHOWN).map(|(_, docket)| self.entry(docket)).collect()
    }
}

fn last(docket: &Docket) -> Option<&Mark> {
    docket.trail.last()
}
