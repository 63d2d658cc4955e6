//! OpenPGP fingerprints.

use std::fmt;
use std::str::FromStr;

use super::Malformed;

/// The fingerprint of an OpenPGP certificate (证书指纹): 40 (version 4) or 64 (version 6) upper-case hex digits.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(Box<str>);

impl Fingerprint {
    /// From the bytes an OpenPGP library gives: 20 or 32 of them.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Malformed> {
        bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02X}")).parse()
    }

    /// The hex digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last 16 digits, which is how people compare certificates at a glance. Never used to decide anything.
    pub fn short(&self) -> &str {
        &self.0[self.0.len() - 16..]
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Fingerprint {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let hex = text.bytes().all(|c| matches!(c, b'0'..=b'9' | b'A'..=b'F'));
        if hex && matches!(text.len(), 40 | 64) {
            Ok(Self(text.into()))
        } else {
            Err(Malformed::new("a fingerprint of 40 or 64 upper-case hex digits", text))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_ids_are_not_fingerprints() {
        assert!("0123456789ABCDEF".parse::<Fingerprint>().is_err());
        assert!("AB".repeat(20).parse::<Fingerprint>().is_ok());
        assert!("ab".repeat(20).parse::<Fingerprint>().is_err());
        assert_eq!(Fingerprint::from_bytes(&[0xab; 32]).unwrap().as_str(), "AB".repeat(32));
    }
}
