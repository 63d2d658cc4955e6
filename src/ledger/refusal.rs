//! Refusals from all floors in one type, and the findings a report, a page or a person is given.

use serde::{Deserialize, Serialize};

use super::root::AnchorFault;
use super::seal::SealFault;
use super::statement::StatementFault;
use crate::id::{GitId, RecordId, Sha256};
use crate::office::{FormFault, FoundingFault, FoundingWhat, Violation};
use crate::openpgp::{CertificateFault, SignatureFault};
use crate::record::Fault;
use crate::words::{Message, Say};

/// Why an act, a seal or a whole record is refused, whatever floor found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// K1xx: objects, names, refs, repository.
    Record(Fault),
    /// K210–K229, K240–K249: the signature and its armour.
    Signature(SignatureFault),
    /// K230–K239: a certificate of the register.
    Certificate {
        /// Its file.
        path: String,
        /// What is wrong with it.
        fault: CertificateFault,
    },
    /// K238, K239: nobody has shown that he has the key of a new certificate.
    Proof {
        /// The certificate's file, or the proof's.
        path: String,
        /// What is wrong with the proof, if there is one.
        fault: Option<SignatureFault>,
    },
    /// K301–K313: the place in the chain.
    Chain(ChainFault),
    /// K306–K310: what the message says.
    Statement(StatementFault),
    /// K401–K406: what the act changed.
    Change(ChangeFault),
    /// K201–K204, K5xx, K601–K606: the office's rules.
    Office(Violation),
    /// K8xx: settings, register and workflows.
    Founding(FoundingFault),
    /// K611–K619: the seal's tag and its registration.
    Seal(SealFault),
    /// K9xx: root and checkpoint.
    Anchor(AnchorFault),
}

/// How an act fails to stand in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChainFault {
    /// K301: of another record.
    OtherRecord {
        /// This record's id.
        expected: RecordId,
        /// The act's.
        found: RecordId,
    },
    /// K302: not the next number.
    Number {
        /// The next.
        expected: u64,
        /// The act's.
        found: u64,
    },
    /// K303: not after this parent.
    Parent {
        /// The parent's digest.
        expected: Sha256,
        /// The act's.
        found: Option<Sha256>,
    },
    /// K304: not with this tree.
    Tree {
        /// The tree's SHA-256 name.
        expected: Sha256,
        /// The act's.
        found: Sha256,
    },
    /// K305: earlier than its parent.
    Earlier {
        /// The parent's seconds.
        parent: i64,
        /// The act's.
        found: i64,
    },
    /// K311: signed at another time than written.
    SignedAt {
        /// The commit's seconds.
        written: i64,
        /// The signature's.
        signed: i64,
    },
    /// K312: `found` anywhere but at the beginning, or a beginning that is not `found`.
    Founding,
    /// K313: what it affirms is not the act of that number.
    Affirmed {
        /// The number.
        seq: u64,
        /// The digest of the act of that number.
        expected: Option<Sha256>,
        /// The digest the affirmation names.
        found: Sha256,
    },
}

impl ChainFault {
    /// The permanent number.
    pub const fn code(&self) -> u16 {
        self.entry().0
    }

    const fn entry(&self) -> (u16, &'static str) {
        match self {
            Self::OtherRecord { .. } => (301, "K301"),
            Self::Number { .. } => (302, "K302"),
            Self::Parent { .. } => (303, "K303"),
            Self::Tree { .. } => (304, "K304"),
            Self::Earlier { .. } => (305, "K305"),
            Self::SignedAt { .. } => (311, "K311"),
            Self::Founding => (312, "K312"),
            Self::Affirmed { .. } => (313, "K313"),
        }
    }
}

impl Say for ChainFault {
    fn say(&self) -> Message {
        let message = Message::new(self.entry().1);
        match self {
            Self::OtherRecord { expected, found } => message.with("expected", expected).with("found", found),
            Self::Number { expected, found } => message.with("expected", expected).with("found", found),
            Self::Parent { expected, found } => message
                .with("expected", expected)
                .with("found", found.map_or_else(|| "—".to_owned(), |found| found.to_string())),
            Self::Tree { expected, found } => message.with("expected", expected).with("found", found),
            Self::Earlier { parent, found } => message.with("parent", parent).with("found", found),
            Self::SignedAt { written, signed } => message.with("written", written).with("signed", signed),
            Self::Founding => message,
            Self::Affirmed { seq, expected, found } => message
                .with("seq", seq)
                .with("expected", expected.map_or_else(|| "—".to_owned(), |expected| expected.to_string()))
                .with("found", found),
        }
    }
}

/// How an act changes what it may not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeFault {
    /// K401: a decision changed a file.
    Decision {
        /// The first path changed.
        path: String,
    },
    /// K402: a file outside the subject's folder.
    Outside {
        /// The first such path.
        path: String,
    },
    /// K403: the register, a workflow, the settings, a theme or a hook.
    Registry {
        /// The first such path.
        path: String,
    },
    /// K404: the folder is not what `Digest` names.
    Digest {
        /// The folder's SHA-256 name.
        expected: Sha256,
        /// The act's.
        found: Sha256,
    },
    /// K405: the subject has no folder in this tree.
    NoFolder {
        /// The folder.
        path: String,
    },
    /// K406: executed otherwise than proposed.
    Execution {
        /// The first path that is not what the request proposes.
        path: String,
    },
}

impl ChangeFault {
    /// The permanent number.
    pub const fn code(&self) -> u16 {
        self.entry().0
    }

    const fn entry(&self) -> (u16, &'static str) {
        match self {
            Self::Decision { .. } => (401, "K401"),
            Self::Outside { .. } => (402, "K402"),
            Self::Registry { .. } => (403, "K403"),
            Self::Digest { .. } => (404, "K404"),
            Self::NoFolder { .. } => (405, "K405"),
            Self::Execution { .. } => (406, "K406"),
        }
    }

    fn path(&self) -> Option<&str> {
        match self {
            Self::Decision { path }
            | Self::Outside { path }
            | Self::Registry { path }
            | Self::NoFolder { path }
            | Self::Execution { path } => Some(path),
            Self::Digest { .. } => None,
        }
    }
}

impl Say for ChangeFault {
    fn say(&self) -> Message {
        let message = Message::new(self.entry().1);
        match self {
            Self::Decision { path }
            | Self::Outside { path }
            | Self::Registry { path }
            | Self::NoFolder { path }
            | Self::Execution { path } => message.with("path", path),
            Self::Digest { expected, found } => message.with("expected", expected).with("found", found),
        }
    }
}

impl Refusal {
    /// The permanent number.
    pub fn code(&self) -> u16 {
        match self {
            Self::Record(fault) => fault.code(),
            Self::Signature(fault) => fault.code(),
            Self::Certificate { fault, .. } => fault.code(),
            Self::Proof { fault: None, .. } => 238,
            Self::Proof { fault: Some(_), .. } => 239,
            Self::Chain(fault) => fault.code(),
            Self::Statement(fault) => fault.code(),
            Self::Change(fault) => fault.code(),
            Self::Office(violation) => violation.code(),
            Self::Founding(fault) => fault.code(),
            Self::Seal(fault) => fault.code(),
            Self::Anchor(fault) => fault.code(),
        }
    }

    /// Whether something is missing rather than wrong.
    pub fn is_missing(&self) -> bool {
        match self {
            Self::Record(fault) => fault.is_missing(),
            Self::Seal(fault) => fault.is_missing(),
            Self::Anchor(fault) => fault.is_missing(),
            // What is missing is the word of somebody else.
            Self::Office(violation) => matches!(violation, Violation::Doubted { .. }),
            Self::Signature(_)
            | Self::Certificate { .. }
            | Self::Proof { .. }
            | Self::Chain(_)
            | Self::Statement(_)
            | Self::Change(_)
            | Self::Founding(_) => false,
        }
    }

    /// Whether it says nothing of the act: the disk, the cache or the git library could not answer.
    pub fn is_of_the_machine(&self) -> bool {
        match self {
            Self::Record(fault) | Self::Seal(SealFault::Object { fault, .. }) => fault.is_of_the_machine(),
            Self::Signature(_)
            | Self::Certificate { .. }
            | Self::Proof { .. }
            | Self::Chain(_)
            | Self::Statement(_)
            | Self::Change(_)
            | Self::Office(_)
            | Self::Founding(_)
            | Self::Seal(_)
            | Self::Anchor(_) => false,
        }
    }

    fn path(&self) -> Option<&str> {
        match self {
            Self::Record(fault) => fault.at_path(),
            Self::Certificate { path, .. } | Self::Proof { path, .. } => Some(path),
            Self::Change(fault) => fault.path(),
            Self::Founding(fault) => Some(&fault.path),
            Self::Seal(fault) => Some(fault.reference()),
            Self::Anchor(fault) => fault.path(),
            Self::Signature(_) | Self::Chain(_) | Self::Statement(_) | Self::Office(_) => None,
        }
    }
}

impl Say for Refusal {
    fn say(&self) -> Message {
        match self {
            Self::Record(fault) => fault.say(),
            Self::Signature(fault) => fault.say(),
            Self::Certificate { fault, .. } => fault.say(),
            Self::Proof { path, fault: None } => Message::new("K238").with("path", path),
            Self::Proof { path, fault: Some(fault) } => Message::new("K239").with("path", path).with("fault", fault),
            Self::Chain(fault) => fault.say(),
            Self::Statement(fault) => fault.say(),
            Self::Change(fault) => fault.say(),
            Self::Office(violation) => violation.say(),
            Self::Founding(fault) => fault.say(),
            Self::Seal(fault) => fault.say(),
            Self::Anchor(fault) => fault.say(),
        }
    }
}

macro_rules! refuses {
    ($($fault:ty => $variant:ident),*) => {$(
        impl From<$fault> for Refusal {
            fn from(fault: $fault) -> Self {
                Self::$variant(fault)
            }
        }
    )*};
}

refuses!(Fault => Record, SignatureFault => Signature, ChainFault => Chain, StatementFault => Statement, ChangeFault => Change,
    Violation => Office, FoundingFault => Founding, SealFault => Seal, AnchorFault => Anchor);

/// One thing found: what a report lists and a page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The permanent number.
    pub code: u16,
    /// What to say.
    pub message: Message,
    /// The act's number, if it is an act's.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub seq: Option<u64>,
    /// The commit or other object it is in.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub object: Option<GitId>,
    /// The path or ref.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub path: Option<String>,
    /// The line of that file, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<usize>,
    /// The byte offset in that object.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub offset: Option<usize>,
    /// Something is missing rather than wrong.
    pub missing: bool,
    /// What it consists of, one below the other.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub details: Vec<Finding>,
}

impl From<&Refusal> for Finding {
    fn from(refusal: &Refusal) -> Self {
        let mut finding = Self {
            code: refusal.code(),
            message: refusal.say(),
            seq: None,
            object: None,
            path: refusal.path().map(str::to_owned),
            line: None,
            offset: None,
            missing: refusal.is_missing(),
            details: Vec::new(),
        };
        match refusal {
            Refusal::Record(fault) => {
                finding.object = fault.in_object();
                finding.offset = fault.offset();
                finding.message = without_place(finding.message);
            }
            Refusal::Office(Violation::Form { subject, faults }) => {
                finding.path = Some(subject.folder());
                finding.details = faults.iter().map(|fault| form_finding(&subject.folder(), fault)).collect();
            }
            Refusal::Office(Violation::Unsound { faults, .. }) => {
                finding.details = faults.iter().map(|fault| Self::from(&Refusal::from(fault.clone()))).collect();
            }
            Refusal::Seal(SealFault::Object { fault, .. }) => {
                finding.offset = fault.offset();
                finding.message = without_place(finding.message);
            }
            Refusal::Seal(SealFault::Signature { fault, .. }) => {
                finding.details = vec![Self::from(&Refusal::from(fault.clone()))];
            }
            Refusal::Founding(FoundingFault { what: FoundingWhat::File(fault), .. }) => finding.line = Some(fault.line),
            Refusal::Signature(_)
            | Refusal::Certificate { .. }
            | Refusal::Proof { .. }
            | Refusal::Chain(_)
            | Refusal::Statement(_)
            | Refusal::Change(_)
            | Refusal::Office(_)
            | Refusal::Founding(_)
            | Refusal::Seal(_)
            | Refusal::Anchor(_) => {}
        }
        finding
    }
}

/// A finding says where it is by itself: its message need not say it again.
fn without_place(mut message: Message) -> Message {
    for (name, value) in &mut message.args {
        if matches!(name.as_ref(), "object" | "path" | "at") {
            "none".clone_into(value);
        }
    }
    message
}

fn form_finding(folder: &str, fault: &FormFault) -> Finding {
    Finding {
        code: fault.code(),
        message: fault.say(),
        seq: None,
        object: None,
        path: Some(format!("{folder}/index.md")),
        line: fault.line,
        offset: None,
        missing: false,
        details: Vec::new(),
    }
}

impl Finding {
    /// The same finding, in an act.
    #[must_use]
    pub fn in_act(mut self, seq: u64, commit: GitId) -> Self {
        self.seq = Some(seq);
        self.object.get_or_insert(commit);
        self
    }
}
