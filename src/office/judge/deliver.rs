//! Sending and receiving (发送、接收): what is done about a document that is through, to whom it goes and by whom it is answered (K1–K11).

use std::collections::BTreeMap;

use super::{mark, opinion_given, reason_given, same_content};
use crate::id::{Slug, SubjectId};
use crate::office::Office;
use crate::office::act::{Act, Verb};
use crate::office::delivery::{Addressee, Answer, Delivery, NoWay, Opened, Opening, Recipient};
use crate::office::docket::{Docket, Place};
use crate::office::register::Person;
use crate::office::violation::{Undelivered, Violation};
use crate::office::workflow::Workflow;

impl Office {
    /// That the server's key signs openings, and nothing else does: K581.
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
                NoWay::Unknown => Undelivered::NoRecipient { recipient: recipient.to_string() },
                NoWay::Nobody(unit) => Undelivered::NobodyReceives { unit: self.unit_title(&unit) },
            })?;
            for addressee in found {
                let has_it = docket.deliveries.get(&addressee).is_some_and(Delivery::is_there);
                if !has_it {
                    fresh.entry(addressee).or_insert_with(|| (is_copy, recipient.clone()));
                }
            }
        }
        if fresh.is_empty() {
            return Err(
                Undelivered::HaveIt { recipients: to.iter().chain(copies).map(ToString::to_string).collect() }.into()
            );
        }
        if !docket.deliveries.is_empty() {
            reason_given(act)?;
        }
        for (addressee, (is_copy, named)) in fresh {
            let (sent, time) = (act.seq, act.time);
            let delivery =
                Delivery { is_copy, named, sent, time, opened: None, answer: None, registered: None, handled: None };
            docket.deliveries.insert(addressee, delivery);
        }
        mark(&mut docket, act, signer, capacity);
        Ok(docket)
    }

    /// 首次打开: what the server saw.
    pub(super) fn open(&self, act: &Act, signer: &Slug, openings: &[Opening]) -> Result<Docket, Violation> {
        let mut docket = self.through(act)?;
        same_content(act.digest, &docket)?;
        for Opening { addressee, person, time } in openings {
            let delivery = docket.deliveries.get(addressee).ok_or_else(|| self.nothing_sent(&docket, addressee))?;
            let is_first = delivery.opened.is_none() && delivery.answer.is_none();
            let in_time = (delivery.time..=act.time).contains(time);
            if !is_first || !in_time || !self.receives(person, addressee, &docket, *time) {
                let (name, time) = (self.addressee_name(addressee), self.local_time(*time));
                return Err(
                    Undelivered::WrongOpening { addressee: name, person: self.person_name(person), time }.into()
                );
            }
            if let Some(delivery) = docket.deliveries.get_mut(addressee) {
                delivery.opened = Some(Opened { seq: act.seq, person: person.clone(), time: *time });
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
        let delivery = docket.deliveries.get(addressee).ok_or_else(|| self.nothing_sent(&docket, addressee))?;
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
        if let Some(answer) = delivery.answer {
            let name = self.addressee_name(addressee);
            return Err(Undelivered::Answered { addressee: name, seq: answer.seq }.into());
        }
        if is_receipt {
            opinion_given(act)?;
        } else {
            reason_given(act)?;
        }
        if let Some(delivery) = docket.deliveries.get_mut(addressee) {
            delivery.answer = Some(Answer { seq: act.seq, time: act.time, is_receipt });
        }
        mark(&mut docket, act, signer, vec![self.addressee_name(addressee)]);
        Ok(docket)
    }

    fn nothing_sent(&self, docket: &Docket, addressee: &Addressee) -> Undelivered {
        let sent = docket.deliveries.keys().map(|addressee| self.addressee_name(addressee)).collect();
        Undelivered::NothingSent { addressee: self.addressee_name(addressee), sent }
    }

    /// That what is registered here as received was, and once only: K586, K587.
    pub(super) fn check_receipts(&self, docket: &Docket, workflow: &Workflow) -> Result<(), Violation> {
        for source in sources(docket, workflow) {
            let addressee = Addressee::Unit(self.register().now(&docket.issuer).clone());
            let delivery = self.delivery_to(&source, &addressee);
            let received = delivery.filter(|delivery| delivery.answer.is_some_and(|answer| answer.is_receipt));
            let Some(delivery) = received else {
                return Err(Undelivered::NotReceived { unit: self.unit_title(&docket.issuer), source }.into());
            };
            if let Some(other) = delivery.registered.as_ref().filter(|other| **other != docket.subject) {
                return Err(Undelivered::RegisteredAlready { source, other: other.clone() }.into());
            }
        }
        Ok(())
    }

    /// What was sent to a unit, under whatever name it had then.
    fn delivery_to(&self, source: &SubjectId, addressee: &Addressee) -> Option<&Delivery> {
        let now = |addressee: &Addressee| match addressee {
            Addressee::Unit(unit) => Addressee::Unit(self.register().now(unit).clone()),
            Addressee::Person(_) => addressee.clone(),
        };
        let deliveries = &self.docket(source)?.deliveries;
        deliveries.iter().find(|(sent, _)| now(sent) == *addressee).map(|(_, delivery)| delivery)
    }

    /// The documents that a subject registers as received, after an act about it: under it, done with it, or free again because it came
    /// to nothing.
    pub(super) fn registered_by(&self, docket: &Docket, act: &Act) -> Vec<Docket> {
        let Ok(workflow) = self.workflow(docket).or_else(|_| {
            self.workflow_of(docket.subject.collection()).ok_or_else(|| self.unknown_collection(&docket.subject))
        }) else {
            return Vec::new();
        };
        let gone = matches!(docket.place, Place::Withdrawn | Place::Terminated | Place::Rejected);
        let mut changed = Vec::new();
        let before = self.docket(&docket.subject).map(|before| sources(before, workflow)).unwrap_or_default();
        let now = if gone { Vec::new() } else { sources(docket, workflow) };
        let mut all: Vec<SubjectId> = before.into_iter().chain(now.iter().cloned()).collect();
        all.sort();
        all.dedup();
        for source in all {
            let Some(mut sent) = self.docket(&source).cloned() else { continue };
            let was = sent.clone();
            let unit = self.register().now(&docket.issuer);
            for (addressee, delivery) in &mut sent.deliveries {
                let is_here = matches!(addressee, Addressee::Unit(to) if self.register().now(to) == unit);
                if now.contains(&source) && is_here {
                    delivery.registered = Some(docket.subject.clone());
                    delivery.handled = (docket.place == Place::Done).then(|| delivery.handled.unwrap_or(act.seq));
                } else if delivery.registered.as_ref() == Some(&docket.subject) {
                    (delivery.registered, delivery.handled) = (None, None);
                }
            }
            if sent != was {
                changed.push(sent);
            }
        }
        changed
    }
}

impl Delivery {
    /// Whether the document is there, or on its way: it was not refused.
    const fn is_there(&self) -> bool {
        !matches!(self.answer, Some(Answer { is_receipt: false, .. }))
    }
}

/// The documents that a subject takes in, by the field its workflow names.
fn sources(docket: &Docket, workflow: &Workflow) -> Vec<SubjectId> {
    let field = workflow.receives.as_ref().map(|field| docket.values(field.as_str()));
    field.unwrap_or_default().iter().filter_map(|id| id.parse().ok()).collect()
}
