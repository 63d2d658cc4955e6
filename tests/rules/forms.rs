//! Forms (`docs/workflows.md`, "Fields", "Checks of a draft", "Numbers"): every kind of field, every rule of the house, who may hand
//! in, what a subject repeals, and numbers that are kept.

use kanhe::office::{Back, Deed, Files, Place, Stage, Violation};

use crate::world::{A, B, FLOW, NEWS, Paper, World, doc, edit, matter, news};

const OTHER: &str = "flow/2026/b";

/// lin reviews.
const STEP: &str = r#"
[[step]]
name = "review"
title = { zh-CN = "审核" }
who = [{ post = "deputy", of = "finance" }]
rule = "any"
verbs = ["approve", "disagree", "return"]
"#;

/// A field `x` with these lines.
fn field(lines: &str) -> World {
    World::flow(&format!("[[field]]\nname = \"x\"\nlabel = {{ zh-CN = \"甲\" }}\n{lines}\n{STEP}"))
}

/// What is wrong with such a value of `x`.
fn value(lines: &str, value: &str) -> Vec<u16> {
    field(lines).by("zhou").on(FLOW).submit(matter().set("x", value)).faults()
}

/// A form with optional fields `a`, `b` (texts), `n` (number), `kind` (choice), `units`, `names`, and this check.
fn checked(check: &str) -> World {
    let fields: String = [
        ("a", "type = \"text\""),
        ("b", "type = \"text\"\nlist = true"),
        ("n", "type = \"number\"\nleast = 0"),
        ("kind", "type = \"choice\"\nchoices = [\"甲\", \"乙\"]"),
        ("yes", "type = \"check\""),
        ("from", "type = \"date\""),
        ("until", "type = \"date\""),
        ("starts", "type = \"time\""),
        ("ends", "type = \"time\""),
        ("units", "type = \"unit\"\nlist = true"),
        ("names", "type = \"text\"\nlist = true"),
    ]
    .iter()
    .map(|(name, lines)| format!("[[field]]\nname = {name:?}\nlabel = {{ zh-CN = \"项\" }}\n{lines}\n"))
    .collect::<Vec<_>>()
    .concat();
    World::flow(&format!("{fields}\n[[check]]\nname = \"rule\"\nsays = {{ zh-CN = \"规矩\" }}\n{check}\n{STEP}"))
}

/// What is wrong with a paper by that check.
fn told(check: &str, paper: Paper) -> Vec<u16> {
    checked(check).by("zhou").on(FLOW).submit(paper).faults()
}

#[test]
fn a_time_is_a_day_and_a_minute() {
    for good in ["2026-03-02 09:30", "2026-03-02 00:00", "2026-12-31 23:59"] {
        assert!(value("type = \"time\"", &format!("{good:?}")).is_empty(), "{good}");
    }
    for bad in [
        "2026-03-02",
        "09:30",
        "2026-03-02 24:00",
        "2026-03-02 9:30",
        "2026-03-02 09:60",
        "2026-03-02 09:30:00",
        "2026-03-02T09:30",
        "2026-02-30 09:30",
        "2026-03-02  09:30",
        "2026-03-02 ０９:30",
        "",
    ] {
        assert_eq!(value("type = \"time\"", &format!("{bad:?}")), [544], "{bad}");
    }
    for bad in ["2026-03-02T09:30:00", "09:30:00", "202603020930"] {
        assert_eq!(value("type = \"time\"", bad), [544], "{bad}");
    }
    assert_eq!(value("type = \"time\"\nlist = true", r#"["2026-03-02 09:30", "soon"]"#), [544]);
}

/// R9: a sentence that its drafter stands for.
#[test]
fn an_attestation_is_true_where_it_is_required() {
    let required = "type = \"check\"\nrequired = true";
    assert!(value(required, "true").is_empty());
    assert_eq!(value(required, "false"), [543]);
    assert_eq!(field(required).by("zhou").on(FLOW).submit(matter()).faults(), [543]);
    for bad in ["\"true\"", "1", "\"是\""] {
        assert_eq!(value(required, bad), [544], "{bad}");
    }
    assert!(value("type = \"check\"", "false").is_empty());
}

#[test]
fn a_reference_is_to_another_subject_that_was_handed_in_of_the_collections_named() {
    let submit = |lines: &str, id: &str| {
        let mut w = field(lines);
        w.by("zhou").on(A).submit(doc()).ok();
        w.by("zhou").on(NEWS).submit(news()).ok();
        w.by("zhou").on(FLOW).submit(matter().set("x", &format!("{id:?}"))).faults()
    };
    let (any, of) = ("type = \"subject\"", "type = \"subject\"\nof = [\"documents\", \"flow\"]");
    assert!(submit(any, A).is_empty());
    assert!(submit(any, NEWS).is_empty());
    assert!(submit(of, A).is_empty());
    assert_eq!(submit(of, NEWS), [559], "of another collection");
    assert_eq!(submit(of, B), [559], "never handed in");
    for bad in ["documents", "documents/2026", "documents/2026/a/", "/documents/2026/a", "units/finance", ""] {
        assert_eq!(submit(any, bad), [559], "{bad}");
    }
}

#[test]
fn no_subject_refers_to_itself() {
    let mut w = field("type = \"subject\"");
    w.by("zhou").on(FLOW).submit(matter()).ok();
    w.by("zhou").on(OTHER).submit(matter().set("x", &format!("{FLOW:?}"))).ok();
    let own = matter().set("x", &format!("{FLOW:?}"));
    assert_eq!(w.by("zhou").on(FLOW).revise(own).faults(), [559]);
    w.by("zhou").on(FLOW).revise(matter().set("x", &format!("{OTHER:?}"))).ok();
}

#[test]
fn a_number_is_within_its_bounds() {
    let bounds = "type = \"number\"\nleast = 1\nmost = 365";
    for (n, faults) in [("1", vec![]), ("365", vec![]), ("0", vec![561]), ("366", vec![561]), ("-1", vec![561])] {
        assert_eq!(value(bounds, n), faults, "{n}");
    }
    assert_eq!(value("type = \"number\"\nleast = 0", "-1"), [561]);
    assert!(value("type = \"number\"\nleast = 0", "9223372036854775807").is_empty());
}

/// G18, H9: uniform input.
#[test]
fn a_text_has_the_shape_asked_for() {
    let month = "type = \"text\"\nshape = \"9999-99\"";
    assert!(value(month, "\"2026-03\"").is_empty());
    assert!(value(month, "\"\"").is_empty(), "an empty one is asked nothing");
    for bad in ["2026-3", "2026-033", "2026/03", "２０２６-03", "A026-03", "2026-03-02"] {
        assert_eq!(value(month, &format!("{bad:?}")), [562], "{bad}");
    }
    let plate = "type = \"text\"\nshape = \"临A-99号\"";
    assert!(value(plate, "\"临K-07号\"").is_empty());
    for bad in ["临k-07号", "临7-07号", "青K-07号", "临K-07"] {
        assert_eq!(value(plate, &format!("{bad:?}")), [562], "{bad}");
    }
}

/// O6, G17: only files of these kinds, and only so many.
#[test]
fn beside_the_text_stands_only_what_may() {
    let rule = |rule: &str, names: &[&str]| {
        let paper = names.iter().fold(matter(), |paper, name| paper.file(name, 9));
        World::flow(&format!("[files]\n{rule}\n{STEP}")).by("zhou").on(FLOW).submit(paper).faults()
    };
    let types = "types = [\"pdf\", \"docx\"]";
    assert!(rule(types, &["a.pdf", "附件1.PDF", "b.Docx", "c.tar.pdf"]).is_empty());
    for bad in ["歌.mp3", "a.pdf.exe", "pdf", "apdf", "a.pdf ", "a.doc", "说明"] {
        assert_eq!(rule(types, &[bad]), [560], "{bad}");
    }
    assert_eq!(rule(types, &["a.mp3", "b.mp4", "c.pdf"]), [560, 560]);
    assert!(rule("most = 2", &["a", "b"]).is_empty());
    assert_eq!(rule("most = 2", &["a", "b", "c"]), [560]);
    assert!(rule("most = 0", &[]).is_empty(), "the text itself is not counted");
    assert_eq!(rule("most = 0", &["a"]), [560]);
}

/// G20: each paper from before the record has a folder of its own, and a text in it.
#[test]
fn each_imported_document_has_a_folder_of_its_own() {
    let told = |files: &[(&str, u64)]| {
        let paper = files.iter().fold(matter(), |paper, (name, size)| paper.file(name, *size));
        let large = |files: &mut Files| edit(files, "kanhe.toml", "file = 1000000", "file = 2000000");
        World::flow_with(&format!("imports = true\n{STEP}"), large).by("zhou").on(FLOW).submit(paper).faults()
    };
    let (one, mib) = ("documents/a/index.md", 1 << 20);
    assert!(told(&[(one, mib), ("documents/a/1.pdf", 9), ("documents/a-b/index.md", 9), ("清单.csv", 9)]).is_empty());
    assert_eq!(told(&[]), [577]);
    assert_eq!(told(&[("清单.csv", 9)]), [577]);
    assert_eq!(told(&[(one, mib + 1)]), [550]);
    assert_eq!(told(&[(one, 9), ("documents/b/1.pdf", 9)]), [577]);
    assert_eq!(told(&[(one, 9), ("documents/b/Index.md", 9), ("documents/c/1.pdf", 9)]), [577, 577]);
    for bad in
        ["documents/a/b/1.pdf", "documents/1.pdf", "documents/B/index.md", "files/a/index.md", "Documents/a/index.md"]
    {
        assert_eq!(told(&[(one, 9), (bad, 9)]), [552], "{bad}");
    }
    // Elsewhere nothing stands below `documents/`.
    let paper = matter().file(one, 9);
    assert_eq!(World::flow(STEP).by("zhou").on(FLOW).submit(paper).faults(), [552]);
}

/// H3: the fixed template.
#[test]
fn the_headings_of_the_template_stand_in_their_order() {
    let text = |body: &str| {
        let lines = format!("[body]\nheadings = [\"缘由\", \"事项\"]\n{STEP}");
        World::flow(&lines).by("zhou").on(FLOW).submit(matter().body(body)).faults()
    };
    assert!(text("## 缘由\n\n一\n\n## 事项\n\n二\n").is_empty());
    assert!(text("# 题\n\n## 前言\n\n## 缘由\n\n### 一\n\n## 事项\n## 附注\n").is_empty(), "more may stand there");
    assert_eq!(text("## 事项\n\n二\n\n## 缘由\n\n一\n"), [558]);
    assert_eq!(text("## 缘由\n"), [558]);
    assert_eq!(text(""), [558, 558]);
    for other in ["# 缘由", "### 缘由", "##缘由", "## 缘由 ", "## 缘由：", " ## 缘由", "缘由\n----"] {
        assert_eq!(text(&format!("{other}\n\n## 事项\n")), [558], "{other:?}");
    }
}

#[test]
fn a_check_requires_and_forbids() {
    let both = "require = [\"a\", \"b\"]";
    assert!(told(both, matter().set("a", "\"一\"").set("b", "[\"二\"]")).is_empty());
    assert_eq!(told(both, matter().set("a", "\"一\"")), [557]);
    assert_eq!(told(both, matter().set("a", "\"\"").set("b", "[\"二\"]")), [557], "an empty value is none");
    assert_eq!(told(both, matter().set("a", "\"一\"").set("b", "[\"\"]")), [557]);
    assert!(told("forbid = [\"b\"]", matter().set("b", "[\"\"]")).is_empty());
    assert_eq!(told("forbid = [\"b\"]", matter().set("b", "[\"二\"]")), [557]);
}

#[test]
fn a_check_bounds_how_many_values_there_are() {
    let most = "most = { b = 1 }";
    assert!(told(most, matter().set("b", "[\"一\"]")).is_empty());
    assert!(told(most, matter().set("b", "[\"一\", \"\"]")).is_empty(), "an empty one is not counted");
    assert_eq!(told(most, matter().set("b", "[\"一\", \"二\"]")), [557]);
}

#[test]
fn a_check_excludes_values() {
    let no = "exclude = { b = [\"全体人员\", \"全员\"] }";
    assert!(told(no, matter().set("b", "[\"财务科全体人员\"]")).is_empty());
    assert_eq!(told(no, matter().set("b", "[\"财务科\", \"全员\"]")), [557]);
}

#[test]
fn a_check_asks_for_an_order() {
    let days = "order = [\"from\", \"until\"]";
    let paper = |from: &str, until: &str| matter().set("from", from).set("until", until);
    assert!(told(days, paper("2026-03-02", "2026-03-02")).is_empty());
    assert!(told(days, paper("2026-03-02", "\"2026-12-01\"")).is_empty());
    assert_eq!(told(days, paper("2026-03-02", "2026-03-01")), [557]);
    assert!(told(days, matter().set("until", "2026-03-01")).is_empty(), "asked only if both are there");
    let times = "order = [\"starts\", \"ends\"]";
    let paper = matter().set("starts", "\"2026-03-02 10:00\"");
    assert!(told(times, paper.clone().set("ends", "\"2026-03-02 10:00\"")).is_empty());
    assert_eq!(told(times, paper.set("ends", "\"2026-03-02 09:59\"")), [557]);
}

#[test]
fn a_check_keeps_words_out_of_title_and_text() {
    let words = "without = [\"机密★\", \"Top Secret\"]";
    assert!(told(words, matter().body("机密和秘密的区别。\n").set("a", "\"机密★\"")).is_empty(), "a field is no text");
    assert_eq!(told(words, matter().body("一\n\n机密★10年\n")), [557]);
    assert_eq!(told(words, matter().set("title", "\"机密★通报\"")), [557]);
    assert_eq!(told(words, matter().body("tOP sECRET\n")), [557], "in ASCII letters of either case");
}

#[test]
fn a_check_asks_which_way_a_paper_goes() {
    let units = |way: &str, list: &str| told(&format!("{way} = \"units\""), matter().set("units", list));
    assert!(units("up", r#"["office"]"#).is_empty());
    assert!(units("up", "[]").is_empty());
    for bad in [r#"["archive"]"#, r#"["finance"]"#, r#"["office", "archive"]"#] {
        assert_eq!(units("up", bad), [557], "{bad}");
    }
    assert_eq!(units("down", r#"["office"]"#), [557]);
    let names = |way: &str, list: &str| told(&format!("{way} = \"names\""), matter().set("names", list));
    assert!(names("up", r#"["办公室"]"#).is_empty());
    assert_eq!(names("up", r#"["档案室"]"#), [557]);
    assert!(names("up", r#"["市发展和改革委员会"]"#).is_empty(), "no unit of the register: nothing is known of it");
    let mut below = checked("down = \"units\"");
    let paper = |unit: &str| matter().set("units", &format!("[{unit:?}]"));
    assert!(below.by("lin").on(FLOW).submit(paper("office")).faults() == [557]);
    let mut below = World::flow(&format!(
        "[[field]]\nname = \"to\"\nlabel = {{ zh-CN = \"主送\" }}\ntype = \"unit\"\n\
         [[check]]\nname = \"down\"\nsays = {{ zh-CN = \"下行\" }}\ndown = \"to\"\n{STEP}"
    ));
    assert_eq!(below.by("zhao").on(OTHER).submit(matter().set("to", "\"office\"")).faults(), [557]);
    below.by("zhao").on(FLOW).submit(matter().set("to", "\"archive\"")).ok();
}

#[test]
fn a_check_is_asked_only_under_its_condition() {
    let when = |condition: &str, paper: Paper| told(&format!("when = {{ {condition} }}\nrequire = [\"a\"]"), paper);
    let kind = "kind = [\"甲\"]";
    assert_eq!(when(kind, matter().set("kind", "\"甲\"")), [557]);
    assert!(when(kind, matter().set("kind", "\"乙\"")).is_empty());
    assert!(when(kind, matter()).is_empty(), "a field that is not there has no value");
    for (n, asked) in [("99", false), ("100", true), ("200", true), ("201", false)] {
        assert_eq!(!when("n = { min = 100, max = 200 }", matter().set("n", n)).is_empty(), asked, "{n}");
    }
    assert_eq!(when("n = { max = 5 }", matter().set("n", "0")), [557]);
    assert!(when("n = { max = 5 }", matter()).is_empty());
    assert_eq!(when("b = true", matter().set("b", "[\"\", \"一\"]")), [557]);
    assert!(when("b = true", matter().set("b", "[\"\"]")).is_empty());
    assert_eq!(when("b = false", matter().set("b", "[\"\"]")), [557]);
    assert_eq!(when("yes = [\"true\"]", matter().set("yes", "true")), [557]);
    assert!(when("yes = [\"true\"]", matter().set("yes", "false")).is_empty());
    assert_eq!(when("yes = false", matter().set("yes", "false")), [557]);
    let two = "kind = [\"甲\"], n = { min = 1 }";
    assert!(when(two, matter().set("kind", "\"甲\"")).is_empty(), "each entry has to hold");
    assert_eq!(when(two, matter().set("kind", "\"甲\"").set("n", "1")), [557]);
    assert_eq!(when("", matter()), [557], "an empty condition always holds");
}

/// A check sees the values that are in order, and no others.
#[test]
fn a_value_that_is_not_in_order_brings_no_second_fault() {
    let check = "when = { n = { max = 5 } }\nrequire = [\"a\"]";
    assert_eq!(told(check, matter().set("n", "-1")), [561]);
    assert_eq!(told(check, matter().set("n", "0")), [557]);
}

#[test]
fn a_refused_draft_says_which_rule_of_the_house() {
    let mut w = checked("require = [\"a\"]");
    let Violation::Form { faults, .. } = w.by("zhou").on(FLOW).submit(matter()).refused(508) else { unreachable!() };
    let kanhe::office::FormWhat::Check { name, says } = &faults[0].what else { panic!("{faults:?}") };
    assert_eq!((name.as_str(), says.text("zh-CN")), ("rule", "规矩"));
}

/// L7, L8: who hands in depends on what it is.
const DRAFTERS: &str = r#"
[[field]]
name = "kind"
label = { zh-CN = "类别" }
type = "choice"
choices = ["人事通知", "新闻", "传闻"]
[[drafter]]
when = { kind = ["人事通知"] }
who = [{ post = "deputy", of = "office" }]
[[drafter]]
when = { kind = ["新闻"] }
who = [{ member = "drafter" }]
[[drafter]]
when = { kind = ["新闻", "人事通知"] }
who = [{ everyone = true }]
"#;

fn of_kind(kind: &str) -> Paper {
    matter().set("kind", &format!("{kind:?}"))
}

#[test]
fn who_may_hand_in_is_named_by_the_first_entry_that_holds() {
    let office = || World::flow(&format!("{DRAFTERS}{STEP}"));
    office().by("wu").on(FLOW).submit(of_kind("人事通知")).ok();
    for who in ["zhou", "lin", "zhao"] {
        office().by(who).on(FLOW).submit(of_kind("人事通知")).refused(529);
    }
    office().by("zhou").on(FLOW).submit(of_kind("新闻")).ok();
    office().by("zhao").on(FLOW).submit(of_kind("传闻")).refused(529);
    office().by("zhao").on(FLOW).submit(matter()).refused(529);
}

#[test]
fn who_may_hand_in_is_asked_again_when_it_is_revised() {
    let mut w = World::flow(&format!("{DRAFTERS}{STEP}"));
    w.by("zhou").on(FLOW).submit(of_kind("新闻")).ok();
    w.by("zhou").on(FLOW).revise(of_kind("人事通知")).refused(529);
    w.by("zhou").on(FLOW).revise(of_kind("新闻").body("另一稿。\n")).ok();
}

/// G15: what it repeals, from which day.
fn rules(effective: bool) -> World {
    let (top, field) = if effective {
        (
            "effective = \"from\"\n",
            "[[field]]\nname = \"from\"\nlabel = { zh-CN = \"施行\" }\ntype = \"date\"\nrequired = true\n",
        )
    } else {
        ("", "")
    };
    let list = "[[field]]\nname = \"old\"\nlabel = { zh-CN = \"废止\" }\ntype = \"subject\"\nlist = true\n";
    World::flow(&format!(
        "repeals = \"old\"\n{top}{field}{list}{STEP}\
         [anytime]\nvoid = [{{ post = \"head\", of = \"office\" }}]\nrepeal = [{{ post = \"head\", of = \"office\" }}]\n"
    ))
}

const NEWER: &str = "flow/2026/newer";

fn through(w: &mut World, id: &str, paper: Paper) {
    w.by("zhou").on(id).submit(paper).ok();
    w.by("lin").on(id).approve("同意").ok();
}

fn ended(w: &World, id: &str) -> (Stage, Option<String>, Option<String>) {
    let docket = w.docket(id);
    let ended = docket.ended.clone();
    let by = ended.as_ref().and_then(|ended| ended.by.as_ref()).map(ToString::to_string);
    (docket.stage(), ended.and_then(|ended| ended.from), by)
}

#[test]
fn what_is_repealed_is_marked_from_the_effective_day_when_it_is_through() {
    let mut w = rules(true);
    through(&mut w, FLOW, matter().set("from", "2026-01-01"));
    through(&mut w, OTHER, matter().set("from", "2026-01-01"));
    let paper = matter().set("from", "2026-07-01").set("old", &format!("[{FLOW:?}, {OTHER:?}]"));
    w.by("zhou").on(NEWER).submit(paper).ok();
    assert_eq!(ended(&w, FLOW).0, Stage::Finished, "not before it is approved");
    w.by("lin").on(NEWER).approve("同意").ok();
    for id in [FLOW, OTHER] {
        let from = (Stage::Repealed, Some("2026-07-01".to_owned()), Some(NEWER.to_owned()));
        assert_eq!(ended(&w, id), from, "{id}");
    }
    assert_eq!(ended(&w, NEWER).0, Stage::Finished);
    w.by("zhao").on(FLOW).beside(Deed::Void, "依据失效").refused(566);
}

#[test]
fn without_an_effective_day_it_is_repealed_from_the_day_of_the_act() {
    let mut w = rules(false);
    through(&mut w, FLOW, matter());
    w.by("zhou").on(NEWER).submit(matter().set("old", &format!("[{FLOW:?}]"))).ok();
    w.time += 10 * 86_400;
    w.by("lin").on(NEWER).approve("同意").ok();
    assert_eq!(ended(&w, FLOW), (Stage::Repealed, Some("2026-03-12".to_owned()), Some(NEWER.to_owned())));
}

/// A unit repeals its own rules and those of the units below it, and nobody else's.
#[test]
fn nobody_repeals_the_rules_of_another_unit() {
    let naming = |id: &str| matter().set("old", &format!("[{id:?}]"));
    let submitted_by = |who: &str| {
        let mut w = rules(false);
        w.by(who).on(FLOW).submit(matter()).ok();
        w.by("lin").on(FLOW).approve("同意").ok();
        w
    };
    // The office stands above finance.
    submitted_by("chen").by("zhou").on(NEWER).submit(naming(FLOW)).refused(567);
    submitted_by("tang").by("zhou").on(NEWER).submit(naming(FLOW)).refused(567);
    submitted_by("zhou").by("chen").on(NEWER).submit(naming(FLOW)).ok();
}

/// Where everybody has to sign, everybody can.
#[test]
fn what_all_have_to_sign_is_not_taken_in_while_one_cannot() {
    let both = STEP.replace("who = [", "who = [{ post = \"operator\", of = \"office\" }, ");
    for (rule, taken) in [("\"any\"", true), ("\"all\"", false), ("\"sequence\"", false), ("{ vote = 50 }", true)] {
        let mut w = World::flow_with(&both.replace("rule = \"any\"", &format!("rule = {rule}")), |files| {
            edit(files, "content/people/sun/index.md", "state = \"active\"", "state = \"suspended\"");
        });
        let code = w.by("zhou").on(FLOW).submit(matter()).code();
        assert_eq!(code, (!taken).then_some(509), "{rule}");
    }
}

#[test]
fn only_what_is_in_force_is_repealed() {
    let naming = |id: &str| matter().set("old", &format!("[{id:?}]"));
    let mut w = rules(false);
    w.by("zhou").on(NEWER).submit(naming(FLOW)).faults().iter().for_each(|code| assert_eq!(*code, 559));
    w.by("zhou").on(FLOW).submit(matter()).ok();
    w.by("zhou").on(NEWER).submit(naming(FLOW)).refused(567);
    w.by("lin").on(FLOW).approve("同意").ok();
    let mut void = w.clone();
    w.by("zhou").on(NEWER).submit(naming(FLOW)).ok();
    for (deed, mut w) in [(Deed::Void, void.clone()), (Deed::Repeal, void.clone())] {
        w.by("zhao").on(FLOW).beside(deed, "依据失效").ok();
        w.by("zhou").on(NEWER).submit(naming(FLOW)).refused(567);
    }
    through(&mut void, NEWER, naming(FLOW));
    void.by("zhou").on(OTHER).submit(naming(FLOW)).refused(567);
    void.by("zhou").on(OTHER).submit(matter()).ok();
    void.by("zhou").on(OTHER).revise(naming(FLOW)).refused(567);
}

/// A subject that became void meanwhile stays void: two that repeal the same one do not quarrel.
#[test]
fn what_was_void_when_the_repeal_got_through_stays_as_it_is() {
    let mut w = rules(true);
    through(&mut w, FLOW, matter().set("from", "2026-01-01"));
    let newer = |from: &str| matter().set("from", from).set("old", &format!("[{FLOW:?}]"));
    w.by("zhou").on(NEWER).submit(newer("2026-07-01")).ok();
    w.by("zhao").on(FLOW).beside(Deed::Void, "依据失效").ok();
    w.by("lin").on(NEWER).approve("同意").ok();
    assert_eq!(ended(&w, FLOW), (Stage::Voided, None, None));
}

/// ma signs off, chen checks what was signed off and may return it (复核), sun seals.
const ISSUED: &str = r#"
[numbering]
pattern = "{code}〔{year}〕{n}号"
[numbering.kind]
"函" = "{code}函〔{year}〕{n}号"
[[field]]
name = "unit"
label = { zh-CN = "发文单位" }
type = "unit"
required = true
[[field]]
name = "kind"
label = { zh-CN = "文种" }
type = "choice"
required = true
choices = ["通知", "函"]
[[step]]
name = "review"
title = { zh-CN = "审核" }
who = [{ post = "deputy", of = "finance" }]
rule = "any"
verbs = ["approve", "disagree", "return", "terminate"]
[[step]]
name = "sign"
title = { zh-CN = "签发" }
who = [{ post = "head", of = "finance" }, { post = "head", of = "office" }]
rule = "any"
verbs = ["issue", "disagree", "return", "terminate"]
[[step]]
name = "recheck"
title = { zh-CN = "复核" }
who = [{ post = "clerk", of = "office" }]
rule = "any"
verbs = ["approve", "return"]
[[step]]
name = "seal"
title = { zh-CN = "用印" }
who = [{ custodian = "issuer" }]
rule = "any"
verbs = ["seal"]
[anytime]
terminate = [{ post = "deputy", of = "office" }]
"#;

fn paper(unit: &str, kind: &str) -> Paper {
    matter().set("unit", &format!("{unit:?}")).set("kind", &format!("{kind:?}"))
}

fn to_sign(w: &mut World, id: &str) {
    w.by("zhou").on(id).submit(paper("finance", "通知")).ok();
    w.by("lin").on(id).approve("同意").ok();
}

fn signed_off() -> World {
    let mut w = World::flow(ISSUED);
    to_sign(&mut w, FLOW);
    w.by("ma").on(FLOW).issue("临财〔2026〕1号").ok();
    w
}

/// 条例 art. 25: a substantial change found when it is checked goes back to who signed it off.
#[test]
fn a_document_returned_after_its_signing_off_keeps_its_number() {
    let mut w = signed_off();
    w.by("chen").on(FLOW).give_back_to("sign", true).refused(537);
    w.by("chen").on(FLOW).give_back_to("review", false).refused(537);
    w.by("chen").on(FLOW).give_back_to("sign", false).ok();
    let docket = w.docket(FLOW);
    assert_eq!((docket.place, docket.issued, docket.stage()), (Place::At(1), None, Stage::InReview));
    assert_eq!(docket.trail[2].void_by, Some(4), "the signing off is void");
    assert_eq!(docket.trail[1].void_by, None, "the review is not");
    assert_eq!(w.number(FLOW), "临财〔2026〕1号");
    w.by("sun").on(FLOW).seal("finance").refused(602);
    w.by("ma").on(FLOW).issue("临财〔2026〕2号").refused(521);
    w.by("ma").on(FLOW).issue("临财〔2026〕1号").ok();
    w.by("chen").on(FLOW).approve("已复核").ok();
    w.by("sun").on(FLOW).seal("finance").ok();
    assert_eq!(w.docket(FLOW).stage(), Stage::Sealed);
}

#[test]
fn a_document_revised_after_its_signing_off_keeps_its_number_unit_and_kind() {
    let mut w = signed_off();
    w.by("zhou").on(FLOW).revise(paper("finance", "通知").body("改一字。\n")).refused(506);
    w.by("chen").on(FLOW).give_back("正文有实质性改动").ok();
    assert_eq!((w.docket(FLOW).place, w.docket(FLOW).issued), (Place::Back(Back::Returned), None));
    w.by("zhou").on(FLOW).revise(paper("office", "通知")).refused(564);
    w.by("zhou").on(FLOW).revise(paper("finance", "函")).refused(564);
    w.by("zhou").on(FLOW).revise(paper("finance", "通知").body("改定稿。\n")).ok();
    assert_eq!(w.docket(FLOW).place, Place::At(0), "and all agree anew");
    w.by("lin").on(FLOW).approve("同意").ok();
    to_sign(&mut w, OTHER);
    w.by("ma").on(OTHER).issue("临财〔2026〕1号").refused(521);
    w.by("ma").on(OTHER).issue("临财〔2026〕2号").ok();
    w.by("ma").on(FLOW).issue("临财〔2026〕3号").refused(521);
    w.by("ma").on(FLOW).issue("临财〔2026〕1号").ok();
    assert_eq!((w.number(FLOW), w.number(OTHER)), ("临财〔2026〕1号", "临财〔2026〕2号"));
    to_sign(&mut w, NEWER);
    w.by("ma").on(NEWER).issue("临财〔2026〕3号").ok();
}

#[test]
fn the_same_text_goes_the_whole_way_again_with_its_number() {
    let mut w = signed_off();
    w.by("chen").on(FLOW).give_back("请说明依据").ok();
    w.by("zhou").on(FLOW).reply("依据见附件").ok();
    assert_eq!((w.docket(FLOW).place, w.docket(FLOW).issued), (Place::At(0), None));
    w.by("lin").on(FLOW).approve("同意").ok();
    w.time += 365 * 86_400;
    w.by("ma").on(FLOW).issue("临财〔2027〕1号").refused(521);
    w.by("ma").on(FLOW).issue("临财〔2026〕1号").ok();
}

/// H1: what has a number does not vanish, or there would be a gap.
#[test]
fn what_has_a_number_is_neither_withdrawn_nor_terminated() {
    let mut w = signed_off();
    w.by("wu").on(FLOW).beside(Deed::Terminate, "项目取消").refused(506);
    w.by("zhou").on(FLOW).withdraw("不再需要").refused(506);
    w.by("chen").on(FLOW).give_back_to("sign", false).ok();
    w.by("ma").on(FLOW).terminate("项目取消").refused(506);
    w.by("ma").on(FLOW).give_back("请重拟").ok();
    w.by("zhou").on(FLOW).withdraw("不再需要").refused(506);
    w.by("wu").on(FLOW).beside(Deed::Terminate, "项目取消").refused(506);
    let mut w = World::flow(ISSUED);
    to_sign(&mut w, FLOW);
    w.by("wu").on(FLOW).beside(Deed::Terminate, "项目取消").ok();
    to_sign(&mut w, OTHER);
    w.by("ma").on(OTHER).issue("临财〔2026〕1号").ok();
}

/// H1: two people who sign off at the same time get two numbers.
#[test]
fn who_comes_second_is_refused_the_number_and_takes_the_next() {
    let mut w = World::flow(ISSUED);
    to_sign(&mut w, FLOW);
    to_sign(&mut w, OTHER);
    let ask = |w: &World, id: &str| w.office.next_number(w.docket(id), w.time).unwrap().text;
    let seen = [ask(&w, FLOW), ask(&w, OTHER)];
    assert_eq!(seen, ["临财〔2026〕1号", "临财〔2026〕1号"], "each sees the same one");
    w.by("zhao").on(OTHER).issue(&seen[1]).ok();
    let Violation::WrongNumber { expected, .. } = w.by("ma").on(FLOW).issue(&seen[0]).refused(521) else {
        unreachable!()
    };
    w.by("ma").on(FLOW).issue(&expected).ok();
    assert_eq!((w.number(FLOW), w.number(OTHER)), ("临财〔2026〕2号", "临财〔2026〕1号"));
}
