//! The form: a subject's folder against the fields its workflow asks for.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::act::{CHANGES, Content, IMPORTED, PROPOSED};
use super::audience::Readers;
use super::docket::{Form, Value};
use super::front;
use super::register::{Register, Unit};
use super::settings::Limits;
use super::violation::{FormFault, FormWhat};
use super::workflow::{Check, Field, FieldKind, Workflow, holds};
use crate::id::{Slug, SubjectId};

/// The largest `index.md`, in bytes: what is more belongs into attachments.
pub const LARGEST_INDEX: u64 = 1 << 20;

/// How many faults are told at most.
const MOST_TOLD: usize = 100;

/// How many fields that the form does not have are told.
const MOST_FAULTS: usize = 20;

/// The longest title, in characters, whatever a workflow says.
const LONGEST_TITLE: usize = 2_000;

/// What a form is read against.
pub(super) struct Against<'a> {
    pub(super) workflow: &'a Workflow,
    pub(super) register: &'a Register,
    pub(super) limits: &'a Limits,
    /// Whether a subject is in the record.
    pub(super) exists: &'a dyn Fn(&SubjectId) -> bool,
    /// Whose form it is.
    pub(super) subject: &'a SubjectId,
    /// The home unit of the drafter: the issuing unit, if the form names none.
    pub(super) home: Option<&'a Slug>,
}

/// Reads a folder by a form. Every fault is told, each with its line.
pub(super) fn read(against: &Against<'_>, content: &Content) -> Result<Form, Vec<FormFault>> {
    let Against { workflow, limits, .. } = against;
    let mut faults = Vec::new();
    let mut fault = |line: Option<usize>, what| faults.push(FormFault { line, what });
    let requests = workflow.is_of_requests();
    for (name, size) in &content.files {
        if let Some(path) = name.strip_prefix(PROPOSED).filter(|_| requests) {
            if !super::rules::is_proposable(path) {
                fault(None, FormWhat::NotProposable { path: path.to_owned() });
            }
        } else if name.contains('/') && !(workflow.imports && is_of_document(name)) {
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
    for what in files_fault(workflow, content) {
        fault(None, what);
    }
    for what in documents_fault(workflow, content) {
        fault(None, what);
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
                let mut in_order = true;
                for part in value.parts() {
                    if let Some(what) = part_fault(field, part, against, content) {
                        fault(line(name), what);
                        in_order = false;
                    }
                }
                // A sentence that somebody stands for, he stands for as a whole.
                let nothing = if field.kind == FieldKind::Check {
                    value.parts().iter().any(String::is_empty) || value.parts().is_empty()
                } else {
                    value.parts().iter().all(String::is_empty)
                };
                if field.required && nothing {
                    fault(line(name), FormWhat::MissingField { name: name.to_owned() });
                }
                // A check sees the values that are in order.
                if in_order {
                    form.insert(name.to_owned(), value);
                }
            }
        }
    }
    for heading in missing_headings(workflow, front.body) {
        faults.push(FormFault { line: None, what: FormWhat::NoHeading { heading } });
    }
    faults.extend(checks_that_fail(against, &form, front.body, false));
    faults.truncate(MOST_TOLD);
    if faults.is_empty() { Ok(form) } else { Err(faults) }
}

/// The rules of the house that a form does not keep: those that ask what a change request changes, or the others.
fn checks_that_fail(against: &Against<'_>, form: &Form, body: &str, of_changes: bool) -> Vec<FormFault> {
    let asked = |check: &&Check| check.when.keys().any(|name| name.as_str() == CHANGES) == of_changes;
    let asked = |check: &&Check| (asked(check) || !against.workflow.is_of_requests()) && holds(&check.when, form);
    let failed = against.workflow.checks.iter().filter(asked).filter(|check| !check_holds(check, form, body, against));
    let what = |check: &Check| FormWhat::Check { name: check.name.to_string(), says: check.says.clone() };
    failed.map(|check| FormFault { line: None, what: what(check) }).collect()
}

/// The rules of the house that ask what a change request changes, once that is known.
pub(super) fn check_changes(against: &Against<'_>, content: &Content, form: &Form) -> Result<(), Vec<FormFault>> {
    let front = content.index.as_ref().and_then(|index| front::parse::<toml::Table>(index).ok());
    let faults = checks_that_fail(against, form, front.as_ref().map_or("", |front| front.body), true);
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// A TOML value as the field's kind of value; the error is what was expected.
fn value(field: &Field, found: &toml::Value) -> Result<Value, &'static str> {
    let one = |found: &toml::Value| match (field.kind, found) {
        (FieldKind::Number, toml::Value::Integer(n)) => Some(n.to_string()),
        (FieldKind::Number, _) => None,
        (FieldKind::Date, toml::Value::Datetime(day)) => Some(day.to_string()),
        (FieldKind::Check, toml::Value::Boolean(yes)) => Some(if *yes { "true".to_owned() } else { String::new() }),
        (FieldKind::Check, _) => None,
        (_, toml::Value::String(text)) => Some(text.clone()),
        _ => None,
    };
    if field.list {
        found.as_array().and_then(|list| list.iter().map(one).collect::<Option<_>>()).map(Value::Many).ok_or("list")
    } else {
        one(found).map(Value::One).ok_or(field.kind.word())
    }
}

fn part_fault(field: &Field, part: &str, against: &Against<'_>, content: &Content) -> Option<FormWhat> {
    let register = against.register;
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
        FieldKind::Check => None,
        FieldKind::Text => match &field.shape {
            Some(shape) if !part.is_empty() && !has_shape(part, shape) => {
                Some(FormWhat::OtherShape { name, value: part.to_owned(), shape: shape.clone() })
            }
            Some(_) | None => None,
        },
        FieldKind::Number => {
            let n = part.parse::<i64>().unwrap_or_default();
            let inside = field.least.is_none_or(|least| n >= least) && field.most.is_none_or(|most| n <= most);
            let bound = |bound: Option<i64>| bound.map_or_else(String::new, |n| n.to_string());
            let bounds = format!("{}–{}", bound(field.least), bound(field.most));
            (!inside).then(|| FormWhat::OutOfBounds { name, value: part.to_owned(), bounds })
        }
        FieldKind::Choice if field.choices.iter().any(|choice| choice == part) => None,
        FieldKind::Choice => {
            Some(FormWhat::NotAChoice { name, value: part.to_owned(), choices: field.choices.clone() })
        }
        FieldKind::Date if part.len() == 10 && part.parse::<Date>().is_ok() => None,
        FieldKind::Date => Some(FormWhat::FieldType { name, expected: FieldKind::Date.word() }),
        FieldKind::Time if is_time(part) => None,
        FieldKind::Time => Some(FormWhat::FieldType { name, expected: FieldKind::Time.word() }),
        FieldKind::Subject => match part.parse::<SubjectId>() {
            Ok(id)
                if (field.of.is_empty() || field.of.iter().any(|of| of.as_str() == id.collection()))
                    && id != *against.subject
                    && (against.exists)(&id) =>
            {
                None
            }
            Ok(_) | Err(_) => Some(FormWhat::NoReference { name, value: part.to_owned() }),
        },
        FieldKind::Unit => match part.parse() {
            Ok(slug) if register.unit(&slug).is_some() => None,
            _ => unknown(name),
        },
        FieldKind::Person => match part.parse() {
            Ok(slug) if register.person(&slug).is_some() => None,
            _ => unknown(name),
        },
        FieldKind::Seal => match part.parse() {
            Ok(slug) if register.seal(&slug).is_some() => None,
            _ => unknown(name),
        },
        FieldKind::Audience => match part.parse::<Readers>() {
            Ok(readers) if readers.is_known(register) => None,
            _ => unknown(name),
        },
        FieldKind::File if content.files.contains_key(part) && part != "index.md" && !part.contains('/') => None,
        FieldKind::File => Some(FormWhat::NoAttachment { name: part.to_owned() }),
    }
}

/// `2026-03-02 09:30`.
fn is_time(text: &str) -> bool {
    let Some((day, time)) = text.split_once(' ') else { return false };
    let minute = |text: &str, below: u8| {
        text.len() == 2 && text.bytes().all(|c| c.is_ascii_digit()) && text.parse::<u8>().is_ok_and(|n| n < below)
    };
    let good = time.split_once(':').is_some_and(|(hours, minutes)| minute(hours, 24) && minute(minutes, 60));
    good && day.len() == 10 && day.parse::<Date>().is_ok()
}

/// Whether each character is what the shape says: `9` a digit, `A` a capital, others themselves.
fn has_shape(text: &str, shape: &str) -> bool {
    let like = |(c, mould): (char, char)| match mould {
        '9' => c.is_ascii_digit(),
        'A' => c.is_ascii_uppercase(),
        _ => c == mould,
    };
    text.chars().count() == shape.chars().count() && text.chars().zip(shape.chars()).all(like)
}

/// What stands beside the text and may not (O6).
fn files_fault(workflow: &Workflow, content: &Content) -> Vec<FormWhat> {
    let Some(rule) = &workflow.files else { return Vec::new() };
    let beside: Vec<&String> = content.files.keys().filter(|name| *name != "index.md" && !name.contains('/')).collect();
    let mut faults = Vec::new();
    if let Some(types) = &rule.types {
        let ending = |name: &str| {
            let lower = name.to_ascii_lowercase();
            types.iter().any(|ending| lower.strip_suffix(ending.as_str()).is_some_and(|stem| stem.ends_with('.')))
        };
        for name in beside.iter().filter(|name| !ending(name)) {
            faults.push(FormWhat::NotThisFile { name: (*name).clone(), allowed: types.join(", ") });
        }
    }
    if let (Some(most), Some(name)) = (rule.most, beside.last())
        && beside.len() > most
    {
        faults.push(FormWhat::NotThisFile { name: (*name).clone(), allowed: most.to_string() });
    }
    faults
}

/// Whether a path is a file of an imported document: in the folder of its own, and in none below that.
fn is_of_document(path: &str) -> bool {
    let parts = path.strip_prefix(IMPORTED).and_then(|path| path.split_once('/'));
    parts.is_some_and(|(slug, name)| slug.parse::<Slug>().is_ok() && !name.contains('/'))
}

/// What is wrong with imported documents: each has a text, none too long to be read, and there is at least one (G20).
fn documents_fault(workflow: &Workflow, content: &Content) -> Vec<FormWhat> {
    if !workflow.imports {
        return Vec::new();
    }
    let mut faults = Vec::new();
    let mut last = "";
    // Files of one folder follow each other.
    for (name, size) in content.files.iter().filter(|(name, _)| is_of_document(name)) {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder != last && !content.files.contains_key(&format!("{folder}/index.md")) {
            faults.push(FormWhat::NoDocument { name: format!("{folder}/") });
        }
        last = folder;
        if name.ends_with("/index.md") && *size > LARGEST_INDEX {
            faults.push(FormWhat::FileTooLarge { name: name.clone(), size: *size, limit: LARGEST_INDEX });
        }
    }
    if last.is_empty() {
        faults.push(FormWhat::NoDocument { name: IMPORTED.to_owned() });
    }
    faults
}

/// The headings of the template that the text lacks, or has out of order (H3).
fn missing_headings(workflow: &Workflow, body: &str) -> Vec<String> {
    let headings = workflow.body.as_ref().map_or(&[][..], |body| &body.headings);
    let mut lines = body.split('\n');
    headings
        .iter()
        .filter(|heading| {
            let mut rest = lines.clone();
            let found = rest.any(|line| line.strip_prefix("## ") == Some(heading.as_str()));
            if found {
                lines = rest;
            }
            !found
        })
        .cloned()
        .collect()
}

/// Whether a rule of the house holds (`docs/workflows.md`, "Checks of a draft").
fn check_holds(check: &Check, form: &Form, body: &str, against: &Against<'_>) -> bool {
    let values = |name: &Slug| form.get(name.as_str()).map_or(&[][..], |value| value.parts());
    let filled = |name: &Slug| values(name).iter().filter(|value| !value.is_empty()).count();
    let in_order = |(first, second): &(Slug, Slug)| match (values(first).first(), values(second).first()) {
        // Both are written with the year first and in the same digits.
        (Some(first), Some(second)) if !first.is_empty() && !second.is_empty() => first <= second,
        _ => true,
    };
    let title = form.get("title").and_then(|title| title.parts().first()).map_or("", String::as_str);
    let text = [title, body].map(str::to_ascii_lowercase);
    let free_of = |words: &String| {
        let words = words.to_ascii_lowercase();
        !text.iter().any(|text| text.contains(&words))
    };
    check.require.iter().all(|name| filled(name) > 0)
        && check.forbid.iter().all(|name| filled(name) == 0)
        && check.most.iter().all(|(name, most)| filled(name) <= *most)
        && check.exclude.iter().all(|(name, list)| !values(name).iter().any(|value| list.contains(value)))
        && check.order.as_ref().is_none_or(in_order)
        && check.without.iter().all(free_of)
        && check.up.as_ref().is_none_or(|name| directed(name, form, against, true))
        && check.down.as_ref().is_none_or(|name| directed(name, form, against, false))
}

/// Whether the units that a field names, by slug or in a text by title, stand above the issuing unit, or below it.
fn directed(name: &Slug, form: &Form, against: &Against<'_>, up: bool) -> bool {
    let values = form.get(name.as_str()).map_or(&[][..], |value| value.parts());
    let by_slug = against.workflow.field(name.as_str()).is_some_and(|field| field.kind == FieldKind::Unit);
    let issuer = form.get("unit").and_then(|unit| unit.parts().first()).and_then(|unit| unit.parse::<Slug>().ok());
    let Some(issuer) = issuer.or_else(|| against.home.cloned()) else { return true };
    let issuer = against.register.now(&issuer).clone();
    let is_above =
        |upper: &Slug, lower: &Slug| against.register.above(lower).is_some_and(|above| above.contains(&upper));
    values.iter().all(|value| {
        let is_meant =
            |(slug, unit): &(&Slug, &Unit)| if by_slug { slug.as_str() == value } else { unit.title == *value };
        let mut meant = against.register.units().filter(is_meant);
        meant.all(|(slug, _)| if up { is_above(slug, &issuer) } else { is_above(&issuer, slug) })
    })
}

/// The subjects that a draft names in the fields that are for that, whether they exist or not.
pub(super) fn references(workflow: &Workflow, content: &Content) -> Vec<SubjectId> {
    let Some(Ok(front)) = content.index.as_deref().map(front::parse::<toml::Table>) else { return Vec::new() };
    let fields = workflow.fields.iter().filter(|field| field.kind == FieldKind::Subject);
    let named = fields.filter_map(|field| value(field, front.fields.get(field.name.as_str())?).ok());
    named.flat_map(|value| value.parts().to_vec()).filter_map(|id| id.parse().ok()).collect()
}

/// The text that a draft writes in a field, if it is one.
pub(super) fn text(field: &Slug, content: &Content) -> Option<String> {
    let front = front::parse::<toml::Table>(content.index.as_deref()?).ok()?;
    front.fields.get(field.as_str())?.as_str().map(str::to_owned)
}

/// The line of each key at the head of a file, for messages only.
pub(super) fn lines_of_keys(index: &[u8]) -> BTreeMap<String, usize> {
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

/// The files that the text shows or links to.
pub(super) fn targets(content: &Content) -> BTreeSet<String> {
    let Some(Ok(front)) = content.index.as_deref().map(front::parse::<toml::Table>) else { return BTreeSet::new() };
    let link = |event| {
        let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event else { return None };
        attachment_target(&dest_url)
    };
    Parser::new_ext(front.body, MARKDOWN).filter_map(link).collect()
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
