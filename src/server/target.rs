//! The target of a request, read into names that are safe to look up.
//!
//! 1. Every name is UTF-8, is not empty, holds no separator of any system and no control character.
//! 2. No name begins with a dot: neither `.` nor `..` nor a hidden file is ever looked up.
//! 3. A target is decoded once. What is still encoded after that is part of the name.
//! 4. The same target is spelt one way when it is sent back, and that spelling begins with
//!    exactly one slash: it can lead to no other host.

use super::response::encode;
use percent_encoding::percent_decode_str;
use thiserror::Error;

/// Why a target is not looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum TargetFault {
    /// It does not begin with a slash.
    #[error("a target begins with a slash; this one does not")]
    NotAPath,
    /// It holds a character that should have been percent-encoded.
    #[error("a target is made of visible ASCII; other characters are percent-encoded as UTF-8")]
    NotEncoded,
    /// A percent sign is not followed by two hexadecimal digits, or the bytes are not UTF-8.
    #[error("a percent sign is followed by two hexadecimal digits, and the bytes are UTF-8")]
    BadEncoding,
    /// A name is empty, or is `.` or `..`, or holds a separator or a control character.
    #[error("a path is made of plain names, with one slash between them")]
    BadName,
    /// A name begins with a dot.
    #[error("names that begin with a dot are not served")]
    Hidden,
}

/// A path below the root, as names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// The names, from the root down.
    pub(super) names: Vec<String>,
    /// Whether it ends with a slash, and so asks for a folder's own page.
    pub(super) folder: bool,
    /// The query with its question mark, or nothing. It is never looked at, only sent back.
    query: String,
}

impl Target {
    /// Reads `/name/name/?query`.
    pub(super) fn parse(text: &str) -> Result<Self, TargetFault> {
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) || text.contains('#') {
            return Err(TargetFault::NotEncoded);
        }
        let (path, query) = text.find('?').map_or((text, ""), |at| text.split_at(at));
        let inner = path.strip_prefix('/').ok_or(TargetFault::NotAPath)?;
        let (inner, folder) = match inner.strip_suffix('/') {
            Some(inner) => (inner, true),
            None => (inner, inner.is_empty()),
        };
        let names = if path == "/" { Vec::new() } else { inner.split('/').map(name).collect::<Result<_, _>>()? };
        Ok(Self { names, folder, query: query.to_owned() })
    }

    /// The last name, which is a file's.
    pub(super) fn file_name(&self) -> &str {
        match self.names.last() {
            Some(name) if !self.folder => name,
            Some(_) | None => "index.html",
        }
    }

    /// This target with a slash at its end, encoded anew.
    pub(super) fn as_folder(&self) -> String {
        let mut path = String::from("/");
        for name in &self.names {
            path.push_str(&encode(name));
            path.push('/');
        }
        path.push_str(&self.query);
        path
    }
}

fn name(encoded: &str) -> Result<String, TargetFault> {
    let mut rest = encoded;
    while let Some(at) = rest.find('%') {
        let digits = rest.as_bytes().get(at + 1..at + 3).unwrap_or_default();
        if digits.len() != 2 || !digits.iter().all(u8::is_ascii_hexdigit) {
            return Err(TargetFault::BadEncoding);
        }
        rest = &rest[at + 3..];
    }
    let name = percent_decode_str(encoded).decode_utf8().map_err(|_| TargetFault::BadEncoding)?.into_owned();
    let forbidden = |c: char| matches!(c, '/' | '\\') || c.is_control();
    match name.as_str() {
        "" | "." | ".." => Err(TargetFault::BadName),
        bad if bad.contains(forbidden) => Err(TargetFault::BadName),
        hidden if hidden.starts_with('.') => Err(TargetFault::Hidden),
        _ => Ok(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Result<Vec<String>, TargetFault> {
        Target::parse(text).map(|target| target.names)
    }

    #[test]
    fn plain_paths_are_read() {
        assert_eq!(names("/").unwrap(), Vec::<String>::new());
        assert_eq!(names("/a/b.html?x=../y").unwrap(), ["a", "b.html"]);
        assert_eq!(names("/%E5%8A%9E%E4%BA%8B/").unwrap(), ["办事"]);
        assert!(Target::parse("/a/").unwrap().folder);
        assert!(Target::parse("/").unwrap().folder);
        assert!(!Target::parse("/a").unwrap().folder);
    }

    #[test]
    fn it_is_decoded_once() {
        assert_eq!(names("/%252e%252e/x").unwrap(), ["%2e%2e", "x"]);
    }

    #[test]
    fn every_way_upward_is_refused() {
        for text in [
            "/..",
            "/../",
            "/a/../b",
            "/./a",
            "/%2e%2e/a",
            "/%2E%2E/a",
            "/.%2e/a",
            "/..%2fa",
            "/a%2fb",
            "/..%5ca",
            "/..\\a",
            "/a%5cb",
            "//evil",
            "/a//b",
            "//",
            "/a//",
            "/%00",
            "/a%0ab",
            "/%7f",
        ] {
            assert_eq!(names(text), Err(TargetFault::BadName), "{text}");
        }
        for text in ["/.git/config", "/a/.env", "/%2egit/", "/...", "/.well-known/x"] {
            assert_eq!(names(text), Err(TargetFault::Hidden), "{text}");
        }
    }

    #[test]
    fn bad_encodings_are_refused() {
        for text in ["/%", "/%4", "/%zz", "/a%g0", "/%+1", "/%ff", "/%c0%ae%c0%ae/", "/%ed%a0%80"] {
            assert_eq!(names(text), Err(TargetFault::BadEncoding), "{text}");
        }
        for text in ["/办", "/a b", "/a\tb", "/a#b", "/a\0"] {
            assert_eq!(names(text), Err(TargetFault::NotEncoded), "{text}");
        }
        for text in ["", "a", "http://evil/", "*", "?", "evil.example:80"] {
            assert_eq!(names(text), Err(TargetFault::NotAPath), "{text}");
        }
    }

    #[test]
    fn the_way_back_is_encoded_and_stays_on_this_host() {
        let back = |text| Target::parse(text).unwrap().as_folder();
        assert_eq!(back("/%e5%8a%9e"), "/%E5%8A%9E/");
        assert_eq!(back("/a?q=1"), "/a/?q=1");
        assert_eq!(back("/@evil.example"), "/%40evil.example/");
        assert_eq!(back("/a%3Fb%25"), "/a%3Fb%25/");
    }
}
