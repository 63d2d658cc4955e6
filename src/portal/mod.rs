//! The portal: receives people at the server, and lets nobody read what is not for him.
//!
//! ```text
//! request ─▶ Portal ─┬─ `record.git/…`: git, for who keeps or signs the record
//!                    ├─ `_account/…`: forms, answered here from accounts and the register
//!                    └─ anything else: let through as a [`Guest`], sent to sign in, or refused
//! ```
//!
//! What this part keeps:
//!
//! 1. What changes something is a `POST` from a page of ours: `Origin` and `Sec-Fetch-Site` are asked, and the session's own guard
//!    wherever there is a session.
//! 2. A session is a cookie that scripts do not see and other sites do not send, with another value after each step.
//! 3. Where somebody is led afterwards is a path of this server.
//! 4. What is not for everybody is, for everybody else, not there: no other answer, title or count tells that it is.
//! 5. Who may have an account and what a password must be is asked of the office as it is at that moment.
//!
//! Deliberately absent: a clock and a socket; rules of the office.

mod admin;
mod fault;
mod forms;
mod guard;
mod notices;
mod oidc;
mod openings;
mod proof;
mod proxy;
mod record;
mod secret;
mod subscriptions;
#[cfg(test)]
mod tests;
mod tokens;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::accounts::{Accounts, AccountsError, Session, Stage, Visitor, What};
use crate::id::{Slug, SubjectId};
use crate::notices::Offered;
use crate::office::Reading;
use crate::search::Audience;
use crate::server::{Method, Request, Response, Site, Status, file_at};
use crate::site::{ACCOUNT, Hall, Lobby};

pub use oidc::return_path;
pub use openings::Openings;
pub use proxy::{PROXY_SECRET, PROXY_SECRET_LENGTH, Proxy};
pub use record::Offer;
pub use secret::{SECRET_MOST, Secret, SecretFault, owners_alone};

/// Where a front asks whether somebody may read what stands at the target in `Kanhe-Target`.
pub const MAY_READ: &str = "_account/may-read";

/// A name that nothing has.
const NOTHING: &str = "_none";

/// How long a front may go by an answer (RFC 5861): so long, at most, is somebody let in who has just signed out.
const GOOD_FOR: &str = "max-age=5, stale-while-revalidate=1";

/// How sessions travel.
#[derive(Debug, Clone, Copy, Default)]
pub struct Way {
    /// Whether whoever comes does so over TLS, which a front ends: the cookie then goes no other way.
    pub secure: bool,
    /// Whether a front stands before us and says from where somebody comes (`X-Forwarded-For`).
    pub front: bool,
}

/// Who receives people.
pub struct Portal {
    accounts: Arc<Accounts>,
    lobby: Arc<Lobby>,
    way: Way,
    /// Lines of the journal that could not be written.
    unwritten: AtomicU64,
    offer: Option<Offer>,
    proxy: Option<Proxy>,
    oidc: Option<oidc::Oidc>,
    /// What people may choose to be told, if they are told anything.
    notices: Option<Offered>,
    /// The pages for all staff, among them the one for what is not there.
    pages: Option<Site>,
}

/// A request, and what is known of who sent it.
struct Visit<'r> {
    hall: &'r Hall,
    request: &'r Request,
    tongue: usize,
    visitor: Visitor<'r>,
    /// The session's secret and the session.
    session: Option<(String, Session)>,
    /// Who shows without a session who he is.
    shown: Option<Slug>,
}

/// What became of a request.
pub enum Met {
    /// It was answered here.
    Answered(Response),
    /// Others may answer it.
    Let(Guest),
}

/// Somebody who was let through, and what he may see besides what is for all staff.
pub struct Guest {
    hall: Arc<Hall>,
    lobby: Arc<Lobby>,
    person: Option<Slug>,
    now: i64,
    /// Whether the path is that of a subject that is not for all staff, and that he may read.
    is_reader: bool,
    /// Where what is not there is looked for in its stead, if it is that of one that he may not read.
    instead: Option<String>,
}

impl Guest {
    /// Whether the answer lies in the folder of what is not for everybody.
    pub const fn is_reader(&self) -> bool {
        self.is_reader
    }

    /// The request as he may make it: of what he may not read nothing is looked for, wherever it lies.
    pub fn asks<'r>(&self, request: &'r Request) -> std::borrow::Cow<'r, Request> {
        match &self.instead {
            Some(target) => std::borrow::Cow::Owned(Request { target: target.clone(), ..request.clone() }),
            None => std::borrow::Cow::Borrowed(request),
        }
    }

    /// Whether he may find a text.
    pub fn may_find(&self, audience: &Audience) -> bool {
        match audience {
            Audience::Staff => true,
            Audience::Of(subject) => {
                let of = |person| self.lobby.may_read(&self.hall, person, subject, self.now);
                self.person.as_ref().is_some_and(of)
            }
        }
    }

    /// An answer that others gave, as it may be kept.
    pub fn keep_private(&self, response: Response) -> Response {
        keep_private(&self.hall, self.is_reader, response)
    }
}

/// An answer that others gave: where a site is for its staff alone, it is his who asked, and no cache's that others ask. Of what is for some
/// alone even his own browser asks anew each time: tomorrow he may not be among them.
fn keep_private(hall: &Hall, is_reader: bool, mut response: Response) -> Response {
    let is_closed = hall.login.reading == Reading::Staff;
    for (_, value) in response.headers.iter_mut().filter(|(name, _)| *name == "Cache-Control") {
        *value = match value.strip_prefix("public") {
            _ if is_reader => "private, no-cache".to_owned(),
            Some(rest) if is_closed => format!("private{rest}"),
            None if is_closed && value == "no-cache" => format!("private, {value}"),
            Some(_) | None => continue,
        };
    }
    response
}

impl Visit<'_> {
    fn is_in(&self) -> bool {
        self.shown.is_some() || self.session.as_ref().is_some_and(|(_, session)| session.stage == Stage::In)
    }
}

impl Portal {
    /// A portal of those accounts and that site.
    pub fn new(accounts: Arc<Accounts>, lobby: Arc<Lobby>, way: Way) -> Self {
        Self {
            accounts,
            lobby,
            way,
            unwritten: AtomicU64::new(0),
            offer: None,
            proxy: None,
            oidc: None,
            notices: None,
            pages: None,
        }
    }

    /// The same portal at a server that tells people what waits for them.
    #[must_use]
    pub fn telling(mut self, notices: Offered) -> Self {
        self.notices = Some(notices);
        self
    }

    /// The same portal, which says what is not there as the site with those pages does.
    #[must_use]
    pub fn beside(mut self, pages: Site) -> Self {
        self.pages = Some(pages);
        self
    }

    /// Answers a request for the portal, or one that may not be answered. `now` is in seconds since 1970.
    pub fn meet(&self, request: &Request, now: i64) -> Met {
        // As long as it is not known who may read, nobody does.
        let Some(hall) = self.lobby.hall() else {
            return Met::Answered(early());
        };
        // A front asks whether it may send something itself.
        if self.way.front
            && hall.tongue(&request.path()).1 == MAY_READ
            && let Some(asked) = asked_by_front(request)
        {
            return Met::Answered(match self.meet_in(&hall, &asked, now) {
                // It sends the file that is named here and no other: what it makes of the target itself does not count.
                Ok(Met::Let(guest)) => match file_at(&guest.asks(&asked).target) {
                    Some(file) => Response::bare(Status::NoContent)
                        .with("Kanhe-Folder", if guest.is_reader { "held" } else { "site" })
                        .with("Kanhe-File", file)
                        .with("Cache-Control", GOOD_FOR),
                    None => Response::bare(Status::Forbidden).with("Content-Length", "0"),
                },
                // Whoever has to sign in is told so by us, when the front passes his request on.
                Ok(Met::Answered(_)) => Response::bare(Status::Unauthorized).with("Content-Length", "0"),
                Err(error) => broken(&hall, 0, &error),
            });
        }
        match self.meet_in(&hall, request, now) {
            Ok(met) => met,
            Err(error) => Met::Answered(broken(&hall, hall.tongue(&request.path()).0, &error)),
        }
    }

    fn meet_in(&self, hall: &Arc<Hall>, request: &Request, now: i64) -> Result<Met, AccountsError> {
        let path = request.path();
        let (tongue, rest) = hall.tongue(&path);
        let address = self.address(request);
        let agent = request.only("user-agent").unwrap_or_default();
        let visitor = Visitor { address: &address, agent, now, hour: hall.hour(now) };
        // Open pages ask with `HEAD` whether they have changed: that is nobody at his desk.
        let look_up = match request.method {
            Method::Head => Accounts::session_unused,
            Method::Get | Method::Post | Method::Other(_) => Accounts::session,
        };
        let session = match request.cookie(self.cookie()) {
            Some(secret) => {
                let known = look_up(&self.accounts, &secret, &hall.login, &hall.register, now);
                // Also where accounts cannot be read somebody says that something does not work.
                let is_report = rest.strip_prefix(ACCOUNT) == Some("fault");
                known.or_else(|error| if is_report { Ok(None) } else { Err(error) })?.map(|known| (secret, known))
            }
            None => None,
        };
        let session = session.filter(|(_, session)| !self.is_another(hall, request, &session.person));
        let shown = match &session {
            Some(_) => None,
            None => match self.subscriber(hall, (request, &path), &visitor)? {
                Ok(shown) => shown,
                Err(response) => return Ok(Met::Answered(response)),
            },
        };
        let visit = Visit { hall, request, tongue, visitor, session, shown };
        if let Some(page) = rest.strip_prefix(ACCOUNT) {
            let response = self.receive(&visit, page)?;
            let response = if request.method == Method::Head { response.without_body() } else { response };
            return Ok(Met::Answered(response));
        }
        if let Some(response) = Self::turn_away(&visit, &path) {
            return Ok(Met::Answered(self.ask_subscriber(&visit, &path).unwrap_or(response)));
        }
        self.let_through(&visit, hall, &path).map(Met::Let)
    }

    /// Lets somebody through to what he may read. What he may not is not there, whether it is or not.
    fn let_through(&self, visit: &Visit<'_>, hall: &Arc<Hall>, path: &str) -> Result<Guest, AccountsError> {
        let now = visit.visitor.now;
        let session = visit.session.as_ref().map(|(_, session)| session);
        let person = session.filter(|session| session.stage == Stage::In).map(|session| &session.person);
        let held = self.lobby.subject_at(hall, path);
        let may = |subject: &SubjectId| person.is_some_and(|person| self.lobby.may_read(hall, person, subject, now));
        let is_reader = held.as_ref().is_some_and(may);
        // What is badly asked for is refused as such, whatever it would mean.
        let is_asked = !is_reader && file_at(&visit.request.target).is_some();
        let instead = held.as_ref().filter(|_| is_asked).map(|_| format!("{}{NOTHING}", hall.top(visit.tongue)));
        let comes = person.filter(|_| visit.request.method == Method::Get && (held.is_some() || is_page(path)));
        if let Some(person) = comes {
            let what = match held.is_some() && !is_reader {
                true => What::Denied,
                // Nobody has opened what came by itself: a page that shows its change, or one fetched for later.
                false if is_by_itself(visit.request) => What::Again,
                false => What::Read,
            };
            match self.accounts.note(&visit.visitor, person, what, path) {
                Ok(()) => {}
                // Nobody reads what is for some without that it is written down.
                Err(error) if is_reader => return Err(error),
                // What is for all goes on being read on a full disk, and that something is there does not show in what cannot be written
                // either. How many lines are missing is told.
                Err(_) => drop(self.unwritten.fetch_add(1, Relaxed)),
            }
        }
        let (hall, lobby) = (Arc::clone(hall), Arc::clone(&self.lobby));
        Ok(Guest { hall, lobby, person: person.cloned(), now, is_reader, instead })
    }

    /// What is told to whoever may not read what is for all staff.
    fn turn_away(visit: &Visit<'_>, path: &str) -> Option<Response> {
        if visit.is_in() {
            return None;
        }
        // How a page looks is no secret: the page to sign in needs it.
        let is_look = path.starts_with("/assets/") && !path.split('/').any(|part| part == "..");
        if visit.hall.login.reading == Reading::Open || is_look {
            return None;
        }
        Some(match visit.request.method {
            Method::Get if is_page(path) => {
                let back: String = form_urlencoded::byte_serialize(visit.request.target.as_bytes()).collect();
                see_other(&format!("{}{ACCOUNT}sign-in?next={back}", visit.hall.top(visit.tongue)))
            }
            Method::Get | Method::Head | Method::Post | Method::Other(_) => {
                let text = visit.hall.text(visit.tongue, "site-account-first", &[]);
                Response::text(Status::Unauthorized, &text)
            }
        })
    }

    /// What a page for people that is not there, or not for somebody, is to him: any other page that is not there. Where nothing is shown to
    /// who has not signed in, he is not told that either.
    fn absent(&self, visit: &Visit<'_>) -> Response {
        if let Some(response) = Self::turn_away(visit, &visit.request.path()) {
            return response;
        }
        let Some(pages) = &self.pages else {
            return Response::text(Status::NotFound, &visit.text("site-not-found", &[]));
        };
        let nothing = Request::get(&format!("{}{NOTHING}", visit.hall.top(visit.tongue)));
        keep_private(visit.hall, false, pages.answer(&nothing))
    }

    /// How many lines of the journal could not be written.
    pub fn unwritten(&self) -> u64 {
        self.unwritten.load(Relaxed)
    }

    /// How many faults that were reported are not done.
    pub fn open_faults(&self) -> Result<u64, AccountsError> {
        Ok(self.accounts.faults(false, 0, 0)?.0)
    }

    /// How many are signed in.
    pub fn signed_in(&self) -> Result<u64, AccountsError> {
        self.accounts.signed_in()
    }

    /// From where somebody comes, as the front says it if there is one: what a client says of himself counts for nothing.
    pub fn address(&self, request: &Request) -> String {
        let told = request.values("x-forwarded-for").last().filter(|_| self.way.front);
        let last = told.and_then(|told| told.rsplit(',').next()).and_then(|one| one.trim().parse().ok());
        last.or(request.from).map(|address: std::net::IpAddr| address.to_canonical().to_string()).unwrap_or_default()
    }

    /// The cookie's name. With `__Host-` no other host and no unprotected page can have set it (RFC 6265bis).
    fn cookie(&self) -> &'static str {
        if self.way.secure { "__Host-kanhe" } else { "kanhe" }
    }

    fn with_session(&self, response: Response, secret: &str) -> Response {
        self.with_cookie(response, self.cookie(), secret, None)
    }

    fn without_session(&self, response: Response) -> Response {
        self.without_cookie(response, self.cookie())
    }

    /// Has a browser keep something for so many seconds, or as long as it runs: no script sees it, and no other site sends it along.
    fn with_cookie(&self, response: Response, name: &str, value: &str, seconds: Option<i64>) -> Response {
        let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let secure = if self.way.secure { "; Secure" } else { "" };
        response.with("Set-Cookie", format!("{name}={value}; Path=/{age}; HttpOnly; SameSite=Lax{secure}"))
    }

    fn without_cookie(&self, response: Response, name: &str) -> Response {
        self.with_cookie(response, name, "", Some(0))
    }
}

/// Whether nobody asks for a page himself: it shows its change, or its browser fetches it before it is wanted.
fn is_by_itself(request: &Request) -> bool {
    let fetched = |name: &str| request.values(name).any(|value| value.contains("prefetch"));
    request.target.split_once('?').is_some_and(|(_, question)| question == "again")
        || fetched("sec-purpose")
        || fetched("purpose")
}

/// Whether a path is a page's, and no file's beside one.
fn is_page(path: &str) -> bool {
    path.ends_with('/') || Path::new(path).extension().is_some_and(|end| end == "html")
}

/// The request of which a front asks whether it may answer it.
fn asked_by_front(request: &Request) -> Option<Request> {
    let (method, target) = (request.only("kanhe-method")?, request.only("kanhe-target")?);
    Some(Request { method: Method::named(method), target: target.to_owned(), ..request.clone() })
}

/// Leads on after a form: with `GET`, so that it is not sent twice.
fn see_other(path: &str) -> Response {
    Response::text(Status::SeeOther, path).with("Location", path)
}

/// What is told to whoever asked when accounts cannot be read. The reason is the operator's to find: `kanhe account list` says it.
fn broken(hall: &Hall, tongue: usize, error: &AccountsError) -> Response {
    let (key, is_busy) = trouble(error);
    let told = Response::text(Status::ServiceUnavailable, &hall.text(tongue, key, &[]));
    if is_busy { told.with("Retry-After", "2") } else { told }
}

/// What is told as long as it is not known who may read.
fn early() -> Response {
    Response::bare(Status::ServiceUnavailable).with("Content-Length", "0").with("Retry-After", "2")
}

/// The text that says that accounts cannot be read, and whether they may be in a moment.
const fn trouble(error: &AccountsError) -> (&'static str, bool) {
    match error {
        AccountsError::Busy => ("site-account-busy", true),
        AccountsError::Open { .. }
        | AccountsError::Base(_)
        | AccountsError::Later { .. }
        | AccountsError::Secret(_)
        | AccountsError::Exists(_)
        | AccountsError::None(_) => ("site-account-unread", false),
    }
}
