//! The demo office: an invented county, played by its scenario through the same desk that everybody's acts go through.
//!
//! 1. Nothing is made up but people, texts and hours: every act is judged, signed with its person's own throw-away key and landed.
//! 2. The scenario's hours lie in the past. They are moved by whole weeks to end shortly before now, and GnuPG is told the hour of each
//!    signature (`faked-system-time` in the demo's own key directory), so that signatures and acts agree. The directory is
//!    put back to the true hour at the end.
//! 3. Deterministic apart from keys and hours.
//! 4. What is built in names keys, and the record's id, in braces: `{people/shi-yunfan}`, `{seals/health}`, `{seals/health#2}` for another of the
//!    same entry, `{record}`, and of the partner office `{hospital}`, `{hospital/root}`, `{hospital/seal}`. A key is made when a text first names it. What a request lists newly has the certificate's file and the
//!    proof of possession beside it.

mod partner;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use include_dir::{Dir, include_dir};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::desk::{Desk, DeskFault, Draft, Founding, Hour, Intent, found};
use crate::id::{Fingerprint, RecordId, Slug, SubjectId};
use crate::ledger::{Ledger, Root, proof};
use crate::office::{Addressee, Addresses, How, Opening, PROPOSED, Recipient, Register, Standing, Verb, split_front};
use crate::openpgp::{KeyFault, Keyring, Protection};
use crate::parcel::PackFault;
use crate::record::Record;
use crate::starter;

use partner::Hospital;

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
    /// An act of the partner office was not accepted.
    #[error("an act of the partner office")]
    Partner(DeskFault),
    /// A parcel could not be written.
    #[error(transparent)]
    Parcel(#[from] PackFault),
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
    /// The bare repository of the partner office.
    pub partner: PathBuf,
    /// The folder of the parcels that wait to be received, one each way.
    pub parcels: PathBuf,
    /// The key directory of all their people.
    pub keys: PathBuf,
    /// The root line.
    pub root: Root,
    /// How many acts were played.
    pub acts: usize,
}

/// What is read of the settings here.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Settings {
    title: String,
    language: String,
    time_zone: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    /// Keys that expire; the others do not.
    #[serde(default)]
    lifetime: Vec<Lifetime>,
    act: Vec<Played>,
}

/// That a key expires so many days after it is made or renewed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lifetime {
    key: String,
    days: u64,
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
    /// To whom it is sent, or for whom it is received.
    #[serde(default)]
    recipients: Vec<Recipient>,
    #[serde(default)]
    copies: Vec<Recipient>,
    #[serde(default)]
    openings: Vec<PlayedOpening>,
    how: Option<How>,
    #[serde(default)]
    straight: bool,
    due: Option<Timestamp>,
    /// The key whose renewed certificate is handed in.
    renews: Option<Lifetime>,
    at: Timestamp,
}

/// That somebody opened what was sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlayedOpening {
    addressee: Addressee,
    person: Slug,
    at: Timestamp,
}

impl PlayedOpening {
    fn shifted(self, shift: i64) -> Opening {
        Opening { addressee: self.addressee, person: self.person, time: self.at.as_second() + shift }
    }
}

/// The files whose acts are played as one scenario.
const SCENARIOS: [&str; 3] = ["scenario.toml", "modules.toml", "register.toml"];

/// Makes the demo office in an empty folder: `record.git` and `keys`, and its partner in `hospital.git` with what they sent each other in
/// `parcels`. `now` is the hour, in seconds since 1970; `progress` is told how
/// many acts are played, of how many.
pub fn make(dir: &Path, now: i64, progress: &mut dyn FnMut(usize, usize)) -> Result<Demo, DemoError> {
    if dir.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(DemoError::Occupied(dir.to_owned()));
    }
    let settings: Settings = read_toml("kanhe.toml")?;
    let mut scenario = Scenario { lifetime: Vec::new(), act: Vec::new() };
    for name in SCENARIOS {
        let read: Scenario = read_toml(name)?;
        scenario.lifetime.extend(read.lifetime);
        scenario.act.extend(read.act);
    }
    scenario.act.sort_by_key(|act| act.at);
    let zone = TimeZone::get(&settings.time_zone).map_err(|e| content_fault("kanhe.toml", e))?;
    let last = scenario.act.last().map_or(now, |act| act.at.as_second());
    let first = scenario.act.first().map_or(now, |act| act.at.as_second());
    let shift = (now - last).div_euclid(WEEK) * WEEK;
    let home = dir.join("keys");
    private_folder(&home)?;
    let mut clock = Clock { conf: home.join("gpg.conf"), hour: 0 };
    // The keys are made a minute before the office is founded.
    let founded = first + shift - 24 * 3600;
    clock.set(founded - 60)?;
    let mut ring = Keyring::open(Some(&home))?;
    let hospital = Hospital::found(dir, &mut ring, (&settings.language, &zone), founded - 60)?;
    let record = uuid::Uuid::new_v4().hyphenated().to_string();
    let mut files = starter::files(&starter::Settings {
        record: record.clone(),
        title: settings.title,
        language: settings.language,
        time_zone: settings.time_zone,
    });
    let record = record.parse().map_err(|e| content_fault("kanhe.toml", e))?;
    let mut keys = Keys { ring, clock, record, named: BTreeMap::from(hospital.names()), made: BTreeMap::new() };
    keys.found(&mut files, &scenario.lifetime)?;
    keys.clock.set(founded)?;
    let path = dir.join("record.git");
    let failed = |number: usize| move |fault: DeskFault| DemoError::Act { number, fault };
    let record = Record::init(&path, true).map_err(|fault| failed(0)(fault.into()))?;
    let founder = scenario.act.first().and_then(|act| keys.made.get(&format!("people/{}", act.by))).cloned();
    let founder = founder.ok_or_else(|| content_fault("scenario.toml", "the first act has no person"))?;
    let hour = |seconds: i64| Hour::at(seconds, &zone);
    let founding = Founding { files, founder };
    let root = found(&record, &mut keys.ring, &founding, hour(founded)).map_err(failed(0))?;
    let mut ledger = Ledger::open(&record, &mut |_, _| {})
        .map_err(|refusals| DemoError::Act { number: 0, fault: DeskFault::Refused(refusals) })?;
    let total = scenario.act.len();
    for (index, act) in scenario.act.into_iter().enumerate() {
        let seconds = act.at.as_second() + shift;
        keys.clock.set(seconds)?;
        let register = ledger.office().register();
        // Whichever of his certificates is in use by then.
        let listed = register.person(&act.by).into_iter().flat_map(|person| &person.certificate);
        let mut active = listed.filter(|listed| listed.state == Standing::Active);
        let signer = active.next().map(|listed| listed.fingerprint.clone());
        let signer = signer.ok_or_else(|| content_fault("scenario.toml", format!("nobody called {}", act.by)))?;
        let revises = act.act == Verb::Revise;
        let draft = if revises || act.act == Verb::Submit {
            let mut files = folder(&act.subject, revises)?;
            register_then(&mut files, shift.div_euclid(24 * 3600));
            keys.complete(&mut files, register, act.renews.as_ref())?;
            Some(Draft::of(files))
        } else {
            None
        };
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
            addresses: Addresses {
                to: act.recipients,
                copies: act.copies,
                openings: act.openings.into_iter().map(|opening| opening.shifted(shift)).collect(),
            },
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
        let mut desk = Desk { record: &record, ledger: &mut ledger, keyring: &mut keys.ring, signer, remote: None };
        desk.act(&intent, &|| hour(seconds), &|_| {}).map_err(failed(index + 1))?;
        progress(index + 1, total);
    }
    let parcels = dir.join("parcels");
    hospital.correspond((&record, &mut ledger), &mut keys, &zone, (last + shift, &parcels))?;
    keys.clock.reset()?;
    Ok(Demo { record: path, partner: hospital.path, parcels, keys: home, root, acts: total + 1 })
}

/// The hour GnuPG believes in, in the demo's own key directory.
struct Clock {
    conf: PathBuf,
    hour: i64,
}

impl Clock {
    fn set(&mut self, seconds: i64) -> Result<(), DemoError> {
        self.hour = seconds;
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

/// The keys that were made, by what the built-in texts call them.
struct Keys {
    ring: Keyring,
    clock: Clock,
    record: RecordId,
    /// What else stands in braces and is no key of these.
    named: BTreeMap<String, String>,
    made: BTreeMap<String, Fingerprint>,
}

impl Keys {
    /// The settings and the register that the demo begins with: each person and each seal has a key.
    fn found(&mut self, files: &mut BTreeMap<String, Vec<u8>>, lifetimes: &[Lifetime]) -> Result<(), DemoError> {
        let settings = CONTENT.get_file("kanhe.toml").map(|file| file.contents().to_vec()).unwrap_or_default();
        files.insert("kanhe.toml".to_owned(), self.filled("kanhe.toml", settings)?);
        for (path, bytes) in below("units") {
            files.insert(format!("content/units/{path}"), bytes);
        }
        for kind in ["people", "seals"] {
            for (path, bytes) in below(kind) {
                let file = format!("{kind}/{path}");
                let Some((entry, "index.md")) = file.rsplit_once('/') else {
                    files.insert(format!("content/{file}"), bytes);
                    continue;
                };
                let (fields, body) = split_front(&bytes).map_err(|e| content_fault(&file, e))?;
                let index = format!("+++\n{fields}\n[[certificate]]\nfingerprint = \"{{{entry}}}\"\n+++\n{body}");
                let index = self.filled(&format!("content/{file}"), index.into_bytes())?;
                let key = self.key(entry)?;
                if let Some(lifetime) = lifetimes.iter().find(|lifetime| lifetime.key == entry) {
                    self.prolong(&key, lifetime)?;
                }
                files.insert(format!("content/{file}"), index);
                files.insert(format!("content/{entry}/{key}.asc"), self.ring.export(&key)?.into_bytes());
            }
        }
        Ok(())
    }

    /// Completes what is handed in: fingerprints, certificates that the register does not list yet with their proofs, and the one renewed.
    fn complete(
        &mut self,
        files: &mut BTreeMap<String, Vec<u8>>,
        register: &Register,
        renews: Option<&Lifetime>,
    ) -> Result<(), DemoError> {
        let texts: Vec<String> = files.keys().filter(|path| is_text(path)).cloned().collect();
        for path in texts {
            let text = self.filled(&path, files.get(&path).cloned().unwrap_or_default())?;
            for key in self.named_in(&path, &text) {
                if register.holder(&key).is_none() {
                    let (folder, entry) = (path.trim_end_matches("/index.md"), entry_of(&path).unwrap_or_default());
                    let signature = self.ring.sign(&key, proof(&self.record, entry, &key).as_bytes())?;
                    files.insert(format!("{folder}/{key}.asc"), self.ring.export(&key)?.into_bytes());
                    files.insert(format!("{folder}/{key}.sig"), signature.armoured().into_bytes());
                }
            }
            files.insert(path, text);
        }
        if let Some(lifetime) = renews {
            let key = self.key(&lifetime.key)?;
            self.prolong(&key, lifetime)?;
            let entry = lifetime.key.split('#').next().unwrap_or_default();
            files.insert(format!("{PROPOSED}content/{entry}/{key}.asc"), self.ring.export(&key)?.into_bytes());
        }
        Ok(())
    }

    /// The keys of an entry that its text names.
    fn named_in(&self, path: &str, text: &[u8]) -> Vec<Fingerprint> {
        let text = String::from_utf8_lossy(text);
        let own = |name: &str| entry_of(path).is_some_and(|entry| name.split('#').next() == Some(entry));
        let keys = self.made.iter().filter(|(name, key)| own(name) && text.contains(key.as_str()));
        keys.map(|(_, key)| key.clone()).collect()
    }

    /// A second later, for what a key says of itself last is what counts.
    fn prolong(&mut self, key: &Fingerprint, lifetime: &Lifetime) -> Result<(), DemoError> {
        self.clock.set(self.clock.hour + 1)?;
        Ok(self.ring.prolong(key, Duration::from_secs(lifetime.days * 24 * 3600))?)
    }

    fn key(&self, name: &str) -> Result<Fingerprint, DemoError> {
        self.made.get(name).cloned().ok_or_else(|| content_fault(name, "no such key"))
    }

    /// A text with what it names in braces. A key that is not there yet is made for the entry whose file this is.
    fn filled(&mut self, file: &str, bytes: Vec<u8>) -> Result<Vec<u8>, DemoError> {
        let Ok(text) = String::from_utf8(bytes.clone()) else { return Ok(bytes) };
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let name = after.split_once('}').map_or("", |(name, _)| name);
            if name == "record" {
                out.push_str(&self.record.to_string());
            } else if let Some(meant) = self.named.get(name) {
                out.push_str(meant);
            } else if name.starts_with("people/") || name.starts_with("seals/") {
                if !self.made.contains_key(name) {
                    let key = self.ring.create(&user_id(name, file, &text)?, Protection::None)?;
                    self.made.insert(name.to_owned(), key);
                }
                out.push_str(self.key(name)?.as_str());
            } else {
                out.push('{');
                rest = after;
                continue;
            }
            rest = &after[name.len() + 1..];
        }
        out.push_str(rest);
        Ok(out.into_bytes())
    }
}

/// Whether keys are looked for in a file.
fn is_text(path: &str) -> bool {
    path.ends_with("index.md") || path.ends_with("kanhe.toml")
}

/// The entry of the register that a file is of.
fn entry_of(path: &str) -> Option<&str> {
    path.strip_suffix("/index.md")?.split_once("content/").map(|(_, entry)| entry)
}

/// What a new key is called, from the entry that lists it.
fn user_id(name: &str, file: &str, text: &str) -> Result<String, DemoError> {
    #[derive(Deserialize)]
    struct Person {
        name: String,
        email: String,
    }
    #[derive(Deserialize)]
    struct Seal {
        title: String,
    }
    let (entry, nth) = name.split_once('#').map_or((name, ""), |(entry, nth)| (entry, nth));
    if entry_of(file) != Some(entry) {
        return Err(content_fault(file, format!("no such key as {name}")));
    }
    let (fields, _) = split_front(text.as_bytes()).map_err(|e| content_fault(file, e))?;
    let nth = if nth.is_empty() { String::new() } else { format!(" ({nth})") };
    if entry.starts_with("people/") {
        let person: Person = toml::from_str(fields).map_err(|e| content_fault(file, e))?;
        Ok(format!("{}{nth} <{}>", person.name, person.email))
    } else {
        let seal: Seal = toml::from_str(fields).map_err(|e| content_fault(file, e))?;
        let slug = entry.strip_prefix("seals/").unwrap_or_default();
        Ok(format!("{} (seal){nth} <{slug}@seals.example>", seal.title))
    }
}

/// A subject's folder, as first handed in or as revised.
fn folder(subject: &SubjectId, revised: bool) -> Result<BTreeMap<String, Vec<u8>>, DemoError> {
    let mut files = below(subject.as_str());
    if revised {
        files.extend(below(&format!("revisions/{subject}")));
    }
    if files.is_empty() {
        return Err(content_fault(subject.as_str(), "no such folder"));
    }
    Ok(files)
}

/// Moves the days on which something is said to have come in along with the act that says so.
fn register_then(files: &mut BTreeMap<String, Vec<u8>>, days: i64) {
    const FIELDS: [&str; 3] = ["dated", "received", "received-at"];
    let Some(text) = files.get("index.md").and_then(|index| std::str::from_utf8(index).ok()) else { return };
    let moved = |line: &str| -> Option<String> {
        let (field, value) = line.split_once(" = \"")?;
        let (day, rest) = value.split_at_checked("2026-03-02".len())?;
        let day = day.parse::<Date>().ok().filter(|_| FIELDS.contains(&field))?;
        Some(format!("{field} = \"{}{rest}", day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()?))
    };
    let lines = text.split('\n').map(|line| moved(line).unwrap_or_else(|| line.to_owned()));
    let text = lines.collect::<Vec<_>>().join("\n");
    files.insert("index.md".to_owned(), text.into_bytes());
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
