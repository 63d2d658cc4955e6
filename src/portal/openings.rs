//! First openings (首次打开, K5): which the journal has and the record does not yet.
//!
//! The journal says who read which page when; whom a document waits for to be opened, the office says. Both together are what a server's
//! certificate vouches for with `open`.

use std::collections::BTreeMap;

use crate::accounts::{Accounts, AccountsError};
use crate::id::SubjectId;
use crate::office::{Addressee, Docket, Office, Opening};
use crate::site::Hall;

/// How long after it was read a line is looked at again, in seconds: a site may know of a sending only a moment after it.
const AGAIN: i64 = 90;

/// What was looked at already.
#[derive(Debug, Default)]
pub struct Openings {
    until: Option<i64>,
}

impl Openings {
    /// Who has first opened these documents where they were sent, subject by subject, and what the record does not say yet. `now` is in
    /// seconds since 1970.
    pub fn look<'d>(
        &mut self,
        (accounts, hall): (&Accounts, &Hall),
        office: &Office,
        sent: impl Iterator<Item = &'d Docket>,
        now: i64,
    ) -> Result<BTreeMap<SubjectId, Vec<Opening>>, AccountsError> {
        let mut unopened: BTreeMap<&SubjectId, Vec<(&'d Docket, &'d Addressee, i64)>> = BTreeMap::new();
        for docket in sent.filter(|docket| docket.is_in_force()) {
            let deliveries = docket.deliveries.iter();
            let waiting = deliveries.filter(|(_, one)| one.opened.is_none() && one.answer.is_none());
            for (addressee, delivery) in waiting {
                unopened.entry(&docket.subject).or_default().push((docket, addressee, delivery.time));
            }
        }
        let Some(first) = unopened.values().flatten().map(|(_, _, time)| *time).min() else {
            self.until = Some(now);
            return Ok(BTreeMap::new());
        };
        let mut found: BTreeMap<SubjectId, BTreeMap<Addressee, Opening>> = BTreeMap::new();
        let from = self.until.map_or(first, |until| first.max(until.saturating_sub(AGAIN)));
        accounts.readings(from, &mut |person, time, path| {
            let Some(waiting) = subject_of(hall, path).and_then(|subject| unopened.get(&subject)) else { return };
            for (docket, addressee, sent) in waiting {
                if *sent <= time && time <= now && office.receives(person, addressee, docket, time) {
                    let openings = found.entry(docket.subject.clone()).or_default();
                    let (addressee, person) = ((*addressee).clone(), person.clone());
                    openings.entry(addressee.clone()).or_insert(Opening { addressee, person, time });
                }
            }
        })?;
        self.until = Some(now);
        Ok(found.into_iter().map(|(subject, openings)| (subject, openings.into_values().collect())).collect())
    }

    /// Looks at everything again: what was found did not get into the record.
    pub const fn forget(&mut self) {
        self.until = None;
    }
}

/// The subject whose own page stands at a path of the server.
fn subject_of(hall: &Hall, path: &str) -> Option<SubjectId> {
    let (_, page) = hall.tongue(path);
    page.trim_end_matches("index.html").trim_end_matches('/').parse().ok()
}
