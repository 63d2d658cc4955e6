//! Desks: what a person or a unit has to do, has sent, received and handled.

use serde::Serialize;

use super::{Act, Base, Entry, Errand, Link, Pager, StandIn, Waiting};

/// A desk (办公桌). Template `desk.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct DeskPage {
    /// As on every page.
    pub base: Base,
    /// Whose: a person's or a unit's name.
    pub name: String,
    /// Whether it is a unit's.
    pub of_unit: bool,
    /// The owner's own page.
    pub owner_href: String,
    /// This desk, for somebody who says that it is his.
    pub pick_href: Option<String>,
    /// What a person has to do, the most urgent first.
    pub errands: Vec<Errand>,
    /// What waits for the people of a unit, the most urgent first.
    pub waiting: Vec<Waiting>,
    /// How much waits in all.
    pub waiting_count: usize,
    /// What a person may do in others' places.
    pub stand_ins: Vec<StandIn>,
    /// What was sent, received and handled.
    pub shelves: Vec<DeskShelf>,
}

/// What lies on a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeskShelf {
    /// Which.
    pub kind: ShelfKind,
    /// How much lies there in all.
    pub count: usize,
    /// The latest subjects.
    pub entries: Vec<Entry>,
    /// The latest acts.
    pub acts: Vec<Act>,
    /// Where all of it is, if there is more.
    pub href: Option<String>,
}

/// What lies on a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum ShelfKind {
    /// 已发.
    #[default]
    Sent,
    /// 已收.
    Received,
    /// 已办.
    Handled,
}

/// All that lies on a desk of one kind, page by page. Template `shelf.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct ShelfPage {
    /// As on every page.
    pub base: Base,
    /// Whose.
    pub owner: Option<Link>,
    /// Whether it is a unit's.
    pub of_unit: bool,
    /// Which.
    pub kind: ShelfKind,
    /// How much there is in all; on the first page only.
    pub count: usize,
    /// This page's subjects.
    pub entries: Vec<Entry>,
    /// This page's acts.
    pub acts: Vec<Act>,
    /// The other pages.
    pub pager: Pager,
}
