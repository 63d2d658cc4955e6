//! Formats that are XML in a ZIP container: which files of it hold text, which elements hold it, and which end a paragraph.

use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::events::Event;
use quick_xml::{Reader as XmlReader, XmlVersion};
use zip::ZipArchive;

use super::{Bounded, Unread};

/// The most bytes that all files of a container may unpack to.
const UNPACKED: u64 = 128 * 1024 * 1024;
/// The most files of it that are looked into.
const FILES: usize = 2_000;

/// Where a format's text is.
pub(super) struct Layout {
    /// Whether a file of the container holds text, and how early it is read.
    file: fn(&str) -> Option<u32>,
    /// Elements that hold text, without their prefix; none if all do.
    text: &'static [&'static str],
    /// Elements whose end is the end of a paragraph or a cell.
    end: &'static [&'static str],
    /// Elements that are a blank or the end of a line.
    blank: &'static [&'static str],
}

/// Office Open XML, text: the document, its headers, footers and notes.
pub(super) const DOCX: Layout = Layout {
    file: |name| {
        let name = name.strip_prefix("word/")?.strip_suffix(".xml")?;
        let numbered = |kind: &str| name.strip_prefix(kind).is_some_and(|n| n.bytes().all(|c| c.is_ascii_digit()));
        match name {
            "document" => Some(0),
            "footnotes" | "endnotes" => Some(2),
            _ if numbered("header") || numbered("footer") => Some(1),
            _ => None,
        }
    },
    text: &["t"],
    end: &["p", "tc"],
    blank: &["tab", "br", "cr"],
};

/// GB/T 33190: the pages.
pub(super) const OFD: Layout = Layout {
    file: |name| {
        let folder = name.strip_suffix("/Content.xml")?.rsplit('/').next()?;
        folder.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok()
    },
    text: &["TextCode"],
    end: &["Layer", "Page"],
    blank: &[],
};

/// `OpenDocument`, text.
pub(super) const ODT: Layout = Layout {
    file: |name| (name == "content.xml").then_some(0),
    text: &["p", "h"],
    end: &["p", "h"],
    blank: &["s", "tab", "line-break"],
};

pub(super) fn text(bytes: &[u8], layout: &Layout) -> Result<String, Unread> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::Damaged)?;
    let named = archive.file_names().filter_map(|name| {
        let name = name.ok()?;
        Some(((layout.file)(&name)?, name.into_owned()))
    });
    let mut names: Vec<(u32, String)> = named.collect();
    if names.is_empty() {
        return Err(Unread::Damaged);
    }
    names.sort();
    let (mut text, mut left) = (Bounded::default(), UNPACKED);
    for (_, name) in names.into_iter().take(FILES) {
        let file = archive.by_name(&name).map_err(|_| Unread::Damaged)?;
        let mut counted = Counted { inner: file, left };
        let goes_on = read(BufReader::new(&mut counted), layout, &mut text)?;
        left = counted.left;
        if !goes_on {
            break;
        }
    }
    Ok(text.0)
}

/// Reads until there is no room for more. Whether there is.
fn read(xml: impl BufRead, layout: &Layout, text: &mut Bounded) -> Result<bool, Unread> {
    let mut reader = XmlReader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    // How many elements that hold text are open: they may hold each other.
    let mut open = 0usize;
    loop {
        buffer.clear();
        let is_one = |names: &[&str], name: &str| names.contains(&name);
        let goes_on = match reader.read_event_into(&mut buffer).map_err(|_| Unread::Damaged)? {
            Event::Eof => return Ok(true),
            Event::Start(start) => {
                open += usize::from(is_one(layout.text, start.local_name().as_ref()));
                !is_one(layout.blank, start.local_name().as_ref()) || text.push(" ")
            }
            Event::Empty(empty) => !is_one(layout.blank, empty.local_name().as_ref()) || text.push(" "),
            Event::End(end) => {
                open = open.saturating_sub(usize::from(is_one(layout.text, end.local_name().as_ref())));
                !is_one(layout.end, end.local_name().as_ref()) || text.end()
            }
            Event::Text(run) if open > 0 => text.push(&run.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(run) if open > 0 => text.push(&run.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(named) if open > 0 => match named.resolve_char_ref() {
                Ok(Some(c)) => text.push(c.encode_utf8(&mut [0; 4])),
                Ok(None) => match &*named {
                    "amp" => text.push("&"),
                    "lt" => text.push("<"),
                    "gt" => text.push(">"),
                    "quot" => text.push("\""),
                    "apos" => text.push("'"),
                    // An entity of the file's own: what it stands for is not asked.
                    _ => true,
                },
                Err(_) => true,
            },
            Event::Text(_)
            | Event::CData(_)
            | Event::GeneralRef(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => true,
        };
        if !goes_on {
            return Ok(false);
        }
    }
}

/// Counts what is unpacked, whatever the container says how much it is.
struct Counted<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 {
            return Err(std::io::Error::other("unpacks to too much"));
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let count = self.inner.read(&mut buffer[..most])?;
        self.left -= count as u64;
        Ok(count)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::Write as _;
    use zip::write::{SimpleFileOptions, ZipWriter};

    /// A container with these files.
    pub(in crate::search::extract) fn container(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn docx(body: &str) -> Result<String, Unread> {
        let xml = format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
        text(&container(&[("word/document.xml", xml.as_bytes())]), &DOCX)
    }

    #[test]
    fn runs_are_joined_and_paragraphs_are_not() {
        let body = "<w:p><w:r><w:t>安全</w:t></w:r><w:r><w:t xml:space=\"preserve\">生产 &amp; &#x9635;</w:t><w:tab/><w:t>x</w:t></w:r></w:p>\
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
            <w:p><w:r><w:instrText>HYPERLINK</w:instrText></w:r></w:p>";
        assert_eq!(docx(body).unwrap(), "安全生产 & 阵 x\u{1f}甲\u{1f}乙\u{1f}");
    }

    #[test]
    fn pages_and_texts_of_other_formats_are_read() {
        let page = |text: &str| {
            format!(
                "<ofd:Page xmlns:ofd=\"o\"><ofd:Content><ofd:Layer><ofd:TextObject><ofd:TextCode X=\"0\">{text}</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>"
            )
        };
        let files = [
            ("Doc_0/Pages/Page_10/Content.xml", page("第十页")),
            ("Doc_0/Pages/Page_2/Content.xml", page("第二页")),
            ("OFD.xml", page("不读")),
        ];
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
        assert_eq!(text(&container(&files), &OFD).unwrap(), "第二页\u{1f}第十页\u{1f}");
        let odt = "<office:text xmlns:office=\"o\" xmlns:text=\"t\"><text:h>标题</text:h><text:p>正<text:span>文</text:span><text:s/>尾</text:p></office:text>";
        assert_eq!(text(&container(&[("content.xml", odt.as_bytes())]), &ODT).unwrap(), "标题\u{1f}正文 尾\u{1f}");
    }

    #[test]
    fn a_bomb_is_stopped() {
        // 300 MB of blanks between two tags, and as much text.
        let blanks = vec![b' '; 300 << 20];
        let packed = container(&[("word/document.xml", &[b"<w:document><w:body>".as_slice(), &blanks].concat())]);
        assert!(packed.len() < 1 << 20);
        assert_eq!(text(&packed, &DOCX), Err(Unread::Damaged));
        let run = format!("<w:p><w:t>{}</w:t></w:p>", "炸".repeat(1000)).repeat(20_000);
        let read = docx(&run).unwrap();
        assert!(read.len() <= super::super::LONGEST && read.starts_with("炸炸"));
    }

    #[test]
    fn depth_entities_and_damage_harm_nothing() {
        let deep = docx(&format!("{}<w:t>底</w:t>{}", "<w:p>".repeat(1_000_000), "</w:p>".repeat(1_000_000))).unwrap();
        assert_eq!(deep, "底\u{1f}");
        let lol = "<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><w:document><w:t>x&b;y</w:t></w:document>";
        assert_eq!(text(&container(&[("word/document.xml", lol.as_bytes())]), &DOCX).unwrap(), "xy");
        let whole = container(&[("word/document.xml", b"<w:document><w:p><w:t>good</w:t></w:p></w:document>")]);
        for length in 0..whole.len() {
            drop(text(&whole[..length], &DOCX));
        }
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x55;
            drop(text(&bytes, &DOCX));
        }
        assert_eq!(text(&container(&[("a.txt", b"x")]), &DOCX), Err(Unread::Damaged));
        assert_eq!(docx("<w:t>a</w:t><!-- "), Err(Unread::Damaged));
    }
}
