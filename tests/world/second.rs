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
        let more: Vec<&str> = more.iter().copied().filter(|arg| *arg != "--json").collect();
        let first = self.feed(env!("CARGO_BIN_EXE_kanhe"), dir, &[&["verify", "--json"], &more[..]].concat(), b"");
        let second = self.second(dir, &[&[".", "--json"], &more[..]].concat());
        agree(&first, &second);
        first
    }
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
    if first.code == 2 {
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
