//! Papers from before the record: nobody signed them at their time, and every page of them says who answers for them now (G20).

use std::collections::BTreeMap;

use super::subject::size;
use super::{File, PageError, Source};
use crate::id::{Sha256, Slug, SubjectId};
use crate::office::{Docket, Imported, Place};
use crate::site::imported::{Handover, Paper, attesting};
use crate::site::markdown::{self, Labels, Links};
use crate::site::page::{ENTRIES, Page, Part};
use crate::site::{href, view};

/// How many lines of a paper's own head are shown.
const MOST_FIELDS: usize = 40;

/// Where the links of a paper's text lead.
struct PaperLinks<'a> {
    root: &'a str,
    top: &'a str,
    subject: &'a SubjectId,
    handover: &'a Handover,
    /// What its head says of them.
    said: &'a BTreeMap<String, String>,
    /// Site paths of the files beside it, by name.
    files: BTreeMap<&'a str, String>,
    labels: Labels,
}

impl Links for PaperLinks<'_> {
    fn resolve(&self, path: &str) -> Option<String> {
        let target = self.said.get(path).map_or(path, String::as_str);
        let name = target.strip_prefix("./").unwrap_or(target);
        if let Some(found) = self.files.get(name) {
            return Some(format!("{}{found}", self.top));
        }
        let other: Slug = target.strip_prefix("../")?.strip_suffix("/index.md")?.parse().ok()?;
        let is_there = self.handover.papers.contains_key(&other);
        is_there.then(|| format!("{}{}", self.root, Page::Paper(self.subject.clone(), other).href()))
    }

    fn labels(&self) -> &Labels {
        &self.labels
    }
}

impl Source<'_> {
    pub(super) fn paper_files(&self, subject: &SubjectId, slug: &Slug) -> Result<Vec<File>, PageError> {
        let Some((docket, handover)) = self.handover(subject) else { return Ok(Vec::new()) };
        let Some(paper) = handover.papers.get(slug) else { return Ok(Vec::new()) };
        let page = Page::Paper(subject.clone(), slug.clone());
        let bytes = self.record.blob(paper.index)?;
        let (head, text) = Imported::read(&bytes);
        let (mut files, mut attachments, mut paths) = (Vec::new(), Vec::new(), BTreeMap::new());
        for (name, id) in &paper.beside {
            let bytes = self.record.blob(*id)?;
            let digest = Sha256::of(&bytes);
            let path = format!("files/{}/{name}", digest.hex());
            let href = href::encode(&path);
            paths.insert(name.as_str(), href.clone());
            let (name, digest) = (name.clone(), digest.to_string());
            attachments.push(view::Attachment { href, size: size(bytes.len()), digest, name });
            // All languages share it.
            if self.tongue.is_first() {
                files.push(File { path, bytes });
            }
        }
        let (root, top) = (href::root(&page.file()), self.top(&page.file()));
        let links = PaperLinks {
            root: &root,
            top: &top,
            subject,
            handover,
            said: &head.links,
            files: paths,
            labels: self.labels(),
        };
        let body = markdown::render(without_head(text, &paper.title, paper.number.as_deref()), &links);
        let mut crumbs = self.crumbs(subject);
        crumbs.push(view::Link { text: docket.title.clone(), href: Page::Subject(subject.clone()).href() });
        let count = handover.years.get(&paper.year).map_or(0, Vec::len);
        let list = Page::Papers(subject.clone(), paper.year, Part::showing(paper.place, count, ENTRIES));
        crumbs.push(view::Link { text: self.paper_year(paper.year), href: list.href() });
        let row = self.paper_row(subject, slug, paper);
        let view = view::PaperPage {
            base: self.base(&page, &paper.title, crumbs, handover.as_of(docket)),
            title: paper.title.clone(),
            number: row.number,
            date: row.date,
            unit: row.unit,
            issuer: row.issuer,
            body: body.html,
            headings: body.headings,
            attachments,
            fields: self.paper_fields(&head),
            handover: self.answer(docket),
        };
        files.push(File { path: self.tongue.path(&page.file()), bytes: self.theme.render("paper.html", &view)? });
        Ok(files)
    }

    pub(super) fn papers_page(&self, subject: &SubjectId, year: Option<i16>, part: Part) -> view::PapersPage {
        let page = Page::Papers(subject.clone(), year, part);
        let Some((docket, handover)) = self.handover(subject) else { return view::PapersPage::default() };
        let slugs = handover.years.get(&year).map_or(&[][..], Vec::as_slice);
        let shown = slugs[part.range(slugs.len(), ENTRIES)].iter().rev();
        let papers = shown.filter_map(|slug| Some(self.paper_row(subject, slug, handover.papers.get(slug)?)));
        let mut crumbs = self.crumbs(subject);
        crumbs.push(view::Link { text: docket.title.clone(), href: Page::Subject(subject.clone()).href() });
        let name = self.paper_year(year);
        view::PapersPage {
            base: self.base(&page, &format!("{} {name}", docket.title), crumbs, handover.as_of(docket)),
            heading: docket.title.clone(),
            count: slugs.len(),
            years: self.paper_years(subject, handover, Some(&page)),
            papers: papers.collect(),
            pager: Self::pager(part, slugs.len(), ENTRIES, |part| Page::Papers(subject.clone(), year, part)),
            handover: self.answer(docket),
            year: name,
        }
    }

    /// What a subject hands over, on its own page.
    pub(super) fn papers_of(&self, subject: &SubjectId) -> Option<view::Papers> {
        let (_, handover) = self.handover(subject)?;
        let count = handover.papers.len();
        let few = handover.years.values().rev().flat_map(|slugs| slugs.iter().rev()).filter(|_| count <= ENTRIES);
        let rows = few.filter_map(|slug| Some(self.paper_row(subject, slug, handover.papers.get(slug)?)));
        Some(view::Papers { count, years: self.paper_years(subject, handover, None), rows: rows.collect() })
    }

    fn handover(&self, subject: &SubjectId) -> Option<(&Docket, &Handover)> {
        Some((self.docket(subject)?, self.index.imports().of(subject)?))
    }

    fn paper_year(&self, year: Option<i16>) -> String {
        match year {
            Some(year) => self.word("site-year", &[("year", &year.to_string())]),
            None => self.words.word("site-year-unknown"),
        }
    }

    /// The years, the newest first.
    fn paper_years(&self, subject: &SubjectId, handover: &Handover, here: Option<&Page>) -> Vec<view::FacetOption> {
        let option = |(year, slugs): (&Option<i16>, &Vec<Slug>)| view::FacetOption {
            text: self.paper_year(*year),
            href: Page::Papers(subject.clone(), *year, Part::Newest).href(),
            count: Some(slugs.len()),
            current: matches!(here, Some(Page::Papers(_, here, _)) if here == year),
        };
        handover.years.iter().rev().map(option).collect()
    }

    fn paper_row(&self, subject: &SubjectId, slug: &Slug, paper: &Paper) -> view::PaperRow {
        let day = |day: &String| view::Time {
            iso: day.clone(),
            text: day.parse().map_or_else(|_| day.clone(), |day| self.day_text(day)),
        };
        let unit = paper.unit.as_ref().and_then(|unit| self.unit_link(unit));
        view::PaperRow {
            paper: view::Link { text: paper.title.clone(), href: Page::Paper(subject.clone(), slug.clone()).href() },
            number: paper.number.clone(),
            // What the register does not know stands as it was written.
            issuer: paper
                .issuer
                .clone()
                .or_else(|| paper.unit.as_ref().map(ToString::to_string))
                .filter(|_| unit.is_none()),
            unit,
            date: paper.date.as_ref().map(day),
            files: paper.beside.len(),
        }
    }

    /// Who answers for what a subject hands over.
    fn answer(&self, docket: &Docket) -> view::Handover {
        let mark = match &docket.ended {
            Some(ended) => docket.mark(ended.seq),
            None => attesting(self.ledger.office(), docket),
        };
        let state = match docket.place {
            _ if docket.ended.is_some() => view::HandoverState::Ended,
            Place::Done => view::HandoverState::Attested,
            Place::At(_) | Place::Back(_) => view::HandoverState::Pending,
            Place::Withdrawn | Place::Terminated | Place::Rejected => view::HandoverState::Refused,
        };
        view::Handover {
            state,
            subject: Some(self.subject_link(&docket.subject)),
            act: mark.map(|mark| mark.seq),
            who: mark.map(|mark| self.actor(mark.behalf.as_ref().unwrap_or(&mark.person))),
            time: mark.map(|mark| self.day(mark.time)),
        }
    }

    /// Which file a paper was, and what that file's own head said besides.
    fn paper_fields(&self, head: &Imported) -> Vec<view::Field> {
        let mut fields = Vec::new();
        let mut add = |label: String, value: String| {
            if !value.is_empty() && fields.len() < MOST_FIELDS {
                fields.push(view::Field { label, values: vec![value.into()] });
            }
        };
        add(self.words.word("site-paper-source"), head.source.clone());
        add("SHA-256".to_owned(), head.sha256.clone());
        let called = |key: &String| match key.as_str() {
            "date" => self.words.word("site-date"),
            "kind" => self.words.word("site-kind"),
            other => other.to_owned(),
        };
        for (key, value) in &head.head {
            match value.as_table() {
                Some(inner) => inner.iter().for_each(|(key, value)| add(called(key), told(value))),
                None => add(called(key), told(value)),
            }
        }
        fields
    }
}

/// A value of another program's head, for people.
fn told(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(list) => list.iter().map(told).collect::<Vec<_>>().join(", "),
        toml::Value::Table(table) => {
            table.iter().map(|(key, value)| format!("{key}: {}", told(value))).collect::<Vec<_>>().join(", ")
        }
        toml::Value::Integer(_) | toml::Value::Float(_) | toml::Value::Boolean(_) | toml::Value::Datetime(_) => {
            value.to_string()
        }
    }
}

/// A text without what stands above it already: first lines that say the title, and the number, once more.
fn without_head<'t>(text: &'t str, title: &str, number: Option<&str>) -> &'t str {
    let mut rest = text;
    for said in [Some(title), number, Some(title)].into_iter().flatten() {
        let body = rest.trim_start_matches('\n');
        let (first, below) = body.split_once('\n').unwrap_or((body, ""));
        // A plain text was written as Markdown: its brackets are escaped.
        let first = first.strip_prefix("# ").unwrap_or(first).replace('\\', "");
        if first.trim() == said.replace('\\', "") {
            rest = below;
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_above_a_text_is_not_said_twice() {
        let number = Some("临政发[2017]5号");
        for text in ["# 通知\n\n临政发[2017]5号\n\n正文\n", "\n临政发\\[2017\\]5号\n\n通知\n\n正文\n", "通知\n\n正文\n"]
        {
            assert_eq!(without_head(text, "通知", number).trim(), "正文", "{text}");
        }
        for text in ["通知如下：\n\n正文", "## 通知\n\n正文", "正文\n\n通知\n", ""] {
            assert_eq!(without_head(text, "通知", number), text);
        }
        assert_eq!(without_head("通知", "通知", None), "");
    }
}
