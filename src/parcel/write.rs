//! Writing a parcel for a partner, and the receipt of one that came.
//!
//! What is written is read by [`Opened`] before it is handed out: nothing leaves that its receiver would not take.

use std::collections::BTreeSet;

use super::check::{Anchor, MANIFEST, Opened, SIGNATURE};
use super::container::{self, Parts};
use super::fault::ParcelFault;
use super::manifest::{Manifest, Matter, Outcome, Party};
use super::proof::prove;
use crate::id::{Fingerprint, GitId, Sha256, Slug, SubjectId};
use crate::ledger::{Checkpoint, Entry, Ledger};
use crate::office::{Addressee, Partner, Seal, parse_front};
use crate::openpgp::{KeyFault, Keyring};
use crate::record::{Defect, Fault, Record};
use crate::words::{Message, Say};

/// An office that writes to a partner, with a seal.
pub struct Packing<'a> {
    /// The record.
    pub record: &'a Record,
    /// Its ledger.
    pub ledger: &'a mut Ledger,
    /// Where the seal's key is.
    pub keyring: &'a mut Keyring,
    /// The seal.
    pub seal: Slug,
    /// The partner, as the settings have it.
    pub partner: Partner,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum PackFault {
    /// It was not sent there, or refused.
    #[error("{subject} was not sent to {partner}")]
    NotSent {
        /// The document.
        subject: SubjectId,
        /// The partner's name in the settings.
        partner: String,
    },
    /// No such seal is in use.
    #[error("no seal {seal} is in use")]
    NoSeal {
        /// Which.
        seal: Slug,
    },
    /// The seal has another certificate than when the act was done that everything hangs on.
    #[error("the seal {seal} has another certificate since")]
    SealNewer {
        /// Which.
        seal: Slug,
    },
    /// The record.
    #[error(transparent)]
    Record(#[from] Fault),
    /// The seal's key.
    #[error("{0:?}")]
    Key(KeyFault),
    /// What came out is no parcel.
    #[error(transparent)]
    Parcel(#[from] ParcelFault),
}

impl From<KeyFault> for PackFault {
    fn from(fault: KeyFault) -> Self {
        Self::Key(fault)
    }
}

impl Say for PackFault {
    fn say(&self) -> Message {
        match self {
            Self::NotSent { subject, partner } => {
                Message::new("parcel-not-sent").with("subject", subject).with("partner", partner)
            }
            Self::NoSeal { seal } => Message::new("parcel-no-seal").with("seal", seal),
            Self::SealNewer { seal } => Message::new("parcel-seal-newer").with("seal", seal),
            Self::Record(fault) => fault.say(),
            Self::Key(fault) => fault.say(),
            Self::Parcel(fault) => fault.say(),
        }
    }
}

/// The parcel of a document that was sent to a partner, which the settings call so.
pub fn pack(mut packing: Packing<'_>, subject: &SubjectId, name: &Slug) -> Result<Vec<u8>, PackFault> {
    let not_sent = || PackFault::NotSent { subject: subject.clone(), partner: name.to_string() };
    packing.ledger.recall(subject)?;
    let docket = packing.ledger.office().docket(subject).ok_or_else(not_sent)?;
    let delivery = docket.deliveries.get(&Addressee::Partner(name.clone()));
    let delivery = delivery.filter(|one| one.answer.is_none_or(|answer| answer.is_receipt)).ok_or_else(not_sent)?;
    let (sent, recipient) = (delivery.sent, delivery.named.clone());
    let is_for_all = packing.ledger.office().is_for_all(docket);
    let (digest, issued) = (docket.digest, docket.issued.ok_or_else(not_sent)?);
    let puts: Vec<(Slug, u64)> = docket.seals.iter().map(|(seal, seq)| (seal.clone(), *seq)).collect();
    let head = packing.entry(sent)?;
    let mut parts = Parts::new();
    let mut paths = packing.own_paths(&head)?;
    let acts: Vec<u64> = puts.iter().map(|(_, seq)| *seq).chain([issued, sent]).collect();
    paths.extend(packing.acts(&acts, &mut parts)?);
    let mut filed = vec![packing.certificate()?];
    for (seal, _) in puts {
        let reference = format!("refs/tags/seal/{subject}/{seal}");
        packing.ledger.recall_seal(&reference)?;
        let missing = || Fault::from(Defect::Missing).path(reference.clone());
        let put = packing.ledger.seals().get(&reference).ok_or_else(missing)?;
        let certificate = put.certificate.clone();
        let tag = packing.record.seal(&reference)?.ok_or_else(missing)?;
        parts.insert(format!("seals/{seal}"), packing.record.read(tag)?.bytes);
        paths.extend(packing.seal_paths(&seal, &certificate, &head)?);
        filed.push(certificate);
    }
    let tree = tree(&head)?;
    let folder = packing.record.folder(tree, &subject.folder())?.ok_or_else(|| Fault::from(Defect::Missing))?;
    for file in packing.record.files_below(folder)? {
        paths.insert(format!("{}/{}", subject.folder(), file.path));
    }
    let paths: Vec<String> = paths.into_iter().collect();
    parts.extend(prove(packing.record, packing.ledger, tree, &paths)?);
    let sent = packing.point(sent, head.raw);
    packing.write(subject, digest, sent, Matter::Parcel { recipient, is_for_all }, parts, &filed)
}

/// The receipt of a parcel: under which subject of this record it was registered, or why it is sent back.
pub fn answer(mut packing: Packing<'_>, of: &Manifest, told: &Answer) -> Result<Vec<u8>, PackFault> {
    let mut parts = Parts::new();
    let outcome = match told {
        Answer::Received(registered) => {
            packing.ledger.recall(registered)?;
            let missing = || Fault::from(Defect::Missing).path(registered.folder());
            let seq = packing.ledger.office().docket(registered).ok_or_else(missing)?.content_seq;
            let entry = packing.entry(seq)?;
            let mut paths = packing.own_paths(&entry)?;
            paths.extend(packing.acts(&[seq], &mut parts)?);
            let paths: Vec<String> = paths.into_iter().collect();
            parts.extend(prove(packing.record, packing.ledger, tree(&entry)?, &paths)?);
            Outcome::Received { registered: registered.clone(), act: packing.point(seq, entry.raw) }
        }
        Answer::Refused(reason) => {
            packing.acts(&[], &mut parts)?;
            let certificate = packing.certificate()?;
            let path = format!("content/seals/{}/{certificate}.asc", packing.seal);
            let tree = packing.ledger.head().tree;
            let missing = || Fault::from(Defect::Missing).path(path.clone());
            let file = packing.record.file(tree, &path)?.ok_or_else(missing)?;
            parts.insert(format!("tree/{path}"), packing.record.blob(file)?);
            Outcome::Refused { reason: reason.clone() }
        }
    };
    let filed = [packing.certificate()?];
    packing.write(&of.subject, of.digest, of.sent.clone(), Matter::Receipt(outcome), parts, &filed)
}

/// The tree of an act.
fn tree(entry: &Entry) -> Result<GitId, Fault> {
    entry.tree.ok_or_else(|| Defect::Missing.into())
}

/// What a receipt is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It was registered as this subject.
    Received(SubjectId),
    /// It is sent back for this reason.
    Refused(String),
}

impl Packing<'_> {
    fn entry(&mut self, seq: u64) -> Result<Entry, Fault> {
        self.ledger.recall_entry(seq)?;
        self.ledger.entries().get(&seq).cloned().ok_or_else(|| Defect::Missing.into())
    }

    fn point(&self, seq: u64, raw: Sha256) -> Checkpoint {
        Checkpoint { record: self.ledger.office().settings().record.clone(), seq, raw }
    }

    /// The certificate in use of the seal that signs.
    fn certificate(&self) -> Result<Fingerprint, PackFault> {
        let office = self.ledger.office();
        let seal = office.register().seal(&self.seal).and_then(|seal| office.sealing_with(seal));
        seal.cloned().ok_or_else(|| PackFault::NoSeal { seal: self.seal.clone() })
    }

    /// Acts with the genesis, into the parts; the paths of their signers' certificates.
    fn acts(&mut self, acts: &[u64], parts: &mut Parts) -> Result<BTreeSet<String>, Fault> {
        let genesis = self.ledger.root().genesis;
        parts.insert("acts/0".to_owned(), self.record.act(genesis)?);
        let mut paths = BTreeSet::new();
        for seq in acts {
            let entry = self.entry(*seq)?;
            parts.insert(format!("acts/{seq}"), self.record.act(entry.commit)?);
            if let (Some(person), Some(signer)) = (&entry.person, &entry.signer) {
                paths.insert(format!("content/people/{person}/{signer}.asc"));
            }
        }
        Ok(paths)
    }

    /// What proves the seal that signs, in the tree of that act.
    fn own_paths(&self, entry: &Entry) -> Result<BTreeSet<String>, PackFault> {
        let paths = self.seal_paths(&self.seal, &self.certificate()?, entry)?;
        let tree = tree(entry)?;
        for path in &paths {
            if self.record.file(tree, path)?.is_none() {
                return Err(PackFault::SealNewer { seal: self.seal.clone() });
            }
        }
        Ok(paths)
    }

    /// What proves a seal in the tree of an act: its entry, its certificate and the unit it stood for then.
    fn seal_paths(&self, slug: &Slug, certificate: &Fingerprint, entry: &Entry) -> Result<BTreeSet<String>, PackFault> {
        let path = format!("content/seals/{slug}/index.md");
        let missing = || PackFault::NoSeal { seal: slug.clone() };
        let file = self.record.file(tree(entry)?, &path)?.ok_or_else(missing)?;
        let seal = parse_front::<Seal>(&self.record.blob(file)?).map_err(|_| missing())?.fields;
        let certificate = format!("content/seals/{slug}/{certificate}.asc");
        Ok(BTreeSet::from([path, certificate, format!("content/units/{}/index.md", seal.unit)]))
    }

    /// Lists the parts, signs the list, and reads all of it as the partner will.
    fn write(
        self,
        subject: &SubjectId,
        digest: Sha256,
        sent: Checkpoint,
        matter: Matter,
        mut parts: Parts,
        filed: &[Fingerprint],
    ) -> Result<Vec<u8>, PackFault> {
        let certificate = self.certificate()?;
        let record = self.ledger.office().settings().record.clone();
        let from = Party { record, root: self.ledger.root().clone() };
        let to = Party { record: self.partner.record.clone(), root: self.partner.root.clone() };
        let listed = parts.iter().map(|(name, bytes)| (name.clone(), (Sha256::of(bytes), bytes.len() as u64)));
        let is_parcel = matches!(matter, Matter::Parcel { .. });
        let manifest = Manifest {
            from,
            to,
            seal: self.seal.clone(),
            certificate: certificate.clone(),
            subject: subject.clone(),
            digest,
            sent,
            matter,
            parts: listed.collect(),
        };
        let text = manifest.encode()?;
        let signature = self.keyring.sign(&certificate, text.as_bytes())?;
        parts.insert(SIGNATURE.to_owned(), signature.armoured().into_bytes());
        parts.insert(MANIFEST.to_owned(), text.into_bytes());
        let bytes = container::encode(&parts)?;
        let anchor = Anchor { from: &manifest.from, seals: filed, to: &manifest.to };
        let opened = Opened::read(&bytes)?;
        if is_parcel { opened.parcel(&anchor).map(drop) } else { opened.receipt(&anchor).map(drop) }?;
        Ok(bytes)
    }
}
