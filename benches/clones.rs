//! Readers beside those who clone a large record: `cargo bench --bench clones [SECONDS] [DOCUMENTS]`.
//!
//! A record of about 100,000 acts (17,000 documents) with its server and the front before it. Some read pages, which the front sends from
//! the disk; some search, which the server answers itself; so many seconds with nobody else, and so many while three clone again and
//! again. Those who clone throw away what they get: on machines of their own they would not take this one's processors to unpack it.
//! It needs nginx and curl.

#![allow(
    clippy::needless_pass_by_value,
    clippy::unchecked_time_subtraction,
    clippy::option_option,
    reason = "a bench is read, not linked against"
)]
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a program of measurements for whoever runs it"
)]

mod corpus;
mod fronted;

use std::collections::BTreeMap;
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use base64::Engine as _;
use corpus::{cast, measure};
use fronted::{Fronted, agent, ask, kanhe, memory, part, said};

/// Documents of about a hundred thousand acts.
const DOCUMENTS: usize = 17_000;
/// How many clone at once.
const CLONES: usize = 3;
/// How many read and how many search.
const READERS: usize = 6;
const SEARCHERS: usize = 2;

/// What became of one kind of request.
#[derive(Default)]
struct Found {
    took: Vec<Duration>,
    wrong: BTreeMap<String, usize>,
}

/// Asks again and again until it is over.
fn go_on(told: &Mutex<Found>, over: &AtomicBool, pause: Duration, mut url: impl FnMut() -> String) {
    let (agent, mut own) = (agent(), Found::default());
    while !over.load(Ordering::Relaxed) {
        let (url, begun) = (url(), Instant::now());
        match ask(&agent, &url, "") {
            None => own.took.push(begun.elapsed()),
            Some(wrong) => *own.wrong.entry(wrong).or_default() += 1,
        }
        std::thread::sleep(pause);
    }
    let mut told = told.lock().unwrap();
    told.took.extend(own.took);
    for (wrong, times) in own.wrong {
        *told.wrong.entry(wrong).or_default() += times;
    }
}

/// A whole clone, thrown away: how many bytes it had (gitprotocol-http(5)).
fn clone(base: &str, credentials: &str) -> u64 {
    let (agent, top) = (agent(), format!("{base}/record.git"));
    let asked = agent.get(format!("{top}/info/refs?service=git-upload-pack")).header("Authorization", credentials);
    let mut answer = asked.call().unwrap();
    let refs = answer.body_mut().with_config().limit(64 << 20).read_to_string().unwrap();
    assert_eq!(answer.status().as_u16(), 200, "{refs}");
    // A line is its length in four digits, the object, the name; HEAD stands first, and what is to be said of git is behind it.
    let ids: Vec<&str> = refs.lines().filter(|line| line.contains(" refs/")).map(|line| &line[4..44]).collect();
    let mut body = String::new();
    for (at, id) in ids.iter().enumerate() {
        let line = format!("want {id}{}\n", if at == 0 { " ofs-delta no-progress" } else { "" });
        body.extend([format!("{:04x}", line.len() + 4), line]);
    }
    body.push_str("00000009done\n");
    let asked = agent.post(format!("{top}/git-upload-pack")).header("Authorization", credentials);
    let mut answer = asked.content_type("application/x-git-upload-pack-request").send(body).unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    io::copy(&mut answer.body_mut().as_reader(), &mut io::sink()).unwrap()
}

/// What readers found in so many seconds, while others clone or do not.
fn measured(
    fronted: &Fronted,
    pages: &[String],
    until: Duration,
    credentials: &[String],
) -> ([Found; 2], Vec<(Duration, u64)>) {
    let (over, base) = (AtomicBool::new(false), &fronted.base);
    let found = [Mutex::default(), Mutex::default()];
    let clones = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for reader in 0..READERS {
            let (told, over, mut at) = (&found[0], &over, reader * 7);
            scope.spawn(move || {
                go_on(told, over, Duration::from_millis(5), || {
                    at = (at * 31 + 17) % pages.len();
                    format!("{base}{}", pages[at])
                });
            });
        }
        for words in ["%E5%AE%89%E5%85%A8", "%E9%80%9A%E7%9F%A5"].iter().cycle().take(SEARCHERS) {
            let (told, over) = (&found[1], &over);
            scope.spawn(move || {
                go_on(told, over, Duration::from_millis(50), || format!("{base}/search/index.html?q={words}"));
            });
        }
        let begun = Instant::now();
        std::thread::scope(|inner| {
            for credentials in credentials {
                let clones = &clones;
                inner.spawn(move || {
                    while begun.elapsed() < until {
                        let since = Instant::now();
                        let bytes = clone(base, credentials);
                        clones.lock().unwrap().push((since.elapsed(), bytes));
                    }
                });
            }
        });
        std::thread::sleep(until.saturating_sub(begun.elapsed()));
        over.store(true, Ordering::Relaxed);
    });
    (found.map(|found| found.into_inner().unwrap()), clones.into_inner().unwrap())
}

fn main() {
    let mut numbers = std::env::args().filter_map(|word| word.parse::<usize>().ok());
    let seconds = Duration::from_secs(numbers.next().map_or(30, |seconds| u64::try_from(seconds).unwrap()));
    let corpus = corpus::corpus_in_one_language(numbers.next().unwrap_or(DOCUMENTS));
    let dir = tempfile::Builder::new().prefix("kc").tempdir_in("/tmp").unwrap();
    let record = corpus.copy("clones/record.git");
    let run = |args: &[&str]| said(kanhe().arg("--record").arg(&record).args(args));
    let credentials: Vec<String> = (0..CLONES)
        .map(|unit| {
            let person = cast::person(unit, 0);
            run(&["account", "add", person.as_str()]);
            let token = run(&["account", "token", "add", person.as_str(), "--name", "bench", "--days", "1"]);
            let pair = format!("{person}:{}", token.lines().next().unwrap_or_default());
            format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair))
        })
        .collect();
    let begun = Instant::now();
    let fronted = Fronted::over(record.parent().unwrap().to_owned(), dir.path(), &["--https"]);
    println!("verified, built and served after {:.1} s", begun.elapsed().as_secs_f64());
    let site = record.join("kanhe/site");
    let pages: Vec<String> = walkdir::WalkDir::new(&site)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "html"))
        .map(|entry| format!("/{}", entry.path().strip_prefix(&site).unwrap().display()))
        .collect();
    let acts = corpus::git(&record, &["rev-list", "--count", "main"]);
    println!("{} acts, {} pages", acts.trim(), pages.len());
    let server = fronted.server.child.id();
    // Once before anything is counted: files come from the disk the first time.
    measured(&fronted, &pages, Duration::from_secs(5), &[]);
    let mut rows = Vec::new();
    for (name, credentials) in [("nobody clones", &[][..]), ("three clone", &credentials), ("nobody again", &[])] {
        let (found, clones) = measured(&fronted, &pages, seconds, credentials);
        for (kind, mut found) in ["pages", "searches"].into_iter().zip(found) {
            found.took.sort();
            let wrong: usize = found.wrong.values().sum();
            let ms = |percent| format!("{:.1} ms", part(&found.took, percent));
            rows.push(vec![
                format!("{kind}, {name}"),
                found.took.len().to_string(),
                wrong.to_string(),
                ms(50),
                ms(99),
                format!("{} MB", memory(server) / 1024),
            ]);
            for (wrong, times) in &found.wrong {
                println!("{kind}, {name}: {times} times: {wrong}");
            }
        }
        for (took, bytes) in clones {
            println!("a clone: {:.1} s, {} MB", took.as_secs_f64(), bytes >> 20);
        }
    }
    measure::table(
        "Readers beside clones",
        &["", "good", "not", "half within", "99 of 100 within", "memory of the server"],
        &rows,
    );
    drop(fronted);
    std::fs::remove_dir_all(record.parent().unwrap()).unwrap();
}
