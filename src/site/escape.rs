//! Text of others on its way to a page.

use std::io::{self, Write};

/// Whether a character may not reach a page as it is: it would reorder or hide its neighbours, or has no place in HTML.
pub fn is_hostile(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => false,
        '\u{061C}'
        | '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' => true,
        _ => c.is_control() || is_noncharacter(c) || matches!(c, '\u{E0000}'..='\u{E007F}'),
    }
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE
}

/// What stands for a character in HTML text and in a quoted attribute; `None` where it stands for itself.
fn replacement(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ if is_hostile(c) => Some("\u{FFFD}"),
        _ => None,
    }
}

/// What every character that begins with a byte needs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begins {
    /// Nothing, or the byte is in the middle of a character.
    Plain,
    /// A look: some of them are replaced.
    Some,
}

/// Most of what is written is letters, marks of markup that are text, and Chinese, none of which begin with these bytes.
const BEGINS: [Begins; 256] = {
    let mut table = [Begins::Plain; 256];
    let mut byte = 0;
    while byte < 256 {
        let is_control = byte < 0x20 && !matches!(byte, 0x09 | 0x0A | 0x0D);
        // U+0080 to U+009F, U+061C, U+2000 to U+2FFF, U+F000 to U+FFFF, and everything beyond U+FFFF.
        let is_wide = matches!(byte, 0xC2 | 0xD8 | 0xE2 | 0xEF | 0xF0..=0xF4);
        if is_control || is_wide || matches!(byte, 0x22 | 0x26 | 0x27 | 0x3C | 0x3E | 0x7F) {
            table[byte] = Begins::Some;
        }
        byte += 1;
    }
    table
};

/// The pieces of a text in order, each as it may be written.
fn pieces<'t>(text: &'t str, mut write: impl FnMut(&'t str) -> io::Result<()>) -> io::Result<()> {
    let bytes = text.as_bytes();
    let (mut rest, mut at) = (0, 0);
    while at < bytes.len() {
        if BEGINS[usize::from(bytes[at])] == Begins::Plain {
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let next = at + c.len_utf8();
        if let Some(stand_in) = replacement(c) {
            write(&text[rest..at])?;
            write(stand_in)?;
            rest = next;
        }
        at = next;
    }
    write(&text[rest..])
}

/// Appends `text` to `html`, safe as text and inside a quoted attribute.
pub fn push(html: &mut String, text: &str) {
    let written = pieces(text, |piece| {
        html.push_str(piece);
        Ok(())
    });
    debug_assert!(written.is_ok(), "a string takes everything");
}

/// `text`, safe as text and inside a quoted attribute.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    push(&mut html, text);
    html
}

/// The same for the template engine.
pub(crate) fn write(text: &str, out: &mut dyn Write) -> io::Result<()> {
    pieces(text, |piece| out.write_all(piece.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text() {
        assert_eq!(escaped(r#"<a b="c" d='e'>&"#), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
    }

    #[test]
    fn marks_that_reorder_or_hide_are_made_visible() {
        for c in ['\u{202E}', '\u{2066}', '\u{200F}', '\u{0}', '\u{1b}', '\u{85}', '\u{FEFF}', '\u{FFFF}', '\u{E0041}']
        {
            assert_eq!(escaped(&format!("a{c}b")), "a\u{FFFD}b");
        }
    }

    #[test]
    fn no_character_that_is_replaced_is_passed_over() {
        for c in '\0'..=char::MAX {
            let text = format!("中{c}a");
            let expected = replacement(c).map_or_else(|| text.clone(), |stand_in| format!("中{stand_in}a"));
            assert_eq!(escaped(&text), expected, "{c:?}");
        }
    }

    #[test]
    fn ordinary_text_stays() {
        let text = "临政发〔2026〕3号\t第一行\n第二行 👩‍💻";
        assert_eq!(escaped(text), text);
    }
}
