//! A server under mixed work: people read, search, sign in and push, for some minutes: `cargo bench --bench soak [SECONDS]`.
//!
//! A demo office, its server and the front before it. What it prints: how many of each were answered, how long half and 99 of 100 took,
//! what went wrong, and the server's memory at the beginning, in the middle and at the end. It needs nginx, curl and gpg.

#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::too_many_lines,
    reason = "a program of measurements for whoever runs it"
)]

mod fronted;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use fronted::{Fronted, agent, ask, kanhe, memory, part, said};

/// What became of one kind of work.
#[derive(Default)]
struct Found {
    took: Vec<Duration>,
    wrong: BTreeMap<String, usize>,
}

type Told = Mutex<BTreeMap<&'static str, Found>>;

fn note(told: &Told, kind: &'static str, begun: Instant, wrong: Option<String>) {
    let mut told = told.lock().unwrap();
    let found = told.entry(kind).or_default();
    match wrong {
        None => found.took.push(begun.elapsed()),
        Some(wrong) => *found.wrong.entry(wrong).or_default() += 1,
    }
}

fn main() {
    let seconds: u64 = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(600);
    let dir = tempfile::Builder::new().prefix("ks").tempdir_in("/tmp").unwrap();
    let (fronted, initial) = Fronted::start(dir.path(), |record| {
        let added = said(kanhe().args(["account", "add", "--all", "--csv", "--record"]).arg(record));
        let told = |line: &str| Some((line.split(',').next()?.to_owned(), line.rsplit(',').next()?.to_owned()));
        added.lines().skip(1).filter_map(told).collect::<BTreeMap<String, String>>()
    });
    let Fronted { demo, record, base, .. } = &fronted;
    let site = record.join("kanhe/site");
    let pages: Vec<String> = walkdir::WalkDir::new(&site)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.path().extension().is_some_and(|end| end == "html"))
        .map(|entry| format!("/{}", entry.path().strip_prefix(&site).unwrap().display()))
        .collect();
    let id = fronted.server.child.id();
    let (told, begun) = (Told::default(), Instant::now());
    let until = Duration::from_secs(seconds);
    let mut memories = vec![memory(id)];
    std::thread::scope(|scope| {
        for reader in 0..6_usize {
            let (told, pages, base) = (&told, &pages, base);
            scope.spawn(move || {
                let agent = agent();
                let mut at = reader * 7;
                while begun.elapsed() < until {
                    at = (at * 31 + 17) % pages.len();
                    let since = Instant::now();
                    note(told, "reading", since, ask(&agent, &format!("{base}{}", pages[at]), ""));
                    std::thread::sleep(Duration::from_millis(5));
                }
            });
        }
        for words in ["%E5%AE%89%E5%85%A8", "%E9%80%9A%E7%9F%A5", "2026"] {
            let (told, base) = (&told, base);
            scope.spawn(move || {
                let agent = agent();
                while begun.elapsed() < until {
                    let since = Instant::now();
                    note(told, "searching", since, ask(&agent, &format!("{base}/search/index.html?q={words}"), ""));
                    std::thread::sleep(Duration::from_millis(50));
                }
            });
        }
        {
            let (told, base, initial) = (&told, base, &initial);
            scope.spawn(move || {
                let agent = agent();
                let people: Vec<(&String, &String)> = initial.iter().collect();
                let mut at = 0;
                while begun.elapsed() < until {
                    let (who, password) = people[at % people.len()];
                    at += 1;
                    let since = Instant::now();
                    // The initial password leads to the page that asks for another: that is as much work.
                    let form = [("name", who.as_str()), ("password", password.as_str())];
                    let wrong = match agent.post(format!("{base}/_account/sign-in")).send_form(form) {
                        Ok(answer) if answer.status().as_u16() == 303 => None,
                        Ok(answer) => Some(format!("status {}", answer.status())),
                        Err(error) => Some(error.to_string()),
                    };
                    note(told, "signing in", since, wrong);
                    std::thread::sleep(Duration::from_millis(400));
                }
            });
        }
        {
            let (told, demo, record) = (&told, demo, record);
            scope.spawn(move || {
                let clone = dir.path().join("pusher");
                let cloned = Command::new("git").args(["clone", "-q"]).arg(record).arg(&clone).status();
                assert!(cloned.unwrap().success());
                let run = |args: &[&str]| {
                    let mut command = kanhe();
                    command.current_dir(&clone).env("GNUPGHOME", demo.join("keys")).args(args);
                    let done = command.output().unwrap();
                    done.status
                        .success()
                        .then_some(())
                        .ok_or_else(|| String::from_utf8_lossy(&done.stderr).into_owned())
                };
                let mut number = 0;
                while begun.elapsed() < until {
                    number += 1;
                    let subject = format!("suggestions/2026/soak-{number}");
                    let folder = clone.join("content").join(&subject);
                    fs::create_dir_all(&folder).unwrap();
                    let text = "+++\ntitle = \"食堂延长供餐时间\"\narea = \"后勤保障\"\n+++\n\n建议延长半小时。\n";
                    fs::write(folder.join("index.md"), text).unwrap();
                    let since = Instant::now();
                    let done = run(&["submit", &subject, "--as", "tan-ruohan"]);
                    note(
                        told,
                        "pushing",
                        since,
                        done.err().map(|said| said.lines().take(3).collect::<Vec<_>>().join(" ")),
                    );
                    std::thread::sleep(Duration::from_millis(800));
                }
            });
        }
        for part in 1..=4_u32 {
            std::thread::sleep((until * part / 4).saturating_sub(begun.elapsed()));
            memories.push(memory(id));
        }
    });
    println!("{seconds} s");
    for (kind, mut found) in told.into_inner().unwrap() {
        found.took.sort();
        let wrong: usize = found.wrong.values().sum();
        println!(
            "{kind:<12} {:>8} good, {wrong} not; half within {:.1} ms, 99 of 100 within {:.1} ms",
            found.took.len(),
            part(&found.took, 50),
            part(&found.took, 99)
        );
        for (wrong, times) in &found.wrong {
            println!("    {times} times: {wrong}");
        }
    }
    let memories: Vec<String> = memories.iter().map(|kilobytes| format!("{} MB", kilobytes / 1024)).collect();
    println!("memory of the server, five times from beginning to end: {}", memories.join(", "));
    let verdict = kanhe()
        .current_dir(demo)
        .args(["verify", "--record"])
        .arg(record)
        .args(["--root", fs::read_to_string(demo.join("root.txt")).unwrap().trim()])
        .output();
    println!("{}", String::from_utf8_lossy(&verdict.unwrap().stdout).lines().next().unwrap_or_default());
}
