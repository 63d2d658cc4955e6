//! `kanhe build --out DIR`: the whole site, from the committed record.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, office, search};
use crate::ledger::Finding;
use crate::site::{BuildError, Built, Site};
use crate::words::Message;

/// Build the site.
#[derive(Args)]
pub(super) struct Build {
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[arg(long)]
    no_search_index: bool,
    #[arg(long, value_name = "URL", value_parser = address)]
    address: Option<String>,
}

pub(super) fn run(context: &mut Context, args: &Build) -> Result<ExitCode, Failure> {
    #[derive(Serialize)]
    struct Done {
        as_of: u64,
        pages: usize,
        written: usize,
        removed: usize,
    }
    let place = office::record(context)?;
    let place = place.worktree().unwrap_or_else(|| place.git_dir()).to_owned();
    let mut site = open(context, &place, &args.out, false)?;
    site.index_for_scripts(!args.no_search_index);
    if let Some(address) = &args.address {
        site.stand_at(address);
    }
    let built = build(context, &mut site)?;
    let as_of = site.ledger().head().seq;
    if context.common.json {
        let Built { pages, written, removed, .. } = built;
        context.print.json(&Done { as_of, pages, written, removed });
    } else {
        let text = context.words.format(
            "build-done",
            [
                ("pages", built.pages.to_string().as_str()),
                ("written", &built.written.to_string()),
                ("removed", &built.removed.to_string()),
                ("seq", &as_of.to_string()),
                ("out", &args.out.display().to_string()),
            ],
        );
        context.print.line(&text);
    }
    Ok(ExitCode::SUCCESS)
}

/// Where a site stands: the top of a host, or a folder there.
pub(super) fn address(text: &str) -> Result<String, String> {
    let expected = || format!("expected an address such as https://oa.example.org, found {text}");
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).ok_or_else(expected)?;
    let is_sound = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]%".contains(c);
    let has_host = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[');
    (has_host && rest.chars().all(is_sound)).then(|| text.to_owned()).ok_or_else(expected)
}

/// Opens a site and says if the record's own theme had to be set aside.
pub(super) fn open(
    context: &mut Context,
    place: &std::path::Path,
    out: &std::path::Path,
    preview: bool,
) -> Result<Site, Failure> {
    let what = context.words.word("progress-judging");
    let print = &mut context.print;
    let mut site = Site::open(place, out, preview, &mut |done, of| print.progress(&what, done, of)).map_err(failure)?;
    site.read_attachments_by(search::reader());
    if let Some(fault) = site.theme_fault() {
        let text = context.words.format("build-theme", [("fault", fault.to_string().as_str())]);
        context.print.note(&text);
    }
    Ok(site)
}

/// Builds everything, with progress.
pub(super) fn build(context: &mut Context, site: &mut Site) -> Result<Built, Failure> {
    let what = context.words.word("progress-pages");
    let print = &mut context.print;
    site.build(&mut |done, of| print.progress(&what, done, of)).map_err(failure)
}

/// Why a site could not be built, for a person.
pub(super) fn failure(error: BuildError) -> Failure {
    match error {
        BuildError::Record(fault) => fault.into(),
        BuildError::Ledger(refusals) => Failure::Refused(refusals.iter().map(Finding::from).collect()),
        BuildError::Occupied(path) => Failure::misused(Message::new("build-occupied").with("path", path.display())),
        BuildError::Busy(path) => Failure::failed(Message::new("build-busy").with("path", path.display())),
        BuildError::Io { path, error } => {
            Failure::failed(Message::new("draft-io").with("path", path.display()).with("error", error))
        }
        BuildError::Page { .. } | BuildError::Theme(_) => {
            Failure::failed(Message::new("build-page").with("error", error))
        }
    }
}
