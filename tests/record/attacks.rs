//! What somebody can do who can write every byte of a repository, and what he is found out by: one attack for each code, and beside
//! them the same act done rightly.

use std::fs;
use std::path::Path;

use kanhe::id::Sha256;

use crate::forge::{Expected, Forged, ONE, SEAL, Scene, TWO, embed, invalid, now};

/// The positive control of everything below: the act as it ought to be is valid, and the gate takes it in.
#[test]
fn the_same_act_done_rightly_comes_in() {
    let scene = Scene::new();
    let dir = scene.with_tip(&scene.sign("li-ming", &scene.approval()));
    let report = scene.verify(&dir, &["--root", &scene.office.root]).good().json();
    assert_eq!((&report["verdict"], &report["as_of"]), (&"VALID".into(), &8.into()));
    let server = scene.copy();
    scene.office.world.git(&dir, &["push", "-q", server.to_str().unwrap(), "main"]).good();
}

#[test]
fn a_commit_has_one_encoding() {
    let scene = Scene::new();
    let good = scene.approval();
    let payload = good.payload();
    let raw = String::from_utf8(scene.sign("li-ming", &good)).unwrap();
    let signed = |payload: &str| {
        let armour = scene.office.world.sign(&scene.office.keys["li-ming"], &[], payload.as_bytes());
        String::from_utf8(embed(payload, &armour)).unwrap()
    };
    let merge = Forged {
        parents: [good.parents.clone(), vec![scene.git(&scene.office.server, &["rev-parse", "main~1"])]].concat(),
        ..good.clone()
    };
    let author = payload.lines().find(|line| line.starts_with("author ")).unwrap().to_owned();
    let committer = author.replacen("author", "committer", 1);
    let armour_end = " -----END PGP SIGNATURE-----\n";
    let line = |key: &str| payload.lines().find(|line| line.starts_with(key)).unwrap().to_owned() + "\n";
    for (what, code, raw) in [
        ("a merge", 112, String::from_utf8(scene.sign("li-ming", &merge)).unwrap()),
        ("no signature", 114, payload.clone()),
        ("another encoding", 113, signed(&payload.replacen("\n\n", "\nencoding GBK\n\n", 1))),
        (
            "committer first",
            111,
            signed(&payload.replacen(&format!("{author}\n{committer}"), &format!("{committer}\n{author}"), 1)),
        ),
        ("another committer", 117, signed(&payload.replacen(&committer, &committer.replace("李明", "王芳"), 1))),
        ("a zone that is none", 116, signed(&payload.replace("+0800", "+9900"))),
        (
            "a second signature block",
            115,
            raw.replacen(
                armour_end,
                &format!("{armour_end} -----BEGIN PGP SIGNATURE-----\n \n =AAAA\n{armour_end}"),
                1,
            ),
        ),
        ("a line that is none", 131, signed(&format!("{payload}and so on\n"))),
        ("a key nobody knows", 132, signed(&format!("{payload}Mood: good\n"))),
        ("a key twice", 133, signed(&payload.replacen(&line("Step"), &line("Step").repeat(2), 1))),
        (
            "a key too late",
            134,
            signed(&payload.replacen(
                &format!("{}{}", line("Record"), line("Seq")),
                &format!("{}{}", line("Seq"), line("Record")),
                1,
            )),
        ),
        ("a value nobody sees", 135, signed(&payload.replace("同意", "同\u{200b}意"))),
        (
            "no empty line",
            130,
            signed(&payload.replacen(&format!("approve {TWO}\n\n"), &format!("approve {TWO}\n"), 1)),
        ),
        ("a comment in the armour", 241, raw.replacen("-----\n \n", "-----\n Comment: x\n \n", 1)),
    ] {
        let dir = scene.with_tip(raw.as_bytes());
        scene.finds(what, &dir, invalid(code));
        if matches!(code, 111 | 116) {
            // git's own check at the door is quicker than the gate.
            scene.push(&dir, &["main"]);
        } else {
            scene.stopped(what, &dir, &["main"], code);
        }
    }
}

#[test]
fn an_act_says_what_it_is_and_stands_at_one_place() {
    let scene = Scene::new();
    let good = scene.approval();
    let other = Sha256::of(b"other").to_string();
    let title = Forged { title: format!("issue {TWO}"), ..good.clone() };
    let bless = Forged { title: format!("bless {TWO}"), ..good.clone().set("Act", "bless") };
    let earlier = Forged { seconds: now() - 86_400, ..good.clone() };
    let found = ["Parent-SHA256", "Subject", "Digest", "Step", "Opinion"]
        .iter()
        .fold(good.clone(), |act, key| act.without(key));
    let found = Forged { title: "found".to_owned(), ..found.set("Act", "found") };
    for (what, code, forged) in [
        ("of another record", 301, good.clone().set("Record", "6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f")),
        ("a number left out", 302, good.clone().set("Seq", "9")),
        ("after another act", 303, good.clone().set("Parent-SHA256", &other)),
        ("with another tree", 304, good.clone().set("Tree-SHA256", &other)),
        ("earlier than its parent", 305, earlier),
        ("another first line", 306, title),
        ("an act nobody knows", 307, bless),
        ("no step", 308, good.clone().without("Step")),
        ("a number it cannot give", 309, good.clone().set("Number", "示〔2026〕9号")),
        ("a number with a leading zero", 310, good.clone().set("Seq", "08")),
        ("founded again", 312, found),
        ("registers a seal again", 613, good.clone().set("Seals", &format!("{SEAL} {other}"))),
        ("about another text", 404, good.clone().set("Digest", &other)),
        ("a step it is not at", 512, good.clone().set("Step", "check")),
    ] {
        let dir = scene.with_tip(&scene.sign("li-ming", &forged));
        scene.finds(what, &dir, invalid(code));
        scene.stopped(what, &dir, &["main"], code);
    }
    // Word for word an act that was valid once, at another place.
    let old = String::from_utf8(scene.read(&scene.office.server, "commit", "main~5")).unwrap();
    assert!(old.contains("Act: approve"));
    let parent = old.lines().find(|line| line.starts_with("parent ")).unwrap();
    let replayed = scene.with_tip(old.replacen(parent, &format!("parent {}", good.parents[0]), 1).as_bytes());
    scene.finds("replayed", &replayed, invalid(302));
    scene.stopped("replayed", &replayed, &["main"], 302);
}

/// What the verbs of a flow carry has one form, and stands nowhere else. Without a rule of the workflow that allows it, a sound form is
/// refused all the same.
#[test]
fn what_a_flows_acts_carry_has_one_form() {
    let scene = Scene::new();
    let approve = scene.approval();
    let act = |verb: &str| scene.next("li-ming", verb);
    let step = |verb: &str| act(verb).set("Step", "review");
    let transfer = step("transfer").set("To", "wang-fang");
    let add = step("add-sign").set("How", "with").set("To", "wang-fang");
    let back = step("return").set("Reason", "请补充");
    let instruct = act("instruct").set("Opinion", "今日办结").set("Due", "2099-03-02T09:00:00Z");
    let circulate = act("circulate").set("To", "wang-fang xu-jing");
    let reply = act("reply").set("Opinion", "收到");
    for (what, code, forged) in [
        ("a transfer to nobody", 308, transfer.clone().without("To")),
        ("a transfer to two", 310, transfer.clone().set("To", "wang-fang xu-jing")),
        ("a transfer to no slug", 310, transfer.clone().set("To", "Wang Fang")),
        ("a transfer with a manner", 309, transfer.clone().set("How", "with")),
        ("a transfer the step does not allow", 513, transfer),
        ("somebody added in no place", 308, add.clone().without("How")),
        ("somebody added in a place that is none", 310, add.clone().set("How", "beside")),
        ("nobody added", 310, add.clone().without("To")),
        ("somebody added to lift", 310, add.clone().set("How", "lift")),
        ("lifting for another", 309, add.clone().set("How", "lift").without("To").set("On-Behalf-Of", "wang-fang")),
        ("adding what the step does not allow", 513, add),
        ("a return in a manner that is none", 310, back.clone().set("How", "with")),
        ("a return to two steps", 310, back.clone().set("To", "check review")),
        ("a return to a step that was not passed", 537, back.clone().set("To", "check")),
        ("a return to a step that comes later, straight", 537, back.clone().set("To", "issue").set("How", "straight")),
        ("a return without a reason", 518, back.without("Reason")),
        ("an instruction without a limit", 308, instruct.clone().without("Due")),
        ("a limit in local time", 310, instruct.clone().set("Due", "2099-03-02T17:00:00+08:00")),
        ("a limit without seconds", 310, instruct.clone().set("Due", "2099-03-02T09:00Z")),
        ("a limit on a day that is none", 310, instruct.clone().set("Due", "2099-02-30T09:00:00Z")),
        ("a limit by somebody who sets none", 539, instruct),
        ("readers out of order", 310, circulate.clone().set("To", "xu-jing wang-fang")),
        ("a reader twice", 310, circulate.clone().set("To", "wang-fang wang-fang")),
        ("readers with two spaces", 310, circulate.clone().set("To", "wang-fang  xu-jing")),
        ("circulated by a stranger to the matter", 539, circulate),
        ("a reply besides the steps for another", 309, reply.clone().set("On-Behalf-Of", "wang-fang")),
        ("a reply besides the steps with a reason", 309, reply.clone().set("Reason", "迟了")),
        ("a reply by somebody who is not asked for one", 539, reply),
        ("in another's place without a delegation", 530, approve.clone().set("On-Behalf-Of", "wang-fang")),
        ("in his own place", 530, approve.clone().set("On-Behalf-Of", "li-ming")),
        ("in the place of no slug", 310, approve.clone().set("On-Behalf-Of", "李明")),
        ("confirming an act that is not the last", 533, approve.clone().set("Confirms", "3")),
        ("confirming no number", 310, approve.clone().set("Confirms", "07")),
        ("an approval with a limit", 309, approve.set("Due", "2099-03-02T09:00:00Z")),
        ("reading what was given to nobody", 568, act("read")),
        ("taking back another's act", 538, act("take-back")),
        ("urged by a stranger to the matter", 539, act("urge")),
        ("ended by nobody who may", 539, act("terminate").set("Reason", "取消")),
        ("void before it is through", 565, act("void").set("Reason", "有误")),
        ("repealed before it is through", 565, act("repeal").set("Reason", "有误")),
        ("a delegation recalled that is none", 565, act("recall")),
    ] {
        let dir = scene.with_tip(&scene.sign("li-ming", &forged));
        scene.finds(what, &dir, invalid(code));
        scene.stopped(what, &dir, &["main"], code);
    }
}

/// The same of sending and receiving. 王芳 may send [`ONE`], which is sealed, and receives for the office.
#[test]
fn what_is_sent_and_received_has_one_form() {
    let scene = Scene::new();
    let server = scene.office.server.clone();
    let by = |who: &str, verb: &str| scene.next(who, verb).about(&scene, &server, ONE);
    let send = by("wang-fang", "send").set("To", "office");
    let open = by("wang-fang", "open").set("Opened", "office wang-fang 2026-03-02T09:00:00Z");
    let receive = by("wang-fang", "receive").set("To", "office").set("Opinion", "核对无误");
    let opened = |text: &str| open.clone().set("Opened", text);
    for (who, what, code, forged) in [
        ("wang-fang", "sent to nobody", 308, send.clone().without("To")),
        ("wang-fang", "sent to no slug", 310, send.clone().set("To", "Office")),
        ("wang-fang", "recipients out of order", 310, send.clone().set("To", "survey office")),
        ("wang-fang", "copies out of order", 310, send.clone().set("Cc", "survey @li-ming")),
        ("wang-fang", "a copy to a recipient", 310, send.clone().set("Cc", "office")),
        (
            "wang-fang",
            "sent and opened at once",
            309,
            send.clone().set("Opened", "office wang-fang 2026-03-02T09:00:00Z"),
        ),
        ("wang-fang", "sent to a group that is none", 579, send.clone().set("To", "+all")),
        ("wang-fang", "sent to the sender", 579, send.clone().set("To", "bureau")),
        ("wang-fang", "sent where nobody receives", 580, send.clone().set("To", "survey")),
        ("wang-fang", "sent before it is through", 565, scene.next("wang-fang", "send").set("To", "office")),
        ("li-ming", "sent by somebody who sends nothing", 539, by("li-ming", "send").set("To", "office")),
        ("li-ming", "an approval with copies", 309, scene.approval().set("Cc", "office")),
        ("wang-fang", "opened by nobody", 308, open.clone().without("Opened")),
        ("wang-fang", "opened at a time that is none", 310, opened("office wang-fang 2026-02-30T09:00:00Z")),
        ("wang-fang", "opened by a group", 310, opened("+all wang-fang 2026-03-02T09:00:00Z")),
        (
            "wang-fang",
            "opened twice at one place",
            310,
            opened("office wang-fang 2026-03-02T09:00:00Z, office wang-fang 2026-03-02T09:00:01Z"),
        ),
        ("wang-fang", "an opening that somebody signed", 581, open.clone()),
        ("wang-fang", "received for two", 310, receive.clone().set("To", "office survey")),
        ("wang-fang", "received for all below", 310, receive.clone().set("To", "office/*")),
        ("wang-fang", "received with a reason", 309, receive.clone().set("Reason", "缺附件")),
        ("wang-fang", "received what was not sent", 582, receive),
    ] {
        let dir = scene.with_tip(&scene.sign(who, &forged));
        scene.finds(what, &dir, invalid(code));
        scene.stopped(what, &dir, &["main"], code);
    }
}

#[test]
fn an_act_is_signed_by_whom_it_names() {
    let scene = Scene::new();
    let good = scene.approval();
    let keys = &scene.office.keys;
    let says = |who: &str| good.clone().set("Signer", &keys[who]);
    let gone = |forged: Forged| Forged { tree: "de".repeat(20), ..forged };
    let misspelt = Forged { name: "李 明".to_owned(), ..good.clone() };
    let second = format!("{}!", keys["wang-fang"]);
    let old = ["--faked-system-time", "20990101T000000"];
    let payload = good.payload();
    let swapped = embed(&payload, &scene.office.world.sign(&keys["li-ming"], &[], b"something else"));
    let reader = scene.next("xu-jing", "approve").set("Step", "review").set("Opinion", "同意");
    for (what, code, raw) in [
        ("a stranger of the same name", 201, scene.sign("stranger", &says("stranger"))),
        ("a stranger with a tree that never was", 201, scene.sign("stranger", &gone(says("stranger")))),
        ("another's key with a tree that never was", 219, scene.sign("wang-fang", &gone(good.clone()))),
        ("a certificate that is retired", 202, scene.sign("xu-jing", &reader)),
        ("the seal's key", 203, scene.sign("bureau", &says("bureau"))),
        ("a name the register does not have", 204, scene.sign("li-ming", &misspelt)),
        ("two signatures", 210, scene.sign_with("li-ming", &["-u", &second], &good)),
        ("a signature over text", 213, scene.sign_with("li-ming", &["--textmode"], &good)),
        ("another's key", 219, scene.sign("wang-fang", &good)),
        ("a stranger's key in his name", 219, scene.sign("stranger", &good)),
        ("a signature over something else", 226, swapped),
        ("signed at another time", 311, scene.sign_with("li-ming", &old, &good)),
    ] {
        let dir = scene.with_tip(&raw);
        scene.finds(what, &dir, invalid(code));
        if what.contains("never was") {
            // git itself takes no push without its objects.
            scene.push(&dir, &["main"]);
        } else {
            scene.stopped(what, &dir, &["main"], code);
        }
    }
}

/// The tree of `main` with a file put into it.
fn tree_with(scene: &Scene, dir: &Path, path: &str, text: &str) -> String {
    tree_of(scene, dir, &scene.git(dir, &["rev-parse", "main^{tree}"]), path, text)
}

/// A tree with a file put into it.
pub(crate) fn tree_of(scene: &Scene, dir: &Path, tree: &str, path: &str, text: &str) -> String {
    let blob = scene.write(dir, "blob", text.as_bytes());
    graft(scene, dir, tree, path, &format!("100644 blob {blob}"))
}

/// A tree without what stands at a path.
pub(crate) fn tree_without(scene: &Scene, dir: &Path, tree: &str, path: &str) -> String {
    let (first, rest) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let listing = scene.git(dir, &["-c", "core.quotePath=false", "ls-tree", tree]);
    let old = listing.lines().find(|line| line.ends_with(&format!("\t{first}"))).unwrap();
    let others: String = listing.lines().filter(|line| *line != old).map(|line| format!("{line}\n")).collect();
    let kept = rest.map_or_else(String::new, |rest| {
        let below = tree_without(scene, dir, old.split([' ', '\t']).nth(2).unwrap(), rest);
        if below.is_empty() { below } else { format!("040000 tree {below}\t{first}\n") }
    });
    if others.is_empty() && kept.is_empty() {
        return String::new();
    }
    scene.office.world.feed("git", dir, &["mktree"], format!("{others}{kept}").as_bytes()).good().line().to_owned()
}

/// A tree with this entry at a path. `git mktree` keeps what it is given.
fn graft(scene: &Scene, dir: &Path, tree: &str, path: &str, entry: &str) -> String {
    let (first, rest) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let listing =
        if tree.is_empty() { String::new() } else { scene.git(dir, &["-c", "core.quotePath=false", "ls-tree", tree]) };
    let old = listing.lines().find(|line| line.ends_with(&format!("\t{first}")));
    let entry = match rest {
        None => entry.to_owned(),
        Some(rest) => {
            let below = old.map_or("", |line| line.split([' ', '\t']).nth(2).unwrap());
            format!("040000 tree {}", graft(scene, dir, below, rest, entry))
        }
    };
    let others: String = listing.lines().filter(|line| Some(*line) != old).map(|line| format!("{line}\n")).collect();
    let input = format!("{others}{entry}\t{first}\n");
    scene.office.world.feed("git", dir, &["mktree", "--missing"], input.as_bytes()).good().line().to_owned()
}

#[test]
fn an_act_changes_what_it_may_and_nothing_else() {
    let scene = Scene::new();
    let dir = scene.copy();
    let three = "documents/2026/three";
    let own = format!("content/{three}/index.md");
    let text = crate::world::letter("第三件");
    let good = tree_with(&scene, &dir, &own, &text);
    let submit = |tree: &str| {
        scene.next_in(&dir, "main", "chen-wen", "submit").tree(&scene, &dir, tree).about(&scene, &dir, three)
    };
    let and = |path: &str, text: &str| {
        let blob = scene.write(&dir, "blob", text.as_bytes());
        submit(&graft(&scene, &dir, &good, path, &format!("100644 blob {blob}")))
    };
    let decision = |path: &str| scene.approval().tree(&scene, &dir, &tree_with(&scene, &dir, path, "x\n"));
    let main = scene.git(&dir, &["rev-parse", "main"]);
    let try_it =
        |forged: &Forged, who: &str| scene.set_main(&dir, &scene.write(&dir, "commit", &scene.sign(who, forged)));
    try_it(&submit(&good), "chen-wen");
    scene.verify(&dir, &[]).good();
    scene.set_main(&dir, &main);
    let person = format!("content/people/li-ming/{}.asc", scene.office.keys["stranger"]);
    let no_folder = scene.approval().about(&scene, &dir, "documents/2026/nothing");
    for (what, who, code, path, forged) in [
        (
            "a decision that changes its text",
            "li-ming",
            401,
            format!("content/{TWO}/index.md"),
            decision(&format!("content/{TWO}/index.md")),
        ),
        (
            "a decision that adds a file",
            "li-ming",
            401,
            format!("content/{TWO}/b.txt"),
            decision(&format!("content/{TWO}/b.txt")),
        ),
        (
            "another subject's file",
            "chen-wen",
            402,
            format!("content/{ONE}/index.md"),
            and(&format!("content/{ONE}/index.md"), "x\n"),
        ),
        ("a setting", "chen-wen", 403, "kanhe.toml".to_owned(), and("kanhe.toml", "format = 1\n")),
        (
            "a workflow",
            "chen-wen",
            403,
            "workflows/documents.toml".to_owned(),
            and("workflows/documents.toml", "format = 1\n"),
        ),
        ("a certificate for a person", "chen-wen", 403, person.clone(), and(&person, "x\n")),
        ("a hook", "chen-wen", 403, "hooks/pre-receive".to_owned(), and("hooks/pre-receive", "exit 0\n")),
        ("no folder", "li-ming", 405, "content/documents/2026/nothing".to_owned(), no_folder),
    ] {
        try_it(&forged, who);
        scene.finds(what, &dir, invalid(code).at(Box::leak(path.into_boxed_str())));
        scene.stopped(what, &dir, &["main"], code);
        scene.set_main(&dir, &main);
    }
}

#[test]
fn a_tree_holds_files_and_folders_with_plain_names() {
    let scene = Scene::new();
    let dir = scene.copy();
    let main = scene.git(&dir, &["rev-parse", "main"]);
    let folder = "content/documents/2026/three";
    let good = tree_with(&scene, &dir, &format!("{folder}/index.md"), &crate::world::letter("第三件"));
    let blob = scene.write(&dir, "blob", b"x\n");
    let below =
        |id: &str| (0..20).map(|at| u8::from_str_radix(&id[2 * at..2 * at + 2], 16).unwrap()).collect::<Vec<u8>>();
    let raw = |names: &[&str]| {
        let entries: Vec<u8> =
            names.iter().flat_map(|name| [format!("100644 {name}\0").as_bytes(), &below(&blob)].concat()).collect();
        scene.write(&dir, "tree", &entries)
    };
    let entry = |name: &str, entry: String| graft(&scene, &dir, &good, &format!("{folder}/{name}"), &entry);
    let whole = |tree: String| graft(&scene, &dir, &good, folder, &format!("040000 tree {tree}"));
    let file = |mode: &str| format!("{mode} blob {blob}");
    for (what, code, tree) in [
        ("a program", 141, entry("run.sh", file("100755"))),
        ("a link", 141, entry("link", file("120000"))),
        ("a submodule", 141, entry("sub", format!("160000 commit {main}"))),
        ("a name Windows keeps", 142, entry("CON.txt", file("100644"))),
        ("a name that hides", 142, entry(".hidden", file("100644"))),
        ("a name that is not NFC", 142, entry("e\u{301}.txt", file("100644"))),
        ("entries in disorder", 143, whole(raw(&["z", "index.md"]))),
        ("a name twice", 144, whole(raw(&["index.md", "index.md"]))),
        ("names that differ in case", 145, entry("INDEX.MD", file("100644"))),
        ("an empty folder", 146, whole(raw(&[]))),
    ] {
        let forged = scene.next_in(&dir, "main", "chen-wen", "submit").tree(&scene, &dir, &tree);
        let forged = forged.about(&scene, &dir, "documents/2026/three");
        scene.set_main(&dir, &scene.write(&dir, "commit", &scene.sign("chen-wen", &forged)));
        scene.finds(what, &dir, invalid(code));
        // git's own check at the door may be quicker than the gate's.
        scene.push(&dir, &["main"]);
        scene.set_main(&dir, &main);
    }
}

/// A tag's bytes signed anew.
fn resign(scene: &Scene, who: &str, tag: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(tag);
    let payload = text.split("-----BEGIN").next().unwrap();
    let armour = scene.office.world.sign(
        &scene.office.keys[who],
        &["--sig-notation", "again@example.org=1"],
        payload.as_bytes(),
    );
    format!("{payload}{armour}").into_bytes()
}

#[test]
fn a_seal_stays_what_and_where_it_is() {
    let scene = Scene::new();
    let server = scene.office.server.clone();
    let tag = String::from_utf8(scene.read(&server, "tag", SEAL)).unwrap();
    let act = scene.git(&server, &["rev-parse", "main~1"]);
    let other = scene.git(&server, &["rev-parse", "main~2"]);
    let six = Expected { exit: 1, code: 0, seq: Some(6), path: Some(SEAL) };
    let replaced = |what: &str, code: u64, raw: &[u8]| {
        let dir = scene.copy();
        let id = scene.write(&dir, "tag", raw);
        scene.git(&dir, &["update-ref", SEAL, &id]);
        scene.finds(what, &dir, Expected { code, ..six });
        scene.stopped(what, &dir, &["--force", SEAL], 706);
    };
    let edited = |from: &str, to: &str| {
        assert!(tag.contains(from));
        resign(&scene, "bureau", tag.replacen(from, to, 1).as_bytes())
    };
    replaced("moved to another act", 615, &edited(&act, &other));
    replaced("with another title", 616, &edited("Title: 关于", "Title: 关於"));
    replaced("with another number", 616, &edited("〕1号", "〕2号"));
    replaced(
        "with the name of another seal",
        118,
        &edited("tag seal/documents/2026/one/bureau", "tag seal/documents/2026/two/bureau"),
    );
    replaced("signed again", 617, &edited("Title", "Title"));
    replaced("signed by a person", 618, &resign(&scene, "zhou-min", tag.as_bytes()));
    replaced("with text after it", 119, format!("{tag}more\n").as_bytes());

    let dir = scene.copy();
    scene.git(&dir, &["update-ref", "-d", SEAL]);
    scene.finds("deleted", &dir, Expected { code: 614, ..six }.incomplete());
    scene.stopped("deleted", &dir, &[&format!(":{SEAL}")], 702);

    let dir = scene.copy();
    scene.git(&dir, &["update-ref", SEAL, &act]);
    scene.finds("a commit in its place", &dir, Expected { code: 103, ..six });

    let dir = scene.copy();
    let new = "refs/tags/seal/documents/2026/two/bureau";
    scene.git(&dir, &["update-ref", new, SEAL]);
    scene.finds("copied to another name", &dir, Expected { code: 619, seq: None, path: Some(new), exit: 1 });
    scene.stopped("copied to another name", &dir, &[new], 707);
    scene.git(&dir, &["update-ref", "-d", SEAL]);
    let said = scene.verify(&dir, &[]);
    let codes: Vec<u64> =
        said.json()["findings"].as_array().unwrap().iter().map(|f| f["code"].as_u64().unwrap()).collect();
    assert_eq!((said.code, codes), (1, vec![614, 619]), "renamed");
}

#[test]
fn the_act_after_a_seal_registers_it() {
    let scene = Scene::new();
    let dir = scene.copy();
    let sealed = scene.git(&dir, &["rev-parse", "main~1"]);
    scene.set_main(&dir, &sealed);
    let report = scene.verify(&dir, &[]).good().json();
    assert_eq!(report["unregistered"], SEAL);
    let text = crate::world::letter("第二件");
    let tree = tree_with(&scene, &dir, &format!("content/{TWO}/index.md"), &text);
    let good = scene.next_in(&dir, "main", "chen-wen", "submit").tree(&scene, &dir, &tree);
    let try_it = |forged: &Forged| {
        let id = scene.write(&dir, "commit", &scene.sign("chen-wen", forged));
        scene.set_main(&dir, &id);
    };
    let seven = |code| invalid(code).act(Some(7));
    for (what, code, forged) in [
        ("not at all", 611, good.clone().without("Seals")),
        ("another ref", 612, good.clone().set("Seals", &format!("refs/tags/seal/{TWO}/bureau {}", Sha256::of(b"")))),
    ] {
        try_it(&forged);
        scene.finds(
            what,
            &dir,
            seven(code).at(if code == 611 { SEAL } else { "refs/tags/seal/documents/2026/two/bureau" }),
        );
        scene.set_main(&dir, &sealed);
    }
    // Another tag than the one that stands there.
    try_it(&good.clone().set("Seals", &format!("{SEAL} {}", Sha256::of(b"other"))));
    scene.finds("another tag", &dir, Expected { exit: 1, code: 617, seq: Some(6), path: Some(SEAL) });
    scene.set_main(&dir, &sealed);
    try_it(&good);
    scene.verify(&dir, &[]).good();
}

#[test]
fn a_line_on_paper_finds_out_what_a_repository_cannot() {
    let scene = Scene::new();
    let dir = scene.copy();
    let root = scene.office.root.clone();
    let checkpoint = scene.office.world.kanhe(&dir, &["checkpoint"]).good().line().to_owned();
    scene.verify(&dir, &["--root", &root, "--checkpoint", &checkpoint]).good();
    let none = |code| Expected { exit: 1, code, seq: None, path: None };
    let part = |line: &str, n: usize| line.split(' ').nth(n).unwrap().to_owned();
    let zeros =
        |text: &str| text.split_once(':').map(|(kind, hex)| format!("{kind}:{}", "0".repeat(hex.len()))).unwrap();
    for (what, code, n) in [("another genesis", 901, 2), ("other bytes", 902, 3), ("another founder", 903, 4)] {
        let line = root.replace(&part(&root, n), &zeros(&part(&root, n)));
        scene.finds_with(what, &dir, &["--root", &line], none(code));
    }
    let other = checkpoint.replace(&part(&checkpoint, 2), "6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f");
    scene.finds_with("another record", &dir, &["--checkpoint", &other], none(904));
    // Cut: the last act is gone.
    scene.set_main(&dir, &scene.git(&dir, &["rev-parse", "main~1"]));
    scene.verify(&dir, &["--root", &root]).good();
    scene.finds_with("cut", &dir, &["--checkpoint", &checkpoint], none(906).incomplete());
    // Rewritten: 陈文 himself hands in another text at the same number.
    let tree = tree_with(&scene, &dir, &format!("content/{TWO}/index.md"), &crate::world::letter("另一件"));
    let act = scene.next_in(&dir, "main", "chen-wen", "submit").tree(&scene, &dir, &tree);
    scene.set_main(&dir, &scene.write(&dir, "commit", &scene.sign("chen-wen", &act)));
    scene.verify(&dir, &["--root", &root]).good();
    scene.finds_with("rewritten", &dir, &["--checkpoint", &checkpoint], none(905));
    scene.stopped("rewritten", &dir, &["--force", "main"], 703);
    // The same on the server: a clone that has seen more takes nothing of it.
    let clone = scene.office.clone("late");
    scene.office.act(&clone, "chen-wen", "withdraw", TWO, &["-m", "不办了", "--local"]).good();
    let before = scene.git(&clone, &["show-ref", "--heads"]);
    let old = scene.git(&scene.office.server, &["rev-parse", "main~2"]);
    let around = ["-c", "core.hooksPath=/dev/null"];
    scene.git(&scene.office.server, &[&around[..], &["update-ref", "refs/heads/main", &old]].concat());
    scene.office.act(&clone, "chen-wen", "withdraw", TWO, &["-m", "不办了"]).refused("K908");
    assert_eq!(scene.git(&clone, &["show-ref", "--heads"]), before);
}

#[test]
fn what_is_not_there_is_incomplete_and_what_lies_beside_it_is_not_believed() {
    let scene = Scene::new();
    let none = |code| Expected { exit: 1, code, seq: None, path: None };
    let object = |dir: &Path, name: &str| {
        let id = scene.git(dir, &["rev-parse", name]);
        dir.join("objects").join(&id[..2]).join(&id[2..])
    };
    let index = format!("main:content/{ONE}/index.md");
    let dir = scene.copy();
    fs::remove_file(object(&dir, &index)).unwrap();
    let report = scene.verify(&dir, &[]);
    assert_eq!((report.code, &report.json()["verdict"]), (3, &"INCOMPLETE".into()), "a file is gone: {}", report.out);
    let dir = scene.copy();
    fs::remove_file(object(&dir, "main~2")).unwrap();
    scene.finds("an act is gone", &dir, none(101).incomplete());
    let dir = scene.copy();
    let path = object(&dir, &index);
    let other = fs::read(object(&dir, "main:kanhe.toml")).unwrap();
    fs::remove_file(&path).unwrap();
    fs::write(&path, other).unwrap();
    let report = scene.verify(&dir, &[]);
    assert_eq!((report.code, &report.json()["verdict"]), (1, &"INVALID".into()), "a file is another: {}", report.out);
    assert_eq!(report.json()["findings"][0]["code"], 102);

    let main = format!("{}\n", scene.git(&scene.office.server, &["rev-parse", "main"]));
    for (what, path, text, expected) in [
        ("shallow", "shallow", main.as_str(), none(153).incomplete()),
        ("grafts", "info/grafts", &main, none(154)),
        ("alternates", "objects/info/alternates", "/tmp\n", none(155)),
    ] {
        let dir = scene.copy();
        fs::write(dir.join(path), text).unwrap();
        scene.finds(what, &dir, expected);
    }
    let dir = scene.copy();
    scene.git(&dir, &["replace", "main~1", "main~2"]);
    scene.finds("a replacement", &dir, none(156));
    let dir = scene.copy();
    scene.git(&dir, &["update-ref", "refs/heads/drafts/a", "main"]);
    scene.git(&dir, &["symbolic-ref", "refs/heads/main", "refs/heads/drafts/a"]);
    scene.finds("main is symbolic", &dir, none(157));
    let empty = scene.office.world.path("empty");
    scene.git(&dir, &["init", "-q", "-b", "main", empty.to_str().unwrap()]);
    scene.finds("empty", &empty, none(907).incomplete());
}

#[test]
fn the_gate_keeps_refs_and_clocks() {
    let scene = Scene::new();
    let dir = scene.copy();
    for name in ["refs/heads/other", "refs/tags/v1", "refs/notes/commits"] {
        scene.git(&dir, &["update-ref", name, "main"]);
        scene.stopped(name, &dir, &[name], 701);
    }
    scene.stopped("main deleted", &dir, &[":main"], 702);
    scene.git(&dir, &["update-ref", "refs/heads/old", "main~1"]);
    scene.stopped("main back", &dir, &["--force", "refs/heads/old:refs/heads/main"], 703);
    // A good act of another hour: valid in itself, and not let in.
    let later = Forged { seconds: now() + 1000, ..scene.approval() };
    let time = format!("{}", now() + 1000);
    let raw = scene.sign_with("li-ming", &["--faked-system-time", &time], &later);
    let early = scene.with_tip(&raw);
    scene.verify(&early, &[]).good();
    scene.stopped("of another hour", &early, &["main"], 704);
    // A seal act without its tag.
    let clone = scene.office.clone("b");
    for who in ["li-ming", "wang-fang", "zhao-lei"] {
        scene.office.act(&clone, who, "approve", TWO, &["-m", "同意"]).good();
    }
    scene.office.act(&clone, "sun-hua", "issue", TWO, &["-m", "同意"]).good();
    scene.office.act(&clone, "zhou-min", "seal", TWO, &["--local"]).good();
    scene.stopped("no tag", &clone, &["main"], 705);
    let tag = format!("refs/tags/seal/{TWO}/bureau");
    scene.stopped("no act", &clone, &[&tag], 707);
    // Drafts are nobody's business, and both together come in.
    let server = scene.office.server.to_str().unwrap().to_owned();
    scene.git(&clone, &["push", "-q", &server, "main:refs/heads/drafts/chen-wen/mine"]);
    scene.git(&clone, &["push", "-q", "--atomic", &server, "main", &tag]);
    scene.verify(&scene.office.server, &[]).good();
}
