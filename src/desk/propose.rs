//! Proposing a change of the register: from what somebody wishes to the files of a change request. Pure: files in, files out.
//!
//! 1. A file that is there keeps its comments, its order and the text below its head: only the keys that are meant change.
//! 2. What a change drags with it is written too: who leaves has no post and no certificate left, an abolished unit nobody and nothing
//!    (`docs/register.md`, K820, K821, K823, K828, K829). What was written beside the wish is told by [`Proposal::notes`].
//! 3. Whether it may follow is not asked here: the engine compares and judges.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use crate::id::{Fingerprint, Slug};
use crate::office::{
    Files, FrontFault, Holder, Office, Person, Seal, SealKind, Standing, Unit, parse_front, split_front,
};
use crate::words::{Message, Say};

/// What a proposal is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// A unit.
    Unit(Slug),
    /// A person.
    Person(Slug),
    /// A seal.
    Seal(Slug),
    /// Another file that change requests write, such as `kanhe.toml`.
    File(String),
}

impl Spot {
    /// The path of its file in the tree.
    pub fn path(&self) -> String {
        match self {
            Self::Unit(_) | Self::Person(_) | Self::Seal(_) => format!("content/{self}/index.md"),
            Self::File(path) => path.clone(),
        }
    }

    /// The keys that its file may have, in the order a new one has them, each with what it holds.
    const fn keys(&self) -> &'static [(&'static str, Holds)] {
        match self {
            Self::Unit(_) => &[
                ("title", Holds::Text),
                ("code", Holds::Text),
                ("parent", Holds::Text),
                ("kind", Holds::Text),
                ("phone", Holds::Text),
                ("state", Holds::Text),
                ("into", Holds::Text),
                ("disposition", Holds::Text),
                ("former", Holds::List),
                ("seal-rules", Holds::Text),
                ("posts", Holds::Table),
            ],
            Self::Person(_) => &[
                ("name", Holds::Text),
                ("email", Holds::Text),
                ("unit", Holds::Text),
                ("posts", Holds::List),
                ("kind", Holds::Text),
                ("owner", Holds::Text),
                ("state", Holds::Text),
                ("code", Holds::Text),
                ("phone", Holds::Text),
                ("mobile", Holds::Text),
                ("agreement", Holds::Text),
            ],
            Self::Seal(_) => &[
                ("title", Holds::Text),
                ("unit", Holds::Text),
                ("kind", Holds::Text),
                ("owner", Holds::Text),
                ("custodians", Holds::List),
                ("diameter", Holds::Number),
                ("state", Holds::Text),
                ("picture", Holds::Table),
            ],
            Self::File(_) => &[],
        }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit(slug) => write!(f, "units/{slug}"),
            Self::Person(slug) => write!(f, "people/{slug}"),
            Self::Seal(slug) => write!(f, "seals/{slug}"),
            Self::File(path) => f.write_str(path),
        }
    }
}

impl FromStr for Spot {
    type Err = ProposalFault;

    fn from_str(text: &str) -> Result<Self, ProposalFault> {
        let plain = text.trim_end_matches('/').trim_end_matches("/index.md");
        let plain = plain.strip_prefix("content/").unwrap_or(plain);
        let unknown = || ProposalFault::Spot { found: text.to_owned() };
        let slug = |slug: &str| slug.parse::<Slug>().map_err(|_| unknown());
        match plain.split_once('/') {
            Some(("units", rest)) => Ok(Self::Unit(slug(rest)?)),
            Some(("people", rest)) => Ok(Self::Person(slug(rest)?)),
            Some(("seals", rest)) => Ok(Self::Seal(slug(rest)?)),
            Some(("workflows" | "themes" | "hooks", _)) => Ok(Self::File(plain.to_owned())),
            None if plain == "kanhe.toml" => Ok(Self::File(plain.to_owned())),
            Some(_) | None => Err(unknown()),
        }
    }
}

/// What a key holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Text,
    Number,
    List,
    Table,
}

/// Why a wish cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProposalFault {
    /// That names nothing a change request may change.
    #[error("no entry: {found}")]
    Spot {
        /// What was named.
        found: String,
    },
    /// There is no such entry or file.
    #[error("there is no {entry}")]
    Unknown {
        /// What was named.
        entry: String,
    },
    /// There is one already.
    #[error("there is {entry} already")]
    Exists {
        /// What was named.
        entry: String,
    },
    /// A key that the entry does not have.
    #[error("{entry} has no {key}")]
    Key {
        /// The entry.
        entry: String,
        /// The key.
        key: String,
        /// The keys it may have.
        known: Vec<&'static str>,
    },
    /// A value that the key does not hold.
    #[error("{key} does not hold {found}")]
    Value {
        /// The key.
        key: String,
        /// The value.
        found: String,
    },
    /// A certificate that the register does not list.
    #[error("nobody has the certificate {fingerprint}")]
    NotListed {
        /// The certificate.
        fingerprint: Fingerprint,
    },
    /// A certificate that the register lists.
    #[error("{entry} has the certificate {fingerprint} already")]
    Listed {
        /// The certificate.
        fingerprint: Fingerprint,
        /// Whose it is.
        entry: String,
    },
    /// People are to be moved, and nobody said where.
    #[error("no unit to move the people of {unit} to")]
    Whereto {
        /// The unit.
        unit: Slug,
    },
    /// A unit into itself.
    #[error("{unit} into itself")]
    Itself {
        /// The unit.
        unit: Slug,
    },
    /// A file that cannot be read.
    #[error("{path} cannot be read")]
    File {
        /// The file.
        path: String,
        /// Why not.
        fault: FrontFault,
    },
    /// A file whose TOML cannot be edited.
    #[error("{path}: {error}")]
    Toml {
        /// The file.
        path: String,
        /// Why not.
        error: String,
    },
}

impl Say for ProposalFault {
    fn say(&self) -> Message {
        match self {
            Self::Spot { found } => Message::new("propose-spot").with("found", found),
            Self::Unknown { entry } => Message::new("propose-unknown").with("entry", entry),
            Self::Exists { entry } => Message::new("propose-exists").with("entry", entry),
            Self::Key { entry, key, known } => {
                Message::new("propose-key").with("entry", entry).with("key", key).with("known", known.join(", "))
            }
            Self::Value { key, found } => Message::new("propose-value").with("key", key).with("found", found),
            Self::NotListed { fingerprint } => Message::new("propose-not-listed").with("key", fingerprint),
            Self::Listed { fingerprint, entry } => {
                Message::new("propose-listed").with("key", fingerprint).with("entry", entry)
            }
            Self::Whereto { unit } => Message::new("propose-whereto").with("unit", unit),
            Self::Itself { unit } => Message::new("propose-itself").with("unit", unit),
            Self::File { path, .. } => Message::new("propose-toml").with("path", path).with("error", "—"),
            Self::Toml { path, error } => Message::new("propose-toml").with("path", path).with("error", error),
        }
    }
}

/// Files that a change request is to propose.
pub struct Proposal<'a> {
    office: &'a Office,
    files: Files,
    notes: Vec<Message>,
}

/// A file with a head of TOML, taken apart.
struct Page {
    head: DocumentMut,
    /// What stands below the head; `None` of a file that is all TOML.
    body: Option<String>,
}

impl<'a> Proposal<'a> {
    /// What is proposed so far, in an office.
    pub const fn new(office: &'a Office, files: Files) -> Self {
        Self { office, files, notes: Vec::new() }
    }

    /// The proposed files, by the paths they shall have.
    pub const fn files(&self) -> &Files {
        &self.files
    }

    /// The proposed files, and what was written beside the wishes.
    pub fn into_parts(self) -> (Files, Vec<Message>) {
        (self.files, self.notes)
    }

    /// What was written beside the wishes, because they drag it with them.
    pub fn notes(&self) -> &[Message] {
        &self.notes
    }

    /// Puts a file in as it is.
    pub fn put(&mut self, path: impl Into<String>, bytes: Vec<u8>) {
        self.files.insert(path.into(), bytes);
    }

    /// Takes back what is proposed of an entry that is not in force.
    pub fn drop_new(&mut self, spot: &Spot) {
        let folder = spot.path().strip_suffix("index.md").map(str::to_owned);
        if let Some(folder) = folder.filter(|_| !self.office.files().contains_key(&spot.path())) {
            self.files.retain(|path, _| !path.starts_with(&folder));
        }
    }

    /// Takes a file as it is in force, to be edited by hand.
    pub fn take(&mut self, spot: &Spot) -> Result<(), ProposalFault> {
        let path = spot.path();
        let bytes = self.current(&path).ok_or_else(|| ProposalFault::Unknown { entry: spot.to_string() })?.to_vec();
        self.files.insert(path, bytes);
        Ok(())
    }

    /// A new entry with these keys.
    pub fn open(&mut self, spot: &Spot, values: &[(String, String)]) -> Result<(), ProposalFault> {
        let path = spot.path();
        if self.current(&path).is_some() || matches!(spot, Spot::File(_)) {
            return Err(ProposalFault::Exists { entry: spot.to_string() });
        }
        let place = |key: &str| {
            let key = key.split('.').next().unwrap_or_default();
            spot.keys().iter().position(|(known, _)| *known == key)
        };
        let mut values: Vec<&(String, String)> = values.iter().collect();
        values.sort_by_key(|(key, _)| place(key));
        self.store(&path, &Page { head: DocumentMut::new(), body: Some(String::new()) });
        for (key, value) in values {
            self.write(spot, key, value)?;
        }
        Ok(())
    }

    /// Another value of a key: `KEY`, of a list also `KEY+` and `KEY-`, of a table `KEY.NAME`. An empty value takes the key out.
    /// A unit that gets another title keeps the old one, and its seals with the old one are handed back.
    pub fn set(&mut self, spot: &Spot, key: &str, value: &str) -> Result<(), ProposalFault> {
        if let (Spot::Unit(slug), "title") = (spot, key) {
            return self.rename(slug, value);
        }
        self.write(spot, key, value)
    }

    fn rename(&mut self, slug: &Slug, title: &str) -> Result<(), ProposalFault> {
        let spot = Spot::Unit(slug.clone());
        let was = self.unit(slug)?.title;
        self.write(&spot, "title", title)?;
        // What the register in force calls it is what it was called; a title that was only proposed never was.
        let old = self.office.register().unit(slug).map(|unit| unit.title.clone());
        if was == title || old.as_deref() != Some(&was) {
            return Ok(());
        }
        self.write(&spot, "former+", &was)?;
        self.notes.push(Message::new("propose-renamed").with("unit", slug).with("was", &was));
        for seal in self.seals_where(|seal| seal.unit == *slug && seal.kind == SealKind::Unit && seal.title == was)? {
            self.hand_back(&seal)?;
        }
        Ok(())
    }

    fn write(&mut self, spot: &Spot, key: &str, value: &str) -> Result<(), ProposalFault> {
        let path = spot.path();
        let mut page = self.page(&path, spot)?;
        if matches!(spot, Spot::File(_)) {
            set_path(&mut page.head, key, value)?;
            self.store(&path, &page);
            return Ok(());
        }
        let (plain, added) = match key.strip_suffix(['+', '-']) {
            Some(plain) => (plain, Some(key.ends_with('+'))),
            None => (key, None),
        };
        let (name, inner) = plain.split_once('.').map_or((plain, None), |(name, inner)| (name, Some(inner)));
        let known = || spot.keys().iter().map(|(name, _)| *name).collect();
        let no_key = || ProposalFault::Key { entry: spot.to_string(), key: key.to_owned(), known: known() };
        let holds = spot.keys().iter().find(|(known, _)| *known == name).map(|(_, holds)| *holds);
        match (holds.ok_or_else(no_key)?, inner, added) {
            (Holds::Text, None, None) => set(page.head.as_table_mut(), name, text(value)),
            (Holds::Number, None, None) => {
                let wrong = || ProposalFault::Value { key: key.to_owned(), found: value.to_owned() };
                let number =
                    if value.is_empty() { None } else { Some(Value::from(value.parse::<i64>().map_err(|_| wrong())?)) };
                set(page.head.as_table_mut(), name, number);
            }
            (Holds::List, None, added) => set_list(page.head.as_table_mut(), name, &parts(value), added),
            (Holds::Table, Some(inner), None) => {
                let table = page.head.entry(name).or_insert_with(|| Item::Table(Table::new()));
                if let Some(table) = table.as_table_like_mut() {
                    set(table, inner, text(value));
                }
            }
            (Holds::Table, None, None) if value.is_empty() => drop(page.head.remove(name)),
            (Holds::Text | Holds::Number | Holds::List | Holds::Table, _, _) => return Err(no_key()),
        }
        self.store(&path, &page);
        Ok(())
    }

    /// Abolishes a unit, or merges it into another (B8): its people move there or leave, posts in it end, its seals are handed back,
    /// the units below it get another above them.
    pub fn abolish(
        &mut self,
        slug: &Slug,
        into: Option<&Slug>,
        disposition: &str,
        move_people: bool,
    ) -> Result<(), ProposalFault> {
        let (spot, unit) = (Spot::Unit(slug.clone()), self.unit(slug)?);
        if into == Some(slug) {
            return Err(ProposalFault::Itself { unit: slug.clone() });
        }
        if let Some(into) = into {
            self.unit(into)?;
        }
        if move_people && into.is_none() {
            return Err(ProposalFault::Whereto { unit: slug.clone() });
        }
        self.write(&spot, "state", "abolished")?;
        self.write(&spot, "into", into.map_or("", Slug::as_str))?;
        self.write(&spot, "disposition", disposition)?;
        for (person, entry) in self.people()? {
            let spot = Spot::Person(person.clone());
            let held: Vec<String> =
                entry.posts.iter().filter(|post| post.unit == *slug).map(|post| post.clone().into()).collect();
            if entry.is_active() && entry.unit == *slug {
                match into.filter(|_| move_people) {
                    Some(into) => {
                        self.write(&spot, "unit", into.as_str())?;
                        self.notes.push(Message::new("propose-moved").with("name", &entry.name).with("unit", into));
                    }
                    None => self.leave(&person)?,
                }
            }
            if !held.is_empty() {
                self.write(&spot, "posts-", &held.join(","))?;
                self.notes
                    .push(Message::new("propose-post-ends").with("name", &entry.name).with("posts", held.join(", ")));
            }
        }
        for seal in self.seals_where(|seal| seal.unit == *slug)? {
            self.hand_back(&seal)?;
        }
        let above = into.or(unit.parent.as_ref());
        for (child, entry) in self.units()? {
            if entry.is_active() && entry.parent.as_ref() == Some(slug) && child != *slug {
                // The unit it goes into may have stood below it.
                let above = above.filter(|above| **above != child).or(unit.parent.as_ref());
                self.write(&Spot::Unit(child.clone()), "parent", above.map_or("", Slug::as_str))?;
                let above = above.map_or_else(|| "—".to_owned(), Slug::to_string);
                self.notes.push(Message::new("propose-below").with("unit", &entry.title).with("above", above));
            }
        }
        Ok(())
    }

    /// Somebody leaves (C28–C30): no post, no certificate, no seal in his keeping.
    pub fn leave(&mut self, slug: &Slug) -> Result<(), ProposalFault> {
        let (spot, person) = (Spot::Person(slug.clone()), self.person(slug)?);
        self.write(&spot, "state", "left")?;
        self.write(&spot, "posts", "")?;
        self.retire_all(&spot)?;
        self.notes.push(Message::new("propose-left").with("name", &person.name));
        for (seal, entry) in self.seals()? {
            if !entry.is_active() {
                continue;
            }
            if entry.owner.as_ref() == Some(slug) {
                self.hand_back(&seal)?;
            } else if entry.custodians.contains(slug) {
                let named = |key| Message::new(key).with("name", &person.name).with("seal", &entry.title);
                if entry.custodians.len() > 1 {
                    self.write(&Spot::Seal(seal), "custodians-", slug.as_str())?;
                    self.notes.push(named("propose-keeps-not"));
                } else {
                    self.notes.push(named("propose-keeper-needed"));
                }
            }
        }
        for (account, entry) in self.people()? {
            if entry.is_active() && entry.owner.as_ref() == Some(slug) {
                let note = Message::new("propose-owner-needed").with("name", &person.name);
                self.notes.push(note.with("account", account));
            }
        }
        Ok(())
    }

    /// A seal is handed back (F6).
    pub fn hand_back(&mut self, slug: &Slug) -> Result<(), ProposalFault> {
        let (spot, seal) = (Spot::Seal(slug.clone()), self.seal(slug)?);
        self.write(&spot, "state", "handed-back")?;
        self.retire_all(&spot)?;
        self.notes.push(Message::new("propose-handed-back").with("seal", &seal.title));
        Ok(())
    }

    /// A seal that was handed back is destroyed (F4).
    pub fn destroy(&mut self, slug: &Slug) -> Result<(), ProposalFault> {
        self.seal(slug)?;
        self.write(&Spot::Seal(slug.clone()), "state", "destroyed")
    }

    /// Another standing of a certificate. `after` goes with one that is compromised.
    pub fn stand(
        &mut self,
        fingerprint: &Fingerprint,
        standing: Standing,
        after: Option<u64>,
    ) -> Result<(), ProposalFault> {
        let none = || ProposalFault::NotListed { fingerprint: fingerprint.clone() };
        let spot = self.holder(fingerprint).ok_or_else(none)?;
        let path = spot.path();
        let mut page = self.page(&path, &spot)?;
        let changed = certificates(&mut page.head, &mut |listed| {
            if text_of(listed, "fingerprint") == Some(fingerprint.as_str()) {
                set_standing(listed, standing, after);
            }
        });
        if !changed {
            return Err(none());
        }
        self.store(&path, &page);
        Ok(())
    }

    /// Lists a new certificate of a person or a seal, with the proof that its key is there. A seal's active one is retired by it.
    pub fn register(
        &mut self,
        spot: &Spot,
        fingerprint: &Fingerprint,
        certificate: &str,
        proof: &str,
    ) -> Result<(), ProposalFault> {
        if let Some(other) = self.holder(fingerprint) {
            return Err(ProposalFault::Listed { fingerprint: fingerprint.clone(), entry: other.to_string() });
        }
        let path = spot.path();
        let mut page = self.page(&path, spot)?;
        if let Spot::Seal(slug) = spot {
            let mut retired = false;
            certificates(&mut page.head, &mut |listed| {
                if matches!(text_of(listed, "state"), None | Some("active" | "suspended")) {
                    set_standing(listed, Standing::Retired, None);
                    retired = true;
                }
            });
            if retired {
                self.notes.push(Message::new("propose-old-seal-key").with("seal", slug));
            }
        }
        match page.head.entry("certificate").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new())) {
            Item::ArrayOfTables(list) => {
                let mut listed = Table::new();
                listed.insert("fingerprint", Item::Value(fingerprint.as_str().into()));
                listed.decor_mut().set_prefix("\n");
                list.push(listed);
            }
            Item::Value(Value::Array(list)) => {
                let mut listed = InlineTable::new();
                listed.insert("fingerprint", fingerprint.as_str().into());
                list.push(listed);
            }
            Item::None | Item::Value(_) | Item::Table(_) => {
                return Err(ProposalFault::Toml { path, error: "certificate".to_owned() });
            }
        }
        self.store(&path, &page);
        let stem = format!("content/{spot}/{fingerprint}");
        self.files.insert(format!("{stem}.asc"), certificate.as_bytes().to_vec());
        self.files.insert(format!("{stem}.sig"), proof.as_bytes().to_vec());
        Ok(())
    }

    /// Puts another file in the place of a certificate's.
    pub fn renew(&mut self, fingerprint: &Fingerprint, certificate: &str) -> Result<Spot, ProposalFault> {
        let none = || ProposalFault::NotListed { fingerprint: fingerprint.clone() };
        let spot = self.holder(fingerprint).ok_or_else(none)?;
        self.files.insert(format!("content/{spot}/{fingerprint}.asc"), certificate.as_bytes().to_vec());
        Ok(spot)
    }

    /// Whose certificate it is, in the register or as it is proposed.
    pub fn holder(&self, fingerprint: &Fingerprint) -> Option<Spot> {
        let proposed = self.files.keys().find_map(|path| {
            let stem = path.strip_prefix("content/")?.strip_suffix(".asc")?;
            let (entry, name) = stem.rsplit_once('/')?;
            (name == fingerprint.as_str()).then(|| entry.parse::<Spot>().ok()).flatten()
        });
        proposed.or_else(|| match self.office.register().holder(fingerprint)? {
            Holder::Person(slug, _) => Some(Spot::Person(slug.clone())),
            Holder::Seal(slug, _) => Some(Spot::Seal(slug.clone())),
        })
    }

    /// Whether there is such an entry, in force or proposed.
    pub fn is_there(&self, spot: &Spot) -> bool {
        self.current(&spot.path()).is_some()
    }

    /// A person, as proposed or in force.
    pub fn person(&self, slug: &Slug) -> Result<Person, ProposalFault> {
        self.entry(&Spot::Person(slug.clone()), self.office.register().person(slug))
    }

    /// A unit, as proposed or in force.
    pub fn unit(&self, slug: &Slug) -> Result<Unit, ProposalFault> {
        self.entry(&Spot::Unit(slug.clone()), self.office.register().unit(slug))
    }

    /// A seal, as proposed or in force.
    pub fn seal(&self, slug: &Slug) -> Result<Seal, ProposalFault> {
        self.entry(&Spot::Seal(slug.clone()), self.office.register().seal(slug))
    }

    /// All units, as proposed or in force.
    pub fn units(&self) -> Result<Vec<(Slug, Unit)>, ProposalFault> {
        let known = self.office.register().units().map(|(slug, _)| slug.clone());
        self.slugs("units", known).into_iter().map(|slug| Ok((slug.clone(), self.unit(&slug)?))).collect()
    }

    /// All people, as proposed or in force.
    pub fn people(&self) -> Result<Vec<(Slug, Person)>, ProposalFault> {
        let known = self.office.register().people().map(|(slug, _)| slug.clone());
        self.slugs("people", known).into_iter().map(|slug| Ok((slug.clone(), self.person(&slug)?))).collect()
    }

    fn seals(&self) -> Result<Vec<(Slug, Seal)>, ProposalFault> {
        let known = self.office.register().seals().map(|(slug, _)| slug.clone());
        self.slugs("seals", known).into_iter().map(|slug| Ok((slug.clone(), self.seal(&slug)?))).collect()
    }

    fn seals_where(&self, is: impl Fn(&Seal) -> bool) -> Result<Vec<Slug>, ProposalFault> {
        let seals = self.seals()?.into_iter().filter(|(_, seal)| seal.is_active() && is(seal));
        Ok(seals.map(|(slug, _)| slug).collect())
    }

    fn slugs(&self, kind: &str, known: impl Iterator<Item = Slug>) -> BTreeSet<Slug> {
        let prefix = format!("content/{kind}/");
        let proposed = self
            .files
            .keys()
            .filter_map(|path| path.strip_prefix(&prefix)?.strip_suffix("/index.md")?.parse::<Slug>().ok());
        known.chain(proposed).collect()
    }

    fn entry<T: serde::de::DeserializeOwned + Send + Clone>(
        &self,
        spot: &Spot,
        known: Option<&T>,
    ) -> Result<T, ProposalFault> {
        let path = spot.path();
        match (self.files.get(&path), known) {
            (Some(bytes), _) => {
                parse_front(bytes).map(|front| front.fields).map_err(|fault| ProposalFault::File { path, fault })
            }
            (None, Some(known)) => Ok(known.clone()),
            (None, None) => Err(ProposalFault::Unknown { entry: spot.to_string() }),
        }
    }

    fn retire_all(&mut self, spot: &Spot) -> Result<(), ProposalFault> {
        let path = spot.path();
        let mut page = self.page(&path, spot)?;
        certificates(&mut page.head, &mut |listed| {
            if matches!(text_of(listed, "state"), None | Some("active" | "suspended")) {
                set_standing(listed, Standing::Retired, None);
            }
        });
        self.store(&path, &page);
        Ok(())
    }

    fn current(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).or_else(|| self.office.files().get(path)).map(Vec::as_slice)
    }

    fn page(&self, path: &str, spot: &Spot) -> Result<Page, ProposalFault> {
        let bytes = self.current(path).ok_or_else(|| ProposalFault::Unknown { entry: spot.to_string() })?;
        let toml = |text: &str| {
            text.parse::<DocumentMut>()
                .map_err(|error| ProposalFault::Toml { path: path.to_owned(), error: error.message().to_owned() })
        };
        if matches!(spot, Spot::File(_)) {
            let text = std::str::from_utf8(bytes)
                .map_err(|error| ProposalFault::Toml { path: path.to_owned(), error: error.to_string() })?;
            return Ok(Page { head: toml(text)?, body: None });
        }
        let (head, body) = split_front(bytes).map_err(|fault| ProposalFault::File { path: path.to_owned(), fault })?;
        Ok(Page { head: toml(head)?, body: Some(body.to_owned()) })
    }

    fn store(&mut self, path: &str, page: &Page) {
        let head = page.head.to_string();
        let text = match &page.body {
            None => head,
            Some(body) => {
                format!("+++\n{head}{}+++\n{body}", if head.is_empty() || head.ends_with('\n') { "" } else { "\n" })
            }
        };
        self.files.insert(path.to_owned(), text.into_bytes());
    }
}

/// A text as a value; an empty one is none.
fn text(value: &str) -> Option<Value> {
    (!value.is_empty()).then(|| Value::from(value))
}

/// The parts of a list as it is typed.
pub(super) fn parts(value: &str) -> Vec<&str> {
    value.split([',', '，', '、', ';', '；']).map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Another value in the place of a key's, with what stands around it; or the key taken out.
fn set(table: &mut dyn TableLike, key: &str, value: Option<Value>) {
    let Some(mut value) = value else {
        table.remove(key);
        return;
    };
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => drop(table.insert(key, Item::Value(value))),
    }
}

/// A list with these parts; or with them more, or without them.
fn set_list(table: &mut dyn TableLike, key: &str, parts: &[&str], added: Option<bool>) {
    let before: Vec<String> = table
        .get(key)
        .and_then(Item::as_array)
        .map(|list| list.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect())
        .unwrap_or_default();
    let list: Vec<String> = match added {
        None => parts.iter().map(|&part| part.to_owned()).collect(),
        Some(true) => {
            let new = parts.iter().filter(|part| !before.iter().any(|known| known == *part));
            let new: Vec<String> = new.map(|&part| part.to_owned()).collect();
            [before, new].concat()
        }
        Some(false) => before.into_iter().filter(|known| !parts.contains(&known.as_str())).collect(),
    };
    let list: Array = list.iter().map(String::as_str).collect();
    set(table, key, (!list.is_empty()).then_some(Value::Array(list)));
}

/// A key of a file that is all TOML, by its path with dots. The value is TOML, or else a text.
fn set_path(head: &mut DocumentMut, key: &str, value: &str) -> Result<(), ProposalFault> {
    let wrong = || ProposalFault::Value { key: key.to_owned(), found: value.to_owned() };
    let mut table: &mut dyn TableLike = head.as_table_mut();
    let (path, last) = key.rsplit_once('.').map_or((None, key), |(path, last)| (Some(path), last));
    for name in path.into_iter().flat_map(|path| path.split('.')) {
        let inner = table.entry(name).or_insert_with(|| Item::Table(Table::new()));
        table = inner.as_table_like_mut().ok_or_else(wrong)?;
    }
    if table.get(last).is_some_and(|item| !item.is_value()) {
        return Err(wrong());
    }
    let value = if value.is_empty() { None } else { Some(value.parse().unwrap_or_else(|_| Value::from(value))) };
    set(table, last, value);
    Ok(())
}

/// Goes through the certificates that an entry lists, in whichever form. Whether there is any.
fn certificates(head: &mut DocumentMut, each: &mut dyn FnMut(&mut dyn TableLike)) -> bool {
    match head.get_mut("certificate") {
        Some(Item::ArrayOfTables(list)) => {
            list.iter_mut().for_each(|listed| each(listed));
            !list.is_empty()
        }
        Some(Item::Value(Value::Array(list))) => {
            list.iter_mut().filter_map(Value::as_inline_table_mut).for_each(|listed| each(listed));
            !list.is_empty()
        }
        Some(Item::None | Item::Value(_) | Item::Table(_)) | None => false,
    }
}

fn text_of<'t>(table: &'t dyn TableLike, key: &str) -> Option<&'t str> {
    table.get(key).and_then(Item::as_str)
}

fn set_standing(listed: &mut dyn TableLike, standing: Standing, after: Option<u64>) {
    let word = if standing == Standing::Active { None } else { Some(Value::from(standing.word())) };
    set(listed, "state", word);
    let after = after.and_then(|after| i64::try_from(after).ok()).map(Value::from);
    set(listed, "after", after);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::Change;

    const SETTINGS: &str = "format = 1 # as it began\nrecord = \"00000000-0000-4000-8000-000000000000\"\ntitle = \"示范局\"\n\
         language = \"zh-CN\"\ntime-zone = \"Asia/Shanghai\"\n";

    fn key(digit: &str) -> Fingerprint {
        digit.repeat(40).parse().unwrap()
    }

    /// A bureau with an office and a survey section below it; 甲 is in the survey section and keeps its seal with 乙 of the office.
    fn office() -> Office {
        let entry = |path: &str, head: &str, body: &str| {
            (format!("content/{path}/index.md"), format!("+++\n{head}+++\n{body}").into_bytes())
        };
        let (a, b, c) = (key("A"), key("B"), key("C"));
        let mut files = Files::from([
            ("kanhe.toml".to_owned(), SETTINGS.as_bytes().to_vec()),
            entry("units/bureau", "title = \"示范局\"\n[posts]\nhead = \"局长\"\n", ""),
            entry("units/office", "title = \"办公室\"\nparent = \"bureau\"\n", ""),
            entry(
                "units/survey",
                "# 二〇一九年设立\ntitle = \"测绘科\" # 简称测绘\nparent = \"bureau\"\n\n[posts]\ndeputy = \"副科长\"\n",
                "\n## 沿革\n",
            ),
            entry("units/team", "title = \"一队\"\nparent = \"survey\"\n", ""),
            entry(
                "people/jia",
                &format!(
                    "name = \"甲\"\nemail = \"jia@example.org\"\nunit = \"survey\"\nposts = [\"survey/deputy\"]\n\n\
                     # 第一张\n[[certificate]]\nfingerprint = \"{a}\"\n"
                ),
                "",
            ),
            entry(
                "people/yi",
                &format!(
                    "name = \"乙\"\nemail = \"yi@example.org\"\nunit = \"office\"\nposts = [\"bureau/head\", \"survey/deputy\"]\n\
                     certificate = [{{ fingerprint = \"{b}\" }}]\n"
                ),
                "",
            ),
            entry(
                "people/pool",
                "name = \"测绘科公用\"\nemail = \"pool@example.org\"\nunit = \"survey\"\nkind = \"shared\"\nowner = \"jia\"\n",
                "",
            ),
            entry(
                "seals/survey",
                &format!(
                    "title = \"测绘科\"\nunit = \"survey\"\ncustodians = [\"jia\", \"yi\"]\n[[certificate]]\nfingerprint = \"{c}\"\n"
                ),
                "",
            ),
        ]);
        for (entry, key) in [("people/jia", a), ("people/yi", b), ("seals/survey", c)] {
            files.insert(format!("content/{entry}/{key}.asc"), b"-".to_vec());
        }
        Office::read(&files).unwrap()
    }

    fn slug(text: &str) -> Slug {
        text.parse().unwrap()
    }

    fn shown(proposal: &Proposal<'_>, path: &str) -> String {
        String::from_utf8(proposal.files()[path].clone()).unwrap()
    }

    fn words(office: &Office, proposal: &Proposal<'_>) -> Vec<&'static str> {
        let found = office.compare(proposal.files(), 7).unwrap();
        found.changes.keys().map(|change: &Change| change.word()).collect()
    }

    #[test]
    fn only_the_key_that_is_meant_changes() {
        let office = office();
        let mut proposal = Proposal::new(&office, Files::new());
        proposal.set(&Spot::Unit(slug("survey")), "phone", "123").unwrap();
        proposal.set(&Spot::Unit(slug("survey")), "posts.clerk", "文书").unwrap();
        assert_eq!(
            shown(&proposal, "content/units/survey/index.md"),
            "+++\n# 二〇一九年设立\ntitle = \"测绘科\" # 简称测绘\nparent = \"bureau\"\nphone = \"123\"\n\n[posts]\n\
             deputy = \"副科长\"\nclerk = \"文书\"\n+++\n\n## 沿革\n"
        );
        assert_eq!(words(&office, &proposal), ["unit-change"]);
        let jia = Spot::Person(slug("jia"));
        proposal.set(&jia, "posts+", "survey/clerk，survey/deputy").unwrap();
        proposal.set(&jia, "mobile", "1").unwrap();
        assert_eq!(
            shown(&proposal, "content/people/jia/index.md"),
            format!(
                "+++\nname = \"甲\"\nemail = \"jia@example.org\"\nunit = \"survey\"\nposts = [\"survey/deputy\", \"survey/clerk\"]\n\
                 mobile = \"1\"\n\n# 第一张\n[[certificate]]\nfingerprint = \"{}\"\n+++\n",
                key("A")
            )
        );
        proposal.set(&Spot::File("kanhe.toml".to_owned()), "register.mail", "[\"example.org\"]").unwrap();
        proposal.set(&Spot::File("kanhe.toml".to_owned()), "title", "局").unwrap();
        let settings = shown(&proposal, "kanhe.toml");
        assert!(
            settings.starts_with("format = 1 # as it began\n") && settings.contains("title = \"局\"\n"),
            "{settings}"
        );
        assert!(settings.ends_with("\n[register]\nmail = [\"example.org\"]\n"), "{settings}");
        for (spot, key) in [("people/jia", "colour"), ("units/survey", "title+"), ("units/survey", "posts")] {
            let wrong = proposal.set(&spot.parse().unwrap(), key, "x");
            assert!(matches!(wrong, Err(ProposalFault::Key { .. })), "{spot} {key}");
        }
    }

    #[test]
    fn an_entry_is_named_in_many_ways() {
        for text in ["units/survey", "content/units/survey", "content/units/survey/index.md", "units/survey/"] {
            assert_eq!(text.parse::<Spot>(), Ok(Spot::Unit(slug("survey"))), "{text}");
        }
        for text in ["survey", "units", "documents/2026/a", "people/A", ""] {
            assert!(text.parse::<Spot>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_merger_takes_everything_along() {
        let office = office();
        let mut proposal = Proposal::new(&office, Files::new());
        proposal.abolish(&slug("survey"), Some(&slug("office")), "并入办公室档案", true).unwrap();
        let found = words(&office, &proposal);
        assert_eq!(found, ["unit-abolish", "unit-change", "person-move", "seal-hand-back"]);
        let unit = shown(&proposal, "content/units/survey/index.md");
        assert!(
            unit.contains("state = \"abolished\"\ninto = \"office\"\ndisposition = \"并入办公室档案\"\n"),
            "{unit}"
        );
        assert!(shown(&proposal, "content/units/team/index.md").contains("parent = \"office\""));
        assert!(shown(&proposal, "content/people/yi/index.md").contains("posts = [\"bureau/head\"]\n"));
        assert!(shown(&proposal, "content/seals/survey/index.md").ends_with("state = \"retired\"\n+++\n"));
        assert_eq!(proposal.notes().len(), 6, "{:?}", proposal.notes());
        let wrong = proposal.abolish(&slug("office"), None, "x", true);
        assert_eq!(wrong, Err(ProposalFault::Whereto { unit: slug("office") }));
    }

    #[test]
    fn who_leaves_lets_go_of_everything() {
        let office = office();
        let mut proposal = Proposal::new(&office, Files::new());
        proposal.leave(&slug("jia")).unwrap();
        let jia = shown(&proposal, "content/people/jia/index.md");
        assert!(jia.contains("state = \"left\"\n") && jia.contains("state = \"retired\"\n"), "{jia}");
        assert!(!jia.contains("posts"), "{jia}");
        assert!(shown(&proposal, "content/seals/survey/index.md").contains("custodians = [\"yi\"]"));
        let keys: Vec<&str> = proposal.notes().iter().map(|note| &*note.key).collect();
        assert_eq!(keys, ["propose-left", "propose-keeps-not", "propose-owner-needed"]);
        // Whose account it is has to be said by somebody.
        assert!(office.compare(proposal.files(), 7).is_err());
        proposal.set(&Spot::Person(slug("pool")), "owner", "yi").unwrap();
        assert_eq!(words(&office, &proposal), ["person-leave", "person-change", "seal-custodian"]);
        proposal.leave(&slug("yi")).unwrap();
        let yi = shown(&proposal, "content/people/yi/index.md");
        assert!(yi.contains("state = \"retired\" }]"), "{yi}");
        assert!(proposal.notes().iter().any(|note| note.key == "propose-keeper-needed"));
    }

    #[test]
    fn a_renamed_unit_keeps_its_old_name_and_hands_its_seal_back() {
        let office = office();
        let mut proposal = Proposal::new(&office, Files::new());
        let survey = Spot::Unit(slug("survey"));
        proposal.set(&survey, "title", "测绘地理信息科").unwrap();
        proposal.set(&survey, "title", "测绘信息科").unwrap();
        let unit = shown(&proposal, "content/units/survey/index.md");
        assert!(
            unit.contains("title = \"测绘信息科\" # 简称测绘\n") && unit.contains("former = [\"测绘科\"]\n"),
            "{unit}"
        );
        assert_eq!(words(&office, &proposal), ["unit-rename", "seal-hand-back"]);
    }

    #[test]
    fn certificates_are_listed_and_let_go() {
        let office = office();
        let mut proposal = Proposal::new(&office, Files::new());
        let (jia, seal) = (Spot::Person(slug("jia")), Spot::Seal(slug("survey")));
        proposal.register(&jia, &key("D"), "certificate", "proof").unwrap();
        assert_eq!(words(&office, &proposal), ["certificate-register"]);
        assert_eq!(proposal.holder(&key("D")), Some(jia.clone()));
        let again = proposal.register(&seal, &key("D"), "certificate", "proof");
        assert!(matches!(again, Err(ProposalFault::Listed { .. })));
        proposal.register(&Spot::Person(slug("yi")), &key("E"), "certificate", "proof").unwrap();
        assert!(shown(&proposal, "content/people/yi/index.md").contains("{ fingerprint = "));
        proposal.register(&seal, &key("F"), "certificate", "proof").unwrap();
        proposal.stand(&key("A"), Standing::Compromised, Some(4)).unwrap();
        assert_eq!(words(&office, &proposal), ["certificate-register", "certificate-compromise", "seal-certificate"]);
        assert_eq!(office.compare(proposal.files(), 7).unwrap().gains.len(), 2);
        proposal.stand(&key("A"), Standing::Active, None).unwrap();
        assert!(!shown(&proposal, "content/people/jia/index.md").contains("after"));
        let nobody = proposal.stand(&key("0"), Standing::Retired, None);
        assert_eq!(nobody, Err(ProposalFault::NotListed { fingerprint: key("0") }));
        assert_eq!(proposal.renew(&key("C"), "other"), Ok(seal));
    }

    #[test]
    fn a_new_entry_has_its_keys_in_order() {
        let office = office();
        let mut proposal = Proposal::new(&office, Files::new());
        let values = [("unit", "office"), ("posts", "bureau/head"), ("email", "bing@example.org"), ("name", "丙")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()));
        let bing = Spot::Person(slug("bing"));
        proposal.open(&bing, &values).unwrap();
        assert_eq!(
            shown(&proposal, "content/people/bing/index.md"),
            "+++\nname = \"丙\"\nemail = \"bing@example.org\"\nunit = \"office\"\nposts = [\"bureau/head\"]\n+++\n"
        );
        assert_eq!(words(&office, &proposal), ["person-open"]);
        assert!(matches!(proposal.open(&bing, &values), Err(ProposalFault::Exists { .. })));
        let values = [("posts.head", "队长"), ("title", "二队")].map(|(k, v)| (k.to_owned(), v.to_owned()));
        proposal.open(&Spot::Unit(slug("team-2")), &values).unwrap();
        assert_eq!(
            shown(&proposal, "content/units/team-2/index.md"),
            "+++\ntitle = \"二队\"\n\n[posts]\nhead = \"队长\"\n+++\n"
        );
    }
}
