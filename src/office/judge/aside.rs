//! What is done besides the steps: by the drafter, by readers, by those whom the workflow lets at any time.

use super::step::{before, leave};
use super::{has_agreed, make_void, mark, opinion_given, reason_given, same_content, still_open};
use crate::id::Slug;
use crate::office::Office;
use crate::office::act::{Act, DELEGATIONS, LOSSES, Verb};
use crate::office::docket::{Back, Before, Docket, End, Ended, Place, Turn};
use crate::office::people::Asked;
use crate::office::seats::enter;
use crate::office::violation::{Undelivered, Violation};
use crate::office::workflow::Workflow;

impl Office {
    /// Who may do something besides the steps, as the workflow says.
    pub fn anytime(&self, docket: &Docket, workflow: &Workflow, verb: Verb) -> Asked {
        workflow.anytime.get(&verb).map_or_else(Asked::new, |who| self.asked_of(docket, who))
    }

    /// That a person is one of those: K539. Who has a hand in a subject may urge and circulate it.
    pub(super) fn may(&self, act: &Act, signer: &Slug, docket: &Docket) -> Result<Vec<String>, Violation> {
        let verb = act.deed.verb();
        let workflow = self.workflow(docket)?;
        let mut asked = self.anytime(docket, workflow, verb);
        if let Some(titles) = asked.remove(signer) {
            return Ok(titles);
        }
        let concerned = self.successor(docket, &docket.drafter) == signer || docket.has_acted(signer);
        if matches!(verb, Verb::Urge | Verb::Circulate) && concerned {
            return Ok(Vec::new());
        }
        Err(Violation::NotForYou { verb, person: self.person_name(signer), asked: self.names(asked.keys()) })
    }

    /// 撤回.
    pub(super) fn withdraw(&self, act: &Act, signer: &Slug) -> Result<Docket, Violation> {
        let mut docket = self.drafters_docket(act, signer)?;
        same_content(act.digest, &docket)?;
        reason_given(act)?;
        docket.before = None;
        leave(&mut docket, Place::Withdrawn, act.time);
        mark(&mut docket, act, signer, Vec::new());
        Ok(docket)
    }

    /// 终止.
    pub(super) fn terminate(&self, act: &Act, signer: &Slug) -> Result<Docket, Violation> {
        if act.step.is_some() {
            return self.terminate_in_step(act, signer);
        }
        let mut docket = self.settled(self.known(&act.subject)?.0, act.time);
        still_open(&docket)?;
        not_numbered(&docket, Verb::Terminate)?;
        let capacity = self.may(act, signer, &docket)?;
        same_content(act.digest, &docket)?;
        reason_given(act)?;
        docket.before = None;
        leave(&mut docket, Place::Terminated, act.time);
        mark(&mut docket, act, signer, capacity);
        Ok(docket)
    }

    /// 答复 besides the steps: the drafter answers a return, others say a word.
    pub(super) fn reply(&self, act: &Act, signer: &Slug) -> Result<Docket, Violation> {
        let (known, workflow) = self.known(&act.subject)?;
        let mut docket = self.settled(known, act.time);
        still_open(&docket)?;
        if matches!(docket.place, Place::Back(Back::Returned | Back::TakenBack))
            && self.successor(&docket, &docket.drafter) == signer
        {
            same_content(act.digest, &docket)?;
            self.beyond_doubt(&docket)?;
            opinion_given(act)?;
            self.hand_in_again(&mut docket, workflow, act);
            mark(&mut docket, act, signer, Vec::new());
            return Ok(docket);
        }
        let capacity = self.may(act, signer, &docket)?;
        same_content(act.digest, &docket)?;
        opinion_given(act)?;
        mark(&mut docket, act, signer, capacity);
        Ok(docket)
    }

    /// The same text goes on its way again: straight to the step that returned it, or from the first.
    #[expect(clippy::unused_self, reason = "a transition of the office, beside the others")]
    fn hand_in_again(&self, docket: &mut Docket, workflow: &Workflow, act: &Act) {
        let resume = docket.resume.pop();
        let name = resume.and_then(|index| workflow.steps.get(index)).map(|step| &step.name);
        make_void(docket, act.seq, |mark| has_agreed(workflow, mark) && (name.is_none() || mark.step.as_ref() == name));
        if resume.is_none() {
            docket.passed.clear();
        }
        let first = resume.or_else(|| workflow.step_from(0, &docket.form));
        docket.before = None;
        enter(docket, first, act.time);
    }

    /// 拿回.
    pub(super) fn take_back(&self, act: &Act, signer: &Slug) -> Result<Docket, Violation> {
        let mut docket = self.settled(self.known(&act.subject)?.0, act.time);
        still_open(&docket)?;
        let may = |before: &Before| {
            before.person == *signer
                || before.delegate.as_ref() == Some(signer) && self.stands_in(signer, &before.person, &docket, act.time)
        };
        if docket.executed.is_some()
            || docket.subject.collection() == LOSSES
            || !docket.before.as_deref().is_some_and(may)
        {
            let seq = docket.trail.last().map_or(0, |mark| mark.seq);
            return Err(Violation::NotTakenBack { person: self.person_name(signer), seq });
        }
        let Some(before) = docket.before.take() else {
            let seq = docket.trail.last().map_or(0, |mark| mark.seq);
            return Err(Violation::NotTakenBack { person: self.person_name(signer), seq });
        };
        same_content(act.digest, &docket)?;
        for mark in &mut docket.trail {
            if mark.void_by == Some(before.seq) && before.voided.contains(&mark.seq) {
                mark.void_by = None;
            }
            if mark.seq == before.seq && !matches!(mark.verb, Verb::Submit | Verb::Revise) {
                mark.void_by = Some(act.seq);
            }
        }
        docket.place = before.place;
        docket.turn = before.turn;
        docket.resume = before.resume;
        docket.issued = before.issued;
        docket.passed = before.passed;
        mark(&mut docket, act, signer, Vec::new());
        Ok(docket)
    }

    /// 催办.
    pub(super) fn urge(&self, act: &Act, signer: &Slug) -> Result<Docket, Violation> {
        let (known, workflow) = self.known(&act.subject)?;
        let mut docket = self.settled(known, act.time);
        // Those to whom it was sent, too, may be reminded.
        if !docket.awaits_answers() {
            if docket.is_in_force() && !docket.deliveries.is_empty() {
                return Err(Undelivered::AllAnswered { subject: docket.subject }.into());
            }
            Self::standing_step(&docket, workflow)?;
        }
        let capacity = self.may(act, signer, &docket)?;
        same_content(act.digest, &docket)?;
        mark(&mut docket, act, signer, capacity);
        Ok(docket)
    }

    /// 批示: a leader's limit instead of the workflow's (J2).
    pub(super) fn instruct(&self, act: &Act, signer: &Slug, due: i64) -> Result<Docket, Violation> {
        let (known, workflow) = self.known(&act.subject)?;
        let mut docket = self.settled(known, act.time);
        Self::standing_step(&docket, workflow)?;
        let capacity = self.may(act, signer, &docket)?;
        same_content(act.digest, &docket)?;
        opinion_given(act)?;
        if due <= act.time {
            return Err(Violation::DuePast { due: self.local_time(due) });
        }
        docket.instructed = Some(due);
        mark(&mut docket, act, signer, capacity);
        if let Some(mark) = docket.trail.last_mut() {
            mark.due = Some(due);
        }
        Ok(docket)
    }

    /// 传阅.
    pub(super) fn circulate(&self, act: &Act, signer: &Slug, to: &[Slug]) -> Result<Docket, Violation> {
        let mut docket = self.settled(self.known(&act.subject)?.0, act.time);
        let capacity = self.may(act, signer, &docket)?;
        same_content(act.digest, &docket)?;
        for person in to {
            let known = self.register().person(person).is_some();
            let has_it =
                docket.readers.keys().any(|reader| reader == person || self.successor(&docket, reader) == person);
            if !known || person == signer || has_it {
                return Err(Violation::WrongPerson { verb: Verb::Circulate, person: self.person_name(person) });
            }
        }
        docket.readers.extend(to.iter().map(|person| (person.clone(), None)));
        mark(&mut docket, act, signer, capacity);
        Ok(docket)
    }

    /// 已阅 by one to whom it was given to read.
    pub(super) fn have_read(&self, act: &Act, signer: &Slug) -> Result<Docket, Violation> {
        let mut docket = self.settled(self.known(&act.subject)?.0, act.time);
        let unread: Vec<Slug> = docket
            .readers
            .iter()
            .filter(|(person, read)| read.is_none() && self.successor(&docket, person) == signer)
            .map(|(person, _)| person.clone())
            .collect();
        if unread.is_empty() {
            return Err(Violation::NotAReader { person: self.person_name(signer) });
        }
        same_content(act.digest, &docket)?;
        docket.readers.extend(unread.into_iter().map(|person| (person, Some(act.seq))));
        mark(&mut docket, act, signer, Vec::new());
        Ok(docket)
    }

    /// 撤销 and 废止.
    pub(super) fn end(&self, act: &Act, signer: &Slug) -> Result<Docket, Violation> {
        let verb = act.deed.verb();
        let mut docket = self.through(act)?;
        let capacity = self.may(act, signer, &docket)?;
        same_content(act.digest, &docket)?;
        reason_given(act)?;
        let (how, from) = if verb == Verb::Void {
            (End::Voided, None)
        } else {
            (End::Repealed, Some(self.settings().day(act.time).to_string()))
        };
        docket.ended = Some(Ended { how, seq: act.seq, from, by: None });
        mark(&mut docket, act, signer, capacity);
        Ok(docket)
    }

    /// 收回授权 (M2).
    pub(super) fn recall_delegation(&self, act: &Act, signer: &Slug) -> Result<Docket, Violation> {
        let mut docket = self.through(act)?;
        if self.successor(&docket, &docket.drafter) != signer {
            let drafter = self.person_name(self.successor(&docket, &docket.drafter));
            return Err(Violation::NotDrafter { verb: Verb::Recall, drafter });
        }
        same_content(act.digest, &docket)?;
        let from = Some(self.settings().day(act.time).to_string());
        docket.ended = Some(Ended { how: End::Recalled, seq: act.seq, from, by: None });
        mark(&mut docket, act, signer, Vec::new());
        Ok(docket)
    }

    /// The docket of a subject that is through and in force.
    pub(super) fn through(&self, act: &Act) -> Result<Docket, Violation> {
        let (docket, _) = self.known(&act.subject)?;
        let verb = act.deed.verb();
        let of_its_kind = verb != Verb::Recall || act.subject.collection() == DELEGATIONS;
        if docket.place != Place::Done || !of_its_kind {
            return Err(Violation::NotThrough { verb, stage: self.settled(docket, act.time).stage() });
        }
        if docket.ended.is_some() {
            return Err(Violation::EndedAlready { subject: act.subject.clone(), stage: docket.stage() });
        }
        Ok(docket.clone())
    }
}

/// What has a number cannot vanish: numbers have no gaps (H1).
pub(super) fn not_numbered(docket: &Docket, verb: Verb) -> Result<(), Violation> {
    match &docket.number {
        Some(number) => Err(Violation::AlreadyIssued { verb, number: number.text.clone() }),
        None => Ok(()),
    }
}

/// What was handed in can be taken back to work on it, until somebody has acted.
pub(super) fn handed_in(docket: &mut Docket, act: &Act, signer: &Slug) {
    let mut before = before(docket, act, signer);
    before.place = Place::Back(Back::TakenBack);
    before.turn = Turn::default();
    before.issued = None;
    docket.before = Some(Box::new(before));
}
