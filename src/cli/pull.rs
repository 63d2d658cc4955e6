//! `kanhe pull`: take in what others have done, judged, and bring the work tree up.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, office};
use crate::desk::{CaughtUp, catch_up};
use crate::words::Message;

/// Take in what others have done.
#[derive(Args)]
pub(super) struct Pull {
    #[arg(long, value_name = "NAME")]
    remote: Option<String>,
}

pub(super) fn run(context: &mut Context, args: &Pull) -> Result<ExitCode, Failure> {
    #[derive(Serialize)]
    struct Done {
        from: u64,
        to: u64,
        refused: Vec<u64>,
        kept: Vec<String>,
        seals: Vec<String>,
    }
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    let remote = office::remote(&record, args.remote.as_deref())?
        .ok_or_else(|| Failure::misused(Message::new("cli-no-remote")))?;
    let from = ledger.head().seq;
    let CaughtUp { refused, kept, seals } = catch_up(&record, &mut ledger, &remote)?;
    let to = ledger.head().seq;
    if context.common.json {
        context.print.json(&Done { from, to, refused, kept, seals });
        return Ok(ExitCode::SUCCESS);
    }
    let (count, seq) = ((to - from).to_string(), to.to_string());
    let text = context.words.format("pull-done", [("count", count.as_str()), ("seq", &seq)]);
    context.print.line(&text);
    for seq in &refused {
        let text = context.words.format("pull-refused", [("seq", seq.to_string().as_str())]);
        context.print.note(&text);
    }
    for reference in &seals {
        let text = context.words.format("pull-seal", [("reference", reference.as_str())]);
        context.print.note(&text);
    }
    for path in &kept {
        let text = context.words.format("cli-kept", [("path", path.as_str())]);
        context.print.note(&text);
    }
    Ok(ExitCode::SUCCESS)
}
