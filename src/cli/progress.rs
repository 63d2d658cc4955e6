//! How far long work is: a bar on a terminal, now and then a line elsewhere.
//!
//! 1. Work that is over at once says nothing.
//! 2. Everything goes to standard error, and a bar leaves nothing behind.
//! 3. A terminal that cannot move its cursor (`TERM=dumb`) is none.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::clock;

/// Work shorter than this shows no bar.
const BAR_AFTER: Duration = Duration::from_millis(200);
/// Work shorter than this says no line: nobody wonders yet what has become of it.
const LINES_AFTER: Duration = Duration::from_secs(4);
/// Lines are so far apart at least ...
const LINES_APART: Duration = Duration::from_secs(2);
/// ... and where the work is slow, not much farther.
const LINE_AT_LAST: Duration = Duration::from_secs(10);
/// How many percent of the work a line tells of.
const STEP: usize = 10;
/// On a narrower terminal there is no room for a bar beside the words.
const NARROW: u16 = 48;

/// How progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Not at all.
    Nothing,
    /// As lines.
    Lines,
    /// As a bar.
    Bar,
}

impl Shown {
    /// What standard error can show.
    pub(super) fn here(quiet: bool) -> Self {
        if quiet {
            return Self::Nothing;
        }
        let term = clock::environment("TERM");
        let moves = term.map_or(cfg!(windows), |term| !term.is_empty() && term != "dumb");
        if moves && io::stderr().is_terminal() { Self::Bar } else { Self::Lines }
    }
}

/// Work under way.
struct Work {
    what: String,
    begun: Instant,
    bar: Option<ProgressBar>,
    /// When the last line was said, and how many percent were done then.
    line: Option<(Instant, usize)>,
}

/// The progress of one thing after another.
pub(super) struct Progress {
    shown: Shown,
    work: Option<Work>,
}

impl Progress {
    pub(super) const fn new(shown: Shown) -> Self {
        Self { shown, work: None }
    }

    /// So much is done, `of` all there is to do; when all is done, the work is over.
    pub(super) fn at(&mut self, what: &str, done: usize, of: usize) {
        if let Some(line) = self.tell(what, done, of, Instant::now()) {
            // A reader that has gone away is no failure.
            drop(writeln!(io::stderr().lock(), "{line}"));
        }
    }

    /// The line to say at that moment, if there is one; a bar is drawn here.
    fn tell(&mut self, what: &str, done: usize, of: usize, now: Instant) -> Option<String> {
        if self.shown == Shown::Nothing {
            return None;
        }
        if self.work.as_ref().is_none_or(|work| work.what != what) {
            self.clear();
            self.work = Some(Work { what: what.to_owned(), begun: now, bar: None, line: None });
        }
        let work = self.work.as_mut()?;
        let mut line = None;
        match self.shown {
            Shown::Nothing => {}
            Shown::Bar => {
                if work.bar.is_none() && now.duration_since(work.begun) >= BAR_AFTER && done < of {
                    work.bar = Some(bar(what));
                }
                if let Some(bar) = &work.bar {
                    bar.set_length(of as u64);
                    bar.set_position(done as u64);
                }
            }
            Shown::Lines => {
                let percent = (done * 100).checked_div(of).unwrap_or(100);
                let (last, told) = work.line.unwrap_or((work.begun, 0));
                let waited = now.duration_since(last);
                let apart = if work.line.is_none() { LINES_AFTER } else { LINES_APART };
                let due = waited >= apart && percent >= told + STEP || waited >= LINE_AT_LAST;
                if due || work.line.is_some() && done == of && told < 100 {
                    work.line = Some((now, percent));
                    line = Some(format!("{what} {done}/{of} ({percent}%)"));
                }
            }
        }
        if done == of {
            self.clear();
        }
        line
    }

    /// Takes a bar away, so that something else can be said.
    pub(super) fn clear(&mut self) {
        if let Some(bar) = self.work.take().and_then(|work| work.bar) {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

/// A bar as wide as there is room for. No colours: nothing is told by them.
fn bar(what: &str) -> ProgressBar {
    let narrow = console::Term::stderr().size().1 < NARROW;
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let template = if narrow { "{msg} {percent}%" } else { "{msg} [{wide_bar}] {pos}/{len} {percent}% {eta_precise}" };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_message(what.to_owned());
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(shown: Shown, steps: &[(u64, usize, usize)]) -> Vec<String> {
        let (begun, mut progress) = (Instant::now(), Progress::new(shown));
        let at = |(seconds, done, of): &(u64, usize, usize)| {
            progress.tell("读", *done, *of, begun + Duration::from_secs(*seconds))
        };
        steps.iter().filter_map(at).collect()
    }

    #[test]
    fn quick_work_says_nothing() {
        let quick: Vec<(u64, usize, usize)> = (0..=500).map(|done| (0, done, 500)).collect();
        assert_eq!(told(Shown::Lines, &quick), [""; 0]);
        assert_eq!(told(Shown::Lines, &[(0, 0, 0), (9, 0, 0)]), [""; 0]);
        assert_eq!(told(Shown::Nothing, &[(0, 0, 10), (20, 5, 10), (30, 10, 10)]), [""; 0]);
    }

    #[test]
    fn long_work_says_a_line_now_and_then_and_its_end() {
        let even: Vec<(u64, usize, usize)> = (0..=100).map(|done| (done as u64 / 2, done, 100)).collect();
        let lines = told(Shown::Lines, &even);
        assert_eq!(lines.len(), 10, "{lines:?}");
        assert_eq!((lines[0].as_str(), lines[9].as_str()), ("读 10/100 (10%)", "读 100/100 (100%)"));
        // What hardly moves is told of all the same.
        let slow: Vec<(u64, usize, usize)> = (0..60).map(|second| (second, 1, 1000)).collect();
        assert_eq!(told(Shown::Lines, &slow).len(), 5);
    }
}
