//! The portal: receives people at the server, and lets nobody read what is not for him.
//!
//! ```text
//! request ─▶ Portal ─┬─ `record.git/…`: git, for who keeps or signs the record
//!                    ├─ `_account/…`: forms, answered here from accounts and the register
//!                    └─ anything else: let through, sent to sign in, or refused
//! ```
//!
//! What this part keeps:
//!
//! 1. What changes something is a `POST` from a page of ours: `Origin` and `Sec-Fetch-Site` are asked, and the session's own guard
//!    wherever there is a session.
//! 2. A session is a cookie that scripts do not see and other sites do not send, with another value after each step.
//! 3. Where somebody is led afterwards is a path of this server.
//! 4. Who may have an account and what a password must be is asked of the office as it is at that moment.
//!
//! Deliberately absent: a clock and a socket; rules of the office.

mod forms;
mod guard;
mod proof;
mod record;
#[cfg(test)]
mod tests;
mod tokens;

use std::path::Path;
use std::sync::Arc;

use crate::accounts::{Accounts, AccountsError, Session, Stage, Visitor, What};
use crate::office::Reading;
use crate::server::{Method, Request, Response, Status};
use crate::site::{ACCOUNT, Hall, Lobby};

pub use record::Offer;

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
    offer: Option<Offer>,
}

/// A request, and what is known of who sent it.
struct Visit<'r> {
    hall: &'r Hall,
    request: &'r Request,
    tongue: usize,
    visitor: Visitor<'r>,
    /// The session's secret and the session.
    session: Option<(String, Session)>,
}

impl Visit<'_> {
    fn is_in(&self) -> bool {
        self.session.as_ref().is_some_and(|(_, session)| session.stage == Stage::In)
    }
}

impl Portal {
    /// A portal of those accounts and that site.
    pub fn new(accounts: Arc<Accounts>, lobby: Arc<Lobby>, way: Way) -> Self {
        Self { accounts, lobby, way, offer: None }
    }

    /// Answers a request for the portal, or one that may not be answered; none if others may answer it. `now` is in seconds since 1970.
    pub fn answer(&self, request: &Request, now: i64) -> Option<Response> {
        // As long as it is not known who may read, nobody does.
        let Some(hall) = self.lobby.hall() else {
            return Some(
                Response::bare(Status::ServiceUnavailable).with("Content-Length", "0").with("Retry-After", "2"),
            );
        };
        match self.answer_in(&hall, request, now) {
            Ok(response) => response,
            Err(error) => Some(broken(&hall, hall.tongue(&request.path()).0, &error)),
        }
    }

    fn answer_in(&self, hall: &Hall, request: &Request, now: i64) -> Result<Option<Response>, AccountsError> {
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
                look_up(&self.accounts, &secret, &hall.login, &hall.register, now)?.map(|known| (secret, known))
            }
            None => None,
        };
        let visit = Visit { hall, request, tongue, visitor, session };
        if let Some(page) = rest.strip_prefix(ACCOUNT) {
            let response = self.receive(&visit, page)?;
            return Ok(Some(if request.method == Method::Head { response.without_body() } else { response }));
        }
        self.let_through(&visit, &path)
    }

    /// Whether what is for all staff may be read: nothing if it may.
    fn let_through(&self, visit: &Visit<'_>, path: &str) -> Result<Option<Response>, AccountsError> {
        let is_page = path.ends_with('/') || Path::new(path).extension().is_some_and(|end| end == "html");
        if let Some((_, session)) = visit.session.as_ref().filter(|(_, session)| session.stage == Stage::In) {
            if is_page && visit.request.method == Method::Get {
                self.accounts.note(&visit.visitor, &session.person, What::Read, path)?;
            }
            return Ok(None);
        }
        // How a page looks is no secret: the page to sign in needs it.
        let is_look = path.starts_with("/assets/") && !path.split('/').any(|part| part == "..");
        if visit.hall.login.reading == Reading::Open || is_look {
            return Ok(None);
        }
        Ok(Some(match visit.request.method {
            Method::Get if is_page => {
                let back: String = form_urlencoded::byte_serialize(visit.request.target.as_bytes()).collect();
                see_other(&format!("{}{ACCOUNT}sign-in?next={back}", visit.hall.top(visit.tongue)))
            }
            Method::Get | Method::Head | Method::Post | Method::Other(_) => {
                let text = visit.hall.text(visit.tongue, "site-account-first", &[]);
                Response::text(Status::Unauthorized, &text)
            }
        }))
    }

    /// An answer that others gave to somebody: where a site is for its staff alone, it is his, and no cache's that others ask.
    pub fn keep_private(&self, mut response: Response) -> Response {
        if self.lobby.hall().is_none_or(|hall| hall.login.reading == Reading::Staff) {
            for (_, value) in response.headers.iter_mut().filter(|(name, _)| *name == "Cache-Control") {
                *value = match value.strip_prefix("public") {
                    Some(rest) => format!("private{rest}"),
                    None if value == "no-cache" => format!("private, {value}"),
                    None => continue,
                };
            }
        }
        response
    }

    /// From where somebody comes, as the front says it if there is one: what a client says of himself counts for nothing.
    fn address(&self, request: &Request) -> String {
        let told = request.values("x-forwarded-for").last().filter(|_| self.way.front);
        let last = told.and_then(|told| told.rsplit(',').next()).and_then(|one| one.trim().parse().ok());
        last.or(request.from).map(|address: std::net::IpAddr| address.to_canonical().to_string()).unwrap_or_default()
    }

    /// The cookie's name. With `__Host-` no other host and no unprotected page can have set it (RFC 6265bis).
    fn cookie(&self) -> &'static str {
        if self.way.secure { "__Host-kanhe" } else { "kanhe" }
    }

    fn with_session(&self, response: Response, secret: &str) -> Response {
        let secure = if self.way.secure { "; Secure" } else { "" };
        response.with("Set-Cookie", format!("{}={secret}; Path=/; HttpOnly; SameSite=Lax{secure}", self.cookie()))
    }

    fn without_session(&self, response: Response) -> Response {
        let secure = if self.way.secure { "; Secure" } else { "" };
        response.with("Set-Cookie", format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}", self.cookie()))
    }
}

/// Leads on after a form: with `GET`, so that it is not sent twice.
fn see_other(path: &str) -> Response {
    Response::text(Status::SeeOther, path).with("Location", path)
}

/// What is told to whoever asked when accounts cannot be read. The reason is the operator's to find: `kanhe account list` says it.
fn broken(hall: &Hall, tongue: usize, error: &AccountsError) -> Response {
    let told = |key| Response::text(Status::ServiceUnavailable, &hall.text(tongue, key, &[]));
    match error {
        AccountsError::Busy => told("site-account-busy").with("Retry-After", "2"),
        AccountsError::Open { .. }
        | AccountsError::Base(_)
        | AccountsError::Later { .. }
        | AccountsError::Secret(_)
        | AccountsError::Exists(_)
        | AccountsError::None(_) => told("site-account-unread"),
    }
}
