//! Who may sign in to the server, and how: `[login]` of the settings (D1–D7, D10, D12, C18, C19; CON1–CON7; `docs/record-format.md` 8.2).
//!
//! The server holds accounts and passwords; what is asked of them is the office's rule and stands here. Facts that only a server can know
//! (whether a password is among the common ones, whether it was had before) are arguments.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::presence::Presence;
use super::register::{Person, PersonKind, Post, Register, Unit};
use crate::id::{Fingerprint, Slug};

/// What is asked of those who sign in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Login {
    /// Who may read what is for all staff.
    pub reading: Reading,
    /// How one signs in (登录方式, CON6).
    pub methods: Vec<Means>,
    /// Whether accounts that several people use may sign in (CON7).
    pub shared: bool,
    /// Wrong passwords in a row until the account is locked (D7, CON5).
    pub tries: i64,
    /// Minutes without a request until somebody is signed out.
    pub idle: i64,
    /// Minutes until somebody is signed out, whatever he does.
    pub longest: i64,
    /// Days until an initial password (初始密码) that nobody has changed is of no use.
    pub initial: i64,
    /// Words that no password may be, besides the common ones (D3).
    pub banned: Vec<String>,
    /// Posts whose holders see to all accounts and read the journal.
    pub administrators: Vec<Post>,
    /// Posts whose holders may read every subject, whoever it is for (archivists, supervision).
    pub all_readers: Vec<Post>,
    /// Posts in any unit whose holders see to the accounts of that unit and those below it (C6, CON4).
    pub unit_administrators: Vec<Slug>,
    /// What is asked of passwords, by who has them: the first that fits counts.
    pub class: Vec<Class>,
    /// When people have to look in (CON20): the first that fits counts.
    pub presence: Vec<Presence>,
    /// Posts whose holders may fetch the whole record from the server (archivists).
    pub clone: Vec<Post>,
}

impl Default for Login {
    fn default() -> Self {
        Self {
            reading: Reading::Open,
            methods: vec![Means::Password, Means::Certificate],
            shared: true,
            tries: 5,
            idle: 60,
            longest: 720,
            initial: 7,
            banned: Vec::new(),
            administrators: Vec::new(),
            all_readers: Vec::new(),
            unit_administrators: Vec::new(),
            class: Vec::new(),
            presence: Vec::new(),
            clone: Vec::new(),
        }
    }
}

/// Who may read what is for all staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// Whoever reaches the server.
    Open,
    /// Who has signed in.
    Staff,
}

/// A way to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// Name and password (D10).
    Password,
    /// A signature by a registered certificate (D12).
    Certificate,
    /// The word of a proxy before the server (反向代理认证).
    Proxy,
    /// The word of a provider that the server asks (单点登录, OpenID Connect).
    Oidc,
}

impl Means {
    /// The word in the settings.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Certificate => "certificate",
            Self::Proxy => "proxy",
            Self::Oidc => "oidc",
        }
    }
}

/// What somebody is called by another system, which has seen who he is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Called<'a> {
    /// By his slug.
    Slug(&'a str),
    /// By his mailbox.
    Email(&'a str),
}

impl<'a> Called<'a> {
    /// A name that may be either: a slug has no `@`.
    pub fn by(name: &'a str) -> Self {
        if name.contains('@') { Self::Email(name) } else { Self::Slug(name) }
    }

    /// The name.
    pub const fn name(self) -> &'a str {
        match self {
            Self::Slug(name) | Self::Email(name) => name,
        }
    }
}

/// What is asked of the passwords of some (口令要求, CON1–CON3).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Class {
    /// The posts whose holders it is for, in any unit; everybody, if none is named.
    pub posts: Vec<Slug>,
    /// Characters at least (D1).
    pub length: i64,
    /// Kinds of characters at least (D2): small letters, capitals, digits, others.
    pub mix: i64,
    /// Days until a new one has to be chosen (D5); never, if 0.
    pub age: i64,
    /// How many passwords before it may not come again.
    pub former: i64,
    /// Whether a second factor is asked for as well.
    pub second: bool,
}

impl Default for Class {
    fn default() -> Self {
        Self { posts: Vec::new(), length: 8, mix: 2, age: 0, former: 3, second: false }
    }
}

/// What nobody asks beyond.
const LONGEST: i64 = 64;

/// What a password is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordFault {
    /// As long as is asked for (D1).
    Short {
        /// Characters at least.
        least: i64,
    },
    /// Of as many kinds of characters as is asked for (D2).
    Plain {
        /// Kinds at least.
        least: i64,
    },
    /// Hard to guess (D3).
    Simple,
    /// Another than what people call its holder.
    Name,
    /// New.
    Former,
    /// Of a length that can be looked at: 256 characters at most.
    Long,
}

/// What a server knows of a password that somebody wants to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    /// It is among those that are guessed first.
    pub is_simple: bool,
    /// He has it, or had it so many passwords ago (1: has it now).
    pub had: Option<i64>,
}

/// Why somebody of that name does not get in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoEntry {
    /// The register has nobody of that name.
    Unknown,
    /// He has left, or his account was given up (C30).
    Left,
    /// Accounts that several people use may not sign in here (CON7).
    Shared,
}

impl Login {
    /// The first value that cannot be.
    pub(super) fn fault(&self) -> Option<String> {
        let within = |name: &str, value: i64, least: i64, most: i64| {
            (!(least..=most).contains(&value)).then(|| format!("{name} = {value}"))
        };
        let mut methods = BTreeSet::new();
        let own = [
            within("tries", self.tries, 1, 100),
            within("idle", self.idle, 1, 44_640),
            within("longest", self.longest, 1, 44_640),
            within("initial", self.initial, 1, 365),
        ];
        let classes = self.class.iter().flat_map(|class| {
            [
                within("class.length", class.length, 1, LONGEST),
                within("class.mix", class.mix, 1, 4),
                within("class.age", class.age, 0, 3_650),
                within("class.former", class.former, 0, 24),
            ]
        });
        own.into_iter().chain(classes).flatten().next().or_else(|| {
            let banned = self.banned.iter().find(|word| word.is_empty() || !crate::id::is_plain(word));
            banned.map(|word| format!("banned = {word:?}")).or_else(|| {
                let twice = self.methods.iter().find(|means| !methods.insert(means.word()));
                twice.map(|means| format!("methods = {:?}", means.word()))
            })
        })
    }

    /// Who may have an account: whom the register has as there. An account that several people use may be kept out.
    pub fn entry<'r>(&self, register: &'r Register, slug: &Slug) -> Result<&'r Person, NoEntry> {
        let person = register.person(slug).ok_or(NoEntry::Unknown)?;
        match person.kind {
            _ if !person.is_active() => Err(NoEntry::Left),
            PersonKind::Service => Err(NoEntry::Unknown),
            PersonKind::Shared | PersonKind::Special if !self.shared => Err(NoEntry::Shared),
            PersonKind::Person | PersonKind::Shared | PersonKind::Special => Ok(person),
        }
    }

    /// Whom another system means, if he may have an account. Whoever is not the only one of that name is nobody.
    pub fn called<'r>(&self, register: &'r Register, called: Called<'_>) -> Result<(&'r Slug, &'r Person), NoEntry> {
        let name = called.name().trim().to_lowercase();
        let mut meant = register.people().filter(|(slug, person)| match called {
            Called::Slug(_) => slug.as_str() == name,
            Called::Email(_) => !name.is_empty() && person.email.to_lowercase() == name,
        });
        match (meant.next(), meant.next()) {
            (Some((slug, _)), None) => self.entry(register, slug).map(|person| (slug, person)),
            (None | Some(_), _) => Err(NoEntry::Unknown),
        }
    }

    /// Whether that way in is open.
    pub fn takes(&self, means: Means) -> bool {
        self.methods.contains(&means)
    }

    /// What is asked of his password.
    pub fn class_of(&self, person: &Person) -> Class {
        let fits =
            |class: &&Class| class.posts.is_empty() || person.posts.iter().any(|held| class.posts.contains(&held.post));
        self.class.iter().find(fits).cloned().unwrap_or_default()
    }

    /// Whether somebody may have that password. Everything that is wrong with it is told.
    pub fn judge_password(
        &self,
        slug: &Slug,
        person: &Person,
        password: &str,
        known: Known,
    ) -> Result<(), Vec<PasswordFault>> {
        let class = self.class_of(person);
        let length = i64::try_from(password.chars().count()).unwrap_or(i64::MAX);
        let lower = password.to_lowercase();
        let is_banned = self.banned.iter().any(|word| lower == word.to_lowercase());
        let mailbox = person.email.split('@').next().unwrap_or_default();
        let mut called = vec![slug.as_str(), person.name.as_str(), mailbox];
        called.extend([&person.code, &person.phone, &person.mobile].into_iter().flatten().map(String::as_str));
        // A name of one or two letters is in many words.
        let is_name = called.iter().any(|name| name.len() >= 3 && lower.contains(&name.to_lowercase()));
        let faults = [
            (length < class.length, PasswordFault::Short { least: class.length }),
            (kinds(password) < class.mix, PasswordFault::Plain { least: class.mix }),
            (known.is_simple || is_banned, PasswordFault::Simple),
            (is_name, PasswordFault::Name),
            // The one he has is never a new one.
            (known.had.is_some_and(|had| had <= class.former.max(1)), PasswordFault::Former),
            (length > 256, PasswordFault::Long),
        ];
        let faults: Vec<PasswordFault> = faults.into_iter().filter_map(|(is, fault)| is.then_some(fault)).collect();
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// Whether a password that was chosen at a time has to be chosen anew (D5).
    pub fn is_old(&self, person: &Person, chosen: i64, now: i64) -> bool {
        let age = self.class_of(person).age;
        age > 0 && now.saturating_sub(chosen) > age * DAY
    }

    /// Whether an initial password is of no use any more.
    pub const fn is_stale(&self, given: i64, now: i64) -> bool {
        now.saturating_sub(given) > self.initial * DAY
    }

    /// Whether somebody sees to every account and reads the journal.
    pub fn is_administrator(&self, person: &Person) -> bool {
        person.posts.iter().any(|held| self.administrators.contains(held))
    }

    /// Whether somebody may send acts to the server: who can sign, with one of the certificates that may be used now. What he sends the
    /// gate judges act by act.
    pub fn may_push(&self, register: &Register, slug: &Slug, usable: &BTreeSet<Fingerprint>) -> bool {
        let signs = |person: &Person| person.certificate.iter().any(|listed| usable.contains(&listed.fingerprint));
        self.entry(register, slug).is_ok_and(signs)
    }

    /// Whether somebody may fetch the whole record: a holder of one of the posts named for it, and who may push.
    pub fn may_clone(&self, register: &Register, slug: &Slug, usable: &BTreeSet<Fingerprint>) -> bool {
        let named = |person: &Person| person.posts.iter().any(|held| self.clone.contains(held));
        self.entry(register, slug).is_ok_and(named) || self.may_push(register, slug, usable)
    }

    /// Whether somebody sees to that account: an administrator to all but his own, a unit's administrator to those of his unit and below
    /// that are no administrator's. A service of the office has no account.
    pub fn sees_to(&self, register: &Register, by: &Slug, of: &Slug) -> bool {
        let (Some(by_person), Some(of_person)) = (register.person(by), register.person(of)) else { return false };
        if by == of || !by_person.is_active() || of_person.is_service() {
            return false;
        }
        if self.is_administrator(by_person) {
            return true;
        }
        let above = |unit: &Slug| register.above(&of_person.unit).is_some_and(|line| line.contains(&unit));
        // Whoever may do more than others is for administrators to see to: his account is worth more than his unit.
        let is_above_others = of_person.posts.iter().any(|held| {
            self.all_readers.contains(held)
                || self.clone.contains(held)
                || self.unit_administrators.contains(&held.post)
        });
        !self.is_administrator(of_person)
            && !is_above_others
            && by_person.posts.iter().any(|held| {
                self.unit_administrators.contains(&held.post)
                    && register.unit(&held.unit).is_some_and(Unit::is_active)
                    && (held.unit == of_person.unit || above(&held.unit))
            })
    }
}

/// Seconds of a day.
const DAY: i64 = 86_400;

/// How many kinds of characters a password has (D2). Letters without case, as Chinese ones, are of the fourth kind.
fn kinds(password: &str) -> i64 {
    let has = |is: fn(char) -> bool| i64::from(password.chars().any(is));
    has(char::is_lowercase)
        + has(char::is_uppercase)
        + has(char::is_numeric)
        + has(|c| !c.is_lowercase() && !c.is_uppercase() && !c.is_numeric())
}
