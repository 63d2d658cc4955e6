//! Signing in at the real server with real certificates (D12).

#![expect(clippy::unwrap_used, reason = "what is not there in a test is a failed test")]

#[path = "portal/forty.rs"]
mod forty;
#[path = "portal/openings.rs"]
mod openings;
#[path = "portal/reading.rs"]
mod reading;
mod world;

use std::process::Child;

use world::{Office, World};

/// A server that ends with the test.
struct Served {
    process: Child,
    address: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

struct Answer {
    status: u16,
    location: String,
    cookie: String,
    text: String,
}

impl Served {
    fn new(office: &Office) -> Self {
        Self::with(office, &[])
    }

    /// With these options more.
    fn with(office: &Office, more: &[&str]) -> Self {
        let (process, address) = world::served::start(office, more);
        Self { process, address }
    }

    fn answer(&self, path: &str, form: Option<&[(&str, &str)]>) -> Answer {
        let config = ureq::config::Config::builder().http_status_as_error(false).max_redirects(0).build();
        let agent = ureq::Agent::new_with_config(config);
        let url = format!("{}{path}", self.address);
        let mut answer = match form {
            Some(form) => agent.post(&url).send_form(form.iter().copied()).unwrap(),
            None => agent.get(&url).call().unwrap(),
        };
        let field =
            |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        let (location, cookie) = (field("location"), field("set-cookie"));
        let status = answer.status().as_u16();
        Answer { status, location, cookie, text: answer.body_mut().read_to_string().unwrap() }
    }

    /// What a browser does that fetches a page before it is wanted.
    fn ask_ahead(&self, path: &str, cookie: &str) {
        let asked = ureq::get(format!("{}{path}", self.address)).header("Cookie", cookie);
        assert_eq!(asked.header("Sec-Purpose", "prefetch;prerender").call().unwrap().status(), 200);
    }

    /// What somebody with that cookie is answered: status, fields, text.
    fn read(&self, path: &str, cookie: &str) -> (u16, String, String) {
        let config = ureq::config::Config::builder().http_status_as_error(false).max_redirects(0).build();
        let asked = ureq::Agent::new_with_config(config).get(format!("{}{path}", self.address));
        let mut answer = asked.header("Cookie", cookie).call().unwrap();
        let fields = answer.headers().iter().filter(|(name, _)| *name != "date");
        let fields: Vec<String> = fields.map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect();
        let fields = fields.join("\n");
        (
            answer.status().as_u16(),
            fields,
            String::from_utf8_lossy(&answer.body_mut().read_to_vec().unwrap()).into_owned(),
        )
    }

    fn post(&self, page: &str, cookie: &str, form: &[(&str, &str)]) -> String {
        let config = ureq::config::Config::builder().http_status_as_error(false).max_redirects(0).build();
        let asked = ureq::Agent::new_with_config(config).post(format!("{}_account/{page}", self.address));
        let answer = asked.header("Cookie", cookie).send_form(form.iter().copied()).unwrap();
        assert_eq!(answer.status().as_u16(), 303, "{page}");
        let set = answer.headers().get("set-cookie").unwrap().to_str().unwrap();
        set.split(';').next().unwrap().to_owned()
    }

    /// The cookie of somebody who signs in for the first time with his initial password.
    fn cookie_of_new(&self, who: &str, initial: &str) -> String {
        let half = self.post("sign-in", "", &[("name", who), ("password", initial)]);
        let page = self.read("_account/password", &half).2;
        let guard = page.split("name=\"guard\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let new = "mzpt3kub";
        self.post("password", &half, &[("guard", guard), ("old", initial), ("new", new), ("again", new)])
    }

    /// The cookie of somebody who signs in with his certificate.
    fn cookie_of(&self, office: &Office, who: &str) -> String {
        let challenge = self.challenge();
        let signature = office.world.sign(&office.keys[who], &[], format!("{challenge}\n").as_bytes());
        let entered = self.enter(who, &challenge, &signature);
        assert_eq!(entered.status, 303, "{who}: {}", entered.text);
        entered.cookie.split(';').next().unwrap().to_owned()
    }

    /// The line that has to be signed.
    fn challenge(&self) -> String {
        let page = self.answer("_account/certificate", None).text;
        page.split("name=\"challenge\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }

    fn enter(&self, who: &str, challenge: &str, signature: &str) -> Answer {
        let form = [("name", who), ("challenge", challenge), ("signature", signature)];
        self.answer("_account/certificate", Some(&form))
    }
}

#[test]
fn a_registered_certificate_signs_in_and_no_other() {
    // ECDSA signatures have two forms, of which one counts.
    let office = Office::found_with(World::new(), &|slug| if slug == "li-ming" { "nistp256" } else { "ed25519" });
    let home = office.world.path("home");
    let record = office.server.to_str().unwrap().to_owned();
    let people = ["chen-wen", "li-ming", "xu-jing"];
    office.world.kanhe(&home, &[&["--record", &record, "account", "add"][..], &people].concat()).good();
    let served = Served::new(&office);
    let sign = |key: &str, line: &str| office.world.sign(&office.keys[key], &[], format!("{line}\n").as_bytes());
    for who in ["chen-wen", "li-ming"] {
        let challenge = served.challenge();
        assert!(challenge.starts_with("kanhe-login v1 "), "{challenge}");
        let signature = sign(who, &challenge);
        let entered = served.enter(who, &challenge, &signature);
        assert_eq!((entered.status, entered.location.as_str()), (303, "/"), "{who}: {}", entered.text);
        assert!(entered.cookie.starts_with("kanhe="), "{who}");
        // The same once more.
        let again = served.enter(who, &challenge, &signature);
        assert!(again.status == 200 && again.cookie.is_empty(), "{who}");
    }
    // Another's certificate, a retired one, another line, no signature.
    let challenge = served.challenge();
    let signature = sign("chen-wen", &challenge);
    assert_eq!(served.enter("li-ming", &challenge, &signature).status, 200);
    let challenge = served.challenge();
    let signature = sign("xu-jing", &challenge);
    assert_eq!(served.enter("xu-jing", &challenge, &signature).status, 200);
    let (challenge, other) = (served.challenge(), served.challenge());
    let signature = sign("chen-wen", &other);
    assert_eq!(served.enter("chen-wen", &challenge, &signature).status, 200);
    assert_eq!(served.enter("chen-wen", &served.challenge(), "no signature").status, 200);
    let journal = office.world.kanhe(&home, &["--record", &record, "--json", "account", "journal"]).good().json();
    let count = |what: &str| journal.as_array().unwrap().iter().filter(|line| line["what"] == what).count();
    assert_eq!((count("signed-in-by-certificate"), count("wrong-proof")), (2, 6), "{journal}");
}

/// A server that is killed has written down what was read before: nobody reads off the record.
#[test]
fn who_is_killed_has_written_down_what_was_read() {
    let office = Office::found_in(World::new());
    let home = office.world.path("home");
    let record = office.server.to_str().unwrap().to_owned();
    office.world.kanhe(&home, &["--record", &record, "account", "add", "li-ming"]).good();
    let served = Served::new(&office);
    let cookie = served.cookie_of(&office, "li-ming");
    for page in ["documents/", "units/", "people/li-ming/"] {
        assert_eq!(served.read(page, &cookie).0, 200, "{page}");
    }
    // Its end is SIGKILL.
    drop(served);
    let journal = office.world.kanhe(&home, &["--record", &record, "--json", "account", "journal", "--what", "read"]);
    let journal = journal.good().json();
    let read: Vec<&str> = journal.as_array().unwrap().iter().map(|line| line["about"].as_str().unwrap()).collect();
    assert_eq!(read, ["/documents/", "/units/", "/people/li-ming/"]);
}

/// T4: a report is taken from who has no account, and comes to who runs the server, also while nobody can write to the record.
#[test]
fn whoever_reports_a_fault_is_heard_on_the_server() {
    let office = Office::found_with(World::new(), &|_| "ed25519");
    let home = office.world.path("home");
    let record = office.server.to_str().unwrap().to_owned();
    let fault = |args: &[&str]| office.world.kanhe(&home, &[&["--record", &record, "fault"][..], args].concat());
    assert!(fault(&["list"]).good().out.contains("没有故障报告"));
    let served = Served::new(&office);
    let form = [("name", "徐静"), ("phone", "8123"), ("text", "送审不了\n# 提示什么都没有")];
    let sent = served.answer("_account/fault", Some(&form));
    assert_eq!((sent.status, sent.location.as_str()), (303, "/_account/fault?sent=1"), "{}", sent.text);
    assert!(fault(&["list"]).good().out.contains("徐静（未登录）"));
    assert!(fault(&["take", "1"]).good().out.contains("已受理"));
    assert!(fault(&["take", "1"]).good().out.contains("此前已是"));
    let clone = office.clone("clone");
    let begun = fault(&["draft", "1", "--into", clone.to_str().unwrap()]).good();
    let path = begun.out.lines().next().unwrap().rsplit(' ').next().unwrap().to_owned();
    let draft = std::fs::read_to_string(clone.join("content").join(&path).join("index.md")).unwrap();
    assert!(draft.contains("title = \"送审不了\"") && draft.contains("phone = \"8123\""), "{draft}");
    assert!(draft.contains("\n    # 提示什么都没有\n"), "what was typed is no heading: {draft}");
    assert_eq!(fault(&["draft", "1", "--into", clone.to_str().unwrap()]).code, 2, "a draft is not written over");
    assert_eq!(fault(&["draft", "9", "--into", clone.to_str().unwrap()]).code, 2);
    assert!(fault(&["done", "1"]).good().out.contains("已办结"));
    assert!(fault(&["list"]).good().out.contains("没有故障报告"));
    let listed = office.world.kanhe(&home, &["--record", &record, "--json", "fault", "list", "--all"]).good().json();
    assert_eq!((&listed[0]["state"], &listed[0]["text"]), (&"done".into(), &form[2].1.into()), "{listed}");
}

/// A page below `_account/` that is not there, or not for him, is no other to him than any page that is not there.
#[test]
fn what_is_not_for_somebody_looks_as_what_is_not_there() {
    let office = Office::found_in(World::new());
    let record = office.server.to_str().unwrap().to_owned();
    office.world.kanhe(&office.world.path("home"), &["--record", &record, "account", "add", "li-ming"]).good();
    let served = Served::new(&office);
    for cookie in [String::new(), served.cookie_of(&office, "li-ming")] {
        for (top, other) in [("", "nowhere/"), ("en/", "en/nowhere/")] {
            let nothing = served.read(other, &cookie);
            assert_eq!(nothing.0, 404);
            for page in ["other", "other.html", "oidc"] {
                assert_eq!(served.read(&format!("{top}_account/{page}"), &cookie), nothing, "{cookie} {page}");
            }
            for page in ["people", "journal", "journal.csv", "attendance", "faults"] {
                let told = served.read(&format!("{top}_account/{page}"), &cookie);
                assert!(if cookie.is_empty() { told.0 == 303 } else { told == nothing }, "{cookie} {page}: {}", told.0);
            }
        }
    }
}
