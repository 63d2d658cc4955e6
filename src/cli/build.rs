//! placeholder
use super::Context;
use super::failure::Failure;
use clap::Args;
use std::process::ExitCode;
#[derive(Args)]
pub(super) struct Build {}
pub(super) fn run(_: &mut Context, _: &Build) -> Result<ExitCode, Failure> {
    Ok(ExitCode::SUCCESS)
}
