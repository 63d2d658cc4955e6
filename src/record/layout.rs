//! A repository's files and settings, looked at without opening it: also one that is damaged, or that [`Record::open`] refuses.
//!
//! 1. Nothing found here is believed of the record: it says how a repository is kept, not what is in it.
//! 2. Settings are written all at once or not at all: into a copy that takes the file's place.
//!
//! [`Record::open`]: super::Record::open

use std::path::{Path, PathBuf};

use git2::{Config, ConfigLevel, ErrorCode};

use super::fault::{Defect, Fault};

/// Where a repository's files are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The directory git keeps everything in.
    pub git_dir: PathBuf,
    /// Whether there is a work tree beside it.
    pub worktree: bool,
}

/// A value in one of the configuration files that count for a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Section and name in lower case, a subsection between them as it is.
    pub key: String,
    /// The value.
    pub value: String,
    /// Whether it stands in the repository's own file.
    pub own: bool,
}

impl Layout {
    /// The repository at this path or, if `upward`, above it: a folder that has most of what a repository consists of.
    pub fn find(path: &Path, upward: bool) -> Option<Self> {
        let most = if upward { usize::MAX } else { 1 };
        path.ancestors().take(most).find_map(|dir| {
            let inner = dir.join(".git");
            if inner.is_file() {
                return Self::linked(&inner);
            }
            let is_one = |dir: &Path| {
                let parts = ["HEAD", "refs", "config"].iter().filter(|part| dir.join(part).exists()).count();
                dir.join("objects").is_dir() && parts >= 2
            };
            if is_one(&inner) {
                return Some(Self { git_dir: inner, worktree: true });
            }
            is_one(dir)
                .then(|| Self { git_dir: dir.to_owned(), worktree: dir.file_name().is_some_and(|n| n == ".git") })
        })
    }

    /// The repository of a linked work tree: `gitdir: <path>`, and `commondir` there (gitrepository-layout(5)).
    fn linked(file: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(file).ok()?;
        let own = file.parent()?.join(text.strip_prefix("gitdir: ")?.trim_end());
        let common = std::fs::read_to_string(own.join("commondir")).unwrap_or_else(|_| ".".to_owned());
        let git_dir = own.join(common.trim_end()).canonicalize().ok()?;
        Some(Self { git_dir, worktree: true })
    }

    /// Every value that counts, of the system, the person and the repository, the nearest last.
    pub fn settings(&self) -> Result<Vec<Setting>, Fault> {
        let path = self.git_dir.join("config");
        let fault = |error: &git2::Error| Fault::library(error).path(path.display().to_string());
        let mut config = Config::open_default().or_else(|_| Config::new()).map_err(|error| fault(&error))?;
        config.add_file(&path, ConfigLevel::Local, true).map_err(|error| fault(&error))?;
        let mut settings = Vec::new();
        let mut entries = config.entries(None).map_err(|error| fault(&error))?;
        while let Some(entry) = entries.next() {
            let entry = entry.map_err(|error| fault(&error))?;
            let own = entry.level() == ConfigLevel::Local;
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            // A name without `=` means true.
            let value = if entry.has_value() { text(entry.value_bytes()) } else { "true".to_owned() };
            settings.push(Setting { key: text(entry.name_bytes()), value, own });
        }
        settings.sort_by_key(|setting| setting.own);
        Ok(settings)
    }

    /// Sets these values in the repository's own file, and takes the keys without one out of it.
    pub fn change(&self, changes: &[(&str, Option<String>)]) -> Result<(), Fault> {
        let path = self.git_dir.join("config");
        let new = self.git_dir.join("config.kanhe");
        let io = |error: std::io::Error| Fault::io(&path, &error);
        std::fs::copy(&path, &new).map_err(io)?;
        let written = Config::open(&new).and_then(|mut config| {
            for (key, value) in changes {
                match config.remove_multivar(key, ".*") {
                    Err(error) if error.code() != ErrorCode::NotFound => return Err(error),
                    Ok(()) | Err(_) => {}
                }
                if let Some(value) = value {
                    config.set_str(key, value)?;
                }
            }
            Ok(())
        });
        let done = written
            .map_err(|error| Fault::library(&error).path(path.display().to_string()))
            .and_then(|()| std::fs::File::open(&new).and_then(|file| file.sync_all()).map_err(io))
            .and_then(|()| std::fs::rename(&new, &path).map_err(io));
        if done.is_err() {
            drop(std::fs::remove_file(&new));
        }
        done
    }

    /// The names of the refs kept below a prefix such as `refs/replace/`, loose or packed.
    pub fn refs_below(&self, prefix: &str) -> Vec<String> {
        let loose = walkdir::WalkDir::new(self.git_dir.join(prefix)).into_iter().flatten();
        let loose = loose.filter(|entry| !entry.file_type().is_dir());
        let mut names: Vec<String> = loose
            .filter_map(|entry| Some(entry.path().strip_prefix(&self.git_dir).ok()?.to_string_lossy().into_owned()))
            .collect();
        let packed = std::fs::read(self.git_dir.join("packed-refs")).unwrap_or_default();
        let packed = String::from_utf8_lossy(&packed).into_owned();
        let named = packed.lines().filter_map(|line| line.split_once(' ')).map(|(_, name)| name.to_owned());
        names.extend(named.filter(|name| name.starts_with(prefix)));
        names.sort();
        names.dedup();
        names
    }

    /// That there is a repository at this path.
    pub fn at(path: &Path) -> Result<Self, Fault> {
        Self::find(path, false).ok_or_else(|| Fault::new(Defect::NoRepository).path(path.display().to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::repository::tests::World;
    use super::*;

    #[test]
    fn repositories_are_found_in_every_form() {
        let world = World::new();
        world.git(".", &["init", "-q", "--bare", "bare"]);
        world.git(".", &["init", "-q", "work"]);
        std::fs::create_dir(world.path("work/below")).unwrap();
        let bare = Layout { git_dir: world.path("bare"), worktree: false };
        let work = Layout { git_dir: world.path("work/.git"), worktree: true };
        assert_eq!(Layout::find(&world.path("bare"), false), Some(bare.clone()));
        assert_eq!(Layout::find(&world.path("bare/objects"), true), Some(bare.clone()));
        assert_eq!(Layout::find(&world.path("work"), false), Some(work.clone()));
        assert_eq!(Layout::find(&world.path("work/.git"), false), Some(work.clone()));
        assert_eq!(Layout::find(&world.path("work/below"), true), Some(work.clone()));
        assert_eq!(Layout::find(&world.path("work/below"), false), None);
        world.git("work", &["commit", "-q", "--allow-empty", "-m", "x"]);
        world.git("work", &["worktree", "add", "-q", "../linked"]);
        assert_eq!(Layout::find(&world.path("linked"), false), Some(work));
        std::fs::remove_file(world.path("bare/HEAD")).unwrap();
        assert_eq!(Layout::find(&world.path("bare"), false), Some(bare), "damaged");
        assert_eq!(Layout::at(&world.path("nowhere")).unwrap_err().code(), 150);
    }

    #[test]
    fn settings_change_all_or_none() {
        let world = World::new();
        world.git(".", &["init", "-q", "--bare", "r"]);
        let layout = Layout::at(&world.path("r")).unwrap();
        for value in ["a", "b"] {
            world.git("r", &["config", "--add", "core.hooksPath", value]);
        }
        let value = |key: &str| {
            let settings = layout.settings().unwrap();
            settings.into_iter().rev().find(|s| s.key == key && s.own).map(|s| s.value)
        };
        assert_eq!(value("core.hookspath").as_deref(), Some("b"));
        layout.change(&[("core.hooksPath", None), ("receive.denyDeletes", Some("true".into()))]).unwrap();
        assert_eq!((value("core.hookspath"), value("receive.denydeletes").as_deref()), (None, Some("true")));
        let before = std::fs::read(world.path("r/config")).unwrap();
        let bad = [("receive.fsckObjects", Some("true".to_owned())), ("no section", Some("x".to_owned()))];
        assert!(layout.change(&bad).is_err());
        assert_eq!(std::fs::read(world.path("r/config")).unwrap(), before);
        assert!(!world.path("r/config.kanhe").exists());
        std::fs::write(world.path("r/config"), "[core\nrubbish").unwrap();
        assert_eq!(layout.settings().unwrap_err().code(), 191);
    }
}
