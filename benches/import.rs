//! `kanhe import documents`: 5,000 papers with 500 attachments, from a folder to the objects of the act that hands them in.
//!
//! `cargo bench --bench import`; `KANHE_BENCH_PAPERS` says how many others.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints its table and stops at anything wrong")]
#![expect(clippy::disallowed_methods, reason = "a bench is told its size from outside")]

use std::fs;
use std::path::Path;
use std::time::Instant;

use kanhe::desk::{Converted, Draft, HistoryPlace, Known, Outcome, blob_name, collect, known_below};
use kanhe::office::{Files, Office};
use kanhe::record::Record;

const PARAGRAPH: &str =
    "各级各部门要压实责任体系，规范监督检查，确保各项任务按期完成，于每季度末将进展情况报送办公室。";

/// A folder as older systems leave them: by year and unit, heads in TOML or YAML or none, every tenth paper with an attachment.
fn write(folder: &Path, papers: usize) {
    for n in 0..papers {
        let (year, unit) = (2009 + n % 10, ["office", "finance", "survey"][n % 3]);
        let place = folder.join(year.to_string()).join(unit);
        fs::create_dir_all(&place).unwrap();
        let title = format!("关于第{n}号事项的通知");
        let head = match n % 3 {
            0 => format!(
                "+++\ntitle = \"{title}\"\ndate = {year}-03-02\n[extra]\ndocno = \"临政发〔{year}〕{n}号\"\n+++\n"
            ),
            1 => format!(
                "---\ntitle: {title}\ndate: {year}-03-02\nnumber: 临财〔{year}〕{n}号\ntags: [通知, 工作]\n---\n"
            ),
            _ => format!("# {title}\n\n临测〔{year}〕{n}号\n"),
        };
        let attachment = if n % 10 == 0 { format!("\n见[附件]({n}-附件.pdf)。\n") } else { String::new() };
        let body = format!("\n{PARAGRAPH}\n").repeat(14);
        fs::write(place.join(format!("{n}.md")), format!("{head}{body}{attachment}\n{year}年3月2日\n")).unwrap();
        if n % 10 == 0 {
            fs::write(place.join(format!("{n}-附件.pdf")), format!("%PDF-{n}").repeat(2_000)).unwrap();
        }
    }
}

fn main() {
    // Whoever runs all benches with `cargo test --benches` wants to know that they run.
    let is_trial = std::env::args().any(|arg| arg == "--test");
    let papers = std::env::var("KANHE_BENCH_PAPERS").ok().and_then(|n| n.parse().ok());
    let papers = papers.unwrap_or(if is_trial { 50 } else { 5_000 });
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("papers");
    write(&folder, papers);
    let settings = "format = 1\nrecord = \"00000000-0000-4000-8000-000000000000\"\ntitle = \"示范局\"\nlanguage = \"zh-CN\"\n\
                    time-zone = \"Asia/Shanghai\"\n";
    let unit = "+++\ntitle = \"办公室\"\ncode = \"临政发\"\n+++\n";
    let office = Office::read(&Files::from([
        ("kanhe.toml".to_owned(), settings.as_bytes().to_vec()),
        ("content/units/office/index.md".to_owned(), unit.as_bytes().to_vec()),
    ]))
    .unwrap();
    let read = |known: &Known| {
        let place = HistoryPlace::new(office.register(), &office.settings().limits, known);
        let none = |_: &Path| -> Converted { Err(("pandoc-missing", String::new())) };
        collect(&folder, &place, &none, "2026-03-02".parse().unwrap(), &mut |_, _| {}).unwrap()
    };
    println!("| {papers} papers, {} attachments | wall |\n| --- | ---: |", papers.div_ceil(10));
    let timed = |what: &str, begun: Instant| println!("| {what} | {:.2} s |", begun.elapsed().as_secs_f64());

    let begun = Instant::now();
    let collected = read(&Known::default());
    timed("read, told apart, matched with the register, put together", begun);
    assert_eq!((collected.count(Outcome::Taken), collected.count(Outcome::Left)), (papers, 0));

    let begun = Instant::now();
    let draft = Draft::of(collected.files.clone());
    draft.digest().unwrap();
    timed("the digest to sign", begun);

    let record = Record::init(&dir.path().join("record"), true).unwrap();
    let begun = Instant::now();
    draft.write(&record).unwrap();
    timed("its objects written", begun);

    let mut known = Known::default();
    let begun = Instant::now();
    let files = collected.files.iter().map(|(path, bytes)| (path.as_str(), bytes));
    for (index, beside) in known_below(files).into_values() {
        let beside = beside.into_iter().map(|(name, bytes)| (name.to_owned(), blob_name(bytes))).collect();
        known.add("history/2026/a", index.unwrap(), beside);
    }
    assert_eq!(read(&known).count(Outcome::Taken), 0);
    timed("the same folder again, all of it known", begun);
}
