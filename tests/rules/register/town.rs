//! The town of these stories: every module as it ships, and of people and seals what the lifecycles need.
//!
//! The cast is that of `modules.rs`, and besides:
//!
//! | person | unit | posts | |
//! |---|---|---|---|
//! | lu | finance | finance/administrator | |
//! | mei | archive | archive/clerk, archive/administrator | custodian of the seal of the archive |
//! | qiu | legal | legal/head | |
//! | cen | legal | legal/clerk | custodian of the seal of legal |
//!
//! The archive's seal is called as the archive is. ma has a seal of his own. The depot is empty.

#![expect(clippy::unwrap_used, reason = "a town that is not there has no stories")]

use std::sync::LazyLock;

use kanhe::office::{Files, FoundingFault, FoundingWhat, Office, Violation, Workflow};

use crate::modules::furnish;
use crate::world::{Paper, World, edit, files, fingerprint, leave, person, put, seal};

/// A change of files.
pub(super) type Edit = fn(&mut Files);

pub(super) const ARCHIVE: &str = "content/units/archive/index.md";
pub(super) const FINANCE: &str = "content/units/finance/index.md";
pub(super) const LEGAL: &str = "content/units/legal/index.md";
pub(super) const DEPOT: &str = "content/units/depot/index.md";
pub(super) const SETTINGS: &str = "kanhe.toml";

/// Where a person's entry stands.
pub(super) fn who(slug: &str) -> String {
    format!("content/people/{slug}/index.md")
}

/// Where a seal's entry stands.
pub(super) fn stamp(slug: &str) -> String {
    format!("content/seals/{slug}/index.md")
}

/// A unit's entry.
pub(super) fn unit(files: &mut Files, slug: &str, title: &str, more: &str) {
    put(files, &format!("content/units/{slug}/index.md"), &format!("title = {title:?}\n{more}"));
}

const POSTS: &str = "[posts]\nhead = \"主任\"\ndeputy = \"副主任\"\nclerk = \"秘书\"\nadministrator = \"系统管理员\"";

/// The files of the town.
pub(super) fn town_files() -> Files {
    let mut all = files();
    let f = &mut all;
    furnish(f);
    unit(f, "archive", "青柘市档案室", &format!("code = \"临档\"\nparent = \"office\"\n{POSTS}"));
    unit(f, "legal", "法规科", &format!("code = \"临法\"\nparent = \"office\"\n{POSTS}"));
    unit(f, "depot", "物资站", "parent = \"office\"\nformer = [\"仓库\"]\n[posts]\nhead = \"站长\"");
    edit(f, FINANCE, "staff =", "administrator = \"系统管理员\"\nstaff =");
    person(f, "lu", "陆遥", "finance", &["finance/administrator"], "active");
    person(f, "mei", "梅雪", "archive", &["archive/clerk", "archive/administrator"], "active");
    person(f, "qiu", "邱实", "legal", &["legal/head"], "active");
    person(f, "cen", "岑楠", "legal", &["legal/clerk"], "active");
    seal(f, "archive", "青柘市档案室", "archive", &["mei"], "active");
    seal(f, "legal", "青柘市法规科", "legal", &["cen"], "active");
    seal(f, "ma", "马强", "finance", &["ma"], "active");
    edit(f, &stamp("ma"), "unit =", "kind = \"personal\"\nowner = \"ma\"\nunit =");
    all
}

/// The town at work.
pub(super) fn town() -> World {
    static FOUNDED: LazyLock<World> = LazyLock::new(|| town_with(|_| {}));
    FOUNDED.clone()
}

/// A town whose files were changed before it was founded.
pub(super) fn town_with(change: impl FnOnce(&mut Files)) -> World {
    World::with(|files| {
        *files = town_files();
        change(files);
    })
}

/// Gives somebody a certificate of that name more.
pub(super) fn list(files: &mut Files, folder: &str, certificate: &str, state: &str) {
    let print = fingerprint(certificate);
    let path = format!("content/{folder}/index.md");
    let text = String::from_utf8(files[&path].clone()).unwrap();
    let end = text.rfind("\n+++").unwrap();
    let more = format!("{}\n[[certificate]]\nfingerprint = \"{print}\"\nstate = {state}{}", &text[..end], &text[end..]);
    files.insert(path, more.into_bytes());
    files.insert(format!("content/{folder}/{print}.asc"), b"not read by the office".to_vec());
}

/// The faults of a town whose files were changed: their numbers and paths.
pub(super) fn faults(change: impl FnOnce(&mut Files)) -> Vec<(u16, String)> {
    let mut all = town_files();
    change(&mut all);
    // No workflow has a part in it.
    all.retain(|path, _| !path.starts_with("workflows/"));
    let fault = |fault: FoundingFault| (fault.code(), fault.path);
    Office::read(&all).map_or_else(|found| found.into_iter().map(fault).collect(), |_| Vec::new())
}

/// What a change of the rules in force proposes: every file that it makes another.
pub(super) fn proposed(office: &Office, change: impl FnOnce(&mut Files)) -> Files {
    let mut after = office.files().clone();
    change(&mut after);
    after.into_iter().filter(|(path, bytes)| office.files().get(path) != Some(bytes)).collect()
}

/// A request of a collection, with what its form has to have, that proposes a change.
pub(super) fn request(w: &World, collection: &str, change: impl FnOnce(&mut Files)) -> Paper {
    let paper = leave().set("title", "\"申请\"").set("unit", "\"finance\"");
    let paper = match collection {
        "emergencies" => paper.set("urgency", "\"系统停摆\""),
        "registrations" | "changes" => paper,
        "destructions" => {
            paper.set("reason", "\"停用\"").set("place", "\"办公室\"").set("time", "\"2026-03-10 09:30\"")
        }
        _ => paper.set("reason", "\"工作需要\""),
    };
    proposed(&w.office, change)
        .into_iter()
        .fold(paper, |paper, (path, bytes)| paper.propose(&path, std::str::from_utf8(&bytes).unwrap()))
}

/// Lays a paper beside the request and names it in a field.
pub(super) fn with_file(paper: Paper, field: &str) -> Paper {
    let name = format!("{field}.pdf");
    paper.file(&name, 9).set(field, &format!("[{name:?}]"))
}

/// Whoever is asked, in turn, approves.
pub(super) fn approve(w: &mut World, id: &str, people: &[&str]) {
    for who in people {
        w.by(who).on(id).approve("同意").ok();
    }
}

/// Handed in, approved by these in turn, carried out by the operator.
pub(super) fn carried(w: &mut World, id: &str, by: &str, paper: &Paper, people: &[&str]) {
    w.by(by).on(id).submit(paper.clone()).ok();
    approve(w, id, people);
    w.by("sun").on(id).execute(paper).ok();
}

/// The numbers of what is not in order in what is proposed.
#[track_caller]
pub(super) fn unsound(violation: Violation) -> Vec<u16> {
    let Violation::Unsound { faults, .. } = violation else { panic!("{violation:?}") };
    faults.iter().map(FoundingFault::code).collect()
}

/// The step a subject stands at, or nothing.
pub(super) fn step(w: &World, id: &str) -> String {
    w.office.current_step(w.docket(id)).map(|step| step.name.to_string()).unwrap_or_default()
}

/// Whom a subject waits for.
pub(super) fn waiting(w: &World, id: &str) -> Vec<String> {
    w.office.waiting_for(w.docket(id)).iter().map(ToString::to_string).collect()
}

/// cen hands over to mei, or whoever the fields say.
pub(super) fn handover() -> Paper {
    leave()
        .set("title", "\"岗位交接\"")
        .set("unit", "\"legal\"")
        .set("person", "\"cen\"")
        .set("to", "\"mei\"")
        .set("reason", "\"离职\"")
        .set("last-day", "2026-03-31")
        .set("handed-over", "true")
        .set("backed-up", "true")
        .body("## 未办结事项\n\n无。\n\n## 文件和资料\n\n见清单。\n\n## 系统权限和印章\n\n见清单。\n")
}

/// Makes somebody's certificates retired and his state `left`, his posts none.
pub(super) fn leaves(files: &mut Files, slug: &str, posts: &str) {
    edit(files, &who(slug), &format!("posts = {posts}"), "state = \"left\"");
    edit(files, &who(slug), "state = \"active\"", "state = \"retired\"");
}

/// Hands a seal back, its certificate retired.
pub(super) fn hand_back(files: &mut Files, slug: &str) {
    edit(files, &stamp(slug), "\nstate = \"active\"", "\nstate = \"retired\"");
    edit(files, &stamp(slug), "diameter", "state = \"handed-back\"\ndiameter");
}

/// The keys that are wrong in a workflow's file.
#[track_caller]
pub(super) fn wrong(collection: &str, text: &str) -> Vec<&'static str> {
    let faults = Workflow::read(&format!("workflows/{collection}.toml"), text.as_bytes()).err().unwrap_or_default();
    let field = |what| if let FoundingWhat::Field { field, .. } = what { field } else { "file" };
    faults.into_iter().map(|fault| field(fault.what)).collect()
}

/// To whom a subject was given to read.
pub(super) fn readers(w: &World, id: &str) -> Vec<String> {
    w.docket(id).readers.keys().map(ToString::to_string).collect()
}
