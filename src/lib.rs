//! Kanhe.

pub mod id;
pub mod office;
pub mod words;
