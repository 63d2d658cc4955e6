//! Reporting that something does not work, to whoever runs the server (T4, T7): for everybody who reaches it, signed in or not, also while the
//! record cannot be written; and the list of what was reported, for administrators.
//!
//! What somebody has typed is never lost: what cannot be kept stands on the page again, with whom to call.

use super::forms::Form;
use super::guard::carries;
use super::{Portal, Visit, see_other};
use crate::accounts::{AccountsError, Handling, NotTaken, Reported, Session, Told};
use crate::server::{Response, Status};
use crate::site::ACCOUNT;
use crate::site::view::{FaultPage, FaultRow, FaultsPage, Pager};

/// How many a page lists.
const ROWS: u64 = 50;
/// How much of what was typed stands on the page again, in characters.
const AGAIN: usize = 4_000;

impl Portal {
    /// The form, and what became of one that was sent.
    pub(super) fn report_fault(&self, visit: &Visit<'_>, form: &Form, is_post: bool) -> Response {
        if !is_post {
            let sent = form.get("sent").parse::<i64>().ok();
            return Self::show_fault(visit, form, sent, None);
        }
        let known = Self::known(visit);
        if known.is_some_and(|session| !carries(session, form.get("guard"))) {
            // Whoever was signed out meanwhile, or in another window, has typed it all the same.
            return Self::show_fault(visit, form, None, Some((Status::Forbidden, visit.text("site-fault-again", &[]))));
        }
        let person = known.map(|session| &session.person);
        let told = Told { person, name: form.get("name"), phone: form.get("phone"), text: form.get("text") };
        let (status, why) = match self.accounts.report(&visit.visitor, &told) {
            Ok(Ok(number)) => {
                return see_other(&format!("{}{ACCOUNT}fault?sent={number}", visit.hall.top(visit.tongue)));
            }
            Ok(Err(NotTaken::Incomplete)) => (Status::Ok, visit.text("site-fault-incomplete", &[])),
            Ok(Err(NotTaken::Later(seconds))) => {
                let minutes = ((seconds + 59) / 60).to_string();
                (Status::Ok, visit.text("site-fault-later", &[("minutes", &minutes)]))
            }
            Ok(Err(NotTaken::Full)) => (Status::ServiceUnavailable, visit.text("site-fault-full", &[])),
            Err(_) => (Status::ServiceUnavailable, visit.text("site-fault-unwritten", &[])),
        };
        Self::show_fault(visit, form, None, Some((status, why)))
    }

    /// Who has come all the way in.
    fn known<'v>(visit: &'v Visit<'_>) -> Option<&'v Session> {
        visit.session.as_ref().map(|(_, session)| session).filter(|_| visit.is_in())
    }

    fn show_fault(visit: &Visit<'_>, form: &Form, sent: Option<i64>, wrong: Option<(Status, String)>) -> Response {
        let of = |field: &str, most: usize| form.get(field).chars().take(most).collect::<String>();
        let session = Self::known(visit);
        let entry = session.and_then(|session| visit.hall.register.person(&session.person));
        let (status, wrong) = wrong.map_or((Status::Ok, None), |(status, why)| (status, Some(why)));
        let page = visit.hall.page(visit.tongue, ("fault", "site-fault", "fault.html"), |base| FaultPage {
            base,
            guard: session.map(|session| session.guard.clone()),
            known: entry.map(|entry| entry.name.clone()),
            sent,
            wrong,
            name: of("name", 64),
            phone: of("phone", 64),
            text: of("text", AGAIN),
            support: Some(visit.hall.support.clone()).filter(|support| !support.is_empty()),
        });
        match page {
            Ok(html) => Response { status, ..Response::page(html) },
            Err(_) => Response::text(Status::InternalServerError, &visit.text("site-account-broken", &[])),
        }
    }

    /// What was reported, for administrators.
    pub(super) fn faults(&self, visit: &Visit<'_>, session: &Session, form: &Form) -> Result<Response, AccountsError> {
        if !Self::is_administrator(visit, &session.person) {
            return Ok(self.absent(visit));
        }
        let is_all = !form.get("all").is_empty();
        let current = form.get("page").parse::<u64>().unwrap_or(1).max(1);
        let (count, faults) = self.accounts.faults(is_all, (current - 1).saturating_mul(ROWS), ROWS)?;
        let pages = usize::try_from(count.div_ceil(ROWS)).unwrap_or(usize::MAX).max(1);
        let all = if is_all { "all=1&" } else { "" };
        let href = |page: usize| format!("{ACCOUNT}faults?{all}page={page}");
        let page = visit.hall.page(visit.tongue, ("faults", "site-fault-reports", "faults.html"), |base| FaultsPage {
            base,
            guard: session.guard.clone(),
            count,
            is_all,
            rows: faults.iter().map(|fault| row(visit, fault)).collect(),
            pager: Pager::new(usize::try_from(current).unwrap_or(1).min(pages), pages, href),
        });
        Ok(page.map_or_else(
            |_| Response::text(Status::InternalServerError, &visit.text("site-account-broken", &[])),
            Response::page,
        ))
    }

    /// Marks one as taken or done.
    pub(super) fn handle_fault(
        &self,
        visit: &Visit<'_>,
        session: &Session,
        form: &Form,
    ) -> Result<Response, AccountsError> {
        let state = [Handling::Taken, Handling::Done].into_iter().find(|state| state.word() == form.get("do"));
        let number = form.get("number").parse::<i64>().ok();
        let (Some(state), Some(number), true) = (state, number, Self::is_administrator(visit, &session.person)) else {
            return Ok(self.absent(visit));
        };
        self.accounts.handle(number, state, session.person.as_str(), visit.visitor.now)?;
        Ok(see_other(&format!("{}{ACCOUNT}faults", visit.hall.top(visit.tongue))))
    }
}

fn row(visit: &Visit<'_>, fault: &Reported) -> FaultRow {
    let name = |slug: &str| {
        let person = slug.parse().ok().and_then(|slug| visit.hall.register.person(&slug));
        person.map_or_else(|| slug.to_owned(), |person| person.name.clone())
    };
    FaultRow {
        number: fault.number,
        time: visit.hall.moment(fault.time),
        // Who was not signed in is whoever he says he is.
        known: fault.person.is_some(),
        name: fault.person.as_ref().map_or_else(|| fault.name.clone(), |person| name(person.as_str())),
        phone: fault.phone.clone(),
        text: fault.text.lines().map(str::to_owned).collect(),
        address: fault.address.clone(),
        state: fault.state.word(),
        by: fault.by.as_deref().map(name),
        since: fault.since.map(|since| visit.hall.moment(since)),
        verbs: match fault.state {
            Handling::Open => vec![Handling::Taken.word(), Handling::Done.word()],
            Handling::Taken => vec![Handling::Done.word()],
            Handling::Done => Vec::new(),
        },
    }
}
