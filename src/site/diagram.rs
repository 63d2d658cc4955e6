//! A workflow drawn: boxes from top to bottom, what they need on the way between them, and the ways past them and back at the sides.
//!
//! ```text
//!        ( drafter )◀─┐ back
//!             │       │
//!      ┌── when ──┐   │      a step that not every subject comes through can be passed by, on the right
//!      │  [ step ]├───┘      who disagrees sends it back, on the left
//!      └──────┬───┘
//!           ( end )
//! ```
//!
//! Pure geometry: whole numbers, no style. The drawing is 340 units wide, so that it can be read on a telephone; colours are the theme's.

use super::view::{Diagram, DiagramBox, DiagramBoxKind, DiagramLine, DiagramLineKind, DiagramText, DiagramTextKind};

const WIDTH: u32 = 340;
const LEFT: u32 = 36;
const RIGHT: u32 = WIDTH - LEFT;
const MIDDLE: u32 = WIDTH / 2;
/// Where the ways back, past and onward run.
const RAIL_BACK: u32 = 14;
const RAIL_PAST: u32 = WIDTH - 20;
const RAIL_ON: u32 = WIDTH - 8;
const PADDING: u32 = 13;
const GAP: u32 = 30;
const SMALL: u32 = 13;
const LARGE: u32 = 15;

/// Something that a subject comes to.
#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    /// What it is called.
    pub(super) title: String,
    /// What stands in its box below.
    pub(super) lines: Vec<(DiagramTextKind, String)>,
    /// On which condition a subject comes to it.
    pub(super) when: Option<String>,
    /// The place of the node that follows it, if that is not the next.
    pub(super) onward: Option<usize>,
    /// Whether a subject can go back to the first from it.
    pub(super) goes_back: bool,
    /// Whether it is the beginning or the end.
    pub(super) is_end: bool,
}

/// Draws nodes in their order: the first is the drafter, the last the end.
pub(super) fn draw(name: String, note: String, nodes: &[Node]) -> Diagram {
    let mut drawing = Diagram { name, note, width: WIDTH, ..Diagram::default() };
    let mut places: Vec<(u32, u32)> = Vec::new();
    let mut past = Vec::new();
    let mut y = 10;
    for (at, node) in nodes.iter().enumerate() {
        if at > 0 {
            let above = y;
            y += GAP;
            if let Some(when) = &node.when {
                y = chip(&mut drawing, y - 8, when) + 24;
                past.push((at, above + 10));
            }
            line(&mut drawing, DiagramLineKind::Way, format!("M{MIDDLE} {above}V{}", y - 1), Some((MIDDLE, y, 0, 1)));
        }
        let top = y;
        y = boxed(&mut drawing, node, top);
        places.push((top, y));
    }
    drawing.height = y + 12;
    for (at, from) in past {
        let Some((_, bottom)) = places.get(at) else { continue };
        let to = bottom + 12;
        let way = format!("M{MIDDLE} {from}H{RAIL_PAST}V{to}H{}", MIDDLE + 4);
        line(&mut drawing, DiagramLineKind::Past, way, Some((MIDDLE + 3, to, -1, 0)));
    }
    let middle = |(top, bottom): &(u32, u32)| u32::midpoint(*top, *bottom);
    for (node, place) in nodes.iter().zip(&places) {
        if let Some(to) = node.onward.and_then(|to| places.get(to)) {
            let way = format!("M{RIGHT} {}H{RAIL_ON}V{}H{}", middle(place), middle(to), RIGHT + 1);
            line(&mut drawing, DiagramLineKind::Onward, way, Some((RIGHT, middle(to), -1, 0)));
        }
    }
    let back = nodes.iter().zip(&places).filter(|(node, _)| node.goes_back).map(|(_, place)| middle(place));
    if let (Some(lowest), Some(first)) = (back.clone().max(), places.first()) {
        let stubs = back.fold(String::new(), |way, y| format!("{way}M{LEFT} {y}H{RAIL_BACK}"));
        let first = middle(first);
        let way = format!("{stubs}M{RAIL_BACK} {lowest}V{first}H{}", LEFT - 1);
        line(&mut drawing, DiagramLineKind::Back, way, Some((LEFT, first, 1, 0)));
    }
    drawing
}

/// A line, and its head: where it points, and in which direction.
fn line(drawing: &mut Diagram, kind: DiagramLineKind, path: String, head: Option<(u32, u32, i32, i32)>) {
    let head = head.map(|(x, y, right, down)| {
        let (x, y) = (x.cast_signed(), y.cast_signed());
        let corner = |side: i32| (x - right * 8 + down * side * 4, y - down * 8 + right * side * 4);
        let ((ax, ay), (bx, by)) = (corner(1), corner(-1));
        format!("M{x} {y}L{ax} {ay}L{bx} {by}Z")
    });
    drawing.lines.push(DiagramLine { kind, path, head });
}

/// A condition on the way. Where it ends.
fn chip(drawing: &mut Diagram, top: u32, text: &str) -> u32 {
    let rows = wrap(text, (RIGHT - LEFT - 20) / SMALL * 100);
    let height = 8 + 18 * count(&rows);
    drawing.boxes.push(DiagramBox {
        kind: DiagramBoxKind::Condition,
        x: LEFT + 4,
        y: top,
        width: RIGHT - LEFT - 8,
        height,
        round: 4,
    });
    let mut y = top + 17;
    for text in rows {
        drawing.texts.push(DiagramText { kind: DiagramTextKind::Condition, x: MIDDLE, y, text });
        y += 18;
    }
    top + height
}

/// A box with its text. Where it ends.
fn boxed(drawing: &mut Diagram, node: &Node, top: u32) -> u32 {
    let mut y = top + PADDING;
    let inner = RIGHT - LEFT - 2 * PADDING;
    let mut write = |kind, size: u32, step: u32, text: &str| {
        for text in wrap(text, inner * 100 / size) {
            y += step;
            drawing.texts.push(DiagramText { kind, x: MIDDLE, y: y - 5, text });
        }
    };
    write(DiagramTextKind::Title, LARGE, 20, &node.title);
    for (kind, text) in &node.lines {
        write(*kind, SMALL, 18, text);
    }
    let bottom = y + PADDING - 2;
    let kind = match (node.is_end, node.when.is_some()) {
        (true, _) => DiagramBoxKind::End,
        (false, true) => DiagramBoxKind::Maybe,
        (false, false) => DiagramBoxKind::Step,
    };
    let height = bottom - top;
    let round = if node.is_end { height.min(40) / 2 } else { 7 };
    drawing.boxes.push(DiagramBox { kind, x: LEFT, y: top, width: RIGHT - LEFT, height, round });
    bottom
}

fn count(rows: &[String]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(u32::MAX)
}

/// How wide a letter is, in hundredths of the letters' size.
const fn width(letter: char) -> u32 {
    match letter {
        '\u{2E80}'..='\u{FFDC}' | '“' | '”' | '…' | '\u{20000}'.. => 100,
        'A'..='Z' | 'm' | 'w' | '%' => 72,
        _ => 54,
    }
}

/// Breaks a text into rows of at most that width, in hundredths of the letters' size: between words, or between Chinese characters.
fn wrap(text: &str, most: u32) -> Vec<String> {
    let mut rows = vec![String::new()];
    let (mut used, mut word, mut word_width) = (0, String::new(), 0);
    let mut put = |word: &mut String, word_width: &mut u32| {
        if used + *word_width > most && used > 0 {
            rows.push(String::new());
            used = 0;
        }
        if let Some(row) = rows.last_mut() {
            row.push_str(word);
        }
        used += std::mem::take(word_width);
        word.clear();
    };
    for letter in text.chars() {
        // A mark stays with the letter before it; a word that is longer than a row is broken anywhere.
        let stays = "，。、；：）」”％%）".contains(letter);
        let is_wide = width(letter) == 100;
        if (is_wide && !stays || word_width + width(letter) > most) && !word.is_empty() {
            put(&mut word, &mut word_width);
        }
        word.push(letter);
        word_width += width(letter);
        if letter == ' ' {
            put(&mut word, &mut word_width);
        }
    }
    put(&mut word, &mut word_width);
    rows.into_iter().map(|row| row.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(text: &str) -> u32 {
        text.chars().map(width).sum()
    }

    #[test]
    fn nothing_is_lost_and_nothing_is_too_wide() {
        for text in [
            "发文单位负责人、拟稿单位全体人员，或者青柘县人民政府办公室的核稿员",
            "the next-higher head from the drafter’s unit upwards",
            "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
            "",
        ] {
            let rows = wrap(text, 1_000);
            assert_eq!(rows.concat().replace(' ', ""), text.replace(' ', ""));
            assert!(rows.iter().all(|row| total(row) <= 1_200), "{rows:?}");
        }
    }

    #[test]
    fn boxes_stand_below_each_other_and_inside() {
        let node = |title: &str| Node { title: title.to_owned(), ..Node::default() };
        let nodes = [
            Node { is_end: true, ..node("拟稿人") },
            Node { goes_back: true, onward: Some(4), ..node("审核") },
            Node { when: Some("“金额”不小于 5000".repeat(4)), goes_back: true, ..node("会签") },
            node("签发"),
            Node { is_end: true, ..node("办结") },
        ];
        let drawing = draw(String::new(), String::new(), &nodes);
        let boxes = &drawing.boxes;
        assert_eq!(boxes.len(), 6, "five, and a condition");
        assert!(boxes.windows(2).all(|pair| pair[0].y + pair[0].height < pair[1].y));
        assert!(boxes.iter().all(|one| one.x + one.width <= WIDTH && one.y + one.height <= drawing.height));
        let kinds: Vec<DiagramLineKind> = drawing.lines.iter().map(|line| line.kind).collect();
        for kind in [DiagramLineKind::Way, DiagramLineKind::Past, DiagramLineKind::Onward, DiagramLineKind::Back] {
            assert!(kinds.contains(&kind), "{kind:?}");
        }
    }
}
