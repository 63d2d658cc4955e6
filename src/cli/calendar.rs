//! `kanhe calendar import FILE.json`: the public holidays of a year, from their public form to a change request.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::{Context, clock, draft, office};
use crate::id::SubjectId;
use crate::ledger::Refusal;
use crate::office::{Change, PROPOSED, Violation, Year};
use crate::words::Message;

/// The calendar.
#[derive(Args)]
pub(super) struct Calendar {
    #[command(subcommand)]
    command: CalendarCommand,
}

#[derive(Subcommand)]
enum CalendarCommand {
    Import(Import),
}

/// Take a year's holidays in.
#[derive(Args)]
struct Import {
    file: String,
    #[arg(long, value_name = "YEAR")]
    year: Option<i16>,
    #[arg(long = "as", id = "as", value_name = "PERSON")]
    person: Option<String>,
}

pub(super) fn run(context: &mut Context, args: &Calendar) -> Result<ExitCode, Failure> {
    match &args.command {
        CalendarCommand::Import(args) => import(context, args),
    }
}

fn import(context: &mut Context, args: &Import) -> Result<ExitCode, Failure> {
    let io = |path: &Path, error: &dyn std::fmt::Display| {
        Failure::failed(Message::new("draft-io").with("path", path.display()).with("error", error))
    };
    let file = Path::new(&args.file);
    let bytes = std::fs::read(file).map_err(|error| io(file, &error))?;
    let published = Published::read(&bytes, args.year).map_err(|wrong| {
        let Wrong { place, expected, found } = wrong;
        let text = context.words.word(&format!("calendar-wants-{expected}"));
        let message = Message::new("calendar-wrong").with("path", file.display()).with("place", place);
        Failure::Said { message: message.with("expected", text).with("found", found), code: 1 }
    })?;
    let record = office::record(context)?;
    let worktree = record.worktree().ok_or_else(|| Failure::misused(Message::new("cli-no-worktree")))?.to_owned();
    let ledger = office::ledger(context, &record)?;
    let state = ledger.office();
    let collection = state.collection_for(&[Change::Calendar]).map_or("changes", |collection| collection.as_str());
    let workflow = state.workflow_of(collection).ok_or_else(|| {
        let known = state.collections().map(|(name, _)| name.to_string()).collect();
        Refusal::from(Violation::UnknownCollection { collection: collection.to_owned(), known })
    })?;
    let path = format!("workflows/calendar/{:04}.toml", published.year);
    let text = published.toml();
    // What is proposed is what the engine reads, or it is not proposed.
    Year::read(&path, text.as_bytes()).map_err(|faults| faults.into_iter().map(Refusal::from).collect::<Vec<_>>())?;
    let this_year = state.settings().day(clock::seconds()).year();
    let id = format!("{collection}/{this_year:04}/calendar-{:04}", published.year);
    let subject: SubjectId =
        id.parse().map_err(|_| Failure::misused(Message::new("cli-no-subject").with("found", &id)))?;
    let folder = worktree.join(subject.folder());
    if folder.exists() {
        return Err(Failure::misused(Message::new("new-exists").with("path", folder.display())));
    }
    let me = office::me(&record, &ledger, args.person.as_deref()).ok();
    let unit = me.and_then(|me| state.register().person(&me).map(|person| person.unit.to_string()));
    let title = context.words.format("calendar-title", [("year", published.year.to_string().as_str())]);
    let mut values = toml::Table::new();
    for field in &workflow.fields {
        let value = match field.name.as_str() {
            "title" => Some(&title),
            "unit" => unit.as_ref(),
            _ => field.default.as_ref(),
        };
        if let Some(value) = value {
            values.insert(field.name.to_string(), draft::value(field, value)?);
        }
    }
    let papers: Vec<String> = published.papers.iter().map(|paper| format!("- {paper}\n")).collect();
    let body = format!("{}{}\n\n{}", draft::body(workflow), context.words.word("calendar-body"), papers.concat());
    for (name, bytes) in [
        (
            "index.md".to_owned(),
            draft::index(&context.words, workflow, &values, &|name| values.contains_key(name), &body),
        ),
        (format!("{PROPOSED}{path}"), text.into_bytes()),
    ] {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(&folder);
        std::fs::create_dir_all(parent).and_then(|()| std::fs::write(&path, bytes)).map_err(|e| io(&path, &e))?;
    }
    report(context, &published, &subject, &folder.display().to_string());
    Ok(ExitCode::SUCCESS)
}

fn report(context: &mut Context, published: &Published, subject: &SubjectId, folder: &str) {
    #[derive(Serialize)]
    struct Done<'a> {
        subject: &'a str,
        folder: &'a str,
        year: i16,
        off: usize,
        working: usize,
    }
    let off = published.days.values().filter(|day| day.off).count();
    let working = published.days.len() - off;
    if context.common.json {
        context.print.json(&Done { subject: subject.as_str(), folder, year: published.year, off, working });
        return;
    }
    let text = context.words.format(
        "calendar-done",
        [
            ("subject", subject.as_str()),
            ("folder", folder),
            ("year", &published.year.to_string()),
            ("off", &off.to_string()),
            ("on", &working.to_string()),
        ],
    );
    context.print.line(&text);
}

/// A year in the public form (`holiday-cn`): `{ "year", "papers", "days": [{ "name", "date", "isOffDay" }] }`.
#[derive(Debug, PartialEq, Eq)]
struct Published {
    year: i16,
    papers: Vec<String>,
    days: BTreeMap<String, Day>,
}

#[derive(Debug, PartialEq, Eq)]
struct Day {
    name: String,
    off: bool,
}

/// What is wrong with a file: where, what was expected, what was found.
#[derive(Debug, PartialEq, Eq)]
struct Wrong {
    place: String,
    /// A key of the catalogue after `calendar-wants-`.
    expected: &'static str,
    found: String,
}

/// The file as it is written; keys besides these are its publisher's own, such as `$schema`.
#[derive(Deserialize)]
struct Written {
    year: i16,
    papers: Vec<String>,
    days: Vec<WrittenDay>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenDay {
    #[serde(default)]
    name: String,
    date: String,
    is_off_day: bool,
}

impl Published {
    fn read(bytes: &[u8], asked: Option<i16>) -> Result<Self, Wrong> {
        let wrong =
            |place: &str, expected, found: &str| Wrong { place: place.to_owned(), expected, found: found.to_owned() };
        let written: Written = serde_json::from_slice(bytes).map_err(|error| {
            let place = format!("{}:{}", error.line(), error.column());
            Wrong { place, expected: "form", found: error.to_string() }
        })?;
        let year = written.year;
        if !(1000..=9999).contains(&year) || asked.is_some_and(|asked| asked != year) {
            return Err(wrong("year", if asked.is_some() { "that-year" } else { "year" }, &year.to_string()));
        }
        let papers: Vec<String> =
            written.papers.iter().map(|paper| paper.trim().to_owned()).filter(|paper| !paper.is_empty()).collect();
        if papers.is_empty() {
            return Err(wrong("papers", "papers", "[]"));
        }
        if written.days.is_empty() {
            return Err(wrong("days", "days", "[]"));
        }
        let mut days = BTreeMap::new();
        for (at, day) in written.days.into_iter().enumerate() {
            let place = format!("days[{at}].date");
            let parsed = day.date.parse::<jiff::civil::Date>().ok().filter(|_| day.date.len() == 10);
            let date = parsed.ok_or_else(|| wrong(&place, "date", &day.date))?;
            if date.year() != year {
                return Err(wrong(&place, "date-of-year", &day.date));
            }
            if days.insert(date.to_string(), Day { name: day.name, off: day.is_off_day }).is_some() {
                return Err(wrong(&place, "date-once", &day.date));
            }
        }
        Ok(Self { year, papers, days })
    }

    /// The calendar's file (`docs/workflows.md`, "The calendar").
    fn toml(&self) -> String {
        let text = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let papers: Vec<String> = self.papers.iter().map(|paper| text(paper)).collect();
        let days = self.days.iter().map(|(date, day)| {
            let name = if day.name.is_empty() { String::new() } else { format!("name = {}\n", text(&day.name)) };
            format!("\n[[day]]\ndate = {date}\noff = {}\n{name}", day.off)
        });
        let days: Vec<String> = days.collect();
        format!("format = 1\npapers = [{}]\n{}", papers.join(", "), days.concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(year: &str, papers: &str, days: &str) -> Result<Published, Wrong> {
        let text = format!("{{ \"$schema\": \"x\", \"year\": {year}, \"papers\": {papers}, \"days\": {days} }}");
        Published::read(text.as_bytes(), None)
    }

    const DAYS: &str = r#"[{ "name": "元旦", "date": "2027-01-01", "isOffDay": true },
        { "name": "", "date": "2027-01-03", "isOffDay": false }]"#;

    #[test]
    fn what_is_published_becomes_what_the_office_reads() {
        let calendar = published("2027", r#"[" https://example.org/\"a\" "]"#, DAYS).unwrap();
        let (year, read) = Year::read("workflows/calendar/2027.toml", calendar.toml().as_bytes()).unwrap();
        assert_eq!((year, read.papers), (2027, vec!["https://example.org/\"a\"".to_owned()]));
        let days: Vec<(String, bool)> = read.days.iter().map(|(day, off)| (day.to_string(), *off)).collect();
        assert_eq!(days, [("2027-01-01".to_owned(), true), ("2027-01-03".to_owned(), false)]);
        assert_eq!(read.names.len(), 1);
    }

    #[test]
    fn what_is_wrong_says_where() {
        let day = |date: &str| format!("[{{ \"date\": \"{date}\", \"isOffDay\": true }}]");
        for (found, place, expected) in [
            (published("2027", "[]", DAYS), "papers", "papers"),
            (published("2027", r#"["x"]"#, "[]"), "days", "days"),
            (published("27", r#"["x"]"#, DAYS), "year", "year"),
            (published("2026", r#"["x"]"#, DAYS), "days[0].date", "date-of-year"),
            (published("2027", r#"["x"]"#, &day("2027-02-30")), "days[0].date", "date"),
            (published("2027", r#"["x"]"#, &day("20270101")), "days[0].date", "date"),
            (published("2027", r#"["x"]"#, &DAYS.replace("01-03", "01-01")), "days[1].date", "date-once"),
        ] {
            let wrong = found.unwrap_err();
            assert_eq!((wrong.place.as_str(), wrong.expected), (place, expected));
        }
        assert_eq!(Published::read(b"{", None).unwrap_err().expected, "form");
        let text = format!("{{ \"year\": 2027, \"papers\": [\"x\"], \"days\": {DAYS} }}");
        assert_eq!(Published::read(text.as_bytes(), Some(2026)).unwrap_err().expected, "that-year");
        assert!(Published::read(text.as_bytes(), Some(2027)).is_ok());
    }
}
