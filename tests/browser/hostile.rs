//! What others write is shown, and does nothing: no script of it runs, no mark of it turns the page round, no size of it breaks the
//! layout or keeps the reader waiting.
//!
//! A canary tells whether a script ran: every text tries to set it. A page's policy would stop such a script too, but then the console
//! says so, and that counts as a fault: it should never have come that far.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use flate2::{Compress, Compression, FlushCompress};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use kanhe::site::theme::Theme;
use serde_json::{Value, json};

use crate::driver::Browser;
use crate::mock;
use crate::office::Office;
use crate::walk::{Faults, PROBE};

/// How long any page may take to open, the biggest there may be too.
const PATIENCE: Duration = Duration::from_secs(10);

/// A title of 300 characters that no browser breaks where there is no need, one with places to break, and one in Chinese.
fn long_titles() -> [String; 3] {
    ["Rindfleisch".repeat(28)[..300].to_owned(), "very long ".repeat(30), "关于进一步加强和改进".repeat(30)]
}

/// Markup that tries to run a script, in the ways it has been tried before.
const SCRIPTS: [&str; 9] = [
    "<script>window.canary=1</script>",
    "<img src=x onerror=window.canary=1>",
    "<svg onload=window.canary=1>",
    "\"><svg/onload=window.canary=1>",
    "' onmouseover='window.canary=1' autofocus onfocus='window.canary=1",
    "</title></textarea></style><script>window.canary=1</script>",
    "<iframe srcdoc='<script>parent.canary=1</script>'>",
    "<base href=//example.invalid><meta http-equiv=refresh content=0;url=//example.invalid>",
    "{{ base.site }}{% raw %}<b>{{7*7}}</b>",
];

/// The same in Markdown.
const LINKS: &str = "\
[a](javascript:window.canary=1) [b](JaVaScRiPt:window.canary=1) [c](&#106;avascript:window.canary=1) [d](java\tscript:window.canary=1)
[e](data:text/html,<script>opener.canary=1</script>) [f](vbscript:x) [g](//example.invalid/) [h](\\\\example.invalid)
![i](https://example.invalid/x\"onerror=window.canary=1) ![j](https://example.invalid/pixel.png) <javascript:window.canary=1>
[k]: javascript:window.canary=1
[k] [l](https://example.invalid 'onclick=\"window.canary=1\"')
";

/// Marks that turn text round or hide it.
const MARKS: &str = "正文\u{202E}txt.exe\u{2066}反\u{2069}\u{200B}\u{200D}\u{FEFF}\u{00AD}\u{E0041}终";

#[test]
fn what_others_write_does_nothing() {
    let office = Office::of_one();
    let clone = office.path("d/clone");
    let record = clone.to_str().unwrap();
    let mut shown: Vec<String> = Vec::new();
    let hand_in = |name: &str, title: &str, fields: &str, body: &str, files: &[(&str, &[u8])]| {
        let folder = clone.join("content/documents/2026").join(name);
        fs::create_dir_all(&folder).unwrap();
        for (file, bytes) in files {
            fs::write(folder.join(file), bytes).unwrap();
        }
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        let text = format!(
            "+++\ntitle = {}\nunit = \"office\"\nkind = \"通知\"\nto = [{}]\nattachments = {}\n{fields}+++\n\n{body}\n",
            json!(title),
            json!(SCRIPTS[3]),
            json!(names),
        );
        fs::write(folder.join("index.md"), text).unwrap();
        format!("documents/2026/{name}")
    };
    let accept = |subject: &str| office.kanhe(&["--record", record, "submit", subject, "-m", SCRIPTS[1]]);

    for (number, script) in SCRIPTS.iter().enumerate() {
        let body = format!(
            "{script}\n\n# {script}\n\n- {script}\n\n> {script}\n\n`{script}`\n\n```\n{script}\n```\n\n{LINKS}"
        );
        let name = format!("s-{number}");
        let files: [(&str, &[u8]); 2] =
            [("evil.html", b"<script>window.canary=1</script>"), ("evil.svg", EVIL_SVG.as_bytes())];
        let subject = hand_in(&name, script, "", &body, if number == 0 { &files } else { &[] });
        accept(&subject);
        office.kanhe(&["--record", record, "approve", &subject, "-m", script]);
        shown.push(subject);
    }
    let subject = hand_in(
        "marks",
        "标记",
        "",
        &format!("{MARKS}\n\n## {MARKS}\n\n{}", "e\u{301}\u{302}\u{303}".repeat(200)),
        &[],
    );
    accept(&subject);
    shown.push(subject);
    let deep = format!(
        "{}x\n\n{}",
        ">".repeat(3000),
        (0..400).fold(String::new(), |mut all, at| {
            writeln!(all, "{}- {at}", "  ".repeat(at)).unwrap();
            all
        })
    );
    let wide = (0..3).fold(String::new(), |all, row| {
        all + &"| 列 ".repeat(2000) + "|\n" + &if row == 0 { "|-".repeat(2000) + "|\n" } else { String::new() }
    });
    let long = format!("{}\n\n{}\n\n{}", "长".repeat(150_000), "w".repeat(300_000), long_titles().join("\n\n# "));
    for (name, body) in [("deep", &deep), ("wide", &wide), ("long", &long)] {
        let subject = hand_in(name, name, "", body, &[]);
        accept(&subject);
        shown.push(subject);
    }
    let bomb = bomb();
    assert!(bomb.len() < 20_000_000, "{}", bomb.len());
    let subject = hand_in("bombs", "压缩包", "", "见附件。", &[("a.docx", &bomb), ("b.xlsx", &bomb), ("c.zip", &bomb)]);
    accept(&subject);
    shown.push(subject);

    // What is refused, and says why.
    let refused = |subject: &str, code: &str| {
        let said = office.refused(&["--record", record, "submit", subject]);
        assert!(said.contains(code), "{subject}: {said}");
        fs::remove_dir_all(clone.join("content").join(subject)).unwrap();
    };
    refused(&hand_in("five", "五兆一行", "", &"长".repeat(5_000_000 / 3), &[]), "K");
    for title in long_titles() {
        refused(&hand_in("title", &title, "", "x", &[]), "K");
    }
    refused(&hand_in("turned", &format!("通知{MARKS}"), "", "x", &[]), "K");
    refused(&hand_in("file", "文件", "", "x", &[("a\u{202E}fdp.exe", b"x")]), "a\u{FFFD}fdp.exe");

    let served = office.serve(&["--record", record]);
    let browser = Browser::start();
    let mut faults = Faults::default();
    let pages =
        ["index.html", "documents/index.html", "waiting/index.html", "ledger/index.html", "people/chen-wen/index.html"];
    let pages: Vec<String> =
        pages.iter().map(|page| (*page).to_owned()).filter(|page| office.path("site").join(page).is_file()).collect();
    for page in pages.into_iter().chain(shown.iter().map(|subject| format!("{subject}/index.html"))) {
        look(&browser, &format!("{}{page}", served.address), &page, &mut faults);
    }
    faults.assert_none();

    // An attachment that could run is shown as text, or in a box without scripts.
    browser.open(&format!("{}{}/index.html", served.address, shown[0]));
    for href in browser.texts("document.querySelectorAll('a[href*=\"evil.\"]'), a => a.href") {
        browser.open(&href);
        assert!(browser.ask("window.canary === undefined").as_bool().unwrap(), "{href}");
    }
}

const EVIL_SVG: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"window.canary=1\"><script>window.canary=1</script></svg>";

/// Opens a page and looks at it as a phone and a desk show it.
fn look(browser: &Browser, url: &str, page: &str, faults: &mut Faults) {
    for width in [360, 1440] {
        browser.resize(width);
        let begun = Instant::now();
        browser.open(url);
        let taken = begun.elapsed();
        let place = format!("{page} at {width}");
        if taken > PATIENCE {
            faults.add(format!("took {taken:?}"), &place);
        }
        let seen = browser.later(PROBE, &[json!(width)]);
        if browser.ask("window.canary !== undefined").as_bool().unwrap() {
            faults.add("a script of others ran", &place);
        }
        if !browser
            .ask("document.querySelector('main') !== null && document.querySelector('footer') !== null")
            .as_bool()
            .unwrap()
        {
            faults.add("the page is not whole", &place);
        }
        for fault in seen["faults"].as_array().unwrap() {
            faults.add(fault.as_str().unwrap(), &place);
        }
        for complaint in browser.complaints() {
            faults.add(format!("the console says {complaint}"), &place);
        }
        let hidden =
            browser.ask("/[\\u202A-\\u202E\\u2066-\\u2069\\u200B\\uFEFF]/.test(document.documentElement.outerHTML)");
        if hidden.as_bool().unwrap() {
            faults.add("marks that turn or hide text are on the page", &place);
        }
    }
}

/// A ZIP archive of a few megabytes with a file of ten gigabytes in it, named as a document's text is.
fn bomb() -> Vec<u8> {
    const TIMES: usize = 640;
    let zeros = vec![0; 16 << 20];
    let mut packer = Compress::new(Compression::best(), false);
    let mut block = Vec::with_capacity(1 << 20);
    packer.compress_vec(&zeros, &mut block, FlushCompress::Full).unwrap();
    let mut end = Vec::with_capacity(64);
    Compress::new(Compression::best(), false).compress_vec(&[], &mut end, FlushCompress::Finish).unwrap();
    let name = b"word/document.xml";
    let packed = block.len() * TIMES + end.len();
    let size = zeros.len() as u64 * TIMES as u64;
    let both = |out: &mut Vec<u8>| {
        // Deflated, with no date; the sum is not worked out, and what is too long for its field is said to be as long as fits.
        for number in [20_u16, 0, 8, 0, 0] {
            out.extend(number.to_le_bytes());
        }
        for number in [0, u32::try_from(packed).unwrap(), u32::try_from(size).unwrap_or(u32::MAX)] {
            out.extend(number.to_le_bytes());
        }
        out.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        out.extend([0; 2]);
    };
    let mut archive = b"PK\x03\x04".to_vec();
    both(&mut archive);
    archive.extend(name);
    for _ in 0..TIMES {
        archive.extend(&block);
    }
    archive.extend(end);
    let directory = u32::try_from(archive.len()).unwrap();
    archive.extend(b"PK\x01\x02\x14\x00");
    both(&mut archive);
    archive.extend([0; 14]);
    archive.extend(name);
    let length = u32::try_from(archive.len()).unwrap() - directory;
    archive.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    archive.write_all(&length.to_le_bytes()).unwrap();
    archive.write_all(&directory.to_le_bytes()).unwrap();
    archive.extend([0; 2]);
    archive
}

/// Every template with every field of others set to what is hostile or long: nothing runs, nothing is wider than the screen.
#[test]
fn every_template_holds_what_others_write() {
    let folder = tempfile::Builder::new().prefix("kb").tempdir_in("/tmp").unwrap();
    let theme = Theme::new(&BTreeMap::new(), words()).unwrap();
    for asset in theme.assets() {
        write(&folder.path().join(&asset.path), &asset.bytes);
    }
    let poisons = mock::POISONS.iter().map(|poison| (*poison).to_owned()).chain(long_titles());
    let browser = Browser::start();
    let mut faults = Faults::default();
    for (number, poison) in poisons.enumerate() {
        for mut case in mock::pages("zh-CN") {
            let (times, nav) = (times(&case.view), case.view["base"]["nav"].clone());
            mock::poison(&mut case.view, &poison);
            set_times(&mut case.view, &mut times.into_iter());
            case.view["base"]["nav"] = nav;
            let file = folder.path().join(&case.path);
            write(&file, &theme.render(case.template, &case.view).unwrap());
            browser.resize(360);
            browser.open(&format!("file://{}", file.display()));
            let place = format!("{} with poison {number}", case.template);
            let seen = browser.later(PROBE, &[json!(360)]);
            // What stands where is the matter of the pages that are real.
            for fault in seen["faults"].as_array().unwrap().iter().filter_map(Value::as_str) {
                if let Some((wide, _)) = fault.split_once(" reaches from ") {
                    faults.add(format!("{wide} is wider than the screen"), &place);
                } else if fault.contains("too wide") {
                    faults.add("the page is wider than the screen", &place);
                }
            }
            if browser.ask("window.canary !== undefined || document.title === ''").as_bool().unwrap() {
                faults.add("a script ran", &place);
            }
        }
    }
    faults.assert_none();
}

/// The times of a view. They are the program's own: nobody else makes one long.
fn times(view: &Value) -> Vec<Value> {
    match view {
        Value::Object(fields) if fields.contains_key("iso") => vec![view.clone()],
        Value::Object(fields) => fields.values().flat_map(times).collect(),
        Value::Array(items) => items.iter().flat_map(times).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

fn set_times(view: &mut Value, times: &mut impl Iterator<Item = Value>) {
    match view {
        Value::Object(fields) if fields.contains_key("iso") => *view = times.next().unwrap(),
        Value::Object(fields) => fields.values_mut().for_each(|value| set_times(value, times)),
        Value::Array(items) => items.iter_mut().for_each(|item| set_times(item, times)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The words of the site.
fn words() -> impl Fn(&str, &BTreeMap<String, String>) -> String + Send + Sync + 'static {
    let source = include_str!("../../themes/words/zh-CN/site.ftl");
    let mut bundle = FluentBundle::new_concurrent(vec!["zh-CN".parse().unwrap()]);
    bundle.set_use_isolating(false);
    bundle.add_resource(FluentResource::try_new(source.to_owned()).unwrap()).unwrap();
    move |key, given| {
        let mut args = FluentArgs::new();
        for (name, value) in given {
            args.set(name.clone(), value.clone());
        }
        let message = bundle.get_message(key).unwrap_or_else(|| panic!("no words for {key}"));
        bundle.format_pattern(message.value().unwrap(), Some(&args), &mut Vec::new()).into_owned()
    }
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}
