//! The door: it listens, lets clients in one by one, and closes in order.
//!
//! 1. It opens to this machine only, unless it is told to open to the network. At a socket on the disk the same holds as at a port.
//! 2. It lets in no more clients at once than it is told; as many more hear that we are busy.
//! 3. An error of `accept` is waited out. It ends nothing.
//! 4. When it is stopped: nobody is let in, heads that are still coming are given up, answers
//!    that are being sent have a short grace, every thread is joined.
//!
//! `tiny_http` does not stand at this door: it sits in the room behind it (`room` says why).

use super::address::Address;
use super::gateway::{Gateway, Passage};
use super::listener::Listener;
use super::request::Request;
use super::response::Response;
use super::room::{Handler, Rooms};
use super::visit::{self, Patience};
use socket2::Socket;
use std::collections::HashMap;
use std::io;
use std::net::{Shutdown, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime};
use tempfile::TempDir;
use thiserror::Error;

/// How long `accept` waits before it looks whether the door was stopped.
const GLANCE: Duration = Duration::from_millis(500);
/// How long a client may say nothing when others want in.
const SILENT: Duration = Duration::from_millis(500);
/// How long an error of `accept` is waited out.
const AFTER_ERROR: Duration = Duration::from_millis(20);
/// How long answers may go on after the door was stopped.
const GRACE: Duration = Duration::from_secs(2);

/// To whom the door opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// To this machine.
    Loopback,
    /// To whoever can reach the address.
    Public,
}

/// How the door is set up.
#[derive(Debug, Clone)]
pub struct DoorSettings {
    /// Where it listens; port 0 takes any that is free.
    pub address: Address,
    /// To whom it opens.
    pub reach: Reach,
    /// A folder for temporary files, where a private socket may stand. Its path is short:
    /// the whole path of a socket has at most 107 bytes.
    pub scratch: PathBuf,
    /// The hour, for `Date`.
    pub clock: fn() -> SystemTime,
    /// How many requests are answered at once.
    pub workers: usize,
    /// How many clients are in at once. Each may take five descriptors.
    pub clients: usize,
    /// How long a head may take to come.
    pub head_time: Duration,
    /// How long a client may take for each 64 KiB of its answer, and of a body that a program gets.
    pub part_time: Duration,
    /// How many programs answer at once.
    pub programs: usize,
    /// How long a request waits for a program to be free.
    pub turn_time: Duration,
}

impl DoorSettings {
    /// A door for this machine, with eight workers, 128 clients, ten seconds for a head
    /// and thirty for each part of an answer, four programs and twenty seconds to wait for them.
    pub fn new(address: impl Into<Address>, scratch: impl Into<PathBuf>, clock: fn() -> SystemTime) -> Self {
        Self {
            address: address.into(),
            reach: Reach::Loopback,
            scratch: scratch.into(),
            clock,
            workers: 8,
            clients: 128,
            head_time: Duration::from_secs(10),
            part_time: Duration::from_secs(30),
            programs: 4,
            turn_time: Duration::from_secs(20),
        }
    }
}

/// Why a door does not open.
#[derive(Debug, Error)]
pub enum DoorError {
    /// The address can be reached from elsewhere, and nobody said that it may.
    #[error("expected a loopback address such as 127.0.0.1, found {found}, which others can reach")]
    NotLoopback {
        /// The address.
        found: SocketAddr,
    },
    /// Nobody could be let in.
    #[error("expected at least one {what}, found none")]
    None {
        /// What there is none of.
        what: &'static str,
    },
    /// A server answers at the socket.
    #[error("expected a socket at which nobody answers, found one of a server that runs: {}", .0.display())]
    Taken(PathBuf),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: Address,
        /// What the system says.
        source: io::Error,
    },
    /// There is no place for the private socket.
    #[error("cannot make a private socket in {}: {source}", scratch.display())]
    Room {
        /// The folder that was given for it.
        scratch: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// No thread can be started.
    #[error("cannot start the thread that listens: {source}")]
    Thread {
        /// What the system says.
        source: io::Error,
    },
}

/// An open door. Dropped, it is stopped.
pub struct Door {
    address: Address,
    hall: Arc<Hall>,
    porter: Option<Porter>,
    /// Where the private socket stands; it goes last.
    _folder: TempDir,
}

/// Who lets clients in.
struct Porter {
    listener: Arc<Listener>,
    thread: JoinHandle<()>,
}

impl Porter {
    /// Sends him home: nobody is let in, and nobody listens any more.
    fn dismiss(self) {
        self.listener.stop();
        self.thread.join().ok();
    }
}

/// What the porter and the visits share.
struct Hall {
    rooms: Rooms,
    gateway: Gateway,
    patience: Patience,
    room_for: usize,
    stopped: AtomicBool,
    clients: Mutex<Clients>,
    left: Condvar,
}

type Clients = HashMap<u64, Client>;

/// A client that is in.
struct Client {
    stream: Arc<Socket>,
    place: Place,
    since: Instant,
    /// Whether it has said what it wants.
    heard: Arc<AtomicBool>,
}

/// Where a client stands. There are as many places of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It is served.
    Inside,
    /// It is told that there is no place inside.
    Doorstep,
    /// It said nothing for too long, and its place is another's.
    Leaving,
}

/// A client that is in; dropped, it is out.
struct Guest {
    hall: Arc<Hall>,
    number: u64,
    client: Arc<Socket>,
}

impl Door {
    /// Opens the door: from here on, requests are answered by `handler`.
    pub fn open(
        settings: &DoorSettings,
        handler: impl Fn(&Request) -> Response + Send + Sync + 'static,
    ) -> Result<Self, DoorError> {
        Self::open_with(settings, handler, |_| None)
    }

    /// The same, with `passage` asked of each head first, before anything of a body is read: what it takes does not come to `handler`.
    pub fn open_with(
        settings: &DoorSettings,
        handler: impl Fn(&Request) -> Response + Send + Sync + 'static,
        passage: impl Fn(&Request) -> Option<Passage> + Send + Sync + 'static,
    ) -> Result<Self, DoorError> {
        if let Address::Tcp(found) = settings.address
            && settings.reach == Reach::Loopback
            && !found.ip().to_canonical().is_loopback()
        {
            return Err(DoorError::NotLoopback { found });
        }
        let counts = [(settings.workers, "worker"), (settings.clients, "client"), (settings.programs, "program")];
        for (count, what) in counts {
            if count == 0 {
                return Err(DoorError::None { what });
            }
        }
        let listener = Arc::new(Listener::open(&settings.address, GLANCE, settings.part_time)?);
        let no_room = |source| DoorError::Room { scratch: settings.scratch.clone(), source };
        // A folder of tempfile's is for its owner alone.
        let folder = tempfile::Builder::new().prefix("kanhe-").tempdir_in(&settings.scratch).map_err(no_room)?;
        let handler: Arc<Handler> = Arc::new(handler);
        let gateway = Gateway::new(Box::new(passage), settings.programs, settings.turn_time);
        let hall = Hall::furnish(settings, folder.path(), &handler, gateway).map_err(no_room)?;
        let hall = Arc::new(hall);
        let porter = {
            let (hall, listener) = (Arc::clone(&hall), Arc::clone(&listener));
            thread::Builder::new().name("kanhe-porter".into()).spawn(move || hall.let_in(&listener))
        };
        match porter {
            Ok(thread) => {
                let address = listener.address().clone();
                Ok(Self { address, hall, porter: Some(Porter { listener, thread }), _folder: folder })
            }
            Err(source) => {
                hall.rooms.close();
                Err(DoorError::Thread { source })
            }
        }
    }

    /// Where it listens.
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// Its address of the network; none at a socket on the disk.
    pub fn local_addr(&self) -> Option<SocketAddr> {
        match self.address {
            Address::Tcp(address) => Some(address),
            Address::Unix(_) => None,
        }
    }

    /// Closes the door: returns when every client is out and every thread is joined.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        let Some(porter) = self.porter.take() else {
            return;
        };
        self.hall.stopped.store(true, Ordering::SeqCst);
        self.hall.gateway.stop();
        porter.dismiss();
        self.hall.see_out();
        self.hall.rooms.close();
    }
}

impl Hall {
    fn furnish(settings: &DoorSettings, folder: &Path, handler: &Arc<Handler>, gateway: Gateway) -> io::Result<Self> {
        Ok(Self {
            rooms: Rooms::open(folder, settings.workers, settings.clock, handler)?,
            gateway,
            patience: Patience { head: settings.head_time, part: settings.part_time, clock: settings.clock },
            room_for: settings.clients,
            stopped: AtomicBool::new(false),
            clients: Mutex::new(HashMap::new()),
            left: Condvar::new(),
        })
    }

    fn let_in(self: &Arc<Self>, listener: &Listener) {
        let mut number = 0;
        while !self.stopped.load(Ordering::SeqCst) {
            match listener.accept() {
                Ok(client) => {
                    number += 1;
                    self.welcome(client, number);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => thread::sleep(AFTER_ERROR),
            }
        }
    }

    /// Gives a client a thread of its own, to be served or at least to be told that we are busy.
    /// When even those who are told are too many, a client is left without a word.
    fn welcome(self: &Arc<Self>, client: Socket, number: u64) {
        let client = Arc::new(client);
        let heard = Arc::new(AtomicBool::new(false));
        let Some(place) = self.seat(&client, number, &heard) else {
            return;
        };
        let guest = Guest { hall: Arc::clone(self), number, client };
        let visit = thread::Builder::new().name("kanhe-visit".into()).spawn(move || match place {
            Place::Inside => {
                visit::receive(&guest.client, &guest.hall.rooms, &guest.hall.gateway, guest.hall.patience, &heard);
            }
            Place::Doorstep | Place::Leaving => visit::turn_away(&guest.client, guest.hall.patience),
        });
        // Without a thread the guest has been dropped, and is out. The thread itself is not
        // kept: `see_out` waits for the guest.
        drop(visit);
    }

    /// Finds a place, and notes who has it. Whoever has stood about longest without a word makes room for a newcomer: nobody who
    /// says what he wants waits for those who do not.
    fn seat(&self, client: &Arc<Socket>, number: u64, heard: &Arc<AtomicBool>) -> Option<Place> {
        let mut clients = self.clients();
        let taken = |place| clients.values().filter(|client| client.place == place).count();
        let free = [Place::Inside, Place::Doorstep].into_iter().find(|place| taken(*place) < self.room_for);
        let place = match free {
            Some(Place::Inside) => Place::Inside,
            Some(Place::Doorstep | Place::Leaving) | None => {
                let silent = |client: &&mut Client| {
                    client.place == Place::Inside
                        && client.since.elapsed() >= SILENT
                        && !client.heard.load(Ordering::SeqCst)
                };
                match clients.values_mut().filter(silent).min_by_key(|client| client.since) {
                    Some(idler) => {
                        // It has no place any more; its thread ends as soon as it notices.
                        idler.stream.shutdown(Shutdown::Both).ok();
                        idler.place = Place::Leaving;
                        Place::Inside
                    }
                    None => free?,
                }
            }
        };
        let stream = Arc::clone(client);
        clients.insert(number, Client { stream, place, since: Instant::now(), heard: Arc::clone(heard) });
        Some(place)
    }

    /// Waits until everybody is out, and shortens what takes too long.
    fn see_out(&self) {
        let begun = Instant::now();
        let mut clients = self.clients();
        shut(&clients, Shutdown::Read);
        let mut patient = true;
        while !clients.is_empty() {
            if patient && begun.elapsed() >= GRACE {
                shut(&clients, Shutdown::Both);
                patient = false;
            }
            let waited = self.left.wait_timeout(clients, Duration::from_millis(50));
            clients = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn clients(&self) -> MutexGuard<'_, Clients> {
        self.clients.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn shut(clients: &Clients, how: Shutdown) {
    for client in clients.values() {
        // One that is closed already needs no closing.
        client.stream.shutdown(how).ok();
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.hall.clients().remove(&self.number);
        self.hall.left.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::Status;

    fn open(address: &str, reach: Reach) -> Result<Door, DoorError> {
        let settings = DoorSettings {
            reach,
            ..DoorSettings::new(address.parse::<Address>().unwrap(), "/tmp", || SystemTime::UNIX_EPOCH)
        };
        Door::open(&settings, |_| Response::text(Status::Ok, "ok"))
    }

    #[test]
    fn it_opens_to_this_machine_only_unless_told() {
        for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0", "[::ffff:192.0.2.1]:0"] {
            let refused = open(address, Reach::Loopback);
            assert!(matches!(refused, Err(DoorError::NotLoopback { .. })), "{address}");
        }
        assert!(open("127.0.0.1:0", Reach::Loopback).is_ok());
        let public = open("0.0.0.0:0", Reach::Public).unwrap();
        let begun = Instant::now();
        public.stop();
        assert!(begun.elapsed() < GLANCE, "the porter was woken, not waited for");
    }

    #[test]
    fn an_address_in_use_is_an_error_that_names_it() {
        let door = open("127.0.0.1:0", Reach::Loopback).unwrap();
        let taken = door.address().to_string();
        let Err(error) = open(&taken, Reach::Loopback) else { panic!("the address was taken") };
        assert!(error.to_string().contains(&taken), "{error}");
    }

    #[test]
    fn the_private_socket_goes_with_the_door() {
        let scratch = tempfile::tempdir().unwrap();
        let settings =
            DoorSettings::new(Address::Tcp(([127, 0, 0, 1], 0).into()), scratch.path(), || SystemTime::UNIX_EPOCH);
        let door = Door::open(&settings, |_| Response::text(Status::Ok, "ok")).unwrap();
        assert_eq!(scratch.path().read_dir().unwrap().count(), 1);
        door.stop();
        assert_eq!(scratch.path().read_dir().unwrap().count(), 0);
    }
}
