//! placeholder
use super::Context;
use super::failure::Failure;
use clap::Args;
use std::process::ExitCode;
#[derive(Args)]
pub(super) struct Serve {}
pub(super) fn run(_: &mut Context, _: &Serve) -> Result<ExitCode, Failure> {
    Ok(ExitCode::SUCCESS)
}
