//! `kanhe workflow draw NAME|FILE`: a workflow as text, not wider than a terminal.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::Setting;
use super::phrase::Teller;
use crate::cli::Context;
use crate::cli::column::{pad, width, wrap};
use crate::cli::failure::Failure;
use crate::office::{Disagreed, Field, Step, Timeout, Verb, Workflow};

/// How wide a drawing is at most.
const WIDE: usize = 80;

/// Draw a workflow.
#[derive(Args)]
pub(super) struct Draw {
    workflow: String,
}

#[derive(Serialize)]
struct Shown<'a> {
    collection: &'a str,
    lines: Vec<String>,
}

pub(super) fn run(context: &mut Context, args: &Draw) -> Result<ExitCode, Failure> {
    let mut setting = Setting::of(context)?;
    let collection = setting.take(&args.workflow)?;
    let workflow = setting.office.workflow_of(collection.as_str());
    let lines = workflow.map_or_else(Vec::new, |workflow| {
        Teller { words: &context.words, workflow, office: &setting.office }.drawing()
    });
    if context.common.json {
        context.print.json(&Shown { collection: collection.as_str(), lines });
        return Ok(ExitCode::SUCCESS);
    }
    for line in lines {
        context.print.line(&line);
    }
    Ok(ExitCode::SUCCESS)
}

impl Teller<'_> {
    /// The whole workflow.
    fn drawing(&self) -> Vec<String> {
        let Workflow { title, collection, .. } = self.workflow;
        let mut lines = vec![format!("{}  {collection}", title.text(self.language()))];
        lines.extend(rows("", &self.head()));
        lines.push(String::new());
        lines.push(self.words.word("draw-form"));
        for field in &self.workflow.fields {
            lines.extend(hang(if field.required { "  * " } else { "    " }, "      ", &self.field(field)));
        }
        lines.push(String::new());
        for (at, step) in self.workflow.steps.iter().enumerate() {
            lines.extend(self.boxed(at, step));
            lines.push(format!("{}|", " ".repeat(8)));
        }
        lines.push(format!("{}{}", " ".repeat(6), self.words.word("draw-end")));
        if !self.workflow.anytime.is_empty() {
            lines.push(String::new());
            lines.push(self.words.word("draw-anytime"));
            let anytime = self.workflow.anytime.iter();
            let told = anytime.map(|(verb, who)| (self.verb(*verb), self.who(who))).collect::<Vec<_>>();
            lines.extend(rows("  ", &told));
        }
        lines
    }

    fn verb(&self, verb: Verb) -> String {
        self.words.word(&format!("verb-{verb}"))
    }

    fn row(&self, label: &str, text: String) -> (String, String) {
        (self.words.word(label), text)
    }

    /// What holds of the whole.
    fn head(&self) -> Vec<(String, String)> {
        let workflow = self.workflow;
        let mut head = Vec::new();
        for drafters in &workflow.drafters {
            let who = self.who(&drafters.who);
            let when = if drafters.when.is_empty() { String::new() } else { self.when(&drafters.when) };
            head.push(self.row("draw-drafter", format!("{who}{when}")));
        }
        if let Some(numbering) = &workflow.numbering {
            let kinds = numbering.kind.iter().map(|(kind, pattern)| format!("{kind} {pattern}"));
            let patterns: Vec<String> = std::iter::once(numbering.pattern.clone()).chain(kinds).collect();
            head.push(self.row("draw-number", patterns.join(&self.words.word("list-separator"))));
        }
        if !workflow.limit.is_empty() {
            head.push(self.row("draw-whole", self.limits(&workflow.limit)));
        }
        if let Some(retention) = workflow.retention {
            head.push(self.row("draw-kept", retention.word().to_owned()));
        }
        head
    }

    fn when(&self, when: &crate::office::Condition) -> String {
        self.words.format("draw-when-short", [("when", self.condition(when).as_str())])
    }

    /// A field in short.
    fn field(&self, field: &Field) -> String {
        let mut parts = vec![format!("{}  {}  {}", field.name, field.label.text(self.language()), field.kind.word())];
        if field.list {
            parts.push("[]".to_owned());
        }
        parts.extend(field.max.map(|max| format!("<={max}")));
        if field.least.is_some() || field.most.is_some() {
            let bound = |bound: Option<i64>| bound.map_or_else(String::new, |bound| bound.to_string());
            parts.push(format!("{}..{}", bound(field.least), bound(field.most)));
        }
        parts.extend(field.shape.clone());
        if !field.choices.is_empty() {
            parts.push(format!("({})", field.choices.join(" | ")));
        }
        parts.join(" ")
    }

    /// A step as a box.
    fn boxed(&self, at: usize, step: &Step) -> Vec<String> {
        let words = self.words;
        let mut told = Vec::new();
        if !step.when.is_empty() {
            told.push(self.row("draw-when", self.condition(&step.when)));
        }
        told.push(self.row("draw-who", self.who(&step.who)));
        told.push(self.row("draw-rule", self.rule(step.rule)));
        let verbs: Vec<String> = step.verbs.iter().map(|verb| self.verb(*verb)).collect();
        told.push(self.row("draw-verbs", verbs.join(&words.word("list-separator"))));
        if !step.respond.is_empty() {
            told.push(self.row("draw-respond", self.limits(&step.respond)));
        }
        if !step.limit.is_empty() {
            told.push(self.row("draw-limit", self.limits(&step.limit)));
        }
        if !step.lift.is_empty() {
            told.push(self.row("draw-lift", self.who(&step.lift)));
        }
        for text in self.then(step) {
            told.push(self.row("draw-then", text));
        }
        let inner = WIDE - 4;
        let head = format!("{} {} ({})", at + 1, step.title.text(self.language()), step.name);
        let head = wrap(&head, inner - 2).into_iter().next().unwrap_or_default();
        let mut lines = vec![format!("+- {head} {}+", "-".repeat((inner - 1).saturating_sub(width(&head))))];
        lines.extend(rows("", &told).iter().map(|row| format!("| {} |", pad(row, inner))));
        lines.push(format!("+{}+", "-".repeat(WIDE - 2)));
        lines
    }

    /// What follows, where it is not simply the next step.
    fn then(&self, step: &Step) -> Vec<String> {
        let words = self.words;
        let then = &step.then;
        let mut told = Vec::new();
        match then.agree.as_ref().map(crate::id::Slug::as_str) {
            None | Some("next") => {}
            Some("done") => told.push(words.word("then-done")),
            Some(name) => {
                let target = self.workflow.steps.iter().find(|step| step.name.as_str() == name);
                let title = target.map_or(name, |step| step.title.text(self.language()));
                told.push(words.format("then-step", [("step", title)]));
            }
        }
        let may_fail =
            step.verbs.contains(&Verb::Disagree) || step.verbs.contains(&Verb::Read) && !step.is_for_reading();
        match then.disagree {
            Disagreed::Drafter if may_fail => told.push(words.word("then-drafter")),
            Disagreed::Drafter => {}
            Disagreed::End => told.push(words.word("then-end")),
            Disagreed::Next => told.push(words.word("then-next")),
        }
        if !then.inform.is_empty() {
            told.push(words.format("then-inform", [("who", self.who(&then.inform).as_str())]));
        }
        match then.timeout {
            Timeout::Remind => {}
            Timeout::Pass => told.push(words.word("then-pass")),
            Timeout::Escalate => {
                told.push(words.format("then-escalate", [("who", self.who(&then.escalate).as_str())]));
            }
        }
        told
    }
}

/// Labels and texts below each other, the texts beginning in one column.
fn rows(before: &str, told: &[(String, String)]) -> Vec<String> {
    let column = told.iter().map(|(label, _)| width(label)).max().unwrap_or_default();
    let hanging = " ".repeat(width(before) + column + 2);
    told.iter()
        .flat_map(|(label, text)| {
            let first = format!("{before}{}  ", pad(label, column));
            hang(&first, &hanging, text)
        })
        .collect()
}

/// A text behind these words, its further lines behind blanks; inside a box there is room for four places less.
fn hang(first: &str, hanging: &str, text: &str) -> Vec<String> {
    let room = WIDE - 4 - width(hanging);
    let begin = |at: usize| if at == 0 { first } else { hanging };
    wrap(text, room).into_iter().enumerate().map(|(at, line)| format!("{}{line}", begin(at))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::workflow::starter_office;
    use crate::words::{Catalogue, Language};

    #[test]
    fn every_shipped_workflow_is_drawn_within_a_terminal() {
        for language in Language::ALL {
            let words = Catalogue::new(language);
            let office = starter_office(&words).unwrap_or_else(|_| panic!("{language}"));
            let mut drawn = 0;
            for (_, workflow) in office.collections() {
                let lines = Teller { words: &words, workflow, office: &office }.drawing();
                for line in &lines {
                    assert!(width(line) <= WIDE, "{language}: {line}");
                    assert!(!line.starts_with(['|', '+']) || width(line) == WIDE, "{language}: {line}");
                }
                for step in &workflow.steps {
                    let name = format!("({}) ", step.name);
                    assert!(lines.iter().any(|line| line.contains(&name)), "{language}: {name}");
                }
                drawn += 1;
            }
            assert!(drawn > 20, "only {drawn}");
        }
    }
}
