//! `kanhe gate pre-receive|reference-transaction|post-receive|install`: the door through which pushes come in.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Subcommand};

use super::failure::Failure;
use super::{Context, clock};
use crate::gate::safety::{self, Hooks, InstallFault};
use crate::gate::{self, GateFault, Holder, Incoming, Limits, RefUpdate, Turn};
use crate::ledger::{Finding, Ledger};
use crate::record::{MAIN, Record, SEALS};
use crate::starter;
use crate::words::{Message, Say as _};

/// The gate.
#[derive(Args)]
pub(super) struct Gate {
    #[command(subcommand)]
    command: GateCommand,
}

#[derive(Subcommand)]
enum GateCommand {
    PreReceive {},
    ReferenceTransaction {},
    PostReceive {},
    Install {
        repository: PathBuf,
        #[arg(long, value_name = "SIZE")]
        max_push: Option<String>,
    },
}

pub(super) fn run(context: &mut Context, args: &Gate) -> Result<ExitCode, Failure> {
    match &args.command {
        GateCommand::PreReceive {} => pre_receive(context),
        GateCommand::ReferenceTransaction {} => reference_transaction(),
        GateCommand::PostReceive {} => post_receive(context),
        GateCommand::Install { repository, max_push } => {
            install(context, repository, max_push.as_deref())?;
            let path = repository.display().to_string();
            let text = context.words.format("gate-installed", [("path", path.as_str())]);
            context.print.line(&text);
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// The most bytes of ref updates a push may announce.
const LONGEST_INPUT: u64 = 1 << 20;
/// The most bytes a transaction of refs may have: also one that takes a whole record over from a copy.
const LONGEST_TRANSACTION: u64 = 64 << 20;
/// How long a push waits for the one before it, in moments.
const MOMENTS: usize = 6_000;
const MOMENT: Duration = Duration::from_millis(10);

/// All that git gives the hook: what is not read here would come in unjudged.
fn input(most: u64) -> Result<String, Failure> {
    let mut input = String::new();
    let wrong = |error: String| Failure::failed(Message::new("gate-input").with("error", error));
    std::io::stdin().take(most + 1).read_to_string(&mut input).map_err(|error| wrong(error.to_string()))?;
    if input.len() as u64 > most || !input.ends_with('\n') {
        return Err(wrong(format!("{} bytes", input.len())));
    }
    Ok(input)
}

/// Judges the push git announces on standard input, with its objects in quarantine (githooks(5), git-receive-pack(1)).
fn pre_receive(context: &mut Context) -> Result<ExitCode, Failure> {
    let input = input(LONGEST_INPUT)?;
    let refused = |fault: GateFault| Failure::Refused(vec![Finding::from(&fault)]);
    let updates: Vec<RefUpdate> = input.lines().map(str::parse).collect::<Result<_, _>>().map_err(refused)?;
    let git_dir = git_dir();
    if updates.iter().any(|update| update.name == MAIN || update.name.starts_with(SEALS)) {
        wait_for_turn(&git_dir);
    }
    let server = Record::open(&git_dir)?;
    let mut ledger = Ledger::open(&server, &mut |_, _| {})?;
    let most = server.setting("receive.maxInputSize")?.as_deref().and_then(safety::bytes);
    let limits = Limits { bytes: most.unwrap_or(Limits::USUAL.bytes), ..Limits::USUAL };
    let objects = clock::environment("GIT_OBJECT_DIRECTORY").map(PathBuf::from);
    let (quarantine, bytes) = match &objects {
        Some(objects) => (Record::open(&git_dir)?.with_quarantine(objects, &[])?, size_of(objects)),
        None => (server, 0),
    };
    let incoming = Incoming { quarantine: &quarantine, bytes, updates: &updates };
    let judged = gate::judge(&mut ledger, &incoming, &limits, clock::seconds());
    let admitted = judged.map_err(|findings| Failure::Refused(few(context, findings)))?;
    for seq in &admitted.acts {
        if let Some(entry) = ledger.entries().get(seq) {
            let verb = entry.verb.map(|verb| context.words.word(&format!("verb-{verb}"))).unwrap_or_default();
            let title = entry.title.clone().unwrap_or_default();
            let seq = seq.to_string();
            let text =
                context.words.format("gate-admitted", [("seq", seq.as_str()), ("verb", &verb), ("title", &title)]);
            context.print.note(&text);
        }
    }
    for reference in &admitted.seals {
        let text = context.words.format("gate-admitted-seal", [("reference", reference.as_str())]);
        context.print.note(&text);
    }
    Ok(ExitCode::SUCCESS)
}

/// Waits until the pushes before this one are through. The turn is git's, who called; it ends with that process. Without a turn,
/// git's own locks decide who comes first.
fn wait_for_turn(git_dir: &Path) {
    let parent = std::os::unix::process::parent_id();
    let Some(holder) = Holder::git(parent) else { return };
    let mut moments = 0;
    let mut wait = || {
        std::thread::sleep(MOMENT);
        moments += 1;
        moments < MOMENTS && std::os::unix::process::parent_id() == parent
    };
    drop(Turn::take(git_dir, &holder, &mut wait));
}

/// How many findings a pusher is told, and how many details of each: who does not read them must not keep others waiting.
const TOLD: usize = 20;

/// The first of the findings; how many more there are is said.
fn few(context: &mut Context, mut findings: Vec<Finding>) -> Vec<Finding> {
    let more = findings.len().saturating_sub(TOLD);
    if more > 0 {
        let text = context.words.format("gate-more-findings", [("count", more.to_string().as_str())]);
        context.print.note(&text);
    }
    findings.truncate(TOLD);
    for finding in &mut findings {
        finding.details.truncate(TOLD);
    }
    findings
}

/// How many bytes the files below a folder have.
fn size_of(folder: &Path) -> u64 {
    let files = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    files.filter_map(|entry| entry.metadata().ok()).map(|found| found.len()).sum()
}

/// Whether the refs git has locked may move together (githooks(5), reference-transaction).
fn reference_transaction() -> Result<ExitCode, Failure> {
    let lines = input(LONGEST_TRANSACTION)?;
    gate::check_transaction(&Record::open(&git_dir())?, &lines).map_err(Failure::Refused)?;
    Ok(ExitCode::SUCCESS)
}

/// Brings the refs onto the disk and the snapshot up, so that the next push costs only itself. Whoever pushed waits for it.
fn post_receive(context: &mut Context) -> Result<ExitCode, Failure> {
    let mut input = String::new();
    drop(std::io::stdin().take(LONGEST_INPUT).read_to_string(&mut input));
    let git_dir = git_dir();
    harden(&git_dir, &input);
    let record = Record::open(&git_dir)?;
    super::office::ledger(context, &record)?;
    Ok(ExitCode::SUCCESS)
}

/// Brings names onto the disk: git does so with what stands in a file (`core.fsync`), and not with the file's name.
fn harden(git_dir: &Path, updates: &str) {
    let names = updates.lines().filter_map(|line| line.parse::<RefUpdate>().ok()).map(|update| update.name);
    let files = names.map(|name| git_dir.join(name)).chain([git_dir.join("objects/pack/pack")]);
    let above =
        |file: PathBuf| file.ancestors().skip(1).take_while(|dir| *dir != git_dir).map(Path::to_owned).collect();
    let folders: BTreeSet<PathBuf> = files.flat_map::<Vec<PathBuf>, _>(above).collect();
    for folder in folders {
        // What a disk cannot do is no fault of the push, which is through.
        drop(std::fs::File::open(folder).and_then(|folder| folder.sync_all()));
    }
}

/// The repository a hook runs for.
fn git_dir() -> PathBuf {
    clock::here().join(clock::environment("GIT_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from))
}

/// The hooks of a safe repository.
pub(super) fn hooks() -> Hooks {
    starter::hooks().collect()
}

/// Makes a repository safe, and tells which hooks of others were kept.
pub(super) fn install(context: &mut Context, repository: &Path, max_push: Option<&str>) -> Result<(), Failure> {
    if let Some(size) = max_push.filter(|size| safety::bytes(size).is_none()) {
        return Err(Failure::misused(Message::new("gate-size").with("found", size)));
    }
    let program = std::env::current_exe()
        .map_err(|error| Failure::failed(Message::new("draft-io").with("path", "kanhe").with("error", error)))?;
    let kept = safety::install(repository, &hooks(), &program, max_push).map_err(|fault| match fault {
        InstallFault::Refused(refusals) => Failure::from(refusals),
        InstallFault::WorkTree(_) | InstallFault::Hooks(_) | InstallFault::Io { .. } => Failure::failed(fault.say()),
    })?;
    for path in kept {
        let text = context.words.format("gate-kept", [("path", path.display().to_string().as_str())]);
        context.print.note(&text);
    }
    Ok(())
}
