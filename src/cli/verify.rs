//! `kanhe verify`: the whole record from its root. Exit 0 VALID, 1 INVALID, 3 INCOMPLETE.

use std::process::ExitCode;

use clap::Args;

use super::failure::Failure;
use super::{Context, office};
use crate::ledger::{Checkpoint, Report, Root, Verdict, verify};

/// Verify the whole record.
#[derive(Args)]
pub(super) struct Verify {
    #[arg(long, value_name = "LINE")]
    root: Option<Root>,
    #[arg(long, value_name = "LINE")]
    checkpoint: Vec<Checkpoint>,
}

pub(super) fn run(context: &mut Context, args: &Verify) -> Result<ExitCode, Failure> {
    let report = match office::record(context) {
        Ok(record) => {
            let what = context.words.word("progress-judging");
            let print = &mut context.print;
            verify(&record, args.root.as_ref(), &args.checkpoint, &mut |done, of| print.progress(&what, done, of))
        }
        // What cannot be opened is a verdict too: a shallow clone is incomplete, grafts make it invalid.
        Err(Failure::Refused(findings)) if findings.iter().all(|finding| (151..160).contains(&finding.code)) => {
            Report::unopened(findings, args.root.is_some(), args.checkpoint.len())
        }
        Err(failure) => return Err(failure),
    };
    Ok(conclude(context, &report))
}

fn conclude(context: &mut Context, report: &Report) -> ExitCode {
    if context.common.json {
        context.print.json(report);
    } else {
        tell(context, report);
    }
    match report.verdict {
        Verdict::Valid => ExitCode::SUCCESS,
        Verdict::Invalid => ExitCode::from(1),
        Verdict::Incomplete => ExitCode::from(3),
    }
}

fn tell(context: &mut Context, report: &Report) {
    let words = &context.words;
    context.print.findings(words, &report.findings);
    let as_of = report.as_of.map_or_else(|| "—".to_owned(), |seq| seq.to_string());
    let verdict = report.verdict.word();
    let key = match report.verdict {
        Verdict::Valid => "verify-valid",
        Verdict::Invalid => "verify-invalid",
        Verdict::Incomplete => "verify-incomplete",
    };
    let mut lines = vec![words.format(key, [("verdict", verdict), ("seq", &as_of)])];
    lines.push(words.format(
        "verify-counts",
        [
            ("acts", report.acts.to_string().as_str()),
            ("refused", &report.refused.to_string()),
            ("seals", &report.seals.to_string()),
        ],
    ));
    if let Some(reference) = &report.unregistered {
        lines.push(words.format("verify-unregistered", [("reference", reference.as_str())]));
    }
    if !report.root_given {
        lines.push(words.word("verify-no-root"));
    }
    if report.checkpoints_given == 0 {
        lines.push(words.word("verify-no-checkpoint"));
    }
    for name in &report.foreign_refs {
        lines.push(words.format("verify-foreign", [("name", name.as_str())]));
    }
    lines.extend(report.root.iter().map(ToString::to_string));
    lines.extend(report.checkpoint.iter().map(ToString::to_string));
    for line in lines {
        context.print.line(&line);
    }
}
