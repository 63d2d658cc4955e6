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
mod docket;
mod form;
mod front;
mod judge;
mod register;
mod settings;
mod title;
mod violation;
mod workflow;

use std::collections::BTreeMap;

pub use act::{Act, Content, Decision, Deed, UnknownVerb, Verb};
pub use docket::{Back, Docket, Form, Mark, Number, Place, Stage, Value};
pub use form::{MARKDOWN, attachment_target};
pub use front::{Front, FrontFault, FrontWhat, parse as parse_front, split as split_front};
pub use judge::{Asked, Effects, LONGEST_OPINION};
pub use register::{Files, Holder, Listed, Person, Post, Register, Seal, Standing, Unit, is_certificate};
pub use settings::{Limits, Settings};
pub use title::Title;
pub use violation::{FormFault, FormWhat, FoundingFault, FoundingWhat, Violation};
pub use workflow::{Field, FieldKind, Numbering, Rule, Step, UnitRef, Who, Workflow};

use crate::id::{Fingerprint, Sha256, Slug, SubjectId};
use settings::SettingsFault;

/// The folded state of an office.
///
/// `dockets` may hold only those that are needed: whoever keeps the state elsewhere brings a subject's docket in with
/// [`Office::recall`] before an act about it is judged.
#[derive(Debug, Clone)]
pub struct Office {
    settings: Settings,
    register: Register,
    versions: BTreeMap<Sha256, Workflow>,
    current: BTreeMap<Slug, Sha256>,
    dockets: BTreeMap<SubjectId, Docket>,
    numbers: BTreeMap<String, u32>,
}

impl Office {
    /// The state the genesis makes, from the files of its tree: settings, register and workflows. The founder must be
    /// a person of the register.
    pub fn found(files: &Files, founder: &Fingerprint) -> Result<Self, Vec<FoundingFault>> {
        let office = Self::read(files)?;
        match office.signer(founder) {
            Ok(_) => Ok(office),
            Err(_) => Err(vec![FoundingFault {
                path: "content/people".to_owned(),
                what: FoundingWhat::NoFounder { fingerprint: founder.clone() },
            }]),
        }
    }

    /// Settings, register and workflows of a tree, with no docket yet. Every fault is told.
    pub fn read(files: &Files) -> Result<Self, Vec<FoundingFault>> {
        let mut faults = Vec::new();
        let settings = read_settings(files).map_err(|fault| faults.push(fault)).ok();
        let register = Register::read(files).map_err(|more| faults.extend(more)).ok();
        let mut versions = BTreeMap::new();
        let mut current = BTreeMap::new();
        for (path, bytes) in files.iter().filter(|(path, _)| is_workflow(path)) {
            match Workflow::read(path, bytes) {
                Ok(workflow) => {
                    current.insert(workflow.collection.clone(), workflow.version);
                    versions.insert(workflow.version, workflow);
                }
                Err(more) => faults.extend(more),
            }
        }
        match (settings, register) {
            (Some(settings), Some(register)) if faults.is_empty() => {
                Ok(Self { settings, register, versions, current, dockets: BTreeMap::new(), numbers: BTreeMap::new() })
            }
            _ => Err(faults),
        }
    }

    /// Brings in a docket that was kept elsewhere.
    pub fn recall(&mut self, docket: Docket) {
        self.dockets.insert(docket.subject.clone(), docket);
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
        &self.settings
    }

    /// Units, people and seals.
    pub const fn register(&self) -> &Register {
        &self.register
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
        self.current.iter().filter_map(|(name, version)| Some((name, self.versions.get(version)?)))
    }

    /// The workflow new subjects of a collection get.
    pub fn workflow_of(&self, collection: &str) -> Option<&Workflow> {
        self.collections().find(|(name, _)| name.as_str() == collection).map(|(_, workflow)| workflow)
    }
}

/// Whether a path of a tree is read by [`Office::read`].
pub fn is_registry(path: &str) -> bool {
    path == "kanhe.toml"
        || is_workflow(path)
        || is_certificate(path)
        || (["content/units/", "content/people/", "content/seals/"].iter().any(|prefix| path.starts_with(prefix))
            && path.ends_with("/index.md"))
}

fn is_workflow(path: &str) -> bool {
    path.strip_prefix("workflows/")
        .is_some_and(|name| !name.contains('/') && std::path::Path::new(name).extension().is_some_and(|e| e == "toml"))
}

fn read_settings(files: &Files) -> Result<Settings, FoundingFault> {
    let fault = |what| FoundingFault { path: "kanhe.toml".to_owned(), what };
    let bytes = files.get("kanhe.toml").ok_or_else(|| fault(FoundingWhat::Missing))?;
    let text = front::text(bytes).map_err(|e| fault(FoundingWhat::File(e)))?;
    Settings::read(text).map_err(|e| match e {
        SettingsFault::Toml(e) => fault(FoundingWhat::File(e)),
        SettingsFault::Field { name, found } => fault(FoundingWhat::Field { field: name, found }),
    })
}
