//! The rules in force (现行规定): settings, register and workflows, as their files say, and what they become when files change.
//!
//! 1. [`Rules`] that exist are in order: every fault of a file, or between files, is told instead.
//! 2. [`Rules::amended`] changes nothing. It reads only the files that change, and asks again what one entry says of another.
//! 3. What is final stays so: a certificate that is retired or compromised does not come back, and what was in question once is not
//!    taken out of question by an edit. The record's id never changes.

use std::collections::{BTreeMap, BTreeSet};

use super::act::HANDOVERS;
use super::calendar::{Calendar, Year};
use super::front;
use super::register::{self, Comparison, Files, Person, Register, Standing};
use super::settings::{Settings, SettingsFault};
use super::violation::{FoundingFault, FoundingWhat};
use super::workflow::Workflow;
use crate::id::Slug;

/// Settings, register and workflows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rules {
    pub(super) settings: Settings,
    pub(super) register: Register,
    pub(super) workflows: BTreeMap<Slug, Workflow>,
    pub(super) calendar: Calendar,
    /// The files they were read from.
    pub(super) files: Files,
}

impl Rules {
    /// Reads them. Every fault is told.
    pub(super) fn read(files: Files) -> Result<Self, Vec<FoundingFault>> {
        Self::build(files, None)
    }

    /// The rules with these files in the place of those of the same paths, if they are in order and may follow these. `seq` is the
    /// number of the act that asks.
    ///
    /// `succeeded` says of a person whether another has taken over what he had open.
    pub(super) fn amended(
        &self,
        proposed: &Files,
        seq: u64,
        succeeded: &dyn Fn(&Slug) -> bool,
    ) -> Result<Self, Vec<FoundingFault>> {
        let mut files = self.files.clone();
        let mut changed = BTreeSet::new();
        for (path, bytes) in proposed.iter().filter(|(path, _)| is_registry(path)) {
            if files.insert(path.clone(), bytes.clone()).as_ref() != Some(bytes) {
                changed.insert(path.clone());
            }
        }
        let next = Self::build(files, Some((self, &changed)))?;
        let mut faults = self.what_may_not_follow(&next, seq);
        faults.extend(self.who_may_not_leave(&next, succeeded));
        if faults.is_empty() { Ok(next) } else { Err(faults) }
    }

    /// Reads files; what has not changed since `before` is taken from there.
    fn build(files: Files, before: Option<(&Self, &BTreeSet<String>)>) -> Result<Self, Vec<FoundingFault>> {
        let same = |path: &str| before.filter(|(_, changed)| !changed.contains(path)).map(|(rules, _)| rules);
        let mut faults = Vec::new();
        let settings = match same(SETTINGS) {
            Some(rules) => Some(rules.settings.clone()),
            None => read_settings(&files).map_err(|fault| faults.push(fault)).ok(),
        };
        let upkeep = settings.as_ref().map(|settings| &settings.register);
        let register = Register::read_on(&files, upkeep, |path| same(path).map(|rules| &rules.register));
        let register = register.map_err(|more| faults.extend(more)).ok();
        let mut workflows = BTreeMap::new();
        for (path, bytes) in files.iter().filter(|(path, _)| is_workflow(path)) {
            let known = same(path).and_then(|rules| rules.workflows.values().find(|known| known.path() == *path));
            match known.map_or_else(|| Workflow::read(path, bytes), |known| Ok(known.clone())) {
                Ok(workflow) => {
                    workflows.insert(workflow.collection.clone(), workflow);
                }
                Err(more) => faults.extend(more),
            }
        }
        let mut calendar = Calendar::default();
        for (path, bytes) in files.iter().filter(|(path, _)| is_calendar(path)) {
            match Year::read(path, bytes) {
                Ok((year, days)) => calendar.insert(year, days),
                Err(more) => faults.extend(more),
            }
        }
        match (settings, register) {
            (Some(settings), Some(register)) if faults.is_empty() => {
                Ok(Self { settings, register, workflows, calendar, files })
            }
            _ => Err(faults),
        }
    }

    /// Nobody leaves before another has taken over and his leader has signed for it (M3, M4).
    fn who_may_not_leave(&self, next: &Self, succeeded: &dyn Fn(&Slug) -> bool) -> Vec<FoundingFault> {
        if !self.workflows.keys().any(|collection| collection.as_str() == HANDOVERS) {
            return Vec::new();
        }
        let leaves = |slug: &Slug, person: &Person| {
            let now = next.register.person(slug).map_or(&[][..], |person| &person.certificate);
            let lives = |state: Standing| matches!(state, Standing::Active | Standing::Suspended);
            let remains = now.iter().any(|c| lives(c.state));
            let robbed =
                person.certificate.iter().filter(|c| lives(c.state)).any(|was| {
                    now.iter().any(|is| is.fingerprint == was.fingerprint && is.state == Standing::Compromised)
                });
            person.certificate.iter().any(|c| lives(c.state)) && !remains && !robbed
        };
        let fault = |(slug, person): (&Slug, &Person)| FoundingFault {
            path: format!("content/people/{slug}/index.md"),
            what: FoundingWhat::NoHandover { name: person.name.clone() },
        };
        self.register.people().filter(|(slug, person)| leaves(slug, person) && !succeeded(slug)).map(fault).collect()
    }

    fn what_may_not_follow(&self, next: &Self, seq: u64) -> Vec<FoundingFault> {
        let mut faults = Vec::new();
        if next.settings.record != self.settings.record {
            let what = FoundingWhat::Field { field: "record", found: next.settings.record.to_string() };
            faults.push(FoundingFault { path: SETTINGS.to_owned(), what });
        }
        faults.extend(self.register.what_may_not_follow(&next.register, seq));
        faults
    }

    /// What the files of a change request change, these being the rules that they would make.
    pub(super) fn compare(&self, next: &Self, proposed: &Files) -> Comparison {
        let posts = self.settings.register.post.iter().map(|demand| &demand.post);
        register::compare((&self.register, &self.files), &next.register, proposed, posts)
    }
}

/// Where the settings stand.
const SETTINGS: &str = "kanhe.toml";

/// Whether the rules are read from the file at this path.
pub fn is_registry(path: &str) -> bool {
    path == SETTINGS
        || is_workflow(path)
        || is_calendar(path)
        || register::is_certificate(path)
        || (REGISTER.iter().any(|prefix| path.starts_with(prefix)) && path.ends_with("/index.md"))
}

const REGISTER: [&str; 3] = ["content/units/", "content/people/", "content/seals/"];

/// Whether a path is one that only the genesis and change requests write: settings, workflows, themes, hooks and the register.
pub fn is_protected(path: &str) -> bool {
    !path.starts_with("content/") || REGISTER.iter().any(|prefix| path.starts_with(prefix))
}

/// Whether a change request may propose a file at this path.
pub(super) fn is_proposable(path: &str) -> bool {
    path == SETTINGS
        || ["workflows/", "themes/", "hooks/"].iter().chain(&REGISTER).any(|prefix| path.starts_with(prefix))
}

fn is_workflow(path: &str) -> bool {
    is_toml_in("workflows/", path)
}

fn is_calendar(path: &str) -> bool {
    is_toml_in("workflows/calendar/", path)
}

fn is_toml_in(folder: &str, path: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|name| !name.contains('/') && std::path::Path::new(name).extension().is_some_and(|e| e == "toml"))
}

fn read_settings(files: &Files) -> Result<Settings, FoundingFault> {
    let fault = |what| FoundingFault { path: SETTINGS.to_owned(), what };
    let bytes = files.get(SETTINGS).ok_or_else(|| fault(FoundingWhat::Missing))?;
    let text = front::text(bytes).map_err(|e| fault(FoundingWhat::File(e)))?;
    Settings::read(text).map_err(|e| match e {
        SettingsFault::Toml(e) => fault(FoundingWhat::File(e)),
        SettingsFault::Field { name, found } => fault(FoundingWhat::Field { field: name, found }),
    })
}
