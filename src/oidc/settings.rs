//! What a server is told of the provider: a TOML file beside the record, and not in it.

use std::io;
use std::path::{Path, PathBuf};

use openidconnect::IssuerUrl;
use openidconnect::url::{Host, Url};
use serde::Deserialize;
use thiserror::Error;

/// The authorities that this machine trusts, as Debian keeps them.
const AUTHORITIES: &str = "/etc/ssl/certs/ca-certificates.crt";

/// What a server is told of the provider.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OidcSettings {
    /// The provider, letter for letter as it calls itself.
    pub issuer: IssuerUrl,
    /// What it calls us.
    pub client_id: String,
    /// The file of the secret that it knows us by.
    pub client_secret_file: PathBuf,
    /// The top of the site as browsers know it: whoever has signed in is sent back below it.
    pub site: Url,
    /// By what it names somebody.
    #[serde(default)]
    pub claim: Claim,
    /// What it is asked for besides `openid`; what the claim needs, if nothing is said.
    pub scopes: Option<Vec<String>>,
    /// What stands on the button.
    #[serde(default)]
    pub title: Titles,
    /// The authorities whose certificates are believed (PEM).
    #[serde(default = "authorities")]
    pub ca_file: PathBuf,
}

/// By what a provider names somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// By his mailbox, if it says that it has seen that it is his.
    #[default]
    Email,
    /// By his slug.
    PreferredUsername,
}

/// What stands on the button, by language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the names are the languages'")]
pub struct Titles {
    #[serde(rename = "zh-CN")]
    pub zh_cn: Option<String>,
    #[serde(rename = "zh-TW")]
    pub zh_tw: Option<String>,
    pub en: Option<String>,
}

impl Titles {
    /// The title in the language of that tag.
    pub fn of(&self, tag: &str) -> Option<&str> {
        let title = match tag {
            "zh-CN" => &self.zh_cn,
            "zh-TW" => &self.zh_tw,
            _ => &self.en,
        };
        title.as_deref()
    }
}

/// Why a file says nothing of a provider.
#[derive(Debug, Error)]
pub enum SettingsFault {
    /// It cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unread {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is not as it has to be.
    #[error("{}: {what}", path.display())]
    Faulty {
        /// The file.
        path: PathBuf,
        /// What was expected, what was found, and where.
        what: String,
    },
}

fn authorities() -> PathBuf {
    AUTHORITIES.into()
}

impl OidcSettings {
    /// Reads the file. Paths in it begin where it lies.
    pub fn read(path: &Path) -> Result<Self, SettingsFault> {
        let text =
            std::fs::read_to_string(path).map_err(|source| SettingsFault::Unread { path: path.to_owned(), source })?;
        let mut settings = Self::parse(&text).map_err(|what| SettingsFault::Faulty { path: path.to_owned(), what })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for file in [&mut settings.client_secret_file, &mut settings.ca_file] {
            *file = folder.join(&*file);
        }
        Ok(settings)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let settings: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        for (key, url) in [("issuer", settings.issuer.url()), ("site", &settings.site)] {
            let is_plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
            if !is_sound(url) || !is_plain {
                let expected = "https:// and nothing behind a ? or #, or http:// on this machine";
                return Err(format!("{key}: expected an address with {expected}, found {url}"));
            }
        }
        if settings.site.path() != "/" {
            return Err(format!(
                "site: expected the top of a host such as https://oa.example.org, found {}",
                settings.site
            ));
        }
        if settings.client_id.is_empty() {
            return Err("client-id: expected what the provider calls this server, found nothing".to_owned());
        }
        Ok(settings)
    }

    /// What the provider is asked for besides `openid`.
    pub(super) fn scopes(&self) -> Vec<&str> {
        let own = match self.claim {
            Claim::Email => "email",
            Claim::PreferredUsername => "profile",
        };
        self.scopes.as_ref().map_or_else(|| vec![own], |scopes| scopes.iter().map(String::as_str).collect())
    }
}

/// Whether nobody can listen or answer in the place of who is asked there: TLS, or this very machine.
pub(super) fn is_sound(url: &Url) -> bool {
    url.scheme() == "https" || is_local(url)
}

/// Whether that is on this machine, without TLS.
pub(super) fn is_local(url: &Url) -> bool {
    let is_loopback = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    url.scheme() == "http" && is_loopback
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: &str = "issuer = \"https://sso.example.org/realms/oa\"\nclient-id = \"kanhe\"\n\
                         client-secret-file = \"secret\"\nsite = \"https://oa.example.org\"\n";

    #[test]
    fn a_file_says_who_the_provider_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("oidc.toml");
        std::fs::write(&path, LEAST).unwrap();
        let settings = OidcSettings::read(&path).unwrap();
        assert_eq!(settings.client_secret_file, folder.path().join("secret"));
        assert_eq!((settings.claim, settings.scopes()), (Claim::Email, vec!["email"]));
        assert_eq!((settings.title.of("en"), settings.ca_file.to_str()), (None, Some(AUTHORITIES)));
        let more = "claim = \"preferred_username\"\nscopes = [\"a\", \"b\"]\n[title]\nzh-CN = \"用市统一认证登录\"\n";
        let settings = OidcSettings::parse(&format!("{LEAST}{more}")).unwrap();
        assert_eq!((settings.claim, settings.scopes()), (Claim::PreferredUsername, vec!["a", "b"]));
        assert_eq!((settings.title.of("zh-CN"), settings.title.of("zh-TW")), (Some("用市统一认证登录"), None));
        assert!(OidcSettings::read(&folder.path().join("nothing")).is_err());
    }

    #[test]
    fn what_cannot_be_is_refused_by_its_name() {
        let with = |from: &str, to: &str| OidcSettings::parse(&LEAST.replace(from, to)).err().unwrap_or_default();
        for (from, to, told) in [
            ("https://sso", "http://sso", "issuer"),
            ("realms/oa", "?a", "issuer"),
            ("https://sso.example.org", "ldap://127.0.0.1", "issuer"),
            ("https://sso.example.org/realms/oa", "sso", "issuer"),
            ("https://sso.example.org/realms/oa", "", "issuer"),
            ("https://oa.example.org", "http://oa.example.org", "site"),
            ("https://oa.example.org", "https://oa.example.org/a", "site"),
            ("\"kanhe\"", "\"\"", "client-id"),
            ("client-id", "client", "client"),
            ("site", "claim = \"sub\"\nsite", "sub"),
            ("site", "title = { zh = \"a\" }\nsite", "zh"),
        ] {
            assert!(with(from, to).contains(told), "{to}: {}", with(from, to));
        }
        for local in ["http://127.0.0.1:99", "http://[::1]:99", "http://localhost:99"] {
            assert_eq!(with("https://sso.example.org", local), "", "{local}");
        }
    }
}
