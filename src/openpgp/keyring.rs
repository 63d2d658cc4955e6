//! The keyring of the person at the desk: everything that comes near a private key, and only through GnuPG.
//!
//! 1. A private key or passphrase is never stored, written or logged here; GnuPG's agent holds the keys.
//! 2. What is signed leaves in the canonical form, made by the certificate that was asked for, and alone.
//! 3. Nothing here touches the network.
//! 4. The agent asks for passphrases itself, unless the caller said that he answers.

use std::collections::HashMap;
use std::io::Write;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::panic::UnwindSafe;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use gpgme::context::ContextWithCallbacks;
use gpgme::{Context, CreateKeyFlags, Error, ExportMode, PassphraseRequest, PinentryMode, Protocol};

use super::armour::{self, Kind};
use super::certificate::{Certificate, CertificateFault};
use super::curve::Curve;
use super::signature::{Signature, SignatureFault};
use crate::id::{Fingerprint, is_plain};
use crate::words::{Message, Say};

/// The longest home directory below which the agent can still open its sockets, in bytes.
const LONGEST_HOME: usize = 86;

/// The longest user id, in bytes.
const LONGEST_USER_ID: usize = 400;

/// What a new key is, in GnuPG's words.
const ALGORITHM: &str = "ed25519";

/// Why a key could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// There is no such private key.
    #[error("no private key {key} in {home}")]
    Missing {
        /// The key asked for.
        key: Fingerprint,
        /// Where it was looked for.
        home: String,
    },
    /// The key is there and cannot sign: expired, revoked, disabled, or not for signing.
    #[error("the private key {key} in {home} cannot sign")]
    Unusable {
        /// The key asked for.
        key: Fingerprint,
        /// Where it is.
        home: String,
    },
    /// The person cancelled.
    #[error("cancelled")]
    Cancelled,
    /// The passphrase was wrong.
    #[error("wrong passphrase")]
    Passphrase,
    /// A passphrase that GnuPG would not take as it stands.
    #[error("expected a passphrase without line feeds")]
    PassphraseText,
    /// GnuPG found no program, or no terminal, to ask for the passphrase.
    #[error("no pinentry program")]
    Pinentry,
    /// There is no such home directory.
    #[error("no directory {home}")]
    NoHome {
        /// The home directory.
        home: String,
    },
    /// The agent's sockets would have too long a name.
    #[error("expected a home directory of at most {LONGEST_HOME} bytes, found {length}: {home}")]
    LongHome {
        /// The home directory.
        home: String,
        /// Its length in bytes.
        length: usize,
    },
    /// The agent does not answer.
    #[error("the agent of {home} does not answer")]
    Agent {
        /// The home directory.
        home: String,
    },
    /// GnuPG is not installed.
    #[error("GnuPG is not there")]
    Engine,
    /// A user id with characters nobody can see, or none at all.
    #[error("expected a user id of 1 to {LONGEST_USER_ID} bytes on one line, found {found:?}")]
    UserId {
        /// The user id.
        found: String,
    },
    /// A key with this user id is there already.
    #[error("a key for {user_id:?} is there already")]
    Exists {
        /// The user id.
        user_id: String,
    },
    /// GnuPG made a signature that a record cannot hold.
    #[error("GnuPG's signature is refused: {0}")]
    Signature(SignatureFault),
    /// GnuPG gave a certificate that a record cannot hold.
    #[error("GnuPG's certificate is refused: {0}")]
    Certificate(CertificateFault),
    /// Something else, in GnuPG's words.
    #[error("GnuPG: {text}")]
    Other {
        /// What GnuPG says.
        text: String,
    },
}

impl Say for KeyFault {
    fn say(&self) -> Message {
        match self {
            Self::Missing { key, home } => Message::new("key-missing").with("key", key).with("home", home),
            Self::Unusable { key, home } => Message::new("key-unusable").with("key", key).with("home", home),
            Self::Cancelled => Message::new("key-cancelled"),
            Self::Passphrase => Message::new("key-passphrase"),
            Self::PassphraseText => Message::new("key-passphrase-text"),
            Self::Pinentry => Message::new("key-pinentry"),
            Self::NoHome { home } => Message::new("key-no-home").with("home", home),
            Self::LongHome { home, length } => {
                Message::new("key-long-home").with("home", home).with("length", length).with("most", LONGEST_HOME)
            }
            Self::Agent { home } => Message::new("key-agent").with("home", home),
            Self::Engine => Message::new("key-engine"),
            Self::UserId { found } => Message::new("key-user-id").with("found", found),
            Self::Exists { user_id } => Message::new("key-exists").with("user-id", user_id),
            Self::Signature(fault) => fault.say(),
            Self::Certificate(fault) => fault.say(),
            Self::Other { text } => Message::new("key-other").with("text", text),
        }
    }
}

/// How a new private key is protected.
pub enum Protection {
    /// Not at all: for machines and tests.
    None,
    /// The agent asks the person for a passphrase.
    Ask,
    /// By this passphrase.
    Passphrase(String),
}

/// A question for a passphrase.
#[derive(Debug, Clone, Copy)]
pub struct PassphraseAsk<'a> {
    /// Whose key it is, as GnuPG says it. Foreign text.
    pub whose: &'a str,
    /// Whether the last answer was wrong.
    pub again: bool,
}

/// A private key that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "what GnuPG tells of a key: the four are independent")]
pub struct KeySummary {
    /// The primary fingerprint of its certificate.
    pub fingerprint: Fingerprint,
    /// The first user id. Foreign text.
    pub user_id: String,
    /// Whether it can sign now.
    pub can_sign: bool,
    /// Whether it has expired.
    pub expired: bool,
    /// Whether it was revoked.
    pub revoked: bool,
    /// Whether a part of it is on a card.
    pub on_card: bool,
    /// From when none of its parts signs any more, in seconds since 1970; `None` if one does for ever.
    pub expires: Option<i64>,
}

/// The private keys of one GnuPG home directory.
pub struct Keyring {
    engine: Engine,
    home: PathBuf,
    /// Looked up once: a look-up costs more than a signature.
    signers: HashMap<Fingerprint, gpgme::Key>,
}

enum Engine {
    /// The agent asks.
    Agent(Context),
    /// The caller answers.
    Caller(ContextWithCallbacks<'static>),
}

impl Engine {
    fn context(&mut self) -> &mut Context {
        match self {
            Self::Agent(context) => context,
            Self::Caller(context) => context,
        }
    }
}

impl Keyring {
    /// Opens the keyring of a home directory, or GnuPG's own. Passphrases are asked for by the agent.
    pub fn open(home: Option<&Path>) -> Result<Self, KeyFault> {
        let (context, home) = prepare(home)?;
        Ok(Self { engine: Engine::Agent(context), home, signers: HashMap::new() })
    }

    /// Opens a keyring whose passphrases the caller gives. `None` cancels.
    pub fn with_passphrase(
        home: Option<&Path>,
        mut answer: impl FnMut(PassphraseAsk<'_>) -> Option<String> + Send + UnwindSafe + 'static,
    ) -> Result<Self, KeyFault> {
        let (mut context, home) = prepare(home)?;
        context.set_pinentry_mode(PinentryMode::Loopback).map_err(|error| fault(error, &home, None))?;
        let context = context.set_passphrase_provider(move |asked: PassphraseRequest<'_>, out: &mut dyn Write| {
            let whose = asked.user_id_hint().unwrap_or_default();
            match answer(PassphraseAsk { whose, again: asked.prev_attempt_failed }) {
                Some(passphrase) => Ok(writeln!(out, "{passphrase}")?),
                None => Err(Error::CANCELED),
            }
        });
        Ok(Self { engine: Engine::Caller(context), home, signers: HashMap::new() })
    }

    /// Where the private keys are.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Signs these bytes with the private key of a certificate: a detached signature of the canonical form.
    pub fn sign(&mut self, signer: &Fingerprint, payload: &[u8]) -> Result<Signature, KeyFault> {
        let is_told = matches!(self.engine, Engine::Caller(_));
        let context = self.engine.context();
        let key = match self.signers.get(signer) {
            Some(key) => key.clone(),
            None => match context.get_secret_key(signer.as_str()) {
                Ok(key) => self.signers.entry(signer.clone()).or_insert(key).clone(),
                Err(error) if error.code() == Error::EOF.code() => {
                    return Err(KeyFault::Missing { key: signer.clone(), home: shown(&self.home) });
                }
                Err(error) => return Err(fault(error, &self.home, Some(signer))),
            },
        };
        context.clear_signers();
        context.add_signer(&key).map_err(|error| fault(error, &self.home, Some(signer)))?;
        let mut given = Vec::new();
        let made = match context.sign_detached(payload, &mut given) {
            Ok(made) => made,
            // After three wrong passphrases GnuPG does not wait for the fourth.
            Err(error) if is_told && error.code() == Error::EPIPE.code() => return Err(KeyFault::Passphrase),
            Err(error) => return Err(fault(error, &self.home, Some(signer))),
        };
        let count = made.new_signatures().count();
        if count != 1 || made.invalid_signers().next().is_some() {
            return Err(KeyFault::Other { text: format!("{count} signatures instead of one") });
        }
        let given = Signature::normalised(&given, None).map_err(KeyFault::Signature)?;
        let Some(used) = key.subkeys().find(|subkey| subkey.fingerprint() == Ok(given.issuer().as_str())) else {
            return Err(KeyFault::Other { text: format!("signed with the other key {}", given.issuer()) });
        };
        let curve = used.curve().ok().and_then(Curve::named);
        Signature::normalised(given.binary(), curve).map_err(KeyFault::Signature)
    }

    /// Makes a new Ed25519 key that can sign and does not expire.
    pub fn create(&mut self, user_id: &str, protection: Protection) -> Result<Fingerprint, KeyFault> {
        self.create_for(user_id, protection, None, false)
    }

    /// Makes a new Ed25519 key that can sign, for so long or for ever. `another` makes it also where one of the same user id is there.
    pub fn create_for(
        &mut self,
        user_id: &str,
        protection: Protection,
        lifetime: Option<Duration>,
        another: bool,
    ) -> Result<Fingerprint, KeyFault> {
        let allowed = 1..=LONGEST_USER_ID;
        if !allowed.contains(&user_id.len()) || !is_plain(user_id) || user_id.trim() != user_id {
            return Err(KeyFault::UserId { found: user_id.chars().take(80).collect() });
        }
        let context = self.engine.context();
        let ends = if lifetime.is_some() { CreateKeyFlags::empty() } else { CreateKeyFlags::NOEXPIRE };
        let force = if another { CreateKeyFlags::FORCE } else { CreateKeyFlags::empty() };
        let (flags, lifetime) = (CreateKeyFlags::SIGN | ends | force, lifetime.unwrap_or(Duration::ZERO));
        let algorithm = ALGORITHM;
        let made = match protection {
            Protection::None => {
                context.create_key_with_flags(user_id, algorithm, lifetime, flags | CreateKeyFlags::NOPASSWD)
            }
            Protection::Ask => context.create_key_with_flags(user_id, algorithm, lifetime, flags),
            Protection::Passphrase(passphrase) => {
                if passphrase.contains(['\n', '\0']) {
                    return Err(KeyFault::PassphraseText);
                }
                let before = context.pinentry_mode();
                context.set_pinentry_mode(PinentryMode::Loopback).map_err(|error| fault(error, &self.home, None))?;
                let answer = move |_: PassphraseRequest<'_>, out: &mut dyn Write| Ok(writeln!(out, "{passphrase}")?);
                let made = context.with_passphrase_provider(answer, |context| {
                    context.create_key_with_flags(user_id, algorithm, lifetime, flags)
                });
                context.set_pinentry_mode(before).map_err(|error| fault(error, &self.home, None))?;
                made
            }
        };
        let made = made.map_err(|error| {
            if error.code() == Error::USER_ID_EXISTS.code() {
                KeyFault::Exists { user_id: user_id.to_owned() }
            } else {
                fault(error, &self.home, None)
            }
        })?;
        let name = made.fingerprint().unwrap_or_default();
        name.parse().map_err(|_| KeyFault::Other { text: format!("no fingerprint of the new key: {name:?}") })
    }

    /// Lets a key, with its subkeys, expire so long from now and not before. Its certificate is another file then.
    pub fn prolong(&mut self, key: &Fingerprint, lifetime: Duration) -> Result<(), KeyFault> {
        let context = self.engine.context();
        let found = context.get_secret_key(key.as_str()).map_err(|error| fault(error, &self.home, Some(key)))?;
        // The primary key and the subkeys are prolonged each by itself.
        context.set_expire(&found, lifetime, None::<&str>).map_err(|error| fault(error, &self.home, Some(key)))?;
        if found.subkeys().count() > 1 {
            context.set_expire_all(&found, lifetime).map_err(|error| fault(error, &self.home, Some(key)))?;
        }
        self.signers.remove(key);
        Ok(())
    }

    /// The certificate of a key in canonical armour: only what its holder says himself.
    pub fn export(&mut self, key: &Fingerprint) -> Result<String, KeyFault> {
        let mut given = Vec::new();
        self.engine
            .context()
            .export([key.as_str()], ExportMode::MINIMAL, &mut given)
            .map_err(|error| fault(error, &self.home, Some(key)))?;
        if given.is_empty() {
            return Err(KeyFault::Missing { key: key.clone(), home: shown(&self.home) });
        }
        let text = armour::encode(Kind::PublicKey, &given);
        let certificate = Certificate::parse(text.as_bytes()).map_err(KeyFault::Certificate)?;
        if certificate.fingerprint() == key || certificate.keys().iter().any(|one| one.fingerprint == *key) {
            Ok(text)
        } else {
            Err(KeyFault::Other { text: format!("exported the other certificate {}", certificate.fingerprint()) })
        }
    }

    /// Gives a key another part that signs for so long. The parts that have signed until now end when they end. `open` makes the new part without a passphrase: for machines and tests.
    pub fn add_part(&mut self, key: &Fingerprint, lifetime: Duration, open: bool) -> Result<(), KeyFault> {
        self.signers.remove(key);
        let context = self.engine.context();
        let told = |error| fault(error, &self.home, Some(key));
        let found = context.get_secret_key(key.as_str()).map_err(told)?;
        let protection = if open { CreateKeyFlags::NOPASSWD } else { CreateKeyFlags::empty() };
        let flags = CreateKeyFlags::SIGN | protection;
        context.create_subkey_with_flags(&found, ALGORITHM, lifetime, flags).map(drop).map_err(told)
    }

    /// The private keys that are there.
    pub fn secret_keys(&mut self) -> Result<Vec<KeySummary>, KeyFault> {
        let mut all = Vec::new();
        for key in self.engine.context().secret_keys().map_err(|error| fault(error, &self.home, None))? {
            let key = key.map_err(|error| fault(error, &self.home, None))?;
            // GnuPG may know kinds of keys that no record does: they are not offered.
            let Some(fingerprint) = key.fingerprint().ok().and_then(|name| name.parse().ok()) else { continue };
            let user_id = key.user_ids().next().map(|user| match user.id_raw() {
                Some(id) => id.to_string_lossy().into_owned(),
                None => String::new(),
            });
            all.push(KeySummary {
                fingerprint,
                user_id: user_id.unwrap_or_default(),
                can_sign: key.can_sign() && !key.is_bad(),
                expired: key.is_expired(),
                revoked: key.is_revoked(),
                on_card: key.subkeys().any(|subkey| subkey.is_card_key()),
                expires: ends(&key),
            });
        }
        Ok(all)
    }
}

/// The version of the GnuPG that signs, as it calls itself.
pub fn gnupg_version() -> Option<String> {
    let engines = gpgme::init().engine_info().ok()?;
    let engine = engines.get(Protocol::OpenPgp)?;
    engine.version().ok().map(str::to_owned)
}

/// From when a key does not sign any more.
fn ends(key: &gpgme::Key) -> Option<i64> {
    let seconds =
        |time: SystemTime| time.duration_since(UNIX_EPOCH).ok().and_then(|since| since.as_secs().try_into().ok());
    let signing = key.subkeys().filter(|subkey| subkey.can_sign() && !subkey.is_revoked());
    let ends: Option<Vec<i64>> = signing.map(|subkey| subkey.expiration_time().and_then(seconds)).collect();
    ends.and_then(|ends| ends.into_iter().max())
}

/// The program that asks for passphrases: the one that the agent of this directory is told to use, else the one that GnuPG was built
/// with. `None` if there is no such program.
pub fn pinentry(home: &Path) -> Option<PathBuf> {
    let configured = std::fs::read_to_string(home.join("gpg-agent.conf")).ok().and_then(|text| {
        let line = text.lines().rev().find_map(|line| line.trim().strip_prefix("pinentry-program"))?;
        Some(PathBuf::from(line.trim()))
    });
    let built_in = || {
        let out = Command::new("gpgconf").stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
        let text = String::from_utf8(out.stdout).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix("pinentry:"))?;
        Some(PathBuf::from(line.split(':').nth(1)?))
    };
    let program = configured.or_else(built_in)?;
    // Which of several it is, a link says.
    std::fs::canonicalize(program).ok().filter(|program| program.is_file())
}

/// Ends the agent of a home directory.
pub fn quit_agent(home: &Path) -> Result<(), KeyFault> {
    let ended = Command::new("gpgconf")
        .arg("--homedir")
        .arg(home)
        .args(["--kill", "all"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(KeyFault::Agent { home: shown(home) }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(KeyFault::Engine),
        Err(error) => Err(KeyFault::Other { text: error.to_string() }),
    }
}

/// A context for one home directory: offline, binary, never text mode.
fn prepare(home: Option<&Path>) -> Result<(Context, PathBuf), KeyFault> {
    let gpgme = gpgme::init();
    let (path, given) = if let Some(home) = home {
        (home.to_owned(), true)
    } else {
        let home = gpgme.get_dir_info_raw("homedir").map(|home| home.to_bytes().to_vec()).unwrap_or_default();
        (PathBuf::from(std::ffi::OsString::from_vec(home)), false)
    };
    let bytes = path.as_os_str().as_bytes();
    if bytes.len() > LONGEST_HOME {
        return Err(KeyFault::LongHome { home: shown(&path), length: bytes.len() });
    }
    if given && !path.is_dir() {
        return Err(KeyFault::NoHome { home: shown(&path) });
    }
    let told = |error| fault(error, &path, None);
    let mut context = Context::from_protocol(Protocol::OpenPgp).map_err(told)?;
    if given {
        let name = std::ffi::CString::new(bytes)
            .map_err(|_| KeyFault::Other { text: format!("no directory has the name {}", shown(&path)) })?;
        context.set_engine_home_dir(name).map_err(told)?;
    }
    context.set_offline(true);
    context.set_armor(false);
    context.set_text_mode(false);
    Ok((context, path))
}

fn shown(home: &Path) -> String {
    home.to_string_lossy().into_owned()
}

/// What an error of GnuPG means for the person.
fn fault(error: Error, home: &Path, key: Option<&Fingerprint>) -> KeyFault {
    let code = error.code();
    let is = |others: &[Error]| others.iter().any(|other| other.code() == code);
    if is(&[Error::CANCELED, Error::FULLY_CANCELED, Error::ASS_CANCELED]) {
        return KeyFault::Cancelled;
    }
    if is(&[Error::BAD_PASSPHRASE, Error::NO_PASSPHRASE, Error::BAD_PIN]) {
        return KeyFault::Passphrase;
    }
    if is(&[Error::NO_PIN_ENTRY, Error::PIN_ENTRY, Error::ENOTTY]) {
        return KeyFault::Pinentry;
    }
    if is(&[Error::NO_AGENT, Error::AGENT, Error::ASS_CONNECT_FAILED, Error::ASS_SERVER_START]) {
        return KeyFault::Agent { home: shown(home) };
    }
    if is(&[Error::INV_ENGINE]) {
        return KeyFault::Engine;
    }
    if let Some(key) = key {
        if is(&[Error::NO_SECKEY, Error::EOF]) {
            return KeyFault::Missing { key: key.clone(), home: shown(home) };
        }
        if is(&[Error::UNUSABLE_SECKEY, Error::UNUSABLE_PUBKEY, Error::KEY_EXPIRED, Error::CERT_REVOKED]) {
            return KeyFault::Unusable { key: key.clone(), home: shown(home) };
        }
    }
    KeyFault::Other { text: error.description().into_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::workshop::Home;
    use super::*;

    #[test]
    fn a_key_is_made_exported_and_signs() {
        let home = Home::new();
        let mut ring = Keyring::open(Some(home.path())).unwrap();
        let signer = ring.create("Chen Wen <chen@example.org>", Protection::None).unwrap();
        let certificate = Certificate::parse(ring.export(&signer).unwrap().as_bytes()).unwrap();
        assert_eq!(certificate.fingerprint(), &signer);
        for payload in [&b"one\n"[..], b"", b"line\r\n \n"] {
            let signature = ring.sign(&signer, payload).unwrap();
            assert_eq!(certificate.verify(&signature, payload), Ok(()));
        }
        let keys = ring.secret_keys().unwrap();
        let expected = KeySummary {
            fingerprint: signer.clone(),
            user_id: "Chen Wen <chen@example.org>".to_owned(),
            can_sign: true,
            expired: false,
            revoked: false,
            on_card: false,
            expires: None,
        };
        assert_eq!(keys, [expected]);
        assert_eq!(ring.home(), home.path());
    }

    #[test]
    fn a_key_lasts_longer_or_gets_another_part() {
        let home = Home::new();
        let mut ring = Keyring::open(Some(home.path())).unwrap();
        let day = Duration::from_secs(86_400);
        let signer = ring.create_for("Chen Wen <chen@example.org>", Protection::None, Some(day), false).unwrap();
        let ends = |ring: &mut Keyring| ring.secret_keys().unwrap().remove(0).expires.unwrap();
        let before = ends(&mut ring);
        let first = Certificate::parse(ring.export(&signer).unwrap().as_bytes()).unwrap();
        ring.prolong(&signer, 365 * day).unwrap();
        assert!(ends(&mut ring) > before + 300 * 86_400);
        let second = Certificate::parse(ring.export(&signer).unwrap().as_bytes()).unwrap();
        second.follows(&first).unwrap();
        assert_eq!(second.verify(&ring.sign(&signer, b"x").unwrap(), b"x"), Ok(()));
        ring.add_part(&signer, 500 * day, true).unwrap();
        let third = Certificate::parse(ring.export(&signer).unwrap().as_bytes()).unwrap();
        third.follows(&second).unwrap();
        assert_eq!(third.keys().len(), 2);
        let signature = ring.sign(&signer, b"y").unwrap();
        assert_ne!(signature.issuer(), &signer);
        assert_eq!(third.verify(&signature, b"y"), Ok(()));
        ring.prolong(&signer, 900 * day).unwrap();
        assert!(Certificate::parse(ring.export(&signer).unwrap().as_bytes()).unwrap().follows(&third).is_ok());
        let unknown: Fingerprint = "AB".repeat(20).parse().unwrap();
        assert!(matches!(ring.add_part(&unknown, day, true), Err(KeyFault::Missing { .. })));
    }

    #[test]
    fn the_program_that_asks_is_named() {
        let home = Home::new();
        std::fs::write(home.path().join("gpg-agent.conf"), "# mine\npinentry-program /nowhere\n").unwrap();
        assert_eq!(pinentry(home.path()), None);
        let program = home.path().join("ask");
        std::fs::write(&program, "").unwrap();
        let conf = format!("pinentry-program {}\n", program.display());
        std::fs::write(home.path().join("gpg-agent.conf"), conf).unwrap();
        assert_eq!(pinentry(home.path()), Some(std::fs::canonicalize(program).unwrap()));
    }

    /// GnuPG writes either half as it comes: were it not brought down, this would fail but once in 2^32.
    #[test]
    fn what_an_ecdsa_key_signs_is_in_the_lower_half() {
        let home = Home::new();
        let mut ring = Keyring::open(Some(home.path())).unwrap();
        for algorithm in ["nistp256", "nistp384", "nistp521"] {
            let signer = home.make(algorithm, algorithm, "sign");
            let certificate = Certificate::parse(ring.export(&signer).unwrap().as_bytes()).unwrap();
            for payload in 0..8_u8 {
                let signature = ring.sign(&signer, &[payload]).unwrap();
                assert_eq!(certificate.verify(&signature, &[payload]), Ok(()), "{algorithm}");
            }
        }
        let primary = home.make("sub", "ed25519", "cert");
        home.gpg(&["--quick-add-key", primary.as_str(), "nistp256/ecdsa", "sign", "never"], b"");
        let certificate = Certificate::parse(ring.export(&primary).unwrap().as_bytes()).unwrap();
        for payload in 0..8_u8 {
            let signature = ring.sign(&primary, &[payload]).unwrap();
            assert_eq!(certificate.verify(&signature, &[payload]), Ok(()), "a subkey");
        }
    }

    #[test]
    fn what_cannot_sign_says_why() {
        let home = Home::new();
        let mut ring = Keyring::open(Some(home.path())).unwrap();
        let unknown: Fingerprint = "AB".repeat(20).parse().unwrap();
        assert!(matches!(ring.sign(&unknown, b""), Err(KeyFault::Missing { .. })));
        assert!(matches!(ring.export(&unknown), Err(KeyFault::Missing { .. })));
        let sleeper = home.make("old <old@example.org>", "ed25519", "sign");
        home.gpg(
            &["--faked-system-time", "20200101T000000", "--quick-gen-key", "Was Here", "ed25519", "sign", "1d"],
            b"",
        );
        let expired = home.fingerprints("Was Here").remove(0);
        assert!(matches!(ring.sign(&expired, b""), Err(KeyFault::Unusable { .. })));
        assert!(
            ring.secret_keys().unwrap().iter().any(|key| key.fingerprint == expired && key.expired && !key.can_sign)
        );
        ring.sign(&sleeper, b"").unwrap();
        for wrong in ["", "a\nb", "a\u{202e}b", " a", &"a".repeat(500)] {
            assert!(matches!(ring.create(wrong, Protection::None), Err(KeyFault::UserId { .. })), "{wrong:?}");
        }
        let again = ring.create("old <old@example.org>", Protection::None);
        assert_eq!(again, Err(KeyFault::Exists { user_id: "old <old@example.org>".to_owned() }));
        // Whoever lost one makes another under the same name.
        let before = ring.secret_keys().unwrap().len();
        ring.create_for("old <old@example.org>", Protection::None, None, true).unwrap();
        assert_eq!(ring.secret_keys().unwrap().len(), before + 1);
        let none = home.path().join("none");
        assert_eq!(Keyring::open(Some(&none)).err(), Some(KeyFault::NoHome { home: shown(&none) }));
        let long = PathBuf::from(format!("/tmp/{}", "k".repeat(90)));
        assert!(matches!(Keyring::open(Some(&long)), Err(KeyFault::LongHome { length: 95, .. })));
    }

    #[test]
    fn every_fault_has_its_words() {
        let catalogue = crate::words::Catalogue::new(crate::words::Language::En);
        for key in include_str!("keyring.rs").split("Message::new(\"").skip(1) {
            let key = key.split('"').next().unwrap();
            assert!(catalogue.has(key) || key.starts_with('\\'), "{key}");
        }
    }

    #[test]
    fn a_passphrase_is_asked_for_and_must_be_right() {
        let home = Home::new();
        let mut maker = Keyring::open(Some(home.path())).unwrap();
        assert!(matches!(maker.create("b", Protection::Passphrase("a\nb".to_owned())), Err(KeyFault::PassphraseText)));
        let signer = maker.create("b <b@example.org>", Protection::Passphrase("open sesame".to_owned())).unwrap();
        let certificate = Certificate::parse(maker.export(&signer).unwrap().as_bytes()).unwrap();
        let sign = |answer: Option<&str>| {
            quit_agent(home.path()).unwrap();
            let answer = answer.map(str::to_owned);
            Keyring::with_passphrase(Some(home.path()), move |_| answer.clone()).unwrap().sign(&signer, b"x")
        };
        assert_eq!(sign(Some("wrong")), Err(KeyFault::Passphrase));
        assert_eq!(sign(None), Err(KeyFault::Cancelled));
        let signature = sign(Some("open sesame")).unwrap();
        assert_eq!(certificate.verify(&signature, b"x"), Ok(()));
    }

    #[test]
    fn an_export_holds_no_word_of_strangers() {
        let home = Home::new();
        let (chen, other) = (home.make("chen", "ed25519", "sign"), home.make("other", "ed25519", "sign"));
        let before = home.gpg(&["--export", chen.as_str()], b"");
        home.gpg(&["--local-user", other.as_str(), "--quick-sign-key", chen.as_str()], b"");
        let after = home.gpg(&["--export", chen.as_str()], b"");
        assert!(after.len() > before.len());
        let exported = Keyring::open(Some(home.path())).unwrap().export(&chen).unwrap();
        assert_eq!(exported, armour::encode(Kind::PublicKey, &before));
    }
}
