//! One line of what git tells a hook about refs.

use super::fault::GateFault;
use crate::id::GitId;

/// A ref that shall change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefUpdate {
    /// Where the ref is, as git says it: `None` if it is new, or if git was not told.
    pub old: Option<GitId>,
    /// Where it shall be; `None` if it shall go.
    pub new: Option<GitId>,
    /// Its whole name.
    pub name: String,
}

impl std::str::FromStr for RefUpdate {
    type Err = GateFault;

    /// `<old> SP <new> SP <ref>`, zeros for nothing (githooks(5)).
    fn from_str(line: &str) -> Result<Self, GateFault> {
        let wrong = || GateFault::Line { found: line.to_owned() };
        let mut parts = line.splitn(3, ' ');
        let mut id = || -> Result<Option<GitId>, GateFault> {
            let hex = parts.next().filter(|hex| hex.len() == 40).ok_or_else(wrong)?;
            let id: GitId = hex.parse().map_err(|_| wrong())?;
            Ok(Some(id).filter(|id| id.as_bytes().iter().any(|byte| *byte != 0)))
        };
        let (old, new) = (id()?, id()?);
        let name = parts.next().filter(|name| !name.is_empty()).ok_or_else(wrong)?.to_owned();
        Ok(Self { old, new, name })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_gits() {
        let (a, zero) = ("1".repeat(40), "0".repeat(40));
        let update: RefUpdate = format!("{zero} {a} refs/heads/main").parse().unwrap();
        assert_eq!((update.old, update.new.map(|id| id.to_string())), (None, Some(a.clone())));
        for line in [
            "",
            "a",
            &format!("{a} {a}"),
            &format!("{a} {a} "),
            &format!("{zero}0 {a} refs/heads/main"),
            &format!(" {a} refs/heads/main"),
            &format!("{a} ref:refs/heads/x refs/heads/main"),
            &format!("{a}  {a} refs/heads/main"),
        ] {
            assert_eq!(line.parse::<RefUpdate>(), Err(GateFault::Line { found: line.to_owned() }), "{line}");
        }
    }
}
