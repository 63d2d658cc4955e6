//! `kanhe show SUBJECT`: what was last handed in, as it stands in the record; of a request that is not carried out, what it would change.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use serde::Serialize;
use similar::TextDiff;

use super::failure::Failure;
use super::{Context, office};
use crate::id::GitId;
use crate::ledger::Refusal;
use crate::office::{PROPOSED, Violation};
use crate::record::{Defect, Record};
use crate::words::neutral;

/// How long is looked for the smallest difference of two texts: behind it, a larger one will do.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many characters of foreign text are made harmless at once.
const WHOLE: usize = 300;

/// Print a subject.
#[derive(Args)]
pub(super) struct Show {
    subject: String,
}

pub(super) fn run(context: &mut Context, args: &Show) -> Result<ExitCode, Failure> {
    #[derive(Serialize)]
    struct File {
        name: String,
        size: u64,
    }
    #[derive(Serialize)]
    struct Shown<'a> {
        subject: &'a str,
        title: &'a str,
        number: Option<&'a str>,
        stage: &'a str,
        digest: String,
        index: String,
        files: Vec<File>,
    }
    let subject = office::subject(&args.subject)?;
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    let (docket, folder) = ledger.subject_folder(&subject)?;
    let docket = docket.ok_or_else(|| Refusal::from(Violation::NoSubject { subject: subject.clone() }))?;
    let folder = folder.ok_or_else(|| crate::record::Fault::from(Defect::Missing).path(subject.folder()))?;
    let index = record.file(folder, "index.md")?.map(|id| record.blob(id)).transpose()?.unwrap_or_default();
    let index = String::from_utf8_lossy(&index).into_owned();
    if context.common.json {
        let files = record.files_below(folder)?;
        context.print.json(&Shown {
            subject: subject.as_str(),
            title: &docket.title,
            number: docket.number.as_ref().map(|number| number.text.as_str()),
            stage: docket.stage().word(),
            digest: docket.digest.to_string(),
            index,
            files: files.into_iter().map(|file| File { name: file.path, size: file.size }).collect(),
        });
    } else {
        context.print.line(index.trim_end());
        if docket.is_open() && ledger.office().is_request(&subject) {
            for line in would_change(&record, ledger.head().tree, folder)? {
                context.print.line(&line);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What a request would change as the record stands, file by file (unified diff, as `git diff` shows it). What is no text is only named.
fn would_change(record: &Record, now: GitId, folder: GitId) -> Result<Vec<String>, Failure> {
    let mut told = Vec::new();
    for file in record.files_below(folder)? {
        let Some(path) = file.path.strip_prefix(PROPOSED) else { continue };
        let old = record.file(now, path)?.map(|id| record.blob(id)).transpose()?;
        let (was, new) = (old.clone().unwrap_or_default(), record.blob(file.id)?);
        told.push(String::new());
        let from = if old.is_some() { path } else { "/dev/null" };
        match (std::str::from_utf8(&was), std::str::from_utf8(&new)) {
            (Ok(was), Ok(new)) => {
                let difference = TextDiff::configure().timeout(PATIENCE).diff_lines(was, new);
                let shown = difference.unified_diff().header(from, path).to_string();
                told.extend(shown.lines().map(harmless));
            }
            _ => told.push(harmless(&format!("{path} ({} B)", new.len()))),
        }
    }
    Ok(told)
}

/// A line of the record on a terminal, whole: whoever approves it sees what he approves.
fn harmless(line: &str) -> String {
    let characters: Vec<char> = line.chars().collect();
    characters.chunks(WHOLE).map(|part| neutral(&part.iter().collect::<String>())).collect()
}
