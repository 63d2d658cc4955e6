//! A clock that jumps under the running server: a day forward, a day back.
//!
//! The server and the gits it starts read the hour from a file of libfaketime's (Debian: `faketime`); that clock which only goes on is left
//! as it is, as when somebody sets a machine's clock.

#![expect(clippy::unwrap_used, reason = "what is not there in a test is a failed test")]

mod world;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use world::served::{Answer, Served};
use world::{Office, Said, World, draft, write};

const PASSWORD: &str = "mzpt3kub";
/// From where people come, and from where it is guessed.
const HOME: &str = "10.1.1.7";
const ELSEWHERE: &str = "10.9.9.9";
const DAY: i64 = 86_400;
/// Longer than anything here may take; the server looks at its record every half minute, whatever it is told.
const LIMIT: Duration = Duration::from_secs(120);

/// The library that tells programs with threads another hour, as the loader is told of it; none if it is not here.
fn library() -> Option<String> {
    let told = Command::new("faketime").args(["-f", "+0", "sh", "-c", "printf %s \"$LD_PRELOAD\""]).output().ok()?;
    Some(String::from_utf8(told.stdout).ok()?.replace("libfaketime.so.1", "libfaketimeMT.so.1"))
}

/// An office whose server has a clock of its own.
struct Clocked {
    served: Served,
    office: Office,
    clone: PathBuf,
    acts: usize,
}

impl Clocked {
    fn new(library: &str) -> Self {
        let world = World::new();
        write(&world.path("roster/kanhe.toml"), "[login]\ntries = 4\nidle = 30\n");
        let office = Office::found_in(world);
        let hour = office.world.path("hour");
        fs::write(&hour, "+0\n").unwrap();
        let clock = [
            ("LD_PRELOAD", library),
            ("FAKETIME_TIMESTAMP_FILE", hour.to_str().unwrap()),
            ("FAKETIME_NO_CACHE", "1"),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
            // Files have the hour of the disk.
            ("NO_FAKE_STAT", "1"),
        ];
        // A server passes nothing of its environment on but where programs are: its git has the clock from there.
        let git = office.world.path("bin/git");
        let set = clock.map(|(name, value)| format!("export {name}='{value}'\n")).concat();
        write(&git, &format!("#!/bin/sh\nPATH='{}'\n{set}exec git \"$@\"\n", env!("PATH")));
        fs::set_permissions(&git, fs::Permissions::from_mode(0o755)).unwrap();
        let path = format!("{}:{}", git.parent().unwrap().display(), env!("PATH"));
        let env: Vec<(&str, &str)> = clock.into_iter().chain([("PATH", path.as_str())]).collect();
        let served = Served::with_env(&office, &["--behind-front", "--https"], &env);
        let clocked = Self { served, clone: office.world.path("clone"), office, acts: 0 };
        for who in ["chen-wen", "li-ming", "zhao-lei"] {
            let given = clocked.account(&["add", who, "--json"]).json();
            clocked.served.choose(who, given[0]["password"].as_str().unwrap(), PASSWORD);
        }
        let token = clocked.account(&["token", "add", "chen-wen", "--name", "clone"]).line().to_owned();
        let address = clocked.served.address.replace("http://", &format!("http://chen-wen:{token}@"));
        let (home, to) = (clocked.office.world.path("home"), clocked.clone.to_str().unwrap().to_owned());
        clocked.office.world.git(&home, &["clone", "-q", &format!("{address}record.git"), &to]).good();
        clocked
    }

    /// Sets the server's clock so many seconds from the right hour.
    fn set(&self, away: i64) {
        let (hour, next) = (self.office.world.path("hour"), self.office.world.path("hour.next"));
        fs::write(&next, format!("{away:+}\n")).unwrap();
        fs::rename(next, hour).unwrap();
    }

    fn account(&self, args: &[&str]) -> Said {
        let record = self.office.server.to_str().unwrap();
        self.office
            .world
            .kanhe(&self.office.world.path("home"), &[&["--record", record, "account"], args].concat())
            .good()
    }

    fn enter(&self, who: &str, password: &str, from: &str) -> Answer {
        let form = [("name", who), ("password", password)];
        self.served.ask("_account/sign-in", Some(&form), &[("X-Forwarded-For", from)])
    }

    #[track_caller]
    fn cookie_of(&self, who: &str) -> String {
        let entered = self.enter(who, PASSWORD, HOME);
        assert_eq!(entered.status, 303, "{who}: {}", entered.text);
        entered.cookie().to_owned()
    }

    /// Whether that session is one: its own page is for who is signed in.
    fn is_in(&self, cookie: &str) -> bool {
        self.served.ask("_account/index.html", None, &[("Cookie", cookie)]).status == 200
    }

    fn act(&mut self) -> Said {
        self.acts += 1;
        let subject = format!("documents/2026/paper-{}", self.acts);
        draft(&self.clone, &subject, &format!("第 {} 件通知", self.acts));
        self.office.act(&self.clone, "chen-wen", "submit", &subject, &[])
    }

    fn main(&self) -> String {
        self.office.world.ask(&self.office.server, &["rev-parse", "refs/heads/main"])
    }

    #[track_caller]
    fn is_read(&self) {
        for page in ["", "documents/", "search/index.html?q=a", "_account/sign-in"] {
            let told = self.served.ask(page, None, &[]);
            assert!(told.status == 200 && told.text.trim_end().ends_with("</html>"), "{page}: {}", told.status);
        }
    }

    /// Everything is taken and shown.
    #[track_caller]
    fn goes_on(&mut self) {
        self.act().good();
        let page = format!("documents/2026/paper-{}/index.html", self.acts);
        let begun = Instant::now();
        let is_well = |path: &str| self.served.ask(path, None, &[]).status == 200;
        while !is_well(&page) || !is_well("_health") {
            assert!(begun.elapsed() < LIMIT, "not shown, or not well: {page}");
            std::thread::sleep(Duration::from_millis(100));
        }
        self.is_read();
    }

    /// At another hour than its pushers' nothing is taken, and they are told why.
    #[track_caller]
    fn refuses_the_hour(&mut self) {
        let before = self.main();
        let refused = self.act();
        assert!(refused.code == 1 && refused.err.contains("K704"), "{}: {}", refused.code, refused.err);
        assert_eq!(self.main(), before);
        self.is_read();
    }
}

#[test]
fn a_clock_that_jumps_lets_nobody_in_and_keeps_nobody_out() {
    let Some(library) = library() else {
        println!("left out: faketime is not here");
        return;
    };
    let mut clocked = Clocked::new(&library);
    clocked.goes_on();
    let date = |clocked: &Clocked| clocked.served.ask("", None, &[]).field("date").to_owned();
    let (before, early) = (date(&clocked), clocked.cookie_of("li-ming"));
    assert!(clocked.is_in(&early));

    // A day ahead. Whoever was in has been away too long; he comes in again.
    clocked.set(DAY);
    assert_ne!(date(&clocked)[..16], before[..16], "the clock has not jumped");
    clocked.refuses_the_hour();
    assert!(!clocked.is_in(&early));
    let ahead = clocked.cookie_of("li-ming");
    assert!(clocked.is_in(&ahead));
    // Some are wrong there, as often as an address may be, and one until his account is locked.
    for number in 0..26 {
        clocked.enter(&format!("nobody{number}"), "wrong", ELSEWHERE);
    }
    for _ in 0..4 {
        clocked.enter("zhao-lei", "wrong", ELSEWHERE);
    }
    let waits = |clocked: &Clocked| clocked.enter("li-ming", PASSWORD, ELSEWHERE).text.contains("10 分钟后再试");
    assert!(waits(&clocked), "an address that was wrong too often waits");

    // Back at the right hour, a day before all that. Nobody stays in who came in then: how long ago it was cannot be told.
    clocked.set(0);
    assert!(!clocked.is_in(&ahead) && !clocked.is_in(&early));
    clocked.goes_on();
    // The address waits for ten minutes from now on, and not for a day.
    assert!(waits(&clocked));
    clocked.set(601);
    assert_eq!(clocked.enter("li-ming", PASSWORD, ELSEWHERE).status, 303);
    let late = clocked.cookie_of("li-ming");
    // Who was locked is so until somebody unlocks him.
    assert!(clocked.enter("zhao-lei", PASSWORD, HOME).text.contains("锁定"));
    clocked.account(&["unlock", "zhao-lei"]);
    clocked.cookie_of("zhao-lei");

    // A day behind.
    clocked.set(-DAY);
    clocked.refuses_the_hour();
    assert!(!clocked.is_in(&late));
    let behind = clocked.cookie_of("li-ming");
    assert!(clocked.is_in(&behind));
    clocked.set(0);
    assert!(!clocked.is_in(&behind));
    let now = clocked.cookie_of("li-ming");
    clocked.goes_on();
    assert!(clocked.is_in(&now));

    // The journal has all of it, in the order in which it happened.
    let lines = clocked.account(&["journal", "--json", "--most", "1000"]).json();
    let numbers: Vec<i64> = lines.as_array().unwrap().iter().map(|line| line["number"].as_i64().unwrap()).collect();
    assert_eq!(numbers, (1..=i64::try_from(numbers.len()).unwrap()).collect::<Vec<_>>());
    let world = &clocked.office.world;
    world.kanhe(&clocked.office.server, &["verify", "--root", &clocked.office.root]).good();
}
