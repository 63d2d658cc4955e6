//! The server: a pure handler and the door before it.
//!
//! `request` and `response` are plain types. [`Site`] answers one with the other from the output
//! folder, and knows no socket. [`Door`] listens, reads heads strictly and within a time, and lets
//! in what is sound. [`Watch`] says when something changed on the disk.
//!
//! ```text
//! client ──TCP or Unix socket──> door ──> visit ──private Unix socket──> room (tiny_http) ──> handler
//!                             (accept)  (head: limits, deadline)       (workers)
//!                                         └──pipes──> gateway (a program that answers, with a body of any length)
//! ```
//!
//! Deliberately absent: TLS, HTTP/2, keep-alive, logs. An office puts
//! a front before this door; a person at their own desk does not need them.

mod address;
mod door;
mod gateway;
mod head;
mod inward;
mod listener;
mod media;
mod question;
mod range;
mod request;
mod response;
mod room;
mod site;
mod squeeze;
mod target;
mod visit;
mod watch;

pub use address::{Address, NoAddress};
pub use door::{Door, DoorError, DoorSettings, Reach};
pub use gateway::{Passage, Program};
pub use question::Question;
pub use request::{Method, Request};
pub use response::{Body, Response, Status};
pub use site::{PAGE_POLICY, Site, file_at};
pub use watch::{Watch, WatchError, WatchedPath};
