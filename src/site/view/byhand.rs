//! What is printed to go on by hand while the record is out of use (T7).

use serde::Serialize;

use super::{Act, Actor, Attachment, Due, Field, Request, Time, Verb};

/// What every printed page is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct HandBase {
    /// The installation's title.
    pub site: String,
    /// The language's BCP 47 tag.
    pub lang: String,
    /// The way to the folder's top.
    pub top: String,
    /// When it was printed.
    pub printed: Option<Time>,
    /// The number of the last act of the record it was printed from.
    pub as_of: u64,
    /// The line that commits to everything up to that act.
    pub checkpoint: String,
    /// How support is reached.
    pub support: Option<String>,
}

/// Sheets to be printed. Template `by-hand.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct HandPage {
    /// What every printed page is told.
    pub base: HandBase,
    /// One for each subject.
    pub sheets: Vec<HandSheet>,
}

/// A subject on its way (办理单).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct HandSheet {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What kind of subject it is.
    pub kind: String,
    /// Its document number, if it has one.
    pub number: Option<String>,
    /// The issuing unit's title.
    pub unit: Option<String>,
    /// Who drafted it.
    pub drafter: Actor,
    /// The step it stands at; none for what is back with its drafter.
    pub step: Option<String>,
    /// Until when it has to be through.
    pub due: Option<Due>,
    /// The form.
    pub fields: Vec<Field>,
    /// What it changes, if it is a change request.
    pub request: Option<Request>,
    /// The text, as HTML.
    pub body: String,
    /// What stands beside it.
    pub attachments: Vec<Attachment>,
    /// What was done so far, the oldest first.
    pub acts: Vec<Act>,
    /// Who is asked now.
    pub asked: Vec<HandBox>,
    /// Who is asked after them.
    pub ahead: Vec<HandBox>,
    /// The digest of what is decided on.
    pub digest: String,
    /// Its beginning, in groups, as people copy it.
    pub code: String,
    /// The command by which a decision is re-entered.
    pub command: String,
}

/// Room for one to write what he decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct HandBox {
    /// In which step.
    pub step: Option<String>,
    /// Who; several where any of them may, nobody where that is not known.
    pub who: Vec<Actor>,
    /// Under which titles he is asked.
    pub titles: String,
    /// What he may decide.
    pub verbs: Vec<Verb>,
}

/// The list of what was printed. Template `by-hand-list.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct HandList {
    /// What every printed page is told.
    pub base: HandBase,
    /// How many sheets there are.
    pub count: usize,
    /// Those who are asked, by unit.
    pub units: Vec<HandUnit>,
}

/// A unit with those of its people who are asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct HandUnit {
    /// Its title.
    pub title: String,
    /// Who is asked.
    pub people: Vec<HandPerson>,
}

/// Somebody who is asked, and for what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct HandPerson {
    /// His name.
    pub name: String,
    /// What waits for him.
    pub rows: Vec<HandRow>,
}

/// A sheet in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct HandRow {
    /// The subject's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The sheet's file.
    pub href: String,
    /// The step.
    pub step: Option<String>,
    /// Until when.
    pub due: Option<Due>,
    /// The beginning of the digest.
    pub code: String,
}

/// The notice to the units (系统停用通知). Template `by-hand-notice.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct HandNotice {
    /// What every printed page is told.
    pub base: HandBase,
    /// The units that run the system and those that supervise it, by their titles.
    pub signers: Vec<String>,
    /// How many sheets there are.
    pub count: usize,
}
