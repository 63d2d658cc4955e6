//! The folder a site is written to.
//!
//! 1. Every file is replaced atomically: written in a folder inside the site or beside it, then renamed. That folder is new each time:
//!    a disk finds room for a file in a new folder ten times quicker than in one from which files just went (ext4).
//! 2. What a build of everything changes comes into sight at once. It is prepared in a folder beside the site's, together with what stays
//!    as it is, and the two folders change places. Where they cannot (the folder is a mount point or has one below, folders of others are
//!    in it, its parent or its group is another's, the system has no such call) and where little differs, the files are renamed one after
//!    the other when all of them are there.
//! 3. What an act changes is renamed when all of it is there, first the files that are new: nothing leads to a page that is not there yet.
//! 4. One builder at a time writes to it: it holds a lock on `.kanhe-lock` in the folder.
//! 5. For a front that sends files itself, each page and script has its compressed body beside it (`index.html.gz`), and the time of each
//!    file is made of its content: what a front takes for its tag then changes with every change, also with two in a second.
//! 6. Only files a builder wrote are ever removed. Their names stand in `.kanhe-site` in the folder, and a folder that holds anything else
//!    without it is refused. What others have put beside them since stays.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;

use super::build::BuildError;
use super::fill::File;
use crate::id::Sha256;

/// The names of the files the builder wrote, one a line.
const MANIFEST: &str = ".kanhe-site";
/// What the builder that writes holds a lock on.
const LOCK: &str = ".kanhe-lock";
/// What the names of files and folders begin with that are not in their place yet.
const UNFINISHED: &str = ".kanhe-";
/// A build that changes at most one file in so many of them renames them one after the other.
const FEW: usize = 4;

/// A folder with a site.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    written: BTreeSet<String>,
    /// Those of them that the manifest does not name yet.
    fresh: Vec<String>,
    ready: Mutex<Ready>,
    /// Held from the first build on.
    lock: Option<fs::File>,
    next: Option<Next>,
    /// Whether a front sends the files.
    fronted: bool,
}

/// What is there and not in its place yet.
#[derive(Debug, Default)]
struct Ready {
    /// Where it is, once there is something.
    folder: Option<PathBuf>,
    /// How many files have had their room in it.
    rooms: usize,
    files: Vec<ReadyFile>,
}

impl Drop for Ready {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            drop(fs::remove_dir_all(folder));
        }
    }
}

#[derive(Debug)]
struct ReadyFile {
    now: PathBuf,
    place: PathBuf,
    /// Whether nothing is in its place.
    new: bool,
}

/// The site as it will be, while everything is built.
#[derive(Debug)]
struct Next {
    path: PathBuf,
    /// Whether it stands beside the site's folder and can take its place.
    beside: bool,
    /// What the former build wrote.
    before: BTreeSet<String>,
    /// Whether there was none.
    first: bool,
    /// The files that are here.
    staged: Mutex<BTreeSet<String>>,
}

impl Drop for Next {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.path));
    }
}

impl Folder {
    pub(super) fn new(path: &Path) -> Self {
        let (written, fresh) = (BTreeSet::new(), Vec::new());
        Self { path: path.to_owned(), written, fresh, ready: Mutex::default(), lock: None, next: None, fronted: false }
    }

    /// Writes what a front needs that sends the files itself.
    pub(super) const fn be_fronted(&mut self) {
        self.fronted = true;
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether what was built is still there: somebody may have taken the folder away.
    pub(super) fn is_there(&self) -> bool {
        self.lock.is_none() || self.path.join(MANIFEST).is_file()
    }

    /// The names of the site's files.
    pub(super) const fn written(&self) -> &BTreeSet<String> {
        &self.written
    }

    /// Takes the folder for a build of everything: it is new, empty, or a former build's.
    pub(super) fn begin(&mut self) -> Result<(), BuildError> {
        self.next = None;
        self.lock()?;
        let (before, first) = self.claim()?;
        self.written.clear();
        self.fresh.clear();
        let inside = self.inside();
        let beside = self.path.canonicalize().ok().and_then(|path| {
            let name = path.file_name()?.to_string_lossy().into_owned();
            let beside = path.parent()?.join(format!(".{name}{UNFINISHED}next"));
            // What a build that was ended left is nobody's.
            for left in [&inside, &beside] {
                drop(fs::remove_dir_all(left));
            }
            fs::create_dir(&beside).ok()?;
            if is_same_disk(&path, &beside) && belong(&path, &beside).is_ok() {
                return Some(beside);
            }
            drop(fs::remove_dir(&beside));
            None
        });
        let (path, beside) = if let Some(path) = beside {
            (path, true)
        } else {
            fs::create_dir_all(&inside).map_err(io_at(&inside))?;
            (inside, false)
        };
        self.next = Some(Next { path, beside, before, first, staged: Mutex::default() });
        Ok(())
    }

    /// Takes the lock, or says that another builder has it.
    fn lock(&mut self) -> Result<(), BuildError> {
        // Where the folder was taken away the lock went with it.
        if self.lock.is_some() && self.path.join(LOCK).is_file() {
            return Ok(());
        }
        self.lock = None;
        fs::create_dir_all(&self.path).map_err(io_at(&self.path))?;
        // What is another's is refused as that, and nothing is left in it.
        let mut entries = fs::read_dir(&self.path).map_err(io_at(&self.path))?;
        let is_lock = |one: io::Result<fs::DirEntry>| one.is_ok_and(|one| one.file_name() == LOCK);
        if !self.path.join(MANIFEST).exists() && !entries.all(is_lock) {
            return Err(BuildError::Occupied(self.path.clone()));
        }
        let path = self.path.join(LOCK);
        let file = fs::OpenOptions::new().create(true).append(true).open(&path).map_err(io_at(&path))?;
        match file.try_lock() {
            Err(fs::TryLockError::WouldBlock) => return Err(BuildError::Busy(self.path.clone())),
            // Where files cannot be locked, the administrator sees to it.
            Ok(()) | Err(fs::TryLockError::Error(_)) => self.lock = Some(file),
        }
        Ok(())
    }

    /// The folder inside the site for what is not in its place yet.
    fn inside(&self) -> PathBuf {
        self.path.join(format!("{UNFINISHED}next"))
    }

    /// What a former build wrote, and whether there was none.
    fn claim(&self) -> Result<(BTreeSet<String>, bool), BuildError> {
        fs::create_dir_all(&self.path).map_err(io_at(&self.path))?;
        let manifest = self.path.join(MANIFEST);
        match fs::read_to_string(&manifest) {
            Ok(text) => {
                // A last line without its end was cut while it was written: it names no file.
                let lines = text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
                let before: BTreeSet<String> = lines.filter(|line| is_below(line)).map(str::to_owned).collect();
                Ok((before, false))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                replace(&self.path, MANIFEST, b"").map_err(io_at(&manifest))?;
                Ok((BTreeSet::new(), true))
            }
            Err(error) => Err(io_at(&manifest)(error)),
        }
    }

    /// Writes a file if it is not there or differs. Whether it did. It is in its place after [`Self::settle`], or when the build of
    /// everything [ends](Self::end).
    pub(super) fn write(&self, file: &File) -> Result<bool, BuildError> {
        let path = self.path.join(&file.path);
        let first = self.next.as_ref().is_some_and(|next| next.first);
        let found = if first { None } else { fs::metadata(&path).ok() };
        if found.as_ref().is_some_and(|found| found.len() == file.bytes.len() as u64)
            && fs::read(&path).is_ok_and(|found| found == file.bytes)
            && self.is_dressed(file, found.as_ref())
        {
            return Ok(false);
        }
        let time = time_of(&file.bytes);
        self.stage(&file.path, &file.bytes, time, found.is_none())?;
        if let Some(name) = self.squeezed(&file.path) {
            let body = squeeze(&file.bytes).map_err(io_at(&path))?;
            self.stage(&name, &body, time, found.is_none())?;
        }
        Ok(true)
    }

    /// Writes a file where nobody looks yet.
    fn stage(&self, name: &str, bytes: &[u8], time: SystemTime, new: bool) -> Result<(), BuildError> {
        let place = self.path.join(name);
        let now = match &self.next {
            Some(next) => next.path.join(name),
            None => self.room()?,
        };
        let made = create(&now, bytes).and_then(|file| if self.fronted { file.set_modified(time) } else { Ok(()) });
        made.map_err(io_at(&place))?;
        match &self.next {
            Some(next) => drop(locked(&next.staged).insert(name.to_owned())),
            None => locked(&self.ready).files.push(ReadyFile { now, place, new }),
        }
        Ok(())
    }

    /// Whether a file that is there is as a front needs it.
    fn is_dressed(&self, file: &File, found: Option<&fs::Metadata>) -> bool {
        let is_timed = || found.and_then(|found| found.modified().ok()) == Some(time_of(&file.bytes));
        // A body that was left from another page by a crash has that page's time.
        let time = time_of(&file.bytes);
        let of = |name: String| fs::metadata(self.path.join(name)).and_then(|found| found.modified()).ok();
        !self.fronted || is_timed() && self.squeezed(&file.path).is_none_or(|name| of(name) == Some(time))
    }

    /// The name of a file's compressed body, if it has one: what we wrote and is text.
    fn squeezed(&self, name: &str) -> Option<String> {
        let is_text = [".html", ".css", ".js", ".svg", ".txt", ".json", ".xml"].iter().any(|end| name.ends_with(end));
        let is_brought = name.starts_with("files/") || name.contains("/_files/");
        (self.fronted && is_text && !is_brought).then(|| format!("{name}.gz"))
    }

    /// Where a file may be written that is not in its place yet.
    fn room(&self) -> Result<PathBuf, BuildError> {
        let mut ready = locked(&self.ready);
        let folder = if let Some(folder) = &ready.folder {
            folder.clone()
        } else {
            let folder = self.inside();
            // What a builder that was ended left is nobody's.
            drop(fs::remove_dir_all(&folder));
            fs::create_dir_all(&folder).map_err(io_at(&folder))?;
            ready.folder.insert(folder).clone()
        };
        ready.rooms += 1;
        Ok(folder.join(ready.rooms.to_string()))
    }

    /// Notes files as the site's, also those that did not differ.
    pub(super) fn note(&mut self, names: impl IntoIterator<Item = String>) {
        for name in names {
            for name in self.squeezed(&name).into_iter().chain([name]) {
                if self.written.insert(name.clone()) {
                    self.fresh.push(name);
                }
            }
        }
    }

    /// Removes a file that the site has no more. Whether it was there.
    pub(super) fn remove(&mut self, name: &str) -> bool {
        if let Some(squeezed) = self.squeezed(name).filter(|squeezed| self.written.remove(squeezed))
            && self.next.is_none()
        {
            drop(fs::remove_file(self.path.join(squeezed)));
        }
        let known = self.written.remove(name);
        let removed = known && self.next.is_none() && fs::remove_file(self.path.join(name)).is_ok();
        if removed {
            self.leave_no_folder(name);
        }
        removed
    }

    /// Takes away the folders that a file left empty: they tell that it was there.
    fn leave_no_folder(&self, name: &str) {
        let mut folder = Path::new(name).parent();
        while let Some(inner) = folder.filter(|inner| !inner.as_os_str().is_empty()) {
            // One that is not empty stays.
            if fs::remove_dir(self.path.join(inner)).is_err() {
                break;
            }
            folder = inner.parent();
        }
    }

    /// Puts what was written into its place.
    pub(super) fn settle(&mut self) -> Result<(), BuildError> {
        let ready = std::mem::take(&mut *locked(&self.ready));
        let (new, old): (Vec<&ReadyFile>, Vec<&ReadyFile>) = ready.files.iter().partition(|file| file.new);
        for files in [new, old] {
            files.into_par_iter().try_for_each(|file| put(&file.now, &file.place).map_err(io_at(&file.place)))?;
        }
        Ok(())
    }

    /// Drops what was written and is not in its place.
    pub(super) fn forget(&mut self) {
        *locked(&self.ready) = Ready::default();
        self.next = None;
    }

    /// Brings the manifest up. An act adds a few files to however many there are: their names are added at its end.
    pub(super) fn save(&mut self, removed: bool) -> Result<(), BuildError> {
        if self.next.is_some() || (self.fresh.is_empty() && !removed) {
            return Ok(());
        }
        let path = self.path.join(MANIFEST);
        let saved = if removed {
            self.fresh.clear();
            replace(&self.path, MANIFEST, self.manifest().as_bytes())
        } else {
            let text = self.fresh.drain(..).fold(String::new(), |text, name| text + &name + "\n");
            let opened = fs::OpenOptions::new().append(true).create(true).open(&path);
            opened.and_then(|mut file| file.write_all(text.as_bytes()))
        };
        saved.map_err(io_at(&path))
    }

    fn manifest(&self) -> String {
        self.written.iter().fold(String::new(), |text, path| text + path + "\n")
    }

    /// Ends a build of everything: what was prepared comes into sight, and what the former build left goes. How many files went.
    pub(super) fn end(&mut self) -> Result<usize, BuildError> {
        let Some(next) = self.next.take() else { return Ok(0) };
        let staged = std::mem::take(&mut *locked(&next.staged));
        let gone: Vec<&String> = next.before.difference(&self.written).collect();
        let many = next.first || staged.len() * FEW > self.written.len();
        if next.beside && many && self.change_places(&next, &staged).is_ok() {
            self.fresh.clear();
            return Ok(gone.len());
        }
        let (new, old): (Vec<&String>, Vec<&String>) = staged.iter().partition(|name| !next.before.contains(*name));
        for name in new.into_iter().chain(old) {
            let path = self.path.join(name);
            put(&next.path.join(name), &path).map_err(io_at(&path))?;
        }
        let removed = gone.iter().filter(|name| fs::remove_file(self.path.join(name)).is_ok()).count();
        for name in &gone {
            self.leave_no_folder(name);
        }
        self.save(true)?;
        Ok(removed)
    }

    /// Completes the prepared folder and puts it in the place of the site's. If that fails, the site is as it was.
    fn change_places(&self, next: &Next, staged: &BTreeSet<String>) -> io::Result<()> {
        let path = self.path.canonicalize()?;
        link(&path.join(LOCK), &next.path.join(LOCK))?;
        if !next.first {
            for name in self.written.difference(staged) {
                link(&path.join(name), &next.path.join(name))?;
            }
            self.keep_others(&path, next)?;
        }
        replace(&next.path, MANIFEST, self.manifest().as_bytes())?;
        exchange(&next.path, &path)
    }

    /// Brings along the files that others have put beside the site's. A folder of theirs may have another owner, be empty or be private,
    /// and what is mounted here would be lost with the old folder: then nothing changes places.
    fn keep_others(&self, path: &Path, next: &Next) -> io::Result<()> {
        let is_unfinished = |entry: &walkdir::DirEntry| {
            entry.file_name().to_str().is_some_and(|name| name.starts_with(UNFINISHED) && entry.depth() > 0)
        };
        for entry in walkdir::WalkDir::new(path).into_iter().filter_entry(|entry| !is_unfinished(entry)) {
            let entry = entry?;
            let below = entry.path().strip_prefix(path).unwrap_or(entry.path());
            let name = below.to_string_lossy().replace('\\', "/");
            if entry.file_type().is_dir() {
                let ours = |names: &BTreeSet<String>| {
                    let from = format!("{name}/");
                    names.range(from.clone()..).next().is_some_and(|file| file.starts_with(&from))
                };
                if !is_same_disk(entry.path(), path) || entry.depth() > 0 && !ours(&next.before) && !ours(&self.written)
                {
                    return Err(io::ErrorKind::CrossesDevices.into());
                }
                continue;
            }
            if name == LOCK || next.before.contains(&name) || self.written.contains(&name) {
                continue;
            }
            link(entry.path(), &next.path.join(below))?;
        }
        Ok(())
    }
}

/// The lock's content; what a thread that panicked left is as good as any.
fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn io_at(path: &Path) -> impl FnOnce(io::Error) -> BuildError + use<> {
    let path = path.to_owned();
    move |error| BuildError::Io { path, error }
}

/// Whether a line of the manifest names a file below the output folder: the manifest is a file, and files can be changed.
fn is_below(path: &str) -> bool {
    let path = Path::new(path);
    path.components().all(|part| matches!(part, Component::Normal(_))) && path.components().next().is_some()
}

/// Does something in a file's folder, which is made if it is not there.
fn in_folder<T>(path: &Path, act: impl Fn(&Path) -> io::Result<T>) -> io::Result<T> {
    let folder = path.parent().unwrap_or(path);
    act(folder).or_else(|error| {
        if error.kind() != io::ErrorKind::NotFound {
            return Err(error);
        }
        // Another thread may have made it in the meantime.
        fs::create_dir_all(folder)?;
        act(folder)
    })
}

/// Writes a new file where nobody looks yet.
fn create(path: &Path, bytes: &[u8]) -> io::Result<fs::File> {
    let mut file = in_folder(path, |_| fs::File::create(path))?;
    file.write_all(bytes)?;
    readable(&file)?;
    Ok(file)
}

/// A time that follows from the content: between 1987 and 2021.
fn time_of(bytes: &[u8]) -> SystemTime {
    let digest = Sha256::of(bytes);
    let [a, b, c, d, ..] = *digest.as_bytes();
    UNIX_EPOCH + Duration::from_secs(0x2000_0000 | u64::from(u32::from_be_bytes([a, b, c, d]) >> 2))
}

/// A file as browsers take it compressed (RFC 1952); the same file gives the same bytes.
fn squeeze(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::new(4));
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// Puts a file in its place. Where a part of the site is on another disk, it is written there anew.
fn put(now: &Path, place: &Path) -> io::Result<()> {
    in_folder(place, |_| fs::rename(now, place)).or_else(|error| match (error.kind(), place.file_name()) {
        (io::ErrorKind::CrossesDevices, Some(name)) => {
            let folder = place.parent().unwrap_or(place);
            replace(folder, &name.to_string_lossy(), &fs::read(now)?)
        }
        _ => Err(error),
    })
}

/// Writes a file beside its place.
fn prepare(path: &Path, bytes: &[u8]) -> io::Result<tempfile::TempPath> {
    let mut beside = in_folder(path, |folder| tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder))?;
    beside.write_all(bytes)?;
    readable(beside.as_file())?;
    Ok(beside.into_temp_path())
}

/// Writes a file in the place of another.
fn replace(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let path = folder.join(name);
    prepare(&path, bytes)?.persist(&path).map_err(|error| error.error)
}

/// The same file at a second place; of a symbolic link, the link.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    in_folder(to, |_| fs::hard_link(from, to)).or_else(|_| fs::copy(from, to).map(drop))
}

/// Whether files can be renamed from one folder into another.
#[cfg(unix)]
fn is_same_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let disk = |path| fs::metadata(path).map(|found| found.dev()).ok();
    disk(one).is_some() && disk(one) == disk(other)
}

#[cfg(not(unix))]
fn is_same_disk(_: &Path, _: &Path) -> bool {
    true
}

/// Gives a new folder the owner, the group and the mode of another; what is made in it inherits what it should.
#[cfg(unix)]
fn belong(from: &Path, to: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let (model, made) = (fs::metadata(from)?, fs::metadata(to)?);
    if (model.uid(), model.gid()) != (made.uid(), made.gid()) {
        chown(to, Some(model.uid()), Some(model.gid()))?;
    }
    fs::set_permissions(to, model.permissions())
}

#[cfg(not(unix))]
fn belong(from: &Path, to: &Path) -> io::Result<()> {
    fs::set_permissions(to, fs::metadata(from)?.permissions())
}

/// Puts each of two folders in the place of the other.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A temporary file is its owner's; a page is everybody's.
#[cfg(unix)]
fn readable(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    fn build(folder: &mut Folder, files: &[File]) -> (usize, usize) {
        folder.begin().unwrap();
        let written = files.iter().filter(|file| folder.write(file).unwrap()).count();
        folder.note(files.iter().map(|file| file.path.clone()));
        (written, folder.end().unwrap())
    }

    fn look(path: &Path) -> Vec<(String, String)> {
        let files = walkdir::WalkDir::new(path).sort_by_file_name().into_iter().flatten();
        let files = files.filter(|entry| !entry.file_type().is_dir());
        let files = files.filter(|entry| entry.file_name() != MANIFEST && entry.file_name() != LOCK);
        let name = |path: &Path, top: &Path| path.strip_prefix(top).unwrap().display().to_string();
        files.map(|entry| (name(entry.path(), path), fs::read_to_string(entry.path()).unwrap())).collect()
    }

    fn inode(path: &Path) -> u64 {
        use std::os::unix::fs::MetadataExt as _;
        fs::metadata(path).unwrap().ino()
    }

    #[test]
    fn nothing_of_a_build_is_seen_before_its_end() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("out");
        let mut folder = Folder::new(&out);
        folder.begin().unwrap();
        assert!(folder.write(&file("a/b/index.html", "1")).unwrap());
        assert!(look(&out).is_empty());
        folder.note(["a/b/index.html".to_owned()]);
        assert_eq!(folder.end().unwrap(), 0);
        assert_eq!(look(&out), [("a/b/index.html".to_owned(), "1".to_owned())]);
        let left: Vec<_> = fs::read_dir(place.path()).unwrap().flatten().map(|entry| entry.file_name()).collect();
        assert_eq!(left, ["out"]);
    }

    #[test]
    fn a_build_of_everything_takes_the_place_of_the_former_and_keeps_what_is_others() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("out");
        let mut folder = Folder::new(&out);
        build(&mut folder, &[file("a", "1"), file("b", "1"), file("c/d", "1")]);
        fs::write(out.join("c/robots.txt"), "no").unwrap();
        let (same, folder_before) = (inode(&out.join("a")), inode(&out));
        drop(folder);
        let mut folder = Folder::new(&out);
        assert_eq!(build(&mut folder, &[file("a", "1"), file("b", "2"), file("e", "1")]), (2, 1));
        let names: Vec<String> = look(&out).into_iter().map(|(name, text)| name + "=" + &text).collect();
        assert_eq!(names, ["a=1", "b=2", "c/robots.txt=no", "e=1"]);
        assert_eq!(inode(&out.join("a")), same);
        assert_ne!(inode(&out), folder_before);
        assert_eq!(fs::read_to_string(out.join(MANIFEST)).unwrap(), "a\nb\ne\n");
    }

    #[cfg(unix)]
    #[test]
    fn folders_of_others_stay_as_they_are() {
        use std::os::unix::fs::PermissionsExt as _;
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("out");
        build(&mut Folder::new(&out), &[file("a", "1"), file("b", "1")]);
        let private = out.join("private");
        fs::create_dir(&private).unwrap();
        fs::set_permissions(&private, fs::Permissions::from_mode(0o700)).unwrap();
        fs::create_dir(out.join("empty")).unwrap();
        let before = [inode(&out), inode(&private), inode(&out.join("empty"))];
        assert_eq!(build(&mut Folder::new(&out), &[file("a", "2"), file("b", "2")]), (2, 0));
        assert_eq!([inode(&out), inode(&private), inode(&out.join("empty"))], before);
        assert_eq!(fs::metadata(&private).unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(fs::read_to_string(out.join("b")).unwrap(), "2");
    }

    #[cfg(unix)]
    #[test]
    fn a_site_keeps_its_mode() {
        use std::os::unix::fs::PermissionsExt as _;
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("out");
        build(&mut Folder::new(&out), &[file("a/b", "1")]);
        fs::set_permissions(&out, fs::Permissions::from_mode(0o2750)).unwrap();
        let before = inode(&out);
        build(&mut Folder::new(&out), &[file("a/b", "2")]);
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
        assert_ne!(inode(&out), before);
        assert_eq!((mode(&out), mode(&out.join("a")) & 0o2000), (0o2750, 0o2000));
    }

    #[test]
    fn one_builder_at_a_time_writes() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("out");
        let mut first = Folder::new(&out);
        build(&mut first, &[file("a", "1")]);
        assert!(matches!(Folder::new(&out).begin(), Err(BuildError::Busy(_))));
        // The folders have changed places since, and it is the same lock.
        build(&mut first, &[file("a", "2")]);
        assert!(matches!(Folder::new(&out).begin(), Err(BuildError::Busy(_))));
        drop(first);
        Folder::new(&out).begin().unwrap();
    }

    #[test]
    fn a_build_that_changes_little_stays_in_its_folder() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("out");
        let many = |last: &str| -> Vec<File> {
            (0..20).map(|n| file(&format!("{n}/index.html"), if n == 19 { last } else { "" })).collect()
        };
        let mut folder = Folder::new(&out);
        build(&mut folder, &many("1"));
        let before = inode(&out);
        assert_eq!(build(&mut folder, &many("2")), (1, 0));
        assert_eq!((inode(&out), fs::read_to_string(out.join("19/index.html")).unwrap()), (before, "2".to_owned()));
        assert_eq!(build(&mut folder, &many("2")), (0, 0));
    }

    #[test]
    fn what_an_act_changes_is_seen_when_all_of_it_is_there() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("out");
        let mut folder = Folder::new(&out);
        build(&mut folder, &[file("index.html", "1")]);
        assert!(folder.write(&file("index.html", "2")).unwrap());
        assert!(folder.write(&file("new/index.html", "1")).unwrap());
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "1");
        assert!(!out.join("new/index.html").exists());
        folder.note(["new/index.html".to_owned()]);
        folder.settle().unwrap();
        folder.save(false).unwrap();
        assert_eq!(look(&out).len(), 2);
        assert_eq!(fs::read_to_string(out.join(MANIFEST)).unwrap(), "index.html\nnew/index.html\n");
        folder.write(&file("index.html", "3")).unwrap();
        folder.forget();
        assert_eq!(
            look(&out),
            [("index.html".to_owned(), "2".to_owned()), ("new/index.html".to_owned(), "1".to_owned())]
        );
    }

    #[test]
    fn many_threads_write_into_folders_that_are_not_there_yet() {
        let place = tempfile::tempdir().unwrap();
        for round in 0..200 {
            let folder = place.path().join(round.to_string()).join("deep");
            let begin = std::sync::Barrier::new(4);
            std::thread::scope(|scope| {
                for thread in 0..4 {
                    let (folder, begin) = (&folder, &begin);
                    scope.spawn(move || {
                        begin.wait();
                        create(&folder.join(thread.to_string()), b"").unwrap();
                    });
                }
            });
        }
    }

    #[test]
    fn a_link_to_the_folder_stays_a_link() {
        let place = tempfile::tempdir().unwrap();
        let (real, out) = (place.path().join("real"), place.path().join("out"));
        fs::create_dir(&real).unwrap();
        std::os::unix::fs::symlink(&real, &out).unwrap();
        build(&mut Folder::new(&out), &[file("a", "1")]);
        assert!(fs::symlink_metadata(&out).unwrap().is_symlink());
        assert_eq!(look(&real), [("a".to_owned(), "1".to_owned())]);
    }

    #[test]
    fn a_folder_of_others_is_refused() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("thesis.tex"), "").unwrap();
        assert!(matches!(Folder::new(place.path()).begin(), Err(BuildError::Occupied(_))));
        fs::write(place.path().join(MANIFEST), "../../etc/passwd\n/etc/passwd\nthesis.tex\ncut").unwrap();
        let folder = Folder::new(place.path());
        assert_eq!(folder.claim().unwrap().0, BTreeSet::from(["thesis.tex".to_owned()]));
    }
}
