//! `kanhe new COLLECTION [SLUG]`: begin a draft in the work tree, from the collection's form.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, clock, draft, office};
use crate::id::{Sha256, Slug, SubjectId};
use crate::ledger::Refusal;
use crate::office::Violation;
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
    let given: BTreeMap<String, String> = draft::given(&args.set, &workflow.fields)?.into_iter().collect();
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
    let mut values = toml::Table::new();
    for field in &workflow.fields {
        let name = field.name.as_str();
        let value = match name {
            "title" => Some(&args.title),
            _ => given.get(name).or(field.default.as_ref()),
        };
        if let Some(value) = value.or(unit.as_ref().filter(|_| name == "unit")) {
            values.insert(name.to_owned(), draft::value(field, value)?);
        }
    }
    let fault = |error: std::io::Error| {
        Failure::failed(Message::new("draft-io").with("path", folder.display()).with("error", error))
    };
    let said = |name: &str| name == "title" || given.contains_key(name) || name == "unit" && unit.is_some();
    std::fs::create_dir_all(&folder).map_err(fault)?;
    let index = folder.join("index.md");
    std::fs::write(&index, draft::index(&context.words, workflow, &values, &said, &draft::body(workflow)))
        .map_err(fault)?;
    report(context, &subject, &index.display().to_string());
    Ok(ExitCode::SUCCESS)
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
