//! A watch on the disk: says *that* something changed, never what.
//!
//! 1. An event is only a sign. Its path is not looked at: a new folder's first files have no event
//!    of their own, and a deleted path has none that can be resolved. The caller reads and compares.
//! 2. Reading makes no sign: `Access` events are dropped, or the caller's own reading would
//!    wake it for ever.
//! 3. Signs are gathered until it has been quiet for a while, but not for longer than ten times that.
//! 4. Every thirty seconds the caller is called in any case: a net for what was missed (NFS, a full queue).
//! 5. A path that vanished, or became another file or folder, is watched again once it is there,
//!    and the caller is called then.

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use thiserror::Error;

/// How often the caller is called with no sign at all.
const NET: Duration = Duration::from_secs(30);
/// How often the paths are looked at, whether they are still the same.
const ROUND: Duration = Duration::from_millis(500);
/// How many quiet times are waited for at most.
const PATIENCE: u32 = 10;

/// A path to watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedPath {
    /// A file or a folder.
    pub path: PathBuf,
    /// Whether the folders below it are watched too.
    pub recursive: bool,
}

/// Why a watch does not start.
#[derive(Debug, Error)]
pub enum WatchError {
    /// A path is not there.
    #[error("expected a file or folder to watch at {}, found none", path.display())]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// A path cannot be watched.
    #[error("cannot watch {}: {source}", path.display())]
    Path {
        /// The path.
        path: PathBuf,
        /// What the system says.
        source: notify::Error,
    },
    /// Nothing can be watched.
    #[error("cannot watch the disk: {source}")]
    System {
        /// What the system says.
        source: notify::Error,
    },
    /// No thread can be started.
    #[error("cannot start the thread that watches: {source}")]
    Thread {
        /// What the system says.
        source: std::io::Error,
    },
}

/// A watch that is kept. Dropped, it is stopped and its thread joined.
pub struct Watch {
    stopped: Arc<AtomicBool>,
    bell: SyncSender<()>,
    watchman: Option<JoinHandle<()>>,
}

impl Watch {
    /// Calls `on_change`, on a thread of its own, after every burst of changes at those paths.
    pub fn start(
        paths: &[WatchedPath],
        quiet: Duration,
        on_change: impl FnMut() + Send + 'static,
    ) -> Result<Self, WatchError> {
        // One sign is as good as a hundred: the bell has room for one.
        let (bell, signs) = sync_channel(1);
        let ringer = bell.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| matches!(event.kind, EventKind::Access(_))) {
                return;
            }
            // A full bell has been rung already; a bell without a watchman needs no ringing.
            ringer.try_send(()).ok();
        })
        .map_err(|source| WatchError::System { source })?;
        let mut posts = Posts { watcher, posts: paths.iter().cloned().map(Post::new).collect() };
        posts.man()?;
        let stopped = Arc::new(AtomicBool::new(false));
        let watchman = {
            let stopped = Arc::clone(&stopped);
            thread::Builder::new()
                .name("kanhe-watch".into())
                .spawn(move || keep_watch(posts, &signs, &stopped, quiet, on_change))
                .map_err(|source| WatchError::Thread { source })?
        };
        Ok(Self { stopped, bell, watchman: Some(watchman) })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        self.bell.try_send(()).ok();
        if let Some(watchman) = self.watchman.take() {
            // A watchman whose caller panicked is gone; that panic was reported where it happened.
            watchman.join().ok();
        }
    }
}

fn keep_watch(
    mut posts: Posts,
    signs: &Receiver<()>,
    stopped: &AtomicBool,
    quiet: Duration,
    mut on_change: impl FnMut(),
) {
    let mut called = Instant::now();
    loop {
        let sign = signs.recv_timeout(ROUND);
        if sign == Ok(()) {
            settle(signs, stopped, quiet);
        }
        if stopped.load(Ordering::SeqCst) || sign == Err(RecvTimeoutError::Disconnected) {
            return;
        }
        let moved = posts.go_round();
        if moved || sign == Ok(()) || called.elapsed() >= NET {
            on_change();
            called = Instant::now();
        }
    }
}

/// Waits for quiet, within bounds.
fn settle(signs: &Receiver<()>, stopped: &AtomicBool, quiet: Duration) {
    let begun = Instant::now();
    let bound = quiet * PATIENCE;
    loop {
        let left = bound.saturating_sub(begun.elapsed());
        let heard = signs.recv_timeout(quiet.min(left));
        if heard.is_err() || left.is_zero() || stopped.load(Ordering::SeqCst) {
            return;
        }
    }
}

/// The watched paths and what watches them.
struct Posts {
    watcher: RecommendedWatcher,
    posts: Vec<Post>,
}

/// One watched path, and which file or folder stood there when it was last watched.
struct Post {
    watched: WatchedPath,
    standing: Option<(u64, u64)>,
}

impl Post {
    fn new(watched: WatchedPath) -> Self {
        Self { watched, standing: None }
    }

    /// Device and inode of what stands there now.
    fn look(&self) -> Option<(u64, u64)> {
        let facts = fs::metadata(&self.watched.path).ok()?;
        Some((facts.dev(), facts.ino()))
    }

    fn mode(&self) -> RecursiveMode {
        if self.watched.recursive { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive }
    }
}

impl Posts {
    /// Mans every post for the first time; each must be there.
    fn man(&mut self) -> Result<(), WatchError> {
        for post in &mut self.posts {
            let path = post.watched.path.clone();
            let Some(standing) = post.look() else {
                return Err(WatchError::Missing { path });
            };
            self.watcher.watch(&path, post.mode()).map_err(|source| WatchError::Path { path, source })?;
            post.standing = Some(standing);
        }
        Ok(())
    }

    /// Looks at every post, and mans anew those where something else stands now.
    /// Says whether there were any; one that cannot be watched counts at every round, so
    /// its caller looks itself instead.
    fn go_round(&mut self) -> bool {
        let mut moved = false;
        for post in &mut self.posts {
            let now = post.look();
            if now == post.standing {
                continue;
            }
            moved = true;
            // What is gone may have taken its watch along.
            self.watcher.unwatch(&post.watched.path).ok();
            let manned = now.is_some() && self.watcher.watch(&post.watched.path, post.mode()).is_ok();
            post.standing = now.filter(|_| manned);
        }
        moved
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;
    use std::sync::mpsc::{Receiver as Calls, channel};
    use tempfile::TempDir;

    const QUIET: Duration = Duration::from_millis(50);
    const SOON: Duration = Duration::from_secs(5);
    const LONG_ENOUGH: Duration = Duration::from_millis(300);

    fn watched(path: &Path, recursive: bool) -> WatchedPath {
        WatchedPath { path: path.to_path_buf(), recursive }
    }

    fn watch(path: &Path, recursive: bool) -> (Watch, Calls<()>) {
        let (call, calls) = channel();
        let watch = Watch::start(&[watched(path, recursive)], QUIET, move || {
            call.send(()).unwrap();
        })
        .unwrap();
        (watch, calls)
    }

    fn folder() -> (TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("refs");
        fs::create_dir(&path).unwrap();
        (folder, path)
    }

    #[test]
    fn a_burst_is_one_call() {
        let (_folder, path) = folder();
        let (_watch, calls) = watch(&path, true);
        for n in 0..50 {
            fs::write(path.join(n.to_string()), "x").unwrap();
        }
        calls.recv_timeout(SOON).unwrap();
        assert!(calls.recv_timeout(LONG_ENOUGH).is_err());
    }

    #[test]
    fn a_file_in_a_new_folder_is_noticed() {
        let (_folder, path) = folder();
        let (_watch, calls) = watch(&path, true);
        fs::create_dir_all(path.join("heads/dept")).unwrap();
        fs::write(path.join("heads/dept/hr"), "x").unwrap();
        calls.recv_timeout(SOON).unwrap();
        while calls.recv_timeout(LONG_ENOUGH).is_ok() {}
        fs::write(path.join("heads/dept/hr"), "y").unwrap();
        calls.recv_timeout(SOON).unwrap();
    }

    #[test]
    fn reading_is_no_change() {
        let (_folder, path) = folder();
        fs::write(path.join("a"), "x").unwrap();
        let (_watch, calls) = watch(&path, true);
        for _ in 0..20 {
            fs::read(path.join("a")).unwrap();
            assert_eq!(fs::read_dir(&path).unwrap().count(), 1);
        }
        assert!(calls.recv_timeout(LONG_ENOUGH).is_err());
    }

    #[test]
    fn unending_changes_do_not_put_the_call_off_for_ever() {
        let (_folder, path) = folder();
        let (_watch, calls) = watch(&path, false);
        let begun = Instant::now();
        let mut called = false;
        while !called && begun.elapsed() < SOON {
            fs::write(path.join("a"), "x").unwrap();
            thread::sleep(Duration::from_millis(5));
            called = calls.try_recv().is_ok();
        }
        assert!(called);
    }

    #[test]
    fn a_folder_that_comes_back_is_watched_again() {
        let (folder, path) = folder();
        let (_watch, calls) = watch(&path, true);
        let settled = || {
            calls.recv_timeout(SOON).unwrap();
            while calls.recv_timeout(ROUND + LONG_ENOUGH).is_ok() {}
        };
        fs::remove_dir(&path).unwrap();
        settled();
        fs::create_dir(&path).unwrap();
        settled();
        fs::write(path.join("a"), "x").unwrap();
        settled();
        fs::rename(&path, folder.path().join("old")).unwrap();
        fs::create_dir(&path).unwrap();
        settled();
        fs::write(path.join("b"), "x").unwrap();
        settled();
    }

    #[test]
    fn a_path_that_is_not_there_is_an_error_that_names_it() {
        let (folder, _) = folder();
        let missing = folder.path().join("nothing");
        let error = Watch::start(&[watched(&missing, false)], QUIET, || {}).err().unwrap();
        assert!(matches!(&error, WatchError::Missing { path } if *path == missing));
        assert!(error.to_string().contains("nothing"));
    }

    #[test]
    fn dropped_it_is_stopped_at_once() {
        let (_folder, path) = folder();
        let (watch, calls) = watch(&path, true);
        let begun = Instant::now();
        drop(watch);
        assert!(begun.elapsed() < ROUND);
        fs::write(path.join("a"), "x").unwrap();
        assert_eq!(calls.recv(), Err(std::sync::mpsc::RecvError), "the callback is gone");
    }
}
