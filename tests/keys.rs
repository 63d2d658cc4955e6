//! Keys of one's own, from the window that asks for a passphrase to the register, and what is proposed from the command line.

#![expect(clippy::unwrap_used, reason = "what is not there in a test is a failed test")]

mod world;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use world::{Office, Said, World, draft};

/// A program that asks for passphrases and answers itself, keeping count of how often.
fn pinentry(world: &World) {
    let script = "#!/bin/sh\necho 'OK ready'\nwhile read line rest; do\n  case $line in\n    GETPIN) echo asked >> \"$(dirname \"$0\")/asked\"; \
                  echo 'D open sesame'; echo OK;;\n    BYE) echo OK; exit;;\n    *) echo OK;;\n  esac\ndone\n";
    let path = world.path("pinentry-test");
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    let conf = format!("s2k-count 65536\npinentry-program {}\n", path.display());
    fs::write(world.path("g/gpg-agent.conf"), conf).unwrap();
}

fn json(said: Said) -> serde_json::Value {
    said.good().json()
}

#[test]
fn a_key_is_made_with_a_window_that_asks() {
    let world = World::new();
    pinentry(&world);
    let home = world.path("home");
    let args = ["key", "new", "--name", "林晓", "--email", "lin@example.org", "--years", "3", "--lang", "en"];
    let said = world.kanhe(&home, &args).good();
    assert!(said.err.contains("A window (pinentry-test) will open") && said.err.contains("twice"), "{}", said.err);
    assert!(said.out.contains("kanhe key register"), "{}", said.out);
    let asked = fs::read_to_string(world.path("asked")).unwrap();
    assert!(asked.lines().count() >= 2, "{asked}");
    let keys = json(world.kanhe(&home, &["key", "list", "--json"]));
    assert_eq!(keys[0]["user_id"], "林晓 <lin@example.org>");
    assert!(keys[0]["expires"].is_i64() && keys[0]["holder"].is_null() && keys[0]["on_card"] == false, "{keys}");
    // Nobody sits there: nothing is asked, and nothing made.
    let said = world.kanhe(&home, &["key", "new"]);
    assert_eq!(said.code, 2, "{}", said.err);
    fs::write(world.path("g/gpg-agent.conf"), "pinentry-program /nowhere\n").unwrap();
    let said = world.kanhe(&home, &["key", "new", "--name", "a", "--email", "a@example.org", "--lang", "en"]);
    assert!(said.code == 3 && said.err.contains("pinentry-gnome3"), "{}", said.err);
}

/// A change request on its way to the end: approved by these, carried out, confirmed by who asked.
fn through(office: &Office, dir: &Path, subject: &str, who: &[&str], drafter: &str) {
    for person in who {
        office.act(dir, person, "approve", subject, &["-m", "同意"]).good();
    }
    office.act(dir, "zhou-min", "execute", subject, &["-m", "已核对"]).good();
    office.act(dir, drafter, "complete", subject, &["-m", "已生效"]).good();
}

#[test]
fn a_key_is_renewed_and_gets_another_part() {
    let office = Office::found();
    let (dir, world) = (office.clone("home/all"), &office.world);
    // What has no end, or a later one, is not cut short.
    let shorter = world.kanhe(&dir, &["key", "renew", "--years", "4", "--as", "chen-wen"]);
    assert!(shorter.code == 2 && shorter.err.contains("不必延长"), "{}", shorter.err);
    world.gpg(&["--quick-set-expire", &office.keys["chen-wen"], "1y"], b"").good();
    let renewed = json(world.kanhe(&dir, &["key", "renew", "--years", "4", "--as", "chen-wen", "--json"]));
    assert_eq!(renewed["changes"], serde_json::json!(["certificate-renew"]));
    assert_eq!(renewed["missing"], serde_json::json!([]));
    let subject = renewed["subject"].as_str().unwrap();
    office.act(&dir, "chen-wen", "submit", subject, &[]).good();
    through(&office, &dir, subject, &["sun-hua"], "chen-wen");
    let until = |keys: serde_json::Value| {
        let mine = keys.as_array().unwrap().iter().find(|key| key["holder"] == "people/chen-wen").unwrap().clone();
        mine["registered_until"].as_i64().unwrap()
    };
    let first = until(json(world.kanhe(&dir, &["key", "list", "--json"])));
    // Another part signs from now on, which the register does not know: somebody else has to hand that in.
    let slip = world.path("home/slip");
    let args = ["key", "renew", "--subkey", "--no-passphrase", "--years", "9", "--as", "chen-wen", "--json", "--out"];
    json(world.kanhe(&dir, &[&args[..], &[slip.to_str().unwrap()]].concat()));
    draft(&dir, "documents/2026/a", "关于借用仪器的通知");
    office.act(&dir, "chen-wen", "submit", "documents/2026/a", &[]).refused("K219");
    let from = ["key", "register", "--as", "wang-fang", "--json", "--submit", "--request", "subkey", "--from"];
    let landed = json(world.kanhe(&dir, &[&from[..], &[slip.to_str().unwrap()]].concat()));
    let subject = landed["subject"].as_str().unwrap();
    assert_eq!(subject.split('/').next(), Some("certificates"));
    through(&office, &dir, subject, &["sun-hua"], "wang-fang");
    assert!(until(json(world.kanhe(&dir, &["key", "list", "--json"]))) > first + 4 * 365 * 86_400);
    office.act(&dir, "chen-wen", "submit", "documents/2026/a", &[]).good();
}

#[test]
fn a_seal_is_reported_lost_by_its_custodian_and_gets_another_key() {
    let office = Office::found();
    let (dir, world) = (office.clone("home/all"), &office.world);
    let lost =
        ["key", "lost", "--seal", "bureau", "--kind", "1", "--circumstances", "保险柜里没有", "--as", "zhou-min"];
    let said = world.kanhe(&dir, &lost).good();
    assert!(said.out.contains(&office.keys["bureau"]), "{}", said.out);
    let keys = json(world.kanhe(&dir, &["key", "list", "--json"]));
    let seal = keys.as_array().unwrap().iter().find(|key| key["holder"] == "seals/bureau").unwrap();
    assert_eq!(seal["lost"], true);
    let found = json(world.kanhe(&dir, &["doctor", "--json"]));
    let notices: Vec<&str> =
        found["register"].as_array().unwrap().iter().map(|one| one["message"]["key"].as_str().unwrap()).collect();
    assert!(notices.contains(&"doctor-loss") && notices.contains(&"doctor-seal-idle"), "{notices:?}");
    let told = world.kanhe(&dir, &["doctor"]).out;
    assert!(told.contains("需要处理") && !told.contains("均无异常"), "{told}");
    let key = json(world.kanhe(
        &dir,
        &["key", "new", "--name", "示范局 (seal 2)", "--email", "seal@example.org", "--no-passphrase", "--json"],
    ));
    let key = key["fingerprint"].as_str().unwrap();
    let args =
        ["key", "register", "--seal", "bureau", "--key", key, "--as", "wang-fang", "--field", "reason=遗失", "--json"];
    let asked = json(world.kanhe(&dir, &args));
    assert_eq!(asked["changes"], serde_json::json!(["seal-certificate"]));
    assert_eq!((&asked["missing"], &asked["asked"]), (&serde_json::json!([]), &serde_json::json!(["sun-hua"])));
    let index = dir.join(format!("{}/files/content/seals/bureau/index.md", dir_of(&asked)));
    let index = fs::read_to_string(index).unwrap();
    assert!(
        index.contains("state = \"retired\"") && index.ends_with(&format!("fingerprint = \"{key}\"\n+++\n")),
        "{index}"
    );
}

fn dir_of(asked: &serde_json::Value) -> String {
    format!("content/{}", asked["subject"].as_str().unwrap())
}

#[test]
fn what_is_proposed_goes_on_and_is_carried_out() {
    let office = Office::found();
    let (dir, world) = (office.clone("home/all"), &office.world);
    let propose = |more: &[&str]| world.kanhe(&dir, &[&["propose", "--as", "wang-fang", "--json"], more].concat());
    // Taken for editing: nothing differs, and nothing is asked yet.
    let taken = json(propose(&["move", "people/chen-wen"]));
    assert_eq!(
        (&taken["changes"], &taken["subject"]),
        (&serde_json::json!([]), &"accounts/2026/move".replace("2026", &year()).into())
    );
    // What was begun may be filled in by itself; what was not, says what it would change.
    let moved = json(propose(&["move", "people/chen-wen", "--set", "unit=office", "posts+=survey/deputy"]));
    assert_eq!(moved["missing"][0]["code"], 508, "{moved}");
    assert_eq!(propose(&["other", "--field", "reason=调岗"]).code, 2);
    let moved = json(propose(&["move", "--field", "reason=调岗"]));
    assert_eq!(moved["missing"], serde_json::json!([]));
    assert_eq!(moved["changes"], serde_json::json!(["person-move"]));
    assert_eq!(
        (&moved["gains"], &moved["concerned"]),
        (&serde_json::json!(["chen-wen"]), &serde_json::json!(["office", "survey"]))
    );
    let subject = moved["subject"].as_str().unwrap();
    office.act(&dir, "wang-fang", "submit", subject, &[]).good();
    through(&office, &dir, subject, &["sun-hua", "zhao-lei", "zhao-lei"], "wang-fang");
    let who = json(world.kanhe(&dir, &["who", "--unit", "office", "--json"]));
    assert!(who["people"].as_array().unwrap().iter().any(|one| one["person"] == "chen-wen"), "{who}");
    let before = json(world.kanhe(&dir, &["who", "--at", "0", "--person", "chen-wen", "--json"]));
    assert_eq!((&before["seq"], &before["people"][0]["unit"]), (&0.into(), &"survey".into()));
    let then = json(world.kanhe(&dir, &["who", "--at", "2999-01-01", "--person", "chen-wen", "--json"]));
    assert_eq!(then["people"][0]["unit"], "office");
    assert_eq!(world.kanhe(&dir, &["who", "--at", "1999-01-01"]).code, 2);
    // What no collection may change at once is two requests.
    let mixed = propose(&["mixed", "people/chen-wen", "kanhe.toml", "--set", "phone=1"]);
    assert!(mixed.code == 2 && mixed.err.contains("系统设置"), "{}", mixed.err);
    let status = world.kanhe(&dir, &["status", subject, "--lang", "en"]).good();
    assert!(
        status.out.contains("Changes: change of unit or posts") && status.out.contains("Files it puts in:"),
        "{}",
        status.out
    );
}

fn year() -> String {
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap();
    #[expect(clippy::disallowed_methods, reason = "a new draft is of this year")]
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    jiff::Timestamp::from_second(seconds.cast_signed()).unwrap().to_zoned(zone).year().to_string()
}
