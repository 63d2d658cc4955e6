//! Drafts of a work tree, shown as drafts: what a person has on his disk and not in the record.

use std::collections::BTreeMap;

use super::{File, Handed, PageError, Source};
use crate::id::SubjectId;
use crate::ledger::{Finding, Refusal};
use crate::office::{Content, Form, IMPORTED, Violation};
use crate::site::page::Page;
use crate::site::view;

/// A draft.
pub(in crate::site) struct Drafted {
    /// Its subject.
    pub(in crate::site) subject: SubjectId,
    /// Its folder on the disk, for the reader.
    pub(in crate::site) path: String,
    /// Its files, or why they cannot be read.
    pub(in crate::site) files: Result<BTreeMap<String, Vec<u8>>, String>,
}

impl Source<'_> {
    /// The pages of all drafts and the list of them.
    pub(in crate::site) fn drafts(&self, drafts: &[Drafted]) -> Result<Vec<File>, PageError> {
        let mut files = Vec::new();
        let mut entries = Vec::new();
        for draft in drafts {
            let href = format!("drafts/{}/index.html", draft.subject);
            let (title, kind, mut made) = self.draft(draft, &href)?;
            entries.push(view::Entry {
                number: None,
                subject: view::Link { text: title, href },
                unit: None,
                kind,
                date: view::Time { iso: String::new(), text: String::new() },
                badge: view::Badge { state: view::State::Draft, ..view::Badge::default() },
                scope: Vec::new(),
                until: None,
            });
            files.append(&mut made);
        }
        let heading = self.words.word("site-state-draft");
        let mut base = self.base(&Page::Waiting, &heading, Vec::new(), self.ledger.head().seq);
        self.place(&mut base, "drafts/index.html");
        base.nav.iter_mut().for_each(|item| item.current = item.href.starts_with("drafts/"));
        let count = entries.len();
        let page = view::ListPage { base, heading, count, entries, ..view::ListPage::default() };
        let bytes = self.theme.render("list.html", &page)?;
        files.push(File { path: self.tongue.path("drafts/index.html"), bytes });
        Ok(files)
    }

    /// Says of a page of drafts where it stands.
    fn place(&self, base: &mut view::Base, page: &str) {
        base.root = crate::site::href::root(page);
        base.top = self.top(page);
        base.languages = self.languages(page);
    }

    /// A draft's title, kind and files.
    fn draft(&self, draft: &Drafted, path: &str) -> Result<(String, Option<String>, Vec<File>), PageError> {
        let drafts = view::Link { text: self.words.word("site-state-draft"), href: "drafts/index.html".to_owned() };
        let base = |title: &str| {
            let mut base = self.base(&Page::Waiting, title, vec![drafts.clone()], self.ledger.head().seq);
            self.place(&mut base, path);
            base.nav.iter_mut().for_each(|item| item.current = item.href.starts_with("drafts/"));
            base
        };
        let files = match &draft.files {
            Ok(files) => files.clone(),
            Err(message) => {
                let problem = view::Problem {
                    file: draft.path.clone(),
                    line: None,
                    code: None,
                    message: message.clone(),
                    hint: None,
                    excerpt: None,
                };
                let page = view::ErrorPage { base: base(draft.subject.slug()), problems: vec![problem] };
                let bytes = self.theme.render("error.html", &page)?;
                return Ok((draft.subject.to_string(), None, vec![File { path: self.tongue.path(path), bytes }]));
            }
        };
        let content = Content::of(&files);
        match self.ledger.office().check_form(&draft.subject, &content) {
            Err(violation) => {
                let page = view::ErrorPage {
                    base: base(draft.subject.slug()),
                    problems: self.problems(&violation, content.index.as_deref().unwrap_or_default()),
                };
                let bytes = self.theme.render("error.html", &page)?;
                Ok((draft.subject.to_string(), None, vec![File { path: self.tongue.path(path), bytes }]))
            }
            Ok(form) => {
                let one = |field: &str| form.get(field).and_then(|value| value.parts().first()).cloned();
                let title = one("title").unwrap_or_default();
                let kind = one("kind");
                let imports =
                    self.ledger.office().workflow_of(draft.subject.collection()).is_some_and(|one| one.imports);
                // What is handed over has its pages once it is in the record.
                let beside = files.into_iter().filter(|(name, _)| !(imports && name.starts_with(IMPORTED)));
                let handed = Handed::of(beside.collect());
                let page = self.draft_page(draft, &form, base(&title), &handed);
                Ok((
                    title,
                    kind,
                    page.map(|(mut files, bytes)| {
                        files.push(File { path: self.tongue.path(path), bytes });
                        files
                    })?,
                ))
            }
        }
    }

    fn draft_page(
        &self,
        draft: &Drafted,
        form: &Form,
        base: view::Base,
        handed: &Handed,
    ) -> Result<(Vec<File>, Vec<u8>), PageError> {
        let shown = self.show(&Page::Subject(draft.subject.clone()).file(), handed);
        let office = self.ledger.office();
        let workflow = office.workflow_of(draft.subject.collection());
        let found = workflow.map(|workflow| office.unformatted(workflow, &handed.content(), None));
        let list = |field: &str| self.told_values(&draft.subject, field, form);
        let one = |field: &str| form.get(field).and_then(|value| value.parts().first()).cloned();
        let unit = one("unit").and_then(|unit| unit.parse().ok());
        let title = one("title").unwrap_or_default();
        let subject = view::Subject {
            id: draft.subject.to_string(),
            format: self.format_rows(&found.unwrap_or_default()),
            draft: Some(view::Draft { path: draft.path.clone(), saved: None }),
            body: shown.body.html,
            headings: shown.body.headings,
            attachments: shown.attachments,
            fields: self.fields(&draft.subject, form),
            ..view::Subject::default()
        };
        let workflow = self.ledger.office().workflow_of(draft.subject.collection());
        let bytes = if workflow.is_some_and(|workflow| workflow.numbering.is_some()) {
            let issuer = unit.as_ref().and_then(|unit| self.unit_link(unit)).map_or_else(String::new, |link| link.text);
            let sheet = view::Sheet {
                title_parts: view::Sheet::parts(&title, &issuer),
                issuer,
                inside: workflow.and_then(|workflow| self.inside(workflow)),
                number: None,
                signer: None,
                urgency: one("urgency"),
                title,
                to: list("to"),
                cc: list("cc"),
                signature: None,
            };
            self.theme.render("document.html", &view::DocumentPage { base, sheet, subject })?
        } else {
            let notice = view::Notice {
                title,
                kind: one("kind"),
                scope: list("scope"),
                unit: unit.as_ref().and_then(|unit| self.unit_link(unit)),
                ..view::Notice::default()
            };
            self.theme.render("bulletin.html", &view::BulletinPage { base, notice, subject })?
        };
        Ok((shown.files, bytes))
    }

    /// A refusal of a draft, problem by problem, each with the line it is about.
    fn problems(&self, violation: &Violation, index: &[u8]) -> Vec<view::Problem> {
        let finding = Finding::from(&Refusal::from(violation.clone()));
        let text = String::from_utf8_lossy(index);
        let problem = |finding: &Finding| {
            let (code, message, hint) = self.told(finding);
            view::Problem {
                file: finding.path.clone().unwrap_or_default(),
                line: finding.line,
                code: Some(code),
                message,
                hint,
                excerpt: finding.line.and_then(|line| text.lines().nth(line - 1)).map(str::to_owned),
            }
        };
        if finding.details.is_empty() { vec![problem(&finding)] } else { finding.details.iter().map(problem).collect() }
    }
}
