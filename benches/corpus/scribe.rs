//! Writes acts as the desk does, with keys that are in this process: composed, judged, signed, stored. Refs are the caller's.

use std::collections::BTreeMap;
use std::path::Path;

use kanhe::desk::Draft;
use kanhe::id::{Fingerprint, GitId, Sha256, Slug, SubjectId};
use kanhe::ledger::{By, Ledger, Matter, Registration, Root, SealPut, Sealing, Statement, content, seal_fields};
use kanhe::office::{Content, Office, Verb, is_registry};
use kanhe::record::{Ident, Names, Record, Unsigned, UnsignedTag, Zone};
use kanhe::starter;

use super::cast::{Cast, Key};

const RECORD: &str = "6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f";

/// An act that is in the object store.
pub(crate) struct Written {
    pub(crate) commit: GitId,
    pub(crate) subject: SubjectId,
    pub(crate) seal: Option<(String, GitId)>,
}

/// What those who agree write, unless told otherwise.
const OPINION: &str = "同意，请按程序办理。";

pub(crate) struct Scribe {
    pub(crate) record: Record,
    names: Names,
    office: Office,
    keys: BTreeMap<Slug, Key>,
    seals: BTreeMap<Slug, Key>,
    genesis: GitId,
    founder: Fingerprint,
    commit: GitId,
    raw: Sha256,
    seq: u64,
    tree: GitId,
    registers: Option<Registration>,
    /// What those who agree write.
    pub(crate) opinion: String,
}

impl Scribe {
    /// Writes the genesis.
    pub(crate) fn found(record: Record, cast: &Cast, seconds: i64, one_language: bool) -> Self {
        let mut files = starter::files(&starter::Settings {
            record: RECORD.to_owned(),
            title: "临江市政务".to_owned(),
            language: "zh-CN".to_owned(),
            time_zone: "Asia/Shanghai".to_owned(),
        });
        files.extend(cast.files());
        if one_language {
            let line = "language = \"zh-CN\"\n";
            let settings = String::from_utf8(files["kanhe.toml"].clone()).unwrap();
            let settings = settings.replacen(line, &format!("{line}languages = [\"zh-CN\"]\n"), 1);
            assert!(settings.contains("languages = "), "{settings}");
            files.insert("kanhe.toml".to_owned(), settings.into_bytes());
        }
        let registry =
            files.iter().filter(|(path, _)| is_registry(path)).map(|(p, b)| (p.clone(), b.clone())).collect();
        let founder = super::cast::person(0, 0);
        let key = &cast.people[&founder];
        let office = Office::found(&registry, &key.fingerprint).unwrap();
        let tree = Draft::of(files).write(&record).unwrap();
        let mut names = Names::in_memory();
        let statement = Statement {
            record: RECORD.parse().unwrap(),
            seq: 0,
            parent: None,
            tree: record.sha256_of_tree(tree, &mut names).unwrap(),
            matter: None,
            registers: None,
            signer: key.fingerprint.clone(),
        };
        let unsigned = Unsigned {
            tree,
            parent: None,
            ident: ident(&office, &founder, seconds),
            subject_line: statement.title(),
            trailers: statement.trailers().unwrap(),
        };
        let bytes = unsigned.sign_with(&key.sign(seconds, &unsigned.payload().unwrap())).unwrap();
        let commit = record.write_commit(&bytes).unwrap();
        let founder = key.fingerprint.clone();
        let Cast { people: keys, seals } = Cast::new();
        let raw = Sha256::of(&bytes);
        Self {
            record,
            names,
            office,
            keys,
            seals,
            genesis: commit,
            founder,
            commit,
            raw,
            seq: 0,
            tree,
            registers: None,
            opinion: OPINION.to_owned(),
        }
    }

    /// Goes on where a record ends.
    pub(crate) fn resume(place: &Path) -> Self {
        let record = Record::open(place).unwrap();
        let mut ledger = Ledger::open(&record, &mut |_, _| {}).unwrap();
        ledger.recall_all().unwrap();
        let head = ledger.head().clone();
        let registers = head.unregistered.as_ref().map(|reference| {
            let id = record.seal(reference).unwrap().unwrap();
            Registration { reference: reference.clone(), tag: Sha256::of(&record.read(id).unwrap().bytes) }
        });
        let Cast { people: keys, seals } = Cast::new();
        Self {
            names: Names::in_memory(),
            office: ledger.office().clone(),
            keys,
            seals,
            genesis: ledger.root().genesis,
            founder: ledger.root().founder.clone(),
            commit: head.commit,
            raw: head.raw,
            seq: head.seq,
            tree: head.tree,
            registers,
            opinion: OPINION.to_owned(),
            record,
        }
    }

    pub(crate) fn root(&self) -> Root {
        let raw = Sha256::of(&self.record.read(self.genesis).unwrap().bytes);
        Root { genesis: self.genesis, raw, founder: self.founder.clone() }
    }

    pub(crate) const fn seq(&self) -> u64 {
        self.seq
    }

    pub(crate) const fn commit(&self) -> GitId {
        self.commit
    }

    pub(crate) const fn office(&self) -> &Office {
        &self.office
    }

    /// One act. Stops if the engine refuses it.
    pub(crate) fn act(
        &mut self,
        by: &Slug,
        subject: &SubjectId,
        verb: Verb,
        draft: Option<Draft>,
        seconds: i64,
    ) -> Written {
        let key = &self.keys[by];
        let docket = self.office.docket(subject);
        let (mut tree, mut held) = (self.tree, Content::default());
        let digest = match &draft {
            Some(draft) => {
                let folder = draft.write(&self.record).unwrap();
                tree = self.record.graft(Some(tree), &subject.folder(), Some(folder)).unwrap();
                held = content(&self.record, folder, self.office.is_request(subject)).unwrap();
                self.record.sha256_of_tree(folder, &mut self.names).unwrap()
            }
            None => docket.unwrap().digest,
        };
        let decides = matches!(verb, Verb::Approve | Verb::Issue | Verb::Seal);
        let step = docket.filter(|_| decides).and_then(|docket| self.office.current_step(docket));
        let words = |wanted, text: &str| if wanted { text.to_owned() } else { String::new() };
        let matter = Matter {
            subject: subject.clone(),
            digest,
            verb,
            step: step.map(|step| step.name.clone()),
            number: (verb == Verb::Issue).then(|| self.office.next_number(docket.unwrap(), seconds).unwrap().text),
            seal: (verb == Verb::Seal).then(|| docket.unwrap().issuer.clone()),
            opinion: words(matches!(verb, Verb::Approve | Verb::Issue), &self.opinion),
            reason: words(verb == Verb::Withdraw, "情况有变，撤回重拟。"),
            affirms: None,
            behalf: None,
            to: Vec::new(),
            addresses: kanhe::office::Addresses::default(),
            how: None,
            straight: false,
            due: None,
            confirms: None,
        };
        let statement = Statement {
            record: RECORD.parse().unwrap(),
            seq: self.seq + 1,
            parent: Some(self.raw),
            tree: self.record.sha256_of_tree(tree, &mut self.names).unwrap(),
            matter: Some(matter.clone()),
            registers: self.registers.take(),
            signer: key.fingerprint.clone(),
        };
        let committer = ident(&self.office, by, seconds);
        let by_line = By {
            seq: statement.seq,
            time: seconds,
            signer: &key.fingerprint,
            name: committer.name(),
            email: committer.email(),
        };
        let effects = self
            .office
            .judge(&matter.act(by_line, held).unwrap())
            .unwrap_or_else(|violation| panic!("{verb} {subject}: {violation:?}"));
        let unsigned = Unsigned {
            tree,
            parent: Some(self.commit),
            ident: committer.clone(),
            subject_line: statement.title(),
            trailers: statement.trailers().unwrap(),
        };
        let bytes = unsigned.sign_with(&key.sign(seconds, &unsigned.payload().unwrap())).unwrap();
        let commit = self.record.write_commit(&bytes).unwrap();
        let raw = Sha256::of(&bytes);
        let mut put = None;
        if let Some(slug) = &matter.seal {
            let seal = self.office.register().seal(slug).unwrap();
            let sealing = Sealing {
                record: &statement.record,
                seq: statement.seq,
                commit,
                raw,
                committer: &committer,
                matter: &matter,
                docket: effects.docket(),
                seal,
                certificate: self.office.sealing_with(seal),
                version: Some(Sha256::of(self.seals[slug].certificate.as_bytes())),
            };
            let reference = SealPut::of(&sealing).unwrap().reference;
            let unsigned =
                UnsignedTag { object: commit, tagger: committer.clone(), fields: seal_fields(&sealing).unwrap() };
            let armour = self.seals[slug].sign(seconds, &unsigned.payload().unwrap());
            let bytes = unsigned.sign_with(&armour).unwrap();
            let tag = self.record.write_tag(&bytes).unwrap();
            self.registers = Some(Registration { reference: reference.clone(), tag: Sha256::of(&bytes) });
            put = Some((reference, tag));
        }
        self.office.apply(effects);
        (self.commit, self.raw, self.seq, self.tree) = (commit, raw, self.seq + 1, tree);
        Written { commit, subject: subject.clone(), seal: put }
    }
}

fn ident(office: &Office, person: &Slug, seconds: i64) -> Ident {
    let person = office.register().person(person).unwrap();
    Ident::new(&person.name, &person.email, seconds, Zone::east(480).unwrap()).unwrap()
}
