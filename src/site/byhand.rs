//! Sheets to go on by hand while the record is out of use, for all that is on its way (T7).

use std::collections::{BTreeMap, BTreeSet};

use super::build::{BuildError, Site, page_error};
use super::fill::{Beside, File, code, sheet_file};
use super::theme::ThemeError;
use super::view;
use crate::id::{Sha256, Slug, SubjectId};
use crate::office::Docket;

/// What is wanted: everything, where nothing is named.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// These subjects.
    pub subjects: BTreeSet<SubjectId>,
    /// What these units issue, or their people are asked for.
    pub units: BTreeSet<Slug>,
    /// What these people have drafted or are asked for.
    pub people: BTreeSet<Slug>,
}

/// What is to be printed.
#[derive(Debug, Default)]
pub struct Printing {
    /// The files, the list first.
    pub files: Vec<File>,
    /// The subjects there are sheets of.
    pub sheets: Vec<Printed>,
}

/// A subject there is a sheet of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Which.
    pub subject: SubjectId,
    /// The digest that its sheet bears.
    pub digest: Sha256,
    /// The last act about it.
    pub seq: u64,
}

fn printed(page: &str, made: Result<Vec<u8>, ThemeError>) -> Result<File, BuildError> {
    let bytes = made.map_err(|error| page_error(page, error.into()))?;
    Ok(File { path: page.to_owned(), bytes })
}

/// The beginning of a digest, as a sheet bears it for people to copy.
pub fn short_code(digest: &Sha256) -> String {
    code(digest)
}

impl Site {
    /// The sheets of what is on its way at that time, in the office's own language.
    pub fn by_hand(&self, wanted: &Wanted, time: i64) -> Result<Printing, BuildError> {
        let (index, notice, all) = ("index.html", "notice.html", "all.html");
        let Some(tongue) = self.tongues().first() else { return Ok(Printing::default()) };
        let office = self.ledger().office();
        let time = time.max(self.ledger().head().time);
        let open = office.dockets().filter(|docket| docket.is_open()).map(|docket| office.settled(docket, time));
        let dockets: Vec<Docket> =
            open.filter(|docket| docket.is_open() && self.is_wanted(wanted, docket, time)).collect();
        let mut printing = Printing::default();
        let (mut sheets, mut files) = (Vec::new(), BTreeMap::new());
        let mut units: BTreeMap<String, BTreeMap<String, Vec<view::HandRow>>> = BTreeMap::new();
        let failed = |page: &str| {
            let page = page.to_owned();
            move |error| page_error(&page, error)
        };
        for docket in &dockets {
            let beside = Beside::default();
            // Each sheet goes to who is asked, and tells of no other subject that is not for everybody.
            let source = self.source_for(tongue, &beside, Some(&docket.subject));
            let file = sheet_file(&docket.subject);
            let (sheet, shown) = source.hand_sheet(docket, &file, time).map_err(failed(&file))?;
            files.extend(shown.into_iter().map(|file| (file.path, file.bytes)));
            let page = view::HandPage { base: source.hand_base(&file, time), sheets: vec![sheet] };
            let made = printed(&file, tongue.theme.render("by-hand.html", &page))?;
            files.insert(made.path, made.bytes);
            sheets.push(source.hand_sheet(docket, all, time).map_err(failed(all))?.0);
            let listing = self.source_for(tongue, &beside, None);
            for person in office.waiting_at(docket, time) {
                let (name, unit) = listing.hand_person(&person);
                let row = listing.hand_row(docket, super::href::encode(&file));
                units.entry(unit).or_default().entry(name).or_default().push(row);
            }
            let seq = docket.trail.last().map_or(docket.content_seq, |mark| mark.seq);
            printing.sheets.push(Printed { subject: docket.subject.clone(), digest: docket.digest, seq });
        }
        let beside = Beside::default();
        let source = self.source_for(tongue, &beside, None);
        let base = |page| source.hand_base(page, time);
        let people = |people: BTreeMap<String, Vec<view::HandRow>>| {
            people.into_iter().map(|(name, rows)| view::HandPerson { name, rows }).collect()
        };
        let units = units.into_iter().map(|(title, found)| view::HandUnit { title, people: people(found) }).collect();
        let list = view::HandList { base: base(index), count: dockets.len(), units };
        printing.files.push(printed(index, tongue.theme.render("by-hand-list.html", &list))?);
        let about = &office.settings().about;
        let signers: Vec<Slug> = about.operator.iter().chain(&about.supervisor).cloned().collect();
        let signers = source.hand_units(&signers);
        let told = view::HandNotice { base: base(notice), signers, count: dockets.len() };
        printing.files.push(printed(notice, tongue.theme.render("by-hand-notice.html", &told))?);
        let page = view::HandPage { base: base(all), sheets };
        printing.files.push(printed(all, tongue.theme.render("by-hand.html", &page))?);
        let style = tongue.theme.assets().filter(|asset| asset.path.starts_with("assets/hand."));
        printing.files.extend(style.map(|asset| File { path: asset.path.clone(), bytes: asset.bytes.clone() }));
        printing.files.extend(files.into_iter().map(|(path, bytes)| File { path, bytes }));
        Ok(printing)
    }

    fn is_wanted(&self, wanted: &Wanted, docket: &Docket, time: i64) -> bool {
        let Wanted { subjects, units, people } = wanted;
        if subjects.is_empty() && units.is_empty() && people.is_empty() {
            return true;
        }
        let office = self.ledger().office();
        let asked = office.waiting_at(docket, time);
        let home = |person: &Slug| office.register().person(person).map(|person| &person.unit);
        subjects.contains(&docket.subject)
            || units.contains(&docket.issuer)
            || asked.iter().filter_map(home).any(|unit| units.contains(unit))
            || people.contains(&docket.drafter)
            || asked.iter().any(|person| people.contains(person))
    }
}
