//! Names and digests: parsed once at the edge, trusted after.
//!
//! Every type here can only hold a value of its canonical form, so the floors above compare and print them
//! without asking again. Shapes are those of `docs/record-format.md`.

mod digest;
mod fingerprint;
mod name;
mod root;
mod subject;
mod table;
mod text;

pub use digest::{GitId, Sha256};
pub use fingerprint::Fingerprint;
pub use name::{FileName, NameFault, Slug, folded};
pub use root::{Root, on_paper};
pub use subject::{RecordId, SubjectId};
pub use table::Table;
pub use text::{TextFault, cell, escape_text, is_plain, unescape_text};

/// A value that is not of the canonical form of its kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}, found {found:?}")]
pub struct Malformed {
    /// The shape that was expected, in words of the specification.
    pub expected: &'static str,
    /// What was found, cut to a length fit for a message.
    pub found: String,
}

impl Malformed {
    pub(crate) fn new(expected: &'static str, found: &str) -> Self {
        let mut cut: String = found.chars().take(80).collect();
        if cut.len() < found.len() {
            cut.push('…');
        }
        Self { expected, found: cut }
    }
}

/// A decimal number without a leading zero.
pub fn number(text: &str) -> Option<u64> {
    text.parse().ok().filter(|n: &u64| n.to_string() == text)
}

/// Serialises an id as its canonical text.
macro_rules! serde_as_text {
    ($($id:ty),*) => {$(
        impl serde::Serialize for $id {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $id {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

serde_as_text!(Sha256, GitId, Fingerprint, RecordId, Root, Slug, SubjectId);
