//! One paper from outside: its bytes as a title, a number, a day and a text.
//!
//! The text of a Markdown file stays as it is, but for its encoding and the ends of its lines. A plain text is written so that Markdown
//! shows it as it was.

use std::collections::BTreeSet;

use jiff::civil::Date;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use unicode_normalization::UnicodeNormalization as _;

use super::{Dated, Remark, day, head};
use crate::desk::charset::decoded;
use crate::id::is_plain;
use crate::office::{HistoricNumber, MARKDOWN};

/// The longest title, in characters, as of every subject.
const LONGEST_TITLE: usize = 2_000;
/// A first line longer than this is no title of a plain text.
const LONGEST_FIRST_LINE: usize = 120;
/// In how many lines from the top a number is looked for, and from the bottom a day.
const LINES: usize = 12;
/// How many links of one text are followed.
const MOST_LINKS: usize = 500;

/// Keys under which other programs keep what is asked here, the most telling first.
const TITLE: &[&str] = &["title", "标题", "標題", "题名", "題名", "name"];
const NUMBER: &[&str] = &[
    "number",
    "docno",
    "doc-no",
    "docnum",
    "document-number",
    "文号",
    "文號",
    "发文字号",
    "發文字號",
    "发文号",
    "字号",
];
const DATE: &[&str] = &[
    "date",
    "成文日期",
    "发文日期",
    "發文日期",
    "印发日期",
    "日期",
    "issued",
    "published",
    "publishdate",
    "publish-date",
];
const UNIT: &[&str] = &[
    "unitname",
    "unit-name",
    "issuer",
    "发文机关",
    "發文機關",
    "发文单位",
    "發文單位",
    "单位",
    "單位",
    "部门",
    "unit",
    "department",
    "org",
    "organization",
];
/// Tables in which other programs keep what is the house's own.
const INNER: &[&str] = &["extra", "params", "taxonomies"];

/// A paper as it was read.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Paper {
    pub(super) title: String,
    pub(super) number: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) dated: Option<Dated>,
    /// What it says of who issued it, the most telling first.
    pub(super) issuers: Vec<String>,
    /// What its head says besides.
    pub(super) head: toml::Table,
    pub(super) text: String,
    /// The relative targets of its links, decoded.
    pub(super) links: BTreeSet<String>,
    pub(super) remarks: Vec<Remark>,
}

/// Bytes as text with plain ends of lines, or why they are none.
fn text(bytes: &[u8]) -> Result<String, Remark> {
    let text = decoded(bytes).ok_or_else(|| Remark::new("not-text", ""))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
    // What holds bytes that no text has is another kind of file under a text's name.
    if text.chars().any(|c| matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1a}' | '\u{1c}'..='\u{1f}' | '\u{7f}')) {
        return Err(Remark::new("not-text", ""));
    }
    if text.trim().is_empty() { Err(Remark::new("empty", "")) } else { Ok(text) }
}

impl Paper {
    /// A Markdown file. `stem` is its name, without ending; of an `index.md` its folder's.
    pub(super) fn markdown(bytes: &[u8], stem: &str, today: Date) -> Result<Self, Remark> {
        let text = text(bytes)?;
        let (fields, body) = head::split(&text)
            .map_err(|fault| Remark::new("head", &format!("{}: {}", fault.line, fault.why.replace('\n', " "))))?;
        let mut paper = Self { text: body.to_owned(), ..Self::default() };
        paper.take_head(fields, today);
        paper.take_text(stem, today);
        Ok(paper)
    }

    /// A plain text.
    pub(super) fn plain(bytes: &[u8], stem: &str, today: Date) -> Result<Self, Remark> {
        let text = text(bytes)?;
        let mut paper = Self::default();
        let first = text.lines().find(|line| !line.trim().is_empty()).map(str::trim).unwrap_or_default();
        if first.chars().count() <= LONGEST_FIRST_LINE
            && HistoricNumber::find(first).is_none_or(|(_, all)| all != first)
        {
            paper.take_title(first);
        }
        paper.text = escaped(&text);
        paper.take_lines(&text, today);
        paper.take_name(stem, today);
        Ok(paper)
    }

    /// A file that another program made Markdown of.
    pub(super) fn converted(markdown: &str, stem: &str, today: Date) -> Result<Self, Remark> {
        let mut paper = Self { text: text(markdown.as_bytes())?, ..Self::default() };
        paper.take_text(stem, today);
        // Pictures stay in the file, and its links lead where it lay.
        if paper.links.iter().any(|target| target.starts_with("media/")) {
            paper.remarks.push(Remark::new("pictures", ""));
        }
        paper.links.retain(|target| !target.starts_with("media/"));
        Ok(paper)
    }

    /// What the head says under a name that is known; the rest stays as it is.
    fn take_head(&mut self, mut fields: toml::Table, today: Date) {
        let mut take = |names: &[&str]| {
            let inner = INNER.iter().find_map(|table| take_from(fields.get_mut(*table)?.as_table_mut()?, names));
            // What the house itself added says more than what the program keeps for itself.
            inner.or_else(|| take_from(&mut fields, names))
        };
        if let Some(title) = take(TITLE) {
            self.take_title(&title);
        }
        self.number = take(NUMBER).map(|number| plain(&number)).filter(|number| !number.is_empty());
        let mut unread = None;
        if let Some(date) = take(DATE) {
            match day::find(&date, true) {
                Some(day) => self.take_day(day, Dated::Head, today),
                None => self.remarks.push(Remark::new("date-other", &date)),
            }
            // What is no day here stays as it was written.
            unread = self.date.is_none().then_some(date);
        }
        while let Some(unit) = take(UNIT) {
            let unit = plain(&unit);
            if !unit.is_empty() && !self.issuers.contains(&unit) {
                self.issuers.push(unit);
            }
        }
        fields.retain(|_, value| !matches!(value, toml::Value::Table(table) if table.is_empty()));
        if let Some(date) = unread {
            fields.insert("date".to_owned(), toml::Value::String(date));
        }
        self.head = fields;
    }

    fn take_title(&mut self, title: &str) {
        let clean = plain(title);
        if !is_plain(title.trim()) {
            self.remarks.push(Remark::new("title-cleaned", ""));
        }
        self.title = clean.chars().take(LONGEST_TITLE).collect();
        self.title.truncate(self.title.trim_end().len());
        if self.title.len() < clean.len() {
            self.remarks.push(Remark::new("title-cut", ""));
        }
    }

    fn take_day(&mut self, day: Date, from: Dated, today: Date) {
        if day > today {
            self.remarks.push(Remark::new("date-later", &day.to_string()));
        } else if self.date.is_none() {
            (self.date, self.dated) = (Some(day), Some(from));
        }
    }

    /// What the text itself says.
    fn take_text(&mut self, stem: &str, today: Date) {
        let text = std::mem::take(&mut self.text);
        let (title, links) = look(&text);
        if self.title.is_empty()
            && let Some(title) = title
        {
            self.take_title(&title);
        }
        self.links = links;
        self.take_lines(&text, today);
        self.text = text;
        self.take_name(stem, today);
    }

    /// A number on a line of its own at the top, a day on a line of its own at the bottom.
    fn take_lines(&mut self, text: &str, today: Date) {
        let signs: &[char] = &['*', '_', '#', '>', '(', ')', '（', '）', '\u{3000}', ' ', '\t', '\\'];
        let lines = || text.lines().filter(|line| !line.trim().is_empty());
        if self.number.is_none() {
            self.number = lines().take(LINES).find_map(|line| {
                let line = line.trim_matches(signs);
                HistoricNumber::find(line).filter(|(_, all)| *all == line).map(|(_, all)| plain(all))
            });
        }
        if self.date.is_none() {
            let bottom: Vec<&str> = text.lines().rev().filter(|line| !line.trim().is_empty()).take(LINES).collect();
            if let Some(day) = bottom.into_iter().find_map(day::alone) {
                self.take_day(day, Dated::Text, today);
            }
        }
    }

    /// What the file's name says of what nothing else has said.
    fn take_name(&mut self, stem: &str, today: Date) {
        if self.number.is_none() {
            self.number = HistoricNumber::find(stem).map(|(_, all)| plain(all));
        }
        if self.date.is_none()
            && let Some(day) = day::find(stem, true)
        {
            self.take_day(day, Dated::Name, today);
        }
        if self.date.is_none() {
            self.remarks.push(Remark::new("no-date", ""));
        }
        if self.title.is_empty() {
            self.take_title(stem);
            self.remarks.push(Remark::new("title-from-name", ""));
        }
    }
}

/// The value of the first of these keys that has one, as one text; it is taken out.
fn take_from(table: &mut toml::Table, names: &[&str]) -> Option<String> {
    for name in names {
        let Some(key) = table.keys().find(|key| key.to_lowercase() == *name).cloned() else { continue };
        let text = match table.get(&key) {
            Some(toml::Value::String(text)) => text.clone(),
            Some(toml::Value::Datetime(date)) => date.to_string(),
            Some(toml::Value::Integer(number)) => number.to_string(),
            _ => continue,
        };
        table.remove(&key);
        if !text.trim().is_empty() {
            return Some(text);
        }
    }
    None
}

/// A text on one line, without what nobody can see.
pub(super) fn plain(text: &str) -> String {
    let mut buffer = [0; 4];
    let mut shown = String::new();
    for c in text.nfc() {
        if c.is_whitespace() {
            shown.push(' ');
        } else if is_plain(c.encode_utf8(&mut buffer)) {
            shown.push(c);
        }
    }
    shown.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ").nfc().collect()
}

/// The first heading of a text, and where its links lead within what was imported.
fn look(text: &str) -> (Option<String>, BTreeSet<String>) {
    let (mut title, mut heading, mut links) = (None, None::<String>, BTreeSet::new());
    for event in Parser::new_ext(text, MARKDOWN) {
        match event {
            Event::Start(Tag::Heading { .. }) if title.is_none() => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                if let Some(found) = heading.take().filter(|found| !found.trim().is_empty()) {
                    title = Some(found);
                }
            }
            Event::Text(part) | Event::Code(part) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&part);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(heading) = &mut heading {
                    heading.push(' ');
                }
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) if links.len() < MOST_LINKS => {
                links.extend(target(&dest_url));
            }
            Event::Start(_)
            | Event::End(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }
    (title, links)
}

/// A link's target as a path, if it is one: without query and fragment, decoded.
fn target(url: &str) -> Option<String> {
    let path = url.split(['#', '?']).next().unwrap_or_default().trim();
    let colon = path.find(':').filter(|colon| !path[..*colon].contains('/'));
    if path.is_empty() || colon.is_some() || path.starts_with("//") || path.contains('\\') {
        return None;
    }
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    (path.len() <= 1_000 && is_plain(&path)).then(|| path.into_owned())
}

/// A plain text as Markdown: each line a paragraph, and no sign of it means anything.
fn escaped(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len() + text.len() / 8);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        markdown.push('\n');
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        for (at, c) in line.char_indices() {
            let begins = at == 0 && matches!(c, '-' | '+' | '=' | '#' | '~' | ':')
                || digits > 0 && at == digits && matches!(c, '.' | ')');
            if begins || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '!' | '|' | '~' | '#') {
                markdown.push('\\');
            }
            markdown.push(c);
        }
        markdown.push('\n');
    }
    markdown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Date {
        "2026-03-02".parse().unwrap()
    }

    fn paper(text: &str) -> Paper {
        Paper::markdown(text.as_bytes(), "防汛", today()).unwrap()
    }

    fn remarks(paper: &Paper) -> Vec<&'static str> {
        paper.remarks.iter().map(|remark| remark.what).collect()
    }

    #[test]
    fn a_head_says_most() {
        let paper = paper(
            "+++\ntitle = \"关于防汛的通知\"\ndate = 2017-08-30\n[extra]\ndocno = \"临政发〔2017〕59号\"\nunit = \"gov\"\n\
             unitname = \"临江市人民政府\"\nkind = \"通知\"\n+++\n\n各科室：\n\n见[附件](附件/1.pdf)和![图](../%E5%9B%BE.png?x#y)、\
             [网站](https://a.example/)。\n",
        );
        assert_eq!((paper.title.as_str(), paper.number.as_deref()), ("关于防汛的通知", Some("临政发〔2017〕59号")));
        assert_eq!((paper.date.unwrap().to_string().as_str(), paper.dated), ("2017-08-30", Some(Dated::Head)));
        assert_eq!(paper.issuers, ["临江市人民政府", "gov"]);
        assert_eq!(toml::to_string(&paper.head).unwrap(), "[extra]\nkind = \"通知\"\n");
        assert_eq!(paper.links.iter().map(String::as_str).collect::<Vec<_>>(), ["../图.png", "附件/1.pdf"]);
        assert!(paper.text.starts_with("\n各科室") && paper.remarks.is_empty());
    }

    #[test]
    fn without_a_head_the_text_says_it() {
        let paper = paper(
            "# 关于防汛的通知\n\n临政发〔2017〕59号\n\n正文2016年1月1日。\n\n　　二〇一七年八月三十日\n\n（联系人：甲）\n",
        );
        assert_eq!((paper.title.as_str(), paper.number.as_deref()), ("关于防汛的通知", Some("临政发〔2017〕59号")));
        assert_eq!((paper.date.unwrap().to_string().as_str(), paper.dated), ("2017-08-30", Some(Dated::Text)));
    }

    #[test]
    fn at_last_the_name_says_it() {
        let named = |stem: &str| Paper::markdown("正文".as_bytes(), stem, today()).unwrap();
        let paper = named("20170830 临政发〔2017〕59号 防汛");
        assert_eq!((paper.number.as_deref(), paper.dated), (Some("临政发〔2017〕59号"), Some(Dated::Name)));
        assert_eq!(
            (paper.title.as_str(), remarks(&paper)),
            ("20170830 临政发〔2017〕59号 防汛", vec!["title-from-name"])
        );
        assert_eq!(remarks(&named("防汛")), ["no-date", "title-from-name"]);
        // A day that has not come yet, or that is none, is no day.
        assert_eq!(remarks(&self::paper("+++\ntitle = \"a\"\ndate = 2026-03-03\n+++\nx")), ["date-later", "no-date"]);
        let other = self::paper("---\ntitle: a\ndate: 去年\n---\nx");
        assert_eq!((remarks(&other), other.head["date"].as_str()), (vec!["date-other", "no-date"], Some("去年")));
    }

    #[test]
    fn encodings_and_ends_of_lines_are_made_plain() {
        let text = "# 关于防汛的通知\r\n\r\n正文\r2017年8月30日\r\n";
        let wanted = "# 关于防汛的通知\n\n正文\n2017年8月30日\n";
        let (gb, ..) = encoding_rs::GB18030.encode(text);
        let marked = [&b"\xef\xbb\xbf"[..], text.as_bytes()].concat();
        let wide: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for bytes in [text.as_bytes(), &gb, &marked, &wide] {
            let paper = Paper::markdown(bytes, "a", today()).unwrap();
            assert_eq!((paper.text.as_str(), paper.title.as_str()), (wanted, "关于防汛的通知"));
        }
    }

    #[test]
    fn what_is_no_text_is_told() {
        let fault = |bytes: &[u8]| Paper::markdown(bytes, "a", today()).unwrap_err().what;
        assert_eq!(fault(b"\x7fELF\x02\x01\x01\0\0"), "not-text");
        assert_eq!(fault(b"\xff\xff\xff"), "not-text");
        assert_eq!(fault(b" \n\n"), "empty");
        assert_eq!(fault(b"---\na: [\n---\nx"), "head");
    }

    #[test]
    fn a_plain_text_means_what_it_says() {
        let text = "关于防汛的通知\n临政发〔2017〕59号\n1. 一是*检查*。\n# 不是标题\n<b>也不是</b>\n- 项 | &lt; _a_\n\n2017年8月30日\n";
        let paper = Paper::plain(text.as_bytes(), "a", today()).unwrap();
        assert_eq!((paper.title.as_str(), paper.number.as_deref()), ("关于防汛的通知", Some("临政发〔2017〕59号")));
        assert_eq!(paper.dated, Some(Dated::Text));
        let mut shown = String::new();
        for event in Parser::new_ext(&paper.text, MARKDOWN) {
            if let Event::Text(text) = event {
                shown.push_str(&text);
            } else if event == Event::End(TagEnd::Paragraph) {
                shown.push('\n');
            } else {
                assert_eq!(event, Event::Start(Tag::Paragraph));
            }
        }
        assert_eq!(shown, text.replace("\n\n", "\n"));
    }

    #[test]
    fn a_hostile_title_is_shown_harmlessly() {
        let long = "长".repeat(2_500);
        let paper = paper(&format!("# {long}\n\nx"));
        assert_eq!((paper.title.chars().count(), remarks(&paper)), (LONGEST_TITLE, vec!["title-cut", "no-date"]));
        let title = format!("关于{}的通知", "防".repeat(300));
        assert_eq!(self::paper(&format!("# {title}\n")).title, title);
        let marks = self::paper("+++\ntitle = \"\\u202E通知\\u2066\\u0007 \\n a\"\n+++\nx");
        assert_eq!((marks.title.as_str(), remarks(&marks)), ("通知 a", vec!["title-cleaned", "no-date"]));
    }
}
