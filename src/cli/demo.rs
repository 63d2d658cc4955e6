//! placeholder
use super::Context;
use super::failure::Failure;
use clap::Args;
use std::process::ExitCode;
#[derive(Args)]
pub(super) struct Demo {}
pub(super) fn run(_: &mut Context, _: &Demo) -> Result<ExitCode, Failure> {
    Ok(ExitCode::SUCCESS)
}
