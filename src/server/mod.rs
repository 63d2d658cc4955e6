//! The server: a pure handler, that the doors will stand before.
//!
//! `request` and `response` are plain types. [`Site`] answers one with the other from the output
//! folder, and knows no socket.

mod media;
mod range;
mod request;
mod response;
mod site;
mod target;

pub use request::{Method, Request};
pub use response::{Body, Response, Status};
pub use site::Site;
