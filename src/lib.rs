//! Kanhe.

pub mod id;
pub mod record;
pub mod words;
