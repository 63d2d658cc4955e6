//! What is handed in: `submit` and `revise`.

use super::aside::handed_in;
use super::deliver::named;
use super::{has_agreed, make_void, mark};
use crate::id::{Slug, SubjectId};
use crate::office::Office;
use crate::office::act::{Act, CHANGES, Content, DELEGATIONS, HANDOVERS, LOSSES, Verb};
use crate::office::docket::{Docket, Form, Place, Turn, Value};
use crate::office::form::{self, Against};
use crate::office::people::Asked;
use crate::office::seats::enter;
use crate::office::violation::Violation;
use crate::office::workflow::{Named, Rule, Workflow, holds};

impl Office {
    pub(super) fn submit(&self, act: &Act, signer: &Slug, content: &Content) -> Result<Docket, Violation> {
        let workflow =
            self.workflow_of(act.subject.collection()).ok_or_else(|| self.unknown_collection(&act.subject))?;
        if self.dockets.contains_key(&act.subject) {
            return Err(Violation::Exists { subject: act.subject.clone() });
        }
        let unit = self.register().person(signer).map_or_else(|| signer.clone(), |person| person.unit.clone());
        let mut docket = Docket {
            subject: act.subject.clone(),
            workflow: workflow.version,
            drafter: signer.clone(),
            drafter_unit: unit.clone(),
            issuer: unit,
            title: String::new(),
            form: Form::new(),
            digest: act.digest,
            content_seq: act.seq,
            content_time: act.time,
            round: 0,
            place: Place::At(0),
            turn: Turn::default(),
            request: None,
            executed: None,
            passed: std::collections::BTreeSet::new(),
            resume: Vec::new(),
            instructed: None,
            before: None,
            number: None,
            serial: None,
            issued: None,
            seals: std::collections::BTreeMap::new(),
            readers: std::collections::BTreeMap::new(),
            deliveries: std::collections::BTreeMap::new(),
            ended: None,
            trail: Vec::new(),
        };
        self.hand_in(&mut docket, workflow, act, signer, content)?;
        Ok(docket)
    }

    pub(super) fn revise(&self, act: &Act, signer: &Slug, content: &Content) -> Result<Docket, Violation> {
        let mut docket = self.drafters_docket(act, signer)?;
        if docket.digest == act.digest {
            return Err(Violation::NothingRevised { digest: act.digest });
        }
        let workflow = self.workflow(&docket)?;
        make_void(&mut docket, act.seq, |mark| has_agreed(workflow, mark));
        self.hand_in(&mut docket, workflow, act, signer, content)?;
        Ok(docket)
    }

    /// A new text begins a new round at the first step.
    fn hand_in(
        &self,
        docket: &mut Docket,
        workflow: &Workflow,
        act: &Act,
        signer: &Slug,
        content: &Content,
    ) -> Result<(), Violation> {
        let numbered_for =
            |docket: &Docket| (self.register().now(&docket.issuer).clone(), docket.kind().map(str::to_owned));
        let before = numbered_for(docket);
        docket.form = self.read_form(workflow, &act.subject, content, Some(&docket.drafter_unit))?;
        docket.title = docket.value("title").unwrap_or_default().to_owned();
        docket.issuer =
            docket.value("unit").and_then(|unit| unit.parse().ok()).unwrap_or_else(|| docket.drafter_unit.clone());
        docket.digest = act.digest;
        docket.content_seq = act.seq;
        docket.content_time = act.time;
        docket.round += 1;
        docket.passed.clear();
        docket.resume.clear();
        docket.instructed = None;
        docket.before = None;
        self.check_repeals(docket, workflow)?;
        self.check_receipts(docket, workflow)?;
        self.check_parcel(docket, workflow)?;
        self.check_answer(docket, workflow)?;
        self.check_deputies(docket)?;
        let request = self.proposal(workflow, &act.subject, content, (act.seq, &docket.drafter))?;
        if let Some(request) = &request {
            let words = request.changes.iter().map(|change| change.word().to_owned()).collect();
            docket.form.insert(CHANGES.to_owned(), Value::Many(words));
            self.check_changes(workflow, docket, content)?;
        }
        docket.request = request.or(self.loss(docket)?);
        // Whoever revises in his place now: what it has become has to be the drafter's to hand in. A number holds it anyway.
        if docket.number.is_none() {
            let drafter = docket.drafter.clone();
            self.check_drafter(docket, workflow, &drafter)?;
        }
        let now = numbered_for(docket);
        if let Some(number) =
            docket.number.as_ref().filter(|_| before != now).or(docket.serial.as_ref().filter(|_| before.0 != now.0))
        {
            return Err(Violation::NumberGiven { number: number.text.clone() });
        }
        if docket.serial.is_none() {
            docket.serial = self.next_serial(docket, workflow, act.time);
        }
        let first =
            workflow.step_from(0, &docket.form).ok_or_else(|| Violation::NoStep { subject: docket.subject.clone() })?;
        // A loss is reported whoever is there to look into it.
        let asked = workflow.steps.iter().filter(|_| docket.subject.collection() != LOSSES);
        for step in asked.filter(|step| holds(&step.when, &docket.form)) {
            // Who that is, is known once it is issued.
            if step.who.iter().any(|who| who.named == Named::Signer) {
                continue;
            }
            if step.forward() == Verb::Seal && !self.every_unit_can_seal(docket) {
                return Err(Violation::NobodyAsked { step: self.step_title(step) });
            }
            let able = self
                .asked_in(docket, step)
                .iter()
                .filter(|chosen| self.is_able(self.successor(docket, &chosen.person)))
                .count();
            let needed = match step.rule {
                Rule::All | Rule::Sequence => self.asked_in(docket, step).len().max(1),
                Rule::AtLeast(n) => n as usize,
                Rule::Any | Rule::Vote(_) => 1,
            };
            if able < needed {
                return Err(Violation::NobodyAsked { step: self.step_title(step) });
            }
        }
        if workflow.numbering.is_some() {
            self.next_number(docket, act.time)?;
        }
        enter(docket, Some(first), act.time);
        handed_in(docket, act, signer);
        mark(docket, act, signer, Vec::new());
        Ok(())
    }

    /// What it would repeal is in force now (G15).
    fn check_repeals(&self, docket: &Docket, workflow: &Workflow) -> Result<(), Violation> {
        // What takes another's place is of its kind.
        let corrected = workflow.corrected(docket);
        if let Some(other) = corrected.iter().find(|other| other.collection() != docket.subject.collection()) {
            return Err(Violation::NotInForce { other: other.clone() });
        }
        for other in named(docket, workflow.repeals.as_ref()).into_iter().chain(corrected) {
            let issuer = self.register().now(&docket.issuer);
            let is_below = |unit: &Slug| {
                let unit = self.register().now(unit);
                unit == issuer || self.register().above(unit).is_some_and(|above| above.contains(&issuer))
            };
            if !self.docket(&other).is_some_and(|other| other.is_in_force() && is_below(&other.issuer)) {
                return Err(Violation::NotInForce { other });
            }
        }
        Ok(())
    }

    /// A delegation is to another, for days in their order; a handover is to another; both to somebody who can act.
    fn check_deputies(&self, docket: &Docket) -> Result<(), Violation> {
        let wrong = |field, found: &str| Err(Violation::WrongDeputy { field, found: found.to_owned() });
        let (to, from, until) = (docket.value("to"), docket.value("from"), docket.value("until"));
        let to = to.unwrap_or_default();
        let other = match docket.subject.collection() {
            DELEGATIONS => Some(docket.drafter.as_str()),
            HANDOVERS => docket.value("person"),
            _ => return Ok(()),
        };
        if other == Some(to) || !to.parse::<Slug>().is_ok_and(|to| self.is_able(&to)) {
            return wrong("to", to);
        }
        if docket.subject.collection() == HANDOVERS {
            // Who takes over does not ask for it himself, and the leaver's own unit answers for it.
            let home = other.and_then(|person| person.parse::<Slug>().ok());
            let home = home
                .and_then(|person| Some(self.register().person(&person)?.unit == *self.register().now(&docket.issuer)));
            if to == docket.drafter.as_str() {
                return wrong("to", to);
            }
            if home != Some(true) {
                return wrong("person", other.unwrap_or_default());
            }
        }
        match (docket.subject.collection(), from, until) {
            // Both are written with the year first and in the same digits.
            (DELEGATIONS, Some(from), Some(until)) if from > until => wrong("until", until),
            _ => Ok(()),
        }
    }

    /// Who hands in is one of those who may (L7, L8).
    fn check_drafter(&self, docket: &Docket, workflow: &Workflow, signer: &Slug) -> Result<(), Violation> {
        if workflow.drafters.is_empty() {
            return Ok(());
        }
        let entry = workflow.drafters.iter().find(|entry| holds(&entry.when, &docket.form));
        let asked = entry.map_or_else(Asked::new, |entry| self.drafters(docket, &entry.who));
        if asked.contains_key(signer) {
            return Ok(());
        }
        Err(Violation::NotADrafter { person: self.person_name(signer), asked: self.names(asked.keys()) })
    }

    fn read_form(
        &self,
        workflow: &Workflow,
        subject: &SubjectId,
        content: &Content,
        home: Option<&Slug>,
    ) -> Result<Form, Violation> {
        let against = Against {
            workflow,
            register: self.register(),
            limits: &self.settings().limits,
            exists: &|id| self.docket(id).is_some(),
            subject,
            home,
        };
        form::read(&against, content).map_err(|faults| Violation::Form { subject: subject.clone(), faults })
    }

    /// The rules of the house that ask what the request changes (B3, B7, B11).
    fn check_changes(&self, workflow: &Workflow, docket: &Docket, content: &Content) -> Result<(), Violation> {
        let against = Against {
            workflow,
            register: self.register(),
            limits: &self.settings().limits,
            exists: &|id| self.docket(id).is_some(),
            subject: &docket.subject,
            home: Some(&docket.drafter_unit),
        };
        let subject = || docket.subject.clone();
        form::check_changes(&against, content, &docket.form)
            .map_err(|faults| Violation::Form { subject: subject(), faults })
    }

    /// Reads a folder by the form of its collection, as [`Office::judge`] would, with what [`Office::advise`] adds.
    pub fn check_form(&self, subject: &SubjectId, content: &Content) -> Result<Form, Violation> {
        let workflow = self.workflow_of(subject.collection()).ok_or_else(|| self.unknown_collection(subject))?;
        let home = self.docket(subject).map(|docket| &docket.drafter_unit);
        self.advise(self.read_form(workflow, subject, content, home), subject, content)
    }

    /// What an author is told before he signs, beside what was judged: whether every file that his text names is there. No verdict
    /// depends on it, for what is a link is a Markdown reader's business.
    pub fn advise<T>(
        &self,
        judged: Result<T, Violation>,
        subject: &SubjectId,
        content: &Content,
    ) -> Result<T, Violation> {
        let missing = form::missing_targets(content);
        match judged {
            Err(Violation::Form { subject, faults }) => {
                Err(Violation::Form { subject, faults: [faults, missing].concat() })
            }
            Ok(_) if !missing.is_empty() => Err(Violation::Form { subject: subject.clone(), faults: missing }),
            judged => judged,
        }
    }
}
