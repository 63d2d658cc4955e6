//! `kanhe inbox`: what waits for me, for those in whose place I may act, or for everybody of a unit.

use std::collections::BTreeSet;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, clock, column, office, upkeep};
use crate::id::Slug;
use crate::ledger::Ledger;
use crate::office::{Due, Waiting, Why};
use crate::words::{Catalogue, Message, neutral};

/// What waits.
#[derive(Args)]
pub(super) struct Inbox {
    #[arg(long = "as", id = "as", value_name = "PERSON")]
    person: Option<String>,
    #[arg(long, value_name = "UNIT", conflicts_with = "as")]
    unit: Option<Slug>,
    #[arg(long, value_name = "TIME", hide = true)]
    now: Option<clock::Moment>,
}

pub(super) fn run(context: &mut Context, args: &Inbox) -> Result<ExitCode, Failure> {
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    let now = clock::at(args.now);
    let Some(slug) = &args.unit else {
        let me = office::me(&record, &ledger, args.person.as_deref())?;
        return mine(context, &mut ledger, me, now);
    };
    let register = ledger.office().register();
    let unit = register.unit(slug).ok_or_else(|| Failure::misused(Message::new("cli-no-unit").with("unit", slug)))?;
    let title = neutral(&unit.title);
    let people = register.people().filter(|(_, person)| person.unit == *slug).map(|(slug, _)| slug.clone()).collect();
    list(context, &mut ledger, &title, &people, now)
}

/// What waits for one person.
pub(super) fn mine(context: &mut Context, ledger: &mut Ledger, me: Slug, now: i64) -> Result<ExitCode, Failure> {
    let title = name(ledger, &me);
    list(context, ledger, &title, &BTreeSet::from([me]), now)
}

fn list(
    context: &mut Context,
    ledger: &mut Ledger,
    title: &str,
    people: &BTreeSet<Slug>,
    now: i64,
) -> Result<ExitCode, Failure> {
    ledger.recall_open()?;
    let readers: BTreeSet<Slug> = people.iter().flat_map(|person| ledger.office().heir_of(person)).collect();
    for reader in &readers {
        ledger.recall_unread(reader)?;
    }
    let waiting = ledger.office().waiting_list(people, now);
    if context.common.json {
        let items: Vec<Item<'_>> = waiting.iter().map(|waiting| item(ledger, waiting)).collect();
        context.print.json(&items);
        return Ok(ExitCode::SUCCESS);
    }
    let words = &context.words;
    let count = |is: &dyn Fn(&Waiting) -> bool| waiting.iter().filter(|waiting| is(waiting)).count().to_string();
    let mut head =
        words.format("inbox-head", [("name", title), ("count", &count(&|waiting| waiting.why != Why::Reading))]);
    for (key, count) in [
        ("inbox-head-overdue", count(&|waiting| waiting.is_overdue)),
        ("inbox-head-unread", count(&|waiting| waiting.why == Why::Reading)),
    ] {
        if count != "0" {
            head += &words.format(key, [("count", count.as_str())]);
        }
    }
    let rows: Vec<_> = waiting.iter().map(|waiting| row(words, ledger, waiting, people.len() > 1)).collect();
    for line in std::iter::once(head).chain(column::table(&rows)) {
        context.print.line(&line);
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "data for programs: each is asked by itself")]
struct Item<'a> {
    subject: &'a str,
    title: &'a str,
    stage: &'a str,
    step: Option<&'a str>,
    person: &'a str,
    why: &'a str,
    on_behalf_of: Option<&'a str>,
    since: i64,
    due: Option<i64>,
    due_known: bool,
    overdue: bool,
    unread: bool,
    changes: Vec<&'static str>,
    paperwork: bool,
}

fn item<'a>(ledger: &'a Ledger, waiting: &'a Waiting) -> Item<'a> {
    let docket = &waiting.docket;
    Item {
        subject: docket.subject.as_str(),
        title: &docket.title,
        stage: docket.stage().word(),
        step: ledger.office().current_step(docket).map(|step| step.name.as_str()),
        person: waiting.person.as_str(),
        why: waiting.why.word(),
        on_behalf_of: waiting.behalf.as_ref().map(Slug::as_str),
        since: waiting.since,
        due: seconds(waiting.due),
        due_known: waiting.due != Due::Unknown,
        overdue: waiting.is_overdue,
        unread: waiting.why == Why::Reading,
        changes: docket.request.iter().flat_map(|request| &request.changes).map(|change| change.word()).collect(),
        paperwork: upkeep::is_unratified(ledger, docket),
    }
}

/// Mark, due time, since when, who, where it is, the subject, its title and in whose place.
fn row(words: &Catalogue, ledger: &Ledger, waiting: &Waiting, of_several: bool) -> [String; 7] {
    let docket = &waiting.docket;
    let mark = match waiting.why {
        _ if waiting.is_overdue => words.word("inbox-overdue"),
        Why::Reading => words.word("inbox-unread"),
        Why::Seat | Why::Answer | Why::Back | Why::Send | Why::SendAgain | Why::Receive | Why::Register => {
            String::new()
        }
    };
    let due = match waiting.why {
        Why::Seat | Why::Answer => due(words, ledger, waiting.due),
        Why::Back | Why::Reading | Why::Send | Why::SendAgain | Why::Receive | Why::Register => "—".to_owned(),
    };
    let stage = || words.word(&format!("stage-{}", docket.stage().word()));
    let step = ledger.office().current_step(docket).map(|step| step.title.text(words.language().tag()).to_owned());
    let place = match waiting.why {
        Why::Seat => step.unwrap_or_else(stage),
        Why::Answer => words.format("inbox-answer", [("step", step.unwrap_or_else(stage).as_str())]),
        Why::Back => stage(),
        Why::Reading => words.word("verb-circulate"),
        Why::Send | Why::SendAgain | Why::Receive | Why::Register => {
            words.word(&format!("inbox-{}", waiting.why.word()))
        }
    };
    let who = if of_several { name(ledger, &waiting.person) } else { String::new() };
    let behalf = waiting
        .behalf
        .as_ref()
        .map_or_else(String::new, |behalf| words.format("status-behalf", [("name", name(ledger, behalf).as_str())]));
    let paperwork = if upkeep::is_unratified(ledger, docket) { words.word("inbox-paperwork") } else { String::new() };
    let urged = docket.urged_since(waiting.since).filter(|_| waiting.why != Why::Reading).map_or_else(
        String::new,
        |(count, last)| {
            words.format("inbox-urged", [("count", count.to_string().as_str()), ("last", &moment(ledger, last))])
        },
    );
    let title = format!("{}{urged}{paperwork}{behalf}", neutral(&docket.title));
    [mark, due, moment(ledger, waiting.since), who, place, docket.subject.to_string(), title]
}

/// A time limit in words.
pub(super) fn due(words: &Catalogue, ledger: &Ledger, due: Due) -> String {
    match due {
        Due::At(due) => moment(ledger, due),
        Due::Unknown => words.word("due-unknown"),
        Due::Never => words.word("due-never"),
    }
}

/// A time limit as data.
pub(super) const fn seconds(due: Due) -> Option<i64> {
    match due {
        Due::At(due) => Some(due),
        Due::Unknown | Due::Never => None,
    }
}

/// What a person is called.
pub(super) fn name(ledger: &Ledger, slug: &Slug) -> String {
    let person = ledger.office().register().person(slug);
    neutral(person.map_or(slug.as_str(), |person| &person.name))
}

/// A moment in the office's time zone, to the minute.
pub(super) fn moment(ledger: &Ledger, seconds: i64) -> String {
    ledger.office().local_time(seconds)
}
