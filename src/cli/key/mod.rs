//! `kanhe key new|register|renew|lost|list`: a key of one's own, for people who have never had one.

mod list;
mod lost;
mod new;
mod register;
mod renew;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::Context;
use super::failure::Failure;
use super::request::io;
use crate::desk::{Slip, SlipFault};
use crate::words::{Message, Say as _};

/// A key of one's own.
#[derive(Args)]
pub(super) struct Key {
    #[command(subcommand)]
    command: KeyCommand,
}

#[derive(Subcommand)]
enum KeyCommand {
    New(new::New),
    Register(Box<register::Register>),
    Renew(Box<renew::Renew>),
    Lost(Box<lost::Lost>),
    List(list::List),
}

pub(super) fn run(context: &mut Context, args: &Key) -> Result<ExitCode, Failure> {
    match &args.command {
        KeyCommand::New(args) => new::run(context, args),
        KeyCommand::Register(args) => register::run(context, args),
        KeyCommand::Renew(args) => renew::run(context, args),
        KeyCommand::Lost(args) => lost::run(context, args),
        KeyCommand::List(args) => list::run(context, args),
    }
}

impl From<SlipFault> for Failure {
    fn from(fault: SlipFault) -> Self {
        Self::misused(fault.say())
    }
}

/// So many years, as GnuPG counts the life of a key.
fn years(count: u8) -> Duration {
    Duration::from_secs(u64::from(count) * 365 * 86_400)
}

/// The day of a moment.
pub(super) fn day(seconds: i64) -> String {
    let time = jiff::Timestamp::from_second(seconds);
    time.map_or_else(|_| seconds.to_string(), |time| time.to_zoned(jiff::tz::TimeZone::UTC).date().to_string())
}

/// Writes what is to be handed to an administrator, and says so.
fn hand_over(context: &mut Context, slip: &Slip, out: &Path) -> Result<ExitCode, Failure> {
    #[derive(Serialize)]
    struct Done<'a> {
        folder: &'a str,
        entry: String,
        fingerprint: &'a str,
        files: Vec<String>,
    }
    if out.read_dir().is_ok_and(|mut folder| folder.next().is_some()) {
        return Err(Failure::misused(Message::new("key-folder-occupied").with("path", out.display())));
    }
    let files = slip.files();
    std::fs::create_dir_all(out).map_err(|error| io(out, &error))?;
    for (name, bytes) in &files {
        let path = out.join(name);
        std::fs::write(&path, bytes).map_err(|error| io(&path, &error))?;
    }
    let (folder, entry) = (out.display().to_string(), slip.entry.to_string());
    let (fingerprint, names) = (slip.fingerprint.as_str(), files.into_keys().collect::<Vec<_>>());
    if context.common.json {
        context.print.json(&Done { folder: &folder, entry, fingerprint, files: names });
        return Ok(ExitCode::SUCCESS);
    }
    let names = names.join(&context.words.word("list-separator"));
    let text = context.words.format(
        "key-slip-done",
        [("folder", folder.as_str()), ("files", &names), ("entry", &entry), ("key", fingerprint)],
    );
    context.print.line(&text);
    Ok(ExitCode::SUCCESS)
}
