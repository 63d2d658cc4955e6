//! What can be wrong with a record's objects, refs and repository: K101–K199.
//!
//! 1. A code is permanent: it is never given to another defect and never moves.
//! 2. Codes are grouped: 101–104 objects, 110–120 the encoding of commits and tags, 130–136 their lines of keys,
//!    140–148 trees, 150–167 the repository, 170–173 writing, 180–187 other repositories and the program git, 190–192 the machine.
//! 3. A fault says where: the object, the path and the byte offset, as far as they are known.

use std::fmt;

use crate::id::{GitId, NameFault};
use crate::words::{Message, Say};

/// One defect and its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Fault(Box<Inner>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    defect: Defect,
    object: Option<GitId>,
    path: Option<String>,
    at: Option<usize>,
}

/// What is wrong. The variants stand in the order of their codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Defect {
    /// K101: the object is not there.
    Missing,
    /// K102: the object cannot be read, or its bytes do not hash to its name.
    Corrupt(String),
    /// K103: the object is of another kind.
    Kind {
        /// The kind that was needed.
        expected: &'static str,
        /// The kind it has.
        found: String,
    },
    /// K104: more bytes than the limit.
    Size {
        /// The limit in bytes.
        limit: u64,
        /// The size found.
        found: u64,
    },
    /// K110: a header that must be there is not, or is not of its form.
    Header {
        /// The form, in the specification's notation.
        expected: &'static str,
        /// The line found.
        found: String,
    },
    /// K111: a header of the format at a place where it may not stand.
    Order {
        /// The header the place is for.
        expected: &'static str,
        /// The header found.
        found: String,
    },
    /// K112: a second parent.
    Merge,
    /// K113: a header this format does not know, such as `encoding` or `mergetag`.
    Unknown(String),
    /// K114: no signature.
    Unsigned,
    /// K115: not exactly one signature block.
    Armour,
    /// K116: a name, e-mail or time that is not of its form.
    Ident(String),
    /// K117: author and committer differ.
    Committer,
    /// K118: the tag's name is not the one its fields give.
    TagName {
        /// The name the fields give.
        expected: String,
        /// The name found.
        found: String,
    },
    /// K119: bytes after the end.
    Trailing,
    /// K120: the parts, written again, give other bytes.
    Encoding,
    /// K130: the first line of the message, or the empty line after it, is not of its form.
    Message(String),
    /// K131: a line that is no `<Key>: <value>`.
    Line(String),
    /// K132: a key the format does not know.
    Key(String),
    /// K133: a key that stands twice.
    Repeated(&'static str),
    /// K134: a key that stands too late.
    Late(&'static str),
    /// K135: a value that is empty, longer than 8000 bytes, or has something a reader cannot see.
    Value(&'static str),
    /// K136: a key that must be there is not.
    Absent(&'static str),
    /// K140: bytes that are no tree entries.
    Entries,
    /// K141: a mode other than `100644` and `40000`.
    Mode(String),
    /// K142: a name that may not stand in a tree.
    Name {
        /// Why not.
        why: NameFault,
        /// The name.
        name: String,
    },
    /// K143: an entry that stands in the wrong place.
    Sorting(String),
    /// K144: a name that stands twice.
    Twice(String),
    /// K145: two names that differ in case only.
    Folded(String),
    /// K146: a tree without entries.
    Empty,
    /// K147: more entries or paths than the limit.
    Many(u64),
    /// K148: a path of more than 16 levels.
    Deep,
    /// K150: no git repository at this place.
    NoRepository,
    /// K151: the object format is not SHA-1.
    ObjectFormat,
    /// K152: the refs are kept in reftable form.
    Reftable,
    /// K153: a shallow clone.
    Shallow,
    /// K154: `info/grafts` is there.
    Grafts,
    /// K155: `objects/info/alternates` is there.
    Alternates,
    /// K156: replace refs are there.
    Replace(String),
    /// K157: a ref that must be direct is symbolic.
    Symbolic(String),
    /// K158: the repository belongs to another user.
    Owner,
    /// K159: the name of a ref is not of its form.
    RefName(String),
    /// K160: there is a repository already.
    Occupied,
    /// K161: the repository has no work tree.
    NoWorktree,
    /// K162: the repository's folder points at another place, where the objects are.
    Linked(String),
    /// K163: a link or something special where the repository keeps a file or a folder.
    NotPlain,
    /// K164: a partial clone.
    Partial,
    /// K165: a ref's file that holds no object name.
    Ref(String),
    /// K166: a line of `packed-refs` that is not of its form, stands twice or in the wrong place.
    Packed(String),
    /// K167: a ref that stands below another one.
    RefConflict {
        /// The one above.
        expected: String,
        /// The one below.
        found: String,
    },
    /// K170: `main` is not where it was.
    Moved {
        /// Where it was expected.
        expected: Option<GitId>,
        /// Where it is.
        found: Option<GitId>,
    },
    /// K171: the seal's ref is there already.
    RefExists(String),
    /// K172: the path cannot be written.
    Path(String),
    /// K173: another program is writing to the repository.
    Busy,
    /// K180: no remote of this name.
    Remote(String),
    /// K181: the program `git` cannot be run.
    Program(String),
    /// K182: fetching failed.
    Fetch(String),
    /// K183: the push came too late: the remote has moved.
    PushMoved,
    /// K184: the remote refused the push.
    PushRefused(String),
    /// K185: the remote cannot be reached.
    Unreachable(String),
    /// K186: a line of a bundle that is not of its form.
    Bundle {
        /// The form.
        expected: &'static str,
        /// What was found.
        found: String,
    },
    /// K187: the program `git` could not do what it was told.
    Git(String),
    /// K190: the operating system refused.
    Io(String),
    /// K191: the git library refused.
    Library(String),
    /// K192: the cache cannot be used.
    Cache(String),
}

impl Defect {
    /// The permanent code, its key in the catalogue and what it has to say besides its place.
    fn parts(&self) -> (u16, &'static str, Vec<(&'static str, String)>) {
        let name = |id: &Option<GitId>| id.map_or_else(|| "—".to_owned(), |id| id.to_string());
        let found = |text: &str| vec![("found", text.to_owned())];
        let both = |expected: &str, found: &str| vec![("expected", expected.to_owned()), ("found", found.to_owned())];
        match self {
            Self::Missing => (101, "K101", vec![]),
            Self::Corrupt(why) => (102, "K102", found(why)),
            Self::Kind { expected, found } => (103, "K103", both(expected, found)),
            Self::Size { limit, found } => (104, "K104", both(&limit.to_string(), &found.to_string())),
            Self::Header { expected, found } => (110, "K110", both(expected, found)),
            Self::Order { expected, found } => (111, "K111", both(expected, found)),
            Self::Merge => (112, "K112", vec![]),
            Self::Unknown(header) => (113, "K113", found(header)),
            Self::Unsigned => (114, "K114", vec![]),
            Self::Armour => (115, "K115", vec![]),
            Self::Ident(text) => (116, "K116", found(text)),
            Self::Committer => (117, "K117", vec![]),
            Self::TagName { expected, found } => (118, "K118", both(expected, found)),
            Self::Trailing => (119, "K119", vec![]),
            Self::Encoding => (120, "K120", vec![]),
            Self::Message(line) => (130, "K130", found(line)),
            Self::Line(line) => (131, "K131", found(line)),
            Self::Key(key) => (132, "K132", found(key)),
            Self::Repeated(key) => (133, "K133", found(key)),
            Self::Late(key) => (134, "K134", found(key)),
            Self::Value(key) => (135, "K135", found(key)),
            Self::Absent(key) => (136, "K136", vec![("expected", (*key).to_owned())]),
            Self::Entries => (140, "K140", vec![]),
            Self::Mode(mode) => (141, "K141", found(mode)),
            Self::Name { why, name } => (142, "K142", vec![("why", word(*why).to_owned()), ("found", name.clone())]),
            Self::Sorting(name) => (143, "K143", found(name)),
            Self::Twice(name) => (144, "K144", found(name)),
            Self::Folded(name) => (145, "K145", found(name)),
            Self::Empty => (146, "K146", vec![]),
            Self::Many(limit) => (147, "K147", vec![("expected", limit.to_string())]),
            Self::Deep => (148, "K148", vec![]),
            Self::NoRepository => (150, "K150", vec![]),
            Self::ObjectFormat => (151, "K151", vec![]),
            Self::Reftable => (152, "K152", vec![]),
            Self::Shallow => (153, "K153", vec![]),
            Self::Grafts => (154, "K154", vec![]),
            Self::Alternates => (155, "K155", vec![]),
            Self::Replace(name) => (156, "K156", found(name)),
            Self::Symbolic(name) => (157, "K157", found(name)),
            Self::Owner => (158, "K158", vec![]),
            Self::RefName(name) => (159, "K159", found(name)),
            Self::Occupied => (160, "K160", vec![]),
            Self::NoWorktree => (161, "K161", vec![]),
            Self::Linked(place) => (162, "K162", found(place)),
            Self::NotPlain => (163, "K163", vec![]),
            Self::Partial => (164, "K164", vec![]),
            Self::Ref(text) => (165, "K165", found(text)),
            Self::Packed(line) => (166, "K166", found(line)),
            Self::RefConflict { expected, found } => (167, "K167", both(expected, found)),
            Self::Moved { expected, found } => (170, "K170", both(&name(expected), &name(found))),
            Self::RefExists(name) => (171, "K171", found(name)),
            Self::Path(path) => (172, "K172", found(path)),
            Self::Busy => (173, "K173", vec![]),
            Self::Remote(name) => (180, "K180", found(name)),
            Self::Program(why) => (181, "K181", found(why)),
            Self::Fetch(why) => (182, "K182", found(why)),
            Self::PushMoved => (183, "K183", vec![]),
            Self::PushRefused(why) => (184, "K184", found(why)),
            Self::Unreachable(why) => (185, "K185", found(why)),
            Self::Bundle { expected, found } => (186, "K186", both(expected, found)),
            Self::Git(why) => (187, "K187", found(why)),
            Self::Io(why) => (190, "K190", found(why)),
            Self::Library(why) => (191, "K191", found(why)),
            Self::Cache(why) => (192, "K192", found(why)),
        }
    }
}

/// The word by which the catalogue chooses a sentence for a fault of a name.
const fn word(why: NameFault) -> &'static str {
    match why {
        NameFault::Length => "length",
        NameFault::Encoding => "encoding",
        NameFault::Normalisation => "normalisation",
        NameFault::Character => "character",
        NameFault::Edge => "edge",
        NameFault::Reserved => "reserved",
    }
}

impl Fault {
    /// A defect whose place is not known (yet).
    pub fn new(defect: Defect) -> Self {
        Self(Box::new(Inner { defect, object: None, path: None, at: None }))
    }

    /// The same fault at a byte offset; an offset that is known already stays.
    #[must_use]
    pub fn at(mut self, offset: usize) -> Self {
        self.0.at.get_or_insert(offset);
        self
    }

    /// The same fault in an object; an object that is known already stays.
    #[must_use]
    pub fn object(mut self, id: GitId) -> Self {
        self.0.object.get_or_insert(id);
        self
    }

    /// The same fault at a path; a path that is known already stays.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.0.path.get_or_insert_with(|| path.into());
        self
    }

    /// What is wrong.
    pub fn defect(&self) -> &Defect {
        &self.0.defect
    }

    /// The byte offset in the object's content.
    pub fn offset(&self) -> Option<usize> {
        self.0.at
    }

    /// The object it is in.
    pub fn in_object(&self) -> Option<GitId> {
        self.0.object
    }

    /// The path it is at.
    pub fn at_path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// The permanent number.
    pub fn code(&self) -> u16 {
        self.0.defect.parts().0
    }

    /// Whether something is not there, rather than wrong: the verdict is INCOMPLETE, not INVALID.
    pub fn is_missing(&self) -> bool {
        matches!(self.0.defect, Defect::Missing | Defect::Shallow | Defect::Partial)
    }

    /// Whether the machine could not answer (K190–K192), which says nothing of the record.
    pub fn is_of_the_machine(&self) -> bool {
        matches!(self.0.defect, Defect::Io(_) | Defect::Library(_) | Defect::Cache(_))
    }

    /// Whether somebody else was quicker: doing it again may succeed.
    pub fn is_moved(&self) -> bool {
        matches!(self.0.defect, Defect::Moved { .. } | Defect::Busy)
    }

    /// A fault of the operating system at a file.
    pub(super) fn io(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::new(Defect::Io(error.to_string())).path(path.display().to_string())
    }

    /// A fault of the git library that has no name of its own.
    pub(super) fn library(error: &git2::Error) -> Self {
        Self::new(if error.code() == git2::ErrorCode::Locked {
            Defect::Busy
        } else {
            Defect::Library(error.message().to_owned())
        })
    }
}

impl From<Defect> for Fault {
    fn from(defect: Defect) -> Self {
        Self::new(defect)
    }
}

impl fmt::Display for Fault {
    /// For logs and tests; people read [`Say`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = self.say();
        f.write_str(&message.key)?;
        message.args.iter().try_for_each(|(name, value)| write!(f, " {name}={value:?}"))
    }
}

impl Say for Fault {
    /// Every message has `object`, `path` and `at`, each `none` where not known, and what its defect adds.
    fn say(&self) -> Message {
        let none = || "none".to_owned();
        let (_, key, args) = self.0.defect.parts();
        let message = Message::new(key)
            .with("object", self.0.object.map_or_else(none, |id| id.to_string()))
            .with("path", self.0.path.clone().unwrap_or_else(none))
            .with("at", self.0.at.map_or_else(none, |at| at.to_string()));
        args.into_iter().fold(message, |message, (name, value)| message.with(name, value))
    }
}

/// Foreign bytes as they may stand in a fault.
pub(super) fn shown(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.chars().take(80).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::words::{Catalogue, Language};

    /// One of each, in the order of the codes.
    pub(crate) fn all() -> Vec<Defect> {
        let text = || "x".to_owned();
        vec![
            Defect::Missing,
            Defect::Corrupt(text()),
            Defect::Kind { expected: "commit", found: text() },
            Defect::Size { limit: 1, found: 2 },
            Defect::Header { expected: "tree <40 hex>", found: text() },
            Defect::Order { expected: "author", found: text() },
            Defect::Merge,
            Defect::Unknown(text()),
            Defect::Unsigned,
            Defect::Armour,
            Defect::Ident(text()),
            Defect::Committer,
            Defect::TagName { expected: text(), found: text() },
            Defect::Trailing,
            Defect::Encoding,
            Defect::Message(text()),
            Defect::Line(text()),
            Defect::Key(text()),
            Defect::Repeated("Seq"),
            Defect::Late("Seq"),
            Defect::Value("Seq"),
            Defect::Absent("Seq"),
            Defect::Entries,
            Defect::Mode(text()),
            Defect::Name { why: NameFault::Edge, name: text() },
            Defect::Sorting(text()),
            Defect::Twice(text()),
            Defect::Folded(text()),
            Defect::Empty,
            Defect::Many(1),
            Defect::Deep,
            Defect::NoRepository,
            Defect::ObjectFormat,
            Defect::Reftable,
            Defect::Shallow,
            Defect::Grafts,
            Defect::Alternates,
            Defect::Replace(text()),
            Defect::Symbolic(text()),
            Defect::Owner,
            Defect::RefName(text()),
            Defect::Occupied,
            Defect::NoWorktree,
            Defect::Linked(text()),
            Defect::NotPlain,
            Defect::Partial,
            Defect::Ref(text()),
            Defect::Packed(text()),
            Defect::RefConflict { expected: text(), found: text() },
            Defect::Moved { expected: None, found: None },
            Defect::RefExists(text()),
            Defect::Path(text()),
            Defect::Busy,
            Defect::Remote(text()),
            Defect::Program(text()),
            Defect::Fetch(text()),
            Defect::PushMoved,
            Defect::PushRefused(text()),
            Defect::Unreachable(text()),
            Defect::Bundle { expected: "<object> <ref>", found: text() },
            Defect::Git(text()),
            Defect::Io(text()),
            Defect::Library(text()),
            Defect::Cache(text()),
        ]
    }

    #[test]
    fn codes_rise_and_are_their_keys() {
        let codes: Vec<u16> = all().into_iter().map(|defect| Fault::new(defect).code()).collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "{codes:?}");
        assert!(codes.iter().all(|code| (101..200).contains(code)));
        for defect in all() {
            let (code, key, _) = defect.parts();
            assert_eq!(key, format!("K{code}"));
        }
    }

    #[test]
    fn every_fault_has_a_sentence_and_a_hint_in_every_language() {
        for language in Language::ALL {
            let words = Catalogue::new(language);
            for defect in all() {
                let fault = Fault::new(defect).at(7).path("content/a");
                let (text, hint) = (words.text(&fault.say()), words.hint(&fault.say()));
                assert!(words.has(&fault.say().key), "{language}: {fault}");
                assert!(!text.contains(['{', '$']) && !text.starts_with('K'), "{language}: {text}");
                assert!(text.contains('7') && text.contains("content/a"), "{language}: {text}");
                assert!(hint.is_some_and(|hint| !hint.contains(['{', '$'])), "{language}: {fault}");
                let bare = words.text(&Fault::new(fault.defect().clone()).say());
                assert!(!bare.contains("none"), "{language}: {bare}");
            }
        }
    }

    #[test]
    fn only_what_is_not_there_is_missing() {
        let missing: Vec<u16> =
            all().into_iter().map(Fault::new).filter(Fault::is_missing).map(|fault| fault.code()).collect();
        assert_eq!(missing, [101, 153, 164]);
    }
}
