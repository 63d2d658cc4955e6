//! Pages without scripts, and pages without a server.

use crate::driver::Browser;
use crate::reading::{Reading, kinds};
use crate::walk::Faults;

/// Every text of a page is there without its script, nothing to press does nothing, and nothing is too wide.
#[test]
fn every_kind_of_page_is_read_without_scripts() {
    let reading = Reading::shared();
    let (with, without) = (Browser::start(), Browser::start());
    without.scripts(false);
    let mut faults = Faults::default();
    for page in kinds(&reading.pages, "", 1).values().flatten() {
        for browser in [&with, &without] {
            browser.resize(360);
            browser.open(&reading.url(page));
        }
        let ran = "document.documentElement.dataset.ran !== undefined";
        assert!(!without.ask(ran).as_bool().unwrap());
        let lines = |browser: &Browser| browser.text("document.querySelector('main').innerText");
        let (with, without_it) = (lines(&with), lines(&without));
        let there: Vec<&str> = without_it.lines().map(str::trim).collect();
        // A script may add a word to a line (that something is late), put one for another (a bulletin is over), and its own buttons.
        let with = with.replace("已过期", "有效期至");
        let lost = with
            .lines()
            .map(str::trim)
            .filter(|line| !there.iter().any(|other| other == line || !other.is_empty() && line.starts_with(other)));
        if without_it.trim().is_empty() {
            faults.add("there is nothing to read", *page);
        }
        for line in lost.filter(|line| line.chars().count() > 12) {
            faults.add(format!("only with scripts: {line}"), *page);
        }
        let dead = without.texts(
            "document.querySelectorAll('button, a[href=\"#\"], a:not([href]), input'), one => \
             one.checkVisibility({visibilityProperty: true}) && !one.form && !one.closest('summary') && !one.popoverTargetElement ? one.outerHTML : ''",
        );
        for one in dead.into_iter().filter(|one| !one.is_empty()) {
            faults.add(format!("does nothing without scripts: {one}"), *page);
        }
        let wide = without.ask("document.documentElement.scrollWidth - innerWidth").as_i64().unwrap();
        if wide > 0 {
            faults.add(format!("{wide} pixels too wide"), *page);
        }
    }
    faults.assert_none();
}

/// The same pages opened from the disk have their style and lead on.
#[test]
fn every_kind_of_page_is_read_from_a_disk() {
    let reading = Reading::shared();
    let browser = Browser::start();
    let mut faults = Faults::default();
    for page in kinds(&reading.pages, "", 1).values().flatten().filter(|page| !page.ends_with("404.html")) {
        browser.open(&format!("file://{}", reading.site.join(page).display()));
        for complaint in browser.complaints() {
            faults.add(format!("the console says {complaint}"), *page);
        }
        if browser
            .ask("document.styleSheets.length === 0 || document.styleSheets[0].ownerNode.sheet === null")
            .as_bool()
            .unwrap()
        {
            faults.add("has no style", *page);
        }
        let outside = browser.texts("performance.getEntriesByType('resource'), one => one.name");
        for url in outside.into_iter().filter(|url| !url.starts_with("file://")) {
            faults.add(format!("asks for {url}"), *page);
        }
    }
    browser.open(&format!("file://{}", reading.site.join("index.html").display()));
    browser.click("main a");
    browser.wait(
        "the page behind the first link",
        "document.querySelector('h1') && !location.pathname.endsWith('/site/index.html')",
    );
    faults.assert_none();
}
