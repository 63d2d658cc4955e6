//! What is told of a subject to those who search.

use std::sync::Mutex;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::texts::Texts;
use crate::desk::known_below;
use crate::id::{GitId, Slug, SubjectId};
use crate::ledger::State;
use crate::office::{Docket, FieldKind, IMPORTED, Imported, Office, PROPOSED, Readers, Value, parse_front};
use crate::record::{Fault, Record};
use crate::search::{Audience, BARRIER, Card, Format, LARGEST, Part, Reader, Text, Unread, What};
use crate::site::markdown;
use crate::site::requests::is_request;

/// How much text of attachments one subject may bring, in bytes.
const ATTACHED: usize = 8 * 1024 * 1024;
/// The same of one that hands older papers over: they are many, and most of them is text.
const HANDED_OVER: usize = 64 * 1024 * 1024;

/// What is told of a subject, and of each older paper that it hands over; nothing if there is none.
pub(in crate::site) fn told(
    record: &Record,
    ledger: &State,
    texts: Option<&Mutex<Texts>>,
    reader: &dyn Reader,
    subject: &SubjectId,
) -> Result<Vec<Text>, Fault> {
    let office = ledger.office();
    let Some(docket) = office.docket(subject) else { return Ok(Vec::new()) };
    let folder = ledger.entries().get(&docket.content_seq).and_then(|entry| entry.folder);
    let mut files = match folder {
        Some(folder) => record.files_below(folder)?,
        None => Vec::new(),
    };
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let imports = office.workflow(docket).is_ok_and(|workflow| workflow.imports);
    let room = if imports { HANDED_OVER } else { ATTACHED };
    let mut attached = 0;
    let mut read = |format, id| -> Result<String, Fault> {
        let text = match format {
            Some(format) => attachment(record, texts, reader, format, id)?,
            None => String::new(),
        };
        if attached + text.len() > room {
            return Ok(String::new());
        }
        attached += text.len();
        Ok(text)
    };
    let mut own =
        Text { card: card(ledger, docket), parts: vec![Part { what: What::Form, text: form(office, docket) }] };
    for file in files.iter().filter(|file| !(imports && file.path.starts_with(IMPORTED))) {
        if file.path == "index.md" {
            let index = record.blob(file.id)?;
            let body =
                parse_front::<toml::Table>(&index).map_or_else(|_| String::new(), |front| markdown::plain(front.body));
            own.parts.insert(1.min(own.parts.len()), Part { what: What::Body, text: body });
            continue;
        }
        // Parts are counted so far.
        if own.parts.len() >= usize::from(u16::MAX) {
            break;
        }
        // What became of each file is no text of the office.
        if imports && docket.value("report") == Some(file.path.as_str()) {
            continue;
        }
        // What a request proposes may hold what is not for everybody's eyes.
        if file.path.starts_with(PROPOSED) && is_request(office, docket) {
            continue;
        }
        own.parts.push(Part { text: read(Format::of(&file.path), file.id)?, what: What::File(file.path.clone()) });
    }
    let papers = known_below(files.iter().filter(|_| imports).map(|file| (file.path.as_str(), file.id)));
    let mut texts = vec![own];
    for (slug, (index, beside)) in papers {
        // Without a text it is no paper and has no page.
        let (Ok(slug), Some(index)) = (slug.parse::<Slug>(), index) else { continue };
        let bytes = record.blob(index)?;
        let (head, said) = Imported::read(&bytes);
        // It has no form; what comes behind one is found at its place all the same.
        let mut parts = vec![
            Part { what: What::Form, text: String::new() },
            Part { what: What::Body, text: markdown::plain(said) },
        ];
        for (name, id) in beside.into_iter().take(usize::from(u16::MAX) - parts.len()) {
            parts.push(Part { text: read(Format::of(name), id)?, what: What::File(name.to_owned()) });
        }
        texts.push(Text { card: paper(office, &texts[0].card, slug, head), parts });
    }
    Ok(texts)
}

/// An older paper: what its head says of it, and else what hands it over.
fn paper(office: &Office, whole: &Card, slug: Slug, head: Imported) -> Card {
    let unit = head.unit.as_deref().and_then(|unit| unit.parse::<Slug>().ok());
    let unit = unit.and_then(|slug| Some((slug.to_string(), office.register().unit(&slug)?.title.clone())));
    let (unit, title) = unit.unwrap_or_else(|| (whole.unit.clone(), whole.unit_title.clone()));
    let year = head.year();
    let day = head.date.as_deref().and_then(|day| day.parse::<Date>().ok());
    // A paper without a day stands at the beginning of its year.
    let begins = day.or_else(|| Date::new(year?, 1, 1).ok()).and_then(|day| day.to_zoned(TimeZone::UTC).ok());
    Card {
        title: head.called(&slug).to_owned(),
        paper: Some(slug),
        number: head.number,
        unit,
        // Who issued it stands as it was written.
        unit_title: head.issuer.unwrap_or(title),
        kind: None,
        year: year.map(|year| year.to_string()),
        date: head.date.unwrap_or_default(),
        time: begins.map_or(0, |begins| begins.timestamp().as_second()),
        ..whole.clone()
    }
}

fn card(ledger: &State, docket: &Docket) -> Card {
    let office = ledger.office();
    let issued = docket.trail.iter().find(|mark| Some(mark.seq) == docket.issued);
    let time = issued.or(docket.trail.last()).map_or(0, |mark| mark.time);
    let unit = office.register().unit(&docket.issuer);
    Card {
        subject: docket.subject.clone(),
        paper: None,
        submitted: docket.submitted(),
        number: docket.number.as_ref().map(|number| number.text.clone()),
        title: docket.title.clone(),
        unit: docket.issuer.to_string(),
        unit_title: unit.map_or_else(|| docket.issuer.to_string(), |unit| unit.title.clone()),
        kind: docket.kind().map(str::to_owned),
        year: docket.subject.year().map(|year| year.to_string()),
        state: crate::site::fill::state_word(office, docket),
        date: office.settings().day(time).to_string(),
        time,
        audience: if office.is_for_all(docket) { Audience::Staff } else { Audience::Of(docket.subject.clone()) },
    }
}

/// What its form says, with the names of whom and what it names, of its unit, its drafter and its signer.
fn form(office: &Office, docket: &Docket) -> String {
    let register = office.register();
    let person = |slug: &Slug| register.person(slug).map(|person| person.name.clone());
    let mut values: Vec<String> = Vec::new();
    values.extend(register.unit(&docket.issuer).map(|unit| unit.title.clone()));
    values.extend(person(&docket.drafter));
    let issued = docket.trail.iter().find(|mark| Some(mark.seq) == docket.issued);
    values.extend(issued.and_then(|mark| person(mark.behalf.as_ref().unwrap_or(&mark.person))));
    let workflow = office.workflow_of(docket.subject.collection());
    for field in workflow.iter().flat_map(|workflow| &workflow.fields) {
        let parts = docket.form.get(field.name.as_str()).map_or(&[][..], Value::parts);
        for part in parts.iter().filter(|part| !part.is_empty()) {
            let slug = || part.parse::<Slug>().ok();
            let named = match field.kind {
                FieldKind::Unit => slug().and_then(|slug| Some(register.unit(&slug)?.title.clone())),
                FieldKind::Person => slug().and_then(|slug| person(&slug)),
                FieldKind::Seal => slug().and_then(|slug| Some(register.seal(&slug)?.title.clone())),
                FieldKind::Subject => {
                    let subject = part.parse::<SubjectId>().ok();
                    let named = subject.and_then(|subject| office.docket(&subject));
                    if named.is_some_and(|named| named.subject != docket.subject && !office.is_for_all(named)) {
                        continue;
                    }
                    named.map(|named| named.title.clone())
                }
                // An attachment is found by its own name, and that something is attested is on every such form.
                FieldKind::File | FieldKind::Check => continue,
                FieldKind::Audience => match part.parse::<Readers>() {
                    Ok(Readers::Unit(unit) | Readers::Below(unit)) => {
                        register.unit(&unit).map(|unit| unit.title.clone())
                    }
                    Ok(Readers::Person(slug)) => person(&slug),
                    Ok(Readers::Post(post)) => register.post_title(&post).map(str::to_owned),
                    Ok(Readers::Everybody) | Err(_) => continue,
                },
                FieldKind::Text | FieldKind::Date | FieldKind::Time | FieldKind::Number | FieldKind::Choice => None,
            };
            values.push(named.unwrap_or_else(|| part.clone()));
        }
    }
    values.retain(|value| *value != docket.title);
    values.join(&BARRIER.to_string())
}

/// The text of an attachment: as it is kept, or read and kept. What cannot be read has none.
fn attachment(
    record: &Record,
    texts: Option<&Mutex<Texts>>,
    reader: &dyn Reader,
    format: Format,
    id: GitId,
) -> Result<String, Fault> {
    if let Some(kept) = texts.and_then(|texts| super::locked(texts).get(id, format)) {
        return Ok(kept);
    }
    let (_, size) = record.header(id)?;
    let read = if size > LARGEST { Err(Unread::Large) } else { reader.read(format, &record.blob(id)?) };
    let text = match read {
        // That nobody was there to read it says nothing about the file.
        Err(Unread::Nobody) => return Ok(String::new()),
        Err(Unread::Large | Unread::Damaged | Unread::Costly) => String::new(),
        Ok(text) => text,
    };
    if let Some(texts) = texts {
        super::locked(texts).keep(id, format, &text);
    }
    Ok(text)
}
