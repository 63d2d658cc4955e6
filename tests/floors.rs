//! The order of the floors: reads every path that begins with `crate`, or climbs there with `super`, in every file below `src/`,
//! and fails on one that runs upward or sideways. The map for people stands in `src/lib.rs`; this is the same map for a machine.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};

/// The floors from the ground up. Modules of one floor do not know each other.
const FLOORS: [&[&str]; 9] = [
    &["id"],
    &["words", "search"],
    &["record", "openpgp", "office"],
    &["ledger", "accounts", "notices"],
    &["parcel"],
    &["desk", "gate", "starter", "backup"],
    &["site", "demo"],
    &["portal"],
    &["cli"],
];

/// Modules that stand beside the house: they know none of it, and only the two top floors know them.
const ALONE: [&str; 2] = ["server", "oidc"];

/// Who may know whom.
fn may_use(module: &str, used: &str) -> bool {
    let floor = |name: &str| FLOORS.iter().position(|floor| floor.contains(&name));
    let top = FLOORS.len() - 1;
    match (floor(module), floor(used)) {
        _ if module == used => true,
        (Some(above), Some(below)) => below < above,
        (Some(floor), None) => floor + 1 >= top && ALONE.contains(&used),
        (None, _) => false,
    }
}

/// The modules of the crate that a file names.
struct Arrows {
    /// The modules around the place that is read, from the crate's root.
    around: Vec<String>,
    found: BTreeSet<String>,
}

impl Arrows {
    /// Takes in a path, given as its first segments.
    fn path(&mut self, segments: &[String]) {
        let up = segments.iter().take_while(|segment| *segment == "super").count();
        let rest = match segments.first().map(String::as_str) {
            Some("crate") => &segments[1..],
            Some("super") if up >= self.around.len() => &segments[up..],
            _ => return,
        };
        if let Some(module) = rest.first() {
            self.found.insert(module.clone());
        }
    }

    /// Takes in what a `use` names, branch by branch.
    fn tree(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&path.tree, &with(&path.ident)),
            syn::UseTree::Name(name) => self.path(&with(&name.ident)),
            syn::UseTree::Rename(rename) => self.path(&with(&rename.ident)),
            syn::UseTree::Glob(_) => self.path(&[before, &["*".to_owned()]].concat()),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.tree(item, before)),
        }
    }

    /// Takes in the paths of a macro's tokens, which nobody has parsed.
    fn tokens(&mut self, text: &str) {
        let plain: String = text.split_whitespace().collect();
        for (at, _) in plain.match_indices("crate::") {
            let name: String = plain[at + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if plain[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') || name.is_empty() {
                continue;
            }
            self.found.insert(name);
        }
    }
}

impl<'ast> Visit<'ast> for Arrows {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.path(&segments);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, macro_: &'ast syn::Macro) {
        self.tokens(&macro_.tokens.to_string());
        visit::visit_macro(self, macro_);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.around.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.around.pop();
    }
}

/// The modules a file stands in: `src/site/fill/mod.rs` is `site::fill`.
fn modules(below_src: &Path) -> Vec<String> {
    let mut modules: Vec<String> =
        below_src.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if modules.last().is_some_and(|last| last == "mod") {
        modules.pop();
    }
    modules
}

fn arrows(source: &str, around: Vec<String>) -> BTreeSet<String> {
    let mut arrows = Arrows { around, found: BTreeSet::new() };
    arrows.visit_file(&syn::parse_file(source).expect("a file that compiles parses"));
    arrows.found
}

fn rust_files(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn no_arrow_runs_upward() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let below = file.strip_prefix(&src).unwrap();
        let around = modules(below);
        if matches!(around[0].as_str(), "lib" | "main") {
            continue;
        }
        let user = around[0].clone();
        for used in arrows(&fs::read_to_string(&file).unwrap(), around) {
            if !may_use(&user, &used) {
                wrong.push(format!("{}: {user} may not know {used}", below.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_module_has_its_floor_and_its_place_on_the_map() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let map: String = lib.lines().filter_map(|line| line.strip_prefix("//!")).collect();
    let declared: BTreeSet<String> = syn::parse_file(&lib)
        .unwrap()
        .items
        .into_iter()
        .filter_map(|item| if let syn::Item::Mod(item) = item { Some(item.ident.to_string()) } else { None })
        .collect();
    let known: BTreeSet<String> = FLOORS.concat().into_iter().chain(ALONE).map(str::to_owned).collect();
    assert_eq!(declared, known);
    for module in declared {
        assert!(map.contains(&format!("[`{module}`]")), "the map in src/lib.rs says nothing of {module}");
    }
}

#[test]
fn the_reader_of_paths_sees_them_all() {
    let source = "
        use crate::{office::{Office, Verb as V}, record::*};
        fn f() -> crate::ledger::Head { let x = vec![crate::words::neutral(\"\")]; super::super::site::go(x) }
        mod tests { use super::super::super::gate; use super::super::inner; }
    ";
    let found = arrows(source, vec!["desk".to_owned(), "draft".to_owned()]);
    let expected = ["gate", "ledger", "office", "record", "site", "words"];
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    assert!(!may_use("office", "record") && !may_use("server", "id") && !may_use("site", "server"));
    assert!(may_use("cli", "server") && may_use("ledger", "id") && !may_use("id", "words"));
}
