//! `kanhe fault`: what was reported at the server while people could not work (T4). It is done on the server: it stands beside the accounts.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::account::failure;
use super::failure::Failure;
use super::request::io;
use super::{Context, clock, column, draft, office};
use crate::accounts::{self, Accounts, Handling, Reported};
use crate::id::{Slug, SubjectId};
use crate::ledger::{Ledger, Refusal};
use crate::office::Violation;
use crate::record::Record;
use crate::words::{Message, neutral};

/// Where faults are ordinary subjects.
const FAULTS: &str = "faults";

/// See to what was reported.
#[derive(Args)]
pub(super) struct Fault {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    List(List),
    Take(Which),
    Done(Which),
    Draft(Draft),
}

/// List them.
#[derive(Args)]
struct List {
    #[arg(long)]
    all: bool,
    #[arg(long, value_name = "LINES", default_value_t = 100)]
    most: u64,
}

#[derive(Args)]
struct Which {
    #[arg(value_name = "NUMBER")]
    number: i64,
}

/// Begin a subject of one.
#[derive(Args)]
struct Draft {
    #[arg(value_name = "NUMBER")]
    number: i64,
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
}

/// One as data.
#[derive(Serialize)]
struct Line<'a> {
    number: i64,
    time: i64,
    person: Option<&'a str>,
    name: &'a str,
    phone: &'a str,
    text: &'a str,
    address: &'a str,
    state: &'static str,
    by: Option<&'a str>,
    since: Option<i64>,
}

pub(super) fn run(context: &mut Context, args: &Fault) -> Result<ExitCode, Failure> {
    let record = office::record(context)?;
    let accounts = Accounts::open(&accounts::place(record.git_dir())).map_err(|error| failure(&error))?;
    match &args.command {
        Command::List(args) => list(context, &record, &accounts, args),
        Command::Take(args) => handle(context, &accounts, args.number, Handling::Taken),
        Command::Done(args) => handle(context, &accounts, args.number, Handling::Done),
        Command::Draft(args) => begin(context, &accounts, args),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn list(context: &mut Context, record: &Record, accounts: &Accounts, args: &List) -> Result<(), Failure> {
    let (count, faults) = accounts.faults(args.all, 0, args.most).map_err(|error| failure(&error))?;
    if context.common.json {
        let lines: Vec<Line<'_>> = faults.iter().map(line).collect();
        context.print.json(&lines);
        return Ok(());
    }
    if faults.is_empty() {
        let text = context.words.word("fault-none");
        context.print.line(&text);
        return Ok(());
    }
    let ledger = office::ledger(context, record)?;
    let words = &context.words;
    let rows: Vec<[String; 6]> = faults
        .iter()
        .map(|fault| {
            let name = match &fault.person {
                Some(person) => super::inbox::name(&ledger, person),
                None => words.format("fault-unknown", [("name", neutral(&fault.name).as_str())]),
            };
            let state = words.word(&format!("fault-state-{}", fault.state.word()));
            let state = fault.by.as_ref().map_or_else(|| state.clone(), |by| format!("{state} {}", neutral(by)));
            let text = neutral(&fault.text.replace('\n', " "));
            let time = super::inbox::moment(&ledger, fault.time);
            [fault.number.to_string(), time, state, name, neutral(&fault.phone), text]
        })
        .collect();
    for line in column::table(&rows) {
        context.print.line(&line);
    }
    let (shown, all) = (rows.len().to_string(), count.to_string());
    let text = context.words.format("account-journal-count", [("shown", shown.as_str()), ("all", &all)]);
    context.print.note(&text);
    Ok(())
}

fn line(fault: &Reported) -> Line<'_> {
    Line {
        number: fault.number,
        time: fault.time,
        person: fault.person.as_ref().map(Slug::as_str),
        name: &fault.name,
        phone: &fault.phone,
        text: &fault.text,
        address: &fault.address,
        state: fault.state.word(),
        by: fault.by.as_deref(),
        since: fault.since,
    }
}

fn find(accounts: &Accounts, number: i64) -> Result<Reported, Failure> {
    let found = accounts.fault(number).map_err(|error| failure(&error))?;
    found.ok_or_else(|| Failure::misused(Message::new("fault-no").with("number", number)))
}

fn handle(context: &mut Context, accounts: &Accounts, number: i64, state: Handling) -> Result<(), Failure> {
    find(accounts, number)?;
    let by = clock::environment("USER").map_or_else(String::new, |user| user.to_string_lossy().into_owned());
    let changed = accounts.handle(number, state, &by, clock::seconds()).map_err(|error| failure(&error))?;
    // Whoever comes second learns how it is.
    let key = if changed { "fault-handled" } else { "fault-handled-before" };
    let now = find(accounts, number)?;
    let state = context.words.word(&format!("fault-state-{}", now.state.word()));
    let text = context.words.format(key, [("number", number.to_string().as_str()), ("state", &state)]);
    context.print.line(&text);
    Ok(())
}

/// Begins an ordinary subject of a report in a clone, once the record can be written again.
fn begin(context: &mut Context, accounts: &Accounts, args: &Draft) -> Result<(), Failure> {
    let fault = find(accounts, args.number)?;
    let record = Record::open(&args.into)?;
    let worktree = record.worktree().ok_or_else(|| Failure::misused(Message::new("cli-no-worktree")))?.to_owned();
    let ledger: Ledger = office::ledger(context, &record)?;
    let state = ledger.office();
    let workflow = state.workflow_of(FAULTS).ok_or_else(|| {
        let known = state.collections().map(|(name, _)| name.to_string()).collect();
        Refusal::from(Violation::UnknownCollection { collection: FAULTS.to_owned(), known })
    })?;
    let day = state.settings().day(fault.time);
    let name = format!("{:02}{:02}-report-{}", day.month(), day.day(), fault.number);
    let wrong = |found: &str| Failure::misused(Message::new("cli-no-subject").with("found", found));
    let (collection, slug): (Slug, Slug) =
        (FAULTS.parse().map_err(|_| wrong(FAULTS))?, name.parse().map_err(|_| wrong(&name))?);
    let subject = SubjectId::by_year(&collection, day.year(), &slug).map_err(|_| wrong(&name))?;
    let folder = worktree.join(subject.folder());
    if folder.exists() {
        return Err(Failure::misused(Message::new("new-exists").with("path", folder.display())));
    }
    let who = match &fault.person {
        Some(person) => super::inbox::name(&ledger, person),
        None => context.words.format("fault-unknown", [("name", fault.name.as_str())]),
    };
    let time = super::inbox::moment(&ledger, fault.time);
    let first: String = fault.text.lines().next().unwrap_or_default().chars().take(80).collect();
    let mut values = toml::Table::new();
    for field in &workflow.fields {
        let said = match field.name.as_str() {
            "title" => Some(&first),
            "since" => Some(&time),
            "phone" => Some(&fault.phone),
            _ => field.default.as_ref(),
        };
        if let Some(said) = said {
            values.insert(field.name.to_string(), draft::value(field, said)?);
        }
    }
    let number = fault.number.to_string();
    let told = [("number", number.as_str()), ("name", &who), ("phone", &fault.phone), ("time", &time)];
    let from = context.words.format("fault-from", told);
    // Each line as it was typed: nothing of it is a heading or a link.
    let quoted: Vec<String> = fault.text.lines().map(|line| format!("    {line}\n")).collect();
    let quoted = quoted.concat();
    let known = |name: &str| matches!(name, "title" | "since" | "phone");
    let index = draft::index(&context.words, workflow, &values, &known, &format!("\n{from}\n\n{quoted}"));
    let path = folder.join("index.md");
    std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, index)).map_err(|error| io(&path, &error))?;
    let text = context.words.format("new-done", [("subject", subject.as_str()), ("path", &path.display().to_string())]);
    context.print.line(&text);
    Ok(())
}
