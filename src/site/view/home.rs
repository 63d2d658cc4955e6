//! The first page.

use serde::Serialize;

use super::{Base, Entry, FacetOption, Link, Waiting};

/// The first page. Template `home.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct HomePage {
    /// As on every page.
    pub base: Base,
    /// The five areas, with what they hold.
    pub areas: Vec<Area>,
    /// How much was carried out without its approvals.
    pub unapproved: usize,
    /// How much is reported lost and suspended.
    pub losses: usize,
    /// Where both are listed.
    pub requests_href: String,
    /// The newest documents.
    pub documents: Vec<Entry>,
    /// Where all of them are.
    pub documents_href: String,
    /// The newest bulletins that are still in force.
    pub bulletins: Vec<Entry>,
    /// Where all of them are.
    pub bulletins_href: String,
    /// What waits for somebody.
    pub waiting: Vec<Waiting>,
    /// How much waits in all.
    pub waiting_count: usize,
    /// Where all of it is.
    pub waiting_href: String,
    /// Where a reader finds himself.
    pub people_href: String,
    /// Where all quick operations are.
    pub quick_href: String,
}

/// One of the site's five areas, as the first page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Area {
    /// Which.
    pub kind: AreaKind,
    /// Its page.
    pub href: String,
    /// What it holds.
    pub modules: Vec<Module>,
}

/// The site's areas (Y1). Which collection belongs to which follows from its workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum AreaKind {
    /// 公文处理.
    #[default]
    Documents,
    /// 政务管理.
    Affairs,
    /// 个人事务.
    Personal,
    /// 历史数据.
    History,
    /// 快捷操作.
    Quick,
}

impl AreaKind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Documents, Self::Affairs, Self::Personal, Self::History, Self::Quick];

    /// Its word in paths and in the keys of the catalogue.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Affairs => "affairs",
            Self::Personal => "personal",
            Self::History => "history",
            Self::Quick => "quick",
        }
    }
}

/// A part of an area: a collection, or a page of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Module {
    /// What it is called, and its page.
    pub page: Link,
    /// How many things are in it.
    pub count: Option<u64>,
    /// How many of them are on their way.
    pub open: usize,
    /// How its subjects are dealt with.
    pub workflow_href: Option<String>,
    /// What a draft of it is begun with: the collection's name.
    pub collection: Option<String>,
    /// The newest in it.
    pub newest: Vec<Entry>,
}

/// One of the five areas. Template `area.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct AreaPage {
    /// As on every page.
    pub base: Base,
    /// Which.
    pub kind: AreaKind,
    /// What it holds.
    pub modules: Vec<Module>,
    /// The register and what changes it, in the area that keeps them.
    pub registers: Vec<Module>,
    /// The lists of past years, collection by collection, in the area that looks back.
    pub years: Vec<Years>,
}

/// The years of a collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Years {
    /// The collection.
    pub collection: Link,
    /// Its years, the newest first.
    pub years: Vec<FacetOption>,
}
