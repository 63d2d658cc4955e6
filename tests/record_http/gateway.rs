//! Programs behind the door: bodies of any length, and no process that outlives its client.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, SystemTime};

use kanhe::server::{Address, Door, DoorSettings, Passage, Program, Request, Response, Status};
use tempfile::TempDir;

const HEAD: &str = "printf 'Content-Type: a/b\\r\\n\\r\\n'; ";
/// Longer than anything here may take.
const LIMIT: Duration = Duration::from_secs(30);

/// A door behind which a shell runs what stands behind `/run/` or, to finish, `/end/`.
struct World {
    door: Door,
    folder: TempDir,
}

impl World {
    fn new(change: impl FnOnce(DoorSettings) -> DoorSettings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings =
            DoorSettings::new("127.0.0.1:0".parse::<Address>().unwrap(), folder.path(), || SystemTime::UNIX_EPOCH);
        let here = folder.path().to_owned();
        let pass = move |request: &Request| {
            let (script, finishes) = match request.target.get(..5)? {
                "/run/" => (&request.target[5..], false),
                "/end/" => (&request.target[5..], true),
                "/no/x" => ("", false),
                _ => return None,
            };
            let whose = request.only("x-who").unwrap_or_default().to_owned();
            let mut command = Command::new(if script.is_empty() { "/nowhere/program" } else { "sh" });
            command.args([here.join(script)]).env_clear().env("PATH", env!("PATH")).current_dir(&here);
            Some(Passage::Run(Box::new(Program { command, most: 4 << 20, finishes, whose })))
        };
        let answer = |_: &Request| Response::text(Status::Ok, "a page");
        let settings = change(DoorSettings { part_time: Duration::from_secs(3), ..settings });
        Self { door: Door::open_with(&settings, answer, pass).unwrap(), folder }
    }

    fn script(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.door.local_addr().unwrap()).unwrap();
        stream.set_read_timeout(Some(LIMIT)).unwrap();
        stream.set_write_timeout(Some(LIMIT)).unwrap();
        stream
    }

    /// Begins a request with that head and body.
    fn begin(&self, target: &str, fields: &str, body: &[u8]) -> TcpStream {
        let mut stream = self.connect();
        write!(stream, "POST {target} HTTP/1.1\r\nHost: a\r\n{fields}\r\n\r\n").unwrap();
        stream.write_all(body).unwrap();
        stream
    }

    fn say(&self, target: &str, fields: &str, body: &[u8]) -> String {
        read(self.begin(target, fields, body))
    }

    fn is_well(&self) {
        let mut stream = self.connect();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
        assert!(read(stream).ends_with("a page\n"));
    }
}

fn read(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// What was sent in chunks.
fn unchunked(answer: &str) -> Option<String> {
    let (mut rest, mut body) = (answer.split_once("\r\n\r\n")?.1, String::new());
    loop {
        let (size, more) = rest.split_once("\r\n")?;
        let size = usize::from_str_radix(size, 16).ok()?;
        body.push_str(more.get(..size)?);
        rest = more.get(size..)?.strip_prefix("\r\n")?;
        if size == 0 {
            return rest.is_empty().then_some(body);
        }
    }
}

/// Waits for what comes soon.
pub(crate) fn soon(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..600 {
        if is_so() {
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("not within half a minute: {what}");
}

/// Whether the process is there whose number was written to that file.
fn runs(file: &Path) -> bool {
    let number = fs::read_to_string(file).unwrap();
    let state = fs::read_to_string(format!("/proc/{}/stat", number.trim())).unwrap_or_default();
    state.rsplit(") ").next().is_some_and(|rest| !rest.is_empty() && !rest.starts_with('Z'))
}

#[test]
fn bodies_of_any_length_go_in_and_out_as_they_come() {
    let world = World::new(|settings| settings);
    world.script("cat", &format!("{HEAD} cat"));
    let text = "0123456789abcdef".repeat(180_000);
    let told = world.say("/run/cat", &format!("Content-Length: {}", text.len()), text.as_bytes());
    assert!(told.starts_with("HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nTransfer-Encoding: chunked\r\n"));
    assert_eq!(unchunked(&told).unwrap(), text);
    let mut chunks = Vec::new();
    for part in text.as_bytes().chunks(70_001) {
        write!(chunks, "{:x}\r\n", part.len()).unwrap();
        chunks.extend_from_slice(part);
        chunks.extend_from_slice(b"\r\n");
    }
    chunks.extend_from_slice(b"0\r\n\r\n");
    let chunked = world.say("/run/cat", "Transfer-Encoding: chunked", &chunks);
    assert_eq!(unchunked(&chunked).unwrap(), text);
    assert_eq!(unchunked(&world.say("/run/cat", "Accept: */*", b"")).unwrap(), "", "no length is no body");
    // Who speaks HTTP/1.0 knows no chunks.
    let mut old = world.connect();
    old.write_all(b"POST /run/cat HTTP/1.0\r\nContent-Length: 5\r\n\r\nhello").unwrap();
    let old = read(old);
    assert!(old.ends_with("\r\n\r\nhello") && !old.contains("chunked"), "{old}");
    // A program that says how long its answer is sends no more.
    world.script("long", "printf 'Content-Length: 5\\n\\nhello, and more'");
    assert!(world.say("/run/long", "Accept: */*", b"").ends_with("\r\n\r\nhello"));
}

#[test]
fn who_waits_for_word_gets_it_before_the_body_comes() {
    let world = World::new(|settings| settings);
    world.script("cat", &format!("{HEAD} cat"));
    let mut stream = world.begin("/run/cat", "Content-Length: 5\r\nExpect: 100-continue", b"");
    let mut word = [0; 25];
    stream.read_exact(&mut word).unwrap();
    assert_eq!(&word, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(b"hello").unwrap();
    assert_eq!(unchunked(&read(stream)).unwrap(), "hello");
    // What is not wanted is not waited for.
    let refused = world.say("/run/cat", "Content-Length: 99999999\r\nExpect: 100-continue", b"");
    assert!(refused.starts_with("HTTP/1.1 413 "), "{refused}");
}

#[test]
fn what_is_not_sound_reaches_no_program() {
    let world = World::new(|settings| settings);
    world.script("mark", &format!("cat > got; : > marked; {HEAD}"));
    for (fields, status) in [
        ("Content-Length: 5\r\nTransfer-Encoding: chunked", "400"),
        ("Transfer-Encoding: chunked\r\nContent-Length: 5", "400"),
        ("Content-Length: 5\r\nContent-Length: 5", "400"),
        ("Content-Length: 5\r\nContent-Length: 6", "400"),
        ("Content-Length: +5", "400"),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "413"),
        ("Transfer-Encoding: chunked, gzip", "413"),
        ("Transfer-Encoding: xchunked", "413"),
        ("Transfer-Encoding:\tidentity", "413"),
        ("Transfer-Encoding : chunked", "400"),
        ("Transfer-Encoding: chunked\r\n folded", "400"),
        ("Content-Length: 5000000", "413"),
        ("Content-Length: 99999999999999999999999", "413"),
    ] {
        let answer = world.say("/run/mark", fields, b"5\r\nhello\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{fields}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1").count() - answer.matches("HTTP/1.1 names").count(), 1, "{fields}");
    }
    assert!(!world.path("marked").exists());
    // A body on its way that turns out not to be one: the program is ended, and the client is told.
    for body in ["5;x\r\nhello\r\n0\r\n\r\n", "5\r\nhello\r\n0\r\nA: b\r\n\r\n", "400001\r\nhello"] {
        let stream = world.begin("/run/mark", "Transfer-Encoding: chunked", body.as_bytes());
        stream.shutdown(Shutdown::Write).unwrap();
        let answer = read(stream);
        assert!(!answer.contains("a/b"), "{body}: {answer}");
    }
    let answer = world.say("/run/mark", "Transfer-Encoding: chunked", b"5\nhello");
    assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains("A chunk is"), "{answer}");
    // What stands behind a body is no second request and no part of the first.
    world.script("cat", &format!("{HEAD} cat"));
    let two = world.say("/run/cat", "Content-Length: 5", b"helloGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_eq!(unchunked(&two).unwrap(), "hello");
    // A longer one is refused while it comes.
    let long = vec![b'x'; 5 << 20];
    let mut chunks = format!("{:x}\r\n", long.len()).into_bytes();
    chunks.extend_from_slice(&long);
    let mut stream = world.begin("/run/mark", "Transfer-Encoding: chunked", b"");
    // It may be cut off in the middle.
    stream.write_all(&chunks).ok();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok();
    assert!(!answer.contains("a/b"), "{answer}");
    world.is_well();
}

#[test]
fn a_program_ends_with_its_client_and_all_it_has_started() {
    let world = World::new(|settings| settings);
    world.script("wait", &format!("{HEAD} cat > got; sleep 1000 & echo $! > inner; echo $$ > outer; wait"));
    // The client leaves after its body, or in the middle of it.
    for (body, files) in [(&b"hello"[..], ["inner", "outer"]), (b"hel", ["first", "first"])] {
        world.script("stop", "echo $$ > first; exec cat");
        let target = if body.len() == 5 { "/run/wait" } else { "/run/stop" };
        let stream = world.begin(target, "Content-Length: 5", body);
        soon("the program runs", || files.iter().all(|file| world.path(file).exists()));
        let files = files.map(|file| world.path(file));
        soon("its number is written", || files.iter().all(|file| runs(file)));
        drop(stream);
        soon("it has ended", || !files.iter().any(|file| runs(file)));
    }
    world.is_well();
}

#[test]
fn a_program_that_does_not_listen_is_ended_all_the_same() {
    let world = World::new(|settings| settings);
    world.script("deaf", "trap '' TERM; echo $$ > deaf.pid; while :; do sleep 1; done");
    let stream = world.begin("/run/deaf", "Content-Length: 0", b"");
    soon("the program runs", || world.path("deaf.pid").exists() && runs(&world.path("deaf.pid")));
    drop(stream);
    soon("it has ended", || !runs(&world.path("deaf.pid")));
}

#[test]
fn one_that_changes_something_is_let_finish_once_it_has_everything() {
    let world = World::new(|settings| settings);
    world.script("push", &format!("cat > got; : > has; sleep 1; echo whole > done; {HEAD} echo"));
    let stream = world.begin("/end/push", "Content-Length: 5", b"hello");
    soon("it has everything", || world.path("has").exists());
    drop(stream);
    soon("it has finished", || world.path("done").exists());
    fs::remove_file(world.path("done")).unwrap();
    fs::remove_file(world.path("has")).unwrap();
    // Half of a body is not everything.
    world.script("half", "echo $$ > half.pid; cat > got; sleep 3; : > half.done");
    let stream = world.begin("/end/half", "Content-Length: 5", b"hel");
    soon("it waits for the rest", || world.path("half.pid").exists() && runs(&world.path("half.pid")));
    drop(stream);
    soon("it has ended", || !runs(&world.path("half.pid")));
    assert!(!world.path("half.done").exists());
    // So it is when the door is stopped; what only reads is ended.
    world.script("read", &format!("{HEAD} echo $$ > read.pid; sleep 1000"));
    let push = world.begin("/end/push", "Content-Length: 5", b"hello");
    let reader = world.begin("/run/read", "Content-Length: 0", b"");
    soon("both run", || world.path("has").exists() && world.path("read.pid").exists());
    let folder = world.folder;
    world.door.stop();
    assert!(folder.path().join("done").exists() && !runs(&folder.path().join("read.pid")));
    drop((push, reader));
}

#[test]
fn more_than_may_run_wait_and_then_hear_that_we_are_busy() {
    let world = World::new(|settings| DoorSettings { programs: 4, turn_time: Duration::from_millis(200), ..settings });
    world.script("hold", "echo x >> begun; cat > /dev/null");
    world.script("cat", &format!("{HEAD} cat"));
    let begun = |world: &World| fs::read_to_string(world.path("begun")).unwrap_or_default().lines().count();
    let held: Vec<TcpStream> = ["a", "a", "b", "b"]
        .map(|who| world.begin("/run/hold", &format!("Content-Length: 9\r\nX-Who: {who}"), b"some"))
        .into();
    soon("four run", || begun(&world) == 4);
    let busy = world.say("/run/cat", "Content-Length: 0", b"");
    assert!(busy.starts_with("HTTP/1.1 503 ") && busy.contains("Retry-After: 2\r\n"), "{busy}");
    // Those who read pages wait for none of them.
    world.is_well();
    drop(held);
    soon("a turn is free", || world.say("/run/cat", "Content-Length: 2", b"ok").contains("\r\nok\r\n"));
}

#[test]
fn an_answer_that_is_cut_off_looks_cut_off() {
    let world = World::new(|settings| settings);
    world.script("cut", &format!("{HEAD} echo some; kill -9 $$"));
    let cut = world.say("/run/cut", "Content-Length: 0", b"");
    assert!(cut.contains("\r\nsome\n\r\n") && unchunked(&cut).is_none(), "{cut}");
    world.script("fails", &format!("{HEAD} echo some; exit 3"));
    assert_eq!(unchunked(&world.say("/run/fails", "Content-Length: 0", b"")).unwrap(), "some\n");
    for (script, target) in [("exit 0", "/run/none"), ("echo no head", "/run/none"), ("", "/no/x")] {
        world.script("none", script);
        let answer = world.say(target, "Content-Length: 0", b"");
        assert!(answer.starts_with("HTTP/1.1 500 "), "{script}: {answer}");
    }
    world.is_well();
}

#[test]
fn programs_go_after_those_who_answer_pages() {
    let world = World::new(|settings| settings);
    // A moment later: what it has started before that is of its group, and goes after the others too.
    world.script("nice", &format!("{HEAD} sleep 1; nice"));
    let said = unchunked(&world.say("/run/nice", "Content-Length: 0", b"")).unwrap();
    assert!(said.trim().parse::<i32>().unwrap() >= 10, "{said}");
}
