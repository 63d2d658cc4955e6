//! Thirty kills of the whole server at moments by chance, while somebody pushes and somebody signs in and reads: what was accepted is in
//! the record, what was answered is in the journal, and the server that is started next goes on.

use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::crowd::found;
use crate::kill::{Aim, Chance, kill, mend};
use crate::world::served::Served;
use crate::world::{Office, draft};

const KILLS: usize = 30;
const PASSWORD: &str = "mzpt3kub";

/// How often somebody was answered.
#[derive(Default)]
struct Answered {
    entered: usize,
    read: usize,
}

/// Signs in and reads until the server is gone.
fn come_and_read(address: &str, over: &AtomicBool) -> Answered {
    let config = ureq::config::Config::builder().http_status_as_error(false).max_redirects(0).build();
    let agent = ureq::Agent::new_with_config(config);
    let mut answered = Answered::default();
    while !over.load(Ordering::Relaxed) {
        let form = [("name", "p01"), ("password", PASSWORD)];
        // Who hears nothing knows nothing of it.
        let Ok(entered) = agent.post(format!("{address}_account/sign-in")).send_form(form) else { break };
        assert_eq!(entered.status().as_u16(), 303);
        answered.entered += 1;
        let cookie = entered.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        for _ in 0..5 {
            let Ok(page) = agent.get(format!("{address}documents/")).header("Cookie", &cookie).call() else { break };
            assert_eq!(page.status().as_u16(), 200);
            answered.read += 1;
        }
    }
    answered
}

/// Hands something in over HTTP. The commit, if its writer was told that it is done.
fn hand_in(office: &Office, dir: &Path, subject: &str) -> Option<String> {
    let mut command = office.world.command(env!("CARGO_BIN_EXE_kanhe"), dir);
    command.args(["submit", subject, "--as", "p00", "--json"]).stdin(Stdio::null());
    let out = command.output().unwrap();
    let json = || serde_json::from_slice::<serde_json::Value>(&out.stdout).unwrap();
    out.status.success().then(|| json()["commit"].as_str().unwrap().to_owned())
}

fn account(office: &Office, args: &[&str]) -> serde_json::Value {
    let all = [&["--record", office.server.to_str().unwrap(), "--json", "account"], args].concat();
    office.world.kanhe(&office.world.path("home"), &all).good().json()
}

#[test]
fn thirty_kills_of_the_server_lose_nothing() {
    let office = found(2);
    let dir = office.clone("clone");
    let mut chance = Chance::new();
    println!("kill of the server: seed {}", chance.0);
    let given = account(&office, &["add", "p00", "p01"]);
    let served = Served::new(&office, &[]);
    served.choose("p01", given[1]["password"].as_str().unwrap(), PASSWORD);
    let record = office.server.to_str().unwrap();
    let token = ["--record", record, "account", "token", "add", "p00", "--name", "clone"];
    let token = office.world.kanhe(&office.world.path("home"), &token).good().line().to_owned();
    let follow = |served: &Served| {
        let url = format!("{}record.git", served.address.replace("http://", &format!("http://p00:{token}@")));
        office.world.git(&dir, &["remote", "set-url", "origin", &url]).good();
    };
    // How long a push takes here, with all that its client does before.
    follow(&served);
    draft(&dir, "documents/2026/first", "第一件");
    let begun = Instant::now();
    let mut accepted = vec![hand_in(&office, &dir, "documents/2026/first").unwrap()];
    let usual = begun.elapsed();
    drop(served);
    let (mut answered, mut mended, mut cut) = (Answered::default(), 0, 0);
    for serial in 0..KILLS {
        let mut served = Served::new(&office, &[]);
        follow(&served);
        let subject = format!("documents/2026/k-{serial}");
        draft(&dir, &subject, &format!("第 {serial} 件"));
        // In the middle of the push; each third time when its writer has just been told that it is done.
        let over = AtomicBool::new(false);
        let part = f64::from(u32::try_from(chance.below(150)).unwrap()) / 100.0;
        let (begun, wait) = (Instant::now(), usual.mul_f64(part));
        let address = served.address.clone();
        let all = chance.below(2) == 0;
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| come_and_read(&address, &over));
            let writer = scope.spawn(|| hand_in(&office, &dir, &subject));
            while if serial % 3 == 0 { !writer.is_finished() } else { begun.elapsed() < wait } {
                std::thread::sleep(Duration::from_millis(1));
            }
            served.process.kill().unwrap();
            if all {
                // As when the machine goes: the gits it had started as well.
                kill(&office.server, Aim::All);
            }
            over.store(true, Ordering::Relaxed);
            let read = reader.join().unwrap();
            answered.entered += read.entered;
            answered.read += read.read;
            let done = writer.join().unwrap();
            cut += usize::from(done.is_none());
            accepted.extend(done);
        });
        served.process.wait().unwrap();
        mended += mend(&office);
        office.world.kanhe(&office.server, &["verify", "--root", &office.root]).good();
    }
    // Whoever was not told tries again, in the same place.
    let served = Served::new(&office, &[]);
    follow(&served);
    office.world.kanhe(&dir, &["pull"]).good();
    draft(&dir, "documents/2026/last", "最后一件");
    accepted.push(hand_in(&office, &dir, "documents/2026/last").unwrap());
    let main = office.world.ask(&office.server, &["rev-list", "--first-parent", "main"]);
    for commit in &accepted {
        assert_eq!(main.lines().filter(|line| line == commit).count(), 1, "{commit} is lost");
    }
    office.world.kanhe(&office.server, &["verify", "--root", &office.root]).good();
    let lines = |what: &str| {
        let found = account(&office, &["journal", "--person", "p01", "--what", what, "--most", "1000000"]);
        found.as_array().unwrap().len()
    };
    let (entered, read) = (lines("signed-in"), lines("read"));
    assert!(entered >= answered.entered && read >= answered.read, "of {} and {}", answered.entered, answered.read);
    assert!(
        accepted.len() > KILLS / 3 && answered.entered > 0 && cut > 0,
        "{} accepted, {cut} cut off",
        accepted.len()
    );
    println!(
        "kill of the server: {cut} of {KILLS} pushes cut off, {mended} things left behind and removed; {} sign-ins and {} pages \
         answered, {entered} and {read} written down",
        answered.entered, answered.read
    );
}
