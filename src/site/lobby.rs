//! What a server needs of a site to receive people: who is in the register, what is asked of them, and pages in its look.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::theme::{Theme, ThemeError};
use super::{href, view};
use crate::id::Fingerprint;
use crate::ledger::Certificates;
use crate::office::{Login, Register};
use crate::words::Catalogue;

/// The folder of the pages for people, in each language. No collection can have its name: a slug has no `_`.
pub const FOLDER: &str = "_account/";

/// The hall that people come into, as it is now.
#[derive(Debug, Default)]
pub struct Lobby {
    hall: RwLock<Option<Arc<Hall>>>,
}

/// What is known of the office, and how its pages look.
#[derive(Debug)]
pub struct Hall {
    /// The register.
    pub register: Register,
    /// What is asked of those who sign in.
    pub login: Login,
    /// The certificates of the register.
    pub certificates: Certificates,
    /// Those that may be used now: neither suspended nor given up nor reported lost.
    pub usable: BTreeSet<Fingerprint>,
    /// The record's id.
    pub record: String,
    /// The installation's title.
    pub title: String,
    pub(super) zone: TimeZone,
    pub(super) dresses: Vec<Dress>,
}

/// How pages look in one language, the first of the languages first.
#[derive(Debug)]
pub(super) struct Dress {
    pub(super) words: Arc<Catalogue>,
    pub(super) theme: Arc<Theme>,
    /// The folder of the language.
    pub(super) folder: String,
    pub(super) base: view::Base,
}

impl Lobby {
    /// The hall, once there is a site.
    pub fn hall(&self) -> Option<Arc<Hall>> {
        self.hall.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn furnish(&self, hall: Hall) {
        *self.hall.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(hall));
    }
}

impl Hall {
    /// The language of a path of the server, by its place, and the rest of the path.
    pub fn tongue<'p>(&self, path: &'p str) -> (usize, &'p str) {
        let path = path.trim_start_matches('/');
        let other = self
            .dresses
            .iter()
            .enumerate()
            .skip(1)
            .find_map(|(at, dress)| Some((at, path.strip_prefix(&dress.folder)?)));
        other.unwrap_or((0, path))
    }

    /// The top of a language's pages as a path of the server.
    pub fn top(&self, tongue: usize) -> String {
        format!("/{}", self.dresses.get(tongue).map_or("", |dress| &dress.folder))
    }

    /// A text in a language.
    pub fn text(&self, tongue: usize, key: &str, args: &[(&str, &str)]) -> String {
        self.dresses.get(tongue).map_or_else(String::new, |dress| dress.words.format(key, args.iter().copied()))
    }

    /// A text in every language.
    pub fn texts(&self, key: &str, args: &[(&str, &str)]) -> Vec<String> {
        self.dresses.iter().map(|dress| dress.words.format(key, args.iter().copied())).collect()
    }

    /// A moment as the office counts it.
    pub fn moment(&self, seconds: i64) -> String {
        let time = Timestamp::from_second(seconds).unwrap_or_default();
        self.zone.to_datetime(time).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// The hour of the day in the office.
    pub fn hour(&self, seconds: i64) -> i8 {
        self.zone.to_datetime(Timestamp::from_second(seconds).unwrap_or_default()).hour()
    }

    /// A page for people.
    pub fn page<V: Serialize>(
        &self,
        tongue: usize,
        (name, title, template): (&str, &str, &str),
        fill: impl FnOnce(view::Base) -> V,
    ) -> Result<Vec<u8>, ThemeError> {
        let dress = self.dresses.get(tongue).or_else(|| self.dresses.first());
        let Some(dress) = dress else {
            return Err(ThemeError::Templates { message: "a site without a language".to_owned() });
        };
        let path = format!("{FOLDER}{name}");
        let languages = self.dresses.iter().zip(&dress.base.languages).map(|(other, link)| view::LanguageLink {
            href: href::encode(&format!("{}{path}", other.folder)),
            ..link.clone()
        });
        let base = view::Base { title: dress.words.word(title), languages: languages.collect(), ..dress.base.clone() };
        dress.theme.render(template, &fill(base))
    }
}

#[cfg(test)]
impl Hall {
    /// A hall of an office that was read from files, in Chinese and English, in the built-in look.
    pub(crate) fn of(office: &crate::office::Office) -> Self {
        use crate::words::Language;
        let settings = office.settings();
        let dress = |language: Language, folder: &str| {
            let words = Arc::new(Catalogue::new(language));
            let spoken = Arc::clone(&words);
            let theme = Theme::new(
                &std::collections::BTreeMap::new(),
                move |key: &str, args: &std::collections::BTreeMap<String, String>| {
                    spoken.format(key, args.iter().map(|(name, value)| (name.as_str(), value.as_str())))
                },
            );
            let link = |tag: &str| view::LanguageLink {
                tag: tag.to_owned(),
                name: tag.to_owned(),
                href: String::new(),
                current: tag == language.tag(),
            };
            let base = view::Base {
                site: settings.title.clone(),
                lang: language.tag().to_owned(),
                root: href::root("search/index.html"),
                top: href::root(&format!("{folder}search/index.html")),
                languages: vec![link("zh-CN"), link("en")],
                ..view::Base::default()
            };
            Dress { words, theme: Arc::new(theme.unwrap()), folder: folder.to_owned(), base }
        };
        Self {
            register: office.register().clone(),
            login: settings.login.clone(),
            certificates: Certificates::default(),
            usable: BTreeSet::new(),
            record: settings.record.to_string(),
            title: settings.title.clone(),
            zone: settings.zone.clone(),
            dresses: vec![dress(Language::ZhCn, ""), dress(Language::En, "en/")],
        }
    }
}

#[cfg(test)]
impl Lobby {
    /// A lobby with that hall.
    pub(crate) fn with(hall: Hall) -> Self {
        Self { hall: RwLock::new(Some(Arc::new(hall))) }
    }
}
