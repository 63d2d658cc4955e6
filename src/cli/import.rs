//! `kanhe import people|units FILE`: a spreadsheet as one change request; `kanhe import documents DIR` stands in `history.rs`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::failure::Failure;
use super::request::{self, Filling, Form, name_for};
use super::{Context, column, history, propose};
use crate::desk::{Misfit, Proposal, RollFault, RollKind, Rolled, Table, enroll};
use crate::office::{Change, Content};
use crate::words::{Message, Say as _, neutral};

/// Take a spreadsheet in.
#[derive(Args)]
pub(super) struct Import {
    #[command(subcommand)]
    command: ImportCommand,
}

#[derive(Subcommand)]
enum ImportCommand {
    People(Box<Roll>),
    Units(Box<Roll>),
    Documents(Box<history::Documents>),
}

#[derive(Args)]
struct Roll {
    file: PathBuf,
    #[arg(long, value_name = "REQUEST")]
    request: Option<String>,
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    filling: Filling,
}

impl From<RollFault> for Failure {
    fn from(fault: RollFault) -> Self {
        match fault {
            RollFault::Proposal(fault) => fault.into(),
            RollFault::Encoding | RollFault::Csv { .. } | RollFault::Empty | RollFault::Column { .. } => {
                Self::Said { message: fault.say(), code: 1 }
            }
        }
    }
}

pub(super) fn run(context: &mut Context, args: &Import) -> Result<ExitCode, Failure> {
    match &args.command {
        ImportCommand::People(args) => roll(context, RollKind::People, args),
        ImportCommand::Units(args) => roll(context, RollKind::Units, args),
        ImportCommand::Documents(args) => history::run(context, args),
    }
}

fn roll(context: &mut Context, kind: RollKind, args: &Roll) -> Result<ExitCode, Failure> {
    let bytes = std::fs::read(&args.file).map_err(|error| request::io(&args.file, &error))?;
    let table = Table::read(&bytes)?;
    let bench = args.filling.bench(context)?;
    let what = match kind {
        RollKind::People => "people",
        RollKind::Units => "units",
    };
    let name = args.request.clone().unwrap_or_else(|| name_for(what, &String::from_utf8_lossy(&bytes)));
    let found = bench.find(&name)?;
    let there = found.as_ref().map(|begun| Content::of(&begun.files).proposed).unwrap_or_default();
    let mut proposal = Proposal::new(bench.ledger.office(), there);
    let rolled = enroll(&mut proposal, bench.ledger.office(), kind, &table)?;
    let (proposed, notes) = proposal.into_parts();
    let told = tell(context, &table, &rolled);
    let nothing = rolled.opened.is_empty() && rolled.changed.is_empty();
    let is_short = args.strict && !rolled.misfits.is_empty();
    if context.common.json && (is_short || nothing) {
        context.print.json(&told);
    }
    if is_short {
        return Err(Failure::Said { message: Message::new("import-strict"), code: 1 });
    }
    if nothing {
        return Ok(ExitCode::from(u8::from(!rolled.misfits.is_empty())));
    }
    let wished = match (kind, rolled.opened.is_empty()) {
        (RollKind::People, false) => Change::PersonOpen,
        (RollKind::People, true) => Change::PersonChange,
        (RollKind::Units, false) => Change::UnitRegister,
        (RollKind::Units, true) => Change::UnitChange,
    };
    let form =
        Form { defaults: BTreeMap::from([("reason", context.words.word("import-reason"))]), ..args.filling.form() };
    let plan = propose::Plan { found, name: &name, proposed, wished: &[wished], form, notes: &notes, roll: Some(told) };
    propose::finish(context, bench, plan, &args.filling.hand_in)
}

/// Says what became of the rows, and names each cell that does not fit. The same as data.
fn tell(context: &mut Context, table: &Table, rolled: &Rolled) -> serde_json::Value {
    #[derive(Serialize)]
    struct Done<'a> {
        rows: usize,
        opened: usize,
        changed: usize,
        same: usize,
        misfits: &'a [Misfit],
    }
    let (opened, changed) = (rolled.opened.len(), rolled.changed.len());
    let done = Done { rows: table.len(), opened, changed, same: rolled.same, misfits: &rolled.misfits };
    let told = serde_json::to_value(&done).unwrap_or_default();
    if context.common.json {
        return told;
    }
    let words = &context.words;
    let rows: Vec<[String; 4]> = rolled
        .misfits
        .iter()
        .map(|one| {
            let wants = words.word(&format!("roll-wants-{}", one.expected));
            let found = words.format("import-found", [("found", one.found.as_str())]);
            [
                words.format("import-line", [("line", one.line.to_string().as_str())]),
                neutral(&one.column),
                words.format("import-wants", [("wants", wants.as_str())]),
                found,
            ]
        })
        .collect();
    let misfit = {
        let mut lines: Vec<u64> = rolled.misfits.iter().map(|one| one.line).filter(|line| *line > 1).collect();
        lines.dedup();
        lines.len().to_string()
    };
    let counts = words.format(
        "import-rows",
        [
            ("rows", table.len().to_string().as_str()),
            ("opened", &opened.to_string()),
            ("changed", &changed.to_string()),
            ("same", &rolled.same.to_string()),
            ("misfit", &misfit),
        ],
    );
    for line in column::table(&rows).into_iter().chain([counts]) {
        context.print.line(&line);
    }
    told
}
