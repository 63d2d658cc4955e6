//! Signing in by OpenID Connect, at a provider that is on this machine and says what a test has it say.

#![expect(clippy::unwrap_used, reason = "what is not there in a test is a failed test")]

#[path = "oidc/provider.rs"]
mod provider;
mod world;

use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use kanhe::oidc::{Begun, Name, OidcSettings, Provider as Client, ProviderFault};
use kanhe::portal::return_path;
use provider::{Answers, CLIENT, Manner, Provider, SECRET, Signs, fields};
use serde_json::json;
use world::served::{Answer, Served};
use world::{Office, World, write};

/// 2026-03-02 10:00 in the office.
const NOW: i64 = 1_772_416_800;

/// A provider and a client of it, at an hour that a test says.
struct Pair {
    provider: Provider,
    client: Client,
    _folder: tempfile::TempDir,
}

impl Pair {
    fn new(more: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let provider = Provider::new(folder.path(), NOW);
        let settings = OidcSettings::read(&provider.settings(more)).unwrap();
        let client = Client::new(settings, SECRET, &return_path()).unwrap();
        Self { provider, client, _folder: folder }
    }

    /// Somebody who was sent to the provider, and the code that he comes back with.
    fn begin(&self, now: i64) -> (Begun, String) {
        let begun = self.client.begin(now).unwrap();
        let back = follow(&begun.url);
        let brought = fields(back.split_once('?').unwrap().1);
        assert_eq!(brought["state"], begun.state);
        (begun, brought["code"].clone())
    }

    fn sign_in_at(&self, now: i64) -> Result<Name, ProviderFault> {
        let (begun, code) = self.begin(now);
        self.client.finish(begun, (&code, ""), now)
    }

    /// What comes of it while the provider behaves so.
    fn sign_in(&self, change: impl FnOnce(&mut Manner)) -> Result<Name, ProviderFault> {
        self.provider.behaves(change);
        self.sign_in_at(NOW)
    }
}

/// Where a page leads a browser.
fn follow(url: &str) -> String {
    let config = ureq::config::Config::builder().http_status_as_error(false).max_redirects(0).build();
    let answer = ureq::Agent::new_with_config(config).get(url).call().unwrap();
    answer.headers().get("location").unwrap().to_str().unwrap().to_owned()
}

fn li_ming() -> Name {
    Name::Email("li-ming@example.org".to_owned())
}

#[test]
fn what_a_provider_has_seen_of_somebody_is_his_name() {
    let pair = Pair::new("");
    assert_eq!(pair.sign_in(|_| {}).unwrap(), li_ming());
    assert_eq!(pair.sign_in(|manner| manner.claims = json!({"aud": [CLIENT], "azp": CLIENT})).unwrap(), li_ming());
    // It is asked about itself once in a while, and when it signs with another key.
    let asked = || pair.provider.asked("/.well-known/openid-configuration");
    assert_eq!(asked(), 1);
    pair.provider.changes_its_key();
    let too_soon = pair.sign_in_at(NOW + 30).unwrap_err();
    assert!(matches!(&too_soon, ProviderFault::Refused(_)) && asked() == 1, "{too_soon}");
    assert_eq!(pair.sign_in_at(NOW + 100).unwrap(), li_ming());
    assert_eq!(asked(), 2);
    let by_name = Pair::new("claim = \"preferred_username\"\n");
    assert_eq!(by_name.sign_in(|_| {}).unwrap(), Name::User("li-ming".to_owned()));
}

/// What an attacker changes.
type Change<'a> = Box<dyn Fn(&mut Manner) + 'a>;

#[test]
fn a_token_that_does_not_hold_names_nobody() {
    let pair = Pair::new("");
    let public = pair.provider.public_key();
    let hmac = |manner: &mut Manner, key: &[u8]| {
        manner.head = json!({"alg": "HS256"});
        manner.signs = Signs::Code(key.to_vec());
    };
    let claims = |manner: &mut Manner, claims| manner.claims = claims;
    let attacks: Vec<(&str, Change<'_>)> = vec![
        ("nonce", Box::new(|m| claims(m, json!({"nonce": "another"})))),
        ("nonce", Box::new(|m| claims(m, json!({"nonce": null})))),
        ("audience", Box::new(|m| claims(m, json!({"aud": "another"})))),
        ("audience", Box::new(|m| claims(m, json!({"aud": []})))),
        ("audience", Box::new(|m| claims(m, json!({"aud": [CLIENT, "another"]})))),
        ("audience", Box::new(|m| claims(m, json!({"azp": "another"})))),
        ("issuer", Box::new(|m| claims(m, json!({"iss": "https://evil.example"})))),
        ("issuer", Box::new(|m| claims(m, json!({"iss": format!("{}/", pair.provider.issuer())})))),
        ("expired", Box::new(|m| claims(m, json!({"exp": NOW})))),
        ("expired", Box::new(|m| claims(m, json!({"exp": NOW - 1, "iat": NOW - 60})))),
        ("expected a token of this minute", Box::new(|m| claims(m, json!({"iat": NOW - 301})))),
        ("expected a token of this minute", Box::new(|m| claims(m, json!({"iat": NOW + 301})))),
        ("email_verified", Box::new(|m| claims(m, json!({"email_verified": false})))),
        ("email_verified", Box::new(|m| claims(m, json!({"email_verified": null})))),
        ("expected email", Box::new(|m| claims(m, json!({"email": null})))),
        ("signature", Box::new(|m| m.signs = Signs::Other)),
        ("signature", Box::new(|m| m.signs = Signs::Nobody)),
        ("signature", Box::new(|m| m.head = json!({"kid": "another"}))),
        ("signature", Box::new(|m| m.head = json!({"alg": "RS384"}))),
        ("", Box::new(|m| (m.head, m.signs) = (json!({"alg": "none"}), Signs::Nobody))),
        ("", Box::new(|m| (m.head, m.signs) = (json!({"alg": "None", "kid": null}), Signs::Nobody))),
        ("", Box::new(|m| hmac(m, &public))),
        ("", Box::new(|m| hmac(m, SECRET.as_bytes()))),
        ("expected an id token", Box::new(|m| m.answers = Answers::Bare)),
    ];
    for (at, (told, attack)) in attacks.iter().enumerate() {
        match pair.sign_in(attack) {
            Err(ProviderFault::Refused(why)) => {
                assert!(why.to_lowercase().contains(told), "{at}: expected {told}, found {why}");
            }
            // A head that cannot be read is no token at all.
            Err(ProviderFault::Gone(why)) => assert!(told.is_empty(), "{at}: {why}"),
            other => panic!("{at} {told}: {other:?}"),
        }
    }
    // A code is nobody's but who has begun: neither a made up one nor another's is taken.
    pair.provider.behaves(|_| {});
    let ((first, code), (second, _)) = (pair.begin(NOW), pair.begin(NOW));
    let told = pair.client.finish(second, (&code, ""), NOW).unwrap_err();
    assert!(matches!(&told, ProviderFault::Refused(why) if why.contains("invalid_grant")), "{told}");
    let told = pair.client.finish(first, ("made-up", ""), NOW).unwrap_err();
    assert!(matches!(&told, ProviderFault::Refused(why) if why.contains("invalid_grant")), "{told}");
    // Another issuer says in the answer who it is (RFC 9207).
    let (begun, code) = pair.begin(NOW);
    let told = pair.client.finish(begun, (&code, "https://evil.example"), NOW).unwrap_err();
    assert!(matches!(&told, ProviderFault::Refused(why) if why.contains("evil.example")), "{told}");
    assert_eq!(pair.sign_in(|_| {}).unwrap(), li_ming(), "and all is well again");
}

#[test]
fn a_provider_that_does_not_answer_holds_nobody_up() {
    let gone = |pair: &Pair, answers: Answers, within: u64| {
        let begun = Instant::now();
        let told = pair.sign_in(|manner| manner.answers = answers.clone()).unwrap_err();
        assert!(matches!(told, ProviderFault::Gone(_) | ProviderFault::Refused(_)), "{answers:?}: {told}");
        assert!(begun.elapsed() < Duration::from_secs(within), "{answers:?} took {:?}", begun.elapsed());
    };
    let pair = Pair::new("");
    gone(&pair, Answers::Long, 3);
    gone(&pair, Answers::Never, 8);
    // Where it leads is not followed.
    let elsewhere = Provider::new(&tempfile::tempdir().unwrap().path().join("other"), NOW);
    gone(&pair, Answers::Elsewhere(format!("{}/token", elsewhere.issuer())), 3);
    assert_eq!(elsewhere.asked("/token"), 0);
    // It is not the one that was named.
    let other = Pair::new("");
    other.provider.behaves(|manner| manner.issuer = Some("https://evil.example".to_owned()));
    assert!(matches!(other.client.begin(NOW), Err(ProviderFault::Gone(_))));
    // It is asked again after a moment, not at once.
    other.provider.behaves(|_| {});
    assert!(matches!(other.client.begin(NOW + 1), Err(ProviderFault::Busy)));
    assert!(other.client.begin(NOW + 6).is_ok());
}

/// A provider elsewhere is believed if an authority that the settings name says that it is the one.
#[test]
fn a_provider_shows_a_certificate_of_an_authority_that_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let openssl = |args: &[&str]| {
        let made = Command::new("openssl").args(args).current_dir(folder.path()).stderr(Stdio::null()).status();
        assert!(made.unwrap().success(), "openssl {args:?}");
    };
    for name in ["own", "other"] {
        let (key, cert) = (format!("{name}.key"), format!("{name}.pem"));
        let end = ["-keyout", &key, "-out", &cert, "-addext", "basicConstraints=critical,CA:FALSE"];
        let kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=sso"];
        let name = ["req", "-x509", "-addext", "subjectAltName=IP:127.0.0.1"];
        openssl(&[&name[..], &kind, &end].concat());
    }
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let issuer = format!("https://127.0.0.1:{port}");
    let answer = |path: &str, body: serde_json::Value| {
        let head = "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n";
        write(&folder.path().join(path), &format!("{head}{body}"));
    };
    let metadata = json!({
        "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"), "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"), "response_types_supported": ["code"],
        "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
    });
    answer(".well-known/openid-configuration", metadata);
    answer("keys", json!({ "keys": [] }));
    write(&folder.path().join("secret"), SECRET);
    let mut server = Command::new("openssl")
        .args(["s_server", "-accept", &format!("127.0.0.1:{port}"), "-cert", "own.pem", "-key", "own.key", "-HTTP"])
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        std::thread::sleep(Duration::from_millis(20));
    }
    let begins = |authority: &str| {
        let text = format!(
            "issuer = \"{issuer}\"\nclient-id = \"{CLIENT}\"\nclient-secret-file = \"secret\"\n\
             site = \"https://oa.example.org\"\nca-file = \"{authority}\"\n"
        );
        let path = folder.path().join("oidc.toml");
        write(&path, &text);
        let client = Client::new(OidcSettings::read(&path).unwrap(), SECRET, &return_path());
        client.map(|client| client.begin(NOW))
    };
    let begun = begins("own.pem").unwrap();
    assert!(begun.as_ref().is_ok_and(|begun| begun.url.starts_with(&issuer)), "{:?}", begun.err());
    let told = begins("other.pem").unwrap().err();
    assert!(matches!(&told, Some(ProviderFault::Gone(_))), "{told:?}");
    assert!(begins("secret").is_err(), "what is no certificate is no authority");
    server.kill().unwrap();
    server.wait().unwrap();
}

/// An office whose server asks a provider.
struct Asking {
    // Before the office: the server goes before its folder.
    served: Served,
    provider: Provider,
    office: Office,
}

#[expect(clippy::disallowed_methods, reason = "the server under test has the hour that it is")]
fn hour() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}

impl Asking {
    fn new() -> Self {
        let world = World::new();
        write(&world.path("roster/kanhe.toml"), "[login]\nmethods = [\"oidc\", \"password\"]\nreading = \"staff\"\n");
        let office = Office::found_in(world);
        let provider = Provider::new(&office.world.path("provider"), hour());
        let settings = provider.settings("[title]\nzh-CN = \"用县统一认证登录\"\n");
        let record = office.server.to_str().unwrap();
        let add = ["--record", record, "account", "add", "li-ming"];
        office.world.kanhe(&office.world.path("home"), &add).good();
        let served = Served::new(&office, &["--oidc", settings.to_str().unwrap()]);
        Self { served, provider, office }
    }

    fn get(&self, path: &str, cookie: &str) -> Answer {
        self.served.ask(path.trim_start_matches('/'), None, &[("Cookie", cookie)])
    }

    /// Sends somebody to the provider: the path that he is sent back to, and what his browser keeps meanwhile.
    fn leave(&self, page: &str) -> (String, String) {
        let left = self.get(page, "");
        assert_eq!(left.status, 303, "{}", left.text);
        assert!(left.field("set-cookie").contains("HttpOnly; SameSite=Lax"), "{}", left.field("set-cookie"));
        let back = follow(left.field("location"));
        (back.strip_prefix("http://127.0.0.1:1").unwrap().to_owned(), left.cookie().to_owned())
    }

    /// Nobody comes in, and the sign-in page says why.
    fn is_refused(&self, answer: &Answer, told: &str) {
        let to = answer.field("location");
        assert!(answer.status == 303 && to.starts_with("/_account/sign-in?oidc="), "{} {to}", answer.status);
        let cookies = answer.fields.iter().filter(|(name, _)| name == "set-cookie");
        assert!(cookies.map(|(_, value)| value).all(|value| !value.starts_with("kanhe=")), "{:?}", answer.fields);
        let page = self.get(to, "");
        assert!(page.status == 200 && page.text.contains(told), "expected {told}, found {}", page.text);
        assert!(page.text.contains("type=\"password\""), "the other way in stays open");
    }

    fn written(&self, what: &str) -> Vec<String> {
        let record = self.office.server.to_str().unwrap();
        let journal = ["--record", record, "--json", "account", "journal", "--what", what];
        let journal = self.office.world.kanhe(&self.office.world.path("home"), &journal).good().json();
        journal.as_array().unwrap().iter().map(|line| line["about"].as_str().unwrap().to_owned()).collect()
    }
}

#[test]
fn somebody_signs_in_at_the_provider_and_is_led_where_he_wanted() {
    let asking = Asking::new();
    let page = asking.get("/_account/sign-in?next=%2Fdocuments%2F", "").text;
    let button = "<a class=\"button\" href=\"../_account/oidc?next=%2Fdocuments%2F\">用县统一认证登录</a>";
    assert!(page.contains(button), "{page}");
    let (back, cookie) = asking.leave("/_account/oidc?next=%2Fdocuments%2F");
    let entered = asking.get(&back, &cookie);
    assert_eq!((entered.status, entered.field("location")), (303, "/documents/"), "{}", entered.text);
    let session = entered.fields.iter().find(|(name, value)| name == "set-cookie" && value.starts_with("kanhe="));
    let session = session.unwrap().1.split(';').next().unwrap().to_owned();
    assert_eq!(asking.get("/documents/", &session).status, 200);
    assert_eq!(asking.written("signed-in-by-oidc").len(), 1);
    // In another language, and nowhere but on this server.
    let (back, cookie) = asking.leave("/en/_account/oidc?next=https%3A%2F%2Fevil.example");
    assert_eq!(asking.get(&back, &cookie).field("location"), "/en/");
    // Signing out ends the session here.
    let own = asking.get("/_account/index.html", &session).text;
    let guard = own.split("name=\"guard\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let out = asking.served.ask("_account/sign-out", Some(&[("guard", guard)]), &[("Cookie", &session)]);
    assert_eq!((out.status, asking.get("/documents/", &session).status), (303, 303));
}

#[test]
fn who_comes_back_is_who_was_sent_and_comes_once() {
    let asking = Asking::new();
    let again = "不是在本浏览器发起";
    let (back, cookie) = asking.leave("/_account/oidc");
    assert_eq!(asking.get(&back, &cookie).field("location"), "/");
    asking.is_refused(&asking.get(&back, &cookie), again);
    // The state of another browser, which is used up by it; no cookie; a state that nobody gave.
    let ((first, own), (_, other)) = (asking.leave("/_account/oidc"), asking.leave("/_account/oidc"));
    asking.is_refused(&asking.get(&first, &other), again);
    asking.is_refused(&asking.get(&first, &own), again);
    let (back, cookie) = asking.leave("/_account/oidc");
    asking.is_refused(&asking.get(&back, ""), again);
    asking.is_refused(&asking.get("/_account/oidc-return?code=code-0&state=guess", &cookie), again);
    asking.is_refused(&asking.get("/_account/oidc-return", ""), again);
    // Who says no at the provider.
    let (back, cookie) = asking.leave("/_account/oidc");
    let state = fields(back.split_once('?').unwrap().1)["state"].clone();
    let denied = format!("/_account/oidc-return?error=access_denied&state={state}");
    asking.is_refused(&asking.get(&denied, &cookie), "没有确认您的身份");
    assert!(asking.written("wrong-proof").contains(&"OpenID Connect: access_denied".to_owned()));
    // What is signed is not enough, if nobody here is meant by it.
    for email in ["nobody@example.org", "chen-wen@example.org", "xu-jing@example.org", "li-ming"] {
        asking.provider.behaves(|manner| manner.claims = json!({ "email": email }));
        let (back, cookie) = asking.leave("/_account/oidc");
        asking.is_refused(&asking.get(&back, &cookie), "找不到对应的账户");
    }
    assert_eq!(asking.written("refused").len(), 4);
    asking.provider.behaves(|manner| manner.claims = json!({"nonce": "another"}));
    let (back, cookie) = asking.leave("/_account/oidc");
    asking.is_refused(&asking.get(&back, &cookie), "没有确认您的身份");
    assert_eq!(asking.written("signed-in-by-oidc").len(), 1);
}

#[test]
fn a_provider_that_is_gone_closes_no_other_way_in() {
    let asking = Asking::new();
    let (back, cookie) = asking.leave("/_account/oidc");
    asking.provider.behaves(|manner| manner.answers = Answers::Never);
    std::thread::scope(|scope| {
        let hangs = scope.spawn(|| asking.get(&back, &cookie));
        // Meanwhile pages are answered.
        let begun = Instant::now();
        assert_eq!(asking.get("/_account/sign-in", "").status, 200);
        assert!(!hangs.is_finished(), "the page did not wait for the provider: {:?}", begun.elapsed());
        asking.is_refused(&hangs.join().unwrap(), "暂时没有应答");
    });
    // A server whose provider was never there.
    let settings = asking.office.world.path("provider/oidc.toml");
    let text = std::fs::read_to_string(&settings).unwrap().replace(asking.provider.issuer(), "http://127.0.0.1:9");
    write(&settings, &text);
    let (out, held) = (asking.office.world.path("out"), asking.office.world.path("held"));
    let places = ["--out", out.to_str().unwrap(), "--held", held.to_str().unwrap()];
    let served = Served::new(&asking.office, &[&["--oidc", settings.to_str().unwrap()][..], &places].concat());
    assert!(served.ask("_account/sign-in", None, &[]).text.contains("_account/oidc"));
    let told = served.ask("_account/oidc?next=%2Fdocuments%2F", None, &[]);
    assert!(told.status == 200 && told.text.contains("暂时没有应答"), "{}", told.text);
    assert!(told.text.contains("type=\"password\"") && told.text.contains("value=\"/documents/\""), "{}", told.text);
    assert!(asking.written("refused").iter().any(|about| about.starts_with("OpenID Connect: ")));
    // Somebody is sent by a link, and by no form.
    let told = asking.served.ask("_account/oidc", Some(&[]), &[]);
    assert!(told.status >= 400 && told.field("set-cookie").is_empty(), "{} {}", told.status, told.text);
}

#[test]
fn what_is_told_of_a_provider_is_looked_at_before_anybody_is_served() {
    let office = Office::found_in(World::new());
    let provider = Provider::new(&office.world.path("provider"), NOW);
    let settings = provider.settings("");
    let record = office.server.to_str().unwrap().to_owned();
    let serve = || {
        let settings = settings.to_str().unwrap();
        let args = ["--record", &record, "serve", "--listen", "127.0.0.1:0", "--oidc", settings];
        office.world.kanhe(&office.world.path("home"), &args)
    };
    let secret = office.world.path("provider/secret");
    std::fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let told = serve();
    assert!(told.code == 2 && told.err.contains("644"), "{told:?}");
    let text = std::fs::read_to_string(&settings).unwrap();
    for (from, to, expected) in [
        (provider.issuer(), "http://sso.example.org", "issuer"),
        ("client-id", "client", "client"),
        ("http://127.0.0.1:1", "http://oa.example.org", "site"),
    ] {
        write(&settings, &text.replace(from, to));
        let told = serve();
        assert!(told.code == 2 && told.err.contains(expected), "{told:?}");
    }
    std::fs::remove_file(&settings).unwrap();
    assert_eq!(serve().code, 2);
}
