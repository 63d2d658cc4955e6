//! Partner offices (往来机关): other records with which parcels are exchanged, and what the acts say of parcels (`docs/parcel.md`).
//!
//! The engine sees who a parcel is from and what it is about, never the parcel: whether it is genuine is asked by [`crate::parcel`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use super::title::Title;
use crate::id::{Fingerprint, Malformed, RecordId, Root, Slug, SubjectId, is_plain, number};

/// A partner office: `[partner.<slug>]` of the settings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// What it is called.
    pub title: Title,
    /// Its record.
    pub record: RecordId,
    /// Its root line, as it was handed over on paper.
    pub root: Root,
    /// The certificates of the seals by which it sends and answers (印模备案).
    pub seals: Vec<Fingerprint>,
    /// The unit that receives what comes from it; the one who enters it says so, if it is not named.
    pub unit: Option<Slug>,
}

/// The partners of the settings, by name.
pub(super) type Partners = BTreeMap<Slug, Partner>;

/// The first partner that is wrong: without a title or a seal, with a seal twice, of this record, or of the same record or genesis as another.
pub(super) fn fault<'p>(partners: &'p Partners, own: &RecordId) -> Option<&'p Slug> {
    let (mut records, mut roots) = (BTreeSet::from([own]), BTreeSet::new());
    let mut is_sound = |partner: &'p Partner| {
        let texts = ["zh-CN", "zh-TW", "en"].map(|language| partner.title.text(language));
        let seals: BTreeSet<&Fingerprint> = partner.seals.iter().collect();
        partner.title.is_complete()
            && texts.iter().all(|text| is_plain(text))
            && !seals.is_empty()
            && seals.len() == partner.seals.len()
            && records.insert(&partner.record)
            && roots.insert(partner.root.raw)
    };
    partners.iter().find(|(_, partner)| !is_sound(partner)).map(|(slug, _)| slug)
}

/// What a subject enters, or sends back, that came in a parcel: `<record> <number of the act that sent it> <subject>`, all of the sender's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromParcel {
    /// The sender's record.
    pub record: RecordId,
    /// The act that sent it.
    pub seq: u64,
    /// The document there.
    pub subject: SubjectId,
}

impl FromParcel {
    /// What counts as the same document, however often it is sent.
    pub fn key(&self) -> String {
        format!("{} {}", self.record, self.subject)
    }
}

impl fmt::Display for FromParcel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.record, self.seq, self.subject)
    }
}

impl FromStr for FromParcel {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let wrong = || Malformed::new("<record id> <number> <subject>", text);
        let [record, seq, subject] = text.split(' ').collect::<Vec<_>>().try_into().map_err(|_| wrong())?;
        Ok(Self { record: record.parse()?, seq: number(seq).ok_or_else(wrong)?, subject: subject.parse()? })
    }
}

/// What was done about a document that came in a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// It was entered (登记).
    Entered,
    /// It was sent back (退回).
    Returned,
    /// What was handed in about it has come to nothing.
    Nothing,
}

/// What a receipt answers: `<subject> :<partner> <number of the act that sent it> received|refused`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The document here.
    pub subject: SubjectId,
    /// The partner that answers.
    pub partner: Slug,
    /// The act that sent it there.
    pub seq: u64,
    /// Whether it was received, not refused.
    pub is_receipt: bool,
}

impl fmt::Display for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.is_receipt { "received" } else { "refused" };
        write!(f, "{} :{} {} {word}", self.subject, self.partner, self.seq)
    }
}

impl FromStr for Answered {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let wrong = || Malformed::new("<subject> :<partner> <number> received|refused", text);
        let [subject, partner, seq, word] = text.split(' ').collect::<Vec<_>>().try_into().map_err(|_| wrong())?;
        let is_receipt = match word {
            "received" => true,
            "refused" => false,
            _ => return Err(wrong()),
        };
        let partner = partner.strip_prefix(':').ok_or_else(wrong)?.parse()?;
        Ok(Self { subject: subject.parse()?, partner, seq: number(seq).ok_or_else(wrong)?, is_receipt })
    }
}

/// Documents of other records that were entered here or sent back: which subject did it last.
pub(super) type Entries = BTreeMap<String, SubjectId>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_entered_and_answered_is_written_as_it_is_read() {
        let entered = "6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f 12 documents/2026/dike";
        assert_eq!(entered.parse::<FromParcel>().unwrap().to_string(), entered);
        for bad in [entered.replace(" 12 ", " 012 "), entered.replace(' ', "  "), format!("{entered} "), String::new()]
        {
            assert!(bad.parse::<FromParcel>().is_err(), "{bad:?}");
        }
        let answered = "documents/2026/dike :river 12 refused";
        assert_eq!(answered.parse::<Answered>().unwrap().to_string(), answered);
        for bad in [answered.replace(':', ""), answered.replace("refused", "lost"), format!("{answered} x")] {
            assert!(bad.parse::<Answered>().is_err(), "{bad:?}");
        }
    }
}
