//! The guide, what this site is, and everything there is.

use serde::Serialize;

use super::super::markdown::Heading;
use super::{Base, Command, Contact, Entry, Link};

/// How to work with all this, by role. Template `guide.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct GuidePage {
    /// As on every page.
    pub base: Base,
    /// What is taught, role by role.
    pub lessons: Vec<LessonLink>,
    /// The office's own articles in force, the newest first.
    pub articles: Vec<Entry>,
    /// Where all of those are.
    pub articles_href: Option<String>,
    /// Where faults are reported and suggestions made.
    pub asks: Vec<Ask>,
    /// Where one says that something does not work, if a server receives people.
    pub fault: Option<String>,
}

/// A lesson in the list of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LessonLink {
    /// Its title and page.
    pub link: Link,
    /// For whom it is and what it is about.
    pub about: String,
}

/// Where something is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ask {
    /// The collection.
    pub list: Link,
    /// How it is dealt with.
    pub workflow_href: String,
    /// The command that begins it.
    pub command: String,
}

/// How to work in a role. Template `lesson.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct LessonPage {
    /// As on every page.
    pub base: Base,
    /// Its title.
    pub title: String,
    /// The text.
    pub body: String,
    /// The text's headings.
    pub headings: Vec<Heading>,
    /// The lesson before.
    pub previous: Option<Link>,
    /// The lesson after.
    pub next: Option<Link>,
}

/// Whose site this is, for whom, and by which rules. Template `about.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct AboutPage {
    /// As on every page.
    pub base: Base,
    /// Who leads, supervises and operates it.
    pub bodies: Vec<Body>,
    /// How help is given.
    pub support: String,
    /// To whom it applies.
    pub scope: String,
    /// How many units and people that are.
    pub units: usize,
    /// The people among them.
    pub people: usize,
    /// The legal bases.
    pub bases: Vec<String>,
    /// What is managed in it.
    pub areas: Vec<ManagedArea>,
    /// The working rules in force, the newest first.
    pub rules: Vec<Entry>,
    /// Where all of those are.
    pub rules_href: Option<String>,
    /// Where faults are reported and suggestions made.
    pub asks: Vec<Ask>,
    /// The program's version.
    pub version: String,
    /// The root line.
    pub root_line: String,
    /// The checkpoint line as of this site's number.
    pub checkpoint_line: String,
    /// How to check all of it.
    pub commands: Vec<Command>,
    /// Where that is explained.
    pub verify_href: String,
}

/// A body that answers for the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Body {
    /// What for.
    pub kind: BodyKind,
    /// Its units.
    pub units: Vec<BodyUnit>,
}

/// What a body answers for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyKind {
    /// 领导机构.
    Lead,
    /// 监督管理.
    Supervisor,
    /// 技术支持和运行维护.
    Operator,
}

/// A unit that answers for the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BodyUnit {
    /// It.
    pub unit: Link,
    /// Its telephone.
    pub phone: Option<String>,
    /// Who answers for it.
    pub people: Vec<Contact>,
}

/// One of the areas that are managed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ManagedArea {
    /// Which: a part of its words' keys.
    pub kind: &'static str,
    /// Where it is managed.
    pub lists: Vec<Link>,
}

/// Everything there is. Template `contents.html`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct ContentsPage {
    /// As on every page.
    pub base: Base,
    /// The areas.
    pub sections: Vec<ContentsSection>,
}

/// An area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContentsSection {
    /// Which: a part of its words' keys.
    pub kind: &'static str,
    /// What is in it.
    pub items: Vec<ContentsItem>,
}

/// Something in an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContentsItem {
    /// Its page.
    pub link: Link,
    /// How much there is of it.
    pub count: Option<usize>,
    /// What else belongs to it.
    pub beside: Vec<Link>,
}
