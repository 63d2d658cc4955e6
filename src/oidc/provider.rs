//! The provider: where somebody is sent to sign in, and what he is called when he comes back.

use std::error::Error;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreIdTokenClaims, CoreIdTokenVerifier, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::{
    AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, DiscoveryError, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    SignatureVerificationError, TokenResponse as _,
};
use thiserror::Error as ThisError;

use super::fetch::{FetchFault, Fetcher};
use super::settings::{Claim, OidcSettings, SettingsFault};

/// Random bytes of a state and a nonce.
const RANDOM: u32 = 32;
/// How long what the provider says of itself is remembered, in seconds.
const KNOWN: i64 = 3_600;
/// How long keys are remembered at least, whoever shows a token with another.
const KEYS: i64 = 60;
/// How long it is not asked again when it did not answer.
const PAUSE: i64 = 5;
/// How far its clock may be from ours.
const SKEW: i64 = 300;
/// Algorithms whose key says that a token is the provider's and makes none.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// A provider.
pub struct Provider {
    settings: OidcSettings,
    secret: ClientSecret,
    back: RedirectUrl,
    fetcher: Fetcher,
    seen: Mutex<Option<Seen>>,
}

/// What was heard of the provider when it was last asked about itself: nothing, if it did not answer.
struct Seen {
    at: i64,
    metadata: Option<CoreProviderMetadata>,
}

/// A sign-in that has begun: what has to be remembered until somebody comes back from the provider.
pub struct Begun {
    /// Where he is sent.
    pub url: String,
    /// What he brings back.
    pub state: String,
    /// What his browser shows besides, and nobody else's can.
    pub browser: String,
    nonce: Nonce,
    verifier: String,
}

/// What the provider calls somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// A mailbox that it has seen to be his.
    Email(String),
    /// A user's name.
    User(String),
}

/// Why the provider names nobody.
#[derive(Debug, ThisError)]
pub enum ProviderFault {
    /// It cannot be asked, or says nothing that can be understood.
    #[error("{0}")]
    Gone(String),
    /// It is not asked just now: it did not answer a moment ago, or too many ask.
    #[error("it is not asked just now")]
    Busy,
    /// What it, or who came back from it, says does not hold.
    #[error("{0}")]
    Refused(String),
}

impl Provider {
    /// The provider of those settings, which knows us by that secret; whoever has signed in there comes back to `path`.
    pub fn new(settings: OidcSettings, secret: &str, path: &str) -> Result<Self, SettingsFault> {
        let fetcher = Fetcher::new(&settings)?;
        let mut back = settings.site.clone();
        back.set_path(path);
        Ok(Self {
            secret: ClientSecret::new(secret.to_owned()),
            back: RedirectUrl::from_url(back),
            fetcher,
            seen: Mutex::default(),
            settings,
        })
    }

    /// What it is called on a button, in the language of that tag.
    pub fn title(&self, tag: &str) -> Option<&str> {
        self.settings.title.of(tag)
    }

    /// Begins a sign-in. `now` is in seconds since 1970.
    pub fn begin(&self, now: i64) -> Result<Begun, ProviderFault> {
        let metadata = self.metadata(now, KNOWN)?;
        let to = metadata.authorization_endpoint().url();
        if !self.fetcher.is_sound(to) {
            return Err(ProviderFault::Gone(FetchFault::Unsound(to.to_string()).to_string()));
        }
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let client = self.client(metadata);
        let asked = client.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            || CsrfToken::new_random_len(RANDOM),
            || Nonce::new_random_len(RANDOM),
        );
        let scopes = self.settings.scopes().into_iter().map(|scope| Scope::new(scope.to_owned()));
        let (url, state, nonce) = asked.add_scopes(scopes).set_pkce_challenge(challenge).url();
        let browser = CsrfToken::new_random_len(RANDOM).into_secret();
        Ok(Begun { url: url.into(), state: state.into_secret(), browser, nonce, verifier: verifier.into_secret() })
    }

    /// What somebody is called who comes back from a sign-in with a code, and with the issuer if it is said (RFC 9207).
    pub fn finish(&self, begun: Begun, (code, issuer): (&str, &str), now: i64) -> Result<Name, ProviderFault> {
        if !issuer.is_empty() && issuer != self.settings.issuer.as_str() {
            return Err(ProviderFault::Refused(format!(
                "expected issuer {}, found {issuer}",
                self.settings.issuer.as_str()
            )));
        }
        let metadata = self.metadata(now, KNOWN)?;
        let client = self.client(metadata.clone());
        let asked = client.exchange_code(AuthorizationCode::new(code.to_owned()));
        let asked = asked.map_err(|error| ProviderFault::Gone(error.to_string()))?;
        let answer = asked
            .set_pkce_verifier(PkceCodeVerifier::new(begun.verifier))
            .request(&|request| self.fetcher.fetch(request))
            .map_err(not_exchanged)?;
        let token =
            answer.id_token().ok_or_else(|| ProviderFault::Refused("expected an ID token, found none".into()))?;
        let held = self.hold(token, &metadata, &begun.nonce, now);
        let claims = match held {
            // It may have begun to sign with another key.
            Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
                let metadata = self.metadata(now, KEYS)?;
                self.hold(token, &metadata, &begun.nonce, now)
            }
            held => held,
        };
        self.name(claims.map_err(|error| ProviderFault::Refused(told(&error)))?)
    }

    /// The claims of an ID token that holds.
    fn hold<'t>(
        &self,
        token: &'t CoreIdToken,
        metadata: &CoreProviderMetadata,
        nonce: &Nonce,
        now: i64,
    ) -> Result<&'t CoreIdTokenClaims, ClaimsVerificationError> {
        let moment = DateTime::from_timestamp(now, 0).unwrap_or_default();
        // Without our secret no token can be made with it either.
        let verifier = CoreIdTokenVerifier::new_public_client(
            self.client_id(),
            self.settings.issuer.clone(),
            metadata.jwks().clone(),
        )
        .set_allowed_algs(ALGORITHMS)
        .set_time_fn(move || moment)
        .set_issue_time_verifier_fn(move |issued: DateTime<Utc>| {
            let apart = issued.timestamp().abs_diff(now);
            let is_now = apart <= SKEW.unsigned_abs();
            if is_now { Ok(()) } else { Err(format!("expected a token of this minute, found one of {issued}")) }
        });
        let claims = token.claims(&verifier, nonce)?;
        match claims.authorized_party() {
            Some(party) if *party != self.client_id() => {
                Err(ClaimsVerificationError::InvalidAudience(format!("expected our own, found {}", party.as_str())))
            }
            Some(_) | None => Ok(claims),
        }
    }

    /// What the claims call somebody.
    fn name(&self, claims: &CoreIdTokenClaims) -> Result<Name, ProviderFault> {
        let refused = |what: &str| Err(ProviderFault::Refused(what.to_owned()));
        match self.settings.claim {
            Claim::Email => match (claims.email(), claims.email_verified()) {
                (Some(email), Some(true)) => Ok(Name::Email(email.to_string())),
                (Some(_), Some(false) | None) => refused("expected email_verified to be true, found that it is not"),
                (None, _) => refused("expected email in the ID token, found none"),
            },
            Claim::PreferredUsername => match claims.preferred_username() {
                Some(name) => Ok(Name::User(name.to_string())),
                None => refused("expected preferred_username in the ID token, found none"),
            },
        }
    }

    fn client_id(&self) -> ClientId {
        ClientId::new(self.settings.client_id.clone())
    }

    fn client(&self, metadata: CoreProviderMetadata) -> Client {
        CoreClient::from_provider_metadata(metadata, self.client_id(), Some(self.secret.clone()))
            .set_redirect_uri(self.back.clone())
    }

    /// What the provider says of itself, and its keys; not older than so many seconds.
    fn metadata(&self, now: i64, age: i64) -> Result<CoreProviderMetadata, ProviderFault> {
        {
            let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            // A clock that was set back has us ask again.
            let since = |seen: &Seen| now.checked_sub(seen.at).filter(|since| *since >= 0);
            match seen.as_ref().map(|seen| (&seen.metadata, since(seen))) {
                Some((Some(known), Some(since))) if since < age => return Ok(known.clone()),
                Some((None, Some(since))) if since < PAUSE => return Err(ProviderFault::Busy),
                Some(_) | None => {}
            }
        }
        let asked = CoreProviderMetadata::discover(&self.settings.issuer, &|request| self.fetcher.fetch(request));
        if let Err(DiscoveryError::Request(FetchFault::Busy)) = asked {
            return Err(ProviderFault::Busy);
        }
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(Seen { at: now, metadata: asked.as_ref().ok().cloned() });
        asked.map_err(|error| ProviderFault::Gone(told(&error)))
    }
}

/// Why there is no token for a code.
fn not_exchanged<T: openidconnect::ErrorResponse + 'static>(error: RequestTokenError<FetchFault, T>) -> ProviderFault {
    match error {
        RequestTokenError::Request(FetchFault::Busy) => ProviderFault::Busy,
        error @ RequestTokenError::ServerResponse(_) => ProviderFault::Refused(told(&error)),
        error @ (RequestTokenError::Request(_) | RequestTokenError::Parse(..) | RequestTokenError::Other(_)) => {
            ProviderFault::Gone(told(&error))
        }
    }
}

/// An error and what it comes from.
fn told(error: &dyn Error) -> String {
    let (mut text, mut cause) = (error.to_string(), error.source());
    while let Some(deeper) = cause {
        text = format!("{text}: {deeper}");
        cause = deeper.source();
    }
    text
}
