//! What is printed. A reader that has gone away (a closed pipe) is no failure.

use std::io::{self, Write};
use std::process::ExitCode;

use serde::Serialize;

use super::failure::Failure;
use super::progress::{Progress, Shown};
use crate::ledger::Finding;
use crate::words::{Catalogue, neutral};

/// Standard output and standard error.
pub(super) struct Printer {
    quiet: bool,
    progress: Progress,
}

impl Printer {
    pub(super) fn new(quiet: bool) -> Self {
        Self { quiet, progress: Progress::new(Shown::here(quiet)) }
    }

    /// A line of data.
    pub(super) fn line(&mut self, text: &str) {
        self.clear();
        ignore(writeln!(io::stdout().lock(), "{text}"));
    }

    /// Data as JSON.
    pub(super) fn json(&mut self, data: &impl Serialize) {
        if let Ok(text) = serde_json::to_string_pretty(data) {
            self.line(&text);
        }
    }

    /// A word to the person, not data: silent with `--quiet`.
    pub(super) fn note(&mut self, text: &str) {
        if !self.quiet {
            self.clear();
            ignore(writeln!(io::stderr().lock(), "{text}"));
        }
    }

    /// How far long work is, in one word what it is.
    pub(super) fn progress(&mut self, what: &str, done: usize, of: usize) {
        self.progress.at(what, done, of);
    }

    fn clear(&mut self) {
        self.progress.clear();
    }

    /// A failure with its findings and hints, and the exit code it means.
    pub(super) fn failure(&mut self, words: &Catalogue, failure: &Failure) -> ExitCode {
        self.clear();
        let mut err = io::stderr().lock();
        match failure {
            Failure::Refused(findings) => {
                for finding in findings {
                    ignore(write_finding(&mut err, words, finding, "kanhe: "));
                }
                // Something is not there, or the machine could not: not refused, but not done either.
                let failed = |finding: &Finding| finding.missing || matches!(finding.code, 190..=192);
                ExitCode::from(if findings.iter().all(failed) { 3 } else { 1 })
            }
            Failure::Gate(lines) => {
                ignore(writeln!(err, "kanhe: {}", words.word("desk-gate")));
                for line in lines {
                    ignore(writeln!(err, "  {}", neutral(line)));
                }
                ExitCode::from(1)
            }
            Failure::Said { message, code } => {
                // A refusal's key is its number.
                let numbered =
                    message.key.strip_prefix('K').is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
                let number = if numbered { format!("{} ", message.key) } else { String::new() };
                ignore(writeln!(err, "kanhe: {number}{}", words.text(message)));
                if let Some(hint) = words.hint(message) {
                    ignore(writeln!(err, "  {}{hint}", words.word("label-hint")));
                }
                ExitCode::from(*code)
            }
        }
    }

    /// Findings as part of a report.
    pub(super) fn findings(&mut self, words: &Catalogue, findings: &[Finding]) {
        self.clear();
        let mut out = io::stdout().lock();
        for finding in findings {
            ignore(write_finding(&mut out, words, finding, ""));
        }
    }
}

fn write_finding(out: &mut impl Write, words: &Catalogue, finding: &Finding, prefix: &str) -> io::Result<()> {
    let place = place(words, finding);
    let place = if place.is_empty() { place } else { format!("{place}: ") };
    writeln!(out, "{prefix}K{} {place}{}", finding.code, words.text(&finding.message))?;
    for detail in &finding.details {
        write_finding(out, words, detail, "  ")?;
    }
    // What it consists of stands below it, with its own hints below that.
    let indent = if prefix.trim().is_empty() { prefix } else { "" };
    match words.hint(&finding.message) {
        Some(hint) => writeln!(out, "{indent}  {}{hint}", words.word("label-hint")),
        None => Ok(()),
    }
}

/// Where a finding is: act, path with line, object with offset.
pub(super) fn place(words: &Catalogue, finding: &Finding) -> String {
    let mut parts = Vec::new();
    if let Some(seq) = finding.seq {
        parts.push(words.format("label-act", [("seq", seq.to_string().as_str())]));
    }
    if let Some(path) = &finding.path {
        let line = finding.line.map_or_else(String::new, |line| format!(":{line}"));
        parts.push(format!("{}{line}", neutral(path)));
    }
    if let Some(object) = &finding.object {
        let offset = finding.offset.map_or_else(String::new, |offset| format!("+{offset}"));
        parts.push(format!("{object}{offset}"));
    }
    parts.join(" ")
}

/// Printing to somebody who has gone away is no failure.
fn ignore(result: io::Result<()>) {
    drop(result);
}
