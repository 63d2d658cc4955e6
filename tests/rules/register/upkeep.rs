//! What holds in a register: what its entries say, what ends with an entry, what the settings ask for (`docs/register.md`, "What holds
//! in a register").

use kanhe::office::Files;

use super::town::{
    ARCHIVE, DEPOT, FINANCE, LEGAL, SETTINGS, faults, list, proposed, request, stamp, town, town_with, unit, unsound,
    who,
};
use crate::world::{edit, person, put, seal};

/// `name: path, "piece" to "other" => number;` and `=> ok;`, in the town.
macro_rules! changes {
    ($($name:ident: $path:expr, $from:literal to $to:expr => $code:tt;)*) => {$(
        #[test]
        fn $name() {
            let path = $path;
            let found = faults(|f| edit(f, &path, $from, &$to.to_string()));
            changes!(@expect found, path, $code);
        }
    )*};
    (@expect $found:ident, $path:ident, ok) => { assert_eq!($found, []) };
    (@expect $found:ident, $path:ident, $code:literal) => { assert_eq!($found, [($code, $path.to_string())]) };
}

const GONE: &str = "state = \"abolished\"\ndisposition = \"移交档案室\"\nformer";

changes! {
    // Units.
    a_unit_may_be_active_in_words: DEPOT, "former" to "state = \"active\"\nformer" => ok;
    a_unit_is_active_or_abolished: DEPOT, "former" to "state = \"closed\"\nformer" => 801;
    an_empty_unit_may_be_abolished: DEPOT, "former" to GONE => ok;
    what_is_abolished_says_what_becomes_of_its_files: DEPOT, "former" to "state = \"abolished\"\nformer" => 803;
    a_disposition_is_text: DEPOT, "former" to "state = \"abolished\"\ndisposition = \" \"\nformer" => 803;
    what_is_there_has_no_disposition: DEPOT, "former" to "disposition = \"移交\"\nformer" => 803;
    what_is_there_has_gone_nowhere: DEPOT, "former" to "into = \"legal\"\nformer" => 803;
    a_unit_goes_into_one_that_exists: DEPOT, "former" to format!("into = \"nowhere\"\n{GONE}") => 804;
    a_unit_goes_into_another: DEPOT, "former" to format!("into = \"legal\"\n{GONE}") => ok;
    a_unit_does_not_go_into_itself: DEPOT, "former" to format!("into = \"depot\"\n{GONE}") => 806;
    a_former_name_is_text: DEPOT, "[\"仓库\"]" to "[\"仓库\", \"\"]" => 803;
    a_kind_is_text: DEPOT, "former" to "kind = \"\"\nformer" => 803;
    a_telephone_is_text: DEPOT, "former" to "phone = \" 1\"\nformer" => 803;
    rules_for_seals_are_a_subjects_id: DEPOT, "former" to "seal-rules = \"rules\"\nformer" => 801;
    rules_for_seals_need_not_be_there_yet: DEPOT, "former" to "seal-rules = \"rules/2026/seals\"\nformer" => ok;
    // People.
    a_person_may_be_one_in_words: who("lin"), "unit" to "kind = \"person\"\nstate = \"active\"\nunit" => ok;
    a_person_is_there_or_has_left: who("zhou"), "unit" to "state = \"away\"\nunit" => 801;
    a_kind_of_account_is_one_of_three: who("zhou"), "unit" to "kind = \"robot\"\nunit" => 801;
    nobody_answers_for_a_person: who("zhou"), "unit" to "owner = \"ma\"\nunit" => 803;
    a_personnel_code_is_text: who("zhou"), "unit" to "code = \"\"\nunit" => 803;
    a_mobile_is_text: who("zhou"), "unit" to "mobile = \"139\\u200b\"\nunit" => 803;
    an_agreement_is_a_day: who("zhou"), "unit" to "agreement = \"2026-02-30\"\nunit" => 803;
    an_agreement_is_a_day_in_full: who("zhou"), "unit" to "agreement = \"2026-3-2\"\nunit" => 803;
    an_agreement_is_no_hour: who("zhou"), "unit" to "agreement = 2026-03-02T09:00:00Z\nunit" => 803;
    an_agreement_may_be_written_as_a_string: who("zhou"), "unit" to "agreement = \"2026-03-02\"\nunit" => ok;
    an_agreement_may_be_written_as_a_date: who("zhou"), "unit" to "agreement = 2026-03-02\nunit" => ok;
    // Seals.
    a_seal_is_of_one_of_three_kinds: stamp("archive"), "unit" to "kind = \"round\"\nunit" => 801;
    a_units_seal_is_nobodys_own: stamp("archive"), "unit" to "owner = \"mei\"\nunit" => 803;
    a_personal_seal_is_somebodys: stamp("archive"), "unit" to "kind = \"personal\"\nunit" => 803;
    a_personal_seal_is_kept_by_nobody_else: stamp("ma"), "custodians = [\"ma\"]" to "custodians = [\"lin\"]" => 803;
    a_personal_seal_is_kept_by_its_owner_alone: stamp("ma"), "[\"ma\"]" to "[\"ma\", \"lin\"]" => 803;
    a_custodian_stands_once: stamp("archive"), "[\"mei\"]" to "[\"mei\", \"mei\"]" => 803;
    a_seal_may_have_two_custodians: stamp("archive"), "[\"mei\"]" to "[\"mei\", \"tang\"]" => ok;
    a_seal_is_used_or_handed_back_or_destroyed: stamp("archive"), "diameter" to "state = \"lost\"\ndiameter" => 801;
    two_active_seals_have_two_names: stamp("legal"), "青柘市法规科" to "青柘市档案室" => 805;
    a_special_seal_is_called_otherwise_too: stamp("legal"), "青柘市法规科\"" to "青柘市档案室\"\nkind = \"special\"" => 805;
    a_personal_seal_may_be_called_as_another: stamp("ma"), "title = \"马强\"" to "title = \"青柘市档案室\"" => ok;
    a_drawing_is_svg_or_png: stamp("archive"), "diameter" to picture("seal.jpg", &"a".repeat(64)) => 803;
    a_drawing_lies_beside: stamp("archive"), "diameter" to picture("../seal.svg", &"a".repeat(64)) => 803;
    a_drawing_has_its_digest: stamp("archive"), "diameter" to picture("seal.svg", &"a".repeat(63)) => 803;
    a_digest_is_in_lower_case: stamp("archive"), "diameter" to picture("seal.svg", &"A".repeat(64)) => 803;
    a_drawing_may_be_svg: stamp("archive"), "diameter" to picture("seal.svg", &"a".repeat(64)) => ok;
    a_drawing_may_be_png: stamp("archive"), "diameter" to picture("章.png", &"09af".repeat(16)) => ok;
}

fn picture(file: &str, sha256: &str) -> String {
    format!("picture = {{ file = {file:?}, sha256 = {sha256:?} }}\ndiameter")
}

#[test]
fn a_personal_seal_is_of_one_who_exists() {
    let found = faults(|f| {
        edit(f, &stamp("ma"), "owner = \"ma\"", "owner = \"nobody\"");
        edit(f, &stamp("ma"), "[\"ma\"]", "[\"nobody\"]");
    });
    assert_eq!(found, [(804, stamp("ma")), (804, stamp("ma"))]);
}

/// lin leaves, but for what the story says.
fn leaves(files: &mut Files) {
    edit(files, &who("lin"), "posts = [\"finance/deputy\"]", "state = \"left\"");
    edit(files, &who("lin"), "state = \"active\"", "state = \"retired\"");
}

/// K806: where a unit went there is an end.
#[test]
fn units_do_not_go_into_each_other_in_a_circle() {
    let found = faults(|f| {
        edit(f, DEPOT, "former", &format!("into = \"stores\"\n{GONE}"));
        unit(f, "stores", "仓储科", "state = \"abolished\"\ninto = \"depot\"\ndisposition = \"移交\"");
        unit(f, "shelves", "货架组", "state = \"abolished\"\ninto = \"depot\"\ndisposition = \"移交\"");
    });
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [806, 806, 806]);
    let chain = faults(|f| {
        edit(f, DEPOT, "former", &format!("into = \"stores\"\n{GONE}"));
        unit(f, "stores", "仓储科", "state = \"abolished\"\ninto = \"legal\"\ndisposition = \"移交\"");
    });
    assert_eq!(chain, []);
}

/// B8, K820: what is abolished has neither people nor posts nor seals nor units below it.
#[test]
fn an_abolished_unit_has_nothing_left() {
    let gone = |f: &mut Files| edit(f, DEPOT, "former", GONE);
    let told = |more: &dyn Fn(&mut Files)| {
        let found = faults(|f| {
            gone(f);
            more(f);
        });
        assert!(found.iter().all(|(code, path)| (*code, path.as_str()) == (820, DEPOT)), "{found:?}");
        found.len()
    };
    assert_eq!(told(&|_| {}), 0);
    assert_eq!(told(&|f| edit(f, &who("zhou"), "unit = \"finance\"", "unit = \"depot\"")), 1);
    assert_eq!(told(&|f| edit(f, &who("zhou"), "posts = []", "posts = [\"depot/head\"]")), 1);
    assert_eq!(told(&|f| edit(f, &stamp("ma"), "unit = \"finance\"", "unit = \"depot\"")), 1);
    assert_eq!(told(&|f| unit(f, "stores", "仓储科", "parent = \"depot\"")), 1);
    // An account of the unit's is an active entry too.
    assert_eq!(told(&|f| account(f, "shared", "depot", "ma")), 1);
    // What has itself ended does no harm.
    assert_eq!(
        told(&|f| unit(f, "stores", "仓储科", "parent = \"depot\"\nstate = \"abolished\"\ndisposition = \"移交\"")),
        0
    );
    assert_eq!(
        told(&|f| {
            leaves(f);
            edit(f, &who("lin"), "unit = \"finance\"", "unit = \"depot\"");
        }),
        0
    );
    assert_eq!(
        told(&|f| {
            seal(f, "depot", "物资站", "depot", &["zhou"], "retired");
            edit(f, &stamp("depot"), "diameter", "state = \"handed-back\"\ndiameter");
        }),
        0
    );
    // Where it went plays no part.
    let into = faults(|f| {
        edit(f, DEPOT, "former", &format!("into = \"legal\"\n{GONE}"));
        edit(f, &who("zhou"), "posts = []", "posts = [\"depot/head\"]");
    });
    assert_eq!(into, [(820, DEPOT.to_owned())]);
}

fn account(files: &mut Files, kind: &str, unit: &str, owner: &str) {
    let fields = format!(
        "name = \"公用账号\"\nemail = \"gong@linjiang.example\"\nunit = {unit:?}\nkind = {kind:?}\nowner = {owner:?}"
    );
    put(files, &who("gong"), &fields);
}

/// C30, K821: who has left has no post, no certificate that lives, keeps no seal and answers for no account.
#[test]
fn who_has_left_has_nothing_left() {
    let told = |more: &dyn Fn(&mut Files)| {
        let found = faults(|f| {
            leaves(f);
            more(f);
        });
        assert!(found.iter().all(|(code, path)| *code == 821 && *path == who("lin")), "{found:?}");
        found.len()
    };
    assert_eq!(told(&|_| {}), 0);
    assert_eq!(told(&|f| edit(f, &who("lin"), "state = \"left\"", "state = \"left\"\nposts = [\"legal/deputy\"]")), 1);
    for (state, faults) in
        [("\"active\"", 1), ("\"suspended\"", 1), ("\"retired\"", 0), ("\"compromised\"\nafter = 0", 0)]
    {
        let restate = |f: &mut Files| edit(f, &who("lin"), "state = \"retired\"", &format!("state = {state}"));
        assert_eq!(told(&restate), faults, "{state}");
    }
    assert_eq!(told(&|f| edit(f, &stamp("archive"), "[\"mei\"]", "[\"mei\", \"lin\"]")), 1);
    let back = |f: &mut Files| {
        edit(f, &stamp("archive"), "[\"mei\"]", "[\"lin\"]");
        edit(f, &stamp("archive"), "diameter", "state = \"handed-back\"\ndiameter");
        edit(f, &stamp("archive"), "state = \"active\"", "state = \"retired\"");
    };
    assert_eq!(told(&back), 0);
    assert_eq!(told(&|f| account(f, "special", "finance", "lin")), 1);
    assert_eq!(
        told(&|f| {
            account(f, "special", "finance", "lin");
            edit(f, &who("gong"), "kind", "state = \"left\"\nkind");
        }),
        0
    );
    assert_eq!(
        told(&|f| {
            seal(f, "lin", "林芳", "finance", &["lin"], "active");
            edit(f, &stamp("lin"), "unit", "kind = \"personal\"\nowner = \"lin\"\nunit");
        }),
        1
    );
}

/// C16, C18, C19, C21, K822: what is signed is signed by a person. An account has an owner, and nothing that only people have.
#[test]
fn an_account_has_an_owner_and_no_power() {
    for kind in ["shared", "special"] {
        let told = |more: &dyn Fn(&mut Files)| {
            faults(|f| {
                account(f, kind, "finance", "ma");
                more(f);
            })
        };
        let path = who("gong");
        assert_eq!(told(&|_| {}), []);
        assert_eq!(told(&|f| edit(f, &path, "\nowner = \"ma\"", "")), [(803, path.clone())], "nobody answers for it");
        assert_eq!(told(&|f| edit(f, &path, "owner = \"ma\"", "owner = \"nobody\"")), [(804, path.clone())]);
        assert_eq!(told(&|f| edit(f, &path, "unit", "posts = [\"finance/clerk\"]\nunit")), [(822, path.clone())]);
        for state in ["\"active\"", "\"retired\"", "\"suspended\""] {
            assert_eq!(told(&|f| list(f, "people/gong", "gong", state)), [(822, path.clone())], "{state}");
        }
        assert_eq!(told(&|f| edit(f, &stamp("archive"), "[\"mei\"]", "[\"mei\", \"gong\"]")), [(822, path.clone())]);
        let back = |f: &mut Files| {
            edit(f, &stamp("archive"), "[\"mei\"]", "[\"gong\"]");
            edit(f, &stamp("archive"), "diameter", "state = \"handed-back\"\ndiameter");
            edit(f, &stamp("archive"), "state = \"active\"", "state = \"retired\"");
        };
        assert_eq!(told(&back), [(822, path.clone())], "not even of a seal that is not used");
        assert_eq!(
            told(&|f| edit(f, &stamp("ma"), "[\"ma\"]", "[\"gong\"]")).first().map(|(code, _)| *code),
            Some(803)
        );
        let other = |f: &mut Files| {
            let fields = "name = \"另一账号\"\nemail = \"ling@linjiang.example\"\nunit = \"finance\"\nkind = \"special\"\nowner = \"gong\"";
            put(f, &who("ling"), fields);
        };
        assert_eq!(told(&other), [(822, path.clone())], "an account answers for none");
    }
}

/// F6, K823: a seal that is not used has no certificate that lives.
#[test]
fn a_seal_that_is_handed_back_seals_no_more() {
    for (state, certificate, fault) in [
        ("handed-back", "active", true),
        ("handed-back", "suspended", true),
        ("handed-back", "retired", false),
        ("destroyed", "active", true),
        ("destroyed", "suspended", true),
        ("destroyed", "retired", false),
        ("active", "suspended", false),
    ] {
        let found = faults(|f| {
            edit(f, &stamp("archive"), "state = \"active\"", &format!("state = {certificate:?}"));
            edit(f, &stamp("archive"), "diameter", &format!("state = {state:?}\ndiameter"));
        });
        let expected = if fault { vec![(823, stamp("archive"))] } else { vec![] };
        assert_eq!(found, expected, "{state}, {certificate}");
    }
}

/// A seal's name is another's again once it is not used (F3, F6).
#[test]
fn a_new_seal_may_be_called_as_the_old_one() {
    let again = |f: &mut Files| seal(f, "archive-again", "青柘市档案室", "archive", &["mei"], "active");
    assert_eq!(faults(again).iter().map(|(code, _)| *code).collect::<Vec<_>>(), [805]);
    let found = faults(|f| {
        again(f);
        edit(f, &stamp("archive"), "diameter", "state = \"handed-back\"\ndiameter");
        edit(f, &stamp("archive"), "state = \"active\"", "state = \"retired\"");
    });
    assert_eq!(found, []);
}

/// C13, C17: a mailbox and a code are one entry's, also of one who has left and of an account.
#[test]
fn nobody_has_two_names() {
    let coded = |f: &mut Files, slug: &str| edit(f, &who(slug), "unit", "code = \"017\"\nunit");
    let twice = faults(|f| {
        coded(f, "lin");
        coded(f, "ma");
    });
    assert_eq!(twice, [(805, who("ma"))]);
    let left = faults(|f| {
        leaves(f);
        coded(f, "lin");
        coded(f, "ma");
    });
    assert_eq!(left, [(805, who("ma"))]);
    let mailbox = faults(|f| {
        account(f, "shared", "finance", "ma");
        edit(f, &who("gong"), "gong@", "LIN@");
    });
    assert_eq!(mailbox, [(805, who("lin"))]);
}

/// The settings with a table `[register]`.
fn asked(files: &mut Files, register: &str) {
    if let Some(settings) = files.get_mut(SETTINGS) {
        settings.extend_from_slice(format!("\n[register]\n{register}\n").as_bytes());
    }
}

/// The faults with these settings and these changes.
fn with(register: &str, more: impl Fn(&mut Files)) -> Vec<(u16, String)> {
    faults(|f| {
        asked(f, register);
        more(f);
    })
}

#[test]
fn what_the_settings_ask_for_can_be_asked_for() {
    let told = |register: &str| with(register, |_| {}).into_iter().map(|(code, _)| code).collect::<Vec<_>>();
    let post = |more: &str| format!("[[register.post]]\npost = \"clerk\"\n{more}");
    for good in [
        "mail = [\"linjiang.example\"]".to_owned(),
        "require = []".to_owned(),
        post("least = 0"),
        post("least = 0\nmost = 1000"),
        post("least = 0\nmost = 0\nkinds = [\"科室\"]"),
        post("least = 0") + "\n[[register.post]]\npost = \"head\"\nleast = 0",
    ] {
        assert_eq!(told(&good), Vec::<u16>::new(), "{good}");
    }
    for bad in [
        "mail = [\"Linjiang.example\"]".to_owned(),
        "mail = [\"\"]".to_owned(),
        "mail = [\"a@linjiang.example\"]".to_owned(),
        "mail = [\" linjiang.example\"]".to_owned(),
        post("least = -1"),
        post("least = 2\nmost = 1"),
        post("least = 0\nmost = 1001"),
        post("least = 1001"),
        post("least = 0\nmost = -1"),
        post("least = 0\nkinds = [\"\"]"),
        post("least = 0") + "\n" + &post("least = 0"),
    ] {
        assert_eq!(told(&bad), [803], "{bad}");
    }
    for unknown in [
        "require = [\"salary\"]",
        "colour = 1",
        &post("least = \"1\""),
        &post("title = \"文书\""),
        "[[register.post]]\nleast = 1",
    ] {
        assert_eq!(told(unknown), [801], "{unknown}");
    }
}

/// C23, C33, K825: nobody from outside has an entry: a mailbox is of the office's domains.
#[test]
fn mailboxes_are_of_the_offices_domains() {
    let mail = "mail = [\"other.example\", \"linjiang.example\"]";
    assert_eq!(with(mail, |_| {}), []);
    for (email, good) in [
        ("lin@linjiang.example", true),
        ("lin@other.example", true),
        ("lin@LINJIANG.example", true),
        ("\\\"a@b\\\"@linjiang.example", true),
        ("lin@mail.linjiang.example", false),
        ("lin@linjiang.example.net", false),
        ("linjiang.example", false),
        ("lin@linjiang.example@gmail.example", false),
    ] {
        let found = with(mail, |f| edit(f, &who("lin"), "lin@linjiang.example", email));
        assert_eq!(found, if good { vec![] } else { vec![(825, who("lin"))] }, "{email}");
    }
    let outside = |f: &mut Files| {
        account(f, "shared", "finance", "ma");
        edit(f, &who("gong"), "linjiang.example", "gmail.example");
    };
    assert_eq!(with(mail, outside), [(825, who("gong"))]);
    let left = |f: &mut Files| {
        leaves(f);
        edit(f, &who("lin"), "linjiang.example", "gmail.example");
    };
    assert_eq!(with(mail, left), [], "of who has left it is not asked");
    assert_eq!(with("mail = []", |f| edit(f, &who("lin"), "linjiang.example", "gmail.example")), []);
}

/// C12, C15, C17, K824: what everybody in office must have.
#[test]
fn everybody_in_office_has_what_is_required() {
    let everybody = [
        "zhou", "lin", "ma", "chen", "wu", "zhao", "sun", "qian", "tang", "he", "gao", "fan", "deng", "xu", "yan",
        "lu", "mei", "qiu", "cen",
    ];
    for (word, value) in [("code", "\"{}\""), ("phone", "\"1\""), ("mobile", "\"139\""), ("agreement", "2026-03-02")] {
        let register = format!("require = [{word:?}]");
        let filled = |f: &mut Files, but: &str| {
            for slug in everybody.into_iter().filter(|slug| *slug != but) {
                edit(f, &who(slug), "unit", &format!("{word} = {}\nunit", value.replace("{}", slug)));
            }
        };
        assert_eq!(with(&register, |f| filled(f, "")), [], "{word}");
        assert_eq!(with(&register, |f| filled(f, "lin")), [(824, who("lin"))], "{word}");
        let left = |f: &mut Files| {
            filled(f, "lin");
            leaves(f);
        };
        assert_eq!(with(&register, left), [], "{word}: not of who has left");
        let shared = |f: &mut Files| {
            filled(f, "");
            account(f, "shared", "finance", "ma");
        };
        assert_eq!(with(&register, shared), [], "{word}: not of an account");
        let two = format!("require = [{word:?}, \"phone\", \"mobile\"]");
        let more = with(&two, |f| filled(f, "")).len();
        assert_eq!(more, everybody.len() * if word == "phone" || word == "mobile" { 1 } else { 2 }, "{word}");
    }
}

/// A8, K824: and what holders of a post must have besides, in units of the kinds named.
#[test]
fn officers_have_a_contact() {
    let demand = |kinds: &str| format!("[[register.post]]\npost = \"clerk\"\nleast = 0\n{kinds}require = [\"phone\"]");
    let clerks = ["cen", "chen", "fan", "mei", "yan"];
    let expected: Vec<_> = clerks.map(|clerk| (824, who(clerk))).to_vec();
    assert_eq!(with(&demand(""), |_| {}), expected);
    assert_eq!(
        with(&demand(""), |f| clerks.iter().for_each(|clerk| edit(f, &who(clerk), "unit", "phone = \"1\"\nunit"))),
        []
    );
    assert_eq!(with(&demand("kinds = [\"科室\"]\n"), |_| {}), []);
    let of_kind = |f: &mut Files| edit(f, FINANCE, "[posts]", "kind = \"科室\"\n[posts]");
    assert_eq!(with(&demand("kinds = [\"科室\"]\n"), of_kind), [(824, who("fan"))]);
}

/// A5, A6, A7, K826: every unit of its kinds has as many in a post as the settings say; a unit that has no such post has nobody in it.
#[test]
fn every_unit_has_its_officers() {
    let of = |post: &str, more: &str| format!("[[register.post]]\npost = {post:?}\n{more}");
    let told = |register: &str, more: &dyn Fn(&mut Files)| {
        let found = with(register, more);
        assert!(found.iter().all(|(code, _)| *code == 826), "{found:?}");
        let unit = |path: &String| path.split('/').nth(2).unwrap_or_default().to_owned();
        found.iter().map(|(_, path)| unit(path)).collect::<Vec<_>>()
    };
    let head = |f: &mut Files| edit(f, &who("zhou"), "posts = []", "posts = [\"depot/head\"]");
    assert_eq!(told(&of("head", ""), &|_| {}), ["depot"], "one at least, if nothing is said");
    assert_eq!(told(&of("head", ""), &head), Vec::<String>::new());
    assert_eq!(told(&of("administrator", ""), &head), ["city", "depot", "legal", "office"]);
    assert_eq!(told(&of("clerk", "most = 1"), &|_| {}), ["depot"]);
    // A second one is one too many.
    let second = |f: &mut Files| {
        head(f);
        edit(f, &who("lu"), "[\"finance/administrator\"]", "[\"finance/head\"]");
    };
    assert_eq!(told(&of("head", "most = 1"), &second), ["finance"]);
    assert_eq!(told(&of("head", "most = 2"), &second), Vec::<String>::new());
    assert_eq!(told(&of("head", "least = 2\nmost = 2"), &second), ["archive", "city", "depot", "legal", "office"]);
    // Who has it twice in his list has it once.
    let written_twice = |f: &mut Files| {
        head(f);
        edit(f, &who("zhou"), "[\"depot/head\"]", "[\"depot/head\", \"depot/head\"]");
    };
    assert_eq!(told(&of("head", "most = 1"), &written_twice), Vec::<String>::new());
    // Kinds; a unit that says nothing of its kind is of none.
    let kinds = "kinds = [\"科室\", \"站\"]";
    assert_eq!(told(&of("administrator", kinds), &|_| {}), Vec::<String>::new());
    assert_eq!(told(&of("administrator", kinds), &|f| edit(f, LEGAL, "parent", "kind = \"科室\"\nparent")), ["legal"]);
    assert_eq!(
        told(&of("administrator", kinds), &|f| edit(f, ARCHIVE, "parent", "kind = \"科室\"\nparent")),
        Vec::<String>::new()
    );
    // An abolished unit needs nobody.
    assert_eq!(told(&of("head", ""), &|f| edit(f, DEPOT, "former", GONE)), Vec::<String>::new());
}

/// A5: of two people with one post, one who has not come yet counts too; none but people do.
#[test]
fn who_has_left_fills_no_post() {
    let register = "[[register.post]]\npost = \"clerk\"\nkinds = [\"科室\"]";
    let of_kind = |f: &mut Files| edit(f, FINANCE, "[posts]", "kind = \"科室\"\n[posts]");
    assert_eq!(with(register, of_kind), []);
    let gone = |f: &mut Files| {
        of_kind(f);
        edit(f, &who("fan"), "posts = [\"finance/clerk\"]", "state = \"left\"");
        edit(f, &who("fan"), "state = \"active\"", "state = \"retired\"");
    };
    assert_eq!(with(register, gone), [(826, FINANCE.to_owned())]);
}

/// What the register lacks is told of a request too, with the settings it would make.
#[test]
fn a_request_keeps_the_register_in_order() {
    let mut w = town();
    let codes = |w: &mut crate::world::World, on: &str, by: &str, change: &dyn Fn(&mut Files)| {
        let collection = on.split('/').next().unwrap_or_default();
        let paper = request(w, collection, change);
        unsound(w.by(by).on(on).submit(paper).refused(527))
    };
    let gone = |f: &mut Files| edit(f, LEGAL, "code", "state = \"abolished\"\ndisposition = \"移交\"\ncode");
    assert_eq!(codes(&mut w, "registrations/2026/a", "chen", &gone), [820]);
    let left = |f: &mut Files| edit(f, &who("cen"), "unit", "state = \"left\"\nunit");
    assert_eq!(codes(&mut w, "accounts/2026/a", "chen", &left), [821]);
    let settings = |f: &mut Files| asked(f, "require = [\"agreement\"]\nmail = [\"qingzhe.example\"]");
    let found = codes(&mut w, "changes/2026/a", "zhou", &settings);
    assert!(found.contains(&824) && found.contains(&825), "{found:?}");
    let mut w = town_with(|f| asked(f, "[[register.post]]\npost = \"clerk\"\nleast = 0\nmost = 1"));
    let second = |f: &mut Files| person(f, "yu", "于兰", "finance", &["finance/clerk"], "active");
    assert_eq!(codes(&mut w, "registrations/2026/a", "chen", &second), [826]);
    assert_eq!(w.office.compare(&proposed(&w.office, second), 1).err().map(|faults| faults.len()), Some(1));
}
