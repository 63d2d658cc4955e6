//! The format of official documents (公文格式, G10): what a machine can find in a text before its unit sends it, with the line and
//! the clause.
//!
//! Findings are advice to whoever drafts and checks (核稿): a text can only be searched for what usually goes wrong, and what looks
//! wrong may be meant. No verdict depends on them; what a rule can ask of a form stands in `[[check]]`.
//!
//! Number, recipients, attachments, signature, date and seal are printed from the record ([`crate::office`] knows them): a text does
//! not repeat them.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Parser, Tag};

use super::Office;
use super::act::{Content, Verb};
use super::docket::{Form, Value};
use super::form::{MARKDOWN, lines_of_keys};
use super::front;
use super::workflow::{FieldKind, Workflow, distance};
use crate::id::Slug;

/// GB/T 9704-2012.
const TITLE: &str = "GB/T 9704-2012 7.3.1";
const NUMBER: &str = "GB/T 9704-2012 7.2.5";
const RECIPIENTS: &str = "GB/T 9704-2012 7.3.2";
const TEXT: &str = "GB/T 9704-2012 7.3.3";
const ENCLOSED: &str = "GB/T 9704-2012 7.3.4";
const SIGNATURE: &str = "GB/T 9704-2012 7.3.5";
const DATE: &str = "GB/T 9704-2012 7.3.5.4";
/// 党政机关公文处理工作条例 (中办发〔2012〕14号).
const ELEMENTS: &str = "中办发〔2012〕14号 9";
/// 标点符号用法.
const MARKS: &str = "GB/T 15834-2011";

/// How many recipients that are nobody here are looked at.
const MOST_NAMES: usize = 100;

/// Something in a document that is not as documents are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unformatted {
    /// The line of `index.md`, counted from 1, if it is one line's.
    pub line: Option<usize>,
    /// What.
    pub what: FormatWhat,
}

/// What is not as documents are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatWhat {
    /// The title does not end in the kind of document (发文机关+事由+文种).
    TitleWithoutKind {
        /// The kind.
        kind: String,
    },
    /// A mark in the title that ends or parts sentences.
    TitleMark {
        /// It.
        found: String,
    },
    /// There is no text.
    NoText,
    /// A document number that is not written as numbers are.
    Number {
        /// As it stands.
        found: String,
        /// As it is written.
        expected: String,
    },
    /// A date with padded or Chinese digits.
    Date {
        /// As it stands.
        found: String,
    },
    /// The text begins with its recipients, who are printed from the form.
    RecipientsInText {
        /// The line.
        found: String,
    },
    /// Somebody is named twice among the recipients.
    RecipientTwice {
        /// He.
        name: String,
    },
    /// A recipient that is nobody here, but is called much like somebody.
    RecipientUnknown {
        /// As it stands.
        name: String,
        /// Who may be meant.
        meant: String,
    },
    /// The text ends with the issuing unit or a date, which are printed from the record.
    SignatureInText {
        /// The line.
        found: String,
    },
    /// The text lists its attachments, which are printed from the form.
    AttachmentsInText {
        /// The line.
        found: String,
    },
    /// An attachment that the text names is not there.
    AttachmentMissing {
        /// As the text names it.
        found: String,
        /// How many there are.
        count: usize,
    },
    /// A file that the form names and that is not there.
    AttachmentAbsent {
        /// Its name.
        name: String,
    },
    /// A file that no field of the form names.
    AttachmentUnnamed {
        /// Its name.
        name: String,
    },
    /// Attachments whose numbers are not 1, 2, 3 ..., or one alone that has a number.
    AttachmentNumber {
        /// The file.
        name: String,
        /// How its name should begin.
        expected: String,
    },
    /// A level of the text that is not written as levels are (一、（一）1.（1）).
    Level {
        /// As it stands.
        found: String,
        /// As it is written.
        expected: String,
    },
    /// A level that comes before the one above it, or not in its turn.
    LevelOrder {
        /// As it stands.
        found: String,
        /// Which should come.
        expected: String,
    },
    /// The text ends with another unit than the one that issues it.
    OtherSignature {
        /// The unit.
        found: String,
        /// The one that issues it.
        expected: String,
    },
    /// A half-width mark between Chinese characters.
    Mark {
        /// It, with its neighbours.
        found: String,
    },
    /// A request that does not say whom to ask (附注).
    NoContact,
}

impl FormatWhat {
    /// What it is called; the catalogue has a text for it under `format-<word>`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::TitleWithoutKind { .. } => "title-without-kind",
            Self::TitleMark { .. } => "title-mark",
            Self::NoText => "no-text",
            Self::Number { .. } => "number",
            Self::Date { .. } => "date",
            Self::RecipientsInText { .. } => "recipients-in-text",
            Self::RecipientTwice { .. } => "recipient-twice",
            Self::RecipientUnknown { .. } => "recipient-unknown",
            Self::SignatureInText { .. } => "signature-in-text",
            Self::AttachmentsInText { .. } => "attachments-in-text",
            Self::AttachmentMissing { .. } => "attachment-missing",
            Self::AttachmentAbsent { .. } => "attachment-absent",
            Self::AttachmentUnnamed { .. } => "attachment-unnamed",
            Self::AttachmentNumber { .. } => "attachment-number",
            Self::Level { .. } => "level",
            Self::LevelOrder { .. } => "level-order",
            Self::OtherSignature { .. } => "other-signature",
            Self::Mark { .. } => "mark",
            Self::NoContact => "no-contact",
        }
    }

    /// Where it is said how it should be.
    pub const fn clause(&self) -> &'static str {
        match self {
            Self::TitleWithoutKind { .. } | Self::TitleMark { .. } => TITLE,
            Self::NoText | Self::Level { .. } | Self::LevelOrder { .. } => TEXT,
            Self::Number { .. } => NUMBER,
            Self::Date { .. } => DATE,
            Self::RecipientsInText { .. } | Self::RecipientTwice { .. } | Self::RecipientUnknown { .. } => RECIPIENTS,
            Self::SignatureInText { .. } | Self::OtherSignature { .. } => SIGNATURE,
            Self::AttachmentsInText { .. }
            | Self::AttachmentMissing { .. }
            | Self::AttachmentAbsent { .. }
            | Self::AttachmentUnnamed { .. }
            | Self::AttachmentNumber { .. } => ENCLOSED,
            Self::Mark { .. } => MARKS,
            Self::NoContact => ELEMENTS,
        }
    }

    /// What was found, what was expected, and how many there are, as far as there is such a thing.
    pub fn told(&self) -> [(&'static str, String); 3] {
        let (found, expected, count) = match self {
            Self::TitleWithoutKind { kind } => ("", kind.as_str(), 0),
            Self::TitleMark { found }
            | Self::Date { found }
            | Self::RecipientsInText { found }
            | Self::SignatureInText { found }
            | Self::AttachmentsInText { found }
            | Self::Mark { found } => (found.as_str(), "", 0),
            Self::RecipientTwice { name } | Self::AttachmentAbsent { name } | Self::AttachmentUnnamed { name } => {
                (name.as_str(), "", 0)
            }
            Self::RecipientUnknown { name, meant } => (name.as_str(), meant.as_str(), 0),
            Self::AttachmentMissing { found, count } => (found.as_str(), "", *count),
            Self::Number { found, expected }
            | Self::Level { found, expected }
            | Self::LevelOrder { found, expected }
            | Self::OtherSignature { found, expected } => (found.as_str(), expected.as_str(), 0),
            Self::AttachmentNumber { name, expected } => (name.as_str(), expected.as_str(), 0),
            Self::NoText | Self::NoContact => ("", "", 0),
        };
        [("found", found.to_owned()), ("expected", expected.to_owned()), ("count", count.to_string())]
    }
}

impl Workflow {
    /// Whether its subjects are official documents: numbered when they are signed off, and sealed.
    pub fn is_of_documents(&self) -> bool {
        self.numbering.is_some() && self.steps.iter().any(|step| step.forward() == Verb::Seal)
    }
}

impl Office {
    /// What in a draft of an official document is not as documents are written; nothing, in other collections. In the order of the
    /// lines, what is of no line first.
    pub fn unformatted(&self, workflow: &Workflow, content: &Content, issuer: Option<&Slug>) -> Vec<Unformatted> {
        let index = content.index.as_deref().filter(|_| workflow.is_of_documents());
        let Some(front) = index.and_then(|index| front::parse::<toml::Table>(index).ok()) else { return Vec::new() };
        let index = index.unwrap_or_default();
        let lines = lines_of_keys(index);
        let form: Form =
            front.fields.iter().filter_map(|(name, value)| Some((name.clone(), text_of(value)?))).collect();
        let mut found = Vec::new();
        let mut put = |line: Option<usize>, what| found.push(Unformatted { line, what });
        let at = |name: &str| lines.get(name).copied();
        for what in title_faults(&form) {
            put(at("title"), what);
        }
        for (name, what) in self.recipient_faults(&form) {
            put(at(name), what);
        }
        for what in file_faults(workflow, content, &form) {
            put(at("attachments"), what);
        }
        let files = attachments(workflow, content, &form).len();
        let unit = form.get("unit").and_then(|unit| unit.parts().first()).and_then(|unit| unit.parse().ok());
        let issuer = unit.as_ref().or(issuer).map_or_else(String::new, |unit| self.unit_title(unit));
        let text = Text::of(front.body, front.body_line);
        if text.lines.is_empty() {
            put(None, FormatWhat::NoText);
        }
        if kind(&form) == Some("请示") && !text.names_a_contact() {
            put(None, FormatWhat::NoContact);
        }
        let is_unit = |title: &str| self.register().units().any(|(_, unit)| unit.title == title);
        for (line, what) in text.faults((&issuer, &is_unit), form.contains_key("to"), files) {
            put(Some(line), what);
        }
        found.sort_by_key(|one| one.line);
        found.dedup();
        found
    }

    /// Who is named twice, and who may be meant by a name that nobody has.
    fn recipient_faults(&self, form: &Form) -> Vec<(&'static str, FormatWhat)> {
        let mut seen = BTreeSet::new();
        let mut faults = Vec::new();
        let units = self.register().units().filter(|(_, unit)| unit.is_active()).map(|(_, unit)| unit.title.as_str());
        let groups = self.settings().groups.values();
        let groups = groups.flat_map(|group| ["zh-CN", "zh-TW", "en"].map(|language| group.title.text(language)));
        let known: Vec<&str> = units.chain(groups).collect();
        for field in ["to", "cc"] {
            let names = form.get(field).map_or(&[][..], Value::parts);
            for name in names.iter().filter(|name| !name.is_empty()) {
                if !seen.insert(name) {
                    faults.push((field, FormatWhat::RecipientTwice { name: name.clone() }));
                }
            }
            let (_, unknown) = self.recipients_meant(names);
            // Nobody looks through more, and each is held against every unit.
            for name in unknown.into_iter().take(MOST_NAMES) {
                if let Some(meant) = meant(&name, &known) {
                    faults.push((field, FormatWhat::RecipientUnknown { name, meant }));
                }
            }
        }
        faults
    }
}

/// Who may be meant by a name that nobody has: the one whose name it ends (县财政局), or the one from which it is a letter away.
fn meant(name: &str, known: &[&str]) -> Option<String> {
    let length = name.chars().count();
    let is_close =
        |other: &str| length >= 4 && other.chars().count().abs_diff(length) <= 1 && distance(name, other) == 1;
    let near = |other: &&&str| length >= 3 && other.ends_with(name) || is_close(other);
    let mut found = known.iter().filter(near);
    let first = found.next()?;
    found.all(|other| other == first).then(|| (*first).to_owned())
}

fn text_of(value: &toml::Value) -> Option<Value> {
    if let Some(list) = value.as_array() {
        return Some(Value::Many(list.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect()));
    }
    value.as_str().map(|text| Value::One(text.to_owned()))
}

fn kind(form: &Form) -> Option<&str> {
    form.get("kind").and_then(|kind| kind.parts().first()).map(String::as_str)
}

fn title_faults(form: &Form) -> Vec<FormatWhat> {
    let title = form.get("title").and_then(|title| title.parts().first()).map_or("", |title| title.trim());
    let mut faults = Vec::new();
    // A title may end with what it passes on: 印发《…》的通知; and with a bracket, （试行）.
    let bare = title.trim_end_matches(['）', ')']);
    let bare =
        if bare.len() < title.len() { bare.rsplit_once(['（', '(']).map_or(bare, |(before, _)| before) } else { bare };
    if let Some(kind) = kind(form).filter(|kind| !title.is_empty() && !bare.ends_with(*kind)) {
        faults.push(FormatWhat::TitleWithoutKind { kind: kind.to_owned() });
    }
    let marks = |c: &char| matches!(c, '。' | '，' | '；' | '：' | '！' | '？' | ',' | ';' | '!' | '?');
    faults.extend(title.chars().find(marks).map(|found| FormatWhat::TitleMark { found: found.to_string() }));
    faults
}

/// The files that a form names as attachments, in their order.
fn attachments(workflow: &Workflow, content: &Content, form: &Form) -> Vec<String> {
    named(workflow, form).filter(|name| content.files.contains_key(name)).collect()
}

/// Those that it names, whether they are there or not.
fn named<'f>(workflow: &'f Workflow, form: &'f Form) -> impl Iterator<Item = String> + 'f {
    let fields = workflow.fields.iter().filter(|field| field.kind == FieldKind::File);
    fields.filter_map(|field| form.get(field.name.as_str())).flat_map(|value| value.parts().to_vec())
}

fn file_faults(workflow: &Workflow, content: &Content, form: &Form) -> Vec<FormatWhat> {
    let named = attachments(workflow, content, form);
    let targets = super::form::targets(content);
    let mut faults: Vec<FormatWhat> = content
        .files
        .keys()
        .filter(|name| name.as_str() != "index.md" && !named.contains(name) && !targets.contains(*name))
        .map(|name| FormatWhat::AttachmentUnnamed { name: name.clone() })
        .collect();
    let absent = self::named(workflow, form).filter(|name| !content.files.contains_key(name));
    faults.extend(absent.map(|name| FormatWhat::AttachmentAbsent { name }));
    for (at, name) in named.iter().enumerate() {
        let digits: String =
            name.strip_prefix("附件").unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
        let expected = if named.len() == 1 { "附件".to_owned() } else { format!("附件{}", at + 1) };
        let is_numbered_right = if named.len() == 1 { digits.is_empty() } else { digits == (at + 1).to_string() };
        if name.starts_with("附件") && !is_numbered_right {
            faults.push(FormatWhat::AttachmentNumber { name: name.clone(), expected });
        }
    }
    faults
}

/// The lines of a text that people read: code is nobody's prose.
struct Text<'a> {
    /// Each with its number in the file.
    lines: Vec<(usize, &'a str)>,
}

impl<'a> Text<'a> {
    fn of(body: &'a str, first: usize) -> Self {
        let events = Parser::new_ext(body, MARKDOWN).into_offset_iter();
        let blocks = events.filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(_))));
        // They come in their order, and so do the lines.
        let mut blocks = blocks.map(|(_, range)| range).peekable();
        let mut lines = Vec::new();
        let mut offset = 0;
        for (at, line) in body.split('\n').enumerate() {
            while blocks.next_if(|range| range.end <= offset).is_some() {}
            let is_code = blocks.peek().is_some_and(|range| range.start < offset + line.len() && !line.is_empty());
            if !line.trim().is_empty() && !is_code {
                lines.push((first + at, line.trim()));
            }
            offset += line.len() + 1;
        }
        Self { lines }
    }

    fn names_a_contact(&self) -> bool {
        let digits = |line: &str| line.chars().filter(char::is_ascii_digit).count() >= 7;
        self.lines.iter().any(|(_, line)| (line.contains("联系") || line.contains("聯")) && digits(line))
    }

    /// `is_unit` says whether a line is what some unit is called.
    fn faults(
        &self,
        (issuer, is_unit): (&str, &dyn Fn(&str) -> bool),
        has_recipients: bool,
        files: usize,
    ) -> Vec<(usize, FormatWhat)> {
        let mut faults = Vec::new();
        let mut levels = Levels::default();
        for (at, line) in &self.lines {
            let mut put = |what| faults.push((*at, what));
            numbers(line).into_iter().for_each(&mut put);
            dates(line).into_iter().for_each(&mut put);
            level(line).into_iter().for_each(&mut put);
            levels.take(line).into_iter().for_each(&mut put);
            mark(line).into_iter().for_each(&mut put);
            missing(line, files).into_iter().for_each(&mut put);
            if line.starts_with("附件：") || line.starts_with("附件:") {
                put(FormatWhat::AttachmentsInText { found: short(line) });
            }
        }
        if let Some((at, line)) = self.lines.first().filter(|_| has_recipients) {
            let is_call = line.ends_with(['：', ':']) && line.chars().count() <= 60 && !line.starts_with('#');
            if is_call && !line.contains(['。', '，', '；']) {
                faults.push((*at, FormatWhat::RecipientsInText { found: short(line) }));
            }
        }
        for (at, line) in self.lines.iter().rev().take(2) {
            if *line == issuer || is_date(line) {
                faults.push((*at, FormatWhat::SignatureInText { found: short(line) }));
            } else if is_unit(line) {
                let (found, expected) = (short(line), issuer.to_owned());
                faults.push((*at, FormatWhat::OtherSignature { found, expected }));
            }
        }
        faults
    }
}

/// The beginning of a line, for a message.
fn short(line: &str) -> String {
    let mut text: String = line.chars().take(24).collect();
    if line.chars().count() > 24 {
        text.push('…');
    }
    text
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇')
}

/// Document numbers in other brackets, with a short year, a padded serial or 第 before it.
fn numbers(line: &str) -> Vec<FormatWhat> {
    let chars: Vec<char> = line.chars().collect();
    let mut faults = Vec::new();
    for (at, _) in chars.iter().enumerate().filter(|(_, c)| matches!(c, '[' | '【' | '（' | '(' | '〔' | '［')) {
        let year: String = chars[at + 1..].iter().take_while(|c| c.is_ascii_digit()).collect();
        let mut end = at + 1 + year.len();
        if !matches!(chars.get(end), Some(']' | '】' | '）' | ')' | '〕' | '］')) || !matches!(year.len(), 2 | 4) {
            continue;
        }
        end += 1;
        let ordinal = chars.get(end) == Some(&'第');
        end += usize::from(ordinal);
        let serial: String = chars[end..].iter().take_while(|c| c.is_ascii_digit()).collect();
        end += serial.len();
        // The agency's code stands before it: a bracket with digits may be anything else.
        if serial.is_empty() || chars.get(end) != Some(&'号') || at == 0 || !is_han(chars[at - 1]) {
            continue;
        }
        let found: String = chars[at..=end].iter().collect();
        let full = if year.len() == 2 { format!("20{year}") } else { year };
        let expected = format!("〔{full}〕{}号", serial.trim_start_matches('0'));
        if found != expected {
            faults.push(FormatWhat::Number { found, expected });
        }
    }
    faults
}

/// Whether a line is a date and nothing else.
fn is_date(line: &str) -> bool {
    let has = |c| line.contains(c);
    let digits = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十年月日 ".contains(c);
    has('年') && has('月') && line.ends_with('日') && line.chars().all(digits)
}

/// Dates with padded or Chinese digits.
fn dates(line: &str) -> Vec<FormatWhat> {
    let mut faults = padded(line);
    let chars: Vec<char> = line.chars().collect();
    let is_digit = |c: char| c.is_ascii_digit() || "〇零一二三四五六七八九十".contains(c);
    for (at, _) in chars.iter().enumerate().filter(|(_, c)| **c == '年') {
        let start = chars[..at].iter().rposition(|c| !is_digit(*c)).map_or(0, |before| before + 1);
        let rest = &chars[at + 1..];
        // Three figures at most: no line is looked through again for each of its years.
        let within = |part: &[char], mark: char| {
            part.iter().take(4).position(|c| *c == mark).filter(|end| (1..=3).contains(end))
        };
        let Some(month) = within(rest, '月') else { continue };
        let day = within(&rest[month + 1..], '日');
        let end = day.map_or(month, |day| month + 1 + day);
        let figures = |part: &[char]| part.iter().all(|c| is_digit(*c));
        let (months, days) = (&rest[..month], if day.is_some() { &rest[month + 1..end] } else { &[][..] });
        if at - start < 2 || !figures(months) || !figures(days) {
            continue;
        }
        let has_chinese = |part: &[char]| part.iter().any(|c| !c.is_ascii_digit());
        let is_padded = |part: &[char]| part.first() == Some(&'0');
        if has_chinese(&chars[start..at]) || [months, days].iter().any(|part| has_chinese(part) || is_padded(part)) {
            let found: String = chars[start..=at + 1 + end].iter().collect();
            faults.push(FormatWhat::Date { found });
        }
    }
    faults
}

/// Months and days that are padded, where no year stands before them.
fn padded(line: &str) -> Vec<FormatWhat> {
    let chars: Vec<char> = line.chars().collect();
    let mut faults = Vec::new();
    for (at, _) in chars.iter().enumerate().filter(|(_, c)| **c == '月') {
        let start = chars[..at].iter().rposition(|c| !c.is_ascii_digit()).map_or(0, |before| before + 1);
        let day: Vec<char> = chars[at + 1..].iter().take_while(|c| c.is_ascii_digit()).copied().collect();
        let is_day = !day.is_empty() && day.len() <= 2 && chars.get(at + 1 + day.len()) == Some(&'日');
        let has_year = start.checked_sub(1).is_some_and(|before| chars[before] == '年');
        let is_padded = chars[start..at].first() == Some(&'0') || is_day && day.first() == Some(&'0');
        if start < at && at - start <= 2 && !has_year && is_padded {
            let end = if is_day { at + 1 + day.len() } else { at };
            faults.push(FormatWhat::Date { found: chars[start..=end].iter().collect() });
        }
    }
    faults
}

/// A level in other marks than 一、（一）1.（1）.
fn level(line: &str) -> Option<FormatWhat> {
    let text = line.trim_start_matches(['#', '*', ' ']);
    let chinese = |c: char| "一二三四五六七八九十".contains(c);
    let fault = |found: &str, expected: String| Some(FormatWhat::Level { found: found.to_owned(), expected });
    let run =
        |text: &str, is: &dyn Fn(char) -> bool| text.chars().take_while(|c| is(*c)).map(char::len_utf8).sum::<usize>();
    if let Some((open, rest)) = ["（", "("].iter().find_map(|open| Some((*open, text.strip_prefix(*open)?))) {
        let is_chinese = rest.starts_with(chinese);
        let is: &dyn Fn(char) -> bool = if is_chinese { &chinese } else { &|c: char| c.is_ascii_digit() };
        let name = &rest[..run(rest, is)];
        let after = &rest[name.len()..];
        let close = ["）", ")"].into_iter().find(|close| after.starts_with(close))?;
        if name.is_empty() || name.len() > 9 {
            return None;
        }
        let mark =
            ["、", "．", ".", "，"].into_iter().find(|mark| after[close.len()..].starts_with(mark)).unwrap_or_default();
        let found = format!("{open}{name}{close}{mark}");
        let expected = format!("（{name}）");
        return if found == expected { None } else { fault(&found, expected) };
    }
    let name = &text[..run(text, &chinese)];
    if !name.is_empty() && name.len() <= 9 {
        let mark = ["．", ".", "，", ","].into_iter().find(|mark| text[name.len()..].starts_with(mark))?;
        return fault(&format!("{name}{mark}"), format!("{name}、"));
    }
    let name = &text[..run(text, &|c| c.is_ascii_digit())];
    if !name.is_empty() && name.len() <= 2 && text[name.len()..].starts_with('、') {
        return fault(&format!("{name}、"), format!("{name}."));
    }
    None
}

/// Which levels have come: 一、 and below it （一）, each in its turn.
#[derive(Default)]
struct Levels {
    first: usize,
    second: usize,
}

impl Levels {
    fn take(&mut self, line: &str) -> Option<FormatWhat> {
        let text = line.trim_start_matches(['#', '*', ' ']);
        let (is_second, rest) = match text.strip_prefix('（') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let name: String = rest.chars().take_while(|c| NUMERALS.contains(*c)).collect();
        let closing = if is_second { '）' } else { '、' };
        let n = numeral(&name).filter(|_| rest[name.len()..].starts_with(closing))?;
        let written = |n: usize, is_second: bool| {
            if is_second { format!("（{}）", chinese(n)) } else { format!("{}、", chinese(n)) }
        };
        let fault = |expected| Some(FormatWhat::LevelOrder { found: written(n, is_second), expected });
        if is_second && self.first == 0 {
            return fault(written(1, false));
        }
        let last = if is_second { &mut self.second } else { &mut self.first };
        let next = *last + 1;
        *last = n;
        if !is_second {
            self.second = 0;
        }
        // A table or an enclosed text may begin anew.
        if n == next || n == 1 { None } else { fault(written(next, is_second)) }
    }
}

const NUMERALS: &str = "一二三四五六七八九十";

/// A numeral from 一 to 九十九.
fn numeral(text: &str) -> Option<usize> {
    let digit = |text: &str| match text.chars().count() {
        0 => Some(None),
        1 => NUMERALS.chars().take(9).position(|c| text.starts_with(c)).map(|at| Some(at + 1)),
        _ => None,
    };
    let n = match text.split_once('十') {
        Some((tens, ones)) => digit(tens)?.unwrap_or(1) * 10 + digit(ones)?.unwrap_or(0),
        None => digit(text)??,
    };
    Some(n)
}

/// A number up to 99 in numerals.
fn chinese(n: usize) -> String {
    let digit =
        |n: usize| n.checked_sub(1).and_then(|at| NUMERALS.chars().nth(at)).map_or_else(String::new, String::from);
    match (n / 10, n % 10) {
        (0, ones) => digit(ones),
        (1, ones) => format!("十{}", digit(ones)),
        (tens, ones) => format!("{}十{}", digit(tens), digit(ones)),
    }
}

/// The first half-width mark between Chinese characters.
fn mark(line: &str) -> Option<FormatWhat> {
    let chars: Vec<char> = line.chars().collect();
    let stands =
        |three: &&[char]| is_han(three[0]) && matches!(three[1], ',' | ';' | ':' | '!' | '?') && is_han(three[2]);
    let found = chars.windows(3).find(stands)?;
    Some(FormatWhat::Mark { found: found.iter().collect() })
}

/// An attachment that a line names by a number which none has.
fn missing(line: &str, files: usize) -> Vec<FormatWhat> {
    let named = line.match_indices("附件").filter_map(|(at, word)| {
        let rest = &line[at + word.len()..];
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let n: usize = digits.parse().ok()?;
        (n > files && n < 100).then(|| FormatWhat::AttachmentMissing { found: format!("{word}{n}"), count: files })
    });
    let alone = (files == 0 && line.contains("见附件") && !line.contains("附件1"))
        .then(|| FormatWhat::AttachmentMissing { found: "见附件".to_owned(), count: 0 });
    let mut all: Vec<FormatWhat> = named.chain(alone).collect();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(faults: &[FormatWhat]) -> Vec<(&'static str, String, String)> {
        let told = |what: &FormatWhat| {
            let [(_, found), (_, expected), _] = what.told();
            (what.word(), found, expected)
        };
        faults.iter().map(told).collect()
    }

    fn one(what: Option<FormatWhat>) -> Option<(String, String)> {
        what.map(|what| {
            let [(_, found), (_, expected), _] = what.told();
            (found, expected)
        })
    }

    #[test]
    fn numbers_are_written_in_six_cornered_brackets_without_padding() {
        for (line, found, expected) in [
            ("根据临政发[2026]3号文件", "[2026]3号", "〔2026〕3号"),
            ("根据临政发【2026】03号文件", "【2026】03号", "〔2026〕3号"),
            ("根据临政发（2026）第3号文件", "（2026）第3号", "〔2026〕3号"),
            ("根据临政发〔26〕3号文件", "〔26〕3号", "〔2026〕3号"),
        ] {
            assert_eq!(words(&numbers(line)), [("number", found.to_owned(), expected.to_owned())], "{line}");
        }
        for line in ["根据临政发〔2026〕3号", "（2026）号楼", "见[1]号图", "[2026]3号", "全年（2026）共3号"]
        {
            assert_eq!(numbers(line), [], "{line}");
        }
    }

    #[test]
    fn dates_have_arabic_digits_without_padding() {
        for found in ["2026年03月02日", "2026年3月02日", "二〇二六年三月二日", "2026年03月", "03月02日", "3月02日"]
        {
            assert_eq!(words(&dates(&format!("请于{found}前报送"))), [("date", found.to_owned(), String::new())]);
        }
        for line in ["请于2026年3月2日前报送", "今年3月", "三年内", "2026年度第1季度月报", "十五年来"]
        {
            assert_eq!(dates(line), [], "{line}");
        }
    }

    #[test]
    fn levels_have_their_marks() {
        for (line, found, expected) in [
            ("(一)总体要求", "(一)", "（一）"),
            ("（一）、总体要求", "（一）、", "（一）"),
            ("## 一.总体要求", "一.", "一、"),
            ("1、各单位应当", "1、", "1."),
            ("(1)各单位应当", "(1)", "（1）"),
        ] {
            assert_eq!(one(level(line)), Some((found.to_owned(), expected.to_owned())), "{line}");
        }
        for line in
            ["（一）总体要求", "一、总体要求", "1. 各单位", "（1）各单位", "一是加强领导", "(见附件)", "2026年", "（"]
        {
            assert_eq!(level(line), None, "{line}");
        }
    }

    #[test]
    fn marks_between_chinese_characters_are_full_width() {
        assert_eq!(one(mark("各单位,请按期报送")), Some(("位,请".to_owned(), String::new())));
        for line in ["各单位，请", "10,000亩", "时间:9:00", "a,b", "[说明](a.pdf)"] {
            assert_eq!(mark(line), None, "{line}");
        }
    }

    #[test]
    fn attachments_that_a_text_names_are_there() {
        let found =
            |line: &str, files| words(&missing(line, files)).into_iter().map(|(_, found, _)| found).collect::<Vec<_>>();
        assert_eq!(found("按附件3的格式报送附件2", 2), ["附件3"]);
        assert_eq!(found("名单见附件。", 0), ["见附件"]);
        assert_eq!(found("名单见附件。", 1), Vec::<String>::new());
        assert_eq!(found("对照附件6", 6), Vec::<String>::new());
    }

    #[test]
    fn a_text_does_not_repeat_what_is_printed_from_the_record() {
        let body = "各县区人民政府：\n\n请认真执行。\n\n```\n2026年03月02日\n```\n\n附件：1. 名单。\n\n青柘市人民政府\n\n2026年3月2日\n";
        let found = Text::of(body, 7).faults(("青柘市人民政府", &|_| false), true, 1);
        let told: Vec<(usize, &str)> = found.iter().map(|(line, what)| (*line, what.word())).collect();
        assert_eq!(
            told,
            [
                (15, "attachments-in-text"),
                (7, "recipients-in-text"),
                (19, "signature-in-text"),
                (17, "signature-in-text")
            ]
        );
        let told = Text::of("为做好工作，现通知如下：\n\n请认真执行。\n", 7).faults(
            ("青柘市人民政府", &|title| title == "青柘市财政局"),
            true,
            0,
        );
        assert_eq!(told, []);
        let other = Text::of("请认真执行。\n\n青柘市财政局\n", 7);
        let told = other.faults(("青柘市人民政府", &|title| title == "青柘市财政局"), true, 0);
        assert_eq!(told.first().map(|(line, what)| (*line, what.word())), Some((9, "other-signature")));
    }

    #[test]
    fn levels_come_in_their_turn() {
        let order = |body: &str| {
            let found = Text::of(body, 1).faults(("", &|_| false), false, 0);
            let told = found.iter().filter(|(_, what)| what.word() == "level-order");
            told.map(|(line, what)| (*line, one(Some(what.clone())).unwrap())).collect::<Vec<_>>()
        };
        let pair = |found: &str, expected: &str| (found.to_owned(), expected.to_owned());
        assert_eq!(order("（一）其次\n一、第三\n"), [(1, pair("（一）", "一、"))]);
        assert_eq!(order("## 一、甲\n三、丙\n"), [(2, pair("三、", "二、"))]);
        assert_eq!(order("一、甲\n（一）子\n（三）丑\n二、乙\n（一）寅\n"), [(3, pair("（三）", "（二）"))]);
        assert_eq!(order("九、甲\n十、乙\n十一、丙\n"), [(1, pair("九、", "一、"))]);
        assert_eq!(order("一、二、三年级学生\n一是加强\n"), []);
        let numbers: Vec<usize> = (1..100).filter_map(|n| numeral(&chinese(n))).collect();
        assert_eq!(numbers, (1..100).collect::<Vec<_>>());
    }

    /// A text of code and nothing else is looked through once.
    #[test]
    fn code_is_nobodys_prose() {
        let body = format!("一、甲\n\n```\n{}```\n\n三、丙\n\n    2026年03月02日\n", "三、乙\n".repeat(3));
        let text = Text::of(&body, 1);
        assert_eq!(text.lines.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [1, 9]);
    }

    #[test]
    fn who_is_meant_is_told_only_if_it_is_clear() {
        let known = ["青柘县财政局", "青柘县人民政府", "青柘市财政局", "各县区"];
        assert_eq!(meant("县财政局", &known).as_deref(), Some("青柘县财政局"));
        assert_eq!(meant("青柘县人民正府", &known).as_deref(), Some("青柘县人民政府"));
        for name in ["财政局", "各乡镇人民政府", "市人民政府", "各县"] {
            assert_eq!(meant(name, &known), None, "{name}");
        }
    }

    #[test]
    fn a_title_ends_in_its_kind() {
        let form = |title: &str| {
            Form::from(
                [("title", title), ("kind", "通知")].map(|(name, text)| (name.to_owned(), Value::One(text.to_owned()))),
            )
        };
        for title in ["关于开展春季检查的通知", "关于印发《办法》的通知", "关于开展检查的通知（试行）"]
        {
            assert_eq!(title_faults(&form(title)), [], "{title}");
        }
        assert_eq!(title_faults(&form("关于开展春季检查"))[0].word(), "title-without-kind");
        assert_eq!(title_faults(&form("加强领导，开展检查的通知"))[0].word(), "title-mark");
    }
}
