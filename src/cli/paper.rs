//! `kanhe paper`: everything that is on its way as sheets to go on by hand; afterwards, what of it nobody has re-entered.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::request::io;
use super::{Context, build, clock, column, office};
use crate::id::{Sha256, Slug, SubjectId};
use crate::ledger::Refusal;
use crate::office::Violation;
use crate::site::{Wanted, short_code};
use crate::words::{Message, neutral};

/// The file by which a folder is known to be ours, and what was printed into it.
const LIST: &str = "kanhe-paper.json";

/// Print sheets.
#[derive(Args)]
pub(super) struct Paper {
    #[arg(value_name = "SUBJECT", conflicts_with = "check")]
    subjects: Vec<String>,
    #[arg(long, value_name = "DIR", default_value = "kanhe-paper", conflicts_with = "check")]
    out: PathBuf,
    #[arg(long, value_name = "UNIT", conflicts_with = "check")]
    unit: Vec<Slug>,
    #[arg(long, value_name = "PERSON", conflicts_with = "check")]
    person: Vec<Slug>,
    #[arg(long, value_name = "DIR")]
    check: Option<PathBuf>,
    #[arg(long, value_name = "TIME", hide = true)]
    now: Option<clock::Moment>,
}

/// What was printed.
#[derive(Serialize, Deserialize)]
struct List {
    format: u32,
    record: String,
    printed: i64,
    checkpoint: String,
    sheets: Vec<Sheet>,
    files: BTreeSet<String>,
}

#[derive(Serialize, Deserialize)]
struct Sheet {
    subject: SubjectId,
    digest: Sha256,
    /// The last act about it when it was printed.
    seq: u64,
}

pub(super) fn run(context: &mut Context, args: &Paper) -> Result<ExitCode, Failure> {
    match &args.check {
        Some(folder) => check(context, folder),
        None => print(context, args),
    }
}

fn print(context: &mut Context, args: &Paper) -> Result<ExitCode, Failure> {
    #[derive(Serialize)]
    struct Done<'a> {
        sheets: Vec<&'a SubjectId>,
        folder: String,
        checkpoint: &'a str,
    }
    let record = office::record(context)?;
    let place = record.worktree().unwrap_or_else(|| record.git_dir()).to_owned();
    let before = read(&args.out)?;
    if before.is_none() && std::fs::read_dir(&args.out).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Failure::misused(Message::new("paper-occupied").with("path", args.out.display())));
    }
    let site = build::open(context, &place, &args.out, false)?;
    let state = site.ledger().office();
    let wanted = wanted(state, args)?;
    let now = clock::at(args.now);
    let printing = site.by_hand(&wanted, now).map_err(build::failure)?;
    let files: BTreeSet<String> = printing.files.iter().map(|file| file.path.clone()).collect();
    // What was printed before and is not now is on its way no more.
    for gone in before.iter().flat_map(|list| list.files.difference(&files)).filter(|path| is_inside(path)) {
        drop(std::fs::remove_file(args.out.join(gone)));
    }
    for file in &printing.files {
        write(&args.out.join(&file.path), &file.bytes)?;
    }
    let sheets = printing.sheets.into_iter();
    let list = List {
        format: 1,
        record: state.settings().record.to_string(),
        printed: now,
        checkpoint: site.ledger().checkpoint().to_string(),
        sheets: sheets.map(|one| Sheet { subject: one.subject, digest: one.digest, seq: one.seq }).collect(),
        files,
    };
    let path = args.out.join(LIST);
    let text = serde_json::to_string_pretty(&list).map_err(|error| io(&path, &error))?;
    write(&path, text.as_bytes())?;
    let folder = args.out.display().to_string();
    if context.common.json {
        let sheets = list.sheets.iter().map(|sheet| &sheet.subject).collect();
        context.print.json(&Done { sheets, folder, checkpoint: &list.checkpoint });
        return Ok(ExitCode::SUCCESS);
    }
    let count = list.sheets.len().to_string();
    let text = context.words.format("paper-done", [("count", count.as_str()), ("folder", &folder)]);
    context.print.line(&text);
    let rows: Vec<[String; 3]> = list.sheets.iter().map(|sheet| row(state, sheet)).collect();
    for line in column::table(&rows) {
        context.print.line(&line);
    }
    context.print.line(&list.checkpoint);
    Ok(ExitCode::SUCCESS)
}

fn row(state: &crate::office::Office, sheet: &Sheet) -> [String; 3] {
    let title = state.docket(&sheet.subject).map_or_else(String::new, |docket| neutral(&docket.title));
    [short_code(&sheet.digest), sheet.subject.to_string(), title]
}

fn wanted(state: &crate::office::Office, args: &Paper) -> Result<Wanted, Failure> {
    let mut wanted = Wanted::default();
    for subject in &args.subjects {
        let subject = office::subject(subject)?;
        let open =
            state.docket(&subject).ok_or_else(|| Refusal::from(Violation::NoSubject { subject: subject.clone() }))?;
        if !open.is_open() {
            return Err(Failure::misused(Message::new("paper-closed").with("subject", &subject)));
        }
        wanted.subjects.insert(subject);
    }
    for unit in &args.unit {
        if state.register().unit(unit).is_none() {
            return Err(Failure::misused(Message::new("cli-no-unit").with("unit", unit)));
        }
        wanted.units.insert(unit.clone());
    }
    for person in &args.person {
        if state.register().person(person).is_none() {
            return Err(Failure::misused(Message::new("cli-nobody").with("name", person)));
        }
        wanted.people.insert(person.clone());
    }
    Ok(wanted)
}

/// What was printed into a folder, if we have.
fn read(folder: &Path) -> Result<Option<List>, Failure> {
    let path = folder.join(LIST);
    let Ok(bytes) = std::fs::read(&path) else { return Ok(None) };
    serde_json::from_slice(&bytes).map(Some).map_err(|error| io(&path, &error))
}

/// Whether a path that a list names leads into its folder: the list may have been changed by anybody.
fn is_inside(path: &str) -> bool {
    !path.is_empty() && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// Writes a file that is its owner's alone: sheets may tell of what is not for everybody.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| io(folder, &error))?;
    }
    let file = std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    file.and_then(|mut file| file.write_all(bytes)).map_err(|error| io(path, &error))
}

/// What of it has not gone on since: nothing of what was decided by hand is to be lost.
fn check(context: &mut Context, folder: &Path) -> Result<ExitCode, Failure> {
    #[derive(Serialize)]
    struct Found<'a> {
        subject: &'a SubjectId,
        acts: usize,
        re_entered: usize,
        changed: bool,
    }
    let list =
        read(folder)?.ok_or_else(|| Failure::misused(Message::new("paper-none").with("path", folder.display())))?;
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    let own = ledger.office().settings().record.to_string();
    if own != list.record {
        return Err(Failure::misused(Message::new("paper-foreign").with("path", folder.display())));
    }
    for sheet in &list.sheets {
        ledger.recall(&sheet.subject)?;
    }
    let state = ledger.office();
    let found: Vec<(&Sheet, Found<'_>)> = list
        .sheets
        .iter()
        .map(|sheet| {
            let docket = state.docket(&sheet.subject);
            let since = docket.into_iter().flat_map(|docket| &docket.trail).filter(|mark| mark.seq > sheet.seq);
            let re_entered = since.clone().filter(|mark| mark.re_entered().is_some()).count();
            let changed = docket.is_none_or(|docket| docket.digest != sheet.digest);
            (sheet, Found { subject: &sheet.subject, acts: since.count(), re_entered, changed })
        })
        .collect();
    let missing = found.iter().filter(|(_, found)| found.acts == 0).count();
    if context.common.json {
        context.print.json(&found.iter().map(|(_, found)| found).collect::<Vec<_>>());
    } else {
        let words = &context.words;
        let rows: Vec<[String; 4]> = found
            .iter()
            .map(|(sheet, found)| {
                let key = match found {
                    Found { acts: 0, .. } => "paper-check-none",
                    Found { changed: true, .. } => "paper-check-changed",
                    Found { re_entered: 0, .. } => "paper-check-otherwise",
                    Found { .. } => "paper-check-good",
                };
                let n = found.re_entered.to_string();
                let [code, subject, title] = row(state, sheet);
                [words.format(key, [("n", n.as_str())]), code, subject, title]
            })
            .collect();
        let (missing, all) = (missing.to_string(), found.len().to_string());
        let text = words.format("paper-check", [("missing", missing.as_str()), ("all", &all)]);
        for line in column::table(&rows).into_iter().chain([text]) {
            context.print.line(&line);
        }
    }
    Ok(if missing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
