//! Fetching from and pushing to a remote, through the program `git`.
//!
//! 1. Arguments are fixed; nothing goes through a shell; names and object names are checked before they become arguments.
//! 2. A fetch writes `refs/remotes/<remote>/main` and `refs/kanhe/remote/<remote>/seal/...` and nothing else: the
//!    record's own `main` and seals are never touched by it, however the remote has moved its own.
//! 3. A push is all or nothing, and lands only if the remote's `main` is where the pusher saw it and stays in its history.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::process::Stdio;

use super::fault::{Defect, Fault};
use super::program::git;
use super::repository::{PRIVATE, REMOTES, Record};
use super::tag::split_name;
use crate::id::GitId;
use crate::words::{Message, Say};

const SETTINGS: &[&str] = &[
    "color.ui=false",
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "fetch.fsckObjects=true",
    "fetch.writeCommitGraph=false",
    "fetch.recurseSubmodules=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "protocol.ext.allow=never",
    "push.followTags=false",
    "push.gpgSign=false",
    "push.recurseSubmodules=no",
    "submodule.recurse=false",
];

/// How every push begins.
const PUSH: [&str; 7] =
    ["push", "--porcelain", "--atomic", "--no-verify", "--no-follow-tags", "--no-recurse-submodules", "--no-signed"];

/// A remote the repository's configuration knows.
#[derive(Debug)]
pub struct Remote<'a> {
    record: &'a Record,
    name: String,
    env: Vec<(OsString, OsString)>,
}

/// Where a remote's refs stand after a fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Its `main`.
    pub main: Option<GitId>,
    /// Its seals, by the name their ref has there (`refs/tags/seal/...`).
    pub seals: BTreeMap<String, GitId>,
}

/// A push that landed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pushed {
    /// What the remote said.
    pub message: Vec<String>,
}

/// A push that did not land.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PushFault {
    /// The remote has moved, or somebody else was pushing: fetch and do it again.
    #[error("the remote has moved")]
    Moved,
    /// The remote's gate refused it.
    #[error("the remote refused: {}", message.join("; "))]
    Refused {
        /// What it said, line by line.
        message: Vec<String>,
    },
    /// The remote cannot be reached.
    #[error("the remote cannot be reached: {0}")]
    Unreachable(String),
    /// Something on this side.
    #[error(transparent)]
    Here(#[from] Fault),
}

impl PushFault {
    /// The permanent number.
    pub fn code(&self) -> u16 {
        self.fault().code()
    }

    fn fault(&self) -> Fault {
        Fault::new(match self {
            Self::Moved => Defect::PushMoved,
            Self::Refused { message } => Defect::PushRefused(message.join("\n")),
            Self::Unreachable(why) => Defect::Unreachable(why.clone()),
            Self::Here(fault) => return fault.clone(),
        })
    }
}

impl Say for PushFault {
    fn say(&self) -> Message {
        self.fault().say()
    }
}

/// What the program left behind.
struct Ran {
    success: bool,
    stdout: String,
    stderr: String,
}

impl Ran {
    /// The lines the remote sent.
    fn remote_lines(&self) -> Vec<String> {
        let lines = self.stderr.lines().filter_map(|line| line.strip_prefix("remote:"));
        lines.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    }

    /// What the program itself said.
    fn own_words(&self) -> String {
        let lines = self.stderr.lines().filter(|line| !line.starts_with("remote:") && !line.trim().is_empty());
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl<'a> Remote<'a> {
    /// The remote of this name, which the repository's configuration must know.
    pub fn new(record: &'a Record, name: &str) -> Result<Self, Fault> {
        let sound = !name.is_empty() && name.bytes().all(|c| c.is_ascii_alphanumeric() || b"-_.".contains(&c));
        let known = sound
            && !name.starts_with(['-', '.'])
            && git2::Remote::is_valid_name(name)
            && record.repo.find_remote(name).is_ok();
        if !known {
            return Err(Defect::Remote(name.to_owned()).into());
        }
        Ok(Self { record, name: name.to_owned(), env: Vec::new() })
    }

    /// The same remote, with a variable more in the environment of the program.
    #[must_use]
    pub fn env(mut self, key: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.env.push((key.into(), value.into()));
        self
    }

    fn run(&self, args: &[String]) -> Result<Ran, Fault> {
        let mut command = git(self.record.repo.path());
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        command.arg("-c").arg(format!("remote.{}.mirror=false", self.name));
        command.args(args).envs(self.env.iter().map(|(key, value)| (key, value)));
        let out = command.stdin(Stdio::null()).output();
        let out = out.map_err(|error| Fault::new(Defect::Program(error.to_string())))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(Ran { success: out.status.success(), stdout: text(&out.stdout), stderr: text(&out.stderr) })
    }

    /// Fetches `main` and the seals into refs of their own (see the head of this file).
    pub fn fetch(&self) -> Result<Fetched, Fault> {
        let (main, seals) = (format!("{REMOTES}{}/main", self.name), format!("{PRIVATE}remote/{}/seal/", self.name));
        let flags = ["--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--no-recurse-submodules"];
        let seals_spec = format!("+refs/tags/seal/*:{seals}*");
        let fetch = |main_spec: Option<String>| {
            let mut args = vec!["fetch".to_owned(), "--quiet".to_owned(), "--prune".to_owned()];
            args.extend(flags.map(str::to_owned));
            args.extend(["--".to_owned(), self.name.clone()]);
            args.extend(main_spec);
            args.push(seals_spec.clone());
            self.run(&args)
        };
        let mut ran = fetch(Some(format!("+refs/heads/main:{main}")))?;
        let begun = ran.success || !ran.stderr.contains("couldn't find remote ref refs/heads/main");
        if !begun {
            ran = fetch(None)?;
        }
        if !ran.success {
            return Err(Defect::Fetch(ran.own_words()).into());
        }
        let below = self.record.below(&seals)?;
        let named = below.into_iter().map(|(name, id)| (name.replacen(&seals, "refs/tags/seal/", 1), id));
        let main = if begun { self.record.direct(&main)? } else { None };
        Ok(Fetched { main, seals: named.collect() })
    }

    /// Pushes an act, and with it the seal it puts (the whole name of the ref and the tag object), if the remote's
    /// `main` is where the pusher saw it: at `expected`, or nowhere.
    pub fn push(
        &self,
        commit: GitId,
        expected: Option<GitId>,
        tag: Option<(&str, GitId)>,
    ) -> Result<Pushed, PushFault> {
        // The lease below would also let a rewritten history through: that the push only adds is checked here.
        if !self.descends(commit, expected)? {
            return Err(PushFault::Moved);
        }
        let lease = expected.map(|id| id.to_string()).unwrap_or_default();
        let mut args: Vec<String> = PUSH.map(str::to_owned).to_vec();
        args.push(format!("--force-with-lease=refs/heads/main:{lease}"));
        let mut specs = vec![format!("{commit}:refs/heads/main")];
        if let Some((name, id)) = tag {
            if name.strip_prefix("refs/tags/").and_then(split_name).is_none() {
                return Err(Fault::new(Defect::RefName(name.to_owned())).into());
            }
            args.push(format!("--force-with-lease={name}:"));
            specs.push(format!("{id}:{name}"));
        }
        args.extend(["--".to_owned(), self.name.clone()]);
        args.extend(specs);
        judge(&self.run(&args)?)
    }

    /// Pushes a seal whose act the remote has already, if it has no such seal.
    pub fn push_seal(&self, name: &str, tag: GitId) -> Result<Pushed, PushFault> {
        if name.strip_prefix("refs/tags/").and_then(split_name).is_none() {
            return Err(Fault::new(Defect::RefName(name.to_owned())).into());
        }
        let mut args: Vec<String> = PUSH.map(str::to_owned).to_vec();
        args.extend([format!("--force-with-lease={name}:"), "--".to_owned(), self.name.clone()]);
        args.push(format!("{tag}:{name}"));
        judge(&self.run(&args)?)
    }

    /// Whether an act has another in its history; every act has the nothing before the genesis in it.
    fn descends(&self, from: GitId, to: Option<GitId>) -> Result<bool, Fault> {
        let Some(to) = to else { return Ok(true) };
        let mut place = Some(from);
        while let Some(id) = place {
            if id == to {
                return Ok(true);
            }
            place = self.record.commit(id)?.0.parent;
        }
        Ok(false)
    }
}

/// Reads the lines of `git push --porcelain`: `<flag> TAB <from>:<to> TAB <summary> [ "(" <reason> ")" ]`.
fn judge(ran: &Ran) -> Result<Pushed, PushFault> {
    let lines: Vec<(&str, &str)> = ran
        .stdout
        .lines()
        .filter_map(|line| {
            let mut parts = line.splitn(3, '\t');
            let (flag, _, summary) = (parts.next()?, parts.next()?, parts.next()?);
            Some((flag, summary))
        })
        .collect();
    let failed: Vec<&str> = lines.iter().filter(|(flag, _)| *flag == "!").map(|(_, summary)| *summary).collect();
    if ran.success && failed.is_empty() {
        return Ok(Pushed { message: ran.remote_lines() });
    }
    if failed.is_empty() {
        return Err(PushFault::Unreachable(ran.own_words()));
    }
    // The first line that is more than "another ref of this push failed" says why.
    let secondary = |summary: &&&str| !summary.contains("atomic push fail");
    let why = failed.iter().find(secondary).or(failed.first()).copied().unwrap_or_default();
    // The gate's own words, in whatever language, go before git's: with K703 it says that `main` has moved.
    let codes: Vec<String> = ran.remote_lines().iter().filter_map(|line| gate_code(line)).collect();
    if codes.iter().any(|code| code == "K703") {
        return Err(PushFault::Moved);
    }
    let late = ["lock", "failed to update ref", "atomic transaction failed", "incorrect old value", "already exists"];
    let refused =
        !codes.is_empty() || why.starts_with("[remote rejected]") && !late.iter().any(|reason| why.contains(reason));
    if !refused {
        return Err(PushFault::Moved);
    }
    let mut message = ran.remote_lines();
    if message.is_empty() {
        message.push(why.to_owned());
    }
    Err(PushFault::Refused { message })
}

/// The number with which the gate begins a refusal: `kanhe: K703 ...`.
fn gate_code(line: &str) -> Option<String> {
    let code = line.strip_prefix("kanhe: ")?.split(' ').next()?;
    let number = code.strip_prefix('K')?;
    (number.len() == 3 && number.bytes().all(|c| c.is_ascii_digit())).then(|| code.to_owned())
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

    /// A gate and a desk whose `origin` it is.
    fn office() -> (World, Record, Record) {
        let world = World::new();
        let gate = Record::init(&world.path("gate"), true).unwrap();
        let desk = Record::init(&world.path("desk"), true).unwrap();
        world.git("desk", &["remote", "add", "origin", &world.path("gate").display().to_string()]);
        (world, gate, desk)
    }

    fn origin<'a>(world: &World, desk: &'a Record) -> Remote<'a> {
        let remote = Remote::new(desk, "origin").unwrap();
        world.env().into_iter().fold(remote, |remote, (key, value)| remote.env(key, value))
    }

    fn hook(world: &World, text: &str) {
        let path = world.path("gate/hooks/pre-receive");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        #[cfg(unix)]
        fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }

    #[test]
    fn what_is_pushed_is_fetched() {
        let (world, gate, desk) = office();
        let remote = origin(&world, &desk);
        assert_eq!(remote.fetch().unwrap(), Fetched { main: None, seals: BTreeMap::new() });
        let one = act(&desk, None, "a", "一");
        hook(&world, "echo 收到 >&2");
        assert_eq!(remote.push(one, None, None).unwrap().message, ["收到"]);
        let two = act(&desk, Some(one), "b", "二");
        let tag = desk.write_tag(&seal(two).sign_with(ARMOUR).unwrap()).unwrap();
        remote.push(two, Some(one), Some((SEAL, tag))).unwrap();
        assert_eq!(gate.main().unwrap(), Some(two));
        assert_eq!(gate.seals().unwrap(), [(SEAL.to_owned(), tag)]);
        let fetched = remote.fetch().unwrap();
        assert_eq!((fetched.main, fetched.seals.get(SEAL)), (Some(two), Some(&tag)));
        assert_eq!(desk.refs().unwrap(), super::super::Refs::default());
        assert!(desk.foreign_refs().unwrap().is_empty());
        world.git("gate", &["update-ref", "-d", SEAL]);
        assert!(remote.fetch().unwrap().seals.is_empty());
    }

    #[test]
    fn a_late_push_is_told_from_a_refused_one() {
        let (world, gate, desk) = office();
        let remote = origin(&world, &desk);
        let one = act(&desk, None, "a", "一");
        remote.push(one, None, None).unwrap();
        let (two, other) = (act(&desk, Some(one), "b", "二"), act(&desk, Some(one), "c", "三"));
        remote.push(two, Some(one), None).unwrap();
        assert_eq!(remote.push(other, Some(one), None), Err(PushFault::Moved));
        assert_eq!(remote.push(other, Some(two), None), Err(PushFault::Moved));
        assert_eq!(remote.push(other, None, None), Err(PushFault::Moved));
        assert_eq!(gate.main().unwrap(), Some(two));
        let three = act(&desk, Some(two), "d", "四");
        let tag = desk.write_tag(&seal(three).sign_with(ARMOUR).unwrap()).unwrap();
        world.git("gate", &["update-ref", SEAL, &one.to_string()]);
        assert_eq!(remote.push(three, Some(two), Some((SEAL, tag))), Err(PushFault::Moved));
        world.git("gate", &["update-ref", "-d", SEAL]);
        fs::write(world.path("gate/refs/heads/main.lock"), "").unwrap();
        assert_eq!(remote.push(three, Some(two), Some((SEAL, tag))).unwrap_err().code(), 183);
        fs::remove_file(world.path("gate/refs/heads/main.lock")).unwrap();
        hook(&world, "echo 'K501 不得办理' >&2; echo 第二行 >&2; exit 1");
        let refused = remote.push(three, Some(two), Some((SEAL, tag))).unwrap_err();
        assert_eq!(refused, PushFault::Refused { message: vec!["K501 不得办理".into(), "第二行".into()] });
        assert_eq!(refused.code(), 184);
        hook(&world, "echo 'kanhe: K703 refs/heads/main' >&2; exit 1");
        assert_eq!(remote.push(three, Some(two), Some((SEAL, tag))), Err(PushFault::Moved));
        assert_eq!((gate.main().unwrap(), gate.seals().unwrap().len()), (Some(two), 0));
    }

    #[test]
    fn a_remote_that_is_away_is_said_to_be_away() {
        let (world, _gate, desk) = office();
        let one = act(&desk, None, "a", "一");
        fs::rename(world.path("gate"), world.path("away")).unwrap();
        let remote = origin(&world, &desk);
        assert_eq!(remote.push(one, None, None).unwrap_err().code(), 185);
        assert_eq!(remote.fetch().unwrap_err().code(), 182);
        let no_program = origin(&world, &desk).env("PATH", "/nowhere");
        assert_eq!(no_program.fetch().unwrap_err().code(), 181);
    }

    #[test]
    fn names_cannot_be_options() {
        let (world, _gate, desk) = office();
        for name in ["", "-v", "--upload-pack=x", "nobody", "ext::sh", "/tmp", "..", "a b"] {
            assert_eq!(Remote::new(&desk, name).unwrap_err().code(), 180, "{name}");
        }
        let one = act(&desk, None, "a", "一");
        for name in ["--mirror", "refs/heads/x", "refs/tags/seal/a/b:refs/heads/x", "refs/tags/seal/"] {
            let fault = origin(&world, &desk).push(one, None, Some((name, one))).unwrap_err();
            assert_eq!(fault.code(), 159, "{name}");
        }
    }
}
