//! Portable names of files and folders (`docs/record-format.md` section 4).

use std::fmt;
use std::str::FromStr;

use unicode_normalization::is_nfc;

use super::{Malformed, text};

/// Why a name may not stand in a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    /// Empty, or longer than 200 bytes.
    Length,
    /// Not UTF-8.
    Encoding,
    /// Not in Unicode normalisation form C.
    Normalisation,
    /// A control, format or separator character, or one of `< > : " / \ | ? *`.
    Character,
    /// Begins with a dot, a dash or a space, or ends with a dot or a space.
    Edge,
    /// Reserved by Windows, such as `CON` or `LPT1.txt`.
    Reserved,
}

/// A name that every common file system can hold (文件名).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName(Box<str>);

impl FileName {
    /// Checks a name as it stands in a tree.
    pub fn check(bytes: &[u8]) -> Result<&str, NameFault> {
        if bytes.is_empty() || bytes.len() > 200 {
            return Err(NameFault::Length);
        }
        // Most names of a record are slugs; the reserved words have three or four letters.
        let simple = |byte: &u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        if bytes.len() > 4 && bytes[0] != b'-' && bytes.iter().all(simple) {
            return std::str::from_utf8(bytes).map_err(|_| NameFault::Encoding);
        }
        let name = std::str::from_utf8(bytes).map_err(|_| NameFault::Encoding)?;
        if !text::is_plain(name) || name.contains(['<', '>', ':', '"', '/', '\\', '|', '?', '*']) {
            return Err(NameFault::Character);
        }
        if !is_nfc(name) {
            return Err(NameFault::Normalisation);
        }
        if name.starts_with(['.', '-', ' ']) || name.ends_with(['.', ' ']) {
            return Err(NameFault::Edge);
        }
        let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
        let numbered = stem.len() == 4
            && (stem.starts_with("COM") || stem.starts_with("LPT"))
            && matches!(stem.as_bytes()[3], b'1'..=b'9');
        if numbered || matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") {
            return Err(NameFault::Reserved);
        }
        Ok(name)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<&[u8]> for FileName {
    type Error = NameFault;

    fn try_from(bytes: &[u8]) -> Result<Self, NameFault> {
        Self::check(bytes).map(|name| Self(name.into()))
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A name as file systems that ignore case see it: two names of one tree must differ in this form.
pub fn folded(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).collect()
}

/// A short identifier for addresses and references: 1 to 64 of `a`–`z`, `0`–`9`, `-`, no dash at either end.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Box<str>);

impl Slug {
    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let plain = text.bytes().all(|c| matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if plain && matches!(text.len(), 1..=64) && !text.starts_with('-') && !text.ends_with('-') {
            Ok(Self(text.into()))
        } else {
            Err(Malformed::new("1 to 64 of a-z, 0-9 and -, beginning and ending with a letter or digit", text))
        }
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_file_names_are_welcome() {
        for name in ["附件1：任务分工表.xlsx", "a b.txt", "图 1（定稿）.png", "index.md", "CONTENT.md", "com10.txt"]
        {
            assert_eq!(FileName::check(name.as_bytes()), Ok(name));
        }
    }

    #[test]
    fn each_fault_has_its_name() {
        for (name, fault) in [
            (&b""[..], NameFault::Length),
            (&[b'a'; 201], NameFault::Length),
            (b"\xff", NameFault::Encoding),
            ("e\u{301}".as_bytes(), NameFault::Normalisation),
            (b"a/b", NameFault::Character),
            (b"a\nb", NameFault::Character),
            ("a\u{200b}b".as_bytes(), NameFault::Character),
            ("a\u{202e}gpj.exe".as_bytes(), NameFault::Character),
            (b".git", NameFault::Edge),
            (b"..", NameFault::Edge),
            (b"-rf", NameFault::Edge),
            (b"a.", NameFault::Edge),
            (b"a ", NameFault::Edge),
            (b"nul", NameFault::Reserved),
            (b"Lpt1.txt", NameFault::Reserved),
        ] {
            assert_eq!(FileName::check(name), Err(fault), "{name:?}");
        }
    }

    #[test]
    fn slugs_are_narrow() {
        for good in ["a", "2026", "spring-inspection", &"x".repeat(64)] {
            assert!(good.parse::<Slug>().is_ok(), "{good}");
        }
        for bad in ["", "-a", "a-", "A", "a_b", "春", "a/b", "..", &"x".repeat(65)] {
            assert!(bad.parse::<Slug>().is_err(), "{bad}");
        }
    }
}
