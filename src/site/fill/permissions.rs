//! What everybody in office may do: the posts, the steps that ask for them, seals, certificates (权限清单).

use std::collections::{BTreeMap, BTreeSet};

use super::{File, PageError, Source};
use crate::id::{Slug, Table};
use crate::office::{Named as Who, Person, UnitRef, Workflow};
use crate::site::naming::Named;
use crate::site::page::Page;
use crate::site::view;

/// Where the same stands as a table to take along.
const TABLE: &str = "people/permissions.csv";

/// For which posts a workflow asks: in a unit that it names, or in whichever a form names.
type Asks = BTreeMap<(Option<Slug>, Slug), Vec<String>>;

impl Source<'_> {
    pub(super) fn permission_files(&self) -> Result<Vec<File>, PageError> {
        let title = self.words.word("site-permissions");
        let crumbs = vec![view::Link { text: self.words.word("site-people"), href: Page::People.href() }];
        let asks: Vec<(view::Link, Asks)> = self
            .ledger
            .office()
            .collections()
            .map(|(collection, workflow)| {
                let text = workflow.title.text(self.words.language().tag()).to_owned();
                (view::Link { text, href: Page::Workflow(collection.clone()).href() }, self.asks(workflow))
            })
            .collect();
        let mut kept: BTreeMap<&Slug, Vec<view::Link>> = BTreeMap::new();
        for (seal, found) in self.register().seals().filter(|(_, seal)| seal.is_active()) {
            for custodian in &found.custodians {
                kept.entry(custodian).or_default().push(self.seal_link(seal));
            }
        }
        let order = self.tree_order();
        let mut people: Vec<_> = self.register().people().filter(|(_, person)| person.is_in_office()).collect();
        people.sort_by_key(|(_, person)| order.get(&person.unit).copied().unwrap_or(usize::MAX));
        let mut rows = Vec::new();
        for (slug, person) in people {
            let living = person.certificate.iter().filter(|listed| !listed.state.is_final());
            let living: Vec<_> = living.cloned().collect();
            rows.push(view::PermissionRow {
                person: view::Link { text: person.name.clone(), href: Page::Person(slug.clone()).href() },
                unit: self.unit_link(&person.unit),
                posts: self.posts_in_full(person),
                asked: asked(&asks, person),
                seals: kept.remove(slug).unwrap_or_default(),
                certificates: self.certificates(&Named::Person(slug.clone()), &living)?.0,
            });
        }
        let view = view::PermissionsPage {
            base: self.base(&Page::Permissions, &title, crumbs, self.last_change()),
            csv_href: TABLE.to_owned(),
            rows,
        };
        let bytes = self.theme.render("permissions.html", &view)?;
        let page = File { path: self.tongue.path(&Page::Permissions.file()), bytes };
        Ok(vec![page, File { path: self.tongue.path(TABLE), bytes: self.table(&view.rows).into_bytes() }])
    }

    /// Somebody's posts, each with its unit.
    fn posts_in_full(&self, person: &Person) -> Vec<String> {
        let title = |post: &crate::office::Post| {
            let title = self.post_title(post)?.to_owned();
            Some(format!("{} {title}", self.find_unit(&post.unit)?.title))
        };
        person.posts.iter().filter_map(title).collect()
    }

    /// In which steps a workflow asks for which posts, and what it lets them do besides.
    fn asks(&self, workflow: &Workflow) -> Asks {
        let mut asks = Asks::new();
        let language = self.words.language().tag();
        for step in &workflow.steps {
            let title = step.title.text(language);
            for who in step.who.iter().chain(&step.lift).chain(&step.then.escalate) {
                self.note(&mut asks, &who.named, title);
            }
        }
        for (verb, who) in &workflow.anytime {
            let title = self.words.word(&format!("site-do-{verb}"));
            for who in who {
                self.note(&mut asks, &who.named, &title);
            }
        }
        asks
    }

    fn note(&self, asks: &mut Asks, named: &Who, title: &str) {
        match named {
            // A unit that went into another is that one.
            Who::Post { post, of: UnitRef::Named(unit) } => {
                put(asks, Some(self.register().now(unit).clone()), post, title);
            }
            Who::Post { post, .. } | Who::Above { post, .. } => put(asks, None, post, title),
            Who::Member(_) | Who::Custodian(_) | Who::Person(_) | Who::Drafter | Who::Signer | Who::Everyone => {}
        }
    }

    /// One line for each thing that somebody may do, in the form that table programs read.
    fn table(&self, rows: &[view::PermissionRow]) -> Table {
        let word = |key: &str| self.words.word(key);
        let mut table = Table::file();
        let kinds =
            ["site-permission-post", "site-permission-step", "site-permission-seal", "site-permission-certificate"];
        let [post, step, seal, certificate] = kinds.map(word);
        table.line(&["site-name", "site-unit", "site-permission", "site-permission-what"].map(word));
        for row in rows {
            let unit = row.unit.as_ref().map_or("", |unit| &unit.text);
            let mut put = |kind: &str, what: &str| {
                table.line(&[row.person.text.as_str(), unit, kind, what].map(str::to_owned));
            };
            row.posts.iter().for_each(|one| put(&post, one));
            for one in &row.asked {
                one.steps.iter().for_each(|name| put(&step, &format!("{} {name}", one.workflow.text)));
            }
            row.seals.iter().for_each(|one| put(&seal, &one.text));
            for one in &row.certificates {
                let state = match one.state {
                    view::CertState::Active => word("site-cert-active"),
                    view::CertState::Suspended => word("site-cert-suspended"),
                    view::CertState::Retired => word("site-cert-retired"),
                    view::CertState::Compromised => word("site-cert-compromised"),
                };
                put(&certificate, &format!("{} {state}", one.fingerprint.full));
            }
        }
        table
    }
}

/// Takes in that a post is asked: in a unit that is named, or in whichever.
fn put(asks: &mut Asks, unit: Option<Slug>, post: &Slug, title: &str) {
    let known = asks.entry((unit, post.clone())).or_default();
    if !known.iter().any(|one| one == title) {
        known.push(title.to_owned());
    }
}

/// In which workflows somebody's posts are asked.
fn asked(asks: &[(view::Link, Asks)], person: &Person) -> Vec<view::AskedIn> {
    let of = |(workflow, asks): &(view::Link, Asks)| {
        let posts = person.posts.iter();
        let keys = posts.flat_map(|post| [(Some(post.unit.clone()), post.post.clone()), (None, post.post.clone())]);
        let mut seen = BTreeSet::new();
        let steps = keys.filter_map(|key| asks.get(&key)).flatten();
        let steps: Vec<String> = steps.filter(|step| seen.insert(*step)).cloned().collect();
        (!steps.is_empty()).then(|| view::AskedIn { workflow: workflow.clone(), steps })
    };
    asks.iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_asked_where_its_unit_is_or_where_a_form_names_it() {
        let slug = |text: &str| text.parse::<Slug>().unwrap();
        let mut asks = Asks::new();
        put(&mut asks, Some(slug("office")), &slug("head"), "审批");
        put(&mut asks, None, &slug("head"), "签发");
        put(&mut asks, None, &slug("head"), "签发");
        let link = view::Link { text: "发文".to_owned(), href: String::new() };
        let asks = [(link, asks)];
        let person = |posts: &str| {
            let text = format!("name = \"王\"\nemail = \"a@b\"\nunit = \"office\"\nposts = {posts}\n");
            toml::from_str::<Person>(&text).unwrap()
        };
        let steps = |posts: &str| asked(&asks, &person(posts)).pop().map(|one| one.steps);
        assert_eq!(steps("[\"office/head\"]"), Some(vec!["审批".to_owned(), "签发".to_owned()]));
        assert_eq!(steps("[\"finance/head\"]"), Some(vec!["签发".to_owned()]));
        assert_eq!(steps("[\"office/clerk\"]"), None);
    }
}
