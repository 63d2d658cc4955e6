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
    /// The unit that keeps it.
    pub unit: Option<Link>,
    /// Of what it is.
    pub kind: BookKind,
    /// How many numbers it gave.
    pub count: usize,
    /// How many serials nobody has.
    pub gaps: usize,
    /// The last number it gave.
    pub last: Option<Link>,
}

/// Of what a register is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum BookKind {
    /// 发文登记簿: what the unit issued.
    #[default]
    Outgoing,
    /// 收文登记簿: what was handed in to it.
    Incoming,
}

/// A register on the page of the unit that keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Book {
    /// Of what it is.
    pub kind: BookKind,
    /// The register, with its latest page.
    pub register: Link,
    /// Its year; none if it goes on over the years.
    pub year: Option<String>,
}

/// Some serials of a register, in order. Template `register.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct RegisterPage {
    /// As on every page.
    pub base: Base,
    /// The number with a dash in the place of the serial.
    pub name: String,
    /// The unit that keeps it.
    pub unit: Option<Link>,
    /// Of what it is.
    pub kind: BookKind,
    /// What the columns are called that the workflow names.
    pub columns: Vec<String>,
    /// Whether what it lists is sent to others.
    pub sends: bool,
    /// Where the same stands as a table.
    pub csv_href: String,
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
    /// When it was issued, or registered.
    pub date: Option<Time>,
    /// What stands in the columns.
    pub cells: Vec<String>,
    /// When it was first sent.
    pub sent: Option<Time>,
    /// How many of those it was sent to have received it.
    pub received: Option<String>,
    /// Where it stands.
    pub badge: Badge,
    /// The same in words, for a table.
    pub standing: String,
}
