//! Attacks on the register by those who may sign: each is refused, with what it is refused for.

use kanhe::office::{Deed, Files, How, Violation};

use super::town::{
    Edit, FINANCE, LEGAL, SETTINGS, approve, carried, list, proposed, request, stamp, step, town, town_with, unit,
    unsound, waiting, who, with_file,
};
use crate::world::{A, B, Paper, World, change, doc, edit, fingerprint, leave, matter, person, slug};

const ACCOUNT: &str = "accounts/2026/a";
const CERTIFICATE: &str = "certificates/2026/a";

/// ma, head of finance, asks that he be head of legal as well.
fn power(w: &World) -> Paper {
    request(w, "accounts", |f| edit(f, &who("ma"), "[\"finance/head\"]", "[\"finance/head\", \"legal/head\"]"))
}

/// A4, C3, K571: a head who proposes a post for himself does not approve it, nor does anybody in his place.
#[test]
fn a_head_does_not_approve_his_own_post() {
    let mut w = town();
    let paper = power(&w);
    w.by("ma").on(ACCOUNT).submit(paper.clone()).ok();
    // In his place the next above signs, and the head of the other unit.
    assert_eq!(waiting(&w, ACCOUNT), ["qiu", "zhao"]);
    w.by("ma").on(ACCOUNT).approve("同意").refused(571);
    w.by("ma").on(ACCOUNT).disagree("不同意").refused(571);
    approve(&mut w, ACCOUNT, &["qiu", "zhao", "wu"]);
    w.by("sun").on(ACCOUNT).execute(&paper).ok();
    // That it is done, he who asked confirms himself.
    w.by("ma").on(ACCOUNT).complete("已生效").ok();
    // Nor where another has asked for it.
    let mut w = town();
    w.by("lu").on(ACCOUNT).submit(paper.clone()).ok();
    assert_eq!(waiting(&w, ACCOUNT), ["qiu", "zhao"]);
    w.by("ma").on(ACCOUNT).approve("同意").refused(571);
    approve(&mut w, ACCOUNT, &["qiu", "zhao", "wu"]);
    w.by("sun").on(ACCOUNT).execute(&paper).ok();
}

/// K571: gaining is a post, a certificate that signs, a seal, or being back; and none of it is approved by who gets it.
#[test]
fn who_gains_has_no_say() {
    let gains: [(&str, Edit); 5] = [
        ("accounts", |f| edit(f, &who("ma"), "[\"finance/head\"]", "[\"finance/head\", \"finance/deputy\"]")),
        ("certificates", |f| list(f, "people/ma", "ma second", "\"active\"")),
        ("certificates", |f| {
            edit(f, &who("ma"), "\"suspended\"", "\"active\"");
        }),
        ("seal-requests", |f| edit(f, &stamp("finance"), "[\"sun\"]", "[\"sun\", \"ma\"]")),
        ("registrations", |f| {
            unit(f, "stores", "仓储科", "parent = \"finance\"\n[posts]\nhead = \"科长\"");
            edit(f, &who("ma"), "[\"finance/head\"]", "[\"finance/head\", \"stores/head\"]");
        }),
    ];
    for (n, (collection, change)) in gains.into_iter().enumerate() {
        let mut w = town_with(|f| list(f, "people/ma", "ma old", "\"suspended\""));
        let id = format!("{collection}/2026/a");
        let paper = request(&w, collection, change);
        let paper = match collection {
            "registrations" => with_file(paper.set("unit-kind", "\"国有企业\""), "founding"),
            _ => paper,
        };
        // Nobody asks for a certificate in his name; he may ask, and has no say all the same.
        let own = w.clone().by("chen").on(&id).submit(paper.clone()).code() == Some(576);
        w.by(if own { "ma" } else { "chen" }).on(&id).submit(paper).ok();
        assert!(!waiting(&w, &id).contains(&"ma".to_owned()), "{n}");
        w.by("ma").on(&id).approve("同意").refused(571);
    }
    // What takes away, or gives to another, is his to approve.
    for change in [
        |f: &mut Files| edit(f, &who("lin"), "[\"finance/deputy\"]", "[]"),
        |f: &mut Files| edit(f, &who("zhou"), "posts = []", "posts = [\"finance/deputy\"]"),
        |f: &mut Files| edit(f, &who("ma"), "unit", "phone = \"1\"\nunit"),
    ] {
        let mut w = town();
        let paper = request(&w, "accounts", change);
        w.by("fan").on(ACCOUNT).submit(paper).ok();
        w.by("ma").on(ACCOUNT).approve("同意").ok();
    }
}

/// K571: the operator does not carry out what gives him more.
#[test]
fn the_operator_does_not_give_himself_more() {
    let mut w = town();
    let paper = request(&w, "accounts", |f| {
        edit(f, &who("sun"), "[\"office/operator\"]", "[\"office/operator\", \"finance/head\"]");
    });
    w.by("chen").on(ACCOUNT).submit(paper.clone()).refused(509);
    let mut w = town_with(|f| edit(f, &who("qian"), "posts = []", "posts = [\"office/operator\"]"));
    w.by("chen").on(ACCOUNT).submit(paper.clone()).ok();
    approve(&mut w, ACCOUNT, &["ma", "zhao", "wu"]);
    assert_eq!(waiting(&w, ACCOUNT), ["qian"]);
    w.by("sun").on(ACCOUNT).execute(&paper).refused(571);
    w.by("qian").on(ACCOUNT).execute(&paper).ok();
}

/// Steps in which others are brought in.
const STEPS: &str = "[[step]]\nname = \"approve\"\ntitle = { zh-CN = \"审批\" }\nrule = \"any\"\nwho = [{ post = \"head\", of = \"office\" }]\n\
                     verbs = [\"approve\", \"return\", \"transfer\", \"consult\", \"add-sign\", \"reply\"]\nlift = [{ post = \"head\", of = \"finance\" }]\n\n\
                     [[step]]\nname = \"execute\"";

fn open_house() -> World {
    World::with(|f| {
        let all = String::from_utf8_lossy(&f["workflows/changes.toml"]).into_owned();
        let (head, _) = all.split_once("[[step]]").unwrap_or_default();
        let (_, rest) = all.split_once("[[step]]\nname = \"execute\"").unwrap_or_default();
        f.insert("workflows/changes.toml".to_owned(), format!("{head}{STEPS}{rest}").into_bytes());
    })
}

/// K534, K536, K571: who gains is not let in by another door: transferred to, consulted, added, or lifting himself.
#[test]
fn who_gains_is_not_brought_in() {
    let on = "changes/2026/a";
    let paper = |w: &World, gains: bool| {
        let text = String::from_utf8_lossy(&w.office.files()[&who("ma")]).into_owned();
        let to = if gains { "[\"finance/head\", \"finance/deputy\"]" } else { "[]" };
        change().propose(&who("ma"), &text.replace("[\"finance/head\"]", to))
    };
    let mut w = open_house();
    let request = paper(&w, true);
    w.by("zhou").on(on).submit(request).ok();
    w.by("zhao").on(on).transfer("ma").refused(534);
    w.by("zhao").on(on).consult("ma").refused(534);
    for how in [How::Before, How::After, How::With] {
        w.by("zhao").on(on).add_sign("ma", how).refused(534);
    }
    w.by("ma").on(on).lift("情况紧急").refused(536);
    w.by("ma").on(on).answer("我来说").refused(571);
    // Where he gains nothing, each of these is his.
    let mut w = open_house();
    let request = paper(&w, false);
    w.by("zhou").on(on).submit(request).ok();
    let mut others = [w.clone(), w.clone(), w.clone(), w];
    others[0].by("zhao").on(on).transfer("ma").ok();
    others[1].by("zhao").on(on).consult("ma").ok();
    others[2].by("zhao").on(on).add_sign("ma", How::With).ok();
    others[3].by("ma").on(on).lift("情况紧急").ok();
}

/// K571: who was let in before the text was another that gives him something has no say any more.
#[test]
fn a_revision_that_gives_somebody_something_takes_his_say() {
    let mut w = town();
    let harmless = request(&w, "accounts", |f| edit(f, &who("ma"), "unit", "phone = \"1\"\nunit"));
    w.by("lu").on(ACCOUNT).submit(harmless.clone()).ok();
    w.by("ma").on(ACCOUNT).approve("同意").ok();
    let greedy = power(&w);
    w.by("lu").on(ACCOUNT).revise(greedy).ok();
    assert_eq!(step(&w, ACCOUNT), "approve");
    w.by("ma").on(ACCOUNT).approve("同意").refused(571);
    w.by("lu").on(ACCOUNT).revise(harmless.body("仍按原稿。\n")).ok();
    w.by("ma").on(ACCOUNT).approve("同意").ok();
}

/// M5, K530: nor does he act for another, nor another for him: in requests nobody acts for anybody.
#[test]
fn nobody_acts_for_another_in_a_request() {
    let mut w = town();
    let delegation = |to: &str| {
        matter()
            .set("title", "\"外出授权\"")
            .set("to", &format!("{to:?}"))
            .set("from", "2026-03-02")
            .set("until", "2026-03-06")
            .set("reason", "\"出差\"")
    };
    w.by("zhao").on("delegations/2026/a").submit(delegation("ma")).ok();
    w.by("ma").on("delegations/2026/a").approve("接受").ok();
    w.by("ma").on("delegations/2026/b").submit(delegation("lin")).ok();
    w.by("lin").on("delegations/2026/b").approve("接受").ok();
    let paper = power(&w);
    w.by("lu").on(ACCOUNT).submit(paper).ok();
    w.by("ma").on(ACCOUNT).behalf("zhao").approve("同意").refused(530);
    w.by("lin").on(ACCOUNT).behalf("ma").approve("同意").refused(530);
}

/// Where hardly anybody is there, the few there are do it; with three it is asked.
#[test]
fn where_three_are_able_nobody_approves_his_own() {
    let on = "changes/2026/a";
    let house = |able: &[&str]| {
        World::with(|f| {
            let all = ["zhou", "lin", "ma", "chen", "wu", "zhao", "sun", "qian", "tang"];
            for slug in all.into_iter().filter(|slug| !able.contains(slug)) {
                edit(f, &who(slug), "state = \"active\"", "state = \"suspended\"");
            }
            edit(f, &who("zhao"), "[\"office/head\"]", "[\"office/head\", \"office/operator\"]");
        })
    };
    let paper = |w: &World| {
        let text = String::from_utf8_lossy(&w.office.files()[&who("ma")]).into_owned();
        change().propose(&who("ma"), &text.replace("[\"finance/head\"]", "[\"finance/head\", \"archive/head\"]"))
    };
    // ma, the head of the unit that asks, is the only one asked.
    let mut three = house(&["ma", "zhao", "tang"]);
    let request = paper(&three);
    three.by("ma").on(on).submit(request).refused(509);
    let mut two = house(&["ma", "zhao"]);
    let request = paper(&two);
    two.by("ma").on(on).submit(request.clone()).ok();
    two.by("ma").on(on).approve("同意").ok();
    two.by("zhao").on(on).execute(&request).ok();
    // That who carries it out is another is asked of two as well.
    let mut same = house(&["ma", "zhao"]);
    let request = paper(&same);
    same.by("zhao").on(on).submit(request.clone()).ok();
    same.by("ma").on(on).approve("同意").ok();
    same.by("zhao").on(on).execute(&request).refused(525);
}

/// A4, K525: who carries it out has neither asked for it nor approved it, in whichever collection, as whatever else.
#[test]
fn nobody_carries_out_what_he_asked_for_or_approved() {
    let harmless: [(&str, Edit, &[&str]); 6] = [
        ("accounts", |f| edit(f, &who("cen"), "unit", "phone = \"1\"\nunit"), &["qiu", "wu"]),
        ("certificates", |f| edit(f, &who("cen"), "state = \"active\"", "state = \"suspended\""), &["qiu"]),
        ("registrations", |f| edit(f, LEGAL, "code", "phone = \"1\"\ncode"), &["qiu", "wu", "zhao"]),
        ("seal-requests", |f| edit(f, &stamp("legal"), "42", "45"), &["qiu", "wu", "zhao"]),
        ("changes", |f| edit(f, SETTINGS, "青柘市政务", "青柘市政府"), &["ma", "zhao"]),
        ("emergencies", |f| edit(f, &who("cen"), "unit", "phone = \"1\"\nunit"), &["ma", "zhao"]),
    ];
    for (collection, change, approvers) in harmless {
        let id = format!("{collection}/2026/a");
        for both in approvers.iter().chain(&["chen"]) {
            let mut w = town_with(|f| {
                let path = who(both);
                edit(f, &path, "posts = [", "posts = [\"office/operator\", ");
            });
            let paper = request(&w, collection, change);
            w.by("chen").on(&id).submit(paper.clone()).ok();
            approve(&mut w, &id, approvers);
            w.by(both).on(&id).execute(&paper).refused(525);
            w.by("sun").on(&id).execute(&paper).ok();
        }
    }
}

/// C3, K570: more power is not hidden in a request for something smaller, where fewer look at it.
#[test]
fn more_power_is_not_hidden_in_a_smaller_request() {
    let hidden: [(&str, Edit); 7] = [
        // A certificate, and with it a post.
        ("certificates", |f| {
            list(f, "people/zhou", "zhou second", "\"active\"");
            edit(f, &who("zhou"), "posts = []", "posts = [\"finance/deputy\"]");
        }),
        // A telephone, and with it the custody of a seal.
        ("accounts", |f| {
            edit(f, &who("zhou"), "unit", "phone = \"1\"\nunit");
            edit(f, &stamp("finance"), "[\"sun\"]", "[\"sun\", \"zhou\"]");
        }),
        // A telephone, and with it a workflow without its approvals.
        ("accounts", |f| {
            edit(f, &who("zhou"), "unit", "phone = \"1\"\nunit");
            let text = String::from_utf8_lossy(&f["workflows/memos.toml"]).into_owned() + "# 略\n";
            f.insert("workflows/memos.toml".to_owned(), text.into_bytes());
        }),
        // A unit's telephone, and with it what the settings ask for.
        ("registrations", |f| {
            edit(f, FINANCE, "[posts]", "phone = \"1\"\n[posts]");
            edit(f, SETTINGS, "file = 1000000", "file = 2000000");
        }),
        // A look, and with it somebody new.
        ("changes", |f| {
            f.insert("themes/site.css".to_owned(), b"a {}".to_vec());
            person(f, "yu", "于兰", "finance", &["finance/head"], "active");
        }),
        // A hook's text, and with it a key.
        ("changes", |f| list(f, "people/zhou", "zhou second", "\"active\"")),
        // A seal's size, and with it a certificate for a person.
        ("seal-requests", |f| {
            edit(f, &stamp("finance"), "42", "45");
            list(f, "people/zhou", "zhou second", "\"active\"");
        }),
    ];
    for (n, (collection, change)) in hidden.into_iter().enumerate() {
        let mut w = town();
        let paper = request(&w, collection, change);
        let refused = w.by("chen").on(&format!("{collection}/2026/a")).submit(paper).refused(570);
        assert!(matches!(refused, Violation::OtherKind { .. }), "{n}");
    }
}

/// C3: what is no request proposes nothing, whatever lies beside it.
#[test]
fn what_is_no_request_changes_nothing() {
    let mut w = town();
    let files = proposed(&w.office, |f| person(f, "yu", "于兰", "finance", &["finance/head"], "active"));
    let loss = leave()
        .set("title", "\"挂失\"")
        .set("person", "\"zhou\"")
        .set("kind", "\"遗失\"")
        .set("noticed", "\"2026-03-02 08:30\"")
        .set("circumstances", "\"遗失\"");
    let with = |paper: Paper| {
        files.iter().fold(paper, |paper, (path, bytes)| paper.propose(path, &String::from_utf8_lossy(bytes)))
    };
    assert!(w.by("sun").on("losses/2026/a").submit(with(loss)).faults().contains(&552));
    assert!(w.by("zhou").submit(with(doc())).faults().contains(&552));
    assert!(w.office.register().person(&slug("yu")).is_none());
}

/// C13, C16, K805: one key is one person's: not registered for two, at once or one after the other.
#[test]
fn two_people_do_not_have_one_key() {
    let mut w = town();
    let both = request(&w, "certificates", |f| {
        list(f, "people/zhou", "one key", "\"active\"");
        list(f, "people/lin", "one key", "\"active\"");
    });
    assert!(unsound(w.by("fan").on(CERTIFICATE).submit(both).refused(527)).contains(&805));
    for whose in ["ma", "he", "gao", "seal finance"] {
        let known = request(&w, "certificates", |f| list(f, "people/zhou", whose, "\"active\""));
        assert!(unsound(w.by("fan").on(CERTIFICATE).submit(known).refused(527)).contains(&805), "{whose}");
    }
}

/// C13, C17, K805, K827: one person does not come a second time under another name.
#[test]
fn one_person_does_not_have_two_names() {
    let mut w = town_with(|f| edit(f, &who("zhou"), "unit", "code = \"017\"\nunit"));
    let second = |w: &World, code: &str, mail: &str| {
        let paper = request(w, "accounts", |f| {
            person(f, "yu", "于兰", "finance", &[], "active");
            edit(f, &who("yu"), "unit", &format!("{code}unit"));
            edit(f, &who("yu"), "yu@linjiang.example", mail);
        });
        with_file(paper, "agreement")
    };
    for (code, mail) in
        [("code = \"017\"\n", "yu@linjiang.example"), ("", "zhou@linjiang.example"), ("", "ZHOU@Linjiang.Example")]
    {
        let paper = second(&w, code, mail);
        assert_eq!(unsound(w.by("lu").on(ACCOUNT).submit(paper).refused(527)), [805], "{code} {mail}");
    }
    // Nor by giving his number up first.
    let freed = request(&w, "accounts", |f| edit(f, &who("zhou"), "code = \"017\"\n", ""));
    assert_eq!(unsound(w.by("lu").on(ACCOUNT).submit(freed).refused(527)), [827]);
}

/// E3, K202: a stolen key signs nothing once it is reported: not even that it was found again.
#[test]
fn a_stolen_key_signs_nothing() {
    let mut w = town();
    w.by("zhou").submit(doc()).ok();
    let paper = request(&w, "certificates", |f| list(f, "people/lin", "thief", "\"active\""));
    let loss = leave()
        .set("title", "\"被盗\"")
        .set("person", "\"lin\"")
        .set("kind", "\"被盗\"")
        .set("noticed", "\"2026-03-02 08:30\"")
        .set("circumstances", "\"办公室失窃\"");
    w.by("lu").on("losses/2026/a").submit(loss.clone()).ok();
    w.by("lin").approve("同意").refused(202);
    w.by("lin").on(CERTIFICATE).submit(paper.clone()).refused(202);
    w.by("lin").on("losses/2026/b").submit(loss).refused(202);
    w.by("lin").on("losses/2026/a").withdraw("找到").refused(202);
    w.by("lin").on("losses/2026/a").disagree("找到").refused(202);
    w.by("lin").on(B).submit(doc()).refused(202);
    // What a thief asked for before is not carried out by itself: the head looks at it.
    let mut w = town();
    w.by("lin").on(CERTIFICATE).submit(paper.clone()).ok();
    w.by("sun").on(CERTIFICATE).at("execute").execute(&paper).refused(512);
    w.by("ma").on(CERTIFICATE).disagree("本人未申请").ok();
    w.by("sun").on(CERTIFICATE).execute(&paper).refused(511);
}

/// Nobody brings his own suspended certificate back by his own word.
#[test]
fn nobody_restores_his_own_certificate() {
    let mut w = town_with(|f| {
        list(f, "people/ma", "ma old", "\"suspended\"");
    });
    let paper = request(&w, "certificates", |f| edit(f, &who("ma"), "\"suspended\"", "\"active\""));
    w.by("ma").on(CERTIFICATE).submit(paper.clone()).ok();
    assert_eq!(waiting(&w, CERTIFICATE), ["zhao"]);
    w.by("ma").on(CERTIFICATE).approve("同意").refused(571);
    w.by("zhao").on(CERTIFICATE).approve("同意").ok();
    w.by("sun").on(CERTIFICATE).execute(&paper).ok();
    w.by("ma").signed_with("ma old").submit(doc()).ok();
}

/// A4, K526: what was approved is carried out only while the file is as it was when it was proposed.
#[test]
fn an_old_request_does_not_overwrite_a_newer_one() {
    let mut w = town();
    let old = request(&w, "accounts", |f| edit(f, &who("lin"), "unit", "phone = \"1\"\nunit"));
    w.by("lu").on(ACCOUNT).submit(old.clone()).ok();
    approve(&mut w, ACCOUNT, &["ma", "wu"]);
    // Meanwhile lin has lost his post: the old text still has it.
    let new = request(&w, "accounts", |f| edit(f, &who("lin"), "[\"finance/deputy\"]", "[]"));
    carried(&mut w, "accounts/2026/b", "fan", &new, &["ma", "wu"]);
    w.by("sun").on(ACCOUNT).execute(&old).refused(526);
    // Handed in again it is a request for a post, which it did not look like.
    w.by("lu").on(ACCOUNT).revise(old.body("仍按原稿。\n")).ok();
    assert!(w.docket(ACCOUNT).would_gain(&slug("lin")));
}

/// A14, C24, W2: nothing but an executed request changes the register, and it changes what was approved and nothing else.
#[test]
fn nothing_but_an_executed_request_changes_the_register() {
    let mut w = town();
    let before = w.office.files().clone();
    let paper = request(&w, "accounts", |f| edit(f, &who("cen"), "unit", "phone = \"1\"\nunit"));
    for direct in ["people/lin", "units/finance", "seals/finance", "people/yu"] {
        w.by("zhao").on(direct).submit(doc()).refused(501);
        w.by("sun").on(direct).at("execute").execute(&paper).refused(503);
    }
    w.by("zhou").submit(doc()).ok();
    w.by("cen").on(ACCOUNT).submit(paper.clone()).ok();
    approve(&mut w, ACCOUNT, &["qiu"]);
    w.by("wu").on(ACCOUNT).beside(Deed::Urge, "请尽快").refused(539);
    w.by("chen").on(ACCOUNT).beside(Deed::Urge, "请尽快").ok();
    approve(&mut w, ACCOUNT, &["wu"]);
    assert_eq!(*w.office.files(), before, "approved is not executed");
    w.by("sun").on(ACCOUNT).about(&paper.clone().body("另一稿。\n")).execute(&paper).refused(516);
    w.by("sun").on(ACCOUNT).execute(&paper).ok();
    let after = w.office.files();
    let changed: Vec<&String> =
        after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
    assert_eq!(changed, [&who("cen")]);
    assert!(before.keys().all(|path| after.contains_key(path)), "nothing is gone");
    assert_eq!(w.office.changed().keys().collect::<Vec<_>>(), [&who("cen")]);
}

/// A14, B8: an entry does not go: it ends. There is no request by which a file is gone, and an empty one is no entry.
#[test]
fn nothing_of_the_register_is_deleted() {
    let mut w = town();
    let empty = change().set("reason", "\"清理\"").propose(&who("cen"), "");
    assert_eq!(unsound(w.by("cen").on(ACCOUNT).submit(empty).refused(527)), [801]);
    let blank = change().set("reason", "\"清理\"").propose(&who("cen"), "+++\n+++\n");
    assert_eq!(unsound(w.by("cen").on(ACCOUNT).submit(blank).refused(527)), [801]);
    // A certificate that is left out of the list is still there, listed by nobody.
    let text = String::from_utf8_lossy(&w.office.files()[&who("cen")]).into_owned();
    let (head, _) = text.split_once("[[certificate]]").unwrap_or_default();
    let unlisted = change().set("reason", "\"清理\"").propose(&who("cen"), &format!("{head}+++\n"));
    assert_eq!(unsound(w.by("cen").on(CERTIFICATE).submit(unlisted).refused(527)), [809]);
}

/// C2, C29: a post is not used before it is given, nor after it is taken.
#[test]
fn a_post_is_worth_what_the_register_says_at_the_act() {
    let mut w = town();
    w.by("zhou").submit(doc()).ok();
    let paper = request(&w, "accounts", |f| {
        edit(f, &who("lin"), "[\"finance/deputy\"]", "[]");
        edit(f, &who("fan"), "[\"finance/clerk\"]", "[\"finance/clerk\", \"finance/deputy\"]");
    });
    w.by("lu").on(ACCOUNT).submit(paper.clone()).ok();
    approve(&mut w, ACCOUNT, &["ma", "wu"]);
    w.by("fan").approve("同意").refused(514);
    w.by("sun").on(ACCOUNT).execute(&paper).ok();
    w.by("lin").approve("同意").refused(514);
    w.by("fan").approve("同意").ok();
    assert_eq!(w.docket(A).trail.last().map(|mark| mark.signer.clone()), Some(fingerprint("fan")));
}

/// A drafter whom a step asks as such is asked, and yet has no say in what he gains.
#[test]
fn a_drafter_has_no_say_in_what_he_gains() {
    let more = "[[step]]\nname = \"ask\"\ntitle = { zh-CN = \"补充\" }\nwho = [{ drafter = true }]\nrule = \"any\"\n\
                verbs = [\"approve\"]\n\n[[step]]\nname = \"execute\"";
    let mut w = World::with(|f| edit(f, "workflows/changes.toml", "[[step]]\nname = \"execute\"", more));
    let text = |who: &str| String::from_utf8_lossy(&w.office.files()[who]).into_owned();
    let (zhou, on) = (who("zhou"), ["changes/2026/a", "changes/2026/b"]);
    let gains = change().propose(&zhou, &text(&zhou).replace("posts = []", "posts = [\"finance/deputy\"]"));
    let harmless = change().propose(&zhou, &text(&zhou).replace("周明", "周鸣"));
    for (on, paper) in on.into_iter().zip([gains, harmless]) {
        w.by("zhou").on(on).submit(paper).ok();
        w.by("ma").on(on).approve("同意").ok();
        assert_eq!(waiting(&w, on), ["zhou"]);
    }
    w.by("zhou").on(on[0]).approve("同意").refused(571);
    w.by("zhou").on(on[1]).approve("同意").ok();
}

/// Whom a unit concerned has to ask, nobody gets rid of by concerning another unit as well: the head of the topmost unit, who has nobody above,
/// adds a small change in a unit below, whose head would then be the only one asked.
#[test]
fn a_unit_that_has_nobody_to_ask_is_not_left_out() {
    let telephone = |f: &mut Files, path: &str| edit(f, path, "email = ", "phone = \"1\"\nemail = ");
    let mut w = town();
    let both = |f: &mut Files| {
        telephone(f, &who("deng"));
        telephone(f, &who("zhou"));
    };
    let paper = request(&w, "accounts", both);
    w.by("deng").on("accounts/2026/b").submit(paper).ok();
    assert_eq!(waiting(&w, "accounts/2026/b"), ["deng", "ma", "zhao"]);
}
