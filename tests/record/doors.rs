//! What must not come in by a side door: past the gate, into a clone, into a signature.

use std::path::Path;

use crate::world::{Office, draft, write};

const SUBJECT: &str = "documents/2026/one";

fn main_of(office: &Office, dir: &Path) -> String {
    office.world.ask(dir, &["rev-parse", "refs/heads/main"])
}

/// An office with one document handed in, and a clone.
fn handed_in() -> (Office, std::path::PathBuf) {
    let office = Office::found();
    let clone = office.clone("a");
    draft(&clone, SUBJECT, "第一件");
    office.act(&clone, "chen-wen", "submit", SUBJECT, &[]).good();
    (office, clone)
}

#[test]
fn a_blob_with_the_bytes_of_an_act_is_no_act() {
    let (office, _) = handed_in();
    let server = &office.server;
    office.world.kanhe(server, &["verify", "--root", &office.root]).good();
    let bytes = office.world.git(server, &["cat-file", "commit", "main"]).good().out;
    let blob =
        office.world.feed("git", server, &["hash-object", "-t", "blob", "-w", "--stdin"], bytes.as_bytes()).good();
    write(&server.join("refs/heads/main"), &blob.out);
    let verdict = office.world.kanhe(server, &["verify", "--json", "--root", &office.root]);
    assert_eq!(verdict.code, 1, "{}", verdict.out);
    assert!(verdict.json()["findings"].as_array().unwrap().iter().any(|finding| finding["code"] == 103));
}

#[test]
fn the_gate_judges_all_of_a_push_or_none() {
    let (office, _) = handed_in();
    let head = main_of(&office, &office.server);
    let zero = "0".repeat(40);
    let drafts: String =
        (0..1_400).map(|n| format!("{zero} {head} refs/heads/drafts/chen-wen/{n}{}\n", "x".repeat(800))).collect();
    let gate = |input: &str| {
        let mut command = office.world.command(env!("CARGO_BIN_EXE_kanhe"), &office.server);
        command.args(["gate", "pre-receive"]).env("GIT_DIR", ".");
        crate::world::World::run(command, input.as_bytes())
    };
    assert_ne!(gate(&drafts).code, 0, "more than it reads");
    assert_ne!(gate(drafts[..910].trim_end()).code, 0, "a line without its end");
    gate(&drafts[..=drafts.find('\n').unwrap()]).good();
}

#[test]
fn a_push_that_expects_another_main_leaves_no_seal() {
    let (office, clone) = handed_in();
    for (who, command) in
        [("li-ming", "approve"), ("wang-fang", "approve"), ("zhao-lei", "approve"), ("sun-hua", "issue")]
    {
        office.act(&clone, who, command, SUBJECT, &["-m", "同意"]).good();
    }
    office.act(&clone, "zhou-min", "seal", SUBJECT, &["--local"]).good();
    let reference = format!("refs/tags/seal/{SUBJECT}/bureau");
    let (commit, tag) = (main_of(&office, &clone), office.world.ask(&clone, &["rev-parse", &reference]));
    office.world.git(&clone, &["push", "-q", "origin", &format!("{commit}:refs/heads/drafts/chen-wen/x")]).good();
    let wrong = "1".repeat(40);
    let zero = "0".repeat(40);
    let mut command = office.world.command(env!("CARGO_BIN_EXE_kanhe"), &office.server);
    command.args(["gate", "pre-receive"]).env("GIT_DIR", ".");
    let input = format!("{wrong} {commit} refs/heads/main\n{zero} {tag} {reference}\n");
    crate::world::World::run(command, input.as_bytes()).refused("K703");
}

#[test]
fn a_clone_takes_in_no_seal_that_no_act_put_and_no_forgers_text() {
    let (office, clone) = handed_in();
    let text = std::fs::read_to_string(clone.join(format!("content/{SUBJECT}/index.md"))).unwrap();
    // Somebody who can write the server's disk adds a commit of his own and a tag of nobody's.
    let forger = office.clone("forger");
    write(&forger.join(format!("content/{SUBJECT}/index.md")), &text.replace("第一件", "另一件"));
    let config = ["-c", "user.name=某人", "-c", "user.email=x@example.org"];
    office.world.git(&forger, &[&config[..], &["commit", "-q", "-am", "forged"]].concat()).good();
    std::fs::remove_file(office.server.join("hooks/pre-receive")).unwrap();
    office.world.git(&forger, &["push", "-q", "origin", "main"]).good();
    let reference = format!("refs/tags/seal/{SUBJECT}/bureau");
    let around = ["-c", "core.hooksPath=/dev/null"];
    office.world.git(&office.server, &[&around[..], &["update-ref", &reference, "main"]].concat()).good();
    let before = main_of(&office, &clone);
    office.world.kanhe(&clone, &["pull"]).refused("K114");
    office.act(&clone, "li-ming", "approve", SUBJECT, &["-m", "同意"]).refused("K114");
    assert_eq!(main_of(&office, &clone), before);
    assert_eq!(std::fs::read_to_string(clone.join(format!("content/{SUBJECT}/index.md"))).unwrap(), text);
    assert_ne!(office.world.git(&clone, &["rev-parse", "-q", "--verify", &reference]).code, 0);
}

#[test]
fn an_act_signed_at_another_hour_is_not_written() {
    let (office, clone) = handed_in();
    let before = main_of(&office, &clone);
    let conf = office.world.path("g").join("gpg.conf");
    let conf = if conf.parent().unwrap().is_dir() { conf } else { office.world.path("gnupg").join("gpg.conf") };
    let kept = std::fs::read_to_string(&conf).unwrap_or_default();
    write(&conf, &format!("{kept}\nfaked-system-time 20400101T000000!\n"));
    office.act(&clone, "li-ming", "approve", SUBJECT, &["-m", "同意", "--local"]).refused("K311");
    assert_eq!(main_of(&office, &clone), before);
    write(&conf, &kept);
    office.act(&clone, "li-ming", "approve", SUBJECT, &["-m", "同意", "--local"]).good();
}

#[test]
fn nobody_approves_what_was_changed_since_he_read_it() {
    let (office, a) = handed_in();
    let b = office.clone("b");
    draft(&a, SUBJECT, "第一件（改）");
    office.act(&a, "chen-wen", "revise", SUBJECT, &["-m", "改了标题"]).good();
    office.act(&b, "li-ming", "approve", SUBJECT, &["-m", "同意"]).refused("K516");
    office.act(&b, "li-ming", "approve", SUBJECT, &["-m", "看过修改稿，同意"]).good();
    // A clone that has never seen the subject must read it first.
    let c = office.clone("c");
    draft(&a, "documents/2026/two", "第二件");
    office.act(&a, "chen-wen", "submit", "documents/2026/two", &[]).good();
    let unseen = office.act(&c, "li-ming", "approve", "documents/2026/two", &["-m", "同意"]);
    assert_eq!(unseen.code, 2, "{}", unseen.err);
    office.world.kanhe(&c, &["pull"]).good();
    office.act(&c, "li-ming", "approve", "documents/2026/two", &["-m", "同意"]).good();
}

#[test]
fn an_act_that_is_too_large_hides_nothing_before_it() {
    let (office, clone) = handed_in();
    let tree = office.world.ask(&clone, &["rev-parse", "main^{tree}"]);
    let parent = main_of(&office, &clone);
    let large = format!(
        "tree {tree}\nparent {parent}\nauthor X <x@example.org> 1 +0000\ncommitter X <x@example.org> 1 +0000\n\n{}\n",
        "x".repeat(70_000)
    );
    let id =
        office.world.feed("git", &clone, &["hash-object", "-t", "commit", "-w", "--stdin"], large.as_bytes()).good();
    office.world.git(&clone, &["update-ref", "refs/heads/main", id.out.trim()]).good();
    let report = office.world.kanhe(&clone, &["verify", "--json", "--root", &office.root]).json();
    assert_eq!((&report["verdict"], &report["acts"], &report["refused"]), (&"INVALID".into(), &3.into(), &1.into()));
    assert_eq!(report["findings"][0]["code"], 104);
    assert_eq!(report["findings"][0]["seq"], 2);
}
