//! Changes of the register by request (A4, W1, W2), and acts in question after a certificate was compromised.

#![expect(clippy::unwrap_used, reason = "a file of the story that is not there is a failed story")]

use kanhe::office::{FoundingWhat, Stage, Verb, Violation};

use crate::world::{A, B, CHANGE, Paper, World, change, doc, doc2, edit, files, fingerprint, put, slug};

const LIN: &str = "content/people/lin/index.md";

/// lin's entry with these changes.
fn lin(from: &str, to: &str) -> String {
    let mut files = files();
    edit(&mut files, LIN, from, to);
    String::from_utf8(files[LIN].clone()).unwrap()
}

/// A request that retires, suspends or otherwise re-states lin's certificate.
fn restate(state: &str) -> Paper {
    change().propose(LIN, &lin("state = \"active\"", state))
}

/// Asked for by zhou, approved by ma, executed by sun.
fn carried_out(w: &mut World, on: &str, paper: &Paper) {
    w.by("zhou").on(on).submit(paper.clone()).ok();
    w.by("ma").on(on).approve("同意").ok();
    w.by("sun").on(on).execute(paper).ok();
}

#[test]
fn a_request_changes_the_register_when_it_is_executed_and_not_before() {
    let mut w = World::new();
    let paper = change().propose(LIN, &lin("林芳", "林方"));
    let name = |w: &World| w.office.register().person(&slug("lin")).unwrap().name.clone();
    w.by("zhou").on(CHANGE).submit(paper.clone()).ok();
    w.by("ma").on(CHANGE).approve("同意").ok();
    assert_eq!((name(&w).as_str(), w.docket(CHANGE).stage()), ("林芳", Stage::InReview));
    w.by("sun").on(CHANGE).execute(&paper).ok();
    assert_eq!((name(&w).as_str(), w.docket(CHANGE).stage()), ("林方", Stage::Executed));
    w.by("zhou").submit(doc()).ok();
    w.by("lin").named("林芳", "lin@linjiang.example").approve("同意").refused(204);
    w.by("lin").approve("同意").ok();
}

#[test]
fn nobody_executes_what_he_asked_for_or_approved() {
    let with = |who: &str| {
        let mut w = World::with(|f| {
            edit(f, &format!("content/people/{who}/index.md"), "posts = [", "posts = [\"office/operator\", ");
        });
        w.by("zhou").on(CHANGE).submit(restate("state = \"suspended\"")).ok();
        w.by("ma").on(CHANGE).approve("同意").ok();
        w
    };
    for (who, seq) in [("zhou", 1), ("ma", 2)] {
        let mut w = with(who);
        let refused = w.by(who).on(CHANGE).execute(&restate("state = \"suspended\"")).refused(525);
        assert!(matches!(refused, Violation::OwnRequest { seq: found, .. } if found == seq));
        w.by("sun").on(CHANGE).execute(&restate("state = \"suspended\"")).ok();
    }
}

#[test]
fn one_person_alone_does_all_of_it_and_two_do_not() {
    let office = |others: &[&str]| {
        World::with(|f| {
            for who in ["zhou", "lin", "ma", "chen", "wu", "sun", "qian", "tang"] {
                if !others.contains(&who) {
                    edit(f, &format!("content/people/{who}/index.md"), "state = \"active\"", "state = \"retired\"");
                }
            }
            let posts = "posts = [\"finance/head\", \"office/operator\"]";
            edit(f, "content/people/zhao/index.md", "posts = [\"office/head\"]", posts);
        })
    };
    let settings = String::from_utf8(files()["kanhe.toml"].clone()).unwrap().replace("青柘市政务", "青柘市政府");
    let paper = change().propose("kanhe.toml", &settings);
    let until_executed = |w: &mut World| {
        w.by("zhao").on(CHANGE).submit(paper.clone()).ok();
        w.by("zhao").on(CHANGE).approve("同意").ok();
    };
    let mut alone = office(&[]);
    until_executed(&mut alone);
    alone.by("zhao").on(CHANGE).execute(&paper).ok();
    let mut two = office(&["tang"]);
    until_executed(&mut two);
    two.by("zhao").on(CHANGE).execute(&paper).refused(525);
}

#[test]
fn only_the_operator_executes_and_only_after_approval() {
    let mut w = World::new();
    let paper = restate("state = \"suspended\"");
    w.by("zhou").on(CHANGE).submit(paper.clone()).ok();
    w.by("sun").on(CHANGE).at("execute").execute(&paper).refused(512);
    w.by("ma").on(CHANGE).approve("同意").ok();
    for who in ["zhou", "lin", "chen", "zhao"] {
        w.by(who).on(CHANGE).execute(&paper).refused(514);
    }
    w.by("sun").on(CHANGE).about(&change()).execute(&paper).refused(516);
    w.by("sun").on(CHANGE).execute(&paper).ok();
    w.by("sun").on(CHANGE).execute(&paper).refused(504);
}

#[test]
fn execute_is_no_verb_of_other_collections() {
    World::checked().by("ma").execute(&doc()).refused(513);
}

#[test]
fn a_request_proposes_files_of_the_rules_and_nothing_else() {
    let mut w = World::new();
    w.by("zhou").on(CHANGE).submit(change()).form(&[(556, None)]);
    for path in ["content/documents/2026/a/index.md", "README.md", "content/changes/2026/b/index.md", "workflows.toml"]
    {
        w.by("zhou").on(CHANGE).submit(change().propose(path, "x")).form(&[(555, None)]);
    }
    w.by("zhou").on(CHANGE).submit(restate("state = \"suspended\"").file("sub/a.pdf", 1)).form(&[(552, None)]);
    w.by("zhou").submit(doc().file("files/kanhe.toml", 1)).form(&[(552, None)]);
    let all = change().propose("themes/site.css", "a {}").propose("hooks/pre-receive", "exit 1").file("证明.pdf", 1);
    carried_out(&mut w, CHANGE, &all);
}

#[test]
fn what_would_not_be_in_order_is_told_when_it_is_handed_in() {
    let mut w = World::new();
    let faults = |refused: Violation| {
        let Violation::Unsound { faults, .. } = refused else { unreachable!() };
        faults.into_iter().map(|fault| (fault.path.clone(), fault.code())).collect::<Vec<_>>()
    };
    let unknown = change().propose(LIN, &lin("unit = \"finance\"", "unit = \"nowhere\""));
    let found = faults(w.by("zhou").on(CHANGE).submit(unknown).refused(527));
    assert_eq!(found, [(LIN.to_owned(), 804)]);
    let record = String::from_utf8(files()["kanhe.toml"].clone()).unwrap().replace("6f1c", "6f1d");
    let found = faults(w.by("zhou").on(CHANGE).submit(change().propose("kanhe.toml", &record)).refused(527));
    assert_eq!(found, [("kanhe.toml".to_owned(), 803)]);
    let torn = change().propose("workflows/leave.toml", "format = 1\n").propose(LIN, "no head");
    let found = faults(w.by("zhou").on(CHANGE).submit(torn).refused(527));
    assert_eq!(found.iter().map(|(_, code)| *code).collect::<Vec<_>>(), [801, 801]);
    let unlisted = change().propose(&format!("content/people/lin/{}.asc", fingerprint("new")), "x");
    let found = faults(w.by("zhou").on(CHANGE).submit(unlisted).refused(527));
    assert_eq!(found[0].1, 809);
}

#[test]
fn a_request_is_overtaken_by_another_of_the_same_file() {
    let mut w = World::new();
    let (one, two) = (change().propose(LIN, &lin("林芳", "林方")), change().propose(LIN, &lin("林芳", "林放")));
    w.by("zhou").on(CHANGE).submit(one.clone()).ok();
    w.by("ma").on(CHANGE).approve("同意").ok();
    carried_out(&mut w, "changes/2026/b", &two);
    let refused = w.by("sun").on(CHANGE).execute(&one).refused(526);
    assert!(matches!(refused, Violation::Overtaken { path, seq: 5 } if path == LIN));
    // Handed in again it stands on what is so now.
    let again = one.body("按现行内容重提。\n");
    w.by("zhou").on(CHANGE).revise(again.clone()).ok();
    w.by("ma").on(CHANGE).approve("同意").ok();
    w.by("sun").on(CHANGE).execute(&again).ok();
}

#[test]
fn a_workflow_that_changes_holds_for_new_subjects_and_leaves_running_ones() {
    let mut w = World::submitted();
    let mut files = files();
    edit(
        &mut files,
        "workflows/documents.toml",
        "post = \"deputy\", of = \"drafter\"",
        "post = \"head\", of = \"drafter\"",
    );
    let text = String::from_utf8(files["workflows/documents.toml"].clone()).unwrap();
    carried_out(&mut w, CHANGE, &change().propose("workflows/documents.toml", &text));
    w.by("zhou").on(B).submit(doc2()).ok();
    w.by("ma").on(B).approve("同意").ok();
    w.by("lin").approve("同意").ok();
}

#[test]
fn a_changed_office_can_be_kept_and_is_the_same() {
    let mut w = World::submitted();
    let mut files = files();
    edit(&mut files, "workflows/documents.toml", "max = 120", "max = 121");
    let text = String::from_utf8(files["workflows/documents.toml"].clone()).unwrap();
    let paper = change().propose("workflows/documents.toml", &text).propose(LIN, &lin("林芳", "林方"));
    carried_out(&mut w, CHANGE, &paper);
    let mut again = kanhe::office::Office::from_kept(w.office.to_keep()).unwrap();
    for docket in w.office.dockets() {
        again.recall(docket.clone());
    }
    assert_eq!(again.to_keep(), w.office.to_keep());
    w.office = again;
    w.by("lin").approve("同意").ok();
    assert_eq!(w.office.changed().get(LIN), Some(&4));
}

#[test]
fn what_is_final_does_not_come_back() {
    let after = |n: u64| format!("state = \"compromised\"\nafter = {n}");
    let mut w = World::new();
    carried_out(&mut w, CHANGE, &restate("state = \"retired\""));
    let refused = w.by("zhou").on("changes/2026/b").submit(restate("state = \"active\"")).refused(527);
    let Violation::Unsound { faults, .. } = refused else { unreachable!() };
    assert!(matches!(&faults[0].what, FoundingWhat::Final { .. }), "{faults:?}");
    w.by("zhou").on("changes/2026/b").submit(restate(&after(9))).refused(527);
    carried_out(&mut w, "changes/2026/b", &restate(&after(2)));
    for (n, state) in ["state = \"retired\"", &after(3), "state = \"active\""].into_iter().enumerate() {
        w.by("zhou").on(&format!("changes/2026/c{n}")).submit(restate(state)).refused(527);
    }
    carried_out(&mut w, "changes/2026/d", &restate(&after(1)));
}

#[test]
fn after_goes_with_compromised_and_with_nothing_else() {
    let mut w = World::new();
    for state in ["state = \"compromised\"", "state = \"retired\"\nafter = 0", "state = \"active\"\nafter = 0"] {
        let refused = w.by("zhou").on(CHANGE).submit(restate(state)).refused(527);
        let Violation::Unsound { faults, .. } = refused else { unreachable!() };
        assert!(
            matches!(&faults[0].what, FoundingWhat::Field { field: "certificate.after", .. }),
            "{state}: {faults:?}"
        );
    }
}

#[test]
fn a_certificate_that_is_retired_or_suspended_signs_no_more_and_what_it_signed_stays() {
    for state in ["state = \"retired\"", "state = \"suspended\""] {
        let mut w = World::reviewed();
        carried_out(&mut w, CHANGE, &restate(state));
        w.by("zhou").on(B).submit(doc2()).refused(509);
        w.by("lin").on(B).approve("同意").refused(202);
        assert_eq!(w.office.doubts().count(), 0, "{state}");
        for who in ["chen", "wu"] {
            w.by(who).approve("同意").ok();
        }
    }
}

/// Reviewed by lin (2), whose certificate is then compromised after act `after`. The change is acts 3 to 5.
fn compromised(after: u64) -> World {
    let mut w = World::reviewed();
    carried_out(&mut w, CHANGE, &restate(&format!("state = \"compromised\"\nafter = {after}")));
    w
}

fn doubted(w: &World) -> Vec<(u64, u16)> {
    w.office.doubts().map(|(seq, doubt)| (seq, doubt.code())).collect()
}

#[test]
fn acts_after_the_number_are_in_question_and_hold_the_subject_up() {
    assert_eq!(doubted(&compromised(2)), []);
    let mut w = compromised(1);
    assert_eq!(doubted(&w), [(2, 205)]);
    let refused = w.by("chen").approve("同意").refused(523);
    assert!(matches!(refused, Violation::InQuestion { seq: 2, .. }));
    w.by("lin").on(B).approve("同意").refused(202);
    // Going back is always possible.
    w.by("chen").give_back("签署存疑，退回").ok();
    assert_eq!(doubted(&w), [(2, 205)]);
}

#[test]
fn a_revision_makes_an_approval_void_and_ends_the_question() {
    let mut w = World::with(|f| {
        edit(f, "content/people/gao/index.md", "retired", "active");
    });
    w.by("zhou").submit(doc()).ok();
    w.by("lin").approve("同意").ok();
    carried_out(&mut w, CHANGE, &restate("state = \"compromised\"\nafter = 1"));
    assert_eq!(doubted(&w), [(2, 205)]);
    w.by("zhou").revise(doc2()).ok();
    assert_eq!(doubted(&w), []);
    w.by("gao").approve("同意").ok();
}

#[test]
fn another_of_the_workflow_affirms() {
    let mut w = compromised(1);
    for who in ["zhou", "tang", "qian"] {
        let refused = w.by(who).affirm(2, "经核实属实").refused(528);
        assert!(matches!(refused, Violation::MayNotAffirm { asked, .. } if asked.contains(&"吴刚".to_owned())));
    }
    w.by("wu").affirm(2, "").refused(517);
    w.by("wu").affirm(2, "已阅").refused(519);
    w.by("wu").about(&doc2()).affirm(2, "经核实属实").refused(516);
    w.by("wu").affirm(1, "经核实属实").refused(524);
    w.by("wu").on(CHANGE).affirm(2, "经核实属实").refused(524);
    w.by("wu").on(B).affirm(2, "经核实属实").refused(503);
    w.by("wu").affirm(2, "经核实属实").ok();
    assert_eq!(doubted(&w), []);
    w.by("wu").affirm(2, "经核实属实").refused(524);
    w.by("chen").approve("同意").ok();
    let mark = w.docket(A).trail.iter().find(|mark| mark.verb == Verb::Affirm).unwrap().clone();
    assert_eq!((mark.affirms, mark.seq), (Some(2), 6));
}

#[test]
fn nobody_affirms_his_own_act_even_with_another_certificate() {
    let mut w = World::with(|f| {
        let second = fingerprint("lin second");
        edit(f, LIN, "state = \"active\"", &format!("state = \"active\"\n[[certificate]]\nfingerprint = \"{second}\""));
        f.insert(format!("content/people/lin/{second}.asc"), b"x".to_vec());
    });
    w.by("zhou").submit(doc()).ok();
    w.by("lin").approve("同意").ok();
    let first = String::from_utf8(w.office.files()[LIN].clone()).unwrap();
    let paper = change().propose(LIN, &first.replacen("state = \"active\"", "state = \"compromised\"\nafter = 0", 1));
    carried_out(&mut w, CHANGE, &paper);
    w.by("lin").signed_with("lin second").affirm(2, "是本人所为").refused(528);
    w.by("ma").affirm(2, "经核实属实").ok();
}

#[test]
fn an_affirmation_that_is_in_question_itself_counts_for_nothing() {
    let mut w = compromised(1);
    w.by("wu").affirm(2, "经核实属实").ok();
    let mut files = files();
    let wu = "content/people/wu/index.md";
    edit(&mut files, wu, "state = \"active\"", "state = \"compromised\"\nafter = 5");
    let paper = change().propose(wu, &String::from_utf8(files[wu].clone()).unwrap());
    carried_out(&mut w, "changes/2026/b", &paper);
    assert_eq!(doubted(&w), [(2, 205), (6, 205)]);
    w.by("chen").affirm(6, "经核实属实").ok();
    assert_eq!(doubted(&w), []);
}

#[test]
fn a_withdrawn_subject_has_nothing_in_question() {
    let mut w = compromised(1);
    w.by("zhou").withdraw("不办了").ok();
    assert_eq!(doubted(&w), []);
    w.by("wu").affirm(2, "经核实属实").refused(524);
}

#[test]
fn a_seals_certificate_puts_the_sealing_in_question() {
    let mut w = World::sealed();
    let path = "content/seals/finance/index.md";
    let mut files = files();
    edit(&mut files, path, "state = \"active\"", "state = \"compromised\"\nafter = 5");
    carried_out(&mut w, CHANGE, &change().propose(path, &String::from_utf8(files[path].clone()).unwrap()));
    assert_eq!(doubted(&w), [(6, 205)]);
    w.by("sun").affirm(6, "印章当日由本人使用").refused(528);
    w.by("ma").affirm(6, "经核对用印登记，属实").ok();
    assert_eq!(doubted(&w), []);
}

/// Where it is executed, and how often, is asked in every workflow with `changes`, and nowhere else is anything executed.
#[test]
fn changes_are_executed_in_one_step_after_an_approval() {
    let good = include_str!("everything.toml");
    let codes = |text: &str, name: &str| {
        let mut files = files();
        files.insert(format!("workflows/{name}.toml"), text.as_bytes().to_vec());
        kanhe::office::Office::read(&files).map(drop).map_err(|faults| faults[0].code())
    };
    let (head, steps) = good.split_once("[[step]]").unwrap();
    let (approve, rest) = steps.split_once("[[step]]").unwrap();
    let (execute, end) = rest.split_once("\n[anytime]").unwrap();
    let with = |steps: &[&str]| {
        let steps: Vec<String> = steps.iter().map(|step| format!("[[step]]{step}\n")).collect();
        format!("{head}{}\n[anytime]{end}", steps.concat())
    };
    let again =
        execute.replace("name = \"execute\"", "name = \"again\"").replace("\"execute\", \"return\"", "\"execute\"");
    for name in ["changes", "orders"] {
        assert_eq!(codes(good, name), Ok(()), "{name}: any collection may have changes");
        assert_eq!(codes(&with(&[approve, execute]), name), Ok(()));
        for bad in [&[execute, approve][..], &[execute], &[approve], &[approve, execute, &again]] {
            assert_eq!(codes(&with(bad), name), Err(803), "{name}");
        }
        assert_eq!(codes(&good.replace("\"execute\", \"return\"", "\"execute\", \"approve\""), name), Err(803));
        let from = good.find("changes = [").unwrap();
        let line = &good[from..from + good[from..].find('\n').unwrap()];
        assert_eq!(codes(&good.replace(line, ""), name), Err(803), "what changes nothing executes nothing");
        assert_eq!(codes(&good.replace(line, "changes = []"), name), Err(803));
        assert_eq!(codes(&good.replace(line, "changes = [\"themes\", \"themes\"]"), name), Err(803));
        assert_eq!(codes(&good.replace(line, "changes = [\"everything\"]"), name), Err(801));
    }
}

#[test]
fn a_unit_and_its_posts_can_be_added() {
    let mut w = World::new();
    let mut files = files();
    put(
        &mut files,
        "content/units/legal/index.md",
        "title = \"法规科\"\nparent = \"office\"\n[posts]\nhead = \"科长\"",
    );
    let legal = String::from_utf8(files["content/units/legal/index.md"].clone()).unwrap();
    let paper = change().propose("content/units/legal/index.md", &legal);
    let paper = paper.propose(LIN, &lin("posts = [", "posts = [\"legal/head\", "));
    carried_out(&mut w, CHANGE, &paper);
    assert!(w.office.register().person(&slug("lin")).unwrap().posts.iter().any(|post| post.unit == slug("legal")));
}
