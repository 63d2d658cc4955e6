//! Acts in question (`docs/record-format.md` 9.4): certificates that turned out to be compromised, and who vouches for an act.

use super::{mark, more_than_read, opinion_given, same_content};
use crate::id::Slug;
use crate::office::act::{Act, Verb};
use crate::office::docket::{Docket, Mark, Place};
use crate::office::people::{Asked, Chosen};
use crate::office::register::Holder;
use crate::office::violation::Violation;
use crate::office::{Office, Workflow};

impl Office {
    /// Another vouches for an act whose certificate turned out to be compromised.
    pub(super) fn affirm(&self, act: &Act, signer: &Slug, affirms: u64) -> Result<Docket, Violation> {
        let docket = &self.settled(self.known(&act.subject)?.0, act.time);
        let mut asked = self
            .may_affirm(docket, affirms)
            .ok_or_else(|| Violation::NotInQuestion { subject: act.subject.clone(), seq: affirms })?;
        let Some(capacity) = asked.remove(signer) else {
            return Err(Violation::MayNotAffirm {
                person: self.person_name(signer),
                seq: affirms,
                asked: self.names(asked.keys()),
            });
        };
        same_content(act.digest, docket)?;
        opinion_given(act)?;
        more_than_read(act)?;
        let mut docket = docket.clone();
        mark(&mut docket, act, signer, capacity);
        Ok(docket)
    }

    /// Who may affirm an act about a subject: everybody asked in a step of its workflow but the one who did it. `None` if it is not
    /// in question.
    pub fn may_affirm(&self, docket: &Docket, seq: u64) -> Option<Asked> {
        let doubted = docket.trail.iter().find(|mark| mark.seq == seq && self.is_in_question(docket, mark))?;
        let mut everybody = Asked::new();
        for step in self.workflow(docket).map_or(&[][..], |workflow: &Workflow| &workflow.steps) {
            for Chosen { person, titles, .. } in self.asked_in(docket, step) {
                let known = everybody.entry(person).or_default();
                known.extend(titles);
                known.dedup();
            }
        }
        everybody.remove(&doubted.person);
        Some(everybody)
    }

    /// The acts about a subject that are in question (`docs/record-format.md` 9.4), in order.
    pub fn in_question<'a>(&'a self, docket: &'a Docket) -> impl Iterator<Item = &'a Mark> {
        docket.trail.iter().filter(|mark| self.is_in_question(docket, mark))
    }

    fn is_in_question(&self, docket: &Docket, mark: &Mark) -> bool {
        // Of a server's openings in question none counts, and nothing rests on them.
        if mark.verb == Verb::Open {
            return false;
        }
        let doubted = [Some(&mark.signer), mark.sealed_with.as_ref()]
            .into_iter()
            .flatten()
            .any(|certificate| self.register().doubted_after(certificate).is_some_and(|after| mark.seq > after));
        // An affirmation stands later than what it affirms: this ends.
        doubted
            && mark.void_by.is_none()
            && mark.seq >= docket.content_seq
            && docket.place != Place::Withdrawn
            && !docket.trail.iter().any(|other| {
                other.affirms == Some(mark.seq) && other.seq > mark.seq && !self.is_in_question(docket, other)
            })
    }

    /// Every act of the dockets that are here that is in question, with what to say of it.
    pub fn doubts(&self) -> impl Iterator<Item = (u64, Violation)> {
        self.dockets().flat_map(|docket| self.doubts_about(docket))
    }

    /// The acts about one subject that are in question, with what to say of each.
    pub fn doubts_about<'a>(&'a self, docket: &'a Docket) -> impl Iterator<Item = (u64, Violation)> + 'a {
        let said = |mark: &'a Mark| {
            let certificates = [Some(&mark.signer), mark.sealed_with.as_ref()];
            certificates.into_iter().flatten().find_map(|certificate| {
                let after = self.register().doubted_after(certificate).filter(|after| mark.seq > *after)?;
                let holder = match self.register().holder(certificate)? {
                    Holder::Person(slug, _) => self.person_name(slug),
                    Holder::Seal(slug, _) => {
                        self.register().seal(slug).map_or_else(|| slug.to_string(), |seal| seal.title.clone())
                    }
                };
                Some((mark.seq, Violation::Doubted { fingerprint: certificate.clone(), holder, after }))
            })
        };
        self.in_question(docket).filter_map(said)
    }

    /// That nothing about the subject is in question.
    pub(super) fn beyond_doubt(&self, docket: &Docket) -> Result<(), Violation> {
        match self.in_question(docket).next() {
            Some(mark) => Err(Violation::InQuestion { subject: docket.subject.clone(), seq: mark.seq }),
            None => Ok(()),
        }
    }
}
