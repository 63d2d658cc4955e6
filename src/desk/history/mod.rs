//! A folder of older papers as one subject (历史数据导入, G20). Bytes in, files out: nothing is written here.
//!
//! 1. Every file of the folder is told of: taken, with which paper, taken before, or left out and why. Nothing is passed over in silence.
//! 2. What a paper says of itself is believed in this order: its head, its text, its name. When a file was last written says nothing.
//! 3. The text of a paper is not changed. Where its links lead now, its head says.
//! 4. The same folder gives the same files, byte for byte; what the record has already is not taken again.
//! 5. Nothing outside the folder is read, whatever a link or a text says.

mod day;
mod folder;
mod known;
mod paper;

mod head;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use jiff::civil::Date;
use rayon::prelude::*;

use self::folder::{Folder, Found, Kind, Lead, Parts, lead};
use self::paper::Paper;
use super::draft::blob_name;
use super::roll::{free, slug_of_title};
use crate::id::{FileName, GitId, Sha256, Slug, folded};
use crate::office::{HistoricNumber, IMPORTED, Imported, LARGEST_INDEX, Limits};
use crate::words::{Message, Say};

pub use known::{HistoryPlace, Known, Papers, known_below};

/// How many files and folders one subject may have: a gate takes no more in one push.
const MOST_ENTRIES: usize = 90_000;
/// How much of a subject is left to its form and the report.
const RESERVED: u64 = LARGEST_INDEX;

/// Why a folder cannot be imported at all.
#[derive(Debug, thiserror::Error)]
pub enum HistoryFault {
    /// The disk.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// There is no such folder.
    #[error("{}: no folder", path.display())]
    NoFolder {
        /// What was named.
        path: PathBuf,
    },
    /// More files than a record could hold.
    #[error("more than {most} files")]
    Many {
        /// The most.
        most: usize,
    },
}

impl Say for HistoryFault {
    fn say(&self) -> Message {
        match self {
            Self::Io { path, error } => Message::new("draft-io").with("path", path.display()).with("error", error),
            Self::NoFolder { path } => Message::new("history-no-folder").with("path", path.display()),
            Self::Many { most } => Message::new("history-many").with("most", most),
        }
    }
}

/// Something to be said of a file: a key of the catalogue after `history-`, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Remark {
    /// What.
    pub what: &'static str,
    /// About what; empty where there is nothing to add.
    pub detail: String,
}

impl Remark {
    fn new(what: &'static str, detail: &str) -> Self {
        let mut detail: String = paper::plain(detail).chars().take(300).collect();
        detail.truncate(detail.trim_end().len());
        Self { what, detail }
    }
}

/// Where the day of a paper is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dated {
    /// Its head.
    Head,
    /// A line of its text.
    Text,
    /// Its file's name.
    Name,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is a paper and was taken.
    Taken,
    /// It went with a paper.
    Attached,
    /// The record, or a draft, has it already.
    Already,
    /// It was left out.
    Left,
}

/// A line of the report: a file of the folder.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Row {
    /// The file, by its path in the folder.
    pub path: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Where it stands now, below the subject's folder.
    pub place: String,
    /// The paper's title.
    pub title: String,
    /// Its number.
    pub number: String,
    /// Its day.
    pub date: String,
    /// Where that is from.
    pub dated: Option<Dated>,
    /// The unit of the register, or who issued it in its own words.
    pub unit: String,
    /// The SHA-256 of the file.
    pub sha256: String,
    /// What did not fit, and why.
    pub remarks: Vec<Remark>,
}

impl Row {
    fn left(path: &str, remark: Remark) -> Self {
        Self {
            path: path.to_owned(),
            outcome: Outcome::Left,
            place: String::new(),
            title: String::new(),
            number: String::new(),
            date: String::new(),
            dated: None,
            unit: String::new(),
            sha256: String::new(),
            remarks: vec![remark],
        }
    }
}

/// A DOCX file as Markdown, or what was in the way.
pub type Converted = Result<String, (&'static str, String)>;

/// Makes Markdown of a DOCX file.
pub type Converter<'a> = &'a (dyn Fn(&Path) -> Converted + Sync);

/// What a folder came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Collected {
    /// The files of the subject, by path below its folder.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What became of each file of the folder.
    pub rows: Vec<Row>,
    /// The first day and the last of the papers taken.
    pub days: Option<(Date, Date)>,
}

impl Collected {
    /// How many files came out like this.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.rows.iter().filter(|row| row.outcome == outcome).count()
    }

    /// The rows of which something is to be said.
    pub fn misfits(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| !row.remarks.is_empty() && row.outcome != Outcome::Already)
    }
}

/// Reads a folder of papers. `today` is the day after which none can be of; `progress` is told how many papers of how many are read.
pub fn collect(
    dir: &Path,
    place: &HistoryPlace<'_>,
    convert: Converter<'_>,
    today: Date,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Collected, HistoryFault> {
    let Folder { files, strange } = folder::read(dir)?;
    let mut parts = Parts::of(&files);
    let reader = Reader { dir, files: &files, limits: place.limits, convert, today };
    // What texts link to is known when all of Markdown is read: then only it is known what else is a paper.
    let markdown: Vec<usize> = parts.papers.iter().copied().filter(|at| files[*at].kind == Kind::Markdown).collect();
    let others = parts.papers.len() - markdown.len();
    let mut read = reader.all(&markdown, others, 0, progress);
    for at in &markdown {
        let Some(Ok((paper, _))) = read.get(at) else { continue };
        for target in &paper.links {
            if let Lead::File(file) = lead(&files, files[*at].folder(), target) {
                parts.link(&files, *at, file);
            }
        }
    }
    let rest: Vec<usize> = parts.papers.iter().copied().filter(|at| files[*at].kind != Kind::Markdown).collect();
    read.extend(reader.all(&rest, 0, markdown.len(), progress));
    let mut assembly = Assembly::new(&reader, place, &parts);
    for at in parts.papers.iter().copied() {
        if let Some(paper) = read.remove(&at) {
            assembly.take(at, paper);
        }
    }
    Ok(assembly.finish(strange))
}

/// What is needed to read a paper.
struct Reader<'a> {
    dir: &'a Path,
    files: &'a [Found],
    limits: &'a Limits,
    convert: Converter<'a>,
    today: Date,
}

/// A paper with the digest of its file, or why there is none.
type Read = Result<(Paper, Sha256), Remark>;

impl Reader<'_> {
    /// Reads papers on all processors.
    fn all(
        &self,
        papers: &[usize],
        later: usize,
        before: usize,
        progress: &mut dyn FnMut(usize, usize),
    ) -> HashMap<usize, Read> {
        let mut read = HashMap::with_capacity(papers.len());
        let of = before + papers.len() + later;
        let (sender, receiver) = mpsc::channel();
        progress(before, of);
        std::thread::scope(|scope| {
            scope.spawn(move || {
                // Who listens goes on to the last.
                papers.par_iter().for_each_with(sender, |sender, at| drop(sender.send((*at, self.read(*at)))));
            });
            for (at, one) in receiver {
                read.insert(at, one);
                progress(before + read.len(), of);
            }
        });
        read
    }

    /// A file's bytes, if there are not too many.
    fn bytes(&self, at: usize) -> Result<Vec<u8>, Remark> {
        let file = &self.files[at];
        let too_large = || Remark::new("too-large", &self.limits.file.to_string());
        if file.size > self.limits.file {
            return Err(too_large());
        }
        let bytes = std::fs::read(self.dir.join(&file.path));
        let bytes = bytes.map_err(|error| Remark::new("unreadable", &error.to_string()))?;
        // It may have grown since.
        if bytes.len() as u64 > self.limits.file { Err(too_large()) } else { Ok(bytes) }
    }

    fn read(&self, at: usize) -> Read {
        let file = &self.files[at];
        let bytes = self.bytes(at)?;
        let paper = match file.kind {
            Kind::Markdown => Paper::markdown(&bytes, file.stem(), self.today)?,
            Kind::Plain => Paper::plain(&bytes, file.stem(), self.today)?,
            Kind::Docx => {
                let made = (self.convert)(&self.dir.join(&file.path));
                let made = made.map_err(|(what, detail)| Remark::new(what, &detail))?;
                Paper::converted(&made, file.stem(), self.today)?
            }
            Kind::Other => return Err(Remark::new("alone", "")),
        };
        Ok((paper, Sha256::of(&bytes)))
    }
}

/// Papers put together, in the order of their paths.
struct Assembly<'a> {
    reader: &'a Reader<'a>,
    place: &'a HistoryPlace<'a>,
    parts: &'a Parts,
    collected: Collected,
    slugs: BTreeSet<Slug>,
    /// Which paper has a slug, for links from one to another.
    papers: BTreeMap<usize, Slug>,
    /// Each taken paper's links to other papers: its own place, the target, the other.
    between: Vec<(usize, String, usize)>,
    /// The heads of what is taken, until all slugs are known.
    heads: BTreeMap<usize, (Imported, String)>,
    /// Papers of this folder by what they consist of.
    seen: HashMap<(Sha256, BTreeSet<(String, GitId)>), String>,
    numbers: HashMap<HistoricNumber, String>,
    /// The row of each file that is told of.
    rows: BTreeMap<usize, Row>,
    bytes: u64,
    entries: usize,
}

/// What goes with a paper.
#[derive(Default)]
struct Beside {
    files: BTreeMap<String, (usize, Vec<u8>)>,
    digests: BTreeSet<(String, GitId)>,
}

impl<'a> Assembly<'a> {
    fn new(reader: &'a Reader<'a>, place: &'a HistoryPlace<'a>, parts: &'a Parts) -> Self {
        Self {
            reader,
            place,
            parts,
            collected: Collected::default(),
            slugs: BTreeSet::new(),
            papers: BTreeMap::new(),
            between: Vec::new(),
            heads: BTreeMap::new(),
            seen: HashMap::new(),
            numbers: HashMap::new(),
            rows: BTreeMap::new(),
            bytes: RESERVED,
            entries: 0,
        }
    }

    fn take(&mut self, at: usize, read: Read) {
        let file = &self.reader.files[at];
        let (mut paper, digest) = match read {
            Ok(read) => read,
            Err(remark) => {
                self.rows.insert(at, Row::left(&file.path, remark));
                return;
            }
        };
        let (mut beside, mut remarks) = self.beside(at, file.kind != Kind::Markdown);
        let mut text = std::mem::take(&mut paper.text);
        if text.len() as u64 + 32 * 1024 > LARGEST_INDEX {
            remarks.push(Remark::new("long-text", ""));
            if file.kind == Kind::Markdown {
                let again = self.reader.bytes(at).map(|bytes| beside.put(at, file.name(), bytes));
                remarks.extend(again.err());
            }
            text = String::new();
        }
        let key = (digest, beside.digests.clone());
        if let Some(same) = self.seen.get(&key) {
            self.rows.insert(at, Row::left(&file.path, Remark::new("same", same)));
            return;
        }
        self.seen.insert(key, file.path.clone());
        let known = self.place.known.find(&digest.hex(), &beside.digests);
        if let Some(subject) = known {
            let mut row = Row::left(&file.path, Remark::new("already", subject));
            row.outcome = Outcome::Already;
            self.rows.insert(at, row.clone());
            for (other, _) in beside.files.values() {
                let path = self.reader.files[*other].path.clone();
                self.rows.entry(*other).or_insert_with(|| Row { path, ..row.clone() });
            }
            return;
        }
        let (unit, issuer) = self.unit(&paper, &mut remarks);
        let slug = self.slug(&paper, &digest);
        let weight =
            beside.files.values().map(|(_, bytes)| bytes.len() as u64).sum::<u64>() + text.len() as u64 + 4_096;
        let entries = 2 + beside.files.len();
        let full = self.bytes + weight > self.place.limits.subject || self.entries + entries > MOST_ENTRIES;
        let Some(slug) = slug.filter(|_| !full) else {
            self.rows.insert(at, Row::left(&file.path, Remark::new("no-room", "")));
            return;
        };
        self.bytes += weight;
        self.entries += entries;
        self.slugs.insert(slug.clone());
        self.papers.insert(at, slug.clone());
        self.note_number(&paper, &file.path, &mut remarks);
        if let Some(day) = paper.date {
            let (first, last) = self.collected.days.unwrap_or((day, day));
            self.collected.days = Some((first.min(day), last.max(day)));
        }
        let links = self.links(at, &paper, &beside, &mut remarks);
        remarks.splice(0..0, paper.remarks);
        let mut said = BTreeSet::new();
        remarks.retain(|remark| said.insert(remark.clone()));
        let folder = format!("{IMPORTED}{slug}/");
        for (name, (other, bytes)) in beside.files {
            let place = format!("{folder}{name}");
            // A file may go with several papers: it is told of once.
            if other != at {
                let path = self.reader.files[other].path.clone();
                let sha256 = Sha256::of(&bytes).hex();
                self.rows.entry(other).or_insert_with(|| Row {
                    outcome: Outcome::Attached,
                    place: place.clone(),
                    sha256,
                    remarks: Vec::new(),
                    ..Row::left(&path, Remark::new("alone", ""))
                });
            }
            self.collected.files.insert(place, bytes);
        }
        let row = Row {
            path: file.path.clone(),
            outcome: Outcome::Taken,
            place: format!("{folder}index.md"),
            title: paper.title.clone(),
            number: paper.number.clone().unwrap_or_default(),
            date: paper.date.map(|day| day.to_string()).unwrap_or_default(),
            dated: paper.dated,
            unit: unit.as_ref().map(ToString::to_string).or_else(|| issuer.clone()).unwrap_or_default(),
            sha256: digest.hex(),
            remarks,
        };
        let head = Imported {
            title: paper.title,
            number: paper.number,
            date: paper.date.map(|day| day.to_string()),
            unit: unit.map(|unit| unit.to_string()),
            issuer,
            source: file.path.clone(),
            sha256: digest.hex(),
            links,
            head: paper.head,
        };
        self.rows.insert(at, row);
        self.heads.insert(at, (head, text));
    }

    /// The files that go with a paper, the file itself among them unless its text is all of it.
    fn beside(&self, at: usize, itself: bool) -> (Beside, Vec<Remark>) {
        let (mut beside, mut remarks) = (Beside::default(), Vec::new());
        let others = self.parts.beside.get(&at).into_iter().flatten().copied();
        for other in others.chain(itself.then_some(at)) {
            let file = &self.reader.files[other];
            match self.reader.bytes(other) {
                Ok(bytes) => beside.put(other, file.name(), bytes),
                Err(why) => remarks.push(Remark::new("without", &format!("{} ({})", file.path, why.what))),
            }
        }
        (beside, remarks)
    }

    /// Where the links of a text lead now, where that is not where they say.
    fn links(
        &mut self,
        at: usize,
        paper: &Paper,
        beside: &Beside,
        remarks: &mut Vec<Remark>,
    ) -> BTreeMap<String, String> {
        let files = self.reader.files;
        let mut links = BTreeMap::new();
        for target in &paper.links {
            match lead(files, files[at].folder(), target) {
                Lead::File(other) if self.parts.papers.contains(&other) && other != at => {
                    self.between.push((at, target.clone(), other));
                }
                Lead::File(other) => {
                    let name = beside.files.iter().find(|(_, (one, _))| *one == other).map(|(name, _)| name);
                    if let Some(name) = name.filter(|name| *name != target.strip_prefix("./").unwrap_or(target)) {
                        links.insert(target.clone(), name.clone());
                    }
                }
                Lead::Outside => remarks.push(Remark::new("link-outside", target)),
                Lead::Nowhere => remarks.push(Remark::new("link-nowhere", target)),
            }
        }
        links
    }

    /// The unit of the register that issued a paper; or who did in its own words.
    fn unit(&self, paper: &Paper, remarks: &mut Vec<Remark>) -> (Option<Slug>, Option<String>) {
        let mut several = None;
        for name in &paper.issuers {
            match self.place.units.get(name).map(Vec::as_slice) {
                Some([unit]) => return (Some(unit.clone()), None),
                Some(_) => several = Some(name),
                None => {}
            }
        }
        let issuer = paper.issuers.first().cloned();
        let number = paper.number.as_ref().and_then(|number| HistoricNumber::find(number)).map(|(number, _)| number);
        let by_code = number.and_then(|number| self.place.by_code(&number.code));
        // What a head says is not outvoted by a code that is written alike.
        if let (Some(unit), None) = (by_code, &issuer) {
            return (Some(unit), None);
        }
        let by_title = self.place.units.range::<str, _>(..).filter(|(name, units)| {
            units.len() == 1 && name.chars().count() > 2 && paper.title.starts_with(name.as_str())
        });
        let by_title = by_title.max_by_key(|(name, _)| name.len()).map(|(_, units)| units[0].clone());
        if let (Some(unit), None) = (by_title, &issuer) {
            return (Some(unit), None);
        }
        if let Some(name) = several {
            remarks.push(Remark::new("unit-several", name));
        } else if let Some(name) = &issuer {
            remarks.push(Remark::new("unit-unknown", name));
        }
        (None, issuer)
    }

    /// A name for a paper's folder: its number's, else its title's, that no other has.
    fn slug(&self, paper: &Paper, digest: &Sha256) -> Option<Slug> {
        let number = paper.number.as_ref().and_then(|number| HistoricNumber::find(number)).map(|(number, _)| number);
        let by_number = number.and_then(|number| {
            format!("{}-{}-{}", slug_of_title(&number.code)?, number.year, number.serial).parse().ok()
        });
        let by_digest = || format!("paper-{}", &digest.hex()[..12]).parse().ok();
        let slug = by_number.or_else(|| slug_of_title(&paper.title)).or_else(by_digest)?;
        free(&slug, &self.slugs).or_else(|| by_digest().and_then(|slug| free(&slug, &self.slugs)))
    }

    /// The same number twice is no fault of ours, but somebody should know.
    fn note_number(&mut self, paper: &Paper, path: &str, remarks: &mut Vec<Remark>) {
        let number = paper.number.as_ref().and_then(|number| HistoricNumber::find(number));
        let Some((number, _)) = number else { return };
        if let Some(other) = self.numbers.get(&number).or_else(|| self.place.known.number(&number)) {
            remarks.push(Remark::new("number-twice", other));
        } else {
            self.numbers.insert(number, path.to_owned());
        }
    }

    /// Writes the papers, now that it is known where each of them stands, and tells of every file.
    fn finish(mut self, strange: Vec<(String, Remark)>) -> Collected {
        for (from, target, to) in std::mem::take(&mut self.between) {
            let slug = self.papers.get(&to).cloned();
            let (Some((head, _)), Some(slug)) = (self.heads.get_mut(&from), slug) else { continue };
            head.links.insert(target, format!("../{slug}/index.md"));
        }
        for (at, (head, text)) in std::mem::take(&mut self.heads) {
            if let Some(slug) = self.papers.get(&at) {
                self.collected.files.insert(format!("{IMPORTED}{slug}/index.md"), head.write(&text));
            }
        }
        let with = self.parts.beside.iter().flat_map(|(paper, files)| files.iter().map(|at| (*at, *paper)));
        let with: HashMap<usize, usize> = with.collect();
        for (at, file) in self.reader.files.iter().enumerate() {
            self.rows.entry(at).or_insert_with(|| {
                let without = with.get(&at).map(|paper| Remark::new("with-left", &self.reader.files[*paper].path));
                let alone = if file.is_foreign() { "format" } else { "alone" };
                Row::left(&file.path, without.unwrap_or_else(|| Remark::new(alone, "")))
            });
        }
        self.collected.rows = self.rows.into_values().collect();
        self.collected.rows.extend(strange.into_iter().map(|(path, remark)| Row::left(&path, remark)));
        self.collected.rows.sort_by(|a, b| a.path.cmp(&b.path));
        self.collected
    }
}

impl Beside {
    fn put(&mut self, at: usize, name: &str, bytes: Vec<u8>) {
        let name = self.free(name);
        self.digests.insert((name.clone(), blob_name(&bytes)));
        self.files.insert(name, (at, bytes));
    }

    /// The name a file may have here: one that a record takes and no other has.
    fn free(&self, name: &str) -> String {
        let name = sound(name);
        let (stem, ending) =
            name.rsplit_once('.').map_or((name.as_str(), String::new()), |(s, e)| (s, format!(".{e}")));
        let taken = |name: &str| {
            let name = folded(name);
            name == "index.md" || self.files.keys().any(|other| folded(other) == name)
        };
        let numbered = (2..).map(|count| format!("{stem}-{count}{ending}"));
        std::iter::once(name.clone()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
    }
}

/// A name as a record takes it.
fn sound(name: &str) -> String {
    if FileName::check(name.as_bytes()).is_ok() && name.len() < 190 {
        return name.to_owned();
    }
    let plain = paper::plain(name);
    let plain: String = plain
        .chars()
        .map(|c| if matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*') { '-' } else { c })
        .collect();
    let (stem, ending) = plain.rsplit_once('.').unwrap_or((&plain, ""));
    let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).take(10).collect();
    let mut stem = stem.trim_matches(|c: char| matches!(c, '.' | '-' | ' ')).to_owned();
    while stem.len() > 150 {
        stem.pop();
    }
    let stem = stem.trim_end_matches(['.', ' ']);
    let dot = if ending.is_empty() { "" } else { "." };
    let name = format!("{stem}{dot}{ending}");
    if FileName::check(name.as_bytes()).is_ok() {
        name
    } else {
        format!("file-{}{dot}{ending}", &Sha256::of(plain.as_bytes()).hex()[..8])
    }
}

#[cfg(test)]
mod tests;
