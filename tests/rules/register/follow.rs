//! What may follow a register: what is final stays so, what was given once stays (`docs/register.md`, "What may follow").

use kanhe::office::{Files, FoundingFault};

use super::town::{ARCHIVE, DEPOT, SETTINGS, carried, list, proposed, request, stamp, town, town_with, unsound, who};
use crate::world::{World, edit, put, seal};

/// The town after a change, and the faults of another that would follow it as act 9.
fn follows(before: impl FnOnce(&mut Files), change: impl FnOnce(&mut Files)) -> Vec<(u16, String)> {
    let w = town_with(|files| {
        // No handover is asked for, and no workflow has a part in it.
        files.retain(|path, _| !path.starts_with("workflows/"));
        before(files);
    });
    told(&w, change, 9)
}

fn told(w: &World, change: impl FnOnce(&mut Files), seq: u64) -> Vec<(u16, String)> {
    let found = w.office.compare(&proposed(&w.office, change), seq);
    found.err().unwrap_or_default().into_iter().map(|fault: FoundingFault| (fault.code(), fault.path)).collect()
}

fn nothing(_: &mut Files) {}

fn restate(files: &mut Files, path: &str, from: &str, to: &str) {
    edit(files, path, &format!("state = {from}"), &format!("state = {to}"));
}

/// K811: a certificate's standing that is final.
#[test]
fn a_certificate_that_is_final_stays_so() {
    const STATES: [&str; 4] = ["\"active\"", "\"suspended\"", "\"retired\"", "\"compromised\"\nafter = 5"];
    for (from, was) in STATES.iter().enumerate() {
        for (to, is) in STATES.iter().enumerate().filter(|(to, _)| *to != from) {
            for path in [who("lin"), stamp("archive")] {
                let found = follows(|f| restate(f, &path, "\"active\"", was), |f| restate(f, &path, was, is));
                // Retired may still turn out to have been stolen; stolen is the end.
                let good = from < 2 || from == 2 && to == 3;
                let codes: Vec<u16> = found.iter().map(|(code, _)| *code).collect();
                assert_eq!(codes, if good { vec![] } else { vec![811] }, "{path}: {was} to {is}");
            }
        }
    }
}

/// K811, K803: the number after which a certificate is in question falls, and is never of an act to come.
#[test]
fn what_was_in_question_once_stays_in_question() {
    let stolen = |after: u64| format!("\"compromised\"\nafter = {after}");
    for (was, is, codes) in [(5, 4, &[][..]), (5, 5, &[]), (5, 6, &[811]), (0, 1, &[811])] {
        let found = follows(
            |f| restate(f, &who("lin"), "\"active\"", &stolen(was)),
            |f| edit(f, &who("lin"), &format!("after = {was}"), &format!("after = {is}")),
        );
        assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), codes, "{was} to {is}");
    }
    let w = town();
    assert_eq!(told(&w, |f| restate(f, &who("lin"), "\"active\"", &stolen(9)), 9), []);
    let found = told(&w, |f| restate(f, &who("lin"), "\"active\"", &stolen(10)), 9);
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [803]);
    // Of a new certificate as well.
    let found = told(&w, |f| list(f, "people/lin", "lin second", &stolen(10)), 9);
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [803]);
}

/// B8, K811: an abolished unit does not come back.
#[test]
fn an_abolished_unit_stays_abolished() {
    let gone = "state = \"abolished\"\ndisposition = \"移交\"\nformer";
    let back = |f: &mut Files| edit(f, DEPOT, gone, "former");
    assert_eq!(follows(|f| edit(f, DEPOT, "former", gone), back), [(811, DEPOT.to_owned())]);
    assert_eq!(follows(|f| edit(f, DEPOT, "former", gone), |f| edit(f, DEPOT, "移交", "销毁")), []);
}

/// F4, F6, K811: a seal goes from active to handed back to destroyed, a step at a time, and never back.
#[test]
fn a_seal_goes_one_way_a_step_at_a_time() {
    const STATES: [&str; 3] = ["active", "handed-back", "destroyed"];
    let at = |f: &mut Files, state: &str| {
        edit(f, &stamp("archive"), "diameter", &format!("state = {state:?}\ndiameter"));
        edit(f, &stamp("archive"), "42\n", "42\n# 证书\n");
        edit(f, &stamp("archive"), "\nstate = \"active\"\n+++", "\nstate = \"retired\"\n+++");
    };
    for (from, was) in STATES.iter().enumerate() {
        for (to, is) in STATES.iter().enumerate() {
            let found = follows(
                |f| at(f, was),
                |f| {
                    edit(
                        f,
                        &stamp("archive"),
                        &format!("state = {was:?}\ndiameter"),
                        &format!("state = {is:?}\ndiameter"),
                    );
                },
            );
            let good = to == from || to == from + 1;
            assert_eq!(found, if good { vec![] } else { vec![(811, stamp("archive"))] }, "{was} to {is}");
        }
    }
}

/// C17, K827: a personnel code is one person's for ever.
#[test]
fn a_personnel_code_stays() {
    let coded = |f: &mut Files| edit(f, &who("lin"), "unit", "code = \"017\"\nunit");
    assert_eq!(follows(coded, |f| edit(f, &who("lin"), "017", "018")), [(827, who("lin"))]);
    assert_eq!(follows(coded, |f| edit(f, &who("lin"), "code = \"017\"\n", "")), [(827, who("lin"))]);
    assert_eq!(follows(nothing, coded), [], "it may come later");
    // Nor is it given away by one who leaves and taken by another.
    let handed_on = follows(coded, |f| {
        edit(f, &who("lin"), "code = \"017\"\n", "");
        edit(f, &who("ma"), "unit", "code = \"017\"\nunit");
    });
    assert_eq!(handed_on, [(827, who("lin"))]);
    let others = follows(coded, |f| edit(f, &who("lin"), "林芳", "林方"));
    assert_eq!(others, []);
}

/// C16, K827: a person does not become an account, nor an account a person or another sort of account.
#[test]
fn an_entry_stays_of_its_kind() {
    let account = |f: &mut Files| {
        let fields =
            "name = \"公用\"\nemail = \"gong@linjiang.example\"\nunit = \"finance\"\nkind = \"shared\"\nowner = \"ma\"";
        put(f, &who("gong"), fields);
    };
    let to = |from: &'static str, to: &'static str| move |f: &mut Files| edit(f, &who("gong"), from, to);
    assert_eq!(follows(account, to("kind = \"shared\"", "kind = \"special\"")), [(827, who("gong"))]);
    assert_eq!(follows(account, to("kind = \"shared\"\nowner = \"ma\"", "")), [(827, who("gong"))]);
    assert_eq!(follows(account, to("owner = \"ma\"", "owner = \"lin\"")), [], "its owner may be another");
    let person = follows(
        |f| put(f, &who("gong"), "name = \"龚\"\nemail = \"gong@linjiang.example\"\nunit = \"finance\""),
        |f| edit(f, &who("gong"), "unit", "kind = \"special\"\nowner = \"ma\"\nunit"),
    );
    assert_eq!(person, [(827, who("gong"))]);
}

/// F12, K827: a seal stays a unit's, a special one, or somebody's own.
#[test]
fn a_seal_stays_of_its_kind_and_its_owners() {
    let kind = |to: &'static str| move |f: &mut Files| edit(f, &stamp("archive"), "unit", &format!("{to}\nunit"));
    assert_eq!(follows(nothing, kind("kind = \"special\"")), [(827, stamp("archive"))]);
    assert_eq!(follows(nothing, kind("kind = \"unit\"")), []);
    let both = follows(nothing, kind("kind = \"personal\"\nowner = \"mei\""));
    assert_eq!(both, [(827, stamp("archive")), (827, stamp("archive"))]);
    let owner = follows(nothing, |f| {
        edit(f, &stamp("ma"), "owner = \"ma\"", "owner = \"lin\"");
        edit(f, &stamp("ma"), "custodians = [\"ma\"]", "custodians = [\"lin\"]");
    });
    assert_eq!(owner, [(827, stamp("ma"))]);
}

/// B4, K827, K828: the names a unit had are kept, and so is the one it has until now.
#[test]
fn a_units_names_are_kept() {
    let rename = |f: &mut Files, former: &str| {
        edit(f, DEPOT, "title = \"物资站\"", "title = \"物资中心\"");
        edit(f, DEPOT, "[\"仓库\"]", former);
    };
    assert_eq!(follows(nothing, |f| rename(f, "[\"仓库\"]")), [(828, DEPOT.to_owned())]);
    assert_eq!(follows(nothing, |f| rename(f, "[\"物资站\"]")), [(827, DEPOT.to_owned())]);
    assert_eq!(follows(nothing, |f| rename(f, "[]")), [(827, DEPOT.to_owned()), (828, DEPOT.to_owned())]);
    for good in ["[\"仓库\", \"物资站\"]", "[\"物资站\", \"仓库\"]"] {
        assert_eq!(follows(nothing, |f| rename(f, good)), [], "{good}");
    }
    assert_eq!(follows(nothing, |f| edit(f, DEPOT, "[\"仓库\"]", "[]")), [(827, DEPOT.to_owned())]);
    assert_eq!(follows(nothing, |f| edit(f, DEPOT, "[\"仓库\"]", "[\"库房\"]")), [(827, DEPOT.to_owned())]);
    // Also where it is abolished under another name.
    let gone = "title = \"物资中心\"\nstate = \"abolished\"\ndisposition = \"移交\"";
    assert_eq!(follows(nothing, |f| edit(f, DEPOT, "title = \"物资站\"", gone)), [(828, DEPOT.to_owned())]);
}

/// F6, B7, K829: the seal with the old name is handed back when a unit is renamed.
#[test]
fn an_old_seal_does_not_outlive_its_units_name() {
    let rename = |f: &mut Files| {
        edit(f, ARCHIVE, "title = \"青柘市档案室\"", "title = \"青柘市档案馆\"\nformer = [\"青柘市档案室\"]");
    };
    let back = |f: &mut Files| {
        edit(f, &stamp("archive"), "\nstate = \"active\"", "\nstate = \"retired\"");
        edit(f, &stamp("archive"), "diameter", "state = \"handed-back\"\ndiameter");
    };
    let old = [(829, stamp("archive"))];
    assert_eq!(follows(nothing, rename), old);
    let both = |more: &dyn Fn(&mut Files)| {
        follows(nothing, |f| {
            rename(f);
            more(f);
        })
    };
    assert_eq!(both(&back), []);
    // Neither another name on it, nor another unit behind it, nor a suspended certificate makes it another seal.
    assert_eq!(both(&|f| edit(f, &stamp("archive"), "青柘市档案室", "青柘市档案馆")), old);
    assert_eq!(both(&|f| edit(f, &stamp("archive"), "unit = \"archive\"", "unit = \"legal\"")), old);
    assert_eq!(both(&|f| edit(f, &stamp("archive"), "\nstate = \"active\"", "\nstate = \"suspended\"")), old);
    // A new one with the new name is welcome beside it.
    let new = |f: &mut Files| {
        back(f);
        seal(f, "archive-new", "青柘市档案馆", "archive", &["mei"], "active");
    };
    assert_eq!(both(&new), []);
    // It is the unit's seal with the unit's name that goes: not a special one, a personal one, or one that says something else.
    let other = |kind: &'static str, title: &'static str| {
        follows(
            move |f| {
                back(f);
                seal(f, "other", title, "archive", &["mei"], "active");
                edit(f, &stamp("other"), "unit", &format!("{kind}unit"));
            },
            rename,
        )
    };
    assert_eq!(other("", "青柘市档案室"), [(829, stamp("other"))]);
    assert_eq!(other("", "青柘市档案室（二）"), []);
    assert_eq!(other("kind = \"special\"\n", "青柘市档案室"), []);
    assert_eq!(other("kind = \"personal\"\nowner = \"mei\"\n", "青柘市档案室"), []);
}

/// F6, K811: a seal that was handed back before is none that outlives anything: that it would come back is what is said.
#[test]
fn a_seal_that_was_back_already_comes_back_with_no_name() {
    let back = "state = \"handed-back\"\ndiameter";
    let found = follows(
        |f| {
            edit(f, &stamp("archive"), "diameter", back);
            edit(f, &stamp("archive"), "\nstate = \"active\"", "\nstate = \"retired\"");
        },
        |f| {
            edit(f, ARCHIVE, "title = \"青柘市档案室\"", "title = \"青柘市档案馆\"\nformer = [\"青柘市档案室\"]");
            edit(f, &stamp("archive"), back, "diameter");
        },
    );
    assert_eq!(found, [(811, stamp("archive"))]);
}

/// B8, F6, K829: nor does it outlive the unit, whosever it is afterwards.
#[test]
fn an_old_seal_does_not_outlive_its_unit() {
    let gone = |f: &mut Files| {
        edit(f, DEPOT, "former", "state = \"abolished\"\ninto = \"legal\"\ndisposition = \"移交\"\nformer");
    };
    let sealed = |f: &mut Files| seal(f, "depot", "物资站", "depot", &["zhou"], "active");
    let moved = |f: &mut Files| {
        gone(f);
        edit(f, &stamp("depot"), "unit = \"depot\"", "unit = \"legal\"");
    };
    assert_eq!(follows(sealed, moved), [(829, stamp("depot"))]);
    let back = |f: &mut Files| {
        gone(f);
        edit(f, &stamp("depot"), "\nstate = \"active\"", "\nstate = \"retired\"");
        edit(f, &stamp("depot"), "diameter", "state = \"handed-back\"\ndiameter");
    };
    assert_eq!(follows(sealed, back), []);
}

/// The record's id is what it is for ever.
#[test]
fn a_record_stays_the_same() {
    assert_eq!(follows(nothing, |f| edit(f, SETTINGS, "6f1c", "6f1d")), [(803, SETTINGS.to_owned())]);
}

/// What may not follow is asked when the request is handed in, and again when it is executed.
#[test]
fn what_may_not_follow_is_asked_twice() {
    let mut w = town();
    let stolen = request(&w, "certificates", |f| restate(f, &who("lin"), "\"active\"", "\"compromised\"\nafter = 3"));
    w.by("lin").on("certificates/2026/a").submit(stolen).refused(527);
    w.seq = 3;
    let stolen = request(&w, "certificates", |f| restate(f, &who("lin"), "\"active\"", "\"compromised\"\nafter = 3"));
    carried(&mut w, "certificates/2026/a", "fan", &stolen, &["ma"]);
    let again = request(&w, "certificates", |f| edit(f, &who("lin"), "\"compromised\"\nafter = 3", "\"active\""));
    assert_eq!(unsound(w.by("fan").on("certificates/2026/b").submit(again).refused(527)), [811]);
    // Two requests that are in order each for itself: the second is not when its turn comes.
    let mut w = town();
    let one = request(&w, "certificates", |f| {
        list(f, "people/lin", "one key", "\"active\"");
    });
    let two = request(&w, "certificates", |f| {
        list(f, "people/zhou", "one key", "\"active\"");
    });
    w.by("lin").on("certificates/2026/a").submit(one.clone()).ok();
    w.by("zhou").on("certificates/2026/b").submit(two.clone()).ok();
    w.by("ma").on("certificates/2026/a").approve("同意").ok();
    w.by("ma").on("certificates/2026/b").approve("同意").ok();
    w.by("sun").on("certificates/2026/a").execute(&one).ok();
    assert_eq!(unsound(w.by("sun").on("certificates/2026/b").execute(&two).refused(527))[0], 805);
}
