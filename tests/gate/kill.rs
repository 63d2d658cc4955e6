//! Fifty kills at moments by chance: of the gate, of git, of everything on the server's side. What was accepted stays, the record
//! verifies, and the next push works after what `kanhe doctor` says was done.

use std::hash::{BuildHasher as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::crowd::found;
use crate::world::{Office, draft};

const KILLS: usize = 50;
/// The longest wait after the server's side has begun, in milliseconds: about as long as a push takes there.
const LONGEST: u64 = 250;

/// Numbers by chance, and the same ones for the same seed (xorshift).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// Other numbers each time.
    pub(crate) fn new() -> Self {
        Self(std::hash::RandomState::new().build_hasher().finish() | 1)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// What is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aim {
    Gate,
    Git,
    All,
}

/// The processes of the server's side: they stand in its repository. Each with what it is.
fn of_the_server(server: &Path) -> Vec<(u32, String)> {
    let numbers = std::fs::read_dir("/proc").unwrap().flatten();
    numbers
        .filter_map(|entry| {
            let number: u32 = entry.file_name().to_str()?.parse().ok()?;
            (std::fs::read_link(entry.path().join("cwd")).ok()? == server).then_some(())?;
            let line = std::fs::read(entry.path().join("cmdline")).ok()?;
            Some((number, String::from_utf8_lossy(&line).replace('\0', " ")))
        })
        .collect()
}

pub(crate) fn kill(server: &Path, aim: Aim) -> Vec<String> {
    let found = of_the_server(server).into_iter().filter(|(_, line)| match aim {
        Aim::Gate => line.contains("kanhe") && line.contains(" gate "),
        Aim::Git => line.contains("receive-pack"),
        Aim::All => true,
    });
    let found: Vec<(u32, String)> = found.collect();
    for (number, _) in &found {
        // It may have ended by itself meanwhile.
        Command::new("kill").args(["-9", &number.to_string()]).stderr(Stdio::null()).status().unwrap();
    }
    found.into_iter().map(|(_, line)| line).collect()
}

/// Does what the doctor says must be done with what was left behind; nothing else may have drifted. How many things there were.
pub(crate) fn mend(office: &Office) -> usize {
    while !of_the_server(&office.server).is_empty() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let report = office.world.kanhe(&office.server, &["doctor", "--json"]).json();
    let drifted = report["drifted"].as_array().unwrap();
    for drift in drifted {
        assert_eq!(drift["remedy"]["key"], "remedy-left", "{drift}");
        let path = PathBuf::from(drift["remedy"]["args"][0][1].as_str().unwrap());
        assert!(path.starts_with(&office.server));
        if path.is_dir() { std::fs::remove_dir_all(path).unwrap() } else { std::fs::remove_file(path).unwrap() }
    }
    if !drifted.is_empty() {
        office.world.kanhe(&office.server, &["doctor"]).good();
    }
    drifted.len()
}

/// Whether a ref is locked.
fn locked(server: &Path) -> bool {
    let mut folders = vec![server.join("refs")];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if path.extension().is_some_and(|kind| kind == "lock") {
                return true;
            }
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
    server.join("packed-refs.lock").exists()
}

fn main_of(office: &Office) -> String {
    office.world.ask(&office.server, &["rev-parse", "refs/heads/main"])
}

/// Runs one act and kills what is aimed at in the middle of its push. What was killed, and the commit if the pusher was told that it
/// is done.
fn cut_off(
    office: &Office,
    dir: &Path,
    args: &[&str],
    chance: &mut Chance,
    mended: &mut usize,
) -> (Vec<String>, Option<String>) {
    let aim = [Aim::Gate, Aim::Git, Aim::All][usize::try_from(chance.below(3)).unwrap()];
    let wait = Duration::from_millis(chance.below(LONGEST));
    let mut command = office.world.command(env!("CARGO_BIN_EXE_kanhe"), dir);
    command.args(args).arg("--json").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let child_number = child.id().to_string();
    let pushing = || of_the_server(&office.server).iter().any(|(_, line)| line.contains("receive-pack"));
    while !pushing() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(3));
    }
    std::thread::sleep(wait);
    let mut killed = Vec::new();
    while killed.is_empty() && child.try_wait().unwrap().is_none() {
        killed = kill(&office.server, aim);
    }
    // Whoever finds a lock tries again and again. He is held for the moment in which the doctor is called, and then gets through.
    let signal = |name: &str| Command::new("kill").args([name, &child_number]).stderr(Stdio::null()).status().unwrap();
    while child.try_wait().unwrap().is_none() {
        if locked(&office.server) && of_the_server(&office.server).is_empty() {
            signal("-STOP");
            *mended += mend(office);
            signal("-CONT");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let out = child.wait_with_output().unwrap();
    let done = out.status.success().then(|| {
        let json: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
        json["commit"].as_str().unwrap().to_owned()
    });
    (killed, done)
}

#[test]
fn fifty_kills_lose_nothing() {
    let office = found(1);
    let dir = office.clone("clone");
    let mut chance = Chance::new();
    let seed = chance.0;
    println!("kill: seed {seed}");
    let mut accepted: Vec<String> = Vec::new();
    let (mut cut, mut mended, mut half) = (0, 0, 0);
    for serial in 0..KILLS / 5 {
        let subject = format!("documents/2026/k-{serial}");
        draft(&dir, &subject, &format!("第 {serial} 件"));
        let steps: [&[&str]; 5] = [
            &["submit", &subject],
            &["approve", &subject, "-m", "同意"],
            &["approve", &subject, "-m", "同意"],
            &["issue", &subject, "-m", "同意"],
            &["seal", &subject],
        ];
        for args in steps {
            let args = [args, &["--as", "p00"]].concat();
            let before = main_of(&office);
            let (killed, done) = cut_off(&office, &dir, &args, &mut chance, &mut mended);
            cut += usize::from(!killed.is_empty());
            accepted.extend(done.clone());
            mended += mend(&office);
            // Never wrong; at most a seal that is still with who put it.
            let verdict = office.world.kanhe(&office.server, &["verify", "--root", &office.root]);
            assert!([0, 3].contains(&verdict.code), "seed {seed}, {args:?}, killed {killed:?}: {}", verdict.out);
            if verdict.code == 3 {
                assert!(verdict.out.contains("K614 "), "seed {seed}: {}", verdict.out);
                half += 1;
            }
            // The next push works: the same act, unless it has landed though nobody could be told.
            if done.is_none() {
                let again = office.world.kanhe(&dir, &[&args[..], &["--json"]].concat());
                if again.code == 0 {
                    accepted.push(again.json()["commit"].as_str().unwrap().to_owned());
                } else {
                    assert!(again.code == 1 && main_of(&office) != before, "seed {seed}, {args:?}: {}", again.err);
                }
            }
            // A seal that was lost was brought by trying again; everything else is verified again after the next kill.
            if verdict.code == 3 {
                let verdict = office.world.kanhe(&office.server, &["verify", "--root", &office.root]);
                assert_eq!(verdict.code, 0, "seed {seed}, {args:?}, killed {killed:?}: {}", verdict.out);
            }
        }
    }
    office.world.kanhe(&office.server, &["verify", "--root", &office.root]).good();
    let main = office.world.ask(&office.server, &["rev-list", "--first-parent", "main"]);
    for commit in &accepted {
        assert_eq!(main.lines().filter(|line| line == commit).count(), 1, "seed {seed}: {commit} is lost");
    }
    assert_eq!(main.lines().count(), 1 + KILLS, "every act is there once");
    assert_eq!(office.world.ask(&office.server, &["tag"]).lines().count(), KILLS / 5);
    // Some moments come when the push is through: that is chance, and depends on the machine.
    assert!(cut >= KILLS / 5, "only {cut} pushes were cut off");
    println!(
        "kill: {cut} of {KILLS} pushes cut off, {mended} things left behind and removed, {half} seals brought afterwards"
    );
}
