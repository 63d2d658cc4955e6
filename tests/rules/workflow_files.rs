//! Workflow files: what `Workflow::read` takes and what it refuses.

use kanhe::office::{FoundingFault, FoundingWhat, FrontWhat, Office, UnitRef, Verb, Workflow};

use crate::world::{files, slug};

/// A workflow of these stories; what ships is looked at in `modules.rs`.
const DOCUMENTS: &str = include_str!("documents.toml");

fn read(text: &str) -> Result<Workflow, Vec<FoundingFault>> {
    Workflow::read("workflows/documents.toml", text.as_bytes())
}

/// The workflow for documents with one piece of it changed.
fn changed(from: &str, to: &str) -> String {
    assert!(DOCUMENTS.contains(from), "the workflow has no {from:?}");
    DOCUMENTS.replacen(from, to, 1)
}

/// The fields that are found wrong.
#[track_caller]
fn wrong(text: &str) -> Vec<&'static str> {
    let Err(faults) = read(text) else { panic!("should be refused") };
    let field = |fault: FoundingFault| {
        if let FoundingWhat::Field { field, .. } = fault.what {
            return field;
        }
        assert!(matches!(fault.what, FoundingWhat::File(_)), "{fault:?}");
        "file"
    };
    faults.into_iter().map(field).collect()
}

/// `name: "piece" to "other" => faults`.
macro_rules! changes {
    ($($name:ident: $from:literal to $to:expr => [$($field:literal),*];)*) => {$(
        #[test]
        fn $name() {
            let text = changed($from, &$to.to_string());
            let expected: &[&str] = &[$($field),*];
            match expected {
                [] => assert!(read(&text).is_ok(), "{:?}", read(&text)),
                _ => assert_eq!(wrong(&text), expected),
            }
        }
    )*};
}

const ISSUE: &str = "verbs = [\"issue\", \"disagree\", \"return\"]";

changes! {
    the_workflow_of_these_stories_is_good: "format = 1" to "format = 1" => [];
    another_format_is_refused: "format = 1" to "format = 2" => ["format"];
    a_format_is_needed: "format = 1" to "" => ["file"];
    an_unknown_key_is_refused: "format = 1" to "format = 1\nmotto = \"office\"" => ["file"];
    an_unknown_key_of_a_step_is_refused: "rule = \"any\"" to "rule = \"any\"\ndeadline = 3" => ["file"];
    an_unknown_key_of_a_field_is_refused: "max = 120" to "max = 120\nmin = 1" => ["file"];
    an_unknown_key_of_the_numbering_is_refused: "[numbering]" to "[numbering]\nstart = 1" => ["file"];
    an_unknown_rule_is_refused: "rule = \"any\"" to "rule = \"most\"" => ["file"];
    an_unknown_verb_is_refused: "\"approve\"," to "\"aprove\"," => ["file"];
    an_unknown_kind_of_field_is_refused: "type = \"text\"" to "type = \"words\"" => ["file"];
    a_step_asks_by_post_or_custodian: "{ custodian = \"issuer\" }" to "{ people = \"sun\" }" => ["file"];
    a_step_does_not_ask_by_post_and_custodian_at_once: "{ custodian = \"issuer\" }"
        to "{ custodian = \"issuer\", post = \"head\", of = \"issuer\" }" => ["file"];
    a_post_needs_its_unit: "post = \"deputy\", of = \"drafter\"" to "post = \"deputy\"" => ["file"];
    a_fields_name_is_a_slug: "name = \"cc\"" to "name = \"抄送\"" => ["file"];
    a_steps_name_is_a_slug: "name = \"review\"" to "name = \"Review\"" => ["file"];
    a_title_is_needed: "title = { zh-CN = \"发文\"," to "title = { zh-TW = \"发文\", xx = \"发文\"," => ["file"];
    a_title_in_chinese_is_needed: "title = { zh-CN = \"发文\", zh-TW = \"發文\"," to "title = {" => ["title"];
    a_title_in_an_unknown_language_is_refused: "zh-TW = \"發文\"" to "zh-HK = \"發文\"" => ["title"];
    an_empty_title_is_refused: "{ zh-CN = \"发文\"" to "{ zh-CN = \" \"" => ["title"];
    a_title_in_chinese_only_is_enough: ", zh-TW = \"發文\", en = \"Documents\"" to "" => [];
    a_label_in_chinese_is_needed: "label = { zh-CN = \"抄送\"," to "label = {" => ["field.label"];
    a_steps_title_in_chinese_is_needed: "title = { zh-CN = \"审核\"," to "title = {" => ["step.title"];
    a_field_stands_once: "name = \"cc\"" to "name = \"to\"" => ["field.name", "check"];
    a_step_stands_once: "name = \"check\"" to "name = \"review\"" => ["step.name"];
    choices_are_for_a_choice: "max = 120" to "choices = [\"甲\"]" => ["field.choices"];
    a_choice_needs_choices: "choices = [\"特急\", \"加急\"]" to "choices = []" => ["field.choices"];
    a_default_is_one_of_the_choices: "default = \"通知\"" to "default = \"布告\"" => ["field.default"];
    a_document_has_a_title: "name = \"title\"" to "name = \"heading\"" => ["field"];
    a_title_must_be_filled_in: "required = true\nmax = 120" to "max = 120" => ["field"];
    a_title_is_one_line: "max = 120" to "max = 120\nlist = true" => ["field"];
    a_unit_is_a_unit: "type = \"unit\"" to "type = \"text\"" => ["field.type"];
    a_unit_is_one: "type = \"unit\"" to "type = \"unit\"\nlist = true" => ["field.type"];
    somebody_is_asked: "[{ post = \"head\", of = \"issuer\" }]" to "[]" => ["step.who"];
    a_step_has_a_way_forward: "verbs = [\"approve\", \"disagree\", \"return\"]" to "verbs = [\"disagree\", \"return\"]"
        => ["step.verbs"];
    a_step_without_verbs_has_no_way_forward: "verbs = [\"seal\"]" to "verbs = []" => ["step.verbs"];
    a_step_has_one_way_forward: "verbs = [\"issue\"," to "verbs = [\"approve\", \"issue\"," => ["step.verbs", "step", "numbering"];
    a_verb_stands_once: "verbs = [\"approve\"," to "verbs = [\"approve\", \"approve\"," => ["step.verbs"];
    submitting_is_no_step: "\"disagree\", \"return\"]" to "\"submit\"]" => ["step.verbs"];
    revising_is_no_step: "\"disagree\", \"return\"]" to "\"revise\"]" => ["step.verbs"];
    withdrawing_is_no_step: "\"disagree\", \"return\"]" to "\"withdraw\"]" => ["step.verbs"];
    founding_is_no_step: "\"disagree\", \"return\"]" to "\"found\"]" => ["step.verbs"];
    sealing_is_all_that_is_done_in_its_step: "verbs = [\"seal\"]" to "verbs = [\"seal\", \"return\"]" => ["step.verbs"];
    sealing_is_for_custodians: "{ custodian = \"issuer\" }" to "{ post = \"head\", of = \"issuer\" }" => ["step.verbs"];
    one_signs_off_alone: "rule = \"any\"\nverbs = [\"issue\"" to "rule = \"all\"\nverbs = [\"issue\"" => ["step.rule"];
    one_seals_alone: "rule = \"any\"\nverbs = [\"seal\"" to "rule = \"all\"\nverbs = [\"seal\"" => ["step.rule"];
    what_is_signed_off_is_numbered: "[numbering]\npattern = \"{code}〔{year}〕{n}号\"\n\n[numbering.kind]\n\"函\" = \"{code}函〔{year}〕{n}号\"\n"
        to "" => ["numbering"];
    what_is_numbered_is_signed_off: "verbs = [\"issue\", \"disagree\", \"return\"]" to "verbs = [\"approve\"]"
        => ["step", "numbering"];
    one_signs_off_once: "verbs = [\"approve\", \"disagree\", \"return\"]" to ISSUE => ["step.verbs", "step.verbs", "numbering"];
    a_serial_counts_by_the_year: "[numbering]" to "serial = \"收{n}号\"\n[numbering]" => ["serial"];
    a_serial_has_no_code: "[numbering]" to "serial = \"{code}收〔{year}〕{n}号\"\n[numbering]" => ["serial"];
    a_serial_has_no_digit: "[numbering]" to "serial = \"收2〔{year}〕{n}号\"\n[numbering]" => ["serial"];
    a_column_is_a_field: "[numbering]" to "columns = [\"kind\", \"nowhere\", \"kind\"]\n[numbering]" => ["columns", "columns"];
    a_correction_names_a_subject: "[numbering]" to "corrects = \"kind\"\n[numbering]" => ["corrects"];
    what_registers_answers_nothing_else: "[numbering]"
        to "receives = \"s\"\nanswers = \"title\"\n[[field]]\nname = \"s\"\nlabel = { zh-CN = \"来文\" }\ntype = \"subject\"\n[numbering]"
        => ["answers"];
    what_enters_sends_nothing_back: "[numbering]" to "parcels = \"title\"\nreturns = \"title\"\n[numbering]" => ["returns"];
    a_receipt_may_be_of_either: "[numbering]" to "returns = \"title\"\nanswers = \"title\"\n[numbering]" => [];
    a_number_has_a_serial: "{code}〔{year}〕{n}号" to "{code}〔{year}〕号" => ["numbering.pattern"];
    a_number_has_one_serial: "{code}〔{year}〕{n}号" to "{code}〔{year}〕{n}-{n}号" => ["numbering.pattern"];
    a_number_has_a_year: "{code}〔{year}〕{n}号" to "{code}{n}号" => ["numbering.pattern"];
    a_number_has_a_code: "{code}〔{year}〕{n}号" to "〔{year}〕{n}号" => ["numbering.pattern"];
    a_number_has_no_other_holes: "{code}〔{year}〕{n}号" to "{code}〔{year}〕{n}号{month}" => ["numbering.pattern"];
    a_number_has_no_stray_brace: "{code}〔{year}〕{n}号" to "{code}〔{year}〕{n}号}" => ["numbering.pattern"];
    a_number_has_nothing_invisible: "{code}〔{year}〕{n}号" to "{code}〔{year}〕\u{200b}{n}号" => ["numbering.pattern"];
    a_pattern_has_no_digits_that_could_be_a_serials: "{code}函〔{year}〕{n}号" to "{code}〔{year}〕1{n}号" => ["numbering.pattern"];
    the_year_comes_before_the_serial: "{code}函〔{year}〕{n}号" to "{code}函{n}号〔{year}〕" => ["numbering.pattern"];
    each_kinds_pattern_is_held_to_the_same: "{code}函〔{year}〕{n}号" to "{code}函{n}号" => ["numbering.pattern"];
    two_people_may_have_to_review: "rule = \"any\"" to "rule = \"all\"" => [];
    a_step_may_ask_in_a_named_unit: "of = \"drafter\"" to "of = \"archive\"" => [];
    a_field_may_have_a_word_of_help: "max = 120" to "max = 120\nhelp = { zh-CN = \"不超过120字\" }" => [];
}

#[test]
fn several_faults_are_told_at_once() {
    let text = changed("format = 1", "format = 3")
        .replace("rule = \"any\"\nverbs = [\"issue\"", "rule = \"all\"\nverbs = [\"issue\"");
    assert_eq!(wrong(&text), ["format", "step.rule"]);
}

#[test]
fn sealing_comes_after_signing_off() {
    let start = DOCUMENTS.find("[[step]]\nname = \"seal\"").unwrap();
    let first = DOCUMENTS.find("[[step]]").unwrap();
    let text = format!("{}{}\n{}", &DOCUMENTS[..first], &DOCUMENTS[start..], &DOCUMENTS[first..start]);
    assert!(wrong(&text).contains(&"step"), "{text}");
}

/// The workflow for documents with one more step at its end.
fn with_last_step(verbs: &str) -> String {
    format!(
        "{DOCUMENTS}\n[[step]]\nname = \"file\"\ntitle = {{ zh-CN = \"归档\" }}\nrule = \"any\"\nverbs = {verbs}\n\
         who = [{{ post = \"clerk\", of = \"office\" }}]\n"
    )
}

#[test]
fn what_is_signed_off_does_not_go_back() {
    for verb in ["disagree", "read", "return", "terminate"] {
        assert_eq!(wrong(&with_last_step(&format!("[\"approve\", {verb:?}]"))), ["step.verbs"], "{verb}");
    }
}

#[test]
fn what_is_signed_off_may_still_be_filed() {
    assert!(read(&with_last_step("[\"approve\"]")).is_ok());
}

#[test]
fn a_workflow_needs_steps() {
    let bulletins = include_str!("../../workflows/bulletins.toml");
    assert!(read(bulletins).is_ok());
    let text = &bulletins[..bulletins.find("[[step]]").unwrap()];
    assert_eq!(wrong(text), ["step"]);
}

#[test]
fn a_faulty_file_is_told_with_its_line() {
    let text = changed("format = 1", "format = = 1");
    let faults = read(&text).unwrap_err();
    let FoundingWhat::File(fault) = &faults[0].what else { panic!("{faults:?}") };
    assert_eq!(
        (faults[0].code(), fault.line),
        (801, 1 + text.lines().position(|line| line == "format = = 1").unwrap())
    );
    assert_eq!(faults[0].path, "workflows/documents.toml");
}

#[test]
fn a_workflow_file_is_clean_text() {
    for (bytes, what) in [
        ("\u{feff}format = 1\n".as_bytes(), FrontWhat::Encoding),
        (b"format = 1\r\n", FrontWhat::CarriageReturn),
        (b"format = \"\xff\"\n", FrontWhat::Encoding),
    ] {
        let faults = Workflow::read("workflows/a.toml", bytes).unwrap_err();
        assert!(matches!(&faults[0].what, FoundingWhat::File(fault) if fault.what == what), "{faults:?}");
    }
}

#[test]
fn a_collection_is_a_slug() {
    for name in ["Documents", "发文", "a_b", "-a", "documents.toml", ""] {
        let faults = Workflow::read(&format!("workflows/{name}.toml"), DOCUMENTS.as_bytes()).unwrap_err();
        assert_eq!(faults[0].code(), 807, "{name}");
    }
}

#[test]
fn the_registers_folders_are_no_collections() {
    for name in ["units", "people", "seals"] {
        let faults = Workflow::read(&format!("workflows/{name}.toml"), DOCUMENTS.as_bytes()).unwrap_err();
        assert_eq!(faults.iter().map(FoundingFault::code).collect::<Vec<_>>(), [807], "{name}");
    }
}

#[test]
fn the_file_name_is_the_collection() {
    let workflow = Workflow::read("workflows/letters.toml", DOCUMENTS.as_bytes()).unwrap();
    assert_eq!(workflow.collection, slug("letters"));
}

#[test]
fn units_are_named_by_their_part_or_their_slug() {
    let workflow = read(DOCUMENTS).unwrap();
    let of = |step: usize, who: usize| workflow.steps[step].who[who].named.unit().unwrap().clone();
    assert_eq!(
        [of(0, 0), of(1, 1), of(2, 0), of(3, 0)],
        [UnitRef::Drafter, UnitRef::Named(slug("office")), UnitRef::Issuer, UnitRef::Issuer]
    );
}

#[test]
fn each_kind_has_its_pattern() {
    let workflow = read(DOCUMENTS).unwrap();
    assert_eq!(workflow.pattern(Some("函")), Some("{code}函〔{year}〕{n}号"));
    assert_eq!(workflow.pattern(Some("通知")), Some("{code}〔{year}〕{n}号"));
    assert_eq!(workflow.pattern(None), Some("{code}〔{year}〕{n}号"));
}

#[test]
fn every_byte_of_the_file_is_its_version() {
    let one = read(DOCUMENTS).unwrap().version;
    let other = read(&format!("{DOCUMENTS}# 一处注释\n")).unwrap().version;
    assert_ne!(one, other);
}

#[test]
fn titles_come_in_the_readers_language_or_chinese() {
    let title = read(DOCUMENTS).unwrap().title;
    assert_eq!([title.text("en"), title.text("zh-TW"), title.text("fr")], ["Documents", "發文", "发文"]);
}

#[test]
fn faults_of_all_workflows_are_told() {
    let mut all = files();
    all.insert("workflows/a.toml".to_owned(), b"format".to_vec());
    all.insert("workflows/b.toml".to_owned(), b"format".to_vec());
    let paths: Vec<String> = Office::read(&all).unwrap_err().into_iter().map(|fault| fault.path).collect();
    assert_eq!(paths, ["workflows/a.toml", "workflows/b.toml"]);
}

#[test]
fn what_lies_deeper_is_no_workflow() {
    let mut all = files();
    all.insert("workflows/calendar/2026.toml".to_owned(), b"format = 1\npapers = [\"x\"]\n".to_vec());
    all.insert("workflows/old/letters.toml".to_owned(), b"of no form".to_vec());
    let office = Office::read(&all).unwrap();
    assert_eq!((office.collections().count(), office.calendar().years().len()), (4, 1));
    all.insert("workflows/calendar/2026.toml".to_owned(), b"holidays".to_vec());
    assert_eq!(Office::read(&all).unwrap_err()[0].code(), 801);
}

#[test]
fn every_verb_has_its_word() {
    for verb in Verb::ALL {
        assert_eq!(verb.word().parse(), Ok(verb));
    }
    assert!("同意".parse::<Verb>().is_err());
}

/// A4: what is executed was approved by somebody in so many words.
#[test]
fn every_change_request_comes_through_an_approval() {
    let changes = include_str!("everything.toml");
    let read = |text: &str| Workflow::read("workflows/changes.toml", text.as_bytes());
    assert!(read(changes).is_ok());
    // What is changed is executed, what is handed over is not.
    let both = changes.replacen("changes = ", "imports = true\nchanges = ", 1);
    assert_eq!(read(&both).unwrap_err()[0].code(), 803);
    let verbs = "verbs = [\"approve\", \"disagree\", \"return\"]";
    for (from, to) in [
        (verbs, "verbs = [\"read\"]".to_owned()),
        (verbs, format!("{verbs}\nwhen = {{ title = [\"小事\"] }}")),
        (verbs, format!("{verbs}\nthen = {{ disagree = \"next\" }}")),
        (verbs, format!("{verbs}\nlimit = {{ hours = 1 }}\nthen = {{ timeout = \"pass\" }}")),
    ] {
        let text = changes.replacen(from, &to, 1);
        assert_ne!(text, changes);
        let faults = read(&text).unwrap_err();
        assert!(faults.iter().any(|fault| fault.code() == 803), "{to}: {faults:?}");
    }
}
