//! An office with its server and the front before it.

#![allow(dead_code, reason = "each bench uses a part of this module")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot go on stops")]

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A program that ends with the bench.
pub(crate) struct Running {
    pub(crate) child: Child,
    nginx: Option<PathBuf>,
}

impl Drop for Running {
    fn drop(&mut self) {
        match &self.nginx {
            Some(conf) => {
                drop(Command::new("nginx").args(["-s", "stop", "-c"]).arg(conf).stderr(Stdio::null()).status());
            }
            None => drop(self.child.kill()),
        }
        drop(self.child.wait());
    }
}

/// An office, its server and the front, below one folder.
pub(crate) struct Fronted {
    /// The office's folder: a demo's has the record, a clone and the keys.
    pub(crate) demo: PathBuf,
    pub(crate) record: PathBuf,
    pub(crate) server: Running,
    /// Where the server itself listens.
    pub(crate) near: String,
    /// Where the front does.
    pub(crate) base: String,
    _front: Running,
}

impl Fronted {
    /// Makes a demo office in `dir`, lets `prepare` see to its accounts, and waits until the front answers.
    pub(crate) fn start<T>(dir: &Path, prepare: impl FnOnce(&Path) -> T) -> (Self, T) {
        let demo = dir.join("demo");
        assert!(kanhe().arg("demo").arg(&demo).stdout(Stdio::null()).status().unwrap().success());
        let prepared = prepare(&demo.join("record.git"));
        (Self::over(demo, dir, &[]), prepared)
    }

    /// The same over the `record.git` that is in that folder already; the server gets these options more.
    pub(crate) fn over(demo: PathBuf, dir: &Path, more: &[&str]) -> Self {
        let record = demo.join("record.git");
        let [near, front] = [free_port(), free_port()];
        let listen = format!("127.0.0.1:{near}");
        let mut server = kanhe();
        server.arg("--record").arg(&record).args(["serve", "--behind-front", "--listen", &listen]).args(more);
        let server = Running { child: server.spawn().unwrap(), nginx: None };
        let mut conf = kanhe();
        conf.arg("--record").arg(&record).args(["front", "--server-name", "127.0.0.1", "--upstream", &listen]);
        let conf = said(conf.args(["--port", &front.to_string(), "--cache"]).arg(dir.join("cache")));
        // One address is everybody here, and asks what no office would let one address ask.
        let conf = conf.lines().filter(|line| !line.trim_start().starts_with("limit_")).collect::<Vec<_>>().join("\n");
        let (near, base) = (format!("http://{listen}"), format!("http://127.0.0.1:{front}"));
        wait_for(&format!("{near}/"));
        let front = start_nginx(dir, "front", &conf);
        wait_for(&format!("{base}/_health"));
        Self { demo, record, server, near, base, _front: front }
    }
}

pub(crate) fn kanhe() -> Command {
    Command::new(env!("CARGO_BIN_EXE_kanhe"))
}

pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// What a command printed.
pub(crate) fn said(command: &mut Command) -> String {
    String::from_utf8_lossy(&command.output().unwrap().stdout).into_owned()
}

/// An nginx with one worker and these lines within `http`.
pub(crate) fn start_nginx(dir: &Path, name: &str, http: &str) -> Running {
    let here = dir.join(name);
    fs::create_dir_all(&here).unwrap();
    let at = here.display();
    let temp =
        ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|name| format!("{name}_temp_path {at}/{name};\n"));
    let user = if rustix::process::getuid().is_root() { "user root;\n" } else { "" };
    let conf = here.join("nginx.conf");
    let text = format!(
        "daemon off;\n{user}pid {at}/pid;\nerror_log {at}/error.log;\nworker_processes 1;\nevents {{ worker_connections 1024; }}\n\
         http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\nkeepalive_requests 1000000;\n{}{http}\n}}\n",
        temp.concat()
    );
    fs::write(&conf, text).unwrap();
    let child = Command::new("nginx").arg("-c").arg(&conf).spawn().unwrap();
    Running { child, nginx: Some(conf) }
}

fn wait_for(url: &str) {
    // A large record is verified and its site is built before anybody is answered.
    for _ in 0..6_000 {
        if Command::new("curl").args(["-sf", "-o", "/dev/null", url]).status().unwrap().success() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{url} does not answer");
}

/// A client that keeps its connections open, follows nobody and takes every status for an answer.
pub(crate) fn agent() -> ureq::Agent {
    let config = ureq::config::Config::builder().http_status_as_error(false).max_redirects(0).build();
    ureq::Agent::new_with_config(config)
}

/// Asks for a page; what is wrong, if something is.
pub(crate) fn ask(agent: &ureq::Agent, url: &str, cookie: &str) -> Option<String> {
    match agent.get(url).header("Cookie", cookie).call() {
        Ok(mut answer) => {
            let status = answer.status().as_u16();
            let whole = answer.body_mut().read_to_vec();
            match (status, whole) {
                (200..=399, Ok(_)) => None,
                (status, Ok(_)) => Some(format!("status {status}")),
                (_, Err(error)) => Some(error.to_string()),
            }
        }
        Err(error) => Some(error.to_string()),
    }
}

/// The memory of a process, in kB; 0 if it is no more.
pub(crate) fn memory(id: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0 kB");
    line.trim().trim_end_matches(" kB").trim().parse().unwrap_or(0)
}

/// How many milliseconds so many of a hundred took at most; the times are sorted.
pub(crate) fn part(times: &[Duration], percent: usize) -> f64 {
    times.get(times.len() * percent / 100).copied().unwrap_or_default().as_secs_f64() * 1e3
}
