//! First openings (首次打开, K5): which the journal has and the record does not yet.
//!
//! The journal says who read which page when; whom a document waits for to be opened, the office says. Both together are what a server's
//! certificate vouches for with `open`. What was found is kept until the record has it.

use std::collections::BTreeMap;

use crate::accounts::{Accounts, AccountsError};
use crate::id::SubjectId;
use crate::office::{Addressee, Docket, Office, Opening};
use crate::site::Hall;

/// How long after it was read a line is looked at again, in seconds: a site may know of a sending only a moment after it.
const AGAIN: i64 = 90;
/// How many lines of the journal are looked at at a time: so long do others wait for it.
const LINES: i64 = 5_000;
/// How many openings one act says at most.
const MOST: usize = 100;

/// What was found, and how far was looked.
#[derive(Debug, Default)]
pub struct Openings {
    until: Option<i64>,
    found: BTreeMap<SubjectId, BTreeMap<Addressee, Opening>>,
}

impl Openings {
    /// Looks who has first opened these documents where they were sent. `now` is in seconds since 1970.
    pub fn look<'d>(
        &mut self,
        (accounts, hall): (&Accounts, &Hall),
        office: &Office,
        sent: impl Iterator<Item = &'d Docket>,
        now: i64,
    ) -> Result<(), AccountsError> {
        let mut unopened: BTreeMap<&SubjectId, Vec<(&'d Docket, &'d Addressee, i64)>> = BTreeMap::new();
        for docket in sent.filter(|docket| docket.is_in_force()) {
            let deliveries = docket.deliveries.iter();
            let waiting = deliveries.filter(|(_, one)| one.answer.is_none() && office.opened(docket, one).is_none());
            for (addressee, delivery) in waiting {
                unopened.entry(&docket.subject).or_default().push((docket, addressee, delivery.time));
            }
        }
        // What the record has by now, and what was answered without, is looked for no more.
        self.found.retain(|subject, openings| {
            let waiting = unopened.get(subject);
            openings.retain(|addressee, opening| {
                waiting.is_some_and(|all| all.iter().any(|(_, one, sent)| *one == addressee && *sent <= opening.time))
            });
            !openings.is_empty()
        });
        let first = unopened.values().flatten().map(|(_, _, time)| *time).min();
        // A clock that was set back says nothing of what was looked at.
        let from = self.until.map_or(i64::MIN, |until| until.min(now).saturating_sub(AGAIN));
        let (Some(first), mut after) = (first, Some(-1)) else {
            self.until = Some(now);
            return Ok(());
        };
        let found = &mut self.found;
        while let Some(number) = after {
            after = accounts.readings((first.max(from), number, LINES), &mut |person, time, path| {
                let Some(waiting) = subject_of(hall, path).and_then(|subject| unopened.get(&subject)) else { return };
                for (docket, addressee, sent) in waiting {
                    if *sent <= time && time <= now && office.receives(person, addressee, docket, time) {
                        let openings = found.entry(docket.subject.clone()).or_default();
                        let (addressee, person) = ((*addressee).clone(), person.clone());
                        openings.entry(addressee.clone()).or_insert(Opening { addressee, person, time });
                    }
                }
            })?;
        }
        self.until = Some(now);
        Ok(())
    }

    /// What was found, in parts that one act each can say.
    pub fn parts(&self) -> Vec<(SubjectId, Vec<Opening>)> {
        let parts = self.found.iter().flat_map(|(subject, openings)| {
            let all: Vec<Opening> = openings.values().cloned().collect();
            all.chunks(MOST).map(|part| (subject.clone(), part.to_vec())).collect::<Vec<_>>()
        });
        parts.collect()
    }

    /// Lets go of what is in the record, or can never be.
    pub fn done(&mut self, subject: &SubjectId, part: &[Opening]) {
        if let Some(openings) = self.found.get_mut(subject) {
            openings.retain(|_, opening| !part.contains(opening));
        }
    }
}

/// The subject whose own page stands at a path of the server.
fn subject_of(hall: &Hall, path: &str) -> Option<SubjectId> {
    let (_, page) = hall.tongue(path);
    page.trim_end_matches("index.html").trim_end_matches('/').parse().ok()
}
