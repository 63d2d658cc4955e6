//! Verifying a parcel or a receipt, with nothing but its bytes and what the settings say of the partner (`docs/parcel.md` 4, 5).
//!
//! The order of questions is that of the specification: form, version, list of parts, from whom, for whom, by which seal, signature; and
//! then everything that hangs on the one act.

use std::collections::{BTreeMap, BTreeSet};

use super::container::{self, Parts};
use super::fault::ParcelFault;
use super::manifest::{LONGEST, Manifest, Matter, Outcome, Party};
use super::proof::Proof;
use crate::id::{Fingerprint, GitId, Sha256, Slug, SubjectId};
use crate::ledger::{Certificates, Checkpoint, Impression, SKEW, SealFault, Statement};
use crate::office::{Recipient, Seal, Standing, Unit, Verb, parse_front};
use crate::openpgp::{Certificate, Signature};
use crate::record::{Commit, Fault, Object, ObjectKind, Tag, name_of};

/// The part that lists all others.
pub(super) const MANIFEST: &str = "manifest";
/// The part that signs it.
pub(super) const SIGNATURE: &str = "manifest.asc";

/// What a parcel must fit.
#[derive(Debug, Clone, Copy)]
pub struct Anchor<'a> {
    /// The partner, as the settings have it.
    pub from: &'a Party,
    /// The certificates of its seals that are filed (印模备案).
    pub seals: &'a [Fingerprint],
    /// This office.
    pub to: &'a Party,
}

/// A parcel or receipt that is of the one form, and of which nothing is believed yet.
#[derive(Debug, Clone)]
pub struct Opened {
    text: Vec<u8>,
    signature: Vec<u8>,
    manifest: Manifest,
    parts: Parts,
}

/// A document that came from another office, verified.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// Its title.
    pub title: String,
    /// Its number, if it was given one.
    pub number: Option<String>,
    /// When it was signed off, in seconds since 1970.
    pub issued: i64,
    /// When it was sent.
    pub sent: i64,
    /// When the parcel was signed.
    pub signed: i64,
    /// Whether it is a copy (抄送).
    pub is_copy: bool,
    /// Whether all staff of its sender may read it.
    pub is_for_all: bool,
    /// The seals on it.
    pub seals: Vec<SealMark>,
    /// The document's files, by name.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Parcel {
    /// The documents of its own record that the form names: what it answers, corrects, repeals. As what, their workflow says and not the
    /// parcel.
    pub fn mentions(&self) -> Vec<SubjectId> {
        let front = self.files.get("index.md").and_then(|index| parse_front::<toml::Table>(index).ok());
        let mut found = Vec::new();
        for value in front.iter().flat_map(|front| front.fields.values()) {
            let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            found.extend(values.iter().filter_map(|text| text.as_str()?.parse::<SubjectId>().ok()));
        }
        found
    }
}

/// A seal on a document from another office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealMark {
    /// The name on the seal.
    pub name: String,
    /// The unit it stands for.
    pub unit: String,
    /// Its certificate.
    pub certificate: Fingerprint,
    /// When it was put.
    pub time: i64,
}

/// What another office answers, verified. That it answers what was sent is for the sender to see.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// The document, in the record here.
    pub subject: SubjectId,
    /// Its content.
    pub digest: Sha256,
    /// The act here that sent it.
    pub sent: Checkpoint,
    /// What became of it.
    pub outcome: Outcome,
    /// When: the time of the act there, or of the signature.
    pub time: i64,
}

/// An act of the other record.
struct Act {
    name: String,
    commit: Commit,
    statement: Statement,
    id: GitId,
    raw: Sha256,
}

impl Act {
    fn says(&self, what: &str, is_so: bool) -> Result<(), ParcelFault> {
        if is_so { Ok(()) } else { Err(ParcelFault::Says { name: self.name.clone(), what: what.to_owned() }) }
    }
}

fn act_name(seq: u64) -> String {
    format!("acts/{seq}")
}

impl Opened {
    /// Reads a file: its form, its manifest, and that its parts are those listed.
    pub fn read(bytes: &[u8]) -> Result<Self, ParcelFault> {
        let mut parts = container::decode(bytes)?;
        let mut take = |name: &str| parts.remove(name).ok_or_else(|| ParcelFault::Missing { name: name.to_owned() });
        let (text, signature) = (take(MANIFEST)?, take(SIGNATURE)?);
        if text.len() > LONGEST {
            return Err(ParcelFault::Size { size: text.len() as u64, limit: LONGEST as u64 });
        }
        let manifest = Manifest::parse(&text)?;
        for (name, (digest, size)) in &manifest.parts {
            let bytes = parts.get(name).ok_or_else(|| ParcelFault::Missing { name: name.clone() })?;
            if bytes.len() as u64 != *size || Sha256::of(bytes) != *digest {
                return Err(ParcelFault::Altered { name: name.clone() });
            }
        }
        match parts.keys().find(|name| !manifest.parts.contains_key(*name)) {
            Some(name) => Err(ParcelFault::Extra { name: name.clone() }),
            None => Ok(Self { text, signature, manifest, parts }),
        }
    }

    /// What it says of itself. Nothing of it is proven by that.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// That it is from whom it should be, for this office, and signed by a seal that is filed. When it was signed.
    fn attest(&self, anchor: &Anchor<'_>) -> Result<i64, ParcelFault> {
        let Manifest { from, to, seal, certificate, .. } = &self.manifest;
        if from.record != anchor.from.record {
            let (expected, found) = (anchor.from.record.clone(), from.record.clone());
            return Err(ParcelFault::OtherSender { expected, found });
        }
        if from.root != anchor.from.root {
            return Err(ParcelFault::OtherRoot);
        }
        if to != anchor.to {
            return Err(ParcelFault::NotForUs { found: to.record.clone() });
        }
        if !anchor.seals.contains(certificate) {
            return Err(ParcelFault::NotFiled { found: certificate.clone() });
        }
        let name = format!("tree/content/seals/{seal}/{certificate}.asc");
        let bytes = self.part(&name)?;
        let signed = verify(&read_certificate(&name, bytes, certificate)?, SIGNATURE, &self.signature, &self.text)?;
        self.genesis()?;
        Ok(signed)
    }

    /// That the record is the one of the root line.
    fn genesis(&self) -> Result<(), ParcelFault> {
        let Party { record, root } = &self.manifest.from;
        let act = self.act(0)?;
        act.says("root", act.raw == root.raw && act.id == root.genesis)?;
        act.says("act", act.statement.verb() == Verb::Found)?;
        act.says("record", act.statement.record == *record)?;
        act.says("signer", act.statement.signer == root.founder)
    }

    fn part(&self, name: &str) -> Result<&[u8], ParcelFault> {
        self.parts.get(name).map(Vec::as_slice).ok_or_else(|| ParcelFault::Missing { name: name.to_owned() })
    }

    /// An act, as far as it says of itself which one it is.
    fn act(&self, seq: u64) -> Result<Act, ParcelFault> {
        let name = act_name(seq);
        let bytes = self.part(&name)?;
        let commit = Commit::parse(bytes).map_err(|fault| ParcelFault::Object { name: name.clone(), fault })?;
        let wrong = |_| ParcelFault::Says { name: name.clone(), what: "message".to_owned() };
        let statement = Statement::read(&commit).map_err(wrong)?;
        let (id, raw) = (name_of(ObjectKind::Commit, bytes), Sha256::of(bytes));
        let act = Act { name, commit, statement, id, raw };
        act.says("number", act.statement.seq == seq)?;
        Ok(act)
    }

    /// An act about a subject, signed by somebody whose certificate the tree holds.
    fn signed_act(&self, seq: u64, subject: &SubjectId, proof: &Proof<'_>) -> Result<Act, ParcelFault> {
        let act = self.act(seq)?;
        act.says("record", act.statement.record == self.manifest.from.record)?;
        act.says("subject", act.statement.matter.as_ref().is_some_and(|matter| matter.subject == *subject))?;
        let signer = &act.statement.signer;
        let file = format!("/{signer}.asc");
        let path = proof.certificate("content/people/", &file);
        let path = path.ok_or_else(|| ParcelFault::Missing { name: format!("tree/content/people/…{file}") })?;
        let certificate = read_certificate(path, proof.file(path)?, signer)?;
        let signed = verify(&certificate, &act.name, act.commit.signature.as_bytes(), &act.commit.payload())?;
        act.says("time", (signed - act.commit.ident.seconds()).abs() <= SKEW)?;
        Ok(act)
    }

    /// The act that everything hangs on, as the manifest has it.
    fn head(&self, act: &Checkpoint) -> Result<Sha256, ParcelFault> {
        let found = self.act(act.seq)?;
        found.says("record", act.record == self.manifest.from.record)?;
        found.says("digest", found.raw == act.raw)?;
        Ok(found.statement.tree)
    }

    /// The document of a parcel.
    pub fn parcel(&self, anchor: &Anchor<'_>) -> Result<Parcel, ParcelFault> {
        let Matter::Parcel { recipient, is_for_all } = &self.manifest.matter else {
            return Err(ParcelFault::OtherKind);
        };
        let signed = self.attest(anchor)?;
        let Manifest { subject, digest, sent, seal, certificate, .. } = &self.manifest;
        let proof = Proof::new(self.head(sent)?, &self.parts);
        let send = self.signed_act(sent.seq, subject, &proof)?;
        let is_copy = sends(&send, *digest, recipient)?;
        if proof.digest(&subject.folder())? != *digest {
            return Err(ParcelFault::Unproven { path: subject.folder() });
        }
        let files = proof.subject(subject)?;
        let title = title(files.get("index.md").copied().unwrap_or_default());
        let title =
            title.ok_or_else(|| ParcelFault::Missing { name: format!("tree/{}/index.md", subject.folder()) })?;
        let (issue, puts) = self.deeds(sent.seq, &proof)?;
        let number = issue.statement.matter.as_ref().and_then(|matter| matter.number.clone());
        let mut used = BTreeSet::from([act_name(0), send.name.clone(), issue.name.clone()]);
        let mut seals = Vec::new();
        for put in &puts {
            put.says("number", put.statement.seq > issue.statement.seq)?;
            let (name, mark) = self.seal_put(put, &title, number.as_deref(), &proof)?;
            used.extend([put.name.clone(), name]);
            seals.push(mark);
        }
        if !seals.iter().any(|mark| anchor.seals.contains(&mark.certificate)) {
            let found = seals.first().map_or(certificate, |mark| &mark.certificate).clone();
            return Err(ParcelFault::NotFiled { found });
        }
        listed(seal, certificate, &proof, true)?;
        let issued = issue.commit.ident.seconds();
        let sent = send.commit.ident.seconds();
        send.says("time", issued <= sent && seals.iter().all(|mark| issued <= mark.time && mark.time <= sent))?;
        let files = files.into_iter().map(|(name, bytes)| (name, bytes.to_vec())).collect();
        used.extend(proof.used());
        self.nothing_else(&used)?;
        Ok(Parcel { title, number, issued, sent, signed, is_copy, is_for_all: *is_for_all, seals, files })
    }

    /// The signing off and the sealings: whatever else there is of acts, before the one that sends.
    fn deeds(&self, sent: u64, proof: &Proof<'_>) -> Result<(Act, Vec<Act>), ParcelFault> {
        let Manifest { subject, digest, .. } = &self.manifest;
        let mut issues = Vec::new();
        let mut puts = Vec::new();
        for name in self.parts.keys().filter(|name| name.starts_with("acts/")) {
            let extra = || ParcelFault::Extra { name: name.clone() };
            let seq: u64 = name["acts/".len()..].parse().map_err(|_| extra())?;
            if seq == 0 || seq == sent {
                continue;
            }
            let act = self.signed_act(seq, subject, proof)?;
            act.says("number", seq < sent)?;
            act.says("content", act.statement.matter.as_ref().is_some_and(|matter| matter.digest == *digest))?;
            if act.statement.verb() == Verb::Issue {
                issues.push(act);
            } else if act.statement.verb() == Verb::Seal {
                puts.push(act);
            } else {
                return Err(extra());
            }
        }
        match (issues.pop(), issues.pop()) {
            (Some(issue), None) if !puts.is_empty() => Ok((issue, puts)),
            (Some(_), Some(other)) => Err(ParcelFault::Extra { name: other.name }),
            (Some(_) | None, None) | (None, Some(_)) => Err(ParcelFault::Missing { name: "acts/…".to_owned() }),
        }
    }

    /// A seal on the document: its tag is what the act makes it, and signed by the seal's key. The tag's part and what it shows.
    fn seal_put(
        &self,
        put: &Act,
        title: &str,
        number: Option<&str>,
        proof: &Proof<'_>,
    ) -> Result<(String, SealMark), ParcelFault> {
        let absent = || ParcelFault::Says { name: put.name.clone(), what: "seal".to_owned() };
        let slug = put.statement.matter.as_ref().and_then(|matter| matter.seal.as_ref()).ok_or_else(absent)?;
        let name = format!("seals/{slug}");
        let bytes = self.part(&name)?;
        let tag = Tag::parse(bytes).map_err(|fault| ParcelFault::Object { name: name.clone(), fault })?;
        let says = |field| tag.fields.get(field).unwrap_or_default();
        let wrong = |_| ParcelFault::Says { name: name.clone(), what: "Certificate".to_owned() };
        let certificate: Fingerprint = says(crate::record::Field::Certificate).parse().map_err(wrong)?;
        let unit = listed(slug, &certificate, proof, false)?;
        let path = format!("content/seals/{slug}/{certificate}.asc");
        let file = proof.file(&path)?.to_vec();
        let impression = Impression {
            record: &self.manifest.from.record,
            seq: put.statement.seq,
            commit: put.id,
            raw: put.raw,
            committer: &put.commit.ident,
            subject: &self.manifest.subject,
            digest: self.manifest.digest,
            number,
            title,
            seal: slug,
            // What stood on it then: the register may have another name for it since.
            seal_name: says(crate::record::Field::SealName),
            certificate: &certificate,
            version: Sha256::of(&file),
        };
        let object_fault = |fault: Fault| ParcelFault::Object { name: name.clone(), fault };
        let expected = impression.put().map_err(object_fault)?;
        let object = Object { kind: ObjectKind::Tag, bytes: bytes.to_vec() };
        let certificates = Certificates::of_files([file]);
        expected.check(&object, &certificates).map_err(|fault| {
            if let SealFault::Signature { fault, .. } = fault {
                ParcelFault::Signature { name: name.clone(), fault }
            } else {
                ParcelFault::Says { name: name.clone(), what: format!("K{}", fault.code()) }
            }
        })?;
        let mark = SealMark {
            name: impression.seal_name.to_owned(),
            unit,
            certificate: certificate.clone(),
            time: put.commit.ident.seconds(),
        };
        Ok((name, mark))
    }

    /// What a receipt answers.
    pub fn receipt(&self, anchor: &Anchor<'_>) -> Result<Receipt, ParcelFault> {
        let Matter::Receipt(outcome) = &self.manifest.matter else { return Err(ParcelFault::OtherKind) };
        let signed = self.attest(anchor)?;
        let Manifest { subject, digest, sent, seal, certificate, .. } = &self.manifest;
        let mut used = BTreeSet::from([act_name(0)]);
        let time = match outcome {
            Outcome::Received { registered, act } => {
                let proof = Proof::new(self.head(act)?, &self.parts);
                let entered = self.signed_act(act.seq, registered, &proof)?;
                entered.says("act", matches!(entered.statement.verb(), Verb::Submit | Verb::Revise))?;
                listed(seal, certificate, &proof, true)?;
                used.insert(entered.name.clone());
                used.extend(proof.used());
                entered.commit.ident.seconds()
            }
            Outcome::Refused { .. } => {
                used.insert(format!("tree/content/seals/{seal}/{certificate}.asc"));
                signed
            }
        };
        self.nothing_else(&used)?;
        let (subject, sent, outcome) = (subject.clone(), sent.clone(), outcome.clone());
        Ok(Receipt { subject, digest: *digest, sent, outcome, time })
    }

    /// That everything in it was needed.
    fn nothing_else(&self, used: &BTreeSet<String>) -> Result<(), ParcelFault> {
        match self.parts.keys().find(|name| !used.contains(*name)) {
            Some(name) => Err(ParcelFault::Extra { name: name.clone() }),
            None => Ok(()),
        }
    }
}

/// That an act sends this content to that recipient; whether as a copy.
fn sends(act: &Act, digest: Sha256, recipient: &Recipient) -> Result<bool, ParcelFault> {
    let Some(matter) = &act.statement.matter else { return act.says("act", false).map(|()| false) };
    act.says("act", matter.verb == Verb::Send)?;
    act.says("content", matter.digest == digest)?;
    let is_copy = matter.addresses.copies.contains(recipient);
    act.says("recipient", is_copy || matter.addresses.to.contains(recipient))?;
    Ok(is_copy)
}

/// That the register lists the seal with that certificate, which stands beside its entry; in use, if that is asked. The title of its unit.
fn listed(slug: &Slug, certificate: &Fingerprint, proof: &Proof<'_>, in_use: bool) -> Result<String, ParcelFault> {
    let path = format!("content/seals/{slug}/index.md");
    let unread = |path: &str| ParcelFault::Says { name: format!("tree/{path}"), what: "entry".to_owned() };
    let seal: Seal = parse_front(proof.file(&path)?).map_err(|_| unread(&path))?.fields;
    let entry = seal.certificate.iter().find(|entry| entry.fingerprint == *certificate);
    let good = entry.is_some_and(|entry| !in_use || entry.state == Standing::Active && seal.is_active());
    if !good {
        return Err(ParcelFault::Says { name: format!("tree/{path}"), what: "certificate".to_owned() });
    }
    let beside = format!("content/seals/{slug}/{certificate}.asc");
    read_certificate(&beside, proof.file(&beside)?, certificate)?;
    let path = format!("content/units/{}/index.md", seal.unit);
    let unit: Unit = parse_front(proof.file(&path)?).map_err(|_| unread(&path))?.fields;
    Ok(unit.title)
}

/// The title at the head of a document.
fn title(index: &[u8]) -> Option<String> {
    let front = parse_front::<toml::Table>(index).ok()?;
    front.fields.get("title")?.as_str().map(str::to_owned)
}

fn read_certificate(name: &str, bytes: &[u8], fingerprint: &Fingerprint) -> Result<Certificate, ParcelFault> {
    let wrong = |fault| ParcelFault::Certificate { name: name.to_owned(), fault };
    match Certificate::parse(bytes) {
        Ok(certificate) if certificate.fingerprint() == fingerprint => Ok(certificate),
        Ok(_) => Err(wrong(None)),
        Err(fault) => Err(wrong(Some(fault))),
    }
}

/// That a certificate signed these bytes. When.
fn verify(certificate: &Certificate, name: &str, signature: &[u8], payload: &[u8]) -> Result<i64, ParcelFault> {
    let wrong = |fault| ParcelFault::Signature { name: name.to_owned(), fault };
    let signature = Signature::parse(signature).map_err(wrong)?;
    certificate.verify(&signature, payload).map_err(wrong)?;
    Ok(signature.created())
}
