//! A message: a key of the catalogue and its arguments.

use std::borrow::Cow;
use std::fmt;

/// Something to be said to a person, not yet in any language.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Message {
    /// The key in the catalogue.
    pub key: Cow<'static, str>,
    /// Named arguments, in the order given.
    pub args: Vec<(Cow<'static, str>, String)>,
}

impl Message {
    /// A message without arguments.
    pub const fn new(key: &'static str) -> Self {
        Self { key: Cow::Borrowed(key), args: Vec::new() }
    }

    /// The same message with one argument more. The value is foreign text until proven otherwise: see [`neutral`].
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((Cow::Borrowed(name), value.to_string()));
        self
    }
}

/// What has something to say to a person.
pub trait Say {
    /// The message.
    fn say(&self) -> Message;
}

/// Makes foreign text harmless on a terminal or a page: what a reader cannot see becomes `U+FFFD`, line feeds become spaces,
/// and more than 300 characters are cut.
pub fn neutral(text: &str) -> String {
    harmless(text).into_owned()
}

/// The same, as it is if nothing has to be done.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    // Nearly all of what is said is numbers, names and titles.
    if text.len() <= 300 && text.bytes().all(|byte| byte >= b' ' && byte != 0x7F) && crate::id::is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut out: String = text
        .chars()
        .take(300)
        .map(|c| match c {
            '\n' | '\t' => ' ',
            c if crate::id::is_plain(c.encode_utf8(&mut [0; 4])) => c,
            _ => char::REPLACEMENT_CHARACTER,
        })
        .collect();
    if text.chars().nth(300).is_some() {
        out.push('…');
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_cannot_move_the_cursor() {
        assert_eq!(neutral("a\x1b[2Jb\u{202e}c\nd"), "a\u{fffd}[2Jb\u{fffd}c d");
        assert_eq!(neutral(&"长".repeat(400)).chars().count(), 301);
    }
}
