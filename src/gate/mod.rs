//! The gate: whether a push may come in, judged in git's quarantine before any ref moves; and whether refs may move at all.
//!
//! 1. The push is judged as a whole; one bad act refuses it all.
//! 2. `main` only grows, by acts the engine accepts, signed within the skew of the server's clock.
//! 3. Each `seal` act comes with its tag, each tag with its act, in one transaction, `main` first; a tag that is there never moves or
//!    goes. A tag whose act is there and whose ref was lost between the two (a crash) may come afterwards.
//! 4. `drafts/<person>/` are nobody's business but have limits; every other ref is refused.
//! 5. How much a push brings is asked of the objects' headers before anything of it is read.
//! 6. The gate writes nothing but what may be deleted.
//!
//! ```text
//! git receive-pack ─▶ pre-receive ─▶ Turn::take ─▶ judge ─▶ objects leave quarantine
//!                  ─▶ reference-transaction (refs are locked) ─▶ check_transaction ─▶ refs move
//!                  ─▶ post-receive ─▶ the snapshot is brought up
//! ```

mod fault;
mod judge;
mod shell;
mod transaction;
mod turn;
mod update;

pub mod safety;

pub use fault::{GateFault, ShellFault};
pub use judge::{Admitted, Incoming, Limits, judge};
pub use shell::{Service, Wish};
pub use transaction::check_transaction;
pub use turn::{Holder, Turn};
pub use update::RefUpdate;
