//! Units and people.

use serde::Serialize;

use super::{
    Act, Actor, Base, Book, Entry, Errand, Fingerprint, HandlingRow, Link, Pager, SealCard, StandIn, Statistics, Time,
    Waiting,
};

/// All units. Template `units.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct UnitsPage {
    /// As on every page.
    pub base: Base,
    /// How many units there are that are not abolished.
    pub count: usize,
    /// They, each after its parent.
    pub units: Vec<UnitRow>,
    /// The abolished ones.
    pub abolished: Vec<UnitRow>,
    /// Where all people are.
    pub people_href: String,
    /// Where what was asked to be changed is.
    pub requests_href: String,
}

/// A unit in the tree of units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitRow {
    /// The unit.
    pub unit: Link,
    /// Its agency code (机关代字).
    pub code: Option<String>,
    /// Its kind.
    pub kind: Option<String>,
    /// Who leads it.
    pub leaders: Vec<Actor>,
    /// How many people belong to it.
    pub people: usize,
    /// How many units stand below it, at any depth.
    pub below: usize,
    /// Whether they are shown at first.
    pub open: bool,
    /// The lists that end after it: its own depth at the end of them, one by one.
    pub ends: Vec<usize>,
    /// Where it went, if it is abolished.
    pub into: Option<Link>,
}

/// A unit. Template `unit.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct UnitPage {
    /// As on every page.
    pub base: Base,
    /// Where what it has to do and has done is.
    pub desk_href: String,
    /// Its title.
    pub name: String,
    /// Its agency code.
    pub code: Option<String>,
    /// Its kind.
    pub kind: Option<String>,
    /// Its telephone.
    pub phone: Option<String>,
    /// Set when it is abolished.
    pub abolished: Option<Abolished>,
    /// Whether this is the page that says all of it; the others go on with what it sent out.
    pub newest: bool,
    /// The unit above.
    pub parent: Option<Link>,
    /// The units below.
    pub children: Vec<Link>,
    /// The units that went into it.
    pub merged: Vec<Link>,
    /// The names it had, the latest first.
    pub former: Vec<FormerName>,
    /// Its posts, those that every unit must fill first.
    pub posts: Vec<Post>,
    /// The people who belong to it.
    pub people: Vec<Contact>,
    /// The accounts that belong to it.
    pub accounts: Vec<Contact>,
    /// Its seals.
    pub seals: Vec<SealCard>,
    /// Its own rules for its seals.
    pub seal_rules: Option<SealRules>,
    /// What was asked to be changed about it, the latest of it.
    pub changes: Vec<Entry>,
    /// What it sent out, this page's part.
    pub entries: Vec<Entry>,
    /// How much that is in all.
    pub count: usize,
    /// What it received last (来文).
    pub received: Vec<Entry>,
    /// How much that is in all.
    pub received_count: usize,
    /// Its registers of what it issued and of what came in.
    pub books: Vec<Book>,
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

/// How a unit was abolished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Abolished {
    /// By which act; none if it was so from the start.
    pub step: Option<Change>,
    /// Where it went.
    pub into: Option<Link>,
    /// What becomes of its files.
    pub disposition: Option<String>,
}

/// An act that changed the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its number.
    pub number: u64,
    /// When.
    pub time: Time,
    /// The request it carried out.
    pub request: Option<Link>,
}

/// A name a unit had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormerName {
    /// It.
    pub name: String,
    /// The act since which it has another; none if that was before the record began.
    pub until: Option<Change>,
}

/// A unit's own rules for its seals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealRules {
    /// Their id.
    pub id: String,
    /// They, if they are in the record.
    pub subject: Option<Link>,
}

/// A post of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Post {
    /// Its title.
    pub title: String,
    /// Whether the office asks units to have somebody in it.
    pub required: bool,
    /// Who holds it; nobody if it is vacant.
    pub holders: Vec<Contact>,
}

/// Somebody with his telephone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// Who.
    pub who: Actor,
    /// The telephone.
    pub phone: Option<String>,
}

/// Where a unit is that had another name. Template `former.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct FormerPage {
    /// As on every page.
    pub base: Base,
    /// The name.
    pub name: String,
    /// The units.
    pub units: Vec<FormerUnit>,
}

/// A unit that had a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormerUnit {
    /// The unit as it is called now.
    pub unit: Link,
    /// Where it went, if it is there no more.
    pub into: Option<Link>,
}

/// All people. Template `people.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct PeoplePage {
    /// As on every page.
    pub base: Base,
    /// How many people are in office.
    pub count: usize,
    /// They, by unit.
    pub groups: Vec<PeopleGroup>,
    /// Accounts that several people use.
    pub accounts: Vec<AccountRow>,
    /// Who has left.
    pub left: Vec<PersonRow>,
    /// Where all units are.
    pub units_href: String,
    /// Where all permissions are.
    pub permissions_href: String,
    /// Where all certificates are.
    pub certificates_href: String,
}

/// The people of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PeopleGroup {
    /// The unit.
    pub unit: Link,
    /// The people.
    pub people: Vec<PersonRow>,
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
    /// Whether the person has a certificate in use and so can sign.
    pub signs: bool,
}

/// An account that several people use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountRow {
    /// The account.
    pub account: Link,
    /// Which kind.
    pub kind: PersonKind,
    /// Whether it is in use.
    pub active: bool,
    /// The unit.
    pub unit: Option<Link>,
    /// Who answers for it.
    pub owner: Option<Link>,
    /// The telephone.
    pub phone: Option<String>,
    /// The e-mail address.
    pub email: String,
}

/// A person, or an account that several people use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum PersonKind {
    /// A person.
    #[default]
    Person,
    /// 部门公共用户.
    Shared,
    /// 专用账号.
    Special,
    /// 服务器.
    Service,
}

/// A person. Template `person.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct PersonPage {
    /// As on every page.
    pub base: Base,
    /// Where what he has to do and has done is.
    pub desk_href: String,
    /// The name.
    pub name: String,
    /// Whether it is a person.
    pub kind: PersonKind,
    /// Whether the person has left, or the account is closed.
    pub left: bool,
    /// Who answers for the account.
    pub owner: Option<Link>,
    /// The accounts the person answers for.
    pub accounts: Vec<Link>,
    /// The unit.
    pub unit: Option<Link>,
    /// The e-mail address.
    pub email: String,
    /// The telephone.
    pub phone: Option<String>,
    /// The reports by which certificates are suspended.
    pub losses: Vec<Link>,
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
    /// Who acts in the person's place.
    pub delegations: Vec<Given>,
    /// How much the person has handled.
    pub handled: Option<HandlingRow>,
    /// What was asked to be changed about the person, the latest of it.
    pub changes: Vec<Entry>,
    /// The latest acts, newest first, those done in the person's place too.
    pub acts: Vec<Act>,
    /// What else the page says.
    pub body: String,
}

/// A delegation that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Given {
    /// To whom.
    pub to: Actor,
    /// The delegation.
    pub delegation: Link,
    /// Its first day.
    pub since: Time,
    /// Its last day.
    pub until: Time,
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
    /// Its state: the register's, or suspended, if it is reported lost.
    pub state: CertState,
    /// The act since which it is in that state; none if it was so from the start.
    pub since: Option<Change>,
    /// The reports by which it is suspended.
    pub losses: Vec<Link>,
    /// Its algorithm.
    pub algorithm: Option<String>,
    /// When it was made.
    pub created: Option<Time>,
    /// When it can no longer sign; none if that never comes.
    pub expires: Option<Time>,
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

/// All certificates. Template `certificates.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct CertificatesPage {
    /// As on every page.
    pub base: Base,
    /// Those that sign, or may again, the first to expire first.
    pub living: Vec<CertificateRow>,
    /// The others.
    pub ended: Vec<CertificateRow>,
}

/// A certificate in the list of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CertificateRow {
    /// Whose it is.
    pub holder: Link,
    /// Whether that is a seal.
    pub seal: bool,
    /// The unit of the holder.
    pub unit: Option<Link>,
    /// The certificate.
    pub certificate: Certificate,
}

/// What everybody in office may do (权限清单). Template `permissions.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct PermissionsPage {
    /// As on every page.
    pub base: Base,
    /// The same as a table to take along.
    pub csv_href: String,
    /// The people.
    pub rows: Vec<PermissionRow>,
}

/// What somebody may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PermissionRow {
    /// Who.
    pub person: Link,
    /// The home unit.
    pub unit: Option<Link>,
    /// The posts, each with its unit.
    pub posts: Vec<String>,
    /// The workflows in which the posts are asked.
    pub asked: Vec<AskedIn>,
    /// The seals kept.
    pub seals: Vec<Link>,
    /// The certificates that sign, or may again.
    pub certificates: Vec<Certificate>,
}

/// A workflow in which somebody is asked for a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskedIn {
    /// The workflow.
    pub workflow: Link,
    /// The steps, and what may be done besides them.
    pub steps: Vec<String>,
}
