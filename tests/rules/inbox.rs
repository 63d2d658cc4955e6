//! What waits for people (待办、待阅), and in which order it is told.

use std::collections::BTreeSet;

use kanhe::office::{Deed, Due, Hold, How, Waiting, Why, held_up};

use crate::world::{FLOW, MORNING, World, matter, slug};

/// lin and ma review within a working day, zhao decides within a day.
const LIMITED: &str = r#"
[[step]]
name = "review"
title = { zh-CN = "审核" }
who = [{ post = "deputy", of = "finance" }, { post = "head", of = "finance" }]
rule = "sequence"
verbs = ["approve", "disagree", "return", "reply", "add-sign", "transfer", "consult"]
limit = { working-days = 1 }
[[step]]
name = "decide"
title = { zh-CN = "批准" }
who = [{ post = "head", of = "office" }]
rule = "any"
verbs = ["approve", "disagree", "return", "terminate"]
limit = { hours = 24 }
"#;

const SECOND: &str = "flow/2026/b";
const THIRD: &str = "flow/2026/c";

/// What waits for somebody. What each subject asks of everybody is the same, the other way round.
fn list(w: &World, who: &str, time: i64) -> Vec<Waiting> {
    let everybody = w.office.register().people().map(|(person, _)| person.clone()).collect();
    let key = |waiting: &Waiting| format!("{waiting:?}");
    let by_people: BTreeSet<String> = w.office.waiting_list(&everybody, time).iter().map(key).collect();
    let by_subjects = w.office.dockets().flat_map(|docket| w.office.waiting_about(docket, time));
    assert_eq!(by_subjects.map(|waiting| key(&waiting)).collect::<BTreeSet<_>>(), by_people);
    w.office.waiting_list(&BTreeSet::from([slug(who)]), time)
}

/// Subject and reason of each row.
fn rows(w: &World, who: &str) -> Vec<(String, Why)> {
    list(w, who, w.time).into_iter().map(|waiting| (waiting.docket.subject.to_string(), waiting.why)).collect()
}

#[test]
fn a_person_sees_open_seats_answers_and_what_came_back() {
    let mut w = World::flow(LIMITED);
    w.by("zhou").on(FLOW).submit(matter()).ok();
    assert_eq!(rows(&w, "lin"), [(FLOW.to_owned(), Why::Seat)]);
    assert_eq!(rows(&w, "ma"), [], "lin comes first");
    w.by("lin").on(FLOW).consult("chen").ok();
    assert_eq!((rows(&w, "lin"), rows(&w, "chen")), (vec![], vec![(FLOW.to_owned(), Why::Answer)]));
    assert_eq!(list(&w, "chen", w.time)[0].since, w.time - 60, "since he was asked");
    w.by("chen").on(FLOW).answer("可以").ok();
    w.by("lin").on(FLOW).give_back("缺预算").ok();
    assert_eq!((rows(&w, "lin"), rows(&w, "zhou")), (vec![], vec![(FLOW.to_owned(), Why::Back)]));
}

#[test]
fn what_is_to_be_read_is_listed_until_it_was_read_and_after_the_end() {
    let mut w = World::flow(LIMITED);
    w.by("zhou").on(FLOW).submit(matter()).ok();
    w.by("zhou").on(FLOW).beside(Deed::Circulate { to: vec![slug("wu")] }, "").ok();
    for who in ["lin", "ma", "zhao"] {
        w.by(who).on(FLOW).approve("同意").ok();
    }
    assert!(!w.docket(FLOW).is_open());
    assert_eq!(rows(&w, "wu"), [(FLOW.to_owned(), Why::Reading)]);
    w.by("wu").on(FLOW).have_read().ok();
    assert_eq!(rows(&w, "wu"), []);
}

#[test]
fn what_is_overdue_comes_first_and_what_has_no_limit_after_what_is_not_known() {
    let free = format!("{}\n", LIMITED.replace("limit = { working-days = 1 }\n", ""));
    let mut w = World::flow_with(LIMITED, |files| {
        let flow = String::from_utf8_lossy(&files["workflows/flow.toml"]).into_owned();
        let head = flow.split("[[step]]").next().unwrap_or_default().to_owned();
        let steps = &free[free.find("[[step]]").unwrap_or_default()..];
        files.insert("workflows/free.toml".to_owned(), format!("{head}{steps}").into_bytes());
    });
    w.by("zhou").on("free/2026/a").submit(matter()).ok();
    w.by("zhou").on(FLOW).submit(matter()).ok();
    w.time += 24 * 3600;
    w.by("zhou").on(SECOND).submit(matter()).ok();
    // New Year's Eve: the first working day after it is not known.
    w.time = 1_798_678_800;
    w.by("zhou").on(THIRD).submit(matter()).ok();
    let now = w.time;
    let told = list(&w, "lin", now);
    let subjects: Vec<&str> = told.iter().map(|waiting| waiting.docket.subject.as_str()).collect();
    assert_eq!(subjects, [FLOW, SECOND, THIRD, "free/2026/a"]);
    let overdue: Vec<bool> = told.iter().map(|waiting| waiting.is_overdue).collect();
    assert_eq!(overdue, [true, true, false, false]);
    assert_eq!((told[2].due, told[3].due), (Due::Unknown, Due::Never));
    let before = list(&w, "lin", MORNING + 3600);
    assert!(before.iter().all(|waiting| !waiting.is_overdue), "nothing is late before its time");
}

#[test]
fn a_seat_says_whom_it_waits_for() {
    let mut w = World::flow(LIMITED);
    w.by("zhou").on(FLOW).submit(matter()).ok();
    let held = |w: &World, who: &str| {
        let docket = w.docket(FLOW);
        let seats = w.office.seats(docket, w.time);
        let rule = w.office.current_step(docket).map(|step| step.rule);
        let seat = seats.iter().find(|seat| seat.holder == slug(who)).cloned();
        let held = seat.zip(rule).map(|(seat, rule)| held_up(&seat, &seats, rule)).unwrap_or_default();
        held.into_iter().map(|(hold, person)| (hold, person.to_string())).collect::<Vec<_>>()
    };
    assert_eq!((held(&w, "lin"), held(&w, "ma")), (vec![], vec![(Hold::Order, "lin".to_owned())]));
    w.by("lin").on(FLOW).add_sign("chen", How::Before).ok();
    w.by("lin").on(FLOW).approve("同意").refused(531);
    assert_eq!(held(&w, "lin"), [(Hold::Before, "chen".to_owned())]);
    w.by("chen").on(FLOW).approve("同意").ok();
    w.by("lin").on(FLOW).add_sign("wu", How::After).ok();
    assert_eq!(held(&w, "wu"), [(Hold::After, "lin".to_owned())]);
    w.by("lin").on(FLOW).consult("tang").ok();
    assert_eq!(held(&w, "lin"), [(Hold::Answer, "tang".to_owned())]);
}
