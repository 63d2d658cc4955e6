//! Change requests and reports of losses: what they change, and how far they are.

use serde::Serialize;

use super::{Actor, Badge, Base, Change, Due, Fingerprint, Link, Time};

/// What a change request changes, or a report of a loss suspends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Request {
    /// The kinds of change, in words.
    pub words: Vec<String>,
    /// The units concerned.
    pub concerned: Vec<Link>,
    /// Who gains by it.
    pub gains: Vec<Actor>,
    /// The act that carried it out.
    pub executed: Option<Change>,
    /// Whether who asked for it has still to confirm the result.
    pub unconfirmed: bool,
    /// Set when it was carried out before it was approved, and the approvals are not all given.
    pub unapproved: Option<Unapproved>,
    /// The certificates it suspends.
    pub suspends: Vec<Suspended>,
    /// Whether they are suspended by it now.
    pub suspended: bool,
    /// The files it proposes.
    pub files: Vec<Proposed>,
}

/// What was carried out without its approvals (紧急变更).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unapproved {
    /// When they have to be there.
    pub due: Option<Due>,
}

/// A certificate that a report of a loss suspends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suspended {
    /// Whose it is.
    pub holder: Option<Link>,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
}

/// A file that a request proposes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proposed {
    /// Where it stands when it is carried out.
    pub path: String,
    /// The entry of the register it belongs to.
    pub entry: Option<Link>,
    /// What becomes of the file there.
    pub kind: ProposedKind,
    /// What changes, of an entry of the register.
    pub fields: Vec<FieldChange>,
    /// What changes, line by line.
    pub lines: Vec<DiffLine>,
    /// What is to be said of it, of a file that is no text.
    pub notes: Vec<String>,
    /// The file itself, of a drawing of a seal.
    pub picture: Option<String>,
}

/// What becomes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProposedKind {
    /// There was none.
    New,
    /// It is another.
    Changed,
    /// It stays.
    Same,
    /// It is proof that who asks has the key of a certificate.
    Proof,
}

/// A field of an entry that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// What it is called.
    pub label: String,
    /// What it said; none if it was not there.
    pub old: Option<String>,
    /// What it says; none if it is gone.
    pub new: Option<String>,
    /// Whether what it says is not for everybody's eyes.
    pub hidden: bool,
}

/// A line of a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiffLine {
    /// What becomes of it.
    pub kind: DiffKind,
    /// It.
    pub text: String,
}

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DiffKind {
    /// It stays.
    Kept,
    /// It goes.
    Gone,
    /// It comes.
    Come,
    /// Lines that stay were left out here.
    Left,
}

/// Everything that was asked to be changed (变更). Template `requests.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct RequestsPage {
    /// As on every page.
    pub base: Base,
    /// What was carried out without its approvals, the first due first.
    pub unapproved: Vec<RequestRow>,
    /// What is reported lost and suspended.
    pub losses: Vec<RequestRow>,
    /// What was carried out and not confirmed.
    pub unconfirmed: Vec<RequestRow>,
    /// What is on its way.
    pub open: Vec<RequestRow>,
    /// What was done last.
    pub done: Vec<RequestRow>,
    /// Where requests are made, and where all of them are.
    pub collections: Vec<Link>,
}

/// A request in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestRow {
    /// It.
    pub subject: Link,
    /// Its collection's title.
    pub collection: String,
    /// The kinds of change, in words.
    pub words: Vec<String>,
    /// The unit that asks.
    pub unit: Option<Link>,
    /// Where it stands.
    pub badge: Badge,
    /// The day of its last act.
    pub date: Time,
    /// When its step is due.
    pub due: Option<Due>,
}
