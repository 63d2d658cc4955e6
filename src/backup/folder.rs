//! The folder of a backup: what is read from it and how it is written to.
//!
//! 1. One writer at a time; whoever reads keeps writers out.
//! 2. No link is followed below the folder, and nothing is opened that is no plain file.
//! 3. A file gets its name when all of it is on the disk.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{ErrorKind, Read as _, Seek as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rustix::fs::{Advice, OFlags, fadvise};
use sha2::Digest as _;
use tempfile::{NamedTempFile, TempDir};

use super::fault::BackupFault;
use super::manifest::{self, FORMAT, LIMIT, Listed, Manifest, ManifestFault, NAME};
use super::{Progress, Stage};
use crate::id::{GitId, Sha256};
use crate::record::{Bundle, Refs};

/// How the names begin of what is being written.
const NEW: &str = ".kanhe-new-";
/// How many bytes are read at once.
const PIECE: usize = 1 << 20;

/// A folder, held while it is worked with.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// The folder itself: the lock is on it.
    held: File,
}

/// The files of a backup, each found to be what the manifest says, and where the refs stand at their end.
#[derive(Debug, Default)]
pub(super) struct Chain {
    pub(super) bundles: Vec<(File, Bundle)>,
    pub(super) refs: Refs,
    pub(super) accounts: Option<File>,
}

impl Folder {
    /// The folder to write a backup to. It is made if only its last part is not there: a disk that is not mounted is no folder.
    pub(super) fn to_write(path: &Path) -> Result<Self, BackupFault> {
        match DirBuilder::new().mode(0o700).create(path) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(BackupFault::io(path)(error)),
            Ok(()) | Err(_) => {}
        }
        let folder = Self::open(path, File::try_lock)?;
        folder.set_private()?;
        Ok(folder)
    }

    /// The folder to read a backup from.
    pub(super) fn to_read(path: &Path) -> Result<Self, BackupFault> {
        Self::open(path, File::try_lock_shared)
    }

    fn open(path: &Path, lock: fn(&File) -> Result<(), TryLockError>) -> Result<Self, BackupFault> {
        let io = || BackupFault::io(path);
        // Asked before it is opened: a pipe would make us wait.
        match path.metadata() {
            Ok(found) if found.is_dir() => {}
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(io()(error)),
            Ok(_) | Err(_) => return Err(BackupFault::Nothing(path.to_owned())),
        }
        let held = File::open(path).map_err(io())?;
        match lock(&held) {
            Err(TryLockError::WouldBlock) => Err(BackupFault::Busy(path.to_owned())),
            // A file system without locks: whoever runs it sees to it that one backup is made at a time.
            Err(TryLockError::Error(error)) if error.kind() != ErrorKind::Unsupported => Err(io()(error)),
            Ok(()) | Err(TryLockError::Error(_)) => Ok(Self { path: path.to_owned(), held }),
        }
    }

    /// Closes the folder to everybody but its owner.
    fn set_private(&self) -> Result<(), BackupFault> {
        let io = || BackupFault::io(&self.path);
        if self.held.metadata().map_err(io())?.permissions().mode() & 0o077 != 0 {
            self.held.set_permissions(Permissions::from_mode(0o700)).map_err(io())?;
        }
        Ok(())
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The names of everything in it.
    fn names(&self) -> Result<Vec<String>, BackupFault> {
        let names = fs::read_dir(&self.path)
            .and_then(|entries| entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect());
        names.map_err(BackupFault::io(&self.path))
    }

    /// The manifest; none in a folder in which nothing is but what a writer left behind.
    pub(super) fn manifest(&self) -> Result<Option<Manifest>, BackupFault> {
        let path = self.path.join(NAME);
        let file = match self.plain(NAME) {
            Ok(file) => file,
            Err(BackupFault::Missing(_)) => {
                let mut names = self.names()?;
                names.sort();
                return match names.into_iter().find(|name| !name.starts_with(NEW)) {
                    Some(found) => Err(BackupFault::Occupied { path: self.path.clone(), found }),
                    None => Ok(None),
                };
            }
            Err(fault) => return Err(fault),
        };
        let mut bytes = Vec::new();
        file.take(LIMIT).read_to_end(&mut bytes).map_err(BackupFault::io(&path))?;
        Manifest::read(&bytes).map(Some).map_err(|wrong| unread(path, wrong))
    }

    /// A file of the folder, which must be one.
    fn plain(&self, name: &str) -> Result<File, BackupFault> {
        let path = self.path.join(name);
        match path.symlink_metadata() {
            Ok(found) if found.is_file() => {}
            Ok(_) => return Err(BackupFault::NotPlain(path)),
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(BackupFault::Missing(path)),
            Err(error) => return Err(BackupFault::io(&path)(error)),
        }
        // What took its place since is not followed either, and no pipe makes anybody wait.
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
        let flags = i32::try_from(flags).unwrap_or_default();
        let file = OpenOptions::new().read(true).custom_flags(flags).open(&path).map_err(BackupFault::io(&path))?;
        let is_file = file.metadata().map_err(BackupFault::io(&path))?.is_file();
        if is_file { Ok(file) } else { Err(BackupFault::NotPlain(path)) }
    }

    /// Reads and digests every file of the manifest and follows the bundles from the first to the last.
    pub(super) fn chain(&self, manifest: &Manifest, progress: Progress<'_>) -> Result<Chain, BackupFault> {
        let of = manifest.size();
        let (mut chain, mut before) = (Chain::default(), 0);
        for listed in manifest.files() {
            let path = self.path.join(&listed.name);
            let mut file = self.plain(&listed.name)?;
            let size = file.metadata().map_err(BackupFault::io(&path))?.len();
            if size != listed.size {
                return Err(BackupFault::Size { path, expected: listed.size, found: size });
            }
            let (_, found) = digest(&mut file, &path, &mut |read| {
                progress(Stage::Reading, kilobytes(before + read), kilobytes(of));
            })?;
            if found != listed.sha256 {
                return Err(BackupFault::Digest { path, expected: listed.sha256, found });
            }
            before += size;
            if manifest.accounts.as_ref() == Some(listed) {
                chain.accounts = Some(file);
            } else {
                let bundle = Bundle::read(&file).map_err(|fault| fault.path(path.display().to_string()))?;
                chain.follow(&path, file, bundle)?;
            }
        }
        progress(Stage::Reading, kilobytes(of), kilobytes(of));
        Ok(chain)
    }

    /// A file to write to, which has no name of its own yet.
    pub(super) fn new_file(&self) -> Result<NamedTempFile, BackupFault> {
        let made = tempfile::Builder::new().prefix(NEW).tempfile_in(&self.path);
        made.map_err(BackupFault::io(&self.path))
    }

    /// A folder to try things in.
    pub(super) fn scratch(&self) -> Result<TempDir, BackupFault> {
        let made = tempfile::Builder::new().prefix(NEW).tempdir_in(&self.path);
        made.map_err(BackupFault::io(&self.path))
    }

    /// Gives a file its name.
    pub(super) fn name(&self, file: NamedTempFile, name: &str) -> Result<(), BackupFault> {
        let path = self.path.join(name);
        file.persist(&path).map_err(|error| BackupFault::io(&path)(error.error))?;
        self.sync()
    }

    fn sync(&self) -> Result<(), BackupFault> {
        match self.held.sync_all() {
            // Some file systems know no way to do it.
            Err(error) if error.kind() != ErrorKind::InvalidInput => Err(BackupFault::io(&self.path)(error)),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Writes the manifest in the place of the one before, and reads it from there again.
    pub(super) fn put(&self, manifest: &Manifest) -> Result<(), BackupFault> {
        let path = self.path.join(NAME);
        let bytes = manifest.write().map_err(|wrong| unread(path.clone(), wrong))?;
        let mut file = self.new_file()?;
        file.write_all(&bytes).map_err(BackupFault::io(&path))?;
        settle(file.as_file(), &path)?;
        self.name(file, NAME)?;
        match self.manifest()? {
            Some(found) if found == *manifest => Ok(()),
            Some(_) | None => Err(BackupFault::ReadBack { path, found: "—".to_owned() }),
        }
    }

    /// Removes what a writer has left behind that was interrupted.
    pub(super) fn clear(&self) -> Result<(), BackupFault> {
        for name in self.names()?.into_iter().filter(|name| name.starts_with(NEW)) {
            let path = self.path.join(name);
            let is_dir = path.symlink_metadata().is_ok_and(|found| found.is_dir());
            let removed = if is_dir { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            removed.map_err(BackupFault::io(&path))?;
        }
        Ok(())
    }

    /// Removes copies of the accounts that the manifest does not name: old passwords are nobody's business.
    pub(super) fn clear_accounts(&self, manifest: &Manifest) -> Result<(), BackupFault> {
        let kept = manifest.accounts.as_ref().map(|listed| listed.name.as_str());
        let old = |name: &String| manifest::accounts_number(name).is_some() && Some(name.as_str()) != kept;
        for name in self.names()?.into_iter().filter(old) {
            let path = self.path.join(name);
            fs::remove_file(&path).map_err(BackupFault::io(&path))?;
        }
        Ok(())
    }
}

impl Chain {
    /// Takes in the next bundle, which must go on where this ends.
    pub(super) fn follow(&mut self, path: &Path, file: File, bundle: Bundle) -> Result<(), BackupFault> {
        let shown = |id: Option<GitId>| id.map_or_else(|| "—".to_owned(), |id| id.to_string());
        let broken =
            |expected: String, found: String| Err(BackupFault::Broken { path: path.to_owned(), expected, found });
        if bundle.needs != self.refs.main {
            return broken(shown(self.refs.main), shown(bundle.needs));
        }
        if self.refs.main.or(bundle.refs.main).is_none() {
            return broken("refs/heads/main".to_owned(), shown(None));
        }
        for (name, id) in &bundle.refs.seals {
            match self.refs.seals.insert(name.clone(), *id) {
                Some(before) if before != *id => return broken(format!("{before} {name}"), format!("{id} {name}")),
                Some(_) | None => {}
            }
        }
        self.refs.main = bundle.refs.main.or(self.refs.main);
        self.bundles.push((file, bundle));
        Ok(())
    }
}

/// Sees to it that a file is on the disk, and that reading it again reads it from there.
pub(super) fn settle(file: &File, path: &Path) -> Result<(), BackupFault> {
    file.sync_all().map_err(BackupFault::io(path))?;
    // Where it is not understood, it was only advice.
    fadvise(file, 0, None, Advice::DontNeed).ok();
    Ok(())
}

/// The size and the digest of a file, which is then at its beginning again.
pub(super) fn digest(file: &mut File, path: &Path, tick: &mut dyn FnMut(u64)) -> Result<(u64, Sha256), BackupFault> {
    let io = || BackupFault::io(path);
    let (mut hash, mut size, mut piece) = (sha2::Sha256::new(), 0, vec![0; PIECE]);
    file.rewind().map_err(io())?;
    loop {
        let read = file.read(&mut piece).map_err(io())?;
        if read == 0 {
            break;
        }
        hash.update(&piece[..read]);
        size += read as u64;
        tick(size);
    }
    file.rewind().map_err(io())?;
    Ok((size, Sha256::from_bytes(hash.finalize().into())))
}

/// A file as the manifest names it.
pub(super) fn listed(file: &mut File, path: &Path, name: String, made: Timestamp) -> Result<Listed, BackupFault> {
    let (size, sha256) = digest(file, path, &mut |_| {})?;
    Ok(Listed { name, size, sha256, made })
}

/// Sizes are told in kilobytes, so that they fit everywhere.
fn kilobytes(bytes: u64) -> usize {
    usize::try_from(bytes.div_ceil(1024)).unwrap_or(usize::MAX)
}

fn unread(path: PathBuf, wrong: ManifestFault) -> BackupFault {
    match wrong {
        ManifestFault::Form(found) => BackupFault::Manifest { path, found },
        ManifestFault::Format(found) => BackupFault::Format { path, found, known: FORMAT },
    }
}
