//! What papers are matched against: the register's units, and the papers that a record has already.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::id::{GitId, Slug};
use crate::office::{HistoricNumber, IMPORTED, Imported, Limits, Register};

/// Where papers come to.
pub struct HistoryPlace<'a> {
    pub(super) limits: &'a Limits,
    /// Units by slug, by name, former names too, and by code.
    pub(super) units: BTreeMap<String, Vec<Slug>>,
    codes: BTreeMap<String, Vec<Slug>>,
    pub(super) known: &'a Known,
}

impl<'a> HistoryPlace<'a> {
    /// The register's units, and what is known.
    pub fn new(register: &Register, limits: &'a Limits, known: &'a Known) -> Self {
        let (mut units, mut codes) = (BTreeMap::<String, Vec<Slug>>::new(), BTreeMap::<String, Vec<Slug>>::new());
        for (slug, unit) in register.units() {
            let names = [Some(&unit.title), unit.code.as_ref()].into_iter().flatten().chain(&unit.former);
            for name in names.cloned().chain([slug.to_string()]) {
                let listed = units.entry(name).or_default();
                if !listed.contains(slug) {
                    listed.push(slug.clone());
                }
            }
            if let Some(code) = &unit.code {
                codes.entry(code.clone()).or_default().push(slug.clone());
            }
        }
        Self { limits, units, codes, known }
    }

    /// The unit of a number's code.
    pub(super) fn by_code(&self, code: &str) -> Option<Slug> {
        match self.codes.get(code).map(Vec::as_slice) {
            Some([unit]) => Some(unit.clone()),
            Some(_) | None => None,
        }
    }
}

/// A paper as it is known: the files beside it by name, and the subject it is in.
type Held = (BTreeSet<(String, GitId)>, String);

/// The papers of subjects that hold.
#[derive(Debug, Default)]
pub struct Known {
    /// By the digest of the paper's file: the files beside each such paper, and the subject it is in.
    papers: HashMap<String, Vec<Held>>,
    numbers: HashMap<HistoricNumber, String>,
}

impl Known {
    /// Takes in a paper of a subject: its `index.md`, and the files beside it.
    pub fn add(&mut self, subject: &str, index: &[u8], beside: BTreeSet<(String, GitId)>) {
        let (head, _) = Imported::read(index);
        if head.sha256.is_empty() {
            return;
        }
        if let Some((number, _)) = head.number.as_deref().and_then(HistoricNumber::find) {
            self.numbers.entry(number).or_insert_with(|| subject.to_owned());
        }
        self.papers.entry(head.sha256).or_default().push((beside, subject.to_owned()));
    }

    /// The subject that has this very paper.
    pub(super) fn find(&self, sha256: &str, beside: &BTreeSet<(String, GitId)>) -> Option<&str> {
        let papers = self.papers.get(sha256)?;
        papers.iter().find(|(files, _)| files == beside).map(|(_, subject)| subject.as_str())
    }

    /// The subject that has a paper of this number.
    pub(super) fn number(&self, number: &HistoricNumber) -> Option<&String> {
        self.numbers.get(number)
    }
}

/// A paper's `index.md`, and what stands beside it by name.
pub type Papers<'f, T> = (Option<T>, Vec<(&'f str, T)>);

/// The imported papers among a subject's files: each with its `index.md` and the paths of what stands beside it.
pub fn known_below<'f, T>(files: impl IntoIterator<Item = (&'f str, T)>) -> BTreeMap<&'f str, Papers<'f, T>> {
    let mut papers: BTreeMap<&str, Papers<'f, T>> = BTreeMap::new();
    for (path, file) in files {
        let Some((slug, name)) = path.strip_prefix(IMPORTED).and_then(|path| path.split_once('/')) else { continue };
        let paper = papers.entry(slug).or_default();
        if name == "index.md" {
            paper.0 = Some(file);
        } else {
            paper.1.push((name, file));
        }
    }
    papers
}
