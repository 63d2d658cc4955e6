//! Attacks on the register: whoever tries, by whichever door, is refused with the same number by the program, the gate and both verifiers.

use std::fs;
use std::path::{Path, PathBuf};

use crate::attacks::tree_of;
use crate::forge::{Expected, Forged, ONE, Scene, TWO};
use crate::world::{Office, draft, write};

/// A file of a request's folder: its path in it and its text.
type Files = Vec<(String, String)>;

/// An office in which [`ONE`] is sealed (6), with a clone of the server's repository.
struct Stage {
    scene: Scene,
    dir: PathBuf,
}

impl Stage {
    fn new() -> Self {
        let mut office = Office::found();
        let stranger = office.world.key("刘生 <liu-sheng@example.org>");
        office.keys.insert("stranger".to_owned(), stranger);
        let dir = office.clone("a");
        office.seal(&dir, ONE);
        Self { scene: Scene::of(office), dir }
    }

    fn office(&self) -> &Office {
        &self.scene.office
    }

    fn entry(&self, path: &str, from: &str, to: &str) -> (String, String) {
        let text = fs::read_to_string(self.dir.join(path)).unwrap();
        assert!(text.contains(from), "{path} has no {from:?}:\n{text}");
        (format!("files/{path}"), text.replacen(from, to, 1))
    }

    fn key(&self, who: &str) -> &str {
        &self.office().keys[who]
    }

    /// The file of a certificate, as somebody's.
    fn certificate(&self, whose: &str, key: &str) -> (String, String) {
        let print = self.key(key);
        (format!("files/content/{whose}/{print}.asc"), self.office().world.certificate(print))
    }

    fn proof(&self, whose: &str, key: &str) -> (String, String) {
        let (path, text) = self.office().proof(&self.dir, whose, self.key(key));
        (format!("files/{path}"), text)
    }

    /// Lays a request into the clone.
    fn lay(&self, subject: &str, files: &Files) {
        let folder = self.dir.join("content").join(subject);
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        for (path, text) in files {
            write(&folder.join(path), text);
        }
    }

    /// The act as it would be, forged on a copy of the server's repository.
    fn forged(&self, copy: &Path, who: &str, verb: &str, subject: &str, files: &Files) -> Forged {
        let mut tree = self.scene.git(copy, &["rev-parse", "main^{tree}"]);
        for (path, text) in files {
            tree = tree_of(&self.scene, copy, &tree, &format!("content/{subject}/{path}"), text);
        }
        self.scene.next_in(copy, "main", who, verb).tree(&self.scene, copy, &tree).about(&self.scene, copy, subject)
    }

    /// That this act is refused by verifiers and gate with that number.
    #[track_caller]
    fn refused(&self, what: &str, who: &str, code: u64, forge: impl FnOnce(&Path) -> Forged) {
        let copy = self.scene.copy();
        let forged = forge(&copy);
        let seq = forged.trailers.iter().find(|(key, _)| key == "Seq").unwrap().1.parse().ok();
        let commit = self.scene.write(&copy, "commit", &self.scene.sign(who, &forged));
        self.scene.set_main(&copy, &commit);
        self.scene.finds(what, &copy, Expected { exit: 1, code, seq, path: None });
        self.scene.stopped(what, &copy, &["main"], code);
    }

    /// That nobody gets such a request in: not by the program, not by a push, not by writing the repository.
    #[track_caller]
    fn asked_in_vain(&self, what: &str, who: &str, subject: &str, files: &Files, code: u64) {
        self.lay(subject, files);
        self.office().act(&self.dir, who, "submit", subject, &[]).refused(&format!("K{code}"));
        self.refused(what, who, code, |copy| self.forged(copy, who, "submit", subject, files));
    }

    /// That such an act is neither done nor forged.
    #[track_caller]
    fn done_in_vain(&self, (who, verb, subject): (&str, &str, &str), more: &[(&str, &str)], args: &[&str], code: u64) {
        self.office().act(&self.dir, who, verb, subject, args).refused(&format!("K{code}"));
        self.refused(&format!("{verb} by {who}"), who, code, |copy| {
            let forged = self.forged(copy, who, verb, subject, &Vec::new());
            more.iter().fold(forged, |forged, (key, value)| forged.set(key, value))
        });
    }
}

fn paper(more: &str) -> (String, String) {
    (
        "index.md".to_owned(),
        format!("+++\ntitle = \"变更\"\nunit = \"bureau\"\nreason = \"工作需要\"\n{more}+++\n\n请办理。\n"),
    )
}

fn path_of(who: &str) -> String {
    format!("content/people/{who}/index.md")
}

#[test]
fn nobody_gets_a_right_by_the_road_of_another_change() {
    let stage = Stage::new();
    let raise = stage.entry(&path_of("chen-wen"), "posts = []", "posts = [\"survey/deputy\"]");
    stage.asked_in_vain("a post", "chen-wen", "certificates/2026/post", &vec![paper(""), raise], 570);
    let settings = stage.entry("kanhe.toml", "title = \"示范局\"", "title = \"示范市局\"");
    stage.asked_in_vain("the settings", "wang-fang", "accounts/2026/settings", &vec![paper(""), settings], 570);
}

#[test]
fn a_key_is_registered_by_who_has_it_and_for_himself() {
    let stage = Stage::new();
    let subject = "certificates/2026/key";
    let own = format!("fingerprint = \"{}\"\n", stage.key("chen-wen"));
    let listed = |key: &str| format!("{own}[[certificate]]\nfingerprint = \"{}\"\n", stage.key(key));
    let index = |key: &str| stage.entry(&path_of("chen-wen"), &own, &listed(key));
    let certificate = |key: &str| stage.certificate("people/chen-wen", key);
    let request = |key: &str, proof: Option<(String, String)>| -> Files {
        [paper(""), index(key), certificate(key)].into_iter().chain(proof).collect()
    };
    stage.asked_in_vain("no proof", "chen-wen", subject, &request("stranger", None), 238);
    let mut moved = stage.proof("people/li-ming", "stranger");
    moved.0 = moved.0.replace("li-ming", "chen-wen");
    stage.asked_in_vain("a proof for another", "chen-wen", subject, &request("stranger", Some(moved)), 239);
    let mut others = stage.proof("people/chen-wen", "li-ming");
    others.0 = others.0.replace(stage.key("li-ming"), stage.key("stranger"));
    stage.asked_in_vain("another key's proof", "chen-wen", subject, &request("stranger", Some(others)), 239);
    // 李明's key is 李明's, whoever has it.
    let proof = Some(stage.proof("people/chen-wen", "li-ming"));
    stage.asked_in_vain("two people with one key", "chen-wen", subject, &request("li-ming", proof), 527);
    let swapped = (stage.certificate("people/chen-wen", "chen-wen").0, stage.certificate("", "stranger").1);
    stage.asked_in_vain("another under a fingerprint", "chen-wen", subject, &vec![paper(""), swapped], 803);
    // What is right comes in.
    let good = request("stranger", Some(stage.proof("people/chen-wen", "stranger")));
    stage.lay(subject, &good);
    stage.office().act(&stage.dir, "chen-wen", "submit", subject, &[]).good();
}

#[test]
fn one_person_has_one_name_and_what_ends_has_nothing_left() {
    let stage = Stage::new();
    let twin = "+++\nname = \"李小明\"\nemail = \"Li-Ming@example.org\"\nunit = \"survey\"\n+++\n".to_owned();
    let new = |text: String| ("files/content/people/li-xiaoming/index.md".to_owned(), text);
    let agreed = || paper("agreement = [\"协议.pdf\"]\n");
    let paper_of = || ("协议.pdf".to_owned(), "%PDF".to_owned());
    stage.asked_in_vain("two names", "wang-fang", "accounts/2026/twin", &vec![agreed(), paper_of(), new(twin)], 527);
    let ended =
        stage.entry("content/units/survey/index.md", "title", "state = \"abolished\"\ndisposition = \"移交\"\ntitle");
    let evidence = || paper("evidence = [\"协议.pdf\"]\n").1.replace("reason = \"工作需要\"\n", "");
    let request = vec![("index.md".to_owned(), evidence()), paper_of(), ended];
    stage.asked_in_vain("a unit with people", "wang-fang", "registrations/2026/end", &request, 527);
    let index = "content/seals/bureau/index.md";
    let destroyed = stage.entry(index, "title", "state = \"destroyed\"\ntitle");
    let at_once = paper("place = \"局机关\"\ntime = \"2026-03-02 09:00\"\n");
    stage.asked_in_vain("a seal at once", "wang-fang", "destructions/2026/seal", &vec![at_once, destroyed], 527);
}

#[test]
fn nobody_has_a_say_in_what_he_gains_or_executes_what_he_asked_for() {
    let stage = Stage::new();
    let office = stage.office();
    let subject = "accounts/2026/operator";
    let raise = stage.entry(&path_of("zhao-lei"), "posts = [", "posts = [\"office/operator\", ");
    stage.lay(subject, &vec![paper(""), raise]);
    // Nobody else is deputy in the office: the request itself is told so.
    office.act(&stage.dir, "wang-fang", "submit", subject, &[]).refused("K509");
    let raise = stage.entry(&path_of("wang-fang"), "posts = [", "posts = [\"office/operator\", ");
    stage.lay(subject, &vec![paper(""), raise]);
    office.act(&stage.dir, "wang-fang", "submit", subject, &[]).good();
    let approve = [("Step", "approve"), ("Opinion", "同意")];
    stage.done_in_vain(("wang-fang", "approve", subject), &approve, &["-m", "同意"], 571);
    stage.done_in_vain(("li-ming", "approve", subject), &approve, &["-m", "同意"], 514);
    for _ in ["approve", "review"] {
        office.act(&stage.dir, "zhao-lei", "approve", subject, &["-m", "同意"]).good();
    }
    office.act(&stage.dir, "zhou-min", "execute", subject, &[]).good();
    let second = "accounts/2026/phone";
    let phone = stage.entry(&path_of("li-ming"), "unit = ", "phone = \"1234\"\nunit = ");
    stage.lay(second, &vec![paper(""), phone.clone()]);
    office.act(&stage.dir, "wang-fang", "submit", second, &[]).good();
    office.act(&stage.dir, "sun-hua", "approve", second, &["-m", "同意"]).good();
    office.act(&stage.dir, "zhao-lei", "approve", second, &["-m", "同意"]).good();
    office.act(&stage.dir, "wang-fang", "execute", second, &[]).refused("K525");
    stage.refused("an executor who asked", "wang-fang", 525, |copy| {
        let main = stage.scene.git(copy, &["rev-parse", "main^{tree}"]);
        let path = phone.0.strip_prefix("files/").unwrap();
        let tree = tree_of(&stage.scene, copy, &main, path, &phone.1);
        let forged = stage.scene.next_in(copy, "main", "wang-fang", "execute");
        forged.tree(&stage.scene, copy, &tree).about(&stage.scene, copy, second).set("Step", "execute")
    });
    // Once it is carried out, nobody takes it back.
    office.act(&stage.dir, "zhou-min", "execute", second, &[]).good();
    stage.done_in_vain(("wang-fang", "withdraw", second), &[("Reason", "不要了")], &["-m", "不要了"], 575);
}

#[test]
fn what_was_reported_lost_signs_and_seals_nothing_from_that_act_on() {
    let stage = Stage::new();
    let office = stage.office();
    let loss = |what: &str| -> Files {
        let head = format!(
            "+++\ntitle = \"挂失\"\n{what}\nkind = \"遗失\"\nnoticed = \"2026-03-02 09:00\"\ncircumstances = \"途中遗失\"\n+++\n"
        );
        vec![("index.md".to_owned(), head)]
    };
    draft(&stage.dir, TWO, "第二件");
    office.act(&stage.dir, "chen-wen", "submit", TWO, &[]).good();
    // A retired key signs nothing, whatever it is about.
    let retired = stage.key("xu-jing").to_owned();
    let own = loss("person = \"xu-jing\"");
    stage.lay("losses/2026/xu", &own);
    office.world.kanhe(&stage.dir, &["submit", "losses/2026/xu", "--as", &retired]).refused("K202");
    stage.refused("a retired key", "xu-jing", 202, |copy| {
        stage.forged(copy, "xu-jing", "submit", "losses/2026/xu", &own)
    });
    stage.asked_in_vain("another unit's", "chen-wen", "losses/2026/li", &loss("person = \"li-ming\""), 529);
    stage.asked_in_vain(
        "two at once",
        "zhou-min",
        "losses/2026/li",
        &loss("person = \"li-ming\"\nseal = \"bureau\""),
        572,
    );
    stage.asked_in_vain("a retired one", "zhou-min", "losses/2026/xu", &loss("person = \"xu-jing\""), 572);
    let lost = "losses/2026/li";
    stage.lay(lost, &loss("person = \"li-ming\""));
    office.act(&stage.dir, "zhou-min", "submit", lost, &[]).good();
    let approve = [("Step", "review"), ("Opinion", "同意")];
    stage.done_in_vain(("li-ming", "approve", TWO), &approve, &["-m", "同意"], 202);
    stage.done_in_vain(("zhou-min", "withdraw", lost), &[("Reason", "误报")], &["-m", "误报"], 574);
    // The head finds it was a mistake: the key is in use again.
    office.act(&stage.dir, "sun-hua", "disagree", lost, &["-m", "本人已找到"]).good();
    office.act(&stage.dir, "li-ming", "approve", TWO, &["-m", "同意"]).good();
    for (who, command) in [("wang-fang", "approve"), ("zhao-lei", "approve"), ("sun-hua", "issue")] {
        office.act(&stage.dir, who, command, TWO, &["-m", "同意"]).good();
    }
    let seal = "losses/2026/seal";
    stage.lay(seal, &loss("seal = \"bureau\""));
    office.act(&stage.dir, "zhou-min", "submit", seal, &[]).good();
    stage.done_in_vain(("zhou-min", "seal", TWO), &[("Step", "seal"), ("Seal", "bureau")], &[], 606);
    office.act(&stage.dir, "sun-hua", "approve", seal, &["-m", "情况属实"]).good();
    stage.done_in_vain(("zhou-min", "seal", TWO), &[("Step", "seal"), ("Seal", "bureau")], &[], 606);
    let report = office.world.kanhe(&office.server, &["verify", "--json", "--root", &office.root]).json();
    assert_eq!((&report["verdict"], &report["seals"]), (&"VALID".into(), &1.into()));
}
