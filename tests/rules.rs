//! Rule stories: what the office allows and refuses, told below the binary in milliseconds.
//!
//! Each story is a `#[test]` whose name is its sentence. [`world`] holds the cast and the small language the stories are written
//! in: `w.by("lin").approve("同意").refused(512)`. Every refused act is also held to leave the whole state as it was.

#[path = "rules/accounts.rs"]
mod accounts;
#[path = "rules/changes.rs"]
mod changes;
#[path = "rules/content.rs"]
mod content;
#[path = "rules/decisions.rs"]
mod decisions;
#[path = "rules/deliveries.rs"]
mod deliveries;
#[path = "rules/deputies.rs"]
mod deputies;
#[path = "rules/forms.rs"]
mod forms;
#[path = "rules/inbox.rs"]
mod inbox;
#[path = "rules/limits.rs"]
mod limits;
#[path = "rules/login.rs"]
mod login;
#[path = "rules/modules.rs"]
mod modules;
#[path = "rules/notices.rs"]
mod notices;
#[path = "rules/numbers.rs"]
mod numbers;
#[path = "rules/order.rs"]
mod order;
#[path = "rules/partners.rs"]
mod partners;
#[path = "rules/properties.rs"]
mod properties;
#[path = "rules/readers.rs"]
mod readers;
#[path = "rules/register.rs"]
mod register;
#[path = "rules/seals.rs"]
mod seals;
#[path = "rules/signers.rs"]
mod signers;
#[path = "rules/variants.rs"]
mod variants;
#[path = "rules/verbs.rs"]
mod verbs;
#[path = "rules/walk.rs"]
mod walk;
#[path = "rules/workflow_files.rs"]
mod workflow_files;
#[path = "rules/world.rs"]
mod world;
