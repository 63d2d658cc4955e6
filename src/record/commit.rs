//! The one encoding of an act (`docs/record-format.md` section 5).
//!
//! 1. [`Commit::parse`] accepts exactly the bytes [`Commit::encode`] writes; anything else is a fault with an offset.
//! 2. [`Commit::payload`] is those bytes without the `gpgsig` header's lines: what the signature is over.
//! 3. A draft hands out its payload only after the same parser has read it: what is signed can be read.

use std::fmt::Write as _;

use super::cursor::{Cursor, armour, difference};
use super::fault::{Defect, Fault, shown};
use super::ident::Ident;
use super::trailers::{Trailers, is_title};
use crate::id::GitId;

/// The most bytes a commit or a tag may have.
pub const MESSAGE_LIMIT: usize = 64 * 1024;

const HEADERS: &[&str] = &["tree", "parent", "author", "committer", "gpgsig"];

/// A signed act as an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// The tree.
    pub tree: GitId,
    /// The parent; none in the genesis.
    pub parent: Option<GitId>,
    /// Author and committer.
    pub ident: Ident,
    /// The armour with all its line feeds, the last too.
    pub signature: String,
    /// The first line of the message.
    pub subject_line: String,
    /// The lines of keys.
    pub trailers: Trailers,
}

/// An act that nobody has signed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsigned {
    /// The tree.
    pub tree: GitId,
    /// The parent; none in the genesis.
    pub parent: Option<GitId>,
    /// Author and committer.
    pub ident: Ident,
    /// The first line of the message.
    pub subject_line: String,
    /// The lines of keys.
    pub trailers: Trailers,
}

impl Commit {
    /// ```text
    /// "tree" SP <40 hex> LF
    /// ["parent" SP <40 hex> LF]
    /// "author" SP <ident> LF
    /// "committer" SP <the same ident> LF
    /// "gpgsig" SP <armour, each LF inside it followed by one space> LF
    /// LF
    /// <subject line> LF
    /// LF
    /// <trailers>
    /// ```
    pub fn parse(raw: &[u8]) -> Result<Self, Fault> {
        check_size(raw)?;
        let mut cursor = Cursor::new(raw);
        let tree = git_id(cursor.header("tree", "tree <40 hex>", HEADERS)?, "tree <40 hex>")?;
        let mut parent = None;
        while cursor.rest().starts_with(b"parent ") {
            let at = cursor.offset();
            let id = git_id(cursor.header("parent", "parent <40 hex>", HEADERS)?, "parent <40 hex>")?;
            if parent.replace(id).is_some() {
                return Err(Fault::new(Defect::Merge).at(at));
            }
        }
        let (author, at) = cursor.header("author", "author <ident>", HEADERS)?;
        let ident = Ident::parse(author).map_err(|fault| fault.at(at))?;
        let (committer, at) = cursor.header("committer", "committer <ident>", HEADERS)?;
        if committer != author {
            return Err(Fault::new(Defect::Committer).at(at));
        }
        let signature = signature(&mut cursor)?;
        cursor.blank(HEADERS)?;
        let subject_line = title(&mut cursor)?;
        let at = cursor.offset();
        let trailers = Trailers::parse(&mut cursor, None)?;
        if trailers.is_empty() {
            return Err(Fault::new(Defect::Line(String::new())).at(at));
        }
        let commit = Self { tree, parent, ident, signature, subject_line, trailers };
        let again = commit.encode();
        if again != raw {
            return Err(Fault::new(Defect::Encoding).at(difference(&again, raw)));
        }
        Ok(commit)
    }

    /// Where the signature's armour begins in the object's content.
    pub fn signature_offset(&self) -> usize {
        let parent = self.parent.map_or(0, |parent| format!("parent {parent}\n").len());
        let ident = self.ident.to_string().len();
        format!("tree {}\n", self.tree).len() + parent + "author \ncommitter \ngpgsig ".len() + 2 * ident
    }

    /// What the signature is over.
    pub fn payload(&self) -> Vec<u8> {
        self.write(false)
    }

    /// The object's content.
    pub fn encode(&self) -> Vec<u8> {
        self.write(true)
    }

    fn write(&self, signed: bool) -> Vec<u8> {
        let mut out = String::with_capacity(2048);
        let (ident, title, trailers) = (self.ident.to_string(), &self.subject_line, &self.trailers);
        let mut written = writeln!(out, "tree {}", self.tree);
        if let Some(parent) = self.parent {
            written = written.and(writeln!(out, "parent {parent}"));
        }
        for piece in ["author ", &ident, "\ncommitter ", &ident, "\n"] {
            out.push_str(piece);
        }
        if signed {
            out.push_str("gpgsig");
            for line in self.signature.trim_end_matches('\n').split('\n') {
                out.push(' ');
                out.push_str(line);
                out.push('\n');
            }
        }
        written = written.and(write!(out, "\n{title}\n\n{trailers}"));
        debug_assert!(written.is_ok(), "writing into a string cannot fail");
        out.into_bytes()
    }
}

impl Unsigned {
    /// What is to be signed. A draft whose bytes the parser would refuse is refused here.
    pub fn payload(&self) -> Result<Vec<u8>, Fault> {
        let stand_in = format!("{}\n{}\n", armour::BEGIN, armour::END);
        let raw = self.with(&stand_in).encode();
        Commit::parse(&raw).map(|commit| commit.payload())
    }

    /// The object's content with a signature over [`Self::payload`]; read back before it is given away.
    pub fn sign_with(&self, armour: &str) -> Result<Vec<u8>, Fault> {
        let commit = self.with(armour);
        let raw = commit.encode();
        if Commit::parse(&raw)? == commit { Ok(raw) } else { Err(Defect::Armour.into()) }
    }

    fn with(&self, armour: &str) -> Commit {
        Commit {
            tree: self.tree,
            parent: self.parent,
            ident: self.ident.clone(),
            signature: armour.to_owned(),
            subject_line: self.subject_line.clone(),
            trailers: self.trailers.clone(),
        }
    }
}

/// Refuses an object that is too large before anything in it is read.
pub(super) fn check_size(raw: &[u8]) -> Result<(), Fault> {
    if raw.len() > MESSAGE_LIMIT {
        let (limit, found) = (MESSAGE_LIMIT as u64, raw.len() as u64);
        return Err(Fault::new(Defect::Size { limit, found }).at(MESSAGE_LIMIT));
    }
    Ok(())
}

/// 40 lower-case hex digits.
pub(super) fn git_id((value, at): (&[u8], usize), form: &'static str) -> Result<GitId, Fault> {
    std::str::from_utf8(value)
        .ok()
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| Fault::new(Defect::Header { expected: form, found: shown(value) }).at(at))
}

/// `<text> LF LF`
pub(super) fn title(cursor: &mut Cursor<'_>) -> Result<String, Fault> {
    let at = cursor.offset();
    let wrong = |found: &[u8], at| Fault::new(Defect::Message(shown(found))).at(at);
    let line = cursor.line().ok_or_else(|| wrong(cursor.rest(), at))?;
    let text = std::str::from_utf8(line).ok().filter(|text| is_title(text)).ok_or_else(|| wrong(line, at))?;
    let at = cursor.offset();
    match cursor.line() {
        Some(b"") => Ok(text.to_owned()),
        Some(line) => Err(wrong(line, at)),
        None => Err(wrong(cursor.rest(), at)),
    }
}

/// `"gpgsig" SP <armour line> LF` and then `SP <armour line> LF`, again and again.
fn signature(cursor: &mut Cursor<'_>) -> Result<String, Fault> {
    if cursor.peek() == Some(b"") {
        return Err(Fault::new(Defect::Unsigned).at(cursor.offset()));
    }
    let (first, at) = cursor.header("gpgsig", "gpgsig <armour>", HEADERS)?;
    let mut block = first.to_vec();
    block.push(b'\n');
    while let Some([b' ', line @ ..]) = cursor.peek() {
        block.extend_from_slice(line);
        block.push(b'\n');
        cursor.line();
    }
    String::from_utf8(block)
        .ok()
        .filter(|block| armour::is_block(block))
        .ok_or_else(|| Fault::new(Defect::Armour).at(at))
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::super::ident::Zone;
    use super::super::trailers::{Key, Keys as _};
    use super::*;

    pub(crate) const ARMOUR: &str =
        "-----BEGIN PGP SIGNATURE-----\n\niHUEABYKAB0WIQ\n=abcd\n-----END PGP SIGNATURE-----\n";

    pub(crate) fn draft() -> Unsigned {
        Unsigned {
            tree: GitId::from_bytes([0x11; 20]),
            parent: Some(GitId::from_bytes([0x22; 20])),
            ident: Ident::new("张三", "zhang@example.org", 1_767_225_600, Zone::UTC).unwrap(),
            subject_line: "approve documents/2026/a".into(),
            trailers: Trailers::new()
                .with(Key::Record, "6f1c9d3e-0b5a-4c7d-9e21-3a4b5c6d7e8f")
                .and_then(|t| t.with(Key::Seq, "3"))
                .and_then(|t| t.with(Key::Opinion, "同意。"))
                .unwrap(),
        }
    }

    fn good() -> String {
        String::from_utf8(draft().sign_with(ARMOUR).unwrap()).unwrap()
    }

    /// The code and offset with which a text is refused.
    fn refused(text: &str) -> (u16, Option<usize>) {
        let fault = Commit::parse(text.as_bytes()).expect_err(text);
        (fault.code(), fault.offset())
    }

    #[test]
    fn the_payload_is_the_object_without_its_signature() {
        let commit = Commit::parse(good().as_bytes()).unwrap();
        assert_eq!(commit.signature, ARMOUR);
        let payload = String::from_utf8(commit.payload()).unwrap();
        let armour = ARMOUR.trim_end().replace('\n', "\n ");
        assert_eq!(payload, good().replace(&format!("gpgsig {armour}\n"), ""));
        assert_eq!(draft().payload().unwrap(), commit.payload());
    }

    #[test]
    fn the_genesis_has_no_parent() {
        let genesis = Unsigned { parent: None, ..draft() };
        let raw = genesis.sign_with(ARMOUR).unwrap();
        assert_eq!(Commit::parse(&raw).unwrap().parent, None);
    }

    #[test]
    fn other_headers_and_orders_are_refused() {
        let good = good();
        let parent = format!("parent {}\n", "22".repeat(20));
        let line = |key: &str| good.lines().find(|line| line.starts_with(key)).unwrap().to_owned() + "\n";
        let (author, committer) = (line("author "), line("committer "));
        let at = |needle: &str| good.find(needle);
        let signed = good.find("\n\napprove").unwrap() + 1;
        for (text, code, place) in [
            (String::new(), 110, Some(0)),
            ("tree 11".into(), 110, Some(0)),
            (good.replace("tree 1111", "tree 111"), 110, Some(5)),
            (good.replace("tree 1", "tree A"), 110, Some(5)),
            (good.replace("tree ", "tree  "), 110, Some(5)),
            (good.replace("parent 2", "parent G"), 110, at("22222")),
            (good.replace(&parent, &format!("{parent}{parent}")), 112, at("author")),
            (good.replace(&author, &format!("{author}{author}")), 111, at("committer")),
            (good.replace(&format!("{author}{committer}"), &format!("{committer}{author}")), 111, at("author")),
            (format!("{parent}{}", good.replace(&parent, "")), 111, Some(0)),
            (good.replace(&author, &format!("{author}{parent}")), 111, at("committer")),
            (good.replace("gpgsig ", "encoding GBK\ngpgsig "), 113, at("gpgsig")),
            (good.replace("gpgsig ", "gpgsig-sha256 "), 113, at("gpgsig")),
            (good.replace("\n\napprove", "\nmergetag object x\n\napprove"), 113, Some(signed)),
            (good.replace("\n\napprove", "\ngpgsig-sha256 x\n\napprove"), 113, Some(signed)),
            (good.replace("\n\napprove", "\ngpgsig x\n\napprove"), 111, Some(signed)),
            (
                good.replace("committer 张三", "committer 李四"),
                117,
                at("张三 <zhang@example.org> 1767225600 +0000\ngpg"),
            ),
            (good.replace("+0000", "+000"), 116, at("张三")),
        ] {
            assert_eq!(refused(&text), (code, place), "{text}");
        }
    }

    #[test]
    fn the_signature_is_one_block_in_one_place() {
        let good = good();
        let armour = format!("gpgsig {}\n", ARMOUR.trim_end().replace('\n', "\n "));
        let unsigned = good.replace(&armour, "");
        assert_eq!(refused(&unsigned), (114, good.find("gpgsig")));
        assert_eq!(refused(&format!("{unsigned}{ARMOUR}")).0, 114);
        let at = Some(good.find("gpgsig").unwrap() + 7);
        for text in [
            good.replace("-----END PGP SIGNATURE-----\n", "-----END PGP SIGNATURE-----\n \n"),
            good.replace("-----END PGP SIGNATURE-----\n", "-----END PGP SIGNATURE-----\n after\n"),
            good.replace(" -----END PGP SIGNATURE-----\n", ""),
            good.replace("-----BEGIN PGP SIGNATURE-----", "-----BEGIN PGP MESSAGE-----"),
            good.replace("gpgsig ", "gpgsig  "),
            good.replace(&armour, &format!("{armour} {}\n", ARMOUR.trim_end().replace('\n', "\n "))),
            good.replace("=abcd", "=ab\rd"),
            good.replace("=abcd", "=ab\0d"),
        ] {
            assert_eq!(refused(&text), (115, at), "{text:?}");
        }
        for wrong in ["", "x", ARMOUR.trim_end(), &format!("{ARMOUR}\n"), &format!("{ARMOUR}{ARMOUR}")] {
            assert_eq!(draft().sign_with(wrong).unwrap_err().code(), 115, "{wrong:?}");
        }
    }

    #[test]
    fn the_message_has_one_form() {
        let good = good();
        let at = good.find("approve").unwrap();
        let trailers = good.find("Record:").unwrap();
        for (text, code, place) in [
            (good.replace("approve documents/2026/a\n\n", "approve documents/2026/a\n"), 130, trailers - 1),
            (good.replace("approve documents/2026/a", ""), 130, at),
            (good.replace("approve documents/2026/a", " approve"), 130, at),
            (good.replace("approve documents/2026/a", "approve\r"), 130, at),
            (good[..at].to_owned(), 130, at),
            (good[..trailers].to_owned(), 131, trailers),
            (good.replace("a\n\nRecord", "a\n\n\nRecord"), 119, trailers),
            (format!("{good}\n"), 119, good.len()),
            (format!("{good}x"), 131, good.len()),
            (good.trim_end().to_owned(), 131, good.find("Opinion").unwrap()),
            (good.replace("\nRecord: ", "\nFoo: "), 132, trailers),
        ] {
            assert_eq!(refused(&text), (code, Some(place)), "{text}");
        }
    }

    #[test]
    fn size_is_looked_at_first() {
        let large = vec![b'x'; MESSAGE_LIMIT + 1];
        assert_eq!(Commit::parse(&large).unwrap_err().code(), 104);
    }

    #[test]
    fn a_draft_that_cannot_be_read_is_not_signed() {
        let broken = Unsigned { subject_line: "approve\n\nx".into(), ..draft() };
        assert_eq!(broken.payload().unwrap_err().code(), 131);
        assert!(broken.sign_with(ARMOUR).is_err());
        let empty = Unsigned { trailers: Trailers::new(), ..draft() };
        assert_eq!(empty.payload().unwrap_err().code(), 131);
    }

    prop_compose! {
        fn drafts()(
            tree in any::<[u8; 20]>(), parent in any::<Option<[u8; 20]>>(), name in "[a-zA-Z\u{4e00}-\u{4fff}]{1,9}",
            seconds in 0..i64::MAX, minutes in -899_i16..900, title in "[!-~\u{4e00}-\u{4fff}]{1,30}",
            values in prop::collection::vec((0..14_usize, "[ -~\u{4e00}-\u{4fff}]{1,40}"), 1..14),
        ) -> Unsigned {
            let mut trailers = Trailers::new();
            for (key, value) in values {
                if trailers.get(Key::ALL[key]).is_none() {
                    trailers = trailers.with(Key::ALL[key], value).unwrap();
                }
            }
            Unsigned {
                tree: GitId::from_bytes(tree),
                parent: parent.map(GitId::from_bytes),
                ident: Ident::new(&name, "a@b", seconds, Zone::east(minutes).unwrap()).unwrap(),
                subject_line: title,
                trailers,
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(draft in drafts()) {
            let raw = draft.sign_with(ARMOUR).unwrap();
            let commit = Commit::parse(&raw).unwrap();
            prop_assert_eq!(commit.encode(), raw);
            prop_assert_eq!(commit.payload(), draft.payload().unwrap());
        }

        #[test]
        fn a_flipped_byte_is_refused_or_kept(draft in drafts(), place in any::<prop::sample::Index>(), byte: u8) {
            let mut raw = draft.sign_with(ARMOUR).unwrap();
            let place = place.index(raw.len());
            raw[place] = byte;
            if let Ok(commit) = Commit::parse(&raw) {
                prop_assert_eq!(commit.encode(), raw);
            }
        }

        #[test]
        fn any_bytes_are_survived(raw in prop::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(Commit::parse(&raw).is_err());
        }
    }
}
