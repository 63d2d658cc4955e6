//! `kanhe attachment-reader`: reads attachments for another kanhe, in a process that may be stopped.
//!
//! ```text
//! asked:     <end of the name> <length>\n<bytes>
//! answered:  ok <length>\n<text>      or one word: large, damaged
//! ```
//!
//! 1. The process may take a gigabyte of memory and write no file; a file that takes longer than [`PATIENCE`] or ends the process is one
//!    that cannot be read, and the next is read by a new process.
//! 2. It knows neither the record nor the environment: bytes come in, text goes out.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use clap::Args;
use rustix::process::{Resource, Rlimit, setrlimit};

use super::failure::Failure;
use crate::search::{Format, LARGEST, LONGEST, Reader, Unread, read};
use crate::words::Message;

/// How long reading one file may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How much memory the process may ask for, in bytes.
const MEMORY: u64 = 1 << 30;

/// Read attachments.
#[derive(Args)]
pub(super) struct AttachmentReader {}

/// The process that reads.
pub(super) fn run() -> Result<ExitCode, Failure> {
    for (resource, most) in [(Resource::As, MEMORY), (Resource::Core, 0), (Resource::Fsize, 0)] {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })
            .map_err(|error| failed(&error.into()))?;
    }
    let (mut asked, mut out) = (BufReader::new(io::stdin().lock()), io::stdout().lock());
    loop {
        let mut line = String::new();
        if (&mut asked).take(64).read_line(&mut line).map_err(|error| failed(&error))? == 0 {
            return Ok(ExitCode::SUCCESS);
        }
        let order = line.trim_end().split_once(' ').and_then(|(end, length)| {
            let length = length.parse().ok().filter(|length| *length <= LARGEST)?;
            Some((Format::named(end)?, length))
        });
        let Some((format, length)) = order else { return Err(failed(&io::ErrorKind::InvalidInput.into())) };
        let mut bytes = vec![0; length];
        asked.read_exact(&mut bytes).map_err(|error| failed(&error))?;
        let answer = match read(format, &bytes) {
            Ok(text) => format!("ok {}\n{text}", text.len()),
            Err(Unread::Large) => "large\n".to_owned(),
            Err(Unread::Damaged | Unread::Costly | Unread::Nobody) => "damaged\n".to_owned(),
        };
        out.write_all(answer.as_bytes()).and_then(|()| out.flush()).map_err(|error| failed(&error))?;
    }
}

fn failed(error: &io::Error) -> Failure {
    Failure::failed(Message::new("draft-io").with("path", "stdin").with("error", error))
}

/// Has attachments read by processes of this program, one for each core.
pub(super) struct Readers {
    program: PathBuf,
    rooms: Vec<Mutex<Option<Room>>>,
    next: AtomicUsize,
}

/// A process that reads.
struct Room {
    process: Child,
    ways: Option<(ChildStdin, BufReader<ChildStdout>)>,
}

impl Readers {
    /// Readers, none of which has begun yet. None if this program does not know where it is.
    pub(super) fn new() -> Option<Self> {
        let program = std::env::current_exe().ok()?;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(4);
        Some(Self { program, rooms: (0..cores).map(|_| Mutex::new(None)).collect(), next: AtomicUsize::new(0) })
    }
}

impl Reader for Readers {
    fn read(&self, format: Format, bytes: &[u8]) -> Result<String, Unread> {
        if bytes.len() > LARGEST {
            return Err(Unread::Large);
        }
        if format == Format::Plain {
            return read(format, bytes);
        }
        let at = self.next.fetch_add(1, Ordering::Relaxed) % self.rooms.len();
        let mut room = self.rooms[at].lock().unwrap_or_else(PoisonError::into_inner);
        // A process that was ended may have been ended by somebody who was not asked: a second one is.
        for _ in 0..2 {
            if room.is_none() {
                *room = Room::open(&self.program).ok();
            }
            let Some(open) = room.as_mut() else { return Err(Unread::Nobody) };
            match open.ask(format, bytes) {
                Ok(answer) => return answer,
                // Whatever state it is in, it reads no other file.
                Err(error) => {
                    *room = None;
                    if error.kind() == io::ErrorKind::TimedOut {
                        break;
                    }
                }
            }
        }
        Err(Unread::Costly)
    }
}

impl Room {
    fn open(program: &PathBuf) -> io::Result<Self> {
        let mut process = Command::new(program)
            .arg("attachment-reader")
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let ways = process.stdin.take().zip(process.stdout.take().map(BufReader::new));
        Ok(Self { process, ways })
    }

    /// Asks for a text. An error if there is no answer in time.
    fn ask(&mut self, format: Format, bytes: &[u8]) -> io::Result<Result<String, Unread>> {
        let Some((mut to, mut from)) = self.ways.take() else { return Err(io::ErrorKind::BrokenPipe.into()) };
        let (tell, told) = mpsc::channel();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let answer = exchange(&mut to, &mut from, format, bytes);
                // Nobody listens any more if it took too long.
                tell.send(answer.map(|answer| (answer, (to, from)))).unwrap_or_default();
            });
            let told = told.recv_timeout(PATIENCE).unwrap_or_else(|error| match error {
                RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected => Err(io::ErrorKind::TimedOut.into()),
            });
            if told.is_err() {
                // The thread that waits for it hears of its end.
                drop(self.process.kill());
            }
            let (answer, ways) = told?;
            self.ways = Some(ways);
            Ok(answer)
        })
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        self.ways = None;
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn exchange(
    to: &mut ChildStdin,
    from: &mut BufReader<ChildStdout>,
    format: Format,
    bytes: &[u8],
) -> io::Result<Result<String, Unread>> {
    to.write_all(format!("{} {}\n", format.end(), bytes.len()).as_bytes())?;
    to.write_all(bytes)?;
    to.flush()?;
    let mut line = String::new();
    from.take(64).read_line(&mut line)?;
    match line.trim_end().split_once(' ') {
        Some(("ok", length)) => {
            let length = length.parse().ok().filter(|length| *length <= LONGEST).ok_or(io::ErrorKind::InvalidData)?;
            let mut text = vec![0; length];
            from.read_exact(&mut text)?;
            String::from_utf8(text).map(Ok).map_err(|_| io::ErrorKind::InvalidData.into())
        }
        Some(_) => Err(io::ErrorKind::InvalidData.into()),
        None if line == "large\n" => Ok(Err(Unread::Large)),
        None if line == "damaged\n" => Ok(Err(Unread::Damaged)),
        None => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}
