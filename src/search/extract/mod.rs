//! The text of an attachment.
//!
//! 1. What is read is taken for hostile: no more than [`LARGEST`] bytes come in, what a container unpacks to is counted while it is unpacked,
//!    and no more than [`LONGEST`] bytes of text go out. XML is read as a stream, whatever its depth; entities of its own are not expanded.
//! 2. A reader of PDF files that panics is a file that cannot be read. One that eats memory, time or the stack can only be stopped from
//!    outside: whoever runs the site hands files to a [`Reader`] in a process of its own.
//! 3. The same bytes give the same text.

mod container;
mod pdf;
mod plain;
mod sheet;

/// The most bytes of an attachment that are read.
pub const LARGEST: usize = 64 * 1024 * 1024;
/// The most bytes of text that are taken from one.
pub const LONGEST: usize = 1024 * 1024;

/// What kinds of attachments are read, told by the ends of their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// TXT, MD, CSV, TSV: text as it is.
    Plain,
    /// DOCX: Office Open XML, text.
    Docx,
    /// XLSX: Office Open XML, tables.
    Xlsx,
    /// OFD: the layout of GB/T 33190.
    Ofd,
    /// ODT: `OpenDocument`, text.
    Odt,
    /// PDF.
    Pdf,
}

/// Why the text of an attachment is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// It is larger than is read.
    #[error("larger than 64 MiB")]
    Large,
    /// It is not what its name says, or is damaged.
    #[error("not a file of its kind, or damaged")]
    Damaged,
    /// It took too long, or more memory than it may have.
    #[error("takes too much time or memory to read")]
    Costly,
    /// There is nobody to read it.
    #[error("cannot be read here")]
    Nobody,
}

/// Who reads attachments.
pub trait Reader: Send + Sync {
    /// The text of one.
    fn read(&self, format: Format, bytes: &[u8]) -> Result<String, Unread>;
}

impl Format {
    /// The kind that a name tells.
    pub fn of(name: &str) -> Option<Self> {
        let (_, end) = name.rsplit_once('.')?;
        Self::named(&end.to_ascii_lowercase())
    }

    /// The kind of that end of a name.
    pub fn named(end: &str) -> Option<Self> {
        Some(match end {
            "txt" | "md" | "csv" | "tsv" | "log" => Self::Plain,
            "docx" => Self::Docx,
            "xlsx" => Self::Xlsx,
            "ofd" => Self::Ofd,
            "odt" => Self::Odt,
            "pdf" => Self::Pdf,
            _ => return None,
        })
    }

    /// The end of a name that tells it.
    pub const fn end(self) -> &'static str {
        match self {
            Self::Plain => "txt",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Ofd => "ofd",
            Self::Odt => "odt",
            Self::Pdf => "pdf",
        }
    }
}

/// Reads an attachment in this process.
pub fn read(format: Format, bytes: &[u8]) -> Result<String, Unread> {
    if bytes.len() > LARGEST {
        return Err(Unread::Large);
    }
    match format {
        Format::Plain => plain::text(bytes),
        Format::Docx => container::text(bytes, &container::DOCX),
        Format::Ofd => container::text(bytes, &container::OFD),
        Format::Odt => container::text(bytes, &container::ODT),
        Format::Xlsx => sheet::text(bytes),
        Format::Pdf => pdf::text(bytes),
    }
}

/// A text that takes no more than it may.
#[derive(Default)]
struct Bounded(String);

impl Bounded {
    /// Adds what there is room for. Whether there is room for more.
    fn push(&mut self, text: &str) -> bool {
        let room = LONGEST - self.0.len();
        if text.len() <= room {
            self.0.push_str(text);
            return true;
        }
        let end = (0..=room).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
        self.0.push_str(&text[..end]);
        false
    }

    /// The end of a paragraph or a cell.
    fn end(&mut self) -> bool {
        self.0.is_empty() || self.0.ends_with(super::BARRIER) || self.push("\u{1f}")
    }
}

/// For a library that writes text as bytes, a whole string at a time.
impl std::io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.push(&String::from_utf8_lossy(bytes)) { Ok(bytes.len()) } else { Err(std::io::Error::other("full")) }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
