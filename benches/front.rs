//! How fast pages come through the front, beside a bare nginx on the same files, in one run: `cargo bench --bench front [SECONDS]`.
//!
//! 64 connections that are kept open, a page of about 10 KB, HTTP, one worker of nginx and one thread of `wrk`. Each is measured in
//! turn, several times; the medians are printed and compared. Each page is asked for once before, so that the front has its answer about
//! it, as it has for whoever reads on; what it costs to ask about every page is measured beside it. It needs nginx, wrk, curl and gpg.

#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a program of measurements for whoever runs it"
)]

mod fronted;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use fronted::{Fronted, free_port, kanhe, said, start_nginx};

/// How often each is measured.
const ROUNDS: usize = 5;
/// About how long a page is.
const LENGTH: u64 = 10 * 1024;
/// What is measured with addresses that the front has not been asked for.
const NEW: &str = "the front, page for some, never asked";
/// Who reads what is for some, and which that is.
const READER: &str = "tan-ruohan";
const HELD: &str = "information/2026/finance-travel-standards/index.html";

/// Requests a second, and how many microseconds 99 of 100 took at most.
#[derive(Clone, Copy)]
struct Measured {
    rate: f64,
    late: f64,
}

fn measure(url: &str, cookie: &str, script: Option<&Path>, seconds: u64) -> Measured {
    let mut command = Command::new("wrk");
    let mut before = Command::new("curl");
    before.args(["-s", "-o", "/dev/null"]);
    command.args(["-t1", "-c64", "--latency", &format!("-d{seconds}s")]);
    if !cookie.is_empty() {
        let header = format!("Cookie: {cookie}");
        command.args(["-H", &header]);
        before.args(["-H", &header]);
    }
    if let Some(script) = script {
        command.arg("-s").arg(script);
    }
    assert!(before.arg(url).status().unwrap().success());
    let text = said(command.arg(url));
    assert!(!text.contains("Non-2xx"), "{url}: {text}");
    let after = |name: &str| {
        let line = text.lines().find_map(|line| line.trim().strip_prefix(name));
        line.unwrap_or_else(|| panic!("wrk says nothing of {name}: {text}")).trim().to_owned()
    };
    let late = after("99%");
    let number = late.trim_end_matches(char::is_alphabetic).parse::<f64>().unwrap();
    let unit = if late.ends_with("us") {
        1.0
    } else if late.ends_with("ms") {
        1e3
    } else {
        1e6
    };
    Measured { rate: after("Requests/sec:").parse().unwrap(), late: number * unit }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Signs in with the demo's own key.
fn sign_in(base: &str, demo: &Path) -> String {
    let page = said(Command::new("curl").args(["-s", &format!("{base}/_account/certificate")]));
    let challenge = page.split("name=\"challenge\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let line = demo.join("line");
    fs::write(&line, format!("{challenge}\n")).unwrap();
    let who = fs::read_to_string(demo.join("clone/content/people").join(READER).join("index.md")).unwrap();
    let fingerprint = who.split(|c: char| !c.is_ascii_hexdigit()).find(|part| part.len() == 40).unwrap_or_default();
    assert!(!fingerprint.is_empty(), "no certificate of {READER}: {who}");
    let mut gpg = Command::new("gpg");
    gpg.env("GNUPGHOME", demo.join("keys")).args(["--batch", "--armor", "--detach-sign", "-o", "-", "-u", fingerprint]);
    let signature = said(gpg.arg(&line));
    let fields = [format!("name={READER}"), format!("challenge={challenge}"), format!("signature={signature}")];
    let mut curl = Command::new("curl");
    curl.args(["-si"]);
    for field in &fields {
        curl.args(["--data-urlencode", field]);
    }
    let told = said(curl.arg(format!("{base}/_account/certificate")));
    let set = told
        .lines()
        .find_map(|line| line.strip_prefix("Set-Cookie: "))
        .unwrap_or_else(|| panic!("not signed in: {told}"));
    set.split(';').next().unwrap().to_owned()
}

fn main() {
    let seconds = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(4);
    let dir = tempfile::Builder::new().prefix("kf").tempdir_in("/tmp").unwrap();
    let (fronted, ()) = Fronted::start(dir.path(), |record| {
        let added = kanhe().args(["account", "add", READER, "--record"]).arg(record).stdout(Stdio::null()).status();
        assert!(added.unwrap().success());
    });
    let Fronted { demo, record, near, base, .. } = &fronted;
    let [bare, other] = [free_port(), free_port()];
    let site = record.join("kanhe/site");
    let size = |path: &Path| fs::metadata(path).unwrap().len();
    let pages = walkdir::WalkDir::new(site.join("documents")).into_iter().map(Result::unwrap);
    let pages = pages.filter(|entry| entry.path().extension().is_some_and(|end| end == "html"));
    let page = pages.map(walkdir::DirEntry::into_path).min_by_key(|path| size(path).abs_diff(LENGTH)).unwrap();
    let length = size(&page);
    let page = format!("/{}", page.strip_prefix(&site).unwrap().display());
    let root = record.join("kanhe");
    let servers =
        format!("sendfile on; tcp_nopush on;\nserver {{ listen {bare}; root {}; charset utf-8; }}", site.display());
    // The page for some beside it, as bare nginx would send it to anybody.
    let servers = format!("{servers}\nserver {{ listen {other}; root {}/held; charset utf-8; }}", root.display());
    let _bare = start_nginx(dir.path(), "bare", &servers);
    let cookie = sign_in(base, demo);
    let held = size(&root.join("held").join(HELD));
    println!("a page of {length} bytes, and one for some of {held}; {ROUNDS} rounds of {seconds} s each");
    // Every address is another, and nothing is known about it.
    let ever_new = dir.path().join("new.lua");
    let text = "local n = 0\nlocal path\nfunction init() path = wrk.path end\n\
                function request() n = n + 1; return wrk.format(nil, path .. '?' .. n) end\n";
    fs::write(&ever_new, text).unwrap();
    let asked: [(&str, String, &str); 7] = [
        ("bare nginx, open page", format!("http://127.0.0.1:{bare}{page}"), ""),
        ("the front, open page", format!("{base}{page}"), ""),
        ("the front, open page, signed in", format!("{base}{page}"), &cookie),
        ("bare nginx, the page for some", format!("http://127.0.0.1:{other}/{HELD}"), ""),
        ("the front, page for some, signed in", format!("{base}/{HELD}"), &cookie),
        (NEW, format!("{base}/{HELD}"), &cookie),
        ("our own server alone, open page", format!("{near}{page}"), ""),
    ];
    let mut all: Vec<Vec<Measured>> = vec![Vec::new(); asked.len()];
    // What leaves much to clear away comes last, not before what is compared.
    for part in [0..5, 5..asked.len()] {
        for _ in 0..ROUNDS {
            for (found, (name, url, cookie)) in all.iter_mut().zip(&asked).take(part.end).skip(part.start) {
                let script = (*name == NEW).then_some(ever_new.as_path());
                found.push(measure(url, cookie, script, seconds));
            }
        }
    }
    let told: Vec<Measured> = all
        .into_iter()
        .map(|found| Measured {
            rate: median(found.iter().map(|one| one.rate).collect()),
            late: median(found.iter().map(|one| one.late).collect()),
        })
        .collect();
    for (one, (name, _, _)) in told.iter().zip(&asked) {
        println!("{name:<38} {:>9.0} a second, 99 of 100 within {:>7.2} ms", one.rate, one.late / 1e3);
    }
    let compare = |name: &str, one: Measured, other: Measured| {
        println!(
            "{name:<38} {:.2} of bare nginx, 99 of 100 within {:.2} times",
            one.rate / other.rate,
            one.late / other.late
        );
    };
    compare("open page", told[1], told[0]);
    compare("open page, signed in", told[2], told[0]);
    compare("page for some, signed in", told[4], told[3]);
}
