//! How refs are written (`docs/record-format.md` section 2): the one form git writes, so that no byte of a ref is without meaning.
//!
//! 1. A loose ref of the record is 40 lower-case hex digits and one line feed.
//! 2. `packed-refs` has git's head line or none, then for each ref `<40 hex> SP <name> LF`, the names ascending, and after an annotated
//!    tag `^<40 hex> LF`, which for a seal is the object that its tag names.
//!
//! The git library reads more than that (upper-case digits, other white space after them, peeled values it does not compare), and
//! whatever it reads stands somewhere else in this module. Here only the writing is judged.

use std::io::ErrorKind;
use std::path::Path;

use super::fault::{Defect, Fault, shown};
use super::repository::{MAIN, Record, SEALS};
use super::tag::Tag;
use crate::id::GitId;

/// The head lines that git and its library have written, oldest first.
const HEADS: [&[u8]; 3] = [
    b"# pack-refs with: peeled ",
    b"# pack-refs with: peeled fully-peeled ",
    b"# pack-refs with: peeled fully-peeled sorted ",
];

impl Record {
    /// That `main` and the seals are written as git writes them, and `packed-refs` as a whole.
    pub fn check_refs(&self) -> Result<(), Fault> {
        let dir = self.git_dir();
        check_loose(&dir.join(MAIN), MAIN)?;
        for entry in walkdir::WalkDir::new(dir.join(SEALS)).sort_by_file_name().into_iter().flatten() {
            let name = entry.path().strip_prefix(dir).unwrap_or(entry.path()).to_string_lossy();
            // A lock is another program's that is writing just now.
            if entry.file_type().is_file() && !name.ends_with(".lock") {
                check_loose(entry.path(), &name)?;
            }
        }
        match read(&dir.join("packed-refs"))? {
            Some(bytes) => self.check_packed(&bytes).map_err(|fault| fault.path("packed-refs")),
            None => Ok(()),
        }
    }

    fn check_packed(&self, bytes: &[u8]) -> Result<(), Fault> {
        let mut last: Option<(GitId, &[u8])> = None;
        let mut may_peel = false;
        let mut at = 0;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            let wrong = || Fault::new(Defect::RefForm(shown(line))).at(at);
            let text = line.strip_suffix(b"\n").ok_or_else(wrong)?;
            if at == 0 && text.starts_with(b"#") {
                if !HEADS.contains(&text) {
                    return Err(wrong());
                }
            } else if let Some(hex) = text.strip_prefix(b"^") {
                let (Some(peeled), Some((id, name)), true) = (git_id(hex), last, may_peel) else { return Err(wrong()) };
                if name.starts_with(SEALS.as_bytes()) && self.seal_target(id).is_some_and(|object| object != peeled) {
                    return Err(wrong());
                }
                may_peel = false;
            } else {
                let (hex, name) = text.split_at_checked(40).ok_or_else(wrong)?;
                let name = name.strip_prefix(b" ").filter(|name| name.starts_with(b"refs/")).ok_or_else(wrong)?;
                let id = git_id(hex).ok_or_else(wrong)?;
                if last.is_some_and(|(_, before)| before >= name) {
                    return Err(wrong());
                }
                last = Some((id, name));
                may_peel = true;
            }
            at += line.len();
        }
        Ok(())
    }

    /// What the tag of a seal names. A tag that cannot be read is found wherever seals are judged.
    fn seal_target(&self, id: GitId) -> Option<GitId> {
        Tag::parse(&self.read(id).ok()?.bytes).ok().map(|tag| tag.object)
    }
}

fn check_loose(path: &Path, name: &str) -> Result<(), Fault> {
    let Some(bytes) = read(path)? else { return Ok(()) };
    // A symbolic ref is another fault, and said where refs are read.
    let written = bytes.strip_suffix(b"\n").and_then(git_id).is_some();
    if written || bytes.starts_with(b"ref:") {
        return Ok(());
    }
    Err(Fault::new(Defect::RefForm(shown(&bytes))).path(name))
}

fn git_id(hex: &[u8]) -> Option<GitId> {
    std::str::from_utf8(hex).ok()?.parse().ok()
}

/// The bytes of a file, if it is there.
fn read(path: &Path) -> Result<Option<Vec<u8>>, Fault> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error)
            if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::IsADirectory) =>
        {
            Ok(None)
        }
        Err(error) => Err(Fault::io(path, &error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0123456789abcdef0123456789abcdef01234567";

    #[test]
    fn refs_are_written_in_one_way() {
        let dir = tempfile::tempdir().unwrap();
        let record = Record::init(dir.path(), true).unwrap();
        let code = || record.check_refs().err().map(|fault| fault.code());
        assert_eq!(code(), None, "no refs at all");
        let put = |name: &str, text: &str| {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        let seal = format!("{SEALS}documents/2026/a/b");
        for name in [MAIN, &seal] {
            for (text, expected) in [
                (format!("{ID}\n"), None),
                (ID.to_owned(), Some(162)),
                (format!("{ID}\u{b}"), Some(162)),
                (format!("{ID} \n"), Some(162)),
                (format!("{ID}\n\n"), Some(162)),
                (format!("{}\n", ID.to_uppercase()), Some(162)),
                (String::new(), Some(162)),
                (format!("{ID}\n"), None),
            ] {
                put(name, &text);
                assert_eq!(code(), expected, "{name}: {text:?}");
            }
        }
        let (head, main) = ("# pack-refs with: peeled fully-peeled sorted \n", format!("{ID} {MAIN}\n"));
        for (text, expected) in [
            (String::new(), None),
            (main.clone(), None),
            (format!("{head}{main}{ID} refs/tags/a\n^{ID}\n"), None),
            (format!("{}{main}", head.replace("sorted", "sortee")), Some(162)),
            (format!("{}{main}", head.replace("sorted ", "sorted")), Some(162)),
            (format!("{main}{head}"), Some(162)),
            (format!("{head}{main}{main}"), Some(162)),
            (format!("{head}{ID} refs/tags/a\n{main}"), Some(162)),
            (format!("{head}^{ID}\n{main}"), Some(162)),
            (format!("{head}{main}^{ID}\n^{ID}\n"), Some(162)),
            (format!("{head}{main}^{}\n", ID.to_uppercase()), Some(162)),
            (format!("{head}{}", main.to_uppercase()), Some(162)),
            (format!("{head}{}", main.replace(' ', "\t")), Some(162)),
            (format!("{head}{}", main.replace("refs/", "ref/")), Some(162)),
            (format!("{head}{}", main.trim_end()), Some(162)),
            (format!("{head}\n{main}"), Some(162)),
        ] {
            put("packed-refs", &text);
            assert_eq!(code(), expected, "{text:?}");
        }
    }
}
