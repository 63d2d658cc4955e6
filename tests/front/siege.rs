//! What clumsy and hostile clients do to a door: they stand about, drip, do not read, send too much or nonsense.
//!
//! They come from one address, and who behaves from another. The bench of the same name measures what `besieged` only holds to a bound.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use socket2::{Domain, Socket, Type};

/// From where who behaves comes, and the others. Both leave the ports of 127.0.0.1 to the servers of other tests.
const READER: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);
const CROWD: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 3);
/// Longer than anything here may take.
const LIMIT: Duration = Duration::from_secs(60);
/// How long who drips waits between two bytes: less than any door waits for one.
const DRIP: Duration = Duration::from_millis(200);
/// How long a head is that nobody needs.
const LONG: usize = 1 << 20;

/// Requests that are none, and such that two programs might read in two ways. Each ends as a head does: nothing more is to come.
pub(crate) const NONSENSE: [&str; 17] = [
    "\u{16}\u{3}\u{1}\u{2}\r\n\r\n",
    "GET\r\n\r\n",
    "GET / HTTP/9.9\r\nHost: HOST\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: HOST\r\nHost: HOST\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: HOST\r\nHost : HOST\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: evil.example/\r\n\r\n",
    "GET /\u{0} HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "GET /%00 HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "GET /../../etc/passwd HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: HOST\r\nA: \u{0}\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "CONNECT HOST:80 HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "TRACE / HTTP/1.1\r\nHost: HOST\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: -1\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    "POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
];

/// A door, and the name it goes by.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    /// Where it is.
    pub(crate) address: SocketAddr,
    /// What it is called.
    pub(crate) host: &'static str,
}

/// An answer, as much of it as came.
#[derive(Debug)]
pub(crate) struct Told {
    /// The status; 0 if the connection was closed without one.
    pub(crate) status: u16,
    /// Everything.
    pub(crate) bytes: Vec<u8>,
}

/// Some who do what they should not, for as long as this is kept.
pub(crate) struct Crowd {
    streams: Vec<TcpStream>,
    dripping: Option<(Arc<AtomicBool>, JoinHandle<()>)>,
}

impl Crowd {
    /// How many are there.
    pub(crate) fn count(&self) -> usize {
        self.streams.len()
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        if let Some((over, thread)) = self.dripping.take() {
            over.store(true, Ordering::Relaxed);
            thread.join().ok();
        }
    }
}

impl Target {
    /// A connection from that address. Who does not mean to read has hardly room for what is sent.
    fn connect(&self, from: Ipv4Addr, reads: bool) -> io::Result<TcpStream> {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
        if !reads {
            socket.set_recv_buffer_size(4096)?;
        }
        socket.bind(&SocketAddr::from((from, 0)).into())?;
        socket.connect_timeout(&self.address.into(), LIMIT)?;
        let stream = TcpStream::from(socket);
        stream.set_read_timeout(Some(LIMIT))?;
        stream.set_write_timeout(Some(LIMIT))?;
        Ok(stream)
    }

    fn head(&self, path: &str, more: &str) -> String {
        format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{more}\r\n", self.host)
    }

    /// What who behaves is answered.
    pub(crate) fn ask(&self, path: &str) -> io::Result<Told> {
        self.say(READER, self.head(path, "Connection: close\r\n").as_bytes())
    }

    /// Sends these bytes and reads until the door closes. Where it closes before everything is sent, what it said counts.
    fn say(&self, from: Ipv4Addr, bytes: &[u8]) -> io::Result<Told> {
        let mut stream = self.connect(from, true)?;
        stream.write_all(bytes).ok();
        let mut told = Vec::new();
        match stream.read_to_end(&mut told) {
            Err(error) if error.kind() == io::ErrorKind::ConnectionReset => {}
            read => drop(read?),
        }
        let status = told.strip_prefix(b"HTTP/1.1 ").and_then(|rest| std::str::from_utf8(rest.get(..3)?).ok());
        Ok(Told { status: status.and_then(|text| text.parse().ok()).unwrap_or(0), bytes: told })
    }

    /// So many who say nothing.
    pub(crate) fn idle(&self, count: usize) -> io::Result<Crowd> {
        let streams = (0..count).map(|_| self.connect(CROWD, true)).collect::<io::Result<_>>()?;
        Ok(Crowd { streams, dripping: None })
    }

    /// So many whose heads come a byte at a time and have no end.
    pub(crate) fn dripping(&self, count: usize) -> io::Result<Crowd> {
        let mut crowd = self.idle(count)?;
        let mut streams = crowd.streams.iter().map(TcpStream::try_clone).collect::<io::Result<Vec<_>>>()?;
        let head = self.head("/", "A: ");
        for stream in &mut streams {
            stream.write_all(head.trim_end().as_bytes()).ok();
        }
        let over = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&over);
        let drip = thread::spawn(move || {
            while !told.load(Ordering::Relaxed) {
                // Who has been shown out comes no more.
                streams.retain_mut(|stream| stream.write_all(b"a").is_ok());
                thread::sleep(DRIP);
            }
        });
        crowd.dripping = Some((over, drip));
        Ok(crowd)
    }

    /// So many who ask for that and read nothing of it.
    pub(crate) fn deaf(&self, count: usize, path: &str) -> io::Result<Crowd> {
        let streams: io::Result<Vec<TcpStream>> = (0..count)
            .map(|_| {
                let mut stream = self.connect(CROWD, false)?;
                stream.write_all(self.head(path, "").as_bytes())?;
                Ok(stream)
            })
            .collect();
        Ok(Crowd { streams: streams?, dripping: None })
    }

    /// What so many at once are answered whose head, or whose path, has a megabyte.
    pub(crate) fn long(&self, count: usize) -> io::Result<Vec<Told>> {
        let long = "a".repeat(LONG);
        let heads = [
            self.head("/", &format!("A: {long}\r\n")),
            self.head("/", &"A: b\r\n".repeat(LONG / 6)),
            self.head(&long, ""),
        ];
        thread::scope(|scope| {
            let all = (0..count).map(|at| {
                let head = &heads[at % heads.len()];
                scope.spawn(move || self.say(CROWD, head.as_bytes()))
            });
            let all: Vec<_> = all.collect();
            all.into_iter().map(|one| one.join().map_err(|_| io::Error::other("no answer"))?).collect()
        })
    }

    /// What is answered to so many requests that come in one piece.
    pub(crate) fn pipelined(&self, count: usize, path: &str) -> io::Result<Told> {
        let one = self.head(path, "");
        self.say(CROWD, (one.repeat(count - 1) + &self.head(path, "Connection: close\r\n")).as_bytes())
    }

    /// What is answered to one of [`NONSENSE`].
    pub(crate) fn nonsense(&self, request: &str) -> io::Result<Told> {
        self.say(CROWD, request.replace("HOST", self.host).as_bytes())
    }
}

/// The memory of a process and of those it has started, in kB: now, and the most it was.
pub(crate) fn memory(process: u32) -> (u64, u64) {
    let read = |name: &str| std::fs::read_to_string(format!("/proc/{process}/{name}")).unwrap_or_default();
    let status = read("status");
    let of = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or_default()
    };
    let own = (of("VmRSS:"), of("VmHWM:"));
    let below = read(&format!("task/{process}/children"));
    let below = below.split_whitespace().filter_map(|child| child.parse().ok()).map(memory);
    below.fold(own, |(now, most), (its, its_most)| (now + its, most + its_most))
}
