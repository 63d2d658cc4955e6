//! Bringing a server's accounts onto the disk, again and again.

use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use super::account;
use super::failure::Failure;
use crate::accounts::Keeper;
use crate::words::Message;

/// How long a line of the journal may be on its way to the disk.
const WAY: Duration = Duration::from_secs(1);

/// A thread that brings them. Dropped, it ends.
pub(super) struct Keeping {
    over: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeping {
    /// Begins with that file.
    pub(super) fn begin(place: &Path) -> Result<Self, Failure> {
        let keeper = Keeper::open(place).map_err(|error| account::failure(&error))?;
        let (over, told) = mpsc::channel();
        let keep = move || {
            while told.recv_timeout(WAY) == Err(RecvTimeoutError::Timeout) {
                // On a full disk whoever writes is told; what could not be brought comes with the next.
                drop(keeper.keep());
            }
        };
        let thread = std::thread::Builder::new().name("kanhe-keeper".to_owned()).spawn(keep).map_err(|error| {
            Failure::failed(Message::new("serve-failed").with("what", place.display()).with("error", error))
        })?;
        Ok(Self { over: Some(over), thread: Some(thread) })
    }
}

impl Drop for Keeping {
    fn drop(&mut self) {
        drop(self.over.take());
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap_or_default();
        }
    }
}
