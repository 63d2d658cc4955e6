//! The ledger: joins the record, its signatures and the office's rules.
//!
//! ```text
//! git objects ─▶ Commit ─▶ Statement ─▶ Act ─▶ Office::judge ─▶ Entry, Docket, SealPut
//!   record       record    statement   office   office           what everybody above reads
//! ```
//!
//! [`Ledger::replay`] judges a record from its genesis, [`Ledger::advance`] only what is new, [`Ledger::open`] does that from a snapshot,
//! [`verify`] judges everything with nothing but the objects and the line on paper, or what came since a [`Snapshot`]. There is one way an act is judged, `Ledger::consider`,
//! and all of them take it.
//!
//! Deliberately absent: writing acts (`desk`), refusing pushes (`gate`), any clock.

mod cache;
mod certificates;
mod entry;
mod refusal;
mod replay;
mod root;
mod seal;
mod snapshot;
mod statement;
mod verify;

pub use certificates::{Certificates, proof};
pub use entry::Entry;
pub use refusal::{ChainFault, ChangeFault, Finding, Refusal};
pub use replay::{Advance, Head, Ledger, Progress, SKEW, State, content};
pub use root::{AnchorFault, Checkpoint, Root, SnapshotLine};
pub use seal::{Impression, SealFault, SealPut, Sealing, TagState, fields as seal_fields};
pub use snapshot::{Pin, Snapshot};
pub use statement::{Affirmed, By, Matter, Registration, Statement, StatementFault};
pub use verify::{
    Compared, Copy, Expiring, NotChecked, Question, Report, Verdict, Verified, audit_seals, compare_checkpoint,
    expiring, verify,
};
