//! The server's own hand (`kanhe serve --as`): it signs who first opened what was sent (首次打开, K5), and nothing else.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::failure::Failure;
use super::printer::Printer;
use super::sign_in::no_secret;
use super::{Context, clock, office};
use crate::accounts::Accounts;
use crate::desk::{Desk, DeskFault, Intent};
use crate::id::Fingerprint;
use crate::ledger::Ledger;
use crate::office::{Addresses, Person, Verb};
use crate::openpgp::Keyring;
use crate::portal::{Openings, SECRET_MOST, owners_alone};
use crate::record::Record;
use crate::site::Site;
use crate::words::{Catalogue, Message};

/// A server that may sign.
pub(super) struct Service {
    place: PathBuf,
    signer: Fingerprint,
    keyring: Keyring,
    accounts: Arc<Accounts>,
    openings: Openings,
    /// Whether the last time something went wrong, which is then said once.
    is_troubled: bool,
}

impl Service {
    /// The server of that name in the register, if its private key is here and signs. Nobody is asked for its passphrase: it stands in
    /// a file, or there is none.
    pub(super) fn open(
        context: &mut Context,
        place: &Path,
        (name, passphrase): (&str, Option<&Path>),
        accounts: Arc<Accounts>,
    ) -> Result<Self, Failure> {
        let record = Record::open(place)?;
        let ledger = office::ledger(context, &record)?;
        let passphrase = passphrase.map(secret_in).transpose()?.unwrap_or_default();
        let mut keyring = Keyring::with_passphrase(None, move |asked| (!asked.again).then(|| passphrase.clone()))?;
        let signer = office::signer(&record, &ledger, &mut keyring, Some(name))?;
        let register = ledger.office().register();
        let person = ledger.office().signer(&signer).ok().and_then(|slug| register.person(&slug));
        if !person.is_some_and(Person::is_service) {
            return Err(Failure::misused(Message::new("serve-no-service").with("name", name)));
        }
        // Better now, before somebody, than at the first opening, before nobody.
        keyring.sign(&signer, b"kanhe\n")?;
        let (place, openings) = (place.to_owned(), Openings::default());
        Ok(Self { place, signer, keyring, accounts, openings, is_troubled: false })
    }

    /// Writes down what was opened since the last time. What cannot be written is said once, and tried again.
    pub(super) fn write_down(&mut self, print: &mut Printer, words: &Catalogue, site: &Site) {
        match self.try_to(print, words, site) {
            Ok(()) => self.is_troubled = false,
            Err(failure) => {
                if !std::mem::replace(&mut self.is_troubled, true) {
                    print.failure(words, &failure);
                }
            }
        }
    }

    fn try_to(&mut self, print: &mut Printer, words: &Catalogue, site: &Site) -> Result<(), Failure> {
        let lobby = site.lobby();
        let Some(hall) = lobby.hall() else { return Ok(()) };
        let office = site.ledger().office();
        let looked = self.openings.look((&self.accounts, &hall), office, site.sent(), clock::seconds());
        looked.map_err(|error| super::account::failure(&error))?;
        let parts = self.openings.parts();
        if parts.is_empty() {
            return Ok(());
        }
        let record = Record::open(&self.place)?;
        let mut ledger = Ledger::open(&record, &mut |_, _| {})?;
        let zone = ledger.office().settings().zone.clone();
        let mut first = Ok(());
        for (subject, openings) in parts {
            let addresses = Addresses { openings: openings.clone(), ..Addresses::default() };
            let intent = Intent { addresses, ..Intent::new(subject.clone(), Verb::Open, "") };
            let (ledger, keyring) = (&mut ledger, &mut self.keyring);
            let mut desk = Desk { record: &record, ledger, keyring, signer: self.signer.clone(), remote: None };
            let patience = clock::Patience::new();
            match desk.act(&intent, &|| clock::hour(&zone), &|tries| patience.pause(tries)) {
                Ok(landed) => {
                    self.openings.done(&subject, &openings);
                    let (seq, title) = (landed.seq.to_string(), landed.docket.title.as_str());
                    print.note(&words.format("serve-opened", [("act", seq.as_str()), ("title", title)]));
                }
                // One that cannot be written keeps no other from being written, and what the rules refuse is not asked again.
                Err(fault) => {
                    if matches!(fault, DeskFault::Refused(_)) {
                        self.openings.done(&subject, &openings);
                    }
                    first = first.and(Err(fault.into()));
                }
            }
        }
        first
    }
}

/// The passphrase in a file that is its owner's alone: its first line.
pub(super) fn secret_in(path: &Path) -> Result<String, Failure> {
    let bytes = owners_alone(path, SECRET_MOST).map_err(|fault| no_secret(&fault))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        Failure::failed(Message::new("serve-failed").with("what", path.display()).with("error", error))
    })?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
