//! Sending and receiving (发送、接收): what is done about a document that is through, to whom it goes and by whom it is answered (K1–K11).

use std::collections::{BTreeMap, BTreeSet};

use super::{mark, opinion_given, reason_given, same_content};
use crate::id::{Malformed, Slug, SubjectId};
use crate::office::Office;
use crate::office::act::{Act, Verb};
use crate::office::delivery::{Addressee, Answer, Delivery, NoWay, Opened, Opening, Recipient};
use crate::office::docket::{Docket, Place};
use crate::office::partner::{Answered, Came, FromParcel};
use crate::office::register::Person;
use crate::office::violation::{Undelivered, Violation};
use crate::office::workflow::Workflow;

/// The field of a form that holds the number of what came (来文字号).
const NUMBER: &str = "number";

/// How long after it was read an opening by a delegate may be written down, in seconds: delegations that are over are forgotten.
const LATE: i64 = 86_400;

impl Office {
    /// That a server's key signs openings, and nothing else does: K581.
    pub(super) fn in_service(&self, act: &Act, signer: &Slug) -> Result<(), Violation> {
        let verb = act.deed.verb();
        let serves = self.register().person(signer).is_some_and(Person::is_service);
        if serves == (verb == Verb::Open) {
            Ok(())
        } else {
            Err(Undelivered::WrongService { verb, person: self.person_name(signer) }.into())
        }
    }

    /// 发送: for the first time, to more, or again to those who refused it.
    pub(super) fn send(
        &self,
        act: &Act,
        signer: &Slug,
        to: &[Recipient],
        copies: &[Recipient],
    ) -> Result<Docket, Violation> {
        let mut docket = self.through(act)?;
        if docket.seals.is_empty() {
            return Err(Undelivered::NotSealed { subject: docket.subject }.into());
        }
        let capacity = self.may(act, signer, &docket)?;
        same_content(act.digest, &docket)?;
        self.beyond_doubt(&docket)?;
        let mut fresh: BTreeMap<Addressee, (bool, Recipient)> = BTreeMap::new();
        for (recipient, is_copy) in to.iter().map(|one| (one, false)).chain(copies.iter().map(|one| (one, true))) {
            let found = self.addressees(&docket, recipient).map_err(|why| match why {
                NoWay::Unknown(recipient) => Undelivered::NoRecipient { recipient: recipient.to_string() },
                NoWay::Nobody(addressee) => Undelivered::NobodyReceives { name: self.addressee_name(&addressee) },
            })?;
            for addressee in found.into_iter().filter(|addressee| !self.has_it(&docket, addressee)) {
                fresh.entry(addressee).or_insert_with(|| (is_copy, recipient.clone()));
            }
        }
        if fresh.is_empty() {
            let recipients = to.iter().chain(copies).map(ToString::to_string).collect();
            return Err(Undelivered::HaveIt { recipients }.into());
        }
        if docket.deliveries.is_empty() {
            if to.is_empty() {
                return Err(Undelivered::NoMain { subject: docket.subject }.into());
            }
            self.check_correction(&docket, &fresh)?;
        } else {
            reason_given(act)?;
        }
        for (addressee, (is_copy, named)) in fresh {
            // What was refused, under whatever name, begins anew.
            docket.deliveries.retain(|known, _| self.gone_to(known) != addressee);
            docket.deliveries.insert(addressee, Delivery::begun(is_copy, named, act.seq, act.time));
        }
        mark(&mut docket, act, signer, capacity);
        Ok(docket)
    }

    /// That a correction goes to everybody who has what it corrects and can still receive: K588.
    fn check_correction(
        &self,
        docket: &Docket,
        fresh: &BTreeMap<Addressee, (bool, Recipient)>,
    ) -> Result<(), Violation> {
        let workflow = self.workflow(docket)?;
        for source in workflow.corrected(docket) {
            let Some(sent) = self.docket(&source) else { continue };
            let have: BTreeSet<Addressee> =
                sent.deliveries.keys().filter(|to| self.has_it(sent, to)).map(|to| self.gone_to(to)).collect();
            let can = |to: &Addressee| self.addressees(docket, &to.clone().into()).is_ok();
            let missed: Vec<String> = have
                .iter()
                .filter(|to| !fresh.contains_key(*to) && can(to))
                .map(|to| self.addressee_name(to))
                .collect();
            if !missed.is_empty() {
                return Err(Undelivered::CorrectionMisses { source, addressees: missed }.into());
            }
        }
        Ok(())
    }

    /// 首次打开: what a server saw.
    pub(super) fn open(&self, act: &Act, signer: &Slug, openings: &[Opening]) -> Result<Docket, Violation> {
        let mut docket = self.through(act)?;
        same_content(act.digest, &docket)?;
        for Opening { addressee, person, time } in openings {
            let here = self.deliveries_to(&docket, addressee);
            if here.is_empty() {
                return Err(self.nothing_sent(&docket, addressee).into());
            }
            let is_fresh = |known: &&Addressee| {
                let delivery = docket.deliveries.get(*known);
                delivery.is_some_and(|delivery| {
                    delivery.answer.is_none() && delivery.time <= *time && self.opened(&docket, delivery).is_none()
                })
            };
            let fresh: Vec<Addressee> = here.iter().filter(is_fresh).cloned().collect();
            let in_time = *time <= act.time;
            let himself = self.receivers(&docket, addressee).contains(person);
            let stands_in = || act.time - *time <= LATE && self.receives(person, addressee, &docket, *time);
            if fresh.is_empty() || !in_time || !(himself || stands_in()) {
                let (name, time) = (self.addressee_name(addressee), self.local_time(*time));
                let person = self.person_name(person);
                return Err(Undelivered::WrongOpening { addressee: name, person, time }.into());
            }
            for known in fresh {
                if let Some(delivery) = docket.deliveries.get_mut(&known) {
                    delivery.opened = Some(Opened { seq: act.seq, person: person.clone(), time: *time });
                }
            }
        }
        mark(&mut docket, act, signer, Vec::new());
        Ok(docket)
    }

    /// 签收 and 退回, by who receives or in his place.
    pub(super) fn answer_delivery(
        &self,
        act: &Act,
        signer: &Slug,
        addressee: &Addressee,
        is_receipt: bool,
    ) -> Result<Docket, Violation> {
        let mut docket = self.through(act)?;
        let here = self.deliveries_to(&docket, addressee);
        if here.is_empty() {
            return Err(self.nothing_sent(&docket, addressee).into());
        }
        let whose = act.behalf.as_ref().unwrap_or(signer);
        if act.behalf.as_ref() == Some(signer) || whose != signer && !self.stands_in(signer, whose, &docket, act.time) {
            let (person, behalf) = (self.person_name(signer), self.person_name(whose));
            return Err(Violation::NotDelegate { person, behalf });
        }
        let receivers = self.receivers(&docket, addressee);
        if !receivers.contains(whose) {
            let (verb, person) = (act.deed.verb(), self.person_name(whose));
            return Err(Violation::NotForYou { verb, person, asked: self.names(&receivers) });
        }
        same_content(act.digest, &docket)?;
        let answers: Vec<Option<Answer>> = here.iter().map(|known| docket.deliveries.get(known)?.answer).collect();
        if let Some(answer) = answers.iter().all(Option::is_some).then(|| answers.iter().flatten().next()).flatten() {
            let name = self.addressee_name(addressee);
            return Err(Undelivered::Answered { addressee: name, seq: answer.seq }.into());
        }
        if is_receipt {
            opinion_given(act)?;
        } else {
            reason_given(act)?;
        }
        for known in &here {
            if let Some(delivery) = docket.deliveries.get_mut(known).filter(|delivery| delivery.answer.is_none()) {
                delivery.answer = Some(Answer { seq: act.seq, time: act.time, is_receipt });
            }
        }
        mark(&mut docket, act, signer, vec![self.addressee_name(addressee)]);
        Ok(docket)
    }

    fn nothing_sent(&self, docket: &Docket, addressee: &Addressee) -> Undelivered {
        let sent = docket.deliveries.keys().map(|addressee| self.addressee_name(addressee)).collect();
        Undelivered::NothingSent { addressee: self.addressee_name(addressee), sent }
    }

    /// That what is registered here as received was, is registered nowhere else, stays for whom it is, and is called what it is: K586, K587,
    /// K589, K592.
    pub(super) fn check_receipts(&self, docket: &Docket, workflow: &Workflow) -> Result<(), Violation> {
        for source in workflow.sources(docket) {
            // What is void was never there.
            let sent = self.docket(&source).filter(|sent| !sent.is_void());
            let Some(sent) = sent.filter(|sent| self.received_by(sent, &docket.issuer).is_some()) else {
                return Err(Undelivered::NotReceived { unit: self.unit_title(&docket.issuer), source }.into());
            };
            if let Some(other) = self.registered_by(sent, &docket.issuer, Some(&docket.subject)) {
                return Err(Undelivered::RegisteredAlready { other: other.clone(), source }.into());
            }
            // Its title and number stand in the form.
            if workflow.is_for_all(docket) && !self.is_for_all(sent) {
                return Err(Undelivered::ForSome { source }.into());
            }
            // A register says of it what it says of itself.
            let number = docket.value(NUMBER).filter(|number| !number.is_empty() && workflow.field(NUMBER).is_some());
            let own = sent.number.as_ref().map(|number| number.text.as_str());
            if docket.title != sent.title {
                return Err(Undelivered::SaysOther { source, there: sent.title.clone() }.into());
            }
            if number.is_some() && number != own {
                return Err(Undelivered::SaysOther { source, there: own.unwrap_or("—").to_owned() }.into());
            }
        }
        Ok(())
    }

    /// The documents that a subject registers as received and that are in force no more (更正、撤销、废止、收回): who handles it should know.
    pub fn outdated_sources<'o>(&'o self, docket: &Docket) -> impl Iterator<Item = &'o Docket> {
        let sources = self.workflow(docket).map(|workflow| workflow.sources(docket)).unwrap_or_default();
        sources.into_iter().filter_map(|source| self.docket(&source)).filter(|source| source.ended.is_some())
    }

    /// What an act about a subject does to the documents that it registers as received, into the list of what else the act changes: what
    /// is handed in marks what its unit has received, what is through is handled there, and what came to nothing makes room again.
    pub(super) fn register_receipts(&self, docket: &Docket, act: &Act, others: &mut Vec<Docket>) {
        let Some(workflow) = self
            .workflow(docket)
            .ok()
            .or_else(|| self.workflow_of(docket.subject.collection()))
            .filter(|one| one.receives.is_some())
        else {
            return;
        };
        let gone = docket.is_gone();
        let hands_in = matches!(act.deed.verb(), Verb::Submit | Verb::Revise);
        let before = self.docket(&docket.subject).map(|before| workflow.sources(before)).unwrap_or_default();
        let now = workflow.sources(docket);
        let mut all = [before, now.clone()].concat();
        all.sort();
        all.dedup();
        for source in all {
            let known = others.iter().position(|other| other.subject == source);
            let Some(was) = known.map_or_else(|| self.docket(&source), |at| others.get(at)) else { continue };
            let mut sent = was.clone();
            let here = self.deliveries_to(&sent, &Addressee::Unit(docket.issuer.clone()));
            for (addressee, delivery) in &mut sent.deliveries {
                let is_own = delivery.registered.as_ref() == Some(&docket.subject);
                if is_own && (gone || hands_in) {
                    (delivery.registered, delivery.handled) = (None, None);
                }
                let is_free = delivery.is_received() && delivery.registered.is_none();
                if hands_in && is_free && now.contains(&source) && here.contains(addressee) {
                    delivery.registered = Some(docket.subject.clone());
                }
                if delivery.registered.as_ref() == Some(&docket.subject) && docket.place == Place::Done {
                    delivery.handled.get_or_insert(act.seq);
                }
            }
            if sent != *was {
                match known {
                    Some(at) => others[at] = sent,
                    None => others.push(sent),
                }
            }
        }
    }
}

impl Office {
    /// That what came in a parcel is from a partner, and may be entered or sent back still: K594–K596, K599.
    pub(super) fn check_parcel(&self, docket: &Docket, workflow: &Workflow) -> Result<(), Violation> {
        let before = self.docket(&docket.subject);
        let before = before.and_then(|before| self.workflow(before).ok()?.parcel(before)?.ok());
        let Some(parcel) = workflow.parcel(docket) else {
            return match before {
                None => Ok(()),
                Some(before) => Err(Undelivered::OtherParcel { before: before.to_string() }.into()),
            };
        };
        let found = || workflow.parcel_line(docket).unwrap_or_default().to_owned();
        let parcel = parcel.map_err(|_| Undelivered::NoParcel { found: found() })?;
        if self.settings().partner_of(&parcel.record).is_none() {
            return Err(Undelivered::NoParcel { found: found() }.into());
        }
        match before {
            // About the same sending as before: that was asked then, and what came since is about later ones.
            Some(before) if before == parcel => return Ok(()),
            Some(before) if before.key() != parcel.key() || before.seq > parcel.seq => {
                return Err(Undelivered::OtherParcel { before: before.to_string() }.into());
            }
            Some(_) | None => {}
        }
        let Some((other, fate, seq)) = self.came(&parcel.key()).filter(|(other, ..)| *other != &docket.subject) else {
            return Ok(());
        };
        let (found, other) = (found(), other.clone());
        match fate {
            Came::Entered => Err(Undelivered::EnteredAlready { found, other }.into()),
            Came::Returned if seq >= parcel.seq => Err(Undelivered::Outdated { found, other, seq }.into()),
            Came::Nothing if seq > parcel.seq => Err(Undelivered::Outdated { found, other, seq }.into()),
            Came::Returned | Came::Nothing => Ok(()),
        }
    }

    /// What became last of a document of another office: by which subject, how, and which sending of it that was.
    ///
    /// The last is enough: no subject is about another document than when it was handed in, and none about an earlier sending than the
    /// one before it.
    pub fn came(&self, key: &str) -> Option<(&SubjectId, Came, u64)> {
        let docket = self.entries.get(key).and_then(|subject| self.docket(subject))?;
        let workflow = self.workflow(docket).ok()?;
        let parcel = workflow.parcel(docket)?.ok()?;
        Some((&docket.subject, workflow.came(docket), parcel.seq))
    }

    /// Remembers which subject entered a document of another office last, or sent it back.
    pub(super) fn note_parcel(&mut self, docket: &Docket) {
        let hands_in = docket.trail.last().is_some_and(|mark| matches!(mark.verb, Verb::Submit | Verb::Revise));
        let named = self.workflow(docket).ok().filter(|_| hands_in).and_then(|workflow| workflow.parcel(docket)?.ok());
        let Some(parcel) = named else { return };
        let later = self.came(&parcel.key()).is_some_and(|(_, _, seq)| seq > parcel.seq);
        if !later {
            self.entries.insert(parcel.key(), docket.subject.clone());
        }
    }

    /// That a receipt answers what was sent to a partner, and that nothing has answered it: K597, K598.
    pub(super) fn check_answer(&self, docket: &Docket, workflow: &Workflow) -> Result<(), Violation> {
        let Some(answered) = workflow.answer(docket) else { return Ok(()) };
        let found = || workflow.answer_line(docket).unwrap_or_default().to_owned();
        let answered = answered.map_err(|_| Undelivered::NoSending { found: found() })?;
        let sent = self.docket(&answered.subject);
        let delivery = sent.and_then(|sent| sent.deliveries.get(&Addressee::Partner(answered.partner.clone())));
        let Some(delivery) = delivery.filter(|delivery| delivery.sent == answered.seq) else {
            return Err(Undelivered::NoSending { found: found() }.into());
        };
        match delivery.answer.filter(|_| delivery.receipt.as_ref() != Some(&docket.subject)) {
            Some(answer) => Err(Undelivered::ReceiptAlready { found: found(), seq: answer.seq }.into()),
            None => Ok(()),
        }
    }

    /// What an act about a receipt does to the document that it answers, into the list of what else the act changes: what is handed in
    /// answers, and what came to nothing has not answered.
    pub(super) fn note_answer(&self, docket: &Docket, act: &Act, others: &mut Vec<Docket>) {
        let workflow = self.workflow(docket).ok().or_else(|| self.workflow_of(docket.subject.collection()));
        let Some(workflow) = workflow.filter(|one| one.answers.is_some()) else { return };
        let hands_in = matches!(act.deed.verb(), Verb::Submit | Verb::Revise);
        if !hands_in && !docket.is_gone() {
            return;
        }
        let answer = |docket: &Docket| workflow.answer(docket)?.ok();
        let before = self.docket(&docket.subject).and_then(answer);
        let now = answer(docket).filter(|_| hands_in);
        let mut subjects: Vec<SubjectId> = before.iter().chain(&now).map(|one| one.subject.clone()).collect();
        subjects.dedup();
        for subject in subjects {
            let Some(was) = self.docket(&subject) else { continue };
            let mut sent = was.clone();
            for delivery in sent.deliveries.values_mut() {
                if delivery.receipt.as_ref() == Some(&docket.subject) {
                    (delivery.answer, delivery.receipt) = (None, None);
                }
            }
            if let Some(now) = now.as_ref().filter(|now| now.subject == subject)
                && let Some(delivery) = sent.deliveries.get_mut(&Addressee::Partner(now.partner.clone()))
            {
                delivery.answer = Some(Answer { seq: act.seq, time: act.time, is_receipt: now.is_receipt });
                delivery.receipt = Some(docket.subject.clone());
            }
            if sent != *was {
                others.push(sent);
            }
        }
    }
}

impl Workflow {
    /// The documents that a subject registers as received.
    pub fn sources(&self, docket: &Docket) -> Vec<SubjectId> {
        named(docket, self.receives.as_ref())
    }

    /// What a subject corrects (更正).
    pub fn corrected(&self, docket: &Docket) -> Vec<SubjectId> {
        named(docket, self.corrects.as_ref())
    }

    /// The document of another office that a subject enters or sends back, if it names one.
    pub fn parcel(&self, docket: &Docket) -> Option<Result<FromParcel, Malformed>> {
        self.parcel_line(docket).map(str::parse)
    }

    fn parcel_line<'d>(&self, docket: &'d Docket) -> Option<&'d str> {
        let line = self.parcel_field().and_then(|field| docket.value(field.as_str()));
        line.filter(|line| !line.is_empty())
    }

    /// What a subject that names a document of another office does about it.
    pub fn came(&self, docket: &Docket) -> Came {
        if docket.is_gone() {
            Came::Nothing
        } else if self.returns.is_some() {
            Came::Returned
        } else {
            Came::Entered
        }
    }

    /// The sending that a subject answers, if it names one.
    pub fn answer(&self, docket: &Docket) -> Option<Result<Answered, Malformed>> {
        self.answer_line(docket).map(str::parse)
    }

    fn answer_line<'d>(&self, docket: &'d Docket) -> Option<&'d str> {
        let line = self.answers.as_ref().and_then(|field| docket.value(field.as_str()));
        line.filter(|line| !line.is_empty())
    }
}

/// The subjects that a field of a form names.
pub(super) fn named(docket: &Docket, field: Option<&Slug>) -> Vec<SubjectId> {
    let values = field.map_or(&[][..], |field| docket.values(field.as_str()));
    values.iter().filter_map(|id| id.parse().ok()).collect()
}
