//! The file: a ZIP archive in one encoding (`docs/parcel.md` 2), so that any program opens it and no other bytes mean the same.
//!
//! 1. [`encode`] writes parts in the order of their names, stored, without time, comment or extra field.
//! 2. [`decode`] takes exactly the bytes that [`encode`] writes: it reads the parts from the front and writes them again.
//! 3. Nothing is unpacked, so nothing can grow; nothing is written to a disk, so no name can lead anywhere.

use std::collections::BTreeMap;

use super::fault::ParcelFault;

/// The parts of a parcel, by name.
pub type Parts = BTreeMap<String, Vec<u8>>;

/// The most bytes of a parcel: what a record holds in one file.
const LARGEST: usize = crate::record::BLOB_LIMIT;

/// The most parts.
const MOST: usize = 10_000;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
/// What is needed to read it: folders and stored files, since 2.0.
const VERSION: u16 = 20;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
/// 1980-01-01, the first day there is.
const DAY: u16 = 0x21;

/// The bytes of an archive.
pub fn encode(parts: &Parts) -> Result<Vec<u8>, ParcelFault> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, bytes) in parts {
        let at = short(out.len())?;
        let head = head(name, bytes)?;
        out.extend(LOCAL.to_le_bytes());
        out.extend(&head);
        out.extend(name.as_bytes());
        out.extend(bytes);
        directory.extend(CENTRAL.to_le_bytes());
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&head);
        // Comment, disk, attributes inside and outside: none.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
        limited(out.len() + directory.len())?;
    }
    let count = u16::try_from(parts.len()).ok().filter(|count| usize::from(*count) <= MOST);
    let count = count.ok_or(ParcelFault::Form { what: "count" })?;
    let (size, at) = (short(directory.len())?, short(out.len())?);
    out.extend(directory);
    out.extend(END.to_le_bytes());
    out.extend([0; 4]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0; 2]);
    limited(out.len())?;
    Ok(out)
}

/// What local and central header of a part have in common, up to its name's length and that of the extra field.
fn head(name: &str, bytes: &[u8]) -> Result<Vec<u8>, ParcelFault> {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    let size = short(bytes.len())?.to_le_bytes();
    let length = u16::try_from(name.len()).map_err(|_| ParcelFault::Form { what: "name" })?;
    let mut head = Vec::with_capacity(26);
    for word in [VERSION, UTF8, 0, 0, DAY] {
        head.extend(word.to_le_bytes());
    }
    head.extend(crc.sum().to_le_bytes());
    head.extend(size);
    head.extend(size);
    head.extend(length.to_le_bytes());
    head.extend([0; 2]);
    Ok(head)
}

/// The parts of an archive that is of the one encoding.
pub fn decode(bytes: &[u8]) -> Result<Parts, ParcelFault> {
    limited(bytes.len())?;
    let wrong = |what| ParcelFault::Form { what };
    let mut parts = Parts::new();
    let mut rest = bytes;
    while let Some(local) = rest.strip_prefix(&LOCAL.to_le_bytes()) {
        let (size, length) = local.get(14..18).zip(local.get(22..24)).ok_or_else(|| wrong("header"))?;
        let size = u32::from_le_bytes(size.try_into().map_err(|_| wrong("header"))?) as usize;
        let length = usize::from(u16::from_le_bytes(length.try_into().map_err(|_| wrong("header"))?));
        let name = local.get(26..26 + length).ok_or_else(|| wrong("name"))?;
        let name = std::str::from_utf8(name).map_err(|_| wrong("name"))?;
        let body = local.get(26 + length..).and_then(|body| body.get(..size)).ok_or_else(|| wrong("length"))?;
        if parts.len() == MOST || parts.insert(name.to_owned(), body.to_vec()).is_some() {
            return Err(wrong("count"));
        }
        rest = &local[26 + length + size..];
    }
    if parts.is_empty() {
        return Err(wrong("header"));
    }
    if encode(&parts)? == bytes { Ok(parts) } else { Err(wrong("encoding")) }
}

fn short(number: usize) -> Result<u32, ParcelFault> {
    u32::try_from(number).map_err(|_| ParcelFault::Form { what: "length" })
}

fn limited(size: usize) -> Result<(), ParcelFault> {
    let (size, limit) = (size as u64, LARGEST as u64);
    if size > limit { Err(ParcelFault::Size { size, limit }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _, Write as _};

    use proptest::prelude::*;

    use super::*;

    fn parts() -> Parts {
        [("manifest", "one"), ("tree/content/a/附件.txt", "two"), ("tree/empty", "")]
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
            .into()
    }

    #[test]
    fn what_is_written_is_read_by_this_and_by_others() {
        let bytes = encode(&parts()).unwrap();
        assert_eq!(decode(&bytes).unwrap(), parts());
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        assert_eq!(archive.len(), 3);
        for (name, expected) in parts() {
            let mut found = Vec::new();
            archive.by_name(&name).unwrap().read_to_end(&mut found).unwrap();
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn no_other_bytes_are_read() {
        let bytes = encode(&parts()).unwrap();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut other = bytes.clone();
                other[at] ^= 1 << bit;
                // A name that still ascends, or a text with its own check sum, is another archive and no second reading of this one.
                assert_ne!(decode(&other).ok(), Some(parts()), "bit {bit} of byte {at}");
            }
            assert!(decode(&bytes[..at]).is_err(), "cut at {at}");
        }
        for other in [[&bytes[..], b"x"].concat(), [b"x", &bytes[..]].concat(), [&bytes[..], &bytes[..]].concat()] {
            assert!(decode(&other).is_err());
        }
    }

    #[test]
    fn what_another_program_packs_is_no_parcel() {
        let stored = zip::write::SimpleFileOptions::default();
        for options in [stored.compression_method(zip::CompressionMethod::Deflated), stored.unix_permissions(0o600)] {
            let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
            for (name, bytes) in parts() {
                writer.start_file(name, options).unwrap();
                writer.write_all(&bytes).unwrap();
            }
            assert!(decode(&writer.finish().unwrap().into_inner()).is_err());
        }
    }

    proptest! {
        #[test]
        fn rubbish_is_refused_without_a_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..300),
            at in any::<prop::sample::Index>(),
            inside in any::<bool>(),
        ) {
            let mut file = encode(&parts()).unwrap();
            if inside {
                let at = at.index(file.len());
                let end = file.len().min(at + bytes.len());
                file[at..end].copy_from_slice(&bytes[..end - at]);
            } else {
                file = [&LOCAL.to_le_bytes()[..], &bytes].concat();
            }
            if let Ok(found) = decode(&file) {
                prop_assert_eq!(encode(&found).unwrap(), file);
            }
        }
    }
}
