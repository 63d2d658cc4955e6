//! A list's pages.

use serde::Serialize;

/// The way through a list that is spread over pages. A list of one page shows none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Pager {
    /// The number of this page, from 1.
    pub current: usize,
    /// How many there are.
    pub total: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// The first, the last and those around this one.
    pub pages: Vec<PagerLink>,
}

/// A link to a page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PagerLink {
    /// Its number.
    pub number: usize,
    /// Its site path.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
    /// Whether pages before it were left out.
    pub gap: bool,
}

impl Pager {
    /// The pager of page `current` (from 1) of `total`; `href` gives a page's site path.
    pub fn new(current: usize, total: usize, href: impl Fn(usize) -> String) -> Self {
        const AROUND: usize = 2;
        let total = total.max(1);
        let current = current.clamp(1, total);
        let from = current.saturating_sub(AROUND).max(1);
        let to = current.saturating_add(AROUND).min(total);
        let mut numbers: Vec<usize> = (from..=to).collect();
        if from > 1 {
            numbers.insert(0, 1);
        }
        if to < total {
            numbers.push(total);
        }
        let mut before = 0;
        let pages = numbers
            .into_iter()
            .map(|number| {
                let gap = number > before + 1;
                before = number;
                PagerLink { number, href: href(number), current: number == current, gap }
            })
            .collect();
        Self {
            current,
            total,
            previous: (current > 1).then(|| href(current - 1)),
            next: (current < total).then(|| href(current + 1)),
            pages,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(current: usize, total: usize) -> String {
        let pager = Pager::new(current, total, |n| n.to_string());
        let shown: Vec<String> = pager
            .pages
            .iter()
            .map(|page| {
                let gap = if page.gap { "…" } else { "" };
                let mark = if page.current { "*" } else { "" };
                format!("{gap}{}{mark}", page.number)
            })
            .collect();
        shown.join(" ")
    }

    #[test]
    fn pages_around_the_current_one() {
        assert_eq!(numbers(1, 1), "1*");
        assert_eq!(numbers(0, 0), "1*");
        assert_eq!(numbers(1, 9), "1* 2 3 …9");
        assert_eq!(numbers(5, 9), "1 …3 4 5* 6 7 …9");
        assert_eq!(numbers(9, 9), "1 …7 8 9*");
        assert_eq!(numbers(40, 9), "1 …7 8 9*");
    }

    #[test]
    fn ends_have_no_neighbour() {
        let pager = Pager::new(1, 2, |n| format!("p{n}"));
        assert_eq!((pager.previous.as_deref(), pager.next.as_deref()), (None, Some("p2")));
    }
}
