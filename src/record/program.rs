//! The program `git`: run with fixed arguments, without a shell, for one repository, and told what to say by nobody but the caller.

use std::path::Path;
use std::process::Command;

/// Variables by which a surrounding git (a hook's, say) would point the program elsewhere.
const FOREIGN: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT",
    "GIT_GRAFT_FILE",
    "GIT_SHALLOW_FILE",
    "GIT_REPLACE_REF_BASE",
    "LANGUAGE",
];

/// The program, to be given a command of its own, for the repository that is kept in this directory.
pub(super) fn git(dir: &Path) -> Command {
    let mut command = Command::new("git");
    for name in FOREIGN {
        command.env_remove(name);
    }
    command.arg("--git-dir").arg(dir).arg("--no-replace-objects").env("LC_ALL", "C");
    command
}
