//! `kanhe key new`: make a signing key.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::{day, years};
use crate::cli::failure::Failure;
use crate::cli::{Context, ask, clock};
use crate::openpgp::{Keyring, Protection, pinentry};
use crate::words::Message;

/// Make a key.
#[derive(Args)]
pub(super) struct New {
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    #[arg(long, value_name = "YEARS", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=20))]
    years: u8,
    #[arg(long)]
    no_passphrase: bool,
    #[arg(long)]
    another: bool,
}

pub(super) fn run(context: &mut Context, args: &New) -> Result<ExitCode, Failure> {
    let mut keyring = Keyring::open(None)?;
    let home = keyring.home().display().to_string();
    if args.no_passphrase {
        let text = context.words.format("key-new-open", [("home", home.as_str())]);
        context.print.note(&text);
    } else {
        let program = pinentry(keyring.home()).ok_or_else(|| Failure::failed(Message::new("key-new-no-pinentry")))?;
        let program = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned();
        let years = args.years.to_string();
        let text =
            context.words.format("key-new-before", [("home", home.as_str()), ("program", &program), ("years", &years)]);
        context.print.note(&text);
        // A window of letters needs to be told where the terminal is.
        let plain = program.contains("curses") || program.contains("tty");
        if plain && clock::environment("GPG_TTY").is_none() {
            let text = context.words.word("key-new-tty");
            context.print.note(&text);
        }
    }
    let name = given(context, args.name.as_ref(), "key-new-name")?;
    let email = given(context, args.email.as_ref(), "key-new-email")?;
    let protection = if args.no_passphrase { Protection::None } else { Protection::Ask };
    let user_id = format!("{name} <{email}>");
    let key = keyring.create_for(&user_id, protection, Some(years(args.years)), args.another)?;
    let made = keyring.secret_keys()?.into_iter().find(|one| one.fingerprint == key);
    let expires = made.and_then(|key| key.expires);
    report(context, key.as_str(), &user_id, expires, &home);
    Ok(ExitCode::SUCCESS)
}

/// What was given, else what is answered.
fn given(context: &mut Context, given: Option<&String>, question: &'static str) -> Result<String, Failure> {
    if let Some(given) = given {
        return Ok(given.clone());
    }
    let question = context.words.word(question);
    let asked = ask::line(context, &question);
    asked.ok_or_else(|| Failure::misused(Message::new("key-new-who")))
}

fn report(context: &mut Context, key: &str, user_id: &str, expires: Option<i64>, home: &str) {
    #[derive(Serialize)]
    struct Done<'a> {
        fingerprint: &'a str,
        user_id: &'a str,
        expires: Option<i64>,
        gnupghome: &'a str,
    }
    if context.common.json {
        context.print.json(&Done { fingerprint: key, user_id, expires, gnupghome: home });
        return;
    }
    let until = expires.map_or_else(|| "—".to_owned(), day);
    let text =
        context.words.format("key-new-done", [("key", key), ("user", user_id), ("until", &until), ("home", home)]);
    context.print.line(&text);
}
