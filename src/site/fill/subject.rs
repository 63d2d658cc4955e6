//! A subject's page: its text, its trail, its seals, its attachments, and how to check all that.

use std::collections::{BTreeMap, BTreeSet};

use super::{File, Handed, PageError, Source, folder_of};
use crate::id::{Sha256, Slug, SubjectId};
use crate::ledger::{Entry, SealPut, TagState};
use crate::office::{
    Docket, Field, FieldKind, IMPORTED, Named, PROPOSED, Readers, SealKind, Stage, Step, Unformatted, UnitRef, Value,
    Verb, Workflow, holds,
};
use crate::site::markdown::{self, Labels, Links};
use crate::site::page::{By, List, Page, Part};
use crate::site::requests::is_request;
use crate::site::{href, view};

/// The files beside a text, by name, each with its site path; links of the text lead to them.
pub(super) struct Files<'a> {
    /// The way from the page the text stands on to the top of its language.
    pub(super) root: &'a str,
    /// The way to the site's top, where the files are.
    pub(super) top: &'a str,
    /// Site paths by name.
    pub(super) files: BTreeMap<String, String>,
    /// Words that rendering adds.
    pub(super) labels: Labels,
}

impl Links for Files<'_> {
    fn resolve(&self, path: &str) -> Option<String> {
        let name = path.strip_prefix("./").unwrap_or(path);
        if let Some(found) = self.files.get(name) {
            return Some(format!("{}{found}", self.top));
        }
        // Another subject, by its id: `/documents/2026/spring-inspection`.
        let id = path.strip_prefix('/')?.trim_end_matches('/').trim_end_matches("/index.md");
        let subject: SubjectId = id.parse().ok()?;
        Some(format!("{}{}", self.root, Page::Subject(subject).href()))
    }

    fn labels(&self) -> &Labels {
        &self.labels
    }
}

/// A folder's text and attachments, as a page shows them.
pub(super) struct Shown {
    pub(super) body: markdown::Rendered,
    pub(super) attachments: Vec<view::Attachment>,
    pub(super) files: Vec<File>,
}

/// How many of the subjects that name it a subject's page lists.
const RELATED: usize = 50;

impl Source<'_> {
    pub(super) fn labels(&self) -> Labels {
        Labels {
            missing: self.words.word("site-text-missing"),
            table: self.words.word("site-text-table"),
            footnotes: self.words.word("site-text-footnotes"),
            back: self.words.word("site-text-back"),
        }
    }

    pub(super) fn subject_files(&self, subject: &SubjectId) -> Result<Vec<File>, PageError> {
        let Some(docket) = self.docket(subject) else { return Ok(Vec::new()) };
        let page = Page::Subject(subject.clone());
        let contents = if let Some(contents) = self.beside.folder.get() {
            contents
        } else {
            let contents = self.handed_in(docket)?;
            self.beside.folder.get_or_init(|| contents)
        };
        let shown = self.show(&page.file(), contents);
        let entries: Vec<&Entry> = self.index.acts(subject).iter().filter_map(|seq| self.signed(*seq)).collect();
        let seals: Vec<&SealPut> = docket
            .seals
            .keys()
            .filter_map(|seal| self.ledger.seals().get(&format!("refs/tags/seal/{subject}/{seal}")))
            .collect();
        let registered = seals.iter().filter_map(|put| put.registered_by);
        let as_of = entries.last().map(|entry| entry.seq).into_iter().chain(registered).max().unwrap_or_default();
        let base = self.base(&page, &docket.title, self.crumbs(subject), as_of);
        let view = view::Subject {
            id: subject.to_string(),
            badge: self.badge(docket),
            draft: None,
            ending: self.ending(docket),
            repeals: self.repeals(docket),
            related: self.related(subject),
            outdated: self.outdated(docket),
            corrects: self.corrects(docket),
            format: self.format(docket, contents),
            request: self.request(docket)?,
            body: shown.body.html,
            headings: shown.body.headings,
            papers: self.papers_of(subject),
            attachments: shown.attachments,
            steps: self.steps(docket),
            readers: self.readers(docket),
            deliveries: self.deliveries(docket),
            acts: entries.iter().map(|entry| self.act(entry, Some(docket))).collect(),
            seals: seals.iter().map(|put| self.seal_row(put)).collect(),
            fields: self.all_fields(docket),
            digest: Some(docket.digest.to_string()),
            commands: self.commands(docket, entries.iter().rev().find(|entry| entry.is_valid()).copied(), &seals),
        };
        let numbered = self.ledger.office().workflow(docket).is_ok_and(|workflow| workflow.numbering.is_some());
        let mut files = shown.files;
        let bytes = if numbered {
            let sheet = self.sheet(docket, &seals, &mut files)?;
            self.theme.render("document.html", &view::DocumentPage { base, sheet, subject: view })?
        } else {
            let notice = self.notice(docket);
            self.theme.render("bulletin.html", &view::BulletinPage { base, notice, subject: view })?
        };
        files.push(File { path: self.tongue.path(&page.file()), bytes });
        Ok(files)
    }

    /// The latest subjects whose forms name this one, and as what.
    fn related(&self, subject: &SubjectId) -> Vec<view::Related> {
        let office = self.ledger.office();
        let mut naming: Vec<&Docket> = self.index.naming(subject).filter_map(|other| self.docket(other)).collect();
        naming.sort_by_key(|docket| std::cmp::Reverse(docket.submitted()));
        let row = |docket: &&Docket| {
            let mut fields =
                office.workflow(docket).ok()?.fields.iter().filter(|field| field.kind == FieldKind::Subject);
            let names = |field: &&Field| docket.values(field.name.as_str()).iter().any(|id| id == subject.as_str());
            let label = fields.find(names)?.label.text(self.words.language().tag()).to_owned();
            Some(view::Related { label, subject: self.subject_link(&docket.subject), badge: self.badge(docket) })
        };
        naming.iter().take(RELATED).filter_map(row).collect()
    }

    /// What in an official document is not as they are written, for whoever still checks it (核稿, G10).
    fn format(&self, docket: &Docket, contents: &Handed) -> Vec<view::FormatRow> {
        let office = self.ledger.office();
        let Some(workflow) = office.workflow(docket).ok().filter(|_| docket.is_open() && docket.issued.is_none())
        else {
            return Vec::new();
        };
        self.format_rows(&office.unformatted(workflow, &contents.content(), Some(&docket.issuer)))
    }

    pub(super) fn format_rows(&self, found: &[Unformatted]) -> Vec<view::FormatRow> {
        let row = |one: &Unformatted| {
            let told = one.what.told();
            let told = told.each_ref().map(|(name, value)| (*name, value.as_str()));
            let says = self.words.format(&format!("format-{}", one.what.word()), told);
            view::FormatRow { line: one.line, says, clause: one.what.clause().to_owned() }
        };
        found.iter().map(row).collect()
    }

    /// A subject's folder, as far as its page shows it.
    pub(super) fn handed_in(&self, docket: &Docket) -> Result<Handed, PageError> {
        let mut files = Vec::new();
        if let Some(folder) = folder_of(self.ledger, docket) {
            let imports = self.ledger.office().workflow(docket).is_ok_and(|workflow| workflow.imports);
            for file in self.record.files_below(folder)? {
                // What is handed over has pages of its own.
                if imports && file.path.starts_with(IMPORTED) {
                    continue;
                }
                // What a request proposes is told of, not handed out: it may hold what is not for everybody's eyes.
                let proposed = file.path.strip_prefix(PROPOSED).filter(|_| is_request(self.ledger.office(), docket));
                if proposed.is_none_or(super::requests::is_picture) {
                    files.push((file.path, self.record.blob(file.id)?));
                }
            }
        }
        Ok(Handed::of(files))
    }

    pub(super) fn crumbs(&self, subject: &SubjectId) -> Vec<view::Link> {
        let Ok(collection) = subject.collection().parse::<Slug>() else { return Vec::new() };
        let title = self.ledger.office().workflow_of(collection.as_str()).map_or_else(
            || collection.to_string(),
            |workflow| workflow.title.text(self.words.language().tag()).to_owned(),
        );
        let list = |by| Page::List(List { collection: collection.clone(), by }, Part::Newest).href();
        let mut crumbs = vec![view::Link { text: title, href: list(By::All) }];
        if let Some(year) = subject.year() {
            let text = self.word("site-year", &[("year", &year.to_string())]);
            crumbs.push(view::Link { text, href: list(By::Year(year)) });
        }
        crumbs
    }

    /// A folder's text, rendered, and its other files, each at a path that its digest names.
    pub(super) fn show(&self, page: &str, contents: &Handed) -> Shown {
        let mut attachments = Vec::new();
        let mut files = Vec::new();
        let mut paths = BTreeMap::new();
        for kept in &contents.files {
            let (name, digest) = (&kept.name, kept.digest());
            let path = self.place_of_file(digest, name);
            let href = href::encode(&path);
            paths.insert(name.clone(), href.clone());
            let (size, digest) = (size(kept.bytes.len()), digest.to_string());
            attachments.push(view::Attachment { href, size, digest, name: name.clone() });
            // All languages share it.
            if self.tongue.is_first() {
                files.push(File { path, bytes: kept.bytes.clone() });
            }
        }
        let (root, top) = (href::root(page), self.top(page));
        let links = Files { root: &root, top: &top, files: paths, labels: self.labels() };
        Shown { body: markdown::render(&contents.body, &links), attachments, files }
    }

    /// Where a file of a text stands. What is not for everybody stands with its subject: the same file elsewhere is another's.
    fn place_of_file(&self, digest: &Sha256, name: &str) -> String {
        match self.own.filter(|subject| self.index.is_held(subject)) {
            Some(subject) => format!("{subject}/_files/{}/{name}", digest.hex()),
            None => format!("files/{}/{name}", digest.hex()),
        }
    }

    /// What is printed; the files that it shows besides come to `files`.
    fn sheet(&self, docket: &Docket, seals: &[&SealPut], files: &mut Vec<File>) -> Result<view::Sheet, PageError> {
        // What was issued was issued under the name of that time.
        let issuer = self.unit_title_at(&docket.issuer, docket.issued.unwrap_or(u64::MAX))?;
        let list = |field: &str| self.told_values(&docket.subject, field, &docket.form);
        Ok(view::Sheet {
            inside: self.ledger.office().workflow(docket).ok().and_then(|workflow| self.inside(workflow)),
            number: docket.number.as_ref().map(|number| number.text.clone()),
            signer: self.upward_signer(docket),
            urgency: docket.value("urgency").map(str::to_owned),
            title: docket.title.clone(),
            title_parts: view::Sheet::parts(&docket.title, &issuer),
            issuer,
            to: list("to"),
            cc: list("cc"),
            signature: self.signature(docket, seals, files)?,
        })
    }

    /// What a paper is called that stays inside: no step puts a seal on it.
    pub(super) fn inside(&self, workflow: &Workflow) -> Option<String> {
        let stays = workflow.steps.iter().all(|step| step.forward() != Verb::Seal);
        stays.then(|| workflow.title.text(self.words.language().tag()).to_owned())
    }

    /// What stands below the text of a subject that was issued: each unit that issues it with its seals, and who signed, if he put a
    /// seal of his own. A seal is shown only if its tag holds.
    fn signature(
        &self,
        docket: &Docket,
        seals: &[&SealPut],
        files: &mut Vec<File>,
    ) -> Result<Option<view::Signature>, PageError> {
        let Some(issued) = docket.trail.iter().find(|mark| Some(mark.seq) == docket.issued) else { return Ok(None) };
        let joint = self.ledger.office().workflow(docket).ok().and_then(|workflow| workflow.joint.as_ref());
        let joint = joint.map_or(&[][..], |field| docket.values(field.as_str()));
        let mut units = vec![docket.issuer.clone()];
        units.extend(joint.iter().filter_map(|slug| slug.parse::<Slug>().ok()));
        let mut seen = BTreeSet::new();
        units.retain(|unit| seen.insert(unit.clone()));
        let mut blocks: Vec<view::SignatureBlock> = Vec::new();
        for unit in &units {
            blocks.push(view::SignatureBlock { unit: self.unit_title_at(unit, issued.seq)?, faces: Vec::new() });
        }
        let mut own = Vec::new();
        for put in seals.iter().filter(|put| matches!(put.tag, TagState::Good { .. })) {
            let Some(seal) = self.find_seal(&put.seal) else { continue };
            let (face, file) = self.face(&put.seal, Some(put.seq))?;
            files.extend(file);
            if seal.kind == SealKind::Personal {
                own.push(face);
                continue;
            }
            // A seal of a unit that went into another stands for that one.
            let at = units.iter().position(|unit| *unit == seal.unit).or_else(|| {
                let now = self.register().now(&seal.unit);
                units.iter().position(|unit| self.register().now(unit) == now)
            });
            if let Some(block) = blocks.get_mut(at.unwrap_or_default()) {
                block.faces.push(face);
            }
        }
        let signer = self.actor(issued.behalf.as_ref().unwrap_or(&issued.person));
        let signatory =
            (!own.is_empty()).then_some(view::SignatoryName { name: signer.name, post: signer.post, faces: own });
        Ok(Some(view::Signature { blocks, signatory, date: self.day(issued.time) }))
    }

    fn notice(&self, docket: &Docket) -> view::Notice {
        let published = docket.trail.last().filter(|_| docket.stage() == Stage::Finished);
        let time = published.or(docket.trail.first()).map(|mark| self.day(mark.time));
        view::Notice {
            title: docket.title.clone(),
            kind: docket.value("kind").map(str::to_owned),
            scope: self.told_values(&docket.subject, "scope", &docket.form),
            until: self.last_day(docket),
            expired: false,
            unit: self.unit_link(&docket.issuer),
            person: Some(self.actor(&docket.drafter)),
            date: time,
        }
    }

    /// The last day that a form names.
    pub(super) fn last_day(&self, docket: &Docket) -> Option<view::Time> {
        docket.value("until").map(|day| self.day_of(day))
    }

    fn seal_row(&self, put: &SealPut) -> view::SealRow {
        let entry = self.signed(put.seq);
        view::SealRow {
            seal: self.seal_link(&put.seal),
            custodian: entry.and_then(|entry| entry.person.as_ref()).map(|p| self.actor(p)).unwrap_or_default(),
            number: put.seq,
            time: self.moment(entry.map_or(0, |entry| entry.time)),
            tag: put.reference.trim_start_matches("refs/tags/").to_owned(),
            fingerprint: view::Fingerprint::new(put.certificate.as_str()),
            verdict: self.seal_verdict(put),
        }
    }

    /// What a form says, field by field.
    pub(super) fn fields(&self, subject: &SubjectId, form: &crate::office::Form) -> Vec<view::Field> {
        let Some(workflow) = self.ledger.office().workflow_of(subject.collection()) else { return Vec::new() };
        let fields = workflow.fields.iter().filter(|field| field.kind != FieldKind::File);
        fields
            .filter_map(|field| {
                let value: &Value = form.get(field.name.as_str())?;
                let parts = value.parts().iter().filter(|part| !part.is_empty());
                let values: Vec<view::FieldValue> = parts.map(|part| self.field_value(field.kind, part)).collect();
                let label = field.label.text(self.words.language().tag()).to_owned();
                (!values.is_empty()).then_some(view::Field { label, values })
            })
            .collect()
    }

    /// The form with what the record adds to it: number and day of issue before, what the workflow says of all its subjects after (G15).
    fn all_fields(&self, docket: &Docket) -> Vec<view::Field> {
        let field = |key: &'static str, value: view::FieldValue| view::Field {
            label: self.words.word(key),
            values: vec![value],
        };
        let mut fields = self.fields(&docket.subject, &docket.form);
        let Ok(workflow) = self.ledger.office().workflow(docket) else { return fields };
        if workflow.field("unit").is_none() {
            fields.extend(self.unit_link(&docket.issuer).map(|link| field("site-unit", link.into())));
        }
        fields.push(field("site-drafter", self.named_person(&docket.drafter)));
        let number = docket.number.as_ref().map(|number| number.text.clone());
        fields.extend(number.map(|number| field("site-number", number.into())));
        let serial = docket.serial.as_ref().map(|serial| serial.text.clone());
        fields.extend(serial.map(|serial| field("site-serial", serial.into())));
        let issued = docket.trail.iter().find(|mark| Some(mark.seq) == docket.issued);
        fields.extend(issued.map(|mark| field("site-issued-on", self.day(mark.time).text.into())));
        let kept = workflow.retention.map(|kept| self.retention(kept));
        fields.extend(kept.map(|kept| field("site-retention", kept.into())));
        let owner = workflow.owner.as_ref().and_then(|owner| self.unit_link(owner));
        fields.extend(owner.map(|owner| field("site-owner", owner.into())));
        fields
    }

    fn named_person(&self, person: &Slug) -> view::FieldValue {
        self.person_link(person).map_or_else(|| person.to_string().into(), view::FieldValue::from)
    }

    /// A value as people read it: who and what it names, with its page.
    pub(super) fn field_value(&self, kind: FieldKind, value: &str) -> view::FieldValue {
        let slug = || value.parse::<Slug>().ok();
        let link = match kind {
            FieldKind::Unit => slug().and_then(|slug| self.unit_link(&slug)),
            FieldKind::Person => slug().and_then(|slug| self.person_link(&slug)),
            FieldKind::Seal => slug().map(|slug| self.seal_link(&slug)),
            FieldKind::Subject => {
                let subject = value.parse::<SubjectId>().ok();
                subject.filter(|id| self.ledger.office().docket(id).is_some()).map(|id| self.subject_link(&id))
            }
            FieldKind::Audience => return self.readers_meant(value),
            FieldKind::Check => return self.words.word("site-attested").into(),
            FieldKind::Date => return value.parse().map_or_else(|_| value.to_owned(), |day| self.day_text(day)).into(),
            FieldKind::Text | FieldKind::Time | FieldKind::Number | FieldKind::Choice | FieldKind::File => None,
        };
        link.map_or_else(|| value.to_owned().into(), view::FieldValue::from)
    }

    /// Whom an entry of an audience names.
    fn readers_meant(&self, value: &str) -> view::FieldValue {
        let with = |key: &'static str, name: &str, link: Option<view::Link>| {
            let text = self.word(key, &[("name", name)]);
            link.map_or_else(|| text.clone().into(), |link| view::Link { text: text.clone(), ..link }.into())
        };
        let unit = |unit: &Slug| self.unit_link(unit).ok_or_else(|| unit.to_string());
        match value.parse() {
            Ok(Readers::Everybody) => self.words.word("site-readers-all").into(),
            Ok(Readers::Unit(slug)) => unit(&slug).map_or_else(Into::into, view::FieldValue::from),
            Ok(Readers::Below(slug)) => match unit(&slug) {
                Ok(link) => with("site-readers-below", &link.text.clone(), Some(link)),
                Err(slug) => with("site-readers-below", &slug, None),
            },
            Ok(Readers::Post(post)) => {
                let title = self.post_title(&post).unwrap_or(post.post.as_str()).to_owned();
                let unit = unit(&post.unit).map_or_else(|slug| slug, |link| link.text);
                self.word("site-readers-post", &[("unit", &unit), ("post", &title)]).into()
            }
            Ok(Readers::Person(slug)) => self.named_person(&slug),
            Err(_) => value.to_owned().into(),
        }
    }

    /// The values of one field in words.
    pub(super) fn told_values(&self, subject: &SubjectId, name: &str, form: &crate::office::Form) -> Vec<String> {
        let workflow = self.ledger.office().workflow_of(subject.collection());
        let kind = workflow.and_then(|workflow| workflow.field(name)).map_or(FieldKind::Text, |field| field.kind);
        let parts = form.get(name).map_or(&[][..], Value::parts);
        parts.iter().map(|part| self.field_value(kind, part).text).collect()
    }

    /// 签发人 of what goes upward: who was the last to sign for the issuing unit.
    fn upward_signer(&self, docket: &Docket) -> Option<view::Actor> {
        let workflow = self.ledger.office().workflow(docket).ok()?;
        workflow.checks.iter().find(|check| check.up.is_some() && holds(&check.when, &docket.form))?;
        let for_the_issuer =
            |step: &Step| step.who.iter().any(|who| matches!(who.named, Named::Post { of: UnitRef::Issuer, .. }));
        docket.issued?;
        let signed = docket.trail.iter().rev().filter(|mark| mark.void_by.is_none()).find(|mark| {
            let step = mark.step.as_ref().and_then(|name| workflow.step(name));
            step.is_some_and(|(_, step)| step.agrees(mark.verb) && for_the_issuer(step))
        })?;
        Some(self.actor(&signed.person))
    }

    /// How a reader checks what the page says, in any clone.
    fn commands(&self, docket: &Docket, last: Option<&Entry>, seals: &[&SealPut]) -> Vec<view::Command> {
        let mut commands = vec![view::Command {
            about: self.words.word("site-check-all"),
            lines: format!("kanhe verify --root \"{}\"", self.ledger.root()),
            fingerprint: None,
        }];
        let decisive =
            docket.issued.and_then(|seq| self.signed(seq)).or(last).filter(|entry| entry.verb != Some(Verb::Found));
        if let Some((entry, person, signer)) =
            decisive.and_then(|entry| Some((entry, entry.person.as_ref()?, entry.signer.as_ref()?)))
        {
            commands.push(view::Command {
                about: self.word("site-check-act", &[("n", &entry.seq.to_string())]),
                lines: format!(
                    "gpg --import content/people/{person}/{signer}.asc\ngit verify-commit {commit}\ngit show --no-patch {commit}",
                    commit = entry.commit
                ),
                fingerprint: Some(view::Fingerprint::new(signer.as_str())),
            });
        }
        for put in seals {
            commands.push(view::Command {
                about: self.word("site-check-seal", &[("seal", &self.seal_link(&put.seal).text)]),
                lines: format!(
                    "gpg --import content/seals/{}/{}.asc\ngit verify-tag {}",
                    put.seal,
                    put.certificate,
                    put.reference.trim_start_matches("refs/tags/")
                ),
                fingerprint: Some(view::Fingerprint::new(put.certificate.as_str())),
            });
        }
        commands
    }
}

/// A size for people.
pub(super) fn size(bytes: usize) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KB", bytes.div_ceil(1_024)),
        _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}
