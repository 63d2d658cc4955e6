//! The pages of a site and where each stands. A list's pages are numbered from its oldest entry, so that a new entry changes
//! the newest page and no other.

use super::view::AreaKind;
use crate::id::{Slug, SubjectId};

/// How many entries a page of a list holds.
pub const ENTRIES: usize = 30;
/// How many acts a page of the ledger holds.
pub const ACTS: usize = 30;
/// How many serials a page of a register of numbers holds.
pub const SERIALS: u32 = 50;

/// What the file of a feed is called.
pub const FEED: &str = "feed.atom";

/// A page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// The first page.
    Home,
    /// One of the five areas.
    Area(AreaKind),
    /// A page of a list of subjects.
    List(List, Part),
    /// A subject.
    Subject(SubjectId),
    /// The papers of a year that a subject hands over; of those whose year nobody knows.
    Papers(SubjectId, Option<i16>, Part),
    /// A paper that a subject hands over.
    Paper(SubjectId, Slug),
    /// All units.
    Units,
    /// A unit, with a part of what it sent out.
    Unit(Slug, Part),
    /// Where a unit is that had another name.
    Former(String),
    /// All people.
    People,
    /// What everybody in office may do.
    Permissions,
    /// All certificates.
    Certificates,
    /// A person.
    Person(Slug),
    /// All seals.
    Seals,
    /// A seal, with a part of its uses.
    Seal(Slug, Part),
    /// What was asked to be changed in register and rules.
    Requests,
    /// A page of the list of all acts.
    Ledger(Part),
    /// The days of a year on which something was done.
    Days(i16),
    /// What was changed when a subject was handed in anew, for the how manieth time it was, from 2.
    Revision(SubjectId, u32),
    /// What somebody has to do and has done, and where the rest of it is.
    Desk(Owner),
    /// A part of what somebody has sent, received or handled.
    Shelf(Owner, Shelf, Part),
    /// The months of the calendar, with the latest.
    Calendar,
    /// A month.
    Month(Month),
    /// The registers of document numbers, by year.
    Numbers,
    /// Some serials of a register of document numbers, counted from 1: so many a page.
    Register(String, u32),
    /// How to work with all this, by role.
    Guide,
    /// How to work with it in a role.
    Lesson(Lesson),
    /// Whose site this is, for whom, and by which rules.
    About,
    /// Everything there is.
    Contents,
    /// How the record is verified.
    Verify,
    /// What waits for somebody.
    Waiting,
    /// What is not received, not read and overdue, by unit.
    Attention,
    /// How much was done and how long it took.
    Statistics,
    /// All collections.
    Workflows,
    /// How the subjects of a collection are dealt with.
    Workflow(Slug),
    /// Where texts are looked for.
    Search,
    /// A feed (RFC 4287) of what came out.
    Feed(Channel),
    /// A calendar (RFC 5545) of what takes place and is due.
    Agenda(Channel),
    /// The page for a page that is not there.
    NotFound,
}

/// Whose news or days are subscribed to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// The whole office's.
    Office,
    /// A unit's.
    Unit(Slug),
    /// A collection's.
    Collection(Slug),
}

/// A month of a year.
pub type Month = (i16, i8);

/// Whose desk it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// A person's.
    Person(Slug),
    /// A unit's.
    Unit(Slug),
}

/// What lies on a desk, but for what waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shelf {
    /// What was handed in.
    Sent,
    /// What was given to read or is addressed there.
    Received,
    /// What was done, act by act.
    Handled,
}

/// What the guide teaches, by role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lesson {
    /// Everybody who reads.
    Reader,
    /// Everybody who signs: a key, a clone, the first day.
    Start,
    /// Who drafts.
    Drafter,
    /// Who approves and signs off.
    Approver,
    /// Who keeps a seal.
    Custodian,
    /// 收发文.
    Clerk,
    /// Who keeps the register and runs the server.
    Operator,
    /// Who keeps copies and verifies them.
    Archivist,
    /// Everybody whom the program refuses something.
    Messages,
}

/// A list of the subjects of a collection.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct List {
    /// The collection.
    pub collection: Slug,
    /// What it is narrowed to.
    pub by: By,
}

/// What a list is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// Nothing.
    All,
    /// A year.
    Year(i16),
    /// An issuing unit.
    Unit(Slug),
    /// A kind, as the form says it.
    Kind(String),
}

/// A part of a list that is spread over pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The newest entries: the page people come to.
    Newest,
    /// A full page of older entries, counted from 1 at the oldest.
    Older(usize),
}

impl Page {
    /// Its file, as a plain path from the site's top.
    pub fn file(&self) -> String {
        match self {
            Self::Home => "index.html".to_owned(),
            Self::List(list, part) => part.file(&list.folder()),
            Self::Subject(subject) => format!("{subject}/index.html"),
            Self::Papers(subject, Some(year), part) => part.file(&format!("{subject}/year.{year:04}")),
            Self::Papers(subject, None, part) => part.file(&format!("{subject}/year.none")),
            // No slug has a dot: lists are in no paper's way.
            Self::Paper(subject, paper) => format!("{subject}/{paper}/index.html"),
            Self::Units => "units/index.html".to_owned(),
            Self::Unit(unit, part) => part.file(&format!("units/{unit}")),
            Self::Former(name) => format!("units/{}/index.html", folder_name(name)),
            Self::People => "people/index.html".to_owned(),
            // No slug has a dot: these are in nobody's way.
            Self::Permissions => "people/permissions.html".to_owned(),
            Self::Certificates => "people/certificates.html".to_owned(),
            Self::Person(person) => format!("people/{person}/index.html"),
            Self::Seals => "seals/index.html".to_owned(),
            Self::Seal(seal, part) => part.file(&format!("seals/{seal}")),
            Self::Requests => "workflows/requests.html".to_owned(),
            Self::Area(area) => format!("workflows/area.{}.html", area.word()),
            Self::Ledger(part) => part.file("ledger"),
            // No slug has a dot: these are in nobody's way.
            Self::Days(year) => format!("ledger/{year:04}.html"),
            Self::Revision(subject, round) => format!("{subject}/revision-{round}.html"),
            Self::Desk(owner) => format!("{}/desk.html", owner.folder()),
            Self::Shelf(owner, shelf, part) => part.file(&format!("{}/{}", owner.folder(), shelf.word())),
            Self::Calendar => "calendar/index.html".to_owned(),
            Self::Month((year, month)) => format!("calendar/{year:04}-{month:02}.html"),
            Self::Numbers => "ledger/numbers/index.html".to_owned(),
            // What a unit counts for itself stands in its folder.
            Self::Register(register, chunk) => match register.split_once('\t') {
                Some((unit, register)) => format!("ledger/numbers/{unit}/{}.{chunk}.html", folder_name(register)),
                None => format!("ledger/numbers/{}.{chunk}.html", folder_name(register)),
            },
            Self::Guide => "guide/index.html".to_owned(),
            Self::Lesson(lesson) => format!("guide/{}.html", lesson.word()),
            Self::About => "about/index.html".to_owned(),
            Self::Contents => "about/contents.html".to_owned(),
            Self::Verify => "verify/index.html".to_owned(),
            Self::Waiting => "waiting/index.html".to_owned(),
            Self::Attention => "waiting/units.html".to_owned(),
            Self::Statistics => "statistics/index.html".to_owned(),
            Self::Workflows => "workflows/index.html".to_owned(),
            Self::Workflow(collection) => format!("workflows/{collection}/index.html"),
            Self::Search => "search/index.html".to_owned(),
            // No slug has a dot: these are in nobody's way.
            Self::Feed(channel) => format!("{}{FEED}", channel.folder()),
            Self::Agenda(channel) => format!("{}calendar.ics", channel.folder()),
            Self::NotFound => "404.html".to_owned(),
        }
    }

    /// The subject whose page it is.
    pub const fn subject(&self) -> Option<&SubjectId> {
        if let Self::Subject(subject) = self { Some(subject) } else { None }
    }

    /// The subject that it tells of, if it is a page of one.
    pub const fn about(&self) -> Option<&SubjectId> {
        if let Self::Subject(subject)
        | Self::Papers(subject, _, _)
        | Self::Paper(subject, _)
        | Self::Revision(subject, _) = self
        {
            Some(subject)
        } else {
            None
        }
    }

    /// Its site path: what a link holds.
    pub fn href(&self) -> String {
        super::href::encoded(self.file())
    }
}

impl Channel {
    /// The folder of its files, with a slash behind it.
    fn folder(&self) -> String {
        match self {
            Self::Office => String::new(),
            Self::Unit(unit) => format!("units/{unit}/"),
            Self::Collection(collection) => format!("{collection}/"),
        }
    }
}

impl Owner {
    /// The folder of its pages.
    fn folder(&self) -> String {
        match self {
            Self::Person(person) => format!("people/{person}"),
            Self::Unit(unit) => format!("units/{unit}"),
        }
    }
}

impl Shelf {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sent, Self::Received, Self::Handled];

    /// The word used in paths and keys.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Handled => "handled",
        }
    }
}

impl Lesson {
    /// All of them, in the order in which one learns.
    pub const ALL: [Self; 9] = [
        Self::Reader,
        Self::Start,
        Self::Drafter,
        Self::Approver,
        Self::Custodian,
        Self::Clerk,
        Self::Operator,
        Self::Archivist,
        Self::Messages,
    ];

    /// The word used in paths.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Start => "start",
            Self::Drafter => "drafter",
            Self::Approver => "approver",
            Self::Custodian => "custodian",
            Self::Clerk => "clerk",
            Self::Operator => "operator",
            Self::Archivist => "archivist",
            Self::Messages => "messages",
        }
    }
}

impl List {
    fn folder(&self) -> String {
        let collection = &self.collection;
        match &self.by {
            By::All => collection.to_string(),
            By::Year(year) => format!("{collection}/{year:04}"),
            By::Unit(unit) => format!("{collection}/by-unit/{unit}"),
            By::Kind(kind) => format!("{collection}/by-kind/{}", folder_name(kind)),
        }
    }
}

/// A text as a folder's name: it may hold what a path may not, or be called like a page.
fn folder_name(text: &str) -> String {
    match crate::id::FileName::check(text.as_bytes()) {
        Ok(name) if !name.to_ascii_lowercase().ends_with(".html") => name.to_owned(),
        Ok(_) | Err(_) => crate::id::Sha256::of(text.as_bytes()).hex(),
    }
}

impl Part {
    fn file(self, folder: &str) -> String {
        match self {
            Self::Newest => format!("{folder}/index.html"),
            Self::Older(number) => format!("{folder}/page-{number}.html"),
        }
    }

    /// The parts of a list of `count` entries, `size` a page: the newest shows what fills no page yet and the full page before it.
    pub fn all(count: usize, size: usize) -> impl Iterator<Item = Self> {
        (1..=Self::older(count, size)).map(Self::Older).chain([Self::Newest])
    }

    /// How many older pages a list has.
    pub fn older(count: usize, size: usize) -> usize {
        (count / size).saturating_sub(1)
    }

    /// The older pages that change when a list has come to `count` entries: one that has just become full and leaves the newest page, and
    /// the one before it, which gets a neighbour.
    pub fn moved(count: usize, size: usize) -> impl Iterator<Item = Self> {
        let last = if count.is_multiple_of(size) { Self::older(count, size) } else { 0 };
        (last.saturating_sub(1).max(1)..=last).map(Self::Older)
    }

    /// The part that shows the entry at that place, counted from 0 at the oldest.
    pub fn showing(place: usize, count: usize, size: usize) -> Self {
        let number = place / size + 1;
        if number <= Self::older(count, size) { Self::Older(number) } else { Self::Newest }
    }

    /// Which entries it shows, counted from 0 at the oldest.
    pub fn range(self, count: usize, size: usize) -> std::ops::Range<usize> {
        match self {
            Self::Older(number) => (number - 1) * size..(number * size).min(count),
            Self::Newest => Self::older(count, size) * size..count,
        }
    }

    /// The part after it, towards the newest.
    pub fn newer(self, count: usize, size: usize) -> Option<Self> {
        match self {
            Self::Newest => None,
            Self::Older(number) if number < Self::older(count, size) => Some(Self::Older(number + 1)),
            Self::Older(_) => Some(Self::Newest),
        }
    }

    /// The part before it, towards the oldest.
    pub fn next_older(self, count: usize, size: usize) -> Option<Self> {
        let number = match self {
            Self::Newest => Self::older(count, size),
            Self::Older(number) => number - 1,
        };
        (number > 0).then_some(Self::Older(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_stands_on_the_page_that_shows_it() {
        for count in 0..360 {
            let mut seen = vec![0; count];
            for part in Part::all(count, 50) {
                for place in part.range(count, 50) {
                    seen[place] += 1;
                    assert_eq!(Part::showing(place, count, 50), part);
                }
            }
            assert!(seen.iter().all(|times| *times == 1), "{count}");
        }
    }

    #[test]
    fn a_new_entry_changes_the_newest_page_and_at_most_makes_one() {
        for count in 0..360usize {
            let older = |count: usize| Part::all(count, 50).filter(|part| *part != Part::Newest).collect::<Vec<_>>();
            let (before, after) = (older(count), older(count + 1));
            assert!(after.starts_with(&before) && after.len() - before.len() <= 1, "{count}");
            assert!(before.iter().all(|part| part.range(count, 50) == part.range(count + 1, 50)));
        }
    }

    #[test]
    fn a_new_entry_moves_what_has_another_neighbour() {
        let says = |part: Part, count| (part.range(count, 50), part.newer(count, 50), part.next_older(count, 50));
        for count in 1..360 {
            let before: Vec<Part> = Part::all(count - 1, 50).collect();
            let differs = |part: &Part| !before.contains(part) || says(*part, count - 1) != says(*part, count);
            let older = Part::all(count, 50).filter(|part| *part != Part::Newest);
            assert!(older.filter(differs).eq(Part::moved(count, 50)), "{count}");
        }
    }

    #[test]
    fn the_way_through_a_list_meets_every_page() {
        let mut at = Part::Newest;
        let mut way = vec![at];
        while let Some(next) = at.next_older(520, 50) {
            assert_eq!(next.newer(520, 50), Some(at));
            at = next;
            way.push(at);
        }
        way.reverse();
        assert_eq!(way, Part::all(520, 50).collect::<Vec<_>>());
    }

    #[test]
    fn no_former_name_is_in_the_way_of_a_page() {
        assert_eq!(Page::Former("县物资处".to_owned()).href(), "units/%E5%8E%BF%E7%89%A9%E8%B5%84%E5%A4%84/index.html");
        for name in ["index.html", "Page-1.HTML", "../office", "a/b", ".", "", "nul"] {
            let file = Page::Former(name.to_owned()).file();
            assert_eq!((file.len(), file.matches('/').count()), ("units//index.html".len() + 64, 2), "{file}");
        }
    }

    #[test]
    fn no_kind_leaves_its_folder() {
        for kind in ["../../etc", "a/b", "", "."] {
            let list = List { collection: "documents".parse().unwrap(), by: By::Kind(kind.to_owned()) };
            let file = Page::List(list, Part::Newest).file();
            assert_eq!(file.matches('/').count(), 3, "{file}");
        }
    }
}
