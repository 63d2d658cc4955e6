//! The texts of attachments, kept in `kanhe/texts.sqlite` of the git directory by the name that git has for the attachment's bytes. It may
//! be deleted at any time; a file of it that is damaged is as good as none.

use std::io::{Read as _, Write as _};
use std::path::Path;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rusqlite::{OptionalExtension as _, params};

use crate::id::GitId;
use crate::record::Cache;
use crate::search::{Format, LONGEST};

/// Changes whenever another text would be read from the same bytes.
const VERSION: u32 = 1;

const TABLE: &str = "CREATE TABLE IF NOT EXISTS text (
    blob TEXT, format TEXT, version INTEGER, body BLOB NOT NULL, PRIMARY KEY (blob, format, version)) STRICT, WITHOUT ROWID;";

/// The texts that are kept.
pub(super) struct Texts(Cache);

impl Texts {
    /// Opens them in that folder. None if they cannot be kept: then attachments are read each time.
    pub(super) fn open(folder: &Path) -> Option<Self> {
        let cache = Cache::open(&folder.join("texts.sqlite")).ok()?;
        cache.connection().execute_batch(TABLE).ok()?;
        Some(Self(cache))
    }

    /// The text of an attachment.
    pub(super) fn get(&self, id: GitId, format: Format) -> Option<String> {
        let row = self.0.connection().query_row(
            "SELECT body FROM text WHERE blob = ?1 AND format = ?2 AND version = ?3",
            params![id.to_string(), format.end(), VERSION],
            |row| row.get::<_, Vec<u8>>(0),
        );
        let packed = row.optional().ok().flatten()?;
        let mut text = String::new();
        DeflateDecoder::new(&*packed).take(LONGEST as u64).read_to_string(&mut text).ok()?;
        Some(text)
    }

    /// Keeps it. What cannot be kept is read again another time.
    pub(super) fn keep(&self, id: GitId, format: Format, text: &str) {
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::default());
        let Ok(packed) = packed.write_all(text.as_bytes()).and_then(|()| packed.finish()) else { return };
        drop(self.0.connection().execute(
            "INSERT OR REPLACE INTO text (blob, format, version, body) VALUES (?1, ?2, ?3, ?4)",
            params![id.to_string(), format.end(), VERSION, packed],
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_by_bytes_and_format() {
        let folder = tempfile::tempdir().unwrap();
        let id: GitId = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391".parse().unwrap();
        let texts = Texts::open(folder.path()).unwrap();
        assert_eq!(texts.get(id, Format::Pdf), None);
        texts.keep(id, Format::Pdf, "安全生产");
        drop(texts);
        let texts = Texts::open(folder.path()).unwrap();
        assert_eq!((texts.get(id, Format::Pdf).as_deref(), texts.get(id, Format::Docx)), (Some("安全生产"), None));
        drop(texts);
        std::fs::write(folder.path().join("texts.sqlite"), "no database").unwrap();
        assert!(Texts::open(folder.path()).is_none_or(|texts| texts.get(id, Format::Pdf).is_none()));
    }
}
