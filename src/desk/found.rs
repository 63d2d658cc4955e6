//! Founding a record: the genesis.

use std::collections::BTreeMap;

use super::{DeskFault, Hour, sign_commit};
use crate::id::{Fingerprint, Sha256};
use crate::ledger::{Ledger, Refusal, Root, Statement};
use crate::office::{Files, FoundingFault, FoundingWhat, Office, is_registry};
use crate::openpgp::Keyring;
use crate::record::{Ident, Names, Record, Unsigned};

/// What a record begins with.
#[derive(Debug, Clone)]
pub struct Founding {
    /// Every file of the first tree, by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The founder's certificate.
    pub founder: Fingerprint,
}

/// Judges, signs and lands the genesis in an empty repository.
pub fn found(record: &Record, keyring: &mut Keyring, founding: &Founding, hour: Hour) -> Result<Root, DeskFault> {
    let files: Files =
        founding.files.iter().filter(|(path, _)| is_registry(path)).map(|(p, b)| (p.clone(), b.clone())).collect();
    let refused = |faults: Vec<FoundingFault>| DeskFault::Refused(faults.into_iter().map(Refusal::from).collect());
    let office = Office::found(&files, &founding.founder).map_err(refused)?;
    let person = office.signer(&founding.founder)?;
    let person = office.register().person(&person).ok_or_else(|| {
        refused(vec![FoundingFault {
            path: "content/people".to_owned(),
            what: FoundingWhat::NoFounder { fingerprint: founding.founder.clone() },
        }])
    })?;
    let tree = super::Draft::of(founding.files.clone()).write(record)?;
    let mut names = Names::in_memory();
    let statement = Statement {
        record: office.settings().record.clone(),
        seq: 0,
        parent: None,
        tree: record.sha256_of_tree(tree, &mut names)?,
        matter: None,
        registers: None,
        signer: founding.founder.clone(),
    };
    let unsigned = Unsigned {
        tree,
        parent: None,
        ident: Ident::new(&person.name, &person.email, hour.seconds, hour.zone)?,
        subject_line: statement.title(),
        trailers: statement.trailers()?,
    };
    let bytes = sign_commit(keyring, &founding.founder, &unsigned)?;
    let genesis = record.write_commit(&bytes)?;
    Ledger::check_genesis(record, genesis).map_err(DeskFault::Refused)?;
    record.land(None, genesis, &statement.title(), None)?;
    if record.worktree().is_some() {
        record.refresh_worktree(None, tree)?;
    }
    Ok(Root { genesis, raw: Sha256::of(&bytes), founder: founding.founder.clone() })
}
