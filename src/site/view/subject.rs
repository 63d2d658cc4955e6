//! A document, a bulletin or a draft, with everything the record knows about it.

use serde::Serialize;

use super::super::markdown::Heading;
use super::{Act, Actor, Base, Due, Face, Fingerprint, Link, Papers, Request, SealRow, Time, Urged};
use crate::office::Fate;

/// An official document. Template `document.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct DocumentPage {
    /// As on every page.
    pub base: Base,
    /// What is printed on the sheet.
    pub sheet: Sheet,
    /// What the record knows.
    pub subject: Subject,
}

/// A bulletin, or a subject of another collection. Template `bulletin.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct BulletinPage {
    /// As on every page.
    pub base: Base,
    /// Its head.
    pub notice: Notice,
    /// What the record knows.
    pub subject: Subject,
}

/// The sheet of an official document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Sheet {
    /// The issuing unit's name, which the red head shows with 文件 behind it.
    pub issuer: String,
    /// What it is called, if it stays inside (签报): such a paper has no red head.
    pub inside: Option<String>,
    /// The document number; none before it is issued.
    pub number: Option<String>,
    /// 签发人, whom what goes upward (上行文) names.
    pub signer: Option<Actor>,
    /// 紧急程度.
    pub urgency: Option<String>,
    /// The title.
    pub title: String,
    /// The title where its lines may best be broken, as [`Sheet::parts`] gives it.
    pub title_parts: Vec<String>,
    /// 主送.
    pub to: Vec<String>,
    /// 抄送.
    pub cc: Vec<String>,
    /// The unit, date and seal below the text; none before it is issued.
    pub signature: Option<Signature>,
}

impl Sheet {
    /// A title broken by meaning: after the issuing unit's name, or else before its first 关于.
    pub fn parts(title: &str, issuer: &str) -> Vec<String> {
        let after_issuer = if title.starts_with(issuer) { issuer.len() } else { 0 };
        let at = if after_issuer > 0 {
            after_issuer
        } else {
            title.find("关于").or_else(|| title.find("關於")).unwrap_or(0)
        };
        let (by, about) = title.split_at(at);
        [by, about].into_iter().filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }
}

/// What stands below a document's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// The units that sign, the issuing one first.
    pub blocks: Vec<SignatureBlock>,
    /// Who issued it, if a seal of his own was put.
    pub signatory: Option<SignatoryName>,
    /// The date, as `2026年3月2日`.
    pub date: Time,
}

/// A unit that signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignatureBlock {
    /// Its title.
    pub unit: String,
    /// Its seals to draw: only those whose signature held.
    pub faces: Vec<Face>,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignatoryName {
    /// The name.
    pub name: String,
    /// The posts.
    pub post: Option<String>,
    /// The seals of his own to draw.
    pub faces: Vec<Face>,
}

/// The head of a bulletin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Notice {
    /// The title.
    pub title: String,
    /// Its kind.
    pub kind: Option<String>,
    /// 发布范围.
    pub scope: Vec<String>,
    /// 有效期至.
    pub until: Option<Time>,
    /// Whether that day is over.
    pub expired: bool,
    /// The unit that publishes it.
    pub unit: Option<Link>,
    /// The person who wrote it.
    pub person: Option<Actor>,
    /// When it was published, or handed in.
    pub date: Option<Time>,
}

/// What the record knows of a subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Subject {
    /// Its id.
    pub id: String,
    /// Where it stands.
    pub badge: Badge,
    /// Set when it is not in the record.
    pub draft: Option<Draft>,
    /// How it ended, if it is not in force.
    pub ending: Option<Ending>,
    /// What it repeals (同时废止).
    pub repeals: Vec<Repealed>,
    /// The subjects whose forms name it: answers, registrations, papers kept elsewhere.
    pub related: Vec<Related>,
    /// What it registers as received and is in force no more.
    pub outdated: Vec<Outdated>,
    /// What it corrects.
    pub corrects: Vec<Repealed>,
    /// What in it is not as official documents are written, while somebody still checks it.
    pub format: Vec<FormatRow>,
    /// Its text as HTML.
    pub body: String,
    /// The text's headings.
    pub headings: Vec<Heading>,
    /// What it asks to be changed, or suspends.
    pub request: Option<Request>,
    /// The papers from before the record that it hands over.
    pub papers: Option<Papers>,
    /// Its attachments.
    pub attachments: Vec<Attachment>,
    /// The steps of its flow.
    pub steps: Vec<Step>,
    /// To whom it was given to read.
    pub readers: Vec<Reader>,
    /// What became of it where it was sent.
    pub deliveries: Option<Deliveries>,
    /// Every act about it, in order.
    pub acts: Vec<Act>,
    /// Its seals.
    pub seals: Vec<SealRow>,
    /// Its form, field by field.
    pub fields: Vec<Field>,
    /// The digest of its folder.
    pub digest: Option<String>,
    /// How to check all this oneself.
    pub commands: Vec<Command>,
}

/// Where a subject stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Badge {
    /// Its state.
    pub state: State,
    /// The title of the step it stands in.
    pub step: Option<String>,
    /// From which day on it is so, if that was still to come when it was decided.
    pub from: Option<Time>,
}

/// A subject's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// 草稿: not in the record.
    #[default]
    Draft,
    /// 审核中.
    InReview,
    /// 已退回.
    Returned,
    /// 不同意.
    Refused,
    /// 已签发.
    Issued,
    /// 已用印.
    Sealed,
    /// 已发送.
    Sent,
    /// 已执行，待确认: a change request that was carried out and has steps to go.
    Carried,
    /// 已执行: a change request that was carried out.
    Executed,
    /// 已发布: a bulletin that passed its last step.
    Published,
    /// 已办结: any other subject that passed its last step.
    Finished,
    /// 已撤回.
    Withdrawn,
    /// 已终止.
    Terminated,
    /// 已否决.
    Rejected,
    /// 已撤销.
    Voided,
    /// 已废止.
    Repealed,
    /// 已更正.
    Corrected,
    /// 已收回.
    Recalled,
    /// 无效.
    Invalid,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::Draft,
        Self::InReview,
        Self::Returned,
        Self::Refused,
        Self::Issued,
        Self::Sealed,
        Self::Sent,
        Self::Carried,
        Self::Executed,
        Self::Published,
        Self::Finished,
        Self::Withdrawn,
        Self::Terminated,
        Self::Rejected,
        Self::Voided,
        Self::Repealed,
        Self::Corrected,
        Self::Recalled,
        Self::Invalid,
    ];
}

/// A draft's whereabouts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// The file on the author's disk.
    pub path: String,
    /// When it was last saved.
    pub saved: Option<Time>,
}

/// A step of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its title.
    pub title: String,
    /// How far it is.
    pub state: StepState,
    /// Who decided; of a step to come, who would be asked.
    pub who: Vec<Actor>,
    /// How many more would be asked.
    pub more: usize,
    /// How many of them it takes, in words.
    pub rule: Option<String>,
    /// How long it may take, in words.
    pub limit: Option<String>,
    /// When it has to be through, if the subject stands at it.
    pub due: Option<Due>,
    /// When the first has to do something, if nobody has yet.
    pub respond: Option<Due>,
    /// What follows when that has passed, in words.
    pub timeout: Option<String>,
    /// The seats, if the subject stands at it.
    pub seats: Vec<Seat>,
}

/// A seat of the current step (席位).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seat {
    /// Who holds it.
    pub who: Actor,
    /// For whom it was first, if another holds it.
    pub of: Option<Actor>,
    /// Under which titles he is asked.
    pub titles: String,
    /// Whence it is.
    pub kind: SeatKind,
    /// Who has added it.
    pub adder: Option<Actor>,
    /// How it stands.
    pub state: SeatState,
    /// Who was consulted and has not answered.
    pub consults: Option<Actor>,
    /// The act by which it has decided.
    pub act: Option<u64>,
}

/// Whence a seat is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeatKind {
    /// The workflow asks.
    Asked,
    /// 前加签.
    Before,
    /// 后加签.
    After,
    /// 并加签.
    With,
    /// 越级.
    Lift,
    /// The step is overdue.
    Escalated,
}

/// How a seat stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeatState {
    /// It may decide now.
    Open,
    /// It waits for somebody it has consulted.
    Consulting,
    /// Others come first.
    Later,
    /// It has agreed.
    Agreed,
    /// It has disagreed.
    Disagreed,
}

/// Somebody to whom a subject was given to read (传阅).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reader {
    /// Who.
    pub who: Actor,
    /// The act by which he said that he has read it.
    pub read: Option<u64>,
}

/// What became of a document where it was sent (收文情况).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deliveries {
    /// How many stand where, in the order in which that comes; those that none stand at left out.
    pub tally: Vec<Tally>,
    /// Each: units that act on it (主送) first.
    pub rows: Vec<Delivery>,
    /// Whom its form names and it was not sent to, though they are here.
    pub unsent: Vec<String>,
}

/// How many deliveries stand at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Where.
    pub state: Fate,
    /// How many.
    pub count: usize,
}

/// What became of a document at one addressee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Delivery {
    /// The unit or person.
    pub addressee: Link,
    /// Whether it went there as a copy.
    pub is_copy: bool,
    /// The group it was named in.
    pub group: Option<String>,
    /// Where it stands.
    pub state: Fate,
    /// When it was sent, by which act.
    pub sent: Done,
    /// When it was first opened (K5).
    pub opened: Option<Done>,
    /// When it was received or refused.
    pub answered: Option<Done>,
    /// Whether that is what a receipt of another office says, entered then by who is named.
    pub by_receipt: bool,
    /// Why it was refused.
    pub reason: Option<String>,
    /// How often it was refused there before it was sent again.
    pub refused_before: usize,
    /// The subject under which it was registered.
    pub registered: Option<Link>,
    /// When that was done with.
    pub handled: Option<Done>,
    /// Whether who has not answered was reminded.
    pub urged: Option<Urged>,
}

/// When something was done, by whom, and by which act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Done {
    /// The act.
    pub act: u64,
    /// Who.
    pub who: Option<Actor>,
    /// When.
    pub time: Time,
}

/// How a subject ended that is not in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ending {
    /// In which way.
    pub state: State,
    /// From which day on.
    pub from: Option<Time>,
    /// By which act.
    pub act: u64,
    /// Whose it was.
    pub who: Option<Actor>,
    /// When it was done.
    pub time: Option<Time>,
    /// Why.
    pub reason: Option<String>,
    /// By which other subject.
    pub subject: Option<Link>,
}

/// A document that was registered as received and is in force no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outdated {
    /// It.
    pub source: Link,
    /// How it ended.
    pub state: State,
    /// By which other document.
    pub by: Option<Link>,
}

/// A subject whose form names another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Related {
    /// As what it names it: the label of its field.
    pub label: String,
    /// It.
    pub subject: Link,
    /// Where it stands.
    pub badge: Badge,
}

/// Something that is not as official documents are written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormatRow {
    /// The line of `index.md`.
    pub line: Option<usize>,
    /// What, in words.
    pub says: String,
    /// Where it is said how it should be.
    pub clause: String,
}

/// Something that a subject repeals or corrects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repealed {
    /// It.
    pub subject: Link,
    /// Its document number.
    pub number: Option<String>,
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepState {
    /// It is complete.
    Done,
    /// It is the turn of this one.
    Current,
    /// It comes later.
    Ahead,
    /// The flow ended here (不同意, 退回, 撤回).
    Stopped,
}

/// An attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Its file name.
    pub name: String,
    /// Where it is.
    pub href: String,
    /// Its size for people, such as `1.2 MB`.
    pub size: String,
    /// Its digest.
    pub digest: String,
}

/// A field of a subject's form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its label.
    pub label: String,
    /// Its values.
    pub values: Vec<FieldValue>,
}

/// A value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldValue {
    /// What it says.
    pub text: String,
    /// The page of what it names.
    pub href: Option<String>,
}

impl From<String> for FieldValue {
    fn from(text: String) -> Self {
        Self { text, href: None }
    }
}

impl From<Link> for FieldValue {
    fn from(link: Link) -> Self {
        Self { text: link.text, href: Some(link.href) }
    }
}

/// A command for a reader's own shell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Command {
    /// What it does.
    pub about: String,
    /// Its lines.
    pub lines: String,
    /// The certificate it needs, if any.
    pub fingerprint: Option<Fingerprint>,
}

/// A draft that could not be shown. Template `error.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct ErrorPage {
    /// As on every page.
    pub base: Base,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
}

/// Something wrong with a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The rule's code.
    pub code: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What would be needed instead.
    pub hint: Option<String>,
    /// The line's text.
    pub excerpt: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_breaks_by_meaning() {
        assert_eq!(Sheet::parts("青柘市政府关于防汛的通知", "青柘市政府"), ["青柘市政府", "关于防汛的通知"]);
        assert_eq!(Sheet::parts("市政府关于防汛的通知", "青柘市"), ["市政府", "关于防汛的通知"]);
        assert_eq!(Sheet::parts("关于防汛的通知", ""), ["关于防汛的通知"]);
        assert_eq!(Sheet::parts("青柘市政府", "青柘市政府"), ["青柘市政府"]);
        assert!(Sheet::parts("", "").is_empty());
    }
}
