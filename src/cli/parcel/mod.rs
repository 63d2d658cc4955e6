//! `kanhe parcel card|write|check|receipt`, and what `kanhe send --parcels` and `kanhe receive FILE --from` do: documents between offices
//! (`docs/parcel.md`).

mod card;
mod check;
mod enter;
mod pack;

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::Context;
use super::failure::Failure;
use super::request::io;
use crate::id::{Root, Slug};
use crate::ledger::Ledger;
use crate::office::{Partner, Seal};
use crate::openpgp::Keyring;
use crate::parcel::{PackFault, ParcelFault};
use crate::record::BLOB_LIMIT;
use crate::words::{Message, Say as _};

pub(super) use enter::{Enter, run as enter};
pub(super) use pack::{fits, of_act};

/// Documents between offices.
#[derive(Args)]
pub(super) struct Parcel {
    #[command(subcommand)]
    command: ParcelCommand,
}

#[derive(Subcommand)]
enum ParcelCommand {
    Card(card::Card),
    Write(pack::Write),
    Check(check::Check),
    Receipt(pack::Receipt),
}

pub(super) fn run(context: &mut Context, args: &Parcel) -> Result<ExitCode, Failure> {
    match &args.command {
        ParcelCommand::Card(args) => card::run(context, args),
        ParcelCommand::Write(args) => pack::write(context, args),
        ParcelCommand::Check(args) => check::run(context, args),
        ParcelCommand::Receipt(args) => pack::receipt(context, args),
    }
}

impl From<ParcelFault> for Failure {
    fn from(fault: ParcelFault) -> Self {
        Self::refused(fault.say())
    }
}

impl From<PackFault> for Failure {
    fn from(fault: PackFault) -> Self {
        match fault {
            PackFault::Record(fault) => fault.into(),
            PackFault::Key(fault) => fault.into(),
            PackFault::Parcel(fault) => fault.into(),
            PackFault::NotSent { .. } | PackFault::NoSeal { .. } | PackFault::SealNewer { .. } => {
                Self::misused(fault.say())
            }
        }
    }
}

/// The partner that is named: by its name in the settings, by its root line, or by a file that holds the line. The settings decide.
fn partner(ledger: &Ledger, named: &str) -> Result<(Slug, Partner), Failure> {
    let partners = &ledger.office().settings().partners;
    let by_name = named.strip_prefix(':').unwrap_or(named).parse::<Slug>().ok();
    if let Some(found) = by_name.and_then(|slug| partners.get_key_value(&slug)) {
        return Ok((found.0.clone(), found.1.clone()));
    }
    let line = |text: &str| text.trim().parse::<Root>().ok();
    let from_file = || {
        let mut text = String::new();
        std::fs::File::open(named).ok()?.take(1_000).read_to_string(&mut text).ok()?;
        line(&text)
    };
    let root = line(named).or_else(from_file);
    let found = root.and_then(|root| partners.iter().find(|(_, partner)| partner.root == root));
    let found = found.map(|(slug, partner)| (slug.clone(), partner.clone()));
    found.ok_or_else(|| {
        let known: Vec<&str> = partners.keys().map(Slug::as_str).collect();
        let known = if known.is_empty() { "—".to_owned() } else { known.join("、") };
        Failure::refused(Message::new("parcel-no-partner").with("named", named).with("known", known))
    })
}

/// What the office calls a partner.
fn title(ledger: &Ledger, partner: &Partner) -> String {
    partner.title.text(&ledger.office().settings().language).to_owned()
}

/// A file, no larger than a parcel may be.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let file = std::fs::File::open(path).map_err(|error| io(path, &error))?;
    let mut bytes = Vec::new();
    let limit = BLOB_LIMIT as u64;
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| io(path, &error))?;
    let size = bytes.len() as u64;
    if size > limit { Err(ParcelFault::Size { size, limit }.into()) } else { Ok(bytes) }
}

/// Writes a new file; what is there already stays.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| io(folder, &error))?;
    }
    let mut file = std::fs::File::create_new(path).map_err(|error| io(path, &error))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|error| io(path, &error))
}

/// The seal named, or the one of these whose key is here; else the only one whose key is here.
fn seal(ledger: &Ledger, keyring: &mut Keyring, named: Option<&Slug>, first: &[Slug]) -> Result<Slug, Failure> {
    if let Some(named) = named {
        return Ok(named.clone());
    }
    let office = ledger.office();
    let keys: Vec<_> =
        keyring.secret_keys()?.into_iter().filter(|key| key.can_sign).map(|key| key.fingerprint).collect();
    let is_here = |seal: &Seal| {
        seal.is_active() && office.sealing_with(seal).is_some_and(|certificate| keys.contains(certificate))
    };
    let here: Vec<&Slug> = office.register().seals().filter(|(_, seal)| is_here(seal)).map(|(slug, _)| slug).collect();
    let found = first.iter().find(|slug| here.contains(slug));
    match (found, here.as_slice()) {
        (Some(found), _) => Ok(found.clone()),
        (None, [only]) => Ok((*only).clone()),
        (None, []) => {
            let names = first.iter().filter_map(|slug| office.register().seal(slug)).flat_map(|seal| &seal.custodians);
            let names: Vec<String> =
                names.filter_map(|person| Some(office.register().person(person)?.name.clone())).collect();
            let names = if names.is_empty() { "—".to_owned() } else { names.join("、") };
            Err(Failure::misused(Message::new("parcel-no-seal-here").with("names", names)))
        }
        (None, several) => {
            let names: Vec<&str> = several.iter().map(|slug| slug.as_str()).collect();
            Err(Failure::misused(Message::new("parcel-which-seal").with("seals", names.join("、"))))
        }
    }
}
