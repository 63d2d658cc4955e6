//! The form: a subject's folder against the fields its workflow asks for.

use std::collections::BTreeMap;

use jiff::civil::Date;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::act::{CHANGES, Content, PROPOSED};
use super::docket::{Form, Value};
use super::front;
use super::register::Register;
use super::settings::Limits;
use super::violation::{FormFault, FormWhat};
use super::workflow::{Field, FieldKind, Workflow};

/// The largest `index.md`, in bytes: what is more belongs into attachments.
pub const LARGEST_INDEX: u64 = 1 << 20;

/// How many faults are told at most.
const MOST_TOLD: usize = 100;

/// How many fields that the form does not have are told.
const MOST_FAULTS: usize = 20;

/// The longest title, in characters, whatever a workflow says.
const LONGEST_TITLE: usize = 2_000;

/// Reads a folder by a form. Every fault is told, each with its line.
pub(super) fn read(
    workflow: &Workflow,
    register: &Register,
    limits: &Limits,
    content: &Content,
) -> Result<Form, Vec<FormFault>> {
    let mut faults = Vec::new();
    let mut fault = |line: Option<usize>, what| faults.push(FormFault { line, what });
    let requests = workflow.collection.as_str() == CHANGES;
    for (name, size) in &content.files {
        if let Some(path) = name.strip_prefix(PROPOSED).filter(|_| requests) {
            if !super::rules::is_proposable(path) {
                fault(None, FormWhat::NotProposable { path: path.to_owned() });
            }
        } else if name.contains('/') {
            fault(None, FormWhat::Subfolder { name: name.clone() });
        }
        if *size > limits.file {
            fault(None, FormWhat::FileTooLarge { name: name.clone(), size: *size, limit: limits.file });
        }
    }
    let total = content.files.values().fold(0, |total: u64, size| total.saturating_add(*size));
    if total > limits.subject {
        fault(None, FormWhat::FolderTooLarge { size: total, limit: limits.subject });
    }
    if requests && !content.files.keys().any(|name| name.starts_with(PROPOSED)) {
        fault(None, FormWhat::NothingProposed);
    }
    if content.files.get("index.md").is_some_and(|size| *size > LARGEST_INDEX) {
        let (size, limit) = (content.files.get("index.md").copied().unwrap_or_default(), LARGEST_INDEX);
        fault(None, FormWhat::FileTooLarge { name: "index.md".to_owned(), size, limit });
        return Err(faults);
    }
    let Some(index) = &content.index else {
        fault(None, FormWhat::NoIndex);
        return Err(faults);
    };
    let front = match front::parse::<toml::Table>(index) {
        Ok(front) => front,
        Err(found) => {
            fault(Some(found.line), FormWhat::Head(found.what));
            return Err(faults);
        }
    };
    let lines = lines_of_keys(index);
    let line = |name: &str| lines.get(name).copied();
    for name in front.fields.keys().filter(|name| workflow.field(name).is_none()).take(MOST_FAULTS) {
        let known = workflow.fields.iter().map(|field| field.name.to_string()).collect();
        fault(line(name), FormWhat::UnknownField { name: name.clone(), known });
    }
    let mut form = Form::new();
    for field in &workflow.fields {
        let name = field.name.as_str();
        match front.fields.get(name).map(|found| value(field, found)) {
            None if field.required => fault(None, FormWhat::MissingField { name: name.to_owned() }),
            None => {}
            Some(Err(expected)) => {
                fault(line(name), FormWhat::FieldType { name: name.to_owned(), expected });
            }
            Some(Ok(value)) => {
                for part in value.parts() {
                    if let Some(what) = part_fault(field, part, register, content) {
                        fault(line(name), what);
                    }
                }
                if field.required && value.parts().iter().all(String::is_empty) {
                    fault(line(name), FormWhat::MissingField { name: name.to_owned() });
                }
                form.insert(name.to_owned(), value);
            }
        }
    }
    faults.truncate(MOST_TOLD);
    if faults.is_empty() { Ok(form) } else { Err(faults) }
}

/// A TOML value as the field's kind of value; the error is what was expected.
fn value(field: &Field, found: &toml::Value) -> Result<Value, &'static str> {
    let one = |found: &toml::Value| match (field.kind, found) {
        (FieldKind::Number, toml::Value::Integer(n)) => Some(n.to_string()),
        (FieldKind::Number, _) => None,
        (FieldKind::Date, toml::Value::Datetime(day)) => Some(day.to_string()),
        (_, toml::Value::String(text)) => Some(text.clone()),
        _ => None,
    };
    if field.list {
        found.as_array().and_then(|list| list.iter().map(one).collect::<Option<_>>()).map(Value::Many).ok_or("list")
    } else {
        one(found).map(Value::One).ok_or(field.kind.word())
    }
}

fn part_fault(field: &Field, part: &str, register: &Register, content: &Content) -> Option<FormWhat> {
    let name = field.name.to_string();
    if part.trim() != part || !crate::id::is_plain(part) || !unicode_normalization::is_nfc(part) {
        return Some(FormWhat::NotPlain { name });
    }
    let length = part.chars().count();
    // A title stands on one line of a seal's tag, which has 8,000 bytes.
    let most = (name == "title").then_some(LONGEST_TITLE);
    if let Some(max) = field.max.into_iter().chain(most).min().filter(|max| length > *max) {
        return Some(FormWhat::TooLong { name, length, max });
    }
    let unknown = |name| Some(FormWhat::Unknown { name, value: part.to_owned() });
    match field.kind {
        FieldKind::Text | FieldKind::Number => None,
        FieldKind::Choice if field.choices.iter().any(|choice| choice == part) => None,
        FieldKind::Choice => {
            Some(FormWhat::NotAChoice { name, value: part.to_owned(), choices: field.choices.clone() })
        }
        FieldKind::Date if part.len() == 10 && part.parse::<Date>().is_ok() => None,
        FieldKind::Date => Some(FormWhat::FieldType { name, expected: FieldKind::Date.word() }),
        FieldKind::Unit => match part.parse() {
            Ok(slug) if register.unit(&slug).is_some() => None,
            _ => unknown(name),
        },
        FieldKind::Person => match part.parse() {
            Ok(slug) if register.person(&slug).is_some() => None,
            _ => unknown(name),
        },
        FieldKind::File if content.files.contains_key(part) && part != "index.md" && !part.contains('/') => None,
        FieldKind::File => Some(FormWhat::NoAttachment { name: part.to_owned() }),
    }
}

/// The line of each key at the head of a file, for messages only.
fn lines_of_keys(index: &[u8]) -> BTreeMap<String, usize> {
    let text = std::str::from_utf8(index).unwrap_or_default();
    let head = text.lines().skip(1).take_while(|line| *line != "+++");
    head.enumerate()
        .filter_map(|(at, line)| Some((line.split_once('=')?.0.trim().trim_matches('"').to_owned(), at + 2)))
        .collect()
}

/// The Markdown extensions a document may use. The site renders with the same.
pub const MARKDOWN: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// A link's target as a file beside `index.md`: the decoded name, if that is what it is.
pub fn attachment_target(target: &str) -> Option<String> {
    let path = target.split(['#', '?']).next().unwrap_or_default();
    let relative = !path.is_empty() && !path.starts_with('/') && !path.contains(':') && !path.contains('\\');
    if !relative {
        return None;
    }
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    let name = decoded.strip_prefix("./").unwrap_or(&decoded);
    (!name.contains('/')).then(|| name.to_owned())
}

/// Files that the text shows or links to and that are not there.
pub(super) fn missing_targets(content: &Content) -> Vec<FormFault> {
    let Some(Ok(front)) = content.index.as_deref().map(front::parse::<toml::Table>) else { return Vec::new() };
    let line_feeds: Vec<usize> = front.body.match_indices('\n').map(|(at, _)| at).collect();
    let mut missing = Vec::new();
    for (event, range) in Parser::new_ext(front.body, MARKDOWN).into_offset_iter() {
        let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event else { continue };
        if let Some(target) = attachment_target(&dest_url)
            && !content.files.contains_key(&target)
        {
            let at = line_feeds.partition_point(|at| *at < range.start);
            missing.push(FormFault { line: Some(front.body_line + at), what: FormWhat::NoTarget { target } });
        }
    }
    missing
}
