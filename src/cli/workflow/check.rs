//! `kanhe workflow check FILE`: whether a workflow or a calendar is sound, and if not what is wrong, where, and what was meant.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::phrase::Teller;
use super::{Setting, read};
use crate::cli::Context;
use crate::cli::failure::Failure;
use crate::office::{Flaw, FlawWhat, FoundingWhat, Workflow, Year, explain};
use crate::words::{Catalogue, Say as _, neutral};

/// Check a file.
#[derive(Args)]
pub(super) struct Check {
    file: String,
}

#[derive(Serialize)]
struct Shown<'a> {
    file: &'a str,
    sound: bool,
    flaws: Vec<ShownFlaw>,
    not_in_register: Vec<String>,
}

#[derive(Serialize)]
struct ShownFlaw {
    code: u16,
    line: usize,
    column: usize,
    text: String,
    meant: Option<String>,
}

pub(super) fn run(context: &mut Context, args: &Check) -> Result<ExitCode, Failure> {
    let file = &args.file;
    let bytes = read(file)?;
    let flaws = explain(file, &bytes);
    let summary = if flaws.is_empty() { summary(&context.words, file, &bytes) } else { String::new() };
    // A record is asked only if there is one; the file is sound or not without it.
    let gaps = match Workflow::read(file, &bytes) {
        Ok(workflow) if flaws.is_empty() => gaps(context, &workflow)?,
        Ok(_) | Err(_) => Vec::new(),
    };
    let words = &context.words;
    let sound = flaws.is_empty();
    if context.common.json {
        let shown = |flaw: &Flaw| ShownFlaw {
            code: flaw.what.code(),
            line: flaw.line,
            column: flaw.column,
            text: text(words, flaw),
            meant: flaw.meant.clone(),
        };
        let flaws = flaws.iter().map(shown).collect();
        context.print.json(&Shown { file, sound, flaws, not_in_register: gaps });
    } else {
        let place = neutral(file);
        let mut lines = Vec::new();
        for flaw in &flaws {
            lines.push(format!("{place}:{}:{}: K{} {}", flaw.line, flaw.column, flaw.what.code(), text(words, flaw)));
            if let Some(meant) = &flaw.meant {
                lines.push(format!("  {}", words.format("flaw-meant", [("meant", meant.as_str())])));
            }
        }
        lines.extend(Some(summary).filter(|summary| !summary.is_empty()));
        lines.extend(gaps);
        if !sound {
            lines.push(words.format("check-broken", [("count", flaws.len().to_string().as_str())]));
        }
        for line in lines {
            context.print.line(&line);
        }
    }
    Ok(ExitCode::from(u8::from(!sound)))
}

/// What is wrong, in words.
fn text(words: &Catalogue, flaw: &Flaw) -> String {
    match &flaw.what {
        FlawWhat::Key { found, known } => {
            words.format("flaw-key", [("found", found.as_str()), ("known", &known.join(", "))])
        }
        FlawWhat::Word { found, known } => {
            words.format("flaw-word", [("found", found.as_str()), ("known", &known.join(", "))])
        }
        FlawWhat::Fault(fault) => {
            let rule = if let FoundingWhat::Field { field, .. } = &fault.what {
                format!("asks-{}", field.replace('.', "-"))
            } else {
                String::new()
            };
            let rule = if words.has(&rule) { words.word(&rule) } else { String::new() };
            format!("{}{rule}", words.text(&fault.say()))
        }
    }
}

fn summary(words: &Catalogue, file: &str, bytes: &[u8]) -> String {
    let language = words.language().tag();
    if let Ok(workflow) = Workflow::read(file, bytes)
        && !is_calendar(file)
    {
        let titles: Vec<&str> = workflow.steps.iter().map(|step| step.title.text(language)).collect();
        return words.format(
            "check-sound",
            [
                ("title", workflow.title.text(language)),
                ("fields", &workflow.fields.len().to_string()),
                ("count", &workflow.steps.len().to_string()),
                ("steps", &titles.join(" → ")),
            ],
        );
    }
    let Ok((year, days)) = Year::read(file, bytes) else { return String::new() };
    let (off, on) = days.days.values().fold((0, 0), |(off, on), is| if *is { (off + 1, on) } else { (off, on + 1) });
    let count = |n: i32| n.to_string();
    words.format("check-calendar", [("year", count(year.into()).as_str()), ("off", &count(off)), ("on", &count(on))])
}

fn is_calendar(file: &str) -> bool {
    file.rsplit('/').nth(1) == Some("calendar")
}

/// What the record's register lacks of what the workflow names.
fn gaps(context: &mut Context, workflow: &Workflow) -> Result<Vec<String>, Failure> {
    let setting = Setting::of(context)?;
    if setting.ledger.is_none() {
        return Ok(Vec::new());
    }
    let teller = Teller { words: &context.words, workflow, office: &setting.office };
    Ok(setting.office.missing(workflow).iter().map(|one| teller.missing(one)).collect())
}
