//! 发送、接收: to whom a document goes, and what becomes of it there (K1–K11, F11).

#![expect(clippy::unwrap_used, reason = "a story that cannot be set up has nothing to tell")]

use std::collections::BTreeSet;

use kanhe::office::{Deed, Delivery, Fate, Files, FoundingFault, Office, Opening, Stage, Why};

use crate::world::{
    A, B, LEAVE, Paper, World, change, doc, doc2, edit, files, fingerprint, leave, person, put, slug, subject,
};

/// A paper that registers what was received.
const IN: &str = "incoming/2026/a";
/// Another.
const IN2: &str = "incoming/2026/b";

/// The office at 青柘 with three bureaus that receive: 教育局 and 农业局 have a clerk each, 水务局 has none.
pub(super) fn bureaus(files: &mut Files) {
    for (unit, title) in [("education", "教育局"), ("farming", "农业局"), ("water", "水务局")] {
        let fields = format!("title = {title:?}\nparent = \"office\"\n[posts]\nhead = \"局长\"\nclerk = \"收文员\"");
        put(files, &format!("content/units/{unit}/index.md"), &fields);
    }
    person(files, "feng", "冯收", "education", &["education/clerk"], "active");
    person(files, "geng", "耿收", "farming", &["farming/clerk"], "active");
    person(files, "hua", "华阅", "farming", &["farming/head"], "active");
    person(files, "desk", "收发台", "office", &[], "active");
    edit(files, "content/people/desk/index.md", "unit =", "kind = \"service\"\nowner = \"sun\"\nunit =");
    person(files, "chu", "褚文", "finance", &["finance/clerk"], "active");
    edit(files, "content/units/finance/index.md", "deputy =", "clerk = \"文员\"\ndeputy =");
    let settings = "\n[group.bureaus]\ntitle = { zh-CN = \"各局\" }\n\
                    members = [\"education\", \"farming\", \"@hua\"]\n\n[group.empty-handed]\ntitle = { zh-CN = \"各单位\" }\nmembers = [\"water\"]\n";
    let mut text = String::from_utf8(files["kanhe.toml"].clone()).unwrap();
    text.push_str(settings);
    files.insert("kanhe.toml".to_owned(), text.into_bytes());
    files.insert("workflows/incoming.toml".to_owned(), include_bytes!("../../workflows/incoming.toml").to_vec());
    files.insert("workflows/delegations.toml".to_owned(), include_bytes!("../../workflows/delegations.toml").to_vec());
}

fn world() -> World {
    let mut w = World::with(bureaus);
    w.ready(A, doc());
    w.by("ma").issue("临财〔2026〕1号").ok();
    w
}

/// Sealed, and so ready to be sent.
pub(crate) fn sealed() -> World {
    let mut w = world();
    w.by("sun").seal("finance").ok();
    w
}

/// Sent to 教育局, and to 农业局 as a copy.
pub(crate) fn sent() -> World {
    let mut w = sealed();
    w.by("chu").send("education", "farming").ok();
    w
}

fn delivery<'w>(w: &'w World, addressee: &str) -> &'w Delivery {
    &w.docket(A).deliveries[&addressee.parse().unwrap()]
}

fn fates(w: &World) -> Vec<(String, &'static str)> {
    w.docket(A).deliveries.iter().map(|(addressee, one)| (addressee.to_string(), one.fate().word())).collect()
}

/// What waits for somebody.
fn waits(w: &World, who: &str) -> Vec<Why> {
    w.office.waiting_list(&BTreeSet::from([slug(who)]), w.time).iter().map(|waiting| waiting.why).collect()
}

fn incoming(source: &str) -> Paper {
    leave()
        .set("title", r#""关于开展春季检查的通知""#)
        .set("unit", r#""education""#)
        .set("from", r#""财务科""#)
        .set("source", &format!("{source:?}"))
        .set("dated", "2026-03-02")
        .set("received", "2026-03-02")
        .set("secrecy", r#""公开""#)
        .set("urgency", r#""平件""#)
        .set("handling", r#""批办""#)
        .set("host", r#""education""#)
        .set("checked", "true")
}

/// K1, F11: made, sealed, sent, in that order.
#[test]
fn nothing_unsealed_leaves() {
    let mut w = world();
    w.by("chu").send("education", "").refused(565);
    w.by("sun").seal("finance").ok();
    assert_eq!(waits(&w, "chu"), [], "its form names nobody here: it leaves on paper");
    let mut w = World::with(bureaus);
    w.ready(A, doc().set("to", r#"["各局", "市水利局"]"#));
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("finance").ok();
    assert_eq!(waits(&w, "chu"), [Why::Send]);
    let (meant, unknown) = w.office.recipients_meant(w.docket(A).values("to"));
    assert_eq!((meant[0].to_string().as_str(), unknown), ("+bureaus", vec!["市水利局".to_owned()]));
    w.by("chu").send("education", "").ok();
    assert_eq!(w.stage(), Stage::Sent);
    assert_eq!(waits(&w, "chu"), []);
}

#[test]
fn only_who_may_send_sends() {
    let mut w = sealed();
    for who in ["zhou", "lin", "ma", "sun", "feng"] {
        w.by(who).send("education", "").refused(539);
    }
    w.by("chen").send("education", "").ok();
}

/// K2, K4: recipients and copies, and the time they were sent at is the act's.
#[test]
fn recipients_are_units_groups_and_people() {
    let mut w = sealed();
    let time = w.time;
    w.by("chu").send("+bureaus @tang", "archive").refused(580);
    w.by("chu").send("+bureaus @tang", "@qian education").ok();
    assert_eq!(
        fates(&w),
        [("education", "sent"), ("farming", "sent"), ("@hua", "sent"), ("@qian", "sent"), ("@tang", "sent")]
            .map(|(to, fate)| (to.to_owned(), fate))
    );
    assert!(!delivery(&w, "education").is_copy, "who is addressed and copied is addressed");
    assert!(delivery(&w, "@qian").is_copy);
    assert_eq!(delivery(&w, "farming").named.to_string(), "+bureaus");
    assert_eq!(delivery(&w, "farming").time, time);
}

#[test]
fn recipients_that_cannot_receive_are_named() {
    let mut w = sealed();
    for (to, code) in [
        ("water", 580),
        ("education +empty-handed", 580),
        ("nowhere", 579),
        ("@nobody", 579),
        ("+nothing", 579),
        ("finance", 579),
        ("finance/*", 579),
        ("@gao", 580),
    ] {
        w.by("chu").send(to, "").refused(code);
    }
    assert!(w.docket(A).deliveries.is_empty());
}

/// A unit with all below it: those that stand, and not the sender.
#[test]
fn whoever_is_below_is_sent_to() {
    let mut w = World::with(|files| {
        bureaus(files);
        for unit in ["water", "archive"] {
            let path = format!("content/units/{unit}/index.md");
            edit(
                files,
                &path,
                "title =",
                "state = \"abolished\"\ninto = \"office\"\ndisposition = \"移交办公室\"\ntitle =",
            );
        }
        person(files, "tang", "唐宁", "office", &[], "active");
    });
    w.ready(A, doc());
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("finance").ok();
    w.by("chu").send("office/*", "").ok();
    let to: Vec<String> = w.docket(A).deliveries.keys().map(ToString::to_string).collect();
    assert_eq!(to, ["education", "farming", "office"]);
}

/// K3: nobody gets twice what he has, whether he is named again or with others.
#[test]
fn nothing_is_sent_twice() {
    let mut w = sent();
    w.by("chu").because("补发").send("education farming", "").refused(583);
    w.by("chu").send("+bureaus", "").refused(518);
    w.by("chu").because("补发").send("+bureaus", "").ok();
    assert_eq!(w.docket(A).deliveries.len(), 3);
    assert!(delivery(&w, "farming").is_copy, "what was a copy stays one");
    assert_eq!(delivery(&w, "farming").sent + 1, delivery(&w, "@hua").sent);
}

/// K5: two times, and both are kept.
#[test]
fn opening_and_receiving_are_two_times() {
    let mut w = sent();
    let at = w.time;
    w.by("desk").open("education", "feng", 30).ok();
    assert_eq!(delivery(&w, "education").opened.as_ref().map(|opened| opened.time), Some(at - 30));
    assert_eq!(delivery(&w, "education").fate(), Fate::Opened);
    w.by("desk").open("education", "feng", 0).refused(585);
    let received = w.time;
    w.by("feng").receive("education", "正文、格式核对无误").ok();
    assert_eq!(delivery(&w, "education").answer.map(|answer| answer.time), Some(received));
    assert_eq!(delivery(&w, "education").opened.as_ref().map(|opened| opened.time), Some(at - 30));
    w.by("desk").open("education", "feng", 0).refused(585);
}

#[test]
fn openings_are_by_who_receives_and_after_the_sending() {
    let mut w = sent();
    w.by("desk").open("education", "geng", 0).refused(585);
    w.by("desk").open("education", "feng", 61).refused(585);
    w.by("desk").open("education", "feng", -1).refused(585);
    w.by("desk").open("archive", "tang", 0).refused(582);
    w.by("desk").open("education", "feng", 60).ok();
}

/// The server's key signs openings and nothing else; nobody else does.
#[test]
fn the_servers_key_does_one_thing() {
    let mut w = sent();
    w.by("chen").open("education", "feng", 0).refused(581);
    w.by("feng").open("education", "feng", 0).refused(581);
    w.by("desk").submit(doc()).refused(581);
    w.by("desk").on(B).submit(doc()).refused(581);
    w.by("desk").receive("education", "核对无误").refused(581);
    w.by("desk").send("archive", "").refused(581);
    assert!(!w.office.is_able(&slug("desk")), "whoever is asked to decide is somebody");
}

/// K6, K8: the receiving clerk of the unit, with what he has checked.
#[test]
fn the_receiving_clerk_receives() {
    let mut w = sent();
    assert_eq!(waits(&w, "feng"), [Why::Receive]);
    w.by("geng").receive("education", "核对无误").refused(539);
    w.by("hua").receive("farming", "核对无误").refused(539);
    w.by("tang").receive("archive", "核对无误").refused(582);
    w.by("feng").receive("education", "").refused(517);
    w.by("feng").receive("education", "正文、格式核对无误").ok();
    assert_eq!(waits(&w, "feng"), [Why::Register]);
    w.by("feng").receive("education", "核对无误").refused(584);
    w.by("feng").refuse("education", "缺附件").refused(584);
    // A copy is received and need not be registered.
    w.by("geng").receive("farming", "核对无误").ok();
    assert_eq!(waits(&w, "geng"), []);
}

/// K9, K11: sent back with a reason, put right, sent again; what it was before stays in the trail.
#[test]
fn what_does_not_check_out_is_sent_back_and_sent_again() {
    let mut w = sent();
    w.by("feng").refuse("education", "").refused(518);
    w.by("feng").refuse("education", "附件打不开，请重发").ok();
    assert_eq!(delivery(&w, "education").fate(), Fate::Refused);
    assert_eq!(waits(&w, "chu"), [Why::SendAgain]);
    assert_eq!(waits(&w, "feng"), []);
    w.by("desk").open("education", "feng", 0).refused(585);
    w.by("chu").send("education", "").refused(518);
    w.by("chu").because("已换附件，重发").send("education", "").ok();
    assert_eq!(w.docket(A).deliveries.len(), 2, "it counts once");
    assert_eq!(delivery(&w, "education").fate(), Fate::Sent);
    assert_eq!(waits(&w, "feng"), [Why::Receive]);
    w.by("feng").receive("education", "核对无误").ok();
    let said: Vec<&str> = w.docket(A).trail.iter().map(|mark| mark.verb.word()).collect();
    assert_eq!(said[said.len() - 4..], ["send", "refuse", "send", "receive"]);
}

/// K2: one main recipient at least, the first time; later copies may go alone, and what is sent again stays a copy.
#[test]
fn copies_go_alone_once_there_is_a_main_recipient() {
    let mut w = sealed();
    w.by("chu").send("", "farming").refused(591);
    w.by("chu").send("education", "").ok();
    w.by("chu").because("漏发，补送").send("", "farming").ok();
    w.by("geng").refuse("farming", "附件打不开").ok();
    w.by("chu").because("已换附件").send("", "farming").ok();
    assert!(delivery(&w, "farming").is_copy && !delivery(&w, "education").is_copy);
    assert_eq!(waits(&w, "geng"), [Why::Receive]);
}

/// K7, J10: whoever has not received is reminded; when all have, there is nobody to remind.
#[test]
fn who_has_not_received_is_urged() {
    let mut w = sealed();
    w.by("chen").beside(Deed::Urge, "").refused(504);
    w.by("chu").send("education", "").ok();
    w.by("chen").beside(Deed::Urge, "请尽快签收").ok();
    w.by("feng").receive("education", "核对无误").ok();
    w.by("chen").beside(Deed::Urge, "").refused(590);
}

/// K10: registered once, under a number of its own way; done there, it is done here.
#[test]
fn what_was_received_is_registered_once() {
    let mut w = sent();
    w.by("feng").on(IN).submit(incoming(A)).refused(586);
    w.by("feng").receive("education", "核对无误").ok();
    w.by("feng").on(IN).submit(incoming(B)).refused(508);
    w.by("feng").on(IN).submit(incoming(A)).refused(509);
}

/// The same, in a unit that has people for every step.
fn staffed() -> World {
    received_by_education(bureau_at_work(), doc())
}

fn bureau_at_work() -> World {
    World::with(|files| {
        bureaus(files);
        edit(files, "content/units/education/index.md", "head =", "deputy = \"副局长\"\nhead =");
        person(files, "jian", "简办", "education", &["education/deputy", "education/head"], "active");
        files.insert(
            "workflows/calendar/2026.toml".to_owned(),
            include_bytes!("../../workflows/calendar/2026.toml").to_vec(),
        );
    })
}

/// Sealed, sent to 教育局 and received there.
fn received_by_education(mut w: World, paper: Paper) -> World {
    w.ready(A, paper);
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("finance").ok();
    w.by("chu").send("education", "").ok();
    w.by("feng").receive("education", "核对无误").ok();
    w
}

/// K10: a register has the title and the number that the document has.
#[test]
fn what_is_registered_is_called_what_it_is() {
    let mut w = staffed();
    w.by("feng").on(IN).submit(incoming(A).set("title", r#""关于停止春季检查的通知""#)).refused(592);
    w.by("feng").on(IN).submit(incoming(A).set("number", r#""临财〔2026〕99号""#)).refused(592);
    w.by("feng").on(IN).submit(incoming(A).set("number", r#""临财〔2026〕1号""#)).ok();
    w.by("feng").on(IN).revise(incoming(A).set("number", r#""临财〔2026〕2号""#)).refused(592);
    w.by("feng").on(IN).revise(incoming(A)).ok();
}

/// L2, L16, K6: what not all staff may read is registered where not all staff read its title and number.
#[test]
fn what_is_for_some_is_not_registered_for_all() {
    let mut w = received_by_education(bureau_at_work(), doc().set("readers", r#"["office/head"]"#));
    let scope = |readers: &str| incoming(A).set("scope", readers);
    w.by("feng").on(IN).submit(incoming(A)).refused(589);
    w.by("feng").on(IN).submit(scope(r#"["education", "*"]"#)).refused(589);
    w.by("feng").on(IN).submit(scope(r#"["education"]"#)).ok();
    w.by("feng").on(IN).at("register").give_back("请补页").ok();
    w.by("feng").on(IN).revise(incoming(A)).refused(589);
    w.by("feng").on(IN).revise(scope(r#"["@jian"]"#)).ok();
    // Where the workflow knows no readers, it cannot be registered at all.
    let mut w = World::with(|files| {
        bureaus(files);
        let open = include_str!("../../workflows/incoming.toml").replace("audience = \"scope\"\n", "");
        files.insert("workflows/incoming.toml".to_owned(), open.into_bytes());
    });
    w = received_by_education(w, doc().set("readers", r#"["office/head"]"#));
    w.by("feng").on(IN).submit(scope(r#"["education"]"#)).refused(589);
}

#[test]
fn done_where_it_was_registered_is_done() {
    let mut w = staffed();
    w.by("feng").on(IN).submit(incoming(A)).ok();
    assert_eq!(delivery(&w, "education").registered, Some(subject(IN)));
    assert_eq!(delivery(&w, "education").fate(), Fate::Registered);
    w.by("feng").on(IN2).submit(incoming(A)).refused(587);
    for (who, step) in [("feng", "register"), ("jian", "propose"), ("jian", "decide")] {
        w.by(who).on(IN).at(step).approve("拟请承办科室办理").ok();
    }
    w.by("jian").on(IN).at("handle").complete("已部署检查").ok();
    assert_eq!(delivery(&w, "education").fate(), Fate::Registered);
    w.by("feng").on(IN).at("close").complete("办结归档").ok();
    assert_eq!(delivery(&w, "education").fate(), Fate::Handled);
}

/// What came to nothing does not stand in the way of another registration.
#[test]
fn a_registration_that_was_withdrawn_makes_room() {
    let mut w = staffed();
    w.by("feng").on(IN).submit(incoming(A)).ok();
    w.by("feng").on(IN).withdraw("登记有误").ok();
    assert_eq!(delivery(&w, "education").registered, None);
    w.by("feng").on(IN2).submit(incoming(A)).ok();
    assert_eq!(delivery(&w, "education").registered, Some(subject(IN2)));
    // Put right, it is about another paper, and the first is free again.
    let other = incoming(A).without("source");
    w.by("feng").on(IN2).beside(Deed::TakeBack, "登记有误").ok();
    w.by("feng").on(IN2).revise(other).ok();
    assert_eq!(delivery(&w, "education").registered, None);
}

/// What was declared void is not received any more, and waits for nobody.
#[test]
fn what_is_void_is_not_received() {
    let mut w = sent();
    let mut received = w.clone();
    received.by("feng").receive("education", "核对无误").ok();
    received.by("ma").beside(Deed::Void, "内容有误").ok();
    received.by("feng").on(IN).submit(incoming(A)).refused(586);
    w.by("ma").beside(Deed::Void, "内容有误").ok();
    w.by("feng").receive("education", "核对无误").refused(566);
    w.by("chu").because("补发").send("archive", "").refused(566);
    w.by("desk").open("education", "feng", 0).refused(566);
    assert_eq!(waits(&w, "feng"), []);
    assert_eq!(w.stage(), Stage::Voided);
}

/// L16, K2: who was sent it reads it, whatever its form says, and for ever.
#[test]
fn recipients_read_what_was_sent_to_them() {
    let mut w = World::with(bureaus);
    w.ready(A, doc().set("readers", r#"["office/head"]"#));
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("finance").ok();
    w.by("chu").send("farming", "@tang").ok();
    let audience = w.office.audience(w.docket(A), w.time);
    let (register, login) = (w.office.register(), &w.office.settings().login);
    let reads = |who: &str| audience.has(&slug(who), register, login, "2030-01-01".parse().unwrap());
    assert!(reads("geng") && reads("hua") && reads("tang"));
    assert!(!reads("feng") && !reads("qian"));
}

/// The clerk of 农业局 is away from 2026-03-01 on, and somebody stands in for him.
fn stands_in(w: &mut World, who: &str, until: &str) {
    let given = leave()
        .set("title", r#""外出授权""#)
        .set("to", &format!("{who:?}"))
        .set("reason", r#""出差""#)
        .set("from", "2026-03-01")
        .set("until", until);
    w.by("geng").on("delegations/2026/a").submit(given).ok();
    w.by(who).on("delegations/2026/a").at("accept").approve("同意代理").ok();
}

/// A clerk who is away is stood in for, openly.
#[test]
fn a_delegate_receives_in_the_clerks_place() {
    let mut w = World::with(bureaus);
    w.ready(A, doc());
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("finance").ok();
    w.by("chu").send("farming", "").ok();
    w.by("hua").behalf("geng").receive("farming", "核对无误").refused(530);
    stands_in(&mut w, "hua", "2026-03-31");
    assert_eq!(waits(&w, "hua"), [Why::Receive]);
    w.by("desk").open("farming", "hua", 0).ok();
    w.by("hua").receive("farming", "核对无误").refused(539);
    w.by("hua").behalf("geng").receive("farming", "核对无误").ok();
    assert_eq!(w.docket(A).trail.last().unwrap().behalf, Some(slug("geng")));
}

/// The same office with a unit that the two others go into: 水务局 has a clerk then, and registers in one step.
fn merging(before: impl FnOnce(&mut World)) -> World {
    let mut w = World::with(|files| {
        bureaus(files);
        person(files, "shui", "水收", "water", &["water/clerk"], "active");
        files.insert("workflows/incoming.toml".to_owned(), ONE_STEP.as_bytes().to_vec());
    });
    w.ready(A, doc());
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("finance").ok();
    w.by("chu").send("education farming", "").ok();
    before(&mut w);
    let people: [&[(&str, &str)]; 2] =
        [&[("feng", "[\"education/clerk\"]")], &[("geng", "[\"farming/clerk\"]"), ("hua", "[\"farming/head\"]")]];
    for (unit, people) in ["education", "farming"].into_iter().zip(people) {
        let into = "state = \"abolished\"\ninto = \"water\"\ndisposition = \"移交\"\nparent";
        let path = format!("content/units/{unit}/index.md");
        let mut request = change().propose(&path, &text(&w, &path).replace("parent", into));
        for (who, posts) in people {
            let path = format!("content/people/{who}/index.md");
            let moved = text(&w, &path).replace(&format!("unit = {unit:?}"), "unit = \"water\"").replace(posts, "[]");
            request = request.propose(&path, &moved);
        }
        execute(&mut w, &format!("changes/2026/{unit}"), &request);
    }
    w
}

const ONE_STEP: &str = r#"
format = 1
title = { zh-CN = "收文" }
receives = "source"
[[field]]
name = "title"
label = { zh-CN = "标题" }
type = "text"
required = true
[[field]]
name = "source"
label = { zh-CN = "来文" }
type = "subject"
[[step]]
name = "go"
title = { zh-CN = "办" }
who = [{ post = "clerk", of = "issuer" }, { post = "head", of = "finance" }]
rule = "any"
verbs = ["approve", "return"]
"#;

fn text(w: &World, path: &str) -> String {
    String::from_utf8(w.office.files()[path].clone()).unwrap()
}

/// Has a change of the register asked for, approved and carried out.
fn execute(w: &mut World, id: &str, request: &Paper) {
    w.by("zhou").on(id).submit(request.clone()).ok();
    w.by("ma").on(id).approve("同意").ok();
    w.by("sun").on(id).execute(request).ok();
}

fn received(title: &str) -> Paper {
    leave().set("title", title).set("source", &format!("{A:?}"))
}

/// What units had that went into one is the one's: it is not sent it again.
#[test]
fn a_unit_has_what_those_had_that_went_into_it() {
    let mut w = merging(|w| {
        w.by("feng").receive("education", "核对无误").ok();
        w.by("geng").receive("farming", "核对无误").ok();
    });
    w.by("chu").because("补发").send("water", "").refused(583);
    w.by("chu").because("补发").send("education farming", "").refused(583);
    w.by("shui").on(IN).submit(received("\"关于开展春季检查的通知\"")).ok();
    let registered = |w: &World| w.docket(A).deliveries.values().filter(|one| one.registered.is_some()).count();
    assert_eq!(registered(&w), 2);
    w.by("shui").on(IN2).submit(received("\"关于开展春季检查的通知\"")).refused(587);
    // Whatever becomes of one of them later, what was registered stays registered.
    let path = "content/units/education/index.md";
    let elsewhere = text(&w, path).replace("into = \"water\"", "into = \"archive\"");
    execute(&mut w, "changes/2026/elsewhere", &change().propose(path, &elsewhere));
    w.by("shui").on(IN2).submit(received("\"关于开展春季检查的通知\"")).refused(587);
    w.by("shui").on(IN).at("go").approve("已办").ok();
    let handled = w.docket(A).deliveries.values().filter(|one| one.handled.is_some()).count();
    assert_eq!(handled, 2);
}

/// What one of them refused stands in nobody's way.
#[test]
fn what_one_refused_another_of_the_same_unit_may_have_received() {
    let mut w = merging(|w| {
        w.by("feng").refuse("education", "附件打不开").ok();
        w.by("geng").receive("farming", "核对无误").ok();
    });
    w.by("chu").because("重发").send("education", "").refused(583);
    w.by("shui").on(IN).submit(received("\"关于开展春季检查的通知\"")).ok();
    // Where both refused it, it is sent to the one.
    let mut w = merging(|w| {
        w.by("feng").refuse("education", "附件打不开").ok();
        w.by("geng").refuse("farming", "附件打不开").ok();
    });
    w.by("chu").because("重发").send("education", "").ok();
    assert_eq!(fates(&w), [("water".to_owned(), "sent")]);
    w.by("shui").receive("farming", "核对无误").ok();
    w.by("shui").receive("water", "核对无误").refused(584);
    assert_eq!(waits(&w, "chu"), []);
}

/// What was not received is not registered by anything that is done about a registration of before.
#[test]
fn a_registration_takes_in_what_was_received_when_it_was_handed_in() {
    let mut w = merging(|w| {
        w.by("geng").receive("farming", "核对无误").ok();
        w.by("geng").on(IN).submit(received("\"关于开展春季检查的通知\"")).ok();
    });
    let by_unit =
        |w: &World| -> Vec<bool> { w.docket(A).deliveries.values().map(|one| one.registered.is_some()).collect() };
    assert_eq!(by_unit(&w), [false, true]);
    w.by("ma").on(IN).at("go").give_back("请补正").ok();
    assert_eq!(by_unit(&w), [false, true]);
    w.by("geng").on(IN).revise(received("\"关于开展春季检查的通知\"").body("补正。")).ok();
    assert_eq!(by_unit(&w), [false, true]);
    w.by("shui").receive("education", "核对无误").ok();
    assert_eq!(waits(&w, "shui"), [Why::Seat, Why::Register]);
}

/// A registration that was declared void makes room, too.
#[test]
fn a_registration_that_is_void_makes_room() {
    let mut w = staffed();
    w.by("feng").on(IN).submit(incoming(A)).ok();
    for (who, step) in [("feng", "register"), ("jian", "propose"), ("jian", "decide")] {
        w.by(who).on(IN).at(step).approve("拟请承办科室办理").ok();
    }
    w.by("jian").on(IN).at("handle").complete("已部署检查").ok();
    w.by("feng").on(IN).at("close").complete("办结归档").ok();
    w.by("jian").on(IN).beside(Deed::Void, "登记有误").ok();
    assert_eq!(delivery(&w, "education").fate(), Fate::Received);
    w.by("feng").on(IN2).submit(incoming(A)).ok();
}

/// One act that repeals a document and is done with it at once leaves both.
#[test]
fn what_registers_may_repeal_what_it_registers() {
    let mut w = World::with(|files| {
        bureaus(files);
        edit(files, "content/units/finance/index.md", "parent = \"office\"", "parent = \"education\"");
        let flow = ONE_STEP.replace("receives =", "repeals = \"source\"\nreceives =");
        files.insert("workflows/incoming.toml".to_owned(), flow.into_bytes());
    });
    w.ready(A, doc());
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("finance").ok();
    w.by("chu").send("education", "").ok();
    w.by("feng").receive("education", "核对无误").ok();
    w.by("feng").on(IN).submit(received("\"关于开展春季检查的通知\"")).ok();
    w.by("feng").on(IN).at("go").approve("同意").ok();
    assert_eq!(w.stage(), Stage::Repealed);
    assert!(delivery(&w, "education").handled.is_some());
    w.by("chu").because("补发").send("farming", "").refused(566);
}

/// A server founds nothing: its key says who opened what.
#[test]
fn a_server_founds_no_record() {
    let mut founding = files();
    bureaus(&mut founding);
    let refused = Office::found(&founding, &fingerprint("desk")).unwrap_err();
    assert_eq!(refused.iter().map(FoundingFault::code).collect::<Vec<_>>(), [810]);
}

/// If a server's key was stolen, what it said after that counts as not said, and stands in nobody's way.
#[test]
fn what_a_stolen_servers_key_says_is_not_said() {
    let mut w = sent();
    w.by("desk").open("education", "feng", 30).ok();
    let before = w.docket(A).trail.last().unwrap().seq - 1;
    let path = "content/people/desk/index.md";
    let stolen = format!("state = \"compromised\"\nafter = {before}");
    let other = fingerprint("desk 2");
    let with_another = text(&w, path).replace("state = \"active\"", &stolen).replacen(
        "\n+++\n",
        &format!("\n[[certificate]]\nfingerprint = \"{other}\"\nstate = \"active\"\n+++\n"),
        1,
    );
    let request = change().propose(path, &with_another).propose(&format!("content/people/desk/{other}.asc"), "another");
    execute(&mut w, "changes/2026/stolen", &request);
    assert_eq!(w.office.in_question(w.docket(A)).count(), 0);
    let fate = |w: &World| w.office.fate(w.docket(A), delivery(w, "education"));
    assert_eq!(fate(&w), Fate::Sent);
    w.by("chu").because("补发").send("@tang", "").ok();
    w.by("desk").signed_with("desk 2").open("education", "feng", 0).ok();
    assert_eq!(fate(&w), Fate::Opened);
}

/// Delegations that are over are forgotten: what their delegates opened is written down within a day.
#[test]
fn what_a_delegate_opened_is_written_down_soon() {
    let mut w = World::with(bureaus);
    w.ready(A, doc());
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("finance").ok();
    w.by("chu").send("farming", "").ok();
    stands_in(&mut w, "hua", "2026-03-04");
    let opening = Opening { addressee: "farming".parse().unwrap(), person: slug("hua"), time: w.time };
    let act = w.by("desk").act_of(Deed::Open { openings: vec![opening] });
    assert_eq!(w.office.touches(&act), [subject("delegations/2026/a")], "what it is judged by is brought in");
    let read = w.time;
    w.time += 86_400;
    let mut late = w.clone();
    w.by("desk").open("farming", "hua", 86_400).ok();
    late.time += 1;
    let ago = late.time - read;
    late.by("desk").open("farming", "hua", ago).refused(585);
    late.by("desk").open("farming", "geng", ago).ok();
}

/// Who has to send it or to receive it reads it, whatever its form says, and so does who stands in for him.
#[test]
fn who_sends_and_who_receives_reads_it() {
    let mut w = World::with(bureaus);
    w.ready(A, doc().set("readers", r#"["office/head"]"#).set("to", r#"["各局"]"#));
    w.by("ma").issue("临财〔2026〕1号").ok();
    let reads = |w: &World, who: &str| {
        let audience = w.office.audience(w.docket(A), w.time);
        audience.has(&slug(who), w.office.register(), &w.office.settings().login, "2026-03-02".parse().unwrap())
    };
    assert!(!reads(&w, "chu"));
    w.by("sun").seal("finance").ok();
    assert!(reads(&w, "chu"), "he has to send it");
    w.by("chu").send("farming", "").ok();
    assert!(!reads(&w, "tang"));
    stands_in(&mut w, "tang", "2026-03-31");
    assert!(reads(&w, "tang"), "he may receive it");
}

/// Whom its form names and it was not sent to is told.
#[test]
fn who_was_forgotten_is_told() {
    let mut w = World::with(bureaus);
    w.ready(A, doc().set("to", r#"["各局", "市水利局"]"#).set("cc", r#"["档案室"]"#));
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("finance").ok();
    w.by("chu").send("farming", "").ok();
    assert_eq!(w.office.named_unsent(w.docket(A)), ["各局"]);
    w.by("chu").because("补发").send("+bureaus", "").ok();
    assert!(w.office.named_unsent(w.docket(A)).is_empty());
}

/// 收文登记, K10: each unit counts what is handed in to it, by the year, and a number stays with its subject.
#[test]
fn what_came_in_is_numbered_by_its_unit() {
    let mut w = World::with(|files| {
        bureaus(files);
        files.insert(
            "workflows/incoming.toml".to_owned(),
            format!("serial = \"收〔{{year}}〕{{n}}号\"\n{ONE_STEP}").into(),
        );
        edit(
            files,
            "workflows/incoming.toml",
            "[[step]]",
            "[[field]]\nname = \"unit\"\nlabel = { zh-CN = \"单位\" }\ntype = \"unit\"\n[[step]]",
        );
        edit(files, "workflows/incoming.toml", "\"return\"]", "\"return\", \"terminate\"]");
    });
    let paper = |unit: &str, text: &str| leave().set("unit", &format!("{unit:?}")).set("title", &format!("{text:?}"));
    let serial = |w: &World, on: &str| w.docket(on).serial.as_ref().map(|number| (number.text.clone(), number.n));
    w.by("feng").on(IN).submit(paper("education", "甲")).ok();
    w.by("feng").on(IN2).submit(paper("education", "乙")).ok();
    w.by("geng").on("incoming/2026/c").submit(paper("farming", "丙")).ok();
    assert_eq!(serial(&w, IN), Some(("收〔2026〕1号".to_owned(), 1)));
    assert_eq!(serial(&w, IN2), Some(("收〔2026〕2号".to_owned(), 2)));
    assert_eq!(serial(&w, "incoming/2026/c"), Some(("收〔2026〕1号".to_owned(), 1)), "another unit's own book");
    w.by("feng").on(IN).revise(paper("farming", "甲")).refused(564);
    w.by("feng").on(IN).revise(paper("education", "改")).ok();
    assert_eq!(serial(&w, IN), Some(("收〔2026〕1号".to_owned(), 1)));
    // What is ended keeps its number: the book has no gap that nobody can explain, and none is given twice.
    w.by("feng").on(IN2).at("go").terminate("重复登记").ok();
    w.by("feng").on("incoming/2026/d").submit(paper("education", "丁")).ok();
    assert_eq!(serial(&w, "incoming/2026/d"), Some(("收〔2026〕3号".to_owned(), 3)));
    w.time = 1_798_731_000;
    w.by("feng").on("incoming/2026/e").submit(paper("education", "戊")).ok();
    assert_eq!(
        serial(&w, "incoming/2026/e"),
        Some(("收〔2026〕4号".to_owned(), 4)),
        "half an hour before the year ends in the office"
    );
    w.time += 1_800;
    w.by("feng").on("incoming/2027/a").submit(paper("education", "己")).ok();
    assert_eq!(serial(&w, "incoming/2027/a"), Some(("收〔2027〕1号".to_owned(), 1)));
}

/// An office that corrects documents.
fn correcting() -> World {
    let mut w = World::with(bureaus);
    w.ready(A, doc());
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("finance").ok();
    w.by("chu").send("education farming", "@hua").ok();
    w.by("feng").receive("education", "核对无误").ok();
    w.by("geng").refuse("farming", "附件打不开").ok();
    w
}

/// 更正: another takes its place, and both stay.
#[test]
fn a_correction_takes_the_place_of_what_it_corrects() {
    let mut w = correcting();
    let correction = || doc2().set("corrects", &format!("{A:?}"));
    w.by("zhou").on(B).submit(doc2().set("corrects", "\"documents/2026/none\"")).refused(508);
    w.ready(B, correction());
    w.by("ma").on(B).issue("临财〔2026〕2号").ok();
    assert!(w.docket(A).is_in_force(), "it holds until its correction is through");
    w.by("sun").on(B).seal("finance").ok();
    assert_eq!(w.stage(), Stage::Corrected);
    assert_eq!(w.docket(A).ended.as_ref().and_then(|ended| ended.by.clone()), Some(subject(B)));
    assert_eq!(fates(&w).len(), 3, "what became of it stays to be seen");
    // Nothing more is done about it: who had it still to receive waits for the correction.
    w.by("hua").receive("@hua", "核对无误").refused(566);
    w.by("chu").because("补发").send("farming", "").refused(566);
    assert_eq!(waits(&w, "hua"), []);
    w.by("zhou").on("documents/2026/c").submit(correction()).refused(567);
}

/// Whoever has the wrong text gets the right one.
#[test]
fn a_correction_goes_to_all_who_have_what_it_corrects() {
    let mut w = correcting();
    w.ready(B, doc2().set("corrects", &format!("{A:?}")));
    w.by("ma").on(B).issue("临财〔2026〕2号").ok();
    w.by("sun").on(B).seal("finance").ok();
    w.by("chu").on(B).send("education", "").refused(588);
    w.by("chu").on(B).send("@hua", "").refused(588);
    // 农业局 refused it, and has nothing that could mislead it.
    w.by("chu").on(B).send("education", "@hua").ok();
    w.by("chu").on(B).because("补发").send("farming", "").ok();
}

/// What is no document of the same kind cannot be its correction.
#[test]
fn a_correction_is_of_the_same_collection() {
    let mut w = World::with(|files| {
        bureaus(files);
        edit(files, "workflows/documents.toml", "of = [\"documents\"]\n", "");
    });
    w.by("zhou").on(LEAVE).submit(leave()).ok();
    w.by("zhou").on(B).submit(doc2().set("corrects", &format!("{LEAVE:?}"))).refused(567);
}

/// What was sent back before stays counted when it is sent again.
#[test]
fn what_was_sent_back_before_is_counted() {
    let mut w = sent();
    w.by("feng").refuse("education", "附件打不开").ok();
    let before = |w: &World| {
        let (addressee, delivery) = ("education".parse().unwrap(), delivery(w, "education"));
        w.docket(A).refused_before(&addressee, delivery.sent)
    };
    assert_eq!(before(&w), 0);
    w.by("chu").because("附件已换").send("education", "").ok();
    w.by("feng").refuse("education", "仍打不开").ok();
    w.by("chu").because("附件又换").send("education", "").ok();
    assert_eq!(before(&w), 2);
    assert_eq!(delivery(&w, "education").fate(), Fate::Sent);
}

/// 催办 stands where it waits, and is past when it waits for something else, be it in the same second.
#[test]
fn an_urge_is_of_what_waits_now() {
    let mut w = sent();
    let sent_at = delivery(&w, "education").time;
    w.time = sent_at;
    w.by("chu").beside(Deed::Urge, "请签收").ok();
    w.by("chu").beside(Deed::Urge, "请尽快签收").ok();
    assert_eq!(w.docket(A).urged_since(sent_at).map(|(count, _)| count), Some(2));
    // In the second of the last urge it came back.
    w.time = w.docket(A).trail.last().unwrap().time;
    w.by("feng").refuse("education", "附件打不开").ok();
    let refused = w.docket(A).trail.last().unwrap().time;
    assert_eq!(w.docket(A).urged_since(refused), None);
}
