//! The demo office as its readers have it: one site, served once, for all tests that only read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, Weak};

use crate::office::{Office, Served};

/// The languages whose pages may stand in a folder of their own.
const LANGUAGES: [&str; 3] = ["zh-CN", "zh-TW", "en"];

/// A served demo office that nobody changes.
pub(crate) struct Reading {
    pub(crate) site: PathBuf,
    pub(crate) address: String,
    /// Every page by its path from the site's top.
    pub(crate) pages: Vec<String>,
    // Ended before the office's folder goes.
    _served: Served,
    office: Office,
}

impl Reading {
    /// The one that others read at this moment, or a new one.
    pub(crate) fn shared() -> Arc<Self> {
        static SHARED: Mutex<Weak<Reading>> = Mutex::new(Weak::new());
        // A test that failed while it held the lock has left it as it was.
        let mut shared = SHARED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        shared.upgrade().unwrap_or_else(|| {
            let new = Arc::new(Self::new());
            *shared = Arc::downgrade(&new);
            new
        })
    }

    fn new() -> Self {
        let office = Office::new();
        let served = office.serve(&["--record", office.record().to_str().unwrap()]);
        let site = office.path("site");
        let pages = pages(&site);
        Self { address: served.address.clone(), pages, site, _served: served, office }
    }

    /// The office's record.
    pub(crate) fn record(&self) -> PathBuf {
        self.office.record()
    }

    pub(crate) fn url(&self, page: &str) -> String {
        format!("{}{page}", self.address)
    }
}

/// The site's pages on the disk, by path from its top.
pub(crate) fn pages(site: &Path) -> Vec<String> {
    let files = walkdir::WalkDir::new(site).sort_by_file_name().into_iter().map(Result::unwrap);
    files
        .filter(|file| file.path().extension().is_some_and(|extension| extension == "html"))
        .map(|file| file.path().strip_prefix(site).unwrap().display().to_string())
        .collect()
}

/// The folder of a page's language, empty for the site's own, and the page below it.
pub(crate) fn language(page: &str) -> (&str, &str) {
    page.split_once('/').filter(|(first, _)| LANGUAGES.contains(first)).unwrap_or(("", page))
}

/// The languages of a site by their folders, its own first.
pub(crate) fn languages(pages: &[String]) -> Vec<&'static str> {
    let there = |folder: &&str| pages.iter().any(|page| language(page).0 == *folder);
    [""].into_iter().chain(LANGUAGES.into_iter().filter(there)).collect()
}

/// Of what kind a page is: where it stands tells how it was made. Collections but the two best known are made alike.
pub(crate) fn kind(page: &str, collections: &BTreeSet<&str>) -> String {
    let page = language(page).1;
    let parts: Vec<&str> = page.split('/').collect();
    let file = page.rsplit('/').next().unwrap().trim_end_matches(".html");
    let file = file.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    let area = match parts[0] {
        own @ ("documents" | "bulletins") => own,
        area if collections.contains(area) => "collection",
        area => area,
    };
    match parts.as_slice() {
        [whole] => whole.trim_end_matches(".html").to_owned(),
        [_, second @ ("by-unit" | "by-kind"), ..] => format!("{area}-{second}-{file}"),
        _ => format!("{area}-{}-{file}", parts.len()),
    }
}

/// The collections of subjects: their pages stand in folders of years.
fn collections(pages: &[String]) -> BTreeSet<&str> {
    let all = pages.iter().filter_map(|page| {
        let (area, rest) = language(page).1.split_once('/')?;
        rest.split_once('/')?.0.parse::<u16>().is_ok().then_some(area)
    });
    all.collect()
}

/// Pages of each kind in one language's folder, so many and spread over all there are.
pub(crate) fn kinds<'p>(pages: &'p [String], folder: &str, most: usize) -> BTreeMap<String, Vec<&'p str>> {
    let collections = collections(pages);
    let mut kinds: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for page in pages.iter().filter(|page| language(page).0 == folder) {
        kinds.entry(kind(page, &collections)).or_default().push(page);
    }
    for some in kinds.values_mut() {
        let (all, count) = (some.len(), some.len().min(most));
        *some = (0..count).map(|at| some[at * (all - 1) / (count - 1).max(1)]).collect();
    }
    kinds
}

/// More pages, so that everything that is styled by its element and class is on one of them.
pub(crate) fn more<'p>(site: &Path, pages: &'p [String], kinds: &mut BTreeMap<String, Vec<&'p str>>) {
    let collections = collections(pages);
    let mut seen: BTreeSet<String> = kinds.values().flatten().flat_map(|page| styled(&site.join(page))).collect();
    for page in pages.iter().filter(|page| language(page).0.is_empty()) {
        let here = styled(&site.join(page));
        if !here.is_subset(&seen) {
            kinds.entry(kind(page, &collections)).or_default().push(page);
            seen.extend(here);
        }
    }
}

/// The elements of a page with their classes.
fn styled(page: &Path) -> BTreeSet<String> {
    let html = fs::read_to_string(page).unwrap();
    let tags = html.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag);
    tags.filter(|tag| !tag.starts_with(['/', '!']))
        .map(|tag| {
            let name = tag.split_whitespace().next().unwrap_or_default();
            format!(
                "{name}.{}",
                tag.split_once(" class=\"").and_then(|(_, rest)| rest.split('"').next()).unwrap_or_default()
            )
        })
        .collect()
}
