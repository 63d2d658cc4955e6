//! Another copy of the record, seen before: what it has and this one has not.
//!
//! 1. Of the other copy only the refs are read and, where its `main` is no act of this record, its chain of commits down to the first
//!    that is. It may be damaged, shallow or full of other things: nothing else of it is asked, and nothing of it is judged.
//! 2. A copy that ends later says that this one is old or was cut; one that goes on otherwise, that two histories were shown.
//! 3. A seal that stood there has to stand here, the same tag object at the same ref.

use std::collections::HashMap;

use super::report::Compared;
use crate::id::GitId;
use crate::ledger::refusal::{Finding, Refusal};
use crate::ledger::replay::Ledger;
use crate::ledger::root::AnchorFault;
use crate::record::{Fault, Record};

/// Another copy of the record.
#[derive(Debug)]
pub struct Copy {
    /// As the reader named it.
    pub name: String,
    /// Its repository.
    pub record: Record,
}

/// How far two copies are one.
enum Common {
    /// The other's last act is an act here, with this number.
    Whole(u64),
    /// They have the acts up to this number in common, and the other has so many more, of which this is the first.
    Until { seq: u64, more: u64, next: GitId },
    /// They begin with different commits.
    Nothing(GitId),
}

impl Ledger {
    /// What another copy remembers otherwise. The acts and the seals of this ledger must all be here.
    pub(super) fn compare_copy(&self, ours: &Record, copy: &Copy) -> Result<(Compared, Vec<Finding>), Refusal> {
        let name = &copy.name;
        let mut compared = Compared { copy: name.clone(), common: None, seals: 0 };
        let unread = |fault: Option<Fault>| {
            let mut finding = Finding::from(&Refusal::from(AnchorFault::Unread { copy: name.clone() }));
            finding.details.extend(fault.map(|fault| Finding::from(&Refusal::from(fault))));
            finding
        };
        let mut findings = Vec::new();
        let mut add = |fault: AnchorFault| findings.push(Finding::from(&Refusal::from(fault)));
        let common = match copy.record.main() {
            Ok(Some(tip)) => self.common(&copy.record, tip),
            Ok(None) => return Ok((compared, vec![unread(None)])),
            Err(fault) => Err(fault),
        };
        match common {
            Err(fault) if fault.is_of_the_machine() => return Err(fault.into()),
            Err(fault) => findings.push(unread(Some(fault))),
            Ok(Common::Nothing(theirs)) => {
                add(AnchorFault::OtherCopy { copy: name.clone(), expected: theirs, found: self.root().genesis });
                return Ok((compared, findings));
            }
            Ok(Common::Whole(seq)) => compared.common = Some(seq),
            Ok(Common::Until { seq, more, next }) => {
                compared.common = Some(seq);
                add(match self.entries().get(&(seq + 1)) {
                    Some(entry) => AnchorFault::Parted { copy: name.clone(), seq, here: entry.commit, there: next },
                    None => AnchorFault::Behind { copy: name.clone(), expected: seq + more, found: seq },
                });
            }
        }
        // A copy that knows acts this one lacks may have seals by them; otherwise a ref no act has put is no seal.
        let knows_more = !findings.is_empty();
        for (reference, expected) in copy.record.seals()? {
            if !knows_more && !self.seals().contains_key(&reference) {
                continue;
            }
            match compare_seal(ours, name, &reference, expected) {
                None => compared.seals += 1,
                Some(fault) => findings.push(Finding::from(&Refusal::from(fault))),
            }
        }
        Ok((compared, findings))
    }

    /// Follows the other's chain down to an act of this one.
    fn common(&self, theirs: &Record, tip: GitId) -> Result<Common, Fault> {
        let known: HashMap<GitId, u64> = self.entries().values().map(|entry| (entry.commit, entry.seq)).collect();
        let (mut at, mut above, mut more) = (tip, None, 0);
        loop {
            match (known.get(&at), above) {
                (Some(seq), None) => return Ok(Common::Whole(*seq)),
                (Some(seq), Some(next)) => return Ok(Common::Until { seq: *seq, more, next }),
                (None, _) => {}
            }
            let Some(parent) = theirs.first_parent(at)? else { return Ok(Common::Nothing(at)) };
            (at, above, more) = (parent, Some(at), more + 1);
        }
    }
}

/// How a seal's ref differs from what it was somewhere else.
pub(super) fn compare_seal(ours: &Record, copy: &str, reference: &str, expected: GitId) -> Option<AnchorFault> {
    let (copy, reference) = (copy.to_owned(), reference.to_owned());
    match ours.seal(&reference) {
        Ok(Some(found)) if found == expected => None,
        Ok(Some(found)) => Some(AnchorFault::SealOther { copy, reference, expected, found }),
        // What is wrong with a ref that is no ref is found with the others.
        Ok(None) | Err(_) => Some(AnchorFault::SealGone { copy, reference, expected }),
    }
}
