//! Where the tests make their keys: GnuPG homes of a few seconds' life, and crafted certificates that GnuPG would refuse to make.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use pgp::crypto::ed25519::{Mode, SecretKey as Ed25519};
use pgp::crypto::hash::HashAlgorithm;
use pgp::crypto::public_key::PublicKeyAlgorithm;
use pgp::packet::{
    KeyFlags, PacketTrait, PubKeyInner, PublicKey, PublicSubkey, RevocationCode, SecretKey, SignatureConfig,
    SignatureType, Subpacket, SubpacketData, UserId,
};
use pgp::types::{
    Duration, Ed25519PublicParams, KeyDetails as _, KeyVersion, PacketHeaderVersion, Password, PlainSecretParams,
    PublicParams, SecretParams, Tag, Timestamp,
};

use super::armour::{Kind, encode};
use super::{Certificate, CertificateFault, Signature, quit_agent};
use crate::id::Fingerprint;

/// When crafted keys are created.
pub(super) const BIRTH: u32 = 1_700_000_000;
/// One day.
pub(super) const DAY: u32 = 86_400;

/// A GnuPG home whose agent ends with it.
pub(super) struct Home(tempfile::TempDir);

impl Home {
    pub(super) fn new() -> Self {
        let home = Self(tempfile::Builder::new().prefix("kh").tempdir_in("/tmp").unwrap());
        std::fs::write(home.path().join("gpg-agent.conf"), "s2k-count 65536\nallow-loopback-pinentry\n").unwrap();
        home
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn gpg(&self, args: &[&str], input: &[u8]) -> Vec<u8> {
        let mut child = Command::new("gpg")
            .arg("--homedir")
            .arg(self.path())
            .args(["--batch", "--yes", "--no-tty", "--pinentry-mode", "loopback", "--passphrase", ""])
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        let done = child.wait_with_output().unwrap();
        assert!(done.status.success(), "gpg {args:?}: {}", String::from_utf8_lossy(&done.stderr));
        done.stdout
    }

    /// Makes a key and gives its primary fingerprint.
    pub(super) fn make(&self, user_id: &str, algorithm: &str, usage: &str) -> Fingerprint {
        self.gpg(&["--quick-gen-key", user_id, algorithm, usage, "never"], b"");
        self.fingerprints(user_id).remove(0)
    }

    /// The fingerprints of a key and its subkeys.
    pub(super) fn fingerprints(&self, user_id: &str) -> Vec<Fingerprint> {
        let list = String::from_utf8(self.gpg(&["--with-colons", "--list-keys", user_id], b"")).unwrap();
        let names = list.lines().filter_map(|line| line.strip_prefix("fpr:")?.split(':').nth(8)?.parse().ok());
        names.collect()
    }

    pub(super) fn certificate(&self, key: &Fingerprint) -> Result<Certificate, CertificateFault> {
        parse(&self.gpg(&["--export", key.as_str()], b""))
    }

    /// A detached signature as GnuPG writes it.
    pub(super) fn sign(&self, more: &[&str], key: &str, payload: &[u8]) -> Vec<u8> {
        self.gpg(&[more, &["--detach-sign", "--local-user", key][..]].concat(), payload)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        quit_agent(self.path()).unwrap();
    }
}

/// Reads the bytes of a certificate as a record's file.
pub(super) fn parse(binary: &[u8]) -> Result<Certificate, CertificateFault> {
    Certificate::parse(encode(Kind::PublicKey, binary).as_bytes())
}

/// An Ed25519 key of RFC 9580's encoding, always the same for the same seed.
pub(super) fn key(seed: u8, version: KeyVersion) -> SecretKey {
    let secret = Ed25519::try_from_bytes([seed; 32], Mode::Ed25519).unwrap();
    let params = PublicParams::Ed25519(Ed25519PublicParams::from(&secret));
    let inner = PubKeyInner::new(version, PublicKeyAlgorithm::Ed25519, Timestamp::from_secs(BIRTH), None, params);
    let public = PublicKey::from_inner(inner.unwrap()).unwrap();
    SecretKey::new(public, SecretParams::Plain(PlainSecretParams::Ed25519(secret))).unwrap()
}

pub(super) fn name(key: &SecretKey) -> Fingerprint {
    Fingerprint::from_bytes(key.fingerprint().as_bytes()).unwrap()
}

/// The same key as a subkey.
fn subkey(key: &SecretKey) -> PublicSubkey {
    let inner = PubKeyInner::new(
        key.version(),
        PublicKeyAlgorithm::Ed25519,
        key.created_at(),
        None,
        key.public_params().clone(),
    );
    PublicSubkey::from_inner(inner.unwrap()).unwrap()
}

fn bytes(packet: &impl PacketTrait) -> Vec<u8> {
    let mut out = Vec::new();
    packet.to_writer_with_header(&mut out).unwrap();
    out
}

/// What a key is about to say at an hour.
pub(super) fn statement(
    signer: &SecretKey,
    typ: SignatureType,
    hash: HashAlgorithm,
    hour: u32,
    more: Vec<SubpacketData>,
) -> SignatureConfig {
    let mut config = match signer.version() {
        KeyVersion::V6 => {
            SignatureConfig::v6_with_salt(typ, signer.algorithm(), hash, vec![5; hash.salt_len().unwrap()])
        }
        KeyVersion::V2 | KeyVersion::V3 | KeyVersion::V4 | KeyVersion::V5 | KeyVersion::Other(_) => {
            SignatureConfig::v4(typ, signer.algorithm(), hash)
        }
    };
    let said = [
        SubpacketData::SignatureCreationTime(Timestamp::from_secs(hour)),
        SubpacketData::IssuerFingerprint(signer.fingerprint()),
    ];
    config.hashed_subpackets = said.into_iter().chain(more).map(|data| Subpacket::regular(data).unwrap()).collect();
    config
}

/// Key flags, with the signing flag or without.
pub(super) fn flags(sign: bool) -> SubpacketData {
    let mut flags = KeyFlags::default();
    flags.set_certify(true);
    flags.set_sign(sign);
    SubpacketData::KeyFlags(flags)
}

pub(super) fn lifetime(seconds: u32) -> SubpacketData {
    SubpacketData::KeyExpirationTime(Duration::from_secs(seconds))
}

/// A primary key, a user id and what the key says about it at an hour.
pub(super) fn person(key: &SecretKey, hash: HashAlgorithm, hour: u32, said: Vec<SubpacketData>) -> Vec<u8> {
    let user = UserId::from_str(PacketHeaderVersion::New, "Chen <chen@example.org>").unwrap();
    let said = statement(key, SignatureType::CertPositive, hash, hour, said);
    let said = said.sign_certification(key, key.public_key(), &Password::empty(), Tag::UserId, &user).unwrap();
    [bytes(key.public_key()), bytes(&user), bytes(&said)].concat()
}

/// A subkey with a binding by `binder` and a back-signature by `back`.
pub(super) fn bound(
    primary: &SecretKey,
    binder: &SecretKey,
    sub: &SecretKey,
    back: Option<&SecretKey>,
    mut said: Vec<SubpacketData>,
) -> Vec<u8> {
    let (public, sha, none) = (subkey(sub), HashAlgorithm::Sha512, Password::empty());
    if let Some(back) = back {
        let back_signature = statement(back, SignatureType::KeyBinding, sha, BIRTH, vec![])
            .sign_primary_key_binding(back, &public, &none, primary.public_key())
            .unwrap();
        said.push(SubpacketData::EmbeddedSignature(Box::new(back_signature)));
    }
    let binding = statement(binder, SignatureType::SubkeyBinding, sha, BIRTH, said)
        .sign_subkey_binding(binder, primary.public_key(), &none, &public)
        .unwrap();
    [bytes(&public), bytes(&binding)].concat()
}

/// A revocation of the primary key.
pub(super) fn revocation(signer: &SecretKey, of: &SecretKey, hour: u32, reason: Option<RevocationCode>) -> Vec<u8> {
    let said = reason.map(|code| SubpacketData::RevocationReason(code, Vec::new().into()));
    let said = statement(signer, SignatureType::KeyRevocation, HashAlgorithm::Sha512, hour, said.into_iter().collect());
    bytes(&said.sign_key(signer, &Password::empty(), of.public_key()).unwrap())
}

/// A revocation of a subkey.
pub(super) fn subkey_revocation(
    primary: &SecretKey,
    sub: &SecretKey,
    hour: u32,
    reason: Option<RevocationCode>,
) -> Vec<u8> {
    let said = reason.map(|code| SubpacketData::RevocationReason(code, Vec::new().into()));
    let said =
        statement(primary, SignatureType::SubkeyRevocation, HashAlgorithm::Sha512, hour, said.into_iter().collect());
    let said = said.sign_subkey_binding(primary, primary.public_key(), &Password::empty(), &subkey(sub)).unwrap();
    bytes(&said)
}

/// Puts a packet after the first packet of a certificate, where revocations of the primary key stand.
pub(super) fn after_first(certificate: &[u8], packet: &[u8]) -> Vec<u8> {
    let mut rest = certificate;
    super::packet::take(&mut rest).unwrap();
    [&certificate[..certificate.len() - rest.len()], packet, rest].concat()
}

/// A detached signature by a crafted key, as bytes.
pub(super) fn detached(config: SignatureConfig, signer: &SecretKey, payload: &[u8]) -> Vec<u8> {
    bytes(&config.sign(signer, &Password::empty(), payload).unwrap())
}

/// The usual detached signature at an hour.
pub(super) fn signed(signer: &SecretKey, hour: u32, payload: &[u8]) -> Signature {
    let config = statement(signer, SignatureType::Binary, HashAlgorithm::Sha512, hour, vec![]);
    Signature::from_binary(&detached(config, signer, payload)).unwrap()
}
