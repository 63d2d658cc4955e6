//! Rehearsing: an act as the desk would put it together, for a state in memory. No key, no clock, no record.

use super::{DeskFault, Draft, Intent, matter};
use crate::ledger::{By, Ledger};
use crate::office::{Act, Content, Docket, Office, Violation};

/// The act that a person's intent comes to, as the engine judges it. The draft is what is handed in or carried out.
pub fn rehearse(office: &Office, intent: &Intent, by: By<'_>) -> Result<Act, DeskFault> {
    let person = office.signer(by.signer)?;
    let matter = matter(office, intent, office.docket(&intent.subject), &person, by.time)?;
    let content = intent.draft.as_ref().map_or_else(Content::default, Draft::content);
    let none = || Violation::NoSubject { subject: intent.subject.clone() };
    matter.act(by, content).ok_or_else(|| none().into())
}

/// The docket that a draft would have once it was handed in as the next act: with everything that is asked of it then, but nothing is
/// signed or written.
pub fn preview(ledger: &mut Ledger, intent: &Intent, by: By<'_>) -> Result<Docket, DeskFault> {
    ledger.recall(&intent.subject)?;
    let content = intent.draft.as_ref().map_or_else(Content::default, Draft::content);
    ledger.certificates().check(&ledger.office().settings().record, &content.proposed)?;
    let act = rehearse(ledger.office(), intent, by)?;
    ledger.recall_for(&act)?;
    let office = ledger.office();
    Ok(office.advise(office.judge(&act), &intent.subject, &content)?.docket().clone())
}
