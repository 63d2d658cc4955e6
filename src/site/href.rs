//! Paths of the site as links.
//!
//! A **site path** is a page's or file's path from the site's top, percent-encoded, without a leading slash:
//! `documents/2026/spring-inspection/index.html`. Views hold site paths; templates put [`root`] before them.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

/// Percent-encodes a path, leaving its slashes.
pub fn encode(path: &str) -> String {
    encoded(path.to_owned())
}

/// The same of a path that is not needed any more: most are links as they are.
pub(super) fn encoded(path: String) -> String {
    let is_kept = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/');
    if path.bytes().all(is_kept) { path } else { utf8_percent_encode(&path, KEPT).to_string() }
}

/// The way from the page at `path` to the site's top. Never empty, so that what follows it is always a path.
pub fn root(path: &str) -> String {
    match path.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_encoded_and_slashes_kept() {
        assert_eq!(encode("files/ab/附 件#1?.pdf"), "files/ab/%E9%99%84%20%E4%BB%B6%231%3F.pdf");
    }

    #[test]
    fn a_root_is_never_empty() {
        assert_eq!(root("index.html"), "./");
        assert_eq!(root("documents/2026/a/index.html"), "../../../");
    }
}
