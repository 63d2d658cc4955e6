//! `kanhe propose REQUEST ENTRY...`: begin a change request, or go on with it: files taken for editing, or what is wished written into
//! them with everything it drags along.

use std::process::ExitCode;

use clap::Args;

use super::Context;
use super::act::{self, HandIn};
use super::failure::Failure;
use super::request::{self, Bench, Filling, Form};
use crate::desk::{Proposal, Spot};
use crate::id::{Fingerprint, Slug};
use crate::office::{Change, Content, Files, Standing};
use crate::words::Message;

/// Propose a change.
#[derive(Args)]
pub(super) struct Propose {
    request: String,
    #[arg(value_name = "ENTRY")]
    entries: Vec<String>,
    #[arg(long, value_name = "ENTRY")]
    new: Option<String>,
    #[arg(long, value_name = "KEY=VALUE", num_args = 1..)]
    set: Vec<String>,
    #[arg(long, value_name = "UNIT", requires = "disposition")]
    abolish: Option<String>,
    #[arg(long, value_name = "UNIT", requires = "abolish")]
    into: Option<String>,
    #[arg(long, value_name = "TEXT", requires = "abolish")]
    disposition: Option<String>,
    #[arg(long, requires = "into")]
    move_people: bool,
    #[arg(long, value_name = "PERSON")]
    leave: Vec<String>,
    #[arg(long, value_name = "SEAL")]
    hand_back: Vec<String>,
    #[arg(long, value_name = "SEAL")]
    destroy: Vec<String>,
    #[arg(long, value_name = "FINGERPRINT")]
    retire: Vec<Fingerprint>,
    #[arg(long, value_name = "FINGERPRINT")]
    suspend: Vec<Fingerprint>,
    #[arg(long, value_name = "FINGERPRINT")]
    restore: Vec<Fingerprint>,
    #[arg(long, value_name = "FINGERPRINT", requires = "after")]
    compromised: Vec<Fingerprint>,
    #[arg(long, value_name = "NUMBER", requires = "compromised")]
    after: Option<u64>,
    #[command(flatten)]
    filling: Filling,
}

pub(super) fn run(context: &mut Context, args: &Propose) -> Result<ExitCode, Failure> {
    let bench = args.filling.bench(context)?;
    let found = bench.find(&args.request)?;
    let there = found.as_ref().map(|begun| Content::of(&begun.files).proposed).unwrap_or_default();
    let mut proposal = Proposal::new(bench.ledger.office(), there);
    let wished = wish(&bench, &mut proposal, args, found.is_some())?;
    let (proposed, notes) = proposal.into_parts();
    let form = args.filling.form();
    let plan = Plan { found, name: &args.request, proposed, wished: &wished, form, notes: &notes, roll: None };
    finish(context, bench, plan, &args.filling.hand_in)
}

/// A draft that is about to be written.
pub(super) struct Plan<'a> {
    /// The draft, if it is there.
    pub(super) found: Option<request::Begun>,
    /// Its name.
    pub(super) name: &'a str,
    /// The files it proposes.
    pub(super) proposed: Files,
    /// What it should come to, as long as it cannot be compared.
    pub(super) wished: &'a [Change],
    /// Its form.
    pub(super) form: Form<'a>,
    /// What was written beside the wishes.
    pub(super) notes: &'a [Message],
    /// What became of the rows of a roll.
    pub(super) roll: Option<serde_json::Value>,
}

/// Writes the draft, in the collection it belongs to if it is new, and says or does what comes next.
pub(super) fn finish(
    context: &mut Context,
    mut bench: Bench,
    plan: Plan<'_>,
    hand_in: &HandIn,
) -> Result<ExitCode, Failure> {
    let Plan { found, name, proposed, wished, form, notes, roll } = plan;
    let mut begun = if let Some(begun) = found {
        begun
    } else {
        let found = bench.compare(&proposed);
        let found: Vec<Change> = found.map(|found| found.changes.into_keys().collect()).unwrap_or_default();
        bench.begin(&context.words, name, if found.is_empty() { wished } else { &found })?
    };
    bench.write(&context.words, &mut begun, proposed, &form)?;
    let outlook = bench.outlook(&begun)?;
    if !hand_in.submit {
        request::report(context, &bench, &begun, &outlook, notes, roll);
        return Ok(ExitCode::SUCCESS);
    }
    for note in notes {
        let text = context.words.text(note);
        context.print.note(&format!("- {text}"));
    }
    let is_there = bench.ledger.office().docket(&begun.subject).is_some();
    if let Err(findings) = outlook.judged {
        let text = context.words.format("request-kept", [("folder", begun.folder.display().to_string().as_str())]);
        context.print.note(&text);
        return Err(if outlook.nobody {
            Failure::failed(Message::new("request-nobody").with("subject", &begun.subject))
        } else {
            Failure::Refused(findings)
        });
    }
    drop(bench);
    act::hand_in(context, &begun.subject, is_there, &hand_in.sent)
}

/// Writes what is wished. The kinds of change it should come to, for a draft that cannot be compared yet.
fn wish(bench: &Bench, proposal: &mut Proposal<'_>, args: &Propose, is_begun: bool) -> Result<Vec<Change>, Failure> {
    let mut wished = Vec::new();
    let values: Vec<(String, String)> = args.set.iter().map(|pair| value(pair)).collect::<Result<_, _>>()?;
    if let Some(new) = &args.new {
        let spot: Spot = new.parse()?;
        proposal.open(&spot, &values)?;
        wished.push(match spot {
            Spot::Unit(_) => Change::UnitRegister,
            Spot::Person(_) => Change::PersonOpen,
            Spot::Seal(_) => Change::SealMake,
            Spot::File(_) => Change::Settings,
        });
    }
    for entry in &args.entries {
        let spot: Spot = entry.parse()?;
        take(bench, proposal, &spot)?;
        if args.new.is_none() {
            for (key, value) in &values {
                proposal.set(&spot, key, value)?;
            }
        }
        wished.push(changes(&spot));
    }
    if args.entries.is_empty() && args.new.is_none() && !values.is_empty() {
        return Err(Failure::misused(Message::new("propose-set-what")));
    }
    if let Some(unit) = &args.abolish {
        let into = args.into.as_deref().map(|unit| slug("units", unit)).transpose()?;
        let disposition = args.disposition.as_deref().unwrap_or_default();
        proposal.abolish(&slug("units", unit)?, into.as_ref(), disposition, args.move_people)?;
        wished.push(Change::UnitAbolish);
    }
    for person in &args.leave {
        proposal.leave(&slug("people", person)?)?;
        wished.push(Change::PersonLeave);
    }
    for seal in &args.hand_back {
        proposal.hand_back(&slug("seals", seal)?)?;
        wished.push(Change::SealHandBack);
    }
    for seal in &args.destroy {
        proposal.destroy(&slug("seals", seal)?)?;
        wished.push(Change::SealDestroy);
    }
    for (list, standing, change) in [
        (&args.retire, Standing::Retired, Change::CertificateRetire),
        (&args.suspend, Standing::Suspended, Change::CertificateSuspend),
        (&args.restore, Standing::Active, Change::CertificateRestore),
        (&args.compromised, Standing::Compromised, Change::CertificateCompromise),
    ] {
        for fingerprint in list {
            let after = args.after.filter(|_| standing == Standing::Compromised);
            proposal.stand(fingerprint, standing, after)?;
            wished.push(if matches!(proposal.holder(fingerprint), Some(Spot::Seal(_))) {
                Change::SealCertificate
            } else {
                change
            });
        }
    }
    // A draft that is there may be filled in, or handed in, as it is.
    if wished.is_empty() && !is_begun {
        return Err(Failure::misused(Message::new("propose-what")));
    }
    Ok(wished)
}

/// Takes a file as it is in force: what the rules are read from is at hand, another is looked up in the record.
fn take(bench: &Bench, proposal: &mut Proposal<'_>, spot: &Spot) -> Result<(), Failure> {
    if let Spot::File(path) = spot
        && !proposal.is_there(spot)
        && let Some(id) = bench.record.file(bench.ledger.head().tree, path)?
    {
        proposal.put(path.clone(), bench.record.blob(id)?);
        return Ok(());
    }
    Ok(proposal.take(spot)?)
}

/// What editing a file comes to, as long as nobody has.
fn changes(spot: &Spot) -> Change {
    match spot {
        Spot::Unit(_) => Change::UnitChange,
        Spot::Person(_) => Change::PersonChange,
        Spot::Seal(_) => Change::SealChange,
        Spot::File(path) if path.starts_with("workflows/calendar/") => Change::Calendar,
        Spot::File(path) if path.starts_with("workflows/") => Change::Workflows,
        Spot::File(path) if path.starts_with("themes/") => Change::Themes,
        Spot::File(path) if path.starts_with("hooks/") => Change::Hooks,
        Spot::File(_) => Change::Settings,
    }
}

/// `KEY=VALUE`.
pub(super) fn value(pair: &str) -> Result<(String, String), Failure> {
    let (key, value) = pair
        .split_once('=')
        .filter(|(key, _)| !key.is_empty())
        .ok_or_else(|| Failure::misused(Message::new("propose-pair").with("found", crate::words::neutral(pair))))?;
    Ok((key.trim().to_owned(), value.trim().to_owned()))
}

/// A slug, also written with its kind before it.
fn slug(kind: &str, text: &str) -> Result<Slug, Failure> {
    let spot: Spot = if text.contains('/') { text.parse()? } else { format!("{kind}/{text}").parse()? };
    match (kind, spot) {
        ("units", Spot::Unit(slug)) | ("people", Spot::Person(slug)) | ("seals", Spot::Seal(slug)) => Ok(slug),
        (_, spot) => Err(crate::desk::ProposalFault::Spot { found: spot.to_string() }.into()),
    }
}
