//! The second opinion: whatever `kanhe verify` says of a repository in any test, `docs/verify.py` says as well.
//!
//! The two were written from one specification and share no line. They must agree on the verdict, the exit code, what the report
//! counts and names, and on the number and the act of every finding.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Said, World};

/// What both reports must hold alike.
const ALIKE: [&str; 10] =
    ["verdict", "as_of", "record", "root", "checkpoint", "acts", "refused", "seals", "unregistered", "foreign_refs"];

impl World {
    /// Runs `docs/verify.py`, as a module, so that it is compiled once for all tests.
    pub fn second(&self, dir: &Path, args: &[&str]) -> Said {
        let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
        let compiled = format!("pycache_prefix={}", env!("CARGO_TARGET_TMPDIR"));
        let run = "import sys; sys.path.insert(0, sys.argv.pop(1)); import verify; sys.exit(verify.main())";
        let python = ["-I", "-W", "error", "-X", &compiled, "-c", run, docs.to_str().unwrap()];
        self.feed("python3", dir, &[&python[..], args].concat(), b"")
    }

    /// Asks both programs about the repository in a folder, with these arguments of `verify` more, and holds them to each other.
    /// What kanhe said is returned.
    #[track_caller]
    pub fn both(&self, dir: &Path, more: &[&str]) -> Said {
        let more = asked_of_both(more);
        let first = self.feed(env!("CARGO_BIN_EXE_kanhe"), dir, &[&["verify", "--json"], &more[..]].concat(), b"");
        // Of a folder in a work tree kanhe looks upward for the repository; the script takes the path it is told.
        let (at, more) = match more.as_slice() {
            ["--record", record, rest @ ..] => (dir.join(record), rest),
            rest => (dir.ancestors().find(|above| is_repository(above)).unwrap_or(dir).to_owned(), rest),
        };
        let second = self.second(dir, &[&[at.to_str().unwrap(), "--json"], more].concat());
        agree(&first, &second);
        first
    }
}

/// What both programs can be asked. `--against`, `--since` with what belongs to it, and `--now` compare a record with something outside
/// it, which the script does not do; without them the record is verified all the same. How it is shown is no matter. `--record` comes
/// first.
fn asked_of_both<'a>(more: &[&'a str]) -> Vec<&'a str> {
    let (mut record, mut asked, mut rest) = (Vec::new(), Vec::new(), more.iter().copied());
    while let Some(arg) = rest.next() {
        match arg {
            "--json" => {}
            "--record" => record = std::iter::once(arg).chain(rest.next()).collect(),
            "--against" | "--since" | "--snapshot" | "--pin" | "--save-snapshot" | "--now" | "--checkpoints"
            | "--lang" => {
                rest.next();
            }
            _ => asked.push(arg),
        }
    }
    [record, asked].concat()
}

/// Whether kanhe would stop here when it looks upward.
fn is_repository(dir: &Path) -> bool {
    let has = |name: &str| dir.join(name).symlink_metadata().is_ok();
    has(".git") || has("commondir") || has("objects") && has("refs")
}

/// That two reports are of one mind.
#[track_caller]
fn agree(first: &Said, second: &Said) {
    let both = || {
        format!(
            "kanhe {}:\n{}{}\nverify.py {}:\n{}{}",
            first.code, first.out, first.err, second.code, second.out, second.err
        )
    };
    assert!(matches!(second.code, 0..=3), "verify.py failed: {}", both());
    assert_eq!(first.code, second.code, "{}", both());
    if first.code == 2 || first.out.is_empty() && second.out.is_empty() {
        // Wrong arguments, or a machine that could not read: neither has a report.
        return;
    }
    let (a, b) = (first.json(), second.json());
    for key in ALIKE {
        assert_eq!(a[key], b[key], "{key}: {}", both());
    }
    assert_eq!(findings(&a), findings(&b), "{}", both());
}

/// The number and the act of every finding.
fn findings(report: &Value) -> Vec<(u64, Option<u64>)> {
    let found = report["findings"].as_array().unwrap().iter();
    let mut found: Vec<_> = found.map(|one| (one["code"].as_u64().unwrap(), one["seq"].as_u64())).collect();
    found.sort_unstable();
    // How many faults one file has is nowhere compared (`docs/workflows.md`, "Faults").
    found.dedup_by(|one, other| one == other && one.0 == 803);
    found
}

/// The folder and the arguments of `verify`, if these are arguments of it.
pub(super) fn verification<'a>(dir: &Path, args: &[&'a str]) -> Option<(PathBuf, Vec<&'a str>)> {
    match args {
        ["verify", more @ ..] => Some((dir.to_owned(), more.to_vec())),
        ["--record", record, "verify", more @ ..] => Some((dir.join(record), more.to_vec())),
        _ => None,
    }
}
