//! ASCII armour (RFC 9580 section 6.2) in the one form a record allows.
//!
//! Invariant: [`decode`] accepts a text exactly when [`encode`] would write it. So bytes have one armour and an armour one
//! meaning: no headers, no comments, no other line length, nothing before the first line or after the last.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::words::{Message, Say};

const COLUMNS: usize = 64;

/// What stands inside an armour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A signature.
    Signature,
    /// A certificate.
    PublicKey,
}

impl Kind {
    /// The words between the dashes.
    const fn label(self) -> &'static str {
        match self {
            Self::Signature => "PGP SIGNATURE",
            Self::PublicKey => "PGP PUBLIC KEY BLOCK",
        }
    }

    fn head(self) -> String {
        format!("-----BEGIN {}-----", self.label())
    }

    fn tail(self) -> String {
        format!("-----END {}-----", self.label())
    }
}

/// Why a text is not the canonical armour of anything.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArmourFault {
    /// The first line is another.
    #[error("expected the first line {expected}, found {found:?}")]
    Head {
        /// The line that must come first.
        expected: String,
        /// The line that does.
        found: String,
    },
    /// The second line is not empty.
    #[error("expected an empty second line, found {found:?}")]
    Header {
        /// The armour header, or whatever stands there.
        found: String,
    },
    /// The text does not end with the tail line and one line feed.
    #[error("expected the text to end with the line {expected}")]
    Tail {
        /// The line that must come last.
        expected: String,
    },
    /// The line before the tail is no checksum.
    #[error("expected a checksum line '=' and four characters, found {found:?}")]
    NoChecksum {
        /// The line that stands there.
        found: String,
    },
    /// The lines between are not base64.
    #[error("expected base64 without stray characters or bits")]
    Base64,
    /// The bytes do not have the checksum written under them.
    #[error("expected the checksum {expected}, found {found}")]
    Checksum {
        /// The checksum of the bytes.
        expected: String,
        /// The checksum in the text.
        found: String,
    },
    /// The same bytes are armoured in another way.
    #[error("line {line} is not laid out as the canonical armour of these bytes")]
    Layout {
        /// The first line that differs, counted from 1.
        line: usize,
    },
}

impl ArmourFault {
    /// The permanent number of this refusal.
    pub const fn code(&self) -> u16 {
        match self {
            Self::Head { .. } => 240,
            Self::Header { .. } => 241,
            Self::Tail { .. } => 242,
            Self::NoChecksum { .. } => 243,
            Self::Base64 => 244,
            Self::Checksum { .. } => 245,
            Self::Layout { .. } => 246,
        }
    }
}

impl Say for ArmourFault {
    fn say(&self) -> Message {
        match self {
            Self::Head { expected, found } => Message::new("K240").with("expected", expected).with("found", found),
            Self::Header { found } => Message::new("K241").with("found", found),
            Self::Tail { expected } => Message::new("K242").with("expected", expected),
            Self::NoChecksum { found } => Message::new("K243").with("found", found),
            Self::Base64 => Message::new("K244"),
            Self::Checksum { expected, found } => Message::new("K245").with("expected", expected).with("found", found),
            Self::Layout { line } => Message::new("K246").with("line", line),
        }
    }
}

/// Writes the canonical armour of some bytes, ending in a line feed.
pub fn encode(kind: Kind, bytes: &[u8]) -> String {
    let body = STANDARD.encode(bytes);
    let mut out = kind.head();
    out.push_str("\n\n");
    let mut rest = body.as_str();
    while !rest.is_empty() {
        let (line, more) = rest.split_at(rest.len().min(COLUMNS));
        out.push_str(line);
        out.push('\n');
        rest = more;
    }
    out.push_str(&checksum(bytes));
    out.push('\n');
    out.push_str(&kind.tail());
    out.push('\n');
    out
}

/// Reads the canonical armour of some bytes.
pub fn decode(kind: Kind, text: &[u8]) -> Result<Vec<u8>, ArmourFault> {
    let (head, tail) = (kind.head(), kind.tail());
    let (first, rest) = line(text);
    if first != head.as_bytes() {
        return Err(ArmourFault::Head { expected: head, found: shown(first) });
    }
    let (second, rest) = line(rest);
    if !second.is_empty() {
        return Err(ArmourFault::Header { found: shown(second) });
    }
    let lines = rest.strip_suffix(b"\n").and_then(|rest| rest.strip_suffix(tail.as_bytes()));
    let Some(lines) = lines.and_then(|lines| lines.strip_suffix(b"\n")) else {
        return Err(ArmourFault::Tail { expected: tail });
    };
    let start = lines.iter().rposition(|&c| c == b'\n').map_or(0, |at| at + 1);
    let (body, sum) = lines.split_at(start);
    if sum.len() != 5 || !sum.starts_with(b"=") {
        return Err(ArmourFault::NoChecksum { found: shown(sum) });
    }
    let body: Vec<u8> = body.iter().copied().filter(|&c| c != b'\n').collect();
    let bytes = STANDARD.decode(body).map_err(|_| ArmourFault::Base64)?;
    let expected = checksum(&bytes);
    if sum != expected.as_bytes() {
        return Err(ArmourFault::Checksum { expected, found: shown(sum) });
    }
    let canonical = encode(kind, &bytes);
    if canonical.as_bytes() == text {
        Ok(bytes)
    } else {
        let same = canonical.bytes().zip(text).take_while(|(a, b)| a == *b).count();
        Err(ArmourFault::Layout { line: 1 + canonical.bytes().take(same).filter(|&c| c == b'\n').count() })
    }
}

/// The first line without its line feed, and what follows.
fn line(text: &[u8]) -> (&[u8], &[u8]) {
    match text.iter().position(|&c| c == b'\n') {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, &[]),
    }
}

fn shown(line: &[u8]) -> String {
    String::from_utf8_lossy(line).chars().take(80).collect()
}

/// `=` and the CRC-24 of the bytes.
fn checksum(bytes: &[u8]) -> String {
    let sum = crc24(bytes).to_be_bytes();
    format!("={}", STANDARD.encode(&sum[1..]))
}

/// RFC 9580 section 6.1.
fn crc24(bytes: &[u8]) -> u32 {
    let mut crc: u32 = 0x00b7_04ce;
    for byte in bytes {
        crc ^= u32::from(*byte) << 16;
        for _ in 0..8 {
            crc <<= 1;
            if crc & 0x0100_0000 != 0 {
                crc ^= 0x0186_4cfb;
            }
        }
    }
    crc & 0x00ff_ffff
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_checksum_is_the_one_of_the_rfc() {
        // The CRC-24/OPENPGP check value.
        assert_eq!(crc24(b"123456789"), 0x0021_cf02);
        assert_eq!(
            encode(Kind::Signature, b""),
            "-----BEGIN PGP SIGNATURE-----\n\n=twTO\n-----END PGP SIGNATURE-----\n"
        );
    }

    #[test]
    fn every_other_layout_is_refused_with_its_own_number() {
        let good = encode(Kind::Signature, &[7; 100]);
        let code = |text: &str| decode(Kind::Signature, text.as_bytes()).map_err(|fault| fault.code());
        assert_eq!(code(&good), Ok(vec![7; 100]));
        let lines: Vec<&str> = good.lines().collect();
        assert_eq!(code(&encode(Kind::PublicKey, &[7; 100])), Err(240));
        assert_eq!(code(&format!("text\n{good}")), Err(240));
        assert_eq!(code(&good.replacen("\n\n", "\nComment: x\n\n", 1)), Err(241));
        assert_eq!(code(&good.replacen("\n\n", "\n", 1)), Err(241));
        assert_eq!(code(good.trim_end()), Err(242));
        assert_eq!(code(&format!("{good}text\n")), Err(242));
        assert_eq!(code(&format!("{good}\n")), Err(242));
        assert_eq!(code(&good.replace(&format!("{}\n", lines[5]), "")), Err(243));
        assert_eq!(code(&good.replace('\n', "\r\n")), Err(240));
        assert_eq!(code(&format!("{good}{good}")), Err(244));
        assert_eq!(code(&good.replacen(lines[2], &format!(" {}", lines[2]), 1)), Err(244));
        assert_eq!(code(&good.replace(lines[5], "=AAAA")), Err(245));
        // 100 bytes end in one padded quantum: a stray bit in it.
        assert_eq!(code(&good.replace("Bw==", "Bx==")), Err(244));
        let (a, b) = lines[2].split_at(60);
        assert_eq!(code(&good.replace(lines[2], &format!("{a}\n{b}"))), Err(246));
        assert_eq!(code(&good.replacen("\n\n", "\n\n\n", 1)), Err(246));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            for kind in [Kind::Signature, Kind::PublicKey] {
                prop_assert_eq!(decode(kind, encode(kind, &bytes).as_bytes()), Ok(bytes.clone()));
            }
        }

        #[test]
        fn no_text_has_a_second_reading(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>(), bit in 0_u8..8) {
            let mut text = encode(Kind::Signature, &bytes).into_bytes();
            let at = at.index(text.len());
            text[at] ^= 1 << bit;
            prop_assert!(decode(Kind::Signature, &text).is_err());
        }

        #[test]
        fn rubbish_is_refused_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(decode(Kind::PublicKey, &bytes).is_err());
            let mut framed = b"-----BEGIN PGP SIGNATURE-----\n\n".to_vec();
            framed.extend_from_slice(&bytes);
            framed.extend_from_slice(b"\n-----END PGP SIGNATURE-----\n");
            let read = decode(Kind::Signature, &framed);
            prop_assert!(read.is_err() || read.is_ok_and(|bytes| encode(Kind::Signature, &bytes).as_bytes() == framed));
        }
    }
}
