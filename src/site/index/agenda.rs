//! What stands in the calendars that are subscribed to: the subjects whose workflow names fields for calendars, by when they begin or are
//! due. What was called off stays, and says so: a calendar that is subscribed to has it already.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::events::moment;
use crate::id::{Slug, SubjectId};
use crate::office::{Agenda as Fields, Docket, Office};
use crate::site::page::{Channel, Page};

/// How many subjects a calendar has: those that begin or are due last.
const LATEST: usize = 200;

/// What stands in the calendars.
#[derive(Debug, Default)]
pub(in crate::site) struct Agenda {
    channels: BTreeMap<Channel, BTreeSet<(i64, SubjectId)>>,
    of: BTreeMap<SubjectId, (i64, BTreeSet<Channel>)>,
}

/// A day or a moment of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::site) enum When {
    /// A whole day.
    Day(Date),
    /// A moment, in seconds since 1970.
    At(i64),
}

/// What a calendar is told of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::site) enum Entry<'a> {
    /// It takes place.
    Event {
        /// From when.
        start: When,
        /// Until when, if that is later; the last day itself.
        end: Option<When>,
        /// Where.
        place: Option<&'a str>,
    },
    /// It has to be done by then.
    Task(When),
}

impl<'a> Entry<'a> {
    /// What a calendar is told of a subject, if its workflow says so and its form has a day.
    pub(in crate::site) fn of(office: &Office, docket: &'a Docket) -> Option<Self> {
        // By the rules as they are now: a collection that gets a calendar has one of what it holds already.
        let workflow = office.workflow_of(docket.subject.collection())?;
        let Fields { start, end, place, due } = workflow.calendar.as_ref()?;
        let when = |name: &Slug| match moment(office, docket.value(name.as_str())?)? {
            (_, Some(second)) => Some(When::At(second)),
            (day, None) => Some(When::Day(day)),
        };
        if let Some(due) = due {
            return when(due).map(Self::Task);
        }
        let start = when(start.as_ref()?)?;
        let end = end.as_ref().and_then(when).filter(|end| match (start, end) {
            (When::Day(first), When::Day(last)) => *last > first,
            (When::At(first), When::At(last)) => *last > first,
            (When::Day(_), When::At(_)) | (When::At(_), When::Day(_)) => false,
        });
        let place = place.as_ref().and_then(|name| docket.value(name.as_str())).filter(|text| !text.is_empty());
        Some(Self::Event { start, end, place })
    }

    /// When it begins or is due, in seconds since 1970.
    fn second(self, office: &Office) -> i64 {
        match self {
            Self::Event { start: When::At(second), .. } | Self::Task(When::At(second)) => second,
            Self::Event { start: When::Day(day), .. } | Self::Task(When::Day(day)) => {
                let begins = day.to_zoned(office.settings().zone.clone());
                begins.map_or(0, |begins| begins.timestamp().as_second())
            }
        }
    }
}

impl Agenda {
    /// Takes in how a subject stands now. The calendars that tell of it: each act about it is a new version there.
    pub(super) fn take(&mut self, office: &Office, docket: &Docket) -> BTreeSet<Page> {
        let subject = &docket.subject;
        let mut pages = BTreeSet::new();
        if let Some((second, left)) = self.of.remove(subject) {
            let place = (second, subject.clone());
            for channel in left {
                pages.extend(self.is_told(&channel, &place).then(|| Page::Agenda(channel.clone())));
                if let Some(all) = self.channels.get_mut(&channel) {
                    all.remove(&place);
                }
            }
        }
        if let Some(entry) = Entry::of(office, docket) {
            let place = (entry.second(office), subject.clone());
            let channels: BTreeSet<Channel> = [Channel::Office, Channel::Unit(docket.issuer.clone())]
                .into_iter()
                .chain(subject.collection().parse().ok().map(Channel::Collection))
                .collect();
            for channel in &channels {
                self.channels.entry(channel.clone()).or_default().insert(place.clone());
                pages.extend(self.is_told(channel, &place).then(|| Page::Agenda(channel.clone())));
            }
            self.of.insert(subject.clone(), (place.0, channels));
        }
        pages
    }

    /// Whether it is among those that a calendar has.
    fn is_told(&self, channel: &Channel, place: &(i64, SubjectId)) -> bool {
        self.channels.get(channel).is_some_and(|all| all.iter().rev().take(LATEST).any(|other| other == place))
    }

    /// What a calendar has, the latest first.
    pub(in crate::site) fn latest(&self, channel: &Channel) -> impl Iterator<Item = &SubjectId> {
        let all = self.channels.get(channel).into_iter().flat_map(|all| all.iter().rev().take(LATEST));
        all.map(|(_, subject)| subject)
    }
}
