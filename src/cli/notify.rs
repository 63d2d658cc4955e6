//! `kanhe notify`: sends what is due once, where no server does it; shows what was not sent; tries a channel.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, clock, column, office, telling};
use crate::id::Slug;
use crate::ledger::Ledger;
use crate::notices::{Done, Herald, Listed, NoticeSettings, Outcome, Post, Queue, Sole, State, place, work};
use crate::record::Record;
use crate::words::{Catalogue, Message, neutral};

/// Send notices, or see them.
#[derive(Args)]
pub(super) struct Notify {
    #[arg(long, value_name = "FILE")]
    notices: Option<PathBuf>,
    #[arg(long, required_unless_present_any = ["list", "test"], conflicts_with_all = ["list", "test"])]
    once: bool,
    #[arg(long, conflicts_with = "test")]
    list: bool,
    #[arg(long, requires = "list")]
    all: bool,
    #[arg(long, value_name = "CHANNEL")]
    test: Option<String>,
    #[arg(long, value_name = "PERSON", requires = "test")]
    to: Option<Slug>,
    #[arg(long, value_name = "TIME", hide = true)]
    now: Option<clock::Moment>,
}

/// How many lines are shown.
const LINES: u64 = 1_000;

/// What is told of the queue.
#[derive(Serialize)]
struct Told<'a> {
    due: u64,
    failed: u64,
    held: Vec<Held<'a>>,
    notices: &'a [Listed],
}

#[derive(Serialize)]
struct Held<'a> {
    channel: &'a str,
    until: i64,
    fault: &'a str,
}

pub(super) fn run(context: &mut Context, args: &Notify) -> Result<ExitCode, Failure> {
    let record = office::record(context)?;
    if args.list {
        return list(context, &record, args.all);
    }
    let path = args.notices.as_deref().ok_or_else(|| Failure::misused(Message::new("notices-unset")))?;
    let settings = telling::settings(path)?;
    let now = args.now;
    let mut sender = Sender::begin(context, &record, (path, settings), clock::at(now))?;
    if let Some(channel) = &args.test {
        let number = sender.try_out(channel, args.to.as_ref(), clock::at(now))?;
        let done = sender.work(now)?;
        if !done.iter().any(|done| done.number == number) {
            return Err(Failure::failed(Message::new("notify-waits").with("number", number).with("channel", channel)));
        }
        return Ok(tell(context, done.iter().filter(|done| done.number == number)));
    }
    sender.tend(&record, clock::at(now))?;
    let done = sender.work(now)?;
    Ok(tell(context, done.iter()))
}

/// Whoever sends once.
struct Sender {
    ledger: Ledger,
    herald: Herald,
    settings: NoticeSettings,
    post: Post,
    _sole: Option<Sole>,
}

impl Sender {
    fn begin(
        context: &mut Context,
        record: &Record,
        (path, settings): (&Path, NoticeSettings),
        now: i64,
    ) -> Result<Self, Failure> {
        let post = Post::new(&settings).map_err(|fault| telling::unusable(path, &fault))?;
        let mut queue = Queue::open(&place(record.git_dir())).map_err(|error| telling::failure(&error))?;
        let sole = queue.become_sender(now).map_err(|error| telling::failure(&error))?;
        let mut ledger = office::ledger(context, record)?;
        ledger.recall_open()?;
        // What has ended since is told no more.
        for subject in queue.subjects().map_err(|error| telling::failure(&error))? {
            ledger.recall(&subject)?;
        }
        let readers: Vec<Slug> = ledger.office().register().people().map(|(person, _)| person.clone()).collect();
        for reader in &readers {
            ledger.recall_unread(reader)?;
        }
        let accounts = telling::accounts_of(record.git_dir())?;
        let chosen = |person: &Slug| telling::chosen(accounts.as_ref(), person);
        let herald = Herald::begin(settings.clone(), telling::pages(), queue, (ledger.office(), &chosen), now);
        let herald = herald.map_err(|error| telling::failure(&error))?;
        Ok(Self { ledger, herald, settings, post, _sole: sole })
    }

    fn tend(&mut self, record: &Record, now: i64) -> Result<(), Failure> {
        let accounts = telling::accounts_of(record.git_dir())?;
        let chosen = |person: &Slug| telling::chosen(accounts.as_ref(), person);
        self.herald.tend(self.ledger.office(), &chosen, now).map_err(|error| telling::failure(&error))
    }

    fn try_out(&mut self, channel: &str, to: Option<&Slug>, now: i64) -> Result<i64, Failure> {
        if !self.settings.has(channel) {
            let robots = self.settings.robots.keys().map(|name| format!("robot.{name}"));
            let known: Vec<String> = self.settings.for_people().into_iter().chain(robots).collect();
            let message = Message::new("notify-no-channel").with("channel", channel).with("known", known.join(", "));
            return Err(Failure::misused(message));
        }
        if self.settings.robot(channel).is_none() && to.is_none() {
            return Err(Failure::misused(Message::new("notify-for-whom").with("channel", channel)));
        }
        let number = self.herald.try_out(self.ledger.office(), channel, to, now);
        number.map_err(|error| telling::failure(&error))?.ok_or_else(|| {
            let name = to.map(Slug::to_string).unwrap_or_default();
            Failure::misused(Message::new("cli-nobody").with("name", name))
        })
    }

    fn work(&mut self, now: Option<clock::Moment>) -> Result<Vec<Done>, Failure> {
        let clock = || clock::at(now);
        let done = work(self.herald.queue(), (&self.settings, &mut self.post), &clock, &|| true);
        done.map_err(|error| telling::failure(&error))
    }
}

/// Says what became of each. The exit code is 0 if all were sent.
fn tell<'d>(context: &mut Context, done: impl Iterator<Item = &'d Done>) -> ExitCode {
    let (mut is_good, mut lines) = (true, Vec::new());
    for one in done {
        let state = match one.outcome {
            Outcome::Sent => State::Sent,
            Outcome::Unknown(_) => State::Unknown,
            Outcome::Refused(_) => State::Failed,
            Outcome::Later(_) | Outcome::Away(_) | Outcome::Full { .. } => State::Due,
        };
        is_good &= state == State::Sent;
        let (number, state) = (one.number.to_string(), state_said(&context.words, state));
        let args = [("number", number.as_str()), ("channel", &one.channel), ("state", &state)];
        let why = one.outcome.fault().map(|fault| context.words.format("notify-why", [("fault", fault)]));
        lines.push(context.words.format("notify-tried", args) + &why.unwrap_or_default());
    }
    for line in lines {
        context.print.line(&line);
    }
    if is_good { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// What is not yet sent, has failed or is unknown. The exit code is 1 if somebody should look.
fn list(context: &mut Context, record: &Record, all: bool) -> Result<ExitCode, Failure> {
    let place = place(record.git_dir());
    let (mut rows, mut held, mut counts) = (Vec::new(), Vec::new(), (0, 0));
    if place.exists() {
        let queue = Queue::open(&place).map_err(|error| telling::failure(&error))?;
        let read = || Ok((queue.list(all, LINES)?, queue.held()?, queue.counts()?));
        (rows, held, counts) = read().map_err(|error| telling::failure(&error))?;
    }
    let (due, failed) = counts;
    if context.common.json {
        let held = held.iter().map(|(channel, until, fault)| Held { channel, until: *until, fault });
        context.print.json(&Told { due, failed, held: held.collect(), notices: &rows });
    } else {
        let ledger = office::ledger(context, record)?;
        let moment = |seconds| ledger.office().local_time(seconds);
        let words = &context.words;
        let (due, lost) = (due.to_string(), failed.to_string());
        let mut lines = vec![words.format("notify-counts", [("due", due.as_str()), ("failed", &lost)])];
        for (channel, until, fault) in &held {
            let until = moment(*until);
            let args = [("channel", channel.as_str()), ("until", &until), ("fault", fault)];
            lines.push(words.format("notify-held", args));
        }
        let cells = rows.iter().map(|row| {
            let next = row.due.map_or_else(|| "—".to_owned(), moment);
            let (number, state) = (row.number.to_string(), state_said(words, row.state));
            let person = row.person.clone().unwrap_or_default();
            [
                number,
                moment(row.made),
                row.channel.clone(),
                person,
                state,
                row.tries.to_string(),
                next,
                neutral(&row.fault),
            ]
        });
        lines.extend(column::table(&cells.collect::<Vec<_>>()));
        for line in lines {
            context.print.line(&line);
        }
    }
    Ok(if failed == 0 && held.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn state_said(words: &Catalogue, state: State) -> String {
    words.word(&format!("notice-state-{}", state.word()))
}
