//! `kanhe demo DIR`: make the demo office.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, clock, gate};
use crate::demo::{self, DemoError};
use crate::openpgp::quit_agent;
use crate::words::Message;

/// Make the demo office.
#[derive(Args)]
pub(super) struct Demo {
    dir: PathBuf,
}

pub(super) fn run(context: &mut Context, args: &Demo) -> Result<ExitCode, Failure> {
    #[derive(Serialize)]
    struct Done {
        record: String,
        clone: String,
        partner: String,
        parcels: String,
        keys: String,
        root: String,
        acts: usize,
    }
    let dir = clock::here().join(&args.dir);
    let what = context.words.word("progress-demo");
    let print = &mut context.print;
    let made = demo::make(&dir, clock::seconds(), &mut |done, of| print.progress(&what, done, of));
    // The agent was started for the demo's keys and is not needed before somebody signs again.
    drop(quit_agent(&dir.join("keys")));
    let made = made.map_err(failure)?;
    gate::install(context, &made.record, None)?;
    gate::install(context, &made.partner, None)?;
    let clone = dir.join("clone");
    clone_record(&made.record, &clone)?;
    let partner = made.partner.with_extension("");
    clone_record(&made.partner, &partner)?;
    let root = made.root.to_string();
    let file = dir.join("root.txt");
    std::fs::write(&file, format!("{root}\n"))
        .map_err(|error| Failure::failed(Message::new("draft-io").with("path", file.display()).with("error", error)))?;
    let shown = |path: &Path| path.display().to_string();
    let done = Done {
        record: shown(&made.record),
        clone: shown(&clone),
        partner: shown(&partner),
        parcels: shown(&made.parcels),
        keys: shown(&made.keys),
        root,
        acts: made.acts,
    };
    if context.common.json {
        context.print.json(&done);
    } else {
        let text = context.words.format(
            "demo-done",
            [
                ("acts", done.acts.to_string().as_str()),
                ("record", &done.record),
                ("clone", &done.clone),
                ("keys", &done.keys),
                ("partner", &done.partner),
                ("parcels", &done.parcels),
                ("root", &shown(&file)),
            ],
        );
        context.print.line(&text);
    }
    Ok(ExitCode::SUCCESS)
}

/// A clone with a work tree, made by git itself.
fn clone_record(from: &Path, to: &Path) -> Result<(), Failure> {
    let failed = |error: String| Failure::failed(Message::new("demo-clone").with("error", error));
    let output = Command::new("git")
        .args(["clone", "--quiet", "--no-hardlinks", "--"])
        .args([from, to])
        .output()
        .map_err(|error| failed(error.to_string()))?;
    if output.status.success() {
        Ok(())
    } else {
        Err(failed(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }
}

fn failure(error: DemoError) -> Failure {
    match error {
        DemoError::Occupied(path) => Failure::misused(Message::new("init-occupied").with("path", path.display())),
        DemoError::Key(fault) => fault.into(),
        DemoError::Act { fault, .. } | DemoError::Partner(fault) => fault.into(),
        DemoError::Parcel(fault) => fault.into(),
        DemoError::Io { path, error } => {
            Failure::failed(Message::new("draft-io").with("path", path.display()).with("error", error))
        }
        DemoError::Content { .. } => Failure::failed(Message::new("demo-content").with("error", error)),
    }
}
