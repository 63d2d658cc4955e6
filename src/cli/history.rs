//! `kanhe import documents DIR`: a folder of older papers as one subject that hands them over.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;

use clap::Args;
use serde::Serialize;

use super::failure::Failure;
use super::pandoc::Pandoc;
use super::request::{self, Bench, Filling};
use super::{Context, act, draft};
use crate::desk::{
    Collected, DeskFault, Draft, HistoryPlace, Known, Outcome, Row, blob_name, collect, known_below, slug_for,
};
use crate::id::{Slug, SubjectId};
use crate::ledger::Finding;
use crate::office::{FieldKind, Stage, Workflow};
use crate::words::{Catalogue, Message, neutral};

/// The report beside the form.
const REPORT: &str = "report.csv";
/// How many examples of a misfit are told on a terminal.
const EXAMPLES: usize = 3;
/// How many characters a detail takes in such a line.
const LONGEST_DETAIL: usize = 60;

/// Take older papers over.
#[derive(Args)]
pub(super) struct Documents {
    dir: PathBuf,
    #[arg(long, value_name = "REQUEST")]
    request: Option<String>,
    #[arg(long)]
    check: bool,
    #[arg(long)]
    strict: bool,
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    filling: Filling,
}

pub(super) fn run(context: &mut Context, args: &Documents) -> Result<ExitCode, Failure> {
    let mut bench = args.filling.bench(context)?;
    let collection = collection(&bench)?;
    let known = known(&mut bench, &collection)?;
    let collected = read(context, &bench, &known, &args.dir)?;
    let report = report(&context.words, &collected.rows);
    if let Some(path) = &args.report {
        std::fs::write(path, &report).map_err(|error| request::io(path, &error))?;
    }
    let is_short = args.strict && collected.misfits().next().is_some();
    let taken = collected.count(Outcome::Taken);
    if args.check || is_short || taken == 0 {
        tell(context, &collected, None);
        if args.check && !context.common.json {
            let text = context.words.word("history-checked");
            context.print.line(&text);
        }
        if is_short {
            return Err(Failure::Said { message: Message::new("history-strict"), code: 1 });
        }
        if taken == 0 && collected.count(Outcome::Already) == 0 {
            return Err(Failure::Said { message: Message::new("history-nothing"), code: 1 });
        }
        return Ok(ExitCode::SUCCESS);
    }
    let subject = subject(&bench, &collection, args, &collected)?;
    let files = fill_in(context, &bench, &subject, args, &collected, report)?;
    put(&bench, &subject, &files)?;
    drop(files);
    tell(context, &collected, Some((&bench, &subject)));
    if args.filling.hand_in.submit {
        drop((bench, collected));
        return act::hand_in(context, &subject, false, &args.filling.hand_in.sent);
    }
    let draft = Draft::read(&bench.worktree.join(subject.folder())).map_err(DeskFault::from)?;
    let missing = bench.ledger.office().check_form(&subject, &draft.content()).err();
    if let Some(violation) = missing.filter(|_| !context.common.json) {
        let finding = Finding::from(&crate::ledger::Refusal::from(violation));
        let (print, words) = (&mut context.print, &context.words);
        let missing = words.word("request-missing");
        print.line(&missing);
        print.findings(words, &finding.details);
    }
    Ok(ExitCode::SUCCESS)
}

/// The collection whose subjects hand papers over.
fn collection(bench: &Bench) -> Result<Slug, Failure> {
    let office = bench.ledger.office();
    let found = office.collections().find(|(_, workflow)| workflow.imports).map(|(name, _)| name.clone());
    found.ok_or_else(|| Failure::misused(Message::new("history-no-collection")))
}

/// The papers that were taken over already, and those of drafts.
fn known(bench: &mut Bench, collection: &Slug) -> Result<Known, Failure> {
    bench.ledger.recall_all()?;
    let mut known = Known::default();
    let office = bench.ledger.office();
    for docket in office.dockets().filter(|docket| office.workflow(docket).is_ok_and(|workflow| workflow.imports)) {
        // What came to nothing may come again.
        if matches!(docket.stage(), Stage::Withdrawn | Stage::Terminated | Stage::Rejected | Stage::Voided) {
            continue;
        }
        let folder = bench.ledger.entries().get(&docket.content_seq).and_then(|entry| entry.folder);
        let Some(folder) = folder else { continue };
        let files = bench.record.files_below(folder)?;
        for (index, beside) in known_below(files.iter().map(|file| (file.path.as_str(), file.id))).into_values() {
            if let Some(index) = index {
                let beside = beside.into_iter().map(|(name, id)| (name.to_owned(), id)).collect();
                known.add(docket.subject.as_str(), &bench.record.blob(index)?, beside);
            }
        }
    }
    let drafts = bench.worktree.join("content").join(collection.as_str());
    for entry in walkdir::WalkDir::new(&drafts).min_depth(2).max_depth(2).sort_by_file_name().into_iter().flatten() {
        let below = entry.path().strip_prefix(bench.worktree.join("content")).unwrap_or(entry.path());
        let Ok(subject) = below.to_string_lossy().replace('\\', "/").parse::<SubjectId>() else { continue };
        if !entry.file_type().is_dir() || bench.ledger.office().docket(&subject).is_some() {
            continue;
        }
        let files = Draft::read(entry.path()).map_err(DeskFault::from)?.into_files();
        for (index, beside) in known_below(files.iter().map(|(path, bytes)| (path.as_str(), bytes))).into_values() {
            if let Some(index) = index {
                let beside = beside.into_iter().map(|(name, bytes)| (name.to_owned(), blob_name(bytes))).collect();
                known.add(subject.as_str(), index, beside);
            }
        }
    }
    Ok(known)
}

/// Reads the folder, with pandoc where there is a file for it.
fn read(context: &mut Context, bench: &Bench, known: &Known, dir: &Path) -> Result<Collected, Failure> {
    let settings = bench.ledger.office().settings();
    let place = HistoryPlace::new(bench.ledger.office().register(), &settings.limits, known);
    let pandoc = OnceLock::new();
    let convert = |path: &Path| match pandoc.get_or_init(Pandoc::find) {
        Ok(pandoc) => pandoc.convert(path),
        Err(why) => Err(why.clone()),
    };
    let what = context.words.word("progress-reading");
    let print = &mut context.print;
    let mut progress = |done, of| print.progress(&what, done, of);
    collect(dir, &place, &convert, settings.day(bench.now), &mut progress)
        .map_err(|fault| Failure::failed(crate::words::Say::say(&fault)))
}

/// The subject to begin, which must be new.
fn subject(bench: &Bench, collection: &Slug, args: &Documents, collected: &Collected) -> Result<SubjectId, Failure> {
    let name = args.request.clone().unwrap_or_else(|| {
        let digests = collected.rows.iter().filter(|row| row.outcome == Outcome::Taken).map(|row| row.sha256.as_str());
        let what = folder_name(&args.dir);
        let what = slug_for("", &what).map_or_else(|| "papers".to_owned(), |slug| slug.to_string());
        request::name_for(&what, &digests.collect::<String>())
    });
    let wrong = || Failure::misused(Message::new("cli-no-subject").with("found", neutral(&name)));
    let slug: Slug = name.parse().map_err(|_| wrong())?;
    let year = bench.ledger.office().settings().day(bench.now).year();
    let subject = SubjectId::by_year(collection, year, &slug).map_err(|_| wrong())?;
    let is_there = bench.worktree.join(subject.folder()).exists() || bench.ledger.office().docket(&subject).is_some();
    if is_there {
        return Err(Failure::misused(Message::new("history-begun").with("subject", &subject)));
    }
    Ok(subject)
}

fn folder_name(dir: &Path) -> String {
    let dir = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    dir.components().next_back().map(|last| last.as_os_str().to_string_lossy().into_owned()).unwrap_or_default()
}

/// The subject's files: its form with what is known of it, the report, the papers.
fn fill_in(
    context: &Context,
    bench: &Bench,
    subject: &SubjectId,
    args: &Documents,
    collected: &Collected,
    report: Vec<u8>,
) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let words = &context.words;
    let workflow: &Workflow = bench.workflow(subject)?;
    let mut files = collected.files.clone();
    files.insert(REPORT.to_owned(), report);
    let mut given: BTreeMap<String, String> =
        draft::given(&args.filling.field, &workflow.fields)?.into_iter().collect();
    for (name, bytes, field) in request::evidence(&args.filling.evidence, workflow)? {
        let listed = given.entry(field).or_default();
        *listed = if listed.is_empty() { name.clone() } else { format!("{listed},{name}") };
        files.insert(name, bytes);
    }
    let name = neutral(&folder_name(&args.dir));
    let count = collected.count(Outcome::Taken).to_string();
    let title = words.format("history-title", [("name", name.as_str()), ("count", &count)]);
    let title = args.filling.title.clone().unwrap_or(title);
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let mut values = toml::Table::new();
    for field in &workflow.fields {
        let own = match field.name.as_str() {
            "title" => Some(title.clone()),
            "unit" => bench.home().map(|unit| unit.to_string()),
            "source" => Some(name.clone()),
            "count" => Some(count.clone()),
            "earliest" => day(collected.days.map(|days| days.0)),
            "latest" => day(collected.days.map(|days| days.1)),
            "report" if field.kind == FieldKind::File => Some(REPORT.to_owned()),
            _ => None,
        };
        let value = given.get(field.name.as_str()).cloned().or(own).or_else(|| field.default.clone());
        if let Some(value) = value {
            values.insert(field.name.to_string(), draft::value(field, &value)?);
        }
    }
    let said = |name: &str| values.contains_key(name);
    files.insert("index.md".to_owned(), draft::index(words, workflow, &values, &said, &draft::body(workflow)));
    Ok(files)
}

/// Puts the draft into its place as a whole: it is written aside, and then it is there. What is interrupted leaves nothing in the work tree.
fn put(bench: &Bench, subject: &SubjectId, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Failure> {
    let own = bench.record.git_dir().join("kanhe");
    std::fs::create_dir_all(&own).map_err(|error| request::io(&own, &error))?;
    // What a former import was killed over lies here still.
    let old = std::fs::read_dir(&own).into_iter().flatten().flatten();
    for left in old.filter(|entry| entry.file_name().to_string_lossy().starts_with(ASIDE)) {
        let age = left.metadata().and_then(|meta| meta.modified()).ok().and_then(|time| time.elapsed().ok());
        if age.is_some_and(|age| age.as_secs() > 86_400) {
            drop(std::fs::remove_dir_all(left.path()));
        }
    }
    let aside = tempfile::Builder::new().prefix(ASIDE).tempdir_in(&own).map_err(|error| request::io(&own, &error))?;
    let folder = aside.path().join("draft");
    let mut made = None::<PathBuf>;
    for (name, bytes) in files {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(&folder);
        if made.as_deref() != Some(parent) {
            std::fs::create_dir_all(parent).map_err(|error| request::io(parent, &error))?;
            made = Some(parent.to_owned());
        }
        std::fs::write(&path, bytes).map_err(|error| request::io(&path, &error))?;
    }
    let place = bench.worktree.join(subject.folder());
    let year = place.parent().unwrap_or(&place);
    std::fs::create_dir_all(year).map_err(|error| request::io(year, &error))?;
    std::fs::rename(&folder, &place).map_err(|error| request::io(&place, &error))
}

/// Where drafts are written before they are put into their places.
const ASIDE: &str = "import-";

/// The report as a table that spreadsheet programs read.
fn report(words: &Catalogue, rows: &[Row]) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::from("\u{feff}"));
    let heads = ["file", "outcome", "place", "title", "number", "date", "dated", "unit", "sha256", "remarks"];
    let head: Vec<String> = heads.iter().map(|head| words.word(&format!("history-column-{head}"))).collect();
    let mut write = |cells: &[String]| drop(table.write_record(cells.iter().map(|cell| harmless(cell))));
    write(&head);
    for row in rows {
        let dated = row.dated.map_or_else(String::new, |dated| words.word(&format!("history-dated-{}", word(dated))));
        let remarks: Vec<String> = row.remarks.iter().map(|remark| told(words, remark.what, &remark.detail)).collect();
        write(&[
            row.path.clone(),
            words.word(&format!("history-{}", word(row.outcome))),
            row.place.clone(),
            row.title.clone(),
            row.number.clone(),
            row.date.clone(),
            dated,
            row.unit.clone(),
            row.sha256.clone(),
            remarks.join(&words.word("list-separator")),
        ]);
    }
    table.into_inner().unwrap_or_default()
}

/// A word of an enum as JSON writes it.
fn word(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// A cell that no spreadsheet program takes for a formula, and nothing in it that nobody can see.
fn harmless(cell: &str) -> String {
    crate::id::cell(&neutral(cell)).into_owned()
}

fn told(words: &Catalogue, what: &str, detail: &str) -> String {
    about(words, &words.word(&format!("history-why-{what}")), &in_words(words, what, detail))
}

/// Something with its detail in brackets, if there is one.
fn about(words: &Catalogue, what: &str, detail: &str) -> String {
    if detail.is_empty() {
        what.to_owned()
    } else {
        words.format("history-about", [("what", what), ("detail", detail)])
    }
}

/// The detail of a remark as people read it: a line of a head with its fault, a file left behind with the reason.
fn in_words(words: &Catalogue, what: &str, detail: &str) -> String {
    let said = match what {
        "head" => detail.split_once(": ").map(|(line, why)| {
            words.format("history-line", [("line", neutral(line).as_str()), ("why", neutral(why).as_str())])
        }),
        "without" => detail
            .strip_suffix(')')
            .and_then(|detail| detail.rsplit_once(" ("))
            .map(|(file, why)| about(words, &neutral(file), &words.word(&format!("history-why-{why}")))),
        _ => None,
    };
    said.unwrap_or_else(|| neutral(detail))
}

/// A file with what is to be said of it, short enough for a line that names several.
fn example(words: &Catalogue, what: &str, path: &str, detail: &str) -> String {
    let said = in_words(words, what, detail);
    let mut short: String = said.chars().take(LONGEST_DETAIL).collect();
    if short.len() < said.len() {
        short.push('…');
    }
    about(words, &neutral(path), &short)
}

/// Says what became of the folder: how many of each, what does not fit and where; and where the draft is.
fn tell(context: &mut Context, collected: &Collected, begun: Option<(&Bench, &SubjectId)>) {
    #[derive(Serialize)]
    struct Done<'a> {
        subject: Option<&'a str>,
        folder: Option<String>,
        taken: usize,
        attached: usize,
        already: usize,
        left: usize,
        rows: &'a [Row],
    }
    let count = |outcome| collected.count(outcome);
    let folder = begun.map(|(bench, subject)| bench.worktree.join(subject.folder()).display().to_string());
    let subject = begun.map(|(_, subject)| subject.as_str());
    let done = Done {
        subject,
        folder,
        taken: count(Outcome::Taken),
        attached: count(Outcome::Attached),
        already: count(Outcome::Already),
        left: count(Outcome::Left),
        rows: &collected.rows,
    };
    if context.common.json {
        context.print.json(&done);
        return;
    }
    let words = &context.words;
    let mut kinds: BTreeMap<(bool, &str), Vec<(&str, &str)>> = BTreeMap::new();
    for row in collected.misfits() {
        for remark in &row.remarks {
            kinds.entry((row.outcome != Outcome::Left, remark.what)).or_default().push((&row.path, &remark.detail));
        }
    }
    let mut lines = Vec::new();
    for ((taken, what), paths) in kinds {
        // Three files of one unit that is not there tell less than three units.
        let mut said = BTreeSet::new();
        let differ = paths.iter().filter(|(_, detail)| detail.is_empty() || said.insert(detail));
        let examples: Vec<String> =
            differ.take(EXAMPLES).map(|(path, detail)| example(words, what, path, detail)).collect();
        let is_more = paths.len() > examples.len();
        let examples = examples.join(&words.word("list-separator"));
        let more = if is_more { " …" } else { "" };
        let key = if taken { "history-taken-but" } else { "history-left-for" };
        let why = words.word(&format!("history-why-{what}"));
        let count = paths.len().to_string();
        lines.push(words.format(key, [("count", count.as_str()), ("why", &why), ("examples", &examples)]) + more);
    }
    lines.push(words.format(
        "history-counts",
        [
            ("taken", done.taken.to_string().as_str()),
            ("attached", &done.attached.to_string()),
            ("already", &done.already.to_string()),
            ("left", &done.left.to_string()),
        ],
    ));
    if let (Some(subject), Some(folder)) = (done.subject, &done.folder) {
        lines.push(words.format("history-draft", [("subject", subject), ("folder", folder)]));
    }
    for line in lines {
        context.print.line(&line);
    }
    if collected.rows.iter().flat_map(|row| &row.remarks).any(|remark| remark.what == "pandoc-missing") {
        let hint = context.words.word("history-pandoc");
        context.print.note(&hint);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn words() -> Catalogue {
        Catalogue::new(Language::En)
    }

    #[test]
    fn everything_that_may_be_said_of_a_file_has_words() {
        let words = words();
        let sources = [
            include_str!("../desk/history/mod.rs"),
            include_str!("../desk/history/folder.rs"),
            include_str!("../desk/history/paper.rs"),
        ];
        let said = sources.iter().flat_map(|source| source.split("Remark::new(\"").skip(1));
        let said = said.filter_map(|rest| rest.split_once('"')).map(|(what, _)| what);
        let strange = ["hidden", "link", "name", "special", "section", "format", "pandoc-missing", "pandoc-old"];
        for what in said.chain(strange).chain(["pandoc-failed"]) {
            assert!(words.has(&format!("history-why-{what}")), "{what}");
        }
    }

    #[test]
    fn a_remark_says_where() {
        let words = words();
        let head = told(&words, "head", "3: found unknown anchor");
        assert_eq!(head, "the head cannot be read (line 3: found unknown anchor)");
        let without = told(&words, "without", "a (1).zip (too-large)");
        assert_eq!(without, "an attachment could not be taken with it (a (1).zip (over the limit of one file))");
        let long = example(&words, "link-nowhere", "a.md", &"x".repeat(100));
        assert_eq!(long, format!("a.md ({}…)", "x".repeat(60)));
        assert_eq!(example(&words, "empty", "a\u{202e}.md", ""), "a\u{fffd}.md");
    }
}
