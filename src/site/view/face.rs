//! The picture of a seal, drawn from the register: a ring, a star, and the name along an arc; of a personal seal a square. No emblem is
//! ever drawn. Everything stands in a square of 200, and says that it is an electronic seal.

use serde::Serialize;

use super::SealKind;

/// The picture of a seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Face {
    /// The name on it.
    pub name: String,
    /// How it is drawn.
    pub kind: FaceKind,
    /// Its real size, in millimetres.
    pub mm: u32,
    /// The same in the pixels of a page, 96 to the inch.
    pub pixels: u32,
    /// The characters along the arc, placed.
    pub glyphs: Vec<Glyph>,
    /// Their size.
    pub size: u32,
    /// The distance of their foot from the picture's top.
    pub foot: u32,
    /// The lines that stand level: what a special seal is for, or the name on a personal one.
    pub lines: Vec<FaceLine>,
    /// The line that says what it is.
    pub mark: FaceMark,
    /// The unit's own drawing, which is shown instead.
    pub href: Option<String>,
}

/// How a seal is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum FaceKind {
    /// A ring with a star.
    #[default]
    Round,
    /// A square frame.
    Square,
    /// The unit's own drawing.
    Own,
}

/// A character on the arc.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Glyph {
    /// The character.
    pub text: String,
    /// Its turn about the picture's centre, in degrees.
    pub turn: String,
}

/// A level line, around the middle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaceLine {
    /// It.
    pub text: String,
    /// The size of its characters.
    pub size: u32,
    /// The distance of their foot from the picture's top.
    pub y: u32,
}

/// Where the words stand that say that it is an electronic seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
pub struct FaceMark {
    /// The size of the characters.
    pub size: u32,
    /// The distance of their foot from the picture's top.
    pub y: u32,
}

/// The diameter of a seal whose register says none.
const DIAMETER: u32 = 42;
/// The side of a personal one.
const SIDE: u32 = 20;
/// The largest that is drawn: the greatest seal of any office has 60.
const LARGEST: u32 = 80;

impl Face {
    /// The most characters a picture shows on its arc.
    pub const LONGEST: usize = 40;

    /// The picture of a seal of that title and kind, of a unit of that title. A special seal says what it is for under the star.
    pub fn new(title: &str, unit: &str, kind: SealKind, diameter: Option<u32>) -> Self {
        let purpose = title.strip_prefix(unit).filter(|rest| !rest.is_empty() && !unit.is_empty());
        match (kind, purpose) {
            (SealKind::Personal, _) => Self::square(title, diameter),
            (SealKind::Special, Some(purpose)) => Self::round(title, unit, purpose, diameter),
            (SealKind::Special | SealKind::Unit, _) => Self::round(title, title, "", diameter),
        }
    }

    /// The unit's own drawing of a seal.
    #[must_use]
    pub fn own(self, href: String) -> Self {
        Self { kind: FaceKind::Own, href: Some(href), ..self }
    }

    fn round(title: &str, arc: &str, level: &str, diameter: Option<u32>) -> Self {
        /// A full-width character's share of the arc, if there is room, in tenths of a degree.
        const SHARE: u32 = 240;
        // What stands level needs the room where a long name would end.
        let most: u32 = if level.is_empty() { 2500 } else { 2200 };
        let characters = shortened(arc, Self::LONGEST);
        let widths: Vec<u32> = characters.iter().map(|c| width(*c)).collect();
        let whole: u32 = widths.iter().sum();
        let share = (most * 10).checked_div(whole).map_or(SHARE, |fitting| fitting.min(SHARE));
        let half_turn = whole * share / 20;
        let mut passed = 0;
        let glyphs = characters
            .iter()
            .zip(&widths)
            .map(|(c, width)| {
                let middle = (passed * 2 + width) * share / 20;
                passed += width;
                Glyph { text: c.to_string(), turn: tenths(middle, half_turn) }
            })
            .collect();
        // At the characters' middle (radius 70) a tenth of a degree is 0.122 long.
        let size = (share * 119 / 1000).clamp(5, 25);
        let (lines, mark) = if level.is_empty() {
            (Vec::new(), FaceMark { size: 15, y: 161 })
        } else {
            (vec![fitted(level, 94, 18, 147)], FaceMark { size: 12, y: 166 })
        };
        let foot = 30 + size * 2 / 5 - 2;
        let (mm, pixels) = measure(diameter, DIAMETER);
        Self { name: title.to_owned(), mm, pixels, glyphs, size, foot, lines, mark, ..Self::default() }
    }

    fn square(title: &str, diameter: Option<u32>) -> Self {
        let characters = shortened(title, Self::LONGEST);
        let rows = match characters.len() {
            0..=3 => 1,
            4..=12 => 2,
            _ => 3,
        };
        let each = characters.len().div_ceil(rows).max(1);
        let texts: Vec<String> = characters.chunks(each).map(|row| row.iter().collect()).collect();
        let height = 128 / u32::try_from(texts.len().max(1)).unwrap_or(1);
        let size = texts.iter().map(|text| fitted(text, 164, height, 0).size).min().unwrap_or(height);
        let top = 20 + (height - size) / 2;
        let lines = (0..)
            .zip(texts)
            .map(|(row, text)| FaceLine { text, size, y: top + row * height + size * 9 / 10 })
            .collect();
        let (mm, pixels) = measure(diameter, SIDE);
        let mark = FaceMark { size: 20, y: 176 };
        Self { name: title.to_owned(), kind: FaceKind::Square, mm, pixels, lines, mark, ..Self::default() }
    }
}

/// A size in millimetres and in pixels.
fn measure(diameter: Option<u32>, otherwise: u32) -> (u32, u32) {
    let mm = diameter.filter(|mm| *mm > 0).unwrap_or(otherwise).min(LARGEST);
    // 96 pixels to 25.4 millimetres, to the nearest.
    (mm, (mm * 960 + 127) / 254)
}

/// The characters of a name, with the last of too many left out.
fn shortened(name: &str, most: usize) -> Vec<char> {
    let mut characters: Vec<char> = name.chars().filter(|c| !c.is_control()).take(most + 1).collect();
    if characters.len() > most {
        characters.truncate(most - 1);
        characters.push('…');
    }
    characters
}

/// A character's width, in tenths of its size.
fn width(c: char) -> u32 {
    if c.is_ascii() { 6 } else { 10 }
}

/// A line that is not wider than that, of characters not greater than that.
fn fitted(text: &str, wide: u32, most: u32, y: u32) -> FaceLine {
    let characters = shortened(text, 16);
    let whole: u32 = characters.iter().map(|c| width(*c)).sum();
    let size = (wide * 10).checked_div(whole).map_or(most, |fitting| fitting.min(most));
    FaceLine { text: characters.into_iter().collect(), size: size.max(5), y }
}

/// The difference of two angles given in tenths of a degree, in degrees.
fn tenths(middle: u32, half_turn: u32) -> String {
    let (sign, size) = if middle < half_turn { ("-", half_turn - middle) } else { ("", middle - half_turn) };
    format!("{sign}{}.{}", size / 10, size % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(name: &str) -> Face {
        Face::new(name, name, SealKind::Unit, None)
    }

    fn turns(face: &Face) -> Vec<f64> {
        face.glyphs.iter().map(|glyph| glyph.turn.parse().unwrap()).collect()
    }

    #[test]
    fn a_name_stands_in_the_middle_of_the_arc() {
        let face = unit("青柘市");
        let turns: Vec<&str> = face.glyphs.iter().map(|glyph| glyph.turn.as_str()).collect();
        assert_eq!(turns, ["-24.0", "0.0", "24.0"]);
        assert_eq!((face.kind, face.mm, face.pixels, face.lines.len()), (FaceKind::Round, 42, 159, 0));
    }

    #[test]
    fn names_of_four_to_thirty_characters_fit_and_do_not_touch() {
        for count in 4..=30 {
            for kind in [SealKind::Unit, SealKind::Special] {
                let name = "县".repeat(count);
                let face = Face::new(&format!("{name}合同专用章"), &name, kind, None);
                let turns = turns(&face);
                let most = if kind == SealKind::Special { 110.0 } else { 125.0 };
                assert!(turns.iter().all(|turn| turn.abs() <= most), "{count}: {turns:?}");
                // Two neighbours at radius 70 are further apart than one is wide.
                let apart = (turns[1] - turns[0]).to_radians() * 70.0;
                assert!(apart >= f64::from(face.size) * 0.97, "{count}: {apart} < {}", face.size);
                assert!((0.0..=1.0).contains(&(turns[0] + turns[turns.len() - 1]).abs()), "{count}: {turns:?}");
            }
        }
        assert!(unit(&"县".repeat(30)).size < unit(&"县".repeat(10)).size, "a long name shrinks");
    }

    #[test]
    fn long_and_empty_names_are_drawn_too() {
        assert!(unit("").glyphs.is_empty());
        let face = unit(&"长".repeat(300));
        assert_eq!(face.glyphs.len(), Face::LONGEST);
        assert_eq!(face.glyphs.last().map(|glyph| glyph.text.as_str()), Some("…"));
        assert!(face.glyphs.iter().all(|glyph| glyph.turn.trim_start_matches('-').len() <= 5));
    }

    #[test]
    fn a_special_seal_says_below_the_star_what_it_is_for() {
        let face = Face::new("青柘市财政局合同专用章", "青柘市财政局", SealKind::Special, Some(38));
        assert_eq!((face.glyphs.len(), face.mm), (6, 38));
        let level: Vec<(&str, u32)> = face.lines.iter().map(|line| (line.text.as_str(), line.size)).collect();
        assert_eq!(level, [("合同专用章", 18)]);
        assert!(face.mark.y - face.mark.size > face.lines[0].y, "the two lines do not touch");
        let long = Face::new("局行政审批服务事项专用章", "局", SealKind::Special, None);
        assert!(u32::try_from(long.lines[0].text.chars().count()).unwrap() * long.lines[0].size <= 94);
        let other = Face::new("财务专用章", "青柘市财政局", SealKind::Special, None);
        assert_eq!((other.glyphs.len(), other.lines.len()), (5, 0), "a title of its own stands along the arc");
        let unit = Face::new("青柘市财政局公章", "青柘市财政局", SealKind::Unit, None);
        assert_eq!((unit.glyphs.len(), unit.lines.len()), (8, 0));
    }

    #[test]
    fn a_personal_seal_is_a_square_with_the_name() {
        for (name, rows) in [("王芳", 1), ("周建国", 1), ("欧阳建国", 2), ("阿卜杜拉·买买提", 2), ("", 0)]
        {
            let face = Face::new(name, "青柘市", SealKind::Personal, None);
            assert_eq!((face.kind, face.mm, face.lines.len()), (FaceKind::Square, 20, rows), "{name}");
            assert_eq!(face.lines.iter().map(|line| line.text.as_str()).collect::<String>(), name);
            for line in &face.lines {
                let wide = u32::try_from(line.text.chars().count()).unwrap() * line.size;
                assert!(wide <= 164 && (30..=150).contains(&line.y), "{name}: {line:?}");
            }
            for pair in face.lines.windows(2) {
                assert!(pair[1].y - pair[0].y >= pair[0].size, "{name}");
            }
        }
    }

    #[test]
    fn a_size_is_that_of_the_register_within_reason() {
        let sizes = [None, Some(0), Some(45), Some(60), Some(255)].map(|mm| {
            let face = Face::new("局", "局", SealKind::Unit, mm);
            (face.mm, face.pixels)
        });
        assert_eq!(sizes, [(42, 159), (42, 159), (45, 170), (60, 227), (80, 302)]);
    }

    #[test]
    fn a_unit_s_own_drawing_takes_the_place_of_ours() {
        let face = unit("青柘市").own("files/ab/seal.svg".to_owned());
        assert_eq!((face.kind, face.href.as_deref(), face.pixels), (FaceKind::Own, Some("files/ab/seal.svg"), 159));
    }
}
