//! What a new record begins with: the built-in workflows, hooks and explanations, and the smallest register that works.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use serde::Serialize;

use crate::id::{Fingerprint, Slug};

static WORKFLOWS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/workflows");
static HOOKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/hooks");
static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content/starter");

/// The slug of a founder whose address makes none.
pub fn founder() -> Slug {
    // A constant of the right form: the fallback is never taken.
    "founder".parse().unwrap_or_else(|_: crate::id::Malformed| unreachable!())
}

/// The settings of a new record.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Its id.
    pub record: String,
    /// The installation's title.
    pub title: String,
    /// A tag of the catalogue.
    pub language: String,
    /// An IANA name.
    pub time_zone: String,
}

/// What the settings of a new office ask of its register: every unit has one responsible leader, and not two (A5).
pub const ONE_LEADER: &[u8] = b"\n[[register.post]]\npost = \"head\"\nleast = 1\nmost = 1\n";

/// The hooks a server's repository gets.
pub fn hooks() -> impl Iterator<Item = (String, &'static [u8])> {
    HOOKS.files().map(|file| (file.path().display().to_string(), file.contents()))
}

/// The collections of the built-in workflows.
pub fn collections() -> impl Iterator<Item = String> {
    WORKFLOWS.files().filter_map(|file| Some(file.path().file_name()?.to_str()?.strip_suffix(".toml")?.to_owned()))
}

/// Other ways to have a workflow, by name: `accounts-<variant>` may take the place of `accounts`.
pub fn variants() -> impl Iterator<Item = (String, &'static [u8])> {
    let files = WORKFLOWS.get_dir("variants").into_iter().flat_map(Dir::files);
    files.filter_map(|file| {
        let name = file.path().file_name()?.to_str()?.strip_suffix(".toml")?;
        Some((name.to_owned(), file.contents()))
    })
}

/// Every file of a new record but the register.
pub fn files(settings: &Settings) -> BTreeMap<String, Vec<u8>> {
    #[derive(Serialize)]
    #[serde(rename_all = "kebab-case")]
    struct Written<'a> {
        format: u32,
        record: &'a str,
        title: &'a str,
        language: &'a str,
        time_zone: &'a str,
    }
    let written = Written {
        format: crate::office::Settings::FORMAT,
        record: &settings.record,
        title: &settings.title,
        language: &settings.language,
        time_zone: &settings.time_zone,
    };
    let mut files = BTreeMap::from([("kanhe.toml".to_owned(), toml_of(&written).into_bytes())]);
    for (prefix, dir) in [("workflows/", &WORKFLOWS), ("hooks/", &HOOKS), ("", &STARTER)] {
        add(&mut files, prefix, dir);
    }
    files
}

/// The files of a folder and of those in it.
fn add(files: &mut BTreeMap<String, Vec<u8>>, prefix: &str, dir: &Dir<'_>) {
    for file in dir.files() {
        files.insert(format!("{prefix}{}", file.path().display()), file.contents().to_vec());
    }
    for inner in dir.dirs() {
        add(files, prefix, inner);
    }
}

/// One unit with the posts the built-in workflows ask for, one person who holds them all, the unit's seal.
#[derive(Debug, Clone)]
pub struct Roster {
    /// The unit's name, also on the seal.
    pub unit: String,
    /// The code in its document numbers.
    pub code: String,
    /// The person's slug.
    pub person: Slug,
    /// The person's name.
    pub name: String,
    /// The person's address.
    pub email: String,
    /// The person's certificate.
    pub founder: (Fingerprint, String),
    /// The seal's certificate.
    pub seal: (Fingerprint, String),
}

impl Roster {
    /// The register's files.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        #[derive(Serialize)]
        struct Unit<'a> {
            title: &'a str,
            code: &'a str,
            posts: BTreeMap<&'a str, &'a str>,
        }
        #[derive(Serialize)]
        struct Person<'a> {
            name: &'a str,
            email: &'a str,
            unit: &'a str,
            posts: [&'a str; 5],
            certificate: [Listed<'a>; 1],
        }
        #[derive(Serialize)]
        struct Seal<'a> {
            title: &'a str,
            unit: &'a str,
            custodians: [&'a str; 1],
            certificate: [Listed<'a>; 1],
        }
        let posts = BTreeMap::from([
            ("head", "负责人"),
            ("deputy", "分管负责人"),
            ("clerk", "核稿员"),
            ("administrator", "系统管理员"),
            ("operator", "操作员"),
        ]);
        let unit = Unit { title: &self.unit, code: &self.code, posts };
        let person = Person {
            name: &self.name,
            email: &self.email,
            unit: "office",
            posts: ["office/head", "office/deputy", "office/clerk", "office/administrator", "office/operator"],
            certificate: [Listed { fingerprint: self.founder.0.as_str() }],
        };
        let seal = Seal {
            title: &self.unit,
            unit: "office",
            custodians: [self.person.as_str()],
            certificate: [Listed { fingerprint: self.seal.0.as_str() }],
        };
        let person_folder = format!("content/people/{}", self.person);
        BTreeMap::from([
            ("content/units/office/index.md".to_owned(), index(&unit, "")),
            (format!("{person_folder}/index.md"), index(&person, "")),
            (format!("{person_folder}/{}.asc", self.founder.0), self.founder.1.clone().into_bytes()),
            ("content/seals/office/index.md".to_owned(), index(&seal, "")),
            (format!("content/seals/office/{}.asc", self.seal.0), self.seal.1.clone().into_bytes()),
        ])
    }
}

#[derive(Serialize)]
struct Listed<'a> {
    fingerprint: &'a str,
}

/// An `index.md` of these fields and this Markdown.
pub fn index(fields: &impl Serialize, body: &str) -> Vec<u8> {
    format!("+++\n{}+++\n{body}", toml_of(fields)).into_bytes()
}

/// These fields as TOML. Fields of plain texts and lists always are.
fn toml_of(fields: &impl Serialize) -> String {
    toml::to_string(fields).unwrap_or_default()
}
