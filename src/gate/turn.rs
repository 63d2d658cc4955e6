//! One push at a time: whoever is judged holds the turn until git has moved the refs.
//!
//! Git lets many pushes be judged at once; each but the first then finds `main` moved, after its objects have left quarantine. With
//! turns it finds that out before it is judged, and its objects go.
//!
//! 1. The turn is held by the process git runs for the push (`git receive-pack`), named by its number and its birth. When it ends,
//!    however it ends, the turn is free: nothing has to be given back, and a kill leaves nothing to clean.
//! 2. Who gets no turn in time is judged without one: git's own locks decide then, as they would without this file.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

/// A process that lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    number: u32,
    born: u64,
}

impl Holder {
    /// The process of this number, if it lives and is a git. When the git that called a hook is killed, whoever takes over orphans is
    /// the hook's parent: that one must not get a turn, for it never ends.
    pub fn git(number: u32) -> Option<Self> {
        Self::of(number, |name| name.starts_with("git"))
    }

    /// The process of this number, if it lives, has such a name, and the system tells.
    fn of(number: u32, is_one: impl Fn(&str) -> bool) -> Option<Self> {
        let stat = std::fs::read_to_string(format!("/proc/{number}/stat")).ok()?;
        // The name stands in brackets and may hold anything; state and the rest follow the last one (proc(5)).
        let (name, rest) = stat.rsplit_once(')')?;
        if !is_one(name.split_once('(')?.1) {
            return None;
        }
        let mut rest = rest.split_whitespace();
        let state = rest.next()?;
        let born = rest.nth(18)?.parse().ok()?;
        (!matches!(state, "Z" | "X" | "x")).then_some(Self { number, born })
    }

    fn read(text: &str) -> Option<Self> {
        let (number, born) = text.trim_end().split_once(' ')?;
        Some(Self { number: number.parse().ok()?, born: born.parse().ok()? })
    }

    fn lives(&self) -> bool {
        Self::of(self.number, |_| true).as_ref() == Some(self)
    }
}

/// Whose turn it is: `<git directory>/kanhe/turn`.
#[derive(Debug)]
pub struct Turn;

impl Turn {
    /// Waits until it is this process's turn. `wait` waits a moment and says whether to go on waiting. Whether the turn was taken.
    pub fn take(git_dir: &Path, holder: &Holder, wait: &mut dyn FnMut() -> bool) -> std::io::Result<bool> {
        let folder = git_dir.join("kanhe");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join("turn");
        loop {
            if Self::try_take(&path, holder)? {
                return Ok(true);
            }
            if !wait() {
                return Ok(false);
            }
        }
    }

    /// Whether it is a living process's turn.
    pub fn is_held(git_dir: &Path) -> bool {
        let text = std::fs::read_to_string(git_dir.join("kanhe/turn")).unwrap_or_default();
        Holder::read(&text).is_some_and(|holder| holder.lives())
    }

    fn try_take(path: &Path, holder: &Holder) -> std::io::Result<bool> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        // Held for the moment of looking and writing; it ends with the file.
        File::lock(&file)?;
        let mut text = String::new();
        (&file).take(64).read_to_string(&mut text)?;
        if Holder::read(&text).is_some_and(|other| other != *holder && other.lives()) {
            return Ok(false);
        }
        file.set_len(0)?;
        file.rewind()?;
        write!(file, "{} {}", holder.number, holder.born)?;
        Ok(true)
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn a_turn_ends_with_its_holder_and_not_before() {
        let dir = tempfile::tempdir().unwrap();
        let mut other = Command::new("cat").stdin(Stdio::piped()).spawn().unwrap();
        let holder = Holder::of(other.id(), |name| name == "cat").unwrap();
        let me = Holder::of(std::process::id(), |_| true).unwrap();
        assert_eq!((Holder::git(other.id()), Holder::git(1)), (None, None), "no git");
        assert!(Turn::take(dir.path(), &holder, &mut || false).unwrap());
        assert!(Turn::take(dir.path(), &holder, &mut || false).unwrap(), "again by the same");
        let mut waited = 0;
        let mut few = || {
            waited += 1;
            waited < 3
        };
        assert!(!Turn::take(dir.path(), &me, &mut few).unwrap());
        assert_eq!(waited, 3);
        other.kill().unwrap();
        // Dead, and not waited for yet.
        while Holder::of(other.id(), |_| true).is_some() {
            std::thread::yield_now();
        }
        assert!(Turn::take(dir.path(), &me, &mut || false).unwrap());
        other.wait().unwrap();
        // Another process of the same number is another.
        std::fs::write(dir.path().join("kanhe/turn"), format!("{} 1", me.number)).unwrap();
        assert!(Turn::take(dir.path(), &holder, &mut || false).unwrap());
        std::fs::write(dir.path().join("kanhe/turn"), "rubbish").unwrap();
        assert!(Turn::take(dir.path(), &me, &mut || false).unwrap());
    }
}
