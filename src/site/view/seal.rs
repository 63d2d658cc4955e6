//! Seals: their pictures, their register and what they were put on.

use serde::Serialize;

use super::{Actor, Base, Certificate, Fingerprint, Link, Pager, Time};

/// All seals. Template `seals.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct SealsPage {
    /// As on every page.
    pub base: Base,
    /// The seals.
    pub seals: Vec<SealCard>,
}

/// A seal in a list of seals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealCard {
    /// Its page; the text is the name on it.
    pub seal: Link,
    /// Its picture.
    pub face: Face,
    /// Its unit.
    pub unit: Option<Link>,
    /// Who keeps it.
    pub custodians: Vec<Actor>,
    /// How often it was put.
    pub uses: usize,
}

/// A seal. Template `seal.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct SealPage {
    /// As on every page.
    pub base: Base,
    /// The name on it.
    pub name: String,
    /// Its picture.
    pub face: Face,
    /// Its unit.
    pub unit: Option<Link>,
    /// Who keeps it.
    pub custodians: Vec<Actor>,
    /// Its diameter in millimetres.
    pub diameter: Option<u32>,
    /// Its certificates.
    pub certificates: Vec<Certificate>,
    /// How often it was put.
    pub count: usize,
    /// What it was put on, this page's part, newest first.
    pub uses: Vec<SealUse>,
    /// The other pages.
    pub pager: Pager,
}

/// One time a seal was put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealUse {
    /// The act's number.
    pub number: u64,
    /// The document.
    pub subject: Link,
    /// Its document number.
    pub given: Option<String>,
    /// Who put it.
    pub who: Actor,
    /// When.
    pub time: Time,
    /// Whether it holds.
    pub verdict: SealVerdict,
}

/// A seal on a subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealRow {
    /// The seal.
    pub seal: Link,
    /// Who put it.
    pub custodian: Actor,
    /// The act's number.
    pub number: u64,
    /// When.
    pub time: Time,
    /// The tag's name.
    pub tag: String,
    /// The seal's certificate.
    pub fingerprint: Fingerprint,
    /// Whether it holds.
    pub verdict: SealVerdict,
}

/// Whether a seal holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum SealVerdict {
    /// It does, and the act after it registered it.
    Registered,
    /// It does, and no act came after it yet.
    Unregistered,
    /// It does not.
    Invalid {
        /// The rule's code.
        code: String,
        /// What is wrong.
        reason: String,
        /// What would be needed instead.
        hint: Option<String>,
    },
}

/// The picture of a seal: a ring, a star, and the name along an arc in a square of 200.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Face {
    /// The name.
    pub name: String,
    /// Its characters, placed.
    pub glyphs: Vec<Glyph>,
    /// Their size.
    pub size: u32,
    /// The distance of their foot from the picture's top.
    pub foot: u32,
}

/// A character on the arc.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Glyph {
    /// The character.
    pub text: String,
    /// Its turn about the picture's centre, in degrees.
    pub turn: String,
}

impl Face {
    /// Places a name on the arc. A name of more than [`Self::LONGEST`] characters is cut short.
    pub fn new(name: &str) -> Self {
        /// The arc the name may take, in tenths of a degree.
        const ARC: u32 = 2500;
        /// A full-width character's share of it, if there is room.
        const SHARE: u32 = 240;
        let mut characters: Vec<char> = name.chars().filter(|c| !c.is_control()).take(Self::LONGEST + 1).collect();
        if characters.len() > Self::LONGEST {
            characters.truncate(Self::LONGEST - 1);
            characters.push('…');
        }
        let widths: Vec<u32> = characters.iter().map(|c| if c.is_ascii() { 6 } else { 10 }).collect();
        let whole: u32 = widths.iter().sum();
        let share = (ARC * 10).checked_div(whole).map_or(SHARE, |fitting| fitting.min(SHARE));
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
        Self { name: name.to_owned(), glyphs, size, foot: 30 + size * 2 / 5 - 2 }
    }

    /// The most characters a picture shows.
    pub const LONGEST: usize = 40;
}

/// The difference of two angles given in tenths of a degree, in degrees.
fn tenths(middle: u32, half_turn: u32) -> String {
    let (sign, size) = if middle < half_turn { ("-", half_turn - middle) } else { ("", middle - half_turn) };
    format!("{sign}{}.{}", size / 10, size % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_in_the_middle_of_the_arc() {
        let face = Face::new("青柘市");
        let turns: Vec<&str> = face.glyphs.iter().map(|glyph| glyph.turn.as_str()).collect();
        assert_eq!(turns, ["-24.0", "0.0", "24.0"]);
    }

    #[test]
    fn long_and_empty_names_are_drawn_too() {
        assert!(Face::new("").glyphs.is_empty());
        let face = Face::new(&"长".repeat(300));
        assert_eq!(face.glyphs.len(), Face::LONGEST);
        assert_eq!(face.glyphs.last().map(|glyph| glyph.text.as_str()), Some("…"));
        assert!(face.glyphs.iter().all(|glyph| glyph.turn.trim_start_matches('-').len() <= 5));
    }
}
