//! The gate under pressure: real git, real GnuPG, real ssh; many at once, and kills at any moment.
#![expect(clippy::unwrap_used, reason = "what is not there is a failed test")]
#![expect(clippy::format_collect, reason = "small texts, and plainer to read so")]

mod world;

#[path = "gate/crash.rs"]
mod crash;
#[path = "gate/crowd.rs"]
mod crowd;
#[path = "gate/doctor.rs"]
mod doctor;
#[path = "gate/kill.rs"]
mod kill;
#[path = "gate/kill_server.rs"]
mod kill_server;
#[path = "gate/limits.rs"]
mod limits;
#[path = "gate/load.rs"]
mod load;
#[path = "gate/ssh.rs"]
mod ssh;
#[path = "gate/sshd.rs"]
mod sshd;
#[path = "gate/transactions.rs"]
mod transactions;

use std::collections::BTreeSet;
use std::path::Path;

/// Every file below a repository's objects.
fn object_files(server: &Path) -> BTreeSet<String> {
    fn collect(dir: &Path, all: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, all);
            } else {
                all.insert(path.display().to_string());
            }
        }
    }
    let mut all = BTreeSet::new();
    collect(&server.join("objects"), &mut all);
    all
}
