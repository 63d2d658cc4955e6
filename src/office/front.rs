//! Front matter: the TOML between two lines `+++` at the head of an `index.md`.

use serde::de::DeserializeOwned;

/// A file that cannot be read, with the line a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct FrontFault {
    /// Counted from 1 in the whole file.
    pub line: usize,
    /// What was expected and found.
    pub what: FrontWhat,
}

/// What is wrong with a file's head.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrontWhat {
    /// Not UTF-8, or with a byte order mark.
    #[error("expected UTF-8 without a byte order mark")]
    Encoding,
    /// A carriage return.
    #[error("expected lines that end with LF, found a carriage return")]
    CarriageReturn,
    /// The file does not begin with `+++`.
    #[error("expected the line +++ at the head of the file")]
    NoOpening,
    /// The second `+++` is missing.
    #[error("expected a second line +++ after the fields")]
    NoClosing,
    /// The TOML is faulty; the parser's words.
    #[error("{0}")]
    Toml(String),
}

impl FrontWhat {
    /// The fault in one word; the catalogue has a text for it under `head-<word>`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::CarriageReturn => "carriage-return",
            Self::NoOpening => "no-opening",
            Self::NoClosing => "no-closing",
            Self::Toml(_) => "toml",
        }
    }

    /// The TOML parser's words, if it is its fault.
    pub fn detail(&self) -> &str {
        match self {
            Self::Toml(detail) => detail,
            Self::Encoding | Self::CarriageReturn | Self::NoOpening | Self::NoClosing => "",
        }
    }
}

/// The two halves of an `index.md`.
#[derive(Debug, Clone, PartialEq)]
pub struct Front<'a, T> {
    /// The fields.
    pub fields: T,
    /// The Markdown.
    pub body: &'a str,
    /// The line of the file at which the Markdown begins, counted from 1.
    pub body_line: usize,
}

/// Checks that bytes are text in the record's form.
pub(super) fn text(bytes: &[u8]) -> Result<&str, FrontFault> {
    let fault = |line, what| FrontFault { line, what };
    let line_at = |at: usize| 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count();
    let text = std::str::from_utf8(bytes).map_err(|e| fault(line_at(e.valid_up_to()), FrontWhat::Encoding))?;
    if text.starts_with('\u{feff}') {
        return Err(fault(1, FrontWhat::Encoding));
    }
    match text.find('\r') {
        Some(at) => Err(fault(line_at(at), FrontWhat::CarriageReturn)),
        None => Ok(text),
    }
}

/// How many dots, braces and brackets a text may have to be read on the caller's own stack: it is nested hardly deeper than that.
const SHALLOW: usize = 60;

/// How deep a file may be nested: itself, and each value in it down to the innermost (`docs/record-format.md` 8).
const DEEPEST: usize = 64;

/// The stack on which anything else is read. What the parser lets through needs a part of it.
const DEEP_STACK: usize = 256 << 20;

/// Reads TOML, with the line of the first fault counted from `first_line`. However deep it is nested, it is read or refused: the parser
/// and the values it makes call themselves once for each level.
pub(super) fn toml<T: DeserializeOwned + Send>(source: &str, first_line: usize) -> Result<T, FrontFault> {
    let openings = source.bytes().filter(|byte| matches!(byte, b'.' | b'{' | b'[')).count();
    if openings <= SHALLOW {
        return read(source, first_line);
    }
    let fault = || FrontFault { line: first_line, what: FrontWhat::Toml("nested too deep".to_owned()) };
    std::thread::scope(|scope| {
        let deep = std::thread::Builder::new().stack_size(DEEP_STACK).spawn_scoped(scope, || {
            // A value as deep as this could not even be let go of elsewhere.
            let depth = toml::from_str::<toml::Value>(source).map_or(0, |value| depth(&value));
            if depth > DEEPEST { Err(fault()) } else { read(source, first_line) }
        });
        match deep.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(read)) => read,
            Ok(Err(_)) | Err(_) => Err(fault()),
        }
    })
}

fn depth(value: &toml::Value) -> usize {
    let inner = match value {
        toml::Value::Table(table) => table.values().map(depth).max(),
        toml::Value::Array(list) => list.iter().map(depth).max(),
        toml::Value::String(_)
        | toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_) => None,
    };
    1 + inner.unwrap_or_default()
}

fn read<T: DeserializeOwned>(source: &str, first_line: usize) -> Result<T, FrontFault> {
    toml::from_str(source).map_err(|e| {
        let at = e.span().map_or(0, |span| span.start.min(source.len()));
        let line = first_line + source.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
        FrontFault { line, what: FrontWhat::Toml(e.message().to_owned()) }
    })
}

/// Splits an `index.md` and reads its fields.
pub fn parse<T: DeserializeOwned + Send>(bytes: &[u8]) -> Result<Front<'_, T>, FrontFault> {
    let (fields, body) = split(bytes)?;
    let body_line = 3 + fields.matches('\n').count();
    Ok(Front { fields: toml(fields, 2)?, body, body_line })
}

/// Splits an `index.md` into the TOML and the Markdown.
pub fn split(bytes: &[u8]) -> Result<(&str, &str), FrontFault> {
    let text = text(bytes)?;
    let rest = text.strip_prefix("+++\n").ok_or(FrontFault { line: 1, what: FrontWhat::NoOpening })?;
    if let Some(body) = rest.strip_prefix("+++\n") {
        return Ok(("", body));
    }
    if let Some(at) = rest.find("\n+++\n") {
        return Ok((&rest[..=at], &rest[at + 5..]));
    }
    match rest.strip_suffix("\n+++") {
        Some(fields) => Ok((&rest[..=fields.len()], "")),
        None => Err(FrontFault { line: 1 + text.lines().count(), what: FrontWhat::NoClosing }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The specification says TOML 1.0, and what one verifier reads the others have to read.
    #[test]
    fn what_later_versions_of_toml_add_is_refused() {
        for (later, sound) in [
            ("a = {\n b = 1 }\n", "a = { b = 1 }\n"),
            ("a = { b = 1, }\n", "a = { b = 1, c = 2 }\n"),
            ("a = \"\\e\"\n", "a = \"\\u001b\"\n"),
            ("a = \"\\x41\"\n", "a = \"\\u0041\"\n"),
            ("a = 07:32\n", "a = 07:32:00\n"),
        ] {
            assert!(toml::<toml::Table>(later, 1).is_err(), "{later}");
            toml::<toml::Table>(sound, 1).unwrap();
        }
    }

    /// Each pair of braces may hold a key of many parts: what is 6,000 levels deep in 13 kB is a fault, not the end of the program.
    #[test]
    fn what_is_nested_deep_is_refused_on_a_small_stack() {
        let nested = |levels: usize| {
            let key = ["a"; 78].join(".");
            format!("{}1{}\n", format!("{key}={{").repeat(levels).trim_end_matches('{'), "}".repeat(levels - 1))
        };
        let small = std::thread::Builder::new().stack_size(2 << 20);
        let refused =
            small.spawn(move || [2, 10, 40, 79].map(|levels| toml::<toml::Table>(&nested(levels), 1).is_err()));
        assert_eq!(refused.unwrap().join().unwrap(), [true; 4]);
        let wide = (0..200).map(|n| format!("[t{n}]\na = [1, [2]]\n")).collect::<Vec<_>>().concat();
        assert_eq!(toml::<toml::Table>(&wide, 1).unwrap().len(), 200);
    }

    #[test]
    fn the_body_knows_its_line() {
        let front = parse::<toml::Table>("+++\ntitle = \"a\"\nkind = \"b\"\n+++\n正文\n".as_bytes()).unwrap();
        assert_eq!((front.body, front.body_line), ("正文\n", 5));
        assert_eq!(front.fields["title"].as_str(), Some("a"));
        assert_eq!(split(b"+++\n+++\nx").unwrap(), ("", "x"));
        assert_eq!(split(b"+++\na = 1\n+++").unwrap(), ("a = 1\n", ""));
    }

    #[test]
    fn a_fault_names_its_line() {
        let line = |source: &[u8]| parse::<toml::Table>(source).unwrap_err();
        assert_eq!(line(b"title").what, FrontWhat::NoOpening);
        assert_eq!(line(b"+++\na = 1\nb = 2\n").line, 4);
        assert_eq!(line(b"+++\na = 1\nb = = 2\n+++\n").line, 3);
        assert_eq!(line(b"+++\na = 1\r\n+++\n"), FrontFault { line: 2, what: FrontWhat::CarriageReturn });
        assert_eq!(line(b"+++\na = 1\n+++\n\xff"), FrontFault { line: 4, what: FrontWhat::Encoding });
    }
}
