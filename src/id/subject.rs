//! Ids of the record and of the subjects in it.

use std::fmt;
use std::str::FromStr;

use super::{Malformed, Slug};

/// The id of a record (档案库标识): a UUID in lower-case hyphenated form.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(Box<str>);

impl RecordId {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for RecordId {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        match uuid::Uuid::try_parse(text) {
            Ok(uuid) if uuid.hyphenated().to_string() == text => Ok(Self(text.into())),
            _ => Err(Malformed::new("a UUID in lower-case hyphenated form", text)),
        }
    }
}

/// The id of a subject (事项): its folder's path below `content/`, `<collection>/<year>/<slug>`, or `units/<slug>`, `people/<slug>`,
/// `seals/<slug>`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SubjectId {
    text: Box<str>,
}

impl SubjectId {
    /// A subject of a collection that is kept by year.
    pub fn by_year(collection: &Slug, year: i16, slug: &Slug) -> Result<Self, Malformed> {
        format!("{collection}/{year:04}/{slug}").parse()
    }

    /// The whole id.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The collection: the id's first part.
    pub fn collection(&self) -> &str {
        self.text.split('/').next().unwrap_or_default()
    }

    /// The year, for a collection that is kept by year.
    pub fn year(&self) -> Option<i16> {
        let mut parts = self.text.split('/');
        let (_, year, last) = (parts.next(), parts.next(), parts.next());
        last.and(year).and_then(|year| year.parse().ok())
    }

    /// The last part.
    pub fn slug(&self) -> &str {
        self.text.rsplit('/').next().unwrap_or_default()
    }

    /// The subject's folder in a tree.
    pub fn folder(&self) -> String {
        format!("content/{}", self.text)
    }
}

impl fmt::Display for SubjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for SubjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for SubjectId {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let wrong = || Malformed::new("<collection>/<year>/<slug>, or units, people or seals and /<slug>", text);
        let parts: Vec<&str> = text.split('/').collect();
        let year = |part: &str| part.len() == 4 && part.bytes().all(|c| c.is_ascii_digit());
        let register = |part: &str| matches!(part, "units" | "people" | "seals");
        match parts[..] {
            [kind, _] if register(kind) => {}
            [kind, part, _] if year(part) && !register(kind) => {}
            _ => return Err(wrong()),
        }
        if parts.iter().all(|part| part.parse::<Slug>().is_ok()) {
            Ok(Self { text: text.into() })
        } else {
            Err(wrong())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_a_path_and_nothing_else() {
        let subject: SubjectId = "documents/2026/spring-inspection".parse().unwrap();
        assert_eq!(subject.collection(), "documents");
        assert_eq!(subject.year(), Some(2026));
        assert_eq!(subject.slug(), "spring-inspection");
        assert_eq!(subject.folder(), "content/documents/2026/spring-inspection");
        assert_eq!("units/office".parse::<SubjectId>().unwrap().year(), None);
        for bad in [
            "documents",
            "documents/a",
            "units/2026/office",
            "documents/26/a",
            "documents/2026/a/b",
            "documents/2026/../a",
            "/a/b",
            "a//b",
            "a/b/",
            "A/2026/b",
        ] {
            assert!(bad.parse::<SubjectId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn record_ids_have_one_form() {
        assert!("6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f".parse::<RecordId>().is_ok());
        assert!("6F1C9D3E-0B5A-4C7D-9E21-3A4B5C6D7E8F".parse::<RecordId>().is_err());
        assert!("6f1c9d3e0b5a4c7d9e213a4b5c6d7e8f".parse::<RecordId>().is_err());
    }
}
