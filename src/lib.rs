//! Kanhe.

pub mod id;
pub mod office;
pub mod openpgp;
pub mod server;
pub mod site;
pub mod words;
