//! What people read comes from the catalogue: no source and no template speaks by itself, and each language speaks only itself.
//!
//! That every language has every key, with the same arguments, is tested beside the catalogue; that every page of a real site speaks
//! its language, in `tests/browser/tongues.rs`.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use syn::visit::{self, Visit};

/// Sources that hold Chinese words, and why they may.
const SPEAKING: [(&str, &str); 11] = [
    ("src/cli/draft.rs", "what is read: yes and no as people type them"),
    ("src/desk/history/", "what is read: the heads, dates and names of older papers"),
    ("src/desk/roll.rs", "what is read: the heads of spreadsheets"),
    ("src/office/format.rs", "what is read: how documents are written, and the clauses that say so"),
    ("src/office/imported.rs", "what is read: numbers of older papers"),
    ("src/office/judge/mod.rs", "what is read: opinions that say nothing"),
    ("src/office/register/mod.rs", "what is read: names of units, of which the standard sizes seals"),
    ("src/search/", "what is read: what people search for"),
    ("src/server/", "the server knows no catalogue and says the few things it says in two languages"),
    ("src/site/view/subject.rs", "what is read: where a title can be broken"),
    ("src/starter.rs", "what a new record begins with; it is the record's then"),
];

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The literals of a source that hold Chinese, those of its tests left out.
#[derive(Default)]
struct Spoken(Vec<String>);

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string().contains("test"))
    })
}

impl<'ast> Visit<'ast> for Spoken {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_test(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    // Documentation is an attribute.
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        if literal.value().contains(is_han) {
            self.0.push(literal.value());
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let tokens = call.tokens.to_string();
        if tokens.contains(is_han) {
            self.0.push(tokens);
        }
    }
}

#[test]
fn no_source_speaks_by_itself() {
    let mut spoken = Vec::new();
    let mut needed: BTreeMap<&str, usize> = SPEAKING.iter().map(|(place, _)| (*place, 0)).collect();
    for file in walkdir::WalkDir::new(top().join("src")).sort_by_file_name() {
        let path = file.unwrap().into_path();
        if path.extension().is_none_or(|end| end != "rs") || path.ends_with("tests.rs") {
            continue;
        }
        let name = path.strip_prefix(top()).unwrap().display().to_string();
        let mut found = Spoken::default();
        found.visit_file(&syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap());
        match SPEAKING.iter().find(|(place, _)| name.starts_with(place)) {
            Some((place, _)) => *needed.entry(place).or_default() += found.0.len(),
            None => spoken.extend(found.0.into_iter().map(|text| format!("{name}: {text}"))),
        }
    }
    assert!(spoken.is_empty(), "these belong into themes/words:\n{}", spoken.join("\n"));
    let silent: Vec<_> = needed.into_iter().filter(|(_, count)| *count == 0).collect();
    assert!(silent.is_empty(), "these speak no more: {silent:?}");
}

/// What stands in a template outside of its tags and of what it fills in, with the attributes a reader meets.
fn spoken_by(template: &str) -> Vec<String> {
    let mut rest = template;
    let mut plain = String::new();
    // Tera's own: `{% … %}`, `{{ … }}`, `{# … #}`; a component's call holds tags inside of its braces.
    while let Some(at) = rest.find('{') {
        let end = match rest.get(at + 1..at + 2) {
            Some("%") => "%}",
            Some("{") => "}}",
            Some("#") => "#}",
            _ => {
                plain.push_str(&rest[..=at]);
                rest = &rest[at + 1..];
                continue;
            }
        };
        plain.push_str(&rest[..at]);
        plain.push('\u{1}');
        let mut depth = 1;
        let mut from = at + 2;
        while depth > 0 {
            let close = rest[from..].find(end).unwrap_or(rest.len() - from);
            depth += rest[from..from + close].matches("{{").count();
            from = (from + close + 2).min(rest.len());
            depth -= 1;
        }
        rest = &rest[from..];
    }
    plain.push_str(rest);
    let mut said = Vec::new();
    for (number, piece) in plain.split('<').enumerate() {
        let (tag, text) = if number == 0 { ("", piece) } else { piece.split_once('>').unwrap_or((piece, "")) };
        said.push(text.to_owned());
        for name in ["alt", "aria-label", "title", "placeholder", "content", "value"] {
            let value = tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next());
            // What the head says to browsers is no text.
            said.extend(value.filter(|_| !tag.starts_with("meta")).map(str::to_owned));
        }
    }
    // Millimetres and the program are called so everywhere.
    said.retain(|text| text.replace(" mm", "").replace("kanhe ", "").chars().any(char::is_alphabetic));
    said
}

#[test]
fn no_template_speaks_by_itself() {
    let mut spoken = Vec::new();
    for file in fs::read_dir(top().join("themes/default")).unwrap() {
        let path: PathBuf = file.unwrap().path();
        if path.extension().is_some_and(|end| end == "html") {
            let found = spoken_by(&fs::read_to_string(&path).unwrap());
            spoken.extend(found.into_iter().map(|text| format!("{}: {text:?}", path.display())));
        }
    }
    assert!(spoken.is_empty(), "these belong into themes/words:\n{}", spoken.join("\n"));
}

#[test]
fn the_reading_of_templates_finds_words() {
    for silent in [
        "<p>{{ t(key=\"x\") }} · {% if a %}1{% endif %}</p>",
        "{{ <when time={{ a }}/> }}<meta content=\"width\">",
        "{# note #}",
    ] {
        assert_eq!(spoken_by(silent), Vec::<String>::new(), "{silent}");
    }
    for speaking in ["<p>单位</p>", "{{ a }} more", "<img alt=\"seal\">", "<p>{% if a %}yes{% endif %}</p>"] {
        assert_eq!(spoken_by(speaking).len(), 1, "{speaking}");
    }
}

/// Every text of a language by its key, and by its key and attribute.
fn texts(language: &str) -> Vec<(String, String)> {
    fn text(pattern: &Pattern<String>) -> String {
        let part = |element: &PatternElement<String>| match element {
            PatternElement::TextElement { value } => value.clone(),
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                variants.iter().map(|variant| text(&variant.value) + " ").collect()
            }
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => {
                value.clone()
            }
            PatternElement::Placeable { .. } => String::new(),
        };
        pattern.elements.iter().map(part).collect()
    }
    let mut all = Vec::new();
    for file in ["cli.ftl", "refusals.ftl", "site.ftl"] {
        let source = fs::read_to_string(top().join("themes/words").join(language).join(file)).unwrap();
        let parsed = fluent_syntax::parser::parse(source).unwrap();
        for entry in parsed.body {
            let Entry::Message(message) = entry else { continue };
            let name = message.id.name;
            all.extend(message.value.iter().map(|pattern| (name.clone(), text(pattern))));
            all.extend(message.attributes.iter().map(|one| (format!("{name}.{}", one.id.name), text(&one.value))));
        }
    }
    assert!(all.len() > 1000, "{}", all.len());
    all
}

/// Whether a character is one that simplified Chinese writes with: those of GB 2312.
fn is_simplified(c: char) -> bool {
    let text = c.to_string();
    let (bytes, _, lost) = encoding_rs::GBK.encode(&text);
    !lost && matches!(*bytes, [0xB0..=0xF7, 0xA1..=0xFE])
}

/// Whether a character is one that traditional Chinese writes with: those of Big5.
fn is_traditional(c: char) -> bool {
    !encoding_rs::BIG5.encode(&c.to_string()).2
}

#[test]
fn each_language_writes_with_its_own_characters() {
    let wrong = |language: &str, fits: fn(char) -> bool| -> Vec<String> {
        let texts = texts(language);
        let odd = texts.into_iter().filter(|(_, text)| text.chars().any(|c| is_han(c) && !fits(c)));
        odd.map(|(key, text)| format!("{language} {key}: {text}")).collect()
    };
    let mut all = wrong("zh-CN", is_simplified);
    all.extend(wrong("zh-TW", is_traditional));
    all.extend(wrong("en", |_| false));
    all.retain(|line| !OF_THE_RECORD.iter().any(|key| line.split(' ').nth(1) == Some(&format!("{key}:"))));
    assert!(all.is_empty(), "\n{}", all.join("\n"));
}

/// Texts that quote what stands in a record, as it stands there.
const OF_THE_RECORD: [&str; 5] =
    ["arg-new-set", "cmd-search-after", "new-field.hint", "site-managed-terminals-note", "site-search-help"];

#[test]
fn no_text_was_left_in_english() {
    let mut left = Vec::new();
    for language in ["zh-CN", "zh-TW"] {
        for (key, text) in texts(language) {
            // Terms of the command line are the same in every language.
            let words = text
                .split(|c: char| !c.is_ascii_alphabetic())
                .filter(|word| word.len() > 2 && word.chars().any(char::is_lowercase));
            if !text.contains(is_han) && words.count() > 1 {
                left.push(format!("{language} {key}: {text}"));
            }
        }
    }
    assert!(left.is_empty(), "\n{}", left.join("\n"));
}
