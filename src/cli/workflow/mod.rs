//! `kanhe workflow check|draw|try`: a workflow file looked at before it is anybody's rule; nothing is written. `kanhe workflow
//! variants|adopt`: other ways to have one, and the change request that takes one.

mod check;
mod draw;
mod phrase;
mod play;
mod variants;

use std::path::Path;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::failure::Failure;
use super::{Context, office};
use crate::id::{Fingerprint, Slug};
use crate::ledger::{Ledger, Refusal};
use crate::office::{Files, Office, Violation};
use crate::record::Record;
use crate::starter;
use crate::words::{Catalogue, Message};

/// Look at a workflow.
#[derive(Args)]
pub(super) struct Workflow {
    #[command(subcommand)]
    command: WorkflowCommand,
}

#[derive(Subcommand)]
enum WorkflowCommand {
    Check(check::Check),
    Draw(draw::Draw),
    Try(play::Try),
    Variants(variants::Variants),
    Adopt(Box<variants::Adopt>),
}

pub(super) fn run(context: &mut Context, args: &Workflow) -> Result<ExitCode, Failure> {
    match &args.command {
        WorkflowCommand::Check(args) => check::run(context, args),
        WorkflowCommand::Draw(args) => draw::run(context, args),
        WorkflowCommand::Try(args) => play::run(context, args),
        WorkflowCommand::Variants(args) => variants::list(context, args),
        WorkflowCommand::Adopt(args) => variants::adopt(context, args),
    }
}

/// The office a workflow is looked at in: the record's, or one that a new record would begin with.
struct Setting {
    office: Office,
    /// The ledger the office is of, and the record, if there is one.
    ledger: Option<(Record, Ledger)>,
}

impl Setting {
    fn of(context: &mut Context) -> Result<Self, Failure> {
        let record = match office::record(context) {
            // A repository that is no record, such as of a program's source, is not asked.
            Ok(record) if context.common.record.is_some() || is_record(&record) => Some(record),
            Err(failure) if context.common.record.is_some() || !is_nowhere(&failure) => return Err(failure),
            Ok(_) | Err(_) => None,
        };
        let Some(record) = record else { return Ok(Self { office: starter_office(&context.words)?, ledger: None }) };
        let ledger = office::ledger(context, &record)?;
        Ok(Self { office: ledger.office().clone(), ledger: Some((record, ledger)) })
    }

    /// The collection of a workflow that is named or that stands in a file. A file's takes the place of the record's.
    fn take(&mut self, asked: &str) -> Result<Slug, Failure> {
        if !is_file(asked) {
            let known = || self.office.collections().map(|(name, _)| name.to_string()).collect();
            let found =
                self.office.collections().find(|(name, _)| name.as_str() == asked).map(|(name, _)| name.clone());
            let unknown = || Violation::UnknownCollection { collection: asked.to_owned(), known: known() };
            return found.ok_or_else(|| Refusal::from(unknown()).into());
        }
        let bytes = read(asked)?;
        let workflow = crate::office::Workflow::read(asked, &bytes).map_err(refused)?;
        let mut kept = self.office.to_keep();
        kept.files.insert(format!("workflows/{}.toml", workflow.collection), bytes);
        let dockets: Vec<_> = self.office.dockets().cloned().collect();
        self.office = Office::from_kept(kept).map_err(refused)?;
        for docket in dockets {
            self.office.recall(docket);
        }
        Ok(workflow.collection)
    }
}

fn is_record(record: &Record) -> bool {
    record.worktree().is_none_or(|folder| folder.join("kanhe.toml").is_file())
}

/// Whether there is no repository here at all (K150).
fn is_nowhere(failure: &Failure) -> bool {
    match failure {
        Failure::Refused(findings) => findings.iter().all(|finding| finding.code == 150),
        Failure::Gate(_) | Failure::Said { .. } => false,
    }
}

/// Whether a file is meant, and not a collection.
fn is_file(asked: &str) -> bool {
    asked.contains(['/', '\\']) || Path::new(asked).extension().is_some_and(|ending| ending == "toml")
}

fn read(path: &str) -> Result<Vec<u8>, Failure> {
    let failed = |error| Failure::failed(Message::new("draft-io").with("path", path).with("error", error));
    std::fs::read(path).map_err(failed)
}

fn refused(faults: Vec<crate::office::FoundingFault>) -> Failure {
    faults.into_iter().map(Refusal::from).collect::<Vec<_>>().into()
}

/// What a new record begins with: the shipped workflows, one unit, and one person who holds every post.
fn starter_office(words: &Catalogue) -> Result<Office, Failure> {
    let settings = starter::Settings {
        record: uuid::Uuid::nil().hyphenated().to_string(),
        title: words.word("try-unit"),
        language: words.language().tag().to_owned(),
        time_zone: "Asia/Shanghai".to_owned(),
    };
    // Certificates that nobody has: nothing is signed here.
    let fingerprint = |digit: &str| digit.repeat(40).parse::<Fingerprint>().map_err(|_| Failure::misused(nobody()));
    let roster = starter::Roster {
        unit: words.word("try-unit"),
        code: words.word("init-code"),
        person: starter::founder(),
        name: words.word("try-person"),
        email: "somebody@example.org".to_owned(),
        founder: (fingerprint("A")?, String::new()),
        seal: (fingerprint("B")?, String::new()),
    };
    let mut files: Files = starter::files(&settings);
    files.extend(roster.files());
    files.retain(|path, _| crate::office::is_registry(path));
    Office::read(&files).map_err(refused)
}

fn nobody() -> Message {
    Message::new("try-nobody")
}
