//! Who is named: entries of `who`, units and conditions, as a workflow file writes them (`docs/workflows.md`, "Who", "Conditions").

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::id::Slug;
use crate::office::docket::Form;

/// An entry that names people.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Who {
    /// Whom it names.
    pub named: Named,
    /// How much each of them weighs in a vote.
    pub weight: u32,
}

/// Whom an entry names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// Everybody who holds a post of a unit.
    Post {
        /// The post's name.
        post: Slug,
        /// In which unit.
        of: UnitRef,
    },
    /// The next-higher leader (上一级领导).
    Above {
        /// The post's name.
        post: Slug,
        /// From which unit upwards.
        from: UnitRef,
    },
    /// Everybody whose home a unit is.
    Member(UnitRef),
    /// Every custodian of a seal of a unit.
    Custodian(UnitRef),
    /// The people in a field.
    Person(Slug),
    /// The drafter (拟稿人).
    Drafter,
    /// Who issued the subject (签发人).
    Signer,
    /// Everybody in the register.
    Everyone,
}

/// A unit, named or by its part in the subject.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "WrittenUnit")]
pub enum UnitRef {
    /// The drafter's home unit (拟稿人所在单位).
    Drafter,
    /// The unit in the form's field `unit` (发文机关), else the drafter's.
    Issuer,
    /// The units that a change request or a report of a loss concerns.
    Concerned,
    /// A named unit.
    Named(Slug),
    /// The units in a field.
    Field(Slug),
    /// The unit above another.
    Parent(Box<Self>),
}

impl UnitRef {
    /// Whether it reads which units are concerned.
    pub(super) fn is_concerned(&self) -> bool {
        match self {
            Self::Concerned => true,
            Self::Parent(unit) => unit.is_concerned(),
            Self::Drafter | Self::Issuer | Self::Named(_) | Self::Field(_) => false,
        }
    }

    /// The field it reads, if it does.
    pub fn field(&self) -> Option<&Slug> {
        match self {
            Self::Field(name) => Some(name),
            Self::Parent(unit) => unit.field(),
            Self::Drafter | Self::Issuer | Self::Concerned | Self::Named(_) => None,
        }
    }
}

impl Named {
    /// The unit it begins from.
    pub const fn unit(&self) -> Option<&UnitRef> {
        match self {
            Self::Post { of: unit, .. }
            | Self::Above { from: unit, .. }
            | Self::Member(unit)
            | Self::Custodian(unit) => Some(unit),
            Self::Person(_) | Self::Drafter | Self::Signer | Self::Everyone => None,
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenUnit {
    Word(Slug),
    Table(UnitTable),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitTable {
    field: Option<Slug>,
    parent: Option<Box<UnitRef>>,
}

impl TryFrom<WrittenUnit> for UnitRef {
    type Error = &'static str;

    fn try_from(written: WrittenUnit) -> Result<Self, &'static str> {
        match written {
            WrittenUnit::Word(slug) => Ok(match slug.as_str() {
                "drafter" => Self::Drafter,
                "issuer" => Self::Issuer,
                "concerned" => Self::Concerned,
                _ => Self::Named(slug),
            }),
            WrittenUnit::Table(UnitTable { field: Some(name), parent: None }) => Ok(Self::Field(name)),
            WrittenUnit::Table(UnitTable { field: None, parent: Some(unit) }) => Ok(Self::Parent(unit)),
            WrittenUnit::Table(_) => {
                Err("expected \"drafter\", \"issuer\", \"concerned\", a unit's slug, { field = … } or { parent = … }")
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    post: Option<Slug>,
    of: Option<UnitRef>,
    above: Option<UnitRef>,
    member: Option<UnitRef>,
    custodian: Option<UnitRef>,
    person: Option<Slug>,
    drafter: Option<bool>,
    signer: Option<bool>,
    everyone: Option<bool>,
    #[serde(default = "one")]
    weight: u32,
}

const fn one() -> u32 {
    1
}

impl TryFrom<Written> for Who {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, &'static str> {
        let Written { post, of, above, member, custodian, person, drafter, signer, everyone, weight } = written;
        let flags = match (drafter, signer, everyone) {
            (None, None, None) => None,
            (Some(true), None, None) => Some(Named::Drafter),
            (None, Some(true), None) => Some(Named::Signer),
            (None, None, Some(true)) => Some(Named::Everyone),
            _ => return Err("expected one of drafter, signer and everyone, and true"),
        };
        let named = match (post, of, above, member, custodian, person, flags) {
            (Some(post), Some(of), None, None, None, None, None) => Named::Post { post, of },
            (Some(post), None, Some(from), None, None, None, None) => Named::Above { post, from },
            (None, None, None, Some(unit), None, None, None) => Named::Member(unit),
            (None, None, None, None, Some(unit), None, None) => Named::Custodian(unit),
            (None, None, None, None, None, Some(field), None) => Named::Person(field),
            (None, None, None, None, None, None, Some(named)) => named,
            _ => {
                return Err("expected { post, of }, { above, post }, { member }, { custodian }, { person }, \
                            { drafter = true }, { signer = true } or { everyone = true }");
            }
        };
        Ok(Self { named, weight })
    }
}

/// What the form must hold, by field.
pub type Condition = BTreeMap<Slug, Holds>;

/// What one field must hold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Holds {
    /// A value, or none.
    Filled(bool),
    /// One of these.
    OneOf(Vec<String>),
    /// A number between.
    Between(Bounds),
}

/// The bounds of a number, both included.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// The smallest.
    pub min: Option<i64>,
    /// The greatest.
    pub max: Option<i64>,
}

/// Whether a form is as a condition asks.
pub fn holds(condition: &Condition, form: &Form) -> bool {
    condition.iter().all(|(name, holds)| {
        let values = form.get(name.as_str()).map_or(&[][..], |value| value.parts());
        match holds {
            Holds::Filled(filled) => values.iter().any(|value| !value.is_empty()) == *filled,
            Holds::OneOf(list) => values.iter().any(|value| list.contains(value)),
            Holds::Between(Bounds { min, max }) => values
                .first()
                .and_then(|value| value.parse::<i64>().ok())
                .is_some_and(|n| min.is_none_or(|min| n >= min) && max.is_none_or(|max| n <= max)),
        }
    })
}
