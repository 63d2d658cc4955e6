//! The ledger, verification, and the page that is not there.

use super::Source;
use crate::ledger::{Finding, Refusal, SealFault, TagState};
use crate::site::page::{ACTS, Page, Part};
use crate::site::view;

impl Source<'_> {
    pub(super) fn ledger_page(&self, part: Part) -> view::LedgerPage {
        let page = Page::Ledger(part);
        let entries = self.ledger.entries();
        let count = entries.len();
        let range = part.range(count, ACTS);
        let (from, to) = (range.start as u64, range.end as u64);
        let mut days: Vec<view::LedgerDay> = Vec::new();
        for (_, entry) in entries.range(from..to).rev() {
            let day = self.day(entry.time);
            if days.last().is_none_or(|last| last.day != day) {
                // An hour that somebody's clock had wrong may bring a day again: an id stands once.
                let again = days.iter().filter(|other| other.day == day).count();
                let anchor = if again == 0 { format!("d-{}", day.iso) } else { format!("d-{}-{}", day.iso, again + 1) };
                days.push(view::LedgerDay { anchor, day, acts: Vec::new(), held: Vec::new() });
            }
            let docket = entry.subject.as_ref().and_then(|subject| self.docket(subject));
            if let Some(last) = days.last_mut() {
                match self.signed(entry.seq) {
                    Some(entry) => last.acts.push(self.act(entry, docket)),
                    None => last.held.push(entry.seq),
                }
            }
        }
        let years = self.index.days().years().iter().rev();
        let newest = part == Part::Newest;
        let title = self.words.word("site-ledger");
        let crumbs = if newest {
            Vec::new()
        } else {
            vec![view::Link { text: title.clone(), href: Page::Ledger(Part::Newest).href() }]
        };
        view::LedgerPage {
            days,
            years: if newest { years.map(|year| self.year_link(*year)).collect() } else { Vec::new() },
            base: self.base(&page, &title, crumbs, to.saturating_sub(1)),
            count: if newest { count as u64 } else { 0 },
            invalid: if newest { self.index.refused().len() as u64 } else { 0 },
            verify_href: Page::Verify.href(),
            pager: Self::pager(part, count, ACTS, Page::Ledger),
        }
    }

    /// The days of a year, each with the page on which its acts begin.
    pub(super) fn year_page(&self, year: i16) -> view::YearPage {
        let page = Page::Days(year);
        let count = self.ledger.entries().len();
        let mut months: Vec<view::LedgerMonth> = Vec::new();
        let (mut all, mut as_of) = (0, 0);
        for (date, day) in self.index.days().of_year(year).rev() {
            let month = self.month((date.year(), date.month()));
            if months.last().is_none_or(|last| last.name != month) {
                let anchor = format!("m-{:02}", date.month());
                months.push(view::LedgerMonth { anchor, name: month, count: 0, days: Vec::new() });
            }
            let place = usize::try_from(day.last).unwrap_or(usize::MAX);
            let part = Part::showing(place, count, ACTS);
            if let Some(last) = months.last_mut() {
                last.count += day.acts;
                last.days.push(view::DayLink {
                    anchor: format!("d-{date}"),
                    day: view::Time { iso: date.to_string(), text: self.day_text(date) },
                    href: format!("{}#d-{date}", Page::Ledger(part).href()),
                    count: day.acts,
                });
            }
            all += day.acts;
            as_of = as_of.max(day.last);
        }
        let name = self.word("site-year", &[("year", &year.to_string())]);
        let crumbs = vec![view::Link { text: self.words.word("site-ledger"), href: Page::Ledger(Part::Newest).href() }];
        let years = self.index.days().years();
        view::YearPage {
            base: self.base(&page, &format!("{} {name}", self.words.word("site-ledger")), crumbs, as_of),
            name,
            count: all,
            months,
            previous: years.range(..year).next_back().map(|year| self.year_link(*year)),
            next: years.range(year..).find(|other| **other != year).map(|year| self.year_link(*year)),
        }
    }

    /// A year of the list of all acts.
    pub(super) fn year_link(&self, year: i16) -> view::Link {
        let text = self.word("site-year", &[("year", &year.to_string())]);
        view::Link { text, href: Page::Days(year).href() }
    }

    pub(super) fn verify(&self) -> view::VerifyPage {
        let root = self.ledger.root().to_string();
        let faults = self
            .index
            .refused()
            .iter()
            .filter_map(|seq| self.ledger.entries().get(seq)?.refused.clone())
            .chain(self.index.troubled().iter().filter_map(|name| self.ledger.seals().get(name)).filter_map(|put| {
                match &put.tag {
                    TagState::Good { .. } => None,
                    TagState::Bad { finding, .. } => Some((**finding).clone()),
                    TagState::Missing => {
                        let fault = SealFault::Missing { reference: put.reference.clone() };
                        Some(Finding::from(&Refusal::from(fault)).in_act(put.seq, put.commit))
                    }
                }
            }))
            .map(|finding| {
                let (code, message, hint) = self.told(&finding);
                // That an act does not count is no secret; what it is about may be one.
                if finding.seq.is_some_and(|seq| self.signed(seq).is_none()) {
                    let message = self.words.word("site-held");
                    return view::Fault { code, number: finding.seq, place: None, message, hint: None };
                }
                view::Fault { code, number: finding.seq, place: finding.path.clone(), message, hint }
            })
            .collect();
        let title = self.words.word("site-verify");
        view::VerifyPage {
            base: self.base(&Page::Verify, &title, Vec::new(), self.ledger.head().seq),
            commands: vec![
                view::Command {
                    about: self.words.word("site-check-all"),
                    lines: format!("kanhe verify --root \"{root}\""),
                    fingerprint: None,
                },
                view::Command {
                    about: self.words.word("site-check-stock"),
                    lines: "gpg --import content/people/*/*.asc content/seals/*/*.asc\ngit log --show-signature\n\
                            git for-each-ref --format='%(refname:short)' refs/tags/seal | xargs -n 1 git verify-tag"
                        .to_owned(),
                    fingerprint: None,
                },
            ],
            root_line: root,
            checkpoint_line: self.ledger.checkpoint().to_string(),
            faults,
            ledger_href: Page::Ledger(Part::Newest).href(),
        }
    }

    pub(super) fn not_found(&self) -> view::NotFoundPage {
        let title = self.words.word("site-not-found");
        let page = |name: &str| self.received.then(|| format!("{}{name}", crate::site::ACCOUNT));
        let (sign_in, fault) = (page("sign-in"), page("fault"));
        view::NotFoundPage { base: self.base(&Page::NotFound, &title, Vec::new(), 0), sign_in, fault }
    }
}
