//! The second verifier, `docs/verify.py`, and verifying by hand.
//!
//! That the two programs agree is asked wherever a test verifies (`world/second.rs`): on every forged act and seal of
//! `record/attacks.rs`, for one. Here stand the sound record at each of its stages, damage at random, and the pages for people:
//! what `docs/verify-by-hand.md` tells them to type is typed.
#![expect(clippy::unwrap_used, reason = "what is not there in a story is a failed story")]

mod world;

use std::fs;
use std::path::{Path, PathBuf};

use git2::{ObjectType, Oid, Repository};
use world::{Office, Said, World, draft, letter, write};

const ONE: &str = "documents/2026/one";
const TWO: &str = "documents/2026/two";
const SEAL: &str = "refs/tags/seal/documents/2026/one/bureau";

/// That both programs find the record sound, with the root line and the checkpoint of this moment.
#[track_caller]
fn sound(office: &Office) -> serde_json::Value {
    let checkpoint = office.world.kanhe(&office.server, &["checkpoint"]).good().line().to_owned();
    let report = office.world.both(&office.server, &["--root", &office.root, "--checkpoint", &checkpoint]).good();
    report.json()
}

#[test]
fn both_find_a_sound_record_sound_at_every_stage() {
    let office = Office::found();
    let dir = office.clone("clone");
    let act = |who: &str, command: &str, subject: &str, more: &[&str]| {
        office.act(&dir, who, command, subject, more).good();
        sound(&office)
    };
    sound(&office);
    draft(&dir, ONE, "第一件");
    write(&dir.join("content").join(ONE).join("附图 1.txt"), "附图\n");
    act("chen-wen", "submit", ONE, &[]);
    act("li-ming", "approve", ONE, &["-m", "同意。\n请办公室核稿 \\ 会签。"]);
    act("wang-fang", "return", ONE, &["-m", "请补附件"]);
    let more = letter("第一件").replace("kind =", "urgency = \"特急\"\nattachments = [\"附图 1.txt\"]\nkind =");
    write(&dir.join("content").join(ONE).join("index.md"), &more);
    act("chen-wen", "revise", ONE, &[]);
    act("li-ming", "disagree", ONE, &["-m", "不同意"]);
    fs::remove_file(dir.join("content").join(ONE).join("附图 1.txt")).unwrap();
    draft(&dir, ONE, "第一件（改）");
    act("chen-wen", "revise", ONE, &[]);
    for who in ["li-ming", "zhao-lei", "wang-fang"] {
        act(who, "approve", ONE, &["-m", "同意"]);
    }
    act("sun-hua", "issue", ONE, &["-m", "同意印发"]);
    assert_eq!(act("zhou-min", "seal", ONE, &[])["unregistered"], SEAL);
    draft(&dir, TWO, "第二件");
    assert_eq!(act("chen-wen", "submit", TWO, &[])["unregistered"], serde_json::Value::Null);
    act("chen-wen", "withdraw", TWO, &["-m", "不办了"]);
    let bulletin = letter("停水").replace("通知", "告知").replace("to =", "until = 2026-12-31\nscope =");
    write(&dir.join("content/bulletins/2026/water/index.md"), &bulletin);
    act("chen-wen", "submit", "bulletins/2026/water", &[]);
    act("li-ming", "approve", "bulletins/2026/water", &["-m", "同意"]);
    office.seal(&dir, "documents/2026/three");
    assert_eq!(sound(&office)["seals"], 2);
    // Packed, as a server keeps it after a while, and packed again with long chains of differences.
    for pack in [&["gc", "-q"][..], &["repack", "-adfq", "--depth=50"], &["pack-refs", "--all"]] {
        office.world.git(&office.server, pack).good();
        sound(&office);
    }
}

/// Every module plays in the demo office: its record is sound at each of its acts, and each act that is done by somebody else, at another
/// place or twice is refused by both alike.
#[test]
fn both_judge_every_module_alike() {
    let world = World::new();
    let dir = world.path("demo");
    world.kanhe(&world.path("home"), &["--quiet", "demo", dir.to_str().unwrap()]).good();
    let record = dir.join("record.git");
    let root = fs::read_to_string(dir.join("root.txt")).unwrap();
    let report = world.both(&record, &["--root", root.trim()]).good().json();
    assert!(report["acts"].as_u64().unwrap() > 300, "{report}");
    // What a verdict forgets of closed subjects is nothing that later acts are judged by.
    let opened = kanhe::record::Record::open(&record).unwrap();
    let whole = kanhe::ledger::Ledger::replay(&opened, kanhe::record::Names::in_memory(), &mut |_, _| {}).unwrap();
    let lean = kanhe::ledger::Ledger::replay_lean(&opened, &mut |_, _| {}).unwrap();
    let known = |ledger: &kanhe::ledger::Ledger| {
        let office = ledger.office();
        let places: Vec<_> =
            office.dockets().map(|docket| (docket.subject.clone(), docket.place, docket.ended.clone())).collect();
        (office.deputies().clone(), office.numbers().clone(), places)
    };
    assert_eq!(known(&whole), known(&lean));
    let repo = Repository::open(&record).unwrap();
    let mut at = repo.find_commit(repo.refname_to_id("refs/heads/main").unwrap()).unwrap();
    // As of earlier acts: what was open then is open, and seals that come later are strangers to both.
    let mut seen = 0;
    for seq in (0..report["as_of"].as_u64().unwrap()).rev() {
        at = at.parent(0).unwrap();
        if seq % 23 == 0 {
            write(&record.join("refs/heads/main"), &format!("{}\n", at.id()));
            let report = world.both(&record, &["--root", root.trim()]).json();
            assert_eq!((report["as_of"].as_u64(), report["refused"].as_u64()), (Some(seq), Some(0)));
            seen += 1;
        }
    }
    assert!(seen > 10);
}

/// The arithmetic of every kind of key that may sign: the founder's, and the seal's Ed25519 beside it.
#[test]
fn both_check_signatures_of_every_kind_of_key() {
    let world = World::new();
    for algorithm in ["nistp256", "nistp384", "nistp521", "rsa3072", "ed25519"] {
        let user = format!("{algorithm} <{algorithm}@example.org>");
        let made = world.gpg(&["--status-fd", "1", "--quick-gen-key", &user, algorithm, "sign", "never"], b"").good();
        let key = made.out.split_whitespace().last().unwrap().to_owned();
        let dir = world.path(algorithm);
        let email = format!("{algorithm}@example.org");
        let init = [
            "init",
            dir.to_str().unwrap(),
            "--title",
            "示范局",
            "--name",
            algorithm,
            "--email",
            &email,
            "--code",
            "示",
        ];
        world.kanhe(&world.path("home"), &[&init[..], &["--key", &key, "--no-passphrase"]].concat()).good();
        world.both(&dir, &[]).good();
        // Another zone is not what he signed.
        let repo = Repository::open(&dir).unwrap();
        let genesis = repo.refname_to_id("refs/heads/main").unwrap();
        let raw = repo.odb().unwrap().read(genesis).unwrap().data().to_vec();
        // The zone stands in the head of the commit: a line of the signature may begin with the same letters.
        let raw = String::from_utf8(raw).unwrap();
        let (head, signed) = raw.split_once("\ngpgsig ").unwrap();
        let forged = format!("{}\ngpgsig {signed}", head.replace(" +0", " -0"));
        assert_ne!(forged, raw, "the zone is another");
        let forged = repo.odb().unwrap().write(ObjectType::Commit, forged.as_bytes()).unwrap();
        write(&dir.join(".git/refs/heads/main"), &format!("{forged}\n"));
        let report = world.both(&dir, &[]);
        assert_eq!(
            (report.code, &report.json()["findings"][0]["code"]),
            (1, &226.into()),
            "{algorithm}: {}",
            report.out
        );
    }
}

/// A sound record to be damaged: its repository and what is in it.
struct Victim {
    office: Office,
    dir: PathBuf,
    objects: Vec<(Oid, ObjectType, Vec<u8>)>,
    main: Oid,
    tag: Oid,
}

impl Victim {
    fn new() -> Self {
        let office = Office::found();
        let clone = office.clone("clone");
        office.seal(&clone, ONE);
        draft(&clone, TWO, "第二件");
        office.act(&clone, "chen-wen", "submit", TWO, &[]).good();
        let dir = office.server.clone();
        let repo = Repository::open(&dir).unwrap();
        let odb = repo.odb().unwrap();
        let mut objects = Vec::new();
        odb.foreach(|id| {
            let object = odb.read(*id).unwrap();
            objects.push((*id, object.kind(), object.data().to_vec()));
            true
        })
        .unwrap();
        objects.sort_by_key(|(id, ..)| *id);
        let id = |name: &str| repo.refname_to_id(name).unwrap();
        let (main, tag) = (id("refs/heads/main"), id(SEAL));
        Self { office, dir, objects, main, tag }
    }

    fn file(&self, id: Oid) -> PathBuf {
        let hex = id.to_string();
        self.dir.join("objects").join(&hex[..2]).join(&hex[2..])
    }

    fn raw(&self, id: Oid) -> &[u8] {
        &self.objects.iter().find(|(other, ..)| *other == id).unwrap().2
    }

    fn put(&self, kind: ObjectType, raw: &[u8]) -> Oid {
        Repository::open(&self.dir).unwrap().odb().unwrap().write(kind, raw).unwrap()
    }

    fn point(&self, reference: &str, text: &str) {
        write(&self.dir.join(reference), &format!("{text}\n"));
    }

    /// The commits after one, oldest first, each on the new one before it.
    fn relink(&self, old: Oid, new: Oid) -> Oid {
        let mut line = vec![self.main];
        while *line.last().unwrap() != old {
            line.push(parent(self.raw(*line.last().unwrap())).unwrap());
        }
        line.into_iter()
            .rev()
            .skip(1)
            .fold((old, new), |(was, is), id| {
                let raw = String::from_utf8(self.raw(id).to_vec()).unwrap();
                (id, self.put(ObjectType::Commit, raw.replacen(&was.to_string(), &is.to_string(), 1).as_bytes()))
            })
            .1
    }

    /// Asks both programs.
    #[track_caller]
    #[expect(clippy::print_stdout, reason = "what was done to the record is told if a test fails")]
    fn ask(&self, what: &str) -> Said {
        println!("{what}");
        self.office.world.both(&self.dir, &["--root", &self.office.root])
    }
}

fn parent(raw: &[u8]) -> Option<Oid> {
    let text = String::from_utf8_lossy(raw).into_owned();
    text.lines().find_map(|line| line.strip_prefix("parent ")?.parse().ok())
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(limit).unwrap()).unwrap()
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// One byte changed, taken out or put in.
    fn hurt(&mut self, raw: &[u8]) -> Vec<u8> {
        let mut raw = raw.to_vec();
        let at = self.below(raw.len());
        match self.below(4) {
            0 => drop(raw.remove(at)),
            1 => raw.insert(at, u8::try_from(self.below(256)).unwrap()),
            _ => raw[at] ^= 1 << self.below(8),
        }
        raw
    }

    /// Two lines of a message exchanged, one left out, or one there twice.
    fn shuffle(&mut self, raw: &[u8]) -> Vec<u8> {
        let text = String::from_utf8(raw.to_vec()).unwrap();
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        let message = lines.iter().position(|line| *line == "\n").unwrap();
        let (a, b) = (message + self.below(lines.len() - message), message + self.below(lines.len() - message));
        match self.below(3) {
            0 => lines.swap(a, b),
            1 => drop(lines.remove(a)),
            _ => lines.insert(a, lines[b]),
        }
        lines.concat().into_bytes()
    }
}

/// One thing after another is damaged, in every way a disk or somebody who can write it could, and mended again: the two programs
/// never disagree, and neither breaks.
#[test]
fn both_say_the_same_of_random_damage() {
    let victim = Victim::new();
    victim.ask("sound").good();
    let commits: Vec<Oid> = std::iter::successors(Some(victim.main), |id| parent(victim.raw(*id))).collect();
    let mut dice = Dice(0x6b61_6e68_6500_0001);
    let mut verdicts = [0_u32; 4];
    for round in 0..104 {
        let (id, kind, raw) = dice.one(&victim.objects).clone();
        let file = victim.file(id);
        let kept = fs::read(&file).unwrap();
        let commit = *dice.one(&commits);
        let what = match round % 8 {
            0 => {
                fs::remove_file(&file).unwrap();
                format!("{round}: {kind} {id} is gone")
            }
            1 => {
                put_file(&file, &dice.hurt(&kept));
                format!("{round}: the file of {kind} {id} is damaged")
            }
            2 => {
                let other = dice.one(&victim.objects).0;
                put_file(&file, &fs::read(victim.file(other)).unwrap());
                format!("{round}: {other} in the place of {kind} {id}")
            }
            3 => {
                let new = victim.put(ObjectType::Commit, &dice.hurt(victim.raw(victim.main)));
                victim.point("refs/heads/main", &new.to_string());
                format!("{round}: the last act is {new}")
            }
            4 => {
                let new = victim.put(ObjectType::Tag, &dice.hurt(victim.raw(victim.tag)));
                victim.point(SEAL, &new.to_string());
                format!("{round}: the seal is {new}")
            }
            5 => {
                let new = victim.put(ObjectType::Commit, &dice.shuffle(victim.raw(commit)));
                let main = victim.relink(commit, new);
                victim.point("refs/heads/main", &main.to_string());
                format!("{round}: {new} for {commit}, with the lines of its message in disorder")
            }
            6 => {
                let new = victim.put(ObjectType::Commit, &dice.hurt(victim.raw(commit)));
                let main = victim.relink(commit, new);
                victim.point("refs/heads/main", &main.to_string());
                format!("{round}: {new} for {commit}")
            }
            _ => {
                let new = if kind == ObjectType::Tree {
                    dice.one(&victim.objects).0
                } else {
                    victim.put(kind, &dice.hurt(&raw))
                };
                let name = *dice.one(&["refs/heads/main", SEAL, "refs/tags/seal/documents/2026/two/bureau"]);
                victim.point(name, &new.to_string());
                format!("{round}: {name} is {new}, made of {kind} {id}")
            }
        };
        let said = victim.ask(&what);
        verdicts[usize::try_from(said.code).unwrap()] += 1;
        put_file(&file, &kept);
        victim.point("refs/heads/main", &victim.main.to_string());
        victim.point(SEAL, &victim.tag.to_string());
        fs::remove_file(victim.dir.join("refs/tags/seal/documents/2026/two/bureau")).ok();
    }
    victim.ask("mended").good();
    // Some damage is none: a line that takes its own place, a ref that points where it did.
    assert!(verdicts[1] > 40 && verdicts[3] > 5, "{verdicts:?}");
}

/// A file of git's, which are not to be written to.
fn put_file(path: &Path, bytes: &[u8]) {
    fs::remove_file(path).ok();
    fs::write(path, bytes).unwrap();
}

/// The commands of a page, one after another.
fn commands(page: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page)).unwrap();
    let blocks = text.split("```sh\n").skip(1);
    blocks.map(|block| block.split("```\n").next().unwrap().to_owned()).collect()
}

#[test]
fn both_languages_type_the_same() {
    let english = commands("verify-by-hand.md");
    assert!(english.len() > 8, "{}", english.len());
    assert_eq!(english, commands("verify-by-hand.zh-CN.md"));
}

/// Types what the page says, in an empty folder with the script and nothing else.
fn by_hand(world: &World, name: &str, variables: &[(&str, &str)]) -> Said {
    let dir = world.path(name);
    for file in ["verify.py", "refusals.md"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(file);
        write(&dir.join(file), &fs::read_to_string(from).unwrap());
    }
    let mut command = world.command("sh", &dir);
    command.args(["-c", &commands("verify-by-hand.md").concat()]).env_remove("GNUPGHOME").env("TMPDIR", "/tmp");
    command.envs(variables.iter().copied());
    World::run(command, b"")
}

#[test]
fn what_the_page_tells_people_to_type_finds_what_it_says() {
    let victim = Victim::new();
    let (office, source) = (&victim.office, victim.dir.to_str().unwrap());
    let checkpoint = office.world.kanhe(&victim.dir, &["checkpoint"]).good().line().to_owned();
    let seal = SEAL.strip_prefix("refs/tags/").unwrap();
    let good = [("SOURCE", source), ("ROOT", &office.root), ("ACT", "2"), ("SEAL", seal), ("CHECKPOINT", &checkpoint)];
    let said = by_hand(&office.world, "good", &good).good();
    let echoes: Vec<String> = commands("verify-by-hand.md")
        .concat()
        .lines()
        .filter_map(|line| Some(line.strip_prefix("echo '")?.strip_suffix('\'')?.to_owned()))
        .collect();
    assert_eq!(echoes.len(), 7);
    for line in &echoes {
        assert!(said.out.contains(line), "{line}: {}\n{}", said.out, said.err);
    }
    assert!(said.out.contains("VALID as of number 7") && !said.out.contains("not registered"), "{}", said.out);
    // Whoever has another line on paper, or another seal or act before him, does not come to the end.
    let with = |key: &str, value: &str| {
        good.map(|(name, was)| (name, if name == key { value.to_owned() } else { was.to_owned() }))
    };
    let stops = |name: &str, after: usize, variables: &[(&str, String)]| {
        let variables: Vec<(&str, &str)> = variables.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let said = by_hand(&office.world, name, &variables);
        assert_ne!(said.code, 0, "{name}: {}", said.out);
        let told: Vec<bool> = echoes.iter().map(|line| said.out.contains(line)).collect();
        assert_eq!(told.iter().filter(|told| **told).count(), after, "{name}: {}\n{}", said.out, said.err);
    };
    stops("root", 1, &with("ROOT", &office.root.replace("sha256:", "sha256:0")));
    stops("checkpoint", 6, &with("CHECKPOINT", &checkpoint.replace(" 7 ", " 6 ")));
    // The approval with another opinion, and all acts after it put behind it again.
    let acts: Vec<Oid> = std::iter::successors(Some(victim.main), |id| parent(victim.raw(*id))).collect();
    let approval = acts[acts.len() - 3];
    let raw = String::from_utf8(victim.raw(approval).to_vec()).unwrap();
    let forged = victim.put(ObjectType::Commit, raw.replace("同意", "很好").as_bytes());
    victim.point("refs/heads/main", &victim.relink(approval, forged).to_string());
    stops("opinion", 3, &with("ACT", "2"));
    stops("next", 2, &with("ACT", "3"));
    victim.point("refs/heads/main", &victim.main.to_string());
    // The seal's tag with another title.
    let raw = String::from_utf8(victim.raw(victim.tag).to_vec()).unwrap();
    victim.point(SEAL, &victim.put(ObjectType::Tag, raw.replace("Title: 关于", "Title: 关於").as_bytes()).to_string());
    stops("title", 5, &with("ACT", "2"));
}

/// Which fields calendars may read both say alike, file by file.
#[test]
fn both_take_the_same_fields_for_calendars() {
    let meetings = Path::new(env!("CARGO_MANIFEST_DIR")).join("workflows/meetings.toml");
    let meetings = fs::read_to_string(meetings).unwrap();
    let own = "start = \"starts\"\nend = \"ends\"\nplace = \"place\"\n";
    let world = World::new();
    let folder = world.path("calendars");
    fs::create_dir(&folder).unwrap();
    let mut told = Vec::new();
    for (at, (calendar, code)) in [
        (own, 0),
        ("start = \"starts\"\n", 0),
        ("due = \"ends\"\n", 0),
        ("", 803),
        ("end = \"ends\"\n", 803),
        ("start = \"starts\"\ndue = \"ends\"\n", 803),
        ("due = \"ends\"\nend = \"ends\"\n", 803),
        ("due = \"ends\"\nplace = \"place\"\n", 803),
        ("start = \"begins\"\n", 803),
        ("start = \"place\"\n", 803),
        ("start = \"starts\"\nend = \"place\"\n", 803),
        ("start = \"starts\"\nplace = \"agenda\"\n", 803),
        ("start = \"starts\"\nplace = \"host\"\n", 803),
        ("due = [\"ends\"]\n", 801),
        ("start = \"Starts\"\n", 801),
        ("start = \"starts\"\nzone = \"place\"\n", 801),
    ]
    .into_iter()
    .enumerate()
    {
        let text = meetings.replacen(own, calendar, 1);
        let read = kanhe::office::Workflow::read("workflows/meetings.toml", text.as_bytes());
        let found = read.err().map_or(0, |faults| faults[0].code());
        assert_eq!(found, code, "{calendar}");
        put_file(&folder.join(format!("{at:02}.toml")), text.as_bytes());
        told.push(code.to_string());
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/verify.py");
    let names = "import importlib.util, pathlib, sys\n\
        spec = importlib.util.spec_from_file_location('verify', sys.argv[1])\n\
        verify = importlib.util.module_from_spec(spec)\n\
        spec.loader.exec_module(verify)\n\
        for path in sorted(pathlib.Path(sys.argv[2]).iterdir()):\n    \
            try:\n        \
                verify.Workflow('workflows/meetings.toml', path.read_bytes())\n        \
                print(0)\n    \
            except verify.Fault as fault:\n        \
                print(fault.code)\n";
    let args = ["-I", "-B", "-c", names, script.to_str().unwrap(), folder.to_str().unwrap()];
    let said = world.feed("python3", &world.path(""), &args, b"").good();
    assert_eq!(said.out.split_whitespace().collect::<Vec<_>>(), told);
}

/// A name of the script that is bound twice at its top would change what an earlier part means by it.
#[test]
fn the_script_binds_no_name_twice() {
    let world = World::new();
    let names = "import ast, sys\n\
        seen = {}\n\
        for node in ast.parse(open(sys.argv[1], encoding='utf-8').read()).body:\n    \
            targets = node.targets if isinstance(node, ast.Assign) else []\n    \
            flat = [n for t in targets for n in (t.elts if isinstance(t, ast.Tuple) else [t])]\n    \
            found = [n.id for n in flat if isinstance(n, ast.Name)] + [node.name for _ in [0] if hasattr(node, 'name')]\n    \
            for name in found:\n        \
                print(f'{name}: lines {seen[name]} and {node.lineno}') if name in seen else None\n        \
                seen[name] = node.lineno\n\
        print(len(seen))\n";
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/verify.py");
    let said = world.feed("python3", &world.path(""), &["-I", "-c", names, script.to_str().unwrap()], b"").good();
    assert!(said.line().parse::<usize>().is_ok_and(|names| names > 100), "{}", said.out);
}
