//! Who is meant: people named by posts, fields and units, their successors and their delegates (`docs/workflows.md`, "Who").

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Office;
use super::act::{DELEGATIONS, HANDOVERS};
use super::docket::Docket;
use super::register::{Listed, Person, Seal, SealKind, Standing};
use super::workflow::{Named, Step, UnitRef, Who};
use crate::id::{Slug, SubjectId};

/// Who is asked in a step: each person with the titles under which he is.
pub type Asked = BTreeMap<Slug, Vec<String>>;

/// Somebody whom a list of `who` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The person.
    pub person: Slug,
    /// Under which titles.
    pub titles: Vec<String>,
    /// How much he weighs.
    pub weight: u32,
}

/// Somebody who acts in another's place for some days (M1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    /// In whose place.
    pub from: Slug,
    /// Who acts.
    pub to: Slug,
    /// The first day.
    pub since: Date,
    /// The last.
    pub until: Date,
    /// In which collections; in all, if none is named.
    pub collections: Vec<String>,
}

impl Delegation {
    /// The delegation a docket is about.
    fn of(docket: &Docket) -> Option<Self> {
        Some(Self {
            from: docket.drafter.clone(),
            to: docket.value("to")?.parse().ok()?,
            since: docket.value("from")?.parse().ok()?,
            until: docket.value("until")?.parse().ok()?,
            collections: docket.values("collections").iter().filter(|name| !name.is_empty()).cloned().collect(),
        })
    }

    /// Whether it is for such subjects on that day.
    fn covers(&self, collection: &str, day: Date) -> bool {
        let covered = self.collections.is_empty() || self.collections.iter().any(|name| name == collection);
        covered && self.since <= day && day <= self.until && !matches!(collection, DELEGATIONS | HANDOVERS)
    }
}

/// Who has taken over what somebody had open (M4), by the handover that says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Succession {
    /// The handover.
    pub by: SubjectId,
    /// The act that made it through: what was handed in before it is the other's.
    pub seq: u64,
    /// Who has taken over.
    pub to: Slug,
}

/// Who stands in for whom.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Deputies {
    /// The delegations in force, by their subject; those whose last day has passed may be gone.
    pub delegations: BTreeMap<SubjectId, Delegation>,
    /// The handovers in force, by who has left; the last counts.
    pub successions: BTreeMap<Slug, Vec<Succession>>,
}

impl Deputies {
    /// Who has taken over from a person what was handed in by an act of that number, or himself: the last handover counts, and after it
    /// only later ones.
    pub fn successor<'a>(&'a self, person: &'a Slug, handed_in: u64) -> &'a Slug {
        let (mut at, mut after) = (person, handed_in);
        while let Some(next) = self.successions.get(at).and_then(|known| known.last()).filter(|next| next.seq > after) {
            (at, after) = (&next.to, next.seq);
        }
        at
    }

    /// Everybody who may have taken over something from a person, from hand to hand, and himself.
    pub fn heirs(&self, person: &Slug) -> BTreeSet<Slug> {
        let (mut heirs, mut left) = (BTreeSet::new(), vec![person.clone()]);
        while let Some(person) = left.pop() {
            let known = self.successions.get(&person).map_or(&[][..], Vec::as_slice);
            if heirs.insert(person) {
                left.extend(known.iter().map(|next| next.to.clone()));
            }
        }
        heirs
    }

    /// Takes in what a docket has become.
    pub(super) fn note(&mut self, docket: &Docket, today: Date) {
        match docket.subject.collection() {
            DELEGATIONS => match Delegation::of(docket).filter(|_| docket.is_in_force()) {
                // What it is about was handed in before: nothing that is done later about it makes it another.
                Some(_) if self.delegations.contains_key(&docket.subject) => {}
                Some(delegation) => {
                    // Time does not run backwards in a record: what has passed, in whatever zone, is asked no more.
                    self.delegations.retain(|_, known| known.until.saturating_add(2.days()) >= today);
                    self.delegations.insert(docket.subject.clone(), delegation);
                }
                None => drop(self.delegations.remove(&docket.subject)),
            },
            HANDOVERS => {
                let named = |name| docket.value(name).and_then(|slug| slug.parse::<Slug>().ok());
                let (Some(person), Some(to)) = (named("person"), named("to")) else { return };
                let known = self.successions.entry(person).or_default();
                match (docket.is_in_force(), known.iter().any(|one| one.by == docket.subject)) {
                    (true, false) => {
                        let seq = docket.trail.last().map_or(0, |mark| mark.seq);
                        known.push(Succession { by: docket.subject.clone(), seq, to });
                    }
                    (false, true) => known.retain(|one| one.by != docket.subject),
                    (true, true) | (false, false) => {}
                }
            }
            _ => {}
        }
    }
}

impl Office {
    /// Who stands in for whom.
    pub const fn deputies(&self) -> &Deputies {
        &self.deputies
    }

    /// Who has taken over from a person what he had open in a subject (M4), or himself.
    pub fn successor<'a>(&'a self, docket: &Docket, person: &'a Slug) -> &'a Slug {
        self.deputies.successor(person, docket.submitted())
    }

    /// Whether a person may act in another's place about a subject on that day (M5).
    pub fn stands_in(&self, delegate: &Slug, behalf: &Slug, docket: &Docket, time: i64) -> bool {
        let day = self.settings().day(time);
        let drafter = [&docket.drafter, self.successor(docket, &docket.drafter)];
        delegate != behalf
            && !self.workflow(docket).is_ok_and(super::workflow::Workflow::is_of_requests)
            && !drafter.iter().any(|drafter| *drafter == delegate || *drafter == behalf)
            && self.is_able(behalf)
            && self.deputies.delegations.iter().any(|(subject, delegation)| {
                delegation.to == *delegate
                    && delegation.from == *behalf
                    && delegation.covers(docket.subject.collection(), day)
                    // What rests on a stolen key gives nobody power.
                    && self.docket(subject).is_none_or(|docket| self.in_question(docket).next().is_none())
            })
    }

    /// The people in whose place a person may act about a subject at that time.
    pub fn delegators(&self, delegate: &Slug, docket: &Docket, time: i64) -> BTreeSet<Slug> {
        let named = self.deputies.delegations.values().filter(|delegation| delegation.to == *delegate);
        let from: BTreeSet<Slug> = named.map(|delegation| delegation.from.clone()).collect();
        from.into_iter().filter(|behalf| self.stands_in(delegate, behalf, docket, time)).collect()
    }

    /// Whom entries of `who` name, in their order, of one entry by slug. Each person once.
    pub fn named(&self, docket: &Docket, who: &[Who]) -> Vec<Chosen> {
        self.named_but(docket, who, true)
    }

    /// Who is asked in a step: those whom `who` names; where that is nobody, or nobody for one of the units concerned, `otherwise` too.
    pub fn asked_in(&self, docket: &Docket, step: &Step) -> Vec<Chosen> {
        let asked = self.named(docket, &step.who);
        if asked.is_empty() || self.leaves_one_out(docket, &step.who) {
            self.named(docket, &[&step.who[..], &step.otherwise[..]].concat())
        } else {
            asked
        }
    }

    /// Whether entries that are about the units concerned name nobody for one of them.
    fn leaves_one_out(&self, docket: &Docket, who: &[Who]) -> bool {
        let about: Vec<&Who> = who.iter().filter(|who| who.named.unit() == Some(&UnitRef::Concerned)).collect();
        let speaks = |unit: &Slug| {
            let named = about.iter().flat_map(|who| self.meant_in(docket, &who.named, unit));
            named.into_iter().any(|(person, _)| !self.is_barred(docket, &person))
        };
        !about.is_empty() && !self.units_meant(docket, &UnitRef::Concerned).iter().all(speaks)
    }

    /// Whom entries of `who` name as those who may hand in: also who gains by it.
    pub(super) fn drafters(&self, docket: &Docket, who: &[Who]) -> Asked {
        let named = self.named_but(docket, who, false);
        named.into_iter().map(|chosen| (chosen.person, chosen.titles)).collect()
    }

    fn named_but(&self, docket: &Docket, who: &[Who], barred: bool) -> Vec<Chosen> {
        let mut chosen: Vec<Chosen> = Vec::new();
        let mut places: BTreeMap<Slug, usize> = BTreeMap::new();
        for entry in who {
            for (person, title) in self.meant(docket, &entry.named) {
                // Nobody authorises himself.
                if barred && entry.named != Named::Drafter && self.is_barred(docket, &person) {
                    continue;
                }
                if let Some(at) = places.get(&person) {
                    let known = &mut chosen[*at];
                    known.weight = known.weight.max(entry.weight);
                    if !known.titles.contains(&title) {
                        known.titles.push(title);
                    }
                } else {
                    places.insert(person.clone(), chosen.len());
                    chosen.push(Chosen { person, titles: vec![title], weight: entry.weight });
                }
            }
        }
        chosen
    }

    /// The same, by person.
    pub fn asked_of(&self, docket: &Docket, who: &[Who]) -> Asked {
        self.named(docket, who).into_iter().map(|chosen| (chosen.person, chosen.titles)).collect()
    }

    /// Whether somebody is asked in a step.
    pub(super) fn is_asked_in(&self, docket: &Docket, step: &Step, person: &Slug) -> bool {
        self.asked_in(docket, step).iter().any(|chosen| chosen.person == *person)
    }

    fn meant(&self, docket: &Docket, named: &Named) -> Vec<(Slug, String)> {
        let mut people: BTreeMap<Slug, String> = BTreeMap::new();
        match named {
            Named::Post { of: units, .. } | Named::Above { from: units, .. } | Named::Member(units) => {
                for unit in self.units_meant(docket, units) {
                    people.extend(self.meant_in(docket, named, &unit));
                }
            }
            Named::Custodian(units) => {
                // Who has sealed for his unit is not asked again.
                let sealed = self.sealed_units(docket);
                let units = self.units_meant(docket, units).into_iter().filter(|unit| !sealed.contains_key(unit));
                let mut keepers: Vec<(Slug, String)> = Vec::new();
                for seal in units.collect::<Vec<_>>().iter().flat_map(|unit| self.seals_of(unit)) {
                    keepers.extend(seal.custodians.iter().map(|slug| (slug.clone(), seal.title.clone())));
                }
                // One person's seals stand in their own order.
                keepers.sort_by(|(one, _), (other, _)| one.cmp(other));
                return keepers;
            }
            Named::Person(field) => {
                let named = docket.values(field.as_str()).iter().filter_map(|slug| slug.parse::<Slug>().ok());
                people.extend(named.map(|slug| (slug.clone(), self.home_title(&slug))));
            }
            Named::Drafter => {
                people.insert(docket.drafter.clone(), self.home_title(&docket.drafter));
            }
            Named::Signer => {
                let issued = docket.issued.and_then(|seq| docket.mark(seq));
                let signer = issued.map(|mark| mark.behalf.as_ref().unwrap_or(&mark.person).clone());
                people.extend(signer.map(|slug| (slug.clone(), self.home_title(&slug))));
            }
            Named::Everyone => {
                people.extend(self.in_office().map(|(slug, p)| (slug.clone(), self.unit_title(&p.unit))));
            }
        }
        people.into_iter().collect()
    }

    /// Whom an entry about units names for one of them.
    fn meant_in(&self, docket: &Docket, named: &Named, unit: &Slug) -> Vec<(Slug, String)> {
        match named {
            Named::Post { post, .. } => {
                let title = self.title_of_post(unit, post);
                self.register().holding(unit, post).map(|(slug, _)| (slug.clone(), title.clone())).collect()
            }
            Named::Above { post, .. } => self.next_higher(unit, post, docket),
            Named::Member(_) => {
                let members = self.in_office().filter(|(_, person)| person.unit == *unit);
                members.map(|(slug, _)| (slug.clone(), self.unit_title(unit))).collect()
            }
            Named::Custodian(_) | Named::Person(_) | Named::Drafter | Named::Signer | Named::Everyone => Vec::new(),
        }
    }

    /// The units that a workflow names, as it stands with a subject, each where it went.
    fn units_meant(&self, docket: &Docket, unit: &UnitRef) -> BTreeSet<Slug> {
        let units: BTreeSet<Slug> = match unit {
            UnitRef::Drafter => BTreeSet::from([docket.drafter_unit.clone()]),
            UnitRef::Issuer => BTreeSet::from([docket.issuer.clone()]),
            UnitRef::Concerned => docket.concerned().cloned().collect(),
            UnitRef::Named(slug) => BTreeSet::from([slug.clone()]),
            UnitRef::Field(name) => docket.values(name.as_str()).iter().filter_map(|slug| slug.parse().ok()).collect(),
            UnitRef::Parent(of) => {
                let above = |slug: Slug| self.register().unit(&slug).and_then(|unit| unit.parent.clone());
                self.units_meant(docket, of).into_iter().filter_map(above).collect()
            }
        };
        units.iter().map(|unit| self.register().now(unit).clone()).collect()
    }

    /// The seals of a unit that are in use and nobody's own.
    fn seals_of(&self, unit: &Slug) -> impl Iterator<Item = &Seal> {
        let seals = self.register().seals().map(|(_, seal)| seal).filter(move |seal| seal.unit == *unit);
        seals.filter(|seal| seal.kind != SealKind::Personal && self.sealing_with(seal).is_some())
    }

    /// Whether each unit that issues a subject has an able custodian of a seal in use.
    pub(super) fn every_unit_can_seal(&self, docket: &Docket) -> bool {
        let can = |unit: &Slug| self.seals_of(unit).flat_map(|seal| &seal.custodians).any(|who| self.is_able(who));
        self.sealing_units(docket).iter().all(can)
    }

    /// The issuing unit and those that issue jointly, each where it went (联合行文).
    pub fn sealing_units(&self, docket: &Docket) -> BTreeSet<Slug> {
        let joint = self.workflow(docket).ok().and_then(|workflow| workflow.joint.as_ref());
        let joint = joint.map(|field| self.units_meant(docket, &UnitRef::Field(field.clone()))).unwrap_or_default();
        joint.into_iter().chain([self.register().now(&docket.issuer).clone()]).collect()
    }

    /// Whether a seal belongs into the step a subject stands at: of a unit that issues and has not sealed, or the signatory's own.
    pub fn would_seal(&self, docket: &Docket, seal: &Seal) -> bool {
        let Some(step) = self.current_step(docket) else { return false };
        let named = |owner: &Slug| self.named(docket, &step.who).iter().any(|chosen| chosen.person == *owner);
        let unit = &seal.unit;
        match (seal.kind, step.is_for_signatory()) {
            (SealKind::Personal, true) => seal.owner.as_ref().is_some_and(named),
            (SealKind::Unit | SealKind::Special, false) => {
                self.sealing_units(docket).contains(unit) && !self.sealed_units(docket).contains_key(unit)
            }
            (SealKind::Personal, false) | (SealKind::Unit | SealKind::Special, true) => false,
        }
    }

    /// The units that have put a seal in the step a subject stands at, each where it went, with the act.
    pub(super) fn sealed_units(&self, docket: &Docket) -> BTreeMap<Slug, u64> {
        let Some(step) = self.current_step(docket).map(|step| &step.name) else { return BTreeMap::new() };
        let put = docket.trail.iter().filter(|mark| mark.step.as_ref() == Some(step));
        put.filter_map(|mark| Some((self.register().now(mark.sealed_for.as_ref()?).clone(), mark.seq))).collect()
    }

    /// Whether somebody may have no say in a request because he gains by it (A4, C3). Where hardly anybody else is, he may.
    pub(super) fn is_barred(&self, docket: &Docket, person: &Slug) -> bool {
        docket.would_gain(person) && self.certified().take(3).count() == 3
    }

    /// Everybody who has an active certificate, reported lost or not: nobody is made a small office by reports.
    pub(super) fn certified(&self) -> impl Iterator<Item = &Slug> {
        let active = |listed: &Listed| listed.state == Standing::Active;
        let signs = move |person: &Person| !person.is_service() && person.certificate.iter().any(active);
        self.register().people().filter(move |(_, person)| signs(person)).map(|(slug, _)| slug)
    }

    /// Everybody in office.
    fn in_office(&self) -> impl Iterator<Item = (&Slug, &Person)> {
        self.register().people().filter(|(_, person)| person.is_in_office())
    }

    /// Who holds a post in the nearest unit, from one upwards, where another than the drafter does: nor one in whose place the drafter
    /// is by now, nor, of a handover, one of the two it is between.
    fn next_higher(&self, unit: &Slug, post: &Slug, docket: &Docket) -> Vec<(Slug, String)> {
        let drafter = self.successor(docket, &docket.drafter);
        let party = |person: &Slug| {
            docket.subject.collection() == HANDOVERS
                && [docket.value("person"), docket.value("to")].contains(&Some(person.as_str()))
        };
        let other = |person: &Slug| {
            if self.is_barred(docket, person) {
                return false;
            }
            let heir = self.successor(docket, person);
            *person != docket.drafter && *heir != docket.drafter && heir != drafter && !party(person)
        };
        let above = self.register().above(unit).unwrap_or_default();
        std::iter::once(unit)
            .chain(above)
            .map(|unit| self.register().now(unit))
            .map(|unit| {
                let others = self.register().holding(unit, post).filter(|(slug, _)| other(slug));
                others.map(|(slug, _)| (slug.clone(), self.title_of_post(unit, post))).collect::<Vec<_>>()
            })
            .find(|holders| !holders.is_empty())
            .unwrap_or_default()
    }

    fn title_of_post(&self, unit: &Slug, post: &Slug) -> String {
        let title = self.register().unit(unit).and_then(|unit| unit.posts.get(post));
        format!("{} {}", self.unit_title(unit), title.map_or(post.as_str(), String::as_str))
    }

    fn home_title(&self, person: &Slug) -> String {
        self.register().person(person).map_or_else(String::new, |person| self.unit_title(&person.unit))
    }

    /// Whether a person, and no server, has a certificate in use.
    pub fn is_able(&self, person: &Slug) -> bool {
        let person = self.register().person(person).filter(|person| !person.is_service());
        let listed = person.map_or(&[][..], |person| &person.certificate);
        listed.iter().any(|listed| listed.state == Standing::Active && !self.is_lost(&listed.fingerprint))
    }

    /// What a unit is called.
    pub fn unit_title(&self, unit: &Slug) -> String {
        self.register().unit(unit).map_or_else(|| unit.to_string(), |unit| unit.title.clone())
    }

    /// What a step is called, in the record's language.
    pub fn step_title(&self, step: &Step) -> String {
        step.title.text(&self.settings().language).to_owned()
    }

    /// What somebody is called.
    pub fn person_name(&self, person: &Slug) -> String {
        self.register().person(person).map_or_else(|| person.to_string(), |person| person.name.clone())
    }

    pub(super) fn names<'a>(&self, people: impl IntoIterator<Item = &'a Slug>) -> Vec<String> {
        people.into_iter().map(|slug| self.person_name(slug)).collect()
    }
}
