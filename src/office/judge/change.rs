//! Change requests: what is proposed, and what an operator carries out (A4).

use super::{Amends, has_agreed};
use crate::id::{Slug, SubjectId};
use crate::office::Office;
use crate::office::act::{Act, Content, Verb};
use crate::office::docket::{Docket, Mark, Request};
use crate::office::register::Comparison;
use crate::office::rules::Rules;
use crate::office::violation::Violation;
use crate::office::workflow::Workflow;

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
        let alone = self.certified().take(2).count() < 2;
        if let Some(mark) = at.docket.trail.iter().find(own).filter(|_| !alone) {
            return Err(Violation::OwnRequest { person: self.person_name(signer), seq: mark.seq });
        }
        for path in content.proposed.keys() {
            if let Some(seq) = self.changed.get(path).filter(|seq| **seq > at.docket.content_seq) {
                return Err(Violation::Overtaken { path: path.clone(), seq: *seq });
            }
        }
        let rules = self.amended(&act.subject, content, act.seq)?;
        self.may_change(at.workflow, &act.subject, &self.rules.compare(&rules, &content.proposed))?;
        let docket = self.executed(&at, act, signer, capacity)?;
        let paths = content.proposed.keys().cloned().collect();
        Ok((docket, Amends { rules, paths, seq: act.seq }))
    }

    /// What a change request changes, if it would be in order executed now, and if its workflow lets it.
    pub(super) fn proposal(
        &self,
        workflow: &Workflow,
        subject: &SubjectId,
        content: &Content,
        (seq, drafter): (u64, &Slug),
    ) -> Result<Option<Request>, Violation> {
        if !workflow.is_of_requests() {
            return Ok(None);
        }
        let rules = self.amended(subject, content, seq)?;
        let found = self.rules.compare(&rules, &content.proposed);
        self.may_change(workflow, subject, &found)?;
        let Comparison { changes, concerned, gains, registers } = found;
        // Whoever can sign asks for his new certificate himself: nobody gets another one into his name.
        if let Some(person) = registers.iter().find(|person| *person != drafter && self.is_able(person)) {
            return Err(Violation::NotHisKey { person: self.person_name(person) });
        }
        let paths = content.proposed.keys().cloned().collect();
        Ok(Some(Request { changes: changes.into_keys().collect(), concerned, gains, paths, ..Request::default() }))
    }

    /// That what changes is of the kinds for which the workflow asks the right people.
    fn may_change(&self, workflow: &Workflow, subject: &SubjectId, found: &Comparison) -> Result<(), Violation> {
        let Some((change, path)) = found.changes.iter().find(|(change, _)| !workflow.changes.contains(change)) else {
            return Ok(());
        };
        let others = self.collections().filter(|(_, other)| other.changes.contains(change));
        Err(Violation::OtherKind {
            change: *change,
            path: path.clone(),
            collection: subject.collection().to_owned(),
            others: others.map(|(name, _)| name.to_string()).collect(),
        })
    }

    fn amended(&self, subject: &SubjectId, content: &Content, seq: u64) -> Result<Rules, Violation> {
        self.rules
            .amended(&content.proposed, seq, &|person| self.has_successor(person))
            .map_err(|faults| Violation::Unsound { subject: subject.clone(), faults })
    }

    /// Whether another has taken over what a person had open.
    pub(in crate::office) fn has_successor(&self, person: &Slug) -> bool {
        self.deputies().successions.get(person).is_some_and(|known| !known.is_empty())
    }
}
