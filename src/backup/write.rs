//! Writing a backup: what is new goes into one bundle more.

use std::fs::File;
use std::path::Path;

use jiff::Timestamp;
use tempfile::NamedTempFile;

use super::accounts;
use super::fault::BackupFault;
use super::folder::{Chain, Folder, listed, settle};
use super::manifest::{self, FORMAT, Listed, Manifest};
use super::{Progress, Stage};
use crate::ledger::{Checkpoint, Ledger, Root};
use crate::record::{Bundle, Record, Refs};

/// How often a record is looked at until it stands still.
const LOOKS: usize = 20;

/// Where a record stands, all of it at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stand {
    /// Its refs.
    pub refs: Refs,
    /// Its root.
    pub root: Root,
    /// The checkpoint of its last act.
    pub checkpoint: Checkpoint,
}

impl Stand {
    /// Where the record stands now; the ledger is brought up to there.
    pub fn of(record: &Record, ledger: &mut Ledger) -> Result<Self, BackupFault> {
        // An act of sealing and its seal do not become visible in one moment.
        let mut before = record.refs()?;
        for _ in 0..LOOKS {
            if let Some(tip) = before.main {
                let moved = ledger.follow_to(record, tip, &mut |_, _| {});
                moved.map_err(|refusal| BackupFault::Refused(Box::new(refusal)))?;
            }
            let refs = record.refs()?;
            if refs == before && refs.main == Some(ledger.head().commit) {
                return Ok(Self { refs, root: ledger.root().clone(), checkpoint: ledger.checkpoint() });
            }
            before = refs;
        }
        Err(BackupFault::Restless)
    }
}

/// What became of the accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accounts {
    /// There are none.
    None,
    /// There are none any more; the copy from before stays.
    Kept,
    /// They are as they were at the last backup.
    Same,
    /// A new copy was made.
    New,
}

/// What a backup came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What the backup consists of now.
    pub manifest: Manifest,
    /// The number of the last act that was in it before; none in a first one.
    pub before: Option<u64>,
    /// How many seals are new.
    pub seals: usize,
    /// Whether a bundle was written.
    pub bundle: bool,
    /// The accounts.
    pub accounts: Accounts,
}

/// A file that is written and has no name yet.
struct Ready {
    file: NamedTempFile,
    listed: Listed,
}

/// Brings the backup in a folder up to where the record stands; a first one if there is none. `now` is when.
pub fn backup(
    record: &Record,
    stand: &Stand,
    path: &Path,
    now: Timestamp,
    progress: Progress<'_>,
) -> Result<Done, BackupFault> {
    let within = |place: Option<&Path>| place.is_some_and(|place| is_within(path, place));
    if within(Some(record.git_dir())) || within(record.worktree()) {
        return Err(BackupFault::Inside(path.to_owned()));
    }
    let folder = Folder::to_write(path)?;
    let before = folder.manifest()?;
    folder.clear()?;
    let mut chain = match &before {
        Some(manifest) => {
            check_whose(manifest, stand, &folder)?;
            folder.chain(manifest, &mut *progress)?
        }
        None => Chain::default(),
    };
    let new = new_refs(record, &chain, stand)?;
    let number = chain.bundles.len() + 1;
    let bundle = if new == Refs::default() {
        None
    } else {
        let bundle = Bundle { needs: chain.refs.main, refs: new };
        Some(write_bundle(record, &folder, &mut chain, bundle, number, now, progress)?)
    };
    if chain.refs != stand.refs {
        let shown = |refs: &Refs| refs.main.map(|id| id.to_string()).unwrap_or_default();
        let (expected, found) = (shown(&stand.refs), shown(&chain.refs));
        return Err(BackupFault::Broken { path: folder.path().to_owned(), expected, found });
    }
    let listed = before.as_ref().and_then(|manifest| manifest.accounts.clone());
    let (accounts, copy) = copy_accounts(&crate::accounts::place(record.git_dir()), &folder, listed.as_ref(), now)?;
    let seals = chain.bundles.get(number - 1).map_or(0, |(_, bundle)| bundle.refs.seals.len());
    let (seq, is_new) = (before.as_ref().map(|manifest| manifest.seq), bundle.is_some());
    let manifest = match before {
        Some(manifest) if bundle.is_none() && copy.is_none() => manifest,
        before => {
            let mut bundles = before.map(|manifest| manifest.bundles).unwrap_or_default();
            bundles.extend(bundle.as_ref().map(|ready| ready.listed.clone()));
            let manifest = Manifest {
                format: FORMAT,
                record: stand.checkpoint.record.clone(),
                root: stand.root.clone(),
                seq: stand.checkpoint.seq,
                checkpoint: stand.checkpoint.clone(),
                made: now,
                bundles,
                accounts: copy.as_ref().map(|ready| ready.listed.clone()).or(listed),
            };
            for Ready { file, listed } in bundle.into_iter().chain(copy) {
                folder.name(file, &listed.name)?;
            }
            folder.put(&manifest)?;
            manifest
        }
    };
    folder.clear_accounts(&manifest)?;
    Ok(Done { manifest, before: seq, seals, bundle: is_new, accounts })
}

/// Whether a path, or where it will be, lies in a folder.
fn is_within(path: &Path, place: &Path) -> bool {
    let real = path.canonicalize().or_else(|_| {
        let above = path.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        above.canonicalize().map(|above| above.join(path.file_name().unwrap_or_default()))
    });
    matches!((real, place.canonicalize()), (Ok(real), Ok(place)) if real.starts_with(&place))
}

/// That a backup is of this record.
fn check_whose(manifest: &Manifest, stand: &Stand, folder: &Folder) -> Result<(), BackupFault> {
    let (expected, found) = (stand.checkpoint.record.clone(), manifest.record.clone());
    if expected == found && manifest.root == stand.root {
        return Ok(());
    }
    Err(BackupFault::OtherRecord { path: folder.path().to_owned(), expected, found })
}

/// What of the record is not in the backup. Everything in the backup must still be in the record.
fn new_refs(record: &Record, chain: &Chain, stand: &Stand) -> Result<Refs, BackupFault> {
    if let Some(old) = chain.refs.main {
        let mut at = stand.refs.main;
        while at.is_some_and(|id| id != old) {
            at = at.map_or(Ok(None), |id| record.first_parent(id))?;
        }
        if at.is_none() {
            return Err(BackupFault::Gone(format!("refs/heads/main {old}")));
        }
    }
    for (name, id) in &chain.refs.seals {
        if stand.refs.seals.get(name) != Some(id) {
            return Err(BackupFault::Gone(format!("{name} {id}")));
        }
    }
    let seals = stand.refs.seals.iter().filter(|(name, _)| !chain.refs.seals.contains_key(*name));
    Ok(Refs {
        main: stand.refs.main.filter(|_| stand.refs.main != chain.refs.main),
        seals: seals.map(|(name, id)| (name.clone(), *id)).collect(),
    })
}

/// Writes a bundle and reads it back from the disk: its lines, each of its objects, and that none is missing.
fn write_bundle(
    record: &Record,
    folder: &Folder,
    chain: &mut Chain,
    bundle: Bundle,
    number: usize,
    now: Timestamp,
    progress: Progress<'_>,
) -> Result<Ready, BackupFault> {
    let file = folder.new_file()?;
    let path = file.path().to_owned();
    let named = |fault: crate::record::Fault| BackupFault::from(fault.path(path.display().to_string()));
    record.write_bundle(&bundle, file.as_file(), &mut |done, of| progress(Stage::Writing, done, of))?;
    settle(file.as_file(), &path)?;
    let mut back = File::open(&path).map_err(BackupFault::io(&path))?;
    let listed = listed(&mut back, &path, manifest::bundle(number), now)?;
    let scratch = folder.scratch()?;
    let place = scratch.path().join("record.git");
    Record::init(&place, true)?
        .take_in(&bundle, &back, &mut |done, of| progress(Stage::Checking, done, of))
        .map_err(named)?;
    let wrong = |found: String| Err(BackupFault::ReadBack { path: path.clone(), found });
    if let Some(id) = Record::open(&place)?.lacks(record, &bundle)? {
        return wrong(id.to_string());
    }
    let again = File::open(&path).map_err(BackupFault::io(&path))?;
    if Bundle::read(&again).map_err(named)? != bundle {
        return wrong(String::from_utf8_lossy(&bundle.encode()).into_owned());
    }
    chain.follow(&path, again, bundle)?;
    Ok(Ready { file, listed })
}

/// A copy of the accounts, if they are others than those in the backup.
fn copy_accounts(
    from: &Path,
    folder: &Folder,
    before: Option<&Listed>,
    now: Timestamp,
) -> Result<(Accounts, Option<Ready>), BackupFault> {
    if from.symlink_metadata().is_err() {
        return Ok((if before.is_some() { Accounts::Kept } else { Accounts::None }, None));
    }
    let file = folder.new_file()?;
    let path = file.path().to_owned();
    accounts::copy(from, &path)?;
    settle(file.as_file(), &path)?;
    accounts::check(&path)?;
    let number = before.and_then(|listed| manifest::accounts_number(&listed.name)).unwrap_or_default() + 1;
    let mut back = File::open(&path).map_err(BackupFault::io(&path))?;
    let listed = listed(&mut back, &path, manifest::accounts(number), now)?;
    if before.is_some_and(|before| before.sha256 == listed.sha256) {
        return Ok((Accounts::Same, None));
    }
    Ok((Accounts::New, Some(Ready { file, listed })))
}
