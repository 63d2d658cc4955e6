//! Sending and receiving (发送、接收): to whom a document that is through goes, and what becomes of it there (K1–K11; `docs/workflows.md`,
//! "Sending").
//!
//! A **recipient** is whom the sender names, a group of units among them; an **addressee** is one unit or person of it. To each addressee
//! there is one **delivery**, however often the document is sent there: nothing counts twice.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Office;
use super::docket::Docket;
use super::register::Unit;
use super::title::Title;
use crate::id::{Malformed, Slug, SubjectId, is_plain};

/// Whom a sender names (主送、抄送).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recipient {
    /// `<unit>`.
    Unit(Slug),
    /// `<unit>/*`: the unit and those below it (含下属单位).
    Below(Slug),
    /// `@<person>`.
    Person(Slug),
    /// `+<group>`: the members of a group of the settings (K3).
    Group(Slug),
    /// `:<partner>`: another office, with a record of its own (B13).
    Partner(Slug),
}

impl FromStr for Recipient {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        if let Some(person) = text.strip_prefix('@') {
            person.parse().map(Self::Person)
        } else if let Some(group) = text.strip_prefix('+') {
            group.parse().map(Self::Group)
        } else if let Some(partner) = text.strip_prefix(':') {
            partner.parse().map(Self::Partner)
        } else if let Some(unit) = text.strip_suffix("/*") {
            unit.parse().map(Self::Below)
        } else {
            text.parse().map(Self::Unit)
        }
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit(unit) => write!(f, "{unit}"),
            Self::Below(unit) => write!(f, "{unit}/*"),
            Self::Person(person) => write!(f, "@{person}"),
            Self::Group(group) => write!(f, "+{group}"),
            Self::Partner(partner) => write!(f, ":{partner}"),
        }
    }
}

/// Who receives: a unit by its receiving clerk (收文员, K6), a person, or another office.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Addressee {
    /// `<unit>`.
    Unit(Slug),
    /// `@<person>`.
    Person(Slug),
    /// `:<partner>`: it goes in a parcel, and its receipt comes back.
    Partner(Slug),
}

impl FromStr for Addressee {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        if let Some(person) = text.strip_prefix('@') {
            person.parse().map(Self::Person)
        } else if let Some(partner) = text.strip_prefix(':') {
            partner.parse().map(Self::Partner)
        } else {
            text.parse().map(Self::Unit)
        }
    }
}

impl fmt::Display for Addressee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit(unit) => write!(f, "{unit}"),
            Self::Person(person) => write!(f, "@{person}"),
            Self::Partner(partner) => write!(f, ":{partner}"),
        }
    }
}

impl From<Addressee> for Recipient {
    fn from(addressee: Addressee) -> Self {
        match addressee {
            Addressee::Unit(unit) => Self::Unit(unit),
            Addressee::Person(person) => Self::Person(person),
            Addressee::Partner(partner) => Self::Partner(partner),
        }
    }
}

/// As a text, so that it may be a key.
macro_rules! as_text {
    ($name:ty) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(|_| serde::de::Error::custom(format_args!("{text:?} names no recipient")))
            }
        }
    };
}

as_text!(Recipient);
as_text!(Addressee);

/// That a document was opened where it was sent (首次打开, K5): what the server's key vouches for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Opening {
    /// Whose it was.
    pub addressee: Addressee,
    /// Who opened it.
    pub person: Slug,
    /// When, in seconds since 1970.
    pub time: i64,
}

/// What has become of a document at one addressee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Whether it went there as a copy (抄送).
    pub is_copy: bool,
    /// As whom the sender named it.
    pub named: Recipient,
    /// The act that sent it there last.
    pub sent: u64,
    /// When that was (K4), in seconds since 1970.
    pub time: i64,
    /// Who opened it first since then, and when (K5); with the act that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Opened>,
    /// How it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// The subject that holds the receipt of another office, if it was answered by one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<SubjectId>,
    /// The subject under which it was registered there (收文登记, K10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<SubjectId>,
    /// The act by which that was done with (办结).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handled: Option<u64>,
}

/// A first opening, as the record has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// The act that says so.
    pub seq: u64,
    /// Who.
    pub person: Slug,
    /// When, in seconds since 1970.
    pub time: i64,
}

/// How a delivery was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// By which act.
    pub seq: u64,
    /// When, in seconds since 1970.
    pub time: i64,
    /// Whether it was received (签收), not refused (退回).
    pub is_receipt: bool,
}

/// Where a delivery stands, in one word of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// 未签收, and nobody is known to have opened it.
    Sent,
    /// 已打开.
    Opened,
    /// 已签收.
    Received,
    /// 已退回.
    Refused,
    /// 已登记.
    Registered,
    /// 已办结.
    Handled,
}

impl Fate {
    /// Every one, in the order in which they come.
    pub const ALL: [Self; 6] =
        [Self::Sent, Self::Opened, Self::Received, Self::Refused, Self::Registered, Self::Handled];

    /// The word in data; the catalogue has a text for it under `fate-<word>`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Opened => "opened",
            Self::Received => "received",
            Self::Refused => "refused",
            Self::Registered => "registered",
            Self::Handled => "handled",
        }
    }
}

impl Delivery {
    /// One that has just been sent.
    pub(super) const fn begun(is_copy: bool, named: Recipient, sent: u64, time: i64) -> Self {
        Self { is_copy, named, sent, time, opened: None, answer: None, receipt: None, registered: None, handled: None }
    }

    /// Whether it was received.
    pub fn is_received(&self) -> bool {
        self.answer.is_some_and(|answer| answer.is_receipt)
    }

    /// Where it stands.
    pub const fn fate(&self) -> Fate {
        match self.answer {
            Some(Answer { is_receipt: false, .. }) => Fate::Refused,
            Some(_) if self.handled.is_some() => Fate::Handled,
            Some(_) if self.registered.is_some() => Fate::Registered,
            Some(_) => Fate::Received,
            None if self.opened.is_some() => Fate::Opened,
            None => Fate::Sent,
        }
    }
}

/// How documents are received (`[delivery]` of the settings; `docs/record-format.md` 8.2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Receiving {
    /// The post in each unit whose holders receive for it (收文员).
    pub clerk: Option<Slug>,
}

impl Default for Receiving {
    fn default() -> Self {
        Self { clerk: "clerk".parse().ok() }
    }
}

/// A group of recipients that has a name (K3): `[group.<slug>]` of the settings.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// What it is called (各县区人民政府).
    pub title: Title,
    /// Who is in it.
    pub members: Vec<Recipient>,
}

impl Group {
    /// What is wrong with it: it has a title for every language that must have one, and members that are no groups.
    pub(super) fn is_sound(&self) -> bool {
        let texts = ["zh-CN", "zh-TW", "en"].map(|language| self.title.text(language));
        self.title.is_complete()
            && texts.iter().all(|text| is_plain(text))
            && !self.members.is_empty()
            && !self.members.iter().any(|member| matches!(member, Recipient::Group(_)))
    }
}

/// Why a document cannot go to a recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoWay {
    /// There is no such unit, person or group any more, or it is the sender itself.
    Unknown(Recipient),
    /// One for whom nobody can receive.
    Nobody(Addressee),
}

impl Office {
    /// Who receives for an addressee, as the register stands.
    pub fn receivers(&self, docket: &Docket, addressee: &Addressee) -> BTreeSet<Slug> {
        match addressee {
            // Nobody of this office: its receipt answers.
            Addressee::Partner(_) => BTreeSet::new(),
            Addressee::Person(person) => BTreeSet::from([self.successor(docket, person).clone()]),
            Addressee::Unit(unit) => {
                let unit = self.register().now(unit);
                let clerk = self.settings().receiving.clerk.iter();
                clerk.flat_map(|post| self.register().holding(unit, post)).map(|(slug, _)| slug.clone()).collect()
            }
        }
    }

    /// What an addressee has become: the unit that a unit went into, or the person.
    pub fn gone_to(&self, addressee: &Addressee) -> Addressee {
        match addressee {
            Addressee::Unit(unit) => Addressee::Unit(self.register().now(unit).clone()),
            Addressee::Person(_) | Addressee::Partner(_) => addressee.clone(),
        }
    }

    /// The deliveries of a document that have come to where an addressee is now: several, if units went into one.
    pub(super) fn deliveries_to(&self, docket: &Docket, addressee: &Addressee) -> BTreeSet<Addressee> {
        let now = self.gone_to(addressee);
        docket.deliveries.keys().filter(|known| self.gone_to(known) == now).cloned().collect()
    }

    /// How a unit received a document first, if it did.
    pub fn received_by(&self, docket: &Docket, unit: &Slug) -> Option<Answer> {
        let here = self.deliveries_to(docket, &Addressee::Unit(unit.clone()));
        let answers = here.iter().filter_map(|known| docket.deliveries.get(known)?.answer);
        answers.filter(|answer| answer.is_receipt).min_by_key(|answer| answer.seq)
    }

    /// Under which subject a unit has registered all that it received of a document, besides that one: nothing is registered twice.
    pub fn registered_by<'d>(
        &self,
        docket: &'d Docket,
        unit: &Slug,
        besides: Option<&SubjectId>,
    ) -> Option<&'d SubjectId> {
        let here = self.deliveries_to(docket, &Addressee::Unit(unit.clone()));
        let received = here.iter().filter_map(|known| docket.deliveries.get(known)).filter(|one| one.is_received());
        let others = received.map(|one| one.registered.as_ref().filter(|by| Some(*by) != besides));
        others.collect::<Option<Vec<&SubjectId>>>()?.into_iter().next()
    }

    /// Whether a document is where an addressee is now, or on its way there: sent and not refused.
    pub(super) fn has_it(&self, docket: &Docket, addressee: &Addressee) -> bool {
        let is_refused = |delivery: &Delivery| delivery.answer.is_some_and(|answer| !answer.is_receipt);
        let here = self.deliveries_to(docket, addressee);
        here.iter().filter_map(|known| docket.deliveries.get(known)).any(|delivery| !is_refused(delivery))
    }

    /// Who first opened what was delivered, unless the server's key that says so was compromised by then.
    pub fn opened<'d>(&self, docket: &Docket, delivery: &'d Delivery) -> Option<&'d Opened> {
        delivery.opened.as_ref().filter(|opened| {
            let signer = docket.mark(opened.seq).map(|mark| &mark.signer);
            let after = signer.and_then(|signer| self.register().doubted_after(signer));
            after.is_none_or(|after| opened.seq <= after)
        })
    }

    /// Where a delivery stands.
    pub fn fate(&self, docket: &Docket, delivery: &Delivery) -> Fate {
        let fate = delivery.fate();
        if fate == Fate::Opened && self.opened(docket, delivery).is_none() { Fate::Sent } else { fate }
    }

    /// The names in a document's form that are known here, and that it was not sent to.
    pub fn named_unsent(&self, docket: &Docket) -> Vec<String> {
        let texts = docket.values("to").iter().chain(docket.values("cc"));
        let is_missing = |text: &&String| {
            let meant = self.recipient_called(text);
            let found = meant.and_then(|recipient| self.addressees(docket, &recipient).ok());
            found.is_some_and(|found| found.iter().any(|addressee| self.deliveries_to(docket, addressee).is_empty()))
        };
        texts.filter(is_missing).cloned().collect()
    }

    /// Whether somebody receives for an addressee at that time, himself or in the place of one who does (代理).
    pub fn receives(&self, person: &Slug, addressee: &Addressee, docket: &Docket, time: i64) -> bool {
        let receivers = self.receivers(docket, addressee);
        receivers.contains(person) || receivers.iter().any(|behalf| self.stands_in(person, behalf, docket, time))
    }

    /// The addressees of a document for whom somebody receives at that time, and who have not answered.
    pub fn to_receive<'a>(
        &'a self,
        docket: &'a Docket,
        person: &'a Slug,
        time: i64,
    ) -> impl Iterator<Item = (&'a Addressee, &'a Delivery)> {
        let unanswered = docket.deliveries.iter().filter(|(_, delivery)| delivery.answer.is_none());
        unanswered.filter(move |(addressee, _)| docket.is_in_force() && self.receives(person, addressee, docket, time))
    }

    /// What an addressee is called.
    pub fn addressee_name(&self, addressee: &Addressee) -> String {
        match addressee {
            Addressee::Unit(unit) => self.unit_title(unit),
            Addressee::Person(person) => self.person_name(person),
            Addressee::Partner(partner) => {
                let known = self.settings().partners.get(partner);
                known
                    .map_or_else(|| partner.to_string(), |known| known.title.text(&self.settings().language).to_owned())
            }
        }
    }

    /// The addressees that a recipient stands for, the sender itself left out of what names many. What names one names it wholly; of a
    /// group those are passed over that stand no more.
    pub(super) fn addressees(&self, docket: &Docket, recipient: &Recipient) -> Result<BTreeSet<Addressee>, NoWay> {
        let unknown = || NoWay::Unknown(recipient.clone());
        let issuer = self.register().now(&docket.issuer);
        let found: BTreeSet<Addressee> = match recipient {
            Recipient::Unit(unit) => {
                let now = self.standing_unit(unit).filter(|now| *now != issuer).ok_or_else(unknown)?;
                BTreeSet::from([Addressee::Unit(now.clone())])
            }
            Recipient::Person(person) => {
                let known = self.register().person(person).filter(|person| person.is_active());
                known.map(|_| BTreeSet::from([Addressee::Person(person.clone())])).ok_or_else(unknown)?
            }
            Recipient::Below(unit) => {
                let top = self.standing_unit(unit).ok_or_else(unknown)?;
                let is_below = |slug: &Slug| self.register().above(slug).is_some_and(|above| above.contains(&top));
                let units = self.register().units().filter(|(_, unit)| unit.is_active());
                units
                    .filter(|(slug, _)| *slug != issuer && (*slug == top || is_below(slug)))
                    .map(|(slug, _)| Addressee::Unit(slug.clone()))
                    .collect()
            }
            Recipient::Partner(partner) => {
                let known = self.settings().partners.contains_key(partner);
                known.then(|| BTreeSet::from([Addressee::Partner(partner.clone())])).ok_or_else(unknown)?
            }
            Recipient::Group(group) => {
                let group = self.settings().groups.get(group).ok_or_else(unknown)?;
                let mut all = BTreeSet::new();
                for member in &group.members {
                    match self.addressees(docket, member) {
                        Ok(found) => all.extend(found),
                        Err(NoWay::Unknown(_)) => {}
                        Err(why @ NoWay::Nobody(_)) => return Err(why),
                    }
                }
                all
            }
        };
        let unmanned = |addressee: &&Addressee| {
            !matches!(addressee, Addressee::Partner(_))
                && !self.receivers(docket, addressee).iter().any(|one| self.is_able(one))
        };
        match found.iter().find(unmanned) {
            Some(addressee) => Err(NoWay::Nobody(addressee.clone())),
            None if found.is_empty() => Err(unknown()),
            None => Ok(found),
        }
    }

    /// Whom the texts of a form mean as recipients (主送、抄送), as far as the register and the settings have them by name: units by slug,
    /// title or former name, groups and partners by title. And the texts that name nobody here.
    pub fn recipients_meant(&self, texts: &[String]) -> (Vec<Recipient>, Vec<String>) {
        let (mut meant, mut unknown) = (Vec::new(), Vec::new());
        for text in texts.iter().filter(|text| !text.is_empty()) {
            match self.recipient_called(text) {
                Some(recipient) => meant.push(recipient),
                None => unknown.push(text.clone()),
            }
        }
        (meant, unknown)
    }

    fn recipient_called(&self, text: &str) -> Option<Recipient> {
        let units = || self.register().units();
        let called = |slug: &Slug, unit: &Unit| slug.as_str() == text || unit.title == text;
        let unit = units().find(|(slug, unit)| unit.is_active() && called(slug, unit));
        let unit = unit.or_else(|| units().find(|(_, unit)| unit.former.iter().any(|former| former == text)));
        let is_called = |title: &Title| ["zh-CN", "zh-TW", "en"].iter().any(|language| title.text(language) == text);
        let group = || self.settings().groups.iter().find(|(_, group)| is_called(&group.title));
        let partner = || self.settings().partners.iter().find(|(_, partner)| is_called(&partner.title));
        unit.map(|(slug, _)| Recipient::Unit(slug.clone()))
            .or_else(|| group().map(|(name, _)| Recipient::Group(name.clone())))
            .or_else(|| partner().map(|(name, _)| Recipient::Partner(name.clone())))
    }

    /// The unit that a unit has become, if it still stands.
    fn standing_unit<'a>(&'a self, unit: &'a Slug) -> Option<&'a Slug> {
        let now = self.register().now(unit);
        self.register().unit(now).filter(|unit| Unit::is_active(unit)).map(|_| now)
    }
}

/// The groups of the settings, by name.
pub(super) type Groups = BTreeMap<Slug, Group>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipients_are_written_as_they_are_read() {
        for text in ["finance", "county/*", "@li-ming", "+counties", ":river"] {
            assert_eq!(text.parse::<Recipient>().unwrap().to_string(), text);
        }
        for text in ["", "@", "+", ":", "/*", ":a/*", "a/b", "@a/*", "+a b", "FINANCE"] {
            assert!(text.parse::<Recipient>().is_err(), "{text:?}");
        }
        for text in ["finance", "@li-ming", ":river"] {
            assert_eq!(text.parse::<Addressee>().unwrap().to_string(), text);
        }
        assert!("+counties".parse::<Addressee>().is_err());
        assert!("county/*".parse::<Addressee>().is_err());
    }
}
