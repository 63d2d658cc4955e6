//! What the settings ask of a register (A5–A8, C12, C15, C17, C23), and what ends with an entry (B8, C30, F6).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Listed, Person, PersonKind, Register, Standing, index};
use crate::id::Slug;
use crate::office::violation::{FoundingFault, FoundingWhat};

/// What an office asks of its register: `[register]` of the settings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Upkeep {
    /// The domains a mailbox may be of; any, if none is named (C23, C33).
    pub mail: Vec<String>,
    /// What everybody in office must have.
    pub require: Vec<Required>,
    /// The posts units must have somebody in (A5–A7).
    pub post: Vec<Demand>,
}

/// A post that units must have somebody in (配备要求, CON10).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demand {
    /// The post.
    pub post: Slug,
    /// How many at least.
    #[serde(default = "one")]
    pub least: i64,
    /// How many at most.
    pub most: Option<i64>,
    /// In units of these kinds; in all, if none is named.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// What its holders must have besides (A8).
    #[serde(default)]
    pub require: Vec<Required>,
}

impl Demand {
    /// Whether it is about units of that kind.
    fn is_for(&self, unit: &super::Unit) -> bool {
        self.kinds.is_empty() || unit.kind.as_ref().is_some_and(|kind| self.kinds.contains(kind))
    }
}

const fn one() -> i64 {
    1
}

/// Something a person must have in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Required {
    /// The personnel code (人员编码).
    Code,
    /// Telephone.
    Phone,
    /// Mobile telephone.
    Mobile,
    /// The confidentiality agreement (保密协议).
    Agreement,
}

impl Required {
    /// The key in a person's file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Phone => "phone",
            Self::Mobile => "mobile",
            Self::Agreement => "agreement",
        }
    }

    const fn of(self, person: &Person) -> Option<&String> {
        match self {
            Self::Code => person.code.as_ref(),
            Self::Phone => person.phone.as_ref(),
            Self::Mobile => person.mobile.as_ref(),
            Self::Agreement => person.agreement.as_ref(),
        }
    }
}

impl Upkeep {
    /// What may not be asked for.
    pub(in crate::office) fn fault(&self) -> Option<String> {
        let plain = |text: &String| super::is_text(text);
        let domain = |text: &String| plain(text) && *text == text.to_ascii_lowercase() && !text.contains('@');
        let mut posts = BTreeSet::new();
        let bad = |demand: &&Demand| {
            let most = demand.most.unwrap_or(MOST);
            !(0..=most).contains(&demand.least) || most > MOST || !demand.kinds.iter().all(plain)
        };
        let mail = self.mail.iter().find(|text| !domain(text)).cloned();
        mail.or_else(|| self.post.iter().find(bad).map(|demand| demand.post.to_string())).or_else(|| {
            self.post.iter().find(|demand| !posts.insert(&demand.post)).map(|demand| demand.post.to_string())
        })
    }
}

/// The most holders a post may be asked to have.
const MOST: i64 = 1000;

/// Whether a certificate may still sign some day.
pub(super) fn lives(listed: &Listed) -> bool {
    matches!(listed.state, Standing::Active | Standing::Suspended)
}

impl Register {
    /// What is abolished, has left, is an account or is handed back has nothing that goes only with its contrary.
    pub(super) fn check_ends(&self, faults: &mut Vec<FoundingFault>) {
        let mut left: BTreeMap<&Slug, Vec<String>> = BTreeMap::new();
        for (slug, unit) in &self.units {
            if let Some(parent) = unit.parent.as_ref().filter(|_| unit.is_active()) {
                left.entry(parent).or_default().push(index("units", slug));
            }
        }
        for (slug, person) in &self.people {
            let home = Some(&person.unit).filter(|_| person.is_active());
            for unit in home.into_iter().chain(person.posts.iter().map(|post| &post.unit)) {
                left.entry(unit).or_default().push(index("people", slug));
            }
        }
        for (slug, seal) in self.seals.iter().filter(|(_, seal)| seal.is_active()) {
            left.entry(&seal.unit).or_default().push(index("seals", slug));
        }
        for (slug, unit) in self.units.iter().filter(|(_, unit)| !unit.is_active()) {
            if let Some(other) = left.get(slug).and_then(|others| others.first()) {
                let what = FoundingWhat::NotEmpty { unit: unit.title.clone(), other: other.clone() };
                faults.push(FoundingFault { path: index("units", slug), what });
            }
        }
        let (trusted, named) = (self.trusted(true), self.trusted(false));
        for (slug, person) in &self.people {
            let held = || person.posts.first().map(|post| String::from(post.clone()));
            let certificate = |ended: bool| {
                let found = person.certificate.iter().find(|listed| !ended || lives(listed));
                found.map(|listed| listed.fingerprint.to_string())
            };
            let left = |what: fn(String, String) -> FoundingWhat, other: Option<String>| {
                let what = other.map(|other| what(person.name.clone(), other));
                what.map(|what| FoundingFault { path: index("people", slug), what })
            };
            if person.kind != PersonKind::Person {
                let signs = || certificate(false).filter(|_| person.kind != PersonKind::Service);
                let other = held().or_else(signs).or_else(|| named.get(slug).cloned());
                faults.extend(left(|name, other| FoundingWhat::Account { name, other }, other));
            }
            if !person.is_active() {
                let other = held().or_else(|| certificate(true)).or_else(|| trusted.get(slug).cloned());
                faults.extend(left(|name, other| FoundingWhat::HasLeft { name, other }, other));
            }
        }
        for (slug, seal) in self.seals.iter().filter(|(_, seal)| !seal.is_active()) {
            if let Some(listed) = seal.certificate.iter().find(|listed| lives(listed)) {
                let what = FoundingWhat::SealLives { title: seal.title.clone(), name: listed.fingerprint.to_string() };
                faults.push(FoundingFault { path: index("seals", slug), what });
            }
        }
    }

    /// Who is custodian or owner of something, or of something that is active, with the path of one such thing.
    fn trusted(&self, active: bool) -> BTreeMap<&Slug, String> {
        let mut trusted = BTreeMap::new();
        for (slug, seal) in self.seals.iter().filter(|(_, seal)| seal.is_active() || !active) {
            for person in seal.custodians.iter().chain(&seal.owner) {
                trusted.entry(person).or_insert_with(|| index("seals", slug));
            }
        }
        for (slug, person) in self.people.iter().filter(|(_, person)| person.is_active() || !active) {
            if let Some(owner) = &person.owner {
                trusted.entry(owner).or_insert_with(|| index("people", slug));
            }
        }
        trusted
    }

    /// How many people in office hold a post of a unit.
    pub fn held_by(&self, unit: &Slug, post: &Slug) -> usize {
        self.holding(unit, post).filter(|(_, person)| person.is_in_office()).count()
    }

    /// What the settings ask of a register and this one lacks.
    pub(in crate::office) fn check_upkeep(&self, upkeep: &Upkeep, faults: &mut Vec<FoundingFault>) {
        let asked: BTreeMap<&Slug, &Demand> = upkeep.post.iter().map(|demand| (&demand.post, demand)).collect();
        let mut holders: BTreeMap<(&Slug, &Slug), i64> = BTreeMap::new();
        for (slug, person) in self.people.iter().filter(|(_, person)| person.is_active()) {
            let mut fault = |what| faults.push(FoundingFault { path: index("people", slug), what });
            let domain = person.email.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
            if !(upkeep.mail.is_empty() || person.email.contains('@') && upkeep.mail.contains(&domain)) {
                fault(FoundingWhat::Mailbox { email: person.email.clone(), domains: upkeep.mail.clone() });
            }
            if person.kind != PersonKind::Person {
                continue;
            }
            let mut needed: Vec<Required> = upkeep.require.clone();
            let posts: BTreeSet<(&Slug, &Slug)> = person.posts.iter().map(|post| (&post.unit, &post.post)).collect();
            for (unit, post) in posts {
                *holders.entry((unit, post)).or_default() += 1;
                let of_kind = |demand: &&&Demand| self.units.get(unit).is_some_and(|unit| demand.is_for(unit));
                needed.extend(asked.get(post).filter(of_kind).into_iter().flat_map(|demand| &demand.require));
            }
            let mut told = Vec::new();
            for required in needed.into_iter().filter(|required| required.of(person).is_none()) {
                if !told.contains(&required) {
                    fault(FoundingWhat::Lacks { name: person.name.clone(), field: required.word() });
                    told.push(required);
                }
            }
        }
        for (slug, unit) in self.units.iter().filter(|(_, unit)| unit.is_active()) {
            for demand in upkeep.post.iter().filter(|demand| demand.is_for(unit)) {
                let found = holders.get(&(slug, &demand.post)).copied().unwrap_or_default();
                if found < demand.least || demand.most.is_some_and(|most| found > most) {
                    let what = FoundingWhat::Staffed {
                        unit: unit.title.clone(),
                        post: demand.post.to_string(),
                        least: demand.least,
                        most: demand.most,
                        found,
                    };
                    faults.push(FoundingFault { path: index("units", slug), what });
                }
            }
        }
    }
}
