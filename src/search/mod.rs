//! Searching: which texts contain the words, in what order they are shown, and where the words stand in them.
//!
//! ```text
//! what is told of a subject ── fold ─▶ Shelf ◀── find ── Query ◀── what was typed
//!                                       │
//!                                       └── grams ─▶ the index of a site without a server
//! ```
//!
//! What this part keeps:
//!
//! 1. A text is found if and only if it contains every word, text and words [folded](fold()) alike: the whole text is looked through,
//!    and nothing is cut into words that somebody else might cut otherwise.
//! 2. What a reader may not see is passed over before it is looked at: it is not matched, counted or shown.
//! 3. Memory is what the texts take: each is held folded, to be looked through, and packed, to be shown (see [`Shelf`]).
//! 4. Time grows with the length of the texts, never with what was typed: there is no pattern language.
//! 5. What comes in an attachment is hostile: [`read`] is bounded in what it takes and gives, and whoever runs the site lets it run in a
//!    process of its own.
//!
//! Deliberately absent: a disk and a clock; the ledger. Who fills a shelf decides what is told of a subject.

mod extract;
mod fold;
mod grams;
mod query;
mod shelf;
mod snippet;
#[cfg(test)]
mod tests;

pub use extract::{Format, LARGEST, LONGEST, Reader, Unread, read};
pub use fold::{BARRIER, fold};
pub use grams::{Gram, Group, LEVELS, Level, Postings, cover, grams, hash, json, merges};
pub use query::Query;
pub use shelf::{Audience, Bound, By, Card, Choice, Facet, Filters, Found, HITS, Hit, Part, Shelf, Text, What};
pub use snippet::{Passage, Piece};
