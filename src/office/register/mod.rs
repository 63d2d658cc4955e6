//! The register (登记簿): units, people and seals, as their files say (`docs/register.md`).
//!
//! Invariants, kept by [`Register::read`]:
//! 1. every name that one entry gives of another exists: parent, unit, post, custodian, owner;
//! 2. units make a forest, and where a unit went there is an end;
//! 3. a fingerprint belongs to one person or one seal, an e-mail address and a code to one person, a code to one unit;
//! 4. a certificate is listed exactly if its file stands beside the entry;
//! 5. what is abolished, has left or is handed back has nothing left (`upkeep.rs`).
//!
//! | file | |
//! |---|---|
//! | `upkeep.rs` | what the settings ask of a register, and what ends with an entry |
//! | `compare.rs` | what changes from one register to the next: kinds, units concerned, who gains; what may not follow |

mod compare;
mod upkeep;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::front;
use super::violation::{FoundingFault, FoundingWhat};
use crate::id::{Fingerprint, Slug, SubjectId};

pub(super) use compare::compare;
pub use compare::{Change, Comparison};
pub use upkeep::{Demand, Required, Upkeep};

/// The files a register is read from: path in the tree, bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A unit (单位).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Its name.
    pub title: String,
    /// The code in its document numbers (机关代字, H1).
    pub code: Option<String>,
    /// The unit above.
    pub parent: Option<Slug>,
    /// What kind of unit, in the office's words.
    pub kind: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Whether there still is such a unit.
    #[serde(default)]
    pub state: UnitState,
    /// The unit it went into (合并).
    pub into: Option<Slug>,
    /// What becomes of the files of an abolished unit (B9).
    pub disposition: Option<String>,
    /// The names it had, oldest first (曾用名).
    #[serde(default)]
    pub former: Vec<String>,
    /// Its own rules for its seals (F9).
    #[serde(rename = "seal-rules")]
    pub seal_rules: Option<SubjectId>,
    /// Its posts and their titles (职务).
    #[serde(default)]
    pub posts: BTreeMap<Slug, String>,
}

impl Unit {
    /// Whether it is not abolished.
    pub fn is_active(&self) -> bool {
        self.state == UnitState::Active
    }
}

/// Whether there still is such a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitState {
    /// There is.
    #[default]
    Active,
    /// 撤销.
    Abolished,
}

impl UnitState {
    /// The word in the register.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Abolished => "abolished",
        }
    }
}

/// A post in a unit (岗位), written `<unit>/<post>`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Post {
    /// The unit.
    pub unit: Slug,
    /// The post in it.
    pub post: Slug,
}

impl TryFrom<String> for Post {
    type Error = crate::id::Malformed;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (unit, post) = text.split_once('/').unwrap_or((&text, ""));
        Ok(Self { unit: unit.parse()?, post: post.parse()? })
    }
}

impl From<Post> for String {
    fn from(post: Post) -> Self {
        format!("{}/{}", post.unit, post.post)
    }
}

/// Whether a certificate may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// In use.
    #[default]
    Active,
    /// Suspended (暂停).
    Suspended,
    /// No longer used; what it signed stays good (停用).
    Retired,
    /// Somebody else may have had it (泄露): what it signed after a number is in question.
    Compromised,
}

impl Standing {
    /// The word in the register.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Retired => "retired",
            Self::Compromised => "compromised",
        }
    }

    /// Whether it is never used again.
    pub const fn is_final(self) -> bool {
        match self {
            Self::Retired | Self::Compromised => true,
            Self::Active | Self::Suspended => false,
        }
    }
}

/// A certificate as the register lists it (数字证书).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// Its primary fingerprint.
    pub fingerprint: Fingerprint,
    /// Whether it may be used.
    #[serde(default)]
    pub state: Standing,
    /// If it is compromised: the number of the last act that is beyond doubt.
    pub after: Option<u64>,
}

/// A person (人员).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The real name (C13).
    pub name: String,
    /// The mail address, also in his commits.
    pub email: String,
    /// The home unit.
    pub unit: Slug,
    /// The posts he holds.
    #[serde(default)]
    pub posts: Vec<Post>,
    /// A person, or an account that others use.
    #[serde(default)]
    pub kind: PersonKind,
    /// Who answers for an account (C18, C19).
    pub owner: Option<Slug>,
    /// Whether he is still there.
    #[serde(default)]
    pub state: PersonState,
    /// The personnel code (人员编码, C17).
    pub code: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Mobile telephone (C12).
    pub mobile: Option<String>,
    /// When the confidentiality agreement was signed (C15).
    #[serde(default, deserialize_with = "day")]
    pub agreement: Option<String>,
    /// His certificates.
    #[serde(default)]
    pub certificate: Vec<Listed>,
}

impl Person {
    /// Whether it is a server, not somebody.
    pub fn is_service(&self) -> bool {
        self.kind == PersonKind::Service
    }

    /// Whether it is a person, and still there (在职).
    pub fn is_in_office(&self) -> bool {
        self.kind == PersonKind::Person && self.is_active()
    }

    /// Whether he has not left.
    pub fn is_active(&self) -> bool {
        self.state == PersonState::Active
    }
}

/// A person, or an account that others use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonKind {
    /// A person.
    #[default]
    Person,
    /// 部门公共用户 (C18).
    Shared,
    /// 专用账号 (C19).
    Special,
    /// 服务器: its certificate says who first opened what was sent (K5), and nothing else.
    Service,
}

impl PersonKind {
    /// The word in the register.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Shared => "shared",
            Self::Special => "special",
            Self::Service => "service",
        }
    }
}

/// Whether somebody is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonState {
    /// He is.
    #[default]
    Active,
    /// 离职.
    Left,
}

/// A day, written as a string or as a date of TOML.
fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Text(String),
        Date(toml::value::Datetime),
    }
    Ok(Option::<Written>::deserialize(deserializer)?.map(|written| match written {
        Written::Text(text) => text,
        Written::Date(date) => date.to_string(),
    }))
}

/// A seal (印章).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// The name on the seal.
    pub title: String,
    /// The unit it stands for.
    pub unit: Slug,
    /// What kind of seal.
    #[serde(default)]
    pub kind: SealKind,
    /// Whose personal seal it is (F12).
    pub owner: Option<Slug>,
    /// Who may put it (F5).
    pub custodians: Vec<Slug>,
    /// Its diameter in millimetres (国发〔1999〕25号).
    pub diameter: Option<u8>,
    /// The unit's own drawing.
    pub picture: Option<Picture>,
    /// Whether it is used.
    #[serde(default)]
    pub state: SealState,
    /// Its certificates.
    #[serde(default)]
    pub certificate: Vec<Listed>,
}

impl Seal {
    /// The certificate that is active. Whether it is in use, the office says ([`super::Office::sealing_with`]).
    pub(super) fn active(&self) -> Option<&Fingerprint> {
        self.certificate.iter().find(|listed| listed.state == Standing::Active).map(|listed| &listed.fingerprint)
    }

    /// Whether it is neither handed back nor destroyed.
    pub fn is_active(&self) -> bool {
        self.state == SealState::Active
    }
}

/// What kind of seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SealKind {
    /// 公章.
    #[default]
    Unit,
    /// 专用章.
    Special,
    /// 签名章: a person's own.
    Personal,
}

impl SealKind {
    /// The word in the register.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Special => "special",
            Self::Personal => "personal",
        }
    }
}

/// Whether a seal is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SealState {
    /// 在用.
    #[default]
    Active,
    /// 缴回.
    HandedBack,
    /// 销毁.
    Destroyed,
}

impl SealState {
    /// The word in the register.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::HandedBack => "handed-back",
            Self::Destroyed => "destroyed",
        }
    }
}

/// A drawing of a seal that its unit brings (印模).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The file beside the entry.
    pub file: String,
    /// Its SHA-256, 64 lower-case hex digits.
    pub sha256: String,
}

/// Whose certificate it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A person's.
    Person(Slug, Standing),
    /// A seal's.
    Seal(Slug, Standing),
}

/// Units, people and seals.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Register {
    units: BTreeMap<Slug, Unit>,
    people: BTreeMap<Slug, Person>,
    seals: BTreeMap<Slug, Seal>,
    holders: BTreeMap<Fingerprint, Holder>,
    /// Who holds each post.
    held: BTreeMap<Post, BTreeSet<Slug>>,
    /// The compromised certificates, with the number of the last act of each that is beyond doubt.
    doubtful: BTreeMap<Fingerprint, u64>,
}

impl Register {
    /// The unit of that slug.
    pub fn unit(&self, slug: &Slug) -> Option<&Unit> {
        self.units.get(slug)
    }

    /// The person of that slug.
    pub fn person(&self, slug: &Slug) -> Option<&Person> {
        self.people.get(slug)
    }

    /// The seal of that slug.
    pub fn seal(&self, slug: &Slug) -> Option<&Seal> {
        self.seals.get(slug)
    }

    /// All units, by slug.
    pub fn units(&self) -> impl Iterator<Item = (&Slug, &Unit)> {
        self.units.iter()
    }

    /// All people, by slug.
    pub fn people(&self) -> impl Iterator<Item = (&Slug, &Person)> {
        self.people.iter()
    }

    /// All seals, by slug.
    pub fn seals(&self) -> impl Iterator<Item = (&Slug, &Seal)> {
        self.seals.iter()
    }

    /// Whose certificate this is.
    pub fn holder(&self, fingerprint: &Fingerprint) -> Option<&Holder> {
        self.holders.get(fingerprint)
    }

    /// From which number on what a certificate signed is in question: the number of the last act that is not.
    pub fn doubted_after(&self, fingerprint: &Fingerprint) -> Option<u64> {
        self.doubtful.get(fingerprint).copied()
    }

    /// Whether any certificate is compromised.
    pub fn has_doubtful(&self) -> bool {
        !self.doubtful.is_empty()
    }

    /// Every certificate listed, with the path of its file.
    pub fn certificates(&self) -> impl Iterator<Item = (&Fingerprint, String)> {
        self.holders.iter().map(|(fingerprint, holder)| {
            let folder = match holder {
                Holder::Person(slug, _) => format!("people/{slug}"),
                Holder::Seal(slug, _) => format!("seals/{slug}"),
            };
            (fingerprint, format!("content/{folder}/{fingerprint}.asc"))
        })
    }

    /// Where a unit went, from merger to merger; itself, if it is there or went nowhere.
    pub fn now<'a>(&'a self, slug: &'a Slug) -> &'a Slug {
        let mut at = slug;
        // Where a unit went there is an end; no way is longer than there are units.
        for _ in 0..self.units.len() {
            match self.units.get(at).filter(|unit| !unit.is_active()).and_then(|unit| unit.into.as_ref()) {
                Some(into) => at = into,
                None => break,
            }
        }
        at
    }

    /// Who holds a post.
    pub fn holding(&self, unit: &Slug, post: &Slug) -> impl Iterator<Item = (&Slug, &Person)> {
        let held = self.held.get(&Post { unit: unit.clone(), post: post.clone() });
        held.into_iter().flatten().filter_map(|slug| self.people.get_key_value(slug))
    }

    /// The diameter of a seal in millimetres: what its entry says, else of a unit's what is laid down for units of its kind.
    pub fn diameter(&self, seal: &Seal) -> Option<u8> {
        let kind = self.units.get(&seal.unit).and_then(|unit| unit.kind.as_deref()).unwrap_or_default();
        let laid_down = || LAID_DOWN.iter().find(|(level, _)| kind.ends_with(level)).map(|(_, diameter)| *diameter);
        seal.diameter.or_else(|| laid_down().filter(|_| seal.kind != SealKind::Personal))
    }

    /// The title of a post, such as `局长`.
    pub fn post_title(&self, post: &Post) -> Option<&str> {
        self.units.get(&post.unit)?.posts.get(&post.post).map(String::as_str)
    }

    /// The standing of a certificate, if it is listed.
    pub fn standing(&self, fingerprint: &Fingerprint) -> Option<Standing> {
        self.holders.get(fingerprint).map(|holder| match holder {
            Holder::Person(_, standing) | Holder::Seal(_, standing) => *standing,
        })
    }

    /// Reads the register from the files below `content/units`, `content/people` and `content/seals`. Every fault is told; what
    /// one entry says of another is asked only when all can be read, so that no fault is told that is but another's shadow.
    pub fn read(files: &Files) -> Result<Self, Vec<FoundingFault>> {
        Self::read_on(files, None, |_| None)
    }

    /// The same, but an entry whose file `known` has read already, and that has not changed, is taken from there.
    ///
    /// `upkeep` is what the settings ask of it, if they can be read.
    pub(super) fn read_on<'a>(
        files: &Files,
        upkeep: Option<&Upkeep>,
        known: impl Fn(&str) -> Option<&'a Self>,
    ) -> Result<Self, Vec<FoundingFault>> {
        let mut faults = Vec::new();
        let mut register = Self {
            units: entries(files, "units", &mut faults, |path, slug| known(path)?.unit(slug)),
            people: entries(files, "people", &mut faults, |path, slug| known(path)?.person(slug)),
            seals: entries(files, "seals", &mut faults, |path, slug| known(path)?.seal(slug)),
            holders: BTreeMap::new(),
            held: BTreeMap::new(),
            doubtful: BTreeMap::new(),
        };
        for (slug, person) in &register.people {
            for post in &person.posts {
                register.held.entry(post.clone()).or_default().insert(slug.clone());
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        register.check_units(&mut faults);
        register.check_people(&mut faults);
        register.check_seals(&mut faults);
        register.list_certificates(files, &mut faults);
        register.check_ends(&mut faults);
        if let Some(upkeep) = upkeep {
            register.check_upkeep(upkeep, &mut faults);
        }
        if faults.is_empty() { Ok(register) } else { Err(faults) }
    }

    fn check_units(&self, faults: &mut Vec<FoundingFault>) {
        let mut codes = BTreeMap::new();
        let (mut rooted, mut ended) = (BTreeMap::new(), BTreeMap::new());
        for (slug, unit) in &self.units {
            let mut fault = |what| faults.push(FoundingFault { path: index("units", slug), what });
            plain(&mut fault, "title", &unit.title);
            if let Some(code) = &unit.code {
                plain(&mut fault, "code", code);
                if code.contains(['{', '}']) || code.contains(|c: char| c.is_ascii_digit()) {
                    fault(FoundingWhat::Field { field: "code", found: code.clone() });
                }
                if let Some(other) = codes.insert(code.clone(), slug) {
                    fault(FoundingWhat::Twice { field: "code", value: code.clone(), other: index("units", other) });
                }
            }
            if let Some(parent) = &unit.parent {
                if !self.units.contains_key(parent) {
                    fault(FoundingWhat::Unknown { field: "parent", value: parent.to_string() });
                } else if !self.reaches_an_end(slug, &mut rooted, |unit| unit.parent.as_ref()) {
                    fault(FoundingWhat::Cycle { unit: slug.to_string() });
                }
            }
            if let Some(into) = &unit.into {
                if unit.is_active() {
                    fault(FoundingWhat::Field { field: "into", found: into.to_string() });
                }
                if !self.units.contains_key(into) {
                    fault(FoundingWhat::Unknown { field: "into", value: into.to_string() });
                } else if !self.reaches_an_end(slug, &mut ended, |unit| unit.into.as_ref()) {
                    fault(FoundingWhat::Cycle { unit: slug.to_string() });
                }
            }
            match &unit.disposition {
                Some(text) if !unit.is_active() => plain(&mut fault, "disposition", text),
                None if unit.is_active() => {}
                found => {
                    fault(FoundingWhat::Field { field: "disposition", found: found.clone().unwrap_or_default() });
                }
            }
            for (field, text) in [("kind", &unit.kind), ("phone", &unit.phone)] {
                if let Some(text) = text {
                    plain(&mut fault, field, text);
                }
            }
            for name in &unit.former {
                plain(&mut fault, "former", name);
            }
            for title in unit.posts.values() {
                plain(&mut fault, "posts", title);
            }
        }
    }

    /// Whether a way from unit to unit ends. What was found of units on the way is remembered, so that each is gone through once.
    fn reaches_an_end<'a>(
        &'a self,
        slug: &'a Slug,
        rooted: &mut BTreeMap<&'a Slug, bool>,
        next: impl Fn(&'a Unit) -> Option<&'a Slug>,
    ) -> bool {
        let (mut way, mut at) = (Vec::new(), Some(slug));
        let found = loop {
            let Some(unit) = at else { break true };
            if let Some(known) = rooted.get(unit) {
                break *known;
            }
            // Until more is known a unit is its own circle.
            rooted.insert(unit, false);
            way.push(unit);
            at = self.units.get(unit).and_then(&next);
        };
        rooted.extend(way.into_iter().map(|unit| (unit, found)));
        found
    }

    /// The units above a unit, nearest first; `None` if they run in a circle.
    pub fn above(&self, slug: &Slug) -> Option<Vec<&Slug>> {
        let mut seen = BTreeSet::from([slug]);
        let mut chain = Vec::new();
        let mut at = slug;
        while let Some(parent) = self.units.get(at).and_then(|unit| unit.parent.as_ref()) {
            if !seen.insert(parent) {
                return None;
            }
            chain.push(parent);
            at = parent;
        }
        Some(chain)
    }

    fn check_people(&self, faults: &mut Vec<FoundingFault>) {
        let (mut emails, mut codes) = (BTreeMap::new(), BTreeMap::new());
        for (slug, person) in &self.people {
            let mut fault = |what| faults.push(FoundingFault { path: index("people", slug), what });
            ident(&mut fault, "name", &person.name);
            ident(&mut fault, "email", &person.email);
            if let Some(other) = emails.insert(person.email.to_lowercase(), slug) {
                fault(FoundingWhat::Twice {
                    field: "email",
                    value: person.email.clone(),
                    other: index("people", other),
                });
            }
            if !self.units.contains_key(&person.unit) {
                fault(FoundingWhat::Unknown { field: "unit", value: person.unit.to_string() });
            }
            for (field, text) in [("code", &person.code), ("phone", &person.phone), ("mobile", &person.mobile)] {
                if let Some(text) = text {
                    plain(&mut fault, field, text);
                }
            }
            if let Some(code) = &person.code
                && let Some(other) = codes.insert(code.clone(), slug)
            {
                let other = index("people", other);
                fault(FoundingWhat::Twice { field: "code", value: code.clone(), other });
            }
            if let Some(day) = person.agreement.as_ref().filter(|day| !is_day(day)) {
                fault(FoundingWhat::Field { field: "agreement", found: day.clone() });
            }
            if person.owner.is_some() == (person.kind == PersonKind::Person) {
                let found = person.owner.as_ref().map_or_else(String::new, Slug::to_string);
                fault(FoundingWhat::Field { field: "owner", found });
            }
            if let Some(owner) = person.owner.as_ref().filter(|owner| !self.people.contains_key(*owner)) {
                fault(FoundingWhat::Unknown { field: "owner", value: owner.to_string() });
            }
            for post in &person.posts {
                if self.post_title(post).is_none() {
                    fault(FoundingWhat::Unknown { field: "posts", value: post.clone().into() });
                }
            }
        }
    }

    fn check_seals(&self, faults: &mut Vec<FoundingFault>) {
        let mut titles = BTreeMap::new();
        for (slug, seal) in &self.seals {
            let mut fault = |what| faults.push(FoundingFault { path: index("seals", slug), what });
            plain(&mut fault, "title", &seal.title);
            if !self.units.contains_key(&seal.unit) {
                fault(FoundingWhat::Unknown { field: "unit", value: seal.unit.to_string() });
            }
            if seal.kind != SealKind::Personal
                && seal.is_active()
                && let Some(other) = titles.insert(seal.title.clone(), slug)
            {
                let other = index("seals", other);
                fault(FoundingWhat::Twice { field: "title", value: seal.title.clone(), other });
            }
            if seal.owner.is_some() == (seal.kind != SealKind::Personal) {
                let found = seal.owner.as_ref().map_or_else(String::new, Slug::to_string);
                fault(FoundingWhat::Field { field: "owner", found });
            }
            if let Some(owner) = seal.owner.as_ref().filter(|owner| !self.people.contains_key(*owner)) {
                fault(FoundingWhat::Unknown { field: "owner", value: owner.to_string() });
            }
            let once: BTreeSet<&Slug> = seal.custodians.iter().collect();
            let own = seal.owner.as_ref().is_none_or(|owner| seal.custodians == std::slice::from_ref(owner));
            if seal.custodians.is_empty() || once.len() != seal.custodians.len() || !own {
                let found: Vec<&str> = seal.custodians.iter().map(Slug::as_str).collect();
                fault(FoundingWhat::Field { field: "custodians", found: found.join(" ") });
            }
            if let Some(picture) = &seal.picture
                && !picture.is_good()
            {
                fault(FoundingWhat::Field { field: "picture", found: picture.file.clone() });
            }
            for custodian in seal.custodians.iter().filter(|custodian| !self.people.contains_key(*custodian)) {
                fault(FoundingWhat::Unknown { field: "custodians", value: custodian.to_string() });
            }
            if seal.certificate.iter().filter(|listed| listed.state == Standing::Active).count() > 1 {
                fault(FoundingWhat::Field { field: "certificate", found: "2 × active".into() });
            }
        }
    }

    fn list_certificates(&mut self, files: &Files, faults: &mut Vec<FoundingFault>) {
        let people = self.people.iter().flat_map(|(slug, person)| {
            person.certificate.iter().map(move |c| ("people", slug, c, Holder::Person(slug.clone(), c.state)))
        });
        let seals = self.seals.iter().flat_map(|(slug, seal)| {
            seal.certificate.iter().map(move |c| ("seals", slug, c, Holder::Seal(slug.clone(), c.state)))
        });
        for (kind, slug, listed, holder) in people.chain(seals) {
            let mut fault = |what| faults.push(FoundingFault { path: index(kind, slug), what });
            let fingerprint = &listed.fingerprint;
            match (listed.state, listed.after) {
                (Standing::Compromised, Some(after)) => {
                    self.doubtful.insert(fingerprint.clone(), after);
                }
                (Standing::Active | Standing::Suspended | Standing::Retired, None) => {}
                (_, after) => {
                    let found = after.map_or_else(String::new, |after| after.to_string());
                    fault(FoundingWhat::Field { field: "certificate.after", found });
                }
            }
            if !files.contains_key(&format!("content/{kind}/{slug}/{fingerprint}.asc")) {
                fault(FoundingWhat::NoFile { name: format!("{fingerprint}.asc") });
            }
            if self.holders.insert(fingerprint.clone(), holder).is_some() {
                fault(FoundingWhat::Twice {
                    field: "certificate",
                    value: fingerprint.to_string(),
                    other: "content".to_owned(),
                });
            }
        }
        let listed: BTreeSet<String> = self.certificates().map(|(_, path)| path).collect();
        for path in files.keys().filter(|path| is_certificate(path) && !listed.contains(*path)) {
            faults.push(FoundingFault { path: path.clone(), what: FoundingWhat::NotListed });
        }
    }
}

/// Whether a path is of a certificate's file.
pub fn is_certificate(path: &str) -> bool {
    (path.starts_with("content/people/") || path.starts_with("content/seals/"))
        && std::path::Path::new(path).extension().is_some_and(|extension| extension == "asc")
}

fn index(kind: &str, slug: &Slug) -> String {
    format!("content/{kind}/{slug}/index.md")
}

/// How large the seals of units of a kind are, in millimetres (国发〔1999〕25号); the first that fits counts, and others' are 42.
const LAID_DOWN: [(&str, u8); 10] = [
    ("省人民政府", 50),
    ("自治区人民政府", 50),
    ("直辖市人民政府", 50),
    ("自治州人民政府", 45),
    ("市人民政府", 45),
    ("县人民政府", 45),
    ("区人民政府", 45),
    ("地区行政公署", 45),
    ("乡人民政府", 42),
    ("镇人民政府", 42),
];

impl Picture {
    /// Whether it names a drawing and a digest.
    fn is_good(&self) -> bool {
        let hex = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
        let ending = [".svg", ".png"].iter().any(|ending| self.file.ends_with(ending));
        let name = crate::id::FileName::check(self.file.as_bytes()).is_ok();
        ending && name && self.sha256.len() == 64 && self.sha256.bytes().all(hex)
    }
}

/// Whether a text is a day, `2026-03-02`.
fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// A text that must be there and visible.
fn plain(fault: &mut impl FnMut(FoundingWhat), field: &'static str, found: &str) {
    if !is_text(found) {
        fault(FoundingWhat::Field { field, found: found.to_owned() });
    }
}

/// Whether a text is there, visible and in one form.
fn is_text(found: &str) -> bool {
    let spaced = found.trim() != found || found.is_empty();
    !spaced && crate::id::is_plain(found) && unicode_normalization::is_nfc(found)
}

/// A text that must also fit into a commit's author line.
fn ident(fault: &mut impl FnMut(FoundingWhat), field: &'static str, found: &str) {
    if found.contains(['<', '>']) {
        fault(FoundingWhat::Field { field, found: found.to_owned() });
    } else {
        plain(fault, field, found);
    }
}

/// The entries of one kind: `content/<kind>/<slug>/index.md`.
fn entries<'a, T: serde::de::DeserializeOwned + Send + Clone + 'a>(
    files: &Files,
    kind: &str,
    faults: &mut Vec<FoundingFault>,
    known: impl Fn(&str, &Slug) -> Option<&'a T>,
) -> BTreeMap<Slug, T> {
    let prefix = format!("content/{kind}/");
    let mut entries = BTreeMap::new();
    for (path, bytes) in files.range(prefix.clone()..).take_while(|(path, _)| path.starts_with(&prefix)) {
        let below = &path[prefix.len()..];
        let Some(slug) = below.strip_suffix("/index.md") else { continue };
        if format!("{kind}/{slug}").parse::<SubjectId>().is_err() {
            faults.push(FoundingFault { path: path.clone(), what: FoundingWhat::Slug { found: slug.to_owned() } });
            continue;
        }
        if let Ok(slug) = slug.parse()
            && let Some(same) = known(path, &slug)
        {
            entries.insert(slug, same.clone());
            continue;
        }
        match (slug.parse(), front::parse::<T>(bytes)) {
            (Ok(slug), Ok(front)) => {
                entries.insert(slug, front.fields);
            }
            (Err(_), _) => {
                faults.push(FoundingFault { path: path.clone(), what: FoundingWhat::Slug { found: slug.to_owned() } });
            }
            (_, Err(fault)) => {
                faults.push(FoundingFault { path: path.clone(), what: FoundingWhat::File(fault) });
            }
        }
    }
    entries
}
