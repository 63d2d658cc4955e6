//! The one encoding of a seal (`docs/record-format.md` section 7).
//!
//! 1. [`Tag::parse`] accepts exactly the bytes [`Tag::encode`] writes.
//! 2. The inner name and the first line of the message are those the fields `Subject` and `Seal` give.
//! 3. The signature block is the last thing in the object; [`Tag::payload`] is all before it.

use super::commit::{check_size, git_id, title};
use super::cursor::{Cursor, armour, difference};
use super::fault::{Defect, Fault, shown};
use super::ident::Ident;
use super::trailers::{Fields, Keys};
use crate::id::{GitId, Slug, SubjectId};

const HEADERS: &[&str] = &["object", "type", "tag", "tagger"];

/// The keys of a seal, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The record's id.
    Record,
    /// The number of the act.
    Seq,
    /// The digest of the act's commit.
    CommitSha256,
    /// The document number; the only one that may be absent.
    Number,
    /// The subject's title.
    Title,
    /// The subject's id.
    Subject,
    /// The SHA-256 name of the subject's folder.
    Digest,
    /// The seal's slug.
    Seal,
    /// The name on the seal.
    SealName,
    /// The fingerprint of the seal's certificate.
    Certificate,
}

impl Keys for Field {
    const ALL: &'static [Self] = &[
        Self::Record,
        Self::Seq,
        Self::CommitSha256,
        Self::Number,
        Self::Title,
        Self::Subject,
        Self::Digest,
        Self::Seal,
        Self::SealName,
        Self::Certificate,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Record => "Record",
            Self::Seq => "Seq",
            Self::CommitSha256 => "Commit-SHA256",
            Self::Number => "Number",
            Self::Title => "Title",
            Self::Subject => "Subject",
            Self::Digest => "Digest",
            Self::Seal => "Seal",
            Self::SealName => "Seal-Name",
            Self::Certificate => "Certificate",
        }
    }
}

/// A seal as an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The sealed act's commit.
    pub object: GitId,
    /// The name below `refs/tags/`.
    pub name: String,
    /// The act's committer.
    pub tagger: Ident,
    /// The lines of keys.
    pub fields: Fields<Field>,
    /// The armour with all its line feeds, the last too.
    pub signature: String,
}

/// A seal that is not signed yet. Its name follows from its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsignedTag {
    /// The sealed act's commit.
    pub object: GitId,
    /// The act's committer.
    pub tagger: Ident,
    /// The lines of keys.
    pub fields: Fields<Field>,
}

impl Tag {
    /// ```text
    /// "object" SP <40 hex> LF
    /// "type commit" LF
    /// "tag seal/" <subject> "/" <seal slug> LF
    /// "tagger" SP <ident> LF
    /// LF
    /// "seal" SP <subject> SP "with" SP <seal slug> LF
    /// LF
    /// <fields>
    /// <armour>
    /// ```
    pub fn parse(raw: &[u8]) -> Result<Self, Fault> {
        check_size(raw)?;
        let mut cursor = Cursor::new(raw);
        let object = git_id(cursor.header("object", "object <40 hex>", HEADERS)?, "object <40 hex>")?;
        let (kind, at) = cursor.header("type", "type commit", HEADERS)?;
        if kind != b"commit" {
            return Err(Fault::new(Defect::Header { expected: "type commit", found: shown(kind) }).at(at));
        }
        let (name, name_at) = cursor.header("tag", "tag seal/<subject>/<seal>", HEADERS)?;
        let (tagger, at) = cursor.header("tagger", "tagger <ident>", HEADERS)?;
        let tagger = Ident::parse(tagger).map_err(|fault| fault.at(at))?;
        cursor.blank(HEADERS)?;
        let title_at = cursor.offset();
        let title = title(&mut cursor)?;
        let fields = Fields::parse(&mut cursor, Some(armour::BEGIN))?;
        let end = cursor.offset();
        let named = seal_of(&fields).map_err(|fault| fault.at(end))?;
        if name != named.0.as_bytes() {
            return Err(Fault::new(Defect::TagName { expected: named.0, found: shown(name) }).at(name_at));
        }
        if title != named.1 {
            return Err(Fault::new(Defect::Message(title)).at(title_at));
        }
        let signature = closing(cursor.rest()).map_err(|(defect, at)| Fault::new(defect).at(end + at))?;
        let tag = Self { object, name: named.0, tagger, fields, signature };
        let again = tag.encode();
        if again != raw {
            return Err(Fault::new(Defect::Encoding).at(difference(&again, raw)));
        }
        Ok(tag)
    }

    /// The ref this tag must stand at.
    pub fn ref_name(&self) -> String {
        format!("refs/tags/{}", self.name)
    }

    /// What the signature is over: all bytes before it.
    pub fn payload(&self) -> Vec<u8> {
        let field = |key| self.fields.get(key).unwrap_or_default();
        let (subject, seal) = (field(Field::Subject), field(Field::Seal));
        format!(
            "object {}\ntype commit\ntag {}\ntagger {}\n\nseal {subject} with {seal}\n\n{}",
            self.object, self.name, self.tagger, self.fields
        )
        .into_bytes()
    }

    /// The object's content.
    pub fn encode(&self) -> Vec<u8> {
        [self.payload(), self.signature.clone().into_bytes()].concat()
    }
}

impl UnsignedTag {
    /// What is to be signed. A draft whose bytes the parser would refuse is refused here.
    pub fn payload(&self) -> Result<Vec<u8>, Fault> {
        let raw = self.with(&format!("{}\n{}\n", armour::BEGIN, armour::END))?.encode();
        Tag::parse(&raw).map(|tag| tag.payload())
    }

    /// The object's content with a signature over [`Self::payload`]; read back before it is given away.
    pub fn sign_with(&self, armour: &str) -> Result<Vec<u8>, Fault> {
        let tag = self.with(armour)?;
        let raw = tag.encode();
        if Tag::parse(&raw)? == tag { Ok(raw) } else { Err(Defect::Armour.into()) }
    }

    fn with(&self, armour: &str) -> Result<Tag, Fault> {
        Ok(Tag {
            object: self.object,
            name: seal_of(&self.fields)?.0,
            tagger: self.tagger.clone(),
            fields: self.fields.clone(),
            signature: armour.to_owned(),
        })
    }
}

/// Splits `seal/<subject>/<seal slug>`.
pub(super) fn split_name(name: &str) -> Option<(SubjectId, Slug)> {
    let (subject, seal) = name.strip_prefix("seal/")?.rsplit_once('/')?;
    Some((subject.parse().ok()?, seal.parse().ok()?))
}

/// The inner name and the title the fields give; every field but `Number` must be there.
fn seal_of(fields: &Fields<Field>) -> Result<(String, String), Fault> {
    for key in Field::ALL.iter().filter(|key| **key != Field::Number) {
        fields.require(*key)?;
    }
    let (subject, seal) = (fields.require(Field::Subject)?, fields.require(Field::Seal)?);
    let name = format!("seal/{subject}/{seal}");
    if split_name(&name).is_none() {
        return Err(Defect::Value(Field::Subject.name()).into());
    }
    Ok((name, format!("seal {subject} with {seal}")))
}

/// One signature block and nothing after it.
fn closing(rest: &[u8]) -> Result<String, (Defect, usize)> {
    if rest.is_empty() {
        return Err((Defect::Unsigned, 0));
    }
    let last = format!("\n{}\n", armour::END);
    let end = rest.windows(last.len()).position(|window| window == last.as_bytes());
    let end = end.ok_or((Defect::Armour, 0))? + last.len();
    if end < rest.len() {
        return Err((Defect::Trailing, end));
    }
    let text = String::from_utf8(rest.to_vec()).map_err(|_| (Defect::Armour, 0))?;
    if armour::is_block(&text) { Ok(text) } else { Err((Defect::Armour, 0)) }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::super::commit::tests::ARMOUR;
    use super::super::ident::Zone;
    use super::*;

    pub(crate) fn draft(object: GitId) -> UnsignedTag {
        let mut fields = Fields::new();
        for key in Field::ALL {
            let value = match key {
                Field::Subject => "documents/2026/a",
                Field::Seal => "office",
                Field::Record
                | Field::Seq
                | Field::CommitSha256
                | Field::Number
                | Field::Title
                | Field::Digest
                | Field::SealName
                | Field::Certificate => "某某",
            };
            fields = fields.with(*key, value).unwrap();
        }
        UnsignedTag { object, tagger: Ident::new("张三", "z@e", 1, Zone::UTC).unwrap(), fields }
    }

    fn good() -> String {
        String::from_utf8(draft(GitId::from_bytes([1; 20])).sign_with(ARMOUR).unwrap()).unwrap()
    }

    #[test]
    fn a_seal_comes_back() {
        let tag = Tag::parse(good().as_bytes()).unwrap();
        assert_eq!(tag.ref_name(), "refs/tags/seal/documents/2026/a/office");
        assert_eq!([&tag.payload()[..], ARMOUR.as_bytes()].concat(), good().as_bytes());
        let without = good().replace("Number: 某某\n", "");
        assert_eq!(Tag::parse(without.as_bytes()).unwrap().fields.get(Field::Number), None);
    }

    #[test]
    fn each_fault_has_its_place() {
        let good = good();
        let at = |needle: &str| good.find(needle).unwrap();
        let begin = at("-----BEGIN");
        for (text, code, place) in [
            (good.replace("object 0", "object g"), 110, 7),
            (good.replace("type commit", "type tag"), 110, at("commit")),
            (good.replace("type commit", "type"), 110, at("type")),
            (good.replace("tag seal/", "tag sale/"), 118, at("seal/")),
            (good.replace("a/office\n", "a/other\n"), 118, at("seal/")),
            (good.replace("tagger ", "gpgsig x\ntagger "), 113, at("tagger")),
            (good.replace("+0000", "+9900"), 116, at("张三")),
            (good.replace("+0000\n\n", "+0000\nencoding x\n\n"), 113, at("\n\nseal") + 1),
            (good.replace("seal documents", "sale documents"), 130, at("seal documents")),
            (good.replace("Seq: 某某\n", ""), 136, begin - "Seq: 某某\n".len()),
            (good.replace("Seq: 某某\n", "Seq: 某某\nStep: x\n"), 132, at("Commit-SHA256")),
            (good.replace("Subject: documents/2026/a", "Subject: x"), 135, begin - 15),
            (good[..begin].to_owned(), 114, begin),
            (format!("{good}x"), 119, good.len()),
            (format!("{good}\n"), 119, good.len()),
            (format!("{good}{ARMOUR}"), 119, good.len()),
            (good.trim_end().to_owned(), 115, begin),
            (good.replace("=abcd", "-----BEGIN PGP SIGNATURE-----"), 115, begin),
            (good.replace("=abcd", "=ab\rd"), 115, begin),
        ] {
            let fault = Tag::parse(text.as_bytes()).expect_err(&text);
            assert_eq!((fault.code(), fault.offset()), (code, Some(place)), "{text}");
        }
        assert_eq!(Tag::parse(&vec![0; 70_000]).unwrap_err().code(), 104);
    }

    proptest! {
        #[test]
        fn a_flipped_byte_is_refused_or_kept(place in any::<prop::sample::Index>(), byte: u8) {
            let mut raw = good().into_bytes();
            let place = place.index(raw.len());
            raw[place] = byte;
            if let Ok(tag) = Tag::parse(&raw) {
                prop_assert_eq!(tag.encode(), raw);
            }
        }

        #[test]
        fn any_bytes_are_survived(raw in prop::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(Tag::parse(&raw).is_err());
        }
    }
}
