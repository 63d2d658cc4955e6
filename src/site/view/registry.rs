//! Units and people.

use serde::Serialize;

use super::{
    Act, Actor, Base, Entry, Errand, Fingerprint, HandlingRow, Link, Pager, SealCard, StandIn, Statistics, Time,
    Waiting,
};

/// All units. Template `units.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct UnitsPage {
    /// As on every page.
    pub base: Base,
    /// The units, each after its parent.
    pub units: Vec<UnitRow>,
    /// Where all people are.
    pub people_href: String,
}

/// A unit in the list of units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitRow {
    /// The unit.
    pub unit: Link,
    /// How many units stand above it.
    pub depth: usize,
    /// Its agency code (机关代字).
    pub code: Option<String>,
    /// Its kind.
    pub kind: Option<String>,
    /// Its telephone.
    pub phone: Option<String>,
    /// How many people belong to it.
    pub people: usize,
}

/// A unit. Template `unit.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct UnitPage {
    /// As on every page.
    pub base: Base,
    /// Its title.
    pub name: String,
    /// Its agency code.
    pub code: Option<String>,
    /// Its kind.
    pub kind: Option<String>,
    /// Its telephone.
    pub phone: Option<String>,
    /// The unit above.
    pub parent: Option<Link>,
    /// The units below.
    pub children: Vec<Link>,
    /// Its posts.
    pub posts: Vec<Post>,
    /// The people who belong to it.
    pub people: Vec<Link>,
    /// Its seals.
    pub seals: Vec<SealCard>,
    /// What it sent out, this page's part.
    pub entries: Vec<Entry>,
    /// How much that is in all.
    pub count: usize,
    /// What waits for its people, the first of it.
    pub waiting: Vec<Waiting>,
    /// How much that is in all.
    pub waiting_count: usize,
    /// What its subjects took, and what its people did.
    pub statistics: Statistics,
    /// The other pages.
    pub pager: Pager,
    /// What else its page says.
    pub body: String,
}

/// A post of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Post {
    /// Its title.
    pub title: String,
    /// Who holds it; nobody if it is vacant.
    pub holders: Vec<Actor>,
}

/// All people. Template `people.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct PeoplePage {
    /// As on every page.
    pub base: Base,
    /// The people.
    pub people: Vec<PersonRow>,
    /// Where all units are.
    pub units_href: String,
}

/// A person in the list of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonRow {
    /// The person.
    pub person: Link,
    /// The unit.
    pub unit: Option<Link>,
    /// The posts.
    pub posts: Vec<String>,
    /// The telephone.
    pub phone: Option<String>,
    /// The e-mail address.
    pub email: String,
    /// Whether the person has an active certificate and so can sign.
    pub signs: bool,
}

/// A person. Template `person.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct PersonPage {
    /// As on every page.
    pub base: Base,
    /// The name.
    pub name: String,
    /// The unit.
    pub unit: Option<Link>,
    /// The e-mail address.
    pub email: String,
    /// The telephone.
    pub phone: Option<String>,
    /// The posts held.
    pub posts: Vec<PostHeld>,
    /// The certificates.
    pub certificates: Vec<Certificate>,
    /// The seals in the person's custody.
    pub seals: Vec<Link>,
    /// What waits for the person, the most urgent first.
    pub errands: Vec<Errand>,
    /// How much that is in all.
    pub errands_count: usize,
    /// What the person may do in others' places.
    pub stand_ins: Vec<StandIn>,
    /// How much the person has handled.
    pub handled: Option<HandlingRow>,
    /// The latest acts, newest first, those done in the person's place too.
    pub acts: Vec<Act>,
    /// What else the page says.
    pub body: String,
}

/// A post a person holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PostHeld {
    /// The unit.
    pub unit: Link,
    /// The post's title.
    pub title: String,
}

/// A certificate of a person or a seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// Its state in the register.
    pub state: CertState,
    /// Its algorithm.
    pub algorithm: Option<String>,
    /// When it was made.
    pub created: Option<Time>,
    /// The file to download.
    pub href: Option<String>,
}

/// A certificate's state in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertState {
    /// It signs.
    Active,
    /// It does not sign for now.
    Suspended,
    /// It signs no more; what it signed stays.
    Retired,
    /// Somebody else may have had it; what it signed after a number is in question.
    Compromised,
}
