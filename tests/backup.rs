//! Backups: written, damaged, interrupted, restored.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod world;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use kanhe::backup::{self, BackupFault, Last};
use kanhe::id::Sha256;
use kanhe::record::{Bundle, Record};
use rusqlite::Connection;
use serde_json::{Value, json};
use world::{Office, Said, draft, write};

/// An office with somebody's clone, and the folder its record is backed up to.
struct Kept {
    office: Office,
    clone: PathBuf,
    folder: PathBuf,
    acts: usize,
}

impl Kept {
    fn found() -> Self {
        let office = Office::found();
        let clone = office.clone("home/chen-wen");
        let folder = office.world.path("backup");
        Self { office, clone, folder, acts: 0 }
    }

    /// One act more on the server.
    fn act(&mut self) {
        self.acts += 1;
        let subject = format!("documents/2026/paper-{}", self.acts);
        draft(&self.clone, &subject, "关于值班的通知");
        self.office.act(&self.clone, "chen-wen", "submit", &subject, &[]).good();
    }

    fn kanhe(&self, args: &[&str]) -> Said {
        self.office.world.kanhe(&self.office.world.path("home"), args)
    }

    fn backup(&self) -> Said {
        let (record, folder) = (self.office.server.to_str().unwrap(), self.folder.to_str().unwrap());
        self.kanhe(&["--record", record, "backup", folder, "--json"])
    }

    /// Restores to a place of this name.
    fn restore(&self, name: &str, more: &[&str]) -> Said {
        let (folder, out) = (self.folder.to_str().unwrap(), self.office.world.path(name));
        self.kanhe(&[&["restore", folder, "--out", out.to_str().unwrap()], more].concat())
    }

    /// Changes the manifest.
    fn manifest(&self, change: impl FnOnce(&mut Value)) {
        let path = self.folder.join("manifest.json");
        let mut manifest: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        change(&mut manifest);
        fs::write(path, serde_json::to_vec(&manifest).unwrap()).unwrap();
    }

    /// Has the manifest say of a bundle what it is now.
    fn admit(&self, number: usize) {
        let bytes = fs::read(self.bundle(number)).unwrap();
        self.manifest(|manifest| {
            manifest["bundles"][number - 1]["size"] = json!(bytes.len());
            manifest["bundles"][number - 1]["sha256"] = json!(Sha256::of(&bytes).to_string());
        });
    }

    fn bundle(&self, number: usize) -> PathBuf {
        self.folder.join(format!("record-{number:04}.bundle"))
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.folder)
    }

    /// A copy of the backup's folder takes its place, to be put back.
    fn spoilt(&self, spoil: impl FnOnce(), then: impl FnOnce()) {
        let aside = self.office.world.copy(&self.folder, "aside");
        spoil();
        then();
        fs::remove_dir_all(&self.folder).unwrap();
        fs::rename(aside, &self.folder).unwrap();
    }

    /// Neither a backup nor a restoring goes on with it; each says what is wrong and what to do, and leaves everything as it is.
    #[track_caller]
    fn is_found_out(&self, says: &str) {
        let before = self.files();
        for said in [self.backup(), self.restore("new.git", &[])] {
            assert_eq!(said.code, 3, "{}\n{}", said.out, said.err);
            assert!(said.err.contains(says) && said.err.contains("提示："), "{says}: {}", said.err);
        }
        assert_eq!(self.files(), before);
        self.nothing_is_left("new.git");
    }

    /// Nothing was put where it was to be restored to, nor beside it.
    #[track_caller]
    fn nothing_is_left(&self, name: &str) {
        let place = self.office.world.path(name);
        assert!(!place.exists());
        let names = fs::read_dir(place.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name());
        let left: Vec<_> = names.filter(|name| name.to_string_lossy().starts_with(".kanhe")).collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    entries.map(|path| (name(&path), fs::read(&path).unwrap_or_default())).collect()
}

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

/// The accounts of a server: each sign-in is counted and noted in one step.
fn accounts(server: &Path) -> Connection {
    fs::create_dir_all(server.join("kanhe")).unwrap();
    let database = Connection::open(server.join("kanhe/accounts.sqlite")).unwrap();
    database
        .execute_batch(
            "PRAGMA journal_mode = WAL;
             CREATE TABLE account (name TEXT PRIMARY KEY, times INTEGER NOT NULL) STRICT;
             CREATE TABLE login (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
             INSERT INTO account VALUES ('chen-wen', 0)",
        )
        .unwrap();
    database
}

const SIGN_IN: &str =
    "BEGIN IMMEDIATE; UPDATE account SET times = times + 1; INSERT INTO login (name) VALUES ('chen-wen'); COMMIT";

/// How often somebody has signed in, by both counts.
fn signed_in(database: &Connection) -> (i64, i64) {
    let ask = |sql| database.query_row(sql, [], |row| row.get(0)).unwrap();
    (ask("SELECT times FROM account"), ask("SELECT count(*) FROM login"))
}

#[test]
fn a_second_backup_adds_only_what_is_new() {
    let mut kept = Kept::found();
    let first = kept.backup().good().json();
    assert_eq!((&first["first"], &first["seq"], &first["acts"]), (&json!(true), &json!(0), &json!(1)));
    assert_eq!(first["accounts"], "none");
    assert_eq!(kept.files().into_keys().collect::<Vec<_>>(), ["manifest.json", "record-0001.bundle"]);
    assert_eq!(mode(&kept.folder), 0o700);
    let one = kept.files();
    let again = kept.backup().good().json();
    assert_eq!((&again["first"], &again["acts"]), (&json!(false), &json!(0)));
    assert_eq!(kept.files(), one, "nothing new, nothing written");
    kept.act();
    kept.act();
    let added = kept.backup().good().json();
    assert_eq!((&added["seq"], &added["acts"], &added["files"]), (&json!(2), &json!(2), &json!(2)));
    let two = kept.files();
    assert_eq!(two["record-0001.bundle"], one["record-0001.bundle"]);
    assert!(two["record-0002.bundle"].len() * 2 < two["record-0001.bundle"].len(), "only what is new");
    let line = kept.kanhe(&["--record", kept.office.server.to_str().unwrap(), "checkpoint"]).good();
    assert_eq!(added["checkpoint"], line.line());
    let accounts = accounts(&kept.office.server);
    assert_eq!(kept.backup().good().json()["accounts"], "new");
    assert_eq!(kept.backup().good().json()["accounts"], "same");
    accounts.execute_batch(SIGN_IN).unwrap();
    assert_eq!(kept.backup().good().json()["accounts"], "new");
    let names: Vec<_> = kept.files().into_keys().collect();
    assert_eq!(names, ["accounts-0002.sqlite", "manifest.json", "record-0001.bundle", "record-0002.bundle"]);
    assert!(names.iter().all(|name| mode(&kept.folder.join(name)) == 0o600));
    // Accounts that are gone are not gone from the backup.
    drop(accounts);
    fs::remove_file(kept.office.server.join("kanhe/accounts.sqlite")).unwrap();
    assert_eq!(kept.backup().good().json()["accounts"], "kept");
    assert_eq!(kept.files().into_keys().collect::<Vec<_>>(), names);
}

#[test]
fn a_seal_is_backed_up_with_its_act_and_comes_back() {
    let kept = Kept::found();
    kept.backup().good();
    kept.office.seal(&kept.clone, "documents/2026/notice");
    // A clone knows more than the backup: the restored repository takes it over, and its hooks agree.
    kept.restore("old.git", &["--root", &kept.office.root]).good();
    let (old, clone) = (kept.office.world.path("old.git"), kept.clone.to_str().unwrap());
    let specs = ["refs/heads/main:refs/heads/main", "refs/tags/seal/*:refs/tags/seal/*"];
    kept.office.world.git(&old, &[&["fetch", "-q", "--atomic", clone], &specs[..]].concat()).good();
    kept.kanhe(&["--record", old.to_str().unwrap(), "verify", "--root", &kept.office.root]).good();
    let added = kept.backup().good().json();
    assert_eq!((&added["acts"], &added["seals"]), (&json!(6), &json!(1)));
    kept.restore("new.git", &["--root", &kept.office.root]).good();
    let refs = |dir: &Path| kept.office.world.ask(dir, &["for-each-ref"]);
    assert_eq!(refs(&kept.office.world.path("new.git")), refs(&kept.office.server));
    assert_eq!(refs(&old), refs(&kept.office.server));
    assert!(refs(&kept.office.server).contains("refs/tags/seal/documents/2026/notice/bureau"));
}

/// The drill: accounts in use while they are copied, the server lost, a new one that people go on working with.
#[test]
fn a_lost_server_comes_back_and_people_go_on() {
    let mut kept = Kept::found();
    let database = accounts(&kept.office.server);
    kept.act();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let done = &done;
        scope.spawn(move || {
            while !done.load(Ordering::Relaxed) {
                database.execute_batch(SIGN_IN).unwrap();
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        for _ in 0..4 {
            kept.backup().good();
        }
        done.store(true, Ordering::Relaxed);
    });
    let copies = kept.files().into_keys().filter(|name| name.starts_with("accounts-")).collect::<Vec<_>>();
    assert_eq!(copies, ["accounts-0004.sqlite"]);
    let server = kept.office.server.clone();
    fs::remove_dir_all(&server).unwrap();
    let root = kept.office.world.path("root.txt");
    write(&root, &format!("{}\n", kept.office.root));
    let said = kept.restore("server.git", &["--root", root.to_str().unwrap()]).good();
    assert!(said.out.contains("VALID") && said.out.contains("kanhe-checkpoint v1 "), "{}", said.out);
    let place = server.join("kanhe/accounts.sqlite");
    assert_eq!(mode(&place), 0o600);
    let (times, logins) = signed_in(&Connection::open(&place).unwrap());
    assert!(times > 0 && times == logins, "one moment of it: {times} and {logins}");
    let path = server.to_str().unwrap();
    kept.kanhe(&["--record", path, "verify", "--root", &kept.office.root]).good();
    let report = kept.kanhe(&["doctor", path, "--json"]).good().json();
    assert_eq!((&report["drifted"], &report["server"]), (&json!([]), &json!(true)), "the gate is there");
    // The clone from before goes on, and the gate judges.
    kept.act();
    let clone = kept.clone.clone();
    write(&clone.join("content/documents/2026/paper-1/index.md"), "changed\n");
    let person = ["-c", "user.name=a", "-c", "user.email=a@b"];
    kept.office.world.git(&clone, &[&person[..], &["commit", "-qam", "no act"]].concat()).good();
    let pushed = kept.office.world.git(&clone, &["push", "-q", "origin", "HEAD:refs/heads/main"]);
    assert!(pushed.code != 0 && pushed.err.contains("kanhe: K"), "{}", pushed.err);
    assert_eq!(kept.kanhe(&["--record", path, "log", "--json"]).good().json().as_array().unwrap().len(), 3);
}

/// Without this program: stock git alone.
#[test]
fn stock_git_reads_a_backup() {
    let mut kept = Kept::found();
    kept.backup().good();
    kept.act();
    kept.backup().good();
    let (world, home) = (&kept.office.world, kept.office.world.path("home"));
    let [one, two] = [1, 2].map(|number| kept.bundle(number).to_str().unwrap().to_owned());
    world.git(&home, &["clone", "-q", "--mirror", &one, "by-hand.git"]).good();
    let by_hand = home.join("by-hand.git");
    world.git(&by_hand, &["bundle", "verify", "-q", &two]).good();
    world.git(&by_hand, &["fetch", "-q", &two, "refs/*:refs/*"]).good();
    assert_eq!(world.ask(&by_hand, &["rev-parse", "main"]), world.ask(&kept.office.server, &["rev-parse", "main"]));
    world.git(&by_hand, &["fsck", "--full", "--strict"]).good();
}

#[test]
fn what_was_left_half_written_does_not_count() {
    let mut kept = Kept::found();
    kept.backup().good();
    kept.act();
    fs::write(kept.folder.join(".kanhe-new-abc123"), "half").unwrap();
    write(&kept.folder.join(".kanhe-new-scratch/record.git/HEAD"), "ref: refs/heads/main\n");
    fs::write(kept.bundle(2), "# v2 git bundle\nhalf of a bundle that no manifest names").unwrap();
    kept.restore("old.git", &[]).good();
    let old = kept.kanhe(&["--record", kept.office.world.path("old.git").to_str().unwrap(), "checkpoint"]).good();
    assert!(old.out.contains(" 0 sha256:"), "up to what counts: {}", old.out);
    assert_eq!(kept.backup().good().json()["acts"], 1);
    assert_eq!(
        kept.files().into_keys().collect::<Vec<_>>(),
        ["manifest.json", "record-0001.bundle", "record-0002.bundle"]
    );
    kept.restore("new.git", &[]).good();
}

/// The backup in a folder. The program `git` of somebody who was killed may hold it for a moment still.
fn checked_at_last(folder: &Path) -> backup::Checked {
    for _ in 0..500 {
        match backup::check(folder, &mut |_, _, _| {}) {
            Err(BackupFault::Busy(_)) => std::thread::sleep(Duration::from_millis(10)),
            checked => return checked.unwrap(),
        }
    }
    panic!("{} is held for ever", folder.display());
}

/// Killed at any moment, a backup leaves the one before or its own.
#[test]
fn whoever_is_killed_leaves_a_backup() {
    let mut kept = Kept::found();
    accounts(&kept.office.server);
    kept.backup().good();
    kept.act();
    let (record, folder) = (kept.office.server.to_str().unwrap(), kept.folder.to_str().unwrap());
    let mut old = 0;
    for moment in (0..2_000).step_by(5) {
        let mut command = kept.office.world.command(env!("CARGO_BIN_EXE_kanhe"), &kept.office.world.path("home"));
        command.args(["--record", record, "backup", folder]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        std::thread::sleep(Duration::from_millis(moment));
        child.kill().unwrap();
        child.wait().unwrap();
        if checked_at_last(&kept.folder).manifest.seq > 0 {
            break;
        }
        old += 1;
    }
    assert!(old > 5, "only {old} were killed in time");
    kept.backup().good();
    let names: Vec<_> = kept.files().into_keys().collect();
    assert_eq!(names, ["accounts-0001.sqlite", "manifest.json", "record-0001.bundle", "record-0002.bundle"]);
    kept.restore("new.git", &["--root", &kept.office.root]).good();
}

#[test]
fn a_damaged_file_is_found_and_nothing_is_added() {
    let mut kept = Kept::found();
    let database = accounts(&kept.office.server);
    kept.backup().good();
    kept.act();
    kept.backup().good();
    kept.act();
    let sound = kept.files();
    let change = |path: PathBuf, change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = fs::read(&path).unwrap();
        change(&mut bytes);
        fs::write(path, bytes).unwrap();
    };
    let middle = |bytes: &mut Vec<u8>| {
        let at = bytes.len() / 2;
        bytes[at] ^= 1;
    };
    for path in [kept.bundle(1), kept.bundle(2), kept.folder.join("accounts-0001.sqlite")] {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        kept.spoilt(|| change(path.clone(), &middle), || kept.is_found_out("的内容变了"));
        let cut = |bytes: &mut Vec<u8>| bytes.truncate(bytes.len() - 20);
        kept.spoilt(|| change(path.clone(), &cut), || kept.is_found_out("字节，实为"));
        kept.spoilt(
            || fs::remove_file(&path).unwrap(),
            || kept.is_found_out(&format!("备份少了文件 {}", path.display())),
        );
        let aside = kept.office.world.path(&name);
        kept.spoilt(
            || {
                fs::rename(&path, &aside).unwrap();
                symlink(&aside, &path).unwrap();
            },
            || kept.is_found_out("应为普通文件"),
        );
        let pipe = || {
            fs::remove_file(&path).unwrap();
            assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        };
        // Not compared byte by byte: whoever opens a pipe waits for ever.
        let aside = kept.office.world.copy(&kept.folder, "aside-pipe");
        pipe();
        assert!(kept.backup().err.contains("应为普通文件") && kept.restore("new.git", &[]).code == 3);
        fs::remove_dir_all(&kept.folder).unwrap();
        fs::rename(aside, &kept.folder).unwrap();
    }
    assert_eq!(kept.files(), sound);
    drop(database);
    assert_eq!(kept.backup().good().json()["acts"], 1);
}

#[test]
fn a_manifest_is_nobodys_word() {
    let mut kept = Kept::found();
    kept.backup().good();
    kept.act();
    kept.backup().good();
    write(&kept.office.world.path("x"), "outside");
    let damaged = "不合格式";
    for (at, name) in [(0, "../x"), (0, "/etc/passwd"), (1, "record-0001.bundle"), (1, "record-0003.bundle"), (1, "")] {
        let spoil = || kept.manifest(|manifest| manifest["bundles"][at]["name"] = json!(name));
        kept.spoilt(spoil, || kept.is_found_out(damaged));
    }
    let listed = |name: &str| json!({"name": name, "size": 7, "sha256": Sha256::of(b"outside").to_string(), "made": "2026-01-01T00:00:00Z"});
    let spoil = || kept.manifest(|manifest| manifest["accounts"] = listed("../x"));
    kept.spoilt(spoil, || kept.is_found_out(damaged));
    kept.spoilt(|| kept.manifest(|manifest| manifest["surplus"] = json!(1)), || kept.is_found_out(damaged));
    kept.spoilt(|| fs::write(kept.folder.join("manifest.json"), "{").unwrap(), || kept.is_found_out(damaged));
    kept.spoilt(|| kept.manifest(|manifest| manifest["format"] = json!(2)), || kept.is_found_out("第 2 版"));
    // An incremental one that is not named any more: the checkpoint remembers that there was more.
    let shorten = || kept.manifest(|manifest| drop(manifest["bundles"].as_array_mut().unwrap().pop()));
    kept.spoilt(shorten, || {
        let said = kept.restore("new.git", &[]);
        assert!(said.code == 3 && said.out.contains("K906"), "{}{}", said.out, said.err);
        kept.nothing_is_left("new.git");
    });
    // A link in the place of the manifest.
    let link = || {
        fs::rename(kept.folder.join("manifest.json"), kept.office.world.path("manifest")).unwrap();
        symlink(kept.office.world.path("manifest"), kept.folder.join("manifest.json")).unwrap();
    };
    kept.spoilt(link, || kept.is_found_out("应为普通文件"));
}

#[test]
fn a_bundle_that_was_changed_with_its_digest_is_found_by_verifying() {
    let mut kept = Kept::found();
    kept.backup().good();
    kept.act();
    kept.backup().good();
    // A pack whose own sum does not hold.
    let flip = || {
        let mut bytes = fs::read(kept.bundle(2)).unwrap();
        let at = bytes.len() - 30;
        bytes[at] ^= 1;
        fs::write(kept.bundle(2), bytes).unwrap();
        kept.admit(2);
    };
    kept.spoilt(flip, || {
        let said = kept.restore("new.git", &[]);
        assert!(said.code == 3 && said.err.contains("K187"), "{}{}", said.out, said.err);
        kept.nothing_is_left("new.git");
    });
    // A good bundle of a forged history: the act's text was changed, and nobody signed that.
    let world = &kept.office.world;
    let forged = world.copy(&kept.office.server, "forged.git");
    fs::remove_dir_all(forged.join("hooks")).unwrap();
    let raw = world.ask(&forged, &["cat-file", "commit", "main"]).replace("paper-1", "paper-9");
    let raw = format!("{raw}\n");
    let id = world.feed("git", &forged, &["hash-object", "-t", "commit", "-w", "--stdin"], raw.as_bytes()).good();
    let forge = || {
        let mut bundle = Bundle::read(File::open(kept.bundle(2)).unwrap()).unwrap();
        bundle.refs.main = Some(id.line().parse().unwrap());
        let file = File::create(kept.bundle(2)).unwrap();
        Record::open(&forged).unwrap().write_bundle(&bundle, &file, &mut |_, _| {}).unwrap();
        kept.admit(2);
    };
    kept.spoilt(forge, || {
        let said = kept.restore("new.git", &["--root", &kept.office.root]);
        assert!(
            said.code == 1 && said.out.contains("INVALID") && said.out.contains("K905"),
            "{}{}",
            said.out,
            said.err
        );
        kept.nothing_is_left("new.git");
        // To look into it, and no more: the exit code says so.
        let said = kept.restore("look.git", &["--keep-invalid"]);
        assert!(said.code == 1 && kept.office.world.path("look.git").is_dir(), "{}{}", said.out, said.err);
    });
    // Bundles that are good each and do not belong together.
    let swap = || {
        fs::copy(kept.bundle(2), kept.bundle(1)).unwrap();
        kept.admit(1);
    };
    kept.spoilt(swap, || kept.is_found_out("接不上"));
    // Another root line than on paper.
    let (name, genesis) = kept.office.root.split_once("git-sha1:").unwrap();
    let digit = if genesis.starts_with('0') { '1' } else { '0' };
    let other = format!("{name}git-sha1:{digit}{}", &genesis[1..]);
    let said = kept.restore("new.git", &["--root", &other]);
    assert!(said.code == 1 && said.out.contains("K901"), "{}{}", said.out, said.err);
    kept.nothing_is_left("new.git");
    kept.restore("new.git", &["--root", &kept.office.root]).good();
}

#[test]
fn a_backup_is_of_one_record_that_only_grows() {
    let mut kept = Kept::found();
    kept.act();
    kept.backup().good();
    let sound = kept.files();
    // Another office's record.
    let other = Kept { folder: kept.folder.clone(), ..Kept::found() };
    let said = other.backup();
    assert!(said.code == 2 && said.err.contains("另一个档案库"), "{}", said.err);
    assert_eq!(kept.files(), sound);
    // The last act is cut off, past the gate.
    let git = |args: &[&str]| {
        kept.office.world.git(&kept.office.server, &[&["-c", "core.hooksPath=/dev/null"], args].concat())
    };
    git(&["update-ref", "refs/heads/main", "main~1"]).good();
    let said = kept.backup();
    assert!(said.code == 1 && said.err.contains("档案库里已没有"), "{}", said.err);
    assert_eq!(kept.files(), sound);
    kept.restore("new.git", &[]).good();
}

#[test]
fn places_that_will_not_do_are_refused() {
    let kept = Kept::found();
    let server = kept.office.server.to_str().unwrap();
    let refused = |said: Said, says: &str| {
        assert!(said.code == 2 && said.err.contains(says) && said.err.contains("提示："), "{}{}", said.out, said.err);
    };
    let to = |folder: &Path| kept.kanhe(&["--record", server, "backup", folder.to_str().unwrap()]);
    refused(to(&kept.office.server.join("backup")), "档案库自己的文件夹");
    refused(to(&kept.office.server), "档案库自己的文件夹");
    let full = kept.office.world.path("full");
    write(&full.join("letter.txt"), "x");
    refused(to(&full), "letter.txt");
    // What an interrupted first one left is not taken for a backup, nor written over.
    let first = kept.office.world.path("first");
    write(&first.join("record-0001.bundle"), "x");
    refused(to(&first), "record-0001.bundle");
    assert_eq!(fs::read(first.join("record-0001.bundle")).unwrap(), b"x");
    assert!(Command::new("mkfifo").arg(kept.office.world.path("pipe")).status().unwrap().success());
    refused(to(&kept.office.world.path("pipe")), "里没有备份");
    // A disk that is not mounted: the folder above is not there.
    assert_eq!(to(&kept.office.world.path("no/disk")).code, 3);
    refused(kept.restore("new.git", &[]), "里没有备份");
    kept.backup().good();
    // Open to others before, closed now.
    fs::set_permissions(&kept.folder, fs::Permissions::from_mode(0o755)).unwrap();
    kept.backup().good();
    assert_eq!(mode(&kept.folder), 0o700);
    refused(kept.restore("full", &[]), "不能恢复到这里");
    refused(kept.restore("home", &[]), "不能恢复到这里");
    assert_eq!(fs::read(full.join("letter.txt")).unwrap(), b"x");
    refused(kept.restore("new.git", &["--root", "nowhere.txt"]), "nowhere.txt");
    kept.nothing_is_left("new.git");
    fs::create_dir(kept.office.world.path("empty")).unwrap();
    kept.restore("empty", &[]).good();
    // One at a time.
    let held = File::open(&kept.folder).unwrap();
    held.lock().unwrap();
    let said = kept.backup();
    assert!(said.code == 3 && said.err.contains("另一个程序正在使用"), "{}", said.err);
    assert!(matches!(backup::check(&kept.folder, &mut |_, _, _| {}), Err(BackupFault::Busy(_))));
}

#[test]
fn the_doctor_knows_of_the_last_backup() {
    let mut kept = Kept::found();
    let server = kept.office.server.clone();
    let path = server.to_str().unwrap();
    let none = kept.kanhe(&["doctor", path]).good();
    assert!(none.out.contains("没有备份的记录") && none.out.contains("有以上 1 件事"), "{}", none.out);
    kept.backup().good();
    kept.act();
    kept.act();
    let last = Last::read(&server).unwrap();
    assert_eq!(last.folder, kept.folder.canonicalize().unwrap().display().to_string());
    let sound = kept.kanhe(&["doctor", path, "--json"]).good().json();
    assert_eq!((&sound["backup"]["lacks"], &sound["backup"]["notice"]), (&json!(2), &Value::Null));
    let told = kept.kanhe(&["doctor", path]).good();
    assert!(told.out.contains("截至第 0 号，其后的办理 2 项尚未备份") && told.out.contains("均无异常"), "{}", told.out);
    let after = |days: i64, more: &[&str]| {
        let now = (last.at + days * 24 * 60 * 60 + 60).to_string();
        kept.kanhe(&[&["doctor", path, "--now", &now], more].concat())
    };
    assert_eq!(after(6, &[]).code, 0);
    let old = after(8, &[]);
    assert!(old.code == 1 && old.out.contains("上次备份已过 8 天，最多应相隔 7 天"), "{}", old.out);
    assert_eq!((after(8, &["--backup-within", "9"]).code, after(2, &["--backup-within", "1"]).code), (0, 1));
    // A clone is a copy itself.
    let clone = kept.clone.to_str().unwrap();
    assert!(!kept.kanhe(&["doctor", clone]).out.contains("备份的记录"));
    fs::remove_file(server.join("kanhe/backup.json")).unwrap();
    assert!(kept.kanhe(&["doctor", path]).good().out.contains("没有备份的记录"));
}
