//! The record: a git repository read and written by one grammar (`docs/record-format.md` sections 2–5, 7 and 12).
//!
//! Above git's bytes and below the office's rules. It knows what a commit, a seal and a tree of a record look like to the
//! byte, how they are named, and how they are kept in and moved between repositories. It does not know whether a signature
//! is good (it carries the armour as it is), what a verb allows, or who may do it.
//!
//! - [`Commit`], [`Tag`], [`Tree`]: one encoding each; whatever was parsed encodes to the same bytes.
//! - [`Ident`], [`Fields`] with the keys [`Key`] and [`Field`]: the parts they are made of.
//! - [`Record`]: an opened repository; reading, walking, writing, the work tree. [`Record::examine`] opens one to verify it.
//! - [`Names`] and [`Cache`]: SHA-256 names, kept in `<git directory>/kanhe/cache.sqlite`, which may be deleted at any time.
//! - [`Remote`]: fetch and push. [`Bundle`]: the same into and out of files.
//! - [`Fault`]: what can be wrong, K101–K199.
//!
//! Deliberately absent: revision walks, commit graphs, replace refs, mailmaps and merges.

mod bundle;
mod commit;
mod cursor;
mod examine;
mod fault;
mod ident;
mod landing;
mod layout;
mod loose;
mod names;
mod object;
mod packs;
mod program;
mod refs;
mod remote;
mod repository;
mod tag;
mod trailers;
mod tree;
mod walk;
mod worktree;
mod writing;

pub use bundle::Bundle;
pub use commit::{Commit, MESSAGE_LIMIT, Unsigned};
pub use examine::Examined;
pub use fault::{Defect, Fault};
pub use ident::{Ident, Zone};
pub use layout::{Layout, Setting};
pub use names::{Cache, Name, Names};
pub use object::{BLOB_LIMIT, Object, ObjectKind, name_of};
pub use remote::{Fetched, PushFault, Pushed, Remote};
pub use repository::{DRAFTS, MAIN, Record, Refs, SEALS};
pub use tag::{Field, Tag, UnsignedTag};
pub use trailers::{Fields, Key, Keys, Trailers};
pub use tree::{ENTRY_LIMIT, Entry, EntryKind, Tree};
pub use walk::{Change, DEPTH_LIMIT, File, PATH_BYTES, PATH_LIMIT, Weight};
