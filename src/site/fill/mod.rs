//! Filling the views from the ledger: what each page is told. No rule of the office is decided here; the engine is asked.

mod about;
mod agenda;
mod area;
mod attention;
mod byhand;
mod calendar;
mod desk;
mod feed;
mod guide;
mod history;
mod home;
mod list;
mod number;
mod papers;
mod permissions;
mod preview;
mod record;
mod registry;
mod requests;
mod revision;
mod seals;
mod search;
pub use search::STATES;
mod standing;
mod statistics;
mod subject;
mod subscribed;
mod waiting;
mod wording;
mod workflow;

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;

use jiff::Timestamp;

use super::index::Index;
use super::naming::Named;
use super::page::{Page, Part};
use super::theme::{Theme, ThemeError};
use super::tongue::Tongue;
use super::view;
use crate::id::{GitId, Sha256, Slug, SubjectId};
use crate::ledger::{Entry, Finding, Refusal, State, TagState};
use crate::office::{
    Content, Docket, End, Office, Person, Post, Register, Seal, Stage, Standing, Unit, parse_front, re_entry,
};
use crate::record::{Fault, Record};
use crate::words::Catalogue;

pub(super) use byhand::{code, sheet_file};
pub(super) use feed::{MEDIA as FEED_MEDIA, link, person, written};
pub(super) use preview::Drafted;
pub(super) use subscribed::{clean, name_of, utc};

/// What pages are made from.
pub(super) struct Source<'a> {
    /// The objects.
    pub(super) record: &'a Record,
    /// The state; every docket, entry and seal must be here.
    pub(super) ledger: &'a State,
    /// What stands in which list.
    pub(super) index: &'a Index,
    /// The language that is spoken.
    pub(super) tongue: &'a Tongue,
    /// Every language the site is written in.
    pub(super) tongues: &'a [Tongue],
    /// The words of that language.
    pub(super) words: &'a Catalogue,
    /// The look.
    pub(super) theme: &'a Theme,
    /// What of the page is the same in every language.
    pub(super) beside: &'a Beside,
    /// Whether drafts of a work tree are shown.
    pub(super) preview: bool,
    /// Whether the site has an index to be searched without a server.
    pub(super) scripted: bool,
    /// Whether a server receives people.
    pub(super) received: bool,
    /// Where the site stands, for links of what is read elsewhere: its top without a slash at the end, if that is known.
    pub(super) address: Option<&'a str>,
    /// The subject whose page it is.
    pub(super) own: Option<&'a SubjectId>,
    /// The entries of the register that the page names: if one changes, the page is made again.
    pub(super) named: RefCell<BTreeSet<Named>>,
}

/// What a page shows in every language and is read once for all of them.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The subject's folder, as far as it is shown.
    folder: OnceCell<Handed>,
}

/// A subject's folder as it was handed in.
#[derive(Debug, Default)]
struct Handed {
    /// `index.md` as it stands.
    index: Vec<u8>,
    /// The text below the form.
    body: String,
    /// The files beside it.
    files: Vec<Kept>,
}

impl Handed {
    fn of(mut files: Vec<(String, Vec<u8>)>) -> Self {
        files.sort();
        let is_text = |name: &str| name == "index.md";
        let index = files.iter().find(|(name, _)| is_text(name)).map_or_else(Vec::new, |(_, bytes)| bytes.clone());
        let body = parse_front::<toml::Table>(&index).map_or_else(|_| String::new(), |front| front.body.to_owned());
        let files = files.into_iter().filter(|(name, _)| !is_text(name));
        let files = files.map(|(name, bytes)| Kept { name, bytes, digest: OnceCell::new() }).collect();
        Self { index, body, files }
    }

    /// The same as the engine sees it.
    fn content(&self) -> Content {
        let files = self.files.iter().map(|kept| (kept.name.clone(), kept.bytes.len() as u64));
        Content { index: Some(self.index.clone()), files: files.collect(), ..Content::default() }
    }
}

/// A file of a subject's folder.
#[derive(Debug)]
struct Kept {
    name: String,
    bytes: Vec<u8>,
    digest: OnceCell<Sha256>,
}

impl Kept {
    fn digest(&self) -> &Sha256 {
        self.digest.get_or_init(|| Sha256::of(&self.bytes))
    }
}

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// A plain path from the site's top.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why a page could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The record.
    #[error(transparent)]
    Record(#[from] Fault),
    /// The theme.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// A feed.
    #[error(transparent)]
    Feed(#[from] atom_syndication::Error),
    /// A calendar.
    #[error(transparent)]
    Calendar(#[from] std::fmt::Error),
}

impl Source<'_> {
    /// The files of a page in one language: itself and, for a subject, its attachments. What is not written in a language stands at
    /// the site's top, for all of them.
    pub(super) fn files(&self, page: &Page) -> Result<Vec<File>, PageError> {
        let render = |template: &str, view: &dyn erased::View| -> Result<Vec<File>, PageError> {
            Ok(vec![File { path: self.tongue.path(&page.file()), bytes: view.render(self.theme, template)? }])
        };
        let plain = |bytes: Vec<u8>| vec![File { path: self.tongue.path(&page.file()), bytes }];
        match page {
            Page::Feed(channel) => self.feed(channel).map(plain),
            Page::Agenda(channel) => self.agenda(channel).map(plain),
            Page::Home => render("home.html", &self.home()),
            Page::Area(kind) => render("area.html", &self.area(*kind)),
            Page::List(list, part) => render("list.html", &self.list(list, *part)),
            Page::Subject(subject) => self.subject_files(subject),
            Page::Papers(subject, year, part) => render("papers.html", &self.papers_page(subject, *year, *part)),
            Page::Paper(subject, paper) => self.paper_files(subject, paper),
            Page::Units => render("units.html", &self.units()),
            Page::Unit(unit, part) => render("unit.html", &self.unit(unit, *part)?),
            Page::Former(name) => render("former.html", &self.former(name)),
            Page::People => render("people.html", &self.people()),
            Page::Permissions => self.permission_files(),
            Page::Certificates => render("certificates.html", &self.all_certificates()?),
            Page::Person(person) => self.person_files(person),
            Page::Seals => render("seals.html", &self.seals()?),
            Page::Requests => render("requests.html", &self.requests_page()),
            Page::Seal(seal, part) => self.seal_files(seal, *part),
            Page::Ledger(part) => render("ledger.html", &self.ledger_page(*part)),
            Page::Days(year) => render("year.html", &self.year_page(*year)),
            Page::Revision(subject, round) => render("revision.html", &self.revision(subject, *round)?),
            Page::Desk(owner) => render("desk.html", &self.desk(owner)),
            Page::Shelf(owner, shelf, part) => render("shelf.html", &self.shelf(owner, *shelf, *part)),
            Page::Calendar => render("calendar.html", &self.calendar()),
            Page::Month(month) => render("month.html", &self.month_page(*month)),
            Page::Numbers => render("numbers.html", &self.numbers()),
            Page::Register(register, chunk) => self.register_files(register, *chunk),
            Page::Guide => render("guide.html", &self.guide()),
            Page::Lesson(lesson) => render("lesson.html", &self.lesson(*lesson)),
            Page::About => render("about.html", &self.about()),
            Page::Contents => render("contents.html", &self.contents()),
            Page::Verify => render("verify.html", &self.verify()),
            Page::Waiting => render("waiting.html", &self.waiting()),
            Page::Attention => render("attention.html", &self.attention()),
            Page::Statistics => render("statistics.html", &self.statistics()),
            Page::Workflows => render("workflows.html", &self.workflows()),
            Page::Workflow(collection) => render("workflow.html", &self.workflow(collection)),
            Page::Search => render("search.html", &self.search_page()),
            Page::NotFound => render("404.html", &self.not_found()),
        }
    }

    /// What every page is told. `as_of` is the last act that touched the page; pages that state something of the whole record give the
    /// head's, and those that only lead on give 0: they stay as they are when nothing else of them changes.
    fn base(&self, page: &Page, title: &str, crumbs: Vec<view::Link>, as_of: u64) -> view::Base {
        let whole = matches!(
            page,
            Page::Home
                | Page::Verify
                | Page::Waiting
                | Page::Attention
                | Page::Statistics
                | Page::About
                | Page::Ledger(Part::Newest)
        );
        let languages = self.languages(&page.file());
        let lang = self.words.language().tag();
        view::Base {
            site: self.ledger.office().settings().title.clone(),
            lang: lang.to_owned(),
            record_lang: languages.first().filter(|own| own.tag != lang).map(|own| own.tag.clone()),
            title: title.to_owned(),
            // Nobody knows from where a page is missed.
            root: if *page == Page::NotFound { self.tongue.absolute() } else { super::href::root(&page.file()) },
            top: if *page == Page::NotFound { "/".to_owned() } else { self.top(&page.file()) },
            languages,
            nav: self.nav(page),
            crumbs,
            as_of,
            as_of_time: self.signed(as_of).map(|entry| self.moment(entry.time)),
            record: self.ledger.office().settings().record.to_string(),
            standing: if whole { self.standing() } else { view::Standing::Unknown },
            foot: self.foot(),
            subscribe: Vec::new(),
        }
    }

    /// The way from a page to the site's top.
    fn top(&self, page: &str) -> String {
        super::href::root(&self.tongue.path(page))
    }

    /// The same page in every language.
    fn languages(&self, page: &str) -> Vec<view::LanguageLink> {
        let link = |tongue: &Tongue| view::LanguageLink {
            tag: tongue.language().tag().to_owned(),
            name: tongue.words.word("language-name"),
            href: super::href::encode(&tongue.path(page)),
            current: tongue.language() == self.words.language(),
        };
        self.tongues.iter().map(link).collect()
    }

    /// What stands below every page.
    fn foot(&self) -> Vec<view::Link> {
        let pages = [
            ("site-guide", Page::Guide),
            ("site-calendar", Page::Calendar),
            ("site-numbers", Page::Numbers),
            ("site-everything", Page::Contents),
            ("site-about", Page::About),
        ];
        let mut foot: Vec<view::Link> =
            pages.map(|(key, page)| view::Link { text: self.words.word(key), href: page.href() }).into();
        if self.received {
            let href = format!("{}index.html", super::ACCOUNT);
            foot.push(view::Link { text: self.words.word("site-account-own"), href });
            let href = format!("{}mine", super::ACCOUNT);
            foot.push(view::Link { text: self.words.word("site-mine"), href });
        }
        foot
    }

    /// The first page, the five areas, and the two places people look up all day: what waits, and who is who.
    fn nav(&self, page: &Page) -> Vec<view::NavItem> {
        let here = page.file();
        let within = |folders: &[&str]| folders.iter().any(|folder| here.starts_with(folder));
        let item = |text: String, to: &Page, current: bool| view::NavItem { text, href: to.href(), current };
        let mut nav = vec![item(self.words.word("site-home"), &Page::Home, *page == Page::Home)];
        let area = self.area_of_page(page);
        nav.extend(view::AreaKind::ALL.map(|kind| {
            let word = self.words.word(&format!("site-area-{}", kind.word()));
            item(word, &Page::Area(kind), area == Some(kind))
        }));
        nav.push(item(self.words.word("site-waiting"), &Page::Waiting, within(&["waiting/"])));
        nav.push(item(self.words.word("site-directory"), &Page::Units, within(&["units/", "people/"])));
        if self.preview {
            nav.push(view::NavItem {
                text: self.words.word("site-state-draft"),
                href: "drafts/index.html".to_owned(),
                current: within(&["drafts/"]),
            });
        }
        nav
    }

    /// The verdict on the whole record, as far as acts and the seals they put tell it.
    fn standing(&self) -> view::Standing {
        let mut seals = self.index.troubled().iter().filter_map(|name| self.ledger.seals().get(name));
        if !self.index.refused().is_empty() || seals.any(|put| matches!(put.tag, TagState::Bad { .. })) {
            view::Standing::Invalid
        } else if !self.index.troubled().is_empty() {
            view::Standing::Incomplete
        } else {
            view::Standing::Valid
        }
    }

    /// Whether the page may tell of a subject: of what is for all staff, and of its own. Whoever may read one subject that is for some
    /// need not be among those of another.
    fn may_tell(&self, subject: &SubjectId) -> bool {
        !self.index.is_held(subject) || self.own == Some(subject)
    }

    /// The docket of a subject that the page may tell of.
    fn docket(&self, subject: &SubjectId) -> Option<&Docket> {
        self.ledger.office().docket(subject).filter(|_| self.may_tell(subject))
    }

    /// An act that the page may tell of.
    fn signed(&self, seq: u64) -> Option<&Entry> {
        let about = |entry: &&Entry| entry.subject.as_ref().is_none_or(|subject| self.may_tell(subject));
        self.ledger.entries().get(&seq).filter(about)
    }

    /// The register, for what every change of it touches. A page that names an entry asks for it by one of the three below.
    fn register(&self) -> &Register {
        self.ledger.office().register()
    }

    fn find_unit(&self, slug: &Slug) -> Option<&Unit> {
        self.named.borrow_mut().insert(Named::Unit(slug.clone()));
        self.register().unit(slug)
    }

    fn find_person(&self, slug: &Slug) -> Option<&Person> {
        self.named.borrow_mut().insert(Named::Person(slug.clone()));
        self.register().person(slug)
    }

    fn find_seal(&self, slug: &Slug) -> Option<&Seal> {
        self.named.borrow_mut().insert(Named::Seal(slug.clone()));
        self.register().seal(slug)
    }

    /// The title of a post.
    fn post_title(&self, post: &Post) -> Option<&str> {
        self.find_unit(&post.unit)?.posts.get(&post.post).map(String::as_str)
    }

    /// A moment in the office's time zone.
    fn moment(&self, seconds: i64) -> view::Time {
        let time = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        let zone = &self.ledger.office().settings().zone;
        let offset = zone.to_offset(time);
        let there = offset.to_datetime(time);
        let (date, hour, minute, second) = (there.date(), there.hour(), there.minute(), there.second());
        let day = self.day_text(date);
        let east = offset.seconds();
        let (sign, away) = (if east < 0 { '-' } else { '+' }, east.unsigned_abs());
        let (hours, minutes) = (away / 3600, away / 60 % 60);
        view::Time {
            iso: format!("{date}T{hour:02}:{minute:02}:{second:02}{sign}{hours:02}:{minutes:02}"),
            text: format!("{day} {hour:02}:{minute:02}"),
        }
    }

    /// The day of a moment in the office's time zone.
    fn day(&self, seconds: i64) -> view::Time {
        let day = self.ledger.office().settings().day(seconds);
        view::Time { iso: day.to_string(), text: self.day_text(day) }
    }

    /// A day as a form says it.
    fn day_of(&self, day: &str) -> view::Time {
        let text = day.parse().map_or_else(|_| day.to_owned(), |date| self.day_text(date));
        view::Time { iso: day.to_owned(), text }
    }

    fn day_text(&self, day: jiff::civil::Date) -> String {
        let [year, month, date] = [day.year().to_string(), day.month().to_string(), day.day().to_string()];
        let [month_two, date_two] = [day.month(), day.day()].map(|number| format!("{number:02}"));
        let two = [("month_two", month_two.as_str()), ("day_two", &date_two)];
        self.words
            .format("site-day", [("year", year.as_str()), ("month", &month), ("day", &date)].into_iter().chain(two))
    }

    fn unit_link(&self, unit: &Slug) -> Option<view::Link> {
        let title = &self.find_unit(unit)?.title;
        Some(view::Link { text: title.clone(), href: Page::Unit(unit.clone(), Part::Newest).href() })
    }

    fn person_link(&self, person: &Slug) -> Option<view::Link> {
        let name = &self.find_person(person)?.name;
        Some(view::Link { text: name.clone(), href: Page::Person(person.clone()).href() })
    }

    fn seal_link(&self, seal: &Slug) -> view::Link {
        let title = self.find_seal(seal).map_or(seal.as_str(), |seal| &seal.title);
        view::Link { text: title.to_owned(), href: Page::Seal(seal.clone(), Part::Newest).href() }
    }

    fn subject_link(&self, subject: &SubjectId) -> view::Link {
        match self.docket(subject) {
            None if !self.may_tell(subject) => {
                view::Link { text: self.words.word("site-held"), href: Page::Ledger(Part::Newest).href() }
            }
            Some(docket) => view::Link { text: docket.title.clone(), href: Page::Subject(subject.clone()).href() },
            // A refused act about a subject that never came to be: its only place is the ledger.
            None => view::Link { text: subject.to_string(), href: Page::Ledger(Part::Newest).href() },
        }
    }

    /// The entry of what was decided on paper. It is called the same whatever its title becomes: the page is not made anew for that.
    fn entry_link(&self, entry: &SubjectId) -> view::Link {
        view::Link { text: self.words.word("site-re-entered"), href: Page::Subject(entry.clone()).href() }
    }

    /// A person with the unit and posts of the register.
    fn actor(&self, person: &Slug) -> view::Actor {
        let Some(found) = self.find_person(person) else {
            return view::Actor { name: person.to_string(), ..view::Actor::default() };
        };
        let posts: Vec<&str> = found.posts.iter().filter_map(|post| self.post_title(post)).collect();
        view::Actor {
            name: found.name.clone(),
            href: Some(Page::Person(person.clone()).href()),
            unit: self.find_unit(&found.unit).map(|unit| unit.title.clone()),
            post: (!posts.is_empty()).then(|| posts.join(&self.words.word("site-join"))),
        }
    }

    /// Where a subject stands.
    fn badge(&self, docket: &Docket) -> view::Badge {
        let state = state(self.ledger.office(), docket);
        let step = match docket.stage() {
            Stage::InReview | Stage::Carried => self.ledger.office().current_step(docket),
            Stage::Returned
            | Stage::Refused
            | Stage::Issued
            | Stage::Sealed
            | Stage::Sent
            | Stage::Executed
            | Stage::Finished
            | Stage::Withdrawn
            | Stage::Terminated
            | Stage::Rejected
            | Stage::Voided
            | Stage::Repealed
            | Stage::Corrected
            | Stage::Recalled => None,
        };
        // Only the reader has a clock: what was decided for a day to come says from when on it is so.
        let from = docket.ended.as_ref().filter(|ended| ended.how == End::Repealed).and_then(|ended| {
            let from = ended.from.as_ref()?.parse().ok()?;
            let decided = self.ledger.office().settings().day(self.signed(ended.seq)?.time);
            (from > decided)
                .then(|| view::Time { iso: ended.from.clone().unwrap_or_default(), text: self.day_text(from) })
        });
        view::Badge { state, step: step.map(|step| step.title.text(self.words.language().tag()).to_owned()), from }
    }

    /// An act, with what its docket knows of it.
    fn act(&self, entry: &Entry, docket: Option<&Docket>) -> view::Act {
        let mark = docket.and_then(|docket| docket.mark(entry.seq));
        let mut who = entry
            .person
            .as_ref()
            .map_or_else(|| view::Actor { name: entry.name.clone(), ..view::Actor::default() }, |p| self.actor(p));
        if let Some(mark) = mark.filter(|mark| !mark.capacity.is_empty()) {
            who.unit = None;
            who.post = Some(mark.capacity.join(&self.words.word("site-join")));
        }
        let verb = entry.verb.unwrap_or(view::Verb::Submit);
        let said = (!entry.words.is_empty()).then(|| entry.words.clone());
        let gives_reason = matches!(
            verb,
            view::Verb::Revise
                | view::Verb::Return
                | view::Verb::Withdraw
                | view::Verb::TakeBack
                | view::Verb::Terminate
                | view::Verb::Seal
                | view::Verb::Void
                | view::Verb::Repeal
                | view::Verb::Recall
                | view::Verb::Refuse
        );
        let why_late = mark.map(|mark| mark.reason.clone()).filter(|reason| !reason.is_empty());
        let re_entered = mark.and_then(|mark| self.ledger.office().re_entry_of(mark));
        // What a mark says twice is said once.
        let besides = |reason: String| match re_entry(&reason).filter(|_| re_entered.is_some()) {
            Some((_, rest)) => Some(rest.to_owned()).filter(|rest| !rest.is_empty()),
            None => Some(reason),
        };
        let voids = docket.map_or_else(Vec::new, |docket| {
            let void = docket.trail.iter().filter(|mark| mark.void_by == Some(entry.seq));
            void.map(|mark| view::Voided { number: mark.seq, name: self.actor(&mark.person).name }).collect()
        });
        view::Act {
            number: entry.seq,
            who,
            behalf: mark.and_then(|mark| mark.behalf.as_ref()).map(|behalf| self.actor(behalf)),
            verb,
            subject: entry.subject.as_ref().map(|subject| self.subject_link(subject)),
            step: entry.step.as_ref().map(|step| self.step_title(docket, step)),
            time: self.moment(entry.time),
            opinion: said.clone().filter(|_| !gives_reason),
            reason: said.filter(|_| gives_reason).or(why_late).and_then(besides),
            re_entered: re_entered.as_ref().map(|entry| self.entry_link(entry)),
            target: mark.and_then(|mark| self.target(docket, mark)),
            due: mark
                .filter(|mark| mark.verb == view::Verb::Instruct)
                .and_then(|mark| mark.due)
                .map(|due| self.moment(due)),
            late: mark.filter(|mark| mark.is_late()).and_then(|mark| mark.due).map(|due| self.moment(due)),
            confirms: mark.and_then(|mark| mark.confirms),
            changes: docket
                .filter(|_| entry.is_valid() && entry.verb == Some(view::Verb::Revise))
                .and_then(|docket| Self::revision_href(docket, entry.seq)),
            given: entry.number.clone(),
            fingerprint: view::Fingerprint::new(entry.signer.as_ref().map_or("", |signer| signer.as_str())),
            commit: Some(entry.commit.to_string()),
            digest: None,
            verdict: match (&entry.refused, docket.and_then(|docket| self.questioned(docket, entry.seq))) {
                (Some(finding), _) => self.verdict(finding),
                (None, Some(questioned)) => questioned,
                (None, None) => view::Verdict::Valid,
            },
            voids,
            voided_by: mark.and_then(|mark| mark.void_by),
        }
    }

    fn step_title(&self, docket: Option<&Docket>, step: &Slug) -> String {
        let workflow = docket.and_then(|docket| self.ledger.office().workflow(docket).ok());
        let found = workflow.and_then(|workflow| workflow.steps.iter().find(|one| one.name == *step));
        found.map_or(step.as_str(), |found| found.title.text(self.words.language().tag())).to_owned()
    }

    /// What to say of an act that is in question.
    fn questioned(&self, docket: &Docket, seq: u64) -> Option<view::Verdict> {
        let doubt = self.ledger.office().doubts_about(docket).find(|(of, _)| *of == seq)?.1;
        let (code, reason, hint) = self.told(&Finding::from(&Refusal::from(doubt)));
        Some(view::Verdict::Questioned { code, reason, hint })
    }

    fn verdict(&self, finding: &Finding) -> view::Verdict {
        let (code, reason, hint) = self.told(finding);
        view::Verdict::Invalid { code, reason, hint }
    }

    /// A finding in the site's language: number, text with its details, hint.
    fn told(&self, finding: &Finding) -> (String, String, Option<String>) {
        let mut reason = self.words.text(&finding.message);
        for detail in &finding.details {
            reason = format!("{reason} K{} {}", detail.code, self.words.text(&detail.message));
        }
        (format!("K{}", finding.code), reason, self.words.hint(&finding.message))
    }

    fn word(&self, key: &'static str, args: &[(&'static str, &str)]) -> String {
        self.words.format(key, args.iter().copied())
    }

    /// The way through a list's pages.
    fn pager(part: Part, count: usize, size: usize, page: impl Fn(Part) -> Page) -> view::Pager {
        let older = Part::older(count, size);
        let href = |part: Part| page(part).href();
        let mut pager = match part {
            // The newest page knows them all: 1 is itself, the last is the oldest.
            Part::Newest => view::Pager::new(1, older + 1, |number| {
                href(if number == 1 { Part::Newest } else { Part::Older(older + 2 - number) })
            }),
            // An older page knows only its neighbours and the newest, so that it need not be written again when the list grows.
            Part::Older(_) => view::Pager { current: 1, total: 2, ..view::Pager::default() },
        };
        pager.previous = part.newer(count, size).map(href);
        pager.next = part.next_older(count, size).map(href);
        pager
    }
}

const fn cert_state(standing: Standing) -> view::CertState {
    match standing {
        Standing::Active => view::CertState::Active,
        Standing::Suspended => view::CertState::Suspended,
        Standing::Retired => view::CertState::Retired,
        Standing::Compromised => view::CertState::Compromised,
    }
}

/// Whether what is through was published: it says who may read it. Anything else was dealt with.
pub(super) fn is_published(office: &Office, docket: &Docket) -> bool {
    office.workflow(docket).is_ok_and(|workflow| {
        let chosen = workflow.audience.as_ref().and_then(|name| workflow.field(name.as_str()));
        // What was received is dealt with, and not published.
        workflow.numbering.is_none()
            && workflow.receives.is_none()
            && workflow.parcels.is_none()
            && (chosen.is_some_and(|field| field.required) || workflow.field("scope").is_some())
    })
}

/// Where a subject stands, as its badge says it.
pub(super) fn state(office: &Office, docket: &Docket) -> view::State {
    match docket.stage() {
        Stage::InReview => view::State::InReview,
        Stage::Returned => view::State::Returned,
        Stage::Refused => view::State::Refused,
        Stage::Issued => view::State::Issued,
        Stage::Sealed => view::State::Sealed,
        Stage::Sent => view::State::Sent,
        Stage::Carried => view::State::Carried,
        Stage::Executed => view::State::Executed,
        Stage::Finished if is_published(office, docket) => view::State::Published,
        Stage::Finished => view::State::Finished,
        Stage::Withdrawn => view::State::Withdrawn,
        Stage::Terminated => view::State::Terminated,
        Stage::Rejected => view::State::Rejected,
        Stage::Voided => view::State::Voided,
        Stage::Repealed => view::State::Repealed,
        Stage::Corrected => view::State::Corrected,
        Stage::Recalled => view::State::Recalled,
    }
}

/// Where a subject stands, in the word of its badge.
pub(super) fn state_word(office: &Office, docket: &Docket) -> &'static str {
    let stage = docket.stage();
    if stage == Stage::Finished && is_published(office, docket) { "published" } else { stage.word() }
}

/// The folder of a subject as it was last validly handed in.
pub(in crate::site) fn folder_of(ledger: &State, docket: &Docket) -> Option<GitId> {
    ledger.entries().get(&docket.content_seq).and_then(|entry| entry.folder)
}

/// Views of many types behind one reference.
mod erased {
    use super::{Theme, ThemeError};

    /// A view that can be rendered.
    pub(super) trait View {
        /// Renders it with a template.
        fn render(&self, theme: &Theme, template: &str) -> Result<Vec<u8>, ThemeError>;
    }

    impl<T: serde::Serialize> View for T {
        fn render(&self, theme: &Theme, template: &str) -> Result<Vec<u8>, ThemeError> {
            theme.render(template, self)
        }
    }
}
