//! `kanhe key lost`: report a certificate or a seal lost (挂失). From the report on it is suspended.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use clap::Args;

use crate::cli::act::{self, Sent};
use crate::cli::failure::Failure;
use crate::cli::request::{Bench, Form, people_names};
use crate::cli::{Context, ask, clock, draft, inbox, office};
use crate::id::{Fingerprint, Slug, SubjectId};
use crate::ledger::{Ledger, Refusal};
use crate::office::{Field, FieldKind, LOSSES, Office, Violation};
use crate::words::Message;

/// Report a loss.
#[derive(Args)]
pub(super) struct Lost {
    #[arg(long, value_name = "PERSON", conflicts_with = "seal")]
    person: Option<Slug>,
    #[arg(long, value_name = "SEAL")]
    seal: Option<Slug>,
    #[arg(long, value_name = "FINGERPRINT")]
    certificate: Option<Fingerprint>,
    #[arg(long, value_name = "WORD")]
    kind: Option<String>,
    #[arg(long, value_name = "TEXT")]
    circumstances: Option<String>,
    #[arg(long, value_name = "TIME")]
    noticed: Option<String>,
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    #[arg(long, value_name = "FIELD=VALUE", alias = "field")]
    set: Vec<String>,
    #[arg(long, value_name = "FILE")]
    evidence: Vec<String>,
    #[command(flatten)]
    sent: Sent,
    #[arg(long, value_name = "TIME", hide = true)]
    now: Option<clock::Moment>,
}

pub(super) fn run(context: &mut Context, args: &Lost) -> Result<ExitCode, Failure> {
    let bench = Bench::open(context, args.sent.person.as_deref(), args.now)?;
    let state = bench.ledger.office();
    let workflow = state.workflow_of(LOSSES).ok_or_else(|| {
        let known = state.collections().map(|(name, _)| name.to_string()).collect();
        Refusal::from(Violation::UnknownCollection { collection: LOSSES.to_owned(), known })
    })?;
    // Whoever names nobody means himself.
    let person = args.person.clone().or_else(|| {
        let me = bench.me.as_ref().map(|(me, _)| me.clone());
        me.filter(|_| args.seal.is_none())
    });
    let (slug, whose) = match (&person, &args.seal) {
        (_, Some(seal)) => {
            let found = state.register().seal(seal);
            let found = found.ok_or_else(|| Refusal::from(Violation::UnknownSeal { seal: seal.clone() }))?;
            (seal, found.title.clone())
        }
        (Some(person), None) => {
            let found = state.register().person(person);
            let nobody = || Failure::misused(Message::new("cli-nobody").with("name", person));
            (person, found.ok_or_else(nobody)?.name.clone())
        }
        (None, None) => return Err(Failure::misused(Message::new("key-lost-whose"))),
    };
    let noticed = args.noticed.clone().unwrap_or_else(|| state.local_time(bench.now));
    let title = context.words.format("key-lost-title", [("whose", whose.as_str())]);
    let mut values: BTreeMap<String, String> = draft::given(&args.set, &workflow.fields)?.into_iter().collect();
    for (name, value) in [
        ("title", args.title.clone().or(Some(title))),
        ("person", person.as_ref().map(Slug::to_string)),
        ("seal", args.seal.as_ref().map(Slug::to_string)),
        ("certificate", args.certificate.as_ref().map(Fingerprint::to_string)),
        ("kind", args.kind.clone()),
        ("noticed", Some(noticed)),
        ("circumstances", args.circumstances.clone()),
    ] {
        if let Some(value) = value.filter(|_| workflow.field(name).is_some()) {
            values.entry(name.to_owned()).or_insert(value);
        }
    }
    let fields: Vec<Field> = workflow.fields.clone();
    complete(context, &fields, &mut values)?;
    let subject = free_name(&bench, slug)?;
    let set: Vec<String> = values.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let title = values.get("title").cloned();
    let form = Form { title: title.as_deref(), set: &set, evidence: &args.evidence, ..Form::default() };
    let Some(mut begun) = bench.find(subject.as_str())? else {
        return Err(Failure::misused(Message::new("key-lost-whose")));
    };
    bench.write(&context.words, &mut begun, BTreeMap::new(), &form)?;
    let record = office::record(context)?;
    drop(bench);
    let code = act::hand_in(context, &subject, false, &args.sent)?;
    if !context.common.json {
        let mut ledger = office::ledger(context, &record)?;
        ledger.recall(&subject)?;
        tell(context, &ledger, &subject);
    }
    Ok(code)
}

/// Asks for what must be said and is not, where somebody sits there; a choice may be named by its number.
fn complete(context: &mut Context, fields: &[Field], values: &mut BTreeMap<String, String>) -> Result<(), Failure> {
    let language = context.words.language().tag();
    let mut missing = Vec::new();
    for field in fields.iter().filter(|field| field.required) {
        let name = field.name.as_str();
        if field.kind == FieldKind::Choice
            && let Some(found) = values.get(name).and_then(|text| ask::chosen(&field.choices, text))
        {
            values.insert(name.to_owned(), found);
        }
        if values.contains_key(name) || field.default.is_some() {
            continue;
        }
        let label = field.label.text(language).to_owned();
        let answer = if field.kind == FieldKind::Choice {
            ask::choice(context, &label, &field.choices)
        } else {
            ask::line(context, &format!("{label}:"))
        };
        match answer {
            Some(answer) => drop(values.insert(name.to_owned(), answer)),
            None => missing.push(match name {
                "kind" | "circumstances" => format!("--{name} ({})", described(context, field)),
                _ => format!("--set {name}= ({})", described(context, field)),
            }),
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let missing = missing.join(&context.words.word("list-separator"));
    Err(Failure::misused(Message::new("key-lost-missing").with("fields", missing)))
}

fn described(context: &Context, field: &Field) -> String {
    let label = field.label.text(context.words.language().tag());
    if field.choices.is_empty() { label.to_owned() } else { format!("{label}: {}", field.choices.join("/")) }
}

/// The id of a report that is not there yet.
fn free_name(bench: &Bench, slug: &Slug) -> Result<SubjectId, Failure> {
    let day = bench.ledger.office().settings().day(bench.now);
    let stem: String = slug.as_str().chars().take(40).collect();
    let stem = format!("{}-{:02}{:02}", stem.trim_end_matches('-'), day.month(), day.day());
    for count in 1..=99 {
        let name = if count == 1 { stem.clone() } else { format!("{stem}-{count}") };
        let subject = office::subject(&format!("{LOSSES}/{:04}/{name}", day.year()))?;
        if !bench.worktree.join(subject.folder()).exists() {
            return Ok(subject);
        }
    }
    Err(Failure::misused(
        Message::new("new-exists").with("path", bench.worktree.join("content").join(LOSSES).display()),
    ))
}

/// What is suspended now, who looks into it, and what comes next.
fn tell(context: &mut Context, ledger: &Ledger, subject: &SubjectId) {
    let state: &Office = ledger.office();
    let Some(docket) = state.docket(subject) else { return };
    let suspended: BTreeSet<&Fingerprint> = docket.request.iter().flat_map(|request| &request.suspends).collect();
    let words = &context.words;
    let keys: Vec<&str> = suspended.iter().map(|key| key.as_str()).collect();
    let keys = keys.join(&words.word("list-separator"));
    let able: BTreeSet<Slug> = state.waiting_for(docket).into_iter().filter(|person| state.is_able(person)).collect();
    let asked = people_names(ledger, words, &able);
    let asked = if asked.is_empty() { words.word("key-lost-nobody") } else { asked };
    let last = docket.content_seq.saturating_sub(1).to_string();
    let due = inbox::due(words, ledger, state.due(docket));
    let of = if docket.value("seal").is_some_and(|seal| !seal.is_empty()) { "seal" } else { "person" };
    let text = words.format(
        "key-lost-done",
        [
            ("keys", keys.as_str()),
            ("names", &asked),
            ("due", &due),
            ("subject", subject.as_str()),
            ("last", &last),
            ("of", of),
        ],
    );
    context.print.line(&text);
}
