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
use kanhe::office::Verb;
use kanhe::site::Site;
use office::{Chance, Office};

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
    tempfile::Builder::new().prefix("kanhe-rebuild").tempdir().unwrap()
}

/// A site that follows a record, and what a full build would be.
struct Followed {
    site: Site,
    out: tempfile::TempDir,
}

impl Followed {
    fn of(office: &Office) -> Self {
        let out = folder();
        let mut site = Site::open(office.place(), out.path(), false, &mut |_, _| {}).expect("the record opens");
        site.build(&mut |_, _| {}).expect("the site builds");
        Self { site, out }
    }

    fn follow(&mut self) {
        self.site.follow().expect("the site follows");
    }

    /// That the folder is what a full build gives.
    fn compare(&self, office: &Office, after: &str) {
        let full = Self::of(office);
        let (followed, built) = (files(self.out.path()), files(full.out.path()));
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
    let mut step = |office: &mut Office, person: &str, verb: Verb, draft: Option<office::Paper>| {
        office.act("documents/2026/paper", person, verb, draft).expect("the act is allowed");
        site.follow();
        site.compare(office, &verb.to_string());
    };
    let paper = office::Paper { title: "关于甲的通知", unit: "office", kind: "通知", attachment: Some("甲") };
    step(&mut office, "chen", Verb::Submit, Some(paper.clone()));
    step(&mut office, "lin", Verb::Approve, None);
    step(&mut office, "chen", Verb::Approve, None);
    step(&mut office, "lin", Verb::Return, None);
    let other = office::Paper { title: "关于乙的函", unit: "finance", kind: "函", attachment: Some("乙") };
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
    office.act(subject, "chen", Verb::Submit, Some(office::Paper::plain(1))).unwrap();
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
    for count in 1..=203 {
        office.submit_next(if count % 3 == 0 { "lin" } else { "chen" });
        site.follow();
        // Pages of lists hold 50, those of the ledger 100; a page is split off when the one after it is full.
        if matches!(count, 2 | 99 | 100 | 101 | 151 | 199 | 200 | 203) {
            site.compare(&office, &format!("{count} papers"));
        }
        if count == 203 {
            let other = office::Paper { kind: "函", unit: "finance", ..office::Paper::plain(60) };
            office.act("documents/2026/paper-60", "lin", Verb::Revise, Some(other.clone())).unwrap();
            site.follow();
            site.compare(&office, "one that left the middle of long lists");
            office.act("documents/2026/paper-59", "chen", Verb::Revise, Some(other)).unwrap();
            site.follow();
            site.compare(&office, "another");
        }
        if count == 101 {
            office.act("documents/2026/paper-3", "lin", Verb::Withdraw, None).unwrap();
            site.follow();
            site.compare(&office, "a change on an older page");
            // The list of this kind is no longer long enough for its older page.
            let other = office::Paper { kind: "函", ..office::Paper::plain(4) };
            office.act("documents/2026/paper-4", "chen", Verb::Revise, Some(other)).unwrap();
            office
                .act(
                    "documents/2026/paper-5",
                    "chen",
                    Verb::Revise,
                    Some(office::Paper { kind: "函", ..office::Paper::plain(5) }),
                )
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

#[test]
fn an_act_in_question_is_shown_so_until_it_is_affirmed() {
    let mut office = Office::found();
    let subject = "documents/2026/doubted";
    office.act(subject, "chen", Verb::Submit, Some(office::Paper::plain(1))).unwrap();
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

/// Whether the page of the office names somebody.
fn shows(site: &Followed, name: &str) -> bool {
    let page = fs::read_to_string(site.out.path().join("units/office/index.html")).unwrap();
    page.contains(name)
}
