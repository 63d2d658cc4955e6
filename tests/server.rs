//! The door and the site behind it, over real sockets on this machine: what clients that are
//! polite, clumsy, slow or hostile get from it, and that the others are served meanwhile.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its world has failed already")]

use kanhe::server::{Address, Door, DoorSettings, Reach, Site};
use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant, SystemTime};
use tempfile::TempDir;

const LARGE: usize = 16 * 1024 * 1024;
const HEAD_TIME: Duration = Duration::from_millis(1500);
const PART_TIME: Duration = Duration::from_secs(3);
/// Longer than anything here may take.
const LIMIT: Duration = Duration::from_secs(20);

struct World {
    door: Door,
    folder: TempDir,
}

impl World {
    fn new() -> Self {
        Self::with(|settings| settings)
    }

    fn with(change: impl FnOnce(DoorSettings) -> DoorSettings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("out");
        put(&root, "index.html", "首页".as_bytes());
        put(&root, "404.html", "没有".as_bytes());
        put(&root, "公文/通知.html", "通知".as_bytes());
        put(&root, "digits.txt", b"0123456789");
        put(folder.path(), "secret.txt", b"secret");
        let settings = DoorSettings {
            head_time: HEAD_TIME,
            part_time: PART_TIME,
            ..DoorSettings::new("127.0.0.1:0".parse::<Address>().unwrap(), folder.path(), || SystemTime::UNIX_EPOCH)
        };
        let site = Site::new(root);
        let door = Door::open(&change(settings), move |request| site.answer(request)).unwrap();
        Self { door, folder }
    }

    fn with_large_file() -> Self {
        let world = Self::new();
        put(&world.folder.path().join("out"), "large.bin", &vec![b'x'; LARGE]);
        world
    }

    fn address(&self) -> SocketAddr {
        self.door.local_addr().unwrap()
    }

    fn connect(&self) -> TcpStream {
        connect(self.address())
    }

    /// Sends these bytes and reads until the server closes.
    fn say(&self, bytes: &[u8]) -> Answer {
        let mut stream = self.connect();
        stream.write_all(bytes).unwrap();
        Answer::read(&mut stream)
    }

    fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, "")
    }

    fn ask(&self, method: &str, target: &str, fields: &str) -> Answer {
        self.say(format!("{method} {target} HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n").as_bytes())
    }

    fn is_well(&self) {
        let answer = self.get("/");
        assert_eq!((answer.status, answer.body.as_slice()), (200, "首页".as_bytes()));
    }

    /// Asks until there is room: those who have just left may still be being seen out.
    fn becomes_well(&self) {
        let begun = Instant::now();
        while self.get("/").status == 503 {
            assert!(begun.elapsed() < LIMIT, "the house stays full");
            thread::sleep(Duration::from_millis(20));
        }
        self.is_well();
    }
}

fn put(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(LIMIT)).unwrap();
    stream.set_write_timeout(Some(LIMIT)).unwrap();
    stream
}

#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn read(stream: &mut impl Read) -> Self {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        Self { status: head.split(' ').nth(1).unwrap().parse().unwrap(), head, body: bytes.split_off(end + 4) }
    }

    fn field(&self, name: &str) -> Option<&str> {
        let mut fields = self.head.lines().filter_map(|line| line.split_once(": "));
        fields.find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

#[test]
fn a_page_is_served_and_the_connection_closed() {
    let world = World::new();
    for request in [
        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nExpect: 100-continue\r\nTE: chunked\r\n\r\n",
    ] {
        let answer = world.say(request.as_bytes());
        assert_eq!((answer.status, answer.body.as_slice()), (200, "首页".as_bytes()), "{request}");
        assert_eq!(answer.field("connection"), Some("close"));
        assert_eq!(answer.field("content-length"), Some("6"));
        assert_eq!(answer.field("date"), Some("Thu, 01 Jan 1970 00:00:00 GMT"));
        assert_eq!(answer.field("transfer-encoding"), None);
        assert_eq!(answer.head.matches("Connection").count(), 1);
    }
}

#[test]
fn the_second_of_two_requests_at_once_is_left_to_another_connection() {
    let world = World::new();
    let answer = world.say(b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /digits.txt HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_eq!((answer.status, answer.body.as_slice()), (200, "首页".as_bytes()));
}

#[test]
fn a_head_that_comes_in_pieces_is_put_together() {
    let world = World::new();
    let mut stream = world.connect();
    for piece in ["G", "ET /digits", ".txt HTTP/1.1\r", "\nHost: a\r\n", "\r", "\n"] {
        stream.write_all(piece.as_bytes()).unwrap();
        thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(Answer::read(&mut stream).body, b"0123456789");
}

#[test]
fn chinese_names_are_asked_for_in_percent_encoding() {
    let world = World::new();
    let answer = world.get("/%E5%85%AC%E6%96%87/%E9%80%9A%E7%9F%A5.html");
    assert_eq!((answer.status, answer.body.as_slice()), (200, "通知".as_bytes()));
    assert_eq!(world.get("/%E5%85%AC%E6%96%87").field("location"), Some("/%E5%85%AC%E6%96%87/"));
    assert_eq!(world.get("/公文/通知.html").status, 400);
    assert_eq!(world.ask("GET", "/", "X-Name: 名\r\n").status, 200);
}

#[test]
fn head_part_and_condition_are_understood() {
    let world = World::new();
    let given = world.get("/digits.txt");
    let told = world.ask("HEAD", "/digits.txt", "");
    assert_eq!((told.head, told.body.len()), (given.head.clone(), 0));
    let part = world.ask("GET", "/digits.txt", "Range: bytes=2-4\r\n");
    assert_eq!((part.status, part.body.as_slice()), (206, b"234".as_slice()));
    assert_eq!(world.ask("GET", "/digits.txt", "Range: bytes=10-\r\n").status, 416);
    let tag = given.field("etag").unwrap();
    let known = world.ask("GET", "/digits.txt", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((known.status, known.body.len()), (304, 0));
    assert_eq!(known.field("content-length"), None);
    assert_eq!(world.ask("POST", "/", "Content-Length: 0\r\n").field("allow"), Some("GET, HEAD"));
    assert_eq!(world.get("/nothing").body, "没有".as_bytes());
}

#[test]
fn a_large_file_arrives_whole() {
    let world = World::with_large_file();
    let answer = world.get("/large.bin");
    assert_eq!(answer.body.len(), LARGE);
    assert!(answer.body.iter().all(|byte| *byte == b'x'));
}

#[test]
fn nothing_outside_the_site_is_reached() {
    let world = World::new();
    let absolute = world.folder.path().join("secret.txt");
    let absolute = absolute.to_str().unwrap();
    for target in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/..%2Fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/%252e%252e/secret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..\\secret.txt",
        "/..%5csecret.txt",
        "/.%00./secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%uff0e%uff0e/secret.txt",
        "/a/../../secret.txt",
        "/./../secret.txt",
        "//../secret.txt",
        "../secret.txt",
        "file:///etc/passwd",
        "http://localhost/../secret.txt",
        absolute,
        &format!("/{absolute}"),
    ] {
        let answer = world.get(target);
        assert!(matches!(answer.status, 400 | 404), "{target}: {}", answer.status);
        assert!(!answer.body.windows(6).any(|part| part == b"secret"), "{target}");
    }
    world.is_well();
}

#[test]
fn malformed_requests_are_answered_and_the_connection_closed() {
    let world = World::new();
    for (request, status) in [
        ("\r\n", 400),
        ("GET / HTTP/1.1\nHost: a\n\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\n\r\n", 400),
        ("GET /\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
        ("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET /\u{7f} HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("\u{16}\u{3}\u{1}\u{2}", 400),
        ("* / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        ("GET / HTTP/9.9\r\nHost: a\r\n\r\n", 505),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
    ] {
        let answer = world.say(request.as_bytes());
        assert_eq!(answer.status, status, "{request:?}");
        assert_eq!(answer.field("connection"), Some("close"));
    }
    world.is_well();
}

#[test]
fn bodies_are_refused_however_long_they_claim_to_be() {
    let world = World::new();
    // What is short enough for a form is waited for with `POST`, and does not come here.
    for (fields, with_get, with_post) in [
        ("Content-Length: 5\r\n", 413, 408),
        ("Content-Length: 65536\r\n", 413, 408),
        ("Content-Length: 65537\r\n", 413, 413),
        ("Content-Length: 100000000000000\r\n", 413, 413),
        ("Content-Length: 9223372036854775807\r\n", 413, 413),
        ("Content-Length: 18446744073709551615\r\n", 413, 413),
        ("Content-Length: 99999999999999999999999\r\n", 413, 413),
        ("Transfer-Encoding: chunked\r\n", 413, 413),
        ("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", 400, 400),
        ("Content-Length: 0\r\nContent-Length: 5\r\n", 400, 400),
        ("Content-Length: 5\r\nContent-Length: 5\r\n", 400, 400),
        ("Content-Length: -1\r\n", 400, 400),
    ] {
        for (method, status) in [("GET", with_get), ("POST", with_post)] {
            let answer = world.ask(method, "/", fields);
            assert_eq!(answer.status, status, "{method} {fields}");
            world.is_well();
        }
    }
}

#[test]
fn a_form_comes_in_whole_or_not_at_all() {
    let world = World::new();
    let say = |body: &str| {
        world.say(format!("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{body}").as_bytes()).status
    };
    // The site's files take none: it came as far as them.
    assert_eq!(say("name=zhou"), 405);
    assert_eq!(say("name=zho"), 408);
    // What comes behind it is no second request.
    assert_eq!(say("name=zhouGET / HTTP/1.1\r\nHost: a\r\n\r\n"), 405);
    world.is_well();
}

#[test]
fn a_body_on_its_way_does_not_drown_the_refusal() {
    let world = World::new();
    let mut request = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n".to_vec();
    request.resize(request.len() + 300_000, b'x');
    assert_eq!(world.say(&request).status, 413);
}

#[test]
fn heads_are_bounded() {
    let world = World::new();
    let megabyte = "a".repeat(1024 * 1024);
    assert_eq!(world.ask("GET", "/", &format!("A: {megabyte}\r\n")).status, 431);
    assert_eq!(world.ask("GET", "/", &"A: b\r\n".repeat(131_072)).status, 431);
    assert_eq!(world.ask("GET", "/", &"A: b\r\n".repeat(101)).status, 431);
    assert_eq!(world.ask("GET", "/", &"A: b\r\n".repeat(90)).status, 200);
    assert_eq!(world.get(&format!("/{megabyte}")).status, 414);
    assert_eq!(world.get(&format!("/{}", "a".repeat(8200))).status, 414);
    assert_eq!(world.get(&format!("/{}", "a".repeat(8000))).status, 404);
}

#[test]
fn a_burst_of_connections_is_answered() {
    let world = World::new();
    for _ in 0..5 {
        let begun = Instant::now();
        let mut streams: Vec<TcpStream> = (0..24).map(|_| world.connect()).collect();
        for stream in &mut streams {
            stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n").unwrap();
        }
        for stream in &mut streams {
            assert_eq!(Answer::read(stream).status, 200);
        }
        assert!(begun.elapsed() < HEAD_TIME, "24 took {:?}", begun.elapsed());
    }
}

/// Many more than there is room for stand about and say nothing: whoever says what he wants is answered.
#[test]
fn who_stands_about_makes_room_for_who_wants_something() {
    let world = World::with(|settings| DoorSettings { clients: 32, head_time: Duration::from_secs(30), ..settings });
    let mut idle: Vec<TcpStream> = (0..200).map(|_| world.connect()).collect();
    for (number, stream) in idle.iter_mut().enumerate() {
        if number % 2 == 0 {
            stream.write_all(b"GET / HT").ok();
        }
    }
    thread::sleep(Duration::from_millis(700));
    for _ in 0..40 {
        let begun = Instant::now();
        assert_eq!(world.get("/").status, 200);
        assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    }
    // Those who came last and are still within their time have kept their places or were told; nobody was forgotten.
    drop(idle);
    world.is_well();
}

#[test]
fn slow_heads_are_given_up_and_stop_nobody() {
    let world = World::new();
    let mut silent: Vec<TcpStream> = (0..40).map(|_| world.connect()).collect();
    let mut halves: Vec<TcpStream> = (0..40).map(|_| world.connect()).collect();
    for stream in &mut halves {
        stream.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
    }
    let begun = Instant::now();
    world.is_well();
    assert!(begun.elapsed() < HEAD_TIME, "it waited for the slow ones");
    for stream in &mut halves {
        assert_eq!(Answer::read(stream).status, 408);
    }
    for stream in &mut silent {
        assert_eq!(stream.read(&mut [0]).unwrap(), 0);
    }
    assert!(begun.elapsed() < HEAD_TIME * 4);
}

#[test]
fn a_head_that_drips_is_given_up_as_well() {
    let world = World::new();
    let mut stream = world.connect();
    let begun = Instant::now();
    stream.write_all(b"GET / HTTP/1.1\r\nA: ").unwrap();
    while stream.write_all(b"a").is_ok() && begun.elapsed() < HEAD_TIME * 2 {
        thread::sleep(Duration::from_millis(50));
        stream.set_nonblocking(true).unwrap();
        let heard = stream.peek(&mut [0]);
        stream.set_nonblocking(false).unwrap();
        if !heard.is_err_and(|error| error.kind() == ErrorKind::WouldBlock) {
            break;
        }
    }
    assert!(begun.elapsed() < HEAD_TIME * 2);
    assert_eq!(Answer::read(&mut stream).status, 408);
}

#[test]
fn clients_that_do_not_read_stop_nobody() {
    let world = World::with_large_file();
    let mut stalled: Vec<TcpStream> = (0..24).map(|_| world.connect()).collect();
    for stream in &mut stalled {
        stream.write_all(b"GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    }
    thread::sleep(Duration::from_millis(200));
    let address = world.address();
    let readers: Vec<_> = (0..8)
        .map(|_| {
            thread::spawn(move || {
                let begun = Instant::now();
                let mut stream = connect(address);
                stream.write_all(b"GET /digits.txt HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
                assert_eq!(Answer::read(&mut stream).body, b"0123456789");
                begun.elapsed()
            })
        })
        .collect();
    for reader in readers {
        assert!(reader.join().unwrap() < PART_TIME / 2, "it waited for the stalled ones");
    }
    assert_eq!(world.get("/large.bin").body.len(), LARGE);
}

#[test]
fn clients_that_do_not_read_are_left_after_a_while() {
    let world = World::with(|settings| DoorSettings { clients: 4, part_time: Duration::from_millis(300), ..settings });
    put(&world.folder.path().join("out"), "large.bin", &vec![b'x'; LARGE]);
    let mut stalled: Vec<TcpStream> = (0..4).map(|_| world.connect()).collect();
    for stream in &mut stalled {
        stream.write_all(b"GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    }
    thread::sleep(Duration::from_millis(100));
    assert_eq!(world.get("/").status, 503, "the house is full");
    let begun = Instant::now();
    while world.get("/").status != 200 {
        assert!(begun.elapsed() < LIMIT);
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn clients_that_leave_early_leave_nothing_behind() {
    let world = World::with_large_file();
    for _ in 0..200 {
        let mut stream = world.connect();
        stream.write_all(b"GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
        stream.shutdown(Shutdown::Both).unwrap();
    }
    world.becomes_well();
    let begun = Instant::now();
    world.door.stop();
    assert!(begun.elapsed() < Duration::from_secs(30), "stop took {:?}", begun.elapsed());
}

#[test]
fn stopping_ends_the_idle_at_once_and_lets_answers_finish() {
    let world = World::with(|settings| DoorSettings { head_time: LIMIT, ..settings });
    put(&world.folder.path().join("out"), "large.bin", &vec![b'x'; LARGE]);
    let address = world.address();
    let _idle: Vec<TcpStream> = (0..10).map(|_| world.connect()).collect();
    let mut reading = world.connect();
    reading.write_all(b"GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    let mut first = [0; 1];
    reading.read_exact(&mut first).unwrap();
    let reader = thread::spawn(move || {
        let mut rest = Vec::new();
        reading.read_to_end(&mut rest).map(|_| rest.len())
    });
    let begun = Instant::now();
    let World { door, folder } = world;
    door.stop();
    assert!(begun.elapsed() < Duration::from_secs(30), "stop took {:?}", begun.elapsed());
    assert!(reader.join().unwrap().unwrap() > LARGE, "the answer was cut");
    assert!(TcpStream::connect(address).is_err());
    drop(folder);
}

#[test]
fn stopping_does_not_wait_for_clients_that_do_not_read() {
    let world = World::with_large_file();
    let mut stalled = world.connect();
    stalled.write_all(b"GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    thread::sleep(Duration::from_millis(100));
    let begun = Instant::now();
    world.door.stop();
    assert!(begun.elapsed() < Duration::from_secs(30), "stop took {:?}", begun.elapsed());
}

#[test]
fn a_site_that_is_missing_and_comes_back_is_served_again() {
    let world = World::new();
    let (out, away) = (world.folder.path().join("out"), world.folder.path().join("away"));
    fs::rename(&out, &away).unwrap();
    let answer = world.get("/");
    assert_eq!((answer.status, answer.field("retry-after")), (503, Some("2")));
    fs::rename(&away, &out).unwrap();
    world.is_well();
}

#[test]
fn a_door_for_the_network_must_be_asked_for() {
    let address: Address = "0.0.0.0:0".parse().unwrap();
    let settings = DoorSettings::new(address, std::env::temp_dir(), || SystemTime::UNIX_EPOCH);
    let site = Site::new("/nowhere");
    assert_eq!(settings.reach, Reach::Loopback);
    let Err(error) = Door::open(&settings, move |request| site.answer(request)) else {
        panic!("it opened to everybody")
    };
    assert!(error.to_string().contains("0.0.0.0:0"), "{error}");
}

/// A socket on the disk is the same door: the same answers, the same limits.
#[test]
fn a_socket_on_the_disk_is_a_door_like_any_other() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("kanhe.sock");
    let world = World::with(|settings| DoorSettings {
        address: Address::Unix(path.clone()),
        clients: 4,
        head_time: Duration::from_millis(700),
        ..settings
    });
    assert_eq!((world.door.address(), world.door.local_addr()), (&Address::Unix(path.clone()), None));
    let connect = || UnixStream::connect(&path).unwrap();
    let say = |bytes: &[u8]| {
        let mut stream = connect();
        stream.write_all(bytes).unwrap();
        Answer::read(&mut stream)
    };
    let page = say(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_eq!((page.status, page.body.as_slice(), page.field("connection")), (200, "首页".as_bytes(), Some("close")));
    assert_eq!(say(b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n").status, 400);
    let long = format!("GET / HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n", "x".repeat(64 * 1024));
    assert_eq!(say(long.as_bytes()).status, 431);
    assert_eq!(say(b"GET / HTTP/1.1\r\nHost: a\r\nX").status, 408, "a head that does not end");
    // Those who have said what they want hold their places; whoever comes then is told that there is none.
    put(&world.folder.path().join("out"), "large.bin", &vec![b'x'; LARGE]);
    let mut held: Vec<UnixStream> = (0..4).map(|_| connect()).collect();
    for stream in &mut held {
        stream.write_all(b"GET /large.bin HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
        stream.read_exact(&mut [0; 1]).unwrap();
    }
    assert_eq!(say(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").status, 503);
    drop(held);
    let begun = Instant::now();
    while say(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").status == 503 {
        assert!(begun.elapsed() < LIMIT, "the house stays full");
        thread::sleep(Duration::from_millis(20));
    }
    world.door.stop();
    assert!(!path.exists() && UnixStream::connect(&path).is_err());
}
