//! The pages for people: signing in step by step, and one's own account.

use super::guard::{carries, is_ours, next};
use super::{Portal, Visit, broken, oidc, proof, see_other};
use crate::accounts::{AccountsError, Entered, NotChosen, Refused, Session, Stage};
use crate::id::Slug;
use crate::office::{Means, PasswordFault, Person};
use crate::server::{Method, Response, Status};
use crate::site::ACCOUNT;
use crate::site::view::{AccountPage, Badge, CodeDrawing, Link, MinePage, MineRow, Pager, SessionRow, SignInPage};

/// The light border of a code, in its dots.
const QUIET: usize = 4;
/// How many subjects a page lists.
const ROWS: usize = 50;

/// The fields of a form.
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// A form with one field.
    pub(super) fn with(name: &str, value: &str) -> Self {
        Self(vec![(name.to_owned(), value.to_owned())])
    }

    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }
}

impl Visit<'_> {
    /// Where a page for people stands in the language that was asked in.
    fn path(&self, page: &str) -> String {
        format!("{}{ACCOUNT}{page}", self.hall.top(self.tongue))
    }

    pub(super) fn text(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.hall.text(self.tongue, key, args)
    }

    pub(super) fn next(&self, asked: &str) -> String {
        next(asked, &self.hall.top(self.tongue))
    }

    /// What a form was sent with, or stands behind the `?` of its page.
    fn form(&self) -> Form {
        match self.request.method {
            Method::Post => Form(self.request.form()),
            Method::Get | Method::Head | Method::Other(_) => {
                Form(self.request.question().map(|question| question.fields).unwrap_or_default())
            }
        }
    }

    /// The entry of who has the session.
    fn entry(&self, session: &Session) -> Option<&Person> {
        self.hall.register.person(&session.person)
    }
}

impl Portal {
    pub(super) fn receive(&self, visit: &Visit<'_>, page: &str) -> Result<Response, AccountsError> {
        let form = visit.form();
        let is_post = match visit.request.method {
            Method::Post => true,
            Method::Get | Method::Head => false,
            Method::Other(_) => {
                let text = visit.text("site-account-method", &[]);
                return Ok(Response::text(Status::MethodNotAllowed, &text).with("Allow", "GET, HEAD, POST"));
            }
        };
        if is_post && !is_ours(visit.request) {
            return Ok(Response::text(Status::Forbidden, &visit.text("site-account-foreign", &[])));
        }
        match page {
            "sign-in" if is_post => self.enter(visit, &form),
            "sign-in" if visit.is_in() => Ok(see_other(&visit.next(form.get("next")))),
            "sign-in" => match self.enter_by_proxy(visit, &form)? {
                Some(response) => Ok(response),
                None => Ok(self.asked(visit, "password", &form, &Self::not_back(visit, &form))),
            },
            oidc::LEAVE => Ok(self.leave_for_provider(visit, &form)?.unwrap_or_else(|| self.absent(visit))),
            oidc::RETURN => Ok(self.return_from_provider(visit, &form)?.unwrap_or_else(|| self.absent(visit))),
            "certificate" if is_post => self.enter_by_certificate(visit, &form),
            "certificate" if visit.is_in() => Ok(see_other(&visit.next(form.get("next")))),
            "certificate" => self.ask_for_signature(visit, &form, &[]),
            "fault" => Ok(self.report_fault(visit, &form, is_post)),
            "sign-out" | "code" | "enrol" | "password" | "everywhere" | "" | "index.html" | "mine" | "forget-code"
            | "token" | "drop-token" | "notices" | "people" | "journal" | "journal.csv" | "attendance" | "faults" => {
                self.receive_known(visit, page, &form, is_post)
            }
            _ => Ok(self.absent(visit)),
        }
    }

    /// Pages for who has given a password at least.
    fn receive_known(
        &self,
        visit: &Visit<'_>,
        page: &str,
        form: &Form,
        is_post: bool,
    ) -> Result<Response, AccountsError> {
        let Some(((own, session), entry)) =
            visit.session.as_ref().and_then(|known| Some((known, visit.entry(&known.1)?)))
        else {
            return Ok(see_other(&visit.path("sign-in")));
        };
        if is_post && !carries(session, form.get("guard")) {
            return Ok(Response::text(Status::Forbidden, &visit.text("site-account-foreign", &[])));
        }
        let who = (&session.person, entry);
        let to = |stage: Stage| see_other(&with_next(visit, page_of(stage), form));
        match (page, session.stage) {
            ("sign-out", _) if is_post => {
                self.accounts.leave(&visit.visitor, own)?;
                Ok(self.without_session(see_other(&visit.hall.top(visit.tongue))))
            }
            ("code", Stage::Code) | ("enrol", Stage::Enrol | Stage::In) | ("password", Stage::Choose | Stage::In) => {
                match (page, is_post) {
                    ("code", false) => Ok(self.asked(visit, "code", form, &[])),
                    ("code", true) => self.prove(visit, who, own, form),
                    ("enrol", false) => self.ask_to_enrol(visit, &session.person, own, form, &[]),
                    ("enrol", true) => self.enrol(visit, who, own, form),
                    (_, false) => Ok(self.asked(visit, "choose", form, &[])),
                    (_, true) => self.choose(visit, who, own, session.stage, form),
                }
            }
            (_, stage @ (Stage::Code | Stage::Choose | Stage::Enrol)) => Ok(to(stage)),
            ("everywhere", Stage::In) if is_post => {
                self.accounts.leave_everywhere(&visit.visitor, &session.person, Some(own), None)?;
                Ok(see_other(&format!("{}?done=everywhere", visit.path(""))))
            }
            ("forget-code", Stage::In) if is_post => {
                let code = form.get("code");
                let gone = self.accounts.forget_code(&visit.visitor, &visit.hall.login, &session.person, code)?;
                let done = if gone.is_ok() { "forget-code" } else { "no-code" };
                Ok(see_other(&format!("{}?done={done}", visit.path(""))))
            }
            ("mine", Stage::In) => Ok(self.mine(visit, &session.person, form)),
            ("people", Stage::In) if is_post => self.act_on(visit, session, form),
            ("people", Stage::In) => self.people(visit, session, form),
            ("faults", Stage::In) if is_post => self.handle_fault(visit, session, form),
            ("faults", Stage::In) => self.faults(visit, session, form),
            ("journal", Stage::In) => self.journal(visit, session, form),
            ("attendance", Stage::In) => self.attendance(visit, session, form),
            ("journal.csv", Stage::In) => self.journal_file(visit, session, form),
            ("token", Stage::In) if is_post => self.make_token(visit, who, session, form),
            ("drop-token", Stage::In) if is_post => {
                self.accounts.drop_token(&visit.visitor, &session.person, form.get("name"), None)?;
                Ok(see_other(&format!("{}?done=drop-token", visit.path(""))))
            }
            ("notices", Stage::In) if is_post => {
                let is_done = self.choose_notices(&session.person, form)?;
                let done = || see_other(&format!("{}?done=notices", visit.path("")));
                Ok(if is_done { done() } else { self.absent(visit) })
            }
            (_, Stage::In) => {
                let known = ["password", "everywhere", "forget-code", "no-code", "drop-token", "notices"];
                let done = known.into_iter().find(|done| form.get("done") == *done);
                let done = done.map(|done| visit.text(&format!("site-account-done-{done}"), &[]));
                self.own(visit, who, session, (done, None))
            }
        }
    }

    fn enter(&self, visit: &Visit<'_>, form: &Form) -> Result<Response, AccountsError> {
        let given = (form.get("name"), form.get("password"));
        match self.accounts.enter(&visit.visitor, &visit.hall.login, &visit.hall.register, given) {
            Ok(Ok(entered)) => Ok(self.go_on(visit, &entered, form)),
            Ok(Err(refused)) => Ok(self.asked(visit, "password", form, &[refusal(visit, refused)])),
            Err(AccountsError::Busy) => Ok(broken(visit.hall, visit.tongue, &AccountsError::Busy)),
            Err(error) => Err(error),
        }
    }

    fn ask_for_signature(&self, visit: &Visit<'_>, form: &Form, faults: &[String]) -> Result<Response, AccountsError> {
        let (challenge, faults) = match self.accounts.challenge(&visit.visitor)? {
            Ok(nonce) => (Some(proof::line(visit.hall, &nonce).trim_end().to_owned()), faults.to_vec()),
            Err(refused) => (None, vec![refusal(visit, refused)]),
        };
        Ok(self.shown(visit, "certificate", form, &faults, |page| {
            page.command = challenge.as_deref().map(proof::command);
            page.challenge = challenge;
        }))
    }

    fn enter_by_certificate(&self, visit: &Visit<'_>, form: &Form) -> Result<Response, AccountsError> {
        let nonce = form.get("challenge").rsplit(' ').next().unwrap_or_default();
        let is_good = |_: &Slug, entry: &Person| {
            proof::is_good(visit.hall, entry, nonce, form.get("signature"), visit.visitor.now)
        };
        let (login, register) = (&visit.hall.login, &visit.hall.register);
        match self.accounts.enter_by_certificate(&visit.visitor, login, register, (form.get("name"), nonce), is_good)? {
            Ok(entered) => Ok(self.go_on(visit, &entered, form)),
            Err(refused) => self.ask_for_signature(visit, form, &[refusal(visit, refused)]),
        }
    }

    fn prove(
        &self,
        visit: &Visit<'_>,
        who: (&Slug, &Person),
        own: &str,
        form: &Form,
    ) -> Result<Response, AccountsError> {
        match self.accounts.prove(&visit.visitor, &visit.hall.login, who, own, form.get("code"))? {
            Ok(entered) => Ok(self.go_on(visit, &entered, form)),
            Err(refused) => Ok(self.asked(visit, "code", form, &[refusal(visit, refused)])),
        }
    }

    fn ask_to_enrol(
        &self,
        visit: &Visit<'_>,
        person: &Slug,
        own: &str,
        form: &Form,
        faults: &[String],
    ) -> Result<Response, AccountsError> {
        let enrolment = self.accounts.enrol(own, &visit.hall.title, person)?;
        Ok(self.shown(visit, "enrol", form, faults, |page| {
            page.code = drawn(&enrolment.url);
            page.secret = Some(enrolment.secret);
        }))
    }

    fn enrol(
        &self,
        visit: &Visit<'_>,
        who: (&Slug, &Person),
        own: &str,
        form: &Form,
    ) -> Result<Response, AccountsError> {
        match self.accounts.confirm(&visit.visitor, &visit.hall.login, who, own, form.get("code"))? {
            Ok(entered) => Ok(self.go_on(visit, &entered, form)),
            // Another secret: what was on the screen of a wrong try is not tried on for ever.
            Err(refused) => self.ask_to_enrol(visit, who.0, own, form, &[refusal(visit, refused)]),
        }
    }

    fn choose(
        &self,
        visit: &Visit<'_>,
        who: (&Slug, &Person),
        own: &str,
        stage: Stage,
        form: &Form,
    ) -> Result<Response, AccountsError> {
        let (old, new) = (form.get("old"), form.get("new"));
        if new != form.get("again") {
            return Ok(self.asked(visit, "choose", form, &[visit.text("site-account-unequal", &[])]));
        }
        match self.accounts.choose(&visit.visitor, &visit.hall.login, who, (old, new), Some(own))? {
            Ok(()) => {
                let entered = self.accounts.after_choosing(&visit.visitor, &visit.hall.login, who, own)?;
                let done = format!("{}?done=password", visit.path(""));
                let was_in = stage == Stage::In && entered.stage == Stage::In;
                Ok(if was_in {
                    self.with_session(see_other(&done), &entered.secret)
                } else {
                    self.go_on(visit, &entered, form)
                })
            }
            Err(NotChosen::Wrong) => {
                Ok(self.asked(visit, "choose", form, &[visit.text("site-account-old-wrong", &[])]))
            }
            Err(NotChosen::Faults(faults)) => {
                let faults: Vec<String> = faults.into_iter().map(|fault| said(visit, fault)).collect();
                Ok(self.asked(visit, "choose", form, &faults))
            }
        }
    }

    /// The next step, under the session's next secret.
    pub(super) fn go_on(&self, visit: &Visit<'_>, entered: &Entered, form: &Form) -> Response {
        let to = match entered.stage {
            Stage::In => visit.next(form.get("next")),
            stage @ (Stage::Code | Stage::Choose | Stage::Enrol) => with_next(visit, page_of(stage), form),
        };
        self.with_session(see_other(&to), &entered.secret)
    }

    pub(super) fn asked(&self, visit: &Visit<'_>, form: &'static str, given: &Form, faults: &[String]) -> Response {
        self.shown(visit, form, given, faults, |_| {})
    }

    fn shown(
        &self,
        visit: &Visit<'_>,
        form: &'static str,
        given: &Form,
        faults: &[String],
        more: impl FnOnce(&mut SignInPage),
    ) -> Response {
        let session = visit.session.as_ref().map(|(_, session)| session);
        let entry = session.and_then(|session| visit.entry(session));
        let (name, title) = match form {
            "code" => ("code", "site-account-code"),
            "enrol" => ("enrol", "site-account-enrol"),
            "choose" => ("password", "site-account-choose"),
            "certificate" => ("certificate", "site-account-sign-in"),
            _ => ("sign-in", "site-account-sign-in"),
        };
        let page = visit.hall.page(visit.tongue, (name, title, "sign-in.html"), |base| {
            let next = visit.next(given.get("next"));
            let mut page = SignInPage {
                oidc: self.oidc_button(visit, &base.lang, &next),
                base,
                form,
                guard: session.map(|session| session.guard.clone()),
                next,
                faults: faults.to_vec(),
                name: given.get("name").chars().take(64).collect(),
                by_password: visit.hall.login.takes(Means::Password),
                by_certificate: visit.hall.login.takes(Means::Certificate),
                by_proxy: visit.hall.login.takes(Means::Proxy),
                rules: entry.filter(|_| form == "choose").map(|entry| rules(visit, entry)).unwrap_or_default(),
                ..SignInPage::default()
            };
            more(&mut page);
            page
        });
        match page {
            Ok(html) => Response::page(html),
            Err(_) => Response::text(Status::InternalServerError, &visit.text("site-account-broken", &[])),
        }
    }

    /// What is not for all staff and somebody may read.
    fn mine(&self, visit: &Visit<'_>, person: &Slug, form: &Form) -> Response {
        let held = self.lobby.for_reader(visit.hall, person, visit.visitor.now);
        let pages = held.len().div_ceil(ROWS).max(1);
        let current = form.get("page").parse().unwrap_or(1).clamp(1, pages);
        let href = |page: usize| format!("{ACCOUNT}mine?page={page}");
        let rows = held.iter().skip((current - 1) * ROWS).take(ROWS).map(|(subject, held)| MineRow {
            subject: Link { text: held.title.clone(), href: format!("{subject}/index.html") },
            unit: held.unit.clone(),
            date: visit.hall.date(visit.tongue, held.time),
            badge: Badge { state: held.state, step: None, from: None },
            waits: held.waits.contains(person),
        });
        let page = visit.hall.page(visit.tongue, ("mine", "site-mine", "mine.html"), |base| MinePage {
            base,
            count: held.len(),
            rows: rows.collect(),
            pager: Pager::new(current, pages, href),
        });
        match page {
            Ok(html) => Response::page(html),
            Err(_) => Response::text(Status::InternalServerError, &visit.text("site-account-broken", &[])),
        }
    }

    /// Somebody's own account, what was done there just now, and the token that was made.
    pub(super) fn own(
        &self,
        visit: &Visit<'_>,
        (person, entry): (&Slug, &Person),
        session: &Session,
        (done, made): (Option<String>, Option<String>),
    ) -> Result<Response, AccountsError> {
        let account = self.accounts.account(person)?;
        let moment = |seconds| visit.hall.moment(seconds);
        let sessions = self.accounts.sessions(person)?.into_iter().map(|one| SessionRow {
            begun: moment(one.begun),
            seen: moment(one.seen),
            address: one.address,
            agent: one.agent,
        });
        let tokens = self.tokens(visit, person, made)?;
        let notices = self.notices(visit, (person, entry))?;
        let page =
            visit.hall.page(visit.tongue, ("index.html", "site-account-own", "account.html"), |base| AccountPage {
                base,
                guard: session.guard.clone(),
                name: entry.name.clone(),
                href: format!("people/{person}/index.html"),
                chosen: account.as_ref().map(|account| moment(account.chosen)).unwrap_or_default(),
                has_code: account.is_some_and(|account| account.has_code),
                sessions: sessions.collect(),
                done,
                sees_to: Self::sees_to_some(visit, person),
                tokens,
                notices,
            });
        Ok(match page {
            Ok(html) => Response::page(html),
            Err(_) => Response::text(Status::InternalServerError, &visit.text("site-account-broken", &[])),
        })
    }
}

/// A text as a code for telephones (ISO/IEC 18004): none, if it is too long for one.
fn drawn(text: &str) -> Option<CodeDrawing> {
    let code = qrcode::QrCode::new(text).ok()?;
    let width = code.width();
    let dark = code.to_colors().into_iter().enumerate().filter(|(_, colour)| *colour == qrcode::Color::Dark);
    let path = dark
        .fold(String::new(), |path, (at, _)| format!("{path}M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET));
    Some(CodeDrawing { size: width + 2 * QUIET, path })
}

const fn page_of(stage: Stage) -> &'static str {
    match stage {
        Stage::Code => "code",
        Stage::Enrol => "enrol",
        Stage::Choose => "password",
        Stage::In => "",
    }
}

fn with_next(visit: &Visit<'_>, page: &str, form: &Form) -> String {
    let next: String = form_urlencoded::byte_serialize(visit.next(form.get("next")).as_bytes()).collect();
    format!("{}?next={next}", visit.path(page))
}

/// Why somebody did not come in, in his language.
pub(super) fn refusal(visit: &Visit<'_>, refused: Refused) -> String {
    match refused {
        Refused::Wrong => visit.text("site-account-wrong", &[]),
        Refused::Locked => visit.text("site-account-locked", &[]),
        Refused::Stale => visit.text("site-account-stale", &[]),
        Refused::Proof => visit.text("site-account-not-proved", &[]),
        Refused::Closed => visit.text("site-account-closed", &[]),
        Refused::Unknown => visit.text("site-account-unknown", &[]),
        Refused::Later(seconds) => {
            let minutes = ((seconds + 59) / 60).to_string();
            visit.text("site-account-later", &[("minutes", &minutes)])
        }
    }
}

fn said(visit: &Visit<'_>, fault: PasswordFault) -> String {
    match fault {
        PasswordFault::Short { least } => visit.text("site-account-short", &[("n", &least.to_string())]),
        PasswordFault::Plain { least } => visit.text("site-account-plain", &[("n", &least.to_string())]),
        PasswordFault::Simple => visit.text("site-account-simple", &[]),
        PasswordFault::Name => visit.text("site-account-named", &[]),
        PasswordFault::Former => visit.text("site-account-former", &[]),
        PasswordFault::Long => visit.text("site-account-long", &[]),
    }
}

/// What is asked of somebody's password, before he chooses one.
fn rules(visit: &Visit<'_>, entry: &Person) -> Vec<String> {
    let class = visit.hall.login.class_of(entry);
    let mut rules = vec![said(visit, PasswordFault::Short { least: class.length })];
    if class.mix > 1 {
        rules.push(said(visit, PasswordFault::Plain { least: class.mix }));
    }
    rules.push(said(visit, PasswordFault::Simple));
    if class.age > 0 {
        rules.push(visit.text("site-account-age", &[("n", &class.age.to_string())]));
    }
    rules
}
