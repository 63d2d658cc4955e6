//! What the feeds tell: what is through, by the moment it became so or stopped being in force.
//!
//! 1. The feed of a collection tells whatever is through in it. A unit's and the office's tell what was issued or published: what asks for
//!    a change of the register, leave and the like go out to nobody.
//! 2. What was sent back, ended on its way or taken back again leaves its feeds. What is void or repealed comes up once more and says so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::id::SubjectId;
use crate::office::{Docket, End, Office, Stage};
use crate::site::fill::is_published;
use crate::site::page::{Channel, Page};
use crate::site::requests::is_request;

/// How many entries a feed has.
const NEWEST: usize = 50;

/// What the feeds tell, each by the moment of what it tells.
#[derive(Debug, Default)]
pub(in crate::site) struct Feeds {
    channels: BTreeMap<Channel, BTreeSet<Place>>,
    of: BTreeMap<SubjectId, (Told, BTreeSet<Channel>)>,
    /// The beginnings of texts, each with the act that handed it in: a text is read once for all feeds.
    begins: Mutex<BTreeMap<SubjectId, (u64, Arc<str>)>>,
}

/// Where an entry stands in a feed.
type Place = (i64, u64, SubjectId);

/// What an entry tells that does not follow from the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::site) struct Told {
    /// When it was issued or got through, in seconds since 1970.
    pub(in crate::site) published: i64,
    /// When it stopped being in force, or the same.
    pub(in crate::site) updated: i64,
    /// How it stopped.
    pub(in crate::site) ended: Option<End>,
    /// The act that made it so, or the one that handed it in.
    act: u64,
    content: u64,
    number: Option<String>,
}

impl Told {
    /// What is told of a subject, if anything is.
    pub(in crate::site) fn of(docket: &Docket) -> Option<Self> {
        match docket.stage() {
            Stage::Issued
            | Stage::Sealed
            | Stage::Sent
            | Stage::Executed
            | Stage::Finished
            | Stage::Voided
            | Stage::Repealed
            | Stage::Recalled
            | Stage::Corrected => {}
            Stage::InReview
            | Stage::Returned
            | Stage::Refused
            | Stage::Carried
            | Stage::Withdrawn
            | Stage::Terminated
            | Stage::Rejected => return None,
        }
        let time = |seq: u64| docket.mark(seq).map(|mark| mark.time);
        // What is through was so when it left its last step.
        let published = docket.issued.and_then(time).unwrap_or(docket.turn.since);
        let ended = docket.ended.as_ref();
        Some(Self {
            published,
            updated: ended.and_then(|ended| time(ended.seq)).unwrap_or(published),
            ended: ended.map(|ended| ended.how),
            act: ended.map(|ended| ended.seq).or(docket.issued).unwrap_or_else(|| docket.submitted()),
            content: docket.content_seq,
            number: docket.number.as_ref().map(|number| number.text.clone()),
        })
    }

    fn place(&self, subject: &SubjectId) -> Place {
        (self.updated, self.act, subject.clone())
    }
}

impl Feeds {
    /// Takes in how a subject stands now. The feeds that tell it otherwise.
    pub(super) fn take(&mut self, office: &Office, docket: &Docket) -> BTreeSet<Page> {
        let subject = &docket.subject;
        let now = Told::of(docket).map(|told| (told, channels(office, docket)));
        if self.of.get(subject) == now.as_ref() {
            return BTreeSet::new();
        }
        let mut pages = BTreeSet::new();
        if let Some((told, left)) = self.of.remove(subject) {
            let place = told.place(subject);
            for channel in left {
                pages.extend(self.is_told(&channel, &place).then(|| Page::Feed(channel.clone())));
                if let Some(all) = self.channels.get_mut(&channel) {
                    all.remove(&place);
                }
            }
        }
        if let Some((told, entered)) = now {
            let place = told.place(subject);
            for channel in &entered {
                self.channels.entry(channel.clone()).or_default().insert(place.clone());
                pages.extend(self.is_told(channel, &place).then(|| Page::Feed(channel.clone())));
            }
            self.of.insert(subject.clone(), (told, entered));
        }
        pages
    }

    /// Whether it is among those that a feed tells.
    fn is_told(&self, channel: &Channel, place: &Place) -> bool {
        self.channels.get(channel).is_some_and(|all| all.iter().rev().take(NEWEST).any(|other| other == place))
    }

    /// What a feed tells, the newest first.
    pub(in crate::site) fn newest(&self, channel: &Channel) -> impl Iterator<Item = &SubjectId> {
        let all = self.channels.get(channel).into_iter().flat_map(|all| all.iter().rev().take(NEWEST));
        all.map(|(_, _, subject)| subject)
    }

    /// The beginning of a text, which is read if that was not done for this or another feed.
    pub(in crate::site) fn begin<E>(
        &self,
        docket: &Docket,
        read: impl FnOnce() -> Result<String, E>,
    ) -> Result<Arc<str>, E> {
        let begins = || self.begins.lock().unwrap_or_else(PoisonError::into_inner);
        let known = begins().get(&docket.subject).filter(|(content, _)| *content == docket.content_seq).cloned();
        if let Some((_, text)) = known {
            return Ok(text);
        }
        let text: Arc<str> = read()?.into();
        begins().insert(docket.subject.clone(), (docket.content_seq, Arc::clone(&text)));
        Ok(text)
    }
}

/// The feeds that tell a subject.
fn channels(office: &Office, docket: &Docket) -> BTreeSet<Channel> {
    let goes_out = (docket.issued.is_some() || is_published(office, docket)) && !is_request(office, docket);
    let out = goes_out.then(|| [Channel::Office, Channel::Unit(docket.issuer.clone())]);
    let collection = docket.subject.collection().parse().ok().map(Channel::Collection);
    out.into_iter().flatten().chain(collection).collect()
}
