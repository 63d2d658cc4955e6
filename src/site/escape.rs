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

/// Appends `text` to `html`, safe as text and inside a quoted attribute.
pub fn push(html: &mut String, text: &str) {
    let mut rest = 0;
    for (at, c) in text.char_indices() {
        if let Some(stand_in) = replacement(c) {
            html.push_str(&text[rest..at]);
            html.push_str(stand_in);
            rest = at + c.len_utf8();
        }
    }
    html.push_str(&text[rest..]);
}

/// `text`, safe as text and inside a quoted attribute.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    push(&mut html, text);
    html
}

/// The same for the template engine.
pub(crate) fn write(text: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(escaped(text).as_bytes())
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
    fn ordinary_text_stays() {
        let text = "临政发〔2026〕3号\t第一行\n第二行 👩‍💻";
        assert_eq!(escaped(text), text);
    }
}
