//! The shelf: every text in memory, looked through from end to end.
//!
//! 1. A text is held folded (what is looked through) and its original packed (what is shown): together about twice the
//!    text's own length, and some 700 bytes a subject. Texts of attachments have [`ROOM`] in all; what comes when that is full is left
//!    out, counted, and said with every answer.
//! 2. A place is never given away: a subject keeps the place it got when it was first put, and new ones come at the end.
//! 3. What a reader may not see is passed over first: it has no part in counts either.
//! 4. A text has a sieve of its grams: one that lacks a gram of a word is passed over without being read. What a sieve lets through is
//!    looked through all the same.

use std::collections::{BTreeMap, HashMap};
use std::io::{Read as _, Write as _};
use std::num::NonZero;
use std::sync::Arc;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use memchr::memmem::Finder;

use super::fold::{BARRIER, fold, fold_with};
use super::grams::{hashes_of_text, hashes_of_word};
use super::query::Query;
use super::snippet::{self, Passage, Piece};
use crate::id::{Slug, SubjectId};

/// How much folded text of attachments is held, in bytes.
pub(super) const ROOM: usize = 512 * 1024 * 1024;
/// How long the pieces are in which originals are packed, in bytes.
const CHUNK: usize = 4096;
/// Up to how much text one thread is quick enough.
const ALONE: usize = 2 * 1024 * 1024;
/// How many results a page shows.
pub const HITS: usize = 20;

/// Who may find a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Audience {
    /// All staff.
    #[default]
    Staff,
    /// Those for whom this subject is, and who have a part in it.
    Of(SubjectId),
}

/// What is told of a subject besides its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The subject.
    pub subject: SubjectId,
    /// The older paper that the subject hands over, if it is one: a text of its own.
    pub paper: Option<Slug>,
    /// The act that first handed it in.
    pub submitted: u64,
    /// Its number.
    pub number: Option<String>,
    /// Its title.
    pub title: String,
    /// The issuing unit's slug.
    pub unit: String,
    /// The issuing unit's title.
    pub unit_title: String,
    /// Its kind.
    pub kind: Option<String>,
    /// Its year.
    pub year: Option<String>,
    /// Where it stands, in the word used in data.
    pub state: &'static str,
    /// The day it was issued or last dealt with, `2026-03-02`.
    pub date: String,
    /// The same in seconds: newer ones come first.
    pub time: i64,
    /// Who may find it.
    pub audience: Audience,
}

/// What results can be narrowed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// The collection.
    Collection,
    /// The issuing unit.
    Unit,
    /// The kind.
    Kind,
    /// The year.
    Year,
    /// Where it stands.
    State,
}

impl By {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Collection, Self::Unit, Self::Kind, Self::Year, Self::State];

    /// Its word, as it stands in an address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Collection => "collection",
            Self::Unit => "unit",
            Self::Kind => "kind",
            Self::Year => "year",
            Self::State => "state",
        }
    }

    /// What a card says of it.
    pub fn of(self, card: &Card) -> Option<&str> {
        match self {
            Self::Collection => Some(card.subject.collection()),
            Self::Unit => Some(&card.unit),
            Self::Kind => card.kind.as_deref(),
            Self::Year => card.year.as_deref(),
            Self::State => Some(card.state),
        }
    }
}

/// What results are narrowed to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters(BTreeMap<By, String>);

impl Filters {
    /// The same with one more.
    #[must_use]
    pub fn with(mut self, by: By, value: impl Into<String>) -> Self {
        self.0.insert(by, value.into());
        self
    }

    /// The same without one.
    #[must_use]
    pub fn without(mut self, by: By) -> Self {
        self.0.remove(&by);
        self
    }

    /// What one is narrowed to.
    pub fn get(&self, by: By) -> Option<&str> {
        self.0.get(&by).map(String::as_str)
    }

    /// Whether everything passes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What is put on the shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What is told of it.
    pub card: Card,
    /// Its text, in the order in which it is looked through. Number and title are the card's.
    pub parts: Vec<Part>,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub what: What,
    /// It.
    pub text: String,
}

/// What a part of a text is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The values of the form.
    Form,
    /// The text itself.
    Body,
    /// An attachment of that name.
    File(String),
}

/// A text on the shelf.
#[derive(Debug)]
pub(super) struct Book {
    pub(super) card: Arc<Card>,
    /// The whole text, folded, its parts between barriers: number, title, form, body, attachments.
    pub(super) folded: Box<str>,
    /// Where the number ends in it.
    number_end: u32,
    /// Where the title ends in it.
    pub(super) title_end: u32,
    chunks: Box<[Chunk]>,
    files: Box<[Box<str>]>,
    /// How much of it is text of attachments.
    attached: usize,
    /// Whether text of an attachment was left out for want of room.
    left_out: bool,
    /// What can be narrowed by, as numbers of the shelf.
    values: [u32; By::ALL.len()],
    /// Its audience, as a number of the shelf.
    audience: usize,
    time: i64,
    sieve: Sieve,
}

/// Which grams a text may have: a bit for each hash, of which several share one. A gram that it has is never denied.
#[derive(Debug)]
struct Sieve(Box<[u64]>);

impl Sieve {
    /// How many bits there are for each character.
    const BITS: usize = 4;

    fn of(folded: &str) -> Self {
        let words = (folded.chars().count() * Self::BITS).div_ceil(64).max(1);
        let mut sieve = Self(vec![0; words].into_boxed_slice());
        for hash in hashes_of_text(folded) {
            let (word, bit) = sieve.place(hash);
            sieve.0[word] |= bit;
        }
        sieve
    }

    fn place(&self, hash: u32) -> (usize, u64) {
        // The hash as a share of all bits: no division, and any number of bits.
        let at = (u64::from(hash) * (self.0.len() as u64 * 64)) >> 32;
        (usize::try_from(at / 64).unwrap_or_default(), 1 << (at % 64))
    }

    fn may_hold(&self, hash: u32) -> bool {
        let (word, bit) = self.place(hash);
        self.0.get(word).is_some_and(|bits| bits & bit != 0)
    }
}

/// A piece of the original, packed.
#[derive(Debug)]
struct Chunk {
    /// Where it begins in the folded text.
    at: u32,
    /// The part it is of.
    part: u16,
    /// The attachment that part is.
    file: Option<u16>,
    packed: Box<[u8]>,
}

/// A text that is ready to be put.
#[derive(Debug)]
pub struct Bound(Book);

/// All texts.
#[derive(Debug, Default)]
pub struct Shelf {
    places: BTreeMap<(SubjectId, Option<Slug>), usize>,
    books: Vec<Book>,
    values: [Values; By::ALL.len()],
    audiences: BTreeMap<Audience, usize>,
    attached: usize,
    length: usize,
    left_out: usize,
}

/// Words by number.
#[derive(Debug, Default)]
struct Values {
    numbers: HashMap<String, u32>,
    words: Vec<String>,
}

/// No value at all.
const NONE: u32 = u32::MAX;

impl Values {
    fn number(&mut self, word: Option<&str>) -> u32 {
        let Some(word) = word else { return NONE };
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(NONE);
        self.words.push(word.to_owned());
        self.numbers.insert(word.to_owned(), number);
        number
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// How many texts in all.
    pub total: usize,
    /// The page that is shown, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
    /// The results on it.
    pub hits: Vec<Hit>,
    /// What they can be narrowed by.
    pub facets: Vec<Facet>,
    /// How many subjects have attachments whose text is not held for want of room.
    pub left_out: usize,
}

/// A text that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What is told of it.
    pub card: Arc<Card>,
    /// Its number with the words marked.
    pub number: Vec<Piece>,
    /// Its title with the words marked.
    pub title: Vec<Piece>,
    /// Where the words stand in its text.
    pub passages: Vec<Passage>,
}

/// What results can be narrowed by, with what each would leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// By what.
    pub by: By,
    /// The choices, most frequent first.
    pub choices: Vec<Choice>,
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its value.
    pub value: String,
    /// How many results it leaves.
    pub count: usize,
}

impl Shelf {
    /// Puts a text, or another in its place. The place.
    pub fn put(&mut self, text: Text) -> usize {
        let bound = self.bind(text);
        self.take(bound)
    }

    /// Folds and packs a text that is to be put: what takes time, done while others go on searching.
    pub fn bind(&self, text: Text) -> Bound {
        let room = match self.place(&text.card) {
            Some(place) => ROOM.saturating_sub(self.attached - self.books[place].attached),
            None => ROOM.saturating_sub(self.attached),
        };
        Bound(Book::new(text, room))
    }

    /// Puts a text that was bound. The place.
    pub fn take(&mut self, bound: Bound) -> usize {
        self.set(bound.0)
    }

    /// Puts many, the work shared among all cores.
    pub fn put_all(&mut self, texts: Vec<Text>) {
        use rayon::prelude::*;
        let room = ROOM.saturating_sub(self.attached);
        let books: Vec<Book> = texts.into_par_iter().map(|text| Book::new(text, room)).collect();
        for book in books {
            self.set(book);
        }
    }

    fn set(&mut self, mut book: Book) -> usize {
        for (at, by) in By::ALL.into_iter().enumerate() {
            book.values[at] = self.values[at].number(by.of(&book.card));
        }
        let next = self.audiences.len();
        book.audience = *self.audiences.entry(book.card.audience.clone()).or_insert(next);
        self.attached += book.attached;
        self.length += book.folded.len();
        self.left_out += usize::from(book.left_out);
        if let Some(place) = self.place(&book.card) {
            let before = std::mem::replace(&mut self.books[place], book);
            self.attached -= before.attached;
            self.length -= before.folded.len();
            self.left_out -= usize::from(before.left_out);
            return place;
        }
        let place = self.books.len();
        self.places.insert((book.card.subject.clone(), book.card.paper.clone()), place);
        self.books.push(book);
        place
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.books.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.books.is_empty()
    }

    /// How many bytes are looked through.
    pub const fn length(&self) -> usize {
        self.length
    }

    /// How many bytes the texts take in memory, folded and packed.
    pub fn weight(&self) -> usize {
        let packed = |book: &Book| book.chunks.iter().map(|chunk| chunk.packed.len() + 32).sum::<usize>();
        self.books
            .iter()
            .map(|book| {
                book.folded.len() + packed(book) + book.sieve.0.len() * 8 + size_of::<Book>() + size_of::<Card>() + 160
            })
            .sum()
    }

    /// The place of a subject, or of an older paper that it hands over.
    pub fn place(&self, card: &Card) -> Option<usize> {
        self.places.get(&(card.subject.clone(), card.paper.clone())).copied()
    }

    /// The older papers of a subject that have a place.
    pub fn papers<'a>(&'a self, subject: &'a SubjectId) -> impl Iterator<Item = &'a Slug> {
        let from = (subject.clone(), None);
        let of_it = self.places.range(from..).take_while(move |((one, _), _)| one == subject);
        of_it.filter_map(|((_, paper), _)| paper.as_ref())
    }

    /// The card at a place.
    pub fn card(&self, place: usize) -> Option<&Arc<Card>> {
        self.books.get(place).map(|book| &book.card)
    }

    /// The original text at a place, as far as it goes within so many bytes, and whether that is all of it.
    pub fn original(&self, place: usize, most: usize) -> (Vec<(Option<&str>, String)>, bool) {
        let Some(book) = self.books.get(place) else { return (Vec::new(), true) };
        let mut parts: Vec<(Option<&str>, String)> = Vec::new();
        let (mut length, mut last) = (0, None);
        for chunk in &book.chunks {
            let text = chunk.unpack();
            length += text.len();
            if length > most {
                return (parts, false);
            }
            let name = chunk.file.and_then(|file| book.files.get(usize::from(file))).map(|name| &**name);
            match parts.last_mut().filter(|_| last == Some(chunk.part)) {
                Some((_, part)) => part.push_str(&text),
                None => parts.push((name, text)),
            }
            last = Some(chunk.part);
        }
        // Attachments without text have their names.
        let named: Vec<Option<&str>> = parts.iter().map(|(name, _)| *name).collect();
        let others = book.files.iter().map(|name| Some(&**name)).filter(|name| !named.contains(name));
        parts.extend(others.map(|name| (name, String::new())));
        (parts, !book.left_out)
    }

    pub(super) fn book(&self, place: usize) -> Option<&Book> {
        self.books.get(place)
    }

    /// Looks for texts that contain every word, pass the filters and may be seen. `page` counts from 1.
    pub fn find(&self, query: &Query, filters: &Filters, page: usize, may_see: &dyn Fn(&Audience) -> bool) -> Found {
        let mut found = Found { page: 1, ..Found::default() };
        if query.is_empty() && filters.is_empty() {
            return found;
        }
        let search = self.search_for(query, filters, may_see);
        if self.left_out > 0 {
            let seen = self.books.iter().filter(|book| search.visible.get(book.audience).copied().unwrap_or_default());
            found.left_out = seen.filter(|book| book.left_out).count();
        }
        let Gathered { mut ranked, counts } = self.look_through(&search);
        found.total = ranked.len();
        found.pages = ranked.len().div_ceil(HITS);
        found.page = page.clamp(1, found.pages.max(1));
        let (from, to) = ((found.page - 1) * HITS, (found.page * HITS).min(ranked.len()));
        if from > 0 && from < ranked.len() {
            ranked.select_nth_unstable(from);
        }
        let rest = &mut ranked[from..];
        if to - from < rest.len() {
            rest.select_nth_unstable(to - from);
        }
        let shown = &mut rest[..to - from];
        shown.sort_unstable();
        let books = shown.iter().filter_map(|rank| self.books.get(rank.place()));
        found.hits = books.map(|book| book.hit(query)).collect();
        found.facets = self.facets(&counts);
        found
    }

    /// The newest of the same texts, however well each answers.
    pub fn newest(
        &self,
        query: &Query,
        filters: &Filters,
        most: usize,
        may_see: &dyn Fn(&Audience) -> bool,
    ) -> Vec<Arc<Card>> {
        if query.is_empty() && filters.is_empty() {
            return Vec::new();
        }
        let mut ranked = self.look_through(&self.search_for(query, filters, may_see)).ranked;
        let age = |rank: &Rank| (rank.time, rank.place);
        if most < ranked.len() {
            ranked.select_nth_unstable_by_key(most, age);
            ranked.truncate(most);
        }
        ranked.sort_unstable_by_key(age);
        ranked.iter().filter_map(|rank| self.books.get(rank.place())).map(|book| Arc::clone(&book.card)).collect()
    }

    /// What is looked for, by whom.
    fn search_for<'a>(&self, query: &'a Query, filters: &Filters, may_see: &dyn Fn(&Audience) -> bool) -> Search<'a> {
        let wanted = By::ALL.map(|by| filters.get(by));
        let mut narrowed = [None; By::ALL.len()];
        for (at, word) in wanted.into_iter().enumerate() {
            // What nobody has is a number that nobody has.
            narrowed[at] = word.map(|word| self.values[at].numbers.get(word).copied().unwrap_or(NONE - 1));
        }
        let mut visible = vec![false; self.audiences.len()];
        for (audience, number) in &self.audiences {
            visible[*number] = may_see(audience);
        }
        Search { query, finders: finders(query), narrowed, visible }
    }

    fn look_through(&self, search: &Search<'_>) -> Gathered {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get).min(4);
        if cores == 1 || self.length < ALONE {
            return self.part(0, self.books.len(), search);
        }
        // Halves of the shelf, not a pool that others use: a search does not wait for pages that are being made.
        let each = self.books.len().div_ceil(cores);
        std::thread::scope(|scope| {
            let others: Vec<_> =
                (1..cores).map(|core| scope.spawn(move || self.part(core * each, (core + 1) * each, search))).collect();
            let mut all = self.part(0, each, search);
            for (core, other) in (1..cores).zip(others) {
                // A thread that died is done again here, where a fault is this request's own.
                all.add(other.join().unwrap_or_else(|_| self.part(core * each, (core + 1) * each, search)));
            }
            all
        })
    }

    fn part(&self, from: usize, to: usize, search: &Search<'_>) -> Gathered {
        let mut gathered = Gathered::default();
        let to = to.min(self.books.len());
        for (place, book) in (0..).zip(&self.books).take(to).skip(from.min(to)) {
            if !search.visible.get(book.audience).copied().unwrap_or_default() {
                continue;
            }
            let mut failing =
                (0..By::ALL.len()).filter(|at| search.narrowed[*at].is_some_and(|n| n != book.values[*at]));
            let (first, second) = (failing.next(), failing.next());
            if second.is_some() {
                continue;
            }
            let Some(class) = book.class(search) else { continue };
            // What fails one filter only would be found without that filter: it counts among its choices.
            let at_all = 0..By::ALL.len();
            for at in at_all.filter(|at| first.is_none_or(|failed| failed == *at)) {
                gathered.count(at, book.values[at]);
            }
            if first.is_none() {
                gathered.ranked.push(Rank::new(class, book.time, place));
            }
        }
        gathered
    }

    fn facets(&self, counts: &[Vec<usize>; By::ALL.len()]) -> Vec<Facet> {
        let facet = |(at, by): (usize, By)| {
            let words = counts[at].iter().zip(&self.values[at].words).filter(|(count, _)| **count > 0);
            let mut choices: Vec<Choice> =
                words.map(|(count, word)| Choice { value: word.clone(), count: *count }).collect();
            match by {
                By::Year => choices.sort_unstable_by(|a, b| b.value.cmp(&a.value)),
                By::Collection | By::Unit | By::Kind | By::State => {
                    choices.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
                }
            }
            Facet { by, choices }
        };
        By::ALL.into_iter().enumerate().map(facet).filter(|facet| !facet.choices.is_empty()).collect()
    }
}

/// The words, each with the hashes of its grams.
fn finders(query: &Query) -> Vec<(Finder<'_>, Vec<u32>)> {
    // The longest word is the rarest, as a rule: it decides first.
    let mut words: Vec<&String> = query.words().iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.into_iter().map(|word| (Finder::new(word), hashes_of_word(word))).collect()
}

/// What is looked for and how.
struct Search<'a> {
    query: &'a Query,
    finders: Vec<(Finder<'a>, Vec<u32>)>,
    narrowed: [Option<u32>; By::ALL.len()],
    /// Which audiences whoever asks belongs to.
    visible: Vec<bool>,
}

/// What part of a shelf has.
#[derive(Default)]
struct Gathered {
    ranked: Vec<Rank>,
    counts: [Vec<usize>; By::ALL.len()],
}

impl Gathered {
    fn count(&mut self, at: usize, value: u32) {
        if value == NONE {
            return;
        }
        let (counts, value) = (&mut self.counts[at], value as usize);
        if counts.len() <= value {
            counts.resize(value + 1, 0);
        }
        counts[value] += 1;
    }

    fn add(&mut self, other: Self) {
        self.ranked.extend(other.ranked);
        for (at, counts) in other.counts.into_iter().enumerate() {
            let own = &mut self.counts[at];
            own.resize(own.len().max(counts.len()), 0);
            counts.iter().enumerate().for_each(|(value, count)| own[value] += count);
        }
    }
}

/// The order of results: class, then the newest, then what was handed in last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    class: Class,
    time: std::cmp::Reverse<i64>,
    place: std::cmp::Reverse<u32>,
}

impl Rank {
    const fn new(class: Class, time: i64, place: u32) -> Self {
        Self { class, time: std::cmp::Reverse(time), place: std::cmp::Reverse(place) }
    }

    const fn place(&self) -> usize {
        self.place.0 as usize
    }
}

/// How well a text answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// It has the number that was asked for.
    Number,
    /// Every word is in its number or title.
    Title,
    /// Every word is somewhere.
    Text,
}

impl Book {
    fn new(text: Text, room: usize) -> Self {
        let Text { card, parts } = text;
        let mut folded = fold(card.number.as_deref().unwrap_or_default());
        let end = |folded: &String| u32::try_from(folded.len()).unwrap_or(u32::MAX);
        let number_end = end(&folded);
        folded.push(BARRIER);
        folded.push_str(&fold(&card.title));
        let title_end = end(&folded);
        let mut chunks = Vec::new();
        let mut files: Vec<Box<str>> = Vec::new();
        let (mut attached, mut left_out) = (0, false);
        for (number, part) in (0..).zip(parts) {
            folded.push(BARRIER);
            let file = match part.what {
                What::Form | What::Body => None,
                What::File(name) => {
                    folded.push_str(&fold(&name));
                    folded.push(BARRIER);
                    files.push(name.into_boxed_str());
                    if attached + part.text.len() > room {
                        left_out = true;
                        continue;
                    }
                    attached += part.text.len();
                    u16::try_from(files.len() - 1).ok()
                }
            };
            pack(&part.text, (number, file), &mut folded, &mut chunks);
        }
        let (time, sieve) = (card.time, Sieve::of(&folded));
        Self {
            card: Arc::new(card),
            folded: folded.into_boxed_str(),
            number_end,
            title_end,
            chunks: chunks.into_boxed_slice(),
            files: files.into_boxed_slice(),
            attached,
            left_out,
            values: [NONE; By::ALL.len()],
            audience: usize::MAX,
            time,
            sieve,
        }
    }

    /// How well it answers, if every word is there.
    fn class(&self, search: &Search<'_>) -> Option<Class> {
        let bytes = self.folded.as_bytes();
        let mut last = 0;
        if !search.finders.iter().all(|(_, hashes)| hashes.iter().all(|hash| self.sieve.may_hold(*hash))) {
            return None;
        }
        for (finder, _) in &search.finders {
            last = last.max(finder.find(bytes)?);
        }
        let number = &self.folded[..self.number_end as usize];
        let asked = |words: &[String]| words.iter().any(|word| word.contains('(') && number.ends_with(word.as_str()));
        let is_number = !number.is_empty()
            && (asked(search.query.words())
                || asked(search.query.numbers())
                || search.query.words().iter().any(|word| word == number));
        Some(if is_number {
            Class::Number
        } else if last < self.title_end as usize && !search.finders.is_empty() {
            Class::Title
        } else {
            Class::Text
        })
    }

    fn hit(&self, query: &Query) -> Hit {
        let words: Vec<&str> = query.words().iter().chain(query.numbers()).map(String::as_str).collect();
        Hit {
            card: Arc::clone(&self.card),
            number: snippet::marked(self.card.number.as_deref().unwrap_or_default(), &words),
            title: snippet::marked(&self.card.title, &words),
            passages: snippet::passages(self, &words),
        }
    }

    /// The original around a place of the folded text: the attachment it is in, the text, and where that begins in the folded one.
    pub(super) fn around(&self, from: usize, length: usize) -> Option<(Option<&str>, String, usize)> {
        let after = self.chunks.partition_point(|chunk| chunk.at as usize <= from);
        let chunk = after.checked_sub(1).and_then(|at| self.chunks.get(at))?;
        let (mut text, mut begin) = (chunk.unpack(), chunk.at as usize);
        let neighbour = |at: Option<usize>| at.and_then(|at| self.chunks.get(at)).filter(|one| one.part == chunk.part);
        if from < begin + length
            && let Some(before) = neighbour(after.checked_sub(2))
        {
            text.insert_str(0, &before.unpack());
            begin = before.at as usize;
        }
        if let Some(next) = neighbour(Some(after)).filter(|next| from + length > next.at as usize) {
            text.push_str(&next.unpack());
        }
        let file = chunk.file.and_then(|file| self.files.get(usize::from(file))).map(|name| &**name);
        Some((file, text, begin))
    }

    /// Where the text itself begins, behind title and form.
    pub(super) fn first(&self) -> Option<usize> {
        let body = self.chunks.iter().find(|chunk| chunk.part > 0);
        body.or(self.chunks.first()).map(|chunk| chunk.at as usize)
    }
}

/// Adds a part to the folded text and packs its original in pieces.
fn pack(text: &str, (part, file): (u16, Option<u16>), folded: &mut String, chunks: &mut Vec<Chunk>) {
    let base = folded.len();
    let mut borders = vec![(0, base)];
    let mut add = |original: usize, to: usize| borders.push((original, to));
    let mut next = CHUNK;
    let own = fold_with(text, |to, from| {
        // A border has no blank before it, so that the pieces fold to what the whole folds to.
        if from >= next && !text[..from].ends_with(char::is_whitespace) {
            add(from, base + to);
            next = from + CHUNK;
        }
    });
    folded.push_str(&own);
    borders.push((text.len(), folded.len()));
    for pair in borders.windows(2) {
        let [(from, at), (to, _)] = pair else { continue };
        if from == to {
            continue;
        }
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
        // Memory does not fail; if it did, the piece would be shown empty.
        let packed = packed.write_all(&text.as_bytes()[*from..*to]).and_then(|()| packed.finish()).unwrap_or_default();
        chunks.push(Chunk {
            at: u32::try_from(*at).unwrap_or(u32::MAX),
            part,
            file,
            packed: packed.into_boxed_slice(),
        });
    }
}

impl Chunk {
    fn unpack(&self) -> String {
        let mut text = String::new();
        match DeflateDecoder::new(&*self.packed).read_to_string(&mut text) {
            Ok(_) => text,
            Err(_) => String::new(),
        }
    }
}
