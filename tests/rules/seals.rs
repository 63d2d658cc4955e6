//! Sealing: after signing off (F11), by the custodian (F5), with the issuing unit's seal, once.

use kanhe::office::{Stage, Violation};

use crate::world::{A, B, World, doc, doc2, edit, seal, slug};

#[test]
fn the_custodian_seals_what_was_signed_off() {
    let w = World::sealed();
    let docket = w.docket(A);
    assert_eq!(docket.seals.get(&slug("finance")), Some(&6));
    let mark = docket.trail.last().unwrap();
    assert_eq!((mark.seal.clone(), mark.capacity.join("")), (Some(slug("finance")), "青柘市财务科".to_owned()));
}

#[test]
fn a_draft_is_not_sealed() {
    let violation = World::submitted().by("sun").at("seal").seal("finance").refused(602);
    assert!(matches!(violation, Violation::NotIssued { subject } if subject.as_str() == A));
}

#[test]
fn a_checked_draft_is_not_sealed() {
    World::checked().by("sun").at("seal").seal("finance").refused(602);
}

#[test]
fn naming_the_current_step_does_not_help() {
    World::checked().by("sun").at("issue").seal("finance").refused(602);
}

#[test]
fn a_returned_draft_is_not_sealed() {
    let mut w = World::checked();
    w.by("ma").give_back("请补充").ok();
    w.by("sun").at("seal").seal("finance").refused(602);
}

#[test]
fn only_a_custodian_seals() {
    for who in ["zhou", "lin", "ma", "zhao", "qian", "tang"] {
        let violation = World::issued().by(who).seal("finance").refused(604);
        let Violation::NotCustodian { custodians, .. } = violation else { unreachable!() };
        assert_eq!(custodians, ["孙丽"], "{who}");
    }
}

#[test]
fn the_head_who_signed_off_does_not_seal() {
    World::issued().by("ma").seal("finance").refused(604);
}

#[test]
fn another_units_seal_is_refused() {
    let violation = World::issued().by("qian").seal("office").refused(603);
    let Violation::OtherUnitsSeal { unit, issuer, .. } = violation else { unreachable!() };
    assert_eq!((unit.as_str(), issuer.as_str()), ("办公室", "财务科"));
}

#[test]
fn a_custodian_of_both_still_takes_the_issuers() {
    let mut w = World::with(|f| edit(f, "content/seals/office/index.md", "[\"qian\"]", "[\"qian\", \"sun\"]"));
    w.ready(A, doc());
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("office").refused(603);
    w.by("sun").seal("finance").ok();
}

#[test]
fn each_of_two_custodians_may_seal() {
    for who in ["sun", "qian"] {
        let mut w = World::with(|f| edit(f, "content/seals/finance/index.md", "[\"sun\"]", "[\"sun\", \"qian\"]"));
        w.ready(A, doc());
        w.by("ma").issue("临财〔2026〕1号").ok();
        w.by(who).seal("finance").ok();
        assert_eq!(w.stage(), Stage::Sealed, "{who}");
    }
}

#[test]
fn a_seal_is_put_once() {
    let violation = World::sealed().by("sun").at("seal").seal("finance").refused(605);
    assert!(matches!(violation, Violation::AlreadySealed { seq: 6, .. }));
}

#[test]
fn a_second_seal_comes_too_late() {
    World::sealed().by("sun").at("seal").seal("finance-contracts").refused(504);
}

#[test]
fn any_seal_of_the_unit_will_do() {
    let mut w = World::issued();
    w.by("sun").seal("finance-contracts").ok();
    assert_eq!(w.stage(), Stage::Sealed);
}

#[test]
fn a_seal_without_an_active_certificate_is_not_put() {
    let violation = World::issued().by("sun").seal("finance-old").refused(606);
    assert!(matches!(violation, Violation::SealNotActive { seal } if seal.as_str() == "finance-old"));
}

#[test]
fn a_suspended_seal_is_not_put() {
    let mut w = World::with(|f| seal(f, "finance-old", "旧章", "finance", &["sun"], "suspended"));
    w.ready(A, doc());
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("finance-old").refused(606);
}

#[test]
fn a_unit_whose_only_seal_is_retired_is_told_when_submitting() {
    let mut w = World::with(|f| edit(f, "content/seals/office/index.md", "\"active\"", "\"retired\""));
    w.by("zhou").submit(doc().set("unit", r#""office""#)).refused(509);
}

#[test]
fn a_unit_whose_custodian_cannot_sign_is_told_when_submitting() {
    let mut w = World::with(|f| edit(f, "content/people/qian/index.md", "\"active\"", "\"suspended\""));
    w.by("zhou").submit(doc().set("unit", r#""office""#)).refused(509);
}

#[test]
fn an_unknown_seal_is_nobodys() {
    World::issued().by("sun").seal("nothing").refused(601);
}

#[test]
fn a_seal_is_about_the_content_signed_off() {
    World::issued().by("sun").about(&doc2()).seal("finance").refused(516);
}

#[test]
fn the_seal_step_is_named() {
    World::issued().by("sun").at("issue").seal("finance").refused(512);
}

#[test]
fn one_seal_serves_many_documents() {
    let mut w = World::sealed();
    w.ready(B, doc2());
    w.by("ma").on(B).issue("临财〔2026〕2号").ok();
    w.by("sun").on(B).seal("finance").ok();
}

#[test]
fn an_issued_document_waits_for_the_custodian() {
    assert_eq!(World::issued().waiting(), ["sun"]);
}

#[test]
fn a_workflow_with_two_seals_takes_both() {
    let mut w = World::with(|f| {
        let more = "\n[[step]]\nname = \"seal-again\"\ntitle = { zh-CN = \"再用印\" }\nwho = [{ custodian = \"issuer\" }]\n\
                    rule = \"any\"\nverbs = [\"seal\"]\n";
        let text = format!("{}{more}", include_str!("documents.toml"));
        f.insert("workflows/documents.toml".to_owned(), text.into_bytes());
    });
    w.ready(A, doc());
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("finance").ok();
    assert_eq!((w.step(), w.stage()), ("seal-again", Stage::Issued));
    w.by("sun").seal("finance").refused(605);
    w.by("sun").seal("finance-contracts").ok();
    assert_eq!(w.stage(), Stage::Sealed);
}
