//! What a workflow says, in words: who, on what condition, by what rule, until when.

use crate::id::Slug;
use crate::office::{Condition, Holds, Limit, Named, Office, Rule, UnitRef, Who, Workflow};
use crate::words::Catalogue;

/// A workflow to be told to people of an office.
pub(super) struct Teller<'a> {
    pub(super) words: &'a Catalogue,
    pub(super) workflow: &'a Workflow,
    pub(super) office: &'a Office,
}

impl Teller<'_> {
    pub(super) fn language(&self) -> &'static str {
        self.words.language().tag()
    }

    fn join(&self, parts: impl Iterator<Item = String>) -> String {
        parts.collect::<Vec<_>>().join(&self.words.word("list-separator"))
    }

    /// Whom entries of `who` name.
    pub(super) fn who(&self, who: &[Who]) -> String {
        self.join(who.iter().map(|entry| self.entry(entry)))
    }

    fn entry(&self, who: &Who) -> String {
        let words = self.words;
        let named = match &who.named {
            Named::Post { post, of } => {
                words.format("who-post", [("unit", self.unit(of).as_str()), ("post", &self.post(of, post))])
            }
            Named::Above { post, from } => {
                words.format("who-above", [("unit", self.unit(from).as_str()), ("post", &self.post(from, post))])
            }
            Named::Member(unit) => words.format("who-member", [("unit", self.unit(unit).as_str())]),
            Named::Custodian(unit) => words.format("who-custodian", [("unit", self.unit(unit).as_str())]),
            Named::Person(field) => words.format("who-person", [("field", self.label(field).as_str())]),
            Named::Drafter => words.word("who-drafter"),
            Named::Signer => words.word("who-signer"),
            Named::Everyone => words.word("who-everyone"),
        };
        if who.weight == 1 {
            return named;
        }
        words.format("who-weight", [("who", named.as_str()), ("weight", &who.weight.to_string())])
    }

    fn unit(&self, unit: &UnitRef) -> String {
        let words = self.words;
        match unit {
            UnitRef::Drafter => words.word("unit-drafter"),
            UnitRef::Issuer => words.word("unit-issuer"),
            UnitRef::Concerned => words.word("unit-concerned"),
            UnitRef::Named(slug) => {
                self.office.register().unit(slug).map_or_else(|| slug.to_string(), |unit| unit.title.clone())
            }
            UnitRef::Field(name) => words.format("unit-field", [("field", self.label(name).as_str())]),
            UnitRef::Parent(of) => words.format("unit-parent", [("unit", self.unit(of).as_str())]),
        }
    }

    /// A post's title where the unit is known, else its name.
    fn post(&self, unit: &UnitRef, post: &Slug) -> String {
        let unit = if let UnitRef::Named(slug) = unit { self.office.register().unit(slug) } else { None };
        unit.and_then(|unit| unit.posts.get(post)).cloned().unwrap_or_else(|| post.to_string())
    }

    /// What people call a field.
    pub(super) fn label(&self, name: &Slug) -> String {
        let field = self.workflow.field(name.as_str());
        field.map_or_else(|| name.to_string(), |field| field.label.text(self.language()).to_owned())
    }

    /// What a form must hold.
    pub(super) fn condition(&self, when: &Condition) -> String {
        let words = self.words;
        let parts = when.iter().map(|(name, holds)| {
            let field = self.label(name);
            let told = |key: &str, value: &str| words.format(key, [("field", field.as_str()), ("value", value)]);
            match holds {
                Holds::Filled(true) => told("when-filled", ""),
                Holds::Filled(false) => told("when-empty", ""),
                Holds::OneOf(values) => told("when-is", &values.join(&words.word("when-or"))),
                Holds::Between(bounds) => {
                    let bounds = [("when-min", bounds.min), ("when-max", bounds.max)].into_iter();
                    let told = bounds.filter_map(|(key, bound)| bound.map(|bound| told(key, &bound.to_string())));
                    told.collect::<Vec<_>>().join(&words.word("when-and"))
                }
            }
        });
        parts.collect::<Vec<_>>().join(&words.word("when-and"))
    }

    /// How long something may take.
    pub(super) fn limits(&self, limits: &[Limit]) -> String {
        let words = self.words;
        let one = |limit: &Limit| {
            let long = match (limit.hours, limit.working_hours, limit.working_days) {
                (Some(n), _, _) => ("limit-hours", n),
                (_, Some(n), _) => ("limit-working-hours", n),
                (_, _, n) => ("limit-working-days", n.unwrap_or_default()),
            };
            let text = words.format(long.0, [("n", long.1.to_string().as_str())]);
            if limit.when.is_empty() {
                return text;
            }
            words.format("limit-when", [("limit", text.as_str()), ("when", &self.condition(&limit.when))])
        };
        self.join(limits.iter().map(one))
    }

    /// How many of those asked it takes.
    pub(super) fn rule(&self, rule: Rule) -> String {
        let words = self.words;
        match rule {
            Rule::All => words.word("rule-all"),
            Rule::Sequence => words.word("rule-sequence"),
            Rule::Any => words.word("rule-any"),
            Rule::AtLeast(n) => words.format("rule-at-least", [("n", n.to_string().as_str())]),
            Rule::Vote(percent) => words.format("rule-vote", [("percent", percent.to_string().as_str())]),
        }
    }
}
