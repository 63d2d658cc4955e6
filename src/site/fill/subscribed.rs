//! What feeds and calendars have in common: names, links and moments as programs outside the site read them.

use chrono::{DateTime, FixedOffset, Utc};
use jiff::Timestamp;
use uuid::Uuid;

use super::Source;
use crate::site::escape::is_hostile;
use crate::site::page::{By, Channel, List, Page, Part};
use crate::site::{href, view};

impl Source<'_> {
    /// What a feed or a calendar is called.
    pub(super) fn channel_title(&self, channel: &Channel) -> String {
        let site = &self.ledger.office().settings().title;
        let of = match channel {
            Channel::Office => return clean(site),
            Channel::Unit(unit) => self.find_unit(unit).map_or_else(|| unit.to_string(), |unit| unit.title.clone()),
            Channel::Collection(collection) => self.ledger.office().workflow_of(collection.as_str()).map_or_else(
                || collection.to_string(),
                |workflow| workflow.title.text(self.words.language().tag()).to_owned(),
            ),
        };
        clean(&format!("{of} · {site}"))
    }

    /// The page on which people read what a feed or a calendar tells.
    pub(super) fn channel_page(channel: &Channel, office: Page) -> Page {
        match channel {
            Channel::Office => office,
            Channel::Unit(unit) => Page::Unit(unit.clone(), Part::Newest),
            Channel::Collection(collection) => {
                Page::List(List { collection: collection.clone(), by: By::All }, Part::Newest)
            }
        }
    }

    /// A page as a link of a file of the site: whole, if it is known where the site is, or else the way there.
    pub(super) fn link_from(&self, file: &Page, to: &Page) -> String {
        self.absolute(to).unwrap_or_else(|| format!("{}{}", href::root(&file.file()), to.href()))
    }

    /// A page as a whole link, if it is known where the site is.
    pub(super) fn absolute(&self, page: &Page) -> Option<String> {
        self.address.map(|address| format!("{address}/{}", self.tongue.path(&page.href())))
    }

    /// A name that is the same for ever and nobody else's (RFC 9562, version 5): of the record and what stands in it.
    pub(super) fn name_of(&self, what: &str) -> String {
        name_of(self.ledger.office().settings().record.as_str(), what)
    }

    /// A moment with the offset of the office's time zone.
    pub(super) fn there(&self, seconds: i64) -> DateTime<FixedOffset> {
        let zone = &self.ledger.office().settings().zone;
        let time = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        let east = FixedOffset::east_opt(zone.to_offset(time).seconds());
        let utc = utc(seconds);
        east.map_or_else(|| utc.fixed_offset(), |east| utc.with_timezone(&east))
    }

    /// What can be subscribed to on a page.
    pub(super) fn subscriptions(&self, channel: &Channel, office: &Page) -> Vec<view::Subscription> {
        let mut all = Vec::new();
        let title = self.channel_title(channel);
        let has_calendar = match channel {
            Channel::Office | Channel::Unit(_) => true,
            Channel::Collection(collection) => self
                .ledger
                .office()
                .workflow_of(collection.as_str())
                .is_some_and(|workflow| workflow.calendar.is_some()),
        };
        if *office != Page::Calendar {
            let href = Page::Feed(channel.clone()).href();
            all.push(view::Subscription { kind: view::SubscriptionKind::Feed, title: title.clone(), href });
        }
        if has_calendar {
            let href = Page::Agenda(channel.clone()).href();
            all.push(view::Subscription { kind: view::SubscriptionKind::Calendar, title, href });
        }
        all
    }
}

/// The name of something of a record.
pub(in crate::site) fn name_of(record: &str, what: &str) -> String {
    let space = Uuid::try_parse(record).unwrap_or(Uuid::nil());
    Uuid::new_v5(&space, what.as_bytes()).urn().to_string()
}

/// A moment.
pub(in crate::site) fn utc(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::UNIX_EPOCH)
}

/// A text in one line, without what would hide or reorder it, or has no place in XML or iCalendar.
pub(in crate::site) fn clean(text: &str) -> String {
    let shown = text.chars().map(|c| match c {
        '\t' | '\n' | '\r' => ' ',
        _ if is_hostile(c) => '\u{FFFD}',
        _ => c,
    });
    shown.collect()
}
