//! What staff come for, from the first page on, as they would do it: by typing, by following links, on a phone.
//!
//! How a seal is checked is played in `a_reader_finds_a_sealed_document_and_checks_it`.

use serde_json::Value;

use crate::driver::Browser;
use crate::office::Office;

const ENTER: char = '\u{E007}';

/// A document as a list shows it.
struct Listed {
    path: String,
    number: String,
    title: String,
}

/// The first sealed document with a number in the list of documents.
fn sealed(browser: &Browser, address: &str) -> Listed {
    browser.open(&format!("{address}documents/index.html"));
    let row = "Array.from(document.querySelectorAll('.entries tbody tr')).find(row => \
        row.querySelector('.badge.sealed') && row.textContent.includes('〔'))";
    let link = format!("{row}.querySelector('.what a')");
    let number = browser.text(&format!("{row}.textContent.match(/\\S+〔\\d+〕\\d+号/)[0]"));
    Listed {
        path: browser.text(&format!("new URL({link}.href).pathname")),
        title: browser.text(&format!("{link}.textContent.trim()")),
        number,
    }
}

/// Types into the search in the head of the first page and presses Enter.
fn search(browser: &Browser, address: &str, words: &str) {
    browser.open(address);
    browser.ask("document.querySelector('form[role=search] input[type=search]').focus()");
    words.chars().for_each(|key| browser.press(key));
    browser.press(ENTER);
    browser.wait(
        "what was found",
        "location.pathname.endsWith('/search/index.html') && document.querySelector('.hits a')",
    );
}

/// Follows the first link whose text begins so, in the part of the page a selector names.
fn follow(browser: &Browser, part: &str, text: &str) {
    let before = browser.text("location.href");
    let link = format!(
        "Array.from(document.querySelectorAll({:?})).find(a => a.textContent.trim().startsWith({text:?}))",
        format!("{part} a"),
    );
    assert!(browser.ask(&format!("{link} !== undefined")).as_bool().unwrap(), "no link {text} in {part} of {before}");
    browser.ask(&format!("{link}.id = 'followed'"));
    browser.click("#followed");
    browser.wait("the next page", &format!("location.href !== {before:?} && document.querySelector('main h1')"));
}

/// Whether the page that is shown is this document.
fn arrived(browser: &Browser, document: &Listed) {
    let shown = browser.text("document.querySelector('.official .number').textContent");
    assert!(shown.contains(&document.number), "{shown} is not {}", document.number);
    assert_eq!(browser.text("document.querySelector('h1').textContent"), document.title);
}

#[test]
fn a_document_is_found_by_its_number_by_words_and_by_its_unit() {
    let office = Office::new();
    let served = office.serve(&["--record", office.record().to_str().unwrap()]);
    let browser = Browser::start();
    browser.resize(1440);
    let document = sealed(&browser, &served.address);

    for typed in [document.number.clone(), document.number.replace('〔', "[").replace('〕', "]")] {
        search(&browser, &served.address, &typed);
        let first = browser.text("new URL(document.querySelector('.hits a').href).pathname");
        assert_eq!(first, document.path, "{typed}");
        browser.click(".hits a");
        browser.wait("the document", "document.querySelector('.official')");
        arrived(&browser, &document);
    }

    let title: Vec<char> = document.title.chars().collect();
    let words: String = title[title.len() / 2 - 2..title.len() / 2 + 2].iter().collect();
    search(&browser, &served.address, &words);
    let found = browser.texts("document.querySelectorAll('.hits a'), a => new URL(a.href).pathname");
    assert!(found.contains(&document.path), "{words}: {found:?}");
    assert!(
        browser.all(".hits mark").iter().any(|mark| words.contains(mark.as_str())),
        "what was searched for is marked"
    );

    let status =
        office.status(&office.clone("reader"), document.path.trim_matches('/').trim_end_matches("/index.html"));
    assert!(status["docket"].is_object(), "{status}");
    browser.open(&format!("{}documents/index.html", served.address));
    let unit = format!(
        "Array.from(document.querySelectorAll('.entries tbody tr')).find(row => \
        row.textContent.includes({:?})).querySelector('a[href*=\"/units/\"]').textContent.trim()",
        document.title
    );
    let unit = browser.text(&unit);
    browser.open(&served.address);
    follow(&browser, "body", "单位");
    follow(&browser, "main", &unit);
    let listed = format!(
        "Array.from(document.querySelectorAll('main a')).some(a => new URL(a.href).pathname === {:?})",
        document.path
    );
    assert!(browser.ask(&listed).as_bool().unwrap(), "{unit} lists {}", document.title);
    follow(&browser, "main", &document.title);
    arrived(&browser, &document);
    assert!(browser.complaints().is_empty());
}

#[test]
fn a_reader_sees_where_a_document_is() {
    let office = Office::new();
    let served = office.serve(&["--record", office.record().to_str().unwrap()]);
    let clone = office.clone("reader");
    let browser = Browser::start();
    browser.resize(1440);
    browser.open(&format!("{}waiting/index.html", served.address));
    let paths = browser.texts("document.querySelectorAll('.entries .what a'), a => new URL(a.href).pathname");
    let mut looked = 0;
    for path in paths.iter().take(5) {
        let subject = path.trim_matches('/').trim_end_matches("/index.html");
        let status = office.status(&clone, subject);
        let Some(slug) = status["waiting_for"][0].as_str() else { continue };
        browser.open(&format!("{}people/{slug}/index.html", served.address));
        let name = browser.text("document.querySelector('h1').textContent.trim()");
        browser.open(&format!("{}{}", served.address, path.trim_start_matches('/')));
        // The step that runs, who has it, and the last act before it with its time.
        let current = browser.all("[aria-current=step], .flow .current").join(" ");
        assert!(current.contains(&name), "{subject} waits for {name}: {current:?}");
        let last = browser.all(".trail > li time").len();
        let marks = status["docket"]["trail"].as_array().map_or(0, Vec::len);
        assert!(last >= marks && marks > 0, "{subject}: {last} times of {marks} acts");
        looked += 1;
    }
    assert!(looked > 0, "nothing waits: {paths:?}");
    assert!(browser.complaints().is_empty());
}

#[test]
fn a_bulletin_is_read_on_a_phone() {
    let office = Office::new();
    let served = office.serve(&["--record", office.record().to_str().unwrap()]);
    let browser = Browser::start();
    browser.resize(360);
    browser.open(&served.address);
    let bulletin = "main a[href*=\"bulletins/2\"]";
    assert!(!browser.all(bulletin).is_empty(), "the first page shows the newest bulletins");
    let title = browser.text(&format!("document.querySelector({bulletin:?}).textContent.trim()"));
    browser.click(bulletin);
    browser.wait("the bulletin", "document.querySelector('article .prose')");
    assert_eq!(browser.text("document.querySelector('h1').textContent.trim()"), title);
    let style = |property: &str| -> f64 {
        browser
            .ask(&format!("parseFloat(getComputedStyle(document.querySelector('article .prose p')).{property})"))
            .as_f64()
            .unwrap()
    };
    assert!(style("fontSize") >= 16.0, "{} pixels are small on a phone", style("fontSize"));
    assert!(style("lineHeight") / style("fontSize") >= 1.5, "Chinese needs room between lines");
    let across = style("width") / style("fontSize");
    assert!((14.0..=40.0).contains(&across), "{across} characters a line");
    let first =
        browser.ask("document.querySelector('article .prose').getBoundingClientRect().top + scrollY").as_f64().unwrap();
    assert!(first < 900.0, "the text begins on the first screen, not at {first}");
    assert_eq!(browser.ask("document.documentElement.scrollWidth - innerWidth"), Value::from(0));
    assert!(browser.complaints().is_empty());
}
