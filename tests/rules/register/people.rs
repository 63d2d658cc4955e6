//! 人员和账号, 数字证书: people come, move and go, and get and lose their certificates, on an application that others approve.

use kanhe::office::{Files, Stage, Standing};

use super::town::{
    Edit, SETTINGS, approve, carried, handover, leaves, list, readers, request, stamp, step, town, town_with, unsound,
    waiting, who, with_file,
};
use crate::world::{A, MORNING, Paper, World, doc, edit, fingerprint, person, slug};

const ACCOUNT: &str = "accounts/2026/a";
const CERTIFICATE: &str = "certificates/2026/a";

/// yu comes to finance.
fn comes(w: &World) -> Paper {
    let paper = request(w, "accounts", |f| person(f, "yu", "于兰", "finance", &["finance/staff"], "active"));
    with_file(paper, "agreement")
}

/// C7, C8, C11, C24, C25: an account is asked for by its unit in writing, its head signs, the office reviews, the operator opens it.
#[test]
fn an_account_is_asked_for_signed_reviewed_and_then_opened() {
    let mut w = town();
    let paper = comes(&w);
    for who in ["zhou", "yu"] {
        assert!(matches!(w.by(who).on(ACCOUNT).submit(paper.clone()).code(), Some(529 | 201)), "{who}");
    }
    w.by("lu").on(ACCOUNT).submit(paper.clone()).ok();
    for (at, asked) in [("approve", "ma"), ("review", "wu")] {
        assert_eq!((step(&w, ACCOUNT).as_str(), waiting(&w, ACCOUNT)), (at, vec![asked.to_owned()]));
        w.by("sun").on(ACCOUNT).at("execute").execute(&paper).refused(512);
        w.by("lu").on(ACCOUNT).approve("同意").refused(514);
        w.by("yu").submit(doc()).refused(201);
        w.by(asked).on(ACCOUNT).approve("同意").ok();
    }
    for other in ["lu", "ma", "wu", "zhao"] {
        w.by(other).on(ACCOUNT).execute(&paper).refused(514);
    }
    w.by("sun").on(ACCOUNT).execute(&paper).ok();
    w.by("yu").submit(doc()).ok();
    // C26: the result goes back to who asked.
    assert_eq!((step(&w, ACCOUNT).as_str(), waiting(&w, ACCOUNT)), ("confirm", vec!["lu".to_owned()]));
    w.by("lu").on(ACCOUNT).complete("已开通，可以登录").ok();
    assert_eq!(w.docket(ACCOUNT).stage(), Stage::Executed);
    // C24: whoever is in the register since then is there by an approved application.
    assert_eq!(w.office.changed().get(&who("yu")), Some(&4));
}

/// C15: no account without the signed agreement; no request without a reason.
#[test]
fn an_account_comes_with_the_agreement_and_a_reason() {
    let told = |paper: &dyn Fn(Paper) -> Paper| {
        let mut w = town();
        let paper = paper(comes(&w));
        w.by("lu").on(ACCOUNT).submit(paper).faults()
    };
    assert_eq!(told(&|paper| paper), Vec::<u16>::new());
    assert_eq!(told(&|paper| paper.without("agreement")), [557]);
    assert_eq!(told(&|paper| with_file(paper.without("agreement"), "evidence")), [557]);
    assert_eq!(told(&|paper| paper.without("reason")), [543]);
    assert_eq!(told(&|paper| paper.without("unit")), [543]);
    // What opens no account needs none.
    let mut w = town();
    let moved = request(&w, "accounts", |f| edit(f, &who("zhou"), "unit", "phone = \"1\"\nunit"));
    assert!(w.by("lu").on(ACCOUNT).submit(moved).faults().is_empty());
}

/// C6: an administrator asks for the people of his own department, and of no other.
#[test]
fn an_administrator_administers_his_own_department() {
    let changes: [(Edit, &[&str], &[&str]); 4] = [
        (
            |f| edit(f, &who("zhou"), "unit", "phone = \"1\"\nunit"),
            &["lu", "fan", "ma", "chen", "wu"],
            &["mei", "cen", "lin", "zhou"],
        ),
        (
            |f| edit(f, &who("tang"), "unit", "phone = \"1\"\nunit"),
            &["mei", "tang", "chen"],
            &["lu", "fan", "ma", "qian"],
        ),
        (|f| person(f, "yu", "于兰", "archive", &[], "active"), &["mei", "tang"], &["lu", "fan", "ma"]),
        // Whom one gets from another department, both ask for.
        (|f| edit(f, &who("zhou"), "unit = \"finance\"", "unit = \"archive\""), &["mei", "lu"], &["cen", "deng"]),
    ];
    for (n, (change, may, may_not)) in changes.into_iter().enumerate() {
        let mut w = town();
        let paper = with_file(request(&w, "accounts", change), "agreement");
        for (at, asked) in may.iter().enumerate() {
            w.by(asked).on(&format!("accounts/2026/m{at}")).submit(paper.clone()).ok();
        }
        for other in may_not {
            let code = w.by(other).on(ACCOUNT).submit(paper.clone()).code();
            assert_eq!(code, Some(529), "{n}: {other}");
        }
    }
}

/// C28, C29: on a transfer both heads sign, the old powers end and the new ones begin with the execution, not before.
#[test]
fn a_transfer_ends_the_old_powers_and_begins_the_new() {
    let mut w = town();
    w.by("zhou").submit(doc()).ok();
    let paper = request(&w, "accounts", |f| {
        edit(f, &who("lin"), "unit = \"finance\"", "unit = \"legal\"");
        edit(f, &who("lin"), "[\"finance/deputy\"]", "[\"legal/deputy\"]");
        edit(f, &who("cen"), "[\"legal/clerk\"]", "[\"legal/clerk\", \"finance/deputy\"]");
    });
    w.by("chen").on(ACCOUNT).submit(paper.clone()).ok();
    assert_eq!(waiting(&w, ACCOUNT), ["ma", "qiu"]);
    approve(&mut w, ACCOUNT, &["ma"]);
    w.by("wu").on(ACCOUNT).at("review").approve("同意").refused(512);
    approve(&mut w, ACCOUNT, &["qiu", "wu"]);
    w.by("cen").approve("同意").refused(514);
    let mut before = w.clone();
    before.by("lin").approve("同意").ok();
    w.by("sun").on(ACCOUNT).execute(&paper).ok();
    w.by("lin").approve("同意").refused(514);
    w.by("cen").approve("同意").ok();
}

/// C2: whoever acts does so by the post he holds in the register, and the record says as what.
#[test]
fn powers_follow_the_post() {
    let mut w = town();
    w.by("zhou").submit(doc()).ok();
    for other in ["zhou", "fan", "lu", "ma", "tang"] {
        w.by(other).approve("同意").refused(514);
    }
    w.by("lin").approve("同意").ok();
    let capacity = w.docket(A).trail.last().map(|mark| mark.capacity.clone());
    assert_eq!(capacity, Some(vec!["财务科 副主任".to_owned()]));
}

fn zhou_leaves(w: &World) -> Paper {
    request(w, "accounts", |f| leaves(f, "zhou", "[]"))
}

/// C30, M3: who leaves has handed over, and then has nothing left at once: no post, no key.
#[test]
fn a_leavers_account_ends_with_all_it_had() {
    let mut w = town();
    let bare = request(&w, "accounts", |f| edit(f, &who("zhou"), "unit", "state = \"left\"\nunit"));
    let told = unsound(w.by("fan").on(ACCOUNT).submit(bare).refused(527));
    assert_eq!(told, [821], "with a certificate he does not leave");
    let paper = zhou_leaves(&w);
    assert_eq!(unsound(w.by("fan").on(ACCOUNT).submit(paper.clone()).refused(527)), [812]);
    let handing = handover().set("unit", "\"finance\"").set("person", "\"zhou\"").set("to", "\"lin\"");
    w.by("fan").on("handovers/2026/a").submit(handing).ok();
    approve(&mut w, "handovers/2026/a", &["lin", "ma"]);
    carried(&mut w, ACCOUNT, "fan", &paper, &["ma", "wu"]);
    assert!(!w.office.is_able(&slug("zhou")));
    assert_eq!(
        w.office.register().person(&slug("zhou")).map(|zhou| (zhou.is_in_office(), zhou.posts.len())),
        Some((false, 0))
    );
    w.by("zhou").submit(doc()).refused(202);
    // He comes back by another application, with a certificate of his own.
    let back = request(&w, "accounts", |f| {
        edit(f, &who("zhou"), "state = \"left\"", "state = \"active\"");
        list(f, "people/zhou", "zhou again", "\"active\"");
    });
    let back = with_file(back, "agreement");
    carried(&mut w, "accounts/2026/b", "fan", &back, &["ma", "wu"]);
    w.by("zhou").signed_with("zhou again").submit(doc()).ok();
    w.by("zhou").submit(doc()).refused(202);
}

/// C28, C30: who keeps a seal does not leave before another keeps it.
#[test]
fn a_custodian_does_not_leave_with_his_seal() {
    let mut w = town();
    w.by("cen").on("handovers/2026/a").submit(handover()).ok();
    approve(&mut w, "handovers/2026/a", &["mei", "qiu"]);
    let paper = request(&w, "accounts", |f| leaves(f, "cen", "[\"legal/clerk\"]"));
    assert_eq!(unsound(w.by("qiu").on(ACCOUNT).submit(paper).refused(527)), [821]);
    let seal = request(&w, "seal-requests", |f| edit(f, &stamp("legal"), "[\"cen\"]", "[\"qiu\"]"));
    carried(&mut w, "seal-requests/2026/a", "cen", &seal, &["zhao", "wu", "zhao"]);
    let paper = request(&w, "accounts", |f| leaves(f, "cen", "[\"legal/clerk\"]"));
    carried(&mut w, ACCOUNT, "qiu", &paper, &["zhao", "wu"]);
    assert!(!w.office.is_able(&slug("cen")));
}

/// C18, C19, C21: a shared or special account is registered with its owner; nobody signs as it.
#[test]
fn an_account_for_a_purpose_has_a_named_owner() {
    let mut w = town();
    let account = |owner: &str| {
        let fields = format!(
            "name = \"隐患排查\"\nemail = \"yinhuan@linjiang.example\"\nunit = \"finance\"\nkind = \"special\"\n{owner}"
        );
        move |f: &mut Files| crate::world::put(f, &who("yinhuan"), &fields)
    };
    let without = with_file(request(&w, "accounts", account("")), "agreement");
    assert_eq!(unsound(w.by("lu").on(ACCOUNT).submit(without).refused(527)), [803]);
    let with = with_file(request(&w, "accounts", account("owner = \"zhou\"")), "agreement");
    carried(&mut w, ACCOUNT, "lu", &with, &["ma", "wu"]);
    let owner = w.office.register().person(&slug("yinhuan")).and_then(|account| account.owner.clone());
    assert_eq!(owner, Some(slug("zhou")));
    w.by("yinhuan").submit(doc()).refused(201);
    // It is asked nowhere: a document for everybody of the unit is not for it.
    assert!(!w.office.register().person(&slug("yinhuan")).is_some_and(kanhe::office::Person::is_in_office));
    let key = request(&w, "certificates", |f| list(f, "people/yinhuan", "key", "\"active\""));
    assert_eq!(unsound(w.by("lu").on(CERTIFICATE).submit(key).refused(527)), [822]);
}

/// C26: within two working days, or it is said why; and who asked confirms, or says what is wrong and whom it concerns.
#[test]
fn a_change_is_made_in_two_working_days_and_confirmed() {
    let mut w = town();
    let paper = comes(&w);
    w.by("lu").on(ACCOUNT).submit(paper.clone()).ok();
    approve(&mut w, ACCOUNT, &["ma", "wu"]);
    // Monday; two working days end with Wednesday's office hours.
    let due = MORNING + 2 * 86_400 + 8 * 3_600 + 1_800;
    let mut late = w.clone();
    w.time = due;
    w.by("sun").on(ACCOUNT).execute(&paper).ok();
    late.time = due + 1;
    late.by("sun").on(ACCOUNT).execute(&paper).refused(532);
    late.by("sun").on(ACCOUNT).because("停电").execute(&paper).ok();
    for other in ["sun", "zhao", "ma"] {
        w.by(other).on(ACCOUNT).complete("好").refused(514);
    }
    w.by("lu").on(ACCOUNT).complete("").refused(517);
    let mut content = w.clone();
    content.by("lu").on(ACCOUNT).complete("已能登录").ok();
    assert_eq!(content.docket(ACCOUNT).stage(), Stage::Executed);
    w.by("lu").on(ACCOUNT).disagree("姓名写错").ok();
    assert_eq!(w.docket(ACCOUNT).stage(), Stage::Executed, "it is done all the same");
    assert_eq!(readers(&w, ACCOUNT), ["sun", "zhao"]);
    assert!(w.office.is_able(&slug("yu")));
}

/// C12, C15, C17, C23: what the office asks of everybody is asked of who comes.
#[test]
fn who_comes_has_what_the_office_asks_for() {
    let mut w = town_with(|f| {
        let all = "\n[register]\nmail = [\"linjiang.example\"]\nrequire = [\"mobile\", \"agreement\", \"code\"]\n";
        f.entry(SETTINGS.to_owned()).or_default().extend_from_slice(all.as_bytes());
        let people: Vec<String> = f
            .keys()
            .filter(|path| path.starts_with("content/people/") && path.ends_with("index.md"))
            .cloned()
            .collect();
        for (n, path) in people.iter().enumerate() {
            edit(f, path, "unit", &format!("code = \"{n}\"\nmobile = \"139\"\nagreement = 2026-01-05\nunit"));
        }
    });
    let coming = |w: &World, more: &str, mail: &str| {
        let paper = request(w, "accounts", |f| {
            person(f, "yu", "于兰", "finance", &[], "active");
            edit(f, &who("yu"), "unit", &format!("{more}unit"));
            edit(f, &who("yu"), "yu@linjiang.example", mail);
        });
        with_file(paper, "agreement")
    };
    let all = "code = \"99\"\nmobile = \"139\"\nagreement = 2026-02-27\n";
    for (more, mail, code) in [
        ("code = \"99\"\nmobile = \"139\"\n", "yu@linjiang.example", 824),
        ("code = \"99\"\nagreement = 2026-02-27\n", "yu@linjiang.example", 824),
        ("mobile = \"139\"\nagreement = 2026-02-27\n", "yu@linjiang.example", 824),
        ("code = \"1\"\nmobile = \"139\"\nagreement = 2026-02-27\n", "yu@linjiang.example", 805),
        (all, "yu@gmail.example", 825),
        (all, "MA@linjiang.example", 805),
    ] {
        let paper = coming(&w, more, mail);
        assert_eq!(unsound(w.by("lu").on(ACCOUNT).submit(paper).refused(527)), [code], "{more} {mail}");
    }
    let paper = coming(&w, all, "yu@linjiang.example");
    w.by("lu").on(ACCOUNT).submit(paper).ok();
}

/// A second certificate for lin.
fn second(w: &World) -> Paper {
    request(w, "certificates", |f| list(f, "people/lin", "lin second", "\"active\""))
}

/// E2: a certificate is applied for by the person in writing, the unit's head signs, the operator executes.
#[test]
fn a_certificate_is_applied_for_signed_by_the_head_and_registered() {
    let mut w = town();
    let paper = second(&w);
    // Nobody else asks for a certificate in his name, while he can sign (E2).
    for other in ["mei", "zhou", "sun"] {
        w.by(other).on(CERTIFICATE).submit(paper.clone()).refused(576);
    }
    assert_eq!(w.by("lin").on(CERTIFICATE).submit(paper.clone().without("reason")).faults(), [543]);
    w.by("lin").on(CERTIFICATE).submit(paper.clone()).ok();
    w.by("lin").signed_with("lin second").submit(doc()).refused(201);
    assert_eq!(waiting(&w, CERTIFICATE), ["ma"]);
    w.by("sun").on(CERTIFICATE).at("execute").execute(&paper).refused(512);
    approve(&mut w, CERTIFICATE, &["ma"]);
    for other in ["lin", "ma", "zhao"] {
        assert!(matches!(w.by(other).on(CERTIFICATE).execute(&paper).code(), Some(514 | 571)), "{other}");
    }
    w.by("sun").on(CERTIFICATE).execute(&paper).ok();
    w.by("lin").signed_with("lin second").submit(doc()).ok();
    w.by("lin").on(CERTIFICATE).complete("可以签名").ok();
    assert_eq!(w.docket(CERTIFICATE).stage(), Stage::Executed);
}

/// E2: changed, suspended, restored and cancelled in the same way, and each takes effect at its execution.
#[test]
fn a_certificate_changes_in_the_same_way() {
    let mut w = town();
    let to = |w: &World, from: &str, to: &str| {
        request(w, "certificates", |f| edit(f, &who("zhou"), &format!("state = {from:?}"), &format!("state = {to:?}")))
    };
    let standing = |w: &World| w.office.standing(&fingerprint("zhou"));
    for (n, (from, is, found)) in [
        ("active", "suspended", Standing::Suspended),
        ("suspended", "active", Standing::Active),
        ("active", "suspended", Standing::Suspended),
    ]
    .into_iter()
    .enumerate()
    {
        let paper = to(&w, from, is);
        carried(&mut w, &format!("certificates/2026/{n}"), "fan", &paper, &["ma"]);
        assert_eq!(standing(&w), Some(found));
        let code = w.by("zhou").on(&format!("documents/2026/{n}")).submit(doc()).code();
        assert_eq!(code, (found == Standing::Suspended).then_some(202));
    }
    let renewed = request(&w, "certificates", |f| {
        f.insert(format!("content/people/fan/{}.asc", fingerprint("fan")), b"renewed".to_vec());
    });
    carried(&mut w, "certificates/2026/r", "fan", &renewed, &["ma"]);
    w.by("fan").submit(doc()).ok();
}

/// E5, C21: what was signed is somebody's, has its hour, its words and its key, and keeps them.
#[test]
fn every_opinion_has_its_signer_its_hour_and_its_key() {
    let mut w = town();
    w.by("zhou").submit(doc()).ok();
    let at = w.time;
    w.by("lin").approve("情况属实，同意").ok();
    let mark = w.docket(A).trail.last().cloned();
    let mark = mark.map(|mark| (mark.person, mark.time, mark.words, mark.signer));
    assert_eq!(mark, Some((slug("lin"), at, "情况属实，同意".to_owned(), fingerprint("lin"))));
}

/// C20, E7: nobody acts under another's name: the key says who it was, and the name has to be his.
#[test]
fn nobody_signs_under_anothers_name() {
    let mut w = town();
    w.by("zhou").submit(doc()).ok();
    w.by("lin").signed_with("zhou").approve("同意").refused(204);
    w.by("zhou").signed_with("lin").approve("同意").refused(204);
    w.by("lin").named("林芳", "zhou@linjiang.example").approve("同意").refused(204);
    w.by("lin").signed_with("seal finance").approve("同意").refused(203);
    w.by("lin").approve("同意").ok();
}
