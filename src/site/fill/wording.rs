//! What a workflow says, in words: who is asked, how many of them it takes, how long they have, on which condition, what follows.

use std::collections::BTreeSet;

use super::Source;
use crate::id::Slug;
use crate::office::{
    Condition, Disagreed, Holds, Limit, Named, Retention, Rule, Step, Timeout, UnitRef, Who, Workflow,
};

impl Source<'_> {
    /// How many of those asked it takes.
    pub(super) fn rule(&self, step: &Step) -> String {
        match step.rule {
            Rule::All => self.words.word("site-rule-all"),
            Rule::Sequence => self.words.word("site-rule-sequence"),
            Rule::Any => self.words.word("site-rule-any"),
            Rule::AtLeast(n) => self.word("site-rule-at-least", &[("n", &n.to_string())]),
            Rule::Vote(percent) => self.word("site-rule-vote", &[("n", &percent.to_string())]),
        }
    }

    /// How long something may take.
    pub(super) fn limit(&self, limit: &Limit) -> String {
        let say = |key, n: u32| self.word(key, &[("n", &n.to_string())]);
        match (limit.hours, limit.working_hours, limit.working_days) {
            (Some(n), _, _) => say("site-limit-hours", n),
            (_, Some(n), _) => say("site-limit-working-hours", n),
            (_, _, Some(n)) => say("site-limit-working-days", n),
            (None, None, None) => String::new(),
        }
    }

    /// What follows when a step's limit has passed.
    pub(super) fn timeout(&self, workflow: &Workflow, step: &Step) -> String {
        match step.then.timeout {
            Timeout::Remind => self.words.word("site-timeout-remind"),
            Timeout::Escalate => {
                self.word("site-timeout-escalate", &[("who", &self.who(workflow, &step.then.escalate))])
            }
            Timeout::Pass => self.words.word("site-timeout-pass"),
        }
    }

    /// How long the subjects of a collection are kept.
    pub(super) fn retention(&self, retention: Retention) -> String {
        self.words.word(match retention {
            Retention::Y => "site-retention-y",
            Retention::D30 => "site-retention-d30",
            Retention::D10 => "site-retention-d10",
        })
    }

    /// Whom a list of `who` names.
    pub(super) fn who(&self, workflow: &Workflow, who: &[Who]) -> String {
        let each = who.iter().map(|who| {
            let text = self.one_who(workflow, &who.named);
            match who.weight {
                1 => text,
                n => self.word("site-who-weight", &[("who", &text), ("n", &n.to_string())]),
            }
        });
        each.collect::<Vec<_>>().join(&self.words.word("site-join"))
    }

    fn one_who(&self, workflow: &Workflow, named: &Named) -> String {
        let of_unit = |key, unit| self.word(key, &[("unit", &self.unit_meant(workflow, unit))]);
        let of_post = |key, unit, post| {
            let (unit, post) = (self.unit_meant(workflow, unit), self.post_meant(post, unit));
            self.word(key, &[("unit", &unit), ("post", &post)])
        };
        match named {
            Named::Post { post, of } => of_post("site-who-post", of, post),
            Named::Above { post, from } => of_post("site-who-above", from, post),
            Named::Member(unit) => of_unit("site-who-member", unit),
            Named::Custodian(unit) => of_unit("site-who-custodian", unit),
            Named::Person(field) => self.word("site-who-person", &[("field", &self.label(workflow, field))]),
            Named::Drafter => self.words.word("site-drafter"),
            Named::Signer => self.words.word("site-who-signer"),
            Named::Everyone => self.words.word("site-who-everyone"),
        }
    }

    fn unit_meant(&self, workflow: &Workflow, unit: &UnitRef) -> String {
        match unit {
            UnitRef::Drafter => self.words.word("site-unit-drafter"),
            UnitRef::Issuer => self.words.word("site-unit-issuer"),
            UnitRef::Concerned => self.words.word("site-unit-concerned"),
            UnitRef::Named(slug) => self.find_unit(slug).map_or_else(|| slug.to_string(), |unit| unit.title.clone()),
            UnitRef::Field(field) => self.word("site-unit-field", &[("field", &self.label(workflow, field))]),
            UnitRef::Parent(unit) => self.word("site-unit-parent", &[("unit", &self.unit_meant(workflow, unit))]),
        }
    }

    /// A post's title: of the unit if it is named, else what the units call it.
    fn post_meant(&self, post: &Slug, unit: &UnitRef) -> String {
        const NAMED: usize = 3;
        if let UnitRef::Named(slug) = unit
            && let Some(title) = self.find_unit(slug).and_then(|unit| unit.posts.get(post))
        {
            return title.clone();
        }
        let titles = self.register().units().filter_map(|(_, unit)| unit.posts.get(post));
        let titles: BTreeSet<&str> = titles.map(String::as_str).collect();
        if titles.is_empty() {
            return post.to_string();
        }
        let text = titles.iter().take(NAMED).copied().collect::<Vec<_>>().join(&self.words.word("site-or-short"));
        if titles.len() > NAMED { self.word("site-and-so-on", &[("some", &text)]) } else { text }
    }

    /// A list of limits, each with its condition.
    pub(super) fn limits(&self, workflow: &Workflow, limits: &[Limit]) -> String {
        let each = limits.iter().map(|limit| {
            let text = self.limit(limit);
            if limit.when.is_empty() {
                return text;
            }
            let when = self.condition(workflow, &limit.when);
            self.word("site-limit-when", &[("limit", &text), ("when", &when)])
        });
        each.collect::<Vec<_>>().join(&self.words.word("site-semicolon"))
    }

    /// What follows when a step fails.
    pub(super) fn failure(&self, step: &Step) -> String {
        self.words.word(match step.then.disagree {
            Disagreed::Drafter => "site-failed-drafter",
            Disagreed::End => "site-failed-end",
            Disagreed::Next => "site-failed-next",
        })
    }

    /// What a form must hold.
    pub(super) fn condition(&self, workflow: &Workflow, condition: &Condition) -> String {
        let each = condition.iter().map(|(name, holds)| {
            let field = self.label(workflow, name);
            let say = |key, args: &[(&'static str, &str)]| {
                let all: Vec<(&'static str, &str)> =
                    std::iter::once(("field", field.as_str())).chain(args.iter().copied()).collect();
                self.word(key, &all)
            };
            match holds {
                Holds::Filled(true) => say("site-when-filled", &[]),
                Holds::Filled(false) => say("site-when-empty", &[]),
                Holds::OneOf(list) => {
                    let of_changes = name.as_str() == "changes" && workflow.is_of_requests();
                    let value = |value: &String| {
                        if of_changes { self.words.word(&format!("change-{value}")) } else { value.clone() }
                    };
                    let values: Vec<String> = list.iter().map(value).collect();
                    say("site-when-one-of", &[("values", &values.join(&self.words.word("site-or")))])
                }
                Holds::Between(bounds) => match (bounds.min, bounds.max) {
                    (Some(min), Some(max)) => {
                        say("site-when-between", &[("min", &min.to_string()), ("max", &max.to_string())])
                    }
                    (Some(min), None) => say("site-when-min", &[("min", &min.to_string())]),
                    (None, Some(max)) => say("site-when-max", &[("max", &max.to_string())]),
                    (None, None) => say("site-when-filled", &[]),
                },
            }
        });
        each.collect::<Vec<_>>().join(&self.words.word("site-and"))
    }

    fn label(&self, workflow: &Workflow, field: &Slug) -> String {
        if field.as_str() == "changes" && workflow.is_of_requests() {
            return self.words.word("site-changes-kinds");
        }
        workflow
            .field(field.as_str())
            .map_or_else(|| field.to_string(), |field| field.label.text(self.words.language().tag()).to_owned())
    }
}
