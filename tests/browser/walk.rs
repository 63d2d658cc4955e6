//! Every kind of page in every language, as it is shown: on a phone, a tablet and a desk, light and dark.
//!
//! 1. axe-core finds nothing against WCAG 2.2 A and AA: on a desk in every language, and on a phone in the site's own, where other parts
//!    are shown. In the dark its rules about colours are asked again; nothing else of a page differs there. What it advises beyond WCAG is
//!    kept in `axe-advice.txt`.
//! 2. Nothing is wider than the screen, cut off, or on top of something else (`probe.js` says how that is measured): on all screens in
//!    the site's own language and in English, whose words are the longest, and on a desk in the other Chinese.
//! 3. The parts of a page stand to each other as `layout.txt` says. Pictures are not compared: letters are as wide
//!    as the fonts of the machine make them, so every line may break elsewhere, and a comparison that forgives this sees nothing. Which
//!    part stands beside or below which other does not depend on fonts. The pictures are kept in `shots`, for people.
//! 4. Nothing blocks a page, nothing comes from elsewhere, and with all it needs it is light.
//! 5. A page that asks for parts of the style sheet looks as it would with all of it (`looks.js`).
//!
//! What is kept lies below the target folder's `tmp`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::driver::Browser;
use crate::reading::{Reading, kinds, language, languages, more};
use crate::shots;

pub(crate) const PROBE: &str = include_str!("probe.js");

const LOOKS: &str = include_str!("looks.js");

const STYLE: &str = include_str!("../../themes/default/site.css");

/// The screens that are tried, in pixels: a phone, a tablet, a desk.
const SCREENS: [u32; 3] = [360, 768, 1440];

/// What a page may weigh with everything it needs, in bytes as they are sent.
const MOST: u64 = 60_000;

/// How many pages of a kind are looked at in the site's own language.
const OF_A_KIND: usize = 1;

/// What must hold, and what is good advice.
const RULES: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// The rules that ask about colours.
const COLOURS: [&str; 2] = ["color-contrast", "link-in-text-block"];

/// What is wrong, and on which pages.
#[derive(Default)]
pub(crate) struct Faults(BTreeMap<String, BTreeSet<String>>);

impl Faults {
    pub(crate) fn add(&mut self, fault: impl Into<String>, place: impl Into<String>) {
        self.0.entry(fault.into()).or_default().insert(place.into());
    }

    /// Each fault once, with where it is found.
    pub(crate) fn told(&self) -> String {
        let told = self.0.iter().map(|(fault, places)| {
            let some: Vec<&str> = places.iter().take(3).map(String::as_str).collect();
            let more = places.len().saturating_sub(3);
            let more = if more > 0 { format!(", and {more} more") } else { String::new() };
            format!("{fault}\n    on {}{more}\n", some.join(", "))
        });
        told.collect()
    }

    pub(crate) fn assert_none(&self) {
        assert!(self.0.is_empty(), "{} faults\n{}", self.0.len(), self.told());
    }
}

/// What the walk found.
#[derive(Default)]
struct Found {
    faults: Faults,
    advice: Faults,
    /// How parts stand to each other on which screen, and on which pages.
    stands: BTreeMap<(u32, String), Vec<String>>,
    /// An element of each fault that axe-core finds.
    examples: BTreeMap<String, String>,
}

#[test]
fn every_kind_of_page_is_accessible_whole_and_light() {
    let reading = Reading::shared();
    let axe = axe();
    let mut own = kinds(&reading.pages, "", OF_A_KIND);
    more(&reading.site, &reading.pages, &mut own);
    let others = languages(&reading.pages).into_iter().skip(1).flat_map(|folder| kinds(&reading.pages, folder, 1));
    let visits: Vec<(String, &str, bool)> = own
        .into_iter()
        .chain(others)
        .flat_map(|(kind, some)| {
            some.into_iter().enumerate().map(move |(number, page)| (kind.clone(), page, number == 0))
        })
        .collect();
    let found = Mutex::new(Found::default());
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let browser = Browser::start();
                while let Some((kind, page, first)) = visits.get(next.fetch_add(1, Ordering::Relaxed)) {
                    visit(&reading, &browser, &axe, kind, page, *first, &found);
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap();
    compare(&mut found);
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR"));
    fs::write(kept.join("axe-advice.txt"), found.advice.told()).unwrap();
    found.faults.assert_none();
}

/// axe-core, as `package-lock.json` pins it.
fn axe() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules/axe-core/axe.min.js");
    fs::read_to_string(file).expect("axe-core is needed for this test: `make test` installs it (.ci/npm)")
}

fn visit(reading: &Reading, browser: &Browser, axe: &str, kind: &str, page: &str, first: bool, found: &Mutex<Found>) {
    let folder = language(page).0;
    let shots = shots().join(if folder.is_empty() { "own" } else { folder });
    let (own, english) = (folder.is_empty(), folder == "en");
    for width in SCREENS.into_iter().filter(|width| own || english || *width == 1440) {
        browser.resize(width);
        browser.open(&reading.url(page));
        let seen = browser.later(PROBE, &[json!(width)]);
        let place = format!("{page} at {width}");
        if first && width != 768 && (own || english) {
            browser.picture(&shots.join(format!("{kind}-{width}.png")));
        }
        let mut violations = Vec::new();
        if width == 1440 || width == 360 && own && first {
            violations
                .push((rules(browser, &format!("{axe};"), &json!({"type": "tag", "values": RULES})), place.clone()));
        }
        if width == 1440 {
            browser.dark(true);
            if first && own {
                browser.picture(&shots.join(format!("{kind}-dark.png")));
            }
            violations
                .push((rules(browser, "", &json!({"type": "rule", "values": COLOURS})), format!("{place}, dark")));
        }
        let looks = if own && width != 768 { browser.later(LOOKS, &[json!(STYLE)]) } else { json!([]) };
        browser.dark(false);
        let complaints = browser.complaints();
        let mut found = found.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for text in complaints {
            found.faults.add(format!("the console says {text}"), &place);
        }
        for fault in looks.as_array().unwrap() {
            found.faults.add(fault.as_str().unwrap(), &place);
        }
        look(&seen, reading, page, width, &mut found);
        for (all, place) in violations {
            for one in all.as_array().unwrap() {
                take(one, &place, &mut found);
            }
        }
    }
}

/// What axe-core finds, an entry for each element. `before` brings it into the page.
fn rules(browser: &Browser, before: &str, which: &Value) -> Value {
    let run = "requestAnimationFrame(() => axe.run(document, {runOnly: arguments[0], resultTypes: ['violations'], preload: false})\
        .then(result => done(result.violations.flatMap(rule => rule.nodes.map(node => ({rule: rule.id, help: rule.help, \
        target: node.target.join(' '), html: node.html.slice(0, 200), \
        why: node.any.concat(node.all, node.none).map(check => check.message).join('; '), \
        advice: !rule.tags.some(tag => tag.startsWith('wcag'))})))), \
        error => done([{rule: 'none', help: String(error), target: '', html: '', why: ''}])));";
    browser.later(&format!("{before}\n{run}"), std::slice::from_ref(which))
}

/// Takes in what axe-core says of an element. Elements that differ only in where they lead or stand are one fault.
fn take(one: &Value, place: &str, found: &mut Found) {
    let text = |key: &str| one[key].as_str().unwrap_or_default();
    let target: String = text("target").split('[').map(|part| part.rsplit(']').next().unwrap_or_default()).collect();
    let target: String = target
        .split(":nth-child(")
        .map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ')'))
        .collect();
    let said = format!("axe {}: {}: {target}", text("rule"), text("help"));
    let Found { faults, advice, examples, .. } = found;
    let example = examples.entry(said.clone()).or_insert_with(|| format!("{}\n    {}", text("html"), text("why")));
    let all = if one["advice"] == true { advice } else { faults };
    all.add(format!("{said}\n    {example}"), place);
}

/// Takes in what was measured of a page.
fn look(seen: &Value, reading: &Reading, page: &str, width: u32, found: &mut Found) {
    let place = format!("{page} at {width}");
    for fault in seen["faults"].as_array().unwrap() {
        found.faults.add(fault.as_str().unwrap(), &place);
    }
    for request in seen["requests"].as_array().unwrap() {
        let url = request.as_str().unwrap();
        if !url.starts_with(&reading.address) {
            found.faults.add(format!("asks for {url}"), &place);
        }
    }
    let weight = seen["weight"].as_u64().unwrap();
    if weight >= MOST {
        found.faults.add(format!("weighs more than {MOST} bytes with what it needs"), format!("{page} ({weight})"));
    }
    for pair in seen["stands"].as_array().unwrap() {
        found.stands.entry((width, pair.as_str().unwrap().to_owned())).or_default().push(page.to_owned());
    }
}

/// How the parts of pages stand against `layout.txt`. What stands otherwise on purpose is copied from the target folder's `tmp`.
fn compare(found: &mut Found) {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/layout.txt");
    let kept = fs::read_to_string(kept).unwrap_or_default();
    let kept: BTreeSet<&str> = kept.lines().collect();
    let mut now = String::new();
    for ((width, pair), pages) in std::mem::take(&mut found.stands) {
        let line = format!("{width} {pair}");
        if !kept.contains(line.as_str()) {
            for page in pages {
                found.faults.add(format!("layout.txt does not say: {line}"), page);
            }
        }
        now = now + &line + "\n";
    }
    fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("layout.txt"), now).unwrap();
}
