//! Judging: one act against the state before it. Pure and total: no clock, no disk, no git.
//!
//! 1. [`Office::judge`] changes nothing; [`Office::apply`] cannot fail. A refused act leaves no trace in the state.
//! 2. Authority comes from before the act: the register and the docket as they stood at its parent.
//! 3. An approval is about a digest; another digest needs another approval.
//! 4. A subject passes its steps in order; nobody acts in a step that is not the current one (I2).

use std::collections::{BTreeMap, BTreeSet};

use super::Office;
use super::act::{Act, CHANGES, Content, Decision, Deed, Verb};
use super::docket::{Back, Docket, Form, Mark, Number, Place};
use super::form;
use super::register::{Holder, Person, Standing};
use super::rules::Rules;
use super::violation::Violation;
use super::workflow::{Rule, Step, UnitRef, Who, Workflow};
use crate::id::{Fingerprint, Slug, SubjectId};

/// The longest opinion or reason, in characters.
pub const LONGEST_OPINION: usize = 2_000;

/// What a judged act does to the state. Only [`Office::judge`] makes one.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Effects {
    docket: Docket,
    amends: Option<Box<Amends>>,
}

/// The rules as an executed change request makes them.
#[derive(Debug, Clone, PartialEq)]
struct Amends {
    rules: Rules,
    paths: Vec<String>,
    seq: u64,
}

impl Effects {
    /// The subject's docket after the act.
    pub const fn docket(&self) -> &Docket {
        &self.docket
    }

    /// Whether the act changes settings, register or workflows, or what else only change requests write.
    pub const fn amends(&self) -> bool {
        self.amends.is_some()
    }
}

/// Who is asked in a step: each person with the titles under which he is.
pub type Asked = BTreeMap<Slug, Vec<String>>;

impl Office {
    /// Judges an act against this state.
    pub fn judge(&self, act: &Act) -> Result<Effects, Violation> {
        let signer = self.signer(&act.signer)?;
        self.check_identity(&signer, &act.name, &act.email)?;
        let length = act.deed.words().chars().count();
        if length > LONGEST_OPINION {
            return Err(Violation::TooLong { length });
        }
        let docket = match &act.deed {
            Deed::Submit { content, .. } => self.submit(act, &signer, content),
            Deed::Revise { content, .. } => self.revise(act, &signer, content),
            Deed::Decide { decision, step, words } => self.decide(act, &signer, *decision, step, words),
            Deed::Issue { step, number, opinion } => self.issue(act, &signer, step, number, opinion),
            Deed::Seal { step, seal } => self.put_seal(act, &signer, step, seal),
            Deed::Withdraw { reason } => self.withdraw(act, &signer, reason),
            Deed::Execute { content, step, .. } => return self.execute(act, &signer, step, content),
            Deed::Affirm { affirms, opinion } => self.affirm(act, &signer, *affirms, opinion),
        }?;
        Ok(Effects { docket, amends: None })
    }

    /// Makes a judged act's effects the state.
    pub fn apply(&mut self, effects: Effects) {
        if let Some(number) = &effects.docket.number {
            let last = self.numbers.entry(number.register.clone()).or_default();
            *last = number.n.max(*last);
        }
        if let Some(amends) = effects.amends {
            let Amends { rules, paths, seq } = *amends;
            let before = std::mem::replace(&mut self.rules, rules);
            for (collection, workflow) in before.workflows {
                if self.rules.workflows.get(&collection).is_none_or(|now| now.version != workflow.version) {
                    self.former.insert((collection, workflow.version), workflow);
                }
            }
            self.changed.extend(paths.into_iter().map(|path| (path, seq)));
        }
        self.dockets.insert(effects.docket.subject.clone(), effects.docket);
    }

    /// Whose certificate it is, and that it may sign an act.
    pub fn signer(&self, fingerprint: &Fingerprint) -> Result<Slug, Violation> {
        let inactive = |holder, standing| Violation::NotActive { fingerprint: fingerprint.clone(), holder, standing };
        match self.register().holder(fingerprint) {
            Some(Holder::Person(slug, Standing::Active)) => Ok(slug.clone()),
            Some(Holder::Person(slug, standing)) => Err(inactive(self.person_name(slug), *standing)),
            Some(Holder::Seal(slug, _)) => Err(Violation::SealSigned { seal: slug.clone() }),
            None => Err(Violation::UnknownSigner { fingerprint: fingerprint.clone() }),
        }
    }

    /// That an author line is the register's for this person.
    pub fn check_identity(&self, signer: &Slug, name: &str, email: &str) -> Result<(), Violation> {
        let person = self.register().person(signer);
        match person {
            Some(person) if person.name == name && person.email == email => Ok(()),
            _ => Err(Violation::Identity {
                expected: person.map_or_else(String::new, |p| format!("{} <{}>", p.name, p.email)),
                found: format!("{name} <{email}>"),
            }),
        }
    }

    fn submit(&self, act: &Act, signer: &Slug, content: &Content) -> Result<Docket, Violation> {
        let workflow =
            self.workflow_of(act.subject.collection()).ok_or_else(|| self.unknown_collection(&act.subject))?;
        if self.dockets.contains_key(&act.subject) {
            return Err(Violation::Exists { subject: act.subject.clone() });
        }
        let form = self.read_form(workflow, &act.subject, content)?;
        self.proposal(&act.subject, content, act.seq)?;
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
            round: 0,
            place: Place::At(0),
            decided: BTreeMap::new(),
            number: None,
            issued: None,
            seals: BTreeMap::new(),
            trail: Vec::new(),
        };
        self.hand_in(&mut docket, workflow, act, form)?;
        Ok(docket)
    }

    fn revise(&self, act: &Act, signer: &Slug, content: &Content) -> Result<Docket, Violation> {
        let mut docket = self.drafters_docket(act, signer)?;
        if docket.digest == act.digest {
            return Err(Violation::NothingRevised { digest: act.digest });
        }
        let workflow = self.workflow(&docket)?;
        let form = self.read_form(workflow, &act.subject, content)?;
        self.proposal(&act.subject, content, act.seq)?;
        for mark in docket.trail.iter_mut().filter(|mark| mark.verb == Verb::Approve && mark.void_by.is_none()) {
            mark.void_by = Some(act.seq);
        }
        self.hand_in(&mut docket, workflow, act, form)?;
        Ok(docket)
    }

    /// A new text begins a new round at the first step.
    fn hand_in(&self, docket: &mut Docket, workflow: &Workflow, act: &Act, form: Form) -> Result<(), Violation> {
        docket.form = form;
        docket.title = docket.value("title").unwrap_or_default().to_owned();
        docket.issuer =
            docket.value("unit").and_then(|unit| unit.parse().ok()).unwrap_or_else(|| docket.drafter_unit.clone());
        docket.digest = act.digest;
        docket.content_seq = act.seq;
        docket.round += 1;
        docket.place = Place::At(0);
        docket.decided.clear();
        for step in &workflow.steps {
            if !self.asked(docket, step).keys().any(|slug| self.register().person(slug).is_some_and(Person::can_sign)) {
                return Err(Violation::NobodyAsked { step: step.name.clone() });
            }
        }
        if workflow.numbering.is_some() {
            self.next_number(docket, act.time)?;
        }
        let drafter = docket.drafter.clone();
        mark(docket, act, &drafter, Vec::new());
        Ok(())
    }

    fn decide(
        &self,
        act: &Act,
        signer: &Slug,
        decision: Decision,
        step: &Slug,
        words: &str,
    ) -> Result<Docket, Violation> {
        let (mut docket, workflow, at) = self.docket_at(act, step)?;
        let capacity = self.may_act(act, signer, &docket, at)?;
        let verb = act.deed.verb();
        if decision == Decision::Approve {
            self.beyond_doubt(&docket)?;
        }
        match decision {
            Decision::Return if words.trim().is_empty() => return Err(Violation::NoReason { verb }),
            Decision::Return => {}
            Decision::Approve | Decision::Disagree | Decision::Read => check_opinion(verb, words)?,
        }
        docket.decided.insert(signer.clone(), act.seq);
        match decision {
            Decision::Approve => {
                let everyone = self.asked(&docket, at).keys().all(|person| docket.decided.contains_key(person));
                if at.rule == Rule::Any || everyone {
                    advance(&mut docket, workflow);
                }
            }
            Decision::Disagree => docket.place = Place::Back(Back::Disagreed),
            Decision::Read => docket.place = Place::Back(Back::OnlyRead),
            Decision::Return => docket.place = Place::Back(Back::Returned),
        }
        mark(&mut docket, act, signer, capacity);
        Ok(docket)
    }

    fn issue(&self, act: &Act, signer: &Slug, step: &Slug, number: &str, opinion: &str) -> Result<Docket, Violation> {
        let (mut docket, workflow, at) = self.docket_at(act, step)?;
        let capacity = self.may_act(act, signer, &docket, at)?;
        self.beyond_doubt(&docket)?;
        check_opinion(Verb::Issue, opinion)?;
        let next = self.next_number(&docket, act.time)?;
        if next.text != number {
            return Err(Violation::WrongNumber { expected: next.text, found: number.to_owned() });
        }
        docket.number = Some(next);
        docket.issued = Some(act.seq);
        advance(&mut docket, workflow);
        mark(&mut docket, act, signer, capacity);
        Ok(docket)
    }

    fn put_seal(&self, act: &Act, signer: &Slug, step: &Slug, slug: &Slug) -> Result<Docket, Violation> {
        let seal = self.register().seal(slug).ok_or_else(|| Violation::UnknownSeal { seal: slug.clone() })?;
        let known = self.docket(&act.subject).ok_or_else(|| Violation::NoSubject { subject: act.subject.clone() })?;
        if let Some(seq) = known.seals.get(slug) {
            return Err(Violation::AlreadySealed { seal: slug.clone(), seq: *seq });
        }
        if known.is_open() && known.issued.is_none() {
            return Err(Violation::NotIssued { subject: act.subject.clone() });
        }
        let (mut docket, workflow, at) = self.docket_at(act, step)?;
        if seal.unit != docket.issuer {
            return Err(Violation::OtherUnitsSeal {
                seal: slug.clone(),
                unit: self.unit_title(&seal.unit),
                issuer: self.unit_title(&docket.issuer),
            });
        }
        if !seal.custodians.contains(signer) {
            return Err(Violation::NotCustodian {
                person: self.person_name(signer),
                seal: slug.clone(),
                custodians: seal.custodians.iter().map(|slug| self.person_name(slug)).collect(),
            });
        }
        self.may_act(act, signer, &docket, at)?;
        self.beyond_doubt(&docket)?;
        let Some(certificate) = seal.active() else {
            return Err(Violation::SealNotActive { seal: slug.clone() });
        };
        docket.seals.insert(slug.clone(), act.seq);
        advance(&mut docket, workflow);
        mark(&mut docket, act, signer, vec![seal.title.clone()]);
        if let Some(mark) = docket.trail.last_mut() {
            mark.sealed_with = Some(certificate.clone());
        }
        Ok(docket)
    }

    /// Carries out a change request: the operator does what others have approved, and nobody does what he asked for himself (A4).
    fn execute(&self, act: &Act, signer: &Slug, step: &Slug, content: &Content) -> Result<Effects, Violation> {
        let (mut docket, workflow, at) = self.docket_at(act, step)?;
        let capacity = self.may_act(act, signer, &docket, at)?;
        self.beyond_doubt(&docket)?;
        let own = |mark: &&Mark| {
            mark.person == *signer
                && matches!(mark.verb, Verb::Submit | Verb::Revise | Verb::Approve)
                && mark.void_by.is_none()
        };
        // Where there is nobody else, one person founds the office's register.
        let alone = self.register().people().filter(|(_, person)| person.can_sign()).count() < 2;
        if let Some(mark) = docket.trail.iter().find(own).filter(|_| !alone) {
            return Err(Violation::OwnRequest { person: self.person_name(signer), seq: mark.seq });
        }
        for path in content.proposed.keys() {
            if let Some(seq) = self.changed.get(path).filter(|seq| **seq > docket.content_seq) {
                return Err(Violation::Overtaken { path: path.clone(), seq: *seq });
            }
        }
        let rules = self.amended(&act.subject, content, act.seq)?;
        advance(&mut docket, workflow);
        mark(&mut docket, act, signer, capacity);
        let paths = content.proposed.keys().cloned().collect();
        Ok(Effects { docket, amends: Some(Box::new(Amends { rules, paths, seq: act.seq })) })
    }

    /// That what a change request proposes would be in order, if it were executed now.
    fn proposal(&self, subject: &SubjectId, content: &Content, seq: u64) -> Result<(), Violation> {
        if subject.collection() == CHANGES { self.amended(subject, content, seq).map(drop) } else { Ok(()) }
    }

    fn amended(&self, subject: &SubjectId, content: &Content, seq: u64) -> Result<Rules, Violation> {
        self.rules
            .amended(&content.proposed, seq)
            .map_err(|faults| Violation::Unsound { subject: subject.clone(), faults })
    }

    /// Another vouches for an act whose certificate turned out to be compromised.
    fn affirm(&self, act: &Act, signer: &Slug, affirms: u64, opinion: &str) -> Result<Docket, Violation> {
        let docket = self.docket(&act.subject).ok_or_else(|| Violation::NoSubject { subject: act.subject.clone() })?;
        let mut asked = self
            .may_affirm(docket, affirms)
            .ok_or_else(|| Violation::NotInQuestion { subject: act.subject.clone(), seq: affirms })?;
        let Some(capacity) = asked.remove(signer) else {
            return Err(Violation::MayNotAffirm {
                person: self.person_name(signer),
                seq: affirms,
                asked: asked.keys().map(|slug| self.person_name(slug)).collect(),
            });
        };
        same_content(act, docket)?;
        check_opinion(Verb::Affirm, opinion)?;
        let mut docket = docket.clone();
        mark(&mut docket, act, signer, capacity);
        Ok(docket)
    }

    /// Who may affirm an act about a subject: everybody asked in a step of its workflow but the one who did it. `None` if it is not
    /// in question.
    pub fn may_affirm(&self, docket: &Docket, seq: u64) -> Option<Asked> {
        let doubted = docket.trail.iter().find(|mark| mark.seq == seq && self.is_in_question(docket, mark))?;
        let mut everybody = Asked::new();
        for step in self.workflow(docket).map_or(&[][..], |workflow| &workflow.steps) {
            for (person, titles) in self.asked(docket, step) {
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
        let doubted = [Some(&mark.signer), mark.sealed_with.as_ref()]
            .into_iter()
            .flatten()
            .any(|certificate| self.register().doubted_after(certificate).is_some_and(|after| mark.seq > after));
        // An affirmation stands later than what it affirms: this ends.
        doubted
            && mark.void_by.is_none()
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
    fn beyond_doubt(&self, docket: &Docket) -> Result<(), Violation> {
        match self.in_question(docket).next() {
            Some(mark) => Err(Violation::InQuestion { subject: docket.subject.clone(), seq: mark.seq }),
            None => Ok(()),
        }
    }

    fn withdraw(&self, act: &Act, signer: &Slug, reason: &str) -> Result<Docket, Violation> {
        let mut docket = self.drafters_docket(act, signer)?;
        same_content(act, &docket)?;
        if reason.trim().is_empty() {
            return Err(Violation::NoReason { verb: Verb::Withdraw });
        }
        docket.place = Place::Withdrawn;
        docket.decided.clear();
        mark(&mut docket, act, signer, Vec::new());
        Ok(docket)
    }

    /// The docket of a subject that its drafter may still change.
    fn drafters_docket(&self, act: &Act, signer: &Slug) -> Result<Docket, Violation> {
        let docket = self.docket(&act.subject).ok_or_else(|| Violation::NoSubject { subject: act.subject.clone() })?;
        let verb = act.deed.verb();
        if !docket.is_open() {
            return Err(Violation::Closed { subject: act.subject.clone(), stage: docket.stage() });
        }
        if docket.drafter != *signer {
            return Err(Violation::NotDrafter { verb, drafter: self.person_name(&docket.drafter) });
        }
        if docket.issued.is_some() {
            let number = docket.number.as_ref().map_or_else(String::new, |number| number.text.clone());
            return Err(Violation::AlreadyIssued { verb, number });
        }
        Ok(docket.clone())
    }

    /// The docket of a subject that stands at the step the act names, with its workflow and that step.
    fn docket_at(&self, act: &Act, step: &Slug) -> Result<(Docket, &Workflow, &Step), Violation> {
        let docket = self.docket(&act.subject).ok_or_else(|| Violation::NoSubject { subject: act.subject.clone() })?;
        let workflow = self.workflow(docket)?;
        let index = match docket.place {
            Place::At(index) => index,
            Place::Back(_) => {
                return Err(Violation::IsBack { subject: act.subject.clone(), stage: docket.stage() });
            }
            Place::Done | Place::Withdrawn => {
                return Err(Violation::Closed { subject: act.subject.clone(), stage: docket.stage() });
            }
        };
        let at = workflow
            .steps
            .get(index)
            .ok_or_else(|| Violation::Closed { subject: act.subject.clone(), stage: docket.stage() })?;
        if at.name != *step {
            return Err(Violation::WrongStep { expected: at.name.clone(), found: step.clone() });
        }
        Ok((docket.clone(), workflow, at))
    }

    /// That the signer may do this in this step, about this content. The titles under which he is asked.
    fn may_act(&self, act: &Act, signer: &Slug, docket: &Docket, at: &Step) -> Result<Vec<String>, Violation> {
        let verb = act.deed.verb();
        if !at.verbs.contains(&verb) {
            return Err(Violation::NotAllowed { verb, step: at.name.clone(), allowed: at.verbs.clone() });
        }
        let mut asked = self.asked(docket, at);
        let Some(capacity) = asked.remove(signer) else {
            return Err(Violation::NotAsked {
                person: self.person_name(signer),
                step: at.name.clone(),
                asked: asked.keys().map(|slug| self.person_name(slug)).collect(),
            });
        };
        if let Some(seq) = docket.decided.get(signer) {
            return Err(Violation::AlreadyDecided { person: self.person_name(signer), seq: *seq });
        }
        same_content(act, docket)?;
        Ok(capacity)
    }

    /// Reads a folder by the form of its collection, as [`Office::judge`] would, with what [`Office::advise`] adds.
    pub fn check_form(&self, subject: &SubjectId, content: &Content) -> Result<Form, Violation> {
        let workflow = self.workflow_of(subject.collection()).ok_or_else(|| self.unknown_collection(subject))?;
        self.advise(self.read_form(workflow, subject, content), subject, content)
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

    fn unknown_collection(&self, subject: &SubjectId) -> Violation {
        Violation::UnknownCollection {
            collection: subject.collection().to_owned(),
            known: self.collections().map(|(name, _)| name.to_string()).collect(),
        }
    }

    /// Who is asked in a step of a subject, by the register as it stands.
    pub fn asked(&self, docket: &Docket, step: &Step) -> Asked {
        let mut asked = Asked::new();
        for who in &step.who {
            match who {
                Who::Post { post, of } => {
                    let unit = unit_of(docket, of);
                    let title = self.register().unit(unit).and_then(|unit| unit.posts.get(post));
                    let title = format!("{} {}", self.unit_title(unit), title.map_or(post.as_str(), String::as_str));
                    for (slug, _) in self.register().holding(unit, post) {
                        asked.entry(slug.clone()).or_default().push(title.clone());
                    }
                }
                Who::Custodian { custodian } => {
                    let unit = unit_of(docket, custodian);
                    for (_, seal) in self.register().seals().filter(|(_, s)| s.unit == *unit && s.active().is_some()) {
                        for slug in &seal.custodians {
                            asked.entry(slug.clone()).or_default().push(seal.title.clone());
                        }
                    }
                }
            }
        }
        asked
    }

    /// The number the subject would get if it were signed off at that moment (H1).
    pub fn next_number(&self, docket: &Docket, time: i64) -> Result<Number, Violation> {
        let workflow = self.workflow(docket)?;
        let code = self.register().unit(&docket.issuer).and_then(|unit| unit.code.as_deref());
        let (Some(pattern), Some(code)) = (workflow.pattern(docket.value("kind")), code) else {
            return Err(Violation::NoCode { unit: self.unit_title(&docket.issuer) });
        };
        let year = self.settings().day(time).year().to_string();
        let register = pattern.replace("{code}", code).replace("{year}", &year);
        let n = self.numbers.get(&register).copied().unwrap_or_default() + 1;
        Ok(Number { text: register.replace("{n}", &n.to_string()), register, n })
    }

    /// Who may act on the subject now: those asked in its step who have not decided, or its drafter.
    pub fn waiting_for(&self, docket: &Docket) -> BTreeSet<Slug> {
        match docket.place {
            Place::At(_) => self.current_step(docket).map_or_else(BTreeSet::new, |step| {
                self.asked(docket, step).into_keys().filter(|slug| !docket.decided.contains_key(slug)).collect()
            }),
            Place::Back(_) => BTreeSet::from([docket.drafter.clone()]),
            Place::Done | Place::Withdrawn => BTreeSet::new(),
        }
    }

    /// The step the subject stands at.
    pub fn current_step(&self, docket: &Docket) -> Option<&Step> {
        match docket.place {
            Place::At(index) => self.workflow(docket).ok()?.steps.get(index),
            Place::Back(_) | Place::Done | Place::Withdrawn => None,
        }
    }

    fn read_form(&self, workflow: &Workflow, subject: &SubjectId, content: &Content) -> Result<Form, Violation> {
        form::read(workflow, self.register(), &self.settings().limits, content)
            .map_err(|faults| Violation::Form { subject: subject.clone(), faults })
    }

    fn unit_title(&self, unit: &Slug) -> String {
        self.register().unit(unit).map_or_else(|| unit.to_string(), |unit| unit.title.clone())
    }

    fn person_name(&self, person: &Slug) -> String {
        self.register().person(person).map_or_else(|| person.to_string(), |person| person.name.clone())
    }

    /// The workflow version a docket runs under.
    pub fn workflow(&self, docket: &Docket) -> Result<&Workflow, Violation> {
        let collection = docket.subject.collection();
        self.workflow_of(collection)
            .filter(|workflow| workflow.version == docket.workflow)
            .or_else(|| self.former.get(&(collection.parse().ok()?, docket.workflow)))
            .ok_or_else(|| self.unknown_collection(&docket.subject))
    }
}

const fn unit_of<'a>(docket: &'a Docket, unit: &'a UnitRef) -> &'a Slug {
    match unit {
        UnitRef::Drafter => &docket.drafter_unit,
        UnitRef::Issuer => &docket.issuer,
        UnitRef::Named(slug) => slug,
    }
}

fn advance(docket: &mut Docket, workflow: &Workflow) {
    docket.decided.clear();
    docket.place = match docket.place {
        Place::At(index) if index + 1 < workflow.steps.len() => Place::At(index + 1),
        Place::At(_) | Place::Back(_) | Place::Done | Place::Withdrawn => Place::Done,
    };
}

fn mark(docket: &mut Docket, act: &Act, person: &Slug, capacity: Vec<String>) {
    docket.trail.push(Mark {
        seq: act.seq,
        time: act.time,
        person: person.clone(),
        capacity,
        verb: act.deed.verb(),
        step: act.deed.step().cloned(),
        words: act.deed.words().to_owned(),
        seal: match &act.deed {
            Deed::Seal { seal, .. } => Some(seal.clone()),
            Deed::Submit { .. }
            | Deed::Revise { .. }
            | Deed::Decide { .. }
            | Deed::Issue { .. }
            | Deed::Withdraw { .. }
            | Deed::Execute { .. }
            | Deed::Affirm { .. } => None,
        },
        void_by: None,
        signer: act.signer.clone(),
        sealed_with: None,
        affirms: match &act.deed {
            Deed::Affirm { affirms, .. } => Some(*affirms),
            Deed::Submit { .. }
            | Deed::Revise { .. }
            | Deed::Decide { .. }
            | Deed::Issue { .. }
            | Deed::Seal { .. }
            | Deed::Withdraw { .. }
            | Deed::Execute { .. } => None,
        },
    });
}

fn same_content(act: &Act, docket: &Docket) -> Result<(), Violation> {
    if act.digest == docket.digest {
        Ok(())
    } else {
        Err(Violation::OtherContent { expected: docket.digest, found: act.digest })
    }
}

/// Every decision carries an opinion (I5), and an agreement must say more than that it was read (I6).
fn check_opinion(verb: Verb, opinion: &str) -> Result<(), Violation> {
    if opinion.trim().is_empty() {
        return Err(Violation::NoOpinion { verb });
    }
    if matches!(verb, Verb::Approve | Verb::Issue | Verb::Affirm) && says_only_read(opinion) {
        return Err(Violation::OnlyRead { verb, opinion: opinion.to_owned() });
    }
    Ok(())
}

fn says_only_read(opinion: &str) -> bool {
    let letter = |c: &char| c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(*c);
    let words: String = opinion.chars().filter(letter).flat_map(char::to_lowercase).collect();
    ONLY_READ.contains(&words.as_str())
}

/// What says only that something was read, in letters and digits alone (`docs/record-format.md` 9.2).
const ONLY_READ: [&str; 30] = [
    "已阅",
    "阅",
    "阅知",
    "阅悉",
    "已阅知",
    "已阅悉",
    "已阅读",
    "知悉",
    "已知悉",
    "悉",
    "收悉",
    "已收悉",
    "已读",
    "已閱",
    "閱",
    "閱知",
    "閱悉",
    "已閱知",
    "已閱悉",
    "已閱讀",
    "已讀",
    "read",
    "readandnoted",
    "noted",
    "seen",
    "acknowledged",
    "知道了",
    "已知",
    "已看",
    "看过",
];
