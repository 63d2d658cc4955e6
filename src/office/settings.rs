//! `kanhe.toml`: the settings of an installation (`docs/record-format.md` 8.2).

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::calendar::Hours;
use super::delivery::{Groups, Receiving};
use super::login::Login;
use super::partner::{self, Partner, Partners};
use super::register::Upkeep;
use crate::id::{RecordId, Slug};

/// The settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The record's id.
    pub record: RecordId,
    /// The installation's title.
    pub title: String,
    /// The language the site speaks first: a tag of the catalogue.
    pub language: String,
    /// The languages the site is written in, that one first.
    pub languages: Vec<String>,
    /// The office's time zone, in which days and years are counted.
    pub zone: TimeZone,
    /// The office hours of a working day.
    pub hours: Hours,
    /// Upper bounds of what a subject may hold.
    pub limits: Limits,
    /// What is asked of the register.
    pub register: Upkeep,
    /// Who answers for the system, and what it is for.
    pub about: About,
    /// What is asked of those who sign in to the server.
    pub login: Login,
    /// How documents that were sent are received.
    pub receiving: Receiving,
    /// Recipients that have a name together (K3).
    pub groups: Groups,
    /// The offices with which parcels are exchanged (B13).
    pub partners: Partners,
}

/// Who answers for the system and what it is for (A1–A3, A16, A17): `[about]` of the settings. It is shown and decides nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct About {
    /// The units that lead (领导机构).
    pub lead: Vec<Slug>,
    /// The units that supervise (监督管理).
    pub supervisor: Vec<Slug>,
    /// The units that run it (技术支持).
    pub operator: Vec<Slug>,
    /// How support is reached (联系方式).
    pub support: String,
    /// Which units and people it is for (适用范围).
    pub scope: String,
    /// The laws and rules it stands on (依据).
    pub bases: Vec<String>,
}

impl About {
    /// The first text that no page could show on its line.
    fn fault(&self) -> Option<&'static str> {
        let plain = |text: &String| crate::id::is_plain(text);
        let bases = self.bases.iter().all(|text| plain(text) && !text.trim().is_empty());
        [("about.support", plain(&self.support)), ("about.scope", plain(&self.scope)), ("about.bases", bases)]
            .into_iter()
            .find_map(|(name, good)| (!good).then_some(name))
    }
}

/// The languages there is a catalogue for.
const LANGUAGES: [&str; 3] = ["zh-CN", "zh-TW", "en"];

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
    languages: Option<Vec<String>>,
    hours: Option<Vec<String>>,
    #[serde(default)]
    limits: Limits,
    #[serde(default)]
    register: Upkeep,
    #[serde(default)]
    about: About,
    #[serde(default)]
    login: Login,
    #[serde(default)]
    delivery: Receiving,
    #[serde(default)]
    group: Groups,
    #[serde(default)]
    partner: Partners,
}

impl Settings {
    /// The format this program reads and writes.
    pub const FORMAT: u32 = 1;

    /// The partner office (往来机关) that keeps that record. No two do.
    pub fn partner_of(&self, record: &RecordId) -> Option<(&Slug, &Partner)> {
        self.partners.iter().find(|(_, partner)| partner.record == *record)
    }

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
        if !LANGUAGES.contains(&written.language.as_str()) {
            return Err(field("language", &written.language));
        }
        let languages = languages(&written.language, written.languages.as_deref())
            .ok_or_else(|| field("languages", &written.languages.as_deref().unwrap_or_default().join(", ")))?;
        if let Some(name) = written.about.fault() {
            return Err(field(name, ""));
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
        if let Some(found) = written.login.fault() {
            return Err(field("login", &found));
        }
        if let Some((name, _)) = written.group.iter().find(|(_, group)| !group.is_sound()) {
            return Err(field("group", name.as_str()));
        }
        if let Some(name) = partner::fault(&written.partner, &written.record) {
            return Err(field("partner", name.as_str()));
        }
        Ok(Self {
            record: written.record,
            title: written.title,
            language: written.language,
            languages,
            zone,
            hours,
            limits: written.limits,
            register: written.register,
            about: written.about,
            login: written.login,
            receiving: written.delivery,
            groups: written.group,
            partners: written.partner,
        })
    }

    /// The day in the office at that moment.
    pub fn day(&self, seconds: i64) -> Date {
        let time = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        self.zone.to_datetime(time).date()
    }
}

/// The languages of the site, the first of them first: those asked for, or all. None, if one is unknown or stands twice, or the first is
/// not among them.
fn languages(first: &str, asked: Option<&[String]>) -> Option<Vec<String>> {
    let all: Vec<&str> = asked.map_or_else(|| LANGUAGES.to_vec(), |asked| asked.iter().map(String::as_str).collect());
    let known = all.iter().enumerate().all(|(at, tag)| LANGUAGES.contains(tag) && !all[..at].contains(tag));
    let others = all.iter().filter(|tag| **tag != first);
    (known && all.contains(&first))
        .then(|| std::iter::once(&first).chain(others).map(|tag| (*tag).to_owned()).collect())
}

/// What is wrong with the settings.
#[derive(Debug)]
pub(super) enum SettingsFault {
    Toml(super::front::FrontFault),
    Field { name: &'static str, found: String },
}
