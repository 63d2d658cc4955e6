//! Clocks and tables.

use std::fs;
use std::time::{Duration, Instant};

/// What a stretch of work cost.
#[derive(Clone, Copy, Default)]
pub(crate) struct Cost {
    pub(crate) wall: Duration,
    /// User and system time of all threads, to the hundredth of a second.
    pub(crate) cpu: Duration,
}

/// Runs something and says what it cost.
pub(crate) fn cost<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    let (cpu, begun) = (cpu(), Instant::now());
    let done = work();
    (done, Cost { wall: begun.elapsed(), cpu: self::cpu().saturating_sub(cpu) })
}

/// The processor time of this process and its finished children so far (`proc(5)`, 100 ticks a second on every Linux).
fn cpu() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: u64 = after_name.split_whitespace().skip(11).take(4).filter_map(|n| n.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// The most memory this process has had, in MiB.
pub(crate) fn peak() -> u64 {
    peak_of("self")
}

/// The most memory a process has had, in MiB; 0 if it is no more.
pub(crate) fn peak_of(process: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|n| n.parse::<u64>().ok()).unwrap_or_default() / 1024
}

/// The median.
pub(crate) fn median(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

pub(crate) fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}

pub(crate) fn millis(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}

pub(crate) fn micros(time: Duration) -> String {
    format!("{:.1} µs", time.as_secs_f64() * 1e6)
}

/// How many times more.
pub(crate) fn ratio(large: Duration, small: Duration) -> String {
    format!("{:.2}", large.as_secs_f64() / small.as_secs_f64().max(1e-9))
}

/// Prints a Markdown table.
pub(crate) fn table(title: &str, head: &[&str], rows: &[Vec<String>]) {
    println!("\n{title}\n");
    println!("| {} |", head.join(" | "));
    let lines: Vec<&str> = head.iter().enumerate().map(|(at, _)| if at == 0 { "---" } else { "---:" }).collect();
    println!("| {} |", lines.join(" | "));
    for row in rows {
        println!("| {} |", row.join(" | "));
    }
}
