//! The record end to end: real git, real GnuPG, the program as people run it.
#![expect(clippy::unwrap_used, reason = "what is not there in a story is a failed story")]
#![expect(clippy::format_collect, reason = "small texts, and plainer to read so")]

mod world;

#[path = "record/attacks.rs"]
mod attacks;
#[path = "record/by_hand.rs"]
mod by_hand;
#[path = "record/changes.rs"]
mod changes;
#[path = "record/doors.rs"]
mod doors;
#[path = "record/forge.rs"]
mod forge;
#[path = "record/founder.rs"]
mod founder;
#[path = "record/partners.rs"]
mod partners;
#[path = "record/roster.rs"]
mod roster;
#[path = "record/two_clones.rs"]
mod two_clones;
