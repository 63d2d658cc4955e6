//! Who behaves is answered while others do not: at the front, and at the server alone on the loopback.

use std::fs;
use std::time::{Duration, Instant};

use super::siege::{Crowd, NONSENSE, Target, memory};
use super::{Fronted, NAME, Office, World, world};

/// Others are waited for longer than this by whoever waits for them at all: ten seconds for a head, thirty for a part of an answer.
const BOUND: Duration = Duration::from_secs(5);
/// How much memory a siege may take, in kB: a head of a megabyte kept by each of a crowd would be more.
const ROOM: u64 = 96 << 10;
/// More than the system keeps on its way to somebody who does not read.
const LARGE: usize = 12 << 20;
const PAGES: [&str; 4] = ["/documents/", "/search/?q=a", "/_account/sign-in", "/en/"];

/// An office with a document whose attachment is long.
fn office() -> (Office, String) {
    let office = Office::found_in(World::new());
    let (dir, subject) = (office.clone("chen"), "documents/2026/large");
    let folder = dir.join("content").join(subject);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("data.bin"), vec![7; LARGE]).unwrap();
    let text = world::letter("关于报送统计数据的通知").replace("+++\n\n", "attachments = [\"data.bin\"]\n+++\n\n");
    world::write(&folder.join("index.md"), &text);
    office.act(&dir, "chen-wen", "submit", subject, &[]).good();
    (office, subject.to_owned())
}

/// Somebody reads every kind of page: each comes whole, and in time. How often he was told to come again, and did.
#[track_caller]
fn is_answered(target: &Target, while_others: &str) -> usize {
    let mut again = 0;
    for page in PAGES {
        let begun = Instant::now();
        let told = loop {
            let told = target.ask(page).unwrap();
            if !matches!(told.status, 0 | 503) || begun.elapsed() >= BOUND {
                break told;
            }
            again += 1;
            std::thread::sleep(Duration::from_millis(50));
        };
        assert_eq!(told.status, 200, "{page} while {while_others}");
        assert!(told.bytes.trim_ascii_end().ends_with(b"</html>"), "{page} while {while_others}");
        assert!(begun.elapsed() < BOUND, "{page} took {:?} while {while_others}", begun.elapsed());
    }
    again
}

/// Everything at once. Those who do it, and how often who behaves was told to come again.
fn besiege(target: &Target, large: &str, deaf: usize) -> ([Crowd; 3], usize) {
    let crowds = [target.idle(500).unwrap(), target.dripping(100).unwrap(), target.deaf(deaf, large).unwrap()];
    assert!(crowds.iter().map(Crowd::count).sum::<usize>() >= 600);
    let mut again = is_answered(target, "others stand about, drip and do not read");
    std::thread::scope(|scope| {
        let long = scope.spawn(|| target.long(24).unwrap());
        again += is_answered(target, "others send heads of a megabyte");
        for told in long.join().unwrap() {
            // Whoever is still sending may find the door closed before he hears why.
            assert!(matches!(told.status, 0 | 400 | 414 | 431), "a megabyte of head: {}", told.status);
        }
    });
    for request in NONSENSE {
        let told = target.nonsense(request).unwrap();
        assert!(told.status == 0 || told.status >= 400, "{request:?}: {}", told.status);
        assert!(!String::from_utf8_lossy(&told.bytes).contains("root:"), "{request:?}");
    }
    again += is_answered(target, "others have sent nonsense");
    (crowds, again)
}

#[test]
fn who_behaves_is_answered_while_others_do_not() {
    let (office, subject) = office();
    let mut fronted = Fronted::without_tls(office);
    let page = fronted.get(&format!("/{subject}/"), "").text();
    let file = page.split("data.bin\"").next().unwrap().rsplit("href=\"").next().unwrap();
    let large = format!("/{}data.bin", file.trim_start_matches("../"));
    assert_eq!(fronted.get(&large, "").body.len(), LARGE, "{large}");
    let front = Target { address: ([127, 0, 0, 1], fronted.port).into(), host: NAME };
    let near = Target { address: fronted.upstream.parse().unwrap(), host: NAME };
    let (server, nginx) = (fronted.server.as_ref().unwrap().id(), fronted.nginx.id());
    assert_eq!(is_answered(&front, "there is nobody else"), 0);
    let before = [memory(server).0, memory(nginx).0];

    let (crowds, again) = besiege(&front, &large, 90);
    assert_eq!(again, 0, "at the front nobody is told to come again");
    let told = front.pipelined(50, "/documents/").unwrap();
    let answers = String::from_utf8_lossy(&told.bytes).matches("HTTP/1.1 200 OK\r\n").count();
    assert_eq!(answers, 50, "requests that come in one piece are answered one after the other");
    // One address has a hundred, and no more.
    let more = front.deaf(30, &large).unwrap();
    let begun = Instant::now();
    while front.pipelined(1, "/documents/").unwrap().status != 429 {
        assert!(begun.elapsed() < BOUND, "one address takes more than a hundred");
    }
    assert_eq!(is_answered(&front, "one address asks for more than its share"), 0);
    drop((crowds, more));

    // Without the front: not all of them have a place. Who says nothing makes room after half a second; until then others come again.
    let (crowds, _) = besiege(&near, &large, 60);
    let told = near.pipelined(50, "/documents/").unwrap();
    let answers = String::from_utf8_lossy(&told.bytes).matches("HTTP/1.1 200 OK\r\n").count();
    assert_eq!(answers, 1, "one connection, one answer");

    for (name, process, before) in [("the server", server, before[0]), ("nginx", nginx, before[1])] {
        let (now, most) = memory(process);
        assert!(most < before + ROOM, "{name}: {before} kB before, {now} kB now, {most} kB at the most");
    }
    // It stops in order while they are all there.
    let begun = Instant::now();
    fronted.stop();
    assert!(begun.elapsed() < Duration::from_secs(10), "stop took {:?}", begun.elapsed());
    drop(crowds);
}
