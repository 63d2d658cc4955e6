//! Telling people that something waits for them, beside a server: what is to be told is seen as the record goes on, and sent by a thread of its own, so
//! that no page waits for a mail server.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use super::failure::Failure;
use super::printer::Printer;
use super::sign_in::no_secret;
use super::{account, clock};
use crate::accounts::Accounts;
use crate::id::Slug;
use crate::notices::{Choices, Herald, NoticeFault, NoticeSettings, Pages, Post, Queue, QueueError, Sole, place, work};
use crate::office::Office;
use crate::portal::{SecretFault, owners_alone};
use crate::site::page::{Owner, Page};
use crate::site::{Built, Reach, Site};
use crate::words::{Catalogue, Message};

/// The largest file of settings that is read.
const SETTINGS: u64 = 256 * 1024;
/// How often the thread looks whether something is due.
const LOOK: Duration = Duration::from_secs(1);
/// How long somebody who stops the server waits for what is just being sent.
const GRACE: Duration = Duration::from_secs(3);

/// Why channels are not used.
pub(super) fn unusable(path: &Path, fault: &NoticeFault) -> Failure {
    faulty(path, fault)
}

/// Settings that stand in a file which is its owner's alone.
pub(super) fn settings(path: &Path) -> Result<NoticeSettings, Failure> {
    let bytes = owners_alone(path, SETTINGS).map_err(|fault| match fault {
        SecretFault::Unread { source, .. } => {
            Failure::misused(Message::new("notices-unread").with("path", path.display()).with("error", source))
        }
        SecretFault::Shared { mode, .. } => Failure::misused(
            Message::new("notices-shared").with("path", path.display()).with("mode", format!("{mode:03o}")),
        ),
        fault @ SecretFault::Weak { .. } => no_secret(&fault),
    })?;
    let text = String::from_utf8(bytes).map_err(|error| faulty(path, error))?;
    let secret = |path: &Path| owners_alone(path, SETTINGS).map_err(|fault| fault.to_string()).and_then(first_line);
    let folder = path.parent().unwrap_or(Path::new(""));
    NoticeSettings::read(&text, folder, &secret).map_err(|fault| faulty(path, fault))
}

fn first_line(bytes: Vec<u8>) -> Result<String, String> {
    let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

fn faulty(path: &Path, what: impl std::fmt::Display) -> Failure {
    let what = what.to_string();
    Failure::misused(Message::new("notices-faulty").with("path", path.display()).with("what", what.trim_end()))
}

/// Why notices are not worked on.
pub(super) fn failure(error: &QueueError) -> Failure {
    match error {
        QueueError::Busy => Failure::failed(Message::new("notices-busy")),
        QueueError::Open { .. } | QueueError::Base(_) | QueueError::Later { .. } | QueueError::Random(_) => {
            Failure::failed(Message::new("notices-failed").with("error", error))
        }
    }
}

/// Where people look.
pub(super) fn pages() -> Pages {
    Pages {
        desk: |person: &Slug| Page::Desk(Owner::Person(person.clone())).href(),
        mine: "_account/mine",
        waiting: Page::Waiting.href(),
        account: "_account/",
    }
}

/// What somebody has chosen at the server. Where that cannot be read he is told as everybody is.
pub(super) fn chosen(accounts: Option<&Accounts>, person: &Slug) -> Choices {
    let chosen = accounts.and_then(|accounts| accounts.choices(person).ok()).unwrap_or_default();
    Choices::read(chosen.iter().map(|(about, chosen)| (about.as_str(), chosen.as_str())))
}

/// Who tells beside a server. Dropped, it ends.
pub(super) struct Telling {
    herald: Herald,
    accounts: Arc<Accounts>,
    stop: Arc<AtomicBool>,
    over: Option<Sender<()>>,
    ended: Receiver<()>,
    /// What was said already: how many could not be sent, which channels rest, whether something went wrong.
    failed: u64,
    held: Vec<String>,
    is_troubled: bool,
    _sole: Option<Sole>,
}

impl Telling {
    /// Begins with those settings. What cannot be used is better said now.
    pub(super) fn begin(
        settings: &NoticeSettings,
        (file, git_dir): (&Path, &Path),
        (site, accounts): (&Site, &Arc<Accounts>),
    ) -> Result<Self, Failure> {
        let place = place(git_dir);
        let now = clock::seconds();
        let mut queue = Queue::open(&place).map_err(|error| failure(&error))?;
        let sole = queue.become_sender(now).map_err(|error| failure(&error))?;
        let post = Post::new(settings).map_err(|fault| unusable(file, &fault))?;
        let chosen = |person: &Slug| chosen(Some(accounts), person);
        let herald = Herald::begin(settings.clone(), pages(), queue, (site.ledger().office(), &chosen), now);
        let mut herald = herald.map_err(|error| failure(&error))?;
        let failed = herald.queue().counts().map_err(|error| failure(&error))?.1;
        let stop = Arc::new(AtomicBool::new(false));
        let (over, told) = mpsc::channel();
        let (end, ended) = mpsc::channel();
        let sending = sending(&place, (settings.clone(), post), Arc::clone(&stop), (told, end));
        std::thread::Builder::new().name("kanhe-notices".to_owned()).spawn(sending).map_err(|error| {
            Failure::failed(Message::new("serve-failed").with("what", file.display()).with("error", error))
        })?;
        let (accounts, held) = (Arc::clone(accounts), Vec::new());
        let over = Some(over);
        Ok(Self { herald, accounts, stop, over, ended, failed, held, is_troubled: false, _sole: sole })
    }

    /// Takes in what came, and puts into the queue what is to be told. What goes wrong is said once.
    pub(super) fn follow(&mut self, print: &mut Printer, words: &Catalogue, site: &Site, built: Option<&Built>) {
        match self.try_to(site.ledger().office(), built).and_then(|()| self.report(print, words)) {
            Ok(()) => self.is_troubled = false,
            Err(error) => {
                if !std::mem::replace(&mut self.is_troubled, true) {
                    print.failure(words, &failure(&error));
                }
            }
        }
    }

    fn try_to(&mut self, office: &Office, built: Option<&Built>) -> Result<(), QueueError> {
        let now = clock::seconds();
        let accounts = Arc::clone(&self.accounts);
        let chosen = move |person: &Slug| chosen(Some(&accounts), person);
        // What could not be written down when it came is looked for again.
        let reach =
            if self.is_troubled { Reach::Everything } else { built.map_or(Reach::Subject, |built| built.reach) };
        match reach {
            Reach::Everything => self.herald.look_anew(office, &chosen, now)?,
            Reach::People | Reach::Subject => {
                let subjects = built.into_iter().flat_map(|built| &built.subjects);
                self.herald.take((office, &chosen), subjects, now)?;
                if reach == Reach::People {
                    self.herald.look(office, &chosen, now)?;
                }
            }
        }
        self.herald.tend(office, &chosen, now)
    }

    /// Says what could not be sent since it was last said.
    fn report(&mut self, print: &mut Printer, words: &Catalogue) -> Result<(), QueueError> {
        let queue = self.herald.queue();
        let (_, failed) = queue.counts()?;
        let held = queue.held()?;
        if failed > self.failed {
            let more = (failed - self.failed).to_string();
            print.note(&words.format("serve-notices", [("failed", more.as_str())]));
        }
        self.failed = failed;
        for (channel, _, fault) in held.iter().filter(|(channel, ..)| !self.held.contains(channel)) {
            print.note(&words.format("serve-notices-held", [("channel", channel.as_str()), ("fault", fault)]));
        }
        for channel in self.held.iter().filter(|known| !held.iter().any(|(channel, ..)| channel == *known)) {
            print.note(&words.format("serve-notices-back", [("channel", channel.as_str())]));
        }
        self.held = held.into_iter().map(|(channel, ..)| channel).collect();
        Ok(())
    }
}

impl Drop for Telling {
    fn drop(&mut self) {
        self.stop.store(true, Relaxed);
        drop(self.over.take());
        // What is being sent to a server that does not answer is not waited for: it is then unknown, and not sent again.
        self.ended.recv_timeout(GRACE).unwrap_or_default();
    }
}

/// What the thread does: sends what is due until it is told to end.
fn sending(
    place: &Path,
    (settings, mut post): (NoticeSettings, Post),
    stop: Arc<AtomicBool>,
    (told, end): (Receiver<()>, Sender<()>),
) -> impl FnOnce() + Send + 'static {
    let place: PathBuf = place.to_owned();
    move || {
        let goes_on = || !stop.load(Relaxed);
        let mut queue = None;
        while told.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
            // A disk that is full for a while, or a file that is not there, is tried again.
            queue = queue.or_else(|| Queue::open(&place).ok());
            let Some(open) = &mut queue else { continue };
            if work(open, (&settings, &mut post), &clock::seconds, &goes_on).is_err() {
                queue = None;
            }
        }
        end.send(()).unwrap_or_default();
    }
}

/// The accounts of a server, if it has any: nothing is made.
pub(super) fn accounts_of(git_dir: &Path) -> Result<Option<Accounts>, Failure> {
    let place = crate::accounts::place(git_dir);
    if !place.exists() {
        return Ok(None);
    }
    Accounts::open(&place).map(Some).map_err(|error| account::failure(&error))
}
