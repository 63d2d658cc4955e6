//! Change requests and reports of losses: what they change, told so that people can judge it.

use std::collections::{BTreeMap, BTreeSet};

use super::{PageError, Source, folder_of};
use crate::id::{Fingerprint, Sha256, Slug};
use crate::office::{Docket, Holder, LOSSES, PROPOSED, Post, Stage, is_certificate, parse_front, split_front};
use crate::openpgp::Certificate;
use crate::record::Fault;
use crate::site::naming::Named;
use crate::site::page::{By, List, Page, Part};
use crate::site::requests::{is_request, lacks_approval};
use crate::site::{diff, href, view};

/// How many of those that are done the page of all requests shows.
const DONE: usize = 50;
/// The keys that are told first.
const FIRST: [&str; 5] = ["title", "name", "state", "kind", "into"];
/// The greatest text that is compared line by line, and the most lines of it that are shown.
const TEXT: usize = 256 * 1024;
const LINES: usize = 600;

impl Source<'_> {
    /// What a subject asks to be changed, or suspends; none if it is no such subject.
    pub(super) fn request(&self, docket: &Docket) -> Result<Option<view::Request>, PageError> {
        let office = self.ledger.office();
        let Some(request) = docket.request.as_ref().filter(|_| is_request(office, docket)) else { return Ok(None) };
        let suspended = |fingerprint: &Fingerprint| view::Suspended {
            holder: self.holder_link(fingerprint),
            fingerprint: view::Fingerprint::new(fingerprint.as_str()),
        };
        let mut files = Vec::new();
        for (path, bytes) in self.proposed(docket)? {
            files.push(self.file_change(docket, &path, &bytes)?);
        }
        Ok(Some(view::Request {
            words: request.changes.iter().map(|change| self.words.word(&format!("change-{}", change.word()))).collect(),
            concerned: request.concerned.iter().filter_map(|unit| self.unit_link(unit)).collect(),
            gains: request.gains.iter().map(|person| self.actor(person)).collect(),
            // The page is the request's own.
            executed: docket
                .executed
                .and_then(|seq| self.change(seq))
                .map(|step| view::Change { request: None, ..step }),
            unconfirmed: docket.stage() == Stage::Carried,
            unapproved: lacks_approval(office, docket).then(|| view::Unapproved { due: self.due(docket) }),
            suspends: request.suspends.iter().map(suspended).collect(),
            suspended: docket.suspends(),
            files,
        }))
    }

    /// Whose certificate it is.
    fn holder_link(&self, fingerprint: &Fingerprint) -> Option<view::Link> {
        match self.register().holder(fingerprint)? {
            Holder::Person(person, _) => self.person_link(person),
            Holder::Seal(seal, _) => Some(self.seal_link(seal)),
        }
    }

    /// The files a request proposes, by the path they are for.
    fn proposed(&self, docket: &Docket) -> Result<BTreeMap<String, Vec<u8>>, Fault> {
        let mut proposed = BTreeMap::new();
        let Some(folder) = folder_of(self.ledger, docket) else { return Ok(proposed) };
        for file in self.record.files_below(folder)? {
            if let Some(path) = file.path.strip_prefix(PROPOSED) {
                proposed.insert(path.to_owned(), self.record.blob(file.id)?);
            }
        }
        Ok(proposed)
    }

    fn file_change(&self, docket: &Docket, path: &str, new: &[u8]) -> Result<view::Proposed, Fault> {
        // What is carried out was handed in after the last change of the same path, or it is not carried out.
        let old = self.file_before(path, docket.content_seq)?;
        let is_proof = path.strip_suffix(".sig").is_some();
        let kind = match &old {
            _ if is_proof => view::ProposedKind::Proof,
            None => view::ProposedKind::New,
            Some(old) if old == new => view::ProposedKind::Same,
            Some(_) => view::ProposedKind::Changed,
        };
        let entry = Named::of_path(path);
        let link = entry.as_ref().and_then(|entry| match entry {
            Named::Unit(unit) => self.unit_link(unit),
            Named::Person(person) => self.person_link(person),
            Named::Seal(seal) => self.find_seal(seal).map(|_| self.seal_link(seal)),
        });
        let mut change = view::Proposed {
            path: path.to_owned(),
            entry: link,
            kind,
            fields: Vec::new(),
            lines: Vec::new(),
            notes: Vec::new(),
            picture: is_picture(path)
                .then(|| href::encode(&format!("files/{}/{PROPOSED}{path}", Sha256::of(new).hex()))),
        };
        let old = old.as_deref();
        if is_proof || kind == view::ProposedKind::Same {
        } else if is_certificate(path) {
            change.notes = self.certificate_change(old, new);
        } else if let (Some(entry), true) = (&entry, path.ends_with("/index.md")) {
            self.entry_change(entry, old, new, &mut change);
        } else {
            self.text_change(old, new, &mut change);
        }
        Ok(change)
    }

    /// What a certificate file says, and what the one before said otherwise.
    fn certificate_change(&self, old: Option<&[u8]>, new: &[u8]) -> Vec<String> {
        let expires = |certificate: &Certificate| {
            super::registry::expiry(&certificate.keys())
                .map_or_else(|| self.words.word("site-expires-never"), |second| self.day(second).text)
        };
        let Ok(new) = Certificate::parse(new) else { return Vec::new() };
        let print = view::Fingerprint::new(new.fingerprint().as_str()).full;
        let mut notes = vec![format!("{} {print}", self.words.word("site-fingerprint"))];
        notes.push(new.user_ids().join(&self.words.word("site-join")));
        let was = old.and_then(|old| Certificate::parse(old).ok()).map(|old| expires(&old));
        let is = expires(&new);
        let until = match was.filter(|was| *was != is) {
            Some(was) => format!("{was} → {is}"),
            None => is,
        };
        notes.push(format!("{} {until}", self.words.word("site-expires")));
        notes.retain(|note| !note.is_empty());
        notes
    }

    /// What changes of an entry of the register: field by field, and its text line by line.
    fn entry_change(&self, entry: &Named, old: Option<&[u8]>, new: &[u8], change: &mut view::Proposed) {
        let read = |bytes: &[u8]| parse_front::<toml::Table>(bytes).ok().map(|front| front.fields);
        let (was, is) = (old.map_or_else(|| Some(toml::Table::new()), read), read(new));
        let (Some(was), Some(is)) = (was, is) else { return };
        change.fields = self.field_changes(entry, &was, &is);
        let body = |bytes: &[u8]| split_front(bytes).map_or_else(|_| String::new(), |(_, body)| body.to_owned());
        change.lines = limited(diff::lines(&old.map_or_else(String::new, body), &body(new)));
    }

    fn field_changes(&self, entry: &Named, was: &toml::Table, is: &toml::Table) -> Vec<view::FieldChange> {
        let (was, is) = (with_defaults(entry, spread(was)), with_defaults(entry, spread(is)));
        let mut keys: Vec<&String> = is.keys().chain(was.keys().filter(|key| !is.contains_key(*key))).collect();
        keys.retain(|key| was.get(*key) != is.get(*key));
        // What it is called and whether it is still there comes first.
        keys.sort_by_key(|key| FIRST.iter().position(|first| first == key).unwrap_or(FIRST.len()));
        let change = |key: &String| {
            let (field, below) = key.split_once('.').unwrap_or((key, ""));
            let told = |table: &BTreeMap<String, toml::Value>| Some(self.value(entry, field, table.get(key)?));
            // What is not for everybody's eyes is in the record, and on no page.
            let hidden = matches!((entry, field), (Named::Person(_), "code" | "mobile"));
            let shown = |text: Option<String>| text.map(|text| if hidden { String::new() } else { text });
            view::FieldChange {
                label: self.field_label(field, below),
                old: shown(told(&was)),
                new: shown(told(&is)),
                hidden,
            }
        };
        keys.into_iter().map(change).collect()
    }

    fn field_label(&self, field: &str, below: &str) -> String {
        let known = match field {
            "title" => "site-key-title",
            "name" => "site-name",
            "code" => "site-key-code",
            "parent" => "site-above",
            "kind" => "site-kind",
            "phone" => "site-phone",
            "mobile" => "site-key-mobile",
            "state" => "site-state",
            "into" => "site-into",
            "disposition" => "site-disposition",
            "former" => "site-former",
            "seal-rules" => "site-seal-rules",
            "posts" => "site-posts",
            "email" => "site-email",
            "unit" => "site-unit",
            "owner" => "site-owner-of",
            "agreement" => "site-key-agreement",
            "certificate" => "site-certificate",
            "custodians" => "site-custodians",
            "diameter" => "site-diameter",
            "picture" => "site-picture",
            other => return if below.is_empty() { other.to_owned() } else { format!("{other} {below}") },
        };
        let label = self.words.word(known);
        match field {
            _ if below.is_empty() => label,
            "certificate" => format!("{label} {}", view::Fingerprint::new(below).short),
            _ => format!("{label} {below}"),
        }
    }

    /// A value of the register as people read it.
    fn value(&self, entry: &Named, field: &str, value: &toml::Value) -> String {
        match value {
            toml::Value::Array(list) => {
                let each: Vec<String> = list.iter().map(|one| self.value(entry, field, one)).collect();
                each.join(&self.words.word("site-join"))
            }
            toml::Value::String(text) => self.text_value(entry, field, text),
            toml::Value::Integer(_)
            | toml::Value::Float(_)
            | toml::Value::Boolean(_)
            | toml::Value::Datetime(_)
            | toml::Value::Table(_) => value.to_string(),
        }
    }

    fn text_value(&self, entry: &Named, field: &str, text: &str) -> String {
        let slug = || text.parse::<Slug>().ok();
        let unit = || slug().and_then(|slug| self.unit_link(&slug)).map(|link| link.text);
        let person = || slug().and_then(|slug| self.person_link(&slug)).map(|link| link.text);
        let known = match (entry, field) {
            (_, "unit" | "parent" | "into") => unit(),
            (_, "owner" | "custodians") => person(),
            (Named::Person(_), "posts") => Post::try_from(text.to_owned()).ok().and_then(|post| {
                let title = self.post_title(&post)?.to_owned();
                Some(format!("{} {title}", self.find_unit(&post.unit)?.title))
            }),
            (Named::Unit(_), "state") => {
                self.one_of(&[("active", "site-unit-active"), ("abolished", "site-abolished")], text)
            }
            (Named::Person(_), "state") => {
                self.one_of(&[("active", "site-person-active"), ("left", "site-left")], text)
            }
            (Named::Person(_), "kind") => self.one_of(
                &[
                    ("person", "site-person-person"),
                    ("shared", "site-person-shared"),
                    ("special", "site-person-special"),
                    ("service", "site-person-service"),
                ],
                text,
            ),
            (Named::Seal(_), "state") => self.one_of(
                &[
                    ("active", "site-seal-state-active"),
                    ("handed-back", "site-seal-state-handed-back"),
                    ("destroyed", "site-seal-state-destroyed"),
                ],
                text,
            ),
            (Named::Seal(_), "kind") => self.one_of(
                &[
                    ("unit", "site-seal-kind-unit"),
                    ("special", "site-seal-kind-special"),
                    ("personal", "site-seal-kind-personal"),
                ],
                text,
            ),
            (_, "certificate") => self.one_of(
                &[
                    ("active", "site-cert-active"),
                    ("suspended", "site-cert-suspended"),
                    ("retired", "site-cert-retired"),
                    ("compromised", "site-cert-compromised"),
                ],
                text,
            ),
            _ => None,
        };
        known.unwrap_or_else(|| text.to_owned())
    }

    fn one_of(&self, words: &[(&str, &str)], text: &str) -> Option<String> {
        words.iter().find(|(word, _)| *word == text).map(|(_, key)| self.words.word(key))
    }

    /// What changes of another file, line by line if it is text.
    fn text_change(&self, old: Option<&[u8]>, new: &[u8], change: &mut view::Proposed) {
        let read = |bytes: &[u8]| -> Option<String> {
            let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= TEXT && !text.contains('\0'))?;
            Some(text.to_owned())
        };
        match (old.map_or_else(|| Some(String::new()), read), read(new)) {
            (Some(old), Some(new)) => change.lines = limited(diff::lines(&old, &new)),
            _ => change.notes = vec![self.word("site-no-text", &[("size", &super::subject::size(new.len()))])],
        }
    }

    pub(super) fn requests_page(&self) -> view::RequestsPage {
        let title = self.words.word("site-requests");
        let requests = self.index.requests();
        let docket = |subject| self.docket(subject);
        let rows = |dockets: Vec<&Docket>| dockets.into_iter().map(|docket| self.request_row(docket)).collect();
        let (carried, open): (Vec<&Docket>, Vec<&Docket>) =
            requests.open().filter_map(docket).partition(|docket| docket.executed.is_some());
        let lost = requests.suspending().filter_map(docket).filter(|docket| self.suspends_still(docket));
        let done = requests.all().filter_map(docket).filter(|docket| !docket.is_open()).take(DONE);
        let mut page = view::RequestsPage {
            base: view::Base::default(),
            unapproved: rows(requests.unapproved().filter_map(docket).collect()),
            losses: rows(lost.collect()),
            unconfirmed: rows(carried),
            open: rows(open),
            done: rows(done.collect()),
            collections: self.collections_of_requests(),
        };
        // The first due stand first; what is never due, last.
        for list in [&mut page.unapproved, &mut page.unconfirmed, &mut page.open] {
            list.sort_by_key(|row| {
                let due = row.due.as_ref().and_then(|due| due.time.as_ref()).map(|time| time.iso.clone());
                (due.is_none(), due)
            });
        }
        let crumbs = vec![view::Link { text: self.words.word("site-workflows"), href: Page::Workflows.href() }];
        page.base = self.base(&Page::Requests, &title, crumbs, 0);
        page
    }

    /// Whether a report of a loss suspends a certificate that would be active without it.
    pub(super) fn suspends_still(&self, docket: &Docket) -> bool {
        let suspends = docket.request.iter().flat_map(|request| &request.suspends);
        let register = self.register();
        suspends.filter_map(|fingerprint| register.standing(fingerprint)).any(|standing| !standing.is_final())
    }

    fn collections_of_requests(&self) -> Vec<view::Link> {
        let own = self
            .ledger
            .office()
            .collections()
            .filter(|(collection, workflow)| collection.as_str() == LOSSES || workflow.is_of_requests());
        own.map(|(collection, workflow)| view::Link {
            text: workflow.title.text(self.words.language().tag()).to_owned(),
            href: Page::List(List { collection: collection.clone(), by: By::All }, Part::Newest).href(),
        })
        .collect()
    }

    fn request_row(&self, docket: &Docket) -> view::RequestRow {
        let changes: BTreeSet<_> = docket.request.iter().flat_map(|request| &request.changes).collect();
        view::RequestRow {
            subject: self.subject_link(&docket.subject),
            collection: self.collection_title(docket),
            words: changes.into_iter().map(|change| self.words.word(&format!("change-{}", change.word()))).collect(),
            unit: self.unit_link(&docket.issuer),
            badge: self.badge(docket),
            date: self.day(docket.trail.last().map_or(0, |mark| mark.time)),
            due: if docket.is_open() { self.due(docket) } else { None },
        }
    }
}

/// Whether a request that proposes a file shows the file itself: drawings of seals. Others are told of, and those of people may hold
/// what is not for everybody's eyes.
pub(super) fn is_picture(path: &str) -> bool {
    let ends = |ending: &str| path.to_ascii_lowercase().ends_with(ending);
    path.starts_with("content/seals/") && (ends(".svg") || ends(".png"))
}

/// An entry with what it says where it says nothing; an entry that is not there says nothing at all.
fn with_defaults(entry: &Named, mut table: BTreeMap<String, toml::Value>) -> BTreeMap<String, toml::Value> {
    if table.is_empty() {
        return table;
    }
    let kind = match entry {
        Named::Unit(_) => None,
        Named::Person(_) => Some("person"),
        Named::Seal(_) => Some("unit"),
    };
    for (key, value) in [("state", Some("active")), ("kind", kind)] {
        if let Some(value) = value {
            table.entry(key.to_owned()).or_insert_with(|| toml::Value::String(value.to_owned()));
        }
    }
    table
}

/// A table's keys with their values, those of the tables in it by both keys; of certificates by their fingerprints.
fn spread(table: &toml::Table) -> BTreeMap<String, toml::Value> {
    let mut found = BTreeMap::new();
    for (key, value) in table {
        match value {
            toml::Value::Table(inner) => {
                found.extend(inner.iter().map(|(below, value)| (format!("{key}.{below}"), value.clone())));
            }
            toml::Value::Array(list) if list.iter().any(toml::Value::is_table) => {
                for inner in list.iter().filter_map(toml::Value::as_table) {
                    let name = inner.get("fingerprint").and_then(toml::Value::as_str).unwrap_or_default();
                    let active = toml::Value::String("active".to_owned());
                    let mut says = vec![inner.get("state").cloned().unwrap_or(active)];
                    says.extend(inner.get("after").cloned());
                    found.insert(format!("{key}.{name}"), toml::Value::Array(says));
                }
            }
            toml::Value::String(_)
            | toml::Value::Integer(_)
            | toml::Value::Float(_)
            | toml::Value::Boolean(_)
            | toml::Value::Datetime(_)
            | toml::Value::Array(_) => drop(found.insert(key.clone(), value.clone())),
        }
    }
    found
}

/// Not more lines than people read.
fn limited(mut lines: Vec<view::DiffLine>) -> Vec<view::DiffLine> {
    if lines.len() > LINES {
        lines.truncate(LINES);
        lines.push(view::DiffLine { kind: view::DiffKind::Left, text: String::new() });
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_told_key_by_key() {
        let table: toml::Table = "title = \"局\"\nformer = [\"处\"]\n[posts]\nhead = \"局长\"\n\
            [[certificate]]\nfingerprint = \"AB\"\n[[certificate]]\nfingerprint = \"CD\"\nstate = \"compromised\"\nafter = 3\n"
            .parse()
            .unwrap();
        let found = spread(&table);
        let keys: Vec<&str> = found.keys().map(String::as_str).collect();
        assert_eq!(keys, ["certificate.AB", "certificate.CD", "former", "posts.head", "title"]);
        assert_eq!(found["certificate.AB"].to_string(), "[\"active\"]");
        assert_eq!(found["certificate.CD"].to_string(), "[\"compromised\", 3]");
        let seal = Named::Seal("office".parse().unwrap());
        let full = with_defaults(&seal, found);
        assert_eq!((full["state"].as_str(), full["kind"].as_str()), (Some("active"), Some("unit")));
        assert!(with_defaults(&seal, BTreeMap::new()).is_empty());
    }
}
