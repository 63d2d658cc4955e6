//! The site with nothing but a keyboard.
//!
//! 1. The first key leads to the way past the navigation, and that way leads to the text.
//! 2. Tab comes to everything that can be used, in the order of the page, once, and out of the page again.
//! 3. It can be seen where one is: an outline that stands out by 3 to 1, not covered by anything; light and dark.
//! 4. What folds opens and closes by a key; what scrolls sideways on a phone can be reached and scrolled.

use crate::driver::Browser;
use crate::reading::{Reading, kinds};
use crate::walk::Faults;

const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';
const RIGHT: char = '\u{E014}';

const WATCH: &str = include_str!("keyboard.js");

/// Pages with more than this to come to are walked only so far.
const STEPS: usize = 80;

#[test]
fn everything_is_reached_by_tab_and_seen_to_be() {
    let reading = Reading::shared();
    let browser = Browser::start();
    browser.before_each_page(&format!("(() => {{ {WATCH} }})()"));
    let mut faults = Faults::default();
    let kinds = kinds(&reading.pages, "", 1);
    for (number, page) in kinds.values().flatten().enumerate() {
        // Every other page dark and on a phone, so that both are met with all that all pages share.
        let dark = number % 2 == 1;
        browser.dark(dark);
        browser.resize(if dark { 360 } else { 1440 });
        browser.open(&reading.url(page));
        let there = usize::try_from(browser.ask("reachable()").as_u64().unwrap()).unwrap();
        browser.press_all(&TAB.to_string().repeat(there.min(STEPS)));
        let walk = browser.ask("walk()");
        let place = format!("{page}{}", if dark { " (dark)" } else { "" });
        let steps = walk["steps"].as_array().unwrap();
        let name = |step: &serde_json::Value| step["name"].as_str().unwrap_or_default().to_owned();
        for step in steps {
            if step["seen"] == false {
                let why = step["why"].as_str().unwrap();
                let kind = name(step).split(' ').next().unwrap().to_owned();
                faults.add(format!("the focus is not seen on {kind}: {why}"), &place);
            }
            if step["sight"] == false {
                faults.add(format!("covered or outside the screen when it has the focus: {}", name(step)), &place);
            }
        }
        let list =
            |key: &str| walk[key].as_array().unwrap().iter().filter_map(|name| name.as_str()).collect::<Vec<_>>();
        if there <= STEPS {
            for one in list("left") {
                faults.add(format!("Tab never comes to {one}"), &place);
            }
        }
        // Beyond the last one the walk may begin anew.
        if list("backward").len() > 1 {
            faults.add(format!("Tab goes back to {:?}", list("backward")), &place);
        }
        for one in list("positive") {
            faults.add(format!("a place of its own in the order: {one}"), &place);
        }
    }
    faults.assert_none();
}

#[test]
fn the_first_key_leads_past_the_navigation() {
    let reading = Reading::shared();
    let browser = Browser::start();
    browser.resize(1440);
    browser.open(&reading.address);
    browser.press(TAB);
    let skip = "document.activeElement.matches('a[href=\"#main\"]')";
    assert!(browser.ask(skip).as_bool().unwrap(), "the first stop is the way past the navigation");
    let box_ = "document.activeElement.getBoundingClientRect()";
    assert!(browser.ask(&format!("{box_}.top >= 0 && {box_}.height >= 24")).as_bool().unwrap(), "it is in sight");
    browser.press(ENTER);
    browser.wait("the way past the navigation", "document.activeElement.id === 'main'");
    browser.press(TAB);
    let within = "document.querySelector('main').contains(document.activeElement)";
    assert!(browser.ask(within).as_bool().unwrap(), "the next stop is in the text");
}

#[test]
fn what_folds_and_what_scrolls_is_used_by_keys() {
    let reading = Reading::shared();
    let browser = Browser::start();
    browser.resize(360);
    let (mut folded, mut scrolled) = (0, 0);
    for page in kinds(&reading.pages, "", 1).values().flatten() {
        browser.open(&reading.url(page));
        let summaries = browser.ask(
            "(window.folds = Array.from(document.querySelectorAll('summary')).filter(one => \
            one.checkVisibility())).length",
        );
        for number in 0..summaries.as_u64().unwrap().min(2) {
            let open = format!("folds[{number}].parentElement.open");
            let before = browser.ask(&open);
            browser.ask(&format!("folds[{number}].focus()"));
            browser.press(ENTER);
            assert_ne!(browser.ask(&open), before, "{page}: Enter folds and unfolds");
            browser.press(' ');
            assert_eq!(browser.ask(&open), before, "{page}: so does the space bar");
            folded += 1;
        }
        let regions = "(window.regions = Array.from(document.querySelectorAll('main *')).filter(one => \
            one.scrollWidth > one.clientWidth + 2 && /auto|scroll/.test(getComputedStyle(one).overflowX) \
            && one.checkVisibility())).length";
        for number in 0..browser.ask(regions).as_u64().unwrap().min(2) {
            let reached = format!("(regions[{number}].focus(), document.activeElement === regions[{number}])");
            let inside = format!("regions[{number}].querySelector('a, button, input') !== null");
            if !browser.ask(&reached).as_bool().unwrap() {
                assert!(browser.ask(&inside).as_bool().unwrap(), "{page}: what scrolls cannot be reached");
                continue;
            }
            browser.press_all(&RIGHT.to_string().repeat(3));
            browser.wait("the arrow keys to scroll", &format!("regions[{number}].scrollLeft > 0"));
            scrolled += 1;
        }
    }
    assert!(folded > 0 && scrolled > 0, "{folded} folds, {scrolled} regions");
}
