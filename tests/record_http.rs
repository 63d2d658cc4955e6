//! The record over HTTP: the real server, real git, real keys.

#![expect(clippy::unwrap_used, reason = "what is not there in a test is a failed test")]

#[path = "record_http/gateway.rs"]
mod gateway;
mod world;

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};

use gateway::soon;
use world::served::Served;
use world::{Office, Said, World, draft, write};

const SUBJECT: &str = "documents/2026/one";
const GOOD: &str = "mzpt3kub";

/// An office whose record is served.
struct Http {
    // Before the office: the server goes before its folder.
    served: Served,
    office: Office,
}

impl Http {
    /// Accounts for these people. An archivist, 刘燕, has a post that may fetch the record and no certificate.
    fn new(people: &[&str], more: &[&str]) -> Self {
        let world = World::new();
        let settings = "[login]\nclone = [\"archive/archivist\"]\ntries = 4\n\n[[login.class]]\nposts = [\"operator\"]\n\
                        second = true\n\n[[login.class]]\n";
        write(&world.path("roster/kanhe.toml"), settings);
        let unit = "+++\ntitle = \"档案室\"\nparent = \"bureau\"\n[posts]\narchivist = \"档案员\"\n+++\n";
        write(&world.path("roster/units/archive/index.md"), unit);
        let archivist = "+++\nname = \"刘燕\"\nemail = \"liu-yan@example.org\"\nunit = \"archive\"\nposts = [\"archive/archivist\"]\n+++\n";
        write(&world.path("roster/people/liu-yan/index.md"), archivist);
        let office = Office::found_in(world);
        let served = Served::new(&office, more);
        let http = Self { served, office };
        http.account(&[&["add"], people].concat()).good();
        http
    }

    fn account(&self, args: &[&str]) -> Said {
        let record = self.office.server.to_str().unwrap();
        self.office.world.kanhe(&self.home(), &[&["--record", record, "account"], args].concat())
    }

    fn home(&self) -> PathBuf {
        self.office.world.path("home")
    }

    fn token(&self, who: &str) -> String {
        self.account(&["token", "add", who, "--name", "clone"]).good().line().to_owned()
    }

    /// Gives somebody a password that he has chosen.
    fn settle(&self, who: &str) {
        let given = self.account(&["reset", who, "--json"]).good().json();
        self.served.choose(who, given[0]["password"].as_str().unwrap(), GOOD);
    }

    fn host(&self) -> &str {
        self.served.address.strip_prefix("http://").unwrap().trim_end_matches('/')
    }

    fn url(&self, who: &str, shown: &str) -> String {
        format!("http://{who}:{shown}@{}/record.git", self.host())
    }

    /// Clones with these settings of git and variables more.
    fn clone(&self, url: &str, name: &str, args: &[&str], env: &[(&str, &str)]) -> Said {
        let to = self.office.world.path(name);
        let mut command = self.office.world.command("git", &self.home());
        command.env("GIT_TERMINAL_PROMPT", "0").envs(env.iter().copied());
        command.args([args, &["clone", "-q", url, to.to_str().unwrap()]].concat());
        World::run(command, b"")
    }

    fn what(&self, who: &str) -> Vec<String> {
        let journal = self.account(&["journal", "--json", "--person", who]).good().json();
        journal.as_array().unwrap().iter().map(|line| line["what"].as_str().unwrap().to_owned()).collect()
    }

    /// The status of a bare request with this token.
    fn status(&self, target: &str, fields: &str) -> String {
        let mut stream = TcpStream::connect(self.host()).unwrap();
        stream.write_all(format!("GET {target} HTTP/1.1\r\nHost: a\r\n{fields}\r\n").as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

fn basic(who: &str, shown: &str) -> String {
    use base64::Engine as _;
    let pair = base64::engine::general_purpose::STANDARD.encode(format!("{who}:{shown}"));
    format!("Authorization: Basic {pair}\r\n")
}

#[test]
fn who_may_fetches_the_record_and_nobody_else() {
    let http = Http::new(&["chen-wen", "liu-yan", "xu-jing", "zhou-min"], &[]);
    let root = http.office.root.clone();
    // Nobody in particular.
    let asked = http.served.ask("record.git/info/refs?service=git-upload-pack", None, &[]);
    assert_eq!((asked.status, asked.field("www-authenticate")), (401, "Basic realm=\"kanhe\", charset=\"UTF-8\""));
    assert!(asked.text.contains("获取档案库须提供账户") && asked.text.contains("takes an account"), "{}", asked.text);
    let refused = http.clone(&format!("http://{}/record.git", http.host()), "none", &[], &[]);
    assert!(refused.code != 0, "{}", refused.err);

    // An initial password opens nothing; one that was chosen does.
    let given = http.account(&["reset", "chen-wen", "--json"]).good().json();
    let initial = given[0]["password"].as_str().unwrap();
    let refused = http.clone(&http.url("chen-wen", initial), "none", &[], &[]);
    assert!(refused.code != 0 && refused.err.contains("须先修改密码"), "{}", refused.err);
    http.served.choose("chen-wen", initial, GOOD);
    http.clone(&http.url("chen-wen", GOOD), "one", &[], &[]).good();
    http.office.world.kanhe(&http.office.world.path("one"), &["verify", "--root", &root]).good();
    assert_eq!(http.what("chen-wen").last().map(String::as_str), Some("fetched"));

    // Who keeps the archive has a post for it, and cannot push.
    let token = http.token("liu-yan");
    http.clone(&http.url("liu-yan", &token), "two", &[], &[]).good();
    let two = http.office.world.path("two");
    http.office.world.kanhe(&two, &["verify", "--root", &root]).good();
    let pushed = http.office.world.git(&two, &["push", "origin", "main:refs/heads/drafts/liu-yan/a"]);
    assert!(pushed.code != 0 && pushed.err.contains("remote: 只有持有有效证书的人员可以推送"), "{}", pushed.err);

    // A certificate that was retired is none, and a token of another is nobody's.
    let retired = http.token("xu-jing");
    let refused = http.clone(&http.url("xu-jing", &retired), "none", &[], &[]);
    assert!(refused.code != 0 && refused.err.contains("remote: 此账户无权获取档案库"), "{}", refused.err);
    assert_eq!(http.what("xu-jing").last().map(String::as_str), Some("denied"));
    let refused = http.clone(&http.url("chen-wen", &token), "none", &[], &[]);
    assert!(refused.code != 0 && refused.err.contains("remote: 账户或密码不对"), "{}", refused.err);

    // Where a second factor is asked for, a password is not enough.
    let given = http.account(&["reset", "zhou-min", "--json"]).good().json();
    http.served.choose("zhou-min", given[0]["password"].as_str().unwrap(), GOOD);
    let refused = http.clone(&http.url("zhou-min", GOOD), "none", &[], &[]);
    assert!(refused.code != 0 && refused.err.contains("remote: 此账户只凭密码不够"), "{}", refused.err);
    let token = http.token("zhou-min");
    http.clone(&http.url("zhou-min", &token), "three", &[], &[]).good();
    http.account(&["token", "drop", "zhou-min", "clone"]).good();
    assert!(http.clone(&http.url("zhou-min", &token), "none", &[], &[]).code != 0);

    // Wrong ones lock, here and at the door, and one lock is the other's.
    for _ in 0..4 {
        assert!(http.status("/record.git/HEAD", &basic("chen-wen", "wrong")).starts_with("HTTP/1.1 401 "));
    }
    let locked = http.status("/record.git/HEAD", &basic("chen-wen", GOOD));
    assert!(locked.starts_with("HTTP/1.1 403 ") && locked.contains("账户已锁定"), "{locked}");
    let door = http.served.ask("_account/sign-in", Some(&[("name", "chen-wen"), ("password", GOOD)]), &[]);
    assert!(door.text.contains("账户已锁定"), "{}", door.text);
    assert!(http.what("chen-wen").contains(&"locked".to_owned()));
}

#[test]
fn acts_are_pushed_through_the_gate_and_the_site_follows() {
    let http = Http::new(&["chen-wen", "li-ming", "liu-yan"], &[]);
    let world = &http.office.world;
    http.settle("chen-wen");
    // Credentials come from git's own helpers, not from the address.
    let token = http.token("li-ming");
    let store = world.path("home/credentials");
    fs::write(&store, format!("http://li-ming:{token}@{}\n", http.host())).unwrap();
    let helper = format!("credential.helper=store --file={}", store.display());
    let url = format!("http://{}/record.git", http.host());
    for name in ["one", "two"] {
        http.clone(&url, name, &["-c", &helper], &[]).good();
        world.git(&world.path(name), &["config", "credential.helper", &helper["credential.helper=".len()..]]).good();
    }
    let (one, two) = (world.path("one"), world.path("two"));
    draft(&one, SUBJECT, "春季检查的通知");
    http.office.act(&one, "chen-wen", "submit", SUBJECT, &[]).good();
    world.kanhe(&two, &["pull"]).good();
    http.office.act(&two, "li-ming", "approve", SUBJECT, &["-m", "同意"]).good();
    assert_eq!(world.ask(&http.office.server, &["rev-list", "--count", "main"]), "3");
    let log = world.ask(&http.office.server, &["reflog", "-1", "--format=%gn", "main"]);
    assert_eq!(log, "li-ming", "who pushed is known");
    soon("the site follows", || http.served.ask("documents/2026/one/index.html", None, &[]).text.contains("同意"));

    // Somebody whom git has to ask.
    let ask = world.path("home/ask");
    fs::write(&ask, format!("#!/bin/sh\ncase \"$1\" in Username*) echo chen-wen;; *) echo {GOOD};; esac\n")).unwrap();
    fs::set_permissions(&ask, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    world.git(&one, &["config", "--unset", "credential.helper"]).good();
    let mut command = world.command(env!("CARGO_BIN_EXE_kanhe"), &one);
    command.arg("pull").env("GIT_ASKPASS", &ask);
    World::run(command, b"").good();
    assert_eq!(world.ask(&one, &["rev-list", "--count", "main"]), "3");
    // Nobody is asked who is not there.
    let mut command = world.command(env!("CARGO_BIN_EXE_kanhe"), &one);
    command.arg("pull").env("GIT_TERMINAL_PROMPT", "0");
    let alone = World::run(command, b"");
    assert!(alone.code != 0 && alone.err.contains("K182"), "{}", alone.err);

    // What does not hold is refused, and the gate's words arrive.
    write(&two.join("content/documents/2026/two/index.md"), "no act\n");
    world.git(&two, &["add", "-A"]).good();
    world.git(&two, &["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "no act"]).good();
    let refused = world.git(&two, &["push", &http.url("chen-wen", GOOD), "HEAD:main"]);
    assert!(refused.code != 0 && refused.err.contains("remote: kanhe: K"), "{}", refused.err);
    let other = world.git(&two, &["push", &http.url("chen-wen", GOOD), "HEAD~1:refs/heads/other"]);
    assert!(other.err.contains("remote: kanhe: K701") && other.err.contains("不得推送"), "{}", other.err);
    assert_eq!(world.ask(&http.office.server, &["rev-list", "--count", "main"]), "3");

    // A push that is larger than git holds in memory comes in chunks.
    let big: Vec<u8> = (0..3_000_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]).collect();
    world.git(&two, &["reset", "-q", "--hard", "origin/main"]).good();
    world.git(&two, &["checkout", "-qb", "draft"]).good();
    fs::write(two.join("big.bin"), &big).unwrap();
    world.git(&two, &["add", "-A"]).good();
    let author = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "core.compression=0"];
    world.git(&two, &[&author[..], &["commit", "-qm", "a draft"]].concat()).good();
    let mut command = world.command("git", &two);
    command.env("GIT_CURL_VERBOSE", "1").args(["-c", "http.postBuffer=65536", "-c", "core.compression=0", "push"]);
    command.args([&http.url("chen-wen", GOOD), "HEAD:refs/heads/drafts/chen-wen/big"]);
    let pushed = World::run(command, b"").good();
    assert!(pushed.err.to_lowercase().contains("transfer-encoding: chunked"), "{}", pushed.err);
    let tip = world.ask(&two, &["rev-parse", "HEAD"]);
    assert_eq!(world.ask(&http.office.server, &["rev-parse", "refs/heads/drafts/chen-wen/big"]), tip);

    // Drafts are for those who push; what is only the server's is nobody's.
    world.git(&http.office.server, &["update-ref", "refs/kanhe/x", "main"]).good();
    world.git(&http.office.server, &["update-ref", "refs/other/x", "main"]).good();
    let token = http.token("liu-yan");
    let refs = |who: &str, shown: &str, smart: &str| {
        let mut command = world.command("git", &two);
        command.env("GIT_SMART_HTTP", smart).args(["ls-remote", &http.url(who, shown)]);
        let said = World::run(command, b"").good().out;
        let names = said.lines().filter_map(|line| line.split('\t').nth(1));
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(refs("liu-yan", &token, "1"), ["HEAD", "refs/heads/main"]);
    assert_eq!(refs("liu-yan", &token, "0"), ["HEAD", "refs/heads/main"]);
    assert_eq!(refs("chen-wen", GOOD, "1"), ["HEAD", "refs/heads/drafts/chen-wen/big", "refs/heads/main"]);

    // Without the gate nothing is taken.
    fs::write(http.office.server.join("hooks/pre-receive"), "#!/bin/sh\n").unwrap();
    let open = world.git(&two, &["push", &http.url("chen-wen", GOOD), "HEAD:refs/heads/drafts/chen-wen/b"]);
    assert!(open.code != 0 && open.err.contains("remote: 此档案库未安装关口"), "{}", open.err);
    assert_eq!(http.what("chen-wen").iter().filter(|what| *what == "pushed").count(), 3);
}

#[test]
fn a_clone_without_gits_help_is_the_record_after_every_act() {
    let http = Http::new(&["liu-yan"], &[]);
    let world = &http.office.world;
    let token = http.token("liu-yan");
    let one = http.office.clone("one");
    let whole = |name: &str| {
        http.clone(&http.url("liu-yan", &token), name, &[], &[("GIT_SMART_HTTP", "0")]).good();
        let clone = world.path(name);
        world.kanhe(&clone, &["verify", "--root", &http.office.root]).good();
        assert_eq!(world.ask(&clone, &["rev-parse", "main"]), world.ask(&http.office.server, &["rev-parse", "main"]));
        assert_eq!(world.ask(&clone, &["tag"]), world.ask(&http.office.server, &["tag"]));
    };
    whole("a");
    http.office.seal(&one, SUBJECT);
    whole("b");
    world.git(&http.office.server, &["repack", "-adq"]).good();
    whole("c");
    draft(&one, "documents/2026/two", "第二件");
    http.office.act(&one, "chen-wen", "submit", "documents/2026/two", &[]).good();
    let listed = fs::read_to_string(http.office.server.join("info/refs")).unwrap();
    assert!(!listed.contains(&world.ask(&http.office.server, &["rev-parse", "main"])), "git keeps an old list of refs");
    whole("d");
}

#[test]
fn nothing_of_the_folder_but_the_record_can_be_reached() {
    let http = Http::new(&["chen-wen"], &[]);
    let token = http.token("chen-wen");
    let fields = basic("chen-wen", &token);
    let own = http.status("/record.git/HEAD", &fields);
    assert!(own.starts_with("HTTP/1.1 200 ") && own.ends_with("\r\n\r\nref: refs/heads/main\n"), "{own}");
    for path in [
        "/record.git",
        "/record.git/",
        "/record.git/config",
        "/record.git/kanhe/accounts.sqlite",
        "/record.git/kanhe/accounts.sqlite-wal",
        "/record.git/kanhe/cache.sqlite",
        "/record.git/hooks/pre-receive",
        "/record.git/logs/refs/heads/main",
        "/record.git/packed-refs",
        "/record.git/refs/heads/main",
        "/record.git/objects/info/alternates",
        "/record.git/objects/../kanhe/accounts.sqlite",
        "/record.git/objects/pack/../../kanhe/accounts.sqlite",
        "/record.git/%2e%2e/record.git/config",
        "/record.git/%2e%2e/server.git/config",
        "/record.git/objects/%2e%2e/config",
        "/record.git/objects%2f..%2fconfig",
        "/record.git/./config",
        "/record.git//config",
        "/record.git//HEAD",
        "//record.git/HEAD",
        "/./record.git/HEAD",
        "/x/../record.git/HEAD",
        "/record.git/HEAD?a",
        "/record.git/HEAD/",
        "/record%2egit/HEAD",
        "/Record.git/HEAD",
        "/record.git/../record.git/HEAD",
        "/record.git/git-upload-archive",
        "/record.git/info/refs?service=git-upload-archive",
        "/record.git/info/refs?service=git-upload-pack%00",
        "/en/record.git/HEAD",
        "http://a/record.git/HEAD",
    ] {
        let answer = http.status(path, &fields);
        let status = answer.get(9..12).unwrap_or_default().to_owned();
        assert!(["404", "400", "301"].contains(&status.as_str()), "{path}: {answer}");
        for inner in ["SQLite format", "[core]", "#!/bin/sh", "ref: refs/heads/main"] {
            assert!(!answer.contains(inner), "{path}: {answer}");
        }
    }
    // A link in an object's place is followed nowhere.
    let name = "ab/0123456789abcdef0123456789abcdef012345";
    let object = http.office.server.join("objects").join(name);
    fs::create_dir_all(object.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(http.office.server.join("kanhe/accounts.sqlite"), &object).unwrap();
    assert!(http.status(&format!("/record.git/objects/{name}"), &fields).starts_with("HTTP/1.1 404 "));
    // Another method.
    let mut stream = TcpStream::connect(http.host()).unwrap();
    stream.write_all(format!("DELETE /record.git/HEAD HTTP/1.1\r\nHost: a\r\n{fields}\r\n").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 404 "), "{answer}");
}

/// The processes that a process has started, and those that they have.
fn below(process: u32) -> Vec<u32> {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let lists = tasks.filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    let own: Vec<u32> =
        lists.flat_map(|list| list.split_whitespace().map(|n| n.parse().unwrap()).collect::<Vec<_>>()).collect();
    own.iter().flat_map(|child| [vec![*child], below(*child)].concat()).collect()
}

fn is_there(process: u32) -> bool {
    Path::new(&format!("/proc/{process}")).exists()
}

#[test]
fn readers_are_answered_while_others_push_and_no_git_outlives_them() {
    let mut http = Http::new(&["chen-wen", "li-ming"], &[]);
    let (token, other) = (http.token("chen-wen"), http.token("li-ming"));
    let server = http.served.process.id();
    let held = |http: &Http, who: &str, token: &str| {
        let mut stream = TcpStream::connect(http.host()).unwrap();
        let head = format!(
            "POST /record.git/git-receive-pack HTTP/1.1\r\nHost: a\r\n{}Content-Type: application/x-git-receive-pack-request\r\n\
             Content-Length: 1000\r\n\r\n00",
            basic(who, token)
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream
    };
    let two = |who: &str, token: &str| [held(&http, who, token), held(&http, who, token)];
    let streams = [two("chen-wen", &token), two("li-ming", &other)];
    soon("four push", || below(server).len() >= 4);
    for _ in 0..20 {
        assert_eq!(http.served.ask("index.html", None, &[]).status, 200);
    }
    let programs = below(server);
    drop(streams);
    soon("none is left", || below(server).is_empty() && !programs.iter().any(|process| is_there(*process)));
    http.clone(&http.url("chen-wen", &token), "one", &[], &[]).good();

    // A server that is told to end takes them with it.
    let stream = held(&http, "chen-wen", &token);
    soon("one pushes", || !below(server).is_empty());
    let programs = below(server);
    let ended = std::process::Command::new("kill").arg(server.to_string()).status().unwrap();
    assert!(ended.success());
    http.served.process.wait().unwrap();
    soon("none is left", || !programs.iter().any(|process| is_there(*process)));
    drop(stream);
}

#[test]
fn nobody_is_asked_for_a_password_where_others_can_hear_it() {
    for more in [&["--behind-front"][..], &["--public"]] {
        let http = Http::new(&["chen-wen"], more);
        let asked = http.served.ask("record.git/info/refs?service=git-upload-pack", None, &[]);
        assert_eq!((asked.status, asked.field("www-authenticate")), (403, ""), "{more:?}");
        assert!(asked.text.contains("https"), "{}", asked.text);
        let shown = http.status("/record.git/HEAD", &basic("chen-wen", "wrong"));
        assert!(shown.starts_with("HTTP/1.1 403 "), "{shown}");
        assert_eq!(http.what("chen-wen"), ["opened"], "nothing was looked at");
    }
    let http = Http::new(&["chen-wen"], &["--behind-front", "--https"]);
    assert_eq!(http.served.ask("record.git/HEAD", None, &[]).status, 401);
    // A clone offers nothing.
    let clone = http.office.clone("clone");
    let mut office = http.office;
    office.server = clone;
    let served = Served::new(&office, &[]);
    assert_eq!(served.ask("record.git/HEAD", None, &[]).status, 404);
}
