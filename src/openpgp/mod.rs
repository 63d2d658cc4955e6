//! OpenPGP: canonical signatures, certificates, and the keyring that makes signatures.
//!
//! What this module guarantees to the floors above:
//!
//! 1. A [`Signature`] or [`Certificate`] that exists has the one form of section 6 of `docs/record-format.md`: the same
//!    bytes armoured, numbered or ordered otherwise are refused with a permanent number (K210–K249).
//! 2. [`Certificate::verify`] is a pure function of certificate, signature and payload: no clock, keyring, network, home
//!    directory or other process.
//! 3. It says yes only if the key that the signature names stands in the certificate, is bound to it both ways, may sign,
//!    is strong, was alive at the signature's hour and not revoked, and really signed exactly these bytes; and of the two forms
//!    that an ECDSA signature has, only to one.
//! 4. It does not say that a certificate belongs to anybody: that is the register's business.
//! 5. Only [`Keyring`] comes near private keys, and only through GnuPG. What it signs has passed guarantee 1.
//!
//! Deliberately absent: encryption, trust models, key servers, revocation by others, and any way to repair a foreign signature
//! other than [`Signature::normalised`] at the moment of signing.

mod armour;
mod certificate;
mod curve;
mod keyring;
mod packet;
mod signature;
#[cfg(test)]
mod workshop;

pub use armour::{ArmourFault, Kind, decode, encode};
pub use certificate::{Certificate, CertificateFault, LARGEST, SigningKey};
pub use curve::Curve;
pub use keyring::{KeyFault, KeySummary, Keyring, PassphraseAsk, Protection, gnupg_version, pinentry, quit_agent};
pub use signature::{Missing, Signature, SignatureFault};
