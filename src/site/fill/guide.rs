//! The guide: what the program teaches by role, and the office's own articles of help.

use include_dir::{Dir, include_dir};

use super::Source;
use crate::id::Slug;
use crate::site::index::HELP;
use crate::site::markdown::{self, Labels, Links};
use crate::site::page::{By, Lesson, List, Page, Part};
use crate::site::{href, view};

static LESSONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/content/help");

/// How many of the office's articles are listed.
const SHOWN: usize = 30;

/// A lesson's text: its title, what it is about, and the rest.
struct Text {
    title: &'static str,
    about: String,
    body: &'static str,
}

/// Links from lesson to lesson.
struct ToLessons {
    labels: Labels,
}

impl Links for ToLessons {
    fn resolve(&self, path: &str) -> Option<String> {
        let name = path.strip_suffix(".md")?;
        let lesson = Lesson::ALL.into_iter().find(|lesson| lesson.word() == name)?;
        Some(format!("{}{}", href::root(&Page::Lesson(lesson).file()), Page::Lesson(lesson).href()))
    }

    fn labels(&self) -> &Labels {
        &self.labels
    }
}

impl Source<'_> {
    pub(super) fn guide(&self) -> view::GuidePage {
        let title = self.words.word("site-guide");
        let lessons = Lesson::ALL
            .into_iter()
            .map(|lesson| view::LessonLink { link: self.lesson_link(lesson), about: self.lesson_text(lesson).about });
        let office = self.ledger.office();
        let help = office.collections().find(|(slug, _)| slug.as_str() == HELP).map(|(slug, _)| slug.clone());
        let all = help.map(|collection| List { collection, by: By::All });
        let articles = all.as_ref().map_or(&[][..], |list| self.index.list(list));
        let told = articles.iter().filter_map(|(_, subject)| self.docket(subject));
        let as_of = told.filter_map(|docket| docket.trail.last()).map(|mark| mark.seq).max();
        let dockets = articles.iter().rev().filter_map(|(_, subject)| self.docket(subject));
        let in_force = dockets.filter(|docket| docket.is_in_force()).take(SHOWN);
        view::GuidePage {
            base: self.base(&Page::Guide, &title, Vec::new(), as_of.unwrap_or_default()),
            lessons: lessons.collect(),
            articles: in_force.map(|docket| self.entry(docket)).collect(),
            articles_href: all.map(|list| Page::List(list, Part::Newest).href()),
            asks: self.contacts(),
            fault: self.received.then(|| format!("{}fault", crate::site::ACCOUNT)),
        }
    }

    pub(super) fn lesson(&self, lesson: Lesson) -> view::LessonPage {
        let page = Page::Lesson(lesson);
        let text = self.lesson_text(lesson);
        let at = Lesson::ALL.iter().position(|other| *other == lesson).unwrap_or_default();
        let beside = |at: Option<usize>| Some(self.lesson_link(*Lesson::ALL.get(at?)?));
        let rendered = markdown::render(text.body, &ToLessons { labels: self.labels() });
        let crumbs = vec![view::Link { text: self.words.word("site-guide"), href: Page::Guide.href() }];
        view::LessonPage {
            base: self.base(&page, text.title, crumbs, 0),
            title: text.title.to_owned(),
            body: rendered.html,
            headings: rendered.headings,
            previous: beside(at.checked_sub(1)),
            next: beside(Some(at + 1)),
        }
    }

    pub(super) fn lesson_link(&self, lesson: Lesson) -> view::Link {
        view::Link { text: self.lesson_text(lesson).title.to_owned(), href: Page::Lesson(lesson).href() }
    }

    fn lesson_text(&self, lesson: Lesson) -> Text {
        let path = format!("{}/{}.md", self.words.language().tag(), lesson.word());
        let source = LESSONS.get_file(path).and_then(|file| file.contents_utf8()).unwrap_or_default();
        let (title, body) = source.split_once('\n').unwrap_or((source, ""));
        let body = body.trim_start();
        let about = body.split("\n\n").next().unwrap_or_default().replace('\n', " ");
        Text { title: title.trim_start_matches('#').trim(), about, body }
    }

    /// Where faults are reported, functions asked for and suggestions made: as far as there are such collections.
    pub(super) fn contacts(&self) -> Vec<view::Ask> {
        let office = self.ledger.office();
        let asks = ["faults", "suggestions", "functions"].into_iter().filter_map(|name| {
            let collection: Slug = name.parse().ok()?;
            let workflow = office.workflow_of(name)?;
            let text = workflow.title.text(self.words.language().tag()).to_owned();
            let list = Page::List(List { collection: collection.clone(), by: By::All }, Part::Newest);
            Some(view::Ask {
                list: view::Link { text, href: list.href() },
                workflow_href: Page::Workflow(collection).href(),
                command: format!("kanhe new {name}"),
            })
        });
        asks.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lesson_is_there_in_every_language() {
        for language in ["zh-CN", "zh-TW", "en"] {
            for lesson in Lesson::ALL {
                let path = format!("{language}/{}.md", lesson.word());
                let file = LESSONS.get_file(&path).and_then(|file| file.contents_utf8());
                let text = file.unwrap_or_else(|| panic!("content/help/{path} is missing"));
                assert!(text.starts_with("# ") && text.len() > 600, "{path}");
            }
        }
    }

    #[test]
    fn every_link_of_a_lesson_leads_to_a_lesson() {
        let none = || String::new();
        let labels = Labels { missing: "MISSING".to_owned(), table: none(), footnotes: none(), back: none() };
        let links = ToLessons { labels };
        for file in LESSONS.dirs().flat_map(Dir::files) {
            let html = markdown::render(file.contents_utf8().unwrap(), &links).html;
            assert!(!html.contains("MISSING"), "{}", file.path().display());
        }
    }
}
