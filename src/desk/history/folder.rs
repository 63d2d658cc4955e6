//! The folder that is imported: what lies in it, which of it are papers, and which files go with which paper.
//!
//! No link is followed. A file that is no paper goes with the papers that link to it, with the one whose name its own begins with, or
//! with the only one of its folder.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use super::{HistoryFault, Remark};

/// The most files of a folder.
const MOST_FILES: usize = 1_000_000;

/// What kind of file it is, by its ending. The order is that of what is more of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Markdown,
    Docx,
    Plain,
    Other,
}

impl Kind {
    fn of(name: &str) -> Self {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        match ending.as_str() {
            "md" | "markdown" | "mdown" => Self::Markdown,
            "docx" => Self::Docx,
            "txt" | "text" => Self::Plain,
            _ => Self::Other,
        }
    }
}

/// A file of the folder.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Its path below the folder.
    pub(super) path: String,
    pub(super) size: u64,
    pub(super) kind: Kind,
}

impl Found {
    pub(super) fn name(&self) -> &str {
        self.path.rsplit_once('/').map_or(&self.path, |(_, name)| name)
    }

    pub(super) fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether it is a text in a format that is not read, such as older word processors and web sites leave.
    pub(super) fn is_foreign(&self) -> bool {
        let ending = self.name().rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        ["doc", "docm", "dot", "wps", "wpt", "uof", "rtf", "odt", "htm", "html", "mht"].contains(&ending.as_str())
    }

    /// Its name without ending; of an `index.md` the folder's.
    pub(super) fn stem(&self) -> &str {
        let stem = stem(self.name());
        if stem.eq_ignore_ascii_case("index") && !self.folder().is_empty() {
            return self.folder().rsplit('/').next().unwrap_or_default();
        }
        stem
    }
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What lies in a folder.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// The files, by path.
    pub(super) files: Vec<Found>,
    /// What is no file to import, and why.
    pub(super) strange: Vec<(String, Remark)>,
}

/// Reads a folder. Names that begin with a dot are an editor's or a system's own.
pub(super) fn read(dir: &Path) -> Result<Folder, HistoryFault> {
    match std::fs::metadata(dir) {
        Ok(meta) if meta.is_dir() => {}
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(HistoryFault::Io { path: dir.to_owned(), error });
        }
        Ok(_) | Err(_) => return Err(HistoryFault::NoFolder { path: dir.to_owned() }),
    }
    let mut folder = Folder::default();
    let mut walk = walkdir::WalkDir::new(dir).min_depth(1).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().and_then(|path| path.strip_prefix(dir).ok()).unwrap_or(dir);
                let why = error.io_error().map_or_else(|| "?".to_owned(), ToString::to_string);
                folder.strange.push((path.to_string_lossy().into_owned(), Remark::new("unreadable", &why)));
                continue;
            }
        };
        let below = entry.path().strip_prefix(dir).unwrap_or(entry.path());
        let shown = below.to_string_lossy().replace('\\', "/");
        let kind = entry.file_type();
        let strange = if entry.file_name().to_string_lossy().starts_with('.') {
            Some("hidden")
        } else if kind.is_symlink() {
            Some("link")
        } else if below.to_str().is_none() || !crate::id::is_plain(&shown) {
            Some("name")
        } else if kind.is_dir() {
            continue;
        } else if !kind.is_file() {
            Some("special")
        } else if entry.file_name() == "_index.md" {
            Some("section")
        } else {
            None
        };
        if let Some(why) = strange {
            if kind.is_dir() {
                walk.skip_current_dir();
            }
            folder.strange.push((shown, Remark::new(why, "")));
            continue;
        }
        if folder.files.len() == MOST_FILES {
            return Err(HistoryFault::Many { most: MOST_FILES });
        }
        let size = entry.metadata().map_or(u64::MAX, |meta| meta.len());
        let kind = Kind::of(&shown);
        folder.files.push(Found { path: shown, size, kind });
    }
    folder.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(folder)
}

/// Which files are papers, and which go with them: by place in the list of files.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) papers: BTreeSet<usize>,
    /// The files that go with each paper.
    pub(super) beside: BTreeMap<usize, BTreeSet<usize>>,
}

impl Parts {
    /// Sorts the files by their names alone. What texts link to comes later, by [`Parts::link`].
    pub(super) fn of(files: &[Found]) -> Self {
        let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, file) in files.iter().enumerate() {
            folders.entry(file.folder()).or_default().push(at);
        }
        let mut parts = Self::default();
        for places in folders.values() {
            let may: Vec<usize> = places.iter().copied().filter(|at| files[*at].kind != Kind::Other).collect();
            let named = Named::of(files, &may);
            // A file whose name goes on with the name of a paper belongs to it.
            let mut papers: Vec<usize> = may.into_iter().filter(|at| named.owner(files, *at).is_none()).collect();
            let is_index = |at: &usize| files[*at].kind == Kind::Markdown && stem(files[*at].name()) == "index";
            let bundle = papers.iter().copied().find(is_index);
            if bundle.is_some() {
                papers.retain(|at| files[*at].kind == Kind::Markdown);
            }
            let named = Named::of(files, &papers);
            parts.papers.extend(&papers);
            let only = bundle.or(if let [only] = papers.as_slice() { Some(*only) } else { None });
            for at in places.iter().filter(|at| !parts.papers.contains(at)) {
                if let Some(paper) = named.owner(files, *at).or(only) {
                    parts.beside.entry(paper).or_default().insert(*at);
                }
            }
        }
        // What lies in a folder below that holds no paper goes with the only paper above.
        for places in folders.iter().filter(|(_, places)| places.iter().all(|at| !parts.papers.contains(at))) {
            let mut above = *places.0;
            while let Some((parent, _)) = above.rsplit_once('/') {
                above = parent;
                let mut papers = folders.get(above).into_iter().flatten().filter(|at| parts.papers.contains(at));
                if let (Some(only), None) = (papers.next(), papers.next()) {
                    parts.beside.entry(*only).or_default().extend(places.1);
                    break;
                }
            }
        }
        parts
    }

    /// A paper's text links to a file: it goes with the paper, also if it might have been one itself, unless it is Markdown.
    pub(super) fn link(&mut self, files: &[Found], paper: usize, file: usize) {
        if paper == file || files[file].kind == Kind::Markdown && self.papers.contains(&file) {
            return;
        }
        if self.papers.remove(&file) {
            // What went with it goes with nobody now, unless it is linked to as well.
            self.beside.remove(&file);
        }
        self.beside.entry(paper).or_default().insert(file);
    }
}

/// The papers of a folder by their names without ending.
struct Named<'f>(HashMap<&'f str, Vec<usize>>);

impl<'f> Named<'f> {
    fn of(files: &'f [Found], papers: &[usize]) -> Self {
        let mut named: HashMap<&str, Vec<usize>> = HashMap::new();
        for at in papers {
            named.entry(stem(files[*at].name())).or_default().push(*at);
        }
        Self(named)
    }

    /// The paper whose name a file's name goes on with: `59号.pdf` and `59号附件1.docx` go with `59号.md`. The longest counts.
    fn owner(&self, files: &[Found], at: usize) -> Option<usize> {
        let name = stem(files[at].name());
        let ends = name.char_indices().map(|(end, _)| end).skip(1).chain([name.len()]);
        let ends: Vec<usize> = ends.collect();
        ends.into_iter().rev().find_map(|end| {
            let (begins, rest) = name.split_at(end);
            let papers = self.0.get(begins)?;
            if rest.is_empty() {
                // Of the same name: what is more of a paper.
                return papers
                    .iter()
                    .copied()
                    .filter(|paper| files[*paper].kind < files[at].kind)
                    .min_by_key(|p| files[*p].kind);
            }
            let rest = rest.trim_start_matches([' ', '-', '_', '－', '—', '.', '（', '(', '【', '[']).to_lowercase();
            let is_named = ["附", "attach", "appendix", "annex", "fujian"].iter().any(|word| rest.starts_with(word));
            is_named.then(|| papers.iter().copied().filter(|paper| *paper != at).min_by_key(|p| files[*p].kind))?
        })
    }
}

/// Where a link leads: the file's place, or whether it leads out of the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    File(usize),
    Outside,
    Nowhere,
}

/// Looks a link's target up from a paper's folder; what begins with `/` from the top, where other programs keep what all pages share.
pub(super) fn lead(files: &[Found], from: &str, target: &str) -> Lead {
    let rooted = target.starts_with('/');
    let bases: &[&str] = if rooted { &["", "static", "content"] } else { &[from] };
    let mut lead = Lead::Nowhere;
    for base in bases {
        let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
        let mut outside = false;
        for part in target.split('/') {
            match part {
                "" | "." => {}
                ".." => outside |= parts.pop().is_none(),
                part => parts.push(part),
            }
        }
        if outside {
            lead = Lead::Outside;
            continue;
        }
        let path = parts.join("/");
        let tries = [path.clone(), format!("{path}/index.md"), format!("{path}.md")];
        for one in tries.iter().take(if target.ends_with('/') || rooted { 3 } else { 1 }) {
            if let Ok(at) = files.binary_search_by(|file| file.path.as_str().cmp(one)) {
                return Lead::File(at);
            }
        }
    }
    lead
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> Vec<Found> {
        let mut files: Vec<Found> =
            paths.iter().map(|path| Found { path: (*path).to_owned(), size: 1, kind: Kind::of(path) }).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }

    fn told(paths: &[&str], links: &[(&str, &str)]) -> Vec<String> {
        let files = files(paths);
        let at = |path: &str| files.iter().position(|file| file.path == path).unwrap();
        let mut parts = Parts::of(&files);
        for (paper, file) in links {
            parts.link(&files, at(paper), at(file));
        }
        let beside = |paper: &usize| -> Vec<&str> {
            parts.beside.get(paper).into_iter().flatten().map(|at| files[*at].path.as_str()).collect()
        };
        parts.papers.iter().map(|at| format!("{} < {}", files[*at].path, beside(at).join(", "))).collect()
    }

    #[test]
    fn files_go_with_the_paper_they_are_named_after() {
        assert_eq!(
            told(
                &["59号.md", "59号.docx", "59号附件1.docx", "59号-附件2.xls", "60号.docx", "60号.pdf", "其他.pdf"],
                &[]
            ),
            ["59号.md < 59号-附件2.xls, 59号.docx, 59号附件1.docx", "60号.docx < 60号.pdf"]
        );
        // A longer name is not an attachment for beginning like a shorter one.
        assert_eq!(told(&["5.md", "59.md", "59.pdf"], &[]), ["5.md < ", "59.md < 59.pdf"]);
    }

    #[test]
    fn a_folder_of_one_paper_is_all_its_own() {
        assert_eq!(
            told(&["a/index.md", "a/1.pdf", "a/说明.txt", "a/图/1.png", "b/x.docx", "b/1.pdf", "c/1.pdf"], &[]),
            ["a/index.md < a/1.pdf, a/图/1.png, a/说明.txt", "b/x.docx < b/1.pdf"]
        );
    }

    #[test]
    fn what_a_text_links_to_goes_with_it() {
        let paths = ["a.md", "b.md", "files/1.docx", "files/2.docx", "files/1.pdf"];
        assert_eq!(
            told(&paths, &[("a.md", "files/1.docx"), ("b.md", "files/1.docx"), ("a.md", "b.md")]),
            ["a.md < files/1.docx", "b.md < files/1.docx", "files/2.docx < "]
        );
    }

    #[test]
    fn a_link_leads_within_the_folder_only() {
        let files = files(&["a/b/index.md", "a/c.md", "a/图/1.png", "static/2.png"]);
        let at = |target: &str| lead(&files, "a/b", target);
        assert_eq!(at("../图/1.png"), Lead::File(2));
        assert_eq!(at("./../c.md"), Lead::File(1));
        assert_eq!(at("/2.png"), Lead::File(3));
        assert_eq!(at("/a/b/"), Lead::File(0));
        assert_eq!(at("../../../etc/passwd"), Lead::Outside);
        assert_eq!(at("../../../../a/c.md"), Lead::Outside);
        assert_eq!(at("none.png"), Lead::Nowhere);
    }
}
