//! What most commands begin with: the record one stands in, its ledger, the keys, who one is.

use super::failure::Failure;
use super::{Context, clock};
use crate::id::{Fingerprint, Slug, SubjectId};
use crate::ledger::Ledger;
use crate::office::Standing;
use crate::openpgp::Keyring;
use crate::record::{Record, Remote};
use crate::words::{Message, neutral};

/// The record asked for with `--record`, else the one one stands in.
pub(super) fn record(context: &Context) -> Result<Record, Failure> {
    Ok(match &context.common.record {
        Some(path) => Record::open(path)?,
        None => Record::discover(&clock::here())?,
    })
}

/// The ledger up to `main`.
pub(super) fn ledger(context: &mut Context, record: &Record) -> Result<Ledger, Failure> {
    let what = context.words.word("progress-judging");
    let print = &mut context.print;
    Ok(Ledger::open(record, &mut |done, of| print.progress(&what, done, of))?)
}

/// A subject's id as a person gives it: also a path with `content/` before or `/index.md` behind it.
pub(super) fn subject(text: &str) -> Result<SubjectId, Failure> {
    let id = text.trim_end_matches('/').trim_end_matches("/index.md");
    let id = id.rsplit_once("content/").map_or(id, |(_, id)| id);
    id.parse().map_err(|_| Failure::misused(Message::new("cli-no-subject").with("found", text)))
}

/// The remote acts are pushed to: `origin`, if the repository knows it.
pub(super) fn remote<'a>(record: &'a Record, name: Option<&str>) -> Result<Option<Remote<'a>>, Failure> {
    match (name, Remote::new(record, name.unwrap_or("origin"))) {
        (_, Ok(remote)) => Ok(Some(remote)),
        (None, Err(_)) => Ok(None),
        (Some(_), Err(fault)) => Err(fault.into()),
    }
}

/// The certificate one signs with: the person named with `--as` (a slug of the register or a fingerprint), else the one named by
/// `kanhe.person` in the repository's configuration, else the only person of the register whose private key is here.
pub(super) fn signer(
    record: &Record,
    ledger: &Ledger,
    keyring: &mut Keyring,
    named: Option<&str>,
) -> Result<Fingerprint, Failure> {
    let configured = record.setting("kanhe.person")?;
    if let Some(name) = named.map(str::to_owned).or(configured) {
        return by_name(ledger, &name);
    }
    let mine = mine(ledger, keyring)?;
    match mine.as_slice() {
        [(_, fingerprint)] => Ok(fingerprint.clone()),
        [] => Err(Failure::failed(Message::new("cli-no-key").with("home", keyring.home().display()))),
        several => {
            let people: Vec<&str> = several.iter().map(|(slug, _)| slug.as_str()).collect();
            Err(Failure::misused(Message::new("cli-who").with("people", people.join(", "))))
        }
    }
}

fn by_name(ledger: &Ledger, name: &str) -> Result<Fingerprint, Failure> {
    if let Ok(fingerprint) = name.parse::<Fingerprint>() {
        return Ok(fingerprint);
    }
    let unknown = || Failure::misused(Message::new("cli-nobody").with("name", neutral(name)));
    let slug: Slug = name.parse().map_err(|_| unknown())?;
    let person = ledger.office().register().person(&slug).ok_or_else(unknown)?;
    let active = person.certificate.iter().find(|listed| listed.state == Standing::Active);
    active
        .map(|listed| listed.fingerprint.clone())
        .ok_or_else(|| Failure::failed(Message::new("cli-no-certificate").with("name", &person.name)))
}

/// The people of the register whose private keys are here.
fn mine(ledger: &Ledger, keyring: &mut Keyring) -> Result<Vec<(Slug, Fingerprint)>, Failure> {
    let office = ledger.office();
    let keys = keyring.secret_keys()?;
    Ok(keys
        .into_iter()
        .filter(|key| key.can_sign)
        .filter_map(|key| Some((office.signer(&key.fingerprint).ok()?, key.fingerprint)))
        .collect())
}

/// Who one is, for lists: as [`signer`], but nobody is nobody and no failure.
pub(super) fn me(record: &Record, ledger: &Ledger, named: Option<&str>) -> Result<Slug, Failure> {
    let mut keyring = Keyring::open(None)?;
    let fingerprint = signer(record, ledger, &mut keyring, named)?;
    ledger.office().signer(&fingerprint).map_err(|violation| crate::ledger::Refusal::from(violation).into())
}
