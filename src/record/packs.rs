//! The indexes of packs, before the git library follows them.
//!
//! Invariant: every offset in an index leads into its pack. The library does not ask, and reads beyond the end.
//!
//! What an index says besides, it may say wrongly: objects hash to their names, or they are refused where they are read.

use std::path::Path;

use super::fault::{Defect, Fault};
use super::repository::Record;

/// The signature of a pack and of an index of version 2, and the bytes of a pack after its last object.
const MAGIC: [u8; 8] = [0xff, b't', b'O', b'c', 0, 0, 0, 2];
const TRAILER: u64 = 20;

impl Record {
    /// That the indexes of this directory of objects lead nowhere but into their packs.
    pub(super) fn check_packs(objects: &Path) -> Result<(), Fault> {
        let Ok(entries) = std::fs::read_dir(objects.join("pack")) else { return Ok(()) };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.extension().is_some_and(|end| end == "idx") {
                // What is no plain file is refused where it stands, and never opened: a pipe would be waited for.
                if !path.symlink_metadata().is_ok_and(|what| what.is_file()) {
                    continue;
                }
                // A pack that is not there is not read; one that goes meanwhile was repacked by git.
                let Ok(pack) = path.with_extension("pack").metadata() else { continue };
                let Ok(index) = std::fs::read(&path) else { continue };
                let end = pack.len().saturating_sub(TRAILER);
                if !leads_within(&index, end).unwrap_or(false) {
                    let fault = Fault::new(Defect::Corrupt("a pack's index leads out of the pack".to_owned()));
                    return Err(fault.path(path.display().to_string()));
                }
            }
        }
        Ok(())
    }
}

/// Whether all offsets are below `end`. `None` if the index is too short for what it says it holds.
fn leads_within(index: &[u8], end: u64) -> Option<bool> {
    let number = |at: usize| Some(u32::from_be_bytes(index.get(at..at.checked_add(4)?)?.try_into().ok()?));
    let two = index.starts_with(&MAGIC);
    let fan = if two { MAGIC.len() } else { 0 };
    let count = usize::try_from(number(fan + 255 * 4)?).ok()?;
    let after = fan + 256 * 4;
    if !two {
        let entries = index.get(after..after.checked_add(count.checked_mul(24)?)?)?;
        return Some(entries.chunks_exact(24).all(|entry| {
            let offset = entry.first_chunk().map_or(u32::MAX, |bytes| u32::from_be_bytes(*bytes));
            u64::from(offset) < end
        }));
    }
    let short = after.checked_add(count.checked_mul(24)?)?;
    let long = short.checked_add(count.checked_mul(4)?)?;
    for at in index.get(short..long)?.chunks_exact(4) {
        let offset = u32::from_be_bytes(at.try_into().ok()?);
        // The first bit set: the rest is a place in the table of long offsets.
        let offset = if offset >> 31 == 0 {
            u64::from(offset)
        } else {
            let place = usize::try_from(offset & 0x7fff_ffff).ok()?;
            let at = long.checked_add(place.checked_mul(8)?)?;
            u64::from_be_bytes(index.get(at..at.checked_add(8)?)?.try_into().ok()?)
        };
        if offset >= end {
            return Some(false);
        }
    }
    Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(offsets: &[u32], long: &[u64]) -> Vec<u8> {
        let count = u32::try_from(offsets.len()).unwrap();
        let mut bytes = MAGIC.to_vec();
        bytes.extend(count.to_be_bytes().repeat(256));
        bytes.extend(vec![7; offsets.len() * 24]);
        bytes.extend(offsets.iter().flat_map(|offset| offset.to_be_bytes()));
        bytes.extend(long.iter().flat_map(|offset| offset.to_be_bytes()));
        bytes.extend([0; 40]);
        bytes
    }

    #[cfg(unix)]
    #[test]
    fn an_index_that_is_a_pipe_is_not_opened() {
        let dir = tempfile::tempdir().unwrap();
        let pack = dir.path().join("pack");
        std::fs::create_dir(&pack).unwrap();
        std::fs::write(pack.join("pack-a.pack"), "PACK").unwrap();
        assert!(std::process::Command::new("mkfifo").arg(pack.join("pack-a.idx")).status().unwrap().success());
        Record::check_packs(dir.path()).unwrap();
        std::fs::write(pack.join("pack-b.pack"), "PACK").unwrap();
        std::fs::write(pack.join("pack-b.idx"), "").unwrap();
        assert_eq!(Record::check_packs(dir.path()).unwrap_err().code(), 102);
    }

    #[test]
    fn every_offset_leads_into_the_pack() {
        assert_eq!(leads_within(&index(&[12, 99], &[]), 100), Some(true));
        assert_eq!(leads_within(&index(&[12, 100], &[]), 100), Some(false));
        assert_eq!(leads_within(&index(&[0x8000_0000], &[99]), 100), Some(true));
        assert_eq!(leads_within(&index(&[0x8000_0000], &[100]), 100), Some(false));
        assert_eq!(leads_within(&index(&[0x8000_0009], &[12]), 100), None, "beyond the table");
        let good = index(&[12, 99], &[]);
        assert_eq!(leads_within(&good[..1050], 100), None, "cut off");
        let old = [2_u32.to_be_bytes().repeat(256), vec![0; 48]].concat();
        assert_eq!(leads_within(&old, 100), Some(true));
        assert_eq!(leads_within(&old, 0), Some(false));
    }
}
