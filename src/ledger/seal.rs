//! Seals: the tag that belongs to a `seal` act, and its registration by the act after it (`docs/record-format.md` 7).
//!
//! 1. Which bytes a seal's tag has, but for its signature, follows from the act and the register: [`fields`] is the one place.
//! 2. A tag is good if its ref, its name, its target, all its fields and its signature are what the act makes them,
//!    and if it is the tag that was registered, once it was.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::certificates::Certificates;
use super::statement::Matter;
use crate::id::{Fingerprint, GitId, RecordId, Sha256, Slug, SubjectId};
use crate::office::{Docket, Seal};
use crate::openpgp::{Signature, SignatureFault};
use crate::record::{Defect, Fault, Field, Fields, Ident, Keys as _, Object, ObjectKind, Tag};
use crate::words::{Message, Say};

/// A seal that the history says was put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealPut {
    /// `refs/tags/seal/<subject>/<seal>`.
    pub reference: String,
    /// By which act.
    pub seq: u64,
    /// That act's commit.
    pub commit: GitId,
    /// The committer line of that commit.
    pub tagger: String,
    /// On which subject.
    pub subject: SubjectId,
    /// Which seal.
    pub seal: Slug,
    /// The seal's certificate when it was put.
    pub certificate: Fingerprint,
    /// The digest of the certificate's file then.
    pub version: Sha256,
    /// The fields its tag must have, by key.
    pub fields: Vec<(String, String)>,
    /// The digest the next valid act registered.
    pub registered: Option<Sha256>,
    /// The number of that act.
    pub registered_by: Option<u64>,
    /// What its tag was found to be.
    pub tag: TagState,
}

/// What a seal's tag was found to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TagState {
    /// Not there.
    Missing,
    /// As it must be.
    Good {
        /// The tag object.
        tag: GitId,
        /// Over its raw bytes.
        raw: Sha256,
    },
    /// There, and wrong.
    Bad {
        /// The tag object.
        tag: GitId,
        /// What is wrong.
        finding: Box<super::Finding>,
    },
}

/// How a seal's tag or its registration is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealFault {
    /// K611: the act before put a seal, and this act does not register it.
    NotRegistered {
        /// The seal's ref.
        reference: String,
    },
    /// K612: this act registers another ref than the act before made.
    OtherRef {
        /// The ref of the seal put.
        expected: String,
        /// The ref registered.
        reference: String,
    },
    /// K613: this act registers a seal, and the act before put none.
    Unexpected {
        /// The ref registered.
        reference: String,
    },
    /// K614: the tag is not there.
    Missing {
        /// Its ref.
        reference: String,
    },
    /// K615: the tag points at another commit.
    Target {
        /// Its ref.
        reference: String,
        /// The seal act's commit.
        expected: GitId,
        /// Where it points.
        found: GitId,
    },
    /// K616: the tag says something else than the act.
    Says {
        /// Its ref.
        reference: String,
        /// In which field.
        field: String,
        /// What the act makes it.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// K617: another tag was registered: this one was put in its place.
    Replaced {
        /// Its ref.
        reference: String,
        /// The digest registered.
        expected: Sha256,
        /// The tag's.
        found: Sha256,
    },
    /// K618: the signature is not the seal's.
    Signature {
        /// Its ref.
        reference: String,
        /// What is wrong with it.
        fault: SignatureFault,
    },
    /// K619: a ref under `refs/tags/seal/` that no act made.
    Unknown {
        /// The ref.
        reference: String,
    },
    /// K1xx: what the ref points at is no canonical tag.
    Object {
        /// Its ref.
        reference: String,
        /// What is wrong with it.
        fault: Fault,
    },
}

impl SealFault {
    /// The permanent number.
    pub fn code(&self) -> u16 {
        match self {
            Self::NotRegistered { .. } => 611,
            Self::OtherRef { .. } => 612,
            Self::Unexpected { .. } => 613,
            Self::Missing { .. } => 614,
            Self::Target { .. } => 615,
            Self::Says { .. } => 616,
            Self::Replaced { .. } => 617,
            Self::Signature { .. } => 618,
            Self::Unknown { .. } => 619,
            Self::Object { fault, .. } => fault.code(),
        }
    }

    /// The ref it is about.
    pub fn reference(&self) -> &str {
        match self {
            Self::NotRegistered { reference }
            | Self::OtherRef { reference, .. }
            | Self::Unexpected { reference }
            | Self::Missing { reference }
            | Self::Target { reference, .. }
            | Self::Says { reference, .. }
            | Self::Replaced { reference, .. }
            | Self::Signature { reference, .. }
            | Self::Unknown { reference }
            | Self::Object { reference, .. } => reference,
        }
    }

    /// Whether something is missing rather than wrong.
    pub fn is_missing(&self) -> bool {
        match self {
            Self::Missing { .. } => true,
            Self::Object { fault, .. } => fault.is_missing(),
            Self::NotRegistered { .. }
            | Self::OtherRef { .. }
            | Self::Unexpected { .. }
            | Self::Target { .. }
            | Self::Says { .. }
            | Self::Replaced { .. }
            | Self::Signature { .. }
            | Self::Unknown { .. } => false,
        }
    }
}

impl Say for SealFault {
    fn say(&self) -> Message {
        match self {
            Self::NotRegistered { reference } => Message::new("K611").with("reference", reference),
            Self::OtherRef { expected, reference } => {
                Message::new("K612").with("expected", expected).with("reference", reference)
            }
            Self::Unexpected { reference } => Message::new("K613").with("reference", reference),
            Self::Missing { reference } => Message::new("K614").with("reference", reference),
            Self::Target { reference, expected, found } => {
                Message::new("K615").with("reference", reference).with("expected", expected).with("found", found)
            }
            Self::Says { reference, field, expected, found } => Message::new("K616")
                .with("reference", reference)
                .with("field", field)
                .with("expected", expected)
                .with("found", found),
            Self::Replaced { reference, expected, found } => {
                Message::new("K617").with("reference", reference).with("expected", expected).with("found", found)
            }
            Self::Signature { reference, fault } => {
                Message::new("K618").with("reference", reference).with("fault", fault)
            }
            Self::Unknown { reference } => Message::new("K619").with("reference", reference),
            Self::Object { fault, .. } => fault.say(),
        }
    }
}

/// What a seal act and the office say about it.
#[derive(Debug)]
pub struct Sealing<'a> {
    /// The record's id.
    pub record: &'a RecordId,
    /// The act's number.
    pub seq: u64,
    /// The act's commit.
    pub commit: GitId,
    /// Over its raw bytes.
    pub raw: Sha256,
    /// Its committer.
    pub committer: &'a Ident,
    /// What it says.
    pub matter: &'a Matter,
    /// The subject's docket after it.
    pub docket: &'a Docket,
    /// The seal in the register.
    pub seal: &'a Seal,
    /// The seal's certificate in use.
    pub certificate: Option<&'a Fingerprint>,
    /// The digest of that certificate's file.
    pub version: Option<Sha256>,
}

/// What a seal's tag says, whoever asks: the office that puts it, or one to which the document was sent.
#[derive(Debug, Clone, Copy)]
pub struct Impression<'a> {
    /// The record's id.
    pub record: &'a RecordId,
    /// The act's number.
    pub seq: u64,
    /// The act's commit.
    pub commit: GitId,
    /// Over its raw bytes.
    pub raw: Sha256,
    /// Its committer.
    pub committer: &'a Ident,
    /// The document.
    pub subject: &'a SubjectId,
    /// Its content.
    pub digest: Sha256,
    /// Its number, if it has one.
    pub number: Option<&'a str>,
    /// Its title.
    pub title: &'a str,
    /// The seal.
    pub seal: &'a Slug,
    /// The name on it.
    pub seal_name: &'a str,
    /// Its certificate in use.
    pub certificate: &'a Fingerprint,
    /// The digest of that certificate's file.
    pub version: Sha256,
}

impl<'a> Sealing<'a> {
    fn impression(&'a self) -> Option<Impression<'a>> {
        Some(Impression {
            record: self.record,
            seq: self.seq,
            commit: self.commit,
            raw: self.raw,
            committer: self.committer,
            subject: &self.matter.subject,
            digest: self.matter.digest,
            number: self.docket.number.as_ref().map(|number| number.text.as_str()),
            title: &self.docket.title,
            seal: self.matter.seal.as_ref()?,
            seal_name: &self.seal.title,
            certificate: self.certificate?,
            version: self.version?,
        })
    }
}

/// The lines a seal's tag must have.
pub fn fields(sealing: &Sealing<'_>) -> Result<Fields<Field>, Fault> {
    sealing.impression().ok_or_else(|| Fault::from(Defect::Missing))?.fields()
}

impl Impression<'_> {
    /// The lines of the tag.
    fn fields(&self) -> Result<Fields<Field>, Fault> {
        let lines = [
            (Field::Record, Some(self.record.to_string())),
            (Field::Seq, Some(self.seq.to_string())),
            (Field::CommitSha256, Some(self.raw.to_string())),
            (Field::Number, self.number.map(str::to_owned)),
            (Field::Title, Some(self.title.to_owned())),
            (Field::Subject, Some(self.subject.to_string())),
            (Field::Digest, Some(self.digest.to_string())),
            (Field::Seal, Some(self.seal.to_string())),
            (Field::SealName, Some(self.seal_name.to_owned())),
            (Field::Certificate, Some(self.certificate.to_string())),
        ];
        lines
            .into_iter()
            .filter_map(|(field, value)| Some((field, value?)))
            .try_fold(Fields::new(), |fields, (field, value)| fields.with(field, value))
    }

    /// The seal as it must be, its tag not yet looked at.
    pub fn put(&self) -> Result<SealPut, Fault> {
        let fields = self.fields()?;
        Ok(SealPut {
            reference: format!("refs/tags/seal/{}/{}", self.subject, self.seal),
            seq: self.seq,
            commit: self.commit,
            tagger: self.committer.to_string(),
            subject: self.subject.clone(),
            seal: self.seal.clone(),
            certificate: self.certificate.clone(),
            version: self.version,
            fields: fields.iter().map(|(field, value)| (field.name().to_owned(), value.to_owned())).collect(),
            registered: None,
            registered_by: None,
            tag: TagState::Missing,
        })
    }
}

impl SealPut {
    /// The seal a valid `seal` act puts, its tag not yet looked at.
    pub fn of(sealing: &Sealing<'_>) -> Option<Self> {
        sealing.impression()?.put().ok()
    }

    /// Looks at the object its ref points at. `Ok` is the digest over the tag's raw bytes.
    pub fn check(&self, object: &Object, certificates: &Certificates) -> Result<Sha256, SealFault> {
        let reference = || self.reference.clone();
        let in_object = |fault| SealFault::Object { reference: reference(), fault };
        if object.kind != ObjectKind::Tag {
            return Err(in_object(
                Defect::Kind { expected: ObjectKind::Tag.name(), found: object.kind.name().to_owned() }.into(),
            ));
        }
        let tag = Tag::parse(&object.bytes).map_err(in_object)?;
        let says = |field: &str, expected: &str, found: &str| SealFault::Says {
            reference: reference(),
            field: field.to_owned(),
            expected: expected.to_owned(),
            found: found.to_owned(),
        };
        if tag.ref_name() != self.reference {
            return Err(says("tag", &self.reference, &tag.ref_name()));
        }
        if tag.object != self.commit {
            return Err(SealFault::Target { reference: reference(), expected: self.commit, found: tag.object });
        }
        if tag.tagger.to_string() != self.tagger {
            return Err(says("tagger", &self.tagger, &tag.tagger.to_string()));
        }
        let expected: BTreeMap<&str, &str> = self.fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        for field in Field::ALL {
            let expected = expected.get(field.name()).copied();
            let found = tag.fields.get(*field);
            if expected != found {
                return Err(says(field.name(), expected.unwrap_or("—"), found.unwrap_or("—")));
            }
        }
        let unsigned = |fault| SealFault::Signature { reference: reference(), fault };
        let signature = Signature::parse(tag.signature.as_bytes()).map_err(unsigned)?;
        let certificate = certificates.version(&self.version).ok_or_else(|| SealFault::Says {
            reference: reference(),
            field: Field::Certificate.name().to_owned(),
            expected: self.certificate.to_string(),
            found: "—".to_owned(),
        })?;
        certificate.verify(&signature, &tag.payload()).map_err(unsigned)?;
        let raw = Sha256::of(&object.bytes);
        match self.registered {
            Some(registered) if registered != raw => {
                Err(SealFault::Replaced { reference: reference(), expected: registered, found: raw })
            }
            Some(_) | None => Ok(raw),
        }
    }
}
