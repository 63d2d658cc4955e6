//! What was told and what is to be told: one `SQLite` file beside the record, which its owner alone may read.
//!
//! ```text
//!            renew                put together              claim             settle
//!  (nothing) ─────▶ waiting, news ─────────────▶ message: due ────▶ sending ─┬─▶ sent
//!                                                   ▲  │            │        ├─▶ failed: refused for good, or three days old
//!                                      not accepted │  └▶ moot      │        └─▶ unknown: nobody answered
//!                                                   └───────────────┤
//!                                                                   └─▶ unknown: who sent it was killed
//! ```
//!
//! 1. `waiting` mirrors what waits. A row that comes is told, in the same transaction; as long as it stays it is told no more.
//! 2. Each transaction is on the disk when it ends (`synchronous = FULL`). A message is `sending` before anything is sent.
//! 3. There is one sender: whoever sends holds a lock, and finds as `sending` only what a sender before him left.

use std::fs::{File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Row, Transaction, TransactionBehavior, params};
use serde::{Deserialize, Serialize};

use super::errand::Errand;
use super::kind::Kind;
use super::letter::Letter;
use super::post::Outcome;
use super::settings::NoticeSettings;
use crate::id::{Slug, SubjectId};
use crate::office::Why;

/// The version of the tables.
const VERSION: i64 = 2;

/// How long what has ended is remembered.
const REMEMBERED: i64 = 90 * 86_400;
/// How long a message is tried.
const TRIED: i64 = 3 * 86_400;
/// Why a message has failed that was never tried.
const UNTRIED: &str = "expected a channel that takes it within three days, found none";
/// How long to wait after a failure: the first, the second and so on, and after each that follows the last of these.
const PAUSES: [i64; 5] = [60, 300, 900, 3_600, 3_600];

const TABLES: &str = "
CREATE TABLE begun (one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER, salt BLOB NOT NULL) STRICT;
CREATE TABLE waiting (
    subject TEXT NOT NULL, person TEXT NOT NULL, why TEXT NOT NULL, since INTEGER NOT NULL, urged INTEGER NOT NULL,
    PRIMARY KEY (subject, person, why)) STRICT, WITHOUT ROWID;
CREATE TABLE news (
    number INTEGER PRIMARY KEY, channel TEXT NOT NULL, target TEXT NOT NULL, person TEXT NOT NULL, subject TEXT NOT NULL,
    why TEXT NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX news_subject ON news (subject);
CREATE INDEX news_target ON news (channel, target);
CREATE TABLE message (
    number INTEGER PRIMARY KEY, channel TEXT NOT NULL, person TEXT, body TEXT NOT NULL, parts INTEGER NOT NULL, made INTEGER NOT NULL,
    state TEXT NOT NULL, tries INTEGER NOT NULL, due INTEGER NOT NULL, ended INTEGER, fault TEXT NOT NULL) STRICT;
CREATE INDEX message_due ON message (state, due);
CREATE INDEX message_ended ON message (ended);
CREATE TABLE part (
    message INTEGER NOT NULL, subject TEXT NOT NULL, person TEXT NOT NULL, why TEXT NOT NULL,
    PRIMARY KEY (subject, person, why, message)) STRICT, WITHOUT ROWID;
CREATE INDEX part_message ON part (message);
CREATE TABLE spent (channel TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX spent_channel ON spent (channel, at);
CREATE TABLE hold (
    channel TEXT PRIMARY KEY, until INTEGER NOT NULL, failures INTEGER NOT NULL, fault TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE digest (day TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
";

/// What came with version 2: of which day's digest a message is.
const DIGESTS: &str = "
ALTER TABLE message ADD COLUMN digest TEXT;
CREATE INDEX message_digest ON message (digest) WHERE digest IS NOT NULL;
";

/// What is to be told, and what was.
pub struct Queue {
    base: Connection,
    path: Option<PathBuf>,
}

/// What cannot be done with notices.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// The file cannot be opened.
    #[error("{}: {source}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The database.
    #[error("notices: {0}")]
    Base(#[from] rusqlite::Error),
    /// The file is a later program's.
    #[error("notices: expected tables of version {VERSION} at most, found {found}")]
    Later {
        /// Its version.
        found: i64,
    },
    /// Another program sends notices of this record.
    #[error("another kanhe sends the notices of this record")]
    Busy,
    /// The system gives no random numbers.
    #[error("notices: {0}")]
    Random(String),
}

/// Who alone sends, as long as this is kept.
#[derive(Debug)]
pub struct Sole(#[expect(dead_code, reason = "the lock goes with the file")] File);

/// How a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is to be sent.
    Due,
    /// It is being sent.
    Sending,
    /// It was accepted.
    Sent,
    /// It may have been accepted or not; it is not sent again.
    Unknown,
    /// It was refused, or could not be sent for three days.
    Failed,
    /// What it tells of waits no more.
    Moot,
}

impl State {
    const ALL: [Self; 6] = [Self::Due, Self::Sending, Self::Sent, Self::Unknown, Self::Failed, Self::Moot];

    /// The word in data; the catalogue has a text for it under `notice-state-<word>`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Unknown => "unknown",
            Self::Failed => "failed",
            Self::Moot => "moot",
        }
    }
}

/// What is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Body {
    /// What people read.
    pub(super) letter: Letter,
    /// For whom it is, if it is for one person.
    pub(super) reader: Option<Reader>,
    /// The thread it belongs to.
    pub(super) thread: Option<String>,
}

/// Somebody who is told something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Reader {
    /// The slug.
    pub(super) person: Slug,
    /// The name.
    pub(super) name: String,
    /// The mailbox.
    pub(super) email: String,
    /// The mobile telephone.
    pub(super) mobile: Option<String>,
    /// The language's tag.
    pub(super) language: String,
}

/// A message that is to be sent now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claimed {
    pub(super) number: i64,
    pub(super) channel: String,
    /// What tells it from every other: the same however often it is tried.
    pub(super) name: String,
    pub(super) body: Body,
    tries: i64,
    /// When it was made.
    pub(super) made: i64,
}

/// A line of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// Its number.
    pub number: i64,
    /// By which channel.
    pub channel: String,
    /// To whom, if to one person.
    pub person: Option<String>,
    /// When it was made.
    pub made: i64,
    /// How it stands.
    pub state: State,
    /// How often it was tried.
    pub tries: i64,
    /// When it is tried next, if it is.
    pub due: Option<i64>,
    /// Why it was not sent.
    pub fault: String,
}

/// Something new that one target is told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct News {
    pub(super) number: i64,
    pub(super) person: Slug,
    pub(super) subject: SubjectId,
    pub(super) why: Why,
    pub(super) kind: Kind,
}

/// What has come together for one target of a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bundle {
    pub(super) channel: String,
    /// A person's slug; nothing, if the channel is a group's.
    pub(super) target: String,
    pub(super) news: Vec<News>,
}

/// A message that is put into the queue, and the news it is made of.
pub(super) struct Outgoing {
    pub(super) channel: String,
    pub(super) person: Option<Slug>,
    pub(super) body: Body,
    pub(super) news: Vec<News>,
}

/// Where something new is told: a channel, and a person's slug or nothing.
pub(super) type Target = (String, String);

/// Where the notices of a server's repository stand.
pub fn place(git_dir: &Path) -> PathBuf {
    git_dir.join("kanhe").join("notices.sqlite")
}

impl Queue {
    /// Opens the file, or begins it. Only its owner may read it.
    pub fn open(path: &Path) -> Result<Self, QueueError> {
        let failed = |source| QueueError::Open { path: path.to_owned(), source };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path).map_err(failed)?;
        if file.metadata().map_err(failed)?.permissions().mode() & 0o077 != 0 {
            file.set_permissions(Permissions::from_mode(0o600)).map_err(failed)?;
        }
        drop(file);
        Self::over(Connection::open(path)?, Some(path.to_owned()))
    }

    /// Opens the file to look at it, if it is there; nothing is written.
    pub fn look_at(path: &Path) -> Result<Option<Self>, QueueError> {
        if !path.exists() {
            return Ok(None);
        }
        let base = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        base.busy_timeout(std::time::Duration::from_secs(10))?;
        match base.query_row("PRAGMA user_version", [], |row| row.get(0))? {
            0 => Ok(None),
            found if found > VERSION => Err(QueueError::Later { found }),
            _ => Ok(Some(Self { base, path: None })),
        }
    }

    /// A queue in memory, for tests.
    #[cfg(test)]
    pub(super) fn in_memory() -> Self {
        Self::over(Connection::open_in_memory().unwrap(), None).unwrap()
    }

    fn over(base: Connection, path: Option<PathBuf>) -> Result<Self, QueueError> {
        base.busy_timeout(std::time::Duration::from_secs(10))?;
        base.pragma_update(None, "journal_mode", "WAL")?;
        base.pragma_update(None, "synchronous", "FULL")?;
        base.pragma_update(None, "secure_delete", "ON")?;
        base.pragma_update(None, "trusted_schema", "OFF")?;
        let version = |base: &Connection| base.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
        if version(&base)? < VERSION {
            // Whoever comes second finds the tables of whoever came first.
            base.execute_batch("BEGIN IMMEDIATE")?;
            let found = version(&base)?;
            if found == 0 {
                let mut salt = [0_u8; 32];
                getrandom::fill(&mut salt).map_err(|error| QueueError::Random(error.to_string()))?;
                base.execute_batch(TABLES)?;
                base.execute("INSERT INTO begun (one, salt) VALUES (1, ?1)", [&salt[..]])?;
            }
            if found < 2 {
                base.execute_batch(DIGESTS)?;
                base.pragma_update(None, "user_version", VERSION)?;
            }
            base.execute_batch("COMMIT")?;
        }
        match version(&base)? {
            VERSION => Ok(Self { base, path }),
            found => Err(QueueError::Later { found }),
        }
    }

    /// Becomes the one sender. What a sender before has left half done is not sent again.
    pub fn become_sender(&mut self, now: i64) -> Result<Option<Sole>, QueueError> {
        let sole = match &self.path {
            Some(path) => {
                let path = path.with_extension("lock");
                let failed = |source| QueueError::Open { path: path.clone(), source };
                let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&path);
                let file = file.map_err(failed)?;
                let held = rustix::fs::flock(&file, rustix::fs::FlockOperation::NonBlockingLockExclusive);
                held.map_err(|_| QueueError::Busy)?;
                Some(Sole(file))
            }
            None => None,
        };
        self.base.execute("UPDATE message SET state = 'unknown', ended = ?1 WHERE state = 'sending'", [now])?;
        Ok(sole)
    }

    /// Whether something was taken in before, so that what waits and is not known is new.
    pub(super) fn has_begun(&self) -> Result<bool, QueueError> {
        Ok(self.base.query_row("SELECT at IS NOT NULL FROM begun", [], |row| row.get(0))?)
    }

    /// Begins with what waits: it counts as told.
    pub(super) fn begin(&mut self, waiting: &[(SubjectId, Vec<Errand>)], now: i64) -> Result<(), QueueError> {
        let all = self.base.transaction_with_behavior(TransactionBehavior::Immediate)?;
        all.execute("UPDATE begun SET at = ?1", [now])?;
        for (subject, errands) in waiting {
            for errand in errands {
                put(&all, subject, errand)?;
            }
        }
        Ok(all.commit()?)
    }

    /// Random bytes of this record's notices.
    pub(super) fn salt(&self) -> Result<Vec<u8>, QueueError> {
        Ok(self.base.query_row("SELECT salt FROM begun", [], |row| row.get(0))?)
    }

    /// The subjects of which something waits, as it was taken in last, or of which something is still to be sent.
    pub fn subjects(&self) -> Result<Vec<SubjectId>, QueueError> {
        let mut select = self.base.prepare_cached(
            "SELECT subject FROM waiting UNION SELECT subject FROM news UNION
             SELECT subject FROM part JOIN message ON message.number = part.message WHERE message.state = 'due'",
        )?;
        let rows = select.query_map([], |row| row.get::<_, String>(0))?;
        let subjects: Vec<String> = rows.collect::<Result<_, _>>()?;
        Ok(subjects.into_iter().filter_map(|subject| subject.parse().ok()).collect())
    }

    /// Takes in what a subject asks of whom now. What is new is told where `targets` says; what is no more is told no more.
    pub(super) fn renew(
        &mut self,
        subject: &SubjectId,
        errands: &[Errand],
        now: i64,
        targets: &mut dyn FnMut(&Errand, Kind) -> Vec<Target>,
    ) -> Result<(), QueueError> {
        let known = self.known(subject)?;
        let find = |errand: &Errand| {
            known.iter().find(|(person, why, ..)| person == errand.person.as_str() && why == errand.why.word())
        };
        let fresh: Vec<(&Errand, Kind)> =
            errands.iter().filter_map(|one| Some((one, fresh(one, find(one))?))).collect();
        let is_there = |person: &str, why: &str| {
            errands.iter().any(|errand| errand.person.as_str() == person && errand.why.word() == why)
        };
        let gone: Vec<(&str, &str)> = known
            .iter()
            .map(|(person, why, ..)| (person.as_str(), why.as_str()))
            .filter(|(person, why)| !is_there(person, why))
            .collect();
        if fresh.is_empty() && gone.is_empty() {
            return Ok(());
        }
        let all = self.base.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (person, why) in gone {
            for table in ["waiting", "news", "part"] {
                all.prepare_cached(&format!("DELETE FROM {table} WHERE subject = ?1 AND person = ?2 AND why = ?3"))?
                    .execute(params![subject.to_string(), person, why])?;
            }
        }
        for (errand, kind) in fresh {
            put(&all, subject, errand)?;
            for (channel, target) in targets(errand, kind) {
                all.prepare_cached(
                    "INSERT INTO news (channel, target, person, subject, why, kind, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                )?
                .execute(params![
                    channel,
                    target,
                    errand.person.as_str(),
                    subject.to_string(),
                    errand.why.word(),
                    kind.word(),
                    now
                ])?;
            }
        }
        Ok(all.commit()?)
    }

    fn known(&self, subject: &SubjectId) -> Result<Vec<(String, String, i64, i64)>, QueueError> {
        let mut select =
            self.base.prepare_cached("SELECT person, why, since, urged FROM waiting WHERE subject = ?1")?;
        let rows =
            select.query_map([subject.to_string()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What has waited long enough for others to come with it.
    pub(super) fn ripe(&self, before: i64) -> Result<Vec<Bundle>, QueueError> {
        let mut select = self.base.prepare_cached(
            "SELECT number, channel, target, person, subject, why, kind FROM news
             WHERE (channel, target) IN (SELECT channel, target FROM news GROUP BY channel, target HAVING min(at) <= ?1)
             ORDER BY channel, target, number",
        )?;
        let rows = select.query_map([before], |row| {
            let text = |at: usize| row.get::<_, String>(at);
            Ok((row.get(0)?, text(1)?, text(2)?, text(3)?, text(4)?, text(5)?, text(6)?))
        })?;
        let mut bundles: Vec<Bundle> = Vec::new();
        for row in rows {
            let (number, channel, target, person, subject, why, kind) = row?;
            let (Ok(person), Ok(subject), Ok(kind)) = (person.parse(), subject.parse(), kind.parse()) else { continue };
            let Some(why) = Why::ALL.into_iter().find(|one| one.word() == why) else { continue };
            let news = News { number, person, subject, why, kind };
            match bundles.last_mut() {
                Some(last) if last.channel == channel && last.target == target => last.news.push(news),
                Some(_) | None => bundles.push(Bundle { channel, target, news: vec![news] }),
            }
        }
        Ok(bundles)
    }

    /// Puts messages in the place of the news that they tell.
    pub(super) fn put_together(&mut self, bundle: &Bundle, outgoing: &[Outgoing], now: i64) -> Result<(), QueueError> {
        let all = self.base.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for news in &bundle.news {
            all.prepare_cached("DELETE FROM news WHERE number = ?1")?.execute([news.number])?;
        }
        for one in outgoing {
            insert(&all, one, now)?;
        }
        Ok(all.commit()?)
    }

    /// Whether the digest of a day has gone out.
    pub(super) fn has_digest(&self, day: &str) -> Result<bool, QueueError> {
        let mut select = self.base.prepare_cached("SELECT count(*) > 0 FROM digest WHERE day = ?1")?;
        Ok(select.query_row([day], |row| row.get(0))?)
    }

    /// Takes a subject out of what groups are still to be told: it is not for all any more. A message of it alone is sent no more.
    pub(super) fn withhold_from_groups(&mut self, subject: &SubjectId) -> Result<(), QueueError> {
        let subject = subject.to_string();
        self.base.prepare_cached("DELETE FROM news WHERE subject = ?1 AND target = ''")?.execute([&subject])?;
        self.base
            .prepare_cached(
                "DELETE FROM part WHERE subject = ?1 AND message IN
                 (SELECT number FROM message WHERE state = 'due' AND channel LIKE 'robot.%')",
            )?
            .execute([&subject])?;
        Ok(())
    }

    /// Takes the title of a subject out of what is to be sent: it may not be told any more.
    pub(super) fn withhold(&mut self, subject: &SubjectId) -> Result<(), QueueError> {
        let letters: Vec<(i64, String)> = {
            let mut select = self.base.prepare_cached(
                "SELECT DISTINCT number, body FROM message JOIN part ON part.message = number
                 WHERE part.subject = ?1 AND state IN ('due', 'sending')",
            )?;
            let rows = select.query_map([subject.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect::<Result<_, _>>()?
        };
        for (number, body) in letters {
            let Ok(mut body) = serde_json::from_str::<Body>(&body) else { continue };
            if body.letter.title.take().is_some() {
                let body = serde_json::to_string(&body).unwrap_or_default();
                self.base.execute("UPDATE message SET body = ?2 WHERE number = ?1", params![number, body])?;
            }
        }
        Ok(())
    }

    /// Puts the digest of a day into the queue, once. What was not sent of an earlier day's is not sent any more.
    pub(super) fn put_digest(&mut self, day: &str, outgoing: &[Outgoing], now: i64) -> Result<(), QueueError> {
        let all = self.base.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let new =
            all.execute("INSERT INTO digest (day, at) VALUES (?1, ?2) ON CONFLICT DO NOTHING", params![day, now])?;
        if new > 0 {
            // What was counted the day before is counted again.
            all.execute(
                "UPDATE message SET state = 'moot', ended = ?1 WHERE state = 'due' AND digest IS NOT NULL AND digest != ?2",
                params![now, day],
            )?;
            for one in outgoing {
                let number = insert(&all, one, now)?;
                all.execute("UPDATE message SET digest = ?2 WHERE number = ?1", params![number, day])?;
            }
        }
        Ok(all.commit()?)
    }

    /// Sends the digests of days before this one no more: what they count is no longer so, though no other digest may have come.
    pub(super) fn outdate_digests(&mut self, day: &str, now: i64) -> Result<(), QueueError> {
        self.base
            .prepare_cached("UPDATE message SET state = 'moot', ended = ?2 WHERE state = 'due' AND digest < ?1")?
            .execute(params![day, now])?;
        Ok(())
    }

    /// Puts one message into the queue. Its number.
    pub(super) fn put(&mut self, outgoing: &Outgoing, now: i64) -> Result<i64, QueueError> {
        let all = self.base.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let number = insert(&all, outgoing, now)?;
        all.commit()?;
        Ok(number)
    }

    /// Takes the next message that is due by a channel which may be used, and marks it as being sent.
    pub(super) fn claim(&mut self, settings: &NoticeSettings, now: i64) -> Result<Option<Claimed>, QueueError> {
        let all = self.base.transaction_with_behavior(TransactionBehavior::Immediate)?;
        all.execute(
            "UPDATE message SET state = 'moot', ended = ?1 WHERE state = 'due' AND parts > 0
             AND NOT EXISTS (SELECT 1 FROM part WHERE part.message = message.number)",
            [now],
        )?;
        all.execute(
            "UPDATE message SET state = 'failed', ended = ?1, fault = CASE fault WHEN '' THEN ?3 ELSE fault END
             WHERE state = 'due' AND made < ?2",
            params![now, now - TRIED, UNTRIED],
        )?;
        let open: Vec<String> = {
            let mut select = all.prepare_cached(
                "SELECT DISTINCT channel FROM message WHERE state = 'due' AND due <= ?1
                 AND channel NOT IN (SELECT channel FROM hold WHERE until > ?1) ORDER BY channel",
            )?;
            let rows = select.query_map([now], |row| row.get(0))?;
            rows.collect::<Result<_, _>>()?
        };
        let mut claimed = None;
        for channel in open {
            // What was taken out of the settings is neither sent nor forgotten: it may be there again tomorrow.
            if !settings.has(&channel) || !has_room(&all, settings, &channel, now)? {
                continue;
            }
            let mut select = all.prepare_cached(
                "SELECT number, body, tries, made FROM message WHERE channel = ?1 AND state = 'due' AND due <= ?2
                 ORDER BY due, number LIMIT 1",
            )?;
            let found = select.query_row(params![channel, now], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?, row.get::<_, i64>(3)?))
            });
            let Some((number, body, tries, made)) = found.optional()? else { continue };
            let Ok(body) = serde_json::from_str(&body) else {
                all.execute("UPDATE message SET state = 'failed', ended = ?2 WHERE number = ?1", params![number, now])?;
                continue;
            };
            all.execute("UPDATE message SET state = 'sending', tries = tries + 1 WHERE number = ?1", [number])?;
            all.execute("INSERT INTO spent (channel, at) VALUES (?1, ?2)", params![channel, now])?;
            let name = name(&all, number)?;
            claimed = Some(Claimed { number, channel, name, body, tries: tries + 1, made });
            break;
        }
        all.commit()?;
        Ok(claimed)
    }

    /// Writes down what became of a message.
    pub(super) fn settle(&mut self, claimed: &Claimed, outcome: &Outcome, now: i64) -> Result<(), QueueError> {
        let all = self.base.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let end = |state: State, fault: &str| {
            all.execute(
                "UPDATE message SET state = ?2, ended = ?3, fault = ?4 WHERE number = ?1",
                params![claimed.number, state.word(), now, fault],
            )
        };
        let again = |due: i64, fault: &str| {
            let is_old = claimed.made < now - TRIED;
            let (state, ended) = if is_old { (State::Failed, Some(now)) } else { (State::Due, None) };
            all.execute(
                "UPDATE message SET state = ?2, due = ?3, ended = ?4, fault = ?5 WHERE number = ?1",
                params![claimed.number, state.word(), due, ended, fault],
            )
        };
        match outcome {
            Outcome::Sent => {
                end(State::Sent, "")?;
                all.execute("DELETE FROM hold WHERE channel = ?1", [&claimed.channel])?;
            }
            Outcome::Unknown(fault) => drop(end(State::Unknown, fault)?),
            Outcome::Refused(fault) => drop(end(State::Failed, fault)?),
            Outcome::Later(fault) => drop(again(now + pause(claimed.tries), fault)?),
            Outcome::Full { seconds, fault } => {
                again(now + seconds, fault)?;
                hold(&all, &claimed.channel, (now + seconds, 0), fault)?;
            }
            Outcome::Away(fault) => {
                let failures: Option<i64> = all
                    .query_row("SELECT failures FROM hold WHERE channel = ?1", [&claimed.channel], |row| row.get(0))
                    .optional()?;
                let failures = failures.unwrap_or_default() + 1;
                let until = now + pause(failures);
                again(until, fault)?;
                hold(&all, &claimed.channel, (until, failures), fault)?;
            }
        }
        Ok(all.commit()?)
    }

    /// Forgets what ended long ago.
    pub(super) fn forget(&mut self, now: i64) -> Result<(), QueueError> {
        let all = self.base.transaction_with_behavior(TransactionBehavior::Immediate)?;
        all.execute("DELETE FROM message WHERE ended < ?1", [now - REMEMBERED])?;
        all.execute("DELETE FROM part WHERE message NOT IN (SELECT number FROM message)", [])?;
        all.execute("DELETE FROM digest WHERE at < ?1", [now - REMEMBERED])?;
        all.execute("DELETE FROM spent WHERE at < ?1 OR at > ?2", [now - 3_600, now + 60])?;
        Ok(all.commit()?)
    }

    /// The messages, the newest first: all that are remembered, or those alone that somebody should look at.
    pub fn list(&self, all: bool, most: u64) -> Result<Vec<Listed>, QueueError> {
        let mut select = self.base.prepare_cached(
            "SELECT number, channel, person, made, state, tries, due, fault FROM message
             WHERE ?1 OR state NOT IN ('sent', 'moot') ORDER BY number DESC LIMIT ?2",
        )?;
        let rows = select.query_map(params![all, i64::try_from(most).unwrap_or(i64::MAX)], listed)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What a message says.
    pub fn letter(&self, number: i64) -> Result<Option<Letter>, QueueError> {
        let mut select = self.base.prepare_cached("SELECT body FROM message WHERE number = ?1")?;
        let body: Option<String> = select.query_row([number], |row| row.get(0)).optional()?;
        Ok(body.and_then(|body| serde_json::from_str(&body).ok()).map(|body: Body| body.letter))
    }

    /// The channels that took nothing when they were used last: until when they rest, and why.
    pub fn held(&self) -> Result<Vec<(String, i64, String)>, QueueError> {
        let mut select = self.base.prepare_cached("SELECT channel, until, fault FROM hold ORDER BY channel")?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Lets go of the channels that the settings have no more: nobody waits for them.
    pub(super) fn release(&mut self, settings: &NoticeSettings) -> Result<(), QueueError> {
        for (channel, ..) in self.held()?.into_iter().filter(|(channel, ..)| !settings.has(channel)) {
            self.base.prepare_cached("DELETE FROM hold WHERE channel = ?1")?.execute([channel])?;
        }
        Ok(())
    }

    /// How many messages have failed or are unknown since then.
    pub fn failed_since(&self, time: i64) -> Result<u64, QueueError> {
        let sql = "SELECT count(*) FROM message WHERE state IN ('failed', 'unknown') AND ended >= ?1";
        let count: i64 = self.base.prepare_cached(sql)?.query_row([time], |row| row.get(0))?;
        Ok(u64::try_from(count).unwrap_or_default())
    }

    /// How many messages are to be sent, and how many have failed or are unknown.
    pub fn counts(&self) -> Result<(u64, u64), QueueError> {
        let count = |states: &str| -> Result<u64, QueueError> {
            let sql = format!("SELECT count(*) FROM message WHERE state IN ({states})");
            let count: i64 = self.base.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
            Ok(u64::try_from(count).unwrap_or_default())
        };
        Ok((count("'due', 'sending'")?, count("'failed', 'unknown'")?))
    }
}

/// What is new about an errand, if anything is.
fn fresh(errand: &Errand, known: Option<&(String, String, i64, i64)>) -> Option<Kind> {
    let urged = i64::try_from(errand.urged).unwrap_or(i64::MAX);
    match known {
        None => Some(Kind::Waits(errand.why)),
        Some((_, _, since, _)) if *since != errand.since => Some(Kind::Waits(errand.why)),
        Some((.., before)) if *before < urged => Some(Kind::Urged),
        Some(_) => None,
    }
}

fn put(all: &Transaction<'_>, subject: &SubjectId, errand: &Errand) -> Result<(), QueueError> {
    let urged = i64::try_from(errand.urged).unwrap_or(i64::MAX);
    all.prepare_cached(
        "INSERT OR REPLACE INTO waiting (subject, person, why, since, urged) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![subject.to_string(), errand.person.as_str(), errand.why.word(), errand.since, urged])?;
    Ok(())
}

fn insert(all: &Transaction<'_>, one: &Outgoing, now: i64) -> Result<i64, QueueError> {
    let body = serde_json::to_string(&one.body).unwrap_or_default();
    let parts = i64::try_from(one.news.len()).unwrap_or(i64::MAX);
    all.prepare_cached(
        "INSERT INTO message (channel, person, body, parts, made, state, tries, due, fault) VALUES (?1, ?2, ?3, ?4, ?5, 'due', 0, ?5, '')",
    )?
    .execute(params![one.channel, one.person.as_ref().map(Slug::as_str), body, parts, now])?;
    let number = all.last_insert_rowid();
    for news in &one.news {
        all.prepare_cached("INSERT OR IGNORE INTO part (message, subject, person, why) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![number, news.subject.to_string(), news.person.as_str(), news.why.word()])?;
    }
    Ok(number)
}

fn hold(all: &Transaction<'_>, channel: &str, (until, failures): (i64, i64), fault: &str) -> Result<(), QueueError> {
    all.execute(
        "INSERT OR REPLACE INTO hold (channel, until, failures, fault) VALUES (?1, ?2, ?3, ?4)",
        params![channel, until, failures, fault],
    )?;
    Ok(())
}

/// Whether a channel may be used once more. Seconds are whole here: what may have been within them counts as such.
fn has_room(all: &Transaction<'_>, settings: &NoticeSettings, channel: &str, now: i64) -> Result<bool, QueueError> {
    for (seconds, most) in settings.limits(channel) {
        let spent: i64 = all
            .prepare_cached("SELECT count(*) FROM spent WHERE channel = ?1 AND at >= ?2 AND at <= ?3")?
            .query_row(params![channel, now - seconds, now], |row| row.get(0))?;
        if spent >= i64::from(most) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What tells a message from every other, and tells nothing else.
fn name(all: &Transaction<'_>, number: i64) -> Result<String, QueueError> {
    let salt: Vec<u8> = all.query_row("SELECT salt FROM begun", [], |row| row.get(0))?;
    Ok(super::letter::mark(&salt, &number.to_string()))
}

/// How long to wait after so many failures.
fn pause(failures: i64) -> i64 {
    let at = usize::try_from(failures.saturating_sub(1)).unwrap_or_default();
    PAUSES.get(at).or_else(|| PAUSES.last()).copied().unwrap_or_default()
}

fn listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    let word: String = row.get(4)?;
    let state = State::ALL.into_iter().find(|state| state.word() == word).unwrap_or(State::Unknown);
    let due: i64 = row.get(6)?;
    Ok(Listed {
        number: row.get(0)?,
        channel: row.get(1)?,
        person: row.get(2)?,
        made: row.get(3)?,
        state,
        tries: row.get(5)?,
        due: (state == State::Due).then_some(due),
        fault: row.get(7)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::settings::tests::settings;
    use super::*;

    const NOW: i64 = 1_772_416_800;

    fn subject(name: &str) -> SubjectId {
        format!("documents/2026/{name}").parse().unwrap()
    }

    fn errand(why: Why, since: i64, urged: u64) -> Errand {
        Errand { person: "zhou".parse().unwrap(), why, since, urged }
    }

    fn to_mail(errand: &Errand, _: Kind) -> Vec<Target> {
        vec![("mail".to_owned(), errand.person.to_string())]
    }

    /// What is told when a subject asks that.
    fn told(queue: &mut Queue, name: &str, errands: &[Errand]) -> Vec<Kind> {
        let mut kinds = Vec::new();
        let mut targets = |errand: &Errand, kind: Kind| {
            kinds.push(kind);
            to_mail(errand, kind)
        };
        queue.renew(&subject(name), errands, NOW, &mut targets).unwrap();
        kinds
    }

    fn outgoing(channel: &str, news: Vec<News>) -> Outgoing {
        let reader = Reader {
            person: "zhou".parse().unwrap(),
            name: "周明".to_owned(),
            email: "zhou@example.org".to_owned(),
            mobile: None,
            language: "zh-CN".to_owned(),
        };
        let body = Body { letter: Letter::default(), reader: Some(reader), thread: None };
        Outgoing { channel: channel.to_owned(), person: None, body, news }
    }

    /// A queue with so many messages by that channel.
    fn with(channel: &str, count: usize) -> Queue {
        let mut queue = Queue::in_memory();
        for _ in 0..count {
            queue.put(&outgoing(channel, Vec::new()), NOW).unwrap();
        }
        queue
    }

    fn state(queue: &Queue, number: i64) -> (State, Option<i64>) {
        let listed = queue.list(true, 1_000).unwrap();
        let one = listed.iter().find(|one| one.number == number).unwrap();
        (one.state, one.due)
    }

    #[test]
    fn an_errand_is_told_once_and_again_when_it_is_another_or_urged() {
        let mut queue = Queue::in_memory();
        let seat = Kind::Waits(Why::Seat);
        assert_eq!(told(&mut queue, "a", &[errand(Why::Seat, 10, 0)]), [seat]);
        assert_eq!(told(&mut queue, "a", &[errand(Why::Seat, 10, 0)]), []);
        assert_eq!(told(&mut queue, "b", &[errand(Why::Seat, 10, 0)]), [seat], "another subject");
        assert_eq!(told(&mut queue, "a", &[errand(Why::Seat, 10, 7)]), [Kind::Urged]);
        assert_eq!(told(&mut queue, "a", &[errand(Why::Seat, 10, 7)]), []);
        assert_eq!(told(&mut queue, "a", &[errand(Why::Seat, 20, 7)]), [seat], "it came back to him");
        assert_eq!(told(&mut queue, "a", &[]), []);
        assert_eq!(queue.subjects().unwrap(), [subject("b")]);
        assert_eq!(told(&mut queue, "a", &[errand(Why::Seat, 20, 7)]), [seat], "it waits again");
    }

    #[test]
    fn what_waits_no_more_is_told_no_more() {
        let mut queue = Queue::in_memory();
        told(&mut queue, "a", &[errand(Why::Seat, 10, 0)]);
        told(&mut queue, "a", &[]);
        assert_eq!(queue.ripe(NOW).unwrap(), [], "before it was put together");
        told(&mut queue, "a", &[errand(Why::Seat, 30, 0)]);
        let bundle = queue.ripe(NOW).unwrap().remove(0);
        assert_eq!((bundle.channel.as_str(), bundle.target.as_str(), bundle.news.len()), ("mail", "zhou", 1));
        queue.put_together(&bundle, &[outgoing("mail", bundle.news.clone())], NOW).unwrap();
        assert_eq!(queue.ripe(NOW).unwrap(), [], "once");
        assert_eq!(queue.counts().unwrap(), (1, 0));
        told(&mut queue, "a", &[]);
        assert_eq!(queue.claim(&settings(""), NOW).unwrap(), None, "and after that");
        assert_eq!(state(&queue, 1).0, State::Moot);
    }

    #[test]
    fn what_comes_within_the_time_comes_together() {
        let mut queue = Queue::in_memory();
        told(&mut queue, "a", &[errand(Why::Seat, 10, 0)]);
        told(&mut queue, "b", &[errand(Why::Receive, 10, 0)]);
        assert_eq!(queue.ripe(NOW - 1).unwrap(), []);
        let bundles = queue.ripe(NOW).unwrap();
        assert_eq!((bundles.len(), bundles[0].news.len()), (1, 2));
    }

    /// On the disk before the network is touched, and never twice.
    #[test]
    fn what_was_on_its_way_when_the_sender_died_is_unknown() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kanhe/notices.sqlite");
        let mut queue = Queue::open(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        let sole = queue.become_sender(NOW).unwrap();
        queue.put(&outgoing("mail", Vec::new()), NOW).unwrap();
        let claimed = queue.claim(&settings(""), NOW).unwrap().unwrap();
        assert_eq!(state(&Queue::open(&path).unwrap(), claimed.number).0, State::Sending);
        let mut other = Queue::open(&path).unwrap();
        assert!(matches!(other.become_sender(NOW), Err(QueueError::Busy)));
        drop((sole, queue));
        let _sole = other.become_sender(NOW + 5).unwrap();
        assert_eq!(state(&other, claimed.number).0, State::Unknown);
        assert_eq!(other.claim(&settings(""), NOW + 9_999).unwrap(), None);
        assert_eq!(other.counts().unwrap(), (0, 1));
    }

    #[test]
    fn a_failure_is_tried_again_later_and_later_and_given_up_after_three_days() {
        let settings = settings("");
        let mut queue = with("mail", 1);
        let mut now = NOW;
        let mut names = Vec::new();
        for pause in [60, 300, 900, 3_600, 3_600, 3_600] {
            let claimed = queue.claim(&settings, now).unwrap().unwrap();
            names.push(claimed.name.clone());
            queue.settle(&claimed, &Outcome::Later("450".to_owned()), now).unwrap();
            assert_eq!(state(&queue, 1), (State::Due, Some(now + pause)));
            assert_eq!(queue.claim(&settings, now + pause - 1).unwrap(), None);
            now += pause;
        }
        names.dedup();
        assert_eq!(names.len(), 1, "it is one message however often it is tried");
        let claimed = queue.claim(&settings, NOW + TRIED + 60).unwrap();
        assert_eq!(claimed, None);
        assert_eq!(state(&queue, 1).0, State::Failed);
        queue.forget(NOW + TRIED + 60 + REMEMBERED).unwrap();
        assert_eq!(queue.list(true, 9).unwrap().len(), 1);
        queue.forget(NOW + TRIED + 61 + REMEMBERED).unwrap();
        assert_eq!(queue.list(true, 9).unwrap(), []);
    }

    #[test]
    fn a_server_that_is_away_is_asked_for_one_message_and_not_for_all() {
        let settings = settings("");
        let mut queue = with("mail", 3);
        let claimed = queue.claim(&settings, NOW).unwrap().unwrap();
        queue.settle(&claimed, &Outcome::Away("refused".to_owned()), NOW).unwrap();
        assert_eq!(queue.claim(&settings, NOW + 59).unwrap(), None);
        let held = queue.held().unwrap();
        assert_eq!(held, [("mail".to_owned(), NOW + 60, "refused".to_owned())]);
        let claimed = queue.claim(&settings, NOW + 60).unwrap().unwrap();
        queue.settle(&claimed, &Outcome::Away("refused".to_owned()), NOW + 60).unwrap();
        assert_eq!(queue.claim(&settings, NOW + 60 + 299).unwrap(), None, "and then for longer");
        queue.release(&settings).unwrap();
        assert_eq!(queue.held().unwrap().len(), 1, "a channel that is in use is waited for");
        for _ in 0..3 {
            let claimed = queue.claim(&settings, NOW + 4_000).unwrap().unwrap();
            queue.settle(&claimed, &Outcome::Sent, NOW + 4_000).unwrap();
        }
        assert_eq!((queue.held().unwrap(), queue.counts().unwrap()), (Vec::new(), (0, 0)));
    }

    #[test]
    fn a_channel_that_is_no_more_is_not_waited_for() {
        let mut queue = with("command.sms", 1);
        let before = settings("[command.sms]\nargv = [\"/bin/true\"]\n");
        let claimed = queue.claim(&before, NOW).unwrap().unwrap();
        queue.settle(&claimed, &Outcome::Away("refused".to_owned()), NOW).unwrap();
        assert_eq!(queue.held().unwrap().len(), 1);
        queue.release(&settings("")).unwrap();
        assert_eq!(queue.held().unwrap(), []);
    }

    #[test]
    fn a_channel_is_not_used_more_often_than_it_may_be() {
        let settings =
            settings("[robot.d]\nkind = \"dingtalk\"\ntoken = \"t\"\n[robot.f]\nkind = \"feishu\"\ntoken = \"t\"\n");
        let sent = |channel: &str, queue: &mut Queue, now: i64| {
            let mut count = 0;
            while let Some(claimed) = queue.claim(&settings, now).unwrap() {
                assert_eq!(claimed.channel, channel);
                queue.settle(&claimed, &Outcome::Sent, now).unwrap();
                count += 1;
            }
            count
        };
        let mut queue = with("robot.d", 50);
        assert_eq!(sent("robot.d", &mut queue, NOW), 20);
        assert_eq!(sent("robot.d", &mut queue, NOW + 60), 0, "the first may have been at the end of its second");
        assert_eq!(sent("robot.d", &mut queue, NOW + 61), 20);
        let mut queue = with("robot.f", 200);
        let all: usize = (0..60).map(|second| sent("robot.f", &mut queue, NOW + second)).sum();
        assert_eq!(all, 100, "100 within a minute");
        assert_eq!(sent("robot.f", &mut with("robot.f", 9), NOW), 5, "5 within a second");
        // What it says itself counts as well.
        let mut queue = with("robot.d", 2);
        let claimed = queue.claim(&settings, NOW).unwrap().unwrap();
        queue.settle(&claimed, &Outcome::Full { seconds: 600, fault: "130101".to_owned() }, NOW).unwrap();
        assert_eq!(sent("robot.d", &mut queue, NOW + 599), 0);
        assert_eq!(sent("robot.d", &mut queue, NOW + 600), 2);
    }

    #[test]
    fn a_digest_goes_out_once_a_day() {
        let mut queue = Queue::in_memory();
        for day in ["2026-03-02", "2026-03-02", "2026-03-03"] {
            queue.put_digest(day, &[outgoing("mail", Vec::new())], NOW).unwrap();
        }
        assert!(queue.has_digest("2026-03-02").unwrap() && !queue.has_digest("2026-03-04").unwrap());
        // Nothing could be sent the day before: it is counted again, and told once.
        assert_eq!((state(&queue, 1).0, state(&queue, 2).0), (State::Moot, State::Due));
        assert_eq!(queue.counts().unwrap(), (1, 0));
        let claimed = queue.claim(&settings(""), NOW).unwrap().unwrap();
        assert_eq!(claimed.number, 2);
        queue.put_digest("2026-03-04", &[outgoing("mail", Vec::new())], NOW).unwrap();
        assert_eq!(state(&queue, 2).0, State::Sending, "what is on its way is left alone");
    }

    /// A channel that rests, or that nobody has: what was never tried is given up like the rest.
    #[test]
    fn what_was_never_tried_is_given_up_as_well() {
        let settings = settings("");
        let mut queue = with("mail", 2);
        let first = queue.claim(&settings, NOW).unwrap().unwrap();
        queue.settle(&first, &Outcome::Away("refused".to_owned()), NOW).unwrap();
        let gone = queue.put(&outgoing("robot.none", Vec::new()), NOW).unwrap();
        assert_eq!(queue.claim(&settings, NOW + 30).unwrap(), None);
        assert_eq!(state(&queue, 2).0, State::Due);
        assert_eq!(queue.claim(&settings, NOW + TRIED + 1).unwrap(), None);
        assert_eq!([1, 2, gone].map(|number| state(&queue, number).0), [State::Failed; 3]);
        let why: Vec<String> = queue.list(false, 9).unwrap().into_iter().map(|one| one.fault).collect();
        assert_eq!(why, [UNTRIED, UNTRIED, "refused"], "each says why");
        assert_eq!(queue.failed_since(NOW + TRIED).unwrap(), 3);
        assert_eq!(queue.failed_since(NOW + TRIED + 2).unwrap(), 0);
    }

    #[test]
    fn a_queue_of_the_first_version_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notices.sqlite");
        assert!(Queue::look_at(&path).unwrap().is_none() && !path.exists());
        let old = Connection::open(&path).unwrap();
        old.execute_batch(TABLES).unwrap();
        old.execute_batch("INSERT INTO begun (one, at, salt) VALUES (1, 5, x'00'); PRAGMA user_version = 1;").unwrap();
        drop(old);
        let mut queue = Queue::open(&path).unwrap();
        assert!(queue.has_begun().unwrap());
        queue.put_digest("2026-03-02", &[outgoing("mail", Vec::new())], NOW).unwrap();
        assert_eq!(Queue::look_at(&path).unwrap().unwrap().counts().unwrap(), (1, 0));
    }

    #[test]
    fn what_a_later_program_wrote_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notices.sqlite");
        drop(Queue::open(&path).unwrap());
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 9).unwrap();
        assert!(matches!(Queue::open(&path), Err(QueueError::Later { found: 9 })));
    }
}
