//! 紧急变更 (C27), and what may still be done with a request that was carried out (C26, K575).

use kanhe::office::{Back, Deed, Place, Stage};

use super::town::{approve, readers, request, step, town, town_with, waiting, who, wrong};
use crate::world::{MORNING, Paper, World, edit, put, slug};

const URGENT: &str = "emergencies/2026/a";

/// The operator is ill: chen is made another.
fn urgent(w: &World) -> Paper {
    request(w, "emergencies", |f| {
        edit(f, &who("chen"), "[\"office/clerk\"]", "[\"office/clerk\", \"office/operator\"]");
    })
}

/// lin gets a second telephone: nobody gains.
fn phone(w: &World) -> Paper {
    request(w, "emergencies", |f| edit(f, &who("lin"), "unit", "phone = \"1\"\nunit"))
}

/// Carried out on the word of two leaders.
fn carried_out() -> (World, Paper) {
    let mut w = town();
    let paper = urgent(&w);
    w.by("zhou").on(URGENT).submit(paper.clone()).ok();
    approve(&mut w, URGENT, &["ma", "zhao"]);
    w.by("sun").on(URGENT).execute(&paper).ok();
    (w, paper)
}

/// C27: on the word of two leaders, the applicant's and the operator's, and not of one.
#[test]
fn an_emergency_takes_the_word_of_two_leaders() {
    for (one, two) in [("ma", "zhao"), ("zhao", "deng"), ("deng", "ma")] {
        let mut w = town();
        let paper = urgent(&w);
        w.by("zhou").on(URGENT).submit(paper.clone()).ok();
        assert_eq!(waiting(&w, URGENT), ["deng", "ma", "zhao"]);
        w.by("wu").on(URGENT).approve("同意").refused(514);
        w.by(one).on(URGENT).approve("同意").ok();
        w.by(one).on(URGENT).approve("同意").refused(515);
        w.by("sun").on(URGENT).at("execute").execute(&paper).refused(512);
        w.by(two).on(URGENT).approve("同意").ok();
        w.by("sun").on(URGENT).execute(&paper).ok();
        assert_eq!(w.docket(URGENT).stage(), Stage::Carried);
    }
}

/// C27: two against are the end of it; one is not.
#[test]
fn two_leaders_or_not_at_all() {
    let mut w = town();
    let paper = urgent(&w);
    w.by("zhou").on(URGENT).submit(paper.clone()).ok();
    w.by("ma").on(URGENT).disagree("可以等").ok();
    let mut still = w.clone();
    approve(&mut still, URGENT, &["zhao", "deng"]);
    still.by("sun").on(URGENT).execute(&paper).ok();
    w.by("zhao").on(URGENT).disagree("可以等").ok();
    assert_eq!(w.docket(URGENT).place, Place::Back(Back::Disagreed));
    // Where not two could be asked, it is not begun.
    let mut w = town_with(|f| edit(f, &who("deng"), "state = \"active\"", "state = \"suspended\""));
    let paper = urgent(&w).set("unit", "\"office\"");
    w.by("zhou").on(URGENT).submit(paper).refused(509);
}

/// A4: who gains by it is none of the two.
#[test]
fn who_gains_by_an_emergency_is_none_of_the_two() {
    let mut w = town();
    let paper = request(&w, "emergencies", |f| {
        edit(f, &who("ma"), "[\"finance/head\"]", "[\"finance/head\", \"legal/deputy\"]");
    });
    w.by("zhou").on(URGENT).submit(paper).ok();
    assert_eq!(waiting(&w, URGENT), ["deng", "zhao"]);
    w.by("ma").on(URGENT).approve("同意").refused(571);
}

/// C27: it is in force at once; the usual approvals follow, each, within three working days.
#[test]
fn the_usual_approvals_follow() {
    let (mut w, _) = carried_out();
    let operator = w.office.register().person(&slug("chen")).map(|chen| chen.posts.len());
    assert_eq!(operator, Some(2), "it is in force");
    assert_eq!((step(&w, URGENT).as_str(), waiting(&w, URGENT)), ("ratify", vec!["wu".to_owned(), "zhao".to_owned()]));
    w.by("wu").on(URGENT).approve("同意").ok();
    w.by("zhou").on(URGENT).at("confirm").complete("已办妥").refused(512);
    w.by("zhao").on(URGENT).approve("同意").ok();
    assert_eq!((step(&w, URGENT).as_str(), w.docket(URGENT).stage()), ("confirm", Stage::Carried));
    w.by("sun").on(URGENT).complete("已办妥").refused(514);
    w.by("zhou").on(URGENT).complete("已办妥").ok();
    assert_eq!(w.docket(URGENT).stage(), Stage::Executed);
}

/// C27: later than that says why.
#[test]
fn an_approval_after_three_working_days_says_why() {
    let (mut w, _) = carried_out();
    // Monday; three working days end with Thursday's office hours.
    let due = MORNING + 3 * 86_400 + 8 * 3_600 + 1_800;
    let mut late = w.clone();
    w.time = due;
    w.by("wu").on(URGENT).approve("同意").ok();
    late.time = due + 1;
    late.by("wu").on(URGENT).approve("同意").refused(532);
    late.by("wu").on(URGENT).disagree("不妥").refused(532);
    late.by("wu").on(URGENT).because("外出").approve("同意").ok();
}

/// What is not approved afterwards is noted, told and stays done: it is undone by another request.
#[test]
fn a_disagreement_afterwards_is_noted_and_undoes_nothing() {
    let (mut w, _) = carried_out();
    w.by("wu").on(URGENT).disagree("应当先报批").ok();
    assert_eq!((step(&w, URGENT).as_str(), w.docket(URGENT).stage()), ("confirm", Stage::Carried));
    assert_eq!(readers(&w, URGENT), ["zhao"]);
    assert_eq!(w.office.register().person(&slug("chen")).map(|chen| chen.posts.len()), Some(2));
    w.by("zhou").on(URGENT).complete("已知").refused(519);
    w.by("zhou").on(URGENT).complete("已办妥").ok();
    let undo = request(&w, "accounts", |f| {
        edit(f, &who("chen"), "[\"office/clerk\", \"office/operator\"]", "[\"office/clerk\"]");
    });
    w.by("wu").on("accounts/2026/a").submit(undo).ok();
}

/// K575: what was carried out is neither revised nor withdrawn, nor sent back, ended or taken back.
#[test]
fn what_was_carried_out_is_not_undone() {
    let (mut w, paper) = carried_out();
    w.by("zhou").on(URGENT).revise(paper.clone().body("另一稿。\n")).refused(575);
    w.by("zhou").on(URGENT).withdraw("不要了").refused(575);
    w.by("ma").on(URGENT).withdraw("不要了").refused(505);
    w.by("zhou").on(URGENT).revise(paper.clone()).refused(575);
    for who in ["wu", "zhao", "sun"] {
        w.by(who).on(URGENT).give_back("不妥").refused(513);
        w.by(who).on(URGENT).terminate("不妥").refused(513);
        w.by(who).on(URGENT).beside(Deed::Terminate, "不妥").refused(539);
        w.by(who).on(URGENT).beside(Deed::TakeBack, "不妥").refused(538);
    }
    w.by("sun").on(URGENT).execute(&paper).refused(513);
    for deed in [Deed::Void, Deed::Repeal] {
        w.by("zhao").on(URGENT).beside(deed, "不妥").refused(565);
    }
    approve(&mut w, URGENT, &["wu", "zhao"]);
    w.by("zhou").on(URGENT).revise(paper.clone().body("另一稿。\n")).refused(575);
    w.by("zhou").on(URGENT).complete("已办妥").ok();
    for deed in [Deed::Void, Deed::Repeal] {
        w.by("zhao").on(URGENT).beside(deed, "不妥").refused(539);
    }
    w.by("zhou").on(URGENT).revise(paper.body("另一稿。\n")).refused(504);
}

/// Once it is carried out, nothing about it is taken back.
#[test]
fn neither_the_execution_nor_an_approval_afterwards_is_taken_back() {
    let (mut w, _) = carried_out();
    w.by("wu").on(URGENT).approve("同意").ok();
    assert!(w.docket(URGENT).executed.is_some());
    w.by("wu").on(URGENT).beside(Deed::TakeBack, "再看看").refused(538);
    w.by("sun").on(URGENT).beside(Deed::TakeBack, "再看看").refused(538);
}

/// C27: what can wait is not changed so.
#[test]
fn units_and_workflows_are_no_emergency() {
    let mut w = town();
    let unit = request(&w, "emergencies", |f| super::town::unit(f, "stores", "仓储科", "parent = \"office\""));
    w.by("zhou").on(URGENT).submit(unit).refused(570);
    let seal = request(&w, "emergencies", |f| crate::world::seal(f, "depot", "物资站", "depot", &["zhou"], "active"));
    w.by("zhou").on(URGENT).submit(seal).refused(570);
    let flow = request(&w, "emergencies", |f| put(f, "workflows/x.md", "title = \"x\""));
    w.by("zhou").on(URGENT).submit(flow).refused(570);
    let paper = phone(&w);
    assert_eq!(w.by("zhou").on(URGENT).submit(paper.clone().without("urgency")).faults(), [543]);
    w.by("zhou").on(URGENT).submit(paper).ok();
}

/// A4: the operator who carries it out has neither asked for it nor agreed to it, also here.
#[test]
fn the_operator_of_an_emergency_is_another() {
    let mut w = town();
    let paper = phone(&w);
    w.by("sun").on(URGENT).submit(paper.clone()).ok();
    approve(&mut w, URGENT, &["zhao", "ma"]);
    w.by("sun").on(URGENT).execute(&paper).refused(525);
}

/// Of the steps after the execution a workflow may have only such as undo nothing.
#[test]
fn a_workflow_undoes_nothing_after_its_execution() {
    let good = include_str!("../../../workflows/emergencies.toml");
    let told = |text: &str| wrong("emergencies", text);
    assert_eq!(told(good), Vec::<&str>::new());
    let (before, after) = good.split_at(good.find("[[step]]\nname = \"ratify\"").unwrap_or_default());
    let change = |from: &str, to: &str| {
        assert!(after.contains(from), "{from}");
        told(&format!("{before}{}", after.replacen(from, to, 1)))
    };
    let verbs = "verbs = [\"approve\", \"disagree\", \"reply\"]";
    for bad in ["return", "terminate", "add-sign"] {
        let found = change(verbs, &format!("verbs = [\"approve\", \"disagree\", {bad:?}]"));
        assert_eq!(found, ["step.verbs"], "{bad}");
    }
    for bad in ["issue", "seal"] {
        assert!(change(verbs, &format!("verbs = [{bad:?}]")).contains(&"step.verbs"), "{bad}");
    }
    for then in ["drafter", "end"] {
        assert_eq!(change("disagree = \"next\"", &format!("disagree = {then:?}")), ["step.then"], "{then}");
    }
    assert_eq!(
        change("then = { disagree = \"next\", inform = [{ post = \"head\", of = \"office\" }] }", ""),
        ["step.then"]
    );
    assert_eq!(change("rule = \"all\"", "rule = \"all\"\nwhen = { urgency = true }"), Vec::<&str>::new());
    assert_eq!(change("urge = [", "terminate = [{ post = \"head\", of = \"office\" }]\nurge = ["), ["anytime"]);
    // Before it, a request may still be ended in a step.
    let leaders = "verbs = [\"approve\", \"disagree\"]";
    assert!(before.contains(leaders));
    let ended = before.replacen(leaders, "verbs = [\"approve\", \"disagree\", \"terminate\"]", 1);
    assert_eq!(told(&format!("{ended}{after}")), Vec::<&str>::new());
}
