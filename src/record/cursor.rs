//! Reading an object's bytes line by line, with the offset at hand.

use super::fault::{Defect, Fault, shown};

/// A place in the bytes of an object.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The offset of the next byte.
    pub(super) const fn offset(&self) -> usize {
        self.at
    }

    /// What is left.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The next line without its LF, or nothing if no LF follows. The cursor stays.
    pub(super) fn peek(&self) -> Option<&'a [u8]> {
        let rest = self.rest();
        rest.iter().position(|byte| *byte == b'\n').map(|end| &rest[..end])
    }

    /// The next line without its LF. The cursor goes behind the LF.
    pub(super) fn line(&mut self) -> Option<&'a [u8]> {
        let line = self.peek()?;
        self.at += line.len() + 1;
        Some(line)
    }

    /// `<key> SP <value> LF`: the value and its offset.
    ///
    /// `form` is the line in the specification's notation; `headers` are those of the object, in their order.
    pub(super) fn header(
        &mut self,
        key: &'static str,
        form: &'static str,
        headers: &[&str],
    ) -> Result<(&'a [u8], usize), Fault> {
        let value = self.peek().and_then(|line| line.strip_prefix(key.as_bytes())?.strip_prefix(b" "));
        let Some(value) = value else { return Err(self.stray(key, form, headers)) };
        let at = self.at + key.len() + 1;
        self.line();
        Ok((value, at))
    }

    /// The empty line after the headers.
    pub(super) fn blank(&mut self, headers: &[&str]) -> Result<(), Fault> {
        if self.peek() != Some(b"") {
            return Err(self.stray("", "an empty line", headers));
        }
        self.line();
        Ok(())
    }

    /// Why the next line is not the one that belongs here.
    fn stray(&self, key: &'static str, form: &'static str, headers: &[&str]) -> Fault {
        let line = self.peek().unwrap_or(self.rest());
        let found = line.split(|byte| *byte == b' ').next().unwrap_or_default();
        let known = headers.iter().any(|header| header.as_bytes() == found);
        let defect = if known && found != key.as_bytes() {
            Defect::Order { expected: key, found: shown(found) }
        } else if found.is_empty() || found == key.as_bytes() || found.len() == line.len() {
            Defect::Header { expected: form, found: shown(line) }
        } else {
            Defect::Unknown(shown(found))
        };
        Fault::new(defect).at(self.at)
    }
}

/// A signature block, opaque but for its first and last line, each of which stands once.
///
/// ```text
/// -----BEGIN PGP SIGNATURE----- LF
/// <printable ASCII> LF ...
/// -----END PGP SIGNATURE----- LF
/// ```
pub(super) mod armour {
    /// The first line.
    pub(crate) const BEGIN: &str = "-----BEGIN PGP SIGNATURE-----";
    /// The last line.
    pub(crate) const END: &str = "-----END PGP SIGNATURE-----";

    /// Whether the text is one block.
    pub(crate) fn is_block(text: &str) -> bool {
        let plain = text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~'));
        let inner = text
            .strip_prefix(BEGIN)
            .and_then(|rest| rest.strip_suffix('\n'))
            .and_then(|rest| rest.strip_suffix(END))
            .filter(|inner| inner.starts_with('\n') && inner.ends_with('\n'));
        plain && inner.is_some_and(|inner| !inner.contains("-----"))
    }
}

/// The offset of the first byte in which the two differ.
pub(super) fn difference(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}
