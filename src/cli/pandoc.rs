//! DOCX as Markdown by pandoc, if it is there: another program, on a file that anybody may have made.
//!
//! 1. It is started with fixed arguments, without a shell, in an empty folder, and may read nothing but that file (`--sandbox`).
//! 2. It has so much memory, so much time and so much to say, and no more.

use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use crate::desk::Converted;
use crate::office::LARGEST_INDEX;

/// The first version that keeps to one file.
const FIRST: (u32, u32) = (2, 15);
/// How long it may take.
const LONGEST: Duration = Duration::from_secs(60);
/// How much it may say: what is more is no text that a page shows.
const MOST: u64 = 8 * LARGEST_INDEX;

/// A pandoc that can be asked.
pub(super) struct Pandoc(());

impl Pandoc {
    /// Looks whether it is there and new enough.
    pub(super) fn find() -> Result<Self, (&'static str, String)> {
        let asked = Command::new("pandoc")
            .arg("--version")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let (said, _) = asked.ok().and_then(|child| listen(child).ok()).ok_or(("pandoc-missing", String::new()))?;
        let said = String::from_utf8_lossy(&said);
        let version = said.split_whitespace().nth(1).unwrap_or_default();
        let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
        let found = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
        if found < FIRST { Err(("pandoc-old", version.to_owned())) } else { Ok(Self(())) }
    }

    /// A DOCX file as Markdown.
    #[expect(clippy::unused_self, reason = "whoever asks has found it before")]
    pub(super) fn convert(&self, path: &Path) -> Converted {
        let failed = |why: &str| ("pandoc-failed", why.to_owned());
        let io = |error: std::io::Error| failed(&error.to_string());
        let empty = tempfile::tempdir().map_err(io)?;
        let path = std::path::absolute(path).map_err(io)?;
        let child = Command::new("pandoc")
            .args(["+RTS", "-M512m", "-RTS", "--sandbox", "--from=docx", "--to=gfm-raw_html", "--wrap=none"])
            .args(["--markdown-headings=atx", "--"])
            .arg(&path)
            .current_dir(empty.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(io)?;
        let (said, well) = listen(child).map_err(failed)?;
        if !well {
            return Err(failed("not a DOCX file that can be read"));
        }
        String::from_utf8(said).map_err(|_| failed("no text"))
    }
}

/// What a program says, and whether it ended well. It is ended where it says too much or takes too long.
fn listen(mut child: Child) -> Result<(Vec<u8>, bool), &'static str> {
    let deadline = Instant::now() + LONGEST;
    let (sender, receiver) = mpsc::channel();
    if let Some(out) = child.stdout.take() {
        std::thread::spawn(move || {
            let mut said = Vec::new();
            let read = out.take(MOST + 1).read_to_end(&mut said);
            drop(sender.send(read.map(|_| said)));
        });
    }
    let end = |child: &mut Child, why| {
        // It may have ended by itself meanwhile.
        drop(child.kill());
        drop(child.wait());
        Err(why)
    };
    let said = match receiver.recv_timeout(LONGEST) {
        Ok(Ok(said)) if said.len() as u64 <= MOST => said,
        Ok(Ok(_)) => return end(&mut child, "too much text"),
        Ok(Err(_)) => return end(&mut child, "its text could not be read"),
        Err(_) => return end(&mut child, "it took too long"),
    };
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok((said, status.success())),
            Ok(None) if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(2)),
            Ok(None) => return end(&mut child, "it took too long"),
            Err(_) => return end(&mut child, "it could not be waited for"),
        }
    }
}
