//! `kanhe account token`: what a program shows in the place of a password, to fetch the record or to push to it.

use clap::{Args, Subcommand};
use serde::Serialize;

use super::super::failure::Failure;
use super::super::{Context, column};
use super::{Office, failure};
use crate::accounts::{AccountsError, NotMade};
use crate::id::Slug;
use crate::words::Message;

/// See to tokens.
#[derive(Args)]
pub(super) struct Token {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Add(Add),
    List(List),
    Drop(Drop),
}

/// Make a token.
#[derive(Args)]
struct Add {
    person: Slug,
    #[arg(long, value_name = "TEXT")]
    name: String,
    #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(i64).range(1..=366))]
    days: i64,
}

/// List somebody's tokens.
#[derive(Args)]
struct List {
    person: Slug,
}

/// Give up a token.
#[derive(Args)]
struct Drop {
    person: Slug,
    name: String,
}

pub(super) fn run(context: &mut Context, office: &Office, args: &Token) -> Result<(), Failure> {
    match &args.command {
        Command::Add(args) => add(context, office, args),
        Command::List(args) => list(context, office, &args.person),
        Command::Drop(args) => drop(context, office, args),
    }
}

/// A token that was made.
#[derive(Serialize)]
struct Made<'a> {
    person: &'a str,
    name: &'a str,
    token: String,
    until: String,
}

fn add(context: &mut Context, office: &Office, args: &Add) -> Result<(), Failure> {
    office.let_in(&args.person)?;
    if office.accounts.account(&args.person).map_err(|error| failure(&error))?.is_none() {
        return Err(failure(&AccountsError::None(args.person.to_string())));
    }
    let by = Some(office.by.as_str());
    let name = args.name.trim();
    let token = office.accounts.make_token(&office.visitor(), &args.person, (name, args.days), by);
    let token = token.map_err(|error| failure(&error))?.map_err(|fault| {
        let key = match fault {
            NotMade::Name => "account-token-name",
            NotMade::Exists => "account-token-exists",
        };
        Failure::misused(Message::new(key).with("name", name).with("person", &args.person))
    })?;
    let until = office.moment(office.now + args.days * 86_400);
    if context.common.json {
        context.print.json(&Made { person: args.person.as_str(), name, token, until });
        return Ok(());
    }
    context.print.line(&token);
    let given = [("person", args.person.as_str()), ("until", &until)];
    let text = context.words.format("account-token-made", given);
    context.print.note(&text);
    Ok(())
}

/// A token as it is listed.
#[derive(Serialize)]
struct Listed {
    name: String,
    made: String,
    until: String,
    used: Option<String>,
}

fn list(context: &mut Context, office: &Office, person: &Slug) -> Result<(), Failure> {
    let held = office.accounts.tokens(person).map_err(|error| failure(&error))?;
    let listed: Vec<Listed> = held
        .into_iter()
        .map(|token| Listed {
            name: token.name,
            made: office.moment(token.begun),
            until: office.moment(token.until),
            used: token.used.map(|used| office.moment(used)),
        })
        .collect();
    if context.common.json {
        context.print.json(&listed);
        return Ok(());
    }
    let words = &context.words;
    if listed.is_empty() {
        let text = words.word("account-token-none");
        context.print.line(&text);
        return Ok(());
    }
    let head = ["account-column-token", "account-column-made", "account-column-until", "account-column-seen"];
    let mut rows = vec![head.map(|key| words.word(key))];
    let never = words.word("account-never");
    rows.extend(
        listed.into_iter().map(|one| [one.name, one.made, one.until, one.used.unwrap_or_else(|| never.clone())]),
    );
    for line in column::table(&rows) {
        context.print.line(&line);
    }
    Ok(())
}

fn drop(context: &mut Context, office: &Office, args: &Drop) -> Result<(), Failure> {
    let by = Some(office.by.as_str());
    let gone = office.accounts.drop_token(&office.visitor(), &args.person, &args.name, by);
    if gone.map_err(|error| failure(&error))? == 0 {
        let unknown = Message::new("account-token-unknown").with("person", &args.person).with("name", &args.name);
        return Err(Failure::misused(unknown));
    }
    let text = context.words.format("account-token-gone", [("name", args.name.as_str())]);
    context.print.line(&text);
    Ok(())
}
