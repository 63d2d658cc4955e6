//! A server with the gate and two clones that act at once.

use std::path::Path;
use std::thread;

use crate::world::{Office, draft, letter, write};

fn refs(office: &Office, dir: &Path) -> String {
    office.world.ask(dir, &["show-ref"])
}

#[test]
fn acts_from_two_clones_follow_each_other() {
    let office = Office::found();
    let (a, b) = (office.clone("a"), office.clone("b"));
    let (one, two) = ("documents/2026/one", "documents/2026/two");
    draft(&a, one, "第一件");
    office.act(&a, "chen-wen", "submit", one, &[]).good();
    // B has not heard of it: he takes it in and reads it first.
    assert_eq!(office.act(&b, "li-ming", "approve", one, &["-m", "同意"]).code, 2);
    office.world.kanhe(&b, &["pull"]).good();
    let approved = office.act(&b, "li-ming", "approve", one, &["-m", "同意", "--json"]).good().json();
    assert_eq!(approved["seq"], 2);
    assert_eq!(std::fs::read(b.join("content").join(one).join("index.md")).unwrap(), letter("第一件").as_bytes());
    // A is stale: it fetches, judges again and lands with the next number.
    draft(&a, two, "第二件");
    let submitted = office.act(&a, "chen-wen", "submit", two, &["--json"]).good().json();
    assert_eq!(submitted["seq"], 3);
    for dir in [&a, &b, &office.server] {
        let report = office.world.kanhe(dir, &["verify", "--root", &office.root, "--json"]).good().json();
        assert_eq!(report["verdict"], "VALID");
    }
    assert_eq!(office.world.ask(&office.server, &["rev-parse", "main"]), office.world.ask(&a, &["rev-parse", "main"]));
}

#[test]
fn two_people_at_once_get_two_numbers() {
    let office = Office::found();
    let (a, b) = (office.clone("a"), office.clone("b"));
    let subjects = ["documents/2026/one", "documents/2026/two"];
    for subject in subjects {
        draft(&a, subject, "一件");
        office.act(&a, "chen-wen", "submit", subject, &[]).good();
        for who in ["li-ming", "wang-fang", "zhao-lei"] {
            office.act(&a, who, "approve", subject, &["-m", "同意"]).good();
        }
    }
    office.world.kanhe(&b, &["pull"]).good();
    let issued: Vec<_> = thread::scope(|scope| {
        let office = &office;
        let ways = [(&a, subjects[0]), (&b, subjects[1])].map(|(dir, subject)| {
            scope.spawn(move || {
                office.act(dir, "sun-hua", "issue", subject, &["-m", "同意印发", "--json"]).good().json()
            })
        });
        ways.map(|way| way.join().unwrap()).into()
    });
    let mut numbers: Vec<&str> = issued.iter().map(|done| done["number"].as_str().unwrap()).collect();
    numbers.sort_unstable();
    assert!(numbers[0].ends_with("〕1号") && numbers[1].ends_with("〕2号"), "{numbers:?}");
    let mut seqs: Vec<u64> = issued.iter().map(|done| done["seq"].as_u64().unwrap()).collect();
    seqs.sort_unstable();
    assert_eq!(seqs, [9, 10]);
    office.world.kanhe(&office.server, &["verify", "--root", &office.root]).good();
}

#[test]
fn a_refusal_leaves_drafts_and_refs_untouched() {
    let office = Office::found();
    let (a, b) = (office.clone("a"), office.clone("b"));
    let subject = "documents/2026/one";
    draft(&a, subject, "第一件");
    office.act(&a, "chen-wen", "submit", subject, &[]).good();
    let before = (refs(&office, &a), refs(&office, &office.server));
    office.act(&a, "li-ming", "approve", subject, &[]).refused("K517");
    office.act(&a, "li-ming", "approve", subject, &["-m", "已阅"]).refused("K519");
    office.act(&a, "sun-hua", "issue", subject, &["-m", "同意"]).refused("K513");
    office.act(&a, "wang-fang", "approve", subject, &["-m", "同意"]).refused("K514");
    office.act(&a, "zhou-min", "seal", subject, &[]).refused("K602");
    assert_eq!((refs(&office, &a), refs(&office, &office.server)), before);
    // A revision somebody is writing survives an act of somebody else's in the same clone, and a refusal of his own.
    let index = a.join("content").join(subject).join("index.md");
    let revised = letter("第一件（改）");
    write(&index, &revised);
    office.world.kanhe(&b, &["pull"]).good();
    office.act(&b, "li-ming", "return", subject, &["-m", "请补充时限"]).good();
    office.act(&a, "li-ming", "revise", subject, &["-m", "补充时限"]).refused("K505");
    assert_eq!(std::fs::read_to_string(&index).unwrap(), revised);
    let done = office.act(&a, "chen-wen", "revise", subject, &["-m", "补充时限", "--json"]).good().json();
    assert_eq!((&done["seq"], &done["stage"]), (&3.into(), &"in-review".into()));
}

#[test]
fn an_approval_of_a_text_that_was_revised_meanwhile_is_about_the_new_text_or_nothing() {
    let office = Office::found();
    let (a, b) = (office.clone("a"), office.clone("b"));
    let subject = "documents/2026/one";
    draft(&a, subject, "第一件");
    office.act(&a, "chen-wen", "submit", subject, &[]).good();
    office.world.git(&b, &["pull", "-q", "--ff-only"]).good();
    // 李明 approves in his clone without the server; 陈文 revises meanwhile.
    office.act(&b, "li-ming", "approve", subject, &["-m", "同意", "--local"]).good();
    draft(&a, subject, "第一件（改）");
    office.act(&a, "chen-wen", "revise", subject, &[]).good();
    let before = refs(&office, &office.server);
    let pushed = office.world.git(&b, &["push", "-q", "origin", "main"]);
    assert_ne!(pushed.code, 0);
    assert_eq!(refs(&office, &office.server), before);
    // His clone has gone its own way; the program says so and changes nothing.
    let stale = office.act(&b, "wang-fang", "approve", subject, &["-m", "同意"]).refused("K908");
    assert!(stale.err.contains("第 2 号"), "{}", stale.err);
}

#[test]
fn acts_pushed_by_hand_come_in_if_they_hold() {
    let office = Office::found();
    let (a, b) = (office.clone("a"), office.clone("b"));
    let subject = "documents/2026/one";
    draft(&a, subject, "第一件");
    office.act(&a, "chen-wen", "submit", subject, &["--local"]).good();
    let pushed = office.world.git(&a, &["push", "origin", "main"]).good();
    assert!(pushed.err.contains("remote: 收下第 1 号：送审《第一件》"), "{}", pushed.err);
    // One good and one bad act: neither comes in.
    office.world.git(&b, &["pull", "-q", "--ff-only"]).good();
    office.act(&b, "li-ming", "approve", subject, &["-m", "同意", "--local"]).good();
    write(&b.join("README.md"), "改了\n");
    let config = ["-c", "user.name=李明", "-c", "user.email=li-ming@example.org"];
    office.world.git(&b, &[&config[..], &["commit", "-q", "-am", "a commit of no form"]].concat()).good();
    let before = refs(&office, &office.server);
    let pushed = office.world.git(&b, &["push", "origin", "main"]);
    assert_ne!(pushed.code, 0);
    assert!(pushed.err.contains("remote: kanhe: K114"), "{}", pushed.err);
    assert!(pushed.err.contains("第 3 号"), "{}", pushed.err);
    assert_eq!(refs(&office, &office.server), before);
    // The positive control: without the bad one it comes in.
    office.world.git(&b, &["reset", "-q", "--hard", "HEAD~1"]).good();
    office.world.git(&b, &["push", "-q", "origin", "main"]).good();
    office.world.kanhe(&office.server, &["verify", "--root", &office.root]).good();
}

#[test]
fn what_the_server_refuses_is_told_and_changes_nothing_here() {
    let office = Office::found();
    let a = office.clone("a");
    let subject = "documents/2026/one";
    draft(&a, subject, "第一件");
    let hook = office.server.join("hooks/pre-receive");
    let gate = std::fs::read(&hook).unwrap();
    std::fs::write(&hook, "#!/bin/sh\necho 'kanhe: K704 时钟不准' >&2\nexit 1\n").unwrap();
    let before = (refs(&office, &a), refs(&office, &office.server));
    let said = office.act(&a, "chen-wen", "submit", subject, &[]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.err.contains("服务器没有收下") && said.err.contains("kanhe: K704 时钟不准"), "{}", said.err);
    assert_eq!((refs(&office, &a), refs(&office, &office.server)), before);
    std::fs::write(&hook, gate).unwrap();
    office.act(&a, "chen-wen", "submit", subject, &[]).good();
}
