//! How a command fails, and which exit code that is.

use crate::desk::DeskFault;
use crate::ledger::{Finding, Refusal};
use crate::openpgp::KeyFault;
use crate::record::Fault;
use crate::words::{Message, Say as _};

/// Why a command did not do what it was asked.
pub(super) enum Failure {
    /// It may not be done: exit 1.
    Refused(Vec<Finding>),
    /// The remote's gate refused it, in its words: exit 1.
    Gate(Vec<String>),
    /// Anything else, with its exit code.
    Said {
        /// What to say.
        message: Message,
        /// 1 refused, 2 misused, 3 failed.
        code: u8,
    },
}

impl Failure {
    /// The person asked for something that makes no sense here.
    pub(super) const fn misused(message: Message) -> Self {
        Self::Said { message, code: 2 }
    }

    /// What came from elsewhere is not taken.
    pub(super) const fn refused(message: Message) -> Self {
        Self::Said { message, code: 1 }
    }

    /// The machine could not.
    pub(super) const fn failed(message: Message) -> Self {
        Self::Said { message, code: 3 }
    }
}

impl From<Vec<Refusal>> for Failure {
    fn from(refusals: Vec<Refusal>) -> Self {
        Self::Refused(refusals.iter().map(Finding::from).collect())
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        vec![refusal].into()
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Refusal::from(fault).into()
    }
}

impl From<KeyFault> for Failure {
    fn from(fault: KeyFault) -> Self {
        Self::failed(fault.say())
    }
}

impl From<DeskFault> for Failure {
    fn from(fault: DeskFault) -> Self {
        match fault {
            DeskFault::Refused(refusals) => refusals.into(),
            DeskFault::Gate(lines) => Self::Gate(lines),
            DeskFault::Key(fault) => fault.into(),
            DeskFault::Unproven(fault) => Self::Refused(vec![Finding::from(&fault)]),
            DeskFault::Draft(_) | DeskFault::Push(_) | DeskFault::Crowded { .. } => Self::failed(fault.say()),
        }
    }
}
