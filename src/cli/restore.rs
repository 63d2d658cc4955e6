//! `kanhe restore DIR --out REPO`: a server's repository of a backup. It is verified before it takes its place.

use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use clap::Args;
use serde::Serialize;

use super::backup::{Stages, failure};
use super::failure::Failure;
use super::{Context, clock, gate, verify};
use crate::backup;
use crate::id::Malformed;
use crate::ledger::{self, Question, Report, Root, Verdict};
use crate::record::Record;
use crate::words::{Message, neutral};

/// Restore a backup.
#[derive(Args)]
pub(super) struct Restore {
    dir: PathBuf,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[arg(long, value_name = "LINE")]
    root: Option<GivenRoot>,
    #[arg(long)]
    keep_invalid: bool,
}

/// A root line, or a file that holds one.
#[derive(Debug, Clone)]
enum GivenRoot {
    Line(Root),
    File(PathBuf),
}

impl FromStr for GivenRoot {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        if text.starts_with("kanhe-root") {
            text.trim_end().parse().map(Self::Line)
        } else {
            Ok(Self::File(text.into()))
        }
    }
}

impl GivenRoot {
    fn read(&self) -> Result<Root, Failure> {
        let path = match self {
            Self::Line(root) => return Ok(root.clone()),
            Self::File(path) => path,
        };
        let wrong = |why: String| {
            Failure::misused(Message::new("restore-root").with("path", path.display()).with("found", neutral(&why)))
        };
        let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
        text.trim().parse().map_err(|_| wrong(text))
    }
}

pub(super) fn run(context: &mut Context, args: &Restore) -> Result<ExitCode, Failure> {
    let root = args.root.as_ref().map(GivenRoot::read).transpose()?;
    let here = clock::here();
    let (dir, out) = (here.join(&args.dir), here.join(&args.out));
    let words = Stages::of(&context.words);
    let print = &mut context.print;
    let mut progress = |stage, done, of| print.progress(words.word(stage), done, of);
    let checked = backup::check(&dir, &mut progress).map_err(failure)?;
    let restored = checked.restore(&out, &mut progress).map_err(failure)?;
    let manifest = &checked.manifest;
    // As `kanhe verify` does it: from nothing but the objects and the refs.
    let examined = Record::examine(&restored.path())?;
    let question = Question {
        root: Some(root.as_ref().unwrap_or(&manifest.root)),
        checkpoints: std::slice::from_ref(&manifest.checkpoint),
        ..Question::default()
    };
    let what = context.words.word("progress-judging");
    let print = &mut context.print;
    let verified = ledger::verify(&examined, &question, &mut |done, of| print.progress(&what, done, of));
    let report = verified.map_err(Failure::Refused)?.report;
    let is_valid = report.verdict == Verdict::Valid;
    if !is_valid && !args.keep_invalid {
        let code = verify::conclude(context, &report);
        let text = context.words.word("restore-refused");
        context.print.note(&text);
        return Ok(code);
    }
    Record::open(&restored.path())?.set("kanhe.root", &manifest.root.to_string())?;
    gate::install(context, &restored.path(), None)?;
    restored.finish().map_err(failure)?;
    tell(context, args, &checked, &report);
    Ok(if is_valid { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn tell(context: &mut Context, args: &Restore, checked: &backup::Checked, report: &Report) {
    #[derive(Serialize)]
    struct Done<'a> {
        record: String,
        seq: u64,
        checkpoint: String,
        root: String,
        made: String,
        accounts: bool,
        report: &'a Report,
    }
    let manifest = &checked.manifest;
    let (path, made) = (args.out.display().to_string(), manifest.made.to_string());
    let accounts = manifest.accounts.is_some();
    if context.common.json {
        let (checkpoint, root) = (manifest.checkpoint.to_string(), manifest.root.to_string());
        context.print.json(&Done { record: path, seq: manifest.seq, checkpoint, root, made, accounts, report });
        return;
    }
    verify::tell(context, report);
    let words = &context.words;
    let seq = manifest.seq.to_string();
    let mut lines = vec![
        words.format("restore-done", [("path", path.as_str()), ("seq", &seq), ("made", &made)]),
        words.word(if accounts { "restore-accounts" } else { "restore-no-accounts" }),
        words.format("restore-paper", [("seq", seq.as_str())]),
    ];
    if args.root.is_none() {
        lines.push(words.word("restore-no-root"));
    }
    for line in lines {
        context.print.line(&line);
    }
}
