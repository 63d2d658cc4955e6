//! A language of the site: its words, the theme that speaks it, and where its pages stand.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::theme::{Theme, ThemeError};
use crate::office::Settings;
use crate::words::{Catalogue, Language};

/// A language the site is written in.
#[derive(Debug)]
pub(super) struct Tongue {
    /// Its words.
    pub(super) words: Arc<Catalogue>,
    /// The theme, speaking it.
    pub(super) theme: Arc<Theme>,
    /// The folder of its pages with a slash behind it; nothing for the first language.
    folder: String,
}

impl Tongue {
    /// The languages of the settings, the first at the top. `overrides` are the record's own theme files.
    pub(super) fn all(settings: &Settings, overrides: &BTreeMap<String, Vec<u8>>) -> Result<Vec<Self>, ThemeError> {
        let languages = settings.languages.iter().filter_map(|tag| tag.parse().ok());
        languages.enumerate().map(|(at, language)| Self::new(language, at == 0, overrides)).collect()
    }

    fn new(language: Language, first: bool, overrides: &BTreeMap<String, Vec<u8>>) -> Result<Self, ThemeError> {
        let words = Arc::new(Catalogue::new(language));
        let spoken = Arc::clone(&words);
        let theme = Theme::new(overrides, move |key: &str, args: &BTreeMap<String, String>| {
            spoken.format(key, args.iter().map(|(name, value)| (name.as_str(), value.as_str())))
        })?;
        let folder = if first { String::new() } else { format!("{}/", language.tag()) };
        Ok(Self { words, theme: Arc::new(theme), folder })
    }

    /// The language.
    pub(super) fn language(&self) -> Language {
        self.words.language()
    }

    /// Whether its pages stand at the top.
    pub(super) const fn is_first(&self) -> bool {
        self.folder.is_empty()
    }

    /// Where a page stands, by its path within the language.
    pub(super) fn path(&self, page: &str) -> String {
        format!("{}{page}", self.folder)
    }

    /// The top of its pages as a path of the server.
    pub(super) fn absolute(&self) -> String {
        format!("/{}", self.folder)
    }

    /// Whether a file of the site is one that only this language has.
    pub(super) fn owns(&self, path: &str) -> bool {
        !self.folder.is_empty() && path.starts_with(&self.folder)
    }
}
