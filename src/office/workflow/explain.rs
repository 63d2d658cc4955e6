//! What is wrong with a workflow or calendar file, where, and what was probably meant (`kanhe workflow check`).
//!
//! 1. Whether a file is sound is said by [`Workflow::read`] and [`Year::read`] alone; here faults are only found again in the text. A
//!    sound file has no flaw, and one that is not has at least one.
//! 2. Where a fault cannot be found again, the place is the table it is about, or the head of the file.

use std::ops::Range;

use toml_edit::{ImDocument, Item, TableLike, Value};

use super::check::{ANYTIME, IN_STEP};
use super::{FieldKind, Retention, Workflow, Written};
use crate::office::act::Verb;
use crate::office::calendar::{self, Year};
use crate::office::front::{self, FrontFault};
use crate::office::violation::{FoundingFault, FoundingWhat};

/// Something wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// What is wrong.
    pub what: FlawWhat,
    /// What was probably meant.
    pub meant: Option<String>,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlawWhat {
    /// K801: a key that is not known there.
    Key {
        /// The key.
        found: String,
        /// The keys that are.
        known: Vec<&'static str>,
    },
    /// K801: a word that is none of those that may stand there.
    Word {
        /// The word.
        found: String,
        /// Those that may.
        known: Vec<&'static str>,
    },
    /// What the engine says.
    Fault(FoundingFault),
}

impl FlawWhat {
    /// The permanent number.
    pub const fn code(&self) -> u16 {
        match self {
            Self::Key { .. } | Self::Word { .. } => 801,
            Self::Fault(fault) => fault.code(),
        }
    }
}

/// Every flaw of a workflow file, or of a calendar's if it stands in a folder `calendar`, in the order of the text.
pub fn explain(path: &str, bytes: &[u8]) -> Vec<Flaw> {
    let is_calendar = path.rsplit('/').nth(1) == Some("calendar");
    let faults = if is_calendar { Year::read(path, bytes).err() } else { Workflow::read(path, bytes).err() };
    let faults = faults.unwrap_or_default();
    let Ok(text) = front::text(bytes) else {
        // The line is the fault's own.
        return faults.into_iter().map(|fault| Flaw { line: line_of(&fault), ..bare(fault) }).collect();
    };
    let tree = ImDocument::parse(text).ok().map(|document| Node::of_table(document.as_table(), 0..0));
    let mut flaws = Vec::new();
    for fault in faults {
        match (&fault.what, &tree) {
            (FoundingWhat::File(_), _) => {
                let known = tree.as_ref().map(|tree| misspelt(tree, is_calendar)).unwrap_or_default();
                if known.is_empty() {
                    let span = if is_calendar { calendar::misread(text) } else { misread(text) };
                    flaws.push(at(text, span.unwrap_or_default(), FlawWhat::Fault(fault), None));
                } else {
                    flaws.extend(known.into_iter().map(|(span, what, meant)| at(text, span, what, meant)));
                }
            }
            (FoundingWhat::Field { field, found }, Some(tree)) => {
                let places = places(tree, field, found);
                // The same fault once more is about the next place.
                let before = flaws.iter().filter(|flaw: &&Flaw| flaw.what == FlawWhat::Fault(fault.clone())).count();
                let span = places.get(before).or(places.last()).cloned();
                let meant = meant(tree, field, found);
                flaws.push(at(text, span.unwrap_or_default(), FlawWhat::Fault(fault), meant));
            }
            (
                FoundingWhat::Field { .. }
                | FoundingWhat::Missing
                | FoundingWhat::Unknown { .. }
                | FoundingWhat::Twice { .. }
                | FoundingWhat::Cycle { .. }
                | FoundingWhat::Slug { .. }
                | FoundingWhat::NoFile { .. }
                | FoundingWhat::NotListed
                | FoundingWhat::NoFounder { .. }
                | FoundingWhat::Final { .. }
                | FoundingWhat::NoHandover { .. }
                | FoundingWhat::NotEmpty { .. }
                | FoundingWhat::HasLeft { .. }
                | FoundingWhat::Account { .. }
                | FoundingWhat::SealLives { .. }
                | FoundingWhat::Lacks { .. }
                | FoundingWhat::Mailbox { .. }
                | FoundingWhat::Staffed { .. }
                | FoundingWhat::Fixed { .. }
                | FoundingWhat::NameLost { .. }
                | FoundingWhat::OldSeal { .. },
                _,
            ) => flaws.push(bare(fault)),
        }
    }
    flaws.sort_by_key(|flaw| (flaw.line, flaw.column));
    flaws
}

const fn bare(fault: FoundingFault) -> Flaw {
    Flaw { line: 1, column: 1, what: FlawWhat::Fault(fault), meant: None }
}

const fn line_of(fault: &FoundingFault) -> usize {
    if let FoundingWhat::File(FrontFault { line, .. }) = &fault.what { *line } else { 1 }
}

fn at(text: &str, span: Range<usize>, what: FlawWhat, meant: Option<String>) -> Flaw {
    let before = text.get(..span.start).unwrap_or_default();
    let line = 1 + before.matches('\n').count();
    let column = 1 + before.rsplit('\n').next().unwrap_or_default().chars().count();
    Flaw { line, column, what, meant }
}

/// Where a workflow is not of its form, in bytes from the beginning.
fn misread(text: &str) -> Option<Range<usize>> {
    toml::from_str::<Written>(text).err()?.span()
}

/// A file's text as a tree that knows where each part stands.
struct Node {
    span: Range<usize>,
    what: What,
}

enum What {
    Table(Vec<(String, Range<usize>, Node)>),
    List(Vec<Node>),
    Leaf(String),
}

impl Node {
    fn of_table(table: &dyn TableLike, span: Range<usize>) -> Self {
        let parts = table.iter().filter_map(|(name, _)| table.get_key_value(name)).map(|(key, item)| {
            let node = Self::of(item);
            let span = key.span().unwrap_or(node.span.clone());
            (key.get().to_owned(), span, node)
        });
        Self { span, what: What::Table(parts.collect()) }
    }

    fn of(item: &Item) -> Self {
        let span = item.span().unwrap_or_default();
        match item {
            Item::Table(table) => Self::of_table(table, span),
            Item::ArrayOfTables(list) => {
                let tables = list.iter().map(|table| Self::of_table(table, table.span().unwrap_or_default()));
                Self { span, what: What::List(tables.collect()) }
            }
            Item::Value(value) => Self::of_value(value),
            Item::None => Self { span, what: What::Leaf(String::new()) },
        }
    }

    fn of_value(value: &Value) -> Self {
        let span = value.span().unwrap_or_default();
        let what = match value {
            Value::InlineTable(table) => return Self::of_table(table, span),
            Value::Array(list) => What::List(list.iter().map(Self::of_value).collect()),
            Value::String(text) => What::Leaf(text.value().clone()),
            Value::Integer(number) => What::Leaf(number.value().to_string()),
            Value::Float(number) => What::Leaf(number.value().to_string()),
            Value::Boolean(truth) => What::Leaf(truth.value().to_string()),
            Value::Datetime(time) => What::Leaf(time.value().to_string()),
        };
        Self { span, what }
    }

    fn parts(&self) -> &[(String, Range<usize>, Self)] {
        match &self.what {
            What::Table(parts) => parts,
            What::List(_) | What::Leaf(_) => &[],
        }
    }

    /// The items of a list; a single value is a list of itself.
    fn items(&self) -> &[Self] {
        match &self.what {
            What::List(items) => items,
            What::Table(_) | What::Leaf(_) => std::slice::from_ref(self),
        }
    }

    fn text(&self) -> Option<&str> {
        match &self.what {
            What::Leaf(text) => Some(text),
            What::Table(_) | What::List(_) => None,
        }
    }

    fn get(&self, name: &str) -> Option<&(String, Range<usize>, Self)> {
        self.parts().iter().find(|(key, _, _)| key == name)
    }

    fn named(&self) -> Option<&str> {
        self.get("name").and_then(|(_, _, node)| node.text())
    }

    /// The tables of a list of tables.
    fn tables(&self, name: &str) -> &[Self] {
        self.get(name).map_or(&[], |(_, _, node)| node.items())
    }

    /// It and everything below it.
    fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        match &self.what {
            What::Table(parts) => parts.iter().for_each(|(_, _, node)| node.walk(visit)),
            What::List(items) => items.iter().for_each(|node| node.walk(visit)),
            What::Leaf(_) => {}
        }
    }
}

const TOP: &[&str] = &[
    "format",
    "title",
    "owner",
    "retention",
    "audience",
    "audience-until",
    "confirm",
    "limit",
    "repeals",
    "effective",
    "corrects",
    "receives",
    "calendar",
    "parcels",
    "returns",
    "answers",
    "numbering",
    "serial",
    "columns",
    "files",
    "body",
    "field",
    "drafter",
    "check",
    "step",
    "anytime",
];
const FIELD: &[&str] =
    &["name", "label", "type", "list", "required", "max", "least", "most", "shape", "of", "choices", "default", "help"];
const CHECK: &[&str] =
    &["name", "says", "when", "require", "forbid", "most", "exclude", "order", "without", "up", "down"];
const STEP: &[&str] = &["name", "title", "when", "who", "rule", "verbs", "limit", "respond", "lift", "then"];
const THEN: &[&str] = &["agree", "disagree", "inform", "timeout", "escalate"];
const WHO: &[&str] = &["post", "of", "above", "member", "custodian", "person", "drafter", "everyone", "weight"];
const UNIT: &[&str] = &["field", "parent"];
const LIMIT: &[&str] = &["hours", "working-hours", "working-days", "when"];
const BOUNDS: &[&str] = &["min", "max"];
const DISAGREE: &[&str] = &["drafter", "end", "next"];
const TIMEOUT: &[&str] = &["remind", "escalate", "pass"];
const RULES: &[&str] = &["all", "sequence", "any"];
const WEIGHED: &[&str] = &["at-least", "vote"];
const YEAR: &[&str] = &["format", "papers", "day"];
const DAY: &[&str] = &["date", "off", "name"];

type Misspelt = (Range<usize>, FlawWhat, Option<String>);

/// Keys and words that are not known where they stand.
struct Speller {
    found: Vec<Misspelt>,
}

fn misspelt(tree: &Node, is_calendar: bool) -> Vec<Misspelt> {
    let mut speller = Speller { found: Vec::new() };
    if is_calendar {
        speller.keys(tree, YEAR);
        tree.tables("day").iter().for_each(|day| speller.keys(day, DAY));
    } else {
        speller.workflow(tree);
    }
    speller.found
}

impl Speller {
    fn keys(&mut self, table: &Node, known: &[&'static str]) {
        for (key, span, _) in table.parts().iter().filter(|(key, _, _)| !known.contains(&key.as_str())) {
            let what = FlawWhat::Key { found: key.clone(), known: known.to_vec() };
            self.found.push((span.clone(), what, nearest(key, known)));
        }
    }

    fn word(&mut self, node: &Node, known: &[&'static str]) {
        // A verb that stands elsewhere is no misspelt word: the engine has more to say of it.
        if let Some(text) = node.text().filter(|text| !known.contains(text) && text.parse::<Verb>().is_err()) {
            let what = FlawWhat::Word { found: text.to_owned(), known: known.to_vec() };
            self.found.push((node.span.clone(), what, nearest(text, known)));
        }
    }

    fn word_at(&mut self, table: &Node, key: &str, known: &[&'static str]) {
        if let Some((_, _, node)) = table.get(key) {
            self.word(node, known);
        }
    }

    fn workflow(&mut self, tree: &Node) {
        self.keys(tree, TOP);
        let retentions = [Retention::Y, Retention::D30, Retention::D10].map(Retention::word);
        self.word_at(tree, "retention", &retentions);
        for (name, known) in [
            ("numbering", &["pattern", "kind"][..]),
            ("files", &["types", "most"]),
            ("body", &["headings", "template"]),
            ("calendar", &["start", "end", "place", "due"]),
        ] {
            if let Some((_, _, table)) = tree.get(name) {
                self.keys(table, known);
            }
        }
        self.limits(tree, "limit");
        for field in tree.tables("field") {
            self.keys(field, FIELD);
            self.word_at(field, "type", &FieldKind::ALL.map(FieldKind::word));
        }
        for drafter in tree.tables("drafter") {
            self.keys(drafter, &["when", "who"]);
            self.who(drafter, "who");
            self.when(drafter);
        }
        for check in tree.tables("check") {
            self.keys(check, CHECK);
            self.when(check);
        }
        for step in tree.tables("step") {
            self.step(step);
        }
        if let Some((_, _, anytime)) = tree.get("anytime") {
            for (verb, span, _) in anytime.parts() {
                if verb.parse::<Verb>().is_err() {
                    let known = ANYTIME.map(Verb::word);
                    let what = FlawWhat::Key { found: verb.clone(), known: known.to_vec() };
                    self.found.push((span.clone(), what, nearest(verb, &known)));
                }
                self.who(anytime, verb);
            }
        }
    }

    fn step(&mut self, step: &Node) {
        self.keys(step, STEP);
        self.when(step);
        self.who(step, "who");
        if let Some((_, _, rule)) = step.get("rule") {
            self.word(rule, RULES);
            self.keys(rule, WEIGHED);
        }
        for verb in step.tables("verbs") {
            self.word(verb, &IN_STEP.map(Verb::word));
        }
        self.limits(step, "limit");
        self.limits(step, "respond");
        self.who(step, "lift");
        if let Some((_, _, then)) = step.get("then") {
            self.keys(then, THEN);
            self.word_at(then, "disagree", DISAGREE);
            self.word_at(then, "timeout", TIMEOUT);
            self.who(then, "inform");
            self.who(then, "escalate");
        }
    }

    fn limits(&mut self, table: &Node, key: &str) {
        for limit in table.tables(key) {
            self.keys(limit, LIMIT);
            self.when(limit);
        }
    }

    fn when(&mut self, table: &Node) {
        let Some((_, _, when)) = table.get("when") else { return };
        for (_, _, holds) in when.parts() {
            self.keys(holds, BOUNDS);
        }
    }

    fn who(&mut self, table: &Node, key: &str) {
        for who in table.tables(key) {
            self.keys(who, WHO);
            for unit in ["of", "above", "member", "custodian"] {
                let mut at = who.get(unit).map(|(_, _, node)| node);
                while let Some(node) = at {
                    self.keys(node, UNIT);
                    at = node.get("parent").map(|(_, _, node)| node);
                }
            }
        }
    }
}

/// Where a value that may not be stands: the best places first found, in the order of the text.
fn places(tree: &Node, field: &str, found: &str) -> Vec<Range<usize>> {
    let (table, key) = field.split_once('.').unwrap_or((field, ""));
    let leaf = |under: &Node, wanted: &str| {
        let mut spans = Vec::new();
        under.walk(&mut |node| {
            if node.text() == Some(wanted) {
                spans.push(node.span.clone());
            }
        });
        spans
    };
    // The table of that name, or a key of it.
    let of_named = |list: &str, key: &str| -> Vec<Range<usize>> {
        let named = tree.tables(list).iter().filter(|table| table.named() == Some(found));
        named
            .map(|table| match table.get(key).or_else(|| table.get("name")) {
                Some((_, _, node)) if key == "name" => node.span.clone(),
                Some((_, span, _)) => span.clone(),
                None => table.span.clone(),
            })
            .collect()
    };
    let top = |key: &str| tree.get(key).map(|(_, span, _)| span.clone()).into_iter().collect::<Vec<_>>();
    let mut spans = match (table, key) {
        ("field" | "step" | "check", _) => of_named(table, key),
        ("when", _) => keys_of(tree, &["when"], found),
        ("anytime", _) => keys_of(tree, &["anytime"], found),
        ("who", _) => {
            let mut spans = Vec::new();
            for (_, node) in under(tree, &["who", "lift", "inform", "escalate", "anytime"]) {
                spans.extend(leaf(node, found));
            }
            // `drafter` among those who may hand in is a key.
            if spans.is_empty() { keys_of(tree, &["drafter"], found) } else { spans }
        }
        ("limit", _) => {
            let limits = under(tree, &["limit", "respond"]);
            let inner: Vec<_> = limits.iter().flat_map(|(_, node)| leaf(node, found)).collect();
            if inner.is_empty() { limits.into_iter().map(|(span, _)| span).collect() } else { inner }
        }
        ("numbering", "pattern") | ("files" | "body" | "calendar" | "papers" | "day", _) => {
            tree.get(table).map_or_else(Vec::new, |(_, _, node)| leaf(node, found))
        }
        _ => Vec::new(),
    };
    // A day that stands twice is told at its second place.
    if table == "day" && spans.len() > 1 {
        spans.remove(0);
    }
    if key == "name" && spans.len() > 1 {
        spans.remove(0);
    }
    if spans.is_empty() { top(table) } else { spans }
}

/// Every value of a key of these names, wherever it stands, with the key's place.
fn under<'a>(tree: &'a Node, names: &[&str]) -> Vec<(Range<usize>, &'a Node)> {
    let mut found = Vec::new();
    tree.walk(&mut |node| {
        let parts = node.parts().iter().filter(|(key, _, _)| names.contains(&key.as_str()));
        found.extend(parts.map(|(_, span, node)| (span.clone(), node)));
    });
    found
}

/// Where a key of this name stands in a table below a key of these names.
fn keys_of(tree: &Node, names: &[&str], wanted: &str) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    for (_, node) in under(tree, names) {
        node.walk(&mut |node| {
            let keys = node.parts().iter().filter(|(key, _, _)| key == wanted).map(|(_, span, _)| span.clone());
            for span in keys {
                if !spans.contains(&span) {
                    spans.push(span);
                }
            }
        });
    }
    spans
}

/// The field, step or word that was probably meant by one that does not exist.
fn meant(tree: &Node, field: &str, found: &str) -> Option<String> {
    let names = |list: &str| tree.tables(list).iter().filter_map(Node::named).collect::<Vec<_>>();
    let fields = names("field");
    match field {
        "when" | "who" | "audience" | "audience-until" | "repeals" | "corrects" | "effective" | "receives"
        | "parcels" | "returns" | "answers" | "columns" | "calendar"
            if !fields.contains(&found) =>
        {
            nearest(found, &fields)
        }
        "check" => {
            let check = tree.tables("check").iter().find(|check| check.named() == Some(found))?;
            let asked = check.parts().iter().filter(|(key, _, _)| !matches!(key.as_str(), "name" | "says" | "when"));
            let mut unknown = None;
            for (key, _, node) in asked.filter(|(key, _, _)| key != "without") {
                let named: Vec<&str> = if matches!(key.as_str(), "most" | "exclude") {
                    node.parts().iter().map(|(name, _, _)| name.as_str()).collect()
                } else {
                    node.items().iter().filter_map(Node::text).collect()
                };
                unknown = unknown.or_else(|| named.into_iter().find(|name| !fields.contains(name)));
            }
            nearest(unknown?, &fields)
        }
        "step.then" => {
            let step = tree.tables("step").iter().find(|step| step.named() == Some(found))?;
            let (_, _, then) = step.get("then")?;
            let (_, _, agree) = then.get("agree")?;
            let known = [names("step"), vec!["next", "done"]].concat();
            agree.text().filter(|name| !known.contains(name)).and_then(|name| nearest(name, &known))
        }
        "field.default" => {
            let field = tree.tables("field").iter().find(|field| field.named() == Some(found))?;
            let choices: Vec<&str> = field.tables("choices").iter().filter_map(Node::text).collect();
            nearest(field.get("default").and_then(|(_, _, node)| node.text())?, &choices)
        }
        _ => None,
    }
}

/// The nearest of these words, if one is near: at most one letter of three is another.
fn nearest(word: &str, known: &[&str]) -> Option<String> {
    let best = known.iter().map(|other| (distance(word, other), other)).min_by_key(|(distance, _)| *distance)?;
    let (far, other) = best;
    let most = word.chars().count().max(other.chars().count()).div_ceil(3);
    (far > 0 && far <= most).then(|| (*other).to_owned())
}

/// How many letters have to be put in, taken out, changed or swapped with their neighbour.
pub(in crate::office) fn distance(one: &str, two: &str) -> usize {
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let mut rows = vec![(0..=two.len()).collect::<Vec<usize>>()];
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in two.iter().enumerate() {
            let changed = rows[i][j] + usize::from(a != b);
            let mut least = changed.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == two[j - 1] && one[i - 1] == *b {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[one.len()][two.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = r#"format = 1
title = { zh-CN = "流程" }
[[field]]
name = "title"
label = { zh-CN = "标题" }
type = "text"
required = true
[[field]]
name = "amount"
label = { zh-CN = "金额" }
type = "number"
[[step]]
name = "review"
title = { zh-CN = "审核" }
when = { amount = { min = 5 } }
who = [{ post = "deputy", of = { parent = "drafter" } }]
rule = "any"
verbs = ["approve", "disagree"]
limit = { working-days = 3 }
[[step]]
name = "decide"
title = { zh-CN = "批准" }
who = [{ post = "head", of = "office" }]
rule = "any"
verbs = ["approve"]
"#;

    /// The flaws of the sound file with one piece changed: number, place and what was meant.
    fn flaws(from: &str, to: &str) -> Vec<(u16, usize, usize, Option<String>)> {
        assert!(SOUND.contains(from), "{from}");
        let text = SOUND.replacen(from, to, 1);
        let flaws = explain("workflows/flow.toml", text.as_bytes());
        flaws.into_iter().map(|flaw| (flaw.what.code(), flaw.line, flaw.column, flaw.meant)).collect()
    }

    fn one(code: u16, line: usize, column: usize, meant: &str) -> Vec<(u16, usize, usize, Option<String>)> {
        vec![(code, line, column, Some(meant.to_owned()).filter(|meant| !meant.is_empty()))]
    }

    #[test]
    fn a_sound_file_has_no_flaw() {
        assert_eq!(explain("workflows/flow.toml", SOUND.as_bytes()), []);
        let calendar = b"format = 1\npapers = [\"x\"]\n";
        assert_eq!(explain("workflows/calendar/2026.toml", calendar), []);
    }

    #[test]
    fn misspelt_words_are_found_and_guessed() {
        for (from, to, line, column, meant) in [
            ("verbs = [\"approve\", ", "vebs = [\"approve\", ", 18, 1, "verbs"),
            ("\"disagree\"]", "\"disagre\"]", 18, 21, "disagree"),
            ("rule = \"any\"", "rule = \"al\"", 17, 8, "all"),
            ("type = \"number\"", "type = \"nubmer\"", 11, 8, "number"),
            ("working-days", "working-day", 19, 11, "working-days"),
            ("{ min = 5 }", "{ mim = 5 }", 15, 21, "min"),
            ("post = \"deputy\"", "pots = \"deputy\"", 16, 10, "post"),
            ("parent =", "parrent =", 16, 34, "parent"),
            ("format = 1\n", "format = 1\nretention = \"D3\"\n", 2, 13, "D30"),
        ] {
            assert_eq!(flaws(from, to), one(801, line, column, meant), "{to}");
        }
        assert_eq!(flaws("rule = \"any\"\nverbs = [\"approve\", ", "verbs = [\"dance\", "), one(801, 17, 10, ""));
    }

    #[test]
    fn what_may_not_be_is_found_by_its_name() {
        for (from, to, code, line, column, meant) in [
            ("when = { amount", "when = { amuont", 803, 15, 10, "amount"),
            ("name = \"decide\"", "name = \"review\"", 803, 21, 8, ""),
            ("verbs = [\"approve\"]", "verbs = [\"consult\"]", 803, 25, 1, ""),
            ("working-days = 3", "working-days = 0", 803, 19, 26, ""),
            ("title = { zh-CN = \"批准\" }", "title = { en = \"Decide\" }", 803, 22, 1, ""),
            ("of = \"office\"", "of = { field = \"amuont\" }", 803, 23, 40, "amount"),
            ("format = 1", "format = 2", 803, 1, 1, ""),
            ("rule = \"any\"\nverbs = [\"approve\"]", "rule = { vote = 100 }\nverbs = [\"approve\"]", 803, 24, 1, ""),
        ] {
            assert_eq!(flaws(from, to).first(), one(code, line, column, meant).first(), "{to}");
        }
    }

    #[test]
    fn what_is_no_toml_and_what_is_missing_has_a_place_too() {
        assert_eq!(flaws("rule = \"any\"", "rule = = \"any\"")[0].1, 17);
        assert_eq!(flaws("rule = \"any\"\n", "").iter().map(|flaw| flaw.1).collect::<Vec<_>>(), [12]);
        let twice = b"format = 1\npapers = [\"x\"]\nday = [{ date = 2026-01-01, off = true }, { date = 2026-01-01, off = true }]\n";
        let flaws = explain("workflows/calendar/2026.toml", twice);
        assert_eq!((flaws.len(), flaws[0].line, flaws[0].column), (1, 3, 52));
        assert_eq!(explain("workflows/flow.toml", b"\xff")[0].line, 1);
        assert_eq!(explain("workflows/Flow.toml", SOUND.as_bytes())[0].what.code(), 807);
    }

    #[test]
    fn a_distance_counts_letters() {
        assert_eq!((distance("", "ab"), distance("ab", "ba"), distance("same", "same")), (2, 1, 0));
        assert_eq!((distance("approve", "aprove"), distance("审核", "审合")), (1, 1));
        assert_eq!(
            (nearest("aprove", &["approve", "issue"]), nearest("xyz", &["approve"])),
            (Some("approve".into()), None)
        );
    }
}
