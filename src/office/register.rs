//! The register (登记簿): units, people and seals, as their files say.
//!
//! Invariants, kept by [`Register::read`]:
//! 1. every name that one entry gives of another exists: parent, unit, post, custodian;
//! 2. units make a forest;
//! 3. a fingerprint belongs to one person or one seal, an e-mail address to one person, a code to one unit;
//! 4. a certificate is listed exactly if its file stands beside the entry.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::front;
use super::violation::{FoundingFault, FoundingWhat};
use crate::id::{Fingerprint, Slug, SubjectId};

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
    /// Its posts and their titles (职务).
    #[serde(default)]
    pub posts: BTreeMap<Slug, String>,
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
    /// Telephone.
    pub phone: Option<String>,
    /// His certificates.
    #[serde(default)]
    pub certificate: Vec<Listed>,
}

impl Person {
    /// Whether he has a certificate that may sign.
    pub fn can_sign(&self) -> bool {
        self.certificate.iter().any(|listed| listed.state == Standing::Active)
    }
}

/// A seal (印章).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// The name on the seal.
    pub title: String,
    /// The unit it stands for.
    pub unit: Slug,
    /// Who may put it (F5).
    pub custodians: Vec<Slug>,
    /// Its diameter in millimetres (国发〔1999〕25号).
    pub diameter: Option<u8>,
    /// Its certificates.
    #[serde(default)]
    pub certificate: Vec<Listed>,
}

impl Seal {
    /// The certificate in use.
    pub fn active(&self) -> Option<&Fingerprint> {
        self.certificate.iter().find(|listed| listed.state == Standing::Active).map(|listed| &listed.fingerprint)
    }
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

    /// Who holds a post.
    pub fn holding(&self, unit: &Slug, post: &Slug) -> impl Iterator<Item = (&Slug, &Person)> {
        self.people.iter().filter(move |(_, person)| person.posts.iter().any(|p| p.unit == *unit && p.post == *post))
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
        Self::read_on(files, |_| None)
    }

    /// The same, but an entry whose file `known` has read already, and that has not changed, is taken from there.
    pub(super) fn read_on<'a>(
        files: &Files,
        known: impl Fn(&str) -> Option<&'a Self>,
    ) -> Result<Self, Vec<FoundingFault>> {
        let mut faults = Vec::new();
        let mut register = Self {
            units: entries(files, "units", &mut faults, |path, slug| known(path)?.unit(slug)),
            people: entries(files, "people", &mut faults, |path, slug| known(path)?.person(slug)),
            seals: entries(files, "seals", &mut faults, |path, slug| known(path)?.seal(slug)),
            holders: BTreeMap::new(),
            doubtful: BTreeMap::new(),
        };
        if !faults.is_empty() {
            return Err(faults);
        }
        register.check_units(&mut faults);
        register.check_people(&mut faults);
        register.check_seals(&mut faults);
        register.list_certificates(files, &mut faults);
        if faults.is_empty() { Ok(register) } else { Err(faults) }
    }

    fn check_units(&self, faults: &mut Vec<FoundingFault>) {
        let mut codes = BTreeMap::new();
        let mut rooted = BTreeMap::new();
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
                } else if !self.reaches_a_root(slug, &mut rooted) {
                    fault(FoundingWhat::Cycle { unit: slug.to_string() });
                }
            }
            for title in unit.posts.values() {
                plain(&mut fault, "posts", title);
            }
        }
    }

    /// Whether the units above a unit end. What was found of units on the way is remembered, so that each is gone through once.
    fn reaches_a_root<'a>(&'a self, slug: &'a Slug, rooted: &mut BTreeMap<&'a Slug, bool>) -> bool {
        let (mut way, mut at) = (Vec::new(), Some(slug));
        let found = loop {
            let Some(unit) = at else { break true };
            if let Some(known) = rooted.get(unit) {
                break *known;
            }
            // Until more is known a unit is its own circle.
            rooted.insert(unit, false);
            way.push(unit);
            at = self.units.get(unit).and_then(|unit| unit.parent.as_ref());
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
        let mut emails = BTreeMap::new();
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
            for post in &person.posts {
                if self.post_title(post).is_none() {
                    fault(FoundingWhat::Unknown { field: "posts", value: post.clone().into() });
                }
            }
        }
    }

    fn check_seals(&self, faults: &mut Vec<FoundingFault>) {
        for (slug, seal) in &self.seals {
            let mut fault = |what| faults.push(FoundingFault { path: index("seals", slug), what });
            plain(&mut fault, "title", &seal.title);
            if !self.units.contains_key(&seal.unit) {
                fault(FoundingWhat::Unknown { field: "unit", value: seal.unit.to_string() });
            }
            if seal.custodians.is_empty() {
                fault(FoundingWhat::Field { field: "custodians", found: String::new() });
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

/// A text that must be there and visible.
fn plain(fault: &mut impl FnMut(FoundingWhat), field: &'static str, found: &str) {
    if found.trim() != found || found.is_empty() || !crate::id::is_plain(found) {
        fault(FoundingWhat::Field { field, found: found.to_owned() });
    }
}

/// A text that must also fit into a commit's author line.
fn ident(fault: &mut impl FnMut(FoundingWhat), field: &'static str, found: &str) {
    if found.contains(['<', '>']) || !unicode_normalization::is_nfc(found) {
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
