//! `kanhe verify`: what it depends on, what it refuses to read, what it makes of damage, and what it remembers.
#![expect(clippy::unwrap_used, reason = "what is not there in a story is a failed story")]
#![expect(clippy::format_collect, reason = "small texts, and plainer to read so")]

mod world;

#[path = "verify/damage.rs"]
mod damage;
#[path = "record/forge.rs"]
#[expect(dead_code, reason = "the other program of tests uses the rest of the workshop")]
mod forge;
#[path = "verify/memory.rs"]
mod memory;
#[path = "verify/purity.rs"]
mod purity;
#[path = "verify/refused.rs"]
mod refused;
#[path = "verify/report.rs"]
mod report;
#[path = "verify/snapshot.rs"]
mod snapshot;

use std::path::Path;

use serde_json::Value;

use forge::Scene;
use world::Said;

/// Codes of a report, in their order.
#[track_caller]
fn codes(said: &Said) -> Vec<u64> {
    said.json()["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_u64().unwrap()).collect()
}

/// That verification comes to exactly these codes and this exit code, and neither panics nor says nothing.
#[track_caller]
fn comes_to(scene: &Scene, what: &str, dir: &Path, more: &[&str], exit: i32, expected: &[u64]) -> Value {
    let said = scene.verify(dir, more);
    assert!(!said.err.contains("panicked"), "{what}: {}", said.err);
    assert_eq!((said.code, codes(&said).as_slice()), (exit, expected), "{what}: {}{}", said.out, said.err);
    let report = said.json();
    assert_eq!(report["verdict"], ["VALID", "INVALID", "", "INCOMPLETE"][usize::try_from(exit).unwrap()], "{what}");
    report
}
