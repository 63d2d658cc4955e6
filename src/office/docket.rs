//! The docket (办理单): where one subject stands, folded from the valid acts about it.
//!
//! ```text
//!          submit          step through           issue            last step through          void, repeal, recall
//!  (nothing) ────▶ At(0) ──────────────▶ At(n) ─────────▶ At(m) ────────────────────▶ Done ──────────────▶ Done, ended
//!                   │  ▲
//!   return, disagree│  │ revise, reply
//!                   ▼  │
//!                 Back(why)      withdraw ──▶ Withdrawn    terminate ──▶ Terminated    disagree to the end ──▶ Rejected
//! ```
//!
//! Transitions are made in `judge/` only.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::act::{How, Verb};
use super::delivery::{Addressee, Delivery, Opening, Recipient};
use super::register::Change;
use crate::id::{Fingerprint, Sha256, Slug, SubjectId};

/// Where a subject stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Docket {
    /// The subject.
    pub subject: SubjectId,
    /// The version of the workflow it runs under.
    pub workflow: Sha256,
    /// Who submitted it (拟稿人).
    pub drafter: Slug,
    /// The drafter's home unit when he submitted it.
    pub drafter_unit: Slug,
    /// The issuing unit (发文机关).
    pub issuer: Slug,
    /// The title last handed in.
    pub title: String,
    /// The form last handed in.
    pub form: Form,
    /// The digest of the folder last handed in: what approvals are about.
    pub digest: Sha256,
    /// The act that handed it in.
    pub content_seq: u64,
    /// When that was.
    pub content_time: i64,
    /// How often it was handed in, counted from 1.
    pub round: u32,
    /// Where it is on its way.
    pub place: Place,
    /// What was done in the current step.
    pub turn: Turn,
    /// What it changes, if it is a change request or a report of a loss.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Request>,
    /// The act that carried it out (执行).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub executed: Option<u64>,
    /// The steps it has passed since it was handed in, but for those it has to pass again.
    pub passed: BTreeSet<usize>,
    /// The steps to which it goes straight back, the next one last.
    pub resume: Vec<usize>,
    /// The time limit a leader set instead of the workflow's (J2).
    pub instructed: Option<i64>,
    /// What stood before the act that moved it last, if that can be taken back.
    pub before: Option<Box<Before>>,
    /// The number given when it was signed off.
    pub number: Option<Number>,
    /// The number under which its unit registered it when it was first handed in (登记号).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serial: Option<Number>,
    /// The act that signed it off.
    pub issued: Option<u64>,
    /// The seals put, each with the act that put it.
    pub seals: BTreeMap<Slug, u64>,
    /// To whom it was given to read, each with the act by which he read it.
    pub readers: BTreeMap<Slug, Option<u64>>,
    /// What became of it where it was sent (K1–K11).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub deliveries: BTreeMap<Addressee, Delivery>,
    /// How it stopped being in force.
    pub ended: Option<Ended>,
    /// Every valid act about it, in order.
    pub trail: Vec<Mark>,
}

/// What a change request changes, or a report of a loss suspends, as it was found when it was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Request {
    /// The kinds of change.
    pub changes: BTreeSet<Change>,
    /// The units concerned.
    pub concerned: BTreeSet<Slug>,
    /// Who gains by it: nobody authorises himself.
    pub gains: BTreeSet<Slug>,
    /// The certificates it suspends (挂失).
    pub suspends: BTreeSet<Fingerprint>,
    /// The files it proposes.
    pub paths: Vec<String>,
}

/// What was done in a step since the subject came to it. Everything is by seat: the slug of the person it was first for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Turn {
    /// Since when, in seconds since 1970.
    pub since: i64,
    /// Which seats have decided, how, and with which act.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub decided: BTreeMap<Slug, Said>,
    /// The seats that somebody else holds (转办).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub moved: BTreeMap<Slug, Slug>,
    /// The seats that wait for an answer, and whose (委派).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub consults: BTreeMap<Slug, Slug>,
    /// The seats that were added (加签).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub added: BTreeMap<Slug, Added>,
    /// Whether one of those asked has done something.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub responded: bool,
}

/// What a seat has decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// With which act.
    pub seq: u64,
    /// Whether it agreed.
    pub agreed: bool,
}

/// How a seat was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// By which seat.
    pub by: Slug,
    /// In which place to it.
    pub how: How,
}

/// What stood before an act that can be taken back (拿回).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// The act.
    pub seq: u64,
    /// Whose seat it was, or who handed in.
    pub person: Slug,
    /// Who did it in his place.
    pub delegate: Option<Slug>,
    /// Where the subject stood.
    pub place: Place,
    /// In what state the step was.
    pub turn: Turn,
    /// Where it would have gone back to.
    pub resume: Vec<usize>,
    /// Whether it was issued.
    pub issued: Option<u64>,
    /// The steps it had passed.
    pub passed: BTreeSet<usize>,
    /// The acts it made void.
    pub voided: Vec<u64>,
}

/// How a subject that was through stopped being in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// In which way.
    pub how: End,
    /// By which act.
    pub seq: u64,
    /// From which day on, `2026-03-02`; what is void is so from the start.
    pub from: Option<String>,
    /// By which other subject.
    pub by: Option<SubjectId>,
}

/// The ways in which a subject stops being in force (条例 art. 34).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// 撤销: void from the start.
    Voided,
    /// 废止: no longer in force from a day on.
    Repealed,
    /// 更正: another took its place, and both stay to be seen.
    Corrected,
    /// 收回: a delegation that ended early.
    Recalled,
}

/// The values of a form.
pub type Form = BTreeMap<String, Value>;

/// A value of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// One.
    One(String),
    /// A list.
    Many(Vec<String>),
}

impl Value {
    /// Its parts, one or many.
    pub fn parts(&self) -> &[String] {
        match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::Many(list) => list,
        }
    }
}

/// Where a subject is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// At the step of that index.
    At(usize),
    /// Back with the drafter.
    Back(Back),
    /// Through all steps.
    Done,
    /// Taken back by the drafter.
    Withdrawn,
    /// Ended on the way.
    Terminated,
    /// Refused for good.
    Rejected,
}

/// Why a subject is back with its drafter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Back {
    /// 退回.
    Returned,
    /// 不同意.
    Disagreed,
    /// 已阅, which counts as 不同意 (I6).
    OnlyRead,
    /// 拿回: the drafter has taken it back to work on it.
    TakenBack,
}

/// A document number (发文字号).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// As it is written, `临政发〔2026〕3号`.
    pub text: String,
    /// The register it counts in: the number with `{n}` in its place.
    pub register: String,
    /// The serial.
    pub n: u32,
}

/// One act in a docket's trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The act's number.
    pub seq: u64,
    /// When, seconds since 1970 as claimed.
    pub time: i64,
    /// Who.
    pub person: Slug,
    /// In whose place (代理).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behalf: Option<Slug>,
    /// As holder of which posts or seals he was asked, in words fit for a page (`局长`); empty for the drafter.
    pub capacity: Vec<String>,
    /// What.
    pub verb: Verb,
    /// In which step.
    pub step: Option<Slug>,
    /// When it came to that step, and when it was due there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<i64>,
    /// Until when it had to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<i64>,
    /// The people or the step it names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Slug>,
    /// Whom it names as recipients, and whom for a copy.
    #[serde(default, skip_serializing_if = "Addresses::is_empty")]
    pub addresses: Addresses,
    /// In which place somebody was added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<How>,
    /// Whether it was to come straight back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub straight: bool,
    /// The opinion, or the reason of an act that has no opinion.
    pub words: String,
    /// The reason of an act that has an opinion as well: why it was late (J3).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The act up to which the way was looked at (I8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirms: Option<u64>,
    /// The seal put.
    pub seal: Option<Slug>,
    /// The act that made this one void.
    pub void_by: Option<u64>,
    /// The certificate that signed it.
    pub signer: Fingerprint,
    /// The seal's certificate, if a seal was put.
    pub sealed_with: Option<Fingerprint>,
    /// The unit for which a seal was put.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed_for: Option<Slug>,
    /// The act that this one affirms.
    pub affirms: Option<u64>,
}

/// Whom an act of sending or receiving names.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Addresses {
    /// 主送; of what receives, the one addressee.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Recipient>,
    /// 抄送.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<Recipient>,
    /// Who opened it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub openings: Vec<Opening>,
}

impl Addresses {
    /// Whether it names nobody.
    const fn is_empty(&self) -> bool {
        self.to.is_empty() && self.copies.is_empty() && self.openings.is_empty()
    }
}

impl Mark {
    /// Whether it was done after it was due.
    pub fn is_late(&self) -> bool {
        self.due.is_some_and(|due| self.time > due)
    }
}

/// A subject's state in one word of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// 审核中.
    InReview,
    /// 已退回.
    Returned,
    /// 不同意.
    Refused,
    /// 已签发, the seal not yet put.
    Issued,
    /// 已用印.
    Sealed,
    /// 已发送.
    Sent,
    /// 已执行，待确认: a change request that was carried out and has steps to go.
    Carried,
    /// 已执行: a change request that was carried out.
    Executed,
    /// 已办结, for what needs no seal: 已发布.
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
}

impl Stage {
    /// The word used in data and style names.
    pub const fn word(self) -> &'static str {
        match self {
            Self::InReview => "in-review",
            Self::Returned => "returned",
            Self::Refused => "refused",
            Self::Issued => "issued",
            Self::Sealed => "sealed",
            Self::Sent => "sent",
            Self::Carried => "carried",
            Self::Executed => "executed",
            Self::Finished => "finished",
            Self::Withdrawn => "withdrawn",
            Self::Terminated => "terminated",
            Self::Rejected => "rejected",
            Self::Voided => "voided",
            Self::Repealed => "repealed",
            Self::Corrected => "corrected",
            Self::Recalled => "recalled",
        }
    }
}

impl Docket {
    /// The state in one word.
    pub fn stage(&self) -> Stage {
        match self.place {
            Place::At(_) if self.issued.is_some() => Stage::Issued,
            Place::At(_) if self.executed.is_some() => Stage::Carried,
            Place::At(_) => Stage::InReview,
            Place::Back(Back::Returned | Back::TakenBack) => Stage::Returned,
            Place::Back(Back::Disagreed | Back::OnlyRead) => Stage::Refused,
            Place::Withdrawn => Stage::Withdrawn,
            Place::Terminated => Stage::Terminated,
            Place::Rejected => Stage::Rejected,
            Place::Done => match self.ended.as_ref().map(|ended| ended.how) {
                Some(End::Voided) => Stage::Voided,
                Some(End::Repealed) => Stage::Repealed,
                Some(End::Corrected) => Stage::Corrected,
                Some(End::Recalled) => Stage::Recalled,
                None if self.executed.is_some() => Stage::Executed,
                None if !self.deliveries.is_empty() => Stage::Sent,
                None if self.seals.is_empty() => Stage::Finished,
                None => Stage::Sealed,
            },
        }
    }

    /// How often an addressee sent the document back (退回) before that act sent it there.
    pub fn refused_before(&self, addressee: &Addressee, sent: u64) -> usize {
        let named = Recipient::from(addressee.clone());
        let refusals = self.trail.iter().filter(|mark| mark.verb == Verb::Refuse && mark.seq < sent);
        refusals.filter(|mark| mark.addresses.to.contains(&named)).count()
    }

    /// How often whoever is asked since then was reminded (催办), and when last, if at all.
    pub fn urged_since(&self, since: i64) -> Option<(usize, i64)> {
        // Several acts may be of one second: what was urged before it came to wait is past.
        let begun = self.trail.iter().rposition(|mark| mark.verb != Verb::Urge && mark.time == since);
        let later = self.trail.get(begun.map_or(0, |at| at + 1)..).unwrap_or_default();
        let mut urges = later.iter().rev().filter(|mark| mark.verb == Verb::Urge && mark.time >= since);
        urges.next().map(|last| (1 + urges.count(), last.time))
    }

    /// The units that a change request or a report of a loss concerns.
    pub fn concerned(&self) -> impl Iterator<Item = &Slug> {
        self.request.iter().flat_map(|request| &request.concerned)
    }

    /// Whether a person gains by it.
    pub fn would_gain(&self, person: &Slug) -> bool {
        self.request.as_ref().is_some_and(|request| request.gains.contains(person))
    }

    /// Whether what it reports lost is suspended by it.
    pub fn suspends(&self) -> bool {
        let lifted = self.place == Place::Rejected
            || self.ended.as_ref().is_some_and(|ended| matches!(ended.how, End::Voided | End::Repealed));
        !lifted && self.request.as_ref().is_some_and(|request| !request.suspends.is_empty())
    }

    /// Whether it was declared void (作废).
    pub fn is_void(&self) -> bool {
        self.ended.as_ref().is_some_and(|ended| ended.how == End::Voided)
    }

    /// Whether it has come to nothing, so that what it named is free.
    pub fn is_gone(&self) -> bool {
        self.is_void() || matches!(self.place, Place::Withdrawn | Place::Terminated | Place::Rejected)
    }

    /// Whether somebody still has something to do.
    pub const fn is_open(&self) -> bool {
        match self.place {
            Place::At(_) | Place::Back(_) => true,
            Place::Done | Place::Withdrawn | Place::Terminated | Place::Rejected => false,
        }
    }

    /// Whether somebody to whom it was sent has not answered yet.
    pub fn awaits_answers(&self) -> bool {
        self.is_in_force() && self.deliveries.values().any(|delivery| delivery.answer.is_none())
    }

    /// Whether it is through and in force.
    pub fn is_in_force(&self) -> bool {
        self.place == Place::Done && self.ended.is_none()
    }

    /// The first value of a field, if it is one.
    pub fn value(&self, field: &str) -> Option<&str> {
        self.form.get(field).and_then(|value| value.parts().first()).map(String::as_str)
    }

    /// The kind of document, if the form has one.
    pub fn kind(&self) -> Option<&str> {
        match self.form.get("kind")? {
            Value::One(kind) => Some(kind),
            Value::Many(_) => None,
        }
    }

    /// Every value of a field.
    pub fn values(&self, field: &str) -> &[String] {
        self.form.get(field).map_or(&[], Value::parts)
    }

    /// The act that first handed it in.
    pub fn submitted(&self) -> u64 {
        self.trail.first().map_or(self.content_seq, |mark| mark.seq)
    }

    /// An act of its trail.
    pub fn mark(&self, seq: u64) -> Option<&Mark> {
        let at = self.trail.binary_search_by_key(&seq, |mark| mark.seq).ok()?;
        self.trail.get(at)
    }

    /// Who decided for a seat: he, or in whose place it was done.
    pub fn said_by(&self, said: &Said) -> Option<&Slug> {
        let mark = self.trail.iter().find(|mark| mark.seq == said.seq)?;
        Some(mark.behalf.as_ref().unwrap_or(&mark.person))
    }

    /// Whether somebody has done something about it.
    pub fn has_acted(&self, person: &Slug) -> bool {
        self.trail.iter().any(|mark| mark.person == *person || mark.behalf.as_ref() == Some(person))
    }
}
