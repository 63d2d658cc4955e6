//! Document numbers (H1): unique, without gaps, counted by code, kind and year.

use kanhe::office::Violation;

use crate::world::{A, B, MORNING, World, doc, doc2, edit, put, slug};

const C: &str = "documents/2026/c";

/// 2026-12-31 23:30 in the office, when it is 15:30 in Greenwich.
const NEW_YEARS_EVE: i64 = 1_798_731_000;

#[test]
fn the_first_number_is_1() {
    let w = World::issued();
    let number = w.docket(A).number.clone().unwrap();
    assert_eq!((number.text.as_str(), number.n), ("临财〔2026〕1号", 1));
    assert_eq!(number.register, "临财〔2026〕{n}号");
    assert_eq!(w.docket(A).issued, Some(5));
}

#[test]
fn the_next_number_is_2() {
    let mut w = World::issued();
    w.ready(B, doc2());
    let violation = w.by("ma").on(B).issue("临财〔2026〕1号").refused(521);
    let Violation::WrongNumber { expected, .. } = violation else { unreachable!() };
    assert_eq!(expected, "临财〔2026〕2号");
    w.by("ma").on(B).issue("临财〔2026〕2号").ok();
}

macro_rules! wrong_numbers {
    ($($name:ident: $number:literal;)*) => {$(
        #[test]
        fn $name() {
            World::checked().by("ma").issue($number).refused(521);
        }
    )*};
}

wrong_numbers! {
    no_number_is_left_out: "临财〔2026〕2号";
    there_is_no_number_0: "临财〔2026〕0号";
    numbers_have_no_leading_zero: "临财〔2026〕01号";
    numbers_are_not_negative: "临财〔2026〕-1号";
    a_document_has_a_number: "";
    the_code_is_the_issuers: "临政办〔2026〕1号";
    the_year_is_this_year: "临财〔2025〕1号";
    the_brackets_are_the_patterns: "临财[2026]1号";
    square_corner_brackets_are_not_the_patterns: "临财【2026】1号";
    a_notice_has_no_letters_number: "临财函〔2026〕1号";
    a_number_has_no_space: "临财〔2026〕 1号";
    a_number_has_no_end_of_its_own: "临财〔2026〕1号 ";
    digits_are_ascii: "临财〔2026〕１号";
}

#[test]
fn two_wait_and_are_signed_off_in_turn() {
    let mut w = World::checked();
    w.ready(B, doc2());
    w.by("ma").on(B).issue("临财〔2026〕1号").ok();
    w.by("ma").issue("临财〔2026〕1号").refused(521);
    w.by("ma").issue("临财〔2026〕2号").ok();
    assert_eq!((w.number(A), w.number(B)), ("临财〔2026〕2号", "临财〔2026〕1号"));
}

#[test]
fn ten_follow_nine() {
    let mut w = World::new();
    for n in 1..=12 {
        let id = format!("documents/2026/d{n}");
        w.ready(&id, doc());
        w.by("ma").on(&id).issue(&format!("临财〔2026〕{n}号")).ok();
    }
    assert_eq!(w.office.numbers()["临财〔2026〕{n}号"], 12);
}

#[test]
fn each_code_counts_for_itself() {
    let mut w = World::issued();
    w.ready(B, doc().set("unit", r#""office""#));
    w.by("zhao").on(B).issue("临政办〔2026〕2号").refused(521);
    w.by("zhao").on(B).issue("临政办〔2026〕1号").ok();
}

#[test]
fn letters_count_for_themselves() {
    let mut w = World::issued();
    w.ready(B, doc().set("kind", r#""函""#));
    w.by("ma").on(B).issue("临财〔2026〕2号").refused(521);
    w.by("ma").on(B).issue("临财函〔2026〕1号").ok();
    w.ready(C, doc());
    w.by("ma").on(C).issue("临财〔2026〕2号").ok();
}

#[test]
fn other_kinds_share_one_count() {
    let mut w = World::issued();
    w.ready(B, doc().set("kind", r#""报告""#));
    w.by("ma").on(B).issue("临财〔2026〕2号").ok();
}

#[test]
fn a_kind_changed_by_revision_changes_the_number() {
    let mut w = World::checked();
    w.by("zhou").revise(doc().set("kind", r#""函""#)).ok();
    w.carry(A);
    w.by("ma").issue("临财〔2026〕1号").refused(521);
    w.by("ma").issue("临财函〔2026〕1号").ok();
}

#[test]
fn a_withdrawn_document_uses_no_number() {
    let mut w = World::checked();
    w.by("zhou").withdraw("不再需要").ok();
    w.ready(B, doc2());
    w.by("ma").on(B).issue("临财〔2026〕1号").ok();
}

#[test]
fn a_refused_signing_off_uses_no_number() {
    let mut w = World::checked();
    w.by("ma").issue_with("临财〔2026〕1号", "").refused(517);
    w.by("zhao").issue("临财〔2026〕1号").refused(514);
    assert!(w.office.numbers().is_empty());
    w.by("ma").issue("临财〔2026〕1号").ok();
}

#[test]
fn half_an_hour_before_midnight_it_is_still_the_old_year() {
    let mut w = World::checked();
    w.time = NEW_YEARS_EVE;
    w.by("ma").issue("临财〔2027〕1号").refused(521);
    w.by("ma").issue("临财〔2026〕1号").ok();
}

#[test]
fn after_midnight_in_the_office_it_is_the_new_year_whatever_greenwich_says() {
    let mut w = World::checked();
    w.time = NEW_YEARS_EVE + 1_800;
    w.by("ma").issue("临财〔2026〕1号").refused(521);
    w.by("ma").issue("临财〔2027〕1号").ok();
}

#[test]
fn the_last_second_of_the_year_is_of_the_year() {
    let mut w = World::checked();
    w.time = NEW_YEARS_EVE + 1_799;
    w.by("ma").issue("临财〔2026〕1号").ok();
}

#[test]
fn an_office_in_greenwich_has_its_own_midnight() {
    let mut w = World::with(|f| edit(f, "kanhe.toml", "Asia/Shanghai", "UTC"));
    w.ready(A, doc());
    w.time = NEW_YEARS_EVE + 1_800;
    w.by("ma").issue("临财〔2026〕1号").ok();
}

#[test]
fn an_office_in_the_far_west_has_its_own_midnight() {
    let mut w = World::with(|f| edit(f, "kanhe.toml", "Asia/Shanghai", "Pacific/Honolulu"));
    w.ready(A, doc());
    w.time = 1_798_761_600; // 2027-01-01 00:00 in Greenwich
    w.by("ma").issue("临财〔2026〕1号").ok();
}

#[test]
fn the_new_year_begins_with_1() {
    let mut w = World::issued();
    w.ready(B, doc2());
    w.time = NEW_YEARS_EVE + 86_400;
    w.by("ma").on(B).issue("临财〔2027〕2号").refused(521);
    w.by("ma").on(B).issue("临财〔2027〕1号").ok();
}

#[test]
fn the_number_is_of_the_year_of_signing_off_not_of_the_folder() {
    let mut w = World::new();
    w.ready("documents/2025/late", doc());
    w.by("ma").on("documents/2025/late").issue("临财〔2026〕1号").ok();
}

#[test]
fn a_time_out_of_reach_does_not_panic() {
    for time in [i64::MIN, -1, 0, i64::MAX - 1_000] {
        let mut w = World::checked();
        w.time = time;
        w.by("ma").issue("临财〔2026〕1号").refused(521);
    }
}

#[test]
fn a_unit_without_code_is_told_when_submitting() {
    let mut w = World::with(|f| crate::world::seal(f, "archive", "档案室", "archive", &["sun"], "active"));
    let violation = w.by("zhou").submit(doc().set("unit", r#""archive""#)).refused(522);
    assert!(matches!(violation, Violation::NoCode { unit } if unit == "档案室"));
}

#[test]
fn a_revision_to_a_unit_without_code_is_refused() {
    let mut w = World::with(|f| crate::world::seal(f, "archive", "档案室", "archive", &["sun"], "active"));
    w.by("zhou").submit(doc()).ok();
    w.by("zhou").revise(doc().set("unit", r#""archive""#)).refused(522);
}

#[test]
fn what_is_not_numbered_needs_no_code() {
    let mut w = World::new();
    let paper = crate::world::news().set("unit", r#""archive""#);
    w.by("tang").on(crate::world::NEWS).submit(paper).ok();
}

#[test]
fn the_next_number_can_be_asked_for() {
    let w = World::checked();
    assert_eq!(w.office.next_number(w.docket(A), MORNING).unwrap().text, "临财〔2026〕1号");
    assert_eq!(w.office.next_number(w.docket(A), NEW_YEARS_EVE + 1_800).unwrap().text, "临财〔2027〕1号");
}

#[test]
fn two_collections_with_the_same_pattern_share_one_count() {
    let mut w = World::with(|f| {
        let copy = f["workflows/documents.toml"].clone();
        f.insert("workflows/notices.toml".to_owned(), [&copy[..], b"\n"].concat());
    });
    w.ready(A, doc());
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.ready("notices/2026/a", doc());
    w.by("ma").on("notices/2026/a").issue("临财〔2026〕1号").refused(521);
    w.by("ma").on("notices/2026/a").issue("临财〔2026〕2号").ok();
}

#[test]
fn a_pattern_may_put_the_year_elsewhere() {
    let mut w = World::with(|f| edit(f, "workflows/documents.toml", "{code}〔{year}〕{n}号", "{year}年{code}第{n}号"));
    w.ready(A, doc());
    w.by("ma").issue("2026年临财第1号").ok();
}

#[test]
fn numbers_kept_elsewhere_are_counted_on() {
    let mut w = World::checked();
    w.office.recall_numbers([("临财〔2026〕{n}号".to_owned(), 41)].into());
    w.by("ma").issue("临财〔2026〕42号").ok();
}

#[test]
fn a_docket_kept_elsewhere_is_recalled() {
    let known = World::checked();
    let mut w = World::new();
    w.office.recall(known.docket(A).clone());
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("finance").ok();
}

#[test]
fn the_issuer_may_be_below_another_unit() {
    let w = World::new();
    let above = w.office.register().above(&slug("finance")).unwrap();
    assert_eq!(above, [&slug("office")]);
}

#[test]
fn a_code_given_at_founding_is_enough() {
    let mut w = World::with(|f| {
        put(
            f,
            "content/units/archive/index.md",
            "title = \"档案室\"\ncode = \"临档\"\n[posts]\nhead = \"主任\"\ndeputy = \"副\"",
        );
        crate::world::seal(f, "archive", "档案室", "archive", &["sun"], "active");
    });
    w.ready(A, doc().set("unit", r#""archive""#));
    w.by("tang").issue("临档〔2026〕1号").ok();
}
