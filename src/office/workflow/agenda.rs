//! When the subjects of a collection take place or are due (日历): what calendars outside the site are told of them.

use serde::Deserialize;

use super::{Field, FieldKind, Workflow};
use crate::id::Slug;

/// The fields of a form that calendars read: `[calendar]` of a workflow file. It has `start` or `due`, and not both.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agenda {
    /// The day or the minute on which a subject begins.
    pub start: Option<Slug>,
    /// The day or the minute on which it ends; of the same type.
    pub end: Option<Slug>,
    /// Where it is.
    pub place: Option<Slug>,
    /// The day or the minute by which something has to be done.
    pub due: Option<Slug>,
}

impl Agenda {
    /// The first key that names no field it can be, and what it holds.
    pub(super) fn fault(&self, workflow: &Workflow) -> Option<String> {
        let Self { start, end, place, due } = self;
        let named = |name: &Slug| workflow.field(name.as_str()).filter(|field| !field.list);
        let is_when = |field: &Field| matches!(field.kind, FieldKind::Date | FieldKind::Time);
        let when = |name: &Slug| named(name).filter(|field| is_when(field)).map(|field| field.kind);
        let is_place = |field: &Field| matches!(field.kind, FieldKind::Text | FieldKind::Choice);
        let first = match (start, due) {
            (Some(name), None) | (None, Some(name)) => name,
            (None, None) => return Some(String::new()),
            (Some(_), Some(due)) => return Some(due.to_string()),
        };
        if when(first).is_none() {
            return Some(first.to_string());
        }
        let is_same = |name: &Slug| start.is_some() && when(name) == when(first);
        let bad_end = end.as_ref().filter(|name| !is_same(name));
        let bad_place = place.as_ref().filter(|name| start.is_none() || !named(name).is_some_and(is_place));
        bad_end.or(bad_place).map(ToString::to_string)
    }
}
