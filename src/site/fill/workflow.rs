//! Workflows: what the office's rules are, drawn and listed.

use super::Source;
use crate::id::Slug;
use crate::office::{Disagreed, Step, Timeout, Verb, Workflow};
use crate::site::diagram::{self, Node};
use crate::site::page::{By, List, Page, Part};
use crate::site::view::{self, DiagramTextKind};

impl Source<'_> {
    pub(super) fn workflows(&self) -> view::WorkflowsPage {
        let title = self.words.word("site-workflows");
        let rows = self.ledger.office().collections().map(|(collection, workflow)| {
            let tally = self.index.statistics().tally_of(collection.as_str());
            view::WorkflowRow {
                workflow: view::Link {
                    text: workflow.title.text(self.words.language().tag()).to_owned(),
                    href: Page::Workflow(collection.clone()).href(),
                },
                list_href: list_of(collection).href(),
                owner: workflow.owner.as_ref().and_then(|owner| self.unit_link(owner)),
                open: tally.open,
                finished: tally.finished,
                retention: workflow.retention.map(|kept| self.retention(kept)),
            }
        });
        view::WorkflowsPage {
            rows: rows.collect(),
            requests_href: Page::Requests.href(),
            base: self.base(&Page::Workflows, &title, Vec::new(), 0),
        }
    }

    pub(super) fn workflow(&self, collection: &Slug) -> view::WorkflowPage {
        let Some(workflow) = self.ledger.office().workflow_of(collection.as_str()) else {
            return view::WorkflowPage::default();
        };
        let language = self.words.language().tag();
        let name = workflow.title.text(language).to_owned();
        let crumbs = vec![view::Link { text: self.words.word("site-workflows"), href: Page::Workflows.href() }];
        let numbering = workflow.numbering.as_ref();
        let patterns = numbering.into_iter().flat_map(|numbering| {
            std::iter::once(numbering.pattern.clone())
                .chain(numbering.kind.iter().map(|(kind, pattern)| format!("{kind} {pattern}")))
        });
        view::WorkflowPage {
            base: self.base(&Page::Workflow(collection.clone()), &name, crumbs, 0),
            list_href: list_of(collection).href(),
            owner: workflow.owner.as_ref().and_then(|owner| self.unit_link(owner)),
            retention: workflow.retention.map(|kept| self.retention(kept)),
            limit: said(self.limits(workflow, &workflow.limit)),
            patterns: patterns.collect(),
            confirm: workflow.confirm,
            drafters: self.drafters(workflow),
            diagram: self.diagram(&name, workflow),
            steps: workflow.steps.iter().map(|step| self.workflow_step(workflow, step)).collect(),
            fields: workflow
                .fields
                .iter()
                .map(|field| view::FormField {
                    label: field.label.text(language).to_owned(),
                    sort: self.words.word(&format!("site-field-{}", field.kind.word())),
                    required: field.required,
                    help: field.help.as_ref().map(|help| help.text(language).to_owned()),
                })
                .collect(),
            checks: workflow.checks.iter().map(|check| check.says.text(language).to_owned()).collect(),
            anytime: workflow
                .anytime
                .iter()
                .map(|(verb, who)| view::Anytime { verb: *verb, who: self.who(workflow, who) })
                .collect(),
            statistics: self.statistics_of(self.index.statistics().of_workflow(collection.as_str())),
            name,
        }
    }

    /// Who may hand in, each with the forms it is for; empty if everybody may.
    fn drafters(&self, workflow: &Workflow) -> Vec<String> {
        let each = workflow.drafters.iter().map(|drafters| {
            let who = self.who(workflow, &drafters.who);
            if drafters.when.is_empty() {
                return who;
            }
            self.word("site-limit-when", &[("limit", &who), ("when", &self.condition(workflow, &drafters.when))])
        });
        each.collect()
    }

    fn workflow_step(&self, workflow: &Workflow, step: &Step) -> view::WorkflowStep {
        let then = self.then(workflow, step);
        view::WorkflowStep {
            title: step.title.text(self.words.language().tag()).to_owned(),
            when: (!step.when.is_empty()).then(|| self.condition(workflow, &step.when)),
            who: self.who(workflow, &step.who),
            rule: self.rule(step),
            verbs: step.verbs.clone(),
            limit: said(self.limits(workflow, &step.limit)),
            respond: said(self.limits(workflow, &step.respond)),
            then,
        }
    }

    /// What follows a step, where it is not simply the next.
    fn then(&self, workflow: &Workflow, step: &Step) -> Vec<String> {
        let mut then = Vec::new();
        if !step.lift.is_empty() {
            then.push(self.word("site-then-lift", &[("who", &self.who(workflow, &step.lift))]));
        }
        let onward = step.then.agree.as_ref().filter(|name| name.as_str() != "next");
        if let Some(name) = onward {
            let to = workflow.step(name).map_or_else(
                || self.words.word("site-workflow-end"),
                |(_, step)| step.title.text(self.words.language().tag()).to_owned(),
            );
            then.push(self.word("site-then-onward", &[("to", &to)]));
        }
        if can_fail(step) {
            then.push(self.failure(step));
        }
        if !step.then.inform.is_empty() {
            then.push(self.word("site-then-inform", &[("who", &self.who(workflow, &step.then.inform))]));
        }
        if !step.limit.is_empty() && step.then.timeout != Timeout::Remind {
            then.push(self.timeout(workflow, step));
        }
        then
    }

    fn diagram(&self, name: &str, workflow: &Workflow) -> view::Diagram {
        let end = workflow.steps.len() + 1;
        let drafters = self.drafters(workflow);
        let by = if drafters.is_empty() { vec![self.words.word("site-who-everyone")] } else { drafters };
        let first = Node {
            title: self.words.word("site-workflow-begin"),
            lines: by.into_iter().map(|text| (DiagramTextKind::Who, text)).collect(),
            is_end: true,
            ..Node::default()
        };
        let steps = workflow.steps.iter().map(|step| {
            let shown = self.workflow_step(workflow, step);
            let mut lines = vec![(DiagramTextKind::Who, shown.who), (DiagramTextKind::Rule, shown.rule)];
            let limit = |key, limit: Option<String>| {
                limit.map(|limit| (DiagramTextKind::Rule, format!("{} {limit}", self.words.word(key))))
            };
            lines.extend(limit("site-limit", shown.limit));
            lines.extend(limit("site-respond", shown.respond));
            lines.extend(shown.then.into_iter().map(|text| (DiagramTextKind::Then, text)));
            Node {
                title: shown.title,
                lines,
                when: shown.when.map(|when| self.word("site-workflow-when", &[("when", &when)])),
                onward: step.then.agree.as_ref().and_then(|name| match name.as_str() {
                    "next" => None,
                    "done" => Some(end),
                    _ => workflow.step(name).map(|(at, _)| at + 1),
                }),
                goes_back: can_fail(step) && step.then.disagree == Disagreed::Drafter
                    || step.verbs.contains(&Verb::Return),
                is_end: false,
            }
        });
        let last = Node { title: self.words.word("site-workflow-end"), is_end: true, ..Node::default() };
        let nodes: Vec<Node> = std::iter::once(first).chain(steps).chain(std::iter::once(last)).collect();
        let titles: Vec<&str> = nodes.iter().map(|node| node.title.as_str()).collect();
        let note = titles.join(" → ");
        diagram::draw(self.word("site-workflow-picture", &[("name", name)]), note, &nodes)
    }
}

/// Whether somebody can disagree in a step.
fn can_fail(step: &Step) -> bool {
    step.verbs.contains(&Verb::Disagree) || step.verbs.contains(&Verb::Read) && !step.is_for_reading()
}

fn said(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

fn list_of(collection: &Slug) -> Page {
    Page::List(List { collection: collection.clone(), by: By::All }, Part::Newest)
}
