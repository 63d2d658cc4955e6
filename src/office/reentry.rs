//! What was decided on paper and re-entered (补录, T7): how an act says so, and by which entry.
//!
//! Nothing of it decides a verdict: the act is its signer's as any other, and the entry a subject as any other. An act whose reason begins with
//! the id of an entry of [`RE_ENTRIES`] says that it was decided on paper, and that the scan stands there.

use super::Office;
use super::docket::{Docket, Mark};
use crate::id::SubjectId;

/// The collection of what was decided on paper.
pub const RE_ENTRIES: &str = "re-entries";

/// The entry that a reason begins with, and what is said besides.
pub fn re_entry(reason: &str) -> Option<(SubjectId, &str)> {
    let (id, rest) = reason.split_once(char::is_whitespace).unwrap_or((reason, ""));
    let entry: SubjectId = id.parse().ok()?;
    (entry.collection() == RE_ENTRIES).then(|| (entry, rest.trim_start()))
}

/// A reason that begins with an entry.
pub fn reason_by(entry: &SubjectId, besides: &str) -> String {
    format!("{entry} {}", besides.trim()).trim_end().to_owned()
}

impl Mark {
    /// The entry by which it says that it was decided on paper.
    pub fn re_entered(&self) -> Option<SubjectId> {
        // An act without an opinion has its reason for words.
        let reason = if self.reason.is_empty() { &self.words } else { &self.reason };
        re_entry(reason).map(|(entry, _)| entry)
    }
}

impl Office {
    /// The entry by which an act says that it was decided on paper, if it was handed in before: what comes later proves nothing, and is another
    /// time's. The entry must be here.
    pub fn re_entry_of(&self, mark: &Mark) -> Option<SubjectId> {
        let entry = mark.re_entered()?;
        self.docket(&entry).is_some_and(|docket| docket.submitted() < mark.seq).then_some(entry)
    }
}

/// The fields of an entry, as the shipped workflow has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entered<'a> {
    docket: &'a Docket,
}

impl<'a> Entered<'a> {
    /// A docket as an entry, if it is one.
    pub fn of(docket: &'a Docket) -> Option<Self> {
        (docket.subject.collection() == RE_ENTRIES).then_some(Self { docket })
    }

    /// About which subject something was decided.
    pub fn subject(self) -> Option<SubjectId> {
        self.docket.value("subject")?.parse().ok()
    }

    /// What, by its verb's word.
    pub fn act(self) -> &'a str {
        self.docket.value("act").unwrap_or_default()
    }

    /// By whom.
    pub fn person(self) -> &'a str {
        self.docket.value("person").unwrap_or_default()
    }

    /// On which text, by its digest.
    pub fn digest(self) -> &'a str {
        self.docket.value("digest").unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_names_its_entry_first() {
        let of = |reason: &str| re_entry(reason).map(|(entry, rest)| (entry.to_string(), rest.to_owned()));
        let known = |rest: &str| Some(("re-entries/2026/0302-a1b2".to_owned(), rest.to_owned()));
        assert_eq!(of("re-entries/2026/0302-a1b2"), known(""));
        assert_eq!(of("re-entries/2026/0302-a1b2  系统停用"), known("系统停用"));
        assert_eq!(of("re-entries/2026/0302-a1b2\n系统停用\n"), known("系统停用\n"));
        for other in [
            "",
            "系统停用",
            "documents/2026/a 系统停用",
            "见 re-entries/2026/a",
            "re-entries/2026",
            "re-entries/2026/A",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
        let entry: SubjectId = "re-entries/2026/a".parse().unwrap();
        assert_eq!(reason_by(&entry, " "), "re-entries/2026/a");
        assert_eq!(re_entry(&reason_by(&entry, "停用")), Some((entry, "停用")));
    }
}
