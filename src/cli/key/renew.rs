//! `kanhe key renew`: make a key last longer, and ask that the register takes it so.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::register::{key, request_name};
use super::{day, hand_over, years};
use crate::cli::failure::Failure;
use crate::cli::request::{Bench, Filling, Form};
use crate::cli::{Context, clock, propose};
use crate::desk::{Proposal, Slip, Spot};
use crate::id::Fingerprint;
use crate::office::{Change, Content};
use crate::openpgp::{Keyring, pinentry};
use crate::words::Message;

/// Renew a key.
#[derive(Args)]
pub(super) struct Renew {
    #[arg(long, value_name = "FINGERPRINT")]
    key: Option<Fingerprint>,
    #[arg(long, value_name = "YEARS", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=20))]
    years: u8,
    #[arg(long)]
    subkey: bool,
    #[arg(long, requires = "subkey")]
    no_passphrase: bool,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[arg(long, value_name = "REQUEST")]
    request: Option<String>,
    #[command(flatten)]
    filling: Filling,
}

pub(super) fn run(context: &mut Context, args: &Renew) -> Result<ExitCode, Failure> {
    let bench = args.filling.bench(context)?;
    let mut keyring = Keyring::open(None)?;
    let register = bench.ledger.office().register();
    let mine = args.key.as_ref().or_else(|| bench.me.as_ref().map(|(_, key)| key));
    // Who can sign nothing any more renews the only key here that the register knows.
    let (fingerprint, _) = key(&mut keyring, mine, &|key| register.holder(key).is_none()).or_else(|failure| {
        let known: Vec<_> =
            keyring.secret_keys()?.into_iter().filter(|k| register.holder(&k.fingerprint).is_some()).collect();
        match known.as_slice() {
            [one] => Ok((one.fingerprint.clone(), one.user_id.clone())),
            _ => Err(failure),
        }
    })?;
    let Some(spot) = Proposal::new(bench.ledger.office(), BTreeMap::new()).holder(&fingerprint) else {
        return Err(Failure::misused(Message::new("key-renew-unknown").with("key", &fingerprint)));
    };
    let slug = spot.to_string().replace('/', "-");
    let out = args.out.clone().unwrap_or_else(|| clock::here().join(format!("{slug}-key")));
    // Everything that may be in the way is asked before the key is changed.
    let known = keyring.secret_keys()?.into_iter().find(|key| key.fingerprint == fingerprint);
    let ends = known.and_then(|key| key.expires);
    let wanted = bench.now.saturating_add(i64::from(args.years) * 365 * 86_400);
    let prolongs = ends.is_some_and(|ends| ends < wanted);
    if !args.subkey && !prolongs {
        let until = ends.map_or_else(|| "—".to_owned(), day);
        return Err(Failure::misused(Message::new("key-renew-longer").with("until", until)));
    }
    let is_mine = bench.me.as_ref().is_some_and(|(_, signer)| *signer == fingerprint);
    if args.subkey && is_mine {
        let office = bench.ledger.office();
        if office.register().people().filter(|(slug, _)| office.is_able(slug)).count() < 2 {
            return Err(Failure::misused(Message::new("key-renew-alone")));
        }
        if out.read_dir().is_ok_and(|mut folder| folder.next().is_some()) {
            return Err(Failure::misused(Message::new("key-folder-occupied").with("path", out.display())));
        }
    }
    let program = pinentry(keyring.home()).unwrap_or_default();
    let program = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let years_text = args.years.to_string();
    let before = if args.subkey { "key-renew-subkey" } else { "key-renew-before" };
    let text =
        context.words.format(before, [("key", fingerprint.as_str()), ("years", &years_text), ("program", &program)]);
    context.print.note(&text);
    if args.subkey {
        if prolongs {
            keyring.prolong(&fingerprint, years(args.years))?;
        }
        keyring.add_part(&fingerprint, years(args.years), args.no_passphrase)?;
    } else {
        keyring.prolong(&fingerprint, years(args.years))?;
    }
    let made = keyring.secret_keys()?.into_iter().find(|key| key.fingerprint == fingerprint);
    let until = made.and_then(|key| key.expires).map_or_else(|| "—".to_owned(), day);
    let text = context.words.format("key-renew-done", [("until", until.as_str())]);
    context.print.note(&text);
    let slip = slip(&bench, &mut keyring, spot, fingerprint)?;
    // From now on GnuPG signs with the new part, which the register does not know yet.
    let is_mute = args.subkey && bench.me.as_ref().is_some_and(|(_, signer)| *signer == slip.fingerprint);
    if args.out.is_some() || is_mute || !can_sign(&bench) {
        return hand_over(context, &slip, &out);
    }
    begin(context, bench, args, &slip)
}

fn slip(bench: &Bench, keyring: &mut Keyring, entry: Spot, fingerprint: Fingerprint) -> Result<Slip, Failure> {
    let state = bench.ledger.office();
    let (name, email) = match &entry {
        Spot::Person(slug) => state
            .register()
            .person(slug)
            .map_or_else(Default::default, |person| (person.name.clone(), person.email.clone())),
        Spot::Seal(slug) => {
            (state.register().seal(slug).map_or_else(String::new, |seal| seal.title.clone()), String::new())
        }
        Spot::Unit(_) | Spot::File(_) => Default::default(),
    };
    let certificate = keyring.export(&fingerprint)?;
    Ok(Slip { record: state.settings().record.clone(), entry, name, email, fingerprint, certificate, proof: None })
}

/// Whether what one signs now would be taken: by the certificate as the register still has it.
fn can_sign(bench: &Bench) -> bool {
    let certificate = bench.me.as_ref().and_then(|(_, signer)| bench.ledger.certificates().get(signer));
    certificate.is_some_and(|certificate| {
        let alive = |ends: Option<i64>| ends.is_none_or(|ends| ends > bench.now);
        certificate.keys().iter().any(|key| !key.revoked && alive(key.expires))
    })
}

fn begin(context: &mut Context, bench: Bench, args: &Renew, slip: &Slip) -> Result<ExitCode, Failure> {
    let name = args.request.clone().unwrap_or_else(|| request_name(slip));
    let found = bench.find(&name)?;
    let there = found.as_ref().map(|begun| Content::of(&begun.files).proposed).unwrap_or_default();
    let mut proposal = Proposal::new(bench.ledger.office(), there);
    proposal.renew(&slip.fingerprint, &slip.certificate)?;
    let of_seal = matches!(slip.entry, Spot::Seal(_));
    let wished = [if of_seal { Change::SealCertificate } else { Change::CertificateRenew }];
    let (proposed, notes) = proposal.into_parts();
    let form =
        Form { defaults: BTreeMap::from([("reason", context.words.word("key-renew-reason"))]), ..args.filling.form() };
    let plan = propose::Plan { found, name: &name, proposed, wished: &wished, form, notes: &notes, roll: None };
    propose::finish(context, bench, plan, &args.filling.hand_in)
}
