//! Who works in the office: twelve units of ten people, each unit with a seal.
//!
//! In each unit the first person is its head, the second the deputy, the third the clerk, the fourth keeps the seal; the others write.

use std::collections::BTreeMap;

use kanhe::id::{Fingerprint, Slug};
use kanhe::openpgp::{Kind, Signature, encode};
use pgp::crypto::ed25519::{Mode, SecretKey as Ed25519};
use pgp::crypto::eddsa_legacy::SecretKey as Legacy;
use pgp::crypto::hash::HashAlgorithm;
use pgp::crypto::public_key::PublicKeyAlgorithm;
use pgp::packet::{
    KeyFlags, PacketTrait as _, PubKeyInner, PublicKey, SecretKey, SignatureConfig, SignatureType, Subpacket,
    SubpacketData, UserId,
};
use pgp::types::{
    EddsaLegacyPublicParams, KeyDetails as _, KeyVersion, PacketHeaderVersion, Password, PlainSecretParams,
    PublicParams, SecretParams, Tag, Timestamp,
};

/// When all keys are made: 2015-01-01.
const BIRTH: u32 = 1_420_070_400;
/// How many people a unit has.
pub(crate) const PEOPLE: usize = 10;

/// Slug, name and code of each unit. The first is the office, whose clerk and deputy check everybody's documents.
pub(crate) const UNITS: [(&str, &str, &str); 12] = [
    ("office", "临江市政务办公室", "临政办"),
    ("finance", "临江市财政局", "临财"),
    ("education", "临江市教育局", "临教"),
    ("health", "临江市卫生健康局", "临卫"),
    ("housing", "临江市住房和城乡建设局", "临建"),
    ("water", "临江市水务局", "临水"),
    ("transport", "临江市交通运输局", "临交"),
    ("culture", "临江市文化和旅游局", "临文"),
    ("farming", "临江市农业农村局", "临农"),
    ("statistics", "临江市统计局", "临统"),
    ("archives", "临江市档案馆", "临档"),
    ("emergency", "临江市应急管理局", "临应"),
];

const FAMILY: [&str; 12] = ["陈", "林", "黄", "张", "李", "王", "吴", "刘", "蔡", "杨", "郑", "许"];
const GIVEN: [&str; 10] = ["建国", "晓梅", "志远", "丽华", "文博", "思敏", "海涛", "雅琴", "子轩", "春燕"];

/// Everybody with the key, by slug; seals have the slug of their unit.
pub(crate) struct Cast {
    pub(crate) people: BTreeMap<Slug, Key>,
    pub(crate) seals: BTreeMap<Slug, Key>,
}

/// A key that signs in this process.
pub(crate) struct Key {
    pub(crate) fingerprint: Fingerprint,
    pub(crate) certificate: String,
    secret: SecretKey,
}

/// The slug of a unit's person.
pub(crate) fn person(unit: usize, place: usize) -> Slug {
    format!("{}-{place}", UNITS[unit].0).parse().unwrap()
}

pub(crate) fn name(unit: usize, place: usize) -> String {
    format!("{}{}", FAMILY[(unit + place * 5) % FAMILY.len()], GIVEN[(unit * 3 + place) % GIVEN.len()])
}

pub(crate) fn email(unit: usize, place: usize) -> String {
    format!("{}.{place}@linjiang.example", UNITS[unit].0)
}

impl Cast {
    pub(crate) fn new() -> Self {
        let mut people = BTreeMap::new();
        let mut seals = BTreeMap::new();
        for (unit, (slug, title, _)) in UNITS.iter().enumerate() {
            for place in 0..PEOPLE {
                let user = format!("{} <{}>", name(unit, place), email(unit, place));
                people.insert(person(unit, place), Key::new((unit * 16 + place) as u8, &user));
            }
            let user = format!("{title} (seal) <{slug}@seals.example>");
            seals.insert(slug.parse().unwrap(), Key::new((unit * 16 + 15) as u8, &user));
        }
        Self { people, seals }
    }

    /// The register's files.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        for (unit, (slug, title, code)) in UNITS.iter().enumerate() {
            let parent = if unit == 0 { "" } else { "parent = \"office\"\n" };
            let index = format!(
                "+++\ntitle = \"{title}\"\ncode = \"{code}\"\n{parent}[posts]\nhead = \"主任\"\ndeputy = \"副主任\"\nclerk = \"秘书\"\n+++\n"
            );
            files.insert(format!("content/units/{slug}/index.md"), index.into_bytes());
            for place in 0..PEOPLE {
                let person = person(unit, place);
                let posts = ["head", "deputy", "clerk"].get(place);
                let posts = posts.map(|post| format!("\"{slug}/{post}\"")).unwrap_or_default();
                let fields = format!(
                    "name = \"{}\"\nemail = \"{}\"\nunit = \"{slug}\"\nposts = [{posts}]\n",
                    name(unit, place),
                    email(unit, place)
                );
                self.people[&person].list(&mut files, &format!("content/people/{person}"), &fields);
            }
            let fields = format!(
                "title = \"{title}\"\nunit = \"{slug}\"\ncustodians = [\"{}\"]\ndiameter = 42\n",
                person(unit, 3)
            );
            let seal: Slug = slug.parse().unwrap();
            self.seals[&seal].list(&mut files, &format!("content/seals/{slug}"), &fields);
        }
        files
    }
}

impl Key {
    fn new(seed: u8, user: &str) -> Self {
        let seed = *kanhe::id::Sha256::of(&[b'k', seed]).as_bytes();
        let secret = Ed25519::try_from_bytes(seed, Mode::EdDSALegacy).unwrap();
        let params = PublicParams::EdDSALegacy(EddsaLegacyPublicParams::from(&secret));
        let birth = Timestamp::from_secs(BIRTH);
        let inner = PubKeyInner::new(KeyVersion::V4, PublicKeyAlgorithm::EdDSALegacy, birth, None, params).unwrap();
        let public = PublicKey::from_inner(inner).unwrap();
        let secret = PlainSecretParams::EdDSALegacy(Legacy::Ed25519(secret));
        let secret = SecretKey::new(public, SecretParams::Plain(secret)).unwrap();
        let user = UserId::from_str(PacketHeaderVersion::New, user).unwrap();
        let mut flags = KeyFlags::default();
        flags.set_certify(true);
        flags.set_sign(true);
        let said = config(&secret, SignatureType::CertPositive, BIRTH, vec![SubpacketData::KeyFlags(flags)])
            .sign_certification(&secret, secret.public_key(), &Password::empty(), Tag::UserId, &user)
            .unwrap();
        let mut bytes = Vec::new();
        secret.public_key().to_writer_with_header(&mut bytes).unwrap();
        user.to_writer_with_header(&mut bytes).unwrap();
        said.to_writer_with_header(&mut bytes).unwrap();
        let fingerprint = Fingerprint::from_bytes(secret.fingerprint().as_bytes()).unwrap();
        Self { fingerprint, certificate: encode(Kind::PublicKey, &bytes), secret }
    }

    /// The canonical armour of a signature at an hour.
    pub(crate) fn sign(&self, seconds: i64, payload: &[u8]) -> String {
        let hour = u32::try_from(seconds).unwrap();
        let signature = config(&self.secret, SignatureType::Binary, hour, Vec::new())
            .sign(&self.secret, &Password::empty(), payload)
            .unwrap();
        let mut bytes = Vec::new();
        signature.to_writer_with_header(&mut bytes).unwrap();
        Signature::normalised(&bytes, None).unwrap().armoured()
    }

    fn list(&self, files: &mut BTreeMap<String, Vec<u8>>, folder: &str, fields: &str) {
        let key = &self.fingerprint;
        let index = format!("+++\n{fields}[[certificate]]\nfingerprint = \"{key}\"\n+++\n");
        files.insert(format!("{folder}/index.md"), index.into_bytes());
        files.insert(format!("{folder}/{key}.asc"), self.certificate.clone().into_bytes());
    }
}

fn config(key: &SecretKey, typ: SignatureType, hour: u32, more: Vec<SubpacketData>) -> SignatureConfig {
    let mut config = SignatureConfig::v4(typ, key.algorithm(), HashAlgorithm::Sha512);
    let said = [
        SubpacketData::SignatureCreationTime(Timestamp::from_secs(hour)),
        SubpacketData::IssuerFingerprint(key.fingerprint()),
    ];
    config.hashed_subpackets = said.into_iter().chain(more).map(|data| Subpacket::regular(data).unwrap()).collect();
    config.unhashed_subpackets = vec![Subpacket::regular(SubpacketData::IssuerKeyId(key.legacy_key_id())).unwrap()];
    config
}
