//! Files that pages need beside them.
//!
//! 1. An asset's name holds the hash of its bytes: a browser may keep it for ever.
//! 2. What only some pages need of a style sheet stands between `/* @part NAME */` and `/* @end */` and is an asset of its own, `NAME.css`:
//!    no page waits for the looks of another.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

/// A file that pages need beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its site path, such as `assets/site.0a1b2c3d4e5f.css`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Asset {
    /// The asset of a theme's file.
    pub(super) fn of(name: &str, bytes: &[u8]) -> Self {
        Self { path: hashed(name, bytes), bytes: bytes.to_vec() }
    }
}

/// The parts of a style sheet: what all pages need, and by name what only some do. A part may stand in several places.
pub(super) fn parts(style: &str) -> (String, BTreeMap<&str, String>) {
    let mut parts: BTreeMap<&str, String> = BTreeMap::new();
    let mut common = String::new();
    let mut rest = style;
    while let Some((before, after)) = rest.split_once("/* @part ") {
        let Some((name, (part, after))) =
            after.split_once(" */").and_then(|(name, after)| Some((name, after.split_once("/* @end */")?)))
        else {
            break;
        };
        common.push_str(before);
        parts.entry(name).or_default().push_str(part);
        rest = after;
    }
    common.push_str(rest);
    (common, parts)
}

/// `site.css` as `assets/site.<first twelve digits of its SHA-256>.css`.
fn hashed(name: &str, bytes: &[u8]) -> String {
    let first: u64 = Sha256::digest(bytes).iter().take(6).fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    let hash = format!("{first:012x}");
    match name.rsplit_once('.') {
        Some((stem, end)) if !end.contains('/') => format!("assets/{stem}.{hash}.{end}"),
        _ => format!("assets/{name}.{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_a_sheet_of_its_own() {
        let style = "a{}\n/* @part home */\nb{}\n/* @end */\nc{}\n/* @part home */d{}/* @end *//* @part cut */ e{}";
        let (common, parts) = parts(style);
        assert_eq!(common, "a{}\n\nc{}\n/* @part cut */ e{}");
        assert_eq!(parts.keys().copied().collect::<Vec<_>>(), ["home"]);
        assert_eq!(parts["home"], "\nb{}\nd{}");
    }

    #[test]
    fn a_name_holds_the_hash_of_what_is_sent() {
        let asset = Asset::of("site.css", b"a { b: c }");
        assert_eq!(asset.path, hashed("site.css", &asset.bytes));
        assert_ne!(asset.path, Asset::of("site.css", b"a { b: d }").path);
    }
}
