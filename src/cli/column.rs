//! Text in columns: how wide it is on a terminal, where a Chinese character takes two places (UAX #11).

use unicode_width::UnicodeWidthStr as _;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_character_takes_two_places() {
        assert_eq!((width("审核"), width("a审"), pad("审", 4)), (4, 3, "审  ".to_owned()));
        let row = |one: &str, two: &str| [one.to_owned(), two.to_owned(), String::new()];
        assert_eq!(table(&[row("审核", "a"), row("ab", "")]), ["审核  a", "ab"]);
    }
}
