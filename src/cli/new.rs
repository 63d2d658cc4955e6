//! `kanhe new COLLECTION [SLUG]`: begin a draft in the work tree, from the collection's form.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, clock, office};
use crate::id::{Sha256, Slug, SubjectId};
use crate::ledger::Refusal;
use crate::office::{Field, Violation};
use crate::starter;
use crate::words::Message;

/// Begin a draft.
#[derive(Args)]
pub(super) struct New {
    collection: Slug,
    slug: Option<Slug>,
    #[arg(long, value_name = "TEXT")]
    title: String,
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
    #[arg(long = "as", id = "as", value_name = "PERSON")]
    person: Option<String>,
}

pub(super) fn run(context: &mut Context, args: &New) -> Result<ExitCode, Failure> {
    let record = office::record(context)?;
    let worktree = record.worktree().ok_or_else(|| Failure::misused(Message::new("cli-no-worktree")))?.to_owned();
    let ledger = office::ledger(context, &record)?;
    let state = ledger.office();
    let workflow = state.workflow_of(args.collection.as_str()).ok_or_else(|| {
        Refusal::from(Violation::UnknownCollection {
            collection: args.collection.to_string(),
            known: state.collections().map(|(name, _)| name.to_string()).collect(),
        })
    })?;
    let given = given(&args.set, &workflow.fields)?;
    let unit = office::me(&record, &ledger, args.person.as_deref())
        .ok()
        .and_then(|me| state.register().person(&me).map(|person| person.unit.to_string()));
    let day = state.settings().day(clock::seconds());
    let slug = match &args.slug {
        Some(slug) => slug.clone(),
        None => dated_slug(&args.title, day)?,
    };
    let subject = SubjectId::by_year(&args.collection, day.year(), &slug)
        .map_err(|_| Failure::misused(Message::new("cli-no-subject").with("found", &slug)))?;
    let folder = worktree.join(subject.folder());
    if folder.exists() {
        return Err(Failure::misused(Message::new("new-exists").with("path", folder.display())));
    }
    let mut fields = toml::Table::new();
    for field in &workflow.fields {
        let name = field.name.to_string();
        let value = match name.as_str() {
            "title" => Some(args.title.clone()),
            _ => given.get(&name).cloned().or_else(|| field.default.clone()),
        };
        let value = value.or_else(|| unit.clone().filter(|_| name == "unit"));
        if let Some(value) = blank(field, value) {
            fields.insert(name, value);
        }
    }
    let fault = |error: std::io::Error| {
        Failure::failed(Message::new("draft-io").with("path", folder.display()).with("error", error))
    };
    std::fs::create_dir_all(&folder).map_err(fault)?;
    let index = folder.join("index.md");
    std::fs::write(&index, starter::index(&fields, "\n")).map_err(fault)?;
    report(context, &subject, &index.display().to_string());
    Ok(ExitCode::SUCCESS)
}

/// `FIELD=VALUE`, again and again.
fn given(set: &[String], fields: &[Field]) -> Result<BTreeMap<String, String>, Failure> {
    set.iter()
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if fields.iter().any(|field| field.name.as_str() == name) {
                return Ok((name.to_owned(), value.to_owned()));
            }
            let known: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
            Err(Failure::misused(Message::new("new-field").with("name", name).with("known", known.join(", "))))
        })
        .collect()
}

/// What a field begins with: what was given; empty, if it has to be filled in; else nothing.
fn blank(field: &Field, value: Option<String>) -> Option<toml::Value> {
    let parts =
        |value: &str| value.split([',', '，', '、']).map(|part| part.trim().into()).collect::<Vec<toml::Value>>();
    match (field.list, value) {
        (true, Some(value)) => Some(toml::Value::Array(parts(&value))),
        (true, None) if field.required => Some(toml::Value::Array(Vec::new())),
        (false, Some(value)) => Some(match value.parse() {
            Ok(number) if field.kind == crate::office::FieldKind::Number => toml::Value::Integer(number),
            _ => toml::Value::String(value),
        }),
        (false, None) if field.required => Some(toml::Value::String(String::new())),
        (_, None) => None,
    }
}

/// Month and day, and four digits that differ from title to title: `0302-9f3a`.
fn dated_slug(title: &str, day: jiff::civil::Date) -> Result<Slug, Failure> {
    let digest = Sha256::of(title.as_bytes()).hex();
    let slug = format!("{:02}{:02}-{}", day.month(), day.day(), &digest[..4]);
    slug.parse().map_err(|_| Failure::misused(Message::new("cli-no-subject").with("found", slug)))
}

fn report(context: &mut Context, subject: &SubjectId, path: &str) {
    #[derive(Serialize)]
    struct Done<'a> {
        subject: &'a str,
        file: &'a str,
    }
    if context.common.json {
        context.print.json(&Done { subject: subject.as_str(), file: path });
    } else {
        let text = context.words.format("new-done", [("subject", subject.as_str()), ("path", path)]);
        context.print.line(&text);
    }
}
