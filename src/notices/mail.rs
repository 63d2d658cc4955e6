//! Mail (RFC 5321, RFC 5322): one letter to one mailbox, as text and as HTML.
//!
//! The steps of SMTP are taken one by one, because it counts where it breaks: until the text has been handed over nothing was accepted; from
//! then on, until the server answers, nobody knows.

use std::time::{Duration, UNIX_EPOCH};

use lettre::address::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{Certificate, CertificateStore, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;

use super::post::Outcome;
use super::queue::Claimed;
use super::settings::{MailSettings, NoticeFault, NoticeSettings, Speech};

/// How long the server may take for an answer.
const TIME: Duration = Duration::from_secs(30);

/// Who brings mail to the server.
pub(super) struct Mailer {
    settings: MailSettings,
    tls: Option<TlsParameters>,
    hello: ClientId,
    /// The connection of the last letter: the next one goes there as well.
    open: Option<SmtpConnection>,
}

/// What may go wrong before the text is handed over.
enum Early {
    /// The server is not there, or does not take us.
    Away(String),
    /// It does not take this letter now.
    Later(String),
    /// It never takes this letter.
    Refused(String),
}

impl Mailer {
    pub(super) fn new(settings: &NoticeSettings, mail: &MailSettings) -> Result<Self, NoticeFault> {
        let tls = match mail.tls {
            Speech::Clear => None,
            Speech::Upgraded | Speech::Wrapped => Some(parameters(settings, mail)?),
        };
        // What stands in the letters is what we are called; the machine's own name is nobody's business.
        let hello = ClientId::Domain(mail.from.email.domain().to_owned());
        Ok(Self { settings: mail.clone(), tls, hello, open: None })
    }

    /// Brings one letter.
    pub(super) fn send(&mut self, claimed: &Claimed) -> Outcome {
        let Some(reader) = &claimed.body.reader else {
            return Outcome::Refused("expected somebody to write to, found nobody".to_owned());
        };
        let to: Address = match reader.email.parse() {
            Ok(to) => to,
            Err(error) => return Outcome::Refused(format!("{:?}: {error}", reader.email)),
        };
        let text = match self.letter(claimed, &to, &reader.language) {
            Ok(text) => text,
            Err(error) => return Outcome::Refused(error),
        };
        // A server may have closed a connection that rested. Nothing was handed over yet: a new one is tried once.
        let rested = self.open.is_some();
        let connection = match self.begin(&to) {
            Err(Early::Away(_)) if rested => self.begin(&to),
            begun => begun,
        };
        let mut connection = match connection {
            Ok(connection) => connection,
            Err(Early::Away(fault)) => return Outcome::Away(fault),
            Err(Early::Later(fault)) => return Outcome::Later(fault),
            Err(Early::Refused(fault)) => return Outcome::Refused(fault),
        };
        match connection.message(&text) {
            Ok(_) => {
                self.open = Some(connection);
                Outcome::Sent
            }
            Err(error) if error.is_permanent() => Outcome::Refused(told(&error)),
            Err(error) if error.is_transient() => Outcome::Later(told(&error)),
            Err(error) => Outcome::Unknown(told(&error)),
        }
    }

    /// Closes the connection that rests.
    pub(super) fn rest(&mut self) {
        if let Some(mut connection) = self.open.take() {
            drop(connection.quit());
        }
    }

    /// Comes so far that the text may be handed over.
    fn begin(&mut self, to: &Address) -> Result<SmtpConnection, Early> {
        let mut connection = match self.open.take() {
            Some(connection) => connection,
            None => self.connect().map_err(|error| Early::Away(told(&error)))?,
        };
        let early = |error: &lettre::transport::smtp::Error| {
            let what = told(error);
            if error.is_permanent() {
                Early::Refused(what)
            } else if error.is_transient() {
                Early::Later(what)
            } else {
                Early::Away(what)
            }
        };
        let from = self.settings.from.email.clone();
        // Who may not write from our mailbox may not write at all.
        connection.command(Mail::new(Some(from), Vec::new())).map_err(|error| Early::Away(told(&error)))?;
        let begun = connection.command(Rcpt::new(to.clone(), Vec::new()));
        begun.and_then(|_| connection.command(Data)).map_err(|error| early(&error))?;
        Ok(connection)
    }

    fn connect(&self) -> Result<SmtpConnection, lettre::transport::smtp::Error> {
        let server = (self.settings.host.as_str(), self.settings.port);
        let wrapped = self.tls.as_ref().filter(|_| self.settings.tls == Speech::Wrapped);
        let mut connection = SmtpConnection::connect(server, Some(TIME), &self.hello, wrapped, None)?;
        if let (Speech::Upgraded, Some(tls)) = (self.settings.tls, &self.tls) {
            connection.starttls(tls, &self.hello)?;
        }
        if let Some((user, password)) = &self.settings.login {
            let credentials = Credentials::new(user.clone(), password.clone());
            connection.auth(DEFAULT_MECHANISMS, &credentials)?;
        }
        Ok(connection)
    }

    /// The letter as it is sent: the same bytes for the same message, but for the boundary between its parts.
    fn letter(&self, claimed: &Claimed, to: &Address, language: &str) -> Result<Vec<u8>, String> {
        let letter = &claimed.body.letter;
        let host = self.settings.from.email.domain();
        let when = UNIX_EPOCH + Duration::from_secs(claimed.made.try_into().unwrap_or_default());
        let mut message = lettre::Message::builder()
            .from(self.settings.from.clone())
            .to(Mailbox::new(None, to.clone()))
            .date(when)
            .message_id(Some(format!("<{}@{host}>", claimed.name)))
            .subject(letter.subject.clone());
        if let Some(thread) = &claimed.body.thread {
            let root = format!("<{thread}.thread@{host}>");
            message = message.in_reply_to(root.clone()).references(root);
        }
        // Nobody's absence answers it (RFC 3834).
        for (name, value) in [("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All")] {
            let name = HeaderName::new_from_ascii(name.to_owned()).map_err(|error| error.to_string())?;
            message = message.raw_header(HeaderValue::new(name, value.to_owned()));
        }
        let parts = MultiPart::alternative_plain_html(letter.text(), letter.html(language));
        message.multipart(parts).map(|message| message.formatted()).map_err(|error| error.to_string())
    }
}

/// How the server shows that it is who we mean.
fn parameters(settings: &NoticeSettings, mail: &MailSettings) -> Result<TlsParameters, NoticeFault> {
    let path = &settings.ca_file;
    let fault = |what: String| NoticeFault(format!("{}: {what}", path.display()));
    let pem = std::fs::read(path).map_err(|error| fault(error.to_string()))?;
    let authorities = Certificate::from_pem(&pem).map_err(|error| fault(told(&error)))?;
    TlsParameters::builder(mail.host.clone())
        .certificate_store(CertificateStore::None)
        .add_root_certificate(authorities)
        .build()
        .map_err(|error| fault(told(&error)))
}

/// An error and what it comes from, without what could move a cursor.
fn told(error: &dyn std::error::Error) -> String {
    let (mut text, mut cause) = (error.to_string(), error.source());
    while let Some(deeper) = cause {
        let said = deeper.to_string();
        if !text.contains(&said) {
            text = format!("{text}: {said}");
        }
        cause = deeper.source();
    }
    crate::words::neutral(&text)
}
