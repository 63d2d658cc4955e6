//! Submitting, revising, withdrawing, and the order of steps (I2).

use kanhe::office::{Place, Stage, Verb, Violation};

use crate::world::{A, B, LEAVE, NEWS, World, doc, doc2, leave, news};

#[test]
fn a_document_goes_from_draft_to_seal() {
    let mut w = World::new();
    w.by("zhou").submit(doc()).ok();
    assert_eq!((w.step(), w.stage()), ("review", Stage::InReview));
    w.by("lin").approve("同意").ok();
    assert_eq!(w.step(), "check");
    w.by("chen").approve("同意").ok();
    assert_eq!(w.step(), "check");
    w.by("wu").approve("同意").ok();
    assert_eq!((w.step(), w.stage()), ("issue", Stage::InReview));
    w.by("ma").issue("临财〔2026〕1号").ok();
    assert_eq!((w.step(), w.stage()), ("seal", Stage::Issued));
    w.by("sun").seal("finance").ok();
    assert_eq!((w.step(), w.stage(), w.number(A)), ("", Stage::Sealed, "临财〔2026〕1号"));
    let verbs: Vec<Verb> = w.docket(A).trail.iter().map(|mark| mark.verb).collect();
    assert_eq!(verbs, [Verb::Submit, Verb::Approve, Verb::Approve, Verb::Approve, Verb::Issue, Verb::Seal]);
}

#[test]
fn a_bulletin_is_finished_with_its_review() {
    let mut w = World::new();
    w.by("zhou").on(NEWS).submit(news()).ok();
    w.by("ma").on(NEWS).approve("同意发布").ok();
    assert_eq!(w.docket(NEWS).stage(), Stage::Finished);
    assert!(!w.docket(NEWS).is_open());
}

#[test]
fn a_bulletin_is_not_published_before_its_review() {
    let mut w = World::new();
    w.by("zhou").on(NEWS).submit(news()).ok();
    assert_eq!(w.docket(NEWS).stage(), Stage::InReview);
    w.by("zhou").on(NEWS).approve("同意").refused(514);
}

#[test]
fn anybody_with_a_certificate_may_submit() {
    for who in ["zhou", "lin", "ma"] {
        World::new().by(who).submit(doc()).ok();
    }
}

#[test]
fn the_drafters_unit_is_his_home() {
    let mut w = World::new();
    w.by("wu").submit(doc()).ok();
    let docket = w.docket(A);
    assert_eq!((docket.drafter_unit.as_str(), docket.issuer.as_str()), ("office", "finance"));
    w.by("lin").approve("同意").refused(514);
    w.by("wu").approve("同意").ok();
}

#[test]
fn without_a_field_for_the_unit_the_drafters_is_the_issuer() {
    let mut w = World::new();
    w.by("zhou").on(LEAVE).submit(leave()).ok();
    assert_eq!(w.docket(LEAVE).issuer.as_str(), "finance");
}

#[test]
fn the_docket_keeps_what_was_handed_in() {
    let w = World::submitted();
    let docket = w.docket(A);
    assert_eq!(docket.title, "关于开展春季检查的通知");
    assert_eq!((docket.value("kind"), docket.value("cc")), (Some("通知"), None));
    assert_eq!((docket.digest, docket.content_seq, docket.round), (doc().digest(), 1, 1));
    assert_eq!(docket.submitted(), 1);
}

#[test]
fn a_subject_is_submitted_once() {
    World::submitted().by("zhou").submit(doc2()).refused(502);
}

#[test]
fn nobody_else_can_submit_it_over_again() {
    World::submitted().by("lin").submit(doc2()).refused(502);
}

#[test]
fn a_withdrawn_subject_is_not_submitted_again() {
    let mut w = World::submitted();
    w.by("zhou").withdraw("不再需要").ok();
    w.by("zhou").submit(doc2()).refused(502);
}

#[test]
fn an_unknown_collection_takes_nothing() {
    let violation = World::new().by("zhou").on("letters/2026/a").submit(doc()).refused(501);
    let Violation::UnknownCollection { known, .. } = violation else { unreachable!() };
    assert_eq!(known, ["bulletins", "changes", "documents", "leave"]);
}

#[test]
fn the_register_is_no_collection() {
    for id in ["units/office", "people/zhou", "seals/finance"] {
        World::new().by("zhou").on(id).submit(doc()).refused(501);
    }
}

#[test]
fn a_document_is_kept_by_year_and_a_unit_is_not() {
    for id in ["documents/a", "documents/26/a", "units/2026/office", "documents/2026/a/b", "documents/2026"] {
        assert!(id.parse::<kanhe::id::SubjectId>().is_err(), "{id}");
    }
}

#[test]
fn two_subjects_go_their_ways_apart() {
    let mut w = World::submitted();
    w.by("zhou").on(B).submit(doc2()).ok();
    w.by("lin").on(B).approve("同意").ok();
    assert_eq!(w.step(), "review");
    assert_eq!(w.docket(B).place, Place::At(1));
}

#[test]
fn what_was_never_submitted_cannot_be_decided() {
    World::new().by("lin").approve("同意").refused(503);
}

#[test]
fn what_was_never_submitted_cannot_be_disagreed_with_returned_or_read() {
    World::new().by("lin").disagree("不同意").refused(503);
    World::new().by("lin").give_back("退回").refused(503);
    World::new().by("lin").read("已阅").refused(503);
}

#[test]
fn what_was_never_submitted_cannot_be_revised() {
    World::new().by("zhou").revise(doc()).refused(503);
}

#[test]
fn what_was_never_submitted_cannot_be_withdrawn() {
    World::new().by("zhou").withdraw("不再需要").refused(503);
}

#[test]
fn what_was_never_submitted_cannot_be_signed_off() {
    World::new().by("ma").at("issue").issue("临财〔2026〕1号").refused(503);
}

#[test]
fn what_was_never_submitted_cannot_be_sealed() {
    World::new().by("sun").at("seal").seal("finance").refused(503);
}

// No step is skipped (I2).

#[test]
fn the_checkers_wait_for_the_review() {
    let violation = World::submitted().by("chen").at("check").approve("同意").refused(512);
    let Violation::WrongStep { expected, found } = violation else { unreachable!() };
    assert_eq!((expected.as_str(), found.as_str()), ("review", "check"));
}

#[test]
fn the_head_cannot_sign_off_before_the_review() {
    World::submitted().by("ma").at("issue").issue("临财〔2026〕1号").refused(512);
}

#[test]
fn the_head_cannot_sign_off_before_the_check() {
    World::reviewed().by("ma").at("issue").issue("临财〔2026〕1号").refused(512);
}

#[test]
fn half_a_check_is_no_check() {
    let mut w = World::reviewed();
    w.by("chen").approve("同意").ok();
    w.by("ma").at("issue").issue("临财〔2026〕1号").refused(512);
}

#[test]
fn a_step_that_is_over_is_over() {
    World::reviewed().by("lin").at("review").approve("同意").refused(512);
}

#[test]
fn a_reviewer_cannot_take_back_his_approval_by_disagreeing_later() {
    World::reviewed().by("lin").at("review").disagree("不同意").refused(512);
}

#[test]
fn a_step_that_does_not_exist_is_nobodys_turn() {
    World::submitted().by("lin").at("nowhere").approve("同意").refused(512);
}

#[test]
fn signing_off_is_not_for_the_review() {
    let violation = World::submitted().by("lin").issue("临财〔2026〕1号").refused(513);
    let Violation::NotAllowed { verb, allowed, .. } = violation else { unreachable!() };
    assert_eq!((verb, allowed), (Verb::Issue, vec![Verb::Approve, Verb::Disagree, Verb::Return]));
}

#[test]
fn approving_does_not_sign_off() {
    World::checked().by("ma").approve("同意").refused(513);
}

#[test]
fn approving_does_not_seal() {
    World::issued().by("sun").approve("同意").refused(513);
}

#[test]
fn what_is_signed_off_cannot_be_returned_by_its_custodian() {
    World::issued().by("sun").give_back("有误").refused(513);
}

#[test]
fn the_head_may_return_instead_of_signing_off() {
    let mut w = World::checked();
    w.by("ma").give_back("请补充期限").ok();
    assert_eq!(w.stage(), Stage::Returned);
}

// Revising.

#[test]
fn only_the_drafter_revises() {
    for who in ["lin", "ma", "zhao"] {
        let violation = World::submitted().by(who).revise(doc2()).refused(505);
        assert!(matches!(violation, Violation::NotDrafter { drafter, .. } if drafter == "周明"));
    }
}

#[test]
fn the_drafter_may_revise_while_it_is_reviewed() {
    let mut w = World::reviewed();
    w.by("zhou").revise(doc2()).ok();
    let docket = w.docket(A);
    assert_eq!((w.step(), docket.round, docket.content_seq), ("review", 2, 3));
    assert_eq!(docket.digest, doc2().digest());
}

#[test]
fn a_revision_makes_every_earlier_approval_void() {
    let mut w = World::checked();
    w.by("zhou").revise(doc2()).ok();
    let void: Vec<_> = w.docket(A).trail.iter().map(|mark| mark.void_by).collect();
    assert_eq!(void, [None, Some(5), Some(5), Some(5), None]);
    assert_eq!(w.step(), "review");
}

#[test]
fn a_second_revision_does_not_void_again() {
    let mut w = World::reviewed();
    w.by("zhou").revise(doc2()).ok();
    w.by("zhou").revise(doc()).ok();
    assert_eq!(w.docket(A).trail[1].void_by, Some(3));
}

#[test]
fn after_a_revision_all_steps_are_gone_through_again() {
    let mut w = World::checked();
    w.by("zhou").revise(doc2()).ok();
    w.by("ma").at("issue").issue("临财〔2026〕1号").refused(512);
    w.carry(A);
    w.by("ma").issue("临财〔2026〕1号").ok();
}

#[test]
fn a_revision_within_a_joint_check_forgets_who_had_decided() {
    let mut w = World::reviewed();
    w.by("chen").approve("同意").ok();
    w.by("zhou").revise(doc2()).ok();
    w.by("lin").approve("同意").ok();
    w.by("wu").approve("同意").ok();
    assert_eq!(w.step(), "check");
    w.by("chen").approve("同意").ok();
    assert_eq!(w.step(), "issue");
}

#[test]
fn a_revision_must_change_something() {
    World::submitted().by("zhou").revise(doc()).refused(507);
}

#[test]
fn a_returned_document_needs_a_change_too() {
    let mut w = World::submitted();
    w.by("lin").give_back("请补充期限").ok();
    w.by("zhou").revise(doc()).refused(507);
    w.by("zhou").revise(doc2()).ok();
    assert_eq!((w.step(), w.stage()), ("review", Stage::InReview));
}

#[test]
fn an_added_attachment_is_a_change() {
    World::submitted().by("zhou").revise(doc().file("附件1.pdf", 10)).ok();
}

#[test]
fn a_revision_may_come_back_to_an_earlier_text() {
    let mut w = World::submitted();
    w.by("zhou").revise(doc2()).ok();
    w.by("zhou").revise(doc()).ok();
    assert_eq!(w.docket(A).round, 3);
}

#[test]
fn a_revision_must_be_in_order_itself() {
    World::submitted().by("zhou").revise(doc2().without("title")).refused(508);
}

#[test]
fn a_revision_may_change_title_kind_and_issuer() {
    let mut w = World::submitted();
    let paper = doc().set("title", r#""新标题""#).set("kind", r#""函""#).set("unit", r#""office""#);
    w.by("zhou").revise(paper).ok();
    let docket = w.docket(A);
    assert_eq!((docket.title.as_str(), docket.value("kind"), docket.issuer.as_str()), ("新标题", Some("函"), "office"));
}

#[test]
fn a_revised_issuer_is_signed_off_by_its_own_head() {
    let mut w = World::submitted();
    w.by("zhou").revise(doc().set("unit", r#""office""#)).ok();
    w.carry(A);
    w.by("ma").issue("临政办〔2026〕1号").refused(514);
    w.by("zhao").issue("临政办〔2026〕1号").ok();
}

#[test]
fn what_is_signed_off_is_not_revised() {
    let violation = World::issued().by("zhou").revise(doc2()).refused(506);
    assert!(matches!(violation, Violation::AlreadyIssued { number, .. } if number == "临财〔2026〕1号"));
}

#[test]
fn whose_draft_it_is_is_asked_before_whether_it_was_signed_off() {
    World::issued().by("lin").revise(doc2()).refused(505);
    World::issued().by("lin").withdraw("不再需要").refused(505);
}

#[test]
fn what_is_sealed_is_not_revised() {
    World::sealed().by("zhou").revise(doc2()).refused(504);
}

#[test]
fn what_is_finished_is_not_revised() {
    let mut w = World::new();
    w.by("zhou").on(NEWS).submit(news()).ok();
    w.by("lin").on(NEWS).approve("同意").ok();
    w.by("zhou").on(NEWS).revise(news().body("改")).refused(504);
}

#[test]
fn what_is_withdrawn_is_not_revised() {
    let mut w = World::submitted();
    w.by("zhou").withdraw("不再需要").ok();
    w.by("zhou").revise(doc2()).refused(504);
}

// Withdrawing.

#[test]
fn the_drafter_withdraws() {
    let mut w = World::submitted();
    w.by("zhou").withdraw("不再需要").ok();
    assert_eq!((w.stage(), w.step(), w.waiting().len()), (Stage::Withdrawn, "", 0));
}

#[test]
fn only_the_drafter_withdraws() {
    World::submitted().by("ma").withdraw("不再需要").refused(505);
}

#[test]
fn withdrawing_needs_a_reason() {
    World::submitted().by("zhou").withdraw("").refused(518);
    World::submitted().by("zhou").withdraw(" \n").refused(518);
}

#[test]
fn one_withdraws_the_text_one_has_before_oneself() {
    World::submitted().by("zhou").about(&doc2()).withdraw("不再需要").refused(516);
}

#[test]
fn a_returned_document_may_be_withdrawn() {
    let mut w = World::submitted();
    w.by("lin").give_back("请补充期限").ok();
    w.by("zhou").withdraw("不再需要").ok();
}

#[test]
fn a_document_in_check_may_be_withdrawn() {
    World::checked().by("zhou").withdraw("不再需要").ok();
}

#[test]
fn what_is_signed_off_is_not_withdrawn() {
    World::issued().by("zhou").withdraw("不再需要").refused(506);
}

#[test]
fn what_is_sealed_is_not_withdrawn() {
    World::sealed().by("zhou").withdraw("不再需要").refused(504);
}

#[test]
fn what_is_withdrawn_is_not_withdrawn_again() {
    let mut w = World::submitted();
    w.by("zhou").withdraw("不再需要").ok();
    w.by("zhou").withdraw("不再需要").refused(504);
}

// Nothing after the end.

#[test]
fn a_withdrawn_document_is_not_decided() {
    let mut w = World::submitted();
    w.by("zhou").withdraw("不再需要").ok();
    let violation = w.by("lin").approve("同意").refused(504);
    assert!(matches!(violation, Violation::Closed { stage: Stage::Withdrawn, .. }));
    w.by("lin").give_back("退回").refused(504);
}

#[test]
fn a_withdrawn_document_is_not_signed_off_or_sealed() {
    let mut w = World::checked();
    w.by("zhou").withdraw("不再需要").ok();
    w.by("ma").at("issue").issue("临财〔2026〕1号").refused(504);
    w.by("sun").at("seal").seal("finance").refused(504);
}

#[test]
fn a_sealed_document_is_not_decided() {
    let violation = World::sealed().by("lin").approve("同意").refused(504);
    assert!(matches!(violation, Violation::Closed { stage: Stage::Sealed, .. }));
}

#[test]
fn a_sealed_document_is_not_signed_off_again() {
    World::sealed().by("ma").at("issue").issue("临财〔2026〕2号").refused(504);
}

#[test]
fn a_finished_bulletin_is_not_decided_or_sealed() {
    let mut w = World::new();
    w.by("zhou").on(NEWS).submit(news()).ok();
    w.by("lin").on(NEWS).approve("同意").ok();
    w.by("ma").on(NEWS).approve("同意").refused(504);
    w.by("sun").on(NEWS).at("seal").seal("finance").refused(504);
}

#[test]
fn a_returned_document_waits_for_its_drafter() {
    let mut w = World::submitted();
    w.by("lin").give_back("请补充期限").ok();
    assert_eq!(w.waiting(), ["zhou"]);
    w.by("lin").approve("同意").refused(511);
    w.by("chen").at("check").approve("同意").refused(511);
    w.by("ma").at("issue").issue("临财〔2026〕1号").refused(511);
}

#[test]
fn a_refused_document_waits_for_its_drafter() {
    let mut w = World::submitted();
    w.by("lin").disagree("不符合规定").ok();
    assert_eq!((w.stage(), w.waiting()), (Stage::Refused, vec!["zhou".to_owned()]));
    let violation = w.by("lin").approve("同意").refused(511);
    assert!(matches!(violation, Violation::IsBack { stage: Stage::Refused, .. }));
}
