use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Met, Portal, Way};
use crate::accounts::{Accounts, Filter, Given, Visitor, What};
use crate::office::{Files, Office};
use crate::server::{Body, Method, Request, Response, Status};
use crate::site::{Hall, Lobby};

const NOW: i64 = 1_772_416_800;
const GOOD: &str = "mzpt3kub";

fn office(login: &str) -> Office {
    office_of(login, "")
}

/// The same, with these posts of 周明's.
fn office_of(login: &str, posts: &str) -> Office {
    let mut files = Files::new();
    let settings = format!(
        "format = 1\nrecord = \"6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f\"\ntitle = \"青柘市政务\"\nlanguage = \"zh-CN\"\n\
         time-zone = \"Asia/Shanghai\"\n{login}"
    );
    files.insert("kanhe.toml".to_owned(), settings.into_bytes());
    let mut put =
        |path: &str, fields: &str| files.insert(path.to_owned(), format!("+++\n{fields}\n+++\n").into_bytes());
    put("content/units/office/index.md", "title = \"办公室\"\n[posts]\nclerk = \"文书\"\noperator = \"操作员\"");
    let zhou = format!("name = \"周明\"\nemail = \"zhou@qingzhe.example\"\nunit = \"office\"\n{posts}");
    put("content/people/zhou/index.md", &zhou);
    put("content/units/finance/index.md", "title = \"财务科\"\nparent = \"office\"\n[posts]\nkeeper = \"管理员\"");
    let person = |name: &str, who: &str, unit: &str, posts: &str| {
        format!("name = \"{name}\"\nemail = \"{who}@qingzhe.example\"\nunit = \"{unit}\"\nposts = [{posts}]")
    };
    put("content/people/wu/index.md", &person("吴刚", "wu", "office", "\"office/operator\""));
    put("content/people/lin/index.md", &person("林静", "lin", "finance", "\"finance/keeper\""));
    put("content/people/sun/index.md", &person("孙立", "sun", "finance", ""));
    Office::read(&files).unwrap()
}

/// A portal, and what a browser remembers.
struct World {
    portal: Portal,
    accounts: Arc<Accounts>,
    initial: String,
}

impl World {
    fn new(login: &str) -> Self {
        Self::with(login, Way::default())
    }

    fn with(login: &str, way: Way) -> Self {
        let accounts = Arc::new(Accounts::in_memory().unwrap());
        let visitor = Visitor { address: "", agent: "", now: NOW, hour: 10 };
        let Given(initial) = accounts.open_account(&visitor, &"zhou".parse().unwrap(), "sun").unwrap();
        let lobby = Arc::new(Lobby::with(Hall::of(&office(login))));
        Self { portal: Portal::new(Arc::clone(&accounts), lobby, way), accounts, initial }
    }

    fn ask(&self, request: Request) -> Option<Response> {
        let request = Request { from: Some([10, 1, 1, 7].into()), ..request };
        match self.portal.meet(&request.with("Host", "oa.example").with("User-Agent", "Firefox"), NOW) {
            Met::Answered(response) => Some(response),
            Met::Let(_) => None,
        }
    }

    fn get(&self, target: &str, cookie: &str) -> Option<Response> {
        let request = Request::get(target);
        self.ask(if cookie.is_empty() { request } else { request.with("Cookie", &format!("kanhe={cookie}")) })
    }

    fn post(&self, page: &str, cookie: &str, form: &[(&str, &str)]) -> Response {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = Request::post(&format!("/_account/{page}"), &form).with("Origin", "https://oa.example");
        let with = if cookie.is_empty() { request } else { request.with("Cookie", &format!("kanhe={cookie}")) };
        self.ask(with).unwrap()
    }

    /// Signs in and chooses a password. The cookie.
    fn settle(&self) -> String {
        let first = self.post("sign-in", "", &[("name", "zhou"), ("password", &self.initial)]);
        let cookie = set(&first);
        let guard = self.guard("password", &cookie);
        let fields = [("guard", guard.as_str()), ("old", &self.initial), ("new", GOOD), ("again", GOOD)];
        set(&self.post("password", &cookie, &fields))
    }

    fn guard(&self, page: &str, cookie: &str) -> String {
        let html = html(&self.get(&format!("/_account/{page}"), cookie).unwrap());
        html.split("name=\"guard\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    }

    fn written(&self, what: What) -> u64 {
        self.accounts.journal(&Filter { what: Some(what), ..Filter::default() }, 0, 0).unwrap().0
    }
}

/// The value of the cookie that was set.
fn set(response: &Response) -> String {
    let cookie = response.header("set-cookie").unwrap();
    cookie.split(';').next().unwrap().split_once('=').unwrap().1.to_owned()
}

fn html(response: &Response) -> String {
    match &response.body {
        Body::Bytes(bytes) => String::from_utf8(bytes.clone()).unwrap(),
        Body::Empty | Body::Slice { .. } => String::new(),
    }
}

fn led_to(response: &Response) -> &str {
    assert_eq!(response.status, Status::SeeOther, "{}", html(response));
    response.header("location").unwrap()
}

#[test]
fn somebody_signs_in_chooses_a_password_and_is_led_where_he_wanted() {
    let world = World::new("");
    let page = html(&world.get("/_account/sign-in?next=%2Fdocuments%2F", "").unwrap());
    assert!(
        page.contains("name=\"next\" value=\"/documents/\"") && page.contains("<h1 id=\"sign-in-head\">登录</h1>"),
        "{page}"
    );
    let wrong = world.post("sign-in", "", &[("name", "zhou"), ("password", "wrong-one")]);
    assert!(html(&wrong).contains("账户或密码不对") && !html(&wrong).contains("wrong-one"));
    assert!(wrong.header("set-cookie").is_none());
    let form = [("name", "zhou"), ("password", world.initial.as_str()), ("next", "/documents/")];
    let first = world.post("sign-in", "", &form);
    assert_eq!(led_to(&first), "/_account/password?next=%2Fdocuments%2F");
    let cookie = set(&first);
    let guard = world.guard("password", &cookie);
    let choose = |new: &str, again: &str| {
        let fields = [
            ("guard", guard.as_str()),
            ("old", &world.initial),
            ("new", new),
            ("again", again),
            ("next", "/documents/"),
        ];
        world.post("password", &cookie, &fields)
    };
    assert!(html(&choose(GOOD, "another1")).contains("两次输入的新密码不一致"));
    let faults = html(&choose("111111", "111111"));
    assert!(faults.contains("不少于 8 个字符") && faults.contains("容易猜到"), "{faults}");
    let done = choose(GOOD, GOOD);
    assert_eq!(led_to(&done), "/documents/");
    let cookie = set(&done);
    let own = html(&world.get("/_account/index.html", &cookie).unwrap());
    assert!(own.contains("周明") && own.contains("10.1.1.7") && own.contains("Firefox"), "{own}");
    let guard = world.guard("index.html", &cookie);
    let out = world.post("sign-out", &cookie, &[("guard", &guard)]);
    assert_eq!(led_to(&out), "/");
    assert!(out.header("set-cookie").unwrap().starts_with("kanhe=; Path=/; Max-Age=0"));
    assert_eq!(led_to(&world.get("/_account/index.html", &cookie).unwrap()), "/_account/sign-in");
}

#[test]
fn a_session_is_a_cookie_that_no_script_and_no_other_site_has() {
    let plain = World::new("");
    let entered = plain.post("sign-in", "", &[("name", "zhou"), ("password", &plain.initial)]);
    let cookie = entered.header("set-cookie").unwrap();
    assert!(cookie.starts_with("kanhe=") && cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax"), "{cookie}");
    assert_eq!(entered.header("cache-control"), Some("no-store"));
    let safe = World::with("", Way { secure: true, front: false });
    let entered = safe.post("sign-in", "", &[("name", "zhou"), ("password", &safe.initial)]);
    let cookie = entered.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-kanhe=") && cookie.ends_with("; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
    // One that was there before is neither taken over nor kept.
    let fixed = plain.post("sign-in", "chosen-by-another", &[("name", "zhou"), ("password", &plain.initial)]);
    assert_ne!(set(&fixed), "chosen-by-another");
    assert_eq!(led_to(&plain.get("/_account/index.html", "chosen-by-another").unwrap()), "/_account/sign-in");
}

#[test]
fn a_form_of_another_site_or_another_session_changes_nothing() {
    let world = World::new("");
    let cookie = world.settle();
    let guard = world.guard("index.html", &cookie);
    let form = form_urlencoded::Serializer::new(String::new()).append_pair("guard", &guard).finish();
    let foreign = Request::post("/_account/sign-out", &form)
        .with("Origin", "https://evil.example")
        .with("Cookie", &format!("kanhe={cookie}"));
    assert_eq!(world.ask(foreign).unwrap().status, Status::Forbidden);
    for guard in ["", "guessed", &guard[1..]] {
        assert_eq!(world.post("sign-out", &cookie, &[("guard", guard)]).status, Status::Forbidden, "{guard}");
    }
    // What changes something is no link.
    for page in ["sign-out", "everywhere", "forget-code"] {
        let asked = world.get(&format!("/_account/{page}?guard={guard}"), &cookie).unwrap();
        assert!(asked.header("set-cookie").is_none(), "{page}");
    }
    assert_eq!(world.get("/_account/index.html", &cookie).unwrap().status, Status::Ok);
    let login = world.post("sign-in", "", &[("name", "zhou"), ("password", GOOD), ("next", "//evil.example/")]);
    assert_eq!(led_to(&login), "/");
}

#[test]
fn what_others_write_stays_text() {
    let world = World::new("");
    let evil = "\"><script>alert(1)</script>";
    let shown = html(&world.post("sign-in", "", &[("name", evil), ("password", "x"), ("next", evil)]));
    assert!(!shown.contains("<script>alert") && shown.contains("&lt;script&gt;"), "{shown}");
    let (_, entries) = world.accounts.journal(&Filter { what: Some(What::Wrong), ..Filter::default() }, 0, 9).unwrap();
    assert_eq!(entries[0].about, evil);
}

#[test]
fn an_office_may_close_its_site_to_all_but_its_staff() {
    let world = World::new("[login]\nreading = \"staff\"\n");
    let sign_in = |target: &str| {
        let back: String = form_urlencoded::byte_serialize(target.as_bytes()).collect();
        format!("/_account/sign-in?next={back}")
    };
    let pages = ["/", "/documents/2026/a/index.html", "/documents/", "/search/index.html?q=%E5%AE%89"];
    for page in pages {
        assert_eq!(led_to(&world.get(page, "").unwrap()), sign_in(page));
        assert_eq!(led_to(&world.get(page, "made-up").unwrap()), sign_in(page));
    }
    let english = world.get("/en/documents/", "").unwrap();
    assert_eq!(led_to(&english), "/en/_account/sign-in?next=%2Fen%2Fdocuments%2F");
    let others = [
        "/files/a.pdf",
        "/feed.xml",
        "/units/permissions.csv",
        "/search/index/1.json",
        "/assets/../files/a.pdf",
        "/%61ssets",
    ];
    for other in others {
        let refused = world.get(other, "").unwrap();
        assert!(matches!(refused.status, Status::Unauthorized | Status::SeeOther), "{other}");
    }
    let told = world.ask(Request { method: Method::Head, ..Request::get("/") }).unwrap();
    assert_eq!(told.status, Status::Unauthorized);
    assert!(world.get("/assets/site.css", "").is_none(), "the page to sign in needs its look");
    // Half in is not in.
    let half = set(&world.post("sign-in", "", &[("name", "zhou"), ("password", &world.initial)]));
    assert_eq!(led_to(&world.get("/", &half).unwrap()), sign_in("/"));
    let cookie = world.settle();
    for page in pages.iter().chain(&others) {
        assert!(world.get(page, &cookie).is_none(), "{page}");
    }
    assert!(world.written(What::Read) >= 4);
    for (given, kept) in [
        ("no-cache", "private, no-cache"),
        ("public, max-age=31536000, immutable", "private, max-age=31536000, immutable"),
        ("no-store", "no-store"),
    ] {
        let page = |world: &World, cookie: &str| {
            let request = Request::get("/").with("Cookie", &format!("kanhe={cookie}"));
            let Met::Let(guest) = world.portal.meet(&request, NOW) else { panic!("turned away") };
            guest.keep_private(Response::bare(Status::Ok).with("Cache-Control", given))
        };
        assert_eq!(page(&world, &cookie).header("cache-control"), Some(kept));
        assert_eq!(page(&World::new(""), "").header("cache-control"), Some(given), "an open site");
    }
}

#[test]
fn a_page_that_is_left_open_keeps_nobody_signed_in() {
    let world = World::new("[login]\nreading = \"staff\"\nidle = 30\n");
    let cookie = world.settle();
    let at = |method: Method, minutes: i64| {
        let request = Request { method, ..Request::get("/").with("Cookie", &format!("kanhe={cookie}")) };
        match world.portal.meet(&request, NOW + minutes * 60) {
            Met::Answered(response) => Some(response.status),
            Met::Let(_) => None,
        }
    };
    assert_eq!(at(Method::Get, 20), None);
    for minutes in [30, 40, 50] {
        assert_eq!(at(Method::Head, minutes), None);
    }
    assert_eq!(at(Method::Head, 51), Some(Status::Unauthorized));
    assert_eq!(at(Method::Get, 51), Some(Status::SeeOther));
}

#[test]
fn an_open_site_is_read_by_everybody_and_what_is_read_is_written_down_of_who_signed_in() {
    let world = World::new("");
    assert!(world.get("/documents/", "").is_none());
    assert_eq!(world.written(What::Read), 0);
    let cookie = world.settle();
    assert!(world.get("/documents/", &cookie).is_none());
    assert!(world.get("/files/a.pdf", &cookie).is_none());
    let read = Filter { what: Some(What::Read), ..Filter::default() };
    let (count, entries) = world.accounts.journal(&read, 0, 9).unwrap();
    assert_eq!((count, entries[0].about.as_str()), (1, "/documents/"));
    assert_eq!(entries[0].person.as_ref().map(crate::id::Slug::as_str), Some("zhou"));
}

/// A disk that is full, or may only be read, stops nobody from reading what is for all.
#[test]
fn what_is_for_all_is_read_when_nothing_can_be_written() {
    let world = World::new("[login]\nreading = \"staff\"\n");
    let cookie = world.settle();
    world.accounts.freeze();
    assert!(world.get("/documents/", &cookie).is_none(), "who is signed in reads");
    assert_eq!(world.portal.unwritten(), 1);
    assert_eq!(world.get("/documents/", "").unwrap().status, Status::SeeOther);
    let tried = world.post("sign-in", "", &[("name", "zhou"), ("password", GOOD)]);
    assert_eq!(tried.status, Status::ServiceUnavailable, "nobody comes in without that it is written down");
}

#[test]
fn an_address_is_taken_from_a_front_alone() {
    let told = |way: Way, said: &[&str]| {
        let world = World::with("", way);
        let form = Request::post("/_account/sign-in", "name=zhou&password=wrong");
        world.ask(said.iter().fold(form, |form, said| form.with("X-Forwarded-For", said)));
        world.accounts.journal(&Filter::default(), 0, 1).unwrap().1[0].address.clone()
    };
    let front = Way { secure: false, front: true };
    assert_eq!(told(Way::default(), &["192.0.2.9"]), "10.1.1.7");
    assert_eq!(told(front, &["192.0.2.9"]), "192.0.2.9");
    // What a client wrote stands before what the front wrote.
    assert_eq!(told(front, &["6.6.6.6, 192.0.2.9"]), "192.0.2.9");
    assert_eq!(told(front, &["6.6.6.6", "192.0.2.9"]), "192.0.2.9");
    assert_eq!(told(front, &["no address"]), "10.1.1.7");
    assert_eq!(told(front, &[]), "10.1.1.7");
}

#[test]
fn every_page_speaks_the_language_it_is_asked_in() {
    let world = World::new("");
    let page = html(&world.get("/en/_account/sign-in", "").unwrap());
    assert!(page.contains("<html lang=\"en\">") && page.contains(">Sign in</h1>"), "{page}");
    assert!(page.contains("href=\"../../_account/sign-in\" hreflang=\"zh-CN\""), "{page}");
    let tries = world.post("sign-in", "", &[("name", "a"), ("password", "b")]);
    assert!(html(&tries).contains("<html lang=\"zh-CN\">"));
}

#[test]
fn other_pages_and_methods_are_refused() {
    let world = World::new("");
    assert_eq!(world.get("/_account/other", "").unwrap().status, Status::NotFound);
    assert_eq!(world.get("/_account/../documents/", "").unwrap().status, Status::NotFound);
    let deleted = world.ask(Request { method: Method::named("DELETE"), ..Request::get("/_account/sign-in") }).unwrap();
    assert_eq!((deleted.status, deleted.header("allow")), (Status::MethodNotAllowed, Some("GET, HEAD, POST")));
    let told = world.ask(Request { method: Method::Head, ..Request::get("/_account/sign-in") }).unwrap();
    assert_eq!((told.status, told.body.length()), (Status::Ok, 0));
    let nothing = Portal::new(Arc::new(Accounts::in_memory().unwrap()), Arc::default(), Way::default());
    let Met::Answered(early) = nothing.meet(&Request::get("/documents/"), NOW) else { panic!("let through") };
    assert_eq!(early.status, Status::ServiceUnavailable, "nobody knows yet who may read");
    let by_name: BTreeMap<&str, bool> = BTreeMap::from([("certificate", true), ("sign-in", true)]);
    for page in by_name.keys() {
        assert_eq!(world.get(&format!("/_account/{page}"), "").unwrap().status, Status::Ok, "{page}");
    }
}

#[test]
fn a_token_is_made_by_who_knows_his_password_and_may_fetch_the_record() {
    let settings = "[login]\nclone = [\"office/clerk\"]\n";
    let mut world = World::new(settings);
    let cookie = world.settle();
    let own = |world: &World| html(&world.get("/_account/index.html", &cookie).unwrap());
    let make = |world: &World, password: &str| {
        let guard = world.guard("index.html", &cookie);
        let form = [("guard", guard.as_str()), ("name", "办公室电脑"), ("days", "30"), ("password", password)];
        html(&world.post("token", &cookie, &form))
    };
    // The record is not offered, or he may not fetch it.
    assert!(!own(&world).contains("own-tokens") && !make(&world, GOOD).contains("kanhe-"));
    let offer = super::Offer { git_dir: "/nowhere".into(), env: Vec::new(), is_safe: true };
    world.portal = world.portal.offering(offer);
    assert!(!own(&world).contains("own-tokens") && !make(&world, GOOD).contains("kanhe-"));
    assert_eq!(world.written(What::TokenMade), 0);
    let clerk = office_of(settings, "posts = [\"office/clerk\"]\n");
    world.portal.lobby = Arc::new(Lobby::with(Hall::of(&clerk)));
    assert!(own(&world).contains("own-tokens"));
    // An open screen is not enough; a wrong password counts.
    assert!(make(&world, "wrong").contains("账户或密码不对"));
    assert_eq!((world.written(What::TokenMade), world.written(What::Wrong)), (0, 1));
    let made = make(&world, GOOD);
    let token = made.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(token.starts_with("kanhe-") && made.contains("办公室电脑"), "{made}");
    assert!(!own(&world).contains(&token), "it is shown once");
    assert!(make(&world, GOOD).contains("已有同名的令牌"));
    let guard = world.guard("index.html", &cookie);
    let dropped = world.post("drop-token", &cookie, &[("guard", &guard), ("name", "办公室电脑")]);
    assert_eq!(led_to(&dropped), "/_account/?done=drop-token");
    assert!(world.accounts.tokens(&"zhou".parse().unwrap()).unwrap().is_empty());
}

const SEEN_TO: &str = "[login]\nadministrators = [\"office/operator\"]\nunit-administrators = [\"keeper\"]\n";

/// A world with somebody signed in who has an account besides zhou.
fn signed_in(world: &World, who: &str) -> String {
    let visitor = Visitor { address: "", agent: "", now: NOW, hour: 10 };
    let Given(initial) = world.accounts.open_account(&visitor, &who.parse().unwrap(), "").unwrap();
    let cookie = set(&world.post("sign-in", "", &[("name", who), ("password", &initial)]));
    let guard = world.guard("password", &cookie);
    let fields = [("guard", guard.as_str()), ("old", &initial), ("new", GOOD), ("again", GOOD)];
    let told = world.post("password", &cookie, &fields);
    assert!(told.header("set-cookie").is_some(), "{}", html(&told));
    set(&told)
}

/// C6, D6, D7: who sees to an account opens, resets and unlocks it; for everybody else these pages are not there.
#[test]
fn accounts_are_seen_to_by_who_may_and_by_nobody_else() {
    let world = World::new(SEEN_TO);
    let (operator, keeper, zhou) = (signed_in(&world, "wu"), signed_in(&world, "lin"), world.settle());
    assert_eq!(world.get("/_account/people", &zhou).unwrap().status, Status::NotFound);
    assert_eq!(world.get("/_account/people", "").unwrap().status, Status::SeeOther);
    let all = html(&world.get("/_account/people", &operator).unwrap());
    assert!(all.contains("周明") && all.contains("林静") && all.contains("孙立"), "{all}");
    assert!(!all.contains("value=\"wu\""), "nobody sees to his own");
    let own = html(&world.get("/_account/people", &keeper).unwrap());
    assert!(own.contains("孙立") && !own.contains("周明") && !own.contains("吴刚"), "{own}");
    let found = html(&world.get("/_account/people?q=%E5%AD%99", &operator).unwrap());
    assert!(found.contains("孙立") && !found.contains("林静"), "{found}");
    let act = |cookie: &str, who: &str, what: &str| {
        let guard = world.guard("people", cookie);
        world.post("people", cookie, &[("guard", &guard), ("who", who), ("do", what)])
    };
    let opened = html(&act(&keeper, "sun", "open"));
    let given = opened.split("class=\"given\"><code>").nth(1).unwrap().split('<').next().unwrap();
    let entered = world.post("sign-in", "", &[("name", "sun"), ("password", given)]);
    assert_eq!(entered.status, Status::SeeOther, "the initial password is good");
    assert!(html(&act(&keeper, "sun", "open")).contains("已有账户"));
    // Nobody reaches beyond those he sees to, nor himself.
    for (cookie, who) in
        [(&keeper, "zhou"), (&keeper, "wu"), (&keeper, "lin"), (&operator, "wu"), (&operator, "nobody")]
    {
        assert_eq!(act(cookie, who, "reset").status, Status::NotFound, "{who}");
    }
    assert_eq!(act(&operator, "sun", "delete").status, Status::NotFound);
    // D7: a locked account is unlocked.
    for _ in 0..6 {
        world.post("sign-in", "", &[("name", "zhou"), ("password", "wrong")]);
    }
    let list = html(&world.get("/_account/people", &operator).unwrap());
    assert!(list.contains("已锁定") && list.contains("value=\"unlock\""), "{list}");
    act(&operator, "zhou", "unlock");
    assert_eq!(world.post("sign-in", "", &[("name", "zhou"), ("password", GOOD)]).status, Status::SeeOther);
    // D6: whoever has forgotten his password gets another and is out everywhere.
    assert!(world.get("/_account/index.html", &zhou).is_some_and(|page| page.status == Status::Ok));
    assert!(html(&act(&operator, "zhou", "reset")).contains("class=\"given\""));
    assert_eq!(world.get("/_account/index.html", &zhou).unwrap().status, Status::SeeOther);
    let by = Filter { what: Some(What::Reset), ..Filter::default() };
    assert_eq!(world.accounts.journal(&by, 0, 9).unwrap().1[0].by.as_deref(), Some("wu"));
    // Without the guard, and from a page that has been open for long, nothing is done.
    let without = world.post("people", &operator, &[("who", "sun"), ("do", "reset")]);
    assert_eq!(without.status, Status::Forbidden);
}

/// An open screen is no way to somebody else's password.
#[test]
fn who_signed_in_long_ago_signs_in_again_before_he_changes_anothers_account() {
    let world = World::new(SEEN_TO);
    let operator = signed_in(&world, "wu");
    let guard = world.guard("people", &operator);
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("guard", guard.as_str()), ("who", "zhou"), ("do", "reset")])
        .finish();
    let request = Request::post("/_account/people", &form).with("Host", "oa.example");
    let request = request.with("Origin", "https://oa.example").with("Cookie", &format!("kanhe={operator}"));
    // Later, or on a clock that was set back: how long ago it was nobody knows then.
    for away in [16 * 60, -16 * 60] {
        let Met::Answered(told) = world.portal.meet(&request, NOW + away) else { panic!("let through") };
        let told = html(&told);
        assert!(told.contains("十五分钟") && !told.contains("class=\"given\""), "{away}: {told}");
    }
    assert_eq!(world.written(What::Reset), 0);
}

/// Q3, Q4: administrators look through the journal, narrow it down and take it with them; nobody else does.
#[test]
fn the_journal_is_looked_through_by_administrators() {
    let world = World::new(SEEN_TO);
    let (operator, keeper) = (signed_in(&world, "wu"), signed_in(&world, "lin"));
    for (cookie, page) in [(&keeper, "journal"), (&keeper, "journal.csv")] {
        assert_eq!(world.get(&format!("/_account/{page}"), cookie).unwrap().status, Status::NotFound);
    }
    world.post("sign-in", "", &[("name", "=cmd|' /C calc'!A0"), ("password", "wrong")]);
    let all = html(&world.get("/_account/journal", &operator).unwrap());
    assert!(all.contains("密码错误") && all.contains("开通") && all.contains("10.1.1.7"), "{all}");
    let some = html(&world.get("/_account/journal?what=opened&person=lin", &operator).unwrap());
    assert!(some.contains(">lin") && !some.contains("<td class=\"kind\">密码错误"), "{some}");
    let none = html(&world.get("/_account/journal?until=2020-01-01", &operator).unwrap());
    assert!(none.contains("没有符合条件的记录"), "{none}");
    let file = world.get("/_account/journal.csv", &operator).unwrap();
    assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
    let file = html(&file);
    assert!(file.contains("'=cmd|") && !file.contains(",=cmd|"), "a table takes it for text: {file}");
    assert_eq!(world.written(What::Read), 1, "that it was taken is written down");
}

/// J6: who did not look in when he had to is shown to who sees to his account.
#[test]
fn who_was_not_there_is_shown_to_who_sees_to_him() {
    let world = World::new(&format!("{SEEN_TO}[[login.presence]]\nwindows = [\"00:00-24:00\"]\n"));
    let keeper = signed_in(&world, "lin");
    // The day is a Monday; its window is over at its end.
    let request = |cookie: &str| Request::get("/_account/attendance").with("Cookie", &format!("kanhe={cookie}"));
    let Met::Answered(today) = world.portal.meet(&request(&keeper), NOW) else { panic!("let through") };
    assert!(html(&today).contains("都在规定时段登录过"), "{}", html(&today));
    let then = "/_account/attendance?from=2026-02-27&until=2026-02-27";
    let asked = html(&world.get(then, &keeper).unwrap());
    assert!(asked.contains("孙立") && asked.contains("2026-02-27 00:00-24:00") && !asked.contains("周明"), "{asked}");
    let zhou = world.settle();
    assert_eq!(world.get("/_account/attendance", &zhou).unwrap().status, Status::NotFound);
}

/// A telephone reads the code that is drawn: the same as the secret beside it.
#[test]
fn a_second_factor_is_shown_as_a_code_to_scan() {
    let world = World::new("");
    let cookie = world.settle();
    let page = html(&world.get("/_account/enrol", &cookie).unwrap());
    let drawing = page.split("<path d=\"M4 4h1v1h-1z").nth(1).expect("a code begins with its corner");
    assert!(drawing.split('"').next().unwrap().matches('M').count() > 300);
    assert!(page.contains("class=\"secret\""));
}

const SUPPORT: &str =
    "[about]\nsupport = \"信息中心 8800\"\n[login]\nreading = \"staff\"\nadministrators = [\"office/operator\"]\n";
const FAULT: [(&str, &str); 3] = [("name", "周明"), ("phone", "8123"), ("text", "打不开\n<b>第二行</b>")];

/// T4, T7: nobody has to sign in to say that something does not work, also where the site is for staff alone.
#[test]
fn whoever_reaches_the_server_reports_a_fault() {
    let world = World::new(SUPPORT);
    assert!(led_to(&world.get("/documents/", "").unwrap()).starts_with("/_account/sign-in"));
    let sign_in = html(&world.get("/_account/sign-in", "").unwrap());
    assert!(sign_in.contains("href=\"../_account/fault\""), "{sign_in}");
    let form = html(&world.get("/_account/fault", "").unwrap());
    assert!(
        form.contains("信息中心 8800") && form.contains("name=\"name\"") && !form.contains("role=\"alert\""),
        "{form}"
    );
    assert_eq!(led_to(&world.post("fault", "", &FAULT)), "/_account/fault?sent=1");
    assert!(html(&world.get("/_account/fault?sent=1", "").unwrap()).contains("编号 1"));
    let english = Request::post("/en/_account/fault", "name=Z&phone=8123&text=x").with("Origin", "https://oa.example");
    assert_eq!(led_to(&world.ask(english).unwrap()), "/en/_account/fault?sent=2");
    // Whoever is signed in need not say who he is, and nobody says it for him.
    let cookie = world.settle();
    let guard = world.guard("fault", &cookie);
    let form = html(&world.get("/_account/fault", &cookie).unwrap());
    assert!(form.contains("报告人：周明") && !form.contains("name=\"name\""), "{form}");
    let sent = world.post("fault", &cookie, &[("guard", &guard), ("name", "别人"), ("phone", "8123"), ("text", "x")]);
    assert_eq!(led_to(&sent), "/_account/fault?sent=3");
    let kept = world.accounts.fault(3).unwrap().unwrap();
    assert_eq!(kept.person.map(|who| who.to_string()).as_deref(), Some("zhou"));
}

#[test]
fn what_was_typed_into_a_report_is_never_lost() {
    let world = World::new(SUPPORT);
    let again = |response: &Response, status: Status, told: &str| {
        let page = html(response);
        assert_eq!(response.status, status, "{page}");
        let kept = page.contains("value=\"8123\"") && page.contains("打不开\n&lt;b&gt;第二行&lt;/b&gt;");
        assert!(kept && page.contains(told) && page.contains("信息中心 8800"), "{page}");
    };
    again(&world.post("fault", "", &FAULT[1..]), Status::Ok, "请写明姓名");
    // Signed out in another window: the form carries what is good no more.
    let cookie = world.settle();
    let stale = [&[("guard", "stale")][..], &FAULT].concat();
    again(&world.post("fault", &cookie, &stale), Status::Forbidden, "请再提交一次");
    for _ in 0..6 {
        assert_eq!(world.post("fault", "", &FAULT).status, Status::SeeOther);
    }
    again(&world.post("fault", "", &FAULT), Status::Ok, "60 分钟后再试");
    // A disk that may only be read.
    let frozen = World::new(SUPPORT);
    frozen.accounts.freeze();
    again(&frozen.post("fault", "", &FAULT), Status::ServiceUnavailable, "什么都写不下");
    again(&frozen.post("fault", "no-session", &FAULT), Status::ServiceUnavailable, "什么都写不下");
    assert_eq!(frozen.get("/_account/fault", "").unwrap().status, Status::Ok);
    let foreign = Request::post("/_account/fault", "name=a&phone=1&text=x").with("Origin", "https://evil.example");
    assert_eq!(frozen.ask(foreign).unwrap().status, Status::Forbidden);
    let nothing = World::new("");
    let page = html(&nothing.post("fault", "", &FAULT[1..]));
    assert!(!page.contains("请直接联系") && page.contains("请写明姓名"), "{page}");
}

#[test]
fn administrators_see_what_was_reported_and_take_it() {
    let world = World::new(SUPPORT);
    let hostile =
        [("name", "<img src=x onerror=alert(1)>"), ("phone", "\"'>"), ("text", "{{ base.site }}</td><script>")];
    assert_eq!(led_to(&world.post("fault", "", &hostile)), "/_account/fault?sent=1");
    let (zhou, wu) = (world.settle(), signed_in(&world, "wu"));
    assert_eq!(world.get("/_account/faults", &zhou).unwrap().status, Status::NotFound);
    assert_eq!(led_to(&world.get("/_account/faults", "").unwrap()), "/_account/sign-in");
    let list = html(&world.get("/_account/faults", &wu).unwrap());
    assert!(list.contains("&lt;script&gt;") && list.contains("{{ base.site }}") && list.contains("未登录"), "{list}");
    assert!(!list.contains("<script>") && !list.contains("<img src=x"), "{list}");
    let guard = world.guard("faults", &wu);
    let take = |cookie: &str, guard: &str, what: &str| {
        world.post("faults", cookie, &[("guard", guard), ("number", "1"), ("do", what)]).status
    };
    let own = world.guard("index.html", &zhou);
    assert_eq!(take(&zhou, &own, "taken"), Status::NotFound);
    assert_eq!(take(&wu, "guessed", "taken"), Status::Forbidden);
    assert_eq!(take(&wu, &guard, "open"), Status::NotFound);
    assert_eq!(take(&wu, &guard, "taken"), Status::SeeOther);
    assert!(html(&world.get("/_account/faults", &wu).unwrap()).contains("吴刚"));
    assert_eq!(take(&wu, &guard, "done"), Status::SeeOther);
    assert!(html(&world.get("/_account/faults", &wu).unwrap()).contains("没有故障报告"));
    assert_eq!(world.get("/_account/faults?all=1&page=99", &wu).unwrap().status, Status::Ok);
    assert!(html(&world.get("/_account/faults?all=1", &wu).unwrap()).contains("已办结"));
}

const BY_PROXY: &str = "[login]\nmethods = [\"proxy\"]\nreading = \"staff\"\n";
const KEY: &str = "0123456789abcdef0123456789abcdef";

/// A world whose portal believes a proxy.
fn proxied(login: &str) -> World {
    let mut world = World::new(login);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    std::fs::write(&path, KEY).unwrap();
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let secret = super::Secret::read(&path, 32).unwrap();
    world.portal = world.portal.trusting(super::Proxy { user: "X-Remote-User".to_owned(), secret });
    world
}

fn vouched(request: Request, fields: &[(&str, &str)]) -> Request {
    fields.iter().fold(request, |request, (name, value)| request.with(name, value))
}

/// Whom the proxy names is in, by slug or mailbox, as by any other way, and is led where he wanted.
#[test]
fn whom_a_proxy_names_is_signed_in() {
    let world = proxied(BY_PROXY);
    let page = Request::get("/documents/");
    assert_eq!(led_to(&world.ask(page).unwrap()), "/_account/sign-in?next=%2Fdocuments%2F");
    for name in ["zhou", "Zhou@qingzhe.example"] {
        let request = Request::get("/_account/sign-in?next=%2Fdocuments%2F");
        let entered = world.ask(vouched(request, &[("x-remote-user", name), ("kanhe-proxy-secret", KEY)])).unwrap();
        assert_eq!(led_to(&entered), "/documents/");
        assert!(world.get("/documents/", &set(&entered)).is_none(), "let through");
    }
    assert_eq!(world.written(What::SignedInByProxy), 2);
    // The form for a password is not there.
    let page = html(&world.get("/_account/sign-in", "").unwrap());
    assert!(!page.contains("type=\"password\"") && page.contains("统一的登录入口"), "{page}");
    // Whom the register does not know, who has no account, who only looks.
    for name in ["nobody", "sun"] {
        let request = Request::get("/_account/sign-in");
        let told = world.ask(vouched(request, &[("X-Remote-User", name), ("Kanhe-Proxy-Secret", KEY)])).unwrap();
        assert!(told.header("set-cookie").is_none() && html(&told).contains("找不到对应的账户"), "{name}");
    }
    let look = Request { method: Method::Head, ..Request::get("/_account/sign-in") };
    let look = world.ask(vouched(look, &[("X-Remote-User", "zhou"), ("Kanhe-Proxy-Secret", KEY)])).unwrap();
    assert!(look.header("set-cookie").is_none());
    assert_eq!(world.written(What::Refused), 2);
}

/// Nobody but the proxy names anybody.
#[test]
fn a_name_that_no_proxy_vouches_for_is_nobodys() {
    const USER: &str = "X-Remote-User";
    const SECRET: &str = "Kanhe-Proxy-Secret";
    let world = proxied(BY_PROXY);
    let wrong = KEY.replace('0', "1");
    for (fields, forged) in [
        (&[(USER, "zhou")][..], 0),
        (&[(USER, "zhou"), (SECRET, "")], 1),
        (&[(USER, "zhou"), (SECRET, &wrong)], 1),
        (&[(USER, "zhou"), (SECRET, &KEY[1..])], 1),
        (&[(USER, "zhou"), (SECRET, KEY), (SECRET, KEY)], 1),
        (&[(USER, "zhou"), (SECRET, KEY), (SECRET, &wrong)], 1),
        (&[(USER, "zhou"), (USER, "zhou"), (SECRET, KEY)], 0),
        (&[(USER, "sun"), (USER, "zhou"), (SECRET, KEY)], 0),
        (&[(USER, ""), (SECRET, KEY)], 0),
        (&[("X_Remote_User", "zhou"), (SECRET, KEY)], 0),
        (&[("Remote-User", "zhou"), (SECRET, KEY)], 0),
    ] {
        let before = world.written(What::WrongProof);
        let told = world.ask(vouched(Request::get("/_account/sign-in"), fields)).unwrap();
        assert!(told.status == Status::Ok && told.header("set-cookie").is_none(), "{fields:?}");
        assert_eq!(world.written(What::WrongProof) - before, forged, "{fields:?}");
        // On any other page it is as if nobody were named.
        let page = world.ask(vouched(Request::get("/documents/"), fields)).unwrap();
        assert_eq!(page.status, Status::SeeOther, "{fields:?}");
    }
    let about = Filter { what: Some(What::WrongProof), ..Filter::default() };
    assert_eq!(world.accounts.journal(&about, 0, 1).unwrap().1[0].about, "Kanhe-Proxy-Secret: zhou");
    let right = [(USER, "zhou"), (SECRET, KEY)];
    // The office does not take this way, or nobody told the server of a proxy.
    for world in [proxied("[login]\nreading = \"staff\"\n"), World::new(BY_PROXY)] {
        for fields in [&right[..], &[(USER, "zhou"), (SECRET, &wrong)]] {
            let told = world.ask(vouched(Request::get("/_account/sign-in"), fields)).unwrap();
            assert!(told.status == Status::Ok && told.header("set-cookie").is_none());
        }
        assert_eq!(world.written(What::SignedInByProxy) + world.written(What::WrongProof), 0);
    }
}

/// Whom the proxy names sits there: what somebody before him has left in the browser is not his.
#[test]
fn a_session_of_another_than_the_proxy_names_is_none() {
    let world = proxied("[login]\nmethods = [\"proxy\", \"password\"]\nreading = \"staff\"\n");
    let (zhou, sun) = (world.settle(), signed_in(&world, "sun"));
    let open = |cookie: &str, named: &str, secret: &str| {
        let request = Request::get("/documents/").with("Cookie", &format!("kanhe={cookie}"));
        world.ask(vouched(request, &[("X-Remote-User", named), ("Kanhe-Proxy-Secret", secret)]))
    };
    assert!(open(&zhou, "zhou", KEY).is_none() && open(&sun, "sun@qingzhe.example", KEY).is_none());
    for named in ["sun", "nobody"] {
        assert_eq!(open(&zhou, named, KEY).unwrap().status, Status::SeeOther, "{named}");
    }
    // Who is not the proxy ends nobody's session.
    assert!(open(&zhou, "sun", "guess").is_none());
    let request = Request::get("/_account/sign-in").with("Cookie", &format!("kanhe={zhou}"));
    let entered = world.ask(vouched(request, &[("X-Remote-User", "sun"), ("Kanhe-Proxy-Secret", KEY)])).unwrap();
    assert_eq!(led_to(&entered), "/");
    assert!(open(&set(&entered), "sun", KEY).is_none());
}

/// What somebody may not see, and what is not there, is to him what any other page is that is not there.
#[test]
fn a_page_that_is_not_for_somebody_is_the_sites_page_for_what_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("en")).unwrap();
    std::fs::write(folder.path().join("404.html"), "没有这个页面").unwrap();
    std::fs::write(folder.path().join("en/404.html"), "No such page").unwrap();
    for (settings, kept) in [(SEEN_TO, "no-cache"), (SUPPORT, "private, no-cache")] {
        let mut world = World::new(settings);
        let site = crate::server::Site::new(folder.path());
        world.portal = world.portal.beside(site.clone());
        let zhou = world.settle();
        let guard = world.guard("index.html", &zhou);
        let read = |response: &Response| (response.status, response.headers.clone(), html(response));
        let other = site.answer(&Request::get("/nowhere/"));
        for page in ["other", "people", "journal", "journal.csv", "attendance", "faults", "oidc", "oidc-return"] {
            let told = world.get(&format!("/_account/{page}"), &zhou).unwrap();
            assert_eq!((told.status, html(&told).as_str()), (Status::NotFound, "没有这个页面"), "{page}");
            assert_eq!(told.header("cache-control"), Some(kept), "{page}");
            let same = told.headers.iter().filter(|(name, _)| *name != "Cache-Control").collect::<Vec<_>>();
            assert!(same.iter().all(|field| other.headers.contains(field)), "{page}: {same:?}");
            let english = world.get(&format!("/en/_account/{page}"), &zhou).unwrap();
            assert_eq!(html(&english), "No such page", "{page}");
            let sent = world.post(page, &zhou, &[("guard", &guard), ("who", "sun"), ("do", "reset"), ("number", "1")]);
            if !matches!(page, "journal" | "journal.csv" | "attendance") {
                assert_eq!(read(&sent), read(&told), "{page}");
            }
        }
        let look = Request { method: Method::Head, ..Request::get("/_account/other") };
        let look = world.ask(look.with("Cookie", &format!("kanhe={zhou}"))).unwrap();
        assert_eq!((look.status, html(&look).as_str()), (Status::NotFound, ""));
    }
    // Where nothing is shown to who has not signed in, nothing is said of what there is not.
    let closed = World::new(SUPPORT);
    for page in ["other.html", "people", "sign-in/"] {
        let told = closed.get(&format!("/_account/{page}"), "").unwrap();
        assert!(led_to(&told).starts_with("/_account/sign-in"), "{page}");
    }
}

/// Programs that read feeds sign in on no page: where a site is for its staff alone they show an account, if nobody can listen.
#[test]
fn a_program_that_is_subscribed_shows_whose_it_is() {
    use base64::Engine as _;

    let offering = |login: &str, is_safe| {
        let World { portal, accounts, initial } = World::new(login);
        let offer = super::Offer { git_dir: "/nowhere".into(), env: Vec::new(), is_safe };
        World { portal: portal.offering(offer), accounts, initial }
    };
    let shown = |target: &str, password: &str| {
        let pair = base64::engine::general_purpose::STANDARD.encode(format!("zhou:{password}"));
        Request::get(target).with("Authorization", &format!("Basic {pair}"))
    };
    let world = offering("[login]\nreading = \"staff\"\n", true);
    world.settle();
    for target in ["/feed.atom", "/units/office/calendar.ics", "/en/search/feed.atom?q=a"] {
        let asked = world.ask(Request::get(target)).unwrap();
        assert_eq!(asked.status, Status::Unauthorized);
        assert!(asked.header("www-authenticate").unwrap().starts_with("Basic "), "{target}");
        assert!(world.ask(shown(target, GOOD)).is_none(), "{target}");
        let wrong = world.ask(shown(target, "wrong")).unwrap();
        assert_eq!((wrong.status, wrong.header("www-authenticate").is_some()), (Status::Unauthorized, true));
    }
    // Nothing else is read by that way, and it is no session.
    for target in ["/", "/documents/", "/files/ab/a.ics", "/documents/2026/a/_files/ab/a.atom", "/_account/x.atom"] {
        let answer = world.ask(shown(target, GOOD)).unwrap();
        assert!(answer.header("set-cookie").is_none() && answer.header("www-authenticate").is_none(), "{target}");
        assert!([Status::SeeOther, Status::Unauthorized].contains(&answer.status), "{target}: {:?}", answer.status);
    }
    let posted = Request::post("/feed.atom", "").with("Origin", "https://oa.example");
    assert_eq!(world.ask(posted).unwrap().status, Status::Unauthorized);
    // Where somebody may listen nothing is asked for, and where all may read nothing is looked at.
    let heard = offering("[login]\nreading = \"staff\"\n", false);
    heard.settle();
    let answer = heard.ask(shown("/feed.atom", GOOD)).unwrap();
    assert_eq!((answer.status, answer.header("www-authenticate")), (Status::Unauthorized, None));
    let open = offering("", true);
    assert!(open.ask(Request::get("/feed.atom")).is_none() && open.ask(shown("/feed.atom", "wrong")).is_none());
    assert_eq!(open.written(What::Wrong), 0);
}
