//! Who did an act, and when he said he did.

use std::fmt;
use std::str::FromStr;

use unicode_normalization::is_nfc;

use super::fault::{Defect, Fault, shown};
use crate::id::is_plain;

/// The offset of a clock from UTC, as git writes it. `+0000` and `-0000` are two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone {
    west: bool,
    hours: u8,
    minutes: u8,
}

impl Zone {
    /// `+0000`.
    pub const UTC: Self = Self { west: false, hours: 0, minutes: 0 };

    /// The zone so many minutes east of Greenwich.
    pub fn east(minutes: i16) -> Option<Self> {
        let apart = minutes.unsigned_abs();
        let (hours, rest) = (u8::try_from(apart / 60).ok()?, u8::try_from(apart % 60).ok()?);
        (hours <= 14).then_some(Self { west: minutes < 0, hours, minutes: rest })
    }

    /// Minutes east of Greenwich.
    pub fn minutes(self) -> i16 {
        let minutes = i16::from(self.hours) * 60 + i16::from(self.minutes);
        if self.west { -minutes } else { minutes }
    }

    /// `+` or `-`, two digits of hours 00–14, two digits of minutes 00–59.
    fn parse(text: &[u8]) -> Option<Self> {
        let &[sign @ (b'+' | b'-'), ref digits @ ..] = text else { return None };
        if digits.len() != 4 || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let two = |pair: &[u8]| (pair[0] - b'0') * 10 + (pair[1] - b'0');
        let (hours, minutes) = (two(&digits[..2]), two(&digits[2..]));
        (hours <= 14 && minutes <= 59).then_some(Self { west: sign == b'-', hours, minutes })
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.west { '-' } else { '+' };
        write!(f, "{sign}{:02}{:02}", self.hours, self.minutes)
    }
}

/// A person's name and e-mail with a time: what stands after `author`, `committer` and `tagger`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ident {
    name: String,
    email: String,
    seconds: i64,
    zone: Zone,
}

impl Ident {
    /// Puts one together; nothing is trimmed or mended.
    pub fn new(name: &str, email: &str, seconds: i64, zone: Zone) -> Result<Self, Fault> {
        for text in [name, email] {
            let sound = !text.is_empty()
                && text.len() <= 500
                && is_plain(text)
                && is_nfc(text)
                && !text.contains(['<', '>'])
                && text.trim() == text;
            if !sound {
                return Err(Defect::Ident(shown(text.as_bytes())).into());
            }
        }
        if seconds < 0 {
            return Err(Defect::Ident(seconds.to_string()).into());
        }
        Ok(Self { name: name.to_owned(), email: email.to_owned(), seconds, zone })
    }

    /// `<name> SP "<" <e-mail> ">" SP <seconds> SP <zone>`
    ///
    /// Seconds are decimal without sign or leading zero.
    pub fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let wrong = || Fault::new(Defect::Ident(shown(bytes)));
        let text = std::str::from_utf8(bytes).map_err(|_| wrong())?;
        let (name, rest) = text.split_once(" <").ok_or_else(wrong)?;
        let (email, rest) = rest.split_once("> ").ok_or_else(wrong)?;
        let (seconds, zone) = rest.split_once(' ').ok_or_else(wrong)?;
        let decimal = seconds.bytes().all(|c| c.is_ascii_digit()) && (seconds == "0" || !seconds.starts_with('0'));
        if !decimal {
            return Err(wrong());
        }
        let seconds = seconds.parse().map_err(|_| wrong())?;
        let zone = Zone::parse(zone.as_bytes()).ok_or_else(wrong)?;
        Self::new(name, email, seconds, zone)
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The e-mail.
    pub fn email(&self) -> &str {
        &self.email
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub const fn seconds(&self) -> i64 {
        self.seconds
    }

    /// The zone of the clock.
    pub const fn zone(&self) -> Zone {
        self.zone
    }
}

impl FromStr for Ident {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        Self::parse(text.as_bytes())
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} <{}> {} {}", self.name, self.email, self.seconds, self.zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_only() {
        for good in ["张三 <zhang@example.org> 0 +0000", "A B <a> 1767225600 -0000", "李 <l@e> 1 +1459"] {
            assert_eq!(good.parse::<Ident>().unwrap().to_string(), good);
        }
        for bad in [
            "",
            "张三",
            "张三 <z@e>",
            "张三 <z@e> 1",
            "张三  <z@e> 1 +0000",
            " 张三 <z@e> 1 +0000",
            "<z@e> 1 +0000",
            " <z@e> 1 +0000",
            "张三 <> 1 +0000",
            "张三 < z@e> 1 +0000",
            "张三 <z@e>  1 +0000",
            "张三 <z@e> 01 +0000",
            "张三 <z@e> -1 +0000",
            "张三 <z@e> +1 +0000",
            "张三 <z@e> 1 0000",
            "张三 <z@e> 1 +1500",
            "张三 <z@e> 1 +0060",
            "张三 <z@e> 1 +000",
            "张三 <z@e> 1 +00000",
            "张三 <z@e> 1 +0000 ",
            "张三 <z@e> 9223372036854775808 +0000",
            "张\u{200b}三 <z@e> 1 +0000",
            "张三\r <z@e> 1 +0000",
            "e\u{301} <z@e> 1 +0000",
            "张三> <z@e> 1 +0000",
            "张三 <z<@e> 1 +0000",
        ] {
            assert_eq!(bad.parse::<Ident>().unwrap_err().code(), 116, "{bad:?}");
        }
        assert!(Ident::parse(b"\xff <a> 1 +0000").is_err());
    }

    #[test]
    fn a_writer_cannot_smuggle_a_header() {
        assert!(Ident::new("张三\ntree x", "z@e", 1, Zone::UTC).is_err());
        assert!(Ident::new("张三", "z@e> 1 +0000\ngpgsig x", 1, Zone::UTC).is_err());
        assert!(Ident::new("张三", "z@e", -1, Zone::UTC).is_err());
    }

    #[test]
    fn zones_count_minutes() {
        for minutes in [0, 480, -570, 345, -1] {
            assert_eq!(Zone::east(minutes).unwrap().minutes(), minutes);
        }
        assert_eq!(Zone::east(480).unwrap().to_string(), "+0800");
        assert_eq!(Zone::east(900), None);
    }
}
