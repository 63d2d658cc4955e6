//! Pages for who sees to accounts: whose they are, what can be done about them, and the journal (C6, D6, D7, Q3, Q4).
//!
//! Who sees to whose account is the office's rule ([`Login::sees_to`](crate::office::Login::sees_to)). For who sees to none these pages are not
//! there. What changes an account is done by who has signed in a short while ago: an open screen is no way to somebody else's password.

use jiff::civil::Date;

use super::forms::Form;
use super::{Portal, Visit};
use crate::accounts::{Account, AccountsError, Entry, Filter, Session, What, table};
use crate::id::Slug;
use crate::office::attendance;
use crate::server::{Body, Response, Status};
use crate::site::ACCOUNT;
use crate::site::view::{
    AccountsPage, AttendancePage, AttendanceRow, JournalPage, JournalRow, Link, Pager, SeenToRow, WhatOption,
};

/// How many accounts, and how many lines, a page lists.
const ACCOUNTS: usize = 50;
const LINES: u64 = 100;
/// How many lines a file of the journal has at most: what is more is taken by days.
const IN_FILE: u64 = 100_000;
/// How many windows that somebody missed are named.
const MISSED: usize = 8;
/// How long ago somebody may have signed in who changes another's account, in seconds.
const FRESH: i64 = 15 * 60;

/// What was done just now, for the page.
struct Done {
    text: String,
    /// The initial password, to be seen once.
    given: Option<String>,
}

impl Portal {
    /// Whether somebody sees to any account.
    pub(super) fn sees_to_some(visit: &Visit<'_>, person: &Slug) -> bool {
        let (login, register) = (&visit.hall.login, &visit.hall.register);
        register.people().any(|(of, _)| login.sees_to(register, person, of))
    }

    pub(super) fn is_administrator(visit: &Visit<'_>, person: &Slug) -> bool {
        let entry = visit.hall.register.person(person);
        entry.is_some_and(|entry| entry.is_active() && visit.hall.login.is_administrator(entry))
    }

    /// Accounts that somebody sees to.
    pub(super) fn people(&self, visit: &Visit<'_>, session: &Session, form: &Form) -> Result<Response, AccountsError> {
        if !Self::sees_to_some(visit, &session.person) {
            return Ok(self.absent(visit));
        }
        self.list_people(visit, session, form, None)
    }

    /// Does something about an account.
    pub(super) fn act_on(&self, visit: &Visit<'_>, session: &Session, form: &Form) -> Result<Response, AccountsError> {
        let (login, register) = (&visit.hall.login, &visit.hall.register);
        let who = form.get("who").parse::<Slug>().ok().filter(|who| login.sees_to(register, &session.person, who));
        // Whom one does not see to one cannot ask about either.
        let Some(who) = who else { return Ok(self.absent(visit)) };
        let now = visit.visitor.now;
        let told = |key: &str, given: Option<String>| {
            let name = register.person(&who).map_or(who.as_str(), |entry| &entry.name);
            Done { text: visit.text(key, &[("name", name)]), given }
        };
        if now.saturating_sub(session.begun).saturating_abs() > FRESH {
            return self.list_people(visit, session, form, Some(told("site-people-stale", None)));
        }
        let (by, visitor) = (session.person.as_str(), &visit.visitor);
        let done = match form.get("do") {
            "open" if login.entry(register, &who).is_ok() => match self.accounts.open_account(visitor, &who, by) {
                Ok(given) => told("site-people-opened", Some(given.0)),
                Err(AccountsError::Exists(_)) => told("site-people-there", None),
                Err(error) => return Err(error),
            },
            "reset" | "reset-code" => match self.accounts.reset(visitor, &who, by, form.get("do") == "reset-code") {
                Ok(given) => told("site-people-reset", Some(given.0)),
                Err(AccountsError::None(_)) => told("site-people-none", None),
                Err(error) => return Err(error),
            },
            "unlock" => match self.accounts.unlock(visitor, &who, by) {
                Ok(()) => told("site-people-unlocked", None),
                Err(AccountsError::None(_)) => told("site-people-none", None),
                Err(error) => return Err(error),
            },
            "sign-out" => {
                self.accounts.leave_everywhere(visitor, &who, None, Some(by))?;
                told("site-people-out", None)
            }
            _ => return Ok(self.absent(visit)),
        };
        self.list_people(visit, session, form, Some(done))
    }

    fn list_people(
        &self,
        visit: &Visit<'_>,
        session: &Session,
        form: &Form,
        done: Option<Done>,
    ) -> Result<Response, AccountsError> {
        let (hall, login, register) = (visit.hall, &visit.hall.login, &visit.hall.register);
        let accounts = self.accounts.all()?;
        let of = |who: &Slug| {
            accounts.binary_search_by(|account| account.person.cmp(who)).ok().and_then(|at| accounts.get(at))
        };
        let asked = form.get("q").trim().to_lowercase();
        let is_meant = |who: &Slug, name: &str| {
            asked.is_empty() || who.as_str().contains(&asked) || name.to_lowercase().contains(&asked)
        };
        let seen: Vec<_> = register
            .people()
            .filter(|(who, entry)| is_meant(who, &entry.name))
            // Of who has left only an account that is still there is of interest.
            .filter(|(who, entry)| entry.is_active() || of(who).is_some())
            .filter(|(who, _)| login.sees_to(register, &session.person, who))
            .collect();
        let pages = seen.len().div_ceil(ACCOUNTS).max(1);
        let current = form.get("page").parse().unwrap_or(1).clamp(1, pages);
        let query: String = form_urlencoded::byte_serialize(asked.as_bytes()).collect();
        let href = |page: usize| format!("{ACCOUNT}people?q={query}&page={page}");
        let rows = seen.iter().skip((current - 1) * ACCOUNTS).take(ACCOUNTS).map(|(who, entry)| {
            let account = of(who);
            SeenToRow {
                who: who.to_string(),
                name: Link { text: entry.name.clone(), href: format!("people/{who}/index.html") },
                unit: register.unit(&entry.unit).map_or_else(|| entry.unit.to_string(), |unit| unit.title.clone()),
                state: state(account, entry.is_active()),
                seen: account.and_then(|account| account.seen).map(|seen| hall.moment(seen)),
                has_code: account.is_some_and(|account| account.has_code),
                verbs: acts(account, entry.is_active()),
            }
        });
        let rows: Vec<SeenToRow> = rows.collect();
        let (text, given) = done.map_or((None, None), |done| (Some(done.text), done.given));
        let page = hall.page(visit.tongue, ("people", "site-people-accounts", "accounts.html"), |base| AccountsPage {
            base,
            guard: session.guard.clone(),
            query: form.get("q").chars().take(64).collect(),
            count: seen.len(),
            rows,
            pager: Pager::new(current, pages, href),
            done: text,
            given,
            journal: Self::is_administrator(visit, &session.person),
        });
        Ok(shown(visit, page))
    }

    /// Who was not there when he had to be (J6–J8): for who sees to his account.
    pub(super) fn attendance(
        &self,
        visit: &Visit<'_>,
        session: &Session,
        form: &Form,
    ) -> Result<Response, AccountsError> {
        if !Self::sees_to_some(visit, &session.person) {
            return Ok(self.absent(visit));
        }
        let (hall, login, register) = (visit.hall, &visit.hall.login, &visit.hall.register);
        let now = hall.minute(visit.visitor.now);
        let day = |field: &str| form.get(field).parse::<Date>().ok();
        let to = day("until").unwrap_or(now.0).min(now.0);
        // A month and a day at most: a page is no archive.
        let from = day("from").unwrap_or(to).min(to).max(to.saturating_sub(jiff::ToSpan::days(31)));
        let seconds = |day: Date| hall.first_second(day).unwrap_or_default();
        let times = self.accounts.presence(seconds(from), seconds(to.tomorrow().unwrap_or(to)))?;
        let all = attendance(&login.presence, register, &hall.calendar, (from, to), now, &hall.seen(times));
        let mut seen_to: Vec<_> =
            all.into_iter().filter(|one| login.sees_to(register, &session.person, &one.person)).collect();
        seen_to.sort_by_key(|one| std::cmp::Reverse(one.missed.len()));
        let good = seen_to.iter().filter(|one| one.missed.is_empty()).count();
        let rows = seen_to.iter().filter(|one| !one.missed.is_empty()).filter_map(|one| {
            let entry = register.person(&one.person)?;
            let missed = one.missed.iter().take(MISSED).map(|(day, window)| format!("{day} {window}"));
            Some(AttendanceRow {
                name: Link { text: entry.name.clone(), href: format!("people/{}/index.html", one.person) },
                unit: register.unit(&entry.unit).map_or_else(|| entry.unit.to_string(), |unit| unit.title.clone()),
                asked: one.asked,
                missed: one.missed.len(),
                windows: missed.collect(),
                more: one.missed.len().saturating_sub(MISSED),
            })
        });
        let rows: Vec<AttendanceRow> = rows.collect();
        let page =
            hall.page(visit.tongue, ("attendance", "site-attendance", "attendance.html"), |base| AttendancePage {
                base,
                from: from.to_string(),
                until: to.to_string(),
                good,
                rows,
                asked: !login.presence.is_empty(),
            });
        Ok(shown(visit, page))
    }

    /// The journal, for administrators.
    pub(super) fn journal(&self, visit: &Visit<'_>, session: &Session, form: &Form) -> Result<Response, AccountsError> {
        if !Self::is_administrator(visit, &session.person) {
            return Ok(self.absent(visit));
        }
        let filter = filter(visit, form);
        let page: u64 = form.get("page").parse().unwrap_or(1).max(1);
        let (count, entries) = self.accounts.journal(&filter, (page - 1).saturating_mul(LINES), LINES)?;
        let pages = usize::try_from(count.div_ceil(LINES)).unwrap_or(usize::MAX).max(1);
        let query = ["person", "what", "from", "until", "flagged"].into_iter().fold(
            form_urlencoded::Serializer::new(String::new()),
            |mut query, name| {
                if !form.get(name).is_empty() {
                    query.append_pair(name, form.get(name));
                }
                query
            },
        );
        let query = { query }.finish();
        let href = |page: usize| format!("{ACCOUNT}journal?{query}&page={page}");
        let kinds = What::all().map(|what| WhatOption {
            value: what.word(),
            text: visit.text(&format!("account-what-{}", what.word()), &[]),
            current: filter.what == Some(what),
        });
        let of = |field: &str| form.get(field).chars().take(64).collect::<String>();
        let shown_page =
            visit.hall.page(visit.tongue, ("journal", "site-journal", "journal.html"), |base| JournalPage {
                base,
                count,
                person: of("person"),
                kinds: kinds.collect(),
                from: of("from"),
                until: of("until"),
                flagged: filter.flagged,
                rows: entries.iter().map(|entry| row(visit, entry)).collect(),
                file: format!("{ACCOUNT}journal.csv?{query}"),
                pager: Pager::new(usize::try_from(page).unwrap_or(1), pages, href),
            });
        Ok(shown(visit, shown_page))
    }

    /// The same as a file. That it was taken is written down.
    pub(super) fn journal_file(
        &self,
        visit: &Visit<'_>,
        session: &Session,
        form: &Form,
    ) -> Result<Response, AccountsError> {
        if !Self::is_administrator(visit, &session.person) {
            return Ok(self.absent(visit));
        }
        self.accounts.note(&visit.visitor, &session.person, What::Read, &visit.request.target)?;
        let (_, entries) = self.accounts.journal(&filter(visit, form), 0, IN_FILE)?;
        let table = table(entries.iter().rev(), |key| visit.text(key, &[]), |time| visit.hall.moment(time));
        Ok(match table {
            Ok(table) => {
                // A table of Chinese texts is known for what it is by its first three bytes.
                let bytes = ["\u{FEFF}".as_bytes(), &table].concat();
                Response::new(Status::Ok, "text/csv; charset=utf-8", Body::Bytes(bytes))
                    .with("Cache-Control", "no-store")
                    .with("X-Content-Type-Options", "nosniff")
                    .with("Content-Disposition", "attachment; filename=journal.csv")
            }
            Err(_) => Response::text(Status::InternalServerError, &visit.text("site-account-broken", &[])),
        })
    }
}

fn shown<E>(visit: &Visit<'_>, page: Result<Vec<u8>, E>) -> Response {
    page.map_or_else(
        |_| Response::text(Status::InternalServerError, &visit.text("site-account-broken", &[])),
        Response::page,
    )
}

/// How an account is, in the word of its text.
fn state(account: Option<&Account>, is_active: bool) -> &'static str {
    match account {
        None => "none",
        Some(_) if !is_active => "left",
        Some(account) if account.locked.is_some() => "locked",
        Some(account) if account.initial => "initial",
        Some(_) => "good",
    }
}

/// What can be done about an account.
fn acts(account: Option<&Account>, is_active: bool) -> Vec<&'static str> {
    let Some(account) = account else { return vec!["open"] };
    if !is_active {
        return vec!["sign-out"];
    }
    let mut acts = vec!["reset"];
    if account.has_code {
        acts.push("reset-code");
    }
    if account.locked.is_some() {
        acts.insert(0, "unlock");
    }
    acts.push("sign-out");
    acts
}

/// Which lines a form asks for.
fn filter(visit: &Visit<'_>, form: &Form) -> Filter {
    let day = |field: &str| form.get(field).parse::<Date>().ok();
    Filter {
        person: form.get("person").parse().ok(),
        what: form.get("what").parse().ok(),
        from: day("from").and_then(|day| visit.hall.first_second(day)),
        until: day("until").and_then(|day| visit.hall.first_second(day.tomorrow().unwrap_or(day))),
        flagged: !form.get("flagged").is_empty(),
    }
}

fn row(visit: &Visit<'_>, entry: &Entry) -> JournalRow {
    let said = |kind: &str, word: &str| visit.text(&format!("account-{kind}-{word}"), &[]);
    JournalRow {
        time: visit.hall.moment(entry.time),
        person: entry.person.as_ref().map(ToString::to_string).unwrap_or_default(),
        what: said("what", entry.what.word()),
        other: entry.by.clone().unwrap_or_default(),
        address: entry.address.clone(),
        about: entry.about.clone(),
        flags: entry.flags.iter().map(|flag| said("flag", flag.word())).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_done_follows_from_how_an_account_is() {
        let account = |locked, initial, has_code| Account {
            person: "zhou".parse().unwrap(),
            chosen: 0,
            initial,
            failures: 0,
            locked,
            has_code,
            opened: 0,
            seen: None,
        };
        let of = |account: Option<Account>, active| (state(account.as_ref(), active), acts(account.as_ref(), active));
        assert_eq!(of(None, true), ("none", vec!["open"]));
        assert_eq!(of(Some(account(None, true, false)), true), ("initial", vec!["reset", "sign-out"]));
        let locked = of(Some(account(Some(1), false, true)), true);
        assert_eq!(locked, ("locked", vec!["unlock", "reset", "reset-code", "sign-out"]));
        assert_eq!(of(Some(account(None, false, false)), false), ("left", vec!["sign-out"]));
    }
}
