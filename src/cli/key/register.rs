//! `kanhe key register`: bring a certificate into the register, or on the way there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::hand_over;
use crate::cli::failure::Failure;
use crate::cli::request::{Bench, Filling, Form, name_for};
use crate::cli::{Context, clock, propose};
use crate::desk::{DeskFault, Draft, Proposal, ProposalFault, SLIP, Slip, Spot, prove, slug_for};
use crate::id::{Fingerprint, RecordId, Slug};
use crate::office::{Change, Content, Files};
use crate::openpgp::Keyring;
use crate::words::{Message, neutral};

/// Register a certificate.
#[derive(Args)]
pub(super) struct Register {
    #[arg(long, value_name = "PERSON", conflicts_with = "seal")]
    person: Option<Slug>,
    #[arg(long, value_name = "SEAL")]
    seal: Option<Slug>,
    #[arg(long, value_name = "FINGERPRINT", conflicts_with = "from")]
    key: Option<Fingerprint>,
    #[arg(long, value_name = "DIR", conflicts_with = "from")]
    out: Option<PathBuf>,
    #[arg(long, value_name = "ID", conflicts_with = "from")]
    record_id: Option<RecordId>,
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
    #[arg(long)]
    new: bool,
    #[arg(long, value_name = "UNIT", requires = "new")]
    unit: Option<Slug>,
    #[arg(long, value_name = "UNIT/POST", requires = "new")]
    post: Vec<String>,
    #[arg(long, value_name = "KEY=VALUE", requires = "new")]
    detail: Vec<String>,
    #[arg(long, value_name = "REQUEST")]
    request: Option<String>,
    #[command(flatten)]
    filling: Filling,
}

pub(super) fn run(context: &mut Context, args: &Register) -> Result<ExitCode, Failure> {
    if let Some(from) = &args.from {
        let bench = args.filling.bench(context)?;
        let slip = slip(from)?;
        let record = &bench.ledger.office().settings().record;
        if slip.record != *record {
            let other = Message::new("slip-other-record").with("found", &slip.record);
            return Err(Failure::misused(other.with("expected", record)));
        }
        let named = named(args);
        if let Some(named) = named.filter(|named| *named != slip.entry) {
            let other = Message::new("slip-other-entry").with("found", &slip.entry);
            return Err(Failure::misused(other.with("expected", named)));
        }
        return begin(context, bench, args, &slip);
    }
    let mut keyring = Keyring::open(None)?;
    if let Some(record) = &args.record_id {
        let key = key(&mut keyring, args.key.as_ref(), &|_| false)?;
        let spot = named(args).map_or_else(|| by_mailbox(&key), Ok)?;
        return give(context, &mut keyring, args, record.clone(), spot, key.0, &key.1);
    }
    let bench = args.filling.bench(context)?;
    let register = bench.ledger.office().register();
    let key = key(&mut keyring, args.key.as_ref(), &|key| register.holder(key).is_some())?;
    // Whose it is: who was named, whoever has that mailbox, oneself, or somebody who is not there yet.
    let mailbox = address(&key.1).1.to_lowercase();
    let known = register.people().find(|(_, person)| person.email.to_lowercase() == mailbox);
    // A folder is made for somebody who cannot sign yet, which I can.
    let me = || bench.me.as_ref().filter(|_| args.out.is_none()).map(|(me, _)| Spot::Person(me.clone()));
    let known = known.map(|(slug, _)| Spot::Person(slug.clone()));
    let spot = named(args).or_else(|| known.or_else(me)).map_or_else(|| by_mailbox(&key), Ok)?;
    let record = bench.ledger.office().settings().record.clone();
    if bench.me.is_none() || args.out.is_some() {
        let person = if let Spot::Person(slug) = &spot { register.person(slug) } else { None };
        let user_id = person.map_or_else(|| key.1.clone(), |person| format!("{} <{}>", person.name, person.email));
        return give(context, &mut keyring, args, record, spot, key.0, &user_id);
    }
    let slip = made(&mut keyring, record, spot, key.0, &key.1)?;
    begin(context, bench, args, &slip)
}

/// Whose certificate it is to be, if that was said.
fn named(args: &Register) -> Option<Spot> {
    args.person.clone().map(Spot::Person).or_else(|| args.seal.clone().map(Spot::Seal))
}

/// The folder that somebody has handed over, or the file in it.
fn slip(from: &Path) -> Result<Slip, Failure> {
    let folder = if from.file_name().is_some_and(|name| name == SLIP) {
        from.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
    } else {
        from
    };
    Ok(Slip::read(&Draft::read(folder).map_err(DeskFault::from)?.into_files())?)
}

/// The key to register with its user id: the one named, else the only one here that signs and is nobody's yet.
pub(super) fn key(
    keyring: &mut Keyring,
    named: Option<&Fingerprint>,
    is_known: &dyn Fn(&Fingerprint) -> bool,
) -> Result<(Fingerprint, String), Failure> {
    let keys = keyring.secret_keys()?;
    if let Some(named) = named {
        let found = keys.into_iter().find(|key| key.fingerprint == *named);
        let home = keyring.home().display().to_string();
        let missing = || crate::openpgp::KeyFault::Missing { key: named.clone(), home };
        return Ok(found.map(|key| (key.fingerprint, key.user_id)).ok_or_else(missing)?);
    }
    let mut fit = keys.into_iter().filter(|key| key.can_sign && !is_known(&key.fingerprint));
    match (fit.next(), fit.next()) {
        (Some(key), None) => Ok((key.fingerprint, key.user_id)),
        (None, _) => Err(Failure::failed(Message::new("key-register-none").with("home", keyring.home().display()))),
        (Some(one), Some(two)) => {
            let keys: Vec<String> = [one, two]
                .into_iter()
                .chain(fit)
                .map(|key| format!("{} {}", key.fingerprint, neutral(&key.user_id)))
                .collect();
            Err(Failure::misused(Message::new("key-register-which").with("keys", keys.join("; "))))
        }
    }
}

/// A new person's entry, named by the mailbox of his key.
fn by_mailbox(key: &(Fingerprint, String)) -> Result<Spot, Failure> {
    let (name, email) = address(&key.1);
    let slug = slug_for(&email, &name).ok_or_else(|| Failure::misused(Message::new("key-register-person")))?;
    Ok(Spot::Person(slug))
}

/// Name and mailbox of a user id.
fn address(user_id: &str) -> (String, String) {
    let (name, rest) = user_id.split_once('<').unwrap_or((user_id, ""));
    (name.trim().to_owned(), rest.trim_end().trim_end_matches('>').trim().to_owned())
}

fn made(
    keyring: &mut Keyring,
    record: RecordId,
    entry: Spot,
    fingerprint: Fingerprint,
    user_id: &str,
) -> Result<Slip, Failure> {
    let (name, email) = address(user_id);
    let certificate = keyring.export(&fingerprint)?;
    let proof = Some(prove(keyring, &record, &entry, &fingerprint)?);
    Ok(Slip { record, entry, name, email, fingerprint, certificate, proof })
}

fn give(
    context: &mut Context,
    keyring: &mut Keyring,
    args: &Register,
    record: RecordId,
    entry: Spot,
    fingerprint: Fingerprint,
    user_id: &str,
) -> Result<ExitCode, Failure> {
    let slip = made(keyring, record, entry, fingerprint, user_id)?;
    let out = args.out.clone().unwrap_or_else(|| {
        let slug = slip.entry.to_string().replace('/', "-");
        clock::here().join(format!("{slug}-key"))
    });
    hand_over(context, &slip, &out)
}

/// Begins the change request that takes a certificate in.
pub(super) fn begin(context: &mut Context, bench: Bench, args: &Register, slip: &Slip) -> Result<ExitCode, Failure> {
    let name = args.request.clone().unwrap_or_else(|| request_name(slip));
    let found = bench.find(&name)?;
    let there = found.as_ref().map(|begun| Content::of(&begun.files).proposed).unwrap_or_default();
    let mut proposal = Proposal::new(bench.ledger.office(), there);
    let mut wished = Vec::new();
    check(&bench, slip)?;
    if proposal.holder(&slip.fingerprint).as_ref() == Some(&slip.entry) {
        proposal.renew(&slip.fingerprint, &slip.certificate)?;
        wished.push(Change::CertificateRenew);
    } else {
        if args.new {
            // Asked once more, it is as it is asked now.
            proposal.drop_new(&slip.entry);
            open(&mut proposal, args, slip)?;
            wished.push(Change::PersonOpen);
        } else if !proposal.is_there(&slip.entry) {
            return Err(Failure::misused(Message::new("slip-new").with("entry", &slip.entry)));
        }
        let proof = slip.proof.as_deref().unwrap_or_default();
        proposal.register(&slip.entry, &slip.fingerprint, &slip.certificate, proof)?;
        if !args.new {
            let of_seal = matches!(slip.entry, Spot::Seal(_));
            wished.push(if of_seal { Change::SealCertificate } else { Change::CertificateRegister });
        }
    }
    let (proposed, notes) = proposal.into_parts();
    let form = Form {
        defaults: BTreeMap::from([("reason", context.words.word("key-register-reason"))]),
        ..args.filling.form()
    };
    let plan = propose::Plan { found, name: &name, proposed, wished: &wished, form, notes: &notes, roll: None };
    propose::finish(context, bench, plan, &args.filling.hand_in)
}

/// What a request is called that takes this certificate in.
pub(super) fn request_name(slip: &Slip) -> String {
    let slug = slip.entry.to_string();
    let slug = slug.rsplit('/').next().unwrap_or_default();
    name_for(&format!("{slug}-key"), &slip.certificate)
}

/// That the certificate can be read and whoever made the slip has its key, before anything is written.
fn check(bench: &Bench, slip: &Slip) -> Result<(), Failure> {
    let stem = format!("content/{}/{}", slip.entry, slip.fingerprint);
    let mut files = Files::from([(format!("{stem}.asc"), slip.certificate.as_bytes().to_vec())]);
    files.extend(slip.proof.as_ref().map(|proof| (format!("{stem}.sig"), proof.as_bytes().to_vec())));
    Ok(bench.ledger.certificates().check(&slip.record, &files)?)
}

/// The entry of somebody who is not there yet.
fn open(proposal: &mut Proposal<'_>, args: &Register, slip: &Slip) -> Result<(), Failure> {
    let Spot::Person(_) = &slip.entry else {
        return Err(ProposalFault::Unknown { entry: slip.entry.to_string() }.into());
    };
    let unit = args.unit.as_ref().ok_or_else(|| Failure::misused(Message::new("slip-unit")))?;
    let mut values = vec![
        ("name".to_owned(), slip.name.clone()),
        ("email".to_owned(), slip.email.clone()),
        ("unit".to_owned(), unit.to_string()),
    ];
    if !args.post.is_empty() {
        values.push(("posts".to_owned(), args.post.join(",")));
    }
    for detail in &args.detail {
        values.push(propose::value(detail)?);
    }
    Ok(proposal.open(&slip.entry, &values)?)
}
