//! `kanhe new COLLECTION [SLUG]`: begin a draft in the work tree, from the collection's form.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, clock, draft, office};
use crate::id::{Sha256, Slug, SubjectId};
use crate::ledger::Refusal;
use crate::office::{Docket, FieldKind, Office, Undelivered, Violation, Workflow};
use crate::words::Message;

/// Begin a draft.
#[derive(Args)]
pub(super) struct New {
    pub(super) collection: Slug,
    pub(super) slug: Option<Slug>,
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    #[arg(long, value_name = "FIELD=VALUE")]
    pub(super) set: Vec<String>,
    #[arg(long = "as", id = "as", value_name = "PERSON")]
    pub(super) person: Option<String>,
}

pub(super) fn run(context: &mut Context, args: &New) -> Result<ExitCode, Failure> {
    let (subject, index) = begin(context, args)?;
    report(context, &subject, &index.display().to_string());
    Ok(ExitCode::SUCCESS)
}

/// Writes the draft. Its subject, and the file of its form.
pub(super) fn begin(context: &mut Context, args: &New) -> Result<(SubjectId, PathBuf), Failure> {
    let record = office::record(context)?;
    let worktree = record.worktree().ok_or_else(|| Failure::misused(Message::new("cli-no-worktree")))?.to_owned();
    let mut ledger = office::ledger(context, &record)?;
    for source in args.set.iter().filter_map(|set| set.split_once('=')?.1.parse().ok()) {
        ledger.recall(&source)?;
    }
    let state = ledger.office();
    let workflow = state.workflow_of(args.collection.as_str()).ok_or_else(|| {
        Refusal::from(Violation::UnknownCollection {
            collection: args.collection.to_string(),
            known: state.collections().map(|(name, _)| name.to_string()).collect(),
        })
    })?;
    let mut given: BTreeMap<String, String> = draft::given(&args.set, &workflow.fields)?.into_iter().collect();
    let now = clock::seconds();
    let unit = office::me(&record, &ledger, args.person.as_deref())
        .ok()
        .and_then(|me| state.register().person(&me).map(|person| person.unit.to_string()));
    if let Some(named) = workflow.receives.as_ref().and_then(|field| given.get(field.as_str())) {
        let source = office::subject(named)?;
        if state.docket(&source).is_none() {
            return Err(Refusal::from(Violation::NoSubject { subject: source }).into());
        }
    }
    let mut received = None;
    if let Some(source) = source_of(state, workflow, &given) {
        let own: Option<Slug> = given.get("unit").or(unit.as_ref()).and_then(|unit| unit.parse().ok());
        if let Some(other) = own.as_ref().and_then(|unit| state.registered_by(source, unit, None)) {
            let (source, other) = (source.subject.clone(), other.clone());
            return Err(Refusal::from(Violation::from(Undelivered::RegisteredAlready { source, other })).into());
        }
        for (name, value) in of_source(state, workflow, source, own.as_ref(), now) {
            given.entry(name).or_insert(value);
        }
        received = Some(format!("{}\n{}", source.subject, own.as_ref().map_or("", Slug::as_str)));
    }
    let title = args.title.clone().or_else(|| given.get("title").cloned());
    let title = title.ok_or_else(|| Failure::misused(Message::new("new-no-title")))?;
    let day = state.settings().day(now);
    let slug = match (&args.slug, received) {
        (Some(slug), _) => slug.clone(),
        // Several units register the same document as received, each for itself, and a unit many of the same title.
        (None, Some(received)) => dated_slug(&received, 8, day)?,
        (None, None) if workflow.receives.is_some() => {
            dated_slug(&format!("{title}\n{}", unit.as_deref().unwrap_or("")), 4, day)?
        }
        (None, None) => dated_slug(&title, 4, day)?,
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
            "title" => Some(&title),
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
    Ok((subject, index))
}

/// The document that is registered as received, if the form names one that is here.
fn source_of<'s>(state: &'s Office, workflow: &Workflow, given: &BTreeMap<String, String>) -> Option<&'s Docket> {
    let field = workflow.receives.as_ref().and_then(|field| given.get(field.as_str()))?;
    state.docket(&field.parse().ok()?)
}

/// What a document that is registered as received says of itself, in the fields that the form has for it, and when that unit received it.
fn of_source(
    state: &Office,
    workflow: &Workflow,
    source: &Docket,
    unit: Option<&Slug>,
    now: i64,
) -> Vec<(String, String)> {
    let issued = source.issued.and_then(|seq| source.mark(seq)).map(|mark| state.settings().day(mark.time).to_string());
    let issuer = state.register().unit(&source.issuer).map(|unit| unit.title.clone());
    let number = source.number.as_ref().map(|number| number.text.clone());
    let received = unit.and_then(|unit| state.received_by(source, unit)).map(|answer| answer.time);
    let told = [
        ("title", Some(source.title.clone()).filter(|title| !title.is_empty())),
        ("from", issuer),
        ("number", number),
        ("dated", issued),
        ("received", Some(state.settings().day(received.unwrap_or(now)).to_string())),
        ("received-at", received.map(|time| state.local_time(time))),
    ];
    let told = told.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    // How urgent it is, and whatever else both forms let one choose, it is here as it was there.
    let choices = workflow.fields.iter().filter(|field| field.kind == FieldKind::Choice && !field.list);
    let chosen = choices.filter_map(|field| {
        let value = source.value(field.name.as_str()).filter(|value| field.choices.iter().any(|one| one == value))?;
        Some((field.name.to_string(), value.to_owned()))
    });
    let scope = audience_of(state, workflow, source);
    let until = scope.as_ref().and_then(|_| until_of(state, workflow, source));
    told.filter(|(name, _)| workflow.field(name).is_some()).chain(chosen).chain(scope).chain(until).collect()
}

/// Who may read what is about a document: nobody more than may read that.
pub(super) fn audience_of(state: &Office, workflow: &Workflow, source: &Docket) -> Option<(String, String)> {
    let field = workflow.audience.as_ref().filter(|_| !state.is_for_all(source))?;
    let own = state.workflow(source).ok()?;
    let named = own.field(own.audience.as_ref()?.as_str())?;
    let mark = if named.kind == FieldKind::Person { "@" } else { "" };
    let values = source.values(named.name.as_str()).iter().map(|value| format!("{mark}{value}"));
    Some((field.to_string(), values.collect::<Vec<_>>().join("、")))
}

/// The day on which they read it last.
fn until_of(state: &Office, workflow: &Workflow, source: &Docket) -> Option<(String, String)> {
    let own = state.workflow(source).ok()?.audience_until.as_ref()?;
    Some((workflow.audience_until.as_ref()?.to_string(), source.value(own.as_str())?.to_owned()))
}

/// Month and day, and so many digits that differ from one `what` to another: `0302-9f3a`.
pub(super) fn dated_slug(what: &str, digits: usize, day: jiff::civil::Date) -> Result<Slug, Failure> {
    let digest: String = Sha256::of(what.as_bytes()).hex().chars().take(digits).collect();
    let slug = format!("{:02}{:02}-{digest}", day.month(), day.day());
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
