//! The herald: sees what has come to wait for whom, and puts what is to be told into the queue.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{DateTime, Weekday};

use super::choices::Choices;
use super::digest::{Own, Tally, digests};
use super::errand::{Errand, errands, is_pending, is_told, title};
use super::kind::{Kind, When};
use super::letter::{Letter, headed, line, mark};
use super::queue::{Body, Bundle, News, Outgoing, Queue, QueueError, Reader, Target};
use super::settings::{MAIL, NoticeSettings, ROBOT, RobotSettings};
use crate::id::{Slug, SubjectId};
use crate::office::{Docket, Office, Why};
use crate::words::{Catalogue, Language};

/// How many subjects have a letter of their own, in a thread of their own, when they come together. More are told in one.
const APART: usize = 3;
/// How often what is pending is looked at though no act came: seats, deputies and limits change as time passes.
const AGAIN: i64 = 600;

/// Where people look, as paths of the site below a language's folder.
#[derive(Debug, Clone)]
pub struct Pages {
    /// A person's desk.
    pub desk: fn(&Slug) -> String,
    /// What is not for all staff and somebody may read.
    pub mine: &'static str,
    /// What waits at all.
    pub waiting: String,
    /// Where somebody chooses what he is told.
    pub account: &'static str,
}

/// What somebody has chosen.
type Chosen<'c> = &'c dyn Fn(&Slug) -> Choices;

/// Who sees what is to be told.
pub struct Herald {
    settings: NoticeSettings,
    pages: Pages,
    queue: Queue,
    salt: Vec<u8>,
    words: [Catalogue; 3],
    /// The subjects that may ask something of somebody.
    pending: BTreeSet<SubjectId>,
    looked: i64,
}

impl Herald {
    /// Begins with what is pending in an office, all of whose dockets that may be are here. What waits when it begins for the first time
    /// counts as told; later, what has come to wait meanwhile is told.
    pub fn begin(
        settings: NoticeSettings,
        pages: Pages,
        mut queue: Queue,
        (office, chosen): (&Office, Chosen<'_>),
        now: i64,
    ) -> Result<Self, QueueError> {
        let is_first = !queue.has_begun()?;
        queue.release(&settings)?;
        let pending = pending(office, &queue)?;
        if is_first {
            let docket = |subject: &SubjectId| office.docket(subject).map(|docket| errands(office, docket, now));
            let waiting: Vec<_> =
                pending.iter().filter_map(|subject| Some((subject.clone(), docket(subject)?))).collect();
            // So does the digest of a day whose hour is past. That it has begun is written last.
            if let Some(day) = digest_day(office, &settings, now) {
                queue.put_digest(&day, &[], now)?;
            }
            queue.begin(&waiting, now)?;
        }
        let (salt, words) = (queue.salt()?, Language::ALL.map(Catalogue::new));
        let mut herald = Self { settings, pages, queue, salt, words, pending, looked: now };
        if !is_first {
            herald.look(office, chosen, now)?;
        }
        Ok(herald)
    }

    /// Looks at everything: nobody knows what has changed.
    pub fn look_anew(&mut self, office: &Office, chosen: Chosen<'_>, now: i64) -> Result<(), QueueError> {
        self.pending = pending(office, &self.queue)?;
        self.look(office, chosen, now)
    }

    /// Takes in subjects about which there were acts.
    pub fn take<'s>(
        &mut self,
        (office, chosen): (&Office, Chosen<'_>),
        subjects: impl IntoIterator<Item = &'s SubjectId>,
        now: i64,
    ) -> Result<(), QueueError> {
        for subject in subjects {
            let Some(docket) = office.docket(subject) else {
                // What the record does not know asks nothing.
                self.pending.remove(subject);
                self.queue.renew(subject, &[], now, &mut |_, _| Vec::new())?;
                continue;
            };
            if is_pending(office, docket) {
                self.pending.insert(subject.clone());
            } else {
                self.pending.remove(subject);
            }
            self.renew(office, docket, chosen, now)?;
        }
        Ok(())
    }

    /// Looks at all that is pending: people, posts and deputies have changed.
    pub fn look(&mut self, office: &Office, chosen: Chosen<'_>, now: i64) -> Result<(), QueueError> {
        let pending: Vec<SubjectId> = self.pending.iter().cloned().collect();
        self.looked = now;
        self.take((office, chosen), &pending, now)
    }

    /// Puts together what has waited long enough, and the digest if it is its hour.
    pub fn tend(&mut self, office: &Office, chosen: Chosen<'_>, now: i64) -> Result<(), QueueError> {
        // A clock that was set back has us look as well.
        if now.saturating_sub(self.looked).saturating_abs() >= AGAIN {
            self.look(office, chosen, now)?;
            self.queue.forget(now)?;
        }
        for bundle in self.queue.ripe(now - self.settings.collect)? {
            let outgoing = if bundle.channel.starts_with(ROBOT) {
                self.for_group(office, &bundle).into_iter().collect()
            } else {
                self.for_person(office, chosen, &bundle)
            };
            self.queue.put_together(&bundle, &outgoing, now)?;
        }
        self.tell_digest(office, chosen, now)
    }

    /// Puts a trial into the queue: to somebody, or to a group. Its number.
    pub fn try_out(
        &mut self,
        office: &Office,
        channel: &str,
        person: Option<&Slug>,
        now: i64,
    ) -> Result<Option<i64>, QueueError> {
        let reader = person.map(|person| self.reader(office, person, &Choices::default()));
        let reader = match reader {
            Some(None) => return Ok(None),
            Some(reader) => reader,
            None => None,
        };
        let words = self.speaking(office, &Choices::default());
        let letter = Letter {
            subject: headed(words, &office.settings().title, &words.word("notice-trial")),
            lines: vec![words.word("notice-trial-line")],
            ..Letter::default()
        };
        let body = Body { letter, reader, thread: None };
        let one = Outgoing { channel: channel.to_owned(), person: person.cloned(), body, news: Vec::new() };
        self.queue.put(&one, now).map(Some)
    }

    /// The queue.
    pub const fn queue(&mut self) -> &mut Queue {
        &mut self.queue
    }

    /// The title by which a subject is told, if the settings have it told.
    fn title(&self, office: &Office, docket: &Docket) -> Option<String> {
        self.has_titles(docket).then(|| title(office, docket)).flatten()
    }

    /// Whether the settings have titles of that collection told.
    fn has_titles(&self, docket: &Docket) -> bool {
        self.settings.titles.iter().any(|collection| collection.as_str() == docket.subject.collection())
    }

    fn renew(&mut self, office: &Office, docket: &Docket, chosen: Chosen<'_>, now: i64) -> Result<(), QueueError> {
        let asked = errands(office, docket, now);
        let settings = &self.settings;
        let is_for_all = office.is_for_all(docket);
        let mut targets = |errand: &Errand, kind: Kind| targets(office, settings, (errand, kind), is_for_all, chosen);
        self.queue.renew(&docket.subject, &asked, now, &mut targets)?;
        // A group is not told that there is something which is not for all.
        if !is_for_all {
            self.queue.withhold_from_groups(&docket.subject)?;
        }
        // What was put together while all might know it is not sent so once they may not, or the settings say so no more.
        if self.title(office, docket).is_none() {
            self.queue.withhold(&docket.subject)?;
        }
        Ok(())
    }

    /// The words in which somebody is told.
    fn speaking(&self, office: &Office, choices: &Choices) -> &Catalogue {
        let own = choices.language.or(self.settings.language).or_else(|| office.settings().language.parse().ok());
        let language = own.unwrap_or_default();
        let [first, ..] = &self.words;
        self.words.iter().find(|words| words.language() == language).unwrap_or(first)
    }

    /// The address of a page, in a language if the site has it, else in its first.
    fn address(&self, office: &Office, language: Language, page: &str) -> String {
        let languages = &office.settings().languages;
        let folder = languages.iter().skip(1).find(|tag| tag.as_str() == language.tag());
        let folder = folder.map(|tag| format!("{tag}/")).unwrap_or_default();
        format!("{}{folder}{page}", self.settings.site)
    }

    fn reader(&self, office: &Office, person: &Slug, choices: &Choices) -> Option<Reader> {
        let entry = office.register().person(person).filter(|_| is_told(office, person))?;
        let language = self.speaking(office, choices).language().tag().to_owned();
        let (name, email) = (crate::words::neutral(&entry.name), entry.email.clone());
        Some(Reader { person: person.clone(), name, email, mobile: entry.mobile.clone(), language })
    }

    /// The letters in which one person is told what has come together for him.
    fn for_person(&self, office: &Office, chosen: Chosen<'_>, bundle: &Bundle) -> Vec<Outgoing> {
        let Ok(person) = bundle.target.parse::<Slug>() else { return Vec::new() };
        let choices = chosen(&person);
        let Some(reader) = self.reader(office, &person, &choices) else { return Vec::new() };
        let mut by_subject: BTreeMap<&SubjectId, Vec<&News>> = BTreeMap::new();
        for news in &bundle.news {
            by_subject.entry(&news.subject).or_default().push(news);
        }
        let is_apart = bundle.channel == MAIL && by_subject.len() <= APART;
        let parts: Vec<Vec<&News>> =
            if is_apart { by_subject.into_values().collect() } else { vec![bundle.news.iter().collect()] };
        let outgoing = parts.into_iter().map(|news| {
            let words = self.speaking(office, &choices);
            let counts = news.iter().fold(BTreeMap::new(), |mut counts: BTreeMap<Kind, usize>, one| {
                *counts.entry(one.kind).or_default() += 1;
                counts
            });
            let mut letter = Letter::of_news(words, &office.settings().title, &counts);
            let subjects: BTreeSet<&SubjectId> = news.iter().map(|one| &one.subject).collect();
            let dockets: Vec<&Docket> = subjects.iter().filter_map(|subject| office.docket(subject)).collect();
            if let [docket] = &dockets[..] {
                letter.title = self.title(office, docket).map(|title| crate::words::neutral(&title));
            }
            let is_held = dockets.iter().any(|docket| !office.is_for_all(docket));
            let is_seen = dockets.iter().any(|docket| office.is_for_all(docket));
            self.close(office, &mut letter, (words, &person), (is_seen, is_held));
            // Whoever has but one subject in it finds what came about it together.
            let thread = subjects.first().filter(|_| subjects.len() == 1);
            let thread = thread.map(|subject| mark(&self.salt, &subject.to_string()));
            let body = Body { letter, reader: Some(reader.clone()), thread };
            let news = news.into_iter().cloned().collect();
            Outgoing { channel: bundle.channel.clone(), person: Some(person.clone()), body, news }
        });
        outgoing.collect()
    }

    /// Puts the links and the foot below a letter to a person: to his desk for what is for all staff, and to what is not.
    fn close(
        &self,
        office: &Office,
        letter: &mut Letter,
        (words, person): (&Catalogue, &Slug),
        (is_seen, is_held): (bool, bool),
    ) {
        let address = |page: &str| self.address(office, words.language(), page);
        if is_seen {
            letter.links.push((words.word("notice-look"), address(&(self.pages.desk)(person))));
        }
        if is_held {
            letter.links.push((words.word("notice-look-mine"), address(self.pages.mine)));
        }
        letter.foot = vec![words.format("notice-foot", [("address", address(self.pages.account).as_str())])];
    }

    /// What a group is told: how many of what, unit by unit. What came to two people of a unit for one reason came once.
    fn for_group(&self, office: &Office, bundle: &Bundle) -> Option<Outgoing> {
        let words = self.speaking(office, &Choices::default());
        let mut counted: BTreeMap<Slug, BTreeMap<Kind, BTreeSet<&SubjectId>>> = BTreeMap::new();
        for news in &bundle.news {
            // Whoever has left the register meanwhile is told nothing; the others are.
            let unit = office.register().person(&news.person).map(|person| office.register().now(&person.unit));
            let Some(unit) = unit else { continue };
            counted.entry(unit.clone()).or_default().entry(news.kind).or_default().insert(&news.subject);
        }
        if counted.is_empty() {
            return None;
        }
        let mut all: BTreeMap<Kind, usize> = BTreeMap::new();
        let mut lines = Vec::new();
        for (unit, kinds) in counted {
            let said: Vec<String> = kinds.iter().map(|(kind, subjects)| line(words, *kind, subjects.len())).collect();
            lines.push(unit_line(words, office, &unit, &said));
            for (kind, subjects) in kinds {
                *all.entry(kind).or_default() += subjects.len();
            }
        }
        let mut letter = Letter::of_news(words, &office.settings().title, &all);
        letter.lines = lines;
        let address = self.address(office, words.language(), &self.pages.waiting);
        letter.links.push((words.word("notice-look"), address));
        let body = Body { letter, reader: None, thread: None };
        Some(Outgoing { channel: bundle.channel.clone(), person: None, body, news: bundle.news.clone() })
    }

    /// Puts the digest of the day into the queue, if it is its hour on a working day and that has not happened.
    fn tell_digest(&mut self, office: &Office, chosen: Chosen<'_>, now: i64) -> Result<(), QueueError> {
        self.queue.outdate_digests(&local(office, now).date().to_string(), now)?;
        let Some(name) = digest_day(office, &self.settings, now) else { return Ok(()) };
        if self.queue.has_digest(&name)? {
            return Ok(());
        }
        let clerk = office.settings().receiving.clerk.iter();
        let posts: Vec<Slug> = clerk.chain(&self.settings.digest.leaders).cloned().collect();
        let pending = self.pending.iter().filter_map(|subject| office.docket(subject));
        let counted = digests(office, pending, &posts, now);
        let people =
            counted.people.iter().filter_map(|(person, own)| self.digest_of(office, (person, own), &chosen(person)));
        let robots = self.settings.robots.iter().filter(|(_, robot)| robot.kinds.contains(&Kind::Digest));
        let groups = robots.filter_map(|(name, robot)| self.digest_for(office, (name, robot), &counted.units));
        let outgoing: Vec<Outgoing> = people.chain(groups).collect();
        self.queue.put_digest(&name, &outgoing, now)
    }

    /// One person's digest, if he wants one and there is something in it.
    fn digest_of(&self, office: &Office, (person, own): (&Slug, &Own), choices: &Choices) -> Option<Outgoing> {
        if choices.when(Kind::Digest, &self.settings) == When::Never {
            return None;
        }
        let channel = choices.channel(Kind::Digest, &self.settings)?;
        let reader = self.reader(office, person, choices)?;
        let words = self.speaking(office, choices);
        let is_wanted = |why: Why| choices.when(Kind::Waits(why), &self.settings) != When::Never;
        let waits: Vec<(Why, usize)> =
            own.waits.iter().filter(|(why, _)| is_wanted(**why)).map(|(why, count)| (*why, *count)).collect();
        let mut letter = Letter::default();
        letter.lines.extend(waits.iter().map(|(why, count)| line(words, Kind::Waits(*why), *count)));
        let count = |key: &str, count: usize| words.format(key, [("n", count.to_string().as_str())]);
        if own.overdue > 0 && !waits.is_empty() {
            letter.lines.push(count("digest-own-overdue", own.overdue));
        }
        for (unit, tally) in &own.units {
            letter.lines.push(unit_line(words, office, unit, &tallied(words, *tally)));
        }
        if !own.sent.is_empty() {
            letter.lines.push(count("digest-sent", own.sent.values().sum()));
            for (addressee, unreceived) in &own.sent {
                let (who, n) = (office.addressee_name(addressee), unreceived.to_string());
                let args = [("who", who.as_str()), ("n", n.as_str())];
                letter.lines.push(words.format("digest-sent-to", args));
            }
        }
        if letter.lines.is_empty() {
            return None;
        }
        letter.subject = headed(words, &office.settings().title, &words.word("digest-about"));
        letter.counts = waits.iter().map(|(why, count)| (why.word().to_owned(), *count)).collect();
        letter.counts.insert("overdue".to_owned(), if waits.is_empty() { 0 } else { own.overdue });
        self.close(office, &mut letter, (words, person), (true, own.is_held));
        let body = Body { letter, reader: Some(reader), thread: None };
        Some(Outgoing { channel, person: Some(person.clone()), body, news: Vec::new() })
    }

    /// A group's digest: of its units, as far as all staff may know.
    fn digest_for(
        &self,
        office: &Office,
        (name, robot): (&Slug, &RobotSettings),
        units: &BTreeMap<Slug, Tally>,
    ) -> Option<Outgoing> {
        let words = self.speaking(office, &Choices::default());
        let own = units.iter().filter(|(unit, _)| speaks_for(office, robot, unit));
        let lines: Vec<String> =
            own.map(|(unit, tally)| unit_line(words, office, unit, &tallied(words, *tally))).collect();
        if lines.is_empty() {
            return None;
        }
        let subject = headed(words, &office.settings().title, &words.word("digest-about"));
        let address = self.address(office, words.language(), &self.pages.waiting);
        let letter = Letter { subject, lines, links: vec![(words.word("notice-look"), address)], ..Letter::default() };
        let body = Body { letter, reader: None, thread: None };
        Some(Outgoing { channel: format!("{ROBOT}{name}"), person: None, body, news: Vec::new() })
    }
}

/// What day and hour it is at the office.
fn local(office: &Office, now: i64) -> DateTime {
    office.settings().zone.to_datetime(Timestamp::from_second(now).unwrap_or_default())
}

/// The day whose digest is due: a working day, at its hour or later.
fn digest_day(office: &Office, settings: &NoticeSettings, now: i64) -> Option<String> {
    let there = local(office, now);
    let minute = i32::from(there.hour()) * 60 + i32::from(there.minute());
    let day = there.date();
    // Where the calendar of a year is not known, the week says it.
    let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let is_working = office.calendar().is_working_day(day).unwrap_or(!is_weekend);
    (is_working && minute >= settings.digest.minute).then(|| day.to_string())
}

/// What may ask something of somebody, and what did when somebody last looked.
fn pending(office: &Office, queue: &Queue) -> Result<BTreeSet<SubjectId>, QueueError> {
    let now = office.dockets().filter(|docket| is_pending(office, docket)).map(|docket| docket.subject.clone());
    Ok(now.chain(queue.subjects()?).collect())
}

/// Where it is told at once that something has come to wait.
fn targets(
    office: &Office,
    settings: &NoticeSettings,
    (errand, kind): (&Errand, Kind),
    is_for_all: bool,
    chosen: Chosen<'_>,
) -> Vec<Target> {
    let mut targets = Vec::new();
    if !is_told(office, &errand.person) {
        return targets;
    }
    let choices = chosen(&errand.person);
    if choices.when(kind, settings) == When::Now {
        targets.extend(choices.channel(kind, settings).map(|channel| (channel, errand.person.to_string())));
    }
    // A group may have anybody in it.
    let home = office.register().person(&errand.person).map(|person| office.register().now(&person.unit));
    if let Some(home) = home.filter(|_| is_for_all) {
        let robots = settings.robots.iter().filter(|(_, robot)| robot.kinds.contains(&kind));
        let robots = robots.filter(|(_, robot)| speaks_for(office, robot, home));
        targets.extend(robots.map(|(name, _)| (format!("{ROBOT}{name}"), String::new())));
    }
    targets
}

/// Whether a robot speaks for a unit.
fn speaks_for(office: &Office, robot: &RobotSettings, unit: &Slug) -> bool {
    robot.units.is_empty() || robot.units.iter().any(|own| office.register().now(own) == unit)
}

/// What is counted of a unit, in words.
fn tallied(words: &Catalogue, tally: Tally) -> Vec<String> {
    let counts =
        [("digest-unreceived", tally.unreceived), ("digest-unread", tally.unread), ("digest-overdue", tally.overdue)];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    counts.map(|(key, count)| words.format(key, [("n", count.to_string().as_str())])).collect()
}

/// A line about a unit.
fn unit_line(words: &Catalogue, office: &Office, unit: &Slug, said: &[String]) -> String {
    let title = office.register().unit(unit).map_or_else(|| unit.to_string(), |unit| unit.title.clone());
    let said = said.join(&words.word("list-separator"));
    words.format("notice-unit", [("unit", title.as_str()), ("said", &said)])
}
