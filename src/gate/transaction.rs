//! Whether refs may move together, asked when git has locked them all (githooks(5), reference-transaction).
//!
//! The gate has judged a push by then; but a push that is not atomic moves its refs one by one, and whoever can log in on the server
//! can move them without a push. Here nothing is judged again: only that the record grows and that act and seal stay together.
//!
//! 1. `main` and the seals never go; a seal never moves; `main` moves forward along first parents. A ref whose file goes because git
//!    has packed it (`git gc`) has not gone.
//! 2. `main` moves over a `seal` act only together with the act's seal, and stands before it: git moves refs in this order, so that a
//!    crash between the two leaves an act without its seal, which can be mended, and never a seal without its act.
//! 3. A seal comes with its act; alone only if the act is on `main` and the tag is exactly the one it needs.

use std::collections::BTreeMap;

use super::fault::{GateFault, one, refused};
use super::update::RefUpdate;
use crate::id::GitId;
use crate::ledger::{Finding, Ledger, Statement};
use crate::office::Verb;
use crate::record::{MAIN, Record, SEALS};

/// Checks a transaction of the repository: its lines, in git's order. Lines about other refs are not asked.
pub fn check_transaction(record: &Record, lines: &str) -> Result<(), Vec<Finding>> {
    let ours = |line: &&str| line.ends_with(" refs/heads/main") || line.contains(" refs/tags/seal/");
    let updates: Vec<RefUpdate> =
        lines.lines().filter(ours).map(str::parse).collect::<Result<_, _>>().map_err(|fault| one(&fault))?;
    let mut seals: BTreeMap<&str, GitId> = BTreeMap::new();
    let mut brought = BTreeMap::new();
    for RefUpdate { old, new, name } in &updates {
        let Some(new) = *new else {
            let packed = old.is_some_and(|old| record.stays_packed(name, old));
            if packed {
                continue;
            }
            return Err(one(&GateFault::Deletion { name: name.clone() }));
        };
        if name == MAIN {
            if let Some(reference) = seals.keys().next() {
                return Err(one(&GateFault::Apart { reference: (*reference).to_owned() }));
            }
            brought = seal_acts(record, new)?;
        } else if name.starts_with(SEALS) {
            match record.seal(name).map_err(refused)? {
                Some(found) if found == new => {}
                Some(_) => return Err(one(&GateFault::TagMoves { reference: name.clone() })),
                None => drop(seals.insert(name, new)),
            }
        }
    }
    if let Some(reference) = brought.keys().find(|reference| !seals.contains_key(reference.as_str())) {
        return Err(one(&GateFault::Apart { reference: reference.clone() }));
    }
    let alone = seals.iter().filter(|(name, _)| !brought.contains_key(**name)).collect::<Vec<_>>();
    if !alone.is_empty() {
        let mut ledger = Ledger::open(record, &mut |_, _| {})
            .map_err(|refusals| refusals.iter().map(Finding::from).collect::<Vec<_>>())?;
        for (name, id) in alone {
            check_alone(record, &mut ledger, name, *id)?;
        }
    }
    for (name, id) in &seals {
        if let Some(act) = brought.get(*name)
            && record.tag(*id).map_err(refused)?.0.object != *act
        {
            return Err(one(&GateFault::NoAct { reference: (*name).to_owned() }));
        }
    }
    Ok(())
}

/// The `seal` acts between `main` and where it shall be, by the ref of the seal each puts.
fn seal_acts(record: &Record, new: GitId) -> Result<BTreeMap<String, GitId>, Vec<Finding>> {
    let old = record.main().map_err(refused)?;
    let mut acts = BTreeMap::new();
    let mut place = Some(new);
    while place != old {
        let Some(id) = place else {
            // The beginning was reached, and `main` was not met.
            let old = old.unwrap_or(new);
            return Err(one(&GateFault::NotForward { old, new }));
        };
        // What cannot be read puts no seal; that it cannot be read is found by everybody who judges.
        let statement = record.commit(id).ok().and_then(|(commit, _)| Statement::read(&commit).ok());
        let matter = statement.and_then(|statement| statement.matter).filter(|matter| matter.verb == Verb::Seal);
        if let Some(reference) = matter.and_then(|matter| matter.seal_reference()) {
            acts.insert(reference, id);
        }
        place = record.first_parent(id).map_err(refused)?;
    }
    Ok(acts)
}

/// That a seal that comes without its act is exactly the one an act of the record needs.
fn check_alone(record: &Record, ledger: &mut Ledger, name: &str, id: GitId) -> Result<(), Vec<Finding>> {
    ledger.recall_seal(name).map_err(refused)?;
    let Some(put) = ledger.seals().get(name) else {
        return Err(one(&GateFault::NoAct { reference: name.to_owned() }));
    };
    let object = record.read(id).map_err(refused)?;
    put.check(&object, ledger.certificates()).map(drop).map_err(refused)
}
