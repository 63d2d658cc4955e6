//! `kanhe init DIR`: found a record.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::{Context, clock};
use crate::desk::{Draft, Founding, found};
use crate::id::{Fingerprint, Slug};
use crate::openpgp::{Keyring, Protection};
use crate::record::Record;
use crate::starter;
use crate::words::Message;

/// Found a record.
#[derive(Args)]
pub(super) struct Init {
    dir: PathBuf,
    #[arg(long, value_name = "TEXT")]
    title: String,
    #[arg(long, value_name = "NAME", required_unless_present = "roster")]
    name: Option<String>,
    #[arg(long, value_name = "ADDRESS", required_unless_present = "roster")]
    email: Option<String>,
    #[arg(long, value_name = "FINGERPRINT")]
    key: Option<Fingerprint>,
    #[arg(long, value_name = "FINGERPRINT", conflicts_with = "roster")]
    seal_key: Option<Fingerprint>,
    #[arg(long, value_name = "TEXT", conflicts_with = "roster")]
    unit: Option<String>,
    #[arg(long, value_name = "CODE", conflicts_with = "roster")]
    code: Option<String>,
    #[arg(long, value_name = "DIR", requires = "key")]
    roster: Option<PathBuf>,
    #[arg(long, value_name = "ZONE", default_value = "Asia/Shanghai")]
    time_zone: String,
    #[arg(long)]
    bare: bool,
    #[arg(long)]
    no_passphrase: bool,
}

pub(super) fn run(context: &mut Context, args: &Init) -> Result<ExitCode, Failure> {
    if args.dir.read_dir().is_ok_and(|mut dir| dir.next().is_some()) {
        return Err(Failure::misused(Message::new("init-occupied").with("path", args.dir.display())));
    }
    let zone = jiff::tz::TimeZone::get(&args.time_zone)
        .map_err(|_| Failure::misused(Message::new("init-zone").with("zone", &args.time_zone)))?;
    let mut keyring = Keyring::open(None)?;
    let settings = starter::Settings {
        record: uuid::Uuid::new_v4().hyphenated().to_string(),
        title: args.title.clone(),
        language: context.words.language().tag().to_owned(),
        time_zone: args.time_zone.clone(),
    };
    let mut files = starter::files(&settings);
    let founder = match &args.roster {
        Some(roster) => {
            let given = roster_files(roster)?;
            if given.keys().any(|path| path.starts_with("workflows/")) {
                files.retain(|path, _| !path.starts_with("workflows/"));
            }
            let more = given.get(SETTINGS).cloned().unwrap_or_default();
            let settings = files.get(SETTINGS).cloned().unwrap_or_default();
            files.extend(given);
            files.insert(SETTINGS.to_owned(), [settings, more].concat());
            args.key.clone().ok_or_else(|| Failure::misused(Message::new("init-key")))?
        }
        None => own_roster(context, args, &mut keyring, &mut files)?,
    };
    // Everything was read and every key made before the first byte is written.
    let record = Record::init(&args.dir, args.bare)?;
    let root = found(&record, &mut keyring, &Founding { files, founder }, clock::hour(&zone))?;
    record.set("kanhe.root", &root.to_string())?;
    if args.bare {
        super::gate::install(context, &args.dir, None)?;
    }
    report(context, args, &keyring, &root.to_string());
    Ok(ExitCode::SUCCESS)
}

/// A register of one unit, one person who holds all its posts, and the unit's seal.
fn own_roster(
    context: &mut Context,
    args: &Init,
    keyring: &mut Keyring,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<Fingerprint, Failure> {
    let (name, email) = (args.name.clone().unwrap_or_default(), args.email.clone().unwrap_or_default());
    let unit = args.unit.clone().unwrap_or_else(|| args.title.clone());
    let protection = || if args.no_passphrase { Protection::None } else { Protection::Ask };
    let mut key = |given: &Option<Fingerprint>, user_id: &str, say: &str| -> Result<Fingerprint, Failure> {
        if let Some(key) = given {
            Ok(key.clone())
        } else {
            let text = context.words.format(say, [("user", user_id)]);
            context.print.note(&text);
            Ok(keyring.create(user_id, protection())?)
        }
    };
    let founder = key(&args.key, &format!("{name} <{email}>"), "init-making-key")?;
    let seal = key(&args.seal_key, &format!("{unit} (seal) <{email}>"), "init-making-seal")?;
    let roster = starter::Roster {
        unit,
        code: args.code.clone().unwrap_or_else(|| context.words.word("init-code")),
        person: person_slug(&email),
        name,
        email,
        founder: (founder.clone(), keyring.export(&founder)?),
        seal: (seal.clone(), keyring.export(&seal)?),
    };
    files.extend(roster.files());
    files.entry(SETTINGS.to_owned()).or_default().extend_from_slice(starter::ONE_LEADER);
    Ok(founder)
}

/// The part of an address before the `@`, as far as it makes a slug.
fn person_slug(email: &str) -> Slug {
    let local: String = email.split('@').next().unwrap_or_default().to_lowercase();
    let plain: String = local.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(64).collect();
    plain.trim_matches('-').parse().unwrap_or_else(|_| starter::founder())
}

/// Where the settings stand.
const SETTINGS: &str = "kanhe.toml";

/// The register's files from a folder that has `units`, `people` and `seals`, `workflows` if the built-in ones do not suit, and in
/// `kanhe.toml` what the settings shall say besides the record's id, title, language and time zone.
fn roster_files(roster: &Path) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let mut files = BTreeMap::new();
    let places = [
        ("units", "content/units"),
        ("people", "content/people"),
        ("seals", "content/seals"),
        ("workflows", "workflows"),
    ];
    for (kind, place) in places {
        let folder = roster.join(kind);
        if folder.is_dir() {
            let draft = Draft::read(&folder).map_err(crate::desk::DeskFault::from)?;
            files.extend(draft.into_files().into_iter().map(|(path, bytes)| (format!("{place}/{path}"), bytes)));
        }
    }
    let settings = roster.join(SETTINGS);
    if settings.is_file() {
        let bytes = std::fs::read(&settings).map_err(|error| {
            let failed = Message::new("draft-io").with("path", settings.display());
            Failure::failed(failed.with("error", error))
        })?;
        files.insert(SETTINGS.to_owned(), bytes);
    }
    Ok(files)
}

fn report(context: &mut Context, args: &Init, keyring: &Keyring, root: &str) {
    #[derive(Serialize)]
    struct Done<'a> {
        record: String,
        root: &'a str,
        gnupghome: String,
    }
    let (dir, home) = (args.dir.display().to_string(), keyring.home().display().to_string());
    if context.common.json {
        context.print.json(&Done { record: dir, root, gnupghome: home });
        return;
    }
    let text = context.words.format("init-done", [("dir", dir.as_str()), ("home", &home)]);
    context.print.note(&text);
    context.print.line(root);
}
