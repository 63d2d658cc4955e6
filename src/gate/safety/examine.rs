//! Looking whether a repository is still as it was made.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use serde::Serialize;

use super::super::turn::Turn;
use super::Hooks;
use super::table::{FILES, Rule, SETTINGS, Scope, bytes};
use crate::record::{Layout, Record, Setting};
use crate::words::{Message, Say};

/// The oldest git that asks a hook before refs move together and can be told to have on the disk what it says is written.
const GIT_FOR_SERVER: (u32, u32) = (2, 36);
/// The oldest git that knows the options fetch and push are called with.
const GIT_FOR_CLONE: (u32, u32) = (2, 29);

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drift {
    /// The setting's key, or the path from the git directory, or the program's name.
    pub item: String,
    /// What was found and what was expected.
    pub message: Message,
    /// What for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Message>,
    /// What to do; else the message's own hint says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Message>,
}

/// What an examination came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Examination {
    /// Whether it was examined as a server's repository, or as a clone.
    pub server: bool,
    /// How many things were looked at.
    pub checked: usize,
    /// What is not as it should be.
    pub drifted: Vec<Drift>,
    /// What was not looked at.
    pub unchecked: Vec<Message>,
}

/// Examines a repository. `shown` is its path as the person gave it, `git` what `git --version` printed.
pub fn examine(layout: &Layout, shown: &Path, hooks: &Hooks, git: Option<&str>) -> Examination {
    let mut found = Found {
        layout,
        shown: shown.display().to_string(),
        checked: 0,
        drifted: Vec::new(),
        unchecked: vec![Message::new("unchecked-acts")],
    };
    let server = !layout.worktree;
    found.git(git, if server { GIT_FOR_SERVER } else { GIT_FOR_CLONE });
    found.opening(shown);
    match layout.settings() {
        Ok(settings) => found.settings(&settings, server),
        Err(fault) => {
            found.checked += 1;
            found.said("config", &fault);
            found.unchecked.push(Message::new("unchecked-settings"));
        }
    }
    found.files(server);
    found.left_behind();
    if server {
        found.hooks(hooks);
        found.head();
        found.modes();
        found.unchecked.extend(["unchecked-clock", "unchecked-access"].map(Message::new));
    } else {
        found.unchecked.push(Message::new("unchecked-remote"));
    }
    Examination { server, checked: found.checked, drifted: found.drifted, unchecked: found.unchecked }
}

struct Found<'a> {
    layout: &'a Layout,
    shown: String,
    checked: usize,
    drifted: Vec<Drift>,
    unchecked: Vec<Message>,
}

impl Found<'_> {
    fn drift(&mut self, item: &str, message: Message, why: &'static str, remedy: Message) {
        let (why, remedy) = (Some(Message::new(why)), Some(remedy));
        self.drifted.push(Drift { item: item.to_owned(), message, why, remedy });
    }

    /// A fault of a lower floor, which has its own hint.
    fn said(&mut self, item: &str, fault: &impl Say) {
        self.drifted.push(Drift { item: item.to_owned(), message: fault.say(), why: None, remedy: None });
    }

    fn reinstall(&self) -> Message {
        Message::new("remedy-install").with("path", &self.shown)
    }

    fn git(&mut self, version: Option<&str>, (major, minor): (u32, u32)) {
        self.checked += 1;
        let found = version.unwrap_or("—");
        let number = found.trim().strip_prefix("git version ").unwrap_or_default();
        let mut parts = number.split('.').map_while(|part| part.parse::<u32>().ok());
        if (parts.next().unwrap_or_default(), parts.next().unwrap_or_default()) < (major, minor) {
            let expected = format!("{major}.{minor}");
            let message = Message::new("drift-git").with("found", found.trim()).with("expected", &expected);
            self.drift("git", message, "why-git", Message::new("remedy-git").with("expected", expected));
        }
    }

    /// Whether the program itself can open it: object format, owner, replace refs and what else it refuses.
    fn opening(&mut self, shown: &Path) {
        self.checked += 1;
        if let Err(fault) = Record::open(shown).and_then(|record| record.seals()) {
            // Those that are files of the table are told there.
            if !matches!(fault.code(), 153..=155) {
                self.said("repository", &fault);
            }
        }
    }

    fn settings(&mut self, settings: &[Setting], server: bool) {
        for (key, rule, _, why) in SETTINGS.iter().filter(|line| server || line.2 == Scope::Everywhere) {
            self.checked += 1;
            let lower = key.to_ascii_lowercase();
            let all: Vec<&Setting> = settings.iter().filter(|setting| setting.key == lower).collect();
            let own: Vec<&str> = all.iter().filter(|s| s.own).map(|s| s.value.as_str()).collect();
            let shown = if own.is_empty() { "—".to_owned() } else { own.join(", ") };
            let expected = |expected: &str| {
                Message::new("drift-is").with("item", key).with("expected", expected).with("found", &shown)
            };
            let install = self.reinstall();
            match rule {
                Rule::Is(value) if own != [*value] => self.drift(key, expected(value), why, install),
                Rule::Size(usual) if own.len() != 1 || bytes(own[0]).is_none() => {
                    self.drift(key, expected(usual), why, install);
                }
                Rule::Program if !(own.len() == 1 && is_program(Path::new(own[0]))) => {
                    self.drift(key, Message::new("drift-program").with("found", &shown), why, install);
                }
                Rule::Unset | Rule::Off => {
                    let bad = |s: &&&Setting| *rule == Rule::Unset || is_true(&s.value);
                    if let Some(found) = all.iter().find(bad) {
                        let message = Message::new("drift-set").with("item", key).with("found", &found.value);
                        let elsewhere = || Message::new("remedy-elsewhere").with("key", key);
                        self.drift(key, message, why, if found.own { install } else { elsewhere() });
                    }
                }
                Rule::Closed => {
                    if let Some(found) = all.last().filter(|found| !is_closed(&found.value)) {
                        let message = Message::new("drift-set").with("item", key).with("found", &found.value);
                        self.drift(key, message, why, Message::new("remedy-elsewhere").with("key", key));
                    }
                }
                Rule::Is(_) | Rule::Size(_) | Rule::Program => {}
            }
        }
        if server {
            self.expiry(settings);
        }
    }

    /// `gc.<pattern>.reflogExpire` would go before `gc.reflogExpire`; a conditional include brings in other files.
    fn expiry(&mut self, settings: &[Setting]) {
        self.checked += 1;
        let ends = |key: &str| key.ends_with(".reflogexpire") || key.ends_with(".reflogexpireunreachable");
        let special = |key: &str| key.starts_with("gc.") && ends(key) && key.split('.').count() > 2;
        let odd = |setting: &&Setting| special(&setting.key) || (setting.own && setting.key.starts_with("includeif."));
        for setting in settings.iter().filter(odd) {
            let why = if special(&setting.key) { "why-trace" } else { "why-included" };
            let message = Message::new("drift-set").with("item", &setting.key).with("found", &setting.value);
            self.drift(&setting.key, message, why, Message::new("remedy-elsewhere").with("key", &setting.key));
        }
    }

    fn files(&mut self, server: bool) {
        for (path, _, why) in FILES.iter().filter(|line| server || line.1 == Scope::Everywhere) {
            self.checked += 1;
            if self.layout.git_dir.join(path).symlink_metadata().is_ok() {
                let message = Message::new("drift-there").with("path", path);
                self.drift(path, message, why, Message::new("remedy-file").with("path", path));
            }
        }
        self.checked += 1;
        for name in self.layout.refs_below("refs/replace/") {
            let message = Message::new("drift-there").with("path", &name);
            self.drift(&name, message, "why-order", Message::new("remedy-replace").with("name", &name));
        }
    }

    /// Locks and half-received pushes of processes that were killed.
    fn left_behind(&mut self) {
        self.checked += 1;
        if Turn::is_held(&self.layout.git_dir) {
            self.unchecked.push(Message::new("unchecked-left"));
            return;
        }
        let dir = &self.layout.git_dir;
        let mut left: Vec<String> = Vec::new();
        for (below, depth) in [("", 1), ("refs", usize::MAX), ("objects", 2), ("hooks", 1)] {
            let mut walk = walkdir::WalkDir::new(dir.join(below)).max_depth(depth).into_iter();
            while let Some(entry) = walk.next() {
                let Ok(entry) = entry else { continue };
                let name = entry.file_name().to_string_lossy();
                let temporary = ["tmp_", "incoming-", ".tmp-"].iter().any(|prefix| name.starts_with(prefix));
                let lock = Path::new(&*name).extension().is_some_and(|kind| kind == "lock");
                if lock || (below == "objects" && temporary) || (below == "hooks" && name.ends_with(".new")) {
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                    if let Ok(path) = entry.path().strip_prefix(dir) {
                        left.push(path.to_string_lossy().into_owned());
                    }
                }
            }
        }
        for path in left {
            let full = dir.join(&path).display().to_string();
            let message = Message::new("drift-left").with("path", &path);
            self.drift(&path, message, "why-left", Message::new("remedy-left").with("path", full));
        }
    }

    fn hooks(&mut self, hooks: &Hooks) {
        for (name, bytes) in hooks {
            self.checked += 1;
            let item = format!("hooks/{name}");
            let path = self.layout.git_dir.join(&item);
            let key = match (path.symlink_metadata(), fs::read(&path)) {
                (Ok(found), Ok(text)) if found.is_file() => {
                    if text != *bytes {
                        "drift-hook-other"
                    } else if found.mode() & 0o100 == 0 {
                        "drift-hook-idle"
                    } else if found.mode() & 0o022 != 0 {
                        "drift-hook-open"
                    } else {
                        continue;
                    }
                }
                (Ok(_), _) => "drift-hook-other",
                (Err(_), _) => "drift-hook-none",
            };
            self.drift(&item, Message { key: key.into(), args: Vec::new() }.with("path", &item), "why-hooks", {
                self.reinstall()
            });
        }
    }

    fn head(&mut self) {
        self.checked += 1;
        let text = fs::read_to_string(self.layout.git_dir.join("HEAD")).unwrap_or_default();
        if text != "ref: refs/heads/main\n" {
            let found = if text.is_empty() { "—" } else { text.trim_end() };
            let message = Message::new("drift-is").with("item", "HEAD").with("expected", "ref: refs/heads/main");
            self.drift("HEAD", message.with("found", found), "why-head", Message::new("remedy-head"));
        }
    }

    /// What everybody on the machine may write.
    fn modes(&mut self) {
        for item in [".", "config", "HEAD", "hooks", "objects", "objects/pack", "refs", "refs/heads", "packed-refs"] {
            self.checked += 1;
            let path = if item == "." { self.layout.git_dir.clone() } else { self.layout.git_dir.join(item) };
            if fs::metadata(&path).is_ok_and(|found| found.mode() & 0o002 != 0) {
                let message = Message::new("drift-open").with("path", item);
                self.drift(item, message, "why-others", Message::new("remedy-mode").with("path", path.display()));
            }
        }
    }
}

/// Whether a file can be run, and not everybody may change it.
fn is_program(path: &Path) -> bool {
    let sound = |found: &fs::Metadata| found.is_file() && found.mode() & 0o111 != 0 && found.mode() & 0o002 == 0;
    path.is_absolute() && fs::metadata(path).is_ok_and(|found| sound(&found))
}

/// Whether git takes a value for true.
fn is_true(value: &str) -> bool {
    !["false", "no", "off", "0", ""].contains(&value.to_ascii_lowercase().as_str())
}

/// Whether `core.sharedRepository` keeps others from writing: a word of git's, or an octal mode.
fn is_closed(value: &str) -> bool {
    let word = value.to_ascii_lowercase();
    if ["umask", "false", "no", "off", "0", "", "group", "true", "yes", "on", "1"].contains(&word.as_str()) {
        return true;
    }
    word.starts_with('0') && u32::from_str_radix(&word, 8).is_ok_and(|mode| mode & 0o002 == 0)
}
