//! Writing parcels and receipts.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::super::failure::Failure;
use super::super::{Context, office};
use crate::id::{Slug, SubjectId};
use crate::ledger::{Ledger, Refusal};
use crate::office::{Addressee, Came, FromParcel, Office, Violation};
use crate::openpgp::Keyring;
use crate::parcel::{Answer, Found, Manifest, Opened, PARCEL, Packing, ParcelFault, RECEIPT, answer, find, pack};
use crate::record::{BLOB_LIMIT, Record};
use crate::words::Message;

/// Write the parcels of a document that was sent.
#[derive(Args)]
pub(in crate::cli) struct Write {
    subject: String,
    #[arg(long, value_name = "PARTNER")]
    to: Vec<String>,
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
    #[arg(long, value_name = "SEAL")]
    seal: Option<Slug>,
}

/// Write the receipt of a parcel that was entered or sent back.
#[derive(Args)]
pub(in crate::cli) struct Receipt {
    subject: String,
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
    #[arg(long, value_name = "SEAL")]
    seal: Option<Slug>,
}

pub(super) fn write(context: &mut Context, args: &Write) -> Result<ExitCode, Failure> {
    let subject = office::subject(&args.subject)?;
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    let mut keyring = Keyring::open(None)?;
    ledger.recall(&subject)?;
    let named: Vec<Slug> =
        args.to.iter().map(|name| super::partner(&ledger, name).map(|(slug, _)| slug)).collect::<Result<_, _>>()?;
    let open = partners_of(&ledger, &subject, |_| true)?;
    let to = if named.is_empty() { open } else { named };
    if to.is_empty() {
        let told = Message::new("parcel-not-sent").with("subject", &subject).with("partner", "—");
        return Err(Failure::misused(told));
    }
    let into = Into { out: &args.out, seal: args.seal.as_ref() };
    pack_all(context, &record, &mut ledger, &mut keyring, &subject, &to, into)
}

/// Writes the parcels of what an act has just sent.
pub(in crate::cli) fn of_act(
    context: &mut Context,
    record: &Record,
    ledger: &mut Ledger,
    keyring: &mut Keyring,
    sent: (&SubjectId, u64),
    out: &Path,
) -> Result<ExitCode, Failure> {
    let (subject, seq) = sent;
    ledger.recall(subject)?;
    let to = partners_of(ledger, subject, |sent| sent == seq)?;
    pack_all(context, record, ledger, keyring, subject, &to, Into { out, seal: None })
}

/// That a document is not larger than a parcel may be, before it is sent in one: it could not be written afterwards.
pub(in crate::cli) fn fits(record: &Record, ledger: &mut Ledger, subject: &SubjectId) -> Result<(), Failure> {
    /// What stands in a parcel beside the document: folders, acts, certificates, the list of parts.
    const BESIDE: usize = 1 << 20;
    let (_, Some(folder)) = ledger.subject_folder(subject)? else { return Ok(()) };
    let mut size = BESIDE;
    for file in record.files_below(folder)? {
        size += record.header(file.id)?.1;
    }
    if size > BLOB_LIMIT {
        return Err(ParcelFault::Size { size: size as u64, limit: BLOB_LIMIT as u64 }.into());
    }
    Ok(())
}

/// Where files go, and with which seal, if one is named.
#[derive(Clone, Copy)]
struct Into<'a> {
    out: &'a Path,
    seal: Option<&'a Slug>,
}

/// The partners to whom a document was sent by such an act, and who have not refused it.
fn partners_of(ledger: &Ledger, subject: &SubjectId, by: impl Fn(u64) -> bool) -> Result<Vec<Slug>, Failure> {
    let docket = ledger.office().docket(subject);
    let docket = docket.ok_or_else(|| Refusal::from(Violation::NoSubject { subject: subject.clone() }))?;
    let deliveries = docket.deliveries.iter();
    let open = deliveries.filter(|(_, one)| by(one.sent) && one.answer.is_none_or(|answer| answer.is_receipt));
    let partner = |addressee: &Addressee| match addressee {
        Addressee::Partner(partner) => Some(partner.clone()),
        Addressee::Unit(_) | Addressee::Person(_) => None,
    };
    Ok(open.filter_map(|(addressee, _)| partner(addressee)).collect())
}

fn pack_all(
    context: &mut Context,
    record: &Record,
    ledger: &mut Ledger,
    keyring: &mut Keyring,
    subject: &SubjectId,
    to: &[Slug],
    into: Into<'_>,
) -> Result<ExitCode, Failure> {
    for name in to {
        let docket = ledger.office().docket(subject);
        let seals: Vec<Slug> = docket.iter().flat_map(|docket| docket.seals.keys().cloned()).collect();
        let sent = docket.and_then(|docket| docket.deliveries.get(&Addressee::Partner(name.clone())));
        let sent = sent.map_or(0, |delivery| delivery.sent);
        let seal = super::seal(ledger, keyring, into.seal, &seals)?;
        let (_, partner) = super::partner(ledger, name.as_str())?;
        let packing = Packing { record, ledger, keyring, seal, partner };
        let bytes = pack(packing, subject, name)?;
        let path = into.out.join(format!("{name}-{}-{sent}.{PARCEL}", subject.slug()));
        super::write(&path, &bytes)?;
        told(context, "parcel-written", &path);
    }
    Ok(ExitCode::SUCCESS)
}

/// Says where a file was written.
pub(super) fn told(context: &mut Context, key: &str, path: &Path) {
    #[derive(Serialize)]
    struct Done {
        file: String,
    }
    let file = path.display().to_string();
    if context.common.json {
        context.print.json(&Done { file });
    } else {
        let text = context.words.format(key, [("path", file.as_str())]);
        context.print.line(&text);
    }
}

pub(super) fn receipt(context: &mut Context, args: &Receipt) -> Result<ExitCode, Failure> {
    let subject = office::subject(&args.subject)?;
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    let mut keyring = Keyring::open(None)?;
    let none = || Failure::misused(Message::new("parcel-none-entered").with("subject", &subject));
    let (_, folder) = ledger.subject_folder(&subject)?;
    let folder = folder.ok_or_else(none)?;
    let (line, told) = answered(ledger.office(), &subject).ok_or_else(none)?;
    let mut opened = None;
    for file in record.files_below(folder)?.iter().filter(|file| file.path.ends_with(&format!(".{PARCEL}"))) {
        // The document may have parcels among its own files.
        // What a file says of itself is nobody's word: our seal answers what the partner's seal has signed.
        let found = Opened::read(&record.blob(file.id)?).ok();
        let is_it = |opened: &Opened| opened.manifest().line() == line && is_proven(&ledger, opened);
        opened = opened.or(found.filter(is_it));
    }
    let opened = opened.ok_or_else(none)?;
    let answering = Answering { subject: &subject, told: &told, out: &args.out, seal: args.seal.as_ref() };
    write_receipt(context, &record, &mut ledger, &mut keyring, opened.manifest(), &answering)?;
    Ok(ExitCode::SUCCESS)
}

/// Whether a file verifies as a document of one of the partners.
fn is_proven(ledger: &Ledger, opened: &Opened) -> bool {
    let partner = ledger.office().settings().partner_of(&opened.manifest().from.record);
    partner.is_some_and(|(_, partner)| matches!(find(ledger, partner, opened), Ok(Found::Parcel(_))))
}

/// Which document of another office a subject is about, and what it answers to that; nothing, if it has come to nothing.
fn answered(office: &Office, subject: &SubjectId) -> Option<(FromParcel, Answer)> {
    let docket = office.docket(subject)?;
    let workflow = office.workflow(docket).ok()?;
    let line = workflow.parcel(docket)?.ok()?;
    let told = match workflow.came(docket) {
        Came::Entered => Answer::Received(subject.clone()),
        Came::Returned => Answer::Refused(docket.value("reason").unwrap_or_default().to_owned()),
        Came::Nothing => return None,
    };
    Some((line, told))
}

/// A receipt that is to be written.
pub(super) struct Answering<'a> {
    /// The subject that entered the document or sends it back.
    pub(super) subject: &'a SubjectId,
    /// What it tells.
    pub(super) told: &'a Answer,
    /// The folder it goes into.
    pub(super) out: &'a Path,
    /// The seal that is asked for.
    pub(super) seal: Option<&'a Slug>,
}

/// The seals of the unit that receives, which come first when a receipt is signed.
pub(super) fn seals_of(ledger: &Ledger, unit: Option<&Slug>) -> Vec<Slug> {
    let seals = ledger.office().register().seals();
    seals.filter(|(_, seal)| Some(&seal.unit) == unit).map(|(slug, _)| slug.clone()).collect()
}

/// Writes the receipt of a parcel into a folder.
pub(super) fn write_receipt(
    context: &mut Context,
    record: &Record,
    ledger: &mut Ledger,
    keyring: &mut Keyring,
    of: &Manifest,
    asked: &Answering<'_>,
) -> Result<(), Failure> {
    let found = ledger.office().settings().partner_of(&of.from.record);
    let unknown =
        || Failure::refused(Message::new("parcel-no-partner").with("named", &of.from.record).with("known", "—"));
    let (name, partner) = found.map(|(name, partner)| (name.clone(), partner.clone())).ok_or_else(unknown)?;
    ledger.recall(asked.subject)?;
    let unit = ledger.office().docket(asked.subject).map(|docket| docket.issuer.clone());
    let own = seals_of(ledger, unit.as_ref());
    let seal = super::seal(ledger, keyring, asked.seal, &own)?;
    let bytes = answer(Packing { record, ledger, keyring, seal, partner }, of, asked.told)?;
    let path = asked.out.join(format!("{name}-{}-{}.{RECEIPT}", of.subject.slug(), of.sent.seq));
    super::write(&path, &bytes)?;
    told(context, "parcel-receipt-written", &path);
    Ok(())
}
