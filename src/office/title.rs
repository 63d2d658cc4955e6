//! A title in the languages of the office.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A text by language tag, such as `{ zh-CN = "发文", en = "Documents" }`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title(BTreeMap<String, String>);

impl Title {
    /// The text in this language, else in Chinese, else in any.
    pub fn text(&self, language: &str) -> &str {
        self.0
            .get(language)
            .or_else(|| self.0.get("zh-CN"))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }

    /// A text that stands in every language.
    #[cfg(test)]
    pub(super) fn plain(text: &str) -> Self {
        Self(BTreeMap::from([("zh-CN".to_owned(), text.to_owned())]))
    }

    /// Whether there is a text in the language every installation has.
    pub(super) fn is_complete(&self) -> bool {
        self.0.get("zh-CN").is_some_and(|text| !text.trim().is_empty())
            && self.0.keys().all(|tag| matches!(tag.as_str(), "zh-CN" | "zh-TW" | "en"))
    }
}
