//! `kanhe doctor`: whether a repository is still kept as it should be. Exit 0 it is, 1 something drifted.

use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::upkeep::{Notice, notices};
use super::{Context, clock, gate};
use crate::backup::Last;
use crate::gate::safety::{Drift, Examination, examine};
use crate::ledger::Ledger;
use crate::notices::{Queue, QueueError};
use crate::openpgp::{Keyring, gnupg_version};
use crate::record::{Defect, Fault, Layout, Record};
use crate::words::{Message, Say as _};

/// Look whether a repository is kept as it should be.
#[derive(Args)]
pub(super) struct Doctor {
    repository: Option<PathBuf>,
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    backup_within: u32,
    #[arg(long, value_name = "TIME", hide = true)]
    now: Option<clock::Moment>,
}

/// What was found, with what of the register wants attention.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    examination: &'a Examination,
    register: &'a [Notice],
    backup: &'a Kept,
    notices: &'a [Notice],
}

/// What is known of backups.
#[derive(Serialize)]
struct Kept {
    last: Option<Last>,
    /// How many acts it lacks.
    lacks: Option<u64>,
    notice: Option<Notice>,
}

pub(super) fn run(context: &mut Context, args: &Doctor) -> Result<ExitCode, Failure> {
    let named = args.repository.as_ref().or(context.common.record.as_ref());
    let path = named.cloned().unwrap_or_else(clock::here);
    let absolute = clock::here().join(&path);
    let layout = Layout::find(&absolute, named.is_none())
        .ok_or_else(|| Fault::from(Defect::NoRepository).path(path.display().to_string()))?;
    let shown = if named.is_none() { layout.git_dir.clone() } else { path };
    let mut examination = examine(&layout, &shown, &gate::hooks(), git_version().as_deref());
    if !examination.server {
        sign(&mut examination);
    }
    let now = clock::at(args.now);
    let (register, seq) = register(context, &layout, &mut examination, now);
    let kept = kept(&layout, &mut examination, seq, args.backup_within, now);
    let told = told(&layout, &mut examination, now);
    if context.common.json {
        context.print.json(&Told { examination: &examination, register: &register, backup: &kept, notices: &told });
    } else {
        tell(context, &shown.display().to_string(), &examination, (&register, &kept, &told));
    }
    let mut notices = register.iter().chain(&kept.notice).chain(&told);
    let sound = examination.drifted.is_empty() && !notices.any(|notice| notice.urgent);
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// What of the register wants attention. On a server nothing is kept for the next time: whoever looks may be another user than the
/// repository's. A repository that cannot be read as a record is told of by others.
fn register(context: &Context, layout: &Layout, examination: &mut Examination, now: i64) -> (Vec<Notice>, Option<u64>) {
    let read = || {
        let record = Record::open(&layout.git_dir).ok()?;
        let mut ledger = if examination.server {
            Ledger::at(&record, u64::MAX, &mut |_, _| {}).ok()?
        } else {
            Ledger::open(&record, &mut |_, _| {}).ok()?
        };
        Some((notices(&context.words, &mut ledger, now).ok()?, ledger.head().seq))
    };
    let Some((found, seq)) = read() else {
        examination.unchecked.push(Message::new("unchecked-register"));
        return (Vec::new(), None);
    };
    examination.checked += 1;
    (found, Some(seq))
}

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// What is remembered of the last backup. A clone needs none: it is a copy itself.
fn kept(layout: &Layout, examination: &mut Examination, seq: Option<u64>, within: u32, now: i64) -> Kept {
    let last = Last::read(&layout.git_dir);
    if examination.server || last.is_some() {
        examination.checked += 1;
    }
    let lacks = last.as_ref().zip(seq).map(|(last, seq)| seq.saturating_sub(last.seq));
    let notice = match &last {
        None if examination.server => Some(Notice { message: Message::new("doctor-backup-none"), urgent: false }),
        Some(last) if now - last.at > i64::from(within) * DAY => {
            let message = Message::new("doctor-backup-old").with("days", (now - last.at) / DAY).with("most", within);
            Some(Notice { message: message.with("folder", &last.folder), urgent: true })
        }
        None | Some(_) => None,
    };
    Kept { last, lacks, notice }
}

/// What the program `git` calls itself.
fn git_version() -> Option<String> {
    let out = Command::new("git").arg("--version").stdin(Stdio::null()).output().ok()?;
    String::from_utf8(out.stdout).ok().map(|text| text.trim().to_owned())
}

/// The oldest GnuPG that is known to sign what a record takes.
const GNUPG: (u32, u32) = (2, 2);

/// Whether one can sign here: GnuPG, its directory, and what it lists.
fn sign(examination: &mut Examination) {
    examination.checked += 2;
    let version = gnupg_version().unwrap_or_default();
    let mut parts = version.split('.').map_while(|part| part.parse::<u32>().ok());
    if (parts.next().unwrap_or_default(), parts.next().unwrap_or_default()) < GNUPG {
        let expected = format!("{}.{}", GNUPG.0, GNUPG.1);
        let found = if version.is_empty() { "—".to_owned() } else { version };
        examination.drifted.push(Drift {
            item: "gnupg".to_owned(),
            message: Message::new("drift-gnupg").with("found", found).with("expected", &expected),
            why: Some(Message::new("why-sign")),
            remedy: Some(Message::new("remedy-git").with("expected", expected)),
        });
    }
    if let Err(fault) = Keyring::open(None).and_then(|mut keyring| keyring.secret_keys()) {
        examination.drifted.push(Drift { item: "gnupg".to_owned(), message: fault.say(), why: None, remedy: None });
    }
}

/// What of a server's notices was not sent within a week, and which channels take nothing.
fn told(layout: &Layout, examination: &mut Examination, now: i64) -> Vec<Notice> {
    let path = crate::notices::place(&layout.git_dir);
    if !path.exists() {
        return Vec::new();
    }
    examination.checked += 1;
    let read = || -> Result<Vec<Message>, QueueError> {
        let Some(queue) = Queue::look_at(&path)? else { return Ok(Vec::new()) };
        let failed = queue.failed_since(now - 7 * DAY)?;
        let failed = (failed > 0).then(|| Message::new("doctor-notices-failed").with("count", failed));
        let held = queue.held()?.into_iter().map(|(channel, _, fault)| {
            Message::new("doctor-notices-held").with("channel", channel).with("fault", crate::words::neutral(&fault))
        });
        Ok(failed.into_iter().chain(held).collect())
    };
    let messages = read().unwrap_or_else(|error| vec![Message::new("notices-failed").with("error", error)]);
    messages.into_iter().map(|message| Notice { message, urgent: false }).collect()
}

fn tell(
    context: &mut Context,
    path: &str,
    examination: &Examination,
    (register, kept, told): (&[Notice], &Kept, &[Notice]),
) {
    let words = &context.words;
    let key = if examination.server { "doctor-server" } else { "doctor-clone" };
    let mut lines = vec![words.format(key, [("path", path)])];
    if let Some(last) = &kept.last {
        let lacks = kept.lacks.map_or_else(|| "—".to_owned(), |lacks| lacks.to_string());
        let (day, seq) = (super::key::day(last.at), last.seq.to_string());
        let args = [("day", day.as_str()), ("folder", &last.folder), ("seq", &seq), ("lacks", &lacks)];
        lines.push(words.format("doctor-backup", args));
    }
    for drift in &examination.drifted {
        let why = drift.why.as_ref().map(|why| words.text(why)).unwrap_or_default();
        lines.push(format!("✗ {}{why}", words.text(&drift.message)));
        let remedy = drift.remedy.as_ref().map(|remedy| words.text(remedy)).or_else(|| words.hint(&drift.message));
        lines.extend(remedy.map(|remedy| format!("  {}{remedy}", words.word("label-hint"))));
    }
    for notice in register.iter().chain(&kept.notice).chain(told) {
        let mark = if notice.urgent { "✗" } else { "·" };
        lines.push(format!("{mark} {}", words.text(&notice.message)));
        lines.extend(words.hint(&notice.message).map(|hint| format!("  {}{hint}", words.word("label-hint"))));
    }
    for message in &examination.unchecked {
        lines.push(words.format("doctor-unchecked", [("what", words.text(message).as_str())]));
    }
    let noticed = register.len() + usize::from(kept.notice.is_some());
    let (checked, drifted) = (examination.checked.to_string(), examination.drifted.len().to_string());
    let key = if !examination.drifted.is_empty() {
        "doctor-drifted"
    } else if noticed == 0 {
        "doctor-sound"
    } else {
        "doctor-noticed"
    };
    let noticed = noticed.to_string();
    lines.push(words.format(key, [("checked", checked.as_str()), ("drifted", &drifted), ("noticed", &noticed)]));
    for line in lines {
        context.print.line(&line);
    }
}
