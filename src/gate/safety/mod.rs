//! What a safe repository is: one table, which [`install`] sets and [`examine`] reads.
//!
//! 1. Each line of the table says what is expected and why; there is no second list of it.
//! 2. [`install`] asks everything that could refuse it before it writes anything, and may be repeated: twice is the same as once.
//! 3. [`examine`] opens nothing that it has to believe and writes nothing; a damaged repository is reported, not stumbled over.

mod examine;
mod install;
mod table;

pub use examine::{Drift, Examination, examine};
pub use install::{InstallFault, install};
pub use table::{FILES, Rule, SETTINGS, Scope, bytes};

use std::collections::BTreeMap;

/// The hooks a safe repository has: their names and bytes.
pub type Hooks = BTreeMap<String, &'static [u8]>;
