//! `kanhe shell --allow DIR`: what sshd runs for an account that is there for fetching and pushing, and for nothing else:
//!
//! ```text
//! command="/usr/local/bin/kanhe shell --allow /srv/kanhe/office.git",restrict ssh-ed25519 AAAA... chen-wen
//! ```
//!
//! 1. Only what [`Wish`] understands is done, and only with the records named here.
//! 2. Git is run by its name and with its arguments, never through a shell, in an environment of its own.
//! 3. This process becomes git: its exit code is git's.

use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::Args;

use super::failure::Failure;
use super::{Context, clock};
use crate::gate::{ShellFault, Wish};
use crate::ledger::Finding;
use crate::record::{Defect, Fault};
use crate::words::Message;

/// What sshd runs.
#[derive(Args)]
pub(super) struct Shell {
    #[arg(long, value_name = "DIR", required = true)]
    allow: Vec<PathBuf>,
    #[arg(long)]
    read_only: bool,
}

pub(super) fn run(context: &mut Context, args: &Shell) -> Result<ExitCode, Failure> {
    if let Some(path) = args.allow.iter().find(|path| !path.is_absolute()) {
        return Err(Failure::misused(Message::new("shell-relative").with("path", path.display())));
    }
    let Some(command) = clock::environment("SSH_ORIGINAL_COMMAND") else {
        let records: Vec<String> = args.allow.iter().map(|path| path.display().to_string()).collect();
        let text = context.words.format("shell-greeting", [("records", records.join(", ").as_str())]);
        context.print.line(&text);
        return Ok(ExitCode::from(1));
    };
    let refused = |fault: ShellFault| Failure::Refused(vec![Finding::from(&fault)]);
    let wish: Wish = command.to_string_lossy().parse().map_err(refused)?;
    let record = wish.record(&args.allow, args.read_only).map_err(refused)?;
    let error = git(wish.service.command(), record).exec();
    Err(Fault::from(Defect::Program(error.to_string())).into())
}

/// The program with its arguments and all of its environment.
fn git(service: &str, record: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg(service).arg(record).env_clear();
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
    command.envs(environment());
    let versions = ["version=0", "version=1", "version=2"];
    if let Some(version) = clock::environment("GIT_PROTOCOL").filter(|value| versions.iter().any(|v| value == v)) {
        command.env("GIT_PROTOCOL", version);
    }
    command
}

/// What of our environment a git that others use gets: where programs are, and which language is spoken.
pub(super) fn environment() -> impl Iterator<Item = (OsString, OsString)> {
    ["PATH", "LANG", "LC_ALL", "LC_MESSAGES", "KANHE_LANG"].into_iter().filter_map(|name| {
        let value = clock::environment(name)?;
        (name == "PATH" || is_locale(&value)).then_some((name.into(), value))
    })
}

/// The name of a language or locale, and nothing cleverer.
fn is_locale(value: &OsString) -> bool {
    let text = value.to_str().unwrap_or_default();
    text.len() <= 40 && text.bytes().all(|c| c.is_ascii_alphanumeric() || b"_.@-".contains(&c))
}
