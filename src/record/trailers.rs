//! The lines `<Key>: <value>` of a commit and of a tag.
//!
//! 1. The keys are a closed, ordered list; each stands at most once, in that order.
//! 2. A value is 1 to 8000 bytes of UTF-8 in NFC without anything a reader cannot see. What it means is not known here.

use std::collections::BTreeMap;
use std::fmt;

use unicode_normalization::is_nfc;

use super::cursor::Cursor;
use super::fault::{Defect, Fault, shown};
use crate::id::is_plain;

const VALUE_LIMIT: usize = 8000;

/// A closed, ordered list of keys.
pub trait Keys: Copy + Ord + fmt::Debug + 'static {
    /// All, in the order in which they stand.
    const ALL: &'static [Self];

    /// The key as it is written.
    fn name(self) -> &'static str;

    /// The key of this name.
    fn from_name(name: &[u8]) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.name().as_bytes() == name)
    }
}

/// The keys of an act (`docs/record-format.md` section 5.2), in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The record's id.
    Record,
    /// The act's number.
    Seq,
    /// The digest of the parent commit.
    ParentSha256,
    /// The SHA-256 name of the tree.
    TreeSha256,
    /// The verb.
    Act,
    /// The subject's id.
    Subject,
    /// The SHA-256 name of the subject's folder.
    Digest,
    /// The workflow step.
    Step,
    /// The document number (文号).
    Number,
    /// The seal that is put.
    Seal,
    /// An opinion.
    Opinion,
    /// A reason.
    Reason,
    /// The act that is affirmed.
    Affirms,
    /// In whose place the signer acts (代理).
    OnBehalfOf,
    /// The people or the step the act names.
    To,
    /// Whom the act names for a copy.
    Cc,
    /// In which way.
    How,
    /// A time limit.
    Due,
    /// The act up to which the way was looked at.
    Confirms,
    /// Who opened what was sent, and when.
    Opened,
    /// The seal of the parent act, registered.
    Seals,
    /// The fingerprint of the signer's certificate.
    Signer,
}

impl Keys for Key {
    const ALL: &'static [Self] = &[
        Self::Record,
        Self::Seq,
        Self::ParentSha256,
        Self::TreeSha256,
        Self::Act,
        Self::Subject,
        Self::Digest,
        Self::Step,
        Self::Number,
        Self::Seal,
        Self::Opinion,
        Self::Reason,
        Self::Affirms,
        Self::OnBehalfOf,
        Self::To,
        Self::Cc,
        Self::How,
        Self::Due,
        Self::Confirms,
        Self::Opened,
        Self::Seals,
        Self::Signer,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Record => "Record",
            Self::Seq => "Seq",
            Self::ParentSha256 => "Parent-SHA256",
            Self::TreeSha256 => "Tree-SHA256",
            Self::Act => "Act",
            Self::Subject => "Subject",
            Self::Digest => "Digest",
            Self::Step => "Step",
            Self::Number => "Number",
            Self::Seal => "Seal",
            Self::Opinion => "Opinion",
            Self::Reason => "Reason",
            Self::Affirms => "Affirms",
            Self::OnBehalfOf => "On-Behalf-Of",
            Self::To => "To",
            Self::Cc => "Cc",
            Self::How => "How",
            Self::Due => "Due",
            Self::Confirms => "Confirms",
            Self::Opened => "Opened",
            Self::Seals => "Seals",
            Self::Signer => "Signer",
        }
    }
}

/// Values by key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields<K: Keys>(BTreeMap<K, String>);

/// The lines of an act.
pub type Trailers = Fields<Key>;

impl<K: Keys> Default for Fields<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Keys> Fields<K> {
    /// No lines.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same lines and one more. A key that is there already is refused.
    pub fn with(mut self, key: K, value: impl Into<String>) -> Result<Self, Fault> {
        let value = value.into();
        if !sound(&value) {
            return Err(Defect::Value(key.name()).into());
        }
        if self.0.insert(key, value).is_some() {
            return Err(Defect::Repeated(key.name()).into());
        }
        Ok(self)
    }

    /// The value of a key.
    pub fn get(&self, key: K) -> Option<&str> {
        self.0.get(&key).map(String::as_str)
    }

    /// The value of a key that must be there.
    pub fn require(&self, key: K) -> Result<&str, Fault> {
        self.get(key).ok_or_else(|| Defect::Absent(key.name()).into())
    }

    /// All lines in their order.
    pub fn iter(&self) -> impl Iterator<Item = (K, &str)> {
        self.0.iter().map(|(key, value)| (*key, value.as_str()))
    }

    /// Whether there are no lines.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `<Key> ":" SP <value> LF`, again and again, to the end of the bytes or, if one is given, to the line `end`.
    ///
    /// Offsets in faults count from the cursor's beginning.
    pub(super) fn parse(cursor: &mut Cursor<'_>, end: Option<&str>) -> Result<Self, Fault> {
        let mut fields = Self::new();
        let mut last = None;
        while !cursor.rest().is_empty() {
            let at = cursor.offset();
            let Some(line) = cursor.peek() else {
                return Err(Fault::new(Defect::Line(shown(cursor.rest()))).at(at));
            };
            if end.is_some_and(|end| end.as_bytes() == line) {
                break;
            }
            if line.is_empty() {
                return Err(Fault::new(Defect::Trailing).at(at));
            }
            let colon = line.windows(2).position(|pair| pair == b": ");
            let colon = colon.ok_or_else(|| Fault::new(Defect::Line(shown(line))).at(at))?;
            let key =
                K::from_name(&line[..colon]).ok_or_else(|| Fault::new(Defect::Key(shown(&line[..colon]))).at(at))?;
            if fields.get(key).is_some() {
                return Err(Fault::new(Defect::Repeated(key.name())).at(at));
            }
            if last.is_some_and(|last| last > key) {
                return Err(Fault::new(Defect::Late(key.name())).at(at));
            }
            let wrong = || Fault::new(Defect::Value(key.name())).at(at + colon + 2);
            let value = std::str::from_utf8(&line[colon + 2..]).map_err(|_| wrong())?;
            fields = fields.with(key, value).map_err(|_| wrong())?;
            last = Some(key);
            cursor.line();
        }
        Ok(fields)
    }
}

impl<K: Keys> fmt::Display for Fields<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|(key, value)| writeln!(f, "{}: {value}", key.name()))
    }
}

/// Whether a text may stand as a line's value.
fn sound(value: &str) -> bool {
    (1..=VALUE_LIMIT).contains(&value.len()) && is_plain(value) && is_nfc(value)
}

/// Whether a text may stand as the first line of a message.
pub(super) fn is_title(line: &str) -> bool {
    sound(line) && line.trim() == line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &[u8]) -> Result<Trailers, Fault> {
        Trailers::parse(&mut Cursor::new(text), None)
    }

    #[test]
    fn what_is_written_is_read() {
        let text = "Record: a\nSeq: 0\nOpinion: 同意: 请办\nSigner: X\n";
        let trailers = parse(text.as_bytes()).unwrap();
        assert_eq!(trailers.get(Key::Opinion), Some("同意: 请办"));
        assert_eq!(trailers.to_string(), text);
    }

    #[test]
    fn the_list_is_in_the_order_of_the_enum() {
        assert!(Key::ALL.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(Key::ALL.len(), 22);
    }

    #[test]
    fn each_fault_has_its_place() {
        let long = format!("Opinion: {}\n", "长".repeat(2667));
        for (text, code, at) in [
            (&b"Record: a\nfoo\n"[..], 131, 10),
            (b"Record: a\nSeq: 1", 131, 10),
            (b"Record: a\nSeq:\n", 131, 10),
            (b"Record: a\nseq: 1\n", 132, 10),
            (b"Record: a\nSeq : 1\n", 132, 10),
            (b" Record: a\n", 132, 0),
            (b"Record: a\nRecord: a\n", 133, 10),
            (b"Seq: 1\nRecord: a\n", 134, 7),
            (b"Record: a\nSeq: \n", 135, 15),
            (b"Record: a\r\n", 135, 8),
            (b"Record: a\0\n", 135, 8),
            (b"Record: \xff\n", 135, 8),
            ("Record: e\u{301}\n".as_bytes(), 135, 8),
            ("Opinion: 同\u{202e}意\n".as_bytes(), 135, 9),
            (long.as_bytes(), 135, 9),
            (b"Record: a\n\n", 119, 10),
            (b"Record: a\n\nSeq: 1\n", 119, 10),
            (b"Record: a\n continued: x\n", 132, 10),
            (b"Record: a\n---\nSeq: 1\n", 131, 10),
        ] {
            let fault = parse(text).unwrap_err();
            assert_eq!((fault.code(), fault.offset()), (code, Some(at)), "{:?}", String::from_utf8_lossy(text));
        }
    }

    #[test]
    fn a_writer_is_held_to_the_same_rules() {
        assert_eq!(Trailers::new().with(Key::Opinion, "a\nSigner: X").unwrap_err().code(), 135);
        let once = Trailers::new().with(Key::Seq, "1").unwrap();
        assert_eq!(once.with(Key::Seq, "2").unwrap_err().code(), 133);
        assert_eq!(Trailers::new().require(Key::Signer).unwrap_err().code(), 136);
    }
}
