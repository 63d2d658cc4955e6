//! `kanhe.toml`: the settings of an installation (`docs/record-format.md` 8.2).

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::calendar::Hours;
use super::register::Upkeep;
use crate::id::RecordId;

/// The settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The record's id.
    pub record: RecordId,
    /// The installation's title.
    pub title: String,
    /// The language the site speaks first: a tag of the catalogue.
    pub language: String,
    /// The office's time zone, in which days and years are counted.
    pub zone: TimeZone,
    /// The office hours of a working day.
    pub hours: Hours,
    /// Upper bounds of what a subject may hold.
    pub limits: Limits,
    /// What is asked of the register.
    pub register: Upkeep,
}

/// Upper bounds in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Of one file (S1: 20 MiB unless set).
    pub file: u64,
    /// Of one subject's folder.
    pub subject: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file: 20 << 20, subject: 100 << 20 }
    }
}

impl Limits {
    /// What no settings go beyond.
    pub const MOST: Self = Self { file: 64 << 20, subject: 256 << 20 };
}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    format: u32,
    record: RecordId,
    title: String,
    language: String,
    time_zone: String,
    hours: Option<Vec<String>>,
    #[serde(default)]
    limits: Limits,
    #[serde(default)]
    register: Upkeep,
}

impl Settings {
    /// The format this program reads and writes.
    pub const FORMAT: u32 = 1;

    /// Reads the file. The fault is the field that is wrong and what it holds.
    pub(super) fn read(source: &str) -> Result<Self, SettingsFault> {
        let written: Written = super::front::toml(source, 1).map_err(SettingsFault::Toml)?;
        let field = |name, found: &str| SettingsFault::Field { name, found: found.to_owned() };
        if written.format != Self::FORMAT {
            return Err(field("format", &written.format.to_string()));
        }
        if written.title.trim().is_empty() || !crate::id::is_plain(&written.title) {
            return Err(field("title", &written.title));
        }
        if !matches!(written.language.as_str(), "zh-CN" | "zh-TW" | "en") {
            return Err(field("language", &written.language));
        }
        // Letter for letter: where the zones are files, the same name in other letters may be none.
        let zone = TimeZone::get(&written.time_zone)
            .ok()
            .filter(|zone| !zone.is_unknown() && zone.iana_name() == Some(written.time_zone.as_str()))
            .ok_or_else(|| field("time-zone", &written.time_zone))?;
        let hours = match &written.hours {
            None => Hours::default(),
            Some(spans) => Hours::read(spans).ok_or_else(|| field("hours", &spans.join(", ")))?,
        };
        let Limits { file, subject } = written.limits;
        if file == 0 || file > Limits::MOST.file {
            return Err(field("limits.file", &file.to_string()));
        }
        if subject == 0 || subject > Limits::MOST.subject {
            return Err(field("limits.subject", &subject.to_string()));
        }
        if let Some(found) = written.register.fault() {
            return Err(field("register", &found));
        }
        Ok(Self {
            record: written.record,
            title: written.title,
            language: written.language,
            zone,
            hours,
            limits: written.limits,
            register: written.register,
        })
    }

    /// The day in the office at that moment.
    pub fn day(&self, seconds: i64) -> Date {
        let time = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        self.zone.to_datetime(time).date()
    }
}

/// What is wrong with the settings.
#[derive(Debug)]
pub(super) enum SettingsFault {
    Toml(super::front::FrontFault),
    Field { name: &'static str, found: String },
}
