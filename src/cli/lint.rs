//! `kanhe lint [SUBJECT]...`: what in a document is not as official documents are written (公文格式), with file, line and clause.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, office};
use crate::desk::Draft;
use crate::id::SubjectId;
use crate::ledger::{Ledger, Refusal};
use crate::office::{Content, Unformatted, Violation};
use crate::record::Record;
use crate::words::Catalogue;

/// Look through documents.
#[derive(Args)]
pub(super) struct Lint {
    #[arg(required = true)]
    subjects: Vec<String>,
}

#[derive(Serialize)]
struct Shown {
    file: String,
    line: Option<usize>,
    what: &'static str,
    clause: &'static str,
    says: String,
}

pub(super) fn run(context: &mut Context, args: &Lint) -> Result<ExitCode, Failure> {
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    let mut all = Vec::new();
    for subject in &args.subjects {
        let subject = office::subject(subject)?;
        let content = content(&record, &mut ledger, &subject)?;
        let found = look(&ledger, &subject, &content);
        all.extend(found.iter().map(|one| Shown {
            file: format!("{}/index.md", subject.folder()),
            line: one.line,
            what: one.what.word(),
            clause: one.what.clause(),
            says: says(&context.words, one),
        }));
    }
    if context.common.json {
        context.print.json(&all);
    } else if all.is_empty() {
        context.print.line(&context.words.word("lint-nothing"));
    } else {
        for one in &all {
            context.print.line(&line(&context.words, one));
        }
    }
    Ok(if all.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// A draft's folder as it stands in the work tree; else what was last handed in.
fn content(record: &Record, ledger: &mut Ledger, subject: &SubjectId) -> Result<Content, Failure> {
    let folder = record.worktree().map(|worktree| worktree.join(subject.folder())).filter(|folder| folder.is_dir());
    if let Some(folder) = folder {
        return Ok(Draft::read(&folder).map_err(crate::desk::DeskFault::from)?.content());
    }
    let (docket, folder) = ledger.subject_folder(subject)?;
    let folder = docket.and(folder).ok_or_else(|| Refusal::from(Violation::NoSubject { subject: subject.clone() }))?;
    let files = record.files_below(folder)?;
    let index = record.file(folder, "index.md")?.map(|id| record.blob(id)).transpose()?;
    let files = files.into_iter().map(|file| (file.path, file.size)).collect();
    Ok(Content { index, files, ..Content::default() })
}

/// What is found in a folder of that subject.
fn look(ledger: &Ledger, subject: &SubjectId, content: &Content) -> Vec<Unformatted> {
    let state = ledger.office();
    let Some(workflow) = state.workflow_of(subject.collection()) else { return Vec::new() };
    state.unformatted(workflow, content, state.docket(subject).map(|docket| &docket.issuer))
}

/// A finding in words.
fn says(words: &Catalogue, found: &Unformatted) -> String {
    let told = found.what.told();
    words.format(&format!("format-{}", found.what.word()), told.each_ref().map(|(name, value)| (*name, value.as_str())))
}

fn line(words: &Catalogue, one: &Shown) -> String {
    let at = one.line.map_or_else(|| one.file.clone(), |line| format!("{}:{line}", one.file));
    words.format("lint-line", [("at", at.as_str()), ("says", &one.says), ("clause", one.clause)])
}
