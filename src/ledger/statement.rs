//! What a commit's message says: trailers as values, and back (`docs/record-format.md` 5.2 and 5.3).
//!
//! 1. [`Statement::read`] accepts a commit's message exactly if [`Statement::trailers`] and [`Statement::title`] write the same again.
//! 2. Which key an act carries is one table, [`allowance`]. Opinion and reason are the office's business: where the table says
//!    they must be there, their absence is a violation of the office's rules (K517, K518), not of the format.

use jiff::Timestamp;

use crate::id::{Fingerprint, Malformed, RecordId, Sha256, Slug, SubjectId, escape_text, unescape_text};
use crate::office::{Act, Addressee, Addresses, Content, Deed, How, Opening, Recipient, Verb};
use crate::record::{Commit, Fault, Key, Trailers};
use crate::words::{Message, Say};

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// In which record.
    pub record: RecordId,
    /// Under which number.
    pub seq: u64,
    /// After which act; `None` in the genesis.
    pub parent: Option<Sha256>,
    /// With which tree.
    pub tree: Sha256,
    /// What was done; `None` in the genesis.
    pub matter: Option<Matter>,
    /// The seal of the act before, registered.
    pub registers: Option<Registration>,
    /// By whom.
    pub signer: Fingerprint,
}

/// What was done, about what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// About which subject.
    pub subject: SubjectId,
    /// About which content.
    pub digest: Sha256,
    /// The verb.
    pub verb: Verb,
    /// The step.
    pub step: Option<Slug>,
    /// The document number.
    pub number: Option<String>,
    /// The seal.
    pub seal: Option<Slug>,
    /// The opinion, empty if none.
    pub opinion: String,
    /// The reason, empty if none.
    pub reason: String,
    /// The act that is affirmed.
    pub affirms: Option<Affirmed>,
    /// In whose place.
    pub behalf: Option<Slug>,
    /// The people or the step it names, in order.
    pub to: Vec<Slug>,
    /// Whom it names where something is sent or received.
    pub addresses: Addresses,
    /// In which place somebody is added.
    pub how: Option<How>,
    /// Whether what is returned comes straight back.
    pub straight: bool,
    /// The time limit it sets, in seconds since 1970.
    pub due: Option<i64>,
    /// The act up to which the way was looked at.
    pub confirms: Option<u64>,
}

/// Who acts, when, under which number.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    /// The act's number.
    pub seq: u64,
    /// When, in seconds since 1970.
    pub time: i64,
    /// With which certificate.
    pub signer: &'a Fingerprint,
    /// Under which name.
    pub name: &'a str,
    /// With which address.
    pub email: &'a str,
}

/// An act as an affirmation names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Affirmed {
    /// Its number.
    pub seq: u64,
    /// Over the raw bytes of its commit.
    pub raw: Sha256,
}

/// A seal's tag as the history registers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// The ref, `refs/tags/seal/...`.
    pub reference: String,
    /// Over the raw bytes of the tag.
    pub tag: Sha256,
}

/// Why a message does not say what an act must say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementFault {
    /// K306: the first line does not repeat the act and its subject.
    Title {
        /// What the trailers make it.
        expected: String,
        /// What it is.
        found: String,
    },
    /// K307: no such act.
    Act {
        /// The word found.
        found: String,
    },
    /// K308: a key this act must carry is not there.
    Absent {
        /// The key.
        key: Key,
        /// The act.
        act: Verb,
    },
    /// K309: a key this act must not carry.
    NotAllowed {
        /// The key.
        key: Key,
        /// The act.
        act: Verb,
    },
    /// K310: a value that is not of its form.
    Value {
        /// The key.
        key: Key,
        /// The form.
        expected: &'static str,
        /// What was found.
        found: String,
    },
}

impl StatementFault {
    /// The permanent number.
    pub const fn code(&self) -> u16 {
        self.entry().0
    }

    const fn entry(&self) -> (u16, &'static str) {
        match self {
            Self::Title { .. } => (306, "K306"),
            Self::Act { .. } => (307, "K307"),
            Self::Absent { .. } => (308, "K308"),
            Self::NotAllowed { .. } => (309, "K309"),
            Self::Value { .. } => (310, "K310"),
        }
    }
}

impl Say for StatementFault {
    fn say(&self) -> Message {
        use crate::record::Keys as _;
        let message = Message::new(self.entry().1);
        match self {
            Self::Title { expected, found } => message.with("expected", expected).with("found", found),
            Self::Act { found } => message.with("found", found),
            Self::Absent { key, act } | Self::NotAllowed { key, act } => {
                message.with("key", key.name()).with("act", act)
            }
            Self::Value { key, expected, found } => {
                message.with("key", key.name()).with("expected", expected).with("found", found)
            }
        }
    }
}

/// Whether a key must, may or must not stand in an act.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Allowance {
    Must,
    May,
    Not,
}

/// The table of `docs/record-format.md` 5.3, but for what every act carries and for `Seals`: the keys that must be there, and those
/// that may.
const fn keys(verb: Verb) -> (&'static [Key], &'static [Key]) {
    use Key::{Affirms, Cc, Confirms, Due, How, Number, OnBehalfOf, Opened, Opinion, Reason, Seal, Step, To};
    match verb {
        Verb::Found => (&[], &[]),
        Verb::Submit | Verb::Urge => (&[], &[Opinion]),
        Verb::Revise | Verb::Withdraw | Verb::TakeBack | Verb::Void | Verb::Repeal | Verb::Recall => (&[], &[Reason]),
        Verb::Approve | Verb::Disagree | Verb::Complete => (&[Step], &[Opinion, Reason, OnBehalfOf, Confirms]),
        Verb::Read => (&[], &[Step, Opinion, Reason, OnBehalfOf, Confirms]),
        Verb::Return => (&[Step], &[Reason, OnBehalfOf, To, How, Confirms]),
        Verb::Issue => (&[Step, Number], &[Opinion, Reason, OnBehalfOf, Confirms]),
        Verb::Seal => (&[Step, Seal], &[Reason, Confirms]),
        Verb::Execute => (&[Step], &[Opinion, Reason, Confirms]),
        Verb::Affirm => (&[Affirms], &[Opinion]),
        Verb::Reply => (&[], &[Step, Opinion, Reason, OnBehalfOf]),
        Verb::AddSign => (&[Step, How], &[Opinion, Reason, OnBehalfOf, To]),
        Verb::RemoveSign | Verb::Transfer | Verb::Consult => (&[Step, To], &[Opinion, Reason, OnBehalfOf]),
        Verb::Terminate => (&[], &[Step, Reason]),
        Verb::Circulate => (&[To], &[Opinion]),
        Verb::Instruct => (&[Due], &[Opinion]),
        Verb::Send => (&[], &[Opinion, Reason, To, Cc]),
        Verb::Open => (&[Opened], &[]),
        Verb::Receive => (&[To], &[Opinion, OnBehalfOf]),
        Verb::Refuse => (&[To], &[Reason, OnBehalfOf]),
    }
}

fn allowance(verb: Verb, key: Key) -> Allowance {
    use Allowance::{May, Must, Not};
    let founds = verb == Verb::Found;
    match key {
        Key::Record | Key::Seq | Key::TreeSha256 | Key::Act | Key::Signer => Must,
        Key::ParentSha256 | Key::Subject | Key::Digest => {
            if founds {
                Not
            } else {
                Must
            }
        }
        // Whether a seal is to be registered depends on the parent: `replay.rs` asks.
        Key::Seals => {
            if founds {
                Not
            } else {
                May
            }
        }
        Key::Step
        | Key::Number
        | Key::Seal
        | Key::Opinion
        | Key::Reason
        | Key::Affirms
        | Key::OnBehalfOf
        | Key::To
        | Key::Cc
        | Key::How
        | Key::Due
        | Key::Confirms
        | Key::Opened => {
            let (must, may) = keys(verb);
            if must.contains(&key) {
                Must
            } else if may.contains(&key) {
                May
            } else {
                Not
            }
        }
    }
}

/// Keys that stand only beside others: what is said in a step stands beside `Step`, and who lifts the order acts for himself.
fn lonely(trailers: &Trailers, verb: Verb) -> Option<Key> {
    let beside_step = [Key::Reason, Key::OnBehalfOf, Key::Confirms];
    let has = |key: &Key| trailers.get(*key).is_some();
    let lifts = verb == Verb::AddSign && trailers.get(Key::How) == Some(How::Lift.word());
    if matches!(verb, Verb::Read | Verb::Reply) && !has(&Key::Step) {
        beside_step.into_iter().find(has)
    } else {
        Some(Key::OnBehalfOf).filter(|key| lifts && has(key))
    }
}

impl Statement {
    /// Reads a commit's message.
    pub fn read(commit: &Commit) -> Result<Self, StatementFault> {
        let trailers = &commit.trailers;
        let word = trailers.get(Key::Act).unwrap_or_default();
        let verb: Verb = word.parse().map_err(|_| StatementFault::Act { found: word.to_owned() })?;
        for key in <Key as crate::record::Keys>::ALL.iter().copied() {
            match (allowance(verb, key), trailers.get(key)) {
                (Allowance::Must, None) => return Err(StatementFault::Absent { key, act: verb }),
                (Allowance::Not, Some(_)) => return Err(StatementFault::NotAllowed { key, act: verb }),
                (Allowance::Must | Allowance::May, _) | (Allowance::Not, None) => {}
            }
        }
        if verb == Verb::Send && trailers.get(Key::To).or(trailers.get(Key::Cc)).is_none() {
            return Err(StatementFault::Absent { key: Key::To, act: verb });
        }
        if let Some(key) = lonely(trailers, verb) {
            return Err(StatementFault::NotAllowed { key, act: verb });
        }
        let matter = match (required::<SubjectId>(trailers, Key::Subject), required(trailers, Key::Digest)) {
            (Some(subject), Some(digest)) => Some(Matter {
                subject: subject?,
                digest: digest?,
                verb,
                step: required(trailers, Key::Step).transpose()?,
                number: trailers.get(Key::Number).map(str::to_owned),
                seal: required(trailers, Key::Seal).transpose()?,
                opinion: text(trailers, Key::Opinion)?,
                reason: text(trailers, Key::Reason)?,
                affirms: trailers.get(Key::Affirms).map(affirmed).transpose()?,
                behalf: required(trailers, Key::OnBehalfOf).transpose()?,
                to: if delivers(verb) { Vec::new() } else { people(trailers, verb)? },
                addresses: addresses(trailers, verb)?,
                how: trailers.get(Key::How).filter(|_| verb == Verb::AddSign).map(how).transpose()?,
                straight: straight(trailers, verb)?,
                due: trailers.get(Key::Due).map(due).transpose()?,
                confirms: trailers.get(Key::Confirms).map(|value| number(Key::Confirms, value)).transpose()?,
            }),
            _ => None,
        };
        let absent = |key| StatementFault::Absent { key, act: verb };
        let statement = Self {
            record: required(trailers, Key::Record).ok_or_else(|| absent(Key::Record))??,
            seq: number(Key::Seq, trailers.get(Key::Seq).unwrap_or_default())?,
            parent: required(trailers, Key::ParentSha256).transpose()?,
            tree: required(trailers, Key::TreeSha256).ok_or_else(|| absent(Key::TreeSha256))??,
            matter,
            registers: trailers.get(Key::Seals).map(registration).transpose()?,
            signer: required(trailers, Key::Signer).ok_or_else(|| absent(Key::Signer))??,
        };
        let title = statement.title();
        if title == commit.subject_line {
            Ok(statement)
        } else {
            Err(StatementFault::Title { expected: title, found: commit.subject_line.clone() })
        }
    }

    /// The verb.
    pub fn verb(&self) -> Verb {
        self.matter.as_ref().map_or(Verb::Found, |matter| matter.verb)
    }

    /// The message's first line.
    pub fn title(&self) -> String {
        match &self.matter {
            Some(matter) => format!("{} {}", matter.verb, matter.subject),
            None => Verb::Found.word().to_owned(),
        }
    }

    /// The message's trailers. Fails if a text in it cannot stand on a line.
    pub fn trailers(&self) -> Result<Trailers, Fault> {
        let mut lines = vec![
            (Key::Record, Some(self.record.to_string())),
            (Key::Seq, Some(self.seq.to_string())),
            (Key::ParentSha256, self.parent.map(|digest| digest.to_string())),
            (Key::TreeSha256, Some(self.tree.to_string())),
            (Key::Act, Some(self.verb().to_string())),
        ];
        if let Some(matter) = &self.matter {
            // A text that cannot be escaped goes in as it is, and the trailers refuse it with the key's name.
            let line = |text: &str| (!text.is_empty()).then(|| escape_text(text).unwrap_or_else(|_| text.to_owned()));
            lines.extend([
                (Key::Subject, Some(matter.subject.to_string())),
                (Key::Digest, Some(matter.digest.to_string())),
                (Key::Step, matter.step.as_ref().map(Slug::to_string)),
                (Key::Number, matter.number.clone()),
                (Key::Seal, matter.seal.as_ref().map(Slug::to_string)),
                (Key::Opinion, line(&matter.opinion)),
                (Key::Reason, line(&matter.reason)),
                (Key::Affirms, matter.affirms.map(|act| format!("{} {}", act.seq, act.raw))),
                (Key::OnBehalfOf, matter.behalf.as_ref().map(Slug::to_string)),
                (Key::To, written(&matter.to).or_else(|| written(&matter.addresses.to))),
                (Key::Cc, written(&matter.addresses.copies)),
                (Key::How, matter.how_word().map(str::to_owned)),
                (Key::Due, matter.due.map(|due| moment(due).to_string())),
                (Key::Confirms, matter.confirms.map(|seq| seq.to_string())),
                (Key::Opened, opened_line(&matter.addresses.openings)),
            ]);
        }
        lines.push((Key::Seals, self.registers.as_ref().map(|r| format!("{} {}", r.reference, r.tag))));
        lines.push((Key::Signer, Some(self.signer.to_string())));
        lines
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)))
            .try_fold(Trailers::new(), |trailers, (key, value)| trailers.with(key, value))
    }
}

impl Matter {
    /// The word of `How`.
    fn how_word(&self) -> Option<&'static str> {
        self.how.map(How::word).or_else(|| self.straight.then_some(STRAIGHT))
    }

    /// The one addressee that it names.
    fn addressee(&self) -> Option<Addressee> {
        self.addresses.to.first().and_then(|recipient| recipient.to_string().parse().ok())
    }

    /// The deed, with the folder it hands in. `None` for `found`, which is no deed, and if the table of keys was not kept.
    pub fn deed(&self, content: Content) -> Option<Deed> {
        let one = || self.to.first().cloned();
        Some(match self.verb {
            Verb::Found => return None,
            Verb::Submit => Deed::Submit(content),
            Verb::Revise => Deed::Revise(content),
            Verb::Approve => Deed::Approve,
            Verb::Disagree => Deed::Disagree,
            Verb::Read => Deed::Read,
            Verb::Complete => Deed::Complete,
            Verb::Return => Deed::Return { to: one(), straight: self.straight },
            Verb::Issue => Deed::Issue { number: self.number.clone()? },
            Verb::Seal => Deed::Seal { seal: self.seal.clone()? },
            Verb::Execute => Deed::Execute(content),
            Verb::Withdraw => Deed::Withdraw,
            Verb::Affirm => Deed::Affirm { affirms: self.affirms?.seq },
            Verb::Reply => Deed::Reply,
            Verb::AddSign => Deed::AddSign { to: one(), how: self.how? },
            Verb::RemoveSign => Deed::RemoveSign { to: one()? },
            Verb::Transfer => Deed::Transfer { to: one()? },
            Verb::Consult => Deed::Consult { to: one()? },
            Verb::TakeBack => Deed::TakeBack,
            Verb::Terminate => Deed::Terminate,
            Verb::Urge => Deed::Urge,
            Verb::Circulate => Deed::Circulate { to: self.to.clone() },
            Verb::Instruct => Deed::Instruct { due: self.due? },
            Verb::Void => Deed::Void,
            Verb::Repeal => Deed::Repeal,
            Verb::Recall => Deed::Recall,
            Verb::Send => Deed::Send { to: self.addresses.to.clone(), copies: self.addresses.copies.clone() },
            Verb::Open => Deed::Open { openings: self.addresses.openings.clone() },
            Verb::Receive => Deed::Receive { addressee: self.addressee()? },
            Verb::Refuse => Deed::Refuse { addressee: self.addressee()? },
        })
    }

    /// The act, as the office judges it.
    pub fn act(&self, by: By<'_>, content: Content) -> Option<Act> {
        Some(Act {
            seq: by.seq,
            time: by.time,
            signer: by.signer.clone(),
            name: by.name.to_owned(),
            email: by.email.to_owned(),
            subject: self.subject.clone(),
            digest: self.digest,
            step: self.step.clone(),
            behalf: self.behalf.clone(),
            opinion: self.opinion.clone(),
            reason: self.reason.clone(),
            confirms: self.confirms,
            deed: self.deed(content)?,
        })
    }

    /// Whether the act hands in a folder.
    pub const fn hands_in(&self) -> bool {
        matches!(self.verb, Verb::Submit | Verb::Revise)
    }

    /// The ref of the tag that belongs to a `seal` act.
    pub fn seal_reference(&self) -> Option<String> {
        self.seal.as_ref().map(|seal| format!("refs/tags/seal/{}/{seal}", self.subject))
    }
}

fn wrong(key: Key, fault: &Malformed) -> StatementFault {
    StatementFault::Value { key, expected: fault.expected, found: fault.found.clone() }
}

/// The value of a key, if it is there, read by its type.
fn required<T: std::str::FromStr<Err = Malformed>>(trailers: &Trailers, key: Key) -> Option<Result<T, StatementFault>> {
    trailers.get(key).map(|value| value.parse().map_err(|fault| wrong(key, &fault)))
}

/// Decimal without a leading zero.
fn number(key: Key, value: &str) -> Result<u64, StatementFault> {
    let plain = value == "0" || (!value.starts_with('0') && value.bytes().all(|c| c.is_ascii_digit()));
    value.parse().ok().filter(|_| plain).ok_or_else(|| StatementFault::Value {
        key,
        expected: "a decimal number without leading zero",
        found: value.to_owned(),
    })
}

fn text(trailers: &Trailers, key: Key) -> Result<String, StatementFault> {
    trailers.get(key).map_or(Ok(String::new()), |line| {
        unescape_text(line).map_err(|_| StatementFault::Value {
            key,
            expected: "text on one line, line feeds as \\n and backslashes as \\\\",
            found: line.to_owned(),
        })
    })
}

fn affirmed(value: &str) -> Result<Affirmed, StatementFault> {
    let fault =
        || StatementFault::Value { key: Key::Affirms, expected: "<number> sha256:<digest>", found: value.to_owned() };
    let (seq, raw) = value.split_once(' ').ok_or_else(fault)?;
    Ok(Affirmed { seq: number(Key::Affirms, seq).map_err(|_| fault())?, raw: raw.parse().map_err(|_| fault())? })
}

/// The word of a return that comes straight back.
const STRAIGHT: &str = "straight";

/// Slugs in ascending order, each once.
fn people(trailers: &Trailers, verb: Verb) -> Result<Vec<Slug>, StatementFault> {
    let Some(value) = trailers.get(Key::To) else {
        let lifts = trailers.get(Key::How) == Some(How::Lift.word());
        return if verb == Verb::AddSign && !lifts {
            Err(StatementFault::Value { key: Key::To, expected: ONE_SLUG, found: String::new() })
        } else {
            Ok(Vec::new())
        };
    };
    let lifts = verb == Verb::AddSign && trailers.get(Key::How) == Some(How::Lift.word());
    let expected = if verb == Verb::Circulate { SLUGS } else { ONE_SLUG };
    let slugs: Option<Vec<Slug>> = value.split(' ').map(|slug| slug.parse().ok()).collect();
    let in_order = |slugs: &Vec<Slug>| slugs.is_sorted_by(|a, b| a < b);
    slugs
        .filter(in_order)
        .filter(|slugs| !lifts && (verb == Verb::Circulate || slugs.len() == 1))
        .ok_or_else(|| StatementFault::Value { key: Key::To, expected, found: value.to_owned() })
}

/// Whether an act is about what was sent: its `To` names recipients, not people.
const fn delivers(verb: Verb) -> bool {
    matches!(verb, Verb::Send | Verb::Open | Verb::Receive | Verb::Refuse)
}

/// Whom an act of sending or receiving names.
fn addresses(trailers: &Trailers, verb: Verb) -> Result<Addresses, StatementFault> {
    if !delivers(verb) {
        return Ok(Addresses::default());
    }
    let wrong = |key, expected| {
        let found = trailers.get(key).unwrap_or_default().to_owned();
        StatementFault::Value { key, expected, found }
    };
    let to = in_order::<Recipient>(trailers, Key::To).ok_or_else(|| wrong(Key::To, RECIPIENTS))?;
    let answers = matches!(verb, Verb::Receive | Verb::Refuse);
    if answers && !matches!(&to[..], [Recipient::Unit(_) | Recipient::Person(_)]) {
        return Err(wrong(Key::To, ADDRESSEE));
    }
    let copies = in_order::<Recipient>(trailers, Key::Cc).ok_or_else(|| wrong(Key::Cc, RECIPIENTS))?;
    if copies.iter().any(|copy| to.contains(copy)) {
        return Err(wrong(Key::Cc, OTHERS));
    }
    let openings = trailers.get(Key::Opened).map_or(Some(Vec::new()), openings);
    Ok(Addresses { to, copies, openings: openings.ok_or_else(|| wrong(Key::Opened, OPENINGS))? })
}

/// The values of a key, in ascending order of their bytes, each once; none, if it is not there.
fn in_order<T: std::str::FromStr + std::fmt::Display>(trailers: &Trailers, key: Key) -> Option<Vec<T>> {
    let Some(value) = trailers.get(key) else { return Some(Vec::new()) };
    let parts: Vec<&str> = value.split(' ').collect();
    parts.is_sorted_by(|a, b| a < b).then(|| parts.into_iter().map(|part| part.parse().ok()).collect()).flatten()
}

/// `<addressee> <person> <moment>`, in ascending order of the addressees, each once, a comma and a space between them.
fn openings(value: &str) -> Option<Vec<Opening>> {
    let parts: Vec<&str> = value.split(", ").collect();
    let read = |part: &&str| {
        let mut words = part.split(' ');
        let (addressee, person, time) = (words.next()?, words.next()?, words.next()?);
        let opening =
            Opening { addressee: addressee.parse().ok()?, person: person.parse().ok()?, time: due(time).ok()? };
        // Nobody of another office opens anything here.
        let is_here = !matches!(opening.addressee, Addressee::Partner(_));
        (is_here && words.next().is_none()).then_some(opening)
    };
    let in_order = parts.is_sorted_by(|a, b| a.split(' ').next() < b.split(' ').next());
    in_order.then(|| parts.iter().map(read).collect()).flatten()
}

fn opened_line(openings: &[Opening]) -> Option<String> {
    let part = |opening: &Opening| format!("{} {} {}", opening.addressee, opening.person, moment(opening.time));
    (!openings.is_empty()).then(|| openings.iter().map(part).collect::<Vec<_>>().join(", "))
}

const RECIPIENTS: &str =
    "units, unit/*, @people, +groups and :partners in ascending order, each once, one space between them";
const ADDRESSEE: &str = "one unit or @person";
const OTHERS: &str = "others than To has";
const OPENINGS: &str =
    "unit or @person, person and moment, in ascending order, each once, a comma and a space between them";
const ONE_SLUG: &str = "one slug, and none beside How: lift";
const SLUGS: &str = "slugs in ascending order, each once, one space between them";

fn written<T: ToString>(names: &[T]) -> Option<String> {
    (!names.is_empty()).then(|| names.iter().map(T::to_string).collect::<Vec<_>>().join(" "))
}

fn how(value: &str) -> Result<How, StatementFault> {
    How::ALL.into_iter().find(|how| how.word() == value).ok_or_else(|| StatementFault::Value {
        key: Key::How,
        expected: "before, after, with or lift",
        found: value.to_owned(),
    })
}

fn straight(trailers: &Trailers, verb: Verb) -> Result<bool, StatementFault> {
    match trailers.get(Key::How).filter(|_| verb == Verb::Return) {
        None => Ok(false),
        Some(STRAIGHT) => Ok(true),
        Some(found) => Err(StatementFault::Value { key: Key::How, expected: STRAIGHT, found: found.to_owned() }),
    }
}

fn moment(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// `2026-03-02T09:00:00Z`.
fn due(value: &str) -> Result<i64, StatementFault> {
    let time: Option<Timestamp> = value.parse().ok();
    time.filter(|time| value.len() == 20 && time.as_second() >= 0 && time.to_string() == value)
        .map(Timestamp::as_second)
        .ok_or_else(|| StatementFault::Value {
            key: Key::Due,
            expected: "a moment like 2026-03-02T09:00:00Z",
            found: value.to_owned(),
        })
}

fn registration(value: &str) -> Result<Registration, StatementFault> {
    let fault = || StatementFault::Value {
        key: Key::Seals,
        expected: "refs/tags/seal/<subject>/<seal> sha256:<digest>",
        found: value.to_owned(),
    };
    let (reference, digest) = value.split_once(' ').ok_or_else(fault)?;
    let (subject, seal) =
        reference.strip_prefix("refs/tags/seal/").and_then(|name| name.rsplit_once('/')).ok_or_else(fault)?;
    let tag = digest.parse().map_err(|_| fault())?;
    if subject.parse::<SubjectId>().is_err() || seal.parse::<Slug>().is_err() {
        return Err(fault());
    }
    Ok(Registration { reference: reference.to_owned(), tag })
}
