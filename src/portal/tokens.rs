//! One's own tokens, on the page of one's own account.

use super::forms::{Form, refusal};
use super::{Portal, Visit};
use crate::accounts::{AccountsError, NotMade, Session};
use crate::id::Slug;
use crate::office::{Means, Person};
use crate::server::Response;
use crate::site::view::{TokenRow, TokensCard};

/// For how many days a token is good that says nothing else.
const DAYS: i64 = 90;

impl Portal {
    /// Makes a token for who says his password once more: it outlives the session.
    pub(super) fn make_token(
        &self,
        visit: &Visit<'_>,
        who: (&Slug, &Person),
        session: &Session,
        form: &Form,
    ) -> Result<Response, AccountsError> {
        let (login, register) = (&visit.hall.login, &visit.hall.register);
        if self.tokens(visit, who.0, None)?.is_none() {
            return self.own(visit, who, session, (None, None));
        }
        let given = (who.0, form.get("password"));
        if let Err(refused) = self.accounts.knows_password(&visit.visitor, login, register, given)? {
            return self.own(visit, who, session, (Some(refusal(visit, refused)), None));
        }
        let days = form.get("days").parse().unwrap_or(DAYS);
        let made = self.accounts.make_token(&visit.visitor, who.0, (form.get("name"), days), None)?;
        let told = match made {
            Ok(token) => (None, Some(token)),
            Err(NotMade::Name) => (Some(visit.hall.text(visit.tongue, "site-token-name", &[])), None),
            Err(NotMade::Exists) => (Some(visit.hall.text(visit.tongue, "site-token-exists", &[])), None),
        };
        self.own(visit, who, session, told)
    }

    /// Somebody's tokens, if the record is offered and he may fetch it.
    pub(super) fn tokens(
        &self,
        visit: &Visit<'_>,
        person: &Slug,
        made: Option<String>,
    ) -> Result<Option<TokensCard>, AccountsError> {
        let (hall, login) = (visit.hall, &visit.hall.login);
        if self.offer.is_none() || !login.may_clone(&hall.register, person, &hall.usable) {
            return Ok(None);
        }
        let rows = self.accounts.tokens(person)?.into_iter().map(|token| TokenRow {
            name: token.name,
            made: hall.moment(token.begun),
            until: hall.moment(token.until),
            used: token.used.map(|used| hall.moment(used)),
        });
        Ok(Some(TokensCard { made, rows: rows.collect(), by_password: login.takes(Means::Password) }))
    }
}
