//! What those asked in a step do. Each reads from top to bottom: the place, the seat, the act's own questions, the time.

use super::{has_agreed, make_void, mark, more_than_read, opinion_given, reason_given, same_content};
use crate::id::Slug;
use crate::office::Office;
use crate::office::act::{Act, How, Verb};
use crate::office::calendar::Due;
use crate::office::docket::{Added, Back, Before, Docket, Place, Said, Turn};
use crate::office::register::SealKind;
use crate::office::seats::{Outcome, Seat, advance, enter, held_up, next_step, outcome};
use crate::office::violation::Violation;
use crate::office::workflow::{Disagreed, Step, Workflow, holds};

/// A subject at the step that an act names.
pub(super) struct At<'a> {
    pub(super) docket: Docket,
    pub(super) workflow: &'a Workflow,
    pub(super) index: usize,
    pub(super) step: &'a Step,
    pub(super) seats: Vec<Seat>,
    due: Due,
    respond: Due,
}

/// The seats somebody acts on.
pub(super) struct Own {
    /// Those that are open.
    open: Vec<Slug>,
    /// Under which titles he is asked.
    pub(super) capacity: Vec<String>,
}

impl Office {
    /// The subject at the step that the act names: K503, K511 or K504, K512.
    pub(super) fn place(&self, act: &Act) -> Result<At<'_>, Violation> {
        let (docket, workflow) = self.known(&act.subject)?;
        let docket = self.settled(docket, act.time);
        let (index, step) = Self::standing_step(&docket, workflow)?;
        match &act.step {
            Some(found) if *found == step.name => {}
            found => {
                let found = found.clone().unwrap_or_else(|| step.name.clone());
                return Err(Violation::WrongStep { expected: step.name.clone(), found });
            }
        }
        let seats = self.seats(&docket, act.time);
        let (due, respond) = (self.due(&docket), self.respond_by(&docket));
        Ok(At { docket, workflow, index, step, seats, due, respond })
    }

    /// The step a subject stands at: K511 or K504 if it is at none.
    pub(super) fn standing_step<'a>(docket: &Docket, workflow: &'a Workflow) -> Result<(usize, &'a Step), Violation> {
        let closed = || Violation::Closed { subject: docket.subject.clone(), stage: docket.stage() };
        match docket.place {
            Place::At(index) => workflow.steps.get(index).map(|step| (index, step)).ok_or_else(closed),
            Place::Back(_) => Err(Violation::IsBack { subject: docket.subject.clone(), stage: docket.stage() }),
            Place::Done | Place::Withdrawn | Place::Terminated | Place::Rejected => Err(closed()),
        }
    }

    /// That the signer may do this in this step, about this content: K513 to K516 and K530, K531.
    fn seat(&self, act: &Act, signer: &Slug, at: &At<'_>) -> Result<Own, Violation> {
        let verb = act.deed.verb();
        // Who may bring others in may let them go.
        let allowed = if verb == Verb::RemoveSign {
            at.step.verbs.contains(&Verb::AddSign) || at.step.verbs.contains(&Verb::Consult)
        } else {
            at.step.verbs.contains(&verb)
        };
        if !allowed {
            return Err(Violation::NotAllowed { verb, step: self.step_title(at.step), allowed: at.step.verbs.clone() });
        }
        let whose = act.behalf.as_ref().unwrap_or(signer);
        if whose != signer && !self.stands_in(signer, whose, &at.docket, act.time)
            || act.behalf.as_ref() == Some(signer)
        {
            let (person, behalf) = (self.person_name(signer), self.person_name(whose));
            return Err(Violation::NotDelegate { person, behalf });
        }
        // Afterwards he confirms the result, if he asked for it.
        let barred = |person: &&Slug| at.docket.executed.is_none() && self.is_barred(&at.docket, person);
        if let Some(person) = [whose, signer].into_iter().find(barred) {
            return Err(Violation::Gains { person: self.person_name(person) });
        }
        let held: Vec<&Seat> = at.seats.iter().filter(|seat| seat.holder == *whose).collect();
        let Some(first) = held.first() else {
            return Err(Violation::NotAsked {
                person: self.person_name(whose),
                step: self.step_title(at.step),
                asked: self.names(at.seats.iter().map(|seat| &seat.holder)),
            });
        };
        let open: Vec<Slug> = held.iter().filter(|seat| seat.is_open).map(|seat| seat.person.clone()).collect();
        if let Some(said) = first.said
            && open.is_empty()
            && held.iter().all(|seat| seat.said.is_some())
            && verb != Verb::RemoveSign
        {
            return Err(Violation::AlreadyDecided { person: self.person_name(whose), seq: said.seq });
        }
        if open.is_empty() && verb != Verb::RemoveSign {
            let waits = held.iter().flat_map(|seat| held_up(seat, &at.seats, at.step.rule));
            let mut first: Vec<Slug> = waits.map(|(_, person)| person).collect();
            first.sort();
            first.dedup();
            return Err(Violation::NotYet {
                person: self.person_name(whose),
                step: self.step_title(at.step),
                first: self.names(&first),
            });
        }
        same_content(act.digest, &at.docket)?;
        let mut capacity: Vec<String> = Vec::new();
        for title in held.iter().flat_map(|seat| &seat.titles) {
            if !capacity.contains(title) {
                capacity.push(title.clone());
            }
        }
        Ok(Own { open, capacity })
    }

    /// That the way so far was looked at where it has to be (I8), and that nobody confirms what he has not seen.
    fn confirmed(act: &Act, at: &At<'_>) -> Result<(), Violation> {
        let expected = at.docket.trail.last().map_or(0, |mark| mark.seq);
        let verb = act.deed.verb();
        let needed = at.workflow.confirm && (at.step.agrees(verb) || verb == Verb::Seal);
        match act.confirms {
            None if !needed => Ok(()),
            Some(found) if found == expected => Ok(()),
            found => Err(Violation::NotConfirmed { expected, found }),
        }
    }

    /// That what comes late says why (J3).
    fn in_time(&self, act: &Act, at: &At<'_>) -> Result<(), Violation> {
        let verb = act.deed.verb();
        let decides = verb.carries_on() || matches!(verb, Verb::Disagree | Verb::Read | Verb::Return);
        let late = |due: Due| due.is_past(act.time);
        let due = match (decides && late(at.due), !at.docket.turn.responded && late(at.respond)) {
            (true, _) => at.due,
            (false, true) => at.respond,
            (false, false) => return Ok(()),
        };
        match due {
            Due::At(due) if act.reason.trim().is_empty() => {
                Err(Violation::Late { verb, step: self.step_title(at.step), due: self.local_time(due) })
            }
            Due::At(_) | Due::Never | Due::Unknown => Ok(()),
        }
    }

    /// Writes the act down: in the trail, with the time it had.
    fn write(at: &At<'_>, docket: &mut Docket, act: &Act, signer: &Slug, capacity: Vec<String>) {
        mark(docket, act, signer, capacity);
        if let Some(mark) = docket.trail.last_mut() {
            mark.since = Some(at.docket.turn.since);
            mark.due = if let Due::At(due) = at.due { Some(due) } else { None };
        }
    }

    /// 同意, 不同意, 已阅, 办结.
    pub(super) fn decide(&self, act: &Act, signer: &Slug) -> Result<Docket, Violation> {
        let at = self.place(act)?;
        let own = self.seat(act, signer, &at)?;
        let verb = act.deed.verb();
        let agrees = at.step.agrees(verb);
        if agrees {
            self.beyond_doubt(&at.docket)?;
        }
        Self::confirmed(act, &at)?;
        if !(agrees && verb == Verb::Read) {
            opinion_given(act)?;
        }
        more_than_read(act)?;
        self.in_time(act, &at)?;
        let mut docket = at.docket.clone();
        docket.before = Some(Box::new(before(&at.docket, act, signer)));
        docket.turn.responded = true;
        for seat in &own.open {
            docket.turn.decided.insert(seat.clone(), Said { seq: act.seq, agreed: agrees });
        }
        Self::write(&at, &mut docket, act, signer, own.capacity);
        if !agrees {
            for chosen in self.named(&docket, &at.step.then.inform) {
                docket.readers.entry(chosen.person).or_insert(None);
            }
        }
        match outcome(&self.seats(&docket, act.time), at.step.rule) {
            Outcome::Open => {}
            Outcome::Through => advance(&mut docket, at.workflow, at.index, act.time),
            Outcome::Failed => Self::fail(&mut docket, &at, act),
        }
        Ok(docket)
    }

    /// What follows when a step fails.
    fn fail(docket: &mut Docket, at: &At<'_>, act: &Act) {
        // What has a number cannot vanish: numbers have no gaps (H1).
        let then = match at.step.then.disagree {
            Disagreed::End if docket.number.is_some() => Disagreed::Drafter,
            then @ (Disagreed::Drafter | Disagreed::End | Disagreed::Next) => then,
        };
        match then {
            Disagreed::Next => advance(docket, at.workflow, at.index, act.time),
            Disagreed::Drafter => {
                let why = if act.deed.verb() == Verb::Read { Back::OnlyRead } else { Back::Disagreed };
                leave(docket, Place::Back(why), act.time);
            }
            Disagreed::End => leave(docket, Place::Rejected, act.time),
        }
    }

    /// 退回.
    pub(super) fn give_back(
        &self,
        act: &Act,
        signer: &Slug,
        to: Option<&Slug>,
        straight: bool,
    ) -> Result<Docket, Violation> {
        let at = self.place(act)?;
        let own = self.seat(act, signer, &at)?;
        Self::confirmed(act, &at)?;
        reason_given(act)?;
        let target = self.return_target(&at, to, straight)?;
        self.in_time(act, &at)?;
        let mut docket = at.docket.clone();
        let mut before = before(&at.docket, act, signer);
        Self::write(&at, &mut docket, act, signer, own.capacity);
        let mut resume = if straight { at.docket.resume.clone() } else { Vec::new() };
        resume.extend(straight.then_some(at.index));
        match target {
            None => {
                leave(&mut docket, Place::Back(Back::Returned), act.time);
                docket.issued = None;
            }
            Some(target) => {
                let again = |index: usize| {
                    index == target || index == at.index || !straight && (target..at.index).contains(&index)
                };
                before.voided = make_void(&mut docket, act.seq, |mark| {
                    has_agreed(at.workflow, mark)
                        && mark.step.as_ref().and_then(|name| at.workflow.step(name)).is_some_and(|(i, _)| again(i))
                });
                docket.issued = docket.issued.filter(|issued| !before.voided.contains(issued));
                docket.passed.retain(|index| *index < target || straight && *index > target);
                enter(&mut docket, Some(target), act.time);
            }
        }
        docket.resume = resume;
        docket.before = Some(Box::new(before));
        Ok(docket)
    }

    /// Where a return goes: K537 if it cannot.
    fn return_target(&self, at: &At<'_>, to: Option<&Slug>, straight: bool) -> Result<Option<usize>, Violation> {
        let issue = at.workflow.steps.iter().take(at.index).any(|step| step.forward() == Verb::Issue);
        let passed = self.passed(&at.docket);
        let reachable = to.is_none_or(|to| passed.contains(to));
        if !reachable || straight && issue {
            return Err(Violation::WrongReturn {
                found: to.map_or_else(|| "drafter".to_owned(), Slug::to_string),
                passed: passed.iter().map(Slug::to_string).collect(),
            });
        }
        Ok(to.and_then(|to| at.workflow.step(to)).map(|(index, _)| index))
    }

    /// The steps before the current one to which a subject can go back, in order (退回).
    pub fn passed(&self, docket: &Docket) -> Vec<Slug> {
        let (Place::At(index), Ok(workflow)) = (docket.place, self.workflow(docket)) else { return Vec::new() };
        let issue = workflow.steps.iter().take(index).position(|step| step.forward() == Verb::Issue);
        let passed = docket.passed.range(issue.unwrap_or(0)..index);
        passed.filter_map(|index| workflow.steps.get(*index)).map(|step| step.name.clone()).collect()
    }

    /// 签发.
    pub(super) fn issue(&self, act: &Act, signer: &Slug, number: &str) -> Result<Docket, Violation> {
        let at = self.place(act)?;
        let own = self.seat(act, signer, &at)?;
        self.beyond_doubt(&at.docket)?;
        Self::confirmed(act, &at)?;
        opinion_given(act)?;
        more_than_read(act)?;
        let next = self.next_number(&at.docket, act.time)?;
        if next.text != number {
            return Err(Violation::WrongNumber { expected: next.text, found: number.to_owned() });
        }
        self.in_time(act, &at)?;
        let mut docket = at.docket.clone();
        docket.number = Some(next);
        docket.issued = Some(act.seq);
        docket.before = None;
        Self::write(&at, &mut docket, act, signer, own.capacity);
        advance(&mut docket, at.workflow, at.index, act.time);
        Ok(docket)
    }

    /// 用印.
    pub(super) fn put_seal(&self, act: &Act, signer: &Slug, slug: &Slug) -> Result<Docket, Violation> {
        let seal = self.register().seal(slug).ok_or_else(|| Violation::UnknownSeal { seal: slug.clone() })?;
        let (known, _) = self.known(&act.subject)?;
        if let Some(seq) = known.seals.get(slug) {
            return Err(Violation::AlreadySealed { seal: slug.clone(), seq: *seq });
        }
        if known.is_open() && known.issued.is_none() {
            return Err(Violation::NotIssued { subject: act.subject.clone() });
        }
        let at = self.place(act)?;
        let personal = at.step.is_for_signatory();
        // The signatory's own, and nobody else's.
        let his = |owner: &Slug| self.named(&at.docket, &at.step.who).iter().any(|chosen| chosen.person == *owner);
        if personal != (seal.kind == SealKind::Personal) || personal && !seal.owner.as_ref().is_some_and(his) {
            return Err(Violation::OtherSort { seal: slug.clone(), kind: seal.kind });
        }
        // A seal of a unit that went into another is nobody's any more.
        let (unit, units) = (&seal.unit, self.sealing_units(&at.docket));
        if !personal && !units.contains(unit) {
            return Err(Violation::OtherUnitsSeal {
                seal: slug.clone(),
                unit: self.unit_title(&seal.unit),
                issuer: units.iter().map(|unit| self.unit_title(unit)).collect::<Vec<_>>().join(", "),
            });
        }
        if let Some(seq) = self.sealed_units(&at.docket).get(unit).filter(|_| !personal) {
            return Err(Violation::UnitSealed { unit: self.unit_title(unit), seq: *seq });
        }
        if !seal.custodians.contains(signer) {
            return Err(Violation::NotCustodian {
                person: self.person_name(signer),
                seal: slug.clone(),
                custodians: self.names(&seal.custodians),
            });
        }
        let Some(certificate) = self.sealing_with(seal) else {
            return Err(Violation::SealNotActive { seal: slug.clone() });
        };
        self.seat(act, signer, &at)?;
        self.beyond_doubt(&at.docket)?;
        Self::confirmed(act, &at)?;
        self.in_time(act, &at)?;
        let mut docket = at.docket.clone();
        docket.seals.insert(slug.clone(), act.seq);
        docket.before = None;
        Self::write(&at, &mut docket, act, signer, vec![seal.title.clone()]);
        if let Some(mark) = docket.trail.last_mut() {
            mark.sealed_with = Some(certificate.clone());
            mark.sealed_for = Some(unit.clone()).filter(|_| !personal);
        }
        // Each unit that issues it puts its own.
        let sealed = self.sealed_units(&docket);
        if personal || units.iter().all(|unit| sealed.contains_key(unit)) {
            advance(&mut docket, at.workflow, at.index, act.time);
        }
        Ok(docket)
    }

    /// The step of a change request at which it is executed, and who does it.
    pub(super) fn executor(&self, act: &Act, signer: &Slug) -> Result<(At<'_>, Vec<String>), Violation> {
        let at = self.place(act)?;
        let own = self.seat(act, signer, &at)?;
        self.beyond_doubt(&at.docket)?;
        Self::confirmed(act, &at)?;
        Ok((at, own.capacity))
    }

    /// Writes an execution down and carries the request on.
    pub(super) fn executed(
        &self,
        at: &At<'_>,
        act: &Act,
        signer: &Slug,
        capacity: Vec<String>,
    ) -> Result<Docket, Violation> {
        self.in_time(act, at)?;
        let mut docket = at.docket.clone();
        docket.before = None;
        docket.executed = Some(act.seq);
        Self::write(at, &mut docket, act, signer, capacity);
        advance(&mut docket, at.workflow, at.index, act.time);
        Ok(docket)
    }

    /// 答复 in a step: a word of one who is asked, or the answer of one who was consulted.
    pub(super) fn answer(&self, act: &Act, signer: &Slug) -> Result<Docket, Violation> {
        let at = self.place(act)?;
        let consulted = act.behalf.is_none()
            && at.docket.turn.consults.values().any(|other| self.successor(&at.docket, other) == signer);
        let capacity = if consulted {
            same_content(act.digest, &at.docket)?;
            Vec::new()
        } else {
            self.seat(act, signer, &at)?.capacity
        };
        opinion_given(act)?;
        self.in_time(act, &at)?;
        let mut docket = at.docket.clone();
        docket.turn.consults.retain(|_, other| !consulted || self.successor(&at.docket, other) != signer);
        Ok(Self::changed_seats(&at, docket, act, signer, capacity))
    }

    /// 转办.
    pub(super) fn transfer(&self, act: &Act, signer: &Slug, to: &Slug) -> Result<Docket, Violation> {
        let at = self.place(act)?;
        let own = self.seat(act, signer, &at)?;
        let seat = first(&own);
        let has_added = at
            .docket
            .turn
            .added
            .values()
            .any(|added| Some(&added.by) == seat && matches!(added.how, How::Before | How::After));
        self.check_other(act, signer, &at, to, has_added)?;
        self.check_level(&at, to)?;
        self.in_time(act, &at)?;
        let mut docket = at.docket.clone();
        docket.turn.moved.extend(seat.map(|seat| (seat.clone(), to.clone())));
        Ok(Self::changed_seats(&at, docket, act, signer, own.capacity))
    }

    /// 委派.
    pub(super) fn consult(&self, act: &Act, signer: &Slug, to: &Slug) -> Result<Docket, Violation> {
        let at = self.place(act)?;
        let own = self.seat(act, signer, &at)?;
        self.check_other(act, signer, &at, to, false)?;
        self.check_level(&at, to)?;
        self.in_time(act, &at)?;
        let mut docket = at.docket.clone();
        docket.turn.consults.extend(first(&own).map(|seat| (seat.clone(), to.clone())));
        Ok(Self::changed_seats(&at, docket, act, signer, own.capacity))
    }

    /// 加签.
    pub(super) fn add_sign(&self, act: &Act, signer: &Slug, to: &Slug, how: How) -> Result<Docket, Violation> {
        let at = self.place(act)?;
        let own = self.seat(act, signer, &at)?;
        self.check_other(act, signer, &at, to, false)?;
        self.check_level(&at, to)?;
        self.in_time(act, &at)?;
        let mut docket = at.docket.clone();
        docket.turn.added.extend(first(&own).map(|seat| (to.clone(), Added { by: seat.clone(), how })));
        Ok(Self::changed_seats(&at, docket, act, signer, own.capacity))
    }

    /// 越级: the next-higher leader signs in the place of the step (I3).
    pub(super) fn lift(&self, act: &Act, signer: &Slug) -> Result<Docket, Violation> {
        let at = self.place(act)?;
        let asked = self.named(&at.docket, &at.step.lift);
        let Some(own) = asked.into_iter().find(|chosen| chosen.person == *signer) else {
            let next = next_step(&at.docket, at.workflow, at.index).and_then(|next| at.workflow.steps.get(next));
            let (person, next) = (self.person_name(signer), next.map(|step| step.name.clone()));
            return Err(Violation::SkipsLevel { person, next });
        };
        if self.has_a_part(&at, signer) || self.is_barred(&at.docket, self.successor(&at.docket, signer)) {
            return Err(Violation::WrongPerson { verb: act.deed.verb(), person: self.person_name(signer) });
        }
        same_content(act.digest, &at.docket)?;
        reason_given(act)?;
        self.in_time(act, &at)?;
        let mut docket = at.docket.clone();
        docket.turn.added.insert(signer.clone(), Added { by: signer.clone(), how: How::Lift });
        Ok(Self::changed_seats(&at, docket, act, signer, own.titles))
    }

    /// 减签.
    pub(super) fn remove_sign(&self, act: &Act, signer: &Slug, to: &Slug) -> Result<Docket, Violation> {
        let at = self.place(act)?;
        let own = self.seat(act, signer, &at)?;
        let whose = act.behalf.as_ref().unwrap_or(signer);
        let held = |seat: &Slug| at.seats.iter().any(|known| known.person == *seat && known.holder == *whose);
        let mut docket = at.docket.clone();
        let waits = |turn: &Turn| turn.consults.iter().any(|(seat, other)| other == to && held(seat));
        let added =
            |turn: &Turn| turn.added.get(to).is_some_and(|added| held(&added.by)) && !turn.decided.contains_key(to);
        if waits(&docket.turn) {
            docket.turn.consults.retain(|seat, other| other != to || !held(seat));
        } else if added(&docket.turn) {
            docket.turn.added.remove(to);
            docket.turn.moved.remove(to);
            docket.turn.consults.remove(to);
        } else {
            let (person, other) = (self.person_name(whose), self.person_name(to));
            return Err(Violation::NotAdded { person, other });
        }
        self.in_time(act, &at)?;
        Ok(Self::changed_seats(&at, docket, act, signer, own.capacity))
    }

    /// 终止 by one who is asked.
    pub(super) fn terminate_in_step(&self, act: &Act, signer: &Slug) -> Result<Docket, Violation> {
        let at = self.place(act)?;
        let own = self.seat(act, signer, &at)?;
        super::aside::not_numbered(&at.docket, Verb::Terminate)?;
        reason_given(act)?;
        self.in_time(act, &at)?;
        let mut docket = at.docket.clone();
        docket.before = None;
        Self::write(&at, &mut docket, act, signer, own.capacity);
        leave(&mut docket, Place::Terminated, act.time);
        Ok(docket)
    }

    /// That somebody may be asked too: K534.
    fn check_other(&self, act: &Act, signer: &Slug, at: &At<'_>, to: &Slug, bound: bool) -> Result<(), Violation> {
        let barred = [to, self.successor(&at.docket, to)].iter().any(|person| self.is_barred(&at.docket, person));
        if bound || !self.is_able(to) || to == signer || self.has_a_part(at, to) || barred {
            return Err(Violation::WrongPerson { verb: act.deed.verb(), person: self.person_name(to) });
        }
        Ok(())
    }

    /// That nobody is brought in who is asked two levels up (I2): K536.
    fn check_level(&self, at: &At<'_>, to: &Slug) -> Result<(), Violation> {
        let next = next_step(&at.docket, at.workflow, at.index);
        let later = at.workflow.steps.iter().skip(next.map_or(at.workflow.steps.len(), |next| next + 1));
        let next = next.and_then(|next| at.workflow.steps.get(next));
        for person in [to, self.successor(&at.docket, to)] {
            let asks = |step: &Step| holds(&step.when, &at.docket.form) && self.is_asked_in(&at.docket, step, person);
            if later.clone().any(asks) && !next.is_some_and(asks) {
                let (person, next) = (self.person_name(person), next.map(|step| step.name.clone()));
                return Err(Violation::SkipsLevel { person, next });
            }
        }
        Ok(())
    }

    /// Whether somebody has a part in the step already: he drafted the subject, has a seat, or was consulted.
    fn has_a_part(&self, at: &At<'_>, person: &Slug) -> bool {
        let docket = &at.docket;
        [person, self.successor(docket, person)].into_iter().any(|person| {
            *person == docket.drafter
                || person == self.successor(docket, &docket.drafter)
                || at.seats.iter().any(|seat| seat.person == *person || seat.holder == *person)
                || docket.turn.consults.values().any(|other| other == person)
        })
    }

    /// An act that changes only who sits where.
    fn changed_seats(at: &At<'_>, mut docket: Docket, act: &Act, signer: &Slug, capacity: Vec<String>) -> Docket {
        docket.before = None;
        docket.turn.responded = true;
        Self::write(at, &mut docket, act, signer, capacity);
        docket
    }
}

fn first(own: &Own) -> Option<&Slug> {
    own.open.first()
}

/// What stands before an act, to be taken back to.
pub(super) fn before(docket: &Docket, act: &Act, signer: &Slug) -> Before {
    Before {
        seq: act.seq,
        person: act.behalf.as_ref().unwrap_or(signer).clone(),
        delegate: act.behalf.as_ref().map(|_| signer.clone()),
        place: docket.place,
        turn: docket.turn.clone(),
        resume: docket.resume.clone(),
        issued: docket.issued,
        passed: docket.passed.clone(),
        voided: Vec::new(),
    }
}

/// Puts a subject out of its step.
pub(super) fn leave(docket: &mut Docket, place: Place, time: i64) {
    docket.place = place;
    docket.resume.clear();
    docket.turn = Turn { since: time, ..Turn::default() };
}
