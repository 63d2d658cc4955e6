//! How soon who behaves is answered while others do not: `cargo bench --bench siege [SECONDS]`.
//!
//! A demo office; the front, and the server alone on the loopback. `tests/front/besieged.rs` holds the same to a bound. It needs nginx
//! and curl.

#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a program of measurements for whoever runs it"
)]

#[path = "corpus/measure.rs"]
#[allow(dead_code, reason = "each bench uses a part of this module")]
mod measure;

mod fronted;
#[path = "../tests/front/siege.rs"]
#[allow(dead_code, reason = "the test asks for more")]
mod siege;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use fronted::{Fronted, part};
use siege::{Crowd, Target, memory};

/// What is read: a page the front sends itself, and one that the server makes.
const PAGES: [&str; 2] = ["/index.html", "/search/index.html?q=2026"];

/// How long each took, in so many seconds; whoever was not answered is counted.
fn asked(target: &Target, until: Duration) -> (Vec<Duration>, usize) {
    let (begun, mut took, mut not) = (Instant::now(), Vec::new(), 0);
    for page in PAGES.iter().cycle() {
        if begun.elapsed() >= until {
            break;
        }
        let knocks = Instant::now();
        match target.ask(page) {
            Ok(told) if told.status == 200 => took.push(knocks.elapsed()),
            Ok(_) | Err(_) => not += 1,
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    took.sort();
    (took, not)
}

fn main() {
    let seconds = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(5);
    let until = Duration::from_secs(seconds);
    let dir = tempfile::Builder::new().prefix("kz").tempdir_in("/tmp").unwrap();
    let (fronted, ()) = Fronted::start(dir.path(), |_| ());
    let site = fronted.record.join("kanhe/site");
    let files = walkdir::WalkDir::new(site.join("files")).into_iter().map(Result::unwrap);
    let large = files.filter(|entry| entry.file_type().is_file()).max_by_key(|entry| entry.metadata().unwrap().len());
    let large = format!("/{}", large.unwrap().path().strip_prefix(&site).unwrap().display());
    let mut rows = Vec::new();
    for (door, base) in [("the front", &fronted.base), ("the server alone", &fronted.near)] {
        let target = Target { address: base.strip_prefix("http://").unwrap().parse().unwrap(), host: "127.0.0.1" };
        let mut measured = |name: &str, crowds: &[Crowd]| {
            // Those who came a moment ago have been told apart from those who say nothing.
            std::thread::sleep(Duration::from_secs(1));
            let (took, not) = asked(&target, until);
            let ms = |percent| format!("{:.1} ms", part(&took, percent));
            let count: usize = crowds.iter().map(Crowd::count).sum();
            let memory = format!("{} MB", memory(fronted.server.child.id()).0 / 1024);
            rows.push(vec![
                format!("{door}: {name}"),
                count.to_string(),
                took.len().to_string(),
                not.to_string(),
                ms(50),
                ms(99),
                memory,
            ]);
        };
        measured("nobody else", &[]);
        measured("stand about", &[target.idle(500).unwrap()]);
        measured("drip", &[target.dripping(100).unwrap()]);
        measured("do not read", &[target.deaf(60, &large).unwrap()]);
        let all = [target.idle(500).unwrap(), target.dripping(100).unwrap(), target.deaf(60, &large).unwrap()];
        measured("all of these", &all);
        drop(all);
        let over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    target.long(24).unwrap();
                }
            });
            measured("24 send a megabyte of head again and again", &[]);
            over.store(true, Ordering::Relaxed);
        });
    }
    let head = ["", "others", "answered", "not", "half within", "99 of 100 within", "memory of the server"];
    measure::table("Readers in a siege", &head, &rows);
}
