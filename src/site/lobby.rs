//! What a server needs of a site to receive people: who is in the register, what is asked of them, and pages in its look.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::theme::{Theme, ThemeError};
use super::{href, view};
use crate::id::{Fingerprint, Slug, SubjectId};
use crate::ledger::Certificates;
use crate::office::{Audience, Calendar, Docket, Login, Office, Register, Seen};
use crate::words::Catalogue;

/// The folder of the pages for people, in each language. No collection can have its name: a slug has no `_`.
pub const FOLDER: &str = "_account/";

/// The hall that people come into, as it is now.
#[derive(Debug, Default)]
pub struct Lobby {
    hall: RwLock<Option<Arc<Hall>>>,
    held: RwLock<BTreeMap<SubjectId, Arc<Held>>>,
}

/// A subject that is not for all staff, as far as a server has to know it.
#[derive(Debug)]
pub struct Held {
    /// For whom it is.
    pub audience: Audience,
    /// Its title.
    pub title: String,
    /// The issuing unit's title.
    pub unit: String,
    /// When it was issued, or last dealt with.
    pub time: i64,
    /// Where it stands.
    pub state: view::State,
    /// For whom it waits.
    pub waits: BTreeSet<Slug>,
}

impl Held {
    pub(super) fn of(office: &Office, docket: &Docket, now: i64) -> Self {
        let issued = docket.trail.iter().find(|mark| Some(mark.seq) == docket.issued);
        let unit = office.register().unit(&docket.issuer);
        Self {
            audience: office.audience(docket, now),
            title: docket.title.clone(),
            unit: unit.map_or_else(|| docket.issuer.to_string(), |unit| unit.title.clone()),
            time: issued.or(docket.trail.last()).map_or(0, |mark| mark.time),
            state: super::fill::state(office, docket),
            waits: waits(office, docket, now),
        }
    }
}

/// For whom a subject waits, those who have to send or receive it among them.
fn waits(office: &Office, docket: &Docket, now: i64) -> BTreeSet<Slug> {
    let asked = office.deliveries_ask(docket).into_keys().map(|(person, _)| person);
    office.waiting_at(&office.settled(docket, now), now).into_iter().chain(asked).collect()
}

/// What is known of the office, and how its pages look.
#[derive(Debug)]
pub struct Hall {
    /// The register.
    pub register: Register,
    /// What is asked of those who sign in.
    pub login: Login,
    /// The certificates of the register.
    pub certificates: Certificates,
    /// Those that may be used now: neither suspended nor given up nor reported lost.
    pub usable: BTreeSet<Fingerprint>,
    /// Working days.
    pub calendar: Calendar,
    /// The record's id.
    pub record: String,
    /// The installation's title.
    pub title: String,
    /// How support is reached, as the settings say it; empty if they do not.
    pub support: String,
    pub(super) zone: TimeZone,
    pub(super) dresses: Vec<Dress>,
}

/// How pages look in one language, the first of the languages first.
#[derive(Debug)]
pub(super) struct Dress {
    pub(super) words: Arc<Catalogue>,
    pub(super) theme: Arc<Theme>,
    /// The folder of the language.
    pub(super) folder: String,
    pub(super) base: view::Base,
}

impl Lobby {
    /// The hall, once there is a site.
    pub fn hall(&self) -> Option<Arc<Hall>> {
        self.hall.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The subjects that are not for all staff and that a person may read, those that wait for him first, then the newest.
    pub fn for_reader(&self, hall: &Hall, person: &Slug, now: i64) -> Vec<(SubjectId, Arc<Held>)> {
        let today = hall.day(now);
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        let may = |(_, held): &(&SubjectId, &Arc<Held>)| hall.is_reader(person, held, today);
        let mut list: Vec<(SubjectId, Arc<Held>)> =
            held.iter().filter(may).map(|(subject, held)| (subject.clone(), Arc::clone(held))).collect();
        drop(held);
        list.sort_by_key(|(_, held)| (!held.waits.contains(person), std::cmp::Reverse(held.time)));
        list
    }

    /// Whether a person may read a subject that is not for all staff.
    pub fn may_read(&self, hall: &Hall, person: &Slug, subject: &SubjectId, now: i64) -> bool {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner).get(subject).cloned();
        held.is_some_and(|held| hall.is_reader(person, &held, hall.day(now)))
    }

    /// The subject that is not for all staff whose page or file stands at a path of the server, percent-decoded.
    pub fn subject_at(&self, hall: &Hall, path: &str) -> Option<SubjectId> {
        let (_, rest) = hall.tongue(path);
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        let ends = rest.match_indices('/').map(|(at, _)| at).chain([rest.len()]);
        ends.filter_map(|end| rest.get(..end)?.parse::<SubjectId>().ok()).find(|subject| held.contains_key(subject))
    }

    /// Takes in all subjects that are not for all staff.
    pub(super) fn hold(&self, held: BTreeMap<SubjectId, Arc<Held>>) {
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = held;
    }

    /// Takes in one.
    pub(super) fn hold_one(&self, subject: SubjectId, held: Held) {
        self.held.write().unwrap_or_else(PoisonError::into_inner).insert(subject, Arc::new(held));
    }

    pub(super) fn furnish(&self, hall: Hall) {
        *self.hall.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(hall));
    }
}

impl Hall {
    /// The language of a path of the server, by its place, and the rest of the path.
    pub fn tongue<'p>(&self, path: &'p str) -> (usize, &'p str) {
        let path = path.trim_start_matches('/');
        let other = self
            .dresses
            .iter()
            .enumerate()
            .skip(1)
            .find_map(|(at, dress)| Some((at, path.strip_prefix(&dress.folder)?)));
        other.unwrap_or((0, path))
    }

    /// The top of a language's pages as a path of the server.
    pub fn top(&self, tongue: usize) -> String {
        format!("/{}", self.dresses.get(tongue).map_or("", |dress| &dress.folder))
    }

    /// A text in a language.
    pub fn text(&self, tongue: usize, key: &str, args: &[(&str, &str)]) -> String {
        self.dresses.get(tongue).map_or_else(String::new, |dress| dress.words.format(key, args.iter().copied()))
    }

    /// A text in every language.
    pub fn texts(&self, key: &str, args: &[(&str, &str)]) -> Vec<String> {
        self.dresses.iter().map(|dress| dress.words.format(key, args.iter().copied())).collect()
    }

    fn is_reader(&self, person: &Slug, held: &Held, today: Date) -> bool {
        held.audience.has(person, &self.register, &self.login, today)
    }

    /// The day in the office.
    pub fn day(&self, seconds: i64) -> Date {
        self.zone.to_datetime(Timestamp::from_second(seconds).unwrap_or_default()).date()
    }

    /// A moment as the office counts it.
    pub fn moment(&self, seconds: i64) -> String {
        let time = Timestamp::from_second(seconds).unwrap_or_default();
        self.zone.to_datetime(time).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// The day and its minute in the office.
    pub fn minute(&self, seconds: i64) -> (Date, u16) {
        let there = self.zone.to_datetime(Timestamp::from_second(seconds).unwrap_or_default());
        let minute = i32::from(there.hour()) * 60 + i32::from(there.minute());
        (there.date(), u16::try_from(minute).unwrap_or_default())
    }

    /// When people were there, as the office counts days.
    pub fn seen(&self, times: Vec<(Slug, i64)>) -> Seen {
        crate::office::seen(times, &self.zone)
    }

    /// The first second of a day in the office.
    pub fn first_second(&self, day: Date) -> Option<i64> {
        day.to_zoned(self.zone.clone()).ok().map(|time| time.timestamp().as_second())
    }

    /// A day as people say it in a language.
    pub fn date(&self, tongue: usize, seconds: i64) -> view::Time {
        let day = self.day(seconds);
        let [year, month, date] = [day.year().to_string(), day.month().to_string(), day.day().to_string()];
        let [month_two, day_two] = [day.month(), day.day()].map(|number| format!("{number:02}"));
        let args =
            [("year", &year), ("month", &month), ("day", &date), ("month_two", &month_two), ("day_two", &day_two)];
        let args = args.map(|(name, value)| (name, value.as_str()));
        view::Time { iso: day.to_string(), text: self.text(tongue, "site-day", &args) }
    }

    /// The hour of the day in the office.
    pub fn hour(&self, seconds: i64) -> i8 {
        self.zone.to_datetime(Timestamp::from_second(seconds).unwrap_or_default()).hour()
    }

    /// A page for people.
    pub fn page<V: Serialize>(
        &self,
        tongue: usize,
        (name, title, template): (&str, &str, &str),
        fill: impl FnOnce(view::Base) -> V,
    ) -> Result<Vec<u8>, ThemeError> {
        let dress = self.dresses.get(tongue).or_else(|| self.dresses.first());
        let Some(dress) = dress else {
            return Err(ThemeError::Templates { message: "a site without a language".to_owned() });
        };
        let path = format!("{FOLDER}{name}");
        let languages = self.dresses.iter().zip(&dress.base.languages).map(|(other, link)| view::LanguageLink {
            href: href::encode(&format!("{}{path}", other.folder)),
            ..link.clone()
        });
        let base = view::Base { title: dress.words.word(title), languages: languages.collect(), ..dress.base.clone() };
        dress.theme.render(template, &fill(base))
    }
}

#[cfg(test)]
impl Hall {
    /// A hall of an office that was read from files, in Chinese and English, in the built-in look.
    pub(crate) fn of(office: &Office) -> Self {
        use crate::words::Language;
        let settings = office.settings();
        let dress = |language: Language, folder: &str| {
            let words = Arc::new(Catalogue::new(language));
            let spoken = Arc::clone(&words);
            let theme = Theme::new(&BTreeMap::new(), move |key: &str, args: &BTreeMap<String, String>| {
                spoken.format(key, args.iter().map(|(name, value)| (name.as_str(), value.as_str())))
            });
            let link = |tag: &str| view::LanguageLink {
                tag: tag.to_owned(),
                name: tag.to_owned(),
                href: String::new(),
                current: tag == language.tag(),
            };
            let base = view::Base {
                site: settings.title.clone(),
                lang: language.tag().to_owned(),
                root: href::root("search/index.html"),
                top: href::root(&format!("{folder}search/index.html")),
                languages: vec![link("zh-CN"), link("en")],
                ..view::Base::default()
            };
            Dress { words, theme: Arc::new(theme.unwrap()), folder: folder.to_owned(), base }
        };
        Self {
            register: office.register().clone(),
            login: settings.login.clone(),
            certificates: Certificates::default(),
            usable: BTreeSet::new(),
            calendar: office.calendar().clone(),
            record: settings.record.to_string(),
            title: settings.title.clone(),
            support: settings.about.support.clone(),
            zone: settings.zone.clone(),
            dresses: vec![dress(Language::ZhCn, ""), dress(Language::En, "en/")],
        }
    }
}

#[cfg(test)]
impl Lobby {
    /// A lobby with that hall.
    pub(crate) fn with(hall: Hall) -> Self {
        Self { hall: RwLock::new(Some(Arc::new(hall))), held: RwLock::default() }
    }
}
