//! The room behind the door: `tiny_http` on a private Unix socket, and the workers that answer.
//!
//! What is known of `tiny_http` 0.12, and the cure that stands here:
//! - its pool of connection threads starves on bursts of connections that stay open: each
//!   connection into this room carries one whole head that says `Connection: close`, so its thread
//!   is done at once;
//! - it writes head and body apart and drops a `Connection` field: the answer is written through
//!   `into_writer`, head and first part in one write;
//! - its accept loop ends for good on any error, and panics when no descriptor is left: a room
//!   that lets nobody in is left, and a new one is opened;
//! - a client that does not read holds a worker: an answer that does not fit into the socket's
//!   buffer is sent by a thread of its own. There is at most one for each visit, and the
//!   door bounds those.
//!
//! The other cures (slow and endless heads, bodies, raw UTF-8, bare line feeds) stand in `visit` and
//! `head`: such requests never come here.

use super::request::{BODY_LIMIT, Method, Request};
use super::response::{PART, Response, Status};
use std::io::{self, ErrorKind, Read as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

/// What answers requests.
pub(super) type Handler = dyn Fn(&Request) -> Response + Send + Sync;

/// The field that says where a client is. It is written between the door and the room, never by a client.
pub(super) const FROM: &str = "kanhe-from";

/// How long a room that was left may still bring requests of those who were in it.
const LAST_CALL: Duration = Duration::from_millis(100);

/// One `tiny_http` server, and the usher that brings its requests to the workers.
struct Room {
    server: Arc<tiny_http::Server>,
    socket: PathBuf,
    left: Arc<AtomicBool>,
    usher: JoinHandle<()>,
}

/// The rooms and the workers: one room is open, others were left; the workers are the same for all.
pub(super) struct Rooms {
    folder: PathBuf,
    state: Mutex<State>,
}

struct State {
    opened: usize,
    open: Option<Room>,
    /// The ushers of the rooms that were left. Nothing else holds such a room: when its usher is
    /// gone, a request that still comes is dropped, and so answered, and nobody waits for ever.
    left: Vec<JoinHandle<()>>,
    /// Where ushers bring requests; nothing once the rooms are closed.
    desk: Option<Sender<tiny_http::Request>>,
    workers: Vec<JoinHandle<()>>,
}

impl Rooms {
    /// Opens the first room and calls the workers. Its socket stands in `folder`, which only
    /// we may enter.
    pub(super) fn open(
        folder: &Path,
        workers: usize,
        clock: fn() -> SystemTime,
        handler: &Arc<Handler>,
    ) -> io::Result<Self> {
        let (desk, asked) = channel();
        let asked = Arc::new(Mutex::new(asked));
        let mut state =
            State { opened: 0, open: None, left: Vec::new(), desk: Some(desk), workers: Vec::with_capacity(workers) };
        for _ in 0..workers {
            let (asked, handler) = (Arc::clone(&asked), Arc::clone(handler));
            let worker =
                thread::Builder::new().name("kanhe-worker".into()).spawn(move || work(&asked, clock, &*handler))?;
            state.workers.push(worker);
        }
        state.open_next(folder)?;
        Ok(Self { folder: folder.to_path_buf(), state: Mutex::new(state) })
    }

    /// A connection into the open room. If nobody opens there, a new room is opened; any other
    /// error (no descriptor left, say) is not the room's.
    pub(super) fn enter(&self) -> io::Result<UnixStream> {
        const NOBODY_THERE: [ErrorKind; 2] = [ErrorKind::ConnectionRefused, ErrorKind::NotFound];
        let tried = self.socket()?;
        match UnixStream::connect(&tried) {
            Err(error) if NOBODY_THERE.contains(&error.kind()) => {}
            connected => return connected,
        }
        let mut state = self.state();
        // Someone else may have opened one meanwhile.
        if state.open.as_ref().is_some_and(|room| room.socket == tried) {
            state.open_next(&self.folder)?;
        }
        drop(state);
        UnixStream::connect(self.socket()?)
    }

    /// Closes every room and joins every thread. Nobody enters afterwards.
    pub(super) fn close(&self) {
        let (ushers, workers) = {
            let mut state = self.state();
            state.leave();
            state.desk = None;
            (std::mem::take(&mut state.left), std::mem::take(&mut state.workers))
        };
        join_all(ushers);
        join_all(workers);
    }

    fn socket(&self) -> io::Result<PathBuf> {
        let socket = self.state().open.as_ref().map(|room| room.socket.clone());
        socket.ok_or_else(|| ErrorKind::NotConnected.into())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Opens a room, and leaves the one before it. No number is used twice.
    fn open_next(&mut self, folder: &Path) -> io::Result<()> {
        let Some(desk) = &self.desk else {
            return Err(ErrorKind::NotConnected.into());
        };
        let socket = folder.join(self.opened.to_string());
        self.opened += 1;
        let next = Room::open(socket, desk.clone())?;
        self.leave();
        self.open = Some(next);
        Ok(())
    }

    fn leave(&mut self) {
        self.left.retain(|usher| !usher.is_finished());
        if let Some(room) = self.open.take() {
            room.left.store(true, Ordering::SeqCst);
            room.server.unblock();
            self.left.push(room.usher);
        }
    }
}

impl Room {
    fn open(socket: PathBuf, desk: Sender<tiny_http::Request>) -> io::Result<Self> {
        let listener = UnixListener::bind(&socket)?;
        let server = tiny_http::Server::from_listener(listener, None).map_err(io::Error::other)?;
        let server = Arc::new(server);
        let left = Arc::new(AtomicBool::new(false));
        let usher = {
            let (server, left) = (Arc::clone(&server), Arc::clone(&left));
            thread::Builder::new().name("kanhe-usher".into()).spawn(move || usher(&server, &left, &desk))?
        };
        Ok(Self { server, socket, left, usher })
    }
}

/// Brings requests to the desk. An error of the server's is no end: those who are in the
/// room already are still heard, until the room was left and is silent.
fn usher(server: &tiny_http::Server, left: &AtomicBool, desk: &Sender<tiny_http::Request>) {
    loop {
        let last = left.load(Ordering::SeqCst);
        let asked = if last { server.recv_timeout(LAST_CALL) } else { server.recv().map(Some) };
        match asked {
            // Without workers there is nobody to answer; the request is dropped, and says so itself.
            Ok(Some(request)) => drop(desk.send(request)),
            Ok(None) => return,
            Err(_) => {}
        }
    }
}

/// Answers one request after another, until the desk is closed.
fn work(asked: &Mutex<Receiver<tiny_http::Request>>, clock: fn() -> SystemTime, handler: &Handler) {
    let mut senders: Vec<JoinHandle<()>> = Vec::new();
    loop {
        let next = asked.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(mut asked) = next else { break };
        let response = answer(&mut asked, handler);
        let now = clock();
        let mut out = asked.into_writer();
        senders.retain(|sender| !sender.is_finished());
        // A send fails when the client has left: there is nobody to tell.
        if response.body.length() <= PART as u64 {
            response.send(now, &mut out).ok();
        } else {
            let sender =
                thread::Builder::new().name("kanhe-sender".into()).spawn(move || drop(response.send(now, &mut out)));
            senders.extend(sender.ok());
        }
    }
    join_all(senders);
}

fn answer(asked: &mut tiny_http::Request, handler: &Handler) -> Response {
    let mut headers: Vec<(String, String)> =
        asked.headers().iter().map(|header| (header.field.to_string(), header.value.to_string())).collect();
    let from = headers.iter().position(|(name, _)| name.eq_ignore_ascii_case(FROM));
    let from = from.and_then(|at| headers.remove(at).1.parse().ok());
    let mut body = Vec::new();
    let most = u64::try_from(BODY_LIMIT).unwrap_or(u64::MAX);
    if asked.as_reader().take(most).read_to_end(&mut body).is_err() {
        return Response::text(Status::BadRequest, "请求不完整。\nThe request is not whole.");
    }
    let request =
        Request { method: Method::named(asked.method().as_str()), target: asked.url().to_owned(), headers, body, from };
    catch_unwind(AssertUnwindSafe(|| handler(&request)))
        .unwrap_or_else(|_| Response::text(Status::InternalServerError, "出错了。\nSomething went wrong."))
}

fn join_all(threads: impl IntoIterator<Item = JoinHandle<()>>) {
    for thread in threads {
        // A thread that panicked is as gone as one that ended.
        thread.join().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};

    fn ask(rooms: &Rooms, target: &str) -> String {
        let mut stream = rooms.enter().unwrap();
        write!(stream, "GET {target} HTTP/1.1\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn rooms(folder: &Path) -> Rooms {
        let handler: Arc<Handler> = Arc::new(|request: &Request| {
            assert_ne!(request.target, "/panic", "as the test wants");
            Response::text(Status::Ok, &request.target)
        });
        Rooms::open(folder, 2, || SystemTime::UNIX_EPOCH, &handler).unwrap()
    }

    #[test]
    fn a_room_that_is_shut_is_left_for_another() {
        let folder = tempfile::tempdir().unwrap();
        let rooms = rooms(folder.path());
        assert!(ask(&rooms, "/a").ends_with("/a\n"));
        std::fs::remove_file(folder.path().join("0")).unwrap();
        assert!(ask(&rooms, "/b").ends_with("/b\n"));
        assert!(folder.path().join("1").exists());
        rooms.close();
        assert!(rooms.enter().is_err());
    }

    #[test]
    fn a_handler_that_panics_costs_one_answer() {
        let folder = tempfile::tempdir().unwrap();
        let rooms = rooms(folder.path());
        for _ in 0..5 {
            assert!(ask(&rooms, "/panic").starts_with("HTTP/1.1 500 "));
        }
        assert!(ask(&rooms, "/a").starts_with("HTTP/1.1 200 "));
        rooms.close();
    }
}
