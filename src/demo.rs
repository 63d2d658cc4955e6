//! The demo office: an invented county, played by its scenario through the same desk that everybody's acts go through.
//!
//! 1. Nothing is made up but people, texts and hours: every act is judged, signed with its person's own throw-away key and landed.
//! 2. The scenario's hours lie in the past. They are moved by whole weeks to end shortly before now, and GnuPG is told the hour of each
//!    signature (`faked-system-time` in the demo's own key directory), so that signatures and acts agree. The directory is
//!    put back to the true hour at the end.
//! 3. Deterministic apart from keys and hours.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::desk::{Desk, DeskFault, Draft, Founding, Hour, Intent, found};
use crate::id::{Fingerprint, Slug, SubjectId};
use crate::ledger::{Ledger, Root};
use crate::office::{How, Verb, split_front};
use crate::openpgp::{KeyFault, Keyring, Protection};
use crate::record::Record;
use crate::starter;

static CONTENT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content/demo");

const WEEK: i64 = 7 * 24 * 3600;

/// Why the demo could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The folder is not empty.
    #[error("{} is not empty", .0.display())]
    Occupied(PathBuf),
    /// A file of the demo that is built in does not say what it must.
    #[error("{file}: {what}")]
    Content {
        /// The file.
        file: String,
        /// What is wrong.
        what: String,
    },
    /// A key could not be made.
    #[error(transparent)]
    Key(#[from] KeyFault),
    /// An act of the scenario was not accepted.
    #[error("act {number} of the scenario")]
    Act {
        /// Its place in the scenario, counted from 1.
        number: usize,
        /// Why.
        fault: DeskFault,
    },
    /// The disk.
    #[error("{}: {error}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// What was made.
#[derive(Debug, Clone)]
pub struct Demo {
    /// The bare repository.
    pub record: PathBuf,
    /// The key directory of all its people.
    pub keys: PathBuf,
    /// The root line.
    pub root: Root,
    /// How many acts were played.
    pub acts: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Settings {
    title: String,
    language: String,
    time_zone: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    act: Vec<Played>,
}

/// An act of the scenario.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Played {
    by: Slug,
    act: Verb,
    subject: SubjectId,
    #[serde(default)]
    opinion: String,
    #[serde(default)]
    reason: String,
    seal: Option<Slug>,
    behalf: Option<Slug>,
    #[serde(default)]
    to: Vec<Slug>,
    how: Option<How>,
    #[serde(default)]
    straight: bool,
    due: Option<Timestamp>,
    at: Timestamp,
}

/// Makes the demo office in an empty folder: `record.git` and `keys`. `now` is the hour, in seconds since 1970; `progress` is told how
/// many acts are played, of how many.
pub fn make(dir: &Path, now: i64, progress: &mut dyn FnMut(usize, usize)) -> Result<Demo, DemoError> {
    if dir.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(DemoError::Occupied(dir.to_owned()));
    }
    let settings: Settings = read_toml("kanhe.toml")?;
    let mut scenario: Scenario = read_toml("scenario.toml")?;
    let modules: Scenario = read_toml("modules.toml")?;
    scenario.act.extend(modules.act);
    scenario.act.sort_by_key(|act| act.at);
    let zone = TimeZone::get(&settings.time_zone).map_err(|e| content_fault("kanhe.toml", e))?;
    let last = scenario.act.last().map_or(now, |act| act.at.as_second());
    let first = scenario.act.first().map_or(now, |act| act.at.as_second());
    let shift = (now - last).div_euclid(WEEK) * WEEK;
    let keys = dir.join("keys");
    private_folder(&keys)?;
    let clock = Clock { conf: keys.join("gpg.conf") };
    clock.set(first + shift - 24 * 3600)?;
    let mut keyring = Keyring::open(Some(&keys))?;
    let mut files = starter::files(&starter::Settings {
        record: uuid::Uuid::new_v4().hyphenated().to_string(),
        title: settings.title,
        language: settings.language,
        time_zone: settings.time_zone,
    });
    let signers = register(&mut keyring, &mut files)?;
    let path = dir.join("record.git");
    let failed = |number: usize| move |fault: DeskFault| DemoError::Act { number, fault };
    let record = Record::init(&path, true).map_err(|fault| failed(0)(fault.into()))?;
    let founder = scenario.act.first().and_then(|act| signers.get(&act.by)).cloned();
    let founder = founder.ok_or_else(|| content_fault("scenario.toml", "the first act has no person"))?;
    let hour = |seconds: i64| Hour::at(seconds, &zone);
    let founding = Founding { files, founder };
    let root = found(&record, &mut keyring, &founding, hour(first + shift - 24 * 3600)).map_err(failed(0))?;
    let mut ledger = Ledger::open(&record, &mut |_, _| {})
        .map_err(|refusals| DemoError::Act { number: 0, fault: DeskFault::Refused(refusals) })?;
    let total = scenario.act.len();
    for (index, act) in scenario.act.into_iter().enumerate() {
        let seconds = act.at.as_second() + shift;
        clock.set(seconds)?;
        let signer = signers
            .get(&act.by)
            .cloned()
            .ok_or_else(|| content_fault("scenario.toml", format!("nobody called {}", act.by)))?;
        let revises = act.act == Verb::Revise;
        let draft = if revises || act.act == Verb::Submit { Some(folder(&act.subject, revises)?) } else { None };
        let subject = act.subject.clone();
        ledger.recall(&subject).map_err(|fault| failed(index + 1)(fault.into()))?;
        // Everybody in the demo looks before he signs.
        let looks = matches!(act.act, Verb::Approve | Verb::Issue | Verb::Complete | Verb::Seal | Verb::Read);
        let intent = Intent {
            subject: act.subject,
            verb: act.act,
            opinion: act.opinion,
            reason: act.reason,
            seal: act.seal,
            affirms: None,
            behalf: act.behalf,
            to: act.to,
            how: act.how,
            straight: act.straight,
            due: act.due.map(|due| due.as_second() + shift),
            confirms: ledger
                .office()
                .docket(&subject)
                .and_then(|docket| docket.trail.last())
                .map(|mark| mark.seq)
                .filter(|_| looks),
            draft,
            seen: None,
        };
        let mut desk = Desk { record: &record, ledger: &mut ledger, keyring: &mut keyring, signer, remote: None };
        desk.act(&intent, &|| hour(seconds), &|_| {}).map_err(failed(index + 1))?;
        progress(index + 1, total);
    }
    clock.reset()?;
    Ok(Demo { record: path, keys, root, acts: total + 1 })
}

/// The hour GnuPG believes in, in the demo's own key directory.
struct Clock {
    conf: PathBuf,
}

impl Clock {
    fn set(&self, seconds: i64) -> Result<(), DemoError> {
        let time = Timestamp::from_second(seconds).map_err(|e| content_fault("scenario.toml", e))?;
        self.write(&format!("faked-system-time {}!\n", time.strftime("%Y%m%dT%H%M%S")))
    }

    fn reset(&self) -> Result<(), DemoError> {
        self.write("")
    }

    fn write(&self, text: &str) -> Result<(), DemoError> {
        fs::write(&self.conf, text).map_err(|error| DemoError::Io { path: self.conf.clone(), error })
    }
}

/// The demo's register, with a new key for each person and each seal. Whose key is whose.
fn register(
    keyring: &mut Keyring,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<BTreeMap<Slug, Fingerprint>, DemoError> {
    #[derive(Deserialize)]
    struct Person {
        name: String,
        email: String,
    }
    #[derive(Deserialize)]
    struct Seal {
        title: String,
    }
    let mut signers = BTreeMap::new();
    for (path, bytes) in below("units") {
        files.insert(format!("content/units/{path}"), bytes);
    }
    for kind in ["people", "seals"] {
        for (path, bytes) in below(kind) {
            let file = format!("{kind}/{path}");
            let slug = path.split('/').next().unwrap_or_default();
            let (fields, body) = split_front(&bytes).map_err(|e| content_fault(&file, e))?;
            let user_id = if kind == "people" {
                let person: Person = toml::from_str(fields).map_err(|e| content_fault(&file, e))?;
                format!("{} <{}>", person.name, person.email)
            } else {
                let seal: Seal = toml::from_str(fields).map_err(|e| content_fault(&file, e))?;
                format!("{} (seal) <{slug}@seals.example>", seal.title)
            };
            let key = keyring.create(&user_id, Protection::None)?;
            let certificate = keyring.export(&key)?;
            let index = format!("+++\n{fields}\n[[certificate]]\nfingerprint = \"{key}\"\n+++\n{body}");
            files.insert(format!("content/{kind}/{slug}/index.md"), index.into_bytes());
            files.insert(format!("content/{kind}/{slug}/{key}.asc"), certificate.into_bytes());
            if kind == "people" {
                signers.insert(slug.parse().map_err(|e| content_fault(&file, e))?, key);
            }
        }
    }
    Ok(signers)
}

/// A subject's folder, as first handed in or as revised.
fn folder(subject: &SubjectId, revised: bool) -> Result<Draft, DemoError> {
    let mut files = below(subject.as_str());
    if revised {
        files.extend(below(&format!("revisions/{subject}")));
    }
    if files.is_empty() {
        return Err(content_fault(subject.as_str(), "no such folder"));
    }
    Ok(Draft::of(files))
}

/// The built-in files below a folder, by their path in it.
fn below(folder: &str) -> BTreeMap<String, Vec<u8>> {
    fn walk(dir: &Dir<'_>, root: &str, files: &mut BTreeMap<String, Vec<u8>>) {
        for file in dir.files() {
            let path = file.path().to_string_lossy().replace('\\', "/");
            if let Some(below) = path.strip_prefix(root).and_then(|path| path.strip_prefix('/')) {
                files.insert(below.to_owned(), file.contents().to_vec());
            }
        }
        dir.dirs().for_each(|dir| walk(dir, root, files));
    }
    let mut files = BTreeMap::new();
    if let Some(dir) = CONTENT.get_dir(folder) {
        walk(dir, folder, &mut files);
    }
    files
}

fn read_toml<T: serde::de::DeserializeOwned>(name: &str) -> Result<T, DemoError> {
    let text = CONTENT.get_file(name).and_then(|file| file.contents_utf8());
    let text = text.ok_or_else(|| content_fault(name, "no such file"))?;
    toml::from_str(text).map_err(|e| content_fault(name, e))
}

#[expect(clippy::needless_pass_by_value, reason = "the shape of map_err")]
fn content_fault(file: &str, what: impl ToString) -> DemoError {
    DemoError::Content { file: file.to_owned(), what: what.to_string() }
}

/// A folder that only its owner can read: GnuPG asks for that.
fn private_folder(path: &Path) -> Result<(), DemoError> {
    let io = |error| DemoError::Io { path: path.to_owned(), error };
    fs::create_dir_all(path).map_err(io)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(io)?;
    }
    Ok(())
}
