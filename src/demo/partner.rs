//! The partner office (往来机关) of the demo: a hospital with a record of its own. Either has filed the other, and each has sent the other a
//! document, whose parcels wait to be received.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use serde::Deserialize;

use super::{Clock, DemoError, Keys, below, content_fault, read_toml};
use crate::desk::{Desk, DeskFault, Draft, Founding, Hour, Intent, found};
use crate::id::{Fingerprint, Slug, SubjectId};
use crate::ledger::{Ledger, Root};
use crate::office::{Addressee, Docket, PROPOSED, Partner, Recipient, SealKind, Verb};
use crate::openpgp::{Keyring, Protection};
use crate::parcel::{PARCEL, Packing, pack};
use crate::record::Record;
use crate::starter::{self, Roster};

/// Where its texts stand among those that are built in, and what the county calls it.
const NAME: &str = "hospital";
/// What it calls the county.
const COUNTY: &str = "county";
/// How long it takes from one act to the next, in seconds.
const PACE: i64 = 300;

/// Its file of who it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    title: String,
    code: String,
    name: String,
    email: String,
    /// What it calls the county, as TOML.
    county: String,
    act: Vec<Done>,
}

/// An act of its own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Done {
    act: Verb,
    subject: SubjectId,
    #[serde(default)]
    opinion: String,
}

/// The hospital, as far as it is there.
pub(super) struct Hospital {
    pub(super) path: PathBuf,
    record: Record,
    id: String,
    pub(super) root: Root,
    founder: Fingerprint,
    seal: Fingerprint,
    settings: Vec<u8>,
    county: String,
    acts: Vec<Done>,
}

impl Hospital {
    /// Founds it, before the county: nobody is filed there yet.
    pub(super) fn found(
        dir: &Path,
        ring: &mut Keyring,
        (language, zone): (&str, &TimeZone),
        at: i64,
    ) -> Result<Self, DemoError> {
        let about: About = read_toml(&format!("{NAME}/office.toml"))?;
        let id = uuid::Uuid::new_v4().hyphenated().to_string();
        let mut files = starter::files(&starter::Settings {
            record: id.clone(),
            title: about.title.clone(),
            language: language.to_owned(),
            time_zone: zone.iana_name().unwrap_or_default().to_owned(),
        });
        let founder = ring.create(&format!("{} <{}>", about.name, about.email), Protection::None)?;
        let seal = ring.create(&format!("{} (seal) <{}>", about.title, about.email), Protection::None)?;
        let person = about.email.split('@').next().unwrap_or_default();
        let roster = Roster {
            unit: about.title,
            code: about.code,
            person: person.parse().map_err(|e| content_fault(NAME, e))?,
            name: about.name,
            email: about.email,
            founder: (founder.clone(), ring.export(&founder)?),
            seal: (seal.clone(), ring.export(&seal)?),
        };
        files.extend(roster.files());
        files.entry("kanhe.toml".to_owned()).or_default().extend_from_slice(starter::ONE_LEADER);
        let settings = files.get("kanhe.toml").cloned().unwrap_or_default();
        let path = dir.join(format!("{NAME}.git"));
        let record = Record::init(&path, true).map_err(|fault| DemoError::Partner(fault.into()))?;
        let founding = Founding { files, founder: founder.clone() };
        let root = found(&record, ring, &founding, Hour::at(at, zone)).map_err(DemoError::Partner)?;
        Ok(Self { path, record, id, root, founder, seal, settings, county: about.county, acts: about.act })
    }

    /// What stands for it in the built-in texts: `{hospital}`, `{hospital/root}`, `{hospital/seal}`.
    pub(super) fn names(&self) -> [(String, String); 3] {
        [
            (NAME.to_owned(), self.id.clone()),
            (format!("{NAME}/root"), self.root.to_string()),
            (format!("{NAME}/seal"), self.seal.to_string()),
        ]
    }

    /// Files the county (备案), sends it a document, and writes the parcels of both offices into a folder. `last` is the hour of what
    /// the county did last.
    pub(super) fn correspond(
        &self,
        (county, ledger): (&Record, &mut Ledger),
        keys: &mut Keys,
        zone: &TimeZone,
        (last, parcels): (i64, &Path),
    ) -> Result<(), DemoError> {
        let own = Ledger::open(&self.record, &mut |_, _| {})
            .map_err(|refusals| DemoError::Partner(DeskFault::Refused(refusals)))?;
        let filed = filed(ledger, &self.county);
        let begun = last - PACE * i64::try_from(self.acts.len()).unwrap_or_default();
        let mut playing = Playing { hospital: self, ledger: own, zone, hour: begun };
        for done in &self.acts {
            let mut intent = Intent::new(done.subject.clone(), done.act, &done.opinion);
            if done.act == Verb::Submit {
                let mut files = below(&format!("{NAME}/{}", done.subject));
                // What changes the settings files the county in them.
                if playing.ledger.office().is_request(&done.subject) {
                    files.insert(format!("{PROPOSED}kanhe.toml"), [&self.settings[..], filed.as_bytes()].concat());
                }
                intent.draft = Some(Draft::of(files));
            }
            if done.act == Verb::Send {
                intent.addresses.to = vec![Recipient::Partner(slug(COUNTY)?)];
            }
            playing.act(&intent, &mut keys.ring, &mut keys.clock)?;
        }
        keys.clock.set(last + 1)?;
        let mut own = playing.ledger;
        fs::create_dir(parcels).map_err(|error| DemoError::Io { path: parcels.to_owned(), error })?;
        write(&self.record, &mut own, &mut keys.ring, (COUNTY, parcels))?;
        write(county, ledger, &mut keys.ring, (NAME, parcels))
    }
}

/// Somebody at work at the hospital, who does everything there.
struct Playing<'a> {
    hospital: &'a Hospital,
    ledger: Ledger,
    zone: &'a TimeZone,
    hour: i64,
}

impl Playing<'_> {
    fn act(&mut self, intent: &Intent, keyring: &mut Keyring, clock: &mut Clock) -> Result<(), DemoError> {
        self.hour += PACE;
        clock.set(self.hour)?;
        let hour = Hour::at(self.hour, self.zone);
        let (record, signer) = (&self.hospital.record, self.hospital.founder.clone());
        let mut desk = Desk { record, ledger: &mut self.ledger, keyring, signer, remote: None };
        desk.act(intent, &|| hour, &|_| {}).map(drop).map_err(DemoError::Partner)
    }
}

/// The county as the hospital's settings have it, with every seal of an office that is in use.
fn filed(ledger: &Ledger, title: &str) -> String {
    let office = ledger.office();
    let seals = office.register().seals().filter(|(_, seal)| seal.is_active() && seal.kind != SealKind::Personal);
    let seals = seals.filter_map(|(_, seal)| office.sealing_with(seal)).map(|seal| format!("  \"{seal}\",\n"));
    let (record, root) = (&office.settings().record, ledger.root());
    let seals: String = seals.collect();
    format!("\n[partner.{COUNTY}]\ntitle = {title}\nrecord = \"{record}\"\nroot = \"{root}\"\nseals = [\n{seals}]\n")
}

/// Writes the parcels of whatever was sent to a partner.
fn write(
    record: &Record,
    ledger: &mut Ledger,
    keyring: &mut Keyring,
    (to, folder): (&str, &Path),
) -> Result<(), DemoError> {
    let name = slug(to)?;
    let partner: Option<Partner> = ledger.office().settings().partners.get(&name).cloned();
    let partner = partner.ok_or_else(|| content_fault("kanhe.toml", format!("no partner {to}")))?;
    let addressee = Addressee::Partner(name.clone());
    let sent = |docket: &Docket| {
        let delivery = docket.deliveries.get(&addressee)?;
        Some((docket.subject.clone(), docket.seals.keys().next()?.clone(), delivery.sent))
    };
    let sent: Vec<_> = ledger.office().dockets().filter_map(sent).collect();
    for (subject, seal, seq) in sent {
        let packing = Packing { record, ledger, keyring, seal, partner: partner.clone() };
        let bytes = pack(packing, &subject, &name)?;
        let path = folder.join(format!("{name}-{}-{seq}.{PARCEL}", subject.slug()));
        fs::write(&path, bytes).map_err(|error| DemoError::Io { path, error })?;
    }
    Ok(())
}

fn slug(text: &str) -> Result<Slug, DemoError> {
    text.parse().map_err(|e| content_fault(NAME, e))
}
