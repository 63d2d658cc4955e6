//! The line on paper from which everything is verified (`docs/record-format.md` 10).

use std::fmt;
use std::str::FromStr;

use super::{Fingerprint, GitId, Malformed, Sha256};

/// `kanhe-root v1 git-sha1:<genesis> sha256:<raw genesis commit> openpgp:<founder>` (信任根).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// The genesis.
    pub genesis: GitId,
    /// Over its raw bytes.
    pub raw: Sha256,
    /// The founder's certificate.
    pub founder: Fingerprint,
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "kanhe-root v1 git-sha1:{} {} openpgp:{}", self.genesis, self.raw, self.founder)
    }
}

impl FromStr for Root {
    type Err = Malformed;

    fn from_str(line: &str) -> Result<Self, Malformed> {
        let wrong = || Malformed::new("kanhe-root v1 git-sha1:<hex> sha256:<hex> openpgp:<fingerprint>", line);
        let [genesis, raw, founder] = on_paper("kanhe-root", line).ok_or_else(wrong)?;
        Ok(Self {
            genesis: genesis.strip_prefix("git-sha1:").and_then(|hex| hex.parse().ok()).ok_or_else(wrong)?,
            raw: raw.parse().map_err(|_| wrong())?,
            founder: founder.strip_prefix("openpgp:").and_then(|hex| hex.parse().ok()).ok_or_else(wrong)?,
        })
    }
}

/// The words of a line that stands on paper, behind its name and its version, the first.
pub fn on_paper<'l, const N: usize>(name: &str, line: &'l str) -> Option<[&'l str; N]> {
    let words = line.strip_prefix(name)?.strip_prefix(" v1 ")?;
    words.split(' ').collect::<Vec<_>>().try_into().ok()
}
