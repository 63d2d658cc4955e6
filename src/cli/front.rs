//! `kanhe front`: the configuration of nginx before a server, and the unit of systemd that runs the server.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::Args;

use super::failure::Failure;
use super::sign_in::header;
use super::{Context, clock, office};
use crate::portal::PROXY_SECRET;
use crate::server::{Address, PAGE_POLICY};
use crate::words::{Catalogue, Language, Message};

const CONFIGURATION: &str = include_str!("front.conf");
const UNIT: &str = include_str!("front.service");

/// Write the configuration of a front.
#[derive(Args)]
pub(super) struct Front {
    #[arg(long, value_name = "NAME", required_unless_present = "systemd")]
    server_name: Option<String>,
    #[arg(long, value_name = "FILE", requires = "key")]
    cert: Option<PathBuf>,
    #[arg(long, value_name = "FILE", requires = "cert")]
    key: Option<PathBuf>,
    #[arg(long, alias = "listen", value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    upstream: Address,
    #[arg(long, value_name = "PORT", default_value_t = 80)]
    port: u16,
    #[arg(long, value_name = "PORT", default_value_t = 443)]
    tls_port: u16,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    held: Option<PathBuf>,
    #[arg(long, value_name = "DIR", default_value = "/run/kanhe-front")]
    cache: PathBuf,
    #[arg(long)]
    https: bool,
    #[arg(long, value_name = "HEADER", value_parser = header)]
    proxy_user: Option<String>,
    #[arg(long, value_name = "USER", num_args = 0..=1, default_missing_value = "kanhe")]
    systemd: Option<String>,
    #[arg(long = "as", id = "as", value_name = "PERSON", requires = "systemd")]
    service: Option<String>,
    #[arg(long, value_name = "FILE", requires = "as")]
    passphrase: Option<PathBuf>,
}

pub(super) fn run(context: &mut Context, args: &Front) -> Result<ExitCode, Failure> {
    let record = office::record(context)?;
    let own = record.git_dir().join("kanhe");
    let place = |given: &Option<PathBuf>, name: &str| given.clone().unwrap_or_else(|| own.join(name));
    let record = sound("--record", record.git_dir())?;
    let (site, held) = (sound("--out", &place(&args.out, "site"))?, sound("--held", &place(&args.held, "held"))?);
    let https = if args.https || args.cert.is_some() { " --https" } else { "" };
    let stands = stands(args)?;
    let serves_so = format!("{https}{stands}");
    let upstream = Upstream::of(&args.upstream)?;
    if let Some(user) = &args.systemd {
        let user = named("--systemd", user, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))?;
        let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("/usr/local/bin/kanhe"));
        let program = sound("kanhe", &program)?;
        let folders = format!("--out {site} --held {held}");
        let (serves, keys) = service(args, &own)?;
        let text = filled(
            UNIT,
            &[
                ("unit-head", &context.words.word("front-unit")),
                ("user", user),
                ("program", &program),
                ("record", &record),
                ("listens", &upstream.option),
                ("https", &serves_so),
                ("folders", &folders),
                ("serves", &serves),
                ("keys", &keys),
                ("site-parent", parent(&site)),
                ("held-parent", parent(&held)),
                ("socket-folder", &upstream.folder()),
            ],
        );
        context.print.line(text.trim_end());
        return Ok(ExitCode::SUCCESS);
    }
    let name = args.server_name.as_deref().unwrap_or_default();
    // What nginx compares with it is in small letters.
    let name = name.to_ascii_lowercase();
    let name = host(&name)?;
    let cache = sound("--cache", &args.cache)?;
    let tls = match (&args.cert, &args.key) {
        (Some(cert), Some(key)) => Some((sound("--cert", cert)?, sound("--key", key)?)),
        _ => None,
    };
    if tls.is_none() {
        let text = context.words.word("front-clear");
        context.print.note(&text);
    }
    let word = |key: &str| context.words.word(key);
    let text = filled(
        CONFIGURATION,
        &[
            ("front-head", &word("front-head")),
            ("front-folder", &word("front-folder")),
            ("front-ask", &word("front-ask")),
            ("front-hidden", &word("front-hidden")),
            ("front-kanhe", &word("front-kanhe")),
            ("front-proxy", &word("front-proxy")),
            ("vouched", &vouched(args, "    ")),
            ("vouched-asked", &vouched(args, "        ")),
            ("record", &record),
            ("listens", &upstream.option),
            ("upstream", &upstream.server),
            ("https", &serves_so),
            ("cookie", if tls.is_some() { "__Host-kanhe" } else { "kanhe" }),
            ("cache", &cache),
            ("site", &site),
            ("held", &held),
            ("redirect", &redirect(args, name, tls.is_some())),
            ("listen", &listening(args, tls.as_ref())),
            ("name", name),
            ("host", name),
            ("fields", &fields("$kanhe_keep", tls.is_some())),
            ("down", &in_each_language("front-down")),
            ("often", &in_each_language("front-often")),
            ("looks", &fields("$kanhe_keep_asset", tls.is_some())),
        ],
    );
    context.print.line(text.trim_end());
    Ok(ExitCode::SUCCESS)
}

fn host(name: &str) -> Result<&str, Failure> {
    named("--server-name", name, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))
}

/// The option that tells the server where it stands to the outside, if that is known.
fn stands(args: &Front) -> Result<String, Failure> {
    let Some(name) = &args.server_name else { return Ok(String::new()) };
    let name = name.to_ascii_lowercase();
    let name = host(&name)?;
    let (scheme, port, usual) = match (&args.cert, args.https) {
        (Some(_), _) => ("https", args.tls_port, 443),
        // Another front before this one has the certificate, and its own port.
        (None, true) => ("https", 443, 443),
        (None, false) => ("http", args.port, 80),
    };
    let port = if port == usual { String::new() } else { format!(":{port}") };
    Ok(format!(" --address {scheme}://{name}{port}"))
}

/// As what the server signs, and where its key is: in a folder that the unit may write to, for GnuPG's agent has its socket there.
fn service(args: &Front, own: &Path) -> Result<(String, String), Failure> {
    let Some(name) = &args.service else { return Ok((String::new(), String::new())) };
    let name = named("--as", name, |c| c.is_ascii_alphanumeric() || c == '-')?;
    let passphrase = match &args.passphrase {
        Some(file) => format!(" --passphrase {}", sound("--passphrase", file)?),
        None => String::new(),
    };
    let keys = sound("--record", &own.join("keys"))?;
    Ok((format!(" --as {name}{passphrase}"), format!("Environment=GNUPGHOME={keys}\n")))
}

/// Where the server is, before which the front stands.
struct Upstream {
    /// As nginx writes it.
    server: String,
    /// The option of `kanhe serve`.
    option: String,
    /// The path of the socket, if it is one.
    socket: Option<String>,
}

impl Upstream {
    fn of(address: &Address) -> Result<Self, Failure> {
        Ok(match address {
            Address::Tcp(address) => {
                Self { server: address.to_string(), option: format!("--listen {address}"), socket: None }
            }
            Address::Unix(path) => {
                let path = sound("--upstream", path)?;
                Self { server: format!("unix:{path}"), option: format!("--socket {path}"), socket: Some(path) }
            }
        })
    }

    /// What the unit says of the socket's folder: one right below `/run` systemd makes anew each time, any other has to be there.
    fn folder(&self) -> String {
        let Some(folder) = self.socket.as_deref().map(parent) else { return String::new() };
        match folder.strip_prefix("/run/").filter(|name| !name.is_empty() && !name.contains('/')) {
            Some(name) => format!("\nRuntimeDirectory={name}\nRuntimeDirectoryMode=0750"),
            None => format!("\nReadWritePaths={folder}"),
        }
    }
}

/// A sentence in every language: who reads it is not known.
fn in_each_language(key: &str) -> String {
    let told = Language::ALL.map(|language| Catalogue::new(language).word(key));
    told.map(|text| text.replace(['"', '\\', '$'], "") + "\\n").concat()
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("/", |(parent, _)| parent)
}

/// Puts texts in the places of their names. What is put in is looked at no more.
fn filled(form: &str, texts: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(form.len() * 2);
    let mut rest = form;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let found = after.split_once('}').and_then(|(name, after)| {
            let (_, text) = texts.iter().find(|(known, _)| *known == name)?;
            Some((text, after))
        });
        if let Some((text, after)) = found {
            filled.push_str(text);
            rest = after;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled + rest
}

/// A path as it can stand between quotes in a configuration: whole, and without what means something there.
fn sound(option: &str, path: &Path) -> Result<String, Failure> {
    let whole = if path.is_absolute() { path.to_owned() } else { clock::here().join(path) };
    let text = whole.to_string_lossy().into_owned();
    let is_plain = |c: char| !c.is_control() && !c.is_whitespace() && !"\"'\\$;{}#%".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return Ok(text);
    }
    Err(Failure::misused(Message::new("front-path").with("option", option).with("found", text)))
}

fn named<'a>(option: &str, text: &'a str, is_good: impl Fn(char) -> bool) -> Result<&'a str, Failure> {
    if !text.is_empty() && text.len() <= 253 && !text.starts_with(['-', '.']) && text.chars().all(is_good) {
        return Ok(text);
    }
    Err(Failure::misused(Message::new("front-name").with("option", option).with("found", text)))
}

/// Header fields of pages, as our own server sends them.
fn fields(keep: &str, tls: bool) -> String {
    let mut fields = vec![
        "Last-Modified \"\"".to_owned(),
        "X-Content-Type-Options \"nosniff\"".to_owned(),
        "Referrer-Policy \"same-origin\"".to_owned(),
        format!("Content-Security-Policy \"{PAGE_POLICY}\""),
        format!("Cache-Control {keep}"),
    ];
    if tls {
        fields.push("Strict-Transport-Security \"max-age=31536000\"".to_owned());
    }
    let lines: Vec<String> = fields.into_iter().map(|field| format!("        add_header {field} always;")).collect();
    lines.join("\n")
}

/// The fields in which a proxy that signs people in is believed, as the front says them: what a client writes into them never goes on.
fn vouched(args: &Front, indent: &str) -> String {
    let user = args.proxy_user.as_deref().map(|user| (user, "$kanhe_proxy_user"));
    let fields = user.into_iter().chain([(PROXY_SECRET, "$kanhe_proxy_secret")]);
    let lines: Vec<String> = fields.map(|(field, said)| format!("{indent}proxy_set_header {field} {said};")).collect();
    lines.join("\n")
}

/// Where the front listens.
fn listening(args: &Front, tls: Option<&(String, String)>) -> String {
    let Some((cert, key)) = tls else { return format!("    listen {};", args.port) };
    let port = args.tls_port;
    // A directive of its own from nginx 1.25.1 on; before that a word of `listen`.
    let (own, word) = if speaks_of_http2() { ("\n    http2 on;", "") } else { ("", " http2") };
    format!(
        "    listen {port} ssl{word};{own}\n    ssl_certificate \"{cert}\";\n    ssl_certificate_key \"{key}\";\n    \
         ssl_protocols TLSv1.2 TLSv1.3;\n    ssl_session_cache shared:kanhe_tls:10m;\n    ssl_session_timeout 1d;\n    \
         ssl_session_tickets off;"
    )
}

/// Whether the nginx of this machine has `http2` as a directive of its own.
fn speaks_of_http2() -> bool {
    let said = ["nginx", "/usr/sbin/nginx"].iter().find_map(|program| Command::new(program).arg("-v").output().ok());
    let said = said.map(|said| String::from_utf8_lossy(&said.stderr).into_owned()).unwrap_or_default();
    let version = said.split("nginx/").nth(1).unwrap_or_default();
    let mut numbers = version.split(|c: char| !c.is_ascii_digit()).map_while(|part| part.parse::<u32>().ok());
    let version = (numbers.next(), numbers.next(), numbers.next());
    version.0.is_some() && version >= (Some(1), Some(25), Some(1))
}

fn redirect(args: &Front, name: &str, tls: bool) -> String {
    if !tls {
        return String::new();
    }
    let port = if args.tls_port == 443 { String::new() } else { format!(":{}", args.tls_port) };
    format!(
        "\nserver {{\n    listen {};\n    server_name {name};\n    server_tokens off;\n    return 301 https://{name}{port}$request_uri;\n}}\n",
        args.port
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_into_their_places_and_are_not_looked_at_again() {
        let texts = [("a", "{b}"), ("b", "B")];
        assert_eq!(filled("map { x {a} } {b}{c} {", &texts), "map { x {b} } B{c} {");
    }

    #[test]
    fn the_unit_says_where_the_socket_is() {
        let of = |text: &str| {
            let Ok(upstream) = Upstream::of(&text.parse().unwrap()) else { panic!("{text}") };
            (upstream.server.clone(), upstream.option.clone(), upstream.folder())
        };
        let told = |server: &str, option: &str, folder: &str| (server.into(), option.into(), folder.into());
        assert_eq!(of("127.0.0.1:8080"), told("127.0.0.1:8080", "--listen 127.0.0.1:8080", ""));
        let run = "\nRuntimeDirectory=kanhe\nRuntimeDirectoryMode=0750";
        assert_eq!(of("unix:/run/kanhe/a.sock"), told("unix:/run/kanhe/a.sock", "--socket /run/kanhe/a.sock", run));
        let own = "\nReadWritePaths=/srv/kanhe";
        assert_eq!(of("unix:/srv/kanhe/a.sock"), told("unix:/srv/kanhe/a.sock", "--socket /srv/kanhe/a.sock", own));
        assert!(Upstream::of(&"unix:/run/a;b".parse().unwrap()).is_err());
    }

    #[test]
    fn a_path_or_a_name_brings_nothing_of_its_own_into_the_file() {
        for bad in ["/a b", "/a\"; x", "/a;", "/a{b", "/$a", "/a\nb", "/a#b", "/a\\b", "/%i"] {
            assert!(sound("--out", Path::new(bad)).is_err(), "{bad}");
        }
        assert_eq!(sound("--out", Path::new("/srv/勘合/site")).ok().as_deref(), Some("/srv/勘合/site"));
        let host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
        for bad in ["", "a;b", "-a", ".a", "a b", "a_b", "例"] {
            assert!(named("--server-name", bad, host).is_err(), "{bad}");
        }
        assert!(named("--server-name", "oa.example.org", host).is_ok());
    }
}
