//! Tables: every cell as it is shown as far as that is text, a number or a day. Cells are read one after another, so that a table which
//! says that it has a billion rows takes no room for them.

use std::io::Cursor;

use calamine::{Data, DataRef, Reader as _, Xlsx};

use super::{Bounded, Unread};

/// The most bytes that all files of the container may unpack to.
const UNPACKED: u64 = 256 * 1024 * 1024;

pub(super) fn text(bytes: &[u8]) -> Result<String, Unread> {
    is_bounded(bytes)?;
    // Like the reader of PDF files it is another's: a panic is a file that cannot be read.
    std::panic::catch_unwind(|| cells(bytes)).unwrap_or(Err(Unread::Damaged))
}

fn cells(bytes: &[u8]) -> Result<String, Unread> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unread::Damaged)?;
    let mut text = Bounded::default();
    for name in book.sheet_names() {
        if !text.push(&name) || !text.end() {
            break;
        }
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        while let Ok(Some(cell)) = cells.next_cell() {
            let shown = match cell.get_value() {
                DataRef::SharedString(text) => (*text).to_owned(),
                DataRef::Empty => continue,
                DataRef::DateTime(moment) if moment.is_datetime() => {
                    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
                    let day = format!("{year:04}-{month:02}-{day:02}");
                    if (hour, minute) == (0, 0) { day } else { format!("{day} {hour:02}:{minute:02}") }
                }
                other @ (DataRef::Int(_)
                | DataRef::Float(_)
                | DataRef::String(_)
                | DataRef::Bool(_)
                | DataRef::DateTime(_)
                | DataRef::DateTimeIso(_)
                | DataRef::DurationIso(_)
                | DataRef::Error(_)) => Data::from(other.clone()).to_string(),
            };
            if !text.push(&shown) || !text.end() {
                return Ok(text.0);
            }
        }
    }
    Ok(text.0)
}

/// Whether what the container unpacks to stays within bounds, by unpacking it: it may say what it likes.
fn is_bounded(bytes: &[u8]) -> Result<(), Unread> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::Damaged)?;
    let mut left = UNPACKED;
    for at in 0..archive.len() {
        let Ok(file) = archive.by_index(at) else { continue };
        let mut file = std::io::Read::take(file, left);
        left -= std::io::copy(&mut file, &mut std::io::sink()).map_err(|_| Unread::Damaged)?;
        if left == 0 {
            return Err(Unread::Costly);
        }
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::container::tests::container;
    use super::*;

    /// A table of one sheet with these rows of XML.
    fn table(rows: &str) -> Vec<u8> {
        let sheet = format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
        );
        container(&[
            ("[Content_Types].xml", b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
            (
                "_rels/.rels",
                b"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
            ),
            ("xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"经费表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>".as_bytes()),
            ("xl/_rels/workbook.xml.rels", b"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
            ("xl/sharedStrings.xml", "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>办公用品</t></si></sst>".as_bytes()),
            ("xl/styles.xml", b"<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ])
    }

    #[test]
    fn cells_are_read_as_they_are_shown() {
        let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>1234.5</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>合计</t></is></c><c r=\"D1\" s=\"1\"><v>46083</v></c></row>";
        let read = text(&table(rows)).unwrap();
        assert!(read.starts_with("经费表\u{1f}办公用品\u{1f}1234.5\u{1f}合计\u{1f}2026-03-02"), "{read:?}");
    }

    #[test]
    fn a_table_that_says_it_is_huge_takes_no_room() {
        let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>甲</t></is></c></row><row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>乙</t></is></c></row>";
        assert_eq!(text(&table(rows)).unwrap(), "经费表\u{1f}甲\u{1f}乙\u{1f}");
        let bomb = vec![b' '; 300 << 20];
        assert_eq!(text(&container(&[("xl/media/a.bin", &bomb)])), Err(Unread::Costly));
        assert_eq!(text(b"PK"), Err(Unread::Damaged));
        let whole = table(rows);
        for at in (0..whole.len()).step_by(7) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x55;
            drop(text(&bytes));
        }
    }
}
