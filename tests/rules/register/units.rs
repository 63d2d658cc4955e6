//! 单位登记和变更: units come, are renamed, go and go into others, with their officers, on an application that two offices approve.

use kanhe::office::{Back, Files, Place, Stage};

use super::town::{
    ARCHIVE, Edit, FINANCE, LEGAL, SETTINGS, approve, carried, hand_back, handover, leaves, request, stamp, step, town,
    town_with, unit, unsound, waiting, who, with_file,
};
use crate::world::{A, B, FLOW, Paper, World, change, doc, edit, matter, person, put, seal, slug};

const UNIT: &str = "registrations/2026/a";
const SEALS: &str = "seal-requests/2026/a";

/// A new unit below the office, with its head.
fn stores(w: &World) -> Paper {
    let paper = request(w, "registrations", |f| {
        unit(f, "stores", "仓储科", "code = \"临仓\"\nparent = \"office\"\n[posts]\nhead = \"科长\"");
        person(f, "yu", "于兰", "stores", &["stores/head"], "active");
    });
    with_file(paper.set("unit", "\"office\"").set("unit-kind", "\"党政机关、乡镇\""), "founding")
}

/// B1, B2: a unit joins on an application that the office reviews and its head approves and files; only then has it accounts.
#[test]
fn a_unit_joins_when_two_have_approved_its_application() {
    let mut w = town();
    let paper = stores(&w);
    w.by("zhou").on(UNIT).submit(paper.clone()).refused(529);
    w.by("chen").on(UNIT).submit(paper.clone()).ok();
    for (at, asked, others) in [
        ("approve", "zhao", ["wu", "ma", "sun"]),
        ("review", "wu", ["zhao", "chen", "sun"]),
        ("file", "zhao", ["wu", "chen", "sun"]),
    ] {
        assert_eq!((step(&w, UNIT).as_str(), waiting(&w, UNIT)), (at, vec![asked.to_owned()]));
        for other in others {
            w.by(other).on(UNIT).approve("同意").refused(514);
        }
        w.by("sun").on(UNIT).at("execute").execute(&paper).refused(512);
        w.by("zhou").on(B).submit(doc().set("unit", "\"stores\"")).form(&[(547, Some(3))]);
        w.by("yu").on(B).submit(doc()).refused(201);
        w.by(asked).on(UNIT).approve("同意").ok();
    }
    w.by("sun").on(UNIT).execute(&paper).ok();
    assert_eq!(w.docket(UNIT).stage(), Stage::Carried);
    assert!(w.office.register().unit(&slug("stores")).is_some() && w.office.is_able(&slug("yu")));
    w.by("chen").on(UNIT).complete("已登记").ok();
    assert_eq!(w.docket(UNIT).stage(), Stage::Executed);
}

/// B2: what either of the two does not agree to is not done.
#[test]
fn a_unit_that_is_not_approved_does_not_join() {
    for (agreed, against) in [(&["zhao"][..], "wu"), (&["zhao", "wu"], "zhao")] {
        let mut w = town();
        let paper = stores(&w);
        w.by("chen").on(UNIT).submit(paper.clone()).ok();
        approve(&mut w, UNIT, agreed);
        w.by(against).on(UNIT).disagree("编制未批").ok();
        assert_eq!(w.docket(UNIT).place, Place::Back(Back::Disagreed));
        w.by("sun").on(UNIT).execute(&paper).refused(511);
        assert!(w.office.register().unit(&slug("stores")).is_none());
    }
}

/// B3: three kinds of evidence for three kinds of unit.
#[test]
fn a_new_unit_brings_the_evidence_of_its_kind() {
    let (government, firm, second) = ("\"党政机关、乡镇\"", "\"国有企业\"", "\"二层单位\"");
    let told = |kind: Option<&str>, field: Option<&str>| {
        let mut w = town();
        let paper = stores(&w).without("unit-kind").without("founding");
        let paper = kind.into_iter().fold(paper, |paper, kind| paper.set("unit-kind", kind));
        let paper = field.into_iter().fold(paper, with_file);
        w.by("chen").on(UNIT).submit(paper).faults()
    };
    assert_eq!(told(None, Some("founding")), [557], "it says of what kind it is");
    for kind in [government, firm] {
        assert_eq!(told(Some(kind), Some("founding")), Vec::<u16>::new(), "{kind}");
        for other in [None, Some("consent"), Some("evidence"), Some("roster")] {
            assert_eq!(told(Some(kind), other), [557], "{kind}: {other:?}");
        }
    }
    assert_eq!(told(Some(second), Some("consent")), Vec::<u16>::new());
    for other in [None, Some("founding"), Some("evidence")] {
        assert_eq!(told(Some(second), other), [557], "{second}: {other:?}");
    }
    let mut w = town();
    let named_only = stores(&w).set("founding", "[\"批文.pdf\"]");
    assert_eq!(w.by("chen").on(UNIT).submit(named_only).faults(), [548], "the paper itself has to be there");
}

/// What the archive is called from now on; its old seal goes back.
fn renamed(files: &mut Files) {
    edit(files, ARCHIVE, "title = \"青柘市档案室\"", "title = \"青柘市档案馆\"\nformer = [\"青柘市档案室\"]");
    hand_back(files, "archive");
}

/// B4, B6, B7, F6: a unit is renamed by the procedure, with a new list of its people; the old name stays with it, the old seal goes back.
#[test]
fn a_unit_is_renamed_with_a_new_list_and_without_its_old_seal() {
    let mut w = town();
    let bare = request(&w, "registrations", renamed).set("unit", "\"archive\"");
    assert_eq!(w.by("mei").on(UNIT).submit(bare.clone()).faults(), [557]);
    assert_eq!(w.by("mei").on(UNIT).submit(with_file(bare.clone(), "evidence")).faults(), [557]);
    let paper = with_file(bare, "roster");
    let forgets = request(&w, "registrations", |f| edit(f, ARCHIVE, "青柘市档案室", "青柘市档案馆"));
    assert_eq!(unsound(w.by("mei").on(UNIT).submit(with_file(forgets, "roster")).refused(527)), [828, 829]);
    w.by("fan").on(UNIT).submit(paper.clone()).refused(529);
    w.by("mei").on(UNIT).submit(paper.clone()).ok();
    approve(&mut w, UNIT, &["tang", "wu", "zhao"]);
    w.by("sun").on(UNIT).execute(&paper).ok();
    let archive = w.office.register().unit(&slug("archive")).cloned();
    let names = archive.map(|archive| (archive.title, archive.former));
    assert_eq!(names, Some(("青柘市档案馆".to_owned(), vec!["青柘市档案室".to_owned()])));
    // No paper of its own is sealed until it has a new one.
    let paper = doc().set("unit", "\"archive\"");
    w.by("zhou").submit(paper.clone()).refused(509);
    let new = request(&w, "seal-requests", |f| seal(f, "archive-new", "青柘市档案馆", "archive", &["mei"], "active"));
    carried(&mut w, SEALS, "tang", &new, &["zhao", "wu", "zhao"]);
    w.by("zhou").submit(paper).ok();
}

/// B6: whatever is to change of a unit, its name, its seal, its people or whether it is there, is asked for on the form, and nowhere else.
#[test]
fn a_unit_changes_on_its_application_alone() {
    let changes: [(&str, Edit); 5] = [
        ("unit-rename", renamed),
        ("unit-abolish", merged),
        ("unit-change", |f| edit(f, LEGAL, "临法", "临规")),
        ("seal-custodian", |f| edit(f, &stamp("archive"), "[\"mei\"]", "[\"tang\"]")),
        ("person-move", |f| edit(f, &who("cen"), "[\"legal/clerk\"]", "[]")),
    ];
    for (word, change) in changes {
        let mut w = town();
        for collection in ["changes", "certificates", "destructions"] {
            let paper = request(&w, collection, change);
            w.by("chen").on(&format!("{collection}/2026/a")).submit(paper).refused(570);
        }
        let paper = request(&w, "registrations", change).without("title");
        assert_eq!(w.by("chen").on(UNIT).submit(paper).faults(), [543], "{word}");
    }
}

/// legal goes into the archive: the archive's name stays.
fn merged(files: &mut Files) {
    edit(files, LEGAL, "code", "state = \"abolished\"\ninto = \"archive\"\ndisposition = \"移交档案室\"\ncode");
    for (slug, posts) in [("qiu", "[\"legal/head\"]"), ("cen", "[\"legal/clerk\"]")] {
        edit(files, &who(slug), "unit = \"legal\"", "unit = \"archive\"");
        edit(files, &who(slug), posts, "[]");
    }
    hand_back(files, "legal");
}

/// A town where legal has a deputy.
fn full() -> World {
    town_with(|f| edit(f, &who("qiu"), "[\"legal/head\"]", "[\"legal/head\", \"legal/deputy\"]"))
}

fn merger(w: &World) -> Paper {
    let paper = request(w, "registrations", |f| {
        edit(f, &who("qiu"), "[\"legal/head\", \"legal/deputy\"]", "[\"legal/head\"]");
        merged(f);
    });
    with_file(paper.set("unit", "\"legal\""), "evidence")
}

/// B6, B8, B9, B10: a merger under one of the old names is one request with all that goes with it; each head concerned signs it.
#[test]
fn a_merger_under_an_old_name_ends_the_others() {
    let mut w = full();
    let paper = merger(&w);
    assert_eq!(w.by("cen").on(UNIT).submit(paper.clone().without("evidence")).faults(), [557]);
    w.by("fan").on(UNIT).submit(paper.clone()).refused(529);
    w.by("cen").on(UNIT).submit(paper.clone()).ok();
    assert_eq!(waiting(&w, UNIT), ["qiu", "tang"]);
    approve(&mut w, UNIT, &["tang", "qiu", "wu", "zhao"]);
    w.by("sun").on(UNIT).execute(&paper).ok();
    let register = w.office.register();
    let legal = register.unit(&slug("legal")).cloned();
    let legal = legal.map(|legal| (legal.is_active(), legal.into, legal.disposition));
    assert_eq!(legal, Some((false, Some(slug("archive")), Some("移交档案室".to_owned()))));
    assert_eq!(register.now(&slug("legal")), &slug("archive"));
    assert!(register.seal(&slug("legal")).is_some_and(|seal| !seal.is_active()));
    assert_eq!(register.people().filter(|(_, person)| person.unit == slug("legal")).count(), 0);
    // It is over: nothing of it comes back.
    let back = request(&w, "registrations", |f| {
        edit(f, LEGAL, "state = \"abolished\"\ninto = \"archive\"\ndisposition = \"移交档案室\"\n", "");
    });
    assert_eq!(unsound(w.by("chen").on("registrations/2026/b").submit(back).refused(527)), [811]);
}

/// B8: with the unit go its name, its seal, its certificates and its users, all at once or not at all.
#[test]
fn an_abolished_unit_ends_with_its_people_and_its_seal() {
    let all = |f: &mut Files, but: &str| {
        edit(f, LEGAL, "code", "state = \"abolished\"\ndisposition = \"移交档案室\"\ncode");
        if but != "qiu" {
            edit(f, &who("qiu"), "unit = \"legal\"", "unit = \"office\"");
            edit(f, &who("qiu"), "[\"legal/head\"]", "[]");
        }
        if but != "cen" {
            leaves(f, "cen", "[\"legal/clerk\"]");
        }
        if but != "seal" {
            hand_back(f, "legal");
        }
    };
    let mut w = town();
    let paper = |w: &World, but: &str| with_file(request(w, "registrations", |f| all(f, but)), "evidence");
    let whole = paper(&w, "");
    assert_eq!(unsound(w.by("chen").on(UNIT).submit(whole.clone()).refused(527)), [812], "cen hands over first");
    w.by("cen").on("handovers/2026/a").submit(handover()).ok();
    approve(&mut w, "handovers/2026/a", &["mei", "qiu"]);
    for but in ["qiu", "cen"] {
        let part = paper(&w, but);
        assert_eq!(unsound(w.by("chen").on(UNIT).submit(part).refused(527)), [820], "{but}");
    }
    // The seal is kept by somebody who has left, and is a unit's that is gone.
    let part = paper(&w, "seal");
    assert_eq!(unsound(w.by("chen").on(UNIT).submit(part).refused(527)), [820, 821]);
    // qiu comes to the office: its head signs too.
    carried(&mut w, UNIT, "chen", &whole, &["qiu", "zhao", "wu", "zhao"]);
    assert!(!w.office.is_able(&slug("cen")));
    w.by("cen").on(B).submit(doc()).refused(202);
    w.by("zhou").on(B).submit(doc().set("unit", "\"legal\"")).refused(509);
}

/// B10: what the unit that goes had under way is the business of the one it goes into: who signs, which code, which seal.
#[test]
fn what_a_merged_unit_had_under_way_goes_on_with_the_other() {
    let mut w = full();
    let paper = doc().set("unit", "\"legal\"");
    // One is at the beginning, one is signed off and has its number.
    w.by("cen").submit(paper.clone()).ok();
    w.by("cen").on(B).submit(paper.clone().set("title", "\"另一件\"")).ok();
    approve(&mut w, B, &["qiu", "chen", "wu"]);
    w.by("qiu").on(B).issue("临法〔2026〕1号").ok();
    assert_eq!(waiting(&w, B), ["cen"]);
    let merger = merger(&w);
    carried(&mut w, UNIT, "cen", &merger, &["tang", "qiu", "wu", "zhao"]);
    // The deputy of the drafter's unit, the head of the issuing one, the custodian of its seal: all the archive's now.
    assert_eq!((waiting(&w, A), waiting(&w, B)), (vec!["tang".to_owned()], vec!["mei".to_owned()]));
    w.by("qiu").approve("同意").refused(514);
    approve(&mut w, A, &["tang", "chen", "wu"]);
    w.by("qiu").issue("临法〔2026〕2号").refused(514);
    w.by("tang").issue("临法〔2026〕2号").refused(521);
    w.by("tang").issue("临档〔2026〕1号").ok();
    w.by("cen").seal("legal").refused(603);
    w.by("mei").seal("archive").ok();
    // What has its number keeps it.
    w.by("mei").on(B).seal("archive").ok();
    assert_eq!((w.number(A), w.number(B)), ("临档〔2026〕1号", "临法〔2026〕1号"));
    // A new paper in its old name is the other's too.
    w.by("cen").on("documents/2026/c").submit(paper).ok();
    approve(&mut w, "documents/2026/c", &["tang", "chen", "wu"]);
    w.by("tang").on("documents/2026/c").issue("临档〔2026〕2号").ok();
}

/// A new unit takes the place of the archive and of legal.
fn fresh(files: &mut Files) {
    let posts = "[posts]\nhead = \"馆长\"\ndeputy = \"副馆长\"\nclerk = \"秘书\"";
    unit(files, "records", "青柘市档案法规馆", &format!("code = \"临馆\"\nparent = \"office\"\n{posts}"));
    for path in [ARCHIVE, LEGAL] {
        edit(files, path, "code", "state = \"abolished\"\ninto = \"records\"\ndisposition = \"移交\"\ncode");
    }
    for (slug, was, posts, now) in [
        ("tang", "archive", "[\"archive/deputy\", \"archive/head\"]", "[\"records/head\", \"records/deputy\"]"),
        ("mei", "archive", "[\"archive/clerk\", \"archive/administrator\"]", "[\"records/clerk\"]"),
        ("qiu", "legal", "[\"legal/head\"]", "[]"),
        ("cen", "legal", "[\"legal/clerk\"]", "[]"),
    ] {
        edit(files, &who(slug), &format!("unit = {was:?}"), "unit = \"records\"");
        edit(files, &who(slug), posts, now);
    }
    hand_back(files, "archive");
    hand_back(files, "legal");
}

/// B11: a merger under a new name is a fresh registration, with the evidence and the signature of the unit above; the new unit gets a
/// new seal, and what the old ones had under way.
#[test]
fn a_merger_under_a_new_name_is_a_fresh_registration() {
    let mut w = town();
    w.by("zhou").on(B).submit(doc().set("unit", "\"archive\"")).ok();
    approve(&mut w, B, &["lin", "chen", "wu"]);
    w.by("tang").on(B).issue("临档〔2026〕1号").ok();
    w.by("zhou").submit(doc().set("unit", "\"legal\"")).ok();
    let bare = request(&w, "registrations", fresh);
    assert_eq!(w.by("chen").on(UNIT).submit(bare.clone()).faults(), [557, 557]);
    let paper = with_file(with_file(bare.set("unit-kind", "\"二层单位\""), "consent"), "evidence");
    w.by("chen").on(UNIT).submit(paper.clone()).ok();
    // tang will be its head: in the archive's place the head above signs.
    assert_eq!(waiting(&w, UNIT), ["qiu", "zhao"]);
    w.by("tang").on(UNIT).approve("同意").refused(571);
    approve(&mut w, UNIT, &["qiu", "zhao", "wu", "zhao"]);
    w.by("sun").on(UNIT).execute(&paper).ok();
    for old in ["archive", "legal"] {
        assert_eq!(w.office.register().now(&slug(old)), &slug("records"));
    }
    assert!(waiting(&w, B).is_empty(), "it has no seal yet");
    let new = request(&w, "seal-requests", |f| seal(f, "records", "青柘市档案法规馆", "records", &["mei"], "active"));
    carried(&mut w, SEALS, "mei", &new, &["tang", "wu", "zhao"]);
    w.by("mei").on(B).seal("records").ok();
    approve(&mut w, A, &["lin", "chen", "wu"]);
    w.by("tang").issue("临馆〔2026〕1号").ok();
    w.by("mei").seal("records").ok();
    assert_eq!((w.number(A), w.number(B)), ("临馆〔2026〕1号", "临档〔2026〕1号"));
}

const STEPS: &str = r#"
[[step]]
name = "review"
title = { zh-CN = "审核" }
who = [{ post = "head", of = "issuer" }]
rule = "any"
verbs = ["approve", "return"]
"#;

/// B10: wherever a workflow means a unit that went into another, it means that one, and so on.
#[test]
fn a_workflow_means_the_unit_that_another_went_into() {
    let field = "[[field]]\nname = \"place\"\nlabel = { zh-CN = \"单位\" }\ntype = \"unit\"\n";
    let entries = [
        ("{ post = \"head\", of = \"issuer\" }", &["ma"][..]),
        ("{ post = \"head\", of = \"drafter\" }", &["ma"]),
        ("{ post = \"head\", of = \"legal\" }", &["ma"]),
        ("{ post = \"head\", of = { field = \"place\" } }", &["ma"]),
        ("{ post = \"head\", of = { parent = \"legal\" } }", &["zhao"]),
        ("{ above = \"legal\", post = \"deputy\" }", &["lin"]),
        ("{ custodian = \"legal\" }", &["sun"]),
        ("{ member = \"legal\" }", &["cen", "gao", "he", "lin", "ma", "zhou"]),
    ];
    for (entry, asked) in entries {
        let steps = format!("{field}{}", STEPS.replace("{ post = \"head\", of = \"issuer\" }", entry));
        let mut w = World::flow_with(&steps, |f| {
            let unit = |f: &mut Files, slug: &str, more: &str| {
                put(
                    f,
                    &format!("content/units/{slug}/index.md"),
                    &format!("title = {slug:?}\nparent = \"archive\"\n{more}"),
                );
            };
            unit(f, "legal", "[posts]\nhead = \"科长\"");
            unit(f, "stores", "");
            person(f, "cen", "岑楠", "legal", &["legal/head"], "active");
            seal(f, "legal", "法规科", "legal", &["cen"], "active");
        });
        // Two mergers, one after the other: legal goes into the stores, the stores into finance.
        let paper = matter().set("place", "\"legal\"");
        w.by("cen").on(FLOW).submit(paper).ok();
        let text = |path: &str| String::from_utf8_lossy(&w.office.files()[path]).into_owned();
        let gone = |into: &str| format!("state = \"abolished\"\ninto = {into:?}\ndisposition = \"移交\"\n");
        let legal = change()
            .propose(LEGAL, &text(LEGAL).replace("parent", &format!("{}parent", gone("stores"))))
            .propose(
                &who("cen"),
                &text(&who("cen")).replace("\"legal\"", "\"stores\"").replace("[\"legal/head\"]", "[]"),
            )
            .propose(
                &stamp("legal"),
                &text(&stamp("legal"))
                    .replace("\nstate = \"active\"", "\nstate = \"retired\"")
                    .replace("diameter", "state = \"handed-back\"\ndiameter"),
            );
        let path = "content/units/stores/index.md";
        let stores =
            change().propose(path, &text(path).replace("parent", &format!("{}parent", gone("finance")))).propose(
                &who("cen"),
                &text(&who("cen")).replace("\"legal\"", "\"finance\"").replace("[\"legal/head\"]", "[]"),
            );
        for (id, paper) in [("changes/2026/a", legal), ("changes/2026/b", stores)] {
            w.by("zhou").on(id).submit(paper.clone()).ok();
            w.by("ma").on(id).approve("同意").ok();
            w.by("sun").on(id).execute(&paper).ok();
        }
        let step = w.office.current_step(w.docket(FLOW)).cloned();
        let named = step.map(|step| w.office.asked_of(w.docket(FLOW), &step.who)).unwrap_or_default();
        assert_eq!(named.keys().map(ToString::to_string).collect::<Vec<_>>(), asked, "{entry}");
    }
}

/// B10: a unit that is gone without another stands for nobody.
#[test]
fn a_unit_that_went_nowhere_stands_for_itself() {
    let mut w = World::flow_with(STEPS, |f| {
        put(f, LEGAL, "title = \"法规科\"\nparent = \"office\"\nstate = \"abolished\"\ndisposition = \"移交\"");
    });
    assert_eq!(w.office.register().now(&slug("legal")), &slug("legal"));
    assert_eq!(w.office.register().now(&slug("nowhere")), &slug("nowhere"));
    w.by("zhou").on(B).submit(doc().set("unit", "\"legal\"")).refused(509);
}

/// Papers with a number, sent back after it; and papers that repeal others.
const ORDERS: &str = r#"
format = 1
title = { zh-CN = "令" }
repeals = "old"
[numbering]
pattern = "{code}令〔{year}〕{n}号"
[[field]]
name = "title"
label = { zh-CN = "标题" }
type = "text"
required = true
[[field]]
name = "unit"
label = { zh-CN = "发文机关" }
type = "unit"
[[field]]
name = "old"
label = { zh-CN = "废止" }
type = "subject"
[[step]]
name = "sign"
title = { zh-CN = "签发" }
who = [{ everyone = true }]
rule = "any"
verbs = ["issue", "return"]
[[step]]
name = "review"
title = { zh-CN = "复核" }
who = [{ post = "clerk", of = "office" }]
rule = "any"
verbs = ["approve", "return"]
"#;

/// B10: the issuing unit's number, and what it may repeal, are those of the unit it went into.
#[test]
fn a_merged_units_papers_are_the_others_to_number_and_to_repeal() {
    let office = |gone: bool| {
        World::with(|f| {
            f.insert("workflows/flow.toml".to_owned(), ORDERS.into());
            let state = if gone { "state = \"abolished\"\ninto = \"finance\"\ndisposition = \"移交\"\n" } else { "" };
            put(f, LEGAL, &format!("title = \"法规科\"\n{state}code = \"临法\"\nparent = \"archive\""));
        })
    };
    let paper = |unit: &str| matter().set("unit", &format!("{unit:?}"));
    let (one, two) = (FLOW, "flow/2026/b");
    let mut w = office(true);
    w.by("zhou").on(one).submit(paper("legal")).ok();
    w.by("ma").on(one).issue("临法令〔2026〕1号").refused(521);
    w.by("ma").on(one).issue("临财令〔2026〕1号").ok();
    w.by("chen").on(one).give_back("请改").ok();
    // K564: the issuing unit is still the same when it is called by its new name, and no other.
    w.by("zhou").on(one).revise(paper("office")).refused(564);
    w.by("zhou").on(one).revise(paper("finance")).ok();
    w.by("ma").on(one).issue("临财令〔2026〕1号").ok();
    w.by("chen").on(one).approve("同意").ok();
    // K567: finance repeals what is finance's now; before the merger it could not.
    for (gone, code) in [(true, None), (false, Some(567))] {
        let mut w = office(gone);
        w.by("zhou").on(one).submit(paper("legal")).ok();
        let number = if gone { "临财令〔2026〕1号" } else { "临法令〔2026〕1号" };
        w.by("ma").on(one).issue(number).ok();
        w.by("chen").on(one).approve("同意").ok();
        let repeal = paper("finance").set("old", &format!("{one:?}"));
        assert_eq!(w.by("zhou").on(two).submit(repeal).code(), code, "{gone}");
    }
}

/// B10: what goes up goes above the unit it went into.
#[test]
fn a_paper_goes_up_from_the_unit_that_is() {
    let mut w = town_with(|f| {
        let gone = "state = \"abolished\"\ninto = \"city\"\ndisposition = \"移交\"\nformer";
        edit(f, "content/units/depot/index.md", "former", gone);
    });
    let paper = |unit: &str| doc().set("kind", "\"报告\"").set("to", "[\"办公室\"]").set("unit", &format!("{unit:?}"));
    assert_eq!(w.by("zhou").submit(paper("depot")).faults(), [557], "the office stands below the city");
    w.by("zhou").submit(paper("legal")).ok();
}

/// B10, K569: a handover names the unit as it was called, or as it is.
#[test]
fn a_handover_may_name_the_unit_that_went() {
    let mut w = full();
    let merger = merger(&w);
    carried(&mut w, UNIT, "cen", &merger, &["tang", "qiu", "wu", "zhao"]);
    let paper = handover();
    w.by("cen").on("handovers/2026/a").submit(paper.clone()).ok();
    w.by("cen").on("handovers/2026/b").submit(paper.clone().set("unit", "\"archive\"")).ok();
    w.by("chen").on("handovers/2026/c").submit(paper.set("unit", "\"office\"")).refused(569);
}

/// The town's settings ask for officers with a telephone.
fn officers() -> World {
    town_with(|f| {
        let post = |post: &str| {
            format!(
                "\n[[register.post]]\npost = {post:?}\nleast = 0\nmost = 1\nkinds = [\"科室\"]\nrequire = [\"phone\"]\n"
            )
        };
        let all = format!("{}{}", post("clerk"), post("administrator"));
        f.entry(SETTINGS.to_owned()).or_default().extend_from_slice(all.as_bytes());
        edit(f, FINANCE, "[posts]", "kind = \"科室\"\n[posts]");
        for slug in ["fan", "lu"] {
            edit(f, &who(slug), "unit", "phone = \"0578-1\"\nunit");
        }
    })
}

/// A6, A7, A8, A10: who is clerk or administrator of a unit is registered by the central office alone, at once with post and contact, and
/// one at a time.
#[test]
fn officers_are_registered_by_the_central_office() {
    let mut w = officers();
    let swap = |phone: &'static str| {
        move |f: &mut Files| {
            edit(f, &who("lu"), "[\"finance/administrator\"]", "[]");
            edit(f, &who("zhou"), "posts = []", &format!("{phone}posts = [\"finance/administrator\"]"));
        }
    };
    let second = |f: &mut Files| {
        edit(f, &who("zhou"), "posts = []", "phone = \"0578-2\"\nposts = [\"finance/administrator\"]");
    };
    // Not by the way that opens and moves other accounts, whoever asks.
    for (on, by) in [("accounts/2026/a", "lu"), ("accounts/2026/b", "chen"), ("accounts/2026/c", "ma")] {
        let paper = request(&w, "accounts", swap("phone = \"0578-2\"\n"));
        w.by(by).on(on).submit(paper).refused(570);
    }
    let paper = request(&w, "registrations", swap(""));
    assert_eq!(unsound(w.by("fan").on(UNIT).submit(paper).refused(527)), [824], "with a contact");
    let paper = request(&w, "registrations", second);
    assert_eq!(unsound(w.by("fan").on(UNIT).submit(paper).refused(527)), [826], "one at a time");
    let paper = request(&w, "registrations", swap("phone = \"0578-2\"\n"));
    w.by("fan").on(UNIT).submit(paper.clone()).ok();
    approve(&mut w, UNIT, &["ma"]);
    w.by("sun").on(UNIT).at("execute").execute(&paper).refused(512);
    approve(&mut w, UNIT, &["wu", "zhao"]);
    // Until then the old one is it.
    w.by("zhou").on("losses/2026/a").submit(lost("fan")).refused(529);
    w.by("sun").on(UNIT).execute(&paper).ok();
    w.by("lu").on("losses/2026/a").submit(lost("fan")).refused(529);
    w.by("zhou").on("losses/2026/a").submit(lost("fan")).ok();
}

fn lost(person: &str) -> Paper {
    matter()
        .set("title", "\"挂失\"")
        .set("person", &format!("{person:?}"))
        .set("kind", "\"遗失\"")
        .set("noticed", "\"2026-03-02 08:30\"")
        .set("circumstances", "\"途中遗失\"")
}

/// A5: a unit without its one responsible leader is none: it is neither founded nor registered nor left so.
#[test]
fn a_unit_has_one_leader_or_is_none() {
    let mut w = town_with(|f| {
        let head = "\n[[register.post]]\npost = \"head\"\nmost = 1\nkinds = [\"科室\"]\n";
        f.entry(SETTINGS.to_owned()).or_default().extend_from_slice(head.as_bytes());
        edit(f, FINANCE, "[posts]", "kind = \"科室\"\n[posts]");
    });
    let files = |paper: Paper| with_file(paper.set("unit-kind", "\"党政机关、乡镇\""), "founding");
    let without = request(&w, "registrations", |f| {
        unit(f, "stores", "仓储科", "parent = \"office\"\nkind = \"科室\"\n[posts]\nhead = \"科长\"");
    });
    assert_eq!(unsound(w.by("chen").on(UNIT).submit(files(without)).refused(527)), [826]);
    let with = request(&w, "registrations", |f| {
        unit(f, "stores", "仓储科", "parent = \"office\"\nkind = \"科室\"\n[posts]\nhead = \"科长\"");
        edit(f, &who("zhou"), "posts = []", "posts = [\"stores/head\"]");
    });
    w.by("chen").on(UNIT).submit(files(with)).ok();
    let gone = request(&w, "registrations", |f| edit(f, &who("ma"), "[\"finance/head\"]", "[]"));
    assert_eq!(unsound(w.by("chen").on("registrations/2026/b").submit(gone).refused(527)), [826]);
}

/// A12: every module has one department that owns it.
#[test]
fn every_module_has_one_owner() {
    let w = town();
    for (name, workflow) in w.office.collections() {
        let owner = workflow.owner.as_ref().and_then(|owner| w.office.register().unit(owner));
        assert!(owner.is_some(), "{name} is nobody's");
    }
}
