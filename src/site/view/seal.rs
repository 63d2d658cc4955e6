//! Seals: their pictures, their register and what they were put on.

use serde::Serialize;

use super::{Actor, Base, Certificate, Change, Entry, Face, Fingerprint, Link, Pager, Time};

/// All seals. Template `seals.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct SealsPage {
    /// As on every page.
    pub base: Base,
    /// The seals in use.
    pub seals: Vec<SealCard>,
    /// Those that were handed back or destroyed.
    pub ended: Vec<SealCard>,
}

/// A seal in a list of seals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealCard {
    /// Its page; the text is the name on it.
    pub seal: Link,
    /// Its picture.
    pub face: Face,
    /// What kind of seal.
    pub kind: SealKind,
    /// Whether it is used.
    pub state: SealState,
    /// Its unit.
    pub unit: Option<Link>,
    /// Who keeps it.
    pub custodians: Vec<Actor>,
    /// How often it was put.
    pub uses: usize,
}

/// A seal. Template `seal.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct SealPage {
    /// As on every page.
    pub base: Base,
    /// The name on it.
    pub name: String,
    /// Its picture.
    pub face: Face,
    /// Whether the register names a drawing of the unit's own that is not there or not the one it names.
    pub lacks_picture: bool,
    /// What kind of seal.
    pub kind: SealKind,
    /// Whether it is used.
    pub state: SealState,
    /// The act since which it is no longer used.
    pub ended: Option<Change>,
    /// Whose personal seal it is.
    pub owner: Option<Link>,
    /// The reports by which its certificates are suspended.
    pub losses: Vec<Link>,
    /// Its unit.
    pub unit: Option<Link>,
    /// Who keeps it.
    pub custodians: Vec<Actor>,
    /// Its diameter in millimetres.
    pub diameter: Option<u32>,
    /// Its certificates.
    pub certificates: Vec<Certificate>,
    /// What was asked to be changed about it, the latest of it.
    pub changes: Vec<Entry>,
    /// How often it was put.
    pub count: usize,
    /// What it was put on, this page's part, newest first.
    pub uses: Vec<SealUse>,
    /// The other pages.
    pub pager: Pager,
}

/// One time a seal was put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealUse {
    /// The act's number.
    pub number: u64,
    /// The document.
    pub subject: Link,
    /// Its document number.
    pub given: Option<String>,
    /// Who put it.
    pub who: Actor,
    /// When.
    pub time: Time,
    /// Whether it holds.
    pub verdict: SealVerdict,
}

/// A seal on a subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SealRow {
    /// The seal.
    pub seal: Link,
    /// Who put it.
    pub custodian: Actor,
    /// The act's number.
    pub number: u64,
    /// When.
    pub time: Time,
    /// The tag's name.
    pub tag: String,
    /// The seal's certificate.
    pub fingerprint: Fingerprint,
    /// Whether it holds.
    pub verdict: SealVerdict,
}

/// Whether a seal holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum SealVerdict {
    /// It does, and the act after it registered it.
    Registered,
    /// It does, and no act came after it yet.
    Unregistered,
    /// It does not.
    Invalid {
        /// The rule's code.
        code: String,
        /// What is wrong.
        reason: String,
        /// What would be needed instead.
        hint: Option<String>,
    },
}

/// What kind of seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum SealKind {
    /// 公章.
    #[default]
    Unit,
    /// 专用章.
    Special,
    /// 签名章: a person's own.
    Personal,
}

/// Whether a seal is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum SealState {
    /// 在用.
    #[default]
    Active,
    /// 缴回.
    HandedBack,
    /// 销毁.
    Destroyed,
}
