//! Feeds (RFC 4287): what came out, the newest first.
//!
//! 1. The name (`id`) of an entry is its subject's in its record and never changes, wherever the site stands.
//! 2. An entry tells what its page tells everybody, as plain text: nothing in it is markup.

use atom_syndication::{Category, Entry, Feed, Link, Person, Text};

use super::subscribed::clean;
use super::{PageError, Source, folder_of};
use crate::office::{Docket, End, parse_front};
use crate::site::index::Told;
use crate::site::markdown;
use crate::site::page::{Channel, Page};

/// How many characters of a text an entry begins with.
const BEGIN: usize = 200;
/// What a feed is served as.
pub(in crate::site) const MEDIA: &str = "application/atom+xml";

impl Source<'_> {
    pub(super) fn feed(&self, channel: &Channel) -> Result<Vec<u8>, PageError> {
        let file = Page::Feed(channel.clone());
        let mut entries = Vec::new();
        for subject in self.index.feeds().newest(channel) {
            if let Some(docket) = self.docket(subject)
                && let Some(told) = Told::of(docket)
            {
                entries.push(self.feed_entry(&file, docket, &told)?);
            }
        }
        let lang = self.words.language().tag();
        let begun = self.ledger.entries().first_key_value().map_or(0, |(_, entry)| entry.time);
        let feed = Feed {
            title: Text::plain(self.channel_title(channel)),
            id: self.name_of(&format!("{lang}/{}", file.file())),
            updated: entries.iter().map(|entry| entry.updated).max().unwrap_or_else(|| self.there(begun)),
            authors: vec![person(&self.ledger.office().settings().title)],
            links: vec![
                link("alternate", "text/html", self.link_from(&file, &Self::channel_page(channel, Page::Home))),
                link("self", MEDIA, self.link_from(&file, &file)),
            ],
            lang: Some(lang.to_owned()),
            entries,
            ..Feed::default()
        };
        written(&feed)
    }

    fn feed_entry(&self, file: &Page, docket: &Docket, told: &Told) -> Result<Entry, PageError> {
        let title = match told.ended {
            None => clean(&docket.title),
            Some(how) => {
                let state = self.words.word(ended(how));
                self.word("site-feed-ended", &[("state", &state), ("title", &clean(&docket.title))])
            }
        };
        let unit = self.find_unit(&docket.issuer).map_or_else(|| docket.issuer.to_string(), |unit| unit.title.clone());
        let collection = self.collection_title(docket);
        let number = docket.number.as_ref().map(|number| number.text.clone());
        let facts: Vec<String> = number.into_iter().chain([unit.clone(), collection.clone()]).collect();
        let begin = self.index.feeds().begin(docket, || self.begin_of(docket))?;
        let summary = format!("{} — {begin}", clean(&facts.join(" · ")));
        let category = |term: &str, label: &str| Category {
            term: clean(term),
            scheme: None,
            label: (term != label).then(|| clean(label)),
        };
        let kind = docket.kind().map(|kind| category(kind, kind));
        Ok(Entry {
            title: Text::plain(title),
            id: self.name_of(docket.subject.as_str()),
            updated: self.there(told.updated),
            published: Some(self.there(told.published)),
            authors: vec![person(&unit)],
            categories: std::iter::once(category(docket.subject.collection(), &collection)).chain(kind).collect(),
            links: vec![link("alternate", "text/html", self.link_from(file, &Page::Subject(docket.subject.clone())))],
            summary: Some(Text::plain(summary.trim_end_matches([' ', '—']).to_owned())),
            ..Entry::default()
        })
    }

    /// The beginning of a subject's text, as it was last handed in.
    fn begin_of(&self, docket: &Docket) -> Result<String, PageError> {
        let Some(folder) = folder_of(self.ledger, docket) else { return Ok(String::new()) };
        let Some(index) = self.record.file(folder, "index.md")? else { return Ok(String::new()) };
        let bytes = self.record.blob(index)?;
        let Ok(front) = parse_front::<toml::Table>(&bytes) else { return Ok(String::new()) };
        Ok(begin(&markdown::plain(front.body)))
    }
}

/// The beginning of a plain text, in one line.
fn begin(text: &str) -> String {
    let line = clean(&text.replace(crate::search::BARRIER, " "));
    let words: Vec<&str> = line.split_whitespace().collect();
    let line = words.join(" ");
    let mut shown: String = line.chars().take(BEGIN).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    shown
}

/// A link of a feed.
pub(in crate::site) fn link(rel: &str, media: &str, href: String) -> Link {
    Link { href, rel: rel.to_owned(), mime_type: Some(media.to_owned()), ..Link::default() }
}

/// An author.
pub(in crate::site) fn person(name: &str) -> Person {
    Person { name: clean(name), ..Person::default() }
}

/// A feed's bytes.
pub(in crate::site) fn written(feed: &Feed) -> Result<Vec<u8>, PageError> {
    let mut bytes = feed.write_to(Vec::new())?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The word of how something stopped being in force.
const fn ended(how: End) -> &'static str {
    match how {
        End::Voided => "site-state-voided",
        End::Repealed => "site-state-repealed",
        End::Recalled => "site-state-recalled",
        End::Corrected => "site-state-corrected",
    }
}
