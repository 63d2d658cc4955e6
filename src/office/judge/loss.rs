//! What is reported lost (挂失, E3, F7): it is suspended with the act that reports it (`docs/register.md`, "Losses").

use std::collections::BTreeSet;

use crate::id::{Fingerprint, Slug};
use crate::office::Office;
use crate::office::act::LOSSES;
use crate::office::docket::{Docket, Request};
use crate::office::register::{Listed, Standing};
use crate::office::violation::Violation;

impl Office {
    /// What a report of a loss suspends, and which unit it concerns. What it suspended before stays so.
    pub(super) fn loss(&self, docket: &Docket) -> Result<Option<Request>, Violation> {
        if docket.subject.collection() != LOSSES {
            return Ok(None);
        }
        let filled = |field: &str| docket.value(field).filter(|value| !value.is_empty());
        let wrong = |field, found: &str| Violation::NothingLost { field, found: found.to_owned() };
        let found = match (filled("person"), filled("seal")) {
            (Some(person), None) => {
                let person = person.parse().ok().and_then(|slug: Slug| self.register().person(&slug));
                person.map(|person| ("person", &person.certificate, &person.unit))
            }
            (None, Some(seal)) => {
                let seal = seal.parse().ok().and_then(|slug: Slug| self.register().seal(&slug));
                seal.map(|seal| ("seal", &seal.certificate, &seal.unit))
            }
            (person, _) => return Err(wrong("person", person.unwrap_or_default())),
        };
        let Some((field, listed, unit)) = found else { return Err(wrong("person", "")) };
        let before = docket.request.as_ref().map(|request| &request.suspends);
        let own = |listed: &&Listed| before.is_some_and(|before| before.contains(&listed.fingerprint));
        let in_use =
            |listed: &&Listed| listed.state == Standing::Active && !self.is_lost(&listed.fingerprint) || own(listed);
        let named = filled("certificate");
        let meant = |listed: &&Listed| named.is_none_or(|named| listed.fingerprint.as_str() == named);
        let lost: BTreeSet<Fingerprint> =
            listed.iter().filter(in_use).filter(meant).map(|listed| listed.fingerprint.clone()).collect();
        if lost.is_empty() {
            let field = if named.is_some() { "certificate" } else { field };
            return Err(wrong(field, named.or(filled(field)).unwrap_or_default()));
        }
        let mut request = Request { concerned: BTreeSet::from([unit.clone()]), suspends: lost, ..Request::default() };
        request.suspends.extend(before.into_iter().flatten().cloned());
        if !self.somebody_is_able_without(&request.suspends) {
            return Err(Violation::NobodyLeft);
        }
        Ok(Some(request))
    }

    fn somebody_is_able_without(&self, lost: &BTreeSet<Fingerprint>) -> bool {
        let people = self.register().people().filter(|(_, person)| !person.is_service());
        people.flat_map(|(_, person)| &person.certificate).any(|listed| {
            listed.state == Standing::Active
                && !lost.contains(&listed.fingerprint)
                && !self.is_lost(&listed.fingerprint)
        })
    }

    /// Takes in what a report of a loss has become.
    pub(super) fn note_loss(&mut self, docket: &Docket) {
        if docket.subject.collection() != LOSSES {
            return;
        }
        match docket.request.as_ref().filter(|_| docket.suspends()) {
            Some(request) => drop(self.losses.insert(docket.subject.clone(), request.suspends.clone())),
            None => drop(self.losses.remove(&docket.subject)),
        }
    }
}
