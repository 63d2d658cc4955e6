//! What is told, and when.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::office::Why;

/// Something that is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Kind {
    /// It waits for him.
    Waits(Why),
    /// Somebody urges (催办) what waits for him (J10).
    Urged,
    /// How many things wait and are overdue (每日摘要), for him, his unit and what he has sent (K7).
    Digest,
}

impl Kind {
    /// Every one, in the order in which they are told.
    pub fn all() -> impl Iterator<Item = Self> {
        Why::ALL.into_iter().map(Self::Waits).chain([Self::Urged, Self::Digest])
    }

    /// The word in data; the catalogue has texts for it under `notice-<word>` and `notice-kind-<word>`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waits(why) => why.word(),
            Self::Urged => "urge",
            Self::Digest => "digest",
        }
    }

    /// When it is told if nobody says otherwise: what is only to be read comes with the digest.
    pub const fn usual(self) -> When {
        match self {
            Self::Waits(Why::Reading) => When::Digest,
            Self::Waits(_) | Self::Urged | Self::Digest => When::Now,
        }
    }
}

/// A word that no kind has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected a kind of notice (seat, answer, back, reading, send, send-again, receive, register, urge or digest), found {0:?}"
)]
pub struct UnknownKind(String);

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(word: &str) -> Result<Self, UnknownKind> {
        Self::all().find(|kind| kind.word() == word).ok_or_else(|| UnknownKind(word.to_owned()))
    }
}

impl TryFrom<String> for Kind {
    type Error = UnknownKind;

    fn try_from(word: String) -> Result<Self, UnknownKind> {
        word.parse()
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> Self {
        kind.word().to_owned()
    }
}

/// When something is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// As soon as it is so.
    Now,
    /// With the digest only.
    Digest,
    /// Not at all.
    Never,
}

impl When {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Now, Self::Digest, Self::Never];

    /// The word in data; the catalogue has a text for it under `notice-when-<word>`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Digest => "digest",
            Self::Never => "never",
        }
    }

    /// What a word means.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|when| when.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Catalogue, Language};

    #[test]
    fn each_kind_has_a_word_of_its_own_and_texts_in_every_language() {
        for kind in Kind::all() {
            assert_eq!(kind.word().parse(), Ok(kind));
            for language in Language::ALL {
                let words = Catalogue::new(language);
                assert!(words.has(&format!("notice-kind-{}", kind.word())), "{language}: {kind:?}");
                assert!(kind == Kind::Digest || words.has(&format!("notice-{}", kind.word())), "{language}: {kind:?}");
            }
        }
        assert!("title".parse::<Kind>().is_err());
        assert!(When::ALL.into_iter().all(|when| When::named(when.word()) == Some(when)));
    }
}
