//! Where notices go in a test: a mail server, and a webhook.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// Debian's Python: that one has aiosmtpd.
const PYTHON: &str = "/usr/bin/python3";
/// How long something may take that happens by itself.
const LIMIT: usize = 600;

/// A mail server, and what it was given.
pub(crate) struct Mail {
    process: Option<Child>,
    folder: PathBuf,
    secure: Vec<String>,
    pub(crate) port: u16,
}

impl Drop for Mail {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Mail {
    /// One that takes what it is given. `secure` are certificate, key, user and password.
    pub(crate) fn new(folder: PathBuf, secure: &[&str]) -> Self {
        fs::create_dir(&folder).unwrap();
        let secure = secure.iter().map(|&one| one.to_owned()).collect();
        let mut mail = Self { process: None, folder, secure, port: 0 };
        mail.start();
        mail
    }

    /// Starts it, where it was before.
    pub(crate) fn start(&mut self) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notices/smtp.py");
        let mut command = Command::new(PYTHON);
        command.arg(script).arg(&self.folder).arg(self.port.to_string()).args(&self.secure).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut said = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut said).unwrap();
        self.port = said.trim().parse().expect("aiosmtpd is there (python3-aiosmtpd)");
        self.process = Some(process);
    }

    pub(crate) fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    /// How it behaves from now on.
    pub(crate) fn behaves(&self, manner: &str) {
        fs::write(self.folder.join("manner"), manner).unwrap();
    }

    /// The letters it was given, in their order.
    pub(crate) fn letters(&self) -> Vec<Letter> {
        let mut files: Vec<PathBuf> = fs::read_dir(&self.folder).unwrap().map(|file| file.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|end| end == "eml"));
        files.sort();
        files.iter().map(|file| Letter::read(&fs::read_to_string(file).unwrap())).collect()
    }

    /// The letters, once there are so many.
    pub(crate) fn wait_for(&self, count: usize) -> Vec<Letter> {
        for _ in 0..LIMIT {
            let letters = self.letters();
            if letters.len() >= count {
                return letters;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("expected {count} letters, found {}", self.letters().len());
    }
}

/// A letter as it came.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) raw: String,
    head: Vec<(String, String)>,
    /// Its parts, decoded: text and HTML.
    pub(crate) parts: Vec<String>,
}

impl Letter {
    fn read(raw: &str) -> Self {
        let raw = raw.replace("\r\n", "\n");
        let (head, body) = raw.split_once("\n\n").unwrap();
        let head = fields(head);
        let kind = &head.iter().find(|(name, _)| name == "content-type").unwrap().1;
        let boundary = kind.split("boundary=\"").nth(1).unwrap().split('"').next().unwrap();
        let between = format!("--{boundary}");
        let parts = body.split(&between).filter_map(|part| part.trim().split_once("\n\n"));
        let parts = parts.map(|(head, body)| decoded(&fields(head), body)).collect();
        Self { raw, head, parts }
    }

    /// A field of its head, decoded; nothing, if it is not there or stands twice.
    pub(crate) fn field(&self, name: &str) -> String {
        let all: Vec<&String> = self.head.iter().filter(|(own, _)| own == name).map(|(_, value)| value).collect();
        let [one] = all[..] else { return String::new() };
        words(one)
    }
}

fn fields(head: &str) -> Vec<(String, String)> {
    let unfolded = head.replace("\n ", " ").replace("\n\t", " ");
    let fields = unfolded.lines().filter_map(|line| line.split_once(':'));
    fields.map(|(name, value)| (name.to_lowercase(), value.trim().to_owned())).collect()
}

fn decoded(head: &[(String, String)], body: &str) -> String {
    let encoding = head.iter().find(|(name, _)| name == "content-transfer-encoding").map(|(_, value)| value.as_str());
    let bytes = match encoding {
        Some("base64") => base64(&body.split_whitespace().collect::<String>()),
        Some("quoted-printable") => quoted(&body.replace("=\n", "")),
        _ => body.as_bytes().to_vec(),
    };
    String::from_utf8(bytes).unwrap()
}

/// Encoded words (RFC 2047), as this program writes them.
fn words(text: &str) -> String {
    let (mut said, mut was_encoded) = (String::new(), true);
    for word in text.split(' ') {
        let encoded = word.strip_prefix("=?utf-8?b?").and_then(|rest| rest.strip_suffix("?="));
        // A blank between two of them is none.
        if !(said.is_empty() || was_encoded && encoded.is_some()) {
            said.push(' ');
        }
        said += &encoded.map_or_else(|| word.to_owned(), |word| String::from_utf8(base64(word)).unwrap());
        was_encoded = encoded.is_some();
    }
    said
}

fn base64(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
}

fn quoted(text: &str) -> Vec<u8> {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte == b'=' {
            bytes.push(u8::from_str_radix(std::str::from_utf8(&tail[..2]).unwrap(), 16).unwrap());
            rest = &tail[2..];
        } else {
            bytes.push(byte);
        }
    }
    bytes
}

/// A webhook, what it was told, and what it answers.
pub(crate) struct Hook {
    server: Arc<tiny_http::Server>,
    told: Arc<Mutex<Vec<(String, serde_json::Value)>>>,
    answers: Arc<Mutex<Vec<&'static str>>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Hook {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        self.server.unblock();
        self.thread.take().unwrap().join().unwrap();
    }
}

impl Hook {
    /// One that gives these answers, and the last of them again and again.
    pub(crate) fn new(answers: &[&'static str]) -> Self {
        let server = Arc::new(tiny_http::Server::http("127.0.0.1:0").unwrap());
        let (told, answers) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(answers.to_vec())));
        let stop = Arc::new(AtomicBool::new(false));
        let (listening, heard, given, over) =
            (Arc::clone(&server), Arc::clone(&told), Arc::clone(&answers), Arc::clone(&stop));
        let thread = std::thread::spawn(move || {
            while !over.load(Ordering::SeqCst) {
                let Ok(mut request) = listening.recv() else { continue };
                let mut body = String::new();
                request.as_reader().read_to_string(&mut body).unwrap();
                heard.lock().unwrap().push((request.url().to_owned(), serde_json::from_str(&body).unwrap()));
                let mut given = given.lock().unwrap();
                let answer = if given.len() > 1 { given.remove(0) } else { given[0] };
                request.respond(tiny_http::Response::from_string(answer)).unwrap();
            }
        });
        Self { server, told, answers, stop, thread: Some(thread) }
    }

    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.server_addr().to_ip().unwrap())
    }

    /// What it was told: where, and what.
    pub(crate) fn told(&self) -> Vec<(String, serde_json::Value)> {
        self.told.lock().unwrap().clone()
    }

    pub(crate) fn answers(&self, answer: &'static str) {
        *self.answers.lock().unwrap() = vec![answer];
    }
}

/// HMAC-SHA256 in base64, as another program computes it.
pub(crate) fn hmac(key: &str, text: &str) -> String {
    use base64::Engine as _;
    use std::io::Write as _;
    let hex: String = key.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    let mut command = Command::new("openssl");
    command.args(["dgst", "-sha256", "-mac", "HMAC", "-macopt", &format!("hexkey:{hex}"), "-binary"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    base64::engine::general_purpose::STANDARD.encode(output.stdout)
}
