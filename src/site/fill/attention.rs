//! What is not received, not registered, not read and overdue, by unit, and who has not received what (K7, J10).

use std::collections::{BTreeMap, BTreeSet};

use super::Source;
use crate::id::{Slug, SubjectId};
use crate::office::{Addressee, Delivery, Docket};
use crate::site::errand::Errand;
use crate::site::page::{Owner, Page};
use crate::site::view;

/// How many that were not received the page lists.
const SHOWN: usize = 200;

/// What is counted of a unit.
#[derive(Default)]
struct Tally {
    unreceived: usize,
    unregistered: BTreeSet<SubjectId>,
    unread: usize,
    waiting: usize,
    overdue: usize,
}

impl Source<'_> {
    /// As it is by the last act: no clock is asked.
    pub(super) fn attention(&self) -> view::AttentionPage {
        let title = self.words.word("site-attention");
        let crumbs = vec![view::Link { text: self.words.word("site-waiting"), href: Page::Waiting.href() }];
        let head = self.ledger.head();
        let mut units: BTreeMap<Slug, Tally> = BTreeMap::new();
        for (person, rank, errand) in self.index.errands().all() {
            let Some(entry) = self.register().person(person) else { continue };
            let tally = units.entry(self.register().now(&entry.unit).clone()).or_default();
            match errand {
                Errand::Decide | Errand::Answer | Errand::Back | Errand::Send | Errand::SendAgain => {
                    tally.waiting += 1;
                    tally.overdue += usize::from(rank.is_past(head.time));
                }
                Errand::Read => tally.unread += 1,
                Errand::Register => {
                    tally.unregistered.insert(rank.subject.clone());
                }
                // Counted below, whether or not somebody is there to receive it.
                Errand::Receive | Errand::Later => {}
            }
        }
        let mut missing: Vec<(&Docket, &Addressee, &Delivery)> = Vec::new();
        let pending = self.index.errands().subjects().filter_map(|subject| self.docket(subject));
        for docket in pending.filter(|docket| docket.is_in_force()) {
            let open = docket.deliveries.iter().filter(|(_, delivery)| delivery.answer.is_none());
            missing.extend(open.map(|(addressee, delivery)| (docket, addressee, delivery)));
        }
        for (_, addressee, _) in &missing {
            if let Addressee::Unit(unit) = self.ledger.office().gone_to(addressee) {
                units.entry(unit).or_default().unreceived += 1;
            }
        }
        missing.sort_by_key(|(docket, addressee, delivery)| (delivery.time, docket.submitted(), (*addressee).clone()));
        let order = self.tree_order();
        let mut units: Vec<(Slug, Tally)> = units.into_iter().collect();
        units.sort_by_key(|(unit, _)| order.get(unit).copied().unwrap_or(usize::MAX));
        view::AttentionPage {
            base: self.base(&Page::Attention, &title, crumbs, head.seq),
            units: units.into_iter().filter_map(|(unit, tally)| self.attention_row(&unit, &tally)).collect(),
            count: missing.len(),
            missing: missing.into_iter().take(SHOWN).map(|one| self.unreceived(one)).collect(),
        }
    }

    fn attention_row(&self, unit: &Slug, tally: &Tally) -> Option<view::AttentionRow> {
        let text = self.find_unit(unit)?.title.clone();
        let row = view::AttentionRow {
            unit: view::Link { text, href: Page::Desk(Owner::Unit(unit.clone())).href() },
            unreceived: tally.unreceived,
            unregistered: tally.unregistered.len(),
            unread: tally.unread,
            waiting: tally.waiting,
            overdue: tally.overdue,
        };
        (row.unreceived + row.unregistered + row.unread + row.waiting > 0).then_some(row)
    }

    fn unreceived(&self, (docket, addressee, delivery): (&Docket, &Addressee, &Delivery)) -> view::Unreceived {
        view::Unreceived {
            subject: self.subject_link(&docket.subject),
            addressee: self.addressee(addressee),
            unit: self.unit_link(&docket.issuer),
            sent: self.moment(delivery.time),
            opened: self.ledger.office().opened(docket, delivery).map(|opened| self.moment(opened.time)),
            urged: self.urged(docket, delivery.time),
        }
    }
}
