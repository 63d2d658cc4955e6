//! `kanhe show SUBJECT`: what was last handed in, as it stands in the record.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, office};
use crate::ledger::Refusal;
use crate::office::Violation;
use crate::record::Defect;

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
    }
    Ok(ExitCode::SUCCESS)
}
