//! `kanhe checkpoint`: the line that commits to everything up to the last act.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, office};

/// Print the checkpoint line.
#[derive(Args)]
pub(super) struct Checkpoint {}

pub(super) fn run(context: &mut Context, _: &Checkpoint) -> Result<ExitCode, Failure> {
    #[derive(Serialize)]
    struct Line {
        checkpoint: String,
    }
    let record = office::record(context)?;
    let checkpoint = office::ledger(context, &record)?.checkpoint().to_string();
    if context.common.json {
        context.print.json(&Line { checkpoint });
    } else {
        context.print.line(&checkpoint);
    }
    Ok(ExitCode::SUCCESS)
}
