//! What judging one act costs, and whether that grows with the record.
//!
//! `cargo bench --bench judge`. First the engine alone, with 1,000 and 100,000 dockets in memory; then what the gate does for one push:
//! open the record, open the ledger from its snapshot, judge, with about 1,000 and 100,000 acts.

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
    reason = "a bench that cannot go on stops, and prints what it measured"
)]

mod corpus;

use std::time::{Duration, Instant};

use corpus::measure::{self, median};
use corpus::{cast, corpus, draft, git, scribe::Scribe, subject};
use kanhe::gate::{self, Incoming, Limits, RefUpdate};
use kanhe::id::{Sha256, Slug, SubjectId};
use kanhe::ledger::Ledger;
use kanhe::office::{Act, Deed, Docket, Effects, Office, Verb};
use kanhe::record::Record;

/// After every act of the corpus.
const LATER: i64 = 1_770_000_000;
const ROUNDS: usize = 41;
/// Documents of about 1,000 acts, and of about 100,000.
const SMALL: usize = 180;
const LARGE: usize = 17_000;

fn main() {
    engine();
    gate();
}

/// The engine alone.
fn engine() {
    let corpus = corpus(1_000);
    let scribe = Scribe::resume(&corpus.place);
    let mut office = scribe.office().clone();
    let unit = 3;
    let id = |serial: usize| -> SubjectId { format!("documents/2026/more-{serial:06}").parse().unwrap() };
    let submitted = judge(&office, &submit(id(0), unit)).docket().clone();
    let mut columns: Vec<Vec<Duration>> = Vec::new();
    for dockets in [1_000, 100_000] {
        let mut serial = office.dockets().count();
        while serial < dockets {
            serial += 1;
            office.recall(Docket { subject: id(serial), ..submitted.clone() });
        }
        let open = id(1_000_000);
        office.recall(Docket { subject: open.clone(), ..submitted.clone() });
        let step = Some("review".parse().unwrap());
        let approve = Act {
            step,
            opinion: "同意，请按程序办理。".to_owned(),
            ..act(open, cast::person(unit, 1), submitted.digest, Deed::Approve)
        };
        let submit = submit(id(2_000_000), unit);
        columns.push(vec![per_call(|| drop(judge(&office, &approve))), per_call(|| drop(judge(&office, &submit)))]);
    }
    let rows: Vec<Vec<String>> = ["approve", "submit (reads the form)"]
        .iter()
        .enumerate()
        .map(|(row, what)| {
            let (small, large) = (columns[0][row], columns[1][row]);
            vec![(*what).to_owned(), measure::micros(small), measure::micros(large), measure::ratio(large, small)]
        })
        .collect();
    measure::table("Judging one act, engine alone", &["", "1,000 dockets", "100,000 dockets", "ratio"], &rows);
}

fn judge(office: &Office, act: &Act) -> Effects {
    office.judge(act).unwrap_or_else(|violation| panic!("{violation:?}"))
}

fn submit(subject: SubjectId, unit: usize) -> Act {
    let folder = draft(unit);
    let digest = folder.digest().unwrap();
    let content = folder.content();
    act(subject, cast::person(unit, 5), digest, Deed::Submit(content))
}

fn act(subject: SubjectId, by: Slug, digest: Sha256, deed: Deed) -> Act {
    let cast = cast::Cast::new();
    let unit = cast::UNITS.iter().position(|(slug, ..)| by.as_str().starts_with(slug)).unwrap();
    let place: usize = by.as_str().rsplit('-').next().unwrap().parse().unwrap();
    Act {
        seq: 1_000_000,
        time: LATER,
        signer: cast.people[&by].fingerprint.clone(),
        name: cast::name(unit, place),
        email: cast::email(unit, place),
        subject,
        digest,
        step: None,
        behalf: None,
        opinion: String::new(),
        reason: String::new(),
        confirms: None,
        deed,
    }
}

/// The median over rounds of a hundred calls.
fn per_call(mut call: impl FnMut()) -> Duration {
    let times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let begun = Instant::now();
            (0..100).for_each(|_| call());
            begun.elapsed() / 100
        })
        .collect();
    median(&times)
}

/// What the gate does for a push of one act, in this process.
fn gate() {
    let parts =
        ["open the record", "open the ledger from its snapshot", "judge the push", "together", "bring the snapshot up"];
    let mut columns: Vec<Vec<Duration>> = Vec::new();
    for (documents, loose) in [(SMALL, false), (LARGE, false), (LARGE, true)] {
        let corpus = corpus(documents);
        let place = corpus.copy("judge.git");
        if loose {
            unpack_refs(&place);
        }
        let mut scribe = Scribe::resume(&place);
        let mut times: Vec<Vec<Duration>> = vec![Vec::new(); parts.len()];
        for round in 0..ROUNDS {
            let serial = documents + round;
            let hour = LATER + 60 * i64::try_from(round).unwrap();
            let subject = subject(serial, hour);
            let by = cast::person(serial % cast::UNITS.len(), 5);
            let before = scribe.commit();
            let written = scribe.act(&by, &subject, Verb::Submit, Some(draft(serial)), hour);
            let update = RefUpdate { old: Some(before), new: Some(written.commit), name: "refs/heads/main".to_owned() };
            let begun = Instant::now();
            let record = Record::open(&place).unwrap();
            let opened = begun.elapsed();
            let mut ledger = Ledger::open(&record, &mut |_, _| {}).unwrap();
            let ready = begun.elapsed();
            let incoming = Incoming { quarantine: &record, bytes: 0, updates: &[update] };
            gate::judge(&mut ledger, &incoming, &Limits::USUAL, hour).unwrap();
            let judged = begun.elapsed();
            drop(ledger);
            record.move_main(Some(before), written.commit, "bench").unwrap();
            let begun = Instant::now();
            drop(Ledger::open(&record, &mut |_, _| {}).unwrap());
            let kept = begun.elapsed();
            for (column, time) in times.iter_mut().zip([opened, ready - opened, judged - ready, judged, kept]) {
                column.push(time);
            }
        }
        columns.push(times.iter().map(|column| median(column)).collect());
        std::fs::remove_dir_all(&place).unwrap();
    }
    let rows: Vec<Vec<String>> = parts
        .iter()
        .enumerate()
        .map(|(row, what)| {
            let of = |column: usize| columns[column][row];
            vec![
                (*what).to_owned(),
                measure::millis(of(0)),
                measure::millis(of(1)),
                measure::ratio(of(1), of(0)),
                measure::millis(of(2)),
            ]
        })
        .collect();
    measure::table(
        "The gate: one submitted document",
        &["", "1,000 acts", "100,000 acts", "ratio", "100,000, each seal a file of its own"],
        &rows,
    );
}

/// Writes each packed ref as a file, as pushes do until git packs them.
fn unpack_refs(place: &std::path::Path) {
    let all = git(place, &["for-each-ref", "--format=%(objectname) %(refname)"]);
    std::fs::remove_file(place.join("packed-refs")).unwrap();
    for line in all.lines() {
        let (id, name) = line.split_once(' ').unwrap();
        let path = place.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, format!("{id}\n")).unwrap();
    }
}
