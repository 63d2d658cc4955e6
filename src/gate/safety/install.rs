//! Making a repository safe.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Hooks;
use super::table::{Rule, SETTINGS, Scope, bytes};
use crate::ledger::{AnchorFault, Ledger, Refusal};
use crate::record::{Layout, Record};
use crate::words::{Message, Say};

/// Why a repository was not made safe. Nothing was written, unless it is a fault of the disk.
#[derive(Debug)]
pub enum InstallFault {
    /// It has a work tree: it is somebody's clone.
    WorkTree(PathBuf),
    /// It cannot be opened, or holds no record.
    Refused(Vec<Refusal>),
    /// The hooks are not a folder of this repository.
    Hooks(PathBuf),
    /// The disk.
    Io {
        /// Where.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
}

impl Say for InstallFault {
    fn say(&self) -> Message {
        match self {
            Self::WorkTree(path) => Message::new("install-worktree").with("path", path.display()),
            Self::Refused(refusals) => refusals.first().map_or_else(|| Message::new("desk-refused"), Say::say),
            Self::Hooks(path) => Message::new("install-hooks").with("path", path.display()),
            Self::Io { path, error } => Message::new("draft-io").with("path", path.display()).with("error", error),
        }
    }
}

impl<R: Into<Refusal>> From<R> for InstallFault {
    fn from(refusal: R) -> Self {
        Self::Refused(vec![refusal.into()])
    }
}

/// Makes a server's repository safe. `most` is the size of the largest push, if another than the usual one is wanted. Given back are
/// the hooks of others that were kept under another name.
pub fn install(path: &Path, hooks: &Hooks, program: &Path, most: Option<&str>) -> Result<Vec<PathBuf>, InstallFault> {
    let layout = Layout::at(path)?;
    if layout.worktree {
        return Err(InstallFault::WorkTree(path.to_owned()));
    }
    check_record(path)?;
    let folder = layout.git_dir.join("hooks");
    if folder.symlink_metadata().is_ok_and(|found| !found.is_dir()) {
        return Err(InstallFault::Hooks(folder));
    }
    let changes = changes(&layout, program, most)?;
    // Everything is written beside its place first: a full disk is found before anything has changed.
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    let mut ready = Vec::new();
    for (name, bytes) in hooks {
        let (place, new) = (folder.join(name), folder.join(format!("{name}.new")));
        fs::write(&new, bytes).and_then(|()| executable(&new)).map_err(at(&new))?;
        ready.push((place, new, *bytes));
    }
    let mut kept = Vec::new();
    for (place, new, bytes) in ready {
        if is_foreign(&place, bytes) {
            let aside = free_name(&place);
            fs::rename(&place, &aside).map_err(at(&place))?;
            kept.push(aside);
        }
        fs::rename(&new, &place).map_err(at(&place))?;
    }
    let changes: Vec<(&str, Option<String>)> = changes.iter().map(|(key, value)| (*key, value.clone())).collect();
    layout.change(&changes)?;
    Ok(kept)
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> InstallFault {
    let path = path.to_owned();
    move |error| InstallFault::Io { path, error }
}

/// That a record is in there, and that this user may keep it.
fn check_record(path: &Path) -> Result<(), InstallFault> {
    let record = Record::open(path)?;
    let mut genesis = record.main()?.ok_or(AnchorFault::Empty)?;
    while let Some(parent) = record.first_parent(genesis)? {
        genesis = parent;
    }
    Ledger::check_genesis(&record, genesis).map_err(InstallFault::Refused)
}

/// What has to change in the settings.
fn changes(
    layout: &Layout,
    program: &Path,
    most: Option<&str>,
) -> Result<Vec<(&'static str, Option<String>)>, InstallFault> {
    let settings = layout.settings()?;
    let own = |key: &str| {
        let key = key.to_ascii_lowercase();
        settings.iter().rev().find(|setting| setting.own && setting.key == key).map(|setting| setting.value.clone())
    };
    let lines = SETTINGS.iter().filter(|(_, _, scope, _)| *scope == Scope::Server);
    let mut changes: Vec<(&str, Option<String>)> = lines
        .filter_map(|(key, rule, ..)| {
            let value = match rule {
                Rule::Is(value) => Some((*value).to_owned()),
                Rule::Size(usual) => {
                    let found = own(key).filter(|size| bytes(size).is_some());
                    Some(most.map(str::to_owned).or(found).unwrap_or_else(|| (*usual).to_owned()))
                }
                Rule::Program => Some(program.display().to_string()),
                Rule::Unset | Rule::Off => None,
                Rule::Closed => return None,
            };
            (value.is_some() || own(key).is_some()).then_some((*key, value))
        })
        .collect();
    changes.retain(|(key, value)| {
        let standing = settings.iter().filter(|setting| setting.own && setting.key == key.to_ascii_lowercase());
        let standing: Vec<&String> = standing.map(|setting| &setting.value).collect();
        value.as_ref().is_none_or(|value| standing != [value])
    });
    Ok(changes)
}

/// Whether somebody else's hook stands there: neither ours nor one an older version of this program wrote.
fn is_foreign(place: &Path, ours: &[u8]) -> bool {
    match fs::read(place) {
        Ok(found) => found != ours && !String::from_utf8_lossy(&found).contains("--get kanhe.program"),
        Err(_) => place.symlink_metadata().is_ok(),
    }
}

fn free_name(place: &Path) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let names = (1_u32..).map(|n| place.with_file_name(format!("{name}.before-kanhe-{n}")));
    names.into_iter().find(|path| path.symlink_metadata().is_err()).unwrap_or_else(|| place.to_owned())
}

#[cfg(unix)]
fn executable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> io::Result<()> {
    Ok(())
}
