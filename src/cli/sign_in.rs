//! How other systems that see who somebody is are told to `kanhe serve`.

use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use crate::portal::{PROXY_SECRET_LENGTH, Portal, Proxy, Secret, SecretFault};
use crate::words::Message;

/// Systems that are trusted in signing people in.
#[derive(Args)]
pub(super) struct SignIn {
    #[arg(long, value_name = "HEADER", value_parser = header, requires = "proxy_secret", conflicts_with = "preview")]
    proxy_user: Option<String>,
    #[arg(long, value_name = "FILE", requires = "proxy_user")]
    proxy_secret: Option<PathBuf>,
}

impl SignIn {
    /// Tells a portal whom it may trust.
    pub(super) fn tell(&self, portal: Portal) -> Result<Portal, Failure> {
        let (Some(user), Some(path)) = (&self.proxy_user, &self.proxy_secret) else { return Ok(portal) };
        let secret = Secret::read(path, PROXY_SECRET_LENGTH).map_err(|fault| no_secret(&fault))?;
        Ok(portal.trusting(Proxy { user: user.clone(), secret }))
    }
}

/// The name of a header field that is not one of ours.
pub(super) fn header(name: &str) -> Result<String, &'static str> {
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_ours = name.to_ascii_lowercase().starts_with("kanhe-");
    if is_name && !is_ours { Ok(name.to_owned()) } else { Err("expected letters, digits and hyphens") }
}

/// Why a secret is not used.
fn no_secret(fault: &SecretFault) -> Failure {
    Failure::misused(match fault {
        SecretFault::Unread { path, source } => {
            Message::new("secret-unread").with("path", path.display()).with("error", source)
        }
        SecretFault::Shared { path, mode } => {
            Message::new("secret-shared").with("path", path.display()).with("mode", format!("{mode:03o}"))
        }
        SecretFault::Weak { path, least, found } => {
            Message::new("secret-weak").with("path", path.display()).with("least", least).with("found", found)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_named_by_letters_digits_and_hyphens() {
        assert_eq!(header("X-Remote-User").as_deref(), Ok("X-Remote-User"));
        for bad in ["", "a b", "a:b", "a_b", "名", "a\r\nb", "Kanhe-Proxy-Secret", "kanhe-target"] {
            assert!(header(bad).is_err(), "{bad}");
        }
    }
}
