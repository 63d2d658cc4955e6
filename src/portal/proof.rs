//! Signing in with a certificate: a line that names this record and a nonce, signed by a certificate of the register.

use crate::office::Person;
use crate::openpgp::{Curve, Signature};
use crate::site::Hall;

/// How far the clock of who signs may be from ours, in seconds.
const SKEW: i64 = 300;

/// What is signed: it names the record, so that what was signed for one office opens no other.
pub(super) fn line(hall: &Hall, nonce: &str) -> String {
    format!("kanhe-login v1 {} {nonce}\n", hall.record)
}

/// The command that signs such a line with stock programs.
pub(super) fn command(line: &str) -> String {
    format!("printf '%s\\n' '{line}' | gpg --armor --detach-sign")
}

/// Whether one of his certificates that may be used now has signed it, just now.
pub(super) fn is_good(hall: &Hall, person: &Person, nonce: &str, armoured: &str, now: i64) -> bool {
    let payload = line(hall, nonce);
    let listed = person.certificate.iter().map(|listed| &listed.fingerprint);
    let certificates = listed.filter(|fingerprint| hall.usable.contains(fingerprint));
    let certificates: Vec<_> = certificates.filter_map(|fingerprint| hall.certificates.get(fingerprint)).collect();
    // An ECDSA signature has two forms; which one counts, only its curve tells.
    [None, Some(Curve::P256), Some(Curve::P384), Some(Curve::P521)].into_iter().any(|curve| {
        Signature::normalised(armoured.trim().as_bytes(), curve).is_ok_and(|signature| {
            (signature.created() - now).abs() <= SKEW
                && certificates.iter().any(|certificate| certificate.verify(&signature, payload.as_bytes()).is_ok())
        })
    })
}
