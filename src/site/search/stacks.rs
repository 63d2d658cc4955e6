//! The index for a site without a server, on disk: files of postings, a file for each text, and one that says how many there are.
//!
//! ```text
//! search/index/<level>/<group>/<file>.js   which texts have a gram        search::Postings
//! search/texts/<hundred>/<text>.js         what is shown of a text, and the text itself
//! search/count.js                          how many texts there are, as of which act
//! ```
//!
//! 1. They are scripts, so that a page opened from a disk can load them.
//! 2. A file is there if and only if it holds something: which files there are and what is in them follows from the texts alone.
//! 3. What a change writes are the files of the grams that came or went, and what grows together because a text came (`search::grams`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;

use super::SearchError;
use super::answer::page_of;
use crate::search::{Audience, BARRIER, Gram, Group, LEVELS, Postings, Shelf, cover, grams, hash, json, merges};

/// How much of a text is written to be looked through by the page itself, in bytes.
const WHOLE: usize = 12 * 1024;
/// How many files of texts stand in a folder.
const IN_FOLDER: usize = 256;

/// Where the index is written, and how a file is.
pub(in crate::site) struct Place<'a> {
    /// The site's folder.
    pub(in crate::site) out: &'a Path,
    /// What was written before: what of it is not there any more was lost.
    pub(in crate::site) written: &'a BTreeSet<String>,
    /// Writes a file if it differs.
    pub(in crate::site) write: &'a (dyn Fn(&str, Vec<u8>) -> std::io::Result<bool> + Sync),
}

/// What became of the files.
#[derive(Debug, Default)]
pub(in crate::site) struct Changes {
    /// Files that are there.
    pub(in crate::site) names: Vec<String>,
    /// How many of them were written.
    pub(in crate::site) written: usize,
    /// Files that hold nothing any more.
    pub(in crate::site) gone: Vec<String>,
}

impl Changes {
    fn add(&mut self, other: Self) {
        self.names.extend(other.names);
        self.written += other.written;
        self.gone.extend(other.gone);
    }
}

/// What is shown of a text.
#[derive(Serialize)]
struct Shown<'a> {
    href: String,
    title: &'a str,
    number: Option<&'a str>,
    unit: &'a str,
    unit_title: &'a str,
    collection: &'a str,
    kind: Option<&'a str>,
    state: &'a str,
    date: &'a str,
    /// Parts: the attachment's name, or none, and text. A line is a paragraph.
    parts: Vec<(Option<&'a str>, String)>,
    /// Whether that is not all of it.
    more: bool,
}

#[derive(Serialize)]
struct Counted {
    texts: usize,
    act: u64,
}

fn file_name(group: Group, file: u32) -> String {
    format!("search/index/{}/{}/{file}.js", group.level, group.number)
}

fn text_name(place: usize) -> String {
    format!("search/texts/{}/{place}.js", place / IN_FOLDER)
}

/// The first text behind the last.
fn end(shelf: &Shelf) -> u32 {
    u32::try_from(shelf.len()).unwrap_or(u32::MAX)
}

impl Place<'_> {
    /// Writes everything where something was written before. What is of no use any more goes.
    pub(super) fn write_anew(&self, shelf: &Shelf, act: u64) -> Result<Changes, SearchError> {
        let mut changes = self.write_all(shelf, act)?;
        let now: BTreeSet<&String> = changes.names.iter().collect();
        let ours = |name: &&String| name.starts_with("search/index/") || name.starts_with("search/texts/");
        let gone: Vec<String> = self.written.iter().filter(ours).filter(|name| !now.contains(name)).cloned().collect();
        changes.gone = gone;
        Ok(changes)
    }

    /// Writes everything.
    pub(super) fn write_all(&self, shelf: &Shelf, act: u64) -> Result<Changes, SearchError> {
        let count = end(shelf);
        let most = LEVELS[LEVELS.len() - 1].files;
        let mut groups: BTreeMap<Group, Vec<bool>> = BTreeMap::new();
        for hash in 0..most {
            for (group, file) in cover(count, hash) {
                let files = groups.entry(group).or_insert_with(|| vec![false; LEVELS[group.level].files as usize]);
                files[file as usize] = true;
            }
        }
        let groups: Vec<(Group, Vec<bool>)> = groups.into_iter().collect();
        let of_group = |(group, files): &(Group, Vec<bool>)| -> Result<Changes, SearchError> {
            let wanted = |file: u32| files.get(file as usize).copied().unwrap_or_default();
            let mut changes = Changes::default();
            for (file, postings) in Postings::of_group(shelf, *group, count, &wanted) {
                self.put(&file_name(*group, file), &postings, &mut changes)?;
            }
            Ok(changes)
        };
        let texts: Vec<usize> = (0..shelf.len()).collect();
        let of_texts = |places: &[usize]| -> Result<Changes, SearchError> {
            let mut changes = Changes::default();
            places.iter().try_for_each(|place| self.put_text(shelf, *place, &mut changes))?;
            Ok(changes)
        };
        let mut changes = Changes::default();
        for one in groups.par_iter().map(of_group).collect::<Result<Vec<_>, _>>()? {
            changes.add(one);
        }
        for one in texts.par_chunks(128).map(of_texts).collect::<Result<Vec<_>, _>>()? {
            changes.add(one);
        }
        self.put_count(shelf, act, &mut changes)?;
        changes.gone.clear();
        Ok(changes)
    }

    /// Writes what differs since there were `count` texts, the grams of the `changed` ones among those being what they were `before`.
    pub(super) fn write_changes(
        &self,
        shelf: &Shelf,
        count: usize,
        changed: &BTreeSet<usize>,
        before: &BTreeMap<usize, BTreeMap<Gram, bool>>,
        act: u64,
    ) -> Result<Changes, SearchError> {
        let mut open = Open { place: self, shelf, files: BTreeMap::new() };
        let mut count = u32::try_from(count).unwrap_or(u32::MAX);
        let nothing = BTreeMap::new();
        for place in changed {
            let text = u32::try_from(*place).unwrap_or(u32::MAX);
            let comes = text >= count;
            count = count.max(text.saturating_add(1));
            let after = grams(shelf, *place);
            let before = before.get(place).unwrap_or(&nothing);
            let keys: BTreeSet<&Gram> = before.keys().chain(after.keys()).collect();
            for gram in keys {
                let now = after.get(gram).copied();
                if before.get(gram).copied() == now {
                    continue;
                }
                let hash = hash(&gram.0);
                // A text that has just come is where new ones are, whatever grows together behind it.
                let newest = Group { level: 0, number: text / LEVELS[0].texts };
                let mut found = cover(count, hash).filter(|(group, _)| group.texts(count).contains(&text));
                let (group, file) =
                    if comes { (newest, hash % LEVELS[0].files) } else { found.next().unwrap_or((newest, 0)) };
                let at = text - group.texts(count).start;
                open.file(group, file).set(&gram.0, at, now);
            }
            if comes {
                open.grow_together(count);
            }
        }
        let mut changes = open.close()?;
        for place in changed {
            self.put_text(shelf, *place, &mut changes)?;
        }
        self.put_count(shelf, act, &mut changes)?;
        Ok(changes)
    }

    fn put(&self, name: &str, postings: &Postings, changes: &mut Changes) -> Result<(), SearchError> {
        let short = name.trim_start_matches("search/index/").trim_end_matches(".js");
        self.write(name, postings.to_script(short), changes)
    }

    fn put_text(&self, shelf: &Shelf, place: usize, changes: &mut Changes) -> Result<(), SearchError> {
        let name = text_name(place);
        let Some(card) = shelf.card(place).filter(|card| card.audience == Audience::Staff) else {
            changes.gone.push(name);
            return Ok(());
        };
        let (parts, whole) = shelf.original(place, WHOLE);
        let lines = |text: String| text.replace(['\n', '\r'], " ").replace(BARRIER, "\n");
        let shown = Shown {
            href: page_of(card).href(),
            title: &card.title,
            number: card.number.as_deref(),
            unit: &card.unit,
            unit_title: &card.unit_title,
            collection: card.subject.collection(),
            kind: card.kind.as_deref(),
            state: card.state,
            date: &card.date,
            parts: parts.into_iter().map(|(name, text)| (name, lines(text))).collect(),
            more: !whole,
        };
        self.write(&name, format!("kanheSearch(\"text/{place}\",{});\n", json(&shown)), changes)
    }

    fn put_count(&self, shelf: &Shelf, act: u64, changes: &mut Changes) -> Result<(), SearchError> {
        let counted = Counted { texts: shelf.len(), act };
        self.write("search/count.js", format!("kanheSearch(\"count\",{});\n", json(&counted)), changes)
    }

    fn write(&self, name: &str, script: String, changes: &mut Changes) -> Result<(), SearchError> {
        let io = |error| SearchError::Io { path: self.out.join(name), error };
        changes.written += usize::from((self.write)(name, script.into_bytes()).map_err(io)?);
        changes.names.push(name.to_owned());
        Ok(())
    }
}

/// Files of postings that are being changed.
struct Open<'a> {
    place: &'a Place<'a>,
    shelf: &'a Shelf,
    files: BTreeMap<(Group, u32), Postings>,
}

impl Open<'_> {
    fn file(&mut self, group: Group, file: u32) -> &mut Postings {
        let (place, shelf) = (self.place, self.shelf);
        self.files.entry((group, file)).or_insert_with(|| {
            let name = file_name(group, file);
            let script = fs::read_to_string(place.out.join(&name));
            let read = script.ok().and_then(|script| Postings::from_script(&script));
            // What was written and is not there, or is not what was written, is made again from the texts.
            read.unwrap_or_else(|| {
                if !place.written.contains(&name) {
                    return Postings::default();
                }
                let mut made = Postings::of_group(shelf, group, end(shelf), &|one| one == file);
                made.remove(&file).unwrap_or_default()
            })
        })
    }

    /// Puts groups together, a few files of each, because there are so many texts now.
    fn grow_together(&mut self, count: u32) {
        for (group, range) in merges(count) {
            let (files, below) = (LEVELS[group.level].files, LEVELS[group.level - 1].files);
            for class in range {
                let mut new: BTreeMap<u32, Postings> = BTreeMap::new();
                for smaller in group.smaller() {
                    let offset = smaller.texts(count).start - group.texts(count).start;
                    let old = std::mem::take(self.file(smaller, class));
                    for (gram, texts) in old.0 {
                        let file = hash(&gram) % files;
                        let part = Postings(BTreeMap::from([(gram, texts)]));
                        new.entry(file).or_default().append(part, offset);
                    }
                }
                debug_assert!(new.keys().all(|file| file % below == class));
                self.files.extend(new.into_iter().map(|(file, postings)| ((group, file), postings)));
            }
        }
    }

    /// Writes what is open.
    fn close(self) -> Result<Changes, SearchError> {
        let mut changes = Changes::default();
        for ((group, file), postings) in &self.files {
            let name = file_name(*group, *file);
            if postings.0.is_empty() {
                changes.gone.push(name);
            } else {
                self.place.put(&name, postings, &mut changes)?;
            }
        }
        Ok(changes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{Card, Part, Text, What};

    fn text(n: usize, body: &str, state: &'static str, audience: Audience) -> Text {
        let card = Card {
            subject: format!("documents/2026/d{n}").parse().unwrap(),
            paper: None,
            submitted: n as u64,
            number: None,
            title: format!("通知{n}"),
            unit: "office".to_owned(),
            unit_title: "办公室".to_owned(),
            kind: None,
            year: Some("2026".to_owned()),
            state,
            date: "2026-03-02".to_owned(),
            time: 0,
            audience,
        };
        Text { card, parts: vec![Part { what: What::Body, text: body.to_owned() }] }
    }

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn with<T>(&self, written: &BTreeSet<String>, work: impl FnOnce(&Place<'_>) -> T) -> T {
            let out = self.0.path();
            let write = |name: &str, bytes: Vec<u8>| {
                let path = out.join(name);
                fs::create_dir_all(path.parent().unwrap())?;
                fs::write(path, bytes).map(|()| true)
            };
            work(&Place { out, written, write: &write })
        }

        fn files(&self) -> BTreeMap<String, String> {
            let files = walkdir::WalkDir::new(self.0.path()).into_iter().map(Result::unwrap);
            let files = files.filter(|entry| entry.file_type().is_file());
            files
                .map(|entry| {
                    let name = entry.path().strip_prefix(self.0.path()).unwrap().display().to_string();
                    (name, fs::read_to_string(entry.path()).unwrap())
                })
                .collect()
        }
    }

    #[test]
    fn files_that_were_kept_up_are_files_that_were_made_at_once() {
        let kept = Folder::new();
        let (mut shelf, mut written): (Shelf, BTreeSet<String>) = Default::default();
        let mut most = 0;
        let mut chance = 7u32;
        for round in 0..340 {
            let mut roll = |below: usize| {
                chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (chance >> 8) as usize % below
            };
            // Mostly a new text; now and then an old one is changed, restricted, or opened again, or several things happen at once.
            let count = shelf.len();
            let mut places = vec![count];
            if count > 0 && roll(4) == 0 {
                places.push(roll(count));
            }
            if roll(20) == 0 {
                places.push(count + 1);
            }
            places.sort_unstable();
            let mut before = BTreeMap::new();
            for place in &places {
                if *place < count {
                    before.insert(*place, grams(&shelf, *place));
                }
                let audience = if roll(15) == 0 {
                    Audience::Of("documents/2026/secret".parse().unwrap())
                } else {
                    Audience::Staff
                };
                let body: String = (0..roll(12)).map(|_| ["安", "全", "生", "产", "a", "2"][roll(6)]).collect();
                let state = ["in-review", "sealed"][roll(2)];
                shelf.put(text(*place, &body, state, audience));
            }
            // A file that somebody took away is made again when it is needed, at the latest when its group goes into a greater one.
            if round == 200 {
                let lost: Vec<&String> = written.iter().filter(|name| name.starts_with("search/index/0/6/")).collect();
                for name in lost {
                    drop(fs::remove_file(kept.0.path().join(name)));
                }
            }
            let changed: BTreeSet<usize> = places.into_iter().collect();
            let changes =
                kept.with(&written, |place| place.write_changes(&shelf, count, &changed, &before, round)).unwrap();
            most = most.max(changes.names.len());
            written.extend(changes.names);
            for name in changes.gone {
                written.remove(&name);
                drop(fs::remove_file(kept.0.path().join(name)));
            }
            if round % 20 == 0 || (255..270).contains(&shelf.len()) || shelf.len() > 340 {
                let made = Folder::new();
                made.with(&BTreeSet::new(), |place| place.write_all(&shelf, round)).unwrap();
                let (kept, made) = (kept.files(), made.files());
                let differs = kept.iter().filter(|(name, text)| made.get(*name) != Some(text)).map(|(name, _)| name);
                let missing = made.keys().filter(|name| !kept.contains_key(*name));
                let wrong: Vec<&String> = differs.chain(missing).collect();
                let is_healed = round < 200 || shelf.len() > 262;
                assert!(wrong.is_empty() || !is_healed, "{round}, {} texts: {wrong:?}", shelf.len());
            }
        }
        assert!(shelf.len() > 340 && most < 200, "{} texts, {most} files", shelf.len());
    }

    #[test]
    fn what_is_not_for_all_staff_is_in_no_file() {
        let folder = Folder::new();
        let mut shelf = Shelf::default();
        shelf.put(text(0, "处分决定", "sealed", Audience::Of("documents/2026/secret".parse().unwrap())));
        shelf.put(text(1, "</script><b>", "sealed", Audience::Staff));
        folder.with(&BTreeSet::new(), |place| place.write_all(&shelf, 1)).unwrap();
        let all: String = folder.files().into_values().collect();
        assert!(!all.contains("处分") && !all.contains("处") && !all.contains("通知0") && !all.contains('<'));
    }
}
