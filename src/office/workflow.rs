//! Workflows: the office's rules for one collection as data (`workflows/<collection>.toml`, `docs/workflows.md`).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::act::{CHANGES, Verb};
use super::front;
use super::title::Title;
use super::violation::{FoundingFault, FoundingWhat};
use crate::id::{Sha256, Slug};

/// The rules of one collection.
#[derive(Debug, Clone, PartialEq)]
pub struct Workflow {
    /// The collection.
    pub collection: Slug,
    /// The digest of the file: running subjects keep the version they began with.
    pub version: Sha256,
    /// The file's bytes.
    pub(super) source: Vec<u8>,
    /// What the collection is called.
    pub title: Title,
    /// How documents are numbered, if they are.
    pub numbering: Option<Numbering>,
    /// The form.
    pub fields: Vec<Field>,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// How document numbers (发文字号) are written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbering {
    /// `{code}`, `{year}` and after it `{n}`, each exactly once, and no digits.
    pub pattern: String,
    /// Other patterns by the form's `kind`.
    #[serde(default)]
    pub kind: BTreeMap<String, String>,
}

/// A field of the form (表单项).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its key in the front matter.
    pub name: Slug,
    /// What people call it.
    pub label: Title,
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: FieldKind,
    /// A list of such values.
    #[serde(default)]
    pub list: bool,
    /// Must be there.
    #[serde(default)]
    pub required: bool,
    /// The longest text, in characters.
    pub max: Option<usize>,
    /// What may be chosen.
    #[serde(default)]
    pub choices: Vec<String>,
    /// What a new draft begins with.
    pub default: Option<String>,
    /// A word of help.
    pub help: Option<Title>,
}

/// The kind of value in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// A day, `2026-03-02`.
    Date,
    /// A whole number.
    Number,
    /// One of the choices.
    Choice,
    /// A unit's slug.
    Unit,
    /// A person's slug.
    Person,
    /// A file that stands beside `index.md`.
    File,
}

impl FieldKind {
    /// The word in a workflow file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "date",
            Self::Number => "number",
            Self::Choice => "choice",
            Self::Unit => "unit",
            Self::Person => "person",
            Self::File => "file",
        }
    }
}

/// A step (环节).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name in acts.
    pub name: Slug,
    /// What people call it.
    pub title: Title,
    /// Who is asked.
    pub who: Vec<Who>,
    /// How many of them it takes.
    pub rule: Rule,
    /// What they may do.
    pub verbs: Vec<Verb>,
}

impl Step {
    /// The act that carries the subject on to the next step.
    pub fn forward(&self) -> Verb {
        if self.verbs.contains(&Verb::Issue) {
            Verb::Issue
        } else if self.verbs.contains(&Verb::Seal) {
            Verb::Seal
        } else if self.verbs.contains(&Verb::Execute) {
            Verb::Execute
        } else {
            Verb::Approve
        }
    }
}

/// Who is asked in a step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Who {
    /// Everybody who holds a post.
    Post {
        /// The post's name.
        post: Slug,
        /// In which unit.
        of: UnitRef,
    },
    /// Every custodian of a seal of a unit.
    Custodian {
        /// Of which unit.
        custodian: UnitRef,
    },
}

/// A unit, named or by its part in the subject.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Slug")]
pub enum UnitRef {
    /// The drafter's home unit (拟稿人所在单位).
    Drafter,
    /// The unit in the form's field `unit` (发文机关), else the drafter's.
    Issuer,
    /// A named unit.
    Named(Slug),
}

impl From<Slug> for UnitRef {
    fn from(slug: Slug) -> Self {
        match slug.as_str() {
            "drafter" => Self::Drafter,
            "issuer" => Self::Issuer,
            _ => Self::Named(slug),
        }
    }
}

/// How many of those asked it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Every one (会签).
    All,
    /// The first (或签).
    Any,
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: u32,
    title: Title,
    numbering: Option<Numbering>,
    #[serde(default)]
    field: Vec<Field>,
    #[serde(default)]
    step: Vec<Step>,
}

impl Workflow {
    /// Reads `workflows/<collection>.toml`. All faults that can be told apart are told.
    pub fn read(path: &str, bytes: &[u8]) -> Result<Self, Vec<FoundingFault>> {
        let fault = |what| FoundingFault { path: path.to_owned(), what };
        let stem = path.rsplit('/').next().unwrap_or_default();
        let stem = stem.strip_suffix(".toml").unwrap_or(stem);
        let collection: Slug = stem.parse().map_err(|_| vec![fault(FoundingWhat::Slug { found: stem.to_owned() })])?;
        let written: Written =
            front::text(bytes).and_then(|text| front::toml(text, 1)).map_err(|e| vec![fault(FoundingWhat::File(e))])?;
        let workflow = Self {
            collection,
            version: Sha256::of(bytes),
            source: bytes.to_vec(),
            title: written.title,
            numbering: written.numbering,
            fields: written.field,
            steps: written.step,
        };
        let mut faults = Vec::new();
        if written.format != 1 {
            faults.push(FoundingWhat::Field { field: "format", found: written.format.to_string() });
        }
        if matches!(
            workflow.collection.as_str(),
            "units" | "people" | "seals" | "ledger" | "verify" | "waiting" | "drafts" | "files" | "assets"
        ) {
            faults.push(FoundingWhat::Slug { found: workflow.collection.to_string() });
        }
        workflow.check(&mut faults);
        if faults.is_empty() { Ok(workflow) } else { Err(faults.into_iter().map(fault).collect()) }
    }

    fn check(&self, faults: &mut Vec<FoundingWhat>) {
        let mut wrong = |field, found: &str| faults.push(FoundingWhat::Field { field, found: found.to_owned() });
        if !self.title.is_complete() {
            wrong("title", "zh-CN");
        }
        for (i, field) in self.fields.iter().enumerate() {
            let name = field.name.as_str();
            if self.fields[..i].iter().any(|other| other.name == field.name) {
                wrong("field.name", name);
            }
            if !field.label.is_complete() {
                wrong("field.label", name);
            }
            if (field.kind == FieldKind::Choice) == field.choices.is_empty() {
                wrong("field.choices", name);
            }
            if field.default.as_ref().is_some_and(|d| !field.choices.is_empty() && !field.choices.contains(d)) {
                wrong("field.default", name);
            }
        }
        let title = self.field("title");
        if !title.is_some_and(|field| field.required && field.kind == FieldKind::Text && !field.list) {
            wrong("field", "title");
        }
        if self.field("unit").is_some_and(|field| field.kind != FieldKind::Unit || field.list) {
            wrong("field.type", "unit");
        }
        if self.steps.is_empty() {
            wrong("step", "");
        }
        for (i, step) in self.steps.iter().enumerate() {
            let name = step.name.as_str();
            if self.steps[..i].iter().any(|other| other.name == step.name) {
                wrong("step.name", name);
            }
            if !step.title.is_complete() {
                wrong("step.title", name);
            }
            if step.who.is_empty() {
                wrong("step.who", name);
            }
            self.check_verbs(i, step, &mut wrong);
        }
        // What a request proposes is executed last, after somebody has approved it, and nowhere else (A4).
        let executes: Vec<usize> =
            (0..self.steps.len()).filter(|at| self.steps[*at].forward() == Verb::Execute).collect();
        let right = if self.collection.as_str() == CHANGES {
            self.steps.len() > 1 && executes == [self.steps.len() - 1]
        } else {
            executes.is_empty()
        };
        if !right {
            wrong("step.verbs", Verb::Execute.word());
        }
        let issues = self.steps.iter().filter(|step| step.forward() == Verb::Issue).count();
        if issues > 1 || (issues == 1) != self.numbering.is_some() {
            wrong("numbering", &issues.to_string());
        }
        for pattern in self.numbering.iter().flat_map(|n| n.kind.values().chain([&n.pattern])) {
            if !pattern_is_good(pattern) {
                wrong("numbering.pattern", pattern);
            }
        }
    }

    /// A step goes forward in one way; sealing comes after signing off and is done by custodians (F11). What is signed off does
    /// not go back: its drafter could not revise it. One person signs off, one seal is put, one operator executes in a step.
    fn check_verbs(&self, i: usize, step: &Step, wrong: &mut impl FnMut(&'static str, &str)) {
        let name = step.name.as_str();
        let goes_on = |v: &&Verb| matches!(v, Verb::Approve | Verb::Issue | Verb::Seal | Verb::Execute);
        let forward = step.verbs.iter().filter(goes_on).count();
        let known = |verb: &Verb| match verb {
            Verb::Approve | Verb::Disagree | Verb::Read | Verb::Return | Verb::Issue | Verb::Seal | Verb::Execute => {
                true
            }
            Verb::Found | Verb::Submit | Verb::Revise | Verb::Withdraw | Verb::Affirm => false,
        };
        if forward != 1 || !step.verbs.iter().all(known) {
            wrong("step.verbs", name);
        }
        let custodian = |who: &Who| matches!(who, Who::Custodian { .. });
        let seals = step.forward() == Verb::Seal;
        if seals && (step.verbs.len() > 1 || !step.who.iter().all(custodian)) {
            wrong("step.verbs", name);
        }
        let issued = self.steps[..i].iter().any(|before| before.forward() == Verb::Issue);
        if seals && !issued {
            wrong("step", name);
        }
        if issued && !seals && step.verbs.iter().any(|verb| matches!(verb, Verb::Disagree | Verb::Read | Verb::Return))
        {
            wrong("step.verbs", name);
        }
        if step.forward() != Verb::Approve && step.rule == Rule::All {
            wrong("step.rule", name);
        }
    }

    /// The path of its file.
    pub(super) fn path(&self) -> String {
        format!("workflows/{}.toml", self.collection)
    }

    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name.as_str() == name)
    }

    /// The number pattern for a kind of document.
    pub fn pattern(&self, kind: Option<&str>) -> Option<&str> {
        let numbering = self.numbering.as_ref()?;
        Some(kind.and_then(|kind| numbering.kind.get(kind)).unwrap_or(&numbering.pattern))
    }
}

/// `{code}`, `{year}` and after it `{n}`, each once, no other braces and no digits. Codes have no digits either: so a number is
/// of one register only, and no two registers give the same (H1).
fn pattern_is_good(pattern: &str) -> bool {
    let once = |hole: &str| pattern.matches(hole).count() == 1;
    let rest = pattern.replace("{n}", "").replace("{year}", "").replace("{code}", "");
    let in_order = pattern.find("{year}") < pattern.find("{n}");
    let bare = !rest.contains(|c: char| c.is_ascii_digit() || matches!(c, '{' | '}'));
    once("{n}") && once("{year}") && once("{code}") && in_order && bare && crate::id::is_plain(pattern)
}
