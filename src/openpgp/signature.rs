//! Detached signatures.
//!
//! A [`Signature`] can only hold what section 6 of `docs/record-format.md` allows:
//!
//! 1. exactly one signature packet, its header the shortest of its form, nothing after it;
//! 2. version 4 or 6, type 0x00, a hash of the SHA-2 family with at least 256 bits, an algorithm of the allow-list;
//! 3. in the hashed area exactly one creation time and one issuer fingerprint, nothing critical that is not understood,
//!    no expiry and no signature within the signature;
//! 4. in the unhashed area, which nobody signed, at most the key id that the fingerprint implies;
//! 5. numbers without leading zeros and of the right count, and nothing after the last.
//!
//! This file judges the bytes themselves, before rPGP reads them; then rPGP's reading must write the same bytes again,
//! so that what was judged here is what is verified there.

use std::io::Read as _;

use pgp::packet::{Packet, PacketParser};
use pgp::ser::Serialize as _;

use super::armour::{self, ArmourFault, Kind};
use super::curve::Curve;
use super::packet;
use crate::id::Fingerprint;
use crate::words::{Message, Say};

const CREATION_TIME: u8 = 2;
const EXPIRATION_TIME: u8 = 3;
const ISSUER_KEY_ID: u8 = 16;
const SIGNER_USER_ID: u8 = 28;
const EMBEDDED_SIGNATURE: u8 = 32;
const ISSUER_FINGERPRINT: u8 = 33;

/// Why a signature is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignatureFault {
    /// The armour is not canonical.
    #[error(transparent)]
    Armour(#[from] ArmourFault),
    /// Not exactly one signature packet.
    #[error("expected exactly one signature packet, found {found}")]
    Packet {
        /// What was found.
        found: String,
    },
    /// The packet's header is longer than it needs to be.
    #[error("expected the one packet header and unhashed area this version has")]
    Header,
    /// A version of signatures that is not allowed.
    #[error("expected a signature of version 4 or 6, found version {found}")]
    Version {
        /// The version.
        found: u8,
    },
    /// Not a signature over a binary document.
    #[error("expected a signature of type 0x00, found type {found:#04x}")]
    Type {
        /// The type.
        found: u8,
    },
    /// A hash that is not allowed.
    #[error("expected the hash SHA-256, SHA-384 or SHA-512, found {found}")]
    Hash {
        /// Its name or number.
        found: String,
    },
    /// A public-key algorithm that is not allowed.
    #[error("expected Ed25519, ECDSA or RSA, found {found}")]
    Algorithm {
        /// Its name or number.
        found: String,
    },
    /// The hashed area says too little or too much.
    #[error("hashed area: {what}")]
    Hashed {
        /// What is wrong with it.
        what: String,
    },
    /// The unhashed area holds something nobody signed.
    #[error("unhashed area: expected at most the issuer's key id, found {found}")]
    Unhashed {
        /// What was found.
        found: String,
    },
    /// The packet does not keep its own grammar.
    #[error("malformed signature packet: {what}")]
    Malformed {
        /// Where it breaks.
        what: &'static str,
    },
    /// The certificate has no such key.
    #[error("made by the key {issuer}, which is not in the certificate {certificate}")]
    OtherKey {
        /// The key that made the signature.
        issuer: Fingerprint,
        /// The primary fingerprint of the certificate.
        certificate: Fingerprint,
    },
    /// The subkey is not bound to the certificate, or does not bind itself to it.
    #[error("the subkey {key} has no valid {missing}")]
    Unbound {
        /// The subkey.
        key: Fingerprint,
        /// The signature that is missing.
        missing: Missing,
    },
    /// The key may not sign.
    #[error("the key {key} has no signing flag")]
    NotForSigning {
        /// The key.
        key: Fingerprint,
    },
    /// The key is too weak.
    #[error("expected Ed25519, NIST P-256/384/521 or RSA of at least 3072 bits, found {algorithm} in the key {key}")]
    Weak {
        /// The weak key: the signing key, or the primary key that vouches for it.
        key: Fingerprint,
        /// Its algorithm and size.
        algorithm: String,
    },
    /// Signed before the key existed.
    #[error("signed at {signed}, before the key {key} was created at {created}")]
    TooEarly {
        /// The key.
        key: Fingerprint,
        /// Creation time of the signature, unix seconds.
        signed: i64,
        /// Creation time of the key, unix seconds.
        created: i64,
    },
    /// Signed when the key had expired.
    #[error("signed at {signed}, after the key {key} expired at {expired}")]
    Expired {
        /// The key.
        key: Fingerprint,
        /// Creation time of the signature, unix seconds.
        signed: i64,
        /// When the key expired, unix seconds.
        expired: i64,
    },
    /// Signed with a key its owner has revoked.
    #[error("signed with the key {key}, which its owner revoked")]
    Revoked {
        /// The key.
        key: Fingerprint,
    },
    /// The signature is not over these bytes, or not by this key.
    #[error("the signature of the key {key} is not over these bytes")]
    Wrong {
        /// The key that is said to have made it.
        key: Fingerprint,
    },
    /// An ECDSA signature in the form that anybody can make of the signer's.
    #[error("expected the lower of the two forms of the ECDSA signature of the key {key}, found the upper")]
    UpperHalf {
        /// The key that made the signature.
        key: Fingerprint,
    },
}

/// The signature a subkey lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The primary key's signature over the subkey (0x18).
    Binding,
    /// The subkey's signature over the primary key (0x19).
    BackSignature,
}

impl std::fmt::Display for Missing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Binding => "binding signature (0x18)",
            Self::BackSignature => "back-signature (0x19)",
        })
    }
}

impl SignatureFault {
    /// The permanent number of this refusal.
    pub const fn code(&self) -> u16 {
        match self {
            Self::Armour(fault) => fault.code(),
            Self::Packet { .. } => 210,
            Self::Header => 211,
            Self::Version { .. } => 212,
            Self::Type { .. } => 213,
            Self::Hash { .. } => 214,
            Self::Algorithm { .. } => 215,
            Self::Hashed { .. } => 216,
            Self::Unhashed { .. } => 217,
            Self::Malformed { .. } => 218,
            Self::OtherKey { .. } => 219,
            Self::Unbound { .. } => 220,
            Self::NotForSigning { .. } => 221,
            Self::Weak { .. } => 222,
            Self::TooEarly { .. } => 223,
            Self::Expired { .. } => 224,
            Self::Revoked { .. } => 225,
            Self::Wrong { .. } => 226,
            Self::UpperHalf { .. } => 227,
        }
    }
}

impl Say for SignatureFault {
    fn say(&self) -> Message {
        match self {
            Self::Armour(fault) => fault.say(),
            Self::Packet { found } => Message::new("K210").with("found", found),
            Self::Header => Message::new("K211"),
            Self::Version { found } => Message::new("K212").with("found", found),
            Self::Type { found } => Message::new("K213").with("found", format_args!("{found:#04x}")),
            Self::Hash { found } => Message::new("K214").with("found", found),
            Self::Algorithm { found } => Message::new("K215").with("found", found),
            Self::Hashed { what } => Message::new("K216").with("found", what),
            Self::Unhashed { found } => Message::new("K217").with("found", found),
            Self::Malformed { what } => Message::new("K218").with("found", what),
            Self::OtherKey { issuer, certificate } => {
                Message::new("K219").with("key", issuer).with("certificate", certificate)
            }
            Self::Unbound { key, missing } => Message::new("K220").with("key", key).with("missing", missing),
            Self::NotForSigning { key } => Message::new("K221").with("key", key),
            Self::Weak { key, algorithm } => Message::new("K222").with("key", key).with("algorithm", algorithm),
            Self::TooEarly { key, signed, created } => {
                Message::new("K223").with("key", key).with("signed", hour(*signed)).with("created", hour(*created))
            }
            Self::Expired { key, signed, expired } => {
                Message::new("K224").with("key", key).with("signed", hour(*signed)).with("expired", hour(*expired))
            }
            Self::Revoked { key } => Message::new("K225").with("key", key),
            Self::Wrong { key } => Message::new("K226").with("key", key),
            Self::UpperHalf { key } => Message::new("K227").with("key", key),
        }
    }
}

/// An hour as people read it, in UTC.
fn hour(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map_or_else(|_| seconds.to_string(), |hour| hour.to_string())
}

/// A detached signature in the canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    binary: Vec<u8>,
    created: i64,
    issuer: Fingerprint,
    hash: HashName,
    inner: pgp::packet::Signature,
}

impl Signature {
    /// Reads the canonical armour, final line feed included. The packet in it has one encoding too, so that nobody can write the
    /// same signature in other bytes, and with them give the same commit another name. (Which of the two forms of an ECDSA signature it
    /// is, only the certificate can tell, which knows the curve.)
    pub fn parse(armoured: &[u8]) -> Result<Self, SignatureFault> {
        let binary = armour::decode(Kind::Signature, armoured)?;
        let signature = Self::from_binary(&binary)?;
        if canonical(&binary)? == binary { Ok(signature) } else { Err(SignatureFault::Header) }
    }

    /// Reads the bytes inside the armour.
    pub fn from_binary(binary: &[u8]) -> Result<Self, SignatureFault> {
        let frame = only_frame(binary)?;
        if !frame.shortest {
            return Err(SignatureFault::Header);
        }
        let parts = Parts::read(frame.body)?;
        let hashed = judge_hashed(parts.hashed, parts.version)?;
        judge_unhashed(parts.unhashed, parts.version, &hashed.issuer)?;
        let Some(Ok(Packet::Signature(inner))) = PacketParser::new(binary).next() else {
            return Err(SignatureFault::Malformed { what: "not readable as a whole" });
        };
        let mut again = Vec::with_capacity(frame.body.len());
        if inner.to_writer(&mut again).is_err() || again != frame.body {
            return Err(SignatureFault::Malformed { what: "written in an unusual way" });
        }
        Ok(Self {
            binary: binary.to_vec(),
            created: hashed.created,
            issuer: hashed.issuer_name,
            hash: parts.hash,
            inner,
        })
    }

    /// Brings what GnuPG gave, armoured or not, into the canonical form: the shortest header, the canonical armour, an unhashed
    /// area without anything but the issuer's key id, and of the two forms of an ECDSA signature the lower. What is signed stays as
    /// it is.
    ///
    /// `curve` is that of the key that signed; `None` if it is no ECDSA key.
    pub fn normalised(gpg_output: &[u8], curve: Option<Curve>) -> Result<Self, SignatureFault> {
        let binary = if gpg_output.starts_with(b"-----BEGIN ") {
            let mut binary = Vec::new();
            pgp::armor::Dearmor::new(gpg_output)
                .read_to_end(&mut binary)
                .map_err(|_| SignatureFault::Armour(ArmourFault::Base64))?;
            binary
        } else {
            gpg_output.to_vec()
        };
        let binary = canonical(&binary)?;
        match curve {
            Some(curve) => Self::from_binary(&lowered(&binary, curve)?),
            None => Self::from_binary(&binary),
        }
    }

    /// When it was made, by its own account, in unix seconds.
    pub const fn created(&self) -> i64 {
        self.created
    }

    /// The key that made it, by its own account: the primary key of a certificate or a subkey.
    pub const fn issuer(&self) -> &Fingerprint {
        &self.issuer
    }

    /// The hash it was made with: `SHA-256`, `SHA-384` or `SHA-512`.
    pub const fn hash_name(&self) -> &'static str {
        self.hash.name()
    }

    /// The canonical armour, final line feed included.
    pub fn armoured(&self) -> String {
        armour::encode(Kind::Signature, &self.binary)
    }

    /// The bytes inside the armour.
    pub fn binary(&self) -> &[u8] {
        &self.binary
    }

    /// Whether it is in the lower of the two forms that an ECDSA signature on this curve has.
    pub(super) fn is_lower(&self, curve: Curve) -> bool {
        let numbers = Parts::of(&self.binary).map(|parts| parts.numbers);
        matches!(numbers.as_deref(), Ok([_, s]) if curve.is_lower(s))
    }

    pub(super) const fn inner(&self) -> &pgp::packet::Signature {
        &self.inner
    }
}

/// The same signature with the one header its version has (old form for 4, new for 6) and in the unhashed area exactly what the
/// fingerprint implies: in version 4 the key id, in version 6 nothing.
fn canonical(binary: &[u8]) -> Result<Vec<u8>, SignatureFault> {
    let frame = only_frame(binary)?;
    let parts = Parts::read(frame.body)?;
    let issuer = judge_hashed(parts.hashed, parts.version)?.issuer;
    let kept = key_id(parts.version, &issuer).unwrap_or_default();
    let before = parts.unhashed_at;
    let after = before + parts.version.width() + parts.unhashed.len();
    let (Some(head), Some(tail)) = (frame.body.get(..before), frame.body.get(after..)) else {
        return Err(SignatureFault::Malformed { what: "cut off" });
    };
    let count = u32::try_from(kept.len()).unwrap_or_default().to_be_bytes();
    let body = [head, &count[4 - parts.version.width()..], &kept, tail].concat();
    packet::write(2, parts.version == Version::Four, &body).ok_or(SignatureFault::Malformed { what: "too long" })
}

/// The same ECDSA signature in the lower of its two forms.
fn lowered(binary: &[u8], curve: Curve) -> Result<Vec<u8>, SignatureFault> {
    let frame = only_frame(binary)?;
    let parts = Parts::read(frame.body)?;
    let [_, s] = parts.numbers[..] else {
        return Err(SignatureFault::Malformed { what: "not the two numbers of an ECDSA signature" });
    };
    let lower =
        curve.lower(s).ok_or(SignatureFault::Malformed { what: "a number that is not below the curve's order" })?;
    // The number is the last thing in the packet, after its size in bits.
    let head = frame.body.len() - s.len() - 2;
    let size = lower.first().map_or(0, |first| lower.len() * 8 - first.leading_zeros() as usize);
    let size = u16::try_from(size).unwrap_or_default().to_be_bytes();
    let body = [&frame.body[..head], &size, &lower].concat();
    packet::write(2, parts.version == Version::Four, &body).ok_or(SignatureFault::Malformed { what: "too long" })
}

/// The one signature packet that `binary` must be.
fn only_frame(binary: &[u8]) -> Result<packet::Frame<'_>, SignatureFault> {
    let mut rest = binary;
    let found = |found: &str| SignatureFault::Packet { found: found.to_owned() };
    let frame = packet::take(&mut rest).ok_or_else(|| found("no whole packet"))?;
    if frame.tag != 2 {
        return Err(found(&format!("a packet of type {}", frame.tag)));
    }
    if !rest.is_empty() {
        return Err(found("more after the first"));
    }
    Ok(frame)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    Four,
    Six,
}

impl Version {
    /// How many bytes the length of an area takes.
    const fn width(self) -> usize {
        match self {
            Self::Four => 2,
            Self::Six => 4,
        }
    }

    const fn number(self) -> u8 {
        match self {
            Self::Four => 4,
            Self::Six => 6,
        }
    }

    const fn fingerprint_length(self) -> usize {
        match self {
            Self::Four => 20,
            Self::Six => 32,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HashName {
    Sha256,
    Sha384,
    Sha512,
}

impl HashName {
    fn read(number: u8) -> Result<Self, SignatureFault> {
        let found = match number {
            8 => return Ok(Self::Sha256),
            9 => return Ok(Self::Sha384),
            10 => return Ok(Self::Sha512),
            1 => "MD5".to_owned(),
            2 => "SHA-1".to_owned(),
            11 => "SHA-224".to_owned(),
            other => format!("hash {other}"),
        };
        Err(SignatureFault::Hash { found })
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    const fn salt_length(self) -> usize {
        match self {
            Self::Sha256 => 16,
            Self::Sha384 => 24,
            Self::Sha512 => 32,
        }
    }
}

/// The parts of a signature packet's body that are judged.
struct Parts<'a> {
    version: Version,
    hash: HashName,
    hashed: &'a [u8],
    /// Where in the body the unhashed area's length stands.
    unhashed_at: usize,
    unhashed: &'a [u8],
    /// The multi-precision integers at the end; none for Ed25519 (27), which is bytes.
    numbers: Vec<&'a [u8]>,
}

impl<'a> Parts<'a> {
    /// Reads the one signature packet that `binary` must be.
    fn of(binary: &'a [u8]) -> Result<Self, SignatureFault> {
        Self::read(only_frame(binary)?.body)
    }

    /// RFC 9580 section 5.2.3.
    fn read(body: &'a [u8]) -> Result<Self, SignatureFault> {
        let cut = || SignatureFault::Malformed { what: "cut off" };
        let mut rest = body;
        let version = match packet::byte(&mut rest).ok_or_else(cut)? {
            4 => Version::Four,
            6 => Version::Six,
            found => return Err(SignatureFault::Version { found }),
        };
        let kind = packet::byte(&mut rest).ok_or_else(cut)?;
        if kind != 0 {
            return Err(SignatureFault::Type { found: kind });
        }
        let algorithm = packet::byte(&mut rest).ok_or_else(cut)?;
        let hash = HashName::read(packet::byte(&mut rest).ok_or_else(cut)?)?;
        let length = packet::number(&mut rest, version.width()).ok_or_else(cut)?;
        let hashed = packet::bytes(&mut rest, length).ok_or_else(cut)?;
        let unhashed_at = body.len() - rest.len();
        let length = packet::number(&mut rest, version.width()).ok_or_else(cut)?;
        let unhashed = packet::bytes(&mut rest, length).ok_or_else(cut)?;
        packet::bytes(&mut rest, 2).ok_or_else(cut)?;
        if version == Version::Six {
            let salt = packet::byte(&mut rest).ok_or_else(cut)?;
            if usize::from(salt) != hash.salt_length() {
                return Err(SignatureFault::Malformed { what: "a salt of another length than the hash asks for" });
            }
            packet::bytes(&mut rest, usize::from(salt)).ok_or_else(cut)?;
        }
        let numbers = judge_numbers(rest, version, algorithm)?;
        Ok(Self { version, hash, hashed, unhashed_at, unhashed, numbers })
    }
}

/// The numbers at the end of the packet, which are the signature itself.
fn judge_numbers(mut rest: &[u8], version: Version, algorithm: u8) -> Result<Vec<&[u8]>, SignatureFault> {
    // How many multi-precision integers, and their greatest size in bits.
    let (count, most) = match (algorithm, version) {
        (1, _) => (1, 16384),
        (19, _) => (2, 528),
        (22, Version::Four) => (2, 256),
        (27, _) => {
            return if rest.len() == 64 {
                Ok(Vec::new())
            } else {
                Err(SignatureFault::Malformed { what: "an Ed25519 signature of other than 64 bytes" })
            };
        }
        (other, _) => return Err(SignatureFault::Algorithm { found: algorithm_name(other) }),
    };
    let mut numbers = Vec::with_capacity(count);
    for _ in 0..count {
        let wrong = SignatureFault::Malformed { what: "a number that is cut off, too long or has leading zeros" };
        let read = packet::number(&mut rest, 2)
            .and_then(|bits| packet::bytes(&mut rest, bits.div_ceil(8)).map(|bytes| (bits, bytes)));
        match read {
            Some((bits, number @ [first, ..]))
                if bits <= most && usize::try_from(first.leading_zeros()) == Ok(bits.div_ceil(8) * 8 - bits) =>
            {
                numbers.push(number);
            }
            Some(_) | None => return Err(wrong),
        }
    }
    if rest.is_empty() { Ok(numbers) } else { Err(SignatureFault::Malformed { what: "more after the last number" }) }
}

fn algorithm_name(number: u8) -> String {
    match number {
        3 => "RSA (sign only)".to_owned(),
        17 => "DSA".to_owned(),
        22 => "EdDSA in a version 6 signature".to_owned(),
        28 => "Ed448".to_owned(),
        other => format!("algorithm {other}"),
    }
}

/// One subpacket of an area.
struct Subpacket<'a> {
    kind: u8,
    critical: bool,
    body: &'a [u8],
}

/// Reads the subpackets of an area. `None` if they do not fill it exactly.
fn areas(mut rest: &[u8]) -> Option<Vec<Subpacket<'_>>> {
    let mut all = Vec::new();
    while !rest.is_empty() {
        let (length, _) = packet::length(&mut rest, 254)?;
        let (&kind, body) = packet::bytes(&mut rest, length)?.split_first()?;
        all.push(Subpacket { kind: kind & 0x7f, critical: kind & 0x80 != 0, body });
    }
    Some(all)
}

/// What the hashed area says.
struct Hashed {
    created: i64,
    issuer: Vec<u8>,
    issuer_name: Fingerprint,
}

fn judge_hashed(area: &[u8], version: Version) -> Result<Hashed, SignatureFault> {
    let wrong = |what: &str| SignatureFault::Hashed { what: what.to_owned() };
    let (mut created, mut issuer, mut id) = (None, None, None);
    for one in areas(area).ok_or_else(|| wrong("its subpackets do not fill it"))? {
        let twice = match one.kind {
            CREATION_TIME => {
                let seconds: [u8; 4] =
                    one.body.try_into().map_err(|_| wrong("a creation time of other than 4 bytes"))?;
                created.replace(i64::from(u32::from_be_bytes(seconds))).is_some()
            }
            ISSUER_FINGERPRINT => match one.body.split_first() {
                Some((&of, bytes)) if of == version.number() && bytes.len() == version.fingerprint_length() => {
                    issuer.replace(bytes.to_vec()).is_some()
                }
                Some(_) | None => return Err(wrong("an issuer fingerprint of another version")),
            },
            ISSUER_KEY_ID => id.replace(one.body).is_some(),
            EXPIRATION_TIME => return Err(wrong("an expiry of the signature, which a record cannot hold")),
            EMBEDDED_SIGNATURE => return Err(wrong("a signature within the signature")),
            SIGNER_USER_ID => false,
            other if one.critical => return Err(wrong(&format!("the critical subpacket {other}, not understood"))),
            _ => false,
        };
        if twice {
            return Err(wrong(&format!("the subpacket {} twice", one.kind)));
        }
    }
    let created = created.ok_or_else(|| wrong("no creation time"))?;
    let issuer = issuer.ok_or_else(|| wrong("no issuer fingerprint"))?;
    if let Some(id) = id
        && key_id(version, &issuer).is_none_or(|expected| expected[2..] != *id)
    {
        return Err(wrong("an issuer's key id that is not the fingerprint's"));
    }
    let issuer_name = Fingerprint::from_bytes(&issuer).map_err(|_| wrong("an issuer fingerprint of another length"))?;
    Ok(Hashed { created, issuer, issuer_name })
}

/// The one subpacket that may stand in the unhashed area: it says nothing the fingerprint does not say.
fn key_id(version: Version, issuer: &[u8]) -> Option<Vec<u8>> {
    match version {
        Version::Four => Some([&[9, ISSUER_KEY_ID][..], issuer.get(12..)?].concat()),
        Version::Six => None,
    }
}

fn judge_unhashed(area: &[u8], version: Version, issuer: &[u8]) -> Result<(), SignatureFault> {
    if area.is_empty() || key_id(version, issuer).is_some_and(|expected| expected == area) {
        return Ok(());
    }
    let found = match areas(area) {
        None => "bytes that are no subpackets".to_owned(),
        Some(all) => match all.iter().find(|one| one.kind != ISSUER_KEY_ID) {
            Some(other) => format!("the subpacket {}", other.kind),
            None if all.len() > 1 => "several key ids".to_owned(),
            None => "another key id".to_owned(),
        },
    };
    Err(SignatureFault::Unhashed { found })
}

#[cfg(test)]
mod tests {
    use pgp::crypto::hash::HashAlgorithm;
    use pgp::packet::{SignatureType, Subpacket, SubpacketData};
    use pgp::types::{Duration, KeyDetails as _, KeyVersion, Timestamp};
    use proptest::prelude::*;

    use super::super::workshop::{BIRTH, Home, detached, key, signed, statement};
    use super::*;

    fn code(binary: &[u8]) -> Result<(), u16> {
        Signature::from_binary(binary).map(|_| ()).map_err(|fault| fault.code())
    }

    fn crafted(typ: SignatureType, hash: HashAlgorithm, more: Vec<SubpacketData>) -> Vec<u8> {
        let signer = key(1, KeyVersion::V4);
        detached(statement(&signer, typ, hash, BIRTH, more), &signer, b"text\n")
    }

    /// A good signature with another unhashed area.
    fn unhashed(area: &[u8]) -> Vec<u8> {
        let good = crafted(SignatureType::Binary, HashAlgorithm::Sha512, vec![]);
        let body = packet::take(&mut &good[..]).unwrap().body;
        let parts = Parts::read(body).unwrap();
        let (head, tail) = (&body[..parts.unhashed_at], &body[parts.unhashed_at + 2 + parts.unhashed.len()..]);
        let count = u16::try_from(area.len()).unwrap().to_be_bytes();
        packet::write(2, true, &[head, &count, area, tail].concat()).unwrap()
    }

    #[test]
    fn what_gnupg_signs_is_normalised_and_read() {
        let home = Home::new();
        let signer = home.make("a <a@example.org>", "ed25519", "sign");
        for more in [&["--armor"][..], &[], &["--armor", "--comment", "hello"], &["--digest-algo", "SHA384"]] {
            let given = home.sign(more, signer.as_str(), b"text\n");
            let signature = Signature::normalised(&given, None).unwrap();
            assert_eq!(signature.issuer(), &signer);
            assert_eq!(Signature::parse(signature.armoured().as_bytes()), Ok(signature));
        }
        let plain = home.sign(&["--armor"], signer.as_str(), b"text\n");
        assert_eq!(
            Signature::normalised(&plain, None).unwrap().armoured().into_bytes(),
            plain,
            "gpg's form is the canonical one"
        );
        let commented = home.sign(&["--armor", "--comment", "hello"], signer.as_str(), b"text\n");
        assert_eq!(Signature::parse(&commented).map_err(|fault| fault.code()), Err(241));
        let sha1 = home.sign(&["--digest-algo", "SHA1"], signer.as_str(), b"text\n");
        assert_eq!(code(&sha1), Err(214));
        let text = home.sign(&["--textmode"], signer.as_str(), b"text\n");
        assert_eq!(code(&text), Err(213));
        assert_eq!(Signature::normalised(&text, None).map_err(|fault| fault.code()), Err(213));
    }

    #[test]
    fn one_signature_packet_and_nothing_else() {
        let good = crafted(SignatureType::Binary, HashAlgorithm::Sha512, vec![]);
        assert_eq!(code(&good), Ok(()));
        assert_eq!(code(&[good.clone(), good.clone()].concat()), Err(210));
        assert_eq!(code(&[good.clone(), vec![0]].concat()), Err(210));
        assert_eq!(code(&good[..good.len() - 1]), Err(210));
        assert_eq!(code(&[]), Err(210));
        let body = packet::take(&mut &good[..]).unwrap().body;
        assert_eq!(code(&packet::write(2, true, body).unwrap()), Ok(()));
        assert_eq!(code(&packet::write(2, false, body).unwrap()), Ok(()));
        assert_eq!(code(&packet::write(13, true, body).unwrap()), Err(210));
        let length = u8::try_from(body.len()).unwrap();
        for header in [&[0x89, 0, length][..], &[0x8a, 0, 0, 0, length], &[0xc2, 255, 0, 0, 0, length]] {
            assert_eq!(code(&[header, body].concat()), Err(211), "{header:?}");
        }
        assert_eq!(code(&[&[0x8b], body].concat()), Err(210), "open length");
        let two = format!("{}{}", encode_sig(&good), encode_sig(&good));
        assert!(Signature::parse(two.as_bytes()).is_err(), "two armours");
    }

    fn encode_sig(binary: &[u8]) -> String {
        armour::encode(Kind::Signature, binary)
    }

    #[test]
    fn type_hash_version_and_algorithm_are_of_the_list() {
        assert_eq!(code(&crafted(SignatureType::Text, HashAlgorithm::Sha512, vec![])), Err(213));
        assert_eq!(code(&crafted(SignatureType::Binary, HashAlgorithm::Sha3_256, vec![])), Err(214));
        for hash in [HashAlgorithm::Sha256, HashAlgorithm::Sha384, HashAlgorithm::Sha512] {
            assert_eq!(code(&crafted(SignatureType::Binary, hash, vec![])), Ok(()));
        }
        let good = crafted(SignatureType::Binary, HashAlgorithm::Sha512, vec![]);
        let changed = |at: usize, to: u8| {
            let mut body = packet::take(&mut &good[..]).unwrap().body.to_vec();
            body[at] = to;
            code(&packet::write(2, true, &body).unwrap())
        };
        for (at, to, expected) in
            [(0, 3, 212), (0, 5, 212), (1, 2, 213), (2, 17, 215), (2, 3, 215), (2, 28, 215), (3, 2, 214)]
        {
            assert_eq!(changed(at, to), Err(expected), "byte {at} = {to}");
        }
        let six = signed(&key(2, KeyVersion::V6), BIRTH, b"text\n");
        assert_eq!(six.issuer().as_str().len(), 64);
        assert_eq!(Signature::parse(six.armoured().as_bytes()), Ok(six));
    }

    #[test]
    fn the_hashed_area_says_who_and_when_once() {
        let with = |more: Vec<SubpacketData>| code(&crafted(SignatureType::Binary, HashAlgorithm::Sha512, more));
        let signer = key(1, KeyVersion::V4);
        assert_eq!(with(vec![SubpacketData::IssuerKeyId(signer.legacy_key_id())]), Ok(()));
        assert_eq!(with(vec![SubpacketData::IssuerKeyId(key(2, KeyVersion::V4).legacy_key_id())]), Err(216));
        assert_eq!(with(vec![SubpacketData::SignatureCreationTime(Timestamp::from_secs(1))]), Err(216));
        assert_eq!(with(vec![SubpacketData::IssuerFingerprint(signer.fingerprint())]), Err(216));
        assert_eq!(with(vec![SubpacketData::SignatureExpirationTime(Duration::from_secs(9))]), Err(216));
        assert_eq!(with(vec![SubpacketData::Experimental(101, vec![1].into())]), Ok(()));
        let mut config = statement(&signer, SignatureType::Binary, HashAlgorithm::Sha512, BIRTH, vec![]);
        config.hashed_subpackets.push(Subpacket::critical(SubpacketData::Experimental(101, vec![1].into())).unwrap());
        assert_eq!(code(&detached(config, &signer, b"text\n")), Err(216));
        for missing in [0, 1] {
            let mut config = statement(&signer, SignatureType::Binary, HashAlgorithm::Sha512, BIRTH, vec![]);
            config.hashed_subpackets.remove(missing);
            assert_eq!(code(&detached(config, &signer, b"text\n")), Err(216));
        }
    }

    #[test]
    fn the_unhashed_area_says_nothing_new() {
        let id = key(1, KeyVersion::V4).legacy_key_id();
        let right = [&[9, 16], id.as_ref()].concat();
        assert_eq!(code(&unhashed(&[])), Ok(()));
        assert_eq!(code(&unhashed(&right)), Ok(()));
        let wrong = [
            [&[9, 16], &[0; 8][..]].concat(),
            [&right[..], &right].concat(),
            [&[9, 0x90], id.as_ref()].concat(),
            [&[255, 0, 0, 0, 9, 16], id.as_ref()].concat(),
            [&right[..], &[2, 101, 0]].concat(),
            vec![5, 2, 0, 0, 0, 0],
            vec![200],
        ];
        for area in wrong {
            let binary = unhashed(&area);
            assert_eq!(code(&binary), Err(217), "{area:?}");
            // The signer's own GnuPG may have put it there: it is dropped when signing, never when verifying.
            if area != [200] {
                assert!(Signature::normalised(&binary, None).is_ok(), "{area:?}");
            }
        }
    }

    #[test]
    fn nobody_can_write_the_same_signature_otherwise() {
        let home = Home::new();
        let signer = home.make("a <a@example.org>", "ed25519", "sign");
        let signature = Signature::normalised(&home.sign(&[], signer.as_str(), b"text\n"), None).unwrap();
        let body = packet::take(&mut &signature.binary[..]).unwrap().body.to_vec();
        let parts = Parts::read(&body).unwrap();
        let (head, tail) = (&body[..parts.unhashed_at], &body[parts.unhashed_at + 2 + parts.unhashed.len()..]);
        let bare = [head, &[0, 0], tail].concat();
        for other in [packet::write(2, false, &body), packet::write(2, true, &bare), packet::write(2, false, &bare)] {
            let other = other.unwrap();
            assert!(Signature::from_binary(&other).is_ok(), "as good as the first, but for its form");
            let armoured = armour::encode(Kind::Signature, &other);
            assert_eq!(Signature::parse(armoured.as_bytes()).map_err(|fault| fault.code()), Err(211));
            assert_eq!(Signature::normalised(&other, None).unwrap().binary, signature.binary);
        }
    }

    #[test]
    fn numbers_are_written_in_one_way() {
        let mpi = |bits: u16, bytes: &[u8]| [&bits.to_be_bytes()[..], bytes].concat();
        let judge = |rest: &[u8], algorithm| {
            judge_numbers(rest, Version::Four, algorithm).map(|_| ()).map_err(|fault| fault.code())
        };
        assert_eq!(judge(&[mpi(9, &[1, 0]), mpi(8, &[0x80])].concat(), 22), Ok(()));
        for wrong in [mpi(16, &[1, 0]), mpi(10, &[1, 0]), mpi(0, &[]), mpi(16, &[0, 1]), mpi(257, &[1; 33])] {
            assert_eq!(judge(&[wrong.clone(), mpi(8, &[0x80])].concat(), 22), Err(218), "{wrong:?}");
        }
        assert_eq!(judge(&mpi(8, &[0x80]), 22), Err(218), "one number too few");
        assert_eq!(judge(&[mpi(8, &[0x80]), mpi(8, &[0x80])].concat(), 1), Err(218), "one too many");
        assert_eq!(judge(&[1; 64], 27), Ok(()));
        assert_eq!(judge(&[1; 65], 27), Err(218));
    }

    #[test]
    fn every_number_has_its_words() {
        let catalogue = crate::words::Catalogue::new(crate::words::Language::En);
        for number in (210..=227).chain(230..=236).chain(240..=246) {
            assert!(catalogue.has(&format!("K{number}")), "K{number}");
        }
    }

    proptest! {
        #[test]
        fn rubbish_is_refused_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            prop_assert!(Signature::parse(&bytes).is_err());
            prop_assert!(Signature::normalised(&bytes, None).is_err());
            prop_assert!(Signature::from_binary(&packet::write(2, true, &bytes).unwrap()).is_err());
            let started = [&[4, 0, 27, 8, 0, 34][..], &bytes].concat();
            prop_assert!(Signature::normalised(&packet::write(2, true, &started).unwrap(), None).is_err());
        }
    }
}
