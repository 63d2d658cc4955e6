//! `kanhe log [SUBJECT]`: the acts, newest first, with their verdicts.

use std::collections::BTreeSet;
use std::process::ExitCode;

use clap::Args;

use super::failure::Failure;
use super::{Context, office};
use crate::id::SubjectId;
use crate::ledger::{Entry, Ledger};
use crate::office::{Mark, re_entry};
use crate::words::neutral;

/// List the acts.
#[derive(Args)]
pub(super) struct Log {
    subject: Option<String>,
    #[arg(long, short = 'n', value_name = "COUNT", default_value_t = 50)]
    count: usize,
}

pub(super) fn run(context: &mut Context, args: &Log) -> Result<ExitCode, Failure> {
    let subject = args.subject.as_deref().map(office::subject).transpose()?;
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    ledger.recall_entries(subject.as_ref(), args.count)?;
    let shown = ledger.entries().values().rev().filter(|entry| subject.is_none() || entry.subject == subject);
    let about: BTreeSet<SubjectId> = shown.take(args.count).filter_map(|entry| entry.subject.clone()).collect();
    for one in &about {
        ledger.recall(one)?;
    }
    let wanted = |entry: &&Entry| subject.is_none() || entry.subject == subject;
    let entries: Vec<&Entry> = ledger.entries().values().rev().filter(wanted).take(args.count).collect();
    if context.common.json {
        context.print.json(&entries);
        return Ok(ExitCode::SUCCESS);
    }
    for entry in entries {
        let text = line(context, &ledger, entry);
        context.print.line(&text);
        if let Some(finding) = &entry.refused {
            let text = format!("      K{} {}", finding.code, context.words.text(&finding.message));
            context.print.line(&text);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn line(context: &Context, ledger: &Ledger, entry: &Entry) -> String {
    let words = &context.words;
    let verdict = words.word(if entry.is_valid() { "verdict-valid" } else { "verdict-invalid" });
    let time = super::inbox::moment(ledger, entry.time);
    let register = ledger.office().register();
    let name = entry.person.as_ref().and_then(|person| register.person(person)).map_or(&entry.name, |p| &p.name);
    let verb = entry.verb.map_or_else(|| "—".to_owned(), |verb| words.word(&format!("verb-{verb}")));
    let subject = entry.subject.as_ref().map_or_else(String::new, ToString::to_string);
    let spoken = re_entry(&entry.words).map_or(entry.words.as_str(), |(_, rest)| rest);
    let said = if spoken.is_empty() { String::new() } else { format!("  「{}」", neutral(spoken)) };
    // What the mark of a re-entry says is said in words.
    let mark = entry.subject.as_ref().and_then(|subject| ledger.office().docket(subject)?.mark(entry.seq));
    let by = mark.and_then(Mark::re_entered);
    let by = by.map_or_else(String::new, |entry| words.format("log-re-entered", [("entry", entry.as_str())]));
    let said = if by.is_empty() { said } else { format!("{said}  {by}") };
    let line = format!("{:>6}  {time}  {verdict}  {}  {verb}  {subject}{said}", entry.seq, neutral(name));
    line.trim_end().to_owned()
}
