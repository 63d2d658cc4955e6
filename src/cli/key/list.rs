//! `kanhe key list`: the private keys that are here, whose they are, and until when they sign.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::day;
use crate::cli::failure::Failure;
use crate::cli::{Context, clock, column, office};
use crate::desk::{Proposal, Spot};
use crate::ledger::Ledger;
use crate::office::{Files, Standing};
use crate::openpgp::{KeySummary, Keyring};
use crate::words::neutral;

/// List the keys.
#[derive(Args)]
pub(super) struct List {
    #[arg(long, value_name = "TIME", hide = true)]
    now: Option<clock::Moment>,
}

#[derive(Serialize)]
struct Shown {
    fingerprint: String,
    user_id: String,
    holder: Option<String>,
    name: Option<String>,
    standing: Option<&'static str>,
    lost: bool,
    can_sign: bool,
    expires: Option<i64>,
    on_card: bool,
    /// Until when it signs in the record, as its file there says.
    registered_until: Option<i64>,
}

pub(super) fn run(context: &mut Context, args: &List) -> Result<ExitCode, Failure> {
    let now = clock::at(args.now);
    let mut keyring = Keyring::open(None)?;
    let keys = keyring.secret_keys()?;
    // Outside of any record keys are listed all the same.
    let ledger = match office::record(context) {
        Ok(record) => Some(office::ledger(context, &record)?),
        Err(failure) if context.common.record.is_some() => return Err(failure),
        Err(_) => None,
    };
    let shown: Vec<Shown> = keys.into_iter().map(|key| shown(key, ledger.as_ref())).collect();
    if context.common.json {
        context.print.json(&shown);
        return Ok(ExitCode::SUCCESS);
    }
    let words = &context.words;
    let home = keyring.home().display().to_string();
    if shown.is_empty() {
        let text = words.format("key-list-none", [("home", home.as_str())]);
        context.print.line(&text);
        return Ok(ExitCode::SUCCESS);
    }
    let rows: Vec<[String; 5]> = shown
        .iter()
        .map(|key| {
            let whose = key.name.as_ref().map_or_else(|| words.word("key-list-nobody"), |name| neutral(name));
            let standing = match (key.standing, key.lost) {
                (_, true) => words.word("key-list-lost"),
                (Some(standing), false) => words.word(&format!("standing-{standing}")),
                (None, false) => String::new(),
            };
            let ends = [key.expires, key.registered_until].into_iter().flatten().min();
            let until = match ends {
                Some(ends) if ends <= now => words.format("key-list-expired", [("day", day(ends).as_str())]),
                Some(ends) => words.format("key-list-until", [("day", day(ends).as_str())]),
                None => words.word("key-list-ever"),
            };
            let card = if key.on_card { words.word("key-list-card") } else { String::new() };
            [whose, standing, until, format!("{}{card}", key.fingerprint), neutral(&key.user_id)]
        })
        .collect();
    let head = words.format("key-list-head", [("home", home.as_str())]);
    for line in std::iter::once(head).chain(column::table(&rows)) {
        context.print.line(&line);
    }
    Ok(ExitCode::SUCCESS)
}

fn shown(key: KeySummary, ledger: Option<&Ledger>) -> Shown {
    let office = ledger.map(|ledger| ledger.office());
    let spot = office.and_then(|office| Proposal::new(office, Files::new()).holder(&key.fingerprint));
    let name = spot.as_ref().zip(office).and_then(|(spot, office)| match spot {
        Spot::Person(slug) => office.register().person(slug).map(|person| person.name.clone()),
        Spot::Seal(slug) => office.register().seal(slug).map(|seal| seal.title.clone()),
        Spot::Unit(_) | Spot::File(_) => None,
    });
    let certificate = ledger.and_then(|ledger| ledger.certificates().get(&key.fingerprint));
    let registered_until = certificate.and_then(|certificate| {
        let ends: Option<Vec<i64>> =
            certificate.keys().into_iter().filter(|key| !key.revoked).map(|key| key.expires).collect();
        ends.and_then(|ends| ends.into_iter().max())
    });
    Shown {
        holder: spot.map(|spot| spot.to_string()),
        name,
        standing: office.and_then(|office| office.register().standing(&key.fingerprint)).map(Standing::word),
        lost: office.is_some_and(|office| office.is_lost(&key.fingerprint)),
        can_sign: key.can_sign,
        expires: key.expires,
        on_card: key.on_card,
        registered_until,
        fingerprint: key.fingerprint.to_string(),
        user_id: key.user_id,
    }
}
