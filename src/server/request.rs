//! What was asked: our own plain type, so that the handler knows no HTTP library.

use std::net::IpAddr;

/// The media type of a form, as a browser sends it.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// What the asker wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// Give it to me.
    Get,
    /// Tell me what you would give me.
    Head,
    /// Take this.
    Post,
    /// Any other method, as it was spelt.
    Other(String),
}

impl Method {
    /// The method of that name; names are case-sensitive, as the standard has it.
    pub fn named(name: &str) -> Self {
        match name {
            "GET" => Self::Get,
            "HEAD" => Self::Head,
            "POST" => Self::Post,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The name as it stands on the wire.
    pub fn name(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Other(name) => name,
        }
    }
}

/// The longest body that is taken: a form, never a file.
pub(super) const BODY_LIMIT: usize = 64 * 1024;

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What is wanted.
    pub method: Method,
    /// The target exactly as it was sent: path and query, still percent-encoded.
    pub target: String,
    /// Header fields in the order they came.
    pub headers: Vec<(String, String)>,
    /// What follows the head: of a `POST` alone, and 64 KiB long at most.
    pub body: Vec<u8>,
    /// From where it came, if that is known: the other end of the connection.
    pub from: Option<IpAddr>,
}

impl Request {
    /// A `GET` of that target, with no header fields.
    pub fn get(target: &str) -> Self {
        Self { method: Method::Get, target: target.to_owned(), headers: Vec::new(), body: Vec::new(), from: None }
    }

    /// The same request with one more header field.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A `POST` of that form to that target.
    pub fn post(target: &str, form: &str) -> Self {
        let length = form.len().to_string();
        let typed = Self::get(target).with("Content-Type", FORM).with("Content-Length", &length);
        Self { method: Method::Post, body: form.as_bytes().to_vec(), ..typed }
    }

    /// How long the body is that follows this head.
    pub(super) fn body_length(&self) -> usize {
        self.only("content-length").and_then(|digits| digits.parse().ok()).unwrap_or(0)
    }

    /// Every value of that field, in the order they came.
    pub fn values<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        self.headers.iter().filter(move |(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The value of a field that may come only once; a repeated field counts as absent.
    pub fn only(&self, name: &str) -> Option<&str> {
        let mut values = self.values(name);
        match (values.next(), values.next()) {
            (Some(value), None) => Some(value),
            (None | Some(_), _) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_whatever_their_case() {
        let request = Request::get("/").with("If-None-Match", "\"a\"");
        assert_eq!(request.only("if-none-match"), Some("\"a\""));
    }

    #[test]
    fn a_repeated_single_field_counts_as_absent() {
        let request = Request::get("/").with("range", "bytes=0-1").with("Range", "bytes=2-3");
        assert_eq!(request.only("range"), None);
        assert_eq!(request.values("range").count(), 2);
    }

    #[test]
    fn method_names_keep_their_spelling() {
        for name in ["GET", "HEAD", "get", "POST"] {
            assert_eq!(Method::named(name).name(), name);
        }
        assert_ne!(Method::named("get"), Method::Get);
    }
}
