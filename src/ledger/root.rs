//! The lines that stand on paper: where trust begins, how far a record had come, and which snapshot was taken of it then
//! (`docs/record-format.md` 10).

use std::fmt;
use std::str::FromStr;

pub use crate::id::Root;
use crate::id::{Fingerprint, GitId, Malformed, RecordId, Sha256, number, on_paper};
use crate::words::{Message, Say};

/// `kanhe-checkpoint v1 <record id> <seq> sha256:<raw commit at seq>` (检查点).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Of which record.
    pub record: RecordId,
    /// Up to which act.
    pub seq: u64,
    /// Over that act's raw bytes.
    pub raw: Sha256,
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "kanhe-checkpoint v1 {} {} {}", self.record, self.seq, self.raw)
    }
}

impl FromStr for Checkpoint {
    type Err = Malformed;

    fn from_str(line: &str) -> Result<Self, Malformed> {
        let wrong = || Malformed::new("kanhe-checkpoint v1 <record id> <number> sha256:<hex>", line);
        let [record, seq, raw] = on_paper("kanhe-checkpoint", line).ok_or_else(wrong)?;
        let seq = number(seq).ok_or_else(wrong)?;
        Ok(Self { record: record.parse().map_err(|_| wrong())?, seq, raw: raw.parse().map_err(|_| wrong())? })
    }
}

/// `kanhe-snapshot v1 <record id> <seq> sha256:<file>` (快照).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotLine {
    /// Of which record.
    pub record: RecordId,
    /// Up to which act.
    pub seq: u64,
    /// Over the snapshot's bytes.
    pub file: Sha256,
}

impl fmt::Display for SnapshotLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "kanhe-snapshot v1 {} {} {}", self.record, self.seq, self.file)
    }
}

impl FromStr for SnapshotLine {
    type Err = Malformed;

    fn from_str(line: &str) -> Result<Self, Malformed> {
        let wrong = || Malformed::new("kanhe-snapshot v1 <record id> <number> sha256:<hex>", line);
        let [record, seq, file] = on_paper("kanhe-snapshot", line).ok_or_else(wrong)?;
        let seq = number(seq).ok_or_else(wrong)?;
        Ok(Self { record: record.parse().map_err(|_| wrong())?, seq, file: file.parse().map_err(|_| wrong())? })
    }
}

/// How a record fails to fit a line on paper, another copy or a snapshot of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnchorFault {
    /// K901: another genesis than the root's.
    Genesis {
        /// The root's.
        expected: GitId,
        /// The record's.
        found: GitId,
    },
    /// K902: the genesis has the name but not the bytes.
    Raw {
        /// The root's.
        expected: Sha256,
        /// The record's.
        found: Sha256,
    },
    /// K903: another founder signed it.
    Founder {
        /// The root's.
        expected: Fingerprint,
        /// The record's.
        found: Fingerprint,
    },
    /// K904: the checkpoint is of another record.
    OtherRecord {
        /// The checkpoint's.
        expected: RecordId,
        /// The record's.
        found: RecordId,
    },
    /// K905: another act stands at the checkpoint's number: the history was rewritten.
    Rewritten {
        /// The number.
        seq: u64,
        /// The checkpoint's.
        expected: Sha256,
        /// The record's.
        found: Sha256,
    },
    /// K906: the record ends before the checkpoint: acts were cut off, or this clone is old.
    Short {
        /// The checkpoint's number.
        expected: u64,
        /// The record's last.
        found: u64,
    },
    /// K907: there is no act at all.
    Empty,
    /// K908: what was known before is no longer part of `main`.
    NotDescendant {
        /// The act that was known.
        known: GitId,
        /// Its number.
        seq: u64,
        /// The tip of `main` now.
        found: GitId,
    },
    /// K909: after the last act in common this record goes on otherwise than the other copy: two histories were shown.
    Parted {
        /// The other copy, or the snapshot.
        copy: String,
        /// The number of the last act in common.
        seq: u64,
        /// The next act here.
        here: GitId,
        /// The next act there.
        there: GitId,
    },
    /// K910: this record ends before the other copy: acts were cut off, or this clone is old.
    Behind {
        /// The other copy, or the snapshot.
        copy: String,
        /// The number of its last act.
        expected: u64,
        /// This record's last.
        found: u64,
    },
    /// K911: a seal that stands in the other copy is not here.
    SealGone {
        /// The other copy, or the snapshot.
        copy: String,
        /// The seal's ref.
        reference: String,
        /// Its tag there.
        expected: GitId,
    },
    /// K912: at a seal's ref stands another tag than in the other copy.
    SealOther {
        /// The other copy, or the snapshot.
        copy: String,
        /// The seal's ref.
        reference: String,
        /// Its tag there.
        expected: GitId,
        /// The tag here.
        found: GitId,
    },
    /// K913: the other copy cannot be read as far as the comparison needs.
    Unread {
        /// The other copy.
        copy: String,
    },
    /// K914: the other copy begins with another founding commit: it is of another record.
    OtherCopy {
        /// The other copy.
        copy: String,
        /// Its founding commit.
        expected: GitId,
        /// The record's.
        found: GitId,
    },
    /// K915: the snapshot is not the one whose digest was written down.
    SnapshotDigest {
        /// The digest written down.
        expected: Sha256,
        /// The file's.
        found: Sha256,
    },
    /// K916: the snapshot cannot be read: it is damaged, or of another version of the program.
    SnapshotForm {
        /// The version it names, or what is wrong.
        found: String,
    },
    /// K917: the snapshot is of another record, or of another root.
    SnapshotRoot {
        /// What was given.
        expected: String,
        /// The snapshot's.
        found: String,
    },
    /// K918: the snapshot is of another act than was said.
    SnapshotSeq {
        /// The number said.
        expected: u64,
        /// The snapshot's.
        found: u64,
    },
    /// K919: an act is dated later than the hour given.
    Future {
        /// The hour given, in seconds.
        now: i64,
        /// The act's.
        found: i64,
    },
}

impl AnchorFault {
    /// The permanent number.
    pub const fn code(&self) -> u16 {
        self.entry().0
    }

    const fn entry(&self) -> (u16, &'static str) {
        match self {
            Self::Genesis { .. } => (901, "K901"),
            Self::Raw { .. } => (902, "K902"),
            Self::Founder { .. } => (903, "K903"),
            Self::OtherRecord { .. } => (904, "K904"),
            Self::Rewritten { .. } => (905, "K905"),
            Self::Short { .. } => (906, "K906"),
            Self::Empty => (907, "K907"),
            Self::NotDescendant { .. } => (908, "K908"),
            Self::Parted { .. } => (909, "K909"),
            Self::Behind { .. } => (910, "K910"),
            Self::SealGone { .. } => (911, "K911"),
            Self::SealOther { .. } => (912, "K912"),
            Self::Unread { .. } => (913, "K913"),
            Self::OtherCopy { .. } => (914, "K914"),
            Self::SnapshotDigest { .. } => (915, "K915"),
            Self::SnapshotForm { .. } => (916, "K916"),
            Self::SnapshotRoot { .. } => (917, "K917"),
            Self::SnapshotSeq { .. } => (918, "K918"),
            Self::Future { .. } => (919, "K919"),
        }
    }

    /// Whether something is missing rather than wrong. A snapshot that cannot be used says nothing of the record.
    pub const fn is_missing(&self) -> bool {
        matches!(
            self,
            Self::Short { .. }
                | Self::Empty
                | Self::Behind { .. }
                | Self::SealGone { .. }
                | Self::Unread { .. }
                | Self::SnapshotDigest { .. }
                | Self::SnapshotForm { .. }
                | Self::SnapshotRoot { .. }
                | Self::SnapshotSeq { .. }
        )
    }

    /// The ref it is about, or else the other copy.
    pub(super) fn path(&self) -> Option<&str> {
        match self {
            Self::SealGone { reference, .. } | Self::SealOther { reference, .. } => Some(reference),
            Self::Parted { copy, .. }
            | Self::Behind { copy, .. }
            | Self::Unread { copy }
            | Self::OtherCopy { copy, .. } => Some(copy),
            Self::Genesis { .. }
            | Self::Raw { .. }
            | Self::Founder { .. }
            | Self::OtherRecord { .. }
            | Self::Rewritten { .. }
            | Self::Short { .. }
            | Self::Empty
            | Self::NotDescendant { .. }
            | Self::SnapshotDigest { .. }
            | Self::SnapshotForm { .. }
            | Self::SnapshotRoot { .. }
            | Self::SnapshotSeq { .. }
            | Self::Future { .. } => None,
        }
    }
}

impl Say for AnchorFault {
    fn say(&self) -> Message {
        let message = Message::new(self.entry().1);
        match self {
            Self::Genesis { expected, found } => message.with("expected", expected).with("found", found),
            Self::Raw { expected, found } => message.with("expected", expected).with("found", found),
            Self::Founder { expected, found } => message.with("expected", expected).with("found", found),
            Self::OtherRecord { expected, found } => message.with("expected", expected).with("found", found),
            Self::Rewritten { seq, expected, found } => {
                message.with("seq", seq).with("expected", expected).with("found", found)
            }
            Self::Short { expected, found } => message.with("expected", expected).with("found", found),
            Self::Empty => message,
            Self::NotDescendant { known, seq, found } => {
                message.with("known", known).with("seq", seq).with("found", found)
            }
            Self::Parted { copy, seq, here, there } => {
                message.with("copy", copy).with("seq", seq).with("here", here).with("there", there)
            }
            Self::Behind { copy, expected, found } => {
                message.with("copy", copy).with("expected", expected).with("found", found)
            }
            Self::SealGone { copy, reference, expected } => {
                message.with("copy", copy).with("reference", reference).with("expected", expected)
            }
            Self::SealOther { copy, reference, expected, found } => {
                message.with("copy", copy).with("reference", reference).with("expected", expected).with("found", found)
            }
            Self::Unread { copy } => message.with("copy", copy),
            Self::OtherCopy { copy, expected, found } => {
                message.with("copy", copy).with("expected", expected).with("found", found)
            }
            Self::SnapshotDigest { expected, found } => message.with("expected", expected).with("found", found),
            Self::SnapshotForm { found } => message.with("found", found),
            Self::SnapshotRoot { expected, found } => message.with("expected", expected).with("found", found),
            Self::SnapshotSeq { expected, found } => message.with("expected", expected).with("found", found),
            Self::Future { now, found } => message.with("now", now).with("found", found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_comes_back_as_it_was() {
        let root = format!(
            "kanhe-root v1 git-sha1:{} sha256:{} openpgp:{}",
            "0a".repeat(20),
            "1b".repeat(32),
            "2C".repeat(20)
        );
        assert_eq!(root.parse::<Root>().unwrap().to_string(), root);
        let point = format!("kanhe-checkpoint v1 6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f 1042 sha256:{}", "1b".repeat(32));
        assert_eq!(point.parse::<Checkpoint>().unwrap().to_string(), point);
    }

    #[test]
    fn a_line_has_one_form() {
        let good = format!(
            "kanhe-root v1 git-sha1:{} sha256:{} openpgp:{}",
            "0a".repeat(20),
            "1b".repeat(32),
            "2C".repeat(20)
        );
        for bad in [
            good.replace("v1", "v2"),
            good.replace(' ', "  "),
            good.to_uppercase(),
            format!("{good} "),
            format!(" {good}"),
        ] {
            assert!(bad.parse::<Root>().is_err(), "{bad}");
        }
        let point = format!("kanhe-checkpoint v1 6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f 012 sha256:{}", "1b".repeat(32));
        assert!(point.parse::<Checkpoint>().is_err());
        let taken = point.replace("checkpoint", "snapshot").replace(" 012 ", " 12 ");
        assert_eq!(taken.parse::<SnapshotLine>().unwrap().to_string(), taken);
        for bad in [taken.replace(" 12 ", " 012 "), taken.replace("v1", "v2"), format!("{taken} ")] {
            assert!(bad.parse::<SnapshotLine>().is_err(), "{bad}");
        }
    }
}
