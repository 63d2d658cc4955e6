//! 挂失: what is reported lost is suspended with the very act that reports it (E3, F7).

use kanhe::office::{Deed, Effects, Files, Office, Place, Stage, Standing, Violation};

use super::town::{approve, carried, list, request, stamp, step, town, town_with, waiting, who, wrong};
use crate::world::{A, B, Paper, World, doc, edit, fingerprint, leave, slug};

const LOSS: &str = "losses/2026/a";
const OTHER: &str = "losses/2026/b";
const CERTIFICATE: &str = "certificates/2026/a";

/// A report, of nothing yet.
fn report() -> Paper {
    leave()
        .set("title", "\"证书遗失\"")
        .set("kind", "\"遗失\"")
        .set("noticed", "\"2026-03-02 08:30\"")
        .set("circumstances", "\"出差途中遗失\"")
}

fn person(slug: &str) -> Paper {
    report().set("person", &format!("{slug:?}"))
}

fn seal(slug: &str) -> Paper {
    report().set("title", "\"印章遗失\"").set("seal", &format!("{slug:?}"))
}

fn only(paper: Paper, certificate: &str) -> Paper {
    paper.set("certificate", &format!("\"{}\"", fingerprint(certificate)))
}

fn standing(w: &World, certificate: &str) -> Option<Standing> {
    w.office.standing(&fingerprint(certificate))
}

/// lin has two certificates.
fn two_keys() -> World {
    town_with(|f| list(f, "people/lin", "lin second", "\"active\""))
}

/// E3: with the act that reports it, before anybody has looked into it, and not a moment earlier.
#[test]
fn what_is_reported_lost_is_suspended_at_once() {
    let mut w = town();
    w.by("zhou").submit(doc()).ok();
    w.by("zhou").on(B).submit(doc()).ok();
    w.by("lin").on(B).approve("同意").ok();
    w.by("lin").on(LOSS).submit(person("lin")).ok();
    assert_eq!((step(&w, LOSS).as_str(), w.docket(LOSS).suspends()), ("verify", true));
    assert_eq!(standing(&w, "lin"), Some(Standing::Suspended));
    assert!(!w.office.is_able(&slug("lin")));
    let refused = w.by("lin").approve("同意").refused(202);
    assert!(matches!(refused, Violation::NotActive { standing: Standing::Suspended, .. }), "{refused:?}");
    // The register's files say what they said; what was signed before is good.
    assert_eq!(w.office.register().standing(&fingerprint("lin")), Some(Standing::Active));
    w.by("chen").on(B).approve("同意").ok();
    assert_eq!(w.office.losses_of(&fingerprint("lin")).count(), 1);
    assert_eq!(w.office.losses_of(&fingerprint("zhou")).count(), 0);
}

/// E3, F7: by himself, by his administrator, clerk or head, by a keeper of a seal of his unit, by the operator; by nobody else.
#[test]
fn who_may_report_a_loss() {
    for who in ["zhou", "lu", "fan", "ma", "sun"] {
        let mut w = town();
        w.by(who).on(LOSS).submit(person("zhou")).ok();
        assert_eq!(standing(&w, "zhou"), Some(Standing::Suspended), "{who}");
    }
    for who in ["lin", "mei", "tang", "zhao", "chen", "qian"] {
        town().by(who).on(LOSS).submit(person("zhou")).refused(529);
    }
    for who in ["mei", "tang", "sun"] {
        let mut w = town();
        w.by(who).on(LOSS).submit(seal("archive")).ok();
        assert_eq!(standing(&w, "seal archive"), Some(Standing::Suspended), "{who}");
    }
    for who in ["cen", "lu", "ma", "zhou"] {
        town().by(who).on(LOSS).submit(seal("archive")).refused(529);
    }
}

/// F7: a lost seal is put no more, by whomever, and nothing that needs it is begun.
#[test]
fn a_lost_seal_is_put_no_more() {
    let mut w = town();
    w.by("zhou").submit(doc().set("unit", "\"archive\"")).ok();
    approve(&mut w, A, &["lin", "chen", "wu"]);
    w.by("tang").issue("临档〔2026〕1号").ok();
    w.by("mei").on(LOSS).submit(seal("archive")).ok();
    assert!(waiting(&w, A).is_empty());
    w.by("mei").seal("archive").refused(606);
    w.by("zhou").on(B).submit(doc().set("unit", "\"archive\"")).refused(509);
    // mei's own key is not lost.
    w.by("mei").on(B).submit(doc()).ok();
    // Found to be a mistake, it is put.
    w.by("tang").on(LOSS).disagree("在保险柜中找到").ok();
    w.by("mei").seal("archive").ok();
}

/// K606: of two seals that one keeps, the lost one is not put and the other is.
#[test]
fn of_two_seals_the_other_is_put() {
    let mut w = town();
    w.by("zhou").submit(doc()).ok();
    approve(&mut w, A, &["lin", "chen", "wu"]);
    w.by("ma").issue("临财〔2026〕1号").ok();
    w.by("sun").on(LOSS).submit(seal("finance")).ok();
    w.by("sun").seal("finance").refused(606);
    w.by("sun").seal("finance-contracts").ok();
}

/// Verified by the head it concerns, handled by the operator: the suspension stays when it is through.
#[test]
fn a_loss_that_is_verified_stays_suspended() {
    let mut w = town();
    w.by("zhou").on(LOSS).submit(person("zhou")).ok();
    assert_eq!(waiting(&w, LOSS), ["ma", "zhao"]);
    w.by("lin").on(LOSS).approve("属实").refused(514);
    w.by("ma").on(LOSS).approve("属实").ok();
    assert_eq!(waiting(&w, LOSS), ["sun"]);
    w.by("sun").on(LOSS).complete("已通知补发").ok();
    assert_eq!((w.docket(LOSS).stage(), w.docket(LOSS).suspends()), (Stage::Finished, true));
    w.by("zhou").submit(doc()).refused(202);
}

/// A head does not verify what he reported himself: the next above does.
#[test]
fn who_reports_does_not_verify() {
    let mut w = town();
    w.by("ma").on(LOSS).submit(person("zhou")).ok();
    assert_eq!(waiting(&w, LOSS), ["zhao"]);
    w.by("ma").on(LOSS).approve("属实").refused(514);
}

/// A suspension ends when the report is found wrong, and leaves nothing.
#[test]
fn a_report_that_is_wrong_is_lifted() {
    let mut w = town();
    w.by("fan").on(LOSS).submit(person("zhou")).ok();
    w.by("zhou").submit(doc()).refused(202);
    w.by("ma").on(LOSS).disagree("证书在本人手中").ok();
    assert_eq!((w.docket(LOSS).place, w.docket(LOSS).suspends()), (Place::Rejected, false));
    assert_eq!((standing(&w, "zhou"), w.office.losses_of(&fingerprint("zhou")).count()), (Some(Standing::Active), 0));
    w.by("zhou").submit(doc()).ok();
}

/// And when it is declared void, even after it was verified.
#[test]
fn a_report_that_is_void_is_lifted() {
    let mut w = town();
    w.by("fan").on(LOSS).submit(person("zhou")).ok();
    w.by("zhao").on(LOSS).beside(Deed::Void, "误报").refused(565);
    approve(&mut w, LOSS, &["ma"]);
    w.by("sun").on(LOSS).complete("已处理").ok();
    for other in ["ma", "fan", "sun"] {
        w.by(other).on(LOSS).beside(Deed::Void, "误报").refused(539);
    }
    w.by("zhou").submit(doc()).refused(202);
    w.by("zhao").on(LOSS).beside(Deed::Void, "误报").ok();
    assert_eq!((w.docket(LOSS).stage(), w.docket(LOSS).suspends()), (Stage::Voided, false));
    w.by("zhou").submit(doc()).ok();
}

/// Where a house lets it be repealed, that lifts it too.
#[test]
fn a_report_that_is_repealed_is_lifted() {
    let mut w = town_with(|f| edit(f, "workflows/losses.toml", "void = [", "repeal = ["));
    w.by("fan").on(LOSS).submit(person("zhou")).ok();
    approve(&mut w, LOSS, &["ma"]);
    w.by("sun").on(LOSS).complete("已处理").ok();
    w.by("zhao").on(LOSS).beside(Deed::Repeal, "已补办").ok();
    assert_eq!((w.docket(LOSS).stage(), w.docket(LOSS).suspends()), (Stage::Repealed, false));
    w.by("zhou").submit(doc()).ok();
}

/// K574: who has stolen a key does not take the report back with it, nor does anybody else.
#[test]
fn a_report_is_not_withdrawn() {
    let mut w = town();
    w.by("fan").on(LOSS).submit(person("zhou")).ok();
    w.by("zhou").on(LOSS).withdraw("没有丢").refused(202);
    for who in ["fan", "ma", "zhao", "sun"] {
        w.by(who).on(LOSS).withdraw("没有丢").refused(574);
    }
    // Nor taken back, so that nobody could look into it.
    w.by("fan").on(LOSS).beside(Deed::TakeBack, "补充").refused(538);
    w.by("zhou").submit(doc()).refused(202);
    w.by("fan").on(LOSS).revise(person("zhou").body("补充。\n")).ok();
    w.by("ma").on(LOSS).disagree("误报").ok();
    w.by("ma").on(LOSS).withdraw("没有丢").refused(504);
}

/// K572: of exactly one, with something to suspend.
#[test]
fn a_report_is_of_something_that_is_in_use() {
    let mut w = two_keys();
    let told = |w: &mut World, on: &str, paper: Paper| {
        let refused = w.by("sun").on(on).submit(paper).refused(572);
        let Violation::NothingLost { field, .. } = refused else { panic!("{refused:?}") };
        field
    };
    assert_eq!(told(&mut w, LOSS, report()), "person");
    assert_eq!(told(&mut w, LOSS, person("lin").set("seal", "\"finance\"")), "person");
    assert_eq!(told(&mut w, LOSS, person("he")), "person", "suspended already");
    assert_eq!(told(&mut w, LOSS, person("gao")), "person", "retired");
    assert_eq!(told(&mut w, LOSS, seal("finance-old")), "seal");
    assert_eq!(told(&mut w, LOSS, only(person("lin"), "zhou")), "certificate", "another's");
    assert_eq!(told(&mut w, LOSS, only(seal("finance"), "sun")), "certificate", "his keeper's");
    assert_eq!(told(&mut w, LOSS, person("lin").set("certificate", "\"0\"")), "certificate");
    assert_eq!(told(&mut w, LOSS, only(person("he"), "he")), "certificate");
    // An empty fingerprint is none.
    w.by("sun").on(LOSS).submit(person("lin").set("certificate", "\"\"")).ok();
    assert_eq!(told(&mut w, OTHER, person("lin")), "person", "all of his are suspended");
    w.by("sun").on("losses/2026/c").submit(only(seal("finance"), "seal finance")).ok();
}

/// One certificate of several; or all that are in use.
#[test]
fn one_certificate_of_two_is_lost() {
    let mut w = two_keys();
    w.by("lin").on(LOSS).submit(only(person("lin"), "lin")).ok();
    w.by("lin").submit(doc()).refused(202);
    w.by("lin").signed_with("lin second").submit(doc()).ok();
    assert!(w.office.is_able(&slug("lin")));
    let mut all = two_keys();
    all.by("lin").on(LOSS).submit(person("lin")).ok();
    all.by("lin").signed_with("lin second").submit(doc()).refused(202);
    // Two reports: each lifts its own.
    w.by("lu").on(OTHER).submit(person("lin")).ok();
    assert_eq!(w.docket(OTHER).request.as_ref().map(|request| request.suspends.len()), Some(1));
    w.by("ma").on(LOSS).disagree("找到").ok();
    w.by("lin").on(B).submit(doc()).ok();
    w.by("lin").signed_with("lin second").on("documents/2026/c").submit(doc()).refused(202);
}

/// What a revision names comes to it; nothing is let go.
#[test]
fn a_revision_adds_and_lets_nothing_go() {
    let mut w = two_keys();
    let suspended = |w: &World| w.docket(LOSS).request.clone().map(|request| request.suspends.len());
    w.by("fan").on(LOSS).submit(only(person("lin"), "lin")).ok();
    w.by("fan").on(LOSS).revise(person("lin")).ok();
    assert_eq!(suspended(&w), Some(2));
    w.by("lin").signed_with("lin second").submit(doc()).refused(202);
    // Back to one: that one is in the report's own hands, and the other stays suspended.
    w.by("fan").on(LOSS).revise(only(person("lin"), "lin").body("更正。\n")).ok();
    assert_eq!(suspended(&w), Some(2));
    w.by("lin").signed_with("lin second").submit(doc()).refused(202);
    // Of another person: now three.
    w.by("fan").on(LOSS).revise(person("zhou")).ok();
    assert_eq!(suspended(&w), Some(3));
    for (who, key) in [("lin", "lin"), ("lin", "lin second"), ("zhou", "zhou")] {
        w.by(who).signed_with(key).submit(doc()).refused(202);
    }
    // Still one of those who may report it, and still of something.
    w.by("fan").on(LOSS).revise(person("he")).refused(572);
    w.by("fan").on(LOSS).revise(person("tang")).refused(529);
    w.by("ma").on(LOSS).disagree("误报").ok();
    w.by("lin").signed_with("lin second").submit(doc()).ok();
    w.by("zhou").on(B).submit(doc()).ok();
}

/// K573: somebody can always sign.
#[test]
fn the_last_key_is_not_reported_lost() {
    let but = |able: &[&str]| {
        town_with(|f| {
            let all = f
                .keys()
                .filter_map(|path| path.strip_prefix("content/people/")?.strip_suffix("/index.md"))
                .map(str::to_owned);
            for slug in all.collect::<Vec<_>>() {
                if !able.contains(&slug.as_str()) && !["he", "gao"].contains(&slug.as_str()) {
                    edit(f, &who(&slug), "state = \"active\"", "state = \"suspended\"");
                }
            }
        })
    };
    let mut alone = but(&["zhao"]);
    alone.by("zhao").on(LOSS).submit(person("zhao")).refused(573);
    alone.by("zhao").on(LOSS).submit(seal("office")).ok();
    let mut two = but(&["zhao", "sun"]);
    two.by("sun").on(LOSS).submit(person("zhao")).ok();
    two.by("sun").on(OTHER).submit(person("sun")).refused(573);
    two.by("sun").on(OTHER).submit(seal("finance")).ok();
}

/// That somebody is there to look into it is not asked: it is suspended all the same.
#[test]
fn a_loss_is_reported_whoever_is_there_to_look_into_it() {
    let head = "who = [{ above = \"concerned\", post = \"head\" }, { post = \"head\", of = \"office\" }]";
    let otherwise = "otherwise = [{ post = \"head\", of = \"concerned\" }, { post = \"head\", of = \"office\" }]\n";
    let mut w = town_with(|f| {
        edit(f, "workflows/losses.toml", head, "who = [{ post = \"head\", of = \"depot\" }]");
        edit(f, "workflows/losses.toml", otherwise, "");
    });
    w.by("sun").on(LOSS).submit(person("zhou")).ok();
    assert!(waiting(&w, LOSS).is_empty() && w.docket(LOSS).suspends());
    w.by("zhou").submit(doc()).refused(202);
}

/// E3: what was lost is replaced, and the new certificate is in use.
#[test]
fn a_new_certificate_after_a_loss_is_in_use() {
    let mut w = town();
    w.by("zhou").on(LOSS).submit(person("zhou")).ok();
    let paper = request(&w, "certificates", |f| {
        edit(f, &who("zhou"), "state = \"active\"", "state = \"retired\"");
        list(f, "people/zhou", "zhou again", "\"active\"");
    });
    carried(&mut w, CERTIFICATE, "fan", &paper, &["ma"]);
    assert!(w.office.is_able(&slug("zhou")));
    w.by("zhou").signed_with("zhou again").submit(doc()).ok();
    w.by("zhou").submit(doc()).refused(202);
    // Lifting the report afterwards does not bring back what was retired.
    w.by("ma").on(LOSS).disagree("找到").ok();
    w.by("zhou").on(B).submit(doc()).refused(202);
    assert_eq!(standing(&w, "zhou"), Some(Standing::Retired));
}

/// The register restores nothing that is reported lost.
#[test]
fn a_loss_outlasts_what_the_register_says() {
    let mut w = town_with(|f| edit(f, &who("zhou"), "state = \"active\"", "state = \"suspended\""));
    let paper = request(&w, "certificates", |f| edit(f, &who("zhou"), "state = \"suspended\"", "state = \"active\""));
    carried(&mut w, CERTIFICATE, "fan", &paper, &["ma"]);
    w.by("sun").on(LOSS).submit(person("zhou")).ok();
    let again = request(&w, "certificates", |f| {
        f.insert(format!("content/people/zhou/{}.asc", fingerprint("zhou")), b"renewed".to_vec());
    });
    carried(&mut w, "certificates/2026/b", "fan", &again, &["ma"]);
    w.by("zhou").submit(doc()).refused(202);
}

/// Who could do nothing is not acted for, is not asked for, and is nobody's to hand over to.
#[test]
fn who_has_lost_his_key_is_not_able() {
    let mut w = town();
    let delegation = leave()
        .set("title", "\"外出授权\"")
        .set("to", "\"chen\"")
        .set("from", "2026-03-02")
        .set("until", "2026-03-06")
        .set("reason", "\"出差\"");
    w.by("zhou").submit(doc()).ok();
    w.by("lin").on("delegations/2026/a").submit(delegation.clone()).ok();
    w.by("chen").on("delegations/2026/a").approve("接受").ok();
    w.by("sun").on(LOSS).submit(person("lin")).ok();
    w.by("chen").behalf("lin").approve("同意").refused(530);
    w.by("zhou").on(B).submit(doc()).refused(509);
    w.by("wu").on("delegations/2026/b").submit(delegation.set("to", "\"lin\"")).refused(569);
}

/// An office that was kept knows what is lost.
#[test]
fn a_kept_office_knows_what_is_lost() {
    let mut w = town();
    w.by("zhou").on(LOSS).submit(person("zhou")).ok();
    let kept = serde_json::to_string(&w.office.to_keep()).ok().and_then(|text| serde_json::from_str(&text).ok());
    let again = kept.and_then(|kept| Office::from_kept(kept).ok());
    w.office = again.unwrap_or_else(|| panic!("it is not read again"));
    w.by("zhou").submit(doc()).refused(202);
}

/// Whoever keeps what certificates are in use has to look again after an act about a loss, and after no other that changes no rules.
#[test]
fn an_act_about_a_loss_may_change_who_signs() {
    let w = town();
    let of = |about: &str, who: &str, paper: &Paper| {
        let act = kanhe::office::Act {
            seq: 1,
            time: w.time,
            signer: fingerprint(who),
            name: w.office.register().person(&slug(who)).map(|person| person.name.clone()).unwrap_or_default(),
            email: format!("{who}@linjiang.example"),
            subject: crate::world::subject(about),
            digest: paper.digest(),
            step: None,
            behalf: None,
            opinion: String::new(),
            reason: String::new(),
            confirms: None,
            deed: Deed::Submit(paper.content()),
        };
        w.office.judge(&act).as_ref().map(Effects::suspends).ok()
    };
    assert_eq!(of(LOSS, "zhou", &person("zhou")), Some(true));
    assert_eq!(of(A, "zhou", &doc()), Some(false));
}

/// The form of a report, and its way, are such that nothing lifts a suspension by silence or by its drafter's word.
#[test]
fn a_workflow_for_losses_keeps_what_was_suspended() {
    let good = include_str!("../../../workflows/losses.toml");
    let told = |text: &str| wrong("losses", text);
    let change = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        told(&good.replacen(from, to, 1))
    };
    assert_eq!(told(good), Vec::<&str>::new());
    for (field, kind) in [("person", "person"), ("seal", "seal"), ("certificate", "text")] {
        let name = format!("name = {field:?}");
        let line = good.split(&name).nth(1).and_then(|rest| rest.split("type = ").nth(1)).unwrap_or_default();
        assert!(line.starts_with(&format!("{kind:?}")), "{field}");
        let other = if kind == "text" { "date" } else { "text" };
        for (to, what) in [
            (format!("type = {other:?}"), "another type"),
            (format!("type = {kind:?}\nrequired = true"), "required"),
            (format!("type = {kind:?}\nlist = true"), "a list"),
        ] {
            let (head, rest) = good.split_at(good.find(&name).unwrap_or_default());
            let text = format!("{head}{}", rest.replacen(&format!("type = {kind:?}"), &to, 1));
            let found = told(&text);
            assert!(found.contains(&"field.type"), "{field}, {what}: {found:?}");
        }
    }
    let verbs = "verbs = [\"approve\", \"disagree\", \"reply\"]";
    assert_eq!(change(verbs, "verbs = [\"approve\", \"disagree\", \"terminate\"]"), ["step.verbs"]);
    assert_eq!(change("urge = [", "terminate = [{ post = \"head\", of = \"office\" }]\nurge = ["), ["anytime"]);
    let then = "then = { disagree = \"end\",";
    assert_eq!(change(then, "then = { timeout = \"pass\", disagree = \"end\","), ["step.then"]);
    assert_eq!(change("retention", "changes = [\"themes\"]\nretention")[0], "changes");
    let issue = change(verbs, "verbs = [\"issue\", \"disagree\"]");
    assert!(issue.contains(&"numbering"), "{issue:?}");
    let numbered = format!(
        "{}\n[numbering]\npattern = \"{{code}}〔{{year}}〕{{n}}号\"\n",
        good.replacen(verbs, "verbs = [\"issue\", \"disagree\"]", 1)
    );
    assert!(told(&numbered).contains(&"numbering"), "{:?}", told(&numbered));
    // In other collections no field has to be there, and `concerned` means nothing.
    assert!(wrong("lost", good).contains(&"who"));
}

/// F7: a lost seal is replaced on application.
#[test]
fn a_lost_seal_is_replaced_on_application() {
    let mut w = town();
    w.by("mei").on(LOSS).submit(seal("archive")).ok();
    approve(&mut w, LOSS, &["tang"]);
    let paper = request(&w, "seal-requests", |f: &mut Files| {
        edit(f, &stamp("archive"), "\nstate = \"active\"", "\nstate = \"compromised\"\nafter = 0");
        list(f, "seals/archive", "seal archive again", "\"active\"");
    });
    w.by("zhou").on(B).submit(doc().set("unit", "\"archive\"")).refused(509);
    carried(&mut w, "seal-requests/2026/a", "mei", &paper, &["tang", "wu", "zhao"]);
    w.by("zhou").on(B).submit(doc().set("unit", "\"archive\"")).ok();
    approve(&mut w, B, &["lin", "chen", "wu"]);
    w.by("tang").on(B).issue("临档〔2026〕1号").ok();
    w.by("mei").on(B).seal("archive").ok();
    let put = w.docket(B).trail.last().and_then(|mark| mark.sealed_with.clone());
    assert_eq!(put, Some(fingerprint("seal archive again")));
}

/// A head who is reported lost cannot be locked out by whoever reported it: the head of the office lifts it.
#[test]
fn a_head_who_is_reported_lost_by_mistake_is_cleared_by_the_office() {
    let mut w = town();
    w.by("sun").on(LOSS).submit(person("ma")).ok();
    w.by("ma").on(LOSS).disagree("没有遗失").refused(202);
    w.by("zhao").on(LOSS).disagree("经核对系误报").ok();
    assert!(!w.docket(LOSS).suspends());
    assert!(w.office.is_able(&slug("ma")));
}
