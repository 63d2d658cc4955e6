//! What files of the register and the rules said, and since when: from the acts that carried out changes of them.

use super::Source;
use crate::id::Slug;
use crate::office::{Unit, parse_front};
use crate::record::Fault;
use crate::site::naming::Named;
use crate::site::view;

impl Source<'_> {
    /// The file in force at a path.
    pub(super) fn in_force(&self, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        let office = self.ledger.office();
        if let Some(bytes) = office.files().get(path) {
            return Ok(Some(bytes.clone()));
        }
        self.file_at(office.changed().get(path).copied().unwrap_or_default(), path)
    }

    /// The file at a path in the tree of an act.
    fn file_at(&self, seq: u64, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(tree) = self.signed(seq).and_then(|entry| entry.tree) else { return Ok(None) };
        // What acts that were refused have left in a tree is nobody's: only the genesis and executed changes are asked.
        self.record.file(tree, path)?.map(|file| self.record.blob(file)).transpose()
    }

    /// The file that was in force at a path before an act.
    pub(super) fn file_before(&self, path: &str, seq: u64) -> Result<Option<Vec<u8>>, Fault> {
        let last = self.index.requests().versions(path).rev().find(|version| *version < seq);
        self.file_at(last.unwrap_or_default(), path)
    }

    /// What an entry of the register said, the oldest first, each with the act since which it did; 0 is from the start.
    pub(super) fn versions<T: serde::de::DeserializeOwned + Send>(
        &self,
        entry: &Named,
    ) -> Result<Vec<(u64, T)>, Fault> {
        let path = format!("content/{}/{}/index.md", entry.kind(), entry.slug());
        let mut found = Vec::new();
        for seq in std::iter::once(0).chain(self.index.requests().versions(&path)) {
            let Some(bytes) = self.file_at(seq, &path)? else { continue };
            found.extend(parse_front::<T>(&bytes).ok().map(|front| (seq, front.fields)));
        }
        Ok(found)
    }

    /// What an entry of the register said after an act; nothing, if it never changed and says what it says now.
    pub(super) fn version_at<T: serde::de::DeserializeOwned + Send>(
        &self,
        entry: &Named,
        seq: u64,
    ) -> Result<Option<T>, Fault> {
        let path = format!("content/{}/{}/index.md", entry.kind(), entry.slug());
        if self.index.requests().versions(&path).all(|version| version <= seq) {
            return Ok(None);
        }
        let versions = self.versions::<T>(entry)?;
        Ok(versions.into_iter().take_while(|(since, _)| *since <= seq).last().map(|(_, version)| version))
    }

    /// The title a unit had after an act: what was issued then was issued under that name.
    pub(super) fn unit_title_at(&self, unit: &Slug, seq: u64) -> Result<String, Fault> {
        let now = self.find_unit(unit).map_or_else(|| unit.to_string(), |unit| unit.title.clone());
        let then: Option<Unit> = self.version_at(&Named::Unit(unit.clone()), seq)?;
        Ok(then.map_or(now, |unit| unit.title))
    }

    /// The act since which something is so in an entry; none if it was so from the start.
    pub(super) fn since<T>(versions: &[(u64, T)], holds: impl Fn(&T) -> bool) -> Option<u64> {
        let mut last = versions.iter().rev().take_while(|(_, version)| holds(version)).map(|(seq, _)| *seq);
        last.by_ref().last().filter(|seq| *seq > 0)
    }

    /// An act that changed the register.
    pub(super) fn change(&self, seq: u64) -> Option<view::Change> {
        let entry = self.signed(seq)?;
        let request = entry.subject.as_ref().map(|subject| self.subject_link(subject));
        Some(view::Change { number: seq, time: self.day(entry.time), request })
    }

    /// What was asked to be changed about an entry, the latest of it.
    pub(super) fn changes(&self, entry: &Named) -> Vec<view::Entry> {
        const SHOWN: usize = 30;
        let requests = self.index.requests().about(entry).take(SHOWN);
        requests.filter_map(|subject| self.docket(subject)).map(|docket| self.entry(docket)).collect()
    }

    /// The last act that changed the register or the rules.
    pub(super) fn last_change(&self) -> u64 {
        self.ledger.office().changed().values().max().copied().unwrap_or_default()
    }

    /// What an entry of the register says below its fields.
    pub(super) fn registry_body(&self, kind: &str, slug: &Slug, page: &str) -> Result<String, Fault> {
        let bytes = self.in_force(&format!("content/{kind}/{slug}/index.md"))?.unwrap_or_default();
        let body = parse_front::<toml::Table>(&bytes).map_or("", |front| front.body);
        if body.trim().is_empty() {
            return Ok(String::new());
        }
        let (root, top) = (crate::site::href::root(page), self.top(page));
        let files = std::collections::BTreeMap::new();
        let links = super::subject::Files { root: &root, top: &top, files, labels: self.labels() };
        Ok(crate::site::markdown::render(body, &links).html)
    }
}
