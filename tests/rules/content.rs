//! What is handed in: `index.md`, its fields, its text, the files beside it. Each fault comes with its line.

use std::collections::BTreeMap;

use kanhe::office::{Content, FormWhat, FrontWhat, Value, Violation};

use crate::world::{A, LEAVE, Paper, World, doc, edit, leave};

/// The line a fault is on, or `-` for faults of the folder.
macro_rules! line {
    (-) => {
        None
    };
    ($line:literal) => {
        Some($line)
    };
}

/// Papers with the faults they have: `name: paper => number line, ...;`
macro_rules! papers {
    ($($name:ident: $paper:expr => $($code:literal $line:tt),+;)*) => {$(
        #[test]
        fn $name() {
            let expected = [$(($code, line!($line))),+];
            World::new().by("zhou").submit($paper).form(&expected);
            World::submitted().by("zhou").revise($paper).form(&expected);
        }
    )*};
}

/// The same with the form that has a field of every kind.
macro_rules! requests {
    ($($name:ident: $paper:expr => $($code:literal $line:tt),+;)*) => {$(
        #[test]
        fn $name() {
            World::new().by("zhou").on(LEAVE).submit($paper).form(&[$(($code, line!($line))),+]);
        }
    )*};
}

/// Papers that are in order.
macro_rules! good {
    ($($name:ident: $id:expr, $paper:expr;)*) => {$(
        #[test]
        fn $name() {
            World::new().by("zhou").on($id).submit($paper).ok();
        }
    )*};
}

fn index(text: &str) -> Paper {
    doc().raw(text)
}

fn indexed() -> String {
    String::from_utf8(doc().bytes()).unwrap_or_default()
}

papers! {
    // The head.
    an_empty_file_has_no_head: index("") => 541 1;
    a_file_without_front_matter_has_no_head: index("# 通知\n\n正文\n") => 541 1;
    a_file_whose_head_comes_late_has_no_head: index("\n+++\ntitle = \"a\"\n+++\n") => 541 1;
    a_head_in_yaml_is_no_head: index("---\ntitle: a\n---\n") => 541 1;
    a_head_needs_an_end: index("+++\ntitle = \"a\"\n\n正文\n") => 541 5;
    a_head_that_is_only_opened_is_no_head: index("+++\n") => 541 2;
    a_carriage_return_is_told_with_its_line: index(&indexed().replacen("kind", "\r\nkind", 1)) => 541 4;
    windows_line_ends_are_told: index(&indexed().replace('\n', "\r\n")) => 541 1;
    a_carriage_return_in_the_text_is_told: doc().body("一\n二\r\n") => 541 8;
    a_byte_order_mark_is_told: index(&format!("\u{feff}{}", indexed())) => 541 1;
    bytes_that_are_no_utf8_are_told_with_their_line: doc().raw(b"+++\na = 1\n+++\n\n\xb9\xd8\xd3\xda\n".to_vec()) => 541 5;
    faulty_toml_is_told_with_its_line: doc().set("kind", "= 通知") => 541 4;
    an_unquoted_text_is_told_with_its_line: doc().set("title", "关于开展春季检查的通知") => 541 2;
    a_field_written_twice_is_told_with_its_line: index(&indexed().replacen("kind =", "title = \"b\"\nkind =", 1)) => 541 4;
    full_width_quotes_are_told: doc().set("title", "“通知”") => 541 2;

    // Which fields.
    an_unknown_field_is_told_with_its_line: doc().set("author", r#""周明""#) => 542 6;
    a_misspelt_field_is_told_twice: doc().without("title").set("titel", r#""通知""#) => 542 5, 543 -;
    an_unknown_table_is_told: doc().set("extra.note", r#""x""#) => 542 -;
    a_required_field_is_missing: doc().without("title") => 543 -;
    every_required_field_is_told: doc().without("title").without("unit").without("kind").without("to")
        => 543 -, 543 -, 543 -, 543 -;
    a_required_text_is_empty: doc().set("title", r#""""#) => 543 2;
    a_required_list_is_empty: doc().set("to", "[]") => 543 5;
    a_required_list_holds_nothing: doc().set("to", r#"["", ""]"#) => 543 5;
    an_empty_choice_is_none: doc().set("kind", r#""""#) => 545 4, 543 4;

    // Kinds of value.
    a_number_is_no_text: doc().set("title", "2026") => 544 2;
    a_truth_is_no_text: doc().set("title", "true") => 544 2;
    a_list_is_no_single_value: doc().set("unit", r#"["finance"]"#) => 544 3;
    a_single_value_is_no_list: doc().set("to", r#""各科室""#) => 544 5;
    a_list_of_numbers_is_no_list_of_texts: doc().set("to", "[1, 2]") => 544 5;
    a_list_in_a_list_is_no_list_of_texts: doc().set("to", r#"[["各科室"]]"#) => 544 5;
    a_table_is_no_text: doc().set("title", "{ zh = \"通知\" }") => 544 2;

    // Values.
    a_wrong_choice_is_told: doc().set("kind", r#""布告""#) => 545 4;
    a_choice_in_traditional_characters_is_another: doc().set("kind", r#""決定""#) => 545 4;
    a_wrong_optional_choice_is_told: doc().set("urgency", r#""普通""#) => 545 6;
    a_title_is_too_long: doc().set("title", &format!("{:?}", "长".repeat(121))) => 546 2;
    one_of_a_list_is_too_long: doc().set("to", &format!("[\"各科室\", {:?}]", "长".repeat(81))) => 546 5;
    an_unknown_unit_is_told: doc().set("unit", r#""personnel""#) => 547 3;
    a_units_title_is_not_its_slug: doc().set("unit", r#""财务科""#) => 547 3;
    a_unit_is_no_person: doc().set("unit", r#""zhou""#) => 547 3;
    a_space_before_a_title_is_told: doc().set("title", r#"" 通知""#) => 554 2;
    an_ideographic_space_after_a_title_is_told: doc().set("title", "\"通知\u{3000}\"") => 554 2;
    a_title_of_spaces_is_told: doc().set("title", r#""  ""#) => 554 2;
    a_line_feed_in_a_title_is_told: doc().set("title", r#""通\n知""#) => 554 2;
    an_invisible_character_in_a_title_is_told: doc().set("title", r#""通\u200b知""#) => 554 2;
    a_reversed_direction_in_a_title_is_told: doc().set("title", r#""通\u202e知""#) => 554 2;
    a_decomposed_character_in_a_title_is_told: doc().set("title", r#""cafe\u0301""#) => 554 2;

    // Attachments.
    an_attachment_that_is_not_there_is_told: doc().set("attachments", r#"["附件1.pdf"]"#) => 548 6;
    only_the_missing_attachment_is_told: doc().file("附件1.pdf", 9).set("attachments", r#"["附件1.pdf", "附件2.pdf"]"#)
        => 548 6;
    the_text_itself_is_no_attachment: doc().set("attachments", r#"["index.md"]"#) => 548 6;
    an_attachments_name_is_written_as_it_is: doc().file("附件 1.pdf", 9).set("attachments", r#"["附件%201.pdf"]"#)
        => 548 6;
    a_letter_in_another_case_is_another_attachment: doc().file("A.pdf", 9).set("attachments", r#"["a.pdf"]"#) => 548 6;

    // Links.
    a_link_to_a_missing_file_is_told_with_its_line: doc().body("一\n\n见[附件](附件1.pdf)。\n") => 549 9;
    an_image_that_is_not_there_is_told_with_its_line: doc().body("![图](图1.png)\n") => 549 7;
    every_missing_file_is_told: doc().body("[甲](a.pdf)\n[乙](b.pdf)\n\n[丙](c.pdf) [丁](d.pdf)\n")
        => 549 7, 549 8, 549 10, 549 10;
    a_reference_to_a_missing_file_is_told: doc().body("见[附件]。\n\n[附件]: a.pdf\n") => 549 7;
    a_link_in_a_table_is_told: doc().body("| 表 |\n|---|\n| [甲](a.pdf) |\n") => 549 9;
    a_link_in_a_footnote_is_told: doc().body("正文[^1]\n\n[^1]: [甲](a.pdf)\n") => 549 9;
    an_encoded_link_to_a_missing_file_is_told: doc().body("[甲](%E9%99%84%E4%BB%B6.pdf)\n") => 549 7;
    a_link_with_a_query_still_needs_its_file: doc().body("[甲](a.pdf?x=1#page=2)\n") => 549 7;
    a_link_from_here_still_needs_its_file: doc().body("[甲](./a.pdf)\n") => 549 7;
    a_climbing_link_in_disguise_is_no_file: doc().body("[甲](%2e%2e)\n") => 549 7;

    // Files and sizes.
    a_file_is_too_large: doc().file("a.zip", 1_000_001) => 550 -;
    each_file_too_large_is_told: doc().file("a.zip", 1_000_001).file("b.zip", 1_000_001) => 550 -, 550 -;
    a_folder_is_too_large: doc().file("a", 1_000_000).file("b", 1_000_000).file("c", 1_000_000) => 551 -;
    a_folder_in_the_folder_is_told: doc().file("old/a.pdf", 1) => 552 -;
    each_file_of_a_subfolder_is_told: doc().file("old/a.pdf", 1).file("old/b.pdf", 1) => 552 -, 552 -;
    a_subject_in_a_subject_is_told: doc().file("b/index.md", 1) => 552 -;

    // Several.
    all_faults_are_told_at_once: doc().set("kind", r#""布告""#).set("to", "[]").body("[甲](a.pdf)\n").file("x/y", 1)
        => 552 -, 545 4, 543 5, 549 7;
}

requests! {
    a_date_that_does_not_exist_is_no_date: leave().set("from", r#""2026-02-30""#) => 544 3;
    a_date_with_slashes_is_no_date: leave().set("from", r#""2026/03/02""#) => 544 3;
    a_chinese_date_is_no_date: leave().set("from", r#""2026年3月2日""#) => 544 3;
    a_short_date_is_no_date: leave().set("from", r#""2026-3-2""#) => 544 3;
    a_date_with_an_hour_is_no_date: leave().set("from", "2026-03-02T10:00:00") => 544 3;
    an_hour_is_no_date: leave().set("from", "10:00:00") => 544 3;
    a_number_is_no_date: leave().set("from", "20260302") => 544 3;
    one_bad_date_of_a_list_is_told: leave().set("on", r#"["2026-03-02", "2026-02-29"]"#) => 544 3;
    a_word_is_no_number: leave().set("days", r#""2""#) => 544 3;
    a_fraction_is_no_whole_number: leave().set("days", "1.5") => 544 3;
    a_person_who_is_not_there_is_told: leave().set("who", r#""nobody""#) => 547 3;
    a_persons_name_is_not_the_slug: leave().set("who", r#""周明""#) => 547 3;
    one_unknown_unit_of_a_list_is_told: leave().set("units", r#"["office", "nowhere"]"#) => 547 3;
    a_field_of_another_form_is_unknown: leave().set("to", r#"["各科室"]"#) => 542 3;
    an_empty_date_is_no_date: leave().set("from", r#""""#) => 544 3;
    a_single_proof_that_is_not_there_is_told: leave().set("proof", r#""诊断.jpg""#) => 548 3;
    eleven_characters_are_not_ten: leave().set("title", r#""一二三四五六七八九十一""#) => 546 2;
}

good! {
    a_request_with_every_field_is_in_order: LEAVE, leave()
        .set("who", r#""zhou""#).set("days", "-1").set("from", r#""2026-03-02""#).set("on", r#"["2028-02-29"]"#)
        .set("units", r#"["office", "archive"]"#).set("kind", r#""年假""#).set("proof", r#""诊断.jpg""#)
        .file("诊断.jpg", 5);
    a_date_may_be_written_without_quotes: LEAVE, leave().set("from", "2026-03-02");
    ten_characters_are_ten: LEAVE, leave().set("title", r#""一二三四五六七八九十""#);
    a_form_may_leave_out_what_is_optional: LEAVE, leave();
    an_optional_list_may_be_empty: A, doc().set("cc", "[]");
    a_title_of_full_length_is_in_order: A, doc().set("title", &format!("{:?}", "长".repeat(120)));
    attachments_may_have_chinese_names: A, doc().file("附件1：分工表.xlsx", 9).set("attachments", r#"["附件1：分工表.xlsx"]"#);
    a_file_that_nobody_names_may_lie_there: A, doc().file("附件1.pdf", 9);
    the_largest_file_fits: A, doc().file("a.zip", 1_000_000);
    a_link_may_be_percent_encoded: A, doc().file("附件1.pdf", 9).body("[附件](%E9%99%84%E4%BB%B61.pdf)\n");
    a_link_may_be_half_encoded: A, doc().file("附件 1.pdf", 9).body("[附件](附件%201.pdf)\n");
    a_link_may_stand_in_angle_brackets: A, doc().file("附件 1.pdf", 9).body("[附件](<附件 1.pdf>)\n");
    a_link_may_name_a_page: A, doc().file("a.pdf", 9).body("[附件](./a.pdf#page=2)\n");
    a_file_may_have_a_percent_sign: A, doc().file("100%.pdf", 9).body("[附件](100%.pdf)\n");
    a_link_to_elsewhere_is_not_asked_for: A, doc().body("[网](https://example.org/a.pdf) [信](mailto:a@b) [顶](#top) [根](/a/)\n");
    a_link_to_another_folder_is_not_asked_for: A, doc().body("[上](../b/) [图](../../style.png)\n");
    a_link_to_itself_is_in_order: A, doc().body("[本文](index.md)\n");
    a_link_in_code_is_no_link: A, doc().body("`[甲](a.pdf)`\n\n```\n![图](b.png)\n```\n");
    a_text_may_be_empty: A, doc().body("");
    a_rule_of_plus_signs_in_the_text_is_text: A, doc().body("一\n+++\n二\n");
    a_head_may_have_remarks_and_empty_lines: A, index(&indexed().replacen("kind", "\n# 文种\nkind", 1));
    quoted_keys_are_keys: A, index(&indexed().replacen("kind", "\"kind\"", 1));
}

#[test]
fn a_folder_without_its_text_is_no_subject() {
    let content = Content { files: BTreeMap::from([("a.pdf".to_owned(), 1)]), ..Content::default() };
    World::new().by("zhou").submit_folder(content).form(&[(553, None)]);
}

#[test]
fn an_empty_folder_is_no_subject() {
    World::new().by("zhou").submit_folder(Content::default()).form(&[(553, None)]);
}

#[test]
fn values_are_kept_as_they_were_written() {
    let mut w = World::new();
    let paper = leave().set("days", "2").set("from", "2026-03-02").set("on", r#"["2026-03-02", "2026-03-03"]"#);
    w.by("zhou").on(LEAVE).submit(paper).ok();
    let form = &w.docket(LEAVE).form;
    assert_eq!(form["days"], Value::One("2".to_owned()));
    assert_eq!(form["from"], Value::One("2026-03-02".to_owned()));
    assert_eq!(form["on"].parts(), ["2026-03-02", "2026-03-03"]);
}

#[test]
fn a_fault_of_the_head_says_which() {
    let what = |paper: Paper| {
        let Violation::Form { mut faults, .. } = World::new().by("zhou").submit(paper).refused(508) else {
            unreachable!()
        };
        faults.remove(0).what
    };
    assert_eq!(what(index("")), FormWhat::Head(FrontWhat::NoOpening));
    assert_eq!(what(index("+++\n")), FormWhat::Head(FrontWhat::NoClosing));
    assert_eq!(what(index("+++\r\n")), FormWhat::Head(FrontWhat::CarriageReturn));
    assert_eq!(what(doc().raw(vec![0xff])), FormWhat::Head(FrontWhat::Encoding));
    assert!(matches!(what(index("+++\na\n+++\n")), FormWhat::Head(FrontWhat::Toml(words)) if !words.is_empty()));
}

#[test]
fn limits_are_the_settings() {
    let mut w = World::with(|f| edit(f, "kanhe.toml", "file = 1000000", "file = 2000000"));
    w.by("zhou").submit(doc().file("a.zip", 2_000_000)).ok();
}

#[test]
fn without_limits_set_a_file_may_have_20_mebibytes() {
    let mut w = World::with(|f| edit(f, "kanhe.toml", "[limits]\nfile = 1000000\nsubject = 3000000\n", ""));
    w.by("zhou").submit(doc().file("a.zip", (20 << 20) + 1)).form(&[(550, None)]);
    w.by("zhou").submit(doc().file("a.zip", 20 << 20)).ok();
}

#[test]
fn sizes_beyond_counting_do_not_panic() {
    let paper = doc().file("a", u64::MAX).file("b", u64::MAX);
    World::new().by("zhou").submit(paper).refused(508);
}

#[test]
fn a_refused_form_can_be_mended_and_submitted() {
    let mut w = World::new();
    w.by("zhou").submit(doc().without("title")).refused(508);
    w.by("zhou").submit(doc()).ok();
}

#[test]
fn a_text_full_of_broken_links_is_refused_at_once() {
    let paper = doc().body(&"[](a)\n".repeat(100_000));
    let start = std::time::Instant::now();
    let Violation::Form { faults, .. } = World::new().by("zhou").submit(paper).refused(508) else { unreachable!() };
    assert_eq!((faults.len(), faults[99_999].line), (100_000, Some(100_006)));
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn papers_made_to_wear_out_a_reader_are_judged_soon() {
    let start = std::time::Instant::now();
    let deep = 200_000;
    for opening in ["[", "{a=", "[{a=["] {
        World::new()
            .by("zhou")
            .submit(doc().set("title", &opening.repeat(deep / opening.len())))
            .form(&[(541, Some(2))]);
    }
    for piece in
        ["> ", "[", "[a](", "![", "*a _", "<a ", "`", "- ", "[^a]", "\\[a]: b\n", "|a|\n|-|\n", "\t", "<!--", "~~"]
    {
        World::new().by("zhou").submit(doc().body(&piece.repeat(deep / piece.len()))).ok();
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn a_title_fits_on_a_seal_whatever_the_workflow_says() {
    let mut w = World::with(|f| edit(f, "workflows/documents.toml", "required = true\nmax = 120", "required = true"));
    let titled = |length: usize| doc().set("title", &format!("\"{}\"", "长".repeat(length)));
    w.by("zhou").submit(titled(2_001)).form(&[(546, Some(2))]);
    w.by("zhou").submit(titled(2_000)).ok();
}

#[test]
fn a_draft_of_many_faults_costs_no_more_than_a_few() {
    let mut w = World::with(|f| edit(f, "kanhe.toml", "file = 1000000", "file = 2000000"));
    let unknown = (0..5_000).fold(String::new(), |text, n| text + &format!("x{n} = 1\n"));
    let Violation::Form { faults, .. } = w.by("zhou").submit(index(&format!("+++\n{unknown}+++\n"))).refused(508)
    else {
        unreachable!()
    };
    assert!(faults.len() <= 100, "{}", faults.len());
    w.by("zhou").submit(doc().raw(vec![b'x'; (1 << 20) + 1])).form(&[(550, None)]);
}

#[test]
fn a_missing_file_is_told_to_the_author_and_decides_no_verdict() {
    let paper = doc().body("见[附件](附件1.pdf)。\n");
    let mut w = World::new();
    w.by("zhou").submit(paper.clone()).form(&[(549, Some(7))]);
    w.by("zhou").submit(paper.clone().set("kind", "\"布告\"")).form(&[(545, Some(4)), (549, Some(7))]);
    let advised = w.office.check_form(&crate::world::subject(A), &paper.content());
    assert!(matches!(advised, Err(Violation::Form { .. })));
    assert!(w.by("zhou").judged(paper), "what is a link is a Markdown reader's business");
}
