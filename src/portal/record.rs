//! The record over HTTP: `git clone http://host/record.git`, for who keeps or signs it (gitprotocol-http(5)).
//!
//! ```text
//! GET  info/refs?service=git-upload-pack | git-receive-pack  ─▶ git http-backend
//! POST git-upload-pack | git-receive-pack                    ─▶ git http-backend ─▶ hooks: the gate
//! GET  HEAD, info/refs, objects/info/packs, objects/…        ─▶ answered here, for programs that do not speak to git
//! ```
//!
//! What this part keeps:
//!
//! 1. Paths are compared as they were sent, letter by letter: nothing is decoded, and what is not in the list above is not there. No other
//!    file of the repository's folder has a name in it.
//! 2. Whoever asks shows his account's name with its password or a token (RFC 7617); it counts as at the door. He is asked for it only
//!    where nobody can listen.
//! 3. Who may is the office's rule, asked of the register at each request. What is pushed the gate judges as it does over ssh: without a
//!    gate nothing is taken.
//! 4. Git gets an environment made from nothing and fixed arguments, through no shell. Nothing of a request but what is checked here is in
//!    it.
//! 5. Refs that are not the record's are not shown; drafts are shown to who may push.

use std::ffi::OsString;
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use base64::Engine as _;

use super::{Portal, early, trouble};
use crate::accounts::{AccountsError, NotKnown, Refused, Visitor, What};
use crate::gate::safety;
use crate::id::Slug;
use crate::record::{Layout, Record};
use crate::server::{Body, Method, Passage, Program, Request, Response, Status};
use crate::site::Hall;
use crate::starter;
use crate::words::Language;

/// Where the record stands on a server. No page has such a name: a slug has no dot.
const TOP: &str = "/record.git/";
/// The longest push if the repository does not say.
const PUSH: u64 = 512 << 20;
/// How much longer than its objects a push is: the refs it is about.
const ROOM: u64 = 16 << 20;
/// The longest question of who fetches: what he has and wants.
const QUESTION: u64 = 64 << 20;
/// What git sends to see whether it is let in, before a large push: nothing.
const PROBE: &str = "4";

/// A record that is offered.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The directory git keeps it in: a server's, without a work tree.
    pub git_dir: PathBuf,
    /// What of the environment git gets: where programs are.
    pub env: Vec<(OsString, OsString)>,
    /// Whether passwords that come can be heard by nobody else: they come from this machine, or to it over TLS.
    pub is_safe: bool,
}

/// What is asked of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wish {
    /// What there is to fetch.
    Offered,
    /// Objects.
    Fetch,
    /// What there is to push to.
    Stands,
    /// A push.
    Push,
    /// A file, as it is read without git's help.
    File(Piece),
}

/// A file for who reads without git's help.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Head,
    Refs,
    Packs,
    /// Below `objects/`.
    Object(String, &'static str),
}

impl Wish {
    /// What is asked for, if it is anything.
    fn of(method: &Method, rest: &str) -> Option<Self> {
        match (method, rest) {
            (Method::Get, "info/refs?service=git-upload-pack") => Some(Self::Offered),
            (Method::Get, "info/refs?service=git-receive-pack") => Some(Self::Stands),
            (Method::Post, "git-upload-pack") => Some(Self::Fetch),
            (Method::Post, "git-receive-pack") => Some(Self::Push),
            (Method::Get, "HEAD") => Some(Self::File(Piece::Head)),
            (Method::Get, "info/refs") => Some(Self::File(Piece::Refs)),
            (Method::Get, "objects/info/packs") => Some(Self::File(Piece::Packs)),
            (Method::Get, _) => object(rest.strip_prefix("objects/")?).map(Self::File),
            (Method::Post | Method::Head | Method::Other(_), _) => None,
        }
    }

    const fn pushes(&self) -> bool {
        matches!(self, Self::Stands | Self::Push)
    }
}

/// The file of an object or a pack, if it is the name of one.
fn object(name: &str) -> Option<Piece> {
    let is_hex = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    let (folder, file) = name.split_once('/')?;
    let media = if is_hex(folder, 2) && is_hex(file, 38) {
        "application/x-git-loose-object"
    } else {
        let (digest, end) = (folder == "pack").then_some(file)?.strip_prefix("pack-")?.split_once('.')?;
        match end {
            "pack" if is_hex(digest, 40) => "application/x-git-packed-objects",
            "idx" if is_hex(digest, 40) => "application/x-git-packed-objects-toc",
            _ => return None,
        }
    };
    Some(Piece::Object(name.to_owned(), media))
}

impl Portal {
    /// The same portal, which offers the record too.
    #[must_use]
    pub fn offering(mut self, offer: Offer) -> Self {
        self.offer = Some(offer);
        self
    }

    /// What is done with a request for the record; none if it is for something else. `now` is in seconds since 1970.
    pub fn pass(&self, request: &Request, now: i64) -> Option<Passage> {
        let rest = request.target.strip_prefix(TOP)?;
        let offer = self.offer.as_ref()?;
        let Some(hall) = self.lobby.hall() else {
            return Some(Passage::Answer(early()));
        };
        Some(self.pass_in(&hall, offer, (request, rest), now).unwrap_or_else(|error| {
            let (key, is_busy) = trouble(&error);
            let told = said(&hall, Status::ServiceUnavailable, key, &[]);
            Passage::Answer(if is_busy { told.with("Retry-After", "2") } else { told })
        }))
    }

    fn pass_in(
        &self,
        hall: &Hall,
        offer: &Offer,
        (request, rest): (&Request, &str),
        now: i64,
    ) -> Result<Passage, AccountsError> {
        let refuse = |status, key| Ok(Passage::Answer(said(hall, status, key, &[])));
        if !offer.is_safe {
            return refuse(Status::Forbidden, "site-record-plain");
        }
        let Some(wish) = Wish::of(&request.method, rest) else {
            return refuse(Status::NotFound, "site-record-none");
        };
        let Some((name, shown)) = credentials(request) else {
            return Ok(Passage::Answer(challenge(hall, "site-record-sign-in")));
        };
        let address = self.address(request);
        let agent = request.only("user-agent").unwrap_or_default();
        let visitor = Visitor { address: &address, agent, now, hour: hall.hour(now) };
        let (login, register) = (&hall.login, &hall.register);
        let person = match self.accounts.known_by(&visitor, login, register, (&name, &shown))? {
            Ok(person) => person,
            Err(unknown) => return Ok(Passage::Answer(refusal(hall, unknown))),
        };
        let (clones, pushes) =
            (login.may_clone(register, &person, &hall.usable), login.may_push(register, &person, &hall.usable));
        if !clones || wish.pushes() && !pushes {
            self.accounts.note(&visitor, &person, What::Denied, TOP)?;
            return refuse(Status::Forbidden, if clones { "site-record-no-push" } else { "site-record-no-clone" });
        }
        if wish.pushes() && !offer.has_gate() {
            return refuse(Status::Forbidden, "site-record-no-gate");
        }
        match wish {
            // Whoever knows what there is need not ask for it first.
            Wish::Fetch | Wish::File(Piece::Refs | Piece::Packs) => {
                self.accounts.came_for(&visitor, &person, What::Fetched, TOP)?;
            }
            Wish::Push if request.only("content-length") != Some(PROBE) => {
                self.accounts.came_for(&visitor, &person, What::Pushed, TOP)?;
            }
            Wish::Offered | Wish::Stands | Wish::Push | Wish::File(_) => {}
        }
        Ok(match &wish {
            Wish::File(piece) => Passage::Answer(
                offer.file(piece).unwrap_or_else(|| said(hall, Status::NotFound, "site-record-none", &[])),
            ),
            Wish::Offered | Wish::Fetch | Wish::Stands | Wish::Push => {
                let command = offer.command(&wish, request, (&person, pushes), &address);
                let most = if wish == Wish::Push { offer.most() } else { QUESTION };
                Passage::Run(Box::new(Program {
                    command,
                    most,
                    finishes: wish == Wish::Push,
                    whose: person.to_string(),
                }))
            }
        })
    }
}

impl Offer {
    /// Whether what is pushed here is judged: our hooks stand in the repository as we wrote them.
    fn has_gate(&self) -> bool {
        starter::hooks().all(|(name, ours)| {
            let path = self.git_dir.join("hooks").join(name);
            let runs = |found: fs::Metadata| found.is_file() && found.permissions().mode() & 0o100 != 0;
            fs::symlink_metadata(&path).is_ok_and(runs) && fs::read(&path).is_ok_and(|found| found == ours)
        })
    }

    /// The longest push. What is longer than the repository's own limit git refuses itself, and says so.
    fn most(&self) -> u64 {
        let layout = Layout { git_dir: self.git_dir.clone(), worktree: false };
        let settings = layout.settings().unwrap_or_default();
        let own = settings.iter().rev().find(|setting| setting.own && setting.key == "receive.maxinputsize");
        own.and_then(|setting| safety::bytes(&setting.value)).unwrap_or(PUSH).saturating_add(ROOM)
    }

    /// Git, to answer a wish.
    fn command(&self, wish: &Wish, request: &Request, (person, pushes): (&Slug, bool), address: &str) -> Command {
        let (method, path, query) = match wish {
            Wish::Offered | Wish::File(_) => ("GET", "/info/refs", "service=git-upload-pack"),
            Wish::Stands => ("GET", "/info/refs", "service=git-receive-pack"),
            Wish::Fetch => ("POST", "/git-upload-pack", ""),
            Wish::Push => ("POST", "/git-receive-pack", ""),
        };
        let hooks = self.git_dir.join("hooks").into_os_string();
        let mut config: Vec<(&str, OsString)> = vec![
            ("http.uploadpack", "true".into()),
            ("http.receivepack", pushes.to_string().into()),
            ("http.uploadarchive", "false".into()),
            ("http.getanyfile", "false".into()),
            // Whatever else stands in files, what is pushed goes through the gate.
            ("core.hooksPath", hooks),
            // A clone of a large record leaves the other cores to those who read.
            ("pack.threads", "1".into()),
            ("transfer.hideRefs", "refs/kanhe".into()),
            ("uploadpack.hideRefs", "refs".into()),
            ("uploadpack.hideRefs", "!refs/heads/main".into()),
            ("uploadpack.hideRefs", "!refs/tags/seal".into()),
        ];
        if pushes {
            config.push(("uploadpack.hideRefs", "!refs/heads/drafts".into()));
        }
        let mut command = Command::new("git");
        command.arg("http-backend").env_clear().envs(self.env.iter().map(|(name, value)| (name, value)));
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
        command.env("GIT_CONFIG_COUNT", config.len().to_string());
        for (at, (key, value)) in config.into_iter().enumerate() {
            command.env(format!("GIT_CONFIG_KEY_{at}"), key).env(format!("GIT_CONFIG_VALUE_{at}"), value);
        }
        command.env("GIT_HTTP_EXPORT_ALL", "1").env("GIT_PROJECT_ROOT", &self.git_dir).env("PATH_INFO", path);
        command.env("REQUEST_METHOD", method).env("QUERY_STRING", query).env("REMOTE_USER", person.as_str());
        command.env("REMOTE_ADDR", address);
        // No CONTENT_LENGTH: git (2.47) turns in a circle for ever when a body ends before it. The body's end is the end of its input.
        let passed = [
            ("content-type", "CONTENT_TYPE", media as fn(&str) -> bool),
            ("content-encoding", "HTTP_CONTENT_ENCODING", |value| matches!(value, "gzip" | "x-gzip")),
            ("git-protocol", "GIT_PROTOCOL", |value| matches!(value, "version=0" | "version=1" | "version=2")),
        ];
        for (field, variable, is_sound) in passed {
            if let Some(value) = request.only(field).filter(|value| is_sound(value)) {
                command.env(variable, value);
            }
        }
        if let Some(language) = language(request) {
            command.env("KANHE_LANG", language.tag());
        }
        command
    }

    /// A file for who reads without git's help, if it is there.
    fn file(&self, piece: &Piece) -> Option<Response> {
        let (media, body) = match piece {
            Piece::Head => ("text/plain", Body::Bytes(b"ref: refs/heads/main\n".to_vec())),
            Piece::Refs => ("text/plain; charset=utf-8", Body::Bytes(self.refs()?.into_bytes())),
            Piece::Packs => ("text/plain; charset=utf-8", Body::Bytes(self.packs()?.into_bytes())),
            Piece::Object(name, media) => (*media, slice(&self.git_dir.join("objects").join(name))?),
        };
        let plain = Response::new(Status::Ok, media, body).with("Cache-Control", "no-store");
        Some(plain.with("X-Content-Type-Options", "nosniff").with("Content-Security-Policy", "default-src 'none'"))
    }

    /// The refs of the record as they are now: no list of them is kept that could be an old one.
    fn refs(&self) -> Option<String> {
        let refs = Record::open(&self.git_dir).and_then(|record| record.refs()).ok()?;
        let main = refs.main.iter().map(|id| format!("{id}\trefs/heads/main\n"));
        Some(main.chain(refs.seals.iter().map(|(name, id)| format!("{id}\t{name}\n"))).collect())
    }

    /// The packs as they are now.
    fn packs(&self) -> Option<String> {
        let folder = self.git_dir.join("objects").join("pack");
        let mut names: Vec<String> = fs::read_dir(&folder)
            .ok()?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| {
                name.strip_suffix(".idx").is_some_and(|name| {
                    let pack = format!("{name}.pack");
                    object(&format!("pack/{pack}")).is_some() && folder.join(pack).is_file()
                })
            })
            .collect();
        names.sort();
        let lines: String =
            names.iter().filter_map(|name| Some(format!("P {}.pack\n", name.strip_suffix(".idx")?))).collect();
        Some(format!("{lines}\n"))
    }
}

/// A regular file, whole; no link is followed to it.
fn slice(path: &Path) -> Option<Body> {
    fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    let file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    Some(Body::Slice { file, offset: 0, length })
}

/// A media type, as git names its own.
fn media(value: &str) -> bool {
    value.len() <= 80 && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-+.".contains(&byte))
}

/// The name and the secret that were shown (RFC 7617).
pub(super) fn credentials(request: &Request) -> Option<(String, String)> {
    let (scheme, rest) = request.only("authorization")?.split_once(' ')?;
    let bytes = base64::engine::general_purpose::STANDARD.decode(rest.trim()).ok()?;
    let text = String::from_utf8(bytes).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let (name, shown) = text.split_once(':')?;
    Some((name.to_owned(), shown.to_owned()))
}

/// The language git asks for, if the gate speaks it.
fn language(request: &Request) -> Option<Language> {
    let first = request.only("accept-language")?.split(',').next()?.split(';').next()?;
    Language::from_locale(first.trim())
}

/// A sentence in every language of the site: git shows it to whoever sits before it.
fn said(hall: &Hall, status: Status, key: &str, args: &[(&str, &str)]) -> Response {
    Response::text(status, &hall.texts(key, args).join("\n"))
}

pub(super) fn challenge(hall: &Hall, key: &str) -> Response {
    said(hall, Status::Unauthorized, key, &[]).with("WWW-Authenticate", "Basic realm=\"kanhe\", charset=\"UTF-8\"")
}

/// Why nobody is known. Who shows something wrong is asked again; what is right and not enough is not asked for again.
pub(super) fn refusal(hall: &Hall, unknown: NotKnown) -> Response {
    let told = |key| said(hall, Status::Forbidden, key, &[]);
    match unknown {
        NotKnown::Refused(Refused::Wrong | Refused::Proof | Refused::Unknown) => challenge(hall, "site-account-wrong"),
        NotKnown::Refused(Refused::Locked) => told("site-account-locked"),
        NotKnown::Refused(Refused::Stale) => told("site-account-stale"),
        NotKnown::Refused(Refused::Closed) | NotKnown::Second => told("site-record-token"),
        NotKnown::Refused(Refused::Later(seconds)) => {
            let minutes = ((seconds + 59) / 60).to_string();
            said(hall, Status::TooManyRequests, "site-account-later", &[("minutes", &minutes)])
                .with("Retry-After", seconds.to_string())
        }
        NotKnown::Choose => told("site-record-choose"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(method: &Method, rest: &str) -> Option<Wish> {
        Wish::of(method, rest)
    }

    #[test]
    fn what_there_is_is_a_short_list() {
        assert_eq!(wish(&Method::Get, "info/refs?service=git-upload-pack"), Some(Wish::Offered));
        assert_eq!(wish(&Method::Get, "info/refs?service=git-receive-pack"), Some(Wish::Stands));
        assert_eq!(wish(&Method::Post, "git-upload-pack"), Some(Wish::Fetch));
        assert_eq!(wish(&Method::Post, "git-receive-pack"), Some(Wish::Push));
        assert_eq!(wish(&Method::Get, "HEAD"), Some(Wish::File(Piece::Head)));
        assert_eq!(wish(&Method::Get, "info/refs"), Some(Wish::File(Piece::Refs)));
        let digest = "0123456789abcdef0123456789abcdef01234567";
        for name in
            [format!("ab/{}", &digest[2..]), format!("pack/pack-{digest}.pack"), format!("pack/pack-{digest}.idx")]
        {
            let found = wish(&Method::Get, &format!("objects/{name}"));
            assert!(matches!(found, Some(Wish::File(Piece::Object(own, _))) if own == name), "{name}");
        }
    }

    #[test]
    fn nothing_else_is_there() {
        let digest = "0123456789abcdef0123456789abcdef01234567";
        for rest in [
            "",
            "/",
            "config",
            "description",
            "packed-refs",
            "shallow",
            "logs/HEAD",
            "refs/heads/main",
            "hooks/pre-receive",
            "kanhe/accounts.sqlite",
            "kanhe/accounts.sqlite-wal",
            "objects/../kanhe/accounts.sqlite",
            "objects/pack/../../config",
            "objects/%2e%2e/kanhe/accounts.sqlite",
            "../record.git/HEAD",
            "./HEAD",
            "/HEAD",
            "HEAD/",
            "HEAD?",
            "HEAD%00",
            "%48EAD",
            "head",
            "info/refs?",
            "info/refs?service=",
            "info/refs?service=git-upload-archive",
            "info/refs?service=upload-pack",
            "info/refs?service=git-upload-pack&a=b",
            "info/refs?a=b&service=git-upload-pack",
            "info//refs",
            "info/attributes",
            "objects/info/alternates",
            "objects/info/http-alternates",
            "objects/info/packs?a",
            "objects/ab/0123",
            "objects/AB/0123456789abcdef0123456789abcdef012345",
            "objects/ab/0123456789ABCDEF0123456789abcdef012345",
            "objects/ab/0123456789abcdef0123456789abcdef0123456",
            "objects/pack/pack-0123.pack",
            &format!("objects/pack/pack-{digest}.keep"),
            &format!("objects/pack/pack-{digest}.rev"),
            &format!("objects/pack/pack-{digest}.pack.idx"),
            &format!("objects/pack/tmp-{digest}.pack"),
            &format!("objects//pack/pack-{digest}.pack"),
            &format!("objects/pack/pack-{digest}.pack/"),
            "git-upload-pack",
            "git-receive-pack",
            "git-upload-archive",
        ] {
            assert_eq!(wish(&Method::Get, rest), None, "{rest}");
        }
        for rest in
            ["HEAD", "info/refs", "git-upload-archive", "git-upload-pack?a", "git-upload-pack/", "/git-upload-pack"]
        {
            assert_eq!(wish(&Method::Post, rest), None, "{rest}");
        }
        for method in ["HEAD", "PUT", "DELETE", "PROPFIND", "get"] {
            assert_eq!(wish(&Method::named(method), "HEAD"), None, "{method}");
        }
    }

    #[test]
    fn what_is_shown_is_read_once_and_whole() {
        let read = |value: &str| credentials(&Request::get("/").with("Authorization", value));
        let pair = |name: &str, shown: &str| Some((name.to_owned(), shown.to_owned()));
        assert_eq!(read("Basic emhvdTphOmI="), pair("zhou", "a:b"));
        assert_eq!(read("basic emhvdTo="), pair("zhou", ""));
        assert_eq!(read("Basic emhvdTrmmKXnnKA="), pair("zhou", "春眠"));
        for value in [
            "",
            "Basic",
            "Basic ",
            "Bearer emhvdTphOmI=",
            "Basic emhvdQ==",
            "Basic emhvdTr/",
            "Basic !",
            "Basic emhvdTphOmI",
        ] {
            assert_eq!(read(value), None, "{value}");
        }
        let twice = Request::get("/").with("Authorization", "Basic emhvdTo=").with("Authorization", "Basic emhvdTo=");
        assert_eq!(credentials(&twice), None);
    }

    #[test]
    fn git_gets_what_is_checked_and_nothing_else() {
        let offer =
            Offer { git_dir: "/srv/office.git".into(), env: vec![("PATH".into(), "/usr/bin".into())], is_safe: true };
        let request = Request::post("/record.git/git-receive-pack", "")
            .with("Git-Protocol", "version=2:x")
            .with("Content-Encoding", "br")
            .with("Accept-Language", "zh-TW, *;q=0.9")
            .with("Proxy", "evil");
        let slug: Slug = "zhou".parse().unwrap();
        let env = |pushes: bool| -> std::collections::BTreeMap<String, String> {
            let command = offer.command(&Wish::Push, &request, (&slug, pushes), "192.0.2.7");
            assert_eq!(command.get_program(), "git");
            assert_eq!(command.get_args().collect::<Vec<_>>(), ["http-backend"]);
            let text = |value: &std::ffi::OsStr| value.to_str().unwrap().to_owned();
            command.get_envs().map(|(name, value)| (text(name), text(value.unwrap()))).collect()
        };
        let own = env(true);
        for (name, value) in [
            ("PATH", "/usr/bin"),
            ("GIT_PROJECT_ROOT", "/srv/office.git"),
            ("PATH_INFO", "/git-receive-pack"),
            ("REMOTE_USER", "zhou"),
            ("KANHE_LANG", "zh-TW"),
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ] {
            assert_eq!(own.get(name).map(String::as_str), Some(value), "{name}");
        }
        for name in ["GIT_PROTOCOL", "HTTP_CONTENT_ENCODING", "HTTP_PROXY", "CONTENT_LENGTH", "HOME"] {
            assert_eq!(own.get(name), None, "{name}");
        }
        let hidden =
            |env: &std::collections::BTreeMap<String, String>| env.values().any(|value| value == "!refs/heads/drafts");
        assert!(hidden(&own) && !hidden(&env(false)), "drafts are for those who may push");
    }
}
