//! Text as it is: UTF-8 or UTF-16 by its mark, UTF-8 if it is, else GB18030.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::{Bounded, LONGEST, Unread};

pub(super) fn text(bytes: &[u8]) -> Result<String, Unread> {
    // A character has at most four bytes, so this is enough for the longest text.
    let bytes = &bytes[..bytes.len().min(4 * LONGEST)];
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let bytes = &bytes[mark..];
    let decoded = if encoding == UTF_8 && !is_utf8(bytes) {
        GB18030.decode_without_bom_handling(bytes)
    } else {
        encoding.decode_without_bom_handling(bytes)
    };
    let (text, faulty) = decoded;
    // A character or two that are none are a slip; a file full of them is no text.
    let none = text.chars().filter(|c| *c == '\u{fffd}' || (c.is_control() && !c.is_whitespace())).count();
    if none > 0 && (faulty || none > 8) && none * 50 > text.chars().count() {
        return Err(Unread::Damaged);
    }
    let mut bounded = Bounded::default();
    for paragraph in text.split("\n\n") {
        if !bounded.push(paragraph) || !bounded.end() {
            break;
        }
    }
    Ok(bounded.0)
}

/// Whether it is UTF-8, but for a last character that was cut.
fn is_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(fault) => fault.error_len().is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_the_charsets_of_offices() {
        let said = "安全生产检查表\n镕𠮷";
        assert_eq!(text(said.as_bytes()).unwrap().trim_end_matches('\u{1f}'), said);
        assert_eq!(text(&GB18030.encode(said).0).unwrap().trim_end_matches('\u{1f}'), said);
        let wide: Vec<u8> = std::iter::once(0xfeff).chain(said.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&wide).unwrap().trim_end_matches('\u{1f}'), said);
        let marked = [b"\xef\xbb\xbf".as_slice(), said.as_bytes()].concat();
        assert_eq!(text(&marked).unwrap().trim_end_matches('\u{1f}'), said);
        assert_eq!(text(b"").unwrap(), "");
    }

    #[test]
    fn what_is_no_text_is_not_taken_for_one() {
        let noise: Vec<u8> = (0..4000u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        assert_eq!(text(&noise), Err(Unread::Damaged));
    }

    #[test]
    fn a_long_text_is_cut() {
        let long = "一行字".repeat(1_000_000);
        let read = text(long.as_bytes()).unwrap();
        assert!(read.len() <= LONGEST && read.len() > LONGEST - 4);
    }
}
