//! The disk under a running server: full, read-only, gone for a while. Reading goes on, what cannot be done is said, nothing is half done,
//! and what was in the way need only go.
//!
//! The disks are small ones of a mount namespace that a test has to itself: it runs itself again in one. Where that is not permitted
//! nothing is tested, and it says so.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "what is not there has failed, and what is left out is said"
)]

mod world;

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use world::served::{Answer, Served};
use world::{Office, Said, World, draft};

/// Says that a test is in its own namespace.
const INSIDE: &str = "KANHE_TEST_NAMESPACE";
/// Longer than anything here may take; the server looks at its record every half minute, whatever it is told.
const LIMIT: Duration = Duration::from_secs(120);
const PASSWORD: &str = "mzpt3kub";

/// Whether this test has a mount namespace to itself. If not, it has been run again in one, or nobody may have one.
#[expect(clippy::disallowed_methods, reason = "a test that runs itself again tells itself so")]
fn is_alone(test: &str) -> bool {
    if std::env::var_os(INSIDE).is_some() {
        return true;
    }
    let nobody = tempfile::tempdir().unwrap();
    let unshare = |args: &[&str]| {
        let mut command = Command::new("unshare");
        // Who is root here stays so; others are in a namespace of users as well.
        let own: &[&str] = if rustix::process::getuid().is_root() { &[] } else { &["--map-root-user"] };
        command.arg("--mount").args(own).args(args);
        command
    };
    let mut probe = unshare(&["mount", "-t", "tmpfs", "-o", "size=1m", "none"]);
    if !probe.arg(nobody.path()).stderr(Stdio::null()).status().is_ok_and(|status| status.success()) {
        println!("{test} is left out: nothing may be mounted here, not even in a namespace of its own");
        return false;
    }
    let program = std::env::current_exe().unwrap();
    let again = unshare(&[program.to_str().unwrap(), "--exact", test, "--nocapture"]).env(INSIDE, "1").status();
    assert!(again.unwrap().success(), "{test}, in a namespace of its own");
    false
}

/// A small disk.
struct Disk {
    path: PathBuf,
}

impl Drop for Disk {
    fn drop(&mut self) {
        Command::new("umount").arg("-l").arg(&self.path).stderr(Stdio::null()).status().unwrap();
    }
}

impl Disk {
    /// One that is all in memory, of so many megabytes.
    fn of(path: PathBuf, megabytes: usize) -> Self {
        fs::create_dir_all(&path).unwrap();
        mount(&["-t", "tmpfs", "-o", &format!("size={megabytes}m,mode=755"), "none", path.to_str().unwrap()]);
        Self { path }
    }

    fn filler(&self) -> PathBuf {
        self.path.join("filler")
    }

    /// Takes all the room there is, to the last byte.
    fn fill(&self) {
        let mut file = File::options().append(true).create(true).open(self.filler()).unwrap();
        for size in [1 << 20, 4096, 1] {
            while file.write_all(&vec![7; size]).is_ok() {}
        }
    }

    fn make_room(&self) {
        fs::remove_file(self.filler()).unwrap();
    }
}

fn mount(args: &[&str]) {
    let done = Command::new("mount").args(args).output().unwrap();
    assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// An office whose record is on a disk, with somebody who pushes over HTTP and reads what is for him.
struct Site {
    served: Served,
    office: Office,
    clone: PathBuf,
    cookie: String,
    acts: usize,
}

impl Site {
    /// Moves the office's record to that folder and serves it, with these options more.
    fn on(place: &Path, more: &[&str]) -> Self {
        let mut office = Office::found_in(World::new());
        let server = place.join("server.git");
        assert!(Command::new("mv").arg(&office.server).arg(&server).status().unwrap().success());
        office.server = server;
        assert!(Command::new("sync").arg("--file-system").arg(place).status().unwrap().success());
        let served = Served::new(&office, more);
        let mut site = Self { served, clone: office.world.path("clone"), office, cookie: String::new(), acts: 0 };
        let given = site.account(&["add", "chen-wen", "--json"]).json();
        site.served.choose("chen-wen", given[0]["password"].as_str().unwrap(), PASSWORD);
        let entered = site.sign_in();
        assert_eq!(entered.status, 303, "{}", entered.text);
        entered.cookie().clone_into(&mut site.cookie);
        let token = site.account(&["token", "add", "chen-wen", "--name", "clone"]).line().to_owned();
        let url = format!("{}record.git", site.served.address.replace("http://", &format!("http://chen-wen:{token}@")));
        let home = site.office.world.path("home");
        site.office.world.git(&home, &["clone", "-q", &url, site.clone.to_str().unwrap()]).good();
        site
    }

    fn account(&self, args: &[&str]) -> Said {
        let record = self.office.server.to_str().unwrap();
        self.office
            .world
            .kanhe(&self.office.world.path("home"), &[&["--record", record, "account"], args].concat())
            .good()
    }

    fn sign_in(&self) -> Answer {
        self.served.ask("_account/sign-in", Some(&[("name", "chen-wen"), ("password", PASSWORD)]), &[])
    }

    /// Hands in one document more.
    fn act(&mut self) -> Said {
        self.acts += 1;
        let subject = self.subject();
        draft(&self.clone, &subject, &format!("第 {} 件通知", self.acts));
        self.office.act(&self.clone, "chen-wen", "submit", &subject, &[])
    }

    fn subject(&self) -> String {
        format!("documents/2026/paper-{}", self.acts)
    }

    fn main(&self) -> String {
        self.office.world.ask(&self.office.server, &["rev-parse", "refs/heads/main"])
    }

    /// Pages are read whole, also by who is signed in.
    #[track_caller]
    fn is_read(&self) {
        for (page, cookie) in [("", ""), ("documents/", &self.cookie), ("search/index.html?q=a", &self.cookie)] {
            let told = self.served.ask(page, None, &[("Cookie", cookie)]);
            assert_eq!(told.status, 200, "{page}: {}", told.text);
            assert!(told.text.trim_end().ends_with("</html>"), "{page} is cut");
        }
    }

    /// What was handed in last is shown.
    #[track_caller]
    fn shows_the_last(&mut self) {
        let page = format!("{}/index.html", self.subject());
        self.soon("the last act is shown", |site| site.served.ask(&page, None, &[]).status == 200);
        self.is_read();
    }

    #[track_caller]
    fn soon(&mut self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !is_so(self) {
            assert!(begun.elapsed() < LIMIT, "not within {LIMIT:?}: {what}");
            assert!(self.served.process.try_wait().unwrap().is_none(), "the server has ended: {what}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Everything goes on, in the same process, and nothing was lost or half written.
    #[track_caller]
    fn goes_on(&mut self) {
        assert!(self.served.process.try_wait().unwrap().is_none(), "the server has ended");
        assert_eq!(self.sign_in().status, 303);
        self.act().good();
        self.shows_the_last();
        self.soon("it is well", |site| site.served.ask("_health", None, &[]).status == 200);
        self.is_sound();
    }

    #[track_caller]
    fn is_sound(&self) {
        self.office.world.kanhe(&self.office.server, &["verify", "--root", &self.office.root]).good();
        let base = rusqlite::Connection::open(self.office.server.join("kanhe/accounts.sqlite")).unwrap();
        let told: String = base.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(told, "ok");
        let kept = "SELECT count(*) = max(number) - min(number) + 1 FROM journal";
        assert!(base.query_row(kept, [], |row| row.get::<_, bool>(0)).unwrap(), "a number of the journal is missing");
    }

    /// What cannot be written is refused in words that people can do something with, and is not done by half.
    #[track_caller]
    fn refuses_to_write(&mut self, name: &str) {
        // There may be room left in what the database has already: it is taken up by and by.
        self.soon("signing in is refused", |site| site.served.ask("_account/certificate", None, &[]).status == 503);
        let refused = self.sign_in();
        assert_eq!(refused.status, 503);
        assert!(refused.text.contains("账户库暂时不可用，请联系管理员。"), "{}", refused.text);
        // What is read by who is signed in cannot be written down: that is counted.
        self.is_read();
        let figures = self.served.ask("_metrics", None, &[]).text;
        let unwritten = figures.lines().find_map(|line| line.strip_prefix("kanhe_journal_failures_total ")).unwrap();
        assert_ne!(unwritten, "0");
        let before = self.main();
        let beside = self.office.clone(name);
        draft(&beside, "documents/2026/beside", "另一件通知");
        // By the server's door, and past it as over ssh.
        for pushed in [self.act(), self.office.act(&beside, "chen-wen", "submit", "documents/2026/beside", &[])] {
            is_refused(&pushed);
        }
        assert_eq!(self.main(), before);
        self.is_read();
    }
}

/// Whoever pushed is told so, and by whom.
#[track_caller]
fn is_refused(pushed: &Said) {
    let told = ["kanhe: K182 ", "kanhe: 服务器没有收下这次办理，本机也未作改动。"];
    let is_told = told.iter().any(|told| pushed.err.contains(told));
    assert!([1, 3].contains(&pushed.code) && is_told, "{}: {}", pushed.code, pushed.err);
}

#[test]
fn a_full_disk_stops_no_reader_and_loses_nothing() {
    if !is_alone("a_full_disk_stops_no_reader_and_loses_nothing") {
        return;
    }
    let folder = tempfile::Builder::new().prefix("kd").tempdir_in("/tmp").unwrap();
    let disk = Disk::of(folder.path().join("record"), 96);
    let pages = Disk::of(folder.path().join("pages"), 64);
    let [out, held] = ["site", "held"].map(|name| pages.path.join(name).display().to_string());
    let mut site = Site::on(&disk.path, &["--out", &out, "--held", &held]);
    site.act().good();
    site.shows_the_last();
    let record = site.office.server.to_str().unwrap().to_owned();
    let keep = folder.path().join("record/backup");
    let backup = |site: &Site| {
        let args = ["--record", record.as_str(), "backup", keep.to_str().unwrap()];
        site.office.world.kanhe(&site.office.world.path("home"), &args)
    };
    backup(&site).good();
    site.act().good();

    // The record, the accounts and the backup.
    disk.fill();
    site.refuses_to_write("full");
    let refused = backup(&site);
    assert!(refused.code == 3 && refused.err.contains("kanhe: "), "{}: {}", refused.code, refused.err);
    disk.make_room();
    site.goes_on();
    backup(&site).good();
    let restored = folder.path().join("record/restored.git");
    let args = ["restore", keep.to_str().unwrap(), "--out", restored.to_str().unwrap(), "--root", &site.office.root];
    site.office.world.kanhe(&site.office.world.path("home"), &args).good();
    assert_eq!(site.office.world.ask(&restored, &["rev-parse", "main"]), site.main());

    // The pages: acts are taken, and shown when there is room.
    pages.fill();
    site.act().good();
    site.soon("that it cannot be shown is told", |site| site.served.ask("_health", None, &[]).status == 503);
    site.is_read();
    pages.make_room();
    site.shows_the_last();
    site.goes_on();
}

#[test]
fn a_disk_that_may_only_be_read_is_read_until_it_can_be_written_again() {
    if !is_alone("a_disk_that_may_only_be_read_is_read_until_it_can_be_written_again") {
        return;
    }
    let folder = tempfile::Builder::new().prefix("kd").tempdir_in("/tmp").unwrap();
    let (image, place) = (folder.path().join("image"), folder.path().join("disk"));
    File::create(&image).unwrap().set_len(256 << 20).unwrap();
    fs::create_dir(&place).unwrap();
    let made = Command::new("mkfs.ext4").args(["-q", "-F"]).arg(&image).status();
    let [image, at] = [image.to_str().unwrap(), place.to_str().unwrap()];
    let mounted = || Command::new("mount").args(["-o", "loop", image, at]).stderr(Stdio::null()).status();
    if !made.is_ok_and(|status| status.success()) || !mounted().is_ok_and(|status| status.success()) {
        println!("left out: no file can be mounted as a disk here");
        return;
    }
    let disk = Disk { path: place.clone() };
    let mut site = Site::on(&disk.path, &[]);
    site.act().good();
    site.shows_the_last();
    // Accounts are on the disk a second after they were changed; the record when whoever pushed is told so.
    let read = |path: &Path| {
        let base = rusqlite::Connection::open(path).unwrap();
        base.query_row("SELECT count(*) FROM journal", [], |row| row.get::<_, i64>(0)).unwrap_or_default()
    };
    site.soon("accounts are on the disk", |site| {
        let (accounts, alone) = (site.office.server.join("kanhe/accounts.sqlite"), site.office.world.path("alone"));
        fs::copy(&accounts, &alone).unwrap();
        read(&alone) == read(&accounts)
    });
    site.act().good();
    let accepted = site.main();
    // What the kernel does with a disk that has failed: files that are open for writing are no way around it.
    mount(&["-o", "remount,abort", at]);
    assert!(fs::write(disk.path.join("x"), "x").is_err(), "the disk can be written to");
    site.refuses_to_write("unwritable");
    // It ends in order, is mended as every disk is, and goes on.
    let id = rustix::process::Pid::from_child(&site.served.process);
    rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
    assert!(site.served.process.wait().unwrap().success(), "a server that is told to stop stops in order");
    drop(disk);
    let checked = Command::new("e2fsck").args(["-f", "-y", image]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(checked.unwrap().code().is_some_and(|code| code <= 1), "the disk is mended");
    assert!(mounted().unwrap().success());
    let _disk = Disk { path: place };
    assert_eq!(site.main(), accepted, "an act that was accepted is lost");
    let before = site.served.address.clone();
    site.served = Served::new(&site.office, &[]);
    let url = site.office.world.ask(&site.clone, &["remote", "get-url", "origin"]);
    let [before, now] = [&before, &site.served.address].map(|address| address.trim_start_matches("http://").to_owned());
    site.office.world.git(&site.clone, &["remote", "set-url", "origin", &url.replace(&before, &now)]).good();
    site.goes_on();
}

#[test]
fn a_record_and_pages_that_were_taken_away_come_back() {
    let folder = tempfile::Builder::new().prefix("kd").tempdir_in("/tmp").unwrap();
    let [out, held] = ["site", "held"].map(|name| folder.path().join(name).display().to_string());
    let mut site = Site::on(folder.path(), &["--out", &out, "--held", &held]);
    site.act().good();
    site.shows_the_last();
    // The record is gone: as from a disk that was unplugged. Its pages are read meanwhile.
    let (here, away) = (site.office.server.clone(), folder.path().join("away.git"));
    fs::rename(&here, &away).unwrap();
    site.is_read();
    is_refused(&site.act());
    site.is_read();
    fs::rename(&away, &here).unwrap();
    site.goes_on();
    // The pages are gone: they are made again, without anybody's push.
    fs::remove_dir_all(&out).unwrap();
    site.soon("the pages are there again", |site| {
        site.served.ask("documents/index.html", None, &[]).status == 200 && site.served.ask("", None, &[]).status == 200
    });
    site.goes_on();
}
