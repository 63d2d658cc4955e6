//! Signing in by the word of a proxy before this server, which has seen who somebody is (反向代理认证).
//!
//! 1. A header field names him, and is believed only beside the secret that the proxy and this server share: whoever else reaches this
//!    server, and whatever a client writes, names nobody.
//! 2. Two fields of one name, or two secrets, are none.
//! 3. Where the office does not take this way in, nothing of it is looked at.
//! 4. Whoever the proxy names is who sits there: another's session that his browser still has is none.

use super::forms::{Form, refusal};
use super::secret::Secret;
use super::{Portal, Visit};
use crate::accounts::AccountsError;
use crate::id::Slug;
use crate::office::{Called, Means};
use crate::server::{Method, Request, Response};
use crate::site::Hall;

/// The field in which a proxy shows the secret.
pub const PROXY_SECRET: &str = "Kanhe-Proxy-Secret";
/// Characters of the secret, at least.
pub const PROXY_SECRET_LENGTH: usize = 32;

/// A proxy that is trusted.
#[derive(Debug)]
pub struct Proxy {
    /// The field in which it names somebody.
    pub user: String,
    /// What it shows to be believed.
    pub secret: Secret,
}

/// What a request says of who makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said<'r> {
    Nothing,
    /// Somebody gives himself out for the proxy, and names that one.
    Forged(&'r str),
    /// The proxy names that one.
    Person(&'r str),
}

impl Proxy {
    fn said<'r>(&self, request: &'r Request) -> Said<'r> {
        let name = request.only(&self.user).unwrap_or_default();
        match request.only(PROXY_SECRET) {
            Some(secret) if self.secret.is(secret) => {
                if name.is_empty() {
                    Said::Nothing
                } else {
                    Said::Person(name)
                }
            }
            None if request.values(PROXY_SECRET).next().is_none() => Said::Nothing,
            Some(_) | None => Said::Forged(name),
        }
    }
}

impl Portal {
    /// The same portal, which believes a proxy too.
    #[must_use]
    pub fn trusting(mut self, proxy: Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    fn said<'r>(&self, hall: &Hall, request: &'r Request) -> Said<'r> {
        let proxy = self.proxy.as_ref().filter(|_| hall.login.takes(Means::Proxy));
        proxy.map_or(Said::Nothing, |proxy| proxy.said(request))
    }

    /// Whether a proxy says that it is somebody else who asks.
    pub(super) fn is_another(&self, hall: &Hall, request: &Request, person: &Slug) -> bool {
        match self.said(hall, request) {
            Said::Person(name) => {
                let called = hall.login.called(&hall.register, Called::by(name));
                called.map_or(true, |(named, _)| named != person)
            }
            Said::Nothing | Said::Forged(_) => false,
        }
    }

    /// Signs in whom a proxy names. Nothing, if it names nobody.
    pub(super) fn enter_by_proxy(&self, visit: &Visit<'_>, form: &Form) -> Result<Option<Response>, AccountsError> {
        let name = match self.said(visit.hall, visit.request) {
            Said::Person(name) if visit.request.method == Method::Get => name,
            Said::Nothing | Said::Person(_) => return Ok(None),
            Said::Forged(name) => {
                self.accounts.not_vouched(&visit.visitor, &format!("{PROXY_SECRET}: {name}"))?;
                return Ok(None);
            }
        };
        let (login, register) = (&visit.hall.login, &visit.hall.register);
        let vouched = (Means::Proxy, Called::by(name));
        Ok(Some(match self.accounts.enter_vouched(&visit.visitor, login, register, vouched)? {
            Ok(entered) => self.go_on(visit, &entered, form),
            Err(refused) => self.asked(visit, "password", form, &[refusal(visit, refused)]),
        }))
    }
}
