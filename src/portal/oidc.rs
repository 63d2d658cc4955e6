//! Signing in by OpenID Connect: somebody is sent to the office's provider, and comes back.
//!
//! 1. What was begun is remembered here for a while and ended once: whatever comes of it, the same state opens nothing again.
//! 2. It is ended by the browser that began it: a cookie of its own goes with it.
//! 3. What the provider calls him the register has to know; it is never a path, a page or a right.
//! 4. A provider that does not answer is said to be so, and the other ways in stay open.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use subtle::ConstantTimeEq as _;

use super::forms::Form;
use super::{Portal, Visit, see_other};
use crate::accounts::AccountsError;
use crate::office::{Called, Means};
use crate::oidc::{Begun, Name, Provider, ProviderFault};
use crate::server::{Method, Response};
use crate::site::ACCOUNT;
use crate::site::view::Link;

/// The page where somebody is sent to the provider.
pub(super) const LEAVE: &str = "oidc";
/// The page where he comes back.
pub(super) const RETURN: &str = "oidc-return";
/// How long he may take, in seconds.
const PATIENCE: i64 = 600;
/// How many may be on their way at once.
const MOST: usize = 10_000;
/// What lines of the journal begin with.
const ABOUT: &str = "OpenID Connect: ";

/// The path where somebody comes back, which the provider has to know.
pub fn return_path() -> String {
    format!("/{ACCOUNT}{RETURN}")
}

/// A provider, and who is on his way to it and back.
pub(super) struct Oidc {
    provider: Provider,
    away: Mutex<HashMap<String, Away>>,
}

/// Somebody who was sent to the provider.
struct Away {
    begun: Begun,
    /// Where he wanted to go, and the language he asked in.
    next: String,
    tongue: usize,
    until: i64,
}

/// Why somebody who came back is not in, as the sign-in page is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NotBack {
    /// The provider does not answer.
    Gone,
    /// He was not sent from this browser, or too long ago, or was back already.
    Again,
    /// What the provider says does not hold.
    Wrong,
    /// It names nobody who has an account here.
    Unknown,
}

impl NotBack {
    const ALL: [Self; 4] = [Self::Gone, Self::Again, Self::Wrong, Self::Unknown];

    const fn word(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Again => "again",
            Self::Wrong => "wrong",
            Self::Unknown => "unknown",
        }
    }

    fn text(self, visit: &Visit<'_>) -> String {
        let key = match self {
            Self::Gone => "site-account-oidc-gone",
            Self::Again => "site-account-oidc-again",
            Self::Wrong => "site-account-oidc-wrong",
            Self::Unknown => "site-account-unknown",
        };
        visit.text(key, &[])
    }
}

impl Oidc {
    /// Remembers somebody who is sent; none, if too many are on their way.
    fn send(&self, away: Away, now: i64) -> Option<()> {
        let mut all = self.away.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.retain(|_, away| away.until >= now);
        }
        if all.len() >= MOST {
            return None;
        }
        all.insert(away.begun.state.clone(), away);
        Some(())
    }

    /// Who comes back with that state in that browser. The state is used up.
    fn take(&self, state: &str, browser: &str, now: i64) -> Option<Away> {
        let away = self.away.lock().unwrap_or_else(PoisonError::into_inner).remove(state)?;
        let is_his = bool::from(away.begun.browser.as_bytes().ct_eq(browser.as_bytes()));
        (is_his && away.until >= now).then_some(away)
    }
}

impl Portal {
    /// The same portal, which asks a provider too.
    #[must_use]
    pub fn asking(mut self, provider: Provider) -> Self {
        self.oidc = Some(Oidc { provider, away: Mutex::default() });
        self
    }

    /// The provider, if the office takes that way in.
    fn oidc(&self, visit: &Visit<'_>) -> Option<&Oidc> {
        self.oidc.as_ref().filter(|_| visit.hall.login.takes(Means::Oidc))
    }

    const fn oidc_cookie(&self) -> &'static str {
        if self.way.secure { "__Host-kanhe-oidc" } else { "kanhe-oidc" }
    }

    /// The button of the sign-in page, in the language of that tag.
    pub(super) fn oidc_button(&self, visit: &Visit<'_>, tag: &str, next: &str) -> Option<Link> {
        let oidc = self.oidc(visit)?;
        let text = oidc.provider.title(tag).map_or_else(|| visit.text("site-account-by-oidc", &[]), str::to_owned);
        let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
        Some(Link { text, href: format!("{ACCOUNT}{LEAVE}?next={next}") })
    }

    /// Why somebody who came back from the provider sees the sign-in page again.
    pub(super) fn not_back(visit: &Visit<'_>, form: &Form) -> Vec<String> {
        let told = NotBack::ALL.into_iter().find(|told| form.get("oidc") == told.word());
        told.into_iter().map(|told| told.text(visit)).collect()
    }

    /// Sends somebody to the provider. Nothing, if there is none.
    pub(super) fn leave_for_provider(&self, visit: &Visit<'_>, form: &Form) -> Result<Option<Response>, AccountsError> {
        let Some(oidc) = self.oidc(visit).filter(|_| visit.request.method == Method::Get) else { return Ok(None) };
        let next = visit.next(form.get("next"));
        if visit.is_in() {
            return Ok(Some(see_other(&next)));
        }
        let now = visit.visitor.now;
        let begun = match oidc.provider.begin(now) {
            Ok(begun) => begun,
            Err(fault) => {
                let told = self.note_fault(visit, &fault)?;
                return Ok(Some(self.asked(visit, "password", form, &[told.text(visit)])));
            }
        };
        let (url, browser) = (begun.url.clone(), begun.browser.clone());
        let away = Away { begun, next, tongue: visit.tongue, until: now + PATIENCE };
        Ok(Some(match oidc.send(away, now) {
            Some(()) => self.with_cookie(see_other(&url), self.oidc_cookie(), &browser, Some(PATIENCE)),
            None => self.asked(visit, "password", form, &[NotBack::Gone.text(visit)]),
        }))
    }

    /// Receives somebody who comes back from the provider. Nothing, if there is none.
    pub(super) fn return_from_provider(
        &self,
        visit: &Visit<'_>,
        form: &Form,
    ) -> Result<Option<Response>, AccountsError> {
        let Some(oidc) = self.oidc(visit).filter(|_| visit.request.method == Method::Get) else { return Ok(None) };
        let browser = visit.request.cookie(self.oidc_cookie()).unwrap_or_default();
        let now = visit.visitor.now;
        let Some(away) = oidc.take(form.get("state"), &browser, now) else {
            self.accounts.not_vouched(&visit.visitor, &format!("{ABOUT}{}", NotBack::Again.word()))?;
            return Ok(Some(self.back_to_sign_in(visit, visit.tongue, NotBack::Again, "")));
        };
        let back = |told| self.back_to_sign_in(visit, away.tongue, told, &away.next);
        let named = match form.get("code") {
            "" => Err(ProviderFault::Refused(form.get("error").to_owned())),
            code => oidc.provider.finish(away.begun, (code, form.get("iss")), now),
        };
        let name = match named {
            Ok(name) => name,
            Err(fault) => return Ok(Some(back(self.note_fault(visit, &fault)?))),
        };
        let called = match &name {
            Name::Email(email) => Called::Email(email),
            Name::User(name) => Called::Slug(name),
        };
        let (login, register) = (&visit.hall.login, &visit.hall.register);
        Ok(Some(match self.accounts.enter_vouched(&visit.visitor, login, register, (Means::Oidc, called))? {
            Ok(entered) => {
                self.without_cookie(self.go_on(visit, &entered, &Form::with("next", &away.next)), self.oidc_cookie())
            }
            Err(_) => back(NotBack::Unknown),
        }))
    }

    /// The sign-in page in the language that somebody asked in, without what he brought back.
    fn back_to_sign_in(&self, visit: &Visit<'_>, tongue: usize, told: NotBack, next: &str) -> Response {
        let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
        let path = format!("{}{ACCOUNT}sign-in?oidc={}&next={next}", visit.hall.top(tongue), told.word());
        self.without_cookie(see_other(&path), self.oidc_cookie())
    }

    /// Writes down why the provider named nobody.
    fn note_fault(&self, visit: &Visit<'_>, fault: &ProviderFault) -> Result<NotBack, AccountsError> {
        match fault {
            ProviderFault::Busy => Ok(NotBack::Gone),
            ProviderFault::Gone(why) => {
                self.accounts.not_asked(&visit.visitor, &format!("{ABOUT}{why}"))?;
                Ok(NotBack::Gone)
            }
            ProviderFault::Refused(why) => {
                self.accounts.not_vouched(&visit.visitor, &format!("{ABOUT}{why}"))?;
                Ok(NotBack::Wrong)
            }
        }
    }
}
