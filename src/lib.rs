//! Kanhe.

pub mod cli;
pub mod demo;
pub mod desk;
pub mod gate;
pub mod id;
pub mod ledger;
pub mod office;
pub mod openpgp;
pub mod record;
pub mod server;
pub mod site;
pub mod starter;
pub mod words;
