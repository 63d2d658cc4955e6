//! The body of a request, read as it comes, in constant memory.
//!
//! 1. A body ends where its head, or its chunks (RFC 9112 section 7.1), say: no byte behind it is read as part of it, and one that
//!    ends before is no whole body.
//! 2. Chunks are read strictly: hexadecimal digits, CR LF, so many bytes, CR LF; no extensions, no trailers. Nobody needs them, and
//!    two programs could read them in two ways.
//! 3. A client that sends too little for too long is left; the time in which nobody reads does not count against it.

use super::head::Length;
use super::response::PART;
use socket2::Socket;
use std::io::{self, ErrorKind, Read};
use std::time::{Duration, Instant};

/// The most digits of a chunk's size: 4 GiB.
const DIGITS: usize = 8;

/// Why a body is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyFault {
    /// The client has left.
    Gone,
    /// It sends too slowly.
    Slow,
    /// A chunk does not begin or end as one does.
    Chunk,
    /// It is longer than it may be.
    Long,
}

/// What comes from a client, with a limit on how long each part may take.
pub(super) struct Source<'a> {
    client: &'a Socket,
    /// What came with the head.
    early: &'a [u8],
    limit: Duration,
    /// How long the present part has been waited for, and how much of it has come.
    waited: Duration,
    came: usize,
}

impl<'a> Source<'a> {
    pub(super) fn new(client: &'a Socket, early: &'a [u8], limit: Duration) -> Self {
        Self { client, early, limit, waited: Duration::ZERO, came: 0 }
    }
}

impl Read for Source<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if !self.early.is_empty() {
            return self.early.read(into);
        }
        loop {
            let left = self.limit.saturating_sub(self.waited);
            if left.is_zero() {
                return Err(ErrorKind::TimedOut.into());
            }
            let begun = Instant::now();
            self.client.set_read_timeout(Some(left.max(Duration::from_millis(1))))?;
            let read = (&*self.client).read(into);
            self.waited += begun.elapsed();
            match read {
                Ok(count) => {
                    self.came += count;
                    if self.came >= PART {
                        (self.came, self.waited) = (0, Duration::ZERO);
                    }
                    return Ok(count);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// A body.
pub(super) struct Inward<R> {
    source: R,
    length: Length,
    /// How much of the body, or of the present chunk, has not come.
    left: u64,
    /// Whether a chunk has begun already, so that its end comes before the next.
    within: bool,
    over: bool,
    /// How much may still come.
    most: u64,
}

impl<R: Read> Inward<R> {
    /// The body of that length, of which no more than `most` is taken.
    pub(super) fn new(source: R, length: Length, most: u64) -> Self {
        let left = match length {
            Length::Told(length) => length,
            Length::Chunked => 0,
        };
        Self { source, length, left, within: false, over: false, most }
    }

    /// The next part; none of it is left if it is empty.
    pub(super) fn next(&mut self, into: &mut [u8]) -> Result<usize, BodyFault> {
        if self.left == 0 && !self.over {
            match self.length {
                Length::Told(_) => self.over = true,
                Length::Chunked => self.begin_chunk()?,
            }
        }
        if self.over {
            return Ok(0);
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(into.len());
        let count = match self.source.read(&mut into[..most]) {
            Ok(0) => return Err(BodyFault::Gone),
            Ok(count) => count,
            Err(error) => return Err(fault(&error)),
        };
        self.left -= count as u64;
        self.most = self.most.checked_sub(count as u64).ok_or(BodyFault::Long)?;
        Ok(count)
    }

    fn begin_chunk(&mut self) -> Result<(), BodyFault> {
        if self.within && !self.line()?.is_empty() {
            return Err(BodyFault::Chunk);
        }
        let size = self.line()?;
        // Neither a sign nor nothing is a number here.
        if size.is_empty() || !size.iter().all(u8::is_ascii_hexdigit) {
            return Err(BodyFault::Chunk);
        }
        let size = std::str::from_utf8(&size).ok().and_then(|digits| u64::from_str_radix(digits, 16).ok());
        self.left = size.ok_or(BodyFault::Chunk)?;
        self.within = true;
        if self.left == 0 {
            if !self.line()?.is_empty() {
                return Err(BodyFault::Chunk);
            }
            self.over = true;
        }
        Ok(())
    }

    /// A line as long as a chunk's size may be, without its end.
    fn line(&mut self) -> Result<Vec<u8>, BodyFault> {
        let mut line = Vec::with_capacity(DIGITS + 2);
        loop {
            let mut byte = [0];
            match self.source.read(&mut byte) {
                Ok(0) => return Err(BodyFault::Gone),
                Ok(_) => line.push(byte[0]),
                Err(error) => return Err(fault(&error)),
            }
            match line.as_slice() {
                [size @ .., b'\r', b'\n'] => return Ok(size.to_vec()),
                [.., b'\n'] => return Err(BodyFault::Chunk),
                long if long.len() >= DIGITS + 2 => return Err(BodyFault::Chunk),
                _ => {}
            }
        }
    }
}

fn fault(error: &io::Error) -> BodyFault {
    let is_late = matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut);
    if is_late { BodyFault::Slow } else { BodyFault::Gone }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpStream;

    /// Reads a body to its end, in small parts: what it is, and what stands behind it.
    fn read(mut bytes: &[u8], length: Length, most: u64) -> Result<(Vec<u8>, Vec<u8>), BodyFault> {
        let mut body = Inward::new(&mut bytes, length, most);
        let (mut all, mut part) = (Vec::new(), [0; 3]);
        loop {
            match body.next(&mut part)? {
                0 => break,
                count => all.extend_from_slice(&part[..count]),
            }
        }
        assert_eq!(body.next(&mut part), Ok(0), "what is over stays over");
        Ok((all, bytes.to_vec()))
    }

    #[test]
    fn a_body_ends_where_it_was_said() {
        assert_eq!(read(b"hello, next", Length::Told(5), 99), Ok((b"hello".to_vec(), b", next".to_vec())));
        assert_eq!(read(b"next", Length::Told(0), 0), Ok((Vec::new(), b"next".to_vec())));
        assert_eq!(read(b"hell", Length::Told(5), 99), Err(BodyFault::Gone));
        assert_eq!(read(b"hello", Length::Told(5), 4), Err(BodyFault::Long));
    }

    #[test]
    fn chunks_are_put_together() {
        let chunked = |bytes: &[u8]| read(bytes, Length::Chunked, 20);
        assert_eq!(chunked(b"5\r\nhello\r\n0\r\n\r\nnext"), Ok((b"hello".to_vec(), b"next".to_vec())));
        assert_eq!(chunked(b"2\r\nhe\r\n00a\r\nllo, world\r\n0\r\n\r\n"), Ok((b"hello, world".to_vec(), vec![])));
        assert_eq!(chunked(b"0\r\n\r\n"), Ok((vec![], vec![])));
        assert_eq!(chunked(b"15\r\n123456789012345678901\r\n0\r\n\r\n"), Err(BodyFault::Long));
        for part in [&b""[..], b"5", b"5\r", b"5\r\nhel", b"5\r\nhello", b"5\r\nhello\r\n", b"0\r\n", b"0\r\n\r"] {
            assert_eq!(chunked(part), Err(BodyFault::Gone), "{part:?}");
        }
    }

    #[test]
    fn chunks_that_could_be_read_in_two_ways_are_refused() {
        for bytes in [
            "\r\nhello",
            "5\nhello\r\n",
            "5 \r\nhello\r\n0\r\n\r\n",
            " 5\r\nhello\r\n0\r\n\r\n",
            "+5\r\nhello\r\n0\r\n\r\n",
            "-5\r\nhello\r\n0\r\n\r\n",
            "0x5\r\nhello\r\n0\r\n\r\n",
            "5;a=b\r\nhello\r\n0\r\n\r\n",
            "g\r\nhello\r\n0\r\n\r\n",
            "000000005\r\nhello\r\n0\r\n\r\n",
            "ffffffffffffffff1\r\nhello",
            "4\r\nhello\r\n0\r\n\r\n",
            "6\r\nhello\r\n0\r\n\r\n",
            "5\r\nhello\n0\r\n\r\n",
            "5\r\nhello0\r\n\r\n",
            "0\r\nX-Trailer: a\r\n\r\n",
        ] {
            assert_eq!(read(bytes.as_bytes(), Length::Chunked, 99), Err(BodyFault::Chunk), "{bytes:?}");
        }
    }

    #[test]
    fn a_client_that_sends_too_little_for_too_long_is_left() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let mut sender = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let client = Socket::from(listener.accept().unwrap().0);
        let slow = std::thread::spawn(move || {
            // One byte at a time is no progress.
            while io::Write::write_all(&mut sender, b"x").is_ok() {
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        let mut body = Inward::new(Source::new(&client, b"early", Duration::from_millis(200)), Length::Told(99), 99);
        let mut part = [0; 64];
        assert_eq!(body.next(&mut part), Ok(5));
        let begun = Instant::now();
        let ended = loop {
            match body.next(&mut part) {
                Ok(_) => {}
                Err(fault) => break fault,
            }
        };
        assert_eq!(ended, BodyFault::Slow);
        assert!(begun.elapsed() >= Duration::from_millis(190));
        drop(client);
        slow.join().unwrap();
    }
}
