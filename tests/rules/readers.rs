//! 阅读范围: who may read a subject (L2, L16, C3, C35).

#![expect(clippy::unwrap_used, reason = "a story that cannot be set up has nothing to tell")]

use std::collections::BTreeSet;

use kanhe::office::{Deed, FoundingWhat, Workflow};

use crate::world::{A, Paper, World, doc, edit, news, slug, subject};

const BULLETIN: &str = "bulletins/2026/a";
const PEOPLE: [&str; 11] = ["zhou", "lin", "ma", "chen", "wu", "zhao", "sun", "qian", "tang", "he", "gao"];

fn for_readers(readers: &str) -> Paper {
    doc().set("readers", readers)
}

/// Who may read a subject on a day.
fn readers_on(w: &World, of: &str, day: &str) -> BTreeSet<&'static str> {
    let docket = w.office.docket(&subject(of)).unwrap();
    let audience = w.office.audience(docket, w.time);
    let (register, login) = (w.office.register(), &w.office.settings().login);
    let may = |who: &&str| audience.has(&slug(who), register, login, day.parse().unwrap());
    PEOPLE.into_iter().filter(may).collect()
}

fn all_readers(w: &World) -> BTreeSet<&'static str> {
    readers_on(w, A, "2026-03-02")
}

fn set<const N: usize>(people: [&'static str; N]) -> BTreeSet<&'static str> {
    BTreeSet::from(people)
}

/// zhou drafts, and lin is asked first: both have a part in it, whatever the form says.
#[test]
fn units_posts_and_people_read_what_is_for_them() {
    for (readers, expected) in [
        (r#"["archive"]"#, set(["zhou", "lin", "tang"])),
        (r#"["finance"]"#, set(["zhou", "lin", "ma", "he", "gao"])),
        (r#"["office"]"#, set(["zhou", "lin", "chen", "wu", "zhao", "sun", "qian"])),
        (r#"["office/*"]"#, BTreeSet::from(PEOPLE)),
        (r#"["finance/*"]"#, set(["zhou", "lin", "ma", "he", "gao"])),
        (r#"["office/head"]"#, set(["zhou", "lin", "zhao"])),
        (r#"["archive/head", "@qian"]"#, set(["zhou", "lin", "tang", "qian"])),
        (r#"["*"]"#, BTreeSet::from(PEOPLE)),
        (r#"["archive", "*"]"#, BTreeSet::from(PEOPLE)),
        ("[]", BTreeSet::from(PEOPLE)),
    ] {
        let mut w = World::new();
        w.by("zhou").submit(for_readers(readers)).ok();
        let named = all_readers(&w);
        let (he, gao) = (named.contains("he"), named.contains("gao"));
        let asked: BTreeSet<&str> =
            w.waiting().iter().filter_map(|who| PEOPLE.into_iter().find(|p| p == who)).collect();
        let expected: BTreeSet<&str> = expected.union(&asked).copied().collect();
        assert_eq!(named, expected, "{readers}: {he} {gao}");
        let open = readers == "[]" || readers.contains("\"*\"");
        assert_eq!(w.office.is_for_all(w.docket(A)), open, "{readers}");
    }
    let mut w = World::new();
    w.by("zhou").submit(doc()).ok();
    assert!(w.office.is_for_all(w.docket(A)), "a form that names nobody leaves nobody out");
}

/// Who has done something about it, was asked, or was given it to read, goes on reading it; nobody else comes in by that.
#[test]
fn who_has_a_part_in_it_reads_it() {
    let mut w = World::new();
    w.by("zhou").submit(for_readers(r#"["archive"]"#)).ok();
    let before = all_readers(&w);
    assert!(!before.contains("wu") && !before.contains("qian"), "{before:?}");
    w.by("lin").beside(Deed::Circulate { to: vec![slug("qian")] }, "请阅").refused(539);
    w.by("lin").approve("同意").ok();
    w.by("chen").beside(Deed::Circulate { to: vec![slug("qian")] }, "请阅").ok();
    let after = all_readers(&w);
    assert!(after.is_superset(&set(["zhou", "lin", "tang", "qian", "chen"])), "{after:?}");
    assert!(!after.contains("sun"), "{after:?}");
}

/// L16: the sharing ends with its day; who has a part in it, and who may read everything, read on.
#[test]
fn reading_ends_with_its_day() {
    let mut w = World::with(|files| {
        edit(files, "kanhe.toml", "[limits]", "[login]\nall-readers = [\"office/operator\"]\n\n[limits]");
    });
    let paper = news().set("readers", r#"["archive"]"#).set("until", "2026-03-31");
    w.by("zhou").on(BULLETIN).submit(paper).ok();
    let on = |day| readers_on(&w, BULLETIN, day);
    assert!(on("2026-03-31").is_superset(&set(["zhou", "tang", "sun"])));
    let after = on("2026-04-01");
    assert!(after.contains("zhou") && after.contains("sun") && !after.contains("tang"), "{after:?}");
    assert!(!w.office.is_for_all(w.docket(BULLETIN)), "nobody else reads it for that");
}

/// Who has left reads nothing, whatever names him.
#[test]
fn who_has_left_reads_nothing() {
    let mut w = World::with(|files| {
        edit(
            files,
            "content/people/tang/index.md",
            "posts = [\"archive/deputy\", \"archive/head\"]",
            "state = \"left\"",
        );
        edit(files, "content/people/tang/index.md", "state = \"active\"", "state = \"retired\"");
    });
    w.by("zhou").submit(for_readers(r#"["archive", "@tang"]"#)).ok();
    assert!(!all_readers(&w).contains("tang"));
}

/// A revision may make the circle smaller or wider: what holds is what was handed in last.
#[test]
fn what_was_handed_in_last_says_who_reads() {
    let mut w = World::new();
    w.by("zhou").submit(for_readers(r#"["archive"]"#)).ok();
    assert!(all_readers(&w).contains("tang"));
    w.by("lin").give_back("请修改阅读范围").ok();
    w.by("zhou").revise(for_readers(r#"["@qian"]"#)).ok();
    assert!(!all_readers(&w).contains("tang") && all_readers(&w).contains("qian"));
    w.by("lin").give_back("不必限定").ok();
    w.by("zhou").revise(doc()).ok();
    assert!(w.office.is_for_all(w.docket(A)));
}

/// An entry names what the register has.
#[test]
fn readers_are_of_the_register() {
    for wrong in [
        r#"["nowhere"]"#,
        r#"["nowhere/*"]"#,
        r#"["@nobody"]"#,
        r#"["office/juggler"]"#,
        r#"["office/"]"#,
        r#"["office/head/x"]"#,
        r#"["@"]"#,
        r#"["**"]"#,
        r#"["/*"]"#,
        r#"["全体人员"]"#,
        r#"["office", ""]"#,
        r#""office""#,
    ] {
        let mut w = World::new();
        w.by("zhou").submit(for_readers(wrong)).refused(508);
    }
    let mut w = World::new();
    w.by("zhou").submit(for_readers(r#"["office/clerk"]"#)).ok();
}

/// A unit that went into another reads there.
#[test]
fn readers_follow_their_unit_into_another() {
    let mut w = World::with(|files| {
        edit(
            files,
            "content/units/archive/index.md",
            "title =",
            "state = \"abolished\"\ninto = \"finance\"\ndisposition = \"并入\"\ntitle =",
        );
        edit(files, "content/people/tang/index.md", "unit = \"archive\"", "unit = \"finance\"");
        let posts = "posts = [\"archive/deputy\", \"archive/head\"]";
        edit(files, "content/people/tang/index.md", posts, "posts = []");
    });
    w.by("zhao").submit(for_readers(r#"["archive"]"#)).ok();
    assert!(all_readers(&w).is_superset(&set(["tang", "ma", "zhou"])));
    assert!(!all_readers(&w).contains("qian"));
}

const HEAD: &str = "format = 1\ntitle = { zh-CN = \"流程\" }\n";
const TITLE: &str = "[[field]]\nname = \"title\"\nlabel = { zh-CN = \"标题\" }\ntype = \"text\"\nrequired = true\n";
const STEP: &str = "[[step]]\nname = \"a\"\ntitle = { zh-CN = \"甲\" }\nwho = [{ post = \"head\", of = \"office\" }]\n\
    rule = \"any\"\nverbs = [\"approve\"]\n";

fn wrong(collection: &str, top: &str, field: &str) -> Vec<&'static str> {
    let field = format!("[[field]]\nname = \"who\"\nlabel = {{ zh-CN = \"阅读范围\" }}\n{field}\n");
    let day = "[[field]]\nname = \"until\"\nlabel = { zh-CN = \"至\" }\ntype = \"date\"\n";
    let text = format!("{HEAD}{top}{TITLE}{field}{day}{STEP}");
    let read = Workflow::read(&format!("workflows/{collection}.toml"), text.as_bytes());
    let fault = |fault| if let FoundingWhat::Field { field, .. } = fault { field } else { "file" };
    read.err().unwrap_or_default().into_iter().map(|found| fault(found.what)).collect()
}

/// The field that says who reads is one that can, and is nowhere that everybody is shown.
#[test]
fn an_audience_is_a_field_of_readers() {
    const READERS: &str = "type = \"audience\"\nlist = true";
    const BY: &str = "audience = \"who\"\n";
    for (top, field, faults) in [
        (BY, READERS, vec![]),
        ("audience = \"who\"\naudience-until = \"until\"\n", READERS, vec![]),
        (BY, "type = \"unit\"\nlist = true\nrequired = true", vec![]),
        (BY, "type = \"person\"\nrequired = true", vec![]),
        (BY, "type = \"unit\"\nlist = true", vec!["audience"]),
        (BY, "type = \"text\"\nrequired = true", vec!["audience"]),
        (BY, "type = \"audience\"", vec!["field.list"]),
        ("audience = \"nobody\"\n", READERS, vec!["audience"]),
        ("audience-until = \"until\"\n", READERS, vec!["audience-until"]),
        ("audience = \"who\"\naudience-until = \"title\"\n", READERS, vec!["audience-until"]),
        ("audience = \"who\"\nchanges = [\"unit-register\"]\n", READERS, vec!["audience", "step.verbs"]),
    ] {
        assert_eq!(wrong("papers", top, field), faults, "{top}{field}");
    }
    for shown in ["delegations", "handovers", "losses"] {
        assert!(wrong(shown, BY, READERS).contains(&"audience"), "{shown}");
    }
}
