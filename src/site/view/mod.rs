//! What each page is told: owned, plain data, one struct a template.
//!
//! Every text here is the text itself, never HTML, but for `body` fields, which hold what
//! [`render`](super::markdown::render) made. Every link (`href`) is a site path as [`href`](super::href) explains,
//! but for those inside a `body`. Times arrive formatted, in the office's time zone.

mod account;
mod act;
mod byhand;
mod calendar;
mod collection;
mod desk;
mod face;
mod guide;
mod home;
mod list;
mod number;
mod papers;
mod record;
mod registry;
mod request;
mod revision;
mod seal;
mod search;
mod statistics;
mod subject;
mod workflow;

use serde::Serialize;

pub use account::{
    AccountPage, AccountsPage, AttendancePage, AttendanceRow, ChoiceOption, CodeDrawing, FaultPage, FaultRow,
    FaultsPage, JournalPage, JournalRow, MinePage, MineRow, NoticeKind, NoticesCard, SeenToRow, SessionRow, SignInPage,
    TokenRow, TokensCard, WhatOption,
};
pub use act::{Act, Actor, Fingerprint, Target, TargetKind, Verb, Verdict, Voided};
pub use byhand::{HandBase, HandBox, HandList, HandNotice, HandPage, HandPerson, HandRow, HandSheet, HandUnit};
pub use calendar::{CalendarMonth, CalendarPage, CalendarYear, Day, DayKind, Event, EventKind, MonthPage, MonthView};
pub use collection::{Entry, Facet, FacetBy, FacetOption, ListPage};
pub use desk::{DeskPage, DeskShelf, ShelfKind, ShelfPage};
pub use face::{Face, FaceKind, FaceLine, FaceMark, Glyph};
pub use guide::{
    AboutPage, Ask, Body, BodyKind, BodyUnit, ContentsItem, ContentsPage, ContentsSection, GuidePage, LessonLink,
    LessonPage, ManagedArea,
};
pub use home::{Area, AreaKind, AreaPage, HomePage, Module, Years};
pub use list::{Pager, PagerLink};
pub use number::{Book, BookKind, NumberGiven, NumberRow, NumberYear, NumbersPage, RegisterPage, SerialRow};
pub use papers::{Handover, HandoverState, PaperPage, PaperRow, Papers, PapersPage};
pub use record::{
    AttentionPage, AttentionRow, DayLink, Errand, ErrandKind, Fault, LedgerDay, LedgerMonth, LedgerPage, NotFoundPage,
    StandIn, Unreceived, Urged, VerifyPage, Waiting, WaitingPage, YearPage,
};
pub use registry::{
    Abolished, AccountRow, AskedIn, CertState, Certificate, CertificateRow, CertificatesPage, Change, Contact,
    FormerName, FormerPage, FormerUnit, Given, PeopleGroup, PeoplePage, PermissionRow, PermissionsPage, PersonKind,
    PersonPage, PersonRow, Post, PostHeld, SealRules, UnitPage, UnitRow, UnitsPage,
};
pub use request::{
    DiffKind, DiffLine, FieldChange, Proposed, ProposedKind, Request, RequestRow, RequestsPage, Suspended, Unapproved,
};
pub use revision::{
    FieldPair, FileChange, FileChangeKind, Pair, Piece, PieceKind, RevisionPage, Row, RowKind, Version,
};
pub use seal::{SealCard, SealKind, SealPage, SealRow, SealState, SealUse, SealVerdict, SealsPage};
pub use search::{SearchFacet, SearchHit, SearchOption, SearchPage, SearchResults, SearchSelect};
pub use statistics::{Bar, Chart, ChartLabel, CountRow, HandlingRow, Statistics, StatisticsPage};
pub use subject::{
    Attachment, Badge, BulletinPage, Command, Deliveries, Delivery, DocumentPage, Done, Draft, Ending, ErrorPage,
    Field, FieldValue, FormatRow, Notice, Outdated, Problem, Reader, Related, Repealed, Seat, SeatKind, SeatState,
    Sheet, SignatoryName, Signature, SignatureBlock, State, Step, StepState, Subject, Tally,
};

pub use workflow::{
    Anytime, Diagram, DiagramBox, DiagramBoxKind, DiagramLine, DiagramLineKind, DiagramText, DiagramTextKind,
    FormField, WorkflowPage, WorkflowRow, WorkflowStep, WorkflowsPage,
};

/// What every page is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Base {
    /// The installation's title.
    pub site: String,
    /// The language's BCP 47 tag.
    pub lang: String,
    /// The page's title; empty on the home page.
    pub title: String,
    /// The way to the top of the pages in this language, as [`root`](super::href::root) gives it; absolute on the page of a missing page.
    pub root: String,
    /// The way to the site's top, where the files stand that all languages share.
    pub top: String,
    /// The languages the page can be read in.
    pub languages: Vec<LanguageLink>,
    /// The office's own language, where the page is in another.
    pub record_lang: Option<String>,
    /// The site's main parts.
    pub nav: Vec<NavItem>,
    /// The pages above this one, outermost first.
    pub crumbs: Vec<Link>,
    /// The number of the last act this site was made from.
    pub as_of: u64,
    /// When that act was done.
    pub as_of_time: Option<Time>,
    /// The record's id.
    pub record: String,
    /// The record's verdict as of that number.
    pub standing: Standing,
    /// What stands below every page: help, what this is, everything there is.
    pub foot: Vec<Link>,
    /// What of the page can be subscribed to.
    pub subscribe: Vec<Subscription>,
}

/// Something that can be subscribed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Subscription {
    /// What it is.
    pub kind: SubscriptionKind,
    /// What it is called.
    pub title: String,
    /// Its site path.
    pub href: String,
}

/// What can be subscribed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubscriptionKind {
    /// What came out (Atom).
    Feed,
    /// What takes place and is due (iCalendar).
    Calendar,
}

/// A link to one of the site's main parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NavItem {
    /// Its text.
    pub text: String,
    /// Its site path.
    pub href: String,
    /// Whether the page is in that part.
    pub current: bool,
}

/// The page in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LanguageLink {
    /// The BCP 47 tag.
    pub tag: String,
    /// The language's own name for itself.
    pub name: String,
    /// The path from the site's top.
    pub href: String,
    /// Whether it is the language of this page.
    pub current: bool,
}

/// A link within the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Its text.
    pub text: String,
    /// Its site path.
    pub href: String,
}

/// A moment or a day, formatted for people and for machines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Time {
    /// RFC 3339, or `2026-03-02` for a day.
    pub iso: String,
    /// For people, such as `2026年3月2日 09:30`.
    pub text: String,
}

/// When something has to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    /// When; none in a year whose working days are not known yet.
    pub time: Option<Time>,
    /// Whether a leader has set it (批示).
    pub instructed: bool,
}

/// A verdict on the whole record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Every rule held.
    Valid,
    /// At least one rule was broken.
    Invalid,
    /// Something needed is not there.
    Incomplete,
    /// Nobody has looked yet.
    #[default]
    Unknown,
}
