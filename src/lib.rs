//! Kanhe.

pub mod cli;
pub mod desk;
pub mod gate;
pub mod id;
pub mod record;
pub mod words;
