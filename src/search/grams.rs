//! The index of a site that has no server: which texts hold which two neighbouring characters, spread over small files.
//!
//! 1. Every character and every pair of neighbours of a folded text is a gram, and so is each word by which results are narrowed. What a
//!    text contains it has all grams of: nothing that is there is missed. That a text with all grams has the whole word as well is seen
//!    from its text.
//! 2. Texts are counted from 0 in the order in which they were handed in, and stand in groups of [`LEVELS`]: a new one changes the files of
//!    the newest small group. Eight groups become one of the next level, a few files with each text that comes after, so that no text
//!    ever costs much. Which files there are follows from how many texts there are, and from nothing else.
//! 3. A gram's hash says in which file of a group it is. [`cover`] and [`hash`] stand in the theme's `search.js` once more.

use std::collections::BTreeMap;

use super::fold::BARRIER;
use super::shelf::{By, Shelf};

/// A level of groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    /// How many texts a group has.
    pub texts: u32,
    /// Over how many files its grams are spread.
    pub files: u32,
}

/// The levels, smallest groups first.
pub const LEVELS: [Level; 4] = [
    Level { texts: 32, files: 32 },
    Level { texts: 256, files: 256 },
    Level { texts: 2_048, files: 1_024 },
    Level { texts: 16_384, files: 4_096 },
];

/// How many files of each smaller group are put together with each text that comes after.
const STEP: u32 = 8;

/// A group of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    /// The level, from 0.
    pub level: usize,
    /// The group's number among those of its level.
    pub number: u32,
}

impl Group {
    /// The texts in it, as far as there are so many.
    pub fn texts(self, count: u32) -> std::ops::Range<u32> {
        let size = LEVELS[self.level].texts;
        let from = self.number * size;
        from..(from + size).min(count)
    }

    /// The groups that it is put together from.
    pub fn smaller(self) -> impl Iterator<Item = Self> {
        let each = self.level.checked_sub(1).map_or(0, |below| LEVELS[self.level].texts / LEVELS[below].texts);
        let level = self.level.saturating_sub(1);
        (0..each).map(move |at| Self { level, number: self.number * each + at })
    }

    /// The files of it that there are when there are so many texts.
    pub fn files(self, count: u32) -> impl Iterator<Item = u32> {
        (0..LEVELS[self.level].files).filter(move |file| cover(count, *file).any(|(group, _)| group == self))
    }
}

/// Whether a group stands for its smaller ones where grams of that hash are looked up.
fn is_whole(group: Group, count: u32, hash: u32) -> bool {
    let end = (group.number + 1) * LEVELS[group.level].texts;
    match group.level.checked_sub(1) {
        None => end <= count,
        Some(below) => count.checked_sub(end).is_some_and(|since| since > hash % LEVELS[below].files / STEP),
    }
}

/// Which groups hold the grams of that hash when there are so many texts, each with the number of the file.
pub fn cover(count: u32, hash: u32) -> impl Iterator<Item = (Group, u32)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= count {
            return None;
        }
        let fitting = (0..LEVELS.len()).rev().map(|level| Group { level, number: at / LEVELS[level].texts });
        let open = Group { level: 0, number: at / LEVELS[0].texts };
        let mut fitting = fitting.filter(|group| at % LEVELS[group.level].texts == 0);
        let group = fitting.find(|group| is_whole(*group, count, hash)).unwrap_or(open);
        at = (group.number + 1) * LEVELS[group.level].texts;
        Some((group, hash % LEVELS[group.level].files))
    })
}

/// The groups that are put together when a text comes that makes them so many, smallest first, each with the files of its smaller
/// groups that go into it.
pub fn merges(count: u32) -> Vec<(Group, std::ops::Range<u32>)> {
    let mut merges = Vec::new();
    for level in 1..LEVELS.len() {
        let (size, below) = (LEVELS[level].texts, LEVELS[level - 1].files);
        let Some(number) = (count / size).checked_sub(1) else { continue };
        let Some(step) = (count - (number + 1) * size).checked_sub(1) else { continue };
        let from = step * STEP;
        if from < below {
            merges.push((Group { level, number }, from..(from + STEP).min(below)));
        }
    }
    merges
}

/// A gram: one or two characters of a text, or a word by which results are narrowed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gram(pub String);

/// The hash of a gram, over its characters.
pub fn hash(gram: &str) -> u32 {
    finish(gram.chars().fold(SEED, |hash, c| mix(hash, u32::from(c))))
}

const SEED: u32 = 0x811c_9dc5;

const fn mix(hash: u32, c: u32) -> u32 {
    (hash ^ c).wrapping_mul(0x0100_0193)
}

const fn finish(mut hash: u32) -> u32 {
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x2c1b_3c6d);
    hash ^ (hash >> 13)
}

/// The hashes of all grams of a folded text, each as often as it stands there.
pub(super) fn hashes_of_text(folded: &str) -> impl Iterator<Item = u32> {
    let mut before = None;
    folded.chars().flat_map(move |c| {
        let own = (c != BARRIER).then_some(u32::from(c));
        let pair = own.zip(before).map(|(c, before)| finish(mix(mix(SEED, before), c)));
        before = own;
        own.map(|c| finish(mix(SEED, c))).into_iter().chain(pair)
    })
}

/// The hashes of the grams that a text must have which has the word.
pub(super) fn hashes_of_word(word: &str) -> Vec<u32> {
    let all: Vec<u32> = hashes_of_text(word).collect();
    // Pairs tell more than their characters.
    if all.len() > 1 { all.into_iter().skip(2).step_by(2).collect() } else { all }
}

/// The grams of characters of a text, in order, each as a number: 21 bits a character, the last bit 0 where it stands in number or title.
fn letters(shelf: &Shelf, place: usize) -> Vec<u64> {
    let Some(book) = shelf.book(place) else { return Vec::new() };
    let mut letters = Vec::with_capacity(book.folded.len() / 2);
    let mut before = None;
    for (at, c) in book.folded.char_indices() {
        let below = u64::from(at > book.title_end as usize);
        if c == BARRIER {
            before = None;
            continue;
        }
        let c = u64::from(u32::from(c));
        letters.push(c << 22 | below);
        if let Some(before) = before {
            letters.push(before << 22 | c << 1 | below);
        }
        before = Some(c);
    }
    letters.sort_unstable();
    letters.dedup_by_key(|letters| *letters >> 1);
    letters
}

/// The characters of a number of [`letters`].
fn spelt(letters: u64) -> String {
    let c = |bits: u64| u32::try_from(bits & 0x1f_ffff).ok().filter(|bits| *bits != 0).and_then(char::from_u32);
    c(letters >> 22).into_iter().chain(c(letters >> 1)).collect()
}

fn hash_of(letters: u64) -> u32 {
    let (first, second) = (letters >> 22, letters >> 1 & 0x1f_ffff);
    let low = |bits: u64| u32::try_from(bits).unwrap_or_default();
    let hash = mix(SEED, low(first));
    finish(if second == 0 { hash } else { mix(hash, low(second)) })
}

/// The words by which a text's results are narrowed, as grams.
fn words(shelf: &Shelf, place: usize) -> Vec<Gram> {
    let Some(card) = shelf.card(place) else { return Vec::new() };
    By::ALL.into_iter().filter_map(|by| Some(Gram(format!("{}:{}", by.word(), by.of(card)?)))).collect()
}

/// All grams of a text that everybody may have, each with whether it stands in number or title.
pub fn grams(shelf: &Shelf, place: usize) -> BTreeMap<Gram, bool> {
    if !is_indexed(shelf, place) {
        return BTreeMap::new();
    }
    let letters = letters(shelf, place).into_iter().map(|letters| (Gram(spelt(letters)), letters & 1 == 0));
    letters.chain(words(shelf, place).into_iter().map(|word| (word, false))).collect()
}

/// What one file holds: for each gram the texts that have it, counted from the group's first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Postings(pub BTreeMap<String, Vec<(u32, bool)>>);

/// The digits of a number but its last, and its last.
const DIGITS: &[u8; 88] = b"!#$%()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";
/// Half of them.
const BASE: u32 = 44;

impl Postings {
    /// The files of a group, as far as `wanted`, from the texts themselves.
    pub fn of_group(
        shelf: &Shelf,
        group: Group,
        count: u32,
        wanted: &(dyn Fn(u32) -> bool + Sync),
    ) -> BTreeMap<u32, Self> {
        let files = LEVELS[group.level].files;
        let texts = group.texts(count);
        let from = texts.start;
        // A gram's two characters, the text and whether it stands above, in one number: 42, 15 and 1 bits.
        let mut all: Vec<u64> = Vec::new();
        let mut postings: BTreeMap<u32, Self> = BTreeMap::new();
        for text in texts {
            let place = text as usize;
            let shown = is_indexed(shelf, place);
            let own = if shown { letters(shelf, place) } else { Vec::new() };
            let own = own.into_iter().filter(|letters| wanted(hash_of(*letters) % files));
            all.extend(own.map(|letters| (letters >> 1) << 16 | u64::from(text - from) << 1 | letters & 1));
            for Gram(word) in if shown { words(shelf, place) } else { Vec::new() } {
                let file = hash(&word) % files;
                if wanted(file) {
                    postings.entry(file).or_default().0.entry(word).or_default().push((text - from, false));
                }
            }
        }
        all.sort_unstable();
        for one in all.chunk_by(|a, b| a >> 16 == b >> 16) {
            let letters = one.first().map_or(0, |first| first >> 16 << 1);
            let texts = one.iter().map(|bits| (u32::try_from(bits >> 1 & 0x7fff).unwrap_or_default(), bits & 1 == 0));
            let file = postings.entry(hash_of(letters) % files).or_default();
            file.0.insert(spelt(letters), texts.collect());
        }
        postings
    }

    /// Takes in the postings of a smaller group whose first text is the `offset`th of this one.
    pub fn append(&mut self, smaller: Self, offset: u32) {
        for (gram, texts) in smaller.0 {
            self.0.entry(gram).or_default().extend(texts.into_iter().map(|(text, above)| (text + offset, above)));
        }
    }

    /// Takes in what became of a text's gram: that it stands in number or title, that it stands elsewhere, that it is gone.
    pub fn set(&mut self, gram: &str, text: u32, now: Option<bool>) {
        let texts = self.0.entry(gram.to_owned()).or_default();
        let at = texts.partition_point(|(other, _)| *other < text);
        if texts.get(at).is_some_and(|(other, _)| *other == text) {
            texts.remove(at);
        }
        if let Some(above) = now {
            texts.insert(at, (text, above));
        }
        if texts.is_empty() {
            self.0.remove(gram);
        }
    }

    /// The file's text: a call that hands it to `search.js`, so that it can be read without a server.
    pub fn to_script(&self, name: &str) -> String {
        let texts: BTreeMap<&String, String> = self.0.iter().map(|(gram, texts)| (gram, encoded(texts))).collect();
        // Strings and strings by strings are always JSON.
        format!("kanheSearch({},{});\n", json(&name), json(&texts))
    }

    /// Reads a file again.
    pub fn from_script(script: &str) -> Option<Self> {
        let (_, rest) = script.split_once(',')?;
        let texts: BTreeMap<String, String> = serde_json::from_str(rest.strip_suffix(");\n")?).ok()?;
        texts.into_iter().map(|(gram, texts)| Some((gram, decoded(&texts)?))).collect::<Option<_>>().map(Self)
    }
}

/// Whether a text may stand in files that everybody can take away.
fn is_indexed(shelf: &Shelf, place: usize) -> bool {
    shelf.card(place).is_some_and(|card| card.audience == super::Audience::Staff)
}

/// A value as JSON that may stand in a script anywhere.
pub fn json(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    text.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

fn encoded(texts: &[(u32, bool)]) -> String {
    let mut code = String::with_capacity(texts.len() + 1);
    let mut next = 0;
    for (text, above) in texts {
        let mut value = (text - next) * 2 + u32::from(*above);
        next = text + 1;
        while value >= BASE {
            code.push(char::from(DIGITS[(value % BASE) as usize]));
            value /= BASE;
        }
        code.push(char::from(DIGITS[(value + BASE) as usize]));
    }
    code
}

fn decoded(code: &str) -> Option<Vec<(u32, bool)>> {
    let (mut texts, mut next, mut value, mut weight) = (Vec::new(), 0u32, 0u32, 1u32);
    for byte in code.bytes() {
        let digit = u32::try_from(DIGITS.iter().position(|one| *one == byte)?).ok()?;
        value = value.checked_add(weight.checked_mul(digit % BASE)?)?;
        if digit < BASE {
            weight = weight.checked_mul(BASE)?;
            continue;
        }
        let text = next.checked_add(value / 2)?;
        texts.push((text, value % 2 == 1));
        (next, value, weight) = (text.checked_add(1)?, 0, 1);
    }
    (weight == 1).then_some(texts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// All files of the index of so many texts.
    fn files(count: u32) -> BTreeSet<(Group, u32)> {
        let most = LEVELS[LEVELS.len() - 1].files;
        (0..most).flat_map(|hash| cover(count, hash)).collect()
    }

    #[test]
    fn every_text_is_covered_once_whatever_the_hash() {
        for count in (0..700).chain([2047, 2048, 2049, 2060, 2100, 16_384, 16_385, 16_450, 20_000, 100_000]) {
            for hash in [0, 7, 8, 31, 33, 255, 256, 1000, 1023, 4095, u32::MAX] {
                let mut at = 0;
                for (group, file) in cover(count, hash) {
                    assert_eq!((group.texts(count).start, file), (at, hash % LEVELS[group.level].files));
                    at = group.texts(count).end;
                }
                assert_eq!(at, count);
            }
        }
    }

    #[test]
    fn a_new_text_changes_few_files_and_merges_tell_which() {
        let mut before = files(0);
        for count in (1..600).chain(2_040..2_120) {
            if count == 2_040 {
                before = files(count - 1);
            }
            let after = files(count);
            let (mut told, mut most) = (before.clone(), 0);
            let newest = Group { level: 0, number: (count - 1) / LEVELS[0].texts };
            told.extend((0..LEVELS[0].files).map(|file| (newest, file)));
            for (group, range) in merges(count) {
                let (files, below) = (LEVELS[group.level].files, LEVELS[group.level - 1].files);
                let new: Vec<u32> = (0..files).filter(|file| range.contains(&(file % below))).collect();
                most += new.len();
                told.extend(new.into_iter().map(|file| (group, file)));
                for smaller in group.smaller() {
                    range.clone().for_each(|file| assert!(told.remove(&(smaller, file)), "{count} {smaller:?} {file}"));
                }
            }
            assert!(told == after, "{count}: {:?}", told.symmetric_difference(&after).take(5).collect::<Vec<_>>());
            assert!(most <= 128, "{count}: {most}");
            before = after;
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let texts: Vec<(u32, bool)> =
            vec![(0, true), (1, false), (2, false), (45, true), (3_000, false), (16_383, true)];
        assert_eq!(decoded(&encoded(&texts)), Some(texts.clone()));
        assert!(
            DIGITS.iter().all(|digit| !b"\"\\<&'".contains(digit))
                && DIGITS.iter().collect::<BTreeSet<_>>().len() == 88
        );
        let mut postings = Postings::default();
        postings.0.insert("</".to_owned(), texts);
        postings.set("安全", 7, Some(true));
        postings.set("安全", 3, Some(false));
        let script = postings.to_script("0/0/1f");
        assert!(!script.contains("</") && script.starts_with("kanheSearch(\"0/0/1f\",{"));
        assert_eq!(Postings::from_script(&script), Some(postings.clone()));
        postings.set("安全", 7, None);
        postings.set("安全", 3, None);
        assert_eq!(postings.0.len(), 1);
        for broken in ["", "kanheSearch(\"a\",{\"x\":\"\\u0001\"});\n", "kanheSearch(\"a\",{\"x\":\"!\"});\n"] {
            assert_eq!(Postings::from_script(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_gram_has_one_hash_however_it_is_written() {
        for gram in ["安全", "a", "号", "20", "𠮷x"] {
            let mut chars = gram.chars().map(|c| u64::from(u32::from(c)));
            let (first, second) = (chars.next().unwrap(), chars.next().unwrap_or(0));
            let letters = first << 22 | second << 1;
            assert_eq!((hash_of(letters), spelt(letters)), (hash(gram), gram.to_owned()));
        }
        // `search.js` must come to the same.
        assert_eq!([hash("安全"), hash("a"), hash("year:2026")], [1_569_294_395, 187_517_516, 617_283_971]);
    }
}
