//! What was changed from one version of a subject to the next, side by side.

use serde::Serialize;

use super::{Actor, Base, Link, Time};

/// Two versions of a subject. Template `revision.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct RevisionPage {
    /// As on every page.
    pub base: Base,
    /// The subject.
    pub subject: Option<Link>,
    /// The version before.
    pub old: Version,
    /// The version after.
    pub new: Version,
    /// The titles, if they differ.
    pub title: Option<Pair>,
    /// The fields that differ.
    pub fields: Vec<FieldPair>,
    /// The attachments that differ.
    pub files: Vec<FileChange>,
    /// The text.
    pub rows: Vec<Row>,
    /// The pair of versions before.
    pub previous: Option<String>,
    /// The pair of versions after.
    pub next: Option<String>,
}

/// A version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Version {
    /// For the how manieth time it was handed in, from 1.
    pub round: u32,
    /// The act that handed it in.
    pub number: u64,
    /// Who did.
    pub who: Actor,
    /// When.
    pub time: Option<Time>,
    /// What he said of it.
    pub words: String,
}

/// A text before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Pair {
    /// Before.
    pub old: Vec<Piece>,
    /// After.
    pub new: Vec<Piece>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// What becomes of it.
    pub kind: PieceKind,
    /// It.
    pub text: String,
}

/// What becomes of a piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PieceKind {
    /// It stays.
    Kept,
    /// It goes.
    Gone,
    /// It comes.
    Come,
    /// It stays and is left out here.
    Left,
}

/// A field before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldPair {
    /// What it is called.
    pub label: String,
    /// What it held.
    pub text: Pair,
}

/// An attachment that is another, came or went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileChange {
    /// Its name.
    pub name: String,
    /// What became of it.
    pub kind: FileChangeKind,
}

/// What became of an attachment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileChangeKind {
    /// It came.
    Added,
    /// Its bytes are others.
    Changed,
    /// It went.
    Removed,
}

/// A line of the text, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What becomes of it.
    pub kind: RowKind,
    /// Before.
    pub old: Vec<Piece>,
    /// After.
    pub new: Vec<Piece>,
    /// How many lines are left out here.
    pub left: usize,
}

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowKind {
    /// It stays.
    Kept,
    /// It is another.
    Changed,
    /// It goes.
    Gone,
    /// It comes.
    Come,
    /// Lines that stay are left out here.
    Left,
}
