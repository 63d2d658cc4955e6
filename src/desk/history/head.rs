//! The head of a Markdown file of another program: TOML between `+++`, YAML between `---`, or none.
//!
//! Nothing of a head is guessed: one that cannot be read is told with its line, and the file is left out until it is mended.

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::office::parse_front;

/// The longest head, in bytes.
const LONGEST: usize = 64 * 1024;
/// How deep lists and tables of a head may be nested.
const DEEPEST: usize = 8;

/// A head that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeadFault {
    /// The line of the file.
    pub(super) line: usize,
    /// Why, in the parser's words.
    pub(super) why: String,
}

/// The head's fields, and the text behind it.
pub(super) fn split(text: &str) -> Result<(toml::Table, &str), HeadFault> {
    if text.starts_with("+++\n") {
        let front = parse_front::<toml::Table>(text.as_bytes());
        let front = front.map_err(|fault| HeadFault { line: fault.line, why: fault.what.to_string() })?;
        return Ok((front.fields, front.body));
    }
    let Some(rest) = text.strip_prefix("---\n") else { return Ok((toml::Table::new(), text)) };
    // A line of dashes may be a rule at the head of a text without a head: a head has an end.
    let ends = ["\n---\n", "\n...\n"].iter().filter_map(|end| Some((rest.find(end)?, end.len()))).min();
    let (head, body) = match ends {
        Some((at, length)) => (&rest[..=at], &rest[at + length..]),
        None => match rest.strip_suffix("\n---") {
            Some(head) => (&rest[..=head.len()], ""),
            None => return Ok((toml::Table::new(), text)),
        },
    };
    Ok((yaml(head)?, body))
}

/// YAML as TOML: texts, lists and tables. Numbers and the like stay as they are written; what says nothing is left out.
fn yaml(head: &str) -> Result<toml::Table, HeadFault> {
    if head.len() > LONGEST {
        return Err(HeadFault { line: 1, why: format!("longer than {LONGEST} bytes") });
    }
    let mut open: Vec<Open> = Vec::new();
    let mut done: Option<toml::Value> = None;
    for event in Parser::new_from_str(head) {
        // The line `---` stands before the head.
        let (event, line) = match event {
            Ok((event, span)) => (event, span.start.line() + 1),
            Err(error) => return Err(HeadFault { line: error.marker().line() + 1, why: error.info().to_owned() }),
        };
        let fault = |why: &str| HeadFault { line, why: why.to_owned() };
        let value = match event {
            Event::Alias(_) => return Err(fault("references (*name) are not read")),
            Event::Scalar(text, style, 0, _) => {
                let nothing = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                Some((!nothing).then(|| toml::Value::String(text.into_owned())))
            }
            Event::SequenceStart(0, _) | Event::MappingStart(0, _) if open.len() == DEEPEST => {
                return Err(fault("nested too deep"));
            }
            Event::SequenceStart(0, _) => {
                open.push(Open::List(Vec::new()));
                None
            }
            Event::MappingStart(0, _) => {
                open.push(Open::Table(toml::Table::new(), None));
                None
            }
            Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) => {
                return Err(fault("anchors (&name) are not read"));
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|open| Some(open.close())),
            Event::DocumentStart(_) if done.is_some() => return Err(fault("a second document")),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {
                None
            }
        };
        let Some(value) = value else { continue };
        match open.last_mut() {
            Some(open) => open.take(value).map_err(|why| fault(&why))?,
            None => done = value,
        }
    }
    match done {
        Some(toml::Value::Table(table)) => Ok(table),
        None => Ok(toml::Table::new()),
        Some(_) => Err(HeadFault { line: 2, why: "expected lines like key: value".to_owned() }),
    }
}

/// What is being read.
enum Open {
    List(Vec<toml::Value>),
    /// A table, and the key whose value comes next.
    Table(toml::Table, Option<String>),
}

impl Open {
    fn take(&mut self, value: Option<toml::Value>) -> Result<(), String> {
        match self {
            Self::List(list) => list.extend(value),
            Self::Table(table, key) => match key.take() {
                None => match value {
                    Some(toml::Value::String(text)) if !table.contains_key(&text) => *key = Some(text),
                    Some(toml::Value::String(text)) => return Err(format!("the key {text} stands there twice")),
                    _ => return Err("a key that is no text".to_owned()),
                },
                Some(key) => {
                    if let Some(value) = value {
                        table.insert(key, value);
                    }
                }
            },
        }
        Ok(())
    }

    fn close(self) -> toml::Value {
        match self {
            Self::List(list) => toml::Value::Array(list),
            Self::Table(table, _) => toml::Value::Table(table),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, &str) {
        let (table, body) = split(text).unwrap();
        (toml::to_string(&table).unwrap(), body)
    }

    #[test]
    fn yaml_is_read_as_other_programs_write_it() {
        let text = "---\ntitle: \"关于防汛: 通知\"\ndate: 2017-08-30 10:00:00 +0800\ndraft: false\nsummary: >\n  第一行\n  第二行\n\
                    tags: [防汛, '应急']\ncategories:\n  - 通知\n  - 2017\nempty:\nextra:\n  docno: 临政发〔2017〕59号\n---\n正文\n";
        assert_eq!(
            read(text),
            (
                "title = \"关于防汛: 通知\"\ndate = \"2017-08-30 10:00:00 +0800\"\ndraft = \"false\"\n\
                 summary = \"\"\"\n第一行 第二行\n\"\"\"\ntags = [\"防汛\", \"应急\"]\ncategories = [\"通知\", \"2017\"]\n\n\
                 [extra]\ndocno = \"临政发〔2017〕59号\"\n"
                    .to_owned(),
                "正文\n"
            )
        );
    }

    #[test]
    fn toml_is_read_and_a_text_without_a_head_is_all_text() {
        assert_eq!(read("+++\na = 1\n+++\nx"), ("a = 1\n".to_owned(), "x"));
        for text in ["", "正文", "---\n一条线\n", "----\na: 1\n---\n", "+++", "***\n"] {
            assert_eq!(read(text), (String::new(), text), "{text}");
        }
        assert_eq!(read("---\n---\n"), (String::new(), "---\n---\n"));
        assert_eq!(read("---\na: 1\n---"), ("a = \"1\"\n".to_owned(), ""));
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_line() {
        let fault = |text: &str| split(text).unwrap_err();
        for (text, line) in [
            ("---\na: 1\nb: [1, 2\n---\nx", 4),
            ("---\na: &x 1\nb: *x\n---\n", 2),
            ("---\na: 1\na: 2\n---\n", 3),
            ("---\n- 1\n- 2\n---\n", 2),
            ("---\njust text\n---\n", 2),
            ("+++\na = \n+++\n", 2),
            ("+++\na = 1\n", 3),
        ] {
            let found = fault(text);
            assert!(found.line.abs_diff(line) <= 1 && !found.why.is_empty(), "{text}: {found:?}");
        }
        let bomb = format!("---\na: {}{}\n---\n", "[".repeat(30_000), "]".repeat(30_000));
        assert!(fault(&bomb).why.contains("recursion"), "{:?}", fault(&bomb));
        let deep = format!("---\na: {}{}\n---\n", "[".repeat(9), "]".repeat(9));
        assert!(fault(&deep).why.contains("deep"), "{:?}", fault(&deep));
        let long = format!("---\na: {}\n---\n", "x".repeat(LONGEST));
        assert!(fault(&long).why.contains("longer"));
        let laughs = "---\na: &a [x, x]\nb: &b [*a, *a]\n---\n";
        assert!(fault(laughs).why.contains("anchors"));
    }
}
