//! The registers of document numbers (发文字号登记).

use serde::Serialize;

use super::{Badge, Base, Link, Pager, Time};

/// All registers, by year. Template `numbers.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct NumbersPage {
    /// As on every page.
    pub base: Base,
    /// The years, the latest first.
    pub years: Vec<NumberYear>,
}

/// The registers of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NumberYear {
    /// The year; none for registers that go on over the years.
    pub name: Option<String>,
    /// Its registers.
    pub registers: Vec<NumberRow>,
}

/// A register in the list of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NumberRow {
    /// The register, with its latest page.
    pub register: Link,
    /// How many numbers it gave.
    pub count: usize,
    /// How many serials nobody has.
    pub gaps: usize,
    /// The last number it gave.
    pub last: Option<Link>,
}

/// Some serials of a register, in order. Template `register.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct RegisterPage {
    /// As on every page.
    pub base: Base,
    /// The number with a dash in the place of the serial.
    pub name: String,
    /// The serials.
    pub rows: Vec<SerialRow>,
    /// The other pages.
    pub pager: Pager,
}

/// A serial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SerialRow {
    /// The number as it is written.
    pub number: String,
    /// Who has it; nobody, if it was passed over (缺号).
    pub given: Option<NumberGiven>,
    /// Whether it is given to what is not for all staff.
    pub held: bool,
}

/// Who has a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NumberGiven {
    /// The subject.
    pub subject: Link,
    /// The issuing unit.
    pub unit: Option<Link>,
    /// When it was issued.
    pub date: Option<Time>,
    /// Where it stands.
    pub badge: Badge,
}
