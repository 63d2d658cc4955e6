//! What is said of another office: by the engine a line of a form, at every door a file that proves it (K717).

use crate::attacks::tree_of;
use crate::forge::{Expected, Scene, invalid};
use crate::world::{Office, World, letter, write};

const RIVER: &str = "a41c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f";
const ENTRY: &str = "incoming/2026/dike";

/// An office that has filed another, whose seal nobody here holds.
fn scene() -> Scene {
    let root =
        format!("kanhe-root v1 git-sha1:{} sha256:{} openpgp:{}", "0a".repeat(20), "1b".repeat(32), "2C".repeat(20));
    let partner = format!(
        "[partner.river]\ntitle = {{ zh-CN = \"河务局\" }}\nrecord = {RIVER:?}\nroot = {root:?}\nseals = [{:?}]\n",
        "3D".repeat(20)
    );
    Scene::of(Office::found_and(World::new(), &|_| "ed25519", &|_, roster| {
        write(&roster.join("kanhe.toml"), &partner);
        Vec::new()
    }))
}

fn form(parcel: &str) -> String {
    format!(
        "+++\ntitle = \"关于汛期值守的通知\"\nunit = \"office\"\nfrom = \"河务局\"\nparcel = \"{parcel}\"\ndated = 2026-03-01\n\
         received = 2026-03-02\nsecrecy = \"内部\"\nurgency = \"平件\"\nhandling = \"批办\"\nhost = \"office\"\nchecked = true\n\
         attachments = [\"a.parcel\"]\n+++\n\n请按期值守。\n"
    )
}

/// Whoever writes the line himself and signs it with another program than ours does not get it in; where it stands nevertheless, the
/// act is one his post allows, and an archivist is told that nothing proves it.
#[test]
fn what_is_said_of_another_office_does_not_come_in_unproven() {
    let scene = scene();
    let office = &scene.office;
    let line = format!("{RIVER} 7 documents/2026/dike");
    let files = [("index.md", form(&line)), ("a.parcel", "PK".to_owned())];
    let dir = office.clone("a");
    for (name, text) in &files {
        write(&dir.join("content").join(ENTRY).join(name), text);
    }
    let said = office.act(&dir, "wang-fang", "submit", ENTRY, &[]).refused("K717");
    assert!(said.err.contains("a.parcel") && said.err.contains("不是文件包"), "{}", said.err);
    let forged = |copy: &std::path::Path, entry: &str, files: &[(&str, String)]| {
        let mut tree = scene.git(copy, &["rev-parse", "main^{tree}"]);
        for (name, text) in files {
            tree = tree_of(&scene, copy, &tree, &format!("content/{entry}/{name}"), text);
        }
        let forged = scene.next_in(copy, "main", "wang-fang", "submit").tree(&scene, copy, &tree);
        let forged = forged.about(&scene, copy, entry);
        let commit = scene.write(copy, "commit", &scene.sign("wang-fang", &forged));
        scene.set_main(copy, &commit);
    };
    let copy = scene.copy();
    forged(&copy, ENTRY, &files);
    scene.stopped("a line that nothing proves", &copy, &["main"], 717);
    let report = office.world.kanhe(&copy, &["verify", "--root", &office.root, "--json"]).good().json();
    assert_eq!((report["verdict"].as_str(), report["findings"].as_array().map(Vec::len)), (Some("VALID"), Some(0)));
    assert_eq!(report["unproven"][0]["code"], 717, "{report}");
    assert_eq!(report["unproven"][0]["path"], format!("content/{ENTRY}"));
    let told = office.world.kanhe(&copy, &["verify", "--root", &office.root]).good().out;
    assert!(told.contains("另有 1 件所写的外机关来文或者回执") && told.contains(&line), "{told}");
    // What cannot be read of another takes nothing from what is said of this.
    let line = format!("{RIVER} 8 documents/2026/pump");
    forged(&copy, "incoming/2026/pump", &[("index.md", form(&line)), ("a.parcel", "PK gone".to_owned())]);
    let gone = scene.git(&copy, &["rev-parse", "main:content/incoming/2026/pump/a.parcel"]);
    std::fs::remove_file(copy.join("objects").join(&gone[..2]).join(&gone[2..])).unwrap();
    let report = office.world.kanhe(&copy, &["verify", "--root", &office.root, "--json"]).json();
    assert_ne!(report["verdict"], "VALID", "{report}");
    assert_eq!(report["unproven"][0]["path"], format!("content/{ENTRY}"), "{report}");
    // The same without the line says nothing of another office.
    let copy = scene.copy();
    forged(&copy, ENTRY, &[("index.md", form("")), ("a.parcel", "PK".to_owned())]);
    office.world.git(&copy, &["push", "-q", office.server.to_str().unwrap(), "main"]).good();
}

/// What registers a document that is for some is for nobody else: its title and number stand in the form.
#[test]
fn what_is_for_some_is_registered_for_some() {
    let scene = Scene::of(Office::found());
    let office = &scene.office;
    let dir = office.clone("a");
    let secret = "documents/2026/staffing";
    let text = letter("关于人员安排的通知").replace("kind = \"通知\"\n", "kind = \"通知\"\nreaders = [\"survey\"]\n");
    write(&dir.join("content").join(secret).join("index.md"), &text);
    office.act(&dir, "chen-wen", "submit", secret, &[]).good();
    for (who, command) in
        [("li-ming", "approve"), ("wang-fang", "approve"), ("zhao-lei", "approve"), ("sun-hua", "issue")]
    {
        office.act(&dir, who, command, secret, &["-m", "同意"]).good();
    }
    office.act(&dir, "zhou-min", "seal", secret, &[]).good();
    office.act(&dir, "wang-fang", "circulate", secret, &["--to", "li-ming"]).good();
    // K2: not to copies alone, and not to nobody.
    let sends = || {
        let copy = scene.copy();
        let forged = scene.next_in(&copy, "main", "wang-fang", "send").about(&scene, &copy, secret);
        (copy, forged)
    };
    let (copy, forged) = sends();
    scene.set_main(&copy, &scene.write(&copy, "commit", &scene.sign("wang-fang", &forged.set("Cc", "office"))));
    scene.finds("copies alone", &copy, Expected { seq: Some(8), ..invalid(591) });
    let (copy, forged) = sends();
    scene.set_main(&copy, &scene.write(&copy, "commit", &scene.sign("wang-fang", &forged)));
    scene.finds("nobody", &copy, Expected { seq: Some(8), ..invalid(308) });
    office.act(&dir, "wang-fang", "send", secret, &["--to", "office"]).good();
    office.act(&dir, "wang-fang", "receive", secret, &["-m", "核对无误"]).good();
    let source = format!("--set=source={secret}");
    let new = ["new", "incoming", "staffing", &source, "--set=host=office", "--set=checked=true", "--as", "wang-fang"];
    office.world.kanhe(&dir, &new).good();
    let folder =
        walkdir::WalkDir::new(dir.join("content/incoming")).into_iter().map(|entry| entry.unwrap().into_path());
    let index = folder.into_iter().find(|path| path.ends_with("index.md")).unwrap();
    let text = std::fs::read_to_string(&index).unwrap();
    assert!(text.contains("scope = [\"survey\"]"), "{text}");
    // Whoever takes the line out does not get it in, with whatever program he signs it: L2, L16.
    let text = text.replace("scope = [\"survey\"]\n", "");
    write(&index, &text);
    let entry = index.parent().unwrap().strip_prefix(dir.join("content")).unwrap().to_str().unwrap();
    let said = office.act(&dir, "wang-fang", "submit", entry, &[]).refused("K589");
    assert!(said.err.contains(secret) && said.err.contains("阅读范围"), "{}", said.err);
    let copy = scene.copy();
    let tree = scene.git(&copy, &["rev-parse", "main^{tree}"]);
    let tree = tree_of(&scene, &copy, &tree, &format!("content/{entry}/index.md"), &text);
    let forged = scene.next_in(&copy, "main", "wang-fang", "submit").tree(&scene, &copy, &tree);
    let forged = forged.about(&scene, &copy, entry);
    let commit = scene.write(&copy, "commit", &scene.sign("wang-fang", &forged));
    scene.set_main(&copy, &commit);
    scene.stopped("what is for some, for all", &copy, &["main"], 589);
    scene.finds("what is for some, for all", &copy, Expected { seq: Some(10), ..invalid(589) });
    // Nor by another title.
    let other = text.replace("title = \"关于人员安排的通知\"", "title = \"关于撤销人员安排的通知\"");
    let other = other.replacen("+++\n", "+++\nscope = [\"survey\"]\n", 1);
    let copy = scene.copy();
    let tree = scene.git(&copy, &["rev-parse", "main^{tree}"]);
    let tree = tree_of(&scene, &copy, &tree, &format!("content/{entry}/index.md"), &other);
    let forged = scene.next_in(&copy, "main", "wang-fang", "submit").tree(&scene, &copy, &tree);
    let commit = scene.write(&copy, "commit", &scene.sign("wang-fang", &forged.about(&scene, &copy, entry)));
    scene.set_main(&copy, &commit);
    scene.finds("another title", &copy, Expected { seq: Some(10), ..invalid(592) });
    // Where all have answered, nobody is urged.
    let copy = scene.copy();
    let forged = scene.next_in(&copy, "main", "chen-wen", "urge").about(&scene, &copy, secret);
    let commit = scene.write(&copy, "commit", &scene.sign("chen-wen", &forged));
    scene.set_main(&copy, &commit);
    scene.stopped("urging nobody", &copy, &["main"], 590);
    scene.finds("urging nobody", &copy, Expected { seq: Some(10), ..invalid(590) });
}

/// K6, K10: accepting opens the incoming subject, in the unit's own register. What its form lacks stops the registration alone.
#[test]
fn what_is_received_is_registered_at_once() {
    let office = Office::found();
    let dir = office.clone("a");
    let register = ["-m", "核对无误", "--register", "--set", "checked=true"];
    for (subject, more) in [("documents/2026/a", &["--set", "host=office"][..]), ("documents/2026/b", &[])] {
        office.seal(&dir, subject);
        office.act(&dir, "wang-fang", "send", subject, &["--to", "office"]).good();
        let said = office.act(&dir, "wang-fang", "receive", subject, &[&register[..], more].concat());
        assert!(said.out.contains("签收《"), "{}", said.out);
        if more.is_empty() {
            assert!(said.code == 1 && said.err.contains("host") && said.err.contains("尚未送审"), "{}", said.err);
            continue;
        }
        assert!(said.good().out.contains("登记号：收〔"));
        let told = office.world.kanhe(&dir, &["status", subject]).good().out;
        assert!(told.contains("已登记：办公室"), "{told}");
    }
    let told = office.world.kanhe(&dir, &["status", "documents/2026/b"]).good().out;
    assert!(told.contains("已签收：办公室"), "{told}");
    let draft = walkdir::WalkDir::new(dir.join("content/incoming")).into_iter().map(|entry| entry.unwrap().into_path());
    let drafts: Vec<_> = draft.filter(|path| path.ends_with("index.md")).collect();
    assert_eq!(drafts.len(), 2);
    let text = |path: &std::path::PathBuf| std::fs::read_to_string(path).unwrap();
    let waiting = drafts.iter().find(|path| text(path).contains("documents/2026/b")).unwrap();
    write(waiting, &text(waiting).replacen("+++\n", "+++\nhost = \"office\"\n", 1));
    let entry = waiting.parent().unwrap().strip_prefix(dir.join("content")).unwrap().to_str().unwrap();
    office.act(&dir, "wang-fang", "submit", entry, &[]).good();
}
