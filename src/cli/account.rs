//! `kanhe account`: accounts of a server, for who runs it. It is done on the server: the file they stand in is its owner's alone.

mod token;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, clock, column, office};
use crate::accounts::{self, Account as Held, Accounts, AccountsError, Entry, Filter, Given, Visitor, What};
use crate::id::{Slug, Table};
use crate::ledger::Ledger;
use crate::office::NoEntry;
use crate::openpgp::Keyring;
use crate::record::Record;
use crate::words::{Catalogue, Message};

/// See to accounts.
#[derive(Args)]
pub(super) struct Account {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Add(Add),
    Reset(Reset),
    Unlock(Who),
    SignOut(Who),
    List(List),
    Journal(Journal),
    Export(Export),
    Token(token::Token),
}

/// Open accounts.
#[derive(Args)]
struct Add {
    #[arg(required_unless_present = "all")]
    people: Vec<Slug>,
    #[arg(long, conflicts_with = "people")]
    all: bool,
    #[arg(long)]
    csv: bool,
}

/// Give a new initial password.
#[derive(Args)]
struct Reset {
    person: Slug,
    #[arg(long)]
    forget_code: bool,
}

#[derive(Args)]
struct Who {
    person: Slug,
}

/// List accounts.
#[derive(Args)]
struct List {
    #[arg(long, value_name = "DAYS")]
    unused: Option<u32>,
}

/// Show the journal.
#[derive(Args)]
struct Journal {
    #[arg(long, value_name = "PERSON")]
    person: Option<Slug>,
    #[arg(long, value_name = "WHAT", value_parser = what)]
    what: Option<What>,
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    #[arg(long)]
    flagged: bool,
    #[arg(long, value_name = "LINES", default_value_t = 100)]
    most: u64,
    #[arg(long)]
    csv: bool,
}

/// Take the journal out as a signed file.
#[derive(Args)]
struct Export {
    file: PathBuf,
    #[arg(long = "as", value_name = "PERSON")]
    person: Option<String>,
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    #[arg(long, value_name = "DAY")]
    until: Option<Date>,
    #[arg(long)]
    forget: bool,
}

fn what(word: &str) -> Result<What, String> {
    word.parse().map_err(|_| What::all().map(What::word).collect::<Vec<_>>().join(", "))
}

/// What every subcommand needs.
struct Office {
    ledger: Ledger,
    accounts: Accounts,
    now: i64,
    by: String,
}

impl Office {
    fn visitor(&self) -> Visitor<'static> {
        // Who sits at the server comes from nowhere; nothing of his is out of the ordinary.
        Visitor { address: "", agent: "kanhe account", now: self.now, hour: 12 }
    }

    fn zone(&self) -> &TimeZone {
        &self.ledger.office().settings().zone
    }

    fn moment(&self, seconds: i64) -> String {
        jiff::Timestamp::from_second(seconds)
            .map(|time| self.zone().to_datetime(time).strftime("%Y-%m-%d %H:%M").to_string())
            .unwrap_or_default()
    }

    fn first_second(&self, day: Date) -> Option<i64> {
        day.to_zoned(self.zone().clone()).ok().map(|time| time.timestamp().as_second())
    }

    /// Whether the register lets somebody have an account.
    fn let_in(&self, person: &Slug) -> Result<(), Failure> {
        let office = self.ledger.office();
        let key = match office.settings().login.entry(office.register(), person) {
            Ok(_) => return Ok(()),
            Err(NoEntry::Unknown) => "account-unknown",
            Err(NoEntry::Left) => "account-left",
            Err(NoEntry::Shared) => "account-shared",
        };
        Err(Failure::misused(Message::new(key).with("person", person)))
    }
}

pub(super) fn run(context: &mut Context, args: &Account) -> Result<ExitCode, Failure> {
    let record = office::record(context)?;
    let ledger = office::ledger(context, &record)?;
    let accounts = Accounts::open(&accounts::place(record.git_dir())).map_err(|error| failure(&error))?;
    let by = clock::environment("USER").map_or_else(String::new, |user| user.to_string_lossy().into_owned());
    let office = Office { ledger, accounts, now: clock::seconds(), by };
    match &args.command {
        Command::Add(args) => add(context, &office, args),
        Command::Reset(args) => reset(context, &office, args),
        Command::Unlock(args) => unlock(context, &office, &args.person),
        Command::SignOut(args) => sign_out(context, &office, &args.person),
        Command::List(args) => list(context, &office, args),
        Command::Journal(args) => journal(context, &office, args),
        Command::Export(args) => export(context, &office, &record, args),
        Command::Token(args) => token::run(context, &office, args),
    }?;
    Ok(ExitCode::SUCCESS)
}

/// An initial password, to be handed to its person.
#[derive(Serialize)]
struct Handed {
    person: String,
    name: String,
    password: String,
}

impl Office {
    fn handed(&self, person: &Slug, Given(password): Given) -> Handed {
        let name = self.ledger.office().register().person(person).map(|entry| entry.name.clone()).unwrap_or_default();
        Handed { person: person.to_string(), name, password }
    }
}

fn add(context: &mut Context, office: &Office, args: &Add) -> Result<(), Failure> {
    let mut people = args.people.clone();
    if args.all {
        let has = office.accounts.all().map_err(|error| failure(&error))?;
        let all = office.ledger.office().register().people().map(|(slug, _)| slug);
        people = all
            .filter(|slug| office.let_in(slug).is_ok() && !has.iter().any(|held| held.person == **slug))
            .cloned()
            .collect();
    }
    // All of them may have one, or nobody gets one.
    for person in &people {
        office.let_in(person)?;
        if office.accounts.account(person).map_err(|error| failure(&error))?.is_some() {
            return Err(failure(&AccountsError::Exists(person.to_string())));
        }
    }
    let mut handed = Vec::new();
    for (at, person) in people.iter().enumerate() {
        let given = office.accounts.open_account(&office.visitor(), person, &office.by);
        handed.push(office.handed(person, given.map_err(|error| failure(&error))?));
        if people.len() > 20 {
            context.print.progress(&context.words.word("account-adding"), at + 1, people.len());
        }
    }
    tell(context, office, &handed, args.csv);
    Ok(())
}

fn reset(context: &mut Context, office: &Office, args: &Reset) -> Result<(), Failure> {
    office.let_in(&args.person)?;
    let given = office.accounts.reset(&office.visitor(), &args.person, &office.by, args.forget_code);
    let handed = office.handed(&args.person, given.map_err(|error| failure(&error))?);
    tell(context, office, &[handed], false);
    Ok(())
}

/// Says initial passwords, once.
fn tell(context: &mut Context, office: &Office, handed: &[Handed], csv: bool) {
    if context.common.json {
        context.print.json(&handed);
    } else if csv {
        let rows = handed.iter().map(|one| vec![one.person.clone(), one.name.clone(), one.password.clone()]);
        csv_lines(context, &["account-column-name", "account-column-person", "account-column-password"], rows);
    } else if handed.is_empty() {
        let text = context.words.word("account-nobody");
        context.print.line(&text);
    } else {
        let rows: Vec<[String; 3]> =
            handed.iter().map(|one| [one.person.clone(), one.name.clone(), one.password.clone()]).collect();
        for line in column::table(&rows) {
            context.print.line(&line);
        }
        let days = office.ledger.office().settings().login.initial.to_string();
        let text = context.words.format("account-given", [("days", days.as_str())]);
        context.print.note(&text);
    }
}

fn csv_lines(context: &mut Context, head: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    let mut table = Table::default();
    table.line(&head.iter().map(|key| context.words.word(key)).collect::<Vec<_>>());
    rows.for_each(|row| table.line(&row));
    context.print.line(String::from_utf8_lossy(&table.into_bytes()).trim_end());
}

fn unlock(context: &mut Context, office: &Office, person: &Slug) -> Result<(), Failure> {
    office.accounts.unlock(&office.visitor(), person, &office.by).map_err(|error| failure(&error))?;
    let text = context.words.format("account-unlocked", [("person", person.as_str())]);
    context.print.line(&text);
    Ok(())
}

fn sign_out(context: &mut Context, office: &Office, person: &Slug) -> Result<(), Failure> {
    let ended = office.accounts.leave_everywhere(&office.visitor(), person, None, Some(&office.by));
    let ended = ended.map_err(|error| failure(&error))?.to_string();
    let text = context.words.format("account-signed-out", [("person", person.as_str()), ("n", &ended)]);
    context.print.line(&text);
    Ok(())
}

/// An account as it is listed.
#[derive(Serialize)]
struct Listed {
    person: String,
    name: String,
    state: &'static str,
    second_factor: bool,
    opened: String,
    seen: Option<String>,
}

fn list(context: &mut Context, office: &Office, args: &List) -> Result<(), Failure> {
    let all = office.accounts.all().map_err(|error| failure(&error))?;
    let since = args.unused.map(|days| office.now - i64::from(days) * 86_400);
    let unused = |held: &&Held| since.is_none_or(|since| held.seen.unwrap_or(held.opened) < since);
    let listed: Vec<Listed> = all.iter().filter(unused).map(|held| listed(office, held)).collect();
    if context.common.json {
        context.print.json(&listed);
        return Ok(());
    }
    if listed.is_empty() {
        let text = context.words.word("account-nobody");
        context.print.line(&text);
        return Ok(());
    }
    let words = &context.words;
    let head = ["account-column-name", "account-column-person", "account-column-state", "account-column-seen"];
    let mut rows = vec![head.map(|key| words.word(key))];
    rows.extend(listed.into_iter().map(|one| {
        let state = words.word(&format!("account-state-{}", one.state));
        let state = if one.second_factor { format!("{state} · {}", words.word("account-code")) } else { state };
        let seen = one.seen.unwrap_or_else(|| words.word("account-never"));
        [one.person, one.name, state, seen]
    }));
    for line in column::table(&rows) {
        context.print.line(&line);
    }
    Ok(())
}

fn listed(office: &Office, held: &Held) -> Listed {
    let register = office.ledger.office().register();
    let state = match held {
        _ if office.let_in(&held.person).is_err() => "out",
        Held { locked: Some(_), .. } => "locked",
        Held { initial: true, .. } => "initial",
        Held { .. } => "good",
    };
    Listed {
        person: held.person.to_string(),
        name: register.person(&held.person).map(|entry| entry.name.clone()).unwrap_or_default(),
        state,
        second_factor: held.has_code,
        opened: office.moment(held.opened),
        seen: held.seen.map(|seen| office.moment(seen)),
    }
}

/// A line of the journal as it is shown.
#[derive(Serialize)]
struct Line {
    number: i64,
    time: String,
    what: &'static str,
    person: Option<String>,
    by: Option<String>,
    address: String,
    agent: String,
    about: String,
    flags: Vec<&'static str>,
}

impl Line {
    fn of(office: &Office, entry: &Entry) -> Self {
        Self {
            number: entry.number,
            time: office.moment(entry.time),
            what: entry.what.word(),
            person: entry.person.as_ref().map(Slug::to_string),
            by: entry.by.clone(),
            address: entry.address.clone(),
            agent: entry.agent.clone(),
            about: entry.about.clone(),
            flags: entry.flags.iter().map(|flag| flag.word()).collect(),
        }
    }
}

fn journal(context: &mut Context, office: &Office, args: &Journal) -> Result<(), Failure> {
    let filter = Filter {
        person: args.person.clone(),
        what: args.what,
        from: args.from.and_then(|day| office.first_second(day)),
        until: args.until.and_then(|day| office.first_second(day.tomorrow().unwrap_or(day))),
        flagged: args.flagged,
    };
    let (count, entries) = office.accounts.journal(&filter, 0, args.most).map_err(|error| failure(&error))?;
    if args.csv && !context.common.json {
        let bytes = table(context, office, entries.iter().rev())?;
        context.print.line(String::from_utf8_lossy(&bytes).trim_end());
        return Ok(());
    }
    let lines: Vec<Line> = entries.iter().rev().map(|entry| Line::of(office, entry)).collect();
    if context.common.json {
        context.print.json(&lines);
        return Ok(());
    }
    let words = &context.words;
    let rows: Vec<[String; 6]> = lines
        .iter()
        .map(|line| {
            let (what, flags) = said(words, line);
            let person = line.person.clone().unwrap_or_default();
            [line.time.clone(), person, what, line.address.clone(), line.about.clone(), flags]
        })
        .collect();
    for line in column::table(&rows) {
        context.print.line(&line);
    }
    let (shown, all) = (rows.len().to_string(), count.to_string());
    let text = words.format("account-journal-count", [("shown", shown.as_str()), ("all", &all)]);
    context.print.note(&text);
    Ok(())
}

/// What cannot be done with accounts, for people.
pub(super) fn failure(error: &AccountsError) -> Failure {
    match error {
        AccountsError::Exists(person) => Failure::misused(Message::new("account-exists").with("person", person)),
        AccountsError::None(person) => Failure::misused(Message::new("account-none").with("person", person)),
        AccountsError::Later { found } => {
            Failure::failed(Message::new("account-later").with("found", found.to_string()))
        }
        AccountsError::Open { .. } | AccountsError::Base(_) | AccountsError::Secret(_) | AccountsError::Busy => {
            Failure::failed(Message::new("account-failed").with("error", error.to_string()))
        }
    }
}

/// What a line says, and what is out of the ordinary, in words.
fn said(words: &Catalogue, line: &Line) -> (String, String) {
    let what = words.word(&format!("account-what-{}", line.what));
    let flags: Vec<String> = line.flags.iter().map(|flag| words.word(&format!("account-flag-{flag}"))).collect();
    (what, flags.join(" "))
}

/// Lines of the journal as a table.
fn table<'e>(context: &Context, office: &Office, entries: impl Iterator<Item = &'e Entry>) -> Result<Vec<u8>, Failure> {
    let table = accounts::table(entries, |key| context.words.word(key), |time| office.moment(time));
    table.map_err(|error| Failure::failed(Message::new("account-failed").with("error", error)))
}

/// Takes lines out as a table that somebody signs, and forgets them if it is said so: once the files are on the disk (Q5, X7).
fn export(context: &mut Context, office: &Office, record: &Record, args: &Export) -> Result<(), Failure> {
    let until = args.until.and_then(|day| office.first_second(day.tomorrow().unwrap_or(day)));
    let young = office.now - accounts::REMEMBERED;
    if args.forget && until.is_none_or(|until| until > young) {
        let day = office.moment(young).split(' ').next().unwrap_or_default().to_owned();
        return Err(Failure::misused(Message::new("account-export-young").with("day", day)));
    }
    let from = args.from.and_then(|day| office.first_second(day));
    let filter = Filter { from, until, ..Filter::default() };
    let (_, mut entries) = office.accounts.journal(&filter, 0, u64::MAX).map_err(|error| failure(&error))?;
    entries.reverse();
    let numbers = entries.first().map(|entry| entry.number).zip(entries.last().map(|entry| entry.number));
    let Some((first, last)) = numbers else {
        return Err(Failure::misused(Message::new("account-export-none")));
    };
    let mut keyring = Keyring::open(None)?;
    let signer = office::signer(record, &office.ledger, &mut keyring, args.person.as_deref())?;
    let person = office.ledger.office().signer(&signer).map_err(crate::ledger::Refusal::from)?;
    // A table of Chinese texts is known for what it is by its first three bytes.
    let mut bytes = Vec::from("\u{FEFF}");
    bytes.extend(table(context, office, entries.iter())?);
    let signature = keyring.sign(&signer, &bytes)?.armoured();
    let beside = PathBuf::from(format!("{}.asc", args.file.display()));
    for (path, bytes) in [(args.file.as_path(), bytes.as_slice()), (&beside, signature.as_bytes())] {
        put_new(path, bytes).map_err(|error| {
            Failure::failed(Message::new("account-export-file").with("file", path.display()).with("error", error))
        })?;
    }
    let forget = args.forget.then_some((first, last));
    let gone = office.accounts.exported(&office.visitor(), (&person, &office.by), &format!("{first}-{last}"), forget);
    let gone = gone.map_err(|error| failure(&error))?.to_string();
    let (count, file) = (entries.len().to_string(), args.file.display().to_string());
    let (first, last) = (first.to_string(), last.to_string());
    let told = [("count", count.as_str()), ("file", &file), ("first", &first), ("last", &last)];
    let text = context.words.format("account-exported", told);
    context.print.line(&text);
    if args.forget {
        let text = context.words.format("account-forgotten", [("count", gone.as_str())]);
        context.print.line(&text);
    }
    Ok(())
}

/// Writes a file that is not there yet, for its owner alone, through to the disk.
fn put_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
