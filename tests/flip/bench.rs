//! The record whose bytes are flipped, and what is known of it: real keys, real acts and seals, few files.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use kanhe::desk::{Desk, Draft, Founding, Hour, Intent, found};
use kanhe::id::{Fingerprint, GitId, Sha256};
use kanhe::ledger::{Ledger, Question, Root, verify};
use kanhe::office::Verb;
use kanhe::openpgp::Keyring;
use kanhe::record::{ObjectKind, Record, Zone};

use crate::world::World;

/// The document that is sealed and registered.
pub(crate) const ONE: &str = "documents/2026/one";
/// The document whose seal is the last word of the record.
pub(crate) const TWO: &str = "documents/2026/two";

const WORKFLOW: &str = r#"
format = 1
title = { zh-CN = "发文", zh-TW = "發文", en = "Documents" }
[numbering]
pattern = "{code}〔{year}〕{n}号"
[[field]]
name = "title"
label = { zh-CN = "标题", zh-TW = "標題", en = "Title" }
type = "text"
required = true
[[field]]
name = "unit"
label = { zh-CN = "发文机关", zh-TW = "發文機關", en = "Unit" }
type = "unit"
required = true
[[step]]
name = "review"
title = { zh-CN = "审核", zh-TW = "審核", en = "Review" }
who = [{ post = "head", of = "issuer" }]
rule = "any"
verbs = ["approve", "return"]
[[step]]
name = "issue"
title = { zh-CN = "签发", zh-TW = "簽發", en = "Issue" }
who = [{ post = "head", of = "issuer" }]
rule = "any"
verbs = ["issue"]
[[step]]
name = "seal"
title = { zh-CN = "用印", zh-TW = "用印", en = "Seal" }
who = [{ custodian = "issuer" }]
rule = "any"
verbs = ["seal"]
"#;

/// An object of the record.
#[derive(Clone)]
pub(crate) struct Object {
    pub(crate) id: GitId,
    pub(crate) kind: ObjectKind,
    pub(crate) bytes: Vec<u8>,
}

/// A record of two documents: the first was returned, revised and sealed, the second's seal is not registered yet.
pub(crate) struct Bench {
    pub(crate) world: World,
    pub(crate) dir: PathBuf,
    pub(crate) root: Root,
    /// Everything reachable, files and folders before what holds them, acts in their order.
    pub(crate) objects: Vec<Object>,
    /// The commits from the genesis on.
    pub(crate) chain: Vec<GitId>,
    /// The refs of the seals.
    pub(crate) seals: BTreeMap<String, GitId>,
}

#[expect(clippy::disallowed_methods, reason = "GnuPG signs at the hour it is")]
fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    since.as_secs().try_into().unwrap()
}

impl Bench {
    pub(crate) fn new() -> Self {
        let world = World::new();
        let dir = world.path("r.git");
        let (key, seal) = (world.key("陈文 <chen-wen@example.org>"), world.key("示范局 (seal)"));
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let mut put = |path: &str, text: String| files.insert(path.to_owned(), text.into_bytes());
        put("kanhe.toml", "format = 1\nrecord = \"6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f\"\ntitle = \"示范局\"\nlanguage = \"zh-CN\"\ntime-zone = \"Asia/Shanghai\"\n".to_owned());
        put("workflows/documents.toml", WORKFLOW.to_owned());
        put(
            "content/units/bureau/index.md",
            "+++\ntitle = \"示范局\"\ncode = \"示\"\n[posts]\nhead = \"局长\"\n+++\n".to_owned(),
        );
        let person = format!(
            "+++\nname = \"陈文\"\nemail = \"chen-wen@example.org\"\nunit = \"bureau\"\nposts = [\"bureau/head\"]\n[[certificate]]\nfingerprint = \"{key}\"\n+++\n"
        );
        put("content/people/chen-wen/index.md", person);
        put(&format!("content/people/chen-wen/{key}.asc"), world.certificate(&key));
        let title = format!(
            "+++\ntitle = \"示范局\"\nunit = \"bureau\"\ncustodians = [\"chen-wen\"]\n[[certificate]]\nfingerprint = \"{seal}\"\n+++\n"
        );
        put("content/seals/bureau/index.md", title);
        put(&format!("content/seals/bureau/{seal}.asc"), world.certificate(&seal));
        let record = Record::init(&dir, true).unwrap();
        let mut keyring = Keyring::open(Some(&world.path("g"))).unwrap();
        let signer: Fingerprint = key.parse().unwrap();
        let hour = || Hour { seconds: now(), zone: Zone::UTC };
        let founding = Founding { files, founder: signer.clone() };
        let root = found(&record, &mut keyring, &founding, hour()).unwrap();
        let mut ledger = Ledger::open(&record, &mut |_, _| {}).map_err(|refusals| format!("{refusals:?}")).unwrap();
        let draft = |title: &str| {
            let index = format!("+++\ntitle = \"{title}\"\nunit = \"bureau\"\n+++\n\n见[附图](附图.txt)。\n");
            let files = [("index.md", index.into_bytes()), ("附图.txt", "图\n".repeat(9).into_bytes())];
            Draft::of(files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect())
        };
        let acts = [
            (ONE, Verb::Submit, Some("检查")),
            (ONE, Verb::Return, None),
            (ONE, Verb::Revise, Some("春季检查")),
            (ONE, Verb::Approve, None),
            (ONE, Verb::Issue, None),
            (ONE, Verb::Seal, None),
            (TWO, Verb::Submit, Some("另一件")),
            (TWO, Verb::Approve, None),
            (TWO, Verb::Issue, None),
            (TWO, Verb::Seal, None),
        ];
        for (subject, verb, title) in acts {
            let words = if verb == Verb::Seal { "" } else { "同意，照办" };
            let intent = Intent { draft: title.map(draft), ..Intent::new(subject.parse().unwrap(), verb, words) };
            let mut desk = Desk {
                record: &record,
                ledger: &mut ledger,
                keyring: &mut keyring,
                signer: signer.clone(),
                remote: None,
            };
            desk.act(&intent, &hour, &|_| {}).map_err(|fault| format!("{verb:?}: {fault:?}")).unwrap();
        }
        Self::of(world, dir, root)
    }

    /// Reads what there is.
    fn of(world: World, dir: PathBuf, root: Root) -> Self {
        let record = Record::open(&dir).unwrap();
        let listed = world.ask(&dir, &["rev-list", "--objects", "--all"]);
        let mut objects: Vec<Object> = listed
            .lines()
            .map(|line| {
                let id: GitId = line.split(' ').next().unwrap().parse().unwrap();
                let object = record.read(id).unwrap();
                Object { id, kind: object.kind, bytes: object.bytes }
            })
            .collect();
        let chain: Vec<GitId> =
            world.ask(&dir, &["rev-list", "--reverse", "main"]).lines().map(|line| line.parse().unwrap()).collect();
        let all: HashMap<GitId, Object> = objects.iter().map(|one| (one.id, one.clone())).collect();
        let rank = |one: &Object| match one.kind {
            ObjectKind::Blob => 0,
            ObjectKind::Tree => height(&all, one.id),
            ObjectKind::Commit => 100 + chain.iter().position(|id| *id == one.id).unwrap(),
            ObjectKind::Tag => 1000,
        };
        objects.sort_by_key(rank);
        Self { world, dir, root, objects, chain, seals: record.seals().unwrap().into_iter().collect() }
    }

    /// A copy of the repository for one thread, in memory where the system has such a folder: it is written to again and again.
    pub(crate) fn copy(&self) -> Copy {
        let memory = Path::new("/dev/shm");
        let parent = if memory.is_dir() { memory.to_owned() } else { self.world.path("home") };
        let folder = tempfile::Builder::new().prefix("kh").tempdir_in(parent).unwrap();
        let dir = folder.path().join("r.git");
        let done = std::process::Command::new("cp").arg("-a").arg(&self.dir).arg(&dir).status().unwrap();
        assert!(done.success());
        Copy { folder, dir }
    }

    /// Whether a repository is found to be a valid record.
    pub(crate) fn is_valid(&self, dir: &Path, rooted: bool) -> bool {
        let Ok(examined) = Record::examine(dir) else { return false };
        let question = Question { root: rooted.then_some(&self.root), ..Question::default() };
        let verified = verify(&examined, &question, &mut |_, _| {});
        verified.is_ok_and(|verified| verified.report.verdict == kanhe::ledger::Verdict::Valid)
    }
}

/// A copy of the repository, gone when it is dropped.
pub(crate) struct Copy {
    folder: tempfile::TempDir,
    dir: PathBuf,
}

impl std::ops::Deref for Copy {
    type Target = Path;

    fn deref(&self) -> &Path {
        assert!(self.folder.path().exists());
        &self.dir
    }
}

/// How many folders stand above the deepest file of a tree.
fn height(all: &HashMap<GitId, Object>, id: GitId) -> usize {
    let Some(object) = all.get(&id).filter(|object| object.kind == ObjectKind::Tree) else { return 0 };
    1 + entries(&object.bytes).into_iter().map(|(_, id)| height(all, id)).max().unwrap_or_default()
}

/// The offset of each entry's name in a tree, and the name.
pub(crate) fn entries(tree: &[u8]) -> Vec<(usize, GitId)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(end) = tree[at..].iter().position(|byte| *byte == 0) {
        let Some(id) = tree.get(at + end + 1..at + end + 21) else { break };
        found.push((at + end + 1, GitId::from_bytes(id.try_into().unwrap())));
        at += end + 21;
    }
    found
}

/// Where an object lies by itself.
pub(crate) fn place(dir: &Path, id: GitId) -> PathBuf {
    let hex = id.to_string();
    dir.join("objects").join(&hex[..2]).join(&hex[2..])
}

/// The bytes of an object's file: deflated, but in no way smaller.
pub(crate) fn loose(kind: ObjectKind, content: &[u8]) -> Vec<u8> {
    let whole = [format!("{} {}\0", kind.name(), content.len()).as_bytes(), content].concat();
    let mut out = vec![0x78, 0x01];
    let mut blocks = whole.chunks(0xffff).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap();
        out.push(u8::from(blocks.peek().is_none()));
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&(!length).to_le_bytes());
        out.extend_from_slice(block);
    }
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in &whole {
        a = (a + u32::from(*byte)) % 65521;
        b = (b + a) % 65521;
    }
    out.extend_from_slice(&(b << 16 | a).to_be_bytes());
    out
}

/// The name git gives to an object.
pub(crate) fn name(kind: ObjectKind, content: &[u8]) -> GitId {
    let kind = match kind {
        ObjectKind::Commit => git2::ObjectType::Commit,
        ObjectKind::Tree => git2::ObjectType::Tree,
        ObjectKind::Blob => git2::ObjectType::Blob,
        ObjectKind::Tag => git2::ObjectType::Tag,
    };
    let id = git2::Oid::hash_object(kind, content).unwrap();
    GitId::from_bytes(id.as_bytes().try_into().unwrap())
}

/// Puts a file in the place of another, which git has made read-only.
pub(crate) fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::remove_file(path).ok();
    fs::write(path, bytes).unwrap();
}

/// The SHA-256 name of a folder or file, if everything below it is there.
pub(crate) fn sha256_name<'a>(find: &dyn Fn(GitId) -> Option<&'a Object>, id: GitId) -> Option<Sha256> {
    let object = find(id)?;
    match object.kind {
        ObjectKind::Blob => Some(Sha256::of_object("blob", &object.bytes)),
        ObjectKind::Tree => {
            let mut raw = Vec::new();
            let mut at = 0;
            for (end, id) in entries(&object.bytes) {
                raw.extend_from_slice(&object.bytes[at..end]);
                raw.extend_from_slice(sha256_name(find, id)?.as_bytes());
                at = end + 20;
            }
            Some(Sha256::of_object("tree", &raw))
        }
        ObjectKind::Commit | ObjectKind::Tag => None,
    }
}
