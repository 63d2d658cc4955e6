//! The variants of shipped workflows (`workflows/variants`, CON8, CON12, CON14): who is asked in which order, and who is refused.
//!
//! The cast is that of [`crate::world`], and besides:
//!
//! | person | unit | posts |
//! |---|---|---|
//! | fan, gu | finance | finance/clerk, finance/administrator |
//! | deng, xu | city | city/head, city/deputy |
//! | wen | informatisation | informatisation/head |
//! | pan | personnel | personnel/clerk |
//! | yi, qiu | it | it/head, it/operator |
//! | cai | centre | centre/operator |
//!
//! Xin is new in finance and has no account yet. The city stands above the office and above the other units.

#![expect(clippy::unwrap_used, reason = "a variant that cannot be read is none")]

use kanhe::office::{Files, Stage, Workflow};

use crate::modules::shipped;
use crate::world::{Paper, World, fingerprint, leave, person, put, slug};

/// The request of these stories.
const ASKED: &str = "accounts/2026/xin";

/// Every variant: the file's name without its end, and its text.
fn variants() -> Vec<(String, Vec<u8>)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("workflows/variants");
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    found.sort();
    found
}

/// The collection that a variant is for.
fn place(variant: &str) -> &str {
    variant.rsplit_once('-').unwrap().0
}

/// An office that has put this variant in the place of what ships.
fn office(variant: &str) -> World {
    let (name, text) = variants().into_iter().find(|(name, _)| name == variant).unwrap();
    World::with(|files| {
        files.extend(shipped());
        files.insert(format!("workflows/{}.toml", place(&name)), text);
        let calendar = include_bytes!("../../workflows/calendar/2026.toml").to_vec();
        files.insert("workflows/calendar/2026.toml".to_owned(), calendar);
        let posts = "[posts]\nhead = \"主任\"\ndeputy = \"副主任\"\nclerk = \"秘书\"\nadministrator = \"管理员\"\noperator = \"操作员\"";
        let mut unit = |slug: &str, title: &str, parent: &str| {
            let parent = if parent.is_empty() { String::new() } else { format!("parent = {parent:?}\n") };
            put(files, &format!("content/units/{slug}/index.md"), &format!("title = {title:?}\n{parent}{posts}"));
        };
        unit("city", "市政府", "");
        unit("office", "办公室", "city");
        unit("finance", "财务科", "office");
        for (slug, title) in
            [("informatisation", "信息化办公室"), ("personnel", "人力资源部"), ("it", "信息部"), ("centre", "信息中心")]
        {
            unit(slug, title, "city");
        }
        for (who, name, unit, posts) in [
            ("fan", "范宇", "finance", &["finance/clerk"][..]),
            ("gu", "古月", "finance", &["finance/administrator"]),
            ("deng", "邓海", "city", &["city/head"]),
            ("xu", "徐宁", "city", &["city/deputy"]),
            ("wen", "温良", "informatisation", &["informatisation/head"]),
            ("pan", "潘虹", "personnel", &["personnel/clerk"]),
            ("yi", "易水", "it", &["it/head"]),
            ("qiu", "邱实", "it", &["it/operator"]),
            ("cai", "蔡青", "centre", &["centre/operator"]),
        ] {
            person(files, who, name, unit, posts, "active");
        }
        person(files, "he", "何平", "finance", &[], "suspended");
        person(files, "gao", "高原", "finance", &[], "retired");
    })
}

/// An account for xin, with these fields besides.
fn opening(fields: &[(&str, &str)]) -> Paper {
    let mut files = Files::new();
    person(&mut files, "xin", "辛夷", "finance", &[], "active");
    asked(fields, &files)
}

/// A post more for somebody of finance.
fn moved(who: &str, name: &str, fields: &[(&str, &str)]) -> Paper {
    let mut files = Files::new();
    person(&mut files, who, name, "finance", &["finance/clerk"], "active");
    files.retain(|path, _| path.ends_with("index.md"));
    asked(fields, &files)
}

fn asked(fields: &[(&str, &str)], files: &Files) -> Paper {
    let mut paper = leave().set("title", "\"开通账号\"").set("unit", "\"finance\"");
    for (name, value) in fields {
        paper = paper.set(name, value);
    }
    for name in ["协议.pdf", "申请.pdf"] {
        paper = paper.file(name, 1);
    }
    for (path, bytes) in files {
        paper = paper.propose(path, std::str::from_utf8(bytes).unwrap());
    }
    paper
}

const REASON: (&str, &str) = ("reason", "\"新进人员\"");
const AGREEMENT: (&str, &str) = ("agreement", "[\"协议.pdf\"]");

/// None of these people hands the paper in; the last one does.
fn handed_in(w: &mut World, not: &[&str], by: &str, paper: &Paper) {
    for who in not {
        w.by(who).on(ASKED).submit(paper.clone()).refused(529);
    }
    w.by(by).on(ASKED).submit(paper.clone()).ok();
}

/// In each step in turn none of those whom it does not ask agrees; who is asked does.
fn agreed(w: &mut World, steps: &[(&[&str], &str)]) {
    for (not, who) in steps {
        for other in *not {
            w.by(other).on(ASKED).approve("同意").refused(514);
        }
        w.by(who).on(ASKED).approve("情况属实，同意").ok();
    }
}

fn executed(w: &mut World, not: &[&str], by: &str, paper: &Paper) {
    for who in not {
        w.by(who).on(ASKED).execute(paper).refused(514);
    }
    assert!(w.office.register().person(&slug("xin")).is_none());
    w.by(by).on(ASKED).execute(paper).ok();
    assert!(w.office.register().person(&slug("xin")).is_some());
}

#[test]
fn every_variant_is_sound_at_its_place_and_speaks_three_languages() {
    let names: Vec<String> = variants().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names.iter().filter(|name| place(name) == "accounts").count(), 7, "{names:?}");
    for (name, text) in variants() {
        let path = format!("workflows/{}.toml", place(&name));
        let workflow = Workflow::read(&path, &text).unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
        let texts = std::iter::once(&workflow.title)
            .chain(workflow.fields.iter().map(|field| &field.label))
            .chain(workflow.fields.iter().filter_map(|field| field.help.as_ref()))
            .chain(workflow.steps.iter().map(|step| &step.title))
            .chain(workflow.checks.iter().map(|check| &check.says));
        for text in texts {
            let texts = ["zh-CN", "zh-TW", "en"].map(|language| text.text(language));
            assert!(texts[0] != texts[2] && !texts[1].is_empty() && is_english(texts[2]), "{name}: {texts:?}");
        }
        // It changes what the shipped one changes: nothing is left that nobody could ask for.
        let (_, whole) = shipped().into_iter().find(|(shipped, _)| *shipped == path).unwrap();
        assert_eq!(workflow.changes, Workflow::read(&path, &whole).unwrap().changes, "{name}");
        office(&name);
    }
}

/// ASCII but for the apostrophe.
fn is_english(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii() || c == '’')
}

#[test]
fn a_variant_is_no_workflow_where_it_lies() {
    let w = World::with(|files| {
        for (name, text) in variants() {
            files.insert(format!("workflows/variants/{name}.toml"), text);
        }
    });
    let names: Vec<String> = w.office.collections().map(|(name, _)| name.to_string()).collect();
    assert!(names.iter().all(|name| !name.starts_with("accounts") && !name.starts_with("variants")), "{names:?}");
}

#[test]
fn a_variant_is_put_in_force_by_a_change_request() {
    let (_, text) = variants().into_iter().find(|(name, _)| name == "accounts-filed").unwrap();
    let mut w = office("accounts-form");
    let change = "changes/2026/accounts";
    let paper = leave()
        .set("title", "\"账号改为备案\"")
        .set("unit", "\"finance\"")
        .propose("workflows/accounts.toml", std::str::from_utf8(&text).unwrap());
    w.by("fan").on(change).submit(paper.clone()).ok();
    for who in ["ma", "zhao"] {
        w.by(who).on(change).approve("同意").ok();
    }
    w.by("sun").on(change).execute(&paper).ok();
    w.by("gu").on(ASKED).submit(opening(&[REASON, AGREEMENT])).ok();
    agreed(&mut w, &[(&["ma", "zhao"], "chen")]);
}

#[test]
fn filed_the_administrator_asks_and_the_office_files() {
    let mut w = office("accounts-filed");
    let paper = opening(&[REASON, AGREEMENT]);
    w.by("gu").on(ASKED).submit(opening(&[REASON])).form(&[(557, None)]);
    handed_in(&mut w, &["zhou", "fan", "ma", "sun"], "gu", &paper);
    agreed(&mut w, &[(&["gu", "ma", "sun", "zhao"], "chen")]);
    executed(&mut w, &["gu", "ma", "qiu"], "sun", &paper);
    assert_eq!(w.docket(ASKED).stage(), Stage::Executed);
}

#[test]
fn county_the_informatisation_office_reviews_and_the_office_approves() {
    let mut w = office("accounts-county");
    let paper = opening(&[REASON, AGREEMENT]);
    handed_in(&mut w, &["zhou", "ma"], "gu", &paper);
    agreed(&mut w, &[(&["ma", "zhao", "yi"], "wen"), (&["wen", "wu"], "zhao")]);
    executed(&mut w, &["wen", "qiu"], "sun", &paper);
}

#[test]
fn form_the_units_own_flow_approves_and_the_unit_confirms() {
    let mut w = office("accounts-form");
    let fields = [("matter", "\"新增用户\""), ("permissions", "\"发文拟稿\""), REASON, AGREEMENT];
    w.by("fan").on(ASKED).submit(opening(&[REASON, AGREEMENT])).form(&[(543, None), (543, None)]);
    let paper = opening(&fields);
    handed_in(&mut w, &["zhou", "chen"], "fan", &paper);
    agreed(&mut w, &[(&["lin", "wu", "zhao"], "ma")]);
    // Two working days, from Monday morning to Wednesday evening.
    w.time += 3 * 24 * 3600;
    w.by("sun").on(ASKED).execute(&paper).refused(532);
    w.by("sun").on(ASKED).because("系统维护").execute(&paper).ok();
    w.by("gu").on(ASKED).complete("已能登录").refused(514);
    w.by("fan").on(ASKED).complete("已能登录，权限无误").ok();
    assert_eq!(w.docket(ASKED).stage(), Stage::Executed);
}

#[test]
fn four_approve_and_personnel_gives_the_number() {
    let mut w = office("accounts-four");
    let paper = opening(&[REASON]);
    w.by("zhou").on(ASKED).submit(opening(&[])).form(&[(543, None)]);
    handed_in(&mut w, &["chen", "sun"], "zhou", &paper);
    agreed(&mut w, &[(&["pan", "yi", "xu"], "ma")]);
    w.by("yi").on(ASKED).complete("档案号0412").refused(514);
    w.by("pan").on(ASKED).approve("同意").refused(513);
    w.by("pan").on(ASKED).complete("档案号0412").ok();
    agreed(&mut w, &[(&["ma", "xu"], "yi"), (&["wu", "deng"], "xu")]);
    executed(&mut w, &["sun", "yi"], "qiu", &paper);
}

#[test]
fn colleague_another_of_the_department_asks_and_never_who_it_is_for() {
    let user = [("name", "\"辛夷\""), ("post", "\"科员\""), REASON];
    let mut w = office("accounts-colleague");
    let paper = opening(&user);
    // He has no account yet to ask with.
    w.by("xin").on(ASKED).submit(paper.clone()).refused(201);
    w.by("zhou").on(ASKED).submit(opening(&[REASON])).form(&[(543, None), (543, None)]);
    handed_in(&mut w, &["chen", "tang"], "zhou", &paper);
    agreed(&mut w, &[(&["yi", "lin"], "ma"), (&["ma", "qiu"], "yi")]);
    executed(&mut w, &["sun", "yi"], "qiu", &paper);
    // Who has an account does not ask for more himself.
    let mut w = office("accounts-colleague");
    let paper = moved("zhou", "周明", &user);
    handed_in(&mut w, &["zhou", "lin"], "gu", &paper);
    w.by("zhou").on(ASKED).approve("同意").refused(571);
}

#[test]
fn leader_the_one_in_charge_signs_and_the_centre_assigns() {
    let mut w = office("accounts-leader");
    let application = ("application", "[\"申请.pdf\"]");
    w.by("fan").on(ASKED).submit(opening(&[REASON, AGREEMENT])).form(&[(543, None)]);
    w.by("fan").on(ASKED).submit(opening(&[REASON, application])).form(&[(557, None)]);
    let paper = opening(&[REASON, application, AGREEMENT]);
    handed_in(&mut w, &["zhou", "chen"], "fan", &paper);
    // The leader in charge of finance is a deputy of the unit above it.
    agreed(&mut w, &[(&["lin", "ma", "zhao", "xu"], "wu")]);
    executed(&mut w, &["sun", "qiu"], "cai", &paper);
}

#[test]
fn clerk_the_form_is_filed_with_office_and_operator() {
    let mut w = office("accounts-clerk");
    let fields = [("name", "\"辛夷\""), ("post", "\"科员\""), ("contact", "\"0578-1234\"")];
    for missing in 0..3 {
        let mut some = fields.to_vec();
        some.remove(missing);
        w.by("fan").on(ASKED).submit(opening(&some)).form(&[(543, None)]);
    }
    let paper = opening(&fields);
    handed_in(&mut w, &["zhou", "gu", "ma"], "fan", &paper);
    // In whichever order; both of them.
    agreed(&mut w, &[(&["ma", "zhao"], "yi"), (&["qiu", "chen"], "wu")]);
    executed(&mut w, &["sun"], "qiu", &paper);
}

#[test]
fn short_the_head_alone_signs_for_a_seal() {
    let mut w = office("seal-requests-short");
    let on = "seal-requests/2026/a";
    let mut files = Files::new();
    crate::world::seal(&mut files, "finance-invoices", "青柘市财务科发票专用章", "finance", &["zhou"], "active");
    let mut paper = asked(&[REASON], &Files::new());
    for (path, bytes) in &files {
        let text = std::str::from_utf8(bytes).unwrap().replace("unit = ", "kind = \"special\"\nunit = ");
        paper = paper.propose(path, if path.ends_with("index.md") { &text } else { "x" });
    }
    w.by("fan").on(on).submit(paper.clone()).ok();
    for who in ["wu", "zhao", "zhou"] {
        assert!(matches!(w.by(who).on(on).approve("同意").code(), Some(514 | 571)), "{who}");
    }
    w.by("ma").on(on).approve("同意").ok();
    w.by("sun").on(on).execute(&paper).ok();
    w.by("fan").on(on).complete("已领取").ok();
    assert!(w.office.register().holder(&fingerprint("seal finance-invoices")).is_some());
}

#[test]
fn two_offices_approve_a_unit_together() {
    let mut w = office("registrations-two");
    let on = "registrations/2026/a";
    let mut paper = asked(&[("application", "[\"申请.pdf\"]")], &Files::new());
    let unit = "+++\ntitle = \"审计科\"\nparent = \"office\"\n[posts]\nhead = \"科长\"\n+++\n";
    paper = paper.propose("content/units/audit/index.md", unit);
    w.by("fan").on(on).submit(paper.clone()).refused(529);
    w.by("chen").on(on).submit(paper.clone()).ok();
    w.by("zhao").on(on).approve("同意").ok();
    w.by("sun").on(on).execute(&paper).refused(513);
    for who in ["wen", "zhao"] {
        w.by(who).on(on).approve("同意").ok();
    }
    w.by("sun").on(on).execute(&paper).ok();
    w.by("chen").on(on).complete("已登记").ok();
    assert!(w.office.register().unit(&slug("audit")).is_some());
}
