//! Two versions of a text, side by side: line by line, and in lines that changed word by word.
//!
//! 1. A word is a run of letters or digits. A Chinese character is a word of its own; a few of them that happen to stay between others that
//!    do not are counted with those, so that a sentence is not torn into single characters.
//! 2. No clock is asked. Whoever compares two texts has so many pairs of words and lines to look at; when they are spent, everything goes
//!    and everything comes.

use std::cell::Cell;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::view::{Pair, Piece, PieceKind, Row, RowKind};

/// How many lines that stay are shown around those that do not.
const AROUND: usize = 2;
/// How many pairs of words or lines are compared at once at most.
const PAIRS: usize = 9_000_000;
/// How many in all, of two texts with all their lines.
const ALL_PAIRS: usize = 100_000_000;
/// How many pairs of changed lines are looked at to find which has become which.
const ALIGNED: usize = 2_500;
/// How much of a long piece that stays is shown at each end.
const ENDS: usize = 60;

/// How many pairs may still be compared.
struct Purse(Cell<usize>);

impl Purse {
    const fn full() -> Self {
        Self(Cell::new(ALL_PAIRS))
    }

    /// Whether so many by so many may be compared; then they are paid for.
    fn pay(&self, old: usize, new: usize) -> bool {
        let price = old.checked_mul(new);
        let left = price.and_then(|price| self.0.get().checked_sub(price));
        left.map(|left| self.0.set(left)).is_some()
    }
}

/// What becomes of each line. Nothing, if the texts are the same.
pub(super) fn rows(old: &str, new: &str) -> Vec<Row> {
    let purse = Purse::full();
    let (old, new): (Vec<&str>, Vec<&str>) = (lines(old), lines(new));
    let mut rows = Vec::new();
    for op in changes(&old, &new, &purse) {
        let (gone, come) = (&old[op.old_range()], &new[op.new_range()]);
        if matches!(op, DiffOp::Equal { .. }) {
            rows.extend(gone.iter().map(|line| {
                let kept = vec![piece(PieceKind::Kept, line)];
                Row { kind: RowKind::Kept, old: kept.clone(), new: kept, left: 0 }
            }));
        } else {
            rows.extend(aligned(gone, come, &purse));
        }
    }
    around(rows)
}

/// What becomes of a text, word by word.
pub(super) fn words(old: &str, new: &str) -> Pair {
    worded(old, new, &Purse::full())
}

fn worded(old: &str, new: &str, purse: &Purse) -> Pair {
    let (old_words, new_words) = (split(old), split(new));
    let mut pair = Pair::default();
    for op in joined(changes(&old_words, &new_words, purse), &old_words) {
        let (gone, come) = (old_words[op.0].concat(), new_words[op.1].concat());
        if op.2 {
            put(&mut pair.old, PieceKind::Kept, &gone);
            put(&mut pair.new, PieceKind::Kept, &come);
        } else {
            put(&mut pair.old, PieceKind::Gone, &gone);
            put(&mut pair.new, PieceKind::Come, &come);
        }
    }
    pair
}

/// The lines that say something.
fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect()
}

fn piece(kind: PieceKind, text: &str) -> Piece {
    Piece { kind, text: text.to_owned() }
}

/// Puts a piece behind others, with the one before it if that is of the same kind.
fn put(pieces: &mut Vec<Piece>, kind: PieceKind, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.kind == kind => last.text.push_str(text),
        Some(_) | None => pieces.push(piece(kind, text)),
    }
}

/// What differs. If there is too much of it, all that is not the same at both ends.
fn changes<T: Eq + std::hash::Hash>(old: &[T], new: &[T], purse: &Purse) -> Vec<DiffOp> {
    let front = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let back = old[front..].iter().rev().zip(new[front..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_len, new_len) = (old.len() - front - back, new.len() - front - back);
    if old_len.saturating_mul(new_len) <= PAIRS && purse.pay(old_len, new_len) {
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    let equal = |old_index, new_index, len| DiffOp::Equal { old_index, new_index, len };
    let all = DiffOp::Replace { old_index: front, old_len, new_index: front, new_len };
    let ops = [equal(0, 0, front), all, equal(front + old_len, front + new_len, back)];
    ops.into_iter().filter(|op| !op.old_range().is_empty() || !op.new_range().is_empty()).collect()
}

/// A part of two texts, and whether it stays.
type Part = (std::ops::Range<usize>, std::ops::Range<usize>, bool);

/// Changes with little between them as one.
fn joined(ops: Vec<DiffOp>, old: &[&str]) -> Vec<Part> {
    let last = ops.len().saturating_sub(1);
    let mut parts: Vec<Part> = Vec::new();
    for (at, op) in ops.into_iter().enumerate() {
        let kept = matches!(op, DiffOp::Equal { .. });
        let little = kept && at > 0 && at < last && is_little(&old[op.old_range()]);
        match parts.last_mut() {
            Some(part) if part.2 == (kept && !little) => {
                part.0.end = op.old_range().end;
                part.1.end = op.new_range().end;
            }
            Some(_) | None => parts.push((op.old_range(), op.new_range(), kept && !little)),
        }
    }
    parts
}

/// Whether what stays between two changes says nothing by itself: one character, or space.
fn is_little(words: &[&str]) -> bool {
    let mut said = words.iter().filter(|word| !word.trim().is_empty());
    match (said.next(), said.next()) {
        (None, _) => true,
        (Some(word), None) => word.chars().count() == 1 && word.chars().all(char::is_alphanumeric),
        (Some(_), Some(_)) => false,
    }
}

/// A text as its words, each Chinese character and each sign by itself.
fn split(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut before = Sort::Sign;
    for (at, c) in text.char_indices() {
        let sort = sort(c);
        if at > start && (sort != before || matches!(sort, Sort::Sign | Sort::Character)) && sort != Sort::Joined {
            words.push(&text[start..at]);
            start = at;
        }
        if sort != Sort::Joined {
            before = sort;
        }
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A letter of a word, or a digit.
    Letter,
    /// A character that is a word.
    Character,
    Space,
    /// Written over or joined to the one before it.
    Joined,
    Sign,
}

fn sort(c: char) -> Sort {
    match c {
        '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => Sort::Joined,
        '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => {
            Sort::Character
        }
        '\u{20000}'..='\u{3ffff}' => Sort::Character,
        c if c.is_alphanumeric() => Sort::Letter,
        c if c.is_whitespace() => Sort::Space,
        _ => Sort::Sign,
    }
}

/// Lines that go and lines that come: which has become which.
fn aligned(gone: &[&str], come: &[&str], purse: &Purse) -> Vec<Row> {
    let pairs = pairs(gone, come, purse);
    let mut rows = Vec::new();
    let (mut at, mut to) = (0, 0);
    let gone_alone =
        |line: &&str| Row { kind: RowKind::Gone, old: vec![piece(PieceKind::Gone, line)], new: Vec::new(), left: 0 };
    let come_alone =
        |line: &&str| Row { kind: RowKind::Come, old: Vec::new(), new: vec![piece(PieceKind::Come, line)], left: 0 };
    for (one, other) in pairs.into_iter().chain([(gone.len(), come.len())]) {
        rows.extend(gone[at..one].iter().map(gone_alone));
        rows.extend(come[to..other].iter().map(come_alone));
        if let (Some(old), Some(new)) = (gone.get(one), come.get(other)) {
            let Pair { old, new } = worded(old, new, purse);
            rows.push(Row { kind: RowKind::Changed, old: shortened(old), new: shortened(new), left: 0 });
        }
        (at, to) = (one + 1, other + 1);
    }
    rows
}

/// Which of the lines that go has become which that comes, so that as much as possible is alike.
fn pairs(gone: &[&str], come: &[&str], purse: &Purse) -> Vec<(usize, usize)> {
    let in_order = || (0..gone.len().min(come.len())).map(|at| (at, at)).collect();
    if gone.len().saturating_mul(come.len()) > ALIGNED {
        return in_order();
    }
    let wide = come.len() + 1;
    let [olds, news] = [gone, come].map(|lines| lines.iter().map(|line| split(line)).collect::<Vec<_>>());
    let [all_old, all_new] = [&olds, &news].map(|lines| lines.iter().map(Vec::len).sum());
    // It is half of what there is at most: the lines that are found are compared once more, to be shown.
    if !purse.pay(all_old, all_new.saturating_mul(2)) {
        return in_order();
    }
    let likeness: Vec<u32> = olds.iter().flat_map(|old| news.iter().map(|new| alike(old, new))).collect();
    let mut best = vec![0u32; (gone.len() + 1) * wide];
    for i in (0..gone.len()).rev() {
        for j in (0..come.len()).rev() {
            let both = match likeness[i * come.len() + j] {
                0 => 0,
                like => like + best[(i + 1) * wide + j + 1],
            };
            best[i * wide + j] = both.max(best[(i + 1) * wide + j]).max(best[i * wide + j + 1]);
        }
    }
    let mut found = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < gone.len() && j < come.len() {
        let here = best[i * wide + j];
        let like = likeness[i * come.len() + j];
        if like > 0 && here == like + best[(i + 1) * wide + j + 1] {
            found.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if here == best[(i + 1) * wide + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

/// How alike two lines are, in hundredths of the longer one: nothing, if hardly.
fn alike(old: &[&str], new: &[&str]) -> u32 {
    const HARDLY: usize = 30;
    let longer = old.len().max(new.len());
    let kept: usize = changes(old, new, &Purse::full())
        .iter()
        .filter(|op| matches!(op, DiffOp::Equal { .. }))
        .map(|op| op.old_range().len())
        .sum();
    let hundredths = (kept * 100).checked_div(longer).unwrap_or_default();
    if hundredths < HARDLY { 0 } else { u32::try_from(hundredths).unwrap_or_default() }
}

/// Pieces of a line; of those that stay and are long, only the ends.
fn shortened(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut short = Vec::new();
    for one in pieces {
        let count = one.text.chars().count();
        if one.kind != PieceKind::Kept || count <= 4 * ENDS {
            short.push(one);
            continue;
        }
        let front: String = one.text.chars().take(ENDS).collect();
        let back: String = one.text.chars().skip(count - ENDS).collect();
        short.extend([piece(PieceKind::Kept, &front), piece(PieceKind::Left, ""), piece(PieceKind::Kept, &back)]);
    }
    short
}

/// The rows that changed and those around them. A row stands for those that were left out.
fn around(rows: Vec<Row>) -> Vec<Row> {
    let changed: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].kind != RowKind::Kept).collect();
    if changed.is_empty() {
        return Vec::new();
    }
    let mut shown = Vec::new();
    let mut left = 0;
    let gap = |left| Row { kind: RowKind::Left, old: Vec::new(), new: Vec::new(), left };
    for (at, row) in rows.into_iter().enumerate() {
        let next = changed.partition_point(|other| *other < at);
        let near = |other: Option<&usize>| other.is_some_and(|other| other.abs_diff(at) <= AROUND);
        if near(changed.get(next)) || next > 0 && near(changed.get(next - 1)) {
            if left > 0 {
                shown.push(gap(left));
            }
            left = 0;
            let Row { kind, old, new, .. } = row;
            let (old, new) = if kind == RowKind::Kept { (shortened(old), shortened(new)) } else { (old, new) };
            shown.push(Row { kind, old, new, left: 0 });
        } else {
            left += 1;
        }
    }
    if left > 0 {
        shown.push(gap(left));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pieces: &[Piece]) -> String {
        pieces.iter().fold(String::new(), |text, one| {
            text + &match one.kind {
                PieceKind::Kept => one.text.clone(),
                PieceKind::Gone => format!("[-{}]", one.text),
                PieceKind::Come => format!("[+{}]", one.text),
                PieceKind::Left => "…".to_owned(),
            }
        })
    }

    fn both(old: &str, new: &str) -> (String, String) {
        let pair = words(old, new);
        (told(&pair.old), told(&pair.new))
    }

    #[test]
    fn words_and_characters_are_told_apart() {
        assert_eq!(split("第3科室 rev-2，é"), ["第", "3", "科", "室", " ", "rev", "-", "2", "，", "é"]);
        assert_eq!(
            both("请于3月5日前报送", "请于3月12日前报送"),
            ("请于3月[-5]日前报送".into(), "请于3月[+12]日前报送".into())
        );
        assert_eq!(both("send by Monday", "send by Friday"), ("send by [-Monday]".into(), "send by [+Friday]".into()));
    }

    #[test]
    fn a_sentence_is_not_torn_into_characters() {
        let (old, new) = both("各科室应当立即开展自查工作。", "各单位要认真组织安全自查。");
        assert_eq!(old, "各[-科室应当立即开展]自查[-工作]。");
        assert_eq!(new, "各[+单位要认真组织安全]自查。");
    }

    #[test]
    fn lines_that_became_others_stand_beside_them() {
        let old = "一、总则\n二、检查时间为三月。\n三、附则";
        let new = "一、总则\n新增一条说明。\n二、检查时间为四月。\n三、附则";
        let found = rows(old, new);
        let kinds: Vec<RowKind> = found.iter().map(|row| row.kind).collect();
        assert_eq!(kinds, [RowKind::Kept, RowKind::Come, RowKind::Changed, RowKind::Kept]);
        assert_eq!(told(&found[2].new), "二、检查时间为[+四]月。");
        assert!(rows(old, old).is_empty());
    }

    #[test]
    fn what_stays_is_left_out_and_counted() {
        let text = |changed: &str| {
            let lines = (0..30).map(|n| if n == 9 { changed.to_owned() } else { format!("第{n}行") });
            lines.collect::<Vec<_>>().join("\n")
        };
        let found = rows(&text("旧的一行"), &text("新的一行"));
        assert_eq!(
            (found.first().map(|row| row.left), found.last().map(|row| row.left), found.len()),
            (Some(7), Some(18), 7)
        );
    }

    #[test]
    fn nothing_is_lost_of_either_text() {
        let texts = ["", "甲", "甲乙丙丁", "乙甲 b a", "a b c", "丁丁丁甲", "x，y，z"];
        for old in texts {
            for new in texts {
                let pair = words(old, new);
                let all = |pieces: &[Piece]| pieces.iter().map(|one| one.text.as_str()).collect::<String>();
                assert_eq!((all(&pair.old).as_str(), all(&pair.new).as_str()), (old, new));
            }
        }
    }

    /// Fifty long lines that all became others: 2,500 pairs of lines, each of millions of pairs of words.
    #[test]
    fn all_lines_together_have_one_purse() {
        let text = |salt: u32| -> String {
            let line =
                |n: u32| (0..2_900u32).map(move |at| char::from_u32(0x4e00 + (at * 7 + n * salt) % 5_000).unwrap());
            (0..50).map(|n| line(n).collect::<String>() + "\n").collect()
        };
        let (old, new) = (text(11), text(13));
        let purse = Purse::full();
        let (gone, come) = (lines(&old), lines(&new));
        let found = aligned(&gone, &come, &purse);
        assert_eq!(found.len(), 50, "each line stands beside that in its place");
        assert!(purse.0.get() < PAIRS, "there is nothing left for another line");
    }

    #[test]
    fn what_is_too_long_to_compare_goes_and_comes() {
        let text = |range: std::ops::Range<u32>| range.map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        let (old, new) = (text(0..4000), text(4000..8000));
        let pair = words(&old, &new);
        assert!(pair.old.len() <= 2 && pair.new.len() <= 2);
        let long = "很".repeat(2000);
        let row = &rows(&format!("{long}旧{long}"), &format!("{long}新{long}"))[0];
        assert_eq!(row.old.len(), 7);
    }
}
