//! Objects in files of their own, before the git library reads them.
//!
//! 1. The library asks a file that was cut off for its end again and again, for ever (libgit2 1.9, `git_zstream_get_output`). So a file
//!    is gone through first: it has to be one whole zlib stream, with nothing after it, of the size its header says.
//! 2. What comes out is not kept, and no more of it is made than that size.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use flate2::{Decompress, FlushDecompress, Status};

use super::examine::is_of_the_machine;
use super::fault::{Defect, Fault};
use super::repository::Record;
use crate::id::GitId;

/// The longest `<kind> SP <size> NUL` before an object's content.
const HEADER_LIMIT: u64 = 64;

impl Record {
    /// The file an object is in, if it is in one of its own.
    pub(super) fn loose_path(&self, id: GitId) -> PathBuf {
        let hex = id.to_string();
        self.dir.join("objects").join(&hex[..2]).join(&hex[2..])
    }

    /// That the file of an object is whole. One that is in a pack has none.
    pub(super) fn check_loose(&self, id: GitId, size: usize) -> Result<(), Fault> {
        let path = self.loose_path(id);
        let corrupt = |why: &str| Fault::new(Defect::Corrupt(why.to_owned())).object(id);
        let unread = |error: &std::io::Error| {
            if is_of_the_machine(error.kind()) { Fault::io(&path, error) } else { corrupt(&error.to_string()) }
        };
        match path.symlink_metadata() {
            Ok(what) if what.is_file() => {}
            Ok(_) => return Err(corrupt("no file")),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(unread(&error)),
        }
        match is_whole(&path, size as u64 + HEADER_LIMIT) {
            Ok(true) => Ok(()),
            Ok(false) => Err(corrupt("zlib")),
            // Git has packed it since.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(unread(&error)),
        }
    }
}

/// Whether a file is one zlib stream from end to end that gives at most so many bytes.
fn is_whole(path: &Path, limit: u64) -> std::io::Result<bool> {
    let mut file = File::open(path)?;
    let (mut input, mut output) = ([0; 8 * 1024], [0; 16 * 1024]);
    let mut stream = Decompress::new(true);
    loop {
        let read = file.read(&mut input)?;
        let mut left = &input[..read];
        loop {
            let (taken, given) = (stream.total_in(), stream.total_out());
            let Ok(status) = stream.decompress(left, &mut output, FlushDecompress::None) else { return Ok(false) };
            let consumed = usize::try_from(stream.total_in() - taken).unwrap_or(left.len());
            left = left.get(consumed..).unwrap_or_default();
            if stream.total_out() > limit {
                return Ok(false);
            }
            if status == Status::StreamEnd {
                return Ok(left.is_empty() && file.read(&mut [0])? == 0);
            }
            if consumed == 0 && stream.total_out() == given {
                break;
            }
        }
        if read == 0 {
            return Ok(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::repository::tests::World;
    use super::*;

    #[test]
    fn a_file_that_was_cut_off_is_a_fault_and_not_waited_for() {
        let world = World::new();
        let record = Record::init(&world.path("r"), true).unwrap();
        // Larger than the buffers, and not to be made smaller by packing.
        let noise: Vec<u8> = (0..100_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]).collect();
        for content in [&b"short"[..], &noise, &vec![0; 1_000_000]] {
            let id = record.write_blob(content).unwrap();
            let path = record.loose_path(id);
            let good = fs::read(&path).unwrap();
            fs::remove_file(&path).unwrap();
            for cut in [1, 2, 4, 5, good.len() / 2, good.len() - 3, good.len() - 1] {
                fs::write(&path, &good[..good.len() - cut]).unwrap();
                assert_eq!(record.blob(id).unwrap_err().code(), 102, "{} of {}", cut, good.len());
            }
            fs::write(&path, [&good[..], b"more"].concat()).unwrap();
            assert_eq!(record.blob(id).unwrap_err().code(), 102);
            fs::write(&path, b"").unwrap();
            assert_eq!(record.blob(id).unwrap_err().code(), 102);
            fs::write(&path, &good).unwrap();
            assert_eq!(record.blob(id).unwrap(), content);
        }
    }
}
