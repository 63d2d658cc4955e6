//! Building: the whole site, and after that what each act touches.
//!
//! 1. Same record, same bytes: nothing here reads a clock or depends on the order of work.
//! 2. Every file is replaced atomically: written beside its place under a hidden name, then renamed.
//! 3. What a change writes and removes is what a full build would have written differently: both ask the same [`Source`]
//!    (`tests/rebuild.rs` compares them).
//! 4. Only files this builder wrote are ever removed. It keeps their names in `.kanhe-site` in the output folder, and refuses a folder
//!    that holds anything else.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::fill::{Drafted, File, PageError, Source};
use super::index::{Index, Touched};
use super::naming::Named;
use super::page::Page;
use super::search::{Changes, Dress, Finder, Place, Search};
use super::theme::{Asset, ThemeError};
use super::tongue::Tongue;
use crate::desk::Draft;
use crate::id::{GitId, SubjectId};
use crate::ledger::{Advance, Ledger, Refusal, State, TagState};
use crate::record::{Fault, Record};

/// The names of the files the builder wrote, one a line.
const MANIFEST: &str = ".kanhe-site";

/// Why a site could not be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The record could not be read.
    #[error(transparent)]
    Record(#[from] Fault),
    /// The record is none.
    #[error("the record cannot be replayed")]
    Ledger(Vec<Refusal>),
    /// A page could not be made.
    #[error("{page}: {error}")]
    Page {
        /// Its file.
        page: String,
        /// Why.
        error: PageError,
    },
    /// The theme built into the program does not load.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// The output folder holds what no builder wrote.
    #[error("{} is not empty and was not written by kanhe", .0.display())]
    Occupied(PathBuf),
    /// The disk.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// A site, its record and where it is written.
pub struct Site {
    record: Record,
    place: PathBuf,
    ledger: Ledger,
    index: Index,
    /// The languages it is written in.
    tongues: Vec<Tongue>,
    /// Why the record's own theme was set aside, if it was.
    theme_fault: Option<ThemeError>,
    out: PathBuf,
    preview: bool,
    written: BTreeSet<String>,
    /// Pages that have to be made and could not be.
    pending: BTreeSet<Page>,
    /// Whether everything has to be made anew, because names, rules or the theme changed.
    stale: bool,
    /// Those of them that the manifest does not name yet.
    fresh: Vec<String>,
    attached: Attached,
    /// The files of drafts.
    drafts: BTreeSet<String>,
    search: Search,
}

/// The files beside pages. Two pages may hold the same file, and it then stands in one place.
#[derive(Default)]
struct Attached {
    of: BTreeMap<Page, Vec<String>>,
    holders: BTreeMap<String, usize>,
}

impl Attached {
    /// Takes in what a page holds now. What nobody holds any more.
    fn set(&mut self, page: &Page, files: Vec<String>) -> Vec<String> {
        for file in &files {
            *self.holders.entry(file.clone()).or_default() += 1;
        }
        let before = if files.is_empty() { self.of.remove(page) } else { self.of.insert(page.clone(), files) };
        let mut left = before.unwrap_or_default();
        left.retain(|file| match self.holders.get_mut(file) {
            Some(holders) if *holders > 1 => {
                *holders -= 1;
                false
            }
            Some(_) | None => {
                self.holders.remove(file);
                true
            }
        });
        left
    }
}

/// A page that was made, in every language.
#[derive(Default)]
struct Made {
    /// Its files and those beside it.
    paths: Vec<String>,
    /// How many of them were written.
    changed: usize,
    /// The entries of the register that it names.
    named: BTreeSet<Named>,
}

/// What a build or a change did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Built {
    /// The acts it took in.
    pub acts: Vec<u64>,
    /// How many pages were made.
    pub pages: usize,
    /// How many files were written because they were not there or differed.
    pub written: usize,
    /// How many files were removed.
    pub removed: usize,
}

impl Site {
    /// Opens the record at `place` (bare, or with a work tree) for a site in `out`.
    pub fn open(
        place: &Path,
        out: &Path,
        preview: bool,
        progress: crate::ledger::Progress<'_>,
    ) -> Result<Self, BuildError> {
        let record = Record::open(place)?;
        let mut ledger = Ledger::open(&record, progress).map_err(BuildError::Ledger)?;
        ledger.recall_all()?;
        look_again(&record, &mut ledger)?;
        let index = Index::of(&ledger);
        let (tongues, theme_fault) = tongues(&record, &ledger)?;
        let search = Search::new(&record);
        Ok(Self {
            record,
            place: place.to_owned(),
            ledger,
            index,
            tongues,
            theme_fault,
            out: out.to_owned(),
            preview,
            written: BTreeSet::new(),
            pending: BTreeSet::new(),
            stale: false,
            fresh: Vec::new(),
            attached: Attached::default(),
            drafts: BTreeSet::new(),
            search,
        })
    }

    /// The state the site shows.
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The record.
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// Why the record's own theme was set aside for the built-in one.
    pub const fn theme_fault(&self) -> Option<&ThemeError> {
        self.theme_fault.as_ref()
    }

    /// Builds everything, and removes what a former build left.
    pub fn build(&mut self, progress: &mut (dyn FnMut(usize, usize) + Send)) -> Result<Built, BuildError> {
        let old = self.claim()?;
        let pages: Vec<Page> = self.index.pages(&self.ledger).into_iter().collect();
        let mut built = self.make(&pages, progress)?;
        let assets: Vec<Asset> =
            self.tongues.first().into_iter().flat_map(|tongue| tongue.theme.assets()).cloned().collect();
        for asset in assets {
            let file = File { path: asset.path, bytes: asset.bytes };
            built.written += usize::from(write(&self.out, &file)?);
            self.written.insert(file.path);
        }
        if self.preview {
            built.written += self.make_drafts()?;
        }
        let changes = self.search_with(|search, place, _, ledger, to| search.build(place, ledger, to))?;
        self.take_search(changes, &mut built);
        for path in old.difference(&self.written) {
            built.removed += usize::from(fs::remove_file(self.out.join(path)).is_ok());
        }
        self.write_manifest()?;
        Ok(built)
    }

    /// Takes in what has come to `main` since, and writes the pages it touches. Fails, changing nothing, if `main` no longer
    /// continues what the site shows.
    pub fn follow(&mut self) -> Result<Built, BuildError> {
        let ledger = |refusal| BuildError::Ledger(vec![refusal]);
        let mut advance = Advance::default();
        if let Some(tip) = self.record.main()? {
            advance = self.ledger.follow_to(&self.record, tip, &mut |_, _| {}).map_err(ledger)?;
        }
        // Act and tag are two refs: the tag may come into sight a moment later.
        let missing: Vec<String> = self
            .ledger
            .seals()
            .values()
            .filter(|put| put.tag == TagState::Missing)
            .map(|put| put.reference.clone())
            .collect();
        for reference in missing {
            if self.ledger.look_at_seal(&self.record, &reference) {
                advance.seals.insert(reference);
            }
        }
        self.stale |= self.index.is_overturned(&self.ledger, &advance);
        if self.stale {
            return self.build_anew(advance);
        }
        if advance == Advance::default() && self.pending.is_empty() {
            return Ok(Built::default());
        }
        // What could not be written once (a full disk) is written again with the next change.
        if advance != Advance::default() {
            let Touched { pages, gone } = self.index.follow(&self.ledger, &advance);
            self.pending.extend(pages);
            self.pending.extend(gone);
        }
        let (pages, gone): (Vec<Page>, Vec<Page>) =
            self.pending.iter().cloned().partition(|page| self.index.has(&self.ledger, page));
        let mut built = self.make(&pages, &mut |_, _| {})?;
        let changes = self.search_with(|search, _, record, ledger, to| {
            let touched: Vec<&SubjectId> = pages.iter().filter_map(Page::subject).collect();
            search.follow(record, ledger, &touched, to)
        })?;
        self.take_search(changes, &mut built);
        self.pending.clear();
        built.acts = advance.acts;
        for page in gone {
            self.index.note_names(&page, &BTreeSet::new());
            let beside = self.attached.set(&page, Vec::new());
            let own = self.tongues.iter().map(|tongue| tongue.path(&page.file()));
            for path in beside.into_iter().chain(own).collect::<Vec<_>>() {
                built.removed += usize::from(!self.drafts.contains(&path) && self.remove(&path));
            }
        }
        // An act adds a few files to however many there are: their names are added at the manifest's end.
        if built.removed > 0 {
            self.write_manifest()?;
        } else {
            self.extend_manifest()?;
        }
        self.ledger.keep();
        Ok(built)
    }

    /// Settings, workflows or the theme changed, or a certificate came into doubt: that stands on any page.
    fn build_anew(&mut self, advance: Advance) -> Result<Built, BuildError> {
        (self.tongues, self.theme_fault) = tongues(&self.record, &self.ledger)?;
        self.index = Index::of(&self.ledger);
        self.written.clear();
        self.attached = Attached::default();
        let built = self.build(&mut |_, _| {})?;
        self.pending.clear();
        self.stale = false;
        self.ledger.keep();
        Ok(Built { acts: advance.acts, ..built })
    }

    /// Writes the drafts of the work tree again. How many files changed.
    pub fn make_drafts(&mut self) -> Result<usize, BuildError> {
        let Some(worktree) = self.record.worktree().map(Path::to_owned) else { return Ok(0) };
        let drafts = self.find_drafts(&worktree);
        let mut files = Vec::new();
        for tongue in &self.tongues {
            let made = self.source(&self.record, tongue).drafts(&drafts);
            files.extend(made.map_err(|error| page_error("drafts", error))?);
        }
        let names: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
        let mut changed = 0;
        for file in &files {
            changed += usize::from(write(&self.out, file)?);
        }
        for path in std::mem::replace(&mut self.drafts, names.clone()).difference(&names) {
            if !self.attached.holders.contains_key(path) {
                changed += usize::from(self.remove(path));
            }
        }
        self.written.extend(names);
        self.write_manifest()?;
        Ok(changed)
    }

    /// Removes a file that the site has no more. Whether it was there.
    fn remove(&mut self, path: &str) -> bool {
        self.written.remove(path) && fs::remove_file(self.out.join(path)).is_ok()
    }

    /// Folders of the work tree that are not, as they are, what was last handed in.
    fn find_drafts(&self, worktree: &Path) -> Vec<Drafted> {
        let mut drafts = Vec::new();
        for (collection, _) in self.ledger.office().collections() {
            let base = worktree.join("content").join(collection.as_str());
            let folders = walkdir::WalkDir::new(&base).min_depth(2).max_depth(2).sort_by_file_name();
            for entry in folders.into_iter().flatten().filter(|entry| entry.file_type().is_dir()) {
                let below = entry.path().strip_prefix(worktree.join("content")).unwrap_or(entry.path());
                let Ok(subject) = below.to_string_lossy().replace('\\', "/").parse::<SubjectId>() else { continue };
                let draft = Draft::read(entry.path());
                let digest = draft.as_ref().ok().and_then(|draft| draft.digest().ok());
                let docket = self.ledger.office().docket(&subject);
                if docket.is_some_and(|docket| Some(docket.digest) == digest) {
                    continue;
                }
                let files = draft.map(Draft::into_files).map_err(|fault| {
                    use crate::words::Say as _;
                    self.tongues.first().map_or_else(String::new, |tongue| tongue.words.text(&fault.say()))
                });
                drafts.push(Drafted { path: below.display().to_string(), subject, files });
            }
        }
        drafts
    }

    /// Lets attachments be read by somebody else: by default only what is plain text is read, in this process.
    pub fn read_attachments_by(&mut self, reader: Box<dyn crate::search::Reader>) {
        self.search.set_reader(reader);
    }

    /// Whether files are written in which a page itself can search, for a site that no server of ours answers for. They hold every text:
    /// a site not all of which is for everybody has to do without.
    pub const fn index_for_scripts(&mut self, is_wanted: bool) {
        self.search.set_static(is_wanted);
    }

    /// Who answers those who search, for a server. It sees what this site has taken in, as it goes on.
    pub fn finder(&self) -> Arc<Finder> {
        self.search.finder()
    }

    fn search_with<T>(
        &mut self,
        work: impl FnOnce(&mut Search, &Path, &Record, &State, &Place<'_>) -> Result<T, super::search::SearchError>,
    ) -> Result<T, BuildError> {
        let out = &self.out;
        let write = |name: &str, bytes: Vec<u8>| match write(out, &File { path: name.to_owned(), bytes }) {
            Err(BuildError::Io { error, .. }) => Err(error),
            other => other.map_err(io::Error::other),
        };
        let place = Place { out, written: &self.written, write: &write };
        work(&mut self.search, &self.place, &self.record, &self.ledger, &place).map_err(|error| match error {
            super::search::SearchError::Record(fault) => BuildError::Record(fault),
            super::search::SearchError::Io { path, error } => BuildError::Io { path, error },
        })
    }

    /// Takes in what became of the files of the search, and dresses the pages of results.
    fn take_search(&mut self, changes: Changes, built: &mut Built) {
        built.written += changes.written;
        for name in changes.names {
            if self.written.insert(name.clone()) {
                self.fresh.push(name);
            }
        }
        for name in changes.gone {
            built.removed += usize::from(self.remove(&name));
        }
        for tongue in &self.tongues {
            let dress =
                Dress { theme: Arc::clone(&tongue.theme), page: self.source(&self.record, tongue).search_page() };
            self.search.finder().wear(tongue.path("search/"), dress);
        }
    }

    /// Where drafts lie, for a watcher.
    pub fn worktree(&self) -> Option<&Path> {
        self.record.worktree()
    }

    fn source<'a>(&'a self, record: &'a Record, tongue: &'a Tongue) -> Source<'a> {
        Source {
            record,
            ledger: &self.ledger,
            index: &self.index,
            tongue,
            tongues: &self.tongues,
            words: &tongue.words,
            theme: &tongue.theme,
            preview: self.preview,
            scripted: self.search.is_static(),
            named: RefCell::default(),
        }
    }

    /// Makes pages and writes what differs, in parallel when there is much of it.
    fn make(&mut self, pages: &[Page], progress: &mut (dyn FnMut(usize, usize) + Send)) -> Result<Built, BuildError> {
        let (ledger, index, tongues): (&State, _, _) = (&self.ledger, &self.index, &self.tongues);
        let (out, place, preview) = (&self.out, &self.place, self.preview);
        let scripted = self.search.is_static();
        let one = |record: &Record, page: &Page| -> Result<Made, BuildError> {
            let mut made = Made::default();
            for tongue in tongues {
                let named = RefCell::new(std::mem::take(&mut made.named));
                let (words, theme) = (&tongue.words, &tongue.theme);
                let source = Source { record, ledger, index, tongue, tongues, words, theme, preview, scripted, named };
                let mut files = source.files(page).map_err(|error| page_error(&tongue.path(&page.file()), error))?;
                // What all languages share came with the first of them.
                files.retain(|file| made.paths.is_empty() || tongue.owns(&file.path));
                for file in &files {
                    made.changed += usize::from(write(out, file)?);
                }
                made.paths.extend(files.into_iter().map(|file| file.path));
                made.named = source.named.into_inner();
            }
            Ok(made)
        };
        let mut built = Built { pages: pages.len(), ..Built::default() };
        let (mut names, mut left, mut named_by) = (Vec::new(), Vec::new(), Vec::new());
        for (done, chunk) in pages.chunks(512).enumerate() {
            let results: Vec<Made> = if chunk.len() < 64 {
                chunk.iter().map(|page| one(&self.record, page)).collect::<Result<_, _>>()?
            } else {
                chunk
                    .par_chunks(32)
                    .map(|pages| {
                        let record = Record::open(place)?;
                        pages.iter().map(|page| one(&record, page)).collect::<Result<Vec<_>, _>>()
                    })
                    .collect::<Result<Vec<_>, BuildError>>()?
                    .into_iter()
                    .flatten()
                    .collect()
            };
            for (page, Made { paths, changed, named }) in chunk.iter().zip(results) {
                built.written += changed;
                let own: Vec<String> = self.tongues.iter().map(|tongue| tongue.path(&page.file())).collect();
                let beside = paths.iter().filter(|path| !own.contains(path)).cloned().collect();
                left.extend(self.attached.set(page, beside));
                named_by.push((page, named));
                names.extend(paths);
            }
            progress((done * 512 + chunk.len()).min(pages.len()), pages.len());
        }
        for (page, named) in named_by {
            self.index.note_names(page, &named);
        }
        for name in names {
            if self.written.insert(name.clone()) {
                self.fresh.push(name);
            }
        }
        for path in left {
            if !self.attached.holders.contains_key(&path) && !self.drafts.contains(&path) {
                built.removed += usize::from(self.remove(&path));
            }
        }
        Ok(built)
    }

    /// Takes the output folder: it is new, empty, or a former build's. What that build wrote.
    fn claim(&mut self) -> Result<BTreeSet<String>, BuildError> {
        let io = |path: &Path, error| BuildError::Io { path: path.to_owned(), error };
        fs::create_dir_all(&self.out).map_err(|error| io(&self.out, error))?;
        let manifest = self.out.join(MANIFEST);
        match fs::read_to_string(&manifest) {
            // A last line without its end was cut while it was written: it names no file.
            Ok(text) => Ok(text
                .split_inclusive('\n')
                .filter_map(|line| line.strip_suffix('\n'))
                .filter(|line| is_below(line))
                .map(str::to_owned)
                .collect()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let mut entries = fs::read_dir(&self.out).map_err(|error| io(&self.out, error))?;
                if entries.next().is_some() {
                    return Err(BuildError::Occupied(self.out.clone()));
                }
                self.write_manifest()?;
                Ok(BTreeSet::new())
            }
            Err(error) => Err(io(&manifest, error)),
        }
    }

    fn extend_manifest(&mut self) -> Result<(), BuildError> {
        if self.fresh.is_empty() {
            return Ok(());
        }
        let path = self.out.join(MANIFEST);
        let text = self.fresh.drain(..).fold(String::new(), |text, name| text + &name + "\n");
        let opened = fs::OpenOptions::new().append(true).create(true).open(&path);
        opened.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| BuildError::Io { path, error })
    }

    fn write_manifest(&mut self) -> Result<(), BuildError> {
        self.fresh.clear();
        let text = self.written.iter().fold(String::new(), |text, path| text + path + "\n");
        write(&self.out, &File { path: MANIFEST.to_owned(), bytes: text.into_bytes() }).map(drop)
    }
}

/// Looks again at every seal whose tag is not what the snapshot remembers: tags can come, go and be replaced with no act.
fn look_again(record: &Record, ledger: &mut Ledger) -> Result<(), Fault> {
    let refs: BTreeMap<String, GitId> = record.seals()?.into_iter().collect();
    let changed = ledger.seals().values().filter(|put| match &put.tag {
        TagState::Good { tag, .. } | TagState::Bad { tag, .. } => refs.get(&put.reference) != Some(tag),
        TagState::Missing => refs.contains_key(&put.reference),
    });
    for reference in changed.map(|put| put.reference.clone()).collect::<Vec<_>>() {
        ledger.look_at_seal(record, &reference);
    }
    Ok(())
}

fn page_error(page: &str, error: PageError) -> BuildError {
    BuildError::Page { page: page.to_owned(), error }
}

/// Whether a line of the manifest names a file below the output folder: the manifest is a file, and files can be changed.
fn is_below(path: &str) -> bool {
    let path = Path::new(path);
    path.components().all(|part| matches!(part, std::path::Component::Normal(_))) && path.components().next().is_some()
}

/// Writes a file if it is not there or differs. Whether it did.
fn write(out: &Path, file: &File) -> Result<bool, BuildError> {
    let path = out.join(&file.path);
    if fs::metadata(&path).is_ok_and(|found| found.len() == file.bytes.len() as u64)
        && fs::read(&path).is_ok_and(|found| found == file.bytes)
    {
        return Ok(false);
    }
    let io = |error| BuildError::Io { path: path.clone(), error };
    let folder = path.parent().unwrap_or(out);
    let mut beside = if let Ok(beside) = tempfile::Builder::new().prefix(".kanhe-").tempfile_in(folder) {
        beside
    } else {
        fs::create_dir_all(folder).map_err(io)?;
        tempfile::Builder::new().prefix(".kanhe-").tempfile_in(folder).map_err(io)?
    };
    beside.write_all(&file.bytes).map_err(io)?;
    readable(beside.as_file()).map_err(io)?;
    beside.persist(&path).map_err(|error| io(error.error))?;
    Ok(true)
}

/// A temporary file is its owner's; a page is everybody's.
#[cfg(unix)]
fn readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &fs::File) -> io::Result<()> {
    Ok(())
}

/// The languages, each with the theme: the built-in one with the record's own files over it. If those do not load, the built-in one and
/// why.
fn tongues(record: &Record, ledger: &Ledger) -> Result<(Vec<Tongue>, Option<ThemeError>), BuildError> {
    let mut overrides = BTreeMap::new();
    let tree_of = |seq: u64| ledger.entries().get(&seq).and_then(|entry| entry.tree);
    if let Some(tree) = tree_of(0)
        && let Some(folder) = record.folder(tree, "themes")?
    {
        for file in record.files_below(folder)? {
            overrides.insert(file.path, record.blob(file.id)?);
        }
    }
    // What acts that were refused have left in a tree is nobody's theme.
    for (path, seq) in ledger.office().changed() {
        if let (Some(name), Some(tree)) = (path.strip_prefix("themes/"), tree_of(*seq))
            && let Some(file) = record.file(tree, path)?
        {
            overrides.insert(name.to_owned(), record.blob(file)?);
        }
    }
    let settings = ledger.office().settings();
    match Tongue::all(settings, &overrides) {
        Ok(tongues) => Ok((tongues, None)),
        Err(fault) => Ok((Tongue::all(settings, &BTreeMap::new())?, Some(fault))),
    }
}
