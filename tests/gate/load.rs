//! Twenty people push at once for a minute: what they were told is what the record has.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::crowd::{found, person};
use crate::sshd::Sshd;
use crate::world::{Office, Said, draft};

/// How many write at once.
const WRITERS: usize = 20;
/// How many of them come over ssh; the others by the local transport.
const OVER_SSH: usize = 4;
/// For how long.
const LENGTH: Duration = Duration::from_secs(60);

/// What one call of the program came to.
struct Told {
    who: usize,
    code: i32,
    said: String,
    /// If it landed: the number, the commit, how often it was signed.
    landed: Option<(usize, String, usize)>,
}

impl Told {
    fn of(who: usize, said: &Said) -> Self {
        let landed = (said.code == 0).then(|| {
            let json = said.json();
            let number = |key: &str| usize::try_from(json[key].as_u64().unwrap()).unwrap();
            (number("seq"), json["commit"].as_str().unwrap().to_owned(), number("tries"))
        });
        Self { who, code: said.code, said: said.err.clone(), landed }
    }
}

/// Hands in and approves one document after the other until the time is over.
fn work(office: &Office, dir: &Path, who: usize, until: Instant, told: &Mutex<Vec<Told>>) {
    let me = person(who);
    let mut serial = 0;
    while Instant::now() < until {
        let subject = format!("documents/2026/{me}-{serial}");
        serial += 1;
        draft(dir, &subject, &format!("{me} 的第 {serial} 件"));
        for (command, more) in [("submit", &["--json"][..]), ("approve", &["--json", "-m", "同意"])] {
            let said = office.act(dir, &me, command, &subject, more);
            let good = said.code == 0;
            told.lock().unwrap().push(Told::of(who, &said));
            if !good || Instant::now() >= until {
                break;
            }
        }
    }
}

#[test]
fn twenty_clones_push_for_a_minute() {
    let office = found(WRITERS);
    let world = &office.world;
    let record = office.server.to_str().unwrap().to_owned();
    let sshd = Sshd::start(world, &[("clerk", &["--allow", &record])]);
    let clones: Vec<PathBuf> = (0..WRITERS)
        .map(|n| {
            let dir = world.path(&person(n));
            if n < OVER_SSH {
                sshd.clone(world, "clerk", &office.server, &dir);
                dir
            } else {
                office.clone(&person(n))
            }
        })
        .collect();
    let told = Mutex::new(Vec::new());
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for (who, dir) in clones.iter().enumerate() {
            let (office, told) = (&office, &told);
            scope.spawn(move || work(office, dir, who, begun + LENGTH, told));
        }
    });
    let took = begun.elapsed();
    let told = told.into_inner().unwrap();

    // Every act that somebody was told is done stands at its number, once; and nothing stands there that nobody was told of.
    let main = world.ask(&office.server, &["rev-list", "--first-parent", "--reverse", "main"]);
    let main: Vec<&str> = main.lines().collect();
    let mut landed: Vec<&(usize, String, usize)> = told.iter().filter_map(|told| told.landed.as_ref()).collect();
    landed.sort();
    for (seq, commit, _) in &landed {
        assert_eq!(main.get(*seq), Some(&commit.as_str()), "No. {seq}");
    }
    let numbers: Vec<usize> = landed.iter().map(|landed| landed.0).collect();
    assert_eq!(numbers, (1..main.len()).collect::<Vec<_>>());
    // Who did not land was told so, with a code and a word.
    let lost: Vec<&Told> = told.iter().filter(|told| told.landed.is_none()).collect();
    for told in &lost {
        assert!([1, 3].contains(&told.code) && told.said.contains("kanhe: "), "{}: {}", told.who, told.said);
    }
    world.kanhe(&office.server, &["verify", "--root", &office.root]).good();
    assert_eq!(world.ask(&office.server, &["for-each-ref", "--format=%(refname)"]), "refs/heads/main");
    let unreachable = world.ask(&office.server, &["fsck", "--unreachable", "--no-reflogs", "--no-progress"]);
    assert_eq!(unreachable, "", "pushes that came too late left objects");
    world.kanhe(&office.server, &["doctor", &record]).good();
    // Nobody was left out.
    let mut each = vec![0; WRITERS];
    told.iter().filter(|told| told.landed.is_some()).for_each(|told| each[told.who] += 1);
    assert!(each.iter().all(|count| *count > 0), "{each:?}");

    let mut tries: Vec<usize> = landed.iter().map(|landed| landed.2).collect();
    tries.sort_unstable();
    let part = |percent: usize| tries[(tries.len() - 1) * percent / 100];
    println!(
        "load: {} acts in {:.1} s by {WRITERS} clones ({OVER_SSH} over ssh), {} not landed; tries: median {}, 90 % {}, 99 % {}, \
         most {}; acts a clone: {} to {}",
        landed.len(),
        took.as_secs_f64(),
        lost.len(),
        part(50),
        part(90),
        part(99),
        part(100),
        each.iter().min().unwrap(),
        each.iter().max().unwrap(),
    );
}
