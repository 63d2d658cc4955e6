//! Asking the provider, within limits.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use openidconnect::url::Url;
use openidconnect::{HttpRequest, HttpResponse};
use thiserror::Error;
use ureq::Agent;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

use super::settings::{OidcSettings, SettingsFault, is_local};

/// How long an answer may take, from the first packet to the last.
const TIME: Duration = Duration::from_secs(5);
/// How long a body, and a head, may be.
const BODY: u64 = 256 * 1024;
const HEAD: usize = 16 * 1024;
/// How many questions are open at once: fewer than there are workers that answer pages.
const MOST: usize = 4;

/// Who asks.
pub(super) struct Fetcher {
    agent: Agent,
    /// Whether the provider is on this machine, and speaks no TLS.
    is_local: bool,
    open: AtomicUsize,
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub(super) enum FetchFault {
    /// As many questions are open as may be.
    #[error("{MOST} questions are open already")]
    Busy,
    /// An address that is not asked.
    #[error("expected an address with https://, found {0}")]
    Unsound(String),
    /// It did not come, or not in time, or was too long.
    #[error(transparent)]
    Failed(#[from] ureq::Error),
}

/// A question that is open; dropped, it is no more.
struct Turn<'a>(&'a AtomicUsize);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Fetcher {
    pub(super) fn new(settings: &OidcSettings) -> Result<Self, SettingsFault> {
        let is_local = is_local(settings.issuer.url());
        let roots = if is_local { Vec::new() } else { roots(settings)? };
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::Specific(Arc::new(roots)))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .https_only(!is_local)
            .http_status_as_error(false)
            .max_idle_connections(0)
            .max_redirects(0)
            .max_response_header_size(HEAD)
            .proxy(None)
            .timeout_global(Some(TIME))
            .tls_config(tls)
            .user_agent("kanhe")
            .build();
        Ok(Self { agent: Agent::new_with_config(config), is_local, open: AtomicUsize::new(0) })
    }

    /// Whether that address may be asked, or a browser be sent there.
    pub(super) fn is_sound(&self, url: &Url) -> bool {
        url.scheme() == "https" || self.is_local && is_local(url)
    }

    /// Asks, and reads the answer.
    pub(super) fn fetch(&self, request: HttpRequest) -> Result<HttpResponse, FetchFault> {
        let url = request.uri().to_string();
        if !Url::parse(&url).is_ok_and(|url| self.is_sound(&url)) {
            return Err(FetchFault::Unsound(url));
        }
        let before = self.open.fetch_add(1, Ordering::SeqCst);
        let _turn = Turn(&self.open);
        if before >= MOST {
            return Err(FetchFault::Busy);
        }
        let response =
            if request.body().is_empty() { self.agent.run(request.map(drop))? } else { self.agent.run(request)? };
        let (head, mut body) = response.into_parts();
        let body = body.with_config().limit(BODY).read_to_vec()?;
        Ok(HttpResponse::from_parts(head, body))
    }
}

/// The authorities whose certificates are believed.
fn roots(settings: &OidcSettings) -> Result<Vec<Certificate<'static>>, SettingsFault> {
    let path = &settings.ca_file;
    let pem = std::fs::read(path).map_err(|source| SettingsFault::Unread { path: path.clone(), source })?;
    let found: Vec<_> = parse_pem(&pem)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            Ok(_) | Err(_) => None,
        })
        .collect();
    if found.is_empty() {
        let what = "expected certificates (PEM), found none".to_owned();
        return Err(SettingsFault::Faulty { path: path.clone(), what });
    }
    Ok(found)
}
