//! Lists of subjects.

use super::Source;
use crate::office::Docket;
use crate::site::page::{By, Channel, ENTRIES, List, Page, Part};
use crate::site::view;

impl Source<'_> {
    pub(super) fn list(&self, list: &List, part: Part) -> view::ListPage {
        let page = Page::List(list.clone(), part);
        let office = self.ledger.office();
        let workflow = office.workflow_of(list.collection.as_str());
        let heading = workflow.map_or_else(
            || list.collection.to_string(),
            |workflow| workflow.title.text(self.words.language().tag()).to_owned(),
        );
        let all = self.index.list(list);
        let count = all.len();
        let dockets: Vec<&Docket> =
            all[part.range(count, ENTRIES)].iter().rev().filter_map(|(_, subject)| self.docket(subject)).collect();
        let as_of = dockets.iter().filter_map(|docket| docket.trail.last()).map(|mark| mark.seq).max();
        let newest = part == Part::Newest;
        let narrowed = self.narrowed(&list.by);
        let title = narrowed.as_ref().map_or_else(|| heading.clone(), |narrowed| format!("{heading} {narrowed}"));
        let area = self.area_of(list.collection.as_str());
        let above = List { collection: list.collection.clone(), by: By::All };
        let crumbs = if list.by == By::All && newest {
            Vec::new()
        } else {
            vec![view::Link { text: heading.clone(), href: Page::List(above, Part::Newest).href() }]
        };
        let mut base = self.base(&page, &title, crumbs, as_of.unwrap_or_default());
        if newest && list.by == By::All {
            base.subscribe = self.subscriptions(&Channel::Collection(list.collection.clone()), &Page::Home);
        }
        view::ListPage {
            base,
            heading,
            narrowed,
            area: area.map(|kind| self.area_link(kind)),
            siblings: if newest { self.siblings(list, area) } else { Vec::new() },
            collection: list.collection.to_string(),
            workflow_href: workflow.map(|_| Page::Workflow(list.collection.clone()).href()),
            numbered: workflow.is_some_and(|workflow| workflow.numbering.is_some() || workflow.serial.is_some()),
            count: if newest { count } else { 0 },
            facets: if newest { self.facets(list) } else { Vec::new() },
            entries: dockets.into_iter().map(|docket| self.entry(docket)).collect(),
            pager: Self::pager(part, count, ENTRIES, |part| Page::List(list.clone(), part)),
        }
    }

    /// What a list is narrowed to, in words.
    pub(super) fn narrowed(&self, by: &By) -> Option<String> {
        match by {
            By::All => None,
            By::Year(year) => Some(self.word("site-year", &[("year", &year.to_string())])),
            By::Unit(unit) => Some(self.find_unit(unit).map_or_else(|| unit.to_string(), |unit| unit.title.clone())),
            By::Kind(kind) => Some(kind.clone()),
        }
    }

    /// The ways to narrow a collection's list. The whole list says what each would leave; a narrowed one says only how much it has itself,
    /// so that a new entry changes the lists it stands in and no other.
    fn facets(&self, list: &List) -> Vec<view::Facet> {
        let lists: Vec<&List> = self.index.lists_of(&list.collection).collect();
        let facet = |by, wanted: fn(&By) -> bool| {
            let mut options: Vec<view::FacetOption> =
                lists.iter().filter(|one| wanted(&one.by)).map(|one| self.facet_option(one, Some(list))).collect();
            if by == view::FacetBy::Year {
                options.reverse();
            }
            view::Facet { by, options }
        };
        [
            facet(view::FacetBy::Year, |by| matches!(by, By::Year(_))),
            facet(view::FacetBy::Unit, |by| matches!(by, By::Unit(_))),
            facet(view::FacetBy::Kind, |by| matches!(by, By::Kind(_))),
        ]
        .into_iter()
        .filter(|facet| !facet.options.is_empty())
        .collect()
    }

    /// A way to narrow a collection's list, on the page of a list.
    pub(super) fn facet_option(&self, one: &List, here: Option<&List>) -> view::FacetOption {
        view::FacetOption {
            text: self.narrowed(&one.by).unwrap_or_default(),
            href: Page::List(one.clone(), Part::Newest).href(),
            count: here.is_none_or(|here| here == one || here.by == By::All).then(|| self.index.count(one)),
            current: here == Some(one),
        }
    }

    /// A subject in a list.
    pub(super) fn entry(&self, docket: &Docket) -> view::Entry {
        let issued = docket.trail.iter().find(|mark| Some(mark.seq) == docket.issued);
        let time = issued.or(docket.trail.last()).map_or(0, |mark| mark.time);
        view::Entry {
            number: docket.number.as_ref().or(docket.serial.as_ref()).map(|number| number.text.clone()),
            subject: self.subject_link(&docket.subject),
            unit: self.unit_link(&docket.issuer),
            kind: docket.value("kind").map(str::to_owned),
            date: self.day(time),
            badge: self.badge(docket),
            scope: self.told_values(&docket.subject, "scope", &docket.form),
            // What has no readers of its own does not expire, it ends: its page says so.
            until: self.last_day(docket).filter(|_| docket.form.contains_key("scope")),
        }
    }
}
