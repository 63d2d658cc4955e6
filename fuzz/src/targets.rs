//! What is asked of each parser, whatever bytes it is given. One place for two callers: the fuzzer (`fuzz_targets/`) and the
//! quick test of every day (`tests/fuzz.rs`).
//!
//! Each function says whether the parser took the bytes, and panics if it broke its promise:
//!
//! 1. what is read is written again as it was, byte for byte, and read again the same;
//! 2. what is read keeps the limits and the canonical form of `docs/record-format.md`;
//! 3. what is refused has a number that the catalogue explains.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::path::Path;
use std::str::FromStr;

use kanhe::backup::Manifest;
use kanhe::gate::RefUpdate;
use kanhe::id::{
    FileName, Fingerprint, GitId, RecordId, Sha256, Slug, SubjectId, escape_text, folded, is_plain, unescape_text,
};
use kanhe::ledger::{Checkpoint, Root, Statement};
use kanhe::office::{Content, Due, Files, FoundingFault, Holder, Limit, Office, Register, Standing, Value, Workflow};
use kanhe::openpgp::{Certificate, Curve, Kind, LARGEST, Signature, decode, encode};
use kanhe::record::{Bundle, Commit, ENTRY_LIMIT, Ident, MESSAGE_LIMIT, Tag, Tree, Unsigned, UnsignedTag};
use kanhe::server::{Body, Method, Request, Site, Status};
use kanhe::site::markdown::{DEEPEST, Labels, Links, render};
use kanhe::words::{Catalogue, Language, Say, neutral};

/// What is done with bytes: whether they were taken.
pub type Target = fn(&[u8]) -> bool;

/// Every parser that is fed with foreign bytes, by the name of its target.
pub const ALL: [(&str, Target); 27] = [
    ("anchor", anchor),
    ("armour", armour),
    ("bundle", bundle),
    ("calendar", calendar),
    ("certificate", certificate),
    ("commit", commit),
    ("file_name", file_name),
    ("form", form),
    ("front", front),
    ("head", head),
    ("ident", ident),
    ("manifest", manifest),
    ("markdown", markdown),
    ("names", names),
    ("neutral", neutralised),
    ("packet", packet),
    ("ref_update", ref_update),
    ("register", register),
    ("settings", settings),
    ("signature", signature),
    ("statement", statement),
    ("tag", tag),
    ("target", target),
    ("text", text),
    ("trailers", trailers),
    ("tree", tree),
    ("workflow", workflow),
];

/// A refusal has a number, and words without anything that moves a cursor once they are made harmless.
fn explained(code: u16, said: &impl Say) {
    thread_local! {
        static CATALOGUE: RefCell<Catalogue> = RefCell::new(Catalogue::new(Language::En));
    }
    assert!((100..1000).contains(&code), "K{code}");
    let message = said.say();
    CATALOGUE.with_borrow(|catalogue| {
        assert!(catalogue.has(&message.key), "no words for {}", message.key);
        assert!(is_plain(&neutral(&catalogue.text(&message))));
    });
}

/// What is read of a text is written again as it was.
fn kept<T: FromStr + Display>(text: &str) -> bool {
    match text.parse::<T>() {
        Ok(value) => {
            assert_eq!(value.to_string(), text);
            true
        }
        Err(_) => false,
    }
}

/// The lines on paper.
pub fn anchor(bytes: &[u8]) -> bool {
    let Ok(line) = std::str::from_utf8(bytes) else { return false };
    // A line is never both.
    let (root, checkpoint) = (kept::<Root>(line), kept::<Checkpoint>(line));
    assert!(!(root && checkpoint));
    root || checkpoint
}

/// The lines of a bundle, before its pack.
pub fn bundle(bytes: &[u8]) -> bool {
    match Bundle::read(bytes) {
        Ok(bundle) => {
            let lines = bundle.encode();
            assert!(bytes.starts_with(&lines));
            assert!(bundle.refs.seals.keys().all(|name| name.starts_with("refs/tags/seal/") && !name.contains("..")));
            assert_eq!(Bundle::read(&lines[..]), Ok(bundle));
            true
        }
        Err(fault) => {
            explained(fault.code(), &fault);
            false
        }
    }
}

/// The manifest of a backup: whatever it names is a file of the folder.
pub fn manifest(bytes: &[u8]) -> bool {
    let Ok(manifest) = Manifest::read(bytes) else { return false };
    let mut names = BTreeSet::new();
    for listed in manifest.files() {
        assert!(!listed.name.contains(['/', '\\', '\0']) && !listed.name.starts_with('.'), "{:?}", listed.name);
        assert!(names.insert(&listed.name) && listed.name != "manifest.json");
    }
    assert_eq!(manifest.seq, manifest.checkpoint.seq);
    assert_eq!(manifest.write().and_then(|bytes| Manifest::read(&bytes)).as_ref(), Ok(&manifest));
    true
}

/// The canonical armour, and that there is one for any bytes.
pub fn armour(bytes: &[u8]) -> bool {
    let mut taken = false;
    for kind in [Kind::Signature, Kind::PublicKey] {
        assert_eq!(decode(kind, encode(kind, bytes).as_bytes()).as_deref(), Ok(bytes));
        match decode(kind, bytes) {
            Ok(inside) => {
                assert_eq!(encode(kind, &inside).as_bytes(), bytes);
                taken = true;
            }
            Err(fault) => explained(fault.code(), &fault),
        }
    }
    taken
}

/// A signature, which also is the fixed one that [`certificate`] has judged.
const SIGNED: &[u8] = include_bytes!("../fixed/signature.asc");
/// What [`SIGNED`] is over.
const PAYLOAD: &[u8] = include_bytes!("../fixed/payload");

/// The calendar of a year, and time limits that run through it.
pub fn calendar(bytes: &[u8]) -> bool {
    let mut files = furniture();
    files.retain(|path, _| !path.starts_with("workflows/"));
    files.insert("workflows/calendar/2026.toml".to_owned(), bytes.to_vec());
    let office = match Office::read(&files) {
        Ok(office) => office,
        Err(faults) => return explain(&faults),
    };
    let (calendar, settings) = (office.calendar(), office.settings());
    let Some(year) = calendar.years().get(&2026) else { panic!("the year is not there") };
    assert!(!year.papers.is_empty() && year.days.keys().all(|day| day.year() == 2026));
    let limit = |hours, working_hours, working_days| Limit {
        hours,
        working_hours,
        working_days,
        when: kanhe::office::Condition::new(),
    };
    let limits = [limit(Some(2), None, None), limit(None, Some(9), None), limit(None, None, Some(3))];
    for begins in [i64::MIN, 0, 1_767_196_800, 1_772_413_200, 1_798_732_000, i64::MAX] {
        for limit in &limits {
            let due = calendar.end(limit, begins, &settings.hours, &settings.zone);
            assert!(!matches!(due, Due::At(end) if end < begins), "{due:?}");
        }
    }
    true
}

/// A certificate file, or the packets of one, which are armoured here: a fuzzer does not find checksums.
pub fn certificate(bytes: &[u8]) -> bool {
    let file = if bytes.starts_with(b"-----") { bytes.to_vec() } else { encode(Kind::PublicKey, bytes).into_bytes() };
    let certificate = match Certificate::parse(&file) {
        Ok(certificate) => certificate,
        Err(fault) => {
            explained(fault.code(), &fault);
            return false;
        }
    };
    assert!(file.len() <= LARGEST);
    let keys = certificate.keys();
    let names: BTreeSet<&Fingerprint> = keys.iter().map(|key| &key.fingerprint).collect();
    assert_eq!(names.len(), keys.len(), "a key stands twice");
    assert!(keys.iter().all(|key| key.expires.is_none_or(|end| end > 0)));
    let again = Certificate::parse(&file).map(|again| (again.keys(), again.user_ids()));
    assert_eq!(again, Ok((keys.clone(), certificate.user_ids())));
    let Ok(signature) = Signature::parse(SIGNED) else { panic!("the fixed signature is one") };
    assert!(certificate.verify(&signature, b"another text").is_err());
    match certificate.verify(&signature, PAYLOAD) {
        Ok(()) => assert!(names.contains(signature.issuer())),
        Err(fault) => explained(fault.code(), &fault),
    }
    true
}

/// A commit.
pub fn commit(bytes: &[u8]) -> bool {
    let commit = match Commit::parse(bytes) {
        Ok(commit) => commit,
        Err(fault) => {
            assert!(fault.offset().is_none_or(|at| at <= bytes.len()), "{fault}");
            explained(fault.code(), &fault);
            return false;
        }
    };
    assert!(bytes.len() <= MESSAGE_LIMIT);
    assert_eq!(commit.encode(), bytes);
    let unsigned = Unsigned {
        tree: commit.tree,
        parent: commit.parent,
        ident: commit.ident.clone(),
        subject_line: commit.subject_line.clone(),
        trailers: commit.trailers.clone(),
    };
    assert_eq!(unsigned.payload().ok(), Some(commit.payload()), "what was signed is what would be signed");
    assert_eq!(unsigned.sign_with(&commit.signature).ok().as_deref(), Some(bytes));
    assert_eq!(Commit::parse(bytes).ok(), Some(commit));
    true
}

/// A name in a tree.
pub fn file_name(bytes: &[u8]) -> bool {
    let taken = FileName::check(bytes);
    assert_eq!(FileName::try_from(bytes).as_ref().map(FileName::as_str), taken.as_ref().copied());
    let Ok(name) = taken else { return false };
    assert_eq!(name.as_bytes(), bytes);
    assert!((1..=200).contains(&bytes.len()) && is_plain(name));
    assert!(!name.contains(['/', '\\', ':', '\0']) && !name.starts_with(['.', '-', ' ']));
    // It leads to a file beside and nowhere else.
    assert_eq!(Path::new(name).file_name().and_then(|name| name.to_str()), Some(name));
    assert_eq!(Path::new(name).components().count(), 1);
    assert!(!folded(name).is_empty());
    true
}

/// The people, units and workflows of a small office, without certificates: what a form is read by.
fn furniture() -> Files {
    let settings = kanhe::starter::Settings {
        record: "6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f".to_owned(),
        title: "示范局".to_owned(),
        language: "zh-CN".to_owned(),
        time_zone: "Asia/Shanghai".to_owned(),
    };
    let mut files = kanhe::starter::files(&settings);
    let register = [
        ("units/bureau", "title = \"示范局\"\ncode = \"示\"\n[posts]\nhead = \"局长\"\n"),
        (
            "people/chen-wen",
            "name = \"陈文\"\nemail = \"chen-wen@example.org\"\nunit = \"bureau\"\nposts = [\"bureau/head\"]\n",
        ),
    ];
    for (subject, fields) in register {
        files.insert(format!("content/{subject}/index.md"), format!("+++\n{fields}+++\n").into_bytes());
    }
    files
}

/// The `index.md` of a document, with an attachment beside it.
pub fn form(bytes: &[u8]) -> bool {
    thread_local! {
        static OFFICE: Office = match Office::read(&furniture()) {
            Ok(office) => office,
            Err(faults) => panic!("{faults:?}"),
        };
    }
    let size = |bytes: &[u8]| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let files = BTreeMap::from([("index.md".to_owned(), size(bytes)), ("附图.pdf".to_owned(), 9)]);
    let content = Content { index: Some(bytes.to_vec()), files, ..Content::default() };
    let mut taken = false;
    OFFICE.with(|office| {
        for collection in ["documents", "bulletins", "requests", "meetings", "minutes", "rules", "forum", "delegations"]
        {
            let Ok(subject) = format!("{collection}/2026/a").parse() else { panic!("a subject") };
            match office.check_form(&subject, &content) {
                Err(violation) => explained(violation.code(), &violation),
                Ok(form) => {
                    taken = true;
                    let Some(workflow) = office.workflow_of(collection) else { panic!("a workflow") };
                    for field in &workflow.fields {
                        let found = form.get(field.name.as_str());
                        let parts = found.map(Value::parts).unwrap_or_default();
                        assert!(!field.required || parts.iter().any(|part| !part.is_empty()), "{}", field.name);
                        assert!(parts.iter().all(|part| is_plain(part) && part.trim() == part));
                        assert!(field.max.is_none_or(|max| parts.iter().all(|part| part.chars().count() <= max)));
                        assert!(field.choices.is_empty() || parts.iter().all(|part| field.choices.contains(part)));
                    }
                    assert!(form.keys().all(|name| workflow.field(name).is_some()));
                }
            }
        }
    });
    taken
}

/// The head of an `index.md` and the Markdown after it.
pub fn front(bytes: &[u8]) -> bool {
    let lines = 1 + bytes.iter().filter(|byte| **byte == b'\n').count();
    let split = kanhe::office::split_front(bytes);
    let front = match kanhe::office::parse_front::<toml::Table>(bytes) {
        Ok(front) => front,
        Err(fault) => {
            assert!((1..=lines + 1).contains(&fault.line), "line {} of {lines}", fault.line);
            return false;
        }
    };
    let Ok((fields, body)) = split else { panic!("read, but not split") };
    assert_eq!(body, front.body);
    assert!(bytes.starts_with(b"+++\n") && !bytes.contains(&b'\r'));
    let again = format!("+++\n{fields}+++\n{body}");
    // Only the last line feed of a file without a body may be missing.
    assert_eq!(
        again.strip_suffix('\n').filter(|_| body.is_empty() && !bytes.ends_with(b"\n")).unwrap_or(&again).as_bytes(),
        bytes
    );
    let before: usize = again.len() - body.len();
    assert_eq!(front.body_line, 1 + again[..before].matches('\n').count());
    true
}

/// The head of a request, off the beginning of what a client sent.
pub fn head(bytes: &[u8]) -> bool {
    let (request, length) = match Request::take(bytes) {
        Ok(Some(taken)) => taken,
        Ok(None) => {
            assert!(!bytes.windows(4).any(|end| end == b"\r\n\r\n"), "the end has come");
            return false;
        }
        Err(response) => {
            assert!((400..=505).contains(&response.status.code()));
            return false;
        }
    };
    // Nothing before the end is enough, and nothing after it matters.
    assert!(bytes[..length].ends_with(b"\r\n\r\n") && length <= 16 * 1024 + 1);
    for short in [0, length / 2, length - 1] {
        assert!(matches!(Request::take(&bytes[..short]), Ok(None)), "{short}");
    }
    let exactly = Request::take(&bytes[..length]).ok().flatten();
    assert_eq!(exactly.as_ref(), Some(&(request.clone(), length)));
    assert!(!request.target.is_empty() && request.target.bytes().all(|byte| byte.is_ascii_graphic()));
    assert!(!request.method.name().is_empty() && request.headers.len() <= 100);
    for (name, value) in &request.headers {
        assert!(!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':'), "{name:?}");
        assert!(!value.contains(['\r', '\n', '\0']) && !name.eq_ignore_ascii_case("transfer-encoding"));
        assert!(!name.eq_ignore_ascii_case("content-length") || value.bytes().all(|digit| digit == b'0'));
    }
    assert!(request.values("host").count() <= 1);
    true
}

/// Who did it and when, as it stands after `author`.
pub fn ident(bytes: &[u8]) -> bool {
    let ident = match Ident::parse(bytes) {
        Ok(ident) => ident,
        Err(fault) => {
            explained(fault.code(), &fault);
            return false;
        }
    };
    assert_eq!(ident.to_string().as_bytes(), bytes);
    assert_eq!(Ident::new(ident.name(), ident.email(), ident.seconds(), ident.zone()).ok(), Some(ident.clone()));
    for part in [ident.name(), ident.email()] {
        assert!((1..=500).contains(&part.len()) && is_plain(part) && part.trim() == part && !part.contains(['<', '>']));
    }
    assert!(ident.seconds() >= 0 && ident.zone().minutes().abs() < 15 * 60);
    true
}

/// What links lead to in [`markdown`].
struct Beside(Labels);

impl Links for Beside {
    fn resolve(&self, path: &str) -> Option<String> {
        (path == "plan.pdf").then(|| "../files/ab/plan.pdf".to_owned())
    }

    fn labels(&self) -> &Labels {
        &self.0
    }
}

/// A document's Markdown as the site shows it.
pub fn markdown(bytes: &[u8]) -> bool {
    let Ok(source) = std::str::from_utf8(bytes) else { return false };
    let word = |text: &str| text.to_owned();
    let labels =
        Labels {
            missing: word("找不到："), table: word("表格"), footnotes: word("注释"), back: word("回到正文")
        };
    let page = render(source, &Beside(labels));
    let ids = sound_html(&page.html);
    for heading in &page.headings {
        assert!((2..=6).contains(&heading.level) && ids.contains(&heading.id), "{heading:?}");
    }
    true
}

/// That HTML is balanced, not too deep, made of the elements and attributes a text may have, and leads and loads nothing it should
/// not. Gives its ids, each of which stands once.
fn sound_html(html: &str) -> BTreeSet<String> {
    const ELEMENTS: [&str; 34] = [
        "a",
        "blockquote",
        "br",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "figure",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "input",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "span",
        "strong",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    const ATTRIBUTES: [&str; 18] = [
        "alt",
        "aria-label",
        "checked",
        "class",
        "data-label",
        "disabled",
        "href",
        "id",
        "lang",
        "loading",
        "rel",
        "role",
        "scope",
        "src",
        "start",
        "tabindex",
        "title",
        "type",
    ];
    let mut ids = BTreeSet::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let Some(end) = rest[at..].find('>') else { panic!("a tag without its end: {html}") };
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{html}");
            continue;
        }
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(ELEMENTS.contains(&name), "<{name}> in {html}");
        while !attributes.is_empty() {
            let end = attributes.find(['=', ' ']).unwrap_or(attributes.len());
            let (attribute, more) = attributes.split_at(end);
            assert!(ATTRIBUTES.contains(&attribute), "{attribute} in <{tag}>");
            let (value, more) = match more.strip_prefix("=\"") {
                Some(quoted) => quoted.split_once('"').unwrap_or_else(|| panic!("<{tag}>")),
                None => ("", more),
            };
            match attribute {
                "id" => assert!(ids.insert(value.to_owned()), "the id {value} twice in {html}"),
                "src" => assert!(value.starts_with("../files/"), "{value}"),
                "href" => {
                    let safe = ["#", "http://", "https://", "mailto:", "tel:", "../files/"];
                    assert!(safe.iter().any(|begin| value.to_ascii_lowercase().starts_with(begin)), "{value:?}");
                }
                _ => {}
            }
            attributes = more.strip_prefix(' ').unwrap_or(more);
        }
        if !matches!(name, "br" | "hr" | "img" | "input") {
            open.push(name);
        }
        // Each container may bring a few elements of its own: a table its scroll area, a list its items.
        assert!(open.len() <= 8 * DEEPEST, "{} deep", open.len());
    }
    assert!(open.is_empty(), "{open:?} is open in {html}");
    ids
}

/// The small names: each is written as it was read.
pub fn names(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let subject = kept::<SubjectId>(text);
    if let Ok(id) = text.parse::<SubjectId>() {
        assert!(id.folder().split('/').skip(1).all(|part| part.parse::<Slug>().is_ok()), "{text}");
        assert_eq!(id.folder(), format!("content/{text}"));
        assert!(text.starts_with(id.collection()) && text.ends_with(id.slug()));
    }
    let digests = kept::<Sha256>(text) | kept::<GitId>(text) | kept::<Fingerprint>(text);
    subject | digests | kept::<Slug>(text) | kept::<RecordId>(text)
}

/// Foreign text that a terminal or a page shows.
pub fn neutralised(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let shown = neutral(&text);
    assert!(is_plain(&shown) && shown.chars().count() <= 301, "{shown:?}");
    assert!(neutral(&shown) == shown || shown.chars().count() == 301);
    shown == text
}

/// The bytes inside the armour of a signature.
pub fn packet(bytes: &[u8]) -> bool {
    let read = Signature::from_binary(bytes);
    match &read {
        Ok(signature) => {
            assert_eq!(signature.binary(), bytes);
            assert!(u32::try_from(signature.created()).is_ok());
        }
        Err(fault) => explained(fault.code(), fault),
    }
    // What a signer's own GnuPG may have written is brought into the one form, and is then read by the strict reader.
    let Ok(brought) = Signature::normalised(bytes, None) else {
        assert!(read.is_err() || bytes.starts_with(b"-----BEGIN "));
        return false;
    };
    assert_eq!(Signature::parse(brought.armoured().as_bytes()), Ok(brought.clone()));
    assert_eq!(
        Signature::normalised(brought.binary(), None).as_ref(),
        Ok(&brought),
        "brought once is brought for good"
    );
    for curve in [Curve::P256, Curve::P384, Curve::P521] {
        if let Ok(lower) = Signature::normalised(bytes, Some(curve)) {
            assert_eq!(Signature::parse(lower.armoured().as_bytes()), Ok(lower.clone()));
            assert_eq!(Signature::normalised(lower.binary(), Some(curve)), Ok(lower));
        }
    }
    read.is_ok()
}

/// A line git gives the hook.
pub fn ref_update(bytes: &[u8]) -> bool {
    let Ok(line) = std::str::from_utf8(bytes) else { return false };
    let Ok(update) = line.parse::<RefUpdate>() else { return false };
    let id = |id: Option<GitId>| id.map_or_else(|| "0".repeat(40), |id| id.to_string());
    assert_eq!(format!("{} {} {}", id(update.old), id(update.new), update.name), line);
    true
}

/// The files of a register: before each the line `==> <path>`.
pub fn register(bytes: &[u8]) -> bool {
    let files = files_of(bytes);
    let register = match Register::read(&files) {
        Ok(register) => register,
        Err(faults) => return explain(&faults),
    };
    let mut codes = BTreeSet::new();
    for (slug, unit) in register.units() {
        assert!(register.above(slug).is_some(), "{slug} stands in a circle");
        assert!(unit.parent.as_ref().is_none_or(|parent| register.unit(parent).is_some()));
        assert!(unit.code.as_ref().is_none_or(|code| codes.insert(code.clone())), "{:?} twice", unit.code);
        assert!(unit.posts.values().chain([&unit.title]).all(|text| is_plain(text) && !text.trim().is_empty()));
    }
    let mut emails = BTreeSet::new();
    for (slug, person) in register.people() {
        assert!(register.unit(&person.unit).is_some() && emails.insert(person.email.to_lowercase()), "{slug}");
        assert!(person.posts.iter().all(|post| register.post_title(post).is_some()), "{slug}");
        assert!(
            Ident::new(&person.name, &person.email, 0, kanhe::record::Zone::UTC).is_ok(),
            "{slug} can sign nothing"
        );
        for listed in &person.certificate {
            assert_eq!(register.holder(&listed.fingerprint), Some(&Holder::Person(slug.clone(), listed.state)));
        }
    }
    for (slug, seal) in register.seals() {
        assert!(register.unit(&seal.unit).is_some() && !seal.custodians.is_empty());
        assert!(seal.custodians.iter().all(|person| register.person(person).is_some()));
        assert!(seal.certificate.iter().filter(|listed| listed.state == Standing::Active).count() <= 1);
        for listed in &seal.certificate {
            assert_eq!(register.holder(&listed.fingerprint), Some(&Holder::Seal(slug.clone(), listed.state)));
        }
    }
    for (fingerprint, path) in register.certificates() {
        assert!(files.contains_key(&path) && path.ends_with(&format!("/{fingerprint}.asc")), "{path}");
    }
    true
}

/// Files in one text, each after the line `==> <path>`.
fn files_of(bytes: &[u8]) -> Files {
    let mut files = Files::new();
    let mut path = String::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if let Some(name) = line.strip_prefix(b"==> ") {
            let name = String::from_utf8_lossy(name);
            name.trim_end_matches('\n').clone_into(&mut path);
            files.insert(path.clone(), Vec::new());
        } else if let Some(file) = files.get_mut(&path) {
            file.extend_from_slice(line);
        }
    }
    files
}

fn explain(faults: &[FoundingFault]) -> bool {
    assert!(!faults.is_empty(), "refused for nothing");
    for fault in faults {
        explained(fault.code(), fault);
    }
    false
}

/// `kanhe.toml`.
pub fn settings(bytes: &[u8]) -> bool {
    let mut files = furniture();
    files.retain(|path, _| !path.starts_with("workflows/"));
    files.insert("kanhe.toml".to_owned(), bytes.to_vec());
    let office = match Office::read(&files) {
        Ok(office) => office,
        Err(faults) => return explain(&faults),
    };
    let settings = office.settings();
    assert!(is_plain(&settings.title) && !settings.title.trim().is_empty());
    assert!(settings.language.parse::<Language>().is_ok(), "{}", settings.language);
    assert!((1..=64 << 20).contains(&settings.limits.file) && (1..=256 << 20).contains(&settings.limits.subject));
    for seconds in [i64::MIN, -1, 0, 1_795_000_000, i64::MAX] {
        settings.day(seconds);
    }
    true
}

/// The armour of a signature.
pub fn signature(bytes: &[u8]) -> bool {
    match Signature::parse(bytes) {
        Ok(signature) => {
            assert_eq!(signature.armoured().as_bytes(), bytes);
            assert_eq!(Signature::from_binary(signature.binary()).as_ref(), Ok(&signature));
            assert_eq!(Signature::normalised(bytes, None).as_ref(), Ok(&signature), "the one form is its own");
            assert!(packet(signature.binary()));
            true
        }
        Err(fault) => {
            explained(fault.code(), &fault);
            // GnuPG's output in whatever armour is brought into the one form or refused.
            if let Ok(brought) = Signature::normalised(bytes, None) {
                assert!(signature(brought.armoured().as_bytes()));
            }
            false
        }
    }
}

/// What a commit says.
pub fn statement(bytes: &[u8]) -> bool {
    let Ok(commit) = Commit::parse(bytes) else { return false };
    let statement = match Statement::read(&commit) {
        Ok(statement) => statement,
        Err(fault) => {
            explained(fault.code(), &fault);
            return false;
        }
    };
    assert_eq!(statement.title(), commit.subject_line);
    assert_eq!(statement.trailers().ok(), Some(commit.trailers));
    if let Some(matter) = &statement.matter {
        let content = Content::default();
        assert!(matter.deed(content).is_some(), "an act that does nothing");
    }
    true
}

/// A tag.
pub fn tag(bytes: &[u8]) -> bool {
    let tag = match Tag::parse(bytes) {
        Ok(tag) => tag,
        Err(fault) => {
            assert!(fault.offset().is_none_or(|at| at <= bytes.len()), "{fault}");
            explained(fault.code(), &fault);
            return false;
        }
    };
    assert!(bytes.len() <= MESSAGE_LIMIT);
    assert_eq!(tag.encode(), bytes);
    assert!(bytes.starts_with(&tag.payload()) && tag.ref_name() == format!("refs/tags/{}", tag.name));
    let unsigned = UnsignedTag { object: tag.object, tagger: tag.tagger.clone(), fields: tag.fields.clone() };
    assert_eq!(unsigned.payload().ok(), Some(tag.payload()));
    assert_eq!(unsigned.sign_with(&tag.signature).ok().as_deref(), Some(bytes));
    true
}

/// The target of a request and, after a line feed, its `Range`; asked of a small site.
pub fn target(bytes: &[u8]) -> bool {
    const PAGE: &[u8] = b"<!doctype html><title>x</title>\n";
    thread_local! {
        static ROOT: tempfile::TempDir = match small_site(PAGE) {
            Ok(root) => root,
            Err(error) => panic!("{error}"),
        };
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let (target, range) = text.split_once('\n').unwrap_or((text, ""));
    let mut request = Request::get(target);
    if !range.is_empty() {
        request = request.with("Range", range);
    }
    let (whole, head) = ROOT.with(|root| {
        let site = Site::new(root.path().join("site"));
        (site.answer(&request), site.answer(&Request { method: Method::Head, ..request.clone() }))
    });
    let length: Option<u64> = whole.header("Content-Length").and_then(|length| length.parse().ok());
    assert_eq!(length, Some(whole.body.length()), "the promised length is kept");
    assert!(matches!(head.body, Body::Empty));
    let sent = match &whole.body {
        Body::Empty => Vec::new(),
        Body::Bytes(bytes) => bytes.clone(),
        Body::Slice { .. } => panic!("a small file is sent whole"),
    };
    assert!(!sent.windows(6).any(|part| part == b"secret"), "{target:?} leads out of the site");
    if let Some(location) = whole.header("Location") {
        assert!(location.starts_with('/') && !location.starts_with("//"), "{location:?}");
        assert!(location.bytes().all(|byte| byte.is_ascii_graphic()), "{location:?}");
        // What stands after the question mark is sent back as it came.
        assert!(!location.split('?').next().unwrap_or_default().contains('\\'), "{location:?}");
    }
    let refusals = [Status::BadRequest, Status::NotFound, Status::RangeNotSatisfiable];
    if whole.status == Status::Ok {
        assert!(sent == PAGE || sent == b"{}");
    } else if whole.status == Status::PartialContent {
        let told = whole.header("Content-Range").unwrap_or_default();
        let part = told.strip_prefix("bytes ").and_then(|told| told.split_once('/'));
        let Some(((first, last), size)) = part.and_then(|(part, size)| Some((part.split_once('-')?, size))) else {
            panic!("{told:?}")
        };
        let number = |digits: &str| digits.parse::<usize>().unwrap_or(usize::MAX);
        let file = if number(size) == PAGE.len() { PAGE } else { b"{}" };
        assert_eq!(file.get(number(first)..=number(last)), Some(&sent[..]), "{told:?}");
    } else {
        let known = whole.status == Status::MovedPermanently || refusals.contains(&whole.status);
        assert!(known, "{target:?} {range:?}: {:?}", whole.status);
    }
    matches!(whole.status, Status::Ok | Status::PartialContent | Status::MovedPermanently)
}

/// A site of a few pages, and beside it what nobody may read.
fn small_site(page: &[u8]) -> std::io::Result<tempfile::TempDir> {
    let root = tempfile::tempdir()?;
    std::fs::create_dir_all(root.path().join("site/办事/a b"))?;
    std::fs::write(root.path().join("secret"), "secret")?;
    std::fs::write(root.path().join("site/.hidden"), "secret")?;
    std::fs::write(root.path().join("site/index.html"), page)?;
    std::fs::write(root.path().join("site/办事/index.html"), page)?;
    std::fs::write(root.path().join("site/办事/a b/x.json"), "{}")?;
    std::os::unix::fs::symlink("../secret", root.path().join("site/link"))?;
    Ok(root)
}

/// An opinion or a reason on its line, and any text put on one.
pub fn text(bytes: &[u8]) -> bool {
    let Ok(line) = std::str::from_utf8(bytes) else { return false };
    if let Ok(escaped) = escape_text(line) {
        assert!(is_plain(&escaped) && !escaped.contains('\n'));
        assert_eq!(unescape_text(&escaped).as_deref(), Ok(line));
    }
    let Ok(text) = unescape_text(line) else { return false };
    assert_eq!(escape_text(&text).as_deref(), Ok(line));
    assert!(text.trim() == text && !text.is_empty());
    true
}

/// The lines of a message: a commit is put around them.
pub fn trailers(bytes: &[u8]) -> bool {
    const BEFORE: &str = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor 陈文 <chen-wen@example.org> 1795000000 +0800\n\
        committer 陈文 <chen-wen@example.org> 1795000000 +0800\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n =twTO\n \
        -----END PGP SIGNATURE-----\n\nfound\n\n";
    let raw = [BEFORE.as_bytes(), bytes].concat();
    let Ok(read) = Commit::parse(&raw) else { return commit(&raw) };
    let mut last = None;
    for (key, value) in read.trailers.iter() {
        assert!(last < Some(key), "{key:?} is late");
        assert!((1..=8000).contains(&value.len()) && is_plain(value), "{value:?}");
        last = Some(key);
    }
    assert_eq!(read.trailers.to_string().as_bytes(), bytes);
    commit(&raw)
}

/// A tree.
pub fn tree(bytes: &[u8]) -> bool {
    let tree = match Tree::parse(bytes) {
        Ok(tree) => tree,
        Err(fault) => {
            assert!(fault.offset().is_none_or(|at| at <= bytes.len()), "{fault}");
            explained(fault.code(), &fault);
            return false;
        }
    };
    assert_eq!(tree.encode(), bytes);
    assert!((1..=ENTRY_LIMIT).contains(&tree.entries().len()));
    let mut backwards = tree.entries().to_vec();
    backwards.reverse();
    assert_eq!(Tree::new(backwards).as_ref().ok(), Some(&tree), "the order is the tree's own");
    let unlike: BTreeSet<String> = tree.entries().iter().map(|entry| folded(entry.name.as_str())).collect();
    assert_eq!(unlike.len(), tree.entries().len(), "two names are one where case is ignored");
    for entry in tree.entries() {
        assert_eq!(tree.get(entry.name.as_str()), Some(entry));
    }
    assert_eq!(tree.get("no such name, for it has a \u{0} in it"), None);
    true
}

/// `workflows/<collection>.toml`.
pub fn workflow(bytes: &[u8]) -> bool {
    let workflow = match Workflow::read("workflows/memos.toml", bytes) {
        Ok(workflow) => workflow,
        Err(faults) => return explain(&faults),
    };
    assert_eq!((workflow.collection.as_str(), workflow.version), ("memos", Sha256::of(bytes)));
    let fields: BTreeSet<&Slug> = workflow.fields.iter().map(|field| &field.name).collect();
    let steps: BTreeSet<&Slug> = workflow.steps.iter().map(|step| &step.name).collect();
    assert_eq!((fields.len(), steps.len()), (workflow.fields.len(), workflow.steps.len()), "a name stands twice");
    assert!(!steps.is_empty() && workflow.field("title").is_some_and(|field| field.required));
    assert!(workflow.steps.iter().all(|step| !step.who.is_empty() && step.verbs.contains(&step.forward())));
    true
}
