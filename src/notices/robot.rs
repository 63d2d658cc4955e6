//! Robots of groups (群机器人): `DingTalk`, `WeCom` and Feishu, each by its webhook (their developers' manuals, custom robots).
//!
//! | robot | signature | answer |
//! |---|---|---|
//! | `DingTalk` | query `timestamp` (ms) and `sign` = base64(HMAC-SHA256(key = secret, "{timestamp}\n{secret}")) | `errcode` 0; 130101 too many: it stops for ten minutes; -1 busy |
//! | `WeCom` | none | `errcode` 0; 45009 too many; -1 busy |
//! | Feishu | fields `timestamp` (s) and `sign` = base64(HMAC-SHA256(key = "{timestamp}\n{secret}", "")) | `code` 0; 11232 too many |
//!
//! Every other number says that the robot is not set up rightly: it would say it again.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::Sha256;
use ureq::Agent;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use url::Url;

use super::post::Outcome;
use super::queue::Claimed;
use super::settings::{NoticeFault, NoticeSettings, RobotKind, RobotSettings};

/// How long an answer may take, from the first packet to the last, and how long it may be.
const TIME: Duration = Duration::from_secs(15);
const BODY: u64 = 64 * 1024;

/// How long a `DingTalk` robot stops when it was asked too much.
const STOP: i64 = 600;
/// How long another rests then.
const REST: i64 = 60;

/// Who speaks to robots.
pub(super) struct Speaker {
    agent: Agent,
}

#[derive(Deserialize, Default)]
struct Answer {
    errcode: Option<i64>,
    errmsg: Option<String>,
    code: Option<i64>,
    msg: Option<String>,
    #[serde(rename = "StatusCode")]
    status: Option<i64>,
}

impl Speaker {
    pub(super) fn new(settings: &NoticeSettings) -> Result<Self, NoticeFault> {
        let is_local = settings.robots.values().all(|robot| robot.webhook.scheme() == "http");
        let roots = if is_local { Vec::new() } else { roots(settings)? };
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::Specific(Arc::new(roots)))
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_idle_connections(0)
            .max_redirects(0)
            .proxy(None)
            .timeout_global(Some(TIME))
            .tls_config(tls)
            .user_agent("kanhe")
            .build();
        Ok(Self { agent: Agent::new_with_config(config) })
    }

    /// Says it in the group.
    pub(super) fn send(&self, robot: &RobotSettings, claimed: &Claimed, now: i64) -> Outcome {
        let (url, body) = request(robot, claimed, now);
        let sent = self.agent.post(url.as_str()).content_type("application/json; charset=utf-8").send(body.to_string());
        let mut response = match sent {
            Ok(response) => response,
            Err(error) => return unanswered(&error),
        };
        let status = response.status().as_u16();
        let text = response.body_mut().with_config().limit(BODY).read_to_string();
        match (status, text) {
            (200, Ok(text)) => answered(robot.kind, &text),
            // It took it, and nobody knows what it made of it.
            (200, Err(error)) => Outcome::Unknown(told(&error)),
            (429, _) => Outcome::Full { seconds: rest(robot.kind), fault: "HTTP 429".to_owned() },
            (503, _) => Outcome::Away("HTTP 503".to_owned()),
            (500..=599, _) => Outcome::Unknown(format!("HTTP {status}")),
            _ => Outcome::Refused(format!("HTTP {status}")),
        }
    }
}

/// Where a robot is spoken to, and what is said.
fn request(robot: &RobotSettings, claimed: &Claimed, now: i64) -> (Url, Value) {
    let mut url = robot.webhook.clone();
    let letter = &claimed.body.letter;
    let body = match robot.kind {
        RobotKind::DingTalk => {
            if let Some(secret) = &robot.secret {
                let timestamp = (now * 1_000).to_string();
                let sign = hmac(secret, &format!("{timestamp}\n{secret}"));
                url.query_pairs_mut().append_pair("timestamp", &timestamp).append_pair("sign", &sign);
            }
            json!({"msgtype": "text", "text": {"content": letter.in_one(4_000)}, "at": {"isAtAll": false}})
        }
        RobotKind::WeCom => json!({"msgtype": "text", "text": {"content": letter.in_one(2_000)}}),
        RobotKind::Feishu => {
            let mut body = json!({"msg_type": "text", "content": {"text": letter.in_one(8_000)}});
            if let Some(secret) = &robot.secret {
                let timestamp = now.to_string();
                body["sign"] = hmac(&format!("{timestamp}\n{secret}"), "").into();
                body["timestamp"] = timestamp.into();
            }
            body
        }
    };
    (url, body)
}

/// HMAC-SHA256 (RFC 2104) in base64.
fn hmac(key: &str, text: &str) -> String {
    // A key of any length is good.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_bytes()) else { return String::new() };
    mac.update(text.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

const fn rest(kind: RobotKind) -> i64 {
    match kind {
        RobotKind::DingTalk => STOP,
        RobotKind::WeCom | RobotKind::Feishu => REST,
    }
}

/// What an answer means.
fn answered(kind: RobotKind, text: &str) -> Outcome {
    let Ok(answer) = serde_json::from_str::<Answer>(text) else {
        return Outcome::Unknown(format!("expected JSON, found {:?}", crate::words::neutral(text)));
    };
    let (code, said) = match kind {
        RobotKind::DingTalk | RobotKind::WeCom => (answer.errcode, answer.errmsg),
        RobotKind::Feishu => (answer.code.or(answer.status), answer.msg),
    };
    let fault = |code: i64| crate::words::neutral(&format!("{code} {}", said.as_deref().unwrap_or_default()));
    match (kind, code) {
        (_, Some(0)) => Outcome::Sent,
        (RobotKind::DingTalk, Some(code @ 130_101))
        | (RobotKind::WeCom, Some(code @ 45_009))
        | (RobotKind::Feishu, Some(code @ 11_232)) => Outcome::Full { seconds: rest(kind), fault: fault(code) },
        (RobotKind::DingTalk | RobotKind::WeCom, Some(-1)) => Outcome::Later(fault(-1)),
        (_, Some(code)) => Outcome::Refused(fault(code)),
        (_, None) => Outcome::Unknown(format!("expected a code, found {:?}", crate::words::neutral(text))),
    }
}

/// What it means that there is no answer: whoever was not reached has heard nothing.
fn unanswered(error: &ureq::Error) -> Outcome {
    use std::io::ErrorKind;
    use ureq::{Error, Timeout};
    let fault = told(error);
    #[expect(clippy::wildcard_enum_match_arm, reason = "what is not known to be early counts as late")]
    match error {
        Error::HostNotFound | Error::ConnectionFailed | Error::Tls(_) | Error::Rustls(_) | Error::BadUri(_) => {
            Outcome::Away(fault)
        }
        Error::Timeout(Timeout::Resolve | Timeout::Connect) => Outcome::Away(fault),
        Error::Io(error)
            if matches!(
                error.kind(),
                ErrorKind::ConnectionRefused | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable
            ) =>
        {
            Outcome::Away(fault)
        }
        _ => Outcome::Unknown(fault),
    }
}

/// What an error says. An address with what a robot is known by is not in it.
fn told(error: &ureq::Error) -> String {
    if matches!(error, ureq::Error::BadUri(_)) {
        return "the address cannot be used".to_owned();
    }
    crate::words::neutral(&error.to_string())
}

/// The authorities whose certificates are believed.
fn roots(settings: &NoticeSettings) -> Result<Vec<Certificate<'static>>, NoticeFault> {
    let path = &settings.ca_file;
    let fault = |what: String| NoticeFault(format!("{}: {what}", path.display()));
    let pem = std::fs::read(path).map_err(|error| fault(error.to_string()))?;
    let found: Vec<_> = parse_pem(&pem)
        .filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            Ok(_) | Err(_) => None,
        })
        .collect();
    if found.is_empty() { Err(fault("expected certificates (PEM), found none".to_owned())) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_mean_what_the_manuals_say() {
        use RobotKind::{DingTalk, Feishu, WeCom};
        let full = |outcome: &Outcome, seconds| matches!(outcome, Outcome::Full { seconds: so, .. } if *so == seconds);
        for (kind, text) in [
            (DingTalk, r#"{"errcode":0,"errmsg":"ok"}"#),
            (WeCom, r#"{"errcode":0,"errmsg":"ok"}"#),
            (Feishu, r#"{"code":0,"msg":"success","data":{}}"#),
            (Feishu, r#"{"StatusCode":0,"StatusMessage":"success"}"#),
        ] {
            assert_eq!(answered(kind, text), Outcome::Sent, "{kind:?}");
        }
        assert!(full(&answered(DingTalk, r#"{"errcode":130101,"errmsg":"send too fast"}"#), STOP));
        assert!(full(&answered(WeCom, r#"{"errcode":45009}"#), REST));
        assert!(full(&answered(Feishu, r#"{"code":11232,"msg":"frequency limited"}"#), REST));
        let refused = |kind, text| matches!(answered(kind, text), Outcome::Refused(_));
        assert!(refused(DingTalk, r#"{"errcode":310000,"errmsg":"sign not match"}"#));
        assert!(refused(WeCom, r#"{"errcode":93000}"#));
        assert!(refused(Feishu, r#"{"code":19021,"msg":"sign match fail"}"#));
        assert!(matches!(answered(WeCom, r#"{"errcode":-1}"#), Outcome::Later(_)));
        for text in ["", "<html>", "{}", r#"{"code":"0"}"#] {
            assert!(matches!(answered(Feishu, text), Outcome::Unknown(_)), "{text}");
        }
        let hostile = answered(DingTalk, "{\"errcode\":1,\"errmsg\":\"\\u001b[2J\"}");
        assert!(matches!(hostile, Outcome::Refused(told) if !told.contains('\u{1b}')));
    }

    /// The examples were computed with another program (`openssl dgst -sha256 -hmac`).
    #[test]
    fn signatures_are_those_of_the_manuals() {
        assert_eq!(hmac("SEC000", "1577836800000\nSEC000"), "sLtiQUMv1vBmuenplUukSZ+QlhX/gyh/F0ARoP5z+TM=");
        assert_eq!(hmac("1577836800\nSEC000", ""), "sheOXieKv4uQwB/zMnFDofj+kQ40pTdYFjFQtiXXKcg=");
    }
}
