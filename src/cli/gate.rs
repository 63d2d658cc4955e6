//! `kanhe gate pre-receive|post-receive|install`: the door through which pushes come in.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::failure::Failure;
use super::{Context, clock};
use crate::gate::{self, GateFault, RefUpdate};
use crate::ledger::{Finding, Ledger};
use crate::record::Record;
use crate::starter;
use crate::words::Message;

/// The gate.
#[derive(Args)]
pub(super) struct Gate {
    #[command(subcommand)]
    command: GateCommand,
}

#[derive(Subcommand)]
enum GateCommand {
    PreReceive {},
    PostReceive {},
    Install { repository: PathBuf },
}

pub(super) fn run(context: &mut Context, args: &Gate) -> Result<ExitCode, Failure> {
    match &args.command {
        GateCommand::PreReceive {} => pre_receive(context),
        GateCommand::PostReceive {} => post_receive(context),
        GateCommand::Install { repository } => {
            install(&Record::open(repository)?)?;
            let path = repository.display().to_string();
            let text = context.words.format("gate-installed", [("path", path.as_str())]);
            context.print.line(&text);
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// The most bytes of ref updates a push may announce.
const LONGEST_INPUT: u64 = 1 << 20;

/// Judges the push git announces on standard input, with its objects in quarantine (githooks(5), git-receive-pack(1)).
fn pre_receive(context: &mut Context) -> Result<ExitCode, Failure> {
    // All of it: what is not read here would come in unjudged.
    let mut input = String::new();
    std::io::stdin()
        .take(LONGEST_INPUT + 1)
        .read_to_string(&mut input)
        .map_err(|error| Failure::failed(Message::new("gate-input").with("error", error)))?;
    if input.len() as u64 > LONGEST_INPUT || !input.ends_with('\n') {
        return Err(Failure::failed(Message::new("gate-input").with("error", format!("{} bytes", input.len()))));
    }
    let refused = |fault: GateFault| Failure::Refused(vec![Finding::from(&fault)]);
    let updates: Vec<RefUpdate> = input.lines().map(str::parse).collect::<Result<_, _>>().map_err(refused)?;
    let git_dir = git_dir();
    let server = Record::open(&git_dir)?;
    let mut ledger = Ledger::open(&server, &mut |_, _| {})?;
    let quarantine = match clock::environment("GIT_OBJECT_DIRECTORY") {
        Some(objects) => Record::open(&git_dir)?.with_quarantine(Path::new(&objects), &[])?,
        None => server,
    };
    let admitted = gate::judge(&mut ledger, &quarantine, &updates, clock::seconds()).map_err(Failure::Refused)?;
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
    Ok(ExitCode::SUCCESS)
}

/// Brings the snapshot up, so that the next push costs only itself.
fn post_receive(context: &mut Context) -> Result<ExitCode, Failure> {
    let mut input = String::new();
    drop(std::io::stdin().take(1 << 20).read_to_string(&mut input));
    let record = Record::open(&git_dir())?;
    super::office::ledger(context, &record)?;
    Ok(ExitCode::SUCCESS)
}

/// The repository a hook runs for.
fn git_dir() -> PathBuf {
    clock::here().join(clock::environment("GIT_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from))
}

/// Puts the hooks into a repository and has git refuse what no record may suffer.
pub(super) fn install(record: &Record) -> Result<(), Failure> {
    let hooks = record.git_dir().join("hooks");
    let fault = |path: &Path, error: &std::io::Error| {
        Failure::failed(Message::new("draft-io").with("path", path.display()).with("error", error))
    };
    std::fs::create_dir_all(&hooks).map_err(|error| fault(&hooks, &error))?;
    for (name, bytes) in starter::hooks() {
        let path = hooks.join(name);
        std::fs::write(&path, bytes).map_err(|error| fault(&path, &error))?;
        executable(&path).map_err(|error| fault(&path, &error))?;
    }
    if let Ok(program) = std::env::current_exe() {
        record.set("kanhe.program", &program.display().to_string())?;
    }
    for (key, value) in [
        ("receive.denyDeletes", "true"),
        ("receive.denyNonFastForwards", "true"),
        ("receive.denyCurrentBranch", "refuse"),
        ("receive.fsckObjects", "true"),
        ("core.logAllRefUpdates", "always"),
        ("gc.reflogExpire", "never"),
        ("gc.reflogExpireUnreachable", "never"),
    ] {
        record.set(key, value)?;
    }
    Ok(())
}

#[cfg(unix)]
fn executable(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> std::io::Result<()> {
    Ok(())
}
