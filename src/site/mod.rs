//! The intranet's look: from plain data to finished pages.
//!
//! ```text
//! index.md ── markdown::render ─▶ html, headings, text ┐
//!                                                     ├▶ a view (view::*) ── theme::Theme::render ─▶ a page's bytes
//! the office's state ── whoever fills the views ──────┘
//! ```
//!
//! What this part keeps:
//!
//! 1. A page is a function of its view, the theme and the words: no clock, disk or environment is read.
//! 2. Text of others is data everywhere. It passes [`escape`] on its way to a page; the one thing that is
//!    taken as HTML is what [`markdown::render`] made.
//! 3. A page needs nothing from outside the site, and no script to be read.
//! 4. A page is written once in each language of the settings: the first at the top, the others below `zh-TW/`, `en/`, at the same path.
//!    What all languages share (attachments, certificates, the theme's assets) stands at the top.
//! 5. Links lead to files (`../2026/index.html`), so that a site works from a server and from a disk.
//!
//! Deliberately absent: the rules of the office. A view says what is so; the theme only shows it.

mod asset;
mod build;
mod byhand;
mod chart;
mod compare;
mod diagram;
mod diff;
mod errand;
pub mod escape;
mod fill;
mod folder;
pub mod href;
mod imported;
mod index;
mod lobby;
pub mod markdown;
mod naming;
pub mod page;
mod places;
mod requests;
mod search;
mod statistics;
mod template;
pub mod theme;
mod tongue;
pub mod view;

pub use build::{BuildError, Built, OPEN, Reach, Site};
pub use byhand::{Printed, Printing, Wanted, short_code};
pub use fill::{File, PageError, STATES};
pub use lobby::{FOLDER as ACCOUNT, Hall, Held, Lobby};
pub use search::{Finder, shelf_of};
