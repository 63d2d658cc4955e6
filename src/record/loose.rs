//! Objects that lie in files of their own.
//!
//! 1. The stream is whole, nothing follows it, and what it holds is exactly as long as its header says.
//! 2. No more is inflated than was asked for, however long the header says it is.
//! 3. The content hashes to the object's name.
//!
//! Why not the git library's reader: it waits for ever for the rest of a stream that is cut off or damaged.

use std::fs::File;
use std::io::{BufReader, ErrorKind, Read as _};

use flate2::bufread::ZlibDecoder;
use git2::ObjectType;

use super::fault::{Defect, Fault};
use super::object::{Object, ObjectKind};
use super::repository::{Record, oid};
use crate::id::GitId;

/// The longest header: the longest kind, the most digits, and what stands around them.
const HEADER_LIMIT: usize = 32;

/// An object whose header was read.
pub(super) struct Loose {
    id: GitId,
    /// What it is.
    pub(super) kind: ObjectKind,
    /// How many bytes its header says it has.
    pub(super) size: usize,
    rest: ZlibDecoder<BufReader<File>>,
}

impl Record {
    /// The object, if it lies in a file of its own.
    pub(super) fn loose(&self, id: GitId) -> Result<Option<Loose>, Fault> {
        let hex = id.to_string();
        let places = self.object_dirs.iter().map(|dir| dir.join(&hex[..2]).join(&hex[2..]));
        for path in places {
            match File::open(&path) {
                Ok(file) => return Loose::begin(id, file).map(Some).map_err(|fault| fault.object(id)),
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
                Err(error) => return Err(Fault::io(&path, &error)),
            }
        }
        Ok(None)
    }
}

impl Loose {
    /// `<kind> SP <decimal size> NUL`
    fn begin(id: GitId, file: File) -> Result<Self, Fault> {
        let mut rest = ZlibDecoder::new(BufReader::new(file));
        let mut header = Vec::new();
        let mut byte = [0];
        while header.len() < HEADER_LIMIT {
            rest.read_exact(&mut byte).map_err(|_| corrupt("no whole header"))?;
            if byte == [0] {
                break;
            }
            header.extend_from_slice(&byte);
        }
        let text = std::str::from_utf8(&header).ok().filter(|_| byte == [0]);
        let (kind, size) = text.and_then(|text| text.split_once(' ')).ok_or_else(|| corrupt("no header"))?;
        let kind = [ObjectKind::Commit, ObjectKind::Tree, ObjectKind::Blob, ObjectKind::Tag]
            .into_iter()
            .find(|known| known.name() == kind)
            .ok_or_else(|| corrupt("kind"))?;
        let size = size.parse().ok().filter(|number: &usize| number.to_string() == size);
        Ok(Self { id, kind, size: size.ok_or_else(|| corrupt("size"))?, rest })
    }

    /// The content. The caller has looked at the size.
    pub(super) fn read(mut self) -> Result<Object, Fault> {
        let id = self.id;
        let most = u64::try_from(self.size).unwrap_or(u64::MAX).saturating_add(1);
        let mut bytes = Vec::new();
        self.rest
            .by_ref()
            .take(most)
            .read_to_end(&mut bytes)
            .map_err(|error| corrupt(&error.to_string()).object(id))?;
        if bytes.len() != self.size {
            return Err(corrupt("another length than the header's").object(id));
        }
        let after = self.rest.into_inner().bytes().next();
        if after.is_some() {
            return Err(corrupt("more after the stream").object(id));
        }
        let kind = match self.kind {
            ObjectKind::Commit => ObjectType::Commit,
            ObjectKind::Tree => ObjectType::Tree,
            ObjectKind::Blob => ObjectType::Blob,
            ObjectKind::Tag => ObjectType::Tag,
        };
        let found = git2::Oid::hash_object(kind, &bytes).map_err(|error| Fault::library(&error))?;
        if found != oid(id)? {
            return Err(corrupt(&format!("the bytes hash to {found}")).object(id));
        }
        Ok(Object { kind: self.kind, bytes })
    }
}

fn corrupt(why: &str) -> Fault {
    Fault::new(Defect::Corrupt(why.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn deflated(whole: &[u8]) -> Vec<u8> {
        let mut stream = ZlibEncoder::new(Vec::new(), Compression::default());
        stream.write_all(whole).unwrap();
        stream.finish().unwrap()
    }

    #[test]
    fn only_a_whole_stream_of_the_right_bytes_is_an_object() {
        let dir = tempfile::tempdir().unwrap();
        let record = Record::init(dir.path(), true).unwrap();
        let id = record.write_blob(b"some text\n").unwrap();
        let hex = id.to_string();
        let path = dir.path().join("objects").join(&hex[..2]).join(&hex[2..]);
        let read = |bytes: &[u8]| {
            std::fs::remove_file(&path).unwrap();
            std::fs::write(&path, bytes).unwrap();
            record.blob(id).map_err(|fault| fault.code())
        };
        let right = deflated(b"blob 10\0some text\n");
        assert_eq!(read(&right), Ok(b"some text\n".to_vec()));
        // Each of these the git library's reader refuses, or never comes back from.
        for end in 0..right.len() {
            assert_eq!(read(&right[..end]), Err(102), "cut off after {end} bytes");
        }
        for at in 0..right.len() {
            for bit in 0..8 {
                let mut bytes = right.clone();
                bytes[at] ^= 1 << bit;
                assert!(matches!(read(&bytes), Err(102..=104)) || read(&bytes) == Ok(b"some text\n".to_vec()), "{at}");
            }
        }
        assert_eq!(read(&[&right[..], b"x"].concat()), Err(102), "more after the stream");
        for whole in [
            &b"blob 9\0some text\n"[..],
            b"blob 11\0some text\n",
            b"blob 010\0some text\n",
            b"blob +10\0some text\n",
            b"blub 10\0some text\n",
            b"blob 10 some text\n",
            b"blob 10\0other txt\n",
            b"tree 10\0some text\n",
            b"",
        ] {
            assert_eq!(read(&deflated(whole)), Err(102), "{}", String::from_utf8_lossy(whole));
        }
        assert_eq!(read(&deflated(b"blob 99999999999\0some text\n")), Err(104));
        let endless = [&b"blob 10\0"[..], &vec![0; 9 << 20]].concat();
        assert_eq!(read(&deflated(&endless)), Err(102), "no more is inflated than was asked for");
    }
}
