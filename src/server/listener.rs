//! The socket that a door listens on.
//!
//! A socket on the disk:
//!
//! 1. Nobody but its owner and who is in its group may connect, from the moment at which it takes connections.
//! 2. One that a server left behind that is no more is replaced; one at which a server answers is not, nor is anything that is no socket.
//!    Two servers that begin at once look one after the other.
//! 3. It goes with the server, if it is still its own.

use std::fs::{self, File, Permissions};
use std::io::{self, ErrorKind};
use std::net::Shutdown;
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, PermissionsExt as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use socket2::{Domain, SockAddr, Socket, Type};

use super::address::Address;
use super::door::DoorError;

/// How many clients may knock before they are let in; a burst beyond it waits for seconds.
const BACKLOG: i32 = 1024;
/// Who may connect to a socket on the disk.
const MODE: u32 = 0o660;

/// A socket that listens. Dropped, it is closed.
pub(super) struct Listener {
    // The file goes before the socket is closed: nobody finds one at which nobody answers.
    _place: Option<Place>,
    socket: Socket,
    address: Address,
}

impl Listener {
    /// Listens at an address; `accept` returns after `glance` at the latest, and a client that takes nothing is given up after `part`.
    pub(super) fn open(address: &Address, glance: Duration, part: Duration) -> Result<Self, DoorError> {
        let failed = |source| DoorError::Listen { address: address.clone(), source };
        let (socket, place) = match address {
            Address::Tcp(address) => (at_port(&SockAddr::from(*address)).map_err(failed)?, None),
            Address::Unix(path) => {
                let (socket, place) = at_path(path).map_err(failed)?.ok_or_else(|| DoorError::Taken(path.clone()))?;
                (socket, Some(place))
            }
        };
        socket.set_read_timeout(Some(glance)).map_err(failed)?;
        socket.set_write_timeout(Some(part)).map_err(failed)?;
        let own = socket.local_addr().map_err(failed)?.as_socket().map(Address::Tcp);
        Ok(Self { _place: place, socket, address: own.unwrap_or_else(|| address.clone()) })
    }

    /// Where it listens: the port that it was given, if any would do.
    pub(super) const fn address(&self) -> &Address {
        &self.address
    }

    /// The next client. What it gets leaves at once, however little it is (`TCP_NODELAY`).
    pub(super) fn accept(&self) -> io::Result<Socket> {
        let (client, _) = self.socket.accept()?;
        match self.address {
            Address::Tcp(_) => client.set_tcp_nodelay(true)?,
            Address::Unix(_) => {}
        }
        Ok(client)
    }

    /// Takes nobody any more, and wakes who waits for somebody. Where the system does not do so, he wakes by himself in a moment.
    pub(super) fn stop(&self) {
        self.socket.shutdown(Shutdown::Both).ok();
    }
}

/// A socket at an address of the network.
fn at_port(address: &SockAddr) -> io::Result<Socket> {
    let socket = Socket::new(address.domain(), Type::STREAM, None)?;
    socket.set_reuse_address(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)?;
    Ok(socket)
}

/// A socket on the disk; none, if a server answers there.
fn at_path(path: &Path) -> io::Result<Option<(Socket, Place)>> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = File::open(folder)?;
    folder.lock()?;
    if !clear(path)? {
        return Ok(None);
    }
    let socket = Socket::new(Domain::UNIX, Type::STREAM, None)?;
    socket.bind(&SockAddr::unix(path)?)?;
    let place = Place::of(path)?;
    // As long as it does not listen nobody can connect, whatever its mode is.
    fs::set_permissions(path, Permissions::from_mode(MODE))?;
    socket.listen(BACKLOG)?;
    Ok(Some((socket, place)))
}

/// Takes away the socket of a server that is no more. Whether a server could stand there now.
fn clear(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
        Ok(found) if found.file_type().is_socket() => {}
        Ok(_) => return Err(io::Error::new(ErrorKind::AlreadyExists, "expected a socket or nothing, found a file")),
    }
    match UnixStream::connect(path) {
        Ok(_) => Ok(false),
        Err(error) if error.kind() == ErrorKind::ConnectionRefused => fs::remove_file(path).map(|()| true),
        Err(error) => Err(error),
    }
}

/// A socket's file; dropped, it is removed, if no other has taken its place.
struct Place {
    path: PathBuf,
    /// Device and inode.
    own: (u64, u64),
}

impl Place {
    fn of(path: &Path) -> io::Result<Self> {
        // The folder somebody works in may be another by then.
        let path = std::path::absolute(path)?;
        let own = identity(&path)?;
        Ok(Self { path, own })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if identity(&self.path).is_ok_and(|found| found == self.own) {
            // What cannot be removed is found and replaced by the next server.
            fs::remove_file(&self.path).ok();
        }
    }
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    fs::symlink_metadata(path).map(|found| (found.dev(), found.ino()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixListener;

    use super::*;

    fn open(path: &Path) -> Result<Listener, DoorError> {
        Listener::open(&Address::Unix(path.to_owned()), Duration::from_millis(50), Duration::from_secs(1))
    }

    #[test]
    fn a_socket_is_its_owners_and_his_groups_and_goes_with_its_server() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kanhe.sock");
        let listener = open(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o660);
        UnixStream::connect(&path).unwrap();
        listener.accept().unwrap();
        drop(listener);
        assert!(!path.exists());
    }

    #[test]
    fn a_socket_at_which_nobody_answers_is_replaced_and_another_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kanhe.sock");
        drop(UnixListener::bind(&path).unwrap());
        let first = open(&path).unwrap();
        assert!(matches!(open(&path), Err(DoorError::Taken(taken)) if taken == path));
        UnixStream::connect(&path).unwrap();
        // Whoever has taken its place keeps it.
        fs::remove_file(&path).unwrap();
        let _other = UnixListener::bind(&path).unwrap();
        drop(first);
        assert!(path.exists());
    }

    #[test]
    fn what_is_no_socket_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kanhe.sock");
        fs::write(&path, "mine").unwrap();
        let Err(error) = open(&path) else { panic!("it was taken for a socket") };
        assert!(error.to_string().contains("expected a socket or nothing, found a file"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"mine");
        std::os::unix::fs::symlink("elsewhere", folder.path().join("link")).unwrap();
        assert!(open(&folder.path().join("link")).is_err());
        assert!(open(&folder.path().join("nothing/kanhe.sock")).is_err());
        assert!(open(&folder.path().join("a".repeat(120))).is_err());
    }
}
