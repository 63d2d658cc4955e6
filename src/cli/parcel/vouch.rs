//! Whether a draft that says it came from another office holds what says so: whoever hands it in vouches for it, and the engine sees no
//! file.

use super::super::failure::Failure;
use super::check::{Found, find};
use crate::desk::Draft;
use crate::ledger::Ledger;
use crate::office::{Answered, FromParcel, Workflow, parse_front};
use crate::parcel::{Opened, Outcome, PARCEL, RECEIPT};
use crate::words::Message;

/// That the file a draft's line was read from lies in it, and says that line.
pub(in crate::cli) fn vouch(ledger: &Ledger, workflow: &Workflow, draft: &Draft) -> Result<(), Failure> {
    if workflow.parcels.is_none() && workflow.answers.is_none() {
        return Ok(());
    }
    let files = draft.clone().into_files();
    let Some(index) = files.get("index.md") else { return Ok(()) };
    let Ok(front) = parse_front::<toml::Table>(index) else { return Ok(()) };
    for (field, ending) in [(&workflow.parcels, PARCEL), (&workflow.answers, RECEIPT)] {
        let line = field.as_ref().and_then(|field| front.fields.get(field.as_str())?.as_str());
        let Some(line) = line.filter(|line| !line.is_empty()) else { continue };
        let ending = format!(".{ending}");
        let mut attached = files.iter().filter(|(name, _)| name.ends_with(&ending));
        if !attached.any(|(_, bytes)| says(ledger, bytes).as_deref() == Some(line)) {
            return Err(Failure::refused(
                Message::new("parcel-not-attached").with("line", line).with("ending", ending),
            ));
        }
    }
    Ok(())
}

/// The line that a file proves, by what the settings say of who sent it.
fn says(ledger: &Ledger, bytes: &[u8]) -> Option<String> {
    let opened = Opened::read(bytes).ok()?;
    let manifest = opened.manifest();
    let mut partners = ledger.office().settings().partners.iter();
    let (name, partner) = partners.find(|(_, partner)| partner.record == manifest.from.record)?;
    Some(match find(ledger, partner, &opened).ok()? {
        Found::Parcel(_) => {
            let (record, seq, subject) = (manifest.from.record.clone(), manifest.sent.seq, manifest.subject.clone());
            FromParcel { record, seq, subject }.to_string()
        }
        Found::Receipt(receipt) => {
            let is_receipt = matches!(receipt.outcome, Outcome::Received { .. });
            let (subject, seq) = (receipt.subject, receipt.sent.seq);
            Answered { subject, partner: name.clone(), seq, is_receipt }.to_string()
        }
    })
}
