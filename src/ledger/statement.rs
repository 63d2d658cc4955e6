//! What a commit's message says: trailers as values, and back (`docs/record-format.md` 5.2 and 5.3).
//!
//! 1. [`Statement::read`] accepts a commit's message exactly if [`Statement::trailers`] and [`Statement::title`] write the same again.
//! 2. Which key an act carries is one table, [`allowance`]. Opinion and reason are the office's business: where the table says
//!    they must be there, their absence is a violation of the office's rules (K517, K518), not of the format.

use crate::id::{Fingerprint, Malformed, RecordId, Sha256, Slug, SubjectId, escape_text, unescape_text};
use crate::office::{Content, Decision, Deed, Verb};
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

/// The table of `docs/record-format.md` 5.3.
const fn allowance(verb: Verb, key: Key) -> Allowance {
    use Allowance::{May, Must, Not};
    let founds = matches!(verb, Verb::Found);
    match key {
        Key::Record | Key::Seq | Key::TreeSha256 | Key::Act | Key::Signer => Must,
        Key::ParentSha256 | Key::Subject | Key::Digest => {
            if founds {
                Not
            } else {
                Must
            }
        }
        Key::Step => match verb {
            Verb::Approve | Verb::Disagree | Verb::Read | Verb::Return | Verb::Issue | Verb::Seal | Verb::Execute => {
                Must
            }
            Verb::Found | Verb::Submit | Verb::Revise | Verb::Withdraw | Verb::Affirm => Not,
        },
        Key::Number => {
            if matches!(verb, Verb::Issue) {
                Must
            } else {
                Not
            }
        }
        Key::Seal => {
            if matches!(verb, Verb::Seal) {
                Must
            } else {
                Not
            }
        }
        Key::Opinion => match verb {
            Verb::Submit | Verb::Approve | Verb::Disagree | Verb::Read | Verb::Issue | Verb::Execute | Verb::Affirm => {
                May
            }
            Verb::Found | Verb::Revise | Verb::Return | Verb::Seal | Verb::Withdraw => Not,
        },
        Key::Reason => match verb {
            Verb::Revise | Verb::Return | Verb::Withdraw => May,
            Verb::Found
            | Verb::Submit
            | Verb::Approve
            | Verb::Disagree
            | Verb::Read
            | Verb::Issue
            | Verb::Seal
            | Verb::Execute
            | Verb::Affirm => Not,
        },
        Key::Affirms => {
            if matches!(verb, Verb::Affirm) {
                Must
            } else {
                Not
            }
        }
        // Whether a seal is to be registered depends on the parent: `chain.rs` asks.
        Key::Seals => {
            if founds {
                Not
            } else {
                May
            }
        }
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
    /// The deed, with the folder it hands in. `None` for `found`, which is no deed, and if the table of keys was not kept.
    pub fn deed(&self, content: Content) -> Option<Deed> {
        let decide =
            |decision, words: &str| Some(Deed::Decide { decision, step: self.step.clone()?, words: words.to_owned() });
        match self.verb {
            Verb::Found => None,
            Verb::Submit => Some(Deed::Submit { content, opinion: self.opinion.clone() }),
            Verb::Revise => Some(Deed::Revise { content, reason: self.reason.clone() }),
            Verb::Approve => decide(Decision::Approve, &self.opinion),
            Verb::Disagree => decide(Decision::Disagree, &self.opinion),
            Verb::Read => decide(Decision::Read, &self.opinion),
            Verb::Return => decide(Decision::Return, &self.reason),
            Verb::Issue => Some(Deed::Issue {
                step: self.step.clone()?,
                number: self.number.clone()?,
                opinion: self.opinion.clone(),
            }),
            Verb::Seal => Some(Deed::Seal { step: self.step.clone()?, seal: self.seal.clone()? }),
            Verb::Withdraw => Some(Deed::Withdraw { reason: self.reason.clone() }),
            Verb::Execute => Some(Deed::Execute { content, step: self.step.clone()?, opinion: self.opinion.clone() }),
            Verb::Affirm => Some(Deed::Affirm { affirms: self.affirms?.seq, opinion: self.opinion.clone() }),
        }
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
