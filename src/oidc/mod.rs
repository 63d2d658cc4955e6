//! Signing in by OpenID Connect (单点登录): a provider of the office's says who somebody is.
//!
//! ```text
//! begin ── state, nonce, challenge ──▶ browser ──▶ provider
//! finish ◀── state, code ── browser ◀──┘
//!    └── code, verifier, our secret ──▶ provider ── ID token ──▶ checked ──▶ what he is called
//! ```
//!
//! What this part keeps:
//!
//! 1. The authorization code flow with PKCE (RFC 7636, `S256`), a state and a nonce that nobody guesses. What has to be remembered meanwhile is the
//!    caller's ([`Begun`]); he gives it back once.
//! 2. An ID token holds if a key of the provider's has signed it, by an algorithm whose key cannot sign but verify, for this issuer, for us alone and not for
//!    another, in time, and with the nonce.
//! 3. Whatever the provider is asked, it answers within a time and a size; where it leads us on is not followed. It speaks TLS, unless it is on
//!    this machine.
//! 4. Only so many questions are open at once: a provider that hangs holds nothing up but signing in.
//!
//! Deliberately absent: a clock (the hour is an argument; TLS alone looks at the system's), people, HTTP towards them.

mod fetch;
mod provider;
mod settings;

pub use provider::{Begun, Name, Provider, ProviderFault};
pub use settings::{Claim, OidcSettings, SettingsFault, Titles};
