//! A repository opened to be verified: from its files alone.
//!
//! 1. Nothing decides but the objects and the refs: no configuration (`core.worktree`, `include`, `extensions`), no `HEAD`, no index, no
//!    commit graph, no environment, no home, no owner, no hook, no other program.
//! 2. The objects come from `objects/` of this repository: nothing follows alternates, and no link leads out.
//! 3. What is neither a plain file nor a folder is never opened: a pipe would make the reader wait for ever.
//! 4. What the machine cannot read (no permission, a bad disk) is the machine's fault and says nothing of the record.

use std::fs::{DirEntry, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use git2::ErrorCode;

use super::fault::{Defect, Fault};
use super::refs::{REPLACE, RefFiles};
use super::repository::{DRAFTS, Record, liars};
use crate::id::GitId;

/// A repository to verify, and what speaks against reading it.
#[derive(Debug)]
pub struct Examined {
    /// The repository.
    pub record: Record,
    /// Why it is not to be read: it is shallow, has grafts, alternates or replace refs, is of another format, or has links in it.
    pub unreadable: Vec<Fault>,
}

impl Record {
    /// Opens the repository at exactly this path (its work tree, its `.git`, or itself if it is bare) to verify it.
    ///
    /// `Err` if there is no repository, if it only points at one, or if the machine cannot read it.
    pub fn examine(path: &Path) -> Result<Examined, Fault> {
        match locate(path)? {
            Some(dir) => open(dir),
            None => Err(Fault::new(Defect::NoRepository).path(path.display().to_string())),
        }
    }

    /// The same for the repository this path lies in, looking upward.
    pub fn examine_around(path: &Path) -> Result<Examined, Fault> {
        for above in path.ancestors() {
            if let Some(dir) = locate(above)? {
                return open(dir);
            }
        }
        Err(Fault::new(Defect::NoRepository).path(path.display().to_string()))
    }

    /// What is wrong with the refs of the record. Only of a repository that is examined is it known.
    pub fn ref_faults(&self) -> Vec<Fault> {
        let Some(files) = &self.files else { return Vec::new() };
        // A tag that cannot be read is found wherever seals are judged.
        let target = |tag| self.tag(tag).ok().map(|(tag, _)| tag.object);
        [files.faults(), files.misled(target)].concat()
    }

    /// Whether there are drafts, which nobody verifies.
    pub fn has_drafts(&self) -> Result<bool, Fault> {
        Ok(!self.below(DRAFTS)?.is_empty())
    }

    /// Whether this is a partial clone: one that fetches what it lacks when it is asked for it.
    pub fn is_partial(&self) -> Result<bool, Fault> {
        let promised = |entry: &DirEntry| entry.path().extension().is_some_and(|extension| extension == "promisor");
        Ok(entries(&self.dir.join("objects/pack"))?.iter().any(promised))
    }

    /// Why an object could not be read. The library does not tell a disk that fails from an object that is not there.
    pub(super) fn unread(&self, id: GitId, error: &git2::Error) -> Fault {
        let defect = if error.code() == ErrorCode::NotFound {
            Defect::Missing
        } else {
            Defect::Corrupt(error.message().to_owned())
        };
        let hex = id.to_string();
        let path = self.dir.join("objects").join(&hex[..2]).join(&hex[2..]);
        match path.symlink_metadata().and_then(|what| if what.is_file() { try_reading(&path) } else { Ok(()) }) {
            Err(error) if is_of_the_machine(error.kind()) => Fault::io(&path, &error),
            _ => Fault::new(defect),
        }
        .object(id)
    }
}

fn open(dir: PathBuf) -> Result<Examined, Fault> {
    let files = RefFiles::read(&dir)?;
    let mut unreadable: Vec<Fault> = liars(&dir).map(|(file, defect)| Fault::new(defect).path(file)).collect();
    if dir.join("reftable").symlink_metadata().is_ok() {
        // Which of the two git reads is said by its configuration, which is nobody's word.
        unreadable.push(Fault::new(Defect::Reftable).path("reftable"));
    }
    unreadable.extend(files.below(REPLACE).map(|(name, _)| Fault::new(Defect::Replace(name.to_owned())).path(name)));
    unreadable.extend(files.faults().into_iter().filter(|fault| *fault.defect() == Defect::ObjectFormat));
    unreadable.extend(misplaced(&dir)?);
    unreadable.extend(Record::check_packs(&dir.join("objects")).err());
    let odb = git2::Odb::new().map_err(|error| Fault::library(&error))?;
    let objects = dir.join("objects");
    let shown = objects.display().to_string();
    let text = objects.to_str().ok_or_else(|| Fault::new(Defect::Path(shown.clone())))?;
    // No alternates are looked for below a directory that is added in this way.
    odb.add_disk_alternate(text).map_err(|error| Fault::library(&error).path(shown))?;
    let repo = git2::Repository::from_odb(odb).map_err(|error| Fault::library(&error))?;
    Ok(Examined { record: Record { files: Some(files), ..Record::of(repo, dir) }, unreadable })
}

/// The repository's directory at a path, if there is one.
fn locate(path: &Path) -> Result<Option<PathBuf>, Fault> {
    let dot = path.join(".git");
    let dir = match dot.symlink_metadata() {
        Ok(what) if what.is_dir() => dot,
        // A linked work tree or a submodule, or a link: the objects are elsewhere.
        Ok(_) => return Err(Fault::new(Defect::Linked(".git".to_owned())).path(dot.display().to_string())),
        Err(error) if is_of_the_machine(error.kind()) => return Err(Fault::io(&dot, &error)),
        Err(_) => path.to_owned(),
    };
    if dir.join("commondir").symlink_metadata().is_ok() {
        return Err(Fault::new(Defect::Linked("commondir".to_owned())).path(dir.display().to_string()));
    }
    let is_there = |name: &str| dir.join(name).symlink_metadata().is_ok();
    Ok((is_there("objects") && is_there("refs")).then_some(dir))
}

/// What stands where an object, a pack or a folder of them belongs, and is none; in the order of the paths.
fn misplaced(dir: &Path) -> Result<Vec<Fault>, Fault> {
    let mut found = Vec::new();
    let mut refuse = |path: &Path| {
        let path = path.strip_prefix(dir).unwrap_or(path).display().to_string();
        found.push(Fault::new(Defect::NotPlain).path(path));
    };
    for name in ["objects", "refs"] {
        match dir.join(name).symlink_metadata() {
            Ok(what) if what.is_dir() => {}
            Ok(_) => refuse(Path::new(name)),
            Err(error) => return Err(Fault::io(&dir.join(name), &error)),
        }
    }
    for folder in entries(&dir.join("objects"))? {
        let name = folder.file_name();
        let is_fan = name.len() == 2 && name.as_encoded_bytes().iter().all(u8::is_ascii_hexdigit);
        let is_packs = name == "pack";
        // What else is there (`info`, what a writer left) nobody reads.
        if !is_fan && !is_packs {
            continue;
        }
        if !kind(&folder)?.is_dir() {
            refuse(&folder.path());
            continue;
        }
        for file in entries(&folder.path())? {
            if !kind(&file)?.is_file() {
                refuse(&file.path());
            } else if is_packs {
                try_reading(&file.path()).map_err(|error| Fault::io(&file.path(), &error))?;
            }
        }
    }
    found.sort_by(|a, b| a.at_path().cmp(&b.at_path()));
    Ok(found)
}

/// What is in a folder; nothing, if it is not there or no folder.
fn entries(folder: &Path) -> Result<Vec<DirEntry>, Fault> {
    let read = std::fs::read_dir(folder).and_then(Iterator::collect);
    match read {
        Ok(entries) => Ok(entries),
        Err(error) if is_of_the_machine(error.kind()) => Err(Fault::io(folder, &error)),
        Err(_) => Ok(Vec::new()),
    }
}

fn kind(entry: &DirEntry) -> Result<std::fs::FileType, Fault> {
    entry.file_type().map_err(|error| Fault::io(&entry.path(), &error))
}

/// Whether the machine lets the first byte of a file be read.
fn try_reading(path: &Path) -> std::io::Result<()> {
    File::open(path)?.read(&mut [0]).map(drop)
}

/// Whether an error tells of the machine rather than of what stands in the folder.
pub(super) fn is_of_the_machine(kind: ErrorKind) -> bool {
    !matches!(
        kind,
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory | ErrorKind::InvalidFilename
    )
}
