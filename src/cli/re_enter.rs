//! `kanhe re-enter SUBJECT VERB`: what was decided on paper comes into the record: an entry with the scan of the sheet, and the act itself, signed
//! by whose it is.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::act::{ByHand, Sent};
use super::failure::Failure;
use super::request::io;
use super::{Context, act, clock, draft, office};
use crate::desk::{Intent, preview};
use crate::id::{Fingerprint, Sha256, Slug, SubjectId};
use crate::ledger::{By, Ledger, Refusal};
use crate::office::{Docket, Entered, RE_ENTRIES, Verb, Violation, Workflow, reason_by};
use crate::openpgp::Keyring;
use crate::record::Record;
use crate::site::short_code;
use crate::words::Message;

/// How many digits of a digest are enough to tell one text from another that was not made to be mistaken for it.
const DIGITS: usize = 16;

/// Re-enter a decision.
#[derive(Args)]
pub(super) struct ReEnter {
    subject: String,
    #[arg(value_name = "VERB", value_parser = verb)]
    verb: Verb,
    #[arg(long, value_name = "CODE")]
    code: String,
    #[arg(long, value_name = "TIME", required_unless_present = "entry")]
    on: Option<String>,
    #[arg(long, value_name = "FILE", required_unless_present = "entry")]
    scan: Vec<PathBuf>,
    #[arg(long, short = 'm', value_name = "TEXT", default_value = "", hide_default_value = true)]
    opinion: String,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    reason: String,
    #[arg(long, value_name = "STEP")]
    to: Option<Slug>,
    #[arg(long, value_name = "PERSON")]
    on_behalf_of: Option<Slug>,
    #[arg(long)]
    checked: bool,
    #[arg(long, value_name = "TEXT")]
    kept: Option<String>,
    #[arg(long, value_name = "PERSON", conflicts_with = "entry")]
    entry_only: Option<Slug>,
    #[arg(long, value_name = "SUBJECT", conflicts_with_all = ["on", "scan", "kept"])]
    entry: Option<String>,
    #[command(flatten)]
    sent: Sent,
}

fn verb(word: &str) -> Result<Verb, String> {
    let known = || Verb::ON_PAPER.map(Verb::word).join(", ");
    word.parse().ok().filter(|verb| Verb::ON_PAPER.contains(verb)).ok_or_else(known)
}

/// Where it is done, and by whom.
struct Place<'a> {
    record: &'a Record,
    ledger: &'a mut Ledger,
    docket: &'a Docket,
    /// Whose decision it is.
    person: Slug,
    signer: Fingerprint,
    now: i64,
}

pub(super) fn run(context: &mut Context, args: &ReEnter) -> Result<ExitCode, Failure> {
    let subject = office::subject(&args.subject)?;
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    let mut keyring = Keyring::open(None)?;
    ledger.recall(&subject)?;
    let docket = ledger.office().docket(&subject).cloned();
    let docket = docket.ok_or_else(|| Refusal::from(Violation::NoSubject { subject: subject.clone() }))?;
    same_text(&docket, &args.code)?;
    // Whose decision it is signs it himself; a clerk hands in the entry alone.
    let named = args.entry_only.as_ref().map(Slug::as_str).or(args.sent.person.as_deref());
    let signer = office::signer(&record, &ledger, &mut keyring, named)?;
    let person = ledger.office().signer(&signer).map_err(Refusal::from)?;
    let now = clock::seconds();
    let mut place = Place { record: &record, ledger: &mut ledger, docket: &docket, person, signer, now };
    let (entry, begun) = match &args.entry {
        Some(entry) => (known_entry(&mut place, args, entry)?, None),
        None => begin_entry(context, &mut place, args).map(|begun| (begun.id.clone(), Some(begun)))?,
    };
    // What would be refused leaves nothing behind, neither in the record nor in the work tree.
    place.rehearse(args, &entry)?;
    if let Some(begun) = begun {
        let is_fresh = !begun.folder.exists();
        let handed = begun.write().and_then(|()| act::hand_in(context, &entry, false, &args.sent));
        if handed.is_err() && is_fresh {
            drop(std::fs::remove_dir_all(&begun.folder));
        }
        handed?;
    }
    if args.entry_only.is_some() {
        let text = context.words.format(
            "re-enter-entered",
            [
                ("entry", entry.as_str()),
                ("subject", subject.as_str()),
                ("verb", args.verb.word()),
                ("code", short_code(&docket.digest).replace(' ', "").as_str()),
            ],
        );
        context.print.note(&text);
        return Ok(ExitCode::SUCCESS);
    }
    let (opinion, reason) = words(args, &entry);
    let act = ByHand {
        subject: subject.to_string(),
        opinion,
        reason,
        digest: docket.digest,
        behalf: args.on_behalf_of.clone(),
        to: args.to.clone(),
        checked: args.checked,
    };
    let done = act::re_entered(context, args.verb, act, &args.sent);
    if done.is_err() {
        let text = context.words.format("re-enter-half", [("entry", entry.as_str())]);
        context.print.note(&text);
    }
    done
}

/// The words of the act: its reason begins with the entry.
fn words(args: &ReEnter, entry: &SubjectId) -> (String, String) {
    if matches!(args.verb, Verb::Return | Verb::Seal) {
        let said = if args.opinion.is_empty() { &args.reason } else { &args.opinion };
        (String::new(), reason_by(entry, said))
    } else {
        (args.opinion.clone(), reason_by(entry, &args.reason))
    }
}

/// That what the sheet bears is what stands in the record: a signature on paper is for that text and no other.
fn same_text(docket: &Docket, code: &str) -> Result<(), Failure> {
    let given: String = code.trim().trim_start_matches("sha256:").chars().filter(|c| !c.is_whitespace()).collect();
    let given = given.to_ascii_lowercase();
    let is_code = given.len() >= DIGITS && given.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_code {
        return Err(Failure::misused(Message::new("re-enter-code").with("found", code)));
    }
    if docket.digest.hex().starts_with(&given) {
        return Ok(());
    }
    let message = Message::new("re-enter-changed").with("subject", &docket.subject).with("found", code);
    Err(Failure::misused(message.with("expected", short_code(&docket.digest))))
}

/// An entry that was handed in already: by the one who decided, or for him.
fn known_entry(place: &mut Place<'_>, args: &ReEnter, entry: &str) -> Result<SubjectId, Failure> {
    let id = office::subject(entry)?;
    place.ledger.recall(&id)?;
    let found = place.ledger.office().docket(&id);
    let found = found.ok_or_else(|| Refusal::from(Violation::NoSubject { subject: id.clone() }))?;
    let entered =
        Entered::of(found).ok_or_else(|| Failure::misused(Message::new("re-enter-none").with("entry", &id)))?;
    let own = [
        ("subject", entered.subject().map(|subject| subject.to_string()).unwrap_or_default(), args_subject(place)),
        ("act", entered.act().to_owned(), args.verb.word().to_owned()),
        ("person", entered.person().to_owned(), place.person.to_string()),
        ("digest", entered.digest().to_owned(), place.docket.digest.to_string()),
    ];
    match own.into_iter().find(|(_, said, asked)| said != asked) {
        None => Ok(id),
        Some((field, said, asked)) => {
            let message = Message::new("re-enter-other").with("entry", &id).with("field", field);
            Err(Failure::misused(message.with("said", said).with("asked", asked)))
        }
    }
}

fn args_subject(place: &Place<'_>) -> String {
    place.docket.subject.to_string()
}

/// An entry to be handed in.
struct Begun {
    id: SubjectId,
    folder: PathBuf,
    files: BTreeMap<String, Vec<u8>>,
}

impl Begun {
    fn write(&self) -> Result<(), Failure> {
        std::fs::create_dir_all(&self.folder).map_err(|error| io(&self.folder, &error))?;
        for (name, bytes) in &self.files {
            let path = self.folder.join(name);
            std::fs::write(&path, bytes).map_err(|error| io(&path, &error))?;
        }
        Ok(())
    }
}

/// The draft of an entry.
fn begin_entry(context: &Context, place: &mut Place<'_>, args: &ReEnter) -> Result<Begun, Failure> {
    let worktree = place.record.worktree().ok_or_else(|| Failure::misused(Message::new("cli-no-worktree")))?.to_owned();
    let on = act::moment(place.ledger, args.on.as_deref().unwrap_or_default())?;
    // A sheet says the minute.
    if on > place.now || on + 59 < place.docket.content_time {
        let key = if on > place.now { "re-enter-later" } else { "re-enter-earlier" };
        let time = if on > place.now { place.now } else { place.docket.content_time };
        let text = super::inbox::moment(place.ledger, time);
        let message = Message::new(key).with("found", args.on.as_deref().unwrap_or_default());
        return Err(Failure::misused(message.with("time", text)));
    }
    let (mut scans, mut names) = (BTreeMap::new(), Vec::new());
    for path in &args.scan {
        let bytes = std::fs::read(path).map_err(|error| {
            Failure::misused(Message::new("re-enter-scan").with("path", path.display()).with("error", error))
        })?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        names.push(name.clone());
        if scans.insert(name.clone(), bytes).is_some() {
            return Err(Failure::misused(Message::new("re-enter-twice").with("name", name)));
        }
    }
    let day = place.ledger.office().settings().day(place.now);
    let told = format!("{} {} {} {on} {}", place.docket.subject, args.verb, place.person, args.opinion);
    let slug = format!(
        "{:02}{:02}-{}",
        day.month(),
        day.day(),
        Sha256::of(told.as_bytes()).hex().get(..6).unwrap_or_default()
    );
    let wrong = |found: &str| Failure::misused(Message::new("cli-no-subject").with("found", found));
    let (collection, slug): (Slug, Slug) =
        (RE_ENTRIES.parse().map_err(|_| wrong(RE_ENTRIES))?, slug.parse().map_err(|_| wrong(&slug))?);
    let id = SubjectId::by_year(&collection, day.year(), &slug).map_err(|_| wrong(slug.as_str()))?;
    place.ledger.recall(&id)?;
    let state = place.ledger.office();
    if state.docket(&id).is_some() {
        return Err(Failure::misused(Message::new("re-enter-there").with("entry", &id)));
    }
    let workflow = state.workflow_of(RE_ENTRIES).ok_or_else(|| {
        let known = state.collections().map(|(name, _)| name.to_string()).collect();
        Refusal::from(Violation::UnknownCollection { collection: RE_ENTRIES.to_owned(), known })
    })?;
    let name = super::inbox::name(place.ledger, &place.person);
    let verb = context.words.word(&format!("verb-{}", args.verb));
    let title = context
        .words
        .format("re-enter-title", [("name", name.as_str()), ("verb", &verb), ("title", &place.docket.title)]);
    let mut said = BTreeMap::from([
        ("title", title.chars().take(160).collect::<String>()),
        ("subject", place.docket.subject.to_string()),
        ("digest", place.docket.digest.to_string()),
        ("act", args.verb.word().to_owned()),
        ("person", place.person.to_string()),
        ("decided", super::inbox::moment(place.ledger, on)),
        ("words", args.opinion.clone()),
    ]);
    said.extend(args.kept.clone().map(|kept| ("place", kept)));
    let mut lists = BTreeMap::from([("scan", names)]);
    // The scan is for nobody who may not read the subject.
    let audience = state.audience(place.docket, place.now);
    if !audience.is_everybody() {
        lists.insert("readers", audience.readers.iter().map(ToString::to_string).collect());
        said.extend(audience.until.map(|day| ("until", day.to_string())));
    }
    let values = values(workflow, &said, &lists)?;
    let index =
        draft::index(&context.words, workflow, &values, &|name| values.contains_key(name), &draft::body(workflow));
    let folder = worktree.join(id.folder());
    scans.insert("index.md".to_owned(), index);
    Ok(Begun { id, folder, files: scans })
}

fn values(
    workflow: &Workflow,
    said: &BTreeMap<&str, String>,
    lists: &BTreeMap<&str, Vec<String>>,
) -> Result<toml::Table, Failure> {
    let mut values = toml::Table::new();
    for field in &workflow.fields {
        let name = field.name.as_str();
        if let Some(text) = said.get(name).filter(|text| !text.is_empty()) {
            values.insert(name.to_owned(), draft::value(field, text)?);
        } else if let Some(list) = lists.get(name).filter(|list| !list.is_empty()) {
            let list = list.iter().cloned().map(toml::Value::String).collect();
            values.insert(name.to_owned(), toml::Value::Array(list));
        }
    }
    Ok(values)
}

impl Place<'_> {
    /// That the act would be taken, before anything is handed in for it.
    fn rehearse(&mut self, args: &ReEnter, entry: &SubjectId) -> Result<(), Failure> {
        let (opinion, reason) = words(args, entry);
        let confirms = self.docket.trail.last().map(|mark| mark.seq).filter(|_| args.checked);
        let intent = Intent {
            opinion,
            reason,
            behalf: args.on_behalf_of.clone(),
            to: args.to.iter().cloned().collect(),
            confirms,
            seen: Some(self.docket.digest),
            ..Intent::new(self.docket.subject.clone(), args.verb, "")
        };
        let person = self.ledger.office().register().person(&self.person).cloned();
        let (name, email) = person.map_or_else(Default::default, |person| (person.name, person.email));
        let head = self.ledger.head();
        let (seq, time) = (head.seq + 1, self.now.max(head.time));
        let by = By { seq, time, signer: &self.signer, name: &name, email: &email };
        preview(self.ledger, &intent, by)?;
        Ok(())
    }
}
