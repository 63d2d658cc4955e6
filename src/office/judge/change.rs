//! Change requests: what is proposed, and what an operator carries out (A4).

use super::{Amends, has_agreed};
use crate::id::{Slug, SubjectId};
use crate::office::Office;
use crate::office::act::{Act, CHANGES, Content, Verb};
use crate::office::docket::{Docket, Mark};
use crate::office::rules::Rules;
use crate::office::violation::Violation;

impl Office {
    /// Carries out a change request: the operator does what others have approved, and nobody does what he asked for himself (A4).
    pub(super) fn execute(&self, act: &Act, signer: &Slug, content: &Content) -> Result<(Docket, Amends), Violation> {
        let (at, capacity) = self.executor(act, signer)?;
        let own = |mark: &&Mark| {
            let drafted = matches!(mark.verb, Verb::Submit | Verb::Revise);
            let his = mark.person == *signer || mark.behalf.as_ref() == Some(signer);
            his && mark.void_by.is_none() && (drafted || has_agreed(at.workflow, mark))
        };
        // Where there is nobody else, one person founds the office's register.
        let alone = self.register().people().filter(|(_, person)| person.can_sign()).count() < 2;
        if let Some(mark) = at.docket.trail.iter().find(own).filter(|_| !alone) {
            return Err(Violation::OwnRequest { person: self.person_name(signer), seq: mark.seq });
        }
        for path in content.proposed.keys() {
            if let Some(seq) = self.changed.get(path).filter(|seq| **seq > at.docket.content_seq) {
                return Err(Violation::Overtaken { path: path.clone(), seq: *seq });
            }
        }
        let rules = self.amended(&act.subject, content, act.seq)?;
        let docket = self.executed(&at, act, signer, capacity)?;
        let paths = content.proposed.keys().cloned().collect();
        Ok((docket, Amends { rules, paths, seq: act.seq }))
    }

    /// That what a change request proposes would be in order, if it were executed now.
    pub(super) fn proposal(&self, subject: &SubjectId, content: &Content, seq: u64) -> Result<(), Violation> {
        if subject.collection() == CHANGES { self.amended(subject, content, seq).map(drop) } else { Ok(()) }
    }

    fn amended(&self, subject: &SubjectId, content: &Content, seq: u64) -> Result<Rules, Violation> {
        self.rules
            .amended(&content.proposed, seq, &|person| {
                self.deputies().successions.get(person).is_some_and(|known| !known.is_empty())
            })
            .map_err(|faults| Violation::Unsound { subject: subject.clone(), faults })
    }
}
