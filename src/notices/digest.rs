//! The digest (每日摘要): how many things wait for somebody, and for who must know, how many for his unit and of what he has sent (J10, J12, K7).

use std::collections::{BTreeMap, BTreeSet};

use super::errand::is_told;
use crate::id::{Slug, SubjectId};
use crate::office::{Addressee, Docket, Office, Why};

/// What is counted of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Documents that it has not received (未签收).
    pub unreceived: usize,
    /// What its people were given to read and have not read (未阅), once for each reader.
    pub unread: usize,
    /// What is overdue at its people (逾期), once for each person.
    pub overdue: usize,
}

impl Tally {
    /// Whether there is nothing to tell.
    pub const fn is_empty(&self) -> bool {
        self.unreceived == 0 && self.unread == 0 && self.overdue == 0
    }
}

/// What one person is told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Own {
    /// What waits for him, by reason.
    pub waits: BTreeMap<Why, usize>,
    /// How much of that is overdue.
    pub overdue: usize,
    /// Whether something of that is not for all staff.
    pub is_held: bool,
    /// The units of which he must know.
    pub units: BTreeMap<Slug, Tally>,
    /// By whom how much of what he has sent was not received.
    pub sent: BTreeMap<Addressee, usize>,
}

impl Own {
    fn is_empty(&self) -> bool {
        self.waits.is_empty() && self.units.is_empty() && self.sent.is_empty()
    }
}

/// What everybody is told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Digests {
    /// People.
    pub people: BTreeMap<Slug, Own>,
    /// Units, as far as all staff may know.
    pub units: BTreeMap<Slug, Tally>,
}

/// What is counted of a unit, about one subject.
#[derive(Clone, Copy)]
enum Counted {
    Unreceived,
    Unread,
    Overdue,
}

/// What is counted at a time, of the subjects that may ask something of somebody. Those who hold one of the posts in a unit are told of it.
pub fn digests<'d>(
    office: &Office,
    dockets: impl IntoIterator<Item = &'d Docket>,
    posts: &[Slug],
    time: i64,
) -> Digests {
    let mut digests = Digests::default();
    let mut counted: BTreeMap<Slug, Vec<(&SubjectId, Counted)>> = BTreeMap::new();
    // For whom what is not for all staff is.
    let mut audiences = BTreeMap::new();
    for docket in dockets {
        let is_for_all = office.is_for_all(docket);
        if !is_for_all {
            audiences.insert(&docket.subject, office.audience(docket, time));
        }
        let mut seen = BTreeSet::new();
        for waiting in office.waiting_about(docket, time) {
            if !is_told(office, &waiting.person) || !seen.insert((waiting.person.clone(), waiting.why)) {
                continue;
            }
            let home = office.register().person(&waiting.person).map(|person| office.register().now(&person.unit));
            let what = if waiting.is_overdue { Some(Counted::Overdue) } else { None };
            let what = what.or((waiting.why == Why::Reading).then_some(Counted::Unread));
            if let (Some(home), Some(what)) = (home, what) {
                counted.entry(home.clone()).or_default().push((&docket.subject, what));
            }
            let own = digests.people.entry(waiting.person).or_default();
            *own.waits.entry(waiting.why).or_default() += 1;
            own.overdue += usize::from(waiting.is_overdue);
            own.is_held |= !is_for_all;
        }
        if !docket.is_in_force() {
            continue;
        }
        for (addressee, delivery) in docket.deliveries.iter().filter(|(_, delivery)| delivery.answer.is_none()) {
            let now = office.gone_to(addressee);
            if let Addressee::Unit(unit) = &now {
                counted.entry(unit.clone()).or_default().push((&docket.subject, Counted::Unreceived));
            }
            let sender = docket.mark(delivery.sent).map(|mark| office.successor(docket, &mark.person));
            if let Some(sender) = sender.filter(|sender| is_told(office, sender)) {
                *digests.people.entry(sender.clone()).or_default().sent.entry(now).or_default() += 1;
            }
        }
    }
    for (unit, counted) in counted {
        let tally = |may: &dyn Fn(&SubjectId) -> bool| {
            let mut tally = Tally::default();
            for (_, what) in counted.iter().filter(|(subject, _)| may(subject)) {
                *match what {
                    Counted::Unreceived => &mut tally.unreceived,
                    Counted::Unread => &mut tally.unread,
                    Counted::Overdue => &mut tally.overdue,
                } += 1;
            }
            tally
        };
        let told: BTreeSet<&Slug> =
            posts.iter().flat_map(|post| office.register().holding(&unit, post)).map(|(person, _)| person).collect();
        let (register, login) = (office.register(), &office.settings().login);
        let today = office.settings().day(time);
        for person in told.into_iter().filter(|person| is_told(office, person)) {
            let may = |subject: &SubjectId| {
                audiences.get(subject).is_none_or(|audience| audience.has(person, register, login, today))
            };
            let tally = tally(&may);
            if !tally.is_empty() {
                digests.people.entry(person.clone()).or_default().units.insert(unit.clone(), tally);
            }
        }
        let tally = tally(&|subject| !audiences.contains_key(subject));
        if !tally.is_empty() {
            digests.units.insert(unit, tally);
        }
    }
    digests.people.retain(|_, own| !own.is_empty());
    digests
}
