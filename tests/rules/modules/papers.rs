//! Papers: 发文, 签报, 请示, 报告, 处室函, 规章制度, 收文, 纸质文件登记.

use kanhe::office::{Back, Deed, Due, Place, Stage, Workflow};

use super::{agree, faults, house, needs, on, readers};
use crate::world::{Paper, World, doc};

const DOCUMENT: &str = "documents/2026/a";
const MEMO: &str = "memos/2026/a";
const REQUEST: &str = "requests/2026/a";
const REPORT: &str = "reports/2026/a";
const LETTER: &str = "letters/2026/a";
const RULE: &str = "rules/2026/a";
const NEW_RULE: &str = "rules/2026/b";
const IN: &str = "incoming/2026/a";
const PAPER: &str = "paper/2026/a";

const WORKING_HOUR: i64 = 3_600;

fn place(w: &World, id: &str) -> Place {
    w.docket(id).place
}

/// G9, G10: a document is reviewed, checked for kind, form and content, signed off and sealed.
#[test]
fn a_document_is_checked_before_it_is_signed_off() {
    let mut w = house();
    w.by("zhou").submit(doc()).ok();
    w.by("ma").at("issue").issue("临财〔2026〕1号").refused(512);
    agree(&mut w, DOCUMENT, &["lin"]);
    w.by("ma").at("issue").issue("临财〔2026〕1号").refused(512);
    w.by("chen").approve("已核对文种、格式和内容").ok();
    w.by("ma").at("issue").issue("临财〔2026〕1号").refused(512);
    w.by("wu").approve("同意").ok();
    w.by("sun").at("seal").seal("finance").refused(602);
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("finance").ok();
    assert_eq!(w.docket(DOCUMENT).stage(), Stage::Sealed);
}

fn of_kind(kind: &str, unit: &str, to: &str) -> Paper {
    doc().set("kind", &format!("{kind:?}")).set("unit", &format!("{unit:?}")).set("to", to)
}

/// G9: the 15 kinds of 条例 art. 8, and no other.
#[test]
fn a_document_is_of_one_of_fifteen_kinds() {
    let bytes = include_bytes!("../../../workflows/documents.toml");
    let workflow = Workflow::read("workflows/documents.toml", bytes).unwrap();
    let kinds = "决议 决定 命令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要";
    assert_eq!(workflow.field("kind").unwrap().choices.join(" "), kinds);
    for other in ["布告", "会议通知", "指示"] {
        assert_eq!(faults("zhou", DOCUMENT, of_kind(other, "finance", r#"["各科室"]"#)), [545], "{other}");
    }
}

/// G9: a request goes to one office above, in no copies.
#[test]
fn a_request_among_the_documents_has_one_recipient_above_and_no_copies() {
    let request = |to: &str| of_kind("请示", "finance", to);
    assert!(faults("zhou", DOCUMENT, request(r#"["办公室"]"#)).is_empty());
    assert!(faults("zhou", DOCUMENT, request(r#"["市政府"]"#)).is_empty());
    assert_eq!(faults("zhou", DOCUMENT, request(r#"["办公室", "市政府"]"#)), [557], "two");
    assert_eq!(faults("zhou", DOCUMENT, request(r#"["办公室"]"#).set("cc", r#"["档案室"]"#)), [557], "a copy");
    assert_eq!(faults("zhou", DOCUMENT, request(r#"["档案室"]"#)), [557], "not above");
    assert_eq!(faults("zhou", DOCUMENT, request(r#"["主任"]"#)), [557], "a leader in person");
    assert_eq!(faults("zhou", DOCUMENT, request(r#"["办公室"]"#).body("特此报告。\n")), [557], "no report");
}

/// G9: a report holds no request, a reply goes down, a letter asks for no instruction.
#[test]
fn each_kind_of_document_keeps_to_its_way_and_its_words() {
    let report = of_kind("报告", "finance", r#"["办公室", "市政府"]"#);
    assert!(faults("zhou", DOCUMENT, report.clone().body("特此报告。\n")).is_empty());
    for words in ["妥否，请批示。", "请予审批。", "請批覆。"] {
        assert_eq!(faults("zhou", DOCUMENT, report.clone().body(words)), [557], "{words}");
    }
    assert_eq!(faults("zhou", DOCUMENT, of_kind("报告", "finance", r#"["档案室"]"#)), [557]);
    assert!(faults("zhao", DOCUMENT, of_kind("批复", "office", r#"["财务科"]"#)).is_empty());
    assert_eq!(faults("zhao", DOCUMENT, of_kind("批复", "office", r#"["市政府"]"#)), [557]);
    assert_eq!(faults("zhou", DOCUMENT, of_kind("函", "finance", r#"["市工商联"]"#).body("妥否，请批示。\n")), [557]);
    assert!(faults("zhou", DOCUMENT, doc().body("妥否，请批示。\n")).is_empty(), "the words are for those kinds");
    assert_eq!(faults("zhou", DOCUMENT, doc().body("（此页无正文）\n")), [557]);
    assert_eq!(faults("zhou", DOCUMENT, doc().body("机密★10年\n")), [557], "nothing secret enters");
}

fn memo() -> Paper {
    on("关于增配灭火器的签报").set("unit", "\"finance\"")
}

/// G4, I7: two deputies countersign, the head answers with a number.
#[test]
fn a_memo_is_countersigned_and_answered_with_a_number() {
    let mut w = house();
    w.by("zhou").on(MEMO).submit(memo().set("amount", "3200").set("source", "\"年初预算\"")).ok();
    agree(&mut w, MEMO, &["wu"]);
    w.by("zhao").on(MEMO).at("answer").issue("临财签〔2026〕1号").refused(512);
    agree(&mut w, MEMO, &["lin"]);
    w.by("zhao").on(MEMO).issue("临财签〔2026〕1号").ok();
    assert_eq!(w.docket(MEMO).stage(), Stage::Finished);
    w.by("ma").on(MEMO).beside(Deed::Repeal, "已执行完毕").refused(539);
    w.by("zhao").on(MEMO).beside(Deed::Repeal, "已执行完毕").ok();
}

/// I4: who has to agree follows from the amount.
#[test]
fn a_memo_of_a_large_amount_passes_the_leader_in_charge() {
    for (amount, leader) in [("99999", false), ("100000", true)] {
        let mut w = house();
        w.by("zhou").on(MEMO).submit(memo().set("amount", amount).set("source", "\"预算\"")).ok();
        agree(&mut w, MEMO, &["lin", "wu"]);
        if leader {
            w.by("zhao").on(MEMO).at("answer").issue("临财签〔2026〕1号").refused(512);
            agree(&mut w, MEMO, &["xu"]);
        }
        w.by("zhao").on(MEMO).issue("临财签〔2026〕1号").ok();
    }
    assert_eq!(faults("zhou", MEMO, memo().set("amount", "1")), [557], "it says where the money comes from");
    assert_eq!(faults("zhou", MEMO, memo().set("amount", "-1")), [561]);
}

/// I6, I9: having read is not agreeing; a disagreement goes to the leader responsible and to the office.
#[test]
fn a_memo_that_was_only_read_is_back_and_two_are_told() {
    let mut w = house();
    w.by("zhou").on(MEMO).submit(memo()).ok();
    w.by("lin").on(MEMO).approve("已阅").refused(519);
    w.by("lin").on(MEMO).read("已阅").ok();
    assert_eq!(place(&w, MEMO), Place::Back(Back::OnlyRead));
    assert_eq!(readers(&w, MEMO), ["chen", "ma"]);
}

/// J1, J2: a first word within 2 working hours, a step within 1 working day, business within 2; an instruction overrides.
#[test]
fn a_memo_is_answered_within_its_time() {
    let mut w = house();
    w.by("zhou").on(MEMO).submit(memo().set("amount", "100000").set("source", "\"预算\"")).ok();
    let shown = |w: &World, due: Due| if let Due::At(due) = due { w.office.local_time(due) } else { String::new() };
    assert_eq!(shown(&w, w.office.respond_by(w.docket(MEMO))), "2026-03-02 11:00");
    assert_eq!(shown(&w, w.office.due(w.docket(MEMO))), "2026-03-03 17:30", "the step's");
    w.time += 3 * WORKING_HOUR;
    w.by("lin").on(MEMO).approve("同意").refused(532);
    w.by("lin").on(MEMO).because("上午在外开会").approve("同意").ok();
    w.by("wu").on(MEMO).approve("同意").ok();
    w.time += 22 * WORKING_HOUR;
    w.by("xu").on(MEMO).because("上午在外开会").approve("同意").ok();
    assert_eq!(shown(&w, w.office.due(w.docket(MEMO))), "2026-03-04 17:30");
    w.time += 16 * WORKING_HOUR;
    w.by("zhao").on(MEMO).consult("ma").refused(532);
    w.by("zhao").on(MEMO).because("晚间收到").consult("ma").ok();
    w.by("ma").on(MEMO).answer("可以安排").ok();
    w.time += 24 * WORKING_HOUR;
    w.by("zhao").on(MEMO).issue("临财签〔2026〕1号").refused(532);
    let due = w.time + 72 * WORKING_HOUR;
    w.by("zhao").on(MEMO).beside(Deed::Instruct { due }, "待预算批复后再办").ok();
    w.by("zhao").on(MEMO).issue("临财签〔2026〕1号").ok();
    assert!(!w.docket(MEMO).trail.last().unwrap().is_late());
}

/// J2: the whole of it ends before its last step would.
#[test]
fn a_memo_is_done_within_two_working_days() {
    let mut w = house();
    w.by("zhou").on(MEMO).submit(memo().set("amount", "100000").set("source", "\"预算\"")).ok();
    for people in [["lin", "wu"].as_slice(), &["xu"]] {
        w.time += 24 * WORKING_HOUR;
        for who in people {
            w.by(who).on(MEMO).because("前一日外出").approve("同意").ok();
        }
    }
    assert_eq!(w.office.due(w.docket(MEMO)), Due::At(crate::world::MORNING + 2 * 86_400 + 17 * 1_800));
}

/// R9: the five points a drafter stands for.
const POINTS: [&str; 5] = ["attest-secrecy", "attest-correct", "attest-complete", "attest-safe", "attest-scope"];

fn attested(paper: Paper) -> Paper {
    POINTS.iter().fold(paper, |paper, point| paper.set(point, "true"))
}

fn request() -> Paper {
    attested(on("关于增配灭火器的请示"))
        .set("unit", "\"finance\"")
        .set("to", "\"office\"")
        .set("contact", "\"zhou\"")
        .set("phone", "\"0000-0000\"")
        .set("one-matter", "true")
        .body("## 请示缘由\n\n灭火器不足。\n\n## 请示事项\n\n增配二十具。\n\n妥否，请批示。\n")
}

/// G3, I8: level by level, each confirming the way so far, to the answer with a number.
#[test]
fn a_request_goes_up_level_by_level() {
    let mut w = house();
    w.by("zhou").on(REQUEST).submit(request()).ok();
    w.by("lin").on(REQUEST).approve("同意").refused(533);
    w.by("lin").on(REQUEST).confirms(0).approve("同意").refused(533);
    agree(&mut w, REQUEST, &["lin", "ma", "chen", "wu"]);
    w.by("zhao").on(REQUEST).issue("临财请〔2026〕1号").refused(533);
    w.by("zhao").on(REQUEST).checked().issue("临财请〔2026〕1号").ok();
    assert_eq!(w.docket(REQUEST).stage(), Stage::Finished);
}

/// I2, I3: no level is skipped, but by the next-higher leader's own add-sign, with his reason.
#[test]
fn a_request_skips_no_level() {
    let mut w = house();
    w.by("zhou").on(REQUEST).submit(request()).ok();
    for (who, step) in [("ma", "sign"), ("wu", "advise")] {
        w.by(who).on(REQUEST).at(step).checked().approve("同意").refused(512);
        w.by(who).on(REQUEST).checked().approve("同意").refused(514);
    }
    w.by("zhao").on(REQUEST).at("answer").checked().issue("临财请〔2026〕1号").refused(512);
    w.by("lin").on(REQUEST).add_sign("zhao", kanhe::office::How::With).refused(536);
    w.by("zhao").on(REQUEST).lift("事急").refused(536);
    w.by("ma").on(REQUEST).lift("").refused(518);
    w.by("ma").on(REQUEST).lift("副职在外，事急").ok();
    agree(&mut w, REQUEST, &["ma"]);
    assert_eq!(place(&w, REQUEST), Place::At(1));
}

/// G3, H3, R9: the fixed template, one recipient above, the five points.
#[test]
fn a_request_keeps_to_its_template() {
    needs("zhou", REQUEST, &request(), &["unit", "to", "contact", "phone", "one-matter"]);
    needs("zhou", REQUEST, &request(), &POINTS);
    for point in POINTS {
        assert_eq!(faults("zhou", REQUEST, request().set(point, "false")), [543], "{point}");
    }
    assert_eq!(faults("zhou", REQUEST, request().set("to", "\"archive\"")), [557]);
    assert_eq!(faults("zhou", REQUEST, request().set("to", r#"["office", "city"]"#)), [544], "one recipient");
    assert_eq!(faults("zhou", REQUEST, request().body("请批准。\n")), [558, 558]);
    assert_eq!(faults("zhou", REQUEST, request().body("## 请示事项\n\n## 请示缘由\n")), [558]);
    assert_eq!(faults("zhou", REQUEST, request().body("## 请示缘由\n\n## 请示事项\n\n特此报告。\n")), [557]);
}

/// J2: a text within 3 working days, however its steps are used.
#[test]
fn a_request_is_done_within_three_working_days() {
    let mut w = house();
    w.by("zhou").on(REQUEST).submit(request()).ok();
    for who in ["lin", "ma", "chen", "wu"] {
        w.time += 24 * WORKING_HOUR;
        w.by(who).on(REQUEST).because("前一日外出").checked().approve("同意").ok();
    }
    assert_eq!(w.office.due(w.docket(REQUEST)), Due::At(crate::world::MORNING + 3 * 86_400 + 17 * 1_800));
}

/// I8: the bounds of what is confirmed move with every act.
#[test]
fn who_confirms_has_seen_the_last_act() {
    let mut w = house();
    w.by("zhou").on(REQUEST).submit(request()).ok();
    w.by("zhou").on(REQUEST).beside(Deed::Urge, "请尽快").ok();
    w.by("lin").on(REQUEST).confirms(1).approve("同意").refused(533);
    w.by("lin").on(REQUEST).confirms(2).approve("同意").ok();
    assert_eq!(w.docket(REQUEST).trail.last().unwrap().confirms, Some(2));
}

fn report() -> Paper {
    attested(on("关于春季检查情况的报告"))
        .set("unit", "\"finance\"")
        .set("to", "\"office\"")
        .body("## 基本情况\n\n## 主要工作\n\n## 存在问题\n\n## 下一步打算\n\n特此报告。\n")
}

/// G3: a report goes up and is read, nobody answers it.
#[test]
fn a_report_is_read_by_the_leaders_above() {
    let mut w = house();
    w.by("zhou").on(REPORT).submit(report()).ok();
    agree(&mut w, REPORT, &["lin", "ma", "chen"]);
    w.by("wu").on(REPORT).read("").refused(533);
    w.by("wu").on(REPORT).checked().read("").ok();
    assert_eq!(place(&w, REPORT), Place::At(3), "all of them");
    w.by("zhao").on(REPORT).checked().read("").ok();
    assert_eq!(w.docket(REPORT).stage(), Stage::Finished);
}

/// H3, R9, G3: its template, its points, no request in it.
#[test]
fn a_report_keeps_to_its_template_and_holds_no_request() {
    needs("zhou", REPORT, &report(), &["unit", "to"]);
    needs("zhou", REPORT, &report(), &POINTS);
    assert_eq!(faults("zhou", REPORT, report().set("to", "\"archive\"")), [557]);
    assert_eq!(faults("zhou", REPORT, report().body("## 基本情况\n")), [558, 558, 558]);
    let text = "## 基本情况\n## 主要工作\n## 存在问题\n## 下一步打算\n";
    for words in ["妥否，请批示。", "恳请批准。", "請予審批。"] {
        assert_eq!(faults("zhou", REPORT, report().body(&format!("{text}{words}\n"))), [557], "{words}");
    }
}

fn letter() -> Paper {
    on("关于商请提供档案目录的函")
        .set("unit", "\"finance\"")
        .set("to", "\"archive\"")
        .set("use", "\"商洽工作\"")
        .set("secrecy", "\"内部\"")
        .set("origin", "\"自行起草\"")
        .set("within-remit", "true")
}

/// G6: consult, ask, answer; where an answer is wanted the addressee settles it.
#[test]
fn a_division_letter_is_signed_off_and_settled_by_its_addressee() {
    let mut w = house();
    w.by("zhou").on(LETTER).submit(letter().set("reply-by", "2026-03-20")).ok();
    agree(&mut w, LETTER, &["lin"]);
    w.by("ma").on(LETTER).issue("临财处函〔2026〕1号").ok();
    w.by("tang").on(LETTER).complete("目录已函复").ok();
    assert_eq!(w.docket(LETTER).stage(), Stage::Finished);
    let answer = letter().set("use", "\"答复问题\"");
    assert_eq!(faults("tang", LETTER, answer.clone().set("unit", "\"finance\"")), [557], "which letter it answers");
    let answer = answer.set("answers", &format!("{LETTER:?}"));
    w.by("zhou").on("letters/2026/b").submit(answer).ok();
}

/// G6: only within one's own remit and for the uses listed.
#[test]
fn a_division_letter_is_for_the_uses_listed_and_within_the_remit() {
    needs("zhou", LETTER, &letter(), &["unit", "to", "use", "within-remit"]);
    assert_eq!(faults("zhou", LETTER, letter().set("within-remit", "false")), [543]);
    for other in ["请求批准", "转发文件", "布置工作"] {
        assert_eq!(faults("zhou", LETTER, letter().set("use", &format!("{other:?}"))), [545], "{other}");
    }
    for usual in ["商洽工作", "询问情况", "催要材料", "联系事务", "办理一般事项"] {
        assert!(faults("zhou", LETTER, letter().set("use", &format!("{usual:?}"))).is_empty(), "{usual}");
    }
    assert_eq!(faults("zhou", LETTER, letter().body("妥否，请批示。\n")), [557]);
}

/// G7: neither what is secret nor what is forwarded.
#[test]
fn a_division_letter_is_neither_secret_nor_forwarded() {
    for secrecy in ["秘密", "机密", "绝密"] {
        assert_eq!(faults("zhou", LETTER, letter().set("secrecy", &format!("{secrecy:?}"))), [557], "{secrecy}");
    }
    assert_eq!(faults("zhou", LETTER, letter().body("秘密★5年\n")), [557]);
    assert_eq!(faults("zhou", LETTER, letter().set("origin", "\"转发文件\"")), [557]);
    assert_eq!(faults("zhou", LETTER, letter().body("现转发给你们，请遵照执行。\n")), [557]);
    assert_eq!(faults("zhou", LETTER, letter().without("secrecy")), [543]);
    assert_eq!(faults("zhou", LETTER, letter().without("origin")), [543]);
}

fn rule() -> Paper {
    on("印章使用管理办法")
        .set("unit", "\"finance\"")
        .set("category", "\"行政管理\"")
        .set("standing", "\"正式\"")
        .set("effective", "2026-07-01")
        .set("interpreter", "\"office\"")
        .set("countersign", r#"["archive"]"#)
}

fn in_force(w: &mut World, id: &str, paper: Paper, number: &str) {
    w.by("zhou").on(id).submit(paper).ok();
    agree(w, id, &["lin"]);
    w.by("chen").on(id).at("check").approve("同意").refused(512);
    agree(w, id, &["tang"]);
    w.by("wu").on(id).approve("同意").refused(531);
    agree(w, id, &["chen", "wu"]);
    w.by("ma").on(id).issue(number).ok();
    w.by("sun").on(id).seal("finance").ok();
}

/// G15, I7, I19: countersigned, checked in turn, issued and sealed; what it repeals is marked, from its effective day on.
#[test]
fn a_rule_repeals_what_it_names() {
    let mut w = house();
    in_force(&mut w, RULE, rule().set("effective", "2026-01-01"), "临财规〔2026〕1号");
    let newer = rule().set("repeals", &format!("[{RULE:?}]"));
    in_force(&mut w, NEW_RULE, newer.clone(), "临财规〔2026〕2号");
    let (old, new) = (w.docket(RULE), w.docket(NEW_RULE));
    assert_eq!((old.stage(), new.stage()), (Stage::Repealed, Stage::Sealed));
    let ended = old.ended.clone().unwrap();
    assert_eq!((ended.from.as_deref(), ended.by.unwrap().to_string().as_str()), (Some("2026-07-01"), NEW_RULE));
    w.by("zhou").on("rules/2026/c").submit(newer).refused(567);
    w.by("chen").on(NEW_RULE).beside(Deed::Repeal, "另有规定").refused(539);
    w.by("ma").on(NEW_RULE).beside(Deed::Repeal, "另有规定").ok();
}

/// G15: issuer, category, effective day, interpreter; number and day of issue come with the act that issues it.
#[test]
fn a_rule_says_all_that_it_has_to() {
    needs("zhou", RULE, &rule(), &["title", "unit", "category", "standing", "effective", "interpreter"]);
    assert_eq!(faults("zhou", RULE, rule().set("standing", "\"试行\"")), [557], "a trial ends");
    let trial = rule().set("standing", "\"试行\"").set("until", "2027-06-30");
    assert!(faults("zhou", RULE, trial.clone()).is_empty());
    assert_eq!(faults("zhou", RULE, trial.set("until", "2026-06-30")), [557]);
    assert_eq!(faults("zhou", RULE, rule().set("repeals", r#"["bulletins/2026/a"]"#)), [559]);
    let mut w = house();
    in_force(&mut w, RULE, rule(), "临财规〔2026〕1号");
    assert_eq!(w.number(RULE), "临财规〔2026〕1号");
    assert!(w.docket(RULE).issued.is_some());
}

fn incoming() -> Paper {
    on("关于报送检查情况的通知")
        .set("unit", "\"office\"")
        .set("from", "\"市应急管理局\"")
        .set("dated", "2026-02-27")
        .set("received", "2026-03-02")
        .set("secrecy", "\"内部\"")
        .set("urgency", "\"平件\"")
        .set("handling", "\"批办\"")
        .set("host", "\"finance\"")
        .set("checked", "true")
}

/// G2: 登记, 拟办, 批办, 承办, 办结.
#[test]
fn an_incoming_paper_is_registered_proposed_decided_handled_and_closed() {
    let mut w = house();
    w.by("chen").on(IN).submit(incoming()).ok();
    agree(&mut w, IN, &["chen", "wu", "zhao"]);
    w.by("fan").on(IN).complete("").refused(517);
    w.by("fan").on(IN).complete("已报送检查情况").ok();
    w.by("chen").on(IN).complete("已归卷").ok();
    assert_eq!(w.docket(IN).stage(), Stage::Finished);
}

/// I18: what is only to be read is read by each of those named.
#[test]
fn an_incoming_paper_to_be_read_is_read_by_each_reader() {
    let mut w = house();
    let paper = incoming().set("handling", "\"阅知\"").without("host").set("readers", r#"["lin", "tang"]"#);
    w.by("chen").on(IN).submit(paper).ok();
    agree(&mut w, IN, &["chen", "wu", "zhao"]);
    w.by("lin").on(IN).read("").ok();
    w.by("ma").on(IN).read("").refused(514);
    assert_eq!(place(&w, IN), Place::At(4));
    w.by("tang").on(IN).read("").ok();
    w.by("chen").on(IN).complete("已阅毕归卷").ok();
    assert_eq!(w.docket(IN).stage(), Stage::Finished);
}

/// G2: who receives registers, and says what has to be said.
#[test]
fn an_incoming_paper_is_registered_by_the_clerk_and_in_full() {
    house().by("zhou").on(IN).submit(incoming()).refused(529);
    needs("chen", IN, &incoming(), &["title", "unit", "from", "dated", "received", "secrecy", "urgency", "checked"]);
    assert_eq!(faults("chen", IN, incoming().set("checked", "false")), [543]);
    assert_eq!(faults("chen", IN, incoming().without("host")), [557]);
    assert_eq!(faults("chen", IN, incoming().set("handling", "\"阅知\"")), [557]);
    assert_eq!(faults("chen", IN, incoming().set("urgency", "\"特急\"")), [557], "signed for to the minute");
    assert_eq!(faults("chen", IN, incoming().set("dated", "2026-03-03")), [557]);
    assert_eq!(faults("chen", IN, incoming().set("secrecy", "\"涉密\"")), [557]);
    let mut w = house();
    w.by("chen").on(IN).submit(incoming()).ok();
    w.by("chen").on(IN).terminate("不属本机关职权，退回来文单位").ok();
    assert_eq!(w.docket(IN).stage(), Stage::Terminated);
}

/// I9, J4: who disagrees with the handling tells both leaders and the office; limits by urgency, and who decides when they have passed.
#[test]
fn an_incoming_paper_that_is_not_ours_is_told_and_an_urgent_one_goes_up_in_hours() {
    let mut w = house();
    w.by("chen").on(IN).submit(incoming()).ok();
    agree(&mut w, IN, &["chen", "wu", "zhao"]);
    let mut slow = w.clone();
    w.by("lin").on(IN).disagree("不属我科职责").ok();
    assert_eq!(readers(&w, IN), ["chen", "ma", "zhao"]);
    let (since, due) = (slow.docket(IN).turn.since, slow.office.due(slow.docket(IN)));
    assert_eq!(due, Due::At(crate::world::MORNING + 14 * 86_400 + 17 * 1_800), "ten working days");
    slow.time = since + 15 * 86_400;
    slow.by("ma").on(IN).complete("已办").refused(532);
    slow.by("ma").on(IN).because("承办人未按时办理，由我代办").complete("已办").ok();

    let urgent = incoming().set("urgency", "\"特急\"").set("received-at", "\"2026-03-02 08:40\"");
    let mut w = house();
    w.by("chen").on(IN).submit(urgent).ok();
    agree(&mut w, IN, &["chen", "wu", "zhao"]);
    let since = w.docket(IN).turn.since;
    assert_eq!(w.office.due(w.docket(IN)), Due::At(since + 12 * 3_600));
    w.time = since + 3 * 3_600;
    w.by("lin").on(IN).complete("已办").refused(532);
    w.by("lin").on(IN).because("会议刚散").answer("收到，即办").ok();
    w.time = since + 12 * 3_600;
    w.by("ma").on(IN).complete("已办").refused(514);
    w.by("lin").on(IN).complete("已办").ok();
}

fn stub() -> Paper {
    on("专项工作材料一份")
        .set("unit", "\"finance\"")
        .set("why", "\"涉密\"")
        .set("place", "\"保密柜三层\"")
        .set("keeper", "\"zhou\"")
        .set("copies", "1")
        .set("received", "2026-03-02")
        .set("nothing-inside", "true")
}

/// G13, G14: a stub says why a paper is on paper, where it is and who keeps it; the paper itself never enters.
#[test]
fn a_paper_that_stays_on_paper_has_a_stub() {
    let mut w = house();
    w.by("zhou").on(PAPER).submit(stub()).refused(529);
    w.by("fan").on(PAPER).submit(stub()).ok();
    agree(&mut w, PAPER, &["lin"]);
    w.by("zhou").on(PAPER).complete("已入柜").ok();
    assert_eq!(w.docket(PAPER).stage(), Stage::Finished);
    needs("fan", PAPER, &stub(), &["title", "unit", "why", "place", "keeper", "copies", "received", "nothing-inside"]);
    assert_eq!(faults("fan", PAPER, stub().file("扫描件.pdf", 9)), [560]);
    assert_eq!(faults("fan", PAPER, stub().set("nothing-inside", "false")), [543]);
    assert_eq!(faults("fan", PAPER, stub().set("copies", "0")), [561]);
    assert_eq!(faults("fan", PAPER, stub().body("绝密★\n")), [557]);
    let drawing = stub().set("why", "\"附件难以数字化\"");
    assert_eq!(faults("fan", PAPER, drawing.clone()), [557]);
    let mut w = house();
    w.by("zhou").submit(doc()).ok();
    w.by("fan").on(PAPER).submit(drawing.set("belongs-to", &format!("{DOCUMENT:?}"))).ok();
}
