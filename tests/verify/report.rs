//! The report: for programs by its schema, for people in three languages.

use std::fs;

use serde_json::{Value, json};

use crate::comes_to;
use crate::forge::{SEAL, Scene};
use crate::world::write;

fn schema() -> Value {
    serde_json::from_str(include_str!("../../docs/verify.schema.json")).unwrap()
}

#[track_caller]
fn keeps_to_it(report: &Value) {
    let validator = jsonschema::draft202012::new(&schema()).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(report).map(|fault| format!("{fault} at {}", fault.instance_path())).collect();
    assert_eq!(faults, Vec::<String>::new(), "{report:#}");
}

#[test]
fn every_report_keeps_to_the_schema_and_the_schema_is_closed() {
    let scene = Scene::new();
    let root = scene.office.root.clone();
    let server = scene.office.server.clone();
    let file = scene.office.world.path("a.snapshot");
    let args = ["--root", &root, "--save-snapshot", file.to_str().unwrap(), "--now", "4000000000"];
    let valid = comes_to(&scene, "valid", &server, &args, 0, &[]);
    keeps_to_it(&valid);
    let line = valid["snapshot"].as_str().unwrap().to_owned();
    let since = ["--root", &root, "--since", "7", "--snapshot", file.to_str().unwrap(), "--pin", &line];
    keeps_to_it(&comes_to(&scene, "since", &server, &since, 0, &[]));
    let checkpoint = valid["checkpoint"].as_str().unwrap().to_owned();
    let cut = scene.copy();
    scene.set_main(&cut, &scene.git(&cut, &["rev-parse", "main~2"]));
    let against = ["--against", server.to_str().unwrap(), "--checkpoint", &checkpoint, "--now", "0"];
    let invalid = comes_to(&scene, "invalid", &cut, &against, 1, &[619, 906, 910, 919, 919, 919, 919, 919, 919]);
    keeps_to_it(&invalid);
    // Findings with an object, an offset, a line, details.
    let mut forged = scene.approval();
    forged.title = "approve".into();
    let raw = String::from_utf8(scene.sign("li-ming", &forged)).unwrap();
    for raw in
        [raw.replace("Step: review", "Step:review"), raw.replacen("gpgsig -----BEGIN PGP", "gpgsig -----BEGIN", 1)]
    {
        let dir = scene.with_tip(raw.as_bytes());
        keeps_to_it(&scene.verify(&dir, &[]).json());
    }
    let incomplete = scene.copy();
    scene.git(&incomplete, &["update-ref", "-d", SEAL]);
    write(&incomplete.join("packed-refs"), "rubbish\n");
    keeps_to_it(&comes_to(&scene, "refs", &incomplete, &[], 1, &[614, 166]));
    write(&incomplete.join("info/grafts"), "");
    let unopened = comes_to(&scene, "unopened", &incomplete, &[], 1, &[154]);
    keeps_to_it(&unopened);
    assert_eq!(unopened["not_checked"], json!(["everything"]));
    fs::remove_file(incomplete.join("info/grafts")).unwrap();
    keeps_to_it(&comes_to(&scene, "nothing", &scene.office.world.path("home"), &[], 3, &[150]));

    let validator = jsonschema::draft202012::new(&schema()).unwrap();
    let more = |at: &str| {
        let mut report = invalid.clone();
        report.pointer_mut(at).unwrap().as_object_mut().unwrap().insert("more".into(), json!(1));
        report
    };
    for at in ["", "/findings/0", "/findings/0/message", "/against/0"] {
        assert!(!validator.is_valid(&more(at)), "a key nobody knows at {at:?}");
    }
    for (key, value) in [("verdict", json!("GOOD")), ("format", json!(2)), ("as_of", json!(-1)), ("root", json!("x"))] {
        let mut report = valid.clone();
        report[key] = value;
        assert!(!validator.is_valid(&report), "{key}");
    }
    for key in valid.as_object().unwrap().keys() {
        let mut report = valid.clone();
        report.as_object_mut().unwrap().remove(key);
        assert!(!validator.is_valid(&report), "without {key}");
    }
    // What the program can say and what the schema lists are the same words.
    let words: Vec<&str> = kanhe::ledger::NotChecked::ALL.iter().map(|what| what.word()).collect();
    assert_eq!(schema()["properties"]["not_checked"]["items"]["enum"], json!(words));
    for what in kanhe::ledger::NotChecked::ALL {
        assert_eq!(serde_json::to_value(what).unwrap(), what.word());
    }
}

/// Where a fault is, to the byte.
#[test]
fn a_fault_has_a_place() {
    let scene = Scene::new();
    let good = scene.approval();
    let raw = String::from_utf8(scene.sign("li-ming", &good)).unwrap();
    let armour = raw.find("-----BEGIN").unwrap();
    let swapped = scene.office.world.sign(&scene.office.keys["li-ming"], &[], b"something else");
    let other = String::from_utf8(crate::forge::embed(&good.payload(), &swapped)).unwrap();
    let base64 = raw.replacen("\n iH", "\n !H", 1).replacen("\n iQ", "\n !Q", 1);
    for (what, code, raw, offset) in [
        ("a line without its colon", 131, raw.replacen("Step: ", "Step ", 1), raw.find("Step: ").unwrap()),
        ("a signature over something else", 226, other, armour),
        ("armour that is none", 244, base64, armour),
    ] {
        let dir = scene.with_tip(raw.as_bytes());
        let report = comes_to(&scene, what, &dir, &[], 1, &[code]);
        let found = &report["findings"][0];
        assert_eq!(
            (found["offset"].as_u64(), found["seq"].as_u64()),
            (Some(offset as u64), Some(8)),
            "{what}: {found}"
        );
        assert_eq!(found["object"], scene.git(&dir, &["rev-parse", "main"]), "{what}");
    }
    // A seal signed by somebody else: the tag, and the byte where its armour begins.
    let dir = scene.copy();
    let tag = String::from_utf8(scene.read(&dir, "tag", SEAL)).unwrap();
    let payload = tag.split("-----BEGIN").next().unwrap();
    let armour = scene.office.world.sign(&scene.office.keys["zhou-min"], &[], payload.as_bytes());
    let id = scene.write(&dir, "tag", format!("{payload}{armour}").as_bytes());
    scene.git(&dir, &["update-ref", SEAL, &id]);
    let report = comes_to(&scene, "a person's seal", &dir, &[], 1, &[618]);
    let found = &report["findings"][0];
    assert_eq!((&found["object"], &found["offset"]), (&id.into(), &payload.len().into()));
    // A founding that is not in order: the founding commit, or the file and the line.
    let genesis = scene.git(&dir, &["rev-list", "--max-parents=0", "main"]);
    let raw = String::from_utf8(scene.read(&dir, "commit", &genesis)).unwrap();
    let founding = |what: &str, raw: &str, code: u64| {
        let dir = scene.copy();
        let id = scene.write(&dir, "commit", raw.as_bytes());
        fs::write(dir.join("refs/heads/main"), format!("{id}\n")).unwrap();
        fs::remove_file(dir.join(SEAL)).unwrap();
        let report = comes_to(&scene, what, &dir, &[], 1, &[code]);
        assert_eq!(report["findings"][0]["object"], id, "{what}: {report}");
        report["findings"][0].clone()
    };
    let foreign = scene.office.world.sign(&scene.office.keys["wang-fang"], &[], b"something else");
    let (head, tail) = raw.split_once("gpgsig ").unwrap();
    let body = tail.split_once("-----END PGP SIGNATURE-----\n").unwrap().1;
    let forged = String::from_utf8(crate::forge::embed(&format!("{head}{body}"), &foreign)).unwrap();
    let found = founding("signed over something else", &forged, 226);
    assert_eq!((found["seq"].as_u64(), found["offset"].as_u64()), (Some(0), Some(head.len() as u64 + 7)));
    assert_eq!(founding("no founding", &raw.replace("Seq: 0", "Seq: 1"), 302)["seq"], 0);
    founding("unreadable", &raw.replace("Seq: 0", "Seq : 0"), 132);
}

#[test]
fn people_are_told_in_their_language_what_was_found_and_what_was_not_checked() {
    let scene = Scene::new();
    let dir = scene.copy();
    let server = scene.office.server.to_str().unwrap().to_owned();
    scene.set_main(&dir, &scene.git(&dir, &["rev-parse", "main~1"]));
    scene.git(&dir, &["update-ref", "refs/heads/other", "main"]);
    scene.git(&dir, &["update-ref", "refs/heads/drafts/x", "main"]);
    write(&dir.join("packed-refs"), "rubbish\n");
    for (language, verdict, hint) in [
        ("zh-CN", "INVALID 验证不通过", "提示："),
        ("zh-TW", "INVALID 驗證不通過", "提示："),
        ("en", "INVALID: ", "Hint: "),
    ] {
        for more in [&[][..], &["--against", &server], &["--now", "0"]] {
            let args = [&["verify", "--lang", language][..], more].concat();
            let said = scene.office.world.kanhe(&dir, &args);
            assert_eq!(said.code, 1, "{}", said.err);
            let lines: Vec<&str> = said.out.lines().collect();
            let at = lines.iter().position(|line| line.starts_with(verdict)).unwrap_or_else(|| panic!("{}", said.out));
            // Findings with their hints, then the verdict, then what was not checked, then the two lines for paper.
            assert!(
                lines[..at].iter().all(|line| line.starts_with('K') || line.starts_with(&format!("  {hint}"))),
                "{}",
                said.out
            );
            assert!(
                lines[lines.len() - 2].starts_with("kanhe-root ")
                    && lines[lines.len() - 1].starts_with("kanhe-checkpoint ")
            );
            for key in ["verify-", "record-place", "{ $", "none"] {
                assert!(!said.out.contains(key), "{language}: {key} in {}", said.out);
            }
        }
    }
}
