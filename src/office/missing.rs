//! What the register lacks of what a workflow names: units, posts, holders, seals. A workflow with gaps is no fault: the register
//! is read at each act.

use super::Office;
use super::register::Person;
use super::workflow::{Named, UnitRef, Who, Workflow};
use crate::id::Slug;

/// Something a workflow names and the register does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The key that names it: `step.who`, `step.then`, `drafter` or `anytime`.
    pub key: &'static str,
    /// Which step or verb.
    pub name: String,
    /// What is not there.
    pub gap: Gap,
}

/// What is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// The unit.
    Unit(Slug),
    /// A unit above that one.
    Parent(Slug),
    /// The post, in that unit or anywhere.
    Post(Option<Slug>, Slug),
    /// Anybody who holds the post there and can sign.
    Holder(Option<Slug>, Slug),
    /// Anybody in the unit who can sign.
    Member(Slug),
    /// An active seal of the unit.
    Seal(Slug),
}

impl Office {
    /// Everything the register lacks of what a workflow names.
    pub fn missing(&self, workflow: &Workflow) -> Vec<Missing> {
        let mut missing = Vec::new();
        let mut ask = |key, name: &str, who: &[Who]| {
            for gap in who.iter().filter_map(|who| self.gap(&who.named)) {
                let found = Missing { key, name: name.to_owned(), gap };
                if !missing.contains(&found) {
                    missing.push(found);
                }
            }
        };
        for drafters in &workflow.drafters {
            ask("drafter", "", &drafters.who);
        }
        for step in &workflow.steps {
            ask("step.who", step.name.as_str(), &step.who);
            ask("step.otherwise", step.name.as_str(), &step.otherwise);
            ask("step.then", step.name.as_str(), &step.then.inform);
            ask("step.then", step.name.as_str(), &step.then.escalate);
        }
        for (verb, who) in &workflow.anytime {
            ask("anytime", verb.word(), who);
        }
        missing
    }

    fn gap(&self, named: &Named) -> Option<Gap> {
        let unit = match named.unit().map(|unit| self.known_unit(unit)) {
            None => None,
            Some(Err(gap)) => return Some(gap),
            Some(Ok(unit)) => unit,
        };
        let register = self.register();
        match (named, unit) {
            (Named::Post { post, .. }, Some(unit)) => {
                if !register.unit(&unit).is_some_and(|known| known.posts.contains_key(post)) {
                    return Some(Gap::Post(Some(unit), post.clone()));
                }
                let held = register.holding(&unit, post).any(|(slug, _)| self.is_able(slug));
                (!held).then(|| Gap::Holder(Some(unit), post.clone()))
            }
            // Which unit it is is known only with a subject: the post is at least somewhere.
            (Named::Post { post, .. }, None) | (Named::Above { post, .. }, _) => {
                if !register.units().any(|(_, unit)| unit.posts.contains_key(post)) {
                    return Some(Gap::Post(None, post.clone()));
                }
                let holds = |slug: &Slug, person: &Person| {
                    person.posts.iter().any(|held| held.post == *post) && self.is_able(slug)
                };
                (!register.people().any(|(slug, person)| holds(slug, person))).then(|| Gap::Holder(None, post.clone()))
            }
            (Named::Member(_), Some(unit)) => {
                let there = register.people().any(|(slug, person)| person.unit == unit && self.is_able(slug));
                (!there).then_some(Gap::Member(unit))
            }
            (Named::Custodian(_), Some(unit)) => {
                let there = register.seals().any(|(_, seal)| seal.unit == unit && self.sealing_with(seal).is_some());
                (!there).then_some(Gap::Seal(unit))
            }
            (
                Named::Member(_)
                | Named::Custodian(_)
                | Named::Person(_)
                | Named::Drafter
                | Named::Signer
                | Named::Everyone,
                _,
            ) => None,
        }
    }

    /// The unit that is meant whatever the subject; `None` where the subject decides.
    fn known_unit(&self, unit: &UnitRef) -> Result<Option<Slug>, Gap> {
        match unit {
            UnitRef::Drafter | UnitRef::Issuer | UnitRef::Concerned | UnitRef::Field(_) => Ok(None),
            UnitRef::Named(slug) => {
                self.register().unit(slug).map(|_| Some(slug.clone())).ok_or_else(|| Gap::Unit(slug.clone()))
            }
            UnitRef::Parent(of) => {
                let Some(below) = self.known_unit(of)? else { return Ok(None) };
                let above = self.register().unit(&below).and_then(|unit| unit.parent.clone());
                above.map(Some).ok_or(Gap::Parent(below))
            }
        }
    }
}
