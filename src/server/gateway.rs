//! The gateway: requests that a program answers (RFC 3875), with bodies of any length, streamed both ways in constant memory.
//!
//! ```text
//! client ──body──> feeder ──stdin──> program ──stdout──> pump ──answer──> client
//!                        warden: looks after all three, ends the program
//! ```
//!
//! 1. Who asks is looked at before anything of the body is read; what is refused starts nothing.
//! 2. Only so many programs run at once, half as many for one who asks, and at a lower priority than whoever answers pages. Others wait
//!    for their turn for a while and hear then that we are busy.
//! 3. A program is ended when its client has left, when nothing has come or gone for too long, and when the door is stopped. One that
//!    has all it needs and changes something is let finish. Its process group goes with it; nobody else waits for it, so no
//!    other process can be meant.
//! 4. An answer that is cut off looks cut off: its last chunk is sent only if the program ended by itself.
//! 5. Of what a program says of its answer, only the fields listed here are passed on.

use super::head::{Head, Length};
use super::inward::{BodyFault, Inward, Source};
use super::request::Request;
use super::response::{PART, Response, Status};
use super::visit::{Outward, Patience};
use rustix::process::{Pid, Signal, kill_process_group, setpriority_pgrp};
use socket2::Socket;
use std::fmt::Write as _;
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::process::CommandExt as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How much lower the priority of programs is (nice(2)).
const NICER: i32 = 10;
/// How often the warden looks.
const ROUND: Duration = Duration::from_millis(100);
/// How long a program may take to end once it is told to.
const NOTICE: Duration = Duration::from_secs(2);
/// How long a program that changes something may take to finish once the door is stopped.
const FINISH: Duration = Duration::from_secs(10);
/// How long nothing may come or go.
const SILENCE: Duration = Duration::from_secs(300);
/// The longest head of a program's answer.
const HEAD_LIMIT: usize = 16 * 1024;
/// The fields of a program's answer that are passed on.
const PASSED: [&str; 5] = ["Content-Type", "Content-Length", "Cache-Control", "Expires", "Pragma"];

/// A program that answers a request.
#[derive(Debug)]
pub struct Program {
    /// The program, with its arguments and all of its environment. Its standard input and output are the gateway's.
    pub command: Command,
    /// The longest body it gets.
    pub most: u64,
    /// Whether it changes something, and so is let finish once it has the whole body.
    pub finishes: bool,
    /// For whom it runs: nobody has more than half of the turns.
    pub whose: String,
}

/// What is done with a request that is not for the room.
#[derive(Debug)]
pub enum Passage {
    /// It is answered so.
    Answer(Response),
    /// A program answers it.
    Run(Box<Program>),
}

/// Who says which requests are not for the room: what they come for is known by their heads.
pub(super) type Asker = dyn Fn(&Request) -> Option<Passage> + Send + Sync;

/// The gateway of a door.
pub(super) struct Gateway {
    asker: Box<Asker>,
    turns: Mutex<Turns>,
    free: Condvar,
    most: usize,
    wait: Duration,
    stopped: AtomicBool,
}

/// Who is at it, and how many wait.
#[derive(Default)]
struct Turns {
    busy: Vec<String>,
    waiting: usize,
}

/// A turn; dropped, it is another's.
struct Turn<'a> {
    gateway: &'a Gateway,
    whose: String,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut turns = self.gateway.turns();
        if let Some(at) = turns.busy.iter().position(|whose| *whose == self.whose) {
            turns.busy.swap_remove(at);
        }
        drop(turns);
        self.gateway.free.notify_all();
    }
}

/// How a request ended at the gateway.
pub(super) enum Ended {
    /// It was answered, or its client has left.
    Done,
    /// It is still to be told this.
    Refused(Response),
}

impl Gateway {
    /// A gateway for so many programs at once, for which others wait so long.
    pub(super) fn new(asker: Box<Asker>, most: usize, wait: Duration) -> Self {
        let stopped = AtomicBool::new(false);
        Self { asker, turns: Mutex::default(), free: Condvar::new(), most, wait, stopped }
    }

    /// Nothing is begun any more, and what runs has a short grace.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
        self.free.notify_all();
    }

    /// What is done with a request, if it is not for the room.
    pub(super) fn ask(&self, request: &Request) -> Option<Passage> {
        catch_unwind(AssertUnwindSafe(|| (self.asker)(request))).unwrap_or_else(|_| {
            let text = "出错了。\nSomething went wrong.";
            Some(Passage::Answer(Response::text(Status::InternalServerError, text)))
        })
    }

    fn turns(&self) -> MutexGuard<'_, Turns> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a turn; no more wait than could have theirs one after another twice.
    fn turn(&self, whose: String) -> Option<Turn<'_>> {
        let is_full = |turns: &Turns| {
            let own = turns.busy.iter().filter(|other| **other == whose).count();
            turns.busy.len() >= self.most || own >= self.most.div_ceil(2)
        };
        let mut turns = self.turns();
        if is_full(&turns) {
            if turns.waiting >= 2 * self.most {
                return None;
            }
            turns.waiting += 1;
            let waits = |turns: &mut Turns| is_full(turns) && !self.stopped.load(Ordering::SeqCst);
            let waited = self.free.wait_timeout_while(turns, self.wait, waits);
            turns = waited.unwrap_or_else(PoisonError::into_inner).0;
            turns.waiting -= 1;
        }
        if is_full(&turns) || self.stopped.load(Ordering::SeqCst) {
            return None;
        }
        turns.busy.push(whose.clone());
        Some(Turn { gateway: self, whose })
    }

    /// Has a program answer a request. `early` is what came of the body with its head.
    pub(super) fn run(
        &self,
        program: Program,
        head: &Head,
        (client, early): (&Socket, &[u8]),
        patience: Patience,
    ) -> Ended {
        if matches!(head.length, Length::Told(length) if length > program.most) {
            return Ended::Refused(long(program.most));
        }
        let Some(_turn) = self.turn(program.whose.clone()) else { return Ended::Refused(super::visit::busy()) };
        if head.waits() && Outward::new(client, patience.part).write_all(b"HTTP/1.1 100 Continue\r\n\r\n").is_err() {
            return Ended::Done;
        }
        let Program { mut command, most, finishes, .. } = program;
        let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).process_group(0).spawn();
        let Ok(mut child) = spawned else { return Ended::Refused(broken()) };
        // Its group is all that it has started already, and what it starts later has its priority. It runs as well if this fails.
        setpriority_pgrp(Some(Pid::from_child(&child)), NICER).ok();
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let work = Work::new(finishes);
        let source = Source::new(client, early, patience.part);
        let body = Inward::new(source, head.length, most);
        thread::scope(|scope| {
            let feeder = thread::Builder::new().name("kanhe-feeder".into());
            let feeder = feeder.spawn_scoped(scope, || work.feed(body, stdin, (client, &self.stopped)));
            let pump = thread::Builder::new().name("kanhe-pump".into());
            let pump = pump.spawn_scoped(scope, || work.pump(stdout, head, client, patience));
            if feeder.is_err() || pump.is_err() {
                work.told().is_gone = true;
            }
            let ended = self.watch(&work, &mut child, pump.is_ok());
            // Those who waited for this program have its place before its client takes leave.
            let is_sound = ended && work.finish(client, patience);
            work.told().answer = Answered::Whole;
            if is_sound { Ended::Done } else { work.refusal().map_or(Ended::Done, Ended::Refused) }
        })
    }

    /// Looks after a program until nobody reads from it any more and it has ended. Whether it ended by itself.
    fn watch(&self, work: &Work, child: &mut Child, is_read: bool) -> bool {
        let group = Pid::from_child(child);
        let (mut stopped, mut noticed): (Option<Instant>, Option<Instant>) = (None, None);
        loop {
            let told = work.told();
            let waited = work.bell.wait_timeout_while(told, ROUND, |told| told.answer == Answered::Coming);
            let told = waited.unwrap_or_else(PoisonError::into_inner).0;
            let is_said = told.answer != Answered::Coming;
            if is_said || !is_read {
                // An error means that it is not ours any more.
                let Ok(None) = child.try_wait() else { break };
            }
            if self.stopped.load(Ordering::SeqCst) && stopped.is_none() {
                stopped = Some(Instant::now());
            }
            let may_finish = work.finishes && told.is_fed;
            let grace = if may_finish { FINISH } else { NOTICE };
            let must_end = told.is_gone && !may_finish
                || told.moved.elapsed() > SILENCE
                || stopped.is_some_and(|since| since.elapsed() >= grace);
            drop(told);
            if is_said && !must_end {
                // It has said all and is about to end.
                thread::sleep(Duration::from_millis(2));
            }
            if must_end {
                let since = *noticed.get_or_insert_with(Instant::now);
                let signal = if since.elapsed() < NOTICE { Signal::TERM } else { Signal::KILL };
                // Nobody but this thread waits for the child, so its number is still its own.
                kill_process_group(group, signal).ok();
                thread::sleep(Duration::from_millis(20));
            }
        }
        noticed.is_none() && child.wait().is_ok_and(|status| status.code().is_some())
    }
}

/// What the three who look after a program tell each other.
struct Work {
    finishes: bool,
    told: Mutex<Told>,
    bell: Condvar,
}

struct Told {
    /// The program has the whole body.
    is_fed: bool,
    /// The client has left, or says nothing that could be answered.
    is_gone: bool,
    answer: Answered,
    /// How the answer ends, once its head is sent.
    end: Option<End>,
    /// What is told to a client whose body was not sound.
    refusal: Option<Response>,
    /// The input of a program whose body was not whole, open until it has ended.
    held: Option<ChildStdin>,
    /// When something last came or went.
    moved: Instant,
}

/// How far an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answered {
    Coming,
    /// The program has said everything.
    Said,
    /// The client has it.
    Whole,
}

/// How an answer ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// With a last chunk.
    Chunk,
    /// With the connection, after so many bytes if that was said.
    Close,
}

impl Work {
    fn new(finishes: bool) -> Self {
        let told = Told {
            is_fed: false,
            is_gone: false,
            answer: Answered::Coming,
            end: None,
            refusal: None,
            held: None,
            moved: Instant::now(),
        };
        Self { finishes, told: Mutex::new(told), bell: Condvar::new() }
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn refusal(&self) -> Option<Response> {
        let mut told = self.told();
        if told.end.is_some() { None } else { Some(told.refusal.take().unwrap_or_else(broken)) }
    }

    /// Gives the program the body, and notices when the client leaves.
    fn feed(
        &self,
        mut body: Inward<Source<'_>>,
        mut stdin: Option<ChildStdin>,
        (client, stopped): (&Socket, &AtomicBool),
    ) {
        let mut part = vec![0; PART];
        let fault = loop {
            match body.next(&mut part) {
                Ok(0) => break None,
                Ok(count) => {
                    self.told().moved = Instant::now();
                    // A program that wants no more of it may still answer; its client sends the rest first.
                    if stdin.as_mut().is_some_and(|stdin| stdin.write_all(&part[..count]).is_err()) {
                        stdin = None;
                    }
                }
                Err(fault) => break Some(fault),
            }
        };
        {
            let mut told = self.told();
            told.is_fed = fault.is_none();
            told.is_gone |= fault.is_some();
            told.refusal = fault.and_then(said);
            if fault.is_some() {
                // A program that saw its input end would take half a body for a whole one: it is ended first.
                told.held = stdin.take();
            }
        }
        self.bell.notify_all();
        drop(stdin);
        if fault.is_none() {
            self.look_out(client, stopped);
        }
    }

    /// Waits until the client has left or has its answer. What it sends besides is nothing to us.
    fn look_out(&self, client: &Socket, stopped: &AtomicBool) {
        let mut rest = [0; 512];
        while self.told().answer != Answered::Whole {
            let asked = client.set_read_timeout(Some(ROUND)).and_then(|()| (&*client).read(&mut rest));
            let is_there = match asked {
                Ok(count) => count > 0,
                Err(error) => {
                    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
                }
            };
            if !is_there {
                // A door that is stopped hears no client any more.
                if !stopped.load(Ordering::SeqCst) {
                    self.told().is_gone = true;
                }
                return;
            }
        }
    }

    /// Passes on what the program says.
    fn pump(&self, stdout: Option<ChildStdout>, head: &Head, client: &Socket, patience: Patience) {
        if let Some(mut stdout) = stdout {
            let mut out = Outward::new(client, patience.part);
            if self.pass(&mut stdout, head, &mut out, patience).is_err() {
                self.told().is_gone = true;
                // Nobody reads it, and the program is not stopped by it.
                io::copy(&mut stdout, &mut io::sink()).ok();
            }
        }
        self.told().answer = Answered::Said;
        self.bell.notify_all();
    }

    fn pass(&self, from: &mut impl Read, head: &Head, out: &mut impl Write, patience: Patience) -> io::Result<()> {
        let mut part = vec![0; PART];
        let Some((answer, body)) = Answer::read(from)? else { return Ok(()) };
        let is_chunked = answer.length.is_none() && !head.is_old;
        let mut first = answer.head(is_chunked, patience).into_bytes();
        let mut left = answer.length;
        push(&mut first, &body, is_chunked, &mut left);
        out.write_all(&first)?;
        {
            let mut told = self.told();
            told.end = Some(if is_chunked { End::Chunk } else { End::Close });
            told.moved = Instant::now();
        }
        loop {
            match from.read(&mut part) {
                Ok(0) => return Ok(()),
                Ok(count) => {
                    let mut sent = Vec::with_capacity(count + 16);
                    push(&mut sent, &part[..count], is_chunked, &mut left);
                    out.write_all(&sent)?;
                    self.told().moved = Instant::now();
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Ends an answer whose program has ended by itself. Whether one was begun.
    fn finish(&self, client: &Socket, patience: Patience) -> bool {
        let end = self.told().end;
        if end == Some(End::Chunk) {
            // Whoever has left does not miss it.
            Outward::new(client, patience.part).write_all(b"0\r\n\r\n").ok();
        }
        end.is_some()
    }
}

/// Adds a part of an answer as it is sent: no more than was promised, and no chunk that would be the last.
fn push(sent: &mut Vec<u8>, part: &[u8], is_chunked: bool, left: &mut Option<u64>) {
    let count = left.map_or(part.len(), |left| usize::try_from(left).unwrap_or(usize::MAX).min(part.len()));
    if let Some(left) = left {
        *left -= count as u64;
    }
    if count == 0 {
        return;
    }
    if is_chunked {
        sent.extend_from_slice(format!("{count:x}\r\n").as_bytes());
    }
    sent.extend_from_slice(&part[..count]);
    if is_chunked {
        sent.extend_from_slice(b"\r\n");
    }
}

/// What a program says of its answer.
#[derive(Debug, PartialEq, Eq)]
struct Answer {
    status: String,
    fields: Vec<(&'static str, String)>,
    length: Option<u64>,
}

impl Answer {
    /// Reads it, and what came of the body with it. None if the program says nothing that is one.
    fn read(from: &mut impl Read) -> io::Result<Option<(Self, Vec<u8>)>> {
        let mut bytes = Vec::with_capacity(1024);
        let mut part = [0; 4096];
        loop {
            if let Some((end, body)) = end(&bytes) {
                let answer = Self::parse(&bytes[..end]);
                return Ok(answer.map(|answer| (answer, bytes[body..].to_vec())));
            }
            if bytes.len() > HEAD_LIMIT {
                return Ok(None);
            }
            match from.read(&mut part) {
                Ok(0) => return Ok(None),
                Ok(count) => bytes.extend_from_slice(&part[..count]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn parse(head: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(head).ok()?;
        let mut answer = Self { status: "200 OK".to_owned(), fields: Vec::new(), length: None };
        for line in text.lines() {
            let (name, value) = line.split_once(':')?;
            let value = value.trim();
            if value.chars().any(char::is_control) {
                return None;
            }
            if name.eq_ignore_ascii_case("status") {
                let code: u16 = value.get(..3)?.parse().ok()?;
                let is_one = (200..600).contains(&code) && value[3..].starts_with(' ') && value.is_ascii();
                answer.status = is_one.then(|| value.to_owned())?;
            } else if let Some(passed) = PASSED.into_iter().find(|passed| passed.eq_ignore_ascii_case(name)) {
                if passed == "Content-Length" {
                    answer.length = Some(value.parse().ok()?);
                }
                answer.fields.push((passed, value.to_owned()));
            }
        }
        Some(answer)
    }

    /// The head as it is sent.
    fn head(&self, is_chunked: bool, patience: Patience) -> String {
        let mut head = format!("HTTP/1.1 {}\r\n", self.status);
        for (name, value) in &self.fields {
            write!(head, "{name}: {value}\r\n").unwrap_or_default();
        }
        if is_chunked {
            head.push_str("Transfer-Encoding: chunked\r\n");
        }
        if let Some(date) = super::response::http_date((patience.clock)()) {
            write!(head, "Date: {date}\r\n").unwrap_or_default();
        }
        head.push_str("X-Content-Type-Options: nosniff\r\nContent-Security-Policy: default-src 'none'\r\n");
        head.push_str("Connection: close\r\n\r\n");
        head
    }
}

/// Where the head of a program's answer ends, and where its body begins: its lines end as the program likes.
fn end(bytes: &[u8]) -> Option<(usize, usize)> {
    let find = |end: &[u8]| bytes.windows(end.len()).position(|window| window == end).map(|at| (at, at + end.len()));
    [find(b"\r\n\r\n"), find(b"\n\n")].into_iter().flatten().min()
}

/// What a client is told whose body was not sound. Who has left is told nothing.
fn said(fault: BodyFault) -> Option<Response> {
    match fault {
        BodyFault::Gone => None,
        BodyFault::Slow => {
            Some(Response::text(Status::RequestTimeout, "请求没有及时传完。\nThe body did not come in time."))
        }
        BodyFault::Chunk => Some(Response::text(
            Status::BadRequest,
            "请求的分块有误：每块为十六进制长度、CR LF、内容、CR LF。\nA chunk is: its size in hexadecimal digits, CR LF, so many bytes, CR LF.",
        )),
        BodyFault::Long => Some(Response::text(Status::ContentTooLarge, "请求太长。\nThe body is too long.")),
    }
}

fn long(most: u64) -> Response {
    let most = most >> 20;
    Response::text(Status::ContentTooLarge, &format!("请求最长 {most} MiB。\nA body is at most {most} MiB long."))
}

fn broken() -> Response {
    Response::text(Status::InternalServerError, "程序没有应答。\nThe program gave no answer.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    #[test]
    fn a_programs_answer_is_read() {
        let read = |text: &str| Answer::read(&mut text.as_bytes()).unwrap();
        let (answer, body) =
            read("Status: 404 Not Found\r\nContent-type: a/b\r\nSet-Cookie: x\r\n\r\nbody\r\n\r\n").unwrap();
        assert_eq!((answer.status.as_str(), body.as_slice()), ("404 Not Found", &b"body\r\n\r\n"[..]));
        assert_eq!(answer.fields, [("Content-Type", "a/b".to_owned())]);
        let (answer, body) = read("Content-Length: 5\n\nhello").unwrap();
        assert_eq!((answer.status.as_str(), answer.length, body.len()), ("200 OK", Some(5), 5));
        for text in [
            "",
            "no head",
            "no colon\r\n\r\n",
            "Status: 20\r\n\r\n",
            "Status: 100 Continue\r\n\r\n",
            "Status: 200OK\r\n\r\n",
            "Content-Length: much\r\n\r\n",
            "A: b\rC: d\r\n\r\n",
            &format!("A: {}", "b".repeat(HEAD_LIMIT + 5000)),
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn no_more_is_sent_than_was_promised_and_no_chunk_is_empty() {
        let sent = |parts: &[&str], is_chunked: bool, mut left: Option<u64>| {
            let mut sent = Vec::new();
            for part in parts {
                push(&mut sent, part.as_bytes(), is_chunked, &mut left);
            }
            String::from_utf8(sent).unwrap()
        };
        assert_eq!(sent(&["hello", "", "world and more"], true, None), "5\r\nhello\r\ne\r\nworld and more\r\n");
        assert_eq!(sent(&["hello", "world"], false, Some(7)), "hellowo");
    }

    #[test]
    fn turns_are_waited_for_and_given_back() {
        let gateway = |most, wait| Gateway::new(Box::new(|_| None), most, wait);
        let hasty = gateway(1, Duration::from_millis(50));
        let turn = hasty.turn("a".into()).unwrap();
        assert!(hasty.turn("b".into()).is_none(), "there is one at a time");
        drop(turn);
        assert!(hasty.turn("b".into()).is_some());
        let patient = gateway(1, Duration::from_secs(20));
        thread::scope(|scope| {
            let turn = patient.turn("a".into()).unwrap();
            let other = scope.spawn(|| patient.turn("b".into()).is_some());
            while patient.turns().waiting == 0 {
                thread::yield_now();
            }
            drop(turn);
            assert!(other.join().unwrap());
        });
        patient.stop();
        assert!(patient.turn("a".into()).is_none());
        // Nobody has them all.
        let shared = gateway(4, Duration::from_millis(50));
        let held = ["a", "a", "b", "b"].map(|whose| shared.turn(whose.into()).unwrap());
        let [first, .., last] = held;
        drop(last);
        assert!(shared.turn("a".into()).is_none() && shared.turn("c".into()).is_some());
        drop(first);
        assert!(shared.turn("a".into()).is_some());
    }

    #[test]
    fn the_head_passes_on_what_it_should() {
        let patience = Patience { head: SILENCE, part: SILENCE, clock: || SystemTime::UNIX_EPOCH };
        let answer = Answer { status: "200 OK".into(), fields: vec![("Content-Type", "a/b".into())], length: None };
        let head = answer.head(true, patience);
        assert!(head.starts_with("HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nTransfer-Encoding: chunked\r\nDate: Thu,"));
        assert!(head.ends_with("\r\nConnection: close\r\n\r\n"));
        assert!(!answer.head(false, patience).contains("chunked"));
    }
}
