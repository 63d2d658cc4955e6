//! Settings and register: what an office can be founded on; and in `register/` how they change.
//!
//! | file | |
//! |---|---|
//! | `town.rs` | the office of these stories |
//! | `upkeep.rs` | what holds in a register: K803 to K806, K820 to K826 |
//! | `follow.rs` | what may follow one: K811, K827 to K829 |
//! | `kinds.rs` | kinds of change, units concerned, who gains: K570 |
//! | `units.rs` | registrations: units, their officers, mergers |
//! | `people.rs` | accounts and certificates |
//! | `sealing.rs` | seal-requests, destructions, joint and personal seals: K607, K608 |
//! | `losses.rs` | losses: K572 to K574 |
//! | `emergencies.rs` | emergencies, and steps after the execution: K575 |
//! | `attacks.rs` | attacks on the register by those who may sign |

use kanhe::office::{Files, FoundingFault, Holder, Office, Post, Standing, is_certificate};

use crate::world::{World, edit, files, fingerprint, person, put, seal, slug};

#[path = "register/attacks.rs"]
mod attacks;
#[path = "register/emergencies.rs"]
mod emergencies;
#[path = "register/follow.rs"]
mod follow;
#[path = "register/kinds.rs"]
mod kinds;
#[path = "register/losses.rs"]
mod losses;
#[path = "register/people.rs"]
mod people;
#[path = "register/sealing.rs"]
mod sealing;
#[path = "register/town.rs"]
mod town;
#[path = "register/units.rs"]
mod units;
#[path = "register/upkeep.rs"]
mod upkeep;

const ABOUT: &str =
    "[about]\nlead = [\"office\"]\nsupervisor = [\"office\", \"nowhere\"]\noperator = []\nsupport = \"8000\"
scope = \"全县各单位\"\nbases = [\"《中华人民共和国电子签名法》\"]\n[limits]";
const LIN: &str = "content/people/lin/index.md";
const OFFICE: &str = "content/units/office/index.md";
const FINANCE: &str = "content/units/finance/index.md";
const SEAL: &str = "content/seals/finance/index.md";
const SETTINGS: &str = "kanhe.toml";

/// The faults of an office whose files were changed: number and path.
fn faults(change: impl FnOnce(&mut Files)) -> Vec<(u16, String)> {
    let mut all = files();
    change(&mut all);
    let fault = |fault: FoundingFault| (fault.code(), fault.path);
    Office::read(&all).map_or_else(|found| found.into_iter().map(fault).collect(), |_| Vec::new())
}

/// `name: file, "piece" to "other" => number;` and `=> ok;`.
macro_rules! changes {
    ($($name:ident: $path:expr, $from:literal to $to:expr => $code:tt;)*) => {$(
        #[test]
        fn $name() {
            let found = faults(|f| edit(f, $path, $from, &$to.to_string()));
            changes!(@expect found, $path, $code);
        }
    )*};
    (@expect $found:ident, $path:expr, ok) => { assert_eq!($found, []) };
    (@expect $found:ident, $path:expr, $code:literal) => { assert_eq!($found, [($code, $path.to_owned())]) };
}

changes! {
    // Settings.
    the_settings_format_is_1: SETTINGS, "format = 1" to "format = 2" => 803;
    a_record_has_a_uuid: SETTINGS, "6f1c9d3e-" to "6F1C9D3E-" => 801;
    an_installation_has_a_title: SETTINGS, "青柘市政务" to " " => 803;
    an_installations_title_is_visible: SETTINGS, "青柘市政务" to "青柘\\u202e市" => 803;
    the_language_is_one_we_speak: SETTINGS, "zh-CN" to "zh-HK" => 803;
    traditional_chinese_is_spoken: SETTINGS, "zh-CN" to "zh-TW" => ok;
    english_is_spoken: SETTINGS, "zh-CN" to "en" => ok;
    a_site_has_the_languages_it_is_asked_for: SETTINGS, "format = 1" to "format = 1\nlanguages = [\"en\", \"zh-CN\"]" => ok;
    a_site_has_no_language_without_words: SETTINGS, "format = 1" to "format = 1\nlanguages = [\"zh-CN\", \"fr\"]" => 803;
    a_site_has_a_language_once: SETTINGS, "format = 1" to "format = 1\nlanguages = [\"zh-CN\", \"zh-CN\"]" => 803;
    a_site_has_the_language_it_speaks_first: SETTINGS, "format = 1" to "format = 1\nlanguages = [\"en\"]" => 803;
    a_site_has_a_language: SETTINGS, "format = 1" to "format = 1\nlanguages = []" => 803;
    who_answers_for_the_system_is_told: SETTINGS, "[limits]" to ABOUT => ok;
    who_answers_are_units: SETTINGS, "[limits]" to "[about]\nlead = [\"Not a slug\"]\n[limits]" => 801;
    nobody_else_answers: SETTINGS, "[limits]" to "[about]\nfriend = [\"office\"]\n[limits]" => 801;
    a_basis_is_text: SETTINGS, "[limits]" to "[about]\nbases = [\" \"]\n[limits]" => 803;
    a_scope_is_visible: SETTINGS, "[limits]" to "[about]\nscope = \"全\\u202e县\"\n[limits]" => 803;
    the_time_zone_exists: SETTINGS, "Asia/Shanghai" to "Asia/Qingzhe" => 803;
    an_offset_is_no_time_zone: SETTINGS, "Asia/Shanghai" to "+08:00" => 803;
    a_file_of_no_bytes_is_no_limit: SETTINGS, "file = 1000000" to "file = 0" => 803;
    a_subject_of_no_bytes_is_no_limit: SETTINGS, "subject = 3000000" to "subject = 0" => 803;
    a_file_has_at_most_64_mebibytes: SETTINGS, "file = 1000000" to format!("file = {}", (64 << 20) + 1) => 803;
    a_file_may_have_64_mebibytes: SETTINGS, "file = 1000000" to format!("file = {}", 64 << 20) => ok;
    a_subject_has_at_most_256_mebibytes: SETTINGS, "subject = 3000000" to format!("subject = {}", (256 << 20) + 1) => 803;
    a_negative_limit_is_none: SETTINGS, "file = 1000000" to "file = -1" => 801;
    an_unknown_setting_is_refused: SETTINGS, "format = 1" to "format = 1\ncolour = \"red\"" => 801;
    an_unknown_limit_is_refused: SETTINGS, "[limits]" to "[limits]\nseals = 3" => 801;
    a_time_zone_is_written_as_it_is_called: SETTINGS, "Asia/Shanghai" to "asia/shanghai" => 803;
    a_time_zone_is_a_known_one: SETTINGS, "Asia/Shanghai" to "Etc/Unknown" => 803;
    a_setting_is_not_left_out: SETTINGS, "time-zone = \"Asia/Shanghai\"\n" to "" => 801;
    settings_are_clean_text: SETTINGS, "format = 1\n" to "format = 1\r\n" => 801;
    settings_have_no_byte_order_mark: SETTINGS, "format = 1\n" to "\u{feff}format = 1\n" => 801;

    // Units.
    a_unit_has_a_title: OFFICE, "title = \"办公室\"\n" to "" => 801;
    a_units_title_is_not_empty: OFFICE, "\"办公室\"" to "\"\"" => 803;
    a_units_title_has_no_space_at_its_ends: OFFICE, "\"办公室\"" to "\" 办公室\"" => 803;
    a_units_title_is_visible: OFFICE, "\"办公室\"" to "\"办\\u200b公室\"" => 803;
    a_code_is_not_empty: OFFICE, "\"临政办\"" to "\"\"" => 803;
    a_code_is_visible: OFFICE, "\"临政办\"" to "\"临\\n政办\"" => 803;
    a_code_has_no_hole_of_the_pattern: OFFICE, "\"临政办\"" to "\"临政办{n}\"" => 803;
    a_code_has_no_year_in_it: OFFICE, "\"临政办\"" to "\"临政办{year}\"" => 803;
    a_code_has_no_digits: OFFICE, "\"临政办\"" to "\"临政办〔2026〕1\"" => 803;
    a_code_is_one_units: OFFICE, "\"临政办\"" to "\"临财\"" => 805;
    a_unit_may_have_no_code: OFFICE, "code = \"临政办\"\n" to "" => ok;
    the_unit_above_exists: FINANCE, "parent = \"office\"" to "parent = \"city\"" => 804;
    a_unit_is_not_above_itself: FINANCE, "parent = \"office\"" to "parent = \"finance\"" => 806;
    a_posts_title_is_not_empty: FINANCE, "\"科长\"" to "\"\"" => 803;
    a_posts_name_is_a_slug: FINANCE, "head =" to "\"科长\" =" => 801;
    an_unknown_key_of_a_unit_is_refused: OFFICE, "code =" to "number =" => 801;
    a_unit_may_have_kind_and_phone: OFFICE, "code =" to "kind = \"机关\"\nphone = \"0578-1234\"\ncode =" => ok;
    a_units_head_is_needed: OFFICE, "+++\ntitle" to "title" => 801;

    // People.
    a_person_has_a_name: LIN, "name = \"林芳\"\n" to "" => 801;
    a_name_is_not_empty: LIN, "\"林芳\"" to "\"\"" => 803;
    a_name_has_no_angle_brackets: LIN, "\"林芳\"" to "\"林芳 <lin>\"" => 803;
    a_name_is_composed: LIN, "\"林芳\"" to "\"Rene\\u0301\"" => 803;
    a_name_is_visible: LIN, "\"林芳\"" to "\"林\\u202e芳\"" => 803;
    a_name_has_no_space_at_its_ends: LIN, "\"林芳\"" to "\"林芳 \"" => 803;
    a_name_may_have_a_space_within: LIN, "\"林芳\"" to "\"Lin Fang\"" => ok;
    two_people_may_have_one_name: LIN, "\"林芳\"" to "\"马强\"" => ok;
    a_mail_address_is_needed: LIN, "email = \"lin@linjiang.example\"\n" to "" => 801;
    a_mail_address_is_not_empty: LIN, "\"lin@linjiang.example\"" to "\"\"" => 803;
    a_mail_address_is_one_persons: LIN, "lin@" to "chen@" => 805;
    a_home_unit_is_needed: LIN, "unit = \"finance\"\n" to "" => 801;
    a_home_unit_exists: LIN, "unit = \"finance\"" to "unit = \"personnel\"" => 804;
    a_posts_unit_exists: LIN, "finance/deputy" to "personnel/deputy" => 804;
    a_post_exists_in_its_unit: LIN, "finance/deputy" to "finance/clerk" => 804;
    a_post_is_written_with_its_unit: LIN, "finance/deputy" to "deputy" => 801;
    a_person_may_have_no_post: LIN, "posts = [\"finance/deputy\"]\n" to "" => ok;
    a_person_may_hold_a_post_elsewhere: LIN, "finance/deputy" to "archive/deputy" => ok;
    an_unknown_key_of_a_person_is_refused: LIN, "unit =" to "wage = 1\nunit =" => 801;
    a_standing_is_one_of_three: LIN, "state = \"active\"" to "state = \"lost\"" => 801;
    a_fingerprint_is_written_in_capitals: LIN, "fingerprint = \"" to "fingerprint = \"abcdef" => 801;
    an_unknown_key_of_a_certificate_is_refused: LIN, "state =" to "since = 2026-01-01\nstate =" => 801;

    // Seals.
    a_seal_has_a_name: SEAL, "title = \"青柘市财务科\"\n" to "" => 801;
    a_seals_name_is_not_empty: SEAL, "\"青柘市财务科\"" to "\"\"" => 803;
    a_seals_unit_exists: SEAL, "unit = \"finance\"" to "unit = \"personnel\"" => 804;
    a_seal_has_a_custodian: SEAL, "[\"sun\"]" to "[]" => 803;
    a_custodian_exists: SEAL, "[\"sun\"]" to "[\"nobody\"]" => 804;
    one_missing_custodian_of_two_is_told: SEAL, "[\"sun\"]" to "[\"sun\", \"nobody\"]" => 804;
    custodians_are_not_left_out: SEAL, "custodians = [\"sun\"]\n" to "" => 801;
    a_seal_needs_no_diameter: SEAL, "diameter = 42\n" to "" => ok;
    a_diameter_is_a_small_number: SEAL, "diameter = 42" to "diameter = 420" => 801;
    an_unknown_key_of_a_seal_is_refused: SEAL, "diameter =" to "colour = \"red\"\ndiameter =" => 801;
}

#[test]
fn the_office_of_these_stories_is_good() {
    assert_eq!(faults(|_| {}), []);
    let w = World::new();
    let register = w.office.register();
    assert_eq!((register.units().count(), register.people().count(), register.seals().count()), (3, 11, 4));
    assert_eq!(register.certificates().count(), 15);
}

#[test]
fn an_office_without_settings_is_none() {
    assert_eq!(faults(|f| drop(f.remove(SETTINGS))), [(802, SETTINGS.to_owned())]);
}

#[test]
fn no_files_are_no_office() {
    let found = Office::read(&Files::new()).unwrap_err();
    assert_eq!(found.iter().map(FoundingFault::code).collect::<Vec<_>>(), [802]);
}

#[test]
fn units_above_each_other_in_a_circle_are_told() {
    let found = faults(|f| edit(f, OFFICE, "code =", "parent = \"finance\"\ncode ="));
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [806, 806, 806]);
}

#[test]
fn a_code_used_twice_names_the_other_place() {
    let mut all = files();
    edit(&mut all, OFFICE, "临政办", "临财");
    let found = Office::read(&all).unwrap_err();
    assert!(format!("{found:?}").contains(FINANCE), "{found:?}");
}

#[test]
fn mail_addresses_differ_by_more_than_case() {
    assert_eq!(faults(|f| edit(f, LIN, "lin@", "CHEN@")), [(805, LIN.to_owned())]);
}

#[test]
fn a_certificate_listed_without_its_file_is_told() {
    let path = format!("content/people/lin/{}.asc", fingerprint("lin"));
    assert_eq!(faults(|f| drop(f.remove(&path))), [(808, LIN.to_owned())]);
}

#[test]
fn a_seals_certificate_without_its_file_is_told() {
    let path = format!("content/seals/finance/{}.asc", fingerprint("seal finance"));
    assert_eq!(faults(|f| drop(f.remove(&path))), [(808, SEAL.to_owned())]);
}

#[test]
fn a_certificate_file_that_is_not_listed_is_told() {
    for path in [
        format!("content/people/lin/{}.asc", fingerprint("other")),
        "content/people/lin/key.asc".to_owned(),
        "content/seals/finance/old.asc".to_owned(),
        format!("content/people/lin/old/{}.asc", fingerprint("lin")),
        format!("content/people/nobody/{}.asc", fingerprint("nobody")),
    ] {
        let found = faults(|f| drop(f.insert(path.clone(), Vec::new())));
        assert_eq!(found, [(809, path)]);
    }
}

#[test]
fn a_certificate_beside_another_entry_does_not_count() {
    let name = format!("{}.asc", fingerprint("lin"));
    let found = faults(|f| {
        let bytes = f.remove(&format!("content/people/lin/{name}")).unwrap();
        f.insert(format!("content/people/ma/{name}"), bytes);
    });
    assert_eq!(found, [(808, LIN.to_owned()), (809, format!("content/people/ma/{name}"))]);
}

/// Lists somebody's certificate in another entry too, with its file.
fn list_again(files: &mut Files, folder: &str, whose: &str) {
    let print = fingerprint(whose);
    let more = format!("[[certificate]]\nfingerprint = \"{print}\"\nstate = \"retired\"\n[[certificate]]");
    edit(files, &format!("content/{folder}/index.md"), "[[certificate]]", &more);
    files.insert(format!("content/{folder}/{print}.asc"), Vec::new());
}

#[test]
fn a_certificate_is_one_persons() {
    let codes: Vec<u16> = faults(|f| list_again(f, "people/ma", "lin")).into_iter().map(|(code, _)| code).collect();
    assert!(codes.contains(&805), "{codes:?}");
}

#[test]
fn a_certificate_is_not_a_persons_and_a_seals() {
    let codes: Vec<u16> = faults(|f| list_again(f, "seals/finance", "sun")).into_iter().map(|(code, _)| code).collect();
    assert!(codes.contains(&805), "{codes:?}");
}

#[test]
fn a_certificate_is_listed_once_in_its_entry() {
    let codes: Vec<u16> = faults(|f| list_again(f, "people/lin", "lin")).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, [805]);
}

#[test]
fn a_seal_has_one_certificate_in_use() {
    let found = faults(|f| {
        let print = fingerprint("second");
        let more = format!("[[certificate]]\nfingerprint = \"{print}\"\n[[certificate]]");
        edit(f, SEAL, "[[certificate]]", &more);
        f.insert(format!("content/seals/finance/{print}.asc"), Vec::new());
    });
    assert_eq!(found, [(803, SEAL.to_owned())]);
}

#[test]
fn entries_are_slugs() {
    for path in ["content/units/Office/index.md", "content/people/林芳/index.md", "content/seals/a_b/index.md"] {
        assert_eq!(faults(|f| put(f, path, "title = \"a\"")), [(807, path.to_owned())]);
    }
}

#[test]
fn entries_lie_at_one_depth() {
    for path in ["content/units/office/finance/index.md", "content/people/2026/lin/index.md"] {
        assert_eq!(faults(|f| put(f, path, "title = \"a\"")), [(807, path.to_owned())]);
    }
}

#[test]
fn every_fault_is_told() {
    let found = faults(|f| {
        edit(f, SETTINGS, "zh-CN", "fr");
        edit(f, OFFICE, "\"办公室\"", "\"\"");
        edit(f, LIN, "finance/deputy", "finance/clerk");
        edit(f, SEAL, "[\"sun\"]", "[]");
        f.insert("workflows/x.toml".to_owned(), b"x".to_vec());
    });
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [803, 803, 804, 803, 801]);
}

#[test]
fn the_founder_is_a_person_of_the_register() {
    assert!(Office::found(&files(), &fingerprint("zhou")).is_ok());
}

#[test]
fn a_founder_nobody_knows_founds_nothing() {
    for founder in ["stranger", "he", "gao", "seal finance"] {
        let found = Office::found(&files(), &fingerprint(founder)).unwrap_err();
        assert_eq!((found.len(), found[0].code()), (1, 810), "{founder}");
    }
}

#[test]
fn a_fault_of_the_files_comes_before_the_founder() {
    let mut all = files();
    edit(&mut all, SETTINGS, "zh-CN", "fr");
    assert_eq!(Office::found(&all, &fingerprint("stranger")).unwrap_err()[0].code(), 803);
}

#[test]
fn the_register_knows_whose_a_certificate_is() {
    let w = World::new();
    let holder = |of: &str| w.office.register().holder(&fingerprint(of)).cloned();
    assert_eq!(holder("he"), Some(Holder::Person(slug("he"), Standing::Suspended)));
    assert_eq!(holder("seal finance-old"), Some(Holder::Seal(slug("finance-old"), Standing::Retired)));
    assert_eq!(holder("stranger"), None);
}

#[test]
fn a_post_has_a_title_and_holders() {
    let w = World::new();
    let register = w.office.register();
    let post = |text: &str| Post::try_from(text.to_owned()).unwrap();
    assert_eq!(register.post_title(&post("finance/head")), Some("科长"));
    assert_eq!(register.post_title(&post("finance/clerk")), None);
    let holding: Vec<_> = register.holding(&slug("finance"), &slug("deputy")).map(|(slug, _)| slug.as_str()).collect();
    assert_eq!(holding, ["gao", "he", "lin"]);
    assert_eq!(String::from(post("finance/head")), "finance/head");
}

#[test]
fn a_post_is_two_slugs() {
    for text in ["", "finance", "finance/", "/head", "finance/head/x", "Finance/head"] {
        assert!(Post::try_from(text.to_owned()).is_err(), "{text}");
    }
}

#[test]
fn one_more_person_and_seal_are_welcome() {
    let found = faults(|f| {
        person(f, "yu", "于兰", "archive", &["archive/deputy"], "active");
        seal(f, "archive", "青柘市档案室", "archive", &["yu", "sun"], "active");
    });
    assert_eq!(found, []);
}

#[test]
fn other_files_of_an_entry_are_not_certificates() {
    assert!(is_certificate("content/people/lin/x.asc"));
    for path in ["content/people/lin/photo.jpg", "content/units/office/x.asc", "themes/x.asc"] {
        assert!(!is_certificate(path), "{path}");
    }
    assert_eq!(faults(|f| drop(f.insert("content/people/lin/photo.jpg".to_owned(), vec![0xff]))), []);
}

#[test]
fn days_are_the_offices() {
    let w = World::new();
    let day = |seconds| w.office.settings().day(seconds).to_string();
    assert_eq!(day(1_798_732_799), "2026-12-31");
    assert_eq!(day(1_798_732_800), "2027-01-01");
    assert_eq!(day(i64::MAX), "1970-01-01");
}
