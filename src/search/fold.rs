//! One form for what people write in several: width, case, brackets, blanks.
//!
//! 1. A character and the marks upon it are folded for themselves, whatever stands before and after: what is contained in a text is
//!    contained in the folded text.
//! 2. Compatible forms are one (NFKC: `ＡＢ` and `AB`, `①` and `1`), and so are cases. Simplified and traditional characters are not:
//!    which of them stands for which depends on the word.
//! 3. Brackets of a document's number are one (`〔2026〕`, `[2026]`, `（2026）`), and so are the quotation marks, the dashes, the middle dots.
//! 4. A blank counts only between letters and digits of scripts that are written with blanks: a line that was broken in the middle of a
//!    Chinese sentence is no gap.
//! 5. Characters that nobody sees are not there. A [`BARRIER`] is between two texts: nothing reaches across.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// What stands between two paragraphs, cells or parts: no words reach across it.
pub const BARRIER: char = '\u{1f}';

/// A text, folded.
pub fn fold(text: &str) -> String {
    fold_with(text, |_, _| {})
}

/// The same. `at` is told where each folded character begins: its place in the folded text and in the original.
pub(super) fn fold_with(text: &str, mut at: impl FnMut(usize, usize)) -> String {
    let mut folded = Folded { text: String::with_capacity(text.len()), gap: false };
    let mut chars = text.char_indices().peekable();
    while let Some((begin, c)) = chars.next() {
        let mut end = begin + c.len_utf8();
        while let Some((next, mark)) = chars.peek().copied() {
            if mark.is_ascii() || !is_combining_mark(mark) {
                break;
            }
            end = next + mark.len_utf8();
            chars.next();
        }
        let one = end == begin + c.len_utf8();
        if one && (is_han(c) || c.is_ascii()) {
            folded.push(c, begin, &mut at);
        } else if one && is_written_apart(c) {
            folded.gap = true;
        } else {
            for c in text[begin..end].nfkc() {
                folded.push(c, begin, &mut at);
            }
        }
    }
    folded.text
}

struct Folded {
    text: String,
    /// Whether a blank was read since the last character.
    gap: bool,
}

impl Folded {
    fn push(&mut self, c: char, from: usize, at: &mut impl FnMut(usize, usize)) {
        if is_written_apart(c) {
            self.gap = true;
            return;
        }
        if is_unseen(c) {
            return;
        }
        if std::mem::take(&mut self.gap) && has_blanks(c) && self.text.chars().next_back().is_some_and(has_blanks) {
            at(self.text.len(), from);
            self.text.push(' ');
        }
        at(self.text.len(), from);
        match alike(c) {
            c if c.is_ascii() => self.text.push(c.to_ascii_lowercase()),
            c if is_han(c) => self.text.push(c),
            c => self.text.extend(c.to_lowercase()),
        }
    }
}

/// The common Chinese characters, which are their own folded form.
const fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

/// A blank of any kind, also the end of a line.
fn is_written_apart(c: char) -> bool {
    c.is_whitespace()
}

/// What has no place in a word: what is not seen, and what turns the writing about.
fn is_unseen(c: char) -> bool {
    match c {
        BARRIER => false,
        '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e0fff}' => true,
        _ => c.is_control(),
    }
}

/// Whether words of this script are written with blanks between them.
fn has_blanks(c: char) -> bool {
    let is_east_asian = matches!(c,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{9fff}'
        | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    c.is_alphanumeric() && !is_east_asian
}

/// What is written in several ways and means one thing.
const fn alike(c: char) -> char {
    match c {
        '〔' | '〘' | '【' | '〖' | '[' => '(',
        '〕' | '〙' | '】' | '〗' | ']' => ')',
        '“' | '”' | '„' | '‟' | '「' | '」' | '『' | '』' | '〝' | '〞' | '〟' => '"',
        '‘' | '’' | '‛' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2e3a}' | '\u{2e3b}' => '-',
        '•' | '‧' | '∙' | '⋅' | '・' | '･' => '·',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forms_of_one_thing_are_one() {
        for (text, folded) in [
            ("临政发〔2026〕3号", "临政发(2026)3号"),
            ("临政发［２０２６］３号", "临政发(2026)3号"),
            ("临政发 ( 2026 ) 3 号", "临政发(2026)3号"),
            ("【2026】3号", "(2026)3号"),
            ("ＡＢＣ Ltd．", "abc ltd."),
            ("Straße  und\nWeg", "straße und weg"),
            ("安全\n生产", "安全生产"),
            ("安\u{200b}全\u{202e}生\u{ad}产", "安全生产"),
            ("“两山”理念", "\"两山\"理念"),
            ("2026年 3月", "2026年3月"),
            ("cafe\u{301} CAFÉ", "café café"),
            ("一\u{1f}二", "一\u{1f}二"),
            ("  首尾  ", "首尾"),
            ("㈠ ① ㎡", "(一)1 m2"),
            ("發展与发展", "發展与发展"),
        ] {
            assert_eq!(fold(text), folded, "{text:?}");
        }
    }

    #[test]
    fn every_folded_character_knows_where_it_came_from() {
        let text = "关于 ＡＢ ① 的“通知”\u{200b}e\u{301}x";
        let mut places = Vec::new();
        let folded = fold_with(text, |to, from| places.push((to, from)));
        let starts: Vec<usize> = places.iter().map(|(to, _)| *to).collect();
        assert_eq!(starts, folded.char_indices().map(|(at, _)| at).collect::<Vec<_>>());
        assert!(places.iter().all(|(_, from)| text.is_char_boundary(*from)));
        assert!(places.windows(2).all(|pair| pair[0].1 <= pair[1].1));
    }

    proptest! {
        #[test]
        fn what_a_text_contains_its_folded_form_contains(text in "[ -~一-丂ａ-ｃ〔〕“”① \u{200b}\u{301}\n号发年é]{0,40}", from in 0usize..40, length in 0usize..12) {
            let chars: Vec<char> = text.chars().collect();
            let from = from.min(chars.len());
            let to = (from + length).min(chars.len());
            // A mark belongs to the character below it.
            prop_assume!(chars.get(from).is_none_or(|c| !is_combining_mark(*c)) && chars.get(to).is_none_or(|c| !is_combining_mark(*c)));
            let part: String = chars[from..to].iter().collect();
            prop_assert!(fold(&text).contains(&fold(&part)), "{text:?} {part:?}");
        }

        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = fold(&text);
            // Where blanks and marks that nothing stands below are left out there is nothing more to fold.
            prop_assume!(!text.chars().any(is_combining_mark) && !once.chars().any(is_combining_mark));
            prop_assert_eq!(fold(&once), once);
        }
    }
}
