//! `kanhe book [UNIT]`: the registers of what units issued and received (收发文登记簿, K13), as a list or as a table of a year.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, column, office};
use crate::id::{Slug, Table};
use crate::office::{Book as Register, Column, Docket, FieldKind, Office};
use crate::words::{Catalogue, Message, neutral};

/// Show registers.
#[derive(Args)]
pub(super) struct Book {
    unit: Option<Slug>,
    #[arg(long, value_name = "YEAR")]
    year: Option<i16>,
    #[arg(long, conflicts_with = "outgoing")]
    incoming: bool,
    #[arg(long)]
    outgoing: bool,
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

#[derive(Serialize)]
struct Shown<'a> {
    unit: &'a str,
    register: &'a str,
    incoming: bool,
    year: i16,
    given: usize,
    gaps: Vec<u32>,
    entries: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    number: String,
    subject: &'a str,
    title: &'a str,
    time: Option<i64>,
    stage: &'a str,
    sent: Option<i64>,
    received: usize,
    recipients: usize,
}

pub(super) fn run(context: &mut Context, args: &Book) -> Result<ExitCode, Failure> {
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    ledger.recall_all()?;
    let state = ledger.office();
    if let Some(unit) = args.unit.as_ref().filter(|unit| state.register().unit(unit).is_none()) {
        return Err(Failure::misused(Message::new("cli-no-unit").with("unit", unit)));
    }
    let meant = |book: &Register<'_>| {
        args.unit.as_ref().is_none_or(|unit| *unit == book.unit)
            && args.year.is_none_or(|year| year == book.year)
            && (!args.incoming || book.is_incoming)
            && (!args.outgoing || !book.is_incoming)
    };
    let books: Vec<Register<'_>> = state.books().into_iter().filter(meant).collect();
    if context.common.json {
        context.print.json(&books.iter().map(shown).collect::<Vec<_>>());
    } else if args.csv {
        let table = table(&context.words, state, &books);
        context.print.line(String::from_utf8_lossy(&table).trim_end());
    } else if books.is_empty() {
        context.print.line(&context.words.word("book-none"));
    } else {
        for book in &books {
            let line = line(&context.words, state, book);
            let rows = if args.unit.is_some() { rows(&context.words, state, book) } else { Vec::new() };
            for line in std::iter::once(line).chain(column::table(&rows)) {
                context.print.line(&line);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn gaps(book: &Register<'_>) -> Vec<u32> {
    (1..=book.last()).filter(|n| !book.given.contains_key(n)).collect()
}

fn shown<'a>(book: &'a Register<'a>) -> Shown<'a> {
    let entries = book.given.iter().map(|(n, docket)| Entry {
        number: book.number(*n),
        subject: docket.subject.as_str(),
        title: &docket.title,
        time: docket.numbered_at(book.is_incoming),
        stage: docket.stage().word(),
        sent: docket.first_sent(),
        received: docket.received(),
        recipients: docket.deliveries.len(),
    });
    Shown {
        unit: book.unit.as_str(),
        register: book.pattern,
        incoming: book.is_incoming,
        year: book.year,
        given: book.given.len(),
        gaps: gaps(book),
        entries: entries.collect(),
    }
}

/// A register in the list of all.
fn line(words: &Catalogue, state: &Office, book: &Register<'_>) -> String {
    let kind = words.word(if book.is_incoming { "site-book-incoming" } else { "site-book-outgoing" });
    let unit = state.unit_title(&book.unit);
    let (year, given) = (book.year.to_string(), book.given.len().to_string());
    let gaps: Vec<String> = gaps(book).iter().map(ToString::to_string).collect();
    let gaps = if gaps.is_empty() { words.word("book-no-gaps") } else { gaps.join(&words.word("list-separator")) };
    let register = book.pattern.replace("{n}", "×");
    let told = [("year", year.as_str()), ("unit", &unit), ("kind", &kind), ("register", &register)];
    let told: Vec<(&str, &str)> = told.into_iter().chain([("given", given.as_str()), ("gaps", &gaps)]).collect();
    words.format("book-line", told)
}

/// The entries of a register: number, day, title, where it stands, and the subject. Gaps are among them.
fn rows(words: &Catalogue, state: &Office, book: &Register<'_>) -> Vec<[String; 5]> {
    let row = |n| {
        let Some(docket) = book.given.get(&n) else {
            return [book.number(n), String::new(), words.word("site-number-gap"), String::new(), String::new()];
        };
        let day = docket.numbered_at(book.is_incoming).map(|time| state.settings().day(time).to_string());
        let stage = words.word(&format!("stage-{}", docket.stage().word()));
        [book.number(n), day.unwrap_or_default(), neutral(&docket.title), stage, docket.subject.to_string()]
    };
    (1..=book.last()).map(row).collect()
}

/// Registers as one table, gaps among them. Its columns are those of the site.
fn table(words: &Catalogue, state: &Office, books: &[Register<'_>]) -> Vec<u8> {
    let given = books.iter().flat_map(|book| book.given.values().copied());
    let columns = state.columns(given, words.language().tag());
    let mut head =
        ["site-register", "site-unit", "site-number", "site-date", "site-title"].map(|key| words.word(key)).to_vec();
    head.extend(columns.iter().map(|column| column.label.clone()));
    head.extend(["site-delivery-sent", "site-book-received", "site-state", "site-id"].map(|key| words.word(key)));
    let mut table = Table::file();
    table.line(&head);
    for book in books {
        let kind = words.word(if book.is_incoming { "site-book-incoming" } else { "site-book-outgoing" });
        for n in 1..=book.last() {
            let mut cells = vec![kind.clone(), state.unit_title(&book.unit), book.number(n)];
            match book.given.get(&n) {
                Some(docket) => cells.extend(entry(words, state, book, docket, &columns)),
                None => cells.extend([String::new(), words.word("site-number-gap")]),
            }
            cells.resize(head.len(), String::new());
            table.line(&cells);
        }
    }
    table.into_bytes()
}

fn entry(words: &Catalogue, state: &Office, book: &Register<'_>, docket: &Docket, columns: &[Column]) -> Vec<String> {
    let day = |time: Option<i64>| time.map_or_else(String::new, |time| state.settings().day(time).to_string());
    let mut cells = vec![day(docket.numbered_at(book.is_incoming)), docket.title.clone()];
    let workflow = state.workflow_of(docket.subject.collection());
    for column in columns {
        let field = column.field(docket).and_then(|name| workflow?.field(name.as_str()));
        let values = field.map_or(&[][..], |field| docket.values(field.name.as_str()));
        let said: Vec<String> = values.iter().map(|value| said(state, field.map(|field| field.kind), value)).collect();
        cells.push(said.join(&words.word("site-join")));
    }
    let all = docket.deliveries.len();
    let of = [("done", docket.received().to_string()), ("all", all.to_string())];
    let of = of.each_ref().map(|(name, count)| (*name, count.as_str()));
    let got = if all == 0 { String::new() } else { words.format("site-received-of", of) };
    let stage = words.word(&format!("stage-{}", docket.stage().word()));
    cells.extend([day(docket.first_sent()), got, stage, docket.subject.to_string()]);
    cells
}

/// A value as people call it.
fn said(state: &Office, kind: Option<FieldKind>, value: &str) -> String {
    let called = value.parse::<Slug>().ok().and_then(|slug| match kind {
        Some(FieldKind::Unit) => Some(state.unit_title(&slug)),
        Some(FieldKind::Person) => Some(state.person_name(&slug)),
        _ => None,
    });
    called.unwrap_or_else(|| value.to_owned())
}
