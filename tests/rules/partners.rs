//! Between offices (往来机关): who is a partner, what is sent to one, what comes from one, and what a receipt answers (A13, B13).

use kanhe::office::{Fate, Files, Office, Recipient, Why};

use crate::deliveries::bureaus;
use crate::world::{A, Paper, World, doc, edit, files, leave, slug, subject};

/// The partner's record.
const RIVER: &str = "a41c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f";

/// What came in a parcel is entered in one step, and so is a receipt.
const PARCELS: &str = "format = 1
title = { zh-CN = \"来文\" }
parcels = \"parcel\"
[[field]]
name = \"title\"
label = { zh-CN = \"标题\" }
type = \"text\"
required = true
[[field]]
name = \"parcel\"
label = { zh-CN = \"文件包\" }
type = \"text\"
[[step]]
name = \"register\"
title = { zh-CN = \"登记\" }
who = [{ everyone = true }]
rule = \"any\"
verbs = [\"complete\", \"return\", \"terminate\"]
[anytime]
void = [{ everyone = true }]
";

fn settings(files: &mut Files, partner: &str) {
    let mut text = String::from_utf8(files["kanhe.toml"].clone()).unwrap_or_default();
    text.push_str(partner);
    files.insert("kanhe.toml".to_owned(), text.into_bytes());
}

fn partner(record: &str) -> String {
    let root =
        format!("kanhe-root v1 git-sha1:{} sha256:{} openpgp:{}", "0a".repeat(20), "1b".repeat(32), "2C".repeat(20));
    format!(
        "title = {{ zh-CN = \"市水利局\" }}\nrecord = {record:?}\nroot = {root:?}\nseals = [\"{}\"]\n",
        "3D".repeat(20)
    )
}

fn partners(files: &mut Files) {
    bureaus(files);
    settings(files, &format!("\n[partner.river]\n{}", partner(RIVER)));
    edit(files, "kanhe.toml", "members = [\"education\"", "members = [\":river\", \"education\"");
    files.insert("workflows/parcels.toml".to_owned(), PARCELS.as_bytes().to_vec());
    files.insert("workflows/receipts.toml".to_owned(), include_bytes!("../../workflows/receipts.toml").to_vec());
}

fn sealed() -> World {
    let mut w = World::with(partners);
    w.ready(A, doc().set("to", r#"["市水利局"]"#));
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("finance").ok();
    w
}

fn fate(w: &World) -> Fate {
    w.docket(A).deliveries[&":river".parse().unwrap_or_else(|_| panic!("an addressee"))].fate()
}

fn paper(field: &str, line: &str) -> Paper {
    leave().set("title", r#""来文""#).without("unit").set(field, &format!("{line:?}"))
}

fn sent(w: &World) -> u64 {
    w.docket(A).trail.last().map_or(0, |mark| mark.seq)
}

fn answer(seq: u64, word: &str) -> Paper {
    receipt(&format!("{A} :river {seq} {word}"))
}

fn receipt(line: &str) -> Paper {
    paper("answer", line)
        .set("unit", r#""finance""#)
        .set("document", &format!("{A:?}"))
        .set("direction", r#""对方回执""#)
        .set("from", r#""市水利局""#)
        .set("attachments", r#"["a.receipt"]"#)
        .file("a.receipt", 300)
}

/// Whether the office can be founded with this partner.
fn is_sound(text: &str) -> bool {
    let mut files = files();
    settings(&mut files, text);
    Office::read(&files).is_ok()
}

#[test]
fn a_partner_is_filed_with_root_and_specimen_seals() {
    let good = format!("\n[partner.river]\n{}", partner(RIVER));
    assert!(is_sound(&good));
    for (from, to) in [
        ("zh-CN", "en"),
        ("kanhe-root v1", "kanhe-root v2"),
        (RIVER, "river"),
        ("seals = [", "seals = [] #"),
        ("seals = [", "seals = [\"no fingerprint\", "),
        ("record", "until = 3\nrecord"),
    ] {
        assert!(!is_sound(&good.replace(from, to)), "{from} -> {to}");
    }
    let twice = format!("seals = [\"{0}\", \"{0}\"", "3D".repeat(20));
    assert!(!is_sound(&good.replace(&format!("seals = [\"{}\"", "3D".repeat(20)), &twice)));
    assert!(!is_sound(&format!("{good}\n[partner.sea]\n{}", partner(RIVER))), "two of one record");
    let other = partner("0b1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f");
    assert!(!is_sound(&format!("{good}\n[partner.sea]\n{other}")), "two of one root");
    let other = other.replace(&"1b".repeat(32), &"1c".repeat(32));
    assert!(is_sound(&format!("{good}\n[partner.sea]\n{other}")));
    let World { office, .. } = World::with(partners);
    assert!(!is_sound(&good.replace(RIVER, office.settings().record.as_str())), "this record itself");
}

#[test]
fn a_document_goes_to_a_partner_by_name_and_in_a_group() {
    let mut w = sealed();
    let (meant, unknown) = w.office.recipients_meant(w.docket(A).values("to"));
    assert_eq!((meant, unknown.len()), (vec![Recipient::Partner(slug("river"))], 0));
    w.by("chu").send(":sea", "").refused(579);
    let mut grouped = w.clone();
    grouped.by("chu").send("+bureaus", "").ok();
    assert_eq!(fate(&grouped), Fate::Sent);
    w.by("chu").send(":river", "").ok();
    w.by("chu").because("补发").send(":river", "").refused(583);
    // Nobody here answers for another office.
    w.by("feng").receive(":river", "核对无误").refused(539);
    w.by("desk").open(":river", "feng", 0).refused(585);
}

#[test]
fn a_receipt_answers_what_was_sent_and_that_once() {
    let mut w = sealed();
    let on = |w: &mut World, n: u32, paper: Paper| w.by("chu").on(&format!("receipts/2026/{n}")).submit(paper);
    on(&mut w, 1, answer(7, "received")).refused(597);
    w.by("chu").send(":river", "").ok();
    let seq = sent(&w);
    for wrong in [
        answer(seq + 1, "received"),
        answer(seq - 1, "received"),
        answer(seq, "lost"),
        receipt(&format!("{A} :sea {seq} received")),
        receipt(&format!("documents/2026/none :river {seq} received")),
    ] {
        on(&mut w, 1, wrong).refused(597);
    }
    on(&mut w, 1, answer(seq, "received")).ok();
    assert_eq!(fate(&w), Fate::Received);
    on(&mut w, 2, answer(seq, "received")).refused(598);
    on(&mut w, 2, answer(seq, "refused")).refused(598);
    // What was entered wrongly has answered nothing.
    w.by("wu").on("receipts/2026/1").complete("已归卷").ok();
    w.by("zhao").on("receipts/2026/1").beside(kanhe::office::Deed::Void, "登记有误").ok();
    assert_eq!(fate(&w), Fate::Sent);
    on(&mut w, 2, answer(seq, "received")).ok();
    assert_eq!(fate(&w), Fate::Received);
    assert_eq!(
        w.docket(A).deliveries.values().next().and_then(|one| one.receipt.clone()),
        Some(subject("receipts/2026/2"))
    );
}

#[test]
fn what_a_partner_refuses_is_sent_again() {
    let mut w = sealed();
    w.by("chu").send(":river", "").ok();
    let first = sent(&w);
    w.by("chu").on("receipts/2026/1").submit(answer(first, "refused")).ok();
    assert_eq!(fate(&w), Fate::Refused);
    let list = w.office.waiting_list(&std::collections::BTreeSet::from([slug("chu")]), w.time);
    assert!(list.iter().any(|waiting| waiting.why == Why::SendAgain));
    w.by("chu").because("已换附件").send(":river", "").ok();
    assert_eq!(fate(&w), Fate::Sent);
    w.by("chu").on("receipts/2026/2").submit(answer(first, "received")).refused(597);
    let again = sent(&w);
    w.by("chu").on("receipts/2026/2").submit(answer(again, "received")).ok();
    assert_eq!(fate(&w), Fate::Received);
}

#[test]
fn a_parcel_is_entered_once_however_often_it_comes() {
    let mut w = World::with(partners);
    let line = |seq: u64| format!("{RIVER} {seq} documents/2026/dike");
    let on =
        |w: &mut World, n: u32, line: &str| w.by("chu").on(&format!("parcels/2026/{n}")).submit(paper("parcel", line));
    for wrong in [
        line(7).replace(RIVER, "0b1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f"),
        line(7).replace(" 7 ", " 07 "),
        line(7).replace("documents/2026/dike", "dike"),
        "来文".to_owned(),
    ] {
        on(&mut w, 1, &wrong).refused(595);
    }
    on(&mut w, 1, &line(7)).ok();
    on(&mut w, 2, &line(7)).refused(596);
    // The same document sent again does not count twice either.
    on(&mut w, 2, &line(9)).refused(596);
    on(&mut w, 2, &line(9).replace("dike", "pump")).ok();
    // Done is no less entered; what came to nothing makes room, but not for what was sent before it.
    w.by("chu").on("parcels/2026/1").complete("已登记").ok();
    on(&mut w, 3, &line(9)).refused(596);
    w.by("ma").on("parcels/2026/1").beside(kanhe::office::Deed::Void, "登记有误").ok();
    on(&mut w, 3, &line(6)).refused(599);
    on(&mut w, 3, &line(9)).ok();
    on(&mut w, 4, &line(10)).refused(596);
}

/// What is handed in anew is about the same document, and no earlier sending of it.
#[test]
fn an_entry_stays_with_its_document() {
    let mut w = World::with(partners);
    let line = |seq: u64, name: &str| paper("parcel", &format!("{RIVER} {seq} documents/2026/{name}"));
    let entry = "parcels/2026/1";
    w.by("chu").on(entry).submit(line(7, "dike")).ok();
    w.by("chu").on(entry).beside(kanhe::office::Deed::TakeBack, "").ok();
    w.by("chu").on(entry).revise(line(7, "pump")).refused(594);
    w.by("chu").on(entry).revise(line(6, "dike")).refused(594);
    w.by("chu").on(entry).revise(leave().set("title", r#""来文""#).without("unit")).refused(594);
    w.by("chu").on(entry).revise(line(9, "dike")).ok();
    w.by("chu").on("parcels/2026/2").submit(line(9, "dike")).refused(596);
    w.by("chu").on("parcels/2026/2").submit(line(7, "pump")).ok();
}

/// What this office sends back is not entered, until it is sent again; and what is entered is not sent back (K9).
#[test]
fn what_is_sent_back_is_entered_only_when_it_is_sent_again() {
    let mut w = World::with(partners);
    let line = |seq: u64| format!("{RIVER} {seq} documents/2026/dike");
    let back = |seq: u64| {
        let paper = paper("parcel", &line(seq)).set("unit", r#""finance""#).set("from", r#""市水利局""#);
        let paper = paper.set("direction", r#""本机关退回""#).set("reason", r#""附件打不开""#);
        paper.set("attachments", r#"["a.parcel"]"#).file("a.parcel", 300)
    };
    let (entry, first, second) = ("parcels/2026/1", "receipts/2026/1", "receipts/2026/2");
    w.by("chu").on(first).submit(back(7)).ok();
    w.by("chu").on(second).submit(back(7)).refused(599);
    w.by("chu").on(entry).submit(paper("parcel", &line(7))).refused(599);
    w.by("chu").on(entry).submit(paper("parcel", &line(6))).refused(599);
    // Whoever files it returns it, and it is handed in anew: about that sending, whatever has come since.
    w.by("chu").on(entry).submit(paper("parcel", &line(9))).ok();
    w.by("wu").on(first).give_back("请写明原因").ok();
    w.by("chu").on(first).revise(back(9)).refused(596);
    w.by("chu").on(first).revise(back(7).set("reason", r#""第二个附件打不开""#)).ok();
    w.by("chu").on(second).submit(back(9)).refused(596);
    w.by("chu").on(second).submit(back(10)).refused(596);
    w.by("chu").on("parcels/2026/2").submit(paper("parcel", &line(8))).refused(596);
    // Sent back by mistake: void, and entered.
    w.by("chu").on(entry).withdraw("登记有误").ok();
    w.by("chu").on(second).submit(back(9)).ok();
    w.by("wu").on(second).complete("已归卷").ok();
    w.by("zhao").on(second).beside(kanhe::office::Deed::Void, "退错了").ok();
    w.by("chu").on("parcels/2026/2").submit(paper("parcel", &line(8))).refused(599);
    w.by("chu").on("parcels/2026/2").submit(paper("parcel", &line(9))).ok();
}

/// A receipt that is returned still answers; one that is ended, withdrawn or about something else does not.
#[test]
fn a_receipt_answers_until_it_comes_to_nothing() {
    let mut w = sealed();
    w.by("chu").send(":river", "").ok();
    let seq = sent(&w);
    w.by("chu").on("receipts/2026/1").submit(answer(seq, "received")).ok();
    w.by("wu").on("receipts/2026/1").give_back("请补充说明").ok();
    assert_eq!(fate(&w), Fate::Received);
    w.by("chu").on("receipts/2026/1").revise(answer(seq, "refused")).ok();
    assert_eq!(fate(&w), Fate::Refused);
    w.by("wu").on("receipts/2026/1").give_back("请核对").ok();
    w.by("chu").on("receipts/2026/1").withdraw("登记有误").ok();
    assert_eq!(fate(&w), Fate::Sent);
    w.by("chu").on("receipts/2026/2").submit(answer(seq, "received")).ok();
    w.by("zhao").on("receipts/2026/2").terminate("不是本单位的").ok();
    assert_eq!(fate(&w), Fate::Sent);
    w.by("chu").on("receipts/2026/3").submit(answer(seq, "received")).ok();
    w.by("zhao").on("receipts/2026/3").complete("已归卷").ok();
    assert_eq!(fate(&w), Fate::Received);
}
