//! How long an act takes to verify: `kanhe verify` against what git and GnuPG need for the signatures alone.
//!
//! `cargo bench --bench verify`. Kanhe reads every object, checks every signature and judges every act by the office's rules;
//! `git log --show-signature` only checks signatures, and is given a sample.

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

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use corpus::measure::{self, Cost, cost};
use corpus::{cast::Cast, corpus, corpus_of, git_command};
use kanhe::ledger::{Question, Report, Verdict, verify};
use kanhe::record::Record;

/// Documents of about ten thousand acts.
const TEN_THOUSAND_ACTS: usize = 1_730;
/// Documents of about a hundred thousand.
const HUNDRED_THOUSAND_ACTS: usize = 17_000;
/// How many commits git is asked about.
const SAMPLE: u32 = 1000;

fn main() {
    if let Some(of) = std::env::args().nth(1).and_then(|arg| arg.strip_prefix("--peak-of=").map(str::to_owned)) {
        return peak(&of);
    }
    memory();
    let mut rows = Vec::new();
    let (mut per_act, mut wall_per_act) = (Duration::ZERO, Duration::ZERO);
    for documents in [TEN_THOUSAND_ACTS, HUNDRED_THOUSAND_ACTS] {
        let corpus = corpus(documents);
        let record = Record::examine(&corpus.place).unwrap();
        let question = Question { root: Some(&corpus.root), ..Question::default() };
        let (report, spent): (Report, Cost) =
            cost(|| verify(&record, &question, &mut |_, _| {}).map(|verified| verified.report).unwrap());
        assert_eq!(report.verdict, Verdict::Valid);
        let acts = u32::try_from(report.acts).unwrap();
        if documents == TEN_THOUSAND_ACTS {
            per_act = spent.cpu / acts;
            wall_per_act = spent.wall / acts;
        }
        rows.push(row(
            &format!("kanhe verify, {documents} documents, {acts} acts, {} seals", report.seals),
            spent,
            acts,
            (per_act, wall_per_act),
        ));
    }
    let corpus = corpus(TEN_THOUSAND_ACTS);
    let home = tempfile::Builder::new().prefix("kh").tempdir_in("/tmp").unwrap();
    fs::write(home.path().join("gpg.conf"), "trust-model always\nno-auto-check-trustdb\nno-autostart\n").unwrap();
    let certificates = home.path().join("all.asc");
    let cast = Cast::new();
    let keys: String = cast.people.values().chain(cast.seals.values()).map(|key| key.certificate.as_str()).collect();
    fs::write(&certificates, keys).unwrap();
    let mut import = Command::new("gpg");
    import.args(["--homedir"]).arg(home.path()).args(["--batch", "--quiet", "--import"]).arg(&certificates);
    if import.stderr(Stdio::null()).status().is_ok_and(|status| status.success()) {
        let count = format!("-{SAMPLE}");
        let (out, spent) = cost(|| {
            git_command(&corpus.place)
                .env("GNUPGHOME", home.path())
                .args(["log", "--show-signature", &count, "main"])
                .output()
                .unwrap()
        });
        let good = String::from_utf8_lossy(&out.stdout).matches("Good signature").count();
        rows.push(row(
            &format!("git log --show-signature, {good} good of {SAMPLE} commits"),
            spent,
            SAMPLE,
            (per_act, wall_per_act),
        ));
    } else {
        println!("no gpg: git log --show-signature is left out");
    }
    match sq_git(&corpus, home.path(), &cast) {
        Some(spent) => rows.push(row("sq-git log, cold", spent, SAMPLE, (per_act, wall_per_act))),
        None => println!("no sq-git here, or it did not accept the record: left out"),
    }
    measure::table(
        "Verifying",
        &["", "wall", "CPU", "wall per act", "CPU per act", "wall, times kanhe's", "CPU, times kanhe's"],
        &rows,
    );
}

fn row(what: &str, spent: Cost, acts: u32, unit: (Duration, Duration)) -> Vec<String> {
    let (cpu, wall) = (spent.cpu / acts, spent.wall / acts);
    vec![
        what.to_owned(),
        measure::seconds(spent.wall),
        measure::seconds(spent.cpu),
        measure::micros(wall),
        measure::micros(cpu),
        measure::ratio(wall, unit.1),
        measure::ratio(cpu, unit.0),
    ]
}

/// How much memory verifying takes, each in a process of its own: it does not grow with what documents and acts say.
fn memory() {
    let mut rows = Vec::new();
    for (documents, weight) in [(TEN_THOUSAND_ACTS, 1), (TEN_THOUSAND_ACTS, 8), (HUNDRED_THOUSAND_ACTS, 1)] {
        let corpus = corpus_of(documents, weight);
        let pack = walkdir::WalkDir::new(corpus.place.join("objects/pack"));
        let bytes: u64 = pack.into_iter().flatten().filter_map(|entry| Some(entry.metadata().ok()?.len())).sum();
        let program = std::env::current_exe().unwrap();
        let out = Command::new(program).arg(format!("--peak-of={documents},{weight}")).output().unwrap();
        let said = String::from_utf8_lossy(&out.stdout);
        let [acts, before, after] = said.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{said}") };
        let what = format!("{acts} acts, texts {weight} times as long");
        rows.push(vec![what, format!("{} MiB", bytes >> 20), format!("{before} MiB"), format!("{after} MiB")]);
    }
    measure::table("Memory of verifying", &["", "packed record", "before", "at its peak"], &rows);
}

/// Verifies one record and prints how many acts it has, and the peak of this process before and after.
fn peak(of: &str) {
    let (documents, weight) = of.split_once(',').unwrap();
    let corpus = corpus_of(documents.parse().unwrap(), weight.parse().unwrap());
    let before = measure::peak();
    let examined = Record::examine(&corpus.place).unwrap();
    let question = Question { root: Some(&corpus.root), ..Question::default() };
    let verified = verify(&examined, &question, &mut |_, _| {}).unwrap();
    assert_eq!(verified.report.verdict, Verdict::Valid);
    println!("{} {before} {}", verified.report.acts, measure::peak());
}

/// `sq-git log` over the same commits, with a policy that lets everybody sign.
fn sq_git(corpus: &corpus::Corpus, home: &std::path::Path, cast: &Cast) -> Option<Cost> {
    Command::new("sq-git").arg("--version").stdout(Stdio::null()).status().ok()?;
    let policy = home.join("openpgp-policy.toml");
    for (name, key) in &cast.people {
        let file = home.join(format!("{name}.asc"));
        fs::write(&file, &key.certificate).unwrap();
        let mut authorise = Command::new("sq-git");
        authorise.args(["policy", "authorize", "--sign-commit", "--policy-file"]).arg(&policy);
        authorise.arg(name.as_str()).arg(&file).stdout(Stdio::null()).stderr(Stdio::null());
        authorise.status().ok().filter(std::process::ExitStatus::success)?;
    }
    let base = corpus::git(&corpus.place, &["rev-parse", &format!("main~{SAMPLE}")]);
    let (done, spent) = cost(|| {
        let mut log = Command::new("sq-git");
        log.current_dir(&corpus.place).env("XDG_CACHE_HOME", home).args(["log", "--policy-file"]).arg(&policy);
        log.args(["--trust-root", base.trim(), "main"]).stdout(Stdio::null()).stderr(Stdio::null()).status()
    });
    done.ok().filter(std::process::ExitStatus::success)?;
    Some(spent)
}
