//! What this site is, and everything there is on it.

use super::Source;
use super::area::changes;
use crate::id::Slug;
use crate::office::Workflow;
use crate::site::index::HELP;
use crate::site::page::{By, Lesson, List, Page, Part};
use crate::site::view;

/// How many of the working rules are listed.
const SHOWN: usize = 30;
/// How many people are named for a unit that answers for something.
const NAMED: usize = 4;
/// The collection of the working rules.
const RULES: &str = "rules";

/// The areas that are managed (W4), each with the collections in which that is asked for.
const AREAS: [(&str, &[&str]); 8] = [
    ("users", &["accounts", "registrations", "certificates", "handovers"]),
    ("flows", &["changes"]),
    ("maintenance", &["faults", "emergencies"]),
    ("terminals", &["faults"]),
    ("seals", &["seal-requests", "destructions", "losses"]),
    ("messages", &["functions"]),
    ("mail", &["accounts"]),
    ("functions", &["functions", "suggestions"]),
];

/// The collections of help and support.
const SUPPORT: [&str; 4] = [HELP, "faults", "suggestions", "functions"];

impl Source<'_> {
    pub(super) fn about(&self) -> view::AboutPage {
        let title = self.words.word("site-about");
        let office = self.ledger.office();
        let about = &office.settings().about;
        let bodies = [
            (view::BodyKind::Lead, &about.lead),
            (view::BodyKind::Supervisor, &about.supervisor),
            (view::BodyKind::Operator, &about.operator),
        ];
        let bodies = bodies.into_iter().filter(|(_, units)| !units.is_empty());
        let rules = office.collections().find(|(slug, _)| slug.as_str() == RULES).map(|(slug, _)| slug.clone());
        let rules = rules.map(|collection| List { collection, by: By::All });
        let listed = rules.as_ref().map_or(&[][..], |list| self.index.list(list)).iter().rev();
        let in_force = listed.filter_map(|(_, subject)| self.docket(subject)).filter(|docket| docket.is_in_force());
        let root_line = self.ledger.root().to_string();
        view::AboutPage {
            base: self.base(&Page::About, &title, Vec::new(), self.ledger.head().seq),
            bodies: bodies
                .map(|(kind, units)| view::Body {
                    kind,
                    units: units.iter().filter_map(|unit| self.body(unit)).collect(),
                })
                .collect(),
            support: about.support.clone(),
            scope: about.scope.clone(),
            units: self.register().units().filter(|(_, unit)| unit.is_active()).count(),
            people: self.register().people().filter(|(_, person)| person.is_in_office()).count(),
            bases: about.bases.clone(),
            areas: AREAS
                .into_iter()
                .map(|(kind, names)| view::ManagedArea { kind, lists: self.lists_named(names) })
                .collect(),
            rules: in_force.take(SHOWN).map(|docket| self.entry(docket)).collect(),
            rules_href: rules.map(|list| Page::List(list, Part::Newest).href()),
            asks: self.contacts(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            commands: vec![view::Command {
                about: self.words.word("site-check-all"),
                lines: format!("kanhe verify --root \"{root_line}\""),
                fingerprint: None,
            }],
            root_line,
            checkpoint_line: self.ledger.checkpoint().to_string(),
            verify_href: Page::Verify.href(),
        }
    }

    /// A unit that answers for the site, with those who do in it.
    fn body(&self, slug: &Slug) -> Option<view::BodyUnit> {
        let unit = self.find_unit(slug)?;
        let holders = self.posts(slug, unit).into_iter().flat_map(|post| post.holders);
        Some(view::BodyUnit {
            unit: self.unit_link(slug)?,
            phone: unit.phone.clone(),
            people: holders.take(NAMED).collect(),
        })
    }

    /// The lists of those of these collections that there are.
    fn lists_named(&self, names: &[&str]) -> Vec<view::Link> {
        let found = names.iter().filter_map(|name| self.contents_item(&name.parse().ok()?));
        found.map(|item| item.link).collect()
    }

    pub(super) fn contents(&self) -> view::ContentsPage {
        let office = self.ledger.office();
        let title = self.words.word("site-everything");
        let page = |key: &str, page: Page| view::ContentsItem {
            link: view::Link { text: self.words.word(key), href: page.href() },
            count: None,
            beside: Vec::new(),
        };
        let of = |wanted: &dyn Fn(&Slug, &Workflow) -> bool| -> Vec<view::ContentsItem> {
            let found = office.collections().filter(|(slug, workflow)| wanted(slug, workflow));
            found.filter_map(|(slug, _)| self.contents_item(slug)).collect()
        };
        let supports = |slug: &Slug| SUPPORT.contains(&slug.as_str());
        let in_area = |kind| {
            of(&move |slug: &Slug, workflow: &Workflow| {
                self.area_of(slug.as_str()) == Some(kind) && !changes(workflow) && !supports(slug)
            })
        };
        let mut documents = in_area(view::AreaKind::Documents);
        documents.push(page("site-numbers", Page::Numbers));
        let mut affairs = in_area(view::AreaKind::Affairs);
        affairs.push(page("site-calendar", Page::Calendar));
        let mut personal = vec![page("site-waiting", Page::Waiting), page("site-attention", Page::Attention)];
        personal.extend(in_area(view::AreaKind::Personal));
        let mut register = Self::register_items(&page);
        register.extend(of(&|_, workflow| changes(workflow)));
        let mut support = self.support_items(&page);
        support.extend(of(&|slug, _| supports(slug)));
        let history = [
            page("site-ledger", Page::Ledger(Part::Newest)),
            page("site-statistics", Page::Statistics),
            page("site-verify", Page::Verify),
        ];
        let mut history: Vec<view::ContentsItem> = history.into();
        history[0].beside.extend(self.index.days().years().iter().rev().map(|year| self.year_link(*year)));
        let sections = [
            ("documents", documents),
            ("affairs", affairs),
            ("personal", personal),
            ("history", history),
            ("register", register),
            ("support", support),
        ];
        let sections = sections.into_iter().map(|(kind, items)| view::ContentsSection { kind, items }).collect();
        view::ContentsPage { sections, base: self.base(&Page::Contents, &title, Vec::new(), 0) }
    }

    /// A collection, with its years and how it is dealt with.
    fn contents_item(&self, collection: &Slug) -> Option<view::ContentsItem> {
        let workflow = self.ledger.office().workflow_of(collection.as_str())?;
        let list = |by| List { collection: collection.clone(), by };
        let years = self.index.lists_of(collection).filter(|one| matches!(one.by, By::Year(_)));
        let mut beside: Vec<view::Link> = years
            .map(|one| view::Link {
                text: self.narrowed(&one.by).unwrap_or_default(),
                href: Page::List(one.clone(), Part::Newest).href(),
            })
            .collect();
        beside.reverse();
        let flow = Page::Workflow(collection.clone()).href();
        beside.push(view::Link { text: self.words.word("site-workflow-see"), href: flow });
        Some(view::ContentsItem {
            link: view::Link {
                text: workflow.title.text(self.words.language().tag()).to_owned(),
                href: Page::List(list(By::All), Part::Newest).href(),
            },
            count: Some(self.index.count(&list(By::All))),
            beside,
        })
    }

    fn register_items(page: &impl Fn(&str, Page) -> view::ContentsItem) -> Vec<view::ContentsItem> {
        let mut people = page("site-people", Page::People);
        let beside = [("site-permissions", Page::Permissions), ("site-certificates-all", Page::Certificates)];
        people.beside = beside.map(|(key, to)| page(key, to).link).into();
        vec![
            page("site-units", Page::Units),
            people,
            page("site-seals", Page::Seals),
            page("site-workflows", Page::Workflows),
            page("site-requests", Page::Requests),
        ]
    }

    fn support_items(&self, page: &impl Fn(&str, Page) -> view::ContentsItem) -> Vec<view::ContentsItem> {
        let mut guide = page("site-guide", Page::Guide);
        guide.beside = Lesson::ALL.map(|lesson| self.lesson_link(lesson)).into();
        vec![guide, page("site-about", Page::About)]
    }
}
