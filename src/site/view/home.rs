//! The first page.

use serde::Serialize;

use super::{Base, Entry, Waiting};

/// The first page. Template `home.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct HomePage {
    /// As on every page.
    pub base: Base,
    /// The site's main areas, with what they hold.
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
    /// The newest bulletins.
    pub bulletins: Vec<Entry>,
    /// Where all of them are.
    pub bulletins_href: String,
    /// What waits for somebody.
    pub waiting: Vec<Waiting>,
    /// How much waits in all.
    pub waiting_count: usize,
    /// Where all of it is.
    pub waiting_href: String,
}

/// One of the site's areas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Area {
    /// Which.
    pub kind: AreaKind,
    /// Its site path.
    pub href: String,
    /// How many things are in it.
    pub count: u64,
}

/// The site's areas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AreaKind {
    /// 公文.
    Documents,
    /// 公告.
    Bulletins,
    /// 单位与人员.
    Units,
    /// 印章.
    Seals,
    /// 台账与核验.
    Ledger,
}
