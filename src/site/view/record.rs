//! The record as a whole: the ledger, its verification, what waits, and the page that is not there.

use serde::Serialize;

use super::{Act, Actor, Base, Command, Link, Pager, Time};

/// A page of the list of all acts. Template `ledger.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct LedgerPage {
    /// As on every page.
    pub base: Base,
    /// How many acts there are.
    pub count: u64,
    /// How many of them are invalid.
    pub invalid: u64,
    /// Where verification is explained.
    pub verify_href: String,
    /// This page's acts.
    pub acts: Vec<Act>,
    /// The other pages.
    pub pager: Pager,
}

/// How the record is verified. Template `verify.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct VerifyPage {
    /// As on every page.
    pub base: Base,
    /// The root line.
    pub root_line: String,
    /// The checkpoint line as of this site's number.
    pub checkpoint_line: String,
    /// How to verify with kanhe, and without.
    pub commands: Vec<Command>,
    /// What was found wrong or missing.
    pub faults: Vec<Fault>,
    /// Where all acts are listed.
    pub ledger_href: String,
}

/// Something that was found wrong or missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The rule's code.
    pub code: String,
    /// The act's number, if it is about one.
    pub number: Option<u64>,
    /// The subject, file or ref.
    pub place: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What would be needed instead.
    pub hint: Option<String>,
}

/// Everything that waits for somebody. Template `waiting.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct WaitingPage {
    /// As on every page.
    pub base: Base,
    /// How much waits in all.
    pub count: usize,
    /// This page's part of it.
    pub waiting: Vec<Waiting>,
    /// The other pages.
    pub pager: Pager,
}

/// A subject that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// The subject.
    pub subject: Link,
    /// Its collection's title.
    pub collection: String,
    /// The unit it comes from.
    pub unit: Option<String>,
    /// The title of the step it stands in.
    pub step: String,
    /// Who may act.
    pub who: Vec<Actor>,
    /// Since when.
    pub since: Time,
}

/// The page shown for a page that is not there. Template `404.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct NotFoundPage {
    /// As on every page.
    pub base: Base,
}
