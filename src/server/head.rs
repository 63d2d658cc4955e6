//! The head of a request, read strictly. What two programs could read in two ways is refused,
//! so that a proxy in front and this server never disagree on where a request ends.
//!
//! 1. Lines end with CR LF; a bare LF, a folded line, a space before a colon are refused.
//! 2. A `POST` has a body of a length that is told once, or in chunks and not both; nothing else has one, and any other
//!    `Transfer-Encoding` is refused. What goes into the room is a form with its length told, and no longer than one. (A huge length is
//!    also what `tiny_http` must never see: it aborts the process.)
//! 3. Request line, number of fields and whole head are bounded.
//! 4. HTTP/1.1 names exactly one host, in letters that a host's name and port have.

use super::request::{BODY_LIMIT, Method, Request};
use super::response::{Response, Status};
use thiserror::Error;

/// The longest target.
pub(super) const TARGET_LIMIT: usize = 8 * 1024;
/// The longest head.
pub(super) const HEAD_LIMIT: usize = 16 * 1024;
/// The most header fields.
pub(super) const FIELD_LIMIT: usize = 100;

/// Why a head is refused, and so the connection closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum HeadFault {
    #[error("lines end with CR LF; a line ends otherwise")]
    BareLineEnd,
    #[error("a request begins with: method, space, target, space, HTTP/1.1")]
    RequestLine,
    #[error("a target is visible ASCII; percent-encode other characters as UTF-8")]
    RawTarget,
    #[error("HTTP/1.0 and HTTP/1.1 are spoken here")]
    Version,
    #[error("a header field is: name, colon, value, on one line")]
    Field,
    #[error("HTTP/1.1 names its host, once")]
    Host,
    #[error("the length of a body is told once and in digits")]
    BodyLength,
    #[error("a body is taken with POST alone, and of at most 64 KiB, with its length told")]
    Body,
    #[error("a target is at most 8 KiB long")]
    LongTarget,
    #[error("a head is at most 16 KiB long")]
    LongHead,
    #[error("a head has at most 100 fields")]
    ManyFields,
    #[error("the head did not come in time")]
    Slow,
}

impl HeadFault {
    /// What the client is told.
    pub(super) fn response(self) -> Response {
        let status = match self {
            Self::BareLineEnd | Self::RequestLine | Self::RawTarget | Self::Field | Self::Host | Self::BodyLength => {
                Status::BadRequest
            }
            Self::Version => Status::VersionNotSupported,
            Self::Body => Status::ContentTooLarge,
            Self::LongTarget => Status::UriTooLong,
            Self::LongHead | Self::ManyFields => Status::HeadersTooLarge,
            Self::Slow => Status::RequestTimeout,
        };
        Response::text(status, &self.to_string())
    }
}

/// How long a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    /// So many bytes.
    Told(u64),
    /// As long as its chunks are.
    Chunked,
}

/// A head that is sound.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) request: Request,
    pub(super) length: Length,
    /// Whether HTTP/1.0 is spoken.
    pub(super) is_old: bool,
}

impl Head {
    /// Takes a head off the beginning of what a client sent, and tells how long it was. `None` if its end has not come.
    pub(super) fn take(bytes: &[u8]) -> Result<Option<(Self, usize)>, HeadFault> {
        end(bytes).and_then(|end| end.map(|end| Ok((parse(&bytes[..end])?, end))).transpose())
    }

    /// The head of a form, which may come into the room.
    pub(super) fn form(self) -> Result<Request, HeadFault> {
        match self.length {
            Length::Told(length) if length <= BODY_LIMIT as u64 => Ok(self.request),
            Length::Told(_) | Length::Chunked => Err(HeadFault::Body),
        }
    }

    /// Whether the client waits to be told that its body is wanted (RFC 9110 section 10.1.1).
    pub(super) fn waits(&self) -> bool {
        !self.is_old && self.request.values("expect").any(|value| value.eq_ignore_ascii_case("100-continue"))
    }
}

impl Request {
    /// Takes the head of a request off the beginning of what a client sent, and tells how long it was. `None` if its end has not
    /// come; the error is what the client is told.
    pub fn take(bytes: &[u8]) -> Result<Option<(Self, usize)>, Response> {
        let read = Head::take(bytes).and_then(|found| found.map(|(head, end)| Ok((head.form()?, end))).transpose());
        read.map_err(HeadFault::response)
    }
}

/// Where the head in these bytes ends, if its end has come. A head that can only
/// become a refused one is refused at once, so nobody waits for its end.
fn end(bytes: &[u8]) -> Result<Option<usize>, HeadFault> {
    if bytes.first().is_some_and(|byte| !is_token(*byte)) {
        return Err(HeadFault::RequestLine);
    }
    let mut line = 0;
    for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
        if at == 0 || bytes[at - 1] != b'\r' {
            return Err(HeadFault::BareLineEnd);
        }
        let length = at + 1 - line;
        if line == 0 {
            first_line_fits(length)?;
        }
        if at >= HEAD_LIMIT {
            return Err(HeadFault::LongHead);
        }
        if length == 2 {
            return Ok(Some(at + 1));
        }
        line = at + 1;
    }
    if line == 0 {
        first_line_fits(bytes.len())?;
    }
    if bytes.len() >= HEAD_LIMIT {
        return Err(HeadFault::LongHead);
    }
    Ok(None)
}

/// A line that holds the longest target, with room for a method and the version.
fn first_line_fits(length: usize) -> Result<(), HeadFault> {
    if length > TARGET_LIMIT + 64 {
        return Err(HeadFault::LongTarget);
    }
    Ok(())
}

/// Reads a whole head, its empty line included.
fn parse(head: &[u8]) -> Result<Head, HeadFault> {
    let text = head.strip_suffix(b"\r\n\r\n").ok_or(HeadFault::BareLineEnd)?;
    let mut lines = text.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let (method, target, is_old) = request_line(lines.next().unwrap_or_default())?;
    let mut headers = Vec::new();
    for line in lines {
        if headers.len() == FIELD_LIMIT {
            return Err(HeadFault::ManyFields);
        }
        headers.push(field(line)?);
    }
    let request = Request { method, target, headers, body: Vec::new(), from: None };
    let length = length(&request, is_old)?;
    if !request.values("host").all(is_host) {
        return Err(HeadFault::Host);
    }
    match request.values("host").count() {
        1 => Ok(Head { request, length, is_old }),
        0 if is_old => Ok(Head { request, length, is_old }),
        _ => Err(HeadFault::Host),
    }
}

/// Method, target, and whether the version is the old one.
fn request_line(line: &[u8]) -> Result<(Method, String, bool), HeadFault> {
    let mut words = line.split(|byte| *byte == b' ');
    let (Some(method), Some(target), Some(version)) = (words.next(), words.next(), words.next()) else {
        return Err(HeadFault::RequestLine);
    };
    if method.is_empty() || !method.iter().copied().all(is_token) || target.is_empty() {
        return Err(HeadFault::RequestLine);
    }
    let method = String::from_utf8(method.to_vec()).map_err(|_| HeadFault::RequestLine)?;
    if !target.iter().all(u8::is_ascii_graphic) {
        return Err(HeadFault::RawTarget);
    }
    if target.len() > TARGET_LIMIT {
        return Err(HeadFault::LongTarget);
    }
    let target = String::from_utf8(target.to_vec()).map_err(|_| HeadFault::RawTarget)?;
    let old = match version {
        b"HTTP/1.1" => false,
        b"HTTP/1.0" => true,
        [b'H', b'T', b'T', b'P', b'/', digit, b'.', minor] if digit.is_ascii_digit() && minor.is_ascii_digit() => {
            return Err(HeadFault::Version);
        }
        _ => return Err(HeadFault::RequestLine),
    };
    if words.next().is_some() {
        return Err(HeadFault::RequestLine);
    }
    Ok((Method::named(&method), target, old))
}

fn field(line: &[u8]) -> Result<(String, String), HeadFault> {
    let colon = line.iter().position(|byte| *byte == b':').ok_or(HeadFault::Field)?;
    let (name, value) = (&line[..colon], line[colon + 1..].trim_ascii());
    let visible = |byte: &u8| *byte == b'\t' || (*byte >= b' ' && *byte != 0x7f);
    if name.is_empty() || !name.iter().copied().all(is_token) || !value.iter().all(visible) {
        return Err(HeadFault::Field);
    }
    Ok((String::from_utf8_lossy(name).into_owned(), String::from_utf8_lossy(value).into_owned()))
}

/// How long the body is, if that is plain.
fn length(request: &Request, is_old: bool) -> Result<Length, HeadFault> {
    let mut codings = request.values("transfer-encoding");
    let coding = codings.next();
    let mut told = None;
    for value in request.values("content-length") {
        let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        if !digits || coding.is_some() || told.is_some() {
            return Err(HeadFault::BodyLength);
        }
        // A number that does not fit is too large for everything.
        told = Some(value.parse().unwrap_or(u64::MAX));
    }
    let is_post = request.method == Method::Post;
    match coding {
        Some(coding) if is_post && !is_old && codings.next().is_none() && coding.eq_ignore_ascii_case("chunked") => {
            Ok(Length::Chunked)
        }
        Some(_) => Err(HeadFault::Body),
        None if is_post || told.is_none_or(|length| length == 0) => Ok(Length::Told(told.unwrap_or(0))),
        None => Err(HeadFault::Body),
    }
}

/// Whether a text has only what a host and its port may be written with (RFC 3986, 3.2.2).
fn is_host(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=:[]".contains(&byte))
}

/// The characters of a token, as RFC 9110 lists them.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: &str) -> Result<Request, HeadFault> {
        let end = end(head.as_bytes())?.expect("the head is whole");
        parse(&head.as_bytes()[..end])?.form()
    }

    #[test]
    fn a_plain_head_is_read() {
        let request = read("GET /a?b HTTP/1.1\r\nHost: x\r\nRange:bytes=0-1 \r\nContent-Length: 0\r\n\r\n").unwrap();
        assert_eq!(request.method, Method::Get);
        assert_eq!(request.target, "/a?b");
        for host in ["oa.example.org:8443", "[2001:db8::1]:80", "192.0.2.1", "xn--fsq.example", ""] {
            assert!(read(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")).is_ok(), "{host}");
        }
        assert_eq!(request.only("range"), Some("bytes=0-1"));
        assert!(read("GET / HTTP/1.0\r\n\r\n").is_ok());
    }

    #[test]
    fn an_unfinished_head_is_waited_for() {
        for part in ["", "G", "GET / HTTP/1.1", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: x\r\n\r"] {
            assert_eq!(end(part.as_bytes()), Ok(None), "{part:?}");
        }
        let head = "GET / HTTP/1.1\r\n\r\n";
        assert_eq!(end(format!("{head}GET").as_bytes()), Ok(Some(head.len())));
    }

    #[test]
    fn hopeless_beginnings_are_refused_at_once() {
        for (part, fault) in [
            ("\r\n", HeadFault::RequestLine),
            ("\n", HeadFault::RequestLine),
            (" GET", HeadFault::RequestLine),
            ("\u{16}\u{3}\u{1}", HeadFault::RequestLine),
            ("GET / HTTP/1.1\n", HeadFault::BareLineEnd),
            ("GET / HTTP/1.1\r\nHost: x\n", HeadFault::BareLineEnd),
        ] {
            assert_eq!(end(part.as_bytes()), Err(fault), "{part:?}");
        }
        let long = format!("GET /{}", "a".repeat(9000));
        assert_eq!(end(long.as_bytes()), Err(HeadFault::LongTarget));
        let long = format!("GET / HTTP/1.1\r\nA: {}", "a".repeat(HEAD_LIMIT));
        assert_eq!(end(long.as_bytes()), Err(HeadFault::LongHead));
        assert_eq!(end(format!("{long}\r\n\r\n").as_bytes()), Err(HeadFault::LongHead));
    }

    #[test]
    fn bad_request_lines_are_refused() {
        for (line, fault) in [
            ("GET /", HeadFault::RequestLine),
            ("GET", HeadFault::RequestLine),
            ("GET  / HTTP/1.1", HeadFault::RequestLine),
            ("GET / HTTP/1.1 ", HeadFault::RequestLine),
            ("GET /a b HTTP/1.1", HeadFault::RequestLine),
            ("G(T / HTTP/1.1", HeadFault::RequestLine),
            ("GET / http/1.1", HeadFault::RequestLine),
            ("GET / HTTP/11", HeadFault::RequestLine),
            ("GET /办 HTTP/1.1", HeadFault::RawTarget),
            ("GET /a\u{1} HTTP/1.1", HeadFault::RawTarget),
            ("GET / HTTP/2.0", HeadFault::Version),
            ("PRI * HTTP/2.0", HeadFault::Version),
            ("GET / HTTP/0.9", HeadFault::Version),
        ] {
            assert_eq!(read(&format!("{line}\r\nHost: x\r\n\r\n")), Err(fault), "{line:?}");
        }
    }

    #[test]
    fn bad_fields_are_refused() {
        for (fields, fault) in [
            ("", HeadFault::Host),
            ("Host: a\r\nHost: a\r\n", HeadFault::Host),
            ("Host: a/b\r\n", HeadFault::Host),
            ("Host: a@b\r\n", HeadFault::Host),
            ("Host: a b\r\n", HeadFault::Host),
            ("Host: 例\r\n", HeadFault::Host),
            ("Host : a\r\n", HeadFault::Field),
            ("Host: a\r\n folded\r\n", HeadFault::Field),
            ("Host: a\r\nno colon\r\n", HeadFault::Field),
            ("Host: a\r\n: b\r\n", HeadFault::Field),
            ("Host: a\r\nA: b\rc\r\n", HeadFault::Field),
            ("Host: a\r\nA: b\0\r\n", HeadFault::Field),
        ] {
            assert_eq!(read(&format!("GET / HTTP/1.1\r\n{fields}\r\n")), Err(fault), "{fields:?}");
        }
        let many = "A: b\r\n".repeat(FIELD_LIMIT);
        assert_eq!(read(&format!("GET / HTTP/1.1\r\nHost: a\r\n{many}\r\n")), Err(HeadFault::ManyFields));
    }

    #[test]
    fn a_form_is_taken_and_nothing_longer() {
        let post = |fields: &str| read(&format!("POST /a HTTP/1.1\r\nHost: a\r\n{fields}\r\n"));
        assert_eq!(post("").unwrap().body_length(), 0);
        assert_eq!(post("Content-Length: 5\r\n").unwrap().body_length(), 5);
        assert_eq!(post("Content-Length: 65536\r\n").unwrap().body_length(), BODY_LIMIT);
        for fields in ["Content-Length: 65537", "Content-Length: 18446744073709551616", "Transfer-Encoding: chunked"] {
            assert_eq!(post(&format!("{fields}\r\n")), Err(HeadFault::Body), "{fields}");
        }
        let twice = post("Content-Length: 5\r\nContent-Length: 5\r\n");
        assert_eq!(twice, Err(HeadFault::BodyLength));
    }

    #[test]
    fn every_other_body_is_refused() {
        for (fields, fault) in [
            ("Content-Length: 5", HeadFault::Body),
            ("Content-Length: 100000000000000", HeadFault::Body),
            ("Content-Length: 18446744073709551615", HeadFault::Body),
            ("Content-Length: 99999999999999999999999999", HeadFault::Body),
            ("Transfer-Encoding: chunked", HeadFault::Body),
            ("transfer-encoding: identity", HeadFault::Body),
            ("Content-Length: 0\r\nTransfer-Encoding: chunked", HeadFault::BodyLength),
            ("Content-Length: 0\r\nContent-Length: 0", HeadFault::BodyLength),
            ("Content-Length: 0\r\nContent-Length: 5", HeadFault::BodyLength),
            ("Content-Length: -1", HeadFault::BodyLength),
            ("Content-Length: +0", HeadFault::BodyLength),
            ("Content-Length: 0, 0", HeadFault::BodyLength),
            ("Content-Length:", HeadFault::BodyLength),
        ] {
            let head = format!("GET / HTTP/1.1\r\nHost: a\r\n{fields}\r\n\r\n");
            assert_eq!(read(&head), Err(fault), "{fields:?}");
        }
    }
    #[test]
    fn where_a_body_ends_is_told_in_one_way() {
        let length = |version: &str, fields: &str| {
            let head = format!("POST /a HTTP/{version}\r\nHost: a\r\n{fields}\r\n\r\n");
            parse(head.as_bytes()).map(|head| head.length)
        };
        assert_eq!(length("1.1", "Transfer-Encoding: Chunked"), Ok(Length::Chunked));
        assert_eq!(length("1.1", "Content-Length: 65537"), Ok(Length::Told(65_537)));
        assert_eq!(length("1.1", "Content-Length: 99999999999999999999999"), Ok(Length::Told(u64::MAX)));
        for fields in [
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: chunked, identity",
            "Transfer-Encoding: xchunked",
            "Transfer-Encoding: \"chunked\"",
            "Transfer-Encoding: chunked;a=b",
            "Transfer-Encoding:",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nTransfer-encoding: identity",
            "Transfer-Encoding: chunk\u{e9}d",
        ] {
            assert_eq!(length("1.1", fields), Err(HeadFault::Body), "{fields}");
        }
        assert_eq!(length("1.0", "Transfer-Encoding: chunked"), Err(HeadFault::Body));
        for fields in [
            "Transfer-Encoding: chunked\r\nContent-Length: 5",
            "Content-Length: 5\r\nTransfer-Encoding: chunked",
            "Content-Length: 0x5",
            "Content-Length: 5, 5",
            "Content-Length: 5\r\nContent-Length: 6",
        ] {
            assert_eq!(length("1.1", fields), Err(HeadFault::BodyLength), "{fields}");
        }
    }

    #[test]
    fn who_waits_for_word_is_known() {
        let waits = |version: &str, expect: &str| {
            let head = format!("POST /a HTTP/{version}\r\nHost: a\r\nExpect: {expect}\r\nContent-Length: 5\r\n\r\n");
            parse(head.as_bytes()).unwrap().waits()
        };
        assert!(waits("1.1", "100-Continue"));
        assert!(!waits("1.1", "more") && !waits("1.0", "100-continue"));
    }
}
