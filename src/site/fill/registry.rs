//! Units, people and seals.

use std::collections::BTreeMap;

use super::{File, PageError, Source, cert_state};
use crate::id::Slug;
use crate::ledger::{SealPut, TagState};
use crate::office::{Listed, parse_front};
use crate::record::Fault;
use crate::site::markdown;
use crate::site::page::{ENTRIES, Page, Part};
use crate::site::view;

/// How many of a person's acts the person's page shows.
const LATEST: usize = 50;

impl Source<'_> {
    pub(super) fn units(&self) -> view::UnitsPage {
        let title = self.words.word("site-units");
        let mut people: BTreeMap<&Slug, usize> = BTreeMap::new();
        for (_, person) in self.register().people() {
            *people.entry(&person.unit).or_default() += 1;
        }
        let mut rows = Vec::new();
        let mut below: BTreeMap<Option<&Slug>, Vec<&Slug>> = BTreeMap::new();
        for (slug, unit) in self.register().units() {
            below.entry(unit.parent.as_ref()).or_default().push(slug);
        }
        let mut stack: Vec<(&Slug, usize)> =
            below.get(&None).into_iter().flatten().rev().map(|slug| (*slug, 0)).collect();
        while let Some((slug, depth)) = stack.pop() {
            stack.extend(below.get(&Some(slug)).into_iter().flatten().rev().map(|child| (*child, depth + 1)));
            let (Some(unit), Some(link)) = (self.register().unit(slug), self.unit_link(slug)) else { continue };
            rows.push(view::UnitRow {
                unit: link,
                depth,
                code: unit.code.clone(),
                kind: unit.kind.clone(),
                phone: unit.phone.clone(),
                people: people.get(slug).copied().unwrap_or_default(),
            });
        }
        view::UnitsPage {
            base: self.base(&Page::Units, &title, Vec::new(), 0),
            units: rows,
            people_href: Page::People.href(),
        }
    }

    pub(super) fn unit(&self, slug: &Slug, part: Part) -> Result<view::UnitPage, PageError> {
        let Some(unit) = self.register().unit(slug) else { return Ok(view::UnitPage::default()) };
        let subjects = self.index.of_unit(slug);
        let count = subjects.len();
        let dockets: Vec<_> = subjects[part.range(count, ENTRIES)]
            .iter()
            .rev()
            .filter_map(|(_, subject)| self.ledger.office().docket(subject))
            .collect();
        let as_of = dockets.iter().filter_map(|docket| docket.trail.last()).map(|mark| mark.seq).max();
        let newest = part == Part::Newest;
        let (waiting, waiting_count) = if newest { self.waiting_in(slug) } else { (Vec::new(), 0) };
        let page = Page::Unit(slug.clone(), part);
        let crumbs = vec![view::Link { text: self.words.word("site-units"), href: Page::Units.href() }];
        let posts = unit.posts.iter().map(|(post, title)| view::Post {
            title: title.clone(),
            holders: self.register().holding(slug, post).map(|(person, _)| self.actor(person)).collect(),
        });
        let people = self.register().people().filter(|(_, person)| person.unit == *slug);
        let seals = self.register().seals().filter(|(_, seal)| seal.unit == *slug);
        let children = self.register().units().filter(|(_, other)| other.parent.as_ref() == Some(slug));
        Ok(view::UnitPage {
            base: self.base(&page, &unit.title, crumbs, as_of.unwrap_or_default()),
            name: unit.title.clone(),
            code: unit.code.clone(),
            kind: unit.kind.clone(),
            phone: unit.phone.clone(),
            parent: unit.parent.as_ref().and_then(|parent| self.unit_link(parent)),
            children: children.filter_map(|(child, _)| self.unit_link(child)).collect(),
            posts: posts.collect(),
            people: people.filter_map(|(person, _)| self.person_link(person)).collect(),
            seals: if newest { seals.map(|(seal, _)| self.seal_card(seal)).collect() } else { Vec::new() },
            entries: dockets.into_iter().map(|docket| self.entry(docket)).collect(),
            count: if newest { count } else { 0 },
            waiting,
            waiting_count,
            statistics: if newest {
                self.statistics_of(self.index.statistics().of_unit(slug))
            } else {
                view::Statistics::default()
            },
            pager: Self::pager(part, count, ENTRIES, |part| Page::Unit(slug.clone(), part)),
            body: self.registry_body("units", slug)?,
        })
    }

    /// What an entry of the register says below its fields.
    fn registry_body(&self, kind: &str, slug: &Slug) -> Result<String, PageError> {
        let genesis = self.ledger.entries().get(&0).and_then(|entry| entry.tree);
        let Some(tree) = genesis else { return Ok(String::new()) };
        let Some(id) = self.record.file(tree, &format!("content/{kind}/{slug}/index.md"))? else {
            return Ok(String::new());
        };
        let bytes = self.record.blob(id)?;
        let body = parse_front::<toml::Table>(&bytes).map_or("", |front| front.body);
        if body.trim().is_empty() {
            return Ok(String::new());
        }
        let labels = self.labels();
        let page = Page::Unit(slug.clone(), Part::Newest).file();
        Ok(markdown::render(body, &super::subject::Files { page: &page, files: BTreeMap::new(), labels }).html)
    }

    pub(super) fn people(&self) -> view::PeoplePage {
        let title = self.words.word("site-people");
        let rows = self.register().people().filter_map(|(slug, person)| {
            Some(view::PersonRow {
                person: self.person_link(slug)?,
                unit: self.unit_link(&person.unit),
                posts: person
                    .posts
                    .iter()
                    .filter_map(|post| self.register().post_title(post).map(str::to_owned))
                    .collect(),
                phone: person.phone.clone(),
                email: person.email.clone(),
                signs: person.can_sign(),
            })
        });
        view::PeoplePage {
            people: rows.collect(),
            base: self.base(&Page::People, &title, Vec::new(), 0),
            units_href: Page::Units.href(),
        }
    }

    pub(super) fn person_files(&self, slug: &Slug) -> Result<Vec<File>, PageError> {
        let Some(person) = self.register().person(slug) else { return Ok(Vec::new()) };
        let page = Page::Person(slug.clone());
        let (certificates, mut files) = self.certificates("people", slug, &person.certificate)?;
        let acts = self.index.acts_of(slug);
        let latest = acts.iter().rev().take(LATEST).filter_map(|seq| self.ledger.entries().get(seq));
        let crumbs = vec![view::Link { text: self.words.word("site-people"), href: Page::People.href() }];
        let (errands, errands_count) = self.errands(slug);
        let view = view::PersonPage {
            base: self.base(&page, &person.name, crumbs, acts.last().copied().unwrap_or_default()),
            name: person.name.clone(),
            unit: self.unit_link(&person.unit),
            email: person.email.clone(),
            phone: person.phone.clone(),
            posts: person
                .posts
                .iter()
                .filter_map(|post| {
                    Some(view::PostHeld {
                        unit: self.unit_link(&post.unit)?,
                        title: self.register().post_title(post)?.to_owned(),
                    })
                })
                .collect(),
            certificates,
            seals: self
                .register()
                .seals()
                .filter(|(_, seal)| seal.custodians.contains(slug))
                .map(|(seal, _)| self.seal_link(seal))
                .collect(),
            errands,
            errands_count,
            stand_ins: self.stand_ins(slug),
            handled: self.handled(slug),
            acts: latest
                .map(|entry| {
                    let docket = entry.subject.as_ref().and_then(|subject| self.ledger.office().docket(subject));
                    self.act(entry, docket)
                })
                .collect(),
            body: self.registry_body("people", slug)?,
        };
        files.push(File { path: page.file(), bytes: self.theme.render("person.html", &view)? });
        Ok(files)
    }

    /// Certificates for a page, and the files they are downloaded from.
    fn certificates(
        &self,
        kind: &str,
        slug: &Slug,
        listed: &[Listed],
    ) -> Result<(Vec<view::Certificate>, Vec<File>), Fault> {
        let genesis = self.ledger.entries().get(&0).and_then(|entry| entry.tree);
        let (mut views, mut files) = (Vec::new(), Vec::new());
        for one in listed {
            let name = format!("{}.asc", one.fingerprint);
            let id = match genesis {
                Some(tree) => self.record.file(tree, &format!("content/{kind}/{slug}/{name}"))?,
                None => None,
            };
            let path = format!("{kind}/{slug}/{name}");
            if let Some(id) = id {
                files.push(File { path: path.clone(), bytes: self.record.blob(id)? });
            }
            let key = self.ledger.certificates().get(&one.fingerprint).and_then(|cert| cert.keys().into_iter().next());
            views.push(view::Certificate {
                fingerprint: view::Fingerprint::new(one.fingerprint.as_str()),
                state: cert_state(one.state),
                algorithm: key.as_ref().map(|key| key.algorithm.clone()),
                created: key.map(|key| self.day(key.created)),
                href: id.map(|_| crate::site::href::encode(&path)),
            });
        }
        Ok((views, files))
    }

    pub(super) fn seals(&self) -> view::SealsPage {
        let title = self.words.word("site-seals");
        let last =
            self.register().seals().filter_map(|(seal, _)| self.index.uses(seal).last()).map(|(seq, _)| *seq).max();
        view::SealsPage {
            base: self.base(&Page::Seals, &title, Vec::new(), last.unwrap_or_default()),
            seals: self.register().seals().map(|(seal, _)| self.seal_card(seal)).collect(),
        }
    }

    fn seal_card(&self, slug: &Slug) -> view::SealCard {
        let link = self.seal_link(slug);
        let seal = self.register().seal(slug);
        view::SealCard {
            face: view::Face::new(&link.text),
            seal: link,
            unit: seal.and_then(|seal| self.unit_link(&seal.unit)),
            custodians: seal.map_or_else(Vec::new, |seal| seal.custodians.iter().map(|p| self.actor(p)).collect()),
            uses: self.index.uses(slug).len(),
        }
    }

    pub(super) fn seal_files(&self, slug: &Slug, part: Part) -> Result<Vec<File>, PageError> {
        let Some(seal) = self.register().seal(slug) else { return Ok(Vec::new()) };
        let page = Page::Seal(slug.clone(), part);
        let (certificates, mut files) = self.certificates("seals", slug, &seal.certificate)?;
        let all = self.index.uses(slug);
        let count = all.len();
        let uses: Vec<&SealPut> = all[part.range(count, ENTRIES)]
            .iter()
            .rev()
            .filter_map(|(_, name)| self.ledger.seals().get(name))
            .collect();
        let newest = part == Part::Newest;
        let crumbs = vec![view::Link { text: self.words.word("site-seals"), href: Page::Seals.href() }];
        let view = view::SealPage {
            base: self.base(&page, &seal.title, crumbs, uses.first().map_or(0, |put| put.seq)),
            name: seal.title.clone(),
            face: view::Face::new(&seal.title),
            unit: self.unit_link(&seal.unit),
            custodians: seal.custodians.iter().map(|person| self.actor(person)).collect(),
            diameter: seal.diameter.map(u32::from),
            certificates,
            count: if newest { count } else { 0 },
            uses: uses.into_iter().map(|put| self.seal_use(put)).collect(),
            pager: Self::pager(part, count, ENTRIES, |part| Page::Seal(slug.clone(), part)),
        };
        files.push(File { path: page.file(), bytes: self.theme.render("seal.html", &view)? });
        Ok(files)
    }

    fn seal_use(&self, put: &SealPut) -> view::SealUse {
        let entry = self.ledger.entries().get(&put.seq);
        let docket = self.ledger.office().docket(&put.subject);
        view::SealUse {
            number: put.seq,
            subject: self.subject_link(&put.subject),
            given: docket.and_then(|docket| docket.number.as_ref()).map(|number| number.text.clone()),
            who: entry.and_then(|entry| entry.person.as_ref()).map(|person| self.actor(person)).unwrap_or_default(),
            time: self.moment(entry.map_or(0, |entry| entry.time)),
            verdict: self.seal_verdict(put),
        }
    }

    /// What a seal's tag was found to be.
    pub(super) fn seal_verdict(&self, put: &SealPut) -> view::SealVerdict {
        match &put.tag {
            TagState::Good { .. } if put.registered.is_some() => view::SealVerdict::Registered,
            TagState::Good { .. } => view::SealVerdict::Unregistered,
            TagState::Bad { finding, .. } => {
                let (code, reason, hint) = self.told(finding);
                view::SealVerdict::Invalid { code, reason, hint }
            }
            TagState::Missing => {
                let fault = crate::ledger::SealFault::Missing { reference: put.reference.clone() };
                let (code, reason, hint) = self.told(&(&crate::ledger::Refusal::from(fault)).into());
                view::SealVerdict::Invalid { code, reason, hint }
            }
        }
    }
}
