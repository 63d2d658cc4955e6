//! Workflows: the office's rules for one collection as data (`workflows/<collection>.toml`, `docs/workflows.md`).
//!
//! What a file says is read here; whether it is sound in itself is asked in `check.rs`.

mod agenda;
mod check;
mod explain;
mod who;

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::act::Verb;
use super::docket::Form;
use super::front;
use super::register::Change;
use super::title::Title;
use super::violation::{FoundingFault, FoundingWhat};
use crate::id::{Sha256, Slug};

pub use agenda::Agenda;
pub(super) use explain::distance;
pub use explain::{Flaw, FlawWhat, explain};
pub use who::{Condition, Holds, Named, UnitRef, Who, holds};

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
    /// The unit that owns the module (A12).
    pub owner: Option<Slug>,
    /// How long its subjects are kept.
    pub retention: Option<Retention>,
    /// The field that says who may read them (L2); all staff, if there is none.
    pub audience: Option<Slug>,
    /// The field with the last day on which they may (L16).
    pub audience_until: Option<Slug>,
    /// Whether who carries a subject on confirms that the flow was followed (I8).
    pub confirm: bool,
    /// How long a subject may take in all (J2).
    pub limit: Vec<Limit>,
    /// What its subjects may change, if they are change requests.
    pub changes: Vec<Change>,
    /// Whether its subjects hand over documents from before the record (历史数据, G20).
    pub imports: bool,
    /// The field with the units that issue jointly (联合行文).
    pub joint: Option<Slug>,
    /// The field that names what a subject repeals (G15).
    pub repeals: Option<Slug>,
    /// The field that names what a subject corrects (更正): it takes its place when it is through.
    pub corrects: Option<Slug>,
    /// The field that names the document that a subject registers as received (收文登记, K10).
    pub receives: Option<Slug>,
    /// The field that names the document of another office that a subject enters from a parcel (B13).
    pub parcels: Option<Slug>,
    /// The field that names the document of another office that a subject sends back (退回).
    pub returns: Option<Slug>,
    /// The field that names the sending which a receipt of another office answers.
    pub answers: Option<Slug>,
    /// The field with the day from which on it repeals.
    pub effective: Option<Slug>,
    /// When they take place or are due, for calendars.
    pub calendar: Option<Agenda>,
    /// How documents are numbered, if they are.
    pub numbering: Option<Numbering>,
    /// How subjects are numbered when they are first handed in (登记号), if they are.
    pub serial: Option<String>,
    /// The fields that stand as columns in the registers of sending and receiving (收发文登记簿, K13).
    pub columns: Vec<Slug>,
    /// What may stand beside the text.
    pub files: Option<Beside>,
    /// What the text must have.
    pub body: Option<Body>,
    /// The form.
    pub fields: Vec<Field>,
    /// Who may hand in; everybody, if there is none.
    pub drafters: Vec<Drafters>,
    /// The rules of the house about the form.
    pub checks: Vec<Check>,
    /// The steps, in order.
    pub steps: Vec<Step>,
    /// Who may do what besides the steps.
    pub anytime: BTreeMap<Verb, Vec<Who>>,
}

/// How long subjects are kept (国家档案局令第8号).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Retention {
    /// 永久.
    Y,
    /// 定期30年.
    D30,
    /// 定期10年.
    D10,
}

impl Retention {
    /// The word in a workflow file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Y => "Y",
            Self::D30 => "D30",
            Self::D10 => "D10",
        }
    }
}

/// How long something may take. The file has exactly one of the three.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limit {
    /// By the clock.
    pub hours: Option<u32>,
    /// Within office hours.
    pub working_hours: Option<u32>,
    /// To the end of the office hours of the last of so many working days.
    pub working_days: Option<u32>,
    /// For which forms.
    #[serde(default)]
    pub when: Condition,
}

/// The limit of a list that is for this form.
pub(super) fn limit_for<'a>(limits: &'a [Limit], form: &Form) -> Option<&'a Limit> {
    limits.iter().find(|limit| holds(&limit.when, form))
}

/// What may stand beside the text of a subject.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    /// Endings of names, without dot; any, if not said.
    pub types: Option<Vec<String>>,
    /// How many files.
    pub most: Option<usize>,
}

/// What the text of a subject must have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Headings of the second level, in order (H3).
    #[serde(default)]
    pub headings: Vec<String>,
    /// What a new draft begins with.
    pub template: Option<String>,
}

/// Who may hand in certain forms (L7, L8).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drafters {
    /// Which forms.
    #[serde(default)]
    pub when: Condition,
    /// Who.
    pub who: Vec<Who>,
}

/// A rule of the house about the form (`docs/workflows.md`, "Checks of a draft").
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Its name.
    pub name: Slug,
    /// What the rule is, for people.
    pub says: Title,
    /// For which forms.
    #[serde(default)]
    pub when: Condition,
    /// Fields that must hold something.
    #[serde(default)]
    pub require: Vec<Slug>,
    /// Fields that must not.
    #[serde(default)]
    pub forbid: Vec<Slug>,
    /// Fields with at most so many values.
    #[serde(default)]
    pub most: BTreeMap<Slug, usize>,
    /// Values that a field must not hold.
    #[serde(default)]
    pub exclude: BTreeMap<Slug, Vec<String>>,
    /// Two fields of which the first is not later than the second.
    pub order: Option<(Slug, Slug)>,
    /// Words that must not stand in title or text.
    #[serde(default)]
    pub without: Vec<String>,
    /// A field whose units must stand above the issuing unit.
    pub up: Option<Slug>,
    /// A field whose units must stand below it.
    pub down: Option<Slug>,
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
    /// The smallest number.
    pub least: Option<i64>,
    /// The greatest number.
    pub most: Option<i64>,
    /// What each character of a text must be: `9` a digit, `A` a capital, others themselves.
    pub shape: Option<String>,
    /// Of which collections a subject may be.
    #[serde(default)]
    pub of: Vec<Slug>,
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
    /// A minute, `2026-03-02 09:30`.
    Time,
    /// A whole number.
    Number,
    /// A sentence that the drafter stands for (R9).
    Check,
    /// One of the choices.
    Choice,
    /// A unit's slug.
    Unit,
    /// A person's slug.
    Person,
    /// A seal's slug.
    Seal,
    /// Another subject's id.
    Subject,
    /// A file that stands beside `index.md`.
    File,
    /// Who may read: all staff, units, posts, people ([`Readers`](super::Readers)).
    Audience,
}

impl FieldKind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::Text,
        Self::Date,
        Self::Time,
        Self::Number,
        Self::Check,
        Self::Choice,
        Self::Unit,
        Self::Person,
        Self::Seal,
        Self::Subject,
        Self::File,
        Self::Audience,
    ];

    /// The word in a workflow file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "date",
            Self::Time => "time",
            Self::Number => "number",
            Self::Check => "check",
            Self::Choice => "choice",
            Self::Unit => "unit",
            Self::Person => "person",
            Self::Seal => "seal",
            Self::Subject => "subject",
            Self::File => "file",
            Self::Audience => "audience",
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
    /// For which forms a subject comes through it.
    #[serde(default)]
    pub when: Condition,
    /// Who is asked.
    pub who: Vec<Who>,
    /// Who is asked where `who` names nobody.
    #[serde(default)]
    pub otherwise: Vec<Who>,
    /// How many of them it takes.
    pub rule: Rule,
    /// What they may do.
    pub verbs: Vec<Verb>,
    /// How long it may take (J1).
    #[serde(default, deserialize_with = "one_or_many")]
    pub limit: Vec<Limit>,
    /// How soon the first must do something (J1, T5).
    #[serde(default, deserialize_with = "one_or_many")]
    pub respond: Vec<Limit>,
    /// The next-higher leaders who may sign in the place of the step (I3).
    #[serde(default)]
    pub lift: Vec<Who>,
    /// What follows.
    #[serde(default)]
    pub then: Then,
}

impl Step {
    /// The act that carries the subject on to the next step.
    pub fn forward(&self) -> Verb {
        let carrier = self.verbs.iter().copied().find(|verb| verb.carries_on());
        carrier.unwrap_or(Verb::Read)
    }

    /// Whether it asks for the personal seal of who issued the subject (签发人签名章).
    pub fn is_for_signatory(&self) -> bool {
        matches!(&self.who[..], [Who { named: Named::Signer, .. }])
    }

    /// Whether it is a step for reading only (传阅).
    pub fn is_for_reading(&self) -> bool {
        self.forward() == Verb::Read
    }

    /// Whether an act of this verb agrees in it, so that what comes next rests on it.
    pub fn agrees(&self, verb: Verb) -> bool {
        verb == self.forward() && verb != Verb::Seal
    }
}

/// What follows a step.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Then {
    /// When it is through: `next`, `done` or a later step.
    pub agree: Option<Slug>,
    /// When it fails.
    #[serde(default)]
    pub disagree: Disagreed,
    /// Who else is told of a disagreement (I9).
    #[serde(default)]
    pub inform: Vec<Who>,
    /// When its limit has passed.
    #[serde(default)]
    pub timeout: Timeout,
    /// Who may decide as well then.
    #[serde(default)]
    pub escalate: Vec<Who>,
}

/// What follows when a step fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disagreed {
    /// It is back with its drafter.
    #[default]
    Drafter,
    /// It is rejected for good.
    End,
    /// It goes on all the same.
    Next,
}

/// What follows when a step's limit has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Timeout {
    /// It is shown as overdue.
    #[default]
    Remind,
    /// Others may decide as well.
    Escalate,
    /// It counts as through.
    Pass,
}

/// How many of those asked it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(from = "WrittenRule")]
pub enum Rule {
    /// Every one (会签).
    All,
    /// Every one, one after the other (依次).
    Sequence,
    /// The first (或签).
    Any,
    /// So many.
    AtLeast(u32),
    /// More than so many percent of the weights (票签).
    Vote(u32),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenRule {
    Word(RuleWord),
    AtLeast(AtLeast),
    Vote(Vote),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum RuleWord {
    All,
    Sequence,
    Any,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct AtLeast {
    at_least: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vote {
    vote: u32,
}

impl From<WrittenRule> for Rule {
    fn from(written: WrittenRule) -> Self {
        match written {
            WrittenRule::Word(RuleWord::All) => Self::All,
            WrittenRule::Word(RuleWord::Sequence) => Self::Sequence,
            WrittenRule::Word(RuleWord::Any) => Self::Any,
            WrittenRule::AtLeast(AtLeast { at_least }) => Self::AtLeast(at_least),
            WrittenRule::Vote(Vote { vote }) => Self::Vote(vote),
        }
    }
}

/// One table, or a list of them.
fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Limit>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        One(Limit),
        Many(Vec<Limit>),
    }
    Ok(match Written::deserialize(deserializer)? {
        Written::One(limit) => vec![limit],
        Written::Many(limits) => limits,
    })
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: u32,
    title: Title,
    owner: Option<Slug>,
    retention: Option<Retention>,
    audience: Option<Slug>,
    #[serde(rename = "audience-until")]
    audience_until: Option<Slug>,
    #[serde(default)]
    confirm: bool,
    #[serde(default, deserialize_with = "one_or_many")]
    limit: Vec<Limit>,
    changes: Option<Vec<Change>>,
    #[serde(default)]
    imports: bool,
    joint: Option<Slug>,
    repeals: Option<Slug>,
    corrects: Option<Slug>,
    receives: Option<Slug>,
    parcels: Option<Slug>,
    returns: Option<Slug>,
    answers: Option<Slug>,
    effective: Option<Slug>,
    calendar: Option<Agenda>,
    numbering: Option<Numbering>,
    serial: Option<String>,
    #[serde(default)]
    columns: Vec<Slug>,
    files: Option<Beside>,
    body: Option<Body>,
    #[serde(default)]
    field: Vec<Field>,
    #[serde(default)]
    drafter: Vec<Drafters>,
    #[serde(default)]
    check: Vec<Check>,
    #[serde(default)]
    step: Vec<Step>,
    #[serde(default)]
    anytime: BTreeMap<Verb, Vec<Who>>,
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
        let format = written.format;
        let workflow = Self {
            collection,
            version: Sha256::of(bytes),
            source: bytes.to_vec(),
            title: written.title,
            owner: written.owner,
            retention: written.retention,
            audience: written.audience,
            audience_until: written.audience_until,
            confirm: written.confirm,
            limit: written.limit,
            changes: written.changes.clone().unwrap_or_default(),
            imports: written.imports,
            joint: written.joint,
            repeals: written.repeals,
            corrects: written.corrects,
            receives: written.receives,
            parcels: written.parcels,
            returns: written.returns,
            answers: written.answers,
            effective: written.effective,
            calendar: written.calendar,
            numbering: written.numbering,
            serial: written.serial,
            columns: written.columns,
            files: written.files,
            body: written.body,
            fields: written.field,
            drafters: written.drafter,
            checks: written.check,
            steps: written.step,
            anytime: written.anytime,
        };
        let mut faults = Vec::new();
        if format != 1 {
            faults.push(FoundingWhat::Field { field: "format", found: format.to_string() });
        }
        if written.changes.is_some_and(|changes| changes.is_empty()) {
            faults.push(FoundingWhat::Field { field: "changes", found: String::new() });
        }
        workflow.check(&mut faults);
        if faults.is_empty() { Ok(workflow) } else { Err(faults.into_iter().map(fault).collect()) }
    }

    /// Whether its subjects are change requests.
    pub const fn is_of_requests(&self) -> bool {
        !self.changes.is_empty()
    }

    /// The step in which a change request is carried out.
    pub fn execution(&self) -> Option<usize> {
        self.steps.iter().position(|step| step.forward() == Verb::Execute)
    }

    /// Whether it lets something be carried out first and approved afterwards (紧急变更, C27).
    pub fn is_for_emergencies(&self) -> bool {
        let after = self.execution().map_or(self.steps.len(), |at| at + 1);
        self.steps.iter().skip(after).any(|step| step.forward() == Verb::Approve)
    }

    /// The path of its file.
    pub(super) fn path(&self) -> String {
        format!("workflows/{}.toml", self.collection)
    }

    /// The field that names a document of another office, to enter it or to send it back.
    pub const fn parcel_field(&self) -> Option<&Slug> {
        match &self.parcels {
            Some(field) => Some(field),
            None => self.returns.as_ref(),
        }
    }

    /// Whether what a field says is about another office: later acts are judged by it.
    pub fn speaks_in(&self, field: &str) -> bool {
        [self.parcel_field(), self.answers.as_ref()].into_iter().flatten().any(|name| name.as_str() == field)
    }

    /// Whether its subjects say anything of another office.
    pub const fn speaks_of_others(&self) -> bool {
        self.parcel_field().is_some() || self.answers.is_some()
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

    /// The step of that name, with its place.
    pub fn step(&self, name: &Slug) -> Option<(usize, &Step)> {
        self.steps.iter().enumerate().find(|(_, step)| step.name == *name)
    }

    /// The first step at that place or after it that a subject with this form comes through.
    pub fn step_from(&self, index: usize, form: &Form) -> Option<usize> {
        (index..self.steps.len()).find(|at| holds(&self.steps[*at].when, form))
    }

    /// The step that follows when that one is through; `None` if the subject is through.
    pub fn after(&self, index: usize, form: &Form) -> Option<usize> {
        match self.steps.get(index)?.then.agree.as_ref().map(Slug::as_str) {
            None | Some("next") => self.step_from(index + 1, form),
            Some("done") => None,
            Some(name) => {
                let (at, _) = self.steps.iter().enumerate().find(|(_, step)| step.name.as_str() == name)?;
                self.step_from(at, form)
            }
        }
    }
}
