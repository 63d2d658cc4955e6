//! Who stands in for whom: delegations (外出授权, M1, M2, M5) and handovers (离岗交接, M3, M4).

#![expect(clippy::unwrap_used, reason = "a story that cannot be set up has nothing to tell")]

use kanhe::office::{Deed, FoundingWhat, Stage, Violation};

use crate::world::{CHANGE, FLOW, Paper, World, change, files, matter, slug};

const DELEGATION: &str = "delegations/2026/a";
const HANDOVER: &str = "handovers/2026/a";

/// lin reviews, zhao decides.
const STEPS: &str = r#"
[[step]]
name = "review"
title = { zh-CN = "审核" }
who = [{ post = "deputy", of = "finance" }]
rule = "any"
verbs = ["approve", "disagree", "return"]
[[step]]
name = "decide"
title = { zh-CN = "批准" }
who = [{ post = "head", of = "office" }]
rule = "any"
verbs = ["approve", "disagree", "return"]
"#;

fn office() -> World {
    let mut w = World::flow_with(STEPS, |files| {
        for module in ["delegations", "handovers"] {
            let path = format!("workflows/{module}.toml");
            let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&path);
            files.insert(path, std::fs::read(shipped).unwrap());
        }
    });
    w.by("zhou").on(FLOW).submit(matter()).ok();
    w
}

/// lin's delegation to chen from 2 to 4 March.
fn delegation() -> Paper {
    matter()
        .set("title", r#""外出授权""#)
        .set("to", r#""chen""#)
        .set("from", "2026-03-02")
        .set("until", "2026-03-04")
        .set("reason", r#""会议""#)
}

/// With the fields that the shipped form requires besides those the engine reads.
fn fill(paper: Paper, module: &str) -> Paper {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("workflows/{module}.toml"));
    let workflow =
        kanhe::office::Workflow::read(&format!("workflows/{module}.toml"), &std::fs::read(path).unwrap()).unwrap();
    let known: Vec<&str> = workflow.fields.iter().map(|field| field.name.as_str()).collect();
    let mut paper = ["title", "to", "from", "until", "reason", "person", "unit"]
        .iter()
        .filter(|name| !known.contains(name))
        .fold(paper, |paper, name| paper.without(name));
    for field in workflow.fields.iter().filter(|field| field.required) {
        if paper.has(field.name.as_str()) {
            continue;
        }
        let value = match field.kind {
            kanhe::office::FieldKind::Check => "true".to_owned(),
            kanhe::office::FieldKind::Unit => r#""finance""#.to_owned(),
            kanhe::office::FieldKind::Choice => format!("{:?}", field.choices[0]),
            kanhe::office::FieldKind::Date => "2026-03-02".to_owned(),
            kanhe::office::FieldKind::Text => r#""详见清单""#.to_owned(),
            other @ (kanhe::office::FieldKind::Time
            | kanhe::office::FieldKind::Number
            | kanhe::office::FieldKind::Person
            | kanhe::office::FieldKind::Seal
            | kanhe::office::FieldKind::Subject
            | kanhe::office::FieldKind::File
            | kanhe::office::FieldKind::Audience) => panic!("{module}: {other:?}"),
        };
        let value = if field.list { format!("[{value}]") } else { value };
        paper = paper.set(field.name.as_str(), &value);
    }
    let headings = workflow.body.as_ref().map_or_else(String::new, |body| {
        body.headings.iter().map(|heading| format!("## {heading}\n\n见清单。\n\n")).collect::<Vec<_>>().concat()
    });
    if headings.is_empty() { paper } else { paper.body(&headings) }
}

/// chen has accepted.
fn delegated() -> World {
    let mut w = office();
    w.by("lin").on(DELEGATION).submit(fill(delegation(), "delegations")).ok();
    while w.docket(DELEGATION).is_open() {
        let next = w.office.waiting_for(w.docket(DELEGATION)).first().unwrap().to_string();
        w.by(&next).on(DELEGATION).approve("接受委托，按时办理").ok();
    }
    w
}

#[test]
fn a_delegate_acts_in_anothers_place_and_both_are_shown() {
    let mut w = delegated();
    w.by("chen").on(FLOW).approve("同意").refused(514);
    w.by("chen").on(FLOW).behalf("lin").approve("同意").ok();
    let mark = w.docket(FLOW).trail.last().unwrap();
    assert_eq!((mark.person.as_str(), mark.behalf.as_ref().unwrap().as_str()), ("chen", "lin"));
    assert_eq!(mark.capacity, ["财务科 副科长"]);
}

#[test]
fn what_waits_for_the_delegator_waits_for_the_delegate_too() {
    let w = delegated();
    let listed = |who: &str, time: i64| {
        let list = w.office.waiting_list(&std::collections::BTreeSet::from([slug(who)]), time);
        list.into_iter().map(|waiting| waiting.behalf.map(|behalf| behalf.to_string())).collect::<Vec<_>>()
    };
    assert_eq!((listed("lin", w.time), listed("chen", w.time)), (vec![None], vec![Some("lin".to_owned())]));
    assert!(listed("chen", w.time + 3 * 24 * 3600).is_empty(), "not after its last day");
}

#[test]
fn nobody_acts_in_anothers_place_without_a_delegation() {
    let mut w = office();
    w.by("chen").on(FLOW).behalf("lin").approve("同意").refused(530);
    let mut w = delegated();
    w.by("wu").on(FLOW).behalf("lin").approve("同意").refused(530);
    w.by("lin").on(FLOW).behalf("lin").approve("同意").refused(530);
    w.by("chen").on(FLOW).behalf("zhao").approve("同意").refused(530);
}

#[test]
fn a_delegation_is_for_its_days_and_is_taken_back_at_once() {
    let mut w = delegated();
    w.time += 3 * 24 * 3600;
    w.by("chen").on(FLOW).behalf("lin").approve("同意").refused(530);
    let mut w = delegated();
    w.by("chen").on(DELEGATION).beside(Deed::Recall, "").refused(505);
    w.by("lin").on(DELEGATION).beside(Deed::Recall, "已返回").ok();
    assert_eq!(w.docket(DELEGATION).stage(), Stage::Recalled);
    w.by("chen").on(FLOW).behalf("lin").approve("同意").refused(530);
    w.by("lin").on(FLOW).approve("同意").ok();
    w.by("lin").on(DELEGATION).beside(Deed::Recall, "再收回").refused(566);
}

#[test]
fn a_delegation_is_to_another_for_days_in_their_order() {
    let mut w = office();
    let paper = |to: &str, until: &str| fill(delegation().set("to", to).set("until", until), "delegations");
    w.by("lin").on(DELEGATION).submit(paper(r#""lin""#, "2026-03-04")).refused(569);
    w.by("lin").on(DELEGATION).submit(paper(r#""gao""#, "2026-03-04")).refused(569);
    let verdict = w.by("lin").on(DELEGATION).submit(paper(r#""chen""#, "2026-03-01"));
    assert!(matches!(verdict.code(), Some(508 | 569)), "a check of the form may say so first");
}

/// What stands in for whom is kept with the office.
#[test]
fn an_office_that_was_kept_knows_its_delegates() {
    let mut w = delegated();
    let kept = serde_json::from_str(&serde_json::to_string(&w.office.to_keep()).unwrap()).unwrap();
    let flow = w.docket(FLOW).clone();
    let before = w.office.deputies().clone();
    w.office = kanhe::office::Office::from_kept(kept).unwrap();
    assert_eq!(*w.office.deputies(), before);
    w.office.recall(flow);
    w.by("chen").on(FLOW).behalf("lin").approve("同意").ok();
}

fn handover() -> Paper {
    let paper = matter().set("title", r#""岗位交接""#).set("person", r#""zhou""#).set("to", r#""chen""#);
    fill(paper, "handovers")
}

fn handed_over() -> World {
    let mut w = office();
    w.by("zhou").on(HANDOVER).submit(handover()).ok();
    while w.docket(HANDOVER).is_open() {
        let next = w.office.waiting_for(w.docket(HANDOVER)).first().unwrap().to_string();
        w.by(&next).on(HANDOVER).approve("交接清楚，同意").ok();
    }
    w
}

/// A request that retires zhou's certificate.
fn leaving() -> Paper {
    let path = "content/people/zhou/index.md";
    let text = String::from_utf8(files()[path].clone()).unwrap();
    change().propose(path, &text.replace("state = \"active\"", "state = \"retired\""))
}

/// M3, M4.
#[test]
fn nobody_leaves_before_his_handover_is_signed() {
    let mut w = office();
    let refused = w.by("lin").on(CHANGE).submit(leaving()).refused(527);
    let Violation::Unsound { faults, .. } = refused else { unreachable!() };
    assert!(faults.iter().any(|fault| matches!(fault.what, FoundingWhat::NoHandover { .. })), "{faults:?}");
    assert_eq!(faults[0].code(), 812);
    let mut w = handed_over();
    w.by("lin").on(CHANGE).submit(leaving()).ok();
}

/// M4: what somebody had open is his successor's.
#[test]
fn what_a_leaver_had_open_is_his_successors() {
    let mut w = handed_over();
    w.by("lin").on(FLOW).give_back("请补附件").ok();
    assert_eq!(w.office.waiting_for(w.docket(FLOW)).iter().map(ToString::to_string).collect::<Vec<_>>(), ["chen"]);
    w.by("zhou").on(FLOW).revise(matter().body("附件已补。\n")).refused(505);
    w.by("chen").on(FLOW).revise(matter().body("附件已补。\n")).ok();
    assert_eq!(w.office.successor(w.docket(FLOW), &slug("zhou")).as_str(), "chen");
}

/// A handover is asked for by another than who takes over, and the leaver's own unit answers for it.
#[test]
fn nobody_takes_over_by_his_own_word_or_by_that_of_another_unit() {
    let mut w = office();
    let other = handover().set("person", r#""zhao""#);
    w.by("zhou").on(HANDOVER).submit(other).refused(569);
    w.by("chen").on(HANDOVER).submit(handover().set("unit", r#""office""#)).refused(569);
    assert!(matches!(w.by("lin").on(HANDOVER).submit(handover().set("to", r#""lin""#)).code(), Some(529 | 569)));
}

/// What is handed in after the handover is the person's own, whatever post he holds then.
#[test]
fn a_successor_has_what_was_open_and_no_more() {
    let mut w = handed_over();
    w.by("zhou").on("flow/2026/b").submit(matter()).ok();
    w.by("lin").on("flow/2026/b").give_back("请补附件").ok();
    w.by("chen").on("flow/2026/b").revise(matter().body("附件已补。\n")).refused(505);
    w.by("zhou").on("flow/2026/b").revise(matter().body("附件已补。\n")).ok();
    w.by("lin").on(FLOW).give_back("请补附件").ok();
    w.by("chen").on(FLOW).revise(matter().body("附件已补。\n")).ok();
}

/// A delegation is not what later acts about it make it, and is none while the delegator himself could not sign.
#[test]
fn a_delegation_keeps_to_its_collections() {
    let mut w = office();
    let paper = fill(delegation().set("collections", r#"["leave"]"#), "delegations").set("collections", r#"["leave"]"#);
    w.by("lin").on(DELEGATION).submit(paper).ok();
    w.by("chen").on(DELEGATION).approve("接受委托，按时办理").ok();
    w.by("chen").on(FLOW).behalf("lin").approve("同意").refused(530);
    w.by("chen").on(DELEGATION).beside(Deed::Circulate { to: vec![slug("wu")] }, "").ok();
    w.by("wu").on(DELEGATION).have_read().ok();
    w.by("chen").on(FLOW).behalf("lin").approve("同意").refused(530);
}

/// The delegator takes back what was done in his place, and the delegate only while he still is.
#[test]
fn what_a_delegate_did_is_the_delegators_to_take_back() {
    let mut w = delegated();
    w.by("chen").on(FLOW).behalf("lin").approve("同意").ok();
    w.by("lin").on(DELEGATION).beside(Deed::Recall, "已返回").ok();
    w.by("chen").on(FLOW).beside(Deed::TakeBack, "再想想").refused(538);
    w.by("lin").on(FLOW).beside(Deed::TakeBack, "另有意见").ok();
    w.by("lin").on(FLOW).disagree("不同意").ok();
}

/// M3: suspended first and retired then is leaving all the same.
#[test]
fn a_suspended_person_does_not_leave_without_a_handover_either() {
    let mut w = World::flow_with(STEPS, |files| {
        let path = "workflows/handovers.toml";
        let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        files.insert(path.to_owned(), std::fs::read(shipped).unwrap());
        crate::world::edit(files, "content/people/zhou/index.md", "state = \"active\"", "state = \"suspended\"");
    });
    let path = "content/people/zhou/index.md";
    let text = String::from_utf8(files()[path].clone()).unwrap();
    let leaving = change().propose(path, &text.replace("state = \"active\"", "state = \"retired\""));
    w.by("lin").on(CHANGE).submit(leaving).refused(527);
}

/// Nobody decides his own draft as the successor of whoever stands above him.
#[test]
fn a_successor_does_not_decide_his_own_draft() {
    let above = STEPS.replace("{ post = \"deputy\", of = \"finance\" }", "{ above = \"drafter\", post = \"head\" }");
    let mut w = World::flow_with(&above, |files| {
        let path = "workflows/handovers.toml";
        let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        files.insert(path.to_owned(), std::fs::read(shipped).unwrap());
    });
    // ma, the head of finance, hands over to lin, who has asked for something.
    w.by("lin").on(FLOW).submit(matter()).ok();
    let paper = handover().set("person", r#""ma""#).set("to", r#""lin""#);
    w.by("ma").on(HANDOVER).submit(paper).ok();
    w.by("lin").on(HANDOVER).approve("交接清楚，同意").ok();
    w.by("zhao").on(HANDOVER).approve("同意").ok();
    w.by("lin").on(FLOW).approve("同意").refused(514);
    w.by("zhao").on(FLOW).approve("同意").ok();
}
