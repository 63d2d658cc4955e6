//! Why a push may not come in, besides what its acts are refused for: K701–K716 (K717 is [`crate::parcel`]'s). Why a command of ssh is not run: K721–K723.

use crate::id::GitId;
use crate::ledger::{Finding, Refusal, SKEW};
use crate::record::MAIN;
use crate::words::{Message, Say};

/// Why a push may not come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GateFault {
    /// K701: a ref that is not for pushing.
    Ref {
        /// Its name.
        name: String,
    },
    /// K702: a ref that shall go.
    Deletion {
        /// Its name.
        name: String,
    },
    /// K703: `main` would not grow.
    NotForward {
        /// Where it is.
        old: GitId,
        /// Where it should be.
        new: GitId,
    },
    /// K704: signed at another hour than the server's.
    Skew {
        /// The act's number.
        seq: u64,
        /// By how many seconds.
        by: i64,
    },
    /// K705: a `seal` act without its tag in the same push.
    NoTag {
        /// The tag's ref.
        reference: String,
    },
    /// K706: a tag that is there already.
    TagMoves {
        /// Its ref.
        reference: String,
    },
    /// K707: a tag without its act.
    NoAct {
        /// The tag's ref.
        reference: String,
    },
    /// K708: a line of the hook's input that git would not write.
    Line {
        /// The line.
        found: String,
    },
    /// K709: a draft that is not below the name of a person of the register.
    Draft {
        /// Its name.
        name: String,
    },
    /// K710: more acts than one push may bring, or acts that do not continue `main`.
    ManyActs {
        /// The most.
        most: usize,
    },
    /// K711: more refs than one push may change.
    ManyRefs {
        /// How many.
        found: usize,
        /// The most.
        most: usize,
    },
    /// K712: a push with drafts that brings more than a subject may have.
    DraftSize {
        /// How many bytes.
        found: u64,
        /// The most.
        most: u64,
    },
    /// K713: a seal and its act that do not change their refs in one transaction, `main` first.
    Apart {
        /// The seal's ref.
        reference: String,
    },
    /// K714: files that together are larger than a push may be.
    PushSize {
        /// The most bytes.
        most: u64,
        /// The most files and folders.
        entries: usize,
    },
    /// K715: more drafts of one person than there may be.
    ManyDrafts {
        /// The one too many.
        name: String,
        /// The most.
        most: usize,
    },
    /// K716: a ref that stands twice in one push.
    Twice {
        /// Its name.
        name: String,
    },
}

impl GateFault {
    /// The permanent number.
    pub const fn code(&self) -> u16 {
        self.entry().0
    }

    const fn entry(&self) -> (u16, &'static str) {
        match self {
            Self::Ref { .. } => (701, "K701"),
            Self::Deletion { .. } => (702, "K702"),
            Self::NotForward { .. } => (703, "K703"),
            Self::Skew { .. } => (704, "K704"),
            Self::NoTag { .. } => (705, "K705"),
            Self::TagMoves { .. } => (706, "K706"),
            Self::NoAct { .. } => (707, "K707"),
            Self::Line { .. } => (708, "K708"),
            Self::Draft { .. } => (709, "K709"),
            Self::ManyActs { .. } => (710, "K710"),
            Self::ManyRefs { .. } => (711, "K711"),
            Self::DraftSize { .. } => (712, "K712"),
            Self::Apart { .. } => (713, "K713"),
            Self::PushSize { .. } => (714, "K714"),
            Self::ManyDrafts { .. } => (715, "K715"),
            Self::Twice { .. } => (716, "K716"),
        }
    }

    /// The ref it is about.
    fn path(&self) -> Option<String> {
        match self {
            Self::Ref { name }
            | Self::Deletion { name }
            | Self::Draft { name }
            | Self::ManyDrafts { name, .. }
            | Self::Twice { name } => Some(name.clone()),
            Self::NoTag { reference }
            | Self::TagMoves { reference }
            | Self::NoAct { reference }
            | Self::Apart { reference } => Some(reference.clone()),
            Self::NotForward { .. } | Self::ManyActs { .. } | Self::PushSize { .. } => Some(MAIN.to_owned()),
            Self::Skew { .. } | Self::Line { .. } | Self::ManyRefs { .. } | Self::DraftSize { .. } => None,
        }
    }
}

impl Say for GateFault {
    fn say(&self) -> Message {
        let message = Message::new(self.entry().1);
        match self {
            Self::Ref { name } | Self::Deletion { name } | Self::Draft { name } | Self::Twice { name } => {
                message.with("name", name)
            }
            Self::NotForward { old, new } => message.with("old", old).with("new", new),
            Self::Skew { seq, by } => message.with("seq", seq).with("by", by).with("most", SKEW),
            Self::NoTag { reference }
            | Self::TagMoves { reference }
            | Self::NoAct { reference }
            | Self::Apart { reference } => message.with("reference", reference),
            Self::Line { found } => message.with("found", found),
            Self::ManyActs { most } => message.with("most", most),
            Self::ManyRefs { found, most } => message.with("found", found).with("most", most),
            Self::DraftSize { found, most } => message.with("found", found).with("most", most),
            Self::PushSize { most, entries } => message.with("most", most).with("entries", entries),
            Self::ManyDrafts { name, most } => message.with("name", name).with("most", most),
        }
    }
}

impl From<&GateFault> for Finding {
    fn from(fault: &GateFault) -> Self {
        let seq = if let GateFault::Skew { seq, .. } = fault { Some(*seq) } else { None };
        finding(fault.code(), fault.say(), seq, fault.path())
    }
}

/// Why a command that came over ssh is not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShellFault {
    /// K721: not one of git's two commands in git's own spelling.
    Command {
        /// What was asked.
        found: String,
    },
    /// K722: a repository this account may not reach.
    Repository {
        /// The name given.
        found: String,
    },
    /// K723: pushing, where only reading is allowed.
    ReadOnly {
        /// The record.
        record: String,
    },
}

impl ShellFault {
    /// The permanent number.
    pub const fn code(&self) -> u16 {
        self.entry().0
    }

    const fn entry(&self) -> (u16, &'static str) {
        match self {
            Self::Command { .. } => (721, "K721"),
            Self::Repository { .. } => (722, "K722"),
            Self::ReadOnly { .. } => (723, "K723"),
        }
    }
}

impl Say for ShellFault {
    fn say(&self) -> Message {
        let message = Message::new(self.entry().1);
        match self {
            Self::Command { found } | Self::Repository { found } => message.with("found", found),
            Self::ReadOnly { record } => message.with("record", record),
        }
    }
}

impl From<&ShellFault> for Finding {
    fn from(fault: &ShellFault) -> Self {
        finding(fault.code(), fault.say(), None, None)
    }
}

fn finding(code: u16, message: Message, seq: Option<u64>, path: Option<String>) -> Finding {
    Finding { code, message, seq, object: None, path, line: None, offset: None, missing: false, details: Vec::new() }
}

/// The one finding a fault is.
pub(super) fn one(fault: &GateFault) -> Vec<Finding> {
    vec![Finding::from(fault)]
}

/// The one finding a refusal of a lower floor is.
pub(super) fn refused(refusal: impl Into<Refusal>) -> Vec<Finding> {
    vec![Finding::from(&refusal.into())]
}
