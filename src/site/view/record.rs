//! The record as a whole: the ledger, its verification, what waits, and the page that is not there.

use serde::Serialize;

use super::{Act, Actor, Base, Command, Due, Link, Pager, Time};

/// A page of the list of all acts. Template `ledger.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct LedgerPage {
    /// As on every page.
    pub base: Base,
    /// How many acts there are.
    pub count: u64,
    /// How many of them are invalid.
    pub invalid: u64,
    /// Where verification is explained.
    pub verify_href: String,
    /// This page's acts, day by day, the latest first.
    pub days: Vec<LedgerDay>,
    /// The years in which something was done, the latest first; on the first page only.
    pub years: Vec<Link>,
    /// The other pages.
    pub pager: Pager,
}

/// The acts of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LedgerDay {
    /// Its id on the page.
    pub anchor: String,
    /// The day.
    pub day: Time,
    /// The acts.
    pub acts: Vec<Act>,
    /// The numbers of those about what is not for all staff.
    pub held: Vec<u64>,
}

/// The days of a year on which something was done. Template `year.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct YearPage {
    /// As on every page.
    pub base: Base,
    /// The year's name.
    pub name: String,
    /// How many acts there were.
    pub count: u32,
    /// Its months, the latest first.
    pub months: Vec<LedgerMonth>,
    /// The year before.
    pub previous: Option<Link>,
    /// The year after.
    pub next: Option<Link>,
}

/// A month of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LedgerMonth {
    /// Its id on the page.
    pub anchor: String,
    /// Its name.
    pub name: String,
    /// How many acts there were.
    pub count: u32,
    /// Its days, the latest first.
    pub days: Vec<DayLink>,
}

/// A day of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayLink {
    /// Its id on the page.
    pub anchor: String,
    /// The day.
    pub day: Time,
    /// Where its acts begin.
    pub href: String,
    /// How many there are.
    pub count: u32,
}

/// How the record is verified. Template `verify.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct VerifyPage {
    /// As on every page.
    pub base: Base,
    /// The root line.
    pub root_line: String,
    /// The checkpoint line as of this site's number.
    pub checkpoint_line: String,
    /// How to verify with kanhe, and without.
    pub commands: Vec<Command>,
    /// What was found wrong or missing.
    pub faults: Vec<Fault>,
    /// Where all acts are listed.
    pub ledger_href: String,
}

/// Something that was found wrong or missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The rule's code.
    pub code: String,
    /// The act's number, if it is about one.
    pub number: Option<u64>,
    /// The subject, file or ref.
    pub place: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What would be needed instead.
    pub hint: Option<String>,
}

/// Everything that waits for somebody. Template `waiting.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct WaitingPage {
    /// As on every page.
    pub base: Base,
    /// Where the same is counted by unit.
    pub units_href: String,
    /// How much waits in all.
    pub count: usize,
    /// This page's part of it.
    pub waiting: Vec<Waiting>,
    /// The other pages.
    pub pager: Pager,
}

/// What is not received, not read and overdue, by unit (K7, J10). Template `attention.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct AttentionPage {
    /// As on every page.
    pub base: Base,
    /// The units for which something waits, in the order of the tree.
    pub units: Vec<AttentionRow>,
    /// How many deliveries were not received.
    pub count: usize,
    /// The oldest of them.
    pub missing: Vec<Unreceived>,
}

/// What waits for a unit and its people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttentionRow {
    /// The unit, with its desk.
    pub unit: Link,
    /// Documents that it has not received (未签收).
    pub unreceived: usize,
    /// Documents that it has received and not registered (未登记).
    pub unregistered: usize,
    /// What its people were given to read and have not read (未阅).
    pub unread: usize,
    /// What its people have to do (待办).
    pub waiting: usize,
    /// How much of that was due by the last act.
    pub overdue: usize,
}

/// A document that was not received where it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unreceived {
    /// The document.
    pub subject: Link,
    /// Where it was sent.
    pub addressee: Link,
    /// The unit that issued it.
    pub unit: Option<Link>,
    /// When it was sent.
    pub sent: Time,
    /// When it was first opened.
    pub opened: Option<Time>,
    /// Whether they were reminded.
    pub urged: Option<Urged>,
}

/// A subject that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// The subject.
    pub subject: Link,
    /// Its collection's title.
    pub collection: String,
    /// The unit it comes from.
    pub unit: Option<String>,
    /// The title of the step it stands in.
    pub step: String,
    /// Who may act.
    pub who: Vec<Actor>,
    /// Since when.
    pub since: Time,
    /// Whether they were reminded.
    pub urged: Option<Urged>,
    /// When it is due.
    pub due: Option<Due>,
}

/// That somebody was reminded (催办).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Urged {
    /// How often.
    pub count: usize,
    /// When last.
    pub last: Time,
}

/// Something that a person has to do (待办).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Errand {
    /// What he has to do.
    pub kind: ErrandKind,
    /// The subject.
    pub subject: Link,
    /// Its collection's title.
    pub collection: String,
    /// The title of the step it stands in.
    pub step: Option<String>,
    /// Since when.
    pub since: Time,
    /// Whether he was reminded.
    pub urged: Option<Urged>,
    /// When it is due.
    pub due: Option<Due>,
}

/// What somebody has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrandKind {
    /// 办理: decide in a step.
    Decide,
    /// 答复: answer who has consulted him.
    Answer,
    /// 修改: work on what came back to him.
    Back,
    /// 传阅: read.
    Read,
    /// 发送.
    Send,
    /// 重发: it was refused.
    SendAgain,
    /// 签收.
    Receive,
    /// 登记: register what was received.
    Register,
}

impl ErrandKind {
    /// The word in the catalogue, after `site-errand-`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Decide => "decide",
            Self::Answer => "answer",
            Self::Back => "back",
            Self::Read => "read",
            Self::Send => "send",
            Self::SendAgain => "send-again",
            Self::Receive => "receive",
            Self::Register => "register",
        }
    }
}

/// What a person may do in another's place (代理).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandIn {
    /// In whose.
    pub behalf: Actor,
    /// The delegation.
    pub delegation: Link,
    /// Its first day.
    pub since: Time,
    /// Its last day.
    pub until: Time,
    /// What waits for him.
    pub errands: Vec<Errand>,
}

/// The page shown for a page that is not there. Template `404.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct NotFoundPage {
    /// As on every page.
    pub base: Base,
    /// Where one signs in, if a server receives people.
    pub sign_in: Option<String>,
    /// Where one says that something does not work, if a server receives people.
    pub fault: Option<String>,
}
