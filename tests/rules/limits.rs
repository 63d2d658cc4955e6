//! Time limits (`docs/workflows.md`, "Time limits"): when a step is due, what being late asks for, and what happens then (J1 to J5).

#![expect(clippy::unwrap_used, reason = "a moment that cannot be read tells nothing")]

use kanhe::office::{Deed, Due, Files, Place};

use crate::world::{FLOW, MORNING, Paper, Verdict, World, edit, matter};

const HOUR: i64 = 3_600;

/// The moment of a wall clock in that zone.
fn moment_in(zone: &str, text: &str) -> i64 {
    let time: jiff::civil::DateTime = text.replace(' ', "T").parse().unwrap();
    time.in_tz(zone).unwrap().timestamp().as_second()
}

fn moment(text: &str) -> i64 {
    moment_in("Asia/Shanghai", text)
}

/// lin reviews, zhao decides: `top` stands at the head of the file, `review` in the first step, `decide` in the second.
fn steps(top: &str, review: &str, decide: &str) -> String {
    format!(
        r#"{top}
[[field]]
name = "urgency"
label = {{ zh-CN = "紧急程度" }}
type = "choice"
choices = ["特急", "加急", "平件"]
[[field]]
name = "kind"
label = {{ zh-CN = "类别" }}
type = "choice"
choices = ["业务", "文书"]
[[step]]
name = "review"
title = {{ zh-CN = "审核" }}
who = [{{ post = "deputy", of = "finance" }}]
rule = "any"
verbs = ["approve", "disagree", "return", "reply", "transfer", "consult", "add-sign"]
{review}
[[step]]
name = "decide"
title = {{ zh-CN = "批准" }}
who = [{{ post = "head", of = "office" }}]
rule = "any"
verbs = ["approve", "disagree", "read", "return"]
{decide}
[anytime]
instruct = [{{ post = "head", of = "office" }}]
reply = [{{ everyone = true }}]
urge = [{{ post = "clerk", of = "office" }}]
"#
    )
}

/// The flow, handed in at that moment.
fn begun_with(at: i64, lines: &str, paper: Paper, change: impl FnOnce(&mut Files)) -> World {
    let mut w = World::flow_with(lines, change);
    w.time = at;
    w.by("zhou").on(FLOW).submit(paper).ok();
    w
}

fn begun(at: &str, lines: &str) -> World {
    begun_with(moment(at), lines, matter(), |_| {})
}

/// The same on Monday, 2 March 2026, at nine.
fn flow(lines: &str) -> World {
    begun("2026-03-02 09:00", lines)
}

fn due(w: &World) -> Due {
    w.office.due(w.docket(FLOW))
}

fn shown(w: &World, due: Due) -> String {
    match due {
        Due::At(due) => w.office.local_time(due),
        Due::Never => "never".to_owned(),
        Due::Unknown => "unknown".to_owned(),
    }
}

/// When a first step with this limit is due, handed in then.
fn ends(limit: &str, at: &str) -> String {
    let w = begun(at, &steps("", &format!("limit = {limit}"), ""));
    shown(&w, due(&w))
}

fn place(w: &World) -> Place {
    w.docket(FLOW).place
}

fn approve(w: &mut World, who: &str) -> Verdict {
    w.by(who).on(FLOW).approve("同意")
}

fn late(w: &mut World, who: &str) -> Verdict {
    w.by(who).on(FLOW).because("外出开会，昨晚方回").approve("同意")
}

/// J5, by the clock: 民法典 art. 201.
#[test]
fn hours_run_on_by_the_clock() {
    assert_eq!(ends("{ hours = 2 }", "2026-03-02 09:00"), "2026-03-02 11:00");
    assert_eq!(ends("{ hours = 2 }", "2026-03-06 17:00"), "2026-03-06 19:00", "after hours");
    assert_eq!(ends("{ hours = 48 }", "2026-04-30 20:00"), "2026-05-02 20:00", "through a holiday");
}

/// J5.
#[test]
fn working_hours_run_while_the_office_is_open() {
    assert_eq!(ends("{ working-hours = 2 }", "2026-03-02 09:00"), "2026-03-02 11:00");
    assert_eq!(ends("{ working-hours = 2 }", "2026-03-02 11:00"), "2026-03-02 15:00", "over midday");
    assert_eq!(ends("{ working-hours = 7 }", "2026-03-02 08:00"), "2026-03-02 17:30", "before it opens, to its close");
    assert_eq!(ends("{ working-hours = 2 }", "2026-03-02 16:30"), "2026-03-03 09:30", "over night");
    assert_eq!(ends("{ working-hours = 2 }", "2026-03-06 17:00"), "2026-03-09 10:00", "over a weekend");
    assert_eq!(ends("{ working-hours = 2 }", "2026-03-07 10:00"), "2026-03-09 10:30", "begun on a Saturday");
    assert_eq!(ends("{ working-hours = 1 }", "2026-04-30 17:00"), "2026-05-06 09:00", "over a holiday");
    assert_eq!(ends("{ working-hours = 2 }", "2026-05-08 17:00"), "2026-05-09 10:00", "a Saturday that is worked");
}

/// J5: the day on which it begins does not count, and the last ends with the office hours (民法典 art. 201, 203).
#[test]
fn working_days_pass_over_weekends_and_holidays_and_not_over_moved_working_days() {
    assert_eq!(ends("{ working-days = 1 }", "2026-03-02 09:00"), "2026-03-03 17:30");
    assert_eq!(ends("{ working-days = 1 }", "2026-03-02 23:59"), "2026-03-03 17:30");
    assert_eq!(ends("{ working-days = 1 }", "2026-03-06 09:00"), "2026-03-09 17:30", "over a weekend");
    assert_eq!(ends("{ working-days = 1 }", "2026-03-07 09:00"), "2026-03-09 17:30", "begun on a Saturday");
    assert_eq!(ends("{ working-days = 1 }", "2026-09-30 09:00"), "2026-10-08 17:30", "over a holiday");
    assert_eq!(ends("{ working-days = 3 }", "2026-10-08 09:00"), "2026-10-12 17:30", "a Saturday that is worked");
    assert_eq!(ends("{ working-days = 2 }", "2026-02-13 09:00"), "2026-02-24 17:30", "one such before nine days off");
}

/// J4: limits per kind and urgency.
#[test]
fn of_a_list_the_first_limit_counts_whose_condition_holds() {
    let list = r#"limit = [
        { hours = 2, when = { urgency = ["特急"] } },
        { working-days = 1, when = { urgency = ["特急", "加急"], kind = ["业务"] } },
        { working-days = 3, when = { kind = ["文书"] } },
    ]"#;
    let ends = |urgency: &str, kind: &str| {
        let paper = matter().set("urgency", &format!("{urgency:?}")).set("kind", &format!("{kind:?}"));
        let w = begun_with(MORNING, &steps("", list, ""), paper, |_| {});
        shown(&w, due(&w))
    };
    assert_eq!(ends("特急", "业务"), "2026-03-02 11:00");
    assert_eq!(ends("特急", "文书"), "2026-03-02 11:00");
    assert_eq!(ends("加急", "业务"), "2026-03-03 17:30");
    assert_eq!(ends("加急", "文书"), "2026-03-05 17:30");
    assert_eq!(ends("平件", "业务"), "never", "none is for it");
}

/// J4: a revision that changes the urgency changes the limit.
#[test]
fn the_form_last_handed_in_chooses_the_limit() {
    let list = r#"limit = [{ hours = 2, when = { urgency = ["特急"] } }, { working-days = 3 }]"#;
    let mut w = flow(&steps("", list, ""));
    assert_eq!(shown(&w, due(&w)), "2026-03-05 17:30");
    w.by("zhou").on(FLOW).revise(matter().set("urgency", r#""特急""#)).ok();
    assert_eq!(shown(&w, due(&w)), "2026-03-02 11:01");
}

/// J2: business within 2 working days, text within 3, from receipt; whichever of step and subject ends first.
#[test]
fn the_whole_subject_has_a_limit_too_and_what_ends_first_counts() {
    let top = r#"limit = [{ working-days = 2, when = { kind = ["业务"] } }, { working-days = 3 }]"#;
    let lines = steps(top, "limit = { working-days = 1 }", "limit = { working-days = 2 }");
    let mut w = begun_with(MORNING, &lines, matter().set("kind", r#""业务""#), |_| {});
    assert_eq!(shown(&w, due(&w)), "2026-03-03 17:30", "the step's");
    w.time = moment("2026-03-03 10:00");
    approve(&mut w, "lin").ok();
    assert_eq!(shown(&w, due(&w)), "2026-03-04 17:30", "the subject's, not 5 March");
    let mut w = flow(&lines);
    approve(&mut w, "lin").ok();
    assert_eq!(shown(&w, due(&w)), "2026-03-04 17:30", "the step's, not 5 March");
    w.time = moment("2026-03-04 17:31");
    approve(&mut w, "zhao").refused(532);
}

/// J2: the whole limit begins anew when the subject is handed in again, a step's when the subject comes to it.
#[test]
fn a_limit_begins_where_it_says() {
    let lines = steps("limit = { working-days = 3 }", "limit = { working-days = 1 }", "");
    let mut w = flow(&lines);
    w.time = moment("2026-03-03 09:00");
    w.by("lin").on(FLOW).give_back("请补充").ok();
    assert_eq!(due(&w), Due::Never, "back with its drafter it waits for nobody else");
    w.time = moment("2026-03-10 09:00");
    w.by("zhou").on(FLOW).revise(matter().body("已补。\n")).ok();
    assert_eq!(shown(&w, due(&w)), "2026-03-11 17:30");
    approve(&mut w, "lin").ok();
    assert_eq!(shown(&w, due(&w)), "2026-03-13 17:30");
    w.by("zhao").on(FLOW).give_back_to("review", false).ok();
    w.time = moment("2026-03-12 09:00");
    assert_eq!(shown(&w, due(&w)), "2026-03-11 17:30", "counted from the day it came back to the step");
}

/// J3.
#[test]
fn what_is_decided_late_says_why_and_what_is_in_time_need_not() {
    let lines = steps("", "limit = { hours = 2 }", "");
    let mut w = flow(&lines);
    w.time = MORNING + 2 * HOUR;
    approve(&mut w, "lin").ok();
    let begun = || {
        let mut w = flow(&lines);
        w.time = MORNING + 2 * HOUR + 1;
        w
    };
    approve(&mut begun(), "lin").refused(532);
    begun().by("lin").on(FLOW).disagree("依据不足").refused(532);
    begun().by("lin").on(FLOW).because("  ").approve("同意").refused(532);
    late(&mut begun(), "lin").ok();
    begun().by("lin").on(FLOW).because("外出").disagree("依据不足").ok();
    begun().by("lin").on(FLOW).give_back("请补充").ok();
    begun().by("lin").on(FLOW).give_back("").refused(518);
    let mut w = begun();
    late(&mut w, "lin").ok();
    let mark = w.docket(FLOW).trail.last().unwrap();
    assert_eq!((mark.is_late(), mark.due, mark.since), (true, Some(MORNING + 2 * HOUR), Some(MORNING)));
    assert_eq!((mark.words.as_str(), mark.reason.as_str()), ("同意", "外出开会，昨晚方回"));
}

/// J3: why it is late is not what one thinks of it.
#[test]
fn a_reason_does_not_take_the_opinions_place() {
    let mut w = flow(&steps("", "limit = { hours = 2 }", ""));
    w.time += 3 * HOUR;
    w.by("lin").on(FLOW).because("外出").approve("").refused(517);
    w.by("lin").on(FLOW).because("外出").approve("已阅").refused(519);
    w.by("lin").on(FLOW).approve("").refused(517);
}

/// J3: having read, signing off, sealing, completing.
#[test]
fn every_act_that_decides_or_seals_says_why_it_is_late() {
    let mut w = flow(&steps("", "", "limit = { hours = 2 }"));
    approve(&mut w, "lin").ok();
    w.time += 3 * HOUR;
    w.by("zhao").on(FLOW).read("").refused(517);
    w.by("zhao").on(FLOW).read("已阅").refused(532);
    w.by("zhao").on(FLOW).because("外出").read("已阅").ok();

    let issued = r#"
[numbering]
pattern = "{code}〔{year}〕{n}号"
[[step]]
name = "sign"
title = { zh-CN = "签发" }
who = [{ post = "head", of = "finance" }]
rule = "any"
verbs = ["issue"]
limit = { hours = 2 }
[[step]]
name = "seal"
title = { zh-CN = "用印" }
who = [{ custodian = "finance" }]
rule = "any"
verbs = ["seal"]
limit = { hours = 2 }
[[step]]
name = "file"
title = { zh-CN = "归档" }
who = [{ post = "clerk", of = "office" }]
rule = "any"
verbs = ["complete"]
limit = { hours = 2 }
"#;
    let mut w = flow(issued);
    w.time += 3 * HOUR;
    w.by("ma").on(FLOW).issue("临财〔2026〕1号").refused(532);
    w.by("ma").on(FLOW).issue("临财〔2026〕7号").refused(521);
    w.by("ma").on(FLOW).because("外出").issue("临财〔2026〕1号").ok();
    w.time += 3 * HOUR;
    w.by("sun").on(FLOW).seal("finance").refused(532);
    w.by("sun").on(FLOW).because("印章室停电").seal("finance").ok();
    w.time += 3 * HOUR;
    w.by("chen").on(FLOW).complete("已归档").refused(532);
    w.by("chen").on(FLOW).because("待收齐附件").complete("已归档").ok();
}

/// What decides nothing has no time to keep.
#[test]
fn a_word_or_a_transfer_after_the_limit_needs_no_reason() {
    let mut w = flow(&steps("", "limit = { hours = 2 }", ""));
    w.time += 3 * HOUR;
    w.by("lin").on(FLOW).answer("正在核实").ok();
    w.by("lin").on(FLOW).transfer("chen").ok();
    approve(&mut w, "chen").refused(532);
    late(&mut w, "chen").ok();
}

/// J1: a first word within 2 hours.
#[test]
fn the_first_act_in_a_step_answers_within_its_time_or_says_why() {
    let lines = steps("", "respond = { working-hours = 2 }\nlimit = { working-days = 1 }", "");
    let mut w = flow(&lines);
    assert_eq!(shown(&w, w.office.respond_by(w.docket(FLOW))), "2026-03-02 11:00");
    w.time = moment("2026-03-02 11:00");
    w.by("lin").on(FLOW).answer("收到，下午核实").ok();
    w.time = moment("2026-03-02 17:00");
    approve(&mut w, "lin").ok();

    for first in ["reply", "approve", "transfer", "consult"] {
        let mut w = flow(&lines);
        w.time = moment("2026-03-02 11:01");
        let by = |w: &mut World, reason: &str| match first {
            "reply" => w.by("lin").on(FLOW).because(reason).answer("收到"),
            "approve" => w.by("lin").on(FLOW).because(reason).approve("同意"),
            "transfer" => w.by("lin").on(FLOW).because(reason).transfer("chen"),
            _ => w.by("lin").on(FLOW).because(reason).consult("chen"),
        };
        by(&mut w, "").refused(532);
        by(&mut w, "上午开会").ok();
    }
}

/// J1: only the first; and a word besides the steps is none.
#[test]
fn who_comes_after_the_first_has_no_response_to_give() {
    let lines = steps("", "respond = { hours = 2 }", "respond = { hours = 2 }");
    let mut w = flow(&lines);
    w.by("zhou").on(FLOW).reply("请尽快").ok();
    w.time += 3 * HOUR;
    w.by("lin").on(FLOW).answer("收到").refused(532);
    w.by("lin").on(FLOW).because("上午开会").answer("收到").ok();
    w.time += 3 * HOUR;
    approve(&mut w, "lin").ok();
    assert_eq!(place(&w), Place::At(1));
    w.time += HOUR;
    approve(&mut w, "zhao").ok();
    let mut w = flow(&lines);
    approve(&mut w, "lin").ok();
    w.time += 3 * HOUR;
    approve(&mut w, "zhao").refused(532);
}

fn instruct(w: &mut World, who: &str, due: &str) -> Verdict {
    let due = moment(due);
    w.by(who).on(FLOW).beside(Deed::Instruct { due }, "此件先放一放，月底前办结")
}

/// J2: a clear instruction overrides.
#[test]
fn an_instruction_replaces_both_limits_until_it_is_handed_in_again() {
    let mut w = flow(&steps("limit = { working-days = 2 }", "limit = { hours = 2 }", "limit = { hours = 2 }"));
    instruct(&mut w, "zhao", "2026-03-31 17:30").ok();
    assert_eq!(shown(&w, due(&w)), "2026-03-31 17:30");
    w.time = moment("2026-03-20 10:00");
    approve(&mut w, "lin").ok();
    assert_eq!(shown(&w, due(&w)), "2026-03-31 17:30", "in the next step as well");
    w.by("zhao").on(FLOW).give_back("请补充").ok();
    w.by("zhou").on(FLOW).reply("情况如下").ok();
    assert_eq!(shown(&w, due(&w)), "2026-03-31 17:30", "the same text was handed in before");
    w.by("zhou").on(FLOW).revise(matter().body("已补。\n")).ok();
    assert_eq!(shown(&w, due(&w)), "2026-03-20 12:03");
}

#[test]
fn an_instruction_may_shorten_the_time() {
    let mut w = flow(&steps("", "", ""));
    assert_eq!(due(&w), Due::Never);
    instruct(&mut w, "zhao", "2026-03-02 10:00").ok();
    w.time = moment("2026-03-02 10:01");
    approve(&mut w, "lin").refused(532);
    late(&mut w, "lin").ok();
    instruct(&mut w, "zhao", "2026-03-02 12:00").ok();
    w.time = moment("2026-03-02 12:00");
    approve(&mut w, "zhao").ok();
}

#[test]
fn only_those_whom_the_file_names_instruct_and_not_into_the_past() {
    let mut w = flow(&steps("", "limit = { hours = 2 }", ""));
    for who in ["zhou", "lin", "ma", "chen"] {
        instruct(&mut w, who, "2026-03-31 17:30").refused(539);
    }
    instruct(&mut w, "zhao", "2026-03-01 17:30").refused(540);
    instruct(&mut w, "zhao", "2026-03-02 09:01").refused(540);
    let due = moment("2026-03-31 17:30");
    w.by("zhao").on(FLOW).beside(Deed::Instruct { due }, "").refused(517);
    w.by("lin").on(FLOW).give_back("请补充").ok();
    instruct(&mut w, "zhao", "2026-03-31 17:30").refused(511);
    w.by("zhou").on(FLOW).withdraw("不再需要").ok();
    instruct(&mut w, "zhao", "2026-03-31 17:30").refused(504);
}

/// J5: what is not known is not guessed.
#[test]
fn in_a_year_without_a_calendar_nothing_is_due_and_nothing_late() {
    assert_eq!(ends("{ working-days = 1 }", "2026-12-31 09:00"), "unknown");
    assert_eq!(ends("{ working-hours = 8 }", "2026-12-31 16:00"), "unknown");
    assert_eq!(ends("{ working-hours = 1 }", "2026-12-31 16:00"), "2026-12-31 17:00");
    assert_eq!(ends("{ hours = 48 }", "2026-12-31 09:00"), "2027-01-02 09:00");
    let mut w = begun("2026-12-31 09:00", &steps("", "limit = { working-days = 1 }", ""));
    w.time = moment("2027-03-01 09:00");
    approve(&mut w, "lin").ok();
    assert!(!w.docket(FLOW).trail.last().unwrap().is_late());
    let mut w = begun("2026-12-31 09:00", &steps("limit = { working-days = 3 }", "limit = { hours = 48 }", ""));
    assert_eq!(shown(&w, due(&w)), "2027-01-02 09:00", "what is known of the two");
    w.time = moment("2027-01-02 09:01");
    approve(&mut w, "lin").refused(532);
}

/// Nothing is agreed to by silence unless the file says so.
#[test]
fn an_overdue_step_is_shown_and_no_more() {
    let mut w = flow(&steps("", "limit = { hours = 1 }", ""));
    w.time += 240 * HOUR;
    assert!(due(&w).is_past(w.time));
    assert_eq!(w.office.settled(w.docket(FLOW), w.time).place, Place::At(0));
    w.by("zhao").on(FLOW).at("decide").approve("同意").refused(512);
    late(&mut w, "lin").ok();
}

const ESCALATE: &str = r#"limit = { hours = 2 }
then = { timeout = "escalate", escalate = [{ post = "deputy", of = "office" }] }"#;

#[test]
fn after_the_limit_others_may_decide_as_well_and_not_before() {
    let mut w = flow(&steps("", ESCALATE, ""));
    w.time = MORNING + 2 * HOUR;
    approve(&mut w, "wu").refused(514);
    w.time += 1;
    let waiting: Vec<String> = w.office.waiting_at(w.docket(FLOW), w.time).iter().map(ToString::to_string).collect();
    assert_eq!(waiting, ["lin", "wu"]);
    let mut own = w.clone();
    late(&mut own, "lin").ok();
    assert_eq!(place(&own), Place::At(1), "whoever was asked may still");
    approve(&mut w, "wu").refused(532);
    late(&mut w, "wu").ok();
    assert_eq!(place(&w), Place::At(1), "his word alone makes it through");
}

#[test]
fn whoever_the_step_went_up_to_may_refuse_it() {
    let mut w = flow(&steps("", ESCALATE, ""));
    w.time += 3 * HOUR;
    w.by("wu").on(FLOW).because("原承办人外出").disagree("依据不足").ok();
    assert!(matches!(place(&w), Place::Back(_)));
}

#[test]
fn a_longer_time_given_by_instruction_leaves_the_step_with_those_asked() {
    let mut w = flow(&steps("", ESCALATE, ""));
    instruct(&mut w, "zhao", "2026-03-31 17:30").ok();
    w.time += 3 * HOUR;
    approve(&mut w, "wu").refused(514);
    approve(&mut w, "lin").ok();
}

/// lin and then chen have an hour each, and silence lets it through; zhao decides.
fn silent(top: &str, hours: u32) -> String {
    let pass = format!("limit = {{ hours = {hours} }}\nthen = {{ timeout = \"pass\" }}");
    let check = format!(
        "{pass}\n[[step]]\nname = \"check\"\ntitle = {{ zh-CN = \"核稿\" }}\nwho = [{{ post = \"clerk\", of = \"office\" }}]\n\
         rule = \"any\"\nverbs = [\"approve\", \"return\"]\n{pass}"
    );
    steps(top, &check, "")
}

#[test]
fn silence_lets_a_step_through_where_the_file_says_so() {
    let mut w = flow(&silent("", 1));
    w.time = MORNING + HOUR;
    w.by("chen").on(FLOW).at("check").approve("同意").refused(512);
    let mut own = w.clone();
    approve(&mut own, "lin").ok();
    w.time += 1;
    w.by("lin").on(FLOW).at("review").approve("同意").refused(512);
    w.by("chen").on(FLOW).at("check").approve("同意").ok();
    assert_eq!(place(&w), Place::At(2));
    let mark = w.docket(FLOW).trail.last().unwrap();
    assert_eq!(mark.since, Some(MORNING + HOUR), "it came there when the time before was over");
    assert_eq!(w.docket(FLOW).trail.len(), 2, "nobody has agreed in the step that was passed");
}

#[test]
fn silence_carries_over_several_steps_before_an_act_is_judged() {
    let mut w = flow(&silent("", 1));
    w.time = MORNING + 2 * HOUR;
    w.by("zhao").on(FLOW).at("decide").approve("同意").refused(512);
    w.time += 1;
    w.by("chen").on(FLOW).at("check").approve("同意").refused(512);
    let settled = w.office.settled(w.docket(FLOW), w.time);
    assert_eq!((settled.place, settled.turn.since), (Place::At(2), MORNING + 2 * HOUR));
    w.by("zhao").on(FLOW).at("decide").approve("同意").ok();
    assert_eq!(place(&w), Place::Done);
}

#[test]
fn when_the_whole_time_is_over_each_silent_step_is_through_as_it_is_reached() {
    let mut w = flow(&silent("limit = { hours = 1 }", 10));
    w.time = MORNING + HOUR + 1;
    let settled = w.office.settled(w.docket(FLOW), w.time);
    assert_eq!((settled.place, settled.turn.since), (Place::At(2), MORNING + HOUR));
    approve(&mut w, "zhao").refused(532);
    late(&mut w, "zhao").ok();
}

/// What came late to a silent step is carried on no earlier than it came.
#[test]
fn a_silent_step_that_is_reached_too_late_is_through_as_it_is_reached() {
    let pass = "limit = { hours = 1 }\nthen = { timeout = \"pass\" }";
    let mut w = flow(&silent("limit = { hours = 1 }", 1).replacen(pass, "", 1));
    w.time = MORNING + 3 * HOUR;
    late(&mut w, "lin").ok();
    w.time = MORNING + 4 * HOUR;
    let settled = w.office.settled(w.docket(FLOW), w.time);
    assert_eq!((settled.place, settled.turn.since), (Place::At(2), MORNING + 3 * HOUR));
    w.by("chen").on(FLOW).at("check").approve("同意").refused(512);
}

#[test]
fn what_time_has_carried_on_is_not_taken_back() {
    let mut w = flow(&silent("", 1));
    let mut early = w.clone();
    early.by("zhou").on(FLOW).beside(Deed::TakeBack, "").ok();
    w.time += 2 * HOUR;
    w.by("zhou").on(FLOW).beside(Deed::TakeBack, "").refused(538);
}

/// A step that time or a disagreement has carried a subject through was passed like any other.
#[test]
fn what_was_passed_in_silence_can_be_returned_to() {
    let mut w = flow(&silent("", 1));
    w.time = MORNING + HOUR + 60;
    w.by("chen").on(FLOW).give_back_to("review", false).ok();
    assert_eq!(place(&w), Place::At(0));
    let next = steps("", "then = { disagree = \"next\" }", "");
    let mut w = flow(&next);
    w.by("lin").on(FLOW).disagree("依据不足").ok();
    w.by("zhao").on(FLOW).give_back_to("review", true).ok();
    assert_eq!(place(&w), Place::At(0));
    approve(&mut w, "lin").ok();
    assert_eq!(place(&w), Place::At(1));
}

/// The settings say when the office is open.
#[test]
fn office_hours_are_the_settings() {
    let with = |hours: &str, limit: &str, at: &str| {
        let set = |files: &mut Files| edit(files, "kanhe.toml", "[limits]", &format!("hours = {hours}\n[limits]"));
        let w = begun_with(moment(at), &steps("", &format!("limit = {limit}"), ""), matter(), set);
        shown(&w, due(&w))
    };
    let long = r#"["09:00-17:00"]"#;
    assert_eq!(with(long, "{ working-hours = 2 }", "2026-03-02 11:00"), "2026-03-02 13:00");
    assert_eq!(with(long, "{ working-days = 1 }", "2026-03-02 11:00"), "2026-03-03 17:00");
    let three = r#"["08:00-12:00", "13:00-15:00", "19:00-24:00"]"#;
    assert_eq!(with(three, "{ working-hours = 3 }", "2026-03-02 14:00"), "2026-03-02 21:00");
    assert_eq!(with(three, "{ working-days = 1 }", "2026-03-02 11:00"), "2026-03-04 00:00", "to midnight");
}

/// An office in Berlin that is open in the small hours, on both Sundays on which its clocks are changed.
fn berlin(hours: &str, limit: &str, at: &str) -> i64 {
    let set = |files: &mut Files| {
        edit(files, "kanhe.toml", "Asia/Shanghai\"", &format!("Europe/Berlin\"\nhours = [{hours:?}]"));
        let calendar = "workflows/calendar/2026.toml";
        let sundays = "[[day]]\ndate = 2026-03-29\noff = false\n[[day]]\ndate = 2026-10-25\noff = false\n[[day]]";
        edit(files, calendar, "[[day]]", sundays);
    };
    let at = moment_in("Europe/Berlin", at);
    let w = begun_with(at, &steps("", &format!("limit = {limit}"), ""), matter(), set);
    let Due::At(due) = due(&w) else { panic!("not due") };
    due
}

#[test]
fn days_and_hours_are_those_of_the_offices_time_zone() {
    let utc = |text: &str| moment_in("UTC", text);
    let day = "08:30-17:30";
    // Friday to Monday over the change to summer time: the same wall clock, an hour less.
    assert_eq!(berlin(day, "{ working-days = 1 }", "2026-03-26 09:00"), utc("2026-03-27 16:30"));
    assert_eq!(berlin(day, "{ working-days = 2 }", "2026-03-27 09:00"), utc("2026-03-30 15:30"));
    assert_eq!(berlin(day, "{ hours = 24 }", "2026-03-28 12:00"), utc("2026-03-29 11:00"));
    // A day of the office may be another in Greenwich.
    assert_eq!(berlin(day, "{ working-days = 1 }", "2026-03-03 00:30"), utc("2026-03-04 16:30"));
}

#[test]
fn a_wall_clock_time_that_is_not_there_comes_after_the_gap_and_one_that_is_twice_is_the_earlier() {
    let utc = |text: &str| moment_in("UTC", text);
    let night = "00:30-02:30";
    assert_eq!(berlin(night, "{ working-days = 1 }", "2026-03-28 12:00"), utc("2026-03-29 01:30"), "half past three");
    assert_eq!(berlin(night, "{ working-days = 1 }", "2026-10-24 12:00"), utc("2026-10-25 00:30"), "in summer time");
    // Two hours of the clock between half past midnight and half past three are left.
    assert_eq!(berlin("00:30-03:30", "{ working-hours = 2 }", "2026-03-28 12:00"), utc("2026-03-29 01:30"));
    assert_eq!(berlin("00:30-03:30", "{ working-hours = 3 }", "2026-10-24 12:00"), utc("2026-10-25 01:30"));
}
