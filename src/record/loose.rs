//! Loose objects, read from their files (`gitformat-loose(5)`).
//!
//! 1. Whatever the bytes are, reading ends: the git library waits for ever for the rest of a stream that was cut off.
//! 2. Kind and size are known before any content is held, and the content is exactly as long as its header says.
//! 3. The stream ends with the content and the file with the stream; its check sum holds.
//!
//! ```text
//! zlib( <kind> SP <decimal size> NUL <content> )
//! ```

use std::fs::File;
use std::io::{BufRead as _, BufReader, ErrorKind, Read as _};
use std::path::Path;

use flate2::bufread::ZlibDecoder;

use super::fault::{Defect, Fault, shown};
use super::object::ObjectKind;

/// The longest header: the longest kind, a space, twenty digits, and the NUL.
const HEADER_LIMIT: usize = 32;

/// An object whose header has been read.
pub(super) struct Loose {
    kind: ObjectKind,
    size: usize,
    /// What was inflated behind the header.
    begun: Vec<u8>,
    stream: ZlibDecoder<BufReader<File>>,
}

impl Loose {
    /// Opens the file of an object. `None` if there is none.
    pub(super) fn open(path: &Path) -> Result<Option<Self>, Fault> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            Err(error) => return Err(Fault::io(path, &error)),
        };
        if !file.metadata().map_err(|error| Fault::io(path, &error))?.is_file() {
            return Err(corrupt("not a file"));
        }
        let mut stream = ZlibDecoder::new(BufReader::new(file));
        let mut head = Vec::new();
        let mut piece = [0; HEADER_LIMIT];
        let end = loop {
            let count = inflate(&mut stream, path, &mut piece[..HEADER_LIMIT - head.len()])?;
            head.extend_from_slice(&piece[..count]);
            if let Some(end) = head.iter().position(|byte| *byte == 0) {
                break end;
            }
            if count == 0 || head.len() == HEADER_LIMIT {
                return Err(corrupt(&format!("the header {:?}", shown(&head))));
            }
        };
        let (kind, size) =
            header(&head[..end]).ok_or_else(|| corrupt(&format!("the header {:?}", shown(&head[..end]))))?;
        Ok(Some(Self { kind, size, begun: head[end + 1..].to_vec(), stream }))
    }

    /// What its header says: kind, and size of the content in bytes.
    pub(super) const fn header(&self) -> (ObjectKind, usize) {
        (self.kind, self.size)
    }

    /// Its content.
    pub(super) fn content(mut self, path: &Path) -> Result<Vec<u8>, Fault> {
        let mut content = self.begun;
        if content.len() < self.size {
            let rest = (self.size - content.len()) as u64;
            let read = self.stream.by_ref().take(rest).read_to_end(&mut content);
            read.map_err(|error| unread(path, &error))?;
        }
        if content.len() != self.size {
            return Err(corrupt(&format!("{} bytes where the header says {}", content.len(), self.size)));
        }
        // The end is where the check sum is compared.
        if inflate(&mut self.stream, path, &mut [0])? != 0 {
            return Err(corrupt("more content than the header says"));
        }
        let mut file = self.stream.into_inner();
        if !file.fill_buf().map_err(|error| Fault::io(path, &error))?.is_empty() {
            return Err(corrupt("bytes after the end"));
        }
        Ok(content)
    }
}

/// `<kind> SP <size>`, the size without a sign or a leading zero.
fn header(text: &[u8]) -> Option<(ObjectKind, usize)> {
    let (kind, size) = std::str::from_utf8(text).ok()?.split_once(' ')?;
    let kind = [ObjectKind::Commit, ObjectKind::Tree, ObjectKind::Blob, ObjectKind::Tag]
        .into_iter()
        .find(|one| one.name() == kind)?;
    let plain = size == "0" || (!size.starts_with('0') && size.bytes().all(|digit| digit.is_ascii_digit()));
    size.parse().ok().filter(|_| plain).map(|size| (kind, size))
}

fn inflate(stream: &mut ZlibDecoder<BufReader<File>>, path: &Path, into: &mut [u8]) -> Result<usize, Fault> {
    stream.read(into).map_err(|error| unread(path, &error))
}

/// A stream that does not hold is the object's fault; a disk that does not answer is the machine's.
fn unread(path: &Path, error: &std::io::Error) -> Fault {
    if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::UnexpectedEof) {
        corrupt(&error.to_string())
    } else {
        Fault::io(path, error)
    }
}

fn corrupt(what: &str) -> Fault {
    Defect::Corrupt(what.to_owned()).into()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn deflated(text: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn read(bytes: &[u8]) -> Result<(ObjectKind, Vec<u8>), u16> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("object");
        fs::write(&path, bytes).unwrap();
        let loose = Loose::open(&path).map_err(|fault| fault.code())?.unwrap();
        let kind = loose.header().0;
        loose.content(&path).map(|content| (kind, content)).map_err(|fault| fault.code())
    }

    #[test]
    fn a_whole_object_is_read() {
        for length in [0, 1, 24, 25, 26, 4096, 100_000] {
            let content = vec![b'x'; length];
            let whole = deflated(&[format!("blob {length}\0").as_bytes(), &content].concat());
            assert_eq!(read(&whole), Ok((ObjectKind::Blob, content)));
        }
        assert!(Loose::open(Path::new("/nowhere/object")).unwrap().is_none());
    }

    #[test]
    fn a_stream_that_is_cut_off_anywhere_is_refused_and_ends() {
        let whole = deflated(
            b"blob 3000\0"
                .iter()
                .copied()
                .chain((0..3000_u16).map(|n| n.to_le_bytes()[0] ^ 0x4d))
                .collect::<Vec<_>>()
                .as_slice(),
        );
        for length in 0..whole.len() {
            assert_eq!(read(&whole[..length]), Err(102), "{length}");
        }
        assert!(read(&whole).is_ok());
    }

    #[test]
    fn what_the_header_says_is_so() {
        for wrong in [
            &b"blob 3\0ab"[..],
            b"blob 3\0abcd",
            b"blob 03\0abc",
            b"blob +3\0abc",
            b"blob  3\0abc",
            b"blob 3abc",
            b"blop 3\0abc",
            b"blob 99999999999999999999999\0abc",
            b"",
            b"\0",
        ] {
            assert_eq!(read(&deflated(wrong)), Err(102), "{wrong:?}");
        }
        assert_eq!(read(&[&deflated(b"blob 3\0abc")[..], b"x"].concat()), Err(102));
        assert_eq!(read(b"blob 3\0abc"), Err(102));
        let mut sum = deflated(b"blob 3\0abc");
        *sum.last_mut().unwrap() ^= 1;
        assert_eq!(read(&sum), Err(102));
    }

    #[test]
    fn a_folder_in_its_place_is_no_object() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Loose::open(folder.path()).map(|_| ()).unwrap_err().code(), 102);
    }
}
