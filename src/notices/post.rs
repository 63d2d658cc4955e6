//! The post: takes what is due out of the queue, sends it, and writes down what became of it.

use super::command;
use super::mail::Mailer;
use super::queue::{Claimed, Queue, QueueError};
use super::robot::Speaker;
use super::settings::{MAIL, NoticeFault, NoticeSettings};

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was accepted.
    Sent,
    /// It was not accepted, and is tried again.
    Later(String),
    /// The channel cannot be used now: nothing more is tried there for a while.
    Away(String),
    /// The channel takes no more for so many seconds.
    Full {
        /// How many.
        seconds: i64,
        /// What it says.
        fault: String,
    },
    /// It will never be accepted.
    Refused(String),
    /// It was handed over, and nobody answered: it may have been accepted.
    Unknown(String),
}

impl Outcome {
    /// What went wrong.
    pub fn fault(&self) -> Option<&str> {
        match self {
            Self::Sent => None,
            Self::Later(fault)
            | Self::Away(fault)
            | Self::Full { fault, .. }
            | Self::Refused(fault)
            | Self::Unknown(fault) => Some(fault),
        }
    }
}

/// Who sends.
pub struct Post {
    mail: Option<Mailer>,
    speaker: Option<Speaker>,
}

/// A message that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Its number.
    pub number: i64,
    /// By which channel.
    pub channel: String,
    /// What became of it.
    pub outcome: Outcome,
}

impl Post {
    /// A post with the channels of those settings.
    pub fn new(settings: &NoticeSettings) -> Result<Self, NoticeFault> {
        let mail = settings.mail.as_ref().map(|mail| Mailer::new(settings, mail)).transpose()?;
        let speaker = if settings.robots.is_empty() { None } else { Some(Speaker::new(settings)?) };
        Ok(Self { mail, speaker })
    }

    fn send(&mut self, settings: &NoticeSettings, claimed: &Claimed, now: i64) -> Outcome {
        if let Some(mail) = self.mail.as_mut().filter(|_| claimed.channel == MAIL) {
            return mail.send(claimed);
        }
        if let (Some(robot), Some(speaker)) = (settings.robot(&claimed.channel), &self.speaker) {
            return speaker.send(robot, claimed, now);
        }
        match settings.command(&claimed.channel) {
            Some(command) => command::send(command, claimed),
            None => Outcome::Refused("there is no such channel".to_owned()),
        }
    }
}

/// Sends what is due, one after another, until nothing is or `goes_on` says that it is enough. What was tried is told.
pub fn work(
    queue: &mut Queue,
    (settings, post): (&NoticeSettings, &mut Post),
    clock: &dyn Fn() -> i64,
    goes_on: &dyn Fn() -> bool,
) -> Result<Vec<Done>, QueueError> {
    let mut done = Vec::new();
    while goes_on() {
        let Some(claimed) = queue.claim(settings, clock())? else { break };
        let outcome = post.send(settings, &claimed, clock());
        queue.settle(&claimed, &outcome, clock())?;
        done.push(Done { number: claimed.number, channel: claimed.channel, outcome });
    }
    if let Some(mail) = &mut post.mail {
        mail.rest();
    }
    Ok(done)
}
