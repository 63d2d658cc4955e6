//! Parcels (文件包) between offices with separate records: a document with what proves it, and the receipt that comes back
//! (`docs/parcel.md`).
//!
//! 1. A parcel is one file with one encoding: whatever is changed, cut, added or moved in it makes another file, which is refused.
//! 2. Everything in it hangs on one act of the sender's record, the one that sent it: the SHA-256 tree that this act names proves the
//!    document, the certificates and the seal. No other act is told but the signing off and the sealing.
//! 3. Who may speak for an office is said by the settings of the other: its record, its root, the specimens of its seals. Nothing in a
//!    parcel is believed before one of these seals has signed its manifest.
//! 4. Nothing is read from a clock, a network, a keyring or a disk: bytes and settings come in, a finding goes out.
//! 5. What a subject says of another office is proven by a file that lies with it; desk, gate and archivist ask the same function.

mod check;
mod container;
mod fault;
mod manifest;
mod proof;
mod vouch;
mod write;

pub use check::{Anchor, Opened, Parcel, Receipt, SealMark};
pub use container::{Parts, decode, encode};
pub use fault::ParcelFault;
pub use manifest::{Manifest, Matter, Outcome, Party};
pub use vouch::{Found, Unproven, audit, find, party, proofs, vouch};
pub use write::{Answer, PackFault, Packing, answer, pack};

/// The ending of a parcel's name.
pub const PARCEL: &str = "parcel";

/// The ending of a receipt's name.
pub const RECEIPT: &str = "receipt";
