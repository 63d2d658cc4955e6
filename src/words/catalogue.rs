//! The catalogue of texts, one Fluent resource a language, built into the program.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::str::FromStr;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use fluent_syntax::ast::{self, Entry};

use super::message::harmless;
use super::{Message, neutral};

/// A language the program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// 简体中文.
    #[default]
    ZhCn,
    /// 繁體中文.
    ZhTw,
    /// English.
    En,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::ZhCn, Self::ZhTw, Self::En];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::ZhTw => "zh-TW",
            Self::En => "en",
        }
    }

    /// The language a POSIX locale such as `zh_TW.UTF-8` asks for, if it is one we speak.
    pub fn from_locale(locale: &str) -> Option<Self> {
        let name = locale.split(['.', '@']).next().unwrap_or_default().replace('_', "-").to_lowercase();
        match name.as_str() {
            "zh-tw" | "zh-hk" | "zh-mo" | "zh-hant" => Some(Self::ZhTw),
            _ if name == "zh" || name.starts_with("zh-") => Some(Self::ZhCn),
            _ if name == "en" || name.starts_with("en-") => Some(Self::En),
            _ => None,
        }
    }

    /// The built-in texts: what the program says, why it refuses, what the site says.
    const fn sources(self) -> [&'static str; 3] {
        match self {
            Self::ZhCn => [
                include_str!("../../themes/words/zh-CN/cli.ftl"),
                include_str!("../../themes/words/zh-CN/refusals.ftl"),
                include_str!("../../themes/words/zh-CN/site.ftl"),
            ],
            Self::ZhTw => [
                include_str!("../../themes/words/zh-TW/cli.ftl"),
                include_str!("../../themes/words/zh-TW/refusals.ftl"),
                include_str!("../../themes/words/zh-TW/site.ftl"),
            ],
            Self::En => [
                include_str!("../../themes/words/en/cli.ftl"),
                include_str!("../../themes/words/en/refusals.ftl"),
                include_str!("../../themes/words/en/site.ftl"),
            ],
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// A language tag we have no catalogue for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected zh-CN, zh-TW or en, found {0:?}")]
pub struct UnknownLanguage(String);

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, UnknownLanguage> {
        Self::ALL.into_iter().find(|language| language.tag() == tag).ok_or_else(|| UnknownLanguage(tag.to_owned()))
    }
}

/// The texts of one language.
pub struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    /// The texts that are nothing but words and arguments. A page says hundreds of them, and putting pieces together is a small part of
    /// what resolving a pattern costs.
    plain: HashMap<String, Vec<Piece>>,
}

/// A piece of a text without choices.
enum Piece {
    /// Words.
    Text(String),
    /// The argument of this name.
    Argument(String),
}

impl Catalogue {
    /// Loads the built-in texts of a language. A fault in them is found by the tests, not by a reader: what
    /// could be read is used.
    pub fn new(language: Language) -> Self {
        let tag: unic_langid::LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        let mut words = BTreeMap::new();
        let mut plain = HashMap::new();
        for source in language.sources() {
            let resource = match FluentResource::try_new(source.to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            words.extend(plain_words(&resource));
            for entry in resource.entries() {
                let Entry::Message(ast::Message { id, value, .. }) = entry else { continue };
                match value.as_ref().and_then(pieces) {
                    Some(pieces) => drop(plain.insert(id.name.to_owned(), pieces)),
                    // A later text takes the place of an earlier one of the same key.
                    None => drop(plain.remove(id.name)),
                }
            }
            bundle.add_resource_overriding(resource);
        }
        // It cannot fail: nothing else in the bundle has that name.
        drop(bundle.add_function("WORDS", move |values, named| spoken(&words, values, named)));
        Self { language, bundle, plain }
    }

    /// The language.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The text of a message.
    pub fn text(&self, message: &Message) -> String {
        self.get(&message.key, None, &message.args)
    }

    /// The advice that belongs to a message, if it has any.
    pub fn hint(&self, message: &Message) -> Option<String> {
        self.bundle.get_message(&message.key)?.get_attribute("hint")?;
        Some(self.get(&message.key, Some("hint"), &message.args))
    }

    /// The text of a key without arguments.
    pub fn word(&self, key: &str) -> String {
        self.get::<&str, &str>(key, None, &[])
    }

    /// The text of a key with arguments given by name.
    pub fn format<'a>(&self, key: &str, args: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
        let args: Vec<(&str, &str)> = args.into_iter().collect();
        self.get(key, None, &args)
    }

    /// Whether the catalogue has this key.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// Every key.
    #[cfg(test)]
    pub(crate) fn keys(&self) -> impl Iterator<Item = String> {
        let sources =
            self.language.sources().map(|source| fluent_syntax::parser::parse(source).unwrap_or_else(|(got, _)| got));
        sources.into_iter().flat_map(|resource| resource.body).filter_map(|entry| {
            let Entry::Message(message) = entry else { return None };
            Some(message.id.name.to_owned())
        })
    }

    /// A key that is missing prints itself, so that the fault is seen and nothing is lost.
    fn get<N: AsRef<str>, V: AsRef<str>>(&self, key: &str, attribute: Option<&str>, args: &[(N, V)]) -> String {
        if attribute.is_none()
            && let Some(text) = self.plain.get(key).and_then(|pieces| put_together(pieces, args))
        {
            return text;
        }
        self.resolve(key, attribute, args)
    }

    /// The text as Fluent resolves it.
    fn resolve<N: AsRef<str>, V: AsRef<str>>(&self, key: &str, attribute: Option<&str>, args: &[(N, V)]) -> String {
        let Some(message) = self.bundle.get_message(key) else { return fallback(key, args) };
        let pattern = match attribute {
            Some(name) => message.get_attribute(name).map(|found| found.value()),
            None => message.value(),
        };
        let Some(pattern) = pattern else { return fallback(key, args) };
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set(name.as_ref().to_owned(), neutral(value.as_ref()));
        }
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned()
    }
}

impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Catalogue").field(&self.language).finish()
    }
}

/// The pieces of a pattern that chooses nothing and calls nothing.
fn pieces(pattern: &ast::Pattern<&str>) -> Option<Vec<Piece>> {
    let piece = |element: &ast::PatternElement<&str>| match element {
        ast::PatternElement::TextElement { value } => Some(Piece::Text((*value).to_owned())),
        ast::PatternElement::Placeable {
            expression: ast::Expression::Inline(ast::InlineExpression::VariableReference { id }),
        } => Some(Piece::Argument(id.name.to_owned())),
        ast::PatternElement::Placeable { .. } => None,
    };
    pattern.elements.iter().map(piece).collect()
}

/// The pieces with the arguments in their places; nothing if one is missing.
fn put_together<N: AsRef<str>, V: AsRef<str>>(pieces: &[Piece], args: &[(N, V)]) -> Option<String> {
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(words) => text.push_str(words),
            Piece::Argument(wanted) => {
                // The last of two with one name counts.
                let (_, value) = args.iter().rev().find(|(name, _)| name.as_ref() == wanted)?;
                text.push_str(&harmless(value.as_ref()));
            }
        }
    }
    Some(text)
}

/// The messages of a resource that are one piece of text: what a word of the record is called.
fn plain_words(resource: &FluentResource) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for entry in resource.entries() {
        if let Entry::Message(ast::Message { id, value: Some(ast::Pattern { elements }), .. }) = entry
            && let [ast::PatternElement::TextElement { value }] = elements[..]
        {
            words.insert(id.name.to_owned(), value.to_owned());
        }
    }
    words
}

/// `WORDS($allowed, of: "verb")` in a text: each word of a list `a, b` called as the message `verb-a` calls it, joined as the
/// language joins. A word that has no such message, and every word without `of`, stands as it is.
fn spoken<'a>(words: &BTreeMap<String, String>, values: &[FluentValue<'a>], named: &FluentArgs) -> FluentValue<'a> {
    let Some(FluentValue::String(list)) = values.first() else { return FluentValue::Error };
    let called = |word: &str| match named.get("of") {
        Some(FluentValue::String(kind)) => words.get(&format!("{kind}-{word}")).map_or(word, String::as_str).to_owned(),
        _ => word.to_owned(),
    };
    let separator = words.get("list-separator").map_or(", ", String::as_str);
    list.split(", ").map(called).collect::<Vec<_>>().join(separator).into()
}

fn fallback<N: AsRef<str>, V: AsRef<str>>(key: &str, args: &[(N, V)]) -> String {
    args.iter()
        .fold(key.to_owned(), |out, (name, value)| format!("{out} {}={}", name.as_ref(), neutral(value.as_ref())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys of a catalogue with the names of their arguments and attributes, as the source text has them.
    fn keys(language: Language) -> BTreeMap<String, (Vec<String>, Vec<String>)> {
        let mut keys = BTreeMap::new();
        let parsed = language.sources().map(|source| {
            fluent_syntax::parser::parse(source).unwrap_or_else(|(_, errors)| panic!("{language}: {errors:?}"))
        });
        for entry in parsed.into_iter().flat_map(|resource| resource.body) {
            if let Entry::Message(message) = entry {
                let text = fluent_syntax::serializer::serialize(&ast::Resource {
                    body: vec![Entry::Message(message.clone())],
                });
                let mut args: Vec<String> = text
                    .split('$')
                    .skip(1)
                    .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect())
                    .collect();
                // A house rule's words come in all three languages, and each text says those of its own.
                for arg in &mut args {
                    if arg.starts_with("says-") {
                        "says".clone_into(arg);
                    }
                }
                args.sort();
                args.dedup();
                let attributes = message.attributes.iter().map(|a| a.id.name.to_owned()).collect();
                let old = keys.insert(message.id.name.to_owned(), (args, attributes));
                assert!(old.is_none(), "{language}: {} stands twice", message.id.name);
            }
        }
        keys
    }

    #[test]
    fn every_language_has_every_key_with_the_same_arguments() {
        let chinese = keys(Language::ZhCn);
        for language in [Language::ZhTw, Language::En] {
            let other = keys(language);
            for (key, shape) in &chinese {
                assert_eq!(other.get(key), Some(shape), "{language}: {key}");
            }
            for key in other.keys() {
                assert!(chinese.contains_key(key), "{language}: {key} is not in zh-CN");
            }
        }
    }

    #[test]
    fn locales_choose_a_language() {
        assert_eq!(Language::from_locale("zh_TW.UTF-8"), Some(Language::ZhTw));
        assert_eq!(Language::from_locale("zh_CN.GB18030"), Some(Language::ZhCn));
        assert_eq!(Language::from_locale("en_GB"), Some(Language::En));
        assert_eq!(Language::from_locale("C"), None);
    }

    #[test]
    fn words_of_the_record_are_spoken_in_the_language() {
        let verbs =
            Message::new("K513").with("verb", "read").with("step", "check").with("allowed", "approve, unheard-of");
        assert!(Catalogue::new(Language::ZhCn).text(&verbs).ends_with("：同意、unheard-of。"));
        assert!(Catalogue::new(Language::En).text(&verbs).ends_with(": approve, unheard-of."));
    }

    #[test]
    fn what_is_put_together_is_what_fluent_resolves() {
        for language in Language::ALL {
            let catalogue = Catalogue::new(language);
            let shapes = keys(language);
            let mut plain = 0;
            for (key, (names, _)) in &shapes {
                for value in ["3", "<临政发〔2026〕3号>", "a\u{202e}\nb", ""] {
                    let args: Vec<(&String, String)> = names.iter().map(|name| (name, value.to_owned())).collect();
                    assert_eq!(
                        catalogue.get(key, None, &args),
                        catalogue.resolve(key, None, &args),
                        "{language}: {key}"
                    );
                }
                let none: [(&str, String); 0] = [];
                assert_eq!(catalogue.get(key, None, &none), catalogue.resolve(key, None, &none), "{language}: {key}");
                plain += usize::from(catalogue.plain.contains_key(key));
            }
            assert!(plain * 10 > shapes.len() * 8, "{language}: only {plain} of {} texts are plain", shapes.len());
        }
    }

    #[test]
    fn a_missing_key_is_seen() {
        let catalogue = Catalogue::new(Language::En);
        assert_eq!(catalogue.text(&Message::new("no-such-key").with("n", 3)), "no-such-key n=3");
    }

    #[test]
    fn every_refusal_of_the_ledger_and_the_gate_has_a_sentence_and_a_hint() {
        let codes = (301..=312).chain(401..=405).chain(611..=619).chain(701..=716).chain(721..=723).chain(901..=908);
        for (code, language) in codes.flat_map(|code| Language::ALL.map(|language| (code, language))) {
            let message = Message { key: format!("K{code}").into(), args: Vec::new() };
            let catalogue = Catalogue::new(language);
            assert!(catalogue.has(&message.key) && catalogue.hint(&message).is_some(), "{language}: K{code}");
        }
    }

    #[test]
    fn what_the_program_wants_to_say_is_in_the_catalogue() {
        let catalogue = Catalogue::new(Language::ZhCn);
        let mut asked = 0;
        for file in walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")) {
            let path = file.unwrap().into_path();
            if path.extension().is_none_or(|kind| kind != "rs") || path.ends_with("words/catalogue.rs") {
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            let source = source.split("#[cfg(test)]").next().unwrap_or_default();
            for call in ["Message::new(", ".word(", ".format("] {
                let literal = |rest: &str| Some(rest.trim_start().strip_prefix('"')?.split('"').next()?.to_owned());
                for key in source.split(call).skip(1).filter_map(literal) {
                    assert!(catalogue.has(&key), "{}: {key}", path.display());
                    asked += 1;
                }
            }
        }
        assert!(asked > 100, "only {asked} keys were found in the source");
    }
}
