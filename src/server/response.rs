//! What is answered: our own plain type, and the one place that writes it to the wire.
//!
//! 1. The constructors put `Content-Length`; a body is never sent with another length.
//! 2. The head and the first part of the body leave in one write.
//! 3. Every answer closes its connection, and says so.
//! 4. No control character of a value reaches the wire.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::time::{Duration, SystemTime};

/// How much of a body is held in memory while it is sent.
pub(super) const PART: usize = 64 * 1024;

/// The first second that an HTTP date cannot name: the year 10000.
const DATES_END: u64 = 253_402_300_800;

/// What became of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the standard's own phrases")]
pub enum Status {
    Ok = 200,
    NoContent = 204,
    PartialContent = 206,
    MovedPermanently = 301,
    SeeOther = 303,
    NotModified = 304,
    BadRequest = 400,
    Unauthorized = 401,
    Forbidden = 403,
    NotFound = 404,
    MethodNotAllowed = 405,
    RequestTimeout = 408,
    ContentTooLarge = 413,
    UriTooLong = 414,
    RangeNotSatisfiable = 416,
    TooManyRequests = 429,
    HeadersTooLarge = 431,
    InternalServerError = 500,
    ServiceUnavailable = 503,
    VersionNotSupported = 505,
}

impl Status {
    /// The number on the wire.
    pub fn code(self) -> u16 {
        self as u16
    }

    /// The phrase on the wire.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::NoContent => "No Content",
            Self::PartialContent => "Partial Content",
            Self::MovedPermanently => "Moved Permanently",
            Self::SeeOther => "See Other",
            Self::NotModified => "Not Modified",
            Self::BadRequest => "Bad Request",
            Self::Unauthorized => "Unauthorized",
            Self::Forbidden => "Forbidden",
            Self::NotFound => "Not Found",
            Self::MethodNotAllowed => "Method Not Allowed",
            Self::RequestTimeout => "Request Timeout",
            Self::ContentTooLarge => "Content Too Large",
            Self::UriTooLong => "URI Too Long",
            Self::RangeNotSatisfiable => "Range Not Satisfiable",
            Self::TooManyRequests => "Too Many Requests",
            Self::HeadersTooLarge => "Request Header Fields Too Large",
            Self::InternalServerError => "Internal Server Error",
            Self::ServiceUnavailable => "Service Unavailable",
            Self::VersionNotSupported => "HTTP Version Not Supported",
        }
    }
}

/// The bytes that follow the head.
#[derive(Debug)]
pub enum Body {
    /// None.
    Empty,
    /// Bytes in memory.
    Bytes(Vec<u8>),
    /// A slice of an open file. The handle keeps the file that was found,
    /// whatever is put in its place while it is being sent.
    Slice {
        /// The open file.
        file: File,
        /// Where the slice begins.
        offset: u64,
        /// How long it is.
        length: u64,
    },
}

impl Body {
    /// How many bytes there are.
    pub fn length(&self) -> u64 {
        match self {
            Self::Empty => 0,
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Slice { length, .. } => *length,
        }
    }

    /// The part of this body that begins at `offset`.
    #[must_use]
    pub(super) fn slice(self, offset: u64, length: u64) -> Self {
        match self {
            Self::Empty => Self::Empty,
            Self::Bytes(bytes) => {
                let part = bytes.into_iter();
                let skip = usize::try_from(offset).unwrap_or(usize::MAX);
                let take = usize::try_from(length).unwrap_or(usize::MAX);
                Self::Bytes(part.skip(skip).take(take).collect())
            }
            Self::Slice { file, offset: begins, .. } => Self::Slice { file, offset: begins + offset, length },
        }
    }

    /// Writes `head` and then the body. A file that was cut short meanwhile is an error:
    /// the promised length cannot be kept.
    fn send(&self, head: Vec<u8>, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Empty => out.write_all(&head),
            Self::Bytes(bytes) => {
                let mut whole = head;
                whole.extend_from_slice(bytes);
                out.write_all(&whole)
            }
            Self::Slice { file, offset, length } => {
                let mut part = head;
                let (mut at, mut left) = (*offset, *length);
                loop {
                    let begun = part.len();
                    let wanted = usize::try_from(left).unwrap_or(usize::MAX).min(PART);
                    part.resize(begun + wanted, 0);
                    file.read_exact_at(&mut part[begun..], at)?;
                    out.write_all(&part)?;
                    part.clear();
                    at += wanted as u64;
                    left -= wanted as u64;
                    if left == 0 {
                        return Ok(());
                    }
                }
            }
        }
    }
}

/// One answer.
#[derive(Debug)]
pub struct Response {
    /// What became of the request.
    pub status: Status,
    /// Header fields, `Content-Length` among them; `Date` and `Connection` are the door's.
    pub headers: Vec<(&'static str, String)>,
    /// What follows the head.
    pub body: Body,
}

impl Response {
    /// An answer with no body and no length, such as 304.
    pub fn bare(status: Status) -> Self {
        Self { status, headers: Vec::new(), body: Body::Empty }
    }

    /// An answer with a body of that media type.
    pub fn new(status: Status, media: &str, body: Body) -> Self {
        Self {
            status,
            headers: vec![("Content-Type", media.to_owned()), ("Content-Length", body.length().to_string())],
            body,
        }
    }

    /// A short plain text, that no cache keeps and no browser runs.
    pub fn text(status: Status, text: &str) -> Self {
        let body = Body::Bytes(format!("{text}\n").into_bytes());
        Self::new(status, "text/plain; charset=utf-8", body)
            .with("Cache-Control", "no-store")
            .with("X-Content-Type-Options", "nosniff")
            .with("Content-Security-Policy", "default-src 'none'")
    }

    /// The same answer with one more header field.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same head with nothing after it: the answer to `HEAD`.
    #[must_use]
    pub fn without_body(mut self) -> Self {
        self.body = Body::Empty;
        self
    }

    /// The value of that header field.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Writes the whole answer, dated `now`.
    pub fn send(&self, now: SystemTime, out: &mut dyn Write) -> io::Result<()> {
        self.body.send(self.head(now).into_bytes(), out)?;
        out.flush()
    }

    fn head(&self, now: SystemTime) -> String {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status.code(), self.status.reason());
        let date = http_date(now).map(|date| ("Date", date));
        let close = [("Connection", "close".to_owned())];
        for (name, value) in self.headers.iter().chain(&date).chain(&close) {
            head.push_str(name);
            head.push_str(": ");
            head.extend(value.chars().filter(|c| !c.is_control()));
            head.push_str("\r\n");
        }
        head.push_str("\r\n");
        head
    }
}

/// The standard's spelling of a moment, for those moments that have one.
pub(super) fn http_date(moment: SystemTime) -> Option<String> {
    let since = moment.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    (since < Duration::from_secs(DATES_END)).then(|| httpdate::fmt_http_date(moment))
}

/// Percent-encodes one segment of a path, or a file name in a header field:
/// what RFC 3986 calls unreserved stays, all else is encoded.
pub(super) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else if write!(encoded, "%{byte:02X}").is_err() {
            break;
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(response: &Response, now: SystemTime) -> String {
        let mut out = Vec::new();
        response.send(now, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_head_says_date_length_and_close() {
        let response = Response::text(Status::NotFound, "没有");
        let wire = sent(&response, SystemTime::UNIX_EPOCH);
        assert!(wire.starts_with("HTTP/1.1 404 Not Found\r\n"), "{wire}");
        for line in ["Date: Thu, 01 Jan 1970 00:00:00 GMT", "Connection: close", "Content-Length: 7"] {
            assert!(wire.contains(&format!("\r\n{line}\r\n")), "{line} in {wire}");
        }
        assert!(wire.ends_with("\r\n\r\n没有\n"));
    }

    #[test]
    fn a_moment_that_has_no_http_date_leaves_it_out() {
        for moment in
            [SystemTime::UNIX_EPOCH - Duration::from_secs(1), SystemTime::UNIX_EPOCH + Duration::from_secs(DATES_END)]
        {
            assert!(!sent(&Response::bare(Status::NotModified), moment).contains("Date:"));
        }
    }

    #[test]
    fn a_value_cannot_begin_a_line_of_its_own() {
        let response = Response::bare(Status::SeeOther).with("Location", "/a\r\nSet-Cookie: b");
        let wire = sent(&response, SystemTime::UNIX_EPOCH);
        assert!(wire.contains("Location: /aSet-Cookie: b\r\n"), "{wire}");
    }

    #[test]
    fn a_file_is_sent_in_parts_and_a_short_one_is_an_error() {
        let mut file = tempfile::tempfile().unwrap();
        let bytes: Vec<u8> = (0..PART * 2 + 5).map(|n| u8::try_from(n % 251).unwrap()).collect();
        file.write_all(&bytes).unwrap();
        let body = Body::Slice { file, offset: 3, length: bytes.len() as u64 - 3 };
        let mut out = Vec::new();
        body.send(b"head".to_vec(), &mut out).unwrap();
        assert_eq!(out[..4], *b"head");
        assert_eq!(out[4..], bytes[3..]);

        let Body::Slice { file, .. } = body else { unreachable!("it was a slice") };
        file.set_len(10).unwrap();
        let body = Body::Slice { file, offset: 0, length: 11 };
        assert!(body.send(Vec::new(), &mut Vec::new()).is_err());
    }

    #[test]
    fn names_are_encoded_byte_by_byte() {
        assert_eq!(encode("a b/请.txt"), "a%20b%2F%E8%AF%B7.txt");
    }
}
