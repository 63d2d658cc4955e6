//! `kanhe parcel card NAME`: what a partner needs to file this office, as its settings have to say it (印模备案).

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::super::failure::Failure;
use super::super::{Context, office};
use crate::id::{Fingerprint, Slug};
use crate::office::{Seal, SealKind};
use crate::words::{Message, neutral};

/// Print how another office files this one.
#[derive(Args)]
pub(in crate::cli) struct Card {
    name: Slug,
    #[arg(long, value_name = "SEAL")]
    seal: Vec<Slug>,
}

#[derive(Serialize)]
struct Filed<'a> {
    title: Titles<'a>,
    record: &'a str,
    root: String,
    seals: Vec<&'a Fingerprint>,
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
    // A person's own stamp speaks for no office.
    let speak = state.register().seals().filter(|(_, seal)| seal.is_active() && seal.kind != SealKind::Personal);
    let named: Vec<Slug> =
        if args.seal.is_empty() { speak.map(|(slug, _)| slug.clone()).collect() } else { args.seal.clone() };
    let filed_of = |slug: &Slug| {
        let seal = state.register().seal(slug);
        let found = seal.and_then(|seal| Some((seal, state.sealing_with(seal)?)));
        found.ok_or_else(|| Failure::misused(Message::new("parcel-no-seal").with("seal", slug)))
    };
    let seals: Vec<(&Seal, &Fingerprint)> = named.iter().map(filed_of).collect::<Result<_, _>>()?;
    let settings = state.settings();
    // A site may be called otherwise than the office: whoever is named by one seal has that seal's name.
    let chinese = if let [(seal, _)] = &seals[..] { &seal.title } else { &settings.title };
    let filed = Filed {
        title: Titles { chinese },
        record: settings.record.as_str(),
        root: ledger.root().to_string(),
        seals: seals.iter().map(|(_, certificate)| *certificate).collect(),
    };
    if context.common.json {
        context.print.json(&filed);
        return Ok(ExitCode::SUCCESS);
    }
    let text = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut lines = vec![
        format!("[partner.{}]", args.name),
        format!("title = {{ zh-CN = {} }}", text(chinese)),
        format!("record = {}", text(filed.record)),
        format!("root = {}", text(&filed.root)),
        "seals = [".to_owned(),
    ];
    lines.extend(
        seals.iter().map(|(seal, print)| format!("  {}, # {}", text(&print.to_string()), neutral(&seal.title))),
    );
    lines.push("]".to_owned());
    lines.push(format!("# unit = \"\" # {}", context.words.word("parcel-card-unit")));
    for line in lines {
        context.print.line(&line);
    }
    Ok(ExitCode::SUCCESS)
}
