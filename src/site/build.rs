//! Building: the whole site, and after that what each act touches.
//!
//! 1. Same record, same bytes: nothing here reads a clock or depends on the order of work.
//! 2. Nobody sees a site that is half built: how files come into their places is [`Folder`]'s.
//! 3. What a change writes and removes is what a full build would have written differently: both ask the same [`Source`]
//!    (`tests/rebuild.rs` compares them).

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::fill::{Beside, Drafted, File, PageError, Source};
use super::index::{Index, Touched};
use super::lobby::{Hall, Held, Lobby};
use super::naming::Named;
use super::page::Page;
use super::places::{self, Places};
use super::search::{Changes, Dress, Finder, Place, Search};
use super::theme::{Asset, ThemeError};
use super::tongue::Tongue;
use crate::desk::Draft;
use crate::id::{GitId, SubjectId};
use crate::ledger::{Advance, Ledger, Refusal, State, TagState};
use crate::office::{DELEGATIONS, Docket, HANDOVERS, LOSSES, Reading, Standing};
use crate::record::{Fault, Record};

/// From how many pages on it pays to make them on all cores.
const MANY: usize = 4;
/// How many pages a core makes before it takes others.
const HANDFUL: usize = 4;
/// How many pages are made before it is said how far it has come.
const CHUNK: usize = 512;

/// The file that stands in the site's folder, for a front, as long as everybody who reaches the server may read. No page is called so.
pub const OPEN: &str = "_open";

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
    /// Another builder is writing to the output folder.
    #[error("another builder writes to {}", .0.display())]
    Busy(PathBuf),
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
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Site {
    record: Record,
    place: PathBuf,
    ledger: Ledger,
    index: Index,
    /// The languages it is written in.
    tongues: Vec<Tongue>,
    /// Why the record's own theme was set aside, if it was.
    theme_fault: Option<ThemeError>,
    folder: Places,
    preview: bool,
    /// Repositories that no thread reads: to open one costs as much as some pages.
    idle: Mutex<Vec<Record>>,
    /// Whether everything has to be made anew, because names, rules or the theme changed, or because what an act changed could not be
    /// written.
    stale: bool,
    attached: Attached,
    /// The files of drafts.
    drafts: BTreeSet<String>,
    search: Search,
    lobby: Arc<Lobby>,
    /// Whether a server receives people.
    received: bool,
    /// The hour, as far as it was told.
    clock: i64,
    /// Whether a front sends the files.
    fronted: bool,
    /// Where the site stands.
    address: Option<String>,
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

/// How far an act reaches beyond its own subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// No further.
    #[default]
    Subject,
    /// To people, posts or deputies: what waits may wait for others.
    People,
    /// To everything: rules have changed, or what came could not be taken in before.
    Everything,
}

/// What a build or a change did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Built {
    /// The acts it took in.
    pub acts: Vec<u64>,
    /// The subjects they were about.
    pub subjects: BTreeSet<SubjectId>,
    /// What else may be otherwise now.
    pub reach: Reach,
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
        let mut index = Index::of(&ledger, !preview);
        index.imports_mut().read(&record, &ledger)?;
        let (tongues, theme_fault) = tongues(&record, &ledger)?;
        let search = Search::new(&record);
        Ok(Self {
            record,
            place: place.to_owned(),
            ledger,
            index,
            tongues,
            theme_fault,
            folder: Places::new(out),
            preview,
            idle: Mutex::default(),
            stale: false,
            attached: Attached::default(),
            drafts: BTreeSet::new(),
            search,
            lobby: Arc::default(),
            received: false,
            clock: 0,
            fronted: false,
            address: None,
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
        self.folder.begin()?;
        let built = self.build_all(progress);
        if built.is_err() {
            self.folder.forget();
        }
        let mut built = built?;
        built.removed += self.folder.end()?;
        Ok(built)
    }

    fn build_all(&mut self, progress: &mut (dyn FnMut(usize, usize) + Send)) -> Result<Built, BuildError> {
        let pages: Vec<Page> = self.index.pages(&self.ledger).into_iter().collect();
        let (mut built, _) = self.make(&pages, progress)?;
        let assets: Vec<Asset> =
            self.tongues.first().into_iter().flat_map(|tongue| tongue.theme.assets()).cloned().collect();
        for asset in assets {
            let file = File { path: asset.path, bytes: asset.bytes };
            built.written += usize::from(self.folder.write(&file)?);
            self.folder.note([file.path]);
        }
        // Who closes the site to all but its staff takes the file away, and with it every page that a front has sent to everybody.
        if self.fronted && self.ledger.office().settings().login.reading == Reading::Open {
            let file = File { path: OPEN.to_owned(), bytes: Vec::new() };
            built.written += usize::from(self.folder.write(&file)?);
            self.folder.note([file.path]);
        }
        if self.preview {
            built.written += self.make_drafts()?;
        }
        let changes = self.search_with(|search, place, _, ledger, to| search.build(place, ledger, to))?;
        self.take_search(changes, &mut built);
        self.furnish_lobby();
        self.hold_all();
        Ok(built)
    }

    /// Takes in what has come to `main` since, and writes the pages it touches. Fails, changing nothing, if `main` no longer
    /// continues what the site shows.
    pub fn follow(&mut self) -> Result<Built, BuildError> {
        let ledger = |refusal| BuildError::Ledger(vec![refusal]);
        // A record that is not there, as when its disk is, is followed when it is back.
        let gone = || BuildError::Io { path: self.place.clone(), error: io::ErrorKind::NotFound.into() };
        let tip = self.record.main()?.ok_or_else(gone)?;
        let mut advance = self.ledger.follow_to(&self.record, tip, &mut |_, _| {}).map_err(ledger)?;
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
        self.stale |= self.index.is_overturned(&self.ledger, &advance) || !self.folder.is_there();
        if self.stale {
            return self.build_anew(advance);
        }
        if advance == Advance::default() {
            return Ok(Built::default());
        }
        // If something cannot be written (a full disk), index and search have gone on and pages are half in their places: then only all of
        // it anew is certain.
        self.stale = true;
        let built = self.take_in(advance);
        if built.is_ok() {
            self.stale = false;
        } else {
            self.folder.forget();
        }
        built
    }

    /// Takes in what an advance brought, and writes the pages it touches.
    fn take_in(&mut self, advance: Advance) -> Result<Built, BuildError> {
        self.index.imports_mut().follow(&self.record, &self.ledger, &advance)?;
        let Touched { pages, gone } = self.index.follow(&self.ledger, &advance);
        let mut built = self.make_touched(&pages.into_iter().collect::<Vec<_>>())?;
        let is_of_people = advance.amended || advance.subjects.iter().any(names_deputies);
        built.reach = if is_of_people { Reach::People } else { Reach::Subject };
        built.subjects.clone_from(&advance.subjects);
        built.acts = advance.acts;
        // People, posts and certificates: who may come in is asked of them as they are now.
        if advance.amended || advance.subjects.iter().any(|subject| subject.collection() == LOSSES) {
            self.furnish_lobby();
        }
        for subject in advance.subjects.iter().filter(|subject| self.index.is_held(subject)) {
            if let Some(docket) = self.ledger.office().docket(subject) {
                let held = Held::of(self.ledger.office(), docket, self.now());
                self.lobby.hold_one(subject.clone(), held);
            }
        }
        // Who has a part in what may have changed with posts, delegations and handovers.
        if is_of_people {
            self.hold_all();
        }
        for page in gone {
            self.index.note_names(&page, &BTreeSet::new());
            let beside = self.attached.set(&page, Vec::new());
            let own = self.tongues.iter().map(|tongue| tongue.path(&page.file()));
            for path in beside.into_iter().chain(own).collect::<Vec<_>>() {
                built.removed += usize::from(!self.drafts.contains(&path) && self.folder.remove(&path));
            }
        }
        self.folder.save(built.removed > 0)?;
        self.ledger.keep();
        Ok(built)
    }

    /// Settings, workflows or the theme changed, or a certificate came into doubt: that stands on any page.
    fn build_anew(&mut self, advance: Advance) -> Result<Built, BuildError> {
        (self.tongues, self.theme_fault) = tongues(&self.record, &self.ledger)?;
        self.index = Index::of(&self.ledger, !self.preview);
        self.index.imports_mut().read(&self.record, &self.ledger)?;
        self.close_before_building();
        self.attached = Attached::default();
        let built = self.build(&mut |_, _| {})?;
        self.stale = false;
        self.ledger.keep();
        Ok(Built { acts: advance.acts, subjects: advance.subjects, reach: Reach::Everything, ..built })
    }

    /// Writes the drafts of the work tree again. How many files changed.
    pub fn make_drafts(&mut self) -> Result<usize, BuildError> {
        let Some(worktree) = self.record.worktree().map(Path::to_owned) else { return Ok(0) };
        let drafts = self.find_drafts(&worktree);
        let mut files = Vec::new();
        for tongue in &self.tongues {
            let beside = Beside::default();
            let made = self.workshop().source(&self.record, tongue, &beside).drafts(&drafts);
            files.extend(made.map_err(|error| page_error("drafts", error))?);
        }
        let names: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
        let mut changed = 0;
        for file in &files {
            changed += usize::from(self.folder.write(file)?);
        }
        self.folder.settle()?;
        let mut removed = false;
        for path in std::mem::replace(&mut self.drafts, names.clone()).difference(&names) {
            if !self.attached.holders.contains_key(path) {
                let was_there = self.folder.remove(path);
                changed += usize::from(was_there);
                removed |= was_there;
            }
        }
        self.folder.note(names);
        self.folder.save(removed)?;
        Ok(changed)
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

    /// Keeps what is not for all staff in a folder of its own, for a server that asks who reads. Without it nothing of that is written.
    pub fn hold_in(&mut self, path: &Path) {
        self.folder.hold_in(path);
    }

    /// Writes what a front needs that sends the pages itself: compressed bodies, and a file that says whether everybody may read. After
    /// [`Self::hold_in`].
    pub fn be_fronted(&mut self) {
        self.fronted = true;
        self.folder.be_fronted();
    }

    /// Says where the site stands, such as `https://oa.example.org`: feeds and calendars are read elsewhere and lead back to it. If it does
    /// not say, feeds lead from where they stand.
    pub fn stand_at(&mut self, address: &str) {
        self.address = Some(address.trim_end_matches('/').to_owned());
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

    /// The documents that were sent and about which somebody still has something to do.
    pub fn sent(&self) -> impl Iterator<Item = &Docket> {
        let office = self.ledger.office();
        let pending = self.index.errands().subjects().filter_map(move |subject| office.docket(subject));
        pending.filter(|docket| !docket.deliveries.is_empty())
    }

    /// Whether a server receives people: then every page leads to where they sign in.
    pub const fn receive_people(&mut self, is_so: bool) {
        self.received = is_so;
    }

    /// Where people are received, for a server. It knows what this site has taken in, as it goes on, and what it opened with before
    /// anything is built: a former site is nobody's either who may not read this one.
    pub fn lobby(&self) -> Arc<Lobby> {
        if self.lobby.hall().is_none() {
            self.furnish_lobby();
            self.hold_all();
        }
        Arc::clone(&self.lobby)
    }

    /// Takes out of sight what a former site showed and this one does not: what is for some, and the word that everybody may read. Who
    /// may read is known before anything is built, and holds also if nothing can be built.
    pub fn close_before_building(&self) {
        self.furnish_lobby();
        self.hold_all();
        let out = self.folder.path();
        if self.ledger.office().settings().login.reading == Reading::Staff {
            drop(std::fs::remove_file(out.join(OPEN)));
        }
        for subject in self.index.held() {
            for tongue in &self.tongues {
                drop(std::fs::remove_dir_all(out.join(tongue.path(&subject.to_string()))));
            }
            let pages = self.attached.of.iter().filter(|(page, _)| page.about() == Some(subject));
            for path in pages.flat_map(|(_, paths)| paths).filter(|path| path.starts_with("files/")) {
                if self.attached.holders.get(path) == Some(&1) {
                    drop(std::fs::remove_file(out.join(path)));
                }
            }
        }
    }

    /// Looks again who may read what is not for all staff and is on its way: that changes as time passes. `now` is in seconds since 1970.
    pub fn look_at_the_clock(&mut self, now: i64) {
        self.clock = now;
        let office = self.ledger.office();
        let held = self.index.held().iter().filter_map(|subject| office.docket(subject));
        for docket in held.filter(|docket| docket.is_open()) {
            self.lobby.hold_one(docket.subject.clone(), Held::of(office, docket, self.now()));
        }
    }

    /// The hour: the clock's, if it was told, and never before the last act.
    fn now(&self) -> i64 {
        self.ledger.entries().last_key_value().map_or(0, |(_, entry)| entry.time).max(self.clock)
    }

    fn hold_all(&self) {
        let office = self.ledger.office();
        let held = self.index.held().iter().filter_map(|subject| {
            let docket = office.docket(subject)?;
            Some((subject.clone(), Arc::new(Held::of(office, docket, self.now()))))
        });
        self.lobby.hold(held.collect());
    }

    fn furnish_lobby(&self) {
        let dresses = self.tongues.iter().map(|tongue| {
            let beside = Beside::default();
            let page = self.workshop().source(&self.record, tongue, &beside).search_page();
            // One folder below the top, as that page is.
            let (words, theme) = (Arc::clone(&tongue.words), Arc::clone(&tongue.theme));
            super::lobby::Dress { words, theme, folder: tongue.path(""), base: page.base }
        });
        let office = self.ledger.office();
        let settings = office.settings();
        let usable = office.register().certificates();
        let usable = usable.filter(|(fingerprint, _)| office.standing(fingerprint) == Some(Standing::Active));
        self.lobby.furnish(Hall {
            register: office.register().clone(),
            login: settings.login.clone(),
            certificates: self.ledger.certificates().clone(),
            usable: usable.map(|(fingerprint, _)| fingerprint.clone()).collect(),
            calendar: office.calendar().clone(),
            record: settings.record.to_string(),
            title: settings.title.clone(),
            support: settings.about.support.clone(),
            zone: settings.zone.clone(),
            dresses: dresses.collect(),
        });
    }

    fn search_with<T>(
        &mut self,
        work: impl FnOnce(&mut Search, &Path, &Record, &State, &Place<'_>) -> Result<T, super::search::SearchError>,
    ) -> Result<T, BuildError> {
        let write = |name: &str, bytes: Vec<u8>| match self.folder.write(&File { path: name.to_owned(), bytes }) {
            Err(BuildError::Io { error, .. }) => Err(error),
            other => other.map_err(io::Error::other),
        };
        let place = Place { out: self.folder.path(), written: self.folder.written(), write: &write };
        work(&mut self.search, &self.place, &self.record, &self.ledger, &place).map_err(|error| match error {
            super::search::SearchError::Record(fault) => BuildError::Record(fault),
            super::search::SearchError::Io { path, error } => BuildError::Io { path, error },
        })
    }

    /// Takes in what became of the files of the search, and dresses the pages of results.
    fn take_search(&mut self, changes: Changes, built: &mut Built) {
        built.written += changes.written;
        self.folder.note(changes.names);
        for name in changes.gone {
            built.removed += usize::from(self.folder.remove(&name));
        }
        for tongue in &self.tongues {
            let beside = Beside::default();
            let page = self.workshop().source(&self.record, tongue, &beside).search_page();
            let begun = self.ledger.entries().first_key_value().map_or(0, |(_, entry)| entry.time);
            let dress = Dress { theme: Arc::clone(&tongue.theme), page, address: self.address.clone(), begun };
            self.search.finder().wear(tongue.path("search/"), dress);
        }
    }

    /// Where drafts lie, for a watcher.
    pub fn worktree(&self) -> Option<&Path> {
        self.record.worktree()
    }

    /// What pages are made with.
    /// The languages.
    pub(super) fn tongues(&self) -> &[Tongue] {
        &self.tongues
    }

    /// What a page is made from that is printed and no part of the site; of what is not for everybody it may tell of that subject.
    pub(super) fn source_for<'a>(
        &'a self,
        tongue: &'a Tongue,
        beside: &'a Beside,
        own: Option<&'a SubjectId>,
    ) -> Source<'a> {
        self.workshop().source_of(&self.record, tongue, beside, own)
    }

    fn workshop(&self) -> Workshop<'_> {
        Workshop {
            ledger: &self.ledger,
            index: &self.index,
            tongues: &self.tongues,
            folder: &self.folder,
            preview: self.preview,
            scripted: self.search.is_static(),
            received: self.received,
            address: self.address.as_deref(),
            place: &self.place,
            idle: &self.idle,
        }
    }

    /// Makes the pages that an act has touched, which come into their places together, and then what is searched.
    fn make_touched(&mut self, pages: &[Page]) -> Result<Built, BuildError> {
        let (mut built, left) = self.make(pages, &mut |_, _| {})?;
        // An attachment may take its time to be read: no page waits for it.
        self.folder.settle()?;
        let changes = self.search_with(|search, _, record, ledger, to| {
            let touched: Vec<&SubjectId> = pages.iter().filter_map(Page::subject).collect();
            search.follow(record, ledger, &touched, to)
        })?;
        self.folder.settle()?;
        self.take_search(changes, &mut built);
        for path in left {
            if !self.attached.holders.contains_key(&path) && !self.drafts.contains(&path) {
                built.removed += usize::from(self.folder.remove(&path));
            }
        }
        Ok(built)
    }

    /// Makes pages and writes what differs, in parallel when there is much of it. What they held before and hold no more.
    fn make(
        &mut self,
        pages: &[Page],
        progress: &mut (dyn FnMut(usize, usize) + Send),
    ) -> Result<(Built, Vec<String>), BuildError> {
        let mut built = Built { pages: pages.len(), ..Built::default() };
        let mut left = Vec::new();
        for (done, chunk) in pages.chunks(CHUNK).enumerate() {
            for (page, made) in chunk.iter().zip(self.make_chunk(chunk)?) {
                let Made { paths, changed, named } = made;
                built.written += changed;
                let own: Vec<String> = self.tongues.iter().map(|tongue| tongue.path(&page.file())).collect();
                let beside = paths.iter().filter(|path| !own.contains(path)).cloned().collect();
                left.extend(self.attached.set(page, beside));
                self.index.note_names(page, &named);
                self.folder.note(paths);
            }
            progress((done * CHUNK + chunk.len()).min(pages.len()), pages.len());
        }
        Ok((built, left))
    }

    fn make_chunk(&self, chunk: &[Page]) -> Result<Vec<Made>, BuildError> {
        let workshop = self.workshop();
        if chunk.len() < MANY {
            return chunk.iter().map(|page| workshop.page(&self.record, page)).collect();
        }
        let handful = if chunk.len() < CHUNK { 1 } else { HANDFUL };
        let handfuls = chunk.par_chunks(handful).map(|pages| workshop.pages(pages));
        let made: Vec<Vec<Made>> = handfuls.collect::<Result<_, BuildError>>()?;
        Ok(made.into_iter().flatten().collect())
    }
}

/// What pages are made with, on whatever core.
#[derive(Clone, Copy)]
struct Workshop<'a> {
    ledger: &'a State,
    index: &'a Index,
    tongues: &'a [Tongue],
    folder: &'a Places,
    preview: bool,
    scripted: bool,
    received: bool,
    address: Option<&'a str>,
    place: &'a Path,
    idle: &'a Mutex<Vec<Record>>,
}

impl<'a> Workshop<'a> {
    fn source(self, record: &'a Record, tongue: &'a Tongue, beside: &'a Beside) -> Source<'a> {
        self.source_of(record, tongue, beside, None)
    }

    fn source_of(
        self,
        record: &'a Record,
        tongue: &'a Tongue,
        beside: &'a Beside,
        own: Option<&'a SubjectId>,
    ) -> Source<'a> {
        let Self { ledger, index, tongues, preview, scripted, received, address, .. } = self;
        let (words, theme) = (&*tongue.words, &*tongue.theme);
        let named = RefCell::default();
        Source {
            record,
            ledger,
            index,
            tongue,
            tongues,
            words,
            theme,
            beside,
            preview,
            scripted,
            received,
            address,
            own,
            named,
        }
    }

    /// Makes a page in every language.
    fn page(self, record: &Record, page: &Page) -> Result<Made, BuildError> {
        let mut made = Made::default();
        let beside = Beside::default();
        for tongue in self.tongues {
            let source = self.source_of(record, tongue, &beside, page.about());
            source.named.replace(std::mem::take(&mut made.named));
            let mut files = source.files(page).map_err(|error| page_error(&tongue.path(&page.file()), error))?;
            // What all languages share came with the first of them.
            files.retain(|file| made.paths.is_empty() || tongue.owns(&file.path));
            if let Some(subject) = page.about().filter(|subject| self.index.is_held(subject)) {
                let folder = format!("{subject}/");
                for file in &mut files {
                    if file.path.strip_prefix(&tongue.path("")).unwrap_or(&file.path).starts_with(&folder) {
                        file.path = places::held(&file.path);
                    }
                }
            }
            for file in &files {
                made.changed += usize::from(self.folder.write(file)?);
            }
            made.paths.extend(files.into_iter().map(|file| file.path));
            made.named = source.named.into_inner();
        }
        Ok(made)
    }

    /// Makes pages with a repository that no other thread reads.
    fn pages(self, pages: &[Page]) -> Result<Vec<Made>, BuildError> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = idle().pop();
        let record = taken.map_or_else(|| Record::open(self.place), Ok)?;
        let made = pages.iter().map(|page| self.page(&record, page)).collect();
        idle().push(record);
        made
    }
}

/// Whether a subject says who stands in for whom.
fn names_deputies(subject: &SubjectId) -> bool {
    [DELEGATIONS, HANDOVERS].contains(&subject.collection())
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

pub(super) fn page_error(page: &str, error: PageError) -> BuildError {
    BuildError::Page { page: page.to_owned(), error }
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
