//! Which pages name which entries of the register. It is noted while a page is made, so that an entry that changes finds the pages that
//! say something of it without looking at the whole record.

use std::collections::{BTreeMap, BTreeSet};

use super::page::Page;
use crate::id::Slug;

/// An entry of the register.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Named {
    /// A unit.
    Unit(Slug),
    /// A person or account.
    Person(Slug),
    /// A seal.
    Seal(Slug),
}

impl Named {
    /// The entry in whose folder a file of the register stands.
    pub(super) fn of_path(path: &str) -> Option<Self> {
        let mut parts = path.strip_prefix("content/")?.split('/');
        let (kind, slug) = (parts.next()?, parts.next()?.parse().ok()?);
        parts.next()?;
        match kind {
            "units" => Some(Self::Unit(slug)),
            "people" => Some(Self::Person(slug)),
            "seals" => Some(Self::Seal(slug)),
            _ => None,
        }
    }

    /// The folder of such entries.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Unit(_) => "units",
            Self::Person(_) => "people",
            Self::Seal(_) => "seals",
        }
    }

    /// Its slug.
    pub(super) const fn slug(&self) -> &Slug {
        match self {
            Self::Unit(slug) | Self::Person(slug) | Self::Seal(slug) => slug,
        }
    }
}

/// Which pages name which entries. Pages and entries have numbers here: there are many pairs of them.
#[derive(Debug, Default)]
pub(super) struct Names {
    pages: Numbered<Page>,
    entries: Numbered<Named>,
    of_page: BTreeMap<u32, Box<[u32]>>,
    of_entry: BTreeMap<u32, BTreeSet<u32>>,
}

/// Things by number. A number is never given again.
#[derive(Debug)]
struct Numbered<T> {
    numbers: BTreeMap<T, u32>,
    all: Vec<T>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { numbers: BTreeMap::new(), all: Vec::new() }
    }
}

impl<T: Ord + Clone> Numbered<T> {
    fn number(&mut self, thing: &T) -> u32 {
        if let Some(number) = self.numbers.get(thing) {
            return *number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(thing.clone());
        self.numbers.insert(thing.clone(), number);
        number
    }
}

impl Names {
    /// Takes in what a page names now.
    pub(super) fn set(&mut self, page: &Page, named: &BTreeSet<Named>) {
        let number = self.pages.number(page);
        let mut now: Vec<u32> = named.iter().map(|entry| self.entries.number(entry)).collect();
        now.sort_unstable();
        let before = self.of_page.insert(number, now.clone().into_boxed_slice()).unwrap_or_default();
        for left in before.iter().filter(|entry| now.binary_search(entry).is_err()) {
            if let Some(pages) = self.of_entry.get_mut(left) {
                pages.remove(&number);
            }
        }
        for entry in now {
            self.of_entry.entry(entry).or_default().insert(number);
        }
    }

    /// The pages that name an entry.
    pub(super) fn pages(&self, entry: &Named) -> impl Iterator<Item = &Page> {
        let number = self.entries.numbers.get(entry);
        let pages = number.and_then(|number| self.of_entry.get(number)).into_iter().flatten();
        pages.filter_map(|page| self.pages.all.get(*page as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_by_what_it_names_last() {
        let unit = |slug: &str| Named::Unit(slug.parse().unwrap());
        let person = Named::Person("chen".parse().unwrap());
        let mut names = Names::default();
        names.set(&Page::Home, &BTreeSet::from([unit("office"), person.clone()]));
        names.set(&Page::Waiting, &BTreeSet::from([unit("office")]));
        assert_eq!(names.pages(&unit("office")).collect::<Vec<_>>(), [&Page::Home, &Page::Waiting]);
        names.set(&Page::Home, &BTreeSet::from([unit("finance")]));
        assert_eq!(names.pages(&unit("office")).collect::<Vec<_>>(), [&Page::Waiting]);
        assert_eq!(names.pages(&person).count() + names.pages(&unit("none")).count(), 0);
        assert_eq!(names.pages(&unit("finance")).count(), 1);
    }

    #[test]
    fn an_entry_is_found_by_its_folder() {
        let office = Named::Unit("office".parse().unwrap());
        assert_eq!(Named::of_path("content/units/office/index.md"), Some(office.clone()));
        assert_eq!((office.kind(), office.slug().as_str()), ("units", "office"));
        for path in ["content/units/office", "kanhe.toml", "workflows/units/a", "content/rules/2026/a/index.md"] {
            assert_eq!(Named::of_path(path), None, "{path}");
        }
    }
}
