//! The promise of `site::build`: what an act changes on the disk is what a full build would have written differently.
//!
//! An office acts at random (from a fixed seed), also by force, and after each act the followed folder is compared, byte for
//! byte, with a full build of the same record into a fresh folder.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests may panic")]

#[path = "rebuild/office.rs"]
mod office;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kanhe::desk::Intent;
use kanhe::office::{Addresses, Verb};
use kanhe::site::Site;
use office::{Chance, Office, Paper};

/// Every file below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().display().to_string();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn folder() -> tempfile::TempDir {
    // In memory if there is room: a disk that has just lost thousands of files is slow to take new ones.
    let memory = Path::new("/dev/shm");
    let room = rustix::fs::statvfs(memory).map_or(0, |found| found.f_bavail * found.f_frsize);
    let place = if room > 4 << 30 { memory.to_owned() } else { std::env::temp_dir() };
    tempfile::Builder::new().prefix("kanhe-rebuild").tempdir_in(place).unwrap()
}

/// A site that follows a record, and what a full build would be.
struct Followed {
    site: Site,
    out: tempfile::TempDir,
    held: tempfile::TempDir,
}

impl Followed {
    fn of(office: &Office) -> Self {
        let (out, held) = (folder(), folder());
        let mut site = Site::open(office.place(), out.path(), false, &mut |_, _| {}).expect("the record opens");
        site.index_for_scripts(true);
        site.hold_in(held.path());
        site.build(&mut |_, _| {}).expect("the site builds");
        Self { site, out, held }
    }

    /// How many pages were made.
    fn follow(&mut self) -> usize {
        self.site.follow().expect("the site follows").pages
    }

    /// That the folder is what a full build gives.
    fn compare(&self, office: &Office, after: &str) {
        let full = Self::of(office);
        Self::compare_folders((self.out.path(), full.out.path()), after);
        Self::compare_folders((self.held.path(), full.held.path()), after);
    }

    fn compare_folders((here, there): (&Path, &Path), after: &str) {
        let (followed, built) = (files(here), files(there));
        let mut wrong = Vec::new();
        for path in followed.keys().chain(built.keys()) {
            match (followed.get(path), built.get(path)) {
                (Some(here), Some(there)) if here == there => {}
                // The builder's own list names the same files, in the order they came.
                (Some(here), Some(there)) if path == ".kanhe-site" && lines(here) == lines(there) => {}
                (Some(here), Some(there)) => wrong.push(format!("{path} differs: {}", difference(here, there))),
                (Some(_), None) => wrong.push(format!("{path} should be gone")),
                (None, _) => wrong.push(format!("{path} is missing")),
            }
        }
        wrong.sort();
        wrong.dedup();
        assert!(wrong.is_empty(), "after {after}:\n{}", wrong.join("\n"));
    }
}

/// The lines of a text, sorted.
fn lines(text: &[u8]) -> Vec<&[u8]> {
    let mut lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    lines.sort_unstable();
    lines
}

/// The first line that is not the same.
fn difference(here: &[u8], there: &[u8]) -> String {
    let (here, there) = (String::from_utf8_lossy(here), String::from_utf8_lossy(there));
    let pair = here.lines().zip(there.lines()).find(|(here, there)| here != there);
    pair.map_or_else(|| "in length".to_owned(), |(here, there)| format!("\n  followed: {here}\n  built:    {there}"))
}

#[test]
fn a_followed_site_is_a_built_one() {
    let mut office = Office::found();
    let mut site = Followed::of(&office);
    let mut chance = Chance(20_260_302);
    let mut acts = 0;
    while acts < 90 {
        let Some(done) = office.act_somehow(&mut chance) else { continue };
        acts += 1;
        site.follow();
        site.compare(&office, &format!("act {acts}: {done}"));
    }
    let done = office.verbs_done();
    let aside = ["transfer", "consult", "reply", "add-sign", "remove-sign", "circulate", "read", "take-back"];
    assert!(
        done.len() >= 16 && aside.iter().all(|verb| done.contains(*verb)),
        "the dice made too dull an office: {done:?}"
    );
}

/// What must stand nowhere but on the pages of a subject that is for some alone.
const SECRETS: [&str; 6] = ["hidden-paper", "人事任免", "拟任人选", "考察谈话", "名册", "同意报批"];

/// That nothing of it is where everybody reads.
fn hides(site: &Followed, after: &str) {
    for (path, bytes) in files(site.out.path()) {
        let text = String::from_utf8_lossy(&bytes);
        for secret in SECRETS {
            assert!(!text.contains(secret) && !path.contains(secret), "{path} tells {secret} after {after}");
        }
    }
}

/// L2, C3, C35: what is for some stands in no list, count, feed, search or file of what is for all, from its first act to its last.
#[test]
fn what_is_for_some_is_told_by_its_own_pages_alone() {
    let mut office = Office::found();
    let mut site = Followed::of(&office);
    office.act("documents/2026/open", "chen", Verb::Submit, Some(Paper::plain(1))).unwrap();
    site.follow();
    let counted = |site: &Followed| fs::read_to_string(site.out.path().join("documents/index.html")).unwrap();
    let list = counted(&site);
    let subject = "documents/2026/hidden-paper";
    let draft = |title: &str, readers: &str| {
        let head = format!("title = \"{title}\"\nunit = \"office\"\nkind = \"通知\"\nto = [\"各单位\"]\n");
        let head = format!(
            "+++\n{head}attachments = [\"名册.txt\"]\nreaders = {readers}\n+++\n\n拟任人选见[名册](名册.txt)。\n"
        );
        let file = ("名册.txt".to_owned(), "考察谈话安排".as_bytes().to_vec());
        kanhe::desk::Draft::of(BTreeMap::from([("index.md".to_owned(), head.into_bytes()), file]))
    };
    let hand_in = |verb, readers: &str| Intent {
        draft: Some(draft("关于人事任免的请示", readers)),
        ..office::intent(subject, verb)
    };
    // Somebody spoke of it before it was there, which was refused.
    office.force(subject, "lin", Verb::Approve);
    site.follow();
    let some = "[\"finance/head\"]";
    let steps: Vec<(&str, Intent)> = vec![
        ("chen", hand_in(Verb::Submit, some)),
        ("lin", Intent { opinion: "同意报批".to_owned(), ..office::intent(subject, Verb::Approve) }),
        ("chen", office::intent(subject, Verb::Approve)),
        ("lin", office::intent(subject, Verb::Return)),
        ("chen", hand_in(Verb::Revise, "[\"finance/head\", \"@wang\"]")),
        ("lin", office::intent(subject, Verb::Approve)),
        ("chen", office::intent(subject, Verb::Approve)),
        ("lin", office::intent(subject, Verb::Approve)),
        ("zhou", office::intent(subject, Verb::Issue)),
        ("chen", office::intent(subject, Verb::Seal)),
    ];
    for (person, mut intent) in steps {
        let done = format!("{person} {} {subject}", intent.verb);
        if intent.verb == Verb::Return {
            intent.reason = "考察谈话未完".to_owned();
        }
        office.intend(person, intent).unwrap_or_else(|fault| panic!("{done}: {fault}"));
        site.follow();
        hides(&site, &done);
        site.compare(&office, &done);
        let page = fs::read_to_string(site.held.path().join(format!("{subject}/index.html"))).unwrap();
        assert!(page.contains("拟任人选") && page.contains("_files/"), "{done}");
    }
    assert!(site.held.path().join(format!("{subject}/revision-2.html")).exists());
    // An act of others leaves it alone, and what is for all is listed as before it.
    office.submit_next("chen");
    site.follow();
    hides(&site, "another's act");
    assert_ne!(counted(&site), list);
    assert!(counted(&site).contains("documents/2026/open") && !counted(&site).contains("hidden-paper"));
    // A site without a server has nothing of it at all.
    let out = folder();
    let mut copy = Site::open(office.place(), out.path(), false, &mut |_, _| {}).unwrap();
    copy.index_for_scripts(true);
    copy.build(&mut |_, _| {}).unwrap();
    assert!(!out.path().join(format!("{subject}/index.html")).exists());
    assert!(files(out.path()).values().all(|bytes| !String::from_utf8_lossy(bytes).contains("拟任人选")));
}

/// What was for some and is now for all, or the other way round, moves with everything that hangs on it.
#[test]
fn what_is_opened_to_all_comes_into_every_list_and_goes_again() {
    let mut office = Office::found();
    let mut site = Followed::of(&office);
    let paper = |readers| Some(Paper { readers, attachment: Some("甲"), ..Paper::plain(1) });
    let subject = "documents/2026/a";
    let is_listed = |site: &Followed| {
        let list = fs::read_to_string(site.out.path().join("documents/index.html")).unwrap();
        (list.contains(subject), site.out.path().join(subject).join("index.html").exists())
    };
    for (person, verb, readers, listed) in [
        ("chen", Verb::Submit, Some("finance"), false),
        ("lin", Verb::Return, None, false),
        ("chen", Verb::Revise, None, true),
        ("lin", Verb::Return, None, true),
        ("chen", Verb::Revise, Some("@sun"), false),
    ] {
        let hands_in = matches!(verb, Verb::Submit | Verb::Revise);
        office.act(subject, person, verb, if hands_in { paper(readers) } else { None }).unwrap();
        site.follow();
        site.compare(&office, &format!("{verb} {readers:?}"));
        assert_eq!(is_listed(&site), (listed, listed), "{verb} {readers:?}");
        assert_ne!(site.held.path().join(subject).join("index.html").exists(), listed);
    }
}

#[test]
fn what_is_repealed_and_what_repeals_it_are_followed() {
    let mut office = Office::found();
    let mut site = Followed::of(&office);
    office.bring_into_force("rules/2026/old", office::rules("会议管理规定", &[]));
    office.bring_into_force("rules/2026/new", office::rules("会议管理规定（修订）", &["rules/2026/old"]));
    site.follow();
    site.compare(&office, "the repeal");
    let page = fs::read_to_string(site.out.path().join("rules/2026/old/index.html")).unwrap();
    assert!(page.contains("banner ended repealed") && page.contains("../../../rules/2026/new/index.html"));
    office.intend("zhou", office::intent("rules/2026/new", Verb::Void)).unwrap();
    site.follow();
    site.compare(&office, "the end of what has repealed");
    office.bring_into_force("rules/2026/third", office::rules("会议管理办法", &[]));
    office.intend("zhou", office::intent("rules/2026/third", Verb::Repeal)).unwrap();
    site.follow();
    site.compare(&office, "a repeal by an act of its own");
}

/// G20: the pages of papers that are handed over are made again when what they say changes, and by no other act.
#[test]
fn papers_from_before_the_record_are_followed() {
    let mut office = Office::found();
    let mut site = Followed::of(&office);
    let mut step = |office: &mut Office, person: &str, intent: Intent| {
        let done = format!("{person} {} {}", intent.verb, intent.subject);
        office.intend(person, intent).unwrap_or_else(|fault| panic!("{done}: {fault}"));
        let pages = site.follow();
        site.compare(office, &done);
        pages
    };
    let subject = "history/2026/old";
    let hand_in = |verb, papers| Intent { draft: Some(office::older(papers)), ..office::intent(subject, verb) };
    assert!(step(&mut office, "chen", hand_in(Verb::Submit, 120)) > 120);
    step(&mut office, "zhou", office::intent(subject, Verb::Return));
    assert!(step(&mut office, "chen", hand_in(Verb::Revise, 60)) > 60);
    let urged = step(&mut office, "chen", office::intent(subject, Verb::Urge));
    assert!(urged < 40, "{urged} pages");
    step(&mut office, "zhou", office::intent(subject, Verb::Approve));
    assert!(step(&mut office, "lin", office::intent(subject, Verb::Approve)) > 60);
    let submit =
        Intent { draft: Some(office::rules("值班制度", &[])), ..office::intent("rules/2026/a", Verb::Submit) };
    let other = step(&mut office, "chen", submit);
    assert!(other < 40, "{other} pages");
    let page = |path: &str| fs::read_to_string(site.out.path().join(subject).join(path)).unwrap();
    let paper = page("linban-2012-7/index.html");
    assert!(
        paper.contains("临办〔2012〕7号") && paper.contains("../../../../files/") && paper.contains("已核定接收"),
        "{paper}"
    );
    assert!(
        paper.contains("../linban-2012-8/index.html") || paper.contains("history/2026/old/linban-2012-8/index.html")
    );
    assert!(!paper.contains("<script>alert") && !paper.contains('\u{202e}'));
    // Every third is of another year. Two pages' worth of them stand on one page as long as there is no more.
    let year = page("year.2012/index.html");
    assert!(year.contains("linban-2012-1/") && year.contains("linban-2012-59/"), "{year}");
    // A paper is found by itself, with its own number and year.
    let finder = site.site.finder();
    let ask = |fields: &[(&str, &str)]| {
        let asked: Vec<_> = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        String::from_utf8(finder.answer("/search/", &asked, &|_| true).unwrap().unwrap()).unwrap()
    };
    assert!(ask(&[("q", "第7份"), ("year", "2012")]).contains("<mark>第7份</mark>"));
    assert!(ask(&[("q", "linban")]).contains("没有找到"), "the report is no text");
    let all = ask(&[("q", "临办"), ("collection", "history")]);
    assert!(all.contains("共 60 件"), "{all}");
    let found = ask(&[("q", "第7份")]);
    assert_eq!(found.matches("class=\"hit\"").count(), 1, "{found}");
    let leads = found.contains("href=\"../history/2026/old/linban-2012-7/index.html\"");
    assert!(leads && !found.contains("<script>alert"), "{found}");
    office.intend("zhou", office::intent(subject, Verb::Void)).unwrap();
    site.follow();
    site.compare(&office, "the end");
}

#[test]
fn who_acts_for_another_and_who_takes_over_are_followed() {
    let mut office = Office::found();
    let mut site = Followed::of(&office);
    let page = |site: &Followed, path: &str| fs::read_to_string(site.out.path().join(path)).unwrap();
    let mut step = |office: &mut Office, person: &str, intent: Intent| {
        let done = format!("{person} {} {}", intent.verb, intent.subject);
        office.intend(person, intent).unwrap_or_else(|fault| panic!("{done}: {fault}"));
        site.follow();
        site.compare(office, &done);
        // What waits stands above the posts.
        ["lin", "wang", "zhou"].map(|person| {
            let page = page(&site, &format!("people/{person}/index.html"));
            page.split("aria-labelledby=\"posts\"").next().unwrap().contains("rules/2026/watch/index.html")
        })
    };
    let hand_in = |subject: &str, draft| Intent { draft: Some(draft), ..office::intent(subject, Verb::Submit) };
    let rules = office::rules("值班制度", &[]);
    assert_eq!(step(&mut office, "chen", hand_in("rules/2026/watch", rules)), [true, false, false]);

    let away = "title = \"外出\"\nto = \"wang\"\nfrom = 2020-01-01\nuntil = 2099-12-31\nreason = \"出差\"\n";
    step(&mut office, "lin", hand_in("delegations/2026/lin", office::paper(away)));
    step(&mut office, "wang", office::intent("delegations/2026/lin", Verb::Approve));
    let shown = step(&mut office, "chen", office::intent("rules/2026/watch", Verb::Urge));
    assert!(shown[1], "the delegate sees what he may do");
    let asked = Intent { to: vec!["sun".parse().unwrap()], ..office::intent("rules/2026/watch", Verb::Consult) };
    step(&mut office, "wang", Intent { behalf: Some("lin".parse().unwrap()), ..asked });
    step(&mut office, "sun", office::intent("rules/2026/watch", Verb::Reply));
    step(&mut office, "lin", office::intent("delegations/2026/lin", Verb::Recall));

    let leaving = "title = \"交接\"\nunit = \"office\"\nperson = \"lin\"\nto = \"wang\"\nreason = \"岗位调整\"\n\
                   last-day = 2026-12-01\nhanded-over = true\nbacked-up = true\n";
    step(&mut office, "lin", hand_in("handovers/2026/lin", office::paper(leaving)));
    step(&mut office, "wang", office::intent("handovers/2026/lin", Verb::Approve));
    let shown = step(&mut office, "zhou", office::intent("handovers/2026/lin", Verb::Approve));
    assert_eq!(shown, [false, true, false], "what the leaver had open is his successor's");
    let shown = step(&mut office, "zhou", office::intent("handovers/2026/lin", Verb::Void));
    assert_eq!(shown, [true, false, false], "and his own again");
}

#[test]
fn a_revision_leaves_nothing_of_what_it_replaced() {
    let mut office = Office::found();
    let mut site = Followed::of(&office);
    let mut step = |office: &mut Office, person: &str, verb: Verb, draft: Option<Paper>| {
        office.act("documents/2026/paper", person, verb, draft).expect("the act is allowed");
        site.follow();
        site.compare(office, &verb.to_string());
    };
    let paper =
        Paper { title: "关于甲的通知", unit: "office", kind: "通知", attachment: Some("甲"), readers: None };
    step(&mut office, "chen", Verb::Submit, Some(paper.clone()));
    step(&mut office, "lin", Verb::Approve, None);
    step(&mut office, "chen", Verb::Approve, None);
    step(&mut office, "lin", Verb::Return, None);
    let other =
        Paper { title: "关于乙的函", unit: "finance", kind: "函", attachment: Some("乙"), readers: None };
    step(&mut office, "chen", Verb::Revise, Some(other));
    step(&mut office, "chen", Verb::Withdraw, None);
}

#[test]
fn a_seal_may_come_into_sight_after_its_act_and_is_registered_by_the_next() {
    let mut office = Office::found();
    let subject = "documents/2026/sealed";
    office.bring_to_sealing(subject);
    let mut site = Followed::of(&office);
    let reference = office.act(subject, "chen", Verb::Seal, None).unwrap().expect("a seal was put");
    let tag = office.hide(&reference);
    site.follow();
    site.compare(&office, "the act without its tag");
    office.show(&reference, tag);
    site.follow();
    site.compare(&office, "the tag");
    office.submit_next("chen");
    site.follow();
    site.compare(&office, "the act that registers the tag");
}

#[test]
fn acts_put_on_main_by_force_are_shown_as_refused() {
    let mut office = Office::found();
    let subject = "documents/2026/forced";
    office.act(subject, "chen", Verb::Submit, Some(Paper::plain(1))).unwrap();
    let mut site = Followed::of(&office);
    for (person, verb) in [("sun", Verb::Approve), ("chen", Verb::Approve), ("wang", Verb::Return)] {
        office.force(subject, person, verb);
        site.follow();
        site.compare(&office, "an act by force");
        office.submit_next("lin");
        site.follow();
        site.compare(&office, "an act after one by force");
    }
    office.force("documents/2026/nothing", "sun", Verb::Approve);
    site.follow();
    site.compare(&office, "an act about nothing");
}

#[test]
fn lists_that_fill_their_pages_are_followed() {
    let mut office = Office::found();
    let mut site = Followed::of(&office);
    for count in 1..=123 {
        office.submit_next(if count % 3 == 0 { "lin" } else { "chen" });
        site.follow();
        // A page of a list holds 30, and so does one of the ledger; it is split off when the one after it is full.
        if matches!(count, 2 | 59 | 60 | 61 | 91 | 119 | 120 | 123) {
            site.compare(&office, &format!("{count} papers"));
        }
        if count == 123 {
            let other = Paper { kind: "函", unit: "finance", ..Paper::plain(36) };
            office.act("documents/2026/paper-36", "lin", Verb::Revise, Some(other.clone())).unwrap();
            site.follow();
            site.compare(&office, "one that left the middle of long lists");
            office.act("documents/2026/paper-35", "chen", Verb::Revise, Some(other)).unwrap();
            site.follow();
            site.compare(&office, "another");
        }
        if count == 61 {
            office.act("documents/2026/paper-3", "lin", Verb::Withdraw, None).unwrap();
            site.follow();
            site.compare(&office, "a change on an older page");
            // The list of this kind is no longer long enough for its older page.
            let other = Paper { kind: "函", ..Paper::plain(4) };
            office.act("documents/2026/paper-4", "chen", Verb::Revise, Some(other)).unwrap();
            office
                .act("documents/2026/paper-5", "chen", Verb::Revise, Some(Paper { kind: "函", ..Paper::plain(5) }))
                .unwrap();
            site.follow();
            site.compare(&office, "two that left a list");
        }
    }
}

#[test]
fn an_executed_change_stands_on_every_page() {
    let mut office = Office::found();
    office.bring_to_sealing("documents/2026/sealed");
    let mut site = Followed::of(&office);
    assert!(shows(&site, "林静"));
    office.amend("lin", "林静", "林劲");
    site.follow();
    site.compare(&office, "the execution");
    assert!(shows(&site, "林劲"));
    office.submit_next("lin");
    site.follow();
    site.compare(&office, "an act after it");
}

/// A change request, handed in and carried out act by act, with the site followed after each.
fn change(site: &mut Followed, office: &mut Office, files: &[(&str, &str)]) -> String {
    let request = office.propose(files);
    site.follow();
    site.compare(office, &format!("the submission of {request}"));
    office.carry_out(&request, &mut |office, done| {
        site.follow();
        site.compare(office, done);
    });
    request
}

/// A front sends files itself: each page has its compressed body beside it, a time that changes with its content, and one file says
/// whether everybody may read.
#[test]
fn what_a_front_sends_is_followed() {
    let mut office = Office::found();
    let out = folder();
    let held = folder();
    let mut site = Site::open(office.place(), out.path(), false, &mut |_, _| {}).unwrap();
    site.hold_in(held.path());
    site.be_fronted();
    site.build(&mut |_, _| {}).unwrap();
    let squeezed = |dir: &Path| {
        let mut pages = 0;
        for (path, bytes) in
            files(dir).iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|end| end == "html"))
        {
            let body = fs::read(dir.join(format!("{path}.gz"))).unwrap();
            let mut whole = Vec::new();
            std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(body.as_slice()), &mut whole).unwrap();
            assert!(whole == *bytes, "{path}.gz is another's");
            pages += 1;
        }
        let lonely = |path: &&String| path.strip_suffix(".gz").is_some_and(|of| !dir.join(of).exists());
        assert_eq!(files(dir).keys().filter(lonely).count(), 0);
        pages
    };
    let time = || fs::metadata(out.path().join("ledger/index.html")).unwrap().modified().unwrap();
    let before = (squeezed(out.path()), time());
    office.act("documents/2026/a", "chen", Verb::Submit, Some(Paper::plain(1))).unwrap();
    let some = Paper { readers: Some("finance"), ..Paper::plain(2) };
    office.act("documents/2026/b", "chen", Verb::Submit, Some(some)).unwrap();
    site.follow().unwrap();
    assert!(squeezed(out.path()) > before.0 && time() != before.1);
    assert!(squeezed(held.path()) > 0);
    // The same once more: nothing is written, and the time is the same.
    let now = time();
    assert_eq!(site.build(&mut |_, _| {}).unwrap().written, 0);
    assert_eq!(time(), now);
    assert!(out.path().join("_open").exists());
    let settings = String::from_utf8(site.ledger().office().files()["kanhe.toml"].clone()).unwrap();
    let closed = settings + "\n[login]\nreading = \"staff\"\n";
    let request = office.propose(&[("kanhe.toml", &closed)]);
    office.carry_out(&request, &mut |_, _| {});
    site.follow().unwrap();
    assert!(!out.path().join("_open").exists(), "a site that is closed is closed at the front too");
    squeezed(out.path());
}

#[test]
fn units_that_are_registered_renamed_and_merged_are_followed() {
    let mut office = Office::found();
    office.bring_to_sealing("documents/2026/sealed");
    office.act("documents/2026/sealed", "chen", Verb::Seal, None).unwrap();
    office.act("documents/2026/open", "chen", Verb::Submit, Some(Paper::plain(1))).unwrap();
    let mut site = Followed::of(&office);
    let page = |site: &Followed, path: &str| fs::read_to_string(site.out.path().join(path)).unwrap_or_default();
    let posts = "[posts]\nhead = \"处长\"\nclerk = \"文书\"\n";

    let depot =
        format!("+++\ntitle = \"临江市物资处\"\nparent = \"office\"\ncode = \"临物\"\n{posts}+++\n\n储备救灾物资。\n");
    let path = "content/people/sun/index.md";
    let sun = office.entry(path);
    let heads = sun.replace("\"finance/head\"", "\"finance/head\", \"depot/head\"");
    let request = change(&mut site, &mut office, &[("content/units/depot/index.md", &depot), (path, &heads)]);
    assert!(page(&site, "units/index.html").contains("临江市物资处"));
    assert!(page(&site, "units/office/index.html").contains("units/depot/index.html"), "the unit above lists it");
    assert!(page(&site, &format!("{request}/index.html")).contains("<ins>临江市物资处</ins>"));
    assert!(page(&site, "units/depot/index.html").contains("储备救灾物资"));

    let renamed =
        depot.replace("title = \"临江市物资处\"", "title = \"临江市/应急物资处\"\nformer = [\"临江市物资处\"]");
    change(&mut site, &mut office, &[("content/units/depot/index.md", &renamed)]);
    let old = page(&site, "units/临江市物资处/index.html");
    assert!(old.contains("href=\"../../units/depot/index.html\"") && old.contains("临江市/应急物资处"), "{old}");
    assert!(page(&site, "units/depot/index.html").contains("临江市物资处"), "its former name stands on its page");

    let gone =
        renamed.replace("title =", "state = \"abolished\"\ninto = \"office\"\ndisposition = \"移交办公室\"\ntitle =");
    change(&mut site, &mut office, &[("content/units/depot/index.md", &gone), (path, &sun)]);
    let old = page(&site, "units/临江市物资处/index.html");
    assert!(
        old.contains("href=\"../../units/office/index.html\""),
        "a link by an old name leads to where it went: {old}"
    );
    let depot = page(&site, "units/depot/index.html");
    assert!(depot.contains("banner ended") && depot.contains("移交办公室") && depot.contains("/request-"));

    let office_entry = office.entry("content/units/office/index.md");
    let seal = office.entry("content/seals/office/index.md");
    let handed_back = seal.replace("unit =", "state = \"handed-back\"\nunit =") + "";
    let handed_back = handed_back.replace("fingerprint =", "state = \"retired\"\nfingerprint =");
    let named = office_entry.replace(
        "title = \"临江市办公室\"",
        "title = \"临江市政务办公室\"\nformer = [\"临江市办公室\"]\nseal-rules = \"documents/2026/rules\"",
    );
    change(
        &mut site,
        &mut office,
        &[("content/seals/office/index.md", &handed_back), ("content/units/office/index.md", &named)],
    );
    let sealed = page(&site, "documents/2026/sealed/index.html");
    let (sheet, beside) = sealed.split_once("</article>").unwrap();
    assert!(beside.contains("临江市政务办公室"), "its new name is everywhere");
    let own = sheet.split_once("<article").unwrap().1;
    assert!(
        own.contains("临江市办公室") && !own.contains("政务办公室"),
        "but what was issued bears the name of that time"
    );
    assert!(page(&site, "seals/office/index.html").contains("已缴回"));
    assert!(page(&site, "units/office/index.html").contains("尚未制定"));
    let rules = Paper { unit: "finance", ..Paper::plain(1) };
    office.act("documents/2026/rules", "chen", Verb::Submit, Some(rules)).unwrap();
    site.follow();
    site.compare(&office, "the unit's own rules for its seals");
    assert!(page(&site, "units/office/index.html").contains("documents/2026/rules/index.html"));
}

#[test]
fn people_who_come_move_and_lose_their_keys_are_followed() {
    let mut office = Office::found();
    office.act("documents/2026/open", "chen", Verb::Submit, Some(Paper::plain(1))).unwrap();
    let mut site = Followed::of(&office);
    let page = |site: &Followed, path: &str| fs::read_to_string(site.out.path().join(path)).unwrap_or_default();
    let person = |name: &str, slug: &str, more: &str| {
        format!("+++\nname = \"{name}\"\nemail = \"{slug}@office.example\"\nunit = \"finance\"\n{more}+++\n")
    };
    let hu = person("胡敏", "hu", "code = \"C-0042\"\nmobile = \"13900000042\"\nphone = \"0571-1\"\n");
    let request = change(&mut site, &mut office, &[("content/people/hu/index.md", &hu)]);
    assert!(page(&site, "people/index.html").contains("胡敏"));
    change(
        &mut site,
        &mut office,
        &[("content/people/duty/index.md", &person("值班室", "duty", "kind = \"shared\"\nowner = \"hu\"\n"))],
    );
    assert!(page(&site, "people/duty/index.html").contains("people/hu/index.html"));
    assert!(page(&site, "people/hu/index.html").contains("people/duty/index.html"));
    let all = files(site.out.path());
    for private in ["C-0042", "13900000042"] {
        let told = all.iter().find(|(_, bytes)| String::from_utf8_lossy(bytes).contains(private));
        assert!(told.is_none(), "{private} stands in {:?}, and {request} asked for it", told.unwrap().0);
    }

    let moved = hu.replace("unit = \"finance\"", "unit = \"office\"\nposts = [\"office/deputy\"]");
    change(&mut site, &mut office, &[("content/people/hu/index.md", &moved)]);
    assert!(page(&site, "units/office/index.html").contains("胡敏"));
    assert!(
        page(&site, "people/permissions.csv").contains("\"胡敏\",\"临江市办公室\",\"岗位\",\"临江市办公室 副主任\"")
    );

    let mut step = |office: &mut Office, person: &str, intent: Intent| {
        let done = format!("{person} {} {}", intent.verb, intent.subject);
        office.intend(person, intent).unwrap_or_else(|fault| panic!("{done}: {fault}"));
        site.follow();
        site.compare(office, &done);
        ["people/lin/index.html", "people/certificates.html", "workflows/requests.html"]
            .map(|path| page(&site, path).contains("losses/2026/lin"))
    };
    let lost = "title = \"密钥卡遗失\"\nperson = \"lin\"\nkind = \"遗失\"\nnoticed = \"2026-03-02 08:00\"\n\
                circumstances = \"途中遗失\"\n";
    let report = Intent { draft: Some(office::paper(lost)), ..office::intent("losses/2026/lin", Verb::Submit) };
    assert_eq!(step(&mut office, "chen", report), [true, true, true]);
    assert!(!step(&mut office, "zhou", office::intent("losses/2026/lin", Verb::Disagree))[1]);
}

#[test]
fn what_is_carried_out_in_an_emergency_is_shown_until_it_is_approved() {
    let mut office = Office::found();
    for number in 1..=4 {
        office.bring_into_force(&format!("rules/2026/rules-{number}"), office::rules("会议管理规定", &[]));
    }
    let mut site = Followed::of(&office);
    let all = files(site.out.path()).keys().filter(|path| path.contains(".html")).count();
    let path = "content/people/sun/index.md";
    let entry = office.entry(path).replace("孙立", "孙丽");
    let request = office.propose_in(Some("emergencies"), &[(path, &entry)]);
    let mut shown = Vec::new();
    office.carry_out(&request, &mut |office, done| {
        // Nobody who is named by what is through has another name.
        assert!(site.follow() <= all - 4, "{done} touches what it does not change");
        site.compare(office, done);
        let home = fs::read_to_string(site.out.path().join("index.html")).unwrap();
        shown.push(home.contains("banner urgent"));
    });
    assert!(shown.contains(&true) && !shown[0] && !shown[shown.len() - 1], "{shown:?}");
}

#[test]
fn a_unit_s_own_drawing_is_shown_if_it_is_the_one_the_register_names() {
    let mut office = Office::found();
    office.bring_to_sealing("documents/2026/sealed");
    office.act("documents/2026/sealed", "chen", Verb::Seal, None).unwrap();
    let mut site = Followed::of(&office);
    let page = |site: &Followed, path: &str| fs::read_to_string(site.out.path().join(path)).unwrap_or_default();
    let (path, drawing) = ("content/seals/office/seal.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let digest = kanhe::id::Sha256::of(drawing.as_bytes()).hex();
    let entry = office.entry("content/seals/office/index.md");
    let with = |digest: &str| {
        entry.replace("unit =", &format!("picture = {{ file = \"seal.svg\", sha256 = \"{digest}\" }}\nunit ="))
    };
    change(&mut site, &mut office, &[("content/seals/office/index.md", &with(&digest)), (path, drawing)]);
    assert!(!page(&site, "documents/2026/sealed/index.html").contains(&digest), "it was put without a drawing");
    for place in ["seals/office/index.html", "units/office/index.html"] {
        assert!(page(&site, place).contains(&format!("files/{digest}/seal.svg")), "{place}");
    }
    change(&mut site, &mut office, &[(path, "<svg/>")]);
    assert!(page(&site, "seals/office/index.html").contains("<svg class=\"face round\""));
    assert!(!files(site.out.path()).contains_key(&format!("files/{digest}/seal.svg")));
    change(&mut site, &mut office, &[("content/seals/office/index.md", &with(&digest)), (path, drawing)]);
    office.bring_to_sealing("documents/2026/drawn");
    office.act("documents/2026/drawn", "chen", Verb::Seal, None).unwrap();
    change(&mut site, &mut office, &[("content/seals/office/index.md", &entry)]);
    assert!(page(&site, "documents/2026/drawn/index.html").contains(&digest), "it was put with that drawing");
    assert!(!page(&site, "seals/office/index.html").contains(&digest));
}

#[test]
fn a_joint_document_bears_the_seal_of_each_unit_and_of_who_signed() {
    let mut office = Office::found_with(true);
    let mut site = Followed::of(&office);
    let subject = "documents/2026/joint";
    let draft = office::paper(
        "title = \"关于防汛的命令\"\nunit = \"office\"\njoint = [\"finance\"]\nkind = \"命令\"\nto = [\"各单位\"]\n",
    );
    let mut step = |office: &mut Office, person: &str, verb: Verb, seal: Option<&str>, draft| {
        let seal = seal.map(|seal| seal.parse().unwrap());
        office.intend(person, Intent { seal, draft, ..office::intent(subject, verb) }).unwrap();
        site.follow();
        site.compare(office, &format!("{person} {verb}"));
        let page = fs::read_to_string(site.out.path().join(subject).join("index.html")).unwrap();
        (page.matches("class=\"face round\"").count(), page.matches("class=\"face square\"").count())
    };
    assert_eq!(step(&mut office, "chen", Verb::Submit, None, Some(draft)), (0, 0));
    for person in ["lin", "chen", "lin", "sun"] {
        step(&mut office, person, Verb::Approve, None, None);
    }
    assert_eq!(step(&mut office, "zhou", Verb::Issue, None, None), (0, 0));
    assert_eq!(step(&mut office, "chen", Verb::Seal, Some("office"), None), (1, 0));
    assert_eq!(step(&mut office, "chen", Verb::Seal, Some("finance"), None), (2, 0));
    assert_eq!(step(&mut office, "zhou", Verb::Seal, Some("zhou"), None), (2, 1));
    let page = fs::read_to_string(site.out.path().join(subject).join("index.html")).unwrap();
    let blocks: Vec<&str> = page.split("class=\"block\"").skip(1).collect();
    assert_eq!(blocks.len(), 2);
    for (block, unit) in blocks.iter().zip(["临江市办公室", "临江市财政局"]) {
        let own = block.split("class=\"block\"").next().unwrap();
        assert!(own.contains(&format!("<p>{unit}</p>")) && own.contains(&format!("电子印章：{unit}")), "{own}");
    }
    assert!(page.split("class=\"signatory\"").nth(1).unwrap().contains("电子印章：周建国"));
}

#[test]
fn an_act_in_question_is_shown_so_until_it_is_affirmed() {
    let mut office = Office::found();
    let subject = "documents/2026/doubted";
    office.act(subject, "chen", Verb::Submit, Some(Paper::plain(1))).unwrap();
    office.act(subject, "lin", Verb::Approve, None).unwrap();
    let mut site = Followed::of(&office);
    let questioned = |site: &Followed| {
        let page = |path: &str| fs::read_to_string(site.out.path().join(path)).unwrap();
        (page(&format!("{subject}/index.html")).contains("存疑"), page("ledger/index.html").contains("存疑"))
    };
    assert_eq!(questioned(&site), (false, false));
    let line = format!("fingerprint = \"{}\"\n", office.certificate("lin"));
    office.amend("lin", &line, &format!("{line}state = \"compromised\"\nafter = 0\n"));
    site.follow();
    site.compare(&office, "the compromise");
    assert_eq!(questioned(&site), (true, true));
    office.act(subject, "zhou", Verb::Affirm, None).unwrap();
    site.follow();
    site.compare(&office, "the affirmation");
    assert_eq!(questioned(&site), (false, false));
}

/// Somebody takes the folders away, or the record for a while: what can be read is read, and all of it comes back.
#[test]
fn what_was_taken_away_comes_back() {
    let mut office = Office::found();
    office.submit_next("chen");
    let some = Paper { readers: Some("finance"), ..Paper::plain(2) };
    office.act("documents/2026/held", "chen", Verb::Submit, Some(some)).unwrap();
    let mut site = Followed::of(&office);
    let taken: [fn(&Followed) -> &Path; 2] = [|site| site.out.path(), |site| site.held.path()];
    for folder in taken {
        fs::remove_dir_all(folder(&site)).unwrap();
        site.follow();
        site.compare(&office, "a folder was taken away");
    }
    let (place, away) = (office.place().to_owned(), office.place().with_extension("away"));
    fs::rename(&place, &away).unwrap();
    let page = site.out.path().join("documents/index.html");
    let before = fs::read(&page).unwrap();
    assert!(site.site.follow().is_err(), "a record that is not there cannot be followed");
    assert_eq!(fs::read(&page).unwrap(), before, "the pages stay");
    fs::rename(&away, &place).unwrap();
    office.submit_next("chen");
    site.follow();
    site.compare(&office, "the record is back");
}

/// Whether the page of the office names somebody.
/// A disk that is full, a folder where a page should be: what an act could not write is written with the next, and what it was to remove
/// is removed.
#[test]
fn what_could_not_be_written_is_made_up_for() {
    let mut office = Office::found();
    let mut site = Followed::of(&office);
    let subject = "documents/2026/paper";
    let paper =
        Paper { title: "关于甲的通知", unit: "office", kind: "通知", attachment: Some("甲"), readers: None };
    office.act(subject, "chen", Verb::Submit, Some(paper.clone())).unwrap();
    office.act(subject, "lin", Verb::Return, None).unwrap();
    site.follow();
    let attached = |site: &Followed| files(site.out.path()).keys().filter(|path| path.ends_with("附件.txt")).count();
    assert_eq!(attached(&site), 1);
    let page = site.out.path().join("index.html");
    fs::remove_file(&page).unwrap();
    fs::create_dir_all(page.join("in the way")).unwrap();
    let other = Paper { title: "关于乙的函", attachment: None, ..paper };
    office.act(subject, "chen", Verb::Revise, Some(other)).unwrap();
    site.site.follow().expect_err("a page cannot be written");
    site.site.follow().expect_err("nor can it now");
    fs::remove_dir_all(&page).unwrap();
    office.submit_next("chen");
    site.follow();
    site.compare(&office, "the act after what could not be written");
    assert_eq!(attached(&site), 0);
}

fn shows(site: &Followed, name: &str) -> bool {
    let page = fs::read_to_string(site.out.path().join("units/office/index.html")).unwrap();
    page.contains(name)
}

#[test]
fn what_is_searched_is_followed() {
    let mut office = Office::found();
    let mut site = Followed::of(&office);
    let finder = site.site.finder();
    let asked = |fields: &[(&str, &str)]| {
        let fields: Vec<(String, String)> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let page = finder.answer("/search/", &fields, &|_| true).map(|page| page.expect("the page is made"));
        page.map(|page| String::from_utf8(page).unwrap())
    };
    assert!(asked(&[]).is_none() && asked(&[("q", " ")]).is_none(), "who asks nothing gets the page of the site");
    office.bring_into_force("rules/2026/old", office::rules("会议管理规定", &[]));
    assert!(!asked(&[("q", "会议管理")]).unwrap().contains("<mark>"), "what has not been taken in is not found");
    site.follow();
    let found = asked(&[("q", "会议管理"), ("year", "2026")]).unwrap();
    assert!(found.contains("<mark>会议管理</mark>规定") && found.contains("../rules/2026/old/index.html"), "{found}");
    let hostile = asked(&[("q", "<script>\"x"), ("unit", "\"><b>"), ("page", "-1")]).unwrap();
    assert!(!hostile.contains("<b>") && !hostile.contains("<script>\"x"), "{hostile}");
    office.intend("zhou", office::intent("rules/2026/old", Verb::Void)).unwrap();
    site.follow();
    site.compare(&office, "the end of what was found");
    assert!(
        asked(&[("q", "会议管理"), ("state", "voided")]).unwrap().contains("badge voided"),
        "what is found says that it is void"
    );
}

/// A document that is sealed and was sent to the finance bureau.
fn sent(office: &mut Office, subject: &str) {
    office.bring_to_sealing(subject);
    office.act(subject, "chen", Verb::Seal, None).unwrap();
    office.intend("chen", deliver(subject, Verb::Send)).unwrap();
}

/// Sending to the finance bureau, or receiving for it.
fn deliver(subject: &str, verb: Verb) -> Intent {
    let addresses = Addresses { to: vec!["finance".parse().unwrap()], ..Addresses::default() };
    Intent { addresses, ..office::intent(subject, verb) }
}

/// A document waits for whoever holds the receiving post, also after nobody held it.
#[test]
fn what_was_sent_waits_for_the_next_clerk() {
    let mut office = Office::found();
    let subject = "documents/2026/sent";
    sent(&mut office, subject);
    let mut site = Followed::of(&office);
    let page = |site: &Followed, who: &str| {
        fs::read_to_string(site.out.path().join(format!("people/{who}/index.html"))).unwrap()
    };
    assert!(page(&site, "wang").contains(subject));
    office.amend("wang", "\"finance/clerk\", ", "");
    site.follow();
    site.compare(&office, "the post is vacant");
    assert!(!page(&site, "wang").contains("errand-receive"));
    assert_eq!(site.site.sent().count(), 1, "it goes on waiting");
    let units = fs::read_to_string(site.out.path().join("waiting/units.html")).unwrap();
    assert!(units.contains(subject), "and is counted, though nobody can receive it");
    office.amend("sun", "\"finance/head\"", "\"finance/head\", \"finance/clerk\"");
    site.follow();
    site.compare(&office, "the post is held again");
    assert!(page(&site, "sun").contains("errand-receive"));
}

/// The page of a document says what registers it, by the number that has.
#[test]
fn a_document_says_under_which_number_it_is_registered() {
    let mut office = Office::found();
    let subject = "documents/2026/sent";
    sent(&mut office, subject);
    office.intend("wang", deliver(subject, Verb::Receive)).unwrap();
    let incoming = "incoming/2026/a";
    let hand_in = |verb, secrecy: &str| {
        let head = format!(
            "title = \"关于预算编制的通知\"\nunit = \"finance\"\nfrom = \"办公室\"\nsource = \"{subject}\"\ndated = 2026-03-02\n\
             received = 2026-03-02\nsecrecy = \"{secrecy}\"\nurgency = \"平件\"\nhandling = \"批办\"\nhost = \"finance\"\nchecked = true\n"
        );
        let reason = if verb == Verb::Revise { "更正密级".to_owned() } else { String::new() };
        Intent { draft: Some(office::paper(&head)), reason, ..office::intent(incoming, verb) }
    };
    let mut site = Followed::of(&office);
    let shown = |site: &Followed| fs::read_to_string(site.out.path().join(subject).join("index.html")).unwrap();
    assert!(!shown(&site).contains("收〔"));
    office.intend("wang", hand_in(Verb::Submit, "公开")).unwrap();
    site.follow();
    site.compare(&office, "registered");
    assert!(shown(&site).contains("收〔"));
    let page = |site: &Followed, path: &str| fs::read_to_string(site.out.path().join(path)).unwrap();
    assert!(page(&site, "index.html").contains("documents/2026/sent/"), "what was sent is among the newest still");
    assert!(!page(&site, "people/wang/desk.html").contains("没有收到传阅件或来文"), "who registers it has received it");
    office.intend("wang", hand_in(Verb::Revise, "内部")).unwrap();
    site.follow();
    site.compare(&office, "the other form");
    assert!(shown(&site).contains("收〔"));
    // Whoever handles it is told when what came in is in force no more.
    let own = format!("{incoming}/index.html");
    assert!(!page(&site, &own).contains("所登记的来文"));
    office.intend("zhou", office::intent(subject, Verb::Void)).unwrap();
    site.follow();
    site.compare(&office, "the end of what was received");
    assert!(page(&site, &own).contains("所登记的来文已撤销"), "{}", page(&site, &own));
    office
        .intend("wang", Intent { reason: "登记有误".to_owned(), ..office::intent(incoming, Verb::Withdraw) })
        .unwrap();
    site.follow();
    site.compare(&office, "withdrawn");
}

/// A register goes on to its second page: its unit's page leads there, and its rows say where each stands.
#[test]
fn a_register_that_fills_its_page_is_followed() {
    let mut office = Office::found();
    let hand_in = |number: usize| {
        let head = format!(
            "title = \"来文{number}\"\nunit = \"finance\"\nfrom = \"办公室\"\ndated = 2026-03-02\nreceived = 2026-03-02\n\
             secrecy = \"公开\"\nurgency = \"平件\"\nhandling = \"批办\"\nhost = \"finance\"\nchecked = true\n"
        );
        let subject = format!("incoming/2026/in-{number}");
        Intent { draft: Some(office::paper(&head)), ..office::intent(&subject, Verb::Submit) }
    };
    for number in 1..=49 {
        office.intend("wang", hand_in(number)).unwrap();
    }
    let mut site = Followed::of(&office);
    let unit = |site: &Followed| fs::read_to_string(site.out.path().join("units/finance/index.html")).unwrap();
    for number in 50..=51 {
        office.intend("wang", hand_in(number)).unwrap();
        site.follow();
        site.compare(&office, &format!("{number} that came in"));
    }
    assert!(unit(&site).contains("%7Bn%7D%E5%8F%B7.2.html"), "the link leads to the last page: {}", unit(&site));
    let reason = "重复登记".to_owned();
    office.intend("wang", Intent { reason, ..office::intent("incoming/2026/in-2", Verb::Withdraw) }).unwrap();
    site.follow();
    site.compare(&office, "one of the first page that was withdrawn");
}

/// Meetings and tasks come into calendars, change there, are called off and done.
#[test]
fn what_takes_place_and_is_due_is_followed() {
    let mut office = Office::found();
    let mut site = Followed::of(&office);
    let (one, other, task) = ("meetings/2026/one", "meetings/2026/other", "tasks/2026/stock");
    let hand_in = |subject, verb, starts| Intent {
        draft: Some(office::meeting("例会", starts, "三层")),
        ..office::intent(subject, verb)
    };
    let steps: Vec<(&str, Intent)> = vec![
        ("chen", hand_in(one, Verb::Submit, "2026-12-01 09:30")),
        ("lin", Intent { draft: Some(office::task("清点")), ..office::intent(task, Verb::Submit) }),
        ("chen", hand_in(other, Verb::Submit, "2026-11-30 09:30")),
        ("lin", office::intent(one, Verb::Approve)),
        ("chen", office::intent(other, Verb::Withdraw)),
        ("wang", office::intent(one, Verb::Read)),
        ("wang", office::intent(task, Verb::Approve)),
        ("zhou", office::intent(one, Verb::Void)),
        ("wang", office::intent(task, Verb::Complete)),
        ("lin", office::intent(task, Verb::Approve)),
    ];
    for (person, intent) in steps {
        let done = format!("{person} {} {}", intent.verb, intent.subject);
        office.intend(person, intent).unwrap_or_else(|fault| panic!("{done}: {fault}"));
        site.follow();
        site.compare(&office, &done);
    }
    let told = fs::read_to_string(site.out.path().join("calendar.ics")).unwrap();
    assert_eq!((told.matches("STATUS:CANCELLED").count(), told.matches("STATUS:COMPLETED").count()), (2, 1), "{told}");
    office.amend("wang", "王芳", "王芬");
    site.follow();
    site.compare(&office, "somebody has another name");
}
