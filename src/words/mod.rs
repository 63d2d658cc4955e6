//! What people read: messages as keys with arguments, and the catalogue that puts them into a reader's language.
//!
//! No floor below `cli` and `site` holds a sentence meant for a person. It says *what* happened with a [`Message`];
//! the [`Catalogue`] turns that into Chinese or English. Keys and texts stand in `themes/words/` (Fluent).
//! Foreign text (names, opinions, file names) comes in as arguments only and is neutralised here, in one place.

mod catalogue;
mod message;

pub use catalogue::{Catalogue, Language, UnknownLanguage};
pub use message::{Message, Say, neutral};
