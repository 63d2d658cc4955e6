//! `kanhe receive FILE --from PARTNER`: verify what came from another office, enter it, answer it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::super::act::{self, Sent};
use super::super::failure::Failure;
use super::super::new::{audience_of, dated_slug};
use super::super::{Context, clock, draft, office};
use super::check::Told;
use super::pack::{Answering, seals_of, write_receipt};
use crate::desk::{DeskFault, Draft, Intent, preview};
use crate::id::{Slug, SubjectId};
use crate::ledger::{By, Ledger, Refusal};
use crate::office::{
    Addressee, Answered, Delivery, Docket, FieldKind, FormFault, FormWhat, Office, Partner, Verb, Violation, Workflow,
    parse_front, split_front,
};
use crate::openpgp::Keyring;
use crate::parcel::{
    Answer, Found, Manifest, Opened, Outcome, PARCEL, Parcel, ParcelFault, RECEIPT, Receipt, find, vouch,
};
use crate::record::Record;
use crate::words::{Catalogue, Message};

/// What came, and what is to be done with it.
pub(in crate::cli) struct Enter {
    pub(in crate::cli) file: PathBuf,
    pub(in crate::cli) from: String,
    pub(in crate::cli) set: Vec<String>,
    pub(in crate::cli) receipt: Option<PathBuf>,
    pub(in crate::cli) refuse: Option<String>,
    pub(in crate::cli) seal: Option<Slug>,
    pub(in crate::cli) sent: Sent,
}

/// A draft that is to be handed in.
struct Begun {
    subject: SubjectId,
    /// The unit that hands it in.
    unit: Option<Slug>,
    files: BTreeMap<String, Vec<u8>>,
}

pub(in crate::cli) fn run(context: &mut Context, args: &Enter) -> Result<ExitCode, Failure> {
    let record = office::record(context)?;
    let mut ledger = office::ledger(context, &record)?;
    let mut keyring = Keyring::open(None)?;
    let (name, partner) = super::partner(&ledger, &args.from)?;
    let bytes = super::read(&args.file)?;
    let opened = Opened::read(&bytes)?;
    let found = find(&ledger, &partner, &opened)?;
    if !context.common.json {
        Told::of(&mut ledger, &partner, opened.manifest(), &found)?.print(context);
    }
    let manifest = opened.manifest();
    if let Some(reason) = &args.refuse {
        may_refuse(&found, reason)?;
    }
    let signer = office::signer(&record, &ledger, &mut keyring, args.sent.person.as_deref())?;
    let who = ledger.office().signer(&signer).map_err(Refusal::from)?;
    let asking = Asking {
        context,
        ledger: &mut ledger,
        worktree: worktree(&record)?,
        name: &name,
        partner: &partner,
        who: &who,
        set: &args.set,
    };
    let begun = match (&found, &args.refuse) {
        (Found::Parcel(parcel), None) => asking.parcel(manifest, parcel, bytes)?,
        (Found::Parcel(parcel), Some(reason)) => asking.refusal(manifest, parcel, in_one_line(reason), bytes)?,
        (Found::Receipt(receipt), _) => asking.receipt(receipt, bytes)?,
    };
    judged(&mut ledger, &begun, &signer, &who)?;
    let answer = match (&found, &args.refuse) {
        (Found::Parcel(_), None) => args.receipt.clone().map(|out| (Answer::Received(begun.subject.clone()), out)),
        (Found::Parcel(_), Some(reason)) => {
            let out = args.receipt.clone().unwrap_or_else(|| PathBuf::from("."));
            Some((Answer::Refused(in_one_line(reason)), out))
        }
        (Found::Receipt(_), _) => None,
    };
    // What cannot be answered here is not entered either: it would look as if it was.
    let own = seals_of(&ledger, begun.unit.as_ref());
    let seal = answer.as_ref().map(|_| super::seal(&ledger, &mut keyring, args.seal.as_ref(), &own)).transpose()?;
    place(&record, &begun)?;
    let landed = act::hand_in(context, &begun.subject, false, &args.sent);
    if landed.is_err() {
        let text = context.words.format("entry-begun", [("subject", begun.subject.as_str())]);
        context.print.note(&text);
    }
    let code = landed?;
    let Some((told, out)) = answer else { return Ok(code) };
    let mut ledger = office::ledger(context, &record)?;
    let answering = Answering { subject: &begun.subject, told: &told, out: &out, seal: seal.as_ref() };
    let written = write_receipt(context, &record, &mut ledger, &mut keyring, manifest, &answering);
    if written.is_err() {
        let text = context.words.format("parcel-unanswered", [("subject", begun.subject.as_str())]);
        context.print.note(&text);
    }
    written.map(|()| code)
}

/// The words of the record's language: what is written into it is not in that of somebody's terminal.
fn own_words(office: &Office) -> Catalogue {
    Catalogue::new(office.settings().language.parse().unwrap_or_default())
}

/// What is for some where it comes from is for the unit here that receives it, until whoever enters it says otherwise.
fn kept_within(workflow: &Workflow, parcel: &Parcel, unit: Option<&String>) -> Option<(String, String)> {
    let field = workflow.audience.as_ref().filter(|_| !parcel.is_for_all)?;
    Some((field.to_string(), unit?.clone()))
}

/// A reason as a form holds it.
fn in_one_line(reason: &str) -> String {
    reason.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// That it may be sent back: it is a document, and there is a reason.
fn may_refuse(found: &Found, reason: &str) -> Result<(), Failure> {
    if matches!(found, Found::Receipt(_)) {
        return Err(ParcelFault::OtherKind.into());
    }
    if reason.trim().is_empty() {
        return Err(Refusal::from(Violation::NoReason { verb: Verb::Refuse }).into());
    }
    Ok(())
}

/// That it may be entered, before anything is written. What its form lacks is for the clerk to fill in; what came cannot be put right here.
fn judged(ledger: &mut Ledger, begun: &Begun, signer: &crate::id::Fingerprint, who: &Slug) -> Result<(), Failure> {
    let person = ledger.office().register().person(who).cloned();
    let (name, email) = person.map_or_else(Default::default, |person| (person.name, person.email));
    let (seq, time) = (ledger.head().seq + 1, clock::seconds().max(ledger.head().time));
    let mut intent = Intent::new(begun.subject.clone(), Verb::Submit, "");
    intent.draft = Some(Draft::of(begun.files.clone()));
    let by = By { seq, time, signer, name: &name, email: &email };
    match preview(ledger, &intent, by) {
        Ok(_) => {}
        Err(DeskFault::Refused(refusals)) => {
            let for_the_clerk = |fault: &FormFault| {
                matches!(
                    fault.what,
                    FormWhat::MissingField { .. }
                        | FormWhat::NotAChoice { .. }
                        | FormWhat::Unknown { .. }
                        | FormWhat::Check { .. }
                )
            };
            let of_form = |refusal: &Refusal| matches!(refusal, Refusal::Office(Violation::Form { faults, .. }) if faults.iter().all(for_the_clerk));
            if !refusals.iter().all(of_form) {
                return Err(refusals.into());
            }
        }
        Err(fault) => return Err(fault.into()),
    }
    let workflow = ledger.office().workflow_of(begun.subject.collection()).cloned();
    let vouched = workflow.map_or(Ok(()), |workflow| vouch(ledger, &workflow, &begun.files, None));
    vouched.map_err(|unproven| DeskFault::Unproven(unproven).into())
}

fn worktree(record: &Record) -> Result<&Path, Failure> {
    record.worktree().ok_or_else(|| Failure::misused(Message::new("cli-no-worktree")))
}

/// Writes the draft into the work tree, where nothing was.
fn place(record: &Record, begun: &Begun) -> Result<(), Failure> {
    let folder = worktree(record)?.join(begun.subject.folder());
    if folder.exists() {
        return Err(Failure::misused(Message::new("parcel-draft-there").with("subject", &begun.subject)));
    }
    for (name, bytes) in &begun.files {
        super::write(&folder.join(name), bytes)?;
    }
    Ok(())
}

/// Who enters what came from whom.
struct Asking<'a, 'c> {
    context: &'c mut Context,
    ledger: &'a mut Ledger,
    worktree: &'a Path,
    name: &'a Slug,
    partner: &'a Partner,
    who: &'a Slug,
    set: &'a [String],
}

impl Asking<'_, '_> {
    /// The collection that takes what has such a field.
    fn workflow(&self, has: impl Fn(&Workflow) -> bool, key: &'static str) -> Result<(Slug, Workflow), Failure> {
        let mut found = self.ledger.office().collections().filter(|(_, workflow)| has(workflow));
        let found = found.next().map(|(name, workflow)| (name.clone(), workflow.clone()));
        found.ok_or_else(|| Failure::misused(Message::new("parcel-no-collection").with("key", key)))
    }

    /// The draft of a document that came.
    fn parcel(self, manifest: &Manifest, parcel: &Parcel, bytes: Vec<u8>) -> Result<Begun, Failure> {
        let (collection, workflow) = self.workflow(|workflow| workflow.parcels.is_some(), "parcels")?;
        // What it corrects, repeals or answers, perhaps: the page of each says what names it.
        let earlier = super::check::known(self.ledger, manifest, parcel)?;
        let office = self.ledger.office();
        let now = clock::seconds();
        let mut file = self.file(manifest);
        // The document may have a file of that name of its own.
        while parcel.files.contains_key(&file) {
            file.insert(0, 'p');
        }
        let line = manifest.line();
        let home = office.register().person(self.who).map(|person| person.unit.clone());
        let mut files = parcel.files.clone();
        let index = files.remove("index.md").unwrap_or_default();
        files.insert(file, bytes);
        let mut values = said(&workflow, &index);
        let day = |seconds: i64| office.settings().day(seconds).to_string();
        values.extend([
            ("title", parcel.title.clone()),
            // Which of the partner's units issued it, its seal says.
            (
                "from",
                parcel.seals.first().map_or_else(|| super::title(self.ledger, self.partner), |seal| seal.unit.clone()),
            ),
            ("dated", day(parcel.issued)),
            ("received", day(now)),
            ("received-at", office.local_time(now)),
        ]);
        values.extend(parcel.number.clone().map(|number| ("number", number)));
        values.extend(self.partner.unit.clone().or(home).map(|unit| ("unit", unit.to_string())));
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        values.insert("attachments", names.join("、"));
        if !earlier.is_empty() {
            values.insert("earlier", earlier.join("、"));
        }
        let text = split_front(&index).map_or("", |(_, body)| body).to_owned();
        let mut values: BTreeMap<String, String> =
            values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        if let Some(field) = &workflow.parcels {
            values.insert(field.to_string(), line.to_string());
        }
        values.extend(kept_within(&workflow, parcel, values.get("unit")));
        let slug = dated_slug(&line.key(), 4, office.settings().day(now))?;
        self.begin(&collection, &slug, &workflow, values, files, &text)
    }

    /// What the file of a parcel is called beside the form.
    fn file(&self, manifest: &Manifest) -> String {
        format!("{}-{}-{}.{PARCEL}", self.name, manifest.subject.slug(), manifest.sent.seq)
    }

    /// The draft that sends a document back.
    fn refusal(self, manifest: &Manifest, parcel: &Parcel, reason: String, bytes: Vec<u8>) -> Result<Begun, Failure> {
        let (collection, workflow) = self.workflow(|workflow| workflow.returns.is_some(), "returns")?;
        let office = self.ledger.office();
        let (line, file) = (manifest.line(), self.file(manifest));
        let from = super::title(self.ledger, self.partner);
        let title = [("from", from.as_str()), ("title", &parcel.title)];
        let title = own_words(office).format("parcel-title-returned", title);
        let home = office.register().person(self.who).map(|person| person.unit.clone());
        let mut values =
            BTreeMap::from([("title", title), ("from", from), ("reason", reason), ("attachments", file.clone())]);
        values.extend(self.partner.unit.clone().or(home).map(|unit| ("unit", unit.to_string())));
        if let Some(direction) = workflow.field("direction").and_then(|field| field.choices.get(1)) {
            values.insert("direction", direction.clone());
        }
        let mut values: BTreeMap<String, String> =
            values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        if let Some(field) = &workflow.returns {
            values.insert(field.to_string(), line.to_string());
        }
        values.extend(kept_within(&workflow, parcel, values.get("unit")));
        let slug = dated_slug(&line.to_string(), 4, office.settings().day(clock::seconds()))?;
        self.begin(&collection, &slug, &workflow, values, BTreeMap::from([(file, bytes)]), "\n")
    }

    /// The draft of a receipt, which answers what was sent to who answers.
    fn receipt(self, receipt: &Receipt, bytes: Vec<u8>) -> Result<Begun, Failure> {
        let (collection, workflow) = self.workflow(|workflow| workflow.answers.is_some(), "answers")?;
        let nothing = || {
            let told = Message::new("parcel-answers-nothing").with("subject", &receipt.subject);
            Failure::refused(told.with("seq", receipt.sent.seq))
        };
        self.ledger.recall(&receipt.subject)?;
        self.ledger.recall_entry(receipt.sent.seq)?;
        let is_act = |raw| raw == receipt.sent.raw;
        let known = self.ledger.entries().get(&receipt.sent.seq).is_some_and(|entry| is_act(entry.raw));
        let office = self.ledger.office();
        let is_sent = |delivery: &Delivery| delivery.sent == receipt.sent.seq;
        let sent = |docket: &&Docket| {
            let delivery = docket.deliveries.get(&Addressee::Partner(self.name.clone()));
            docket.digest == receipt.digest && delivery.is_some_and(is_sent)
        };
        let docket = office.docket(&receipt.subject).filter(|_| known).filter(sent).ok_or_else(nothing)?;
        let (key, is_receipt) = match &receipt.outcome {
            Outcome::Received { .. } => ("parcel-title-received", true),
            Outcome::Refused { .. } => ("parcel-title-refused", false),
        };
        let (subject, seq) = (receipt.subject.clone(), receipt.sent.seq);
        let line = Answered { subject, partner: self.name.clone(), seq, is_receipt };
        let from = super::title(self.ledger, self.partner);
        let title = own_words(office).format(key, [("from", from.as_str()), ("title", &docket.title)]);
        let file = format!("{}-{}-{seq}.{RECEIPT}", self.name, receipt.subject.slug());
        let mut values = BTreeMap::from([
            ("title", title),
            ("from", from),
            ("unit", docket.issuer.to_string()),
            ("document", receipt.subject.to_string()),
            ("answered-at", office.local_time(receipt.time)),
            ("attachments", file.clone()),
        ]);
        match &receipt.outcome {
            Outcome::Received { registered, .. } => values.insert("registered", registered.to_string()),
            Outcome::Refused { reason } => values.insert("reason", reason.replace('\n', " ")),
        };
        let mut values: BTreeMap<String, String> =
            values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        if let Some(field) = &workflow.answers {
            values.insert(field.to_string(), line.to_string());
        }
        values.extend(audience_of(office, &workflow, docket));
        let slug = dated_slug(&line.to_string(), 4, office.settings().day(clock::seconds()))?;
        self.begin(&collection, &slug, &workflow, values, BTreeMap::from([(file, bytes)]), "\n")
    }

    /// The first id of that name that no subject has: what came before may have come to nothing, and whether it may be entered again is
    /// for the rules to say.
    fn free(
        &mut self,
        collection: &Slug,
        slug: &Slug,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<SubjectId, Failure> {
        // A draft of this very file was begun before, and is gone on with; one of another file is let be.
        let came = |name: &&String| [PARCEL, RECEIPT].iter().any(|ending| name.ends_with(&format!(".{ending}")));
        let is_of_another =
            |folder: &Path| folder.exists() && !files.keys().filter(came).all(|name| folder.join(name).exists());
        let year = self.ledger.office().settings().day(clock::seconds()).year();
        let unfit = || Failure::misused(Message::new("cli-no-subject").with("found", slug));
        for n in 1_u32.. {
            let name = if n == 1 { slug.to_string() } else { format!("{slug}-{n}") };
            let name = name.parse().map_err(|_| unfit())?;
            let subject = SubjectId::by_year(collection, year, &name).map_err(|_| unfit())?;
            self.ledger.recall(&subject)?;
            let folder = self.worktree.join(subject.folder());
            if self.ledger.office().docket(&subject).is_none() && !is_of_another(&folder) {
                return Ok(subject);
            }
        }
        Err(unfit())
    }

    /// The folder, with what the form has of these values and what was given besides.
    fn begin(
        mut self,
        collection: &Slug,
        slug: &Slug,
        workflow: &Workflow,
        mut values: BTreeMap<String, String>,
        mut files: BTreeMap<String, Vec<u8>>,
        body: &str,
    ) -> Result<Begun, Failure> {
        values.extend(draft::given(self.set, &workflow.fields)?);
        let mut table = toml::Table::new();
        for field in &workflow.fields {
            let value = values.get(field.name.as_str()).or(field.default.as_ref());
            if let Some(value) = value {
                // Names of files may hold what separates the values of a list.
                let value = if field.kind == FieldKind::File && field.list {
                    let names = files.keys().map(|name| toml::Value::String(name.clone()));
                    toml::Value::Array(names.collect())
                } else {
                    draft::value(field, value)?
                };
                table.insert(field.name.to_string(), value);
            }
        }
        let said = |name: &str| values.contains_key(name);
        let index = draft::index(&self.context.words, workflow, &table, &said, body);
        files.insert("index.md".to_owned(), index);
        let subject = self.free(collection, slug, &files)?;
        let unit = values.get("unit").and_then(|unit| unit.parse().ok());
        Ok(Begun { subject, unit, files })
    }
}

/// What the document says of itself in a field that may be chosen here, and in the same words.
fn said<'w>(workflow: &'w Workflow, index: &[u8]) -> BTreeMap<&'w str, String> {
    let Ok(front) = parse_front::<toml::Table>(index) else { return BTreeMap::new() };
    let choices = workflow.fields.iter().filter(|field| field.kind == FieldKind::Choice && !field.list);
    let told = choices.filter_map(|field| {
        let value = front.fields.get(field.name.as_str())?.as_str()?;
        field.choices.iter().any(|choice| choice == value).then(|| (field.name.as_str(), value.to_owned()))
    });
    told.collect()
}
