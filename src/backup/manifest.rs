//! The manifest: what of a folder is the backup, as JSON of one form.
//!
//! 1. The names of files are those this program gives, in their order: there is no way to name anything else.
//! 2. It says for whoever reads it what it is a backup of, and up to where; that is believed of it only as far as the bundles say the
//!    same.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::id::{RecordId, Sha256};
use crate::ledger::{Checkpoint, Root};

/// The form this program reads and writes.
pub(super) const FORMAT: u64 = 1;
/// The manifest's own name.
pub(super) const NAME: &str = "manifest.json";
/// The most bytes one may have.
pub(super) const LIMIT: u64 = 16 << 20;

/// A file of the backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Its name in the folder.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
    /// Over all of them.
    pub sha256: Sha256,
    /// When it was written.
    pub made: Timestamp,
}

/// What a backup consists of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of this form.
    pub format: u64,
    /// Of which record.
    pub record: RecordId,
    /// Its root line, with the genesis.
    #[serde(with = "line")]
    pub root: Root,
    /// The number of the last act in it.
    pub seq: u64,
    /// The checkpoint of that act.
    #[serde(with = "line")]
    pub checkpoint: Checkpoint,
    /// When it was written.
    pub made: Timestamp,
    /// The bundles, oldest first.
    pub bundles: Vec<Listed>,
    /// The accounts, if the record had some.
    pub accounts: Option<Listed>,
}

impl Manifest {
    /// Reads one.
    pub fn read(bytes: &[u8]) -> Result<Self, ManifestFault> {
        #[derive(Deserialize)]
        struct Any {
            format: u64,
        }
        let form = |error: serde_json::Error| ManifestFault::Form(error.to_string());
        let any: Any = serde_json::from_slice(bytes).map_err(form)?;
        if any.format != FORMAT {
            return Err(ManifestFault::Format(any.format));
        }
        let manifest: Self = serde_json::from_slice(bytes).map_err(form)?;
        for (at, listed) in manifest.bundles.iter().enumerate() {
            expect(&bundle(at + 1), &listed.name)?;
        }
        if manifest.bundles.is_empty() {
            return Err(ManifestFault::Form("bundles: []".to_owned()));
        }
        if let Some(listed) = &manifest.accounts {
            let number = accounts_number(&listed.name).unwrap_or(1);
            expect(&accounts(number), &listed.name)?;
        }
        expect(&manifest.seq.to_string(), &manifest.checkpoint.seq.to_string())?;
        expect(manifest.record.to_string().as_str(), &manifest.checkpoint.record.to_string())?;
        Ok(manifest)
    }

    /// Its bytes.
    pub fn write(&self) -> Result<Vec<u8>, ManifestFault> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(|error| ManifestFault::Form(error.to_string()))?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// Every file.
    pub fn files(&self) -> impl Iterator<Item = &Listed> {
        self.bundles.iter().chain(&self.accounts)
    }

    /// How many bytes all files have.
    pub fn size(&self) -> u64 {
        self.files().map(|listed| listed.size).fold(0, u64::saturating_add)
    }
}

/// Why bytes are no manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManifestFault {
    /// They are not of the form.
    Form(String),
    /// They are of a version this program does not know.
    Format(u64),
}

fn expect(expected: &str, found: &str) -> Result<(), ManifestFault> {
    if expected == found { Ok(()) } else { Err(ManifestFault::Form(format!("{found:?} ≠ {expected:?}"))) }
}

/// The name of a bundle, the first being number 1.
pub(super) fn bundle(number: usize) -> String {
    format!("record-{number:04}.bundle")
}

/// The name of a copy of the accounts.
pub(super) fn accounts(number: u64) -> String {
    format!("accounts-{number:04}.sqlite")
}

/// The number in the name of a copy of the accounts, if it is one.
pub(super) fn accounts_number(name: &str) -> Option<u64> {
    let number = name.strip_prefix("accounts-")?.strip_suffix(".sqlite")?.parse().ok()?;
    (accounts(number) == name).then_some(number)
}

/// Serialises a line that stands on paper as that line.
mod line {
    use std::borrow::Cow;
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<T: Display, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub(super) fn deserialize<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        Cow::<'de, str>::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    const RECORD: &str = "7eef1b88-94c7-4503-81fc-ee792ab581cd";

    fn listed(name: String) -> Listed {
        Listed { name, size: 3, sha256: Sha256::of(b"abc"), made: Timestamp::UNIX_EPOCH }
    }

    pub(crate) fn manifest() -> Manifest {
        let root = format!("kanhe-root v1 git-sha1:{} {} openpgp:{}", "1".repeat(40), Sha256::of(b"r"), "A".repeat(40));
        let checkpoint = format!("kanhe-checkpoint v1 {RECORD} 7 {}", Sha256::of(b"c"));
        Manifest {
            format: FORMAT,
            record: RECORD.parse().unwrap(),
            root: root.parse().unwrap(),
            seq: 7,
            checkpoint: checkpoint.parse().unwrap(),
            made: Timestamp::UNIX_EPOCH,
            bundles: vec![listed(bundle(1)), listed(bundle(2))],
            accounts: Some(listed(accounts(12))),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let manifest = manifest();
        assert_eq!(Manifest::read(&manifest.write().unwrap()).unwrap(), manifest);
        assert_eq!(manifest.size(), 9);
        let none = Manifest { accounts: None, ..manifest };
        assert_eq!(Manifest::read(&none.write().unwrap()).unwrap(), none);
    }

    #[test]
    fn a_manifest_names_nothing_but_what_the_program_writes() {
        let sound = String::from_utf8(manifest().write().unwrap()).unwrap();
        for (from, to) in [
            ("record-0001.bundle", "../record-0001.bundle"),
            ("record-0001.bundle", "/etc/passwd"),
            ("record-0001.bundle", "record-1.bundle"),
            ("record-0001.bundle", "record-0002.bundle"),
            ("record-0001.bundle", ""),
            ("accounts-0012.sqlite", "../accounts-0012.sqlite"),
            ("accounts-0012.sqlite", "accounts-0012.sqlite/.."),
            ("accounts-0012.sqlite", "accounts-+012.sqlite"),
            ("accounts-0012.sqlite", "manifest.json"),
            ("\"seq\": 7", "\"seq\": 8"),
            ("\"seq\": 7", "\"seq\": 7, \"more\": 1"),
            ("\"seq\": 7", "\"seq\": -7"),
            ("kanhe-root v1", "kanhe-root v2"),
            ("1970-01-01T", "yesterday"),
        ] {
            let changed = sound.replace(from, to);
            assert_ne!(changed, sound, "{from}");
            assert!(matches!(Manifest::read(changed.as_bytes()), Err(ManifestFault::Form(_))), "{to}");
        }
        let later = sound.replace("\"format\": 1", "\"format\": 2, \"unknown\": true");
        assert_eq!(Manifest::read(later.as_bytes()), Err(ManifestFault::Format(2)));
        let empty = Manifest { bundles: Vec::new(), ..manifest() };
        assert!(Manifest::read(&empty.write().unwrap()).is_err());
        for bytes in [&b""[..], b"{", b"[]", b"{\"format\": 1}", b"\xff"] {
            assert!(Manifest::read(bytes).is_err());
        }
    }
}
