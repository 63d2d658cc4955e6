//! Feeds and calendars as programs of others read them: feedparser and icalendar (Python), and what RFC 4287 and RFC 5545 ask for.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

#[expect(dead_code, reason = "an office that others play with too")]
#[path = "rebuild/office.rs"]
mod office;
mod world;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use kanhe::desk::{Draft, Intent};
use kanhe::office::Verb;
use kanhe::site::Site;
use office::{Office, intent, meeting, task};
use serde_json::Value;

/// What those programs find below a folder, file by file.
fn read(folder: &Path) -> BTreeMap<String, Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds/read.py");
    // Debian's own Python has Debian's packages.
    let own = Path::new("/usr/bin/python3");
    let python = if own.exists() { own } else { Path::new("python3") };
    let said = Command::new(python).args(["-I", script.to_str().unwrap()]).arg(folder).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    serde_json::from_slice(&said.stdout).unwrap()
}

/// A site that is kept up, and what is read from it.
struct Subscribed {
    site: Site,
    out: tempfile::TempDir,
    held: tempfile::TempDir,
}

impl Subscribed {
    fn to(office: &Office, address: Option<&str>) -> Self {
        let (out, held) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut site = Site::open(office.place(), out.path(), false, &mut |_, _| {}).unwrap();
        site.hold_in(held.path());
        if let Some(address) = address {
            site.stand_at(address);
        }
        site.build(&mut |_, _| {}).unwrap();
        Self { site, out, held }
    }

    fn read(&mut self) -> BTreeMap<String, Value> {
        self.site.follow().unwrap();
        read(self.out.path())
    }

    /// What a calendar says of a subject.
    fn told(&mut self, calendar: &str, uid: &str) -> Value {
        let all = self.read();
        let components = all[calendar]["components"].as_array().unwrap();
        let found = components.iter().find(|one| one["UID"].as_str().is_some_and(|own| own.starts_with(uid)));
        found.cloned().unwrap_or_default()
    }
}

/// What an entry of a feed says.
fn titles(feed: &Value) -> Vec<&str> {
    feed["entries"].as_array().unwrap().iter().map(|entry| entry["title"].as_str().unwrap()).collect()
}

fn document(title: &str, more: &str) -> Draft {
    let head = format!("title = '''{title}'''\nunit = \"office\"\nkind = \"通知\"\nto = [\"各单位\"]\n{more}");
    let text = "正文 ]]> <script>alert(1)</script> &amp; <b>粗</b>\n\n第二段。";
    Draft::of(BTreeMap::from([("index.md".to_owned(), format!("+++\n{head}+++\n\n{text}\n").into_bytes())]))
}

fn issue(office: &mut Office, subject: &str, draft: Draft) {
    let hand_in = Intent { draft: Some(draft), ..intent(subject, Verb::Submit) };
    office.intend("chen", hand_in).unwrap();
    for (person, verb) in
        [("lin", Verb::Approve), ("chen", Verb::Approve), ("lin", Verb::Approve), ("zhou", Verb::Issue)]
    {
        office.act(subject, person, verb, None).unwrap();
    }
}

/// Titles that are nothing but text, whatever they look like.
const HOSTILE: [&str; 3] = [
    "]]> <script>alert(\"x\")</script> &amp; & <b>é</b>",
    "关于 😀👍🏽 的通知；一、二, 三; \\ BEGIN:VEVENT",
    "关于进一步规范全县各级各类学校食堂大宗食材公开招标统一配送和食品安全追溯管理工作切实保障师生饮食安全与合法权益的若干意见",
];

#[test]
fn feeds_tell_what_came_out_and_nothing_that_is_for_some() {
    let mut office = Office::found();
    let mut site = Subscribed::to(&office, Some("https://oa.example.org/"));
    let empty = site.read();
    assert!(empty["feed.atom"]["entries"].as_array().unwrap().is_empty());
    for (n, title) in HOSTILE.iter().enumerate() {
        issue(&mut office, &format!("documents/2026/hostile-{n}"), document(title, ""));
    }
    issue(&mut office, "documents/2026/hidden", document("关于人事任免的通知", "readers = [\"finance/head\"]\n"));
    let handed_in =
        Intent { draft: Some(document("审核中", "")), ..intent("documents/2026/on-its-way", Verb::Submit) };
    office.intend("chen", handed_in).unwrap();
    let all = site.read();
    let newest: Vec<&str> = HOSTILE.into_iter().rev().collect();
    for feed in
        ["feed.atom", "documents/feed.atom", "units/office/feed.atom", "zh-TW/feed.atom", "en/documents/feed.atom"]
    {
        assert_eq!(titles(&all[feed]), newest, "{feed}");
    }
    assert!(titles(&all["units/finance/feed.atom"]).is_empty() && titles(&all["bulletins/feed.atom"]).is_empty());
    let entry = &all["documents/feed.atom"]["entries"][2];
    let says = |key: &str| entry[key].as_str().unwrap().to_owned();
    assert_eq!(says("link"), "https://oa.example.org/documents/2026/hostile-0/index.html");
    assert_eq!((says("type"), says("author")), ("text/plain".to_owned(), "临江市办公室".to_owned()));
    assert!(says("summary").starts_with("临办〔2026〕1号 · 临江市办公室 · 发文 — 正文 ]]> "), "{}", says("summary"));
    assert!(says("summary").contains("alert(1)") && says("summary").ends_with("第二段。"), "{}", says("summary"));
    assert_eq!(
        all["en/feed.atom"]["entries"][2]["link"],
        "https://oa.example.org/en/documents/2026/hostile-0/index.html"
    );
    // The same entry in every feed, and each feed is one of its own.
    assert_eq!(all["feed.atom"]["entries"][2]["id"], entry["id"]);
    let ids: std::collections::BTreeSet<&str> =
        all.values().filter(|file| file["entries"].is_array()).map(|file| file["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), all.values().filter(|file| file["entries"].is_array()).count());
    // What becomes void comes up once more and says so, under the same name.
    office.act("documents/2026/hostile-0", "chen", Verb::Seal, None).unwrap();
    assert_eq!(site.read()["documents/feed.atom"], all["documents/feed.atom"]);
    office.act("documents/2026/hostile-0", "zhou", Verb::Void, None).unwrap();
    let after = site.read();
    let first = &after["feed.atom"]["entries"][0];
    assert_eq!(first["title"], format!("〔已撤销〕{}", HOSTILE[0]));
    assert_eq!((&first["id"], &first["published"]), (&entry["id"], &entry["published"]));
    // Wherever it stands, its entries are called the same; without an address links lead from where the feed is.
    let mut elsewhere = Subscribed::to(&office, None);
    let elsewhere = elsewhere.read();
    assert_eq!(elsewhere["documents/feed.atom"]["id"], after["documents/feed.atom"]["id"]);
    let entry = &elsewhere["en/documents/feed.atom"]["entries"][0];
    assert_eq!(entry["link"], "../documents/2026/hostile-0/index.html");
    assert!(site.held.path().join("documents/2026/hidden/index.html").exists());
    for (name, file) in after.iter().chain(&elsewhere) {
        assert!(!file.to_string().contains("人事任免"), "{name} tells what is for some");
    }
}

#[test]
fn calendars_tell_what_takes_place_version_by_version() {
    let mut office = Office::found();
    let mut site = Subscribed::to(&office, Some("https://oa.example.org"));
    let (subject, place) = ("meetings/2026/weekly", "一号楼, 三层; \\ \"甲\"");
    let hand_in = |verb, title: &str, starts: &str| Intent {
        draft: Some(meeting(title, starts, place)),
        ..intent(subject, verb)
    };
    office.intend("chen", hand_in(Verb::Submit, HOSTILE[1], "2026-12-01 09:30")).unwrap();
    let first = site.told("calendar.ics", subject);
    let field = |told: &Value, name: &str| told[name].as_str().unwrap_or_default().to_owned();
    let number = |told: &Value| field(told, "SEQUENCE").parse::<u32>().unwrap();
    assert_eq!(field(&first, "UID"), format!("{subject}@0d0c3f1e-8a2b-4c5d-9e6f-102132435465"));
    assert_eq!((field(&first, "SUMMARY"), field(&first, "LOCATION")), (HOSTILE[1].to_owned(), place.to_owned()));
    // 09:30 in Shanghai.
    assert_eq!(
        (field(&first, "DTSTART"), field(&first, "DTEND")),
        ("2026-12-01T01:30:00+00:00".to_owned(), "2026-12-01T10:00:00+00:00".to_owned())
    );
    assert_eq!((field(&first, "STATUS"), number(&first)), ("TENTATIVE".to_owned(), 0));
    assert_eq!(field(&first, "URL"), format!("https://oa.example.org/{subject}/index.html"));
    office.act(subject, "lin", Verb::Return, None).unwrap();
    office.intend("chen", hand_in(Verb::Revise, HOSTILE[0], "2026-12-02 14:00")).unwrap();
    let second = site.told("meetings/calendar.ics", subject);
    assert_eq!((field(&second, "UID"), field(&second, "SUMMARY")), (field(&first, "UID"), HOSTILE[0].to_owned()));
    assert_eq!(field(&second, "DTSTART"), "2026-12-02T06:00:00+00:00");
    assert!(number(&second) > number(&first) && field(&second, "DTSTAMP") >= field(&first, "DTSTAMP"));
    office.act(subject, "lin", Verb::Approve, None).unwrap();
    office.act(subject, "wang", Verb::Read, None).unwrap();
    let third = site.told("units/office/calendar.ics", subject);
    assert_eq!(field(&third, "STATUS"), "CONFIRMED");
    office.act(subject, "zhou", Verb::Void, None).unwrap();
    let fourth = site.told("en/calendar.ics", subject);
    assert_eq!((field(&fourth, "STATUS"), field(&fourth, "UID")), ("CANCELLED".to_owned(), field(&first, "UID")));
    assert!(number(&fourth) > number(&third));
    // What was taken back before it was decided has been seen as well.
    let other = "meetings/2026/other";
    let handed_in = Intent { draft: Some(meeting("例会", "2026-12-03 09:30", place)), ..intent(other, Verb::Submit) };
    office.intend("chen", handed_in).unwrap();
    let due = site.told("units/office/calendar.ics", &format!("{other}.due@"));
    assert_eq!((field(&due, "kind"), field(&due, "STATUS")), ("VTODO".to_owned(), "NEEDS-ACTION".to_owned()));
    assert!(field(&due, "DUE").ends_with("+00:00"), "{due}");
    office.act(other, "chen", Verb::Withdraw, None).unwrap();
    assert_eq!(field(&site.told("calendar.ics", other), "STATUS"), "CANCELLED");
    assert_eq!(site.told("units/office/calendar.ics", &format!("{other}.due@")), Value::Null);
}

#[test]
fn calendars_tell_days_as_days_and_tasks_until_they_are_done() {
    let mut office = Office::found();
    let mut site = Subscribed::to(&office, None);
    let (subject, leave) = ("tasks/2026/stock", "leave/2026/holiday");
    office.intend("lin", Intent { draft: Some(task("清点库存")), ..intent(subject, Verb::Submit) }).unwrap();
    let fields = "title = \"年休假\"\nkind = \"年休假\"\nfrom = \"2026-12-30\"\nuntil = \"2026-12-31\"\ndays = 2\n\
                  cover = \"chen\"\n";
    let handed_in = Intent { draft: Some(office::paper(fields)), ..intent(leave, Verb::Submit) };
    office.intend("lin", handed_in).unwrap();
    let field = |told: &Value, name: &str| told[name].as_str().unwrap_or_default().to_owned();
    let todo = site.told("tasks/calendar.ics", subject);
    assert_eq!((field(&todo, "kind"), field(&todo, "STATUS")), ("VTODO".to_owned(), "IN-PROCESS".to_owned()));
    assert_eq!((field(&todo, "DUE"), field(&todo, "URL")), ("2026-12-18".to_owned(), String::new()));
    let days = site.told("leave/calendar.ics", leave);
    assert_eq!((field(&days, "DTSTART"), field(&days, "DTEND")), ("2026-12-30".to_owned(), "2027-01-01".to_owned()));
    for (person, verb) in [("wang", Verb::Approve), ("wang", Verb::Complete), ("lin", Verb::Approve)] {
        office.act(subject, person, verb, None).unwrap();
    }
    let done = site.told("calendar.ics", subject);
    assert_eq!(field(&done, "STATUS"), "COMPLETED");
    assert!(!field(&done, "COMPLETED").is_empty());
    // A collection without days has no calendar.
    assert!(!site.read().contains_key("documents/calendar.ics"));
}

/// What is found for who has not signed in, as a feed; it is answered from memory and known again by its tag.
#[test]
fn a_search_is_subscribed_to() {
    let office = world::Office::found();
    let clone = office.clone("clone");
    let readers = "kind = \"通知\"\nreaders = [\"survey\"]\n";
    for (subject, title, text) in [
        ("documents/2026/open", "关于春季检查 <b>&amp; 的通知", world::letter("关于春季检查 <b>&amp; 的通知")),
        ("documents/2026/hidden", "春季人事", world::letter("春季人事").replace("kind = \"通知\"\n", readers)),
    ] {
        world::write(&clone.join("content").join(subject).join("index.md"), &text);
        office.act(&clone, "chen-wen", "submit", subject, &[]).good();
        assert!(text.contains(title));
    }
    let served = world::served::Served::new(&office, &["--address", "https://oa.example.org"]);
    let asked = "search/feed.atom?q=%E6%98%A5%E5%AD%A3";
    // Until the site is built there is nothing to look through.
    let answer = (0..1_200).map(|_| served.ask(asked, None, &[])).find(|answer| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        answer.status == 200 && answer.text.contains("<entry>")
    });
    let answer = answer.expect("the feed comes");
    assert_eq!(answer.field("content-type"), "application/atom+xml; charset=utf-8");
    assert_eq!(answer.field("cache-control"), "private, no-cache");
    let folder = tempfile::tempdir().unwrap();
    let keep = |text: &str| {
        std::fs::write(folder.path().join("feed.atom"), text).unwrap();
        read(folder.path()).remove("feed.atom").unwrap()
    };
    let found = keep(&answer.text);
    assert_eq!(titles(&found), ["关于春季检查 <b>&amp; 的通知"]);
    assert_eq!(found["entries"][0]["link"], "https://oa.example.org/documents/2026/open/index.html");
    let known = served.ask(asked, None, &[("If-None-Match", answer.field("etag"))]);
    assert_eq!((known.status, known.text.as_str()), (304, ""));
    // In another language, narrowed, with nothing found, with nothing asked, with far too much asked.
    let english = keep(&served.ask("en/search/feed.atom?q=&collection=documents", None, &[]).text);
    assert_eq!(english["entries"][0]["link"], "https://oa.example.org/en/documents/2026/open/index.html");
    assert!(titles(&keep(&served.ask("search/feed.atom?q=nothing-like-it", None, &[]).text)).is_empty());
    assert_eq!(served.ask("search/feed.atom", None, &[]).status, 404);
    assert_eq!(served.ask("search/feed.atom?q=%00%1b]]%3E&unit=..%2f", None, &[]).status, 200);
    assert!(
        [200, 414].contains(&served.ask(&format!("search/feed.atom?q={}", "%E6%98%A5+".repeat(900)), None, &[]).status)
    );
    // The page of results leads to it, and the files of the site are what they are called.
    let page = served.ask("search/index.html?q=%E6%98%A5%E5%AD%A3&year=2026", None, &[]).text;
    let link = "type=\"application/atom+xml\" title=\"";
    assert!(page.contains(link) && page.contains("search/feed.atom?q=%E6%98%A5%E5%AD%A3&amp;year=2026\""), "{page}");
    assert_eq!(served.ask("feed.atom", None, &[]).field("content-type"), "application/atom+xml; charset=utf-8");
    assert_eq!(served.ask("calendar.ics", None, &[]).field("content-type"), "text/calendar; charset=utf-8");
}
