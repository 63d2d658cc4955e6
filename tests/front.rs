//! The front that `kanhe front` writes, in a real nginx before the real server.

#![expect(clippy::unwrap_used, reason = "what is not there in a test is a failed test")]

#[path = "front/besieged.rs"]
mod besieged;
#[path = "front/siege.rs"]
mod siege;
mod world;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use world::{Office, World, write};

const NAME: &str = "oa.example.org";
const HIDDEN: &str = "documents/2026/hidden-paper";

/// A server and the nginx before it, which end with the test.
struct Fronted {
    office: Office,
    server: Option<Child>,
    nginx: Child,
    dir: PathBuf,
    upstream: String,
    /// What the server is told besides.
    more: Vec<String>,
    port: u16,
    tls: u16,
    /// Where pages are, to the port.
    base: String,
}

impl Drop for Fronted {
    fn drop(&mut self) {
        Command::new(nginx()).args(["-s", "stop", "-c"]).arg(self.dir.join("nginx.conf")).status().unwrap();
        self.nginx.wait().unwrap();
        self.stop();
    }
}

fn nginx() -> &'static str {
    if Path::new("/usr/sbin/nginx").exists() { "/usr/sbin/nginx" } else { "nginx" }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn field(&self, name: &str) -> Option<&str> {
        let line = |line: &'_ str| line.split_once(": ").is_some_and(|(own, _)| own.eq_ignore_ascii_case(name));
        self.head
            .lines()
            .find(|found| line(found))
            .and_then(|line| line.split_once(": "))
            .map(|(_, value)| value.trim())
    }
}

fn serve(office: &Office, upstream: &str, more: &[String]) -> Child {
    let mut command = office.world.command(env!("CARGO_BIN_EXE_kanhe"), &office.world.path("home"));
    let (option, place) = match upstream.strip_prefix("unix:") {
        Some(path) => ("--socket", path),
        None => ("--listen", upstream),
    };
    let record = office.server.to_str().unwrap();
    command.args(["--record", record, "serve", option, place, "--behind-front", "--https"]).args(more);
    let mut server = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut said).unwrap();
    assert!(said.contains(upstream), "{said}");
    server
}

impl Fronted {
    fn new(office: Office) -> Self {
        Self::with(office, &Self::anywhere(), true, (&[], &[]))
    }

    /// A front before a server that listens there, each with these options more.
    fn before(office: Office, upstream: &str, front: &[&str], server: &[&str]) -> Self {
        Self::with(office, upstream, true, (front, server))
    }

    /// One that speaks HTTP alone: whoever tries its patience need not speak of TLS.
    fn without_tls(office: Office) -> Self {
        Self::with(office, &Self::anywhere(), false, (&[], &[]))
    }

    fn anywhere() -> String {
        format!("127.0.0.1:{}", free_port())
    }

    fn with(office: Office, upstream: &str, speaks_tls: bool, (front, server): (&[&str], &[&str])) -> Self {
        let (port, tls) = (free_port(), free_port());
        let dir = office.world.path("nginx");
        fs::create_dir_all(&dir).unwrap();
        let made = Command::new("openssl")
            .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"])
            .args(["-subj", "/CN=oa.example.org", "-addext", "subjectAltName=DNS:oa.example.org"])
            .args(["-keyout", "key.pem", "-out", "cert.pem"])
            .current_dir(&dir)
            .stderr(Stdio::null())
            .status();
        assert!(made.unwrap().success());
        let (here, home) = (dir.to_str().unwrap().to_owned(), office.world.path("home"));
        let ports = [port, tls].map(|port| port.to_string());
        let cache = format!("{here}/cache");
        let [cert, key] = ["cert", "key"].map(|name| format!("{here}/{name}.pem"));
        let record = office.server.to_str().unwrap();
        let options = ["--record", record, "front", "--server-name", NAME, "--upstream", upstream, "--cache", &cache];
        let plain = ["--port", &ports[0]];
        let secure = ["--cert", &cert, "--key", &key, "--tls-port", &ports[1]];
        let secure = if speaks_tls { &secure[..] } else { &[] };
        let written = office.world.kanhe(&home, &[&options[..], &plain, secure, front].concat());
        write(&dir.join("site.conf"), &written.good().out);
        let temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        let temp = temp.map(|name| format!("{name}_temp_path {here}/{name};\n")).concat();
        // As root nginx would give its work to somebody who may not enter a test's folder.
        let user = if rustix::process::getuid().is_root() { "user root;\n" } else { "" };
        write(
            &dir.join("nginx.conf"),
            &format!(
                "daemon off;\n{user}pid {here}/nginx.pid;\nerror_log {here}/error.log;\nworker_processes 1;\n\
                 events {{ worker_connections 768; }}\nhttp {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{temp}\
                 include {here}/site.conf;\n}}\n"
            ),
        );
        let more: Vec<String> = server.iter().map(|option| (*option).to_owned()).collect();
        let server = Some(serve(&office, upstream, &more));
        let nginx = Command::new(nginx()).arg("-c").arg(dir.join("nginx.conf")).stderr(Stdio::null()).spawn().unwrap();
        let base = if speaks_tls { format!("https://{NAME}:{tls}") } else { format!("http://{NAME}:{port}") };
        let fronted = Self { office, server, nginx, dir, upstream: upstream.to_owned(), more, port, tls, base };
        let begun = Instant::now();
        while fronted.ask("/_health", &[]).is_none() {
            let log = || fs::read_to_string(fronted.dir.join("error.log")).unwrap_or_default();
            assert!(begun.elapsed() < Duration::from_secs(20), "nginx does not answer: {}", log());
            std::thread::sleep(Duration::from_millis(50));
        }
        fronted
    }

    /// Ends the server as the system does.
    fn stop(&mut self) {
        let Some(mut server) = self.server.take() else { return };
        let id = rustix::process::Pid::from_child(&server);
        rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
        assert!(server.wait().unwrap().success(), "a server that is told to stop stops in order");
    }

    fn ask(&self, path: &str, more: &[&str]) -> Option<Answer> {
        let mut command = Command::new("curl");
        command.args(["-sk", "-i", "--path-as-is", "--max-time", "20", "--resolve"]);
        let port = self.base.rsplit(':').next().unwrap();
        command.arg(format!("{NAME}:{port}:127.0.0.1")).args(more);
        let said = command.arg(format!("{}{path}", self.base)).output().unwrap();
        let cut = said.stdout.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&said.stdout[..cut]).into_owned();
        let status = head.split_whitespace().nth(1)?.parse().ok()?;
        Some(Answer { status, head, body: said.stdout[cut + 4..].to_vec() })
    }

    fn get(&self, path: &str, cookie: &str) -> Answer {
        let cookie = ["-b", cookie];
        self.ask(path, if cookie[1].is_empty() { &[] } else { &cookie }).unwrap()
    }

    /// The cookie of somebody who signs in with his certificate.
    fn cookie_of(&self, who: &str) -> String {
        let page = self.get("/_account/certificate", "").text();
        let challenge = page.split("name=\"challenge\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let signature = self.office.world.sign(&self.office.keys[who], &[], format!("{challenge}\n").as_bytes());
        let fields = [format!("name={who}"), format!("challenge={challenge}"), format!("signature={signature}")];
        let fields = fields.iter().flat_map(|field| ["--data-urlencode", field]).collect::<Vec<_>>();
        let entered = self.ask("/_account/certificate", &fields).unwrap();
        assert_eq!(entered.status, 303, "{}", entered.text());
        let set = entered.field("set-cookie").unwrap();
        assert!(set.starts_with("__Host-kanhe=") && set.contains("; Secure") && set.contains("HttpOnly"), "{set}");
        set.split(';').next().unwrap().to_owned()
    }
}

/// An office with a document for all and one for some, and accounts.
fn office() -> Office {
    office_with("")
}

/// The same with these settings.
fn office_with(settings: &str) -> Office {
    let world = World::new();
    write(&world.path("roster/kanhe.toml"), settings);
    let office = Office::found_in(world);
    let dir = office.clone("chen");
    world::draft(&dir, "documents/2026/open", "关于开展春季检查的通知");
    office.act(&dir, "chen-wen", "submit", "documents/2026/open", &[]).good();
    for (subject, readers) in [(HIDDEN, "@sun-hua"), ("documents/2026/other-paper", "@zhao-lei")] {
        let head = "title = \"关于人事任免的请示\"\nunit = \"bureau\"\nkind = \"通知\"\nto = [\"各科室\"]\n";
        let text = format!(
            "+++\n{head}attachments = [\"名册.txt\"]\nreaders = [\"{readers}\"]\n+++\n\n见[名册](名册.txt)。\n"
        );
        write(&dir.join("content").join(subject).join("index.md"), &text);
        write(&dir.join("content").join(subject).join("名册.txt"), "考察谈话\n");
        office.act(&dir, "chen-wen", "submit", subject, &[]).good();
    }
    let record = office.server.to_str().unwrap().to_owned();
    let add = ["--record", &record, "account", "add", "sun-hua", "zhao-lei", "zhou-min", "chen-wen"];
    office.world.kanhe(&office.world.path("home"), &add).good();
    office
}

#[test]
fn a_front_sends_what_everybody_may_read_and_asks_for_the_rest() {
    let mut fronted = Fronted::new(office());
    let page = sends_open_pages(&fronted);
    hands_the_rest_to_its_readers(&fronted, &page);
    passes_the_record_on(&fronted);
    answers_while_others_stand_about(&fronted);
    keeps_limits(&fronted);
    // The server is gone for a while: pages for all are still there.
    fronted.stop();
    assert_eq!(fronted.get("/documents/", "").status, 200);
    let down = fronted.get("/search/?q=a", "");
    assert_eq!(down.status, 503);
    assert!(down.text().contains("系统暂时不能使用"), "{}", down.text());
    fronted.server = Some(serve(&fronted.office, &fronted.upstream, &fronted.more));
    assert_eq!(fronted.get("/search/?q=a", "").status, 200);
}

/// The server at a socket that nobody but its owner and his group can reach.
#[test]
fn a_front_reaches_a_server_at_a_socket() {
    let office = office();
    let path = office.world.path("kanhe.sock");
    // What a server that was killed has left.
    drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
    let mut fronted = Fronted::before(office, &format!("unix:{}", path.display()), &[], &[]);
    assert!(fronted.get("/documents/", "").text().contains("春季检查"));
    let (reader, stranger) = (fronted.cookie_of("sun-hua"), fronted.cookie_of("zhou-min"));
    assert!(fronted.get(&format!("/{HIDDEN}/"), &reader).text().contains("人事任免"));
    assert_eq!(fronted.get(&format!("/{HIDDEN}/"), &stranger).status, 404);
    // Who comes is known by the address that the front saw.
    let (record, home) = (fronted.office.server.to_str().unwrap(), fronted.office.world.path("home"));
    let journal = ["--record", record, "--json", "account", "journal", "--what", "signed-in-by-certificate"];
    let journal = fronted.office.world.kanhe(&home, &journal).good().json();
    assert_eq!(journal[0]["address"], "127.0.0.1", "{journal}");
    // A second server leaves the first alone, and the socket goes with its server.
    let (socket, out) = (path.to_str().unwrap(), fronted.office.world.path("out"));
    let second = ["--record", record, "serve", "--socket", socket, "--out", out.to_str().unwrap()];
    let held = fronted.office.world.path("held");
    let second = fronted.office.world.kanhe(&home, &[&second[..], &["--held", held.to_str().unwrap()]].concat());
    assert_eq!((second.code, second.err.contains("已有服务器在应答")), (3, true), "{second:?}");
    assert_eq!(fronted.get("/search/?q=a", "").status, 200);
    fronted.stop();
    assert!(!path.exists());
}

/// Who signs people in says at the front who somebody is. What a client says of it goes no further, even with the secret.
#[test]
fn a_client_names_nobody_through_the_front() {
    const SECRET: &str = "5f0c1d3e7a9b4c6d8e2f0a1b3c5d7e9f";
    let office = office_with("[login]\nmethods = [\"proxy\"]\n");
    let secret = office.world.path("proxy-secret");
    write(&secret, SECRET);
    fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let upstream = format!("127.0.0.1:{}", free_port());
    let header = ["--proxy-user", "X-Remote-User"];
    let trusting = [header[0], header[1], "--proxy-secret", secret.to_str().unwrap()];
    let fronted = Fronted::before(office, &upstream, &header, &trusting);
    let shown = format!("Kanhe-Proxy-Secret: {SECRET}");
    let hidden = format!("/{HIDDEN}/");
    for user in ["X-Remote-User: sun-hua", "x-remote-user: sun-hua@example.org", "X_Remote_User: sun-hua"] {
        for path in ["/_account/sign-in", "/en/_account/sign-in", "/_account/index.html", "/_account/may-read", &hidden]
        {
            let told = fronted.ask(path, &["-H", user, "-H", &shown]).unwrap();
            assert!(told.field("set-cookie").is_none() && !told.text().contains("人事任免"), "{user} {path}");
            let told = fronted.ask(path, &["-H", user, "-H", "Kanhe-Proxy-Secret: guess"]).unwrap();
            assert!(told.field("set-cookie").is_none(), "{user} {path}");
        }
    }
    let (record, home) = (fronted.office.server.to_str().unwrap().to_owned(), fronted.office.world.path("home"));
    let journal = || {
        let journal = ["--record", &record, "--json", "account", "journal"];
        fronted.office.world.kanhe(&home, &journal).good().json().to_string()
    };
    assert!(!journal().contains("signed-in") && !journal().contains("wrong-proof"), "{}", journal());
    // The front itself signs somebody in.
    let conf = fs::read_to_string(fronted.dir.join("site.conf")).unwrap();
    let told = conf.replace("set $kanhe_proxy_user \"\";", "set $kanhe_proxy_user sun-hua;");
    let told = told.replace("set $kanhe_proxy_secret \"\";", &format!("set $kanhe_proxy_secret {SECRET};"));
    write(&fronted.dir.join("site.conf"), &told);
    Command::new(nginx()).args(["-s", "reload", "-c"]).arg(fronted.dir.join("nginx.conf")).status().unwrap();
    let begun = Instant::now();
    let entered = loop {
        let entered = fronted.ask("/_account/sign-in", &["-H", "X-Remote-User: zhao-lei"]).unwrap();
        if entered.status == 303 {
            break entered;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "{}", entered.text());
        std::thread::sleep(Duration::from_millis(50));
    };
    let cookie = entered.field("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    assert!(fronted.get(&hidden, &cookie).text().contains("人事任免"));
    assert!(journal().contains("signed-in-by-proxy"), "{}", journal());
}

/// Open pages: from the disk, compressed, with the fields of our own server, known again by their tag alone.
fn sends_open_pages(fronted: &Fronted) -> Answer {
    let page = fronted.get("/documents/", "");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("春季检查") && !page.text().contains("人事任免"));
    let direct = ureq::get(format!("http://{}/documents/", fronted.upstream)).call().unwrap();
    for name in ["content-security-policy", "x-content-type-options", "referrer-policy", "content-type"] {
        let own = direct.headers().get(name).unwrap().to_str().unwrap();
        assert_eq!(page.field(name), Some(own), "{name}");
    }
    assert_eq!((page.field("cache-control"), page.field("last-modified")), (Some("no-cache"), None));
    assert!(page.field("strict-transport-security").is_some() && page.field("server") == Some("nginx"));
    let tag = page.field("etag").unwrap();
    let known = fronted.ask("/documents/", &["-H", &format!("If-None-Match: {tag}")]).unwrap();
    assert_eq!(known.status, 304);
    let squeezed = fronted.ask("/documents/", &["-H", "Accept-Encoding: gzip"]).unwrap();
    assert_eq!(squeezed.field("content-encoding"), Some("gzip"));
    let mut whole = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(squeezed.body.as_slice()), &mut whole).unwrap();
    assert_eq!(whole, page.text());
    let look = page.text().split("/assets/site.").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let look = fronted.get(&format!("/assets/site.{look}"), "");
    assert_eq!(look.field("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(fronted.get("/documents", "").field("location"), Some("/documents/"));
    // Feeds and calendars come from the server, which knows what they are.
    for (path, media) in [
        ("/documents/feed.atom", "application/atom+xml; charset=utf-8"),
        ("/en/calendar.ics", "text/calendar; charset=utf-8"),
        ("/search/feed.atom?q=%E6%98%A5%E5%AD%A3", "application/atom+xml; charset=utf-8"),
    ] {
        let sent = fronted.get(path, "");
        assert_eq!((sent.status, sent.field("content-type")), (200, Some(media)), "{path}");
        let known = fronted.ask(path, &["-H", &format!("If-None-Match: {}", sent.field("etag").unwrap())]).unwrap();
        assert_eq!(known.status, 304, "{path}");
    }
    // HTTP leads to HTTPS, and only to our own name.
    let elsewhere = |url: String| {
        let said = Command::new("curl").args(["-ski", "-H", "Host: evil.example", &url]).output().unwrap();
        String::from_utf8(said.stdout).unwrap()
    };
    let plain = elsewhere(format!("http://127.0.0.1:{}/a", fronted.port));
    assert!(plain.contains(&format!("Location: https://{NAME}:{}/a", fronted.tls)), "{plain}");
    assert!(elsewhere(format!("https://127.0.0.1:{}/", fronted.tls)).starts_with("HTTP/2 421"));
    page
}

/// What is for some: for its readers only, whichever way it is asked for.
fn hands_the_rest_to_its_readers(fronted: &Fronted, page: &Answer) {
    let (reader, stranger) = (fronted.cookie_of("sun-hua"), fronted.cookie_of("zhou-min"));
    let hidden = fronted.get(&format!("/{HIDDEN}/"), &reader);
    assert_eq!((hidden.status, hidden.field("cache-control")), (200, Some("private, no-cache")));
    assert!(hidden.text().contains("人事任免"));
    assert_eq!(hidden.field("content-security-policy"), page.field("content-security-policy"));
    let attachment = hidden.text().split("hidden-paper/_files/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let attachment = format!("/{HIDDEN}/_files/{attachment}");
    assert!(fronted.get(&attachment, &reader).text().contains("考察谈话"));
    let other = fronted.cookie_of("zhao-lei");
    assert_eq!(fronted.get("/documents/2026/other-paper/", &other).status, 200);
    // An answer is kept for the very cookies it was given for: one that nginx does not know for a session is nobody's but its own.
    let odd = reader.replace('=', " =");
    fronted.get(&format!("/{HIDDEN}/"), &odd);
    for cookie in ["", &stranger, &other, "__Host-kanhe=guess"] {
        let nothing = fronted.get("/documents/2026/never-written/", cookie);
        for path in [
            format!("/{HIDDEN}/"),
            format!("/{HIDDEN}"),
            format!("/{HIDDEN}/index.html"),
            format!("/{HIDDEN}/index.html.gz"),
            format!("/en/{HIDDEN}/"),
            attachment.clone(),
            "/documents/2026/other-paper/../hidden-paper/".to_owned(),
            "/documents/2026/other-paper/%2e%2e/hidden-paper/index.html".to_owned(),
            "/documents/2026/other-paper/..%2fhidden-paper/index.html".to_owned(),
            "/documents/2026/other-paper//../hidden-paper/index.html".to_owned(),
            format!("//{HIDDEN}/"),
            "/%64ocuments/2026/hidden-paper/".to_owned(),
            format!("/held/{HIDDEN}/"),
            "/_kanhe/may-read".to_owned(),
            "/_account/may-read".to_owned(),
            "/.kanhe-site".to_owned(),
            "/_open".to_owned(),
            "/_metrics".to_owned(),
        ] {
            let told = fronted.get(&path, cookie);
            assert!(told.status >= 300, "{cookie} {path}: {}", told.status);
            assert!(!told.text().contains("人事任免") && !told.text().contains("考察谈话"), "{cookie} {path}");
        }
        let told = fronted.get(&format!("/{HIDDEN}/"), cookie);
        assert_eq!((told.status, told.body), (nothing.status, nothing.body), "{cookie}");
    }
    // A header of ours that a client writes counts for nothing.
    let forged = ["-H", "Kanhe-Folder: held", "-H", "Kanhe-File: documents/2026/hidden-paper/index.html"];
    assert_eq!(fronted.ask(&format!("/{HIDDEN}/"), &forged).unwrap().status, 404);
    // Addresses are those of the clients.
    let forged = ["-H", "X-Forwarded-For: 6.6.6.6", "-d", "name=sun-hua&password=wrong"];
    fronted.ask("/_account/sign-in", &forged).unwrap();
    let record = fronted.office.server.to_str().unwrap().to_owned();
    let home = fronted.office.world.path("home");
    let journal =
        fronted.office.world.kanhe(&home, &["--record", &record, "--json", "account", "journal"]).good().json();
    let lines = journal.as_array().unwrap();
    assert!(lines.iter().all(|line| line["address"] != "6.6.6.6"), "{journal}");
    let is_read = |line: &&serde_json::Value| line["what"] == "read" && line["person"] == "sun-hua";
    let read = lines.iter().find(is_read).unwrap();
    assert_eq!(read["about"], format!("/{HIDDEN}/"));

    // Whoever signs out is out within the seconds that an answer is good for.
    let account = fronted.get("/_account/index.html", &other).text();
    let guard = account.split("name=\"guard\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let out = fronted.ask("/_account/sign-out", &["-b", &other, "-d", &format!("guard={guard}")]).unwrap();
    assert_eq!(out.status, 303);
    let out = || fronted.get("/documents/2026/other-paper/", &other).status == 404;
    let begun = Instant::now();
    while !out() {
        assert!(begun.elapsed() < Duration::from_secs(7), "still let in");
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// The record is fetched and pushed to through the front, by who may.
fn passes_the_record_on(fronted: &Fronted) {
    let (office, home) = (&fronted.office, fronted.office.world.path("home"));
    let record = office.server.to_str().unwrap();
    let make = ["--record", record, "account", "token", "add", "chen-wen", "--name", "front", "--days", "1"];
    let made = office.world.kanhe(&home, &make).good();
    let token = made.out.split_whitespace().find(|word| word.starts_with("kanhe-")).unwrap().to_owned();
    let resolve = format!("http.curloptResolve={NAME}:{}:127.0.0.1", fronted.tls);
    let git = |dir: &Path, who: &str, args: &[&str]| {
        let url = format!("https://{who}@{NAME}:{}/record.git", fronted.tls);
        let args: Vec<String> = args.iter().map(|arg| arg.replace("URL", &url)).collect();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let all = [&["-c", "http.sslVerify=false", "-c", resolve.as_str()][..], &args].concat();
        office.world.git(dir, &all)
    };
    let who = format!("chen-wen:{token}");
    git(&home, &who, &["clone", "-q", "URL", "fetched"]).good();
    let clone = home.join("fetched");
    let verdict = office.world.kanhe(&clone, &["verify", "--root", &office.root]).good();
    assert!(verdict.out.contains("VALID"), "{}", verdict.out);
    assert_ne!(git(&home, "chen-wen:kanhe-guess", &["ls-remote", "URL"]).code, 0);
    // A draft with three megabytes beside it: more than git sends in one piece.
    let folder = clone.join("content/documents/2026/large");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("data.bin"), vec![7; 3 << 20]).unwrap();
    write(
        &folder.join("index.md"),
        &world::letter("关于报送统计数据的通知").replace("+++\n\n", "attachments = [\"data.bin\"]\n+++\n\n"),
    );
    office.act(&clone, "chen-wen", "submit", "documents/2026/large", &["--local"]).good();
    git(&clone, &who, &["push", "-q", "URL", "main"]).good();
    let begun = Instant::now();
    while fronted.get("/documents/2026/large/", "").status != 200 {
        assert!(begun.elapsed() < Duration::from_secs(40), "the site does not follow a push");
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Many stand about and say nothing, or begin to speak and do not go on: others are answered at once.
fn answers_while_others_stand_about(fronted: &Fronted) {
    use std::io::Write as _;
    let connect = |port| std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
    let mut idle: Vec<_> =
        (0..200).map(|_| connect(fronted.tls)).chain((0..150).map(|_| connect(fronted.port))).collect();
    for (number, stream) in idle.iter_mut().enumerate() {
        if number % 3 == 0 {
            stream.write_all(b"GET /documents/ HTTP/1.1\r\nHost: oa.exa").unwrap();
        }
    }
    for path in ["/documents/", "/search/?q=a", "/_account/sign-in", "/en/", "/nowhere/"] {
        let begun = Instant::now();
        assert!(matches!(fronted.get(path, "").status, 200 | 404), "{path}");
        assert!(begun.elapsed() < Duration::from_secs(5), "{path} took {:?}", begun.elapsed());
    }
    drop(idle);
}

/// A head too long, a body too long, a method that is none of ours, too many sign-ins.
fn keeps_limits(fronted: &Fronted) {
    let long = format!("X-Long: {}", "a".repeat(1_000_000));
    write(&fronted.dir.join("long"), &long);
    let long = fronted.ask("/", &["-H", &format!("@{}", fronted.dir.join("long").display())]);
    assert!(long.is_none_or(|told| told.status >= 400), "1 MB of head");
    assert_eq!(fronted.ask("/documents/", &["-X", "DELETE"]).unwrap().status, 405);
    write(&fronted.dir.join("body"), &"a".repeat(70_000));
    let body = format!("@{}", fronted.dir.join("body").display());
    assert_eq!(fronted.ask("/_account/sign-in", &["--data-binary", &body]).unwrap().status, 413);
    // At once: one after another a slow machine is slow enough to be let in each time.
    let try_once = || fronted.ask("/_account/sign-in", &["-d", "name=nobody&password=x"]).unwrap();
    let tries: Vec<Answer> = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..60).map(|_| scope.spawn(try_once)).collect();
        tries.into_iter().map(|tried| tried.join().unwrap()).collect()
    });
    let last = tries.iter().find(|tried| tried.status == 429).unwrap();
    assert!(last.text().contains("请求过于频繁") && last.text().contains("Too many"), "{}", last.text());
}
