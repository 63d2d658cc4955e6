//! The manifest: what a parcel is, from whom, for whom, and every part of it (`docs/parcel.md` 3).
//!
//! 1. Text in one form: lines `Key: value` in one order, ended by LF. [`Manifest::parse`] takes exactly what [`Manifest::encode`] writes.
//! 2. The first line names kind and format. A format that is not known is refused before anything else is read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::str::FromStr;

use super::fault::ParcelFault;
use crate::id::{Fingerprint, RecordId, Root, Sha256, Slug, SubjectId, escape_text, unescape_text};
use crate::ledger::Checkpoint;
use crate::office::{FromParcel, Recipient};

/// The first line of a parcel's manifest.
const PARCEL: &str = "kanhe-parcel v1";
/// The first line of a receipt's.
const RECEIPT: &str = "kanhe-receipt v1";

/// The longest manifest: ten thousand parts with long names.
pub(super) const LONGEST: usize = 4 << 20;

/// Who reads a document where it comes from: all staff, or some.
const ALL: &str = "all";
const SOME: &str = "some";

/// An office, as the other names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Its record.
    pub record: RecordId,
    /// Its root line.
    pub root: Root,
}

/// What a parcel is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// From whom.
    pub from: Party,
    /// For whom.
    pub to: Party,
    /// The seal that signs it.
    pub seal: Slug,
    /// That seal's certificate.
    pub certificate: Fingerprint,
    /// The document, in its sender's record.
    pub subject: SubjectId,
    /// Its content.
    pub digest: Sha256,
    /// The act that sent it.
    pub sent: Checkpoint,
    /// What else it says.
    pub matter: Matter,
    /// Digest and length of every part but the manifest and its signature.
    pub parts: BTreeMap<String, (Sha256, u64)>,
}

/// A parcel, or its receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// It brings the document.
    Parcel {
        /// As whom the act names the one whom it is for.
        recipient: Recipient,
        /// Whether all staff of the sender may read it there: if not, it is for some at the receiver's too (阅读范围).
        is_for_all: bool,
    },
    /// It answers one.
    Receipt(Outcome),
}

/// What became of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// 签收: it was registered.
    Received {
        /// Under which subject.
        registered: SubjectId,
        /// By which act, of the record that answers.
        act: Checkpoint,
    },
    /// 退回.
    Refused {
        /// Why.
        reason: String,
    },
}

impl Manifest {
    /// What a subject says that enters this document, or sends it back.
    pub fn line(&self) -> FromParcel {
        let (record, seq, subject) = (self.from.record.clone(), self.sent.seq, self.subject.clone());
        FromParcel { record, seq, subject }
    }

    /// The text.
    pub fn encode(&self) -> Result<String, ParcelFault> {
        let mut text = String::new();
        let (first, mut lines) = match &self.matter {
            Matter::Parcel { recipient, is_for_all } => {
                let readers = if *is_for_all { ALL } else { SOME };
                (PARCEL, vec![("Recipient", recipient.to_string()), ("Readers", readers.to_owned())])
            }
            Matter::Receipt(Outcome::Received { registered, act }) => {
                (RECEIPT, vec![("Received", registered.to_string()), ("Act", act.to_string())])
            }
            Matter::Receipt(Outcome::Refused { reason }) => {
                let reason = escape_text(reason).map_err(|_| ParcelFault::Manifest { key: "Refused" })?;
                (RECEIPT, vec![("Refused", reason)])
            }
        };
        let mut all = vec![
            ("From", self.from.record.to_string()),
            ("Root", self.from.root.to_string()),
            ("To", self.to.record.to_string()),
            ("To-Root", self.to.root.to_string()),
            ("Seal", self.seal.to_string()),
            ("Certificate", self.certificate.to_string()),
            ("Subject", self.subject.to_string()),
            ("Digest", self.digest.to_string()),
            ("Sent", self.sent.to_string()),
        ];
        all.append(&mut lines);
        all.extend(self.parts.iter().map(|(name, (digest, size))| ("Part", format!("{digest} {size} {name}"))));
        text.push_str(first);
        for (key, value) in all {
            // Writing to a text does not fail.
            write!(text, "\n{key}: {value}").unwrap_or_default();
        }
        text.push('\n');
        Ok(text)
    }

    /// Reads the text.
    pub fn parse(bytes: &[u8]) -> Result<Self, ParcelFault> {
        let text = std::str::from_utf8(bytes).map_err(|_| ParcelFault::Manifest { key: "UTF-8" })?;
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let is_parcel = match first {
            PARCEL => true,
            RECEIPT => false,
            _ => return Err(ParcelFault::Version { found: first.chars().take(60).collect() }),
        };
        let mut lines = Lines { rest };
        let from = Party { record: lines.value("From")?, root: lines.value("Root")? };
        let to = Party { record: lines.value("To")?, root: lines.value("To-Root")? };
        let (seal, certificate) = (lines.value("Seal")?, lines.value("Certificate")?);
        let (subject, digest, sent) = (lines.value("Subject")?, lines.value("Digest")?, lines.value("Sent")?);
        let matter = if is_parcel {
            let recipient = lines.value("Recipient")?;
            // Whom else an act names is of its own office.
            if !matches!(recipient, Recipient::Partner(_) | Recipient::Group(_)) {
                return Err(ParcelFault::Manifest { key: "Recipient" });
            }
            let is_for_all = match lines.text("Readers")? {
                ALL => true,
                SOME => false,
                _ => return Err(ParcelFault::Manifest { key: "Readers" }),
            };
            Matter::Parcel { recipient, is_for_all }
        } else if lines.next_is("Received") {
            Matter::Receipt(Outcome::Received { registered: lines.value("Received")?, act: lines.value("Act")? })
        } else {
            let wrong = |_| ParcelFault::Manifest { key: "Refused" };
            Matter::Receipt(Outcome::Refused { reason: unescape_text(lines.text("Refused")?).map_err(wrong)? })
        };
        let mut parts = BTreeMap::new();
        while !lines.rest.is_empty() {
            let (name, part) = part(lines.text("Part")?).ok_or(ParcelFault::Manifest { key: "Part" })?;
            parts.insert(name, part);
        }
        let manifest = Self { from, to, seal, certificate, subject, digest, sent, matter, parts };
        if manifest.encode()? == text { Ok(manifest) } else { Err(ParcelFault::Manifest { key: "Part" }) }
    }
}

/// `<digest> <length> <name>`.
fn part(line: &str) -> Option<(String, (Sha256, u64))> {
    let mut words = line.splitn(3, ' ');
    let (digest, size, name) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?, words.next()?);
    Some((name.to_owned(), (digest, size)))
}

struct Lines<'a> {
    rest: &'a str,
}

impl<'a> Lines<'a> {
    fn next_is(&self, key: &str) -> bool {
        self.rest.strip_prefix(key).is_some_and(|rest| rest.starts_with(": "))
    }

    fn text(&mut self, key: &'static str) -> Result<&'a str, ParcelFault> {
        let wrong = || ParcelFault::Manifest { key };
        let rest = self.rest.strip_prefix(key).and_then(|rest| rest.strip_prefix(": ")).ok_or_else(wrong)?;
        let (value, rest) = rest.split_once('\n').ok_or_else(wrong)?;
        self.rest = rest;
        Ok(value)
    }

    fn value<T: FromStr>(&mut self, key: &'static str) -> Result<T, ParcelFault> {
        self.text(key)?.parse().map_err(|_| ParcelFault::Manifest { key })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn party(digit: &str) -> Party {
        let root = format!(
            "kanhe-root v1 git-sha1:{} sha256:{} openpgp:{}",
            digit.repeat(40),
            digit.repeat(64),
            digit.repeat(40)
        );
        let record = format!("{0}-{1}-{1}-{1}-{2}", digit.repeat(8), digit.repeat(4), digit.repeat(12));
        Party { record: record.parse().unwrap(), root: root.parse().unwrap() }
    }

    fn manifest(matter: Matter) -> Manifest {
        let digest = Sha256::of(b"x");
        let sent = Checkpoint { record: party("1").record, seq: 7, raw: digest };
        Manifest {
            from: party("1"),
            to: party("2"),
            seal: "bureau".parse().unwrap(),
            certificate: "3D".repeat(20).parse().unwrap(),
            subject: "documents/2026/dike".parse().unwrap(),
            digest,
            sent,
            matter,
            parts: [("acts/0", 3), ("tree/content/附件 一.txt", 0)]
                .map(|(name, size)| (name.to_owned(), (digest, size)))
                .into(),
        }
    }

    fn all() -> [Manifest; 4] {
        let act = Checkpoint { record: party("2").record, seq: 9, raw: Sha256::of(b"y") };
        [
            Matter::Parcel { recipient: ":river".parse().unwrap(), is_for_all: true },
            Matter::Parcel { recipient: "+bureaus".parse().unwrap(), is_for_all: false },
            Matter::Receipt(Outcome::Received { registered: "incoming/2026/a".parse().unwrap(), act }),
            Matter::Receipt(Outcome::Refused { reason: "缺附件。\n请重发。".to_owned() }),
        ]
        .map(manifest)
    }

    #[test]
    fn what_is_written_is_read() {
        for manifest in all() {
            let text = manifest.encode().unwrap();
            assert_eq!(Manifest::parse(text.as_bytes()).unwrap(), manifest);
        }
    }

    #[test]
    fn a_manifest_has_one_form() {
        for manifest in all() {
            let text = manifest.encode().unwrap();
            let lines: Vec<&str> = text.lines().collect();
            for at in 0..lines.len() {
                let mut fewer = lines.clone();
                fewer.remove(at);
                let mut twice = lines.clone();
                twice.insert(at, lines[at]);
                for other in [fewer, twice].map(|lines| lines.join("\n") + "\n") {
                    assert!(Manifest::parse(other.as_bytes()) != Ok(manifest.clone()), "{other}");
                }
            }
            for other in
                [text.replace('\n', "\r\n"), text.replace(": ", ":"), text.replace(" v1", " v2"), format!("{text}\n")]
            {
                assert!(Manifest::parse(other.as_bytes()).is_err(), "{other}");
            }
        }
        let newer = all()[0].encode().unwrap().replacen(" v1", " v2", 1);
        let found = "kanhe-parcel v2".to_owned();
        assert_eq!(Manifest::parse(newer.as_bytes()), Err(ParcelFault::Version { found }));
    }

    proptest! {
        #[test]
        fn a_changed_manifest_is_refused_or_another(which in 0_usize..3, at in any::<prop::sample::Index>(), byte: u8) {
            let manifest = all()[which].clone();
            let mut text = manifest.encode().unwrap().into_bytes();
            let at = at.index(text.len());
            let is_same = std::mem::replace(&mut text[at], byte) == byte;
            if let Ok(found) = Manifest::parse(&text) {
                prop_assert_eq!(found == manifest, is_same);
            }
        }
    }
}
