//! What a push may bring, asked before it is read; and that a refused push leaves nothing behind.

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::object_files;
use crate::world::{Office, Said, World, draft, write};

const SUBJECT: &str = "documents/2026/one";

/// An office with one document handed in, and a clone.
fn handed_in() -> (Office, PathBuf) {
    let office = Office::found();
    let clone = office.clone("a");
    draft(&clone, SUBJECT, "第一件");
    office.act(&clone, "chen-wen", "submit", SUBJECT, &[]).good();
    (office, clone)
}

/// Pushes; it is refused with these words, no ref moves, and no file is left below the objects.
#[track_caller]
fn leaves_nothing(office: &Office, clone: &Path, what: &str, refs: &[&str], words: &str) {
    let state = || (object_files(&office.server), office.world.ask(&office.server, &["for-each-ref"]));
    let before = state();
    let said = office.world.git(clone, &[&["push", "-q", "origin"], refs].concat());
    assert!(said.code != 0 && said.err.contains(words), "{what}: {}", said.err);
    assert_eq!(state(), before, "{what}");
    assert!(
        !office
            .server
            .join("objects")
            .read_dir()
            .unwrap()
            .flatten()
            .any(|entry| { entry.file_name().to_string_lossy().contains("incoming") })
    );
}

/// A commit on the clone's `main`, of whatever is in the work tree, without a signature.
fn commit(office: &Office, clone: &Path) {
    let who = ["-c", "user.name=x", "-c", "user.email=x@example.org"];
    office.world.git(clone, &["add", "-A"]).good();
    office.world.git(clone, &[&who[..], &["commit", "-q", "-m", "x"]].concat()).good();
}

/// An act of nobody: of the right form, with another's signature, on top of the server's `main` and with what is in the work tree.
fn handed(office: &Office, clone: &Path) -> String {
    let world = &office.world;
    world.git(clone, &["add", "-A"]).good();
    let (tree, tip) = (world.ask(clone, &["write-tree"]), world.ask(clone, &["rev-parse", "origin/main"]));
    let raw = world.git(clone, &["cat-file", "commit", "origin/main"]).good().out;
    let (_, rest) = raw.split_once("\nauthor ").unwrap();
    let forged = format!("tree {tree}\nparent {tip}\nauthor {rest}");
    let args = ["hash-object", "-t", "commit", "-w", "--stdin"];
    world.feed("git", clone, &args, forged.as_bytes()).good().line().to_owned()
}

fn back(office: &Office, clone: &Path) {
    office.world.git(clone, &["reset", "-q", "--hard", "origin/main"]).good();
}

#[test]
fn a_refused_push_leaves_no_object_behind() {
    let (office, clone) = handed_in();
    let world = &office.world;
    let write_object = |kind: &str, bytes: &[u8]| {
        let args = ["hash-object", "-t", kind, "-w", "--stdin", "--literally"];
        world.feed("git", &clone, &args, bytes).good().line().to_owned()
    };
    let blob = write_object("blob", b"something new");
    write(&clone.join("content/documents/2026/one/more.txt"), "more\n");
    commit(&office, &clone);
    for (what, refs, code) in [
        ("another branch", "main:refs/heads/other", "K701"),
        ("another tag", "main:refs/tags/v1", "K701"),
        ("notes", "main:refs/notes/x", "K701"),
        ("nobody's draft", "main:refs/heads/drafts/mine", "K709"),
        ("a draft of nobody in the register", "main:refs/heads/drafts/nobody/x", "K709"),
        ("a person's draft without a name", "main:refs/heads/drafts/chen-wen", "K709"),
        ("a seal without an act", "main:refs/tags/seal/documents/2026/one/bureau", "K707"),
        ("an unsigned commit", "main", "K114"),
    ] {
        leaves_nothing(&office, &clone, what, &[refs], &format!("kanhe: {code} "));
    }
    let draft = format!("{blob}:refs/heads/drafts/chen-wen/x");
    leaves_nothing(&office, &clone, "a draft that is a file", &[&draft], "kanhe: K103 ");
    leaves_nothing(&office, &clone, "main would go", &[":main", "main:refs/heads/drafts/chen-wen/x"], "K702");
    leaves_nothing(&office, &clone, "one good, one bad", &["main:refs/heads/drafts/chen-wen/x", "main"], "K114");
    let orphan = write_object("commit", &world.git(&clone, &["cat-file", "commit", "main"]).good().raw);
    assert_eq!(orphan, world.ask(&clone, &["rev-parse", "main"]));
    world.git(&clone, &["checkout", "-q", "--orphan", "fresh"]).good();
    commit(&office, &clone);
    leaves_nothing(&office, &clone, "another history", &["--force", "fresh:main"], "kanhe: K703 ");
    // The control: what may come in comes in, and its objects stay.
    let before = object_files(&office.server).len();
    world.git(&clone, &["push", "-q", "origin", "main:refs/heads/drafts/chen-wen/x"]).good();
    assert!(object_files(&office.server).len() > before);
    world.kanhe(&office.server, &["verify", "--root", &office.root]).good();
}

#[test]
fn what_is_too_much_is_refused_before_it_is_read() {
    let (office, clone) = handed_in();
    let world = &office.world;
    let file = clone.join("content/documents/2026/one/large.bin");
    let sparse = |length: u64| File::create(&file).unwrap().set_len(length).unwrap();

    // A file of 65 MiB of nothing: a few kilobytes on the way, too large when unpacked.
    sparse(65 << 20);
    let act = handed(&office, &clone);
    leaves_nothing(&office, &clone, "a giant file", &[&format!("{act}:main")], "kanhe: K104 ");
    back(&office, &clone);

    // Many that are each small enough, and too much together.
    world.kanhe(&office.server, &["gate", "install", office.server.to_str().unwrap(), "--max-push", "3m"]).good();
    for (name, fill) in [("b", b'b'), ("c", b'c')] {
        std::fs::write(clone.join(format!("content/documents/2026/one/{name}.bin")), vec![fill; 2 << 20]).unwrap();
    }
    let act = handed(&office, &clone);
    leaves_nothing(&office, &clone, "files that are too much together", &[&format!("{act}:main")], "kanhe: K714 ");
    back(&office, &clone);

    // What does not compress is stopped by git before the gate is asked.
    let mut noise = Vec::new();
    let mut state = 88_172_645_463_325_252_u64;
    while noise.len() < 4 << 20 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        noise.extend(state.to_le_bytes());
    }
    std::fs::write(&file, noise).unwrap();
    let act = handed(&office, &clone);
    leaves_nothing(&office, &clone, "more than git takes", &[&format!("{act}:main")], "maximum allowed size");
    back(&office, &clone);

    // A commit of more than 64 KiB, alone and with another on top.
    let tip = world.ask(&clone, &["rev-parse", "main"]);
    let head = world.git(&clone, &["cat-file", "commit", "main"]).good().out;
    let (head, _) = head.split_once("\ngpgsig").unwrap();
    let head = head.replace("\nauthor", &format!("\nparent {tip}\nauthor"));
    let head = head.lines().filter(|line| !line.starts_with("parent ") || line.ends_with(&tip));
    let head: String = head.map(|line| format!("{line}\n")).collect();
    let giant = format!("{head}\n{}\n", "x".repeat(70_000));
    let args = ["hash-object", "-t", "commit", "-w", "--stdin"];
    let giant = world.feed("git", &clone, &args, giant.as_bytes()).good().line().to_owned();
    leaves_nothing(&office, &clone, "a giant commit", &[&format!("{giant}:main")], "kanhe: K104 ");
    let above = head.replace(&tip, &giant) + "\nx\n";
    let above = world.feed("git", &clone, &args, above.as_bytes()).good().line().to_owned();
    leaves_nothing(&office, &clone, "one below the tip", &[&format!("{above}:main")], "kanhe: K104 ");

    // Ten thousand commits.
    let tree = world.ask(&clone, &["rev-parse", "main^{tree}"]);
    let stream: String = (0..10_000)
        .map(|n| {
            let from = if n == 0 { format!("from {tip}\n") } else { String::new() };
            format!(
                "commit refs/heads/many\ncommitter x <x@example.org> 1700000000 +0000\ndata 2\nx\n{from}M 040000 {tree} \n\n"
            )
        })
        .collect();
    world.feed("git", &clone, &["fast-import", "--quiet"], stream.as_bytes()).good();
    leaves_nothing(&office, &clone, "ten thousand acts", &["many:main"], "kanhe: K710 ");
    world.kanhe(&office.server, &["verify", "--root", &office.root]).good();
}

/// What the gate says to these lines, with these objects in quarantine.
fn asked(office: &Office, lines: &str, quarantine: Option<&Path>) -> Said {
    let mut command = office.world.command(env!("CARGO_BIN_EXE_kanhe"), &office.server);
    command.args(["gate", "pre-receive"]).env("GIT_DIR", ".");
    command.envs(quarantine.map(|folder| ("GIT_OBJECT_DIRECTORY", folder)));
    World::run(command, lines.as_bytes())
}

#[test]
fn refs_and_drafts_have_their_limits() {
    let (office, clone) = handed_in();
    let world = &office.world;
    let head = world.ask(&office.server, &["rev-parse", "main"]);
    let older = world.ask(&office.server, &["rev-parse", "main~1"]);
    let zero = "0".repeat(40);
    let line = |name: &str| format!("{zero} {head} refs/heads/drafts/{name}\n");
    asked(&office, &line("chen-wen/x"), None).good();
    let many: String = (0..1_001).map(|n| line(&format!("chen-wen/{n}"))).collect();
    asked(&office, &many, None).refused("K711");
    // A ref named twice: only one of the lines would be judged, and git does both, one after the other.
    let twice = format!("{older} {head} refs/heads/main\n{head} {older} refs/heads/main\n");
    asked(&office, &twice, None).refused("K716");
    asked(&office, &line("chen-wen/x").repeat(2), None).refused("K716");
    asked(&office, &line("chen-wen"), None).refused("K709");
    asked(&office, &line("chen-wen/"), None).refused("K709");
    asked(&office, &line("Chen-Wen/x"), None).refused("K709");
    asked(&office, &line("../x"), None).refused("K709");
    // What a draft brings: no more than a subject may have.
    let quarantine = world.path("quarantine");
    std::fs::create_dir(&quarantine).unwrap();
    let pack = File::create(quarantine.join("large")).unwrap();
    pack.set_len(100 << 20).unwrap();
    asked(&office, &line("chen-wen/x"), Some(&quarantine)).good();
    pack.set_len((100 << 20) + 1).unwrap();
    asked(&office, &line("chen-wen/x"), Some(&quarantine)).refused("K712");
    // How many one person has.
    let all: String = (0..99).map(|n| format!("create refs/heads/drafts/chen-wen/{n} {head}\n")).collect();
    world.feed("git", &office.server, &["update-ref", "--stdin"], all.as_bytes()).good();
    asked(&office, &(line("chen-wen/a") + &line("chen-wen/b")), None).refused("K715");
    world.git(&clone, &["push", "-q", "origin", "main:refs/heads/drafts/chen-wen/last"]).good();
    let said = world.git(&clone, &["push", "origin", "main:refs/heads/drafts/chen-wen/one-more"]);
    assert!(said.err.contains("kanhe: K715 "), "{}", said.err);
    world.git(&clone, &["push", "-q", "origin", "main:refs/heads/drafts/li-ming/first"]).good();
    world.kanhe(&office.server, &["verify", "--root", &office.root]).good();
}
