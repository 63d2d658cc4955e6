//! Other programs on the same bytes: `git fsck --strict`, `git verify-commit`, `git verify-tag`, `gpg --verify` and `gpgv` must agree
//! with kanhe on every record that is well formed, and refuse what it refuses.
#![expect(clippy::unwrap_used, reason = "what is not there is a failed test")]

mod world;

#[path = "agree/objects.rs"]
mod objects;
#[path = "agree/signatures.rs"]
mod signatures;
