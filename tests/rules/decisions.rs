//! Who decides, about which content, in which words (I5, I6).

use kanhe::office::{Back, LONGEST_OPINION, Place, Rule, Stage, Step, Verb, Violation};

use crate::world::{A, LEAVE, NEWS, World, doc, doc2, edit, fingerprint, leave, news, person, put, slug};

#[test]
fn only_the_person_asked_approves() {
    for who in ["zhou", "ma", "chen", "wu", "zhao", "sun", "qian", "tang"] {
        let violation = World::submitted().by(who).approve("同意").refused(514);
        let Violation::NotAsked { asked, step, .. } = violation else { unreachable!() };
        assert!(asked.contains(&"林芳".to_owned()) && step == "审核", "{who}: {asked:?}");
    }
}

#[test]
fn only_the_person_asked_returns_or_disagrees() {
    World::submitted().by("zhou").give_back("退回").refused(514);
    World::submitted().by("ma").disagree("不同意").refused(514);
}

#[test]
fn rank_does_not_replace_being_asked() {
    World::submitted().by("zhao").approve("同意").refused(514);
}

#[test]
fn the_head_of_another_unit_does_not_sign_off() {
    World::checked().by("zhao").issue("临财〔2026〕1号").refused(514);
    World::checked().by("tang").issue("临财〔2026〕1号").refused(514);
}

#[test]
fn a_drafter_does_not_approve_his_own_draft() {
    World::submitted().by("zhou").approve("同意").refused(514);
}

#[test]
fn a_drafter_who_holds_the_post_does_decide() {
    let mut w = World::new();
    w.by("lin").submit(doc()).ok();
    w.by("lin").approve("同意").ok();
    assert_eq!(w.step(), "check");
}

#[test]
fn the_trail_says_as_what_somebody_was_asked() {
    let w = World::issued();
    let capacity: Vec<_> = w.docket(A).trail.iter().map(|mark| mark.capacity.join("+")).collect();
    assert_eq!(capacity, ["", "财务科 副科长", "办公室 秘书", "办公室 副主任", "财务科 科长"]);
}

#[test]
fn the_trail_keeps_opinion_step_and_time() {
    let w = World::reviewed();
    let mark = &w.docket(A).trail[1];
    assert_eq!((mark.words.as_str(), mark.step.clone(), mark.verb), ("同意", Some(slug("review")), Verb::Approve));
    assert_eq!((mark.seq, mark.person.as_str(), mark.time), (2, "lin", w.time - 60));
}

// The right content.

#[test]
fn approving_another_content_is_refused() {
    let violation = World::submitted().by("lin").about(&doc2()).approve("同意").refused(516);
    let Violation::OtherContent { expected, found } = violation else { unreachable!() };
    assert_eq!((expected, found), (doc().digest(), doc2().digest()));
}

#[test]
fn an_approval_of_the_old_text_does_not_count_for_the_new() {
    let mut w = World::submitted();
    w.by("zhou").revise(doc2()).ok();
    w.by("lin").about(&doc()).approve("同意").refused(516);
    w.by("lin").about(&doc2()).approve("同意").ok();
}

#[test]
fn every_decision_names_the_content() {
    World::submitted().by("lin").about(&doc2()).disagree("不同意").refused(516);
    World::submitted().by("lin").about(&doc2()).give_back("退回").refused(516);
    World::checked().by("ma").about(&doc2()).issue("临财〔2026〕1号").refused(516);
}

#[test]
fn a_bigger_attachment_is_another_content() {
    World::submitted().by("lin").about(&doc().file("a.pdf", 1)).approve("同意").refused(516);
}

// All and any.

#[test]
fn any_reviewer_is_enough() {
    let with_second = |w: &mut World| w.by("zhou").submit(doc()).ok();
    for who in ["lin", "zhao"] {
        let mut w = World::with(|f| edit(f, "content/people/zhao/index.md", "[\"office/head\"]", POSTS));
        with_second(&mut w);
        w.by(who).approve("同意").ok();
        assert_eq!(w.step(), "check", "{who}");
    }
}

const POSTS: &str = "[\"office/head\", \"finance/deputy\"]";

#[test]
fn once_one_reviewer_approved_the_other_comes_too_late() {
    let mut w = World::with(|f| edit(f, "content/people/zhao/index.md", "[\"office/head\"]", POSTS));
    w.by("zhou").submit(doc()).ok();
    w.by("zhao").approve("同意").ok();
    w.by("lin").at("review").approve("同意").refused(512);
}

#[test]
fn a_joint_check_takes_both_in_either_order() {
    for (first, second) in [("chen", "wu"), ("wu", "chen")] {
        let mut w = World::reviewed();
        w.by(first).approve("同意").ok();
        assert_eq!((w.step(), w.waiting()), ("check", vec![second.to_owned()]));
        w.by(second).approve("同意").ok();
        assert_eq!(w.step(), "issue");
    }
}

#[test]
fn nobody_counts_twice_in_a_joint_check() {
    let mut w = World::reviewed();
    w.by("chen").approve("同意").ok();
    let violation = w.by("chen").approve("再次同意").refused(515);
    assert!(matches!(violation, Violation::AlreadyDecided { seq: 3, .. }));
    w.by("chen").give_back("改变主意").refused(515);
}

#[test]
fn one_disagreement_ends_a_joint_check() {
    let mut w = World::reviewed();
    w.by("chen").approve("同意").ok();
    w.by("wu").disagree("依据不足").ok();
    assert_eq!(w.docket(A).place, Place::Back(Back::Disagreed));
}

#[test]
fn one_return_ends_a_joint_check() {
    let mut w = World::reviewed();
    w.by("chen").give_back("请改格式").ok();
    assert_eq!(w.docket(A).place, Place::Back(Back::Returned));
    w.by("wu").at("check").approve("同意").refused(511);
}

#[test]
fn who_disagreed_may_approve_the_revision() {
    let mut w = World::submitted();
    w.by("lin").disagree("依据不足").ok();
    w.by("zhou").revise(doc2()).ok();
    w.by("lin").approve("已补充依据，同意").ok();
    assert_eq!(w.step(), "check");
}

#[test]
fn with_two_clerks_a_joint_check_takes_three() {
    let mut w = World::with(|f| person(f, "yu", "于兰", "office", &["office/clerk"], "active"));
    w.by("zhou").submit(doc()).ok();
    w.carry(A);
    assert_eq!((w.step(), w.waiting()), ("check", vec!["yu".to_owned()]));
    w.by("yu").approve("同意").ok();
    assert_eq!(w.step(), "issue");
}

#[test]
fn one_person_with_both_posts_of_a_joint_check_decides_once() {
    let mut w = World::with(|f| {
        edit(f, "content/people/chen/index.md", "[\"office/clerk\"]", "[\"office/clerk\", \"office/deputy\"]");
        edit(f, "content/people/wu/index.md", "[\"office/deputy\"]", "[]");
    });
    w.by("zhou").submit(doc()).ok();
    w.by("lin").approve("同意").ok();
    w.by("chen").approve("同意").ok();
    assert_eq!(w.step(), "issue");
    assert_eq!(w.docket(A).trail[2].capacity, ["办公室 秘书", "办公室 副主任"]);
}

#[test]
fn one_person_with_posts_in_two_steps_decides_in_each() {
    let mut w = World::with(|f| {
        edit(f, "content/people/ma/index.md", "[\"finance/head\"]", "[\"finance/head\", \"finance/deputy\"]");
    });
    w.by("zhou").submit(doc()).ok();
    w.by("ma").approve("同意").ok();
    w.by("chen").approve("同意").ok();
    w.by("wu").approve("同意").ok();
    w.by("ma").issue("临财〔2026〕1号").ok();
}

#[test]
fn the_same_post_listed_twice_is_one() {
    let mut w = World::with(|f| {
        edit(f, "content/people/chen/index.md", "[\"office/clerk\"]", "[\"office/clerk\", \"office/clerk\"]");
    });
    w.by("zhou").submit(doc()).ok();
    w.carry(A);
    assert_eq!(w.docket(A).trail[2].capacity, ["办公室 秘书"]);
}

// Nobody there.

#[test]
fn a_post_that_nobody_holds_is_told_when_submitting() {
    let mut w = World::with(|f| edit(f, "content/people/ma/index.md", "[\"finance/head\"]", "[]"));
    let violation = w.by("zhou").submit(doc()).refused(509);
    assert!(matches!(violation, Violation::NobodyAsked { step } if step == "签发"));
}

#[test]
fn a_post_whose_only_holder_is_suspended_is_told_when_submitting() {
    let mut w = World::with(|f| edit(f, "content/people/ma/index.md", "\"active\"", "\"suspended\""));
    w.by("zhou").submit(doc()).refused(509);
}

#[test]
fn a_post_whose_only_holder_has_no_certificate_is_told_when_submitting() {
    let mut w = World::with(|f| {
        f.remove(&format!("content/people/ma/{}.asc", fingerprint("ma")));
        put(
            f,
            "content/people/ma/index.md",
            "name = \"马强\"\nemail = \"ma@linjiang.example\"\nunit = \"finance\"\nposts = [\"finance/head\"]",
        );
    });
    w.by("zhou").submit(doc()).refused(509);
}

#[test]
fn a_drafter_whose_unit_has_no_reviewer_is_told_when_submitting() {
    let mut w = World::with(|f| edit(f, "content/people/lin/index.md", "[\"finance/deputy\"]", "[]"));
    let violation = w.by("zhou").submit(doc()).refused(509);
    assert!(matches!(violation, Violation::NobodyAsked { step } if step == "审核"));
}

#[test]
fn a_unit_without_a_seal_is_told_when_submitting() {
    let paper = doc().set("unit", r#""archive""#);
    let violation = World::new().by("zhou").submit(paper).refused(509);
    assert!(matches!(violation, Violation::NobodyAsked { step } if step == "用印"));
}

#[test]
fn a_revision_to_a_unit_without_a_seal_is_refused_too() {
    World::submitted().by("zhou").revise(doc().set("unit", r#""archive""#)).refused(509);
}

#[test]
fn a_workflow_that_asks_in_a_unit_that_is_not_there_asks_nobody() {
    let mut w = World::with(|f| edit(f, "workflows/leave.toml", "of = \"drafter\"", "of = \"personnel\""));
    w.by("zhou").on(LEAVE).submit(leave()).refused(509);
}

// An opinion at every decision (I5).

macro_rules! opinions {
    ($($name:ident: $opinion:literal => $code:literal;)*) => {$(
        #[test]
        fn $name() {
            World::submitted().by("lin").approve($opinion).refused($code);
            World::checked().by("ma").issue_with("临财〔2026〕1号", $opinion).refused($code);
        }
    )*};
}

opinions! {
    no_opinion_is_no_decision: "" => 517;
    a_space_is_no_opinion: " " => 517;
    an_ideographic_space_is_no_opinion: "\u{3000}" => 517;
    a_line_feed_is_no_opinion: "\n" => 517;
    read_is_not_agree: "已阅" => 519;
    read_with_a_full_stop_is_not_agree: "已阅。" => 519;
    read_in_brackets_is_not_agree: "（已阅）" => 519;
    read_with_spaces_is_not_agree: " 已 阅 ！" => 519;
    one_character_read_is_not_agree: "阅" => 519;
    read_and_known_is_not_agree: "阅知。" => 519;
    read_and_learnt_is_not_agree: "已阅悉" => 519;
    known_is_not_agree: "知悉。" => 519;
    looked_through_is_not_agree: "已读" => 519;
    read_in_traditional_characters_is_not_agree: "已閱。" => 519;
    read_and_known_in_traditional_characters_is_not_agree: "「閱知」" => 519;
    read_in_english_is_not_agree: "Read." => 519;
    read_in_capitals_is_not_agree: "READ" => 519;
    noted_is_not_agree: "Noted!" => 519;
    seen_is_not_agree: "- seen -" => 519;
}

#[test]
fn every_word_for_read_in_the_specification_is_not_agree() {
    let specification = include_str!("../../docs/record-format.md");
    let list = specification
        .split(" of these: ")
        .find(|rest| rest.starts_with("`已阅`"))
        .unwrap()
        .split("\n- ")
        .next()
        .unwrap();
    let words: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    assert!(words.len() > 20, "{words:?}");
    for word in words {
        World::submitted().by("lin").approve(&format!("{word}。")).refused(519);
    }
}

#[test]
fn read_and_agreed_is_agreed() {
    for opinion in ["已阅，同意。", "阅，拟同意", "同意", "Read and agreed", "同意，请阅", "按期印发"]
    {
        World::submitted().by("lin").approve(opinion).ok();
        World::checked().by("ma").issue_with("临财〔2026〕1号", opinion).ok();
    }
}

#[test]
fn a_disagreement_needs_an_opinion() {
    World::submitted().by("lin").disagree("").refused(517);
    World::submitted().by("lin").disagree("\u{3000} ").refused(517);
}

#[test]
fn a_disagreement_may_say_that_it_was_read() {
    let mut w = World::submitted();
    w.by("lin").disagree("已阅").ok();
    assert_eq!(w.stage(), Stage::Refused);
}

#[test]
fn a_return_needs_a_reason() {
    let violation = World::submitted().by("lin").give_back("").refused(518);
    assert!(matches!(violation, Violation::NoReason { verb: Verb::Return }));
    World::submitted().by("lin").give_back("\t").refused(518);
}

#[test]
fn having_read_is_no_act_of_the_document_steps() {
    World::submitted().by("lin").read("已阅").refused(513);
    World::reviewed().by("chen").read("已阅").refused(513);
    World::checked().by("ma").read("已阅").refused(513);
}

#[test]
fn having_read_a_bulletin_counts_as_disagreeing() {
    let mut w = World::new();
    w.by("zhou").on(NEWS).submit(news()).ok();
    w.by("lin").on(NEWS).read("已阅").ok();
    let docket = w.docket(NEWS);
    assert_eq!((docket.place, docket.stage()), (Place::Back(Back::OnlyRead), Stage::Refused));
    w.by("ma").on(NEWS).approve("同意").refused(511);
}

#[test]
fn having_read_needs_an_opinion_as_well() {
    let mut w = World::new();
    w.by("zhou").on(NEWS).submit(news()).ok();
    w.by("lin").on(NEWS).read("").refused(517);
}

#[test]
fn agreeing_to_a_bulletin_takes_more_than_reading() {
    let mut w = World::new();
    w.by("zhou").on(NEWS).submit(news()).ok();
    w.by("lin").on(NEWS).approve("已阅").refused(519);
}

#[test]
fn an_opinion_has_an_end() {
    let longest = "同".repeat(LONGEST_OPINION);
    World::submitted().by("lin").approve(&longest).ok();
    let violation = World::submitted().by("lin").approve(&format!("{longest}意")).refused(520);
    assert!(matches!(violation, Violation::TooLong { length: 2001 }));
}

#[test]
fn reasons_and_words_to_the_next_have_an_end_too() {
    let long = "长".repeat(LONGEST_OPINION + 1);
    World::submitted().by("lin").give_back(&long).refused(520);
    World::submitted().by("zhou").withdraw(&long).refused(520);
    World::checked().by("ma").issue_with("临财〔2026〕1号", &long).refused(520);
    World::new().by("zhou").submit_with(doc(), &long).refused(520);
}

#[test]
fn a_submission_may_carry_a_word_and_need_not() {
    let mut w = World::new();
    w.by("zhou").submit_with(doc(), "请尽快审核").ok();
    assert_eq!(w.docket(A).trail[0].words, "请尽快审核");
}

#[test]
fn a_step_knows_its_way_forward() {
    let w = World::new();
    let forward = |step: &Step| (step.name.to_string(), step.forward(), step.rule);
    let steps: Vec<_> = w.office.workflow_of("documents").unwrap().steps.iter().map(forward).collect();
    assert_eq!(
        steps,
        [
            ("review".to_owned(), Verb::Approve, Rule::Any),
            ("check".to_owned(), Verb::Approve, Rule::All),
            ("cosign".to_owned(), Verb::Approve, Rule::All),
            ("issue".to_owned(), Verb::Issue, Rule::Any),
            ("seal".to_owned(), Verb::Seal, Rule::Any),
            ("signature".to_owned(), Verb::Seal, Rule::Any),
        ]
    );
}
