//! Errands: whom a subject waits for, as far as it is told.

use std::collections::BTreeMap;

use crate::id::Slug;
use crate::office::{Docket, Office, Verb, Why};

/// Something that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// For whom.
    pub person: Slug,
    /// Why.
    pub why: Why,
    /// Since when, in seconds since 1970. If that moves on, it is another errand.
    pub since: i64,
    /// The last act that urged it (催办); 0, if none did.
    pub urged: u64,
}

/// What a subject asks of whom at a time: each person and reason once, also if he may act for several.
pub fn errands(office: &Office, docket: &Docket, time: i64) -> Vec<Errand> {
    let urge = docket.trail.iter().rev().find(|mark| mark.verb == Verb::Urge);
    let mut asked: BTreeMap<(Slug, Why), i64> = BTreeMap::new();
    for waiting in office.waiting_about(docket, time) {
        let since = asked.entry((waiting.person, waiting.why)).or_insert(waiting.since);
        *since = waiting.since.min(*since);
    }
    let told = asked.into_iter().filter(|((person, _), _)| is_told(office, person));
    // Whoever is only given it to read is not the one who is urged, and nobody urges himself.
    let urged = |person: &Slug, why| match urge {
        Some(mark) if why != Why::Reading && mark.person != *person => mark.seq,
        Some(_) | None => 0,
    };
    told.map(|((person, why), since)| Errand { urged: urged(&person, why), person, why, since }).collect()
}

/// Whether somebody is told anything: a person who is there, and no server.
pub(super) fn is_told(office: &Office, person: &Slug) -> bool {
    let entry = office.register().person(person);
    entry.is_some_and(|entry| entry.is_active() && !entry.is_service())
}

/// Whether a subject may ask something of somebody again without that an act about it says so.
pub(super) fn is_pending(office: &Office, docket: &Docket) -> bool {
    office.is_pending(docket) || docket.readers.values().any(Option::is_none)
}

/// The subject's title, if it may stand in a notice at all: never of what is not for all staff, and never of what its form gives a secrecy
/// (密级), whichever.
pub(super) fn title(office: &Office, docket: &Docket) -> Option<String> {
    let is_marked = docket.values("secrecy").iter().any(|value| !value.is_empty());
    (office.is_for_all(docket) && !is_marked).then(|| docket.title.clone())
}
