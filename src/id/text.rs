//! Text that people wrote and that stands on one line of a message.

use std::borrow::Cow;

use unicode_normalization::is_nfc;

/// Why a text may not stand in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFault {
    /// Empty.
    Empty,
    /// A space at either end.
    Space,
    /// A control, format, private separator or bidirectional character.
    Character,
    /// Not in Unicode normalisation form C.
    Normalisation,
    /// A backslash that begins no known escape.
    Escape,
}

/// Whether a text has no control (Cc), format (Cf), line or paragraph separator character: nothing that a reader cannot see.
pub fn is_plain(text: &str) -> bool {
    !text.chars().any(|c| {
        c.is_control()
            || matches!(c,
                '\u{ad}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}'
                | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{110bd}' | '\u{110cd}'
                | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0001}' | '\u{e0020}'..='\u{e007f}')
    })
}

/// A text as a cell of a table that spreadsheet programs read: none takes it for a formula (CWE-1236).
pub fn cell(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}").into() } else { text.into() }
}

/// Writes a text on one line: a line feed as `\n`, a backslash as `\\`.
pub fn escape_text(text: &str) -> Result<String, TextFault> {
    let line = text.replace('\\', "\\\\").replace('\n', "\\n");
    unescape_text(&line)?;
    Ok(line)
}

/// Reads a line that [`escape_text`] wrote; any other line is refused.
pub fn unescape_text(line: &str) -> Result<String, TextFault> {
    if line.is_empty() {
        return Err(TextFault::Empty);
    }
    if !is_plain(line) {
        return Err(TextFault::Character);
    }
    if !is_nfc(line) {
        return Err(TextFault::Normalisation);
    }
    let mut text = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('n')) => text.push('\n'),
            ('\\', Some('\\')) => text.push('\\'),
            ('\\', _) => return Err(TextFault::Escape),
            (c, _) => text.push(c),
        }
    }
    if text.trim() != text {
        return Err(TextFault::Space);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_as_it_was() {
        for text in ["同意。", "一、同意；\n二、请按期完成。", "C:\\公文\\新", "\\n"] {
            let line = escape_text(text).unwrap();
            assert!(!line.contains('\n'));
            assert_eq!(unescape_text(&line).unwrap(), text);
        }
    }

    #[test]
    fn what_cannot_be_seen_is_refused() {
        for (text, fault) in [
            ("", TextFault::Empty),
            (" 同意", TextFault::Space),
            ("同意\n", TextFault::Space),
            ("同\r意", TextFault::Character),
            ("同\u{202e}意", TextFault::Character),
            ("同\u{200b}意", TextFault::Character),
            ("e\u{301}", TextFault::Normalisation),
        ] {
            assert_eq!(escape_text(text), Err(fault), "{text:?}");
        }
        assert_eq!(unescape_text("a\\t"), Err(TextFault::Escape));
        assert_eq!(unescape_text("a\\"), Err(TextFault::Escape));
    }
}
