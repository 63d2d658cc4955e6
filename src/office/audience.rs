//! Who may read a subject (阅读范围): all staff, or those whom its form names, until a day (L2, L16, C3, C35; `docs/workflows.md`,
//! "Audience").
//!
//! A clone holds everything: this is the rule of those who show the record to people, a server first of all.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::Office;
use super::act::Verb;
use super::delivery::Addressee;
use super::docket::Docket;
use super::login::Login;
use super::register::{Person, Post, Register};
use super::workflow::{FieldKind, Workflow};
use crate::id::{Malformed, Slug};

/// Somebody whom an audience names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Readers {
    /// `*`: all staff (全体人员).
    Everybody,
    /// `<unit>`: who is at home in the unit or holds a post in it.
    Unit(Slug),
    /// `<unit>/*`: the same of the unit and those below it (含下属单位).
    Below(Slug),
    /// `<unit>/<post>`: who holds the post.
    Post(Post),
    /// `@<person>`.
    Person(Slug),
}

impl FromStr for Readers {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        if text == "*" {
            return Ok(Self::Everybody);
        }
        if let Some(person) = text.strip_prefix('@') {
            return person.parse().map(Self::Person);
        }
        match text.split_once('/') {
            None => text.parse().map(Self::Unit),
            Some((unit, "*")) => unit.parse().map(Self::Below),
            Some((unit, post)) => Ok(Self::Post(Post { unit: unit.parse()?, post: post.parse()? })),
        }
    }
}

impl fmt::Display for Readers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everybody => f.write_str("*"),
            Self::Unit(unit) => write!(f, "{unit}"),
            Self::Below(unit) => write!(f, "{unit}/*"),
            Self::Post(post) => write!(f, "{}/{}", post.unit, post.post),
            Self::Person(person) => write!(f, "@{person}"),
        }
    }
}

impl Readers {
    /// Whether the register has what it names. A post is one that somebody holds, or that its unit gives a title.
    pub(super) fn is_known(&self, register: &Register) -> bool {
        match self {
            Self::Everybody => true,
            Self::Unit(unit) | Self::Below(unit) => register.unit(unit).is_some(),
            Self::Person(person) => register.person(person).is_some(),
            Self::Post(post) => {
                register.unit(&post.unit).is_some()
                    && (register.post_title(post).is_some()
                        || register.holding(&post.unit, &post.post).next().is_some())
            }
        }
    }

    /// Whether it names that person. Units that went into others are where they went.
    fn names(&self, register: &Register, slug: &Slug, person: &Person) -> bool {
        let mut units = person.posts.iter().map(|post| &post.unit).chain([&person.unit]).map(|unit| register.now(unit));
        match self {
            Self::Everybody => true,
            Self::Unit(unit) => units.any(|own| own == register.now(unit)),
            Self::Below(unit) => {
                let top = register.now(unit);
                units.any(|own| own == top || register.above(own).is_some_and(|line| line.contains(&top)))
            }
            Self::Post(wanted) => {
                let unit = register.now(&wanted.unit);
                person.posts.iter().any(|post| post.post == wanted.post && register.now(&post.unit) == unit)
            }
            Self::Person(wanted) => wanted == slug,
        }
    }
}

/// Who may read a subject.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audience {
    /// Whom its form names.
    pub readers: Vec<Readers>,
    /// To whom it was sent: units with all their people, and people. They read it whatever the form says, and for ever.
    pub recipients: Vec<Readers>,
    /// The last day on which they may read it; for ever, if there is none.
    pub until: Option<Date>,
    /// Who has a part in it: its drafter, whoever did something about it, may do something now or was given it to read. They read it
    /// whatever the form says.
    pub parties: BTreeSet<Slug>,
}

impl Audience {
    /// Whether all staff may read it, at any time.
    pub fn is_everybody(&self) -> bool {
        self.readers.contains(&Readers::Everybody)
    }

    /// Whether a person may read it on a day.
    pub fn has(&self, slug: &Slug, register: &Register, login: &Login, today: Date) -> bool {
        let Some(person) = register.person(slug).filter(|person| person.is_active()) else { return false };
        self.is_everybody()
            || self.parties.contains(slug)
            || person.posts.iter().any(|post| login.all_readers.contains(post))
            || self.recipients.iter().any(|reader| reader.names(register, slug, person))
            || self.until.is_none_or(|until| today <= until)
                && self.readers.iter().any(|reader| reader.names(register, slug, person))
    }
}

impl Workflow {
    /// Whether all staff may read a subject.
    pub(super) fn is_for_all(&self, docket: &Docket) -> bool {
        self.readers(docket).contains(&Readers::Everybody)
    }

    /// Whether all staff may read what has these words in the field of its audience.
    pub fn opens_to_all(&self, words: &[String]) -> bool {
        self.readers_named(words).contains(&Readers::Everybody)
    }

    /// Whom a form names as its readers; all staff, if the workflow leaves nobody out or the form names nobody.
    fn readers(&self, docket: &Docket) -> Vec<Readers> {
        self.readers_named(self.audience.as_ref().map_or(&[], |name| docket.values(name.as_str())))
    }

    fn readers_named(&self, words: &[String]) -> Vec<Readers> {
        let Some(field) = self.audience.as_ref().and_then(|name| self.field(name.as_str())) else {
            return vec![Readers::Everybody];
        };
        let values = words.iter().filter(|value| !value.is_empty());
        let readers = values.filter_map(|value| match field.kind {
            FieldKind::Audience => value.parse().ok(),
            FieldKind::Unit => value.parse().map(Readers::Below).ok(),
            FieldKind::Person => value.parse().map(Readers::Person).ok(),
            FieldKind::Text
            | FieldKind::Date
            | FieldKind::Time
            | FieldKind::Number
            | FieldKind::Check
            | FieldKind::Choice
            | FieldKind::Seal
            | FieldKind::Subject
            | FieldKind::File => None,
        });
        let readers: Vec<Readers> = readers.collect();
        let nobody = words.iter().all(String::is_empty);
        if nobody { vec![Readers::Everybody] } else { readers }
    }
}

impl Office {
    /// Whether all staff may read a subject. What is for some stays so: the day on which their reading ends makes it nobody else's.
    pub fn is_for_all(&self, docket: &Docket) -> bool {
        // By which rules it runs is not known only where somebody tampered with the state.
        self.workflow(docket).is_ok_and(|workflow| workflow.is_for_all(docket))
    }

    /// Who may read a subject, as it stands at that time.
    pub fn audience(&self, docket: &Docket, time: i64) -> Audience {
        let Ok(workflow) = self.workflow(docket) else { return Audience::default() };
        let until = workflow.audience_until.as_ref().and_then(|name| docket.value(name.as_str())?.parse().ok());
        let readers = workflow.readers(docket);
        let mut parties = BTreeSet::new();
        if !readers.contains(&Readers::Everybody) {
            let settled = self.settled(docket, time);
            let mut add = |person: &Slug| parties.extend([person.clone(), self.successor(docket, person).clone()]);
            add(&docket.drafter);
            for mark in &docket.trail {
                add(&mark.person);
                mark.behalf.iter().for_each(&mut add);
                // What a return names is a step.
                if !matches!(mark.verb, Verb::Return | Verb::Disagree) {
                    mark.to.iter().for_each(&mut add);
                }
            }
            docket.readers.keys().for_each(&mut add);
            let asked = self.deliveries_ask(docket).into_keys().map(|(person, _)| person);
            let waiting: BTreeSet<Slug> = self.waiting_at(&settled, time).into_iter().chain(asked).collect();
            let delegates = self.deputies().delegations.values().filter(|one| waiting.contains(&one.from));
            let delegates = delegates.filter(|one| self.stands_in(&one.to, &one.from, &settled, time));
            delegates.for_each(|one| add(&one.to));
            waiting.iter().for_each(&mut add);
        }
        let recipients = docket.deliveries.keys().filter_map(|addressee| match addressee {
            Addressee::Unit(unit) => Some(Readers::Unit(unit.clone())),
            Addressee::Person(person) => Some(Readers::Person(self.successor(docket, person).clone())),
            Addressee::Partner(_) => None,
        });
        Audience { readers, recipients: recipients.collect(), until, parties }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_are_written_as_they_are_read() {
        for text in ["*", "archive", "bureau/*", "office/clerk", "@li-ming"] {
            assert_eq!(text.parse::<Readers>().unwrap().to_string(), text);
        }
    }
}
