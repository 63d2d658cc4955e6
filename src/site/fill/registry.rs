//! Units and people.

use std::collections::{BTreeMap, BTreeSet};

use super::{File, PageError, Source, cert_state};
use crate::id::{Fingerprint, Slug};
use crate::office::{Docket, Listed, Person, PersonKind, Standing, Unit, UnitState};
use crate::openpgp::Certificate;
use crate::record::Fault;
use crate::site::index::former;
use crate::site::naming::Named;
use crate::site::page::{Channel, ENTRIES, Owner, Page, Part, Shelf};
use crate::site::view;

/// How many of a person's acts the person's page shows.
const LATEST: usize = 50;
/// How much of what it received a unit's page shows.
const RECEIVED: usize = 5;
/// Up to how many units all of the tree is shown at first.
const ALL_OPEN: usize = 60;

impl Source<'_> {
    pub(super) fn units(&self) -> view::UnitsPage {
        let title = self.words.word("site-units");
        let mut people: BTreeMap<&Slug, usize> = BTreeMap::new();
        for (_, person) in self.register().people().filter(|(_, person)| person.is_in_office()) {
            *people.entry(&person.unit).or_default() += 1;
        }
        let leaders = self.leaders();
        let row = |slug: &Slug, unit: &Unit| view::UnitRow {
            unit: view::Link { text: unit.title.clone(), href: Page::Unit(slug.clone(), Part::Newest).href() },
            code: unit.code.clone(),
            kind: unit.kind.clone(),
            leaders: leaders.get(slug).into_iter().flatten().map(|person| self.actor(person)).collect(),
            people: people.get(slug).copied().unwrap_or_default(),
            below: 0,
            open: false,
            ends: Vec::new(),
            into: unit.into.as_ref().and_then(|into| self.unit_link(into)),
        };
        let (active, abolished): (Vec<_>, Vec<_>) = self.register().units().partition(|(_, unit)| unit.is_active());
        let count = active.len();
        let mut below: BTreeMap<Option<&Slug>, Vec<(&Slug, &Unit)>> = BTreeMap::new();
        for (slug, unit) in active {
            below.entry(unit.parent.as_ref()).or_default().push((slug, unit));
        }
        let mut rows: Vec<(usize, view::UnitRow)> = Vec::new();
        let mut stack: Vec<(usize, &Slug, &Unit)> = Vec::new();
        let push = |stack: &mut Vec<_>, depth, of: Option<&Slug>| {
            let own = below.get(&of).into_iter().flatten().rev();
            stack.extend(own.map(|(slug, unit)| (depth, *slug, *unit)));
        };
        push(&mut stack, 0, None);
        while let Some((depth, slug, unit)) = stack.pop() {
            push(&mut stack, depth + 1, Some(slug));
            rows.push((depth, row(slug, unit)));
        }
        view::UnitsPage {
            base: self.base(&Page::Units, &title, Vec::new(), self.last_change()),
            count,
            units: nested(rows, count <= ALL_OPEN),
            abolished: abolished.into_iter().map(|(slug, unit)| row(slug, unit)).collect(),
            people_href: Page::People.href(),
            requests_href: Page::Requests.href(),
        }
    }

    /// Who holds the first of the posts that units must fill, by unit.
    fn leaders(&self) -> BTreeMap<&Slug, Vec<&Slug>> {
        let mut leaders: BTreeMap<&Slug, Vec<&Slug>> = BTreeMap::new();
        let Some(first) = self.ledger.office().settings().register.post.first() else { return leaders };
        for (slug, person) in self.register().people() {
            for post in person.posts.iter().filter(|post| post.post == first.post) {
                leaders.entry(&post.unit).or_default().push(slug);
            }
        }
        leaders
    }

    /// The place of a post among those that units must fill.
    fn rank(&self, post: &Slug) -> usize {
        let demands = &self.ledger.office().settings().register.post;
        demands.iter().position(|demand| demand.post == *post).unwrap_or(demands.len())
    }

    pub(super) fn unit(&self, slug: &Slug, part: Part) -> Result<view::UnitPage, PageError> {
        let Some(unit) = self.find_unit(slug) else { return Ok(view::UnitPage::default()) };
        let subjects = self.index.of_unit(slug);
        let count = subjects.len();
        let dockets: Vec<_> =
            subjects[part.range(count, ENTRIES)].iter().rev().filter_map(|(_, subject)| self.docket(subject)).collect();
        let mut as_of = dockets.iter().filter_map(|docket| docket.trail.last()).map(|mark| mark.seq).max();
        if part == Part::Newest {
            as_of = as_of.max(self.last_about(slug));
        }
        let page = Page::Unit(slug.clone(), part);
        let mut crumbs = vec![view::Link { text: self.words.word("site-units"), href: Page::Units.href() }];
        if part != Part::Newest {
            crumbs.extend(self.unit_link(slug));
        }
        let mut base = self.base(&page, &unit.title, crumbs, as_of.unwrap_or_default());
        if part == Part::Newest {
            base.subscribe = self.subscriptions(&Channel::Unit(slug.clone()), &Page::Home);
        }
        let sent = view::UnitPage {
            base,
            name: unit.title.clone(),
            entries: dockets.into_iter().map(|docket| self.entry(docket)).collect(),
            pager: Self::pager(part, count, ENTRIES, |part| Page::Unit(slug.clone(), part)),
            ..view::UnitPage::default()
        };
        if part == Part::Newest { self.whole_unit(slug, unit, count, sent) } else { Ok(sent) }
    }

    /// The last act of which the first of a unit's pages says something, besides what the unit sent out: its people's, what waits for
    /// them, the uses of its seals, what was asked to be changed about it and what was changed.
    fn last_about(&self, slug: &Slug) -> Option<u64> {
        let last = |docket: &Docket| docket.trail.last().map(|mark| mark.seq);
        let acts = self.index.desks().acts_in(slug).last().copied();
        let owner = Owner::Unit(slug.clone());
        let received = self.latest(&owner, Shelf::Received, RECEIVED);
        let received = received.filter_map(|subject| self.docket(subject)).filter_map(last);
        let waiting = self.last_of_waiting(&Owner::Unit(slug.clone()));
        let seals = self.register().seals().filter(|(_, seal)| seal.unit == *slug);
        let uses = seals.filter_map(|(seal, _)| self.index.uses(seal).last()).map(|(seq, _)| *seq);
        let entry = Named::Unit(slug.clone());
        let asked = self.index.requests().about(&entry);
        let asked = asked.filter_map(|subject| self.docket(subject)).filter_map(last);
        let changed = self.index.requests().versions(&format!("content/units/{slug}/index.md")).next_back();
        acts.into_iter().chain(received).chain(waiting).chain(uses).chain(asked).chain(changed).max()
    }

    /// What only the first of a unit's pages says.
    fn whole_unit(
        &self,
        slug: &Slug,
        unit: &Unit,
        count: usize,
        sent: view::UnitPage,
    ) -> Result<view::UnitPage, PageError> {
        let (waiting, waiting_count) = self.waiting_in(slug);
        let register = self.register();
        let versions: Vec<(u64, Unit)> = self.versions(&Named::Unit(slug.clone()))?;
        let members = register.people().filter(|(_, person)| person.unit == *slug && person.is_active());
        let (mut people, accounts): (Vec<_>, Vec<_>) =
            members.partition(|(_, person)| person.kind == PersonKind::Person);
        people.sort_by_key(|(_, person)| self.rank_in(slug, person));
        let contact = |(person, found): &(&Slug, &Person)| self.contact(person, found);
        let seals = register.seals().filter(|(_, seal)| seal.unit == *slug);
        let children = register.units().filter(|(_, other)| other.parent.as_ref() == Some(slug) && other.is_active());
        let merged = register.units().filter(|(_, other)| other.into.as_ref() == Some(slug));
        Ok(view::UnitPage {
            desk_href: Page::Desk(Owner::Unit(slug.clone())).href(),
            code: unit.code.clone(),
            kind: unit.kind.clone(),
            phone: unit.phone.clone(),
            newest: true,
            abolished: (!unit.is_active()).then(|| view::Abolished {
                step: Self::since(&versions, |version| version.state == UnitState::Abolished)
                    .and_then(|seq| self.change(seq)),
                into: unit.into.as_ref().and_then(|into| self.unit_link(into)),
                disposition: unit.disposition.clone(),
            }),
            parent: unit.parent.as_ref().and_then(|parent| self.unit_link(parent)),
            children: children.filter_map(|(child, _)| self.unit_link(child)).collect(),
            merged: merged.filter_map(|(other, _)| self.unit_link(other)).collect(),
            former: self.former_names(unit, &versions),
            posts: self.posts(slug, unit),
            people: people.iter().map(contact).collect(),
            accounts: accounts.iter().map(contact).collect(),
            seals: seals.map(|(seal, _)| self.seal_card(seal)).collect::<Result<_, _>>()?,
            seal_rules: unit.seal_rules.as_ref().map(|rules| view::SealRules {
                id: rules.to_string(),
                subject: self.docket(rules).map(|docket| self.subject_link(&docket.subject)),
            }),
            changes: self.changes(&Named::Unit(slug.clone())),
            count,
            received: self.received_last(slug),
            received_count: self.index.shelved(&Owner::Unit(slug.clone()), Shelf::Received),
            books: self.books(slug),
            waiting,
            waiting_count,
            statistics: self.statistics_of(self.index.statistics().of_unit(slug)),
            body: self.registry_body("units", slug, &Page::Unit(slug.clone(), Part::Newest).file())?,
            ..sent
        })
    }

    /// The latest that lies on the shelf of what a unit received.
    fn received_last(&self, unit: &Slug) -> Vec<view::Entry> {
        let owner = Owner::Unit(unit.clone());
        let lying = self.latest(&owner, Shelf::Received, RECEIVED);
        lying.filter_map(|subject| self.docket(subject)).map(|docket| self.entry(docket)).collect()
    }

    /// Somebody with his telephone.
    fn contact(&self, slug: &Slug, person: &Person) -> view::Contact {
        view::Contact { who: self.actor(slug), phone: person.phone.clone() }
    }

    /// A unit's posts with those who hold them, those that units must fill first.
    pub(super) fn posts(&self, slug: &Slug, unit: &Unit) -> Vec<view::Post> {
        let demands = &self.ledger.office().settings().register.post;
        let mut posts: Vec<_> = unit.posts.iter().collect();
        posts.sort_by_key(|(post, _)| self.rank(post));
        let posts = posts.into_iter().map(|(post, title)| view::Post {
            title: title.clone(),
            required: self.rank(post) < demands.len(),
            holders: self.register().holding(slug, post).map(|(person, found)| self.contact(person, found)).collect(),
        });
        posts.collect()
    }

    /// Where in a unit's list of people somebody stands: by the first of his posts there, then the others.
    fn rank_in(&self, unit: &Slug, person: &Person) -> usize {
        let own = person.posts.iter().filter(|post| post.unit == *unit).map(|post| self.rank(&post.post));
        own.min().unwrap_or(usize::MAX)
    }

    /// The names a unit had, the latest first, each with the act that gave it another.
    fn former_names(&self, unit: &Unit, versions: &[(u64, Unit)]) -> Vec<view::FormerName> {
        let until = |name: &String| {
            let pairs = versions.iter().zip(versions.iter().skip(1)).rev();
            let mut ended = pairs.filter(|((_, was), (_, is))| was.title == *name && is.title != *name);
            ended.next().and_then(|(_, (seq, _))| self.change(*seq))
        };
        unit.former.iter().rev().map(|name| view::FormerName { name: name.clone(), until: until(name) }).collect()
    }

    pub(super) fn former(&self, name: &str) -> view::FormerPage {
        let known = former(self.register());
        let units: Vec<view::FormerUnit> = known
            .get(name)
            .into_iter()
            .flatten()
            .filter_map(|slug| {
                let now = self.register().now(slug);
                let into = Some(now).filter(|now| now != slug).and_then(|now| self.unit_link(now));
                Some(view::FormerUnit { unit: self.unit_link(slug)?, into })
            })
            .collect();
        let crumbs = vec![view::Link { text: self.words.word("site-units"), href: Page::Units.href() }];
        view::FormerPage {
            base: self.base(&Page::Former(name.to_owned()), name, crumbs, self.last_change()),
            name: name.to_owned(),
            units,
        }
    }

    pub(super) fn people(&self) -> view::PeoplePage {
        let title = self.words.word("site-people");
        let mut homes: BTreeMap<&Slug, Vec<(&Slug, &Person)>> = BTreeMap::new();
        let (mut accounts, mut left) = (Vec::new(), Vec::new());
        for (slug, person) in self.register().people() {
            match (person.kind, person.is_active()) {
                (PersonKind::Person, true) => homes.entry(&person.unit).or_default().push((slug, person)),
                (PersonKind::Person, false) => left.push(self.person_row(slug, person)),
                (PersonKind::Shared | PersonKind::Special | PersonKind::Service, _) => {
                    accounts.push(self.account_row(slug, person));
                }
            }
        }
        let count = homes.values().map(Vec::len).sum();
        // Units stand in the order of the tree.
        let order = self.tree_order();
        let mut groups: Vec<_> = homes.into_iter().collect();
        groups.sort_by_key(|(unit, _)| order.get(unit).copied().unwrap_or(usize::MAX));
        let groups = groups.into_iter().filter_map(|(unit, mut people)| {
            people.sort_by_key(|(_, person)| self.rank_in(unit, person));
            let people = people.into_iter().map(|(slug, person)| self.person_row(slug, person)).collect();
            Some(view::PeopleGroup { unit: self.unit_link(unit)?, people })
        });
        view::PeoplePage {
            groups: groups.collect(),
            base: self.base(&Page::People, &title, Vec::new(), self.last_change()),
            count,
            accounts,
            left,
            units_href: Page::Units.href(),
            permissions_href: Page::Permissions.href(),
            certificates_href: Page::Certificates.href(),
        }
    }

    /// The place of each unit when every unit stands after the one above it.
    pub(super) fn tree_order(&self) -> BTreeMap<&Slug, usize> {
        let mut below: BTreeMap<Option<&Slug>, Vec<&Slug>> = BTreeMap::new();
        for (slug, unit) in self.register().units() {
            below.entry(unit.parent.as_ref()).or_default().push(slug);
        }
        let mut order = BTreeMap::new();
        let mut stack: Vec<&Slug> = below.get(&None).into_iter().flatten().rev().copied().collect();
        while let Some(slug) = stack.pop() {
            order.insert(slug, order.len());
            stack.extend(below.get(&Some(slug)).into_iter().flatten().rev().copied());
        }
        order
    }

    fn person_row(&self, slug: &Slug, person: &Person) -> view::PersonRow {
        view::PersonRow {
            person: view::Link { text: person.name.clone(), href: Page::Person(slug.clone()).href() },
            unit: self.unit_link(&person.unit),
            posts: self.post_titles(person),
            phone: person.phone.clone(),
            email: person.email.clone(),
            signs: self.ledger.office().is_able(slug),
        }
    }

    /// The titles of somebody's posts, those in another unit with its name.
    pub(super) fn post_titles(&self, person: &Person) -> Vec<String> {
        let mut posts: Vec<_> = person.posts.iter().collect();
        posts.sort_by_key(|post| (post.unit != person.unit, self.rank(&post.post)));
        let title = |post: &&crate::office::Post| {
            let title = self.post_title(post)?;
            let elsewhere = self.find_unit(&post.unit).filter(|_| post.unit != person.unit);
            Some(elsewhere.map_or_else(|| title.to_owned(), |unit| format!("{} {title}", unit.title)))
        };
        posts.iter().filter_map(title).collect()
    }

    fn account_row(&self, slug: &Slug, account: &Person) -> view::AccountRow {
        view::AccountRow {
            account: view::Link { text: account.name.clone(), href: Page::Person(slug.clone()).href() },
            kind: person_kind(account.kind),
            active: account.is_active(),
            unit: self.unit_link(&account.unit),
            owner: account.owner.as_ref().and_then(|owner| self.person_link(owner)),
            phone: account.phone.clone(),
            email: account.email.clone(),
        }
    }

    pub(super) fn person_files(&self, slug: &Slug) -> Result<Vec<File>, PageError> {
        let Some(person) = self.find_person(slug) else { return Ok(Vec::new()) };
        let page = Page::Person(slug.clone());
        let entry = Named::Person(slug.clone());
        let (certificates, mut files) = self.certificates(&entry, &person.certificate)?;
        let acts = self.index.acts_of(slug);
        let latest = acts.iter().rev().take(LATEST).filter_map(|seq| self.signed(*seq));
        let crumbs = vec![view::Link { text: self.words.word("site-people"), href: Page::People.href() }];
        let asked = self.index.requests().about(&entry).filter_map(|subject| self.docket(subject));
        let asked = asked.filter_map(|docket| docket.trail.last()).map(|mark| mark.seq);
        let waiting = self.last_of_waiting(&Owner::Person(slug.clone()));
        let last = acts.last().copied().into_iter().chain(waiting).chain(asked);
        let (errands, errands_count) = self.errands(slug);
        let seals = self.register().seals().filter(|(_, seal)| seal.is_active() && seal.custodians.contains(slug));
        let accounts = self.register().people().filter(|(_, other)| other.owner.as_ref() == Some(slug));
        let held = person.posts.iter().filter_map(|post| {
            Some(view::PostHeld { unit: self.unit_link(&post.unit)?, title: self.post_title(post)?.to_owned() })
        });
        let view = view::PersonPage {
            base: self.base(&page, &person.name, crumbs, last.max().unwrap_or_default()),
            desk_href: Page::Desk(Owner::Person(slug.clone())).href(),
            name: person.name.clone(),
            kind: person_kind(person.kind),
            left: !person.is_active(),
            owner: person.owner.as_ref().and_then(|owner| self.person_link(owner)),
            accounts: accounts.filter_map(|(account, _)| self.person_link(account)).collect(),
            unit: self.unit_link(&person.unit),
            email: person.email.clone(),
            phone: person.phone.clone(),
            losses: self.losses(&person.certificate),
            posts: held.collect(),
            certificates,
            seals: seals.map(|(seal, _)| self.seal_link(seal)).collect(),
            errands,
            errands_count,
            stand_ins: self.stand_ins(slug),
            delegations: self.delegations_of(slug),
            handled: self.handled(slug),
            changes: self.changes(&entry),
            acts: latest
                .map(|entry| {
                    let docket = entry.subject.as_ref().and_then(|subject| self.docket(subject));
                    self.act(entry, docket)
                })
                .collect(),
            body: self.registry_body("people", slug, &page.file())?,
        };
        let bytes = self.theme.render("person.html", &view)?;
        files.push(File { path: self.tongue.path(&page.file()), bytes });
        Ok(files)
    }

    /// The reports by which any of these certificates is suspended.
    pub(super) fn losses(&self, listed: &[Listed]) -> Vec<view::Link> {
        let lost = listed.iter().filter(|listed| listed.state == Standing::Active);
        let reports = lost.flat_map(|listed| self.ledger.office().losses_of(&listed.fingerprint));
        let reports: BTreeSet<_> = reports.collect();
        reports.into_iter().map(|subject| self.subject_link(subject)).collect()
    }

    /// Certificates for a page, and the files they are downloaded from.
    pub(super) fn certificates(
        &self,
        entry: &Named,
        listed: &[Listed],
    ) -> Result<(Vec<view::Certificate>, Vec<File>), Fault> {
        let (mut views, mut files) = (Vec::new(), Vec::new());
        let states = self.states(entry, listed)?;
        for one in listed {
            let path = format!("{}/{}/{}.asc", entry.kind(), entry.slug(), one.fingerprint);
            if let Some(bytes) = self.ledger.office().files().get(&format!("content/{path}")) {
                files.push(File { path: path.clone(), bytes: bytes.clone() });
            }
            views.push(self.certificate(one, states.get(&one.fingerprint).copied(), &path));
        }
        Ok((views, files))
    }

    /// Since which act each certificate of an entry is in its state; of those that were so from the start nothing is said.
    fn states(&self, entry: &Named, listed: &[Listed]) -> Result<BTreeMap<Fingerprint, u64>, Fault> {
        let path = format!("content/{}/{}/index.md", entry.kind(), entry.slug());
        // Hardly any entry ever changes: only of those that did the files are read again.
        if self.index.requests().versions(&path).next().is_none() {
            return Ok(BTreeMap::new());
        }
        let versions: Vec<(u64, Lists)> = self.versions(entry)?;
        let since = |one: &Listed| {
            let so = |version: &Lists| {
                version.certificate.iter().any(|was| was.fingerprint == one.fingerprint && was.state == one.state)
            };
            Some((one.fingerprint.clone(), Self::since(&versions, so)?))
        };
        Ok(listed.iter().filter_map(since).collect())
    }

    /// A certificate; `path` is where its file stands on the site.
    fn certificate(&self, listed: &Listed, since: Option<u64>, path: &str) -> view::Certificate {
        let office = self.ledger.office();
        let standing = office.standing(&listed.fingerprint).unwrap_or(listed.state);
        let found = self.ledger.certificates().get(&listed.fingerprint);
        let keys = found.map_or_else(Vec::new, Certificate::keys);
        let lost: Vec<_> = match listed.state {
            Standing::Active => office.losses_of(&listed.fingerprint).collect(),
            Standing::Suspended | Standing::Retired | Standing::Compromised => Vec::new(),
        };
        let reported = lost.iter().filter_map(|subject| self.docket(subject)).map(Docket::submitted).min();
        view::Certificate {
            fingerprint: view::Fingerprint::new(listed.fingerprint.as_str()),
            state: cert_state(standing),
            since: reported.or(since).and_then(|seq| self.change(seq)),
            losses: lost.into_iter().map(|subject| self.subject_link(subject)).collect(),
            algorithm: keys.first().map(|key| key.algorithm.clone()),
            created: keys.first().map(|key| self.day(key.created)),
            expires: expiry(&keys).map(|second| self.moment(second)),
            href: Some(crate::site::href::encode(path)),
        }
    }

    pub(super) fn all_certificates(&self) -> Result<view::CertificatesPage, PageError> {
        let title = self.words.word("site-certificates-all");
        let crumbs = vec![view::Link { text: self.words.word("site-people"), href: Page::People.href() }];
        let people = self.register().people().map(|(slug, person)| {
            let holder = view::Link { text: person.name.clone(), href: Page::Person(slug.clone()).href() };
            (Named::Person(slug.clone()), holder, &person.unit, &person.certificate)
        });
        let seals = self.register().seals().map(|(slug, seal)| {
            let holder = view::Link { text: seal.title.clone(), href: Page::Seal(slug.clone(), Part::Newest).href() };
            (Named::Seal(slug.clone()), holder, &seal.unit, &seal.certificate)
        });
        let mut rows = Vec::new();
        for (entry, holder, unit, listed) in people.chain(seals) {
            let states = self.states(&entry, listed)?;
            let unit = self.unit_link(unit);
            rows.extend(listed.iter().map(|one| {
                let path = format!("{}/{}/{}.asc", entry.kind(), entry.slug(), one.fingerprint);
                let certificate = self.certificate(one, states.get(&one.fingerprint).copied(), &path);
                let seal = matches!(entry, Named::Seal(_));
                view::CertificateRow { holder: holder.clone(), seal, unit: unit.clone(), certificate }
            }));
        }
        let (mut living, ended): (Vec<_>, Vec<_>) = rows
            .into_iter()
            .partition(|row| matches!(row.certificate.state, view::CertState::Active | view::CertState::Suspended));
        // The first to expire stand first; what never does, last.
        living.sort_by_key(|row| {
            let expires = row.certificate.expires.as_ref().map(|time| time.iso.clone());
            (expires.is_none(), expires)
        });
        Ok(view::CertificatesPage {
            base: self.base(&Page::Certificates, &title, crumbs, self.last_change()),
            living,
            ended,
        })
    }
}

/// The certificates that an entry of the register lists, whatever else it says.
#[derive(serde::Deserialize)]
struct Lists {
    #[serde(default)]
    certificate: Vec<Listed>,
}

/// When the last of these keys can no longer sign; none if one always can.
pub(super) fn expiry(keys: &[crate::openpgp::SigningKey]) -> Option<i64> {
    let living: Vec<Option<i64>> = keys.iter().filter(|key| !key.revoked).map(|key| key.expires).collect();
    if living.contains(&None) { None } else { living.into_iter().flatten().max() }
}

pub(super) const fn person_kind(kind: PersonKind) -> view::PersonKind {
    match kind {
        PersonKind::Person => view::PersonKind::Person,
        PersonKind::Shared => view::PersonKind::Shared,
        PersonKind::Special => view::PersonKind::Special,
        PersonKind::Service => view::PersonKind::Service,
    }
}

/// Rows with their depths, as lists in lists: how many stand below each, and which lists end after it.
fn nested(rows: Vec<(usize, view::UnitRow)>, open: bool) -> Vec<view::UnitRow> {
    let depths: Vec<usize> = rows.iter().map(|(depth, _)| *depth).collect();
    let fold = |(at, (depth, row)): (usize, (usize, view::UnitRow))| {
        let below = depths[at + 1..].iter().take_while(|other| **other > depth).count();
        let next = depths.get(at + 1).copied().unwrap_or_default();
        let ends = (next..depth).rev().collect();
        view::UnitRow { below, open: open || depth == 0, ends, ..row }
    };
    rows.into_iter().enumerate().map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_of_any_depth_opens_and_ends_each_list_once() {
        let row = |depth: usize| {
            let unit = view::Link { text: String::new(), href: String::new() };
            let row = view::UnitRow {
                unit,
                code: None,
                kind: None,
                leaders: Vec::new(),
                people: 0,
                below: 0,
                open: false,
                ends: Vec::new(),
                into: None,
            };
            (depth, row)
        };
        let depths = [0, 1, 2, 3, 3, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0];
        let rows = nested(depths.into_iter().map(row).collect(), false);
        let mut at = 0;
        for (row, depth) in rows.iter().zip(depths) {
            assert_eq!(at, depth);
            at += usize::from(row.below > 0);
            at -= row.ends.len();
        }
        assert_eq!((at, rows[0].below, rows[1].below, rows[17].below), (0, 5, 3, 0));
    }
}
