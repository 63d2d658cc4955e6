//! Kanhe.

pub mod id;
pub mod openpgp;
pub mod words;
