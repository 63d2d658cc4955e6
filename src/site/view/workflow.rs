//! Workflows: what the office's rules are, drawn and listed.

use serde::Serialize;

use super::{Base, Link, Statistics, Verb};

/// All collections. Template `workflows.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct WorkflowsPage {
    /// As on every page.
    pub base: Base,
    /// The collections.
    pub rows: Vec<WorkflowRow>,
    /// Where what was asked to be changed in register and rules is.
    pub requests_href: String,
}

/// A collection in the list of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkflowRow {
    /// The collection's workflow.
    pub workflow: Link,
    /// The list of its subjects.
    pub list_href: String,
    /// The unit that owns it (A12).
    pub owner: Option<Link>,
    /// How many are on their way.
    pub open: usize,
    /// How many are through.
    pub finished: usize,
    /// How long they are kept.
    pub retention: Option<String>,
}

/// A collection's workflow. Template `workflow.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct WorkflowPage {
    /// As on every page.
    pub base: Base,
    /// What the collection is called.
    pub name: String,
    /// The list of its subjects.
    pub list_href: String,
    /// The unit that owns it.
    pub owner: Option<Link>,
    /// How long its subjects are kept.
    pub retention: Option<String>,
    /// How long a subject may take in all.
    pub limit: Option<String>,
    /// How documents are numbered.
    pub patterns: Vec<String>,
    /// Whether who carries a subject on confirms that the flow was followed (I8).
    pub confirm: bool,
    /// Who may hand in.
    pub drafters: Vec<String>,
    /// The way, drawn.
    pub diagram: Diagram,
    /// The steps.
    pub steps: Vec<WorkflowStep>,
    /// The form.
    pub fields: Vec<FormField>,
    /// The rules of the house about the form.
    pub checks: Vec<String>,
    /// Who may do what besides the steps.
    pub anytime: Vec<Anytime>,
    /// What its subjects took.
    pub statistics: Statistics,
}

/// A step of a workflow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkflowStep {
    /// Its title.
    pub title: String,
    /// On which condition a subject comes to it.
    pub when: Option<String>,
    /// Who is asked.
    pub who: String,
    /// How many of them it takes.
    pub rule: String,
    /// What they may do.
    pub verbs: Vec<Verb>,
    /// How long it may take.
    pub limit: Option<String>,
    /// How soon the first must do something.
    pub respond: Option<String>,
    /// What follows.
    pub then: Vec<String>,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormField {
    /// What people call it.
    pub label: String,
    /// The name of its kind.
    pub sort: String,
    /// Whether it must be there.
    pub required: bool,
    /// A word of help.
    pub help: Option<String>,
}

/// Who may do something besides the steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Anytime {
    /// What.
    pub verb: Verb,
    /// Who.
    pub who: String,
}

/// A drawing of boxes and lines, in units of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Diagram {
    /// What it shows.
    pub name: String,
    /// The same at more length.
    pub note: String,
    /// How wide.
    pub width: u32,
    /// How high.
    pub height: u32,
    /// Lines.
    pub lines: Vec<DiagramLine>,
    /// Boxes, over the lines.
    pub boxes: Vec<DiagramBox>,
    /// Texts, over the boxes.
    pub texts: Vec<DiagramText>,
}

/// A line of a drawing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiagramLine {
    /// What it says.
    pub kind: DiagramLineKind,
    /// Its path.
    pub path: String,
    /// The path of its head.
    pub head: Option<String>,
}

/// What a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DiagramLineKind {
    /// What comes next.
    Way,
    /// Past a step that not everything comes through.
    Past,
    /// To a later step.
    Onward,
    /// Back to the drafter.
    Back,
}

/// A box of a drawing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiagramBox {
    /// What it holds.
    pub kind: DiagramBoxKind,
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
    /// How wide.
    pub width: u32,
    /// How high.
    pub height: u32,
    /// How round its corners are.
    pub round: u32,
}

/// What a box holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DiagramBoxKind {
    /// The beginning or the end.
    End,
    /// A step.
    Step,
    /// A step that not everything comes through.
    Maybe,
    /// A condition.
    Condition,
}

/// A text of a drawing, around its middle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiagramText {
    /// What it says.
    pub kind: DiagramTextKind,
    /// Its middle.
    pub x: u32,
    /// The line it stands on.
    pub y: u32,
    /// It.
    pub text: String,
}

/// What a text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DiagramTextKind {
    /// What a box is called.
    Title,
    /// Who is asked.
    Who,
    /// The rule and the limit.
    Rule,
    /// What follows.
    Then,
    /// A condition.
    Condition,
}
