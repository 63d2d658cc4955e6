//! Kanhe.
fn main() {}
