//! The theme: templates and assets, built in, each replaceable by name.
//!
//! 1. Templates are parsed once; an unknown function, component or parent is found then, not when a page is made.
//! 2. What a template prints is escaped by [`escape`](super::escape), whoever wrote the template.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use include_dir::{Dir, include_dir};
use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, Value};

pub use super::asset::Asset;
use super::{asset, escape, template};

/// How the name of a style sheet ends.
const STYLE: &str = ".css";
/// How many bytes most pages stay below.
const PAGE: usize = 32 * 1024;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Why a theme could not be loaded or a page not be made.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// A file's name is none a theme can have.
    #[error("theme file {name:?}: expected a name of letters, digits, `-`, `_` and `.`, in folders at most")]
    Name {
        /// The name.
        name: String,
    },
    /// A template is not UTF-8.
    #[error("theme file {name:?}: expected UTF-8")]
    Encoding {
        /// The template.
        name: String,
    },
    /// The templates do not fit together.
    #[error("theme: {message}")]
    Templates {
        /// What the template engine says.
        message: String,
    },
    /// A page could not be made from its view.
    #[error("template {template:?}: {message}")]
    Render {
        /// The template.
        template: String,
        /// What the template engine says.
        message: String,
    },
}

/// A loaded theme.
pub struct Theme {
    tera: Tera,
    assets: BTreeMap<String, Asset>,
}

impl fmt::Debug for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Theme").field("assets", &self.assets.keys()).finish_non_exhaustive()
    }
}

impl Theme {
    /// Loads the built-in theme. `overrides` are files by their name in a theme's folder (`layout.html`, `site.css`);
    /// each takes the place of the built-in one or is added. `words` gives the text of a key with its arguments.
    pub fn new<W>(overrides: &BTreeMap<String, Vec<u8>>, words: W) -> Result<Self, ThemeError>
    where
        W: Fn(&str, &BTreeMap<String, String>) -> String + Send + Sync + 'static,
    {
        let mut files: BTreeMap<String, &[u8]> = BTreeMap::new();
        collect(&BUILT_IN, &mut files);
        for (name, bytes) in overrides {
            if !is_name(name) {
                return Err(ThemeError::Name { name: name.clone() });
            }
            files.insert(name.clone(), bytes);
        }
        let mut templates = Vec::new();
        let mut assets = BTreeMap::new();
        for (name, bytes) in files {
            if Path::new(&name).extension().is_some_and(|end| end == "html") {
                let source = std::str::from_utf8(bytes).map_err(|_| ThemeError::Encoding { name: name.clone() })?;
                templates.push((name, source));
            } else {
                let style = std::str::from_utf8(bytes).ok().filter(|_| name.ends_with(STYLE));
                let (common, parts) = style.map_or_else(Default::default, asset::parts);
                for (part, text) in parts {
                    let name = format!("{part}{STYLE}");
                    assets.entry(name.clone()).or_insert_with(|| Asset::of(&name, text.as_bytes()));
                }
                let asset = Asset::of(&name, style.map_or(bytes, |_| common.as_bytes()));
                assets.insert(name, asset);
            }
        }
        // Templates may ask for the parts of the built-in style sheet also where a record has one of its own.
        let built_in = BUILT_IN.get_file("site.css").and_then(|file| file.contents_utf8()).unwrap_or_default();
        for name in asset::parts(built_in).1.into_keys().map(|part| format!("{part}{STYLE}")) {
            assets.entry(name.clone()).or_insert_with(|| Asset::of(&name, b""));
        }
        let paths: BTreeMap<String, String> =
            assets.iter().map(|(name, asset)| (name.clone(), asset.path.clone())).collect();
        let word = |key: &str| words(key, &BTreeMap::new());
        let templates = template::prepared(&templates, &word, &|name| paths.get(name).cloned());
        let mut tera = Tera::new();
        tera.set_escape_fn(escape::write);
        tera.autoescape_on([".html"]);
        tera.register_function("t", move |args: Kwargs, _: &State<'_>| text(&args, &words));
        tera.register_function("asset", move |args: Kwargs, _: &State<'_>| asset(&args, &paths));
        tera.add_raw_templates(templates).map_err(|error| ThemeError::Templates { message: chain(&error) })?;
        Ok(Self { tera, assets })
    }

    /// Makes a page.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<Vec<u8>, ThemeError> {
        let failed = |error: tera::Error| ThemeError::Render { template: template.to_owned(), message: chain(&error) };
        let context = Context::from_serialize(view).map_err(failed)?;
        let mut page = Vec::with_capacity(PAGE);
        self.tera.render_to(template, &context, &mut page).map_err(failed)?;
        Ok(page)
    }

    /// The files that pages need beside them.
    pub fn assets(&self) -> impl Iterator<Item = &Asset> {
        self.assets.values()
    }

    /// Whether there is a template of that name.
    pub fn has(&self, template: &str) -> bool {
        self.tera.contains_template(template)
    }
}

fn collect(folder: &'static Dir<'static>, files: &mut BTreeMap<String, &[u8]>) {
    for file in folder.files() {
        if let Some(name) = file.path().to_str() {
            files.insert(name.replace('\\', "/"), file.contents());
        }
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}

fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    name.len() <= 200
        && name.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && part.chars().all(plain))
}

/// The template function `t`: every argument but `key` is handed on as text.
fn text(args: &Kwargs, words: &impl Fn(&str, &BTreeMap<String, String>) -> String) -> tera::TeraResult<String> {
    let key: String = args.must_get("key")?;
    let mut given = BTreeMap::new();
    for (name, value) in args.iter() {
        let name = name.as_str().unwrap_or_default();
        if name != "key" {
            given.insert(name.to_owned(), plain(value));
        }
    }
    Ok(words(&key, &given))
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The template function `asset`: the site path of an asset by its name.
fn asset(args: &Kwargs, paths: &BTreeMap<String, String>) -> tera::TeraResult<String> {
    let name: String = args.must_get("name")?;
    paths.get(&name).cloned().ok_or_else(|| tera::Error::message(format!("no asset {name:?} in the theme")))
}

/// An error with what caused it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        message.push_str(": ");
        message.push_str(&inner.to_string());
        cause = inner.source();
    }
    message
}
