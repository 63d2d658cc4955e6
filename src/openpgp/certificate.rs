//! Certificates: which keys of one may sign, and whether one of them signed.
//!
//! 1. A certificate file is one transferable public key in canonical armour, with nothing secret and nothing beside it.
//! 2. Every statement counted here (flags, expiry, binding, revocation) is a signature of the certificate's own keys that was
//!    verified once, when the file was read; statements of strangers are never counted.
//! 3. The latest statement of the owner about a key is the one that holds; statements made with a hash outside the
//!    SHA-2 family of at least 256 bits, or with a critical part that is not understood, are none. A revocation always is.
//! 4. No clock: a key is judged at the hour the signature names.
//!
//! ```text
//! verify: key named? → bound both ways? → signing flag? → strong? → alive at that hour? → not revoked? → the arithmetic
//!         → of ECDSA's two forms the lower?
//! ```

use std::fmt;

use pgp::composed::{SignedPublicKey, SignedPublicKeyParser, SignedPublicSubKey};
use pgp::crypto::hash::HashAlgorithm;
use pgp::crypto::public_key::PublicKeyAlgorithm;
use pgp::packet::{
    Packet, PacketParser, PublicKey, PublicSubkey, RevocationCode, Signature as Statement, SignatureType,
    SignatureVersion, SubpacketData,
};
use pgp::ser::Serialize as _;
use pgp::types::{EcdsaPublicParams, EddsaLegacyPublicParams, KeyDetails, PublicParams, SignedUser, Tag};

use super::armour::{self, ArmourFault, Kind};
use super::curve::Curve;
use super::packet;
use super::signature::{Missing, Signature, SignatureFault};
use crate::id::Fingerprint;
use crate::words::{Message, Say};

/// The largest certificate file, in bytes.
pub const LARGEST: usize = 256 * 1024;

/// The smallest RSA key, in bits.
const SMALLEST_RSA: u16 = 3072;

/// Why a certificate is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateFault {
    /// The armour is not canonical.
    #[error(transparent)]
    Armour(#[from] ArmourFault),
    /// The file is too large.
    #[error("expected at most {LARGEST} bytes, found {size}")]
    Large {
        /// Its size in bytes.
        size: usize,
    },
    /// It holds a private key.
    #[error("expected a public key, found a private one")]
    Secret,
    /// A packet stands where none may.
    #[error("expected the packets of one certificate, found {found}")]
    Packet {
        /// What was found.
        found: String,
    },
    /// A second certificate follows the first.
    #[error("expected one certificate, found a second one after it")]
    Second,
    /// A version of keys that is not allowed.
    #[error("expected keys of version 4, or all of version 6, found version {found}")]
    Version {
        /// The version.
        found: u8,
    },
    /// A packet does not keep its own grammar.
    #[error("malformed certificate: {what}")]
    Malformed {
        /// Where it breaks.
        what: String,
    },
    /// The owner signed nothing in it that holds.
    #[error("the primary key has no valid self-signature")]
    Unsigned,
    /// It leaves out what the version before it says.
    #[error("the version before has the key {key} (revoked: {revoked}), which this one leaves out")]
    Forgets {
        /// The key.
        key: Fingerprint,
        /// Whether it is the key's revocation that is missing, rather than the key.
        revoked: bool,
    },
}

impl CertificateFault {
    /// The permanent number of this refusal.
    pub const fn code(&self) -> u16 {
        match self {
            Self::Armour(fault) => fault.code(),
            Self::Large { .. } => 230,
            Self::Secret => 231,
            Self::Packet { .. } => 232,
            Self::Second => 233,
            Self::Version { .. } => 234,
            Self::Malformed { .. } => 235,
            Self::Unsigned => 236,
            Self::Forgets { .. } => 237,
        }
    }
}

impl Say for CertificateFault {
    fn say(&self) -> Message {
        match self {
            Self::Armour(fault) => fault.say(),
            Self::Large { size } => Message::new("K230").with("size", size).with("most", LARGEST),
            Self::Secret => Message::new("K231"),
            Self::Packet { found } => Message::new("K232").with("found", found),
            Self::Second => Message::new("K233"),
            Self::Version { found } => Message::new("K234").with("found", found),
            Self::Malformed { what } => Message::new("K235").with("found", what),
            Self::Unsigned => Message::new("K236"),
            Self::Forgets { key, revoked } => {
                Message::new("K237").with("key", key).with("what", if *revoked { "revocation" } else { "key" })
            }
        }
    }
}

/// A key of a certificate that may sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningKey {
    /// Its own fingerprint.
    pub fingerprint: Fingerprint,
    /// Its algorithm, such as `Ed25519`, `NIST P-256` or `RSA-3072`.
    pub algorithm: String,
    /// From when it may sign, in unix seconds.
    pub created: i64,
    /// From when it may no longer sign, in unix seconds.
    pub expires: Option<i64>,
    /// Whether its owner has revoked it.
    pub revoked: bool,
}

/// A certificate: the public keys of one holder and what he says about them.
pub struct Certificate {
    fingerprint: Fingerprint,
    user_ids: Vec<String>,
    keys: Vec<Key>,
}

/// A key and whether it may sign: the judgement, or the refusal every signature by it gets.
struct Key {
    fingerprint: Fingerprint,
    material: Material,
    /// What its owner, or the primary key's, has taken back, whether it may sign or not.
    revoked: Option<Revocation>,
    standing: Result<Standing, SignatureFault>,
}

enum Material {
    Primary(PublicKey),
    Subkey(PublicSubkey),
}

/// What holds for a key that may sign.
struct Standing {
    algorithm: String,
    created: i64,
    expires: Option<i64>,
    revoked: Option<Revocation>,
}

/// What a revocation undoes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Revocation {
    /// Everything: the key was compromised, or no reason was given.
    Always,
    /// What was signed from this second on: the key was replaced or retired.
    From(i64),
}

impl Certificate {
    /// Reads a certificate file.
    pub fn parse(armoured: &[u8]) -> Result<Self, CertificateFault> {
        if armoured.len() > LARGEST {
            return Err(CertificateFault::Large { size: armoured.len() });
        }
        if armoured.starts_with(b"-----BEGIN PGP PRIVATE KEY BLOCK-----") {
            return Err(CertificateFault::Secret);
        }
        let certificate = read(&armour::decode(Kind::PublicKey, armoured)?)?;
        Self::judge(&certificate)
    }

    /// The primary key's fingerprint, which is the certificate's name.
    pub const fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    /// The user ids the holder has signed and not revoked. Foreign text.
    pub fn user_ids(&self) -> Vec<String> {
        self.user_ids.clone()
    }

    /// The keys that may sign, the primary key first.
    pub fn keys(&self) -> Vec<SigningKey> {
        let signing = self.keys.iter().filter_map(|key| {
            let standing = key.standing.as_ref().ok()?;
            Some(SigningKey {
                fingerprint: key.fingerprint.clone(),
                algorithm: standing.algorithm.clone(),
                created: standing.created,
                expires: standing.expires,
                revoked: standing.revoked.is_some(),
            })
        });
        signing.collect()
    }

    /// Whether a key of this certificate made this signature over these bytes, and was allowed to.
    pub fn verify(&self, signature: &Signature, payload: &[u8]) -> Result<(), SignatureFault> {
        let issuer = signature.issuer();
        let Some(key) = self.keys.iter().find(|key| key.fingerprint == *issuer) else {
            return Err(SignatureFault::OtherKey { issuer: issuer.clone(), certificate: self.fingerprint.clone() });
        };
        let standing = key.standing.as_ref().map_err(Clone::clone)?;
        let signed = signature.created();
        if signed < standing.created {
            return Err(SignatureFault::TooEarly { key: issuer.clone(), signed, created: standing.created });
        }
        if let Some(expired) = standing.expires
            && signed >= expired
        {
            return Err(SignatureFault::Expired { key: issuer.clone(), signed, expired });
        }
        match standing.revoked {
            Some(Revocation::Always) => return Err(SignatureFault::Revoked { key: issuer.clone() }),
            Some(Revocation::From(hour)) if signed >= hour => {
                return Err(SignatureFault::Revoked { key: issuer.clone() });
            }
            Some(Revocation::From(_)) | None => {}
        }
        let inner = signature.inner();
        let (good, params) = match &key.material {
            Material::Primary(key) => {
                (same_algorithm(inner, key) && inner.verify(key, payload).is_ok(), key.public_params())
            }
            Material::Subkey(key) => {
                (same_algorithm(inner, key) && inner.verify(key, payload).is_ok(), key.public_params())
            }
        };
        if !good {
            return Err(SignatureFault::Wrong { key: issuer.clone() });
        }
        match Curve::of(params) {
            Some(curve) if !signature.is_lower(curve) => Err(SignatureFault::UpperHalf { key: issuer.clone() }),
            Some(_) | None => Ok(()),
        }
    }

    /// That this version may take the place of another of the same certificate: it has every key of it, and a key that was revoked is
    /// revoked here for no smaller part of what it signed, whether it may sign or not.
    pub fn follows(&self, before: &Self) -> Result<(), CertificateFault> {
        for old in &before.keys {
            let key = || old.fingerprint.clone();
            let Some(new) = self.keys.iter().find(|new| new.fingerprint == old.fingerprint) else {
                return Err(CertificateFault::Forgets { key: key(), revoked: false });
            };
            let kept = match (old.revoked, new.revoked) {
                (None, _) | (Some(_), Some(Revocation::Always)) => true,
                (Some(Revocation::From(was)), Some(Revocation::From(is))) => is <= was,
                (Some(_), None) | (Some(Revocation::Always), Some(Revocation::From(_))) => false,
            };
            if !kept {
                return Err(CertificateFault::Forgets { key: key(), revoked: true });
            }
        }
        Ok(())
    }

    /// Verifies everything the owner says in his certificate, once.
    fn judge(certificate: &SignedPublicKey) -> Result<Self, CertificateFault> {
        let primary = &certificate.primary_key;
        let details = &certificate.details;
        let fingerprint = name(primary)?;
        let users: Vec<(&SignedUser, &Statement)> =
            details.users.iter().filter_map(|user| Some((user, certification(primary, user)?))).collect();
        let direct = details
            .direct_signatures
            .iter()
            .filter(|one| sound(one) && one.typ() == Some(SignatureType::Key) && one.verify_key(primary).is_ok());
        let statements: Vec<&Statement> = direct.chain(users.iter().map(|(_, one)| *one)).collect();
        // A statement about something else (such as who may revoke) carries no flags and does not speak about use.
        let spoken = |one: &&&Statement| carries_flags(one);
        let about = latest(statements.iter().filter(spoken).copied())
            .or_else(|| latest(statements.iter().copied()))
            .ok_or(CertificateFault::Unsigned)?;
        let revocations = details
            .revocation_signatures
            .iter()
            .filter(|one| one.typ() == Some(SignatureType::KeyRevocation) && one.verify_key(primary).is_ok());
        let created = i64::from(primary.created_at().as_secs());
        let root = Standing {
            algorithm: describe(primary).0,
            created,
            expires: expiry(about, created),
            revoked: revocations.map(undone).reduce(stricter),
        };
        let mut keys = Vec::new();
        for subkey in &certificate.public_subkeys {
            let revoked = revocation(primary, subkey).into_iter().chain(root.revoked).reduce(stricter);
            keys.push(Key {
                fingerprint: name(&subkey.key)?,
                material: Material::Subkey(subkey.key.clone()),
                revoked,
                standing: judge_subkey(primary, &fingerprint, &root, subkey, name(&subkey.key)?, revoked),
            });
        }
        let revoked = root.revoked;
        let standing = if about.key_flags().sign() {
            strong(primary, &fingerprint).map(|_| root)
        } else {
            Err(SignatureFault::NotForSigning { key: fingerprint.clone() })
        };
        let material = Material::Primary(primary.clone());
        let first = Key { fingerprint: fingerprint.clone(), material, revoked, standing };
        keys.insert(0, first);
        let user_ids = users.iter().map(|(user, _)| String::from_utf8_lossy(user.id.id()).into_owned()).collect();
        Ok(Self { fingerprint, user_ids, keys })
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Certificate").field(&self.fingerprint).finish()
    }
}

/// Reads one transferable public key (RFC 9580 section 10.1) and nothing else.
fn read(binary: &[u8]) -> Result<SignedPublicKey, CertificateFault> {
    let malformed = |what: &dyn fmt::Display| CertificateFault::Malformed { what: what.to_string() };
    let mut frames = Vec::new();
    let mut rest = binary;
    while !rest.is_empty() {
        frames.push(packet::take(&mut rest).ok_or_else(|| malformed(&"a packet that is cut off or of open length"))?);
    }
    let version = frames.first().and_then(|frame| frame.body.first().copied()).unwrap_or_default();
    for (at, frame) in frames.iter().enumerate() {
        match frame.tag {
            5 | 7 => return Err(CertificateFault::Secret),
            6 if at > 0 => return Err(CertificateFault::Second),
            6 | 14 => {
                let found = frame.body.first().copied().unwrap_or_default();
                if !matches!(found, 4 | 6) || found != version {
                    return Err(CertificateFault::Version { found });
                }
            }
            2 | 13 | 17 if at > 0 => {}
            tag => return Err(CertificateFault::Packet { found: format!("a packet of type {tag}") }),
        }
    }
    let packets: Vec<Packet> =
        PacketParser::new(binary).collect::<Result<_, _>>().map_err(|_| malformed(&"packets that cannot be read"))?;
    if packets.len() != frames.len() {
        return Err(malformed(&"packets that are read in two ways"));
    }
    for (packet, frame) in packets.iter().zip(&frames) {
        let mut again = Vec::new();
        let written = if let Packet::PublicKey(key) = packet {
            key.to_writer(&mut again).is_ok()
        } else if let Packet::PublicSubkey(key) = packet {
            key.to_writer(&mut again).is_ok()
        } else {
            continue;
        };
        if !written || again != frame.body {
            return Err(malformed(&"a key that is written in an unusual way"));
        }
    }
    let mut parser = SignedPublicKeyParser::from_packets(packets.into_iter().map(Ok).peekable());
    let certificate = match parser.next() {
        Some(Ok(certificate)) => certificate,
        Some(Err(_)) => return Err(malformed(&"packets that make no certificate")),
        None => return Err(CertificateFault::Packet { found: "no packet".to_owned() }),
    };
    if parser.into_inner().next().is_some() {
        return Err(malformed(&"packets out of order"));
    }
    Ok(certificate)
}

/// Whether a subkey may sign for the certificate.
fn judge_subkey(
    primary: &PublicKey,
    primary_name: &Fingerprint,
    root: &Standing,
    subkey: &SignedPublicSubKey,
    key: Fingerprint,
    revoked: Option<Revocation>,
) -> Result<Standing, SignatureFault> {
    let binds = |one: &&Statement| {
        sound(one)
            && one.typ() == Some(SignatureType::SubkeyBinding)
            && one.verify_subkey_binding(primary, &subkey.key).is_ok()
    };
    let Some(binding) = latest(subkey.signatures.iter().filter(binds)) else {
        return Err(SignatureFault::Unbound { key, missing: Missing::Binding });
    };
    if !binding.key_flags().sign() {
        return Err(SignatureFault::NotForSigning { key });
    }
    let back = binding
        .embedded_signature()
        .filter(|back| sound(back) && back.verify_primary_key_binding(&subkey.key, primary).is_ok());
    let Some(back) = back else {
        return Err(SignatureFault::Unbound { key, missing: Missing::BackSignature });
    };
    strong(primary, primary_name)?;
    let algorithm = strong(&subkey.key, &key)?;
    let created = i64::from(subkey.key.created_at().as_secs());
    let ends = [expiry(binding, created), expiry(back, created), root.expires];
    Ok(Standing { algorithm, created: created.max(root.created), expires: ends.into_iter().flatten().min(), revoked })
}

/// What the owner has taken back of a subkey.
fn revocation(primary: &PublicKey, subkey: &SignedPublicSubKey) -> Option<Revocation> {
    let revocations = subkey.signatures.iter().filter(|one| {
        one.typ() == Some(SignatureType::SubkeyRevocation) && one.verify_subkey_binding(primary, &subkey.key).is_ok()
    });
    revocations.map(undone).reduce(stricter)
}

/// The latest certification of a user id by the key itself, unless the key has revoked it since.
fn certification<'a>(primary: &PublicKey, user: &'a SignedUser) -> Option<&'a Statement> {
    let own = |one: &&Statement| one.verify_certification(primary, Tag::UserId, &user.id).is_ok();
    let takes_back = |one: &&Statement| one.typ() == Some(SignatureType::CertRevocation);
    let kept = latest(user.signatures.iter().filter(|one| sound(one) && !takes_back(one)).filter(own))?;
    let revoked = latest(user.signatures.iter().filter(takes_back).filter(own));
    if revoked.is_some_and(|revoked| revoked.created() >= kept.created()) { None } else { Some(kept) }
}

fn latest<'a>(statements: impl Iterator<Item = &'a Statement>) -> Option<&'a Statement> {
    statements.max_by_key(|one| one.created().map(pgp::types::Timestamp::as_secs))
}

/// Whether a statement may be counted, if its arithmetic holds.
fn sound(statement: &Statement) -> bool {
    let Some(config) = statement.config() else { return false };
    matches!(config.version(), SignatureVersion::V4 | SignatureVersion::V6)
        && matches!(config.hash_alg, HashAlgorithm::Sha256 | HashAlgorithm::Sha384 | HashAlgorithm::Sha512)
        && config.created().is_some()
        && !config.hashed_subpackets().any(|one| {
            one.is_critical
                && matches!(
                    one.data,
                    SubpacketData::Other(..) | SubpacketData::Experimental(..) | SubpacketData::Notation(_)
                )
        })
}

fn carries_flags(statement: &Statement) -> bool {
    statement
        .config()
        .is_some_and(|config| config.hashed_subpackets().any(|one| matches!(one.data, SubpacketData::KeyFlags(_))))
}

/// When a key expires according to a statement about it: with the key, or with the statement.
fn expiry(statement: &Statement, key_created: i64) -> Option<i64> {
    let end = |from: i64, span: Option<pgp::types::Duration>| {
        span.map(pgp::types::Duration::as_secs).filter(|&span| span > 0).map(|span| from + i64::from(span))
    };
    let said = statement.created().map_or(key_created, |hour| i64::from(hour.as_secs()));
    let key = end(key_created, statement.key_expiration_time());
    let own = end(said, statement.signature_expiration_time());
    key.into_iter().chain(own).min()
}

fn undone(revocation: &Statement) -> Revocation {
    let soft =
        matches!(revocation.revocation_reason_code(), Some(RevocationCode::KeySuperseded | RevocationCode::KeyRetired));
    match revocation.created() {
        Some(hour) if soft => Revocation::From(i64::from(hour.as_secs())),
        Some(_) | None => Revocation::Always,
    }
}

fn stricter(a: Revocation, b: Revocation) -> Revocation {
    match (a, b) {
        (Revocation::From(a), Revocation::From(b)) => Revocation::From(a.min(b)),
        (Revocation::Always, _) | (_, Revocation::Always) => Revocation::Always,
    }
}

fn name(key: &impl KeyDetails) -> Result<Fingerprint, CertificateFault> {
    Fingerprint::from_bytes(key.fingerprint().as_bytes())
        .map_err(|error| CertificateFault::Malformed { what: error.to_string() })
}

fn same_algorithm(signature: &Statement, key: &impl KeyDetails) -> bool {
    signature.config().is_some_and(|config| config.pub_alg == key.algorithm())
}

/// The key's algorithm, if it is on the allow-list.
fn strong(key: &impl KeyDetails, name: &Fingerprint) -> Result<String, SignatureFault> {
    match describe(key) {
        (algorithm, true) => Ok(algorithm),
        (algorithm, false) => Err(SignatureFault::Weak { key: name.clone(), algorithm }),
    }
}

/// A key's algorithm in words, and whether it is on the allow-list.
fn describe(key: &impl KeyDetails) -> (String, bool) {
    let params = key.public_params();
    let point = if let PublicParams::Ed25519(params) = params {
        Some(&params.key)
    } else if let PublicParams::EdDSALegacy(EddsaLegacyPublicParams::Ed25519 { key }) = params {
        Some(key)
    } else {
        None
    };
    if let Some(point) = point {
        // Under a point of small order one signature holds for any text.
        return if point.is_weak() {
            ("Ed25519, a point of small order".to_owned(), false)
        } else {
            ("Ed25519".to_owned(), true)
        };
    }
    if let PublicParams::ECDSA(curve) = params {
        return match curve {
            EcdsaPublicParams::P256 { .. } => ("NIST P-256".to_owned(), true),
            EcdsaPublicParams::P384 { .. } => ("NIST P-384".to_owned(), true),
            EcdsaPublicParams::P521 { .. } => ("NIST P-521".to_owned(), true),
            EcdsaPublicParams::Secp256k1 { .. } | EcdsaPublicParams::Unsupported { .. } => {
                (format!("ECDSA {}", curve.curve()), false)
            }
        };
    }
    if let PublicParams::RSA(rsa) = params {
        // The modulus comes first, as a multi-precision integer: its size in bits, then its bytes.
        let mut bytes = Vec::new();
        let written = rsa.to_writer(&mut bytes).is_ok();
        let bits = bytes.first_chunk().map_or(0, |&size| u16::from_be_bytes(size));
        let strong = written && bits >= SMALLEST_RSA && key.algorithm() == PublicKeyAlgorithm::RSA;
        return (format!("RSA-{bits}"), strong);
    }
    (format!("{:?}", key.algorithm()), false)
}

#[cfg(test)]
mod tests {
    use pgp::packet::SecretKey;
    use pgp::types::KeyVersion;
    use proptest::prelude::*;

    use super::super::workshop::{
        BIRTH, DAY, Home, after_first, bound, flags, key, lifetime, name, parse, person, revocation, signed,
        subkey_revocation,
    };
    use super::*;

    const SHA: HashAlgorithm = HashAlgorithm::Sha512;
    const TEXT: &[u8] = b"tree 0\n\nfound\n";

    fn verdict(certificate: &[u8], signer: &SecretKey, hour: u32) -> Result<(), u16> {
        parse(certificate).unwrap().verify(&signed(signer, hour, TEXT), TEXT).map_err(|fault| fault.code())
    }

    #[test]
    fn a_certificate_is_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Certificate>();
        shared::<Signature>();
    }

    #[test]
    fn gnupg_keys_of_every_allowed_kind_verify() {
        let home = Home::new();
        let kinds = [
            ("ed25519", "Ed25519"),
            ("nistp256", "NIST P-256"),
            ("nistp384", "NIST P-384"),
            ("nistp521", "NIST P-521"),
            ("rsa3072", "RSA-3072"),
        ];
        for (algorithm, told) in kinds {
            let signer = home.make(algorithm, algorithm, "sign");
            let certificate = home.certificate(&signer).unwrap();
            assert_eq!((certificate.fingerprint(), certificate.user_ids()), (&signer, vec![algorithm.to_owned()]));
            assert_eq!(certificate.keys()[0].algorithm, told);
            let given = home.sign(&[], signer.as_str(), TEXT);
            let signature = Signature::normalised(&given, Curve::named(algorithm)).unwrap();
            assert_eq!(certificate.verify(&signature, TEXT), Ok(()), "{algorithm}");
            assert_eq!(certificate.verify(&signature, b"other").map_err(|fault| fault.code()), Err(226));
        }
    }

    /// Only if the orders of the curves are right are both forms good to the library's arithmetic: K227 is asked after K226.
    #[test]
    fn of_the_two_forms_of_an_ecdsa_signature_one_is_accepted() {
        let home = Home::new();
        for algorithm in ["nistp256", "nistp384", "nistp521"] {
            let curve = Curve::named(algorithm).unwrap();
            let signer = home.make(algorithm, algorithm, "sign");
            let certificate = home.certificate(&signer).unwrap();
            let (mut lower, mut upper) = (0, 0);
            while lower == 0 || upper == 0 {
                assert!(lower + upper < 60, "{algorithm}: {lower} and {upper}");
                // GnuPG makes the same signature of the same bytes.
                let text = format!("text {}\n", lower + upper).into_bytes();
                let given = Signature::normalised(&home.sign(&[], signer.as_str(), &text), None).unwrap();
                let brought = Signature::normalised(given.binary(), Some(curve)).unwrap();
                assert_eq!(certificate.verify(&brought, &text), Ok(()), "{algorithm}");
                assert_eq!(certificate.verify(&brought, b"other").map_err(|fault| fault.code()), Err(226));
                match certificate.verify(&given, &text) {
                    Ok(()) => {
                        lower += 1;
                        assert_eq!(brought, given, "the lower form stays as it is");
                    }
                    Err(fault) => {
                        upper += 1;
                        assert_eq!(fault, SignatureFault::UpperHalf { key: signer.clone() });
                        assert_eq!(certificate.verify(&given, b"other").map_err(|fault| fault.code()), Err(226));
                        assert_ne!(brought.binary(), given.binary());
                    }
                }
            }
        }
    }

    #[test]
    fn a_signing_subkey_of_gnupg_verifies_and_a_weak_key_does_not() {
        let home = Home::new();
        let primary = home.make("a", "ed25519", "cert");
        home.gpg(&["--quick-add-key", primary.as_str(), "ed25519", "sign", "1y"], b"");
        let subkey = home.fingerprints("a").remove(1);
        let certificate = home.certificate(&primary).unwrap();
        let signature = Signature::normalised(&home.sign(&[], primary.as_str(), TEXT), None).unwrap();
        assert_eq!(signature.issuer(), &subkey);
        assert_eq!(certificate.verify(&signature, TEXT), Ok(()));
        let keys = certificate.keys();
        assert_eq!((keys.len(), &keys[0].fingerprint, keys[0].expires.is_some()), (1, &subkey, true));

        let weak = home.make("weak", "rsa2048", "sign");
        let signature = Signature::normalised(&home.sign(&[], weak.as_str(), TEXT), None).unwrap();
        let certificate = home.certificate(&weak).unwrap();
        assert_eq!(certificate.verify(&signature, TEXT).map_err(|fault| fault.code()), Err(222));
        assert!(certificate.keys().is_empty());
        let unknown = home.make("unknown", "brainpoolP256r1", "sign");
        assert_eq!(home.certificate(&unknown).map(|_| ()), Err(CertificateFault::Unsigned));
    }

    #[test]
    fn what_else_a_gnupg_certificate_holds_does_no_harm() {
        let home = Home::new();
        let signer = home.make("a", "ed25519", "sign");
        home.gpg(&["--quick-add-key", signer.as_str(), "cv25519", "encr", "1y"], b"");
        home.gpg(&["--quick-add-key", signer.as_str(), "dsa2048", "sign", "1y"], b"");
        home.gpg(&["--quick-add-uid", signer.as_str(), "陈文 <chen@example.org>"], b"");
        home.gpg(&["--quick-add-uid", signer.as_str(), "gone"], b"");
        home.gpg(&["--quick-revoke-uid", signer.as_str(), "gone"], b"");
        let certificate = home.certificate(&signer).unwrap();
        let mut ids = certificate.user_ids();
        ids.sort();
        assert_eq!(ids, ["a", "陈文 <chen@example.org>"]);
        assert_eq!(certificate.keys().len(), 1);
        let primary = format!("{signer}!");
        let signature = Signature::normalised(&home.sign(&[], &primary, TEXT), None).unwrap();
        assert_eq!(certificate.verify(&signature, TEXT), Ok(()));
    }

    #[test]
    fn a_certificate_file_is_one_certificate_and_nothing_secret() {
        let home = Home::new();
        let signer = home.make("a", "ed25519", "sign");
        let binary = home.gpg(&["--export"], b"");
        let code = |text: &[u8]| Certificate::parse(text).map(|_| ()).map_err(|fault| fault.code());
        let armoured = |binary: &[u8]| armour::encode(Kind::PublicKey, binary).into_bytes();
        assert_eq!(code(&armoured(&binary)), Ok(()));
        assert_eq!(code(&home.gpg(&["--armor", "--export"], b"")), Ok(()), "gpg's armour is the canonical one");
        assert_eq!(code(&home.gpg(&["--armor", "--comment", "x", "--export"], b"")), Err(241));
        let secret = home.gpg(&["--armor", "--export-secret-keys", signer.as_str()], b"");
        assert_eq!(code(&secret), Err(231));
        assert_eq!(code(&armoured(&home.gpg(&["--export-secret-keys"], b""))), Err(231), "relabelled");
        assert_eq!(code(&armoured(&[&binary[..], &binary].concat())), Err(233));
        assert_eq!(code(&armoured(&[&binary[..], &[0xb0, 1, 0]].concat())), Err(232), "a trust packet");
        assert_eq!(code(&armoured(&binary[..binary.len() - 1])), Err(235));
        assert_eq!(code(&armoured(&[])), Err(232));
        assert_eq!(code(&vec![b'x'; LARGEST + 1]), Err(230));
        let mut rest = &binary[..];
        packet::take(&mut rest).unwrap();
        assert_eq!(code(&armoured(&binary[..binary.len() - rest.len()])), Err(236), "a bare key");
    }

    #[test]
    fn the_primary_key_signs_only_in_its_lifetime_and_with_the_flag() {
        for version in [KeyVersion::V4, KeyVersion::V6] {
            let chen = key(1, version);
            let open = person(&chen, SHA, BIRTH, vec![flags(true)]);
            assert_eq!(verdict(&open, &chen, BIRTH), Ok(()));
            assert_eq!(verdict(&open, &chen, BIRTH - 1), Err(223));
            assert_eq!(verdict(&open, &key(2, version), BIRTH), Err(219));
            assert_eq!(verdict(&person(&chen, SHA, BIRTH, vec![flags(false)]), &chen, BIRTH), Err(221));
            assert_eq!(verdict(&person(&chen, SHA, BIRTH, vec![]), &chen, BIRTH), Err(221));
            let short = person(&chen, SHA, BIRTH, vec![flags(true), lifetime(DAY)]);
            assert_eq!(verdict(&short, &chen, BIRTH + DAY - 1), Ok(()));
            assert_eq!(verdict(&short, &chen, BIRTH + DAY), Err(224));
            assert_eq!(parse(&short).unwrap().keys()[0].expires, Some(i64::from(BIRTH + DAY)));
        }
    }

    #[test]
    fn the_latest_statement_of_the_owner_holds_whatever_its_place() {
        let chen = key(1, KeyVersion::V4);
        let early = person(&chen, SHA, BIRTH, vec![flags(true), lifetime(DAY)]);
        let late = person(&chen, SHA, BIRTH + 9, vec![flags(true), lifetime(2 * DAY)]);
        let statement = |certificate: &[u8]| {
            let mut rest = certificate;
            packet::take(&mut rest).unwrap();
            packet::take(&mut rest).unwrap();
            rest.to_vec()
        };
        for both in [[&early[..], &statement(&late)].concat(), [&late[..], &statement(&early)].concat()] {
            assert_eq!(verdict(&both, &chen, BIRTH + DAY), Ok(()));
            assert_eq!(verdict(&both, &chen, BIRTH + 2 * DAY), Err(224));
        }
        // A stranger cannot prolong it, and a weak hash says nothing.
        let other = statement(&person(&key(2, KeyVersion::V4), SHA, BIRTH + 9, vec![flags(true)]));
        assert_eq!(verdict(&[&early[..], &other].concat(), &chen, BIRTH + DAY), Err(224));
        let weak = parse(&person(&chen, HashAlgorithm::Sha3_256, BIRTH, vec![flags(true)]));
        assert_eq!(weak.map(|_| ()), Err(CertificateFault::Unsigned));
    }

    #[test]
    fn a_subkey_is_bound_both_ways() {
        for version in [KeyVersion::V4, KeyVersion::V6] {
            let (chen, sub, stranger) = (key(1, version), key(2, version), key(3, version));
            let base = person(&chen, SHA, BIRTH, vec![flags(false)]);
            let with = |binder: &SecretKey, back: Option<&SecretKey>, said| {
                let all = [&base[..], &bound(&chen, binder, &sub, back, said)].concat();
                verdict(&all, &sub, BIRTH)
            };
            assert_eq!(with(&chen, Some(&sub), vec![flags(true)]), Ok(()));
            assert_eq!(with(&chen, Some(&sub), vec![flags(false)]), Err(221), "without the signing flag");
            assert_eq!(with(&chen, Some(&sub), vec![]), Err(221));
            assert_eq!(with(&chen, None, vec![flags(true)]), Err(220), "without a back-signature");
            assert_eq!(with(&chen, Some(&stranger), vec![flags(true)]), Err(220), "a stranger's back-signature");
            assert_eq!(with(&stranger, Some(&sub), vec![flags(true)]), Err(220), "a forged binding");
            assert_eq!(with(&sub, Some(&sub), vec![flags(true)]), Err(220), "a binding by the subkey itself");
        }
    }

    #[test]
    fn a_subkey_dies_with_its_binding_its_primary_or_a_revocation() {
        let (chen, sub) = (key(1, KeyVersion::V4), key(2, KeyVersion::V4));
        let base = |said| person(&chen, SHA, BIRTH, said);
        let bind = |mut said: Vec<SubpacketData>| {
            said.push(flags(true));
            bound(&chen, &chen, &sub, Some(&sub), said)
        };
        let short = [base(vec![flags(true)]), bind(vec![lifetime(DAY)])].concat();
        assert_eq!(verdict(&short, &sub, BIRTH + DAY - 1), Ok(()));
        assert_eq!(verdict(&short, &sub, BIRTH + DAY), Err(224));
        assert_eq!(verdict(&short, &chen, BIRTH + DAY), Ok(()));
        let under = [base(vec![flags(true), lifetime(DAY)]), bind(vec![])].concat();
        assert_eq!(verdict(&under, &sub, BIRTH + DAY), Err(224), "the primary key's expiry counts");

        let whole = [base(vec![flags(true)]), bind(vec![])].concat();
        let revoked = |reason| [&whole[..], &subkey_revocation(&chen, &sub, BIRTH + DAY, reason)].concat();
        for hard in [None, Some(RevocationCode::NoReason), Some(RevocationCode::KeyCompromised)] {
            assert_eq!(verdict(&revoked(hard), &sub, BIRTH), Err(225), "{hard:?}");
            assert_eq!(verdict(&revoked(hard), &chen, BIRTH), Ok(()));
        }
        for soft in [Some(RevocationCode::KeyRetired), Some(RevocationCode::KeySuperseded)] {
            assert_eq!(verdict(&revoked(soft), &sub, BIRTH + DAY - 1), Ok(()), "{soft:?}");
            assert_eq!(verdict(&revoked(soft), &sub, BIRTH + DAY), Err(225), "{soft:?}");
        }
    }

    #[test]
    fn what_was_revoked_stays_so_in_every_version_whether_the_key_may_sign_or_not() {
        let (chen, sub) = (key(1, KeyVersion::V4), key(2, KeyVersion::V4));
        let base = || person(&chen, SHA, BIRTH, vec![flags(true)]);
        let bind = |sign| bound(&chen, &chen, &sub, Some(&sub), vec![flags(sign)]);
        let taken_back = |reason| subkey_revocation(&chen, &sub, BIRTH + DAY, Some(reason));
        let whole = parse(&[base(), bind(true)].concat()).unwrap();
        let hard = parse(&[base(), bind(true), taken_back(RevocationCode::KeyCompromised)].concat()).unwrap();
        let soft = parse(&[base(), bind(true), taken_back(RevocationCode::KeyRetired)].concat()).unwrap();
        let mute = parse(&[base(), bind(false)].concat()).unwrap();
        let mute_revoked = parse(&[base(), bind(false), taken_back(RevocationCode::KeyCompromised)].concat()).unwrap();
        let without = parse(&base()).unwrap();
        let code = |next: &Certificate, before: &Certificate| next.follows(before).map_err(|fault| fault.code());
        assert_eq!(code(&hard, &whole), Ok(()));
        assert_eq!(code(&hard, &soft), Ok(()));
        assert_eq!(code(&mute_revoked, &hard), Ok(()));
        for (next, before) in
            [(&whole, &hard), (&soft, &hard), (&mute, &hard), (&whole, &mute_revoked), (&without, &whole)]
        {
            assert_eq!(code(next, before), Err(237));
        }
    }

    #[test]
    fn a_revoked_primary_key_takes_its_subkeys_with_it() {
        let (chen, sub, stranger) = (key(1, KeyVersion::V4), key(2, KeyVersion::V4), key(3, KeyVersion::V4));
        let whole =
            [person(&chen, SHA, BIRTH, vec![flags(true)]), bound(&chen, &chen, &sub, Some(&sub), vec![flags(true)])]
                .concat();
        let hard = after_first(&whole, &revocation(&chen, &chen, BIRTH + DAY, None));
        let soft = after_first(&whole, &revocation(&chen, &chen, BIRTH + DAY, Some(RevocationCode::KeyRetired)));
        let forged = after_first(&whole, &revocation(&stranger, &chen, BIRTH + DAY, None));
        for signer in [&chen, &sub] {
            assert_eq!(verdict(&hard, signer, BIRTH), Err(225));
            assert_eq!(verdict(&soft, signer, BIRTH), Ok(()));
            assert_eq!(verdict(&soft, signer, BIRTH + DAY), Err(225));
            assert_eq!(verdict(&forged, signer, BIRTH + DAY), Ok(()), "a stranger revokes nothing");
        }
        assert!(parse(&hard).unwrap().keys().iter().all(|key| key.revoked));
    }

    proptest! {
        #[test]
        fn no_changed_signature_verifies(at in any::<prop::sample::Index>(), bit in 0_u8..8, inside in any::<bool>()) {
            let chen = key(1, KeyVersion::V4);
            let certificate = parse(&person(&chen, SHA, BIRTH, vec![flags(true)])).unwrap();
            let good = signed(&chen, BIRTH, TEXT);
            let read = if inside {
                let mut bytes = good.binary().to_vec();
                let at = at.index(bytes.len());
                bytes[at] ^= 1 << bit;
                Signature::from_binary(&bytes)
            } else {
                let mut text = good.armoured().into_bytes();
                let at = at.index(text.len());
                text[at] ^= 1 << bit;
                Signature::parse(&text)
            };
            prop_assert!(read.is_err() || read.is_ok_and(|changed| certificate.verify(&changed, TEXT).is_err()));
        }

        #[test]
        fn a_changed_certificate_never_panics(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let (chen, sub) = (key(1, KeyVersion::V4), key(2, KeyVersion::V4));
            let mut binary = [
                person(&chen, SHA, BIRTH, vec![flags(true)]),
                bound(&chen, &chen, &sub, Some(&sub), vec![flags(true)]),
            ].concat();
            let at = at.index(binary.len());
            binary[at] = byte;
            if let Ok(certificate) = parse(&binary) {
                let names: Vec<Fingerprint> = certificate.keys().into_iter().map(|key| key.fingerprint).collect();
                prop_assert!(names.iter().all(|one| [name(&chen), name(&sub)].contains(one)));
            }
        }

        #[test]
        fn rubbish_is_refused_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            prop_assert!(Certificate::parse(&bytes).is_err());
            prop_assert!(parse(&bytes).is_err());
            let started = [&[0xc6, 42, 4, 0x65, 0, 0, 0, 27, 0, 0, 0, 32][..], &bytes].concat();
            prop_assert!(parse(&started).is_err());
        }
    }
}
