//! A whole site, beside what others make of the same documents: Hugo and Zola, where they are installed, and kanhe.
//!
//! `cargo bench --bench compare [-- DOCUMENTS...]`. The programs are `hugo` and `zola` of the search path, or those that `HUGO` and
//! `ZOLA` name. Each document is the same file for all of them; of kanhe it is signed by everybody who had to, and each of these acts is
//! verified and shown. Templates are of one kind: a page with its table of fields, lists of fifty by year and unit, a feed. Everything
//! runs in turn, round after round, into an empty folder, in memory (`/dev/shm`) where there is such.

#![allow(
    clippy::needless_pass_by_value,
    clippy::unchecked_time_subtraction,
    clippy::option_option,
    reason = "a bench is read, not linked against"
)]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench that cannot go on stops, and prints what it measured"
)]
#![allow(clippy::cast_precision_loss, reason = "a bench is read, not linked against")]

#[path = "../corpus/mod.rs"]
mod corpus;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use corpus::measure::{self, Cost};
use corpus::{Corpus, cast, draft, subject};

/// How many documents there are, unless it is said.
const SIZES: [usize; 1] = [10_000];
/// How often each program builds.
const ROUNDS: usize = 3;

const HUGO: [(&str, &str); 5] = [
    ("_default/baseof.html", include_str!("hugo/baseof.html")),
    ("_default/single.html", include_str!("hugo/single.html")),
    ("_default/list.html", include_str!("hugo/list.html")),
    ("index.html", include_str!("hugo/home.html")),
    ("_default/rss.xml", include_str!("hugo/rss.xml")),
];
const ZOLA: [(&str, &str); 4] = [
    ("base.html", include_str!("zola/base.html")),
    ("page.html", include_str!("zola/page.html")),
    ("section.html", include_str!("zola/section.html")),
    ("index.html", include_str!("zola/section.html")),
];
const STYLE: &str =
    "body{font:16px/1.7 serif;max-width:60em;margin:auto}table{border-collapse:collapse}td,th{border:1px solid}\n";

/// A program that builds a site.
struct Runner {
    name: String,
    /// What is done before it is measured.
    prepare: Box<dyn Fn()>,
    command: Box<dyn Fn(&Path) -> Command>,
    runs: Vec<Run>,
}

/// One build.
#[derive(Clone, Copy)]
struct Run {
    cost: Cost,
    peak: u64,
    files: usize,
    bytes: u64,
}

fn main() {
    let asked: Vec<usize> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let sizes = if asked.is_empty() { SIZES.to_vec() } else { asked };
    for documents in sizes {
        compare(documents);
    }
}

fn compare(documents: usize) {
    let home = corpus::folder().join(format!("compare-{documents}"));
    let (hugo, zola) = (home.join("hugo"), home.join("zola"));
    if !home.join("made").exists() {
        fs::remove_dir_all(&home).ok();
        write_sites(documents, &hugo, &zola);
        fs::write(home.join("made"), "").unwrap();
    }
    let signed = corpus::corpus_in_one_language(documents);
    let all = corpus::corpus(documents);
    let mut runners = Vec::new();
    let (mut absent, program) = (Vec::new(), |name: &str| std::env::var(name).unwrap_or_else(|_| name.to_lowercase()));
    for (variable, site) in [("HUGO", hugo), ("ZOLA", zola)] {
        let program = program(variable);
        let says = Command::new(&program).arg(if variable == "HUGO" { "version" } else { "--version" }).output();
        let Ok(says) = says else {
            absent.push(program);
            continue;
        };
        let version = String::from_utf8_lossy(&says.stdout).lines().next().unwrap_or_default().to_owned();
        let version: String = version.split(['-', '+']).next().unwrap_or_default().chars().take(40).collect();
        let command = move |out: &Path| {
            let mut command = Command::new(&program);
            if variable == "HUGO" {
                command.arg("--quiet").arg("--source").arg(&site).arg("--destination").arg(out);
            } else {
                command.arg("--root").arg(&site).arg("build").arg("--output-dir").arg(out);
            }
            command
        };
        runners.push(Runner::new(version, || {}, command));
    }
    runners.extend([
        kanhe("kanhe, every act verified", &signed, true),
        kanhe("kanhe, from its snapshot", &signed, false),
        kanhe("kanhe, verified, in three languages", &all, true),
        kanhe("kanhe, from its snapshot, in three languages", &all, false),
    ]);
    for _ in 0..ROUNDS {
        runners.iter_mut().for_each(Runner::run);
    }
    let first = runners[0].median();
    let rows: Vec<Vec<String>> = runners.iter().map(|runner| row(runner, &first)).collect();
    measure::table(
        &format!("The whole site of {documents} documents, median of {ROUNDS} rounds"),
        &["", "wall", "CPU", "peak memory", "files", "MB written", "wall, times faster than the first"],
        &rows,
    );
    for program in absent {
        println!("\n{program} is not installed here.");
    }
}

fn row(runner: &Runner, first: &Run) -> Vec<String> {
    let run = runner.median();
    vec![
        runner.name.clone(),
        measure::seconds(run.cost.wall),
        measure::seconds(run.cost.cpu),
        format!("{} MiB", run.peak),
        run.files.to_string(),
        format!("{:.1}", run.bytes as f64 / 1e6),
        measure::ratio(first.cost.wall, run.cost.wall),
    ]
}

/// The real program, with or without what it remembers of former verifications.
fn kanhe(name: &str, corpus: &Corpus, nothing: bool) -> Runner {
    let place = corpus.place.clone();
    let command = move |out: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kanhe"));
        command.args(["build", "--quiet", "--record"]).arg(&place).arg("--out").arg(out);
        command
    };
    let snapshot = corpus.place.join("kanhe");
    let prepare = move || {
        if nothing {
            fs::remove_dir_all(&snapshot).ok();
        }
    };
    Runner::new(name.to_owned(), prepare, command)
}

impl Runner {
    fn new(name: String, prepare: impl Fn() + 'static, command: impl Fn(&Path) -> Command + 'static) -> Self {
        Self { name, prepare: Box::new(prepare), command: Box::new(command), runs: Vec::new() }
    }

    fn run(&mut self) {
        let out = corpus::output("out");
        (self.prepare)();
        let mut command = (self.command)(&out);
        let (cost, peak) = measured(&mut command);
        let (files, bytes) = walkdir::WalkDir::new(&out)
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.metadata().ok().filter(fs::Metadata::is_file))
            .fold((0, 0), |(files, bytes), file| (files + 1, bytes + file.len()));
        corpus::clear(&out);
        self.runs.push(Run { cost, peak, files, bytes });
    }

    fn median(&self) -> Run {
        let mut runs = self.runs.clone();
        runs.sort_by_key(|run| run.cost.wall);
        runs[runs.len() / 2]
    }
}

/// Runs a program: what it cost and the most memory it had.
fn measured(command: &mut Command) -> (Cost, u64) {
    let ((status, peak, wall), cost) = measure::cost(|| {
        let begun = Instant::now();
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::inherit()).spawn().unwrap();
        let mut peak = 0;
        loop {
            peak = measure::peak_of(&child.id().to_string()).max(peak);
            if let Some(status) = child.try_wait().unwrap() {
                return (status, peak, begun.elapsed());
            }
            sleep(Duration::from_millis(2));
        }
    });
    assert!(status.success(), "{command:?}");
    (Cost { wall, cpu: cost.cpu }, peak)
}

// What the others read.

fn write_sites(documents: usize, hugo: &Path, zola: &Path) {
    let mut counts: BTreeMap<(String, usize), usize> = BTreeMap::new();
    let mut years = Vec::new();
    for serial in 0..documents {
        let hour = corpus::hour(serial, documents);
        let id = subject(serial, hour);
        let unit = serial % cast::UNITS.len();
        let (slug, issuer, code) = cast::UNITS[unit];
        let year = id.year().unwrap().to_string();
        let name = id.slug();
        let count = counts.entry((year.clone(), unit)).or_default();
        *count += 1;
        let day = jiff::Timestamp::from_second(hour).unwrap().strftime("%Y-%m-%d").to_string();
        let files = draft(serial).into_files();
        let text = String::from_utf8(files["index.md"].clone()).unwrap();
        let (front, body) = text.strip_prefix("+++\n").unwrap().split_once("+++\n").unwrap();
        let line = |field: &str| front.lines().find_map(|line| line.strip_prefix(&format!("{field} = "))).unwrap();
        let mut beside: Vec<&String> = files.keys().filter(|name| *name != "index.md").collect();
        beside.sort();
        let head = |table: &str| {
            format!(
                "+++\ntitle = {}\ndate = {day}\n[{table}]\nnumber = \"{code}〔{year}〕{count}号\"\nunit = \"{slug}\"\nissuer = \"{issuer}\"\nkind = {}\nto = {}\nfiles = {beside:?}\n+++\n{body}",
                line("title"),
                line("kind"),
                line("to")
            )
        };
        for (site, table) in [(hugo, "params"), (zola, "extra")] {
            let folder = site.join("content").join(&year).join(slug);
            if beside.is_empty() {
                put(&folder.join(format!("{name}.md")), head(table).as_bytes());
            } else {
                put(&folder.join(format!("{name}/index.md")), head(table).as_bytes());
                for file in &beside {
                    put(&folder.join(format!("{name}/{file}")), &files[*file]);
                }
            }
        }
        if years.last() != Some(&year) {
            years.push(year);
        }
    }
    write_lists(hugo, zola, &years);
}

fn write_lists(hugo: &Path, zola: &Path, years: &[String]) {
    let newest: Vec<&String> = years.iter().rev().collect();
    let mut units = String::new();
    for (slug, name, _) in cast::UNITS {
        write!(units, "{{slug=\"{slug}\",name=\"{name}\"}},").unwrap();
    }
    let section = |title: &str, is_zola: bool| {
        let more = if is_zola { "sort_by = \"date\"\ntransparent = true\npaginate_by = 50\n" } else { "" };
        format!("+++\ntitle = \"{title}\"\n{more}+++\n")
    };
    for (site, is_zola) in [(hugo, false), (zola, true)] {
        let content = site.join("content");
        let home =
            if is_zola { "+++\nsort_by = \"date\"\npaginate_by = 50\n+++\n" } else { "+++\ntitle = \"首页\"\n+++\n" };
        put(&content.join("_index.md"), home.as_bytes());
        for year in years {
            put(&content.join(year).join("_index.md"), section(&format!("{year}年公文"), is_zola).as_bytes());
            for (slug, name, _) in cast::UNITS {
                let title = format!("{name} {year}年公文");
                put(&content.join(year).join(slug).join("_index.md"), section(&title, is_zola).as_bytes());
            }
        }
        put(&site.join("static/site.css"), STYLE.as_bytes());
        let (templates, folder) = if is_zola { (&ZOLA[..], "templates") } else { (&HUGO[..], "layouts") };
        for (name, text) in templates {
            put(&site.join(folder).join(name), text.as_bytes());
        }
    }
    let told = format!("years = {newest:?}\nunits = [{units}]\n");
    let text = format!(
        "baseURL = \"http://127.0.0.1:1313/\"\ntitle = \"临江市政务\"\nlanguageCode = \"zh-CN\"\nhasCJKLanguage = true\nbuildFuture = true\ndisableKinds = [\"taxonomy\", \"term\", \"404\"]\n[pagination]\npagerSize = 50\n[services.rss]\nlimit = 50\n[outputs]\nhome = [\"HTML\", \"RSS\"]\nsection = [\"HTML\"]\n[params]\n{told}"
    );
    put(&hugo.join("hugo.toml"), text.as_bytes());
    let text = format!(
        "base_url = \"http://127.0.0.1:1111\"\ntitle = \"临江市政务\"\ndefault_language = \"zh\"\ngenerate_feeds = true\nfeed_filenames = [\"rss.xml\"]\nfeed_limit = 50\n[markdown]\nbottom_footnotes = true\n[extra]\n{told}"
    );
    put(&zola.join("config.toml"), text.as_bytes());
}

fn put(path: &PathBuf, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}
