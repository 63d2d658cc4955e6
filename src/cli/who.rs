//! `kanhe who`: who could do what after an act, or on a day: people, posts, certificates, seals, delegations.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, clock, column, inbox, office};
use crate::id::{Slug, SubjectId, Table};
use crate::ledger::{Ledger, Refusal};
use crate::office::{Listed, Office, Person, Violation};
use crate::record::Record;
use crate::words::{Catalogue, Message, neutral};

/// Who could do what.
#[derive(Args)]
pub(super) struct Who {
    #[arg(long, value_name = "NUMBER|DATE")]
    at: Option<String>,
    #[arg(long, value_name = "PERSON")]
    person: Option<Slug>,
    #[arg(long, value_name = "UNIT")]
    unit: Option<Slug>,
    #[arg(long, value_name = "SEAL")]
    seal: Option<Slug>,
    #[arg(long, value_name = "SUBJECT")]
    subject: Option<String>,
    #[arg(long, conflicts_with = "json")]
    csv: bool,
    #[arg(long, value_name = "TIME", hide = true)]
    now: Option<clock::Moment>,
}

/// One person, as he stood then.
#[derive(Serialize)]
struct Shown {
    person: String,
    name: String,
    unit: String,
    unit_title: String,
    posts: Vec<ShownPost>,
    state: &'static str,
    kind: &'static str,
    certificates: Vec<ShownCertificate>,
    seals: Vec<String>,
    stands_in_for: Vec<ShownDelegation>,
}

#[derive(Serialize)]
struct ShownPost {
    post: String,
    title: String,
}

#[derive(Serialize)]
struct ShownCertificate {
    fingerprint: String,
    standing: &'static str,
    lost: bool,
}

#[derive(Serialize)]
struct ShownDelegation {
    from: String,
    until: String,
    by: String,
}

/// Who is asked about a subject.
#[derive(Serialize)]
struct ShownSeat {
    person: String,
    name: String,
    titles: Vec<String>,
    open: bool,
}

#[derive(Serialize)]
struct Picture {
    seq: u64,
    time: i64,
    people: Vec<Shown>,
    step: Option<String>,
    asked: Vec<ShownSeat>,
}

pub(super) fn run(context: &mut Context, args: &Who) -> Result<ExitCode, Failure> {
    let record = office::record(context)?;
    let (mut ledger, time) = ledger_at(context, &record, args)?;
    let subject = args.subject.as_deref().map(office::subject).transpose()?;
    if let Some(subject) = &subject {
        ledger.recall(subject)?;
    }
    let state = ledger.office();
    for (known, missing) in [
        (args.person.as_ref().is_none_or(|slug| state.register().person(slug).is_some()), &args.person),
        (args.unit.as_ref().is_none_or(|slug| state.register().unit(slug).is_some()), &args.unit),
        (args.seal.as_ref().is_none_or(|slug| state.register().seal(slug).is_some()), &args.seal),
    ] {
        if let Some(slug) = missing.as_ref().filter(|_| !known) {
            return Err(Failure::misused(Message::new("who-none").with("slug", slug)));
        }
    }
    let (step, asked) = match &subject {
        Some(subject) => asked(&context.words, state, subject, time)?,
        None => (None, Vec::new()),
    };
    let is_meant = |slug: &Slug, person: &Person| {
        args.person.as_ref().is_none_or(|one| one == slug)
            && args
                .unit
                .as_ref()
                .is_none_or(|unit| person.unit == *unit || person.posts.iter().any(|post| post.unit == *unit))
            && args
                .seal
                .as_ref()
                .and_then(|seal| state.register().seal(seal))
                .is_none_or(|seal| seal.custodians.contains(slug) || seal.owner.as_ref() == Some(slug))
            && (subject.is_none() || asked.iter().any(|seat| seat.person == slug.as_str()))
    };
    let people = state.register().people().filter(|(slug, person)| is_meant(slug, person));
    let people: Vec<Shown> = people.map(|(slug, person)| shown(state, slug, person, time)).collect();
    let picture = Picture { seq: ledger.head().seq, time, people, step, asked };
    if context.common.json {
        context.print.json(&picture);
    } else if args.csv {
        csv(context, &picture);
    } else {
        tell(context, &ledger, &picture);
    }
    Ok(ExitCode::SUCCESS)
}

/// The ledger as it was after the act that is meant, and the moment that is meant.
fn ledger_at(context: &mut Context, record: &Record, args: &Who) -> Result<(Ledger, i64), Failure> {
    let mut ledger = office::ledger(context, record)?;
    let Some(at) = &args.at else {
        let time = clock::at(args.now).max(ledger.head().time);
        return Ok((ledger, time));
    };
    let (seq, time) = if let Ok(seq) = at.parse::<u64>() {
        (seq, None)
    } else {
        let end = end_of(&ledger, at)?;
        ledger.recall_entries(None, usize::MAX)?;
        // Time does not run backwards among acts that stand.
        let before = ledger.entries().values().filter(|entry| entry.is_valid() && entry.time <= end);
        let last = before.map(|entry| entry.seq).max();
        let last = last.ok_or_else(|| Failure::misused(Message::new("who-before").with("found", at)))?;
        (last, Some(end))
    };
    let last = ledger.head().seq;
    if seq > last {
        let late = Message::new("who-after").with("found", seq).with("last", last);
        return Err(Failure::misused(late));
    }
    if seq < last {
        let what = context.words.word("progress-judging");
        let print = &mut context.print;
        ledger = Ledger::at(record, seq, &mut |done, of| print.progress(&what, done, of))?;
    }
    let time = time.unwrap_or(ledger.head().time);
    Ok((ledger, time))
}

/// The last second of a day in the office's time, or a moment.
fn end_of(ledger: &Ledger, text: &str) -> Result<i64, Failure> {
    let zone = &ledger.office().settings().zone;
    let day = || {
        let date: jiff::civil::Date = (text.len() == 10).then(|| text.parse().ok()).flatten()?;
        let next = date.tomorrow().ok()?.to_zoned(zone.clone()).ok()?;
        Some(next.timestamp().as_second() - 1)
    };
    day().map_or_else(|| super::act::moment(ledger, text), Ok)
}

/// Who is asked about a subject at a moment.
fn asked(
    words: &Catalogue,
    state: &Office,
    subject: &SubjectId,
    time: i64,
) -> Result<(Option<String>, Vec<ShownSeat>), Failure> {
    let docket = state.docket(subject);
    let docket = docket.ok_or_else(|| Refusal::from(Violation::NoSubject { subject: subject.clone() }))?;
    let docket = state.settled(docket, time);
    let step = state.current_step(&docket).map(|step| step.title.text(words.language().tag()).to_owned());
    let name = |slug: &Slug| state.register().person(slug).map_or_else(|| slug.to_string(), |one| one.name.clone());
    let mut asked: Vec<ShownSeat> = state
        .seats(&docket, time)
        .iter()
        .map(|seat| ShownSeat {
            person: seat.holder.to_string(),
            name: name(&seat.holder),
            titles: seat.titles.clone(),
            open: seat.is_open,
        })
        .collect();
    for person in state.waiting_at(&docket, time) {
        if !asked.iter().any(|seat| seat.person == person.as_str()) {
            let (name, person) = (name(&person), person.to_string());
            asked.push(ShownSeat { person, name, titles: Vec::new(), open: true });
        }
    }
    Ok((step, asked))
}

fn shown(state: &Office, slug: &Slug, person: &Person, time: i64) -> Shown {
    let register = state.register();
    let day = state.settings().day(time);
    let certificate = |listed: &Listed| ShownCertificate {
        fingerprint: listed.fingerprint.to_string(),
        standing: state.standing(&listed.fingerprint).unwrap_or(listed.state).word(),
        lost: state.is_lost(&listed.fingerprint),
    };
    let in_force = |(_, delegation): &(&SubjectId, &crate::office::Delegation)| {
        delegation.to == *slug && delegation.since <= day && day <= delegation.until
    };
    Shown {
        person: slug.to_string(),
        name: person.name.clone(),
        unit: person.unit.to_string(),
        unit_title: register.unit(&person.unit).map(|unit| unit.title.clone()).unwrap_or_default(),
        posts: person
            .posts
            .iter()
            .map(|post| ShownPost {
                title: register.post_title(post).unwrap_or_default().to_owned(),
                post: post.clone().into(),
            })
            .collect(),
        state: if person.is_active() { "active" } else { "left" },
        kind: person.kind.word(),
        certificates: person.certificate.iter().map(certificate).collect(),
        seals: register
            .seals()
            .filter(|(_, seal)| seal.is_active() && seal.custodians.contains(slug))
            .map(|(slug, _)| slug.to_string())
            .collect(),
        stands_in_for: state
            .deputies()
            .delegations
            .iter()
            .filter(in_force)
            .map(|(by, delegation)| ShownDelegation {
                from: delegation.from.to_string(),
                until: delegation.until.to_string(),
                by: by.to_string(),
            })
            .collect(),
    }
}

/// The columns of a row, in words.
fn row(words: &Catalogue, ledger: &Ledger, shown: &Shown) -> [String; 7] {
    let separator = words.word("list-separator");
    let unit_of = |post: &str| post.split('/').next().unwrap_or_default().to_owned();
    let register = ledger.office().register();
    let posts = shown.posts.iter().map(|post| {
        let unit = unit_of(&post.post);
        if unit == shown.unit {
            return neutral(&post.title);
        }
        let title = unit.parse().ok().and_then(|unit: Slug| register.unit(&unit).map(|unit| unit.title.clone()));
        neutral(&format!("{} {}", title.unwrap_or(unit), post.title))
    });
    let certificates = shown.certificates.iter().map(|one| {
        let standing =
            if one.lost { words.word("key-list-lost") } else { words.word(&format!("standing-{}", one.standing)) };
        format!("{} {standing}", one.fingerprint.get(one.fingerprint.len() - 16..).unwrap_or_default())
    });
    let seals = shown.seals.iter().map(|slug| {
        let seal = slug.parse().ok().and_then(|slug: Slug| register.seal(&slug).map(|seal| seal.title.clone()));
        neutral(&seal.unwrap_or_else(|| slug.clone()))
    });
    let for_others = shown.stands_in_for.iter().map(|one| {
        let from = one.from.parse().map_or_else(|_| one.from.clone(), |from| inbox::name(ledger, &from));
        words.format("who-for", [("name", from.as_str()), ("until", &one.until)])
    });
    let state = match (shown.state, shown.kind) {
        ("left", _) => words.word("who-left"),
        (_, "shared") => words.word("who-shared"),
        (_, "special") => words.word("who-special"),
        (_, "service") => words.word("who-service"),
        _ => String::new(),
    };
    let join = |parts: Vec<String>| parts.join(&separator);
    [
        format!("{}{state}", neutral(&shown.name)),
        shown.person.clone(),
        neutral(&shown.unit_title),
        join(posts.collect()),
        join(certificates.collect()),
        join(seals.collect()),
        join(for_others.collect()),
    ]
}

fn heads(words: &Catalogue) -> [String; 7] {
    ["name", "slug", "unit", "posts", "certificates", "seals", "for"]
        .map(|column| words.word(&format!("who-head-{column}")))
}

fn tell(context: &mut Context, ledger: &Ledger, picture: &Picture) {
    let words = &context.words;
    let when = inbox::moment(ledger, picture.time);
    let mut lines = vec![words.format("who-as-of", [("seq", picture.seq.to_string().as_str()), ("when", &when)])];
    if let Some(step) = &picture.step {
        lines.push(words.format("status-step", [("step", step.as_str())]));
    }
    lines.extend(picture.asked.iter().map(|seat| {
        let titles = neutral(&seat.titles.join(&words.word("list-separator")));
        let key = if seat.open { "who-asked" } else { "who-asked-not-now" };
        words.format(key, [("name", seat.name.as_str()), ("titles", &titles)])
    }));
    let rows: Vec<[String; 7]> =
        std::iter::once(heads(words)).chain(picture.people.iter().map(|shown| row(words, ledger, shown))).collect();
    lines.extend(column::table(&rows));
    for line in lines {
        context.print.line(&line);
    }
}

/// One row for each person, in words of data: slugs, fingerprints, posts as the register writes them.
fn csv(context: &mut Context, picture: &Picture) {
    let mut table = Table::default();
    table.line(&heads(&context.words));
    for shown in &picture.people {
        let posts: Vec<&str> = shown.posts.iter().map(|post| post.post.as_str()).collect();
        let certificates: Vec<String> = shown
            .certificates
            .iter()
            .map(|one| format!("{} {}", one.fingerprint, if one.lost { "lost" } else { one.standing }))
            .collect();
        let others: Vec<String> =
            shown.stands_in_for.iter().map(|one| format!("{} {} {}", one.from, one.until, one.by)).collect();
        table.line(&[
            shown.name.clone(),
            shown.person.clone(),
            shown.unit.clone(),
            posts.join("; "),
            certificates.join("; "),
            shown.seals.join("; "),
            others.join("; "),
        ]);
    }
    context.print.line(String::from_utf8_lossy(&table.into_bytes()).trim_end());
}
