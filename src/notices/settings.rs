//! What a server is told of notices: a TOML file beside the record, and not in it, for it holds secrets.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lettre::message::Mailbox;
use serde::Deserialize;
use thiserror::Error;
use url::{Host, Url};

use super::kind::{Kind, When};
use crate::id::Slug;
use crate::words::Language;

/// The authorities that this machine trusts, as Debian keeps them.
const AUTHORITIES: &str = "/etc/ssl/certs/ca-certificates.crt";

/// How a server tells people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeSettings {
    /// The top of the site as browsers know it, with a slash at its end.
    pub site: Url,
    /// The language of who has chosen none; the record's, if there is none.
    pub language: Option<Language>,
    /// For how many seconds what comes together goes together.
    pub collect: i64,
    /// The collections of which a notice of one thing says its title.
    pub titles: BTreeSet<Slug>,
    /// When what is told, if nobody chooses otherwise.
    pub kinds: BTreeMap<Kind, When>,
    /// By which channel people are told what, if nobody chooses otherwise and it is not the first.
    pub channels: BTreeMap<Kind, String>,
    /// The digest.
    pub digest: Daily,
    /// The authorities whose certificates are believed (PEM).
    pub ca_file: PathBuf,
    /// The mail server.
    pub mail: Option<MailSettings>,
    /// Robots of groups.
    pub robots: BTreeMap<Slug, RobotSettings>,
    /// Programs.
    pub commands: BTreeMap<Slug, CommandSettings>,
}

/// The digest (每日摘要).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Daily {
    /// The minute of the day from which on it goes out, on working days.
    pub minute: i32,
    /// The posts whose holders are told of their unit, besides its receiving clerks.
    pub leaders: Vec<Slug>,
}

/// A mail server that takes mail from us (RFC 5321, RFC 6409).
#[derive(Clone, PartialEq, Eq)]
pub struct MailSettings {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How it is spoken to.
    pub tls: Speech,
    /// Who we are to it, and the password.
    pub login: Option<(String, String)>,
    /// Whom the mail is from.
    pub from: Mailbox,
    /// How many go there within a minute, at most.
    pub per_minute: u32,
}

// A password is shown nowhere.
impl std::fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MailSettings({}:{})", self.host, self.port)
    }
}

/// How a mail server is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Speech {
    /// In the clear: on this machine only.
    #[serde(rename = "none")]
    Clear,
    /// In the clear until it was asked for TLS, which it has to speak (RFC 3207).
    #[serde(rename = "starttls")]
    Upgraded,
    /// In TLS from the beginning (RFC 8314).
    #[serde(rename = "tls")]
    Wrapped,
}

impl Speech {
    /// The port it usually has.
    const fn port(self) -> u16 {
        match self {
            Self::Clear => 25,
            Self::Upgraded => 587,
            Self::Wrapped => 465,
        }
    }
}

/// The robot of a group (群机器人).
#[derive(Clone, PartialEq, Eq)]
pub struct RobotSettings {
    /// Of what.
    pub kind: RobotKind,
    /// Where it listens, with what it is known by.
    pub webhook: Url,
    /// The secret that its messages are signed with.
    pub secret: Option<String>,
    /// The units it speaks for; for all, if there is none.
    pub units: BTreeSet<Slug>,
    /// What it is told at once, and whether it gets the digest.
    pub kinds: BTreeSet<Kind>,
}

// Where it listens is its secret as well.
impl std::fmt::Debug for RobotSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RobotSettings({:?})", self.kind)
    }
}

/// Whose robots are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RobotKind {
    /// 钉钉.
    DingTalk,
    /// 企业微信.
    WeCom,
    /// 飞书.
    Feishu,
}

/// A program that is given each notice (JSON) on its standard input, such as one that sends short messages (短信).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CommandSettings {
    /// The program and its arguments.
    pub argv: Vec<String>,
    /// How many seconds it may take.
    #[serde(default = "half_a_minute")]
    pub seconds: u32,
    /// How often it is called within a minute, at most.
    #[serde(default = "sixty")]
    pub per_minute: u32,
}

/// What people may choose at a server that tells them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// The channels, the usual one first.
    pub channels: Vec<String>,
    /// When what is told, if nobody chooses otherwise.
    pub kinds: BTreeMap<Kind, When>,
}

/// Why a file says nothing of notices.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct NoticeFault(pub String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    site: Url,
    language: Option<String>,
    #[serde(default = "sixty_seconds")]
    collect: i64,
    #[serde(default)]
    titles: BTreeSet<Slug>,
    #[serde(default)]
    kinds: BTreeMap<Kind, When>,
    #[serde(default)]
    channels: BTreeMap<Kind, String>,
    #[serde(default)]
    digest: WrittenDaily,
    #[serde(default = "authorities")]
    ca_file: PathBuf,
    mail: Option<WrittenMail>,
    #[serde(default)]
    robot: BTreeMap<Slug, WrittenRobot>,
    #[serde(default)]
    command: BTreeMap<Slug, CommandSettings>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenDaily {
    hour: String,
    leaders: Vec<Slug>,
}

impl Default for WrittenDaily {
    fn default() -> Self {
        Self { hour: "08:20".to_owned(), leaders: "head".parse().into_iter().collect() }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct WrittenMail {
    host: String,
    port: Option<u16>,
    tls: Speech,
    user: Option<String>,
    password: Option<String>,
    password_file: Option<PathBuf>,
    from: String,
    #[serde(default = "sixty")]
    per_minute: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRobot {
    kind: RobotKind,
    token: Option<String>,
    webhook: Option<Url>,
    secret: Option<String>,
    #[serde(default)]
    units: BTreeSet<Slug>,
    kinds: Option<BTreeSet<Kind>>,
}

const fn sixty_seconds() -> i64 {
    60
}

const fn sixty() -> u32 {
    60
}

const fn half_a_minute() -> u32 {
    30
}

fn authorities() -> PathBuf {
    AUTHORITIES.into()
}

impl NoticeSettings {
    /// Reads the text of a file in that folder. `secret` reads a file that is its owner's alone.
    pub fn read(
        text: &str,
        folder: &Path,
        secret: &dyn Fn(&Path) -> Result<String, String>,
    ) -> Result<Self, NoticeFault> {
        let written: Written = toml::from_str(text).map_err(|error| NoticeFault(error.to_string()))?;
        let site = top(written.site)?;
        let language = written.language.map(|tag| tag.parse()).transpose();
        let language = language.map_err(|error| NoticeFault(format!("language: {error}")))?;
        if !(0..=3_600).contains(&written.collect) {
            return Err(expected("collect", "0 to 3600 seconds", &written.collect.to_string()));
        }
        let minute = minute(&written.digest.hour)
            .ok_or_else(|| expected("digest.hour", "an hour such as \"08:20\"", &written.digest.hour))?;
        let mail = written.mail.map(|mail| mail.check(folder, secret)).transpose()?;
        let robots = written.robot.into_iter().map(|(name, robot)| {
            let checked = robot.check(&name)?;
            Ok((name, checked))
        });
        let robots = robots.collect::<Result<_, NoticeFault>>()?;
        for (name, command) in &written.command {
            let is_absolute = command.argv.first().is_some_and(|program| Path::new(program).is_absolute());
            if !is_absolute {
                let found = command.argv.join(" ");
                return Err(expected(
                    &format!("command.{name}.argv"),
                    "the path of a program, and its arguments",
                    &found,
                ));
            }
            if !(1..=300).contains(&command.seconds) || command.per_minute == 0 {
                return Err(expected(
                    &format!("command.{name}"),
                    "1 to 300 seconds, and one call a minute at least",
                    "",
                ));
            }
        }
        let settings = Self {
            site,
            language,
            collect: written.collect,
            titles: written.titles,
            kinds: written.kinds,
            channels: written.channels,
            digest: Daily { minute, leaders: written.digest.leaders },
            ca_file: folder.join(written.ca_file),
            mail,
            robots,
            commands: written.command,
        };
        let offered = settings.for_people();
        match settings.channels.iter().find(|(_, channel)| !offered.contains(channel)) {
            None => Ok(settings),
            Some((kind, channel)) => {
                let what = if offered.is_empty() { "[mail] or a [command]".to_owned() } else { offered.join(", ") };
                Err(expected(&format!("channels.{}", kind.word()), &what, channel))
            }
        }
    }

    /// When something is told, if nobody chooses otherwise.
    pub fn when(&self, kind: Kind) -> When {
        self.kinds.get(&kind).copied().unwrap_or_else(|| kind.usual())
    }

    /// The channels that reach one person, the usual one first.
    pub fn for_people(&self) -> Vec<String> {
        let mail = self.mail.as_ref().map(|_| MAIL.to_owned());
        mail.into_iter().chain(self.commands.keys().map(|name| format!("{COMMAND}{name}"))).collect()
    }

    /// What people may choose.
    pub fn offered(&self) -> Offered {
        Offered { channels: self.for_people(), kinds: Kind::all().map(|kind| (kind, self.when(kind))).collect() }
    }

    /// Whether there is a channel of that name.
    pub fn has(&self, channel: &str) -> bool {
        self.for_people().iter().any(|own| own == channel) || self.robot(channel).is_some()
    }

    /// The robot of that name.
    pub fn robot(&self, channel: &str) -> Option<&RobotSettings> {
        let name = channel.strip_prefix(ROBOT)?;
        self.robots.iter().find(|(own, _)| own.as_str() == name).map(|(_, robot)| robot)
    }

    /// The program of that name.
    pub fn command(&self, channel: &str) -> Option<&CommandSettings> {
        let name = channel.strip_prefix(COMMAND)?;
        self.commands.iter().find(|(own, _)| own.as_str() == name).map(|(_, command)| command)
    }

    /// How often a channel may be used: seconds, and how many times within them.
    pub fn limits(&self, channel: &str) -> Vec<(i64, u32)> {
        match self.robot(channel).map(|robot| robot.kind) {
            Some(RobotKind::DingTalk | RobotKind::WeCom) => vec![(60, 20)],
            Some(RobotKind::Feishu) => vec![(1, 5), (60, 100)],
            None => {
                let mail = self.mail.as_ref().filter(|_| channel == MAIL).map(|mail| mail.per_minute);
                let most = mail.or_else(|| self.command(channel).map(|command| command.per_minute));
                most.map(|most| (60, most)).into_iter().collect()
            }
        }
    }
}

/// The channel of mail, and what the channels of robots and programs begin with.
pub(super) const MAIL: &str = "mail";
pub(super) const ROBOT: &str = "robot.";
pub(super) const COMMAND: &str = "command.";

fn expected(key: &str, what: &str, found: &str) -> NoticeFault {
    NoticeFault(format!("{key}: expected {what}, found {found:?}"))
}

/// The top of a site: links are made by putting paths behind it.
fn top(mut site: Url) -> Result<Url, NoticeFault> {
    let is_plain = site.query().is_none() && site.fragment().is_none() && site.username().is_empty() && site.has_host();
    if !matches!(site.scheme(), "http" | "https") || !is_plain {
        let what = "the site's address with http:// or https:// and nothing behind a ? or #";
        return Err(expected("site", what, site.as_str()));
    }
    if !site.path().ends_with('/') {
        let path = format!("{}/", site.path());
        site.set_path(&path);
    }
    Ok(site)
}

/// `08:20` as a minute of the day.
fn minute(text: &str) -> Option<i32> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |text: &str| text.len() == 2 && text.bytes().all(|c| c.is_ascii_digit());
    let number = |text: &str| text.parse::<i32>().ok().filter(|_| digits(text));
    let (hour, minute) = (number(hour)?, number(minute)?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// Whether nobody can listen there: TLS, or this very machine.
fn is_sound(url: &Url) -> bool {
    let is_loopback = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    url.scheme() == "https" || url.scheme() == "http" && is_loopback
}

impl WrittenMail {
    fn check(
        self,
        folder: &Path,
        secret: &dyn Fn(&Path) -> Result<String, String>,
    ) -> Result<MailSettings, NoticeFault> {
        let from = self.from.parse::<Mailbox>();
        let from = from.map_err(|error| NoticeFault(format!("mail.from: {error}, found {:?}", self.from)))?;
        let is_here = matches!(self.host.as_str(), "localhost" | "127.0.0.1" | "::1");
        if self.tls == Speech::Clear && !is_here {
            return Err(expected("mail.tls", "\"starttls\" or \"tls\" for a server on another machine", "none"));
        }
        if self.host.is_empty() || self.host.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(expected("mail.host", "the name of a server", &self.host));
        }
        if self.per_minute == 0 {
            return Err(expected("mail.per-minute", "1 at least", "0"));
        }
        let password = match (self.password, self.password_file) {
            (Some(password), None) => Some(password),
            (None, Some(path)) => {
                let text =
                    secret(&folder.join(path)).map_err(|what| NoticeFault(format!("mail.password-file: {what}")))?;
                Some(text)
            }
            (None, None) => None,
            (Some(_), Some(_)) => return Err(expected("mail", "password or password-file", "both")),
        };
        let login = match (self.user, password) {
            (Some(user), Some(password)) => Some((user, password)),
            (None, None) => None,
            (Some(_), None) => return Err(expected("mail", "a password for the user", "none")),
            (None, Some(_)) => return Err(expected("mail", "a user for the password", "none")),
        };
        let port = self.port.unwrap_or_else(|| self.tls.port());
        Ok(MailSettings { host: self.host, port, tls: self.tls, login, from, per_minute: self.per_minute })
    }
}

impl RobotKind {
    /// Where a robot listens that is known by a token.
    fn webhook(self, token: &str) -> Result<Url, url::ParseError> {
        match self {
            Self::DingTalk => Url::parse_with_params("https://oapi.dingtalk.com/robot/send", [("access_token", token)]),
            Self::WeCom => Url::parse_with_params("https://qyapi.weixin.qq.com/cgi-bin/webhook/send", [("key", token)]),
            Self::Feishu => {
                let mut url = Url::parse("https://open.feishu.cn/open-apis/bot/v2/hook/")?;
                if let Ok(mut path) = url.path_segments_mut() {
                    path.pop_if_empty().push(token);
                }
                Ok(url)
            }
        }
    }
}

impl WrittenRobot {
    fn check(self, name: &Slug) -> Result<RobotSettings, NoticeFault> {
        let key = format!("robot.{name}");
        let webhook = match (self.token, self.webhook) {
            (Some(token), None) if !token.is_empty() => {
                self.kind.webhook(&token).map_err(|error| NoticeFault(format!("{key}.token: {error}")))?
            }
            (None, Some(webhook)) => webhook,
            (_, _) => return Err(expected(&key, "a token or a webhook", "neither, or both")),
        };
        if !is_sound(&webhook) {
            // What it is known by stands in it, and is not shown.
            let found = format!("{}://{}", webhook.scheme(), webhook.host_str().unwrap_or_default());
            return Err(expected(&format!("{key}.webhook"), "https://, or http:// on this machine", &found));
        }
        if self.secret.is_some() && self.kind == RobotKind::WeCom {
            return Err(expected(&format!("{key}.secret"), "none: such robots sign nothing", "one"));
        }
        let usual = || Kind::all().filter(|kind| kind.usual() == When::Now).collect();
        let kinds = self.kinds.unwrap_or_else(usual);
        Ok(RobotSettings { kind: self.kind, webhook, secret: self.secret, units: self.units, kinds })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    const LEAST: &str = "site = \"https://oa.example.org\"\ncollect = 0\n";
    const BY_MAIL: &str = "[mail]\nhost = \"mail.example.org\"\ntls = \"starttls\"\nfrom = \"oa@example.org\"\n";

    fn read(text: &str) -> Result<NoticeSettings, NoticeFault> {
        NoticeSettings::read(text, Path::new("/etc/kanhe"), &|path| Ok(format!("secret of {}", path.display())))
    }

    /// Settings with a mail server, and this besides.
    pub(in super::super) fn settings(more: &str) -> NoticeSettings {
        let (top, tables) = more.split_at(format!("\n{more}").find("\n[").unwrap_or(more.len()));
        read(&format!("{LEAST}{top}{BY_MAIL}{tables}")).unwrap()
    }

    #[test]
    fn a_file_says_where_notices_go() {
        let settings = settings(
            "titles = [\"bulletins\"]\n[kinds]\nreading = \"now\"\n[digest]\nhour = \"07:05\"\n\
             [robot.office]\nkind = \"dingtalk\"\ntoken = \"a b\"\nsecret = \"SEC1\"\nunits = [\"office\"]\n\
             [robot.all]\nkind = \"feishu\"\ntoken = \"a/b\"\nkinds = [\"receive\"]\n\
             [command.sms]\nargv = [\"/usr/local/bin/sms\"]\n",
        );
        assert_eq!(settings.site.as_str(), "https://oa.example.org/");
        assert_eq!((settings.digest.minute, settings.titles.len()), (425, 1));
        let mail = settings.mail.as_ref().unwrap();
        assert_eq!((mail.port, mail.login.as_ref()), (587, None));
        assert_eq!(settings.for_people(), ["mail", "command.sms"]);
        let robot = settings.robot("robot.office").unwrap();
        assert_eq!(robot.webhook.as_str(), "https://oapi.dingtalk.com/robot/send?access_token=a+b");
        assert!(robot.kinds.contains(&Kind::Urged) && robot.kinds.contains(&Kind::Digest));
        let all = settings.robot("robot.all").unwrap();
        assert_eq!(all.webhook.as_str(), "https://open.feishu.cn/open-apis/bot/v2/hook/a%2Fb");
        assert_eq!(settings.limits("robot.office"), [(60, 20)]);
        assert_eq!(settings.limits("robot.all"), [(1, 5), (60, 100)]);
        assert_eq!(settings.limits("mail"), [(60, 60)]);
        assert!(
            settings.has("command.sms")
                && settings.has("robot.all")
                && !settings.has("all")
                && !settings.has("robot.sms")
        );
        let shown = format!("{settings:?}");
        assert!(!shown.contains("SEC1") && !shown.contains("access_token"), "{shown}");
    }

    #[test]
    fn a_password_stands_in_the_file_or_in_one_of_its_own() {
        assert_eq!(settings("").mail.unwrap().login, None);
        let mail = |more: &str| read(&format!("{LEAST}{BY_MAIL}{more}")).unwrap().mail.unwrap().login.unwrap();
        assert_eq!(mail("user = \"oa\"\npassword = \"x\"\n").1, "x");
        assert_eq!(mail("user = \"oa\"\npassword-file = \"mail\"\n").1, "secret of /etc/kanhe/mail");
    }

    #[test]
    fn what_cannot_be_is_refused_by_its_name() {
        let robot = "[robot.a]\nkind = \"wecom\"\n";
        for (text, told) in [
            (format!("{LEAST}{BY_MAIL}tls = \"none\"\n"), "duplicate key"),
            (format!("{LEAST}{BY_MAIL}").replace("starttls", "none"), "mail.tls"),
            (format!("{LEAST}{BY_MAIL}").replace("oa@example.org", "oa@example.org\\r\\nBcc: a@b.c"), "mail.from"),
            (format!("{LEAST}{BY_MAIL}").replace("mail.example.org", "a b"), "mail.host"),
            (format!("{LEAST}{BY_MAIL}user = \"oa\"\n"), "a password for the user"),
            (format!("{LEAST}{BY_MAIL}password = \"oa\"\n"), "a user for the password"),
            (format!("{LEAST}{BY_MAIL}per-minute = 0\n"), "per-minute"),
            (LEAST.replace("https", "ftp"), "site"),
            (LEAST.replace("org", "org/?a"), "site"),
            (LEAST.replace("collect = 0", "collect = 4000"), "collect"),
            (format!("language = \"fr\"\n{LEAST}"), "language"),
            (format!("{LEAST}[digest]\nhour = \"8:20\"\n"), "digest.hour"),
            (format!("{LEAST}[digest]\nhour = \"24:00\"\n"), "digest.hour"),
            (format!("{LEAST}[kinds]\ntitle = \"now\"\n"), "title"),
            (format!("{LEAST}[kinds]\nseat = \"often\"\n"), "often"),
            (format!("{LEAST}[channels]\nseat = \"mail\"\n"), "channels.seat: expected [mail]"),
            (format!("{LEAST}[channels]\nseat = \"command.sms\"\n{BY_MAIL}"), "expected mail, found \"command.sms\""),
            (format!("{LEAST}{robot}"), "robot.a"),
            (format!("{LEAST}{robot}token = \"x\"\nsecret = \"y\"\n"), "robot.a.secret"),
            (format!("{LEAST}{robot}webhook = \"http://example.org/tell?key=geheim\"\n"), "robot.a.webhook"),
            (format!("{LEAST}[command.a]\nargv = [\"sms\"]\n"), "command.a.argv"),
            (format!("{LEAST}[command.a]\nargv = []\n"), "command.a.argv"),
            (format!("{LEAST}[command.\"A b\"]\nargv = [\"/bin/true\"]\n"), "A b"),
        ] {
            let fault = read(&text).err().unwrap_or_else(|| panic!("{text}")).to_string();
            assert!(fault.contains(told) && !fault.contains("geheim"), "{told}: {fault}");
        }
        let local = read(&format!("{LEAST}{robot}webhook = \"http://127.0.0.1:9/tell\"\n")).unwrap();
        assert!(local.has("robot.a") && local.for_people().is_empty());
    }
}
