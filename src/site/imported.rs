//! The papers of subjects that hand older ones over (G20), as the site's lists need them.
//!
//! Their heads are read once, when the subject is handed in: an act about anything else touches none of their pages, and an act about
//! the subject itself only if it changes what they say of it.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::page::{ENTRIES, Page, Part};
use crate::desk::known_below;
use crate::id::{GitId, Sha256, Slug, SubjectId};
use crate::ledger::{Advance, Ledger};
use crate::office::{Docket, HistoricNumber, Imported, Mark, Office, Place};
use crate::record::{Fault, Record};

/// A paper in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paper {
    pub(super) title: String,
    pub(super) number: Option<String>,
    pub(super) date: Option<String>,
    pub(super) unit: Option<Slug>,
    pub(super) issuer: Option<String>,
    /// The year it is of, if that is known, and its place among the papers of that year.
    pub(super) year: Option<i16>,
    pub(super) place: usize,
    /// Its `index.md`.
    pub(super) index: GitId,
    /// The files beside it, by name.
    pub(super) beside: Vec<(String, GitId)>,
}

/// What all papers of a subject say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    digest: Sha256,
    attested: Option<u64>,
    ended: Option<u64>,
    is_open: bool,
}

impl Told {
    fn of(office: &Office, docket: &Docket) -> Self {
        Self {
            digest: docket.digest,
            attested: attesting(office, docket).map(|mark| mark.seq),
            ended: docket.ended.as_ref().map(|ended| ended.seq),
            is_open: matches!(docket.place, Place::At(_) | Place::Back(_)),
        }
    }
}

/// The act that got a subject through: who did it answers for what it hands over.
pub(super) fn attesting<'d>(office: &Office, docket: &'d Docket) -> Option<&'d Mark> {
    if docket.place != Place::Done {
        return None;
    }
    let workflow = office.workflow(docket).ok()?;
    docket.trail.iter().rev().filter(|mark| mark.void_by.is_none()).find(|mark| {
        let step = mark.step.as_ref().and_then(|name| workflow.step(name));
        step.is_some_and(|(_, step)| step.agrees(mark.verb))
    })
}

/// What a subject hands over.
#[derive(Debug)]
pub(super) struct Handover {
    told: Told,
    pub(super) papers: BTreeMap<Slug, Paper>,
    /// The papers of each year, oldest first; those whose year nobody knows under none.
    pub(super) years: BTreeMap<Option<i16>, Vec<Slug>>,
}

impl Handover {
    fn read(record: &Record, folder: Option<GitId>, told: Told) -> Result<Self, Fault> {
        let files = folder.map_or_else(|| Ok(Vec::new()), |folder| record.files_below(folder))?;
        let mut found = Vec::new();
        for (slug, (index, beside)) in known_below(files.iter().map(|file| (file.path.as_str(), file.id))) {
            let (Ok(slug), Some(index)) = (slug.parse::<Slug>(), index) else { continue };
            let beside = beside.into_iter().map(|(name, id)| (name.to_owned(), id)).collect::<Vec<_>>();
            found.push((slug, index, beside, record.blob(index)?));
        }
        let read = |(slug, index, beside, bytes): (Slug, GitId, Vec<(String, GitId)>, Vec<u8>)| {
            let (head, _) = Imported::read(&bytes);
            let year = head.year();
            let title = head.called(&slug).to_owned();
            let Imported { number, date, issuer, .. } = head;
            let unit = head.unit.and_then(|unit| unit.parse().ok());
            (slug, Paper { title, number, date, unit, issuer, year, place: 0, index, beside })
        };
        let mut handover = Self { told, papers: BTreeMap::new(), years: BTreeMap::new() };
        let read: Vec<(Slug, Paper)> = found.into_par_iter().map(read).collect();
        for (slug, paper) in read {
            handover.years.entry(paper.year).or_default().push(slug.clone());
            handover.papers.insert(slug, paper);
        }
        let papers = &mut handover.papers;
        for slugs in handover.years.values_mut() {
            slugs.sort_by_cached_key(|slug| {
                let paper = papers.get(slug);
                let number = paper.and_then(|paper| HistoricNumber::find(paper.number.as_deref()?)).map(|(n, _)| n);
                (paper.and_then(|paper| paper.date.clone()), number, slug.clone())
            });
            for (place, slug) in slugs.iter().enumerate() {
                if let Some(paper) = papers.get_mut(slug) {
                    paper.place = place;
                }
            }
        }
        Ok(handover)
    }

    /// The last act that changed what the papers say.
    pub(super) fn as_of(&self, docket: &Docket) -> u64 {
        [Some(docket.content_seq), self.told.attested, self.told.ended].into_iter().flatten().max().unwrap_or_default()
    }

    fn pages<'h>(&'h self, subject: &'h SubjectId) -> impl Iterator<Item = Page> + 'h {
        let lists = self.years.iter().flat_map(move |(year, slugs)| {
            Part::all(slugs.len(), ENTRIES).map(move |part| Page::Papers(subject.clone(), *year, part))
        });
        lists.chain(self.papers.keys().map(move |slug| Page::Paper(subject.clone(), slug.clone())))
    }
}

/// What all subjects hand over.
#[derive(Debug, Default)]
pub(super) struct Imports {
    of: BTreeMap<SubjectId, Handover>,
    /// Pages that the last acts touched.
    touched: BTreeSet<Page>,
}

impl Imports {
    /// Reads everything that is handed over.
    pub(super) fn read(&mut self, record: &Record, ledger: &Ledger) -> Result<(), Fault> {
        let subjects: Vec<SubjectId> = ledger.office().dockets().map(|docket| docket.subject.clone()).collect();
        self.of.clear();
        for subject in &subjects {
            self.take(record, ledger, subject)?;
        }
        self.touched.clear();
        Ok(())
    }

    /// Takes in what acts have changed of it.
    pub(super) fn follow(&mut self, record: &Record, ledger: &Ledger, advance: &Advance) -> Result<(), Fault> {
        advance.subjects.iter().try_for_each(|subject| self.take(record, ledger, subject))
    }

    fn take(&mut self, record: &Record, ledger: &Ledger, subject: &SubjectId) -> Result<(), Fault> {
        let office = ledger.office();
        let Some(docket) = office.docket(subject) else { return Ok(()) };
        if !office.workflow(docket).is_ok_and(|workflow| workflow.imports) {
            return Ok(());
        }
        let told = Told::of(office, docket);
        let before = self.of.remove(subject);
        if let Some(before) = before.as_ref().filter(|before| before.told != told) {
            self.touched.extend(before.pages(subject));
        }
        let is_new = before.as_ref().is_none_or(|before| before.told != told);
        let now = match before {
            Some(before) if before.told.digest == told.digest => Handover { told, ..before },
            Some(_) | None => Handover::read(record, super::fill::folder_of(ledger, docket), told)?,
        };
        if is_new {
            self.touched.extend(now.pages(subject));
        }
        self.of.insert(subject.clone(), now);
        Ok(())
    }

    /// The pages touched since this was last asked.
    pub(super) fn take_touched(&mut self) -> BTreeSet<Page> {
        std::mem::take(&mut self.touched)
    }

    /// What a subject hands over.
    pub(super) fn of(&self, subject: &SubjectId) -> Option<&Handover> {
        self.of.get(subject)
    }

    /// Every page of it.
    pub(super) fn pages(&self) -> impl Iterator<Item = Page> + '_ {
        self.of.iter().flat_map(|(subject, handover)| handover.pages(subject))
    }

    /// The years that papers are of.
    pub(super) fn years<'a>(&'a self, may_tell: impl Fn(&SubjectId) -> bool + 'a) -> impl Iterator<Item = i16> + 'a {
        let told = self.of.iter().filter(move |(subject, _)| may_tell(subject));
        told.flat_map(|(_, handover)| handover.years.keys().flatten().copied())
    }

    /// Whether there is such a list.
    pub(super) fn has_list(&self, subject: &SubjectId, year: Option<i16>, part: Part) -> bool {
        let count = self.of(subject).and_then(|handover| handover.years.get(&year)).map_or(0, Vec::len);
        count > 0 && Part::all(count, ENTRIES).any(|one| one == part)
    }

    /// Whether there is such a paper.
    pub(super) fn has(&self, subject: &SubjectId, paper: &Slug) -> bool {
        self.of(subject).is_some_and(|handover| handover.papers.contains_key(paper))
    }
}
