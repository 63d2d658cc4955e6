//! Templates before they are parsed. A page is made of the same few components a hundred times over, and most of what it says is the
//! same on every page: both are settled once, when a theme is loaded.
//!
//! 1. A call of `t` with nothing but its key is its text, and one of `asset` its path.
//! 2. A component that is called with plain values (a path such as `act.who`, a word, a number) is written out where it is called: its
//!    text with those values in the place of its arguments.
//! 3. A page says the same, byte for byte, with and without this. What cannot be settled for certain stays as its author wrote it.

use std::collections::{BTreeMap, BTreeSet};

use super::escape;

/// How deep components are written out in each other.
const DEEPEST: usize = 12;
/// What prints nothing and stands between two white spaces.
const EDGE: &str = "{{ \"\" }}";
/// How long a component's text may become.
const LONGEST: usize = 64 * 1024;

/// The templates by name, ready to be parsed. `words` gives the text of a key, `assets` the path of an asset.
pub(super) fn prepared(
    templates: &[(String, &str)],
    words: &dyn Fn(&str) -> String,
    assets: &dyn Fn(&str) -> Option<String>,
) -> Vec<(String, String)> {
    let is_raw = |source: &str| ["{% raw", "{%- raw", "{%raw"].iter().any(|tag| source.contains(tag));
    if templates.iter().any(|(_, source)| is_raw(source)) {
        return templates.iter().map(|(name, source)| (name.clone(), (*source).to_owned())).collect();
    }
    let spelled = templates.iter().map(|(name, source)| {
        let spelled = spelled_out(source, "t(key=\"", &|key| Some(words(key)));
        (name.clone(), spelled_out(&spelled, "asset(name=\"", assets))
    });
    let spelled: Vec<(String, String)> = spelled.collect();
    let components = Components::of(spelled.iter().map(|(_, source)| source.as_str()));
    let written = spelled.iter().map(|(name, source)| {
        let written = components.write_out(source).unwrap_or_else(|| source.clone());
        (name.clone(), written)
    });
    written.collect()
}

/// A template in which each call such as `t(key="site-title")` is what it gives: as text where it is printed, as a string where it is
/// handed on. Calls with other arguments stay, and so does what would be read otherwise in its place.
fn spelled_out(source: &str, call: &str, says: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find(call) {
        let (before, found) = rest.split_at(at);
        let key = found[call.len()..].split('"').next().unwrap_or_default();
        let is_key = !key.is_empty() && key.chars().all(|c| is_name(c) || matches!(c, '-' | '.' | '/'));
        let is_call = !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':'));
        let after = found[call.len() + key.len()..].strip_prefix("\")");
        out.push_str(before);
        rest = after.unwrap_or(&found[call.len()..]);
        let text = after.filter(|_| is_key && is_call).and_then(|_| says(key));
        let printed = before.ends_with("{{ ") && rest.starts_with(" }}");
        match text {
            Some(text) if printed && text.trim() == text && !text.contains('{') => {
                out.truncate(out.len() - "{{ ".len());
                escape::push(&mut out, &text);
                rest = &rest[" }}".len()..];
            }
            Some(text)
                if !text.contains(['"', '\\', '\n', '{', '}']) && (!printed || escape::escaped(&text) == text) =>
            {
                out.push('"');
                out.push_str(&text);
                out.push('"');
            }
            Some(_) | None => out.push_str(&found[..found.len() - rest.len()]),
        }
    }
    out.push_str(rest);
    out
}

/// A part of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Node<'s> {
    /// What stands between tags.
    Text(&'s str),
    /// `{{ ... }}`, whole.
    Print(&'s str),
    /// `{% ... %}`, whole.
    Tag(&'s str),
    /// `{# ... #}`, whole.
    Comment(&'s str),
}

impl<'s> Node<'s> {
    /// What stands between the delimiters.
    fn inner(self) -> &'s str {
        let (Self::Print(whole) | Self::Tag(whole)) = self else { return "" };
        let inner = whole.get(2..whole.len() - 2).unwrap_or_default();
        let inner = inner.strip_prefix('-').unwrap_or(inner);
        inner.strip_suffix('-').unwrap_or(inner).trim()
    }

    /// The first word between the delimiters.
    fn word(self) -> &'s str {
        self.inner().split(|c: char| !is_name(c)).next().unwrap_or_default()
    }
}

const fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The parts of a template; nothing if a tag has no end.
fn nodes(source: &str) -> Option<Vec<Node<'_>>> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(at) = rest
        .match_indices('{')
        .map(|(at, _)| at)
        .find(|at| matches!(rest.as_bytes().get(at + 1), Some(b'{' | b'%' | b'#')))
    {
        if at > 0 {
            found.push(Node::Text(&rest[..at]));
        }
        let tag = &rest[at..];
        let found_node = match tag.as_bytes().get(1) {
            Some(b'{') => Node::Print(&tag[..end_of(tag, "}}")?]),
            Some(b'%') => Node::Tag(&tag[..end_of(tag, "%}")?]),
            _ => Node::Comment(&tag[..tag.find("#}")? + 2]),
        };
        let (Node::Text(whole) | Node::Print(whole) | Node::Tag(whole) | Node::Comment(whole)) = found_node;
        let end = whole.len();
        found.push(found_node);
        rest = &tag[end..];
    }
    if !rest.is_empty() {
        found.push(Node::Text(rest));
    }
    Some(found)
}

/// Where a tag ends: its closing delimiter outside of strings and braces.
fn end_of(tag: &str, close: &str) -> Option<usize> {
    let mut at = 2;
    let mut depth = 0usize;
    while at < tag.len() {
        let rest = &tag.as_bytes()[at..];
        match rest[0] {
            quote @ (b'"' | b'\'' | b'`') => at += 1 + rest[1..].iter().position(|byte| *byte == quote)?,
            _ if depth == 0 && rest.starts_with(close.as_bytes()) => return Some(at + 2),
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        at += 1;
    }
    None
}

/// A component whose text can stand where it is called.
#[derive(Debug)]
struct Component<'s> {
    /// Its arguments, each with what it is if it is not given.
    arguments: BTreeMap<&'s str, Option<&'s str>>,
    /// The arguments it takes from around it if they are not given.
    implicit: BTreeSet<&'s str>,
    /// The names that its loops give.
    loops: BTreeSet<&'s str>,
    body: Vec<Node<'s>>,
}

/// The components of a theme.
#[derive(Debug, Default)]
struct Components<'s>(BTreeMap<&'s str, Component<'s>>);

/// What is written out, and how.
struct Writer<'c, 's> {
    components: &'c Components<'s>,
    out: String,
    /// How many loops were given names of their own so far.
    renamed: usize,
}

/// Where something is written.
#[derive(Clone, Copy)]
struct Place<'a> {
    /// What names stand for.
    meaning: &'a BTreeMap<String, String>,
    /// The names that a component called here can take from around it; nothing on a page, where all of them are.
    known: Option<&'a BTreeSet<&'a str>>,
    depth: usize,
}

impl<'s> Components<'s> {
    fn of(sources: impl Iterator<Item = &'s str>) -> Self {
        let mut found = BTreeMap::new();
        let mut twice = BTreeSet::new();
        for source in sources {
            let Some(nodes) = nodes(source) else { continue };
            let mut rest = &nodes[..];
            while let Some(at) = rest.iter().position(|node| is_definition(*node)) {
                let Some(length) = rest[at..].iter().position(|node| is_tag(*node, "endcomponent")) else { break };
                let (name, component) = component(rest[at], &rest[at + 1..at + length]);
                if found.insert(name, component).is_some() {
                    twice.insert(name);
                }
                rest = &rest[at + length + 1..];
            }
        }
        let known = found.into_iter().filter(|(name, _)| !twice.contains(name));
        Self(known.filter_map(|(name, component)| Some((name, component?))).collect())
    }

    /// A template with its components written out.
    fn write_out(&self, source: &str) -> Option<String> {
        let nodes = nodes(source)?;
        let mut writer = Writer { components: self, out: String::with_capacity(source.len()), renamed: 0 };
        let nothing = BTreeMap::new();
        let mut rest = &nodes[..];
        while let Some((first, after)) = rest.split_first() {
            if is_definition(*first) {
                // Its own text is what is written out elsewhere; it stays for calls that are not.
                let length = after.iter().position(|node| is_tag(*node, "endcomponent"))?;
                let known: BTreeSet<&str> =
                    arguments(head(*first).1).into_iter().flat_map(|(arguments, _)| arguments.into_keys()).collect();
                writer.push(*first);
                writer.write(&after[..length], Place { meaning: &nothing, known: Some(&known), depth: 1 });
                rest = &after[length..];
            } else {
                writer.write(std::slice::from_ref(first), Place { meaning: &nothing, known: None, depth: 1 });
                rest = after;
            }
        }
        Some(writer.out)
    }
}

fn is_definition(node: Node<'_>) -> bool {
    is_tag(node, "component")
}

fn is_tag(node: Node<'_>, word: &str) -> bool {
    matches!(node, Node::Tag(_)) && node.word() == word
}

/// A definition's name, and what stands behind its opening parenthesis.
fn head(definition: Node<'_>) -> (&str, &str) {
    let head = definition.inner().strip_prefix("component").unwrap_or_default().trim();
    let (name, rest) = head.split_once('(').unwrap_or((head, ""));
    (name.trim(), rest)
}

/// A definition's name, and what it is if its text can stand elsewhere.
fn component<'s>(definition: Node<'s>, body: &[Node<'s>]) -> (&'s str, Option<Component<'s>>) {
    let (name, rest) = head(definition);
    let component = arguments(rest).and_then(|(arguments, implicit)| {
        let mut loops = BTreeSet::new();
        for node in body {
            match node {
                Node::Tag(_) => match node.word() {
                    "if" | "elif" | "else" | "endif" | "endfor" => {}
                    "for" => loops.extend(names_of_loop(node.inner())?),
                    _ => return None,
                },
                // A list made in place names things too.
                Node::Print(_) if tokens(node.inner()).any(|token| token.text == "for") => return None,
                Node::Print(_) | Node::Text(_) | Node::Comment(_) => {}
            }
        }
        let is_known = |name: &str| arguments.contains_key(name) || loops.contains(name) || name == "loop";
        let asked = body.iter().filter(|node| matches!(node, Node::Print(_) | Node::Tag(_)));
        let named = asked.flat_map(|node| variables(node.inner()).collect::<Vec<_>>());
        let all_known = named.into_iter().all(is_known) && loops.iter().all(|name| !arguments.contains_key(name));
        all_known.then(|| Component { arguments, implicit, loops, body: body.to_vec() })
    });
    (name, component)
}

/// The arguments of a definition, from behind its opening parenthesis on: `who: map, post: bool = true, @base)`.
#[expect(clippy::type_complexity, reason = "two halves of one thing")]
fn arguments(rest: &str) -> Option<(BTreeMap<&str, Option<&str>>, BTreeSet<&str>)> {
    let list = rest.trim_end().strip_suffix(')')?;
    let (mut arguments, mut implicit) = (BTreeMap::new(), BTreeSet::new());
    for argument in list.split(',').map(str::trim).filter(|argument| !argument.is_empty()) {
        let (argument, is_implicit) = argument.strip_prefix('@').map_or((argument, false), |name| (name, true));
        let (head, default) =
            argument.split_once('=').map_or((argument, None), |(head, value)| (head, Some(value.trim())));
        let name = head.split(':').next().unwrap_or_default().trim();
        if name.is_empty() || !name.chars().all(is_name) || default.is_some_and(|default| !is_literal(default)) {
            return None;
        }
        arguments.insert(name, default);
        if is_implicit {
            implicit.insert(name);
        }
    }
    Some((arguments, implicit))
}

/// The names that a `for` tag gives.
fn names_of_loop(tag: &str) -> Option<Vec<&str>> {
    let (names, _) = tag.strip_prefix("for")?.split_once(" in ")?;
    let names: Vec<&str> = names.split(',').map(str::trim).collect();
    names.iter().all(|name| !name.is_empty() && name.chars().all(is_name)).then_some(names)
}

/// A word of an expression outside of strings.
struct Token<'t> {
    at: usize,
    text: &'t str,
    /// Whether it is the name of something: no attribute, function, filter or argument.
    is_variable: bool,
}

/// The words of an expression or tag.
fn tokens(code: &str) -> impl Iterator<Item = Token<'_>> {
    let bytes = code.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let byte = bytes[at];
            if matches!(byte, b'"' | b'\'' | b'`') {
                let length = bytes[at + 1..].iter().position(|other| *other == byte).unwrap_or(bytes.len());
                at += length + 2;
            } else if byte.is_ascii_alphanumeric() || byte == b'_' {
                let begin = at;
                at += code[at..].find(|c| !is_name(c)).unwrap_or(code.len() - at);
                let (before, after) = (code[..begin].trim_end(), code[at..].trim_start());
                let is_argument = after.starts_with('=') && !after.starts_with("==");
                let is_test = before.ends_with(" is") || before.ends_with(" is not");
                let is_part = before.ends_with(['.', '|']) || is_test || is_call(&code[..begin]);
                let is_variable = !is_part && !is_argument && !after.starts_with('(') && !byte.is_ascii_digit();
                return Some(Token { at: begin, text: &code[begin..at], is_variable });
            } else {
                at += 1;
            }
        }
        None
    })
}

/// Whether what follows is a component's name: `<` stands right before it, and nothing before that which could be less than it.
fn is_call(before: &str) -> bool {
    let Some(before) = before.strip_suffix('<') else { return false };
    let before = before.trim_end();
    before.is_empty() || before.ends_with(['{', '%', '=', '(', ',', '~', '-'])
}

/// The names an expression or tag asks for.
fn variables(code: &str) -> impl Iterator<Item = &str> {
    const WORDS: [&str; 14] =
        ["if", "elif", "else", "endif", "for", "endfor", "in", "is", "not", "and", "or", "true", "false", "none"];
    tokens(code).filter(|token| token.is_variable && !WORDS.contains(&token.text)).map(|token| token.text)
}

/// Whether a value is a word without marks, a number, `true` or `false`.
fn is_literal(value: &str) -> bool {
    let quoted = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    let plain = |text: &str| !text.contains(['"', '\\', '{', '}', '%', '#']) && escape::escaped(text) == text;
    let number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    quoted.is_some_and(plain) || number || matches!(value, "true" | "false")
}

/// Whether a value is a name with attributes.
fn is_path(value: &str) -> bool {
    let mut parts = value.split('.');
    let named = |part: &str| part.chars().all(is_name) && part.starts_with(|c: char| c.is_ascii_alphabetic());
    !is_literal(value) && parts.all(named)
}

/// A call's name and arguments, if it is a call and nothing else: `<link link={row.unit} label="a"/>`.
fn call(inner: &str) -> Option<(&str, BTreeMap<&str, &str>)> {
    let call = inner.strip_prefix('<')?.strip_suffix("/>")?;
    let length = call.find(|c| !is_name(c)).unwrap_or(call.len());
    let (name, mut rest) = call.split_at(length);
    let mut arguments = BTreeMap::new();
    while !rest.trim().is_empty() {
        let (argument, value) = rest.split_once('=')?;
        let end = match value.as_bytes().first()? {
            b'{' => value.find('}')?,
            b'"' => value[1..].find('"')? + 1,
            _ => return None,
        };
        let given = if value.starts_with('{') { value[1..end].trim() } else { &value[..=end] };
        arguments.insert(argument.trim(), given);
        rest = &value[end + 1..];
    }
    Some((name, arguments))
}

impl Writer<'_, '_> {
    fn push(&mut self, node: Node<'_>) {
        let (Node::Text(whole) | Node::Print(whole) | Node::Tag(whole) | Node::Comment(whole)) = node;
        self.out.push_str(whole);
    }

    fn write(&mut self, nodes: &[Node<'_>], place: Place<'_>) {
        for node in nodes {
            let is_plain = |whole: &str| whole.starts_with("{{ ") && whole.ends_with(" }}");
            match node {
                Node::Print(whole) if is_plain(whole) && self.write_call(node.inner(), place) => {}
                Node::Print(whole) | Node::Tag(whole) => {
                    let written = meant(whole, place.meaning);
                    self.out.push_str(&written);
                }
                Node::Text(_) | Node::Comment(_) => self.push(*node),
            }
        }
    }

    /// Writes a call as its component's text, if that is certain to say the same.
    fn write_call(&mut self, inner: &str, place: Place<'_>) -> bool {
        let Some((name, given)) = call(inner) else { return false };
        let Some(component) = self.components.0.get(name) else { return false };
        let Some(mut meaning) = component.meaning(&given, place) else { return false };
        if place.depth > DEEPEST {
            return false;
        }
        for name in &component.loops {
            self.renamed += 1;
            meaning.insert((*name).to_owned(), format!("{name}_{}", self.renamed));
        }
        let known: BTreeSet<&str> = component.arguments.keys().copied().collect();
        let mut inside = Writer { components: self.components, out: String::new(), renamed: self.renamed };
        let place = Place { meaning: &meaning, known: Some(&known), depth: place.depth + 1 };
        inside.write(&component.body, place);
        if inside.out.len() > LONGEST {
            return false;
        }
        self.renamed = inside.renamed;
        let text = inside.out;
        // White space at the edge is the component's own: no tag beside it may take it, and it may take none of its neighbours'.
        let (first, last) = (text.chars().next(), text.chars().next_back());
        let is_open = |edge: Option<char>| edge.is_none_or(char::is_whitespace);
        let begins_with_trim = ["{{-", "{%-", "{#-"].iter().any(|tag| text.starts_with(tag));
        let ends_with_trim = ["-}}", "-%}", "-#}"].iter().any(|tag| text.ends_with(tag));
        self.out.push_str(if is_open(first) || begins_with_trim { EDGE } else { "" });
        self.out.push_str(&text);
        self.out.push_str(if is_open(last) || ends_with_trim { EDGE } else { "" });
        true
    }
}

impl Component<'_> {
    /// What its arguments stand for in a call; nothing if that is more than a path or a word, or something is missing.
    fn meaning(&self, given: &BTreeMap<&str, &str>, place: Place<'_>) -> Option<BTreeMap<String, String>> {
        if given.keys().any(|name| !self.arguments.contains_key(name)) {
            return None;
        }
        let mut meaning = BTreeMap::new();
        for (name, default) in &self.arguments {
            let value = match given.get(name) {
                Some(value) if is_path(value) || is_literal(value) => meant(value, place.meaning),
                Some(_) => return None,
                None => match default {
                    Some(default) => (*default).to_owned(),
                    None if !self.implicit.contains(name) => return None,
                    // In a component that does not take it itself it is only found when it is asked for.
                    None if place.known.is_some_and(|known| !known.contains(name)) => return None,
                    None => meant(name, place.meaning),
                },
            };
            if value.split('.').next() == Some("loop") && !self.loops.is_empty() {
                return None;
            }
            let parts = |code: &str| {
                tokens(code)
                    .filter(|token| token.text == *name)
                    .any(|token| token.is_variable && code[token.at + token.text.len()..].starts_with(['.', '[', '?']))
            };
            if is_literal(&value) && self.body.iter().any(|node| parts(node.inner())) {
                return None;
            }
            meaning.insert((*name).to_owned(), value);
        }
        Some(meaning)
    }
}

/// Code with what its names stand for in their place.
fn meant(code: &str, meaning: &BTreeMap<String, String>) -> String {
    if meaning.is_empty() {
        return code.to_owned();
    }
    let mut out = String::with_capacity(code.len());
    let mut rest = 0;
    for token in tokens(code).filter(|token| token.is_variable) {
        if let Some(value) = meaning.get(token.text) {
            out.push_str(&code[rest..token.at]);
            out.push_str(value);
            rest = token.at + token.text.len();
        }
    }
    out.push_str(&code[rest..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(key: &str) -> String {
        match key {
            "join" => ", ".to_owned(),
            "quoted" => "the \"seal\" & <b>".to_owned(),
            "braces" => "{{ x }}".to_owned(),
            key => format!("<{key}>"),
        }
    }

    #[test]
    fn a_call_with_its_key_alone_is_its_text() {
        let spelled = |source| spelled_out(source, "t(key=\"", &|key| Some(words(key)));
        assert_eq!(spelled(r#"<p>{{ t(key="a") }}</p>"#), "<p>&lt;a&gt;</p>");
        assert_eq!(spelled(r#"{{ t(key="quoted") }}!"#), "the &quot;seal&quot; &amp; &lt;b&gt;!");
        assert_eq!(
            spelled(r#"{{ x | join(sep=t(key="join")) }}{{ t(key="join") }}"#),
            r#"{{ x | join(sep=", ") }}{{ ", " }}"#
        );
        assert_eq!(spelled(r#"{{ <empty text={t(key="a")}/> }}"#), r#"{{ <empty text={"<a>"}/> }}"#);
    }

    #[test]
    fn an_asset_is_its_path() {
        let page =
            r#"<link href="{{ base.top }}{{ asset(name="site.css") }}"><img src="{{ asset(name="none.svg") }}">"#;
        let path = |name: &str| (name == "site.css").then(|| "assets/site.1.css".to_owned());
        let written = prepared(&[("page.html".to_owned(), page)], &words, &path).remove(0).1;
        let expected = r#"<link href="{{ base.top }}assets/site.1.css"><img src="{{ asset(name="none.svg") }}">"#;
        assert_eq!(written, expected);
    }

    #[test]
    fn what_is_no_such_call_stays() {
        for source in [
            r#"{{ t(key="a", n=3) }}"#,
            r#"{{ t(key="a-" ~ b) }}"#,
            r#"{{ at(key="a") }} {{ x.t(key="a") }}"#,
            r#"{{ <e text={t(key="quoted")}/> }}"#,
            r#"{{- t(key="quoted") -}}"#,
            r#"{{ t(key="braces") }}"#,
            r#"{{ t(key="a"#,
            r#"{{ t(key=""#,
            "t(key=\"\")",
        ] {
            assert_eq!(spelled_out(source, "t(key=\"", &|key| Some(words(key))), source);
        }
    }

    /// What a page says, with its components written out if `prepared`.
    fn rendered(templates: &[(String, &str)], is_prepared: bool) -> String {
        let sources: Vec<(String, String)> = if is_prepared {
            prepared(templates, &words, &|_| None)
        } else {
            templates.iter().map(|(name, source)| (name.clone(), (*source).to_owned())).collect()
        };
        let mut tera = tera::Tera::new();
        tera.autoescape_on([".html"]);
        tera.register_function("t", |args: tera::Kwargs, _: &tera::State<'_>| -> tera::TeraResult<String> {
            Ok(words(&args.must_get::<String>("key")?))
        });
        tera.add_raw_templates(sources.iter().map(|(name, source)| (name.as_str(), source.as_str()))).unwrap();
        let view = serde_json::json!({
            "base": {"root": "../"},
            "none": null,
            "who": {"name": "<Li>", "href": "li.html"},
            "list": [{"name": "Chen", "href": null}, {"name": "Lin & Co", "href": "lin.html"}],
            "rows": [{"who": [{"name": "A", "href": "a"}], "n": 3}, {"who": [], "n": 12}],
        });
        tera.render("page.html", &tera::Context::from_serialize(&view).unwrap()).unwrap()
    }

    const PARTS: &str = r#"
{% component actor(who: map, @base) %}{% if who.href %}<a href="{{ base.root }}{{ who.href }}">{{ who.name }}</a>{% else %}{{ who.name }}{% endif %}{% endcomponent actor %}
{% component actors(list: array, @base) %}{% for who in list %}{% if not loop.first %}{{ t(key="join") }}{% endif %}{{ <actor who={who}/> }}{% endfor %}{% endcomponent actors %}
{% component rows(list: array, label: string, many: bool = true, @base) %}
{%- if list %}
<table aria-label="{{ label }}">
{%- for row in list %}
<tr><td> {{ <actors list={row.who}/> }} </td><td>{% if many and row.n > 9 %}{{ <count n={row.n}/> }}{% endif %}</td></tr>
{%- endfor %}
</table>
{%- endif %}
{% endcomponent rows %}
{% component count(n: number) %}{% if 9 < n %}<b>{{ n }}</b>{% endif %} {% endcomponent count %}
{% component tree(node: map) %}{{ node.name }}{% if node.below is defined %}{{ <tree node={node.below}/> }}{% endif %}{% endcomponent tree %}
{% component without(who: map) %}[{{ <actor who={who}/> }}]{% endcomponent without %}
"#;

    #[test]
    fn a_page_says_the_same_with_its_components_written_out() {
        let pages = [
            "<p> {{ <actor who={who}/> }} </p>",
            "{{ <actors list={list}/> }}|{% for who in list %}{{ <actor who={who}/> }}{{ <actors list={list}/> }}{% endfor %}",
            "a {{ <rows list={rows} label=\"x\"/> }} b\n{%- if list %} c {%- endif -%}  {{ <rows list={rows} label={t(key=\"a\")} many={false}/> }}\n  {%- if list %}d{% endif %}",
            "a  {{ <count n={3}/> }}  {%- if list %}b{% endif %}{{ <count n={11}/> }}{%- if list %} {{ <count n={12}/> }}{%- endif -%} x",
            "{{ <tree node={who}/> }}{{ <without who={who}/> }}{{ <actors list={list | reverse}/> }}",
            "{% for row in rows %}{{ <actors list={row.who}/> }}{{ <rows list={rows} label=\"loop\"/> }}{{ loop.index }}{% endfor %}{# <actor who={who}/> #}",
        ];
        for page in pages {
            let templates = [("page.html".to_owned(), page), ("parts.html".to_owned(), PARTS)];
            assert_eq!(rendered(&templates, true), rendered(&templates, false), "{page}");
        }
    }

    #[test]
    fn what_is_written_out_calls_nothing() {
        let page = "{{ <rows list={rows} label=\"x\"/> }}{{ <without who={who}/> }}{{ <actors list={list}/> }}";
        let templates = [("page.html".to_owned(), page), ("parts.html".to_owned(), PARTS)];
        let written = prepared(&templates, &words, &|_| None).remove(0).1;
        // One component has to look for `base` around it, and finds it only when it is called.
        assert_eq!(written.matches("/>").count(), 1, "{written}");
        assert!(!written.contains("<actors") && !written.contains("<rows"), "{written}");
    }
}
