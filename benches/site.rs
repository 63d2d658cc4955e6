//! How long the site takes: all of it, and what one act changes.
//!
//! `cargo bench --bench site [-- builds | follows | pushes] [SMALL LARGE]`, the sizes in documents. Full builds run in a process of their own each, so that its memory is its own. The last part runs the
//! real program: a server, a gate, a push.

#![allow(
    clippy::needless_pass_by_value,
    clippy::unchecked_time_subtraction,
    clippy::option_option,
    clippy::type_complexity,
    clippy::ignored_unit_patterns,
    reason = "a bench is read, not linked against"
)]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench that cannot go on stops, prints what it measured, and signs acts of this hour"
)]

mod corpus;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use corpus::measure::{self, cost, median};
use corpus::scribe::{Scribe, Written};
use corpus::{Corpus, cast, corpus, draft, folder, git_command};
use kanhe::id::SubjectId;
use kanhe::ledger::Ledger;
use kanhe::office::Verb;
use kanhe::record::Record;
use kanhe::site::Site;

/// What the program has.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How many documents the two records have, unless it is said.
const SIZES: [usize; 2] = [1_000, 10_000];
/// How often a full build is measured.
const BUILDS: usize = 3;
/// How many documents go from submission to seal in this process.
const ROUNDS: usize = 9;
/// How many do so by pushes.
const PUSHES: usize = 7;
/// What a document goes through: who, and what.
const WAY: [(Verb, fn(usize) -> kanhe::id::Slug); 6] = [
    (Verb::Submit, |unit| cast::person(unit, 5)),
    (Verb::Approve, |unit| cast::person(unit, 1)),
    (Verb::Approve, |_| cast::person(0, 2)),
    (Verb::Approve, |_| cast::person(0, 1)),
    (Verb::Issue, |unit| cast::person(unit, 0)),
    (Verb::Seal, |unit| cast::person(unit, 3)),
];
/// Which acts of that way are told about.
const TOLD: [(usize, &str); 3] = [(1, "approve"), (0, "submit"), (5, "seal")];

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let [_, part, kind, documents] = args.as_slice()
        && part == "--build"
    {
        full_build(kind, documents.parse().unwrap());
        return;
    }
    let said: Vec<usize> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = <[usize; 2]>::try_from(said).unwrap_or(SIZES);
    for documents in sizes {
        drop(corpus(documents));
    }
    let parts: [(&str, fn([usize; 2])); 3] = [("builds", builds), ("follows", follows), ("pushes", pushes)];
    let asked = |name: &str| {
        !parts.iter().any(|(part, _)| args.iter().any(|arg| arg == part)) || args.iter().any(|arg| arg == name)
    };
    parts.iter().filter(|(name, _)| asked(name)).for_each(|(_, part)| part(sizes));
}

// Full builds.

/// One full build, in this process; its figures on one line.
fn full_build(kind: &str, documents: usize) {
    let corpus = corpus(documents);
    let out = corpus::output("out");
    let snapshot = corpus.place.join("kanhe");
    if kind == "nothing" {
        fs::remove_dir_all(&snapshot).ok();
    } else {
        drop(Ledger::open(&Record::open(&corpus.place).unwrap(), &mut |_, _| {}).unwrap());
    }
    let (mut site, open) = cost(|| Site::open(&corpus.place, &out, false, &mut |_, _| {}).unwrap());
    let (made, build) = cost(|| site.build(&mut |_, _| {}).unwrap());
    let mut times = vec![open.wall, open.cpu, build.wall, build.cpu].into_iter().map(|time| time.as_micros());
    let numbers: Vec<String> = times.by_ref().map(|time| time.to_string()).collect();
    println!("{} {} {}", numbers.join(" "), measure::peak(), made.pages);
    corpus::clear(&out);
}

/// The median build of several, each in its own process.
fn builds(sizes: [usize; 2]) {
    let mut rows = Vec::new();
    for kind in ["nothing", "snapshot"] {
        let columns: Vec<Vec<u64>> = sizes.iter().map(|documents| measured(kind, *documents)).collect();
        let time = |column: usize, at: usize| Duration::from_micros(columns[column][at]);
        let all = |column: usize, at: usize| time(column, at) + time(column, at + 2);
        let mut row = |what: String, small: (Duration, Duration), large: (Duration, Duration)| {
            rows.push(vec![
                what,
                format!("{} / {}", measure::seconds(small.0), measure::seconds(small.1)),
                format!("{} / {}", measure::seconds(large.0), measure::seconds(large.1)),
                measure::ratio(large.0, small.0),
            ]);
        };
        let from = if kind == "nothing" { "from nothing" } else { "from the snapshot" };
        row(format!("{from}: open"), (time(0, 0), time(0, 1)), (time(1, 0), time(1, 1)));
        row(format!("{from}: pages"), (time(0, 2), time(0, 3)), (time(1, 2), time(1, 3)));
        row(format!("{from}: together"), (all(0, 0), all(0, 1)), (all(1, 0), all(1, 1)));
        rows.push(vec![
            format!("{from}: peak memory, pages"),
            format!("{} MiB, {}", columns[0][4], columns[0][5]),
            format!("{} MiB, {}", columns[1][4], columns[1][5]),
            String::new(),
        ]);
    }
    measure::table(
        "The whole site, into an empty folder (wall / CPU)",
        &heads(sizes).each_ref().map(String::as_str),
        &rows,
    );
}

/// What stands over a table of two records.
fn heads(sizes: [usize; 2]) -> [String; 4] {
    let [small, large] = sizes.map(|documents| format!("{documents} documents"));
    [String::new(), small, large, "ratio".to_owned()]
}

fn measured(kind: &str, documents: usize) -> Vec<u64> {
    let mut runs: Vec<Vec<u64>> = (0..BUILDS)
        .map(|_| {
            let this = std::env::current_exe().unwrap();
            let out = Command::new(this).args(["--build", kind, &documents.to_string()]).output().unwrap();
            assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
            let line = String::from_utf8(out.stdout).unwrap();
            line.split_whitespace().map(|number| number.parse().unwrap()).collect()
        })
        .collect();
    runs.sort_by_key(|run| run[0] + run[2]);
    runs.swap_remove(BUILDS / 2)
}

// One act, in this process.

fn follows(sizes: [usize; 2]) {
    // What goes has its disk look for room (ext4 passes over what just went, file by file): it goes when all is measured.
    let outs = sizes.map(|documents| folder().join(format!("follow-out-{documents}")));
    for out in &outs {
        fs::remove_dir_all(out).ok();
    }
    let measured = sizes.iter().zip(&outs).map(|(documents, out)| follow(&corpus(*documents), out));
    let columns: Vec<Vec<Followed>> = measured.collect();
    for out in &outs {
        fs::remove_dir_all(out).unwrap();
    }
    let parts = ["judge", "keep the snapshot", "pages and files", "together"];
    let mut rows = Vec::new();
    for (at, what) in TOLD {
        let (first, second) = (&columns[0][at], &columns[1][at]);
        for (part, name) in parts.iter().enumerate() {
            let (small, large) = (first.times[part], second.times[part]);
            rows.push(vec![
                format!("{what}: {name}"),
                measure::millis(small),
                measure::millis(large),
                measure::ratio(large, small),
            ]);
        }
        let counts = |one: &Followed| format!("{}, {}", one.pages, one.files);
        rows.push(vec![
            format!("{what}: pages in each language, files that differ"),
            counts(first),
            counts(second),
            String::new(),
        ]);
    }
    measure::table(
        "From an act in the record to its pages on disk, in this process (median)",
        &heads(sizes).each_ref().map(String::as_str),
        &rows,
    );
}

/// What an act of the way takes: judging, keeping, pages, all of it; how much it changes.
struct Followed {
    times: [Duration; 4],
    pages: usize,
    files: usize,
}

fn follow(corpus: &Corpus, out: &Path) -> Vec<Followed> {
    let place = corpus.copy("follow.git");
    let mut scribe = Scribe::resume(&place);
    let mut kept: Vec<[Vec<Duration>; 2]> = vec![Default::default(); WAY.len()];
    let record = Record::open(&place).unwrap();
    let mut ledger = Ledger::open(&record, &mut |_, _| {}).unwrap();
    ledger.recall_all().unwrap();
    for round in 0..ROUNDS {
        every_act(&mut scribe, corpus.documents + round, |at, written, _| {
            let begun = Instant::now();
            ledger.follow_to(&record, written.commit, &mut |_, _| {}).unwrap();
            let judged = begun.elapsed();
            ledger.keep();
            kept[at][0].push(judged);
            kept[at][1].push(begun.elapsed() - judged);
        });
    }
    drop(ledger);
    let mut site = Site::open(&place, out, false, &mut |_, _| {}).unwrap();
    site.build(&mut |_, _| {}).unwrap();
    let mut followed: Vec<Vec<Duration>> = vec![Vec::new(); WAY.len()];
    let mut counts = vec![(0, 0); WAY.len()];
    for round in ROUNDS..2 * ROUNDS {
        every_act(&mut scribe, corpus.documents + round, |at, _, _| {
            let begun = Instant::now();
            let built = site.follow().unwrap();
            followed[at].push(begun.elapsed());
            assert!(built.acts.len() == 1 && built.written > 0);
            counts[at] = (built.pages, built.written);
        });
    }
    fs::remove_dir_all(&place).unwrap();
    (0..WAY.len())
        .map(|at| {
            let (judge, keep, all) = (median(&kept[at][0]), median(&kept[at][1]), median(&followed[at]));
            let (pages, files) = counts[at];
            Followed { times: [judge, keep, all.saturating_sub(judge + keep), all], pages, files }
        })
        .collect()
}

/// Takes a new document all its way; each act has landed when the caller is told.
fn every_act(scribe: &mut Scribe, serial: usize, mut landed: impl FnMut(usize, &Written, &SubjectId)) {
    let subject = corpus::subject(serial, now());
    for at in 0..WAY.len() {
        let before = scribe.commit();
        let written = write(scribe, serial, &subject, at);
        let seal = written.seal.as_ref().map(|(name, id)| (name.as_str(), *id));
        scribe.record.land(Some(before), written.commit, "bench", seal).unwrap();
        landed(at, &written, &subject);
    }
}

fn write(scribe: &mut Scribe, serial: usize, subject: &SubjectId, at: usize) -> Written {
    let (verb, by) = WAY[at];
    let folder = (verb == Verb::Submit).then(|| draft(serial));
    scribe.act(&by(serial % cast::UNITS.len()), subject, verb, folder, now())
}

fn now() -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap()
}

// One act, pushed to a server.

fn pushes(sizes: [usize; 2]) {
    let columns: Vec<Vec<[Duration; 4]>> = sizes.iter().map(|documents| push(&corpus(*documents))).collect();
    let parts = ["git alone", "push through the gate", "from the end of the push to the page", "together"];
    let mut rows = Vec::new();
    for (at, what) in TOLD {
        for (part, name) in parts.iter().enumerate() {
            let (small, large) = (columns[0][at][part], columns[1][at][part]);
            rows.push(vec![
                format!("{what}: {name}"),
                measure::millis(small),
                measure::millis(large),
                measure::ratio(large, small),
            ]);
        }
    }
    measure::table(
        "From `git push` of an act to its page on disk, with gate and server (median)",
        &heads(sizes).each_ref().map(String::as_str),
        &rows,
    );
}

/// A running `kanhe serve`, ended with the value.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn push(corpus: &Corpus) -> Vec<[Duration; 4]> {
    let (here, server, plain) = (corpus.copy("clone.git"), corpus.copy("server.git"), corpus.copy("plain.git"));
    let out = folder().join("serve-out");
    fs::remove_dir_all(&out).ok();
    let program = env!("CARGO_BIN_EXE_kanhe");
    assert!(
        Command::new(program).args(["gate", "install"]).arg(&server).stdout(Stdio::null()).status().unwrap().success()
    );
    let running = serve(program, &server, &out);
    let mut scribe = Scribe::resume(&here);
    let mut times: Vec<[Vec<Duration>; 4]> = vec![Default::default(); WAY.len()];
    for round in 0..PUSHES {
        let serial = corpus.documents + round;
        let subject = corpus::subject(serial, now());
        let page = out.join(subject.as_str()).join("index.html");
        for (at, column) in times.iter_mut().enumerate() {
            let before = scribe.commit();
            let written = write(&mut scribe, serial, &subject, at);
            let (_, alone) = cost(|| send(&here, &plain, &written));
            sleep(Duration::from_millis(150));
            let old = fs::read(&page).unwrap_or_default();
            let begun = Instant::now();
            send(&here, &server, &written);
            let pushed = begun.elapsed();
            wait_for(&page, &old);
            let all = begun.elapsed();
            let parts = [alone.wall, pushed, all.saturating_sub(pushed), all];
            column.iter_mut().zip(parts).for_each(|(column, time)| column.push(time));
            let seal = written.seal.as_ref().map(|(name, id)| (name.as_str(), *id));
            scribe.record.land(Some(before), written.commit, "bench", seal).unwrap();
        }
    }
    drop(running);
    for folder in [&here, &server, &plain, &out] {
        fs::remove_dir_all(folder).unwrap();
    }
    times.iter().map(|column| [0, 1, 2, 3].map(|part| median(&column[part]))).collect()
}

/// Starts the server and waits until it serves.
fn serve(program: &str, record: &Path, out: &Path) -> Server {
    let mut child = Command::new(program)
        .args(["serve", "--listen", "127.0.0.1:0", "--record"])
        .arg(record)
        .arg("--out")
        .arg(out)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.contains("127.0.0.1"), "{line:?}");
    Server(child)
}

/// Pushes an act, with its seal if it puts one.
fn send(from: &Path, to: &PathBuf, written: &Written) {
    let mut push = git_command(from);
    push.args(["push", "-q"]).arg(to).arg(format!("{}:refs/heads/main", written.commit));
    if let Some((name, id)) = &written.seal {
        push.arg("--atomic").arg(format!("{id}:{name}"));
    }
    let done = push.stdout(Stdio::null()).stderr(Stdio::piped()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

fn wait_for(page: &Path, old: &[u8]) {
    let begun = Instant::now();
    while fs::read(page).unwrap_or_default() == old {
        assert!(begun.elapsed() < Duration::from_secs(60), "{} does not change", page.display());
        sleep(Duration::from_micros(500));
    }
}
