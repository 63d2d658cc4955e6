//! Seals: their pictures, their state, what they were put on.

use super::{File, PageError, Source};
use crate::id::{Sha256, Slug};
use crate::ledger::{SealPut, TagState};
use crate::office::{Seal, SealKind, SealState};
use crate::record::Fault;
use crate::site::naming::Named;
use crate::site::page::{ENTRIES, Page, Part};
use crate::site::{href, view};

impl Source<'_> {
    pub(super) fn seals(&self) -> Result<view::SealsPage, PageError> {
        let title = self.words.word("site-seals");
        let last =
            self.register().seals().filter_map(|(seal, _)| self.index.uses(seal).last()).map(|(seq, _)| *seq).max();
        let (seals, ended): (Vec<_>, Vec<_>) = self.register().seals().partition(|(_, seal)| seal.is_active());
        let cards = |seals: Vec<(&Slug, &Seal)>| -> Result<Vec<_>, Fault> {
            seals.into_iter().map(|(seal, _)| self.seal_card(seal)).collect()
        };
        let as_of = last.unwrap_or_default().max(self.last_change());
        Ok(view::SealsPage {
            base: self.base(&Page::Seals, &title, Vec::new(), as_of),
            seals: cards(seals)?,
            ended: cards(ended)?,
        })
    }

    pub(super) fn seal_card(&self, slug: &Slug) -> Result<view::SealCard, Fault> {
        let seal = self.find_seal(slug);
        Ok(view::SealCard {
            face: self.face(slug, None)?.0,
            seal: self.seal_link(slug),
            kind: seal.map_or_else(view::SealKind::default, |seal| seal_kind(seal.kind)),
            state: seal.map_or_else(view::SealState::default, |seal| seal_state(seal.state)),
            unit: seal.and_then(|seal| self.unit_link(&seal.unit)),
            custodians: seal.map_or_else(Vec::new, |seal| seal.custodians.iter().map(|p| self.actor(p)).collect()),
            uses: self.index.uses(slug).len(),
        })
    }

    /// A seal's picture, and the file of it if it is the unit's own drawing: as it is now, or as it was when an act put the seal.
    pub(super) fn face(&self, slug: &Slug, put: Option<u64>) -> Result<(view::Face, Option<File>), Fault> {
        let Some(now) = self.find_seal(slug) else { return Ok((view::Face::default(), None)) };
        let then: Option<Seal> = match put {
            Some(seq) => self.version_at(&Named::Seal(slug.clone()), seq)?,
            None => None,
        };
        let seal = then.as_ref().unwrap_or(now);
        let unit = match put {
            Some(seq) => self.unit_title_at(&seal.unit, seq)?,
            None => self.find_unit(&seal.unit).map_or_else(String::new, |unit| unit.title.clone()),
        };
        let drawn =
            view::Face::new(&seal.title, &unit, seal_kind(seal.kind), self.register().diameter(seal).map(u32::from));
        let own = self.own_picture(slug, seal, put)?;
        Ok(match own {
            Some(file) => (drawn.own(href::encode(&file.path)), Some(file)),
            None => (drawn, None),
        })
    }

    /// The drawing that the register names, if the file is there and the one it names.
    fn own_picture(&self, slug: &Slug, seal: &Seal, put: Option<u64>) -> Result<Option<File>, Fault> {
        let Some(picture) = &seal.picture else { return Ok(None) };
        let path = format!("content/seals/{slug}/{}", picture.file);
        let bytes = match put {
            Some(seq) => self.file_before(&path, seq + 1)?,
            None => self.in_force(&path)?,
        };
        let Some(bytes) = bytes else { return Ok(None) };
        let digest = Sha256::of(&bytes).hex();
        // It stands among what people bring: the server lets no script of it run.
        let path = format!("files/{digest}/{}", picture.file);
        Ok((digest == picture.sha256).then_some(File { path, bytes }))
    }

    pub(super) fn seal_files(&self, slug: &Slug, part: Part) -> Result<Vec<File>, PageError> {
        let Some(seal) = self.find_seal(slug) else { return Ok(Vec::new()) };
        let page = Page::Seal(slug.clone(), part);
        let entry = Named::Seal(slug.clone());
        let (certificates, mut files) = self.certificates(&entry, &seal.certificate)?;
        let (face, picture) = self.face(slug, None)?;
        let lacks_picture = seal.picture.is_some() && picture.is_none();
        files.extend(picture);
        let all = self.index.uses(slug);
        let count = all.len();
        let uses: Vec<&SealPut> = all[part.range(count, ENTRIES)]
            .iter()
            .rev()
            .filter_map(|(_, name)| self.ledger.seals().get(name))
            .collect();
        let newest = part == Part::Newest;
        let mut crumbs = vec![view::Link { text: self.words.word("site-seals"), href: Page::Seals.href() }];
        if !newest {
            crumbs.push(self.seal_link(slug));
        }
        let ended = if seal.is_active() {
            None
        } else {
            let versions: Vec<(u64, Seal)> = self.versions(&entry)?;
            Self::since(&versions, |version| version.state == seal.state).and_then(|seq| self.change(seq))
        };
        let view = view::SealPage {
            base: self.base(&page, &seal.title, crumbs, uses.first().map_or(0, |put| put.seq)),
            name: seal.title.clone(),
            face,
            lacks_picture,
            kind: seal_kind(seal.kind),
            state: seal_state(seal.state),
            ended,
            owner: seal.owner.as_ref().and_then(|owner| self.person_link(owner)),
            losses: self.losses(&seal.certificate),
            unit: self.unit_link(&seal.unit),
            custodians: seal.custodians.iter().map(|person| self.actor(person)).collect(),
            diameter: self.register().diameter(seal).map(u32::from),
            certificates,
            changes: if newest { self.changes(&entry) } else { Vec::new() },
            count: if newest { count } else { 0 },
            uses: uses.into_iter().map(|put| self.seal_use(put)).collect(),
            pager: Self::pager(part, count, ENTRIES, |part| Page::Seal(slug.clone(), part)),
        };
        let bytes = self.theme.render("seal.html", &view)?;
        files.push(File { path: self.tongue.path(&page.file()), bytes });
        Ok(files)
    }

    fn seal_use(&self, put: &SealPut) -> view::SealUse {
        let entry = self.signed(put.seq);
        let docket = self.docket(&put.subject);
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

pub(super) const fn seal_kind(kind: SealKind) -> view::SealKind {
    match kind {
        SealKind::Unit => view::SealKind::Unit,
        SealKind::Special => view::SealKind::Special,
        SealKind::Personal => view::SealKind::Personal,
    }
}

pub(super) const fn seal_state(state: SealState) -> view::SealState {
    match state {
        SealState::Active => view::SealState::Active,
        SealState::HandedBack => view::SealState::HandedBack,
        SealState::Destroyed => view::SealState::Destroyed,
    }
}
