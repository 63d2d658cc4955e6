//! Notices (提醒): tells people outside of the site that something waits for them, and nothing else of it (O8–O11, J10, K7).
//!
//! ```text
//! dockets ─▶ Errand ─▶ Queue (told already?) ─▶ news ─▶ Letter ─▶ Queue ─▶ Post ─▶ mail, robot, command
//!  office    errand    queue                  herald   letter   queue    post
//! ```
//!
//! What this part keeps:
//!
//! 1. Each errand is told once: that it waits, and that it was told, is written in one transaction. What waited when it all began counts as told.
//! 2. Nothing is sent twice. That a message is on its way is on the disk before the network is touched. Whoever is killed meanwhile, or hears
//!    no answer to what he has handed over, sends it no more: it is listed as unknown.
//! 3. A notice says how many things wait, and where to look. It has no title, name, opinion or text (O10), unless the settings say so of its collection, and of what is
//!    not for all staff, or has a secrecy marking, it never has.
//! 4. What goes to a group says nothing of what is not for all staff.
//! 5. Nothing foreign gets into a head or a link: addresses are parsed, the rest comes from the catalogue and is encoded.
//! 6. The cost of an act is that of its own subject.
//!
//! Deliberately absent: a clock (the hour is an argument), rules of the office, accounts: what somebody has chosen is told.

mod choices;
mod command;
mod digest;
mod errand;
mod herald;
mod kind;
mod letter;
mod mail;
mod post;
mod queue;
mod robot;
mod settings;

pub use choices::{BY, Choices};
pub use digest::{Digests, Tally, digests};
pub use errand::{Errand, errands};
pub use herald::{Herald, Pages};
pub use kind::{Kind, When};
pub use letter::Letter;
pub use post::{Done, Outcome, Post, work};
pub use queue::{Listed, Queue, QueueError, Sole, State, place};
pub use settings::{NoticeFault, NoticeSettings, Offered};
