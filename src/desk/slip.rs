//! What somebody hands to his administrator who cannot sign acts himself yet: his certificate, the proof that he has its key, and a word
//! on whose it is to be. Three files in a folder of its own; no private key among them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::propose::Spot;
use crate::id::{Fingerprint, RecordId};
use crate::ledger::proof;
use crate::openpgp::{KeyFault, Keyring};
use crate::words::{Message, Say};

/// The name of the file that says whose it is to be.
pub const SLIP: &str = "kanhe-key.toml";

/// A certificate on its way into a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Of which record.
    pub record: RecordId,
    /// Whose it is to be.
    pub entry: Spot,
    /// The holder's name.
    pub name: String,
    /// The holder's mailbox.
    pub email: String,
    /// The certificate's fingerprint.
    pub fingerprint: Fingerprint,
    /// Its file.
    pub certificate: String,
    /// The proof that its key is there; none is needed for a certificate that is listed already.
    pub proof: Option<String>,
}

/// Why a folder is no slip.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlipFault {
    /// A file is not there.
    #[error("there is no {name}")]
    Missing {
        /// The file.
        name: String,
    },
    /// A file does not say what it must.
    #[error("{name}: {found}")]
    Wrong {
        /// The file.
        name: String,
        /// What is wrong.
        found: String,
    },
}

impl Say for SlipFault {
    fn say(&self) -> Message {
        match self {
            Self::Missing { name } => Message::new("slip-missing").with("name", name),
            Self::Wrong { name, found } => Message::new("slip-wrong").with("name", name).with("found", found),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: u32,
    record: String,
    entry: String,
    name: String,
    email: String,
    fingerprint: String,
}

impl Slip {
    /// Its files by name.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let written = Written {
            format: 1,
            record: self.record.to_string(),
            entry: self.entry.to_string(),
            name: self.name.clone(),
            email: self.email.clone(),
            fingerprint: self.fingerprint.to_string(),
        };
        let mut files = BTreeMap::from([
            // Fields of plain texts always are TOML.
            (SLIP.to_owned(), toml::to_string(&written).unwrap_or_default().into_bytes()),
            (format!("{}.asc", self.fingerprint), self.certificate.clone().into_bytes()),
        ]);
        if let Some(proof) = &self.proof {
            files.insert(format!("{}.sig", self.fingerprint), proof.clone().into_bytes());
        }
        files
    }

    /// Reads the files of a folder. Whether certificate and proof are good is not asked here.
    pub fn read(files: &BTreeMap<String, Vec<u8>>) -> Result<Self, SlipFault> {
        let text = |name: &str| {
            let bytes = files.get(name).ok_or_else(|| SlipFault::Missing { name: name.to_owned() })?;
            let wrong = |_| SlipFault::Wrong { name: name.to_owned(), found: "UTF-8".to_owned() };
            String::from_utf8(bytes.clone()).map_err(wrong)
        };
        let wrong = |found: &str| SlipFault::Wrong { name: SLIP.to_owned(), found: found.to_owned() };
        let written: Written = toml::from_str(&text(SLIP)?).map_err(|error| wrong(error.message()))?;
        if written.format != 1 {
            return Err(wrong(&written.format.to_string()));
        }
        let fingerprint: Fingerprint = written.fingerprint.parse().map_err(|_| wrong(&written.fingerprint))?;
        let proof = format!("{fingerprint}.sig");
        Ok(Self {
            record: written.record.parse().map_err(|_| wrong(&written.record))?,
            entry: match written.entry.parse() {
                Ok(entry @ (Spot::Person(_) | Spot::Seal(_))) => entry,
                Ok(Spot::Unit(_) | Spot::File(_)) | Err(_) => return Err(wrong(&written.entry)),
            },
            name: written.name,
            email: written.email,
            certificate: text(&format!("{fingerprint}.asc"))?,
            proof: if files.contains_key(&proof) { Some(text(&proof)?) } else { None },
            fingerprint,
        })
    }
}

/// The proof that whoever registers a certificate has its key, as a file.
pub fn prove(
    keyring: &mut Keyring,
    record: &RecordId,
    entry: &Spot,
    fingerprint: &Fingerprint,
) -> Result<String, KeyFault> {
    let said = proof(record, &entry.to_string(), fingerprint);
    Ok(keyring.sign(fingerprint, said.as_bytes())?.armoured())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_read_as_it_was_written() {
        let slip = Slip {
            record: "00000000-0000-4000-8000-000000000000".parse().unwrap(),
            entry: "people/lin".parse().unwrap(),
            name: "林\"晓\"".to_owned(),
            email: "lin@example.org".to_owned(),
            fingerprint: "AB".repeat(20).parse().unwrap(),
            certificate: "certificate".to_owned(),
            proof: Some("proof".to_owned()),
        };
        let mut files = slip.files();
        assert_eq!(Slip::read(&files), Ok(slip.clone()));
        assert_eq!(Slip::read(&Slip { proof: None, ..slip.clone() }.files()).unwrap().proof, None);
        // Units and files have no certificate.
        for entry in ["units/lin", "kanhe.toml"] {
            let other = Slip { entry: entry.parse().unwrap(), ..slip.clone() };
            assert!(matches!(Slip::read(&other.files()), Err(SlipFault::Wrong { .. })), "{entry}");
        }
        files.remove(&format!("{}.asc", slip.fingerprint));
        assert!(matches!(Slip::read(&files), Err(SlipFault::Missing { .. })));
        files.insert(SLIP.to_owned(), b"format = 2\n".to_vec());
        assert!(matches!(Slip::read(&files), Err(SlipFault::Wrong { .. })));
        assert!(matches!(Slip::read(&BTreeMap::new()), Err(SlipFault::Missing { name }) if name == SLIP));
    }
}
