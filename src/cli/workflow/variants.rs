//! `kanhe workflow variants|adopt`: other ways an office may have a workflow, and the change request that takes one.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::phrase::Teller;
use super::refused;
use crate::cli::failure::Failure;
use crate::cli::request::{Filling, Form};
use crate::cli::{Context, column, office, propose};
use crate::desk::Proposal;
use crate::office::{Change, Content, Files, Workflow};
use crate::record::{Fault, Record};
use crate::starter;
use crate::words::Message;

/// Where variants stand.
const FOLDER: &str = "workflows/variants";

/// List the variants.
#[derive(Args)]
pub(super) struct Variants {}

/// Take a variant.
#[derive(Args)]
pub(super) struct Adopt {
    variant: String,
    #[arg(long, value_name = "REQUEST")]
    request: Option<String>,
    #[command(flatten)]
    filling: Filling,
}

/// The variants by name, from the record's tree; those of the program where it has none.
fn known(record: Option<(&Record, crate::id::GitId)>) -> Result<Files, Fault> {
    let mut found = Files::new();
    if let Some((record, tree)) = record
        && let Some(folder) = record.folder(tree, FOLDER)?
    {
        for file in record.files_below(folder)? {
            if let Some(name) = file.path.strip_suffix(".toml") {
                found.insert(name.to_owned(), record.blob(file.id)?);
            }
        }
    }
    if found.is_empty() {
        found.extend(starter::variants().map(|(name, bytes)| (name, bytes.to_vec())));
    }
    Ok(found)
}

/// The workflow a variant takes the place of: the longest name of one that it begins with, else what stands before its first hyphen.
fn path_of<'a>(name: &'a str, collections: impl Iterator<Item = &'a str>) -> String {
    let begins = |collection: &&str| name.strip_prefix(collection).is_some_and(|rest| rest.starts_with('-'));
    let longest = collections.filter(begins).max_by_key(|collection| collection.len());
    format!("workflows/{}.toml", longest.unwrap_or_else(|| name.split('-').next().unwrap_or(name)))
}

pub(super) fn list(context: &mut Context, _: &Variants) -> Result<ExitCode, Failure> {
    #[derive(Serialize)]
    struct Shown {
        variant: String,
        path: String,
        title: Option<String>,
        note: String,
        in_force: bool,
    }
    let ledger = match office::record(context) {
        Ok(record) => {
            let ledger = office::ledger(context, &record)?;
            Some((record, ledger))
        }
        Err(failure) if context.common.record.is_some() => return Err(failure),
        Err(_) => None,
    };
    let variants = known(ledger.as_ref().map(|(record, ledger)| (record, ledger.head().tree)))?;
    let language = context.words.language().tag();
    let of_the_program: Vec<String> = starter::collections().collect();
    let of_the_record = ledger.iter().flat_map(|(_, ledger)| ledger.office().collections());
    let collections: Vec<&str> = of_the_record
        .map(|(collection, _)| collection.as_str())
        .chain(of_the_program.iter().map(String::as_str))
        .collect();
    let shown: Vec<Shown> = variants
        .iter()
        .map(|(name, bytes)| {
            let path = path_of(name, collections.iter().copied());
            let workflow = Workflow::read(&path, bytes).ok();
            // What a variant is for, its first line says.
            let text = String::from_utf8_lossy(bytes);
            let note =
                text.lines().next().and_then(|line| line.strip_prefix('#')).unwrap_or_default().trim().to_owned();
            let there = ledger.as_ref().and_then(|(_, ledger)| ledger.office().files().get(&path));
            Shown {
                variant: name.clone(),
                title: workflow.map(|workflow| workflow.title.text(language).to_owned()),
                in_force: there == Some(bytes),
                path,
                note,
            }
        })
        .collect();
    if context.common.json {
        context.print.json(&shown);
        return Ok(ExitCode::SUCCESS);
    }
    let words = &context.words;
    let rows: Vec<[String; 4]> = shown
        .into_iter()
        .map(|one| {
            let mark = if one.in_force { words.word("variants-in-force") } else { String::new() };
            let title = one.title.unwrap_or_else(|| words.word("variants-broken"));
            [one.variant, title, mark, crate::words::neutral(&one.note)]
        })
        .collect();
    let lines = if rows.is_empty() { vec![words.word("variants-none")] } else { column::table(&rows) };
    for line in lines {
        context.print.line(&line);
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn adopt(context: &mut Context, args: &Adopt) -> Result<ExitCode, Failure> {
    let bench = args.filling.bench(context)?;
    let variants = known(Some((&bench.record, bench.ledger.head().tree)))?;
    let name = args.variant.trim_end_matches(".toml").rsplit('/').next().unwrap_or_default();
    let bytes = variants.get(name).ok_or_else(|| {
        let known: Vec<&str> = variants.keys().map(String::as_str).collect();
        Failure::misused(Message::new("variants-unknown").with("found", name).with("known", known.join(", ")))
    })?;
    let collections = bench.ledger.office().collections().map(|(collection, _)| collection.as_str());
    let path = path_of(name, collections);
    // What is proposed is what the engine reads, or it is not proposed.
    let workflow = Workflow::read(&path, bytes).map_err(refused)?;
    // Whom it asks and the register lacks is said now, not when nobody can be asked (K509).
    let teller = Teller { words: &context.words, workflow: &workflow, office: bench.ledger.office() };
    let gaps: Vec<String> = bench.ledger.office().missing(&workflow).iter().map(|one| teller.missing(one)).collect();
    for gap in gaps {
        context.print.note(&gap);
    }
    let request =
        args.request.clone().unwrap_or_else(|| format!("workflow-{}", name.chars().take(50).collect::<String>()));
    let found = bench.find(&request)?;
    let there = found.as_ref().map(|begun| Content::of(&begun.files).proposed).unwrap_or_default();
    let mut proposal = Proposal::new(bench.ledger.office(), there);
    proposal.put(path, bytes.clone());
    let title = context
        .words
        .format("variants-title", [("title", workflow.title.text(context.words.language().tag())), ("variant", name)]);
    let (proposed, notes) = proposal.into_parts();
    let form = args.filling.form();
    let form = Form { title: form.title.or(Some(&title)), ..form };
    let plan = propose::Plan {
        found,
        name: &request,
        proposed,
        wished: &[Change::Workflows],
        form,
        notes: &notes,
        roll: None,
    };
    propose::finish(context, bench, plan, &args.filling.hand_in)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variant_is_of_the_workflow_it_begins_with() {
        let known = ["seal-requests", "seal", "accounts"];
        for (name, path) in [
            ("accounts-two-steps", "workflows/accounts.toml"),
            ("seal-requests-short", "workflows/seal-requests.toml"),
            ("seal-short", "workflows/seal.toml"),
            ("letters-plain", "workflows/letters.toml"),
        ] {
            assert_eq!(path_of(name, known.into_iter()), path);
        }
    }
}
