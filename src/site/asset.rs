//! Files that pages need beside them, without what only their authors read.
//!
//! 1. An asset's name holds the hash of its bytes: a browser may keep it for ever.
//! 2. A style sheet loses its comments and the white space that means nothing, a script the lines that are comments and what its lines
//!    are indented by. Neither says anything else than before.
//! 3. What only some pages need of a style sheet stands between `/* @part NAME */` and `/* @end */` and is an asset of its own, `NAME.css`:
//!    no page waits for the looks of another.

use std::collections::BTreeMap;
use std::path::Path;

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
        let text = std::str::from_utf8(bytes).ok();
        let ends_with = |end: &str| Path::new(name).extension().is_some_and(|found| found == end);
        let thin = if ends_with("css") {
            text.map(thin_style)
        } else if ends_with("js") {
            text.map(thin_script)
        } else {
            None
        };
        let bytes = thin.map_or_else(|| bytes.to_vec(), String::into_bytes);
        Self { path: hashed(name, &bytes), bytes }
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

/// A style sheet without comments and needless space.
fn thin_style(style: &str) -> String {
    // Around these a space says nothing, in selectors, values and conditions alike; behind a colon it says nothing either.
    const ALONE: [char; 5] = ['{', '}', ';', ',', '>'];
    let mut out = String::with_capacity(style.len());
    let mut rest = style;
    let mut space = false;
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            space = true;
            continue;
        }
        if c.is_whitespace() {
            rest = &rest[c.len_utf8()..];
            space = true;
            continue;
        }
        let needed = space && !ALONE.contains(&c) && !out.ends_with(ALONE) && !out.ends_with(':') && !out.is_empty();
        if needed {
            out.push(' ');
        }
        space = false;
        if c == '}' && out.ends_with(';') {
            out.pop();
        }
        let length = if matches!(c, '"' | '\'') { string(rest, c) } else { c.len_utf8() };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out.push('\n');
    out
}

/// How long the string is that a text begins with.
fn string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == quote && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}

/// A script without lines that are comments and without indentation. One with a text of several lines stays as it is.
fn thin_script(script: &str) -> String {
    if script.contains('`') || script.contains("\\\n") {
        return script.to_owned();
    }
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.fold(String::with_capacity(script.len()), |out, line| out + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_says_the_same_in_less() {
        let style = "/* why */\n@media (max-width: 40em) {\n  .a > b , .c:hover .d { margin : 0 auto; width: calc(100% - 2 * var(--x)); }\n}\n.q::before { content: \"/* a;  b */ \\\" }\"; }\n.a :not(.b) { color: red; /* x */ }";
        let thin = "@media (max-width:40em){.a>b,.c:hover .d{margin :0 auto;width:calc(100% - 2 * var(--x))}}.q::before{content:\"/* a;  b */ \\\" }\"}.a :not(.b){color:red}\n";
        assert_eq!(thin_style(style), thin);
        assert_eq!(thin_style(thin), thin);
        assert_eq!(thin_style("a{} /* cut"), "a{}\n");
    }

    #[test]
    fn a_part_is_a_sheet_of_its_own() {
        let style = "a{}\n/* @part home */\nb{}\n/* @end */\nc{}\n/* @part home */d{}/* @end *//* @part cut */ e{}";
        let (common, parts) = parts(style);
        assert_eq!(thin_style(&common), "a{}c{}e{}\n");
        assert_eq!(parts.keys().copied().collect::<Vec<_>>(), ["home"]);
        assert_eq!(thin_style(&parts["home"]), "b{}d{}\n");
    }

    #[test]
    fn a_script_says_the_same_in_less() {
        assert_eq!(
            thin_script("// why\n(function () {\n  // x\n  var a = 1; // b\n\n})();\n"),
            "(function () {\nvar a = 1; // b\n})();\n"
        );
        assert_eq!(thin_script("  `\n  a`"), "  `\n  a`");
    }

    #[test]
    fn a_name_holds_the_hash_of_what_is_sent() {
        let asset = Asset::of("site.css", b"a { b: c }");
        assert_eq!(asset.bytes, b"a{b:c}\n");
        assert_eq!(asset.path, hashed("site.css", b"a{b:c}\n"));
        assert_eq!(Asset::of("mark.svg", b" <svg/> ").bytes, b" <svg/> ");
    }
}
