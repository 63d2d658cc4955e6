//! What waits: all of it, for each person, and for the people of a unit.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Source;
use crate::id::{Slug, SubjectId};
use crate::office::{Delegation, Docket, Step, Verb};
use crate::site::errand::{Errand, Rank};
use crate::site::page::Page;
use crate::site::view;

/// How much of what waits a person's or a unit's page shows.
const SHOWN: usize = 200;

impl Source<'_> {
    pub(super) fn waiting(&self) -> view::WaitingPage {
        let title = self.words.word("site-waiting");
        view::WaitingPage {
            base: self.base(&Page::Waiting, &title, Vec::new(), self.ledger.head().seq),
            units_href: Page::Attention.href(),
            count: self.index.errands().open().len(),
            waiting: self.first_waiting(usize::MAX),
            pager: view::Pager::default(),
        }
    }

    /// What waits, the most urgent first.
    pub(super) fn first_waiting(&self, most: usize) -> Vec<view::Waiting> {
        let open = self.index.errands().open().iter().take(most);
        open.filter_map(|rank| self.waits(rank)).collect()
    }

    fn waits(&self, rank: &Rank) -> Option<view::Waiting> {
        let docket = self.docket(&rank.subject)?;
        let who = self.index.errands().waits_for(&rank.subject);
        let asked = self.index.errands().asked(rank).and_then(kind);
        let asked = asked.map(|kind| self.words.word(&format!("site-errand-{}", kind.word())));
        let state = || self.words.word(&format!("site-state-{}", docket.stage().word()));
        Some(view::Waiting {
            subject: self.subject_link(&docket.subject),
            collection: self.collection_title(docket),
            unit: self.find_unit(&docket.issuer).map(|unit| unit.title.clone()),
            step: self.step_now(docket).or(asked).unwrap_or_else(state),
            who: who.into_iter().map(|person| self.actor(person)).collect(),
            since: self.moment(rank.since),
            urged: self.urged(docket, rank.since),
            due: self.due(docket),
        })
    }

    /// Whether those who are asked since then were reminded.
    pub(super) fn urged(&self, docket: &Docket, since: i64) -> Option<view::Urged> {
        let (count, last) = docket.urged_since(since)?;
        Some(view::Urged { count, last: self.moment(last) })
    }

    pub(super) fn collection_title(&self, docket: &Docket) -> String {
        self.ledger.office().workflow(docket).map_or_else(
            |_| docket.subject.collection().to_owned(),
            |workflow| workflow.title.text(self.words.language().tag()).to_owned(),
        )
    }

    pub(super) fn step_now(&self, docket: &Docket) -> Option<String> {
        let step = self.ledger.office().current_step(docket)?;
        Some(step.title.text(self.words.language().tag()).to_owned())
    }

    /// What a person has to do, the most urgent first, and how much that is in all.
    pub(super) fn errands(&self, person: &Slug) -> (Vec<view::Errand>, usize) {
        let own: Vec<(&Rank, Errand)> = self.index.errands().of_person(person).collect();
        let shown = own.iter().take(SHOWN).filter_map(|(rank, errand)| self.errand(rank, *errand));
        (shown.collect(), own.len())
    }

    fn errand(&self, rank: &Rank, errand: Errand) -> Option<view::Errand> {
        let docket = self.docket(&rank.subject)?;
        let kind = kind(errand)?;
        let reads = errand == Errand::Read;
        Some(view::Errand {
            kind,
            subject: self.subject_link(&docket.subject),
            collection: self.collection_title(docket),
            step: self.step_now(docket).filter(|_| !reads),
            since: self.moment(rank.since),
            urged: self.urged(docket, rank.since).filter(|_| !reads),
            due: self.due(docket).filter(|_| !reads),
        })
    }

    /// What a person may do in others' places, delegation by delegation.
    pub(super) fn stand_ins(&self, person: &Slug) -> Vec<view::StandIn> {
        let delegations = self.ledger.office().deputies().delegations.iter();
        let own = delegations.filter(|(_, delegation)| delegation.to == *person);
        own.map(|(subject, delegation)| self.stand_in(subject, delegation)).collect()
    }

    /// Who acts in a person's place.
    pub(super) fn delegations_of(&self, person: &Slug) -> Vec<view::Given> {
        let delegations = self.ledger.office().deputies().delegations.iter();
        let own = delegations.filter(|(_, delegation)| delegation.from == *person);
        own.map(|(subject, delegation)| view::Given {
            to: self.actor(&delegation.to),
            delegation: self.subject_link(subject),
            since: self.date(delegation.since),
            until: self.date(delegation.until),
        })
        .collect()
    }

    fn date(&self, day: Date) -> view::Time {
        view::Time { iso: day.to_string(), text: self.day_text(day) }
    }

    fn stand_in(&self, subject: &SubjectId, delegation: &Delegation) -> view::StandIn {
        let office = self.ledger.office();
        let noon = self.noon(delegation.since);
        let waiting = self.index.errands().of_person(&delegation.from);
        let may = waiting.filter(|(rank, errand)| {
            *errand == Errand::Decide
                && self.docket(&rank.subject).is_some_and(|docket| {
                    // Seals and changes are nobody's to do for another.
                    let step = office.current_step(docket).map(Step::forward);
                    !matches!(step, None | Some(Verb::Seal | Verb::Execute))
                        && office.stands_in(&delegation.to, &delegation.from, docket, noon)
                })
        });
        view::StandIn {
            behalf: self.actor(&delegation.from),
            delegation: self.subject_link(subject),
            since: self.date(delegation.since),
            until: self.date(delegation.until),
            errands: may.take(SHOWN).filter_map(|(rank, errand)| self.errand(rank, errand)).collect(),
        }
    }

    /// A second that is on that day in the office.
    fn noon(&self, day: Date) -> i64 {
        let zone = self.ledger.office().settings().zone.clone();
        day.at(12, 0, 0, 0).to_zoned(zone).map_or(0, |noon| noon.timestamp().as_second())
    }

    /// What waits for the people of a unit, the most urgent first, and how much that is in all.
    pub(super) fn waiting_in(&self, unit: &Slug) -> (Vec<view::Waiting>, usize) {
        let waiting = self.ranks_in(unit);
        let shown = waiting.iter().take(SHOWN).filter_map(|(rank, people)| {
            let who = people.iter().map(|person| self.actor(person)).collect();
            Some(view::Waiting { who, ..self.waits(rank)? })
        });
        (shown.collect(), waiting.len())
    }

    /// The subjects that wait for the people of a unit, the most urgent first.
    pub(super) fn subjects_waiting_in(&self, unit: &Slug) -> Vec<&SubjectId> {
        self.ranks_in(unit).into_keys().map(|rank| &rank.subject).collect()
    }

    /// What waits for the people of a unit, and for whom.
    fn ranks_in(&self, unit: &Slug) -> BTreeMap<&Rank, BTreeSet<&Slug>> {
        let people = self.register().people().filter(|(_, person)| person.unit == *unit).map(|(slug, _)| slug);
        let mut waiting: BTreeMap<&Rank, BTreeSet<&Slug>> = BTreeMap::new();
        for person in people {
            for (rank, _) in self.index.errands().of_person(person).filter(|(_, errand)| *errand != Errand::Read) {
                waiting.entry(rank).or_default().insert(person);
            }
        }
        waiting
    }
}

/// How an errand is shown, if it is.
const fn kind(errand: Errand) -> Option<view::ErrandKind> {
    Some(match errand {
        Errand::Decide => view::ErrandKind::Decide,
        Errand::Answer => view::ErrandKind::Answer,
        Errand::Back => view::ErrandKind::Back,
        Errand::Read => view::ErrandKind::Read,
        Errand::Send => view::ErrandKind::Send,
        Errand::SendAgain => view::ErrandKind::SendAgain,
        Errand::Receive => view::ErrandKind::Receive,
        Errand::Register => view::ErrandKind::Register,
        Errand::Later => return None,
    })
}
