//! A secret that this server shares with another program, in a file of its own.

use std::fs::File;
use std::io::{self, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use subtle::ConstantTimeEq as _;
use thiserror::Error;

/// The longest secret that is read.
pub const SECRET_MOST: u64 = 4096;

/// A secret. It is shown nowhere.
pub struct Secret(String);

/// Why a file is no secret.
#[derive(Debug, Error)]
pub enum SecretFault {
    /// It cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unread {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Others may read it.
    #[error("expected {} to be its owner's alone, found mode {mode:03o}", path.display())]
    Shared {
        /// The file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// It is easier to guess than it may be, or no text that stands in a header field.
    #[error("expected at least {least} visible ASCII characters in {}, found {found}", path.display())]
    Weak {
        /// The file.
        path: PathBuf,
        /// How many there have to be.
        least: usize,
        /// How many there are before the first that is none.
        found: usize,
    },
}

/// What a file that is its owner's alone begins with, so many bytes at most.
pub fn owners_alone(path: &Path, most: u64) -> Result<Vec<u8>, SecretFault> {
    let unread = |source| SecretFault::Unread { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(unread)?;
    let mode = file.metadata().map_err(unread)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(SecretFault::Shared { path: path.to_owned(), mode });
    }
    let mut bytes = Vec::new();
    file.by_ref().take(most).read_to_end(&mut bytes).map_err(unread)?;
    Ok(bytes)
}

impl Secret {
    /// Reads a secret of so many characters at least from a file that is its owner's alone.
    pub fn read(path: &Path, least: usize) -> Result<Self, SecretFault> {
        let bytes = owners_alone(path, SECRET_MOST)?;
        let text = bytes.trim_ascii_end();
        let found = text.iter().take_while(|byte| byte.is_ascii_graphic()).count();
        match String::from_utf8(text.to_vec()) {
            Ok(text) if found == text.len() && found >= least => Ok(Self(text)),
            Ok(_) | Err(_) => Err(SecretFault::Weak { path: path.to_owned(), least, found }),
        }
    }

    /// The secret, for whom it is shared with.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether that is it, in a time that tells nothing.
    pub(super) fn is(&self, given: &str) -> bool {
        self.0.as_bytes().ct_eq(given.as_bytes()).into()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

#[cfg(test)]
mod tests {
    use std::fs::Permissions;

    use super::*;

    fn read(text: &str, mode: u32) -> Result<Secret, SecretFault> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        Secret::read(&path, 32)
    }

    #[test]
    fn a_secret_is_its_owners_alone_and_not_short() {
        let good = "0123456789abcdef0123456789abcdef";
        let secret = read(&format!("{good}\n"), 0o600).unwrap();
        assert!(secret.is(good) && !secret.is("") && !secret.is(&good[1..]) && !secret.is(&format!("{good}\n")));
        assert_eq!(format!("{secret:?}"), "Secret(..)");
        for mode in [0o640, 0o604, 0o620, 0o644] {
            assert!(matches!(read(good, mode), Err(SecretFault::Shared { mode: found, .. }) if found == mode));
        }
        for (weak, found) in [("", 0), (&good[1..], 31), (&format!("a b{good}"), 1), (&format!("密{good}"), 0)] {
            let told = read(weak, 0o400);
            assert!(matches!(told, Err(SecretFault::Weak { found: so_many, .. }) if so_many == found), "{weak}");
        }
        assert!(matches!(Secret::read(Path::new("/nowhere/secret"), 32), Err(SecretFault::Unread { .. })));
    }
}
