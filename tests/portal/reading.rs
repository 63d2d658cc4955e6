//! `docs/reading.md`: every output, asked by every kind of reader (L2, L16, C3, C35).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::{Office, Served, world};

const SUBJECT: &str = "documents/2026/hidden-paper";
/// Words of it that nobody else may come to see.
const SECRETS: [&str; 5] = ["hidden-paper", "人事任免", "拟任人选", "考察谈话", "名册"];

/// A reader, his cookie, and whether he may read the subject.
struct Asks {
    who: &'static str,
    cookie: String,
    may: bool,
}

struct Asked<'a> {
    served: &'a Served,
    office: &'a Office,
    asks: &'a Asks,
    attachment: &'a str,
}

fn tells(text: &str) -> bool {
    SECRETS.iter().any(|secret| text.contains(secret))
}

impl Asked<'_> {
    fn read(&self, path: &str) -> (u16, String, String) {
        self.served.read(path, &self.asks.cookie)
    }

    /// That a path is there for its readers, and for others as much as one that never was.
    #[track_caller]
    fn is_for_readers(&self, path: &str) {
        let who = self.asks.who;
        let (status, fields, text) = self.read(path);
        if self.asks.may {
            assert_eq!(status, 200, "{who} {path}");
            assert!(tells(&text) || path.contains("_files"), "{who} {path}");
            assert!(fields.contains("cache-control: private, no-cache"), "{who} {path}: {fields}");
        } else {
            let nothing = self.read(&path.replace("hidden-paper", "never-written"));
            assert_eq!((status, &fields, &text), (404, &nothing.1, &nothing.2), "{who} {path}");
            assert!(!tells(&text), "{who} {path}");
        }
    }

    /// That pages that everybody reads tell nobody, not even its readers.
    #[track_caller]
    fn is_silent(&self, paths: &[&str]) {
        for path in paths {
            let (status, _, text) = self.read(path);
            assert_eq!(status, 200, "{} {path}", self.asks.who);
            assert!(!tells(&text), "{} {path}", self.asks.who);
        }
    }
}

type Probe = fn(&Asked<'_>);

/// What is asked, by the name of its row.
#[expect(clippy::too_many_lines, reason = "a table, one row after the other")]
fn probes() -> BTreeMap<&'static str, Probe> {
    let probes: [(&str, Probe); 19] = [
        ("pages", |asked| {
            for path in ["", "/", "/index.html"] {
                let path = format!("{SUBJECT}{path}");
                if asked.asks.may && !path.contains("paper/") {
                    assert_eq!(asked.read(&path).0, 301, "{path}");
                } else {
                    asked.is_for_readers(&path);
                }
            }
        }),
        ("revisions", |asked| asked.is_for_readers(&format!("{SUBJECT}/revision-2.html"))),
        ("attachments", |asked| {
            asked.is_for_readers(&format!("{SUBJECT}/{}", asked.attachment));
            // Where the same file would stand if it were for all.
            let elsewhere = asked.attachment.replace("_files", "files");
            assert_eq!(asked.read(&elsewhere).0, 404);
        }),
        ("languages", |asked| {
            for tongue in ["en", "zh-TW"] {
                asked.is_for_readers(&format!("{tongue}/{SUBJECT}/index.html"));
            }
        }),
        ("lists", |asked| {
            asked.is_silent(&[
                "",
                "documents/",
                "documents/2026/",
                "documents/by-unit/bureau/",
                "documents/by-kind/%E9%80%9A%E7%9F%A5/",
                "units/bureau/",
                "units/bureau/desk.html",
                "people/chen-wen/",
                "people/chen-wen/desk.html",
                "people/li-ming/desk.html",
                "waiting/",
                "seals/bureau/",
                "workflows/documents/",
                "workflows/area.documents.html",
                "about/contents.html",
            ]);
        }),
        ("counts", |asked| {
            let (_, _, list) = asked.read("documents/");
            assert!(list.contains("共 1 "), "{list}");
            asked.is_silent(&["statistics/"]);
        }),
        ("calendar", |asked| asked.is_silent(&["calendar/"])),
        ("feeds", |asked| {
            let files = ["feed.atom", "documents/feed.atom", "units/bureau/feed.atom", "en/feed.atom"];
            asked.is_silent(&files);
            asked.is_silent(&["calendar.ics", "units/bureau/calendar.ics", "tasks/calendar.ics", "en/calendar.ics"]);
            asked.is_silent(&["search/feed.atom?q=&collection=documents", "search/feed.atom?q=%E4%BA%BA%E4%BA%8B"]);
        }),
        ("ledger", |asked| {
            asked.is_silent(&["ledger/"]);
            assert!(asked.read("ledger/").2.contains("仅限部分人员阅读"));
        }),
        ("numbers", |asked| {
            asked.is_silent(&["ledger/numbers/"]);
            let (_, _, registers) = asked.read("ledger/numbers/");
            let mut links = registers.split("href=\"../../ledger/numbers/").filter_map(|rest| rest.split('"').next());
            let register = links.find(|link| link.ends_with(".1.html")).unwrap();
            let (_, _, register) = asked.read(&format!("ledger/numbers/{register}"));
            assert!(register.contains("仅限部分人员阅读") && !tells(&register), "{register}");
        }),
        ("references", |asked| {
            let (_, _, page) = asked.read("tasks/2026/names-it/");
            assert!(page.contains("仅限部分人员阅读"), "{page}");
            assert!(!page.contains("人事任免"), "{page}");
        }),
        ("verification", |asked| asked.is_silent(&["verify/"])),
        ("search", |asked| {
            for words in ["%E4%BA%BA%E4%BA%8B%E4%BB%BB%E5%85%8D", "%E8%80%83%E5%AF%9F%E8%B0%88%E8%AF%9D"] {
                let (status, fields, text) = asked.read(&format!("search/?q={words}"));
                assert_eq!(status, 200);
                assert_eq!(text.contains("hidden-paper"), asked.asks.may, "{} {words}", asked.asks.who);
                assert!(fields.contains("cache-control: no-store") || fields.contains("cache-control: private"));
            }
            let (_, _, all) = asked.read("search/?q=&collection=documents");
            let count = if asked.asks.may { "2" } else { "1" };
            assert!(all.contains(&format!("共 {count} ")) || all.contains(&format!("{count} 条")), "{all}");
        }),
        ("search-files", |asked| {
            for entry in walkdir::WalkDir::new(asked.office.server.join("kanhe/site")) {
                let entry = entry.unwrap();
                if entry.file_type().is_file() {
                    assert!(
                        !tells(&String::from_utf8_lossy(&fs::read(entry.path()).unwrap())),
                        "{}",
                        entry.path().display()
                    );
                }
            }
        }),
        ("mine", |asked| {
            let (status, _, text) = asked.read("_account/mine");
            if asked.asks.cookie.is_empty() {
                assert_eq!(status, 303);
            } else {
                assert_eq!((status, text.contains("人事任免")), (200, asked.asks.may), "{}", asked.asks.who);
            }
        }),
        ("absence", |asked| {
            for path in ["", "/x.html", "/_files/", "/revision-9.html", "/%69ndex.html", "/../hidden-paper/", "//"] {
                let path = format!("{SUBJECT}{path}");
                let (status, _, text) = asked.read(&path);
                if !asked.asks.may {
                    let nothing = asked.read(&path.replace("hidden-paper", "never-written"));
                    assert_eq!((status, text), (nothing.0, nothing.2), "{path}");
                }
            }
            // Nor is it there while what was once for all still lies in the open folder.
            let left = asked.office.server.join("kanhe/site").join(SUBJECT);
            fs::create_dir_all(&left).unwrap();
            fs::write(left.join("index.html"), "人事任免").unwrap();
            let (status, _, text) = asked.read(&format!("{SUBJECT}/index.html"));
            assert_eq!(
                (status == 200, text.contains("人事任免")),
                (asked.asks.may, asked.asks.may),
                "{}",
                asked.asks.who
            );
            fs::remove_dir_all(&left).unwrap();
        }),
        ("caches", |asked| {
            let (_, fields, _) = asked.read(&format!("{SUBJECT}/{}", asked.attachment));
            assert!(!fields.contains("public") && !fields.contains("immutable"), "{fields}");
        }),
        ("disk", |asked| {
            use std::os::unix::fs::PermissionsExt as _;
            let held = asked.office.server.join("kanhe/held");
            assert_eq!(fs::metadata(&held).unwrap().permissions().mode() & 0o777, 0o750);
            assert!(held.join(SUBJECT).join("index.html").exists());
            for path in ["kanhe/held/", "held/", "_held/", "../held/", "%2e%2e/held/"] {
                assert!(asked.read(&format!("{path}{SUBJECT}/index.html")).0 >= 400, "{path}");
            }
        }),
        ("preview", |asked| {
            let out = asked.office.world.path("copy");
            let home = asked.office.world.path("home");
            if !out.exists() {
                let record = asked.office.server.to_str().unwrap();
                let build = ["--record", record, "build", "--out", out.to_str().unwrap()];
                asked.office.world.kanhe(&home, &build).good();
            }
            assert!(!out.join(SUBJECT).exists(), "a copy without a server has nothing of it");
            // Nor does the server's own repository show all to everybody for a preview.
            let record = asked.office.server.to_str().unwrap();
            let said = asked.office.world.kanhe(&home, &["--record", record, "serve", "--preview"]);
            assert_eq!(said.code, 2, "{}", said.err);
            assert!(said.err.contains("--preview"), "{}", said.err);
        }),
    ];
    BTreeMap::from(probes)
}

/// The names of the rows of the table.
fn rows() -> BTreeSet<String> {
    let text = include_str!("../../docs/reading.md").split("## Output by output").nth(1).unwrap();
    let names = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    names.map(|(name, _)| name.to_owned()).collect()
}

fn paper(readers: &str, version: &str) -> String {
    format!(
        "+++\ntitle = \"关于人事任免的请示\"\nunit = \"bureau\"\nkind = \"通知\"\nto = [\"各科室\"]\nattachments = [\"名册.txt\"]\n\
         readers = [{readers}]\n+++\n\n拟任人选见[名册](名册.txt){version}。\n"
    )
}

#[test]
fn every_output_is_asked_by_every_kind_of_reader() {
    let office = Office::found();
    let dir = office.clone("chen");
    world::draft(&dir, "documents/2026/open", "关于开展春季检查的通知");
    office.act(&dir, "chen-wen", "submit", "documents/2026/open", &[]).good();
    let folder = dir.join("content").join(SUBJECT);
    world::write(&folder.join("名册.txt"), "考察谈话安排\n");
    world::write(&folder.join("index.md"), &paper("\"@zhao-lei\"", ""));
    office.act(&dir, "chen-wen", "submit", SUBJECT, &[]).good();
    office.act(&dir, "li-ming", "return", SUBJECT, &["-m", "考察谈话未完"]).good();
    world::write(&folder.join("index.md"), &paper("\"@zhao-lei\"", "（修改）"));
    office.act(&dir, "chen-wen", "revise", SUBJECT, &["-m", "已修改"]).good();
    for (who, command) in
        [("li-ming", "approve"), ("wang-fang", "approve"), ("zhao-lei", "approve"), ("sun-hua", "issue")]
    {
        office.act(&dir, who, command, SUBJECT, &["-m", "同意"]).good();
    }
    // What is for all names it: that much its author has told, and its address with it.
    let task = format!(
        "+++\ntitle = \"核对材料\"\nsource = \"{SUBJECT}\"\nowner = \"li-ming\"\ndue = \"2099-07-10\"\nurgency = \"一般\"\n\
         result = \"逐项核对\"\n+++\n\n请核对。\n"
    );
    world::write(&dir.join("content/tasks/2026/names-it/index.md"), &task);
    office.act(&dir, "sun-hua", "submit", "tasks/2026/names-it", &[]).good();
    let home = office.world.path("home");
    let record = office.server.to_str().unwrap().to_owned();
    let people = ["xu-jing", "zhou-min", "chen-wen"];
    let added = office.world.kanhe(&home, &[&["--record", &record, "account", "add"][..], &people].concat()).good();
    let line = added.out.lines().find(|line| line.starts_with("xu-jing")).unwrap();
    let initial = line.split_whitespace().last().unwrap().to_owned();
    let served = Served::new(&office);
    // One of the drafter's own unit is no reader for that; the custodian is not named, and asked to seal it.
    let staff = served.cookie_of_new("xu-jing", &initial);
    let mut kinds = vec![
        Asks { who: "nobody", cookie: String::new(), may: false },
        Asks { who: "xu-jing", cookie: staff, may: false },
    ];
    for who in ["zhou-min", "chen-wen"] {
        kinds.push(Asks { who, cookie: served.cookie_of(&office, who), may: true });
    }
    let (_, _, page) = served.read(&format!("{SUBJECT}/"), &kinds[2].cookie);
    let attachment = page.split("hidden-paper/_files/").nth(1).unwrap().split('"').next().unwrap();
    let attachment = format!("_files/{attachment}");
    let probes = probes();
    assert_eq!(rows(), probes.keys().map(|name| (*name).to_owned()).collect());
    for entry in walkdir::WalkDir::new(office.server.join("kanhe/site")) {
        let entry = entry.unwrap();
        assert!(!tells(&entry.path().display().to_string()), "{}", entry.path().display());
    }
    for asks in &kinds {
        for probe in probes.values() {
            probe(&Asked { served: &served, office: &office, asks, attachment: &attachment });
        }
    }
    for entry in walkdir::WalkDir::new(office.server.join("kanhe/site")) {
        let entry = entry.unwrap();
        assert!(!tells(&entry.path().display().to_string()), "{}", entry.path().display());
    }
    let denied = office.world.kanhe(&home, &["--record", &record, "--json", "account", "journal", "--what", "denied"]);
    let denied = denied.good().json();
    let lines = denied.as_array().unwrap();
    assert!(!lines.is_empty() && lines.iter().all(|line| line["person"] == "xu-jing"), "{denied}");
}
