//! Filling the sheets by which people go on by hand.

use super::{PageError, Source};
use crate::id::{Sha256, Slug, SubjectId};
use crate::ledger::Entry;
use crate::office::{Docket, Due, Place, Verb};
use crate::site::view;

/// How many digits of a digest people copy.
pub(in crate::site) const DIGITS: usize = 16;

impl Source<'_> {
    /// What every printed page is told.
    pub(in crate::site) fn hand_base(&self, page: &str, printed: i64) -> view::HandBase {
        let settings = self.ledger.office().settings();
        view::HandBase {
            site: settings.title.clone(),
            lang: self.words.language().tag().to_owned(),
            top: crate::site::href::root(page),
            printed: Some(self.moment(printed)),
            as_of: self.ledger.head().seq,
            checkpoint: self.ledger.checkpoint().to_string(),
            support: Some(settings.about.support.clone()).filter(|support| !support.is_empty()),
        }
    }

    /// A subject as it stands at that time, for a page there, with the files that its text shows.
    pub(in crate::site) fn hand_sheet(
        &self,
        docket: &Docket,
        page: &str,
        time: i64,
    ) -> Result<(view::HandSheet, Vec<super::File>), PageError> {
        let shown = self.show(page, &self.handed_in(docket)?);
        let acts: Vec<&Entry> = docket.trail.iter().filter_map(|mark| self.ledger.entries().get(&mark.seq)).collect();
        let office = self.ledger.office();
        let kind = office.workflow_of(docket.subject.collection());
        let due = match office.due(docket) {
            Due::Never => None,
            Due::Unknown => Some(view::Due { time: None, instructed: docket.instructed.is_some() }),
            Due::At(due) => Some(view::Due { time: Some(self.moment(due)), instructed: docket.instructed.is_some() }),
        };
        let asked = self.hand_boxes(docket, time);
        let sheet = view::HandSheet {
            id: docket.subject.to_string(),
            title: docket.title.clone(),
            kind: kind.map_or_else(String::new, |kind| kind.title.text(self.words.language().tag()).to_owned()),
            number: docket.number.as_ref().map(|number| number.text.clone()),
            unit: self.unit_link(&docket.issuer).map(|unit| unit.text),
            drafter: self.actor(&docket.drafter),
            step: self.hand_step(docket),
            due,
            fields: self.fields(&docket.subject, &docket.form),
            request: self.request(docket)?,
            body: shown.body.html,
            attachments: shown.attachments,
            acts: acts.into_iter().map(|entry| self.act(entry, Some(docket))).collect(),
            asked: asked.clone(),
            ahead: self.hand_ahead(docket),
            digest: docket.digest.to_string(),
            code: code(&docket.digest),
            command: command(docket, &code(&docket.digest), &asked),
        };
        Ok((sheet, shown.files))
    }

    /// The step a subject stands at.
    pub(in crate::site) fn hand_step(&self, docket: &Docket) -> Option<String> {
        let step = self.ledger.office().current_step(docket)?;
        Some(step.title.text(self.words.language().tag()).to_owned())
    }

    /// A line of the list.
    pub(in crate::site) fn hand_row(&self, docket: &Docket, href: String) -> view::HandRow {
        let due = match self.ledger.office().due(docket) {
            Due::At(due) => Some(view::Due { time: Some(self.moment(due)), instructed: false }),
            Due::Never | Due::Unknown => None,
        };
        view::HandRow {
            id: docket.subject.to_string(),
            title: self.subject_link(&docket.subject).text,
            href,
            step: self.hand_step(docket),
            due,
            code: code(&docket.digest),
        }
    }

    /// A person's name, and the title of his unit.
    pub(in crate::site) fn hand_person(&self, person: &Slug) -> (String, String) {
        let actor = self.actor(person);
        (actor.name, actor.unit.unwrap_or_default())
    }

    /// The titles of units.
    pub(in crate::site) fn hand_units(&self, units: &[Slug]) -> Vec<String> {
        units.iter().filter_map(|unit| self.unit_link(unit)).map(|unit| unit.text).collect()
    }

    fn hand_boxes(&self, docket: &Docket, time: i64) -> Vec<view::HandBox> {
        let office = self.ledger.office();
        let step = office.current_step(docket);
        if matches!(docket.place, Place::Back(_)) {
            let drafter = office.successor(docket, &docket.drafter);
            let verbs = vec![Verb::Revise, Verb::Reply, Verb::Withdraw];
            return vec![view::HandBox { who: vec![self.actor(drafter)], verbs, ..view::HandBox::default() }];
        }
        let decided =
            step.map_or_else(Vec::new, |step| step.verbs.iter().copied().filter(|verb| decides(*verb)).collect());
        let title = self.hand_step(docket);
        let mut boxes = Vec::new();
        for seat in office.seats(docket, time).iter().filter(|seat| seat.said.is_none() || seat.is_open) {
            if let Some(other) = &seat.consults {
                let who = vec![self.actor(office.successor(docket, other))];
                boxes.push(view::HandBox { step: title.clone(), who, titles: String::new(), verbs: vec![Verb::Reply] });
            }
            boxes.push(view::HandBox {
                step: title.clone(),
                who: vec![self.actor(&seat.holder)],
                titles: seat.titles.join(&self.words.word("site-join")),
                verbs: decided.clone(),
            });
        }
        boxes
    }

    /// The steps after this one: who will be asked may change with what is decided.
    fn hand_ahead(&self, docket: &Docket) -> Vec<view::HandBox> {
        let office = self.ledger.office();
        let steps = self.steps(docket).into_iter().filter(|step| step.state == view::StepState::Ahead);
        let verbs_of = |title: &str| {
            let workflow = office.workflow(docket).ok()?;
            let tag = self.words.language().tag();
            let step = workflow.steps.iter().find(|step| step.title.text(tag) == title)?;
            Some(step.verbs.iter().copied().filter(|verb| decides(*verb)).collect())
        };
        steps
            .map(|step| view::HandBox {
                verbs: verbs_of(&step.title).unwrap_or_default(),
                step: Some(step.title),
                who: step.who,
                titles: String::new(),
            })
            .collect()
    }
}

/// The command by which what was decided is re-entered, with the first of what may be decided. What cannot be decided on paper, as a text
/// that is drafted anew, is done as ever.
fn command(docket: &Docket, code: &str, asked: &[view::HandBox]) -> String {
    let verb = asked.first().and_then(|one| one.verbs.first()).copied().unwrap_or(Verb::Approve);
    if Verb::ON_PAPER.contains(&verb) {
        format!("kanhe re-enter {} {verb} --code \"{code}\" --on … --scan …", docket.subject)
    } else {
        format!("kanhe {verb} {}", docket.subject)
    }
}

/// What people decide by hand.
const fn decides(verb: Verb) -> bool {
    verb.carries_on() || matches!(verb, Verb::Disagree | Verb::Read | Verb::Return)
}

/// The beginning of a digest in groups of four.
pub(in crate::site) fn code(digest: &Sha256) -> String {
    view::Fingerprint::new(digest.hex().get(..DIGITS).unwrap_or_default()).full
}

/// The file of a subject's sheet.
pub(in crate::site) fn sheet_file(subject: &SubjectId) -> String {
    format!("sheets/{subject}.html")
}
