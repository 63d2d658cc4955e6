//! An opened repository: what it must be, and its refs.
//!
//! 1. A repository that can lie about its objects (replace refs, grafts, alternates, a shallow cut) is not opened.
//! 2. `refs/heads/main` and the seals are direct refs; a symbolic one is a fault wherever it is met.
//! 3. Neither environment nor global configuration decides anything but what the git library asks about ownership.
//! 4. Reading never writes.
//! 5. What the git library cannot bear is looked at before it is asked: see `packs` and `loose`.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use git2::{ErrorCode, Oid, ReferenceType, RepositoryInitOptions, RepositoryOpenFlags};

use super::fault::{Defect, Fault};
use super::tree::Tree;
use crate::id::GitId;

/// The branch that is the record.
pub const MAIN: &str = "refs/heads/main";
/// Where seals stand.
pub const SEALS: &str = "refs/tags/seal/";
/// Branches that may exist and are not part of the record.
pub const DRAFTS: &str = "refs/heads/drafts/";
/// Where the program keeps refs of its own, such as the seals of a remote.
pub(super) const PRIVATE: &str = "refs/kanhe/";
/// Where git keeps what it knows of remotes.
pub(super) const REMOTES: &str = "refs/remotes/";

/// An opened repository. It can be sent to another thread but not shared; open one for each.
pub struct Record {
    pub(super) repo: git2::Repository,
    /// Folders that were read and checked lately: act after act asks for the same ones.
    pub(super) trees: RefCell<HashMap<GitId, Arc<Tree>>>,
    /// Where objects may lie in files of their own.
    pub(super) object_dirs: Vec<PathBuf>,
}

/// Where the record's refs stand. Two of them are equal when nothing moved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Refs {
    /// The tip of `main`; none in a record that has not begun.
    pub main: Option<GitId>,
    /// The seals by the whole name of their ref.
    pub seals: BTreeMap<String, GitId>,
}

impl Record {
    /// Opens the repository at exactly this path: its work tree, its `.git`, or itself if it is bare.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        Self::open_with(path, RepositoryOpenFlags::NO_SEARCH)
    }

    /// Opens the repository that this path lies in, looking upward.
    pub fn discover(path: &Path) -> Result<Self, Fault> {
        Self::open_with(path, RepositoryOpenFlags::empty())
    }

    fn open_with(path: &Path, flags: RepositoryOpenFlags) -> Result<Self, Fault> {
        let repo = git2::Repository::open_ext(path, flags, &[] as &[&OsStr])
            .map_err(|error| unopened(path, &error).path(path.display().to_string()))?;
        let record = Self::of(repo);
        Self::check_packs(&record.git_dir().join("objects"))?;
        record.refuse_liars().map_err(|fault| fault.path(path.display().to_string()))?;
        Ok(record)
    }

    /// Makes an empty repository: object format SHA-1, refs in files, branch `main`.
    pub fn init(path: &Path, bare: bool) -> Result<Self, Fault> {
        let mut options = RepositoryInitOptions::new();
        options.bare(bare).no_reinit(true).mkpath(true).external_template(false).initial_head("main");
        let repo = git2::Repository::init_opts(path, &options).map_err(|error| {
            let occupied = error.code() == ErrorCode::Exists;
            let fault = if occupied { Defect::Occupied.into() } else { Fault::library(&error) };
            fault.path(path.display().to_string())
        })?;
        Ok(Self::of(repo))
    }

    fn of(repo: git2::Repository) -> Self {
        let object_dirs = vec![repo.commondir().join("objects")];
        Self { repo, trees: RefCell::default(), object_dirs }
    }

    /// The same repository with the objects of a push that is not accepted yet: git's quarantine directory and the
    /// directories it builds on. They come from the hook's environment, which is not read here.
    pub fn with_quarantine(mut self, object_dir: &Path, alternates: &[PathBuf]) -> Result<Self, Fault> {
        let own = self.git_dir().join("objects");
        let own = own.canonicalize().map_err(|error| Fault::io(&own, &error))?;
        let odb = self.repo.odb().map_err(|error| Fault::library(&error))?;
        for dir in std::iter::once(object_dir).chain(alternates.iter().map(PathBuf::as_path)) {
            let dir = dir.canonicalize().map_err(|error| Fault::io(dir, &error))?;
            if dir == own {
                continue;
            }
            let shown = dir.display().to_string();
            if dir.join("info/alternates").exists() {
                return Err(Fault::new(Defect::Alternates).path(shown));
            }
            let text = dir.to_str().ok_or_else(|| Fault::new(Defect::Path(shown.clone())))?;
            odb.add_disk_alternate(text).map_err(|error| Fault::library(&error).path(shown.clone()))?;
            Self::check_packs(&dir)?;
            self.object_dirs.push(dir);
        }
        drop(odb);
        Ok(self)
    }

    /// The directory git keeps everything in (for a linked work tree, the main one's).
    pub fn git_dir(&self) -> &Path {
        self.repo.commondir()
    }

    /// The work tree, if there is one.
    pub fn worktree(&self) -> Option<&Path> {
        self.repo.workdir()
    }

    /// Where the rebuildable cache belongs, see [`super::Cache`].
    pub fn cache_path(&self) -> PathBuf {
        self.git_dir().join("kanhe").join("cache.sqlite")
    }

    fn refuse_liars(&self) -> Result<(), Fault> {
        let dir = self.git_dir();
        for (file, defect) in [
            ("shallow", Defect::Shallow),
            ("info/grafts", Defect::Grafts),
            ("objects/info/alternates", Defect::Alternates),
        ] {
            if dir.join(file).symlink_metadata().is_ok() {
                return Err(defect.into());
            }
        }
        match self.replacement()? {
            Some(name) => Err(Defect::Replace(name).into()),
            None => self.main().map(drop),
        }
    }

    /// A ref below `refs/replace/`, looked for where such refs are kept and nowhere else: a record has thousands of others.
    fn replacement(&self) -> Result<Option<String>, Fault> {
        let (dir, prefix) = (self.git_dir(), "refs/replace/");
        let loose = walkdir::WalkDir::new(dir.join(prefix)).into_iter().flatten();
        if let Some(found) = loose.into_iter().find(|entry| !entry.file_type().is_dir()) {
            let name = found.path().strip_prefix(dir).unwrap_or(found.path());
            return Ok(Some(name.to_string_lossy().into_owned()));
        }
        let path = dir.join("packed-refs");
        let packed = match std::fs::read(&path) {
            Ok(packed) => packed,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Fault::io(&path, &error)),
        };
        let name = |line: &[u8]| line.splitn(2, |byte| *byte == b' ').nth(1).map(<[u8]>::to_vec);
        let names = packed.split(|byte| *byte == b'\n').filter_map(name);
        let found = names.into_iter().find(|name| name.starts_with(prefix.as_bytes()));
        Ok(found.map(|name| String::from_utf8_lossy(&name).into_owned()))
    }

    /// Visits every ref: its name (or what can be shown of one that is not UTF-8) and its target if it is direct.
    fn each_ref(
        &self,
        mut visit: impl FnMut(Result<&str, String>, Option<GitId>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        for reference in self.repo.references().map_err(|error| Fault::library(&error))? {
            let reference = reference.map_err(|error| Fault::library(&error))?;
            let target = reference.target().map(git_id);
            let bytes = reference.name_bytes();
            visit(std::str::from_utf8(bytes).map_err(|_| String::from_utf8_lossy(bytes).into_owned()), target)?;
        }
        Ok(())
    }

    /// Where `main` is.
    pub fn main(&self) -> Result<Option<GitId>, Fault> {
        self.direct(MAIN)
    }

    /// Where a ref is, if it is there; it must be direct.
    pub(super) fn direct(&self, name: &str) -> Result<Option<GitId>, Fault> {
        match self.repo.find_reference(name) {
            Ok(found) if found.kind() == Some(ReferenceType::Direct) => Ok(found.target().map(git_id)),
            Ok(_) => Err(Defect::Symbolic(name.to_owned()).into()),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(Fault::library(&error).path(name)),
        }
    }

    /// The seals, by the whole name of their ref.
    pub fn seals(&self) -> Result<Vec<(String, GitId)>, Fault> {
        self.below(SEALS)
    }

    /// The refs below a prefix, each of which must be direct.
    pub(super) fn below(&self, prefix: &str) -> Result<Vec<(String, GitId)>, Fault> {
        let mut found = Vec::new();
        self.each_ref(|name, target| {
            match (name, target) {
                (Ok(name), Some(id)) if name.starts_with(prefix) => found.push((name.to_owned(), id)),
                (Ok(name), None) if name.starts_with(prefix) => return Err(Defect::Symbolic(name.to_owned()).into()),
                (Err(name), _) if name.starts_with(prefix) => return Err(Defect::RefName(name).into()),
                _ => {}
            }
            Ok(())
        })?;
        found.sort();
        Ok(found)
    }

    /// Where the record's refs stand, for a watcher to compare.
    pub fn refs(&self) -> Result<Refs, Fault> {
        Ok(Refs { main: self.main()?, seals: self.seals()?.into_iter().collect() })
    }

    /// Refs that belong neither to the record nor to its drafts, nor to what git and this program know of remotes.
    pub fn foreign_refs(&self) -> Result<Vec<String>, Fault> {
        let mut found = Vec::new();
        self.each_ref(|name, _| {
            let known = |name: &str| {
                name == MAIN || [SEALS, DRAFTS, REMOTES, PRIVATE].iter().any(|prefix| name.starts_with(prefix))
            };
            match name {
                Ok(name) if known(name) => {}
                Ok(name) => found.push(name.to_owned()),
                Err(name) => found.push(name),
            }
            Ok(())
        })?;
        found.sort();
        Ok(found)
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Record").field(&self.git_dir()).finish()
    }
}

/// The name as this program holds it.
pub(super) fn git_id(oid: Oid) -> GitId {
    let mut bytes = [0; 20];
    bytes.iter_mut().zip(oid.as_bytes()).for_each(|(to, from)| *to = *from);
    GitId::from_bytes(bytes)
}

/// The name as the git library holds it.
pub(super) fn oid(id: GitId) -> Result<Oid, Fault> {
    Oid::from_bytes(id.as_bytes()).map_err(|error| Fault::library(&error).object(id))
}

/// Why a repository could not be opened. The library gives one error for all formats it does not know, so the
/// repository's own configuration is asked which it is.
fn unopened(path: &Path, error: &git2::Error) -> Fault {
    if error.code() == ErrorCode::Owner {
        return Defect::Owner.into();
    }
    if error.code() == ErrorCode::NotFound {
        return Defect::NoRepository.into();
    }
    let nearest = path
        .ancestors()
        .flat_map(|dir| [dir.join(".git/config"), dir.join("config")])
        .find(|file| file.is_file())
        .and_then(|file| git2::Config::open(&file).ok());
    let says = |key: &str, value: &str| {
        let found = nearest.as_ref().and_then(|config| config.get_string(key).ok());
        found.is_some_and(|found| found.eq_ignore_ascii_case(value))
    };
    if says("extensions.objectformat", "sha256") {
        Defect::ObjectFormat.into()
    } else if says("extensions.refstorage", "reftable") {
        Defect::Reftable.into()
    } else {
        Fault::library(error)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::fs;
    use std::process::{Command, Output};

    use super::*;

    /// A directory with its own HOME, in which git knows nothing of the person who runs the tests.
    pub(crate) struct World(pub(crate) tempfile::TempDir);

    impl World {
        pub(crate) fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        pub(crate) fn path(&self, name: &str) -> PathBuf {
            self.0.path().canonicalize().unwrap().join(name)
        }

        pub(crate) fn env(&self) -> Vec<(&'static str, String)> {
            let home = self.0.path().display().to_string();
            let person = ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"];
            [("HOME", home), ("GIT_CONFIG_GLOBAL", "/dev/null".into()), ("GIT_CONFIG_NOSYSTEM", "1".into())]
                .into_iter()
                .chain(person.map(|key| (key, "a@b".into())))
                .collect()
        }

        pub(crate) fn try_git(&self, dir: &str, args: &[&str]) -> Output {
            Command::new("git").current_dir(self.path(dir)).envs(self.env()).args(args).output().unwrap()
        }

        /// Runs git, which must succeed, and gives what it prints.
        pub(crate) fn git(&self, dir: &str, args: &[&str]) -> String {
            let out = self.try_git(dir, args);
            assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
            String::from_utf8(out.stdout).unwrap().trim_end().to_owned()
        }

        pub(crate) fn refused(&self, dir: &str) -> u16 {
            Record::open(&self.path(dir)).unwrap_err().code()
        }
    }

    #[test]
    fn a_new_record_is_plain() {
        let world = World::new();
        for (name, bare) in [("bare", true), ("work", false)] {
            let path = world.path(name);
            let record = Record::init(&path, bare).unwrap();
            assert_eq!(record.refs().unwrap(), Refs::default());
            assert_eq!(record.worktree().is_none(), bare);
            assert_eq!(world.git(name, &["symbolic-ref", "HEAD"]), "refs/heads/main");
            assert_eq!(world.git(name, &["rev-parse", "--show-object-format"]), "sha1");
            assert_eq!(world.git(name, &["rev-parse", "--show-ref-format"]), "files");
            assert_eq!(Record::init(&path, bare).unwrap_err().code(), 160);
            assert!(Record::open(&path).is_ok());
        }
        assert!(Record::open(&world.path("work/.git")).is_ok());
        fs::create_dir(world.path("work/below")).unwrap();
        assert!(Record::discover(&world.path("work/below")).is_ok());
        assert_eq!(world.refused("work/below"), 150);
        assert_eq!(world.refused("nowhere"), 150);
    }

    #[test]
    fn other_formats_are_named() {
        let world = World::new();
        world.git(".", &["init", "-q", "--object-format=sha256", "new"]);
        world.git(".", &["init", "-q", "--ref-format=reftable", "--bare", "table"]);
        assert_eq!(world.refused("new"), 151);
        assert_eq!(world.refused("table"), 152);
    }

    #[test]
    fn a_repository_that_can_lie_is_not_opened() {
        let world = World::new();
        Record::init(&world.path("r"), true).unwrap();
        for (file, code) in [("shallow", 153), ("info/grafts", 154), ("objects/info/alternates", 155)] {
            let path = world.path("r").join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, "").unwrap();
            assert_eq!(world.refused("r"), code);
            fs::remove_file(path).unwrap();
        }
        let tree = world.git("r", &["hash-object", "-t", "tree", "-w", "/dev/null"]);
        let commit = world.git("r", &["commit-tree", "-m", "x", &tree]);
        for (name, code) in [("refs/replace/1234567890123456789012345678901234567890", 156), ("refs/replace/x", 156)] {
            world.git("r", &["update-ref", name, &commit]);
            assert_eq!(world.refused("r"), code);
            world.git("r", &["update-ref", "-d", name]);
        }
        world.git("r", &["update-ref", "refs/heads/other", &commit]);
        world.git("r", &["update-ref", "refs/replace/y", &commit]);
        world.git("r", &["pack-refs", "--all"]);
        assert_eq!(world.refused("r"), 156);
        world.git("r", &["update-ref", "-d", "refs/replace/y"]);
        world.git("r", &["symbolic-ref", MAIN, "refs/heads/other"]);
        assert_eq!(world.refused("r"), 157);
        world.git("r", &["symbolic-ref", "-d", MAIN]);
        let seal = "refs/tags/seal/documents/2026/a/office";
        world.git("r", &["symbolic-ref", seal, "refs/heads/other"]);
        let record = Record::open(&world.path("r")).unwrap();
        assert_eq!(record.seals().unwrap_err().code(), 157);
        assert_eq!(record.seal(seal).unwrap_err().code(), 157);
        assert_eq!(record.refs().unwrap_err().code(), 157);
    }

    #[cfg(unix)]
    #[test]
    fn a_repository_of_another_user_is_not_opened() {
        let world = World::new();
        Record::init(&world.path("r"), true).unwrap();
        // Only root can give a directory away.
        if std::os::unix::fs::chown(world.path("r"), Some(4242), None).is_ok() {
            assert_eq!(world.refused("r"), 158);
        }
    }

    #[test]
    fn refs_are_sorted_out() {
        let world = World::new();
        let record = Record::init(&world.path("r"), true).unwrap();
        let tree = world.git("r", &["hash-object", "-t", "tree", "-w", "/dev/null"]);
        let commit = world.git("r", &["commit-tree", "-m", "x", &tree]);
        for name in ["refs/heads/main", "refs/heads/drafts/a", "refs/heads/x", "refs/tags/v1", "refs/tags/seal/b/c"] {
            world.git("r", &["update-ref", name, &commit]);
        }
        let id = commit.parse().unwrap();
        assert_eq!(record.main().unwrap(), Some(id));
        assert_eq!(record.seals().unwrap(), [("refs/tags/seal/b/c".to_owned(), id)]);
        assert_eq!(record.foreign_refs().unwrap(), ["refs/heads/x", "refs/tags/v1"]);
        let before = record.refs().unwrap();
        assert_eq!(record.refs().unwrap(), before);
        world.git("r", &["update-ref", "-d", "refs/tags/seal/b/c"]);
        assert_ne!(record.refs().unwrap(), before);
        world.git("r", &["pack-refs", "--all"]);
        assert_eq!(record.main().unwrap(), Some(id));
    }
}
