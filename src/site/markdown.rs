//! A document's Markdown as HTML that cannot harm its page.
//!
//! 1. No HTML of the source reaches the page as HTML: it is shown as text.
//! 2. A link leads to `http`, `https`, `mailto`, `tel`, a heading of the same text, or what [`Links`] knows. Any other
//!    loses the link and keeps its text.
//! 3. Nothing is loaded from outside: an image from elsewhere becomes a link.
//! 4. Ids are unique: headings begin with `h-`, footnotes with `fn-` and `fnref-`.
//! 5. The output is well formed and no deeper than [`DEEPEST`] containers, whatever the source.

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;
use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use serde::Serialize;

use super::escape;

/// Containers deeper than this are shown, but not nested further: a browser gives up at some depth.
pub const DEEPEST: usize = 64;

/// What is read besides plain `CommonMark`.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// What a text's relative links lead to.
pub trait Links {
    /// The URL of a relative link's or image's target, relative to the page or absolute; `None` if there is no such
    /// thing. `path` is percent-decoded and has no query or fragment.
    fn resolve(&self, path: &str) -> Option<String>;

    /// The words the text's own language gives to what is added to it.
    fn labels(&self) -> &Labels;
}

/// Words that rendering adds to a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// Before a target that was not found.
    pub missing: String,
    /// Of a table's scroll area.
    pub table: String,
    /// Of the list of footnotes.
    pub footnotes: String,
    /// Of the way back from a footnote.
    pub back: String,
}

/// A text, rendered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    /// The HTML.
    pub html: String,
    /// Its headings in order, for a table of contents.
    pub headings: Vec<Heading>,
    /// Its words without any markup, for a search index.
    pub plain_text: String,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Its id on the page.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// Renders a text. The highest heading in it becomes `h2`.
pub fn render(source: &str, links: &dyn Links) -> Rendered {
    let events: Vec<Event<'_>> = Parser::new_ext(source, OPTIONS).collect();
    let headings = headings(&events);
    let mut writer = Writer::new(links, &headings);
    for (at, event) in events.iter().enumerate() {
        writer.event(event, events.get(at + 1));
    }
    let (html, plain_text) = writer.finish();
    Rendered { html, headings, plain_text }
}

/// A text's words without any markup, to be looked through. Between paragraphs, cells and items stands a
/// [`BARRIER`](crate::search::BARRIER).
pub fn plain(source: &str) -> String {
    let mut plain = String::with_capacity(source.len());
    for event in Parser::new_ext(source, OPTIONS) {
        match &event {
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
            | Event::FootnoteReference(_) => {}
            Event::Start(_) | Event::End(_) | Event::Rule | Event::TaskListMarker(_) => {
                if !plain.is_empty() && !plain.ends_with(crate::search::BARRIER) {
                    plain.push(crate::search::BARRIER);
                }
            }
            Event::Text(_)
            | Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::SoftBreak
            | Event::HardBreak => plain.push_str(in_one_line(&event).unwrap_or_default()),
        }
    }
    plain
}

/// The headings with their levels and ids, before anything is written: links may lead forward.
fn headings(events: &[Event<'_>]) -> Vec<Heading> {
    let mut found: Vec<(u8, String)> = Vec::new();
    let mut open: Option<(u8, String)> = None;
    for event in events {
        if let Event::Start(Tag::Heading { level, .. }) = event {
            open = Some((*level as u8, String::new()));
        } else if let Event::End(TagEnd::Heading(_)) = event {
            found.extend(open.take());
        } else if let (Some((_, heading)), Some(text)) = (&mut open, in_one_line(event)) {
            heading.push_str(text);
        }
    }
    let highest = found.iter().map(|(level, _)| *level).min().unwrap_or(1);
    let mut ids = Ids::default();
    found
        .into_iter()
        .map(|(level, text)| {
            let level = (level - highest + 2).min(6);
            Heading { level, id: ids.unique(&slug(&text)), text: text.trim().to_owned() }
        })
        .collect()
}

/// What an event adds to a text of one line without markup: a heading's or an image's.
fn in_one_line<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    match event {
        Event::Text(text)
        | Event::Code(text)
        | Event::Html(text)
        | Event::InlineHtml(text)
        | Event::InlineMath(text)
        | Event::DisplayMath(text) => Some(text),
        Event::SoftBreak | Event::HardBreak => Some(" "),
        Event::Start(_) | Event::End(_) | Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => None,
    }
}

/// How long a word may be before it is told where it may break, in bytes.
const LONG_WORD: usize = 200;

/// Where the first word of a text that is too long may break; none if no word is.
fn long_word(text: &str) -> Option<usize> {
    if text.len() <= LONG_WORD {
        return None;
    }
    let mut begun = 0;
    for (at, character) in text.char_indices() {
        if character.is_whitespace() || is_wide(character) {
            begun = at + character.len_utf8();
        } else if at - begun >= LONG_WORD {
            return Some(at);
        }
    }
    None
}

/// Ids given so far, each with the number last put behind it.
#[derive(Default)]
struct Ids(HashMap<String, usize>);

impl Ids {
    fn unique(&mut self, wanted: &str) -> String {
        let Some(mut number) = self.0.get(wanted).copied() else {
            self.0.insert(wanted.to_owned(), 1);
            return wanted.to_owned();
        };
        loop {
            number += 1;
            let id = format!("{wanted}-{number}");
            if !self.0.contains_key(&id) {
                self.0.insert(wanted.to_owned(), number);
                self.0.insert(id.clone(), 1);
                return id;
            }
        }
    }
}

/// A heading's id: its letters and digits in lower case, in whatever script, everything between as one `-`.
fn slug(text: &str) -> String {
    const LONGEST: usize = 48;
    let mut id = String::from("h");
    let mut length = 0;
    let mut gap = true;
    for c in text.chars().flat_map(char::to_lowercase) {
        if length == LONGEST {
            break;
        }
        if c.is_alphanumeric() && !escape::is_hostile(c) {
            if gap {
                id.push('-');
            }
            gap = false;
            id.push(c);
            length += 1;
        } else {
            gap = true;
        }
    }
    if length == 0 { "h-section".to_owned() } else { id }
}

/// What a link's target is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target<'a> {
    /// Somewhere else.
    Outside(String),
    /// A fragment of the same text, decoded.
    Within(String),
    /// A path for [`Links`], decoded, and its fragment.
    Relative(String, Option<&'a str>),
    /// Nothing a page may lead to.
    Refused,
}

/// Sorts a link's target. Whatever a browser might read otherwise than it looks is refused.
fn target(url: &str) -> Target<'_> {
    let url = url.trim_matches(' ');
    if url.is_empty() || url.chars().any(|c| escape::is_hostile(c) || matches!(c, '\\' | '\t' | '\n' | '\r')) {
        return Target::Refused;
    }
    if let Some(fragment) = url.strip_prefix('#') {
        return Target::Within(decoded(fragment));
    }
    if url.starts_with("//") {
        return Target::Refused;
    }
    let first = url.find(['/', '?', '#']).unwrap_or(url.len());
    if let Some(colon) = url[..first].find(':') {
        let rest = &url[colon + 1..];
        return match url[..colon].to_ascii_lowercase().as_str() {
            "http" | "https" if rest.len() > 2 && rest.starts_with("//") && !rest[2..].starts_with('/') => {
                Target::Outside(url.to_owned())
            }
            "mailto" | "tel" if !rest.is_empty() => Target::Outside(url.to_owned()),
            _ => Target::Refused,
        };
    }
    let (path, fragment) = match url.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (url, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    let path = decoded(path);
    if path.is_empty() || path.chars().any(|c| escape::is_hostile(c) || c == '\\') {
        return Target::Refused;
    }
    Target::Relative(path, fragment)
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// A footnote: its number in order of first mention, and how often it is mentioned.
#[derive(Default)]
struct Footnote {
    number: usize,
    mentions: usize,
    html: Option<String>,
}

/// An image whose description is being read.
struct Picture<'a> {
    url: &'a str,
    description: String,
    /// How many images are open inside it.
    depth: usize,
}

struct Writer<'a> {
    links: &'a dyn Links,
    headings: &'a [Heading],
    ids: HashSet<&'a str>,
    next_heading: usize,
    html: String,
    text: String,
    /// What closes each open container; empty for one that was not written.
    open: Vec<&'static str>,
    /// How many of them were written.
    depth: usize,
    /// Whether an `<a>` is open.
    linked: bool,
    picture: Option<Picture<'a>>,
    footnotes: HashMap<String, Footnote>,
    footnote_order: Vec<String>,
    /// The footnotes being written and the text each stands in.
    definitions: Vec<(String, String)>,
    alignments: Vec<Alignment>,
    column: usize,
    in_table_head: bool,
    body_open: bool,
}

impl<'a> Writer<'a> {
    fn new(links: &'a dyn Links, headings: &'a [Heading]) -> Self {
        Self {
            links,
            headings,
            ids: headings.iter().map(|heading| heading.id.as_str()).collect(),
            next_heading: 0,
            html: String::new(),
            text: String::new(),
            open: Vec::new(),
            depth: 0,
            linked: false,
            picture: None,
            footnotes: HashMap::new(),
            footnote_order: Vec::new(),
            definitions: Vec::new(),
            alignments: Vec::new(),
            column: 0,
            in_table_head: false,
            body_open: false,
        }
    }

    fn event(&mut self, event: &'a Event<'_>, next: Option<&Event<'_>>) {
        if self.picture.is_some() {
            self.picture_event(event);
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            Event::Text(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.words(text),
            Event::Code(text) => {
                self.html.push_str("<code>");
                self.words(text);
                self.html.push_str("</code>");
            }
            Event::SoftBreak => {
                if !self.joins(next) {
                    self.html.push('\n');
                    self.text.push(' ');
                }
            }
            Event::HardBreak => {
                self.html.push_str("<br>\n");
                self.text.push('\n');
            }
            Event::Rule => self.html.push_str("<hr>\n"),
            Event::FootnoteReference(label) => self.mention(label),
            Event::TaskListMarker(done) => {
                // A text's box cannot be ticked: it is a sign and no control, which would need a name of its own.
                self.html.push_str(if *done { "☑ " } else { "☐ " });
            }
        }
    }

    fn put(&mut self, html: &str) {
        self.html.push_str(html);
    }

    fn words(&mut self, text: &str) {
        self.text.push_str(text);
        // A browser takes minutes to break a line within a word of a hundred thousand letters, unless it is told where.
        let mut rest = text;
        while let Some(end) = long_word(rest) {
            let (word, after) = rest.split_at(end);
            escape::push(&mut self.html, word);
            self.html.push_str("<wbr>");
            rest = after;
        }
        escape::push(&mut self.html, rest);
    }

    /// Whether a line break stands between two characters that are written without a space between them.
    fn joins(&self, next: Option<&Event<'_>>) -> bool {
        let Some(Event::Text(next)) = next else { return false };
        self.text.chars().next_back().is_some_and(is_wide) && next.chars().next().is_some_and(is_wide)
    }

    /// Opens a container that may stand in itself, down to the depth allowed.
    fn nest(&mut self, open: &str, close: &'static str) {
        if self.depth >= DEEPEST {
            self.open.push("");
            return;
        }
        self.depth += 1;
        self.html.push_str(open);
        self.open.push(close);
    }

    fn unnest(&mut self) {
        let close = self.open.pop().unwrap_or_default();
        if !close.is_empty() {
            self.depth = self.depth.saturating_sub(1);
            self.html.push_str(close);
        }
    }

    fn start(&mut self, tag: &'a Tag<'_>) {
        match tag {
            Tag::Paragraph => self.nest("<p>", "</p>\n"),
            Tag::Heading { .. } => self.start_heading(),
            Tag::BlockQuote(_) => self.nest("<blockquote>\n", "</blockquote>\n"),
            Tag::CodeBlock(kind) => self.start_code(kind),
            Tag::HtmlBlock => self.html.push_str("<pre class=\"raw\" tabindex=\"0\">"),
            Tag::List(None) => self.nest("<ul>\n", "</ul>\n"),
            Tag::List(Some(1)) => self.nest("<ol>\n", "</ol>\n"),
            Tag::List(Some(from)) => self.nest(&format!("<ol start=\"{from}\">\n"), "</ol>\n"),
            Tag::Item => self.nest("<li>", "</li>\n"),
            Tag::FootnoteDefinition(label) => self.start_footnote(label),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => {
                self.in_table_head = true;
                self.column = 0;
                self.html.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                if !self.body_open {
                    self.body_open = true;
                    self.html.push_str("<tbody>\n");
                }
                self.column = 0;
                self.html.push_str("<tr>");
            }
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.nest("<em>", "</em>"),
            Tag::Strong => self.nest("<strong>", "</strong>"),
            Tag::Strikethrough => self.nest("<del>", "</del>"),
            Tag::Superscript => self.nest("<sup>", "</sup>"),
            Tag::Subscript => self.nest("<sub>", "</sub>"),
            Tag::Link { link_type, dest_url, .. } => self.start_link(*link_type, dest_url),
            Tag::Image { dest_url, .. } => {
                self.picture = Some(Picture { url: dest_url, description: String::new(), depth: 0 });
            }
            Tag::DefinitionList | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.nest("<div>", "</div>\n");
            }
            Tag::MetadataBlock(_) => self.nest("<pre class=\"raw\" tabindex=\"0\">", "</pre>\n"),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Item => {
                self.unnest();
                self.break_text();
            }
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::CodeBlock => {
                self.html.push_str("</code></pre>\n");
                self.break_text();
            }
            TagEnd::HtmlBlock => {
                self.html.push_str("</pre>\n");
                self.break_text();
            }
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::Table => {
                if std::mem::take(&mut self.body_open) {
                    self.html.push_str("</tbody>\n");
                }
                self.html.push_str("</table></div>\n");
            }
            TagEnd::TableHead => {
                self.in_table_head = false;
                self.html.push_str("</tr>\n</thead>\n");
                self.break_text();
            }
            TagEnd::TableRow => {
                self.html.push_str("</tr>\n");
                self.break_text();
            }
            TagEnd::TableCell => {
                self.html.push_str(if self.in_table_head { "</th>" } else { "</td>" });
                self.text.push('\t');
            }
            TagEnd::Link => {
                let close = self.open.pop().unwrap_or_default();
                if close == "</a>" {
                    self.linked = false;
                }
                self.html.push_str(close);
            }
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::MetadataBlock(_) => self.unnest(),
            TagEnd::Image => {}
        }
    }

    fn break_text(&mut self) {
        while self.text.ends_with([' ', '\t']) {
            self.text.pop();
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn start_heading(&mut self) {
        if let Some(heading) = self.headings.get(self.next_heading) {
            self.put(&format!("<h{} id=\"", heading.level));
            escape::push(&mut self.html, &heading.id);
            self.html.push_str("\">");
        }
    }

    fn end_heading(&mut self) {
        if let Some(heading) = self.headings.get(self.next_heading) {
            self.put(&format!("</h{}>\n", heading.level));
        }
        self.next_heading += 1;
        self.break_text();
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+');
        if language.is_empty() || language.len() > 32 || !language.chars().all(plain) {
            self.html.push_str("<pre tabindex=\"0\"><code>");
        } else {
            self.put(&format!("<pre tabindex=\"0\"><code class=\"language-{language}\">"));
        }
    }

    fn start_table(&mut self, alignments: &[Alignment]) {
        self.alignments = alignments.to_vec();
        self.html.push_str("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
        escape::push(&mut self.html, &self.links.labels().table);
        self.html.push_str("\"><table>\n");
    }

    fn start_cell(&mut self) {
        self.html.push_str(if self.in_table_head { "<th scope=\"col\"" } else { "<td" });
        self.html.push_str(match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            Some(Alignment::None) | None => ">",
        });
        self.column += 1;
    }

    fn start_link(&mut self, kind: LinkType, url: &str) {
        let target = match kind {
            LinkType::Email => Target::Outside(format!("mailto:{url}")),
            LinkType::Inline
            | LinkType::Reference
            | LinkType::ReferenceUnknown
            | LinkType::Collapsed
            | LinkType::CollapsedUnknown
            | LinkType::Shortcut
            | LinkType::ShortcutUnknown
            | LinkType::Autolink
            | LinkType::WikiLink { .. } => target(url),
        };
        let close = match target {
            _ if self.linked => "",
            Target::Refused => "",
            Target::Outside(url) => self.anchor(&url, true),
            Target::Within(fragment) => match self.heading_id(&fragment) {
                Some(id) => self.anchor(&format!("#{id}"), false),
                None => self.lost(url),
            },
            Target::Relative(path, fragment) => match self.links.resolve(&path) {
                Some(found) => {
                    let fragment = fragment.map(|part| format!("#{part}")).unwrap_or_default();
                    self.anchor(&format!("{found}{fragment}"), false)
                }
                None => self.lost(url),
            },
        };
        self.open.push(close);
    }

    /// The id of the heading a fragment means: its id, or its text.
    fn heading_id(&self, fragment: &str) -> Option<String> {
        let meant = [fragment.to_owned(), format!("h-{fragment}"), slug(fragment)];
        meant.into_iter().find(|id| self.ids.contains(id.as_str()))
    }

    fn anchor(&mut self, url: &str, outside: bool) -> &'static str {
        self.html.push_str("<a href=\"");
        escape::push(&mut self.html, url);
        self.html.push_str(if outside { "\" rel=\"noopener noreferrer\">" } else { "\">" });
        self.linked = true;
        "</a>"
    }

    fn lost(&mut self, url: &str) -> &'static str {
        self.html.push_str("<span class=\"missing\" title=\"");
        escape::push(&mut self.html, &self.links.labels().missing);
        escape::push(&mut self.html, url);
        self.html.push_str("\">");
        "</span>"
    }

    fn picture_event(&mut self, event: &Event<'_>) {
        let Some(picture) = &mut self.picture else { return };
        if let Event::Start(Tag::Image { .. }) = event {
            picture.depth += 1;
        } else if let Event::End(TagEnd::Image) = event {
            if picture.depth > 0 {
                picture.depth -= 1;
            } else if let Some(picture) = self.picture.take() {
                self.write_picture(&picture);
            }
        } else if let Some(text) = in_one_line(event) {
            picture.description.push_str(text);
        }
    }

    fn write_picture(&mut self, picture: &Picture<'_>) {
        let shown = if picture.description.trim().is_empty() { picture.url } else { &picture.description };
        match target(picture.url) {
            Target::Outside(url) if !self.linked => {
                let close = self.anchor(&url, true);
                self.words(shown);
                self.html.push_str(close);
                self.linked = false;
            }
            Target::Outside(_) | Target::Refused => self.words(shown),
            Target::Relative(path, _) => match self.links.resolve(&path) {
                Some(url) => {
                    self.html.push_str("<img src=\"");
                    escape::push(&mut self.html, &url);
                    self.html.push_str("\" alt=\"");
                    escape::push(&mut self.html, &picture.description);
                    self.html.push_str("\" loading=\"lazy\">");
                    self.text.push_str(&picture.description);
                }
                None => self.missing_picture(picture.url, shown),
            },
            Target::Within(_) => self.missing_picture(picture.url, shown),
        }
    }

    fn missing_picture(&mut self, url: &str, shown: &str) {
        let close = self.lost(url);
        self.words(shown);
        self.html.push_str(close);
    }

    fn footnote(&mut self, label: &str) -> &mut Footnote {
        let order = &mut self.footnote_order;
        self.footnotes.entry(label.to_owned()).or_insert_with(|| {
            order.push(label.to_owned());
            Footnote { number: order.len(), ..Footnote::default() }
        })
    }

    fn mention(&mut self, label: &CowStr<'_>) {
        let note = self.footnote(label);
        note.mentions += 1;
        let (number, mentions) = (note.number, note.mentions);
        let id = mention_id(number, mentions);
        let reference = if self.linked {
            format!("<sup>{number}</sup>")
        } else {
            format!("<sup class=\"fnref\"><a id=\"{id}\" href=\"#fn-{number}\">{number}</a></sup>")
        };
        self.html.push_str(&reference);
    }

    fn start_footnote(&mut self, label: &CowStr<'_>) {
        self.footnote(label);
        let outer = std::mem::take(&mut self.html);
        self.definitions.push((label.to_string(), outer));
    }

    fn end_footnote(&mut self) {
        let Some((label, outer)) = self.definitions.pop() else { return };
        let inner = std::mem::replace(&mut self.html, outer);
        self.footnote(&label).html.get_or_insert(inner);
    }

    fn finish(mut self) -> (String, String) {
        let order = std::mem::take(&mut self.footnote_order);
        let defined: Vec<Footnote> = order.iter().filter_map(|label| self.footnotes.remove(label)).collect();
        if !defined.is_empty() {
            self.html.push_str("<section class=\"footnotes\" aria-label=\"");
            escape::push(&mut self.html, &self.links.labels().footnotes);
            self.html.push_str("\">\n<ol>\n");
            for note in &defined {
                self.put(&format!("<li id=\"fn-{}\">", note.number));
                self.html.push_str(note.html.as_deref().unwrap_or_default());
                for mention in 1..=note.mentions.min(26) {
                    self.put(&format!("<a class=\"back\" href=\"#{}\"", mention_id(note.number, mention)));
                    self.html.push_str(" aria-label=\"");
                    escape::push(&mut self.html, &self.links.labels().back);
                    self.html.push_str("\">↩</a> ");
                }
                self.html.push_str("</li>\n");
            }
            self.html.push_str("</ol>\n</section>\n");
        }
        (self.html, self.text.trim_end().to_owned())
    }
}

fn mention_id(number: usize, mention: usize) -> String {
    if mention == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{mention}") }
}

/// Whether a character is written without a space before or after it: Chinese, kana and their punctuation.
fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{303F}' | '\u{3040}'..='\u{30FF}' | '\u{31C0}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}' | '\u{FF01}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}' | '“' | '”' | '‘' | '’' | '…' | '—')
}

#[cfg(test)]
mod tests;
