//! Lists of documents, bulletins and whatever else a workflow describes.

use serde::Serialize;

use super::{Badge, Base, Link, NavItem, Pager, Time};

/// A page of a collection's list: all of it, or what a facet leaves. Template `list.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct ListPage {
    /// As on every page.
    pub base: Base,
    /// The collection's title, from its workflow.
    pub heading: String,
    /// What this list is narrowed to, such as `2026年`.
    pub narrowed: Option<String>,
    /// The area it belongs to, and the lists beside it.
    pub area: Option<Link>,
    /// Those lists and itself.
    pub siblings: Vec<NavItem>,
    /// The collection's name, with which a draft is begun.
    pub collection: String,
    /// How its subjects are dealt with.
    pub workflow_href: Option<String>,
    /// Whether its subjects carry numbers.
    pub numbered: bool,
    /// How many entries the whole list has.
    pub count: usize,
    /// The ways to narrow it.
    pub facets: Vec<Facet>,
    /// This page's entries.
    pub entries: Vec<Entry>,
    /// The other pages.
    pub pager: Pager,
}

/// A subject in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its document number.
    pub number: Option<String>,
    /// Its title and page.
    pub subject: Link,
    /// The unit it comes from.
    pub unit: Option<Link>,
    /// Its kind (文种, 类别).
    pub kind: Option<String>,
    /// Its date: of issue, or of its last act.
    pub date: Time,
    /// Where it stands.
    pub badge: Badge,
    /// For whom it is (发布范围).
    pub scope: Vec<String>,
    /// Its last day (有效期至).
    pub until: Option<Time>,
}

/// One way to narrow a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// By what.
    pub by: FacetBy,
    /// Its choices.
    pub options: Vec<FacetOption>,
}

/// By what a list is narrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FacetBy {
    /// By year.
    Year,
    /// By unit.
    Unit,
    /// By kind.
    Kind,
    /// By where it stands.
    State,
}

/// A choice of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FacetOption {
    /// Its text.
    pub text: String,
    /// The list it leads to.
    pub href: String,
    /// How many entries that has, where it is said.
    pub count: Option<usize>,
    /// Whether it is this list.
    pub current: bool,
}
