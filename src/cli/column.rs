//! Text in columns: how wide it is on a terminal, where a Chinese character takes two places (UAX #11).

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// How many places a text takes.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// A text with blanks behind it, so that it takes so many places.
pub(super) fn pad(text: &str, places: usize) -> String {
    format!("{text}{}", " ".repeat(places.saturating_sub(width(text))))
}

/// Rows whose cells stand below each other, two blanks apart. Nothing is added behind the last cell.
pub(super) fn table<const N: usize>(rows: &[[String; N]]) -> Vec<String> {
    let widest = |column: usize| rows.iter().map(|row| width(&row[column])).max().unwrap_or_default();
    let widths: Vec<usize> = (0..N).map(widest).collect();
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(&widths).filter(|(_, width)| **width > 0).map(|(cell, width)| pad(cell, *width));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// The lines of a text that take at most so many places each. It is broken at blanks, and between wide characters; a longer word
/// stands as it is broken.
pub(super) fn wrap(text: &str, places: usize) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for piece in pieces(text) {
        if width(&line) + width(piece.trim_end()) > places && !line.trim().is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        for c in piece.chars() {
            if width(&line) + c.width().unwrap_or_default() > places && c != ' ' {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
            }
            if !(line.is_empty() && c == ' ') {
                line.push(c);
            }
        }
    }
    if !line.trim().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// What is not broken: a word with the blanks behind it, or one wide character with the marks that may not begin a line.
fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut begin) = (Vec::new(), 0);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let ends = match chars.peek() {
            None => true,
            Some((_, next)) if "，。、；：！？）》」』〉,.;:)".contains(*next) => false,
            Some((_, ' ')) => false,
            Some(_) if c == ' ' => true,
            Some((_, next)) => (is_wide(c) || is_wide(*next)) && !"（《「『〈(".contains(c),
        };
        if ends {
            pieces.push(&text[begin..end]);
            begin = end;
        }
    }
    pieces
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_character_takes_two_places() {
        assert_eq!((width("审核"), width("a审"), pad("审", 4)), (4, 3, "审  ".to_owned()));
        let row = |one: &str, two: &str| [one.to_owned(), two.to_owned(), String::new()];
        assert_eq!(table(&[row("审核", "a"), row("ab", "")]), ["审核  a", "ab"]);
    }

    #[test]
    fn lines_keep_their_width_and_lose_nothing() {
        let text = "局长（示范局）、副科长 or whoever holds a-very-long-word-without-a-blank，然后签发。";
        for places in 4..60 {
            let lines = wrap(text, places);
            assert!(lines.iter().all(|line| width(line) <= places), "{places}: {lines:?}");
            let bare = |text: &str| text.replace(' ', "");
            assert_eq!(bare(&lines.concat()), bare(text), "{places}");
        }
        assert_eq!(wrap("甲、乙、丙", 4), ["甲、", "乙、", "丙"]);
        assert_eq!(wrap("", 9), [""]);
    }
}
