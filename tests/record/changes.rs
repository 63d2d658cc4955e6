//! The ways of a key through a record: registered, renewed, rotated, retired, compromised; and what a forger makes of change requests.

use std::fs;
use std::path::{Path, PathBuf};

use crate::forge::{Expected, ONE, Scene, TWO, invalid};
use crate::world::{Office, Said, draft, write};

/// A file that a request proposes: its path and text.
type Proposed<'a> = &'a [(&'a str, String)];

/// Puts a request into a clone's work tree: `certificates/key` becomes `certificates/2026/key`.
fn request(dir: &Path, name: &str, proposed: Proposed<'_>) -> String {
    let (collection, slug) = name.split_once('/').unwrap();
    let subject = format!("{collection}/2026/{slug}");
    let folder = dir.join("content").join(&subject);
    let reason = if collection == "changes" { "" } else { "reason = \"工作需要\"\n" };
    let head = format!("+++\ntitle = \"更换证书\"\nunit = \"bureau\"\n{reason}+++\n\n请按所附文件变更。\n");
    write(&folder.join("index.md"), &head);
    for (path, text) in proposed {
        write(&folder.join("files").join(path), text);
    }
    subject
}

/// Who asks for requests of a collection, and who approves them one after the other.
fn people(subject: &str) -> (&'static str, &'static [&'static str]) {
    match subject.split('/').next().unwrap() {
        "certificates" => ("chen-wen", &["sun-hua"]),
        "accounts" => ("wang-fang", &["sun-hua", "zhao-lei"]),
        "seal-requests" => ("wang-fang", &["sun-hua", "zhao-lei", "zhao-lei"]),
        _ => ("chen-wen", &["sun-hua", "zhao-lei"]),
    }
}

/// Asked for and approved: what the operator has to execute.
fn approved(office: &Office, dir: &Path, name: &str, proposed: Proposed<'_>) -> String {
    let subject = request(dir, name, proposed);
    let (asks, approve) = people(&subject);
    office.act(dir, asks, "submit", &subject, &[]).good();
    for who in approve {
        office.act(dir, who, "approve", &subject, &["-m", "同意"]).good();
    }
    subject
}

/// Executed by 周敏.
fn carried_out(office: &Office, dir: &Path, slug: &str, proposed: Proposed<'_>) {
    let subject = approved(office, dir, slug, proposed);
    office.act(dir, "zhou-min", "execute", &subject, &[]).good();
}

fn entry(who: &str) -> String {
    format!("content/people/{who}/index.md")
}

fn certificate_path(office: &Office, who: &str) -> String {
    format!("content/people/{who}/{}.asc", office.keys[who])
}

/// Somebody's entry with this piece replaced.
fn edited(dir: &Path, path: &str, from: &str, to: &str) -> String {
    let text = fs::read_to_string(dir.join(path)).unwrap();
    assert!(text.contains(from), "{path} has no {from:?}:\n{text}");
    text.replacen(from, to, 1)
}

/// His first certificate in this state.
fn restated(office: &Office, dir: &Path, who: &str, state: &str) -> (String, String) {
    let line = format!("fingerprint = \"{}\"\n", office.keys[who]);
    let path = entry(who);
    let text = edited(dir, &path, &line, &format!("{line}{state}\n"));
    (path, text)
}

fn verified(office: &Office) -> serde_json::Value {
    office.world.kanhe(&office.server, &["verify", "--json", "--root", &office.root]).json()
}

/// Verdict, and number and code of each finding.
fn verdict(report: &serde_json::Value) -> (String, Vec<(u64, u64)>) {
    let findings = report["findings"].as_array().unwrap();
    let found = findings.iter().map(|one| (one["seq"].as_u64().unwrap_or(999), one["code"].as_u64().unwrap()));
    (report["verdict"].as_str().unwrap().to_owned(), found.collect())
}

#[track_caller]
fn valid(office: &Office) {
    assert_eq!(verdict(&verified(office)), ("VALID".to_owned(), vec![]));
}

/// An office with [`ONE`] sealed, and a clone.
fn sealed() -> (Office, PathBuf) {
    let office = Office::found();
    let dir = office.clone("a");
    office.seal(&dir, ONE);
    (office, dir)
}

#[test]
fn a_new_certificate_takes_over_and_the_old_ones_acts_stay() {
    let (mut office, dir) = sealed();
    let new = office.world.key("李明 <li-ming@example.org>");
    let old = format!("fingerprint = \"{}\"\n", office.keys["li-ming"]);
    let path = entry("li-ming");
    let text =
        edited(&dir, &path, &old, &format!("{old}state = \"retired\"\n[[certificate]]\nfingerprint = \"{new}\"\n"));
    let file = (format!("content/people/li-ming/{new}.asc"), office.world.certificate(&new));
    let proof = office.proof(&dir, "people/li-ming", &new);
    let subject = request(&dir, "certificates/key", &[(&path, text), (&file.0, file.1), (&proof.0, proof.1)]);
    // Nobody else asks for a certificate in his name.
    office.act(&dir, "chen-wen", "submit", &subject, &[]).refused("K576");
    office.act(&dir, "li-ming", "submit", &subject, &[]).good();
    office.act(&dir, "sun-hua", "approve", &subject, &["-m", "同意"]).good();
    office.act(&dir, "zhou-min", "execute", &subject, &[]).good();
    valid(&office);
    draft(&dir, TWO, "第二件");
    office.act(&dir, "chen-wen", "submit", TWO, &[]).good();
    let with_old = office.world.kanhe(&dir, &["approve", TWO, "--as", &office.keys["li-ming"], "-m", "同意"]);
    with_old.refused("K202");
    let said = office.world.kanhe(&dir, &["approve", TWO, "--as", &new, "-m", "同意", "--json"]).good();
    assert_eq!(said.json()["act"], "approve");
    office.keys.insert("li-ming".to_owned(), new);
    valid(&office);
}

#[test]
fn a_renewed_certificate_holds_from_its_execution_on() {
    let (office, dir) = sealed();
    let key = &office.keys["li-ming"];
    let subkey = |usage: &str| office.world.gpg(&["--quick-add-key", key, "ed25519", usage, "never"], b"").good();
    subkey("sign");
    let listed = office.world.gpg(&["--with-colons", "--list-keys", key], b"").good().out;
    let prints: Vec<&str> =
        listed.lines().filter(|line| line.starts_with("fpr:")).map(|line| line.split(':').nth(9).unwrap()).collect();
    let subkey = prints[1].to_owned();
    draft(&dir, TWO, "第二件");
    office.act(&dir, "chen-wen", "submit", TWO, &[]).good();
    // Before the register has it, its signature is nobody's.
    let scene = Scene::of(office);
    let forged = scene.next("li-ming", "approve").set("Step", "review").set("Opinion", "同意");
    let raw = |forged: &crate::forge::Forged| {
        let payload = forged.payload();
        crate::forge::embed(&payload, &scene.office.world.sign(&subkey, &[], payload.as_bytes()))
    };
    scene.finds("a subkey nobody has registered", &scene.with_tip(&raw(&forged)), invalid(219).act(Some(8)));
    let renewed =
        (certificate_path(&scene.office, "li-ming"), scene.office.world.certificate(&scene.office.keys["li-ming"]));
    carried_out(&scene.office, &dir, "certificates/key", &[(&renewed.0, renewed.1)]);
    let forged = scene.next("li-ming", "approve").set("Step", "review").set("Opinion", "同意");
    let by_subkey = scene.with_tip(&raw(&forged));
    scene.verify(&by_subkey, &[]).good();
    valid(&scene.office);
}

#[test]
fn an_expiry_is_extended_and_a_version_that_forgets_is_refused() {
    let (office, dir) = sealed();
    let (path, first) = (certificate_path(&office, "li-ming"), office.world.certificate(&office.keys["li-ming"]));
    office.world.gpg(&["--quick-set-expire", &office.keys["li-ming"], "2y"], b"").good();
    office.world.gpg(&["--quick-add-key", &office.keys["li-ming"], "ed25519", "sign", "never"], b"").good();
    let renewed = office.world.certificate(&office.keys["li-ming"]);
    carried_out(&office, &dir, "certificates/renewed", &[(&path, renewed)]);
    valid(&office);
    // The version before has a key less.
    let subject = request(&dir, "certificates/back", &[(&path, first)]);
    office.act(&dir, "chen-wen", "submit", &subject, &[]).refused("K237");
    // Another's certificate under his name, and what is no certificate.
    let other = office.world.certificate(&office.keys["sun-hua"]);
    for (slug, text, code) in [("other", other, "K803"), ("none", "x\n".to_owned(), "K240")] {
        let subject = request(&dir, &format!("certificates/{slug}"), &[(&path, text)]);
        office.act(&dir, "chen-wen", "submit", &subject, &[]).refused(code);
    }
}

#[test]
fn a_seal_stays_good_when_its_certificate_is_renewed_and_replaced() {
    let (office, dir) = sealed();
    let key = office.keys["bureau"].clone();
    office.world.gpg(&["--quick-set-expire", &key, "2y"], b"").good();
    let path = format!("content/seals/bureau/{key}.asc");
    carried_out(&office, &dir, "seal-requests/renewed", &[(&path, office.world.certificate(&key))]);
    valid(&office);
    let new = office.world.key("示范局 (seal 2) <seal@example.org>");
    let line = format!("fingerprint = \"{key}\"\n");
    let index = "content/seals/bureau/index.md";
    let text =
        edited(&dir, index, &line, &format!("{line}state = \"retired\"\n[[certificate]]\nfingerprint = \"{new}\"\n"));
    let file = (format!("content/seals/bureau/{new}.asc"), office.world.certificate(&new));
    let proof = office.proof(&dir, "seals/bureau", &new);
    carried_out(&office, &dir, "seal-requests/replaced", &[(index, text), (&file.0, file.1), (&proof.0, proof.1)]);
    office.seal(&dir, TWO);
    let report = verified(&office);
    assert_eq!((verdict(&report).0.as_str(), &report["seals"]), ("VALID", &2.into()));
    // A clone that begins now comes to the same, and so does one that has followed all along.
    let fresh = office.clone("fresh");
    let list = |dir: &Path| office.world.kanhe(dir, &["log", "--json"]).good().out;
    assert_eq!(list(&fresh), list(&dir));
    fs::remove_dir_all(dir.join(".git/kanhe")).unwrap();
    assert_eq!(list(&fresh), list(&dir));
}

#[test]
fn what_a_compromised_certificate_signed_is_in_question_until_another_affirms() {
    let (office, dir) = sealed();
    draft(&dir, TWO, "第二件");
    office.act(&dir, "chen-wen", "submit", TWO, &[]).good();
    office.act(&dir, "li-ming", "approve", TWO, &["-m", "同意"]).good();
    let (path, text) = restated(&office, &dir, "li-ming", "state = \"compromised\"\nafter = 2");
    carried_out(&office, &dir, "certificates/lost", &[(&path, text)]);
    let report = verified(&office);
    assert_eq!(verdict(&report), ("INCOMPLETE".to_owned(), vec![(8, 205)]));
    let said = office.world.kanhe(&office.server, &["verify", "--root", &office.root]);
    assert_eq!(said.code, 3);
    let told = said.out.clone() + &said.err;
    assert!(told.contains("K205") && told.contains("kanhe affirm"), "{told}");
    let status = office.world.kanhe(&dir, &["status", TWO]).good().out;
    assert_eq!(status.matches("存疑").count(), 1, "{status}");
    office.act(&dir, "wang-fang", "approve", TWO, &["-m", "同意"]).refused("K523");
    office.act(&dir, "chen-wen", "affirm", TWO, &["-m", "经核实属实"]).refused("K528");
    office.act(&dir, "zhao-lei", "affirm", TWO, &["-m", "经电话核实属实"]).good();
    valid(&office);
    office.act(&dir, "wang-fang", "approve", TWO, &["-m", "同意"]).good();
    office.act(&dir, "zhao-lei", "affirm", TWO, &["-m", "经核实属实"]).refused("K524");
    valid(&office);
}

#[test]
fn an_affirmation_names_the_very_act() {
    let (office, dir) = sealed();
    draft(&dir, TWO, "第二件");
    office.act(&dir, "chen-wen", "submit", TWO, &[]).good();
    office.act(&dir, "li-ming", "approve", TWO, &["-m", "同意"]).good();
    let (path, text) = restated(&office, &dir, "li-ming", "state = \"compromised\"\nafter = 2");
    carried_out(&office, &dir, "certificates/lost", &[(&path, text)]);
    let scene = Scene::of(office);
    let raw = kanhe::id::Sha256::of(&scene.read(&scene.office.server, "commit", "main~3"));
    let good = scene.next("zhao-lei", "affirm").set("Opinion", "经核实属实").set("Affirms", &format!("8 {raw}"));
    scene.verify(&scene.with_tip(&scene.sign("zhao-lei", &good)), &[]).good();
    let other = kanhe::id::Sha256::of(b"other");
    let twelve = |code| (code, Some(12));
    for (what, (code, seq), forged) in [
        ("another digest", twelve(313), good.clone().set("Affirms", &format!("8 {other}"))),
        ("an act that is not there", twelve(313), good.clone().set("Affirms", &format!("99 {raw}"))),
        ("no act", twelve(308), good.clone().without("Affirms")),
        ("a number with a leading zero", twelve(310), good.clone().set("Affirms", &format!("08 {raw}"))),
        (
            "affirming in passing",
            twelve(309),
            scene.next("wang-fang", "approve").set("Step", "check").set("Affirms", &format!("8 {raw}")),
        ),
    ] {
        let dir = scene.with_tip(&scene.sign(if code == 309 { "wang-fang" } else { "zhao-lei" }, &forged));
        let report = scene.verify(&dir, &[]).json();
        // The act in question stays so.
        assert_eq!(verdict(&report), ("INVALID".to_owned(), vec![(8, 205), (seq.unwrap(), code)]), "{what}");
    }
}

#[test]
fn an_execution_writes_what_was_approved_and_nothing_else() {
    let (office, dir) = sealed();
    let path = entry("li-ming");
    let text = edited(&dir, &path, "posts = [", "phone = \"1234\"\nposts = [");
    let subject = approved(&office, &dir, "accounts/phone", &[(&path, text.clone())]);
    let scene = Scene::of(office);
    let copy = scene.copy();
    let with = |path: &str, text: &str| {
        let tree = scene.git(&copy, &["rev-parse", "main^{tree}"]);
        crate::attacks::tree_of(&scene, &copy, &tree, path, text)
    };
    let execute = |tree: &str| {
        let forged = scene.next_in(&copy, "main", "zhou-min", "execute").tree(&scene, &copy, tree);
        forged.about(&scene, &copy, &subject).set("Step", "execute")
    };
    let main = scene.git(&copy, &["rev-parse", "main"]);
    let good = with(&path, &text);
    let both = |path: &str, text: &str| crate::attacks::tree_of(&scene, &copy, &good, path, text);
    let try_it = |forged: &crate::forge::Forged, who: &str| {
        let id = scene.write(&copy, "commit", &scene.sign(who, forged));
        scene.set_main(&copy, &id);
    };
    try_it(&execute(&good), "zhou-min");
    scene.verify(&copy, &[]).good();
    let unchanged = scene.git(&copy, &["rev-parse", &format!("{main}^{{tree}}")]);
    let sun = entry("sun-hua");
    let request_file = format!("content/{subject}/files/{path}");
    for (what, code, at, tree) in [
        ("another text", 406, path.clone(), with(&path, &text.replace("1234", "4321"))),
        ("nothing at all", 406, path.clone(), unchanged),
        ("a file more", 406, sun.clone(), both(&sun, "x\n")),
        ("a document too", 406, format!("content/{ONE}/index.md"), both(&format!("content/{ONE}/index.md"), "x\n")),
        ("the request itself", 406, request_file.clone(), both(&request_file, "x\n")),
        ("a hook", 406, "hooks/pre-receive".to_owned(), both("hooks/pre-receive", "exit 0\n")),
        ("a person gone", 406, sun.clone(), crate::attacks::tree_without(&scene, &copy, &good, &sun)),
        (
            "a sealed document gone",
            406,
            format!("content/{ONE}/index.md"),
            crate::attacks::tree_without(&scene, &copy, &good, &format!("content/{ONE}")),
        ),
        ("a folder for a file", 406, path.clone(), {
            let without = crate::attacks::tree_without(&scene, &copy, &good, &path);
            crate::attacks::tree_of(&scene, &copy, &without, &format!("{path}/index.md"), "x\n")
        }),
    ] {
        scene.set_main(&copy, &main);
        try_it(&execute(&tree), "zhou-min");
        let expected = Expected { exit: 1, code, seq: Some(10), path: Some(Box::leak(at.into_boxed_str())) };
        scene.finds(what, &copy, expected);
        scene.stopped(what, &copy, &["main"], code);
    }
    // By somebody who is not the operator, and by the operator in another act.
    scene.set_main(&copy, &main);
    let by_head = execute(&good).set("Signer", &scene.office.keys["sun-hua"]);
    let by_head = crate::forge::Forged { name: "孙华".into(), email: "sun-hua@example.org".into(), ..by_head };
    try_it(&by_head, "sun-hua");
    scene.finds("not the operator", &copy, invalid(514).act(Some(10)));
    scene.set_main(&copy, &main);
    let approve = crate::forge::Forged { title: format!("approve {subject}"), ..execute(&good).set("Act", "approve") };
    try_it(&approve.set("Opinion", "同意"), "zhou-min");
    scene.finds("an approval that executes", &copy, invalid(403).act(Some(10)));
}

#[test]
fn a_request_executed_by_the_person_who_approved_it_is_refused() {
    let (office, dir) = sealed();
    let path = entry("wang-fang");
    let text = edited(&dir, &path, "posts = [", "posts = [\"office/operator\", ");
    let subject = request(&dir, "accounts/operator", &[(&path, text)]);
    office.act(&dir, "wang-fang", "submit", &subject, &[]).good();
    for _ in ["approve", "review"] {
        office.act(&dir, "zhao-lei", "approve", &subject, &["-m", "同意"]).good();
    }
    office.act(&dir, "zhou-min", "execute", &subject, &[]).good();
    let path = entry("li-ming");
    let phone = |number: &str| edited(&dir, &path, "posts = [", &format!("phone = \"{number}\"\nposts = ["));
    let subject = approved(&office, &dir, "accounts/phone", &[(&path, phone("1"))]);
    office.act(&dir, "wang-fang", "execute", &subject, &[]).refused("K525");
    // Meanwhile another request changes the same file.
    carried_out(&office, &dir, "accounts/other", &[(&path, phone("2"))]);
    let late = office.act(&dir, "zhou-min", "execute", &subject, &[]);
    assert!(late.err.contains(&path), "{}", late.err);
    late.refused("K526");
    valid(&office);
}

#[test]
fn one_person_founds_an_office_and_takes_in_the_second() {
    let world = crate::world::World::new();
    let home = world.path("home");
    let run = |dir: &Path, args: &[&str]| -> Said { world.kanhe(dir, args) };
    let dir = world.path("office");
    let args = [
        "init",
        "--title",
        "示范局",
        "--name",
        "王芳",
        "--email",
        "wang-fang@example.org",
        "--no-passphrase",
        "office",
    ];
    world.kanhe(world.path("home").parent().unwrap(), &args).good();
    assert!(home.exists());
    let key = world.key("李明 <li-ming@example.org>");
    let entry = format!(
        "+++\nname = \"李明\"\nemail = \"li-ming@example.org\"\nunit = \"office\"\n[[certificate]]\nfingerprint = \"{key}\"\n+++\n"
    );
    let folder = dir.join("content/accounts/2026/second");
    let head =
        "+++\ntitle = \"登记李明\"\nunit = \"office\"\nreason = \"新入职\"\nagreement = [\"保密协议.pdf\"]\n+++\n";
    write(&folder.join("index.md"), head);
    write(&folder.join("保密协议.pdf"), "%PDF");
    let proof = crate::world::proof(&world, &dir, "people/li-ming", &key);
    write(&folder.join("files/content/people/li-ming/index.md"), &entry);
    write(&folder.join(format!("files/content/people/li-ming/{key}.asc")), &world.certificate(&key));
    let subject = "accounts/2026/second";
    let me = ["--as", "wang-fang", "--local"];
    run(&dir, &[&["submit", subject], &me[..]].concat()).refused("K238");
    write(&folder.join("files").join(&proof.0), &proof.1);
    run(&dir, &[&["submit", subject], &me[..]].concat()).good();
    for _ in ["approve", "review"] {
        run(&dir, &[&["approve", subject, "-m", "同意"], &me[..]].concat()).good();
    }
    run(&dir, &[&["execute", subject], &me[..]].concat()).good();
    assert!(dir.join("content/people/li-ming/index.md").exists(), "the work tree has what was executed");
    run(&dir, &[&["complete", subject, "-m", "已可登录"], &me[..]].concat()).good();
    run(&dir, &["verify"]).good();
    write(&dir.join("content/changes/2026/third/index.md"), "+++\ntitle = \"改名\"\nunit = \"office\"\n+++\n");
    let renamed = fs::read_to_string(dir.join("kanhe.toml")).unwrap().replace("示范局", "示范市局");
    write(&dir.join("content/changes/2026/third/files/kanhe.toml"), &renamed);
    let subject = "changes/2026/third";
    run(&dir, &[&["submit", subject], &me[..]].concat()).good();
    for _ in ["approve", "review"] {
        run(&dir, &[&["approve", subject, "-m", "同意"], &me[..]].concat()).good();
    }
    run(&dir, &[&["execute", subject], &me[..]].concat()).refused("K525");
}
