//! Whether what a subject says of a parcel or of a receipt is proven by a file that lies with it (`docs/parcel.md` 6).
//!
//! The engine judges the line a form holds and sees no file. Whoever takes in what is handed in asks here as well: the desk before it is
//! signed, the gate before it comes in, and an archivist afterwards.

use std::collections::BTreeMap;

use super::check::{Anchor, Opened};
use super::fault::{Differs, ParcelFault};
use super::manifest::{Manifest, Matter, Outcome, Party};
use super::{PARCEL, RECEIPT};
use crate::id::{GitId, Sha256, Slug, SubjectId};
use crate::ledger::{Finding, Ledger};
use crate::office::{Answered, Docket, Office, Partner, Title, Workflow, parse_front, split_front};
use crate::record::{Fault, Record};
use crate::words::{Message, Say};

/// Files of a subject, by name.
type Files = BTreeMap<String, Vec<u8>>;

/// The file that holds the form.
const INDEX: &str = "index.md";

/// K717: what a form says of another office is proven by no file beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unproven {
    /// What the form says.
    pub line: String,
    /// The ending of a file that would prove it.
    pub ending: &'static str,
    /// The file that says so and is not believed, with the reason; none, if no file says so.
    pub file: Option<(String, Box<ParcelFault>)>,
}

impl Unproven {
    /// The permanent number.
    pub const CODE: u16 = 717;
}

impl Unproven {
    /// As it is told of a subject.
    pub fn about(&self, subject: &SubjectId) -> Finding {
        Finding { path: Some(subject.folder()), ..Finding::from(self) }
    }
}

impl Say for Unproven {
    fn say(&self) -> Message {
        Message::new("K717").with("line", &self.line).with("ending", self.ending)
    }
}

impl From<&Unproven> for Finding {
    fn from(fault: &Unproven) -> Self {
        let finding = |message, path| Self {
            code: Unproven::CODE,
            message,
            seq: None,
            object: None,
            path,
            line: None,
            offset: None,
            missing: false,
            details: Vec::new(),
        };
        let details = fault.file.iter().map(|(name, why)| finding(why.say(), Some(name.clone())));
        Self { details: details.collect(), ..finding(fault.say(), None) }
    }
}

/// What a form says of another office, and the files that may prove it.
#[derive(Debug, PartialEq, Eq)]
struct Claim {
    line: String,
    ending: &'static str,
    attached: Files,
    /// What is entered with it, where it is entered.
    entry: Option<Entry>,
}

/// A document of another office, as it is entered.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    /// Whether it is entered, or sent back.
    enters: bool,
    title: String,
    /// Of what the form has no field for, and says nothing: nothing.
    number: Option<String>,
    from: Option<String>,
    dated: Option<String>,
    text: String,
    /// Every file but the form, by name.
    files: BTreeMap<String, Sha256>,
    is_for_all: bool,
}

impl Entry {
    fn of(workflow: &Workflow, fields: &toml::Table, body: &str, files: &Files) -> Self {
        let said = |name: &str| match fields.get(name) {
            Some(toml::Value::String(text)) => text.clone(),
            Some(toml::Value::Datetime(day)) => day.to_string(),
            _ => String::new(),
        };
        let told = |name: &str| workflow.field(name).map(|_| said(name)).filter(|text| !text.is_empty());
        let readers = workflow.audience.as_ref().and_then(|field| fields.get(field.as_str()));
        let readers = readers.map(|value| value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice));
        let readers = readers.unwrap_or_default().iter().filter_map(toml::Value::as_str).map(str::to_owned);
        let readers: Vec<String> = readers.collect();
        let digest = |(name, bytes): (&String, &Vec<u8>)| (name.clone(), Sha256::of(bytes));
        Self {
            enters: workflow.parcels.is_some(),
            title: said("title"),
            number: told("number"),
            from: told("from"),
            dated: told("dated"),
            text: body.trim().to_owned(),
            files: files.iter().filter(|(name, _)| *name != INDEX).map(digest).collect(),
            is_for_all: workflow.opens_to_all(&readers),
        }
    }

    /// What of it is not as in the parcel. More files may lie with it than the document has.
    fn differs(&self, parcel: &super::Parcel, office: &Office, partner: &Title) -> Option<Differs> {
        let for_some = (self.is_for_all && !parcel.is_for_all).then_some(Differs::Readers);
        if !self.enters {
            return for_some;
        }
        let body = parcel.files.get(INDEX).and_then(|index| split_front(index).ok()).map_or("", |(_, body)| body);
        let number = self.number.is_some() && self.number != parcel.number;
        let day = office.settings().day(parcel.issued).to_string();
        let units = parcel.seals.iter().map(|seal| seal.unit.as_str());
        let mut titles = units.chain(["zh-CN", "zh-TW", "en"].map(|language| partner.text(language)));
        let is_from = self.from.as_ref().is_none_or(|from| titles.any(|title| title == from));
        let other =
            |(name, bytes): &(&String, &Vec<u8>)| *name != INDEX && self.files.get(*name) != Some(&Sha256::of(bytes));
        if self.title != parcel.title {
            Some(Differs::Title(parcel.title.clone()))
        } else if number {
            Some(Differs::Number(parcel.number.clone().unwrap_or_else(|| "—".to_owned())))
        } else if !is_from {
            Some(Differs::From(partner.text(&office.settings().language).to_owned()))
        } else if self.dated.as_ref().is_some_and(|dated| *dated != day) {
            Some(Differs::Dated(day))
        } else if self.text != body.trim() {
            Some(Differs::Text)
        } else if let Some((name, _)) = parcel.files.iter().find(other) {
            Some(Differs::File(name.clone()))
        } else {
            for_some
        }
    }
}

/// What the form says in the fields that a workflow has for that.
fn claims(workflow: &Workflow, files: &Files) -> Vec<Claim> {
    let front = files.get(INDEX).and_then(|index| parse_front::<toml::Table>(index).ok());
    let Some(front) = front else { return Vec::new() };
    let said = |field: Option<&Slug>| {
        let line = field.and_then(|field| front.fields.get(field.as_str())?.as_str());
        line.filter(|line| !line.is_empty()).map(str::to_owned)
    };
    let fields = [(workflow.parcel_field(), PARCEL), (workflow.answers.as_ref(), RECEIPT)];
    let claims = fields.into_iter().filter_map(|(field, ending)| {
        let line = said(field)?;
        let attached = files.iter().filter(|(name, _)| has_ending(name, ending));
        let attached = attached.map(|(name, bytes)| (name.clone(), bytes.clone())).collect();
        let entry = (ending == PARCEL).then(|| Entry::of(workflow, &front.fields, front.body, files));
        Some(Claim { line, ending, attached, entry })
    });
    claims.collect()
}

fn has_ending(name: &str, ending: &str) -> bool {
    name.strip_suffix(ending).is_some_and(|name| name.ends_with('.'))
}

/// That a file beside the form proves what it says of another office, by what the settings say of that office now.
///
/// What the subject said before, with the same files, was asked when that was handed in and is not asked again: an office may have taken
/// a seal out of use since.
pub fn vouch(ledger: &mut Ledger, workflow: &Workflow, files: &Files, before: Option<&Files>) -> Result<(), Unproven> {
    let before = before.map(|files| claims(workflow, files)).unwrap_or_default();
    for claim in claims(workflow, files).into_iter().filter(|claim| !before.contains(claim)) {
        claim.prove(ledger)?;
    }
    Ok(())
}

impl Claim {
    fn prove(self, ledger: &mut Ledger) -> Result<(), Unproven> {
        let mut file = None;
        for (name, bytes) in &self.attached {
            match says(ledger, bytes) {
                Said::Proven(line, partner, found) if line == self.line => {
                    let differs = match (&self.entry, &*found) {
                        (Some(entry), Found::Parcel(parcel)) => entry.differs(parcel, ledger.office(), &partner),
                        (None, _) | (_, Found::Receipt(_)) => None,
                    };
                    let Some(what) = differs else { return Ok(()) };
                    file = Some((name.clone(), Box::new(ParcelFault::Entered { what })));
                    break;
                }
                // The document may have parcels among its own files.
                Said::Unproven(line, fault) if line.as_ref().is_none_or(|line| self.line.starts_with(line)) => {
                    file.get_or_insert((name.clone(), Box::new(fault)));
                }
                Said::Proven(..) | Said::Unproven(..) | Said::Nothing => {}
            }
        }
        Err(Unproven { line: self.line, ending: self.ending, file })
    }
}

/// What a file says.
enum Said {
    /// A line, proven; what the partner is called, and by what it is proven.
    Proven(String, Title, Box<Found>),
    /// How a line would begin, or nothing that can be read; and why it is not believed.
    Unproven(Option<String>, ParcelFault),
    /// It is of somebody whom the settings do not know.
    Nothing,
}

fn says(ledger: &mut Ledger, bytes: &[u8]) -> Said {
    let opened = match Opened::read(bytes) {
        Ok(opened) => opened,
        Err(fault) => return Said::Unproven(None, fault),
    };
    let manifest = opened.manifest();
    let Some((name, partner)) = ledger.office().settings().partner_of(&manifest.from.record) else {
        return Said::Nothing;
    };
    let (name, title, found) = (name.clone(), partner.title.clone(), find(ledger, partner, &opened));
    let found = found.and_then(|found| match &found {
        Found::Receipt(receipt) => is_of_ours(ledger, receipt).map(|()| found),
        Found::Parcel(_) => Ok(found),
    });
    match found {
        Ok(found) => Said::Proven(found.line(&name, manifest), title, Box::new(found)),
        Err(fault) => Said::Unproven(Some(begins(&name, manifest)), fault),
    }
}

/// That a receipt is of an act of this record, and of what that sent: by their digests, for numbers are those of any record.
fn is_of_ours(ledger: &mut Ledger, receipt: &super::Receipt) -> Result<(), ParcelFault> {
    let seq = receipt.sent.seq;
    let here = ledger.recall_entry(seq).and_then(|()| ledger.recall(&receipt.subject));
    let entry = ledger.entries().get(&seq).filter(|_| here.is_ok());
    let docket = ledger.office().docket(&receipt.subject);
    let is_sent = entry.is_some_and(|entry| entry.raw == receipt.sent.raw)
        && receipt.sent.record == ledger.office().settings().record
        && docket.is_some_and(|docket| docket.digest == receipt.digest);
    let name = || format!("act {seq}");
    if is_sent { Ok(()) } else { Err(ParcelFault::Says { name: name(), what: "digest".to_owned() }) }
}

/// How the line begins that a file would prove, if it were genuine.
fn begins(name: &Slug, manifest: &Manifest) -> String {
    match manifest.matter {
        Matter::Parcel { .. } => manifest.line().to_string(),
        Matter::Receipt(_) => format!("{} :{name} {} ", manifest.subject, manifest.sent.seq),
    }
}

/// What a file was found to be.
#[derive(Debug)]
pub enum Found {
    /// A document.
    Parcel(Box<super::Parcel>),
    /// What became of one.
    Receipt(super::Receipt),
}

impl Found {
    /// What a subject says that holds it, `name` being the partner's.
    fn line(&self, name: &Slug, manifest: &Manifest) -> String {
        match self {
            Self::Parcel(_) => manifest.line().to_string(),
            Self::Receipt(receipt) => {
                let is_receipt = matches!(receipt.outcome, Outcome::Received { .. });
                let (subject, seq) = (receipt.subject.clone(), receipt.sent.seq);
                Answered { subject, partner: name.clone(), seq, is_receipt }.to_string()
            }
        }
    }
}

/// This office, as its partners have it.
pub fn party(ledger: &Ledger) -> Party {
    Party { record: ledger.office().settings().record.clone(), root: ledger.root().clone() }
}

/// Verifies a file by what the settings say of the partner.
pub fn find(ledger: &Ledger, partner: &Partner, opened: &Opened) -> Result<Found, ParcelFault> {
    let from = Party { record: partner.record.clone(), root: partner.root.clone() };
    let anchor = Anchor { from: &from, seals: &partner.seals, to: &party(ledger) };
    match opened.manifest().matter {
        Matter::Parcel { .. } => opened.parcel(&anchor).map(|parcel| Found::Parcel(Box::new(parcel))),
        Matter::Receipt(_) => opened.receipt(&anchor).map(Found::Receipt),
    }
}

/// Of a folder in the record: every file, for what is entered of a document is as the document is.
pub fn proofs(record: &Record, folder: GitId) -> Result<Files, Fault> {
    let mut files = Files::new();
    for file in record.files_below(folder)? {
        let bytes = record.blob(file.id)?;
        files.insert(file.path, bytes);
    }
    Ok(files)
}

/// The subjects that say of another office what no file of theirs proves by the settings of now. What cannot be read of one says nothing
/// of the others; it is a finding of the verifier's.
pub fn audit(record: &Record, ledger: &mut Ledger) -> Result<Vec<(SubjectId, Unproven)>, Fault> {
    let office = ledger.office();
    let speak = |docket: &Docket| office.workflow(docket).is_ok_and(Workflow::speaks_of_others);
    let subjects: Vec<SubjectId> = office
        .dockets()
        .filter(|docket| !docket.is_gone() && speak(docket))
        .map(|docket| docket.subject.clone())
        .collect();
    let mut found = Vec::new();
    for subject in subjects {
        match audited(record, ledger, &subject) {
            Ok(unproven) => found.extend(unproven.map(|unproven| (subject, unproven))),
            Err(fault) if fault.is_of_the_machine() => return Err(fault),
            Err(_) => {}
        }
    }
    Ok(found)
}

fn audited(record: &Record, ledger: &mut Ledger, subject: &SubjectId) -> Result<Option<Unproven>, Fault> {
    let (Some(_), Some(folder)) = ledger.subject_folder(subject)? else { return Ok(None) };
    let files = proofs(record, folder)?;
    let office = ledger.office();
    let workflow = office.docket(subject).and_then(|docket| office.workflow(docket).ok()).cloned();
    Ok(workflow.and_then(|workflow| vouch(ledger, &workflow, &files, None).err()))
}
