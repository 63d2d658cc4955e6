//! Work: 请假, 会议通知, 会议记录, 督办, 日程安排, 外出授权, 离岗交接, 系统功能需求, 故障报修, 变更申请.

use kanhe::office::{Back, Deed, Due, Place, Stage};

use super::{agree, faults, house, needs, on, readers};
use crate::world::{A, Paper, change, doc, put, slug};

const LEAVE: &str = "leave/2026/a";
const MEETING: &str = "meetings/2026/a";
const MINUTES: &str = "minutes/2026/a";
const TASK: &str = "tasks/2026/a";
const SCHEDULE: &str = "schedule/2026/a";
const DELEGATION: &str = "delegations/2026/a";
const HANDOVER: &str = "handovers/2026/a";
const FUNCTION: &str = "functions/2026/a";
const FAULT: &str = "faults/2026/a";
const CHANGE: &str = "changes/2026/a";
const ACCOUNT: &str = "accounts/2026/a";
const RE_ENTRY: &str = "re-entries/2026/a";

const HOUR: i64 = 3_600;

fn absence(days: &str) -> Paper {
    on("年休假")
        .set("kind", "\"年休假\"")
        .set("from", "2026-03-09")
        .set("until", "2026-03-31")
        .set("days", days)
        .set("cover", "\"fan\"")
}

/// N8: the next-higher head, the department for staff, for long leave a leader; and back at work.
#[test]
fn leave_is_approved_by_the_next_higher_head_and_the_department_for_staff() {
    let mut w = house();
    w.by("zhou").on(LEAVE).submit(absence("5")).ok();
    w.by("wu").on(LEAVE).at("staff").approve("同意").refused(512);
    w.by("lin").on(LEAVE).approve("同意").refused(514);
    agree(&mut w, LEAVE, &["ma", "wu"]);
    w.by("chen").on(LEAVE).complete("已返岗").refused(514);
    w.by("zhou").on(LEAVE).complete("已返岗").ok();
    assert_eq!(w.docket(LEAVE).stage(), Stage::Finished);
    for (days, long) in [("14", false), ("15", true)] {
        let mut w = house();
        w.by("zhou").on(LEAVE).submit(absence(days)).ok();
        agree(&mut w, LEAVE, &["ma", "chen"]);
        assert_eq!(w.docket(LEAVE).place, Place::At(if long { 2 } else { 3 }), "{days}");
        if long {
            agree(&mut w, LEAVE, &["xu"]);
        }
        w.by("zhou").on(LEAVE).complete("已返岗").ok();
    }
    // A head does not approve his own.
    let mut w = house();
    w.by("ma").on(LEAVE).submit(absence("5")).ok();
    w.by("ma").on(LEAVE).approve("同意").refused(514);
    agree(&mut w, LEAVE, &["zhao"]);
}

/// N8: what a request for leave has to say.
#[test]
fn leave_says_when_how_long_and_who_covers() {
    needs("zhou", LEAVE, &absence("5"), &["title", "kind", "from", "until", "days", "cover"]);
    assert_eq!(faults("zhou", LEAVE, absence("0")), [561]);
    assert_eq!(faults("zhou", LEAVE, absence("366")), [561]);
    assert_eq!(faults("zhou", LEAVE, absence("5").set("until", "2026-03-08")), [557]);
    assert_eq!(faults("zhou", LEAVE, absence("5").set("kind", "\"事假\"")), [557]);
    let ill = |days: &str| absence(days).set("kind", "\"病假\"");
    assert!(faults("zhou", LEAVE, ill("2")).is_empty());
    assert_eq!(faults("zhou", LEAVE, ill("3")), [557]);
    assert!(faults("zhou", LEAVE, ill("3").file("诊断.jpg", 9).set("proof", r#"["诊断.jpg"]"#)).is_empty());
}

fn meeting() -> Paper {
    on("春季检查协调会")
        .set("unit", "\"finance\"")
        .set("purpose", "\"分工和进度\"")
        .set("agenda", r#"["通报情况", "明确分工"]"#)
        .set("starts", "\"2026-03-10 09:30\"")
        .set("place", "\"三楼会议室\"")
        .set("host", "\"ma\"")
        .set("attendees", r#"["wu", "tang"]"#)
}

/// N1, N5: reviewed, and each who is to come confirms, or hands it on.
#[test]
fn a_meeting_is_confirmed_by_each_who_is_to_come() {
    let mut w = house();
    w.by("zhou").on(MEETING).submit(meeting()).ok();
    w.by("wu").on(MEETING).at("confirm").read("").refused(512);
    agree(&mut w, MEETING, &["lin"]);
    w.by("chen").on(MEETING).read("").refused(514);
    w.by("wu").on(MEETING).read("").ok();
    assert_eq!(w.docket(MEETING).stage(), Stage::InReview);
    w.by("tang").on(MEETING).transfer("qian").ok();
    w.by("tang").on(MEETING).read("").refused(514);
    w.by("qian").on(MEETING).read("").ok();
    assert_eq!(w.docket(MEETING).stage(), Stage::Finished);
}

/// N2: purpose and agenda are fixed beforehand.
#[test]
fn a_meeting_says_what_for_and_about_what() {
    let fields = ["title", "unit", "purpose", "agenda", "starts", "place", "host", "attendees"];
    needs("zhou", MEETING, &meeting(), &fields);
    assert_eq!(faults("zhou", MEETING, meeting().set("agenda", "[]")), [543]);
    assert_eq!(faults("zhou", MEETING, meeting().set("purpose", "\"\"")), [543]);
    assert_eq!(faults("zhou", MEETING, meeting().set("ends", "\"2026-03-10 09:00\"")), [557]);
}

fn minutes() -> Paper {
    on("春季检查协调会记录")
        .set("unit", "\"finance\"")
        .set("meeting", &format!("{MEETING:?}"))
        .set("held", "\"2026-03-10 09:30\"")
        .set("host", "\"ma\"")
        .set("recorder", "\"zhou\"")
        .set("attendees", r#"["wu", "tang"]"#)
        .set("absent", r#"["qian"]"#)
        .body("## 内容\n\n通报。\n\n## 决策\n\n分工。\n\n## 行动计划\n\n三月底前完成。\n")
}

/// N4: the chair approves, everybody who was there or excused reads.
#[test]
fn minutes_go_to_all_who_were_there() {
    let mut w = house();
    w.by("zhou").on(MEETING).submit(meeting()).ok();
    w.by("zhou").on(MINUTES).submit(minutes()).ok();
    w.by("wu").on(MINUTES).at("send").read("").refused(512);
    agree(&mut w, MINUTES, &["ma"]);
    w.by("lin").on(MINUTES).read("").refused(514);
    for who in ["wu", "tang"] {
        w.by(who).on(MINUTES).read("").ok();
    }
    assert_eq!(w.docket(MINUTES).stage(), Stage::InReview, "whoever was excused as well");
    w.by("qian").on(MINUTES).read("").ok();
    assert_eq!(w.docket(MINUTES).stage(), Stage::Finished);
}

/// N3: content, decisions, plan.
#[test]
fn minutes_hold_what_was_said_decided_and_planned() {
    let told = |paper: Paper| {
        let mut w = house();
        w.by("zhou").on(MEETING).submit(meeting()).ok();
        w.by("zhou").on(MINUTES).submit(paper).faults()
    };
    assert!(told(minutes()).is_empty());
    for (body, missing) in [
        ("## 决策\n## 行动计划\n", 1),
        ("## 内容\n## 行动计划\n", 1),
        ("## 内容\n## 决策\n", 1),
        ("## 行动计划\n## 决策\n## 内容\n", 2),
        ("记录如下。\n", 3),
    ] {
        assert_eq!(told(minutes().body(body)), vec![558; missing], "{body}");
    }
    for field in ["meeting", "held", "host", "recorder", "attendees"] {
        assert_eq!(told(minutes().without(field)), [543], "{field}");
    }
    assert_eq!(told(minutes().set("meeting", "\"meetings/2026/b\"")), [559]);
}

fn task() -> Paper {
    on("三月底前完成检查")
        .set("owner", "\"zhou\"")
        .set("due", "2026-03-31")
        .set("urgency", "\"一般\"")
        .set("result", "\"检查表全部收齐\"")
}

/// N9, N10, N11: a leader assigns, one owner accepts, says how it goes, completes; the leader checks.
#[test]
fn a_task_has_one_owner_who_reports_until_it_is_checked() {
    let mut w = house();
    w.by("ma").on(TASK).submit(task().set("helpers", r#"["tang"]"#)).ok();
    w.by("zhou").on(TASK).approve("受领").ok();
    w.by("zhou").on(TASK).reply("已收齐一半").ok();
    w.by("tang").on(TASK).reply("档案室已报").ok();
    w.by("chen").on(TASK).reply("请尽快").refused(539);
    w.by("zhou").on(TASK).complete("").refused(517);
    w.by("zhou").on(TASK).complete("已全部收齐").ok();
    w.by("ma").on(TASK).give_back_to("do", false).ok();
    w.by("zhou").on(TASK).complete("缺的两份已补").ok();
    agree(&mut w, TASK, &["ma"]);
    assert_eq!(w.docket(TASK).stage(), Stage::Finished);
    let said: Vec<&str> = w.docket(TASK).trail.iter().map(|mark| mark.words.as_str()).collect();
    assert!(said.contains(&"已收齐一半") && said.contains(&"档案室已报"), "{said:?}");
}

/// N10: by a leader, to one person; nobody accepts by silence.
#[test]
fn a_task_is_assigned_by_a_leader_to_one_person() {
    house().by("zhou").on(TASK).submit(task()).refused(529);
    needs("ma", TASK, &task(), &["title", "owner", "due", "result"]);
    assert_eq!(faults("ma", TASK, task().set("owner", r#"["zhou", "fan"]"#)), [544]);
    let mut w = house();
    w.by("ma").on(TASK).submit(task()).ok();
    w.time += 30 * 86_400;
    assert_eq!(w.office.settled(w.docket(TASK), w.time).place, Place::At(0));
    w.by("zhou").on(TASK).approve("受领").refused(532);
    w.by("zhou").on(TASK).because("出差").disagree("手上已有两件").ok();
    assert_eq!(
        (w.docket(TASK).place, readers(&w, TASK)),
        (Place::Back(Back::Disagreed), vec!["chen".into(), "ma".into()])
    );
}

/// N9: what is not done in its time goes up to whoever assigned it, who may set another time.
#[test]
fn a_task_that_is_late_goes_back_up() {
    let begun = || {
        let mut w = house();
        w.by("ma").on(TASK).submit(task().set("urgency", "\"特急\"")).ok();
        w.by("zhou").on(TASK).approve("受领").ok();
        w
    };
    let mut w = begun();
    w.by("ma").on(TASK).complete("我来办结").refused(514);
    w.time += 10 * 86_400;
    w.by("ma").on(TASK).because("责任人外出").complete("由我办结").ok();
    let mut w = begun();
    let due = w.time + 20 * 86_400;
    w.by("ma").on(TASK).beside(Deed::Instruct { due }, "可延至月底").ok();
    w.time += 10 * 86_400;
    w.by("ma").on(TASK).complete("我来办结").refused(514);
    w.by("zhou").on(TASK).complete("已办").ok();
}

/// N7: planned days, known to those concerned, and called off by any of them.
#[test]
fn a_schedule_is_known_to_those_concerned() {
    let plan = || {
        on("赴档案馆调研")
            .set("kind", "\"调研\"")
            .set("people", r#"["ma", "lin"]"#)
            .set("starts", "\"2026-03-10 09:30\"")
            .set("ends", "\"2026-03-10 11:30\"")
    };
    let mut w = house();
    w.by("fan").on(SCHEDULE).submit(plan()).ok();
    w.by("zhou").on(SCHEDULE).read("").refused(514);
    w.by("ma").on(SCHEDULE).read("").ok();
    w.by("lin").on(SCHEDULE).read("").ok();
    w.by("fan").on(SCHEDULE).beside(Deed::Void, "改期").refused(539);
    w.by("ma").on(SCHEDULE).beside(Deed::Void, "改期").ok();
    assert_eq!(w.docket(SCHEDULE).stage(), Stage::Voided);
    assert_eq!(faults("fan", SCHEDULE, plan().set("ends", "\"2026-03-10 09:00\"")), [557]);
    needs("fan", SCHEDULE, &plan(), &["title", "people", "starts", "ends"]);
}

fn delegation() -> Paper {
    on("外出授权").set("to", "\"chen\"").set("from", "2026-03-02").set("until", "2026-03-06").set("reason", "\"出差\"")
}

/// M1, M2, M5: accepted by the delegate, for days, withdrawn at once; and in no other way does one act for another.
#[test]
fn a_delegation_is_accepted_used_and_recalled() {
    let mut w = house();
    w.by("zhou").submit(doc()).ok();
    w.by("lin").on(DELEGATION).submit(delegation()).ok();
    w.by("chen").behalf("lin").approve("同意").refused(530);
    w.by("chen").on(DELEGATION).approve("接受").ok();
    let mut other = w.clone();
    w.by("chen").behalf("lin").approve("同意").ok();
    w.by("wu").at("review").behalf("lin").approve("同意").refused(512);
    other.by("wu").behalf("lin").approve("同意").refused(530);
    other.by("chen").signed_with("lin").approve("同意").refused(204);
    other.by("lin").on(DELEGATION).beside(Deed::Recall, "").ok();
    other.by("chen").behalf("lin").approve("同意").refused(530);
    needs("lin", DELEGATION, &delegation(), &["title", "to", "from", "until", "reason"]);
    house().by("lin").on(DELEGATION).submit(delegation().set("until", "2026-03-01")).refused(569);
}

/// M1: only in the collections named.
#[test]
fn a_delegation_is_for_the_collections_it_names() {
    for (collections, code) in [(r#"["memos"]"#, Some(530)), (r#"["memos", "documents"]"#, None)] {
        let mut w = house();
        w.by("zhou").submit(doc()).ok();
        w.by("lin").on(DELEGATION).submit(delegation().set("collections", collections)).ok();
        w.by("chen").on(DELEGATION).approve("接受").ok();
        assert_eq!(w.by("chen").behalf("lin").approve("同意").code(), code, "{collections}");
    }
}

fn handover() -> Paper {
    on("岗位交接")
        .set("unit", "\"finance\"")
        .set("person", "\"zhou\"")
        .set("to", "\"fan\"")
        .set("reason", "\"调出\"")
        .set("last-day", "2026-03-31")
        .set("handed-over", "true")
        .set("backed-up", "true")
        .body("## 未办结事项\n\n一件。\n\n## 文件和资料\n\n见清单。\n\n## 系统权限和印章\n\n无。\n")
}

/// M3: the department's head verifies what is handed over; only then is the account changed.
#[test]
fn a_handover_is_verified_by_the_departments_head_before_the_account_is_changed() {
    let mut w = house();
    let path = "content/people/zhou/index.md";
    let text = String::from_utf8(w.office.files()[path].clone()).unwrap();
    let ended = text.replace("state = \"active\"", "state = \"retired\"");
    let ended = ended.replace("[[certificate]]", "state = \"left\"\n[[certificate]]");
    let leaving = change().set("title", "\"调出\"").set("reason", "\"调出\"").propose(path, &ended);
    w.by("fan").on(ACCOUNT).submit(leaving.clone()).refused(527);
    w.by("zhou").on(HANDOVER).submit(handover()).ok();
    w.by("fan").on(HANDOVER).approve("接收清楚").ok();
    w.by("fan").on(ACCOUNT).submit(leaving.clone()).refused(527);
    w.by("lin").on(HANDOVER).approve("交接清楚").refused(514);
    w.by("ma").on(HANDOVER).approve("交接清楚").ok();
    w.by("fan").on(ACCOUNT).submit(leaving.clone()).ok();
    agree(&mut w, ACCOUNT, &["ma", "wu"]);
    assert!(w.office.is_able(&slug("zhou")));
    w.by("sun").on(ACCOUNT).execute(&leaving).ok();
    assert!(!w.office.is_able(&slug("zhou")));
    w.by("zhou").submit(doc()).refused(202);
    w.by("fan").on(ACCOUNT).complete("已注销").ok();
    assert_eq!(w.docket(ACCOUNT).stage(), Stage::Executed);
}

/// M3: what has to be handed over.
#[test]
fn a_handover_says_what_is_handed_over() {
    let fields = ["title", "unit", "person", "to", "reason", "last-day", "handed-over", "backed-up"];
    needs("zhou", HANDOVER, &handover(), &fields);
    for point in ["handed-over", "backed-up"] {
        assert_eq!(faults("zhou", HANDOVER, handover().set(point, "false")), [543], "{point}");
    }
    assert_eq!(faults("zhou", HANDOVER, handover().body("都交了。\n")), [558, 558, 558]);
    house().by("zhou").on(HANDOVER).submit(handover().set("to", "\"zhou\"")).refused(569);
    house().by("tang").on(HANDOVER).submit(handover()).refused(529);
}

/// M4: nothing a leaver had open is left without somebody.
#[test]
fn what_a_leaver_had_open_is_the_successors() {
    let mut w = house();
    w.by("zhou").submit(doc()).ok();
    w.by("ma").on(TASK).submit(task()).ok();
    w.by("zhou").on(HANDOVER).submit(handover()).ok();
    agree(&mut w, HANDOVER, &["fan", "ma"]);
    w.by("zhou").on(TASK).approve("受领").refused(514);
    w.by("fan").on(TASK).approve("受领").ok();
    w.by("lin").give_back("请补附件").ok();
    w.by("zhou").reply("已补").refused(539);
    w.by("fan").reply("已补").ok();
    assert_eq!(w.office.deputies().successor(&slug("zhou"), 0), &slug("fan"));
}

fn demand() -> Paper {
    on("增设用车申请流程")
        .set("unit", "\"finance\"")
        .set("kind", "\"流程和表单\"")
        .set("why", "\"用车申请仍在纸上\"")
        .set("flow", r#"["科长审核：马强", "办公室派车：陈静"]"#)
}

/// W3, H5, H6: asked for in the system with its steps and people, approved, studied, built, tried.
#[test]
fn a_demand_is_approved_studied_built_and_tried() {
    let mut w = house();
    w.by("zhou").on(FUNCTION).submit(demand()).ok();
    w.by("sun").on(FUNCTION).at("build").complete("已搭建").refused(512);
    agree(&mut w, FUNCTION, &["ma", "wu"]);
    w.by("sun").on(FUNCTION).complete("已搭建并测试").ok();
    w.by("zhou").on(FUNCTION).give_back_to("build", true).ok();
    w.by("sun").on(FUNCTION).complete("已改好").ok();
    w.by("zhou").on(FUNCTION).approve("验收通过").ok();
    assert_eq!(w.docket(FUNCTION).stage(), Stage::Finished);
    needs("zhou", FUNCTION, &demand(), &["title", "unit", "kind", "why"]);
    assert_eq!(faults("zhou", FUNCTION, demand().without("flow")), [557]);
    let mut w = house();
    w.by("zhou").on(FUNCTION).submit(demand()).ok();
    agree(&mut w, FUNCTION, &["ma"]);
    w.by("wu").on(FUNCTION).disagree("现有流程可用").ok();
    assert_eq!((w.docket(FUNCTION).stage(), readers(&w, FUNCTION)), (Stage::Rejected, vec!["ma".to_owned()]));
}

fn fault() -> Paper {
    on("无法提交公文")
        .set("kind", "\"收发公文\"")
        .set("impact", "\"单人\"")
        .set("since", "\"2026-03-02 08:50\"")
        .set("phone", "\"0000-0000\"")
}

/// T4: reported to the operator, repaired, confirmed.
#[test]
fn a_fault_goes_to_the_operator_and_is_confirmed_by_who_reported_it() {
    let mut w = house();
    w.by("zhou").on(FAULT).submit(fault()).ok();
    w.by("chen").on(FAULT).complete("好了").refused(514);
    w.by("sun").on(FAULT).complete("磁盘已满，已清理").ok();
    w.by("sun").on(FAULT).approve("好了").refused(514);
    w.by("zhou").on(FAULT).approve("已恢复").ok();
    assert_eq!(w.docket(FAULT).stage(), Stage::Finished);
    needs("zhou", FAULT, &fault(), &["title", "kind", "impact", "since", "phone"]);
}

/// T5: a first word within an hour, or why not.
#[test]
fn a_fault_is_answered_within_an_hour() {
    let mut w = house();
    w.by("zhou").on(FAULT).submit(fault()).ok();
    w.time = crate::world::MORNING + HOUR;
    let mut quick = w.clone();
    quick.by("sun").on(FAULT).answer("正在排查").ok();
    w.time += 1;
    w.by("sun").on(FAULT).answer("正在排查").refused(532);
    w.by("sun").on(FAULT).because("在机房更换电源").answer("正在排查").ok();
}

/// T6: not repaired within two hours, it goes up to the office's leaders, and a late repair says why.
#[test]
fn a_fault_that_is_not_repaired_in_time_goes_up() {
    let mut w = house();
    w.by("zhou").on(FAULT).submit(fault()).ok();
    w.by("sun").on(FAULT).answer("正在排查").ok();
    assert_eq!(w.office.due(w.docket(FAULT)), Due::At(crate::world::MORNING + 2 * HOUR));
    w.time = crate::world::MORNING + 2 * HOUR;
    w.by("zhao").on(FAULT).complete("改用纸质通知").refused(514);
    w.time += 1;
    let waiting: Vec<String> = w.office.waiting_at(w.docket(FAULT), w.time).iter().map(ToString::to_string).collect();
    assert_eq!(waiting, ["sun", "wu", "zhao"]);
    w.by("sun").on(FAULT).complete("已修复").refused(532);
    w.by("zhao").on(FAULT).because("主板损坏，备件未到").complete("启用备机，并以纸质通知各单位").ok();
    assert_eq!(w.docket(FAULT).place, Place::At(1));
}

/// H6, I10, I11: a workflow comes into force by an approved request alone, sound as a whole, by the operator's hand.
#[test]
fn a_workflow_is_changed_by_an_approved_request_that_another_executes() {
    let flow = include_str!("../../../workflows/suggestions.toml");
    let request = change().set("title", "\"增设建议流程\"").propose("workflows/ideas.toml", flow);
    let mut w = house();
    let idea = || on("建议增设复印点").set("area", "\"后勤保障\"");
    w.by("zhou").on("ideas/2026/a").submit(idea()).refused(501);
    w.by("zhou").on(CHANGE).submit(request.clone().propose("workflows/ideas.toml", "format = 1\n")).refused(527);
    w.by("zhou").on(CHANGE).submit(request.clone()).ok();
    w.by("sun").on(CHANGE).at("execute").execute(&request).refused(512);
    w.by("lin").on(CHANGE).approve("同意").refused(514);
    w.by("ma").on(CHANGE).approve("同意").ok();
    w.by("sun").on(CHANGE).at("execute").execute(&request).refused(512);
    w.by("ma").on(CHANGE).approve("同意").refused(514);
    w.by("zhao").on(CHANGE).approve("同意").ok();
    w.by("zhou").on("ideas/2026/a").submit(idea()).refused(501);
    w.by("zhou").on(CHANGE).execute(&request).refused(514);
    w.by("sun").on(CHANGE).execute(&request).ok();
    assert_eq!(w.docket(CHANGE).stage(), Stage::Carried);
    w.by("zhou").on("ideas/2026/a").submit(idea()).ok();
    w.by("sun").on(CHANGE).complete("已生效").refused(514);
    w.by("zhou").on(CHANGE).complete("已生效").ok();
    assert_eq!(w.docket(CHANGE).stage(), Stage::Executed);
    let mut own = house();
    own.by("sun").on(CHANGE).submit(request.clone()).ok();
    own.by("zhao").on(CHANGE).approve("同意").refused(514);
    own.by("ma").on(CHANGE).approve("同意").ok();
    own.by("zhao").on(CHANGE).approve("同意").ok();
    own.by("sun").on(CHANGE).execute(&request).refused(525);
}

/// H1: a unit's code is set by change request, and counts from then on.
#[test]
fn a_units_code_is_registered_before_it_sends_numbered_papers() {
    let mut w = house();
    let paper = doc().set("unit", "\"archive\"");
    let mut files = w.office.files().clone();
    let (unit, seal) = ("content/units/archive/index.md", "content/seals/office/index.md");
    let posts = "[posts]\nhead = \"主任\"\ndeputy = \"副主任\"";
    put(&mut files, unit, &format!("title = \"档案室\"\ncode = \"临档\"\nparent = \"office\"\n{posts}"));
    let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    let moved = text(seal).replace("unit = \"office\"", "unit = \"archive\"");
    let seal = change().set("reason", "\"档案室启用\"").propose(seal, &moved);
    let coded = change().propose(unit, &text(unit));
    w.by("zhou").submit(paper.clone()).refused(509);
    w.by("chen").on("seal-requests/2026/a").submit(seal.clone()).ok();
    // The heads of both units: the archive's own, and of the office's.
    agree(&mut w, "seal-requests/2026/a", &["tang", "zhao", "wu", "zhao"]);
    w.by("sun").on("seal-requests/2026/a").execute(&seal).ok();
    w.by("zhou").submit(paper.clone()).refused(522);
    w.by("chen").on("registrations/2026/a").submit(coded.clone()).ok();
    agree(&mut w, "registrations/2026/a", &["tang", "wu", "zhao"]);
    w.by("zhou").submit(paper.clone()).refused(522);
    w.by("sun").on("registrations/2026/a").execute(&coded).ok();
    w.by("zhou").submit(paper).ok();
    agree(&mut w, A, &["lin", "chen", "wu"]);
    w.by("tang").issue("临档〔2026〕1号").ok();
}

fn re_entry(digest: &str) -> Paper {
    on("补录：林芳 同意")
        .set("subject", &format!("{A:?}"))
        .set("digest", &format!("{digest:?}"))
        .set("act", "\"approve\"")
        .set("person", "\"lin\"")
        .set("decided", "\"2026-03-02 09:30\"")
        .set("words", "\"同意\"")
        .set("scan", r#"["办理单.pdf"]"#)
        .file("办理单.pdf", 9)
}

/// T7: what was decided on paper is entered with its scan and compared by the office; the decision is signed by whose it is, and names the entry.
#[test]
fn what_was_decided_on_paper_is_entered_with_its_scan() {
    let mut w = house();
    w.by("zhou").submit(doc()).ok();
    let digest = w.docket(A).digest.to_string();
    w.by("zhou").on(RE_ENTRY).submit(re_entry(&digest)).ok();
    // The entry itself decides nothing, and nobody but who is asked does.
    assert_eq!(w.docket(A).place, Place::At(0));
    let reason = "re-entries/2026/a";
    w.by("zhou").because(reason).approve("同意").refused(514);
    w.by("lin").because(reason).approve("同意").ok();
    let mark = w.docket(A).trail.last().unwrap();
    assert_eq!(mark.re_entered(), Some(crate::world::subject(RE_ENTRY)));
    assert_eq!(w.office.re_entry_of(mark), Some(crate::world::subject(RE_ENTRY)));
    w.by("zhou").on(RE_ENTRY).approve("一致").refused(514);
    w.by("chen").on(RE_ENTRY).approve("与原件一致，同意").ok();
    assert_eq!(w.docket(RE_ENTRY).stage(), Stage::Finished);
    // What was handed in after the act is no entry of it.
    w.by("chen").because("re-entries/2026/b").approve("同意").ok();
    let digest = w.docket(A).digest.to_string();
    w.by("chen").on("re-entries/2026/b").submit(re_entry(&digest).set("person", "\"chen\"")).ok();
    let mark = w.docket(A).trail.last().unwrap();
    assert!(mark.re_entered().is_some() && w.office.re_entry_of(mark).is_none());
    // A limit that passed during the outage is explained by the entry (J3).
    let mut w = house();
    w.by("zhou").on(FAULT).submit(fault()).ok();
    let entry = re_entry(&digest).set("subject", &format!("{FAULT:?}")).set("act", "\"complete\"");
    w.by("zhou").on(RE_ENTRY).submit(entry.set("person", "\"sun\"")).ok();
    w.time += 3 * HOUR;
    w.by("sun").on(FAULT).complete("已修复").refused(532);
    w.by("sun").on(FAULT).because(reason).complete("已修复").ok();
    assert!(w.docket(FAULT).trail.last().unwrap().is_late());
}

/// T7: an entry says what was decided, on which text, by whom and when, with the scan.
#[test]
fn an_entry_of_a_paper_decision_is_complete() {
    let mut w = house();
    w.by("zhou").submit(doc()).ok();
    let digest = w.docket(A).digest.to_string();
    let mut told = |paper: Paper| w.by("zhou").on(RE_ENTRY).submit(paper).faults();
    for field in ["title", "subject", "digest", "act", "person", "decided", "scan"] {
        let told = told(re_entry(&digest).without(field));
        assert!(told.contains(&543), "without {field}: {told:?}");
    }
    assert_eq!(told(re_entry(&digest).set("act", "\"submit\"")), [545]);
    assert_eq!(told(re_entry(&digest).set("scan", r#"["a.exe"]"#).file("a.exe", 9)), [560]);
    assert_eq!(told(re_entry(&digest).set("subject", "\"documents/2026/none\"")), [559]);
}
