//! Rehearsing: an act as the desk would put it together, for a state in memory. No key, no clock, no record.

use super::{DeskFault, Draft, Intent, matter};
use crate::ledger::By;
use crate::office::{Act, Content, Office, Violation};

/// The act that a person's intent comes to, as the engine judges it. The draft is what is handed in or carried out.
pub fn rehearse(office: &Office, intent: &Intent, by: By<'_>) -> Result<Act, DeskFault> {
    let person = office.signer(by.signer)?;
    let matter = matter(office, intent, office.docket(&intent.subject), &person, by.time)?;
    let content = intent.draft.as_ref().map_or_else(Content::default, Draft::content);
    let none = || Violation::NoSubject { subject: intent.subject.clone() };
    matter.act(by, content).ok_or_else(|| none().into())
}
