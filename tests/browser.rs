//! The office in a real browser: the demo office is made, served and read with headless Chromium, as a person would read it.
//!
//! Pictures of the pages are kept below the target folder's `tmp/shots`, to be looked at.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests may panic")]

#[path = "browser/checker.rs"]
mod checker;
#[path = "browser/comes.rs"]
mod comes;
#[path = "browser/driver.rs"]
mod driver;
#[path = "browser/hostile.rs"]
mod hostile;
#[path = "browser/journeys.rs"]
mod journeys;
#[path = "browser/keyboard.rs"]
mod keyboard;
#[path = "browser/links.rs"]
mod links;
#[expect(dead_code, reason = "pages of the tests of the theme, of which not all is needed here")]
#[path = "theme/mock.rs"]
mod mock;
#[path = "browser/office.rs"]
mod office;
#[path = "browser/plain.rs"]
mod plain;
#[path = "browser/portal.rs"]
mod portal;
#[path = "browser/reading.rs"]
mod reading;
#[path = "browser/tongues.rs"]
mod tongues;
#[path = "browser/walk.rs"]
mod walk;

use std::fs;
use std::path::{Path, PathBuf};

use driver::Browser;
use office::Office;
use reading::{Reading, pages};

fn shots() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("shots")
}

#[test]
fn a_reader_finds_a_sealed_document_and_checks_it() {
    let office = Office::new();
    let served = office.serve(&["--record", office.record().to_str().unwrap()]);
    let browser = Browser::start();
    browser.open(&served.address);
    let sealed = ".brief li:has(.badge.sealed) > a";
    assert!(!browser.all(sealed).is_empty(), "no sealed document on the first page");
    browser.click(sealed);
    browser.wait("the document", "document.querySelector('.official')");

    assert!(browser.text("document.querySelector('.mark').textContent").ends_with("文件"));
    assert!(browser.text("document.querySelector('.official .number').textContent").contains('〔'));
    assert!(browser.text("document.querySelector('.official .prose').innerText").chars().count() > 10);
    let face = "document.querySelector('.signature .face').getBoundingClientRect()";
    assert!(browser.ask(&format!("{face}.width > 80 && {face}.height > 80")).as_bool().unwrap(), "the seal is drawn");
    assert!(browser.all(".signature p").iter().all(|line| !line.is_empty()));

    for width in [390, 1280] {
        browser.resize(width);
        browser.picture(&shots().join(format!("sealed-{width}.png")));
    }

    let clone = office.path("d/clone");
    let subject = browser.text("document.querySelector('.fields tr:has(code) code').textContent");
    let status = office.status(&clone, &subject);
    let marks = status["docket"]["trail"].as_array().unwrap();
    let trail = browser.all(".trail > li");
    assert_eq!(trail.len(), marks.len(), "the trail has every act");
    for (shown, mark) in trail.iter().zip(marks) {
        assert!(shown.contains(mark["words"].as_str().unwrap()), "{shown}: {mark}");
        assert!(shown.contains(&format!("{} ", mark["seq"])), "{shown}: {mark}");
        let fingerprint =
            shown.split_whitespace().find(|word| word.contains(|c: char| c.is_ascii_hexdigit()) && word.len() > 40);
        assert!(fingerprint.is_some(), "no fingerprint in {shown}");
    }
    assert!(browser.all(".trail .act-who a").iter().all(|name| !name.is_empty()));
    assert_eq!(browser.all(".trail .proof time").len(), trail.len());
    assert_eq!(browser.all(".trail .verdict.valid").len(), trail.len());
    assert_eq!(browser.all(".seal-rows > li").len(), status["docket"]["seals"].as_object().unwrap().len());

    let commands = browser.all(".check pre.shell code");
    assert!(commands.len() >= 3, "{commands:?}");
    for lines in &commands {
        let said = office.read_along(&clone, lines);
        assert!(
            said.contains("VALID") && !said.contains("INVALID") || said.contains("Good signature"),
            "{lines}\n{said}"
        );
    }
    browser.open(&format!("{}verify/index.html", served.address));
    for lines in browser.all(".check pre.shell code") {
        let said = office.read_along(&clone, &lines);
        assert!(said.contains("VALID") || said.contains("Good signature"), "{lines}\n{said}");
        assert!(!said.contains("BAD signature") && !said.contains("INVALID"), "{lines}\n{said}");
    }
    downloads(&office, &served.address, &browser);
}

/// Every attachment of every page comes as what it is.
fn downloads(office: &Office, address: &str, browser: &Browser) {
    let mut seen = 0;
    for page in pages(&office.path("site")).iter().filter(|page| page.split('/').count() == 4) {
        browser.open(&format!("{address}{page}"));
        for href in browser.texts("document.querySelectorAll('.files a'), a => a.href") {
            let mut answer = ureq::get(&href).call().unwrap();
            let name = href.rsplit('/').next().unwrap();
            let found = answer.headers()["content-type"].to_str().unwrap().to_owned();
            assert!(types(name).iter().any(|type_| found.starts_with(type_)), "{href}: {found}");
            assert!(!answer.body_mut().read_to_vec().unwrap().is_empty());
            seen += 1;
        }
    }
    assert!(seen > 0, "the demo office has no attachment");
}

/// What an attachment may come as: what a browser could run comes as plain text.
fn types(name: &str) -> &'static [&'static str] {
    match name.rsplit('.').next().unwrap() {
        "txt" | "csv" | "md" | "html" | "json" | "xml" => &["text/plain"],
        "pdf" => &["application/pdf"],
        "png" => &["image/png"],
        "jpg" | "jpeg" => &["image/jpeg"],
        "svg" => &["image/svg+xml"],
        _ => &["application/", "image/", "audio/", "video/"],
    }
}

#[test]
fn a_lost_reader_finds_a_page() {
    let reading = Reading::shared();
    let browser = Browser::start();
    browser.open(&reading.url("nothing/here"));
    assert_eq!(browser.text("document.querySelector('.code').textContent"), "404");
    let styled = "getComputedStyle(document.querySelector('.lost')).textAlign";
    assert_eq!(browser.text(styled), "center", "the page for lost readers finds its style from anywhere");
    let complaints = browser.complaints();
    assert!(complaints.iter().all(|text| text.contains("/nothing/here") && text.contains("404")), "{complaints:?}");
}

/// A subject that waits for somebody's approval and has no time limit, and whose approval that is.
fn approvable(office: &Office, browser: &Browser, address: &str, clone: &Path) -> (String, String) {
    browser.open(&format!("{address}waiting/index.html"));
    // What has a time limit may be late by now, and would need a reason.
    let rows = "document.querySelectorAll('.entries tr:not(:has(time.due)) .what a'), a => new URL(a.href).pathname";
    let waiting = browser.texts(rows);
    waiting
        .iter()
        .find_map(|path| {
            let subject = path.trim_start_matches('/').trim_end_matches("/index.html").to_owned();
            let status = office.status(clone, &subject);
            let by_approval =
                status["stage"] == "in-review" && !matches!(status["step"].as_str(), Some("issue" | "seal"));
            let person = status["waiting_for"][0].as_str().filter(|_| by_approval)?.to_owned();
            Some((subject, person))
        })
        .unwrap_or_else(|| panic!("nothing in the demo waits for an approval: {waiting:?}"))
}

#[test]
fn an_approval_appears_by_itself() {
    let office = Office::new();
    let served = office.serve(&["--record", office.record().to_str().unwrap()]);
    let clone = office.clone("second");
    let browser = Browser::start();
    let (subject, person) = approvable(&office, &browser, &served.address, &clone);
    browser.open(&format!("{}{subject}/index.html", served.address));
    let acts = browser.all(".trail > li").len();
    let document = browser.text("'' + performance.timeOrigin");
    let first = browser.text("document.title");
    let window = browser.new_window();
    browser.open(&served.address);
    let before = browser.text("document.querySelector('section[aria-labelledby=waiting]').innerText");

    let opinion = "情况属实，同意按此办理";
    let clone = clone.to_str().unwrap();
    office.kanhe(&["--record", clone, "approve", &subject, "-m", opinion, "--as", &person]);

    let now = "document.querySelector('section[aria-labelledby=waiting]').innerText";
    browser.wait("the waiting list", &format!("{now} !== {before:?}"));
    browser.picture(&shots().join("live-home.png"));
    let windows = browser.windows();
    let other = windows.iter().find(|name| **name != window).unwrap();
    browser.look_at(other);
    browser.wait("the approval", &format!("document.querySelectorAll('.trail > li').length === {}", acts + 1));
    assert_eq!(browser.text("document.title"), first);
    assert_ne!(browser.text("'' + performance.timeOrigin"), document, "the page came anew, and nobody asked it to");
    let trail = browser.all(".trail > li");
    assert!(trail.last().unwrap().contains(opinion), "{trail:?}");
    assert_eq!(browser.all(".trail .verdict.invalid").len(), 0);
    browser.picture(&shots().join("live-document.png"));
}

/// Every text of a drawing stands inside its box, and every bar of a chart says a number of the table beside it.
#[test]
fn a_reader_sees_how_a_module_works_and_how_much_was_done() {
    let office = Office::new();
    let served = office.serve(&["--record", office.record().to_str().unwrap()]);
    let clone = office.clone("third");
    let browser = Browser::start();
    browser.open(&format!("{}workflows/index.html", served.address));
    let modules = browser.texts("document.querySelectorAll('.modules td:last-child a'), a => a.href");
    assert!(modules.len() > 20, "{modules:?}");
    for module in &modules {
        for width in [390, 1280] {
            browser.resize(width);
            browser.open(module);
            let outside = "Array.from(document.querySelectorAll('.diagram text')).filter(text => {\
                const one = text.getBBox();\
                return !Array.from(document.querySelectorAll('.diagram rect')).some(rect => {\
                    const box = rect.getBBox();\
                    return one.x >= box.x && one.x + one.width <= box.x + box.width\
                        && one.y >= box.y && one.y + one.height <= box.y + box.height;\
                });\
            }).map(text => text.textContent).join()";
            assert_eq!(browser.text(outside), "", "{module} at {width}");
            let frame =
                "document.querySelector('.diagram').scrollWidth - document.querySelector('.diagram').clientWidth";
            assert!(browser.ask(frame).as_i64().unwrap() <= 1, "{module} at {width} has to be scrolled");
        }
        let count =
            |query: &str| browser.ask(&format!("document.querySelectorAll('{query}').length")).as_u64().unwrap();
        assert_eq!(
            count(".diagram rect:not(.condition)"),
            count(".rules > li") + 2,
            "{module}: the steps, and both ends"
        );
        assert_eq!(count(".diagram rect.condition"), count(".rule-when"), "{module}");
    }
    browser.picture(&shots().join("workflow.png"));

    let statistics = format!("{}statistics/index.html", served.address);
    browser.open(&statistics);
    let acts = "document.querySelectorAll('section[aria-labelledby=months] tbody td:nth-last-child(2)')";
    let sum = format!("Array.from({acts}).reduce((sum, cell) => sum + Number(cell.textContent), 0)");
    let head = browser.text("document.querySelector('.foot .standing').textContent.match(/[0-9]+/)[0]");
    // But for those about what is for some readers only: the list of all acts says which these are.
    let held: usize = ["information/2026/finance-travel-standards", "bulletins/2026/office-standing-meeting"]
        .map(|subject| {
            let told = office.kanhe(&["--record", office.record().to_str().unwrap(), "--json", "log", subject]);
            serde_json::from_str::<serde_json::Value>(&told).unwrap().as_array().unwrap().len()
        })
        .into_iter()
        .sum();
    let counted = browser.ask(&sum).as_u64().unwrap() + u64::try_from(held).unwrap();
    assert_eq!(counted.to_string(), head, "every act of the record is counted once");
    let bars = "Array.from(document.querySelectorAll('#chart-late ~ rect.series-0 title'))\
        .map(title => title.textContent.split(' ').pop()).join()";
    let cells = format!("Array.from({acts}).map(cell => cell.textContent).reverse().join()");
    assert_eq!(browser.text(bars), browser.text(&cells), "the bars say what the table says");
    let (subject, person) = approvable(&office, &browser, &served.address, &clone);
    browser.open(&statistics);
    let now = browser.ask(&sum).as_u64().unwrap();
    let clone = clone.to_str().unwrap();
    office.kanhe(&["--record", clone, "approve", &subject, "-m", "情况属实，同意按此办理", "--as", &person]);
    browser.wait("the count", &format!("{sum} === {}", now + 1));
    browser.open(&format!("{}people/{person}/index.html", served.address));
    assert!(browser.all("section[aria-labelledby=acts] tbody tr").iter().any(|act| act.contains("同意")));
    let left = browser.texts("document.querySelectorAll('section[aria-labelledby=errands] .what a'), a => a.href");
    assert!(left.iter().all(|href| !href.contains(&subject)), "what he has handled waits for him no more: {left:?}");
    assert!(browser.complaints().is_empty());
    browser.picture(&shots().join("statistics.png"));
}

#[test]
fn the_register_is_found_by_whom_one_looks_for() {
    let office = Office::new();
    let served = office.serve(&["--record", office.record().to_str().unwrap()]);
    let browser = Browser::start();
    browser.resize(1280);
    browser.open(&format!("{}people/index.html", served.address));
    let shown = |query: &str| {
        let rows = format!("document.querySelectorAll('#people {query}'), row => row.hidden ? '' : row.innerText");
        browser.texts(&rows).into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>()
    };
    let (people, groups) = (shown("tbody tr:not(.group)"), shown("tr.group"));
    assert!(people.len() > 10 && groups.len() > 3, "{people:?}");
    let unit = groups[1].trim().to_owned();
    browser.click("#filter");
    unit.chars().for_each(|key| browser.press(key));
    let found = shown("tbody tr:not(.group)");
    assert!(!found.is_empty() && found.len() < people.len(), "{found:?}");
    assert_eq!(shown("tr.group").len(), 1, "units of which nobody is shown are not either");
    browser.picture(&shots().join("people-filter.png"));

    browser.open(&format!("{}units/index.html", served.address));
    assert_eq!(browser.all(".tree").len(), 2, "the units there are, and those that were abolished");
    let folded = "Array.from(document.querySelectorAll('.tree details')).filter(one => !one.open).length";
    assert_eq!(browser.ask(folded).as_u64(), Some(0), "a small tree is shown whole");
    browser.click(".tree summary");
    assert_eq!(browser.ask(folded).as_u64(), Some(1));

    browser.open(&format!("{}people/permissions.html", served.address));
    // Who has left stands in the directory, and holds nothing that could be looked through.
    let holders = browser.all(".permissions tbody tr").len();
    assert!(holders > 10 && holders <= people.len(), "{holders} of {}", people.len());
    let table = ureq::get(format!("{}people/permissions.csv", served.address)).call().unwrap();
    assert!(table.headers()["content-type"].to_str().unwrap().starts_with("text/csv"));
    let text = table.into_body().read_to_string().unwrap();
    assert!(text.starts_with("\u{feff}\"姓名\"") && text.lines().count() > holders, "{text}");
    assert!(browser.complaints().is_empty());
}

#[test]
fn a_draft_is_previewed_with_its_faults() {
    let office = Office::new();
    let clone = office.clone("mine");
    let unit = fs::read_dir(clone.join("content/units")).unwrap().next().unwrap().unwrap().file_name();
    let unit = unit.to_str().unwrap();
    let folder = clone.join("content/documents/2026/zz-draft");
    let good = format!(
        "+++\ntitle = \"关于试拟稿件的通知\"\nunit = \"{unit}\"\nkind = \"通知\"\nto = [\"各单位\"]\n+++\n\n这是一份草稿。\n"
    );
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("index.md"), &good).unwrap();
    let served = office.preview(&clone);
    let browser = Browser::start();
    browser.open(&format!("{}drafts/index.html", served.address));
    assert_eq!(browser.all(".entries .badge.draft").len(), 1);
    browser.click(".entries .what a");
    browser.wait("the draft", "document.querySelector('.official')");
    let title = "document.querySelector('h1').textContent";
    assert_eq!(browser.text(title), "关于试拟稿件的通知");
    assert!(browser.text("document.querySelector('.banner code').textContent").contains("zz-draft"));
    assert_eq!(browser.all(".status .badge.draft").len(), 1);
    assert!(browser.all(".signature, .check").is_empty(), "a draft has neither signature nor anything to check");
    browser.picture(&shots().join("draft.png"));

    fs::write(folder.join("index.md"), good.replacen("kind = \"通知\"", "kind = 通知", 1)).unwrap();
    browser.wait("the fault", "document.querySelector('.problems .message')");
    assert!(browser.text("document.querySelector('.problems .where').textContent").contains("index.md:4"));
    assert!(browser.text("document.querySelector('.problems pre').textContent").contains("kind = 通知"));
    assert!(!browser.text("document.querySelector('.problems .message').textContent").is_empty());
    browser.picture(&shots().join("draft-fault.png"));

    fs::write(folder.join("index.md"), good.replace("试拟", "拟定")).unwrap();
    browser.wait("the mended draft", "document.querySelector('.official')");
    assert_eq!(browser.text(title), "关于拟定稿件的通知");
    assert!(browser.complaints().is_empty());
}

#[test]
fn words_are_found_with_a_server_without_one_and_from_a_disk() {
    let office = Office::new();
    let record = office.record();
    let record = record.to_str().unwrap();
    let copy = office.path("copy");
    office.kanhe(&["build", "--record", record, "--out", copy.to_str().unwrap()]);
    let served = office.serve(&["--record", record]);
    let browser = Browser::start();
    // The field in the head leads to the results, without a script.
    browser.open(&served.address);
    browser.ask("document.querySelector('form.search input').value = '安全'");
    browser.click("form.search button");
    browser.wait("the results", "document.querySelector('.hits .hit mark')");
    browser.picture(&shots().join("search-served.png"));
    let titles = "document.querySelectorAll('.hits .hit .what a')";
    let encode =
        |typed: &str| percent_encoding::utf8_percent_encode(typed, percent_encoding::NON_ALPHANUMERIC).to_string();
    for typed in
        ["安全", "通知", "的", "2026", "安全 生产", "〔2026〕1号", "[2026] 1号", "XLSX", "\"<b>\"", "没有这样的词"]
    {
        let found = office.kanhe(&["search", "--record", record, "--json", typed]);
        let found: serde_json::Value = serde_json::from_str(&found).unwrap();
        let total = found["total"].as_u64().unwrap();
        let shown = usize::try_from(total.min(20)).unwrap();
        let from_disk = format!("file://{}/", copy.display());
        let mut answers = Vec::new();
        for top in [&served.address, &from_disk] {
            browser.open(&format!("{top}search/index.html?q={}", encode(typed)));
            let done = "document.querySelector('.found').textContent && !document.querySelector('.found').textContent.includes('……')";
            browser.wait("an answer", done);
            let hits = browser.texts(&format!("{titles}, a => a.textContent"));
            assert_eq!(hits.len(), shown, "{typed} at {top}: {hits:?}");
            answers.push((total <= 20).then(|| hits.into_iter().collect::<std::collections::BTreeSet<_>>()));
            let heading = browser.text("document.querySelector('.found').textContent");
            assert!(total == 0 || total > 20 || heading.contains(&total.to_string()), "{typed} at {top}: {heading}");
        }
        assert_eq!(answers[0], answers[1], "{typed}");
    }
    browser.open(&format!("file://{}/search/index.html?q={}&unit=nobody&state=sealed", copy.display(), encode("安全")));
    browser.wait("an answer", "document.querySelector('.found').textContent === '没有找到'");
    browser.open(&format!("file://{}/en/search/index.html?q={}", copy.display(), encode("安全")));
    browser.wait("the results", "document.querySelector('.hits .hit mark')");
    browser.picture(&shots().join("search-disk.png"));
    browser.click(".hits .hit .what a");
    browser.wait("the page", "document.querySelector('main h1')");
    assert!(browser.text("location.pathname").contains("/en/"));
}

#[test]
fn every_module_stands_in_one_area_and_a_reader_finds_his_desk() {
    let office = Office::new();
    let served = office.serve(&["--record", office.record().to_str().unwrap()]);
    let browser = Browser::start();
    let links = |query: &str| browser.texts(&format!("document.querySelectorAll('{query}'), a => a.href"));
    browser.open(&format!("{}workflows/index.html", served.address));
    let modules = links(".modules .what a");
    assert!(modules.len() > 20, "{modules:?}");
    browser.open(&served.address);
    assert_eq!(browser.all(".area").len(), 5);
    let placed = links(".area li a");
    for module in &modules {
        assert_eq!(placed.iter().filter(|link| *link == module).count(), 1, "{module}");
    }
    for area in links(".area h3 a") {
        browser.open(&area);
        let title = browser.text("document.querySelector('h1').textContent");
        assert_eq!(browser.all(".main-nav a[aria-current]"), [title.trim()], "{area}");
        assert!(!browser.all(".module").is_empty(), "{area}");
    }
    browser.click(".main-nav li:nth-child(2) a");
    browser.click(".module h2 a");
    browser.wait("the list of the module", "document.querySelector('.siblings a[aria-current]')");

    browser.open(&served.address);
    browser.click(".desk-box a.button");
    browser.wait("the directory", "document.querySelector('#people')");
    browser.click("#people .what a");
    browser.wait("the person", "document.querySelector('.desk-pick:not([hidden])')");
    let name = browser.text("document.querySelector('h1').textContent");
    browser.click(".desk-pick");
    assert_eq!(browser.text("document.querySelector('.desk-pick').getAttribute('aria-pressed')"), "true");
    let page = browser.text("document.querySelector('a[href$=\"desk.html\"]').href");
    browser.open(&served.address);
    let button = "document.querySelector('.desk-box a.button').textContent";
    browser.wait("the desk on the first page", &format!("{button}.includes({name:?})"));
    browser.click(".desk-link");
    browser.wait("the desk", &format!("location.href === {page:?}"));
    browser.click(".desk-pick");
    browser.open(&served.address);
    assert!(!browser.text(button).contains(&name), "what is undone is forgotten");
    assert!(browser.complaints().is_empty());
}

#[test]
fn staff_find_what_is_theirs_day_by_day() {
    let office = Office::new();
    let served = office.serve(&["--record", office.record().to_str().unwrap()]);
    let browser = Browser::start();
    let open = |path: &str| browser.open(&format!("{}{path}", served.address));
    let count = |query: &str| browser.ask(&format!("document.querySelectorAll('{query}').length")).as_u64().unwrap();
    who_answers_and_teaches(&browser, &open, &count);

    open("documents/2026/gongwen-zhiliang-tongbao/index.html");
    browser.click(".trail .revise a[href*=revision]");
    browser.wait("the two versions", "document.querySelector('.sides')");
    assert!(count(".sides ins") > 0 && count(".sides.text tr.left") > 0, "what came is marked, what stays is left out");
    browser.picture(&shots().join("revision.png"));

    open("people/yu-shuang/index.html");
    browser.click("a[href$=\"desk.html\"]");
    browser.wait("the desk", "document.querySelector('#handled')");
    assert!(count("section[aria-labelledby=errands] tbody tr") > 0, "she has seals to put");
    let first = browser.text("document.querySelector('section[aria-labelledby=handled] .seq').textContent");
    browser.click("section[aria-labelledby=handled] .onward a");
    browser.wait("all of it", "location.pathname.includes('/handled/')");
    assert_eq!(browser.text("document.querySelector('.seq').textContent"), first, "the latest stands first");
    browser.picture(&shots().join("desk.png"));

    open("ledger/2026.html");
    let day = browser.text("document.querySelectorAll('.chips a')[40].textContent");
    let acts = browser.text("document.querySelectorAll('.chips .count')[40].textContent");
    let there = browser.texts("document.querySelectorAll('.chips a'), a => a.href").swap_remove(40);
    browser.open(&there);
    assert_eq!(browser.text("document.querySelector(location.hash + ' time').textContent"), day);
    assert!(
        browser.ask("Number(document.querySelector(':target .tally').textContent)").as_u64().unwrap() > 0,
        "{acts}"
    );

    open("calendar/2026-06.html");
    assert_eq!(count("table.month td.off"), 3, "the dragon boat festival");
    assert!(
        browser.all(".month .event").iter().any(|event| event.contains("15:00") && event.contains("主汛期值守协调会"))
    );
    open("calendar/index.html");
    assert!(count(".chips a") >= 12 && count("table.month td time") >= 28);
    browser.picture(&shots().join("calendar.png"));

    open("ledger/numbers/index.html");
    browser.click(".what a");
    browser.wait("the register", "document.querySelector('td.no')");
    assert!(browser.all("td.no").iter().all(|number| number.contains('〔') && number.ends_with('号')));

    open("bulletins/index.html");
    let ended = browser.all("tr.ended .what");
    assert!(!ended.is_empty() && ended.iter().all(|row| row.contains("已过期")), "{ended:?}");
    assert!(count("tr:not(.ended) time.ends") > 0 && count("tr:not(.ended) time.ends.past") == 0, "only what is over");
    assert!(browser.complaints().is_empty());
}

/// The page about the site and the lessons, in each language.
fn who_answers_and_teaches(browser: &Browser, open: &dyn Fn(&str), count: &dyn Fn(&str) -> u64) {
    for (language, bodies) in [("", "领导机构"), ("zh-TW/", "領導機關"), ("en/", "Leads")] {
        open(&format!("{language}about/index.html"));
        let rows = browser.all("section[aria-labelledby=bodies] tr");
        assert!(rows.len() == 3 && rows[0].contains(bodies) && rows[2].contains("0911"), "{rows:?}");
        assert!(count("section[aria-labelledby=bases] li") >= 5 && count("section[aria-labelledby=managed] tr") == 8);
        assert!(count("section[aria-labelledby=rules] li") > 0 && count("section[aria-labelledby=ask] tr") >= 2);
        open(&format!("{language}guide/index.html"));
        let lessons = browser.texts("document.querySelectorAll('.lessons a'), a => a.href");
        assert_eq!(lessons.len(), 9);
        assert!(count("section[aria-labelledby=articles] li") > 0, "the office's own articles");
        for lesson in lessons {
            browser.open(&lesson);
            assert!(count(".lesson h2") >= 3 && count("h1") == 1, "{lesson}");
        }
        open(&format!("{language}about/contents.html"));
        assert!(count(".contents > section") >= 6 && count(".contents li") > 40);
    }
}
