//! `kanhe parcel card NAME`: what a partner needs to file this office, as its settings have to say it (印模备案).

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::super::failure::Failure;
use super::super::{Context, office};
use crate::id::{Fingerprint, Slug};
use crate::words::Message;

/// Print how another office files this one.
#[derive(Args)]
pub(in crate::cli) struct Card {
    name: Slug,
    #[arg(long, value_name = "SEAL")]
    seal: Vec<Slug>,
}

#[derive(Serialize)]
struct Filed<'a> {
    record: &'a str,
    root: String,
    seals: Vec<&'a Fingerprint>,
    title: Titles<'a>,
}

#[derive(Serialize)]
struct Titles<'a> {
    #[serde(rename = "zh-CN")]
    chinese: &'a str,
}

pub(super) fn run(context: &mut Context, args: &Card) -> Result<ExitCode, Failure> {
    let record = office::record(context)?;
    let ledger = office::ledger(context, &record)?;
    let state = ledger.office();
    let in_use = state.register().seals().filter(|(_, seal)| seal.is_active());
    let named: Vec<Slug> =
        if args.seal.is_empty() { in_use.map(|(slug, _)| slug.clone()).collect() } else { args.seal.clone() };
    let certificate = |slug: &Slug| {
        let found = state.register().seal(slug).and_then(|seal| state.sealing_with(seal));
        found.ok_or_else(|| Failure::misused(Message::new("parcel-no-seal").with("seal", slug)))
    };
    let seals = named.iter().map(certificate).collect::<Result<Vec<_>, _>>()?;
    let settings = state.settings();
    let titles = Titles { chinese: &settings.title };
    let filed = Filed { record: settings.record.as_str(), root: ledger.root().to_string(), seals, title: titles };
    if context.common.json {
        context.print.json(&filed);
        return Ok(ExitCode::SUCCESS);
    }
    let table = std::collections::BTreeMap::from([(
        "partner",
        std::collections::BTreeMap::from([(args.name.as_str(), filed)]),
    )]);
    // Fields of plain texts and lists always are TOML.
    let text = toml::to_string(&table).unwrap_or_default();
    context.print.line(text.trim_end());
    Ok(ExitCode::SUCCESS)
}
