//! Where the words stand: passages of the original text with the words marked. What is text stays text; whoever shows it escapes it.

use memchr::memmem;

use super::fold::{BARRIER, fold_with};
use super::shelf::Book;

/// How many passages of a text are shown.
const PASSAGES: usize = 3;
/// How many characters before a word and behind it.
const BEFORE: usize = 24;
const BEHIND: usize = 56;

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Piece {
    /// It.
    pub text: String,
    /// Whether it is one of the words.
    pub mark: bool,
}

/// A passage.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Passage {
    /// The attachment it stands in.
    pub file: Option<String>,
    /// Its text.
    pub pieces: Vec<Piece>,
}

/// A text with every word marked.
pub(super) fn marked(text: &str, words: &[&str]) -> Vec<Piece> {
    pieces(text, 0, text.len(), &places(text, words))
}

/// The passages of a text in which the words stand first; its beginning if they stand only above it.
pub(super) fn passages(book: &Book, words: &[&str]) -> Vec<Passage> {
    let below = book.title_end as usize;
    let bytes = book.folded.as_bytes();
    let found =
        words.iter().filter_map(|word| Some((below + memmem::find(&bytes[below..], word.as_bytes())?, word.len())));
    let mut found: Vec<(usize, usize)> = found.collect();
    found.sort_unstable();
    let mut passages: Vec<Passage> = Vec::new();
    let mut shown_to = 0;
    for (at, length) in found {
        if passages.len() == PASSAGES || at < shown_to {
            continue;
        }
        let Some((file, text, begin)) = book.around(at, length + 4 * BEHIND) else { continue };
        let pieces = passage(&text, at - begin, words);
        shown_to = at + 3 * BEHIND;
        let passage = Passage { file: file.map(str::to_owned), pieces };
        if !passages.contains(&passage) {
            passages.push(passage);
        }
    }
    if passages.is_empty()
        && let Some((file, text, _)) = book.first().and_then(|first| book.around(first, 1))
    {
        let end = nth(&text, 0, BEFORE + BEHIND);
        let pieces = cut(&text, 0, end, &[]);
        passages.extend((!pieces.is_empty()).then(|| Passage { file: file.map(str::to_owned), pieces }));
    }
    passages
}

/// The passage of a text around the word at that place of its folded form.
fn passage(text: &str, at: usize, words: &[&str]) -> Vec<Piece> {
    let mut begin = text.len();
    fold_with(text, |to, from| {
        if to >= at {
            begin = begin.min(from);
        }
    });
    let marks = places(text, words);
    let end = marks.iter().find(|(from, to)| *from <= begin && begin < *to).map_or(begin, |(_, to)| *to);
    let from = text[..begin].char_indices().rev().take(BEFORE).take_while(|(_, c)| *c != BARRIER).last();
    let from = from.map_or(begin, |(at, _)| at);
    let to = text[end..].char_indices().take(BEHIND).take_while(|(_, c)| *c != BARRIER).last();
    let to = to.map_or(end, |(at, c)| end + at + c.len_utf8());
    cut(text, from, to, &marks)
}

/// Part of a text with signs where something was left out.
fn cut(text: &str, from: usize, to: usize, marks: &[(usize, usize)]) -> Vec<Piece> {
    let mut pieces = pieces(text, from, to, marks);
    let is_begun = text[..from].trim_end().ends_with(|c| c != BARRIER);
    let goes_on = text[to..].trim_start().starts_with(|c| c != BARRIER);
    if let Some(first) = pieces.first_mut() {
        let trimmed = first.text.trim_start().to_owned();
        first.text = if is_begun && !first.mark { format!("…{trimmed}") } else { trimmed };
        if is_begun && first.mark {
            pieces.insert(0, Piece { text: "…".to_owned(), mark: false });
        }
    }
    if let Some(last) = pieces.last_mut() {
        let trimmed = last.text.trim_end().len();
        last.text.truncate(trimmed);
        if goes_on {
            pieces.push(Piece { text: "…".to_owned(), mark: false });
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// Where a character that many characters further stands.
fn nth(text: &str, from: usize, count: usize) -> usize {
    text[from..].char_indices().nth(count).map_or(text.len(), |(at, _)| from + at)
}

/// Where the words stand in a text, in order and apart.
fn places(text: &str, words: &[&str]) -> Vec<(usize, usize)> {
    let mut map = Vec::new();
    let folded = fold_with(text, |to, from| map.push((to, from)));
    let original = |at: usize| map.get(map.partition_point(|(to, _)| *to < at)).map_or(text.len(), |(_, from)| *from);
    let mut places: Vec<(usize, usize)> = Vec::new();
    for word in words.iter().filter(|word| !word.is_empty()) {
        let found = memmem::find_iter(folded.as_bytes(), word.as_bytes()).map(|at| {
            let (from, to) = (original(at), original(at + word.len()));
            (from, from + text[from..to].trim_end().len())
        });
        places.extend(found);
    }
    places.sort_unstable();
    let mut apart: Vec<(usize, usize)> = Vec::new();
    for (from, to) in places {
        match apart.last_mut() {
            Some((_, end)) if from <= *end => *end = to.max(*end),
            Some(_) | None => apart.push((from, to)),
        }
    }
    apart
}

/// A part of a text in pieces, what is marked and what is not. Blanks are one blank, barriers too.
fn pieces(text: &str, from: usize, to: usize, marks: &[(usize, usize)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut push = |from: usize, to: usize, mark: bool| {
        if from < to {
            pieces.push(Piece { text: in_one_line(&text[from..to]), mark });
        }
    };
    let mut at = from;
    for (begin, end) in marks.iter().filter(|(begin, end)| *begin < to && *end > from) {
        let (begin, end) = ((*begin).max(from), (*end).min(to));
        push(at, begin, false);
        push(begin, end, true);
        at = end;
    }
    push(at, to, false);
    pieces
}

fn in_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if !(c.is_whitespace() || c.is_control()) {
            line.push(c);
        } else if !line.ends_with(' ') {
            line.push(' ');
        }
    }
    line
}
