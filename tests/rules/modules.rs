//! The modules that ship as files: each is played through to its end, as it ships, with what it has to refuse.
//!
//! | file | modules |
//! |---|---|
//! | `papers.rs` | documents, memos, requests, reports, letters, rules, incoming, paper |
//! | `publishing.rs` | bulletins, news, information, inforeports, help, forum, suggestions, history |
//! | `work.rs` | leave, meetings, minutes, tasks, schedule, delegations, handovers, functions, faults, changes |
//! | `../register/` | registrations, accounts, certificates, seal-requests, destructions, losses, emergencies |
//!
//! The cast is that of [`crate::world`], and besides:
//!
//! | person | unit | posts |
//! |---|---|---|
//! | fan | finance | finance/clerk |
//! | deng | city | city/head |
//! | xu | city | city/deputy |
//! | yan | city | city/clerk |
//!
//! The city stands above the office.

#![expect(clippy::unwrap_used, reason = "a file that cannot be read is no module")]

use std::sync::LazyLock;

use kanhe::office::{Files, Workflow};

use crate::world::{Paper, World, matter, person, put};

#[path = "modules/papers.rs"]
mod papers;
#[path = "modules/publishing.rs"]
mod publishing;
#[path = "modules/work.rs"]
mod work;

/// An office with every module as it ships, and the calendar.
fn house() -> World {
    static FOUNDED: LazyLock<World> = LazyLock::new(|| World::with(furnish));
    FOUNDED.clone()
}

/// Puts every module and the people they ask into an office.
pub(crate) fn furnish(files: &mut Files) {
    files.extend(shipped());
    let calendar = include_bytes!("../../workflows/calendar/2026.toml").to_vec();
    files.insert("workflows/calendar/2026.toml".to_owned(), calendar);
    let unit = |title: &str, code: &str, parent: &str, posts: &str| {
        format!("title = {title:?}\ncode = {code:?}\n{parent}[posts]\n{posts}")
    };
    let of = |parent: &str| format!("parent = {parent:?}\n");
    let (three, clerks) = ("head = \"主任\"\ndeputy = \"副主任\"\n", "clerk = \"秘书\"\nstaff = \"科员\"\n");
    let office = format!("{three}{clerks}operator = \"操作员\"\n");
    put(files, "content/units/city/index.md", &unit("市政府", "临政", "", &format!("{three}{clerks}")));
    put(files, "content/units/office/index.md", &unit("办公室", "临政办", &of("city"), &office));
    let finance = unit("财务科", "临财", &of("office"), &format!("{three}{clerks}"));
    put(files, "content/units/finance/index.md", &finance);
    person(files, "fan", "范宇", "finance", &["finance/clerk"], "active");
    person(files, "deng", "邓海", "city", &["city/head"], "active");
    person(files, "xu", "徐宁", "city", &["city/deputy"], "active");
    person(files, "yan", "颜青", "city", &["city/clerk"], "active");
    person(files, "he", "何平", "finance", &[], "suspended");
    person(files, "gao", "高原", "finance", &[], "retired");
}

/// A paper with nothing but a title.
fn on(title: &str) -> Paper {
    matter().set("title", &format!("{title:?}"))
}

/// The faults of a paper that somebody hands in.
fn faults(who: &str, id: &str, paper: Paper) -> Vec<u16> {
    house().by(who).on(id).submit(paper).faults()
}

/// That each of these fields has to be there.
#[track_caller]
fn needs(who: &str, id: &str, paper: &Paper, fields: &[&str]) {
    for field in fields {
        let told = faults(who, id, paper.clone().without(field));
        assert!(told.contains(&543), "{id} without {field}: {told:?}");
    }
    house().by(who).on(id).submit(paper.clone()).ok();
}

/// Whoever is asked, in turn, agrees.
fn agree(w: &mut World, id: &str, people: &[&str]) {
    for who in people {
        w.by(who).on(id).checked().approve("同意").ok();
    }
}

fn readers(w: &World, id: &str) -> Vec<String> {
    w.docket(id).readers.keys().map(ToString::to_string).collect()
}

/// Every workflow of the starter, by path.
pub(crate) fn shipped() -> Vec<(String, Vec<u8>)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("workflows");
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .map(|path| {
            (format!("workflows/{}", path.file_name().unwrap().to_string_lossy()), std::fs::read(&path).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_module_is_sound_and_speaks_three_languages() {
    let shipped = shipped();
    assert!(shipped.len() >= 20, "{}", shipped.len());
    for (path, bytes) in &shipped {
        let workflow = Workflow::read(path, bytes).unwrap_or_else(|faults| panic!("{path}: {faults:?}"));
        let titles = std::iter::once(&workflow.title)
            .chain(workflow.fields.iter().map(|field| &field.label))
            .chain(workflow.steps.iter().map(|step| &step.title))
            .chain(workflow.checks.iter().map(|check| &check.says));
        for title in titles {
            let texts = ["zh-CN", "zh-TW", "en"].map(|language| title.text(language));
            assert!(texts[0] != texts[2] || texts[0].is_ascii(), "{path}: {texts:?} has no English");
        }
    }
}

/// Every shipped module has a story here: a module without one is told.
#[test]
fn every_module_is_played() {
    let stories = [
        include_str!("modules/papers.rs"),
        include_str!("partners.rs"),
        include_str!("modules/publishing.rs"),
        include_str!("modules/work.rs"),
        include_str!("register/emergencies.rs"),
        include_str!("register/losses.rs"),
        include_str!("register/people.rs"),
        include_str!("register/sealing.rs"),
        include_str!("register/units.rs"),
    ];
    for (path, _) in shipped() {
        let name = path.strip_prefix("workflows/").unwrap().strip_suffix(".toml").unwrap();
        assert!(stories.iter().any(|text| text.contains(&format!("\"{name}/2026/"))), "{name} is not played");
    }
}
