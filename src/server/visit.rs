//! One visit: one connection, one request, one answer.
//!
//! 1. The head, and the body of a form, come within a time and a size, or the visit is over.
//! 2. A head that is not sound is answered here; a sound one is written anew, with nothing in it
//!    that `tiny_http` would act upon (`Connection`, `Expect`, `Upgrade`, lengths but the body's own) and with
//!    `Connection: close`. Where the client is goes with it, in a field that no client can write.
//! 3. The answer is passed on as it comes. A client that takes nothing for a time is left, and a room
//!    that says nothing for as long.
//! 4. What is not for the room never comes there: it is answered at once or by a program (`gateway`), on this thread.
//! 5. The connection is closed in order: no more is written, what still comes is thrown away for a
//!    moment, so that the client reads the answer before it hears of the close.

use super::gateway::{Ended, Gateway, Passage};
use super::head::{Head, HeadFault};
use super::request::{Method, Request};
use super::response::{PART, Response, Status};
use super::room::{FROM, Rooms};
use socket2::Socket;
use std::fmt::Write as _;
use std::io::{self, ErrorKind, Read, Write};
use std::net::Shutdown;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// How long a client may go on sending after its answer.
const LINGER: Duration = Duration::from_millis(500);

/// How patient a visit is, and the hour.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// For a whole head.
    pub(super) head: Duration,
    /// For each 64 KiB of an answer to be taken.
    pub(super) part: Duration,
    /// The hour, for `Date`.
    pub(super) clock: fn() -> SystemTime,
}

/// Why a visit ends with no answer from the room.
enum Ending {
    /// The client is answered here.
    Refused(Response),
    /// The client has left, or never came to speak.
    Gone,
}

impl From<HeadFault> for Ending {
    fn from(fault: HeadFault) -> Self {
        Self::Refused(fault.response())
    }
}

impl From<io::Error> for Ending {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}

/// Receives one client and takes leave of it.
pub(super) fn receive(client: &Socket, rooms: &Rooms, gateway: &Gateway, patience: Patience, heard: &AtomicBool) {
    match serve(client, rooms, gateway, patience, heard) {
        Ok(()) => part_from(client),
        Err(Ending::Refused(response)) => refuse(client, &response, patience),
        Err(Ending::Gone) => {}
    }
}

fn serve(
    client: &Socket,
    rooms: &Rooms,
    gateway: &Gateway,
    patience: Patience,
    heard: &AtomicBool,
) -> Result<(), Ending> {
    let mut coming = Coming { client, begun: Instant::now(), limit: patience.head, bytes: Vec::with_capacity(1024) };
    let head = coming.head()?;
    heard.store(true, Ordering::SeqCst);
    match gateway.ask(&head.request) {
        None => relay(&coming.form(head.form()?)?, client, rooms, patience.part),
        Some(Passage::Answer(response)) => {
            Ok(response.send((patience.clock)(), &mut Outward::new(client, patience.part))?)
        }
        Some(Passage::Run(program)) => match gateway.run(*program, &head, (client, &coming.bytes), patience) {
            Ended::Done => Ok(()),
            Ended::Refused(response) => Err(Ending::Refused(response)),
        },
    }
}

/// Tells a client that there is no place, whatever it came for.
pub(super) fn turn_away(client: &Socket, patience: Patience) {
    refuse(client, &busy(), patience);
}

/// Answers a client without asking the room.
fn refuse(client: &Socket, response: &Response, patience: Patience) {
    let mut out = Outward::new(client, LINGER);
    // If the client does not even take this, it is left all the same.
    response.send((patience.clock)(), &mut out).ok();
    part_from(client);
}

/// A request that is coming.
struct Coming<'a> {
    client: &'a Socket,
    begun: Instant,
    limit: Duration,
    /// What has come and is not read yet.
    bytes: Vec<u8>,
}

impl Coming<'_> {
    fn head(&mut self) -> Result<Head, Ending> {
        loop {
            if let Some((mut head, end)) = Head::take(&self.bytes)? {
                self.bytes.drain(..end);
                let peer = self.client.peer_addr().ok().and_then(|peer| peer.as_socket());
                head.request.from = peer.map(|peer| peer.ip().to_canonical());
                return Ok(head);
            }
            self.more(!self.bytes.is_empty())?;
        }
    }

    fn form(&mut self, request: Request) -> Result<Request, Ending> {
        while self.bytes.len() < request.body_length() {
            self.more(true)?;
        }
        Ok(Request { body: self.bytes[..request.body_length()].to_vec(), ..request })
    }

    /// Waits for more. Who has not begun to speak is not told that it took too long.
    fn more(&mut self, has_begun: bool) -> Result<(), Ending> {
        let mut part = [0; 4096];
        loop {
            let left = self.limit.saturating_sub(self.begun.elapsed());
            let came = if left.is_zero() {
                Err(ErrorKind::TimedOut.into())
            } else {
                self.client.set_read_timeout(Some(left.max(Duration::from_millis(1))))?;
                (&*self.client).read(&mut part)
            };
            match came {
                Ok(0) => return Err(Ending::Gone),
                Ok(count) => {
                    self.bytes.extend_from_slice(&part[..count]);
                    return Ok(());
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if is_timeout(&error) && has_begun => return Err(HeadFault::Slow.into()),
                Err(_) => return Err(Ending::Gone),
            }
        }
    }
}

/// Takes the request into the room and passes the answer on. A room that closes without a word is
/// asked once more, unless what is asked may change something.
fn relay(request: &Request, client: &Socket, rooms: &Rooms, limit: Duration) -> Result<(), Ending> {
    let whole = rewrite(request);
    let mut part = vec![0; PART];
    let times = if request.method == Method::Post { 1 } else { 2 };
    for _ in 0..times {
        let Ok(mut room) = rooms.enter() else { break };
        let asked = room.set_read_timeout(Some(limit)).and_then(|()| room.write_all(&whole));
        if asked.is_err() {
            continue;
        }
        let mut out = Outward::new(client, limit);
        let mut silent = true;
        loop {
            match room.read(&mut part) {
                Ok(0) => break,
                Ok(count) => {
                    silent = false;
                    out.write_all(&part[..count])?;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        if !silent {
            return Ok(());
        }
    }
    Err(Ending::Refused(busy()))
}

/// What a client is told when there is no room for it.
pub(super) fn busy() -> Response {
    Response::text(Status::ServiceUnavailable, "服务器忙，请稍后再试。\nThe server is busy. Please try again shortly.")
        .with("Retry-After", "2")
}

/// The head as it goes into the room. Values that are not ASCII stay outside:
/// `tiny_http` hangs up on them, and no field that is read here has one.
fn rewrite(request: &Request) -> Vec<u8> {
    const OURS: [&str; 9] =
        ["connection", "content-length", "expect", "keep-alive", "proxy-connection", "te", "trailer", "upgrade", FROM];
    let mut head = format!("{} {} HTTP/1.1\r\n", request.method.name(), request.target);
    for (name, value) in &request.headers {
        let ours = OURS.iter().any(|ours| name.eq_ignore_ascii_case(ours));
        if !ours && value.is_ascii() && writeln!(head, "{name}: {value}\r").is_err() {
            break;
        }
    }
    if let Some(from) = request.from {
        write!(head, "{FROM}: {from}\r\n").unwrap_or_default();
    }
    if !request.body.is_empty() {
        write!(head, "Content-Length: {}\r\n", request.body.len()).unwrap_or_default();
    }
    head.push_str("Connection: close\r\n\r\n");
    let mut whole = head.into_bytes();
    whole.extend_from_slice(&request.body);
    whole
}

fn part_from(client: &Socket) {
    let begun = Instant::now();
    let mut rest = [0; 4096];
    if client.shutdown(Shutdown::Write).is_err() {
        return;
    }
    loop {
        let left = LINGER.saturating_sub(begun.elapsed());
        if left.is_zero() || client.set_read_timeout(Some(left.max(Duration::from_millis(1)))).is_err() {
            return;
        }
        match (&*client).read(&mut rest) {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

/// The way out to a client, with a limit on how long each part may take. A bare socket
/// timeout would let a client live for ever by taking one byte at a time.
pub(super) struct Outward<'a> {
    client: &'a Socket,
    limit: Duration,
}

impl<'a> Outward<'a> {
    pub(super) fn new(client: &'a Socket, limit: Duration) -> Self {
        Self { client, limit }
    }
}

impl Write for Outward<'_> {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        let begun = Instant::now();
        let mut taken = 0;
        while taken < part.len() {
            let left = self.limit.saturating_sub(begun.elapsed());
            if left.is_zero() {
                return Err(ErrorKind::TimedOut.into());
            }
            self.client.set_write_timeout(Some(left.max(Duration::from_millis(1))))?;
            match self.client.write(&part[taken..]) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => taken += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_the_library_acts_upon_goes_into_the_room() {
        let request = Request::get("/a")
            .with("Host", "x")
            .with("Connection", "keep-alive, Upgrade")
            .with("Content-Length", "0")
            .with("Expect", "100-continue")
            .with("TE", "chunked")
            .with("X-Name", "名")
            .with("Kanhe-From", "10.0.0.1")
            .with("Range", "bytes=0-1");
        let plain = "GET /a HTTP/1.1\r\nHost: x\r\nRange: bytes=0-1\r\nConnection: close\r\n\r\n";
        assert_eq!(String::from_utf8(rewrite(&request)).unwrap(), plain);
        let form = Request { from: Some([192, 0, 2, 7].into()), ..Request::post("/b", "a=1") };
        assert_eq!(
            String::from_utf8(rewrite(&form)).unwrap(),
            "POST /b HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nkanhe-from: 192.0.2.7\r\n\
             Content-Length: 3\r\nConnection: close\r\n\r\na=1"
        );
    }
}
