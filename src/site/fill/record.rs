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
        let acts = entries.range(from..to).rev().map(|(_, entry)| {
            let docket = entry.subject.as_ref().and_then(|subject| self.ledger.office().docket(subject));
            self.act(entry, docket)
        });
        let newest = part == Part::Newest;
        let title = self.words.word("site-ledger");
        let crumbs = if newest {
            Vec::new()
        } else {
            vec![view::Link { text: title.clone(), href: Page::Ledger(Part::Newest).href() }]
        };
        view::LedgerPage {
            acts: acts.collect(),
            base: self.base(&page, &title, crumbs, to.saturating_sub(1)),
            count: if newest { count as u64 } else { 0 },
            invalid: if newest { self.index.refused().len() as u64 } else { 0 },
            verify_href: Page::Verify.href(),
            pager: Self::pager(part, count, ACTS, Page::Ledger),
        }
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
        view::NotFoundPage { base: self.base(&Page::NotFound, &title, Vec::new(), 0) }
    }
}
