//! The attacker's workshop: acts and seals put together by hand, so that each rule can be broken by itself.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use kanhe::id::Sha256;
use kanhe::record::{Names, Record};
use serde_json::Value;

use crate::world::{Office, Person, Said, draft};

/// The document that is sealed.
pub(crate) const ONE: &str = "documents/2026/one";
/// The document that waits for 李明.
pub(crate) const TWO: &str = "documents/2026/two";
/// The ref of the seal on it.
pub(crate) const SEAL: &str = "refs/tags/seal/documents/2026/one/bureau";

const KEYS: [&str; 22] = [
    "Record",
    "Seq",
    "Parent-SHA256",
    "Tree-SHA256",
    "Act",
    "Subject",
    "Digest",
    "Step",
    "Number",
    "Seal",
    "Opinion",
    "Reason",
    "Affirms",
    "On-Behalf-Of",
    "To",
    "Cc",
    "How",
    "Due",
    "Confirms",
    "Opened",
    "Seals",
    "Signer",
];

/// A record whose last acts are the seal on [`ONE`] (6) and the submission of [`TWO`] (7), and as many copies as are asked for.
pub(crate) struct Scene {
    pub(crate) office: Office,
    copies: std::cell::Cell<usize>,
}

/// What verification must come to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expected {
    pub(crate) exit: i32,
    pub(crate) code: u64,
    pub(crate) seq: Option<u64>,
    pub(crate) path: Option<&'static str>,
}

/// INVALID with this code in the act that was added.
pub(crate) const fn invalid(code: u64) -> Expected {
    Expected { exit: 1, code, seq: Some(8), path: None }
}

impl Expected {
    pub(crate) const fn at(self, path: &'static str) -> Self {
        Self { path: Some(path), ..self }
    }

    pub(crate) const fn act(self, seq: Option<u64>) -> Self {
        Self { seq, ..self }
    }

    pub(crate) const fn incomplete(self) -> Self {
        Self { exit: 3, ..self }
    }
}

impl Scene {
    pub(crate) fn new() -> Self {
        let mut office = Office::found();
        let stranger = office.world.key("李明（冒名） <li-ming@example.org>");
        office.keys.insert("stranger".to_owned(), stranger);
        let dir = office.clone("clone");
        office.seal(&dir, ONE);
        draft(&dir, TWO, "第二件");
        office.act(&dir, "chen-wen", "submit", TWO, &[]).good();
        Self { office, copies: std::cell::Cell::new(0) }
    }

    /// A scene in an office that has its own history.
    pub(crate) fn of(office: Office) -> Self {
        Self { office, copies: std::cell::Cell::new(0) }
    }

    /// A copy of the server's repository. Who can write every byte of it is kept from nothing by its hooks.
    pub(crate) fn copy(&self) -> PathBuf {
        self.copies.set(self.copies.get() + 1);
        let copy = self.office.world.copy(&self.office.server, &format!("copy{}.git", self.copies.get()));
        std::fs::remove_file(copy.join("hooks/reference-transaction")).unwrap();
        copy
    }

    /// A copy with this commit at the tip of `main`.
    pub(crate) fn with_tip(&self, raw: &[u8]) -> PathBuf {
        let dir = self.copy();
        self.set_main(&dir, &self.write(&dir, "commit", raw));
        dir
    }

    pub(crate) fn set_main(&self, dir: &Path, id: &str) {
        self.git(dir, &["update-ref", "refs/heads/main", id]);
    }

    /// What `git` prints.
    #[track_caller]
    pub(crate) fn git(&self, dir: &Path, args: &[&str]) -> String {
        self.office.world.ask(dir, args)
    }

    /// Writes an object as it is, whatever it is.
    #[track_caller]
    pub(crate) fn write(&self, dir: &Path, kind: &str, raw: &[u8]) -> String {
        let args = ["hash-object", "-t", kind, "-w", "--stdin", "--literally"];
        self.office.world.feed("git", dir, &args, raw).good().line().to_owned()
    }

    /// The bytes of an object.
    #[track_caller]
    pub(crate) fn read(&self, dir: &Path, kind: &str, name: &str) -> Vec<u8> {
        self.office.world.git(dir, &["cat-file", kind, name]).good().raw
    }

    /// The next act of this person, as it ought to be, about [`TWO`].
    pub(crate) fn next(&self, who: &str, verb: &str) -> Forged {
        self.next_in(&self.office.server, "main", who, verb)
    }

    /// The same on another tip of another repository.
    pub(crate) fn next_in(&self, dir: &Path, tip: &str, who: &str, verb: &str) -> Forged {
        let person = Person::of(who);
        let raw = self.read(dir, "commit", tip);
        let text = String::from_utf8(raw.clone()).unwrap();
        let value = |key: &str| {
            text.lines().find_map(|line| line.strip_prefix(&format!("{key}: "))).map(str::to_owned).unwrap_or_default()
        };
        let seq: u64 = value("Seq").parse().unwrap();
        let forged = Forged {
            tree: self.git(dir, &["rev-parse", &format!("{tip}^{{tree}}")]),
            parents: vec![self.git(dir, &["rev-parse", tip])],
            name: person.name.to_owned(),
            email: person.email(),
            seconds: now(),
            title: format!("{verb} {TWO}"),
            trailers: Vec::new(),
        };
        let mut forged = forged
            .set("Record", &value("Record"))
            .set("Seq", &(seq + 1).to_string())
            .set("Parent-SHA256", &Sha256::of(&raw).to_string())
            .set("Act", verb)
            .set("Subject", TWO)
            .set("Signer", &self.office.keys[who])
            .digests(self, dir, TWO);
        if value("Act") == "seal" {
            let tag = self.read(dir, "tag", SEAL);
            forged = forged.set("Seals", &format!("{SEAL} {}", Sha256::of(&tag)));
        }
        forged
    }

    /// 李明's approval, the act that would be next.
    pub(crate) fn approval(&self) -> Forged {
        self.next("li-ming", "approve").set("Step", "review").set("Opinion", "同意")
    }

    /// Signs with the key of this person.
    pub(crate) fn sign(&self, who: &str, forged: &Forged) -> Vec<u8> {
        self.sign_with(who, &[], forged)
    }

    /// Signs with options of GnuPG more.
    pub(crate) fn sign_with(&self, who: &str, options: &[&str], forged: &Forged) -> Vec<u8> {
        let payload = forged.payload();
        embed(&payload, &self.office.world.sign(&self.office.keys[who], options, payload.as_bytes()))
    }

    /// What verification makes of a repository.
    #[track_caller]
    pub(crate) fn verify(&self, dir: &Path, more: &[&str]) -> Said {
        self.office.world.kanhe(dir, &[&["verify", "--json"], more].concat())
    }

    /// That it finds exactly this.
    #[track_caller]
    pub(crate) fn finds(&self, what: &str, dir: &Path, expected: Expected) {
        self.finds_with(what, dir, &[], expected);
    }

    /// The same with arguments more.
    #[track_caller]
    pub(crate) fn finds_with(&self, what: &str, dir: &Path, more: &[&str], expected: Expected) {
        let said = self.verify(dir, more);
        let report = said.json();
        let found = &report["findings"];
        assert_eq!(said.code, expected.exit, "{what}: {}", said.out);
        assert_eq!(report["verdict"], if expected.exit == 1 { "INVALID" } else { "INCOMPLETE" }, "{what}");
        assert_eq!(found.as_array().map(Vec::len), Some(1), "{what}: {found:#}");
        assert_eq!(found[0]["code"], expected.code, "{what}: {found:#}");
        assert_eq!(found[0]["seq"].as_u64(), expected.seq, "{what}: {found:#}");
        if let Some(path) = expected.path {
            assert_eq!(found[0]["path"], path, "{what}: {found:#}");
        }
        assert_ne!(found[0]["message"]["key"], Value::Null);
    }

    /// That the gate refuses it with this code, and that nothing moves on the server.
    #[track_caller]
    pub(crate) fn stopped(&self, what: &str, dir: &Path, refs: &[&str], code: u64) {
        let said = self.push(dir, refs);
        assert!(said.err.contains(&format!("remote: kanhe: K{code} ")), "{what}: {}", said.err);
    }

    /// That the server refuses it, whatever it says, and that nothing moves there.
    #[track_caller]
    pub(crate) fn push(&self, dir: &Path, refs: &[&str]) -> Said {
        let server = &self.office.server;
        let before = self.git(server, &["show-ref"]);
        let said = self.office.world.git(dir, &[&["push", "-q", server.to_str().unwrap()], refs].concat());
        assert_ne!(said.code, 0, "came in: {}", said.err);
        assert_eq!(self.git(server, &["show-ref"]), before);
        said
    }
}

/// An act that is being forged.
#[derive(Clone)]
pub(crate) struct Forged {
    pub(crate) tree: String,
    pub(crate) parents: Vec<String>,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) seconds: i64,
    pub(crate) title: String,
    pub(crate) trailers: Vec<(String, String)>,
}

impl Forged {
    /// Sets a trailer, at its place.
    pub(crate) fn set(mut self, key: &str, value: &str) -> Self {
        self.trailers.retain(|(name, _)| name != key);
        self.trailers.push((key.to_owned(), value.to_owned()));
        self.trailers.sort_by_key(|(name, _)| KEYS.iter().position(|key| key == name));
        self
    }

    /// Takes a trailer out.
    pub(crate) fn without(mut self, key: &str) -> Self {
        self.trailers.retain(|(name, _)| name != key);
        self
    }

    /// About another subject.
    pub(crate) fn about(self, scene: &Scene, dir: &Path, subject: &str) -> Self {
        let verb = self.title.split(' ').next().unwrap().to_owned();
        let mut forged = self.set("Subject", subject).digests(scene, dir, subject);
        forged.title = format!("{verb} {subject}");
        forged
    }

    /// With another tree.
    pub(crate) fn tree(mut self, scene: &Scene, dir: &Path, tree: &str) -> Self {
        tree.clone_into(&mut self.tree);
        let subject = self.trailers.iter().find(|(key, _)| key == "Subject").unwrap().1.clone();
        self.digests(scene, dir, &subject)
    }

    /// With the digests of its tree, as far as they can be computed.
    fn digests(self, scene: &Scene, dir: &Path, subject: &str) -> Self {
        let record = Record::open(dir).unwrap();
        let name = |id: &str| {
            let name = id.parse().ok().and_then(|id| record.sha256_of_tree(id, &mut Names::in_memory()).ok());
            name.unwrap_or_else(|| Sha256::of(b"")).to_string()
        };
        let folder = scene.office.world.git(dir, &["rev-parse", &format!("{}:content/{subject}", self.tree)]);
        let (tree, folder) = (name(&self.tree), name(folder.line()));
        self.set("Tree-SHA256", &tree).set("Digest", &folder)
    }

    pub(crate) fn payload(&self) -> String {
        let parents: String = self.parents.iter().map(|id| format!("parent {id}\n")).collect();
        let ident = format!("{} <{}> {} +0800", self.name, self.email, self.seconds);
        let trailers: String = self.trailers.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
        format!("tree {}\n{parents}author {ident}\ncommitter {ident}\n\n{}\n\n{trailers}", self.tree, self.title)
    }
}

/// A payload with the signature where it belongs.
pub(crate) fn embed(payload: &str, armour: &str) -> Vec<u8> {
    let (head, body) = payload.split_once("\n\n").unwrap();
    format!("{head}\ngpgsig {}\n\n{body}", armour.trim_end().replace('\n', "\n ")).into_bytes()
}

#[expect(clippy::disallowed_methods, reason = "forged acts are of this hour, as the gate wants them")]
pub(crate) fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs().try_into().unwrap()
}
