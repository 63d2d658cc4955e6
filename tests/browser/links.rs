//! Every link of the whole site, on the disk: a site may be copied to any web server, or opened without one.
//!
//! 1. What a page links to, shows or needs is a file, never a folder: opened from a disk, a folder is a list of files.
//! 2. It is reached by a relative path. Only the page for lost readers, which is shown anywhere, begins at the top.
//! 3. A fragment is the id of something on the page it leads to.
//! 4. A page names the other languages it is written in, and each of those pages says that language of itself.
//! 5. From the home page one comes to every page, but to those for lost readers and for the former names of units: there one comes who
//!    types a name he remembers, or follows an old link. These lead on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use percent_encoding::percent_decode_str;

use crate::reading::{Reading, language};
use crate::walk::Faults;

/// A page, as far as links are concerned.
struct Linked {
    ids: BTreeSet<String>,
    language: String,
    /// Every target with the attribute and element that has it.
    targets: Vec<Target>,
}

struct Target {
    element: String,
    hreflang: Option<String>,
    rel: String,
    url: String,
}

#[test]
fn every_link_of_the_site_leads_somewhere() {
    let reading = Reading::shared();
    let pages: BTreeMap<&str, Linked> =
        reading.pages.iter().map(|page| (page.as_str(), read(&reading.site.join(page)))).collect();
    let mut faults = Faults::default();
    let mut reached: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (page, linked) in &pages {
        for target in &linked.targets {
            match follow(&reading.site, page, target, &pages) {
                Ok(Some(file)) => {
                    reached.entry(page).or_default().insert(file);
                }
                Ok(None) => {}
                Err(fault) => faults.add(fault, *page),
            }
        }
        translations(page, linked, &pages, &mut faults);
    }
    let mut seen = BTreeSet::from(["index.html".to_owned()]);
    let mut next = vec!["index.html".to_owned()];
    while let Some(page) = next.pop() {
        for file in reached.get(page.as_str()).into_iter().flatten() {
            if seen.insert(file.clone()) && pages.contains_key(file.as_str()) {
                next.push(file.clone());
            }
        }
    }
    for page in pages.keys().filter(|page| !seen.contains(**page)) {
        let below = language(page).1;
        if below.starts_with("units/") && !below.is_ascii() {
            let on = reached.get(page).into_iter().flatten();
            if !on.into_iter().any(|file| language(file).1.starts_with("units/") && seen.contains(file)) {
                faults.add("the former name of a unit leads to no unit", *page);
            }
        } else if below != "404.html" {
            faults.add("no way leads there from the home page", *page);
        }
    }
    faults.assert_none();
}

/// The file of the site that a target leads to; none if it leads out of the site.
fn follow(site: &Path, page: &str, target: &Target, pages: &BTreeMap<&str, Linked>) -> Result<Option<String>, String> {
    let Target { element, url, .. } = target;
    let said = |what: &str| format!("<{element}> {url}: {what}");
    if ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| url.starts_with(scheme)) {
        let linked = element == "a" && target.rel.contains("noopener") || url.starts_with(['m', 't']);
        return if linked { Ok(None) } else { Err(said("nothing comes from outside")) };
    }
    let decoded = |text: &str| percent_decode_str(text).decode_utf8().map(std::borrow::Cow::into_owned);
    let (path, fragment) = url.split_once('#').map_or((url.as_str(), None), |(path, rest)| (path, Some(rest)));
    let path = decoded(path.split('?').next().unwrap_or_default()).map_err(|_| said("not UTF-8"))?;
    let lost = language(page).1 == "404.html";
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    let from_top = path.strip_prefix('/');
    if from_top.is_some() && !lost {
        return Err(said("begins at the top, which is not there when the site is opened from a disk"));
    }
    if from_top.is_some() {
        parts.clear();
    }
    for part in from_top.unwrap_or(&path).split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop().ok_or_else(|| said("leads out of the site"))?;
            }
            _ => parts.push(part),
        }
    }
    let file = if path.is_empty() { page.to_owned() } else { parts.join("/") };
    // Where people sign in the server itself answers: `portal` asks it.
    if ["_account/index.html", "_account/mine", "_account/sign-in", "_account/fault"].contains(&language(&file).1) {
        return Ok(None);
    }
    if !site.join(&file).is_file() {
        return Err(said("leads to no file"));
    }
    if let Some(fragment) = fragment {
        let fragment = decoded(fragment).map_err(|_| said("not UTF-8"))?;
        let found = pages.get(file.as_str()).is_some_and(|linked| linked.ids.contains(&fragment));
        if !found {
            return Err(said("leads to nothing on that page"));
        }
    }
    Ok(Some(file))
}

/// A page names all its languages, and each is what it is said to be.
fn translations(page: &str, linked: &Linked, pages: &BTreeMap<&str, Linked>, faults: &mut Faults) {
    let alternates = |linked: &Linked| -> BTreeSet<String> {
        let links = linked.targets.iter().filter(|target| target.element == "link" && target.rel == "alternate");
        links.filter_map(|target| target.hreflang.clone()).filter(|tag| tag != "x-default").collect()
    };
    let mut here = alternates(linked);
    here.insert(linked.language.clone());
    let below = language(page).1;
    let others = pages.keys().filter(|other| language(other).1 == below);
    let there: BTreeSet<String> = others.map(|other| pages[other].language.clone()).collect();
    if there.len() > 1 && below != "404.html" && here != there {
        faults.add(format!("names the languages {here:?}, and there are {there:?}"), page);
    }
    for target in linked.targets.iter().filter(|target| target.hreflang.is_some()) {
        let tag = target.hreflang.as_deref().unwrap_or_default();
        let path = target.url.trim_start_matches("../").trim_start_matches("./").trim_start_matches('/');
        let other = percent_decode_str(path).decode_utf8_lossy().into_owned();
        match pages.get(other.as_str()) {
            Some(other) if tag != "x-default" && other.language != tag => {
                faults.add(format!("{} is not in {tag} but in {}", target.url, other.language), page);
            }
            _ => {}
        }
    }
}

/// The ids, the language and the targets of a page.
fn read(file: &Path) -> Linked {
    let html = fs::read_to_string(file).unwrap();
    let mut linked = Linked { ids: BTreeSet::new(), language: String::new(), targets: Vec::new() };
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
        let element = tag.split_whitespace().next().unwrap_or_default();
        let value = |name: &str| {
            let found = tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next());
            found.map(|text| text.replace("&amp;", "&"))
        };
        linked.ids.extend(value("id"));
        if element == "html" {
            linked.language = value("lang").unwrap_or_default();
        }
        for name in ["href", "src", "action", "data", "poster", "xlink:href"] {
            if let Some(url) = value(name) {
                let (rel, hreflang) = (value("rel").unwrap_or_default(), value("hreflang"));
                linked.targets.push(Target { element: element.to_owned(), hreflang, rel, url });
            }
        }
    }
    linked
}
