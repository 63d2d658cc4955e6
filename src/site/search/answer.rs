//! The answers of a server: the page of results in the language that was asked in.
//!
//! Whoever asks gives a predicate that says what the reader may see; it goes down to the shelf, where it comes first.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use atom_syndication::{Entry, Feed, Text};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::search::{Audience, By, Card, Filters, Found, HITS, Hit, Query, Shelf};
use crate::site::fill::{FEED_MEDIA, PageError, clean, link, name_of, person, utc, written};
use crate::site::page::{FEED, Page};
use crate::site::theme::{Theme, ThemeError};
use crate::site::view;

/// The page of results without results, and the theme to show it in, of one language.
#[derive(Debug)]
pub(in crate::site) struct Dress {
    /// The theme, with the words of the language.
    pub(in crate::site) theme: Arc<Theme>,
    /// The page.
    pub(in crate::site) page: view::SearchPage,
    /// Where the site stands, without a slash at the end, if that is known.
    pub(in crate::site) address: Option<String>,
    /// When the record began, in seconds since 1970.
    pub(in crate::site) begun: i64,
}

/// What somebody looks for.
struct Asked {
    text: String,
    filters: Filters,
    query: Query,
    page: usize,
}

impl Asked {
    /// What the fields of the form say; none if that is nothing.
    fn of(fields: &[(String, String)]) -> Option<Self> {
        let field =
            |name: &str| fields.iter().find(|(own, value)| own == name && !value.is_empty()).map(|(_, v)| v.as_str());
        let filters = By::ALL.into_iter().filter_map(|by| Some((by, field(by.word())?)));
        let filters = filters.fold(Filters::default(), |filters, (by, value)| filters.with(by, value));
        let text: String = field("q").unwrap_or_default().chars().take(200).collect();
        let query = Query::parse(&text);
        let page = field("page").and_then(|page| page.parse().ok()).unwrap_or(1);
        (!query.is_empty() || !filters.is_empty()).then_some(Self { text, filters, query, page })
    }
}

/// Who finds, while the site goes on being kept up.
#[derive(Debug, Default)]
pub struct Finder {
    shelf: RwLock<Shelf>,
    /// By the page's folder.
    dress: RwLock<BTreeMap<String, Arc<Dress>>>,
}

impl Finder {
    /// What is found.
    pub fn find(&self, query: &Query, filters: &Filters, page: usize, may_see: &dyn Fn(&Audience) -> bool) -> Found {
        self.shelf().find(query, filters, page, may_see)
    }

    /// The page of results that was asked for: a path from the site's top, and the fields of the form. None if that is no page of
    /// results, or if nothing was asked.
    pub fn answer(
        &self,
        path: &str,
        fields: &[(String, String)],
        may_see: &dyn Fn(&Audience) -> bool,
    ) -> Option<Result<Vec<u8>, ThemeError>> {
        let folder = path.trim_start_matches('/').trim_end_matches("index.html");
        let dress = self.dress.read().unwrap_or_else(PoisonError::into_inner).get(folder).cloned()?;
        let Asked { text, filters, query, page } = Asked::of(fields)?;
        let found = self.find(&query, &filters, page, may_see);
        let shown = dress.page.clone().answered(&text, &filters, &query, found);
        Some(dress.theme.render("search.html", &shown))
    }

    /// The feed (RFC 4287) that was asked for, as [`Self::answer`] takes it: the newest of what is found.
    pub fn feed(
        &self,
        path: &str,
        fields: &[(String, String)],
        may_see: &dyn Fn(&Audience) -> bool,
    ) -> Option<Result<Vec<u8>, PageError>> {
        let folder = path.trim_start_matches('/').strip_suffix(FEED)?;
        let dress = self.dress.read().unwrap_or_else(PoisonError::into_inner).get(folder).cloned()?;
        let asked = Asked::of(fields)?;
        let found = self.shelf().newest(&asked.query, &asked.filters, TOLD, may_see);
        Some(written(&dress.feed(folder, &asked, &found)))
    }

    /// How the page of results looks from now on, by its folder.
    pub(in crate::site) fn wear(&self, folder: String, dress: Dress) {
        self.dress.write().unwrap_or_else(PoisonError::into_inner).insert(folder, Arc::new(dress));
    }

    pub(super) fn shelf(&self) -> RwLockReadGuard<'_, Shelf> {
        self.shelf.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn shelf_mut(&self) -> RwLockWriteGuard<'_, Shelf> {
        self.shelf.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Dress {
    fn feed(&self, folder: &str, asked: &Asked, found: &[Arc<Card>]) -> Feed {
        let view::Base { site, lang, title, record, .. } = &self.page.base;
        let top = folder.trim_end_matches("search/");
        // Without an address links lead from where the feed stands.
        let whole = |href: &str| match &self.address {
            Some(address) => format!("{address}/{top}{href}"),
            None => format!("../{href}"),
        };
        let own = feed_href(&asked.text, &asked.filters);
        let entries: Vec<Entry> = found.iter().map(|card| self.entry(card, &whole)).collect();
        let begun = utc(self.begun).fixed_offset();
        Feed {
            title: Text::plain(clean(&format!("{title} {} · {site}", asked.text))),
            id: name_of(record, &format!("{lang}/{own}")),
            updated: entries.iter().map(|entry| entry.updated).max().unwrap_or(begun),
            authors: vec![person(site)],
            links: vec![
                link("alternate", "text/html", whole(&href(&asked.text, &asked.filters, 1))),
                link("self", FEED_MEDIA, whole(&own)),
            ],
            lang: Some(lang.clone()),
            entries,
            ..Feed::default()
        }
    }

    fn entry(&self, card: &Card, whole: &dyn Fn(&str) -> String) -> Entry {
        let collections = self.page.selects.iter().find(|select| select.by == By::Collection.word());
        let options = collections.map_or(&[][..], |select| &select.options);
        let collection = options.iter().find(|option| option.value == card.subject.collection());
        let collection = collection.map_or(card.subject.collection(), |option| &option.text);
        let name = match &card.paper {
            Some(paper) => format!("{}/{paper}", card.subject),
            None => card.subject.to_string(),
        };
        let facts: Vec<&str> = card.number.iter().map(String::as_str).chain([&*card.unit_title, collection]).collect();
        Entry {
            title: Text::plain(clean(&card.title)),
            id: name_of(&self.page.base.record, &name),
            updated: utc(card.time).fixed_offset(),
            authors: vec![person(&card.unit_title)],
            links: vec![link("alternate", "text/html", whole(&page_of(card).href()))],
            summary: Some(Text::plain(clean(&facts.join(" · ")))),
            ..Entry::default()
        }
    }
}

/// The address of a page of results.
fn href(asked: &str, filters: &Filters, page: usize) -> String {
    let href = format!("{}?{}", Page::Search.href(), question(asked, filters));
    if page > 1 { format!("{href}&page={page}") } else { href }
}

/// The address of the feed of the same.
fn feed_href(asked: &str, filters: &Filters) -> String {
    format!("search/{FEED}?{}", question(asked, filters))
}

/// What is asked, as it stands in an address.
fn question(asked: &str, filters: &Filters) -> String {
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let mut question = format!("q={}", encode(asked));
    for by in By::ALL {
        if let Some(value) = filters.get(by) {
            question = format!("{question}&{}={}", by.word(), encode(value));
        }
    }
    question
}

impl view::SearchPage {
    /// The same page with the answer.
    fn answered(mut self, asked: &str, filters: &Filters, query: &Query, found: Found) -> Self {
        asked.clone_into(&mut self.query);
        self.base.subscribe = vec![view::Subscription {
            kind: view::SubscriptionKind::Feed,
            title: format!("{} {asked} · {}", self.base.title, self.base.site),
            href: feed_href(asked, filters),
        }];
        let label = |select: &[view::SearchSelect], by: By, value: &str| {
            let of_it = select.iter().find(|one| one.by == by.word()).into_iter().flat_map(|one| &one.options);
            of_it
                .into_iter()
                .find(|option| option.value == value)
                .map_or_else(|| value.to_owned(), |one| one.text.clone())
        };
        for by in By::ALL {
            let Some(select) = self.selects.iter_mut().find(|select| select.by == by.word()) else { continue };
            for option in &mut select.options {
                option.current = filters.get(by) == Some(&option.value);
            }
        }
        let facets = found.facets.into_iter().map(|facet| {
            let by = facet.by;
            let options = facet.choices.into_iter().take(MOST).map(|choice| {
                let current = filters.get(by) == Some(&choice.value);
                let other = if current { filters.clone().without(by) } else { filters.clone().with(by, &choice.value) };
                let (text, href) = (label(&self.selects, by, &choice.value), href(asked, &other, 1));
                view::FacetOption { text, href, count: Some(choice.count), current }
            });
            view::SearchFacet { by: by.word(), options: options.collect() }
        });
        let facets: Vec<view::SearchFacet> =
            facets.filter(|facet| facet.options.len() > 1 || facet.options.iter().any(|one| one.current)).collect();
        let hits = found.hits.into_iter().map(|hit| {
            let collection = label(&self.selects, By::Collection, hit.card.subject.collection());
            shown(hit, collection)
        });
        let results = view::SearchResults {
            total: found.total,
            cut: query.is_cut(),
            left_out: found.left_out,
            first: (found.page - 1) * HITS + 1,
            hits: hits.collect(),
            facets,
            pager: view::Pager::new(found.page, found.pages, |page| href(asked, filters, page)),
        };
        self.results = Some(results);
        self
    }
}

/// How many texts a feed tells.
const TOLD: usize = 50;
/// How many choices are offered of one kind.
const MOST: usize = 12;

fn shown(hit: Hit, collection: String) -> view::SearchHit {
    let Hit { card, number, title, passages } = hit;
    let mut parts = card.date.split('-').map(str::to_owned);
    let mut part = || parts.next().unwrap_or_default();
    let (year, month_two, day_two) = (part(), part(), part());
    let short = |two: &str| two.trim_start_matches('0').to_owned();
    view::SearchHit {
        href: page_of(&card).href(),
        number,
        title,
        unit: card.unit_title.clone(),
        kind: card.kind.clone(),
        collection,
        state: card.state,
        date: card.date.clone(),
        year,
        month: short(&month_two),
        month_two,
        day: short(&day_two),
        day_two,
        passages,
    }
}

/// The page of a text.
pub(super) fn page_of(card: &Card) -> Page {
    match &card.paper {
        Some(paper) => Page::Paper(card.subject.clone(), paper.clone()),
        None => Page::Subject(card.subject.clone()),
    }
}
