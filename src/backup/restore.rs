//! Making a repository of a backup again.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::accounts;
use super::fault::BackupFault;
use super::folder::{Chain, Folder, digest, settle};
use super::manifest::{Listed, Manifest};
use super::{Progress, Stage};
use crate::record::Record;

/// A backup whose files are all there and are what the manifest says. It is held until it is let go.
#[derive(Debug)]
pub struct Checked {
    /// What it consists of.
    pub manifest: Manifest,
    chain: Chain,
    folder: Folder,
}

/// A repository that is whole but not in its place. If it is let go, nothing is left of it.
#[derive(Debug)]
pub struct Restored {
    beside: TempDir,
    place: PathBuf,
}

/// Reads and digests the backup in a folder.
pub fn check(path: &Path, progress: Progress<'_>) -> Result<Checked, BackupFault> {
    let folder = Folder::to_read(path)?;
    let manifest = match folder.manifest() {
        Ok(Some(manifest)) => manifest,
        Ok(None) | Err(BackupFault::Occupied { .. }) => return Err(BackupFault::Nothing(path.to_owned())),
        Err(fault) => return Err(fault),
    };
    let chain = folder.chain(&manifest, progress)?;
    Ok(Checked { manifest, chain, folder })
}

impl Checked {
    /// Makes a bare repository beside the place it is for, with the objects, the refs and the accounts of the backup.
    pub fn restore(&self, place: &Path, progress: Progress<'_>) -> Result<Restored, BackupFault> {
        let there = place.symlink_metadata().is_ok();
        if there && fs::read_dir(place).map_or(true, |mut entries| entries.next().is_some()) {
            return Err(BackupFault::There(place.to_owned()));
        }
        let above = place.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let beside = tempfile::Builder::new().prefix(".kanhe-restore-").tempdir_in(above);
        let restored = Restored { beside: beside.map_err(BackupFault::io(above))?, place: place.to_owned() };
        let record = Record::init(&restored.path(), true)?;
        for ((file, bundle), listed) in self.chain.bundles.iter().zip(&self.manifest.bundles) {
            let shown = self.folder.path().join(&listed.name).display().to_string();
            let mut tell = |done, of| progress(Stage::Checking, done, of);
            record.take_in(bundle, file, &mut tell).map_err(|fault| fault.path(shown))?;
        }
        // Opened again, so that it knows of the packs.
        Record::open(&restored.path())?.make_refs(&self.chain.refs)?;
        if let (Some(file), Some(listed)) = (&self.chain.accounts, &self.manifest.accounts) {
            put_accounts(file, listed, &crate::accounts::place(&restored.path()))?;
        }
        Ok(restored)
    }
}

impl Restored {
    /// Where it is meanwhile.
    pub fn path(&self) -> PathBuf {
        self.beside.path().join("record.git")
    }

    /// Puts it in its place.
    pub fn finish(self) -> Result<(), BackupFault> {
        let io = || BackupFault::io(&self.place);
        fs::rename(self.path(), &self.place).map_err(io())?;
        let above = self.place.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(above).and_then(|above| above.sync_all()).map_err(io())
    }
}

/// Copies the accounts to their place, for their owner alone.
fn put_accounts(mut from: &File, listed: &Listed, to: &Path) -> Result<(), BackupFault> {
    let io = || BackupFault::io(to);
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(BackupFault::io(folder))?;
    }
    let mut file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(to).map_err(io())?;
    io::copy(&mut from, &mut file).map_err(io())?;
    settle(&file, to)?;
    let (_, found) = digest(&mut file, to, &mut |_| {})?;
    if found != listed.sha256 {
        return Err(BackupFault::Digest { path: to.to_owned(), expected: listed.sha256, found });
    }
    accounts::check(to)?;
    accounts::sign_all_out(to)
}
