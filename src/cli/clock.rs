//! The outside world: the hour, the environment, the place one stands.

use std::cell::Cell;
use std::collections::hash_map::RandomState;
use std::ffi::OsString;
use std::hash::{BuildHasher as _, Hasher as _};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use jiff::tz::TimeZone;

use crate::desk::Hour;

/// The clock, in seconds since 1970.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub(super) fn seconds() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// A moment as a person gives it to a program: seconds since 1970, or a time of RFC 3339.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment(pub(super) i64);

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(seconds) = text.parse() {
            return Ok(Self(seconds));
        }
        text.parse::<jiff::Timestamp>().map(|time| Self(time.as_second())).map_err(|error| error.to_string())
    }
}

/// The moment asked for, else the clock's.
pub(super) fn at(now: Option<Moment>) -> i64 {
    now.map_or_else(seconds, |moment| moment.0)
}

/// The clock, for the door's `Date` lines.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
pub(super) fn now() -> SystemTime {
    SystemTime::now()
}

/// The clock that only goes on, for how long something takes.
pub(super) fn instant() -> Instant {
    Instant::now()
}

/// The clock with the office's zone.
pub(super) fn hour(zone: &TimeZone) -> Hour {
    Hour::at(seconds(), zone)
}

/// Letting others go first, when many push at once.
pub(super) struct Patience {
    since: Cell<Instant>,
}

impl Patience {
    /// How many tries somebody lets others go first; after that, the others are newcomers.
    const LONG: usize = 8;
    /// How often the time of a try is doubled.
    const DOUBLED: usize = 4;
    /// The longest wait.
    const MOST: Duration = Duration::from_secs(10);

    pub(super) fn new() -> Self {
        Self { since: Cell::new(Instant::now()) }
    }

    /// Waits for a time by chance, of up to several times what a try took here: twice as many after each of the first tries, so that
    /// however many there are come apart; and a short time again for one who has waited long, so that nobody waits for ever.
    pub(super) fn pause(&self, tries: usize) {
        let took = self.since.get().elapsed();
        let times = if tries <= Self::LONG { 1_u32 << tries.min(Self::DOUBLED) } else { 1 };
        let most = (took * times).min(Self::MOST);
        // Keys of the standard hasher are random: what each process draws is its own.
        let drawn = RandomState::new().build_hasher().finish() % 1_000;
        std::thread::sleep(most * u32::try_from(drawn).unwrap_or_default() / 1_000);
        self.since.set(Instant::now());
    }
}

/// A variable of the environment.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub(super) fn environment(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// The folder one stands in.
#[expect(clippy::disallowed_methods, reason = "this is the one place that asks where one stands")]
pub(super) fn here() -> PathBuf {
    std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."))
}
