//! `kanhe root`: the line that goes on paper.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, office};

/// Print the root line.
#[derive(Args)]
pub(super) struct Root {}

pub(super) fn run(context: &mut Context, _: &Root) -> Result<ExitCode, Failure> {
    #[derive(Serialize)]
    struct Line {
        root: String,
    }
    let record = office::record(context)?;
    let root = office::ledger(context, &record)?.root().to_string();
    if context.common.json {
        context.print.json(&Line { root });
    } else {
        context.print.line(&root);
    }
    Ok(ExitCode::SUCCESS)
}
