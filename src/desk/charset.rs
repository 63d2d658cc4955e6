//! The bytes of other programs as text.

use encoding_rs::{Encoding, GB18030};

/// UTF-8 or UTF-16 with or without its mark, else GB18030; nothing where the bytes are none of these.
pub(super) fn decoded(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]).map(Into::into);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(Into::into),
    }
}
