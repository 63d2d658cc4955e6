//! Plays the stories of `tests/stories/*.md`: prose for people, and in it what they type and what they see.
//!
//! - A block ```` ```console ```` holds lines `$ <command>`, run by `sh` where the last `cd` led, beginning at home. What follows a
//!   command is what it must print, standard output and standard error as they come.
//! - Blanks at the end of a line do not count. `[..]` stands for anything on a line, `...` alone on a line for any lines, `? 1` after them for the exit code (else 0).
//! - A block ```` ```file <path> ```` writes a file.
//! - 2026 stands for the year it is. Home is `~`.
//! - `<!-- world: empty -->` plays on a machine with nothing but the programs; `<!-- world: office -->` in the office of the cast, where
//!   everybody has a clone with his own name, `~/chen-wen` and so on.
#![expect(clippy::unwrap_used, reason = "what is not there in a story is a failed story")]
#![expect(clippy::format_collect, clippy::format_push_string, reason = "small texts, and plainer to read so")]

mod world;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use world::{CAST, Office, World, write};

#[test]
fn one_document() {
    play("01-one-document");
}

#[test]
fn return_and_revise() {
    play("02-return-and-revise");
}

#[test]
fn what_is_refused() {
    play("03-what-is-refused");
}

#[test]
fn two_clones() {
    play("04-two-clones");
}

#[test]
fn verify() {
    play("05-verify");
}

#[test]
fn workflows() {
    play("06-workflows");
}

#[test]
fn register() {
    play("07-register");
}

#[test]
fn search() {
    play("08-search");
}

#[test]
fn import() {
    play("09-import");
}

#[test]
fn accounts() {
    play("11-accounts");
}

#[test]
fn backup() {
    play("10-backup");
}

#[test]
fn emergency() {
    play("12-emergency");
}

#[test]
fn sending() {
    play("13-sending");
}

#[test]
fn between_offices() {
    play("14-between-offices");
}

#[test]
fn every_story_is_played() {
    let played = include_str!("stories.rs");
    for file in fs::read_dir(folder()).unwrap() {
        let name = file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
        assert!(played.contains(&format!("play(\"{name}\")")), "nobody plays {name}");
    }
}

#[test]
fn expected_lines_may_leave_things_open() {
    let fits = |expected: &str, found: &str| {
        matches(&expected.lines().collect::<Vec<_>>(), &found.lines().collect::<Vec<_>>())
    };
    assert!(fits("a\n[..]b[..]d", "a\nxbyd") && fits("a\n...\nd", "a\nb\nc\nd") && fits("...", ""));
    assert!(!fits("a[..]b", "a-c") && !fits("a", "a\nb") && !fits("a\n...\nd", "a\nb") && !fits("[..]", ""));
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories")
}

/// A part of a story.
enum Part {
    Prose(String),
    File { path: String, text: String },
    Typed(Vec<Typed>),
}

/// One command with what it must come to.
struct Typed {
    command: String,
    output: Vec<String>,
    code: i32,
}

#[track_caller]
fn play(name: &str) {
    let story = fs::read_to_string(folder().join(format!("{name}.md"))).unwrap().replace("2026", &year());
    let parts = read(&story);
    let world = World::new();
    let world = if story.contains("<!-- world: office -->") { office(world) } else { world };
    let mut at = world.path("home");
    let (mut came_to, mut wrong) = (String::new(), Vec::new());
    for part in &parts {
        match part {
            Part::Prose(line) => came_to += &format!("{line}\n"),
            Part::File { path, text } => {
                write(&at.join(path), text);
                came_to += &format!("```file {path}\n{text}```\n");
            }
            Part::Typed(block) => {
                came_to += "```console\n";
                for typed in block {
                    let (output, code) = run(&world, &mut at, &typed.command);
                    let expected: Vec<&str> = typed.output.iter().map(String::as_str).collect();
                    let found: Vec<&str> = output.lines().collect();
                    if code != typed.code || !matches(&expected, &found) {
                        wrong.push(format!(
                            "$ {}\n{output}? {code}\n\nexpected:\n{}\n? {}",
                            typed.command,
                            typed.output.join("\n"),
                            typed.code
                        ));
                    }
                    let code = if code == 0 { String::new() } else { format!("? {code}\n") };
                    came_to += &format!("$ {}\n{output}{code}", typed.command);
                }
                came_to += "```\n";
            }
        }
    }
    let there = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.md"));
    fs::write(&there, came_to).unwrap();
    assert!(wrong.is_empty(), "{name} goes otherwise (see {}):\n\n{}", there.display(), wrong.join("\n\n"));
}

fn run(world: &World, at: &mut PathBuf, command: &str) -> (String, i32) {
    let home = world.path("home");
    if let Some(folder) = command.strip_prefix("cd ") {
        *at = folder.strip_prefix("~").map_or_else(|| at.join(folder), |rest| home.join(rest.trim_start_matches('/')));
        return if at.is_dir() { (String::new(), 0) } else { (format!("cd: {folder}\n"), 1) };
    }
    let program = Path::new(env!("CARGO_BIN_EXE_kanhe")).parent().unwrap();
    let mut shell = world.command("sh", at);
    shell.env("PATH", format!("{}:{}", program.display(), env!("PATH"))).arg("-c").arg(format!("exec 2>&1; {command}"));
    let said = World::run(shell, b"");
    let keys = world.path("g");
    let output = said.out.replace(home.to_str().unwrap(), "~").replace(keys.to_str().unwrap(), "~/.gnupg");
    // git fills the lines of a remote with blanks.
    (output.lines().map(|line| format!("{}\n", line.trim_end())).collect(), said.code)
}

/// The office of the cast, with a clone for everybody.
fn office(world: World) -> World {
    let office = Office::found_in(world);
    for person in &CAST {
        let dir = office.clone(&format!("home/{}", person.slug));
        office.world.git(&dir, &["config", "kanhe.person", person.slug]).good();
    }
    office.world
}

fn read(story: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut lines = story.lines();
    while let Some(line) = lines.next() {
        if let Some(path) = line.strip_prefix("```file ") {
            let text = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
            parts.push(Part::File { path: path.to_owned(), text });
        } else if line == "```console" {
            let mut block: Vec<Typed> = Vec::new();
            for line in lines.by_ref().take_while(|line| *line != "```") {
                if let Some(command) = line.strip_prefix("$ ") {
                    block.push(Typed { command: command.to_owned(), output: Vec::new(), code: 0 });
                } else if let Some(typed) = block.last_mut() {
                    match line.strip_prefix("? ").and_then(|code| code.parse().ok()) {
                        Some(code) => typed.code = code,
                        None => typed.output.push(line.to_owned()),
                    }
                }
            }
            parts.push(Part::Typed(block));
        } else {
            parts.push(Part::Prose(line.to_owned()));
        }
    }
    parts
}

fn matches(expected: &[&str], found: &[&str]) -> bool {
    match (expected, found) {
        ([], found) => found.is_empty(),
        (["...", rest @ ..], found) => (0..=found.len()).any(|from| matches(rest, &found[from..])),
        ([line, rest @ ..], [first, others @ ..]) => fits(line, first) && matches(rest, others),
        (_, []) => false,
    }
}

fn fits(pattern: &str, line: &str) -> bool {
    match pattern.split_once("[..]") {
        None => pattern == line,
        Some((head, rest)) => line.strip_prefix(head).is_some_and(|tail| {
            tail.char_indices().map(|(at, _)| at).chain([tail.len()]).any(|at| fits(rest, &tail[at..]))
        }),
    }
}

#[expect(clippy::disallowed_methods, reason = "a new draft is of this year")]
fn year() -> String {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let time = jiff::Timestamp::from_second(seconds.try_into().unwrap()).unwrap();
    time.to_zoned(jiff::tz::TimeZone::get("Asia/Shanghai").unwrap()).year().to_string()
}
