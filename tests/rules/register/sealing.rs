//! 印章事项, 印章销毁, joint seals and personal seals.

use kanhe::office::{Back, Files, Place, Seal, SealKind, SealState, Stage};

use super::town::{
    approve, carried, hand_back, list, request, stamp, step, town, town_with, unsound, waiting, who, wrong,
};
use crate::world::{A, B, Paper, World, doc, edit, matter, seal, slug};

const SEALS: &str = "seal-requests/2026/a";
const END: &str = "destructions/2026/a";

/// A seal for contracts, kept by tang.
fn contracts(w: &World) -> Paper {
    request(w, "seal-requests", |f| {
        seal(f, "contracts", "青柘市档案室合同章", "archive", &["tang"], "active");
        edit(f, &stamp("contracts"), "unit", "kind = \"special\"\nunit");
    })
    .set("unit", "\"archive\"")
}

/// F3, F5: a seal is made on its unit's written application, which its head signs and two offices approve; the operator executes, and a
/// keeper is named.
#[test]
fn a_seal_is_made_when_its_units_head_and_two_offices_agree() {
    let mut w = town();
    let paper = contracts(&w);
    w.by("fan").on(SEALS).submit(paper.clone()).refused(529);
    assert_eq!(w.by("mei").on(SEALS).submit(paper.clone().without("reason")).faults(), [543]);
    w.by("mei").on(SEALS).submit(paper.clone()).ok();
    // tang, the archive's head, will keep it: the head above signs in his place.
    for (at, asked) in [("approve", "zhao"), ("review", "wu"), ("file", "zhao")] {
        assert_eq!((step(&w, SEALS).as_str(), waiting(&w, SEALS)), (at, vec![asked.to_owned()]));
        w.by("tang").on(SEALS).approve("同意").refused(571);
        w.by("sun").on(SEALS).at("execute").execute(&paper).refused(512);
        w.by(asked).on(SEALS).approve("同意").ok();
    }
    assert!(w.office.register().seal(&slug("contracts")).is_none());
    w.by("sun").on(SEALS).execute(&paper).ok();
    let keepers = w.office.register().seal(&slug("contracts")).map(|seal| seal.custodians.clone());
    assert_eq!(keepers, Some(vec![slug("tang")]));
    w.by("mei").on(SEALS).complete("已领取").ok();
    assert_eq!(w.docket(SEALS).stage(), Stage::Executed);
    // Somebody keeps it.
    let nobodys = request(&w, "seal-requests", |f| edit(f, &stamp("contracts"), "[\"tang\"]", "[]"));
    assert_eq!(unsound(w.by("mei").on("seal-requests/2026/b").submit(nobodys).refused(527)), [803]);
}

/// F3: one who does not agree is enough.
#[test]
fn a_seal_is_not_made_against_one_of_them() {
    for (agreed, against) in [(&[][..], "zhao"), (&["zhao"], "wu"), (&["zhao", "wu"], "zhao")] {
        let mut w = town();
        let paper = contracts(&w);
        w.by("mei").on(SEALS).submit(paper.clone()).ok();
        approve(&mut w, SEALS, agreed);
        w.by(against).on(SEALS).disagree("没有必要").ok();
        assert_eq!(w.docket(SEALS).place, Place::Back(Back::Disagreed));
        w.by("sun").on(SEALS).execute(&paper).refused(511);
    }
}

/// F5: only its keeper puts a seal, and another only from the execution on that names him.
#[test]
fn a_seal_is_put_by_its_keeper_alone() {
    let mut w = town();
    w.by("zhou").submit(doc().set("unit", "\"archive\"")).ok();
    approve(&mut w, A, &["lin", "chen", "wu"]);
    w.by("tang").issue("临档〔2026〕1号").ok();
    let paper = request(&w, "seal-requests", |f| edit(f, &stamp("archive"), "[\"mei\"]", "[\"tang\"]"));
    w.by("mei").on(SEALS).submit(paper.clone()).ok();
    approve(&mut w, SEALS, &["zhao", "wu", "zhao"]);
    w.by("tang").seal("archive").refused(604);
    let mut before = w.clone();
    before.by("mei").seal("archive").ok();
    w.by("sun").on(SEALS).execute(&paper).ok();
    w.by("mei").seal("archive").refused(604);
    w.by("tang").seal("archive").ok();
}

/// F6: a damaged seal is handed back before its successor is made, on one application or two.
#[test]
fn the_old_seal_is_handed_back_before_the_new_one_is_made() {
    let mut w = town();
    let again = |f: &mut Files| seal(f, "archive-two", "青柘市档案室", "archive", &["mei"], "active");
    let only = request(&w, "seal-requests", again);
    assert_eq!(unsound(w.by("tang").on(SEALS).submit(only).refused(527)), [805]);
    let both = request(&w, "seal-requests", |f| {
        hand_back(f, "archive");
        again(f);
    });
    carried(&mut w, SEALS, "tang", &both, &["zhao", "wu", "zhao"]);
    w.by("zhou").submit(doc().set("unit", "\"archive\"")).ok();
    approve(&mut w, A, &["lin", "chen", "wu"]);
    w.by("tang").issue("临档〔2026〕1号").ok();
    w.by("mei").seal("archive").refused(606);
    w.by("mei").seal("archive-two").ok();
    let back = request(&w, "seal-requests", |f| {
        edit(f, &stamp("archive"), "state = \"handed-back\"\ndiameter", "diameter");
        edit(f, &stamp("archive-two"), "青柘市档案室", "青柘市档案室二");
    });
    assert_eq!(unsound(w.by("tang").on("seal-requests/2026/b").submit(back).refused(527)), [811]);
}

/// A town with a seal of legal's that was handed back.
fn with_an_old_seal() -> World {
    town_with(|f| {
        seal(f, "old", "法规科（旧）", "legal", &["cen"], "active");
        hand_back(f, "old");
    })
}

fn destroyed(w: &World) -> Paper {
    request(w, "destructions", |f| edit(f, &stamp("old"), "handed-back", "destroyed")).set("unit", "\"legal\"")
}

/// F4: a seal is destroyed before three parties, the government office, who runs the system and the owning unit; each signs, nobody for
/// another.
#[test]
fn a_seal_is_destroyed_before_three_parties() {
    let mut w = with_an_old_seal();
    let paper = destroyed(&w);
    for field in ["place", "time", "reason"] {
        assert_eq!(w.by("cen").on(END).submit(paper.clone().without(field)).faults(), [543], "{field}");
    }
    w.by("fan").on(END).submit(paper.clone()).refused(529);
    w.by("cen").on(END).submit(paper.clone()).ok();
    for (who, others) in [("qiu", ["wu", "zhao"]), ("wu", ["qiu", "zhao"]), ("zhao", ["qiu", "wu"])] {
        assert_eq!(waiting(&w, END), [who]);
        w.by("sun").on(END).at("execute").execute(&paper).refused(512);
        w.by("cen").on(END).behalf(who).approve("代签").refused(530);
        for other in others {
            w.by(other).on(END).approve("在场").refused(514);
        }
        let mut without = w.clone();
        without.by(who).on(END).disagree("印章未到场").ok();
        assert_eq!(without.docket(END).place, Place::Back(Back::Disagreed), "{who}");
        w.by(who).on(END).approve("在场").ok();
    }
    w.by("sun").on(END).execute(&paper).ok();
    assert_eq!(w.office.register().seal(&slug("old")).map(|seal| seal.state), Some(SealState::Destroyed));
}

/// F4, F6: what is not handed back is not destroyed; and it is destroyed in no other way.
#[test]
fn only_what_was_handed_back_is_destroyed_and_only_so() {
    let mut w = with_an_old_seal();
    let paper = request(&w, "destructions", |f| {
        hand_back(f, "legal");
        edit(f, &stamp("legal"), "handed-back", "destroyed");
    });
    assert_eq!(unsound(w.by("cen").on(END).submit(paper).refused(527)), [811]);
    for collection in ["registrations", "seal-requests", "emergencies", "certificates", "accounts", "changes"] {
        let paper = request(&w, collection, |f| edit(f, &stamp("old"), "handed-back", "destroyed"));
        w.by("cen").on(&format!("{collection}/2026/a")).submit(paper).refused(570);
    }
}

/// F4: nobody of the three is replaced by a delegate.
#[test]
fn nobody_signs_for_a_party_under_a_delegation() {
    let mut w = with_an_old_seal();
    let delegation = matter()
        .set("title", "\"外出授权\"")
        .set("to", "\"zhou\"")
        .set("from", "2026-03-02")
        .set("until", "2026-03-06")
        .set("reason", "\"出差\"");
    w.by("qiu").on("delegations/2026/a").submit(delegation).ok();
    w.by("zhou").on("delegations/2026/a").approve("接受").ok();
    let paper = destroyed(&w);
    w.by("cen").on(END).submit(paper).ok();
    w.by("zhou").on(END).behalf("qiu").approve("在场").refused(530);
}

/// A paper that finance issues with others.
fn joint(with: &str) -> Paper {
    doc().set("joint", with)
}

/// Two units and their heads: finance leads.
fn issued(with: &str, heads: &[&str]) -> World {
    let mut w = town();
    w.by("zhou").submit(joint(with)).ok();
    approve(&mut w, A, &["lin", "chen", "wu"]);
    w.by("ma").at("issue").issue("临财〔2026〕1号").refused(512);
    approve(&mut w, A, heads);
    w.by("ma").issue("临财〔2026〕1号").ok();
    w
}

/// F11: a paper of two units is signed by both heads and sealed by both, each once, in any order, with the number of the one that leads.
#[test]
fn a_joint_paper_is_sealed_by_each_unit_once() {
    for order in [["finance", "archive"], ["archive", "finance"]] {
        let mut w = issued(r#"["archive"]"#, &["tang"]);
        assert_eq!(waiting(&w, A), ["mei", "sun"]);
        let keeper = |seal: &str| if seal == "finance" { "sun" } else { "mei" };
        w.by(keeper(order[0])).seal(order[0]).ok();
        assert_eq!((w.docket(A).stage(), waiting(&w, A)), (Stage::Issued, vec![keeper(order[1]).to_owned()]));
        w.by(keeper(order[0])).seal(order[0]).refused(605);
        w.by(keeper(order[1])).seal(order[1]).ok();
        assert_eq!((w.docket(A).stage(), w.docket(A).seals.len()), (Stage::Sealed, 2));
    }
}

/// K608: a unit that has put one of its seals puts no other.
#[test]
fn a_unit_seals_a_joint_paper_once() {
    let mut w = issued(r#"["archive"]"#, &["tang"]);
    w.by("sun").seal("finance").ok();
    w.by("sun").seal("finance-contracts").refused(608);
    w.by("zhou").seal("finance-contracts").refused(608);
    w.by("qian").seal("office").refused(603);
    w.by("cen").seal("legal").refused(603);
    w.by("zhou").seal("archive").refused(604);
    w.by("mei").seal("archive").ok();
}

/// Three units, and the leading one once if it is named again.
#[test]
fn three_units_put_three_seals() {
    let mut w = issued(r#"["archive", "legal", "finance"]"#, &["tang", "qiu", "ma"]);
    assert_eq!(waiting(&w, A), ["cen", "mei", "sun"]);
    w.by("mei").seal("archive").ok();
    w.by("sun").seal("finance-contracts").ok();
    assert_eq!((w.docket(A).stage(), waiting(&w, A)), (Stage::Issued, vec!["cen".to_owned()]));
    w.by("cen").seal("legal").ok();
    assert_eq!(w.docket(A).stage(), Stage::Sealed);
    let mut alone = town();
    alone.by("zhou").submit(joint(r#"["finance"]"#)).ok();
    approve(&mut alone, A, &["lin", "chen", "wu", "ma"]);
    alone.by("ma").issue("临财〔2026〕1号").ok();
    alone.by("sun").seal("finance").ok();
    assert_eq!(alone.docket(A).stage(), Stage::Sealed);
}

/// K509: whoever issues jointly has a seal in use and somebody who can put it.
#[test]
fn every_unit_of_a_joint_paper_can_seal() {
    let told = |change: &dyn Fn(&mut Files)| {
        let mut w = town_with(|f| change(f));
        w.by("zhou").submit(joint(r#"["archive"]"#)).code()
    };
    let state = |f: &mut Files, path: &str| edit(f, path, "\nstate = \"active\"", "\nstate = \"suspended\"");
    assert_eq!(told(&|_| {}), None);
    assert_eq!(told(&|f| state(f, &stamp("archive"))), Some(509), "its seal");
    assert_eq!(told(&|f| state(f, &who("mei"))), Some(509), "its keeper");
    assert_eq!(told(&|f| hand_back(f, "archive")), Some(509));
    let personal = |f: &mut Files| {
        hand_back(f, "archive");
        seal(f, "tang", "唐宁", "archive", &["tang"], "active");
        edit(f, &stamp("tang"), "unit", "kind = \"personal\"\nowner = \"tang\"\nunit");
    };
    assert_eq!(told(&personal), Some(509), "somebody's own seal is not the unit's");
    let special = |f: &mut Files| {
        hand_back(f, "archive");
        seal(f, "papers", "档案专用章", "archive", &["tang"], "active");
        edit(f, &stamp("papers"), "unit", "kind = \"special\"\nunit");
    };
    assert_eq!(told(&special), None);
    // The leading unit is asked too.
    assert_eq!(told(&|f| ["finance", "finance-contracts"].iter().for_each(|slug| state(f, &stamp(slug)))), Some(509));
}

/// B10: units that issue jointly and become one put one seal.
#[test]
fn joint_units_that_become_one_put_one_seal() {
    let mut w = issued(r#"["archive", "legal"]"#, &["tang", "qiu"]);
    w.by("mei").seal("archive").ok();
    let merger = request(&w, "registrations", |f| {
        edit(f, super::town::LEGAL, "code", "state = \"abolished\"\ninto = \"archive\"\ndisposition = \"移交\"\ncode");
        for (slug, posts) in [("qiu", "[\"legal/head\"]"), ("cen", "[\"legal/clerk\"]")] {
            edit(f, &who(slug), "unit = \"legal\"", "unit = \"archive\"");
            edit(f, &who(slug), posts, "[]");
        }
        hand_back(f, "legal");
    });
    let merger = super::town::with_file(merger, "evidence");
    carried(&mut w, "registrations/2026/a", "chen", &merger, &["tang", "qiu", "wu", "zhao"]);
    assert_eq!(waiting(&w, A), ["sun"]);
    w.by("sun").seal("finance").ok();
    assert_eq!(w.docket(A).stage(), Stage::Sealed);
}

/// An order of finance, sealed with its seal: what is left is the seal of who signed.
fn order() -> World {
    let mut w = town_with(|f| {
        seal(f, "lin", "林芳", "finance", &["lin"], "active");
        edit(f, &stamp("lin"), "unit", "kind = \"personal\"\nowner = \"lin\"\nunit");
    });
    w.by("zhou").submit(doc().set("kind", "\"命令\"")).ok();
    approve(&mut w, A, &["lin", "chen", "wu"]);
    w
}

/// F12, K607: an order carries the unit's seal and the personal one of who signed it: each in its step, and nobody else's.
#[test]
fn an_order_carries_the_seal_of_who_signed_it() {
    let mut w = order();
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("ma").seal("ma").refused(607);
    w.by("sun").seal("finance").ok();
    assert_eq!((step(&w, A).as_str(), waiting(&w, A)), ("signature", vec!["ma".to_owned()]));
    w.by("sun").seal("finance-contracts").refused(607);
    w.by("sun").seal("ma").refused(604);
    w.by("lin").seal("lin").refused(607);
    w.by("ma").seal("ma").ok();
    assert_eq!((w.docket(A).stage(), w.docket(A).seals.len()), (Stage::Sealed, 2));
    // Other papers need no such seal.
    let mut w = town();
    w.by("zhou").on(B).submit(doc()).ok();
    approve(&mut w, B, &["lin", "chen", "wu"]);
    w.by("ma").on(B).issue("临财〔2026〕1号").ok();
    w.by("sun").on(B).seal("finance").ok();
    assert_eq!(w.docket(B).stage(), Stage::Sealed);
}

/// F12: who signed on behalf of another used his power, and the seal is the other's.
#[test]
fn the_seal_is_of_him_in_whose_place_it_was_signed() {
    let mut w = order();
    let delegation = matter()
        .set("title", "\"外出授权\"")
        .set("to", "\"lin\"")
        .set("from", "2026-03-02")
        .set("until", "2026-03-06")
        .set("reason", "\"出差\"");
    w.by("ma").on("delegations/2026/a").submit(delegation).ok();
    w.by("lin").on("delegations/2026/a").approve("接受").ok();
    w.by("lin").behalf("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("finance").ok();
    assert_eq!(waiting(&w, A), ["ma"]);
    w.by("lin").seal("lin").refused(607);
    w.by("lin").behalf("ma").seal("ma").refused(604);
    w.by("ma").seal("ma").ok();
}

/// F12, K606: a personal seal that is suspended is put by nobody; a new one is made on application.
#[test]
fn who_has_no_seal_of_his_own_gets_one_first() {
    let mut w = town_with(|f| edit(f, &stamp("ma"), "\nstate = \"active\"", "\nstate = \"suspended\""));
    w.by("zhou").submit(doc().set("kind", "\"议案\"")).ok();
    approve(&mut w, A, &["lin", "chen", "wu"]);
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").seal("finance").ok();
    w.by("ma").seal("ma").refused(606);
    let paper = request(&w, "seal-requests", |f| list(f, "seals/ma", "seal ma again", "\"active\""));
    carried(&mut w, SEALS, "fan", &paper, &["ma", "wu", "zhao"]);
    w.by("ma").seal("ma").ok();
    assert_eq!(w.docket(A).stage(), Stage::Sealed);
}

/// A workflow asks for joint seals, and for the signer's, only as it can be done.
#[test]
fn a_workflow_asks_for_seals_as_they_can_be_put() {
    let good = include_str!("../../../workflows/documents.toml");
    let told = |text: &str| wrong("documents", text);
    let change = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        told(&good.replacen(from, to, 1))
    };
    let both = "who = [{ custodian = \"issuer\" }, { custodian = { field = \"joint\" } }]";
    let signer = "who = [{ signer = true }]";
    assert_eq!(told(good), Vec::<&str>::new());
    assert_eq!(change("joint = \"joint\"", "joint = \"units\""), ["joint"]);
    assert_eq!(change("joint = \"joint\"", "joint = \"to\""), ["joint"]);
    assert_eq!(change("joint = \"joint\"", "joint = \"unit\""), ["joint"], "a list");
    assert_eq!(change(both, "who = [{ custodian = \"issuer\" }]"), ["joint"]);
    assert_eq!(change(both, "who = [{ custodian = { field = \"joint\" } }]"), ["joint"]);
    assert_eq!(change("joint = \"joint\"\n", ""), Vec::<&str>::new());
    assert_eq!(change(both, signer), ["joint"]);
    assert_eq!(change(both, "who = [{ custodian = \"issuer\" }, { signer = true }]"), ["joint", "step.verbs"]);
    assert_eq!(change(signer, "who = [{ signer = true }, { drafter = true }]"), ["joint", "step.verbs"]);
    assert_eq!(change("who = [{ post = \"deputy\", of = \"drafter\" }]", signer), ["who"], "before it is issued");
    assert_eq!(change("who = [{ post = \"head\", of = \"issuer\" }]", signer), ["who"], "in the very step");
    let drafter = format!("[[drafter]]\n{signer}\n\n[[step]]");
    assert_eq!(change("[[step]]", &drafter), ["who"]);
    let seal = good.find("[[step]]\nname = \"seal\"").unwrap_or_default();
    let anytime = good.find("[anytime]").unwrap_or_default();
    assert_eq!(
        told(&format!("{}{}", &good[..seal], &good[anytime..])),
        ["joint", "anytime"],
        "nothing is sealed, and so nothing sent"
    );
}

/// F2: a seal is as large as it says, or as is laid down for units of its unit's kind; a person's own is not.
#[test]
fn a_seal_is_as_large_as_is_laid_down() {
    let sized = |kind: &str, said: &str| {
        let w = town_with(|f| {
            edit(f, "content/units/legal/index.md", "title = ", &format!("kind = {kind:?}\ntitle = "));
            edit(f, &stamp("legal"), "diameter = 42", said);
        });
        let register = w.office.register();
        register.diameter(register.seal(&slug("legal")).unwrap())
    };
    for (kind, diameter) in [
        ("某省人民政府", Some(50)),
        ("某自治区人民政府", Some(50)),
        ("县人民政府", Some(45)),
        ("市辖区人民政府", Some(45)),
        ("镇人民政府", Some(42)),
        ("政府工作部门", None),
    ] {
        assert_eq!(sized(kind, ""), diameter, "{kind}");
        assert_eq!(sized(kind, "diameter = 40"), Some(40), "{kind}");
    }
    let w = town();
    let register = w.office.register();
    let own = Seal { kind: SealKind::Personal, diameter: None, ..register.seal(&slug("legal")).unwrap().clone() };
    assert_eq!(register.diameter(&own), None);
}
