//! Refs as they stand in a repository's files, read by one strict grammar (`docs/record-format.md` section 2).
//!
//! 1. Read are `refs/` and `packed-refs`, each file once: no configuration, no `HEAD`. No link is followed and nothing but a plain file
//!    is opened.
//! 2. A ref in a file of its own goes before a packed one of the same name, as in git.
//! 3. What is not of the grammar is a fault with its file and byte. Nothing is guessed: where git's own readers could come to see
//!    different refs, there is a fault.
//!
//! ```text
//! refs/<...>    <40 hex> LF
//! packed-refs   ["# pack-refs with:" <traits> SP LF]  ( <40 hex> SP <name> LF  [ "^" <40 hex> LF ] )*
//! ```

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use super::fault::{Defect, Fault, shown};
use super::repository::{DRAFTS, MAIN, PRIVATE, REMOTES, SEALS};
use crate::id::GitId;

/// Where replace refs stand.
pub(super) const REPLACE: &str = "refs/replace/";
/// The most bytes `packed-refs` may have: three million refs.
const PACKED_LIMIT: u64 = 256 * 1024 * 1024;
/// No ref's file is longer; what is, is none.
const LOOSE_LIMIT: u64 = 1024;
const PACKED: &str = "packed-refs";
/// The head lines that git and its library have written, oldest first.
const HEADS: [&[u8]; 3] = [
    b"# pack-refs with: peeled ",
    b"# pack-refs with: peeled fully-peeled ",
    b"# pack-refs with: peeled fully-peeled sorted ",
];

/// The refs of a repository at one moment.
#[derive(Debug, Default)]
pub(super) struct RefFiles {
    refs: BTreeMap<String, Result<GitId, Fault>>,
    faults: Vec<Fault>,
    /// What `packed-refs` says its tags name, and at which byte.
    peeled: BTreeMap<String, (GitId, usize)>,
    /// The packed seals, whatever stands in files of their own.
    packed: BTreeMap<String, GitId>,
}

impl RefFiles {
    /// Reads them all. `Err` is the machine's fault only.
    pub(super) fn read(dir: &Path) -> Result<Self, Fault> {
        let mut found = Self::default();
        found.read_packed(&dir.join(PACKED))?;
        found.read_loose(dir)?;
        found.find_conflicts();
        Ok(found)
    }

    /// Where a ref is.
    pub(super) fn get(&self, name: &str) -> Result<Option<GitId>, Fault> {
        self.refs.get(name).cloned().transpose()
    }

    /// The refs whose names begin so, good or not.
    pub(super) fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a Result<GitId, Fault>)> {
        let from = self.refs.range(prefix.to_owned()..);
        from.map(|(name, id)| (name.as_str(), id)).take_while(move |(name, _)| name.starts_with(prefix))
    }

    /// The names that belong neither to the record nor to its drafts, nor to what git and this program know of remotes.
    pub(super) fn foreign(&self) -> impl Iterator<Item = &str> {
        self.refs.keys().map(String::as_str).filter(|name| !is_known(name))
    }

    /// What is wrong with the record's refs, and with the files any of them could stand in.
    pub(super) fn faults(&self) -> Vec<Fault> {
        let ours = self.refs.iter().filter(|(name, _)| *name == MAIN || name.starts_with(SEALS));
        self.faults.iter().cloned().chain(ours.filter_map(|(_, found)| found.clone().err())).collect()
    }

    /// The seals that `packed-refs` says name another object than their tags do. What a tag names is asked of the reader of tags.
    pub(super) fn misled(&self, target: impl Fn(GitId) -> Option<GitId>) -> Vec<Fault> {
        let seals = self.peeled.iter().filter(|(name, _)| name.starts_with(SEALS));
        let wrong = seals.filter_map(|(name, (peeled, at))| {
            let tag = self.packed.get(name)?;
            let named = target(*tag).is_none_or(|object| object == *peeled);
            (!named).then(|| Fault::new(Defect::Packed(format!("^{peeled}"))).path(PACKED).at(*at))
        });
        wrong.collect()
    }

    fn read_loose(&mut self, dir: &Path) -> Result<(), Fault> {
        // What is no folder is refused where a repository is examined; a link is not followed to find that out.
        if !dir.join("refs").symlink_metadata().is_ok_and(|what| what.is_dir()) {
            return Ok(());
        }
        for entry in walkdir::WalkDir::new(dir.join("refs")).follow_links(false).sort_by_file_name() {
            let entry = entry.map_err(|error| unwalked(&error))?;
            let bytes = entry.path().strip_prefix(dir).unwrap_or(entry.path()).as_os_str().as_encoded_bytes();
            let Ok(name) = std::str::from_utf8(bytes) else {
                self.faults.push(misnamed(bytes));
                continue;
            };
            let kind = entry.file_type();
            if kind.is_dir() || has_lock_name(name) {
                continue;
            }
            if !kind.is_file() {
                // A link: whatever it stands for, several refs may be hidden behind it.
                self.faults.push(Fault::new(Defect::NotPlain).path(name));
            } else if is_ref_name(name) {
                let mut text = Vec::new();
                let read = File::open(entry.path()).and_then(|file| file.take(LOOSE_LIMIT).read_to_end(&mut text));
                match read {
                    Ok(_) => drop(self.refs.insert(name.to_owned(), loose(name, &text))),
                    // Git has deleted or packed it since: another run sees that.
                    Err(error) if error.kind() == ErrorKind::NotFound => {}
                    Err(error) => return Err(Fault::io(entry.path(), &error)),
                }
            } else {
                self.faults.push(misnamed(bytes));
            }
        }
        Ok(())
    }

    fn read_packed(&mut self, path: &Path) -> Result<(), Fault> {
        match path.symlink_metadata() {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Fault::io(path, &error)),
            Ok(what) if !what.is_file() => {
                self.faults.push(Fault::new(Defect::NotPlain).path(PACKED));
                return Ok(());
            }
            Ok(what) if what.len() > PACKED_LIMIT => {
                self.faults.push(Fault::new(Defect::Size { limit: PACKED_LIMIT, found: what.len() }).path(PACKED));
                return Ok(());
            }
            Ok(_) => {}
        }
        let text = std::fs::read(path).map_err(|error| Fault::io(path, &error))?;
        if let Err(fault) = self.parse_packed(&text) {
            self.faults.push(fault.path(PACKED));
        }
        Ok(())
    }

    /// Takes in what stands before the first fault.
    fn parse_packed(&mut self, text: &[u8]) -> Result<(), Fault> {
        let (mut at, mut before) = (0, None::<String>);
        // Whether a line that peels may follow.
        let mut peelable = false;
        while at < text.len() {
            let wrong = |line: &[u8]| Fault::new(Defect::Packed(shown(line))).at(at);
            let Some(end) = text[at..].iter().position(|byte| *byte == b'\n') else {
                return Err(wrong(&text[at..]));
            };
            let line = &text[at..at + end];
            if at == 0 && line.starts_with(b"#") {
                if !HEADS.contains(&line) {
                    return Err(wrong(line));
                }
            } else if let Some(peeled) = line.strip_prefix(b"^") {
                match (object_name(peeled), &before) {
                    (Some(peeled), Some(name)) if std::mem::take(&mut peelable) => {
                        self.peeled.insert(name.clone(), (peeled, at));
                    }
                    _ => return Err(wrong(line)),
                }
            } else {
                let (id, name) = line.split_at_checked(41).ok_or_else(|| wrong(line))?;
                let is_sha256 = || line.get(64) == Some(&b' ') && line[..64].iter().all(u8::is_ascii_hexdigit);
                let id = id
                    .strip_suffix(b" ")
                    .and_then(object_name)
                    .ok_or_else(|| if is_sha256() { Fault::new(Defect::ObjectFormat).at(at) } else { wrong(line) })?;
                let name = std::str::from_utf8(name).ok().filter(|name| is_ref_name(name));
                let name = name.ok_or_else(|| misnamed(&line[41..]).at(at))?.to_owned();
                if before.as_ref().is_some_and(|before| *before >= name)
                    || self.refs.insert(name.clone(), Ok(id)).is_some()
                {
                    return Err(wrong(line));
                }
                if name.starts_with(SEALS) {
                    self.packed.insert(name.clone(), id);
                }
                before = Some(name);
                peelable = true;
            }
            at += end + 1;
        }
        Ok(())
    }

    /// A ref below another one: git's readers see the one or the other.
    fn find_conflicts(&mut self) {
        let names = self.refs.keys().filter(|name| is_known(name));
        let conflict = |name: &String| {
            let above = name.match_indices('/').map(|(at, _)| &name[..at]).find(|above| self.refs.contains_key(*above));
            above.map(|above| {
                Fault::new(Defect::RefConflict { expected: above.to_owned(), found: name.clone() }).path(name)
            })
        };
        let found: Vec<Fault> = names.filter_map(conflict).collect();
        self.faults.extend(found);
    }
}

/// Whether a ref belongs to the record, to its drafts, or to what git and this program know of remotes.
pub(super) fn is_known(name: &str) -> bool {
    name == MAIN || [SEALS, DRAFTS, REMOTES, PRIVATE].iter().any(|prefix| name.starts_with(prefix))
}

fn is_ref_name(name: &str) -> bool {
    name.starts_with("refs/") && git2::Reference::is_valid_name(name)
}

/// What a writer leaves beside a ref while he writes, or when he died.
fn has_lock_name(name: &str) -> bool {
    name.as_bytes().ends_with(b".lock")
}

fn misnamed(name: &[u8]) -> Fault {
    Fault::new(Defect::RefName(shown(name))).path(shown(name))
}

/// The content of a ref's own file.
fn loose(name: &str, text: &[u8]) -> Result<GitId, Fault> {
    let line = text.strip_suffix(b"\n");
    if let Some(id) = line.and_then(object_name) {
        return Ok(id);
    }
    let line = line.unwrap_or(text);
    let defect = if text.starts_with(b"ref:") {
        Defect::Symbolic(name.to_owned())
    } else if line.len() == 64 && line.iter().all(u8::is_ascii_hexdigit) {
        Defect::ObjectFormat
    } else {
        Defect::Ref(shown(line))
    };
    Err(Fault::new(defect).path(name))
}

fn object_name(hex: &[u8]) -> Option<GitId> {
    std::str::from_utf8(hex).ok()?.parse().ok()
}

fn unwalked(error: &walkdir::Error) -> Fault {
    let path = error.path().unwrap_or(Path::new("refs"));
    match error.io_error() {
        Some(error) => Fault::io(path, error),
        None => Fault::new(Defect::NotPlain).path(path.display().to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const A: &str = "0123456789012345678901234567890123456789";
    const B: &str = "abcdefabcdefabcdefabcdefabcdefabcdefabcd";

    /// A repository's files: what is found, and the codes, paths and bytes of what is wrong.
    fn read(files: &[(&str, &str)]) -> (RefFiles, Vec<(u16, String, Option<usize>)>) {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("refs")).unwrap();
        for (path, text) in files {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let found = RefFiles::read(dir.path()).unwrap();
        let faults = found.faults();
        let faults =
            faults.iter().map(|f| (f.code(), f.at_path().unwrap_or_default().to_owned(), f.offset())).collect();
        (found, faults)
    }

    fn id(hex: &str) -> GitId {
        hex.parse().unwrap()
    }

    #[test]
    fn a_ref_of_its_own_file_goes_before_a_packed_one() {
        let packed =
            format!("# pack-refs with: peeled fully-peeled sorted \n{A} {MAIN}\n{A} refs/tags/seal/a/b\n^{B}\n");
        let (found, faults) = read(&[(MAIN, &format!("{B}\n")), ("packed-refs", &packed)]);
        assert_eq!(faults, []);
        assert_eq!(found.get(MAIN).unwrap(), Some(id(B)));
        assert_eq!(found.get("refs/tags/seal/a/b").unwrap(), Some(id(A)));
        assert_eq!(found.get("refs/heads/none").unwrap(), None);
        assert_eq!(found.below(SEALS).count(), 1);
        assert_eq!(found.foreign().count(), 0);
    }

    #[test]
    fn a_file_that_is_no_ref_is_a_fault_of_the_record_only_where_the_record_is() {
        let sha256 = format!("{A}{}\n", &B[..24]);
        for (text, code) in [
            ("", 165),
            ("\n", 165),
            ("0123", 165),
            ("ref: refs/heads/other\n", 157),
            ("ref: refs/heads/none", 157),
            ("no such thing\0\n", 165),
            (sha256.as_str(), 151),
            (&A.replace('0', "A"), 165),
            (&format!("{A}\n\n"), 165),
            (&format!("{A} {B}"), 165),
            (A, 165),
            (&format!("{A} \n"), 165),
            (&format!("{A}\u{b}"), 165),
        ] {
            let (found, faults) = read(&[(MAIN, text), ("refs/heads/drafts/x", text), ("refs/heads/x", text)]);
            assert_eq!(faults, [(code, MAIN.to_owned(), None)], "{text:?}");
            assert_eq!(found.get(MAIN).unwrap_err().code(), code);
            assert_eq!(found.foreign().collect::<Vec<_>>(), ["refs/heads/x"]);
        }
        let lock = format!("{MAIN}.lock");
        assert_eq!(read(&[(&lock, "")]).1, [], "what a writer leaves behind is no ref");
    }

    #[test]
    fn packed_refs_have_one_reading() {
        let header = "# pack-refs with: peeled fully-peeled sorted \n";
        let line = |name: &str| format!("{A} {name}\n");
        let (a, b) = (line("refs/heads/a"), line("refs/heads/b"));
        for (text, code, at) in [
            (format!("{a}{a}"), 166, a.len()),
            (format!("{header}{b}{a}"), 166, header.len() + b.len()),
            (format!("{a}{header}"), 166, a.len()),
            (format!("{a}{A} refs/heads/b"), 166, a.len()),
            (format!("^{A}\n"), 166, 0),
            (format!("{a}^{A}\n^{A}\n"), 166, a.len() + 42),
            (format!("{a}\n"), 166, a.len()),
            (format!("{a}{A}\n"), 166, a.len()),
            (format!("{A}{}  refs/heads/a\n", &B[..24]), 151, 0),
        ] {
            assert_eq!(read(&[("packed-refs", &text)]).1, [(code, "packed-refs".to_owned(), Some(at))], "{text}");
        }
        for name in ["refs/heads/../a", "HEAD"] {
            assert_eq!(
                read(&[("packed-refs", &format!("{a}{}", line(name)))]).1,
                [(159, name.to_owned(), Some(a.len()))]
            );
        }
        for text in [
            format!("{b}{a}"),
            format!("{}{a}", header.replace("sorted", "sortee")),
            format!("{}{a}", header.replace("sorted ", "sorted")),
            format!("{header}{}", a.to_uppercase()),
            format!("{header}{}", a.replace(' ', "\t")),
        ] {
            assert_eq!(read(&[("packed-refs", &text)]).1.len(), 1, "{text}");
        }
        assert_eq!(read(&[("packed-refs", "")]).1, []);
        let (found, faults) = read(&[("packed-refs", &format!("{a}rubbish\n{b}"))]);
        assert_eq!((faults.len(), found.get("refs/heads/a").unwrap()), (1, Some(id(A))));
    }

    #[test]
    fn a_ref_is_not_a_folder_of_others() {
        let below = format!("{MAIN}/more");
        let ours = format!("{A}\n");
        let (_, faults) = read(&[(MAIN, &ours), ("packed-refs", &format!("{A} {below}\n"))]);
        assert_eq!(faults, [], "nobody's business");
        let seal = "refs/tags/seal/documents/2026/a/office";
        let (_, faults) = read(&[("refs/tags/seal/documents", &ours), ("packed-refs", &format!("{A} {seal}\n"))]);
        assert_eq!(faults, [(167, seal.to_owned(), None)]);
        let (_, faults) = read(&[("refs/heads", &ours), ("packed-refs", &format!("{A} {MAIN}\n"))]);
        assert_eq!(faults.len(), 1, "{faults:?}");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_are_not_followed() {
        use std::os::unix::fs::symlink;

        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::create_dir_all(at("refs/tags")).unwrap();
        fs::create_dir_all(at("refs/heads")).unwrap();
        symlink("../tags", at("refs/tags/loop")).unwrap();
        symlink("nowhere", at(MAIN)).unwrap();
        fs::write(at("elsewhere"), format!("{A} {MAIN}\n")).unwrap();
        symlink("elsewhere", at("packed-refs")).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(at("refs/heads/pipe")).status().unwrap().success());
        let found = RefFiles::read(dir.path()).unwrap();
        let faults: Vec<_> = found.faults().iter().map(|f| (f.code(), f.at_path().unwrap().to_owned())).collect();
        let all = ["packed-refs", MAIN, "refs/heads/pipe", "refs/tags/loop"].map(|name| (163, name.to_owned()));
        assert_eq!(faults, all);
        assert_eq!(found.get(MAIN).unwrap(), None);
    }

    #[test]
    fn a_packed_line_is_of_another_format_only_with_a_name_of_it() {
        let words = format!("{} refs/heads/a\n", "x".repeat(64));
        assert_eq!(read(&[("packed-refs", &words)]).1, [(166, "packed-refs".to_owned(), Some(0))]);
    }

    #[cfg(unix)]
    #[test]
    fn names_are_text() {
        use std::os::unix::ffi::OsStrExt as _;

        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("refs/tags/seal")).unwrap();
        fs::write(dir.path().join("refs/tags/seal").join(std::ffi::OsStr::from_bytes(b"a\xff")), A).unwrap();
        fs::write(dir.path().join("refs/tags/seal/a\u{1}b"), A).unwrap();
        let found = RefFiles::read(dir.path()).unwrap();
        assert_eq!(found.faults().iter().map(Fault::code).collect::<Vec<_>>(), [159, 159]);
    }
}
