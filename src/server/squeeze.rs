//! Squeezing what the generator wrote on its way to the browser (RFC 9110 section 12.5.3): a page with its table and its steps is mostly markup,
//! and takes a quarter of its bytes.
//!
//! 1. Only whole files of text that are held in memory are squeezed: a part of a file is a part of the file itself.
//! 2. What is squeezed is another representation and has another tag.

use std::io::{self, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::request::Request;

/// Shorter texts fit in a packet as they are.
const WORTH: u64 = 1024;

/// Whether a file of that type and length may be sent either way; then the answer varies with what the browser takes.
pub(super) fn may_be(media: &str, length: u64) -> bool {
    let kind = media.split(';').next().unwrap_or_default();
    let is_text = kind.starts_with("text/")
        || matches!(kind, "image/svg+xml" | "application/json" | "application/xml" | "application/atom+xml");
    is_text && length >= WORTH
}

/// Whether a browser takes gzip, and asks for no part of the file.
pub(super) fn is_asked(request: &Request) -> bool {
    let gzip = |one: &str| {
        let mut parts = one.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let refused = |weight: &str| {
            let weight = weight.strip_prefix("q=").or_else(|| weight.strip_prefix("Q="));
            weight.is_some_and(|weight| weight.trim_matches(['0', '.']).is_empty())
        };
        named && !parts.any(refused)
    };
    request.values("Range").next().is_none() && request.values("Accept-Encoding").any(|list| list.split(',').any(gzip))
}

/// The tag of the squeezed representation.
pub(super) fn tag(whole: &str) -> String {
    whole.strip_suffix('"').map_or_else(|| whole.to_owned(), |inner| format!("{inner}-gzip\""))
}

/// The same bytes, squeezed.
pub(super) fn squeeze(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::fast());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_says_whether_it_takes_gzip() {
        let asked = |value: &str| is_asked(&Request::get("/").with("Accept-Encoding", value));
        for yes in ["gzip", "GZip", "br, gzip;q=0.5", "gzip, deflate, br, zstd"] {
            assert!(asked(yes), "{yes}");
        }
        for no in ["", "br", "gzip;q=0", "gzip;q=0.000", "x-gzip", "gzipped", "identity"] {
            assert!(!asked(no), "{no}");
        }
        assert!(!is_asked(&Request::get("/")));
        assert!(!is_asked(&Request::get("/").with("Accept-Encoding", "gzip").with("Range", "bytes=0-9")));
    }

    #[test]
    fn only_text_that_is_long_enough_is_squeezed() {
        assert!(may_be("text/html; charset=utf-8", WORTH) && may_be("image/svg+xml", 5000));
        assert!(!may_be("text/html; charset=utf-8", WORTH - 1) && !may_be("image/png", 5000));
    }
}
