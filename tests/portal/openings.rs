//! 首次打开: what the server's own certificate writes down (K5).

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::{Office, Served, world};
use world::{World, write};

pub(super) const SUBJECT: &str = "documents/2026/one";
pub(super) const LIMIT: Duration = Duration::from_secs(60);

/// What the register says of a server besides its name.
pub(super) const SERVER: &str = "unit = \"office\"\nkind = \"service\"\nowner = \"zhou-min\"\n";

/// Enters somebody into a roster. His key.
pub(super) fn enter(world: &World, roster: &Path, slug: &str, name: &str, rest: &str) -> (String, String) {
    let key = world.key(&format!("{name} <{slug}@example.org>"));
    enter_with(world, roster, (slug, name, rest), key)
}

/// The same with a key that is there.
fn enter_with(world: &World, roster: &Path, (slug, name, rest): (&str, &str, &str), key: String) -> (String, String) {
    let email = format!("{slug}@example.org");
    let folder = roster.join("people").join(slug);
    let head =
        format!("+++\nname = \"{name}\"\nemail = \"{email}\"\n{rest}[[certificate]]\nfingerprint = \"{key}\"\n+++\n");
    write(&folder.join("index.md"), &head);
    write(&folder.join(format!("{key}.asc")), &world.certificate(&key));
    (slug.to_owned(), key)
}

/// An office whose register has a server, and whose survey section has a receiving clerk (徐宁).
fn office() -> Office {
    Office::found_and(World::new(), &|_| "ed25519", &|world, roster| {
        let front = enter(world, roster, "front", "收发服务器", SERVER);
        let clerk = enter(world, roster, "xu-ning", "徐宁", "unit = \"survey\"\nposts = [\"survey/clerk\"]\n");
        let unit = roster.join("units/survey/index.md");
        let text = fs::read_to_string(&unit).unwrap().replace("[posts]\n", "[posts]\nclerk = \"收文员\"\n");
        write(&unit, &text);
        vec![front, clerk]
    })
}

/// What the record says of the deliveries of a document.
pub(super) fn deliveries(office: &Office) -> serde_json::Value {
    let home = office.world.path("home");
    let record = office.server.to_str().unwrap();
    let status = office.world.kanhe(&home, &["--record", record, "--json", "status", SUBJECT]).good().json();
    status["docket"]["deliveries"].clone()
}

/// Waits until the record says that somebody has opened it there.
#[track_caller]
pub(super) fn opened_at(office: &Office, addressee: &str) -> serde_json::Value {
    let begun = Instant::now();
    loop {
        let opened = deliveries(office)[addressee]["opened"].clone();
        if !opened.is_null() {
            return opened;
        }
        assert!(begun.elapsed() < LIMIT, "{addressee} has not opened it: {}", deliveries(office));
        std::thread::sleep(Duration::from_millis(200));
    }
}

pub(super) fn verifies(office: &Office) {
    office.world.both(&office.server, &["--root", &office.root]).good();
}

/// Sealed and sent to the survey section, and to 李明 as a copy.
fn sent(office: &Office, clone: &Path) {
    office.seal(clone, SUBJECT);
    office.act(clone, "wang-fang", "send", SUBJECT, &["--to", "survey", "--cc", "@li-ming"]).good();
}

#[test]
fn the_first_opening_by_who_receives_comes_into_the_record() {
    let office = office();
    let clone = office.clone("clone");
    let home = office.world.path("home");
    let record = office.server.to_str().unwrap().to_owned();
    for who in ["xu-ning", "li-ming", "chen-wen"] {
        office.world.kanhe(&home, &["--record", &record, "account", "add", who]).good();
    }
    let served = Served::with(&office, &["--as", "front"]);
    let [clerk, copied, other] = ["xu-ning", "li-ming", "chen-wen"].map(|who| served.cookie_of(&office, who));
    sent(&office, &clone);
    let begun = Instant::now();
    while served.read(&format!("{SUBJECT}/"), "").2.matches("未签收").count() < 3 {
        assert!(begun.elapsed() < LIMIT, "its page does not say that it was sent");
        std::thread::sleep(Duration::from_millis(100));
    }
    // Another of the section reads it: that is no receipt.
    assert_eq!(served.read(&format!("{SUBJECT}/index.html"), &other).0, 200);
    // What comes again by itself, or was fetched before it was wanted, nobody has opened.
    for path in [format!("{SUBJECT}/index.html?again"), format!("{SUBJECT}/revision-1.html")] {
        served.read(&path, &copied);
    }
    served.ask_ahead(&format!("{SUBJECT}/index.html"), &copied);
    office.act(&clone, "wang-fang", "urge", SUBJECT, &[]).good();
    assert_eq!(served.read(&format!("en/{SUBJECT}/"), &clerk).0, 200);
    // An act wakes the server.
    world::draft(&clone, "documents/2026/two", "另一件");
    office.act(&clone, "chen-wen", "submit", "documents/2026/two", &[]).good();
    let opened = opened_at(&office, "survey");
    assert_eq!(opened["person"], "xu-ning");
    assert!(deliveries(&office)["@li-ming"]["opened"].is_null(), "he has not opened it");
    assert_eq!(served.read(&format!("{SUBJECT}/"), &copied).0, 200);
    office.act(&clone, "wang-fang", "urge", SUBJECT, &[]).good();
    assert_eq!(opened_at(&office, "@li-ming")["person"], "li-ming");
    verifies(&office);
    // Read again it is not opened again, and once received there is nothing to say.
    office.world.git(&clone, &["pull", "-q"]).good();
    office.act(&clone, "xu-ning", "receive", SUBJECT, &["-m", "正文、格式核对无误"]).good();
    assert_eq!(served.read(&format!("{SUBJECT}/index.html"), &clerk).0, 200);
    office.act(&clone, "chen-wen", "withdraw", "documents/2026/two", &["-m", "不办了"]).good();
    let log = office.world.ask(&office.server, &["log", "--format=%s", "main"]);
    assert_eq!(log.matches("open ").count(), 2, "{log}");
    verifies(&office);
}

/// A server that was killed before it could write finds it in the journal when it comes back.
#[test]
fn what_was_opened_before_a_kill_is_written_down_after_it() {
    let office = office();
    let clone = office.clone("clone");
    let home = office.world.path("home");
    let record = office.server.to_str().unwrap().to_owned();
    office.world.kanhe(&home, &["--record", &record, "account", "add", "xu-ning"]).good();
    sent(&office, &clone);
    // This one may not sign, and notes all the same what is read.
    let served = Served::with(&office, &[]);
    let clerk = served.cookie_of(&office, "xu-ning");
    assert_eq!(served.read(&format!("{SUBJECT}/index.html"), &clerk).0, 200);
    drop(served);
    assert!(deliveries(&office)["survey"]["opened"].is_null());
    let _served = Served::with(&office, &["--as", "front"]);
    assert_eq!(opened_at(&office, "survey")["person"], "xu-ning");
    verifies(&office);
}

#[test]
fn only_a_servers_key_serves() {
    let office = office();
    let clone = office.clone("clone");
    let home = office.world.path("home");
    let refused = |record: &Path, who: &str| {
        let record = record.to_str().unwrap();
        let args = ["--record", record, "serve", "--listen", "127.0.0.1:0", "--as", who];
        let mut command = office.world.command(env!("CARGO_BIN_EXE_kanhe"), &home);
        let said = command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).output().unwrap();
        assert!(!said.status.success(), "{who}");
        String::from_utf8(said.stderr).unwrap()
    };
    assert!(refused(&office.server, "zhou-min").contains("不是服务器"));
    assert!(refused(&office.server, "nobody").contains("nobody"));
    assert!(refused(&clone, "front").contains("克隆不是服务器"));
    // And it does nothing else.
    world::draft(&clone, SUBJECT, "关于开展春季检查的通知");
    office.act(&clone, "front", "submit", SUBJECT, &[]).refused("K581");
}

/// Nobody is there to be asked for a passphrase: it stands in a file that is its owner's alone.
#[test]
fn a_server_signs_with_the_passphrase_in_a_file() {
    let office = Office::found_and(World::new(), &|_| "ed25519", &|world, roster| {
        let user_id = "收发服务器 <front@example.org>";
        let args =
            ["--passphrase", "一句口令 8", "--status-fd", "1", "--quick-gen-key", user_id, "ed25519", "sign", "never"];
        let key = world.gpg(&args, b"").good().out.split_whitespace().last().unwrap().to_owned();
        vec![enter_with(world, roster, ("front", "收发服务器", SERVER), key)]
    });
    let home = office.world.path("home");
    let file = office.world.path("passphrase");
    let path = file.to_str().unwrap();
    let record = office.server.to_str().unwrap();
    let with = ["--as", "front", "--passphrase", path];
    let serve = [&["--record", record, "serve", "--listen", "127.0.0.1:0"][..], &with].concat();
    let refused = |text: &str, mode: u32, said: &str| {
        write(&file, text);
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        // What the agent remembers is no passphrase of ours.
        office.world.feed("gpg-connect-agent", &home, &["reloadagent", "/bye"], b"").good();
        let told = office.world.kanhe(&home, &serve);
        assert!(told.code != 0 && told.err.contains(said), "{}", told.err);
    };
    refused("一句口令 8\n", 0o640, "640");
    refused("另一句\n", 0o600, "口令");
    write(&file, "一句口令 8\n第二行\n");
    office.world.feed("gpg-connect-agent", &home, &["reloadagent", "/bye"], b"").good();
    assert_eq!(Served::with(&office, &with).read("", "").0, 200);
}
