//! The docket (办理单): where one subject stands, folded from the valid acts about it.
//!
//! ```text
//!             submit               step complete                  issue                  seal
//!  (nothing) ────────▶ At(0) ──────────────────▶ At(n) ──────────────────▶ At(seal step) ──────▶ Done
//!                       │  ▲
//!      return, disagree,│  │ revise
//!      read             ▼  │
//!                      Back(why)        withdraw, before issue ──▶ Withdrawn
//! ```
//!
//! A change request ends with `execute` instead of a seal. Transitions are made in `judge.rs` only.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::act::Verb;
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
    /// How often it was handed in, counted from 1.
    pub round: u32,
    /// Where it is on its way.
    pub place: Place,
    /// Who decided in the current step, and with which act.
    pub decided: BTreeMap<Slug, u64>,
    /// The number given when it was signed off.
    pub number: Option<Number>,
    /// The act that signed it off.
    pub issued: Option<u64>,
    /// The seals put, each with the act that put it.
    pub seals: BTreeMap<Slug, u64>,
    /// Every valid act about it, in order.
    pub trail: Vec<Mark>,
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
    /// As holder of which posts or seals he was asked, in words fit for a page (`局长`); empty for the drafter.
    pub capacity: Vec<String>,
    /// What.
    pub verb: Verb,
    /// In which step.
    pub step: Option<Slug>,
    /// Opinion or reason.
    pub words: String,
    /// The seal put.
    pub seal: Option<Slug>,
    /// The revision that made this approval void.
    pub void_by: Option<u64>,
    /// The certificate that signed it.
    pub signer: Fingerprint,
    /// The seal's certificate, if a seal was put.
    pub sealed_with: Option<Fingerprint>,
    /// The act that this one affirms.
    pub affirms: Option<u64>,
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
    /// 已执行: a change request that was carried out.
    Executed,
    /// 已办结, for what needs no seal: 已发布.
    Finished,
    /// 已撤回.
    Withdrawn,
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
            Self::Executed => "executed",
            Self::Finished => "finished",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Docket {
    /// The state in one word.
    pub fn stage(&self) -> Stage {
        match self.place {
            Place::At(_) if self.issued.is_some() => Stage::Issued,
            Place::At(_) => Stage::InReview,
            Place::Back(Back::Returned) => Stage::Returned,
            Place::Back(Back::Disagreed | Back::OnlyRead) => Stage::Refused,
            Place::Done if self.trail.iter().any(|mark| mark.verb == Verb::Execute) => Stage::Executed,
            Place::Done if self.seals.is_empty() => Stage::Finished,
            Place::Done => Stage::Sealed,
            Place::Withdrawn => Stage::Withdrawn,
        }
    }

    /// Whether somebody still has something to do.
    pub const fn is_open(&self) -> bool {
        match self.place {
            Place::At(_) | Place::Back(_) => true,
            Place::Done | Place::Withdrawn => false,
        }
    }

    /// The first value of a field, if it is one.
    pub fn value(&self, field: &str) -> Option<&str> {
        self.form.get(field).and_then(|value| value.parts().first()).map(String::as_str)
    }

    /// The act that first handed it in.
    pub fn submitted(&self) -> u64 {
        self.trail.first().map_or(self.content_seq, |mark| mark.seq)
    }
}
