//! Searching a site: what is told of each subject, kept up act by act.
//!
//! ```text
//! a subject of the record ── told ─▶ Shelf ─┬─▶ Finder: the server's answers
//!        its attachments ── texts ─▶        └─▶ stacks: files for a site without a server
//! ```
//!
//! 1. An act costs the subjects it touches: those whose pages are made again are read again, and no other.
//! 2. What a page shows of a subject, or of an older paper that it hands over, can be found: number, title, form, text, the names of those who drafted and signed it, attachments
//!    with their names. Opinions are not looked through.
//! 3. An attachment is read once: what was read is kept by the name of its bytes.

mod answer;
mod stacks;
mod texts;
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

pub(super) use answer::Dress;
pub use answer::Finder;
pub(super) use stacks::{Changes, Place};
use told::told;

use crate::id::{Slug, SubjectId};
use crate::ledger::State;
use crate::record::{Fault, Record};
use crate::search::{Format, Gram, Reader, Shelf, Text, Unread, grams, read};
use texts::Texts;

/// Reads text files and nothing else: what needs a parser is hostile enough for a process of its own, which the caller has to bring.
#[derive(Debug, Clone, Copy)]
struct PlainOnly;

impl Reader for PlainOnly {
    fn read(&self, format: Format, bytes: &[u8]) -> Result<String, Unread> {
        match format {
            Format::Plain => read(format, bytes),
            Format::Docx | Format::Xlsx | Format::Ofd | Format::Odt | Format::Pdf => Err(Unread::Nobody),
        }
    }
}

/// What a site searches.
pub(super) struct Search {
    finder: Arc<Finder>,
    reader: Box<dyn Reader>,
    texts: Option<Mutex<Texts>>,
    /// Whether there is an index that needs no server.
    is_static: bool,
}

impl Search {
    /// For a record; nothing is read yet.
    pub(super) fn new(record: &Record) -> Self {
        Self {
            finder: Arc::default(),
            reader: Box::new(PlainOnly),
            texts: Texts::open(&record.git_dir().join("kanhe")).map(Mutex::new),
            is_static: false,
        }
    }

    /// Who reads attachments.
    pub(super) fn set_reader(&mut self, reader: Box<dyn Reader>) {
        self.reader = reader;
    }

    /// Whether files for a search without a server are written.
    pub(super) const fn set_static(&mut self, is_static: bool) {
        self.is_static = is_static;
    }

    /// Whether they are.
    pub(super) const fn is_static(&self) -> bool {
        self.is_static
    }

    /// Who answers for the server.
    pub(super) fn finder(&self) -> Arc<Finder> {
        Arc::clone(&self.finder)
    }

    /// Reads every subject, and writes the index if there is one.
    pub(super) fn build(&mut self, record: &Path, ledger: &State, place: &Place<'_>) -> Result<Changes, SearchError> {
        let shelf = all(record, ledger, self.texts.as_ref(), &*self.reader)?;
        let changes = if self.is_static { place.write_all(&shelf, ledger.head().seq)? } else { Changes::default() };
        *self.finder.shelf_mut() = shelf;
        Ok(changes)
    }

    /// Reads the subjects again that an act has touched, and changes the index where it differs.
    pub(super) fn follow(
        &mut self,
        record: &Record,
        ledger: &State,
        touched: &[&SubjectId],
        place: &Place<'_>,
    ) -> Result<Changes, SearchError> {
        let mut texts = Vec::new();
        for subject in touched {
            texts.extend(told(record, ledger, self.texts.as_ref(), &*self.reader, subject)?);
        }
        let order = |text: &Text| (text.card.submitted, text.card.subject.clone(), text.card.paper.clone());
        texts.sort_by_cached_key(order);
        // A handover that was revised may have other papers, which stand behind it: then all texts are counted anew.
        if self.has_other_papers(touched, &texts) {
            let place_of_record = record.worktree().unwrap_or_else(|| record.git_dir()).to_owned();
            let shelf = all(&place_of_record, ledger, self.texts.as_ref(), &*self.reader)?;
            let act = ledger.head().seq;
            let changes = if self.is_static { place.write_anew(&shelf, act)? } else { Changes::default() };
            *self.finder.shelf_mut() = shelf;
            return Ok(changes);
        }
        let mut before: BTreeMap<usize, BTreeMap<Gram, bool>> = BTreeMap::new();
        let mut changed = BTreeSet::new();
        // Folding is done before anybody who searches has to wait.
        let finder = Arc::clone(&self.finder);
        let count = finder.shelf().len();
        for text in texts {
            let known = finder.shelf().place(&text.card);
            if let Some(known) = known.filter(|_| self.is_static) {
                before.insert(known, grams(&finder.shelf(), known));
            }
            let bound = finder.shelf().bind(text);
            changed.insert(finder.shelf_mut().take(bound));
        }
        if !self.is_static {
            return Ok(Changes::default());
        }
        place.write_changes(&finder.shelf(), count, &changed, &before, ledger.head().seq)
    }
}

impl Search {
    /// Whether a subject that is known hands over other papers than before.
    fn has_other_papers(&self, touched: &[&SubjectId], texts: &[Text]) -> bool {
        let shelf = self.finder.shelf();
        let known = |subject: &SubjectId| {
            texts.iter().any(|text| text.card.subject == *subject && shelf.place(&text.card).is_some())
        };
        touched.iter().filter(|subject| known(subject)).any(|subject| {
            let before: BTreeSet<&Slug> = shelf.papers(subject).collect();
            let of_it = texts.iter().filter(|text| text.card.subject == **subject);
            before != of_it.filter_map(|text| text.card.paper.as_ref()).collect()
        })
    }
}

/// Why a search could not be kept up.
#[derive(Debug, thiserror::Error)]
pub(super) enum SearchError {
    /// The record.
    #[error(transparent)]
    Record(#[from] Fault),
    /// A file of the index.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file.
        path: std::path::PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
}

/// All subjects of a record, in the order in which they were handed in.
fn all(place: &Path, ledger: &State, texts: Option<&Mutex<Texts>>, reader: &dyn Reader) -> Result<Shelf, Fault> {
    let mut subjects: Vec<(u64, &SubjectId)> =
        ledger.office().dockets().map(|docket| (docket.submitted(), &docket.subject)).collect();
    subjects.sort();
    let mut shelf = Shelf::default();
    // In parts, so that no more than a part is held twice.
    for part in subjects.chunks(4_096) {
        let told: Vec<Vec<Vec<Text>>> = part
            .par_chunks(128)
            .map(|subjects| {
                let record = Record::open(place)?;
                let told = subjects.iter().map(|(_, subject)| told(&record, ledger, texts, reader, subject));
                told.collect::<Result<Vec<_>, Fault>>()
            })
            .collect::<Result<_, Fault>>()?;
        shelf.put_all(told.into_iter().flatten().flatten().collect());
    }
    Ok(shelf)
}

/// A shelf of all subjects of a record, for who has no site.
pub fn shelf_of(record: &Record, ledger: &State, reader: &dyn Reader) -> Result<Shelf, Fault> {
    let texts = Texts::open(&record.git_dir().join("kanhe")).map(Mutex::new);
    let place = record.worktree().unwrap_or_else(|| record.git_dir()).to_owned();
    all(&place, ledger, texts.as_ref(), reader)
}

/// What is kept, whoever has held it before.
fn locked(texts: &Mutex<Texts>) -> std::sync::MutexGuard<'_, Texts> {
    texts.lock().unwrap_or_else(PoisonError::into_inner)
}
