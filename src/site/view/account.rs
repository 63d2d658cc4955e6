//! Pages for who signs in.

use serde::Serialize;

use super::{Badge, Base, Link, Pager, Time};

/// The page on which somebody signs in, step by step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct SignInPage {
    /// What every page is told.
    pub base: Base,
    /// What is asked for: `password`, `certificate`, `code`, `enrol` or `choose`.
    pub form: &'static str,
    /// What the form carries, so that nobody else's does; none before somebody has given a password.
    pub guard: Option<String>,
    /// Where to go afterwards: a path of the server.
    pub next: String,
    /// What is wrong.
    pub faults: Vec<String>,
    /// The name that was typed.
    pub name: String,
    /// Whether a password is taken.
    pub by_password: bool,
    /// Whether a certificate is taken.
    pub by_certificate: bool,
    /// Whether a proxy says who somebody is.
    pub by_proxy: bool,
    /// Where somebody is sent to the office's own sign-in.
    pub oidc: Option<Link>,
    /// What has to be signed.
    pub challenge: Option<String>,
    /// The command that signs it.
    pub command: Option<String>,
    /// The same as a code that it reads.
    pub code: Option<CodeDrawing>,
    /// What a telephone has to know, in base 32.
    pub secret: Option<String>,
    /// What is asked of a password.
    pub rules: Vec<String>,
}

/// Somebody's own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct AccountPage {
    /// What every page is told.
    pub base: Base,
    /// What the forms carry.
    pub guard: String,
    /// The name.
    pub name: String,
    /// The path of his page in the directory.
    pub href: String,
    /// When the password was chosen.
    pub chosen: String,
    /// Whether there is a second factor.
    pub has_code: bool,
    /// Where he is signed in.
    pub sessions: Vec<SessionRow>,
    /// Whether he sees to others' accounts.
    pub sees_to: bool,
    /// What was done just now.
    pub done: Option<String>,
    /// His tokens, if he may fetch the record with them.
    pub tokens: Option<TokensCard>,
    /// What he is told when something waits for him, if anybody is.
    pub notices: Option<NoticesCard>,
}

/// What somebody chooses to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct NoticesCard {
    /// What, and when.
    pub kinds: Vec<NoticeKind>,
    /// By what.
    pub channels: Vec<ChoiceOption>,
    /// In which language.
    pub languages: Vec<ChoiceOption>,
}

/// A kind of notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeKind {
    /// The field's name.
    pub kind: &'static str,
    /// What people read.
    pub text: String,
    /// When it may be told.
    pub options: Vec<ChoiceOption>,
    /// By what, with "as for the others" first; none, if there is but one channel.
    pub channels: Vec<ChoiceOption>,
}

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChoiceOption {
    /// The word.
    pub value: String,
    /// What people read.
    pub text: String,
    /// Whether it is chosen.
    pub current: bool,
}

/// The tokens of somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct TokensCard {
    /// The one that was made just now. It is nowhere else.
    pub made: Option<String>,
    /// Those he has, the newest first.
    pub rows: Vec<TokenRow>,
    /// Whether he can make another: he is asked for his password.
    pub by_password: bool,
}

/// A token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TokenRow {
    /// What it is called.
    pub name: String,
    /// When it was made.
    pub made: String,
    /// Until when it is good.
    pub until: String,
    /// When it was last used, if it was.
    pub used: Option<String>,
}

/// A place where somebody is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionRow {
    /// Since when.
    pub begun: String,
    /// When he was last seen.
    pub seen: String,
    /// From where.
    pub address: String,
    /// With what program.
    pub agent: String,
}

/// What is not for all staff and somebody may read. Template `mine.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct MinePage {
    /// What every page is told.
    pub base: Base,
    /// How many there are in all.
    pub count: usize,
    /// A page of them.
    pub rows: Vec<MineRow>,
    /// The others.
    pub pager: Pager,
}

/// A subject that is not for all staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MineRow {
    /// The subject.
    pub subject: Link,
    /// The issuing unit's title.
    pub unit: String,
    /// When it was issued, or last dealt with.
    pub date: Time,
    /// Where it stands.
    pub badge: Badge,
    /// Whether it waits for the reader.
    pub waits: bool,
}

/// The accounts that somebody sees to. Template `accounts.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct AccountsPage {
    /// What every page is told.
    pub base: Base,
    /// What the forms carry.
    pub guard: String,
    /// What was looked for.
    pub query: String,
    /// How many there are in all.
    pub count: usize,
    /// A page of them.
    pub rows: Vec<SeenToRow>,
    /// The others.
    pub pager: Pager,
    /// What was done just now.
    pub done: Option<String>,
    /// An initial password, to be seen once.
    pub given: Option<String>,
    /// Whether the journal may be read.
    pub journal: bool,
}

/// Somebody, and how his account is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeenToRow {
    /// The slug.
    pub who: String,
    /// The name, with the page in the directory.
    pub name: Link,
    /// The unit's title.
    pub unit: String,
    /// How the account is: `none`, `initial`, `good`, `locked` or `left`.
    pub state: &'static str,
    /// When he was last there.
    pub seen: Option<String>,
    /// Whether there is a second factor.
    pub has_code: bool,
    /// What can be done: `open`, `reset`, `reset-code`, `unlock`, `sign-out`.
    pub verbs: Vec<&'static str>,
}

/// The journal. Template `journal.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct JournalPage {
    /// What every page is told.
    pub base: Base,
    /// How many lines there are in all.
    pub count: u64,
    /// About whom.
    pub person: String,
    /// What may have happened.
    pub kinds: Vec<WhatOption>,
    /// From which day on.
    pub from: String,
    /// Until which day.
    pub until: String,
    /// Whether those alone that are out of the ordinary.
    pub flagged: bool,
    /// A page of lines, the newest first.
    pub rows: Vec<JournalRow>,
    /// The same as a file.
    pub file: String,
    /// The others.
    pub pager: Pager,
}

/// Something that may have happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhatOption {
    /// The word.
    pub value: &'static str,
    /// What people read.
    pub text: String,
    /// Whether it was asked for.
    pub current: bool,
}

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JournalRow {
    /// When.
    pub time: String,
    /// Whose account it is about.
    pub person: String,
    /// What happened.
    pub what: String,
    /// Who did it, if it was another.
    pub other: String,
    /// From where.
    pub address: String,
    /// About what.
    pub about: String,
    /// What is out of the ordinary.
    pub flags: Vec<String>,
}

/// Who was not there when he had to be. Template `attendance.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct AttendancePage {
    /// What every page is told.
    pub base: Base,
    /// From which day on.
    pub from: String,
    /// Until which day.
    pub until: String,
    /// How many were always there.
    pub good: usize,
    /// The others, who missed most first.
    pub rows: Vec<AttendanceRow>,
    /// Whether the settings ask anything of anybody.
    pub asked: bool,
}

/// Somebody who was not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttendanceRow {
    /// The name, with the page in the directory.
    pub name: Link,
    /// The unit's title.
    pub unit: String,
    /// In how many windows he had to be there.
    pub asked: usize,
    /// In how many he was not.
    pub missed: usize,
    /// The first of these.
    pub windows: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

/// A code for telephones, as a drawing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodeDrawing {
    /// How many dots it is wide and high.
    pub size: usize,
    /// Its dark dots, as the path of a drawing.
    pub path: String,
}

/// The form by which somebody reports that something does not work. Template `fault.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct FaultPage {
    /// What every page is told.
    pub base: Base,
    /// What the form carries of who is signed in.
    pub guard: Option<String>,
    /// The name of who is signed in.
    pub known: Option<String>,
    /// The number under which it was taken in.
    pub sent: Option<i64>,
    /// Why it was not.
    pub wrong: Option<String>,
    /// The name that was typed.
    pub name: String,
    /// The telephone that was typed.
    pub phone: String,
    /// The text that was typed.
    pub text: String,
    /// Whom to call.
    pub support: Option<String>,
}

/// What was reported. Template `faults.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct FaultsPage {
    /// What every page is told.
    pub base: Base,
    /// What the forms carry.
    pub guard: String,
    /// How many there are in all.
    pub count: u64,
    /// Whether what is seen to is listed as well.
    pub is_all: bool,
    /// A page of them.
    pub rows: Vec<FaultRow>,
    /// The others.
    pub pager: Pager,
}

/// A fault that was reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaultRow {
    /// Its number.
    pub number: i64,
    /// When.
    pub time: String,
    /// Whether he was signed in.
    pub known: bool,
    /// Who.
    pub name: String,
    /// Where he can be called.
    pub phone: String,
    /// What is wrong, line by line.
    pub text: Vec<String>,
    /// From where.
    pub address: String,
    /// How far it has come: `open`, `taken` or `done`.
    pub state: &'static str,
    /// Who has brought it there.
    pub by: Option<String>,
    /// When.
    pub since: Option<String>,
    /// How far it can be brought.
    pub verbs: Vec<&'static str>,
}
