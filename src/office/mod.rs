//! The office: its rules and its state, pure. Knows neither git nor OpenPGP, reads no clock and no disk.
//!
//! Words: a **subject** (事项) is one folder of the record; its **docket** (办理单) is where it stands; an **act** is what one
//! person did to it; a **workflow** says who is asked in which **step**; the **register** lists units, people and seals.
//!
//! [`Office::found`] makes the first state from the genesis's files, [`Office::judge`] says whether an act may be done and what
//! it does, [`Office::apply`] makes that the state. Gate, verifier, site and command line all call these and have no rule of their own.
//!
//! Deliberately absent: signatures, commits, trees, time zones other than the settings', anything that prints.

mod act;
mod audience;
mod book;
mod calendar;
mod delivery;
mod docket;
mod form;
mod format;
mod front;
mod imported;
mod inbox;
mod judge;
mod login;
mod missing;
mod partner;
mod people;
mod presence;
mod reentry;
mod register;
mod rules;
mod seats;
mod settings;
mod title;
mod violation;
mod workflow;

use std::collections::{BTreeMap, BTreeSet};

pub use act::{Act, Content, DELEGATIONS, Deed, HANDOVERS, How, IMPORTED, LOSSES, PROPOSED, UnknownVerb, Verb};
pub use audience::{Audience, Readers};
pub use book::{Book, Column};
pub use calendar::{Calendar, Due, Hours, Year};
pub use delivery::{Addressee, Answer, Delivery, Fate, Group, Opened, Opening, Receiving, Recipient};
pub use docket::{
    Addresses, Back, Before, Docket, End, Ended, Form, Mark, Number, Place, Request, Said, Stage, Turn, Value,
};
pub use form::{LARGEST_INDEX, MARKDOWN, attachment_target};
pub use format::{FormatWhat, Unformatted};
pub use front::{Front, FrontFault, FrontWhat, parse as parse_front, split as split_front};
pub use imported::{HistoricNumber, Imported};
pub use inbox::{Waiting, Why};
pub use judge::{Effects, LONGEST_OPINION};
pub use login::{Called, Class, Known, Login, Means, NoEntry, PasswordFault, Reading};
pub use missing::{Gap, Missing};
pub use partner::{Answered, Came, FromParcel, Partner};
pub use people::{Asked, Chosen, Delegation, Deputies, Succession};
pub use presence::{Attendance, Presence, Seen, Window, attendance, seen};
pub use reentry::{Entered, RE_ENTRIES, re_entry, reason_by};
pub use register::{
    Change, Comparison, Demand, Files, Holder, Listed, Person, PersonKind, PersonState, Picture, Post, Register,
    Required, Seal, SealKind, SealState, Standing, Unit, UnitState, Upkeep, is_certificate,
};
pub use rules::{is_protected, is_registry};
pub use seats::{Deadlines, Hold, Origin, Outcome, Seat, held_up, outcome};
pub use settings::{Limits, Settings};
pub use title::Title;
pub use violation::{FormFault, FormWhat, FoundingFault, FoundingWhat, Undelivered, Violation};
pub use workflow::{
    Agenda, Check, Condition, Disagreed, Field, FieldKind, Flaw, FlawWhat, Holds, Limit, Named, Numbering, Retention,
    Rule, Step, Then, Timeout, UnitRef, Who, Workflow, explain, holds,
};

use serde::{Deserialize, Serialize};

use crate::id::{Fingerprint, Sha256, Slug, SubjectId};
use partner::Entries;
use rules::Rules;

/// The folded state of an office.
///
/// `dockets` may hold only those that are needed: whoever keeps the state elsewhere brings a subject's docket in with
/// [`Office::recall`] before an act about it is judged.
#[derive(Debug, Clone)]
pub struct Office {
    rules: Rules,
    /// Workflows that were in force once: subjects that run keep the version they began with.
    former: BTreeMap<(Slug, Sha256), Workflow>,
    /// The act that last executed a change of each path.
    changed: BTreeMap<String, u64>,
    dockets: BTreeMap<SubjectId, Docket>,
    numbers: BTreeMap<String, u32>,
    deputies: Deputies,
    /// The certificates that are reported lost, by the report.
    losses: Losses,
    /// Which subject entered a document of another office last, or sent it back.
    entries: Entries,
}

/// The certificates that are reported lost, by the report (挂失).
pub type Losses = BTreeMap<SubjectId, BTreeSet<Fingerprint>>;

/// Files that were in force once, each with its path: a path may stand again and again.
pub type Former = Vec<(String, Vec<u8>)>;

/// What an office that is kept elsewhere consists of, but for its dockets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The files of the rules in force.
    pub files: Files,
    /// The files of workflows that were in force once, each with its path.
    pub former: Former,
    /// The act that last executed a change of each path.
    pub changed: BTreeMap<String, u64>,
    /// The last serial of each number register.
    pub numbers: BTreeMap<String, u32>,
    /// Who stands in for whom.
    pub deputies: Deputies,
    /// The certificates that are reported lost.
    pub losses: Losses,
}

impl Office {
    /// The state the genesis makes, from the files of its tree: settings, register and workflows. The founder must be
    /// a person of the register, and nothing may be in question yet.
    pub fn found(files: &Files, founder: &Fingerprint) -> Result<Self, Vec<FoundingFault>> {
        let office = Self::read(files)?;
        match office.signer(founder) {
            // A server founds nothing.
            Ok(slug) if office.is_able(&slug) => Ok(office),
            Ok(_) | Err(_) => Err(vec![FoundingFault {
                path: "content/people".to_owned(),
                what: FoundingWhat::NoFounder { fingerprint: founder.clone() },
            }]),
        }
    }

    /// Settings, register and workflows of a tree, with no docket yet. Every fault is told.
    pub fn read(files: &Files) -> Result<Self, Vec<FoundingFault>> {
        Ok(Self {
            rules: Rules::read(files.clone())?,
            former: BTreeMap::new(),
            changed: BTreeMap::new(),
            dockets: BTreeMap::new(),
            numbers: BTreeMap::new(),
            deputies: Deputies::default(),
            losses: Losses::new(),
            entries: Entries::new(),
        })
    }

    /// What has to be kept of it, besides the dockets.
    pub fn to_keep(&self) -> Kept {
        Kept {
            files: self.rules.files.clone(),
            former: self.former.values().map(|workflow| (workflow.path(), workflow.source.clone())).collect(),
            changed: self.changed.clone(),
            numbers: self.numbers.clone(),
            deputies: self.deputies.clone(),
            losses: self.losses.clone(),
        }
    }

    /// The office that was kept.
    pub fn from_kept(kept: Kept) -> Result<Self, Vec<FoundingFault>> {
        let mut former = BTreeMap::new();
        for (path, source) in kept.former {
            let workflow = Workflow::read(&path, &source)?;
            former.insert((workflow.collection.clone(), workflow.version), workflow);
        }
        let rules = Rules::read(kept.files)?;
        Ok(Self {
            rules,
            former,
            changed: kept.changed,
            dockets: BTreeMap::new(),
            numbers: kept.numbers,
            deputies: kept.deputies,
            losses: kept.losses,
            entries: Entries::new(),
        })
    }

    /// Brings in a docket that was kept elsewhere.
    pub fn recall(&mut self, docket: Docket) {
        self.dockets.insert(docket.subject.clone(), docket);
    }

    /// Brings in which subject entered a document of another office last, or sent it back, by its [`FromParcel::key`].
    pub fn recall_parcel(&mut self, key: String, subject: SubjectId) {
        self.entries.insert(key, subject);
    }

    /// Whether it is here who entered that document, or sent it back.
    pub fn knows_parcel(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// The document of another office that a subject was the last to enter or send back.
    pub fn entered_last(&self, docket: &Docket) -> Option<String> {
        let key = self.workflow(docket).ok()?.parcel(docket)?.ok()?.key();
        (self.entries.get(&key) == Some(&docket.subject)).then_some(key)
    }

    /// Brings in the last serial of each number register that was kept elsewhere.
    pub fn recall_numbers(&mut self, numbers: BTreeMap<String, u32>) {
        self.numbers = numbers;
    }

    /// The last serial given in each number register.
    pub const fn numbers(&self) -> &BTreeMap<String, u32> {
        &self.numbers
    }

    /// The settings.
    pub const fn settings(&self) -> &Settings {
        &self.rules.settings
    }

    /// Working days.
    pub const fn calendar(&self) -> &Calendar {
        &self.rules.calendar
    }

    /// Units, people and seals.
    pub const fn register(&self) -> &Register {
        &self.rules.register
    }

    /// The reports by which a certificate is suspended (挂失).
    pub fn losses_of(&self, fingerprint: &Fingerprint) -> impl Iterator<Item = &SubjectId> {
        self.losses.iter().filter(|(_, lost)| lost.contains(fingerprint)).map(|(subject, _)| subject)
    }

    /// Whether a certificate is reported lost.
    pub fn is_lost(&self, fingerprint: &Fingerprint) -> bool {
        self.losses.values().any(|lost| lost.contains(fingerprint))
    }

    /// The standing of a certificate: the register's, or suspended, if it is reported lost.
    pub fn standing(&self, fingerprint: &Fingerprint) -> Option<Standing> {
        let standing = self.register().standing(fingerprint)?;
        let lost = standing == Standing::Active && self.is_lost(fingerprint);
        Some(if lost { Standing::Suspended } else { standing })
    }

    /// The certificate in use of a seal.
    pub fn sealing_with<'a>(&self, seal: &'a Seal) -> Option<&'a Fingerprint> {
        seal.active().filter(|fingerprint| !self.is_lost(fingerprint))
    }

    /// What proposed files would change: kinds, units concerned, who gains. `seq` is the number of the act that asks.
    pub fn compare(&self, proposed: &Files, seq: u64) -> Result<Comparison, Vec<FoundingFault>> {
        let next = self.rules.amended(proposed, seq, &|person| self.has_successor(person))?;
        Ok(self.rules.compare(&next, proposed))
    }

    /// The files that settings, register and workflows were read from.
    pub const fn files(&self) -> &Files {
        &self.rules.files
    }

    /// The act that last executed a change of each path, themes and hooks too.
    pub const fn changed(&self) -> &BTreeMap<String, u64> {
        &self.changed
    }

    /// The docket of a subject.
    pub fn docket(&self, subject: &SubjectId) -> Option<&Docket> {
        self.dockets.get(subject)
    }

    /// All dockets that are here, by subject.
    pub fn dockets(&self) -> impl Iterator<Item = &Docket> {
        self.dockets.values()
    }

    /// The collections and the workflow new subjects of them get.
    pub fn collections(&self) -> impl Iterator<Item = (&Slug, &Workflow)> {
        self.rules.workflows.iter()
    }

    /// Whether a subject is a change request, or would be one if it were handed in now.
    pub fn is_request(&self, subject: &SubjectId) -> bool {
        let running = self.docket(subject).and_then(|docket| self.workflow(docket).ok());
        running.or_else(|| self.workflow_of(subject.collection())).is_some_and(Workflow::is_of_requests)
    }

    /// The collection whose requests may change this, if there is one: the first that may change least else.
    pub fn collection_for(&self, changes: &[Change]) -> Option<&Slug> {
        let may = |workflow: &Workflow| changes.iter().all(|change| workflow.changes.contains(change));
        let fit = self.collections().filter(|(_, workflow)| may(workflow) && !workflow.is_for_emergencies());
        fit.min_by_key(|(_, workflow)| workflow.changes.len()).map(|(name, _)| name)
    }

    /// The workflow new subjects of a collection get.
    pub fn workflow_of(&self, collection: &str) -> Option<&Workflow> {
        self.collections().find(|(name, _)| name.as_str() == collection).map(|(_, workflow)| workflow)
    }
}
