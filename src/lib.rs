//! Kanhe.

pub mod server;
