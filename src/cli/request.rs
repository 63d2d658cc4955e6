//! Drafts of change requests: what `propose`, `import`, `key` and others begin in the work tree, and what they say of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::Serialize;

use super::failure::Failure;
use super::{Context, clock, draft, office};
use crate::desk::{DeskFault, Draft, Intent, Proposal, ProposalFault, Spot, preview};
use crate::id::{Fingerprint, Sha256, Slug, SubjectId};
use crate::ledger::{By, Finding, Ledger, Refusal};
use crate::office::{
    Change, Comparison, Content, Docket, FieldKind, Files, FoundingFault, FoundingWhat, PROPOSED, Verb, Violation,
    Workflow,
};
use crate::record::Record;
use crate::words::{Catalogue, Message, Say as _, neutral};

/// The place where drafts are made: a record with a work tree, and who makes them.
pub(super) struct Bench {
    pub(super) record: Record,
    pub(super) ledger: Ledger,
    pub(super) worktree: PathBuf,
    /// Who one is, if one can sign acts.
    pub(super) me: Option<(Slug, Fingerprint)>,
    pub(super) now: i64,
}

/// What somebody asks of a draft besides the files it proposes.
#[derive(Default)]
pub(super) struct Form<'a> {
    /// The title of a new draft; one is made from what changes, if none is given.
    pub(super) title: Option<&'a str>,
    /// `FIELD=VALUE` of the form.
    pub(super) set: &'a [String],
    /// Files to go with it, each `FILE` or `FIELD=FILE`.
    pub(super) evidence: &'a [String],
    /// What fields of a new draft hold, unless it is given.
    pub(super) defaults: BTreeMap<&'a str, String>,
}

/// How a request that is begun is filled in, and whether it is handed in at once.
#[derive(clap::Args)]
pub(super) struct Filling {
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    #[arg(long, value_name = "FIELD=VALUE")]
    pub(super) field: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub(super) evidence: Vec<String>,
    #[command(flatten)]
    pub(super) hand_in: super::act::HandIn,
    #[arg(long, value_name = "TIME", hide = true)]
    now: Option<clock::Moment>,
}

impl Filling {
    /// The record, and who asks.
    pub(super) fn bench(&self, context: &mut Context) -> Result<Bench, Failure> {
        Bench::open(context, self.hand_in.sent.person.as_deref(), self.now)
    }

    /// What is said of the form.
    pub(super) fn form(&self) -> Form<'_> {
        let title = self.title.as_deref();
        Form { title, set: &self.field, evidence: &self.evidence, defaults: BTreeMap::new() }
    }
}

/// A draft by its id: one that is there, or one to be begun.
pub(super) struct Begun {
    pub(super) subject: SubjectId,
    pub(super) folder: PathBuf,
    /// The draft's files.
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

/// What a draft would do.
pub(super) struct Outlook {
    pub(super) found: Option<Comparison>,
    /// The docket after it is handed in, or what is still in the way.
    pub(super) judged: Result<Docket, Vec<Finding>>,
    /// Whether nobody is there whose act it could be.
    pub(super) nobody: bool,
}

impl From<ProposalFault> for Failure {
    fn from(fault: ProposalFault) -> Self {
        if let ProposalFault::File { path, fault } = fault {
            return Refusal::from(FoundingFault { path, what: FoundingWhat::File(fault) }).into();
        }
        Self::misused(fault.say())
    }
}

/// Why the disk did not do it.
pub(super) fn io(path: &std::path::Path, error: &dyn std::fmt::Display) -> Failure {
    Failure::failed(Message::new("draft-io").with("path", path.display()).with("error", error))
}

impl Bench {
    /// The record one stands in, and who one is there; nobody is nobody and no failure.
    pub(super) fn open(
        context: &mut Context,
        named: Option<&str>,
        now: Option<clock::Moment>,
    ) -> Result<Self, Failure> {
        let record = office::record(context)?;
        let worktree = record.worktree().ok_or_else(|| Failure::misused(Message::new("cli-no-worktree")))?.to_owned();
        let ledger = office::ledger(context, &record)?;
        let signer = crate::openpgp::Keyring::open(None)
            .map_err(Failure::from)
            .and_then(|mut keyring| office::signer(&record, &ledger, &mut keyring, named));
        let me = match signer {
            Ok(signer) => ledger.office().signer(&signer).ok().map(|me| (me, signer)),
            // A name that means nobody is no silence.
            Err(failure) if named.is_some() => return Err(failure),
            Err(_) => None,
        };
        Ok(Self { record, ledger, worktree, me, now: clock::at(now) })
    }

    /// The unit one is at home in.
    pub(super) fn home(&self) -> Option<Slug> {
        let (me, _) = self.me.as_ref()?;
        self.ledger.office().register().person(me).map(|person| person.unit.clone())
    }

    /// The draft that is named by its id, or by its name alone among this year's change requests. `None` if there is none of that
    /// name and no id was given.
    pub(super) fn find(&self, name: &str) -> Result<Option<Begun>, Failure> {
        if name.contains('/') {
            return self.begun(office::subject(name)?).map(Some);
        }
        let slug = slug(name)?;
        let year = self.year();
        for (collection, _) in self.ledger.office().collections().filter(|(_, flow)| flow.is_of_requests()) {
            let Ok(subject) = SubjectId::by_year(collection, year, &slug) else { continue };
            if self.worktree.join(subject.folder()).is_dir() {
                return self.begun(subject).map(Some);
            }
        }
        Ok(None)
    }

    /// The draft of a name in the collection whose requests may change this.
    pub(super) fn begin(&self, words: &Catalogue, name: &str, changes: &[Change]) -> Result<Begun, Failure> {
        let slug = slug(name)?;
        let collection = self.collection_for(words, changes)?;
        let wrong = |_| Failure::misused(Message::new("cli-no-subject").with("found", &slug));
        self.begun(SubjectId::by_year(&collection, self.year(), &slug).map_err(wrong)?)
    }

    fn begun(&self, subject: SubjectId) -> Result<Begun, Failure> {
        let folder = self.worktree.join(subject.folder());
        let files =
            if folder.is_dir() { Draft::read(&folder).map_err(DeskFault::from)?.into_files() } else { BTreeMap::new() };
        Ok(Begun { subject, folder, files })
    }

    fn collection_for(&self, words: &Catalogue, changes: &[Change]) -> Result<Slug, Failure> {
        let found = self.ledger.office().collection_for(changes).cloned();
        found.ok_or_else(|| {
            let changes = in_words(words, changes.iter());
            Failure::misused(Message::new("request-no-collection").with("changes", changes))
        })
    }

    fn year(&self) -> i16 {
        self.ledger.office().settings().day(self.now).year()
    }

    /// What proposed files would change, if they would be in order.
    pub(super) fn compare(&self, proposed: &Files) -> Option<Comparison> {
        self.ledger.office().compare(proposed, self.ledger.head().seq + 1).ok()
    }

    /// Writes a draft: its form, if it has none yet, and the files it proposes. What of its folder stands there already stays.
    pub(super) fn write(
        &self,
        words: &Catalogue,
        begun: &mut Begun,
        proposed: Files,
        form: &Form<'_>,
    ) -> Result<(), Failure> {
        let state = self.ledger.office();
        let workflow = self.workflow(&begun.subject)?;
        let mut given: BTreeMap<String, String> = draft::given(form.set, &workflow.fields)?.into_iter().collect();
        for (name, bytes, field) in evidence(form.evidence, workflow)? {
            let listed = given.entry(field).or_default();
            *listed = if listed.is_empty() { name.clone() } else { format!("{listed},{name}") };
            begun.files.insert(name, bytes);
        }
        let found = self.compare(&proposed);
        begun.files.extend(proposed.into_iter().map(|(path, bytes)| (format!("{PROPOSED}{path}"), bytes)));
        if let Some(index) = begun.files.get("index.md") {
            let index = amend(index, workflow, &given, &begun.folder)?;
            begun.files.insert("index.md".to_owned(), index);
        } else {
            let title = form.title.map_or_else(|| title(words, state, found.as_ref(), begun), str::to_owned);
            let unit = self.home().map(|unit| unit.to_string());
            let mut values = toml::Table::new();
            for field in &workflow.fields {
                let name = field.name.as_str();
                let value = given.get(name).or(match name {
                    "title" => Some(&title),
                    "unit" => unit.as_ref(),
                    _ => None,
                });
                if let Some(value) = value.or_else(|| form.defaults.get(name)).or(field.default.as_ref()) {
                    values.insert(name.to_owned(), draft::value(field, value)?);
                }
            }
            let said = |name: &str| values.contains_key(name);
            let index = draft::index(words, workflow, &values, &said, &draft::body(workflow));
            begun.files.insert("index.md".to_owned(), index);
        }
        for (name, bytes) in &begun.files {
            let path = begun.folder.join(name);
            if std::fs::read(&path).is_ok_and(|there| there == *bytes) {
                continue;
            }
            let parent = path.parent().unwrap_or(&begun.folder);
            std::fs::create_dir_all(parent).and_then(|()| std::fs::write(&path, bytes)).map_err(|e| io(&path, &e))?;
        }
        Ok(())
    }

    pub(super) fn workflow(&self, subject: &SubjectId) -> Result<&Workflow, Failure> {
        let state = self.ledger.office();
        state.workflow_of(subject.collection()).ok_or_else(|| {
            let known = state.collections().map(|(name, _)| name.to_string()).collect();
            Refusal::from(Violation::UnknownCollection { collection: subject.collection().to_owned(), known }).into()
        })
    }

    /// What the draft would do, and what is in the way of handing it in.
    pub(super) fn outlook(&mut self, begun: &Begun) -> Result<Outlook, Failure> {
        let draft = Draft::of(begun.files.clone());
        let content = draft.content();
        let found = self.compare(&content.proposed);
        self.ledger.recall(&begun.subject)?;
        let verb = if self.ledger.office().docket(&begun.subject).is_some() { Verb::Revise } else { Verb::Submit };
        let Some((me, signer)) = self.me.clone() else {
            let judged = self.judged_by_nobody(&begun.subject, &content);
            return Ok(Outlook { found, judged: Err(judged), nobody: true });
        };
        let intent = Intent { draft: Some(draft), ..Intent::new(begun.subject.clone(), verb, "—") };
        let person = self.ledger.office().register().person(&me).cloned();
        let (name, email) = person.map_or_else(Default::default, |person| (person.name, person.email));
        let (seq, time) = (self.ledger.head().seq + 1, self.now.max(self.ledger.head().time));
        let by = By { seq, time, signer: &signer, name: &name, email: &email };
        let judged = match preview(&mut self.ledger, &intent, by) {
            Ok(docket) => Ok(docket),
            Err(DeskFault::Refused(refusals)) => Err(refusals.iter().map(Finding::from).collect()),
            Err(fault) => return Err(fault.into()),
        };
        Ok(Outlook { found, judged, nobody: false })
    }

    /// What can be said of a draft without knowing who hands it in.
    fn judged_by_nobody(&self, subject: &SubjectId, content: &Content) -> Vec<Finding> {
        let state = self.ledger.office();
        let form = state.check_form(subject, content).err().map(Refusal::from);
        let proofs = self.ledger.certificates().check(&state.settings().record, &content.proposed).err();
        let rules = state.compare(&content.proposed, self.ledger.head().seq + 1).err();
        let rules = rules.map(|faults| Refusal::from(Violation::Unsound { subject: subject.clone(), faults }));
        form.into_iter().chain(proofs).chain(rules).map(|refusal| Finding::from(&refusal)).collect()
    }
}

fn slug(name: &str) -> Result<Slug, Failure> {
    name.parse().map_err(|_| Failure::misused(Message::new("cli-no-subject").with("found", neutral(name))))
}

/// Files to go with a draft: name, bytes, and the field that names them.
pub(super) fn evidence(given: &[String], workflow: &Workflow) -> Result<Vec<(String, Vec<u8>, String)>, Failure> {
    let fields: Vec<&str> =
        workflow.fields.iter().filter(|field| field.kind == FieldKind::File).map(|field| field.name.as_str()).collect();
    let usual = fields.iter().find(|name| **name == "evidence").or(fields.first()).copied();
    let one = |given: &String| {
        let chosen = given.split_once('=').filter(|(field, _)| fields.contains(field));
        let (field, path) = chosen.map_or((usual, given.as_str()), |(field, path)| (Some(field), path));
        let field = field.ok_or_else(|| Failure::misused(Message::new("request-no-evidence").with("path", path)))?;
        let path = std::path::Path::new(path);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = std::fs::read(path).map_err(|error| io(path, &error))?;
        Ok((name, bytes, field.to_owned()))
    };
    given.iter().map(one).collect()
}

/// A form that is there, with these values more. Files are named besides those that are named already.
fn amend(
    index: &[u8],
    workflow: &Workflow,
    given: &BTreeMap<String, String>,
    folder: &std::path::Path,
) -> Result<Vec<u8>, Failure> {
    if given.is_empty() {
        return Ok(index.to_vec());
    }
    let path = folder.join("index.md").display().to_string();
    let toml = |error: &str| Failure::misused(Message::new("propose-toml").with("path", &path).with("error", error));
    let (head, body) = crate::office::split_front(index)
        .map_err(|fault| Refusal::from(FoundingFault { path: path.clone(), what: FoundingWhat::File(fault) }))?;
    let mut head: toml_edit::DocumentMut = head.parse().map_err(|error: toml_edit::TomlError| toml(error.message()))?;
    for field in workflow.fields.iter().filter(|field| given.contains_key(field.name.as_str())) {
        let name = field.name.as_str();
        let mut text = given[name].clone();
        if field.kind == FieldKind::File && field.list {
            let there = head.get(name).and_then(toml_edit::Item::as_array);
            let there = there.into_iter().flatten().filter_map(toml_edit::Value::as_str).map(str::to_owned);
            let mut all: Vec<String> = there.collect();
            all.extend(
                text.split(',')
                    .filter(|one| !all.iter().any(|known| known == one))
                    .map(str::to_owned)
                    .collect::<Vec<_>>(),
            );
            text = all.join(",");
        }
        let value = draft::value(field, &text)?.to_string();
        let value: toml_edit::Value = value.parse().map_err(|error: toml_edit::TomlError| toml(error.message()))?;
        // What may be left out stands as a comment in a new draft: it is filled in where it stands.
        let (text, comment) = (head.to_string(), format!("# {name} ="));
        if !head.contains_key(name)
            && let Some(line) = text.lines().find(|line| line.starts_with(&comment))
        {
            let filled = text.replacen(&format!("{line}\n"), &format!("{name} = {value}\n"), 1);
            head = filled.parse().map_err(|error: toml_edit::TomlError| toml(error.message()))?;
        } else {
            head[name] = toml_edit::Item::Value(value);
        }
    }
    Ok(format!("+++\n{head}+++\n{body}").into_bytes())
}

/// What a request is called that nobody has named: what changes, and of whom.
fn title(words: &Catalogue, state: &crate::office::Office, found: Option<&Comparison>, begun: &Begun) -> String {
    let Some(found) = found.filter(|found| !found.changes.is_empty()) else { return begun.subject.slug().to_owned() };
    let what = in_words(words, found.changes.keys());
    let entries = begun.files.keys().filter_map(|path| path.strip_prefix(PROPOSED)?.parse::<Spot>().ok());
    let proposed = Content::of(&begun.files).proposed;
    let proposal = Proposal::new(state, proposed);
    let called = |spot: Spot| match spot {
        Spot::Person(slug) => proposal.person(&slug).ok().map(|person| person.name),
        Spot::Unit(slug) => proposal.unit(&slug).ok().map(|unit| unit.title),
        Spot::Seal(slug) => proposal.seal(&slug).ok().map(|seal| seal.title),
        Spot::File(_) => None,
    };
    let mut names: Vec<String> = entries.filter_map(called).collect();
    names.dedup();
    let more = names.len() > 3;
    names.truncate(3);
    let mut names = names.join(&words.word("list-separator"));
    if more {
        names = words.format("request-and-others", [("names", names.as_str())]);
    }
    let title = if names.is_empty() {
        what
    } else {
        words.format("request-title", [("what", what.as_str()), ("whose", &names)])
    };
    title.chars().take(120).collect()
}

/// Kinds of change in the reader's words.
pub(super) fn in_words<'a>(words: &Catalogue, changes: impl IntoIterator<Item = &'a Change>) -> String {
    let changes: Vec<String> =
        changes.into_iter().map(|change| words.word(&format!("change-{}", change.word()))).collect();
    changes.join(&words.word("list-separator"))
}

/// The titles of units.
pub(super) fn unit_names<'a>(ledger: &Ledger, words: &Catalogue, units: impl IntoIterator<Item = &'a Slug>) -> String {
    let register = ledger.office().register();
    let called = |unit: &Slug| neutral(register.unit(unit).map_or(unit.as_str(), |unit| &unit.title));
    units.into_iter().map(called).collect::<Vec<_>>().join(&words.word("list-separator"))
}

/// The names of people.
pub(super) fn people_names<'a>(
    ledger: &Ledger,
    words: &Catalogue,
    people: impl IntoIterator<Item = &'a Slug>,
) -> String {
    let names: Vec<String> = people.into_iter().map(|person| super::inbox::name(ledger, person)).collect();
    names.join(&words.word("list-separator"))
}

#[derive(Serialize)]
struct Done<'a> {
    subject: &'a str,
    folder: String,
    changes: Vec<&'static str>,
    concerned: Vec<&'a Slug>,
    gains: Vec<&'a Slug>,
    paths: Vec<&'a str>,
    notes: &'a [String],
    step: Option<String>,
    asked: Vec<Slug>,
    missing: &'a [Finding],
    #[serde(skip_serializing_if = "Option::is_none")]
    roll: Option<serde_json::Value>,
}

/// Says what the draft would do, who would be asked first, and what is still missing.
pub(super) fn report(
    context: &mut Context,
    bench: &Bench,
    begun: &Begun,
    outlook: &Outlook,
    notes: &[Message],
    roll: Option<serde_json::Value>,
) {
    let state = bench.ledger.office();
    let empty = Comparison::default();
    let found = outlook.found.as_ref().unwrap_or(&empty);
    let notes: Vec<String> = notes.iter().map(|note| context.words.text(note)).collect();
    let (step, asked) = match &outlook.judged {
        Ok(docket) => {
            let step =
                state.current_step(docket).map(|step| step.title.text(context.words.language().tag()).to_owned());
            (step, state.waiting_at(docket, bench.now.max(bench.ledger.head().time)))
        }
        Err(_) => (None, BTreeSet::new()),
    };
    let missing: &[Finding] = outlook.judged.as_ref().err().map_or(&[], Vec::as_slice);
    let folder = begun.folder.display().to_string();
    let paths: Vec<&str> = begun.files.keys().filter_map(|name| name.strip_prefix(PROPOSED)).collect();
    let subject = begun.subject.as_str();
    if context.common.json {
        context.print.json(&Done {
            subject,
            folder,
            changes: found.changes.keys().map(|change| change.word()).collect(),
            concerned: found.concerned.iter().collect(),
            gains: found.gains.iter().collect(),
            paths,
            notes: &notes,
            step,
            asked: asked.into_iter().collect(),
            missing,
            roll,
        });
        return;
    }
    let words = &context.words;
    let mut lines = vec![words.format("request-draft", [("subject", subject), ("folder", &folder)])];
    if paths.len() <= MOST_PATHS {
        lines.extend(paths.iter().map(|path| format!("  {path}")));
    } else {
        lines.push(words.format("request-files", [("count", paths.len().to_string().as_str())]));
    }
    lines.extend(notes.iter().map(|note| format!("- {note}")));
    // Of a draft that changes nothing yet there is nothing to be judged.
    let idle = found.changes.is_empty() && outlook.found.is_some();
    if idle {
        lines.push(words.format("request-nothing", [("folder", folder.as_str())]));
    }
    // Who gains may be in the register by this request only.
    let proposal = Proposal::new(state, Content::of(&begun.files).proposed);
    let gains = found.gains.iter().map(|slug| proposal.person(slug).map_or_else(|_| slug.to_string(), |one| one.name));
    let gains: Vec<String> = gains.collect();
    lines.extend(told(words, &bench.ledger, found.changes.keys(), &found.concerned, &gains));
    if idle {
        for line in lines {
            context.print.line(&line);
        }
        return;
    }
    if let Ok(docket) = &outlook.judged {
        let (step, names) = (step.unwrap_or_default(), people_names(&bench.ledger, words, &asked));
        let key = if state.docket(&docket.subject).is_some() { "request-revised" } else { "request-ready" };
        lines.push(words.format(key, [("subject", subject), ("step", &step), ("names", &names)]));
    } else if outlook.nobody {
        lines.push(words.format("request-nobody", [("subject", subject)]));
    } else {
        lines.push(words.word("request-missing"));
    }
    for line in lines {
        context.print.line(&line);
    }
    let (print, words) = (&mut context.print, &context.words);
    print.findings(words, missing);
}

/// How many paths are told one by one.
const MOST_PATHS: usize = 12;

/// What changes, whom it concerns, who gains.
pub(super) fn said<'a>(
    words: &Catalogue,
    ledger: &Ledger,
    changes: impl IntoIterator<Item = &'a Change>,
    concerned: impl IntoIterator<Item = &'a Slug>,
    gains: impl IntoIterator<Item = &'a Slug>,
) -> Vec<String> {
    let gains: Vec<String> = gains.into_iter().map(|person| super::inbox::name(ledger, person)).collect();
    told(words, ledger, changes, concerned, &gains)
}

fn told<'a>(
    words: &Catalogue,
    ledger: &Ledger,
    changes: impl IntoIterator<Item = &'a Change>,
    concerned: impl IntoIterator<Item = &'a Slug>,
    gains: &[String],
) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, name, text) in [
        ("request-changes", "changes", in_words(words, changes)),
        ("request-concerned", "units", unit_names(ledger, words, concerned)),
        ("request-gains", "names", gains.join(&words.word("list-separator"))),
    ] {
        if !text.is_empty() {
            lines.push(words.format(key, [(name, text.as_str())]));
        }
    }
    lines
}

/// A name for a request that nobody has named: what it is about, and four digits that differ from one text to another.
pub(super) fn name_for(what: &str, of: &str) -> String {
    let digest = Sha256::of(of.as_bytes()).hex();
    format!("{what}-{}", &digest[..4])
}
