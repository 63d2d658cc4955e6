//! The words of "Kinds of change" (`docs/register.md`): for each what gives it, and it alone; which units are concerned; who gains.

use std::collections::BTreeSet;

use kanhe::office::{Change, Files, Violation};

use super::town::{
    ARCHIVE, DEPOT, Edit, SETTINGS, list, proposed, request, stamp, step, town, town_files, unit, who, with_file, wrong,
};
use crate::world::{World, edit, fingerprint, leave, person, put, seal};

/// A change of the town: what it is, how the town was before besides, what changes, and what is found.
struct Row {
    what: &'static str,
    before: fn(&mut Files),
    change: fn(&mut Files),
    words: &'static [&'static str],
    concerned: &'static [&'static str],
    gains: &'static [&'static str],
}

const fn row(
    what: &'static str,
    before: fn(&mut Files),
    change: fn(&mut Files),
    [words, concerned, gains]: [&'static [&'static str]; 3],
) -> Row {
    Row { what, before, change, words, concerned, gains }
}

/// Nothing was different before.
fn same(_: &mut Files) {}

fn text(files: &mut Files, path: &str, more: &str) {
    files.get_mut(path).unwrap_or_else(|| panic!("{path}")).extend_from_slice(more.as_bytes());
}

fn new(files: &mut Files, path: &str) {
    files.insert(path.to_owned(), b"x".to_vec());
}

fn asc(files: &mut Files, folder: &str, certificate: &str) {
    let path = format!("content/{folder}/{}.asc", fingerprint(certificate));
    assert!(files.insert(path, b"renewed".to_vec()).is_some());
}

fn state(files: &mut Files, path: &str, from: &str, to: &str) {
    edit(files, path, &format!("state = {from:?}"), &format!("state = {to}"));
}

/// Ends lin: no post, no certificate that lives.
fn lin_leaves(files: &mut Files, certificate: &str) {
    edit(files, &who("lin"), "posts = [\"finance/deputy\"]", "state = \"left\"");
    state(files, &who("lin"), "active", certificate);
}

fn lin_has_left(files: &mut Files) {
    lin_leaves(files, "\"retired\"");
}

/// Posts that every unit must fill, or none.
fn posts_asked(files: &mut Files) {
    text(
        files,
        SETTINGS,
        "\n[[register.post]]\npost = \"clerk\"\nleast = 0\n[[register.post]]\npost = \"head\"\nleast = 0\n",
    );
}

fn depot_gone(files: &mut Files) {
    edit(files, DEPOT, "former =", "state = \"abolished\"\ndisposition = \"移交档案室\"\nformer =");
}

fn archive_seal_back(files: &mut Files) {
    edit(files, &stamp("archive"), "diameter", "state = \"handed-back\"\ndiameter");
    let path = stamp("archive");
    let text = String::from_utf8(files[&path].clone()).unwrap_or_default();
    files.insert(path, text.replace("state = \"active\"", "state = \"retired\"").into_bytes());
}

fn shared(files: &mut Files) {
    let fields = "name = \"财务科公用\"\nemail = \"caiwu@linjiang.example\"\nunit = \"finance\"\nkind = \"shared\"\nowner = \"lin\"";
    put(files, &who("caiwu"), fields);
}

const ROWS: &[Row] = &[
    // Units.
    row(
        "a unit below another",
        same,
        |f| unit(f, "stores", "仓储科", "parent = \"finance\""),
        [&["unit-register"], &["finance"], &[]],
    ),
    row(
        "units below a new one concern the nearest that was",
        same,
        |f| {
            unit(f, "stores", "仓储科", "parent = \"finance\"");
            unit(f, "shelves", "货架组", "parent = \"stores\"");
        },
        [&["unit-register"], &["finance"], &[]],
    ),
    row("a unit below none concerns none", same, |f| unit(f, "stores", "仓储科", ""), [&["unit-register"], &[], &[]]),
    row(
        "a unit is abolished",
        same,
        |f| edit(f, DEPOT, "former =", "state = \"abolished\"\ndisposition = \"移交\"\nformer ="),
        [&["unit-abolish"], &["depot"], &[]],
    ),
    row(
        "a unit goes into another",
        same,
        |f| edit(f, DEPOT, "former =", "state = \"abolished\"\ninto = \"legal\"\ndisposition = \"移交\"\nformer ="),
        [&["unit-abolish"], &["depot", "legal"], &[]],
    ),
    row(
        "a unit goes into a new one: what stands above that is concerned",
        same,
        |f| {
            unit(f, "stores", "仓储科", "parent = \"archive\"");
            edit(f, DEPOT, "former =", "state = \"abolished\"\ninto = \"stores\"\ndisposition = \"移交\"\nformer =");
        },
        [&["unit-abolish", "unit-register"], &["archive", "depot"], &[]],
    ),
    row(
        "what else changes of a unit that is abolished is part of it",
        same,
        |f| {
            edit(
                f,
                DEPOT,
                "title = \"物资站\"",
                "title = \"物资总站\"\nstate = \"abolished\"\ndisposition = \"移交\"\nphone = \"1\"",
            );
            edit(f, DEPOT, "[\"仓库\"]", "[\"仓库\", \"物资站\"]");
        },
        [&["unit-abolish", "unit-rename"], &["depot"], &[]],
    ),
    row(
        "what is abolished already changes otherwise",
        depot_gone,
        |f| edit(f, DEPOT, "移交档案室", "销毁"),
        [&["unit-change"], &["depot"], &[]],
    ),
    row(
        "what is abolished already goes somewhere after all",
        depot_gone,
        |f| edit(f, DEPOT, "former =", "into = \"legal\"\nformer ="),
        [&["unit-change"], &["depot"], &[]],
    ),
    row(
        "a unit is renamed, its old name at the end",
        same,
        |f| {
            edit(f, DEPOT, "title = \"物资站\"", "title = \"物资中心\"");
            edit(f, DEPOT, "[\"仓库\"]", "[\"仓库\", \"物资站\"]");
        },
        [&["unit-rename"], &["depot"], &[]],
    ),
    row(
        "a unit is renamed, its old name not at the end",
        same,
        |f| {
            edit(f, DEPOT, "title = \"物资站\"", "title = \"物资中心\"");
            edit(f, DEPOT, "[\"仓库\"]", "[\"物资站\", \"仓库\"]");
        },
        [&["unit-change", "unit-rename"], &["depot"], &[]],
    ),
    row(
        "a unit is renamed and moved",
        same,
        |f| {
            edit(f, DEPOT, "title = \"物资站\"\nparent = \"office\"", "title = \"物资中心\"\nparent = \"legal\"");
            edit(f, DEPOT, "[\"仓库\"]", "[\"仓库\", \"物资站\"]");
        },
        [&["unit-change", "unit-rename"], &["depot", "legal", "office"], &[]],
    ),
    row(
        "a telephone",
        same,
        |f| edit(f, DEPOT, "former", "phone = \"1\"\nformer"),
        [&["unit-change"], &["depot"], &[]],
    ),
    row("a code", same, |f| edit(f, ARCHIVE, "临档", "青档"), [&["unit-change"], &["archive"], &[]]),
    row("a kind", same, |f| edit(f, DEPOT, "former", "kind = \"站\"\nformer"), [&["unit-change"], &["depot"], &[]]),
    row(
        "the unit above",
        same,
        |f| edit(f, DEPOT, "parent = \"office\"", "parent = \"legal\""),
        [&["unit-change"], &["depot", "legal", "office"], &[]],
    ),
    row(
        "a post more",
        same,
        |f| edit(f, DEPOT, "[posts]", "[posts]\nclerk = \"文书\""),
        [&["unit-change"], &["depot"], &[]],
    ),
    row("a post's title", same, |f| edit(f, DEPOT, "站长", "主任"), [&["unit-change"], &["depot"], &[]]),
    row(
        "a former name more",
        same,
        |f| edit(f, DEPOT, "[\"仓库\"]", "[\"库房\", \"仓库\"]"),
        [&["unit-change"], &["depot"], &[]],
    ),
    row(
        "the rules for its seals",
        same,
        |f| edit(f, DEPOT, "former", "seal-rules = \"rules/2026/seals\"\nformer"),
        [&["unit-change"], &["depot"], &[]],
    ),
    row("a unit's text", same, |f| text(f, DEPOT, "二〇二六年。\n"), [&["unit-change"], &["depot"], &[]]),
    row(
        "the same in other words",
        same,
        |f| edit(f, DEPOT, "parent = \"office\"", "parent = 'office' # 上级"),
        [&["unit-change"], &["depot"], &[]],
    ),
    row(
        "a picture beside a unit",
        same,
        |f| new(f, "content/units/depot/door.png"),
        [&["unit-change"], &["depot"], &[]],
    ),
    row(
        "a folder beside a unit",
        same,
        |f| new(f, "content/units/depot/old/door.png"),
        [&["unit-change"], &["depot"], &[]],
    ),
    // Officers: the posts that the settings name.
    row(
        "another clerk",
        posts_asked,
        |f| edit(f, &who("zhou"), "posts = []", "posts = [\"finance/clerk\"]"),
        [&["officers", "person-move"], &["finance"], &["zhou"]],
    ),
    row(
        "a clerk who is one no longer",
        posts_asked,
        |f| edit(f, &who("fan"), "posts = [\"finance/clerk\"]", "posts = []"),
        [&["officers", "person-move"], &["finance"], &[]],
    ),
    row(
        "a clerk who leaves",
        posts_asked,
        |f| {
            edit(f, &who("fan"), "posts = [\"finance/clerk\"]", "state = \"left\"");
            state(f, &who("fan"), "active", "\"retired\"");
        },
        [&["officers", "person-leave"], &["finance"], &[]],
    ),
    row(
        "a clerk of another unit than his own",
        posts_asked,
        |f| edit(f, &who("zhou"), "posts = []", "posts = [\"legal/clerk\"]"),
        [&["officers", "person-move"], &["finance", "legal"], &["zhou"]],
    ),
    row(
        "a post that the settings do not name",
        posts_asked,
        |f| edit(f, &who("zhou"), "posts = []", "posts = [\"finance/deputy\"]"),
        [&["person-move"], &["finance"], &["zhou"]],
    ),
    row(
        "the settings before count",
        same,
        |f| {
            posts_asked(f);
            edit(f, &who("zhou"), "posts = []", "posts = [\"finance/clerk\"]");
        },
        [&["person-move", "settings"], &["finance"], &["zhou"]],
    ),
    row(
        "the clerk of a new unit",
        posts_asked,
        |f| {
            unit(f, "stores", "仓储科", "parent = \"legal\"\n[posts]\nclerk = \"文书\"");
            edit(f, &who("zhou"), "posts = []", "posts = [\"stores/clerk\"]");
        },
        [&["person-move", "unit-register"], &["finance", "legal"], &["zhou"]],
    ),
    row(
        "the clerk of a unit that goes",
        |f| {
            posts_asked(f);
            edit(f, DEPOT, "head = \"站长\"", "head = \"站长\"\nclerk = \"文书\"");
            edit(f, &who("zhou"), "posts = []", "posts = [\"depot/clerk\"]");
        },
        |f| {
            edit(f, &who("zhou"), "posts = [\"depot/clerk\"]", "posts = []");
            edit(f, DEPOT, "former", "state = \"abolished\"\ndisposition = \"移交\"\nformer");
        },
        [&["person-move", "unit-abolish"], &["depot", "finance"], &[]],
    ),
    // People.
    row(
        "somebody new",
        same,
        |f| person(f, "yu", "于兰", "legal", &["archive/deputy"], "active"),
        [&["person-open"], &["archive", "legal"], &["yu"]],
    ),
    row(
        "somebody new with nothing",
        same,
        |f| person(f, "yu", "于兰", "legal", &[], "suspended"),
        [&["person-open"], &["legal"], &[]],
    ),
    row("an account", same, shared, [&["person-open"], &["finance"], &[]]),
    row(
        "somebody comes back",
        lin_has_left,
        |f| edit(f, &who("lin"), "state = \"left\"", "state = \"active\""),
        [&["person-open"], &["finance"], &["lin"]],
    ),
    row(
        "somebody comes back with a certificate and a post",
        lin_has_left,
        |f| {
            edit(f, &who("lin"), "state = \"left\"", "posts = [\"finance/deputy\"]");
            list(f, "people/lin", "lin again", "\"active\"");
        },
        [&["person-open"], &["finance"], &["lin"]],
    ),
    row("somebody leaves", same, lin_has_left, [&["person-leave"], &["finance"], &[]]),
    row(
        "somebody leaves who had posts elsewhere",
        |f| edit(f, &who("lin"), "posts = [\"finance/deputy\"]", "posts = [\"legal/deputy\", \"finance/deputy\"]"),
        |f| {
            edit(f, &who("lin"), "posts = [\"legal/deputy\", \"finance/deputy\"]", "state = \"left\"");
            state(f, &who("lin"), "active", "\"retired\"");
        },
        [&["person-leave"], &["finance", "legal"], &[]],
    ),
    row(
        "somebody leaves whose key was stolen",
        same,
        |f| lin_leaves(f, "\"compromised\"\nafter = 0"),
        [&["certificate-compromise", "person-leave"], &["finance"], &[]],
    ),
    row(
        "another home",
        same,
        |f| edit(f, &who("zhou"), "unit = \"finance\"", "unit = \"legal\""),
        [&["person-move"], &["finance", "legal"], &[]],
    ),
    row(
        "a post more",
        same,
        |f| edit(f, &who("zhou"), "posts = []", "posts = [\"archive/deputy\"]"),
        [&["person-move"], &["archive", "finance"], &["zhou"]],
    ),
    row(
        "a post less",
        same,
        |f| edit(f, &who("lin"), "posts = [\"finance/deputy\"]", "posts = []"),
        [&["person-move"], &["finance"], &[]],
    ),
    row(
        "posts in another order say the same",
        |f| edit(f, &who("lin"), "posts = [\"finance/deputy\"]", "posts = [\"finance/deputy\", \"legal/deputy\"]"),
        |f| {
            edit(
                f,
                &who("lin"),
                "posts = [\"finance/deputy\", \"legal/deputy\"]",
                "posts = [\"legal/deputy\", \"finance/deputy\"]",
            );
        },
        [&["person-change"], &["finance"], &[]],
    ),
    row("a name", same, |f| edit(f, &who("lin"), "林芳", "林方"), [&["person-change"], &["finance"], &[]]),
    row("a mailbox", same, |f| edit(f, &who("lin"), "lin@", "fang@"), [&["person-change"], &["finance"], &[]]),
    row(
        "a code of his own",
        same,
        |f| edit(f, &who("lin"), "unit", "code = \"017\"\nunit"),
        [&["person-change"], &["finance"], &[]],
    ),
    row(
        "a mobile",
        same,
        |f| edit(f, &who("lin"), "unit", "mobile = \"1\"\nunit"),
        [&["person-change"], &["finance"], &[]],
    ),
    row(
        "an agreement",
        same,
        |f| edit(f, &who("lin"), "unit", "agreement = 2026-03-02\nunit"),
        [&["person-change"], &["finance"], &[]],
    ),
    row(
        "who answers for an account",
        shared,
        |f| edit(f, &who("caiwu"), "owner = \"lin\"", "owner = \"ma\""),
        [&["person-change"], &["finance"], &[]],
    ),
    row(
        "a telephone of one who has left",
        lin_has_left,
        |f| edit(f, &who("lin"), "unit", "phone = \"1\"\nunit"),
        [&["person-change"], &["finance"], &[]],
    ),
    row("a person's text", same, |f| text(f, &who("lin"), "负责复核。\n"), [&["person-change"], &["finance"], &[]]),
    row(
        "a picture of a person",
        same,
        |f| new(f, "content/people/lin/lin.jpg"),
        [&["person-change"], &["finance"], &[]],
    ),
    row("a picture of nobody", same, |f| new(f, "content/people/nobody/x.jpg"), [&["person-change"], &[], &[]]),
    // Certificates.
    row(
        "a second certificate",
        same,
        |f| list(f, "people/lin", "lin second", "\"active\""),
        [&["certificate-register"], &["finance"], &["lin"]],
    ),
    row(
        "one that does not sign yet",
        same,
        |f| list(f, "people/lin", "lin second", "\"suspended\""),
        [&["certificate-register"], &["finance"], &[]],
    ),
    row("a certificate renewed", same, |f| asc(f, "people/lin", "lin"), [&["certificate-renew"], &["finance"], &[]]),
    row(
        "suspended",
        same,
        |f| state(f, &who("lin"), "active", "\"suspended\""),
        [&["certificate-suspend"], &["finance"], &[]],
    ),
    row(
        "restored",
        same,
        |f| state(f, &who("he"), "suspended", "\"active\""),
        [&["certificate-restore"], &["finance"], &["he"]],
    ),
    row(
        "retired",
        same,
        |f| state(f, &who("lin"), "active", "\"retired\""),
        [&["certificate-retire"], &["finance"], &[]],
    ),
    row(
        "compromised",
        same,
        |f| state(f, &who("lin"), "active", "\"compromised\"\nafter = 3"),
        [&["certificate-compromise"], &["finance"], &[]],
    ),
    row(
        "compromised earlier than was thought",
        |f| state(f, &who("he"), "suspended", "\"compromised\"\nafter = 5"),
        |f| edit(f, &who("he"), "after = 5", "after = 4"),
        [&["certificate-compromise"], &["finance"], &[]],
    ),
    row(
        "one for another",
        same,
        |f| {
            state(f, &who("lin"), "active", "\"retired\"");
            list(f, "people/lin", "lin second", "\"active\"");
        },
        [&["certificate-register", "certificate-retire"], &["finance"], &["lin"]],
    ),
    // Seals.
    row(
        "a seal",
        same,
        |f| seal(f, "depot", "物资站", "depot", &["zhou", "lin"], "active"),
        [&["seal-make"], &["depot"], &["lin", "zhou"]],
    ),
    row(
        "a seal that is handed back already",
        same,
        |f| {
            seal(f, "depot", "物资站", "depot", &["zhou"], "retired");
            edit(f, &stamp("depot"), "diameter", "state = \"handed-back\"\ndiameter");
        },
        [&["seal-make"], &["depot"], &[]],
    ),
    row("a seal handed back", same, archive_seal_back, [&["seal-hand-back"], &["archive"], &[]]),
    row(
        "a seal handed back whose key was stolen",
        same,
        |f| {
            edit(f, &stamp("archive"), "diameter", "state = \"handed-back\"\ndiameter");
            let path = stamp("archive");
            edit(f, &path, "state = \"active\"", "state = \"compromised\"\nafter = 0");
        },
        [&["seal-certificate", "seal-hand-back"], &["archive"], &[]],
    ),
    row(
        "a seal destroyed",
        archive_seal_back,
        |f| edit(f, &stamp("archive"), "handed-back", "destroyed"),
        [&["seal-destroy"], &["archive"], &[]],
    ),
    row(
        "another custodian",
        same,
        |f| edit(f, &stamp("archive"), "[\"mei\"]", "[\"tang\"]"),
        [&["seal-custodian"], &["archive"], &["tang"]],
    ),
    row(
        "a custodian less",
        |f| edit(f, &stamp("archive"), "[\"mei\"]", "[\"mei\", \"tang\"]"),
        |f| edit(f, &stamp("archive"), "[\"mei\", \"tang\"]", "[\"tang\"]"),
        [&["seal-custodian"], &["archive"], &[]],
    ),
    row(
        "another custodian of a seal that is not used",
        archive_seal_back,
        |f| edit(f, &stamp("archive"), "[\"mei\"]", "[\"tang\"]"),
        [&["seal-custodian"], &["archive"], &[]],
    ),
    row(
        "custodians in another order",
        |f| edit(f, &stamp("archive"), "[\"mei\"]", "[\"mei\", \"tang\"]"),
        |f| edit(f, &stamp("archive"), "[\"mei\", \"tang\"]", "[\"tang\", \"mei\"]"),
        [&["seal-change"], &["archive"], &[]],
    ),
    row(
        "a seal's second certificate",
        same,
        |f| list(f, "seals/archive", "seal again", "\"suspended\""),
        [&["seal-certificate"], &["archive"], &[]],
    ),
    row(
        "a seal's certificate renewed",
        same,
        |f| asc(f, "seals/archive", "seal archive"),
        [&["seal-certificate"], &["archive"], &[]],
    ),
    row(
        "a seal's certificate suspended",
        same,
        |f| state(f, &stamp("archive"), "active", "\"suspended\""),
        [&["seal-certificate"], &["archive"], &[]],
    ),
    row(
        "a seal's certificate retired, the seal not handed back",
        same,
        |f| state(f, &stamp("archive"), "active", "\"retired\""),
        [&["seal-certificate"], &["archive"], &[]],
    ),
    row(
        "a seal's name",
        same,
        |f| edit(f, &stamp("archive"), "档案室", "档案馆"),
        [&["seal-change"], &["archive"], &[]],
    ),
    row("a seal's size", same, |f| edit(f, &stamp("archive"), "42", "45"), [&["seal-change"], &["archive"], &[]]),
    row(
        "a seal's unit",
        same,
        |f| edit(f, &stamp("archive"), "unit = \"archive\"", "unit = \"legal\""),
        [&["seal-change"], &["archive", "legal"], &[]],
    ),
    row(
        "a seal's drawing",
        same,
        |f| {
            let picture = format!("picture = {{ file = \"seal.svg\", sha256 = \"{}\" }}\ndiameter", "a".repeat(64));
            edit(f, &stamp("archive"), "diameter", &picture);
        },
        [&["seal-change"], &["archive"], &[]],
    ),
    row(
        "a drawing beside a seal",
        same,
        |f| new(f, "content/seals/archive/seal.svg"),
        [&["seal-change"], &["archive"], &[]],
    ),
    row("a seal's text", same, |f| text(f, &stamp("archive"), "旧章。\n"), [&["seal-change"], &["archive"], &[]]),
    // What the register does not say.
    row("settings", same, |f| edit(f, SETTINGS, "青柘市政务", "青柘市政府"), [&["settings"], &[], &[]]),
    row(
        "a calendar",
        same,
        |f| drop(f.insert("workflows/calendar/2027.toml".to_owned(), b"format = 1\npapers = [\"x\"]\n".to_vec())),
        [&["calendar"], &[], &[]],
    ),
    row("a file below the calendar", same, |f| new(f, "workflows/calendar/README.md"), [&["calendar"], &[], &[]]),
    row("a workflow", same, |f| text(f, "workflows/memos.toml", "# 注\n"), [&["workflows"], &[], &[]]),
    row("a file below the workflows", same, |f| new(f, "workflows/old/memos.md"), [&["workflows"], &[], &[]]),
    row("a theme", same, |f| new(f, "themes/site.css"), [&["themes"], &[], &[]]),
    row("a hook", same, |f| new(f, "hooks/pre-receive"), [&["hooks"], &[], &[]]),
];

fn narrow(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
    let all = include_str!("../everything.toml");
    let from = all.find("changes = [").unwrap_or_default();
    let line = &all[from..from + all[from..].find('\n').unwrap_or_default()];
    let steps = all.replace(line, &format!("changes = [{}]", words.join(", ")));
    steps.replacen("[{ post = \"head\", of = \"issuer\" }]", "[{ everyone = true }]", 1)
}

/// The town, where requests of `orders` may change this and those of `others` all else.
fn office(before: fn(&mut Files), words: &[&str]) -> World {
    let rest: Vec<&str> = Change::ALL.into_iter().map(Change::word).filter(|word| !words.contains(word)).collect();
    World::with(|files| {
        *files = town_files();
        before(files);
        // No other request has a say, and no handover is asked for.
        files.retain(|path, _| !path.starts_with("workflows/") || path == "workflows/memos.toml");
        if !words.is_empty() {
            files.insert("workflows/orders.toml".to_owned(), narrow(words).into_bytes());
        }
        files.insert("workflows/others.toml".to_owned(), narrow(&rest).into_bytes());
    })
}

fn set<T: ToString>(all: impl IntoIterator<Item = T>) -> BTreeSet<String> {
    all.into_iter().map(|one| one.to_string()).collect()
}

#[test]
fn each_change_has_its_words_its_units_and_those_who_gain() {
    for Row { what, before, change, words, concerned, gains } in ROWS {
        let w = office(*before, words);
        let found = w.office.compare(&proposed(&w.office, change), 9).unwrap_or_else(|e| panic!("{what}: {e:?}"));
        assert_eq!(set(found.changes.keys().map(|change| change.word())), set(*words), "{what}");
        assert_eq!(set(&found.concerned), set(*concerned), "{what}: units concerned");
        assert_eq!(set(&found.gains), set(*gains), "{what}: who gains");
    }
}

#[test]
fn every_word_of_the_specification_has_a_change() {
    let known = set(ROWS.iter().flat_map(|row| row.words.iter()));
    assert_eq!(known, set(Change::ALL.map(Change::word)));
    // The tables of the specification name each, with the rule for it.
    let page = include_str!("../../../docs/register.md");
    let section = page.split("## Kinds of change").nth(1).unwrap_or_default();
    let section = section.split("\n## ").next().unwrap_or_default();
    let named = section.lines().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    let named = named.flat_map(|cell| cell.trim_end_matches('`').split("`, `"));
    let named = named.map(|word| if word.starts_with('-') { format!("certificate{word}") } else { word.to_owned() });
    assert_eq!(set(named), known);
}

/// K570: what a request changes has to be of the kinds that its collection is for, and it is said which is for it.
#[test]
fn a_request_changes_what_its_collection_is_for() {
    let paper = |w: &World, change: fn(&mut Files)| {
        let paper = leave().set("title", "\"变更\"").set("unit", "\"finance\"");
        let files = proposed(&w.office, change).into_iter();
        files.fold(paper, |paper, (path, bytes)| paper.propose(&path, &String::from_utf8_lossy(&bytes)))
    };
    for Row { what, before, change, words, .. } in ROWS {
        let mut w = office(*before, words);
        w.seq = 9;
        let request = paper(&w, *change);
        // A new certificate is asked for by whose it is.
        let others = w.clone().by("zhou").on("orders/2026/a").submit(request.clone()).code() == Some(576);
        w.by(if others { "lin" } else { "zhou" }).on("orders/2026/a").submit(request.clone()).ok();
        let docket = w.docket("orders/2026/a");
        let kept = docket.request.as_ref().map(|request| set(request.changes.iter().map(|change| change.word())));
        assert_eq!(kept, Some(set(*words)), "{what}");
        for missing in *words {
            // Everything but this one word is allowed.
            let all: Vec<&str> = Change::ALL.into_iter().map(Change::word).filter(|word| word != missing).collect();
            let mut w = office(*before, &all);
            w.seq = 9;
            let refused = w.by("zhou").on("orders/2026/a").submit(request.clone()).refused(570);
            let Violation::OtherKind { change, path, collection, others } = refused else { panic!("{what}") };
            assert_eq!((change.word(), collection.as_str()), (*missing, "orders"), "{what}");
            assert_eq!(others, ["others"], "{what}");
            assert!(paper_has(&request, &path) || change == Change::Officers, "{what}: {path}");
        }
    }
}

fn paper_has(paper: &crate::world::Paper, path: &str) -> bool {
    let known = paper.content().proposed;
    // A certificate that is renewed is told at its entry.
    let folder = path.strip_suffix("index.md").unwrap_or(path);
    known.keys().any(|proposed| proposed.starts_with(folder))
}

/// K570: the words are asked again when it is executed. What was no matter of officers has become one meanwhile.
#[test]
fn the_words_are_found_again_when_it_is_executed() {
    let mut w = office(same, &["person-move"]);
    let paper = leave().set("title", "\"变更\"").set("unit", "\"finance\"");
    let text = |path: &str| String::from_utf8_lossy(&w.office.files()[path]).into_owned();
    let zhou = text(&who("zhou")).replace("posts = []", "posts = [\"finance/clerk\"]");
    let request = paper.clone().propose(&who("zhou"), &zhou);
    let other = paper.propose(SETTINGS, &(text(SETTINGS) + "\n[[register.post]]\npost = \"clerk\"\nleast = 0\n"));
    w.by("lin").on("orders/2026/a").submit(request.clone()).ok();
    w.by("ma").on("orders/2026/a").approve("同意").ok();
    w.by("lin").on("others/2026/a").submit(other.clone()).ok();
    w.by("ma").on("others/2026/a").approve("同意").ok();
    let mut sooner = w.clone();
    sooner.by("sun").on("orders/2026/a").execute(&request).ok();
    w.by("sun").on("others/2026/a").execute(&other).ok();
    let refused = w.by("sun").on("orders/2026/a").execute(&request).refused(570);
    assert!(matches!(refused, Violation::OtherKind { change: Change::Officers, .. }), "{refused:?}");
}

/// Files that are there and say what they said change nothing.
#[test]
fn what_is_proposed_as_it_is_has_no_word() {
    let w = office(same, &["person-change"]);
    let lin = w.office.files().iter().filter(|(path, _)| path.contains("/lin/") || path.contains("/legal/"));
    let found = w.office.compare(&lin.map(|(path, bytes)| (path.clone(), bytes.clone())).collect(), 9);
    let found = found.unwrap_or_default();
    assert!(found.changes.is_empty() && found.concerned.is_empty() && found.gains.is_empty(), "{found:?}");
}

/// A step, a limit and a rule of the house may ask for what changes.
#[test]
fn a_condition_asks_for_what_changes() {
    let all = include_str!("../everything.toml");
    let approve = "[[step]]\nname = \"approve\"";
    let with = |when: &str| {
        let more = format!(
            "[[step]]\nname = \"more\"\ntitle = {{ zh-CN = \"加审\" }}\nwho = [{{ post = \"head\", of = \"office\" }}]\n\
             rule = \"any\"\nverbs = [\"approve\"]\nwhen = {{ changes = {when} }}\n\n{approve}"
        );
        all.replacen(approve, &more, 1)
    };
    let changes: [(Edit, &str); 2] = [
        (|f| edit(f, &who("lin"), "林芳", "林方"), "a name"),
        (
            |f| {
                edit(f, &who("lin"), "林芳", "林方");
                edit(f, SETTINGS, "青柘市政务", "青柘市政府");
            },
            "a name and the settings",
        ),
    ];
    for (when, asked) in [
        ("[\"settings\"]", [false, true]),
        ("[\"settings\", \"person-change\"]", [true, true]),
        ("[\"themes\"]", [false, false]),
        ("true", [true, true]),
        ("false", [false, false]),
    ] {
        for ((change, what), asked) in changes.iter().zip(asked) {
            let mut w = World::with(|f| {
                *f = town_files();
                f.insert("workflows/changes.toml".to_owned(), with(when).into_bytes());
            });
            let files = proposed(&w.office, change);
            let paper = leave().set("title", "\"变更\"").set("unit", "\"finance\"");
            let paper =
                files.iter().fold(paper, |paper, (path, bytes)| paper.propose(path, &String::from_utf8_lossy(bytes)));
            w.by("zhou").on("changes/2026/a").submit(paper).ok();
            let first = step(&w, "changes/2026/a");
            assert_eq!(first, if asked { "more" } else { "approve" }, "{when}: {what}");
        }
    }
    // It asks for words, and only where there are any; no field is called so.
    assert_eq!(wrong("changes", &with("{ min = 1 }")), ["when"]);
    assert_eq!(wrong("changes", &all.replacen("name = \"evidence\"", "name = \"changes\"", 1)), ["field.name"]);
    let memos = include_str!("../../../workflows/memos.toml");
    let asks = memos.replacen("[[step]]", "[[step]]\nwhen = { changes = true }", 1);
    assert_eq!(wrong("memos", &asks), ["when"]);
    let named = memos.replacen(
        "[[step]]",
        "[[field]]\nname = \"changes\"\nlabel = { zh-CN = \"变更\" }\ntype = \"text\"\n\n[[step]]",
        1,
    );
    assert_eq!(wrong("memos", &named), Vec::<&str>::new());
}

/// K508: what a rule of the house asks because of what changes, is asked after the kinds of change, and alone.
#[test]
fn a_rule_about_what_changes_is_asked_after_the_form() {
    let mut w = town();
    let paper = request(&w, "registrations", |f| unit(f, "stores", "仓储科", "parent = \"office\""));
    // The form is faulty as well: that is said first.
    assert_eq!(w.by("chen").on("registrations/2026/a").submit(paper.clone().without("title")).faults(), [543]);
    let other = paper.clone().propose("themes/site.css", "a {}");
    w.by("chen").on("registrations/2026/a").submit(other).refused(570);
    // Then alone, and before who may hand it in.
    assert_eq!(w.by("zhou").on("registrations/2026/a").submit(paper.clone()).faults(), [557]);
    let whole = with_file(paper.set("unit-kind", "\"国有企业\""), "founding");
    w.by("zhou").on("registrations/2026/a").submit(whole.clone()).refused(529);
    w.by("chen").on("registrations/2026/a").submit(whole.clone()).ok();
    // Handed in again it is asked again.
    let bare = whole.without("founding").body("再报。\n");
    assert_eq!(w.by("chen").on("registrations/2026/a").revise(bare).faults(), [557]);
}
