//! Feeds and calendars: programs ask for them again and again, and sign in on no page. Where a site is for its staff alone, a program shows
//! its user's account with the password or a token at each request (RFC 7617), as git does, and only where nobody can listen.

use super::record::{challenge, credentials, refusal};
use super::{Portal, Visit};
use crate::accounts::{AccountsError, Visitor};
use crate::id::Slug;
use crate::office::Reading;
use crate::server::{Method, Request, Response};
use crate::site::Hall;

/// Whether a path is that of a feed or a calendar of the site.
pub(super) fn is_one(path: &str) -> bool {
    let is_others = |folder: &&str| path.split('/').any(|part| part == *folder);
    [".atom", ".ics"].iter().any(|end| path.ends_with(end)) && !["files", "_files", "_account"].iter().any(is_others)
}

impl Portal {
    /// Who asks for a feed or a calendar, if he has to show it; the inner error is what he is told.
    pub(super) fn subscriber(
        &self,
        hall: &Hall,
        (request, path): (&Request, &str),
        visitor: &Visitor<'_>,
    ) -> Result<Result<Option<Slug>, Response>, AccountsError> {
        let is_asked = hall.login.reading == Reading::Staff && is_one(path);
        if !is_asked || !self.is_unheard() || !matches!(request.method, Method::Get | Method::Head) {
            return Ok(Ok(None));
        }
        let Some((name, shown)) = credentials(request) else { return Ok(Ok(None)) };
        let known = self.accounts.known_by(visitor, &hall.login, &hall.register, (&name, &shown))?;
        Ok(known.map(Some).map_err(|unknown| refusal(hall, unknown)))
    }

    /// What is told to a program that has shown nothing and has to.
    pub(super) fn ask_subscriber(&self, visit: &Visit<'_>, path: &str) -> Option<Response> {
        (self.is_unheard() && is_one(path)).then(|| challenge(visit.hall, "site-account-first"))
    }

    /// Whether nobody else can hear what a program shows.
    fn is_unheard(&self) -> bool {
        self.offer.as_ref().is_some_and(|offer| offer.is_safe)
    }
}
