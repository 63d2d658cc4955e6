//! Signatures by keys of every kind, judged by git, by GnuPG and by kanhe.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use kanhe::ledger::{Ledger, Question, Report, Root, TagState, Verdict, verify};
use kanhe::openpgp::{Certificate, Signature};
use kanhe::record::{Commit, Names, Record, Tag};

use crate::world::{Office, Said, World, draft, write};

const ONE: &str = "documents/2026/one";

/// Keys of every kind that may sign, each with a hand in a document.
fn kind(slug: &str) -> &'static str {
    match slug {
        "li-ming" => "nistp256",
        "wang-fang" => "nistp384",
        "zhao-lei" => "nistp521",
        "sun-hua" => "rsa3072",
        "zhou-min" => "ed25519/nistp256",
        "bureau" => "rsa4096",
        _ => "ed25519",
    }
}

/// An office with every act of its workflows and seals, a clone of it, and a stranger who has nothing but its certificates.
struct Scene {
    office: Office,
    dir: PathBuf,
    stranger: World,
    ring: PathBuf,
    /// The acts in their order: the commit and the signer that kanhe gives.
    acts: Vec<(String, String)>,
    /// The seals: the ref and the certificate that kanhe gives.
    seals: Vec<(String, String)>,
}

fn scene() -> &'static Scene {
    static SCENE: OnceLock<Scene> = OnceLock::new();
    SCENE.get_or_init(Scene::new)
}

impl Scene {
    fn new() -> Self {
        let office = Office::found_with(World::new(), &kind);
        let dir = office.clone("clone");
        // GnuPG is told which hash to take, act by act; a key on P-521 takes no shorter one than SHA-512.
        let conf = office.world.path("g").join("gpg.conf");
        let act = |who: &str, command: &str, subject: &str, hash: &str| {
            fs::write(&conf, format!("digest-algo {hash}\n")).unwrap();
            let words: &[&str] =
                if matches!(command, "submit" | "seal") { &[] } else { &["-m", "同意\n照办 \\ 第二行"] };
            office.act(&dir, who, command, subject, words).good();
        };
        draft(&dir, ONE, "关于开展春季检查的通知");
        fs::write(dir.join("content").join(ONE).join("附图 1.txt"), "图\n").unwrap();
        act("chen-wen", "submit", ONE, "SHA256");
        act("li-ming", "return", ONE, "SHA384");
        draft(&dir, ONE, "关于开展春季检查的通知（二）");
        act("chen-wen", "revise", ONE, "SHA384");
        act("li-ming", "approve", ONE, "SHA256");
        act("wang-fang", "approve", ONE, "SHA384");
        act("zhao-lei", "approve", ONE, "SHA512");
        act("sun-hua", "issue", ONE, "SHA256");
        act("zhou-min", "seal", ONE, "SHA384");
        draft(&dir, "documents/2026/two", "第二件");
        act("chen-wen", "submit", "documents/2026/two", "SHA512");
        act("li-ming", "disagree", "documents/2026/two", "SHA512");
        draft(&dir, "documents/2026/three", "第三件");
        act("chen-wen", "submit", "documents/2026/three", "SHA512");
        act("chen-wen", "withdraw", "documents/2026/three", "SHA512");
        let notice = "+++\ntitle = \"告知\"\nunit = \"survey\"\nkind = \"告知\"\nscope = [\"各科室\"]\n+++\n\n请阅。\n";
        write(&dir.join("content/bulletins/2026/a/index.md"), notice);
        act("chen-wen", "submit", "bulletins/2026/a", "SHA256");
        act("li-ming", "read", "bulletins/2026/a", "SHA256");
        fs::write(&conf, "").unwrap();
        let stranger = World::new();
        for file in walkdir::WalkDir::new(dir.join("content")) {
            let path = file.unwrap().into_path();
            if path.extension().is_some_and(|end| end == "asc") {
                stranger.gpg(&["--import", path.to_str().unwrap()], b"").good();
            }
        }
        let ring = stranger.path("ring.gpg");
        fs::write(&ring, stranger.gpg(&["--export"], b"").good().raw).unwrap();
        let record = Record::open(&dir).unwrap();
        let ledger = Ledger::replay(&record, Names::in_memory(), &mut |_, _| {}).unwrap();
        let entries = ledger.entries().values();
        let acts =
            entries.map(|entry| (entry.commit.to_string(), entry.signer.as_ref().unwrap().to_string())).collect();
        let seals = ledger.seals().values();
        let seals = seals
            .map(|put| {
                assert!(matches!(put.tag, TagState::Good { .. }), "{}", put.reference);
                let raw = office.world.git(&dir, &["cat-file", "tag", &put.reference]).good().raw;
                let tag = Tag::parse(&raw).unwrap();
                (put.reference.clone(), tag.fields.get(kanhe::record::Field::Certificate).unwrap().to_owned())
            })
            .collect();
        office.world.stays();
        stranger.stays();
        Self { office, dir, stranger, ring, acts, seals }
    }

    fn object(&self, kind: &str, name: &str) -> Vec<u8> {
        self.office.world.git(&self.dir, &["cat-file", kind, name]).good().raw
    }

    /// The certificate of this primary key, as kanhe reads it.
    fn certificate(&self, key: &str) -> Certificate {
        let path = walkdir::WalkDir::new(self.dir.join("content"))
            .into_iter()
            .map(|file| file.unwrap().into_path())
            .find(|path| path.ends_with(format!("{key}.asc")));
        Certificate::parse(&fs::read(path.unwrap()).unwrap()).unwrap()
    }

    /// What `gpg` and `gpgv` say of a signature.
    fn asked(&self, signature: &[u8], payload: &[u8]) -> [Said; 2] {
        let dir = tempfile::tempdir_in(self.stranger.path("home")).unwrap();
        let (sig, text) = (dir.path().join("sig"), dir.path().join("text"));
        fs::write(&sig, signature).unwrap();
        fs::write(&text, payload).unwrap();
        let files = [sig.to_str().unwrap(), text.to_str().unwrap()];
        let gpg = self.stranger.gpg(&[&["--status-fd", "1", "--verify"][..], &files].concat(), b"");
        let ring = ["--status-fd", "1", "--keyring", self.ring.to_str().unwrap()];
        let gpgv = self.stranger.feed("gpgv", dir.path(), &[&ring[..], &files].concat(), b"");
        [gpg, gpgv]
    }

    /// All three on a signature over a payload: by this certificate, or by none.
    #[track_caller]
    fn agree(&self, what: &str, key: &str, armour: &[u8], payload: &[u8], good: bool) {
        let ours = Signature::parse(armour).map(|signature| {
            let hash = match signature.hash_name() {
                "SHA-256" => "8",
                "SHA-384" => "9",
                "SHA-512" => "10",
                other => panic!("{other}"),
            };
            (signature.issuer().to_string(), hash, self.certificate(key).verify(&signature, payload))
        });
        assert_eq!(ours.as_ref().is_ok_and(|(_, _, verdict)| verdict.is_ok()), good, "{what}: {ours:?}");
        for said in self.asked(armour, payload) {
            assert_eq!(said.code == 0, good, "{what}: {}", said.err);
            assert_eq!(said.out.contains("GOODSIG"), good, "{what}: {}", said.out);
            if let (true, Ok((issuer, hash, _))) = (good, &ours) {
                let valid = valid_signature(&said.out);
                assert_eq!(valid, (issuer.clone(), key.to_owned(), (*hash).to_owned()), "{what}");
            }
        }
    }
}

/// The signing key, the primary key and the hash of the one good signature that GnuPG tells of.
#[track_caller]
fn valid_signature(status: &str) -> (String, String, String) {
    let lines: Vec<&str> = status.lines().filter_map(|line| line.strip_prefix("[GNUPG:] VALIDSIG ")).collect();
    let [line] = lines[..] else { panic!("{status}") };
    let words: Vec<&str> = line.split(' ').collect();
    (words[0].to_owned(), words[9].to_owned(), words[7].to_owned())
}

#[test]
fn git_finds_nothing_in_a_record_of_every_act() {
    let scene = scene();
    for dir in [&scene.dir, &scene.office.server] {
        let fsck =
            scene.office.world.git(dir, &["fsck", "--strict", "--full", "--no-dangling", "--no-progress"]).good();
        assert_eq!((fsck.out.as_str(), fsck.err.as_str()), ("", ""));
    }
    let report = verified(&scene.dir, None);
    assert_eq!((report.verdict, report.acts, report.refused), (Verdict::Valid, 15, 0), "{:?}", report.findings);
}

#[test]
fn git_and_gnupg_name_the_signers_that_kanhe_names() {
    let scene = scene();
    let (world, dir) = (&scene.stranger, &scene.dir);
    assert_eq!((scene.acts.len(), scene.seals.len()), (15, 1));
    let mut hashes = std::collections::BTreeSet::new();
    for (commit, signer) in &scene.acts {
        let said = world.git(dir, &["verify-commit", "--raw", commit]).good();
        assert!(said.err.contains("GOODSIG"), "{}", said.err);
        let (issuer, primary, hash) = valid_signature(&said.err);
        assert_eq!(&primary, signer, "{commit}");
        assert!(scene.certificate(signer).keys().iter().any(|key| key.fingerprint.as_str() == issuer));
        hashes.insert(hash);
        let parsed = Commit::parse(&scene.object("commit", commit)).unwrap();
        scene.agree(commit, signer, parsed.signature.as_bytes(), &parsed.payload(), true);
    }
    assert_eq!(hashes.into_iter().collect::<Vec<_>>(), ["10", "8", "9"], "every hash was there");
    for (reference, certificate) in &scene.seals {
        let said = world.git(dir, &["verify-tag", "--raw", reference]).good();
        assert_eq!(&valid_signature(&said.err).1, certificate);
        let parsed = Tag::parse(&scene.object("tag", reference)).unwrap();
        scene.agree(reference, certificate, parsed.signature.as_bytes(), &parsed.payload(), true);
    }
}

/// Commits with another payload, with another act's signature, and with a signature that is cut off.
#[test]
fn git_gnupg_and_kanhe_refuse_the_same() {
    let scene = scene();
    let acts: Vec<(&String, Commit)> =
        scene.acts.iter().map(|(id, signer)| (signer, Commit::parse(&scene.object("commit", id)).unwrap())).collect();
    let mut kinds: Vec<usize> = (1..acts.len()).collect();
    kinds.sort_by_key(|at| acts[*at].0);
    kinds.dedup_by_key(|at| acts[*at].0);
    assert_eq!(kinds.len(), 6, "one act of each kind of key");
    for at in kinds {
        let (signer, act) = &acts[at];
        let other = &acts[if at == 1 { 2 } else { 1 }].1;
        let payload = String::from_utf8(act.payload()).unwrap();
        let changed = payload.replacen("Seq: ", "Seq: 9", 1);
        assert_ne!(changed, payload);
        let cut = {
            let signature = Signature::parse(act.signature.as_bytes()).unwrap();
            let bytes = signature.binary();
            kanhe::openpgp::encode(kanhe::openpgp::Kind::Signature, &bytes[..bytes.len() - 1])
        };
        for (what, payload, armour) in [
            ("changed", &changed, &act.signature),
            ("another's", &payload, &other.signature),
            ("cut off", &payload, &cut),
        ] {
            let what = format!("{what}, by {signer}");
            scene.agree(&what, signer, armour.as_bytes(), payload.as_bytes(), false);
            let raw = embed(payload, armour);
            let id =
                scene.office.world.feed("git", &scene.dir, &["hash-object", "-t", "commit", "-w", "--stdin"], &raw);
            let said = scene.stranger.git(&scene.dir, &["verify-commit", "--raw", id.good().line()]);
            assert_ne!(said.code, 0, "{what}: {}", said.err);
        }
        // The positive control: put together again, it is the act.
        let whole = embed(&payload, &act.signature);
        assert_eq!(whole, act.encode());
    }
}

fn embed(payload: &str, armour: &str) -> Vec<u8> {
    let (head, body) = payload.split_once("\n\n").unwrap();
    format!("{head}\ngpgsig {}\n\n{body}", armour.trim_end().replace('\n', "\n ")).into_bytes()
}

/// The SHA-256 names in every act are those git itself gives in a repository of its SHA-256 format.
#[test]
fn git_gives_the_same_sha256_names_in_every_act() {
    let scene = scene();
    let world = &scene.office.world;
    for (commit, _) in &scene.acts {
        let act = Commit::parse(&scene.object("commit", commit)).unwrap();
        let value = |key| act.trailers.get(key).map(str::to_owned);
        let other = tempfile::tempdir_in(world.path("home")).unwrap();
        let git = |args: &[&str]| world.ask(other.path(), args);
        git(&["init", "-q", "--object-format=sha256", "."]);
        let tar = world.git(&scene.dir, &["archive", commit]).good().raw;
        world.feed("tar", other.path(), &["-x"], &tar).good();
        git(&["add", "-A"]);
        let tree = git(&["write-tree"]);
        assert_eq!(value(kanhe::record::Key::TreeSha256), Some(format!("sha256:{tree}")), "{commit}");
        if let Some(subject) = value(kanhe::record::Key::Subject) {
            let folder = git(&["rev-parse", &format!("{tree}:content/{subject}")]);
            assert_eq!(value(kanhe::record::Key::Digest), Some(format!("sha256:{folder}")), "{commit}");
        }
    }
}

fn verified(dir: &Path, root: Option<&Root>) -> Report {
    let question = Question { root, ..Question::default() };
    verify(&Record::examine(dir).unwrap(), &question, &mut |_, _| {}).unwrap_or_else(|found| panic!("{found:?}")).report
}

fn verdict(dir: &Path, root: &Root) -> (Verdict, Vec<u16>) {
    let report = verified(dir, Some(root));
    (report.verdict, report.findings.iter().map(|finding| finding.code).collect())
}

/// GnuPG and git take both forms of an ECDSA signature, kanhe the one: so nobody but the signer gives the last act another name.
#[test]
fn the_last_act_of_a_p256_key_has_one_form() {
    let office = Office::found_with(World::new(), &kind);
    let dir = office.clone("clone");
    draft(&dir, ONE, "一");
    office.act(&dir, "chen-wen", "submit", ONE, &[]).good();
    // What the program signs is always of the lower half: were it not brought down, this would hold but once in 2^8.
    for round in 0..8 {
        office.act(&dir, "li-ming", "return", ONE, &["-m", &format!("第 {round} 次退回"), "--local"]).good();
        if round < 7 {
            draft(&dir, ONE, &format!("一（{round}）"));
            office.act(&dir, "chen-wen", "revise", ONE, &["-m", "改", "--local"]).good();
        }
    }
    let root: Root = office.root.parse().unwrap();
    assert_eq!(verdict(&dir, &root), (Verdict::Valid, vec![]));
    let raw = office.world.git(&dir, &["cat-file", "commit", "main"]).good().raw;
    let act = Commit::parse(&raw).unwrap();
    let payload = String::from_utf8(act.payload()).unwrap();
    let (mut lower, mut upper) = (0, 0);
    for second in 0..60 {
        if lower > 0 && upper > 0 {
            break;
        }
        // Signed again by the same key at seconds that differ: GnuPG makes one signature of one text and second.
        let hour = jiff::Timestamp::from_second(act.ident.seconds() + second).unwrap();
        let hour = hour.strftime("%Y%m%dT%H%M%S!").to_string();
        let armour = office.world.sign(&office.keys["li-ming"], &["--faked-system-time", &hour], payload.as_bytes());
        let id = office.world.feed(
            "git",
            &dir,
            &["hash-object", "-t", "commit", "-w", "--stdin"],
            &embed(&payload, &armour),
        );
        let id = id.good().line().to_owned();
        office.world.git(&dir, &["update-ref", "refs/heads/main", &id]).good();
        office.world.git(&dir, &["verify-commit", &id]).good();
        match verdict(&dir, &root) {
            (Verdict::Valid, _) => lower += 1,
            (Verdict::Invalid, codes) => {
                assert_eq!(codes, [227]);
                upper += 1;
            }
            other => panic!("{other:?}"),
        }
    }
    assert!(lower > 0 && upper > 0, "{lower} of the lower half, {upper} of the upper");
}
