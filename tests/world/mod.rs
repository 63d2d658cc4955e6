//! A sealed world for tests with real git and real GnuPG: its own home, its own keyring, its own configuration, nothing else of
//! the machine but the programs. Short paths, because an agent's socket has a short name.
#![allow(dead_code, unreachable_pub, reason = "each test program plays with a part of it")]
#![expect(clippy::unwrap_used, reason = "a world that does not come into being is a failed test")]

mod second;
pub mod served;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What a program left behind.
#[derive(Debug)]
pub struct Said {
    /// The exit code.
    pub code: i32,
    /// Standard output, as bytes.
    pub raw: Vec<u8>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Said {
    /// It did what it should.
    #[track_caller]
    pub fn good(self) -> Self {
        assert_eq!(self.code, 0, "{}\n{}", self.out, self.err);
        self
    }

    /// It refused with this code of the catalogue.
    #[track_caller]
    pub fn refused(self, code: &str) -> Self {
        assert_eq!(self.code, 1, "{}\n{}", self.out, self.err);
        assert!(self.err.contains(&format!("kanhe: {code} ")), "expected {code}, found {}", self.err);
        assert!(self.err.contains("提示："), "no hint: {}", self.err);
        self
    }

    /// Its output without the last line feed.
    pub fn line(&self) -> &str {
        self.out.trim_end()
    }

    /// Its output as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}\n{}", self.out, self.err))
    }
}

/// A machine of its own.
pub struct World {
    root: TempDir,
}

impl World {
    /// An empty one.
    pub fn new() -> Self {
        let root = tempfile::Builder::new().prefix("kh").tempdir_in("/tmp").unwrap();
        let world = Self { root };
        for folder in ["home", "g"] {
            fs::create_dir(world.path(folder)).unwrap();
            private(&world.path(folder));
        }
        world
    }

    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// A program in it, standing in this folder.
    pub fn command(&self, program: &str, dir: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(dir)
            .env_clear()
            .env("PATH", env!("PATH"))
            .env("HOME", self.path("home"))
            .env("GNUPGHOME", self.path("g"))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("KANHE_LANG", "zh-CN");
        command
    }

    /// Runs a program with this on its standard input.
    pub fn feed(&self, program: &str, dir: &Path, args: &[&str], input: &[u8]) -> Said {
        let mut command = self.command(program, dir);
        command.args(args);
        Self::run(command, input)
    }

    /// Runs a command.
    pub fn run(mut command: Command, input: &[u8]) -> Said {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A program that does not read what it is told closes the pipe: that is its right.
        child.stdin.take().unwrap().write_all(input).ok();
        let output = child.wait_with_output().unwrap();
        Said {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            raw: output.stdout,
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Runs `kanhe` in a folder. Each verification is held to what `docs/verify.py` says.
    #[track_caller]
    pub fn kanhe(&self, dir: &Path, args: &[&str]) -> Said {
        if let Some((record, more)) = second::verification(dir, args) {
            self.both(&record, &more);
        }
        self.feed(env!("CARGO_BIN_EXE_kanhe"), dir, args, b"")
    }

    /// Runs `git` in a folder.
    pub fn git(&self, dir: &Path, args: &[&str]) -> Said {
        self.feed("git", dir, args, b"")
    }

    /// What `git` prints, if it does what it should.
    #[track_caller]
    pub fn ask(&self, dir: &Path, args: &[&str]) -> String {
        self.git(dir, args).good().line().to_owned()
    }

    /// Runs `gpg` with the world's keyring.
    pub fn gpg(&self, args: &[&str], input: &[u8]) -> Said {
        let args = [
            &["--batch", "--yes", "--utf8-strings", "--no-tty", "--pinentry-mode", "loopback", "--passphrase", ""],
            args,
        ]
        .concat();
        self.feed("gpg", self.root.path(), &args, input)
    }

    /// Makes an Ed25519 key and gives its fingerprint.
    pub fn key(&self, user_id: &str) -> String {
        self.key_of(user_id, "ed25519")
    }

    /// Makes a key of this algorithm, in GnuPG's words, and gives its primary fingerprint. `<algorithm>/<algorithm>` is a primary key
    /// that only certifies and a subkey that signs.
    pub fn key_of(&self, user_id: &str, algorithm: &str) -> String {
        let (primary, subkey) = algorithm.split_once('/').map_or((algorithm, None), |(one, two)| (one, Some(two)));
        let usage = if subkey.is_some() { "cert" } else { "sign" };
        let made = self.gpg(&["--status-fd", "1", "--quick-gen-key", user_id, primary, usage, "never"], b"").good();
        let key = made.out.split_whitespace().last().unwrap().to_owned();
        if let Some(subkey) = subkey {
            let subkey = if subkey.starts_with("nistp") { format!("{subkey}/ecdsa") } else { subkey.to_owned() };
            self.gpg(&["--quick-add-key", &key, &subkey, "sign", "never"], b"").good();
        }
        key
    }

    /// A certificate as a register holds it.
    pub fn certificate(&self, key: &str) -> String {
        self.gpg(&["--armor", "--export-options", "export-minimal", "--export", key], b"").good().out
    }

    /// A detached signature in armour, as GnuPG makes it with these options more.
    pub fn sign(&self, key: &str, options: &[&str], payload: &[u8]) -> String {
        let key = format!("{key}!");
        let args = [options, &["--armor", "--detach-sign", "--digest-algo", "SHA512", "-u", &key]].concat();
        self.gpg(&args, payload).good().out
    }

    /// For a world that all tests of a program share, and that nobody drops: it is cleared away when the program has ended.
    pub fn stays(&self) {
        let mut keeper = Command::new("sh");
        keeper.args(["-c", "cat; gpgconf --homedir \"$1/g\" --kill all; rm -rf \"$1\"", "sh"]).arg(self.root.path());
        let keeper = keeper.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // The system closes its input at the end, whatever kind of end that is.
        Box::leak(Box::new(keeper));
    }

    /// Copies a repository with everything in it.
    pub fn copy(&self, from: &Path, name: &str) -> PathBuf {
        let to = self.path(name);
        let done = Command::new("cp").arg("-a").arg(from).arg(&to).status().unwrap();
        assert!(done.success());
        to
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let home = self.path("g");
        Command::new("gpgconf").arg("--homedir").arg(home).args(["--kill", "all"]).status().ok();
    }
}

/// Writes a file with the folders above it.
pub fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn private(folder: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).unwrap();
}

/// The cast of the stories: a bureau with an office and a survey section.
pub const CAST: [Person; 7] = [
    Person { slug: "chen-wen", name: "陈文", unit: "survey", posts: &[] },
    Person { slug: "li-ming", name: "李明", unit: "survey", posts: &["survey/deputy"] },
    Person { slug: "wang-fang", name: "王芳", unit: "office", posts: &["office/clerk"] },
    Person { slug: "zhao-lei", name: "赵蕾", unit: "office", posts: &["office/deputy", "office/head"] },
    Person { slug: "sun-hua", name: "孙华", unit: "bureau", posts: &["bureau/head"] },
    Person { slug: "zhou-min", name: "周敏", unit: "office", posts: &["office/operator"] },
    Person { slug: "xu-jing", name: "徐静", unit: "survey", posts: &[] },
];

/// Somebody of the cast.
pub struct Person {
    /// The slug in the register.
    pub slug: &'static str,
    /// The name.
    pub name: &'static str,
    /// The unit.
    pub unit: &'static str,
    /// The posts.
    pub posts: &'static [&'static str],
}

impl Person {
    /// Somebody of the cast by slug.
    #[track_caller]
    pub fn of(slug: &str) -> &'static Self {
        CAST.iter().find(|person| person.slug == slug).unwrap()
    }

    /// The e-mail address.
    pub fn email(&self) -> String {
        format!("{}@example.org", self.slug)
    }
}

/// Keys by slug.
pub type Keys = Vec<(String, String)>;

/// An office in a world: a server's repository with the gate, the clones, the keys.
pub struct Office {
    /// The world.
    pub world: World,
    /// Fingerprints by slug; the seal's is `bureau`, the stranger's `stranger`.
    pub keys: std::collections::BTreeMap<String, String>,
    /// The server's repository.
    pub server: PathBuf,
    /// The root line.
    pub root: String,
}

impl Office {
    /// Founds the office of the cast on a server with the gate. 徐静's certificate is retired.
    pub fn found() -> Self {
        Self::found_in(World::new())
    }

    /// The same in a world that is there.
    pub fn found_in(world: World) -> Self {
        Self::found_with(world, &|_| "ed25519")
    }

    /// The same with a key of this kind for each slug, see [`World::key_of`].
    pub fn found_with(world: World, kind: &dyn Fn(&str) -> &'static str) -> Self {
        Self::found_and(world, kind, &|_, _| Vec::new())
    }

    /// The same with more in its roster, whose keys by slug are told.
    pub fn found_and(world: World, kind: &dyn Fn(&str) -> &'static str, more: &dyn Fn(&World, &Path) -> Keys) -> Self {
        let mut keys = std::collections::BTreeMap::new();
        let roster = world.path("roster");
        for (slug, title, rest) in [
            ("bureau", "示范局", "code = \"示\"\n[posts]\nhead = \"局长\"\n"),
            (
                "office",
                "办公室",
                "parent = \"bureau\"\n[posts]\nhead = \"主任\"\ndeputy = \"副主任\"\nclerk = \"核稿员\"\noperator = \"操作员\"\n",
            ),
            ("survey", "测绘科", "parent = \"bureau\"\n[posts]\ndeputy = \"副科长\"\n"),
        ] {
            write(&roster.join(format!("units/{slug}/index.md")), &format!("+++\ntitle = \"{title}\"\n{rest}+++\n"));
        }
        for person in &CAST {
            let key = world.key_of(&format!("{} <{}>", person.name, person.email()), kind(person.slug));
            let state = if person.slug == "xu-jing" { "state = \"retired\"\n" } else { "" };
            let head = format!(
                "+++\nname = \"{}\"\nemail = \"{}\"\nunit = \"{}\"\nposts = {:?}\n[[certificate]]\nfingerprint = \"{key}\"\n{state}+++\n",
                person.name,
                person.email(),
                person.unit,
                person.posts
            );
            let folder = roster.join("people").join(person.slug);
            write(&folder.join("index.md"), &head);
            write(&folder.join(format!("{key}.asc")), &world.certificate(&key));
            keys.insert(person.slug.to_owned(), key);
        }
        let seal = world.key_of("示范局 (seal) <seal@example.org>", kind("bureau"));
        let folder = roster.join("seals/bureau");
        let head = format!(
            "+++\ntitle = \"示范局\"\nunit = \"bureau\"\ncustodians = [\"zhou-min\"]\n[[certificate]]\nfingerprint = \"{seal}\"\n+++\n"
        );
        write(&folder.join("index.md"), &head);
        write(&folder.join(format!("{seal}.asc")), &world.certificate(&seal));
        keys.insert("bureau".to_owned(), seal);
        keys.extend(more(&world, &roster));
        let server = world.path("server.git");
        let founded = world
            .kanhe(
                &world.path("home"),
                &[
                    "init",
                    "--bare",
                    "--roster",
                    roster.to_str().unwrap(),
                    "--key",
                    &keys["wang-fang"],
                    "--title",
                    "示范局",
                    server.to_str().unwrap(),
                ],
            )
            .good();
        let root = founded.line().to_owned();
        Self { world, keys, server, root }
    }

    /// Clones the record for somebody.
    pub fn clone(&self, name: &str) -> PathBuf {
        let to = self.world.path(name);
        self.world.git(&self.world.path("home"), &["clone", "-q", self.server.to_str().unwrap(), name_of(&to)]).good();
        to
    }

    /// The proof that a new certificate's key is here: path in the record and text.
    pub fn proof(&self, dir: &Path, entry: &str, key: &str) -> (String, String) {
        proof(&self.world, dir, entry, key)
    }

    /// `kanhe <command> <subject> --as <who>` in a clone, with these arguments more.
    pub fn act(&self, dir: &Path, who: &str, command: &str, subject: &str, more: &[&str]) -> Said {
        self.world.kanhe(dir, &[&[command, subject, "--as", who], more].concat())
    }

    /// A document all the way: handed in, approved by three, signed off, sealed.
    pub fn seal(&self, dir: &Path, subject: &str) {
        draft(dir, subject, "关于开展春季检查的通知");
        self.act(dir, "chen-wen", "submit", subject, &[]).good();
        for (who, command) in
            [("li-ming", "approve"), ("wang-fang", "approve"), ("zhao-lei", "approve"), ("sun-hua", "issue")]
        {
            self.act(dir, who, command, subject, &["-m", "同意"]).good();
        }
        self.act(dir, "zhou-min", "seal", subject, &[]).good();
    }
}

/// The proof that a new certificate's key is here: path in the record of that folder, and text.
pub fn proof(world: &World, dir: &Path, entry: &str, key: &str) -> (String, String) {
    let settings = fs::read_to_string(dir.join("kanhe.toml")).unwrap();
    let record = settings.split("record = \"").nth(1).unwrap().split('"').next().unwrap();
    let signature = world.sign(key, &[], format!("kanhe-proof v1 {record} {entry} {key}\n").as_bytes());
    (format!("content/{entry}/{key}.sig"), signature)
}

/// A draft in a clone, ready to be handed in.
pub fn draft(dir: &Path, subject: &str, title: &str) {
    write(&dir.join("content").join(subject).join("index.md"), &letter(title));
}

/// The text of a letter with everything its form asks for.
pub fn letter(title: &str) -> String {
    format!(
        "+++\ntitle = \"{title}\"\nunit = \"bureau\"\nkind = \"通知\"\nto = [\"各科室\"]\n+++\n\n各科室：请按期完成。\n"
    )
}

fn name_of(path: &Path) -> &str {
    path.to_str().unwrap()
}
