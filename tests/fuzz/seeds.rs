//! Makes the seeds anew from a real record: `cargo test --test fuzz -- --ignored make_the_seeds`. Keys and hours are of that moment, so
//! the files change; what they are seeds of does not. Seeds of crashes (`crash-*`) are left alone.

use std::fs;
use std::path::{Path, PathBuf};

use crate::fuzz;
use crate::world::{Office, World, draft, letter, write};

const SUBJECT: &str = "documents/2026/one";

/// The folder of a target's seeds, with those of the last time taken out.
fn emptied(target: &str) -> PathBuf {
    let folder = fuzz().join("corpus").join(target);
    fs::create_dir_all(&folder).unwrap();
    for file in fs::read_dir(&folder).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        if name.starts_with("good-") || name.starts_with("bad-") {
            fs::remove_file(file.path()).unwrap();
        }
    }
    folder
}

fn put(folder: &Path, kind: &str, seeds: Vec<(&str, Vec<u8>)>) {
    for (name, bytes) in seeds {
        fs::write(folder.join(format!("{kind}-{name}")), bytes).unwrap();
    }
}

fn plant(target: &str, good: Vec<(&str, Vec<u8>)>, bad: Vec<(&str, Vec<u8>)>) {
    let folder = emptied(target);
    put(&folder, "good", good);
    put(&folder, "bad", bad);
}

/// Seeds that are texts.
fn sow(target: &str, good: &[(&'static str, String)], bad: &[(&'static str, String)]) {
    let bytes = |seeds: &[(&'static str, String)]| {
        seeds.iter().map(|(name, text)| (*name, text.clone().into_bytes())).collect()
    };
    plant(target, bytes(good), bytes(bad));
}

/// A record with an act of every verb but `withdraw` and `disagree`.
struct Field {
    office: Office,
    dir: PathBuf,
}

impl Field {
    fn new() -> Self {
        let office = Office::found();
        let dir = office.clone("clone");
        draft(&dir, SUBJECT, "关于开展春季检查的通知");
        write(&dir.join("content").join(SUBJECT).join("附图 1.txt"), "附图\n");
        office.act(&dir, "chen-wen", "submit", SUBJECT, &[]).good();
        office.act(&dir, "li-ming", "return", SUBJECT, &["-m", "请补充。\n见附图。"]).good();
        draft(&dir, SUBJECT, "关于开展春季检查的通知（修改）");
        office.act(&dir, "chen-wen", "revise", SUBJECT, &["-m", "已改"]).good();
        for (who, command) in
            [("li-ming", "approve"), ("wang-fang", "approve"), ("zhao-lei", "approve"), ("sun-hua", "issue")]
        {
            office.act(&dir, who, command, SUBJECT, &["-m", "同意 \\ 照办"]).good();
        }
        office.act(&dir, "zhou-min", "seal", SUBJECT, &[]).good();
        draft(&dir, "documents/2026/two", "第二件");
        office.act(&dir, "chen-wen", "submit", "documents/2026/two", &["-m", "请阅"]).good();
        Self { office, dir }
    }

    fn object(&self, kind: &str, name: &str) -> Vec<u8> {
        self.office.world.git(&self.dir, &["cat-file", kind, name]).good().raw
    }

    fn text(&self, kind: &str, name: &str) -> String {
        String::from_utf8(self.object(kind, name)).unwrap()
    }
}

#[test]
#[ignore = "writes the seeds anew"]
fn make_the_seeds() {
    let field = Field::new();
    acts(&field);
    seals_and_trees(&field);
    signatures(&field);
    certificates(&field.office.world);
    lines(&field);
    backup(&field);
    office(&field);
    reading();
}

fn acts(field: &Field) {
    let raw = |name: &str| field.text("commit", name);
    let named = [
        ("found", "main~9"),
        ("submit", "main~8"),
        ("return", "main~7"),
        ("revise", "main~6"),
        ("approve", "main~5"),
        ("issue", "main~2"),
        ("seal", "main~1"),
        ("registers", "main"),
    ];
    let good: Vec<(&str, String)> = named.iter().map(|(name, at)| (*name, raw(at))).collect();
    for (name, text) in &good {
        let verb = if *name == "registers" { "submit" } else { name };
        assert!(text.contains(&format!("\nAct: {verb}\n")), "{name}: {text}");
    }
    let issue = raw("main~2");
    let parent = issue.lines().find(|line| line.starts_with("parent ")).unwrap().to_owned() + "\n";
    let unsigned: String = {
        let (before, rest) = issue.split_once("gpgsig ").unwrap();
        let (_, after) = rest.split_once("\n\n").unwrap();
        format!("{before}\n{after}")
    };
    let encoding = [
        ("merge", issue.replacen(&parent, &parent.repeat(2), 1)),
        ("unsigned", unsigned),
        ("encoding", issue.replacen("gpgsig ", "encoding GBK\ngpgsig ", 1)),
        ("cr", issue.replace('\n', "\r\n")),
        ("twice", issue.replacen("\nAct: issue\n", "\nAct: issue\nAct: issue\n", 1)),
        ("late", issue.replacen("\nRecord: ", "\nSigner: ", 1)),
        ("mergetag", issue.replacen("gpgsig ", "mergetag object\ngpgsig ", 1)),
        ("empty", String::new()),
    ];
    sow("commit", &good, &encoding);
    let sense = [
        ("title", issue.replacen("\n\nissue ", "\n\napprove ", 1)),
        ("verb", issue.replace("Act: issue", "Act: bless").replacen("\n\nissue ", "\n\nbless ", 1)),
        (
            "no-step",
            issue.lines().filter(|line| !line.starts_with("Step: ")).map(|line| line.to_owned() + "\n").collect(),
        ),
        ("seq", issue.replacen("\nSeq: ", "\nSeq: 0", 1)),
        ("no-commit", "x".to_owned()),
    ];
    sow("statement", &good, &sense);
    let message = |text: &str| text.split_once("\n\n").unwrap().1.split_once("\n\n").unwrap().1.to_owned();
    let lines: Vec<(&str, String)> = good.iter().map(|(name, text)| (*name, message(text))).collect();
    let issue = message(&issue);
    let wrong = [
        ("no-end", issue.trim_end().to_owned()),
        ("blank", format!("{issue}\n")),
        ("no-space", issue.replacen(": ", ":", 1)),
        ("no-value", issue.replacen("Step: issue", "Step: ", 1)),
        ("unseen", issue.replacen("同意", "同\u{200b}意", 1)),
        ("decomposed", issue.replacen("同意", "e\u{301}", 1)),
        ("empty", String::new()),
    ];
    sow("trailers", &lines, &wrong);
}

fn seals_and_trees(field: &Field) {
    let tag = field.text("tag", &format!("refs/tags/seal/{SUBJECT}/bureau"));
    let bad = [
        ("unsigned", tag.split("-----BEGIN").next().unwrap().to_owned()),
        ("name", tag.replacen("\ntag seal/", "\ntag seals/", 1)),
        ("after", format!("{tag}x\n")),
        ("kind", tag.replacen("type commit", "type tree", 1)),
        (
            "no-number",
            tag.lines().filter(|line| !line.starts_with("Seal: ")).map(|line| line.to_owned() + "\n").collect(),
        ),
        ("empty", String::new()),
    ];
    let other = tag.lines().filter(|line| !line.starts_with("Number: ")).map(|line| line.to_owned() + "\n").collect();
    sow("tag", &[("seal", tag.clone()), ("without-number", other)], &bad);
    let tree = |name: &str| field.object("tree", name);
    let root = tree("main^{tree}");
    let entry = |mode: &str, name: &str| [format!("{mode} {name}\0").into_bytes(), vec![7; 20]].concat();
    plant(
        "tree",
        vec![
            ("root", root.clone()),
            ("content", tree("main:content")),
            ("people", tree("main:content/people")),
            ("subject", tree(&format!("main:content/{SUBJECT}"))),
            ("order", [entry("100644", "a.b"), entry("40000", "a"), entry("100644", "a0")].concat()),
        ],
        vec![
            ("cut", root[..root.len() - 1].to_vec()),
            ("executable", entry("100755", "a")),
            ("link", entry("120000", "a")),
            ("old-mode", entry("040000", "a")),
            ("order", [entry("40000", "a"), entry("100644", "a.b")].concat()),
            ("case", [entry("100644", "A"), entry("100644", "a")].concat()),
            ("twice", [entry("100644", "a"), entry("100644", "a.b"), entry("40000", "a")].concat()),
            ("git", entry("40000", ".git")),
            ("empty", Vec::new()),
        ],
    );
}

/// The signature in a commit.
fn armour_of(commit: &str) -> String {
    let (_, rest) = commit.split_once("gpgsig ").unwrap();
    rest.split_once("\n\n").unwrap().0.replace("\n ", "\n") + "\n"
}

fn signatures(field: &Field) {
    let world = &field.office.world;
    let approve = field.text("commit", "main~5");
    let armour = armour_of(&approve);
    fs::create_dir_all(fuzz().join("fixed")).unwrap();
    fs::write(fuzz().join("fixed/signature.asc"), &armour).unwrap();
    let (before, rest) = approve.split_once("gpgsig ").unwrap();
    fs::write(fuzz().join("fixed/payload"), format!("{before}\n{}", rest.split_once("\n\n").unwrap().1)).unwrap();
    // The keyring brings what GnuPG gives into the one form.
    let mut ring = kanhe::openpgp::Keyring::open(Some(&world.path("g"))).unwrap();
    let mut signed = |algorithm: &str| {
        world.gpg(&["--quick-gen-key", algorithm, algorithm, "sign", "never"], b"").good();
        let list = world.gpg(&["--with-colons", "--list-keys", algorithm], b"").good();
        let key =
            list.out.lines().find_map(|line| line.strip_prefix("fpr:")?.split(':').nth(8)).unwrap().parse().unwrap();
        ring.sign(&key, b"text\n").unwrap()
    };
    let kinds = [
        ("p256", signed("nistp256")),
        ("p384", signed("nistp384")),
        ("p521", signed("nistp521")),
        ("rsa", signed("rsa3072")),
    ];
    let ed25519 = kanhe::openpgp::Signature::parse(armour.as_bytes()).unwrap();
    let mut good: Vec<(&str, Vec<u8>)> = kinds.iter().map(|(name, one)| (*name, one.binary().to_vec())).collect();
    good.push(("ed25519", ed25519.binary().to_vec()));
    let whole = ed25519.binary();
    let sha1 = world.gpg(&["--digest-algo", "SHA1", "--detach-sign", "-u", "rsa3072"], b"text\n").good().raw;
    let text = world.gpg(&["--textmode", "--detach-sign", "-u", "nistp256"], b"text\n").good().raw;
    let noted =
        world.gpg(&["--sig-notation", "!a@example.org=b", "--detach-sign", "-u", "nistp256"], b"text\n").good().raw;
    plant(
        "packet",
        good,
        vec![
            ("cut", whole[..whole.len() - 1].to_vec()),
            ("two", [whole, whole].concat()),
            ("sha1", sha1),
            ("text", text),
            ("critical", noted),
            ("empty", Vec::new()),
        ],
    );
    let mut texts: Vec<(&'static str, String)> = kinds.iter().map(|(name, one)| (*name, one.armoured())).collect();
    texts.push(("ed25519", armour.clone()));
    let bad = [
        ("comment", armour.replacen("\n\n", "\nComment: x\n\n", 1)),
        ("checksum", armour.replacen("\n=", "\n=A", 1)),
        ("two", armour.repeat(2)),
        ("no-end", armour.trim_end().to_owned()),
        ("key", armour.replace("SIGNATURE", "PUBLIC KEY BLOCK")),
    ];
    sow("signature", &texts, &bad);
    let certificate = world.certificate(&field.office.keys["li-ming"]);
    let more = [
        ("signature", armour.clone()),
        ("certificate", certificate),
        ("nothing", kanhe::openpgp::encode(kanhe::openpgp::Kind::Signature, b"")),
    ];
    sow("armour", &more, &bad[..4]);
    sow(
        "neutral",
        &[("plain", "同意。第一行 a".to_owned()), ("emoji", "👍".to_owned())],
        &[("cursor", "a\u{1b}[2J\u{202e}b".to_owned()), ("long", "长".repeat(301)), ("lines", "a\nb\tc".to_owned())],
    );
}

fn certificates(world: &World) {
    let make = |user: &str, algorithm: &str, usage: &str| {
        world.gpg(&["--quick-gen-key", user, algorithm, usage, "never"], b"").good();
        let list = world.gpg(&["--with-colons", "--list-keys", user], b"").good();
        list.out.lines().find_map(|line| line.strip_prefix("fpr:")?.split(':').nth(8)).unwrap().to_owned()
    };
    let export = |key: &str| world.gpg(&["--export", key], b"").good().raw;
    let armoured = |key: &str| world.gpg(&["--armor", "--export", key], b"").good().raw;
    let plain = make("a <a@example.org>", "ed25519", "sign");
    let primary = make("b <b@example.org>", "ed25519", "cert");
    world.gpg(&["--quick-add-key", &primary, "ed25519", "sign", "1y"], b"").good();
    world.gpg(&["--quick-add-uid", &primary, "陈文 <c@example.org>"], b"").good();
    world.gpg(&["--quick-add-uid", &primary, "gone"], b"").good();
    world.gpg(&["--quick-revoke-uid", &primary, "gone"], b"").good();
    let curve = make("d", "nistp256", "sign");
    let binary = export(&plain);
    // The holder of the fixed signature, so that its arithmetic is reached.
    let holder = world.gpg(&["--export", "li-ming@example.org"], b"").good().raw;
    plant(
        "certificate",
        vec![
            ("armoured", armoured(&plain)),
            ("ed25519", binary.clone()),
            ("subkey", export(&primary)),
            ("p256", export(&curve)),
            ("holder", holder),
        ],
        vec![
            // What it calls itself is enough; no private key lies about here.
            ("secret", String::from_utf8(armoured(&plain)).unwrap().replace("PUBLIC", "PRIVATE").into_bytes()),
            ("two", [&binary[..], &binary].concat()),
            ("cut", binary[..binary.len() - 1].to_vec()),
            ("trust", [&binary[..], &[0xb0, 1, 0]].concat()),
            ("empty", Vec::new()),
        ],
    );
}

/// A backup's manifest, and the lines of its bundles with the first bytes of their packs.
fn backup(field: &Field) {
    let (world, folder) = (&field.office.world, field.office.world.path("backup"));
    let back_up = || world.kanhe(&field.dir, &["backup", folder.to_str().unwrap()]).good();
    field.office.world.git(&field.dir, &["update-ref", "refs/heads/main", "main~1"]).good();
    back_up();
    field.office.world.git(&field.dir, &["update-ref", "refs/heads/main", "origin/main"]).good();
    back_up();
    let head = |name: &str| {
        let bytes = fs::read(folder.join(name)).unwrap();
        let end = bytes.windows(6).position(|bytes| bytes == b"\n\nPACK").unwrap() + 10;
        String::from_utf8_lossy(&bytes[..end]).into_owned()
    };
    let (one, two) = (head("record-0001.bundle"), head("record-0002.bundle"));
    let bad = vec![
        ("version", one.replace(" v2 ", " v3 ")),
        ("other-ref", one.replace("refs/heads/main", "refs/heads/other")),
        ("twice", two.replace(" \n", " \n# v2 git bundle\n")),
        ("open", one.replace("\n\nPACK", "\nPACK")),
        ("empty", String::new()),
    ];
    sow("bundle", &[("first", one), ("next", two)], &bad);
    let manifest = fs::read_to_string(folder.join("manifest.json")).unwrap();
    let bad = vec![
        ("path", manifest.replace("record-0001", "../record-0001")),
        ("order", manifest.replace("record-0001", "record-0002")),
        ("version", manifest.replace("\"format\": 1", "\"format\": 2")),
        ("surplus", manifest.replace("\"format\": 1", "\"format\": 1, \"more\": 1")),
        ("empty", String::new()),
    ];
    sow("manifest", &[("two", manifest)], &bad);
}

/// Roots, checkpoints, lines for the hook, and names of every kind.
fn lines(field: &Field) {
    let world = &field.office.world;
    let root = field.office.root.clone();
    let checkpoint = world.kanhe(&field.dir, &["checkpoint"]).good().line().to_owned();
    sow(
        "anchor",
        &[("root", root.clone()), ("checkpoint", checkpoint.clone())],
        &[
            ("version", root.replace(" v1 ", " v2 ")),
            ("feed", format!("{root}\n")),
            ("zero", checkpoint.replacen(" 9 ", " 09 ", 1)),
            ("both", format!("{root} {checkpoint}")),
            ("empty", String::new()),
        ],
    );
    let (main, zero) = (world.ask(&field.dir, &["rev-parse", "main"]), "0".repeat(40));
    sow(
        "ref_update",
        &[
            ("main", format!("{main} {main} refs/heads/main")),
            ("new", format!("{zero} {main} refs/tags/seal/{SUBJECT}/bureau")),
            ("gone", format!("{main} {zero} refs/heads/drafts/x")),
        ],
        &[
            ("two", format!("{main} {main}")),
            ("short", format!("{} {main} refs/heads/main", &main[1..])),
            ("upper", format!("{} {main} refs/heads/main", main.to_uppercase() + "A")),
            ("zero", format!("0 {main} refs/heads/main")),
            ("nothing", format!(" {main} refs/heads/main")),
            ("empty", String::new()),
        ],
    );
    let who = "陈文 <chen-wen@example.org> 1795000000";
    sow(
        "ident",
        &[
            ("east", format!("{who} +0800")),
            ("west", format!("{who} -0330")),
            ("negative-zero", format!("{who} -0000")),
            ("epoch", "a <b> 0 +0000".to_owned()),
        ],
        &[
            ("zone", format!("{who} +9900")),
            ("sign", "a <b> +1 +0000".to_owned()),
            ("leading-zero", "a <b> 01 +0000".to_owned()),
            ("angle", "a> <b <c> 1 +0000".to_owned()),
            ("space", " a <b> 1 +0000".to_owned()),
            ("no-name", " <b> 1 +0000".to_owned()),
            ("late", "a <b> 9223372036854775808 +0000".to_owned()),
            ("empty", String::new()),
        ],
    );
    words(field, main);
}

fn words(field: &Field, main: String) {
    let digest = kanhe::id::Sha256::of(b"").to_string();
    sow(
        "names",
        &[
            ("subject", SUBJECT.to_owned()),
            ("unit", "units/office".to_owned()),
            ("slug", "spring-inspection".to_owned()),
            ("record", "6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f".to_owned()),
            ("sha256", digest.clone()),
            ("git", main),
            ("fingerprint", field.office.keys["li-ming"].clone()),
            ("six", "AB".repeat(32)),
        ],
        &[
            ("up", "documents/2026/..".to_owned()),
            ("deep", "documents/2026/a/b".to_owned()),
            ("register", "units/2026/a".to_owned()),
            ("upper", digest.to_uppercase()),
            ("dash", "-a".to_owned()),
            ("long", "a".repeat(65)),
            ("empty", String::new()),
        ],
    );
    plant(
        "file_name",
        ["附件1：任务分工表.xlsx", "a b.txt", "index.md", "图 1（定稿）.png", "com10.txt", "İ"]
            .into_iter()
            .zip(["chinese", "space", "index", "brackets", "com10", "dotted"])
            .map(|(name, seed)| (seed, name.as_bytes().to_vec()))
            .collect(),
        vec![
            ("up", b"..".to_vec()),
            ("git", b".git".to_vec()),
            ("path", b"a/b".to_vec()),
            ("device", b"nul.txt".to_vec()),
            ("decomposed", "e\u{301}".as_bytes().to_vec()),
            ("turned", "a\u{202e}gpj.exe".as_bytes().to_vec()),
            ("bytes", vec![0xff]),
            ("long", vec![b'a'; 201]),
            ("empty", Vec::new()),
        ],
    );
    sow(
        "text",
        &[("line", "同意，请按期完成。".to_owned()), ("escapes", "一\\n二 \\\\ 三".to_owned())],
        &[
            ("escape", "a\\tb".to_owned()),
            ("feed", "a\nb".to_owned()),
            ("space", " a".to_owned()),
            ("end", "a\\".to_owned()),
            ("unseen", "a\u{200b}".to_owned()),
            ("empty", String::new()),
        ],
    );
}

fn office(field: &Field) {
    let world = &field.office.world;
    let read = |path: &Path| fs::read_to_string(path).unwrap();
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut roster = String::new();
    for file in walkdir::WalkDir::new(world.path("roster")).sort_by_file_name() {
        let file = file.unwrap();
        if file.file_type().is_file() {
            let path = file.path().strip_prefix(world.path("roster")).unwrap();
            let bytes =
                if path.extension().is_some_and(|end| end == "asc") { "x\n".to_owned() } else { read(file.path()) };
            roster.extend([format!("==> content/{}\n", path.display()), bytes]);
        }
    }
    let unit = "==> content/units/a/index.md\n+++\ntitle = \"甲\"\nparent = \"b\"\n+++\n\
        ==> content/units/b/index.md\n+++\ntitle = \"乙\"\n+++\n";
    sow(
        "register",
        &[("roster", roster.clone()), ("units", unit.to_owned()), ("empty", String::new())],
        &[
            ("circle", unit.replacen("title = \"乙\"", "title = \"乙\"\nparent = \"a\"", 1)),
            ("unknown", unit.replacen("parent = \"b\"", "parent = \"c\"", 1)),
            ("key", unit.replacen("title = \"乙\"", "title = \"乙\"\ncolour = \"红\"", 1)),
            ("no-file", roster.replacen(".asc\n", ".txt\n", 1)),
            ("not-listed", roster.replacen("state = \"retired\"", "state = \"gone\"", 1)),
        ],
    );
    let settings = field.text("blob", "main:kanhe.toml");
    sow(
        "settings",
        &[("plain", settings.clone()), ("limits", format!("{settings}[limits]\nfile = 1048576\nsubject = 2097152\n"))],
        &[
            ("format", settings.replacen("format = 1", "format = 2", 1)),
            ("zone", settings.replacen("time-zone = \"", "time-zone = \"X", 1)),
            ("key", format!("{settings}colour = \"红\"\n")),
            ("limit", format!("{settings}[limits]\nfile = 0\n")),
            ("empty", String::new()),
        ],
    );
    let year = read(&top.join("workflows/calendar/2026.toml"));
    sow(
        "calendar",
        &[("2026", year.clone()), ("plain", "format = 1\npapers = [\"无\"]\n".to_owned())],
        &[
            ("format", year.replacen("format = 1", "format = 2", 1)),
            ("year", year.replacen("2026-01-01", "2027-01-01", 1)),
            ("papers", "format = 1\npapers = []\n".to_owned()),
            ("empty", String::new()),
        ],
    );
    let documents = read(&top.join("workflows/documents.toml"));
    sow(
        "workflow",
        &[
            ("documents", documents.clone()),
            ("bulletins", read(&top.join("workflows/bulletins.toml"))),
            ("requests", read(&top.join("workflows/requests.toml"))),
            ("incoming", read(&top.join("workflows/incoming.toml"))),
            ("faults", read(&top.join("workflows/faults.toml"))),
            ("rules", read(&top.join("workflows/rules.toml"))),
        ],
        &[
            ("format", documents.replacen("format = 1", "format = 2", 1)),
            ("pattern", documents.replacen("{code}〔", "〔", 1)),
            ("verb", documents.replacen("verbs = [\"issue\"", "verbs = [\"bless\"", 1)),
            ("steps", documents.split("[[step]]").next().unwrap().to_owned()),
            ("empty", String::new()),
        ],
    );
    let good = letter("关于开展春季检查的通知");
    let attached = good.replacen("to = ", "attachments = [\"附图.pdf\"]\nto = ", 1) + "[附图](附图.pdf)\n";
    let forms = [
        ("field", good.replacen("to = ", "colour = \"红\"\nto = ", 1)),
        ("choice", good.replacen("\"通知\"", "\"通 知\"", 1)),
        ("unit", good.replacen("bureau", "nowhere", 1)),
        ("link", good.clone() + "[附图](没有.pdf)\n"),
        ("no-head", "正文\n".to_owned()),
        ("toml", good.replacen("title = ", "title ", 1)),
    ];
    sow("form", &[("letter", good.clone()), ("attached", attached.clone())], &forms);
    sow(
        "front",
        &[
            ("letter", good.clone()),
            ("no-body", "+++\na = 1\n+++".to_owned()),
            ("no-fields", "+++\n+++\nx".to_owned()),
            ("dates", "+++\na = 2026-03-02\nb = [1, 2.5, true]\n[c]\nd = \"e\"\n+++\n正文\n".to_owned()),
        ],
        &[
            ("cr", good.replace('\n', "\r\n")),
            ("mark", format!("\u{feff}{good}")),
            ("open", good.replacen("+++\n\n", "\n", 1)),
            ("toml", forms[5].1.clone()),
            ("empty", String::new()),
        ],
    );
}

fn reading() {
    sow(
        "markdown",
        &[
            ("text", "# 标题\n\n甲**乙**~~丙~~*丁*`x<y`\n第二行\n\n## 标题\n\n[回](#标题) <https://a.example>\n".to_owned()),
            ("table", "| 甲 | 乙 |\n|:-|-:|\n| 1 | [x](plan.pdf) |\n\n- [ ] 一\n- [x] 二\n\n1. a\n   > b\n".to_owned()),
            ("notes", "文[^a]又[^b][^a]\n\n[^a]: 注[^b]\n[^b]: ![图](plan.pdf)\n".to_owned()),
            ("html", "a <b onclick=\"x()\">c</b>\n\n<script>\nalert(1)\n</script>\n\n<!-- x -->\n".to_owned()),
            ("links", "[a](javascript:x) [b](data:x) [c](//x) ![d](http://x/y.png) [e](plan.pdf \"t\") [f][g]\n\n[g]: mailto:a@b\n".to_owned()),
            ("code", "```rust\nlet a = \"<b>\";\n```\n\n    x\n\n---\n".to_owned()),
            ("deep", "> ".repeat(80) + "深\n" + &"- ".repeat(80) + "深\n"),
        ],
        &[],
    );
    put(&fuzz().join("corpus/markdown"), "bad", vec![("bytes", vec![0xff, 0xfe])]);
    let get = |target: &str, fields: &str| format!("GET {target} HTTP/1.1\r\n{fields}\r\n");
    sow(
        "head",
        &[
            ("plain", get("/", "Host: x\r\n")),
            ("range", get("/a?b", "Host: x\r\nRange:bytes=0-1 \r\nIf-None-Match: \"a\"\r\nContent-Length: 0\r\n")),
            ("old", "HEAD /a/ HTTP/1.0\r\n\r\n".to_owned()),
            ("more", get("/", "Host: x\r\n") + "GET / HTTP/1.1\r\n"),
        ],
        &[
            ("unfinished", "GET / HTTP/1.1\r\nHost: x\r\n".to_owned()),
            ("bare", "GET / HTTP/1.1\nHost: x\n\n".to_owned()),
            ("no-host", get("/", "")),
            ("body", get("/", "Host: x\r\nContent-Length: 99999999999999999999\r\n")),
            ("chunked", get("/", "Host: x\r\nTransfer-Encoding: chunked\r\n")),
            ("folded", get("/", "Host: x\r\n y\r\n")),
            ("space", get("/", "Host : x\r\n")),
            ("two", get("/", "Host: x\r\n").replacen("HTTP/1.1", "HTTP/2.0", 1)),
            ("many", get("/", &"A: b\r\n".repeat(101))),
            ("empty", String::new()),
        ],
    );
    sow(
        "target",
        &[
            ("root", "/".to_owned()),
            ("query", "/index.html?q=1\nbytes=2-4".to_owned()),
            ("folder", "/%E5%8A%9E%E4%BA%8B".to_owned()),
            ("page", "/%e5%8a%9e%e4%ba%8b/\nbytes=-3".to_owned()),
            ("space", "/%E5%8A%9E%E4%BA%8B/a%20b/x.json\nbytes=1-".to_owned()),
        ],
        &[
            ("up", "/../secret".to_owned()),
            ("encoded", "/%2e%2e/secret".to_owned()),
            ("hidden", "/.hidden".to_owned()),
            ("link", "/link".to_owned()),
            ("host", "//evil.example/".to_owned()),
            ("raw", "/办事".to_owned()),
            ("half", "/%E5%8A".to_owned()),
            ("beyond", "/\nbytes=99-".to_owned()),
            ("absolute", "http://evil.example/".to_owned()),
            ("empty", String::new()),
        ],
    );
}
