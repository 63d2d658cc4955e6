//! What of a register wants somebody's attention: certificates that end, losses and emergencies that are open, requests that nobody has
//! carried out in time.

use serde::Serialize;

use super::inbox::{due, name};
use crate::ledger::{Ledger, expiring};
use crate::office::{Docket, Due, Holder, LOSSES, Standing};
use crate::record::Fault;
use crate::words::{Catalogue, Message};

/// One thing that wants attention.
#[derive(Debug, Serialize)]
pub(super) struct Notice {
    /// What.
    pub(super) message: Message,
    /// Whether it is late already.
    pub(super) urgent: bool,
}

/// Everything that wants attention at a moment.
pub(super) fn notices(words: &Catalogue, ledger: &mut Ledger, now: i64) -> Result<Vec<Notice>, Fault> {
    ledger.recall_open()?;
    let mut found = ends(ledger, now);
    found.extend(mute(ledger));
    found.extend(
        ledger
            .office()
            .dockets()
            .filter(|docket| docket.is_open())
            .filter_map(|docket| late(words, ledger, docket, now)),
    );
    found.extend(left_lost(ledger));
    found.sort_by_key(|notice| !notice.urgent);
    Ok(found)
}

/// Certificates that have ended, or will within 60, 30 or 7 days.
fn ends(ledger: &Ledger, now: i64) -> Vec<Notice> {
    let one = |one: crate::ledger::Expiring| {
        let key = if one.within == 0 { "doctor-expired" } else { "doctor-expiring" };
        let message =
            Message::new(key).with("name", holder(ledger, &one.fingerprint)).with("key", one.fingerprint.short());
        let message = message.with("day", super::key::day(one.expires)).with("days", one.within);
        Notice { message, urgent: one.within == 0 }
    };
    expiring(ledger, now).into_iter().map(one).collect()
}

fn holder(ledger: &Ledger, fingerprint: &crate::id::Fingerprint) -> String {
    let register = ledger.office().register();
    match register.holder(fingerprint) {
        Some(Holder::Person(slug, _)) => name(ledger, slug),
        Some(Holder::Seal(slug, _)) => register.seal(slug).map_or_else(|| slug.to_string(), |seal| seal.title.clone()),
        None => fingerprint.to_string(),
    }
}

/// Who holds a post and can sign nothing, and seals that nobody can put.
fn mute(ledger: &Ledger) -> Vec<Notice> {
    let (office, register) = (ledger.office(), ledger.office().register());
    let people = register
        .people()
        .filter(|(slug, person)| person.is_in_office() && !person.posts.is_empty() && !office.is_able(slug))
        .map(|(_, person)| Message::new("doctor-mute").with("name", &person.name));
    let seals = register.seals().filter(|(_, seal)| seal.is_active()).filter_map(|(_, seal)| {
        let keeper = seal.custodians.iter().any(|slug| office.is_able(slug));
        let key = match (office.sealing_with(seal), keeper) {
            (None, _) => "doctor-seal-idle",
            (Some(_), false) => "doctor-seal-nobody",
            (Some(_), true) => return None,
        };
        Some(Message { key: key.into(), args: Vec::new() }.with("seal", &seal.title))
    });
    people.chain(seals).map(|message| Notice { message, urgent: false }).collect()
}

/// A report of a loss that is open, an emergency without its paperwork, a request that was not carried out or confirmed in time.
fn late(words: &Catalogue, ledger: &Ledger, docket: &Docket, now: i64) -> Option<Notice> {
    let office = ledger.office();
    let docket = office.settled(docket, now);
    let workflow = office.workflow(&docket).ok()?;
    let until = office.due(&docket);
    let overdue = until.is_past(now);
    let executes = workflow.execution().and_then(|at| workflow.steps.get(at));
    let at_execution = executes.is_some_and(|step| office.current_step(&docket).is_some_and(|at| at.name == step.name));
    let (key, urgent) = if docket.subject.collection() == LOSSES {
        ("doctor-loss", overdue)
    } else if !workflow.is_of_requests() {
        return None;
    } else if docket.executed.is_some() && is_unratified(ledger, &docket) {
        ("doctor-paperwork", overdue)
    } else if docket.executed.is_some() && overdue {
        ("doctor-unconfirmed", false)
    } else if at_execution && overdue {
        ("doctor-unexecuted", true)
    } else {
        return None;
    };
    let until = if until == Due::Never { words.word("due-never") } else { due(words, ledger, until) };
    let message = Message { key: key.into(), args: Vec::new() };
    let message = message.with("title", &docket.title).with("subject", &docket.subject).with("due", until);
    Some(Notice { message, urgent })
}

/// Whether something was carried out in an emergency and still has to be approved (C27).
pub(super) fn is_unratified(ledger: &Ledger, docket: &Docket) -> bool {
    let office = ledger.office();
    let Ok(workflow) = office.workflow(docket) else { return false };
    let crate::office::Place::At(at) = docket.place else { return false };
    let after = workflow.steps.iter().skip(at);
    docket.executed.is_some()
        && workflow.is_for_emergencies()
        && after.into_iter().any(|step| step.forward() == crate::office::Verb::Approve)
}

/// Certificates that are reported lost and that nobody has replaced or given up since.
fn left_lost(ledger: &Ledger) -> Vec<Notice> {
    let office = ledger.office();
    let is_open = |subject| office.docket(subject).is_some_and(Docket::is_open);
    office
        .register()
        .certificates()
        .filter(|(fingerprint, _)| office.register().standing(fingerprint) == Some(Standing::Active))
        .filter(|(fingerprint, _)| office.is_lost(fingerprint) && !office.losses_of(fingerprint).any(is_open))
        .map(|(fingerprint, _)| {
            let message = Message::new("doctor-lost-left").with("name", holder(ledger, fingerprint));
            Notice { message: message.with("key", fingerprint.short()), urgent: false }
        })
        .collect()
}
