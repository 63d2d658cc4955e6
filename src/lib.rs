//! Kanhe.
