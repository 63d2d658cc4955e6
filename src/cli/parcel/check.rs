//! `kanhe parcel check FILE --from PARTNER`: whether a parcel or a receipt is genuine. Nothing is entered.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::super::failure::Failure;
use super::super::{Context, office};
use crate::ledger::Ledger;
use crate::office::{FromParcel, Partner};
use crate::parcel::{Found, Manifest, Opened, Outcome, Parcel, find};

/// Verify a file from another office.
#[derive(Args)]
pub(in crate::cli) struct Check {
    file: PathBuf,
    #[arg(long, value_name = "PARTNER")]
    from: String,
}

pub(super) fn run(context: &mut Context, args: &Check) -> Result<ExitCode, Failure> {
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    let (_, partner) = super::partner(&ledger, &args.from)?;
    let opened = Opened::read(&super::read(&args.file)?)?;
    let found = find(&ledger, &partner, &opened)?;
    let told = Told::of(&mut ledger, &partner, opened.manifest(), &found)?;
    if context.common.json {
        context.print.json(&told);
    } else {
        told.print(context);
    }
    Ok(ExitCode::SUCCESS)
}

/// What is told of a file.
#[derive(Serialize)]
pub(super) struct Told {
    kind: &'static str,
    from: String,
    /// Whether it is for some at its sender's.
    restricted: bool,
    title: Option<String>,
    number: Option<String>,
    seals: Vec<String>,
    issued: Option<String>,
    sent: Option<String>,
    answered: Option<String>,
    reason: Option<String>,
    registered: Option<String>,
    subject: String,
    checkpoint: String,
    signed_by: String,
    files: Vec<String>,
    /// The subjects here of documents that it mentions: one that it corrects or repeals, perhaps.
    known: Vec<String>,
}

/// Where the documents stand that a parcel mentions and that came here before.
pub(super) fn known(ledger: &mut Ledger, manifest: &Manifest, parcel: &Parcel) -> Result<Vec<String>, Failure> {
    let mut known = Vec::new();
    for subject in parcel.mentions() {
        let line = FromParcel { record: manifest.from.record.clone(), seq: 0, subject };
        known.extend(ledger.entered(&line.key())?.map(|entered| entered.to_string()));
    }
    Ok(known)
}

impl Told {
    pub(super) fn of(
        ledger: &mut Ledger,
        partner: &Partner,
        manifest: &Manifest,
        found: &Found,
    ) -> Result<Self, Failure> {
        let known = if let Found::Parcel(parcel) = found { known(ledger, manifest, parcel)? } else { Vec::new() };
        let time = |seconds: i64| Some(ledger.office().local_time(seconds));
        let mut told = Self {
            kind: "parcel",
            from: super::title(ledger, partner),
            restricted: false,
            title: None,
            number: None,
            seals: Vec::new(),
            issued: None,
            sent: None,
            answered: None,
            reason: None,
            registered: None,
            subject: manifest.subject.to_string(),
            checkpoint: manifest.sent.to_string(),
            signed_by: manifest.certificate.to_string(),
            files: Vec::new(),
            known,
        };
        match found {
            Found::Parcel(parcel) => {
                told.kind = if parcel.is_copy { "copy" } else { "parcel" };
                told.title = Some(parcel.title.clone());
                told.restricted = !parcel.is_for_all;
                told.number.clone_from(&parcel.number);
                told.seals = parcel.seals.iter().map(|seal| seal.name.clone()).collect();
                (told.issued, told.sent) = (time(parcel.issued), time(parcel.sent));
                told.files = parcel.files.keys().cloned().collect();
            }
            Found::Receipt(receipt) => {
                told.answered = time(receipt.time);
                match &receipt.outcome {
                    Outcome::Received { registered, .. } => {
                        told.kind = "received";
                        told.registered = Some(registered.to_string());
                    }
                    Outcome::Refused { reason } => {
                        told.kind = "refused";
                        told.reason = Some(reason.clone());
                    }
                }
            }
        }
        Ok(told)
    }

    pub(super) fn print(&self, context: &mut Context) {
        let words = &context.words;
        let separator = words.word("list-separator");
        let many = |list: &[String]| (!list.is_empty()).then(|| list.join(&separator));
        let rows = [
            ("parcel-of", Some(words.word(&format!("parcel-kind-{}", self.kind)))),
            ("parcel-from", Some(self.from.clone())),
            ("parcel-title", self.title.clone()),
            ("parcel-number", self.number.clone()),
            ("parcel-seals", many(&self.seals)),
            ("parcel-issued", self.issued.clone()),
            ("parcel-sent", self.sent.clone()),
            ("parcel-answered", self.answered.clone()),
            ("parcel-reason", self.reason.clone()),
            ("parcel-registered", self.registered.clone()),
            ("parcel-subject", Some(self.subject.clone())),
            ("parcel-readers", self.restricted.then(|| words.word("parcel-readers-some"))),
            ("parcel-files", many(&self.files)),
            ("parcel-known", many(&self.known)),
            ("parcel-checkpoint", Some(self.checkpoint.clone())),
        ];
        let rows = rows.into_iter().filter_map(|(key, value)| Some((key, value?)));
        let lines: Vec<String> = rows.map(|(key, value)| words.format(key, [("value", value.as_str())])).collect();
        for line in lines {
            context.print.line(&line);
        }
    }
}
