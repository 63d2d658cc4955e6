//! How the server is: health, figures in Prometheus' text format, a line for each request.

use std::io::Write as _;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use clap::ValueEnum;
use jiff::Timestamp;
use serde::Serialize;

use super::clock;
use crate::server::{Body, Method, Request, Response, Status};

/// Where it says whether the server is well.
const HEALTH: &str = "/_health";
/// Where its figures are.
const METRICS: &str = "/_metrics";
/// Up to how many milliseconds answers are counted together.
const BOUNDS: [u64; 8] = [1, 3, 10, 30, 100, 300, 1_000, 3_000];
/// How long the record may not have been looked at, in seconds, before somebody should look at the server.
const LATE: i64 = 300;

/// How requests are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Log {
    /// Not at all.
    None,
    /// A line of words.
    Text,
    /// A line of JSON.
    Json,
}

/// What is known of those who use the server.
#[derive(Default)]
pub(super) struct OfPeople {
    /// How many are signed in.
    pub(super) signed_in: Option<u64>,
    /// How many lines of the journal could not be written.
    pub(super) unwritten: u64,
    /// How many faults that were reported are not done.
    pub(super) faults: Option<u64>,
}

/// What is counted.
#[derive(Debug, Default)]
pub(super) struct Pulse {
    begun: AtomicI64,
    /// Answers by the first digit of their status.
    answers: [AtomicU64; 6],
    bytes: AtomicU64,
    /// Answers by how long they took; the last are those that took longer.
    took: [AtomicU64; BOUNDS.len() + 1],
    took_in_all: AtomicU64,
    acts: AtomicU64,
    pages: AtomicU64,
    failures: AtomicU64,
    looked: AtomicI64,
    is_failing: AtomicBool,
    reason: Mutex<String>,
}

#[derive(Serialize)]
struct Line<'a> {
    time: String,
    address: &'a str,
    method: &'a str,
    path: &'a str,
    status: u16,
    bytes: u64,
    ms: f64,
}

impl Pulse {
    pub(super) fn begin(acts: u64) -> Self {
        let pulse = Self::default();
        pulse.begun.store(clock::seconds(), Relaxed);
        pulse.followed(acts, 0);
        pulse
    }

    /// The record was looked at, and what came is shown.
    pub(super) fn followed(&self, acts: u64, pages: usize) {
        self.acts.store(acts, Relaxed);
        self.pages.fetch_add(u64::try_from(pages).unwrap_or_default(), Relaxed);
        self.looked.store(clock::seconds(), Relaxed);
        self.is_failing.store(false, Relaxed);
    }

    /// What came could not be shown.
    pub(super) fn failed(&self, reason: &str) {
        self.failures.fetch_add(1, Relaxed);
        self.is_failing.store(true, Relaxed);
        reason.clone_into(&mut self.reason.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Counts an answer, and writes it down. What stands behind a `?` is not: words that somebody looked for are his.
    pub(super) fn answered(&self, log: Log, address: &str, request: &Request, response: &Response, took: Duration) {
        let status = response.status.code();
        if let Some(count) = self.answers.get(usize::from(status / 100)) {
            count.fetch_add(1, Relaxed);
        }
        let bytes = response.body.length();
        self.bytes.fetch_add(bytes, Relaxed);
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.took_in_all.fetch_add(micros, Relaxed);
        let at = BOUNDS.iter().position(|bound| micros <= bound * 1_000).unwrap_or(BOUNDS.len());
        if let Some(count) = self.took.get(at) {
            count.fetch_add(1, Relaxed);
        }
        let path = request.target.split(['?', '#']).next().unwrap_or_default();
        let time = Timestamp::from_second(clock::seconds()).unwrap_or_default().to_string();
        let ms = took.as_secs_f64() * 1e3;
        let method = request.method.name();
        let line = match log {
            Log::None => return,
            Log::Text => {
                let path: String = path.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
                format!("{time} {address} {method} {path} {status} {bytes} {ms:.1} ms\n")
            }
            Log::Json => {
                let ms = (ms * 10.0).round() / 10.0;
                let line = Line { time, address, method, path, status, bytes, ms };
                serde_json::to_string(&line).map(|line| line + "\n").unwrap_or_default()
            }
        };
        // A reader of lines that has gone away costs the line.
        drop(std::io::stderr().lock().write_all(line.as_bytes()));
    }

    /// Says how the server is, if that was asked.
    pub(super) fn answer(&self, request: &Request, of_people: impl FnOnce() -> OfPeople) -> Option<Response> {
        if !matches!(request.method, Method::Get | Method::Head) {
            return None;
        }
        let (status, text) = match request.path().as_str() {
            HEALTH => self.health(),
            METRICS if is_near(request) => (Status::Ok, self.metrics(of_people())),
            _ => return None,
        };
        let response = Response::new(status, "text/plain; charset=utf-8", Body::Bytes(text.into_bytes()));
        let response = response.with("Cache-Control", "no-store").with("X-Content-Type-Options", "nosniff");
        Some(if request.method == Method::Head { response.without_body() } else { response })
    }

    /// Well is who has looked at the record not long ago and shows all of it.
    fn health(&self) -> (Status, String) {
        // A clock that was set back tells nothing of how long ago that was.
        let late = clock::seconds().saturating_sub(self.looked.load(Relaxed)).saturating_abs() > LATE;
        if self.is_failing.load(Relaxed) {
            return (Status::ServiceUnavailable, "failing\n".to_owned());
        }
        if late { (Status::ServiceUnavailable, "late\n".to_owned()) } else { (Status::Ok, "ok\n".to_owned()) }
    }

    fn metrics(&self, OfPeople { signed_in, unwritten, faults }: OfPeople) -> String {
        let mut text = String::new();
        let mut put = |name: &str, kind: &str, help: &str, lines: &[(String, String)]| {
            text.extend([format!("# HELP {name} {help}\n# TYPE {name} {kind}\n")]);
            text.extend(lines.iter().map(|(labels, value)| format!("{name}{labels} {value}\n")));
        };
        let one = |value: String| [(String::new(), value)];
        let classes = self.answers.iter().enumerate().skip(1);
        let answers: Vec<_> =
            classes.map(|(class, n)| (format!("{{code=\"{class}xx\"}}"), n.load(Relaxed).to_string())).collect();
        put("kanhe_requests_total", "counter", "Requests answered, by class of status.", &answers);
        let mut sum = 0;
        let mut buckets = Vec::new();
        for (at, count) in self.took.iter().enumerate() {
            sum += count.load(Relaxed);
            let bound = BOUNDS.get(at).map_or_else(|| "+Inf".to_owned(), |ms| seconds(*ms * 1_000));
            buckets.push((format!("_bucket{{le=\"{bound}\"}}"), sum.to_string()));
        }
        buckets.push(("_sum".to_owned(), seconds(self.took_in_all.load(Relaxed))));
        buckets.push(("_count".to_owned(), sum.to_string()));
        put("kanhe_request_seconds", "histogram", "Time from a request to its answer, without sending it.", &buckets);
        let count = |value: &AtomicU64| one(value.load(Relaxed).to_string());
        put("kanhe_response_bytes_total", "counter", "Bytes of bodies.", &count(&self.bytes));
        put("kanhe_record_acts", "gauge", "Acts of the record that the site shows.", &count(&self.acts));
        put("kanhe_site_pages_total", "counter", "Pages made since the start.", &count(&self.pages));
        put("kanhe_site_failures_total", "counter", "Times that what came could not be shown.", &count(&self.failures));
        let time = |value: &AtomicI64| one(value.load(Relaxed).to_string());
        put(
            "kanhe_site_looked_seconds",
            "gauge",
            "When the record was last looked at, since 1970.",
            &time(&self.looked),
        );
        put("kanhe_start_time_seconds", "gauge", "When the server began, since 1970.", &time(&self.begun));
        put(
            "kanhe_journal_failures_total",
            "counter",
            "Lines of the journal that could not be written.",
            &one(unwritten.to_string()),
        );
        if let Some(signed_in) = signed_in {
            put("kanhe_sessions", "gauge", "Sessions of people who are signed in.", &one(signed_in.to_string()));
        }
        if let Some(faults) = faults {
            put("kanhe_faults_open", "gauge", "Faults reported at the server and not done.", &one(faults.to_string()));
        }
        if let Some(bytes) = resident() {
            put("kanhe_resident_bytes", "gauge", "Memory in use.", &one(bytes.to_string()));
        }
        text
    }
}

/// Whether somebody on this machine asks, and no front for somebody else.
fn is_near(request: &Request) -> bool {
    request.from.is_none_or(|from| from.to_canonical().is_loopback())
        && request.values("x-forwarded-for").next().is_none()
}

/// Microseconds as seconds.
fn seconds(micros: u64) -> String {
    format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

/// The memory this process holds, where the system says it.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1_024)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(pulse: &Pulse, path: &str) -> (Status, String) {
        let response = pulse
            .answer(&Request::get(path), || OfPeople { signed_in: Some(3), unwritten: 2, faults: Some(4) })
            .unwrap();
        let Body::Bytes(bytes) = response.body else { panic!("no text") };
        (response.status, String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn whoever_asks_is_told_how_the_server_is() {
        let pulse = Pulse::begin(41);
        assert_eq!(get(&pulse, "/_health"), (Status::Ok, "ok\n".to_owned()));
        pulse.failed("no room on the disk");
        assert_eq!(get(&pulse, "/_health").0, Status::ServiceUnavailable);
        pulse.followed(42, 7);
        assert_eq!(get(&pulse, "/_health?x").0, Status::Ok);
        for away in [-LATE - 1, 86_400] {
            pulse.looked.store(clock::seconds() + away, Relaxed);
            assert_eq!(get(&pulse, "/_health"), (Status::ServiceUnavailable, "late\n".to_owned()), "{away}");
        }
        assert!(pulse.answer(&Request::get("/_healthy"), OfPeople::default).is_none());
        let far = Request::get("/_metrics").with("X-Forwarded-For", "192.0.2.1");
        assert!(pulse.answer(&far, OfPeople::default).is_none(), "figures are for who runs the server");
        assert!(pulse.answer(&Request::post("/_health", ""), OfPeople::default).is_none());
    }

    #[test]
    fn figures_add_up() {
        let pulse = Pulse::begin(41);
        for (ms, status) in
            [(0, Status::Ok), (2, Status::Ok), (250, Status::NotFound), (9_000, Status::ServiceUnavailable)]
        {
            let response = Response::text(status, "1234567");
            pulse.answered(Log::None, "", &Request::get("/"), &response, Duration::from_millis(ms));
        }
        let (_, text) = get(&pulse, "/_metrics");
        for line in [
            "kanhe_requests_total{code=\"2xx\"} 2",
            "kanhe_requests_total{code=\"4xx\"} 1",
            "kanhe_requests_total{code=\"5xx\"} 1",
            "kanhe_request_seconds_bucket{le=\"0.001000\"} 1",
            "kanhe_request_seconds_bucket{le=\"0.003000\"} 2",
            "kanhe_request_seconds_bucket{le=\"0.300000\"} 3",
            "kanhe_request_seconds_bucket{le=\"+Inf\"} 4",
            "kanhe_request_seconds_count 4",
            "kanhe_request_seconds_sum 9.252000",
            "kanhe_response_bytes_total 32",
            "kanhe_record_acts 41",
            "kanhe_sessions 3",
            "kanhe_faults_open 4",
            "kanhe_journal_failures_total 2",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is not in\n{text}");
        }
        let kinds = text.lines().filter(|line| line.starts_with("# TYPE")).count();
        assert_eq!(kinds, text.lines().filter(|line| line.starts_with("# HELP")).count());
    }
}
