//! What may be asked over ssh: fetching from and pushing to the records an account is for, in git's own spelling, and nothing else.
//!
//! ```text
//! command := service SP quoted
//! service := "git-upload-pack" | "git upload-pack" | "git-receive-pack" | "git receive-pack"
//! quoted  := "'" ( any character but ' and ! | "'\''" | "'\!'" )* "'"        as git quotes an argument
//! ```
//!
//! 1. What is not of this form is refused; nothing is guessed, expanded or given to a shell.
//! 2. A record is meant by exactly the path it was allowed under, or by that path's last part if no other allowed record has it.

use std::path::{Path, PathBuf};

use super::fault::ShellFault;

/// What git is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// Somebody fetches.
    UploadPack,
    /// Somebody pushes.
    ReceivePack,
}

impl Service {
    const ALL: [(&'static str, Self); 4] = [
        ("git-upload-pack ", Self::UploadPack),
        ("git upload-pack ", Self::UploadPack),
        ("git-receive-pack ", Self::ReceivePack),
        ("git receive-pack ", Self::ReceivePack),
    ];

    /// Git's command.
    pub const fn command(self) -> &'static str {
        match self {
            Self::UploadPack => "upload-pack",
            Self::ReceivePack => "receive-pack",
        }
    }
}

/// A command that came over ssh.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// What to do.
    pub service: Service,
    /// The repository, as it was named.
    pub name: String,
}

impl std::str::FromStr for Wish {
    type Err = ShellFault;

    fn from_str(command: &str) -> Result<Self, ShellFault> {
        let wrong = || ShellFault::Command { found: command.to_owned() };
        let (service, quoted) = Service::ALL
            .iter()
            .find_map(|(spelt, service)| Some((*service, command.strip_prefix(spelt)?)))
            .ok_or_else(wrong)?;
        let name = unquote(quoted).ok_or_else(wrong)?;
        Ok(Self { service, name })
    }
}

/// The argument that git quotes like this.
fn unquote(quoted: &str) -> Option<String> {
    let inner = quoted.strip_prefix('\'')?.strip_suffix('\'')?;
    let name = inner.replace("'\\''", "\u{0}").replace("'\\!'", "\u{1}");
    let plain = !name.is_empty() && !name.contains(['\'', '!', '\n', '\r']) && !inner.contains(['\u{0}', '\u{1}']);
    let name = name.replace('\u{0}', "'").replace('\u{1}', "!");
    (plain && quote(&name) == quoted).then_some(name)
}

/// An argument as git quotes it.
fn quote(name: &str) -> String {
    format!("'{}'", name.replace('\'', "\u{0}").replace('!', "'\\!'").replace('\u{0}', "'\\''"))
}

impl Wish {
    /// The record that is meant, if it is one of those allowed and may be used so.
    pub fn record<'a>(&self, allowed: &'a [PathBuf], read_only: bool) -> Result<&'a Path, ShellFault> {
        let exact = allowed.iter().find(|path| path.to_str() == Some(&self.name));
        let short = || {
            let mut found =
                allowed.iter().filter(|path| path.file_name().is_some_and(|last| last == self.name.as_str()));
            found.next().filter(|_| found.next().is_none())
        };
        let record = exact.or_else(short).ok_or_else(|| ShellFault::Repository { found: self.name.clone() })?;
        if read_only && self.service == Service::ReceivePack {
            return Err(ShellFault::ReadOnly { record: record.display().to_string() });
        }
        Ok(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(command: &str) -> Option<(Service, String)> {
        command.parse::<Wish>().ok().map(|wish| (wish.service, wish.name))
    }

    #[test]
    fn gits_spelling_is_understood() {
        let path = || "/srv/record.git".to_owned();
        for (command, service) in [
            ("git-upload-pack '/srv/record.git'", Service::UploadPack),
            ("git upload-pack '/srv/record.git'", Service::UploadPack),
            ("git-receive-pack '/srv/record.git'", Service::ReceivePack),
            ("git receive-pack '/srv/record.git'", Service::ReceivePack),
        ] {
            assert_eq!(read(command), Some((service, path())));
        }
        for name in ["it's", "a!b", "档案 库.git", "a'!'b", "$(id)", "a;b", "''"] {
            assert_eq!(read(&format!("git-upload-pack {}", quote(name))), Some((Service::UploadPack, name.to_owned())));
        }
    }

    #[test]
    fn every_other_spelling_is_refused() {
        for command in [
            "",
            "git",
            "sh",
            "git-upload-pack",
            "git-upload-pack ",
            "git-upload-pack /srv/record.git",
            "git-upload-pack \"/srv/record.git\"",
            "git-upload-pack ''",
            "git-upload-pack '/srv/record.git",
            "git-upload-pack '/srv/record.git' ",
            "git-upload-pack  '/srv/record.git'",
            " git-upload-pack '/srv/record.git'",
            "git-upload-pack '/srv/record.git';id",
            "git-upload-pack '/srv/record.git' && id",
            "git-upload-pack '/srv/a'b'",
            "git-upload-pack '/srv/a!b'",
            "git-upload-pack '/srv/a'\\x'b'",
            "git-upload-pack '/srv/record.git'\n",
            "git-upload-pack '/srv\n/record.git'",
            "git-upload-pack --strict '/srv/record.git'",
            "git-upload-pack '/srv/record.git' '/srv/other.git'",
            "git-upload-archive '/srv/record.git'",
            "git upload-archive '/srv/record.git'",
            "git --exec-path=/tmp upload-pack '/srv/record.git'",
            "/usr/bin/git-upload-pack '/srv/record.git'",
            "GIT-UPLOAD-PACK '/srv/record.git'",
            "git-upload-pack\t'/srv/record.git'",
            "git-upload-pack 'a\u{0}b'",
            "git-upload-pack 'a\u{1}b'",
        ] {
            assert_eq!(read(command), None, "{command:?}");
        }
    }

    #[test]
    fn only_the_records_allowed_are_meant() {
        let allowed = ["/srv/record.git", "/srv/a/same.git", "/srv/b/same.git"].map(PathBuf::from);
        let wish = |service, name: &str| Wish { service, name: name.to_owned() };
        let code = |name: &str| wish(Service::UploadPack, name).record(&allowed, false).map_err(|fault| fault.code());
        assert_eq!(code("/srv/record.git"), Ok(Path::new("/srv/record.git")));
        assert_eq!(code("record.git"), Ok(Path::new("/srv/record.git")));
        assert_eq!(code("/srv/b/same.git"), Ok(Path::new("/srv/b/same.git")));
        for name in [
            "same.git",
            "record",
            "/record.git",
            "./record.git",
            "~/record.git",
            "/srv/./record.git",
            "/srv//record.git",
            "/srv/record.git/",
            "/srv/a/../record.git",
            "srv/record.git",
            "/etc",
            "-x",
        ] {
            assert_eq!(code(name), Err(722), "{name}");
        }
        let push = wish(Service::ReceivePack, "record.git");
        assert!(push.record(&allowed, false).is_ok());
        assert_eq!(push.record(&allowed, true).unwrap_err().code(), 723);
        assert!(wish(Service::UploadPack, "record.git").record(&allowed, true).is_ok());
    }
}
