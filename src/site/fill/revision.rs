//! What was changed when a subject was handed in anew.

use std::collections::{BTreeMap, BTreeSet};

use super::Source;
use crate::id::SubjectId;
use crate::office::{Docket, FieldKind, Form, Mark, PROPOSED, Value, parse_front};
use crate::record::Fault;
use crate::site::compare;
use crate::site::index::hand_ins;
use crate::site::page::Page;
use crate::site::view;

/// A version as it was handed in.
struct Handed {
    form: Form,
    body: String,
    /// The files beside the text, each with the name of its bytes.
    files: BTreeMap<String, String>,
}

impl Source<'_> {
    pub(super) fn revision(&self, subject: &SubjectId, round: u32) -> Result<view::RevisionPage, Fault> {
        let Some(docket) = self.docket(subject) else { return Ok(view::RevisionPage::default()) };
        let marks: Vec<&Mark> = hand_ins(docket).collect();
        let at = usize::try_from(round).unwrap_or_default();
        let (Some(before), Some(after)) = (at.checked_sub(2).and_then(|at| marks.get(at)), marks.get(at - 1)) else {
            return Ok(view::RevisionPage::default());
        };
        let (old, new) = (self.handed(before)?, self.handed(after)?);
        let page = Page::Revision(subject.clone(), round);
        let mut crumbs = self.crumbs(subject);
        let mut link = self.subject_link(subject);
        // The page is of that time, whatever the subject is called by now.
        let title =
            |form: &Form| form.get("title").and_then(|title| title.parts().first().cloned()).unwrap_or_default();
        let (old_title, new_title) = (title(&old.form), title(&new.form));
        link.text.clone_from(&new_title);
        crumbs.push(link.clone());
        let name = self.word("site-revision", &[("n", &round.to_string())]);
        let other = |round: u32| Page::Revision(subject.clone(), round).href();
        Ok(view::RevisionPage {
            base: self.base(&page, &format!("{new_title} {name}"), crumbs, after.seq),
            subject: Some(link),
            old: self.version(round - 1, before),
            new: self.version(round, after),
            title: (old_title != new_title).then(|| compare::words(&old_title, &new_title)),
            fields: self.field_pairs(docket, &old.form, &new.form),
            files: file_changes(&old.files, &new.files),
            rows: compare::rows(&old.body, &new.body),
            previous: (round > 2).then(|| other(round - 1)),
            next: marks.get(at).map(|_| other(round + 1)),
        })
    }

    /// Where what was changed by an act is shown, if it handed a subject in anew.
    pub(super) fn revision_href(docket: &Docket, seq: u64) -> Option<String> {
        let at = hand_ins(docket).position(|mark| mark.seq == seq).filter(|at| *at > 0)?;
        Some(Page::Revision(docket.subject.clone(), u32::try_from(at + 1).ok()?).href())
    }

    fn version(&self, round: u32, mark: &Mark) -> view::Version {
        view::Version {
            round,
            number: mark.seq,
            who: self.actor(&mark.person),
            time: Some(self.moment(mark.time)),
            words: mark.words.clone(),
        }
    }

    /// What an act handed in.
    fn handed(&self, mark: &Mark) -> Result<Handed, Fault> {
        let mut handed = Handed { form: Form::new(), body: String::new(), files: BTreeMap::new() };
        let Some(folder) = self.signed(mark.seq).and_then(|entry| entry.folder) else {
            return Ok(handed);
        };
        for file in self.record.files_below(folder)? {
            if file.path != "index.md" {
                handed.files.insert(file.path, file.id.to_string());
                continue;
            }
            let bytes = self.record.blob(file.id)?;
            if let Ok(front) = parse_front::<toml::Table>(&bytes) {
                handed.form = front.fields.into_iter().map(|(name, value)| (name, told(&value))).collect();
                front.body.clone_into(&mut handed.body);
            }
        }
        Ok(handed)
    }

    /// The fields that differ, but for the title and the names of files, which are told of by themselves.
    fn field_pairs(&self, docket: &Docket, old: &Form, new: &Form) -> Vec<view::FieldPair> {
        let Ok(workflow) = self.ledger.office().workflow(docket) else { return Vec::new() };
        let fields =
            workflow.fields.iter().filter(|field| field.kind != FieldKind::File && field.name.as_str() != "title");
        let said = |form: &Form, field: &crate::office::Field| {
            let parts =
                form.get(field.name.as_str()).map_or(&[][..], Value::parts).iter().filter(|part| !part.is_empty());
            // What another subject is called may change, and this page is of that time: it is named as the form names it.
            let is_subject = field.kind == FieldKind::Subject;
            let text = |part: &String| if is_subject { part.clone() } else { self.field_value(field.kind, part).text };
            let values: Vec<String> = parts.map(text).collect();
            values.join(&self.words.word("site-join"))
        };
        let pairs = fields.filter_map(|field| {
            let (before, after) = (said(old, field), said(new, field));
            let label = field.label.text(self.words.language().tag()).to_owned();
            (before != after).then(|| view::FieldPair { label, text: compare::words(&before, &after) })
        });
        pairs.collect()
    }
}

/// A value of a form as it is written.
fn told(value: &toml::Value) -> Value {
    let one = |value: &toml::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    value.as_array().map_or_else(|| Value::One(one(value)), |list| Value::Many(list.iter().map(one).collect()))
}

/// What became of the files. What a request proposes is shown on its own page.
fn file_changes(old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) -> Vec<view::FileChange> {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let changes = names.into_iter().filter_map(|name| {
        let kind = match (old.get(name), new.get(name)) {
            (Some(before), Some(after)) if before == after => return None,
            (Some(_), Some(_)) => view::FileChangeKind::Changed,
            (Some(_), None) => view::FileChangeKind::Removed,
            (None, Some(_) | None) => view::FileChangeKind::Added,
        };
        let name = name.strip_prefix(PROPOSED).unwrap_or(name).to_owned();
        Some(view::FileChange { name, kind })
    });
    changes.collect()
}
