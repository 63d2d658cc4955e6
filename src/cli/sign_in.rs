//! How other systems that see who somebody is are told to `kanhe serve`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use crate::oidc::{OidcSettings, Provider, SettingsFault};
use crate::portal::{PROXY_SECRET_LENGTH, Portal, Proxy, Secret, SecretFault, return_path};
use crate::words::Message;

/// Characters of the secret that a provider knows this server by, at least: it is the provider's to choose.
const CLIENT_SECRET: usize = 16;

/// Systems that are trusted in signing people in.
#[derive(Args)]
pub(super) struct SignIn {
    #[arg(long, value_name = "HEADER", value_parser = header, requires = "proxy_secret", conflicts_with = "preview")]
    proxy_user: Option<String>,
    #[arg(long, value_name = "FILE", requires = "proxy_user")]
    proxy_secret: Option<PathBuf>,
    #[arg(long, value_name = "FILE", conflicts_with = "preview")]
    oidc: Option<PathBuf>,
}

impl SignIn {
    /// Tells a portal whom it may trust.
    pub(super) fn tell(&self, mut portal: Portal) -> Result<Portal, Failure> {
        if let (Some(user), Some(path)) = (&self.proxy_user, &self.proxy_secret) {
            let secret = Secret::read(path, PROXY_SECRET_LENGTH).map_err(|fault| no_secret(&fault))?;
            portal = portal.trusting(Proxy { user: user.clone(), secret });
        }
        if let Some(path) = &self.oidc {
            portal = portal.asking(provider(path)?);
        }
        Ok(portal)
    }
}

/// The provider that a file describes.
fn provider(path: &Path) -> Result<Provider, Failure> {
    let settings = OidcSettings::read(path).map_err(|fault| no_settings(&fault))?;
    let secret = Secret::read(&settings.client_secret_file, CLIENT_SECRET).map_err(|fault| no_secret(&fault))?;
    Provider::new(settings, secret.reveal(), &return_path()).map_err(|fault| no_settings(&fault))
}

/// Why a provider is not asked.
fn no_settings(fault: &SettingsFault) -> Failure {
    Failure::misused(match fault {
        SettingsFault::Unread { path, source } => {
            Message::new("oidc-unread").with("path", path.display()).with("error", source)
        }
        SettingsFault::Faulty { path, what } => {
            Message::new("oidc-faulty").with("path", path.display()).with("what", what.trim_end())
        }
    })
}

/// The name of a header field that is not one of ours.
pub(super) fn header(name: &str) -> Result<String, &'static str> {
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_ours = name.to_ascii_lowercase().starts_with("kanhe-");
    if is_name && !is_ours { Ok(name.to_owned()) } else { Err("expected letters, digits and hyphens") }
}

/// Why a secret is not used.
pub(super) fn no_secret(fault: &SecretFault) -> Failure {
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
