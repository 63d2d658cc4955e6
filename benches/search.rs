//! How long searching takes, how much memory it holds, and how much a site without a server loads for a query.
//!
//! `cargo bench --bench search`. The texts are those of the other benches with coined names of people, companies and projects added, so that
//! their vocabulary grows with their number as it does in an office. Truth is a plain scan of every text for every word.

#![allow(
    clippy::needless_pass_by_value,
    clippy::unchecked_time_subtraction,
    clippy::option_option,
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    clippy::cast_possible_truncation,
    reason = "a bench is read, not linked against"
)]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench that cannot go on stops, and prints what it measured"
)]
#![allow(dead_code, reason = "the corpus serves other benches too")]

mod corpus;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::{Duration, Instant};

use corpus::draft;
use corpus::measure::{self, median};
use kanhe::search::{
    Audience, Card, Filters, Group, HITS, LEVELS, Part, Postings, Query, Shelf, Text, What, cover, fold, hash,
};
use kanhe::site::markdown;

const SIZES: [usize; 2] = [10_000, 100_000];
/// How often each query is asked.
const ROUNDS: usize = 7;

/// Words of two and four characters, in the middle of sentences, names, numbers, several words, one character, a word at the border of
/// digits, what is nearly everywhere and what is nowhere.
const QUERIES: [&str; 30] = [
    "安全",
    "检查",
    "预算",
    "归档",
    "台账",
    "通报",
    "值班",
    "食品",
    "安全生产",
    "预算执行",
    "防汛抗旱",
    "营商环境",
    "档案数字化",
    "清河镇",
    "东湖街道",
    "安全生产 清河镇",
    "预算 归档 通知",
    "\"落到实处\"",
    "不得搞形式",
    "第一责任",
    "〔2020〕77号",
    "[2024] 301号",
    "2022 5号",
    "号会议纪要",
    "第77号项目",
    "镇",
    "Σ无此词",
    "项目 12345",
    "月二十五日前",
    "应急物资储备 白沙镇 函",
];

fn roll(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

fn text(serial: usize) -> Text {
    let draft = draft(serial).into_files();
    let mut seed = serial as u64;
    let index = String::from_utf8(draft["index.md"].clone()).unwrap();
    let (front, body) = index.strip_prefix("+++\n").unwrap().split_once("+++\n").unwrap();
    let title = front.lines().find_map(|line| line.strip_prefix("title = ")).unwrap().trim_matches('"').to_owned();
    let mut body = markdown::plain(body);
    for _ in 0..14 {
        let coined =
            (0..2 + roll(&mut seed) % 3).filter_map(|_| char::from_u32(0x4e00 + (roll(&mut seed) % 2_400) as u32 * 7));
        body.push('，');
        body.extend(coined);
    }
    let year = 2017 + serial % 10;
    let card = Card {
        subject: format!("documents/{year}/d{serial}").parse().unwrap(),
        paper: None,
        submitted: serial as u64,
        number: Some(format!("临政发〔{year}〕{}号", serial / 10 + 1)),
        title,
        unit: format!("unit{}", serial % 12),
        unit_title: "某某市某某局".to_owned(),
        kind: Some("通知".to_owned()),
        year: Some(year.to_string()),
        state: "sealed",
        date: format!("{year}-03-02"),
        time: serial as i64,
        audience: Audience::Staff,
    };
    let mut parts = vec![Part { what: What::Body, text: body }];
    for (name, bytes) in draft.iter().filter(|(name, _)| *name != "index.md") {
        parts.push(Part { what: What::File(name.clone()), text: String::from_utf8(bytes.clone()).unwrap() });
    }
    Text { card, parts }
}

/// The whole of a text, folded part by part.
fn whole(text: &Text) -> String {
    let head = [text.card.number.as_deref().unwrap_or_default(), &text.card.title].map(fold).join("\u{1f}");
    text.parts.iter().fold(head, |whole, part| {
        let name = if let What::File(name) = &part.what { fold(name) } else { String::new() };
        format!("{whole}\u{1f}{name}\u{1f}{}", fold(&part.text))
    })
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() * percent / 100).min(times.len() - 1)]
}

struct Run {
    rows: Vec<String>,
}

fn run(documents: usize) -> Run {
    let mut shelf = Shelf::default();
    let mut build = Duration::ZERO;
    let mut plain: Vec<String> = Vec::new();
    for part in (0..documents).collect::<Vec<_>>().chunks(5_000) {
        let texts: Vec<Text> = part.iter().map(|serial| text(*serial)).collect();
        plain.extend(texts.iter().map(whole));
        let begun = Instant::now();
        shelf.put_all(texts);
        build += begun.elapsed();
    }
    let (mut times, mut first, mut recalled, mut true_ones, mut wrong) = (Vec::new(), Vec::new(), 0, 0, 0);
    let mut truths = Vec::new();
    for typed in QUERIES {
        let query = Query::parse(typed);
        let truth: BTreeSet<usize> =
            (0..plain.len()).filter(|at| query.words().iter().all(|word| plain[*at].contains(word.as_str()))).collect();
        let mut found = BTreeSet::new();
        let pages = truth.len().div_ceil(HITS).max(1);
        // Of what is nearly everywhere the first pages and the count are compared.
        for page in 1..=pages.min(60) {
            let begun = Instant::now();
            let answer = shelf.find(&query, &Filters::default(), page, &|_| true);
            if page == 1 {
                first.push(begun.elapsed());
                wrong += answer.total.abs_diff(truth.len());
            }
            found.extend(answer.hits.iter().map(|hit| usize::try_from(hit.card.submitted).unwrap()));
        }
        let expected = truth.len().min(60 * HITS);
        recalled += found.intersection(&truth).count();
        true_ones += expected;
        wrong += found.difference(&truth).count();
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            shelf.find(&query, &Filters::default(), 1, &|_| true);
            times.push(begun.elapsed());
        }
        truths.push(truth);
    }
    let begun = Instant::now();
    let changes = 200;
    for serial in 0..changes {
        shelf.put(text(serial));
    }
    let put = begun.elapsed() / u32::try_from(changes).unwrap();
    let mut rows = vec![
        format!("{:.1} MB", shelf.length() as f64 / 1e6),
        measure::seconds(build),
        format!("{:.0} MB", shelf.weight() as f64 / 1e6),
        measure::millis(put),
        measure::millis(median(&times)),
        measure::millis(percentile(&mut times, 99)),
        format!("{:.4}", recalled as f64 / true_ones as f64),
        wrong.to_string(),
    ];
    drop(plain);
    rows.extend(without_server(&shelf, &truths));
    Run { rows }
}

/// What a site without a server writes and loads.
fn without_server(shelf: &Shelf, truths: &[BTreeSet<usize>]) -> Vec<String> {
    use rayon::prelude::*;
    let count = u32::try_from(shelf.len()).unwrap();
    let mut files: BTreeMap<Group, BTreeSet<u32>> = BTreeMap::new();
    for hash in 0..LEVELS[LEVELS.len() - 1].files {
        for (group, file) in cover(count, hash) {
            files.entry(group).or_default().insert(file);
        }
    }
    let begun = Instant::now();
    let made: Vec<(Group, u32, String)> = files
        .par_iter()
        .flat_map_iter(|(group, files)| {
            let postings = Postings::of_group(shelf, *group, count, &|file| files.contains(&file));
            postings.into_iter().map(|(file, postings)| (*group, file, postings.to_script("0/0/0"))).collect::<Vec<_>>()
        })
        .collect();
    let build = begun.elapsed();
    let size: usize = made.iter().map(|(.., script)| script.len()).sum();
    let made: HashMap<(Group, u32), String> =
        made.into_iter().map(|(group, file, script)| ((group, file), script)).collect();
    let (mut loaded, mut requests, mut candidates_of_all, mut true_of_all, mut missed) =
        (Vec::new(), Vec::new(), 0, 0, 0);
    for (typed, truth) in QUERIES.iter().zip(truths) {
        let query = Query::parse(typed);
        let mut wanted: BTreeSet<String> = BTreeSet::new();
        for word in query.words() {
            let chars: Vec<char> = word.chars().collect();
            if let [one] = chars.as_slice() {
                wanted.insert(one.to_string());
            }
            // As `search.js` chooses.
            let step = if chars.len() > 3 { 2 } else { 1 };
            wanted.extend(chars.windows(2).step_by(step).map(String::from_iter));
            wanted.extend(chars.windows(2).next_back().map(String::from_iter));
        }
        let (mut names, mut candidates) = (BTreeSet::new(), None::<BTreeSet<usize>>);
        for gram in &wanted {
            let mut texts = BTreeSet::new();
            for (group, file) in cover(count, hash(gram)) {
                names.insert((group, file));
                let script = made.get(&(group, file)).map(String::as_str).unwrap_or_default();
                let postings = Postings::from_script(script).unwrap_or_default();
                let from = group.texts(count).start;
                texts.extend(postings.0.get(gram).into_iter().flatten().map(|(text, _)| (from + text) as usize));
            }
            candidates = Some(candidates.map_or_else(|| texts.clone(), |before| &before & &texts));
        }
        let candidates = candidates.unwrap_or_default();
        missed += truth.difference(&candidates).count();
        candidates_of_all += candidates.len();
        true_of_all += truth.len();
        let shown: usize = candidates
            .iter()
            .rev()
            .take(HITS)
            .map(|place| shelf.original(*place, 12 * 1024).0.iter().map(|(_, text)| text.len()).sum::<usize>() + 300)
            .sum();
        let index: usize = names.iter().filter_map(|name| made.get(name)).map(String::len).sum();
        loaded.push((index, shown));
        requests.push(names.len());
    }
    loaded.sort_unstable();
    requests.sort_unstable();
    let kilobytes = |bytes: usize| format!("{:.0} KB", bytes as f64 / 1e3);
    let mut shown: Vec<usize> = loaded.iter().map(|(_, shown)| *shown).collect();
    shown.sort_unstable();
    vec![
        measure::seconds(build),
        format!("{} files, {:.0} MB", made.len(), size as f64 / 1e6),
        format!("{} / {}", kilobytes(loaded[loaded.len() / 2].0), kilobytes(loaded[loaded.len() - 1].0)),
        kilobytes(shown[shown.len() / 2]),
        format!("{} / {}", requests[requests.len() / 2], requests[requests.len() - 1]),
        format!("{missed}"),
        format!("{:.4}", true_of_all as f64 / candidates_of_all as f64),
    ]
}

fn main() {
    let runs: Vec<Run> = SIZES.iter().map(|documents| run(*documents)).collect();
    let what = [
        "text, folded",
        "fold and pack all of it",
        "held in memory",
        "one text changed",
        "a query, median",
        "a query, 99th of 100",
        "recall against a plain scan",
        "results or counts that are wrong",
        "index without a server: made in",
        "its files",
        "loaded of it for a query, median / most",
        "texts of the first 20 results, median",
        "files of it for a query, median / most",
        "texts missed by it",
        "its precision before texts are looked at",
    ];
    let rows: Vec<Vec<String>> = what
        .iter()
        .enumerate()
        .map(|(at, what)| vec![(*what).to_owned(), runs[0].rows[at].clone(), runs[1].rows[at].clone()])
        .collect();
    measure::table("Searching", &["", "10,000 documents", "100,000 documents"], &rows);
}
