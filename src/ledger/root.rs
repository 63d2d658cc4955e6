//! The two lines that stand on paper: where trust begins, and how far a record had come (`docs/record-format.md` 10).

use std::fmt;
use std::str::FromStr;

use crate::id::{Fingerprint, GitId, Malformed, RecordId, Sha256};
use crate::words::{Message, Say};

/// `kanhe-root v1 git-sha1:<genesis> sha256:<raw genesis commit> openpgp:<founder>` (信任根).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// The genesis.
    pub genesis: GitId,
    /// Over its raw bytes.
    pub raw: Sha256,
    /// The founder's certificate.
    pub founder: Fingerprint,
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "kanhe-root v1 git-sha1:{} {} openpgp:{}", self.genesis, self.raw, self.founder)
    }
}

impl FromStr for Root {
    type Err = Malformed;

    fn from_str(line: &str) -> Result<Self, Malformed> {
        let wrong = || Malformed::new("kanhe-root v1 git-sha1:<hex> sha256:<hex> openpgp:<fingerprint>", line);
        let [name, version, genesis, raw, founder] =
            line.split(' ').collect::<Vec<_>>().try_into().map_err(|_| wrong())?;
        if (name, version) != ("kanhe-root", "v1") {
            return Err(wrong());
        }
        Ok(Self {
            genesis: genesis.strip_prefix("git-sha1:").and_then(|hex| hex.parse().ok()).ok_or_else(wrong)?,
            raw: raw.parse().map_err(|_| wrong())?,
            founder: founder.strip_prefix("openpgp:").and_then(|hex| hex.parse().ok()).ok_or_else(wrong)?,
        })
    }
}

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
        let [name, version, record, seq, raw] = line.split(' ').collect::<Vec<_>>().try_into().map_err(|_| wrong())?;
        let seq: u64 = seq.parse().ok().filter(|n: &u64| n.to_string() == seq).ok_or_else(wrong)?;
        if (name, version) != ("kanhe-checkpoint", "v1") {
            return Err(wrong());
        }
        Ok(Self { record: record.parse().map_err(|_| wrong())?, seq, raw: raw.parse().map_err(|_| wrong())? })
    }
}

/// How a record fails to fit a line on paper.
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
        }
    }

    /// Whether something is missing rather than wrong.
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Short { .. } | Self::Empty)
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
    }
}
