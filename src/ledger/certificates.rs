//! The certificates of the register, in every version that was in force (`docs/record-format.md` 6.3).
//!
//! 1. An act is judged by the version in force at its parent, a seal's tag by the version in force when it was put.
//! 2. A version that follows another keeps its keys and its revocations: what a holder took back stays taken back.
//! 3. A version is read when it is needed, and then once: a register of a thousand people costs an act one certificate.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::refusal::Refusal;
use crate::id::{Fingerprint, RecordId, Sha256};
use crate::office::{Files, FoundingFault, FoundingWhat, Register, is_certificate};
use crate::openpgp::{Certificate, Signature};

/// Certificates by their primary fingerprints, and former versions by the digests of their files.
#[derive(Debug, Clone, Default)]
pub struct Certificates {
    versions: BTreeMap<Sha256, Arc<Version>>,
    current: BTreeMap<Fingerprint, Sha256>,
}

/// One certificate file.
#[derive(Debug)]
struct Version {
    bytes: Vec<u8>,
    read: OnceLock<Option<Certificate>>,
}

impl Version {
    fn unread(bytes: Vec<u8>) -> Arc<Self> {
        Arc::new(Self { bytes, read: OnceLock::new() })
    }

    fn certificate(&self) -> Option<&Certificate> {
        self.read.get_or_init(|| Certificate::parse(&self.bytes).ok()).as_ref()
    }
}

impl Certificates {
    /// Reads the certificates that a register lists, each from its file. Every fault is told.
    pub(super) fn read(register: &Register, files: &Files) -> Result<Self, Vec<Refusal>> {
        let listed: Vec<(&Fingerprint, String)> = register.certificates().collect();
        let read: Vec<Result<_, Refusal>> = listed
            .into_par_iter()
            .map(|(fingerprint, path)| {
                let bytes = files.get(&path).map(Vec::as_slice).unwrap_or_default();
                parse(path, fingerprint, bytes).map(|certificate| (fingerprint, bytes, certificate))
            })
            .collect();
        let mut found = Self::default();
        let mut faults = Vec::new();
        for one in read {
            match one {
                Ok((fingerprint, bytes, certificate)) => found.put(fingerprint.clone(), bytes, certificate),
                Err(refusal) => faults.push(refusal),
            }
        }
        if faults.is_empty() { Ok(found) } else { Err(faults) }
    }

    /// Certificates that were read once and kept: those of a register, from its files, and former versions.
    pub(super) fn recall(register: &Register, files: &Files, former: Vec<Vec<u8>>) -> Self {
        let mut found = Self::default();
        for (fingerprint, path) in register.certificates() {
            let bytes = files.get(&path).cloned().unwrap_or_default();
            let digest = Sha256::of(&bytes);
            found.versions.insert(digest, Version::unread(bytes));
            found.current.insert(fingerprint.clone(), digest);
        }
        for bytes in former {
            found.versions.entry(Sha256::of(&bytes)).or_insert_with(|| Version::unread(bytes));
        }
        found
    }

    /// Certificates from their files, none of them in force here: those of another record.
    pub fn of_files(files: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let versions = files.into_iter().map(|bytes| (Sha256::of(&bytes), Version::unread(bytes)));
        Self { versions: versions.collect(), current: BTreeMap::new() }
    }

    /// The version in force.
    pub fn get(&self, fingerprint: &Fingerprint) -> Option<&Certificate> {
        self.version(self.current.get(fingerprint)?)
    }

    /// The digest of the file of the version in force.
    pub fn digest(&self, fingerprint: &Fingerprint) -> Option<Sha256> {
        self.current.get(fingerprint).copied()
    }

    /// A version by the digest of its file.
    pub fn version(&self, digest: &Sha256) -> Option<&Certificate> {
        self.versions.get(digest)?.certificate()
    }

    /// The files of all versions that are no longer in force.
    pub(super) fn former(&self) -> impl Iterator<Item = &[u8]> {
        let current: std::collections::BTreeSet<&Sha256> = self.current.values().collect();
        self.versions.iter().filter(move |(digest, _)| !current.contains(digest)).map(|(_, one)| &one.bytes[..])
    }

    /// That certificate files which a change request proposes can be read, and may follow those in force or are their holders', in
    /// the order of their paths.
    pub fn check(&self, record: &RecordId, proposed: &Files) -> Result<(), Refusal> {
        for (path, fingerprint, bytes) in certificate_files(proposed) {
            let next = parse(path.clone(), &fingerprint, bytes)?;
            if let Some(before) = self.get(&fingerprint) {
                next.follows(before).map_err(|fault| Refusal::Certificate { path: path.clone(), fault })?;
            } else {
                possessed(record, path, &next, proposed)?;
            }
        }
        Ok(())
    }

    /// Puts files that were checked, and that the register lists, in force. The certificates that are other than before.
    pub(super) fn amend(&mut self, register: &Register, proposed: &Files) -> Vec<Fingerprint> {
        let mut changed = Vec::new();
        for (_, fingerprint, bytes) in certificate_files(proposed) {
            if register.holder(&fingerprint).is_none() || self.digest(&fingerprint) == Some(Sha256::of(bytes)) {
                continue;
            }
            if let Ok(certificate) = Certificate::parse(bytes) {
                self.put(fingerprint.clone(), bytes, certificate);
                changed.push(fingerprint);
            }
        }
        changed
    }

    fn put(&mut self, fingerprint: Fingerprint, bytes: &[u8], certificate: Certificate) {
        let digest = Sha256::of(bytes);
        let version = Version { bytes: bytes.to_vec(), read: OnceLock::from(Some(certificate)) };
        self.versions.insert(digest, Arc::new(version));
        self.current.insert(fingerprint, digest);
    }
}

/// The certificate files among others: path, the fingerprint their name gives, bytes. A name that gives none is the register's
/// business: nobody can list it.
fn certificate_files(files: &Files) -> impl Iterator<Item = (&String, Fingerprint, &[u8])> {
    files.iter().filter(|(path, _)| is_certificate(path)).filter_map(|(path, bytes)| {
        let name = path.rsplit('/').next()?.strip_suffix(".asc")?;
        Some((path, name.parse().ok()?, &bytes[..]))
    })
}

/// What the holder of a new certificate signs with it: whose it shall be, in which record (`docs/register.md`, "Certificates").
pub fn proof(record: &RecordId, entry: &str, fingerprint: &Fingerprint) -> String {
    format!("kanhe-proof v1 {record} {entry} {fingerprint}\n")
}

/// That whoever proposes a new certificate has its key (持有证明).
fn possessed(record: &RecordId, path: &str, certificate: &Certificate, proposed: &Files) -> Result<(), Refusal> {
    let proof_path = path.strip_suffix("asc").map_or_else(String::new, |stem| format!("{stem}sig"));
    let entry = path.strip_prefix("content/").and_then(|path| path.rsplit_once('/')).map_or("", |(entry, _)| entry);
    let Some(bytes) = proposed.get(&proof_path) else {
        return Err(Refusal::Proof { path: path.to_owned(), fault: None });
    };
    let said = proof(record, entry, certificate.fingerprint());
    let good = Signature::parse(bytes).and_then(|signature| certificate.verify(&signature, said.as_bytes()));
    good.map_err(|fault| Refusal::Proof { path: proof_path, fault: Some(fault) })
}

/// A certificate file that must be of this certificate.
fn parse(path: String, fingerprint: &Fingerprint, bytes: &[u8]) -> Result<Certificate, Refusal> {
    match Certificate::parse(bytes) {
        Ok(certificate) if certificate.fingerprint() == fingerprint => Ok(certificate),
        Ok(certificate) => Err(Refusal::Founding(FoundingFault {
            path,
            what: FoundingWhat::Field { field: "fingerprint", found: certificate.fingerprint().to_string() },
        })),
        Err(fault) => Err(Refusal::Certificate { path, fault }),
    }
}
