//! An act, as the trail of a subject and the ledger show it.

use serde::Serialize;

use super::{Link, Time};
pub use crate::office::Verb;

/// An act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Act {
    /// Its number in the record.
    pub number: u64,
    /// Who did it.
    pub who: Actor,
    /// In whose place (代理).
    pub behalf: Option<Actor>,
    /// What was done.
    pub verb: Verb,
    /// What it is about; the trail of a subject needs none.
    pub subject: Option<Link>,
    /// The title of the step it was done in.
    pub step: Option<String>,
    /// When.
    pub time: Time,
    /// The opinion given.
    pub opinion: Option<String>,
    /// The reason given.
    pub reason: Option<String>,
    /// The entry by which it says that it was decided on paper (补录).
    pub re_entered: Option<Link>,
    /// Whom or what it names.
    pub target: Option<Target>,
    /// The time limit it sets (批示).
    pub due: Option<Time>,
    /// When it was due, if it came later.
    pub late: Option<Time>,
    /// The act up to which its signer has looked at the way (I8).
    pub confirms: Option<u64>,
    /// What was changed by it, if it handed a subject in anew.
    pub changes: Option<String>,
    /// The document number given by it.
    pub given: Option<String>,
    /// The certificate that signed it.
    pub fingerprint: Fingerprint,
    /// The commit's name.
    pub commit: Option<String>,
    /// The digest of the content it speaks of.
    pub digest: Option<String>,
    /// Whether it counts.
    pub verdict: Verdict,
    /// The approvals that a revision made void.
    pub voids: Vec<Voided>,
    /// The number of the later act that made this one void.
    pub voided_by: Option<u64>,
}

/// A person doing something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Actor {
    /// The name.
    pub name: String,
    /// The person's page.
    pub href: Option<String>,
    /// The unit's title.
    pub unit: Option<String>,
    /// The post's title.
    pub post: Option<String>,
}

/// Whom or what an act names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Target {
    /// What it does with them.
    pub kind: TargetKind,
    /// The people.
    pub people: Vec<Actor>,
    /// Whom it is sent to, or where it was opened.
    pub places: Vec<String>,
    /// The title of the step; none for the drafter.
    pub step: Option<String>,
}

/// What an act does with those it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetKind {
    /// 转办给.
    Transfer,
    /// 委派.
    Consult,
    /// 传阅给.
    Circulate,
    /// 发给.
    Send,
    /// 打开.
    Open,
    /// 前加签.
    Before,
    /// 后加签.
    After,
    /// 并加签.
    With,
    /// 越级.
    Lift,
    /// 减签.
    Remove,
    /// 退回到.
    Return,
    /// 退回到, and comes straight back.
    ReturnStraight,
}

/// Whether an act counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Verdict {
    /// It does.
    Valid,
    /// It broke a rule and changed nothing.
    Invalid {
        /// The rule's code.
        code: String,
        /// What is wrong.
        reason: String,
        /// What would be needed instead.
        hint: Option<String>,
    },
    /// Its certificate was compromised, and nobody else has affirmed it.
    Questioned {
        /// The rule's code.
        code: String,
        /// Why.
        reason: String,
        /// What to do.
        hint: Option<String>,
    },
}

/// An approval made void.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Voided {
    /// Its act's number.
    pub number: u64,
    /// Whose it was.
    pub name: String,
}

/// A certificate's fingerprint, in full and as people compare it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Fingerprint {
    /// All of it, in groups of four.
    pub full: String,
    /// Its last sixteen digits, in groups of four.
    pub short: String,
}

impl Fingerprint {
    /// From its hexadecimal digits.
    pub fn new(hex: &str) -> Self {
        let count = hex.chars().filter(|c| !c.is_whitespace()).count();
        let digits = || hex.chars().filter(|c| !c.is_whitespace());
        Self { full: grouped(digits(), count), short: grouped(digits().skip(count.saturating_sub(16)), count.min(16)) }
    }
}

fn grouped(digits: impl Iterator<Item = char>, count: usize) -> String {
    let mut text = String::with_capacity(count + count / 4);
    for (at, digit) in digits.enumerate() {
        if at > 0 && at % 4 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_reads_in_fours() {
        let print = Fingerprint::new("0123456789ABCDEF0123456789ABCDEF01234567");
        assert_eq!(print.short, "89AB CDEF 0123 4567");
        assert_eq!(print.full, "0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567");
    }

    #[test]
    fn a_short_one_is_itself() {
        assert_eq!(Fingerprint::new("ABCDE").short, "ABCD E");
        assert_eq!(Fingerprint::new("").full, "");
    }
}
