//! Every template with mock views: rich, empty and hostile. The pages are also written below the target folder's
//! `tmp/site`, to be looked at.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests may panic")]

mod html;
mod mock;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use kanhe::site::theme::{Theme, ThemeError};
use serde_json::Value;

const LANGUAGES: [(&str, &str); 3] = [
    ("zh-CN", include_str!("../../themes/words/zh-CN/site.ftl")),
    ("zh-TW", include_str!("../../themes/words/zh-TW/site.ftl")),
    ("en", include_str!("../../themes/words/en/site.ftl")),
];

/// A word function that panics on a key that is missing and on an argument that is not given.
fn words(language: &str) -> impl Fn(&str, &BTreeMap<String, String>) -> String + Send + Sync + 'static {
    let source = LANGUAGES.iter().find(|(name, _)| *name == language).expect("a known language").1;
    let mut bundle = FluentBundle::new_concurrent(vec![language.parse().expect("a language tag")]);
    bundle.set_use_isolating(false);
    bundle.add_resource(FluentResource::try_new(source.to_owned()).expect("valid Fluent")).expect("unique keys");
    move |key, given| {
        let message = bundle.get_message(key).unwrap_or_else(|| panic!("no words for {key}"));
        let mut args = FluentArgs::new();
        for (name, value) in given {
            args.set(name.clone(), value.clone());
        }
        let mut errors = Vec::new();
        let pattern = message.value().expect("a value");
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
        assert!(errors.is_empty(), "{key}: {errors:?}");
        text
    }
}

fn theme(language: &str) -> Theme {
    Theme::new(&BTreeMap::new(), words(language)).expect("the built-in theme loads")
}

fn page(theme: &Theme, template: &str, view: &Value) -> String {
    let bytes = theme.render(template, view).unwrap_or_else(|error| panic!("{error}"));
    String::from_utf8(bytes).expect("pages are UTF-8")
}

#[test]
fn every_page_is_well_formed_in_every_language() {
    for (language, _) in LANGUAGES {
        let theme = theme(language);
        for case in mock::pages(language) {
            let page = page(&theme, case.template, &case.view);
            html::check(&page).unwrap_or_else(|fault| panic!("{} in {language}: {fault}", case.path));
            assert!(page.contains(&format!("<html lang=\"{language}\">")));
        }
    }
}

/// What a reader reads on a page: its text without tags, a line for each piece.
fn read(page: &str) -> String {
    let body = page.split_once("<body").map_or(page, |(_, body)| body);
    let pieces = body.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text.trim());
    pieces.filter(|text| !text.is_empty()).fold(String::new(), |all, text| all + text + "\n")
}

/// The pages as a reader reads them, against `tests/theme/pages`. Where one differs on purpose, the new one lies below the
/// target folder's `tmp/pages`, to be looked at and copied.
#[test]
fn every_page_reads_as_it_did() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/theme/pages");
    let theme = theme("zh-CN");
    let mut changed = Vec::new();
    for case in mock::pages("zh-CN") {
        let name = format!("{}.txt", case.path.trim_end_matches(".html").replace('/', "-"));
        let text = read(&page(&theme, case.template, &case.view));
        if fs::read_to_string(kept.join(&name)).unwrap_or_default() != text {
            write(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages").join(&name), text.as_bytes());
            changed.push(name);
        }
    }
    assert!(changed.is_empty(), "these pages read otherwise: {changed:?}");
}

/// WCAG 3.1.2: what is read aloud in another language than the page says so.
#[test]
fn a_title_says_its_language_where_the_page_is_in_another() {
    for (language, marked) in [("zh-CN", 0), ("en", 1)] {
        let theme = theme(language);
        for case in mock::pages(language) {
            let page = page(&theme, case.template, &case.view);
            let cells = page.split("class=\"what\"><a ").skip(1).map(|rest| rest.split('>').next().unwrap());
            let subjects = cells.filter(|tag| tag.contains("documents/20") || tag.contains("bulletins/20"));
            for tag in subjects {
                assert_eq!(tag.matches("lang=\"zh-CN\"").count(), marked, "{} in {language}: {tag}", case.path);
            }
        }
    }
}

#[test]
fn a_page_with_little_to_say_is_well_formed_too() {
    let theme = theme("zh-CN");
    for case in mock::bare_pages() {
        let page = page(&theme, case.template, &case.view);
        html::check(&page).unwrap_or_else(|fault| panic!("{}: {fault}", case.path));
    }
}

/// What a page weighs on its way, as the server sends it to a browser that takes gzip, with its style sheets, its script and its pictures.
#[test]
fn a_page_weighs_less_than_60_kb_with_what_it_needs() {
    let mut heaviest = (0, String::new());
    for (language, _) in LANGUAGES {
        let theme = theme(language);
        for case in mock::pages(language) {
            let page = page(&theme, case.template, &case.view);
            let needed = theme.assets().filter(|asset| page.contains(&asset.path));
            let weight = squeezed(page.as_bytes()) + needed.map(|asset| squeezed(&asset.bytes)).sum::<usize>();
            heaviest =
                heaviest.max((weight, format!("{} in {language}, {} before it is squeezed", case.path, page.len())));
        }
    }
    assert!((10_000..60_000).contains(&heaviest.0), "{heaviest:?}");
}

fn squeezed(bytes: &[u8]) -> usize {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap().len()
}

#[test]
fn every_template_is_tried() {
    let tried: Vec<&str> = mock::pages("zh-CN").iter().map(|case| case.template).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let pages: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "html")).collect();
    // What others extend is tried with them.
    let texts = pages.iter().map(|path| fs::read_to_string(path).unwrap());
    let extended: Vec<String> =
        texts.filter_map(|text| Some(text.strip_prefix("{% extends \"")?.split_once('"')?.0.to_owned())).collect();
    for page in &pages {
        let name = page.file_name().unwrap().to_str().unwrap();
        let is_page = name != "parts.html" && !extended.iter().any(|one| one == name);
        assert!(!is_page || tried.contains(&name), "{name} is never rendered");
    }
}

#[test]
fn others_text_stays_text_in_every_field() {
    let theme = theme("zh-CN");
    for poison in mock::POISONS {
        for mut case in mock::pages("zh-CN") {
            mock::poison(&mut case.view, poison);
            let page = page(&theme, case.template, &case.view);
            html::check(&page).unwrap_or_else(|fault| panic!("{} with {poison:?}: {fault}", case.path));
            assert!(!page.contains("<b>"), "{} with {poison:?}", case.path);
            assert!(!page.contains(['\u{202E}', '\u{2067}', '\u{0}']), "{} with {poison:?}", case.path);
        }
    }
}

#[test]
fn a_page_stays_small() {
    let theme = theme("zh-CN");
    for case in mock::pages("zh-CN") {
        let size = page(&theme, case.template, &case.view).len();
        assert!(size < 60_000, "{} has {size} bytes", case.path);
    }
}

#[test]
fn every_language_has_the_same_keys() {
    let keys = |source: &str| -> Vec<String> {
        let lines = source.lines().filter_map(|line| line.split_once(" = "));
        lines.map(|(key, _)| key.to_owned()).filter(|key| key.starts_with("site-")).collect()
    };
    let first = keys(LANGUAGES[0].1);
    assert!(!first.is_empty());
    for (language, source) in LANGUAGES {
        assert_eq!(keys(source), first, "{language}");
    }
}

#[test]
fn every_state_and_verb_has_words() {
    use kanhe::site::view::{State, Verb};
    let words = words("zh-CN");
    let none = BTreeMap::new();
    let name = |value: Value| value.as_str().unwrap().to_owned();
    for state in State::ALL {
        words(&format!("site-state-{}", name(serde_json::to_value(state).unwrap())), &none);
    }
    for verb in Verb::ALL {
        words(&format!("site-verb-{}", name(serde_json::to_value(verb).unwrap())), &none);
    }
}

#[test]
fn a_seal_is_drawn_only_where_the_view_gives_one() {
    let theme = theme("zh-CN");
    let pages = mock::pages("zh-CN");
    let case = |path: &str| {
        let case = pages.iter().find(|case| case.path == path).expect("a mock of that path");
        page(&theme, case.template, &case.view)
    };
    assert!(case("documents/2026/spring/index.html").contains("<svg class=\"face round\""));
    assert!(!case("documents/2026/review/index.html").contains("<svg class=\"face"));
}

#[test]
fn overrides_take_the_place_of_built_in_files() {
    let overrides = BTreeMap::from([
        ("404.html".to_owned(), b"<p>{{ base.site }}: {{ asset(name=\"site.css\") }}".to_vec()),
        ("site.css".to_owned(), b"body { color: green }".to_vec()),
    ]);
    let theme = Theme::new(&overrides, words("zh-CN")).unwrap();
    let css = theme.assets().find(|asset| asset.path.contains("site.")).unwrap();
    assert_eq!(css.bytes, b"body { color: green }");
    let bare = mock::bare_pages();
    let case = bare.iter().find(|case| case.template == "404.html").unwrap();
    let shown = page(&theme, "404.html", &case.view);
    assert!(shown.contains(&css.path), "{shown}");
}

#[test]
fn a_bad_theme_is_refused_with_its_file() {
    let load = |name: &str, bytes: &[u8]| {
        Theme::new(&BTreeMap::from([(name.to_owned(), bytes.to_vec())]), words("en")).map(|_| ()).unwrap_err()
    };
    for name in ["../x.css", "/x.css", "a//b.css", ".hidden", "a b.css", ""] {
        assert!(matches!(load(name, b""), ThemeError::Name { .. }), "{name}");
    }
    assert!(matches!(load("404.html", b"\xff"), ThemeError::Encoding { .. }));
    assert!(load("404.html", b"{% if %}").to_string().contains("404.html"));
    assert!(matches!(load("404.html", b"{{ nosuch(a=1) }}"), ThemeError::Templates { .. }));
}

#[test]
fn a_template_that_is_not_there_is_an_error() {
    let error = theme("en").render("nosuch.html", &Value::Object(serde_json::Map::new())).unwrap_err();
    assert!(error.to_string().contains("nosuch.html"), "{error}");
}

#[test]
fn assets_name_their_content() {
    let theme = theme("en");
    let paths: Vec<&str> = theme.assets().map(|asset| asset.path.as_str()).collect();
    assert_eq!(paths.len(), 18, "{paths:?}");
    for asset in theme.assets() {
        let parts: Vec<&str> = asset.path.split('.').collect();
        assert!(asset.path.starts_with("assets/") && parts.len() == 3 && parts[1].len() == 12, "{}", asset.path);
        let text = String::from_utf8_lossy(&asset.bytes);
        let outside = text.replace("http://www.w3.org/2000/svg", "");
        assert!(!outside.contains("://") && !outside.contains("@import") && !outside.contains("url("));
    }
}

#[test]
fn the_pages_can_be_looked_at() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("site");
    for (language, _) in LANGUAGES {
        let theme = theme(language);
        let mut cases = mock::pages(language);
        cases.extend(mock::bare_pages());
        for case in cases {
            write(&root.join(language).join(&case.path), page(&theme, case.template, &case.view).as_bytes());
        }
        for mut case in mock::pages(language) {
            mock::poison(&mut case.view, mock::POISONS[0]);
            let path = root.join(language).join("hostile").join(&case.path);
            write(&path, page(&theme, case.template, &case.view).as_bytes());
        }
        for asset in theme.assets() {
            write(&root.join(language).join(&asset.path), &asset.bytes);
            write(&root.join(language).join("hostile").join(&asset.path), &asset.bytes);
        }
    }
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}
