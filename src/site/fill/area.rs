//! The five areas (Y1): which collection belongs to which, and their pages.
//!
//! A record names its collections as it likes, and no workflow says of which area it is. It follows from what is dealt with:
//!
//! 1. What gets a number, is addressed to somebody outside, or came from there is a document (公文处理).
//! 2. What changes the register or the rules stands with the register, in administration (政务管理).
//! 3. What no unit hands in but anybody by himself, or what is about one person, is personal (个人事务).
//! 4. What takes over papers from before the record is historical (历史数据).
//! 5. Everything else is administration.

use super::Source;
use crate::id::Slug;
use crate::office::{FieldKind, LOSSES, Workflow};
use crate::site::page::{By, List, Page, Part};
use crate::site::view::{self, AreaKind, Module};

/// How many subjects of each collection an area shows.
const SHOWN: usize = 3;

/// The area of a collection.
fn area_of(workflow: &Workflow) -> AreaKind {
    let has = |name: &str, kinds: &[FieldKind]| {
        workflow.fields.iter().any(|field| field.name.as_str() == name && kinds.contains(&field.kind))
    };
    let addressed = has("to", &[FieldKind::Text, FieldKind::Unit]) || has("received", &[FieldKind::Date]);
    let of_a_unit = has("unit", &[FieldKind::Unit]);
    if workflow.imports {
        AreaKind::History
    } else if changes(workflow) {
        AreaKind::Affairs
    } else if workflow.numbering.is_some() || workflow.answers.is_some() || addressed {
        AreaKind::Documents
    } else if has("person", &[FieldKind::Person]) || !of_a_unit && workflow.drafters.is_empty() {
        AreaKind::Personal
    } else {
        AreaKind::Affairs
    }
}

/// Whether a collection's subjects change the register or the rules.
pub(super) fn changes(workflow: &Workflow) -> bool {
    !workflow.changes.is_empty() || workflow.collection.as_str() == LOSSES
}

impl Source<'_> {
    /// The area of a collection, if there is such a collection.
    pub(super) fn area_of(&self, collection: &str) -> Option<AreaKind> {
        self.ledger.office().workflow_of(collection).map(area_of)
    }

    /// The area in which a page stands.
    pub(super) fn area_of_page(&self, page: &Page) -> Option<AreaKind> {
        match page {
            Page::Area(kind) => Some(*kind),
            Page::List(list, _) => self.area_of(list.collection.as_str()),
            Page::Workflow(collection) => self.area_of(collection.as_str()),
            Page::Subject(subject)
            | Page::Revision(subject, _)
            | Page::Papers(subject, ..)
            | Page::Paper(subject, _) => self.area_of(subject.collection()),
            Page::Numbers | Page::Register(..) => Some(AreaKind::Documents),
            Page::Calendar | Page::Month(_) => Some(AreaKind::Personal),
            Page::Workflows | Page::Requests | Page::Seals | Page::Seal(..) => Some(AreaKind::Affairs),
            Page::Ledger(_) | Page::Days(_) | Page::Verify | Page::Statistics => Some(AreaKind::History),
            Page::Home
            | Page::Feed(_)
            | Page::Agenda(_)
            | Page::Units
            | Page::Unit(..)
            | Page::Former(_)
            | Page::People
            | Page::Permissions
            | Page::Certificates
            | Page::Person(_)
            | Page::Desk(_)
            | Page::Shelf(..)
            | Page::Guide
            | Page::Lesson(_)
            | Page::About
            | Page::Contents
            | Page::Waiting
            | Page::Attention
            | Page::Search
            | Page::NotFound => None,
        }
    }

    pub(super) fn area_link(&self, kind: AreaKind) -> view::Link {
        let text = self.words.word(&format!("site-area-{}", kind.word()));
        view::Link { text, href: Page::Area(kind).href() }
    }

    /// The five areas, as the first page shows them.
    pub(super) fn areas(&self) -> Vec<view::Area> {
        let areas = AreaKind::ALL.map(|kind| {
            let mut modules = self.modules(kind, 0);
            modules.extend(self.registers(kind));
            view::Area { kind, href: Page::Area(kind).href(), modules }
        });
        areas.into()
    }

    pub(super) fn area(&self, kind: AreaKind) -> view::AreaPage {
        let page = Page::Area(kind);
        let title = self.words.word(&format!("site-area-{}", kind.word()));
        view::AreaPage {
            base: self.base(&page, &title, Vec::new(), 0),
            kind,
            modules: self.modules(kind, SHOWN),
            registers: self.registers(kind),
            years: if kind == AreaKind::History { self.years() } else { Vec::new() },
        }
    }

    /// What an area holds besides the register.
    fn modules(&self, kind: AreaKind, newest: usize) -> Vec<Module> {
        let collections = self.ledger.office().collections();
        let own = collections.filter(|(_, workflow)| area_of(workflow) == kind && !changes(workflow));
        let mut own: Vec<Module> = own.map(|(name, workflow)| self.module(name, workflow, newest)).collect();
        own.extend(match kind {
            AreaKind::Documents | AreaKind::Affairs | AreaKind::Personal => Vec::new(),
            AreaKind::History => vec![
                self.part_of("site-ledger", &Page::Ledger(Part::Newest), Some(self.ledger.entries().len())),
                self.part_of("site-statistics", &Page::Statistics, None),
                self.part_of("site-verify", &Page::Verify, None),
            ],
            AreaKind::Quick => vec![
                self.part_of("site-waiting", &Page::Waiting, Some(self.index.errands().open().len())),
                self.part_of("site-attention", &Page::Attention, None),
                self.part_of("site-workflows", &Page::Workflows, None),
                self.part_of("site-people", &Page::People, None),
                self.part_of("site-verify", &Page::Verify, None),
            ],
        });
        own
    }

    /// The register and what changes it.
    fn registers(&self, kind: AreaKind) -> Vec<Module> {
        if kind != AreaKind::Affairs {
            return Vec::new();
        }
        let register = self.register();
        let units = register.units().filter(|(_, unit)| unit.is_active()).count();
        let people = register.people().filter(|(_, person)| person.is_active()).count();
        let seals = register.seals().filter(|(_, seal)| seal.is_active()).count();
        let mut registers = vec![
            self.part_of("site-units", &Page::Units, Some(units)),
            self.part_of("site-people", &Page::People, Some(people)),
            self.part_of("site-seals", &Page::Seals, Some(seals)),
            self.part_of("site-certificates-all", &Page::Certificates, None),
            self.part_of("site-permissions", &Page::Permissions, None),
            self.part_of("site-requests", &Page::Requests, None),
        ];
        let changing = self.ledger.office().collections().filter(|(_, workflow)| changes(workflow));
        registers.extend(changing.map(|(collection, workflow)| self.module(collection, workflow, 0)));
        registers
    }

    /// A page of the record as a part of an area.
    fn part_of(&self, key: &'static str, page: &Page, count: Option<usize>) -> Module {
        Module {
            page: view::Link { text: self.words.word(key), href: page.href() },
            count: count.map(|count| count as u64),
            open: 0,
            workflow_href: None,
            collection: None,
            newest: Vec::new(),
        }
    }

    /// A collection as a part of an area.
    fn module(&self, collection: &Slug, workflow: &Workflow, newest: usize) -> Module {
        let list = List { collection: collection.clone(), by: By::All };
        let all = self.index.list(&list);
        let entries = all.iter().rev().take(newest).filter_map(|(_, subject)| self.docket(subject));
        Module {
            count: Some(all.len() as u64),
            open: self.index.statistics().tally_of(collection.as_str()).open,
            workflow_href: Some(Page::Workflow(collection.clone()).href()),
            collection: Some(collection.to_string()),
            newest: entries.map(|docket| self.entry(docket)).collect(),
            page: view::Link {
                text: workflow.title.text(self.words.language().tag()).to_owned(),
                href: Page::List(list, Part::Newest).href(),
            },
        }
    }

    /// The lists of the collections of the same area.
    pub(super) fn siblings(&self, list: &List, kind: Option<AreaKind>) -> Vec<view::NavItem> {
        let Some(kind) = kind else { return Vec::new() };
        let changing = self.ledger.office().workflow_of(list.collection.as_str()).is_some_and(changes);
        let own = self
            .ledger
            .office()
            .collections()
            .filter(|(_, workflow)| area_of(workflow) == kind && changes(workflow) == changing);
        own.map(|(collection, workflow)| view::NavItem {
            text: workflow.title.text(self.words.language().tag()).to_owned(),
            href: Page::List(List { collection: collection.clone(), by: By::All }, Part::Newest).href(),
            current: *collection == list.collection,
        })
        .collect()
    }

    /// The years of every collection of documents, each with its list.
    fn years(&self) -> Vec<view::Years> {
        let collections = self.ledger.office().collections().filter(|(_, workflow)| !changes(workflow));
        let years = collections.map(|(collection, workflow)| {
            let lists = self.index.lists_of(collection).filter(|list| matches!(list.by, By::Year(_)));
            let mut years: Vec<view::FacetOption> = lists.map(|list| self.facet_option(list, None)).collect();
            years.reverse();
            view::Years {
                collection: view::Link {
                    text: workflow.title.text(self.words.language().tag()).to_owned(),
                    href: Page::List(List { collection: collection.clone(), by: By::All }, Part::Newest).href(),
                },
                years,
            }
        });
        years.filter(|one| !one.years.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_module_stands_where_an_office_looks_for_it() {
        let mut areas: std::collections::BTreeMap<AreaKind, Vec<String>> = std::collections::BTreeMap::new();
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/workflows");
        for file in std::fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|file| file.path().is_file()) {
            let path = format!("workflows/{}", file.file_name().to_str().unwrap());
            let workflow = Workflow::read(&path, &std::fs::read(file.path()).unwrap()).unwrap();
            areas.entry(area_of(&workflow)).or_default().push(workflow.collection.to_string());
        }
        for names in areas.values_mut() {
            names.sort();
        }
        assert_eq!(
            areas[&AreaKind::Documents].join(" "),
            "documents incoming letters memos paper receipts reports requests rules"
        );
        assert_eq!(
            areas[&AreaKind::Personal].join(" "),
            "delegations faults forum handovers leave re-entries schedule suggestions"
        );
        assert_eq!(
            areas[&AreaKind::Affairs].join(" "),
            "accounts bulletins certificates changes destructions emergencies functions help inforeports information losses meetings \
             minutes news registrations seal-requests tasks"
        );
    }
}
