//! The verbs of a flow (`docs/workflows.md`, "Verbs" and "Seats"): 加签 减签 转办 委派 退回 拿回 传阅 催办 终止 撤销 废止, and the rules of a step.

use kanhe::office::{Back, Deed, How, Place, Stage};

use crate::world::{FLOW, World, matter, slug};

/// Two steps: lin and ma review, zhao decides.
pub(crate) const TWO: &str = r#"
[[step]]
name = "review"
title = { zh-CN = "审核" }
who = [{ post = "deputy", of = "finance" }, { post = "head", of = "finance" }]
rule = "all"
verbs = ["approve", "disagree", "return", "reply", "add-sign", "transfer", "consult"]
lift = [{ post = "head", of = "office" }]
[[step]]
name = "decide"
title = { zh-CN = "批准" }
who = [{ post = "head", of = "office" }]
rule = "any"
verbs = ["approve", "disagree", "return", "terminate"]
[anytime]
reply = [{ everyone = true }]
instruct = [{ post = "head", of = "office" }]
void = [{ post = "head", of = "office" }]
repeal = [{ post = "head", of = "office" }]
"#;

fn two() -> World {
    submitted(TWO)
}

/// A flow with this rule in its first step, and a step of zhao's after it.
fn rule(rule: &str) -> World {
    submitted(&TWO.replace("rule = \"all\"", &format!("rule = {rule}")))
}

fn submitted(lines: &str) -> World {
    let mut w = World::flow(lines);
    w.by("zhou").on(FLOW).submit(matter()).ok();
    w
}

fn place(w: &World) -> Place {
    w.docket(FLOW).place
}

fn waiting(w: &World) -> Vec<String> {
    w.office.waiting_at(w.docket(FLOW), w.time).iter().map(ToString::to_string).collect()
}

#[test]
fn all_have_to_approve_in_any_order() {
    let mut w = two();
    w.by("ma").on(FLOW).approve("同意").ok();
    assert_eq!((place(&w), waiting(&w)), (Place::At(0), vec!["lin".to_owned()]));
    w.by("lin").on(FLOW).approve("同意").ok();
    assert_eq!(place(&w), Place::At(1));
}

#[test]
fn one_after_the_other_waits_for_its_turn() {
    let mut w = rule("\"sequence\"");
    assert_eq!(waiting(&w), ["lin"]);
    w.by("ma").on(FLOW).approve("同意").refused(531);
    w.by("lin").on(FLOW).approve("同意").ok();
    assert_eq!(waiting(&w), ["ma"]);
    w.by("ma").on(FLOW).approve("同意").ok();
    assert_eq!(place(&w), Place::At(1));
}

#[test]
fn at_least_so_many_are_enough_and_a_disagreement_that_changes_nothing_stops_nothing() {
    let three = TWO.replace(
        "who = [{ post = \"deputy\", of = \"finance\" }",
        "who = [{ post = \"clerk\", of = \"office\" }, { post = \"deputy\", of = \"finance\" }",
    );
    let mut w = submitted(&three.replace("rule = \"all\"", "rule = { at-least = 2 }"));
    w.by("lin").on(FLOW).disagree("依据不足").ok();
    assert_eq!(place(&w), Place::At(0));
    w.by("ma").on(FLOW).approve("同意").ok();
    w.by("chen").on(FLOW).approve("同意").ok();
    assert_eq!(place(&w), Place::At(1));
    let mut w = submitted(&three.replace("rule = \"all\"", "rule = { at-least = 2 }"));
    w.by("lin").on(FLOW).disagree("依据不足").ok();
    w.by("ma").on(FLOW).disagree("依据不足").ok();
    assert_eq!(place(&w), Place::Back(Back::Disagreed));
}

#[test]
fn a_vote_is_weighed() {
    let heavy =
        TWO.replace("{ post = \"head\", of = \"finance\" }]", "{ post = \"head\", of = \"finance\", weight = 3 }]");
    let vote = heavy.replace("rule = \"all\"", "rule = { vote = 50 }");
    let mut w = submitted(&vote);
    w.by("lin").on(FLOW).approve("同意").ok();
    assert_eq!(place(&w), Place::At(0), "a quarter is not more than half");
    w.by("ma").on(FLOW).approve("同意").ok();
    assert_eq!(place(&w), Place::At(1));
    let mut w = submitted(&vote);
    w.by("ma").on(FLOW).disagree("不同意此方案").ok();
    assert_eq!(place(&w), Place::Back(Back::Disagreed), "what is left is a quarter");
}

#[test]
fn who_is_added_before_comes_first() {
    let mut w = two();
    w.by("lin").on(FLOW).add_sign("chen", How::Before).ok();
    assert_eq!(waiting(&w), ["chen", "ma"]);
    w.by("lin").on(FLOW).approve("同意").refused(531);
    w.by("chen").on(FLOW).approve("格式无误").ok();
    w.by("lin").on(FLOW).approve("同意").ok();
    w.by("ma").on(FLOW).approve("同意").ok();
    assert_eq!(place(&w), Place::At(1));
}

#[test]
fn who_is_added_after_comes_last() {
    let mut w = rule("\"any\"");
    w.by("lin").on(FLOW).add_sign("chen", How::After).ok();
    w.by("chen").on(FLOW).approve("同意").refused(531);
    w.by("lin").on(FLOW).approve("同意").ok();
    assert_eq!((place(&w), waiting(&w)), (Place::At(0), vec!["chen".to_owned(), "ma".to_owned()]));
    w.by("chen").on(FLOW).approve("同意").ok();
    assert_eq!(place(&w), Place::At(1));
}

#[test]
fn who_is_added_beside_has_to_approve_too() {
    let mut w = two();
    w.by("lin").on(FLOW).add_sign("chen", How::With).ok();
    w.by("lin").on(FLOW).approve("同意").ok();
    w.by("ma").on(FLOW).approve("同意").ok();
    assert_eq!(waiting(&w), ["chen"]);
    w.by("chen").on(FLOW).disagree("经费未落实").ok();
    assert_eq!(place(&w), Place::Back(Back::Disagreed));
}

#[test]
fn who_was_added_can_be_let_go_by_who_added_him_and_only_until_he_has_acted() {
    let mut w = two();
    w.by("lin").on(FLOW).add_sign("chen", How::Before).ok();
    w.by("ma").on(FLOW).remove_sign("chen").refused(535);
    w.by("lin").on(FLOW).remove_sign("wu").refused(535);
    w.by("lin").on(FLOW).remove_sign("chen").ok();
    assert_eq!(waiting(&w), ["lin", "ma"]);
    w.by("lin").on(FLOW).add_sign("chen", How::Before).ok();
    w.by("chen").on(FLOW).approve("同意").ok();
    w.by("lin").on(FLOW).remove_sign("chen").refused(535);
}

#[test]
fn a_step_goes_on_when_the_last_it_waited_for_is_let_go() {
    let mut w = two();
    w.by("lin").on(FLOW).add_sign("chen", How::With).ok();
    w.by("ma").on(FLOW).approve("同意").ok();
    w.by("lin").on(FLOW).transfer("wu").ok();
    w.by("wu").on(FLOW).add_sign("tang", How::Before).ok();
    w.by("wu").on(FLOW).remove_sign("chen").ok();
    w.by("tang").on(FLOW).approve("同意").ok();
    w.by("wu").on(FLOW).approve("同意").ok();
    assert_eq!(place(&w), Place::At(1));
}

#[test]
fn a_transfer_hands_the_decision_over_and_the_flow_goes_on() {
    let mut w = two();
    w.by("lin").on(FLOW).transfer("chen").ok();
    w.by("lin").on(FLOW).approve("同意").refused(514);
    w.by("chen").on(FLOW).approve("同意").ok();
    w.by("ma").on(FLOW).approve("同意").ok();
    assert_eq!(place(&w), Place::At(1));
}

#[test]
fn a_seat_that_has_added_somebody_before_or_after_is_not_transferred() {
    for (how, code) in [(How::Before, Some(531)), (How::After, Some(534)), (How::With, None)] {
        let mut w = two();
        w.by("lin").on(FLOW).add_sign("chen", how).ok();
        let verdict = w.by("lin").on(FLOW).transfer("wu");
        match code {
            Some(code) => drop(verdict.refused(code)),
            None => verdict.ok(),
        }
    }
}

#[test]
fn who_is_consulted_answers_and_the_task_comes_back() {
    let mut w = two();
    w.by("lin").on(FLOW).consult("chen").ok();
    assert_eq!(waiting(&w), ["chen", "ma"]);
    w.by("lin").on(FLOW).approve("同意").refused(531);
    w.by("chen").on(FLOW).approve("同意").refused(514);
    w.by("chen").on(FLOW).answer("").refused(517);
    w.by("chen").on(FLOW).answer("预算内可以安排").ok();
    w.by("chen").on(FLOW).answer("再补充一句").refused(514);
    w.by("lin").on(FLOW).approve("同意").ok();
}

#[test]
fn nobody_is_asked_who_drafted_it_or_is_asked_already_or_cannot_sign() {
    for other in ["zhou", "lin", "ma", "he", "gao", "nobody"] {
        let mut w = two();
        w.by("lin").on(FLOW).transfer(other).refused(534);
        w.by("lin").on(FLOW).consult(other).refused(534);
        w.by("lin").on(FLOW).add_sign(other, How::With).refused(534);
    }
}

/// I2: levels are not skipped.
#[test]
fn nobody_is_added_who_is_asked_two_steps_later() {
    let three = format!(
        "{}[[step]]\nname = \"chief\"\ntitle = {{ zh-CN = \"核准\" }}\nwho = [{{ post = \"clerk\", of = \"office\" }}]\nrule = \"any\"\nverbs = [\"approve\"]\n[anytime]{}",
        TWO.split("[anytime]").next().unwrap(),
        TWO.split("[anytime]").nth(1).unwrap()
    );
    let mut w = submitted(&three);
    w.by("lin").on(FLOW).add_sign("chen", How::With).refused(536);
    w.by("lin").on(FLOW).add_sign("zhao", How::With).ok();
}

/// I3: only the next-higher leader's add-sign lifts the order of levels.
#[test]
fn only_the_next_higher_leader_lifts_the_order() {
    let mut w = two();
    w.by("chen").on(FLOW).lift("副科长出差").refused(536);
    w.by("zhao").on(FLOW).lift("").refused(518);
    w.by("zhao").on(FLOW).approve("同意").refused(514);
    w.by("zhao").on(FLOW).lift("两位科长均在外地，事急").ok();
    w.by("zhao").on(FLOW).approve("同意先办").ok();
    assert_eq!(place(&w), Place::At(1), "his word alone makes the step through");
    w.by("zhao").on(FLOW).lift("再来一次").refused(536);
}

#[test]
fn a_return_goes_to_a_step_that_was_passed_and_what_is_passed_again_is_void() {
    let mut w = two();
    w.by("lin").on(FLOW).approve("同意").ok();
    w.by("ma").on(FLOW).approve("同意").ok();
    w.by("zhao").on(FLOW).give_back_to("decide", false).refused(537);
    w.by("zhao").on(FLOW).give_back_to("review", false).ok();
    assert_eq!((place(&w), waiting(&w)), (Place::At(0), vec!["lin".to_owned(), "ma".to_owned()]));
    let void: Vec<_> = w.docket(FLOW).trail.iter().map(|mark| mark.void_by).collect();
    assert_eq!(void, [None, Some(4), Some(4), None]);
}

#[test]
fn a_straight_return_comes_back_to_who_returned_it() {
    let three = TWO.replace(
        "[[step]]\nname = \"decide\"",
        "[[step]]\nname = \"check\"\ntitle = { zh-CN = \"核稿\" }\nwho = [{ post = \"clerk\", of = \"office\" }]\nrule = \"any\"\nverbs = [\"approve\", \"return\"]\n[[step]]\nname = \"decide\"",
    );
    let mut w = submitted(&three);
    for who in ["lin", "ma", "chen"] {
        w.by(who).on(FLOW).approve("同意").ok();
    }
    w.by("zhao").on(FLOW).give_back_to("review", true).ok();
    w.by("lin").on(FLOW).approve("补充说明附后").ok();
    w.by("ma").on(FLOW).approve("同意").ok();
    assert_eq!(place(&w), Place::At(2), "chen's check still stands");
    let void: Vec<u64> =
        w.docket(FLOW).trail.iter().filter(|mark| mark.void_by.is_some()).map(|mark| mark.seq).collect();
    assert_eq!(void, [2, 3]);
}

#[test]
fn a_drafter_answers_a_return_with_the_same_text() {
    let mut w = two();
    w.by("lin").on(FLOW).approve("同意").ok();
    w.by("ma").on(FLOW).approve("同意").ok();
    w.by("zhao").on(FLOW).give_back_to("", true).ok();
    assert_eq!((w.docket(FLOW).stage(), waiting(&w)), (Stage::Returned, vec!["zhou".to_owned()]));
    w.by("zhou").on(FLOW).reply("经费来自年初预算").ok();
    assert_eq!(place(&w), Place::At(1), "straight to who asked");
    w.by("zhao").on(FLOW).give_back_to("", false).ok();
    w.by("zhou").on(FLOW).reply("已说明").ok();
    assert_eq!((place(&w), waiting(&w)), (Place::At(0), vec!["lin".to_owned(), "ma".to_owned()]));
}

#[test]
fn a_refusal_is_not_answered_but_revised() {
    let mut w = two();
    w.by("lin").on(FLOW).disagree("依据不足").ok();
    w.by("zhou").on(FLOW).reply("有依据").ok();
    assert_eq!(place(&w), Place::Back(Back::Disagreed), "everybody may say a word; it decides nothing");
    w.by("zhou").on(FLOW).revise(matter().body("依据见附件。\n")).ok();
    assert_eq!(place(&w), Place::At(0));
}

#[test]
fn an_act_is_taken_back_until_the_next_has_acted() {
    let mut w = two();
    w.by("lin").on(FLOW).approve("同意").ok();
    w.by("ma").on(FLOW).approve("同意").ok();
    w.by("lin").on(FLOW).beside(Deed::TakeBack, "看错了").refused(538);
    w.by("zhou").on(FLOW).beside(Deed::Urge, "请尽快").ok();
    w.by("ma").on(FLOW).beside(Deed::TakeBack, "看错了").ok();
    assert_eq!((place(&w), waiting(&w)), (Place::At(0), vec!["ma".to_owned()]));
    w.by("ma").on(FLOW).beside(Deed::TakeBack, "再拿").refused(538);
    w.by("ma").on(FLOW).approve("同意").ok();
    w.by("zhao").on(FLOW).give_back_to("review", false).ok();
    w.by("zhao").on(FLOW).beside(Deed::TakeBack, "误退").ok();
    assert_eq!(place(&w), Place::At(1), "and what it had made void stands again");
    let void: Vec<u64> =
        w.docket(FLOW).trail.iter().filter(|mark| mark.void_by.is_some()).map(|mark| mark.seq).collect();
    assert_eq!(void, [3, 7]);
}

#[test]
fn a_draft_is_taken_back_until_somebody_has_acted() {
    let mut w = two();
    w.by("zhou").on(FLOW).beside(Deed::TakeBack, "附件漏了").ok();
    assert_eq!((w.docket(FLOW).stage(), waiting(&w)), (Stage::Returned, vec!["zhou".to_owned()]));
    w.by("lin").on(FLOW).approve("同意").refused(511);
    w.by("zhou").on(FLOW).revise(matter().body("附件已补。\n")).ok();
    w.by("lin").on(FLOW).approve("同意").ok();
    w.by("zhou").on(FLOW).beside(Deed::TakeBack, "再改").refused(538);
}

#[test]
fn what_is_circulated_is_read_once_by_those_it_was_given_to() {
    let mut w = two();
    let to = |who: &str| Deed::Circulate { to: vec![slug(who)] };
    w.by("chen").on(FLOW).beside(to("wu"), "").refused(539);
    w.by("zhou").on(FLOW).beside(to("zhou"), "").refused(534);
    w.by("zhou").on(FLOW).beside(to("wu"), "请阅").ok();
    w.by("zhou").on(FLOW).beside(to("wu"), "请阅").refused(534);
    w.by("chen").on(FLOW).have_read().refused(568);
    w.by("wu").on(FLOW).have_read().ok();
    w.by("wu").on(FLOW).have_read().refused(568);
    assert_eq!(w.docket(FLOW).readers[&slug("wu")], Some(3));
    assert_eq!(waiting(&w), ["lin", "ma"], "reading decides nothing");
}

#[test]
fn who_has_a_hand_in_it_urges_and_others_do_not() {
    let mut w = two();
    w.by("chen").on(FLOW).beside(Deed::Urge, "").refused(539);
    w.by("lin").on(FLOW).beside(Deed::Urge, "").refused(539);
    w.by("lin").on(FLOW).approve("同意").ok();
    w.by("lin").on(FLOW).beside(Deed::Urge, "请马科长").ok();
}

#[test]
fn it_is_ended_where_the_step_allows_it_and_with_a_reason() {
    let mut w = two();
    w.by("lin").on(FLOW).approve("同意").ok();
    w.by("zhao").on(FLOW).beside(Deed::Terminate, "项目取消").refused(539);
    w.by("ma").on(FLOW).approve("同意").ok();
    w.by("zhao").on(FLOW).terminate("").refused(518);
    w.by("ma").on(FLOW).terminate("项目取消").refused(514);
    w.by("zhao").on(FLOW).terminate("项目取消").ok();
    assert_eq!(w.docket(FLOW).stage(), Stage::Terminated);
    w.by("zhou").on(FLOW).withdraw("算了").refused(504);
}

#[test]
fn void_is_from_the_start_and_repealed_from_that_day() {
    for (deed, stage) in [(Deed::Void, Stage::Voided), (Deed::Repeal, Stage::Repealed)] {
        let mut w = two();
        w.by("zhao").on(FLOW).beside(deed.clone(), "依据失效").refused(565);
        for who in ["lin", "ma", "zhao"] {
            w.by(who).on(FLOW).approve("同意").ok();
        }
        w.by("ma").on(FLOW).beside(deed.clone(), "依据失效").refused(539);
        w.by("zhao").on(FLOW).beside(deed.clone(), "").refused(518);
        w.by("zhao").on(FLOW).beside(deed.clone(), "依据失效").ok();
        assert_eq!(w.docket(FLOW).stage(), stage);
        let from = w.docket(FLOW).ended.clone().unwrap().from;
        assert_eq!(from.as_deref(), (deed == Deed::Repeal).then_some("2026-03-02"));
        w.by("zhao").on(FLOW).beside(deed, "再来").refused(566);
    }
}

/// I9: who is told of a disagreement.
#[test]
fn a_disagreement_goes_to_two_recipients() {
    let told = TWO.replace(
        "\"consult\"]",
        "\"consult\"]\nthen = { inform = [{ post = \"head\", of = \"office\" }, { post = \"clerk\", of = \"office\" }] }",
    );
    let mut w = submitted(&told);
    w.by("lin").on(FLOW).disagree("不属本科职责").ok();
    let readers: Vec<String> = w.docket(FLOW).readers.keys().map(ToString::to_string).collect();
    assert_eq!(readers, ["chen", "zhao"]);
}

#[test]
fn a_disagreement_ends_it_or_changes_nothing_where_the_file_says_so() {
    for (then, place_then) in [("end", Place::Rejected), ("next", Place::At(1))] {
        let mut w = submitted(&TWO.replace("\"consult\"]", &format!("\"consult\"]\nthen = {{ disagree = {then:?} }}")));
        w.by("lin").on(FLOW).disagree("不同意").ok();
        assert_eq!(place(&w), place_then, "{then}");
    }
}

/// I8: the next handler confirms that the flow was followed.
#[test]
fn who_carries_it_on_confirms_the_way_so_far() {
    let mut w = submitted(&format!("confirm = true\n{TWO}"));
    w.by("lin").on(FLOW).approve("同意").refused(533);
    w.by("lin").on(FLOW).confirms(0).approve("同意").refused(533);
    w.by("zhou").on(FLOW).beside(Deed::Urge, "请尽快").ok();
    w.by("lin").on(FLOW).confirms(1).approve("同意").refused(533);
    w.by("lin").on(FLOW).checked().approve("同意").ok();
    w.by("ma").on(FLOW).disagree("不必确认也可反对").ok();
}

#[test]
fn what_is_done_is_completed_with_its_result() {
    let mut w = submitted(
        &TWO.replace("\"approve\", \"disagree\", \"return\", \"reply\", \"add-sign\"", "\"complete\", \"reply\"")
            .replace("lift = [{ post = \"head\", of = \"office\" }]\n", ""),
    );
    w.by("lin").on(FLOW).complete("").refused(517);
    w.by("lin").on(FLOW).complete("已阅").refused(519);
    w.by("lin").on(FLOW).because("").complete("已购置二十具，现场验收合格").ok();
    w.by("ma").on(FLOW).complete("已入固定资产").ok();
    assert_eq!(place(&w), Place::At(1));
}

#[test]
fn a_condition_chooses_the_way() {
    let field = "[[field]]\nname = \"importance\"\nlabel = { zh-CN = \"级别\" }\ntype = \"choice\"\nrequired = true\nchoices = [\"重要\", \"一般\"]\n";
    let steps = TWO.replacen("rule = \"all\"", "rule = \"all\"\nwhen = { importance = [\"一般\"] }", 1).replacen(
        "rule = \"any\"",
        "rule = \"any\"\nwhen = { importance = [\"重要\"] }",
        1,
    );
    for (importance, at, who) in [("重要", 1, vec!["zhao"]), ("一般", 0, vec!["lin", "ma"])] {
        let mut w = World::flow(&format!("{field}{steps}"));
        w.by("zhou").on(FLOW).submit(matter().set("importance", &format!("{importance:?}"))).ok();
        assert_eq!((place(&w), waiting(&w)), (Place::At(at), who.iter().map(ToString::to_string).collect()));
    }
}

/// Nobody gives himself votes: who is added has to agree, and counts for nobody else.
#[test]
fn who_is_added_beside_somebody_does_not_vote() {
    let mut w = rule("\"any\"");
    w.by("lin").on(FLOW).add_sign("chen", How::With).ok();
    w.by("chen").on(FLOW).approve("同意").ok();
    assert_eq!(place(&w), Place::At(0), "chen was never asked by the workflow");
    w.by("lin").on(FLOW).approve("同意").ok();
    assert_eq!(place(&w), Place::At(1));
    let mut w = rule("{ at-least = 2 }");
    w.by("lin").on(FLOW).add_sign("chen", How::With).ok();
    w.by("lin").on(FLOW).approve("同意").ok();
    w.by("chen").on(FLOW).approve("同意").ok();
    assert_eq!((place(&w), waiting(&w)), (Place::At(0), vec!["ma".to_owned()]));
}

/// I2 holds for every way to bring somebody in.
#[test]
fn a_decision_is_not_handed_two_levels_up() {
    let last = "[[step]]\nname = \"chief\"\ntitle = { zh-CN = \"核准\" }\nwho = [{ post = \"clerk\", of = \"office\" }]\nrule = \"any\"\nverbs = [\"approve\"]\n[anytime]";
    let mut w = submitted(&TWO.replacen("[anytime]", last, 1));
    w.by("lin").on(FLOW).transfer("chen").refused(536);
    w.by("lin").on(FLOW).consult("chen").refused(536);
    w.by("lin").on(FLOW).transfer("wu").ok();
}

/// Where a file names nobody, nobody lifts the order.
#[test]
fn without_a_next_higher_leader_in_the_file_nobody_lifts_the_order() {
    let mut w = submitted(&TWO.replace("lift = [{ post = \"head\", of = \"office\" }]\n", ""));
    w.by("zhao").on(FLOW).lift("事急").refused(536);
}

#[test]
fn who_was_added_can_be_let_go_after_one_has_decided_too() {
    let mut w = two();
    w.by("lin").on(FLOW).add_sign("chen", How::With).ok();
    w.by("lin").on(FLOW).approve("同意").ok();
    w.by("ma").on(FLOW).approve("同意").ok();
    w.by("lin").on(FLOW).remove_sign("chen").ok();
    assert_eq!(waiting(&w), ["lin", "ma"], "and the step is decided anew");
    w.by("ma").on(FLOW).approve("同意").ok();
    assert_eq!(place(&w), Place::At(1));
}

/// An instruction puts off what follows from time alone, and never brings it forward.
#[test]
fn an_instruction_does_not_make_silence_agree() {
    let pass = TWO.replacen("rule = \"all\"", "rule = \"all\"\nlimit = { working-days = 2 }", 1).replacen(
        "lift = [",
        "then = { timeout = \"pass\" }\nlift = [",
        1,
    );
    let mut w = submitted(&pass);
    let due = w.time + 120;
    w.by("zhao").on(FLOW).beside(Deed::Instruct { due }, "请即刻办理").ok();
    w.time += 3600;
    assert_eq!(waiting(&w), ["lin", "ma"]);
    w.by("zhao").on(FLOW).at("decide").approve("同意").refused(512);
    w.time += 4 * 24 * 3600;
    w.by("zhao").on(FLOW).at("decide").because("两位科长外出").approve("同意").ok();
}

/// H1: what has a number does not vanish by a refusal either.
#[test]
fn what_has_a_number_is_never_rejected_for_good() {
    let numbered = "[[field]]\nname = \"unit\"\nlabel = { zh-CN = \"单位\" }\ntype = \"unit\"\n".to_owned()
        + &TWO
            .replace("verbs = [\"approve\", \"disagree\", \"return\", \"terminate\"]", "verbs = [\"issue\", \"disagree\", \"return\"]")
            .replacen("lift = [", "then = { disagree = \"end\" }\nlift = [", 1)
            .replace("[anytime]", "[[step]]\nname = \"proofread\"\ntitle = { zh-CN = \"复核\" }\nwho = [{ post = \"clerk\", of = \"office\" }]\nrule = \"any\"\nverbs = [\"approve\", \"return\"]\n[numbering]\npattern = \"{code}〔{year}〕{n}号\"\n[anytime]");
    let mut w = submitted(&numbered);
    for who in ["lin", "ma"] {
        w.by(who).on(FLOW).approve("同意").ok();
    }
    w.by("zhao").on(FLOW).issue("临财〔2026〕1号").ok();
    w.by("chen").on(FLOW).give_back("数字有误").ok();
    w.by("zhou").on(FLOW).revise(matter().body("数字已改。\n")).ok();
    w.by("lin").on(FLOW).disagree("仍有误").ok();
    assert_eq!(place(&w), Place::Back(Back::Disagreed));
    w.by("zhou").on(FLOW).withdraw("不办了").refused(506);
}
