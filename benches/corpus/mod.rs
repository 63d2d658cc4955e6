//! A large record to measure on: an office of twelve units, ten years of documents, every act signed in this process.
//!
//! 1. The same number of documents makes the same record, byte for byte: keys, texts and hours come from seeds.
//! 2. Acts are judged by the engine before they are signed, and the finished record must verify as VALID before it is used.
//! 3. A record that was made is kept below the target folder's `tmp` and used again.

#![allow(dead_code, reason = "each bench uses a part of this module")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a bench that cannot go on stops, and prints what it measured"
)]

pub(crate) mod cast;
pub(crate) mod measure;
pub(crate) mod scribe;
mod text;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use kanhe::id::SubjectId;
use kanhe::ledger::{Question, Root, Verdict, verify};
use kanhe::office::Verb;
use kanhe::record::Record;

use cast::Cast;
use scribe::Scribe;

/// When the first document is handed in: 2016-01-04, 9:00 in Shanghai.
const BEGIN: i64 = 1_451_869_200;
/// When the last one is: ten years later.
const END: i64 = 1_767_142_800;
/// How many documents are on their way at the same time.
const SIDE_BY_SIDE: usize = 8;
/// After how many such groups what was written is packed.
const PACKED_AFTER: usize = 500;
/// Up to how many documents the best deltas are looked for.
const DELTAS_UP_TO: usize = 20_000;
/// How many of the last documents have not come to their end.
const UNFINISHED: usize = 40;

/// A record that is there.
pub(crate) struct Corpus {
    pub(crate) place: PathBuf,
    pub(crate) root: Root,
    pub(crate) documents: usize,
}

/// The folder everything is kept below.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bench")
}

/// A new folder for what is built, in memory if there is such a place: a disk that has just lost thousands of files is slow to take new
/// ones, and that would be measured.
pub(crate) fn output(name: &str) -> PathBuf {
    let memory = Path::new("/dev/shm");
    let base = if memory.is_dir() { memory.to_owned() } else { folder() };
    let out = base.join(format!("kanhe-bench-{}", std::process::id())).join(name);
    fs::remove_dir_all(&out).ok();
    fs::create_dir_all(out.parent().unwrap()).unwrap();
    out
}

/// Removes what stands there, and the folder made for it.
pub(crate) fn clear(out: &Path) {
    fs::remove_dir_all(out.parent().unwrap()).ok();
}

/// The record of so many documents: the one that is there, or a new one.
pub(crate) fn corpus(documents: usize) -> Corpus {
    corpus_of(documents, 1)
}

/// The same with texts and opinions `weight` times as long.
pub(crate) fn corpus_of(documents: usize, weight: usize) -> Corpus {
    kept(documents, weight, false)
}

/// The same, its site in one language and not in all of them.
pub(crate) fn corpus_in_one_language(documents: usize) -> Corpus {
    kept(documents, 1, true)
}

fn kept(documents: usize, weight: usize, one_language: bool) -> Corpus {
    let languages = if one_language { "-zh" } else { "" };
    let home = folder().join(format!("corpus-{documents}-{weight}{languages}"));
    let (place, line) = (home.join("record.git"), home.join("root"));
    if let Some(root) = fs::read_to_string(&line).ok().and_then(|text| text.trim().parse().ok()) {
        return Corpus { place, root, documents };
    }
    fs::remove_dir_all(&home).ok();
    fs::create_dir_all(&home).unwrap();
    let root = make(&place, documents, weight, one_language);
    fs::write(&line, format!("{root}\n")).unwrap();
    Corpus { place, root, documents }
}

impl Corpus {
    /// A copy that may be changed, with its snapshot if it has one.
    pub(crate) fn copy(&self, name: &str) -> PathBuf {
        let to = folder().join(name);
        fs::remove_dir_all(&to).ok();
        for entry in walkdir::WalkDir::new(&self.place) {
            let entry = entry.unwrap();
            let path = to.join(entry.path().strip_prefix(&self.place).unwrap());
            if entry.file_type().is_dir() {
                fs::create_dir_all(&path).unwrap();
            } else {
                fs::copy(entry.path(), &path).unwrap();
            }
        }
        to
    }
}

/// Makes the record, packs it, and has it verified.
fn make(place: &Path, documents: usize, weight: usize, one_language: bool) -> Root {
    let begun = Instant::now();
    let record = Record::init(place, true).unwrap();
    let mut scribe = Scribe::found(record, &Cast::new(), BEGIN - 24 * 3600, one_language);
    scribe.opinion = scribe.opinion.repeat(weight);
    let root = scribe.root();
    let mut tags = Vec::new();
    let groups = documents.div_ceil(SIDE_BY_SIDE);
    for number in 0..groups {
        let from = hour(number * SIDE_BY_SIDE, documents);
        let step = (END - BEGIN) / groups as i64 / (SIDE_BY_SIDE as i64 * 8);
        let mut hour = from;
        let mut group: Vec<(usize, SubjectId)> = (number * SIDE_BY_SIDE..documents.min((number + 1) * SIDE_BY_SIDE))
            .map(|serial| (serial, subject(serial, from)))
            .collect();
        for stage in 0..6 {
            group.retain(|(serial, subject)| {
                hour += step;
                let tag = advance(&mut scribe, *serial, subject, stage, documents, hour, weight);
                tags.extend(tag.clone().flatten());
                tag.is_some()
            });
        }
        if (number + 1).is_multiple_of(PACKED_AFTER) {
            pack_so_far(place, &scribe.commit().to_string());
        }
    }
    let acts = scribe.seq() + 1;
    let record = Record::open(place).unwrap();
    for (name, id) in &tags {
        record.create_seal_ref(name, *id).unwrap();
    }
    record.move_main(None, scribe.commit(), "corpus").unwrap();
    drop(scribe);
    let made = begun.elapsed();
    // To look for the best deltas among millions of objects takes longer than all the rest.
    let deltas = if documents > DELTAS_UP_TO { "-adq" } else { "-adfq" };
    git(place, &["repack", deltas]);
    git(place, &["pack-refs", "--all"]);
    git(place, &["prune", "--expire=now"]);
    let packed = begun.elapsed();
    let examined = Record::examine(place).unwrap();
    let question = Question { root: Some(&root), ..Question::default() };
    let report = verify(&examined, &question, &mut |_, _| {}).map(|verified| verified.report).unwrap();
    println!(
        "corpus of {documents} documents, weight {weight}: {acts} acts, {} seals; made in {:.1} s, packed in {:.1} s, {} in {:.1} s",
        report.seals,
        made.as_secs_f64(),
        (packed - made).as_secs_f64(),
        report.verdict.word(),
        (begun.elapsed() - packed).as_secs_f64(),
    );
    assert_eq!(report.verdict, Verdict::Valid, "{:?}", report.findings.first());
    root
}

/// Packs what has been written so far: loose, an object takes a block of the disk, and there are millions.
fn pack_so_far(place: &Path, commit: &str) {
    git(place, &["update-ref", "refs/bench/so-far", commit]);
    git(place, &["-c", "pack.window=0", "repack", "-dq"]);
    git(place, &["update-ref", "-d", "refs/bench/so-far"]);
}

/// When the document of that number is begun.
pub(crate) fn hour(serial: usize, documents: usize) -> i64 {
    let (group, groups) = (serial / SIDE_BY_SIDE, documents.div_ceil(SIDE_BY_SIDE));
    BEGIN + (END - BEGIN) * group as i64 / groups as i64
}

/// One act about a document, or `None` if it has come to its end. The seal's ref, if the act puts one.
fn advance(
    scribe: &mut Scribe,
    serial: usize,
    subject: &SubjectId,
    stage: usize,
    documents: usize,
    hour: i64,
    weight: usize,
) -> Option<Option<(String, kanhe::id::GitId)>> {
    let unit = serial % cast::UNITS.len();
    if serial + UNFINISHED >= documents && stage > serial % 5 {
        return None;
    }
    let person = |place: usize| cast::person(unit, place);
    let act = match stage {
        0 => {
            let draft = text::draft(serial, unit, weight);
            return Some(scribe.act(&person(4 + serial % 6), subject, Verb::Submit, Some(draft), hour).seal);
        }
        1 if serial % 50 == 7 => {
            scribe.act(&person(4 + serial % 6), subject, Verb::Withdraw, None, hour);
            return None;
        }
        1 => scribe.act(&person(1), subject, Verb::Approve, None, hour),
        2 => scribe.act(&cast::person(0, 2), subject, Verb::Approve, None, hour),
        3 => scribe.act(&cast::person(0, 1), subject, Verb::Approve, None, hour),
        4 => scribe.act(&person(0), subject, Verb::Issue, None, hour),
        _ => scribe.act(&person(3), subject, Verb::Seal, None, hour),
    };
    Some(act.seal)
}

/// The id of the document of that number.
pub(crate) fn subject(serial: usize, hour: i64) -> SubjectId {
    let year = jiff::Timestamp::from_second(hour).unwrap().to_zoned(jiff::tz::TimeZone::UTC).year();
    let (unit, _, _) = cast::UNITS[serial % cast::UNITS.len()];
    format!("documents/{year}/{unit}-{serial:05}").parse().unwrap()
}

/// The folder of the document of that number.
pub(crate) fn draft(serial: usize) -> kanhe::desk::Draft {
    text::draft(serial, serial % cast::UNITS.len(), 1)
}

/// Runs git in a folder, without anybody's configuration.
pub(crate) fn git(place: &Path, args: &[&str]) -> String {
    let out = git_command(place).args(args).output().unwrap();
    assert!(out.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8_lossy(&out.stdout).into_owned()
}

pub(crate) fn git_command(place: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(place)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("LC_ALL", "C.UTF-8");
    command
}
