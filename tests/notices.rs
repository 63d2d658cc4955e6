//! Notices (提醒) that go out of the real program: to a real mail server, to webhooks that check what they are told, to a program; and what of
//! that is left when servers are down and senders are killed.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "what is not there in a test is a failed test")]

#[path = "notices/post.rs"]
mod post;
mod world;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use post::{Hook, Mail, hmac};
use serde_json::Value;
use world::served::Served;
use world::{Office, Said, draft};

const SUBJECT: &str = "documents/2026/spring-inspection";
const TITLE: &str = "关于开展春季检查的通知";

/// An office, a clone of its record, and a file of settings.
struct Telling {
    office: Office,
    clone: PathBuf,
    file: PathBuf,
}

impl Telling {
    /// With this in the settings. What waits when it begins counts as told.
    fn new(tables: &dyn Fn(&Office) -> String) -> Self {
        let office = Office::found();
        let clone = office.clone("clone");
        let file = office.world.path("notices.toml");
        let tables = tables(&office);
        // Whatever the hour at which these stories are told, the digest is not among what they count.
        let top = "site = \"https://oa.example.org/\"\ncollect = 0\n[kinds]\ndigest = \"never\"\n";
        fs::write(&file, format!("{top}{tables}")).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        let telling = Self { office, clone, file };
        telling.once(now()).good();
        telling
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = self.office.world.command(env!("CARGO_BIN_EXE_kanhe"), &self.office.world.path("home"));
        command.args(["--record", self.office.server.to_str().unwrap(), "--json", "notify"]).args(args);
        command
    }

    /// Sends what is due at that time.
    fn once(&self, now: i64) -> Said {
        let args = ["--once", "--notices", self.file.to_str().unwrap(), "--now", &now.to_string()];
        world::World::run(self.command(&args), b"")
    }

    /// Everything that is remembered.
    fn list(&self) -> Value {
        world::World::run(self.command(&["--list", "--all"]), b"").json()
    }

    /// How each message stands, the newest first.
    fn states(&self) -> Vec<String> {
        let list = self.list();
        list["notices"].as_array().unwrap().iter().map(|one| one["state"].as_str().unwrap().to_owned()).collect()
    }

    /// What somebody hears who looks after the server.
    fn doctor(&self) -> String {
        self.office.world.kanhe(&self.office.server, &["doctor"]).out
    }

    fn act(&self, who: &str, command: &str) {
        let more: &[&str] = if command == "submit" { &[] } else { &["-m", "同意"] };
        self.office.act(&self.clone, who, command, SUBJECT, more).good();
    }

    fn submit(&self) {
        draft(&self.clone, SUBJECT, TITLE);
        self.act("chen-wen", "submit");
    }
}

#[expect(clippy::disallowed_methods, reason = "acts of the real program are of this hour")]
fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs().try_into().unwrap()
}

fn by_mail(mail: &Mail) -> String {
    format!("[mail]\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\nfrom = \"示范局 <oa@example.org>\"\n", mail.port)
}

/// A program at `sms` in the world, which does this and writes what it is given to the end of `sms.out`: its path.
fn sms(office: &Office, first: &str) -> String {
    let script = office.world.path("sms");
    let out = office.world.path("sms.out").display().to_string();
    world::write(&script, &format!("#!/bin/sh\n{}cat >> {out}\n", first.replace("OUT", &out)));
    fs::set_permissions(&script, fs::Permissions::from_mode(0o700)).unwrap();
    script.display().to_string()
}

fn openssl(folder: &Path, args: &[&str]) {
    let done = Command::new("openssl").current_dir(folder).args(args).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// A certificate of a server called `localhost`, made out by itself.
fn certificate(folder: &Path) {
    let name = [
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=DNS:localhost",
        "-addext",
        "basicConstraints=critical,CA:FALSE",
    ];
    let made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
    let files = ["-keyout", "key.pem", "-out", "mail.pem"];
    openssl(folder, &[&["req", "-x509"][..], &made, &name, &files].concat());
}

/// O10: whatever is taken apart, the title is nowhere, nor who has done what.
fn is_free_of_the_matter(text: &str) {
    for secret in [TITLE, "春季", "spring", "documents", "陈文", "chen-wen", "同意"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}

#[test]
fn a_mail_server_that_asks_for_tls_and_a_password_is_given_letters_in_threads() {
    let folder = tempfile::tempdir().unwrap();
    certificate(folder.path());
    let path = |name: &str| folder.path().join(name).display().to_string();
    let mail = Mail::new(folder.path().join("post"), &[&path("mail.pem"), &path("key.pem"), "oa", "geheim密"]);
    fs::write(path("password"), "geheim密\n").unwrap();
    fs::set_permissions(path("password"), fs::Permissions::from_mode(0o600)).unwrap();
    let settings = |user: &str| {
        format!(
            "[mail]\nhost = \"localhost\"\nport = {}\ntls = \"starttls\"\nuser = \"{user}\"\npassword-file = \"{}\"\nfrom = \"oa@example.org\"\n",
            mail.port,
            path("password")
        )
    };
    let telling = Telling::new(&|_| settings("oa"));
    let text = fs::read_to_string(&telling.file).unwrap();
    let trusting = text.replace("collect = 0\n", &format!("collect = 0\nca-file = \"{}\"\n", path("mail.pem")));
    telling.submit();
    // A server that the machine does not know is given nothing: neither the password nor a letter.
    let said = telling.once(now());
    assert!(said.code == 1 && said.out.contains("certificate"), "{} {}", said.out, said.err);
    assert_eq!(mail.letters().len(), 0);
    fs::write(&telling.file, trusting.replace("\"oa\"", "\"nobody\"")).unwrap();
    let said = telling.once(now() + 60);
    assert!(said.code == 1 && said.out.contains("535"), "{} {}", said.out, said.err);
    fs::write(&telling.file, trusting).unwrap();
    telling.once(now() + 60 + 300).good();
    telling.act("li-ming", "approve");
    telling.once(now() + 400).good();
    telling.once(now() + 500).good();
    let letters = mail.letters();
    let to: Vec<String> = letters.iter().map(|letter| letter.field("x-to")).collect();
    assert_eq!(to, ["li-ming@example.org", "wang-fang@example.org", "zhao-lei@example.org"]);
    for letter in &letters {
        assert_eq!((letter.field("x-user"), letter.field("x-tls")), ("oa".to_owned(), "True".to_owned()));
        assert_eq!(letter.field("to"), letter.field("x-to"));
        assert_eq!(letter.field("subject"), "〔示范局〕有 1 件事项待办理");
        assert_eq!(letter.field("auto-submitted"), "auto-generated");
        assert!(letter.field("date").ends_with("+0000"), "{}", letter.field("date"));
        let [text, html] = &letter.parts[..] else { panic!("{letter:?}") };
        let slug = letter.field("to").split('@').next().unwrap().to_owned();
        let link = format!("https://oa.example.org/people/{slug}/desk.html");
        assert!(text.contains(&link) && html.contains(&format!("<a href=\"{link}\">")), "{text}{html}");
        is_free_of_the_matter(&format!("{}{text}{html}{}", letter.raw, letter.field("subject")));
    }
    let root = letters[0].field("references");
    assert!(root.ends_with(".thread@example.org>") && letters[0].field("in-reply-to") == root, "{root}");
    assert_eq!(letters[1].field("references"), root, "what came about one subject stands together");
    assert_ne!(letters[0].field("message-id"), letters[1].field("message-id"));
}

#[test]
fn a_mail_server_that_is_down_for_an_hour_is_tried_again_and_nobody_is_told_twice() {
    let folder = tempfile::tempdir().unwrap();
    let mut mail = Mail::new(folder.path().join("post"), &[]);
    let telling = Telling::new(&|_| by_mail(&mail));
    mail.stop();
    telling.submit();
    let begun = now() + 1;
    for minute in 0..60 {
        telling.once(begun + minute * 60);
    }
    let list = telling.list();
    let tries = list["notices"][0]["tries"].as_i64().unwrap();
    assert!((3..=5).contains(&tries), "less and less often: {list}");
    assert_eq!(
        (list["notices"][0]["state"].as_str(), list["held"][0]["channel"].as_str()),
        (Some("due"), Some("mail"))
    );
    assert!(list["notices"][0]["due"].as_i64().unwrap() > begun + 59 * 60, "{list}");
    let doctor = telling.doctor();
    assert!(doctor.contains("提醒渠道 mail 现在发不出去"), "{doctor}");
    // What was done meanwhile is told no more; what has come to wait is.
    telling.act("li-ming", "approve");
    mail.start();
    for minute in 60..240 {
        if minute % 10 == 0 {
            telling.once(begun + minute * 60);
        }
    }
    let to: Vec<String> = mail.letters().iter().map(|letter| letter.field("x-to")).collect();
    assert_eq!(to, ["wang-fang@example.org", "zhao-lei@example.org"]);
    assert_eq!(telling.states(), ["sent", "sent", "moot"]);
    assert_eq!(telling.list()["held"].as_array().unwrap().len(), 0);
}

#[test]
fn what_a_mail_server_says_of_one_letter_is_no_word_on_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let mail = Mail::new(folder.path().join("post"), &[]);
    let telling = Telling::new(&|_| by_mail(&mail));
    telling.submit();
    let begun = now() + 1;
    mail.behaves("busy");
    let said = telling.once(begun);
    assert!(said.out.contains("451"), "{}", said.out);
    mail.behaves("unknown");
    telling.once(begun + 59).good();
    let said = telling.once(begun + 60);
    assert!(said.code == 1 && said.out.contains("550"), "{}", said.out);
    assert_eq!(telling.states(), ["failed"], "a mailbox that is not there is not tried again");
    mail.behaves("accept");
    telling.once(begun + 4_000).good();
    assert_eq!(mail.letters().len(), 0);
    // A connection that breaks after the letter was handed over: nobody knows, and nobody is told twice.
    mail.behaves("drop");
    telling.act("li-ming", "approve");
    telling.once(begun + 4_100);
    mail.behaves("accept");
    for hour in 2..80 {
        telling.once(begun + hour * 3_600);
    }
    assert_eq!(
        (mail.letters().len(), telling.states()),
        (2, ["unknown", "unknown", "failed"].map(str::to_owned).to_vec())
    );
    let doctor = telling.doctor();
    assert!(doctor.contains("一周内有 3 条提醒没有发出"), "{doctor}");
}

#[test]
fn a_sender_that_is_killed_with_a_letter_in_its_hand_sends_it_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let mail = Mail::new(folder.path().join("post"), &[]);
    let telling = Telling::new(&|_| by_mail(&mail));
    telling.submit();
    mail.behaves("hang");
    let begun = now() + 1;
    let args = ["--once", "--notices", telling.file.to_str().unwrap(), "--now", &begun.to_string()];
    let mut sender = telling.command(&args).spawn().unwrap();
    mail.wait_for(1);
    let said = telling.once(begun);
    assert!(said.code == 3 && said.err.contains("另一个 kanhe"), "one sends: {}", said.err);
    sender.kill().unwrap();
    sender.wait().unwrap();
    mail.behaves("accept");
    for hour in 0..4 {
        telling.once(begun + hour * 3_600);
    }
    assert_eq!((mail.letters().len(), telling.states()), (1, vec!["unknown".to_owned()]));
    telling.act("li-ming", "approve");
    telling.once(begun + 5 * 3_600).good();
    assert_eq!(mail.letters().len(), 3, "and the next two are sent");
}

#[test]
fn robots_are_told_what_they_can_check_and_rest_when_they_say_so() {
    const SECRET: &str = "SEC3f8b密";
    let ding = Hook::new(&[r#"{"errcode":130101,"errmsg":"send too fast"}"#, r#"{"errcode":0,"errmsg":"ok"}"#]);
    let (wecom, feishu) = (Hook::new(&[r#"{"errcode":0}"#]), Hook::new(&[r#"{"code":0}"#]));
    let telling = Telling::new(&|_| {
        let [d, w, f] = [
            ding.address("/robot/send?access_token=t"),
            wecom.address("/cgi-bin/webhook/send?key=k"),
            feishu.address("/open-apis/bot/v2/hook/h"),
        ];
        format!(
            "[robot.d]\nkind = \"dingtalk\"\nwebhook = \"{d}\"\nsecret = \"{SECRET}\"\n\
             [robot.w]\nkind = \"wecom\"\nwebhook = \"{w}\"\nunits = [\"survey\"]\n\
             [robot.f]\nkind = \"feishu\"\nwebhook = \"{f}\"\nsecret = \"{SECRET}\"\nunits = [\"office\"]\n"
        )
    });
    telling.submit();
    let begun = now() + 1;
    telling.once(begun);
    assert_eq!((ding.told().len(), wecom.told().len(), feishu.told().len()), (1, 1, 0), "li-ming is of the survey");
    telling.once(begun + 599);
    assert_eq!(ding.told().len(), 1, "it asked for ten minutes");
    telling.once(begun + 600).good();
    telling.once(begun + 1_300).good();
    assert_eq!(ding.told().len(), 2, "and then it is not told again");
    telling.act("li-ming", "approve");
    telling.once(begun + 1_400).good();
    for (at, (url, body)) in ding.told().into_iter().enumerate() {
        let query: Vec<(String, String)> =
            form_urlencoded::parse(url.split_once('?').unwrap().1.as_bytes()).into_owned().collect();
        let [(_, token), (name, time), (_, sign)] = &query[..] else { panic!("{url}") };
        assert_eq!((token.as_str(), name.as_str()), ("t", "timestamp"));
        assert_eq!(*sign, hmac(SECRET, &format!("{time}\n{SECRET}")));
        let told: i64 = time.parse().unwrap();
        assert_eq!(told, [begun, begun + 600, begun + 1_400][at] * 1_000, "the time of this try, in milliseconds");
        assert_eq!(body["msgtype"], "text");
        is_free_of_the_matter(&body.to_string());
    }
    let (_, body) = &wecom.told()[0];
    let text = body["text"]["content"].as_str().unwrap();
    assert!(text.starts_with("〔示范局〕有 1 件事项待办理\n测绘科：有 1 件事项待办理\n"), "{text}");
    assert!(text.ends_with("https://oa.example.org/waiting/index.html"), "{text}");
    let (_, body) = &feishu.told()[0];
    let time = body["timestamp"].as_str().unwrap();
    assert_eq!(time, (begun + 1_400).to_string());
    assert_eq!(body["sign"], hmac(&format!("{time}\n{SECRET}"), ""));
    // One that is not set up rightly says so each time: it is not asked again, and somebody sees it.
    wecom.answers(r#"{"errcode":93000,"errmsg":"invalid webhook url"}"#);
    let args = ["--test", "robot.w", "--notices", telling.file.to_str().unwrap()];
    let said = world::World::run(telling.command(&args), b"");
    assert!(said.code == 1 && said.out.contains("93000") && !said.out.contains("key=k"), "{}", said.out);
    assert!(telling.states().contains(&"failed".to_owned()));
    let unknown = world::World::run(telling.command(&["--test", "robot.x", "--notices", args[3]]), b"");
    assert!(unknown.code == 2 && unknown.err.contains("robot.w"), "{}", unknown.err);
}

#[test]
fn a_program_is_given_each_notice_and_its_exit_code_counts() {
    let telling = Telling::new(&|office| {
        let script = sms(office, "[ -e OUT.busy ] && rm OUT.busy && exit 75\n");
        fs::write(office.world.path("sms.out.busy"), "").unwrap();
        let shell = office.world.path("sms.out.shell").display().to_string();
        format!("[command.sms]\nargv = [{script:?}, \"$(touch {shell})\"]\n")
    });
    telling.submit();
    let begun = now() + 1;
    assert_eq!(telling.once(begun).code, 1);
    telling.once(begun + 60).good();
    telling.once(begun + 600).good();
    let said = fs::read_to_string(telling.office.world.path("sms.out")).unwrap();
    let told: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&told["person"], &told["email"]), (&"li-ming".into(), &"li-ming@example.org".into()));
    assert_eq!(told["counts"]["seat"], 1);
    assert_eq!(told["link"], "https://oa.example.org/people/li-ming/desk.html");
    is_free_of_the_matter(&said);
    assert!(!telling.office.world.path("sms.out.shell").exists(), "there is no shell");
}

/// At the server: what is pushed is told, a mail server that hangs holds up nothing but itself, and people choose.
#[test]
fn a_server_tells_what_is_pushed_to_it_and_lets_people_choose() {
    let folder = tempfile::tempdir().unwrap();
    let mail = Mail::new(folder.path().join("post"), &[]);
    let telling = Telling::new(&|_| by_mail(&mail));
    let record = telling.office.server.to_str().unwrap();
    let home = telling.office.world.path("home");
    let people = ["--record", record, "--json", "account", "add", "li-ming", "wang-fang"];
    let given = telling.office.world.kanhe(&home, &people).good().json();
    let initial = |who: &str| {
        let all = given.as_array().unwrap();
        all.iter().find(|one| one["person"] == who).unwrap()["password"].as_str().unwrap().to_owned()
    };
    let served = Served::new(&telling.office, &["--notices", telling.file.to_str().unwrap()]);
    served.choose("wang-fang", &initial("wang-fang"), "mzpt3kub");
    let entered = served.ask("_account/sign-in", Some(&[("name", "wang-fang"), ("password", "mzpt3kub")]), &[]);
    let cookie = [("Cookie", entered.cookie())];
    let page = served.ask("_account/", None, &cookie).text;
    assert!(page.contains("wang-fang@example.org") && page.contains("每日摘要"), "{page}");
    let guard = page.split("name=\"guard\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let choice = [("seat", "never"), ("urge", "now"), ("digest", "digest"), ("channel", "evil"), ("language", "en")];
    assert_eq!(served.ask("_account/notices", Some(&choice), &cookie).status, 403, "without the session's own guard");
    let with_guard = [&[("guard", guard)][..], &choice].concat();
    assert_eq!(served.ask("_account/notices", Some(&with_guard), &cookie).status, 303);
    let page = served.ask("_account/?done=notices", None, &cookie).text;
    assert!(page.contains("提醒设置已保存"), "{page}");
    let never = page.matches("<option value=\"never\" selected>").count();
    assert_eq!(never, 2, "his own choice, and the settings' for the digest: what was not offered was not chosen");
    telling.submit();
    assert_eq!(mail.wait_for(1)[0].field("x-to"), "li-ming@example.org");
    telling.act("li-ming", "approve");
    telling.act("wang-fang", "approve");
    let letters = mail.wait_for(2);
    assert_eq!(letters[1].field("x-to"), "zhao-lei@example.org", "wang-fang has chosen not to be told");
    // It hangs with the next letter: pages come as before, and the server ends when it is told to.
    mail.behaves("hang");
    telling.act("zhao-lei", "approve");
    mail.wait_for(3);
    assert_eq!(served.ask("_account/", None, &cookie).status, 200);
    drop(served);
    mail.behaves("accept");
    let served = Served::new(&telling.office, &["--notices", telling.file.to_str().unwrap()]);
    telling.act("sun-hua", "issue");
    let letters = mail.wait_for(4);
    assert_eq!(letters[3].field("x-to"), "zhou-min@example.org", "what was in its hand is sent no more");
    drop(served);
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(telling.states().iter().filter(|state| *state == "unknown").count(), 1);
}

/// What waits no more is told no more, whoever brings in only what is open.
#[test]
fn what_has_ended_meanwhile_is_not_told() {
    let telling = Telling::new(&|office| {
        fs::write(office.world.path("sms.out.busy"), "").unwrap();
        format!("[command.sms]\nargv = [{:?}]\n", sms(office, "[ -e OUT.busy ] && exit 75\n"))
    });
    telling.submit();
    assert_eq!(telling.once(now() + 1).code, 1, "the program is busy");
    telling.office.act(&telling.clone, "chen-wen", "withdraw", SUBJECT, &["--reason", "不办了"]).good();
    // The server has its memory of it on the disk.
    telling.office.world.kanhe(&telling.office.server, &["log"]).good();
    fs::remove_file(telling.office.world.path("sms.out.busy")).unwrap();
    telling.once(now() + 400).good();
    assert!(!telling.office.world.path("sms.out").exists(), "it was withdrawn");
    assert_eq!(telling.states(), ["moot"]);
}

/// What the settings have for a kind, and what somebody chose for it, goes before what is usual.
#[test]
fn each_kind_goes_by_what_was_chosen_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let mail = Mail::new(folder.path().join("post"), &[]);
    let telling = Telling::new(&|office| {
        let program = format!("[command.sms]\nargv = [{:?}]\n", sms(office, ""));
        format!("[channels]\nseat = \"command.sms\"\n{}{program}", by_mail(&mail))
    });
    let record = telling.office.server.to_str().unwrap();
    let home = telling.office.world.path("home");
    let given =
        telling.office.world.kanhe(&home, &["--record", record, "--json", "account", "add", "wang-fang"]).good().json();
    {
        let served = Served::new(&telling.office, &["--notices", telling.file.to_str().unwrap()]);
        served.choose("wang-fang", given[0]["password"].as_str().unwrap(), "mzpt3kub");
        let entered = served.ask("_account/sign-in", Some(&[("name", "wang-fang"), ("password", "mzpt3kub")]), &[]);
        let cookie = [("Cookie", entered.cookie())];
        let page = served.ask("_account/", None, &cookie).text;
        let guard = page.split("name=\"guard\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let choice = [("guard", guard), ("by.seat", "mail"), ("by.urge", "robot.all"), ("channel", "command.sms")];
        assert_eq!(served.ask("_account/notices", Some(&choice), &cookie).status, 303);
        let page = served.ask("_account/", None, &cookie).text;
        let chosen = |field: &str| {
            let select = page.split(&format!("name=\"{field}\"")).nth(1).unwrap().split("</select>").next().unwrap();
            select
                .split(" selected")
                .next()
                .unwrap()
                .rsplit("value=\"")
                .next()
                .unwrap()
                .trim_end_matches('"')
                .to_owned()
        };
        assert_eq!(["by.seat", "by.urge", "channel"].map(chosen), ["mail", "", "command.sms"]);
    }
    telling.submit();
    telling.once(now() + 1).good();
    let said = || fs::read_to_string(telling.office.world.path("sms.out")).unwrap();
    assert!(said().contains("li-ming") && mail.letters().is_empty(), "as the settings say: {}", said());
    telling.act("li-ming", "approve");
    telling.once(now() + 2).good();
    let letters = mail.wait_for(1);
    assert_eq!(letters[0].field("x-to"), "wang-fang@example.org", "as he chose for this kind, not for the others");
    assert!(!said().contains("wang-fang"), "{}", said());
}

#[test]
fn settings_that_others_may_read_are_refused() {
    let telling = Telling::new(&|_| String::new());
    fs::set_permissions(&telling.file, fs::Permissions::from_mode(0o640)).unwrap();
    let said = telling.once(now());
    assert!(said.code == 2 && said.err.contains("640"), "{}", said.err);
    fs::set_permissions(&telling.file, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(&telling.file, "site = \"https://oa.example.org\"\nmail = 3\n").unwrap();
    let said = telling.once(now());
    assert!(said.code == 2 && said.err.contains("mail"), "{}", said.err);
    let served = ["serve", "--listen", "127.0.0.1:0", "--notices", telling.file.to_str().unwrap()];
    let said = telling.office.world.kanhe(&telling.clone, &served);
    assert!(said.code == 2 && said.err.contains("服务器"), "a clone tells nobody: {}", said.err);
}
