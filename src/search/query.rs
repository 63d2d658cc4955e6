//! What was typed, as the words that have to be there.
//!
//! ```text
//! query  = { word | phrase }          all of them have to be there, in any order
//! word   = characters without blanks
//! phrase = " any characters "         blanks count as in the text; “ ” and ＂ quote as well
//! ```
//!
//! A document's number may be typed with any brackets and with blanks: `〔2026〕3号`, `[2026]3号`, `(2026) 3号` are one word. Without
//! brackets, `2026 3号`, it is two words, and what has that number comes first.

use super::fold::fold;

/// The most characters that are read.
const CHARACTERS: usize = 200;
/// The most words that are looked for.
const WORDS: usize = 16;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    words: Vec<String>,
    numbers: Vec<String>,
    is_cut: bool,
}

impl Query {
    /// Reads what was typed. Anything is a query; what is too long is cut, see [`is_cut`](Self::is_cut).
    pub fn parse(typed: &str) -> Self {
        let mut query = Self::default();
        let read: String = typed.chars().take(CHARACTERS).collect();
        query.is_cut = read.len() < typed.trim_end().len();
        for typed in joined(split(&read)) {
            let word = fold(&typed);
            if word.is_empty() || query.words.contains(&word) {
                continue;
            }
            if query.words.len() == WORDS {
                query.is_cut = true;
                break;
            }
            query.words.push(word);
        }
        let pairs = query.words.windows(2).filter(|pair| is_year(&pair[0]) && is_serial(&pair[1]));
        query.numbers = pairs.map(|pair| format!("({}){}", pair[0], pair[1])).collect();
        query
    }

    /// The words, folded.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The numbers of documents that two words may mean.
    pub(super) fn numbers(&self) -> &[String] {
        &self.numbers
    }

    /// Whether nothing is looked for.
    pub const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether more was typed than is looked for.
    pub const fn is_cut(&self) -> bool {
        self.is_cut
    }
}

/// A word as it was typed.
struct Typed {
    text: String,
    quoted: bool,
}

fn split(typed: &str) -> Vec<Typed> {
    let mut words = Vec::new();
    let mut word = Typed { text: String::new(), quoted: false };
    for c in typed.chars() {
        let quotes = matches!(c, '"' | '“' | '”' | '＂' | '„' | '‟');
        if quotes || (c.is_whitespace() && !word.quoted) {
            let quoted = if quotes { !word.quoted } else { false };
            words.push(std::mem::replace(&mut word, Typed { text: String::new(), quoted }));
        } else {
            word.text.push(c);
        }
    }
    words.push(word);
    words.retain(|word| !word.text.trim().is_empty());
    words
}

/// Puts the parts of a document's number together that were typed with blanks.
fn joined(words: Vec<Typed>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    let mut open = false;
    for Typed { text, quoted } in words {
        let folded = fold(&text);
        let continues = open && !quoted && joined.last().is_some_and(|last| belongs(&fold(last), &folded));
        match joined.last_mut().filter(|_| continues) {
            Some(last) => last.push_str(&text),
            None => joined.push(text),
        }
        open = !quoted;
    }
    joined
}

/// Whether a word is the next part of a number: `(2026)` and `3号`, `(2026)3` and `号`, `(` and `2026`.
fn belongs(before: &str, after: &str) -> bool {
    let year = before.rsplit_once('(').map(|(_, year)| year);
    match year.and_then(|year| year.split_once(')')) {
        Some((year, "")) => is_year(year) && after.starts_with(|c: char| c.is_ascii_digit() || c == '第'),
        Some((year, serial)) => {
            let serial = serial.trim_start_matches('第');
            let is_next = if serial.is_empty() {
                after.starts_with(|c: char| c.is_ascii_digit())
            } else {
                matches!(after, "号" | "號")
            };
            is_year(year) && serial.bytes().all(|c| c.is_ascii_digit()) && is_next
        }
        None => match year {
            Some("") => after.get(..4).is_some_and(is_year),
            Some(year) => is_year(year) && after.starts_with(')'),
            None => false,
        },
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|c| c.is_ascii_digit())
}

/// `3号`, `3號`.
fn is_serial(word: &str) -> bool {
    word.strip_suffix(['号', '號']).is_some_and(|n| !n.is_empty() && n.bytes().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(typed: &str) -> Vec<String> {
        Query::parse(typed).words
    }

    #[test]
    fn words_are_split_at_blanks_and_phrases_are_kept() {
        assert_eq!(words("安全生产　检查 ＡＢＣ"), ["安全生产", "检查", "abc"]);
        assert_eq!(words("\"hello  World\" x"), ["hello world", "x"]);
        assert_eq!(words("践行“两山”理念"), ["践行", "两山", "理念"]);
        assert_eq!(words("\"open end"), ["open end"]);
        assert_eq!(words("检查 检查 \u{200b} \"\" 。"), ["检查", "。"]);
        assert!(Query::parse(" 　\n").is_empty());
    }

    #[test]
    fn a_number_is_one_word_however_it_is_typed() {
        for typed in ["〔2026〕3号", "[2026]3号", "(2026) 3号", "（2026）3 号", "〔 2026 〕 3 号", "【２０２６】３号"]
        {
            assert_eq!(words(typed), ["(2026)3号"], "{typed}");
        }
        assert_eq!(words("临教〔2017〕 599号 预算"), ["临教(2017)599号", "预算"]);
        assert_eq!(words("〔2026〕第 3 号"), ["(2026)第3号"]);
        let bare = Query::parse("2026 3号");
        assert_eq!(
            (bare.words(), bare.numbers()),
            (&["2026".to_owned(), "3号".to_owned()][..], &["(2026)3号".to_owned()][..])
        );
        for apart in ["(2026) 年度", "(20) 3", "\"(2026)\" \"3号\"", "预算 3号"] {
            assert_eq!(words(apart).len(), 2, "{apart}");
        }
    }

    #[test]
    fn too_much_is_cut_and_said() {
        let long = Query::parse(&"长".repeat(300));
        assert_eq!((long.words()[0].chars().count(), long.is_cut()), (200, true));
        let many = (0..40).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        let many = Query::parse(&many);
        assert_eq!((many.words().len(), many.is_cut()), (16, true));
        assert!(!Query::parse("检查  ").is_cut());
    }
}
