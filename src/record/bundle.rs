//! Bundles: what a record consists of, in files that any git can read (gitformat-bundle(5), version 2).
//!
//! 1. A bundle is a few lines of text and a pack. The lines are of one form: whatever was read encodes to the same bytes.
//! 2. It names `main` and seals and nothing else, and builds on one earlier act at most.
//! 3. Its pack holds every object it needs that does not belong to that act's history, and no object is written as the difference to
//!    one that is elsewhere: it can be read without the record it was made of.
//! 4. It is made of object names, not of refs: what moves meanwhile does not come into it.
//!
//! ```text
//! # v2 git bundle
//! -<the act it builds on> LF     none in a first one
//! <object> refs/heads/main LF
//! <object> refs/tags/seal/... LF
//! LF
//! PACK...
//! ```

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek as _, SeekFrom, Write as _};
use std::process::{Child, Command, Stdio};

use super::fault::{Defect, Fault};
use super::program::git;
use super::repository::{MAIN, Record, Refs, SEALS, oid};
use crate::id::GitId;

/// The first line.
const FIRST: &str = "# v2 git bundle\n";
/// The most bytes the lines may have.
const LIMIT: u64 = 64 << 20;
/// What the program may say of itself in a fault.
const SAID: usize = 2000;
/// Whatever the repository says, this program runs no hook of it, cleans nothing up, and has on the disk what it says is written.
const SETTINGS: [&str; 5] =
    ["core.hooksPath=/dev/null", "core.fsmonitor=false", "gc.auto=0", "maintenance.auto=false", "core.fsync=all"];

/// What a bundle says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The act it builds on.
    pub needs: Option<GitId>,
    /// The refs it brings.
    pub refs: Refs,
}

impl Bundle {
    /// Its lines.
    pub fn encode(&self) -> Vec<u8> {
        let needs = self.needs.map(|id| format!("-{id} \n"));
        let refs = self.refs.each().map(|(name, id)| format!("{id} {name}\n"));
        let lines: Vec<String> = needs.into_iter().chain(refs).collect();
        format!("{FIRST}{}\n", lines.concat()).into_bytes()
    }

    /// Reads the lines and stops where the pack begins.
    pub fn read(file: impl Read) -> Result<Self, Fault> {
        let mut reader = BufReader::new(file.take(LIMIT));
        let mut read = Vec::new();
        let (mut needs, mut refs) = (None, Refs::default());
        loop {
            let from = read.len();
            reader.read_until(b'\n', &mut read).map_err(|error| Defect::Io(error.to_string()))?;
            let line = String::from_utf8_lossy(&read[from..]).into_owned();
            let wrong = |expected: &'static str| Fault::new(Defect::Bundle { expected, found: line.clone() }).at(from);
            if !line.ends_with('\n') {
                return Err(wrong("<line> LF"));
            }
            match line.trim_end_matches('\n') {
                _ if from == 0 => {
                    if line != FIRST {
                        return Err(wrong("# v2 git bundle"));
                    }
                }
                "" => break,
                text => match (text.strip_prefix('-'), text.split_once(' ')) {
                    (Some(id), _) => needs = Some(id.trim_end().parse().map_err(|_| wrong("-<object> "))?),
                    (None, Some((id, name))) => {
                        let id = id.parse().map_err(|_| wrong("<object> <ref>"))?;
                        if name == MAIN {
                            refs.main = Some(id);
                        } else if name.starts_with(SEALS) && git2::Reference::is_valid_name(name) {
                            refs.seals.insert(name.to_owned(), id);
                        } else {
                            return Err(wrong("refs/heads/main, refs/tags/seal/..."));
                        }
                    }
                    (None, None) => return Err(wrong("<object> <ref>")),
                },
            }
        }
        let bundle = Self { needs, refs };
        // What stands twice, or in another order, is not what is written again.
        if bundle.encode() == read {
            Ok(bundle)
        } else {
            Err(Defect::Bundle { expected: FIRST.trim_end(), found: String::from_utf8_lossy(&read).into_owned() }
                .into())
        }
    }

    /// Where the pack begins.
    fn pack(&self) -> u64 {
        self.encode().len() as u64
    }

    /// The objects it is about, as git takes them on its standard input.
    fn revisions(&self) -> String {
        let new = self.refs.each().map(|(_, id)| format!("{id}\n"));
        new.chain(self.needs.map(|id| format!("^{id}\n"))).collect()
    }
}

impl Refs {
    /// Each of them with its whole name, `main` first.
    fn each(&self) -> impl Iterator<Item = (&str, GitId)> {
        let seals = self.seals.iter().map(|(name, id)| (name.as_str(), *id));
        self.main.map(|id| (MAIN, id)).into_iter().chain(seals)
    }
}

impl Record {
    /// Writes a bundle of this record's objects into an empty file.
    pub fn write_bundle(
        &self,
        bundle: &Bundle,
        mut file: &File,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<(), Fault> {
        file.write_all(&bundle.encode()).map_err(|error| io(&error))?;
        let out = file.try_clone().map_err(|error| io(&error))?;
        let mut command = self.program();
        // Attachments are hardly ever like each other: looking for differences takes long and finds little.
        command.args(["-c", "core.bigFileThreshold=1m"]);
        command.args(["pack-objects", "--revs", "--stdout", "--delta-base-offset", "--all-progress"]);
        command.stdin(Stdio::piped()).stdout(out);
        run(command, &bundle.revisions(), "Writing objects:", progress)
    }

    /// Takes in the objects of a bundle; each is hashed on the way. What they are is not judged here, and no ref moves.
    pub fn take_in(&self, bundle: &Bundle, file: &File, progress: &mut dyn FnMut(usize, usize)) -> Result<(), Fault> {
        let mut from = file.try_clone().map_err(|error| io(&error))?;
        from.seek(SeekFrom::Start(bundle.pack())).map_err(|error| io(&error))?;
        let mut command = self.program();
        command.args(["index-pack", "--stdin", "-v"]).stdin(from).stdout(Stdio::null());
        run(command, "", "Receiving objects:", progress)
    }

    /// An object that a bundle of `source` has to hold and that is not here, if there is one.
    pub fn lacks(&self, source: &Self, bundle: &Bundle) -> Result<Option<GitId>, Fault> {
        let odb = self.repo.odb().map_err(|error| Fault::library(&error))?;
        let mut command = source.program();
        command.args(["rev-list", "--objects", "--no-object-names", "--stdin"]);
        let mut child = spawn(command.stdin(Stdio::piped()).stdout(Stdio::piped()))?;
        let (out, err, input) = (child.stdout.take(), child.stderr.take(), bundle.revisions());
        let (missing, said) = std::thread::scope(|scope| {
            feed(scope, &mut child, &input);
            let said = scope.spawn(move || err.map_or_else(String::new, |err| listen(err, "", &mut |_, _| {})));
            let mut missing = Ok(None);
            for line in out.map(BufReader::new).into_iter().flat_map(BufRead::lines) {
                let id = line
                    .map_err(|error| io(&error))
                    .and_then(|line| line.parse::<GitId>().map_err(|_| Fault::new(Defect::Git(line))));
                if let Ok(None) = missing {
                    missing = id.and_then(|id| Ok((!odb.exists(oid(id)?)).then_some(id)));
                }
            }
            (missing, said.join().unwrap_or_default())
        });
        end(child, said)?;
        missing
    }

    /// Makes the refs of a repository that has none.
    pub fn make_refs(&self, refs: &Refs) -> Result<(), Fault> {
        let lines: Vec<String> = refs.each().map(|(name, id)| format!("create {name} {id}\n")).collect();
        let mut command = self.program();
        command.args(["update-ref", "--stdin"]).stdin(Stdio::piped()).stdout(Stdio::null());
        run(command, &lines.concat(), "", &mut |_, _| {})?;
        let mut command = self.program();
        command.args(["pack-refs", "--all"]).stdin(Stdio::null()).stdout(Stdio::null());
        run(command, "", "", &mut |_, _| {})
    }

    fn program(&self) -> Command {
        let mut command = git(self.repo.path());
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        command
    }
}

/// Runs the program; `counted` is how the lines begin by which it tells how far it is.
fn run(mut command: Command, input: &str, counted: &str, progress: &mut dyn FnMut(usize, usize)) -> Result<(), Fault> {
    let mut child = spawn(&mut command)?;
    let err = child.stderr.take();
    let said = std::thread::scope(|scope| {
        feed(scope, &mut child, input);
        err.map_or_else(String::new, |err| listen(err, counted, progress))
    });
    end(child, said)
}

fn spawn(command: &mut Command) -> Result<Child, Fault> {
    command.stderr(Stdio::piped()).spawn().map_err(|error| Defect::Program(error.to_string()).into())
}

/// Writes what the program is to read, while somebody else listens to it.
fn feed<'scope>(scope: &'scope std::thread::Scope<'scope, '_>, child: &mut Child, input: &'scope str) {
    if let Some(mut stdin) = child.stdin.take() {
        // A program that has given up reads no further, and says why itself.
        scope.spawn(move || drop(stdin.write_all(input.as_bytes())));
    }
}

fn end(mut child: Child, said: String) -> Result<(), Fault> {
    let status = child.wait().map_err(|error| Fault::new(Defect::Program(error.to_string())))?;
    match (status.success(), said.is_empty()) {
        (true, _) => Ok(()),
        (false, false) => Err(Defect::Git(said).into()),
        (false, true) => Err(Defect::Git(status.to_string()).into()),
    }
}

/// Listens to the program until it is silent: how far it is goes on, what it complains of is given back.
fn listen(err: impl Read, counted: &str, progress: &mut dyn FnMut(usize, usize)) -> String {
    let (mut said, mut piece) = (String::new(), Vec::new());
    for byte in BufReader::new(err).bytes().map_while(Result::ok) {
        // Progress ends with a carriage return, everything else with a line feed.
        if byte != b'\r' && byte != b'\n' {
            if piece.len() < SAID {
                piece.push(byte);
            }
            continue;
        }
        let line = String::from_utf8_lossy(&piece).trim().to_owned();
        piece.clear();
        if let Some((done, of)) = line.strip_prefix(counted).and_then(far) {
            progress(done, of);
        } else if let Some((_, why)) = line.split_once(": ").filter(|(kind, _)| ["fatal", "error"].contains(kind))
            && said.len() < SAID
        {
            said = if said.is_empty() { why.to_owned() } else { format!("{said}; {why}") };
        }
    }
    said
}

/// ` 45% (9/20), 1.2 MiB`
fn far(line: &str) -> Option<(usize, usize)> {
    let (done, of) = line.split_once('(')?.1.split_once(')')?.0.split_once('/')?;
    Some((done.parse().ok()?, of.parse().ok()?))
}

fn io(error: &std::io::Error) -> Fault {
    Defect::Io(error.to_string()).into()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::commit::tests::ARMOUR;
    use super::super::repository::tests::World;
    use super::super::tag::tests::draft as seal;
    use super::super::writing::tests::act;
    use super::*;

    const SEAL: &str = "refs/tags/seal/documents/2026/a/office";

    fn write(record: &Record, bundle: &Bundle, path: &std::path::Path) -> File {
        let file = File::create_new(path).unwrap();
        record.write_bundle(bundle, &file, &mut |_, _| {}).unwrap();
        File::open(path).unwrap()
    }

    #[test]
    fn a_record_comes_out_of_its_bundles_and_any_git_reads_them() {
        let world = World::new();
        let record = Record::init(&world.path("r"), true).unwrap();
        let one = act(&record, None, "a", "一");
        let two = act(&record, Some(one), "b", "二");
        let tag = record.write_tag(&seal(two).sign_with(ARMOUR).unwrap()).unwrap();
        let refs = |main, seals: &[(&str, GitId)]| Refs {
            main,
            seals: seals.iter().map(|(name, id)| ((*name).to_owned(), *id)).collect(),
        };
        let bundles = [
            Bundle { needs: None, refs: refs(Some(one), &[]) },
            Bundle { needs: Some(one), refs: refs(Some(two), &[]) },
            Bundle { needs: Some(two), refs: refs(None, &[(SEAL, tag)]) },
        ];
        let new = Record::init(&world.path("new"), true).unwrap();
        for (at, bundle) in bundles.iter().enumerate() {
            let file = write(&record, bundle, &world.path(&format!("{at}.bundle")));
            assert_eq!(Bundle::read(&file).unwrap(), *bundle);
            assert!(new.lacks(&record, bundle).unwrap().is_some(), "not there yet");
            let (mut told, mut last) = (0, (0, 1));
            let mut progress = |done, of| (told, last) = (told + 1, (done, of));
            new.take_in(bundle, &file, &mut progress).unwrap();
            assert!(told > 0 && last.0 == last.1, "{last:?}");
            let again = Record::open(&world.path("new")).unwrap();
            assert_eq!(again.lacks(&record, bundle).unwrap(), None);
            // Stock git understands it, also where it has to have what the bundle builds on.
            world.git("r", &["bundle", "verify", "-q", &format!("../{at}.bundle")]);
        }
        new.make_refs(&refs(Some(two), &[(SEAL, tag)])).unwrap();
        let new = Record::open(&world.path("new")).unwrap();
        assert_eq!(new.refs().unwrap(), refs(Some(two), &[(SEAL, tag)]));
        world.git("new", &["fsck", "--full"]);
        assert_eq!(new.make_refs(&refs(Some(two), &[])).unwrap_err().code(), 187, "they are there");
    }

    #[test]
    fn a_pack_that_lacks_something_is_found_out() {
        let world = World::new();
        let record = Record::init(&world.path("r"), true).unwrap();
        let one = act(&record, None, "a", "一");
        let two = act(&record, Some(one), "b", "二");
        let whole = Bundle { needs: None, refs: Refs { main: Some(two), ..Refs::default() } };
        // The lines promise everything, the pack begins after the first act.
        let part = Bundle { needs: Some(one), ..whole.clone() };
        let file = write(&record, &part, &world.path("part"));
        let scratch = Record::init(&world.path("scratch"), true).unwrap();
        scratch.take_in(&part, &file, &mut |_, _| {}).unwrap();
        let scratch = Record::open(&world.path("scratch")).unwrap();
        assert_eq!(scratch.lacks(&record, &part).unwrap(), None);
        assert_eq!(scratch.lacks(&record, &whole).unwrap(), Some(one));
    }

    #[test]
    fn a_damaged_pack_is_not_taken_in() {
        let world = World::new();
        let record = Record::init(&world.path("r"), true).unwrap();
        let one = act(&record, None, "a", "一");
        let bundle = Bundle { needs: None, refs: Refs { main: Some(one), ..Refs::default() } };
        drop(write(&record, &bundle, &world.path("b")));
        let sound = fs::read(world.path("b")).unwrap();
        let head = bundle.encode().len();
        for at in [head, head + 11, head + 20, sound.len() - 1] {
            let mut bytes = sound.clone();
            bytes[at] ^= 0x10;
            fs::write(world.path("b"), &bytes).unwrap();
            let scratch = Record::init(&world.path(&format!("s{at}")), true).unwrap();
            let file = File::open(world.path("b")).unwrap();
            let fault = scratch.take_in(&bundle, &file, &mut |_, _| {}).unwrap_err();
            assert_eq!(fault.code(), 187, "{at}");
            assert!(!fault.to_string().is_empty());
        }
        let scratch = Record::init(&world.path("short"), true).unwrap();
        fs::write(world.path("b"), &sound[..sound.len() - 30]).unwrap();
        let file = File::open(world.path("b")).unwrap();
        assert_eq!(scratch.take_in(&bundle, &file, &mut |_, _| {}).unwrap_err().code(), 187);
    }

    #[test]
    fn lines_of_another_form_are_refused() {
        let id = "1234567890123456789012345678901234567890";
        let sound = format!("# v2 git bundle\n-{id} \n{id} refs/heads/main\n{id} {SEAL}\n\n");
        assert!(Bundle::read(format!("{sound}PACK").as_bytes()).is_ok());
        let wrong = [
            String::new(),
            sound.replace("v2", "v3"),
            sound.replace("\n\n", "\n"),
            sound.replace(&format!("-{id} "), &format!("-{id} a")),
            sound.replace(&format!("-{id} \n"), &format!("-{id} \n-{id} \n")),
            sound.replace("refs/heads/main", "refs/heads/other"),
            sound.replace("refs/heads/main", "refs/heads/drafts/a/b"),
            sound.replace(SEAL, "refs/tags/seal/../../config"),
            sound.replace(SEAL, "refs/tags/seal/a b"),
            sound.replace(SEAL, "refs/heads/main"),
            sound.replace(id, "HEAD"),
            format!("# v2 git bundle\n{id} {SEAL}\n{id} refs/heads/main\n\n"),
        ];
        for text in wrong {
            assert_eq!(Bundle::read(text.as_bytes()).unwrap_err().code(), 186, "{text}");
        }
    }
}
