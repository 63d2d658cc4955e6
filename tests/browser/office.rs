//! The demo office in a folder of its own, served, with people who act from clones.
//!
//! It is made once, below the target folder, and copied for every test: making it takes hundreds of signatures.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

/// The demo office.
pub(crate) struct Office {
    // Short, and below /tmp: an agent's sockets stand below it.
    folder: TempDir,
}

impl Drop for Office {
    fn drop(&mut self) {
        for home in ["d/keys", "reader"] {
            drop(Command::new("gpgconf").arg("--homedir").arg(self.path(home)).args(["--kill", "all"]).output());
        }
    }
}

/// A site that is served until it is dropped.
pub(crate) struct Served {
    process: Child,
    /// `http://127.0.0.1:PORT/`.
    pub(crate) address: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

impl Office {
    /// The demo office.
    pub(crate) fn new() -> Self {
        let office = Self::empty();
        copy(office.made(), &office.path("d"));
        let (record, clone) = (office.record(), office.path("d/clone"));
        let (record, clone) = (record.to_str().unwrap(), clone.to_str().unwrap());
        let output = office.command("git").args(["-C", clone, "remote", "set-url", "origin", record]).output().unwrap();
        done("git", &["remote", "set-url"], output);
        office
    }

    /// An office of one person who does everything, in `d/clone`; nothing has happened in it yet.
    pub(crate) fn of_one() -> Self {
        let office = Self::empty();
        fs::create_dir_all(office.path("d/keys")).unwrap();
        fs::set_permissions(office.path("d/keys"), fs::Permissions::from_mode(0o700)).unwrap();
        let clone = office.path("d/clone");
        let who = ["--name", "陈文", "--email", "chen-wen@example.org", "--no-passphrase", "--lang", "zh-CN"];
        let args = ["init", clone.to_str().unwrap(), "--title", "示范局", "--code", "示"];
        office.kanhe(&[&args[..], &who[..]].concat());
        office
    }

    fn empty() -> Self {
        let folder = tempfile::Builder::new().prefix("kb").tempdir_in("/tmp").unwrap();
        let office = Self { folder };
        for home in ["home", "reader"] {
            fs::create_dir(office.path(home)).unwrap();
            fs::set_permissions(office.path(home), fs::Permissions::from_mode(0o700)).unwrap();
        }
        office
    }

    /// Where the demo office lies that all are copied from. Whoever asks first makes it, in his own folder: an agent's sockets need a
    /// short path.
    fn made(&self) -> &'static Path {
        static MADE: OnceLock<PathBuf> = OnceLock::new();
        MADE.get_or_init(|| {
            let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demo");
            if kept.exists() {
                fs::remove_dir_all(&kept).unwrap();
            }
            let first = self.path("first");
            self.kanhe(&["demo", first.to_str().unwrap()]);
            drop(Command::new("gpgconf").arg("--homedir").arg(first.join("keys")).args(["--kill", "all"]).output());
            copy(&first, &kept);
            fs::remove_dir_all(first).unwrap();
            kept
        })
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    pub(crate) fn record(&self) -> PathBuf {
        self.path("d/record.git")
    }

    /// A command in a world that holds nothing of the machine's owner.
    fn command(&self, program: &str) -> Command {
        let program_folder = Path::new(env!("CARGO_BIN_EXE_kanhe")).parent().unwrap();
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", format!("{}:/usr/local/bin:/usr/bin:/bin", program_folder.display()))
            .env("HOME", self.path("home"))
            .env("GNUPGHOME", self.path("d/keys"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("LANG", "C.UTF-8")
            .env("KANHE_LANG", "en")
            .stdin(Stdio::null());
        command
    }

    /// Runs `kanhe`; what it printed.
    pub(crate) fn kanhe(&self, args: &[&str]) -> String {
        done("kanhe", args, self.command(env!("CARGO_BIN_EXE_kanhe")).args(args).output().unwrap())
    }

    /// Runs `kanhe`, which refuses; what it said.
    pub(crate) fn refused(&self, args: &[&str]) -> String {
        let output = self.command(env!("CARGO_BIN_EXE_kanhe")).args(args).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "kanhe {args:?} was not refused: {said}");
        assert!(!said.contains("panicked"), "kanhe {args:?}: {said}");
        said
    }

    /// Another clone of the record.
    pub(crate) fn clone(&self, name: &str) -> PathBuf {
        let to = self.path(name);
        let args =
            ["clone", "--quiet", self.path("d/record.git").to_str().unwrap(), to.to_str().unwrap()].map(str::to_owned);
        let output = self.command("git").args(&args).output().unwrap();
        done("git", &["clone"], output);
        to
    }

    /// Where a subject stands, as `kanhe status` says in a clone.
    pub(crate) fn status(&self, clone: &Path, subject: &str) -> Value {
        let text = self.kanhe(&["--record", clone.to_str().unwrap(), "--json", "status", subject]);
        serde_json::from_str(&text).unwrap()
    }

    /// Runs the lines a page gives its reader in a clone, as somebody whose keyring is empty. What they said.
    pub(crate) fn read_along(&self, clone: &Path, lines: &str) -> String {
        let mut shell = self.command("bash");
        shell.args(["-ec", lines]).current_dir(clone).env("GNUPGHOME", self.path("reader"));
        let output = shell.output().unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{lines}\n{said}");
        said
    }

    /// Serves a site on a port the system chooses.
    pub(crate) fn serve(&self, args: &[&str]) -> Served {
        let mut command = self.command(env!("CARGO_BIN_EXE_kanhe"));
        command.arg("serve").args(args).args(["--listen", "127.0.0.1:0", "--out"]).arg(self.path("site"));
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let address = said.split_whitespace().find(|word| word.starts_with("http://")).unwrap_or_default().to_owned();
        let served = Served { process, address };
        assert!(served.address.ends_with('/') && !served.address.contains(":0/"), "no address in {said:?}");
        served
    }

    /// The same with drafts.
    pub(crate) fn preview(&self, clone: &Path) -> Served {
        self.serve(&["--record", clone.to_str().unwrap(), "--preview"])
    }
}

fn done(program: &str, args: &[&str], output: Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {args:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Copies a folder; an agent's sockets stay behind.
fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target).unwrap();
            fs::set_permissions(target, entry.metadata().unwrap().permissions()).unwrap();
        } else if entry.file_type().is_file() {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
