//! Bringing a work tree up to a new tree.
//!
//! 1. Only paths that differ between the two trees are looked at.
//! 2. A file (or its place in the index) that is neither the old nor the new one is the person's own: it is kept
//!    and reported, never overwritten. So is a file the person took away.
//! 3. Nothing is read or written through a symbolic link.

use std::fs::{self, Metadata};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use git2::{IndexEntry, IndexTime, ObjectType, Oid};

use super::fault::{Defect, Fault};
use super::repository::{MAIN, Record, git_id, oid};
use super::walk::Change;
use crate::id::GitId;

/// What stands at a path of the work tree.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    File(GitId),
    Other,
}

impl Record {
    /// Whether the work tree shows `main`.
    pub fn shows_main(&self) -> Result<bool, Fault> {
        let head = self.repo.find_reference("HEAD").map_err(|error| Fault::library(&error))?;
        Ok(head.symbolic_target_bytes() == Some(MAIN.as_bytes()))
    }

    /// Updates index and files from one tree to another and gives the paths that were kept as the person has them.
    ///
    /// A work tree that shows another branch than `main` is left alone.
    pub fn refresh_worktree(&self, old: Option<GitId>, new: GitId) -> Result<Vec<String>, Fault> {
        let root = self.worktree().ok_or(Defect::NoWorktree)?.to_owned();
        if !self.shows_main()? {
            return Ok(Vec::new());
        }
        let mut index = self.repo.index().map_err(|error| Fault::library(&error))?;
        index.read(false).map_err(|error| Fault::library(&error))?;
        let mut kept = Vec::new();
        let changes = self.diff(old, new)?;
        // What goes makes room for what comes.
        let (gone, come): (Vec<_>, Vec<_>) = changes.into_iter().partition(|change| change.new.is_none());
        for change in gone.into_iter().chain(come) {
            let path = Path::new(&change.path);
            let staged = index.get_path(path, 0).map(|entry| git_id(entry.id));
            let untouched = staged == change.old || staged == change.new;
            if !untouched || !self.refresh_file(&root, &change)? {
                kept.push(change.path.clone());
            }
            if !untouched {
                continue;
            }
            match change.new {
                None if staged.is_some() => index.remove_path(path),
                None => Ok(()),
                Some(id) => index.add(&index_entry(&root, &change.path, id)?),
            }
            .map_err(|error| Fault::library(&error).path(change.path.as_str()))?;
        }
        index.write().map_err(|error| Fault::library(&error))?;
        kept.sort();
        Ok(kept)
    }

    /// Brings one file up to date; `false` if it is the person's own.
    fn refresh_file(&self, root: &Path, change: &Change) -> Result<bool, Fault> {
        let path = root.join(&change.path);
        let found = look(root, &change.path)?;
        let as_before = match &found {
            Found::Nothing => change.old.is_none(),
            Found::File(id) => change.old == Some(*id),
            Found::Other => false,
        };
        match (found, change.new) {
            (Found::Nothing, None) => Ok(true),
            (Found::File(id), Some(new)) if id == new => Ok(true),
            (_, None) if as_before => {
                fs::remove_file(&path).map_err(|error| Fault::io(&path, &error))?;
                path.ancestors().skip(1).take_while(|dir| *dir != root).try_for_each(fs::remove_dir).ok();
                Ok(true)
            }
            (found, Some(new)) if as_before => put(&path, &self.blob(new)?, found == Found::Nothing),
            _ => Ok(false),
        }
    }
}

/// Looks at a path without following symbolic links.
fn look(root: &Path, path: &str) -> Result<Found, Fault> {
    let mut place = root.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        place.push(part);
        let meta = match place.symlink_metadata() {
            Ok(meta) => meta,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => return Err(Fault::io(&place, &error)),
        };
        if parts.peek().is_some() {
            if !meta.is_dir() {
                return Ok(Found::Other);
            }
        } else if meta.is_file() {
            let bytes = fs::read(&place).map_err(|error| Fault::io(&place, &error))?;
            let id = Oid::hash_object(ObjectType::Blob, &bytes).map_err(|error| Fault::library(&error))?;
            return Ok(Found::File(git_id(id)));
        }
    }
    Ok(Found::Other)
}

/// Writes a file beside its place and renames it there; `false` if something came to stand there meanwhile.
fn put(path: &Path, bytes: &[u8], fresh: bool) -> Result<bool, Fault> {
    let wrong = |error: &std::io::Error| Fault::io(path, error);
    let folder = path.parent().map(PathBuf::from).unwrap_or_default();
    fs::create_dir_all(&folder).map_err(|error| wrong(&error))?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".kanhe-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(&folder).map_err(|error| wrong(&error))?;
    file.write_all(bytes).map_err(|error| wrong(&error))?;
    let result = if fresh { file.persist_noclobber(path) } else { file.persist(path) };
    match result {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(wrong(&error.error)),
    }
}

/// An index entry. If the file is the one the entry names, git need not read it again.
fn index_entry(root: &Path, path: &str, id: GitId) -> Result<IndexEntry, Fault> {
    let place = root.join(path);
    let same = look(root, path)? == Found::File(id);
    let meta = if same { place.symlink_metadata().ok() } else { None };
    let mut entry = IndexEntry {
        ctime: IndexTime::new(0, 0),
        mtime: IndexTime::new(0, 0),
        dev: 0,
        ino: 0,
        mode: 0o100_644,
        uid: 0,
        gid: 0,
        file_size: 0,
        id: oid(id)?,
        flags: 0,
        flags_extended: 0,
        path: path.as_bytes().to_vec(),
    };
    if let Some(meta) = meta {
        remember(&mut entry, &meta);
    }
    Ok(entry)
}

/// Notes in an entry what git compares to see whether a file changed; git, too, keeps the low 32 bits only.
#[cfg(unix)]
fn remember(entry: &mut IndexEntry, meta: &Metadata) {
    use std::os::unix::fs::MetadataExt as _;
    let low = |value: u64| u32::try_from(value & u64::from(u32::MAX)).unwrap_or_default();
    let time = |seconds: i64, nanoseconds: i64| {
        IndexTime::new(i32::try_from(seconds).unwrap_or_default(), u32::try_from(nanoseconds).unwrap_or_default())
    };
    entry.ctime = time(meta.ctime(), meta.ctime_nsec());
    entry.mtime = time(meta.mtime(), meta.mtime_nsec());
    entry.dev = low(meta.dev());
    entry.ino = low(meta.ino());
    entry.uid = meta.uid();
    entry.gid = meta.gid();
    entry.file_size = low(meta.size());
}

#[cfg(not(unix))]
fn remember(_: &mut IndexEntry, _: &Metadata) {}

#[cfg(test)]
mod tests {
    use super::super::repository::tests::World;
    use super::super::writing::tests::act;
    use super::*;

    struct Desk {
        world: World,
        record: Record,
        tip: Option<GitId>,
    }

    impl Desk {
        fn new() -> Self {
            let world = World::new();
            let record = Record::init(&world.path("w"), false).unwrap();
            Self { world, record, tip: None }
        }

        fn tree(&self) -> Option<GitId> {
            self.tip.map(|tip| self.record.commit(tip).unwrap().0.tree)
        }

        /// Does an act and brings the work tree up to it.
        fn act(&mut self, name: &str, text: &str) -> Vec<String> {
            let (before, from) = (self.tree(), self.tip);
            self.tip = Some(act(&self.record, from, name, text));
            self.record.move_main(from, self.tip.unwrap(), "x").unwrap();
            self.record.refresh_worktree(before, self.tree().unwrap()).unwrap()
        }

        fn file(&self, name: &str) -> PathBuf {
            self.world.path("w/content").join(name).join("index.md")
        }

        fn status(&self) -> String {
            self.world.git("w", &["status", "--porcelain"])
        }
    }

    #[test]
    fn a_clean_work_tree_follows() {
        let mut desk = Desk::new();
        assert!(desk.act("a", "一").is_empty());
        assert!(desk.act("b", "二").is_empty());
        assert!(desk.act("a", "三").is_empty());
        assert_eq!(fs::read_to_string(desk.file("a")).unwrap(), "三");
        assert_eq!(desk.status(), "");
        #[cfg(unix)]
        assert_eq!(
            std::os::unix::fs::PermissionsExt::mode(&desk.file("a").metadata().unwrap().permissions()) & 0o700,
            0o600
        );
    }

    #[test]
    fn a_file_the_person_changed_is_kept() {
        let mut desk = Desk::new();
        desk.act("a", "一");
        fs::write(desk.file("a"), "mine").unwrap();
        assert_eq!(desk.act("a", "二"), ["content/a/index.md"]);
        assert_eq!(fs::read_to_string(desk.file("a")).unwrap(), "mine");
        assert_eq!(desk.status(), " M content/a/index.md");
        fs::write(desk.file("a"), "三").unwrap();
        assert!(desk.act("a", "三").is_empty());
        assert_eq!(desk.status(), "");
        fs::remove_file(desk.file("a")).unwrap();
        assert_eq!(desk.act("a", "四"), ["content/a/index.md"]);
        assert!(!desk.file("a").exists());
    }

    #[test]
    fn what_the_person_staged_is_kept() {
        let mut desk = Desk::new();
        desk.act("a", "一");
        fs::write(desk.file("a"), "mine").unwrap();
        desk.world.git("w", &["add", "."]);
        assert_eq!(desk.act("a", "二"), ["content/a/index.md"]);
        assert_eq!(desk.status(), "M  content/a/index.md");
    }

    #[test]
    fn a_file_the_person_made_is_kept_and_strangers_are_not_touched() {
        let mut desk = Desk::new();
        desk.act("a", "一");
        fs::create_dir_all(desk.file("b").parent().unwrap()).unwrap();
        fs::write(desk.file("b"), "mine").unwrap();
        fs::write(desk.world.path("w/notes.txt"), "mine").unwrap();
        assert_eq!(desk.act("b", "二"), ["content/b/index.md"]);
        assert_eq!(fs::read_to_string(desk.file("b")).unwrap(), "mine");
        assert!(desk.world.path("w/notes.txt").exists());
    }

    #[test]
    fn what_is_gone_goes_with_its_empty_folders() {
        let mut desk = Desk::new();
        desk.act("a", "一");
        desk.act("b/c", "二");
        let (before, root) = (desk.tree(), desk.tree());
        let after = desk.record.graft(root, "content/b", None).unwrap();
        assert!(desk.record.refresh_worktree(before, after).unwrap().is_empty());
        assert!(!desk.world.path("w/content/b").exists() && desk.file("a").exists());
        fs::write(desk.file("a"), "mine").unwrap();
        let b = desk.record.folder(before.unwrap(), "content/b").unwrap();
        let only = desk.record.graft(None, "content/b", b).unwrap();
        assert_eq!(desk.record.refresh_worktree(Some(after), only).unwrap(), ["content/a/index.md"]);
        assert!(desk.file("a").exists() && desk.file("b/c").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_is_not_followed() {
        let mut desk = Desk::new();
        desk.act("a", "一");
        fs::create_dir(desk.world.path("outside")).unwrap();
        std::os::unix::fs::symlink(desk.world.path("outside"), desk.world.path("w/content/b")).unwrap();
        assert_eq!(desk.act("b", "二"), ["content/b/index.md"]);
        assert_eq!(fs::read_dir(desk.world.path("outside")).unwrap().count(), 0);
    }

    #[test]
    fn another_branch_is_left_alone() {
        let mut desk = Desk::new();
        desk.act("a", "一");
        desk.world.git("w", &["checkout", "-q", "-b", "drafts/x"]);
        assert!(desk.act("a", "二").is_empty());
        assert_eq!(fs::read_to_string(desk.file("a")).unwrap(), "一");
        let bare = Record::init(&desk.world.path("bare"), true).unwrap();
        assert_eq!(bare.refresh_worktree(None, desk.tree().unwrap()).unwrap_err().code(), 161);
    }
}
