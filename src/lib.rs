//! Kanhe.

pub mod id;
pub mod words;
