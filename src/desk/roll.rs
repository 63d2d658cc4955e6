//! Rolls (名册): people or units from a spreadsheet, as a change request. Pure: bytes in, files out.
//!
//! 1. Rows that fit are written, each other row is named with its line, its column, what was expected and what was found.
//! 2. An entry that is there gets what its row says and keeps what its row leaves empty.
//! 3. A row names an entry by its slug, else by its code, else by its mailbox or title.

use std::collections::{BTreeMap, BTreeSet};

use pinyin::ToPinyin as _;
use unicode_normalization::UnicodeNormalization as _;

use super::charset::decoded;
use super::propose::{Proposal, ProposalFault, Spot, parts};
use crate::id::{Slug, is_plain};
use crate::office::{Office, Person, Unit};
use crate::words::{Message, Say};

/// What a roll is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RollKind {
    /// People.
    People,
    /// Units.
    Units,
}

impl RollKind {
    /// The columns it may have, each under the names that a head may give it.
    const fn columns(self) -> &'static [(&'static str, &'static [&'static str])] {
        match self {
            Self::People => &[
                ("slug", &["代号", "代號", "slug"]),
                ("name", &["姓名", "name"]),
                ("unit", &["单位", "單位", "所在单位", "部门", "部門", "unit"]),
                ("posts", &["岗位", "崗位", "职务", "職務", "posts", "post"]),
                ("email", &["邮箱", "電子郵件", "信箱", "电子邮箱", "电子邮件", "email", "e-mail", "mail"]),
                ("phone", &["电话", "電話", "办公电话", "phone"]),
                ("mobile", &["手机", "手機", "手机号", "手机号码", "mobile"]),
                ("code", &["人员编码", "人員編碼", "工号", "工號", "code"]),
                ("agreement", &["保密协议", "保密協議", "保密协议签署日期", "agreement"]),
            ],
            Self::Units => &[
                ("slug", &["代号", "代號", "slug"]),
                ("title", &["名称", "名稱", "单位名称", "單位名稱", "单位", "單位", "title"]),
                ("code", &["代字", "机关代字", "機關代字", "code"]),
                ("parent", &["上级", "上級", "上级单位", "上級單位", "parent"]),
                ("kind", &["类别", "類別", "单位类别", "kind"]),
                ("phone", &["电话", "電話", "phone"]),
                ("posts", &["岗位", "崗位", "posts"]),
            ],
        }
    }
}

/// A table as it was read: the line each row begins at, and its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    head: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
}

/// Why a file is no table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RollFault {
    /// Neither UTF-8 nor GB18030.
    #[error("neither UTF-8 nor GB18030")]
    Encoding,
    /// It cannot be taken apart.
    #[error("line {line}: {error}")]
    Csv {
        /// Where.
        line: u64,
        /// Why.
        error: String,
    },
    /// No rows.
    #[error("no rows")]
    Empty,
    /// A column that rows are told apart by is not there.
    #[error("no column among {expected:?}")]
    Column {
        /// The columns of which one has to be there.
        expected: Vec<&'static str>,
    },
    /// The register as it is proposed cannot be read.
    #[error(transparent)]
    Proposal(#[from] ProposalFault),
}

impl Say for RollFault {
    fn say(&self) -> Message {
        match self {
            Self::Encoding => Message::new("roll-encoding"),
            Self::Csv { line, error } => Message::new("roll-csv").with("line", line).with("error", error),
            Self::Empty => Message::new("roll-empty"),
            Self::Column { expected } => Message::new("roll-column").with("expected", expected.join(", ")),
            Self::Proposal(fault) => fault.say(),
        }
    }
}

/// A cell that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Misfit {
    /// The line of the file its row begins at.
    pub line: u64,
    /// The head of its column.
    pub column: String,
    /// What was expected: a key of the catalogue after `roll-wants-`.
    pub expected: &'static str,
    /// What it holds.
    pub found: String,
}

/// What became of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rolled {
    /// New entries.
    pub opened: Vec<Slug>,
    /// Entries that get something else.
    pub changed: Vec<Slug>,
    /// How many entries are so already.
    pub same: usize,
    /// What does not fit.
    pub misfits: Vec<Misfit>,
}

impl Table {
    /// Reads a file: UTF-8 or UTF-16 with or without its mark, else GB18030; separated by commas, semicolons or tabs.
    pub fn read(bytes: &[u8]) -> Result<Self, RollFault> {
        // Lines are counted by their feeds.
        let text = decoded(bytes).ok_or(RollFault::Encoding)?.replace("\r\n", "\n");
        let first = text.lines().find(|line| !line.trim().is_empty()).ok_or(RollFault::Empty)?;
        let count = |mark: &u8| first.bytes().filter(|byte| byte == mark).count();
        let mark = *b",;\t".iter().max_by_key(|mark| (count(mark), u8::MAX - **mark)).unwrap_or(&b',');
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(mark).from_reader(text.as_bytes());
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        for record in reader.records() {
            let record = record.map_err(|error| RollFault::Csv {
                line: error.position().map_or(0, csv::Position::line),
                error: error.to_string(),
            })?;
            let line = record.position().map_or(0, csv::Position::line);
            let cells: Vec<String> = record.iter().map(|cell| cell.trim().nfc().collect()).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if head.is_empty() { head = cells } else { rows.push((line, cells)) }
        }
        if rows.is_empty() { Err(RollFault::Empty) } else { Ok(Self { head, rows }) }
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Puts the rows of a table into a proposal.
pub fn enroll(
    proposal: &mut Proposal<'_>,
    office: &Office,
    kind: RollKind,
    table: &Table,
) -> Result<Rolled, RollFault> {
    let mut rolled = Rolled::default();
    let columns = table.columns(kind, &mut rolled.misfits);
    let needed: &[&'static str] = match kind {
        RollKind::People => &["slug", "code", "email"],
        RollKind::Units => &["slug", "title"],
    };
    if !columns.iter().flatten().any(|column| needed.contains(column)) {
        return Err(RollFault::Column { expected: needed.to_vec() });
    }
    match kind {
        RollKind::People => people(proposal, office, table, &columns, &mut rolled)?,
        RollKind::Units => units(proposal, table, &columns, &mut rolled)?,
    }
    Ok(rolled)
}

impl Table {
    /// What each column is. One that is nothing is named; its cells are left out.
    fn columns(&self, kind: RollKind, misfits: &mut Vec<Misfit>) -> Vec<Option<&'static str>> {
        let mut seen = BTreeSet::new();
        let column = |head: &String| {
            let plain: String = head.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
            let plain = plain.split(['(', '（']).next().unwrap_or_default();
            let known = kind.columns().iter().find(|(_, names)| names.contains(&plain)).map(|(name, _)| *name);
            let known = known.filter(|known| seen.insert(*known));
            if known.is_none() && !head.is_empty() {
                let head = head.clone();
                misfits.push(Misfit { line: 1, column: head.clone(), expected: "column", found: head });
            }
            known
        };
        self.head.iter().map(column).collect()
    }
}

/// One row, by column.
struct Row<'t> {
    line: u64,
    cells: BTreeMap<&'static str, (&'t str, &'t str)>,
    misfits: Vec<Misfit>,
}

impl<'t> Row<'t> {
    fn of(table: &'t Table, columns: &[Option<&'static str>], line: u64, cells: &'t [String]) -> Self {
        let mut row = Row { line, cells: BTreeMap::new(), misfits: Vec::new() };
        for ((column, head), cell) in columns.iter().zip(&table.head).zip(cells) {
            if let Some(column) = column
                && !cell.is_empty()
            {
                row.cells.insert(*column, (head.as_str(), cell.as_str()));
                if !is_plain(cell) {
                    row.wrong(column, "text");
                }
            }
        }
        row
    }

    fn get(&self, column: &str) -> Option<&'t str> {
        self.cells.get(column).map(|(_, cell)| *cell)
    }

    /// The cell does not fit, or is not there.
    fn wrong(&mut self, column: &'static str, expected: &'static str) {
        let (head, cell) = self.cells.get(column).copied().unwrap_or((column, ""));
        let (column, found) = (head.to_owned(), cell.to_owned());
        self.misfits.push(Misfit { line: self.line, column, expected, found });
    }

    /// The slug its own column names.
    fn slug(&mut self) -> Option<Slug> {
        let slug = self.get("slug")?.parse().ok();
        if slug.is_none() {
            self.wrong("slug", "slug");
        }
        slug
    }
}

/// The units that rows may name.
#[derive(Default)]
struct UnitNames {
    units: BTreeMap<Slug, Unit>,
    titles: BTreeMap<String, Vec<Slug>>,
}

impl UnitNames {
    fn of(proposal: &Proposal<'_>) -> Result<Self, ProposalFault> {
        let mut names = Self::default();
        for (slug, unit) in proposal.units()? {
            if unit.is_active() {
                names.titles.entry(unit.title.clone()).or_default().push(slug.clone());
            }
            names.units.insert(slug, unit);
        }
        Ok(names)
    }

    /// By slug or title; what was expected instead.
    fn find(&self, text: &str) -> Result<Slug, &'static str> {
        if let Some(slug) = text.parse().ok().filter(|slug| self.units.contains_key(slug)) {
            return Ok(slug);
        }
        match self.titles.get(text).map(Vec::as_slice) {
            Some([one]) => Ok(one.clone()),
            Some(_) => Err("one-unit"),
            None => Err("unit"),
        }
    }

    /// A post by slug or title, of the unit before a slash or of this one.
    fn post(&self, text: &str, home: Option<&Slug>) -> Option<String> {
        let (unit, post) = match text.split_once('/') {
            Some((unit, post)) => (self.find(unit.trim()).ok()?, post.trim()),
            None => (home?.clone(), text),
        };
        let posts = &self.units.get(&unit)?.posts;
        let known = posts.iter().find(|(slug, title)| slug.as_str() == post || *title == post)?;
        Some(format!("{unit}/{}", known.0))
    }
}

fn people(
    proposal: &mut Proposal<'_>,
    office: &Office,
    table: &Table,
    columns: &[Option<&'static str>],
    rolled: &mut Rolled,
) -> Result<(), ProposalFault> {
    let names = UnitNames::of(proposal)?;
    let known: BTreeMap<Slug, Person> = proposal.people()?.into_iter().collect();
    let mut slugs: BTreeSet<Slug> = known.keys().cloned().collect();
    let mut emails: BTreeMap<String, Slug> =
        known.iter().map(|(slug, person)| (person.email.to_lowercase(), slug.clone())).collect();
    let mut codes: BTreeMap<String, Slug> =
        known.iter().filter_map(|(slug, person)| Some((person.code.clone()?, slug.clone()))).collect();
    let mut seen = BTreeSet::new();
    for (line, cells) in &table.rows {
        let mut row = Row::of(table, columns, *line, cells);
        let email = row.get("email").map(str::to_lowercase);
        let slug = row.slug();
        let by_code = row.get("code").and_then(|code| codes.get(code));
        let by_email = email.as_ref().and_then(|email| emails.get(email));
        let found = slug.clone().or_else(|| by_code.or(by_email).cloned());
        let was = found.as_ref().and_then(|slug| known.get(slug));
        if let Some(found) = &found
            && !seen.insert(found.clone())
        {
            let column = if slug.is_some() {
                "slug"
            } else if by_code.is_some() {
                "code"
            } else {
                "email"
            };
            row.wrong(column, "once");
        }
        for (column, expected) in [("name", "name"), ("email", "mailbox"), ("unit", "unit")] {
            if was.is_none() && row.get(column).is_none() {
                row.wrong(column, expected);
            }
        }
        check_person(&mut row, office, found.as_ref(), was, &emails, &codes);
        let mut values: BTreeMap<&'static str, String> = BTreeMap::new();
        for column in ["name", "email", "phone", "mobile", "code"] {
            values.extend(row.get(column).map(|text| (column, text.to_owned())));
        }
        let mut home = was.map(|was| was.unit.clone());
        match row.get("unit").map(|unit| names.find(unit)) {
            Some(Ok(unit)) if names.units.get(&unit).is_some_and(|unit| !unit.is_active()) => {
                row.wrong("unit", "active-unit");
            }
            Some(Ok(unit)) => {
                values.insert("unit", unit.to_string());
                home = Some(unit);
            }
            Some(Err(expected)) => row.wrong("unit", expected),
            None => {}
        }
        if let Some(posts) = row.get("posts") {
            let posts: Option<Vec<String>> =
                parts(posts).into_iter().map(|post| names.post(post, home.as_ref())).collect();
            match posts {
                Some(posts) => drop(values.insert("posts", posts.join(","))),
                None => row.wrong("posts", "post"),
            }
        }
        match row.get("agreement").map(day) {
            Some(Some(day)) => drop(values.insert("agreement", day)),
            Some(None) => row.wrong("agreement", "day"),
            None => {}
        }
        if !row.misfits.is_empty() {
            rolled.misfits.append(&mut row.misfits);
            continue;
        }
        let slug = found.clone().or_else(|| {
            let slug = slug_for(email.as_deref().unwrap_or_default(), row.get("name").unwrap_or_default());
            slug.and_then(|slug| free(&slug, &slugs))
        });
        let Some(slug) = slug else {
            row.wrong("slug", "slug");
            rolled.misfits.append(&mut row.misfits);
            continue;
        };
        slugs.insert(slug.clone());
        seen.insert(slug.clone());
        emails.extend(email.map(|email| (email, slug.clone())));
        codes.extend(row.get("code").map(|code| (code.to_owned(), slug.clone())));
        let differs = |column: &str, value: &str| was.is_none_or(|was| held(was, column) != value);
        put(proposal, rolled, &Spot::Person(slug.clone()), slug, was.is_some(), &values, &differs)?;
    }
    Ok(())
}

/// Name, mailbox and code of a row: whether they can be this person's.
fn check_person(
    row: &mut Row<'_>,
    office: &Office,
    found: Option<&Slug>,
    was: Option<&Person>,
    emails: &BTreeMap<String, Slug>,
    codes: &BTreeMap<String, Slug>,
) {
    if row.get("name").is_some_and(|name| name.contains(['<', '>'])) {
        row.wrong("name", "name");
    }
    if let Some(email) = row.get("email").map(str::to_lowercase) {
        let domain = email.split_once('@').filter(|(name, domain)| !name.is_empty() && !domain.contains('@'));
        let mail = &office.settings().register.mail;
        if email.contains([' ', '<', '>']) || domain.is_none_or(|(_, domain)| domain.is_empty()) {
            row.wrong("email", "mailbox");
        } else if !mail.is_empty() && !domain.is_some_and(|(_, domain)| mail.iter().any(|one| one == domain)) {
            row.wrong("email", "domain");
        } else if emails.get(&email).is_some_and(|other| Some(other) != found) {
            row.wrong("email", "mailbox-once");
        }
    }
    if let Some(code) = row.get("code") {
        if codes.get(code).is_some_and(|other| Some(other) != found) {
            row.wrong("code", "code-once");
        } else if was.and_then(|was| was.code.as_deref()).is_some_and(|fixed| fixed != code) {
            row.wrong("code", "code-fixed");
        }
    }
}

/// What a person has under a key, as a row would say it.
fn held(person: &Person, column: &str) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    match column {
        "name" => person.name.clone(),
        "email" => person.email.clone(),
        "unit" => person.unit.to_string(),
        "posts" => person.posts.iter().map(|post| String::from(post.clone())).collect::<Vec<_>>().join(","),
        "phone" => text(&person.phone),
        "mobile" => text(&person.mobile),
        "code" => text(&person.code),
        _ => text(&person.agreement),
    }
}

/// Writes a row that fits.
fn put(
    proposal: &mut Proposal<'_>,
    rolled: &mut Rolled,
    spot: &Spot,
    slug: Slug,
    is_there: bool,
    values: &BTreeMap<&'static str, String>,
    differs: &dyn Fn(&str, &str) -> bool,
) -> Result<(), ProposalFault> {
    let said: Vec<(String, String)> = values
        .iter()
        .filter(|(column, value)| differs(column, value))
        .map(|(column, value)| ((*column).to_owned(), value.clone()))
        .collect();
    if !is_there {
        proposal.open(spot, &said)?;
        rolled.opened.push(slug);
    } else if said.is_empty() {
        rolled.same += 1;
    } else {
        for (key, value) in &said {
            proposal.set(spot, key, value)?;
        }
        rolled.changed.push(slug);
    }
    Ok(())
}

fn units(
    proposal: &mut Proposal<'_>,
    table: &Table,
    columns: &[Option<&'static str>],
    rolled: &mut Rolled,
) -> Result<(), ProposalFault> {
    let mut names = UnitNames::of(proposal)?;
    let mut codes: BTreeMap<String, Slug> =
        names.units.iter().filter_map(|(slug, unit)| Some((unit.code.clone()?, slug.clone()))).collect();
    let mut slugs: BTreeSet<Slug> = names.units.keys().cloned().collect();
    let mut seen = BTreeSet::new();
    let mut rows: Vec<(Row<'_>, Slug, bool)> = Vec::new();
    // First who is who: a row may name another as the unit above it.
    for (line, cells) in &table.rows {
        let mut row = Row::of(table, columns, *line, cells);
        let slug = row.slug();
        let title = row.get("title");
        let by_title = title.and_then(|title| names.find(title).ok()).filter(|slug| names.units.contains_key(slug));
        let by_code = row.get("code").and_then(|code| codes.get(code)).cloned();
        let found = slug.or(by_code).or(by_title).filter(|_| row.misfits.is_empty());
        let is_there = found.as_ref().is_some_and(|slug| names.units.contains_key(slug));
        if !is_there && title.is_none() {
            row.wrong("title", "title");
        }
        let slug = found.or_else(|| title.and_then(slug_of_title).and_then(|slug| free(&slug, &slugs)));
        match slug {
            Some(slug) if !seen.insert(slug.clone()) => row.wrong("title", "once"),
            Some(slug) => {
                slugs.insert(slug.clone());
                if let Some(title) = title.filter(|_| !is_there) {
                    names.titles.entry(title.to_owned()).or_default().push(slug.clone());
                }
                rows.push((row, slug, is_there));
                continue;
            }
            None if row.misfits.is_empty() => row.wrong("slug", "slug"),
            None => {}
        }
        rolled.misfits.append(&mut row.misfits);
    }
    for (mut row, slug, is_there) in rows {
        let was = names.units.get(&slug).filter(|_| is_there);
        let mut values: BTreeMap<&'static str, String> = BTreeMap::new();
        for column in ["title", "kind", "phone"] {
            values.extend(row.get(column).map(|text| (column, text.to_owned())));
        }
        if let Some(code) = row.get("code") {
            if code.contains(['{', '}']) || code.contains(|c: char| c.is_ascii_digit()) {
                row.wrong("code", "unit-code");
            } else if codes.insert(code.to_owned(), slug.clone()).is_some_and(|other| other != slug) {
                row.wrong("code", "code-once");
            }
            values.insert("code", code.to_owned());
        }
        if let Some(parent) = row.get("parent") {
            let listed = parent.parse::<Slug>().ok().filter(|parent| slugs.contains(parent));
            match listed.map_or_else(|| names.find(parent), Ok) {
                Ok(parent) if parent == slug => row.wrong("parent", "other-unit"),
                Ok(parent) => drop(values.insert("parent", parent.to_string())),
                Err(expected) => row.wrong("parent", expected),
            }
        }
        let posts = match row.get("posts").map(|text| posts(text, was)) {
            Some(Some(posts)) => posts,
            Some(None) => {
                row.wrong("posts", "posts");
                Vec::new()
            }
            None => Vec::new(),
        };
        if !row.misfits.is_empty() {
            rolled.misfits.append(&mut row.misfits);
            continue;
        }
        let differs = |column: &str, value: &str| {
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            was.is_none_or(|was| match column {
                // Who writes a unit's slug there means the unit, and gives it no new name.
                "title" => was.title != value && slug.as_str() != value,
                "kind" => text(&was.kind) != value,
                "phone" => text(&was.phone) != value,
                "code" => text(&was.code) != value,
                _ => was.parent.as_ref().map_or("", Slug::as_str) != value,
            })
        };
        let new_posts: Vec<&(Slug, String)> =
            posts.iter().filter(|(post, title)| was.is_none_or(|was| was.posts.get(post) != Some(title))).collect();
        let (opened, changed) = (rolled.opened.len(), rolled.changed.len());
        let spot = Spot::Unit(slug.clone());
        put(proposal, rolled, &spot, slug.clone(), is_there, &values, &differs)?;
        for (post, title) in &new_posts {
            proposal.set(&spot, &format!("posts.{post}"), title)?;
        }
        let is_listed = rolled.opened.len() > opened || rolled.changed.len() > changed;
        if !new_posts.is_empty() && !is_listed {
            rolled.same -= 1;
            rolled.changed.push(slug);
        }
    }
    Ok(())
}

/// The posts of a unit as a cell lists them, `head=局长；clerk=文书` or by their titles alone.
fn posts(text: &str, was: Option<&Unit>) -> Option<Vec<(Slug, String)>> {
    let mut taken = BTreeSet::new();
    let one = |part: &str| {
        let (slug, title) = if let Some((slug, title)) = part.split_once('=') {
            (slug.trim().parse().ok()?, title.trim())
        } else {
            let known = was.and_then(|was| was.posts.iter().find(|(_, title)| *title == part));
            let usual = USUAL.iter().find(|(_, titles)| titles.contains(&part)).map(|(slug, _)| *slug);
            let slug = known.map(|(slug, _)| slug.clone()).or_else(|| usual?.parse().ok());
            (slug.or_else(|| slug_of_title(part)).and_then(|slug| free(&slug, &taken))?, part)
        };
        taken.insert(slug.clone());
        (!title.is_empty()).then(|| (slug, title.to_owned()))
    };
    parts(text).into_iter().map(one).collect()
}

/// The posts that the shipped workflows ask for, by titles that are usual.
const USUAL: [(&str, &[&str]); 5] = [
    ("head", &["负责人", "負責人", "主要负责人", "主要負責人"]),
    ("deputy", &["分管负责人", "分管負責人", "副职", "副職"]),
    ("clerk", &["文书", "文書", "核稿员", "核稿員"]),
    ("administrator", &["管理员", "管理員", "系统管理员", "系統管理員"]),
    ("operator", &["操作员", "操作員"]),
];

/// A day as spreadsheets write it, in the record's form.
fn day(text: &str) -> Option<String> {
    let plain = text.replace(['年', '月', '/', '.'], "-").replace('日', "");
    let mut parts = plain.split(' ').next()?.split('-').map(str::trim);
    let mut number = || parts.next()?.parse::<i16>().ok();
    let (year, month, day) = (number()?, number()?, number()?);
    let date = jiff::civil::Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    (parts.next().is_none() && (1900..=9999).contains(&year)).then(|| date.to_string())
}

/// A slug for somebody: of the part of the mailbox before the `@`, else of the name, Chinese in pinyin.
pub fn slug_for(email: &str, name: &str) -> Option<Slug> {
    let local: String = email.split('@').next().unwrap_or_default().to_lowercase();
    // The family name stands apart from the given name.
    spelt(&local).or_else(|| spelt(&sounds(name, name.chars().count() <= 4)))
}

/// A slug for a unit or a post, Chinese in pinyin.
pub(super) fn slug_of_title(title: &str) -> Option<Slug> {
    spelt(&sounds(title, false))
}

/// As far as a text makes a slug.
fn spelt(text: &str) -> Option<Slug> {
    let text: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(40).collect();
    text.trim_matches('-').parse().ok()
}

fn sounds(name: &str, apart: bool) -> String {
    let mut text = String::new();
    for (at, (c, sound)) in name.chars().zip(name.to_pinyin()).enumerate() {
        match sound {
            Some(sound) => text += &sound.plain().replace('ü', "v"),
            None => text.extend(c.to_lowercase()),
        }
        if apart && at == 0 && sound.is_some() {
            text.push('-');
        }
    }
    text
}

/// The slug, or with a number behind it, so that nobody has it.
pub(super) fn free(slug: &Slug, taken: &BTreeSet<Slug>) -> Option<Slug> {
    let numbered = (2..1000).filter_map(|count| format!("{slug}-{count}").parse().ok());
    std::iter::once(slug.clone()).chain(numbered).find(|slug| !taken.contains(slug))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::Files;

    fn office() -> Office {
        let entry =
            |path: &str, head: &str| (format!("content/{path}/index.md"), format!("+++\n{head}+++\n").into_bytes());
        let settings = "format = 1\nrecord = \"00000000-0000-4000-8000-000000000000\"\ntitle = \"示范局\"\n\
             language = \"zh-CN\"\ntime-zone = \"Asia/Shanghai\"\n[register]\nmail = [\"example.org\"]\n";
        Office::read(&Files::from([
            ("kanhe.toml".to_owned(), settings.as_bytes().to_vec()),
            entry("units/bureau", "title = \"示范局\"\ncode = \"示\"\n[posts]\nhead = \"局长\"\n"),
            entry("units/finance", "title = \"财务科\"\nparent = \"bureau\"\n[posts]\nhead = \"科长\"\n"),
            entry("units/old", "title = \"旧科\"\nstate = \"abolished\"\ndisposition = \"归档\"\n"),
            entry(
                "people/lin-xiao",
                "# 借调\nname = \"林晓\"\nemail = \"lin-xiao@example.org\"\nunit = \"finance\"\nphone = \"1\"\ncode = \"A1\"\n",
            ),
        ]))
        .unwrap()
    }

    fn rolled(office: &Office, kind: RollKind, text: &str) -> (Files, Rolled) {
        let mut proposal = Proposal::new(office, Files::new());
        let table = Table::read(text.as_bytes()).unwrap();
        let rolled = enroll(&mut proposal, office, kind, &table).unwrap();
        (proposal.into_parts().0, rolled)
    }

    fn misfits(rolled: &Rolled) -> Vec<(u64, &str, &str)> {
        rolled.misfits.iter().map(|one| (one.line, one.column.as_str(), one.expected)).collect()
    }

    #[test]
    fn people_come_from_a_spreadsheet() {
        let office = office();
        let text = "姓名,单位,岗位,邮箱,手机,保密协议\n\
             林晓,,科长,lin-xiao@example.org,,2026/3/2\n\
             王小明,财务科,\"bureau/head、科长\",wang@example.org,139,\n\
             ,,,,,\n\
             欧阳山,finance,,OUYANG.shan@example.org,,2026年3月12日\n";
        let (files, rolled) = rolled(&office, RollKind::People, text);
        assert_eq!((misfits(&rolled), rolled.same), (vec![], 0));
        let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
        assert_eq!(
            text("content/people/lin-xiao/index.md"),
            "+++\n# 借调\nname = \"林晓\"\nemail = \"lin-xiao@example.org\"\nunit = \"finance\"\nphone = \"1\"\ncode = \"A1\"\n\
             agreement = \"2026-03-02\"\nposts = [\"finance/head\"]\n+++\n"
        );
        assert_eq!(
            text("content/people/wang/index.md"),
            "+++\nname = \"王小明\"\nemail = \"wang@example.org\"\nunit = \"finance\"\nposts = [\"bureau/head\", \"finance/head\"]\n\
             mobile = \"139\"\n+++\n"
        );
        assert!(text("content/people/ouyang-shan/index.md").contains("agreement = \"2026-03-12\""));
        assert_eq!(office.compare(&files, 1).unwrap().changes.len(), 3);
    }

    #[test]
    fn rows_that_do_not_fit_are_named() {
        let office = office();
        let text = "姓名;单位;岗位;邮箱;人员编码;保密协议;籍贯\n\
             甲;财务科;;lin-xiao@example.org;A2;;\n\
             乙;行政科;科长;yi@example.com;A1;昨天;\n\
             丙;old;;bing@example.org;;;\n\
             ;finance;;@example.org;;;\n\
             丁;finance;主任;ding@example.org;;;\n\
             戊;finance;;wu@example.org;B1;;\n\
             己;finance;;wu@example.org;B2;;\n";
        let (files, rolled) = rolled(&office, RollKind::People, text);
        assert_eq!(
            misfits(&rolled),
            [
                (1, "籍贯", "column"),
                (2, "人员编码", "code-fixed"),
                (3, "人员编码", "once"),
                (3, "邮箱", "domain"),
                (3, "单位", "unit"),
                (3, "保密协议", "day"),
                (4, "单位", "active-unit"),
                (5, "name", "name"),
                (5, "邮箱", "mailbox"),
                (6, "岗位", "post"),
                (8, "邮箱", "once"),
            ]
        );
        assert_eq!(files.len(), 1, "{:?}", files.keys());
    }

    #[test]
    fn units_may_name_each_other() {
        let office = office();
        let text = "名称\t代字\t上级\t岗位\n二队\t\t一队\t\n一队\t\t财务科\t负责人、队长\n财务科\t财\t\thead=科长；clerk=文书\n财务科\t\t\t\n三队\t3\t四队\t\n";
        let (files, rolled) = rolled(&office, RollKind::Units, text);
        let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
        assert_eq!(misfits(&rolled), [(5, "名称", "once"), (6, "代字", "unit-code"), (6, "上级", "unit")]);
        assert!(text("content/units/erdui/index.md").contains("parent = \"yidui\""));
        assert!(text("content/units/yidui/index.md").contains("[posts]\nhead = \"负责人\"\nduizhang = \"队长\"\n"));
        assert!(
            text("content/units/finance/index.md")
                .contains("code = \"财\"\n[posts]\nhead = \"科长\"\nclerk = \"文书\"\n")
        );
        assert_eq!((rolled.opened.len(), rolled.changed.len()), (2, 1));
    }

    #[test]
    fn a_slug_in_the_place_of_a_name_renames_nothing() {
        let office = office();
        let (files, rolled) = rolled(&office, RollKind::Units, "名称,电话\nfinance,8000\n");
        assert_eq!(misfits(&rolled), []);
        let text = String::from_utf8(files["content/units/finance/index.md"].clone()).unwrap();
        assert!(
            text.contains("title = \"财务科\"") && text.contains("phone = \"8000\"") && !text.contains("former"),
            "{text}"
        );
    }

    #[test]
    fn a_table_is_read_as_offices_write_it() {
        let utf8 = "姓名,邮箱\n林,a@b\n";
        let expected = Table::read(utf8.as_bytes()).unwrap();
        assert_eq!(Table::read(format!("\u{feff}{utf8}").as_bytes()), Ok(expected.clone()));
        let (gb, _, _) = encoding_rs::GB18030.encode(utf8);
        assert_eq!(Table::read(&gb), Ok(expected.clone()));
        let utf16: Vec<u8> = std::iter::once(0xfeff).chain(utf8.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(Table::read(&utf16), Ok(expected.clone()));
        assert_eq!(Table::read("姓名\t邮箱\r\n林\ta@b\r\n".as_bytes()), Ok(expected));
        assert_eq!(Table::read(b"\xff\xff"), Err(RollFault::Encoding));
        assert_eq!(Table::read("姓名,邮箱\n".as_bytes()), Err(RollFault::Empty));
        let office = office();
        let table = Table::read("姓名,单位\n林,finance\n".as_bytes()).unwrap();
        let faults = enroll(&mut Proposal::new(&office, Files::new()), &office, RollKind::People, &table);
        assert!(matches!(faults, Err(RollFault::Column { .. })));
    }

    #[test]
    fn slugs_come_from_the_mailbox_or_from_pinyin() {
        for (email, name, slug) in [
            ("Lin.Xiao@example.org", "林晓", "lin-xiao"),
            ("", "林晓", "lin-xiao"),
            ("", "王小明", "wang-xiaoming"),
            ("", "吕布", "lv-bu"),
        ] {
            assert_eq!(slug_for(email, name).unwrap().as_str(), slug, "{name}");
        }
        for (title, slug) in [("自然资源和规划局", "ziranziyuanheguihuaju"), ("A组", "azu"), ("旅游科", "lvyouke")]
        {
            assert_eq!(slug_of_title(title).unwrap().as_str(), slug, "{title}");
        }
        assert_eq!(slug_for("", "？"), None);
        let taken = BTreeSet::from(["a".parse().unwrap(), "a-2".parse().unwrap()]);
        assert_eq!(free(&"a".parse().unwrap(), &taken).unwrap().as_str(), "a-3");
    }
}
