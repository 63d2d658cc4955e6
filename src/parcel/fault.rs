//! Why a parcel is not taken.

use crate::id::{Fingerprint, RecordId};
use crate::openpgp::{CertificateFault, SignatureFault};
use crate::record::Fault;
use crate::words::{Message, Say};

/// Why a parcel or a receipt is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParcelFault {
    /// The bytes are no file of this form.
    #[error("not of the form of a parcel: {what}")]
    Form {
        /// What is not.
        what: &'static str,
    },
    /// More bytes than a record holds in a file.
    #[error("{size} bytes, more than {limit}")]
    Size {
        /// How many there are.
        size: u64,
        /// How many there may be.
        limit: u64,
    },
    /// Of a format this program does not know.
    #[error("of the unknown format {found:?}")]
    Version {
        /// The first line.
        found: String,
    },
    /// The manifest does not say what it must.
    #[error("the manifest does not say {key}")]
    Manifest {
        /// Which line.
        key: &'static str,
    },
    /// A part that the manifest lists, or that is needed, is not there.
    #[error("{name} is missing")]
    Missing {
        /// The part.
        name: String,
    },
    /// A part that nothing asks for.
    #[error("{name} belongs to nothing")]
    Extra {
        /// The part.
        name: String,
    },
    /// A part is not the one the manifest lists.
    #[error("{name} is not the part that was signed")]
    Altered {
        /// The part.
        name: String,
    },
    /// It is from another record than the partner's.
    #[error("from the record {found}, not {expected}")]
    OtherSender {
        /// The partner's record.
        expected: RecordId,
        /// The one that it is from.
        found: RecordId,
    },
    /// It stands on another root line than the partner's.
    #[error("the root line is not the partner's")]
    OtherRoot,
    /// It is meant for another office.
    #[error("meant for the record {found}")]
    NotForUs {
        /// For which record.
        found: RecordId,
    },
    /// A seal that is no specimen of the partner's.
    #[error("the seal {found} is not filed")]
    NotFiled {
        /// Its certificate.
        found: Fingerprint,
    },
    /// A certificate that cannot be read, or is another.
    #[error("{name}: {fault:?}")]
    Certificate {
        /// Its part.
        name: String,
        /// What is wrong; none, if it is another certificate.
        fault: Option<CertificateFault>,
    },
    /// A signature is not good.
    #[error("the signature of {name}: {fault}")]
    Signature {
        /// Of which part.
        name: String,
        /// What is wrong.
        fault: SignatureFault,
    },
    /// An act that cannot be read.
    #[error("{name}: {fault}")]
    Object {
        /// Its part.
        name: String,
        /// What is wrong.
        fault: Fault,
    },
    /// An act says something else than it must.
    #[error("{name} says another {what}")]
    Says {
        /// Its part.
        name: String,
        /// In what.
        what: String,
    },
    /// The tree of the act that everything hangs on does not hold it.
    #[error("{path} is not proven")]
    Unproven {
        /// The path in the tree.
        path: String,
    },
    /// What is entered of it is not what it brings.
    #[error("entered with another {what}")]
    Entered {
        /// What differs.
        what: Differs,
    },
    /// A receipt where a parcel was asked for, or the other way round.
    #[error("of the other kind")]
    OtherKind,
}

impl Say for ParcelFault {
    fn say(&self) -> Message {
        match self {
            Self::Form { what } => Message::new("parcel-form").with("what", what),
            Self::Size { size, limit } => Message::new("parcel-size").with("size", size).with("limit", limit),
            Self::Version { found } => Message::new("parcel-version").with("found", found),
            Self::Manifest { key } => Message::new("parcel-manifest").with("key", key),
            Self::Missing { name } => Message::new("parcel-missing").with("name", name),
            Self::Extra { name } => Message::new("parcel-extra").with("name", name),
            Self::Altered { name } => Message::new("parcel-altered").with("name", name),
            Self::OtherSender { expected, found } => {
                Message::new("parcel-other-sender").with("expected", expected).with("found", found)
            }
            Self::OtherRoot => Message::new("parcel-other-root"),
            Self::NotForUs { found } => Message::new("parcel-not-for-us").with("found", found),
            Self::NotFiled { found } => Message::new("parcel-not-filed").with("found", found),
            Self::Certificate { name, fault } => {
                let code = fault.as_ref().map_or_else(|| "—".to_owned(), |fault| format!("K{}", fault.code()));
                Message::new("parcel-certificate").with("name", name).with("code", code)
            }
            Self::Signature { name, fault } => {
                Message::new("parcel-signature").with("name", name).with("code", format!("K{}", fault.code()))
            }
            Self::Object { name, fault } => {
                Message::new("parcel-object").with("name", name).with("code", format!("K{}", fault.code()))
            }
            Self::Says { name, what } => Message::new("parcel-says").with("name", name).with("what", what),
            Self::Unproven { path } => Message::new("parcel-unproven").with("path", path),
            Self::Entered { what } => what.say(),
            Self::OtherKind => Message::new("parcel-other-kind"),
        }
    }
}

/// What an entry has otherwise than the document that it enters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Differs {
    /// The title, as it is there.
    Title(String),
    /// The number, as it is there.
    Number(String),
    /// Who it is from, as the settings call him.
    From(String),
    /// The day on which it was signed off.
    Dated(String),
    /// The text.
    Text,
    /// A file.
    File(String),
    /// It is for all, and that for some.
    Readers,
}

impl std::fmt::Display for Differs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Title(_) => "title",
            Self::Number(_) => "number",
            Self::From(_) => "sender",
            Self::Dated(_) => "date",
            Self::Text => "text",
            Self::File(name) => name,
            Self::Readers => "readers",
        })
    }
}

impl Say for Differs {
    fn say(&self) -> Message {
        match self {
            Self::Title(title) => Message::new("parcel-entered-title").with("there", title),
            Self::Number(number) => Message::new("parcel-entered-number").with("there", number),
            Self::From(office) => Message::new("parcel-entered-from").with("there", office),
            Self::Dated(day) => Message::new("parcel-entered-dated").with("there", day),
            Self::Text => Message::new("parcel-entered-text"),
            Self::File(name) => Message::new("parcel-entered-file").with("name", name),
            Self::Readers => Message::new("parcel-entered-readers"),
        }
    }
}
