//! `kanhe status [SUBJECT]`: where a subject stands, or what waits for me.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, office};
use crate::id::{Slug, SubjectId};
use crate::ledger::{Ledger, Refusal};
use crate::office::{Docket, Violation};
use crate::words::neutral;

/// Where a subject stands, or what waits for me.
#[derive(Args)]
pub(super) struct Status {
    subject: Option<String>,
    #[arg(long = "as", id = "as", value_name = "PERSON")]
    person: Option<String>,
}

pub(super) fn run(context: &mut Context, args: &Status) -> Result<ExitCode, Failure> {
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    if let Some(subject) = &args.subject {
        one(context, &mut ledger, office::subject(subject)?)
    } else {
        let me = office::me(&record, &ledger, args.person.as_deref())?;
        inbox(context, &mut ledger, &me)
    }
}

fn one(context: &mut Context, ledger: &mut Ledger, subject: SubjectId) -> Result<ExitCode, Failure> {
    #[derive(Serialize)]
    struct Shown<'a> {
        stage: &'a str,
        step: Option<&'a str>,
        waiting_for: Vec<&'a str>,
        docket: &'a Docket,
    }
    ledger.recall(&subject)?;
    let state = ledger.office();
    let docket = state.docket(&subject).ok_or_else(|| Refusal::from(Violation::NoSubject { subject }))?;
    let waiting = state.waiting_for(docket);
    let step = state.current_step(docket);
    if context.common.json {
        context.print.json(&Shown {
            stage: docket.stage().word(),
            step: step.map(|step| step.name.as_str()),
            waiting_for: waiting.iter().map(Slug::as_str).collect(),
            docket,
        });
        return Ok(ExitCode::SUCCESS);
    }
    let words = &context.words;
    let language = words.language().tag();
    let names: Vec<String> = waiting.iter().map(|slug| name(ledger, slug)).collect();
    let stage = words.word(&format!("stage-{}", docket.stage().word()));
    let number = docket.number.as_ref().map_or_else(String::new, |number| format!("  {}", number.text));
    let mut lines = vec![
        format!("{}{number}", neutral(&docket.title)),
        words.format("status-stage", [("stage", stage.as_str())]),
        words.format("status-drafter", [("name", name(ledger, &docket.drafter).as_str())]),
    ];
    if let Some(step) = step {
        lines.push(words.format("status-step", [("step", step.title.text(language))]));
    }
    if !names.is_empty() {
        lines.push(words.format("status-waiting", [("names", names.join("、").as_str())]));
    }
    lines.push(words.format("status-digest", [("digest", docket.digest.to_string().as_str())]));
    let doubted: Vec<u64> = ledger.office().in_question(docket).map(|mark| mark.seq).collect();
    for mark in &docket.trail {
        let verb = words.word(&format!("verb-{}", mark.verb));
        let void = mark
            .void_by
            .map_or_else(String::new, |seq| words.format("status-void", [("seq", seq.to_string().as_str())]));
        let doubt = if doubted.contains(&mark.seq) { words.word("status-doubted") } else { String::new() };
        let said = if mark.words.is_empty() { String::new() } else { format!("  「{}」", neutral(&mark.words)) };
        let who = name(ledger, &mark.person);
        lines.push(format!("{:>6}  {}  {who}  {verb}{said}{void}{doubt}", mark.seq, moment(ledger, mark.time)));
    }
    for line in lines {
        context.print.line(&line);
    }
    Ok(ExitCode::SUCCESS)
}

fn inbox(context: &mut Context, ledger: &mut Ledger, me: &Slug) -> Result<ExitCode, Failure> {
    #[derive(Serialize)]
    struct Item<'a> {
        subject: &'a str,
        title: &'a str,
        stage: &'a str,
        step: Option<&'a str>,
        since: i64,
    }
    ledger.recall_open()?;
    let state = ledger.office();
    let mut mine: Vec<&Docket> = state.dockets().filter(|docket| state.waiting_for(docket).contains(me)).collect();
    mine.sort_by_key(|docket| docket.trail.last().map(|mark| mark.seq));
    if context.common.json {
        let items: Vec<Item<'_>> = mine
            .iter()
            .map(|docket| Item {
                subject: docket.subject.as_str(),
                title: &docket.title,
                stage: docket.stage().word(),
                step: state.current_step(docket).map(|step| step.name.as_str()),
                since: docket.trail.last().map_or(0, |mark| mark.time),
            })
            .collect();
        context.print.json(&items);
        return Ok(ExitCode::SUCCESS);
    }
    let words = &context.words;
    let count = mine.len().to_string();
    let mut lines = vec![words.format("status-inbox", [("name", name(ledger, me).as_str()), ("count", &count)])];
    for docket in mine {
        let step = state.current_step(docket).map(|step| step.title.text(words.language().tag()).to_owned());
        let step = step.unwrap_or_else(|| words.word(&format!("stage-{}", docket.stage().word())));
        let since = docket.trail.last().map_or(0, |mark| mark.time);
        lines.push(format!("{}  {step}  {}  {}", moment(ledger, since), docket.subject, neutral(&docket.title)));
    }
    for line in lines {
        context.print.line(&line);
    }
    Ok(ExitCode::SUCCESS)
}

fn name(ledger: &Ledger, slug: &Slug) -> String {
    let person = ledger.office().register().person(slug);
    neutral(person.map_or(slug.as_str(), |person| &person.name))
}

/// A moment in the office's time zone, to the minute.
pub(super) fn moment(ledger: &Ledger, seconds: i64) -> String {
    let time = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let there = ledger.office().settings().zone.to_datetime(time);
    there.strftime("%Y-%m-%d %H:%M").to_string()
}
