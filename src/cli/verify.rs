//! `kanhe verify`: the whole record from its root. Exit 0 VALID, 1 INVALID, 3 INCOMPLETE or this machine could not.
//!
//! What is asked is gathered here, and the answer told: the repository is opened by nothing but its files, and no keyring, cache or
//! configuration is asked for anything.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;

use clap::Args;

use super::failure::Failure;
use super::{Context, clock};
use crate::id::{RecordId, Sha256};
use crate::ledger::{
    Checkpoint, Copy, Finding, Ledger, NotChecked, Pin, Question, Refusal, Report, Root, Snapshot, SnapshotLine,
    Verdict, verify,
};
use crate::parcel;
use crate::record::{Examined, Fault, Record};
use crate::words::{Message, Say as _, neutral};

/// How many findings, and how many names of refs, a person is told; a program is told all.
const TOLD: usize = 100;
const TOLD_REFS: usize = 10;

/// Verify the whole record.
#[derive(Args)]
pub(super) struct Verify {
    #[arg(long, value_name = "LINE")]
    root: Option<Root>,
    #[arg(long, value_name = "LINE")]
    checkpoint: Vec<Checkpoint>,
    #[arg(long, value_name = "FILE")]
    checkpoints: Vec<PathBuf>,
    #[arg(long, value_name = "DIR")]
    against: Vec<PathBuf>,
    #[arg(long, value_name = "SEQ", requires_all = ["root", "snapshot", "pin"])]
    since: Option<u64>,
    #[arg(long, value_name = "FILE", requires = "since")]
    snapshot: Option<PathBuf>,
    #[arg(long, value_name = "DIGEST", requires = "since")]
    pin: Option<Pinned>,
    #[arg(long, value_name = "FILE", requires = "root")]
    save_snapshot: Option<PathBuf>,
    #[arg(long, value_name = "TIME")]
    now: Option<clock::Moment>,
}

/// A digest, or the whole line that was printed with the snapshot.
#[derive(Debug, Clone)]
struct Pinned {
    digest: Sha256,
    line: Option<(RecordId, u64)>,
}

impl FromStr for Pinned {
    type Err = crate::id::Malformed;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.starts_with("kanhe-snapshot") {
            let line: SnapshotLine = text.parse()?;
            return Ok(Self { digest: line.file, line: Some((line.record, line.seq)) });
        }
        Ok(Self { digest: text.parse()?, line: None })
    }
}

pub(super) fn run(context: &mut Context, args: &Verify) -> Result<ExitCode, Failure> {
    let mut checkpoints = args.checkpoint.clone();
    for path in &args.checkpoints {
        checkpoints.extend(read_checkpoints(path)?);
    }
    let against = args.against.iter().map(|path| open_copy(path)).collect::<Result<Vec<_>, _>>()?;
    let snapshot = args.snapshot.as_deref().map(|path| Snapshot::read(path).map(|read| (read, shown(path))));
    let snapshot = snapshot.transpose().map_err(misused)?;
    let pin = pin(args);
    let since = match (&snapshot, &pin) {
        (Some((snapshot, name)), Some(pin)) => Some((snapshot, pin, name.as_str())),
        _ => None,
    };
    let question = Question {
        root: args.root.as_ref(),
        checkpoints: &checkpoints,
        against: &against,
        since,
        now: args.now.map(|moment| moment.0),
        keep: args.save_snapshot.is_some(),
    };
    let mut report = match open(context) {
        Ok(examined) => {
            let what = context.words.word("progress-judging");
            let print = &mut context.print;
            let verified = verify(&examined, &question, &mut |done, of| print.progress(&what, done, of));
            let mut verified = verified.map_err(Failure::Refused)?;
            if let (Some(path), Verdict::Valid, Some(ledger)) =
                (&args.save_snapshot, verified.report.verdict, &mut verified.ledger)
            {
                let snapshot = Snapshot::take(ledger)?;
                snapshot.write(path)?;
                verified.report.snapshot = Some(snapshot.line(ledger));
            }
            if let Some(ledger) = &mut verified.ledger {
                verified.report.unproven = unproven(&examined.record, ledger)?;
            }
            verified.report
        }
        Err(fault) if fault.is_of_the_machine() => return Err(fault.into()),
        // Where nothing is, or only a sign to another place, nothing was found wrong: there is nothing to verify.
        Err(fault) => {
            let mut finding = Finding::from(&Refusal::from(fault));
            finding.missing = true;
            Report::unopened(vec![finding], args.root.is_some(), checkpoints.len())
        }
    };
    report.now = question.now;
    if args.save_snapshot.is_some() && report.snapshot.is_none() {
        let text = context.words.word("verify-snapshot-not-saved");
        context.print.note(&text);
    }
    Ok(conclude(context, &report))
}

/// What subjects say of another office and no file proves. What cannot be read is among the findings already.
fn unproven(record: &Record, ledger: &mut Ledger) -> Result<Vec<Finding>, Failure> {
    let found = parcel::audit(record, ledger)?;
    Ok(found.iter().map(|(subject, fault)| fault.about(subject)).collect())
}

/// What a reader has written down of the snapshot. The number in the line, if he kept that, is the one that counts: another one after
/// `--since` is then found not to be the snapshot's.
fn pin(args: &Verify) -> Option<Pin> {
    let (seq, pinned) = (args.since?, args.pin.as_ref()?);
    let record = pinned.line.as_ref().filter(|(_, line)| *line == seq).map(|(record, _)| record.clone());
    Some(Pin { digest: pinned.digest, seq, record })
}

fn open(context: &Context) -> Result<Examined, Fault> {
    match &context.common.record {
        Some(path) => Record::examine(path),
        None => Record::examine_around(&clock::here()),
    }
}

/// Another copy. What speaks against reading it is no matter: only what it remembers is asked.
fn open_copy(path: &Path) -> Result<Copy, Failure> {
    Ok(Copy { name: shown(path), record: Record::examine(path).map_err(misused)?.record })
}

/// What was named is not what it has to be; if this machine could not read it, that.
fn misused(fault: Fault) -> Failure {
    if fault.is_of_the_machine() { fault.into() } else { Failure::misused(fault.say()) }
}

fn shown(path: &Path) -> String {
    neutral(&path.display().to_string())
}

/// Checkpoints as archivists keep them: one a line, with empty lines and lines that begin with `#` between.
fn read_checkpoints(path: &Path) -> Result<Vec<Checkpoint>, Failure> {
    let named = |key| Message::new(key).with("path", path.display());
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::misused(named("verify-checkpoints-unread").with("error", error)))?;
    let lines = text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let parse = |(at, line): (usize, &str)| {
        line.parse().map_err(|_| {
            Failure::misused(named("verify-checkpoints-line").with("line", at + 1).with("found", neutral(line)))
        })
    };
    lines.map(parse).collect()
}

pub(super) fn conclude(context: &mut Context, report: &Report) -> ExitCode {
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

pub(super) fn tell(context: &mut Context, report: &Report) {
    let words = &context.words;
    context.print.findings(words, &report.findings[..report.findings.len().min(TOLD)]);
    let mut lines = Vec::new();
    if let Some(more) = report.findings.len().checked_sub(TOLD).filter(|more| *more > 0) {
        lines.push(words.format("verify-more-findings", [("count", more.to_string().as_str())]));
    }
    let verdict = report.verdict.word();
    lines.push(match (report.verdict, report.as_of) {
        (Verdict::Valid, seq) => {
            words.format("verify-valid", [("verdict", verdict), ("seq", seq.unwrap_or_default().to_string().as_str())])
        }
        (Verdict::Invalid, Some(seq)) => {
            words.format("verify-invalid", [("verdict", verdict), ("seq", seq.to_string().as_str())])
        }
        (Verdict::Incomplete, Some(seq)) => {
            words.format("verify-incomplete", [("verdict", verdict), ("seq", seq.to_string().as_str())])
        }
        (Verdict::Invalid, None) => words.format("verify-invalid-nothing", [("verdict", verdict)]),
        (Verdict::Incomplete, None) => words.format("verify-incomplete-nothing", [("verdict", verdict)]),
    });
    if report.as_of.is_some() {
        lines.push(words.format(
            "verify-counts",
            [
                ("acts", report.acts.to_string().as_str()),
                ("refused", &report.refused.to_string()),
                ("seals", &report.seals.to_string()),
            ],
        ));
    }
    for copy in &report.against {
        let (name, seals) = (copy.copy.as_str(), copy.seals.to_string());
        if let Some(common) = copy.common {
            let args = [("copy", name), ("seq", &common.to_string()), ("seals", seals.as_str())];
            lines.push(words.format("verify-compared", args));
        }
    }
    lines.extend(told_of_certificates(context, report));
    if !report.unproven.is_empty() {
        lines.push(words.format("verify-unproven", [("count", report.unproven.len().to_string().as_str())]));
        context.print.findings(words, &report.unproven[..report.unproven.len().min(TOLD)]);
    }
    lines.extend(told_of_what_was_not_checked(context, report));
    lines.extend(report.root.iter().map(ToString::to_string));
    lines.extend(report.checkpoint.iter().map(ToString::to_string));
    lines.extend(report.snapshot.iter().map(ToString::to_string));
    for line in lines {
        context.print.line(&line);
    }
}

fn told_of_certificates(context: &Context, report: &Report) -> Vec<String> {
    let words = &context.words;
    let told = report.expiring.iter().map(|one| {
        let day = jiff::Timestamp::from_second(one.expires)
            .map_or_else(|_| one.expires.to_string(), |time| time.to_zoned(jiff::tz::TimeZone::UTC).date().to_string());
        let key = if one.within == 0 { "verify-expired" } else { "verify-expiring" };
        words.format(key, [("path", one.path.as_str()), ("day", &day), ("days", &one.within.to_string())])
    });
    told.collect()
}

fn told_of_what_was_not_checked(context: &Context, report: &Report) -> Vec<String> {
    let words = &context.words;
    let mut lines = Vec::new();
    for what in report.not_checked.iter().filter(|what| !what.is_always()) {
        match what {
            NotChecked::ForeignRefs => {
                for name in report.foreign_refs.iter().take(TOLD_REFS) {
                    lines.push(words.format("verify-foreign", [("name", name.as_str())]));
                }
                if let Some(more) = report.foreign_refs.len().checked_sub(TOLD_REFS).filter(|more| *more > 0) {
                    lines.push(words.format("verify-foreign-more", [("count", more.to_string().as_str())]));
                }
            }
            NotChecked::LastSeal => {
                let name = report.unregistered.as_deref().unwrap_or_default();
                lines.push(words.format("verify-not-last-seal", [("reference", name)]));
            }
            NotChecked::BeforeSince => {
                let seq = report.since.unwrap_or_default().to_string();
                lines.push(words.format("verify-not-before-since", [("seq", seq.as_str())]));
            }
            NotChecked::Everything
            | NotChecked::WhoseRecord
            | NotChecked::LaterActs
            | NotChecked::Drafts
            | NotChecked::UnreachableObjects
            | NotChecked::Dates
            | NotChecked::Meaning => lines.push(words.word(&format!("verify-not-{}", what.word()))),
        }
    }
    if report.not_checked.iter().any(|what| what.is_always()) {
        lines.push(words.word("verify-not-ever"));
    }
    lines
}
