//! A provider of OpenID Connect on this machine, which says what a test has it say.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// What the provider calls the server, and what it knows it by.
pub(crate) const CLIENT: &str = "kanhe";
pub(crate) const SECRET: &str = "7d0b5f1c9e3a4826";

/// How the provider behaves.
#[derive(Debug, Clone)]
pub(crate) struct Manner {
    /// When its tokens are made, in seconds since 1970.
    pub now: i64,
    /// What the token says other than it should; `null` takes a claim away.
    pub claims: Value,
    /// What the token's head says other than it should.
    pub head: Value,
    /// Who signs it.
    pub signs: Signs,
    /// How the token endpoint answers.
    pub answers: Answers,
    /// How it calls itself.
    pub issuer: Option<String>,
}

/// Who signs a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Signs {
    /// The key that the provider shows.
    Own,
    /// Another.
    Other,
    /// Nobody.
    Nobody,
    /// A code (HMAC) with these bytes for its key.
    Code(Vec<u8>),
}

/// How the token endpoint answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answers {
    /// As it should.
    Right,
    /// Without an ID token.
    Bare,
    /// With more than anybody reads.
    Long,
    /// Not at all, as long as somebody waits.
    Never,
    /// It leads on to there.
    Elsewhere(String),
}

/// A code that was given: whose nonce and challenge go with it.
struct Given {
    nonce: String,
    challenge: String,
    back: String,
}

struct Shared {
    folder: PathBuf,
    issuer: String,
    manner: Mutex<Manner>,
    given: Mutex<HashMap<String, Given>>,
    asked: Mutex<Vec<String>>,
}

/// The provider. It answers until the test ends.
pub(crate) struct Provider {
    shared: Arc<Shared>,
}

/// Runs openssl in a folder, with that on its input.
fn openssl(folder: &Path, args: &[&str], input: &[u8]) -> Vec<u8> {
    let mut command = Command::new("openssl");
    command.args(args).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let said = child.wait_with_output().unwrap();
    assert!(said.status.success(), "openssl {args:?}");
    said.stdout
}

fn key(folder: &Path, name: &str) {
    openssl(folder, &["genrsa", "-out", name, "2048"], b"");
}

/// The modulus of a key.
fn modulus(folder: &Path, name: &str) -> Vec<u8> {
    let said = String::from_utf8(openssl(folder, &["rsa", "-in", name, "-noout", "-modulus"], b"")).unwrap();
    let hex = said.trim().strip_prefix("Modulus=").unwrap();
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

/// The fields of a form, or of what stands behind a `?`.
pub(crate) fn fields(text: &str) -> HashMap<String, String> {
    form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

impl Provider {
    pub(crate) fn new(folder: &Path, now: i64) -> Self {
        std::fs::create_dir_all(folder).unwrap();
        key(folder, "own.pem");
        key(folder, "other.pem");
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let shared = Arc::new(Shared {
            folder: folder.to_owned(),
            issuer: format!("http://{}", listener.local_addr().unwrap()),
            manner: Mutex::new(Manner::at(now)),
            given: Mutex::default(),
            asked: Mutex::default(),
        });
        let provider = Self { shared: Arc::clone(&shared) };
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || shared.answer(stream.unwrap()));
            }
        });
        provider
    }

    pub(crate) fn issuer(&self) -> &str {
        &self.shared.issuer
    }

    /// Has it behave otherwise.
    pub(crate) fn behaves(&self, change: impl FnOnce(&mut Manner)) {
        let mut manner = self.shared.manner.lock().unwrap();
        *manner = Manner::at(manner.now);
        change(&mut manner);
    }

    /// What it was asked, by paths.
    pub(crate) fn asked(&self, path: &str) -> usize {
        self.shared.asked.lock().unwrap().iter().filter(|asked| *asked == path).count()
    }

    /// It makes itself another key.
    pub(crate) fn changes_its_key(&self) {
        key(&self.shared.folder, "own.pem");
    }

    /// The bytes of its public key, as somebody might take them for a secret.
    pub(crate) fn public_key(&self) -> Vec<u8> {
        openssl(&self.shared.folder, &["rsa", "-in", "own.pem", "-pubout"], b"")
    }

    /// The settings of a server that asks it.
    pub(crate) fn settings(&self, more: &str) -> PathBuf {
        let folder = &self.shared.folder;
        std::fs::write(folder.join("secret"), SECRET).unwrap();
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        std::fs::set_permissions(folder.join("secret"), mode).unwrap();
        let text = format!(
            "issuer = \"{}\"\nclient-id = \"{CLIENT}\"\nclient-secret-file = \"secret\"\nsite = \"http://127.0.0.1:1\"\n{more}",
            self.issuer()
        );
        std::fs::write(folder.join("oidc.toml"), text).unwrap();
        folder.join("oidc.toml")
    }
}

impl Manner {
    fn at(now: i64) -> Self {
        Self { now, claims: json!({}), head: json!({}), signs: Signs::Own, answers: Answers::Right, issuer: None }
    }
}

impl Shared {
    fn answer(&self, mut stream: TcpStream) {
        let Some((head, body)) = read(&mut stream) else { return };
        let mut line = head.split(' ');
        let (method, target) = (line.next().unwrap(), line.next().unwrap());
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        self.asked.lock().unwrap().push(path.to_owned());
        let manner = self.manner.lock().unwrap().clone();
        match (method, path) {
            ("GET", "/.well-known/openid-configuration") => send(&mut stream, "200 OK", &self.metadata(&manner)),
            ("GET", "/keys") => send(&mut stream, "200 OK", &self.keys()),
            ("GET", "/authorize") => {
                let to = self.authorize(&fields(query));
                lead(&mut stream, &to);
            }
            ("POST", "/token") => match &manner.answers {
                // Until whoever asked has gone.
                Answers::Never => drop(stream.read(&mut [0])),
                Answers::Elsewhere(to) => lead(&mut stream, to),
                Answers::Long => {
                    let long = json!({"access_token": "a".repeat(1 << 20), "token_type": "Bearer"});
                    send(&mut stream, "200 OK", &long);
                }
                Answers::Bare => send(&mut stream, "200 OK", &json!({"access_token": "a", "token_type": "Bearer"})),
                Answers::Right => match self.token(&head, &fields(&body), &manner) {
                    Ok(token) => {
                        let token = json!({"access_token": "a", "token_type": "Bearer", "id_token": token});
                        send(&mut stream, "200 OK", &token);
                    }
                    Err(error) => send(&mut stream, "400 Bad Request", &json!({ "error": error })),
                },
            },
            _ => send(&mut stream, "404 Not Found", &json!({})),
        }
    }

    fn metadata(&self, manner: &Manner) -> Value {
        let issuer = &self.issuer;
        json!({
            "issuer": manner.issuer.as_ref().unwrap_or(issuer),
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            // What a careless provider says: our own list of algorithms counts.
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        })
    }

    /// Its public keys. A key is known by the beginning of its digest.
    fn keys(&self) -> Value {
        let own = modulus(&self.folder, "own.pem");
        let (kid, n) = (kid(&own), URL_SAFE_NO_PAD.encode(own));
        json!({"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": kid, "n": n, "e": "AQAB"}]})
    }

    /// Signs somebody in and sends him back.
    fn authorize(&self, asked: &HashMap<String, String>) -> String {
        assert_eq!((asked["response_type"].as_str(), asked["client_id"].as_str()), ("code", CLIENT));
        assert_eq!(asked["code_challenge_method"], "S256");
        assert!(asked["scope"].split(' ').any(|scope| scope == "openid"), "{}", asked["scope"]);
        let given = Given {
            nonce: asked["nonce"].clone(),
            challenge: asked["code_challenge"].clone(),
            back: asked["redirect_uri"].clone(),
        };
        let mut all = self.given.lock().unwrap();
        let code = format!("code-{}", all.len());
        let back = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("code", code.as_str()), ("state", &asked["state"])])
            .finish();
        let to = format!("{}?{back}", given.back);
        all.insert(code, given);
        to
    }

    /// An ID token for a code, for who knows our secret and the verifier.
    fn token(&self, head: &str, asked: &HashMap<String, String>, manner: &Manner) -> Result<String, &'static str> {
        let shown = format!("authorization: Basic {}", STANDARD.encode(format!("{CLIENT}:{SECRET}")));
        if !head.lines().any(|line| line.eq_ignore_ascii_case(&shown)) {
            return Err("invalid_client");
        }
        // A code is good once.
        let given = self.given.lock().unwrap().remove(&asked["code"]).ok_or("invalid_grant")?;
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(asked["code_verifier"].as_bytes()));
        if challenge != given.challenge || asked["redirect_uri"] != given.back {
            return Err("invalid_grant");
        }
        let mut claims = json!({
            "iss": self.issuer, "sub": "4711", "aud": CLIENT, "iat": manner.now, "exp": manner.now + 300,
            "nonce": given.nonce, "email": "li-ming@example.org", "email_verified": true,
            "preferred_username": "li-ming",
        });
        let own = modulus(&self.folder, "own.pem");
        let mut header = json!({"alg": "RS256", "typ": "JWT", "kid": kid(&own)});
        for (all, changed) in [(&mut claims, &manner.claims), (&mut header, &manner.head)] {
            for (name, value) in changed.as_object().unwrap() {
                all[name] = value.clone();
            }
            all.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        }
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(&claims));
        let signature = match &manner.signs {
            Signs::Own => openssl(&self.folder, &["dgst", "-sha256", "-sign", "own.pem"], signed.as_bytes()),
            Signs::Other => openssl(&self.folder, &["dgst", "-sha256", "-sign", "other.pem"], signed.as_bytes()),
            Signs::Nobody => Vec::new(),
            Signs::Code(key) => {
                let hex = key.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
                let key = format!("hexkey:{hex}");
                openssl(
                    &self.folder,
                    &["dgst", "-sha256", "-mac", "HMAC", "-macopt", &key, "-binary"],
                    signed.as_bytes(),
                )
            }
        };
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

/// What a key is called.
fn kid(modulus: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(modulus)[..6])
}

/// A head and a body.
fn read(stream: &mut TcpStream) -> Option<(String, String)> {
    let mut bytes = Vec::new();
    loop {
        let mut part = [0; 4096];
        let count = stream.read(&mut part).ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&part[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(": ")?;
                name.eq_ignore_ascii_case("content-length").then(|| value.parse::<usize>().unwrap())
            });
            if body.len() >= length.unwrap_or(0) {
                return Some((head.to_owned(), body.to_owned()));
            }
        }
    }
}

fn send(stream: &mut TcpStream, status: &str, body: &Value) {
    let body = body.to_string();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    // Who asked may have left already.
    stream.write_all(format!("{head}{body}").as_bytes()).ok();
}

fn lead(stream: &mut TcpStream, to: &str) {
    let head = format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).ok();
}
