//! Documents from before the record (历史数据, G20): what stands at the head of each.
//!
//! Nobody signed them at their time: a subject of a workflow with `imports` hands them over together, and its acts answer for them as
//! they stand there. No rule asks what a head says; what cannot be read is shown as far as it can.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::front;
use crate::id::Slug;

/// The head of an imported document.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Imported {
    /// Its title.
    pub title: String,
    /// The number it had (文号), as it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The day it was issued, `2017-08-30`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The slug of the unit of the register that issued it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Who issued it, in its own words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The file it was, by its path in the folder that was imported.
    pub source: String,
    /// The SHA-256 of that file's bytes, in hex.
    pub sha256: String,
    /// Where a link of its text leads: the file beside it, by the target that stands in the text.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub links: BTreeMap<String, String>,
    /// What its own head said besides.
    #[serde(skip_serializing_if = "toml::Table::is_empty")]
    pub head: toml::Table,
}

impl Imported {
    /// Reads an imported document: its head, as far as it is one, and its text.
    pub fn read(bytes: &[u8]) -> (Self, &str) {
        let Ok((fields, text)) = front::split(bytes) else {
            return (Self::default(), std::str::from_utf8(bytes).unwrap_or_default());
        };
        let fields: toml::Table = front::toml(fields, 2).unwrap_or_default();
        let word = |name: &str| {
            let text = fields.get(name).and_then(toml::Value::as_str)?;
            (!text.is_empty()).then(|| text.to_owned())
        };
        let table = |name: &str| fields.get(name).and_then(toml::Value::as_table).cloned().unwrap_or_default();
        let links = table("links").into_iter().filter_map(|(target, name)| Some((target, name.as_str()?.to_owned())));
        let head = Self {
            title: word("title").unwrap_or_default(),
            number: word("number"),
            date: word("date").filter(|date| date.len() == 10 && date.parse::<Date>().is_ok()),
            unit: word("unit"),
            issuer: word("issuer"),
            source: word("source").unwrap_or_default(),
            sha256: word("sha256").unwrap_or_default(),
            links: links.collect(),
            head: table("head"),
        };
        (head, text)
    }

    /// The document as a file: its head, and its text as it was.
    pub fn write(&self, text: &str) -> Vec<u8> {
        // A table of texts, tables and what a TOML parser gave is always TOML.
        let head = toml::to_string(self).unwrap_or_default();
        format!("+++\n{head}+++\n{text}").into_bytes()
    }

    /// What it is called: its title, else the name of its folder.
    pub fn called<'a>(&'a self, folder: &'a Slug) -> &'a str {
        if self.title.is_empty() { folder.as_str() } else { &self.title }
    }

    /// The year it was issued in: its day's, else its number's.
    pub fn year(&self) -> Option<i16> {
        let by_day = self.date.as_ref().and_then(|date| date.parse::<Date>().ok()).map(Date::year);
        by_day.or_else(|| HistoricNumber::find(self.number.as_ref()?).map(|(number, _)| number.year))
    }
}

/// A document number (发文字号) as older papers write it: `临政发〔2017〕59号`, in whatever brackets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HistoricNumber {
    /// The code before the year (机关代字).
    pub code: String,
    /// The year.
    pub year: i16,
    /// The serial number.
    pub serial: u32,
}

impl HistoricNumber {
    /// Brackets that were used around the year.
    const BRACKETS: [(char, char); 9] = [
        ('〔', '〕'),
        ('[', ']'),
        ('［', '］'),
        ('【', '】'),
        ('(', ')'),
        ('（', '）'),
        ('〖', '〗'),
        ('﹝', '﹞'),
        ('「', '」'),
    ];
    /// The longest code, in characters.
    const LONGEST: usize = 24;

    /// The first number in a text, and as it is written there.
    pub fn find(text: &str) -> Option<(Self, &str)> {
        for (at, open) in text.char_indices() {
            let Some((_, close)) = Self::BRACKETS.iter().find(|(one, _)| *one == open) else { continue };
            let after = &text[at + open.len_utf8()..];
            let Some(end) = after.find(*close).filter(|end| *end <= 16) else { continue };
            let Some(year) = digits(after[..end].trim()).and_then(|year| i16::try_from(year).ok()) else { continue };
            if !(1900..=2200).contains(&year) {
                continue;
            }
            let rest = &after[end + close.len_utf8()..];
            let serial_from = rest.len() - rest.trim_start_matches([' ', '\u{3000}', '第']).len();
            let serial_text: &str = {
                let from = &rest[serial_from..];
                let to = from.find(|c: char| value(c).is_none()).unwrap_or(from.len());
                &from[..to]
            };
            let behind = &rest[serial_from + serial_text.len()..];
            let mark = behind.trim_start_matches([' ', '\u{3000}']);
            let Some(sign) = mark.chars().next().filter(|c| matches!(c, '号' | '號')) else { continue };
            let Some(serial) = digits(serial_text) else { continue };
            let before = text[..at].trim_end();
            let from = before
                .char_indices()
                .rev()
                .take(Self::LONGEST)
                .take_while(|(_, c)| c.is_alphabetic() || c.is_ascii_digit())
                .last()
                .map(|(from, _)| from);
            let Some(from) = from else { continue };
            let end_of_all = text.len() - mark.len() + sign.len_utf8();
            return Some((Self { code: before[from..].to_owned(), year, serial }, &text[from..end_of_all]));
        }
        None
    }
}

/// A decimal digit, also one as wide as a Chinese character.
fn value(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => c.to_digit(10),
    }
}

fn digits(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 6 {
        return None;
    }
    text.chars().try_fold(0, |sum, c| Some(sum * 10 + value(c)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_as_it_is_written() {
        for (text, code, year, serial, written) in [
            ("临政发〔2017〕59号", "临政发", 2017, 59, "临政发〔2017〕59号"),
            ("关于印发办法的通知（临政办发[2009] 第 3 號）", "临政办发", 2009, 3, "临政办发[2009] 第 3 號"),
            ("青教发（２０１２）１２号", "青教发", 2012, 12, "青教发（２０１２）１２号"),
            ("2017年 临政发 【2017】59号 通知", "临政发", 2017, 59, "临政发 【2017】59号"),
        ] {
            let (number, found) = HistoricNumber::find(text).unwrap();
            assert_eq!((number.code.as_str(), number.year, number.serial, found), (code, year, serial, written));
        }
        for text in
            ["", "〔2017〕59号", "临政发〔17〕59号", "临政发〔2017〕号", "临政发〔2017〕59", "见《办法》（2017）"]
        {
            assert_eq!(HistoricNumber::find(text), None, "{text}");
        }
    }

    #[test]
    fn a_head_is_read_as_it_was_written() {
        let mut document = Imported {
            title: "关于\"防汛\"的通知".to_owned(),
            number: Some("临政发〔2017〕59号".to_owned()),
            source: "发文/59.md".to_owned(),
            sha256: "00".to_owned(),
            ..Imported::default()
        };
        document.links.insert("../图/1.png".to_owned(), "1.png".to_owned());
        document.head.insert("tags".to_owned(), toml::Value::Array(vec!["防汛".into()]));
        assert_eq!(document.year(), Some(2017));
        document.date = Some("2018-01-02".to_owned());
        let bytes = document.write("\n正文\n+++\n");
        assert_eq!(Imported::read(&bytes), (document.clone(), "\n正文\n+++\n"));
        assert_eq!(document.year(), Some(2018));
    }

    #[test]
    fn what_is_no_head_is_text() {
        assert_eq!(Imported::read("正文".as_bytes()), (Imported::default(), "正文"));
        let (head, text) = Imported::read("+++\ntitle = 3\ndate = \"2017-02-30\"\n+++\nx".as_bytes());
        assert_eq!((head, text), (Imported::default(), "x"));
        assert_eq!(Imported::read(b"+++\ntitle = \n+++\nx").1, "x");
    }
}
